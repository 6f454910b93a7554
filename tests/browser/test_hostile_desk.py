"""Sources, documents and notes that write what they can into the desk and the viewer: nothing around them changes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline.decisions import decide, journal_of
from spiders.archive import Archive
from spiders.exchange import Exchange
from tests.browser.conftest import SIZES, faults, is_wide
from tests.pipeline.report.conftest import (
    HOSTILE,
    Ledger,
    capture,
    citation,
    cites,
    claim,
    document,
    evidence,
    fact,
    source,
    verdict,
)
from tests.pipeline.review.conftest import Served, serve
from warehouse import store
from warehouse.ids import sha256

URL = "http://hostile.example/page"
MANY_LINKS = "".join(f'<a href="http://hostile.example/{number}">link {number}</a> ' for number in range(10_000))
# A page that wants to lie over everything, turn everything round, and be endless.
COPY = f"""<!doctype html><html dir="rtl"><head><title>{HOSTILE[:100]}</title><style>html, body, * {{ position: fixed !important; inset: 0; z-index: 2147483647;
width: 100000px; background: red; transform: rotate(180deg) }} @media all {{ :root {{ display: none }} }}</style></head><body>{HOSTILE}
<svg width="99999" height="99999" onload="top.document.title='owned'"><foreignObject><script>top.document.title = 'owned'</script></foreignObject></svg>
{MANY_LINKS}</body></html>"""
HELD = "The harbour was opened on 4 May 1911."
PLACES = """() => [...document.querySelectorAll(".masthead, .masthead *, footer, iframe")].map((one) => {
  const { x, y, width, height } = one.getBoundingClientRect(); return [one.tagName, Math.round(x), Math.round(width), Math.round(height), one.closest(".masthead") ? Math.round(y) : 0]; })"""
TURNED = r"""() => { const found = []; const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) if (/[\u202a-\u202e\u2066-\u2069]/.test(walk.currentNode.data) && !walk.currentNode.parentElement.closest("bdi, code, option, textarea, [dir=auto]"))
    found.push(walk.currentNode.parentElement.outerHTML.slice(0, 160)); return found; }"""


def fill(connection: duckdb.DuckDBPyConnection, folder: Path, words: str, body: str) -> None:
    """A claim and its source, every text of theirs `words`, and the copy of the source `body`."""
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    writer = Archive(folder / "archive", software="test", web="live", roll_over_bytes=10**9)
    kept = writer.keep(
        Exchange(url=URL, asked_at=at, fetched_at=at, status_line="HTTP/1.1 200 OK", status=200, headers=(("Content-Type", "text/html; charset=utf-8"),), body=body.encode())
    )  # fmt: skip
    writer.close()
    Ledger(connection, "d").add(
        document(words, title=words, path=f"letters/{words[:60].replace('/', '')}"),
        claim("k1", words, start=0, heading=words),
        citation("c1", words, URL, words, stated_publisher=words, stated_title=words),
        cites("k1", "c1", 5),
        capture(
            "page",
            URL,
            "live",
            reason=words,
            warc_file=kept.file,
            warc_offset=kept.offset,
            sha256=sha256(body.encode()),
        ),
        source("page", words, title=words, publisher=words, language='en" onmouseover="alert(1)'),
        verdict("k1", "c1", "page", "contradicted"),
        evidence("k1-c1-page", words),
        fact("k1-c1-page", "quote", (words[:20], 0), (words[:20], 0), "mismatch"),
    )


def made(folder: Path, words: str, body: str) -> Path:
    """A warehouse of such a claim and source, with a decision of somebody whose name and note are those words too."""
    folder.mkdir()
    warehouse = folder / "w.duckdb"
    connection = store.open_to_write(warehouse)
    fill(connection, folder, words, body)
    store.publish(connection, warehouse)
    known = {"document_id": "d", "claim_id": "k1", "claim": words}
    decide(
        journal_of(warehouse), who=words[:90], about="verdict", what="override", value="supported", note=words[:9_000],
        known={**known, "citation_id": "c1", "capture_id": "page", "saw": "contradicted", "url": URL, "text_id": "text-page"},
    )  # fmt: skip
    decide(journal_of(warehouse), who=words[:90], about="claim", what="assign", value=words[:90], known=known)
    return warehouse


def walk(chromium: Browser, desk: Served, size: str, words: str, last: str) -> dict[str, object]:
    """Go through every page of the desk; return where its own parts stand on each. The claim says `words`, the copy ends with `last`."""
    context = chromium.new_context(viewport=SIZES[size], color_scheme="light")  # type: ignore[arg-type]
    context.set_default_timeout(60_000)
    page: Page = context.new_page()
    spoke: list[str] = []
    asked: list[str] = []
    page.on("dialog", lambda dialog: (spoke.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: spoke.append(str(error)))
    context.on("request", lambda request: asked.append(request.url))
    page.goto(f"http://{desk.host}{desk.link}")
    placed: dict[str, object] = {}
    for path in ("/?state=all", "/claims/k1", "/links", "/links/c1", "/decisions", "/runs", "/captures/page?claim=k1"):
        page.goto(f"http://{desk.host}{path}")
        assert page.evaluate("() => [...document.scripts].map((one) => one.getAttribute('src'))") == [
            "/static/htmx.min.js", "/static/desk.js",
        ]  # fmt: skip
        assert page.locator("svg, object, embed, base, style").count() == 0
        assert page.title().endswith(" · testimonia")
        assert page.evaluate(TURNED) == [], path
        assert not is_wide(page), path
        assert faults(page) == [], path
        placed[path] = page.evaluate(PLACES)
    expect(page.frame_locator("iframe").locator("html")).to_contain_text(last)
    # Decisions can be made all the same.
    page.goto(f"http://{desk.host}/claims/k1")
    expect(page.locator(".claimed")).to_contain_text(words)
    page.get_by_role("button", name="Accept: contradicted").first.click()
    expect(page.locator("#case-c1 .decided").first).to_contain_text("Ana accepts contradicted")
    assert spoke == []
    assert [url for url in asked if not url.startswith(("http://127.0.0.1:", "http://localhost:", "data:"))] == []
    context.close()
    return placed


@pytest.mark.parametrize("size", SIZES)
def test_nothing_around_what_a_source_says_changes(chromium: Browser, tmp_path: Path, size: str) -> None:
    placed: list[dict[str, object]] = []
    for kind, words, body, last in (
        ("hostile", HOSTILE, COPY, "link 9999"),
        ("harmless", HELD, f"<p>{HELD}</p>", HELD),
    ):
        for desk in serve(tmp_path / kind, made(tmp_path / kind, words, body), "--offline"):
            placed.append(walk(chromium, desk, size, words[:25], last))
    assert placed[0] == placed[1]
