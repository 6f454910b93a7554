"""The document is shown whole: every sentence marked once, every note mark where it stood."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.letter import blocks

TEXT = "Title\n\nOne came. Two\nwent on 3\nMay.\n\n1. first thing\n2. second thing\n\n1 See <http://a.example>\n2 See there"


def row(start: int, end: int, name: str = "k1", heading: str | None = None) -> dict[str, object]:
    return {"claim_id": name, "start": start, "end": end, "heading": heading}


def link(start: int, end: int, kind: str = "footnote") -> dict[str, object]:
    return {"citation_id": "c1", "kind": kind, "start": start, "end": end}


def test_a_wrapped_paragraph_is_one_block_and_each_item_and_note_its_own() -> None:
    at = TEXT.index("http")
    found = blocks(TEXT, claims=[row(7, 16, heading="Title")], marks=[], citations=[link(at, at + 16)])
    assert [(b.kind, "".join(p.text for p in b.pieces).split("\n")[0]) for b in found] == [
        ("heading", "Title"),
        ("paragraph", "One came. Two"),
        ("item", "1. first thing"),
        ("item", "2. second thing"),
        ("note", "1 See <http://a.example>"),
        ("note", "2 See there"),
    ]
    assert [p.text for p in found[4].pieces if p.citation_id] == ["http://a.example"]


def test_a_mark_stands_after_its_sentence_and_a_claim_ends_once() -> None:
    mark = {"claim_id": "k1", "anchor": 16, "ref": "c1", "marker": "1"}
    paragraph = blocks(TEXT, claims=[row(7, 16), row(17, 35, "k2")], marks=[mark], citations=[])[1]
    shown = [("mark" if p.marks else p.claim_id, p.text, p.last) for p in paragraph.pieces]
    assert shown == [
        ("k1", "One came.", True),
        ("mark", "", False),
        (None, " ", False),
        ("k2", "Two\nwent on 3\nMay.", True),
    ]
    assert paragraph.claim_ids == ("k1", "k2")


def test_a_mark_within_a_claim_does_not_end_it() -> None:
    mark = {"claim_id": "k1", "anchor": 10, "ref": "c1", "marker": "1"}
    paragraph = blocks(TEXT, claims=[row(7, 16)], marks=[mark], citations=[])[1]
    assert [(p.text, p.last) for p in paragraph.pieces if p.claim_id] == [("One", False), (" came.", True)]


@given(
    st.text(alphabet="ab1.\n -", max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(1, 20)), max_size=4)
)
def test_no_letter_is_lost_or_shown_twice(text: str, spans: list[tuple[int, int]]) -> None:
    claims = [row(s, min(len(text), s + n), f"k{i}") for i, (s, n) in enumerate(spans) if s < len(text)]
    shown = "".join(p.text for b in blocks(text, claims=claims, marks=[], citations=[]) for p in b.pieces)
    assert "".join(shown.split()) == "".join(text.split())
