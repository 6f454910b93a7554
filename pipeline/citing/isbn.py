"""Books by their number: ISBN-10 and ISBN-13, told from other numbers by their check digit."""

from __future__ import annotations

import re

_ISBN = re.compile(
    r"\b(?:urn:)?isbn(?:-1[03])?(?:\s?\(identifier\))?[:\s]{0,3}(?P<number>(?:97[89][ \u2010-\u2013-]?)?\d(?:[ \u2010-\u2013-]?\d){8}[ \u2010-\u2013-]?[\dXx])(?![\dXx])",
    re.IGNORECASE,
)
# Encyclopedias link the word before a number to the article on what such numbers are: no source of anything.
ISBN_SYSTEM = re.compile(
    r"/wiki/(?:International_Standard_(?:Book|Serial)_Number|(?:ISBN|ISSN|doi|OCLC|PMID|S2CID)(?:_\(identifier\))?)(?:#|$)",
    re.IGNORECASE,
)


def isbn_of(text: str) -> str | None:
    """Return the first ISBN that a text names as one, as digits, its check digit right (ISO 2108); None without one.

    A book's number is no address: what a catalogue shows for it says nothing of what the book says, so that it is
    kept as what the citation says and is never visited.
    """
    for match in _ISBN.finditer(text):
        digits = re.sub(r"[^\dXx]", "", match["number"]).upper()
        values = [10 if digit == "X" else int(digit) for digit in digits]
        if len(values) == 13:
            right = "X" not in digits and sum(value * (3 if n % 2 else 1) for n, value in enumerate(values)) % 10 == 0
        else:
            right = "X" not in digits[:-1] and sum(value * (10 - n) for n, value in enumerate(values)) % 11 == 0
        if right:
            return digits
    return None
