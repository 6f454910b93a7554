"""The made-up warehouse that the views are timed over has the shape of a real one: every view has rows there, no row lacks its parent."""

from __future__ import annotations

import duckdb

from benchmarks.rows import fill

# Only people and watches bring these rows, which the generator does not make.
OF_PEOPLE = {"assignments", "decisions_in_force", "disagreements", "second_opinions", "news", "watch_states"}


def test_every_view_has_rows_over_a_warehouse_made_up_in_sql(warehouse: duckdb.DuckDBPyConnection) -> None:
    fill(warehouse, citations=400, mentions=4_000, captures=2_000)
    views = warehouse.execute(
        "select view_name from duckdb_views() where not internal and schema_name = 'main'"
    ).fetchall()
    empty = {view for (view,) in views if warehouse.execute(f"select count(*) from {view}").fetchall() == [(0,)]}
    assert empty <= OF_PEOPLE, sorted(empty - OF_PEOPLE)
