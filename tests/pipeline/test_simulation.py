"""The simulation of a watched web runs on the program as it is now, and goes on where it was stopped."""

from __future__ import annotations

from pathlib import Path

from benchmarks.made_web import Web
from benchmarks.simulation import simulate


def test_a_week_of_two_pages_is_watched_and_is_the_same_when_it_is_asked_again(tmp_path: Path) -> None:
    counts, told, _ = simulate(range(2), Web(days=5), tmp_path / "simulation.duckdb")
    assert counts["visits"] >= 6
    assert counts["false"] == 0
    again, still_told, _ = simulate(range(2), Web(days=5), tmp_path / "simulation.duckdb")
    assert (again, still_told) == (counts, told)
