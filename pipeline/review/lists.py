"""The lists of the desk, a page at a time: the queue and its filters, the links, the decisions."""

from __future__ import annotations

from typing import Any

import duckdb

from pipeline.report.gather import rows
from pipeline.stage import Row

PAGE = 50  # rows of one page
Filters = dict[str, str]

FILTERS: dict[str, str] = {
    "document": "document_id = ?", "why": "why = ?", "verdict": "verdict = ?", "outcome": "outcome is not distinct from ?",
    "health": "health = ?", "assignee": "assignee is not distinct from nullif(?, '-')", "decision": "decision = ?",
    "by": "decided_by = ?",
}  # fmt: skip
STATES = {
    "left": "state <> 'decided'",
    "open": "state = 'open'",
    "stale": "state = 'stale'",
    "decided": "state = 'decided'",
    "all": "true",
}


def queue(connection: duckdb.DuckDBPyConnection, filters: Filters, *, page: int) -> tuple[list[Row], int]:
    """Return a page of the queue, and how many rows the filters leave; what is decided is left out unless it is asked for."""
    where, values = [STATES.get(filters.get("state", ""), STATES["left"])], []
    for name, condition in FILTERS.items():
        if filters.get(name):
            where.append(condition)
            values.append(filters[name])
    for word in filters.get("q", "").split()[:8]:
        where.append(
            "contains(lower(concat_ws(' ', claim, label, url, source_title, claim_ref, citation_ref, decision_note)), lower(?))"
        )
        values.append(word)
    found = rows(
        connection,
        f"select *, count(*) over () as total from queue where {' and '.join(where)} "
        f"order by rank, document, try_cast(claim_ref[2:] as bigint), citation_ref limit {PAGE} offset ?",
        *values, (page - 1) * PAGE,
    )  # fmt: skip
    return found, int(found[0]["total"]) if found else 0


def choices(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Any]]:
    """Return what the filters can be set to, with how many rows each has, and how much is decided."""
    found: dict[str, list[Any]] = {}
    for name in ("why", "verdict", "outcome", "assignee", "state"):
        counted = rows(connection, f"select {name} as value, count(*) as n, min(rank) as first from queue group by all order by first")  # fmt: skip
        found[name] = [row for row in counted if row["value"] is not None]
    found["document"] = rows(connection, "select document_id as value, any_value(document) as label, count(*) as n from queue group by all order by label")  # fmt: skip
    return found


def progress(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """Return for each person how many pairs of claim and source they decided, which of those to look at again, and what waits for them."""
    return rows(connection, _PROGRESS)


def links(connection: duckdb.DuckDBPyConnection, *, page: int) -> tuple[list[Row], int]:
    """Return a page of the links, those that need an eye first, with what a person says of each; and how many there are."""
    found = rows(connection, f"{_LINKS} limit {PAGE} offset ?", (page - 1) * PAGE)
    return found, int(found[0]["total"]) if found else 0


def decisions(connection: duckdb.DuckDBPyConnection, *, page: int) -> tuple[list[Row], int, int]:
    """Return a page of the decisions in force, stale ones first; how many there are, and how many are stale."""
    found = rows(
        connection,
        f"""select *, count(*) over () as total, count(*) filter (stale) over () as stale_in_all from decisions_in_force
        order by stale desc, made_at desc, decision_id limit {PAGE} offset ?""",
        (page - 1) * PAGE,
    )
    return found, *((int(found[0]["total"]), int(found[0]["stale_in_all"])) if found else (0, 0))


def every_decision(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """Return everything that people said, oldest first, and whether it is in force and stale: what an export has."""
    return rows(
        connection,
        """select decisions.*, force.decision_id is not null as in_force, force.stale, force.stale_because
        from decisions left join decisions_in_force as force using (decision_id) order by decisions.made_at""",
    )


_PROGRESS = """
select who, count(*) filter (state = 'decided') as decided, count(*) filter (state = 'stale') as stale, count(*) filter (state = 'waits') as waits
from (
    select decided_by as who, state from queue where decided_by is not null and state <> 'open'
    union all
    select assignee, 'waits' from queue where assignee is not null and state <> 'decided'
)
group by who
order by who
"""


_LINKS = """
select status.*, count(*) over () as total, coalesce(documents.title, parse_filename(documents.path)) as document, decided.decision, decided.stale,
    decided.who as decided_by, assignments.assignee, dead_citations.confirmed, changed_citations.change
from citation_status as status
join documents using (document_id)
left join decisions_in_force as decided on decided.about = 'outcome' and decided.citation_id = status.citation_id
left join assignments on assignments.about = 'outcome' and assignments.citation_id = status.citation_id
left join dead_citations on dead_citations.citation_id = status.citation_id
left join changed_citations on changed_citations.citation_id = status.citation_id
order by decided.stale is true desc, decided.decision is not null, array_position(['dead', 'unread', 'no_link', 'live'], status.health), document, status.ref
"""
