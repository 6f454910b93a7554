"""Runs that a reviewer asks for: in a process of their own, waiting where another holds the warehouse, told how they end."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from pipeline.review.runs import Runs
from warehouse import store


def _wait(for_it: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not for_it():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_run_waits_while_another_holds_the_warehouse_and_is_asked_for_once(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    held = store.open_to_write(warehouse)
    runs = Runs()
    command = ["run", "--offline", "--warehouse", str(warehouse), "--archive", str(tmp_path), "--", "none.txt"]
    asked = runs.ask(command, document="Letter", why="a test")
    _wait(lambda: any("this one begins when that has ended" in line for line in asked.lines))
    assert (asked.state, asked.over) == ("waiting", False)
    assert runs.ask(command, document="Letter", why="again") is asked
    held.close()
    runs.close()
    _wait(lambda: asked.over)


def test_a_run_that_fails_says_so(tmp_path: Path) -> None:
    ended: list[bool] = []
    runs = Runs(then=lambda: ended.append(True))
    asked = runs.ask(["query", "select 1", "--warehouse", str(tmp_path / "none")], document="Letter", why="a test")
    _wait(lambda: asked.over and bool(ended))
    assert (asked.state, asked.number) == ("failed", 1)
    assert "there is no warehouse yet" in asked.lines[0]
    assert runs.get(1) is asked
    assert runs.get(2) is None
