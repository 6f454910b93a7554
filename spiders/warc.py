"""Reading the archive: its records, its answers, its visits, and whether it is whole.

Every WARC, ARC and WACZ can be read, ours and others'. A record whose digest does not hold is not believed: a torn
file reads without an exception, and its last record looks like a shorter page.
"""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, cast

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed

from spiders.archive import VISIT, Reference
from spiders.bodies import TooLarge, decoded, encodings
from spiders.exchange import Headers, header
from spiders.salvage import salvage
from warehouse.records import Hop, Visit

CAP = 256 * 1024 * 1024  # no page that a citation means is larger; a bomb is
_BEGINS = re.compile(rb"\s*(?:WARC/\d|filedesc://)")
_PACKED = {b"\x04\x22\x4d\x18": "lz4", b"\x28\xb5\x2f\xfd": "zstd", b"\xfd7zXZ": "xz", b"BZh": "bzip2"}
_MEMBER = re.compile(r"archive/[^/]+\.w?arc(\.gz)?\Z", re.IGNORECASE)


class BadArchive(Exception):
    """A file that cannot be read as an archive; the message says which, what was wrong, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredResponse:
    """An answer out of the archive: `body` without transfer and content encoding. What a person supplied has no status."""

    target_uri: str
    date: datetime
    status: int | None
    headers: Headers
    body: bytes
    record_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A record as it lies in a file; `block` is the payload (after HTTP headers), encodings still on."""

    type: str
    offset: int
    uri: str
    date: datetime
    record_id: str
    content_type: str
    fields: Headers
    status_line: str
    headers: Headers
    block: bytes
    passed: bool | None
    member: str | None = None

    @property
    def status(self) -> int | None:
        """The HTTP status, where the record has one."""
        words = self.status_line.split(None, 2)
        return int(words[1]) if len(words) > 1 and words[1].isdigit() else None


def records(path: Path, *, offset: int = 0, member: str | None = None) -> Iterator[Stored]:
    """Yield the records of a WARC, ARC or WACZ file, from an offset on.

    `passed` tells digests that hold, fail (False) and were not there to check (None). Raises BadArchive where the
    file is none of these, at the place from which nothing more can be read.
    """
    if path.suffix.lower() == ".wacz" and member is None:
        for name in _members(path):
            yield from records(path, member=name)
        return
    with _opened(path, member) as stream:
        head = _head(stream)
        if not _BEGINS.match(head):
            packed = next((name for magic, name in _PACKED.items() if head.startswith(magic)), None)
            if packed is not None:
                raise _bad(path, f"it is packed with {packed}; unpack it with `{packed} -d` first")
            raise _bad(path, "it begins with neither a WARC nor an ARC record")
        stream.seek(offset)
        iterator = ArchiveIterator(stream, check_digests=True, arc2warc=True)
        count = 0
        try:
            for record in iterator:
                block = record.raw_stream.read(CAP)
                count += 1
                if not record.rec_type or not record.rec_headers.headers:
                    raise ValueError(f"no record at offset {iterator.get_record_offset()}")
                yield _stored(record, iterator.get_record_offset(), block, member)
        except (ArchiveLoadFailed, EOFError, ValueError, AttributeError, OSError) as wrong:
            if "non-chunked gzip" in str(wrong):
                what = "it is packed as one gzip member, where each record must be one; `warcio recompress` mends that"
                raise _bad(path, what) from wrong
            raise _bad(path, " ".join(str(wrong).split())[:300]) from wrong
        if not count and not offset:
            raise _bad(path, "no record in it")


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
        raise _bad(path, f"no answer at offset {offset}")
    if record.passed is False:
        raise _bad(path, f"the digest of the record at offset {offset} does not hold: it was altered or damaged")
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
        raise _bad(path, f"the digest of the record at offset {record.offset} does not hold: it was altered or damaged")
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
        raise _bad(path, f"no answer at offset {offset}")
    found = [header(record.headers, name) for name in ("etag", "last-modified")]
    if record.type == "revisit" and found == [None, None]:
        first = _original(path, record)
        found = [header(first.headers, name) for name in ("etag", "last-modified")]
    return found[0], found[1]


def referred(path: Path, offset: int) -> Reference:
    """Return the answer at an offset as a revisit can refer to it: where that is a revisit itself, the one behind it."""
    record = next(records(path, offset=offset), None)
    if record is None:
        raise _bad(path, f"no answer at offset {offset}")
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
        raise _bad(path, f"no visit at offset {offset}")
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


def _stored(record: Any, offset: int, block: bytes, member: str | None) -> Stored:
    fields = tuple((str(n), str(v)) for n, v in record.rec_headers.headers)
    http = record.http_headers
    status_line = f"{http.protocol} {http.statusline}" if http else ""
    checker = record.digest_checker
    return Stored(
        type=record.rec_type,
        offset=offset,
        uri=header(fields, "WARC-Target-URI") or "",
        date=moment_of(header(fields, "WARC-Date")),
        record_id=header(fields, "WARC-Record-ID") or "",
        content_type=(header(fields, "Content-Type") or "").lower(),
        fields=fields,
        status_line=status_line,
        headers=tuple((str(n), str(v)) for n, v in http.headers) if http else (),
        block=block,
        passed=checker.passed if checker is not None else None,
        member=member,
    )


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
                raise _bad(
                    path, f"the digest of the record at offset {offset} does not hold: it was altered or damaged"
                )
            return there
    digest = header(revisit.fields, "WARC-Payload-Digest")
    for record in records(path):
        if record.type != "response" or record.passed is False:
            continue
        if record.record_id == wanted or (digest and header(record.fields, "WARC-Payload-Digest") == digest):
            return record
    raise _bad(path, f"the record that {revisit.record_id} repeats is not in this file")


def _members(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as package:
            names = [name for name in package.namelist() if _MEMBER.search(name)]
    except (zipfile.BadZipFile, OSError) as wrong:
        raise _bad(path, str(wrong)) from wrong
    if not names:
        raise _bad(path, "a WACZ without a WARC in its archive/ folder")
    return sorted(names)


@contextmanager
def _opened(path: Path, member: str | None) -> Iterator[BinaryIO]:
    try:
        if member is None:
            being_written = path.with_name(path.name + ".open")
            with (being_written if not path.exists() and being_written.exists() else path).open("rb") as stream:
                yield stream
        else:
            with zipfile.ZipFile(path) as package, package.open(member) as inner:
                yield cast("BinaryIO", inner)
    except (FileNotFoundError, IsADirectoryError, PermissionError, zipfile.BadZipFile) as wrong:
        raise _bad(path, str(wrong)) from wrong


def _head(stream: BinaryIO) -> bytes:
    head = stream.read(512)
    if not head.startswith(b"\x1f\x8b"):
        return head
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, 64)
    except zlib.error:
        return b""


def _bad(path: Path, what: str) -> BadArchive:
    return BadArchive(
        f"{path}: cannot be read as an archive ({what})\n\nhint: give a WARC, ARC or WACZ file, whole and not encrypted; `warcio check` shows what is wrong with it"
    )


def moment_of(text: str | None) -> datetime:
    """Return the moment of a WARC-Date in UTC; 1970 where it is none."""
    try:
        moment = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


_TIMES = frozenset(("fetched_at", "asked_at", "memento_datetime", "retry_after"))


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    return {key: datetime.fromisoformat(value) if key in _TIMES and value else value for key, value in row.items()}


__all__ = [
    "BadArchive",
    "Stored",
    "StoredResponse",
    "TooLarge",
    "read_response",
    "records",
    "referred",
    "salvage",
    "screenshots_of",
    "validators",
    "verify",
    "visits_of",
]
