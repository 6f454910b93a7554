"""Pages that only a browser can show, shown by one: which are due, and what the index keeps of their pictures. Off unless `fetch.browser` is set."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import duckdb

from pipeline.crawling import Task
from pipeline.settings import Settings
from warehouse.ids import digest, sha256
from warehouse.records import Screenshot, Visit

# The page as it is now is shown once: again when it has been visited anew, and not sooner than a visit is due.
_DUE = """
    select captures.url, any_value(captures.final_url) as ends
    from readings
    join run_documents using (document_id)
    join captures on captures.capture_id = readings.now_capture_id
    join visits on visits.visit_id = captures.made_from
    where captures.outcome = 'needs_browser' and visits.web = 'live' and not exists (
        from visits as shown
        where shown.url = captures.url and shown.via = 'browser' and shown.asked_at > $stale and shown.asked_at >= visits.asked_at)
    group by captures.url
    order by captures.url
"""


def due(connection: duckdb.DuckDBPyConnection, *, settings: Settings, now: datetime) -> list[Task]:
    """Return the addresses of this run's documents whose latest page wants a browser, and was not shown by one since."""
    stale = now - timedelta(hours=settings.fetch.fresh_for_h)
    rows = connection.execute(_DUE, {"stale": stale}).fetchall()
    return [{"url": url, "via": "browser", "alternatives": [ends]} for url, ends in rows]


def screenshots(path: Path, visits: Sequence[Visit]) -> Iterator[Screenshot]:
    """Yield the pictures of the pages that a browser showed, of the visits of one WARC file."""
    shown = {visit.warc_record_id: visit for visit in visits if visit.via == "browser"}
    if not shown:
        return
    from spiders.warc import screenshots_of

    for record, beside in screenshots_of(path):
        visit = shown.get(beside)
        if visit is None or len(record.block) < 24:
            continue
        width, height = struct.unpack(">II", record.block[16:24])  # of a PNG's first chunk
        picture = sha256(record.block)
        yield Screenshot(
            made_from=path.name, made_by="index", screenshot_id=digest(visit.visit_id, picture), visit_id=visit.visit_id, url=visit.final_url,
            width=width, height=height, sha256=picture, taken_at=record.date, warc_file=path.name, warc_offset=record.offset,
            warc_record_id=record.record_id,
        )  # fmt: skip
