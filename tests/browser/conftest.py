"""The system's Chromium, without a request to the world, and axe-core to hold pages against WCAG."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.pipeline.review.conftest import Served, make, serve

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
AXE = Path(__file__).parents[2] / ".venv" / "axe" / "package" / "axe.min.js"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=60_000)  # a machine at work is no fault of the desk
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS, headless=True)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse and its archive, made once: making one takes longer than most tests at it."""
    return make(tmp_path_factory.mktemp("made"))


def opened(warehouse: Path, folder: Path) -> Iterator[Served]:
    """Serve a copy of a warehouse and its archive."""
    shutil.copytree(warehouse.parent, folder, dirs_exist_ok=True)
    yield from serve(folder, folder / warehouse.name, "--offline")


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Iterator[Served]:
    yield from opened(made, tmp_path)


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, chromium: Browser, desk: Served) -> Iterator[Page]:
    """A page of the desk, opened by its link; what it asks of any host but this machine fails the test."""
    context = chromium.new_context(viewport=SIZES[request.param], color_scheme="light")  # type: ignore[arg-type]
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.set_default_timeout(60_000)
    shown = context.new_page()
    said: list[str] = []
    shown.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    shown.on("pageerror", lambda error: said.append(str(error)))
    shown.goto(f"http://{desk.host}{desk.link}")
    yield shown
    context.close()
    assert [url for url in asked if not url.startswith(("http://127.0.0.1:", "http://localhost:", "data:"))] == []
    assert [line for line in said if "favicon" not in line and "404" not in line and "422" not in line] == []


def faults(page: Page) -> list[str]:
    """Return what axe-core finds against WCAG 2.2 AA; the frame of an archived page is not ours to mend."""
    page.evaluate(f"() => {{ {AXE.read_text(encoding='utf-8')} }}")
    found = page.evaluate(
        "() => axe.run({exclude: [['iframe']]}, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})"
    )
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]} ({len(v['nodes'])})" for v in found["violations"]]


def is_wide(page: Page) -> bool:
    """Say whether a page must be scrolled sideways."""
    return bool(page.evaluate("() => document.documentElement.scrollWidth > document.documentElement.clientWidth"))
