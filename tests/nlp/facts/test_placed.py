"""A figure is held against the one in its place, wherever else the source has its like."""

from __future__ import annotations

import pytest

from nlp.check import check

SOURCE = [
    "The barge lay at quay 7 from Monday on.",
    "The boats Ilse, Nora and Wim are moored at quay 2, berth 5, and leave at 6 on 14 May 2019.",
    "Ewell lost the final against Norrby by 6-4 and 7-5, and the two clubs met again in June.",
    "The grant for 1,200 nets was paid to the harbour office.",
]


@pytest.mark.parametrize(
    ("claim", "wrong"),
    [
        ("The boats Ilse, Nora and Wim are moored at quay 7, berth 5, and leave at 6 on May 14, 2019.", ("7", "2")),
        ("The boats Ilse, Nora and Wim are moored at quay 2, berth 6, and leave at 6 on May 14, 2019.", ("6", "5")),
    ],
)
def test_a_figure_that_stands_elsewhere_in_the_source_does_not_bear_out_another_place(
    claim: str, wrong: tuple[str, str]
) -> None:
    found = check(claim, SOURCE, model=False)
    bad = [(f.claim[-1], f.source[-1]) for f in found.facts if f.status == "mismatch" and f.source]
    assert bad == [wrong]
    assert found.verdict == "contradicted"
    [at] = [f for f in found.facts if f.status == "mismatch"]
    text = " ".join(SOURCE)
    assert at.source_start is not None
    assert text[at.source_start : at.source_end] == at.source
    assert text[: at.source_start].split()[-1] in ("quay", "berth")


@pytest.mark.parametrize(
    "claim",
    [
        "The boats Ilse, Nora and Wim are moored at quay 2, berth 5, and leave at 6 on May 14, 2019.",
        "Ewell lost the final against Norrby by 6-4 and 7-5, and the two clubs met again in June.",
        "The grant for 1200 nets was paid to the harbour office.",
        "The grant for about 1,220 nets was paid to the harbour office.",
        "The grant for over 1,100 nets was paid to the harbour office.",
        "The barge lay at quay 7 from Monday on.",
    ],
)
def test_a_figure_in_its_own_place_or_rounded_there_is_no_mismatch(claim: str) -> None:
    assert not [f for f in check(claim, SOURCE, model=False).facts if f.status != "match"]


def test_two_lines_of_one_wording_are_each_their_own() -> None:
    lines = [
        "In spring the ferry made 3 trips to Norrby each day.",
        "In autumn the ferry made 8 trips to Norrby each day.",
    ]
    said = check("In autumn the ferry made 8 trips to Norrby each day.", lines, model=False)
    turned = check("In autumn the ferry made 3 trips to Norrby each day.", lines, model=False)
    assert not [f for f in said.facts if f.status == "mismatch"]
    assert [(f.claim, f.source) for f in turned.facts if f.status == "mismatch"] == [("3", "8")]


@pytest.mark.parametrize(
    ("claim", "mismatches"),
    [
        ("Harbour Lights (season 1) began in May.", [("1", "second season")]),
        ("Harbour Lights (season 2) began in May.", []),
        ("Harbour Lights began in May.", []),
        ("Harbour Lights (part 1) began in May.", []),
    ],
)
def test_a_numbered_season_is_not_another_one(claim: str, mismatches: list[tuple[str, str]]) -> None:
    found = check(claim, ["The second season of Harbour Lights began in May."], model=False)
    assert [(f.claim, f.source) for f in found.facts if f.status == "mismatch"] == mismatches
