"""The commands that explain: what the warehouse holds, and what is installed and reachable here."""

from __future__ import annotations

import json as jsons
import sys
from dataclasses import asdict

import typer

from pipeline.cli.app import ARCHIVE, WAREHOUSE, Archive, Json, Set, Warehouse, app, settings_or_exit


@app.command()
def schema(json: Json = False) -> None:
    """Print every table and view of the warehouse, its columns, and what they mean."""
    from pipeline.schema import as_markdown
    from pipeline.schema import schema as described

    relations = described()
    for line in (jsons.dumps(asdict(r), ensure_ascii=False) for r in relations) if json else as_markdown(relations):
        sys.stdout.write(line + "\n")


@app.command()
def doctor(warehouse: Warehouse = WAREHOUSE, archive: Archive = ARCHIVE, json: Json = False, set_: Set = []) -> None:  # noqa: B006
    """Say what is installed, what is optional, and what can be reached; status 2 where something needed is missing."""
    from pipeline.doctor import examine, told

    checks = examine(settings_or_exit(set_), warehouse=warehouse, archive=archive)
    for line in (jsons.dumps(asdict(check), ensure_ascii=False) for check in checks) if json else told(checks):
        sys.stdout.write(line + "\n")
    raise typer.Exit(2 if any(check.state == "missing" for check in checks) else 0)
