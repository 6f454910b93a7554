"""`testimonia export`: the warehouse, or a view of it, as a file whose ending says its form."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from pathlib import Path

import duckdb

from pipeline.exports.forms import FORMS, form_of, written
from warehouse import store

_COPIED = {".parquet": "format parquet", ".csv": "format csv, header", ".json": "format json, array true"}
ENDINGS = (*_COPIED, ".xlsx", ".wacz", *FORMS)


def main(to: Path, *, view: str | None, warehouse: Path, archive: Path, report: Path) -> int:
    """Write a view, the workbook of all views, the findings, or the package of the whole run; return 0, or 2 with a clear
    message. `-` with an ending (`-.md`, `-.sarif`) writes findings to standard output."""
    ending = form_of(to) or to.suffix.lower()
    if ending not in ENDINGS:
        return _no(f"--to {to}: unknown ending `{to.suffix}`", f"choose from {' '.join(ENDINGS)}")
    try:
        connection = store.open_to_read(warehouse)
    except FileNotFoundError:
        return _no(f"{warehouse}: there is no warehouse yet", "`testimonia run DOC` makes one")
    with connection:
        known = [row[0] for row in connection.execute("select name from catalogue").fetchall()]
        if view is not None and view not in known:
            return _no(f"--view {view}: there is no such table or view", f"choose from {', '.join(known)}")
        if view is not None and ending in (*FORMS, ".wacz"):
            return _no(f"--view {view}: {ending} holds findings of all kinds, not one view", "leave --view out")
        try:
            if ending in FORMS and to.name == f"-{ending}":
                sys.stdout.write(written(connection, ending))
                return 0
            to.parent.mkdir(parents=True, exist_ok=True)
            if ending in _COPIED:
                _copy(connection, view or "claim_ledger", to, _COPIED[ending])
            elif ending in FORMS:
                _write(to, written(connection, ending))
            elif ending == ".xlsx":
                from pipeline.workbook import VIEWS, write_workbook

                write_workbook(connection, to, (view,) if view else VIEWS)
            else:
                from pipeline.package import write_package

                write_package(
                    connection, to, archive=archive, report=report, software=f"testimonia {version('testimonia')}"
                )
        except (duckdb.CatalogException, duckdb.BinderException) as behind:
            made = f"{warehouse}: made by another version of the program ({str(behind).splitlines()[0]})"
            return _no(made, "`testimonia run` on the same documents brings it up to date")
        except (duckdb.Error, OSError) as failed:
            return _no(f"{to}: cannot be written ({failed})", "is the folder there, and writable?")
    return 0


def _copy(connection: duckdb.DuckDBPyConnection, view: str, to: Path, form: str) -> None:
    fresh = to.with_name(f".{to.name}.{os.getpid()}")
    connection.execute(f"copy (from {view}) to '{str(fresh).replace(chr(39), chr(39) * 2)}' ({form})")
    os.replace(fresh, to)


def _write(to: Path, text: str) -> None:
    fresh = to.with_name(f".{to.name}.{os.getpid()}")
    fresh.write_text(text, encoding="utf-8", errors="replace")
    os.replace(fresh, to)


def _no(what: str, hint: str) -> int:
    sys.stderr.write(f"{what}\n\nhint: {hint}\n")
    return 2
