"""What the report shows of one document, read from the warehouse's views and tables; nothing is judged here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb

from pipeline.stage import Row

_TOGETHER = 200  # documents that are asked for at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One capture of a source held against one claim: the verdict, its evidence, its facts and the source itself."""

    verdict: Row
    evidence: list[Row]
    facts: list[Row]
    basis: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A claim and one of its citations: the row of the ledger, and each capture's answer (the basis first)."""

    row: Row
    readings: list[Reading]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A citation: what its link does, what changed behind it, and every capture of it, newest first."""

    row: Row
    death: Row | None
    change: Row | None
    edits: list[Row]
    captures: list[Row]
    rests: tuple[str, ...] = ()  # the captures that verdicts over it rest on
    followed: list[Row] = field(default_factory=list)  # the captures of the pages that belong to it


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A sentence of the document; `verdict` is its row of claim_verdicts, None where it cites nothing."""

    row: Row
    verdict: Row | None
    cases: list[Case]
    uncited: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that the report says of one document."""

    document: Row
    claims: list[Claimed]
    links: list[Link]
    marks: list[Row]
    shared: list[Row]
    disagreements: list[Row]
    dependent: list[Row]
    hops: dict[str, list[Row]] = field(default_factory=dict)
    signals: dict[str, list[Row]] = field(default_factory=dict)
    hits: dict[str, list[Link]] = field(default_factory=dict)  # a claim's ref to the links whose change touched it


def rows(connection: duckdb.DuckDBPyConnection, sql: str, *values: object) -> list[Row]:
    """Return a query's rows as mappings from column to value."""
    cursor = connection.execute(sql, list(values))
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def gather(connection: duckdb.DuckDBPyConnection, documents: Sequence[str]) -> list[Dossier]:
    """Return what the warehouse holds of documents (their ids), in order. Raises LookupError for one that it does not know.

    Each question is asked once for many documents: asked for one after the other, they are most of what a report of a library costs.
    """
    return [
        dossier for at in range(0, len(documents), _TOGETHER) for dossier in _gather(connection, documents[at : at + _TOGETHER])
    ]  # fmt: skip


def _gather(connection: duckdb.DuckDBPyConnection, documents: Sequence[str]) -> list[Dossier]:
    ids = list(documents)
    found = {row["document_id"]: row for row in rows(connection, _DOCUMENTS, ids)}
    if missing := [document_id for document_id in ids if document_id not in found]:
        raise LookupError(f"report: no such document in the warehouse ({missing[0]})")
    links = _links(connection, ids)
    captures = [c["capture_id"] for some in links.values() for link in some for c in (*link.captures, *link.followed)]
    hops, signals = (_by(rows(connection, sql, captures), "capture_id") for sql in (_HOPS, _SIGNALS))
    claims = _claims(connection, ids)
    marks, shared, disagreements, dependent = (
        _of_documents(rows(connection, sql, ids)) for sql in (_MARKS, _SHARED, _DISAGREEMENTS, _DEPENDENT)
    )
    dossiers = []
    for document_id in ids:
        own = links.get(document_id, [])
        seen = dict.fromkeys(c["capture_id"] for link in own for c in (*link.captures, *link.followed))
        hits: dict[str, list[Link]] = defaultdict(list)
        for link in own:
            for ref in link.change["claims_affected"] if link.change else ():
                hits[ref].append(link)
        dossiers.append(
            Dossier(
                document=found[document_id],
                claims=claims.get(document_id, []),
                links=own,
                marks=marks.get(document_id, []),
                shared=shared.get(document_id, []),
                disagreements=disagreements.get(document_id, []),
                dependent=dependent.get(document_id, []),
                hops={capture: hops[capture] for capture in seen if capture in hops},
                signals={capture: signals[capture] for capture in seen if capture in signals},
                hits=dict(hits),
            )
        )
    return dossiers


def issues(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """Return the input that could not be used."""
    return rows(connection, "select code, subject, detail from issues order by code, subject")


def last_run(connection: duckdb.DuckDBPyConnection) -> Row | None:
    """Return when the latest run began, which web it asked, and its versions; None where none is recorded."""
    found = rows(connection, "select started_at, web, versions from runs order by started_at desc limit 1")
    return found[0] if found else None


def _claims(connection: duckdb.DuckDBPyConnection, ids: list[str]) -> dict[str, list[Claimed]]:
    cases = _by_claim(_cases(connection, ids))
    verdicts = {row["claim_id"]: row for row in rows(connection, _VERDICTS, ids)}
    uncited = {row["claim_id"] for row in rows(connection, _UNCITED, ids)}
    claims: dict[str, list[Claimed]] = defaultdict(list)
    for claim in rows(connection, _CLAIMS, ids):
        claim_id = claim["claim_id"]
        claims[claim["document_id"]].append(
            Claimed(
                row=claim,
                verdict=verdicts.get(claim_id),
                cases=cases.get(claim_id, []),
                uncited=claim_id in uncited,
            )
        )
    return claims


def _by_claim(cases: Iterable[Case]) -> dict[str, list[Case]]:
    grouped: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        grouped[case.row["claim_id"]].append(case)
    return dict(grouped)


def _cases(connection: duckdb.DuckDBPyConnection, ids: list[str]) -> list[Case]:
    ledger = rows(connection, "select * from claim_ledger where list_contains(?, document_id)", ids)
    answers = rows(connection, _READINGS, ids)
    held = [answer["verdict_id"] for answer in answers]
    evidence = _by(rows(connection, _EVIDENCE, held), "verdict_id")
    facts = _by(rows(connection, _FACTS, held), "verdict_id")
    by_pair: dict[tuple[Any, Any], list[Reading]] = defaultdict(list)
    for answer in answers:
        by_pair[answer["claim_id"], answer["citation_id"]].append(
            Reading(
                verdict=answer,
                evidence=evidence.get(answer["verdict_id"], []),
                facts=facts.get(answer["verdict_id"], []),
                basis=bool(answer["is_basis"]),
            )
        )
    return [Case(row=row, readings=by_pair.get((row["claim_id"], row["citation_id"]), [])) for row in ledger]


def _links(connection: duckdb.DuckDBPyConnection, ids: list[str]) -> dict[str, list[Link]]:
    deaths, changes = (
        {row["citation_id"]: row for row in rows(connection, f"select * from {view} where list_contains(?, document_id)", ids)}
        for view in ("dead_citations", "changed_citations")
    )  # fmt: skip
    edits = _by(rows(connection, _EDITS, [row["change_id"] for row in changes.values()]), "change_id")
    status = rows(connection, _LINKS, ids)
    captures = _by(rows(connection, _CAPTURES, list({row["url"] for row in status if row["url"]})), "url")
    rests = dict(connection.execute(_RESTS, [ids]).fetchall())
    followed = _by(rows(connection, _FOLLOWED, ids), "citation_id")
    links: dict[str, list[Link]] = defaultdict(list)
    for row in status:
        citation_id, change = row["citation_id"], changes.get(row["citation_id"])
        links[row["document_id"]].append(
            Link(
                row=row,
                death=deaths.get(citation_id),
                change=change,
                edits=edits.get(change["change_id"], []) if change else [],
                captures=captures.get(row["url"], []),
                rests=tuple(sorted(rests.get(citation_id, ()))),
                followed=followed.get(citation_id, []),
            )
        )
    return links


def _of_documents(found: Sequence[Row]) -> dict[str, list[Row]]:
    """Return rows by the document that they were asked for, which they do not name themselves."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        grouped[row["of_document"]].append({name: value for name, value in row.items() if name != "of_document"})
    return grouped


def _by(found: Sequence[Row], column: str) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        grouped[row[column]].append(row)
    return dict(grouped)


_DOCUMENTS = "select * from documents where list_contains(?, document_id)"
_CLAIMS = 'select * from claims where list_contains(?, document_id) order by document_id, start, "end"'
_UNCITED = "select claim_id from uncited_claims where list_contains(?, document_id)"
_VERDICTS = "select * from claim_verdicts where list_contains(?, document_id)"
_DISAGREEMENTS = (
    "select document_id as of_document, text, other_text, note from disagreements where list_contains(?, document_id)"
)

_MARKS = """
select citations.document_id as of_document, claim_citations.claim_id, claim_citations.anchor, citations.citation_id, citations.ref, citations.marker, citations.kind
from claim_citations
join citations using (citation_id)
where list_contains(?, citations.document_id)
order by claim_citations.anchor, citations.start, citations.ref
"""

_LINKS = """
select status.*, citations.kind, citations.printed, citations.start, citations."end", citations.page,
    citations.stated_date, citations.accessed_date, citations.stated_publisher, citations.stated_title, citations.source_kind
from citation_status as status
join citations using (citation_id)
where list_contains(?, status.document_id)
order by citations.start nulls last, length(citations.ref), citations.ref
"""

_RESTS = """
select citation_id, list(distinct capture_id)
from claim_ledger
where list_contains(?, document_id) and capture_id is not null
group by citation_id
"""

_READINGS = """
select verdicts.verdict_id, verdicts.claim_id, verdicts.citation_id, verdicts.verdict, verdicts.score, verdicts.reason,
    captures.capture_id, captures.via, captures.final_url, captures.outcome, captures.fetched_at, captures.memento_url,
    captures.memento_datetime, captures.warc_file, captures.warc_offset, captures.warc_record_id, captures.sha256,
    captures.media_type, sources.title, sources.author, sources.publisher, sources.published, sources.modified, sources.language,
    verdicts.capture_id is not distinct from rulings.capture_id as is_basis,
    case when verdicts.capture_id not in (readings.basis_capture_id, readings.as_cited_capture_id) then rulings.role end as role
from verdicts
join readings using (citation_id)
join rulings using (claim_id, citation_id)
join captures on captures.capture_id = verdicts.capture_id
left join sources on sources.capture_id = verdicts.capture_id
where list_contains(?, readings.document_id)
    and verdicts.capture_id in (rulings.capture_id, readings.basis_capture_id, readings.as_cited_capture_id)
order by is_basis desc, captures.fetched_at desc
"""

_EVIDENCE = "select * from evidence where list_contains(?, verdict_id) order by verdict_id, rank"
_FACTS = "select * from facts where list_contains(?, verdict_id) order by verdict_id, claim_start, claim_end, kind"
_EDITS = "select * exclude (above, below) from edits where list_contains(?, change_id) order by change_id, number"
_SIGNALS = "select * from signals where list_contains(?, capture_id) order by capture_id, name"

_HOPS = """
select captures.capture_id, hops.*
from captures
join hops on hops.visit_id = captures.made_from
where list_contains(?, captures.capture_id)
order by captures.capture_id, hops.number
"""

_CAPTURES = """
select captures.*, sources.title, sources.publisher, sources.published, sources.language, sources.extractor
from captures
left join sources using (capture_id)
where list_contains(?, captures.url)
order by captures.url, captures.fetched_at desc, captures.capture_id
"""

_FOLLOWED = """
select followed.citation_id, followed.role, captures.*, sources.title, sources.publisher, sources.published, sources.language, sources.extractor
from followed
join captures using (capture_id)
left join sources using (capture_id)
where list_contains(?, followed.document_id)
order by followed.citation_id, followed.place
"""

_SHARED = """
with cited as (select source_key, unnest(citation_ids) as citation_id from shared_sources)
select shared.*, asked.document_id as of_document
from shared_sources as shared
join (
    select distinct source_key, document_id from cited join citations using (citation_id) where list_contains(?, document_id)
) as asked using (source_key)
order by shared.citations desc, shared.final_url, source_key
"""

_DEPENDENT = """
select document_id as of_document, claim_ref, sources, witnesses, dependences
from claim_witnesses
where list_contains(?, document_id) and witnesses < sources
"""
