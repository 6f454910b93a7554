"""A body by its media type: what can be seen in it, the marks it bears, the text and what it says of itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from pipeline.pages.html import decode, parse
from pipeline.pages.links import link_signals, links_of
from pipeline.pages.look import count_words
from pipeline.pages.manner import unquoted
from pipeline.pages.pdf import pdf_text
from pipeline.pages.signals import page_signals
from pipeline.pages.text import PageText, language_of, page_text
from spiders.manner import message_marks
from spiders.marks import Mark, text_marks, title_marks

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_TEXT = (
    "text/",
    "application/json",
    "application/ld+json",
    "application/xml",
    "application/rss+xml",
    "application/atom+xml",
)
_MARKUP = re.compile(r"(?i)<(?:!doctype html|html|head|body|title|meta|div|p|h1|table|script)\b")
_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<title")
_XML_ERROR = re.compile(r"(?i)<(?:\w+:)?(?:error|fault|problem)\b")
_CODES = re.compile(r"(?i)status|code")
_LISTING = re.compile(r"(?i)index of /$")
# Words are counted in this much of a text: an outcome never hangs on more.
_COUNTED = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a body shows."""

    said: PageText = field(default_factory=PageText)
    signals: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()


def sniff(body: bytes, said: str | None) -> str | None:
    """Return the media type of a body: what it begins with where that is unmistakable, else what the server said."""
    said = (said or "").split(";")[0].strip().lower() or None
    head = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-") or (
        said in (None, "application/pdf", "application/octet-stream") and b"%PDF-" in head
    ):
        return "application/pdf"
    if head.startswith(b"PK\x03\x04") and (said is None or said.startswith("text/")):
        return "application/zip"
    vague = said in (
        None,
        "application/octet-stream",
        "application/pdf",
        "text/plain",
        "application/x-unknown-content-type",
    )
    if vague and head.lower().startswith(_STARTS):
        return "text/html"
    if said is None and body:
        binary = b"\x00" in body[:1024] and not body.startswith((b"\xff\xfe", b"\xfe\xff"))
        return "application/octet-stream" if binary else "text/plain"
    return said


def read_body(
    body: bytes,
    *,
    media_type: str | None,
    content_type: str = "",
    url: str = "",
    seen_at: datetime | None = None,
    max_chars: int,
) -> Reading:
    """Return what a body shows, read as its media type (of `sniff`); `content_type` may name the charset.

    At most `max_chars` characters of its text are kept; no body makes this raise.
    """
    kind = media_type or ""
    if kind == "application/pdf":
        return _pdf(body, max_chars)
    if kind and not (kind in _HTML or kind.startswith(_TEXT) or kind.endswith(("+xml", "+json"))):
        return Reading(signals={"unread": f"unsupported_media: {kind} is not read here"})
    characters, encoding = decode(body, content_type)
    plain = kind.startswith(("text/plain", "text/markdown", "application/json")) or not _MARKUP.search(
        characters[:2000]
    )
    if kind not in _HTML and plain:
        return _plain(characters, encoding, max_chars)
    return _html(characters, encoding, url=url, seen_at=seen_at, max_chars=max_chars)


def _html(markup: str, encoding: str, *, url: str, seen_at: datetime | None, max_chars: int) -> Reading:
    tree = parse(markup)
    if tree is None:
        return _plain(markup, encoding, max_chars)
    signals, marks = page_signals(tree, markup, url=url)
    links = links_of(tree, url)
    said = page_text(tree, markup, url=url, max_chars=max_chars, latest=seen_at)
    signals |= link_signals(
        links, said.text, url=url, title=said.title or signals["title"], prose=int(signals["prose_words"]), is_article="article" in signals
    )  # fmt: skip
    signals |= {"encoding": encoding, "main_words": str(count_words(said.text[:_COUNTED])), **said.notes}
    if _LISTING.match(signals["title"]):
        signals["listing"] = "root"
    return Reading(said=said, signals=signals, marks=tuple(marks))


def _plain(text: str, encoding: str, max_chars: int) -> Reading:
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    words = count_words(text[:_COUNTED])
    data = text.startswith(("{", "<"))
    first = next((line for line in (raw.strip(" #\t") for raw in text[:4000].splitlines()) if line), "")[:200]
    marks: list[Mark] = []
    if words < 400:
        marks = [
            *([] if data else title_marks(unquoted(first))),
            *text_marks(text[:4000] if data else unquoted(text[:4000])),
        ]
        messages = _messages(text)
        for value in messages:
            marks += title_marks(value, place="heading")
        marks += message_marks(". ".join(messages) if data else unquoted(text))[0]
    counts = dict.fromkeys(("words", "prose_words", "main_words"), str(words))
    said = PageText(text=text[:max_chars], title=first or None, language=language_of(text))
    return Reading(said=said, signals={"encoding": encoding, "title": first, **counts}, marks=tuple(marks))


def _messages(text: str) -> list[str]:
    """Return what a small object of JSON or XML says in short texts and status codes: the answer of an interface without a page."""
    if len(text) > 4000:
        return []
    if text.startswith("<"):
        found = re.findall(r"<(?:Code|Message|title|detail|error|status)\b[^<>]*>([^<>]{3,120})<", text)
        return [_spaced(value) for value in found if not value.isspace()] if _XML_ERROR.search(text) else []
    if not text.startswith("{"):
        return []
    try:
        made = json.loads(text)
    except ValueError:
        return []
    fields = list(islice(_fields(made), 40))
    said = [_spaced(value) for _, value in fields if isinstance(value, str) and 3 < len(value) < 120][:12]
    codes = [str(value) for name, value in fields if _CODES.search(name) and re.fullmatch(r"[45]\d\d", str(value))]
    return said + codes


def _fields(made: object, depth: int = 0) -> Iterator[tuple[str, object]]:
    """Yield the names and plain values of a JSON object, those of objects in it and in its lists too, three levels deep."""
    for name, value in made.items() if isinstance(made, dict) else ():
        inner = value if isinstance(value, list) else [value]
        for one in inner:
            if isinstance(one, dict) and depth < 3:
                yield from _fields(one, depth + 1)
            else:
                yield name, one


def _spaced(name: str) -> str:
    """Return a constant's name as words: NoSuchKey and NOT_FOUND are what a program calls what it says."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.replace("_", " ")) if " " not in name.strip() else name


def _pdf(body: bytes, max_chars: int) -> Reading:
    found = pdf_text(body, max_chars=max_chars)
    signals = {"pages": str(found.pages), "main_words": str(count_words(found.text[:_COUNTED]))}
    if found.problem:
        why = {"encrypted": "the PDF asks for a password", "broken": "the PDF is damaged and cannot be opened"}
        signals["unread"] = f"unsupported_media: {why[found.problem]}"
    elif not found.text:
        signals["unread"] = f"empty: a PDF of {found.pages} pages without a text layer (scanned images)"
    said = PageText(
        text=found.text,
        title=found.title,
        author=found.author,
        published=found.created,
        modified=found.modified,
        language=language_of(found.text),
    )
    return Reading(said=said, signals=signals)
