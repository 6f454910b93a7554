"""Where a page points on to, and where it only seems to."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from spiders.exchange import Answer, Exchange, Kept
from spiders.pointers import Pointer, pointer

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PROSE = "The council met on Monday and agreed on the new timetable. " * 10


def answer(body: str, *, url: str = "http://a.example/x", status: int = 200, **headers: str) -> Answer:
    named = {"Content-Type": "text/html", **{n.replace("_", "-"): v for n, v in headers.items()}}
    exchange = Exchange(url=url, asked_at=NOW, fetched_at=NOW, status=status, headers=tuple(named.items()))
    return Answer(exchange=exchange, kept=Kept(file="", offset=0, record_id=""), body=body.encode())


POINTS = {
    "single quotes": ("<meta http-equiv='refresh' content='0;url=/y'>", "meta_refresh", "http://a.example/y"),
    "no url word": ('<META HTTP-EQUIV=Refresh CONTENT="3; /y">', "meta_refresh", "http://a.example/y"),
    "quoted target": (
        """<meta http-equiv="refresh" content="0; URL='/y?a=1&amp;b=2'">""",
        "meta_refresh",
        "http://a.example/y?a=1&b=2",
    ),
    "content first": ('<meta content="0;url=/y" http-equiv="refresh">', "meta_refresh", "http://a.example/y"),
    "base": (
        '<base href="/deep/er/"><meta http-equiv=refresh content="0;url=y">',
        "meta_refresh",
        "http://a.example/deep/er/y",
    ),
    "stub in noscript": (
        "<title>/y</title><noscript><meta http-equiv=refresh content='0;url=/y'></noscript>",
        "meta_refresh",
        "http://a.example/y",
    ),
    "long page": (f'<meta http-equiv="refresh" content="5;url=/y">{PROSE}', "meta_refresh", "http://a.example/y"),
    "assign": ("<script>location.assign('/y')</script>", "javascript", "http://a.example/y"),
    "href": ('<script>window.location.href = "http:\\/\\/b.example\\/y";</script>', "javascript", "http://b.example/y"),
    "bare": ("<script>location='y.html'</script><p>Moving on</p>", "javascript", "http://a.example/y.html"),
    "same target twice": (
        "<script>if(a){location='/y';}else{location.href='/y';}</script>",
        "javascript",
        "http://a.example/y",
    ),
}
STAYS = {
    "late": '<meta http-equiv="refresh" content="600;url=/y">',
    "to itself": '<meta http-equiv="refresh" content="0;url=/x">',
    "without target": '<meta http-equiv="refresh" content="5">',
    "in a comment": '<!-- <meta http-equiv="refresh" content="0;url=/y"> -->',
    "in a script": """<script>var t = '<meta http-equiv="refresh" content="0;url=/y">';</script>""",
    "in a template": '<template><meta http-equiv="refresh" content="0;url=/y"></template>',
    "noscript of a page": f'<noscript><meta http-equiv="refresh" content="0;url=/y"></noscript>{PROSE}',
    "script of a page": f"<script>function out() {{ location = '/y'; }}</script>{PROSE}",
    "two targets": "<script>if(a){location='/y';}else{location='/z';}</script>",
    "computed": "<script>location = '/y' + token;</script>",
    "compared": "<script>if (location == '/y') { run(); }</script>",
    "another name": "<script>mylocation = '/y'; var allocation = '/z';</script>",
}


@pytest.mark.parametrize("case", POINTS)
def test_points(case: str) -> None:
    body, kind, url = POINTS[case]
    assert pointer(answer(body)) == Pointer(url=url, kind=kind)


@pytest.mark.parametrize("case", STAYS)
def test_stays(case: str) -> None:
    assert pointer(answer(STAYS[case])) is None


def test_an_error_page_and_a_picture_point_nowhere() -> None:
    body = '<meta http-equiv="refresh" content="0;url=/">'
    assert pointer(answer(body, status=404)) is None
    assert pointer(answer(body, Content_Type="image/svg+xml")) is None


def test_headers_point() -> None:
    assert pointer(answer("", status=302, Location="/ü".encode().decode("latin-1"))) == Pointer(
        url="http://a.example/%C3%BC", kind="redirect"
    )
    assert pointer(answer("", status=302)) is None
    assert pointer(answer("", status=304, Location="/y")) is None
    assert pointer(answer("", status=201, Location="/y")) is None
    assert pointer(answer("x", Refresh="0;url=/y")) == Pointer(url="http://a.example/y", kind="refresh_header")


LEAVING = {
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fb.example%2Fy&h=1": "https://b.example/y",
    "https://www.google.com/url?q=https://b.example/y&sa=D": "https://b.example/y",
    "https://www.youtube.com/redirect?q=https%3A%2F%2Fb.example%2Fy": "https://b.example/y",
}


@pytest.mark.parametrize("url", LEAVING)
def test_leaving_pages(url: str) -> None:
    assert pointer(answer("<p>You are leaving us</p>", url=url)) == Pointer(url=LEAVING[url], kind="interstitial")


def test_a_shortener_that_shows_a_page_in_between() -> None:
    page = '<p>This link goes on to <a href="https://b.example/y">b.example</a>. <a href="https://policies.google.com/terms">Terms</a>'
    assert pointer(answer(page, url="https://goo.gl/abc")) == Pointer(url="https://b.example/y", kind="interstitial")
    assert pointer(answer(page + '<a href="https://c.example/">c</a>', url="https://goo.gl/abc")) is None
    assert pointer(answer(page, url="https://a.example/")) is None


@pytest.mark.parametrize(
    "piece",
    [
        "<script>",
        "<!--",
        "<meta ",
        "<meta http-equiv='refresh' ",
        "location = '",
        "location='/a';",
        "<",
        "<noscript>",
        "refresh<base href",
        "<a href='",
    ],
)
def test_hostile_markup_costs_no_more_than_its_length(piece: str) -> None:
    page = answer("refresh location " + piece * (100_000 // len(piece)), url="https://goo.gl/x")
    began = time.perf_counter()
    pointer(page)
    assert time.perf_counter() - began < 2.0
