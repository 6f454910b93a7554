"""What the desk shows of a claim, a link and a capture, read from the warehouse; nothing is judged here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import duckdb

from pipeline.report.gather import rows
from pipeline.stage import Row

_AROUND = 240  # characters of the source shown on either side of a passage, and of the document around a claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage of a source and what stands around it; `spans` are (start, end, kind) within the passage."""

    before: str
    text: str
    after: str
    spans: list[tuple[int, int, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One capture held against the claim: its verdict, and both texts with what was found lit."""

    row: Row
    claim_spans: list[tuple[int, int, str]]
    passages: list[Passage]
    facts: list[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A citation's link: what it does, how it was reached, what changed behind it, and what people say of it."""

    row: Row
    captures: list[Row]
    hops: dict[str, list[Row]]
    signals: dict[str, list[Row]]
    change: Row | None
    edits: list[Row]
    decided: Row | None
    said: list[Row]
    assignee: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A claim by one of its citations."""

    row: Row
    readings: list[Reading]
    link: Link
    said: list[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim with its document's words around it, its cases, and what people say of it."""

    row: Row
    before: str
    after: str
    cases: list[Case]
    said: list[Row] = field(default_factory=list)
    assignee: str | None = None


def claim(connection: duckdb.DuckDBPyConnection, claim_id: str) -> Claim | None:
    """Return a claim and all that bears on it; None for one that the warehouse does not have."""
    found = rows(
        connection,
        """select claims.*, documents.text as whole, documents.language, coalesce(documents.title, parse_filename(documents.path)) as document
        from claims join documents using (document_id) where claim_id = ?""",
        claim_id,
    )
    if not found:
        return None
    row = found[0]
    cases = rows(connection, "select * from queue where claim_id = ? order by citation_ref", claim_id)
    whole = str(row["whole"])
    return Claim(
        row=row,
        before=_tail(whole[: int(row["start"])]),
        after=_head(whole[int(row["end"]) :]),
        cases=[_case(connection, case) for case in cases],
        said=_said(connection, "about = 'claim' and claim_id = ?", claim_id),
        assignee=_assignee(connection, "about = 'claim' and claim_id = ?", claim_id),
    )


def link(connection: duckdb.DuckDBPyConnection, citation_id: str) -> Link | None:
    """Return a citation's link and all that is known of it."""
    found = rows(
        connection,
        """select status.*, coalesce(documents.title, parse_filename(documents.path)) as document, citations.printed
        from citation_status as status join documents using (document_id) join citations using (citation_id)
        where citation_id = ?""",
        citation_id,
    )
    if not found:
        return None
    row = found[0]
    captures = rows(connection, _CAPTURES, row["url"]) if row["url"] else []
    ids = [capture["capture_id"] for capture in captures]
    changes = rows(connection, "select * from changed_citations where citation_id = ?", citation_id)
    decided = rows(
        connection, "select * from decisions_in_force where about = 'outcome' and citation_id = ?", citation_id
    )
    return Link(
        row=row,
        captures=captures,
        hops=_by(rows(connection, _HOPS, ids), "capture_id"),
        signals=_by(
            rows(connection, "select * from signals where list_contains(?, capture_id) order by name", ids),
            "capture_id",
        ),
        change=changes[0] if changes else None,
        edits=rows(
            connection, "select * from edits where change_id = ? order by number limit 40", changes[0]["change_id"]
        )
        if changes
        else [],
        decided=decided[0] if decided else None,
        said=_said(connection, "about in ('outcome', 'source') and citation_id = ?", citation_id),
        assignee=_assignee(connection, "about = 'outcome' and citation_id = ?", citation_id),
    )


def capture(connection: duckdb.DuckDBPyConnection, capture_id: str) -> Row | None:
    """Return a capture with its source and the passages that verdicts found in it."""
    found = rows(
        connection,
        """select captures.*, sources.title, sources.text from captures left join sources using (capture_id) where capture_id = ?""",
        capture_id,
    )
    return found[0] if found else None


def evidence_of(connection: duckdb.DuckDBPyConnection, capture_id: str, claim_id: str | None = None) -> list[str]:
    """Return the passages of a capture that bear on a claim (or on any), those that bear most first."""
    found = rows(
        connection,
        """select distinct evidence.text, min(evidence.rank) as rank from evidence join verdicts using (verdict_id)
        where capture_id = ? and (? is null or claim_id = ?) group by evidence.text order by rank, evidence.text limit 60""",
        capture_id, claim_id, claim_id,
    )  # fmt: skip
    return [str(row["text"]) for row in found]


def _case(connection: duckdb.DuckDBPyConnection, row: Row) -> Case:
    of_link = link(connection, row["citation_id"])
    assert of_link is not None, "a row of the queue has its citation"
    answers = rows(connection, _READINGS, row["claim_id"], row["citation_id"])
    return Case(
        row=row,
        readings=[_reading(connection, answer) for answer in answers],
        link=of_link,
        said=_said(
            connection, "about = 'verdict' and claim_id = ? and citation_id = ?", row["claim_id"], row["citation_id"]
        ),
    )


def _reading(connection: duckdb.DuckDBPyConnection, answer: Row) -> Reading:
    facts = rows(
        connection,
        "select * from facts where verdict_id = ? order by claim_start, claim_end, kind",
        answer["verdict_id"],
    )
    evidence = rows(connection, "select * from evidence where verdict_id = ? order by rank", answer["verdict_id"])
    text = str(answer["source_text"] or "")
    found = [
        (int(f["source_start"]), int(f["source_end"]), str(f["status"])) for f in facts if f["source_start"] is not None
    ]
    passages = []
    for passage in evidence:
        start, end = int(passage["start"]), int(passage["end"])
        inside = [(left - start, right - start, kind) for left, right, kind in found if start <= left and right <= end]
        passages.append(
            Passage(before=_tail(text[:start]), text=text[start:end] or str(passage["text"]), after=_head(text[end:]), spans=inside)
        )  # fmt: skip
    spans = [(int(f["claim_start"]), int(f["claim_end"]), str(f["status"])) for f in facts]
    return Reading(row=answer, claim_spans=spans, passages=passages, facts=facts)


def _said(connection: duckdb.DuckDBPyConnection, where: str, *values: object) -> list[Row]:
    return rows(connection, f"select * from decisions where {where} order by made_at", *values)


def _assignee(connection: duckdb.DuckDBPyConnection, where: str, *values: object) -> str | None:
    found = rows(connection, f"select assignee from assignments where {where}", *values)
    return str(found[0]["assignee"]) if found else None


def _by(found: Sequence[Row], column: str) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in found:
        grouped.setdefault(row[column], []).append(row)
    return grouped


def _tail(text: str) -> str:
    """Return the end of what stands before, from a word's beginning on."""
    return text if len(text) <= _AROUND else "…" + text[-_AROUND:].partition(" ")[2]


def _head(text: str) -> str:
    return text if len(text) <= _AROUND else text[:_AROUND].rpartition(" ")[0] + "…"


_CAPTURES = """
select captures.*, sources.title, sources.capture_id is not null as was_read
from captures left join sources using (capture_id)
where captures.url = ?
order by captures.fetched_at desc, captures.capture_id
limit 60
"""

_HOPS = """
select captures.capture_id, hops.* from captures join hops on hops.visit_id = captures.made_from
where list_contains(?, captures.capture_id) order by captures.capture_id, hops.number
"""

_READINGS = """
select verdicts.*, captures.via, captures.fetched_at, captures.memento_datetime, captures.sha256, sources.text as source_text,
    sources.text_id, sources.title, sources.publisher, sources.published, sources.language,
    verdicts.capture_id is not distinct from rulings.capture_id as is_basis,
    case when verdicts.capture_id not in (readings.basis_capture_id, readings.as_cited_capture_id) then rulings.role end as role,
    verdicts.capture_id is not distinct from readings.now_capture_id as is_now
from verdicts
join readings using (citation_id)
join rulings using (claim_id, citation_id)
join captures on captures.capture_id = verdicts.capture_id
left join sources on sources.capture_id = verdicts.capture_id
where verdicts.claim_id = ? and verdicts.citation_id = ? and verdicts.verdict <> 'unread'
    and verdicts.capture_id in (rulings.capture_id, readings.basis_capture_id, readings.as_cited_capture_id, readings.supplied_capture_id)
order by is_basis desc, captures.fetched_at desc
"""
