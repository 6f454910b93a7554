"""Archives on the web, spoken to by RFC 7089; a small archive on loopback answers as they do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

import pytest

from spiders.config import Archives
from spiders.memento_lists import Held, _rows, by_preference, links
from spiders.mementos import is_archived, raw
from tests.spiders.conftest import Crawl
from tests.spiders.site import PAGE, ROUTES, Site, answer

DAYS = [datetime(2016, 3, 1, tzinfo=UTC), datetime(2017, 8, 20, tzinfo=UTC), datetime(2017, 10, 2, tzinfo=UTC)]


@pytest.fixture
def gate(site: Site) -> str:
    """A TimeGate that has /kept three times and /short as a redirect, and is busy for /busy."""
    base = site("/gate/")
    led = site("/page").replace("127.0.0.1", "localhost")

    def memento(day: datetime, original: str) -> str:
        return site(f"/copy/{day:%Y%m%d}/{original}")

    def head(day: datetime, original: str) -> tuple[str, ...]:
        entries = [f'<{original}>; rel="original"']
        entries += [
            f'<{memento(d, original)}>; rel="memento"; datetime="{format_datetime(d, usegmt=True)}"' for d in DAYS
        ]
        return (
            "Content-Type: text/html",
            f"Memento-Datetime: {format_datetime(day, usegmt=True)}",
            "Link: " + ", ".join(entries),
        )

    def negotiate(path: str, asked: bytes) -> bytes:
        original = path.split("/gate/", 1)[1]
        if original.startswith("20160301000000id_/"):  # where the CDX server says that the copy lies
            return answer(body=PAGE, headers=head(DAYS[0], original.partition("/")[2]))
        if original.endswith("/busy"):
            return answer("429 Too Many Requests", b"", ("Retry-After: 4000",))
        if original.endswith("/broken"):
            return answer("500 Internal Server Error", b"")
        if original.endswith("/framed"):  # as pywb: a page of its own around the copy, which its Link names
            return answer(body=b"<iframe>", headers=head(DAYS[1], original)[::2])
        if original.endswith(("/late", "/busy-list")):  # a TimeGate that gives its newest, whatever the day
            told = (*head(DAYS[2], original)[:2], f'Link: <{site("/map/")}{original}>; rel="timemap"')
            return answer(body=PAGE + b"newest", headers=told)
        if not original.endswith(("/kept", "/short", "/lost", "/onward")):
            return answer("404 Not Found", b"no copy")
        wanted = next(
            line for line in asked.decode("latin-1").split("\r\n") if line.lower().startswith("accept-datetime:")
        )
        moment = parsedate_to_datetime(wanted.partition(":")[2].strip())
        nearest = min(DAYS, key=lambda day: abs(day - moment))
        return answer("302 Found", b"", (f"Location: {memento(nearest, original)}", "Vary: accept-datetime"))

    def copy(path: str, asked: bytes) -> bytes:
        _, _, day, original = path.split("/", 3)
        when = datetime.strptime(day, "%Y%m%d").replace(tzinfo=UTC)
        if original.endswith("/short"):
            onward = memento(when + timedelta(days=1), original.replace("/short", "/kept"))
            return answer("301 Moved Permanently", b"", (*head(when, original), f"Location: {onward}"))
        if original.endswith("/onward"):  # the redirect is held, the page that it led to is not
            return answer("301 Moved Permanently", b"", (*head(when, original), f"Location: {memento(when, led)}"))
        if original == led:
            return answer("404 Not Found", b"no copy")
        if original.endswith("/lost"):
            return answer("404 Not Found", b"archived error", head(when, original))
        if when not in DAYS:  # archives redirect to the copy that they have
            near = min(DAYS, key=lambda d: abs(d - when))
            return answer("302 Found", b"", (f"Location: {memento(near, original)}",))
        return answer(body=PAGE + day.encode(), headers=head(when, original))

    def listed(path: str, asked: bytes) -> bytes:
        """The gate's TimeMap, in two pages: the copies before 2017 stand in one of their own."""
        original = path.split("/map/", 1)[1]
        if original.endswith("/busy-list"):
            return answer("503 Service Unavailable", b"", ("Retry-After: 4000",))
        early = original.startswith("early/")
        entries = [
            f'<{memento(d, original.removeprefix("early/"))}>; rel="memento"; datetime="{format_datetime(d, usegmt=True)}"'
            for d in DAYS
            if (d.year < 2017) is early
        ]
        if not early:
            entries.insert(0, f'<{site("/map/early/")}{original}>; rel="timemap"; from="Fri, 01 Jan 2016 00:00:00 GMT"')
        return answer(body=",\n".join(entries).encode(), headers=("Content-Type: application/link-format",))

    def indexed(path: str, asked: bytes) -> bytes:
        """The gate's CDX server, with Wayback's columns: one copy of an error among the pages."""
        if b"from=" in asked.split(b"\r\n", 1)[0]:
            return answer(body=b"", headers=("Content-Type: text/plain",))
        rows = [
            f"example,a)/ {d:%Y%m%d%H%M%S} http://a.example/late text/html {status} SHA 100"
            for d, status in zip(DAYS, (200, 404, 200), strict=True)
        ]
        return answer(body="\n".join(rows).encode(), headers=("Content-Type: text/plain",))

    ROUTES["/gate/"], ROUTES["/copy/"], ROUTES["/map/"], ROUTES["/cdx/"] = negotiate, copy, listed, indexed
    return base


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2017-09-19", "2017-08-20"),
        ("2017-08-20", "2017-08-20"),
        ("2017-10-01", "2017-08-20"),
        ("2015-01-01", "2016-03-01"),
        ("2020", "2017-10-02"),
    ],
)
def test_nearest_before_then_after(day: str, found: str, gate: str, crawl: Crawl) -> None:
    crawled = crawl(
        [{"url": "http://a.example/kept", "via": "memento", "asked_for": day}], archive={"timegates": [gate]}
    )
    visit = crawled.visits[f"http://a.example/kept {day}"]
    assert visit.memento_datetime is not None
    assert (visit.error, visit.status, f"{visit.memento_datetime:%Y-%m-%d}") == (None, 200, found)
    assert visit.final_url == "http://a.example/kept"
    assert visit.memento_url is not None and visit.memento_url.endswith(
        found.replace("-", "") + "/http://a.example/kept"
    )


def test_an_archived_redirect_is_followed_inside_the_archive(gate: str, crawl: Crawl) -> None:
    crawled = crawl(
        [{"url": "http://a.example/short", "via": "memento", "asked_for": "2017-09-19"}],
        archive={"timegates": [gate, gate]},
    )
    visit = crawled.visits["http://a.example/short 2017-09-19"]
    assert (visit.status, visit.error, visit.final_url) == (200, None, "http://a.example/kept")
    assert [hop.status for hop in crawled.hops["http://a.example/short 2017-09-19"]] == [301, 200]


def test_where_an_archived_redirect_led_is_asked_for_where_no_copy_of_it_is_held(
    gate: str, site: Site, crawl: Crawl
) -> None:
    name, dead = "http://a.example/onward", "http://b.example/onward"
    tasks = [{"url": url, "via": "memento", "asked_for": "2017-09-19"} for url in (name, dead)]
    led = site("/page").replace("127.0.0.1", "localhost")
    tasks[1]["alternatives"] = [led]  # where the live journey has been already
    crawled = crawl(tasks, archive={"timegates": [gate]})
    visit = crawled.visits[f"{name} 2017-09-19"]
    assert (visit.status, visit.error, visit.final_url, visit.memento_url) == (200, None, led, None)
    assert [(hop.status, hop.kind) for hop in crawled.hops[f"{name} 2017-09-19"]][::2] == [
        (301, "asked"),
        (200, "onward"),
    ]
    assert crawled.visits[f"{dead} 2017-09-19"].error == "not_archived"
    assert site.asked["/page"] == 1


def test_a_frame_around_the_copy_is_not_the_copy(gate: str, crawl: Crawl) -> None:
    crawled = crawl(
        [{"url": "http://a.example/framed", "via": "memento", "asked_for": "2017-09-19"}], archive={"timegates": [gate]}
    )
    visit = crawled.visits["http://a.example/framed 2017-09-19"]
    assert (visit.error, visit.memento_datetime) == (None, DAYS[1])
    assert visit.bytes == len(PAGE) + len("20170820")


@pytest.mark.parametrize("lists", [{}, {"cdx": "/cdx/"}])
def test_a_later_copy_is_taken_only_where_the_list_has_none_from_before(
    lists: dict[str, str], gate: str, site: Site, crawl: Crawl
) -> None:
    """By TimeMap (two pages of it), and by CDX, where the copy nearest the day is one of an error."""
    archive = {"timegates": [gate], **{name: [site(path) + "x"] for name, path in lists.items()}}
    task = {"url": "http://a.example/late", "via": "memento", "asked_for": "2017-01-01" if not lists else "2017-09-19"}
    (visit,) = crawl([task], archive=archive).visits.values()
    found = visit.memento_datetime
    assert (visit.error, visit.status, found and f"{found:%Y-%m-%d}") == (None, 200, "2016-03-01")


def test_a_list_that_is_not_given_leaves_the_later_copy(gate: str, crawl: Crawl) -> None:
    task = {"url": "http://a.example/busy-list", "via": "memento", "asked_for": "2017-09-19"}
    (visit,) = crawl([task], archive={"timegates": [gate]}).visits.values()
    assert (visit.error, visit.memento_datetime) == (None, DAYS[2])


def test_an_archive_that_said_later_is_asked_nothing_more(gate: str, site: Site, crawl: Crawl) -> None:
    pages = ("busy", "kept", "short")
    tasks = [{"url": f"http://a.example/{page}", "via": "memento", "asked_for": "2017-09-19"} for page in pages]
    crawled = crawl(tasks, archive={"timegates": [gate]})
    assert [visit.error for visit in crawled.visits.values()] == ["archive_rate_limited"] * 3
    assert all(visit.retry_after is not None for visit in crawled.visits.values()) and len(site.requests) == 1


def test_order_of_copies() -> None:
    kinds = [(2016, None), (2018, 200), (2017, 302), (2015, 200), (2016, 503)]
    held = [Held(url=f"{year}", date=datetime(year, 1, 1, tzinfo=UTC), status=status) for year, status in kinds]
    assert [h.url for h in by_preference(held, datetime(2017, 6, 1, tzinfo=UTC))] == ["2016", "2015", "2017", "2018"]


def test_lines_of_a_cdx_server() -> None:
    text = (
        "example,a)/ 20170820000000 http://a.example/ text/html 200 AAA 1\n"
        'example,a)/ 20171002000000 {"url": "http://a.example/", "mime": "warc/revisit", "status": "-"}\n'
        "example,a)/ 2017 {broken\n\nexample,a)/ notatime http://a.example/ text/html 200 AAA 1\n"
    )
    assert list(_rows(text)) == [(DAYS[1], "http://a.example/", 200), (DAYS[2], "http://a.example/", None)]


@pytest.mark.parametrize(
    ("page", "error"),
    [
        ("none", "not_archived"),
        ("lost", "not_archived"),
        ("busy", "archive_rate_limited"),
        ("broken", "archive_unreachable"),
    ],
)
def test_busy_is_not_absent(page: str, error: str, gate: str, crawl: Crawl) -> None:
    task = {"url": f"http://a.example/{page}", "via": "memento", "asked_for": "2017-09-19"}
    visit = next(iter(crawl([task], archive={"timegates": [gate]}).visits.values()))
    assert visit.error == error
    assert (visit.retry_after is not None) is (page == "busy")


def test_one_busy_archive_leaves_it_open(gate: str, site: Site, crawl: Crawl) -> None:
    gates = [site("/empty-gate/"), site("/429").replace("127.0.0.1", "localhost") + "?", gate]
    task = {"url": "http://a.example/none", "via": "memento", "asked_for": "2017-09-19"}
    assert next(iter(crawl([task], archive={"timegates": gates}).visits.values())).error == "archive_rate_limited"
    found = {"url": "http://a.example/kept", "via": "memento", "asked_for": "2017-09-19"}
    assert next(iter(crawl([found], archive={"timegates": gates}).visits.values())).error is None


def test_without_an_archive_nothing_is_known(crawl: Crawl) -> None:
    task = {"url": "http://a.example/kept", "via": "memento", "asked_for": "2017-09-19"}
    assert next(iter(crawl([task]).visits.values())).error == "archive_unreachable"


def test_links() -> None:
    value = '<http://a.example/>; rel="original", <http://g.example/x>; rel="prev memento"; datetime="Sun, 20 Aug 2017 00:00:00 GMT"; x="a, b"'
    first, second = links(value)
    assert (first.url, first.rel, first.date) == ("http://a.example/", frozenset({"original"}), None)
    assert (second.rel, second.date) == (frozenset({"prev", "memento"}), DAYS[1])
    assert links("<" * 50_000) == links("nothing") == []


def test_wayback_addresses() -> None:
    assert (
        raw("https://web.archive.org/web/20170619000000/http://a.example/")
        == "https://web.archive.org/web/20170619000000id_/http://a.example/"
    )
    assert (
        raw("https://web.archive.org/web/20170619000000if_/http://a.example/")
        == "https://web.archive.org/web/20170619000000id_/http://a.example/"
    )
    pywb = "http://archive.example/all/20170619000000mp_/http://a.example/"
    assert raw(pywb) == pywb.replace("mp_", "id_")
    assert raw("http://other.example/2017/http://a.example/") == "http://other.example/2017/http://a.example/"
    assert is_archived(
        "http://web.archive.org/web/2017/http://a.example/", Archives(timegates=("https://web.archive.org/web/",))
    )
    assert not is_archived(
        "http://a.example/?u=web.archive.org/web/", Archives(timegates=("https://web.archive.org/web/",))
    )
