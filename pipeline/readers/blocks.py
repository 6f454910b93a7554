"""What every reader hands on: the blocks of a document in reading order, with their links and note marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

# Headings under which notes and references stand.
NOTE_SECTION = re.compile(
    r"(?:[\dIVX]+[.)]?\s+)?(?:(?P<notes>foot\s?notes?|end\s?notes?|notes(?: and references| de bas de page)?|notas(?: al pie| finales| de rodap[ée])?"
    r"|anmerkungen|fu(?:ß|ss)noten|endnoten|note|الهوامش|هوامش)"
    r"|(?P<references>references?(?: list)?|bibliography|works cited|literature(?: cited)?|sources(?: cited)?|further reading"
    r"|reference documents|references and notes|referencias(?: bibliogr[áa]ficas)?|bibliograf[íi]a|fuentes(?: consultadas)?|obras citadas|citations"
    r"|r[ée]f[ée]rences(?: bibliographiques)?|bibliographie|sources et r[ée]f[ée]rences|literatur(?:verzeichnis)?|quellen(?:verzeichnis)?"
    r"|refer[êe]ncias(?: bibliogr[áa]ficas)?|riferimenti(?: bibliografici)?|المراجع|المصادر|المصادر والمراجع))\s*:?",
    re.IGNORECASE,
)
NOTES = frozenset({"footnote", "endnote", "reference"})  # kinds of block that are not body


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A hyperlink over [start, end) of its block's text; `url` is its target as the file gives it.

    `over` says that it lies over the page, as a PDF's annotation does: the document's own words do not print it.
    """

    start: int
    end: int
    url: str
    over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where a note mark stood: before the character `at` of the block's text. `key` is the key of its note."""

    at: int
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seam:
    """A line end beside or within an address, at `at` of its block's text: the other reading may be the right one.

    `closed` says that the two halves were put together; else a blank stands between them. `lost` is a hyphen that
    stood there and was dropped.
    """

    at: int
    closed: bool
    lost: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, list item, table cell, code listing or note.

    `kind` is heading, paragraph, item, cell, code, footnote, endnote or reference. A note has a `key`, by which
    marks find it, and the `marker` that it shows. `page` counts from 1. `fields` is what a reference manager
    says of a reference (title, authors, publisher, date, url), where the file carries that.
    """

    kind: str
    text: str
    links: tuple[Link, ...] = ()
    marks: tuple[Mark, ...] = ()
    seams: tuple[Seam, ...] = ()
    page: int | None = None
    key: str | None = None
    marker: str | None = None
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A document as its reader found it; notes stand where the file has them, or at the end."""

    format: str
    blocks: tuple[Block, ...]
    title: str | None = None
    date: str | None = None
    language: str | None = None


def without(block: Block, cuts: Iterable[tuple[int, int]]) -> Block:
    """Return the block with the spans `cuts` (sorted, apart) taken out of its text; links and marks move along."""
    spans = list(cuts)
    if not spans:
        return block
    kept, last = [], 0
    for start, end in spans:
        kept.append(block.text[last:start])
        last = end
    kept.append(block.text[last:])

    begins = [start for start, _ in spans]
    gone = [0, *accumulate(end - start for start, end in spans)]

    def moved(at: int) -> int:
        before = bisect_left(begins, at)
        inside = max(0, spans[before - 1][1] - at) if before else 0
        return at - gone[before] + inside

    links = (replace(x, start=moved(x.start), end=moved(x.end)) for x in block.links)
    marks = tuple(Mark(at=moved(x.at), key=x.key) for x in block.marks)
    seams = tuple(replace(x, at=moved(x.at)) for x in block.seams)
    return replace(block, text="".join(kept), links=tuple(links), marks=marks, seams=seams)


def joined(blocks: Sequence[Block], between: str = " ") -> Block:
    """Return one block that holds all of these, in order; kind, page and key are the first one's."""
    text, links, marks, seams = "", list[Link](), list[Mark](), list[Seam]()
    for number, block in enumerate(blocks):
        text += between if number else ""
        shift = len(text)
        links += [replace(x, start=x.start + shift, end=x.end + shift) for x in block.links]
        marks += [Mark(at=x.at + shift, key=x.key) for x in block.marks]
        seams += [replace(x, at=x.at + shift) for x in block.seams]
        text += block.text
    return replace(blocks[0], text=text, links=tuple(links), marks=tuple(marks), seams=tuple(seams))


def stripped(block: Block) -> Block:
    """Return the block without blanks at either end."""
    lead = len(block.text) - len(block.text.lstrip())
    tail = len(block.text.rstrip())
    return without(block, [(a, b) for a, b in ((0, lead), (tail, len(block.text))) if a < b]) if lead < tail else block
