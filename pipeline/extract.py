"""Stage: a visit to its capture: the outcome, the signals it rests on, and the source's text where it was read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.journey import journey_signals, label_signals
from pipeline.pages.read import Reading, read_body, sniff
from pipeline.pages.text import PageText
from pipeline.settings import Settings
from pipeline.stage import BadInput, Row
from pipeline.subject import subject_signals
from spiders.bodies import TooLarge
from spiders.lab_reports import versions
from spiders.mark_vendors import address_marks, header_marks
from spiders.marks import Mark
from spiders.news_stories import notes, syndicated_from
from spiders.outcome import judge
from spiders.outcome_signals import MARK
from spiders.urls import urlkey
from spiders.warc import BadArchive, read_response
from warehouse.ids import digest
from warehouse.records import Capture, Hop, Record, Signal, Source, Visit

EXTRACTOR = f"testimonia {version('testimonia')}, trafilatura {version('trafilatura')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An answer as it came. `labels` is what citations say of it; `seen_at`, when it was so: no date in it is later."""

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
    unlike_nowhere: int | None = None
    unlike_front: int | None = None


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


def extract(page: Page, *, max_chars: int, earlier: Callable[[], PageText | None] | None = None) -> Extraction:
    """Return what a page says of itself, what kind of answer it is, and why; hostile pages end in an outcome too.

    At most `max_chars` characters of text are kept. `earlier` gives what an earlier capture said, and is asked only where a page
    that can be read bears none of the words that citations name it by. The outcome and its reason are `judge(signals)`: nothing else
    bears on them.
    """
    media_type = sniff(page.body or b"", page.media_type)
    first = (
        ("status", page.status), ("error", page.error), ("media_type", media_type),
        ("unlike_nowhere", page.unlike_nowhere), ("unlike_front", page.unlike_front),
    )  # fmt: skip
    signals = {name: str(value) for name, value in first if value is not None}
    if page.body is not None:
        signals["bytes"] = str(len(page.body))
    final_url = page.final_url or page.url
    signals |= journey_signals(page.url, final_url, page.hops)
    reading = Reading()
    if page.body:
        content_type = next(
            (value for name, value in page.headers if name.lower() == "content-type"), page.media_type or ""
        )
        reading = read_body(
            page.body,
            media_type=media_type,
            content_type=content_type,
            url=final_url,
            seen_at=page.seen_at,
            max_chars=max_chars,
        )
    said = reading.said
    signals |= reading.signals
    signals |= notes(said.text) | versions(said.text)
    copied = syndicated_from(final_url, signals.get("canonical", "")) if final_url else None
    if copied:
        signals["syndicated_from"] = copied
    signals |= label_signals(page.labels, title=said.title or "", text=said.text, url=final_url)
    signals |= _told([*header_marks(page.headers), *_new_address_marks(page.url, final_url), *reading.marks])
    outcome, reason = judge(signals)
    if outcome == "live" and earlier is not None and signals.get("label_words_seen") == "0":
        before = earlier()
        if before is not None:
            signals |= subject_signals(said, before, url=page.url)
            outcome, reason = judge(signals)
    return Extraction(
        outcome=outcome,
        reason=reason,
        signals=signals,
        media_type=media_type,
        **{
            name: getattr(said, name)
            for name in ("title", "author", "publisher", "published", "modified", "language", "text")
        },
    )


def _new_address_marks(url: str, final_url: str) -> list[Mark]:
    """Return what the final address says of itself that the cited one did not say already."""
    cited = {mark.seen for mark in address_marks(url)}
    return [mark for mark in address_marks(final_url) if mark.seen not in cited] if final_url != url else []


def _told(marks: Iterable[Mark]) -> dict[str, str]:
    """Return the strongest mark of each kind and place, as `mark.KIND.PLACE` and `strength what was seen`."""
    best: dict[str, Mark] = {}
    for mark in marks:
        name = f"{MARK}{mark.kind}.{mark.place}"
        if name not in best or best[name].strength < mark.strength:
            best[name] = mark
    return {name: f"{mark.strength:g} {mark.seen}" for name, mark in best.items()}


def capture_of(
    visit: Visit,
    hops: Sequence[Hop],
    *,
    archive: Path,
    labels: Sequence[str] = (),
    max_chars: int = 2_000_000,
    earlier: tuple[str, int] | None = None,
) -> Judged:
    """Return a visit judged: its capture, the signals it rests on, and its source where the outcome is live.

    The body is read from the visit's record in the archive folder; raises BadInput where that record is damaged or
    missing. What is unread or dead has no source, whatever text its page shows. `earlier` is the file and place of an earlier capture.
    """
    error = visit.error
    headers: tuple[tuple[str, str], ...] = ()
    body = None
    if error is None and visit.warc_file is not None and visit.warc_offset is not None:
        try:
            stored = read_response(archive / visit.warc_file, visit.warc_offset)
            headers, body = tuple(stored.headers), stored.body
        except TooLarge:
            error = "too_large"
        except (BadArchive, OSError) as wrong:
            raise BadInput("extract/bad_archive", f"{visit.url}: {wrong}") from wrong
    page = Page(
        url=visit.url,
        final_url=visit.final_url,
        status=visit.status,
        error=error,
        media_type=visit.media_type,
        headers=headers,
        body=body,
        hops=tuple((hop.url, hop.status, hop.kind) for hop in sorted(hops, key=lambda hop: hop.number)),
        labels=tuple(labels),
        seen_at=visit.memento_datetime or visit.fetched_at,
        unlike_nowhere=visit.unlike_nowhere,
        unlike_front=visit.unlike_front,
    )
    found = extract(
        page, max_chars=max_chars, earlier=(lambda: _said_at(archive, *earlier)) if earlier is not None else None
    )
    capture_id = digest("capture", visit.visit_id)
    made: dict[str, Any] = {"made_from": visit.visit_id, "made_by": "extract", "capture_id": capture_id}
    shared = {f.name for f in fields(Capture)} & {f.name for f in fields(Visit)} - {
        "made_from",
        "made_by",
        "media_type",
    }
    capture = Capture(
        **made,
        **{name: getattr(visit, name) for name in shared},
        urlkey=urlkey(visit.final_url),
        outcome=found.outcome,
        reason=found.reason,
        media_type=found.media_type,
    )
    signals = [Signal(**made, name=name, value=value) for name, value in found.signals.items()]
    source = None
    if found.outcome == "live":
        said = {
            f.name: getattr(found, f.name) for f in fields(Extraction) if f.name in {g.name for g in fields(Source)}
        }
        source = Source(**made, **said, text_id=digest("text", found.text), extractor=EXTRACTOR)
    return Judged(capture=capture, signals=signals, source=source)


def _said_at(archive: Path, file: str, offset: int) -> PageText | None:
    """Return what an archived page says, or None where it cannot be read, or says next to nothing."""
    try:
        stored = read_response(archive / file, offset)
    except (TooLarge, BadArchive, OSError):
        return None
    content_type = next((value for name, value in stored.headers if name.lower() == "content-type"), "")
    media_type = sniff(stored.body, content_type or None)
    page = Page(
        url=stored.target_uri, status=200, headers=tuple(stored.headers), body=stored.body, media_type=media_type
    )
    found = extract(page, max_chars=100_000)
    return PageText(title=found.title, text=found.text, language=found.language) if found.outcome == "live" else None


def work(row: Row, settings: Settings) -> Iterator[Record]:
    """Yield the capture of a visit, its signals and its source."""
    visit = Visit(**{f.name: row[f.name] for f in fields(Visit)})
    hops = [Hop(**{f.name: hop.get(f.name) for f in fields(Hop)}) for hop in json.loads(row["hops"] or "[]")]
    judged = capture_of(
        visit, hops, archive=Path(row["archive"]), labels=row["labels"] or [], max_chars=settings.text.max_chars,
        earlier=(row["earlier"]["file"], row["earlier"]["place"]) if row["earlier"] else None,
    )  # fmt: skip
    yield judged.capture
    yield from judged.signals
    if judged.source is not None:
        yield judged.source
