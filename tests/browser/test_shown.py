"""A page that only a browser can show, shown by the system's Chromium: read, checked, kept; and what it may not do."""

from __future__ import annotations

import json
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from spiders.warc import read_response, records, verify
from tests.whole.conftest import Place
from warehouse import store

_FILLER = "The council met in the old town hall and heard reports from every ward of the town. " * 12
STORY = f"{_FILLER} The inspectors counted 41 boats in the harbour on 3 May 2017."
APP = """<!doctype html><html><head><title>Harbour</title><script src="/app.js"></script></head>
<body><noscript>Please enable JavaScript to use this app.</noscript><div id="root"></div></body></html>"""
SCRIPT = """addEventListener("load", async () => {
  const wants = ["http://169.254.169.254/latest/meta-data/", "/secret/page", "file:///etc/passwd"];
  for (const url of wants) { try { await fetch(url); } catch (refused) {} }
  try { await fetch("/act", {method: "POST", body: "x"}); } catch (refused) {}
  try { new WebSocket("ws://127.0.0.1:LISTENER/"); } catch (refused) {}
  try { navigator.sendBeacon("http://127.0.0.1:LISTENER/ping"); } catch (refused) {}
  const told = await (await fetch("/moved.json")).json();
  document.getElementById("root").innerHTML = "<h1>" + told.title + "</h1><p>" + told.text + "</p>";
});"""


class Site:
    """The server, and how often each way and path was asked for; and a listener that nobody may reach."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.reached = 0
        site = self
        self._listener = socket.create_server(("127.0.0.1", 0))
        port = self._listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()
        pages = {
            "/app": ("text/html", APP),
            "/app.js": ("text/javascript", SCRIPT.replace("LISTENER", str(port))),
            "/data.json": ("application/json", json.dumps({"title": "Harbour report", "text": STORY})),
            "/robots.txt": ("text/plain", "User-agent: *\nDisallow: /secret/\n"),
            "/secret/page": ("text/html", "secret"),
        }

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked[f"{self.command} {self.path}"] += 1
                kind, body = pages.get(self.path, ("text/html", ""))
                moved = self.path == "/moved.json"
                self.send_response(302 if moved else 200 if body else 404)
                if moved:
                    self.send_header("Location", "/data.json")
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body.encode())

            do_POST = do_GET

            def log_message(self, format: str, *args: Any) -> None:
                """Nothing is told: what was asked is counted."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self.reached += 1
            client.close()

    def close(self) -> None:
        self._listener.close()
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    running = Site()
    yield running
    running.close()


def test_a_page_that_wants_a_browser_is_shown_by_one(site: Site, tmp_path: Path) -> None:
    document, place = tmp_path / "letter.md", Place(tmp_path)
    document.write_text(
        f"# Letter\n\nThe inspectors counted 41 boats in the harbour.[^1]\n\n[^1]: Harbour, {site.url}/app\n"
    )
    options = ["--allow-private-hosts", "--set", "fetch.delay_s=0", "--set", "archive.timegates=", "--no-model"]

    def asked(sql: str) -> list[tuple[Any, ...]]:
        with store.open_to_read(place.warehouse) as connection:
            return connection.execute(sql).fetchall()

    assert place.run(str(document), *options).returncode == 0
    assert asked("select outcome, basis from citation_status") == [("needs_browser", None)]  # off unless it is set
    assert not site.asked["GET /app.js"]

    ran = place.run(str(document), *options, "--set", "fetch.browser=true")
    assert ran.returncode == 0, ran.stderr
    assert asked("select outcome, health, basis from citation_status") == [("needs_browser", "unread", "browser")]
    assert asked("select verdict, basis from claim_ledger") == [("supported", "browser")]
    ((width, height, file, offset),) = asked("select width, height, warc_file, warc_offset from screenshots")
    assert width == 1280 and height >= 900
    assert read_response(tmp_path / "archive" / file, offset).body.startswith(b"\x89PNG")
    shown = [record for record in records(tmp_path / "archive" / file) if record.type == "resource"]
    told = [dict(record.fields) for record in shown]
    assert [fields["X-Shown-Of"] for fields in told] == [f"{site.url}/app"] * 2 and "Chromium" in told[0]["X-Shown-By"]
    assert b"counted 41 boats" in shown[0].block and verify(tmp_path / "archive" / file) == []

    # What the page wanted beside: refused by the guard, by robots.txt, for its scheme, for what it might do.
    answers = {record.uri: record.type for record in records(tmp_path / "archive" / file)}
    assert answers["http://169.254.169.254/latest/meta-data/"] == "metadata"
    assert site.asked["GET /data.json"] == 1 and not site.asked["GET /secret/page"]
    assert not site.asked["POST /act"] and site.reached == 0

    ran = place.run(str(document), *options, "--set", "fetch.browser=true")
    assert "nothing was owed" in ran.stderr
    assert site.asked["GET /app.js"] == 1
