"""A report of several pages in a real Chromium, from disk: search and keys over all of it, nothing lost in print, WCAG."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline.report.page import put, render, templates
from tests.browser.conftest import SIZES, faults, is_wide
from tests.pipeline.report.test_parts import SENTENCES, Towns, towns  # noqa: F401  a fixture


@pytest.fixture
def folder(towns: Towns, tmp_path: Path) -> Path:  # noqa: F811
    put(tmp_path, render(towns[0], [towns[1]], environment=templates("en"), most=20))
    return tmp_path


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    # axe-core is put in by the test, which the page's own policy would not allow.
    context = chromium.new_context(viewport=SIZES[request.param], offline=True, bypass_csp=True)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def test_search_filters_and_keys_reach_all_pages(page: Page, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    page.get_by_role("link", name="contradicted", exact=True).first.click()
    expect(page.locator("#shown")).to_have_text("20 of 120 shown")
    assert {row.get_attribute("data-claim") for row in page.locator(".register a:visible").all()} == {"contradicted"}
    page.keyboard.press("Escape")
    expect(page.locator(".register a:visible")).to_have_count(120)
    page.keyboard.press("/")
    page.keyboard.type("in spring 12")  # words of the evidence, which the row does not show
    expect(page.locator("#shown")).to_have_text("1 of 120 shown")
    page.get_by_role("searchbox").blur()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("article.claim:target")).to_contain_text(SENTENCES[12])
    assert page.url.endswith("page-1.html#d1-k12")
    page.goto((folder / "page-1.html").as_uri())
    for _ in range(16):  # past the last of its fifteen claims
        page.keyboard.press("j")
    expect(page).to_have_url((folder / "page-2.html").as_uri())
    page.keyboard.press("j")
    expect(page.locator("article.claim:focus")).to_contain_text(SENTENCES[15])
    page.goto((folder / "index.html").as_uri())
    page.keyboard.press("/")
    expect(page).to_have_url((folder / "find.html").as_uri())


def test_each_page_is_accessible_and_no_wider_than_the_screen(page: Page, folder: Path) -> None:
    for name in ("index.html", "find.html", "page-2.html"):
        page.goto((folder / name).as_uri())
        page.add_style_tag(content="* { content-visibility: visible !important }")
        assert (faults(page), is_wide(page)) == ([], False), name


def test_print_has_all_that_the_pages_hold_whatever_is_filtered_away_and_folded(
    chromium: Browser, folder: Path
) -> None:
    page = chromium.new_page()
    printed = ""
    for name in ("page-1.html", "page-2.html", "page-3.html", "page-4.html"):
        page.goto((folder / name).as_uri())
        page.get_by_role("searchbox").fill("nothing has these words")
        expect(page.locator("#shown")).to_contain_text("0 of")
        document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
        printed += " ".join(sheet.get_textpage().get_text_range() for sheet in document)
    page.close()
    told = " ".join(printed.split())
    for number, sentence in enumerate(SENTENCES):
        assert told.count(sentence) >= 2, sentence  # in the document, and as a claim
        assert f"Boats are counted in spring {number}." in told
        assert f"<urn:uuid:cap{number}>" in told  # of the copy, which is folded on the screen
    assert told.count("ab" * 32) >= 60 or told.replace(" ", "").count("ab" * 32) >= 60  # its digest
