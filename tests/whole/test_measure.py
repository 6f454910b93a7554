"""The gate on accuracy: a figure that falls is told, a floor is never lowered by a run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import measure


def test_a_bound_is_kept_or_not() -> None:
    assert measure.held("least", 0.9, 0.899)
    assert not measure.held("least", 0.9, 0.89)
    assert not measure.held("most", 0, 1)
    assert not measure.held("least", 0.9, None)


def test_an_update_raises_floors_and_never_lowers_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure, "FLOORS", tmp_path / "floors.json")
    floors: dict[str, Any] = {
        "dates": {"en/value_f1": {"least": 0.8}, "es/value_f1": {"least": 0.8}},
        "pages": {"dead": {"most": 0}},
    }
    measure.update(floors, {"dates": {"en": {"value_f1": 0.8567}, "es": {"value_f1": 0.7}}, "pages": {"dead": 3}})
    assert json.loads((tmp_path / "floors.json").read_text(encoding="utf-8")) == {
        "dates": {"en/value_f1": {"least": 0.856}, "es/value_f1": {"least": 0.8}},
        "pages": {"dead": {"most": 0}},
    }


def test_every_table_of_the_bench_can_be_asked_for() -> None:
    from benchmarks.__main__ import TABLES  # all benchmarks are imported by it, and what of the tests they measure over

    assert {"run", "documents", "claims", "crawl", "views"} <= TABLES.keys()
