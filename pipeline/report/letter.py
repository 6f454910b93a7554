"""The document as blocks of pieces, so that each sentence can be marked by its verdict and each note mark stands again."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from pipeline.stage import Row

_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n(?![^\S\n]*\n)[^\n]*)*")  # lines up to the next blank one
_ITEM = re.compile(r"\s*(?:\d{1,3}[.)]|[a-z][.)]|[-*•–])\s")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text: words (of one claim, of one link, or of neither), or the marks of citations."""

    text: str
    claim_id: str | None = None
    citation_id: str | None = None  # the link of this citation stands here
    marks: tuple[Row, ...] = ()
    last: bool = False  # the claim ends here


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item or note, and the claims that begin in it."""

    kind: Literal["heading", "paragraph", "item", "note"]
    start: int  # where it begins in the text
    pieces: list[Piece] = field(default_factory=list)
    claim_ids: tuple[str, ...] = ()


def blocks(
    text: str, *, claims: Sequence[Row], marks: Sequence[Row], citations: Sequence[Row], title: str | None = None
) -> list[Block]:
    """Return a document's text as blocks in order; the pieces of all blocks hold every character but line breaks.

    `claims` have claim_id, start, end, heading; `marks` have claim_id, anchor and what the mark shows;
    `citations` have kind and start, where a note's link stands in the text.
    """
    headings = {str(heading).strip() for heading in (title, *(claim["heading"] for claim in claims)) if heading}
    notes_from = _notes_from(text, citations)
    found: list[Block] = []
    for start, end in _lines(text, notes_from):
        if start >= notes_from:
            found.append(Block("note", start, _pieces(text, start, end, [], [], citations)))
            continue
        if text[start:end].strip() in headings:
            found.append(Block("heading", start, [Piece(text[start:end])]))
            continue
        begun = tuple(str(claim["claim_id"]) for claim in claims if start <= claim["start"] < end)
        kind: Literal["item", "paragraph"] = "item" if _ITEM.match(text, start) else "paragraph"
        found.append(Block(kind, start, _pieces(text, start, end, claims, marks, citations), begun))
    return found


def _notes_from(text: str, citations: Sequence[Row]) -> int:
    """Return where the notes begin: the paragraph of the first note's link."""
    starts = [c["start"] for c in citations if c["kind"] in ("footnote", "endnote") and c["start"] is not None]
    return text.rfind("\n\n", 0, min(starts)) + 1 if starts else len(text) + 1


def _lines(text: str, notes_from: int) -> list[tuple[int, int]]:
    """Return the spans of paragraphs; each item of a list, and each line of the notes, is one of its own."""
    spans: list[tuple[int, int]] = []
    for match in _PARAGRAPH.finditer(text):
        at = match.start()
        for line in match.group().splitlines(keepends=True):
            length = len(line.rstrip())
            goes_on = spans and spans[-1][0] >= match.start() and at < notes_from and not _ITEM.match(line)
            if goes_on:
                spans[-1] = (spans[-1][0], at + length)
            else:
                spans.append((at, at + length))
            at += len(line)
    return spans


def _pieces(
    text: str, start: int, end: int, claims: Sequence[Row], marks: Sequence[Row], citations: Sequence[Row]
) -> list[Piece]:
    """Cut [start, end) at the ends of every claim and every link, and at every mark's anchor."""
    inside = [claim for claim in claims if claim["start"] < end and claim["end"] > start]
    linked = [c for c in citations if c["start"] is not None and start <= c["start"] < (c["end"] or 0) <= end]
    anchored: dict[int, list[Row]] = {}
    for mark in marks:
        if mark["anchor"] is not None and start < mark["anchor"] <= end:
            anchored.setdefault(mark["anchor"], []).append(mark)
    cuts = {start, end, *anchored}
    for span in (*inside, *linked):
        cuts |= {max(start, span["start"]), min(end, span["end"])}
    ordered = sorted(cuts)
    pieces: list[Piece] = []
    for left, right in itertools.pairwise(ordered):
        claim = next((c for c in inside if c["start"] <= left and right <= c["end"]), None)
        link = next((c for c in linked if c["start"] <= left and right <= c["end"]), None)
        pieces.append(
            Piece(
                text[left:right],
                str(claim["claim_id"]) if claim else None,
                str(link["citation_id"]) if link else None,
                last=claim is not None and right == claim["end"],
            )
        )
        if right in anchored:
            pieces.append(Piece("", marks=tuple(anchored[right])))
    return pieces
