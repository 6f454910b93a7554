"""Quotes are found as written, after a stated folding, with what was left out shown."""

from __future__ import annotations

import time

import pytest

from nlp.align import find_quote, folded

SOURCE = "The board met. “We did not sell the tower to the city — and we never will,” said Mr Oak,\nwho chairs it."

CASES = {
    "as written": ("We did not sell the tower", "verbatim", (), ()),
    "other marks, case and line breaks": ('we never will," said Mr Oak, who chairs it', "verbatim", (), ()),
    "its own ellipsis": ("We did not sell … to the city", "elided", ("the", "tower"), ()),
    "an ellipsis in brackets that swallows a negation": ("We did [...] sell the tower", "elided", ("not",), ()),
    "a word left out in silence": ("We did sell the tower to the city", "altered", ("not",), ()),
    "a word put in": ("We did not ever sell the tower to the city", "altered", (), ("ever",)),
}


@pytest.mark.parametrize(("quote", "how", "omitted", "added"), CASES.values(), ids=CASES)
def test_a_quote_is_found_and_what_was_changed_is_named(
    quote: str, how: str, omitted: tuple[str, ...], added: tuple[str, ...]
) -> None:
    found = find_quote(quote, SOURCE)
    assert found is not None
    assert (found.how, found.omitted, found.added) == (how, omitted, added)


def test_a_swallowed_negation_is_known_for_what_it_is() -> None:
    found = find_quote("We did ... sell the tower", SOURCE)
    assert found is not None
    assert found.swallows_negation
    harmless = find_quote("We did not sell ... to the city", SOURCE)
    assert harmless is not None
    assert not harmless.swallows_negation


def test_offsets_are_those_of_the_source_as_it_is() -> None:
    found = find_quote('"we never will,"', SOURCE)
    assert found is not None
    assert SOURCE[found.start : found.end] == "we never will"


def test_words_that_the_source_has_elsewhere_and_apart_are_no_quote() -> None:
    assert find_quote("the chairman of the city sold his tower last year", SOURCE) is None


def test_a_folded_text_leads_back_to_every_character() -> None:
    text = "A\u00adb  “C”…\nÉ"
    back = folded(text)
    assert back.text == 'ab "c"... é'
    assert [text[i] for i in back.at[:-1]] == ["A", "b", " ", "“", "C", "”", "…", "…", "…", "\n", "É"]


def test_time_does_not_grow_with_the_square_of_a_hostile_source() -> None:
    started = time.process_time()
    find_quote("no no no no no no yes", "no " * 40_000)
    assert time.process_time() - started < 3


def test_separators_of_thousands_and_percent_are_folded() -> None:
    source = "He said: we lost 5,000 jobs, 40% of all."
    found = find_quote("we lost 5000 jobs, 40 percent of all", source)
    assert found is not None
    assert (found.how, source[found.start : found.end]) == ("verbatim", "we lost 5,000 jobs, 40% of all")
