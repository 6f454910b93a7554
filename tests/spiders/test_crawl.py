"""Every kind of answer ends in exactly one visit, and says what it was."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from spiders.archive import FAILURE
from spiders.warc import read_response
from spiders.warc_records import records
from tests.spiders.conftest import Crawl, Crawled, crawled
from tests.spiders.site import PAGE, ROUTES, Server, Site, answer, html, moved

# path -> (status, error, the path where it ends, number of hops)
ENDS: dict[str, tuple[int | None, str | None, str, int]] = {
    "/page": (200, None, "/page", 1),
    "/404": (404, None, "/404", 1),
    "/410": (410, None, "/410", 1),
    "/403": (403, None, "/403", 1),
    "/500": (500, None, "/500", 1),
    "/204": (204, None, "/204", 1),
    "/gzip": (200, None, "/gzip", 1),
    "/br": (200, None, "/br", 1),
    "/zstd": (200, None, "/zstd", 1),
    "/chunked": (200, None, "/chunked", 1),
    "/lying-gzip": (200, None, "/lying-gzip", 1),
    "/unknown-encoding": (200, None, "/unknown-encoding", 1),
    "/bad-charset": (200, None, "/bad-charset", 1),
    "/no-type": (200, None, "/no-type", 1),
    "/empty": (200, None, "/empty", 1),
    "/pdf": (200, None, "/pdf", 1),
    "/gzip-bomb": (200, "too_large", "/gzip-bomb", 1),
    "/gzip-nested": (200, "too_large", "/gzip-nested", 1),
    "/large-claimed": (None, "too_large", "/large-claimed", 1),
    "/endless": (None, "too_large", "/endless", 1),
    "/endless-headers": (None, "headers_too_large", "/endless-headers", 1),
    "/many-headers": (None, "headers_too_large", "/many-headers", 1),
    "/long-header": (None, "headers_too_large", "/long-header", 1),
    "/drop": (None, "broken", "/drop", 1),
    "/drop-middle": (None, "broken", "/drop-middle", 1),
    "/garbage": (None, "broken", "/garbage", 1),
    "/slow": (None, "timeout", "/slow", 1),
    "/slow-body": (None, "timeout", "/slow-body", 1),
    "/moved": (200, None, "/page", 2),
    "/moved-301": (200, None, "/page", 2),
    "/moved-308": (200, None, "/page", 2),
    "/moved-twice": (200, None, "/page", 3),
    "/moved-spaces": (200, None, "/with%20spaces%20%C3%A9", 2),
    "/moved-no-location": (302, None, "/moved-no-location", 1),
    "/moved-to-404": (404, None, "/404", 2),
    "/self": (302, "redirect_loop", "/self", 1),
    "/loop": (302, "redirect_loop", "/loop-2", 2),
    "/hop/1": (302, "too_many_hops", "/hop/13", 13),
    "/meta-refresh": (200, None, "/page", 2),
    "/meta-refresh-late": (200, None, "/meta-refresh-late", 1),
    "/meta-refresh-self": (200, None, "/meta-refresh-self", 1),
    "/refresh-header": (200, None, "/page", 2),
    "/js-redirect": (200, None, "/page", 2),
    "/js-in-page": (200, None, "/js-in-page", 1),
    "/noscript-refresh": (200, None, "/noscript-refresh", 1),
    "/commented-refresh": (200, None, "/commented-refresh", 1),
    "/429": (429, None, "/429", 1),
    "/cookie-wall": (200, None, "/cookie-wall", 2),
    "/503-later": (503, None, "/503-later", 1),
}


@pytest.fixture(scope="module")
def ended(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """One crawl of every path there is; the tests below look at what it left."""
    return crawled(tmp_path_factory.mktemp("every"), [server.site(path) for path in ENDS], fetch={"timeout_s": 5.0})


@pytest.mark.parametrize("path", ENDS)
def test_end(path: str, ended: Crawled, server: Server) -> None:
    visit = ended.visits[server.site(path)]
    hops = ended.hops[server.site(path)]
    status, error, final, count = ENDS[path]
    assert (visit.status, visit.error, visit.final_url, len(hops)) == (status, error, server.site(final), count)


def test_asked_is_ended(ended: Crawled) -> None:
    assert ended.status == 0
    assert len(ended.visits) == len(ENDS)
    assert ended.told[-1]["asked"] == ended.told[-1]["ended"] == len(ENDS)


@pytest.mark.parametrize(
    "path", ["/page", "/gzip", "/br", "/zstd", "/chunked", "/lying-gzip", "/moved", "/js-redirect"]
)
def test_the_archive_gives_the_page_back(path: str, ended: Crawled, server: Server) -> None:
    visit = ended.visits[server.site(path)]
    assert visit.warc_file is not None and visit.warc_offset is not None
    stored = read_response(ended.folder / visit.warc_file, visit.warc_offset)
    assert stored.body == PAGE
    assert stored.target_uri == visit.final_url


def test_a_wait_that_is_asked_for_is_kept(ended: Crawled, server: Server) -> None:
    visit = ended.visits[server.site("/429")]
    assert visit.retry_after is not None
    assert round((visit.retry_after - visit.fetched_at).total_seconds()) == 3600


def test_a_host_that_says_later_is_asked_nothing_more(site: Site, crawl: Crawl) -> None:
    host = site.url.replace("127.0.0.1", "localhost")
    pages = [site("/429"), *(f"{host}/page?{number}" for number in range(4))]
    crawled = crawl([*pages, site("/page")], fetch={"delay_s": 0.05})  # one at a time, in their order
    assert [crawled.visits[page].error for page in pages] == [None, *["told_to_wait"] * 4]
    moments = [moment.timestamp() for page in pages if (moment := crawled.visits[page].retry_after)]
    assert len(moments) == 5 and max(moments) - min(moments) < 2  # a header has whole seconds
    assert crawled.visits[site("/page")].status == 200
    assert site.asked["/page?0"] == 0


def test_kinds_of_hops(ended: Crawled, server: Server) -> None:
    kinds = {
        path: ended.hops[server.site(path)][1].kind
        for path in ("/moved", "/meta-refresh", "/refresh-header", "/js-redirect")
    }
    assert kinds == {
        "/moved": "redirect",
        "/meta-refresh": "meta_refresh",
        "/refresh-header": "refresh_header",
        "/js-redirect": "javascript",
    }


def test_schemes_and_addresses_that_are_never_visited(site: Site, crawl: Crawl) -> None:
    urls = [site(p) for p in ("/moved-to-mail", "/moved-to-script", "/moved-to-metadata")]
    crawled = crawl([*urls, "mailto:a@b.example", "http://[::ffff:169.254.169.254]/", "http://", "file:///etc/passwd"])
    errors = [
        crawled.visits[url].error
        for url in [*urls, "mailto:a@b.example", "http://[::ffff:169.254.169.254]/", "http://", "file:///etc/passwd"]
    ]
    assert errors == [
        "refused_scheme", "refused_scheme", "refused_private",
        "refused_scheme", "refused_private", "refused_scheme", "refused_scheme",
    ]  # fmt: skip


def test_private_hosts_are_refused_unless_allowed(site: Site, crawl: Crawl) -> None:
    hosts = ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "[::ffff:127.0.0.1]", "127.1", "0.0.0.0"]
    urls = [f"http://{host}:{site.port}/page" for host in hosts]
    crawled = crawl(urls, fetch={"allow_private_hosts": False, "obey_robots": True, "probe": True})  # their helpers too
    assert {url: visit.error for url, visit in crawled.visits.items()} == dict.fromkeys(urls, "refused_private")
    assert not site.asked


def test_a_later_try_in_the_same_run(site: Site, crawl: Crawl) -> None:
    crawled = crawl([site("/429-once"), site("/drop-once")], fetch={"retries": 1})
    assert [v.status for v in crawled.visits.values()] == [200, 200]
    first, second = site.times["/429-once"]
    assert second - first >= 1.0


def test_robots(site: Site, crawl: Crawl) -> None:
    crawled = crawl([site("/secret/page"), site("/page")], fetch={"obey_robots": True})
    assert crawled.visits[site("/secret/page")].error == "refused_robots"
    assert crawled.visits[site("/page")].status == 200
    assert site.asked["/robots.txt"] == 1
    assert not site.asked["/secret/page"]


def test_robots_txt_that_points_at_a_private_address_goes_no_further(
    site: Site, crawl: Crawl, monkeypatch: pytest.MonkeyPatch
) -> None:
    targets = ("http://169.254.169.254/latest/", "http://[::ffff:a9fe:a9fe]/robots.txt", "file:///etc/passwd")
    for target in targets:
        monkeypatch.setitem(ROUTES, "/robots.txt", moved(target))
        crawled = crawl([site("/page")], fetch={"obey_robots": True})
        refused = [json.loads(r.block) for file in crawled.files for r in records(file) if r.content_type == FAILURE]
        assert [(told["url"], told["error"]) for told in refused] == [
            (target, "refused_scheme" if target.startswith("file") else "refused_private")
        ]
        assert crawled.visits[site("/page")].status == 200


def test_nothing_but_the_page_and_its_robots_txt_is_asked_for(
    site: Site, crawl: Crawl, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No favicon, manifest, style, script, frame or picture: what a page names is no reason to ask anybody for it."""
    named = (
        '<link rel="icon" href="/favicon.ico"><link rel="icon" href="http://169.254.169.254/i.ico"><link rel="manifest" href="/app.json">'
        '<link rel="stylesheet" href="/a.css"><link rel="preload" href="/b.js" as="script"><script src="/c.js"></script>'
        '<meta property="og:image" content="/d.png"></head><body><img src="/e.png"><iframe src="/f.html"></iframe>'
    )
    monkeypatch.setitem(ROUTES, "/named", html(named + "<p>The harbour office has counted its boats again.</p>"))
    crawled = crawl([site("/named")], fetch={"obey_robots": True})
    assert crawled.visits[site("/named")].error is None
    assert set(site.asked) == {"/robots.txt", "/named"}


def test_a_crawl_delay_is_kept_with_others(
    site: Site, crawl: Crawl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where several crawls share a host's pauses (`turns`), and no pause is set."""
    monkeypatch.setitem(ROUTES, "/robots.txt", answer(body=b"User-agent: *\nCrawl-delay: 0.4\n"))
    for turns in ({}, {"turns": str(tmp_path / "turns")}):
        site.times.clear()
        crawl([site(f"/many/{n}") for n in range(3)], fetch={"obey_robots": True}, **turns)
        asked = sorted(times[0] for path, times in site.times.items() if path.startswith("/many/"))
        assert min(after - before for before, after in pairwise(asked)) > 0.3


def test_one_host_is_asked_with_pauses(site: Site, crawl: Crawl) -> None:
    crawled = crawl([site(f"/many/{n}") for n in range(6)], fetch={"delay_s": 0.2})
    begun = min(visit.asked_at for visit in crawled.visits.values())
    ended = max(visit.fetched_at for visit in crawled.visits.values())
    assert (ended - begun).total_seconds() > 0.99  # five pauses of 0.2 s, as they were kept at our side


def test_two_addresses_that_end_at_one_page(site: Site, crawl: Crawl) -> None:
    crawled = crawl([site("/moved"), site("/moved-301"), site("/page"), site("/meta-refresh")])
    assert {visit.final_url for visit in crawled.visits.values()} == {site("/page")}
    assert len(crawled.visits) == 4


def test_no_secret_is_stored(site: Site, crawl: Crawl) -> None:
    import gzip

    crawled = crawl([site("/odd-reason"), site("/page").replace("http://", "http://user:hunter2@")])
    written = b"".join(gzip.decompress(file.read_bytes()) for file in crawled.files)
    assert b"id=secret" not in written
    assert not any(b"authorization" in request.lower() for request in site.requests)
    assert b"HTTP/1.1 200 All Is Well\r\ncontent-TYPE: text/html\r\nX-B: 1\r\nX-A: 2\r\nSet-Cookie: id=\r\n" in written


def test_cookies_live_as_long_as_a_visit(site: Site, crawl: Crawl) -> None:
    import gzip

    crawled = crawl([site("/cookie-wall"), site("/cookie-wall") + "?again"])
    assert [visit.status for visit in crawled.visits.values()] == [200, 200]
    assert site.asked["/cookie-wall"] == 4
    assert b"seen=yes" not in b"".join(gzip.decompress(file.read_bytes()) for file in crawled.files)


def test_a_call_that_cannot_be_used(tmp_path: Path, crawl: Crawl) -> None:
    wrong = tmp_path / "wrong.warc"
    wrong.write_bytes(b"\x89PNG nothing of the kind")
    crawled = crawl(["http://example.com/"], web="replay:x", replay=[str(wrong)])
    assert crawled.status == 2
    assert not crawled.visits
