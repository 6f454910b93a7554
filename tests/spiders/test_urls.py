"""Addresses: one spelling, one key, and never a short link's case lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.urls import canonical, host_of, host_shard, is_web, joined, urlkey


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("http://example.org:80/a", "http://example.org/a"),
        ("https://example.org:8443/a#part", "https://example.org:8443/a"),
        ("http://user:word@example.org/", "http://example.org/"),
        ("http://example.org./", "http://example.org/"),
        ("http://bücher.example/ä?q=ö", "http://xn--bcher-kva.example/%C3%A4?q=%C3%B6"),
        ("http://example.org/%7euser/%e2%82%ac", "http://example.org/~user/%E2%82%AC"),
        ("http://example.org/100%", "http://example.org/100%25"),
        ("http://example.org/a b", "http://example.org/a%20b"),
        ("http://[2001:DB8::1]/x", "http://[2001:db8::1]/x"),
        ("http://example.org/?a=%2F&b=%26", "http://example.org/?a=%2F&b=%26"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_canonical(url: str, expected: str) -> None:
    assert canonical(url) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://www.example.org/a/", "https://example.org/a", True),
        ("http://example.org/a?x=1&y=2", "http://example.org/a?y=2&x=1", True),
        ("http://example.org/a?utm_source=letter&x=1", "http://example.org/a?x=1", True),
        ("https://goo.gl/QW3bQa", "https://goo.gl/qw3bqa", False),
        ("http://example.org/a", "http://example.org:8080/a", False),
        ("http://www.com/", "http://com/", False),
        ("http://127.0.0.1/a", "http://1.0.0.127/a", False),
    ],
)
def test_urlkey(one: str, other: str, same: bool) -> None:
    assert (urlkey(one) == urlkey(other)) is same


def test_urlkey_is_a_surt() -> None:
    assert urlkey("https://www.lab.example.org/2017/report?a=1") == "org,example,lab)/2017/report?a=1"


@pytest.mark.parametrize(
    ("url", "shard"),
    [
        ("http://a.b.example.org/", "example.org"),
        ("http://news.example.co.uk/", "example.co.uk"),
        ("http://t.co/x", "t.co"),
        ("http://127.0.0.1/", "127.0.0.1"),
        ("http://gob.mx/", "gob.mx"),
        ("http://www.gob.mx/", "www.gob.mx"),
    ],
)
def test_host_shard(url: str, shard: str) -> None:
    assert host_shard(url) == shard


@pytest.mark.parametrize(
    "url",
    ["ftp://example.org/", "http://", "http:///x", "//example.org/", "", "javascript:1", "http://[x", "example.org"],
)
def test_what_is_no_web_address(url: str) -> None:
    assert not is_web(url)
    assert canonical(url) == url


@pytest.mark.parametrize(
    ("base", "target", "expected"),
    [
        ("http://a.example/b/c", "../d", "http://a.example/d"),
        ("http://a.example/b", "//c.example/d", "http://c.example/d"),
        ("http://a.example/b", "?q=é", "http://a.example/b?q=%C3%A9"),
        ("http://a.example/b", "mailto:x@a.example", "mailto:x@a.example"),
        ("http://a.example/b", "http://[broken", "http://[broken"),
    ],
)
def test_joined(base: str, target: str, expected: str) -> None:
    assert joined(base, target) == expected


@given(st.text(max_size=60))
def test_nothing_that_is_typed_breaks_an_address(text: str) -> None:
    for url in (text, f"http://{text}", f"http://example.org/{text}", f"http://example.org/?{text}"):
        once = canonical(url)
        assert canonical(once) == once
        assert urlkey(once) == urlkey(url)
        assert isinstance(host_of(url), str) and isinstance(joined("http://a.example/", url), str)
