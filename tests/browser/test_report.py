"""The report in a real Chromium: accessible, no wider than a phone, and untouched by what a source contains."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pipeline.report.page import write_report
from pipeline.settings import Report
from tests.browser.conftest import SIZES, faults, is_wide
from tests.pipeline.report.conftest import Ledger, evidence, hostile, ledger  # noqa: F401  fixtures

MANY_LINKS = " ".join(f"http://hostile.example/{number}" for number in range(10_000))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_report_of_hostile_sources(
    chromium: Browser,
    hostile: Ledger,  # noqa: F811
    tmp_path: Path,
    scheme: str,
    size: str,
    language: str,
) -> None:
    hostile.add(evidence("k9-c9-evil", MANY_LINKS, rank=2))
    write_report(
        hostile.connection, tmp_path, documents=[hostile.document_id], look=Report(title="The report", language=language)
    )  # fmt: skip
    context = chromium.new_context(viewport=SIZES[size], color_scheme=scheme, offline=True)  # type: ignore[arg-type]
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    spoke: list[str] = []
    page.on("dialog", lambda dialog: (spoke.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: spoke.append(str(error)))
    page.goto((tmp_path / "index.html").as_uri())
    assert "The report" in page.title()
    assert page.locator("h1").first.is_visible()
    assert not is_wide(page)
    assert spoke == []
    assert [url for url in asked if not url.startswith("file:")] == []
    context.close()
    # axe-core is put in by the test, which the page's own policy would not allow.
    free = chromium.new_context(viewport=SIZES[size], color_scheme=scheme, offline=True, bypass_csp=True)  # type: ignore[arg-type]
    page = free.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    # What is far off the screen is laid out only when it is near: its places are guesses, which axe takes for overlaps.
    page.add_style_tag(content="* { content-visibility: visible !important }")
    assert faults(page) == []
    free.close()
