"""What an archived copy and another site try against a desk that is open: nothing comes of it. One desk serves all of them, since none may change it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pipeline.decisions import journal_of
from tests.browser.conftest import opened
from tests.pipeline.review.conftest import Served


@pytest.fixture(scope="module")
def desk(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    yield from opened(made, tmp_path_factory.mktemp("desk"))


def test_a_hostile_copy_does_nothing(page: Page, desk: Served) -> None:
    page.goto(f"http://{desk.host}/captures/page?claim=k1")
    page.wait_for_load_state("networkidle")
    frame = page.frames[1]
    assert frame.url.startswith("http://localhost:")
    assert frame.locator("h1").inner_text() == "The report"
    frame.get_by_text("away").click()  # leads nowhere
    page.wait_for_timeout(300)
    assert page.frames[1].url == frame.url
    assert page.url.startswith(f"http://{desk.host}/captures/page")
    page.goto(frame.url)  # also by itself it has no rights
    assert page.title() != "owned"
    assert page.locator("script, iframe, object").count() == 0
    assert page.context.cookies(frame.url) == []


def test_another_site_gets_nowhere(page: Page, desk: Served) -> None:
    """A page of another origin, in the browser of the reviewer who is logged in, can neither read nor write."""
    other = page.context.new_page()
    other.route("http://localhost:1/", lambda route: route.fulfill(body="<p>evil</p>", content_type="text/html"))
    other.goto("http://localhost:1/")
    script = f"""async () => {{
        const tries = [fetch('http://{desk.host}/decisions.json', {{credentials: 'include'}}),
          fetch('http://{desk.host}/decide', {{method: 'POST', credentials: 'include', body: new URLSearchParams({{about: 'claim', what: 'comment', claim_id: 'k1', note: 'evil'}})}})];
        return (await Promise.allSettled(tries)).map(one => one.status);
    }}"""
    assert other.evaluate(script) == ["rejected", "rejected"]
    other.set_content(f"<form method=post action='http://{desk.host}/decide'><input name=about value=claim><input name=what value=comment><input name=claim_id value=k1><input name=note value=evil><button>x</button></form>")  # fmt: skip
    other.locator("button").click()
    expect(other.locator("body")).to_contain_text("another site")
    assert not journal_of(desk.warehouse).exists()
    other.close()
