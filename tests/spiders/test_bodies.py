"""Content encodings: undone as a browser would, and never past the cap."""

from __future__ import annotations

import gzip
import zlib

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard

from spiders.bodies import TooLarge, decoded, encodings

TEXT = b"The ferry leaves at nine. " * 4000
BARE = zlib.compressobj(wbits=-15)
PACKED = {
    "gzip": gzip.compress(TEXT),
    "x-gzip": gzip.compress(TEXT[:500]) + gzip.compress(TEXT[500:]),
    "deflate": zlib.compress(TEXT),
    "br": brotli.compress(TEXT),
    "zstd": zstandard.compress(TEXT),
    "gzip, br": brotli.compress(gzip.compress(TEXT)),
    "identity": TEXT,
    "": TEXT,
    "rot13": TEXT,
}


@pytest.mark.parametrize("name", PACKED)
def test_undone(name: str) -> None:
    assert decoded(PACKED[name], encodings(name), cap=200_000) == TEXT


def test_bare_deflate() -> None:
    assert decoded(BARE.compress(TEXT) + BARE.flush(), ["deflate"], cap=200_000) == TEXT


@pytest.mark.parametrize("name", ["gzip", "x-gzip", "deflate", "br", "zstd", "gzip, br", ""])
def test_cap(name: str) -> None:
    with pytest.raises(TooLarge):
        decoded(PACKED[name], encodings(name), cap=50_000)


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
def test_what_is_not_encoded_comes_back_as_it_is(name: str) -> None:
    assert decoded(b"<p>plain</p>", [name], cap=1000) == b"<p>plain</p>"


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
def test_what_breaks_off_is_kept_so_far(name: str) -> None:
    noise = bytes(range(256)) * 40 + TEXT
    packed = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstandard.compress}[name](
        noise
    )
    got = decoded(packed[: len(packed) * 9 // 10], [name], cap=1_000_000)
    assert noise.startswith(got) or got == packed[: len(packed) * 9 // 10]


def test_too_many_layers() -> None:
    with pytest.raises(TooLarge):
        decoded(b"", ["gzip"] * 5, cap=1000)
