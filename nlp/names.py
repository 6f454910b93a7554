"""When two names name one thing, and the one name of each thing that a text names."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from nlp.entities.words import COUNTRIES, GIVEN_NAMES, ORGANISATION_WORDS, PLACE_WORDS, TITLES, word_set
from nlp.name_words import NOTIONS, SAME_BODY
from nlp.spans import Abbreviation, Entity

_WORD = re.compile(r"[^\W_]+")
_SMALL = word_set("the of for and on in to a de del la las los el lo y e al en para por von van der den da di du")
_ARTICLES = word_set("the el la los las")
_COMPANY = word_set("inc ltd limited llc corp corporation co company plc gmbh ag sa cv group holdings")
_GENERATIONS = word_set("jr sr ii iii iv")
_LONGEST = 200  # code points of a name that are looked at; no name that matters is longer
_PARAGRAPH = 2000  # code points before a surname in which the person may have been named in full
_RIVALS = 40  # names that share a word with a name and are compared with it; keeps a hostile text linear


def same_name(a: str, b: str) -> bool:
    """Say whether two names can name one thing, by the names alone.

    Seen through: case, accents, hyphens, spaces, articles, a possessive, titles, initials, "Surname, Given", a surname
    for the full name, a company's legal form, an acronym and its words, and English and Spanish forms of countries and
    of common institutions. Two different given names with one surname are two people. The answer is symmetric.
    """
    return _same(_parsed(a[:_LONGEST]), _parsed(b[:_LONGEST]))


def one_name(entities: Sequence[Entity], abbreviations: Sequence[Abbreviation], text: str) -> list[Entity]:
    """Return the entities with `name` set to the one name that each thing has in this text: its fullest form.

    Short forms go to the long form that the text defines (`abbreviations`). A surname joins the one full name that it
    fits; where it fits two people it keeps to itself, unless only one of them was named in the same paragraph before.
    """
    longs = {short.short: short.long for short in abbreviations}
    forms: dict[tuple[str, str], int] = {}
    for entity in entities:
        forms.setdefault((_family(entity.type), entity.text), entity.start)
    groups = _grouped(forms, longs)
    named: list[Entity] = []
    alone: dict[str, int] = {}  # where a name that is clear was last seen
    for entity in entities:
        fits = groups[_family(entity.type), entity.text]
        if len(fits) == 1:
            chosen = fits[0]
            alone[chosen] = entity.start
        else:
            paragraph = text.rfind("\n\n", max(0, entity.start - _PARAGRAPH), entity.start)
            near = [name for name in fits if alone.get(name, -1) > max(paragraph, entity.start - _PARAGRAPH)]
            chosen = near[0] if len(near) == 1 else _bare(entity.text, entity.type)
        named.append(replace(entity, name=chosen))
    return named


@dataclass(frozen=True, slots=True)
class _Name:
    raw: str
    words: tuple[str, ...]  # folded, without articles, titles and legal forms
    titled: bool
    body: str  # a country or an institution known under several names, else ""
    acronym: str  # its letters where the name is an acronym, else ""


@lru_cache(maxsize=20_000)
def _parsed(raw: str) -> _Name:
    given, comma, rest = raw.partition(", ")
    turned = comma and not {*_words(rest)} & _COMPANY and len(_words(rest)) <= 2 and len(_words(given)) <= 2
    words = _words(f"{rest} {given}" if turned else raw)
    plain = _BODIES.get(" ".join(_words(raw)), "") or _BODIES.get(" ".join(_without_article(_words(raw))), "")
    untitled = list(_without_article(words))
    titled = False
    while len(untitled) > 1 and untitled[0] in _TITLES:
        titled = True
        untitled = untitled[1:]
    while len(untitled) > 1 and untitled[-1] in _COMPANY | _GENERATIONS:
        untitled = untitled[:-1]
    letters = re.sub(r"[^\w]", "", raw.removesuffix("'s").removesuffix("\u2019s"))
    acronym = letters.casefold() if 2 <= len(letters) <= 8 and letters.isupper() and len(words) <= len(letters) else ""
    return _Name(raw, tuple(untitled), titled, plain, acronym if acronym.isalpha() else "")


def _same(a: _Name, b: _Name) -> bool:
    if not a.words or not b.words:
        return a.raw.strip() == b.raw.strip()
    if a.body or b.body:
        return a.body == b.body or "".join(a.words) == "".join(b.words)
    if a.words == b.words or "".join(a.words) == "".join(b.words):
        return True
    if (a.acronym and _spells(a.acronym, b)) or (b.acronym and _spells(b.acronym, a)):
        return True
    if a.acronym and b.acronym:
        return False
    return _translated(a.words, b.words) or _same_person(a, b)


def _spells(letters: str, name: _Name) -> bool:
    """Say whether the letters are the initials of the name's words, small words counted or left out."""
    if name.acronym or len(name.words) < 2:
        return False
    every = "".join(word[0] for word in name.words)
    heavy = "".join(word[0] for word in name.words if word not in _SMALL)
    return letters in (every, heavy)


def _translated(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Say whether one is the other in the other language, word for word in any order."""
    left = sorted(NOTIONS.get(word, word) for word in a if word not in _SMALL)
    right = sorted(NOTIONS.get(word, word) for word in b if word not in _SMALL)
    # In one language another order is another thing: Washington University, the University of Washington.
    return len(left) > 1 and left == right and {*a} - _SMALL != {*b} - _SMALL


def _same_person(a: _Name, b: _Name) -> bool:
    short, long = sorted((a, b), key=lambda name: len(name.words))
    if len(long.words) > 5 or not (_personal(long) and _personal(short)):
        return False
    if len(short.words) == 1:
        return short.words[0] in long.words[1:] and (
            short.titled or short.words[0] == long.words[-1] or long.words[0] in _GIVEN
        )
    if sorted(short.words) == sorted(long.words):
        return True
    if short.words == long.words[-len(short.words) :]:
        return True  # Peña Nieto, Enrique Peña Nieto
    if not _fits(short.words[0], long.words[0]):
        return False
    if len(short.words) == len(long.words):
        return all(_fits(left, right) for left, right in zip(short.words, long.words, strict=True)) and (
            len(short.words[-1]) > 1
        )
    # Enrique Peña for Enrique Peña Nieto; John Smith for John A. Smith.
    return short.words[-1] == long.words[-1] or (
        long.words[0] in _GIVEN and short.words == long.words[: len(short.words)]
    )


def _fits(left: str, right: str) -> bool:
    return left == right or (1 in (len(left), len(right)) and left[0] == right[0])


def _personal(name: _Name) -> bool:
    return not (
        name.acronym
        or any(word in _IMPERSONAL or word.isdigit() for word in name.words)
        or (len(name.words) == 1 and name.words[0] in _GIVEN and not name.titled)
    )


def _words(raw: str) -> tuple[str, ...]:
    folded = raw.strip().removesuffix("'s").removesuffix("\u2019s")
    marks = unicodedata.normalize("NFKD", folded.replace("\u2019", "'")).casefold()
    return tuple(_WORD.findall("".join(sign for sign in marks if not unicodedata.combining(sign))))


def _without_article(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[1:] if len(words) > 1 and words[0] in _ARTICLES else words


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for raw in words for word in _words(raw))


_TITLES = _folded(TITLES)
_GIVEN = _folded(GIVEN_NAMES)
_IMPERSONAL = (
    _folded(ORGANISATION_WORDS)
    | _folded(PLACE_WORDS)
    | word_set("of for and new north south east west national united international street american news")
)
_BODIES = {" ".join(_words(form)): " ".join(_words(forms[0])) for forms in (*COUNTRIES, *SAME_BODY) for form in forms}


# ---------------------------------------------------------------- one text


def _family(kind: str) -> str:
    return kind if kind in ("PER", "LOC") else "OTHER"


def _bare(raw: str, kind: str) -> str:
    """Return a name without its article, title and possessive; "The Hague" and "El Salvador" keep theirs."""
    words = raw.strip().removesuffix("'s").removesuffix("\u2019s").split()
    own = kind in ("LOC", "EVENT", "PRODUCT") and words and words[0][0].isupper()
    if len(words) > 1 and words[0].casefold() in _ARTICLES and not own:
        words = words[1:]
    while kind == "PER" and len(words) > 1 and words[0].rstrip(".").casefold() in TITLES:
        words = words[1:]
    return " ".join(words) or raw


def _grouped(forms: dict[tuple[str, str], int], longs: dict[str, str]) -> dict[tuple[str, str], list[str]]:
    """Return for each form the names that it fits: one where it is clear, several where people share a surname."""
    fits: dict[tuple[str, str], list[str]] = {}
    by_word: dict[tuple[str, str], list[str]] = defaultdict(list)
    fullest = sorted(forms, key=lambda key: (-len(_parsed(key[1][:_LONGEST]).words), -len(key[1]), forms[key]))
    for family, form in fullest:
        name = _parsed(form[:_LONGEST])
        keys = [(family, word) for word in _keys(name)]
        rivals = dict.fromkeys(known for key in keys for known in by_word[key][:_RIVALS])
        found = [known for known in rivals if same_name(known, form)]
        long = longs.get(form)
        if long is not None:
            found = [known for known in rivals if same_name(known, long)][:1] or [_bare(long, family)]
        fits[family, form] = found or [_bare(form, family)]
        if not found or long is not None:
            for key in [*keys, *((family, word) for word in _keys(_parsed(fits[family, form][0][:_LONGEST])))]:
                if fits[family, form][0] not in by_word[key]:
                    by_word[key].append(fits[family, form][0])
    return fits


def _keys(name: _Name) -> set[str]:
    """Return what two names that are the same have in common, at least one of it."""
    heavy = [word for word in name.words if word not in _SMALL]
    initials = (
        {"".join(word[0] for word in heavy), "".join(word[0] for word in name.words)} if len(heavy) > 1 else set()
    )
    notions = {"+".join(sorted(NOTIONS.get(word, word) for word in heavy))}
    return (
        {*heavy, "".join(name.words), *initials, *notions}
        | ({name.body} if name.body else set())
        | ({name.acronym} if name.acronym else set())
    )
