"""Stage: two captures of one address to what changed between them, and which claims that hits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from nlp.compare import DEAD, READ, Comparison, Side, compare
from pipeline.extract import Page, extract
from pipeline.settings import Settings
from pipeline.stage import Row, Stage
from warehouse.ids import digest, sha256
from warehouse.records import Change, ChangedClaim, ChangedFact, Edit, Record

_MOST_EDITS = 2_000  # rows of one change; a longer list tells a reader no more


def side_of(page: Page, *, max_chars: int) -> Side:
    """Return a saved page as one side of a comparison; at most `max_chars` characters of its text are read."""
    found = extract(page, max_chars=max_chars)
    return Side(
        outcome=found.outcome,
        reason=found.reason,
        title=found.title,
        text=found.text,
        language=found.language,
        published=found.published,
        media_type=found.media_type,
        sha256=sha256(page.body) if page.body is not None else None,
        answered=page.status == 200 and bool(page.body),
    )


def work(row: Row, settings: Settings) -> Iterator[Record]:
    """Yield the change between the two captures of a row, its facts, edits and claims.

    A later capture that was not read yields nothing: a wall or a timeout says nothing of the source. A dead one is a
    change, `gone` or `replaced`. The earlier capture is one that was read.
    """
    del settings
    old, new = _side(row, "old_"), _side(row, "new_")
    if old.outcome not in READ or new.outcome not in (*READ, *DEAD, "replaced"):
        return
    claims = _claims(row["claims"])
    found = compare(old, new, claims=[claim["text"] for claim in claims])
    yield from _rows(row, found, [claim["claim_id"] for claim in claims])


def _side(row: Row, which: str) -> Side:
    return Side(
        outcome=row[f"{which}outcome"],
        reason=row[f"{which}reason"] or "",
        title=row[f"{which}title"],
        text=row[f"{which}text"] or "",
        language=row[f"{which}language"],
        published=row[f"{which}published"],
        media_type=row[f"{which}media_type"],
        sha256=row[f"{which}sha256"],
    )


def _claims(value: Any) -> list[Mapping[str, str]]:
    found = json.loads(value) if isinstance(value, str) else value
    return [dict(claim) for claim in found or []]


def _rows(row: Row, found: Comparison, claim_ids: list[str]) -> Iterator[Record]:
    old_id, new_id = row["old_capture_id"], row["new_capture_id"]
    change_id = digest("change", old_id, new_id)
    made = {"made_from": row["subject_id"], "made_by": "compare", "change_id": change_id}
    yield Change(
        **made,
        url=row["url"],
        old_capture_id=old_id,
        new_capture_id=new_id,
        change=found.change,
        score=found.score,
        reason=found.reason,
    )
    for number, (kind, old, new) in enumerate(found.facts, start=1):
        yield ChangedFact(**made, number=number, kind=kind, old=old, new=new)
    for number, (op, old, new) in enumerate(found.edits[:_MOST_EDITS], start=1):
        yield Edit(**made, number=number, op=op, old=old, new=new)
    for place in found.claims_affected:
        yield ChangedClaim(**made, claim_id=claim_ids[place])


# The capture as cited, our first and our last good one, each against the latest; claims are those that cite it.
COMPARE = Stage(
    name="compare",
    version=1,
    reads="""
        with now as (
            select distinct url, now_capture_id as new_capture_id from readings where now_capture_id is not null
        ),
        good as (
            select captures.url, captures.capture_id, captures.fetched_at
            from captures join now using (url)
            where captures.via = 'live' and captures.outcome = 'live' and captures.capture_id <> now.new_capture_id
        ),
        pairs as (
            select distinct url, as_cited_capture_id as old_capture_id, now_capture_id as new_capture_id
            from readings
            where as_cited_capture_id is not null and now_capture_id is not null
                and as_cited_capture_id <> now_capture_id
            union
            select url, arg_min(capture_id, (fetched_at, capture_id)), any_value(new_capture_id)
            from good join now using (url) group by url
            union
            select url, arg_max(capture_id, (fetched_at, capture_id)), any_value(new_capture_id)
            from good join now using (url) group by url
        ),
        standing as (
            select citations.url, list(distinct {'claim_id': claims.claim_id, 'text': claims.text}) as claims
            from citations
            join claim_citations using (citation_id)
            join claims using (claim_id)
            where citations.url is not null
            group by citations.url
        )
        select
            pairs.old_capture_id || ':' || pairs.new_capture_id as subject_id, pairs.*,
            old.outcome as old_outcome, old.reason as old_reason, old.sha256 as old_sha256,
            old.media_type as old_media_type, old_source.title as old_title, old_source.text as old_text,
            old_source.language as old_language, old_source.published as old_published,
            new.outcome as new_outcome, new.reason as new_reason, new.sha256 as new_sha256,
            new.media_type as new_media_type, new_source.title as new_title, new_source.text as new_text,
            new_source.language as new_language, new_source.published as new_published,
            to_json(list_sort(coalesce(standing.claims, []))) as claims,
            md5(concat_ws(
                chr(31), to_json(list_sort(coalesce(standing.claims, []))), old.outcome, new.outcome,
                old_source.text_id, new_source.text_id)) as fingerprint
        from pairs
        join captures as old on old.capture_id = pairs.old_capture_id
        join captures as new on new.capture_id = pairs.new_capture_id
        left join sources as old_source on old_source.capture_id = old.capture_id
        left join sources as new_source on new_source.capture_id = new.capture_id
        left join standing on standing.url = pairs.url
    """,
    work=work,
)
