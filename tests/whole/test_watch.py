"""`testimonia watch` on a real web: a page whose number changes, one that dies, and a webhook that is told, once."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.whole.conftest import REPOSITORY, Place
from tests.whole.test_live import LOCAL

NO_PROBES = ["--set", "fetch.probe=false"]  # each request is counted

PAGE = """<html lang="en"><head><title>Harbour report</title></head><body><main><h1>Harbour report</h1>
<p>The port of Vell handled {ships} ships in 2019, the council said in its yearly report to the assembly.</p>
<p>The harbour office publishes its accounts every spring, and the town library keeps a copy of each of them.</p>
</main></body></html>"""
LETTER = """# A letter

The port of Vell handled 412 ships in 2019.[^1] The town has a new pier.[^2]

[^1]: Harbour report, <{url}/report>
[^2]: Pier notes, <{url}/pier>
"""


class Web:
    """A small site, and a webhook on the same server."""

    def __init__(self) -> None:
        web = self
        self.pages = {"/report": PAGE.format(ships=412), "/pier": PAGE.format(ships=7).replace("Harbour", "Pier")}
        self.asked: list[str] = []
        self.told: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web.asked.append(self.path)
                page = web.pages.get(self.path)
                self.send_response(200 if page else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write((page or "<h1>Not found</h1>").encode())

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                web.told.append(f"{body['title']}\n{body['message']}")
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.place = f"127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()


@pytest.fixture
def web() -> Iterator[Web]:
    running = Web()
    yield running
    running.server.shutdown()
    running.thread.join()
    running.server.server_close()


def watch(place: Place, *more: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-c",
        "from pipeline.cli.main import app; app()",
        "watch",
        "--workers",
        "1",
        *place.options,
        *LOCAL,
        *NO_PROBES,
        *more,
    ]
    return subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, timeout=120, check=False)


def test_a_watch_visits_what_is_due_and_tells_what_is_new_once(web: Web, tmp_path: Path) -> None:
    place = Place(tmp_path)
    assert watch(place).returncode == 2  # there is no warehouse yet
    letter = tmp_path / "letter.md"
    letter.write_text(LETTER.format(url=f"http://{web.place}"), encoding="utf-8")
    ran = place.run(str(letter), *LOCAL, *NO_PROBES)
    assert ran.returncode == 0, ran.stderr
    visited = [path for path in web.asked if path != "/robots.txt"]
    first = watch(place, "--json")
    assert (first.returncode, first.stdout) == (0, ""), first.stderr
    assert "visited 0; nothing new" in first.stderr  # what stands is known, and due tomorrow
    web.pages["/report"] = PAGE.format(ships=390)
    del web.pages["/pier"]
    at_once = ["--set", "watch.min_days=0", "--notify", f"json://{web.place}/hook"]
    second = watch(place, *at_once, "--json", "--fail-on", "changed,dead")
    assert second.returncode == 1, second.stderr
    kinds = [(row["ref"], row["kind"]) for row in map(json.loads, second.stdout.splitlines())]
    assert ("c1", "changed") in kinds
    assert ("c1", "verdict_changed") in kinds
    assert ("c2", "failing") in kinds
    (message,) = web.told
    assert "“412 ships” became “390 ships”" in message
    assert sorted(path for path in web.asked if path != "/robots.txt") == sorted([*visited, "/report", "/pier"])
    third = watch(place, *at_once)
    assert third.returncode == 0, third.stderr
    assert (third.stdout, len(web.told)) == ("", 1)


def test_a_watch_visits_what_an_index_lists_and_what_it_lists_anew(web: Web, tmp_path: Path) -> None:
    place = Place(tmp_path)
    reports = [(f"/{name}", title) for name, title in (("ships", "Ships in the port"), ("quays", "Quays and their repairs"), ("fees", "Fees of the harbour"))]  # fmt: skip
    listed = "".join(f"<li><a href='{path}'>{title}</a></li>" for path, title in reports)
    index = f"<title>Reports of the port</title><h1>Reports of the port</h1><main><ul>{listed}</ul></main>"
    web.pages |= {path: PAGE.format(ships=number).replace("Harbour report", title) for number, (path, title) in enumerate(reports, 412)}  # fmt: skip
    web.pages["/reports"] = index
    letter = tmp_path / "letter.md"
    letter.write_text(
        f"The port of Vell handled 412 ships in 2019.[^1] It has 9 lighthouses.[^1]\n\n[^1]: Reports, <http://{web.place}/reports>\n"
    )
    assert place.run(str(letter), *LOCAL, *NO_PROBES).returncode == 0
    assert watch(place).returncode == 0
    web.pages["/reports"] = index.replace("<ul>", "<ul><li><a href='/lights'>Lighthouses of the port</a></li>")
    web.pages["/lights"] = PAGE.format(ships=7).replace("Harbour report", "Lighthouses of the port").replace("The harbour office", "It has 9 lighthouses. The harbour office")  # fmt: skip
    web.pages["/ships"] = web.pages["/ships"].replace("412", "390")
    web.asked.clear()
    told = watch(place, "--set", "watch.min_days=0", "--json")
    assert told.returncode == 0, told.stderr
    pages = ["/reports", *(path for path, _ in reports), "/lights"]
    assert sorted(path for path in web.asked if path != "/robots.txt") == sorted(pages)
    news = {(row["claim_ref"], row["kind"]) for row in map(json.loads, told.stdout.splitlines())}
    assert {("k1", "verdict_changed"), ("k2", "verdict_changed")} <= news
