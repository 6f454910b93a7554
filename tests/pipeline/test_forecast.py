"""The time left, held against runs whose true length is known."""

from __future__ import annotations

import pytest

from pipeline.forecast import Forecast

WORKERS = 2


@pytest.mark.parametrize("sources", [100, 6_000], ids=["few", "many"])
@pytest.mark.parametrize("start_up_s", [0.0, 20.0], ids=["at once", "after a start-up"])
@pytest.mark.parametrize("ahead", [0, 0.04], ids=["wave by wave", "with work begun on later ones"])
def test_right_within_a_fifth_after_the_first_tenth(sources: int, start_up_s: float, ahead: float) -> None:
    cost, loading = 3.0, 40.0  # worker seconds of each, and of loading the models
    whole = start_up_s + (loading + sources * cost) / WORKERS
    forecast = Forecast(sources)
    assert forecast.left(start_up_s + 0.1, 0.2) is None
    forecast.finished(sources // 50, loading + sources // 50 * cost)
    for tenth in range(1, 10):
        done = loading + sources * tenth / 10 * cost
        forecast.finished(sources * tenth // 10, done)
        done += ahead * sources * cost
        now = start_up_s + done / WORKERS
        left = forecast.left(now, done)
        assert left is not None
        assert left == pytest.approx(whole - now, rel=0.2)


def test_nothing_is_said_before_anything_is_finished() -> None:
    forecast = Forecast(10)
    assert forecast.left(5.0, 8.0) is None
    forecast.finished(10, 30.0)
    assert forecast.left(20.0, 30.0) == 0.0
