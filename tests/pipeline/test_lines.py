"""JSON Lines: one answer an input, in order, whatever the input."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from pipeline.cli.lines import serve
from pipeline.stage import BadInput


def double(asked: dict[str, Any]) -> dict[str, Any]:
    """A command's work: twice the number; text is bad input, and zero meets a fault of ours."""
    if not isinstance(asked["n"], int):
        raise BadInput("test/not_a_number", f"{asked['n']}: not a number\n\nhint: give one")
    return {"twice": 2 * asked["n"], "inverse": 1 / asked["n"]}


def test_every_line_is_answered_in_its_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"n": 1}\n\nnonsense\n[2]\n{"n": "x"}\n{"n": 0}\n{"n": 2}\n'))
    status = serve(["-"], "n", double, as_json=True, plain=str)
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer.get("error", {}).get("code") for answer in answers] == [
        None, "input/not_json", "input/not_json", "test/not_a_number", "internal/fault", None,
    ]  # fmt: skip
    assert answers[-1]["twice"] == 4
    assert answers[1]["input"] == "line 3"
    assert status == 2


def test_bad_input_goes_to_standard_error_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert serve(["x"], "n", double, as_json=False, plain=str) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "hint: give one" in printed.err
