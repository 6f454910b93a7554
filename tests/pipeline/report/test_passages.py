"""Lit spans and differences keep every character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.passages import differing, lit


def test_lit_spans_cut_the_text_and_the_first_of_two_that_overlap_wins() -> None:
    assert lit("on 4 May 1911 at sea", [(3, 13, "mismatch"), (5, 8, "match")]) == [
        ("on ", ""),
        ("4 May 1911", "mismatch"),
        (" at sea", ""),
    ]


def test_a_span_past_the_end_is_left_out() -> None:
    assert lit("short", [(3, 99, "match"), (-2, 1, "match")]) == [("short", "")]


def test_a_difference_names_the_words_that_changed_and_no_others() -> None:
    assert differing("It holds 40 boats.", "It holds 55 boats.") == [
        ("It holds ", "same"),
        ("40", "del"),
        ("55", "ins"),
        (" boats.", "same"),
    ]


def test_very_long_texts_are_shown_whole_and_at_once() -> None:
    old, new = "a b " * 50_000, "b a " * 50_000
    assert differing(old, new) == [(old, "del"), (new, "ins")]


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_can_be_read_out_of_a_difference(old: str, new: str) -> None:
    pieces = differing(old, new)
    assert "".join(text for text, op in pieces if op != "ins") == old
    assert "".join(text for text, op in pieces if op != "del") == new


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 50), st.just("match"))))
def test_lighting_never_changes_the_text(text: str, spans: list[tuple[int, int, str]]) -> None:
    assert "".join(piece for piece, _ in lit(text, spans)) == text
