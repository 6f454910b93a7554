"""A small warehouse with every kind of row that the report shows, filled by hand; the same full of hostile texts; its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from lxml import html

from pipeline.report.page import write_report
from pipeline.settings import Report
from warehouse.records import (
    TABLES,
    Capture,
    Change,
    ChangedClaim,
    ChangedFact,
    Citation,
    CitationFact,
    Claim,
    ClaimCitation,
    Document,
    Edit,
    Evidence,
    Fact,
    Hop,
    Issue,
    Record,
    Signal,
    Source,
    Verdict,
)

THEN = datetime(2019, 3, 1, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
BODY = """A note on the harbour

The harbour was opened on 4 May 1911. It holds 40 boats. Its wall is 900 metres long. A storm broke it in 1954.

What came after

Ana Ruiz drew the new wall. The town paid for all of it. The plans were shown in Lisbon on 2 June 1956.

1 See the port's history <https://port.example/history> and the town's page <https://town.example/harbour>
2 See the newspaper <https://news.example/wall> and a book"""
HOSTILE = (
    '<script>alert(1)</script><style>*{display:none}</style><svg onload="alert(1)"><a href="javascript:alert(1)">x</a></svg>'
    "<img src=x onerror=alert(1)>\u202edesrever\u2066 {{ 7*7 }} {% raw %} </title></style></textarea>&lt;b&gt;\x00 "
    + "W"
    * 10_000
)
TABLE_OF = {record: table for table, record in TABLES.items()}


@dataclass(frozen=True, slots=True)
class Ledger:
    """A warehouse in memory and the id of its one document."""

    connection: duckdb.DuckDBPyConnection
    document_id: str

    def add(self, *records: Record) -> None:
        for record in records:
            names = [field.name for field in fields(record)]
            columns = ", ".join(f'"{name}"' for name in names)
            marks = ", ".join("?" * len(names))
            values = [getattr(record, name) for name in names]
            self.connection.execute(f"insert into {TABLE_OF[type(record)]} ({columns}) values ({marks})", values)


def document(text: str = BODY, **other: Any) -> Document:
    given: dict[str, Any] = {
        "made_from": "d", "made_by": "read", "document_id": "d", "path": "letters/harbour.txt", "sha256": "d", "format": "txt",
        "title": "A note on the harbour", "date": "2019-03-04", "language": "en", "text_id": "t", "text": text,
    }  # fmt: skip
    return Document(**{**given, **other})


def citation(ref: str, marker: str | None, url: str | None, label: str | None = None, **other: Any) -> Citation:
    start = BODY.find(url) if url and url in BODY else None
    given: dict[str, Any] = {
        "made_from": "d", "made_by": "read", "citation_id": ref, "document_id": "d", "ref": ref, "marker": marker, "kind": "footnote",
        "printed": url, "url": url, "candidates": [], "label": label, "stated_date": None, "stated_publisher": None,
        "stated_title": None, "stated_authors": None, "accessed_date": None, "source_kind": None, "page": None, "start": start,
        "end": start + len(url) if start is not None and url else None,
    }  # fmt: skip
    return Citation(**{**given, **other})


def claim(ref: str, text: str, *, heading: str | None = None, assertions: int = 1, start: int | None = None) -> Claim:
    at = BODY.index(text) if start is None else start
    return Claim(
        made_from="d", made_by="read", claim_id=ref, document_id="d", ref=ref, text=text, start=at, end=at + len(text),
        heading=heading, paragraph=None, date="2019-03-04", assertions=assertions,
    )  # fmt: skip


def cites(claim_ref: str, citation_ref: str, anchor: int | None) -> ClaimCitation:
    return ClaimCitation(made_from="d", made_by="read", claim_id=claim_ref, citation_id=citation_ref, anchor=anchor)


def capture(name: str, url: str, outcome: str, *, at: datetime = NOW, via: str = "live", **other: Any) -> Capture:
    given: dict[str, Any] = {
        "made_from": f"visit-{name}", "made_by": "extract", "capture_id": name, "url": url, "urlkey": url, "via": via,
        "asked_for": "2019-03-04" if via == "memento" else None, "final_url": url, "outcome": outcome,
        "reason": f"signals of {outcome}", "status": 200, "media_type": "text/html", "bytes": 10, "sha256": "ab" * 32,
        "fetched_at": at, "memento_url": f"https://archive.example/{url}" if via == "memento" else None,
        "memento_datetime": at if via == "memento" else None, "warc_file": "x.warc.gz", "warc_offset": 17,
        "warc_record_id": f"<urn:uuid:{name}>",
    }  # fmt: skip
    return Capture(**{**given, **other})


def source(capture_id: str, text: str, **other: Any) -> Source:
    given: dict[str, Any] = {
        "made_from": capture_id, "made_by": "extract", "capture_id": capture_id, "text_id": f"text-{capture_id}",
        "title": "The harbour", "author": None, "publisher": "The Port", "published": "2018-01-02", "modified": None,
        "language": "en", "media_type": "text/html", "extractor": "test", "text": text,
    }  # fmt: skip
    return Source(**{**given, **other})


def verdict(claim_ref: str, citation_ref: str, capture_id: str, word: str, score: float | None = 0.5) -> Verdict:
    name = f"{claim_ref}-{citation_ref}-{capture_id}"
    return Verdict(
        made_from=name, made_by="check", verdict_id=name, claim_id=claim_ref, citation_id=citation_ref, capture_id=capture_id,
        verdict=word, score=score, sure=True, reason=f"reason for {word}",
    )  # fmt: skip


def evidence(verdict_id: str, text: str, *, start: int = 0, rank: int = 1) -> Evidence:
    return Evidence(
        made_from=verdict_id, made_by="check", verdict_id=verdict_id, rank=rank, sentence=0, start=start,
        end=start + len(text), text=text, score=0.9,
    )  # fmt: skip


def fact(verdict_id: str, kind: str, said: tuple[str, int], found: tuple[str, int] | None, status: str) -> Fact:
    return Fact(
        made_from=verdict_id, made_by="check", fact_id=f"{verdict_id}-{said[1]}", verdict_id=verdict_id, kind=kind, claim=said[0],
        claim_start=said[1], claim_end=said[1] + len(said[0]), source=found[0] if found else None,
        source_start=found[1] if found else None, source_end=found[1] + len(found[0]) if found else None, status=status,
    )  # fmt: skip


PORT, TOWN, NEWS = "https://port.example/history", "https://town.example/harbour", "https://news.example/wall"
OPENED = "The harbour was opened on 4 May 1911."
BOATS = "It holds 40 boats."
LONG = "Its wall is 900 metres long."
STORM = "A storm broke it in 1954."
ANA = "Ana Ruiz drew the new wall."
PAID = "The town paid for all of it."
PLANS = "The plans were shown in Lisbon on 2 June 1956."


def everything() -> Iterator[Record]:
    """Yield a document with a claim of each verdict and a link of each fate."""
    yield document()
    yield citation("c1", "1", PORT, "the port's history", stated_date="2017-01-02")
    yield citation("c2", "1", TOWN, "the town's page")
    yield citation("c3", "2", NEWS, "the newspaper")
    yield citation("c4", "2", None, "a book")
    for ref, text in (("k1", OPENED), ("k2", BOATS), ("k3", LONG)):
        yield claim(ref, text)
        yield from (cites(ref, c, BODY.index(text) + len(text)) for c in ("c1", "c2"))
    yield claim("k4", STORM)
    for ref, text in (("k5", ANA), ("k6", PAID)):
        yield claim(ref, text, heading="What came after")
        yield from (cites(ref, c, BODY.index(text) + len(text)) for c in ("c3", "c4"))
    yield claim("k7", PLANS, heading="What came after", assertions=2)
    # The port's page: live, and changed since 2019.
    yield capture("port-now", PORT, "live")
    yield capture("port-then", PORT, "live", at=THEN, via="memento")
    yield source("port-now", "The harbour was opened on 4 May 1912. It holds 55 boats.")
    yield source("port-then", "The harbour was opened on 4 May 1912. It holds 40 boats.")
    for when, boats, word, status in (
        ("port-now", "55", "contradicted", "mismatch"),
        ("port-then", "40", "supported", "match"),
    ):
        yield verdict("k1", "c1", when, "contradicted", 0.03)
        yield evidence(f"k1-c1-{when}", "The harbour was opened on 4 May 1912.")
        yield fact(f"k1-c1-{when}", "date", ("4 May 1911", 26), ("4 May 1912", 26), "mismatch")
        yield verdict("k2", "c1", when, word, 0.1)
        yield evidence(f"k2-c1-{when}", f"It holds {boats} boats.", start=38)
        yield fact(f"k2-c1-{when}", "number", ("40 boats", 9), (f"{boats} boats", 47), status)
        yield verdict("k3", "c1", when, "not_supported", 0.2)
        yield fact(f"k3-c1-{when}", "number", ("900 metres", 12), None, "absent")
    yield CitationFact(
        made_from="c1", made_by="check", citation_id="c1", capture_id="port-now", field="date", stated="2017-01-02",
        found="2018-01-02", status="mismatch",
    )  # fmt: skip
    yield Change(
        made_from="x", made_by="compare", change_id="x", url=PORT, old_capture_id="port-then", new_capture_id="port-now",
        change="substantive", score=0.9, reason="one number differs",
    )  # fmt: skip
    yield ChangedFact(
        made_from="x", made_by="compare", change_id="x", number=1, kind="number", old="40 boats", new="55 boats"
    )
    yield Edit(
        made_from="x",
        made_by="compare",
        change_id="x",
        number=1,
        op="replace",
        old="It holds 40 boats.",
        new="It holds 55 boats.",
    )
    yield ChangedClaim(made_from="x", made_by="compare", change_id="x", claim_id="k2")
    # The town's page: dead since one check, and nothing archived.
    yield capture("town-now", TOWN, "gone", status=404)
    yield Signal(made_from="visit-town-now", made_by="extract", capture_id="town-now", name="status", value="404")
    yield Hop(
        made_from="visit-town-now", made_by="index", hop_id="h1", visit_id="visit-town-now", number=0, url=TOWN, kind="asked",
        status=404, location=None, error=None, address="192.0.2.1", fetched_at=NOW, warc_record_id="<urn:uuid:h1>",
    )  # fmt: skip
    # The newspaper: behind a paywall, read from the archive.
    yield capture("news-now", NEWS, "paywall")
    kept = "https://archive.example/web/20190301090000/https://paper.example/wall"  # where the newspaper stood then
    yield capture("news-then", NEWS, "live", at=THEN, via="memento", final_url=kept)
    yield source("news-then", "Ana Ruiz drew the new wall. The town paid half.", language="es")
    yield verdict("k5", "c3", "news-then", "supported", 0.97)
    yield evidence("k5-c3-news-then", "Ana Ruiz drew the new wall.")
    yield fact("k5-c3-news-then", "name", ("Ana Ruiz", 0), ("Ana Ruiz", 0), "match")
    yield verdict("k6", "c3", "news-then", "partly_supported", 0.4)
    yield evidence("k6-c3-news-then", "The town paid half.", start=28)
    yield Issue(
        made_from="z",
        made_by="read",
        issue_id="i1",
        code="read/empty",
        subject="z",
        detail="z.txt: empty\n\nhint: give a file",
    )


@pytest.fixture
def ledger(warehouse: duckdb.DuckDBPyConnection) -> Ledger:
    made = Ledger(warehouse, "d")
    made.add(*everything())
    return made


def page(ledger: Ledger, out: Path, **look: Any) -> Any:
    write_report(ledger.connection, out, documents=[ledger.document_id], look=Report(**look))
    return html.fromstring((out / "index.html").read_bytes())


def words_of(element: Any) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split())


@pytest.fixture
def hostile(ledger: Ledger) -> Ledger:
    """A ledger into whose every text a source or a document wrote what it could."""
    bad = f"https://hostile.example/?q={HOSTILE[:60]}"
    ledger.add(
        claim("k9", HOSTILE, start=0, heading=HOSTILE),
        citation("c8", HOSTILE, "javascript:alert(1)", HOSTILE, stated_publisher=HOSTILE, stated_title=HOSTILE),
        citation("c9", "9", bad, HOSTILE),
        cites("k9", "c8", 5),
        cites("k9", "c9", 5),
        capture("evil", bad, "live", final_url="javascript:alert(2)", reason=HOSTILE, warc_file=HOSTILE),
        capture("evil-then", bad, "live", via="memento", memento_url="data:text/html,<script>1</script>"),
        source("evil", HOSTILE, title=HOSTILE, publisher=HOSTILE, language='en" onmouseover="alert(1)'),
        verdict("k9", "c9", "evil", "contradicted"),
        evidence("k9-c9-evil", HOSTILE),
        fact("k9-c9-evil", "quote", (HOSTILE[:20], 0), (HOSTILE[:20], 0), "mismatch"),
    )
    return ledger
