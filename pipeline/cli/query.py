"""`testimonia query`: SQL over the published warehouse, read-only, as a table, JSON Lines or CSV."""

from __future__ import annotations

import csv
import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table

from warehouse import store


def main(sql: str, *, warehouse: Path, as_json: bool, as_csv: bool) -> int:
    """Print what a query finds; return 0, or 2 with a clear message where it cannot be asked."""
    try:
        connection = store.open_to_read(warehouse)
    except FileNotFoundError:
        sys.stderr.write(
            f"{warehouse}: there is no warehouse yet\n\nhint: `testimonia run DOC` makes one, or name another with --warehouse\n"
        )
        return 2
    except duckdb.Error as unreadable:
        sys.stderr.write(
            f"{warehouse}: cannot be opened ({unreadable})\n\nhint: is it a testimonia warehouse? `testimonia run` makes a new one\n"
        )
        return 2
    with connection:
        # Only the warehouse is to be asked: a query pasted from elsewhere must not read or write other files.
        connection.execute("set enable_external_access = false")
        try:
            cursor = connection.execute(sql)
        except duckdb.Error as wrong:
            sys.stderr.write(f"query: {wrong}\n\nhint: {_cure(wrong, connection)}\n")
            return 2
        names = [column[0] for column in cursor.description or ()]
        rows = cursor.fetchall()
    if as_json:
        for row in rows:
            sys.stdout.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=_plain) + "\n")
    elif as_csv:
        writer = csv.writer(sys.stdout)
        writer.writerow(names)
        writer.writerows([[_cell(value) for value in row] for row in rows])
    else:
        show(names, rows)
    return 0


def _cure(wrong: duckdb.Error, connection: duckdb.DuckDBPyConnection) -> str:
    if isinstance(wrong, duckdb.InvalidInputException):
        return "the warehouse is only read here; `testimonia export --view NAME --to FILE` makes a copy of your own to write in"
    if isinstance(wrong, duckdb.PermissionException):
        return "a query sees the warehouse alone, no other file; to save rows: --csv > FILE, or `testimonia export`"
    known = connection.execute("select string_agg(name, ', ' order by name) from catalogue").fetchone()
    return f'there are {known[0] if known else "no tables"}; `testimonia schema` says what is in them; `end` is a word of SQL and is written "end"'


def show(names: list[str], rows: list[tuple[Any, ...]]) -> None:
    """Print rows as a table as wide as the terminal, long cells folded; one block a row where there are many columns."""
    console = Console()
    width = console.width if console.is_terminal else 160
    if len(names) * 12 <= width:
        table = Table(show_lines=False, pad_edge=False)
        for name in names:
            table.add_column(name, overflow="fold")
        for row in rows:
            table.add_row(*(_cell(value).replace("[", "\\[") for value in row))
        Console(width=width).print(table)
    else:
        for number, row in enumerate(rows, start=1):
            sys.stdout.write(f"── row {number} " + "─" * 40 + "\n")
            for name, value in zip(names, row, strict=True):
                sys.stdout.write(f"{name:>22}  {_cell(value)}\n")
    sys.stdout.write(f"({len(rows)} row{'' if len(rows) == 1 else 's'})\n")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    return _plain(value)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
