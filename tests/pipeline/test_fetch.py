"""`testimonia fetch`: one object an address, in the order of the inputs, whatever becomes of each."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import fetch
from pipeline.settings import load
from spiders.warc import read_response
from tests.spiders.conftest import server, site  # noqa: F401  fixtures
from tests.spiders.site import PAGE, Site
from tests.spiders.test_replay import NEW, OLD, recorded, said, silent

QUICK = (
    "fetch.delay_s=0",
    "fetch.obey_robots=false",
    "fetch.retries=0",
    "fetch.probe=false",
    "fetch.timeout_s=5",
    "archive.timegates=",
)


def fetched(
    urls: list[str], folder: Path, capsys: pytest.CaptureFixture[str], *, private: bool = True
) -> tuple[int, list[dict[str, Any]]]:
    settings = load((*QUICK, f"fetch.allow_private_hosts={str(private).lower()}"))
    status = fetch.main(urls, as_json=True, settings=settings, replay=[], archive=folder)
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_an_object_for_each_address_in_order(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: F811
    urls = [
        site("/slow-body"),
        site("/moved"),
        "a.example",
        site("/404"),
        site("/moved"),
        "ftp://a.example/",
        site("/drop"),
    ]
    status, told = fetched(urls, tmp_path, capsys)
    assert status == 2  # one input was no address
    assert [one["input"] for one in told] == urls
    assert [one.get("outcome") for one in told] == ["timeout", "live", None, "gone", "live", "refused", "unreachable"]
    assert told[2]["error"]["code"] == "fetch/no_scheme" and "hint:" in told[2]["error"]["message"]
    moved = told[1]
    assert [(hop["status"], hop["kind"]) for hop in moved["hops"]] == [(302, "asked"), (200, "redirect")]
    assert moved["final_url"] == moved["hops"][0]["location"] == site("/page")
    assert read_response(tmp_path / moved["warc"]["file"], moved["warc"]["offset"]).body == PAGE


def test_private_addresses_are_refused(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: F811
    status, told = fetched([site("/page")], tmp_path, capsys, private=False)
    assert (status, told[0]["outcome"]) == (0, "refused")
    assert not site.asked


def command(arguments: list[str], told: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command as a user does."""
    program = "from pipeline.cli.main import app; app()"
    return subprocess.run(
        [sys.executable, "-c", program, "fetch", *arguments],
        input=told,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_day_asks_for_the_archived_copy_too(tmp_path: Path) -> None:
    short, page = "http://sho.example/x", "http://a.example/times"
    words = b"<html><title>Times</title><p>" + b"The ferry leaves the harbour at nine in the morning. " * 30
    file = recorded(
        tmp_path / "web",
        silent(short, NEW, "dns"),
        said(short, OLD, status=301, Location=page),
        said(page, OLD, words),
        said(page, NEW, words),
    )
    rows = [
        {"url": short, "date": "2017-09", "label": "the timetable"},
        {"url": page},
        {"url": short, "date": "soon"},
        {"date": "2017"},
        "no object",
    ]
    done = command(
        ["-", "--json", "--replay", file, "--archive", str(tmp_path / "archive")],
        "".join(json.dumps(row) + "\n" for row in rows),
    )
    assert done.returncode == 2
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one.get("outcome") for one in told[:2]] == ["gone", "live"]
    assert told[0]["memento"]["datetime"].startswith("2017-06-01") and told[0]["memento"]["final_url"] == page
    assert told[1]["memento"] is None
    assert [one["error"]["code"] for one in told[2:]] == ["fetch/bad_date", "fetch/no_url", "input/not_json"]


def test_a_web_that_is_no_archive(tmp_path: Path) -> None:
    wrong = tmp_path / "web.warc"
    wrong.write_bytes(b"WARC/1.0 and nothing more")
    done = command(["http://a.example/", "--json", "--replay", str(wrong), "--archive", str(tmp_path)])
    assert done.returncode == 2
    assert str(wrong) in done.stderr and "hint:" in done.stderr and "Traceback" not in done.stderr
