"""A text held against itself: what must agree, told with both places and what was reckoned."""

from __future__ import annotations

import pytest

from nlp.consistency import found_in

WRITTEN = "2019-09-20"


def told(text: str, language: str = "en") -> list[tuple[str, str, str, str]]:
    return [
        (one.kind, one.status, text[one.start : one.end], text[one.other_start : one.other_end])
        for one in found_in(text, language=language, date=WRITTEN)
    ]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("The vote was on March 4, 2019. Three days later, on March 7, 2019, the mayor resigned.", "relative_date", "match"),
        ("The vote was on March 4, 2019. Three days later, on March 9, 2019, the mayor resigned.", "relative_date", "mismatch"),
        ("The strike lasted almost three months, from 2 May 2019 to 28 July 2019.", "duration", "match"),
        ("The strike lasted almost two months, from 2 May 2019 to 28 July 2019.", "duration", "mismatch"),
        ("The strike lasted more than a year, from 2 May 2019 to 28 July 2019.", "duration", "mismatch"),
        ("We left the harbour board on May 27 2019.\n\nAlmost four months after we left the board, nothing has moved.", "duration", "match"),
        ("We left the harbour board on May 27 2019.\n\nAlmost seven months after we left the board, nothing has moved.", "duration", "mismatch"),
        ("The pier was opened on Tuesday, 5 March 2019.", "weekday", "match"),
        ("The pier was opened on Monday, 5 March 2019.", "weekday", "mismatch"),
        ("Three councillors voted against: Ann Lee, Bo Dahl and Cy Ford.", "list", "match"),
        ("Three councillors voted against: Ann Lee, Bo Dahl, Dee Hall and Cy Ford.", "list", "mismatch"),
    ],
)  # fmt: skip
def test_two_places_that_must_agree(text: str, kind: str, status: str) -> None:
    assert [(one[0], one[1]) for one in told(text)] == [(kind, status)]


def test_spanish_is_reckoned_alike() -> None:
    text = "El lunes 4 de marzo de 2019 votaron. Tres días después, el 9 de marzo de 2019, renunció el alcalde."
    assert [(kind, status) for kind, status, *_ in told(text, "es")] == [
        ("weekday", "match"),
        ("relative_date", "mismatch"),
    ]


def test_counts_of_one_thing_in_two_sentences_are_held_together_with_both_places() -> None:
    text = (
        "The survey found 22 leaking boats in the northern harbour basin. Nobody was surprised. "
        "Of the northern harbour basin the survey said that 25 leaking boats lie in it. The southern one has 3 leaking boats."
    )
    assert told(text) == [("count", "mismatch", "22", "25")]


@pytest.mark.parametrize(
    "text",
    [
        "He was 42 years old and led the firm from 1983 to 1987.",
        "It was the first in 15 years; he served from 1963 to 1969, and little is said of it.",
        "They had four daughters. Their uncle left three daughters and a house.",
        "The rest of the budget, for 2019, was spent. Two things are sure: that it was late, and that nobody, not even the mayor, cared.",
        "See volume 84, pages 3 to 9, and volume 85, pages 11 to 12, of the Harbour Review.",
    ],
)
def test_what_belongs_to_something_else_is_left_alone(text: str) -> None:
    assert [one for one in told(text) if one[1] == "mismatch"] == []
