"""Who speaks a quote: the subject of the speech verb that stands by it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nlp.quote_subject import (
    ADVERBS,
    CLITICS,
    apposition,
    capital,
    opens_bare,
    opens_phrase,
    past_phrases,
    subject,
    tokens,
)
from nlp.quote_verbs import VERBS, spoken
from nlp.spans import Entity
from nlp.word_lists import words

_SOURCES = (
    "according to",
    "in the words of",
    "in the view of",
    "in the opinion of",
    "según",
    "de acuerdo con",
    "en palabras de",
    "en opinión de",
    "a juicio de",
)
_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL = r"[^\W\d_a-zà-öø-ÿ][^\W_]*(?:[-'’][^\W_]+){0,3}"
_LINK = r"(?:(?:de|del|la|las|los|y|van|von|der|den|bin|al|da|di|du|le|of|the|for)\s+){0,2}"
_NAME = rf"(?:{_CAPITAL}\.?(?:\s+{_LINK}{_CAPITAL}){{0,6}})"
_HE = r"(?i:he|she|they|it|i|we|él|ella|ellos|ellas|quien|who)"
_PRONOUN = re.compile(rf"(?:{_HE}|you|yo|nosotros)$", re.IGNORECASE)
_ACCORDING = re.compile(
    r"\b(?:according to|in the (?:words|view|opinion) of|según|de acuerdo con|en palabras de|en opinión de|a juicio de|a decir de|para|for)\s+",
    re.IGNORECASE,
)
_COLON = re.compile(rf"(?:^|[.!?\n]\s*)({_NAME})(?:\s*\([^()\n]{{1,60}}\))?:\s*$")
_VIEW = re.compile(r"\bin (?:his|her|their|my|our) (?:view|opinion|words)\b|\bwords were\b", re.IGNORECASE)
_PARTICIPLE = re.compile(
    r"\b(?:saying|adding|stating|warning|diciendo|añadiendo|afirmando|señalando)\W*(?:that|que)?\W*$"
)
_NAMED = re.compile(rf"(?<!\w){_NAME}")
_NOT_NAMES = words(
    """the a an in on at but and so he she they it we i you this that these those when while if as for
        after before because el la los las un una en pero y cuando si como para por al del de su sus él ella
        ellos según así también"""
)
# What stands right after the words of somebody: a form that only a verb of the past has.
_PAST = re.compile(r"\w{2,}(?:ó|aron|ieron|yeron|aba|aban|ía|ían|ed)")
_THEN_PAST = re.compile(rf"[”\"»’]?,?\s*(?:(?:se|le|les|me|nos)\s)?{_PAST.pattern}\b")
_REACH = 14  # words between a subject and its verb, at most
_CLAUSES = words("that que but pero because porque")
_WINDOW = 200  # characters of a sentence looked at on either side of a quote


@dataclass(frozen=True, slots=True)
class Turn:
    """Who spoke last, and where: what a pronoun or a second half of a quote hangs on."""

    speaker: str | None = None
    end: int = -10_000


def cued(text: str) -> bool:
    """Return whether words of speech stand in a text."""
    low = text.lower()
    return not VERBS.isdisjoint(_WORD.findall(low)) or any(source in low for source in _SOURCES)


def answered(after: str) -> bool:
    """Return whether a verb of the past follows a quote that ends as one before "he said" does."""
    return _THEN_PAST.match(after) is not None


def put_down_to(before: str, *, spanish: bool) -> bool:
    """Return whether somebody's view is announced before a quote: "para Ana Paz, ...", "in her view, ..."."""
    return _VIEW.search(before) is not None or _source(before, spanish=spanish) is not None


def named_before(before: str) -> bool:
    """Return whether a name and a colon stand right before."""
    return _COLON.search(before) is not None


def speaker_of(
    text: str, start: int, end: int, *, near: Callable[[int, int], Sequence[Entity]], turn: Turn, spanish: bool
) -> tuple[str | None, Turn]:
    """Return who speaks the words [start, end), and the turn to hand to the next quote."""
    before = _before(text, start)
    closed = text[end - 1] in ",!?" or text[end + 1 : end + 2] == "," or text[start - 1] in "—–-"
    said = _said_after(_after(text, end), closed=closed, spanish=spanish)
    if said is None and (match := _COLON.search(before)):
        said = match[1]
    if said is None and _PARTICIPLE.search(before):
        said = _last_name(start, before, near)
    if said is None:
        said = _source(before, spanish=spanish) or _said_before(before, spanish=spanish)
    same_paragraph = text.find("\n\n", max(turn.end, 0), start) < 0 <= turn.end
    if said is None and same_paragraph and start - turn.end < _WINDOW:
        said = turn.speaker
    elif said and _PRONOUN.match(said.strip()):
        said = _named(text, start, near, turn)
    speaker = _trim(said) if said else None
    return speaker, Turn(speaker=speaker or turn.speaker, end=end)


def _said_after(after: str, *, closed: bool, spanish: bool) -> str | None:
    """Return the subject of the verb that follows a quote: "said Ana Paz", "Ana Paz, a judge, said", "según Ana Paz".

    `closed` says that the quote ends as one before "he said" does; then any verb of the past will do. A subject that
    Spanish leaves out is answered as a pronoun.
    """
    parts = tokens(after)
    if not parts or (found := _source(after, at_start=True, spanish=spanish)):
        return found if parts else None
    at = 0
    while at < min(2, len(parts) - 1) and parts[at][0] in CLITICS and not spoken(parts[at][0]):
        at += 1
    if spoken(parts[at][0]) or (closed and _PAST.fullmatch(parts[at][0])):
        if parts[at][0] in ("lee", "leía") and at + 1 < len(parts) and parts[at + 1][0] == "en":
            at += 1
        said, end = subject(after, parts, at + 1, len(parts), spanish=spanish)
        if said and not capital(said):
            said = apposition(after, parts, past_phrases(parts, end, len(parts)), len(parts)) or said
        return said or ("él" if at + 1 == len(parts) else None)
    if not opens_phrase(parts[0][0], spanish=spanish) and not opens_bare(parts):
        return None
    said, end = subject(after, parts, 0, len(parts), spanish=spanish)
    own = apposition(after, parts, end, len(parts))
    for at in range(end, min(end + _REACH, len(parts))):
        if parts[at][0] in "—–-:;":
            return None
        if spoken(parts[at][0]) or (closed and at - end < 2 and _PAST.fullmatch(parts[at][0])):
            return own if own and said and said.split()[0].islower() else said
    return None


def _said_before(before: str, *, spanish: bool) -> str | None:
    """Return the subject of the last verb of speech before a quote; a pronoun where Spanish leaves it out."""
    parts = tokens(before)
    verbs = [n for n, part in enumerate(parts) if spoken(part[0]) and not part[0].endswith(("ing", "ando", "endo"))]
    if not verbs:
        return None
    verb = stop = verbs[-1]
    while stop and (parts[stop - 1][0] in CLITICS or parts[stop - 1][0] in ADVERBS):
        stop -= 1
    if stop and parts[stop - 1][0] == ",":
        opened = [n for n in range(stop - 1) if parts[n][0] == ","]
        stop = opened[-1] if opened else stop - 1
    left = [n + 1 for n in range(stop) if not parts[n][0][0].isalnum() or parts[n][0].lower() in _CLAUSES or n in verbs]
    begin = left[-1] if left else 0
    said, end = subject(before, parts, begin, stop, first=begin == 0, spanish=spanish)
    if said and not any(map(capital, said.split()[1:])):
        said = apposition(before, parts, stop, len(parts)) or said
    if said is None:
        after, end = subject(before, parts, verb + 1, len(parts), spanish=spanish)
        said = after if end < len(parts) and parts[end][0] in ":," else None
    return said or ("él" if verb == begin else None)


def _source(text: str, *, spanish: bool, at_start: bool = False) -> str | None:
    """Return whom words are put down to: "according to Ana Paz"; "for Ana Paz," where nothing stands before it."""
    found = _ACCORDING.match(text) if at_start else _ACCORDING.search(text)
    if not found:
        return None
    parts = tokens(text[found.end() :])
    if found[0].strip().lower() in ("para", "for") and (at_start or found.start() or not text.rstrip().endswith(",")):
        return None
    if not parts or spoken(parts[0][0]):
        return subject(text[found.end() :], parts, 1, len(parts), spanish=spanish)[0] if parts else None
    return subject(text[found.end() :], parts, 0, len(parts), spanish=spanish)[0]


def _after(text: str, end: int) -> str:
    """Return the rest of the sentence that a quote stands in."""
    rest = text[end : end + _WINDOW].lstrip('”"»’›')
    rest = rest.split("\n\n", 1)[0]
    stripped = rest.lstrip(" ,—–-\n")
    return re.split(r"(?<=[^\W\d_]{3})[.!?](?:\s|$)|[“\"«]", stripped, maxsplit=1)[0]


def _before(text: str, start: int) -> str:
    """Return the sentence up to a quote, without its opening mark."""
    part = text[max(0, start - _WINDOW) : start].rstrip('“"«‘„‹ ')
    part = part.rsplit("\n\n", 1)[-1]
    return re.split(r"(?<=[^\W\d_]{3})[.!?]\s|[”\"»]", part)[-1]


def _named(text: str, start: int, near: Callable[[int, int], Sequence[Entity]], turn: Turn) -> str | None:
    """Return the name that a pronoun before `start` stands for: the last speaker, else the last person named."""
    people = [e for e in near(max(0, start - 3 * _WINDOW), start) if e.type == "PER"]
    if people:
        return people[-1].name
    if turn.speaker and start - turn.end < 3 * _WINDOW:
        return turn.speaker
    names = [
        m[0]
        for m in _NAMED.finditer(text[max(0, start - _WINDOW) : start])
        if " " in m[0] and m[0].split()[0].lower() not in _NOT_NAMES
    ]
    return names[-1] if names else None


def _last_name(start: int, before: str, near: Callable[[int, int], Sequence[Entity]]) -> str | None:
    """Return the person, else the name, that stands last before "… started with a joke, saying"."""
    people = [e for e in near(start - len(before) - 3, start) if e.type == "PER"]
    if people:
        return people[-1].text
    names = [m[0] for m in _NAMED.finditer(before) if m[0].lower() not in _NOT_NAMES]
    return names[-1] if names else None


def _trim(said: str) -> str | None:
    """Return a speaker without the words of a sentence's beginning."""
    words = said.strip(" ,").split()
    while (
        len(words) > 1
        and words[0].lower() in _NOT_NAMES
        and words[1][:1].isupper()
        and words[0].lower() not in ("the", "el", "la")
    ):
        words = words[1:]
    if not words or (len(words) == 1 and words[0].lower() in _NOT_NAMES):
        return None
    return " ".join(words)
