from __future__ import annotations

import pytest

from pipeline.citing.labels import said_of, tidy
from pipeline.readers.dates import dates_in


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("February 11 2017", ["2017-02-11"]),
        ("Feb. 16th, 2017", ["2017-02-16"]),
        ("3 de abril de 2020", ["2020-04-03"]),
        ("(April 2011)", ["2011-04"]),
        ("2020-02-30", []),
        ("31/12/2019 and 4/8/2011", ["2019-12-31"]),
        ("10-Feb-2016", ["2016-02-10"]),
        ("page 2017", []),
    ],
)
def test_dates_that_stand_in_full(text: str, dates: list[str]) -> None:
    assert [iso for _, _, iso in dates_in(text)] == dates


def test_a_bare_year_only_where_it_is_asked_for() -> None:
    assert [iso for _, _, iso in dates_in("Report (2006), p. 1200.5", years=True)] == ["2006"]


def test_joints_are_not_part_of_a_label() -> None:
    assert tidy("> and February 16th letter <") == "February 16th letter"
    assert tidy("See the report, available at") == "the report"
    assert tidy(" ; see also ") is None


def test_when_the_author_looked_is_not_when_it_appeared() -> None:
    said = said_of("Water Office, Wells of 3 May 2018, ", " (last visited Apr. 5, 2019).")
    assert (said.date, said.accessed) == ("2018-05-03", "2019-04-05")
    assert said_of("Oficina del Agua, Pozos, ", " (consultado el 4 de mayo de 2019)").accessed == "2019-05-04"


@pytest.mark.parametrize(
    ("words", "publisher", "kind"),
    [
        ("The Courier's cover story", "The Courier", "news"),
        ("Water Office report", "Water Office", "report"),
        ("open letter from the Valley Council", "Valley Council", "letter"),
        ("a dataset", None, "dataset"),
    ],
)
def test_who_stands_behind_a_source(words: str, publisher: str | None, kind: str) -> None:
    said = said_of(words)
    assert (said.publisher, said.kind) == (publisher, kind)
