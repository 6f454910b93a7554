"""What the count of deciding rules says of a single claim."""

from __future__ import annotations

from functools import partial

import pytest

from benchmarks.rules import noting
from nlp.check import check

SOURCE = "The harbour office said on Monday that the town hired 140 guards for the new pier."


@pytest.mark.parametrize(
    ("claim", "rule"),
    [
        ("The town hired 140 guards for the new pier.", set()),
        ("The town hired 170 guards for the new pier.", {"number: mismatch"}),
    ],
)
def test_a_rule_is_counted_where_the_verdict_would_be_another_without_it(claim: str, rule: set[str]) -> None:
    changed: dict[str, tuple[str, str]] = {}
    judged = check(claim, SOURCE, model=False, rule=partial(noting, changed))
    assert judged.verdict == ("contradicted" if rule else "supported")
    assert set(changed) == rule
