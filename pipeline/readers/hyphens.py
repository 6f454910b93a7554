"""Hyphens at which an address was broken over two lines: whether they belong to it, as the document's other words tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.readers.blocks import Block, without

_WORD = re.compile(r"[^\W\d_]+")
_LAST = re.compile(r"[^\W\d_]+$")


def without_typeset_hyphens(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with those hyphens dropped from their addresses that a typesetter put at a line's end.

    The file does not say which they are. Where the two halves make a word that the document has elsewhere ("exam-"
    and "ple.org" where there is another "example"), the hyphen is the typesetter's; in all else it stays, as the
    other reading does among the address's candidates.
    """
    if not any(seam.closed and block.text[seam.at - 1 : seam.at] == "-" for block in blocks for seam in block.seams):
        return list(blocks)
    words = "\n".join(block.text for block in blocks).lower()
    mended = []
    for block in blocks:
        for number, seam in enumerate(block.seams):
            here = block.seams[number]
            if not seam.closed or block.text[here.at - 1 : here.at] != "-":
                continue
            first, second = _LAST.search(block.text[: here.at - 1]), _WORD.match(block.text, here.at)
            if (
                first
                and second
                and min(len(first[0]), len(second[0])) > 1
                and _has(words, (first[0] + second[0]).lower())
            ):
                block = without(block, [(here.at - 1, here.at)])
                seams = list(block.seams)
                seams[number] = replace(seams[number], lost="-")
                block = replace(block, seams=tuple(seams))
        mended.append(block)
    return mended


def _has(text: str, word: str) -> bool:
    """Return whether a text has a word, no other letters beside it."""
    return word in text and re.search(rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])", text) is not None
