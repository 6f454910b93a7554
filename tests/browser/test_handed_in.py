"""A source that a person hands in is checked by a run of its own, which waits where another run holds the warehouse."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.pipeline.review.conftest import WALL_URL, serve
from warehouse import store

LETTER = f"""An open letter
19 September 2017

The council counted 22 boats in the harbour in 2016.[1]

[1] The newspaper, {WALL_URL}
"""
ARTICLE = (
    "The harbour of the town is old. " * 5
    + "In 2016 the council counted 22 boats in the harbour. "
    + "Nobody disputes it. " * 5
)


def test_what_is_handed_in_is_checked_once_the_warehouse_is_free(tmp_path: Path) -> None:
    letter, warehouse = tmp_path / "letter.txt", tmp_path / "w.duckdb"
    letter.write_text(LETTER, encoding="utf-8")
    places = ["--warehouse", str(warehouse), "--archive", str(tmp_path / "archive"), "--out", str(tmp_path / "report")]
    first = [
        sys.executable,
        "-c",
        "from pipeline.cli.main import app; app()",
        "run",
        str(letter),
        "--offline",
        "--as-of",
        "2017-09-18",
    ]
    assert subprocess.run([*first, *places], check=False, timeout=600).returncode == 0
    with store.open_to_read(warehouse) as connection:
        ((citation_id, document_id),) = connection.execute("select citation_id, document_id from citations").fetchall()
    opened = serve(tmp_path, warehouse, "--offline")
    desk = next(opened)
    held = store.open_to_write(warehouse)  # as a run of somebody else would
    fields = {"citation_id": citation_id, "pasted": ARTICLE, "note": "from my copy", "back": f"/links/{citation_id}"}
    empty = desk.post("/supply", {**fields, "pasted": " "})
    assert (empty.status, "nothing was handed in" in empty.text) == (422, True)
    assert desk.post("/supply", fields).status == 303
    _wait(lambda: "another run holds the warehouse" in desk.ask("/runs").text)
    held.close()
    _wait(lambda: "<b>Done</b>" in desk.ask("/runs").text)
    with store.open_to_read(warehouse) as connection:
        row = connection.execute("select basis, verdict, outcome, health from claim_ledger").fetchall()
        assert row == [("person", "supported", "unreachable", "unread")]
        assert connection.execute("select about, what, who, note from decisions").fetchall() == [
            ("source", "supply", "Ana", "from my copy")
        ]
        assert connection.execute("select document_id, date from documents").fetchall() == [(document_id, "2017-09-18")]
    page = desk.ask(f"/links/{citation_id}").text
    assert "handed in by a person" in page.lower()
    assert next(opened, None) is None


def _wait(for_it: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 600
    while not for_it():
        assert time.monotonic() < deadline
        time.sleep(0.3)
