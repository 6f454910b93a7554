"""What a blank between two words shows of a sentence's end: the features that the boundary model weighs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nlp.sentences_words import ABBREVIATIONS, NEVER_LAST

# A blank, but for nine of ten: one between a letter, a figure or a comma and a small word that can be no address ends no sentence.
_BLANK = re.compile(r"\s\s*(?!(?<=[A-Za-z0-9,] )[a-z]+[\s,])")
_FAR = 3000  # characters before a blank that are looked at for the words since the last sentence
_NEAR = 64  # characters within which most words and their neighbours lie
_REACH = 24  # characters of a word that are looked at, from the blank outwards
_MANY = 32  # words since the last sentence's end, beyond which their number says no more
_AFTER = re.compile(rf"(\S{{1,{_REACH}}})\S*\s*")  # the word after a blank, up to the next
_CLOSERS = "\"'”’»›)]*_“}>"
_OPENERS = "\"'“‘«‹([¿¡*_{<"
_LOWER_START = re.compile(r"[.?!](?<=[a-zà-ÿ].)[.?!]{0,2}\s+([^\W\d_])")
_SMILEY = re.compile(r"[:;=8xX]['-]?[)(DPpoO/\\|\]\[]{1,3}\Z|<3\Z")
_LINK = re.compile(r"https?:|www\.|\S+@\S+\.\w|\S+\.(?:com|org|net|edu|gov)\b", re.IGNORECASE)


Features = tuple[str, ...]


@dataclass(slots=True)
class Blank:
    """A blank that may part two sentences: the end of the word before it, and what shows it.

    The features stand in groups that come again and again, each the same object, so that a group is weighed once.
    """

    end: int
    groups: tuple[Features, ...]

    @property
    def features(self) -> list[str]:
        """All features, in one list."""
        return [feature for group in self.groups for feature in group]


# Log odds that a boundary must pass. Where a text begins its sentences with capitals throughout it also ends them with stops: a title
# in the middle of a line is rarer there than a name (GUM .971 → .976 against EWT .937 → .928 with one bar for both, 2026-11-23).
_BAR_EDITED, _BAR = 0.5, -0.3
_TIE = 1e-9  # weights have two decimals, so that a sum may be the bar itself: the order in which it was added up must not decide


def is_boundary(groups: Sequence[Features], weigh: Callable[[Features], float]) -> bool:
    """Say whether a blank with these features ends a sentence; `weigh` returns the weight of a group of them."""
    return sum(map(weigh, groups)) > (_BAR_EDITED if "y0" in groups[0] else _BAR) - _TIE


def style_of(text: str) -> str:
    """Return how a text begins its sentences: "0" with capitals throughout to "3" hardly ever, "n" where it cannot be told."""
    starts = _LOWER_START.findall(text[:50_000])
    if len(starts) < 2:
        return "n" if not text[:1].islower() else "m"
    share = sum(map(str.islower, starts)) / len(starts)
    return "0" if share < 0.03 else "1" if share < 0.2 else "2" if share < 0.6 else "3"


def blanks(text: str, start: int, end: int, *, cuts: frozenset[int], language: str, style: str) -> Iterator[Blank]:
    """Yield the blanks of a paragraph that may end a sentence; `cuts` are the ends that the rules decided for."""
    reset = start  # where the last sentence ended
    for gap in _BLANK.finditer(text, start, end):
        b, c = gap.span()
        if b == start or c == end:
            continue
        ruled = b in cuts
        if "\n" in gap[0]:
            # No corpus has line breaks inside of paragraphs: nothing is learned of them, the rules decide.
            reset = b if ruled else reset
            continue
        words = text[max(start, b - _NEAR) : b].rsplit(None, 2)
        if len(words) < 3:
            words = text[max(start, b - _FAR) : b].rsplit(None, 2)
        *earlier, before = words[-2:]
        following = _AFTER.match(text, c, end)
        assert following is not None
        before, after = before[-_REACH:], following[1]
        last, first = _last(before), _first(after)
        if not ruled and last in "aA9," and first in "la":
            continue
        since = len(text[max(reset, b - _FAR) : b].split(None, _MANY))
        previous = earlier[0][-_REACH:] if earlier else ""
        beyond = following.end()
        further = text[beyond : beyond + _REACH] if beyond < end else ""  # the next word, and what stands beside it
        rule, own = "1" if ruled else "0", _first(before)
        yield Blank(
            b,
            (
                _place(style, rule, language, last, first, _length(since), len(gap[0]) > 1),
                _word_before(before, rule, language, last, first, own),
                _word_after(after, rule, style, last, before[-1]),
                _around(
                    _first(previous) if previous else "^",
                    _last(previous)[0] if previous else "^",
                    own,
                    _first(further) if further else "$",
                    _last(further)[0] if further else "$",
                    rule,
                    last,
                    first,
                ),
            ),
        )
        if ruled:
            reset = b


@lru_cache(maxsize=1 << 13)
def _last(word: str) -> str:
    """Return the kind of a word's last sign, what closes after it left out but marked."""
    bare = word.rstrip(_CLOSERS)
    if not bare:
        return "_" if word[-1] in "*_" else ")"
    closed = "c" if len(bare) < len(word) else ""
    sign = bare[-1]
    if sign.isdigit():
        return "9" + closed
    if sign.isalpha():
        return ("A" if word.isupper() and len(bare) > 1 else "a") + closed
    return (sign if sign in ".?!…:;,-=/%" else "-" if sign in "–—" else "#") + closed


@lru_cache(maxsize=1 << 13)
def _first(word: str) -> str:
    """Return the kind of a word's beginning."""
    bare = word.lstrip(_OPENERS)
    opened = "o" if len(bare) < len(word) else ""
    if not bare:
        return "p" + opened
    if _LINK.match(bare):
        return "h" + opened
    sign = bare[0]
    if sign.isdigit():
        return "9" + opened
    if sign.isalpha():
        if sign.islower():
            return "l" + opened
        if len(bare) == 1 or not bare[1].isalpha():
            return "I" + opened
        return ("U" if bare.isupper() else "T") + opened
    return ("-" if sign in "-–—=" else "#") + opened


def _length(since: int) -> str:
    return (
        "1"
        if since < 2
        else "2"
        if since < 4
        else "3"
        if since < 8
        else "4"
        if since < 16
        else "5"
        if since < _MANY
        else "6"
    )


@lru_cache(maxsize=1 << 12)
def _place(style: str, rule: str, language: str, last: str, first: str, length: str, wide: bool) -> Features:
    return (
        "b", f"y{style}", f"r{rule}", f"r{rule}l{last}", f"r{rule}f{first}", f"r{rule}l{last}f{first}", f"l{last}f{first}y{style}", f"r{rule}y{style}",
        f"l{last}n{length}", f"f{first}n{length}r{rule}", f"g{wide}l{last}f{first}", f"{language}l{last}f{first}",
    )  # fmt: skip


@lru_cache(maxsize=1 << 12)
def _word_before(before: str, rule: str, language: str, last: str, first: str, own: str) -> Features:
    word = before.strip(_CLOSERS + _OPENERS).lower()
    stem = word.rstrip(".?!…")
    dots = (
        "3"
        if word.endswith(("..", "…"))
        else "m"
        if word.endswith(("??", "!!", "?!", "!?"))
        else "1"
        if word.endswith((".", "?", "!"))
        else "0"
    )
    known = (
        "n"
        if stem in NEVER_LAST
        else "a"
        if stem in ABBREVIATIONS
        else "i"
        if len(stem) == 1
        else "d"
        if "." in stem
        else "-"
    )
    link = "h" if _LINK.match(before) else "s" if _SMILEY.search(before) else "-"
    return (
        f"l{last}d{dots}f{first}", f"k{known}l{last}f{first}", f"k{known}r{rule}{language}", f"o{own}l{last}f{first}", f"h{link}f{first}r{rule}",
        f"w{stem}r{rule}", f"w{stem}f{first}", f"c{before[-1]}f{first}r{rule}", f"s{_shape(before)}f{first}",
    )  # fmt: skip


@lru_cache(maxsize=1 << 12)
def _word_after(after: str, rule: str, style: str, last: str, sign: str) -> Features:
    word = after.strip(_OPENERS + _CLOSERS + ".,;:!?").lower()
    return (
        f"x{word}r{rule}", f"x{word}l{last}", f"y{style}x{word}l{last[0]}", f"c{sign}x{after[0]}r{rule}", f"t{_shape(after)}l{last}r{rule}",
    )  # fmt: skip


@lru_cache(maxsize=1 << 12)
def _around(previous: str, closes: str, own: str, beyond: str, ends: str, rule: str, last: str, first: str) -> Features:
    return (
        f"p{previous}o{own}f{first}b{beyond}r{rule}",
        f"f{first}b{beyond}e{ends}l{last}",
        f"q{closes}o{own}l{last}f{first}",
    )


@lru_cache(maxsize=1 << 13)
def _shape(word: str) -> str:
    """Return a word's letters and digits as a and 9, each run once: "08:52" is 9:9."""
    out: list[str] = []
    for sign in word[-12:]:
        kind = "9" if sign.isdigit() else "A" if sign.isupper() else "a" if sign.isalpha() else sign
        if not out or out[-1] != kind:
            out.append(kind)
    return "".join(out)
