"""The store: orphans are swept and told."""

from __future__ import annotations

import duckdb

from tests.warehouse.histories import ask, cite, judge, look
from warehouse import store


def test_rows_whose_parents_are_gone_are_told_and_swept(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, "http://a.example/")
    capture_id = look(warehouse, "http://a.example/", "live")
    judge(warehouse, 1, capture_id, "supported")
    store.sweep(warehouse)
    assert ask(warehouse, "select count(*) from verdicts") == [(1,)]
    warehouse.execute("delete from claims")
    assert dict(store.failed_checks(warehouse)) == {
        "claim_citations.claim_id without claims": 1,
        "verdicts.claim_id without claims": 1,
    }
    store.sweep(warehouse)
    assert ask(warehouse, "select count(*) from verdicts") == [(0,)]
    assert list(store.failed_checks(warehouse)) == []
