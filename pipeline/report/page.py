"""The report: index.html, ledger.csv and ledger.json, written from the warehouse's views."""

from __future__ import annotations

import base64
import hashlib
import os
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import duckdb
import jinja2
from markupsafe import Markup

from pipeline.report import words
from pipeline.report.attention import groups, stand
from pipeline.report.gather import Dossier, gather, issues, last_run
from pipeline.report.letter import Block, blocks
from pipeline.report.passages import differing, lit
from pipeline.report.tables import ledger_csv, ledger_json

_HERE = Path(__file__).parent


def write_report(
    connection: duckdb.DuckDBPyConnection, out: Path, *, documents: Sequence[str], title: str = ""
) -> None:
    """Write index.html, ledger.csv and ledger.json of some documents (their ids) into a folder, made where needed.

    `connection` is only read. Each file is written beside its place and moved there, so that a reader never sees
    half of one. `title` heads the report; empty, the first document's own title does.
    Raises LookupError for a document that the warehouse does not know.
    """
    dossiers = [gather(connection, document_id) for document_id in documents]
    files = {
        "index.html": _page(connection, dossiers, title=title),
        "ledger.csv": ledger_csv(dossiers),
        "ledger.json": ledger_json(dossiers),
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        beside = out / f".{name}.{os.getpid()}"
        beside.write_text(text, encoding="utf-8", errors="replace", newline="")
        os.replace(beside, out / name)


def _page(connection: duckdb.DuckDBPyConnection, dossiers: Sequence[Dossier], *, title: str) -> str:
    style = (_HERE / "style.css").read_text(encoding="utf-8")
    named = title or next((name for d in dossiers if (name := document_name(d))), "Report")
    # lxml and browsers hash what stands between the tags, so the template must add nothing there.
    return (
        _templates()
        .get_template("index.html.j2")
        .render(
            title=named,
            style=Markup(style),  # noqa: S704  (our own file, and no `<` in it: a test holds that)
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            dossiers=dossiers,
            issues=issues(connection),
            run=last_run(connection),
        )
    )


def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        sentence=sentence, day=day, moment=moment, href=web_link, host=host, percent=percent, name=document_name
    )
    environment.globals.update(
        word=words.word, VERDICTS=words.VERDICTS, OUTCOMES=words.OUTCOMES, CHANGES=words.CHANGES, FACTS=words.FACTS,
        RESCUED=words.RESCUED, STATED=words.STATED, HOPS=words.HOPS, groups=groups, stand=stand, lit=lit, differing=differing,
        letter_blocks=letter_blocks, claim_spans=claim_spans, passage_spans=passage_spans,
    )  # fmt: skip
    return environment


def document_name(dossier: Dossier) -> str:
    """Return a document's own title, else its file's name."""
    return str(dossier.document["title"] or Path(str(dossier.document["path"])).name)


def day(value: datetime | date | str | None) -> str:
    """Return a day as people write it ("15 September 2017"); a partial date or other words as they stand."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return str(value)
    return f"{value.day} {value:%B %Y}" if value else ""


def sentence(words: str) -> str:
    """Return words as a sentence: a capital before, a full stop after."""
    return words[:1].upper() + words[1:].rstrip(". ") + "."


def moment(value: datetime | None) -> str:
    """Return a time to the minute, in UTC."""
    return f"{day(value)}, {value:%H:%M} UTC" if value else ""


def percent(value: float | None) -> str:
    """Return a probability as a whole percentage."""
    return "" if value is None else f"{value:.0%}"


def web_link(url: str | None) -> str | None:
    """Return an address that may be a link: http or https, and nothing hidden in it; else None, and it is shown as text."""
    if not url or any(unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") or c == " " for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def host(url: str | None) -> str:
    """Return an address without its scheme, for showing."""
    return (url or "").split("://", 1)[-1].rstrip("/")


def letter_blocks(dossier: Dossier) -> list[Block]:
    """Return the document as blocks (see letter.py)."""
    return blocks(
        str(dossier.document["text"]),
        claims=[claim.row for claim in dossier.claims],
        marks=dossier.marks,
        citations=[link.row for link in dossier.links],
        title=dossier.document["title"],
    )


def claim_spans(facts: Sequence[dict[str, object]]) -> list[tuple[int, int, str]]:
    """Return where the facts of a claim stand in it, each with its status."""
    return [(int(str(f["claim_start"])), int(str(f["claim_end"])), str(f["status"])) for f in facts]


def passage_spans(passage: dict[str, object], facts: Sequence[dict[str, object]]) -> list[tuple[int, int, str]]:
    """Return where the facts found in a source stand in one passage of it."""
    start, end = int(str(passage["start"])), int(str(passage["end"]))
    found = [(f["source_start"], f["source_end"], str(f["status"])) for f in facts]
    return [
        (int(str(left)) - start, int(str(right)) - start, status)
        for left, right, status in found
        if left is not None and right is not None and start <= int(str(left)) and int(str(right)) <= end
    ]
