"""Texts cut into pieces for showing: spans lit within a passage, and the difference of two passages word by word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
# Words on either side beyond which a difference is shown as old and new whole: SequenceMatcher is quadratic.
_MOST_WORDS = 400


def lit(text: str, spans: Iterable[tuple[int, int, str]]) -> list[tuple[str, str]]:
    """Return a text as (piece, kind) in order, kind "" where no span lies; of two that overlap the first wins."""
    pieces: list[tuple[str, str]] = []
    at = 0
    for start, end, kind in sorted(spans):
        if at <= start < end <= len(text):
            pieces += [(text[at:start], ""), (text[start:end], kind)]
            at = end
    pieces.append((text[at:], ""))
    return [piece for piece in pieces if piece[0]]


def differing(old: str, new: str) -> list[tuple[str, str]]:
    """Return (piece, op) with op "same", "del" or "ins", so that the pieces not "ins" make the old text, not "del" the new."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > _MOST_WORDS:
        return [(old, "del"), (new, "ins")]
    pieces: list[tuple[str, str]] = []
    for op, i, j, k, m in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            pieces.append(("".join(before[i:j]), "same"))
            continue
        pieces += [("".join(before[i:j]), "del"), ("".join(after[k:m]), "ins")]
    return [piece for piece in pieces if piece[0]]
