"""What a blank between two words shows of a sentence's end: the features that the boundary model weighs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from nlp.sentences_words import ABBREVIATIONS, NEVER_LAST

_TOKEN = re.compile(r"\S+")
# A blank, but for nine of ten: one between a letter, a figure or a comma and a small word that can be no address ends no sentence.
_BLANK = re.compile(r"\s+(?!(?<=[A-Za-z0-9,] )[a-z]+[\s,])")
_FAR = 3000  # characters before a blank that are looked at for the words since the last sentence
_REACH = 24  # characters of a word that are looked at, from the blank outwards
_CLOSERS = "\"'”’»›)]*_“}>"
_OPENERS = "\"'“‘«‹([¿¡*_{<"
_LOWER_START = re.compile(r"[a-zà-ÿ][.?!]{1,3}\s+([^\W\d_])")
_SMILEY = re.compile(r"[:;=8xX]['-]?[)(DPpoO/\\|\]\[]{1,3}\Z|<3\Z")
_LINK = re.compile(r"https?:|www\.|\S+@\S+\.\w|\S+\.(?:com|org|net|edu|gov)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank that may part two sentences: the end of the word before it, and what shows it."""

    end: int
    features: list[str]


# Log odds that a boundary must pass. Where a text begins its sentences with capitals throughout it also ends them with stops: a title
# in the middle of a line is rarer there than a name (GUM .971 → .976 against EWT .937 → .928 with one bar for both, 2026-11-23).
_BAR_EDITED, _BAR = 0.5, -0.3


def is_boundary(features: list[str], weights: Mapping[str, float]) -> bool:
    """Say whether a blank with these features ends a sentence, by the weights of the model."""
    get = weights.get
    return sum([get(feature, 0.0) for feature in features]) > (_BAR_EDITED if "y0" in features else _BAR)


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
        *earlier, before = text[max(start, b - _FAR) : b].rsplit(None, 2)[-2:]
        following = _TOKEN.match(text, c, end)
        assert following is not None
        before, after = before[-_REACH:], following[0][:_REACH]
        last, first = _last(before), _first(after)
        if not ruled and last in "aA9," and first in "la":
            continue
        beyond = _TOKEN.search(text, following.end(), end)
        since = len(text[max(reset, b - _FAR) : b].split())
        further = text[beyond.start() : beyond.start() + _REACH] if beyond else ""
        previous = earlier[0][-_REACH:] if earlier else ""
        yield Blank(b, _features(before, after, previous, further, last, first, ruled, since, language, style, gap[0]))
        if ruled:
            reset = b


@lru_cache(maxsize=1 << 14)
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


@lru_cache(maxsize=1 << 14)
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


def _features(
    before: str,
    after: str,
    earlier: str,
    further: str,
    last: str,
    first: str,
    ruled: bool,
    since: int,
    language: str,
    style: str,
    gap: str,
) -> list[str]:
    word, following = before.strip(_CLOSERS + _OPENERS).lower(), after.strip(_OPENERS + _CLOSERS + ".,;:!?").lower()
    rule = "1" if ruled else "0"
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
    length = (
        "1"
        if since < 2
        else "2"
        if since < 4
        else "3"
        if since < 8
        else "4"
        if since < 16
        else "5"
        if since < 32
        else "6"
    )
    previous, beyond = _first(earlier) if earlier else "^", _first(further) if further else "$"
    own = _first(before)
    link = "h" if _LINK.match(before) else "s" if _SMILEY.search(before) else "-"
    ends = "$" if not further else _last(further)[0]
    return [
        "b", f"y{style}", f"r{rule}", f"r{rule}l{last}", f"r{rule}f{first}", f"r{rule}l{last}f{first}", f"l{last}f{first}y{style}", f"r{rule}y{style}",
        f"l{last}d{dots}f{first}", f"k{known}l{last}f{first}", f"k{known}r{rule}{language}", f"l{last}n{length}", f"f{first}n{length}r{rule}",
        f"o{own}l{last}f{first}", f"p{previous}o{own}f{first}b{beyond}r{rule}", f"f{first}b{beyond}e{ends}l{last}", f"h{link}f{first}r{rule}",
        f"w{stem}r{rule}", f"w{stem}f{first}", f"x{following}r{rule}", f"x{following}l{last}", f"g{len(gap) > 1}l{last}f{first}", f"y{style}x{following}l{last[0]}",
        f"{language}l{last}f{first}", f"c{before[-1]}f{first}r{rule}", f"c{before[-1]}x{after[0]}r{rule}", f"s{_shape(before)}f{first}", f"t{_shape(after)}l{last}r{rule}",
        f"q{_last(earlier)[0] if earlier else '^'}o{own}l{last}f{first}",
    ]  # fmt: skip


@lru_cache(maxsize=1 << 14)
def _shape(word: str) -> str:
    """Return a word's letters and digits as a and 9, each run once: "08:52" is 9:9."""
    out: list[str] = []
    for sign in word[-12:]:
        kind = "9" if sign.isdigit() else "A" if sign.isupper() else "a" if sign.isalpha() else sign
        if not out or out[-1] != kind:
            out.append(kind)
    return "".join(out)
