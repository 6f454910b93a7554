"""The claims of a document's body, and which of them each citation is there to support."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.claims import assertions, claim_spans, governed
from nlp.clauses import statements
from pipeline.citing.links import looks_like_address
from pipeline.readers.blocks import Block
from pipeline.readers.dates import date_in_force

_ITEM = re.compile(r"^(?:[-*•‣▪◦–]|\d{1,3}[.)])\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where a citation hangs: its block of the body, the place of its mark or link in the text, whether a note has it."""

    block: int
    at: int
    citation: int
    in_note: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A statement of the body, a sentence or a part of one, with its heading and its paragraph.

    `number` counts the body's paragraphs, items, cells and headings from 1; `page` is where its paragraph begins,
    None where the format has no pages. `date` is the one that its entry or its section's heading bears, None where
    the document's own is in force.
    """

    start: int
    end: int
    text: str
    heading: str | None
    paragraph: str
    number: int
    page: int | None
    assertions: int
    date: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cites:
    """The citation at one index stands for the claim at another; its mark stood before `anchor` in the text."""

    claim: int
    citation: int
    anchor: int


def claims_of(
    text: str, body: Sequence[Block], places: Sequence[int], anchors: Sequence[Anchor], *, language: str
) -> tuple[list[Stated], list[Cites]]:
    """Return the claims of the body's blocks, which begin at `places` of the text, and which citation stands for which.

    Every sentence is a claim; where its citations stand for statements of their own in it, each statement is. A
    heading or a listing is one only where something is cited for it.
    """
    own: dict[int, list[int]] = defaultdict(list)
    for anchor in anchors:
        own[anchor.block].append(anchor.at)
    spans: list[list[tuple[int, int]]] = []
    for number, (block, at) in enumerate(zip(body, places, strict=False)):
        sentences = claim_spans(text, at, at + len(block.text), language=language)
        spans.append(_parted(text, sentences, own[number]) if number in own else sentences)
    supports = _supports(body, spans, anchors)
    claims: list[Stated] = []
    cites: list[Cites] = []
    heading: str | None = None
    section: str | None = None  # the date that the section's heading bears
    for number, block in enumerate(body):
        dated = date_in_force(_ITEM.sub("", block.text), heading=block.kind == "heading")
        section = dated if block.kind == "heading" else section
        for sentence, (start, end) in enumerate(spans[number]):
            cited = supports.get((number, sentence), [])
            said = text[start:end]
            if (block.kind in ("heading", "code") and not cited) or not (
                said[:1].isalpha() or any(map(str.isalpha, said))
            ):
                continue
            for at, index in sorted(set(cited)):
                cites.append(Cites(claim=len(claims), citation=index, anchor=at))
            claims.append(
                Stated(
                    start=start,
                    end=end,
                    text=said,
                    heading=heading,
                    paragraph=block.text,
                    number=number + 1,
                    page=block.page,
                    assertions=0 if _states_nothing(block, said) else assertions(said),
                    date=dated or section,
                )
            )
        heading = block.text if block.kind == "heading" else heading
    return claims, cites


def _states_nothing(block: Block, sentence: str) -> bool:
    """Return whether a sentence can be no assertion: a question, or a cell of a table that is no sentence."""
    end = sentence.rstrip('"”’)»] ')[-1:]
    return end in ("?", "؟") or (block.kind == "cell" and end not in (".", "!"))


def _parted(text: str, sentences: Sequence[tuple[int, int]], anchors: Sequence[int]) -> list[tuple[int, int]]:
    """Return the sentences of a block, those parted in which several statements have citations of their own."""
    by_sentence: dict[int, list[int]] = defaultdict(list)
    for at in anchors:
        index = governed(sentences, at)
        if index is not None:
            by_sentence[index].append(at)
    return [
        part
        for index, (start, end) in enumerate(sentences)
        for part in statements(text, start, end, by_sentence.get(index, ()))
    ]


def _supports(
    body: Sequence[Block], spans: Sequence[Sequence[tuple[int, int]]], anchors: Sequence[Anchor]
) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Return (anchor, citation) of what stands for each claim, by its block and its place in it."""
    titled = _titles_follow(body)
    supports: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for anchor in anchors:
        number = anchor.block
        place = number if anchor.in_note else _claim_block(number, body, titled=titled)
        last = len(spans[place]) - 1
        index = governed(spans[place], anchor.at) if place == number else last if place < number else 0
        if index is not None and 0 <= index <= last:
            supports[place, index].append((anchor.at, anchor.citation))
    return supports


def _titles_follow(body: Sequence[Block]) -> bool:
    """Return whether this document lists links each followed by its title: most of at least three lone links are."""
    lone = [number for number, block in enumerate(body[:-1]) if _is_lone_link(block)]
    return len(lone) >= 3 and sum(_is_title(body[number + 1]) for number in lone) > len(lone) / 2


def _is_title(block: Block) -> bool:
    text = block.text.rstrip()
    return (
        block.kind in ("paragraph", "cell")
        and len(text) <= 120
        and text[-1:] not in ".;:,?!"
        and not looks_like_address(text)
    )


def _claim_block(number: int, body: Sequence[Block], *, titled: bool) -> int:
    """Return the block whose sentence a link in the body stands for: its own, or a neighbour's where it stands alone.

    A link alone in its paragraph belongs to the title that follows it, as in an annotated list of links, else to
    the words that lead up to it ("… can be found at:").
    """
    if not _is_lone_link(body[number]):
        return number
    before, after = number - 1, number + 1
    while before > 0 and _is_lone_link(body[before]):
        before -= 1
    leads = before >= 0 and body[before].kind != "heading"
    opens = leads and body[before].text.rstrip().endswith((":", ","))
    if after < len(body) and not opens and (_is_title(body[after]) or (titled and body[after].kind == "paragraph")):
        return after
    if leads:
        return before
    return after if after < len(body) and body[after].kind != "heading" else max(before, 0)


def _is_lone_link(block: Block) -> bool:
    """Return whether a block is an address and nothing else; an item's own sign does not count."""
    return looks_like_address(block.text.lstrip("•*–- "))
