"""One request and what came of it, as the transport saw it: the unit that is archived and that a hop is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request and its answer, or why there is none (`error`, one of the slugs of `visits.error`).

    Header values are text in latin-1, one character a byte, in the order and case in which they came. `body` has its
    content encoding still on (none for a failure), its transfer encoding off. `memento_url` and `memento_datetime`
    are set on the answer of an archive. `certificate` is the server's own, in DER.
    """

    url: str
    asked_at: datetime
    fetched_at: datetime
    request_headers: Headers = ()
    status_line: str = ""
    status: int | None = None
    headers: Headers = ()
    body: bytes = b""
    address: str | None = None
    protocols: tuple[str, ...] = ()
    certificate: bytes | None = None
    error: str | None = None
    detail: str = ""
    memento_url: str | None = None
    memento_datetime: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Where an exchange lies in the archive."""

    file: str
    offset: int
    record_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An exchange, where it was kept, and its body as a reader gets it (content encoding undone).

    `unchanged` says that the server answered 304: status, headers and body are those of the earlier answer that it confirmed.
    """

    exchange: Exchange
    kept: Kept
    body: bytes
    unchanged: bool = False


def header(headers: Headers, name: str) -> str | None:
    """Return the first value of a header, whatever the case of its name."""
    name = name.lower()
    return next((value for key, value in headers if key.lower() == name), None)


def media_type(headers: Headers) -> str | None:
    """Return the media type that an answer claims, without its parameters, in lower case."""
    value = (header(headers, "content-type") or "").partition(";")[0].strip().lower()
    return value if re.fullmatch(r"[\w.+-]+/[\w.+-]+", value) else None


def retry_after(headers: Headers, asked: datetime) -> datetime | None:
    """Return when a server asks to be asked again (RFC 9110 §10.2.3: seconds, or a date), else None."""
    value = (header(headers, "retry-after") or "").strip()
    if value.isascii() and value.isdigit():
        return asked + timedelta(seconds=min(int(value), 10 * 365 * 86400))
    return http_date(value)


def http_date(value: str | None) -> datetime | None:
    """Return the moment that an HTTP date names, in UTC, else None."""
    try:
        moment = parsedate_to_datetime(value or "")
    except (ValueError, TypeError, IndexError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
