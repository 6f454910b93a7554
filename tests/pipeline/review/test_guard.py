"""The desk refuses whoever is not the person with the token at this machine, and says nothing to other origins."""

from __future__ import annotations

import pytest

from tests.pipeline.review.conftest import Served

DECIDE = {"about": "claim", "what": "comment", "claim_id": "k1", "note": "let me in", "back": "/"}


def test_without_its_token_it_shows_nothing(desk: Served) -> None:
    for cookie in (None, "testimonia_desk=1", desk.cookie + "x", desk.cookie.partition("=")[0] + "="):
        for path in ("/", "/decisions.json", "/static/desk.js", "/claims/k1"):
            answer = desk.ask(path, Cookie=cookie)
            assert (answer.status, "claim" in answer.text) == (403, False)
    for link in ("/?token=", "/?token=x", desk.link + "x", desk.link[:-1]):
        assert desk.ask(link, Cookie=None).status == 403


def test_the_link_is_used_once_and_then_a_cookie_that_no_script_and_no_other_site_has(desk: Served) -> None:
    answer = desk.ask(desk.link, Cookie=None)
    assert (answer.status, answer.headers["location"]) == (303, "/")
    name, *flags = answer.headers["set-cookie"].split("; ")
    assert set(flags) == {"Path=/", "HttpOnly", "SameSite=Strict"}
    assert desk.link.partition("token=")[2] not in name
    assert desk.ask("/").status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1.evil.example:{port}", "localhost:1", "", "[::1]:{port}"]
)
def test_another_host_name_is_refused_whatever_it_carries(desk: Served, host: str) -> None:
    assert desk.ask("/", Host=host.format(port=desk.port)).status in (400, 421)
    assert desk.post("/decide", DECIDE, Host=host.format(port=desk.port)).status in (400, 421)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": None},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://{host}"},
        {"Origin": None, "Sec_Fetch_Site": "same-site"},
        {"Origin": "http://{host}", "Sec_Fetch_Site": "cross-site"},
    ],
)
def test_a_write_from_another_origin_is_refused_also_with_the_cookie(
    desk: Served, headers: dict[str, str | None]
) -> None:
    given = {name: value.format(host=desk.host) if value else None for name, value in headers.items()}
    assert desk.post("/decide", DECIDE, **given).status == 403
    assert "let me in" not in desk.ask("/decisions.json").text


def test_a_page_of_another_site_cannot_even_look(desk: Served) -> None:
    assert desk.ask("/", Sec_Fetch_Site="cross-site").status == 403
    assert desk.ask("/", Sec_Fetch_Site="same-site").status == 403  # a page on another port of this machine


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_other_methods_are_refused_and_no_preflight_is_answered(desk: Served, method: str) -> None:
    answer = desk.ask("/decide", method=method, Origin="http://evil.example", Access_Control_Request_Method="POST")
    assert answer.status == 405
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_what_is_too_large_is_refused_before_it_is_read(desk: Served) -> None:
    answer = desk.ask("/decide", method="POST", body=b"", Origin=f"http://{desk.host}", Content_Length="40000000")
    assert answer.status == 413
    assert desk.post("/decide", {**DECIDE, "note": "x" * 300_000}).status in (400, 422)


@pytest.mark.parametrize("path", ["/", "/claims/k1", "/nothing", "/static/desk.js", "/decisions.csv"])
def test_every_answer_carries_the_policy(desk: Served, path: str) -> None:
    headers = desk.ask(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert (headers["x-frame-options"], headers["x-content-type-options"], headers["cache-control"]) == (
        "DENY",
        "nosniff",
        "no-store",
    )
    assert not [name for name in headers if name.startswith("access-control")]
