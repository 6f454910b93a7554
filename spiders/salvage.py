"""What a killed process left behind: the whole records of a torn WARC, kept; the rest, dropped."""

from __future__ import annotations

import os
import re
import zlib
from pathlib import Path


def salvage(folder: Path) -> list[str]:
    """Give the `.open` files of dead processes a lasting name, cut after their last whole record; return the names.

    Whole means: its gzip member ends and its digests hold. The records are copied to a new file and keep their offsets;
    a file with no whole record but its warcinfo is removed. A file whose process lives is left alone.
    """
    names: list[str] = []
    for torn in sorted(folder.glob("*.warc.gz.open")):
        if _alive(torn.name):
            continue
        good, count = _whole(torn)
        name = torn.name.removesuffix(".open")
        if count > 1:
            part = folder / f"{name}.salvage"
            with torn.open("rb") as source, part.open("wb") as copy:
                copy.write(source.read(good))
                copy.flush()
                os.fsync(copy.fileno())
            part.rename(folder / name)
            names.append(name)
        torn.unlink()
    return names


def _whole(path: Path) -> tuple[int, int]:
    """Return the length of the part that holds only whole records, and their number."""
    from warcio.archiveiterator import ArchiveIterator  # here: every run looks for torn files, few find one
    from warcio.exceptions import ArchiveLoadFailed

    good = count = 0
    with path.open("rb") as stream:
        iterator = ArchiveIterator(stream, check_digests=True)
        try:
            for record in iterator:
                while record.raw_stream.read(65536):
                    pass
                start, length = iterator.get_record_offset(), iterator.get_record_length()
                if record.digest_checker.passed is False or not _ends(path, start, length):
                    break
                if record.digest_checker.passed is None and record.rec_type != "revisit":
                    break
                good, count = start + length, count + 1
        except (ArchiveLoadFailed, EOFError, ValueError, AttributeError, OSError):
            pass  # the torn place: what stands before it is what counts
    return good, count


def _ends(path: Path, start: int, length: int) -> bool:
    """Return whether a gzip member is there to its last byte, checksum and all."""
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    with path.open("rb") as stream:
        stream.seek(start)
        left = length
        try:
            while left > 0 and (piece := stream.read(min(left, 65536))):
                inflater.decompress(piece)
                left -= len(piece)
        except zlib.error:
            return False
    return inflater.eof


def _alive(name: str) -> bool:
    """Return whether the process that writes a file of ours (its number stands in the name) still runs."""
    match = re.fullmatch(r"testimonia-[0-9T]+-(\d+)-\d+\.warc\.gz\.open", name)
    if match is None:
        return False
    try:
        os.kill(int(match[1]), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
