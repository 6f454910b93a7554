"""The simulation of a watched web runs on the program as it is now."""

from __future__ import annotations

from pathlib import Path

from benchmarks.made_web import Web
from benchmarks.simulation import simulate


def test_a_page_is_watched_for_three_days_without_an_alarm(tmp_path: Path) -> None:
    counts, told, _ = simulate(range(1), Web(days=3), tmp_path / "simulation.duckdb")
    assert counts["visits"] >= 2
    assert {kind for _, _, _, _, kind, _ in told} == {"baseline"}
    assert counts["false"] == 0
