"""PDF: lines of the text layer made paragraphs, headings and notes; running heads and page numbers left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.readers.blocks import NOTE_SECTION, Block, Draft
from pipeline.readers.dates import dates_in
from pipeline.readers.pdf_block import block_of
from pipeline.readers.pdf_breaks import LABEL, grouped, margins_of
from pipeline.readers.pdf_lines import Line
from pipeline.readers.pdf_words import lines_of
from pipeline.readers.unwrap import SOFT
from pipeline.stage import BadInput

MAX_PAGES = 3000
_SMALL = 0.93  # a note's font over the body's; 0.67 to 0.83 in the documents measured
_PAGE_NUMBER = re.compile(
    r"(?:page|p[áa]gina|p\.|[-–—|\s])*\s*(?:\d{1,4}|[ivxlc]{1,6})\s*(?:(?:of|de|/)\s*\d{1,4})?[-–—|\s]*", re.IGNORECASE
)


def read_pdf(data: bytes, *, name: str) -> Draft:
    """Return the blocks of a PDF's text layer, its links and its notes at the page's foot.

    Raises BadInput: `read/encrypted` (needs a password), `read/damaged`, `read/scanned` (pictures without text),
    `read/too_large` (more than MAX_PAGES pages).
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as broken:
        locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(broken).lower()
        if locked:
            raise BadInput(
                "read/encrypted", f"{name}: this PDF asks for a password\n\nhint: save a copy without a password"
            ) from broken
        raise BadInput(
            "read/damaged",
            f"{name}: cannot be read as PDF ({broken})\n\nhint: get a fresh copy; it may have been cut off",
        ) from broken
    try:
        if len(document) > MAX_PAGES:
            raise BadInput(
                "read/too_large",
                f"{name}: {len(document)} pages, more than the {MAX_PAGES} that are read\n\nhint: split it",
            )
        pages = [_page_lines(document, number) for number in range(len(document))]
        title = str(document.get_metadata_dict().get("Title") or "").strip()
    finally:
        document.close()
    letters = sum(len(word.text) for lines in pages for line in lines for word in line.words)
    if letters == 0 or letters < 4 * len(pages):
        raise BadInput(
            "read/scanned",
            f"{name}: {len(pages)} pages of pictures without text\n\nhint: run it through text recognition (OCR) first",
        )
    repeated = _repeated(pages)
    return _drafted([_without_heads(lines, repeated, len(pages)) for lines in pages], title)


def _page_lines(document: pdfium.PdfDocument, number: int) -> list[Line]:
    """Return a page's lines; a page that PDFium cannot load is empty."""
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return []
    try:
        return lines_of(page, number + 1)
    except pdfium.PdfiumError:
        return []
    finally:
        page.close()


def _drafted(pages: Sequence[Sequence[Line]], title: str) -> Draft:
    heights: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            heights[round(line.height * 2) / 2] += sum(len(word.text) for word in line.words)
    body = _body_height(heights, pages)
    blocks: list[Block] = []
    section = False
    for lines in pages:
        foot = _foot(lines, body)
        margins = margins_of(lines)
        for group in grouped(lines, margins, body, foot, section):
            block = block_of(group, body, foot, margins)
            if block is None:
                continue
            if len(block.text) < 60 and NOTE_SECTION.fullmatch(block.text.strip()):
                section, block = True, replace(block, kind="heading")
            elif block.kind == "heading" and not LABEL.match(block.text):
                section = False
            blocks.append(block)
    return Draft(format="pdf", blocks=tuple(blocks), title=_title(pages, title))


def _body_height(heights: Counter[float], pages: Sequence[Sequence[Line]]) -> float:
    """Return the font height of the running text, in points: the commonest, but for a paper whose notes have more letters than it.

    There the commonest stands at the pages' feet alone, below a larger one of which there is about as much.
    """
    if not heights:
        return 10.0
    (common, most), *others = heights.most_common(3)
    for height, count in others:
        if count > 0.4 * most and common / _SMALL < height < 1.5 * common:
            small = {id(line) for lines in pages for line in lines if abs(line.height - common) <= 0.3}
            if sum(len(small & _foot(lines, height)) for lines in pages) > 0.8 * len(small):
                return height
    return common


def _repeated(pages: Sequence[Sequence[Line]]) -> Counter[tuple[int, str]]:
    """Return how many pages have a text (its digits folded) near their top or bottom, by height in steps of 4 points."""
    counts: Counter[tuple[int, str]] = Counter()
    for lines in pages:
        counts.update({_place(line) for line in (*lines[:3], *lines[-3:])})
    return counts


def _place(line: Line) -> tuple[int, str]:
    return round(line.bottom / 4), re.sub(r"\d+", "#", line.text)


def _without_heads(lines: list[Line], repeated: Counter[tuple[int, str]], pages: int) -> list[Line]:
    """Return a page's lines without its number and without what repeats at the same height on other pages."""
    if not lines:
        return lines
    bases = sorted((line.bottom for line in lines), reverse=True)
    edges = {*bases[:2], *bases[-2:]}
    kept = []
    for line in lines:
        if line.bottom in edges:
            if _PAGE_NUMBER.fullmatch(line.text):
                continue
            height, folded = _place(line)
            same = max(repeated[height + step, folded] for step in (-1, 0, 1))
            # A letter of two or three pages has its head on two: there the very same words, since "Table 1" is no "Table 2".
            if (same >= 3 and same >= 0.2 * pages) or (same == 2 and pages <= 3 and folded == line.text):
                continue
        kept.append(line)
    return kept


def _foot(lines: Sequence[Line], body: float) -> set[int]:
    """Return the ids of the lines of the notes at a page's foot: small, with no line of the body's size below in their column."""
    large = [
        (line.bottom, line.left, line.right) for line in lines if line.height > _SMALL * body and len(line.text) >= 6
    ]
    found: set[int] = set()
    for line in lines:
        if line.height > _SMALL * body:
            continue
        base, begin, end = line.bottom, line.left, line.right
        for bottom, left, right in large:
            if bottom < base and left < end and begin < right:
                break
        else:
            found.add(id(line))
    return found


def _title(pages: Sequence[Sequence[Line]], stated: str) -> str | None:
    """Return the largest words of the first page; else what the file states, unless that is a file's name."""
    first = next((lines for lines in pages if lines), [])
    height = max((line.height for line in first), default=0.0)
    others = median(line.height for line in first) if first else 0.0
    words = " ".join(line.text for line in first if line.height > 0.95 * height).replace(SOFT, "-")
    if height > 1.15 * others and 8 <= len(words) <= 200 and not dates_in(words):
        return words
    if len(stated) > 5 and not re.search(r"\.\w{2,4}$|^Microsoft |untitled", stated, re.IGNORECASE):
        return stated
    return words[:200] if 8 <= len(words) <= 200 else None
