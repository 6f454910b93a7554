"""The web as archives hold it, behind the transport's interface: nothing is connected to.

The newest record of an address stands for the live web, older ones for the archives of the web.
"""

from __future__ import annotations

import bisect
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from json import JSONDecodeError, loads
from pathlib import Path

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from spiders.archive import FAILURE
from spiders.download import Crawling, answered
from spiders.exchange import Exchange, header
from spiders.urls import canonical, is_web, urlkey
from spiders.warc import Stored, dechunked, moment_of, records

_SESSION = timedelta(
    days=1
)  # an address last seen this long before the archives end has an archived copy in its newest

# A request line that is no GET; some archives keep the answer's first line there, which says nothing.
_OTHER_METHOD = re.compile(r"(?!GET )[A-Z]+ ")

# Failures that tell of us or of an archive, not of the address.
_OURS = frozenset(
    "not_in_replay not_archived archive_rate_limited archive_unreachable told_to_wait refused_private refused_scheme refused_robots".split()
)


class ReplayCrawling(Crawling):
    """What the handler needs of a spider that crawls archives."""

    replayed: ReplayedWeb


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """Where one answer (or failure) of an address lies."""

    key: str
    url: str
    date: datetime
    path: Path
    offset: int
    member: str | None
    status: int | None
    error: str | None


class ReplayedWeb:
    """An index over the records of some archives. Raises BadArchive for a file that is none."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._by_key: dict[str, list[Recorded]] = {}
        self._payloads: dict[str, Recorded] = {}
        self._ids: dict[str, Recorded] = {}
        self._other_methods: set[str] = set()
        for path in paths:
            for record in records(path):
                self._add(path, record)
        for record_id in self._other_methods & self._ids.keys():  # what a form was answered is no page of the address
            posted = self._ids[record_id]
            self._by_key[posted.key].remove(posted)
        self._by_key = {key: found for key, found in self._by_key.items() if found}
        for found in self._by_key.values():
            found.sort(key=lambda recorded: recorded.date)  # stable: of one moment, the later in the files is newer
        dates = [found[-1].date for found in self._by_key.values()]
        self.end = max(dates, default=datetime.fromtimestamp(0, UTC))

    def newest(self, url: str) -> Recorded | None:
        """Return the record that stands for the live web, or None for an address that no file holds."""
        found = self._of(url)
        return found[-1] if found else None

    def nearest(self, url: str, moment: datetime) -> Iterator[Recorded]:
        """Yield the archived copies of an address: those up to a moment, nearest first, then later ones, nearest first.

        Copies with status 200 and redirects only; an error page is no copy of anything.
        """
        found = self._of(url)
        if found and self.end - found[-1].date < _SESSION:
            found = found[:-1]
        copies = [r for r in found if r.error is None and (r.status == 200 or r.status in (301, 302, 303, 307, 308))]
        middle = bisect.bisect_right([r.date for r in copies], moment)
        yield from reversed(copies[:middle])
        yield from copies[middle:]

    def load(self, recorded: Recorded, url: str) -> Exchange:
        """Return what was recorded, dated when it was recorded; `url` is the address as asked now."""
        record = next(records(recorded.path, offset=recorded.offset, member=recorded.member))
        base = Exchange(url=url, asked_at=datetime.now(UTC), fetched_at=record.date)
        if recorded.error is not None:
            detail = str(_failure(record).get("detail") or "")
            return replace(base, error=recorded.error, detail=detail)
        block, headers = dechunked(record.block, record.headers), record.headers
        if record.type == "revisit":
            original = self._original(record)
            if original is None:
                return replace(base, error="broken", detail=f"{record.record_id} repeats a record that no file holds")
            first = next(records(original.path, offset=original.offset, member=original.member))
            block = dechunked(first.block, first.headers)
            headers = headers or first.headers
            if record.status is None or record.status == 304:
                record = replace(record, status_line=first.status_line)
                headers = first.headers
        return replace(
            base,
            status_line=record.status_line,
            status=record.status,
            headers=tuple((n, v) for n, v in headers if n.lower() != "transfer-encoding"),
            body=block,
            address=header(record.fields, "WARC-IP-Address"),
        )

    def _of(self, url: str) -> list[Recorded]:
        found = self._by_key.get(urlkey(url), [])
        exact = [r for r in found if canonical(r.url) == canonical(url)]
        # A key folds http and https; where both were recorded, a redirect from one to the other must not seem a loop.
        return exact or found

    def _add(self, path: Path, record: Stored) -> None:
        if not is_web(record.uri) or record.passed is False:
            return
        error = None
        if record.type == "request" and _OTHER_METHOD.match(record.status_line):
            self._other_methods.update(v for n, v in record.fields if n.lower() == "warc-concurrent-to")
        if record.type == "metadata" and record.content_type.startswith(FAILURE):
            error = str(_failure(record).get("error") or "broken")
            if error in _OURS:
                return
        elif record.type not in ("response", "revisit") or (record.type == "response" and record.status is None):
            return
        recorded = Recorded(
            key=urlkey(record.uri), url=record.uri, date=record.date, path=path, offset=record.offset,
            member=record.member, status=record.status, error=error,
        )  # fmt: skip
        self._ids[record.record_id] = recorded
        if record.type == "response":
            self._payloads.setdefault(header(record.fields, "WARC-Payload-Digest") or _digest(record.block), recorded)
        self._by_key.setdefault(recorded.key, []).append(recorded)

    def _original(self, revisit: Stored) -> Recorded | None:
        by_id = self._ids.get(header(revisit.fields, "WARC-Refers-To") or "")
        if by_id is not None:
            return by_id
        by_payload = self._payloads.get(header(revisit.fields, "WARC-Payload-Digest") or "")
        if by_payload is not None:
            return by_payload
        uri, date = header(revisit.fields, "WARC-Refers-To-Target-URI"), header(revisit.fields, "WARC-Refers-To-Date")
        same = [r for r in self._of(uri or revisit.uri) if r.error is None and r.date <= revisit.date]
        dated = [r for r in same if date and r.date == moment_of(date)]
        return next(iter(dated), None)


class Replayed:
    """Scrapy's interface to the replayed web; `request.meta["when"]` asks for the archived copy nearest a moment."""

    lazy = True

    def __init__(self, crawling: ReplayCrawling) -> None:
        self._crawling = crawling

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Replayed:
        return cls(crawler.spider)  # type: ignore[arg-type]

    async def download_request(self, request: Request) -> Response:
        web = self._crawling.replayed
        url: str = request.url
        when: datetime | None = request.meta.get("when")
        recorded = web.newest(url) if when is None else next(web.nearest(url, when), None)
        if recorded is None:
            error = "not_in_replay" if when is None else "not_archived"
            exchange = Exchange(url=url, asked_at=datetime.now(UTC), fetched_at=web.end, error=error, detail=url)
        else:
            exchange = web.load(recorded, url)
            if when is not None and exchange.error is None:
                exchange = replace(exchange, memento_url=_memento(recorded), memento_datetime=recorded.date)
        return answered(request, exchange, self._crawling)

    async def close(self) -> None:
        """Nothing is held open."""


def _failure(record: Stored) -> dict[str, object]:
    try:
        told = loads(record.block)
    except (JSONDecodeError, UnicodeDecodeError):
        return {}
    return told if isinstance(told, dict) else {}


def _memento(recorded: Recorded) -> str:
    """Return a name for a copy in a file: no archive on the web has it, so that it is no address of one."""
    return f"warc:{recorded.path.name}/{recorded.date:%Y%m%d%H%M%S}/{recorded.url}"


def _digest(block: bytes) -> str:
    return "sha256:" + hashlib.sha256(block).hexdigest()
