"""A source that a person hands in: read behind a wall with their own eyes and rights, archived as theirs, checked like any other.

It is never presented as what the site served: the bytes stand in the archive as a `resource` record under a name made of their
digest, with the name of who gave them, and the visit says `person`.
"""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from spiders.archive import Archive
from warehouse.ids import digest, sha256
from warehouse.records import Visit

MOST_BYTES = 30_000_000  # of one source that is handed in; the desk refuses more


def supply(archive: Path, *, url: str, body: bytes, media_type: str | None, who: str, at: datetime) -> Visit:
    """Archive some bytes as what a person says stands at an address; return the visit, which the next run indexes and judges.

    When this returns, it is on disk. The same bytes given twice are two visits, with one digest.
    """
    archived = sha256(body)
    writer = Archive(
        archive, software=f"testimonia {version('testimonia')}", web="person", roll_over_bytes=2 * MOST_BYTES
    )
    kept = writer.keep_supplied(body, media_type=media_type, by=who, at=at)
    visit = Visit(
        made_from=url, made_by="supply", visit_id=digest(url, "person", at.isoformat(), archived), url=url, via="person", asked_for=None,
        final_url=url, status=None, error=None, media_type=media_type, bytes=len(body), sha256=archived, fetched_at=at, web="person",
        asked_at=at, memento_url=None, memento_datetime=None, retry_after=None, warc_file=kept.file, warc_offset=kept.offset,
        warc_record_id=kept.record_id,
    )  # fmt: skip
    writer.commit(visit, [])
    writer.close()
    return visit
