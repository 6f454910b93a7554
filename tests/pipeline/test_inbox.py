"""A document on standard input becomes a file that a second call finds again."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from pipeline.inbox import with_stdin
from pipeline.stage import BadInput


class Piped:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def test_standard_input_is_kept_under_its_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = set()
    for _ in range(2):
        monkeypatch.setattr(sys, "stdin", Piped(b"https://port.example/ The port"))
        first, second = with_stdin(["a.txt", "-"], folder=tmp_path / "inbox")
        assert first == "a.txt"
        names.add(second)
    assert [file.name for file in (tmp_path / "inbox").iterdir()] == [Path(*names).name]
    assert Path(*names).suffix == ".urls"
    assert Path(*names).read_bytes() == b"https://port.example/ The port"


def test_an_empty_pipe_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Piped(b""))
    with pytest.raises(BadInput, match="standard input: the file is empty"):
        with_stdin(["-"], folder=tmp_path)


def test_without_a_dash_nothing_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert with_stdin(["a.txt"], folder=tmp_path) == ["a.txt"]
