"""Pairs of captures written for this, one edit each: furniture never alarms, and what changed in substance is told.

They are our own words. All of them, beside other ways to compare: `python -m benchmarks alarms`.
"""

from __future__ import annotations

from benchmarks.pairs import ALERTS, called, pairs


def test_what_changed_in_substance_is_told_and_nothing_else() -> None:
    found = [(pair, called(pair)) for pair in pairs(step=13)]
    alarms = [pair.name for pair, word in found if pair.want == "cosmetic" and word in ALERTS]
    missed = [pair.name for pair, word in found if pair.want in ALERTS and word not in ALERTS]
    assert len(found) > 40
    assert len(alarms) <= 0.05 * len(found), alarms
    assert len(missed) <= 0.05 * len(found), missed
