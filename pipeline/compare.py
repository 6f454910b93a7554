"""Stage: two captures of one address to what changed between them, and which claims that hits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from nlp.compare import DEAD, READ, Comparison, Side, compare
from nlp.volatile import Part
from pipeline.extract import Page, extract
from pipeline.settings import Settings
from pipeline.stage import Row
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
    claims = _listed(row["claims"])
    volatile = [part_of(part) for part in _listed(row["volatile"])]
    found = compare(old, new, claims=[claim["text"] for claim in claims], volatile=volatile)
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


def part_of(row: Mapping[str, str | None]) -> Part:
    """Return a row of `volatile_parts` as the comparison takes it."""
    return Part(*(row[name] or "" for name in ("old", "new", "above", "below", "visits")))


def _listed(value: Any) -> list[Mapping[str, str]]:
    found = json.loads(value) if isinstance(value, str) else value
    return [dict(one) for one in found or []]


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
    edits = zip(found.edits[:_MOST_EDITS], found.places, strict=False)
    for number, ((op, old, new), (above, below)) in enumerate(edits, start=1):
        yield Edit(**made, number=number, op=op, old=old, new=new, above=above, below=below)
    stood = {footing.claim: footing for footing in found.footings}
    for place in sorted({*found.claims_affected, *stood}):
        footing = stood.get(place)  # a text that is gone as a whole takes every claim's footing
        yield ChangedClaim(
            **made,
            claim_id=claim_ids[place],
            how=footing.how if footing else "gone",
            old=footing.old if footing else None,
            new=footing.new if footing else None,
        )
