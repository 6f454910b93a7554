"""A desk over a small warehouse made by hand, served as its users serve it: in a process of its own, on loopback."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest

from spiders.archive import Archive
from spiders.exchange import Exchange
from tests.warehouse.histories import cite, judge, look, put
from warehouse import store
from warehouse.ids import digest, sha256
from warehouse.records import Capture, Evidence, Fact, Source

PAGE_URL, WALL_URL = "http://source.example/report", "http://news.example/wall"
PASSAGE = "There were 22 people in the count."
HOSTILE = f"""<!doctype html><html><head><base href="http://evil.example/"><meta http-equiv="refresh" content="0;url=http://evil.example/">
<link rel="preconnect" href="http://evil.example"><link rel="stylesheet" href="http://evil.example/a.css">
<style>@import "http://evil.example/b.css"; body {{ background: url(http://evil.example/c.png) }} p {{ color: #234 }}</style>
<script src="http://evil.example/d.js"></script><script>document.title = "owned"</script></head>
<body onload="document.title='owned'"><h1>The report</h1><p>Before. There were <b>22
 people</b> in the <i>count.</i> After.</p><img src="http://evil.example/e.png" onerror="document.title='owned'" srcset="http://evil.example/f.png 2x">
<a href="javascript:document.title='owned'">a</a><a href="http://evil.example/g">away</a><a href="{WALL_URL}">known</a>
<form action="http://evil.example/h" method="post"><input name="q" autofocus onfocus="document.title='owned'"><button formaction="http://evil.example/i">Go</button></form>
<svg width="20" height="20"><script>document.title='owned'</script><image href="http://evil.example/j.png"/><a xlink:href="http://evil.example/k"><text>svg</text></a><use href="http://evil.example/l.svg#x"/></svg>
<iframe src="http://evil.example/m"></iframe><object data="http://evil.example/n"></object><video poster="http://evil.example/o.png" src="http://evil.example/p.mp4"></video>
<div style="background-image:url('http://evil.example/q.png')">styled</div><p>{"unbroken" * 400}</p></body></html>"""


@dataclass(slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str


@dataclass(slots=True)
class Served:
    """A desk that is open; `cookie` is that of a reviewer who used the link."""

    folder: Path
    warehouse: Path
    link: str
    port: int
    cookie: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def ask(
        self, path: str, *, method: str = "GET", body: bytes | None = None, port: int | None = None, **headers: str | None
    ) -> Answer:  # fmt: skip
        """Ask for a page as the reviewer's browser would; a header given as None is left out."""
        told = {"Host": self.host, "Cookie": self.cookie, **{k.replace("_", "-"): v for k, v in headers.items()}}
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=30)
        try:
            connection.request(method, path, body, {k: v for k, v in told.items() if v is not None})
            answer = connection.getresponse()
            return Answer(
                answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode("utf-8", "replace")
            )
        finally:
            connection.close()

    def post(self, path: str, fields: dict[str, str], **headers: str | None) -> Answer:
        """Send a form as the desk's own page would."""
        return self.ask(
            path, method="POST", body=urlencode(fields).encode(), Content_Type="application/x-www-form-urlencoded",
            **{"Origin": f"http://{self.host}", **headers},
        )  # fmt: skip


def make(folder: Path) -> Path:
    """Make a warehouse and archive: a claim with a source that was read, and one with a source behind a wall."""
    writer = Archive(folder / "archive", software="test", web="live", roll_over_bytes=10**9)
    at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    kept = writer.keep(
        Exchange(
            url=PAGE_URL, asked_at=at, fetched_at=at, status_line="HTTP/1.1 200 OK", status=200,
            headers=(("Content-Type", "text/html; charset=utf-8"), ("X-Frame-Options", "DENY")), body=HOSTILE.encode(),
        )
    )  # fmt: skip
    writer.close()
    warehouse = folder / "w.duckdb"
    connection = store.open_to_write(warehouse)
    cite(connection, PAGE_URL)
    cite(connection, WALL_URL, number=2)
    put(connection, Capture(
        made_from="v", made_by="extract", capture_id="page", url=PAGE_URL, urlkey="k", via="live", asked_for=None, final_url=PAGE_URL,
        outcome="live", reason="its text was read", status=200, media_type="text/html", bytes=9, sha256=sha256(HOSTILE.encode()),
        fetched_at=at, memento_url=None, memento_datetime=None, warc_file=kept.file, warc_offset=kept.offset,
        warc_record_id=kept.record_id,
    ), Source(
        made_from="v", made_by="extract", capture_id="page", text_id="t", title='The <script>alert(1)</script> report', author=None,
        publisher=None, published=None, modified=None, language="en", media_type="text/html", extractor="x",
        text=f"Before. {PASSAGE} After.",
    ))  # fmt: skip
    judge(connection, 1, "page", "supported", 0.9)
    verdict_id = digest(1, "page")
    put(
        connection,
        Evidence(made_from="v", made_by="check", verdict_id=verdict_id, rank=1, sentence=1, start=8, end=8 + len(PASSAGE), text=PASSAGE, score=1.0),
        Fact(made_from="v", made_by="check", fact_id="f", verdict_id=verdict_id, kind="number", claim="22 people", claim_start=16, claim_end=25,
             source="22 people", source_start=19, source_end=28, status="match"),
    )  # fmt: skip
    look(connection, WALL_URL, "paywall")
    store.publish(connection, warehouse)
    return warehouse


def serve(folder: Path, warehouse: Path, *options: str) -> Iterator[Served]:
    """Serve a warehouse until the test is done with it."""
    command = [
        sys.executable, "-c", "from pipeline.cli.main import app; app()", "serve", "--port", "0", "--as", "Ana", "--warehouse", str(warehouse),
        "--archive", str(folder / "archive"), "--out", str(folder / "report"), *options,
    ]  # fmt: skip
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True) as process,
    ):
        assert process.stdout is not None
        told = next((line for line in process.stdout if "token=" in line), "")
        found = re.search(r"http://127\.0\.0\.1:(\d+)(/\?token=\S+)", told)
        assert found, (folder / "log").read_text()
        served = Served(folder, warehouse, found[2], int(found[1]))
        served.cookie = served.ask(served.link).headers["set-cookie"].partition(";")[0]
        yield served
        process.terminate()
        assert process.wait(20) == 0


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("desk")
    yield from serve(folder, make(folder), "--offline")
