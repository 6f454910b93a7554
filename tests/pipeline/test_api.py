"""The functions for notebooks: they ask the warehouse what the commands ask, and what they show runs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import api
from pipeline.decisions import Refused
from tests.pipeline.review.conftest import PASSAGE, make


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("api"))


def test_claims_are_shown_with_both_texts_lit_and_escaped(warehouse: Path) -> None:
    (claim,) = api.claims("verdict = 'supported'", warehouse=warehouse)
    shown = claim._repr_html_()
    assert shown.count("22 people</mark>") == 2
    assert claim.evidence == [PASSAGE]
    assert "&lt;script&gt;" in shown
    assert "<script" not in shown


def test_a_table_is_a_list_that_is_shown_as_one(warehouse: Path) -> None:
    found = api.query("select ? as mark, 2 as n from range(60)", "<i>", warehouse=warehouse)
    assert found[0] == {"mark": "<i>", "n": 2}
    shown = found._repr_html_()
    assert (shown.count("<tr>"), "<i>" in shown, "and 10 more" in shown) == (51, False, True)
    assert api.ledger("false", warehouse=warehouse)._repr_html_() == "<p>No rows.</p>"


def test_a_decision_of_a_notebook_is_in_the_ledger(warehouse: Path) -> None:
    api.decide("k1", "c1", "not_supported", who="Ana", note="p. 4", warehouse=warehouse)
    (row,) = api.ledger("decision is not null", warehouse=warehouse)
    assert (row["verdict"], row["decision"], row["decided_by"]) == ("supported", "not_supported", "Ana")
    with pytest.raises(LookupError):
        api.decide("k9", "c1", "supported", who="Ana", warehouse=warehouse)
    with pytest.raises(Refused):
        api.decide("k1", "c1", "true", who="Ana", warehouse=warehouse)


def test_a_page_and_its_later_self(tmp_path: Path) -> None:
    for name, boats in (("old", 40), ("new", 55)):
        (tmp_path / name).write_text(f"<html><body><article><p>{'The harbour of the town is old and deep. ' * 8}</p><p>It holds {boats} boats.</p></article></body></html>")  # fmt: skip
    assert api.extract(tmp_path / "new")["outcome"] == "live"
    assert api.extract(None, status=404)["outcome"] == "gone"
    found = api.compare(tmp_path / "old", tmp_path / "new", claims=["It holds 40 boats."])
    assert (found["change"], found["claims_affected"]) == ("substantive", [0])
