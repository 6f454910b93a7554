"""The documented schema: every table and view with its columns, their types and what they mean, from the database's comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from warehouse import store

_COLUMNS = """
select catalogue.name, catalogue.kind, catalogue.comment, columns.column_name, columns.data_type, columns.is_nullable, columns.comment
from catalogue
join duckdb_columns() as columns on columns.table_name = catalogue.name and columns.schema_name = 'main'
order by catalogue.kind, catalogue.name, columns.column_index
"""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `required` says that it is never null."""

    name: str
    type: str
    required: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class Relation:
    """One table or view."""

    name: str
    kind: str
    meaning: str
    columns: list[Column]


def schema(connection: duckdb.DuckDBPyConnection | None = None) -> list[Relation]:
    """Return what a warehouse can be asked: of `connection`, or, without one, of an empty warehouse of this version."""
    if connection is None:
        with duckdb.connect() as empty:
            store.migrate(empty)
            return schema(empty)
    found: dict[str, Relation] = {}
    for name, kind, meaning, column, type_, nullable, told in connection.execute(_COLUMNS).fetchall():
        relation = found.setdefault(name, Relation(name, kind, meaning or "", []))
        relation.columns.append(Column(column, type_, kind == "table" and not nullable, told or ""))
    return list(found.values())


def as_markdown(relations: list[Relation]) -> Iterator[str]:
    """Yield the schema's lines, a heading and a table for each relation."""
    for relation in relations:
        yield f"## {relation.name} ({relation.kind})\n\n{relation.meaning}\n\n| column | type | meaning |\n| --- | --- | --- |"
        for column in relation.columns:
            needed = "" if relation.kind == "view" or column.required else ", may be null"
            yield f"| `{column.name}` | `{column.type}`{needed} | {column.meaning} |"
        yield ""
