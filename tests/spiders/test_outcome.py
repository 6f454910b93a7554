"""The outcome is a pure function of stored signals; a wall beats a death, and text beats a mark."""

from __future__ import annotations

import pytest

from spiders.outcome import ERRORS, judge

CONTRACT = set(
    "live gone soft_404 redirected_home parked placeholder replaced paywall consent_wall login_wall bot_wall rate_limited needs_browser "
    "redirect empty server_error timeout tls_error redirect_loop unreachable too_large unsupported_media refused".split()
)
NOT_FOUND = {"mark.not_found.title": "3 page not found", "mark.not_found.text": "1.5 page cannot be found"}
WALL = {"mark.challenge.title": "3 robot check"}


@pytest.mark.parametrize("error", ERRORS)
def test_every_error_has_an_outcome_of_the_contract(error: str) -> None:
    outcome, reason = judge({"error": error})
    assert outcome in CONTRACT
    assert reason


def test_unknown_error_is_never_a_death() -> None:
    assert judge({"error": "something_new"})[0] == "unreachable"


@pytest.mark.parametrize("status", [200, 403, 404, 410, 500, 503])
def test_wall_beats_death(status: int) -> None:
    signals = {
        "status": str(status),
        "prose_words": "30",
        "words": "30",
        **WALL,
        "mark.not_found.text": "1.5 was not found",
    }
    assert judge(signals)[0] == "bot_wall"


@pytest.mark.parametrize(
    ("words", "outcome"), [("20", "soft_404"), ("200", "soft_404"), ("900", "live"), ("5000", "live")]
)
def test_the_more_text_the_more_proof(words: str, outcome: str) -> None:
    assert (
        judge({"status": "200", "prose_words": words, "words": words, "main_words": words, **NOT_FOUND})[0] == outcome
    )


def test_reason_names_what_was_seen() -> None:
    assert "page not found" in judge({"status": "200", "prose_words": "20", "words": "20", **NOT_FOUND})[1]


def test_home_page_with_a_wall_is_the_wall() -> None:
    signals = {"status": "200", "home_from": "https://a.example/deep", "prose_words": "20", "words": "20"}
    assert judge(signals)[0] == "redirected_home"
    assert judge({**signals, **WALL})[0] == "bot_wall"
    assert judge({**signals, "way_station": "consent https://consent.a.example/"})[0] == "consent_wall"
