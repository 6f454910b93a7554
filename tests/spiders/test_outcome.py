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


def test_a_story_under_a_sellers_words_is_live_and_the_seller_is_not() -> None:
    head = {
        "status": "200", "title": "This domain is for sale", "words": "53", "prose_words": "34", "addressed": "0", "main_words": "31",
        "mark.parked.title": "6.5 this domain is for sale", "mark.parked.heading": "6 this domain is for sale",
    }  # fmt: skip
    beneath = {"body_words": "30", "own_body": "0.93"}
    assert judge({**head, **beneath})[0] == "live"
    assert judge({**head, **beneath, "own_body": "0.05"})[0] == "parked"
    assert judge({**head, **beneath, "mark.parked.text": "1.5 make an offer"})[0] == "parked"


@pytest.mark.parametrize(
    ("own", "addressed", "details", "outcome"),
    [
        ("0.10", "0", "0", "empty"),
        ("0.30", "0", "0", "live"),
        ("0.30", "1", "0", "empty"),
        ("0.20", "1", "1", "live"),
        ("0.10", "1", "1", "empty"),
    ],
)
def test_few_words_like_a_messages_are_no_source(own: str, addressed: str, details: str, outcome: str) -> None:
    said = {"status": "200", "words": "25", "prose_words": "15", "main_words": "15"}
    assert judge({**said, "own_text": own, "addressed": addressed, "details": details})[0] == outcome


def test_a_401_that_only_repeats_its_name_asks_who_we_are() -> None:
    named = {"status": "401", "words": "1", "prose_words": "1", "mark.denied.title": "3 unauthorized"}
    assert judge(named)[0] == "login_wall"
    blocked = {"status": "401", "words": "9", "prose_words": "9", "mark.denied.text": "2 your address has been blocked"}
    assert judge(blocked)[0] == "bot_wall"


def test_a_spinner_in_a_frame_is_no_source() -> None:
    shell = {"status": "200", "words": "4", "prose_words": "1", "main_words": "6", "scripts": "2", "script_files": "2"}
    assert judge(shell)[0] == "needs_browser"


def test_a_head_that_sounds_like_an_end_over_what_may_be_a_text_is_unread() -> None:
    page = {
        "status": "200", "title": "No such page", "words": "40", "prose_words": "27", "main_words": "27", "addressed": "0",
        "mark.not_found.title": "3 no such page", "mark.not_found.heading": "2.5 no such page", "own_body": "0.3", "body_words": "27",
    }  # fmt: skip
    assert judge(page)[0] == "empty"
    assert judge({**page, "own_body": "0.6"})[0] == "live"
    assert judge({**page, "own_body": "0.05"})[0] == "soft_404"
    assert judge({**page, "own_body": "0.6", "addressed": "2"})[0] == "soft_404"
    assert judge({**page, "own_body": "0.6", "body_words": "9"})[0] == "soft_404"


def test_a_walls_words_over_a_text_of_its_own_are_a_headline_but_a_status_code_is_none() -> None:
    page = {
        "status": "200", "title": "Access denied", "words": "40", "prose_words": "30", "main_words": "30", "addressed": "0",
        "mark.denied.title": "3 access denied", "mark.denied.heading": "2.5 access denied", "own_body": "0.8", "body_words": "28",
    }  # fmt: skip
    assert judge(page)[0] == "live"
    assert judge({**page, "own_body": "0.2"})[0] == "bot_wall"
    assert judge({**page, "mark.denied.text": "1.5 your request was blocked"})[0] == "bot_wall"
    assert judge({**page, "title": "403 Access denied"})[0] == "bot_wall"


def test_a_question_of_consent_is_known_by_what_it_speaks_of() -> None:
    asked = {
        "status": "200",
        "words": "40",
        "prose_words": "32",
        "main_words": "32",
        "words_outside_consent": "32",
        "consent_talk": "30",
    }
    assert judge({**asked, "own_text": "0.1", "addressed": "2"})[0] == "consent_wall"
    assert judge({**asked, "own_text": "0.8", "addressed": "2"})[0] == "live"
