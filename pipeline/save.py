"""Asking an archive of the web to capture the sources that are live: `testimonia run --save-to-archive`, never by itself."""

from __future__ import annotations

from datetime import datetime

import duckdb

from pipeline.crawling import Task
from pipeline.settings import Settings
from spiders.guard import is_private_host
from spiders.urls import host_of
from warehouse.records import Save, Visit

# What has been saved as it stands, or may not be asked for yet, is not owed; nor is what an archive itself served.
_DUE = """
    select distinct captures.final_url, any_value(sources.text_id) as text_id
    from readings
    join run_documents using (document_id)
    join captures on captures.capture_id = readings.now_capture_id
    join visits on visits.visit_id = captures.made_from
    join sources on sources.capture_id = captures.capture_id
    where captures.outcome = 'live' and visits.web = 'live' and not exists (
        from saves
        where saves.url = captures.final_url and saves.archive = $archive
            and (saves.retry_after > $now or (saves.error is null and saves.text_id = sources.text_id)))
    group by captures.final_url
    order by captures.final_url
"""


def due(connection: duckdb.DuckDBPyConnection, *, settings: Settings, now: datetime) -> list[Task]:
    """Return the live sources of this run's documents that the archive set has not captured with the text that they have now.

    An address that only this machine or its network knows is nobody else's business, unless private hosts are visited at all.
    """
    archive = settings.archive.save
    if not archive:
        return []
    rows = connection.execute(_DUE, {"archive": archive, "now": now}).fetchall()
    return [
        {"url": url, "via": "save", "asked_for": text_id}
        for url, text_id in rows
        if host_of(url) != host_of(archive)
        and (settings.fetch.allow_private_hosts or not is_private_host(host_of(url)))
    ]


def save_of(visit: Visit, *, archive: str) -> Save:
    """Return what the index keeps of a request to save."""
    return Save(
        made_from=visit.made_from, made_by=visit.made_by, save_id=visit.visit_id, url=visit.url, archive=archive, text_id=visit.asked_for,
        status=visit.status, error=visit.error, memento_url=visit.memento_url, memento_datetime=visit.memento_datetime,
        asked_at=visit.asked_at, retry_after=visit.retry_after, warc_file=visit.warc_file, warc_offset=visit.warc_offset,
        warc_record_id=visit.warc_record_id,
    )  # fmt: skip
