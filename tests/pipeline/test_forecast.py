"""The time left, held against runs whose true length is known."""

from __future__ import annotations

import pytest

from pipeline.forecast import Forecast

WORKERS = 2


@pytest.mark.parametrize("start_up_s", [0.0, 20.0], ids=["at once", "after a start-up"])
@pytest.mark.parametrize("ahead", [0, 40], ids=["wave by wave", "with work begun on later ones"])
def test_right_within_a_fifth_after_the_first_tenth(start_up_s: float, ahead: int) -> None:
    documents, cost = 1_000, 3.0  # worker seconds each
    whole = start_up_s + documents * cost / WORKERS
    forecast = Forecast(documents, began=0.0)
    for finished in range(100, documents, 100):
        done = finished * cost
        forecast.finished(finished, done)
        done += ahead * cost
        now = start_up_s + done / WORKERS
        left = forecast.left(now, done)
        assert left is not None
        assert left == pytest.approx(whole - now, rel=0.2)


def test_nothing_is_said_before_anything_is_finished() -> None:
    forecast = Forecast(10, began=0.0)
    assert forecast.left(5.0, 8.0) is None
    forecast.finished(10, 30.0)
    assert forecast.left(20.0, 30.0) == 0.0
