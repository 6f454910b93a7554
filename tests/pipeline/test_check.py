"""The check stage: a verdict that a re-run makes again to the letter, unread where nothing was read, and the citation's own facts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.check import work
from pipeline.settings import Settings
from warehouse.records import CitationFact, Evidence, Fact, Verdict

ROW: dict[str, Any] = {
    "subject_id": "s1", "claim_id": "k1", "citation_id": "c1", "capture_id": "p1",
    "claim": "The pier was opened on 3 June 2014 by Anna Lind.", "claim_date": "2017-09-19", "claim_language": "en",
    "outcome": "live", "outcome_reason": "a page with text",
    "source_text": "Norrby has a new pier. The pier was opened on 3 June 2014 by Anna Lind.", "source_language": "en",
    "source_date": "2014-06-04", "stated_date": "2014-06-04", "stated_publisher": "Norrby News", "stated_title": "A new pier for Norrby",
    "stated_kind": None, "found_modified": None,
    "found_date": "2014-06-04", "found_publisher": None, "found_title": "A new pier for Norrby | Norrby News",
    "found_url": "https://www.norrbynews.example/pier", "document_date": "2017-09-19", "memento_datetime": None, "aliases": [],
}  # fmt: skip


def done(**changed: Any) -> list[Any]:
    return list(work({**ROW, **changed}, Settings()))


def facts_of(rows: list[Any]) -> dict[str, str]:
    return {row.field: row.status for row in rows if isinstance(row, CitationFact)}


def test_a_verdict_comes_with_its_evidence_and_facts_and_is_the_same_twice() -> None:
    rows = done()
    verdict = next(row for row in rows if isinstance(row, Verdict))
    assert verdict.verdict == "supported"
    evidence = [row for row in rows if isinstance(row, Evidence)]
    assert evidence[0].text == ROW["source_text"][evidence[0].start : evidence[0].end]
    assert {row.status for row in rows if isinstance(row, Fact)} == {"match"}
    assert all(row.made_by == "check" and row.made_from == "s1" for row in rows)
    assert rows == done()


def test_what_was_not_read_is_unread_and_says_why() -> None:
    rows = done(source_text=None, outcome="paywall", outcome_reason="a subscription is asked for")
    assert [type(row) for row in rows] == [Verdict]
    assert (rows[0].verdict, rows[0].score, rows[0].reason) == ("unread", None, "a subscription is asked for")


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, {"date": "match", "publisher": "match", "title": "match", "newer_than_document": "match"}),
        ({"stated_date": "2014-06"}, {"date": "match"}),
        ({"stated_date": "2013-06-04"}, {"date": "mismatch"}),
        ({"found_date": None}, {"date": "absent"}),
        ({"stated_publisher": "The Harbour Times"}, {"publisher": "mismatch"}),
        ({"stated_title": "Budget of the county for 2011"}, {"title": "mismatch"}),
        ({"found_date": "2018-01-01"}, {"newer_than_document": "mismatch"}),
        ({"found_modified": "2018-05-02"}, {"newer_than_document": "match", "changed_after_document": "mismatch"}),
        ({"found_modified": "2014-07-01"}, {"changed_after_document": "match"}),
        ({"stated_kind": "report", "found_url": "https://twitter.com/norrby/status/1"}, {"kind": "mismatch"}),
        ({"stated_kind": "letter", "found_title": "Open letter on the pier"}, {"kind": "match"}),
        ({"stated_kind": "law"}, {"kind": "absent"}),
        ({"found_date": None, "memento_datetime": datetime(2016, 1, 1, tzinfo=UTC)}, {"newer_than_document": "match"}),
    ],
)
def test_the_citation_is_held_against_what_the_source_says_of_itself(
    changed: dict[str, Any], expected: dict[str, str]
) -> None:
    assert expected.items() <= facts_of(done(**changed)).items()


def test_a_field_that_is_not_stated_is_not_judged() -> None:
    assert set(facts_of(done(stated_date=None, stated_publisher=None, stated_title=None))) == {"newer_than_document"}
    assert facts_of(done(stated_date=None, stated_publisher=None, stated_title=None, document_date=None)) == {}
