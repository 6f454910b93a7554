"""How ids are made: digests of content, so that the same work done twice makes the same row."""

from __future__ import annotations

import hashlib

_SEPARATOR = "\x1f"  # ASCII unit separator: it keeps ("ab", "c") and ("a", "bc") apart


def digest(*parts: object) -> str:
    """Return 32 hex digits that depend on every part and on their order; None and "" differ."""
    joined = _SEPARATOR.join("\x00" if part is None else str(part) for part in parts)
    return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def sha256(data: bytes) -> str:
    """Return the SHA-256 of some bytes as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()
