"""Content encodings undone, under a cap that a bomb cannot pass."""

from __future__ import annotations

import io
import zlib

import brotli  # type: ignore[import-untyped]
import zstandard

_STEP = 256 * 1024
_LAYERS = 4  # more encodings one in the other than this is an attack, not a page


class TooLarge(Exception):
    """What came out was more than the cap; it was not read further."""


def encodings(header: str | None) -> list[str]:
    """Return the encodings of a Content-Encoding header, in the order in which they were put on."""
    return [e.strip().lower() for e in (header or "").split(",") if e.strip().lower() not in ("", "identity", "none")]


def decoded(body: bytes, names: list[str], *, cap: int) -> bytes:
    """Return a body without its content encodings, at most `cap` bytes, or raise TooLarge.

    What breaks off is returned as far as it goes, as a browser shows it. A body that is not in the encoding
    that it claims, or in one that nobody here knows, is returned as it came.
    """
    if len(names) > _LAYERS:
        raise TooLarge(f"{len(names)} content encodings one in the other")
    for name in reversed(names):
        body = _undone(body, name, cap)
    if len(body) > cap:
        raise TooLarge(f"{len(body)} bytes")
    return body


def _undone(body: bytes, name: str, cap: int) -> bytes:
    match name:
        case "gzip" | "x-gzip":
            return _inflated(body, zlib.MAX_WBITS | 16, cap) or body
        case "deflate":  # RFC 9110 means zlib; some servers send bare deflate
            return _inflated(body, zlib.MAX_WBITS, cap) or _inflated(body, -zlib.MAX_WBITS, cap) or body
        case "br":
            return _unbrotlied(body, cap) or body
        case "zstd":
            return _unzstd(body, cap) or body
        case _:
            return body


def _inflated(body: bytes, wbits: int, cap: int) -> bytes:
    out = bytearray()
    while body:  # gzip may hold several members
        inflater = zlib.decompressobj(wbits)
        try:
            while not inflater.eof:
                piece = inflater.decompress(body, _STEP)
                out += piece
                if len(out) > cap:
                    raise TooLarge(f"more than {cap} bytes after decompression")
                body = inflater.unconsumed_tail
                if not piece and not body:
                    return bytes(out)
        except zlib.error:
            return bytes(out)
        body = inflater.unused_data
        if wbits <= zlib.MAX_WBITS:
            break
    return bytes(out)


def _unbrotlied(body: bytes, cap: int) -> bytes:
    decoder = brotli.Decompressor()
    out = bytearray()
    try:
        out += decoder.process(body, output_buffer_limit=_STEP)
        while not decoder.is_finished():
            piece = decoder.process(b"", output_buffer_limit=_STEP)
            if not piece:
                break
            out += piece
            if len(out) > cap:
                raise TooLarge(f"more than {cap} bytes after decompression")
    except brotli.error:
        pass
    return bytes(out)


def _unzstd(body: bytes, cap: int) -> bytes:
    # RFC 8878 recommends decoders to take windows of at least 8 MiB; browsers stop there.
    decoder = zstandard.ZstdDecompressor(max_window_size=8 * 1024 * 1024)
    out = bytearray()
    with decoder.stream_reader(io.BytesIO(body), read_across_frames=True) as reader:
        try:
            while piece := reader.read(_STEP):
                out += piece
                if len(out) > cap:
                    raise TooLarge(f"more than {cap} bytes after decompression")
        except zstandard.ZstdError:
            pass
    return bytes(out)
