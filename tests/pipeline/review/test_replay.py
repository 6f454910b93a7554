"""An archived copy as it is shown: evidence lit, links to what the archive has, nothing that runs or reaches out."""

from __future__ import annotations

import re

import pytest
from lxml.html import document_fromstring

from pipeline.review.replay_page import page_of, style_of, text_page
from tests.pipeline.review.conftest import HOSTILE, PAGE_URL, PASSAGE, WALL_URL, Served


def shown(markup: str, *evidence: str) -> str:
    known = {WALL_URL: "/key/wall", "http://a.example/style.css": "/key/style"}
    return page_of(markup, url=PAGE_URL, known=known.get, evidence=evidence).decode()


def lit(page: str) -> list[str]:
    return [" ".join(mark.text_content().split()) for mark in document_fromstring(page.encode()).iter("mark")]


def test_nothing_of_a_hostile_page_is_left_that_acts() -> None:
    page = shown(HOSTILE, PASSAGE)
    assert not re.search(
        r"evil\.example|javascript:|<script|onload|onerror|onfocus|http-equiv|<base|<iframe|<object", page
    )
    assert "color: #234" in page  # its look stays
    assert lit(page) == ["22 people", "count."] or "".join(lit(page)).startswith("There were")


def test_a_link_leads_to_the_archive_or_nowhere() -> None:
    root = document_fromstring(shown(HOSTILE).encode())
    assert [(a.text, a.get("href"), a.get("title")) for a in root.iter("a") if a.text] == [
        ("a", None, "not in this archive"), ("away", None, "not in this archive"), ("known", "/key/wall", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("a{background:url(http://e.example/x)}", "a{background:none}"),
        ("@import url(http://e.example/x); b{}", " b{}"),
        ("@import 'x.css' screen;c{}", "c{}"),
        (r"d{background:\75rl(http://e.example/x)}", "d{background:75rl(http://e.example/x)}"),
        ("e{background:url('data:image/png;base64,AA')}", 'e{background:url("data:image/png;base64,AA")}'),
        ("f{background:url(data:image/svg+xml,x)}", "f{background:none}"),
        ("g{background:url(http://a.example/style.css)}", 'g{background:url("/key/style")}'),
    ],
)
def test_a_style_loads_nothing_that_the_archive_lacks(css: str, expected: str) -> None:
    known = {"http://a.example/style.css": "/key/style"}
    assert style_of(css, url=PAGE_URL, known=known.get) == expected


@pytest.mark.parametrize(
    ("markup", "evidence", "expected"),
    [
        ("<p>One. Two three. Four.</p>", "Two three.", ["Two three."]),
        ("<p>One <b>two</b> three <i>four</i> five</p>", "two three four", ["two", "three", "four"]),
        ("<p>a bb<br>cc d</p>", "bb cc", ["bb", "cc"]),
        ("<div><p>first</p><p>second</p></div>", "first second", ["first", "second"]),
        ("<p>twice twice</p>", "twice", ["twice"]),
        ("<style>hidden words</style><p>shown words</p>", "hidden words", []),
        ("<p>nothing</p>", "absent", []),
    ],
)
def test_evidence_is_lit_across_elements_and_white_space(markup: str, evidence: str, expected: list[str]) -> None:
    page = shown(f"<html><body>{markup}</body></html>", evidence)
    assert lit(page) == expected
    assert page.count('id="evidence"') == (1 if expected else 0)
    words = "".join(document_fromstring(markup).text_content().split())
    assert "".join(document_fromstring(page.encode()).text_content().split()).endswith(words)


def test_a_text_is_shown_as_text() -> None:
    page = text_page("<script>1</script>\nThe wall is high.\x07", evidence=["The wall is high."]).decode()
    assert "&lt;script&gt;1&lt;/script&gt;" in page
    assert lit(page) == ["The wall is high."]


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "   ",
        "<>",
        "\x00",
        "<html>" * 3000,
        "<p>" + "<b>" * 5000 + "x",
        "<svg><style><a title='</style><img src=x onerror=1>'>",
    ],
)
def test_a_broken_page_is_shown_or_told(markup: str) -> None:
    page = shown(markup, "x y z")
    assert page.startswith("<!doctype html>")
    assert "onerror" not in page


def test_the_viewer_answers_only_who_knows_its_key_and_locks_what_it_shows(desk: Served) -> None:
    page = desk.ask("/captures/page?claim=k1").text
    port, path = re.findall(r'src="http://localhost:(\d+)(/[^"#]+)', page)[-1]
    answer = desk.ask(path, port=int(port), Host=f"localhost:{port}", Cookie=None)
    assert (answer.status, answer.headers["x-content-type-options"]) == (200, "nosniff")
    policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";"))
    assert policy["sandbox"] == ""
    assert (policy["script-src"], policy["connect-src"], policy["form-action"], policy["default-src"]) == (
        "'none'",
    ) * 4
    assert set(policy["img-src"].split()) == {f"http://localhost:{port}", "data:"}
    assert "x-frame-options" not in answer.headers  # what the site said of frames was of its own page
    assert lit(answer.text)
    key = path.split("/")[1]
    for wrong, host in (
        (path.replace(key, "x" * len(key)), f"localhost:{port}"),
        (path, "evil.example"),
        (f"/{key}/nothing", f"localhost:{port}"),
    ):
        assert desk.ask(wrong, port=int(port), Host=host, Cookie=None).status == 404
