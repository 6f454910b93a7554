"""Decisions in force, tested by histories: what is withdrawn, what is stale and why, what stays."""

from __future__ import annotations

from datetime import timedelta

import duckdb
import pytest

from tests.warehouse.histories import NOW, ask, cite, judge, look, put
from warehouse.ids import digest
from warehouse.records import Change, Decision

URL = "http://source.example/report"


def decision(what: str, *, days_ago: float = 1, about: str = "verdict", **other: str | None) -> Decision:
    given: dict[str, str | None] = {
        "who": "Ana", "about": about, "what": what, "value": None, "note": None, "document_id": "d",
        "claim_id": "k1" if about == "verdict" else None, "citation_id": "c1", "capture_id": None,
        "saw": "supported" if about == "verdict" else "live", "text_id": digest(URL), "claim": None, "url": URL,
    }  # fmt: skip
    at = NOW - timedelta(days=days_ago)
    return Decision(
        made_from="j", made_by="decide", decision_id=digest(what, at), made_at=at, **{**given, **other}  # type: ignore[arg-type]
    )  # fmt: skip


def stand(warehouse: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    return ask(warehouse, "select decision, stale, stale_because from decisions_in_force")


@pytest.fixture
def decided(warehouse: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    cite(warehouse, URL)
    judge(warehouse, 1, look(warehouse, URL, "live", days_ago=2), "supported")
    return warehouse


def test_the_latest_decision_stands_and_the_programs_word_stays(decided: duckdb.DuckDBPyConnection) -> None:
    put(decided, decision("accept", days_ago=2), decision("override", value="not_supported", note="p. 4"))
    assert stand(decided) == [("not_supported", False, None)]
    row = "select verdict, decision, decided_by, decision_note, decision_stale from claim_ledger"
    assert ask(decided, row) == [("supported", "not_supported", "Ana", "p. 4", False)]


def test_what_is_withdrawn_is_not_in_force(decided: duckdb.DuckDBPyConnection) -> None:
    put(decided, decision("accept", days_ago=2), decision("withdraw"))
    assert stand(decided) == []
    assert ask(decided, "select decision from claim_ledger") == [(None,)]


def test_another_visit_of_the_same_text_changes_nothing(decided: duckdb.DuckDBPyConnection) -> None:
    put(decided, decision("accept"))
    judge(decided, 1, look(decided, URL, "live"), "supported")
    assert stand(decided) == [("supported", False, None)]


def test_another_verdict_makes_it_stale(decided: duckdb.DuckDBPyConnection) -> None:
    put(decided, decision("accept"))
    judge(decided, 1, look(decided, URL, "live"), "contradicted")
    assert stand(decided) == [("supported", True, "the program said supported then, and says contradicted now")]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (None, (True, "the text that it rests on has changed")),
        ("substantive", (True, "the text that it rests on has changed: a number differs")),
        ("cosmetic", (False, None)),
    ],
)
def test_another_text_makes_it_stale_unless_only_its_frame_differs(
    decided: duckdb.DuckDBPyConnection, change: str | None, expected: tuple[bool, str | None]
) -> None:
    put(decided, decision("accept", text_id="another", capture_id="then"))
    if change:
        now = ask(decided, "select basis_capture_id from readings")[0][0]
        put(decided, Change(
            made_from="x", made_by="compare", change_id="x", url=URL, old_capture_id="then", new_capture_id=str(now), change=change,
            score=1.0, reason="a number differs",
        ))  # fmt: skip
    assert stand(decided) == [("supported", *expected)]


def test_an_outcome_goes_stale_with_the_outcome_and_not_with_the_text(decided: duckdb.DuckDBPyConnection) -> None:
    put(decided, decision("accept", about="outcome", text_id="another"))
    assert stand(decided) == [("live", False, None)]
    look(decided, URL, "gone", status=404)
    assert stand(decided) == [("live", True, "the program said live then, and says gone now")]


def test_a_claim_that_is_no_longer_there_keeps_its_decision_and_says_so(decided: duckdb.DuckDBPyConnection) -> None:
    put(decided, decision("accept", claim_id="k9", claim="The wall is high."))
    assert stand(decided) == [("supported", True, "the document, as it is read now, no longer has it")]
    assert ask(decided, "select count(*) from claim_ledger where decision is not null") == [(0,)]
