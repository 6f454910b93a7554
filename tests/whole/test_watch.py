"""`testimonia watch` on a real web: a page whose number changes, one that dies, and a webhook that is told, once."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.whole.conftest import REPOSITORY, Place
from tests.whole.test_live import LOCAL

NO_PROBES = ["--set", "fetch.probe=false"]  # each request is counted

PAGE = """<html lang="en"><head><title>Harbour report</title></head><body><main><h1>Harbour report</h1>
<p>The port of Vell handled {ships} ships in 2019, the council said in its yearly report to the assembly.</p>
<p>The harbour office publishes its accounts every spring, and the town library keeps a copy of each of them.</p>
</main></body></html>"""
LISTED = {"/ships": "Ships in the port", "/quays": "Quays and their repairs", "/fees": "Fees of the harbour"}
INDEX = """<html lang="en"><title>Reports of the port</title><h1>Reports of the port</h1><main><ul>{listed}</ul></main></html>"""
LETTER = """# A letter

The port of Vell handled 412 ships in 2019.[^1] The town has a new pier.[^2] Its port handled 412 ships in 2019.[^3] It has 9 lighthouses.[^3]

[^1]: Harbour report, <{url}/report>
[^2]: Pier notes, <{url}/pier>
[^3]: Reports, <{url}/reports>
"""


def page(title: str, ships: int) -> str:
    return PAGE.format(ships=ships).replace("Harbour report", title)


def index(listed: dict[str, str]) -> str:
    return INDEX.format(listed="".join(f"<li><a href='{path}'>{title}</a></li>" for path, title in listed.items()))


class Web:
    """A small site, and a webhook on the same server."""

    def __init__(self) -> None:
        web = self
        self.pages = {
            "/report": page("Harbour report", 412),
            "/pier": page("Pier report", 7),
            "/reports": index(LISTED),
        }
        self.pages |= {path: page(title, number) for number, (path, title) in enumerate(LISTED.items(), 412)}
        self.asked: list[str] = []
        self.told: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web.asked.append(self.path)
                there = web.pages.get(self.path)
                self.send_response(200 if there else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write((there or "<h1>Not found</h1>").encode())

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

    def visited(self) -> list[str]:
        """Return the pages asked for since this was last called."""
        asked, self.asked = self.asked, []
        return sorted(path for path in asked if path != "/robots.txt")

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


def watch(place: Place, *more: str) -> subprocess.CompletedProcess[str]:
    start = [sys.executable, "-c", "from pipeline.cli.main import app; app()", "watch", "--workers", "1"]
    command = [*start, *place.options, *LOCAL, *NO_PROBES, *more]
    return subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, timeout=120, check=False)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one watch did: how it ended, the news that it printed, the pages that it asked for, and what the webhook was told."""

    ran: subprocess.CompletedProcess[str]
    visited: list[str]
    told: list[str]

    @property
    def news(self) -> set[tuple[str | None, str | None, str]]:
        rows = map(json.loads, self.ran.stdout.splitlines())
        return {(row["ref"], row["claim_ref"], row["kind"]) for row in rows}


@pytest.fixture(scope="module")
def turns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Turn]]:
    """Four watches: before there is a warehouse, after the run, after the web has changed, and once more."""
    web = Web()
    place = Place(tmp_path_factory.mktemp("watched"))
    letter = place.root / "letter.md"
    letter.write_text(LETTER.format(url=f"http://{web.place}"), encoding="utf-8")
    at_once = ["--set", "watch.min_days=0", "--notify", f"json://{web.place}/hook", "--json"]

    def turn(*more: str) -> Turn:
        web.asked.clear()
        web.told.clear()
        ran = watch(place, *more)
        return Turn(ran, web.visited(), list(web.told))

    try:
        found = [turn()]
        ran = place.run(str(letter), *LOCAL, *NO_PROBES)
        assert ran.returncode == 0, ran.stderr
        found.append(turn("--json"))
        web.pages["/report"] = page("Harbour report", 390)
        del web.pages["/pier"]
        web.pages["/reports"] = index({"/lights": "Lighthouses of the port", **LISTED})
        web.pages["/lights"] = page("Lighthouses of the port", 7).replace(
            "The harbour office", "It has 9 lighthouses. The harbour office"
        )
        web.pages["/ships"] = page(LISTED["/ships"], 390)
        found.append(turn(*at_once, "--fail-on", "changed,dead"))
        found.append(turn(*at_once, "--fail-on", "changed,dead"))
        yield found
    finally:
        web.close()


def test_there_is_nothing_to_watch_before_a_run(turns: list[Turn]) -> None:
    assert turns[0].ran.returncode == 2


def test_what_stands_is_known_and_due_tomorrow(turns: list[Turn]) -> None:
    assert (turns[1].ran.returncode, turns[1].ran.stdout, turns[1].visited) == (0, "", []), turns[1].ran.stderr
    assert "visited 0; nothing new" in turns[1].ran.stderr


def test_it_visits_what_is_due_and_what_an_index_lists_and_lists_anew(turns: list[Turn]) -> None:
    assert turns[2].visited == sorted(["/report", "/pier", "/reports", *LISTED, "/lights"])


def test_what_is_new_is_told_in_one_message_and_fails_the_build_that_asks(turns: list[Turn]) -> None:
    assert turns[2].ran.returncode == 1, turns[2].ran.stderr
    told = {(ref, kind) for ref, _, kind in turns[2].news}
    assert {("c1", "changed"), ("c1", "verdict_changed"), ("c2", "failing")} <= told
    (message,) = turns[2].told
    assert "“412 ships” became “390 ships”" in message


def test_a_claim_on_what_an_index_lists_is_judged_anew(turns: list[Turn]) -> None:
    claims = {claim for ref, claim, kind in turns[2].news if (ref, kind) == ("c3", "verdict_changed")}
    assert claims == {"k3", "k4"}


def test_it_is_told_once(turns: list[Turn]) -> None:
    assert (turns[3].ran.returncode, turns[3].ran.stdout, turns[3].told) == (0, "", []), turns[3].ran.stderr
