"""What two visits close together show to differ is passed over later, and nothing else is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from nlp.compare import Comparison, Side, compare
from nlp.volatile import Part

STORY = [
    "The mill on the Ane",
    "In the waiting room now: 13",
    "The mill was built in 1811 and ground rye until 1954.",
    "Some 48 people come to see it on an average day.",
    "A walk to the old lock",
    "The wheel has 36 buckets, and turns on Sundays.",
]


def page(*swaps: tuple[int, str]) -> str:
    lines = list(STORY)
    for number, line in swaps:
        lines[number] = line
    return "\n".join(line for line in lines if line)


def held(old: str, new: str, parts: Sequence[Part] = (), claims: Sequence[str] = ()) -> Comparison:
    sides = [Side(outcome="live", text=text, language="en") for text in (old, new)]
    return compare(*sides, claims=claims, volatile=parts)


def learned(*texts: str) -> list[Part]:
    """Return the parts that visits in a row, each close to the next, show to differ."""
    return [
        Part(was or "", now or "", above, below, f"visits {number}")
        for number, pair in enumerate(pairwise(texts))
        for found in [held(*pair)]
        for (_, was, now), (above, below) in zip(found.edits, found.places, strict=True)
    ]


COUNTER = learned(page(), page((1, "In the waiting room now: 9")))
TEASER = learned(page(), page((4, "Bread from the last baker")))


def test_what_nobody_has_learned_is_told() -> None:
    assert held(page(), page((1, "In the waiting room now: 21"))).change == "substantive"


@pytest.mark.parametrize(
    ("parts", "line", "now"),
    [(COUNTER, 1, "In the waiting room now: 21"), (TEASER, 4, "Where the eels winter"), (TEASER, 4, "")],
    ids=["a counter", "a teaser", "a teaser gone"],
)
def test_a_place_that_differed_between_two_visits_is_passed_over(parts: list[Part], line: int, now: str) -> None:
    found = held(page(), page((line, now)), parts)
    assert (found.change, found.facts, bool(found.edits)) == ("cosmetic", [], True)
    assert found.reason.startswith("only parts that differed between two visits close together")


@pytest.mark.parametrize(
    ("line", "now"),
    [
        (2, "The mill was built in 1811 and ground rye until 1945."),
        (5, "The wheel has 38 buckets, and turns on Sundays."),
        (3, "Some 84 people come to see it on an average day."),
        (1, "In the flooded room now: 13"),
        (1, "In the waiting room now: nobody may enter"),
        (4, "The mill will be taken down in the spring of this year."),
    ],
)
def test_what_was_the_same_in_both_visits_is_told(line: int, now: str) -> None:
    assert held(page(), page((line, now)), [*COUNTER, *TEASER]).change in ("substantive", "minor")
    assert "two visits" not in held(page(), page((line, now)), [*COUNTER, *TEASER]).reason


def test_a_fact_beside_a_counter_is_told_alone() -> None:
    new = page((1, "In the waiting room now: 21"), (2, "The mill was built in 1811 and ground rye until 1945."))
    found = held(page(), new, COUNTER)
    assert (found.change, [fact[2] for fact in found.facts], len(found.edits)) == ("substantive", ["1945"], 2)


def test_one_edit_of_a_sentence_is_no_variant_of_it_and_three_wordings_are() -> None:
    once = learned(page(), page((3, "Some 51 people come to see it on an average day.")))
    later = page((3, "Some 60 people come to see it on an average day."))
    assert held(page(), later, once).change == "substantive"
    twice = learned(*(page((3, f"Some {n} people come to see it on an average day.")) for n in (48, 51, 47)))
    assert held(page(), later, twice).change == "cosmetic"
    assert held(page(), page((3, "")), twice).change == "substantive"  # that it is gone is told


def test_what_a_claim_stands_on_is_never_passed_over() -> None:
    parts = learned(*(page((3, f"Some {n} people come to see it on an average day.")) for n in (48, 51, 47)))
    later = page((3, "Some 60 people come to see it on an average day."))
    found = held(page(), later, parts, ["On an average day 48 people come to see the mill."])
    assert (found.change, found.claims_affected) == ("substantive", [0])
    counter = held(page(), page((1, "In the waiting room now: 21")), COUNTER, ["The waiting room had 13 in it now."])
    assert (counter.change, counter.claims_affected) == ("substantive", [0])
