"""Which visits are due, and what a later visit is told of the earlier one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from pipeline.crawl import crawl, due, index
from pipeline.read import work as read
from pipeline.settings import Archive, Settings
from pipeline.web import Web
from spiders.config import Fetch
from tests.spiders.conftest import server, site  # noqa: F401  fixtures
from tests.spiders.site import ROUTES, Site, answer
from tests.warehouse.histories import ask, cite, put

LIVE = Web(name="live")
SETTINGS = Settings(
    fetch=replace(Fetch(), delay_s=0.0, obey_robots=False, retries=0, probe=False, allow_private_hosts=True),
    archive=Archive(timegates=("http://archive.example/",)),
)


def tasks(warehouse: duckdb.DuckDBPyConnection, via: str, settings: Settings = SETTINGS, hours: float = 0) -> list[Any]:
    warehouse.execute("create or replace temp table run_documents as select document_id from documents")
    now = datetime.now(UTC) + timedelta(hours=hours)
    return due(warehouse, via, web=LIVE, settings=settings, now=now)


def test_other_readings_go_along_but_not_a_front_page(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, "http://a.example/reports-2017")
    readings = ["http://a.example/reports2017", "http://a.example/", "http://a.example/reports-"]
    warehouse.execute("update citations set candidates = ?", [readings])
    wanted = ["http://a.example/reports-", "http://a.example/reports2017"]
    for via in ("live", "memento"):
        (task,) = tasks(warehouse, via)
        assert (task["url"], task["alternatives"]) == ("http://a.example/reports-2017", wanted)


def test_an_address_broken_at_a_hyphen_is_read_both_ways_before_it_is_called_dead(
    site: Site,  # noqa: F811
    warehouse: duckdb.DuckDBPyConnection,
    tmp_path: Path,
) -> None:
    """From the document to the visit: each reading is asked for, and the visit ends where one of them answers."""
    ROUTES["/broken/"] = lambda path, _: answer(
        "200 OK" if path.endswith("/northquarter/boats.html") else "404 Not Found"
    )
    letter = tmp_path / "letter.txt"
    letter.write_text(
        f"The office of the lower harbour counted 22 boats in 2017, as it says at {site('/broken/north-')}\n"
        f"quarter/boats.html to this day. Nobody counted the nets, whatever {site('/broken/south-')}\n"
        "quarter/nets.html may have said.\n",
        encoding="utf-8",
    )
    put(warehouse, *read({"subject_id": "d", "path": str(letter), "as_of": None}, SETTINGS))
    owed, folder = tasks(warehouse, "live"), tmp_path / "b"
    crawl(owed, archive=tmp_path / "archive", folder=folder, web=LIVE, settings=SETTINGS, tell=lambda _: None)
    index(warehouse, archive=tmp_path / "archive", folder=folder)
    north, south = site("/broken/north-quarter/boats.html"), site("/broken/south-quarter/nets.html")
    other = site("/broken/northquarter/boats.html")
    assert ask(warehouse, "select url, status, final_url from visits order by url") == [
        (north, 200, other),
        (south, 404, south),
    ]
    asked = {path: count for path, count in site.asked.items() if path.startswith("/broken/")}
    assert asked == {
        "/broken/north-quarter/boats.html": 1,
        "/broken/northquarter/boats.html": 1,
        "/broken/south-quarter/nets.html": 1,
        "/broken/southquarter/nets.html": 1,
    }


def test_no_copy_is_due_where_no_archive_is_set(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, "http://a.example/x")
    assert tasks(warehouse, "memento", replace(SETTINGS, archive=Archive(timegates=()))) == []
    assert len(tasks(warehouse, "memento")) == 1


def test_a_later_visit_asks_whether_the_page_has_changed(
    site: Site,  # noqa: F811
    warehouse: duckdb.DuckDBPyConnection,
    tmp_path: Path,
) -> None:
    def known(path: str, asked: bytes) -> bytes:
        if b'if-none-match: "1"' in asked.lower():
            return b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'
        return answer(headers=("Content-Type: text/html", 'ETag: "1"'))

    ROUTES["/tagged/"] = known
    cite(warehouse, site("/tagged/page"))
    archive = tmp_path / "archive"

    def go(hours: float) -> None:
        owed = tasks(warehouse, "live", hours=hours)
        crawl(owed, archive=archive, folder=tmp_path / "b", web=LIVE, settings=SETTINGS, tell=lambda _: None)
        index(warehouse, archive=archive, folder=tmp_path / "b")

    go(0)
    assert tasks(warehouse, "live") == []
    go(48)
    assert ask(warehouse, "select status, sha256 is not null from visits") == [(200, True)] * 2
    assert ask(warehouse, "select count(distinct sha256), count(distinct warc_file) from visits") == [(1, 2)]
    assert ask(warehouse, "select status from hops order by fetched_at") == [(200,), (304,)]


def test_a_visit_that_a_wrong_clock_dated_ahead_is_not_fresh_for_years(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, "http://a.example/x")
    visit = "insert into visits by name select 'w' as made_from, 'index' as made_by, 'v' as visit_id, 'http://a.example/x' as url, 'live' as via, 'http://a.example/x' as final_url, 'live' as web, $at as asked_at, $at as fetched_at"
    for hours, due_again in ((-1, 0), (20_000, 1)):
        warehouse.execute("delete from visits")
        warehouse.execute(visit, {"at": datetime.now(UTC) + timedelta(hours=hours)})
        assert len(tasks(warehouse, "live")) == due_again
