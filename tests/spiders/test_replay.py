"""What was archived can be visited again: the newest record is the live web, older ones are the archives."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from warcio.warcwriter import WARCWriter

from spiders.archive import Archive
from spiders.exchange import Exchange
from spiders.replay import _OTHER_METHOD
from spiders.warc import read_response
from tests.spiders.conftest import Crawl
from tests.spiders.site import PAGE, Site

NEW, MIDDLE, OLD = (datetime(year, 6, 1, 12, tzinfo=UTC) for year in (2026, 2019, 2017))


def recorded(folder: Path, *exchanges: Exchange) -> str:
    """Write a small archive and return its path."""
    archive = Archive(folder, software="test", web="live", roll_over_bytes=10**9)
    for exchange in exchanges:
        archive.keep(exchange)
    archive.close()
    return str(folder / archive.names[0])


def said(url: str, date: datetime, body: bytes = b"", status: int = 200, **headers: str) -> Exchange:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items()) or (
        ("Content-Type", "text/html"),
    )
    return Exchange(
        url=url,
        asked_at=date,
        fetched_at=date,
        status=status,
        status_line=f"HTTP/1.1 {status} Some Reason",
        headers=named,
        body=body,
    )


def silent(url: str, date: datetime, error: str) -> Exchange:
    return Exchange(url=url, asked_at=date, fetched_at=date, error=error, detail="as it was")


def test_a_crawl_replays_as_it_was(site: Site, crawl: Crawl) -> None:
    paths = [
        "/page",
        "/moved-twice",
        "/gzip",
        "/br",
        "/chunked",
        "/404",
        "/drop",
        "/meta-refresh",
        "/same-as-page",
        "/loop",
        "/gzip-bomb",
    ]
    live = crawl([site(p) for p in paths])
    again = crawl([site(p) for p in [*paths, "/other"]], web="replay:a", replay=[str(f) for f in live.files])
    for path in paths:
        one, two = live.visits[site(path)], again.visits[site(path)]
        same = ["final_url", "status", "error", "sha256", "bytes", "media_type", "retry_after"]
        if one.final_url != site("/page"):  # which was asked for several times; the newest answer stands for the web
            same += ["fetched_at"]
        assert [getattr(one, name) for name in same] == [getattr(two, name) for name in same]
    assert again.visits[site("/other")].error == "not_in_replay"
    third = crawl([site(p) for p in [*paths, "/other"]], web="replay:a", replay=[str(f) for f in live.files])
    assert {v.visit_id for v in third.visits.values()} == {v.visit_id for v in again.visits.values()}


def test_a_replayed_body_is_archived_again_to_the_byte(site: Site, crawl: Crawl) -> None:
    live = crawl([site("/gzip")])
    again = crawl([site("/gzip")], web="replay:a", replay=[str(f) for f in live.files])
    visit = again.visits[site("/gzip")]
    assert visit.warc_file is not None and visit.warc_offset is not None
    assert read_response(again.folder / visit.warc_file, visit.warc_offset).body == PAGE


def test_newest_is_live_and_older_is_archived(tmp_path: Path, crawl: Crawl) -> None:
    url = "http://harbour.example/times"
    files = [
        recorded(tmp_path / "a", said(url, NEW, b"now"), said(url, OLD, b"then")),
        recorded(tmp_path / "b", said(url, MIDDLE, b"between"), said("http://never.example/", NEW, b"x")),
    ]
    asked = [
        {"url": url, "via": "memento", "asked_for": day} for day in ("2018-01-01", "2017-06-01", "2016", "2030-01-01")
    ]
    crawled = crawl(
        [url, *asked, {"url": "http://never.example/", "via": "memento", "asked_for": "2017-01-01"}],
        web="replay:a",
        replay=files,
    )
    assert crawled.visits[url].fetched_at == NEW
    dates = {
        day: crawled.visits[f"{url} {day}"].memento_datetime
        for day in ("2018-01-01", "2017-06-01", "2016", "2030-01-01")
    }
    assert dates == {"2018-01-01": OLD, "2017-06-01": OLD, "2016": OLD, "2030-01-01": MIDDLE}
    assert crawled.visits["http://never.example/ 2017-01-01"].error == "not_archived"


def test_a_dead_short_link_is_rescued_by_its_archived_redirect(tmp_path: Path, crawl: Crawl) -> None:
    short, report = "http://sho.example/Ab1", "https://lab.example/report"
    file = recorded(
        tmp_path / "a",
        silent(short, NEW, "dns"),
        said(short, OLD, status=301, Location=report),
        said(report, OLD, b"the report"),
        said(report, NEW, b"the report, changed"),
    )
    crawled = crawl([short, {"url": short, "via": "memento", "asked_for": "2017-12-01"}], web="replay:a", replay=[file])
    assert crawled.visits[short].error == "dns"
    rescued = crawled.visits[f"{short} 2017-12-01"]
    assert (rescued.final_url, rescued.memento_datetime, rescued.status) == (report, OLD, 200)
    assert [hop.url for hop in crawled.hops[f"{short} 2017-12-01"]] == [short, report]


def test_alternatives_are_tried_where_the_address_itself_was_never_archived(tmp_path: Path, crawl: Crawl) -> None:
    short, page = "http://sho.example/x", "https://news.example/story"
    file = recorded(
        tmp_path / "a", said(page, OLD, b"old"), said(page, NEW, b"new"), said(short, NEW, status=302, Location=page)
    )
    task = {"url": short, "via": "memento", "asked_for": "2017-06-02", "alternatives": ["https://other.example/", page]}
    crawled = crawl([task], web="replay:a", replay=[file])
    visit = crawled.visits[f"{short} 2017-06-02"]
    assert (visit.final_url, visit.memento_datetime, visit.error) == (page, OLD, None)


def test_an_error_page_is_no_copy(tmp_path: Path, crawl: Crawl) -> None:
    url = "http://harbour.example/notice"
    file = recorded(
        tmp_path / "a",
        said(url, OLD, b"notice"),
        said(url, MIDDLE, b"no", status=404),
        said(url, NEW, b"no", status=404),
    )
    crawled = crawl([{"url": url, "via": "memento", "asked_for": "2020-01-01"}], web="replay:a", replay=[file])
    assert crawled.visits[f"{url} 2020-01-01"].memento_datetime == OLD


def test_a_revisit_is_never_an_empty_page(tmp_path: Path, crawl: Crawl) -> None:
    file = recorded(
        tmp_path / "a",
        said("http://a.example/", OLD, b"the same words"),
        said("http://b.example/", NEW, b"the same words"),
    )
    crawled = crawl(["http://a.example/", "http://b.example/"], web="replay:a", replay=[file])
    assert {v.bytes for v in crawled.visits.values()} == {14}
    assert crawled.visits["http://b.example/"].fetched_at == NEW


def test_http_and_https_are_told_apart_where_both_were_recorded(tmp_path: Path, crawl: Crawl) -> None:
    file = recorded(
        tmp_path / "a",
        said("http://a.example/p", NEW, status=301, Location="https://a.example/p"),
        said("https://a.example/p", NEW, b"page"),
    )
    crawled = crawl(["http://a.example/p", "http://www.a.example/p/?utm_source=x"], web="replay:a", replay=[file])
    assert {(v.status, v.error) for v in crawled.visits.values()} == {(200, None)}


def test_a_web_of_no_files_holds_nothing(crawl: Crawl) -> None:
    crawled = crawl(["http://a.example/", "mailto:x@a.example"], web="offline", replay=[])
    assert crawled.visits["http://a.example/"].error == "not_in_replay"
    assert crawled.visits["mailto:x@a.example"].error == "refused_scheme"


def test_what_a_form_was_answered_is_no_page(tmp_path: Path, crawl: Crawl) -> None:
    path = tmp_path / "posted.warc.gz"
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for method, body, year in (("GET", b"the page", 2020), ("POST", b"thank you", 2021)):
            answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
            asked = f"{method} /form HTTP/1.1\r\nHost: a.example\r\n\r\n".encode()
            date = {"WARC-Date": f"{year}-01-01T00:00:00Z"}
            pair = [
                writer.create_warc_record(
                    "http://a.example/form",
                    kind,
                    payload=BytesIO(block),
                    length=len(block),
                    warc_headers_dict=dict(date),
                )
                for kind, block in (("request", asked), ("response", answer))
            ]
            writer.write_request_response_pair(*pair)
    crawled = crawl(["http://a.example/form"], web="replay:a", replay=[str(path)])
    assert crawled.visits["http://a.example/form"].bytes == len(b"the page")


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("GET / HTTP/1.1", False),
        ("POST / HTTP/1.1", True),
        ("HTTP/1.1 200 OK", False),
        ("", False),
        ("HEAD / HTTP/1.1", True),
    ],
)
def test_request_lines_of_other_methods(line: str, other: bool) -> None:
    """Some archives keep the answer's first line as the request's: the answer is a page all the same."""
    assert bool(_OTHER_METHOD.match(line)) is other
