"""What the docs take for granted: a reader's letter and brief, the site that they cite, a judge's server, a model on disk, and settings."""

from __future__ import annotations

import contextlib
import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.pipeline import tiny_model
from tests.pipeline.readers import made

_PIER = (
    "<html><head><title>The pier of Aldmouth</title></head><body><article><h1>The pier of Aldmouth</h1><p>The pier was opened in June 2014 by Anna Lind, "
    "who was then the harbour master.</p><p>It is 340 metres long. The town paid 12 million crowns for it, and the ferries pay the town back over thirty years. "
    "Fishing from it is allowed on Sundays. The lamps along it burn all night in winter.</p></article></body></html>"
)
_SETTINGS = '[fetch]\nallow_private_hosts = true\ndelay_s = 0.0\nprobe = false\n[archive]\ntimegates = []\ncdx = []\nsave = ""\n'
# What a page of the docs calls by a name that a reader replaces, and what stands for it here.
_NAMES = {
    "http://127.0.0.1:8080": "{site}",
    "tcp://scheduler:": "tcp://127.0.0.1:",
    "/mnt/shared": "{place}/shared",
    "run FOLDER": "run documents",
}


class _Site(BaseHTTPRequestHandler):
    """One page that is there, all others gone; and a judge of claims."""

    def do_GET(self) -> None:
        there = self.path == "/pier"
        self._say(200 if there else 404, "text/html", _PIER if there else "<html><title>Not found</title></html>")

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        verdict = json.dumps({"verdict": "contradicted", "score": 0.1, "why": "another month"})
        self._say(200, "application/json", json.dumps({"choices": [{"message": {"content": verdict}}]}))

    def _say(self, status: int, kind: str, text: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def around(place: Path) -> Iterator[dict[str, str]]:
    """Write the reader's files into `place`, serve the site; yield what names in the docs stand for here, with `TESTIMONIA_CONFIG`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site = f"http://127.0.0.1:{server.server_port}"
    letter = made.docx(
        made.paragraph(made.run("To the council of Aldmouth, 3 May 2021.")) +
        made.paragraph(made.run("The pier was opened in June 2014 by Anna Lind."), made.note_mark(1), made.run(" It cost the town 15 million crowns."), made.note_mark(2)),
        footnotes=made.note(1, made.run(f"The town on its pier, {site}/pier")) + made.note(2, made.run(f"The accounts, {site}/accounts")),
    )  # fmt: skip
    lines = (700, "Brief on the pier of Aldmouth"), (670, f"The pier is 340 metres long ({site}/pier).")
    (place / "letter.docx").write_bytes(letter)
    (place / "brief.pdf").write_bytes(made.pdf([[(72, y, 12, text) for y, text in lines]]))
    (place / "documents").mkdir()
    (place / "documents/letter.docx").write_bytes(letter)
    (place / "shared").mkdir()
    (place / "key.txt").write_text("no secret", encoding="utf-8")
    tiny_model.write(place / "models/nli", ("entailment", "neutral", "contradiction"))
    (place / "settings.toml").write_text(_SETTINGS, encoding="utf-8")
    try:
        yield {name: stands.format(site=site, place=place) for name, stands in _NAMES.items()}
    finally:
        server.shutdown()
        server.server_close()


def here(command: str, names: dict[str, str]) -> str:
    """Return a command of the docs with the reader's names in it."""
    return re.sub("|".join(map(re.escape, names)), lambda match: names[match[0]], command)
