"""A town's web server on loopback, and an archive of it that speaks RFC 7089: what a real run visits."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.pipeline.readers.made import pdf

_FILLER = "The council met in the old town hall and heard reports from every ward of the town. " * 12
REPORT = f"<html><head><title>Harbour report</title></head><body><h1>Harbour report</h1><p>{_FILLER}</p><p>The inspectors counted 41 boats in the harbour on 3 May 2017.</p></body></html>"
NOTICE = f"<html><head><title>Notice of works</title></head><body><h1>Notice of works</h1><p>{_FILLER}</p><p>The bridge was closed for 12 days in June 2017.</p></body></html>"
WALL = "<html><head><title>Just a moment...</title></head><body><p>Checking your browser before accessing the site. Please enable JavaScript and cookies to continue.</p></body></html>"
MINUTES = pdf(
    [
        [
            (72.0, 720.0 - 20 * row, 11.0, text)
            for row, text in enumerate(["Minutes of the council", *[_FILLER[:80]] * 12])
        ]
        + [(72.0, 440.0, 11.0, "The council gave the ferry Aurora its name on 4 April 2017.")]
    ]
)
SAVED = datetime(2026, 5, 6, 7, tzinfo=UTC)  # when it says that it captured what it was asked to
TAKEN = datetime(2017, 8, 20, 10, tzinfo=UTC)  # when the archive took its copies


class Town:
    """The running server: how often each path was asked for, and the validators that came with conditional requests."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.conditional: list[str] = []
        self._stopping = threading.Event()
        town = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                town._answer(self)

            def log_message(self, format: str, *args: Any) -> None:
                """Nothing is told: what was asked is counted."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def save(self) -> str:
        """Where the archive is asked to capture an address."""
        return self.gate.replace("/gate/", "/save/")

    @property
    def gate(self) -> str:
        """The archive's TimeGate, under another name than the town's: what an archive holds is not asked of the web."""
        return f"{self.url.replace('127.0.0.1', 'localhost')}/gate/"

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        path = request.path
        self.asked[path] += 1
        if path.startswith(("/gate/", "/copy/")):
            return self._archive(request, path)
        if path.startswith("/save/"):  # as Save Page Now: a redirect to the copy, or a wish to be left alone
            if path.endswith("/report"):
                return _send(request, 429, b"", {"Retry-After": "3600"})
            where = f"/copy/{SAVED:%Y%m%d%H%M%S}/{path.removeprefix('/save/')}"
            return _send(request, 302, b"", {"Location": where})
        if path == "/slow":
            self._stopping.wait(30)
            return None
        if path == "/report" and request.headers.get("If-None-Match"):
            self.conditional.append(request.headers["If-None-Match"])
            return _send(request, 304, b"", {"ETag": '"first"'})
        match path:
            case "/report":
                return _send(request, 200, REPORT.encode(), {"Content-Type": "text/html", "ETag": '"first"'})
            case "/old":
                return _send(request, 301, b"", {"Location": "/report"})
            case "/wall":
                return _send(request, 403, WALL.encode(), {"Content-Type": "text/html", "cf-mitigated": "challenge"})
            case "/minutes.pdf":
                return _send(request, 200, MINUTES, {"Content-Type": "application/pdf"})
        return _send(request, 404, b"<h1>Not found</h1>", {"Content-Type": "text/html"})

    def _archive(self, request: BaseHTTPRequestHandler, path: str) -> None:
        original = path.split("/", 2 if path.startswith("/gate/") else 3)[-1]
        if not original.endswith("/notice"):
            return _send(request, 404, b"no copy", {})
        if path.startswith("/gate/"):
            parsedate_to_datetime(request.headers["Accept-Datetime"])  # RFC 7089 §2.1.1: a date, or the request is bad
            return _send(
                request,
                302,
                b"",
                {"Location": f"/copy/{TAKEN:%Y%m%d%H%M%S}/{original}", "Vary": "accept-datetime"},
            )
        dated = format_datetime(TAKEN, usegmt=True)
        link = f'<{original}>; rel="original", <{self.url}{path}>; rel="first last memento"; datetime="{dated}"'
        return _send(
            request, 200, NOTICE.encode(), {"Content-Type": "text/html", "Memento-Datetime": dated, "Link": link}
        )


def _send(request: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str]) -> None:
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name, value)
    if status != 304:
        request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)


def letter(url: str) -> str:
    """Return a letter that cites the town's pages, dated after the archive took its copies."""
    return f"""---
title: Letter to the harbour board
date: 2017-09-19
---

# Letter to the harbour board

The inspectors counted 41 boats in the harbour.[^1] The bridge was closed for 12 days.[^2] The chair resigned in
March.[^3] The old page says the same.[^4] The minutes name the ferry.[^5] The timetable was never printed.[^6]

[^1]: Harbour report, {url}/report
[^2]: Notice of works, {url}/notice
[^3]: Press office, {url}/wall
[^4]: Harbour report, {url}/old
[^5]: Minutes, {url}/minutes.pdf
[^6]: Timetable, {url}/slow
"""
