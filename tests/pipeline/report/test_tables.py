"""ledger.csv and ledger.json say what the warehouse says, and a spreadsheet runs nothing of them."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.report.page import write_report
from tests.pipeline.report.conftest import Ledger, capture, citation, cites, claim, evidence, source, verdict
from tests.warehouse.test_decisions import decision


def tables(ledger: Ledger, out: Path) -> tuple[list[dict[str, str]], dict[str, Any]]:
    write_report(ledger.connection, out, documents=[ledger.document_id])
    with (out / "ledger.csv").open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    return lines, json.loads((out / "ledger.json").read_text(encoding="utf-8"))["documents"][0]


def test_a_row_a_claim_and_citation_and_one_for_each_uncited_claim(ledger: Ledger, tmp_path: Path) -> None:
    lines, _ = tables(ledger, tmp_path)
    expected = ledger.connection.execute(
        "select (select count(*) from claim_ledger) + (select count(*) from uncited_claims)"
    )
    assert len(lines) == expected.fetchall()[0][0]
    assert {line["stands"] for line in lines if not line["citation_ref"]} == {"uncited"}


@pytest.mark.parametrize(
    ("claim_ref", "stands"),
    [
        ("k1", "contradicted"),
        ("k2", "outdated"),  # the archived copy bears it out, the live page does not
        ("k3", "not_supported"),
        ("k4", "uncited"),
        ("k5", "supported"),
        ("k6", "partly_supported"),
    ],
)
def test_each_claim_stands_as_its_rows_say(ledger: Ledger, tmp_path: Path, claim_ref: str, stands: str) -> None:
    lines, document = tables(ledger, tmp_path)
    assert {line["stands"] for line in lines if line["claim_ref"] == claim_ref} == {stands}
    assert [c["stands"] for c in document["claims"] if c["ref"] == claim_ref] == [stands]


def test_what_a_source_said_then_and_says_now_stands_in_the_ledger(ledger: Ledger, tmp_path: Path) -> None:
    lines, document = tables(ledger, tmp_path)
    stories = {(line["claim_ref"], line["citation_ref"]): line["story"] for line in lines if line["story"]}
    assert stories[("k2", "c1")] == "true_then"
    told = [s for c in document["claims"] if c["ref"] == "k2" for s in (x["story"] for x in c["citations"])]
    assert told == ["true_then", None]  # the other citation was not read then
    assert 'data-story="true_then"' in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_json_keeps_evidence_facts_and_captures(ledger: Ledger, tmp_path: Path) -> None:
    _, document = tables(ledger, tmp_path)
    first = document["claims"][0]["citations"][0]
    assert first["readings"][0]["evidence"][0]["text"] == "The harbour was opened on 4 May 1912."
    assert {f["status"] for f in first["facts"]} == {"mismatch"}
    dead = next(link for link in document["links"] if link["ref"] == "c2")
    assert dead["death"]["confirmed"] is False
    assert dead["captures"][0]["signals"] == {"status": "404"}
    assert [hop["status"] for hop in dead["captures"][0]["hops"]] == [404]


def test_a_cell_that_a_spreadsheet_would_run_is_text(ledger: Ledger, tmp_path: Path) -> None:
    url = "https://hostile.example/"
    ledger.add(
        claim("k9", "=HYPERLINK(1)", start=0),
        citation("c9", "9", url, "@SUM(1)"),
        cites("k9", "c9", 5),
        capture("evil", url, "live"),
        source("evil", "=1+1", title="+cmd"),
        verdict("k9", "c9", "evil", "supported"),
        evidence("k9-c9-evil", "=1+1"),
    )
    lines, _ = tables(ledger, tmp_path)
    found = next(line for line in lines if line["claim_ref"] == "k9")
    assert [found[name][:2] for name in ("claim", "label", "evidence", "source_title")] == ["'=", "'@", "'=", "'+"]


def test_what_a_person_decided_stands_beside_the_verdict(ledger: Ledger, tmp_path: Path) -> None:
    given = {"claim_id": "k2", "citation_id": "c1", "saw": "contradicted", "text_id": "x"}
    ledger.add(decision("override", value="supported", note="=p. 4", **given))
    lines, told = tables(ledger, tmp_path)
    rows = {line["citation_ref"]: line for line in lines if line["claim_ref"] == "k2"}
    assert [rows["c1"][name] for name in ("verdict", "decision", "decided_by", "decision_note", "decision_stale")] == [
        "contradicted", "supported", "Ana", "'=p. 4", "True",
    ]  # fmt: skip
    assert rows["c2"]["decision"] == ""
    (claim,) = [claim for claim in told["claims"] if claim["ref"] == "k2"]
    assert claim["citations"][0]["decision_note"] == "=p. 4"
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "Decided by Ana on" in page
    assert "look again" in page
