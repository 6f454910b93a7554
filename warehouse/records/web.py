"""What the web answered: visits and their hops, raw; captures, signals and sources, judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from warehouse.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Record):
    """One journey to an address, from the address asked to the last answer; raw, not yet judged."""

    visit_id: str
    url: str
    via: str
    asked_for: str | None
    final_url: str
    status: int | None
    error: str | None
    media_type: str | None
    bytes: int | None
    sha256: str | None
    fetched_at: datetime
    web: str
    asked_at: datetime
    memento_url: str | None
    memento_datetime: datetime | None
    retry_after: datetime | None
    warc_file: str | None
    warc_offset: int | None
    warc_record_id: str | None
    unlike_nowhere: int | None = None
    unlike_front: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop(Record):
    """One request and its answer on a visit; hop 0 is the address asked."""

    hop_id: str
    visit_id: str
    number: int
    url: str
    kind: str
    status: int | None
    location: str | None
    error: str | None
    address: str | None
    fetched_at: datetime
    warc_record_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Screenshot(Record):
    """A picture of a page as a browser showed it."""

    screenshot_id: str
    visit_id: str
    url: str
    width: int
    height: int
    sha256: str
    taken_at: datetime
    warc_file: str
    warc_offset: int
    warc_record_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Save(Record):
    """A request to an archive of the web to capture a page, and its answer."""

    save_id: str
    url: str
    archive: str
    text_id: str | None
    status: int | None
    error: str | None
    memento_url: str | None
    memento_datetime: datetime | None
    asked_at: datetime
    retry_after: datetime | None
    warc_file: str | None
    warc_offset: int | None
    warc_record_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture(Record):
    """A visit, judged: what it brought back, in one word and its reason."""

    capture_id: str
    url: str
    urlkey: str
    via: str
    asked_for: str | None
    final_url: str
    outcome: str
    reason: str
    status: int | None
    media_type: str | None
    bytes: int | None
    sha256: str | None
    fetched_at: datetime
    memento_url: str | None
    memento_datetime: datetime | None
    warc_file: str | None
    warc_offset: int | None
    warc_record_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal(Record):
    """One observation that an outcome rests on."""

    capture_id: str
    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Record):
    """The text of a capture that was read, and what the page says of itself."""

    capture_id: str
    text_id: str
    title: str | None
    author: str | None
    publisher: str | None
    published: str | None
    modified: str | None
    language: str | None
    media_type: str | None
    extractor: str
    text: str
