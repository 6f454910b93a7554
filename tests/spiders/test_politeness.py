"""How we behave: when an address is asked again, and which rules of robots.txt are ours."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from spiders.config import Fetch
from spiders.exchange import Answer, Exchange, Kept
from spiders.politeness import Robots, next_try, pause, product, scrapy_settings, user_agent

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FETCH = Fetch(user_agent="testimonia/0.1 (citation checker; +https://a.example/crawler)", retries=2, delay_s=1.0)


def answer(status: int | None = 200, body: bytes = b"", error: str | None = None, **headers: str) -> Answer:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    exchange = Exchange(
        url="http://a.example/robots.txt", asked_at=NOW, fetched_at=NOW, status=status, headers=named, error=error
    )
    return Answer(exchange=exchange, kept=Kept(file="", offset=0, record_id=""), body=body)


@pytest.mark.parametrize(
    ("got", "tries", "low", "high"),
    [
        (answer(429, Retry_After="7"), 0, 7, 7),
        (answer(503, Retry_After="Thu, 01 Jan 2026 00:00:09 GMT"), 0, 9, 9),
        (answer(503, Retry_After="Wed, 31 Dec 2025 00:00:00 GMT"), 0, 0, 0),
        (answer(429), 1, 2, 2.4),
        (answer(None, error="broken"), 0, 1, 1.2),
    ],
)
def test_asked_again_in_this_run(got: Answer, tries: int, low: float, high: float) -> None:
    wait = pause(got, tries, FETCH)
    assert wait is not None and low <= wait <= high


@pytest.mark.parametrize(
    ("got", "tries"),
    [
        (answer(429, Retry_After="31"), 0),
        (answer(429, Retry_After="1"), 2),
        (answer(404), 0),
        (answer(500), 0),
        (answer(None, error="dns"), 0),
        (answer(None, error="tls"), 0),
    ],
)
def test_not_asked_again_in_this_run(got: Answer, tries: int) -> None:
    assert pause(got, tries, FETCH) is None


def test_next_try() -> None:
    assert next_try(answer(429, Retry_After="3600")) == NOW + timedelta(hours=1)
    assert next_try(answer(503)) == NOW + timedelta(hours=1)
    assert next_try(answer(429, Retry_After="nonsense")) == NOW + timedelta(hours=1)
    assert next_try(answer(200, Retry_After="3600")) is None


def allowed(path: str, got: Answer, delays: list[float] | None = None) -> bool:
    async def ask(url: str) -> Answer:
        return got

    robots = Robots(FETCH, ask, lambda origin, delay: (delays if delays is not None else []).append(delay))
    return asyncio.run(robots.allow(f"http://a.example{path}"))


@pytest.mark.parametrize(
    ("rules", "path", "expected"),
    [
        ("User-agent: *\nDisallow: /private", "/private/x", False),
        ("User-agent: *\nDisallow: /private", "/public", True),
        ("User-agent: testimonia\nDisallow: /\n\nUser-agent: *\nAllow: /", "/x", False),
        ("User-agent: a.example\nDisallow: /\n", "/x", True),
        ("User-agent: *\nDisallow: /\nAllow: /open", "/open/x", True),
        ("<html>not found</html>", "/x", True),
    ],
)
def test_robots(rules: str, path: str, expected: bool) -> None:
    assert allowed(path, answer(200, rules.encode())) is expected


def test_robots_that_cannot_be_read() -> None:
    assert allowed("/x", answer(404)) and allowed("/x", answer(403)) and allowed("/x", answer(None, error="timeout"))
    assert not allowed("/x", answer(500))


def test_a_crawl_delay_is_kept_within_reason() -> None:
    delays: list[float] = []
    assert allowed("/x", answer(200, b"User-agent: *\nCrawl-delay: 3\n"), delays)
    assert allowed("/x", answer(200, b"User-agent: *\nCrawl-delay: 86400\n"), delays)
    assert delays == [3.0, 30.0]


def test_who_we_say_we_are() -> None:
    assert product(FETCH) == "testimonia"
    assert user_agent(Fetch(user_agent="t/1", contact="desk@paper.example")) == "t/1 desk@paper.example"
    assert user_agent(Fetch(user_agent="t/1")) == "t/1"


def test_no_port_is_opened_and_a_replayed_web_has_no_pauses() -> None:
    live, replayed = scrapy_settings(FETCH, live=True, hosts=3), scrapy_settings(FETCH, live=False, hosts=3)
    assert not live["TELNETCONSOLE_ENABLED"] and not live["REMOTECONTROL_ENABLED"]
    assert (live["DOWNLOAD_DELAY"], replayed["DOWNLOAD_DELAY"]) == (1.0, 0.0)
