"""Titles, headings and texts are known for what they say, whatever their accents and separators."""

from __future__ import annotations

import time

import pytest

from spiders.mark_vendors import address_marks
from spiders.marks import KINDS, phrases, text_marks, title_marks


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("404", "not_found"),
        ("Error 404 (Not Found)!!1", "not_found"),
        ("HTTP 404 – Not Found", "not_found"),
        ("Oops! Page not found · Brindle Courier", "not_found"),
        ("Brindle Courier | PÁGINA NO ENCONTRADA", "not_found"),
        ("Страница не найдена — Курьер", "not_found"),
        ("403 Forbidden", "denied"),
        ("Zugriff verweigert", "denied"),
        ("502 Bad Gateway", "server_error"),
        ("example.org | 522: Connection timed out", "server_error"),
        ("River Board - Log In", "login"),
        ("Log into River Board", "login"),
        ("ログイン", "login"),
        ("Just a moment...", "challenge"),
        ("Wartungsarbeiten", "maintenance"),
        ("brindle.example - This domain is for sale!", "parked"),
        ("Apache2 Ubuntu Default Page: It works", "placeholder"),
    ],
)
def test_title(title: str, kind: str) -> None:
    marks = title_marks(title)
    assert max(marks, key=lambda mark: mark.strength).kind == kind


@pytest.mark.parametrize(
    "title",
    [
        "404 Media: what we found",
        "A history of login screens in five acts",
        "The gateway to a better bridge",
        "Flat for rent, 403 Hill Road",
    ],
)
def test_titles_of_live_pages(title: str) -> None:
    assert not [mark for mark in title_marks(title) if mark.strength >= 2.5]


def test_every_kind_has_phrases() -> None:
    assert all(phrases()[kind].titles and phrases()[kind].texts for kind in KINDS)


def test_phrases_are_not_split_among_kinds() -> None:
    seen: dict[str, str] = {}
    for kind in KINDS:
        for title in phrases()[kind].titles:
            assert seen.setdefault(title, kind) == kind, title


def test_address() -> None:
    assert [mark.kind for mark in address_marks("https://a.example/login?next=/report")] == ["login"]
    assert not address_marks("https://a.example/blogin/report?back=/login")


def test_time_grows_with_length_alone() -> None:
    short, long = "page not not found " * 200, "page not not found " * 2000
    text_marks(short)
    started = time.perf_counter()
    text_marks(short)
    middle = time.perf_counter()
    text_marks(long)
    assert time.perf_counter() - middle < 60 * (middle - started) + 0.5


def test_a_headline_is_announced_by_a_french_colon_too() -> None:
    for title in (
        "Accès refusé: quatre historiens devant la porte",
        "Accès refusé : quatre historiens devant la porte",
    ):
        assert [mark.strength for mark in title_marks(title)] == [1.0]
