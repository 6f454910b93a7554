"""What a run found, counted by views, and what of it `--fail-on` names."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

FAIL_ON = {
    "dead": "select count(*) from dead_citations where list_contains(?, document_id)",
    "changed": "select count(*) from changed_citations where change <> 'minor' and list_contains(?, document_id)",
    "unsupported": "select count(*) from claim_verdicts where verdict = 'not_supported' and list_contains(?, document_id)",
    "contradicted": "select count(*) from claim_verdicts where (verdict = 'contradicted' or disputed) and list_contains(?, document_id)",
}


def found(connection: duckdb.DuckDBPyConnection, documents: Sequence[str], names: Sequence[str]) -> bool:
    """Say whether any of the named findings is there in these documents."""
    return any(_one(connection, FAIL_ON[name], documents) > 0 for name in names)


def counts(connection: duckdb.DuckDBPyConnection, documents: Sequence[str]) -> dict[str, dict[str, int]]:
    """Return what was found in these documents: citations by health, claims by verdict, and what needs a person's eye."""
    by_health = "select health, count(*) from citation_status where list_contains(?, document_id) group by health order by health"
    by_verdict = "select verdict, count(*) from claim_verdicts where list_contains(?, document_id) group by verdict order by verdict"
    return {
        "citations": {health: int(n) for health, n in connection.execute(by_health, [list(documents)]).fetchall()},
        "cited claims": {
            verdict: int(n) for verdict, n in connection.execute(by_verdict, [list(documents)]).fetchall()
        },
        "flags": {name: _one(connection, query, documents) for name, query in FAIL_ON.items()},
    }


def _one(connection: duckdb.DuckDBPyConnection, query: str, documents: Sequence[str]) -> int:
    row = connection.execute(query, [list(documents)]).fetchone()
    return int(row[0]) if row else 0
