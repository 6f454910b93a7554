"""The main job on a real web: a letter whose links a server on loopback answers, each in its own way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.spiders.town import SAVED, TAKEN, Town, letter
from tests.whole.conftest import Place
from warehouse import store

QUICK = ["--set", "fetch.delay_s=0", "--set", "fetch.retries=0", "--set", "fetch.timeout_s=2"]
LOCAL = [*QUICK, "--allow-private-hosts", "--set", "archive.timegates="]


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    running = Town()
    yield running
    running.close()


@pytest.fixture(scope="module")
def cited(town: Town, tmp_path_factory: pytest.TempPathFactory) -> Path:
    document = tmp_path_factory.mktemp("cited") / "letter.md"
    document.write_text(letter(town.url), encoding="utf-8")
    return document


@pytest.fixture(scope="module")
def visited(town: Town, cited: Path, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """First a run that may not visit loopback, then one that may."""
    place = Place(tmp_path_factory.mktemp("live"))
    ran = place.run(str(cited), *QUICK, "--set", "archive.timegates=")
    assert ran.returncode == 0, ran.stderr
    assert outcomes(place, town) == dict.fromkeys(
        ("/report", "/notice", "/wall", "/old", "/minutes.pdf", "/slow"), "refused"
    )
    assert ask(place, "from dead_citations") == []
    assert not town.asked
    ran = place.run(str(cited), *LOCAL)
    assert ran.returncode == 0, ran.stderr
    return place


def ask(place: Place, sql: str) -> list[tuple[Any, ...]]:
    with store.open_to_read(place.warehouse) as connection:
        return connection.execute(sql).fetchall()


def outcomes(place: Place, town: Town) -> dict[str, str]:
    return {
        url.removeprefix(town.url): outcome for url, outcome in ask(place, "select url, outcome from citation_status")
    }


def test_each_link_meets_its_fate(visited: Place, town: Town) -> None:
    """Private hosts were refused before (`visited` holds it); with the rule lifted the same links are due again."""
    assert outcomes(visited, town) == {
        "/report": "live",
        "/notice": "gone",
        "/wall": "bot_wall",
        "/old": "live",
        "/minutes.pdf": "live",
        "/slow": "timeout",
    }
    assert ask(visited, "select url, confirmed from dead_citations") == [(f"{town.url}/notice", False)]
    ends = dict(ask(visited, "select url, final_url from citation_status"))
    assert ends[f"{town.url}/old"] == f"{town.url}/report"


def test_what_was_read_is_checked_and_what_was_not_is_left_open(visited: Place) -> None:
    verdicts = dict(ask(visited, "select citation_ref, verdict from claim_ledger"))
    assert verdicts["c1"] == "supported"
    assert {verdicts[ref] for ref in ("c3", "c6")} == {"unread"}
    assert "unread" not in {verdicts[ref] for ref in ("c4", "c5")}


def test_a_second_run_does_nothing(visited: Place, cited: Path, town: Town) -> None:
    before = town.asked.total()
    ran = visited.run(str(cited), *LOCAL)
    assert ran.returncode == 0, ran.stderr
    assert "nothing was owed" in ran.stderr
    assert town.asked.total() == before


def test_an_archive_rescues_what_is_gone(visited: Place, cited: Path, town: Town) -> None:
    """No archive was asked so far: as soon as one is set, its copies are due."""
    assert ask(visited, "select ref from citation_status where rescued") == []
    ran = visited.run(str(cited), *QUICK, "--allow-private-hosts", "--set", f"archive.timegates={town.gate}")
    assert ran.returncode == 0, ran.stderr
    rescued = "select url, rescue_memento_datetime, rescue_memento_url, basis from citation_status where rescued"
    copy = town.gate.replace("/gate/", f"/copy/{TAKEN:%Y%m%d%H%M%S}/") + f"{town.url}/notice"
    assert ask(visited, rescued) == [(f"{town.url}/notice", TAKEN, copy, "archived")]
    assert ask(visited, "select rescued from dead_citations") == [(True,)]
    assert ask(visited, "select verdict from claim_ledger where citation_ref = 'c2'") == [("supported",)]
    assert town.asked["/report"] == 2  # for itself and for /old: what is fresh is not asked for again


def test_an_archive_is_asked_to_capture_what_is_live_when_the_user_says_so(
    visited: Place, cited: Path, town: Town
) -> None:
    """Nothing was asked before; then each live page once, however many citations end there; one that the archive put off stays owed."""
    assert not [path for path in town.asked if path.startswith("/save/")]
    saving = ["--save-to-archive", "--set", f"archive.save={town.save}", "--set", "archive.save_delay_s=0"]
    for _ in range(2):  # the second time nothing is owed
        ran = visited.run(str(cited), *LOCAL, *saving)
        assert ran.returncode == 0, ran.stderr
    asked = {path.removeprefix("/save/"): n for path, n in town.asked.items() if path.startswith("/save/")}
    assert asked == {f"{town.url}/report": 1, f"{town.url}/minutes.pdf": 1}
    rows = ask(
        visited, "select url, error, memento_url, memento_datetime, retry_after is not null from saves order by url"
    )
    copy = town.save.replace("/save/", f"/copy/{SAVED:%Y%m%d%H%M%S}/") + f"{town.url}/minutes.pdf"
    assert rows == [
        (f"{town.url}/minutes.pdf", None, copy, SAVED, False),
        (f"{town.url}/report", "archive_rate_limited", None, None, True),
    ]
    evidence = "select count(*) from saves where warc_offset is not null and warc_record_id is not null and text_id is not null"
    assert ask(visited, evidence) == [(2,)]
