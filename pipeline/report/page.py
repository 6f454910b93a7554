"""The report: index.html, ledger.csv and ledger.json, written from the warehouse's views."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

import duckdb
import jinja2
from markupsafe import Markup

from pipeline.report import words
from pipeline.report.attention import groups, healths, misstated, stand, standings
from pipeline.report.collection import collection
from pipeline.report.gather import Claimed, Dossier, gather, issues, last_run
from pipeline.report.language import Tongue, tongue
from pipeline.report.lives import life
from pipeline.report.parts import FIND, FRONT, MANY, Part, plan
from pipeline.report.passages import differing, lit
from pipeline.report.plots import plots
from pipeline.report.shapes import rules
from pipeline.report.standing import marks, standing
from pipeline.report.tables import ledger_csv, ledger_json
from pipeline.settings import Report

_HERE = Path(__file__).parent
_LINE_END = re.compile(r"(>|%\})\n\s*(?=[<{])")  # only where a tag ends before it and one begins after it
FEW = 5  # lines of a group in the summary, which is to be read in a minute


def write_report(
    connection: duckdb.DuckDBPyConnection,
    out: Path,
    *,
    documents: Sequence[str],
    look: Report | None = None,
    of_documents: int = 0,
) -> None:
    """Write index.html, ledger.csv and ledger.json of some documents (their ids) into a folder, made where needed.

    A report of more than `look.page_claims` claims with a source has pages beside index.html, and a register of them all
    (parts.py); pages of an earlier, longer report are taken away.
    `connection` is only read. Each file is written beside its place and moved there, so that a reader never sees
    half of one. `look` has the settings of [report]: its title heads the report (empty, the first document's own title
    does), and with `single_file` the page alone is written; it needs nothing beside it either way. `of_documents`: these are the finished ones of so many.
    Raises LookupError for a document that the warehouse does not know, and for a language that the report does not speak.
    """
    look = look or Report()
    dossiers = gather(connection, documents)
    beside = {} if look.single_file else {"ledger.csv": ledger_csv(dossiers), "ledger.json": ledger_json(dossiers)}
    pages = render(
        connection, dossiers, environment=templates(look.language), title=look.title, beside=list(beside),
        most=sys.maxsize if look.single_file else look.page_claims, before=standing(out), of_documents=of_documents,
    )  # fmt: skip
    put(out, {**pages, **beside})


def put(out: Path, files: dict[str, str]) -> None:
    """Put the files of a report into a folder, each whole, index.html last since it names the others; then take away pages
    of ours that an earlier, longer report left there. A file whose text is empty stays as it is."""
    out.mkdir(parents=True, exist_ok=True)
    for name, text in sorted(files.items(), key=lambda file: file[0] == FRONT):
        if not text:
            continue
        fresh = out / f".{name}.{os.getpid()}"
        fresh.write_text(text, encoding="utf-8", errors="replace", newline="")
        os.replace(fresh, out / name)
    for old in (*out.glob("page-*.html"), out / FIND):
        if old.name not in files and _is_ours(old):
            old.unlink()


def render(
    connection: duckdb.DuckDBPyConnection,
    dossiers: Sequence[Dossier],
    *,
    environment: jinja2.Environment,
    title: str = "",
    beside: Sequence[str] = (),
    most: int = sys.maxsize,
    before: Mapping[str, str] = MappingProxyType({}),
    of_documents: int = 0,
) -> dict[str, str]:
    """Return the pages of some documents by some templates, by file name, index.html among them.

    `beside` are the files that stand beside it, which it names; `most` is how many pairs of claim and source a page may hold.
    A page that stands already as it would come out (`before`: its mark by its name) is an empty text.
    """
    style, script = style_sheet(), asset("report.js")
    planned = plan(dossiers, most)
    template = environment.get_template("page.html.j2")
    title = title or next((name for d in dossiers if (name := document_name(d))), "testimonia")
    unusable = issues(connection)
    marked = marks(
        planned, dossiers, most=most, title=title, language=str(environment.globals["language"]), issues=unusable
    )
    shown = {
        "title": title,
        "style": style,
        "style_hash": digest_of(style),
        "script": script,
        "script_hash": digest_of(script),
        "dossiers": dossiers,
        "collection": collection(connection) if len(dossiers) > 1 else None,
        "issues": unusable,
        "run": last_run(connection),
        "beside": beside,
        "plan": planned,
        "marks": marked,
        "of_documents": of_documents,
    }
    return {
        page.name: ""
        if before.get(page.name, "") == marked.get(page.name)
        else template.render(shown, page=page, at=partial(planned.to, page=page))
        for page in planned.pages
    }


def _is_ours(page: Path) -> bool:
    """Say whether a file is a page that this program wrote, so that no other is taken away."""
    try:
        with page.open(encoding="utf-8", errors="replace") as file:
            return '<meta name="generator" content="testimonia">' in file.read(2000)
    except FileNotFoundError:
        return False


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
        RESCUED=words.RESCUED, STATED=words.STATED, HEALTHS=words.HEALTHS, KINDS=words.KINDS, story=words.story, COLLECTED=words.COLLECTED,
        groups=groups, stand=stand, standings=standings, healths=healths, misstated=misstated, plots=plots, life=life,
        lit=lit, differing=differing, claim_spans=claim_spans, passage_spans=passage_spans, opening=opening, searched=searched,
        FRONT=FRONT, FIND=FIND,
    )  # fmt: skip
    return environment


def _template(name: str) -> str:
    """Return a template without the line ends between its tags: a third of what a browser parsed in a page of thousands of claims."""
    return _LINE_END.sub(r"\1", (_HERE / "templates" / name).read_text(encoding="utf-8"))


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


def opening(part: Part) -> str:
    """Return the words that a stretch of a document begins with, its first heading where it begins with one; empty where it has no text."""
    return "".join(piece.text for block in part.blocks[:1] for piece in block.pieces)[:300].strip()


def searched(claim: Claimed) -> str:
    """Return what a search for a claim looks at besides its own words: its sources' names, addresses and passages, each once."""
    said = [
        str(case.row[name])
        for case in claim.cases
        for name in ("label", "url", "source_title", "source_publisher")
        if case.row[name]
    ]
    said += [str(passage["text"]) for case in claim.cases for reading in case.readings for passage in reading.evidence]
    return " ".join(dict.fromkeys(said))


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
