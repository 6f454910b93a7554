"""Where an answer points on to: redirects of HTTP, of a Refresh header, of HTML and of a script; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from spiders.exchange import Answer, header, media_type
from spiders.lab_reports import document_behind, framed_document
from spiders.news_stories import story_behind
from spiders.short_links import interstitial
from spiders.urls import canonical, joined

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_HEAD = 100_000  # bytes of a page in which a pointer is looked for
_MAX_DELAY_S = 10  # a page that shows itself longer than this means to be read
_STUB_CHARS = 240  # a page with more visible text than this is a page, whatever its scripts do
_UNSEEN = re.compile(r"<!--|<(script|style|template|title)\b", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]{0,200}>([^<>]{0,500})", re.IGNORECASE)
_NOSCRIPT = re.compile(r"<(noscript)\b", re.IGNORECASE)
_META = re.compile(r"<meta\b[^<>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
_REFRESH = re.compile(r"\s*(\d{1,9})(?:\.\d{0,9})?\s*[;,]?\s*(?:url\s*=\s*)?(.*)", re.IGNORECASE | re.DOTALL)
_LOCATION = re.compile(
    r"""(?:\b(?:window|document|self|top|parent|this)\s?\.\s?)?\blocation(?:\s?\.\s?href)?\s?"""
    r"""(?:=|\.\s?(?:replace|assign)\s?\()\s?(["'])((?:(?!\1)[^\\\s<>]|\\/){1,2000})\1\s?(?![\s+.?,|&\[])""",
)
_SPACES = re.compile(r"\s+")
_TAG = re.compile(r"<[^<>]*>")
_BASE = re.compile(r"""<base\b[^<>]{0,500}?\bhref\s*=\s*["']?([^"'\s>]{1,2000})""", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """The next address, and what pointed to it.

    `kind` is redirect, refresh_header, meta_refresh, javascript, interstitial (a page "you are leaving"), story (behind an
    AMP copy) or document (behind a viewer).
    """

    url: str
    kind: str


def pointer(answer: Answer) -> Pointer | None:
    """Return where an answer sends its reader without the reader's doing, or None where it is the end.

    A page that refreshes to itself is no pointer. A pointer of HTML counts only on a page that answers as one.
    """
    exchange = answer.exchange
    if exchange.status is None:
        return None
    location = header(exchange.headers, "location")
    if exchange.status in _REDIRECTS:
        return Pointer(url=joined(exchange.url, _text(location)), kind="redirect") if location else None
    refresh = _refresh(header(exchange.headers, "refresh") or "")
    if refresh:
        return _other(exchange.url, joined(exchange.url, _text(refresh)), "refresh_header")
    if exchange.status >= 400 or media_type(exchange.headers) not in (None, "text/html", "application/xhtml+xml"):
        return None
    markup = answer.body[:_HEAD].decode("utf-8", "replace")
    behind = (
        (interstitial(exchange.url, markup), "interstitial"),
        (story_behind(exchange.url), "story"),
        (document_behind(exchange.url), "document"),
    )
    for onward, kind in behind:
        if onward:
            return _other(exchange.url, onward, kind)
    return _in_page(exchange.url, markup)


def _in_page(url: str, markup: str) -> Pointer | None:
    # The search for tags is over plain text: lxml takes 30 times as long, and a stub is rarely well-formed.
    lower = markup.lower()
    if "refresh" not in lower and "location" not in markup and ".pdf" not in lower:
        return None
    seen = _without(markup, _UNSEEN)
    stub = len(_SPACES.sub(" ", _TAG.sub(" ", seen)).strip()) <= _STUB_CHARS
    base = _BASE.search(seen)
    root = joined(url, unescape(base[1])) if base else url
    for tag in _META.findall(seen if stub else _without(seen, _NOSCRIPT)):
        attributes = {n.lower(): unescape(v.strip("\"'")) for n, v in _ATTRIBUTE.findall(tag)}
        if attributes.get("http-equiv", "").strip().lower() == "refresh":
            target = _refresh(attributes.get("content", ""))
            if target:
                return _other(url, joined(root, target), "meta_refresh")
    if not stub:
        return None
    targets = {m[2].replace("\\/", "/") for m in _LOCATION.finditer(_SPACES.sub(" ", markup))}
    if len(targets) == 1:
        target = targets.pop()
        if target.startswith(("http://", "https://", "/", "./", "?")) or re.match(r"[\w./-]+\.\w{2,5}\Z", target):
            return _other(url, joined(root, unescape(target)), "javascript")
    document = framed_document(root, seen)
    return _other(url, document, "document") if document else None


def visible_text(markup: str) -> str:
    """Return the words that a page shows, its title first, by tags alone; linear, for any markup."""
    return _SPACES.sub(" ", shown_text(markup)).strip()


def shown_text(markup: str) -> str:
    """Return the same words with the spaces that stand between them in the markup."""
    title = _TITLE.search(markup)
    seen = _TAG.sub(" ", _without(markup, _UNSEEN))
    return f"{unescape(title[1]) if title else ''} {unescape(seen)}"


def _without(markup: str, opening: re.Pattern[str]) -> str:
    """Return markup without the elements (and comments) that a pattern opens; one left open reaches to the end.

    A scan and not one pattern with `.*?`: a page of unclosed tags must not cost the square of its length.
    """
    lower = markup.lower()
    kept: list[str] = []
    at = 0
    while match := opening.search(markup, at):
        kept.append(markup[at : match.start()])
        closing = "-->" if match[0] == "<!--" else f"</{match[1].lower()}"
        end = lower.find(closing, match.end())
        if end < 0:
            return " ".join(kept)
        at = end + len(closing)
    return " ".join([*kept, markup[at:]])


def _refresh(value: str) -> str | None:
    """Return the target of a Refresh value that acts at once (HTML standard, shared declarative refresh)."""
    match = _REFRESH.fullmatch(value)
    if match is None or int(match[1]) > _MAX_DELAY_S:
        return None
    target = match[2].strip()
    if target[:1] in ("'", '"'):
        target = target[1:].partition(target[0])[0]
    return target or None


def _other(url: str, target: str, kind: str) -> Pointer | None:
    return None if canonical(target) == canonical(url) else Pointer(url=target, kind=kind)


def _text(value: str | None) -> str:
    """Return a header's address as text: servers send UTF-8, though HTTP says otherwise."""
    try:
        return (value or "").encode("latin-1").decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return value or ""
