"""The annotate stage and command."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from pipeline.annotate import work
from pipeline.cli.annotate import main
from pipeline.settings import Settings

TEXT = "On June 19th 2017 the court heard 12 witnesses. Three days later it adjourned."


def test_the_stage_yields_a_mention_for_each_thing_and_the_same_ids_twice() -> None:
    row = {"subject_id": "t1", "text_id": "t1", "text": TEXT, "language": "en", "date": "2017-09-19"}
    first, second = (list(work(row, Settings())) for _ in range(2))
    assert first == second
    assert {m.mention_id for m in first} == {m.mention_id for m in second} and len(
        {m.mention_id for m in first}
    ) == len(first)
    dates = [m for m in first if m.kind == "date"]
    assert [(m.value, m.earliest, m.latest) for m in dates] == [("2017-06-19",) * 3, ("2017-06-22",) * 3]
    assert [(m.number, m.unit) for m in first if m.kind == "number"] == [(12, "witnesses")]
    assert all(TEXT[m.start : m.end] == m.text and m.made_from == "t1" and m.made_by == "annotate" for m in first)


def test_the_stage_takes_a_text_without_language_or_date() -> None:
    assert list(work({"subject_id": "t", "text_id": "t", "text": "", "language": None, "date": None}, Settings())) == []


def answers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lines: str
) -> tuple[int, list[dict[str, object]]]:
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    status = main(["-"], as_json=True, settings=Settings())
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_texts_on_standard_input_are_answered_in_order_and_a_bad_one_costs_no_other(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        {"text": TEXT, "language": "en"},
        {"text": 5},
        {"text": "x" * 200},
        {"text": "Hoy.", "language": "es", "date": 7},
    ]
    status, found = answers(monkeypatch, capsys, "\n".join(json.dumps(line) for line in lines))
    assert status == 2
    assert ["error" in one for one in found] == [False, True, False, True]
    assert found[0]["text"] == TEXT and found[0]["language"] == "en" and found[0]["sentences"] == [[0, 47], [48, 78]]
    assert found[2]["input"] == "x" * 80


def test_a_file_is_annotated_and_a_missing_one_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.txt").write_text(TEXT, encoding="utf-8")
    assert main([str(tmp_path / "note.txt"), str(tmp_path / "none.txt")], as_json=False, settings=Settings()) == 2
    said = capsys.readouterr()
    assert "June 19th 2017 = 2017-06-19" in said.out
    assert "none.txt" in said.err and "hint:" in said.err
