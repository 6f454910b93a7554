"""How much one edit matters: noise, wording, or a fact (a number, date, name, quote, a negation, a whole statement)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import OSA, LCSseq

from nlp.edit_numbers import converted, counted, counts, dates_of
from nlp.edits import Change
from nlp.measures import is_unit
from nlp.naming import joined_on, names_another, says_another
from nlp.noise import letters, noise, shown
from nlp.numbers.figures import MONTHS
from nlp.opposites import begun_otherwise, opposed
from nlp.parties import other_party
from nlp.territories import is_territory
from nlp.turns import TURNS, expanded, turned
from nlp.word_lists import words

_WORD = re.compile(r"[^\W_]+(?:[.'’@-][^\W_]+)*")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_UNREAD = re.compile("\ufffd+")
_MOST_UNREAD = 20
_BESIDE = re.compile(r"\s[·•]\s")
_HEADING = 90  # characters: a longer line without a full stop is a sentence that lost it
_SMALL = words(
    """a an the of and or for to in on at by with from is are was were be been as it its this that these
        those which who your our their his her my we you they he she i us them if so than then also will
        would can could has have had do does did into about el la los las un una unos unas de del y o a al
        en con por para que es son fue su sus se lo le les como más este esta nuestro nuestra le la les un
        une des du de et ou à au aux en avec par pour que qui est sont son sa ses ce cette nous vous il der
        die das ein eine einen dem den des und oder zu im in an am auf mit von für ist sind sie wir ihr ihre
        sein dass als"""
)
# What pages call themselves and their parties, with a capital that makes no name of them.
_TITLES_OF_PAGES = words(
    """policy policies notice statement terms conditions agreement service services site website websites app user users you
    customer customers company privacy cookie cookies use legal data section article annex schedule part chapter
    política aviso condiciones servicio servicios sitio usuario usuarios cliente clientes empresa datos artículo sección anexo
    politique mentions conditions contrat utilisateur utilisateurs utilisatrice utilisatrices société données partie annexe"""
)
WORDING = "wording changed"
_FEW = 4  # content words changed without a fact: up to here it is wording, above a statement (tuned on the half)
_CLAUSE = (
    2  # content words that came or went with nothing in their place: from here a part of a statement, not its wording
)
_STATEMENT = 5  # words of an inserted or deleted sentence that says something by itself
_SPELLING = 0.34  # of the longer word's letters: a change up to this is a spelling, an inflection


@dataclass(frozen=True, slots=True)
class Weight:
    """0 cosmetic, 1 minor, 2 substantive; how sure; and what it is that changed, in words."""

    level: int
    sure: float
    why: str


def weigh(change: Change, *, language: str) -> Weight:
    """Return how much an edit matters to somebody who cited the text."""
    if change.op == "replace":
        return _replaced(change.old, change.new, language)
    sentence = change.old or change.new
    if kind := noise(sentence):
        return Weight(0, 0.9, f"{kind} {'gone' if change.old else 'added'}")
    found = _WORD.findall(sentence)
    verb = "deleted" if change.old else "added"
    if len(found) >= _STATEMENT or any(w[0].isdigit() for w in found):
        return Weight(2, 0.85, f"statement {verb}")
    return Weight(1, 0.6, f"short line {verb}")


def _replaced(old: str, new: str, language: str) -> Weight:
    kinds = noise(old), noise(new)
    if all(kinds):
        return Weight(0, 0.9, f"{kinds[1]} changed")
    seen_old, seen_new = shown(old), shown(new)
    if seen_old == seen_new:
        return Weight(1, 0.9, "a link's target changed")
    if _broken(seen_old, seen_new) or _broken(seen_new, seen_old):
        return Weight(1, 0.9, "letters broke or were mended")
    words_old, words_new = _WORD.findall(expanded(seen_old)), _WORD.findall(expanded(seen_new))
    if letters(seen_old) == letters(seen_new) and _FIGURE.findall(seen_old) == _FIGURE.findall(seen_new):
        if _bare(seen_old) != _bare(seen_new):
            return Weight(1, 0.7, "capitals changed")
        heading = len(seen_old) < _HEADING and seen_old[-1:] not in ".!?;" and seen_new[-1:] not in ".!?;"
        return Weight(0, 0.7, "punctuation of a heading") if heading else Weight(1, 0.7, "punctuation changed")
    if _parts(seen_old) == _parts(seen_new):
        return Weight(0, 0.85, "a counter beside it changed")
    gone, come = differing(words_old, words_new)
    if any(map(counts, gone + come)) and converted(seen_old, seen_new, language):
        gone, come = ([w for w in side if not counts(w) and not is_unit(w)] for side in (gone, come))
        if not gone and not come:
            return Weight(1, 0.75, "the same measure in another unit")
    elif numbers := counted(seen_old, seen_new, gone + come, language):
        return Weight(2, *numbers)
    if _exchanged(words_old, words_new):
        return Weight(2, 0.75, "two parties changed places")
    if begun_otherwise(_left(gone, come), _left(come, gone)):
        return Weight(2, 0.8, "the opposite is said")
    gone, come = _without_spellings(_left(gone, come), _left(come, gone))
    if turned(gone, come):
        return Weight(2, 0.85, "what is allowed, required or denied changed")
    if opposed(gone, come, language):
        return Weight(2, 0.8, "the opposite is said")
    if other_party(gone, come):
        return Weight(2, 0.8, "another party")
    if _other_cell(seen_old, seen_new):
        return Weight(2, 0.8, "a cell of a table changed")
    if _names(gone, seen_old, language) or _names(come, seen_new, language):
        return Weight(2, 0.85, "a name changed")
    if any(map(is_territory, gone + come)):
        return Weight(2, 0.85, "a territory changed")
    less, more = sorted(sum(w.lower() not in _SMALL and w.lower() not in TURNS for w in side) for side in (gone, come))
    if more > _FEW or (not less and more >= _CLAUSE):
        return Weight(2, 0.75, "a statement changed" if less else "words that say something came or went")
    if less and names_another(gone, come, language, _SMALL):
        return Weight(2, 0.7, "another word in its place")
    if more and not less and joined_on(seen_old, seen_new, _SMALL):
        return Weight(2, 0.7, "an item of an enumeration came or went")
    return Weight(1, 0.75, WORDING if more else "spelling changed")


def reweigh(change: Change, weight: Weight, *, language: str) -> Weight:
    """Return the weight of what was taken for wording after the judge has read it, where that can (English); it costs some 20 ms."""
    if weight.why == WORDING and language == "en" and says_another(shown(change.old), shown(change.new), _SMALL):
        return Weight(2, 0.7, "another thing is said")
    return weight


def _parts(line: str) -> list[str]:
    """Return the parts of a line of particulars ("By R. Hale · 3 May · 120 views") that say something, its counters and buttons left out."""
    return [part for part in _BESIDE.split(line) if noise(part) in (None, "date stamp")]


def _broken(old: str, new: str) -> bool:
    """Return whether a text is the other one with the sign for a letter that could not be read in the place of some."""
    pieces = _UNREAD.split(old)
    return 1 < len(pieces) <= _MOST_UNREAD and bool(re.fullmatch(".{0,3}".join(map(re.escape, pieces)), new))


def _bare(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def differing(old: Sequence[str], new: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the words that went and the words that came; a word that moved is in both."""
    gone: list[str] = []
    come: list[str] = []
    for op in LCSseq.opcodes(old, new):
        if op.tag != "equal":
            gone += old[op.src_start : op.src_end]
            come += new[op.dest_start : op.dest_end]
    return gone, come


def _exchanged(old: Sequence[str], new: Sequence[str]) -> bool:
    """Return whether what stood in one place of a sentence stands in another now, and the other way round."""
    swaps: list[tuple[list[str], list[str]]] = [([], [])]
    for op in LCSseq.opcodes([w.lower() for w in old], [w.lower() for w in new]):
        if op.tag == "equal":
            swaps.append(([], []))
            continue
        swaps[-1][0].extend(w.lower() for w in old[op.src_start : op.src_end])
        swaps[-1][1].extend(w.lower() for w in new[op.dest_start : op.dest_end])
    pairs = {(" ".join(gone), " ".join(come)) for gone, come in swaps if gone and come}
    return any((come, gone) in pairs for gone, come in pairs)


def _other_cell(old: str, new: str) -> bool:
    """Return whether a cell of a table's row has none of its words left: what a row is about, or what it says of it."""
    cells = [[frozenset(map(str.lower, _WORD.findall(cell))) for cell in row.split(" | ")] for row in (old, new)]
    if len(cells[0]) < 2 or len(cells[0]) != len(cells[1]):
        return False
    return any(before and after and not before & after for before, after in zip(*cells, strict=True))


def _left(these: Sequence[str], others: Sequence[str]) -> list[str]:
    return list((Counter(these) - Counter(others)).elements())


_MOST_PAIRS = 20_000  # of words that went and came: a tenth of a second


def _without_spellings(gone: list[str], come: list[str]) -> tuple[list[str], list[str]]:
    """Return the words that are left when every word that came as another spelling of one that went is dropped."""
    if len(gone) * len(come) > _MOST_PAIRS:  # a sentence of hundreds of other words: no matter of spelling
        before, after = ({word.lower() for word in side} for side in (gone, come))
        return [w for w in gone if w.lower() not in after], [w for w in come if w.lower() not in before]
    rest = list(come)
    left: list[str] = []
    for word in gone:
        low = word.lower()
        same = next(
            (w for w in rest if w.lower() == low or OSA.normalized_distance(w.lower(), low) <= _near(low, w.lower())),
            None,
        )
        if same is None:
            left.append(word)
        else:
            rest.remove(same)
    return left, rest


def _near(a: str, b: str) -> float:
    """Return how far two words may be apart to be one: short words and turns of meaning must be equal."""
    if min(len(a), len(b)) < 4 or a in TURNS or b in TURNS:
        return 0.0
    return _SPELLING if a[0] == b[0] else _SPELLING / 2


def _names(changed: Sequence[str], sentence: str, language: str) -> list[str]:
    """Return the changed words that are names: a capital inside the sentence, or an address of a host."""
    first = _WORD.search(sentence)
    dated = (
        {word for date in dates_of(sentence, language) for word in _WORD.findall(date.text)}
        if any(word.lower() in MONTHS for word in changed)
        else ()
    )
    found = []
    for word in changed:
        inside = not (first and word == first[0])
        host = "." in word and word.rsplit(".", 1)[-1].isalpha() and len(word) > 4
        capital = word[0].isupper() and (inside or sum(c.isupper() for c in word) > 1)
        if host or (
            capital
            and word not in dated
            and language != "de"
            and not sentence.isupper()
            and word.lower() not in _TITLES_OF_PAGES
        ):
            found.append(word)
    return found or (_german_names(changed, sentence) if language == "de" else [])


def _german_names(changed: Sequence[str], sentence: str) -> list[str]:
    """Return two changed words with capitals that stand side by side: two nouns do so as the parts of a name alone."""
    said = _WORD.findall(sentence)
    gone = set(changed)
    for left, right in pairwise(said[1:] if said and said[0] in gone else said):
        if left in gone and right in gone and left[0].isupper() and right[0].isupper():
            return [left, right]
    return []
