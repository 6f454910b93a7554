"""What redirects say: a front page reached from a deep address, and the walls passed on the way."""

from __future__ import annotations

import pytest

from pipeline.journey import is_front, journey_signals

DEEP = "https://a.example/2017/06/report.html"


@pytest.mark.parametrize(
    ("url", "front"),
    [
        ("https://a.example", True),
        ("https://a.example/index.html?utm_source=x", True),
        ("https://a.example/es/", True),
        ("https://a.example/en-gb/home", True),
        ("https://a.example/?p=123", False),
        ("https://a.example/#!/report", False),
        ("https://a.example/report", False),
    ],
)
def test_front(url: str, front: bool) -> None:
    assert is_front(url) is front


@pytest.mark.parametrize(
    ("final", "way", "name"),
    [
        ("https://www.a.example/", [], "home_from"),
        ("https://b.example/", [], None),
        ("https://a.example/?next=/2017/06/report.html", [], None),
        ("https://a.example/2018/report", [], None),
        ("https://a.example/", ["https://consent.a.example/?back=x"], "way_station"),
    ],
)
def test_deep_address_that_ends_elsewhere(final: str, way: list[str], name: str | None) -> None:
    hops = [(url, 302, "redirect") for url in (DEEP, *way)] + [(final, 200, "redirect")]
    found = set(journey_signals(DEEP, final, hops)) & {"home_from", "way_station"}
    assert (name in found) if name else not found


def test_short_link_to_a_front_page_is_what_it_was_made_for() -> None:
    found = journey_signals(
        "https://bit.ly/abc",
        "https://a.example/",
        [("https://bit.ly/abc", 301, "asked"), ("https://a.example/", 200, "redirect")],
    )
    assert not {"home_from", "other_front"} & set(found)
