"""Short links: which hosts are known to shorten, and which of their own pages are followed."""

from __future__ import annotations

import pytest

from spiders.short_links import SHORTENERS, interstitial, is_short_link
from spiders.shorteners import LISTED


@pytest.mark.parametrize(
    "url", ["https://bit.ly/x", "http://www.tinyurl.com/abc", "https://is.gd/Q", "http://kutt.it/9"]
)
def test_short(url: str) -> None:
    assert is_short_link(url)


@pytest.mark.parametrize("url", ["https://digg.com/story", "https://paper.example/x", "mailto:a@bit.ly.example"])
def test_not_short(url: str) -> None:
    assert not is_short_link(url)


def test_the_list_is_hosts() -> None:
    assert len(LISTED | SHORTENERS) > 700
    assert all(host == host.lower() and "." in host.strip(".") and "/" not in host for host in LISTED)


def test_a_listed_host_s_own_page_is_not_guessed_at() -> None:
    """Of those known well the one link outside is the way on; of the others a page may be anything."""
    page = '<a href="https://paper.example/story">go</a>'
    assert interstitial("https://bit.ly/x", page) == "https://paper.example/story"
    assert interstitial("https://kutt.it/x", page) is None
