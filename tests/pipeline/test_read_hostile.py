"""Texts made to be slow: the time that reading takes grows with their length and no faster."""

from __future__ import annotations

import time

import pytest

from pipeline.citing.labels import said_of
from pipeline.read import read_document
from pipeline.readers.dates import iso_date
from pipeline.stage import BadInput

UNITS = [
    "A",
    "9",
    "a9",
    "A ",
    "A, ",
    "A.",
    "(",
    "[",
    "“",
    "¹",
    "by A ",
    "x.y/",
    "http://",
    "ISBN ",
    "1 ",
    "\n1. ",
    "[1]",
    "and ",
    "…",
    "*",
    "A's",
    "de ",
]


def seconds(text: str, how: str) -> float:
    began = time.process_time()
    if how == "note":
        said_of(text)
    else:
        read_document(("The port. " + text + " shut.¹\n\n¹ See " + text).encode(), name=f"x.{how}")
    return time.process_time() - began


@pytest.mark.parametrize("how", ["note", "txt"])
@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_length_only(unit: str, how: str) -> None:
    seconds(unit * 50, how)
    short, long = seconds(unit * (4000 // len(unit)), how), seconds(unit * (16000 // len(unit)), how)
    assert long < 12 * max(short, 0.02)  # four times the text; sixteen times the time would be quadratic


def test_a_year_or_day_past_the_calendar_is_no_date() -> None:
    assert iso_date(2020, 10**30, 1) is None
    assert iso_date(10**30, 1, 1) is None


@pytest.mark.parametrize(
    "unit", ["<ref>", "<b>", "'''''x ", "{{a|", "{|\n", "[http://a ", "<ref name=", "[[a|", "<!--"]
)
def test_wikitext_that_only_opens_is_refused_before_it_is_parsed(unit: str) -> None:
    with pytest.raises(BadInput, match="open inside each other"):
        read_document(unit.encode() * 20_000, name="page.wiki")


def test_a_wiki_template_inside_itself_costs_no_recursion() -> None:
    assert read_document(b"A wall. " + b"{{a|" * 30 + b"}}" * 30, name="page.wiki").laid.text == "A wall."
