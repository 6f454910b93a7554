"""`testimonia export`: a table or view as a file, its form by the file's ending."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import duckdb

from warehouse import store

_FORMS = {".parquet": "format parquet", ".csv": "format csv, header", ".json": "format json, array true"}


def main(to: Path, *, view: str, warehouse: Path) -> int:
    """Write a table or view to a file, whole or not at all; return 0, or 2 with a clear message."""
    form = _FORMS.get(to.suffix.lower())
    if form is None:
        sys.stderr.write(f"--to {to}: unknown ending `{to.suffix}`\n\nhint: choose from {' '.join(_FORMS)}\n")
        return 2
    try:
        connection = store.open_to_read(warehouse)
    except FileNotFoundError:
        sys.stderr.write(f"{warehouse}: there is no warehouse yet\n\nhint: `testimonia run DOC` makes one\n")
        return 2
    with connection:
        known = [
            row[0]
            for row in connection.execute(
                "select table_name from information_schema.tables where table_schema = 'main' order by 1"
            ).fetchall()
        ]
        if view not in known:
            sys.stderr.write(f"--view {view}: there is no such table or view\n\nhint: choose from {', '.join(known)}\n")
            return 2
        to.parent.mkdir(parents=True, exist_ok=True)
        fresh = to.with_name(f".{to.name}.{os.getpid()}")
        try:
            connection.execute(f"copy (from {view}) to '{str(fresh).replace(chr(39), chr(39) * 2)}' ({form})")
        except duckdb.Error as failed:
            sys.stderr.write(f"{to}: cannot be written ({failed})\n\nhint: is the folder writable?\n")
            return 2
        os.replace(fresh, to)
    return 0
