"""Archives on the web, spoken to by RFC 7089; a small archive on loopback answers as they do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

import pytest

from spiders.mementos import is_archived, links, raw
from tests.spiders.conftest import Crawl
from tests.spiders.site import PAGE, ROUTES, Site, answer

DAYS = [datetime(2016, 3, 1, tzinfo=UTC), datetime(2017, 8, 20, tzinfo=UTC), datetime(2017, 10, 2, tzinfo=UTC)]


@pytest.fixture
def gate(site: Site) -> str:
    """A TimeGate that has /kept three times and /short as a redirect, and is busy for /busy."""
    base = site("/gate/")

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
        if original.endswith("/busy"):
            return answer("429 Too Many Requests", b"", ("Retry-After: 4000",))
        if original.endswith("/broken"):
            return answer("500 Internal Server Error", b"")
        if original.endswith("/framed"):  # as pywb: a page of its own around the copy, which its Link names
            return answer(body=b"<iframe>", headers=head(DAYS[1], original)[::2])
        if not original.endswith(("/kept", "/short", "/lost")):
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
        if original.endswith("/lost"):
            return answer("404 Not Found", b"archived error", head(when, original))
        if when not in DAYS:  # archives redirect to the copy that they have
            near = min(DAYS, key=lambda d: abs(d - when))
            return answer("302 Found", b"", (f"Location: {memento(near, original)}",))
        return answer(body=PAGE + day.encode(), headers=head(when, original))

    ROUTES["/gate/"], ROUTES["/copy/"] = negotiate, copy
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


def test_a_frame_around_the_copy_is_not_the_copy(gate: str, crawl: Crawl) -> None:
    crawled = crawl(
        [{"url": "http://a.example/framed", "via": "memento", "asked_for": "2017-09-19"}], archive={"timegates": [gate]}
    )
    visit = crawled.visits["http://a.example/framed 2017-09-19"]
    assert (visit.error, visit.memento_datetime) == (None, DAYS[1])
    assert visit.bytes == len(PAGE) + len("20170820")


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
    gates = [site("/empty-gate/"), site("/429") + "?", gate.replace("127.0.0.1", "localhost")]
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
    assert is_archived("http://web.archive.org/web/2017/http://a.example/", ("https://web.archive.org/web/",))
    assert not is_archived("http://a.example/?u=web.archive.org/web/", ("https://web.archive.org/web/",))
