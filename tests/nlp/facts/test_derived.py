"""Numbers that a claim works out of two of the source's, and numbers in the cells of its tables."""

from __future__ import annotations

import pytest

from nlp.evidence import passage
from nlp.facts.find import check_facts
from nlp.facts.tables import cells


def number(claim: str, source: str, *, language: str = "en") -> tuple[str, str | None, str]:
    read = passage(source, language=language)
    facts = check_facts(claim, read, range(len(read.spans)), language=language, source_language=language, model=False)
    (found,) = [f for f in facts if f.kind == "number"]
    return found.status, found.source, found.note


@pytest.mark.parametrize(
    ("claim", "source", "status"),
    [
        ("Nearly two thirds of the boats leaked.", "The yard found that 31 of the 48 boats leaked.", "match"),
        ("Two thirds of the boats leaked.", "The yard found that 12 of the 48 boats leaked.", "mismatch"),
        ("More than half of the boats leaked.", "The yard found that 31 of the 48 boats leaked.", "match"),
        ("More than half of the boats leaked.", "The yard found that 21 of the 48 boats leaked.", "absent"),
        ("65 per cent of the boats leaked.", "The yard found that 31 of the 48 boats leaked.", "match"),
        ("Losses fell by about a third.", "Losses fell from 610,000 in 2021 to 402,000 in 2022.", "match"),
        ("Losses rose by about a third.", "Losses fell from 610,000 in 2021 to 402,000 in 2022.", "absent"),
        ("Output rose by 10 per cent.", "Output rose by a tenth.", "match"),
        ("The lead was four times the limit.", "The lead was 41 micrograms per litre; the limit is 10.", "match"),
        ("The lead was six times the limit.", "The lead was 41 micrograms per litre; the limit is 10.", "absent"),
    ],
)
def test_shares_and_multiples(claim: str, source: str, status: str) -> None:
    assert number(claim, source)[0] == status


def test_a_difference_has_a_direction() -> None:
    source = "La oficina recibió 318 quejas en 2021, frente a 402 en 2020."
    assert number("La oficina recibió 84 menos.", source, language="es")[0] == "match"
    assert number("La oficina recibió 84 más.", source, language="es")[0] != "match"


def test_a_share_of_something_else_takes_no_mismatch_away() -> None:
    source = "The yard found that 40 per cent of the boats leaked, and that 31 of the 48 captains had signed."
    assert number("65 per cent of the boats leaked.", source)[:2] == ("mismatch", "40 per cent")


def test_the_note_says_how_it_was_worked_out() -> None:
    assert number("65 per cent of the boats leaked.", "In all 31 of the 48 boats leaked.")[2] == "31 of 48 is 64.6%"


TABLE = "| Region | Contracts | Cost per meal (euros) |\n| North | 112 | 4.10 |\n| Coast | 87 | 5.65 |\n| Valley | 140 | 3.95 |"


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ("A meal cost 5.65 euros on the coast.", ("match", "5.65")),
        ("A meal cost 5.65 euros in the valley.", ("mismatch", "3.95")),
        ("There were 140 contracts in the valley.", ("match", "140")),
        ("There were 112 contracts in the valley.", ("mismatch", "140")),
    ],
)
def test_a_cell_is_named_by_its_row_and_its_column(claim: str, found: tuple[str, str]) -> None:
    assert number(claim, TABLE)[:2] == found


def test_a_line_that_is_no_row_has_no_cells() -> None:
    assert cells("Home | About") == []
    assert [c.text for c in cells("| Coast | | 5.65 |")] == ["Coast", "", "5.65"]


def test_both_ends_of_a_change_have_its_unit() -> None:
    read = passage("Before the ban 34 per cent of colonies died, after it 21 per cent.")
    facts = check_facts(
        "Losses fell from 34 to 21 per cent.", read, [0], language="en", source_language="en", model=False
    )
    assert [f.status for f in facts if f.kind == "number"] == ["match", "match"]
