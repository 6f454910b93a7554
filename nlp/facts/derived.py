"""Numbers that a claim works out of two of the source's: a share, a multiple, a difference."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.facts.reader import FactCheck, Reader, fact
from nlp.spans import Quantity

# "Nearly half" is borne out by 14 of 31 (45 %), "two thirds" by 31 of 48 (64.6 %): who rounds a share is this far off at most.
ABOUT = 0.05
ROUNDED = 0.015
# "Four times" is borne out by 41 against 10.
NEAR_MULTIPLE = 0.05
FAR = 1.5  # "more than half" is borne out by 31 of 48, hardly by 47 of 48
_LESS = re.compile(r"(?i)\W{1,2}(?:\w+ )?(?:fewer|less|lower|menos)\b")
_MORE = re.compile(r"(?i)\W{1,2}(?:\w+ )?(?:more|higher|más)\b")
_WAY = re.compile(
    r"(?i)\b(?:(?P<down>fell|fallen|dropped|declined|decreased|shrank|bajó|bajaron|cayó|cayeron|disminuy\w+|se reduj\w+)|rose|risen|grew|grown|increased|climbed|subió"
    r"|subieron|aument\w+|creci\w+)(?: \w+){0,3} (?:by|en|un)?\s?(?:about|nearly|almost|around|over|more than|less than|casi|cerca de|más de|menos de)?\s?\Z"
)
_FROM = re.compile(r"(?i)\b(?:from|de)\s\Z")
_TO = re.compile(r"(?i)\b(?:to|a)\s\Z")
_BETWEEN = re.compile(r"(?i)\s*(?:out )?(?:of|de)(?: the| its| these| those| l[ao]s| sus)?\s*$")
_TIMES = frozenset({"times", "time", "veces", "vez"})
_EVIDENCE = 5  # sentences of the evidence in which both numbers may stand
_MOST = 12  # numbers of one sentence that are paired


def worked_out(number: Quantity, claim: str, reader: Reader) -> FactCheck | None:
    """Return the check of a number that two numbers of one sentence of the evidence give, None where none do.

    A share ("two thirds", "65 %") by "31 of 48", a multiple ("four times") by two numbers of one unit, and what is more
    or less ("84 fewer than") by their difference, in the order that the words say.
    """
    if number.high is not None:
        return None
    share = _share(number)
    for index in reader.evidence[:_EVIDENCE]:
        for one, other in _pairs(reader.numbers_in(index)):
            sentence = reader.source.sentence(index)
            if share is not None and (way := _WAY.search(claim, 0, number.start)):
                if not (
                    one.value > 0
                    and _FROM.search(sentence, 0, one.start)
                    and _TO.search(sentence, one.end, other.start)
                ):
                    continue
                change = (other.value - one.value) / one.value
                held = (change < 0) == bool(way["down"]) and _bears_out(number, share, abs(change))
                note = f"from {one.value:g} to {other.value:g} is {change:+.1%}"
            elif share is not None:
                if not (0 < one.value < other.value and _BETWEEN.fullmatch(sentence, one.end, other.start)):
                    continue
                held = _bears_out(number, share, one.value / other.value)
                note = f"{one.value:g} of {other.value:g} is {one.value / other.value:.1%}"
            elif number.unit in _TIMES and _alike(one, other) and min(one.value, other.value) > 0:
                ratio = max(one.value, other.value) / min(one.value, other.value)
                held = number.value > 1 and abs(ratio - number.value) <= NEAR_MULTIPLE * number.value
                note = f"{max(one.value, other.value):g} is {ratio:.3g} times {min(one.value, other.value):g}"
            else:
                held, note = _differ(number, claim, one, other, reader, index)
            if held:
                at = reader.place(index, one.start, other.end)
                return fact("number", number.text, number.start, reader.source, at, "match", note)
    return None


def _pairs(numbers: list[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    plain = [n for n in numbers if n.high is None and n.unit != "ordinal"][:_MOST]
    for at, one in enumerate(plain):
        for other in plain[at + 1 :]:
            yield one, other


def _share(number: Quantity) -> float | None:
    if number.unit == "%":
        return number.value / 100
    return number.value if 0 < number.value < 1 and not re.search(r"\d", number.text) else None


def _bears_out(number: Quantity, share: float, found: float) -> bool:
    match number.bound:
        case "over":
            return share < found <= share * FAR
        case "under":
            return share / FAR <= found < share
        case "about":
            return abs(found - share) <= ABOUT
    return abs(found - share) <= (0.005 if number.unit == "%" else ROUNDED)


def _alike(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit or one.unit is None or other.unit is None


def _differ(
    number: Quantity, claim: str, one: Quantity, other: Quantity, reader: Reader, index: int
) -> tuple[bool, str]:
    """Say whether what is more or less is the difference of two numbers, the first of which is what the sentence tells now."""
    less, more = _LESS.match(claim, number.end), _MORE.match(claim, number.end)
    sentence = reader.source.sentence(index)
    if way := _WAY.search(claim, 0, number.start):
        told = _FROM.search(sentence, 0, one.start) and _TO.search(sentence, one.end, other.start)
        change = one.value - other.value if way["down"] else other.value - one.value
        return bool(told) and _alike(
            one, other
        ) and change == number.value > 0, f"from {one.value:g} to {other.value:g}"
    gap = other.value - one.value if less else one.value - other.value
    held = bool((less or more) and _alike(one, other) and gap == number.value > 0)
    return held, f"{one.value:g} against {other.value:g}"
