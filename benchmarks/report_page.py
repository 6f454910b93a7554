"""The report's page: how long it takes to write, what it weighs, and when a browser has painted it, by number of claims."""

from __future__ import annotations

import gzip
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import duckdb
import pyarrow as pa

from benchmarks.speed import Table
from pipeline.report.page import write_report
from warehouse.records import (
    TABLES,
    Capture,
    Citation,
    Claim,
    ClaimCitation,
    Document,
    Evidence,
    Fact,
    Hop,
    Record,
    Signal,
    Source,
    Verdict,
)
from warehouse.store import migrate

SIZES = (10, 500, 5_000)
ROUNDS = 3
_AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
_SIGNALS = tuple(f"signal_{number:02}" for number in range(28))  # as many as a page that was read has
_VERDICTS = ("supported", "supported", "supported", "partly_supported", "not_supported", "contradicted")


def pages() -> Table:
    """Reports of 10, 500 and 5,000 claims, each with a source of its own, reached over two hops, one fact and two passages.

    A report of more than 500 has pages: measured are its front, its heaviest page and the page that searches them all.
    """
    rows: list[tuple[object, ...]] = []
    for size in SIZES:
        with duckdb.connect() as connection, tempfile.TemporaryDirectory() as folder:
            migrate(connection)
            fill(connection, size)
            began = time.process_time()
            write_report(connection, Path(folder), documents=["d"])
            wrote = time.process_time() - began
            found = sorted(Path(folder).glob("*.html"))
            heaviest = max(found, key=lambda page: (page.name.startswith("page-"), page.stat().st_size))
            wanted = {"index.html", "find.html", heaviest.name}
            for page in (page for page in found if page.name in wanted):
                weight, packed = page.stat().st_size, len(gzip.compress(page.read_bytes()))
                what = f"{page.name}, of {len(found)}" if len(found) > 1 else page.name
                rows.append(
                    (size, what, f"{wrote:.2f}", f"{weight / 1024:.0f}", f"{packed / 1024:.0f}", *painted_after(page))
                )
    header = (
        "claims",
        "page",
        "report written, CPU s",
        "kB",
        "kB gzipped",
        "first paint ms",
        "loaded ms",
        "browser CPU s",
    )
    return "The report's page", header, rows


def painted_after(page: Path) -> tuple[str, str, str]:
    """Return the milliseconds to the first contentful paint and to the end of loading, and the seconds of CPU that the page's process
    took until then: the least of some rounds, since other work on the machine only adds. `-` where there is no Chromium."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        return "-", "-", "-"
    from playwright.sync_api import sync_playwright

    painted, loaded, worked = [], [], []
    with sync_playwright() as playwright:
        for _ in range(ROUNDS):  # a browser each, so that a page has a process of its own
            chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
            tab = chromium.new_page(viewport={"width": 1280, "height": 900})
            asked = tab.context.new_cdp_session(tab)
            asked.send("Performance.enable")
            tab.goto(page.as_uri(), timeout=120_000)
            tab.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
            painted.append(tab.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
            loaded.append(tab.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))
            told = asked.send("Performance.getMetrics")["metrics"]
            worked.append(next(one["value"] for one in told if one["name"] == "ProcessTime"))
            chromium.close()
    return f"{min(painted):.0f}", f"{min(loaded):.0f}", f"{min(worked):.2f}"


def fill(connection: duckdb.DuckDBPyConnection, size: int) -> None:
    """Put a document of so many claims into an empty warehouse."""
    records = sorted(_records(size), key=lambda record: type(record).__name__)
    tables = {record: table for table, record in TABLES.items()}
    for kind, found in groupby(records, key=type):
        rows = pa.Table.from_pylist([asdict(record) for record in found])
        connection.register("rows", rows)
        connection.execute(f"insert into {tables[kind]} by name from rows")
        connection.unregister("rows")


def _records(size: int) -> Iterator[Record]:
    read = {"made_from": "d", "made_by": "read"}
    sentences = [
        f"In {1900 + n % 120} the town of Wells number {n} had {n + 40} boats in its harbour and a wall of stone."
        for n in range(size)
    ]
    starts, at = [], 0
    for number, sentence in enumerate(sentences):
        starts.append(at)
        at += len(sentence) + (2 if number % 5 == 4 else 1)
    text = "".join(s + ("\n\n" if n % 5 == 4 else " ") for n, s in enumerate(sentences))
    yield Document(
        **read, document_id="d", path="town.txt", sha256="ab" * 32, format="txt", title="The towns", date="2026-01-02",
        language="en", text_id="t", text=text,
    )  # fmt: skip
    for n, sentence in enumerate(sentences):
        url = f"https://town{n % 300}.example/harbour/{n}"
        body = f"The harbour of Wells number {n} is old. It had {n + 40} boats. Its wall is of stone."
        made = {"made_from": f"v{n}", "made_by": "check"}
        yield Claim(
            **read, claim_id=f"k{n}", document_id="d", ref=f"k{n}", text=sentence, start=starts[n], end=starts[n] + len(sentence),
            heading=None, paragraph=None, date="2026-01-02", assertions=1,
        )  # fmt: skip
        yield Citation(
            **read, citation_id=f"c{n}", document_id="d", ref=f"c{n}", marker=str(n), kind="footnote", printed=url, url=url,
            candidates=[], label=f"Harbour of town {n}", stated_date=None, stated_publisher=None, stated_title=None,
            stated_authors=None, accessed_date=None, source_kind=None, page=None, start=None, end=None,
        )  # fmt: skip
        yield ClaimCitation(**read, claim_id=f"k{n}", citation_id=f"c{n}", anchor=starts[n] + len(sentence))
        outcome = "live" if n % 9 else "gone"
        yield Capture(
            made_from=f"v{n}", made_by="extract", capture_id=f"capture-{n:08}", url=url, urlkey=url, via="live", asked_for=None, final_url=url,
            outcome=outcome, reason="120 words", status=200, media_type="text/html", bytes=900, sha256="cd" * 32, fetched_at=_AT,
            memento_url=None, memento_datetime=None, warc_file="live.warc.gz", warc_offset=n * 1000, warc_record_id=f"<urn:uuid:{n}>",
        )  # fmt: skip
        for number, (status, location) in enumerate(((301, url + "/"), (200 if outcome == "live" else 404, None))):
            yield Hop(
                made_from=f"v{n}", made_by="index", hop_id=f"h{n}-{number}", visit_id=f"v{n}", number=number, url=url + "/" * number,
                kind="redirect" if location else "end", status=status, location=location, error=None, address="192.0.2.7", fetched_at=_AT,
                warc_record_id=f"<urn:uuid:{n}-{number}>",
            )  # fmt: skip
        for name in _SIGNALS:
            yield Signal(
                made_from=f"v{n}",
                made_by="extract",
                capture_id=f"capture-{n:08}",
                name=name,
                value=url if name < "signal_04" else str(n),
            )
        if outcome != "live":
            continue
        yield Source(
            made_from=f"v{n}", made_by="extract", capture_id=f"capture-{n:08}", text_id=f"t{n}", title=f"Harbour {n}", author=None,
            publisher="Town", published=f"{2000 + n % 25}-05-01", modified=None, language="en", text=body, extractor="main", media_type="text/html",
        )  # fmt: skip
        yield Verdict(
            **made, verdict_id=f"v{n}", claim_id=f"k{n}", citation_id=f"c{n}", capture_id=f"capture-{n:08}",
            verdict=_VERDICTS[n % len(_VERDICTS)], score=0.8, sure=True, reason="the evidence covers the claim",
        )  # fmt: skip
        for rank, passage in enumerate(body.split(". ")[:2], start=1):
            begin = body.index(passage)
            yield Evidence(
                **made,
                verdict_id=f"v{n}",
                rank=rank,
                sentence=rank,
                start=begin,
                end=begin + len(passage),
                text=passage,
                score=0.8,
            )
        boats, seen = sentence.index(str(n + 40) + " boats"), body.index(f"{n + 40} boats")
        yield Fact(
            **made, fact_id=f"f{n}", verdict_id=f"v{n}", kind="number", claim=f"{n + 40} boats", claim_start=boats,
            claim_end=boats + len(f"{n + 40} boats"), source=f"{n + 40} boats", source_start=seen,
            source_end=seen + len(f"{n + 40} boats"), status="match",
        )  # fmt: skip
