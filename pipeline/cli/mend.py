"""`testimonia mend`: what replaces a document's links that died or changed, and a copy of it with them replaced."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import duckdb

from pipeline.mend import mended
from pipeline.replacement import Replacement
from pipeline.stage import BadInput
from warehouse import store
from warehouse.ids import sha256

_WITHOUT = "no address of it is known where the text stands: no archived copy was read, and no other address has it"


def main(doc: Path, *, warehouse: Path, out: Path | None, failing: bool, as_json: bool) -> int:
    """Print the table of replacements of one document, write the mended copy where `out` is given; return the exit status."""
    try:
        answered = work(doc, warehouse=warehouse, out=out, failing=failing)
    except BadInput as bad:
        if as_json:
            error = {"input": str(doc), "error": {"code": bad.code, "message": bad.detail}}
            sys.stdout.write(json.dumps(error, ensure_ascii=False) + "\n")
        else:
            sys.stderr.write(f"{bad.detail}\n")
        return 2
    sys.stdout.write((json.dumps(answered, ensure_ascii=False) if as_json else _plain(answered)) + "\n")
    return 0


def work(doc: Path, *, warehouse: Path, out: Path | None, failing: bool) -> dict[str, Any]:
    """Return what `mend` answers for one document; raise BadInput where it or the place of its copy cannot be used."""
    try:
        body = doc.read_bytes()
    except OSError as wrong:
        raise BadInput(
            "mend/unreadable", f"{doc}: cannot be read ({wrong.strerror})\n\nhint: check the name"
        ) from wrong
    if out is not None and out.exists() and (out.samefile(doc) or out.is_dir()):
        raise BadInput("mend/in_place", f"--out {out}: a document is never changed in place\n\nhint: name another file")
    format, language, rows = _known(doc, body, warehouse)
    usable = [
        Replacement(
            printed=row["printed"] or row["url"], url=row["url"], replacement=row["replacement"], kind=row["kind"], taken_at=row["taken_at"]
        )
        for row in rows
        if row["replacement"] and (failing or row["why"] != "failing")
    ]  # fmt: skip
    answered: dict[str, Any] = {"input": str(doc), "out": None, "places": 0}
    if out is not None:
        copy, answered["places"] = mended(body, usable, format=format, language=language)
        fresh = out.with_name(f".{out.name}.{os.getpid()}")
        fresh.write_bytes(copy)
        os.replace(fresh, out)
        answered["out"] = str(out)
    used = {one.url for one in usable}
    answered["replacements"] = [
        {
            **row,
            "taken_at": row["taken_at"].isoformat() if row["taken_at"] else None,
            "used": out is not None and row["url"] in used,
        }
        for row in rows
    ]
    return answered


def _known(doc: Path, body: bytes, warehouse: Path) -> tuple[str, str, list[dict[str, Any]]]:
    try:
        connection = store.open_to_read(warehouse)
    except FileNotFoundError:
        hint = "hint: `testimonia run DOC` makes one"
        raise BadInput("mend/no_warehouse", f"{warehouse}: there is no warehouse yet\n\n{hint}") from None
    with connection:
        found = connection.execute(
            "select document_id, format, coalesce(language, 'en') from documents where sha256 = ?", [sha256(body)]
        ).fetchone()
        if found is None:
            hint = f"hint: `testimonia run {doc}` first; a document that was edited since is another one"
            raise BadInput("mend/unknown", f"{doc}: this document was not run\n\n{hint}")
        rows = _rows(connection, found[0])
    return found[1], found[2], rows


def _rows(connection: duckdb.DuckDBPyConnection, document_id: str) -> list[dict[str, Any]]:
    asked = connection.execute(
        "select ref, marker, printed, url, why, says, replacement, kind, taken_at from replacements where document_id = ?",
        [document_id],
    )
    names = [column[0] for column in asked.description]
    return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]


def _plain(answered: dict[str, Any]) -> str:
    lines = []
    for row in answered["replacements"]:
        mark = f"[{row['marker']}]" if row["marker"] else row["ref"]
        lines.append(f"{mark} {row['why']}: {row['url']} ({row['says']})")
        taken = f" of {row['taken_at'][:10]}" if row["taken_at"] else ""
        lines.append(f"    {row['kind']}{taken}: {row['replacement']}" if row["replacement"] else f"    {_WITHOUT}")
    if not lines:
        lines.append(f"{answered['input']}: no link of it is dead or changed")
    if answered["out"]:
        lines.append(f"{answered['out']}: {answered['places']} places mended")
    return "\n".join(lines)
