"""A record is one gzip member that any reader unpacks, whatever its size."""

from __future__ import annotations

import gzip
import random
import zlib

import pytest

from spiders.packing import packed

HEAD = b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 12\r\n\r\n"
NOISE = random.Random(5).randbytes(200_000)  # bytes that cannot be packed


@pytest.mark.parametrize("again", [True, False])
@pytest.mark.parametrize("size", [0, 1, 700, 65_535, 65_536, 131_070, 200_000])
def test_a_record_is_one_member(size: int, again: bool) -> None:
    member = packed(HEAD, NOISE[:size], again=again)
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    assert unpacker.decompress(member + b"next") == HEAD + NOISE[:size]
    assert unpacker.eof
    assert unpacker.unused_data == b"next"


def test_a_block_that_is_packed_already_is_kept_as_it_is() -> None:
    body = gzip.compress(NOISE[:9000].hex().encode())
    assert body in packed(HEAD, body, again=False)  # in one piece: a stored block
    assert len(packed(HEAD, body, again=False)) < len(HEAD) + len(body) + 40


def test_a_page_that_is_not_packed_is_packed_well() -> None:
    page = b"<p>The ferry to the island is late again, said the harbour office.</p>" * 300
    assert len(packed(HEAD, page, again=True)) <= len(gzip.compress(HEAD + page, 6)) + 10


def test_the_same_record_is_the_same_bytes() -> None:
    assert packed(HEAD, b"x" * 50, again=True) == packed(HEAD, b"x" * 50, again=True)
