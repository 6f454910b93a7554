"""The report: index.html, ledger.csv and ledger.json, written from the warehouse's views."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import duckdb
import jinja2
from markupsafe import Markup

from pipeline.report import words
from pipeline.report.attention import groups, healths, misstated, stand, standings
from pipeline.report.collection import collection
from pipeline.report.gather import Dossier, Link, gather, issues, last_run
from pipeline.report.language import Tongue, tongue
from pipeline.report.letter import Block, blocks
from pipeline.report.lives import life
from pipeline.report.passages import differing, lit
from pipeline.report.plots import plots
from pipeline.report.shapes import rules
from pipeline.report.tables import ledger_csv, ledger_json
from pipeline.settings import Report
from pipeline.stage import Row

_HERE = Path(__file__).parent
_LINE_END = re.compile(r"(>|%\})\n\s*(?=[<{])")  # only where a tag ends before it and one begins after it
FEW = 5  # lines of a group in the summary, which is to be read in a minute
MANY = 20  # captures of one link that are listed; the warehouse has them all


def write_report(
    connection: duckdb.DuckDBPyConnection, out: Path, *, documents: Sequence[str], look: Report | None = None
) -> None:
    """Write index.html, ledger.csv and ledger.json of some documents (their ids) into a folder, made where needed.

    `connection` is only read. Each file is written beside its place and moved there, so that a reader never sees
    half of one. `look` has the settings of [report]: its title heads the report (empty, the first document's own title
    does), and with `single_file` the page alone is written; it needs nothing beside it either way.
    Raises LookupError for a document that the warehouse does not know, and for a language that the report does not speak.
    """
    look = look or Report()
    dossiers = [gather(connection, document_id) for document_id in documents]
    beside = {} if look.single_file else {"ledger.csv": ledger_csv(dossiers), "ledger.json": ledger_json(dossiers)}
    page = render(connection, dossiers, environment=templates(look.language), title=look.title, beside=list(beside))
    files = {"index.html": page, **beside}
    out.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        fresh = out / f".{name}.{os.getpid()}"
        fresh.write_text(text, encoding="utf-8", errors="replace", newline="")
        os.replace(fresh, out / name)


def render(
    connection: duckdb.DuckDBPyConnection,
    dossiers: Sequence[Dossier],
    *,
    environment: jinja2.Environment,
    title: str = "",
    beside: Sequence[str] = (),
) -> str:
    """Return the page of some documents by some templates; `beside` are the files that stand beside it, which it names."""
    style, script = style_sheet(), asset("report.js")
    named = title or next((name for d in dossiers if (name := document_name(d))), "testimonia")
    return environment.get_template("index.html.j2").render(
        title=named,
        style=style,
        style_hash=digest_of(style),
        script=script,
        script_hash=digest_of(script),
        dossiers=dossiers,
        collection=collection(connection) if len(dossiers) > 1 else None,
        issues=issues(connection),
        run=last_run(connection),
        beside=beside,
    )


@cache
def style_sheet() -> Markup:
    """Return the style of our pages: what is written by hand, and the signs."""
    return asset("style.css") + rules()


@cache
def asset(name: str) -> Markup:
    """Return a style or script of ours, to stand in the page as it is."""
    return Markup((_HERE / name).read_text(encoding="utf-8"))  # noqa: S704  (our own file; a test holds that no tag ends in it)


def digest_of(text: str) -> str:
    """Return the digest by which the page's policy knows one of our own assets (Content Security Policy, level 2)."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def templates(language: str) -> jinja2.Environment:
    """Return the templates in a language. Raises LookupError where there is none such."""
    return spoken(tongue(language))


def spoken(said: Tongue) -> jinja2.Environment:
    """Return the templates with everything they call, speaking as told."""
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_template),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        day=said.day, moment=said.moment, percent=said.percent, reason=said.reason, line=one_line, href=web_link, host=host, name=document_name
    )  # fmt: skip
    environment.globals.update(
        language=said.code, t=said.say, n=said.count, FEW=FEW, MANY=MANY,
        word=words.word, VERDICTS=words.VERDICTS, OUTCOMES=words.OUTCOMES, CHANGES=words.CHANGES, FACTS=words.FACTS,
        RESCUED=words.RESCUED, STATED=words.STATED, HEALTHS=words.HEALTHS, KINDS=words.KINDS, STORIES=words.STORIES, COLLECTED=words.COLLECTED,
        groups=groups, stand=stand, standings=standings, healths=healths, misstated=misstated, plots=plots, kept=kept, life=life,
        lit=lit, differing=differing, letter_blocks=letter_blocks, claim_spans=claim_spans, passage_spans=passage_spans,
    )  # fmt: skip
    return environment


def _template(name: str) -> str:
    """Return a template without the line ends between its tags: a third of what a browser parsed in a page of thousands of claims."""
    return _LINE_END.sub(r"\1", (_HERE / "templates" / name).read_text(encoding="utf-8"))


def kept(link: Link, most: int) -> list[Row]:
    """Return the captures of a link that are shown: the newest, those that its readings rest on, and those of the pages that belong to it."""
    resting = {link.row["capture_id"], link.row["rescue_capture_id"], *link.rests}
    own = [c for number, c in enumerate(link.captures) if number < most or c["capture_id"] in resting]
    return own + link.followed


def document_name(dossier: Dossier) -> str:
    """Return a document's own title, else its file's name."""
    return str(dossier.document["title"] or Path(str(dossier.document["path"])).name)


def web_link(url: str | None) -> str | None:
    """Return an address that may be a link: http or https, and nothing hidden in it; else None, and it is shown as text."""
    if not url or any(unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") or c == " " for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def one_line(text: str | None) -> str:
    """Return a text without line ends, so that what a source says cannot pass for a line of ours."""
    return " ".join((text or "").split())


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
