"""Marks and notes with what stands around them."""

from __future__ import annotations

from pipeline.citing.entries import entry_of
from pipeline.citing.labels import said_of
from pipeline.citing.notes import part_notes
from pipeline.readers.blocks import Block, Mark


def test_brackets_around_a_mark_alone_go_with_it() -> None:
    body = Block(kind="paragraph", text="The port() closed (so we read), f() did not.", marks=(Mark(at=9, key="1"),))
    note = Block(kind="footnote", text="()See the harbour's gazette.", key="1", marker="1")
    marked, noted = part_notes([body, note])
    assert marked.text == "The port closed (so we read), f() did not."
    assert [mark.at for mark in marked.marks] == [8]
    assert noted.text == "See the harbour's gazette."


def test_a_signal_is_no_author_and_an_address_no_title() -> None:
    entry = entry_of("See, e.g., Moor, Anna (2011). The law of wells. Journal of Water 12")
    assert entry is not None
    assert (entry.authors, entry.title) == ("Moor, Anna", "The law of wells")
    assert (
        entry_of("See The Filing Project (2005), http://court.example/efiling.cfm (last visited Apr. 5, 2011)") is None
    )


def test_a_section_is_no_year() -> None:
    assert (said_of("18 USC § 1905.").date, said_of("18 USC § 1905.").kind) == (None, "law")
    assert said_of("The Trade Secrets Report (1905)").date == "1905"
