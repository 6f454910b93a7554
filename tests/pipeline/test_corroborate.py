"""The stages that hold sources against each other and a document against itself: their rows, and the views over them."""

from __future__ import annotations

from typing import Any

from pipeline import corroborate, reconcile
from pipeline.settings import Settings
from warehouse.records import SourceRelation, Witness

STORY = " ".join(
    f"Boat {n} left the quay at {n} with {n * 3} nets and a crew from village number {n + 40}." for n in range(1, 20)
)


def source(name: str, text: str, url: str) -> dict[str, Any]:
    return {
        "citation_id": f"c-{name}",
        "capture_id": f"p-{name}",
        "text": text,
        "final_url": url,
        "publisher": None,
        "title": None,
    }


def test_two_citations_of_one_text_are_one_witness_and_say_why() -> None:
    sources = [
        source("a", STORY, "https://one.example/boats"),
        source("b", STORY, "https://two.example/boats"),
        source("c", STORY[::-1], "https://three.example/x"),
    ]
    rows = list(corroborate.work({"subject_id": "s", "claim_id": "k", "sources": sources}, Settings()))
    assert {r.citation_id: r.witness for r in rows if isinstance(r, Witness)} == {"c-a": 1, "c-b": 1, "c-c": 2}
    assert [(r.capture_id, r.other_capture_id, r.relation) for r in rows if isinstance(r, SourceRelation)] == [
        ("p-a", "p-b", "same_text")
    ]
    assert all(row.made_from == "s" and row.made_by == "corroborate" for row in rows)


def test_one_capture_that_two_notes_cite_is_compared_with_nothing() -> None:
    shared = source("a", STORY, "https://one.example/boats")
    rows = list(
        corroborate.work(
            {"subject_id": "s", "claim_id": "k", "sources": [shared, {**shared, "citation_id": "c-b"}]}, Settings()
        )
    )
    assert [(type(r), r.witness) for r in rows if isinstance(r, Witness)] == [(Witness, 1), (Witness, 1)]
    assert len(rows) == 2


def test_a_document_that_disagrees_with_itself_is_quoted_to_the_letter() -> None:
    text = "The vote was on March 4, 2019. Three days later, on March 9, 2019, the mayor resigned."
    (row,) = reconcile.work({"subject_id": "d", "text": text, "language": "en", "date": "2019-09-20"}, Settings())
    assert (row.kind, row.status, row.document_id) == ("relative_date", "mismatch", "d")
    assert (text[row.start : row.end], text[row.other_start : row.other_end]) == (row.text, row.other_text)
    assert (row.text, row.other_text) == ("Three days later", "March 9, 2019")
