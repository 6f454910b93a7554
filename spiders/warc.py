"""Reading the archive: its answers, its visits, and whether it is whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from warcio.bufferedreaders import ChunkedDataReader

from spiders.archive import VISIT, Reference
from spiders.bodies import TooLarge, decoded, encodings
from spiders.exchange import Headers, header
from spiders.salvage import salvage
from spiders.warc_records import CAP, BadArchive, Stored, bad, intact, moment_of, records
from warehouse.records import Hop, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredResponse:
    """An answer out of the archive: `body` without transfer and content encoding. What a person supplied has no status."""

    target_uri: str
    date: datetime
    status: int | None
    headers: Headers
    body: bytes
    record_id: str


def read_response(path: Path, offset: int, *, member: str | None = None, cap: int = CAP) -> StoredResponse:
    """Return the answer at an offset of an archive; a revisit is given the body that it refers to.

    "Not modified" (304) is given the whole answer that it confirms, but for its own date and name; that may lie in another file
    of the same folder. Raises BadArchive where no answer stands there, its digest fails, or its original is not to be
    found; TooLarge (of `spiders.bodies`) where the body is more than `cap` bytes.
    """
    record = next(records(path, offset=offset, member=member), None)
    if record is not None and record.type == "resource":
        return _supplied(path, record, cap)
    if record is None or record.type not in ("response", "revisit") or record.status is None:
        raise bad(path, f"no answer at offset {offset}")
    if record.passed is False:
        raise bad(path, f"the digest of the record at offset {offset} does not hold: it was altered or damaged")
    block, encoded_by = record.block, record.headers
    status, headers = record.status, record.headers
    if record.type == "revisit":
        original = _original(path, record)
        block, encoded_by = original.block, original.headers
        if status == 304 and original.status is not None:
            status, headers = original.status, original.headers
    return StoredResponse(
        target_uri=record.uri,
        date=record.date,
        status=status,
        headers=headers,
        body=decoded(dechunked(block, encoded_by), encodings(header(encoded_by, "content-encoding")), cap=cap),
        record_id=record.record_id,
    )


def _supplied(path: Path, record: Stored, cap: int) -> StoredResponse:
    """Return what a person handed in (see Archive.keep_supplied): no server said anything of it."""
    if record.passed is not True:
        raise bad(path, f"the digest of the record at offset {record.offset} does not hold: it was altered or damaged")
    if len(record.block) > cap:
        raise TooLarge(f"more than {cap} bytes")
    said = header(record.fields, "content-type") or "application/octet-stream"
    return StoredResponse(
        target_uri=record.uri, date=record.date, status=None, headers=(("Content-Type", said),), body=record.block,
        record_id=record.record_id,
    )  # fmt: skip


def validators(path: Path, offset: int) -> tuple[str | None, str | None]:
    """Return ETag and Last-Modified of the answer at an offset, as its server gave them; BadArchive as read_response."""
    record = next(records(path, offset=offset), None)
    if record is None or record.status is None:
        raise bad(path, f"no answer at offset {offset}")
    found = [header(record.headers, name) for name in ("etag", "last-modified")]
    if record.type == "revisit" and found == [None, None]:
        first = _original(path, record)
        found = [header(first.headers, name) for name in ("etag", "last-modified")]
    return found[0], found[1]


def referred(path: Path, offset: int) -> Reference:
    """Return the answer at an offset as a revisit can refer to it: where that is a revisit itself, the one behind it."""
    record = next(records(path, offset=offset), None)
    if record is None:
        raise bad(path, f"no answer at offset {offset}")
    first, file = record, path.name
    if record.type == "revisit":
        first = _original(path, record)
        file = header(record.fields, "WARC-Refers-To-Filename") or path.name
    return Reference(
        file=file,
        offset=first.offset,
        record_id=first.record_id,
        uri=first.uri,
        date=first.date,
        payload_digest=header(first.fields, "WARC-Payload-Digest"),
    )


def visits_of(path: Path) -> Iterator[tuple[Visit, list[Hop]]]:
    """Yield the visits that a crawl process committed to a WARC of ours, each with its hops: the index."""
    for record in records(path):
        if record.type == "metadata" and record.content_type.startswith(VISIT) and record.passed is True:
            yield _visit(record)


def screenshots_of(path: Path) -> Iterator[tuple[Stored, str]]:
    """Yield the pictures of pages in a WARC of ours, each with the id of the document's record that it was taken of."""
    for record in records(path):
        beside = header(record.fields, "WARC-Concurrent-To")
        if record.type == "resource" and record.content_type == "image/png" and beside and record.passed is True:
            yield record, beside


def visit_at(path: Path, offset: int) -> tuple[Visit, list[Hop]]:
    """Return the visit whose commit stands at an offset, also in a file that is still being written."""
    record = next(records(path, offset=offset), None)
    if record is None or not record.content_type.startswith(VISIT):
        raise bad(path, f"no visit at offset {offset}")
    return _visit(record)


def verify(path: Path) -> list[str]:
    """Return what is wrong with an archive file, a line for each fault, in its order; nothing where it is whole."""
    faults: list[str] = []
    try:
        for record in records(path):
            if record.passed is False:
                faults.append(f"offset {record.offset}: digest fails: {record.type} {record.record_id} {record.uri}")
            elif record.passed is None and record.type not in ("revisit", "warcinfo"):
                faults.append(f"offset {record.offset}: no digest: {record.type} {record.record_id} {record.uri}")
    except BadArchive as bad:
        faults.append(str(bad))
    return faults


def dechunked(block: bytes, headers: Headers) -> bytes:
    """Return a body without the chunked transfer encoding that some archives keep."""
    if "chunked" not in (header(headers, "transfer-encoding") or "").lower():
        return block
    if not re.match(rb"[0-9A-Fa-f]+[ \t]*(;[^\r\n]*)?\r?\n", block[:200]):
        return block  # said to be chunked, but was stored without
    return cast("bytes", ChunkedDataReader(BytesIO(block)).read(CAP))


def _visit(record: Stored) -> tuple[Visit, list[Hop]]:
    told = json.loads(record.block)
    return Visit(**_dated(told["visit"])), [Hop(**_dated(hop)) for hop in told["hops"]]


def _original(path: Path, revisit: Stored) -> Stored:
    """Return the whole answer that a revisit repeats, from its own file or the file of the same folder that it names."""
    wanted = header(revisit.fields, "WARC-Refers-To")
    named = header(revisit.fields, "WARC-Refers-To-Filename")
    if named is not None and revisit.member is None:
        path = path.with_name(Path(named).name)  # a name and no way elsewhere, whatever a foreign file says
    offset = header(revisit.fields, "WARC-Refers-To-File-Offset")  # ours say where, and save a search
    if offset is not None and offset.isdigit():
        there = next(records(path, offset=int(offset), member=revisit.member), None)
        if there is not None and there.record_id == wanted and there.type == "response":
            if there.passed is False:
                raise bad(path, f"the digest of the record at offset {offset} does not hold: it was altered or damaged")
            return there
    digest = header(revisit.fields, "WARC-Payload-Digest")
    for record in records(path):
        if record.type != "response" or record.passed is False:
            continue
        if record.record_id == wanted or (digest and header(record.fields, "WARC-Payload-Digest") == digest):
            return record
    raise bad(path, f"the record that {revisit.record_id} repeats is not in this file")


_TIMES = frozenset(("fetched_at", "asked_at", "memento_datetime", "retry_after"))


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    return {key: datetime.fromisoformat(value) if key in _TIMES and value else value for key, value in row.items()}


__all__ = [
    "BadArchive",
    "Stored",
    "StoredResponse",
    "TooLarge",
    "intact",
    "moment_of",
    "read_response",
    "records",
    "referred",
    "salvage",
    "screenshots_of",
    "validators",
    "verify",
    "visits_of",
]
