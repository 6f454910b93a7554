"""The records of an archive file as they lie in it: every WARC, ARC and WACZ, ours and others'.

A record whose digest does not hold is not believed: a torn file reads without an exception, and its last record looks like a shorter page.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from spiders.exchange import Headers, header

CAP = 256 * 1024 * 1024  # no page that a citation means is larger; a bomb is
_BEGINS = re.compile(rb"\s*(?:WARC/\d|filedesc://)")
_GZIP = b"\x1f\x8b\x08"  # how each record of a packed WARC begins (RFC 1952 §2.3.1)
_PACKED = {b"\x04\x22\x4d\x18": "lz4", b"\x28\xb5\x2f\xfd": "zstd", b"\xfd7zXZ": "xz", b"BZh": "bzip2"}
_MEMBER = re.compile(r"archive/[^/]+\.w?arc(\.gz)?\Z", re.IGNORECASE)


class BadArchive(Exception):
    """A file that cannot be read as an archive; the message says which, what was wrong, and what to do."""


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
        if not offset and not _BEGINS.match(head):
            packed = next((name for magic, name in _PACKED.items() if head.startswith(magic)), None)
            if packed is not None:
                raise bad(path, f"it is packed with {packed}; unpack it with `{packed} -d` first")
            raise bad(path, "it begins with neither a WARC nor an ARC record")
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
                raise bad(path, what) from wrong
            raise bad(path, " ".join(str(wrong).split())[:300]) from wrong
        if not count and not offset:
            raise bad(path, "no record in it")


def intact(path: Path) -> Iterator[Stored]:
    """Yield the records of a packed WARC that can be read and whose digests hold, also those behind a damaged place."""
    packed = path.read_bytes()
    at = 0
    while at >= 0:
        last = at
        try:
            for record in records(path, offset=at):
                last = record.offset
                if record.passed is not False:
                    yield record
            return
        except BadArchive:
            at = packed.find(_GZIP, last + 1)


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


def _members(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as package:
            names = [name for name in package.namelist() if _MEMBER.search(name)]
    except (zipfile.BadZipFile, OSError) as wrong:
        raise bad(path, str(wrong)) from wrong
    if not names:
        raise bad(path, "a WACZ without a WARC in its archive/ folder")
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
        raise bad(path, str(wrong)) from wrong


def _head(stream: BinaryIO) -> bytes:
    head = stream.read(512)
    if not head.startswith(b"\x1f\x8b"):
        return head
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, 64)
    except zlib.error:
        return b""


def bad(path: Path, what: str) -> BadArchive:
    """Return the error that says what is wrong with an archive file."""
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
