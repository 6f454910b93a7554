from __future__ import annotations

import pytest

from pipeline.citing.redirects import unwrapped


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("https://www.google.com/url?q=https://a.example/b%3Fc%3Dd&sa=D", "https://a.example/b?c=d"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fb&h=AT", "https://a.example/b"),
        ("https://www.google.com/search?q=https://a.example/", None),
        ("https://www.google.com/url?q=javascript:alert(1)", None),
        ("https://google.com.evil.example/url?q=https://a.example/", None),
        ("https://a.example/url?q=https://b.example/", None),
        ("https://[broken/url?q=https://b.example/", None),
    ],
)
def test_only_a_known_wrapper_of_a_web_address_is_taken_off(link: str, target: str | None) -> None:
    assert unwrapped(link) == (target or link)
