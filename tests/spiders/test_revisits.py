"""Later visits: what has not changed is not sent again, and is still there to be read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from spiders.warc import read_response, records, referred, validators, verify
from tests.spiders.conftest import Crawl, Crawled, crawled
from tests.spiders.site import PAGE, ROUTES, Site, answer
from warehouse.records import Visit

DATE = "Wed, 05 Apr 2017 08:00:00 GMT"


@pytest.fixture
def pages(site: Site) -> Site:
    """/known/etag and /known/date answer conditional requests; /known/stubborn says 304 even where it may not."""

    def known(path: str, asked: bytes) -> bytes:
        told = asked.decode("latin-1").lower()
        named = ("Content-Type: text/html", 'ETag: W/"a-1"') if path.endswith("etag") else ("Content-Type: text/html",)
        dated = (*named, f"Last-Modified: {DATE}")
        if 'if-none-match: w/"a-1"' in told or f"if-modified-since: {DATE.lower()}" in told:
            return b"HTTP/1.1 304 Not Modified\r\n" + "".join(f"{line}\r\n" for line in dated[1:]).encode() + b"\r\n"
        return answer(headers=dated)

    ROUTES["/known/"] = known
    return site


def again(folder: Path, url: str, visit: Visit) -> Crawled:
    """Visit an address once more, knowing what it answered before."""
    assert visit.warc_file is not None and visit.warc_offset is not None
    etag, date = validators(folder / "archive" / visit.warc_file, visit.warc_offset)
    known: dict[str, Any] = {"url": visit.final_url, "file": visit.warc_file, "offset": visit.warc_offset}
    return crawled(folder, [{"url": url, "known": {**known, "etag": etag, "last_modified": date}}])


@pytest.mark.parametrize("path", ["/known/etag", "/known/date"])
def test_what_is_unchanged_is_the_earlier_answer(path: str, pages: Site, tmp_path: Path) -> None:
    url = pages(path)
    first = crawled(tmp_path, [url]).visits[url]
    second = again(tmp_path, url, first)
    third = again(tmp_path, url, second.visits[url])
    assert [line.split(b"\r\n")[0] for line in pages.requests] == [f"GET {path} HTTP/1.1".encode()] * 3
    for visit in (second.visits[url], third.visits[url]):
        assert (visit.status, visit.error, visit.sha256, visit.bytes) == (200, None, first.sha256, first.bytes)
        assert visit.warc_file is not None and visit.warc_offset is not None
        stored = read_response(third.folder / visit.warc_file, visit.warc_offset)
        assert (stored.body, stored.status, stored.date) == (PAGE, 200, visit.fetched_at)
        assert referred(third.folder / visit.warc_file, visit.warc_offset).file == first.warc_file
    assert [hop.status for hop in third.hops[url]] == [304]
    kinds = [record.type for file in third.files for record in records(file)]
    assert (kinds.count("response"), kinds.count("revisit")) == (1, 2)
    assert not any(verify(file) for file in third.files)
    command = [sys.executable, "-m", "warcio.cli", "check", *map(str, third.files)]
    checked = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert checked.returncode == 0, checked.stdout


def test_a_confirmed_answer_that_is_lost_is_asked_for_anew(pages: Site, tmp_path: Path) -> None:
    url = pages("/known/etag")
    first = crawled(tmp_path, [url])
    known = {"url": url, "file": first.files[0].name, "offset": 10**9, "etag": 'W/"a-1"'}
    later = crawled(tmp_path, [{"url": url, "known": known}])
    assert (later.visits[url].status, later.visits[url].bytes) == (200, len(PAGE))
    assert len(pages.requests) == 3
    assert b"if-none-match" not in pages.requests[-1].lower()


def test_unchanged_replays_where_both_files_are_given(pages: Site, tmp_path: Path, crawl: Crawl) -> None:
    url = pages("/known/etag")
    first = crawled(tmp_path, [url])
    both = again(tmp_path, url, first.visits[url])
    replayed = crawl([url], web="replay:a", replay=[str(file) for file in both.files])
    assert (replayed.visits[url].status, replayed.visits[url].bytes) == (200, len(PAGE))
    alone = crawl([url], web="replay:b", replay=[str(both.files[-1])])
    assert alone.visits[url].error == "broken"


READINGS = {  # printed, other readings -> status, where it ends, the hops
    "there": ("/page", ["/page2"], 200, "/page", ["/page"]),
    "the other one": ("/404", ["/410", "/page2"], 200, "/page2", ["/404", "/page2"]),
    "by a redirect": ("/404", ["/moved"], 200, "/page", ["/404", "/moved", "/page"]),
    "neither": ("/410", ["/404"], 410, "/410", ["/410"]),
    "one is walled": ("/404", ["/403"], 403, "/403", ["/404", "/403"]),
    "the printed one is walled": ("/403", ["/page"], 403, "/403", ["/403"]),
}


@pytest.fixture(scope="module")
def read(server: Any, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    tasks = [
        {"url": server.site(printed) + f"?{number}", "alternatives": [server.site(other) for other in others]}
        for number, (printed, others, *_) in enumerate(READINGS.values())
    ]
    return crawled(tmp_path_factory.mktemp("readings"), tasks)


@pytest.mark.parametrize("case", READINGS)
def test_a_broken_link_is_read_both_ways(case: str, read: Crawled, server: Any) -> None:
    printed, _, status, ends, passed = READINGS[case]
    url = server.site(printed) + f"?{list(READINGS).index(case)}"
    visit = read.visits[url]
    paths = [hop.url.removeprefix(server.site.url).partition("?")[0] for hop in read.hops[url]]
    end = visit.final_url.removeprefix(server.site.url).partition("?")[0]
    assert paths == passed
    assert (visit.status, end) == (status, ends)
