"""The browser that some pages want is optional: where it is missing, that is said before anything runs. (`make browser-tests` has the rest.)"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli.run import main
from pipeline.settings import Settings
from spiders.browser import missing
from spiders.config import Fetch


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    said = missing()
    assert said is not None and "no Chromium" in said and "hint: sudo apt-get install chromium" in said


def test_a_run_that_wants_a_browser_does_not_begin_without_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    status = main(
        ["letter.txt"], settings=Settings(fetch=Fetch(browser=True)), warehouse=tmp_path / "w.duckdb",
        archive=tmp_path / "archive", out=tmp_path / "report", replay=[], offline=True, as_of=None, fail_on=[], workers=1,
    )  # fmt: skip
    assert status == 2 and "fetch.browser is set, but no Chromium" in capsys.readouterr().err
    assert not (tmp_path / "w.duckdb").exists()
