"""`testimonia check`: one answer an input, in order, whatever an input is."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from pipeline.cli.check import main
from pipeline.settings import Settings


def test_every_line_is_answered_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good = {"claim": "The pier cost 4 million euros.", "source": ["A town.", "The pier cost 4 million euros."]}
    file = tmp_path / "claims.jsonl"
    file.write_text(json.dumps(good) + "\n[1]\n", encoding="utf-8")
    lines = [
        json.dumps({**good, "source": ""}),
        "no json",
        json.dumps({"claim": 3, "source": "x"}),
        json.dumps({**good, "source": 5}),
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
    status = main([str(file), "-", str(tmp_path / "none")], as_json=True, settings=Settings())
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert status == 2
    assert [a.get("verdict") or a["error"]["code"] for a in answers] == [
        "supported", "input/not_json", "unread", "input/not_json", "check/no_claim", "check/bad_source", "check/unreadable",
    ]  # fmt: skip
    first = answers[0]
    assert first["input"] == good["claim"]
    assert first["evidence"][0]["sentence"] == 1
    assert {"kind", "claim", "source", "status"} <= first["facts"][0].keys()
    assert 0 <= first["score"] <= 1


def test_a_long_claim_is_named_by_its_first_80_characters(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps({"claim": "pier " * 40, "source": "A pier."})))
    assert main(["-"], as_json=True, settings=Settings()) == 0
    assert len(json.loads(capsys.readouterr().out)["input"]) == 80
