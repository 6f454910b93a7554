"""Saved pages of every kind end in the right outcome, and their text is read."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.extract import page_of
from pipeline.extract import Extraction, Page, extract
from pipeline.pages.text import PageText
from spiders.outcome import judge

CASES = sorted(p.parent for p in (Path(__file__).parents[1] / "cases" / "extract").glob("*/expected.json"))
ARTICLE = b"<p>" + b"The river board met again and spoke of the bridge for an hour before it voted. " * 20 + b"</p>"


def read(case: Path) -> tuple[Extraction, dict[str, Any]]:
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    saved = next(p for p in case.iterdir() if p.stem == "page")
    return extract(page_of({"path": str(saved), **expected["asked"]}), max_chars=100_000), expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_saved_page(case: Path) -> None:
    found, expected = read(case)
    assert (found.outcome, found.reason) == (expected["outcome"], found.reason)
    assert all(words in found.text for words in expected.get("text_has", []))
    assert not any(words in found.text for words in expected.get("text_lacks", []))
    assert judge(found.signals) == (found.outcome, found.reason), "the outcome hangs on the stored signals alone"


def html(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def page(body: bytes | None, **more: Any) -> Page:
    return replace(Page(url="https://a.example/x", final_url="https://a.example/x", status=200, body=body), **more)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (404, "gone"), (410, "gone"), (401, "login_wall"), (402, "paywall"), (403, "bot_wall"), (429, "rate_limited"), (451, "bot_wall"),
        (500, "server_error"), (503, "server_error"), (204, "empty"), (301, "redirect"), (999, "bot_wall"), (408, "timeout"),
    ],
)  # fmt: skip
def test_status_alone(status: int, outcome: str) -> None:
    assert extract(page(None, status=status), max_chars=1000).outcome == outcome


@pytest.mark.parametrize(
    ("headers", "status", "outcome"),
    [
        ((("cf-mitigated", "challenge"),), 403, "bot_wall"),
        ((("CF-Mitigated", "challenge"),), 404, "bot_wall"),
        ((("x-amzn-waf-action", "captcha"),), 405, "bot_wall"),
        ((("WWW-Authenticate", "Basic"),), 401, "login_wall"),
        ((("Server", "nginx"),), 404, "gone"),
    ],
)
def test_wall_in_headers(headers: tuple[tuple[str, str], ...], status: int, outcome: str) -> None:
    assert extract(page(b"<p>no</p>", status=status, headers=headers), max_chars=1000).outcome == outcome


def test_dates_publisher_and_author() -> None:
    head = (
        '<title>Bridge</title><script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",'
        '"headline":"Bridge","datePublished":"2017-06-19T08:00:00Z","dateModified":"2017-06-21T10:00:00Z",'
        '"author":{"@type":"Person","name":"Ana Ruiz"},"publisher":{"@type":"Organization","name":"Brindle Courier"}}</script>'
    )
    found = extract(page(html(f"<article>{ARTICLE.decode()}</article>", head)), max_chars=10_000)
    assert (found.published, found.modified, found.author, found.publisher, found.language) == (
        "2017-06-19", "2017-06-21", "Ana Ruiz", "Brindle Courier", "en",
    )  # fmt: skip


def test_no_date_later_than_the_capture() -> None:
    body = html(f'<article>{ARTICLE.decode()}</article><meta property="article:published_time" content="2024-03-01">')
    seen = page(body, seen_at=datetime(2017, 9, 19, tzinfo=UTC))
    assert (extract(seen, max_chars=10_000).published or "") <= "2017-09-19"


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        ("El año de la niñez y la señal", "cp1252", "text/html; charset=iso-8859-1"),
        ("Дело о мосте через реку", "windows-1251", "text/html; charset=windows-1251"),
        ("橋を架け直す計画", "shift_jis", "text/html; charset=Shift_JIS"),
        ("El año de la niñez", "utf-8", "text/html; charset=iso-8859-1"),
        ("El año de la niñez", "utf-16", "text/html"),
    ],
)
def test_encodings(text: str, encoding: str, declared: str) -> None:
    body = f"<html><head><title>t</title></head><body><p>{text}</p></body></html>".encode(encoding)
    found = extract(page(body, headers=(("Content-Type", declared),), media_type="text/html"), max_chars=1000)
    assert text in found.text


def test_doubly_encoded_page_is_read_as_it_was_written() -> None:
    doubled = "<html><body><p>It’s the council’s bridge</p></body></html>".encode().decode("latin-1").encode()
    assert "It’s the council’s" in extract(page(doubled, media_type="text/html"), max_chars=1000).text


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 20_000 + b"deep" + b"</div>" * 20_000,
        b"<p>" + b"a" * 3_000_000,
        b"<title>" * 5_000 + b"\x00\xff\xfe" * 1000,
        b"<a href='x'>y</a>" * 40_000,
        b"<table><tr><td>" * 3_000 + ARTICLE,
        b"<script>" + b"location=" * 100_000 + b"</script>",
        b'<meta http-equiv="refresh" content="0;' + b" " * 500_000 + b'x">',
    ],
    ids=["nesting", "one word", "titles", "links", "tables", "script", "refresh"],
)  # fmt: skip
def test_hostile_page_ends_in_an_outcome(body: bytes) -> None:
    began = time.process_time()
    assert extract(page(body, media_type="text/html"), max_chars=10_000).outcome
    assert time.process_time() - began < 20


def test_text_is_cut() -> None:
    assert len(extract(page(b"word " * 10_000, media_type="text/plain"), max_chars=100).text) == 100


@pytest.mark.parametrize(
    ("body", "media_type", "outcome"),
    [
        (b"\x89PNG\r\n\x1a\n\x00", "image/png", "unsupported_media"),
        (b"PK\x03\x04\x00\x00", None, "unsupported_media"),
        (b"%PDF-1.4 torn", "application/pdf", "unsupported_media"),
        (b"", "text/html", "empty"),
    ],
)
def test_what_is_not_text(body: bytes, media_type: str | None, outcome: str) -> None:
    assert extract(page(body, media_type=media_type), max_chars=1000).outcome == outcome


def pdf(text: str) -> bytes:
    """Return a PDF of one page that says `text`, or an empty page."""
    stream = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode() if text else b""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Title(Minutes of the board)/CreationDate(D:20170619120000Z)>>",
    ]
    whole = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(whole))
        whole += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 7/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF" % len(whole)
    return whole + b"xref\n0 7\n0000000000 65535 f \n" + table + end


def test_pdf() -> None:
    found = extract(
        page(pdf("The board rebuilt 22 bridges in 2016."), media_type="application/octet-stream"), max_chars=1000
    )
    assert (found.outcome, found.text, found.title, found.published, found.media_type) == (
        "live", "The board rebuilt 22 bridges in 2016.", "Minutes of the board", "2017-06-19", "application/pdf",
    )  # fmt: skip


def test_pdf_of_scanned_pages_is_empty_and_says_why() -> None:
    found = extract(page(pdf(""), media_type="application/pdf"), max_chars=1000)
    assert found.outcome == "empty"
    assert "text layer" in found.reason


RIVERS = PageText(
    title="Surveillance in Veracruz",
    language="en",
    text="The observatory counted ninety intercepted telephones of journalists and advocates between January and December. Its "
    "report names the ministry, the prosecutor and two companies that sold interception equipment, and prints contracts, invoices, "
    "warrants and letters which nobody disputes. Several victims testified before parliament; others preferred silence, fearing "
    "reprisals against their families. Technical annexes describe infected messages, domains, certificates and servers abroad.",
)
OTHER = (
    "<p>"
    + "Our bakery offers fresh bread, pastries and birthday cakes every morning; order before noon and collect them warm. "
    * 8
    + "</p>"
)


@pytest.mark.parametrize(
    ("labels", "earlier", "body", "url", "outcome"),
    [
        (("Surveillance in Veracruz",), RIVERS, OTHER, "https://a.example/x", "replaced"),
        (("Surveillance in Veracruz",), None, OTHER, "https://a.example/x", "live"),  # nothing is known of before
        (("Surveillance in Veracruz",), RIVERS, OTHER, "https://a.example/", "live"),  # a front page speaks of the day
        (
            ("Bread and pastries of Veracruz",),
            RIVERS,
            OTHER,
            "https://a.example/x",
            "live",
        ),  # the citation's own words are there
        ((), RIVERS, OTHER, "https://a.example/x", "live"),  # no citation says what it is about
        (
            ("Informe de espionaje",),
            RIVERS,
            f"<p>{RIVERS.text}</p>",
            "https://a.example/x",
            "live",
        ),  # named in another language
        (
            ("Informe de espionaje",),
            RIVERS,
            f"<p>{RIVERS.text[:300]}</p>{OTHER}",
            "https://a.example/x",
            "live",
        ),  # in part still there
    ],
)
def test_another_subject_than_before(
    labels: tuple[str, ...], earlier: PageText | None, body: str, url: str, outcome: str
) -> None:
    asked = page(html(body, "<title>Corner</title>"), labels=labels, url=url, final_url=url)
    assert extract(asked, max_chars=10_000, earlier=lambda: earlier).outcome == outcome


def test_replaced_needs_disjoint_words_and_a_sign() -> None:
    body = html(ARTICLE.decode() * 2, "<title>Slot online casino</title>")
    labels = ("Annual report of the Veracruz observatory on surveillance",)
    assert extract(page(body, labels=labels), max_chars=10_000).outcome == "replaced"
    assert extract(page(body), max_chars=10_000).outcome == "live"
    assert (
        extract(page(body, labels=("Report on online casino licences, river board",)), max_chars=10_000).outcome
        == "live"
    )
    plain = html(ARTICLE.decode() * 2, "<title>River board</title>")
    assert extract(page(plain, labels=labels), max_chars=10_000).outcome == "live"


@pytest.mark.parametrize(
    ("body", "media_type", "outcome"),
    [
        ("<?xml version='1.0'?><Error><Code>NoSuchKey</Code><Message>No key of that name.</Message></Error>", "application/xml", "soft_404"),
        ('{"errors": [{"status": "404", "title": "No such thing"}]}', "application/json", "soft_404"),
        ("<title>Forbidden</title><h1>Forbidden</h1><p>Forbidden is a film of 1949 in which a clerk opens a letter.</p>", "text/html", "live"),
        ("<title>Pond wardens</title><h1>Wardens</h1><p>A sign says “this page does not exist” where the map was, the wardens told us.</p>", "text/html", "live"),
        ("<title>Pond</title><h1>Pond</h1><p>The pond froze on 3 May.</p><footer><a>Cookie settings</a> We use cookies</footer>", "text/html", "live"),
    ],
)  # fmt: skip
def test_what_is_said_and_what_is_spoken_of(body: str, media_type: str, outcome: str) -> None:
    page = Page(
        url="https://pond.example/a",
        final_url="https://pond.example/a",
        status=200,
        media_type=media_type,
        body=body.encode(),
    )
    assert extract(page, max_chars=1_000).outcome == outcome


def test_a_trade_at_an_address_of_another_name() -> None:
    text = "<p>Casino bonus, casino slots and poker for every player who joins our tables today.</p>" * 5
    body = f"<title>Best online casino</title><h1>Casino</h1>{text}".encode()
    for url, outcome in (
        ("https://pond.example/water/survey-of-wardens", "replaced"),
        ("https://cards.example/best-casino-rooms", "live"),
    ):
        assert (
            extract(
                Page(url=url, final_url=url, status=200, media_type="text/html", body=body), max_chars=1_000
            ).outcome
            == outcome
        )
