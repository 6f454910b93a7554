"""Stage: a visit to its capture: the outcome, the signals it rests on, and the source's text where it was read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipeline.page_html import decode, parse
from pipeline.page_signals import count_words, page_signals
from pipeline.page_text import language_of, page_text
from pipeline.pdf_text import pdf_text
from pipeline.settings import Settings
from pipeline.stage import Row, Stage
from spiders.mark_vendors import address_marks, header_marks
from spiders.marks import Mark, text_marks, title_marks
from spiders.outcome import MARK, judge
from warehouse.ids import digest
from warehouse.records import Capture, Hop, Record, Signal, Source, Visit

EXTRACTOR = "testimonia 1"

_TEXT_TYPES = ("text/", "application/json", "application/ld+json", "application/xml", "application/rss+xml", "application/atom+xml", "application/javascript")
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_MARKUP = re.compile(r"(?i)<(?:!doctype html|html|head|body|title|meta|div|p|h1|table|script)\b")
_ROOT = re.compile(r"(?i)^/?(?:index|default|home|homepage|main)?(?:\.(?:html?|php|aspx?|jsp|cfm))?/?$")
_LANGUAGE_ROOT = re.compile(r"(?i)^/(?:[a-z]{2}(?:[-_][a-z]{2,4})?|intl|international|global)(?:/(?:home|index(?:\.\w{2,5})?)?)?/?$")
_LISTING = re.compile(r"(?i)^index of /$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An answer as it came: what `extract` reads. `labels` is what citations say of the page."""

    url: str = ""
    final_url: str = ""
    status: int | None = None
    error: str | None = None
    media_type: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    hops: tuple[tuple[str, int | None, str], ...] = ()
    labels: tuple[str, ...] = ()
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What a page is and what it says; `text` is what was seen, and a source only where the outcome is live."""

    outcome: str
    reason: str
    signals: dict[str, str] = field(default_factory=dict)
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    media_type: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The rows that one visit becomes."""

    capture: Capture
    signals: list[Signal]
    source: Source | None


def extract(page: Page, *, max_chars: int) -> Extraction:
    """Return what a page says of itself, what kind of answer it is, and why; hostile pages end in an outcome too.

    At most `max_chars` characters of text are kept.
    """
    media_type = sniff(page.body or b"", page.media_type)
    signals: dict[str, str] = {}
    for name, value in (("status", page.status), ("error", page.error), ("media_type", media_type)):
        if value is not None:
            signals[name] = str(value)
    if page.body is not None:
        signals["bytes"] = str(len(page.body))
    signals |= _journey(page)
    marks = header_marks(page.headers)
    if page.final_url and page.final_url != page.url:
        before = {m.seen for m in address_marks(page.url)}
        marks += [m for m in address_marks(page.final_url) if m.seen not in before]
    read: dict[str, Any] = {}
    if page.body:
        read = _read(page, media_type, signals, marks, max_chars)
    signals |= {f"{MARK}{kind}.{place}": value for (kind, place), value in _told(marks).items()}
    outcome, reason = judge(signals)
    return Extraction(outcome=outcome, reason=reason, signals=signals, media_type=media_type, **read)


def _told(marks: Sequence[Mark]) -> dict[tuple[str, str], str]:
    """Return the strongest mark of each kind and place as `strength what was seen`."""
    best: dict[tuple[str, str], Mark] = {}
    for mark in marks:
        key = (mark.kind, mark.place)
        if key not in best or best[key].strength < mark.strength:
            best[key] = mark
    return {key: f"{mark.strength:g} {mark.seen}" for key, mark in best.items()}


def sniff(body: bytes, said: str | None) -> str | None:
    """Return the media type of a body: what it begins with where that is unmistakable, else what the server said."""
    said = (said or "").split(";")[0].strip().lower() or None
    head = body[:1024].lstrip()
    if head.startswith(b"%PDF-") or (said in (None, "application/pdf", "application/octet-stream") and b"%PDF-" in head):
        return "application/pdf"
    if head.startswith(b"PK\x03\x04") and (said is None or said.startswith("text/")):
        return "application/zip"
    if said in (None, "application/octet-stream", "text/plain", "application/x-unknown-content-type") and head[:1] == b"<":
        lowered = head.lower()
        if any(lowered.startswith(start) for start in (b"<!doctype html", b"<html", b"<head", b"<body", b"<title")):
            return "text/html"
    if said is None and body:
        return "application/octet-stream" if b"\x00" in body[:1024] and not body.startswith((b"\xff\xfe", b"\xfe\xff")) else "text/plain"
    return said


def _journey(page: Page) -> dict[str, str]:
    """Return what the redirects say: how many, by what, and whether a deep address ended at the root of its site."""
    found: dict[str, str] = {}
    if page.url:
        found["url"] = page.url
    if page.final_url:
        found["final_url"] = page.final_url
    if page.hops:
        found["hops"] = str(len(page.hops))
    urls = [url for url, _, _ in page.hops] or [page.url]
    for url in urls[1:]:
        station = next(iter(address_marks(url)), None)
        if station and station.kind in ("consent", "login", "challenge", "denied") and url != page.url:
            found["way_station"] = f"{station.kind} {url[:200]}"
    final = page.final_url or urls[-1]
    if final and is_root(final):
        lost = next((u for u in reversed(urls) if u != final and same_site(u, final) and not is_root(u)), None)
        if lost and not _carries(final, lost):
            found["home_from"] = lost
    return found


def is_root(url: str) -> bool:
    """Return whether an address is the front page of its site, or of a language of it."""
    parts = urlsplit(url)
    if re.search(r"(?i)(?:^|&)(?:p|id|page|page_id|article|q|doc|docid|v|story|item|a|s|url|u)=", parts.query):
        return False
    fragment = parts.fragment.lstrip("!")
    return not fragment.startswith("/") and bool(_ROOT.match(parts.path) or _LANGUAGE_ROOT.match(parts.path))


def same_site(one: str, other: str) -> bool:
    """Return whether two addresses are of one host, `www.`, `m.` and ports aside."""
    names = [re.sub(r"^(?:www\d?|m|mobile|amp|ww\d)\.", "", (urlsplit(u).hostname or "").lower()) for u in (one, other)]
    return bool(names[0]) and names[0] == names[1]


def _carries(final: str, lost: str) -> bool:
    """Return whether the root was asked with the lost address in its query: then something stands before the page."""
    last = urlsplit(lost).path.rstrip("/").rsplit("/", 1)[-1]
    return len(last) > 2 and last.lower() in urlsplit(final).query.lower()


def _read(page: Page, media_type: str | None, signals: dict[str, str], marks: list[Mark], max_chars: int) -> dict[str, Any]:
    """Read the body by its type; add what is seen to `signals` and `marks`, and return the fields it fills."""
    body = page.body or b""
    kind = media_type or ""
    if kind == "application/pdf":
        return _read_pdf(body, signals, max_chars)
    if kind and not kind.startswith(_TEXT_TYPES) and kind not in _HTML_TYPES and not kind.endswith(("+xml", "+json")):
        signals["unread"] = f"unsupported_media: {kind} is not a kind of text that is read"
        return {}
    content_type = next((value for name, value in page.headers if name.lower() == "content-type"), page.media_type or "")
    characters, encoding = decode(body, content_type)
    signals["encoding"] = encoding
    if kind in _HTML_TYPES or (kind != "text/plain" and not kind.startswith("text/markdown") and _MARKUP.search(characters[:2000])):
        return _read_html(page, characters, signals, marks, max_chars)
    return _read_plain(characters, signals, marks, max_chars)


def _read_html(page: Page, markup: str, signals: dict[str, str], marks: list[Mark], max_chars: int) -> dict[str, Any]:
    tree = parse(markup)
    if tree is None:
        return _read_plain("", signals, marks, max_chars)
    url = page.final_url or page.url
    seen, found = page_signals(tree, markup, url=url)
    marks += found
    said = page_text(tree, url=url, max_chars=max_chars, latest=page.seen_at)
    signals |= seen
    signals["main_words"] = str(count_words(said.text))
    signals |= said.notes or {}
    if _LISTING.match(seen.get("title", "")):
        signals["listing"] = "root"
    return {
        "title": said.title, "author": said.author, "publisher": said.publisher, "published": said.published,
        "modified": said.modified, "language": said.language, "text": said.text,
    }  # fmt: skip


def _read_plain(text: str, signals: dict[str, str], marks: list[Mark], max_chars: int) -> dict[str, Any]:
    text = text.replace("\r\n", "\n").replace("\x00", "")
    words = count_words(text[:200_000])
    first = next((line.strip(" #\t") for line in text[:4000].splitlines() if line.strip(" #\t")), "")
    signals |= {"words": str(words), "prose_words": str(words), "main_words": str(words), "title": first[:200]}
    if words < 400:
        marks += title_marks(first) if len(first) < 200 else []
        marks += text_marks(text[:4000])
    return {"title": first[:200] or None, "language": language_of(text), "text": text.strip()[:max_chars]}


def _read_pdf(body: bytes, signals: dict[str, str], max_chars: int) -> dict[str, Any]:
    said = pdf_text(body, max_chars=max_chars)
    words = str(count_words(said.text[:200_000]))
    signals |= {"pages": str(said.pages), "words": words, "prose_words": words, "main_words": words}
    if said.problem:
        why = {"encrypted": "the PDF asks for a password", "broken": "the PDF is damaged and cannot be opened"}[said.problem]
        signals["unread"] = f"unsupported_media: {why}"
    elif not said.text.strip():
        signals["unread"] = f"empty: a PDF of {said.pages} pages without a text layer (scanned images)"
    return {
        "title": said.title, "author": said.author, "published": said.created, "modified": said.modified,
        "language": language_of(said.text), "text": said.text,
    }  # fmt: skip


def capture_of(
    visit: Visit, hops: Sequence[Hop], *, archive: Path, labels: Sequence[str] = (), max_chars: int = 2_000_000
) -> Judged:
    """Return a visit judged: its capture, the signals it rests on, and its source where the outcome is live.

    The body is read from the visit's record in the archive folder.
    """
    from spiders.warc import read_response  # type: ignore[import-not-found,unused-ignore]

    headers: tuple[tuple[str, str], ...] = ()
    body = None
    if visit.warc_file is not None and visit.warc_offset is not None and visit.error is None:
        stored = read_response(archive / visit.warc_file, visit.warc_offset)
        headers, body = tuple((str(n), str(v)) for n, v in stored.headers), stored.body
    page = Page(
        url=visit.url, final_url=visit.final_url, status=visit.status, error=visit.error, media_type=visit.media_type,
        headers=headers, body=body, hops=tuple((hop.url, hop.status, hop.kind) for hop in sorted(hops, key=lambda h: h.number)),
        labels=tuple(labels), seen_at=visit.memento_datetime or visit.fetched_at,
    )  # fmt: skip
    found = extract(page, max_chars=max_chars)
    capture_id = digest("capture", visit.visit_id)
    made: dict[str, Any] = {"made_from": visit.visit_id, "made_by": EXTRACT.name}
    kept = {f.name for f in fields(Capture)} & {f.name for f in fields(Visit)} - {"made_from", "made_by", "media_type"}
    capture = Capture(
        **made, **{name: getattr(visit, name) for name in kept}, capture_id=capture_id, urlkey=_urlkey(visit.final_url),
        outcome=found.outcome, reason=found.reason, media_type=found.media_type,
    )  # fmt: skip
    signals = [Signal(**made, capture_id=capture_id, name=name, value=value) for name, value in found.signals.items()]
    source = None
    if found.outcome == "live":
        source = Source(
            **made, capture_id=capture_id, text_id=digest("text", found.text), title=found.title, author=found.author,
            publisher=found.publisher, published=found.published, modified=found.modified, language=found.language,
            media_type=found.media_type, extractor=EXTRACTOR, text=found.text,
        )  # fmt: skip
    return Judged(capture=capture, signals=signals, source=source)


def _urlkey(url: str) -> str:
    from spiders.urls import urlkey  # type: ignore[import-not-found,unused-ignore]

    return str(urlkey(url))


def work(row: Row, settings: Settings) -> Iterator[Record]:
    """Yield the capture of a visit, its signals and its source."""
    visit = Visit(**{f.name: row.get(f.name) for f in fields(Visit)})  # type: ignore[arg-type]
    names = {f.name for f in fields(Hop)}
    hops = [Hop(**{name: hop.get(name) for name in names}) for hop in _hop_rows(row.get("hops"))]  # type: ignore[arg-type]
    judged = capture_of(
        visit, hops, archive=Path(row["archive"]), labels=[s for s in row.get("labels") or [] if s], max_chars=settings.text.max_chars
    )
    yield judged.capture
    yield from judged.signals
    if judged.source is not None:
        yield judged.source


def _hop_rows(value: Any) -> list[dict[str, Any]]:
    import json

    found = json.loads(value) if isinstance(value, str) else value
    return [dict(hop) for hop in found or []]


EXTRACT = Stage(
    name="extract",
    version=1,
    reads="""
        with journeys as (
            select visit_id, to_json(list(hops order by number)) as hops from hops group by visit_id
        ),
        said as (
            select url, list(distinct label order by label) as labels from citations where label is not null group by url
        )
        select
            visits.visit_id as subject_id, visits.*, journeys.hops, coalesce(said.labels, []) as labels,
            getvariable('archive') as archive,
            md5(array_to_string(coalesce(said.labels, []), chr(31))) as fingerprint
        from visits
        left join journeys using (visit_id)
        left join said using (url)
    """,
    work=work,
    settings=("text",),
)
