"""The text of a page and what it says of itself: title, author, publisher, dates, language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lxml.etree import LxmlError
from lxml.html import HtmlElement

from nlp.language import likeliest
from pipeline.pages.signals import structured

# Above these a page is read as a plain sequence of its blocks, in one pass: 58,000 paragraphs take trafilatura 6 s
# (2026-11-23, 2 shared cores), and its cost grows with the number of elements; depth is a matter of recursion.
MAX_ELEMENTS = 60_000
MAX_DEPTH = 400

_DATE = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)")
_NEW_YEAR = re.compile(
    r"(?i)\b0?1[-/.]0?1\b|\b1(?:st|er|º|\.)?\s{1,3}(?:de\s)?(?:jan|ene|gen|янв|stycz|led)|jan[a-z]{0,6}\.?\s{1,3}0?1\b|1月1日|1월\s?1일"
)
# What hostile markup and dates have made the libraries raise; such a page is read as a plain sequence of blocks.
_STUMBLES = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, LxmlError)
_SKIPPED = frozenset({"script", "style", "template", "head", "noscript", "nav", "footer", "svg", "select", "button"})
_BLOCKS = frozenset("p div section article main h1 h2 h3 h4 h5 h6 li dt dd tr br pre blockquote td".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """The main text of a page, blocks on lines of their own, and its metadata; dates in ISO 8601."""

    text: str = ""
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    notes: Mapping[str, str] = field(default_factory=dict)


def page_text(tree: HtmlElement, markup: str, *, url: str, max_chars: int, latest: datetime | None = None) -> PageText:
    """Return the text and metadata of a parsed page, whose characters are `markup`.

    `latest` is the newest date that the page can bear (when it was captured); without it, today. The text is cut
    at `max_chars`.
    """
    if _is_monstrous(tree):
        text = plain_text(tree)
        title = " ".join((tree.findtext(".//title") or "").split()) or None
        return PageText(text=text[:max_chars], title=title, language=language_of(text, tree), notes={"reader": "plain"})
    from htmldate import find_date
    from trafilatura import bare_extraction
    from trafilatura.metadata import extract_metadata
    from trafilatura.settings import Document

    dates: dict[str, Any] = {"original_date": True, "extensive_search": False}
    if latest is not None:
        dates["max_date"] = latest.strftime("%Y-%m-%d")
    # Both leave the tree as it is: trafilatura and htmldate work on copies of their own.
    try:
        said = extract_metadata(tree, url or None, dates)
        if said.date is None:  # the long search takes 1 s to load and is no righter (docs/experiments/outcome.md)
            said.date = find_date(tree, **{**dates, "url": said.url, "extensive_search": True})
        document = bare_extraction(tree, url=url or None, with_metadata=False, include_comments=False)
    except _STUMBLES:
        said, document = Document(), None
    text = (getattr(document, "text", None) or "").strip()
    notes = {"reader": "trafilatura"}
    if not text:
        text, notes = plain_text(tree), {"reader": "plain"}
    own = _structured_metadata(tree)
    return PageText(
        text=text[:max_chars],
        title=said.title or own.get("title"),
        author=own.get("author") or said.author,
        publisher=own.get("publisher") or said.sitename,
        published=_supported(said.date, markup),
        modified=own.get("modified"),
        language=language_of(text, tree),
        notes=notes,
    )


def _is_monstrous(tree: HtmlElement) -> bool:
    elements = depth = deepest = 0
    from lxml.etree import iterwalk

    for event, _ in iterwalk(tree, events=("start", "end")):
        if event == "start":
            elements += 1
            depth += 1
            deepest = max(deepest, depth)
            if elements > MAX_ELEMENTS or deepest > MAX_DEPTH:
                return True
        else:
            depth -= 1
    return False


def plain_text(tree: HtmlElement) -> str:
    """Return the words of a page in order, a line a block, without menus, scripts and footers; linear in its size."""
    pieces: list[str] = []
    stack: list[HtmlElement | str] = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
            continue
        if not isinstance(node.tag, str) or node.tag in _SKIPPED:
            continue
        line = "\n" if node.tag in _BLOCKS else ""
        children: list[HtmlElement | str] = [line + " ".join((node.text or "").split("\n"))]
        for child in node:
            children.append(child)
            children.append(" ".join((child.tail or "").split("\n")))
        children.append(line)
        stack.extend(reversed(children))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _supported(date: str | None, markup: str) -> str | None:
    """Return a date, or its year alone where the first of January stands nowhere: a bare year was all there was."""
    if date and date.endswith("-01-01") and not _NEW_YEAR.search(markup):
        return date[:4]
    return date


def _names(author: object) -> list[str]:
    """Return the names that a JSON-LD author holds, an object, a text or a list of them."""
    if isinstance(author, list):
        return [name for one in author[:20] for name in _names(one) if not isinstance(one, list)]
    name = author.get("name") if isinstance(author, dict) else author
    words = " ".join(name.split()) if isinstance(name, str) else ""
    return [words] if 1 < len(words) < 120 and not words.startswith("http") else []


def _structured_metadata(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for thing in structured(tree):
        publisher = thing.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        if isinstance(name, str) and name.strip() and not name.startswith("http"):
            found.setdefault("publisher", " ".join(name.split())[:200])
        names = _names(thing.get("author"))
        if names:
            found.setdefault("author", "; ".join(dict.fromkeys(names)))
        _note_date(found, thing.get("dateModified"))
        if isinstance(thing.get("headline"), str):
            found.setdefault("title", " ".join(thing["headline"].split())[:500])
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        value = " ".join((meta.get("content") or "").split())
        if not value:
            continue
        if name in (
            "article:modified_time",
            "og:updated_time",
            "datemodified",
            "last-modified",
            "dcterms.modified",
            "dc.date.modified",
        ):
            _note_date(found, value)
        elif name in ("og:site_name", "application-name", "citation_publisher", "dc.publisher"):
            found.setdefault("publisher", value[:200])
    return found


def _note_date(found: dict[str, str], value: object) -> None:
    date = _DATE.match(value.strip()) if isinstance(value, str) else None
    if date and 1 <= int(date.group(2)) <= 12 and 1 <= int(date.group(3)) <= 31:
        found.setdefault("modified", date.group(0))


def language_of(text: str, tree: HtmlElement | None = None) -> str | None:
    """Return the two-letter language of a text, else the one that its page declares; None where neither can be told.

    Below 100 characters the declaration is believed: there is too little to tell by.
    """
    declared = (tree.get("lang") or tree.get("xml:lang") or "")[:2].lower() if tree is not None else ""
    declared = declared if declared.isalpha() and len(declared) == 2 else ""
    if declared and len(text) < 100:
        return declared
    if len(text) < 20:
        return declared or None
    return likeliest(text[:4000])
