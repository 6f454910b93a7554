"""The numbers of notes in a text, found by what only they do: they stand behind words and signs, and count one, two, three."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from operator import itemgetter

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SIGNS = ".,;:!?)\\]”\"»’'"
_END = r"(?=[\s.,;:)\]”»]*(?:\s|$))(?!\s?%)(?![.,]\d)"
_CANDIDATE = re.compile(
    r"(?P<raised>[⁰¹²³⁴-⁹]{1,6})"
    r"|(?P<square>\[\^?\d{1,3}\]:?)"
    r"|(?P<listed>^[ \t]*\(?\d{1,3}[.)](?=[ \t]|$))"
    r"|(?P<head>^[ \t]*\d{1,6}(?=[ \t]|$))"
    r"|(?<=\d[.,])(?P<figure>\d{1,6})(?=\s|$)"
    rf"|(?:(?<=[a-zà-ÿ]{{3}})|(?<=[^\d\s][{_SIGNS}]))(?P<glued>\d{{1,6}}(?:,\d{{1,3}}){{0,4}}){_END}"
    rf"|(?<=[{_SIGNS}])(?P<behind> \d{{1,3}})(?=\s|$)",
    re.MULTILINE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_SURE = ("raised", "square", "glued")  # what hardly anything but a mark does
_GAP = 2  # marks that the reading may have lost between two that are sure
_DIGITS = 3  # of a mark at most, save of several side by side
_RIVALS = 20  # numbers that could be one mark, above which none is taken: looking at all of them for each count would be quadratic
_FEWEST = 3  # that count on: two are chance


@dataclass(slots=True)
class _Mark:
    value: int  # the first number, where several stand side by side
    last: int
    kind: str
    start: int
    end: int
    after_sign: bool


@dataclass(slots=True)
class _Count:
    """Marks that count on from one."""

    marks: list[_Mark]
    again: list[_Mark] = field(default_factory=list)  # one of these numbers once more

    def holds(self) -> bool:
        """Return whether these are marks: enough of them, and half of them at least in places where figures seldom stand."""
        kinds = [mark.kind for mark in self.marks]
        if len(kinds) < _FEWEST:
            return len(kinds) > 1 and all(kind in _SURE for kind in kinds)
        return 2 * sum(kind in (*_SURE, "listed", "head") for kind in kinds) >= len(kinds)


def without_marks(text: str) -> str:
    """Return a text without the numbers of its notes, where they are marked and where the notes stand.

    A number is one only where it stands as a mark does (raised, in square brackets, behind a sign or a word, at the head of a line) and goes on
    counting from the ones before it; where two could be the next one, neither is taken. So a figure of the text stays, save one that is by chance
    at such a place and the very next number.
    """
    listed: list[_Mark] = []  # "1." at the head of a line counts for itself
    others: list[_Mark] = []
    for mark in _candidates(text):
        (listed if mark.kind == "listed" else others).append(mark)
    marks = sorted((mark for some in (listed, others) for count in _counts(some) for mark in count), key=_start)
    parts, at = [], 0
    for mark in marks:
        parts += [text[at : mark.start], " "]
        at = mark.end
    return "".join([*parts, text[at:]])


def _candidates(text: str) -> list[_Mark]:
    found = []
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    for match in _CANDIDATE.finditer(text):
        numbers = [int(digits) for digits in re.findall(r"\d+", match[0].translate(_RAISED))]
        before = text[max(0, match.start() - 3) : match.start()].rstrip()[-1:]
        if len(str(numbers[0])) > _DIGITS and not _side_by_side(numbers[0]):
            continue
        if numbers != sorted(set(numbers)) or (before.isalpha() and _within(match.start(), addresses)):
            continue
        sign = not before or not (before.isalnum() or before in "([-–")
        found.append(_Mark(numbers[0], numbers[-1], str(match.lastgroup), *match.span(), sign))
    return found


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    at = bisect_right(spans, place, key=itemgetter(0)) - 1
    return at >= 0 and place < spans[at][1]


def _side_by_side(value: int) -> tuple[int, int] | None:
    """Return the first and the last of numbers that count on and were written as one: 23 is 2 and 3, 101112 is 10 to 12."""
    digits = str(value)
    for size in range(1, len(digits)):
        first = last = int(digits[:size])
        together = digits[:size]
        while len(together) < len(digits):
            last += 1
            together += str(last)
        if together == digits:
            return first, last
    return None


def _counts(candidates: list[_Mark]) -> list[list[_Mark]]:
    """Return the marks of every count that holds."""
    counts: list[_Count] = []
    open_at: dict[int, list[_Count]] = defaultdict(list)  # counts by the number they stand at, the latest last
    spare: dict[int, list[_Mark]] = defaultdict(list)
    for mark in candidates:
        if not open_at[mark.value - 1] and (both := _side_by_side(mark.value)) and open_at[both[0] - 1]:
            mark.value, mark.last = both
        lost = _GAP if mark.kind in _SURE else 0
        before = next((n for n in range(mark.value - 1, mark.value - 2 - lost, -1) if open_at[n]), None)
        if mark.value == 1:
            counts.append(_Count([mark]))
            open_at[mark.last].append(counts[-1])
        elif before is not None:
            count = open_at[before].pop()
            count.marks.append(mark)
            open_at[mark.last].append(count)
        elif mark.kind == "square" and counts and mark.value <= counts[-1].marks[-1].last:
            counts[-1].again.append(mark)
        else:
            spare[mark.value].append(mark)
    return [_certain(count, spare) for count in counts if count.holds()]


def _certain(count: _Count, spare: dict[int, list[_Mark]]) -> list[_Mark]:
    """Return the marks of a count, each the only one that could stand between its neighbours, or the one that looks most like one."""
    found = list(count.again)
    starts = [-1, *(mark.start for mark in count.marks), sys.maxsize]
    for mark, first, last in zip(count.marks, starts, starts[2:], strict=False):
        others = spare.get(mark.value, [])
        begin, end = bisect_right(others, first, key=_start), bisect_left(others, last, key=_start)
        if end - begin > _RIVALS:
            continue
        best, *equals = sorted((mark, *others[begin:end]), key=_rank)
        if not equals or _rank(best) < _rank(equals[0]):
            found.append(best)
    return found


def _rank(mark: _Mark) -> tuple[int, bool]:
    """Return how little a number looks like a mark: a raised one less than one at the head of a line, that less than one after a comma."""
    return (
        0 if mark.kind in _SURE else ("listed", "head", "figure", "behind").index(mark.kind) + 1
    ), not mark.after_sign


def _start(mark: _Mark) -> int:
    return mark.start
