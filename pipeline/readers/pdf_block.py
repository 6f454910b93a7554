"""Lines of one block of a PDF page made the block: its text, its links, and what kind it is."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.readers.blocks import Block, Link
from pipeline.readers.pdf_breaks import NUMBERED, is_full, is_year
from pipeline.readers.pdf_glyphs import ROMAN_NOTE, SUPERSCRIPTS
from pipeline.readers.pdf_lines import Line
from pipeline.readers.plain import ITEM, is_heading
from pipeline.readers.unwrap import unwrap


def block_of(lines: list[Line], body: float, foot: set[int], margins: dict[int, float]) -> Block | None:
    """Return the block that some lines are, None where they hold no text; the arguments are those of `grouped`."""
    texts = [line.text for line in lines]
    text, seams, starts = unwrap(texts, [is_full(line, margins) for line in lines])
    if not text.strip():
        return None
    links: list[Link] = []
    for line, start in zip(lines, starts, strict=True):
        if not any(word.url for word in line.words):
            continue
        at = start
        shown = line.text
        cursor = 0
        for word in line.words:
            place = shown.find(word.text, cursor)
            if place < 0:
                continue
            cursor = place + len(word.text)
            if not word.url:
                continue
            begin, end = at + place, min(at + cursor, len(text))
            if links and links[-1].url == word.url and begin - links[-1].end <= 1:
                links[-1] = replace(links[-1], end=end)
            elif begin < end:
                links.append(Link(start=begin, end=end, url=word.url, over=True))
    kind = "paragraph"
    height = max(line.height for line in lines)
    if ITEM.match(text) and not is_year(text):
        kind = "item"
    alone = len(lines) == 1 and is_heading(text) and len(text) < 70
    large = height > 1.08 * body and len(text) < 200 and len(lines) <= 5
    capitals = kind == "item" and text == text.upper() and re.match(r"(?:\d+|[IVX]+)\.\s+[A-ZÀ-Þ]", text)
    if large or (alone and (capitals or (kind == "paragraph" and height >= 0.95 * body))):
        kind = "heading"
    roman = ROMAN_NOTE.match(text) if id(lines[0]) in foot and kind != "heading" else None
    if roman:
        text = roman[1].translate(SUPERSCRIPTS) + text[roman.end(1) :]
    numbered = NUMBERED.match(text)
    if numbered and id(lines[0]) in foot and kind != "heading":
        kind = "paragraph"
        marker = numbered[1].translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
        dot = len(numbered[1]) + (text[len(numbered[1])] in ".)")
        text = marker + " " * (dot - len(marker)) + text[dot:]
    return Block(kind=kind, text=text, links=tuple(links), seams=seams, page=lines[0].page)
