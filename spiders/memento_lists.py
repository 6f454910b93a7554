"""What an archive says that it holds of an address: TimeMaps (RFC 7089) and the CDX servers of Wayback and pywb.

Asked where a TimeGate has no copy from before the day of citing that was a page; through the crawl's own transport, so under its guard and
its pauses (the library `wayback` brings a transport of its own, and knows one archive alone).
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from spiders.exchange import Answer, http_date
from spiders.urls import joined

Ask = Callable[[str, dict[str, str]], Awaitable[Answer]]

_READ = 8_000_000  # characters of a list that are looked at: the fullest TimeMaps are paged long before
_MOST = 100  # copies that a CDX server is asked for on each side of the moment
_PAGES = 4  # of a paged TimeMap
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_LINK = re.compile(r'<([^<>]*)>\s*((?:;\s*[\w-]+\s*=\s*(?:"[^"]*"|[^\s";,]+)\s*)*)')
_PARAMETER = re.compile(r';\s*([\w-]+)\s*=\s*(?:"([^"]*)"|([^\s";,]+))')
_MODE = re.compile(r"/(?:id|mp|if)_/\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One entry of a Link header or a TimeMap (RFC 8288), as archives use it: rel is a set of words.

    `since` is the beginning of the time that a page of a TimeMap covers.
    """

    url: str
    rel: frozenset[str]
    date: datetime | None
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A copy that an archive says it holds; `status` where the list tells it."""

    url: str
    date: datetime
    status: int | None = None


def links(value: str, *, most: int = 100_000) -> list[Link]:
    """Return the entries of a Link header, or of a TimeMap, which has the same form; `most` characters are read."""
    found: list[Link] = []
    for target, rest in _LINK.findall(value[:most]):
        told = {n.lower(): quoted or bare for n, quoted, bare in _PARAMETER.findall(rest)}
        found.append(
            Link(
                url=target.strip(),
                rel=frozenset(told.get("rel", "").lower().split()),
                date=http_date(told.get("datetime")),
                since=http_date(told.get("from")),
            )
        )
    return found


def by_preference(held: Iterable[Held], moment: datetime) -> list[Held]:
    """Return the copies worth asking for: those up to a moment, nearest first, then later ones, nearest first.

    Of one side pages (status 200, or not told) come before redirects; copies of errors are none of anything.
    """
    usable = [h for h in held if h.status is None or h.status == 200 or h.status in _REDIRECTS]
    return sorted(usable, key=lambda h: (h.date > moment, h.status in _REDIRECTS, abs(h.date - moment), h.url))


async def in_timemap(address: str, moment: datetime, ask: Ask) -> tuple[list[Held], Answer]:
    """Return the copies that a TimeMap lists, and the archive's last answer.

    Of a paged one those pages are asked for that begin before the moment, latest first, and the first one after it, four at most.
    """
    pending, seen, held = [address], {address}, list[Held]()
    answer: Answer | None = None
    while pending and len(seen) <= _PAGES + 1:
        answer = await ask(pending.pop(0), {"Accept": "application/link-format"})
        if answer.exchange.status != 200:
            break
        base = answer.exchange.url
        entries = links(answer.body.decode("utf-8", "replace"), most=_READ)
        held += [Held(url=joined(base, e.url), date=e.date) for e in entries if "memento" in e.rel and e.date]
        if any(copy.date <= moment for copy in held):
            break
        pages = [e for e in entries if "timemap" in e.rel and joined(base, e.url) not in seen]
        pages.sort(key=lambda e: (e.since is None or e.since > moment, abs((e.since or moment) - moment)))
        seen.update(joined(base, page.url) for page in pages[:_PAGES])
        pending += [joined(base, page.url) for page in pages[:_PAGES]]
    assert answer is not None
    return held, answer


async def in_cdx(
    server: str, gate: str, url: str, moment: datetime, ask: Ask, *, later: bool
) -> tuple[list[Held], Answer]:
    """Return the copies up to a moment (or from it on) that a CDX server lists, nearest first, and its answer.

    `gate` is the archive's address before TIMESTAMP/ADDRESS: there the copies lie, as the bytes that were archived (`id_`).
    """
    stamp = f"{moment:%Y%m%d%H%M%S}"
    side = "from" if later else "to"
    asked = f"{server}?url={quote(url, safe='')}&{side}={stamp}&closest={stamp}&sort=closest&limit={_MOST}"
    answer = await ask(asked, {})
    if answer.exchange.status != 200:
        return [], answer
    root = _MODE.sub("/", gate)
    rows = _rows(answer.body[:_READ].decode("utf-8", "replace"))
    held = [
        Held(url=f"{root}{when:%Y%m%d%H%M%S}id_/{original}", date=when, status=status)
        for when, original, status in rows
        if (when >= moment if later else when <= moment)
    ]
    return held, answer


def _rows(text: str) -> Iterator[tuple[datetime, str, int | None]]:
    """Yield (moment, address, status) of a CDX server's lines: Wayback's columns, or pywb's key, time and JSON."""
    for line in text.splitlines():
        words = line.split(" ", 2)
        if len(words) < 3:
            continue
        if words[2].startswith("{"):
            try:
                told = json.loads(words[2])
            except json.JSONDecodeError:
                continue
            stamp, original, status = words[1], told.get("url"), told.get("status")
        else:
            columns = line.split(" ")
            if len(columns) < 5:
                continue
            stamp, original, status = columns[1], columns[2], columns[4]
        when = stamped(stamp)
        if when is not None and isinstance(original, str):
            yield when, original, int(status) if str(status).isascii() and str(status).isdigit() else None


def stamped(stamp: str) -> datetime | None:
    """Return the moment of an archive's timestamp of 14 digits, None where it is none."""
    try:
        return datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
