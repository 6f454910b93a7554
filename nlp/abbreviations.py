"""Abbreviations that a text defines itself: "long form (SF)" and "SF (long form)"."""

from __future__ import annotations

import re
import unicodedata

from nlp.numbers.words import ORDINALS, SMALL
from nlp.spans import Abbreviation

_BRACKET = re.compile(r"\(([^()\n]{2,120})\)")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_LINKS = frozenset(
    [
        "of",
        "for",
        "the",
        "and",
        "on",
        "in",
        "to",
        "at",
        "by",
        "with",
        "from",
        "a",
        "an",
        "de",
        "del",
        "la",
        "las",
        "el",
        "los",
        "y",
        "e",
        "para",
        "por",
        "en",
        "al",
        "con",
        "sobre",
        "des",
        "du",
        "et",
    ]
)
_ARTICLES = frozenset(["the", "an", "el", "la", "los", "las", "du", "des"])
_JOINERS = frozenset(["and", "y", "e", "&", "et"])
_NUMBERS = {
    **{word: str(int(value)) for table in SMALL.values() for word, value in table.items() if 0 < value < 10},
    **{word: str(value) for table in ORDINALS.values() for word, value in table.items() if value < 10},
}
_LOOK_BACK = 240  # characters before the bracket: the longest official name seen has 110


def find_abbreviations(text: str) -> list[Abbreviation]:
    """Return the short forms that the text defines, each once, in order of their definition.

    The method is Schwartz and Hearst's (A simple algorithm for identifying abbreviation definitions in biomedical
    text, PSB 2003), with two things before it for all-capital forms, whose letters are the first letters of words:
    in order ("Instituto Nacional de Acceso … (INAI)"), or, over a chain of capitalised words, in any order, as in a
    name that is translated while its short form is not. A digit stands for its number word ("Third … (3NAP)").
    """
    found: dict[str, Abbreviation] = {}
    for bracket in _BRACKET.finditer(text):
        inside = re.split(r"[,;:]", bracket[1], maxsplit=1)[0].strip(" \"'“”‘’«»")
        for lead in ("the ", "or ", "el ", "la ", "los ", "las ", "o ", "por sus siglas ", "en adelante "):
            inside = inside.removeprefix(lead).strip(" \"'“”‘’«»")
        before = re.split(r"[.;:!?()\n]\s", text[max(0, bracket.start() - _LOOK_BACK) : bracket.start()])[-1].rstrip(
            " \"'“”‘’«»"
        )
        if _is_short(inside):
            short, long = inside, _long_form(inside, before)
        else:
            words = list(_WORD.finditer(before))
            short = before[words[-1].start() :] if words else ""
            long = _whole_form(short, bracket[1].strip()) if _is_short(short) else None
        if long and short not in found:
            found[short] = Abbreviation(short=short, long=long)
    return list(found.values())


def _is_short(form: str) -> bool:
    """Return whether a form could be a short one: 2 to 10 characters, at most two words, a capital, no mere number."""
    return (
        2 <= len(form) <= 10
        and len(form.split()) <= 2
        and form[0].isalnum()
        and any(c.isupper() for c in form)
        and not form.isdigit()
    )


def _fold(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


def _initial(word: str) -> str:
    return _NUMBERS.get(word.lower()) or _fold(word[0])[:1]


def _letters(short: str) -> str:
    core = short[:-1] if short.endswith("s") and short[:-1].isupper() else short
    return "".join(c for c in _fold(core) if c.isalnum())


def _long_form(short: str, before: str) -> str | None:
    words = list(_WORD.finditer(before))[-16:]
    letters = _letters(short)
    if not words or len(letters) < 2:
        return None
    if words[-1][0] == short:
        return None
    if short.upper() == short or short[:-1].upper() == short[:-1]:
        first = _chain(words)
        start = _in_order(letters, words[first:])
        if start is None:
            start = _in_any_order(letters, words[first:])
        if start is not None:
            return before[words[first + start].start() :]
        start = _in_order(letters, words)
        if start is not None and words[start][0].lower() not in _LINKS:
            return before[words[start].start() :]
    long = _schwartz_hearst(short, before, words)
    if long and len(short) > 4 and sum(c.isupper() for c in short) < 2 and not _by_syllables(letters, long):
        return None  # "(Lisbon)" after words that happen to hold its letters
    return long


def _by_syllables(letters: str, long: str) -> bool:
    """Return whether the first letters of a long form's words all stand in the short one, in order: Conagua."""
    at = -1
    initials = [_initial(word[0]) for word in _WORD.finditer(long) if word[0].lower() not in _LINKS]
    for initial in initials:
        at = letters.find(initial, at + 1)
        if at < 0:
            return False
    return len(initials) > 1


def _chain(words: list[re.Match[str]]) -> int:
    """Return where the chain of capitalised words that ends the text begins; small words may stand inside it.

    An article ends the chain unless a preposition stands before it: "the Ministry of the Interior" begins at Ministry.
    """
    start = len(words)
    for number in range(len(words) - 1, -1, -1):
        word = words[number][0]
        if (word[0].isupper() and word.lower() not in _ARTICLES) or word.lower() in _NUMBERS:
            start = number
        elif (
            word.lower() in _ARTICLES and number and words[number - 1][0].lower() not in _LINKS - _ARTICLES - _JOINERS
        ) or word.lower() not in _LINKS:
            break
    return start


def _in_order(letters: str, words: list[re.Match[str]]) -> int | None:
    """Return the word at which a form begins whose letters are first letters of words, in order."""
    left = len(letters) - 1
    skipped = 0
    for number in range(len(words) - 1, -1, -1):
        if _initial(words[number][0]) == letters[left]:
            left -= 1
            if left < 0:
                return number
        elif words[number][0].lower() not in _LINKS:
            skipped += 1
            if skipped > len(letters):
                return None
    return None


def _in_any_order(letters: str, words: list[re.Match[str]]) -> int | None:
    """Return 0 where every letter is the first letter of a word of its own, whatever the order."""
    initials = [_initial(word[0]) for word in words]
    for letter in letters:
        if letter not in initials:
            return None
        initials.remove(letter)
    return 0 if len(words) > 1 else None


def _schwartz_hearst(short: str, before: str, words: list[re.Match[str]]) -> str | None:
    letters = "".join(c for c in _fold(short) if c.isalnum())
    window = words[-min(len(letters) + 5, 2 * len(letters)) :]
    base = window[0].start()
    # folding keeps one character for one where the text is composed; where it is not, the form is left alone
    long = unicodedata.normalize("NFC", before[base:])
    folded = "".join(_fold(c)[:1] or c for c in long)
    at = len(folded)
    for index in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= 0 and (folded[at] != letters[index] or (index == 0 and at > 0 and folded[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
    start = at
    form = long[start:]
    if len(form) <= len(short) or short in form.split() or len(form.split()) > len(window):
        return None
    return form if before.endswith(form) else None


def _whole_form(short: str, inside: str) -> str | None:
    """Return the bracket's own text where its words spell the short form before it, from the first to the last."""
    words = list(_WORD.finditer(inside))
    letters = _letters(short)
    if len(words) < 2 or short in inside.split():
        return None
    start = _in_order(letters, words)
    if start is None:
        start = _in_any_order(letters, words)
    return inside[words[start].start() :].rstrip(" .") if start is not None and start <= 1 else None
