"""Records, tables, views and their comments agree."""

from __future__ import annotations

import types
import typing
from dataclasses import fields
from datetime import datetime

import duckdb
import pytest

from warehouse import store
from warehouse.records import TABLES, Notice, Record, Run

TYPES = {
    bool: "BOOLEAN",
    str: "VARCHAR",
    int: "BIGINT",
    float: "DOUBLE",
    datetime: "TIMESTAMP WITH TIME ZONE",
    list[str]: "VARCHAR[]",
}
PROMISED = (
    "runs documents citations claims claim_citations captures hops signals sources mentions verdicts facts changes "
    "citation_status dead_citations changed_citations claim_ledger unsupported_claims uncited_claims shared_sources"
).split()


@pytest.mark.parametrize(("table", "record"), {**TABLES, "runs": Run, "notices": Notice}.items())
def test_a_record_is_its_table(warehouse: duckdb.DuckDBPyConnection, table: str, record: type[Record]) -> None:
    described = {
        name: (kind, null == "YES") for name, kind, null, *_ in warehouse.execute(f"describe {table}").fetchall()
    }
    expected = {}
    for name, hint in ((f.name, typing.get_type_hints(record)[f.name]) for f in fields(record)):
        may_be_none = isinstance(hint, types.UnionType)
        kind = next(a for a in typing.get_args(hint) if a is not types.NoneType) if may_be_none else hint
        expected[name] = (TYPES[kind], may_be_none)
    assert described == expected


def test_everything_promised_is_there_and_every_column_says_what_it_means(warehouse: duckdb.DuckDBPyConnection) -> None:
    there = {name for (name,) in warehouse.execute("select name from catalogue").fetchall()}
    assert set(PROMISED) <= there
    silent = "select table_name, column_name from duckdb_columns() where not internal and comment is null"
    assert warehouse.execute(silent).fetchall() == []
    assert warehouse.execute("select name from catalogue where comment is null").fetchall() == []


def test_every_view_answers_and_every_check_is_quiet_on_an_empty_warehouse(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    for name, sql in store.view_files():
        assert f"create or replace view {name} as" in sql
        assert sql.startswith("-- One row per ")
        warehouse.execute(f"select * from {name}").fetchall()
    assert list(store.failed_checks(warehouse)) == []


def test_migrating_twice_changes_nothing(warehouse: duckdb.DuckDBPyConnection) -> None:
    before = warehouse.execute("select * from migrations order by 1").fetchall()
    store.migrate(warehouse)
    assert warehouse.execute("select * from migrations order by 1").fetchall() == before
