"""How word lists are written in this package: as running text, one set of words."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a running text, parted by white space."""
    return frozenset(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """Return the phrases of a running text, parted by commas, the white space in each made single."""
    return tuple(" ".join(part.split()) for part in text.split(",") if part.strip())
