"""Hand-written histories of citations, for the tests of views."""

from __future__ import annotations

from dataclasses import astuple
from datetime import UTC, datetime, timedelta

import duckdb

from warehouse.ids import digest
from warehouse.records import (
    TABLES,
    Capture,
    Change,
    ChangedClaim,
    Citation,
    Claim,
    ClaimCitation,
    Document,
    Record,
    Signal,
    Source,
    Verdict,
)  # fmt: skip

TEXT = "There were 22."  # of a source
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
_TABLE_OF = {record: table for table, record in TABLES.items()}


def put(warehouse: duckdb.DuckDBPyConnection, *records: Record) -> None:
    """Insert records as they are."""
    for record in records:
        values = astuple(record)
        warehouse.execute(f"insert into {_TABLE_OF[type(record)]} values ({', '.join('?' * len(values))})", values)


def cite(
    warehouse: duckdb.DuckDBPyConnection, url: str | None, *, number: int = 1, date: str | None = "2017-09-19"
) -> str:
    """Add a document (once) with a claim and a citation of an address; return the citation's id."""
    text = "The lab counted 22 people."
    if not warehouse.execute("select 1 from documents").fetchall():
        put(warehouse, Document(
            made_from="d", made_by="read", document_id="d", path="letter.txt", sha256="d", format="txt", title="Letter", date=date,
            language="en", text_id="t", text=text,
        ))  # fmt: skip
    citation_id, claim_id = f"c{number}", f"k{number}"
    put(
        warehouse,
        Citation(
            made_from="d", made_by="read", citation_id=citation_id, document_id="d", ref=f"c{number}", marker=str(number), kind="footnote",
            printed=url, url=url, candidates=[], label=None, stated_date=None, stated_publisher=None, stated_title=None, stated_authors=None,
            accessed_date=None, source_kind=None, page=None, start=number, end=number,
        ),
        Claim(
            made_from="d", made_by="read", claim_id=claim_id, document_id="d", ref=f"k{number}", text=text, start=0, end=len(text),
            heading=None, paragraph=None, date=date, assertions=1,
        ),
        ClaimCitation(made_from="d", made_by="read", claim_id=claim_id, citation_id=citation_id, anchor=None),
    )  # fmt: skip
    return citation_id


def look(
    warehouse: duckdb.DuckDBPyConnection, url: str, outcome: str, *, days_ago: float = 0, via: str = "live", status: int | None = 200,
    asked_for: str | None = None, text: str = TEXT,
) -> str:  # fmt: skip
    """Add a capture of an address; return its id. A capture that was read has a source text."""
    at = NOW - timedelta(days=days_ago)
    capture_id = digest(url, via, at.isoformat(), outcome)
    put(warehouse, Capture(
        made_from=capture_id, made_by="extract", capture_id=capture_id, url=url, urlkey=url, via=via, asked_for=asked_for, final_url=url,
        outcome=outcome, reason=f"because {outcome}", status=status, media_type="text/html", bytes=9, sha256="s", fetched_at=at,
        memento_url=f"https://archive.example/{url}" if via == "memento" else None, memento_datetime=at if via == "memento" else None,
        warc_file="a.warc.gz", warc_offset=0, warc_record_id="r",
    ))  # fmt: skip
    if outcome == "live":
        put(warehouse, Source(
            made_from=capture_id, made_by="extract", capture_id=capture_id, text_id=digest(url) if text == TEXT else digest(url, text), title=None, author=None, publisher=None,
            published=None, modified=None, language="en", media_type="text/html", extractor="x", text=text,
        ))  # fmt: skip
    return capture_id


def offer(warehouse: duckdb.DuckDBPyConnection, capture_id: str, name: str, value: str) -> None:
    """Add a signal of a capture."""
    put(warehouse, Signal(made_from=capture_id, made_by="extract", capture_id=capture_id, name=name, value=value))


def change(
    warehouse: duckdb.DuckDBPyConnection,
    url: str,
    old: str,
    new: str,
    what: str = "substantive",
    *,
    gone: str | None = None,
) -> str:
    """Add the change between two captures, one that takes the footing of the claim `gone` where that is given; return its id."""
    change_id = digest("change", old, new)
    made = {"made_from": change_id, "made_by": "compare", "change_id": change_id}
    put(warehouse, Change(
        **made, url=url, old_capture_id=old, new_capture_id=new, change=what, score=0.9, reason=f"because {what}",
    ))  # fmt: skip
    if gone:
        put(warehouse, ChangedClaim(**made, claim_id=gone, how="gone", old="There were 22.", new=None))
    return change_id


def judge(
    warehouse: duckdb.DuckDBPyConnection,
    number: int,
    capture_id: str,
    verdict: str,
    score: float | None = 0.5,
    *,
    sure: bool = True,
) -> None:
    """Add the verdict of a capture on the claim of that number."""
    put(warehouse, Verdict(
        made_from="v", made_by="check", verdict_id=digest(number, capture_id), claim_id=f"k{number}", citation_id=f"c{number}",
        capture_id=capture_id, verdict=verdict, score=score, sure=sure, reason="because",
    ))  # fmt: skip


def ask(warehouse: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[object, ...]]:
    """Return the rows of a query."""
    return list(warehouse.execute(sql).fetchall())
