"""ReplayWeb.page, the viewer that a WACZ file is for, over a package of ours: served on loopback and opened in Chromium, with nothing from elsewhere."""

from __future__ import annotations

import functools
import json
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Frame, Page

_PAGE = '<!doctype html><meta charset="utf-8"><script src="replay/ui.js"></script><body style="height:900px"><replay-web-page source="case.wacz" url="{url}" ts="{moment}" replayBase="/replay/"></replay-web-page>'
_PATIENCE_S = 30.0


def version(tools: Path) -> str:
    """Return the name and version of the viewer that lies in `tools`."""
    about = json.loads((tools / "package" / "package.json").read_text(encoding="utf-8"))
    return f"ReplayWeb.page {about['version']}"


def shown(browser: Browser, tools: Path, package: Path, pages: Sequence[tuple[str, str, str]], folder: Path) -> int:
    """Return how many pages (moment in 14 digits, address, title) the viewer shows with that title and more than 100 letters of text.

    `tools` has the npm package `replaywebpage`, unpacked; `folder` is new, and is what is served.
    """
    (folder / "replay").mkdir(parents=True)
    for name in ("ui.js", "sw.js"):
        shutil.copy(tools / "package" / name, folder / "replay" / name)
    shutil.copy(package, folder / "case.wacz")
    for number, (moment, url, _) in enumerate(pages):
        (folder / f"{number}.html").write_text(_PAGE.format(url=url, moment=moment), encoding="utf-8")
    with _served(folder) as root:
        page = browser.new_page()
        page.goto(f"{root}/0.html")  # the first time it installs its worker, without which nothing is replayed
        active = "navigator.serviceWorker.getRegistration('/replay/').then(it => !!(it && it.active))"
        page.wait_for_function(active, timeout=1000 * _PATIENCE_S)
        return sum(_shows(page, f"{root}/{number}.html", title) for number, (_, _, title) in enumerate(pages))


def _shows(page: Page, entry: str, title: str) -> bool:
    for _ in range(3):  # loaded anew where its worker was not ready in time, as a reader would
        page.goto(entry)
        until = time.monotonic() + _PATIENCE_S / 3
        while time.monotonic() < until:
            if any(_is(frame, title) for frame in page.frames if "mp_/" in frame.url):
                return True
            page.wait_for_timeout(200)
    return False


def _is(frame: Frame, title: str) -> bool:
    try:
        words = str(frame.evaluate("document.body ? document.body.innerText : ''"))
        return " ".join(frame.title().split()) == title and len(words) > 100
    except Error:  # it is just being loaded
        return False


class _Silent(SimpleHTTPRequestHandler):
    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file, as far as it is wanted: the viewer leaves off where ranges are not served."""
        with suppress(ConnectionError):
            super().copyfile(source, outputfile)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Silent, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
