"""PDF: lines of the text layer made paragraphs, headings and notes; running heads and page numbers left out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.cite_dates import dates_in
from pipeline.readers.blocks import NOTE_SECTION, Block, Draft, Link
from pipeline.readers.pdf_glyphs import ROMAN_NOTE, SUPERSCRIPTS
from pipeline.readers.pdf_lines import Line
from pipeline.readers.pdf_words import lines_of
from pipeline.readers.plain import ITEM, is_heading
from pipeline.readers.unwrap import SOFT, address_at_end, goes_on_in, unwrap
from pipeline.stage import BadInput

MAX_PAGES = 3000
_SMALL = 0.93  # a note's font over the body's; 0.67 to 0.83 in the documents measured
_NOTE = re.compile(r"[⁰¹²³⁴-⁹ⁱᵛˣ]{1,6}\s*\S|[*†‡§¶]{1,3}\s*\S")
_NUMBERED = re.compile(r"(\d{1,3})[.)]?\s+\S")
_ORDINAL = re.compile(r"\(?(\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s")
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:pp?|nos?|n[úu]m|vols?|arts?|secs?|chs?|c?f|v|vs|see|id)\.$", re.IGNORECASE)
_LABEL = re.compile(r"(?:\[[\w+.:-]{1,16}\]|\d{1,3}[.)])\s+\S")
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
        margins = _margins(lines)
        for group in _grouped(lines, margins, body, foot, section):
            block = _block(group, body, foot, margins)
            if block is None:
                continue
            if len(block.text) < 60 and NOTE_SECTION.fullmatch(block.text.strip()):
                section, block = True, replace(block, kind="heading")
            elif block.kind == "heading" and not _LABEL.match(block.text):
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
            if sum(len(small & _foot(lines, height)) for lines in pages) > 0.9 * len(small):
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
            if same >= 3 and same >= 0.2 * pages:
                continue
        kept.append(line)
    return kept


def _foot(lines: Sequence[Line], body: float) -> set[int]:
    """Return the ids of the lines of the notes at a page's foot: small, with no line of the body's size below in their column."""
    large = [line for line in lines if line.height > _SMALL * body and len(line.text) >= 6]
    found: set[int] = set()
    for line in lines:
        if line.height > _SMALL * body:
            continue
        if not any(
            other.bottom < line.bottom and other.left < line.right and line.left < other.right for other in large
        ):
            found.add(id(line))
    return found


def _grouped(
    lines: Sequence[Line], margins: dict[int, float], body: float, foot: set[int], section: bool
) -> Iterator[list[Line]]:
    """Yield the lines of one block after the other."""
    leading = _leading(lines)
    group: list[Line] = []
    address: str | None = None  # the address that the group ends in so far, over as many lines as it takes
    for line in lines:
        if group and NOTE_SECTION.fullmatch(group[-1].text.strip()):
            section = True
        goes_on = bool(group) and address is not None and _goes_on(address, group[-1], line, margins, foot)
        if group and not goes_on and _breaks(group, line, margins, leading, body, set() if section else foot, section):
            yield group
            group = []
        group.append(line)
        address = address + line.text if goes_on and address and " " not in line.text else address_at_end(line.text)
    if group:
        yield group


def _goes_on(address: str, last: Line, line: Line, margins: dict[int, float], foot: set[int]) -> bool:
    """Return whether a line goes on with the address that the line above it, of its own size, ends in."""
    step = last.bottom - line.bottom
    if not 0 < step < 2.2 * line.height or abs(last.height - line.height) > 0.1 * line.height:
        return False
    if (id(last) in foot) != (id(line) in foot):
        return False
    if _NOTE.match(line.text) or (id(line) in foot and ROMAN_NOTE.match(line.text)):
        return False
    return goes_on_in(address, line.text, full=_full(last, margins))


def _full(line: Line, margins: dict[int, float]) -> bool:
    """Return whether a line reaches its margin to the letter."""
    return line.right > margins[id(line)] - 0.8 * line.height


def _margins(lines: Sequence[Line]) -> dict[int, float]:
    """Return each line's right margin: the farthest that a line of its column reaches.

    A title over two columns says nothing of how far the lines of one of them reach: what goes past the beginning
    of the next column is left out for the lines that do not.
    """
    margins: dict[int, float] = {}
    columns: dict[int, list[Line]] = defaultdict(list)
    column = 0
    for number, line in enumerate(lines):
        if number and (line.bottom > lines[number - 1].bottom + line.height or line.left > lines[number - 1].right):
            column += 1
        columns[column].append(line)
    begins = {key: Counter(round(line.left) for line in members) for key, members in columns.items()}
    for key, members in columns.items():
        right = max(line.right for line in members)
        first = min(line.left for line in members) + 100
        others = [begin for other, lefts in begins.items() if other != key for begin, n in lefts.items() if n >= 5]
        beside = [begin for begin in others if first < begin < right]
        within = [line.right for line in members if line.right < min(beside)] if beside else []
        titled = len(within) >= 5 and len(members) - len(within) <= 0.2 * len(members)
        for line in members:
            margins[id(line)] = max(within) if titled and line.right <= max(within) else right
    return margins


def _leading(lines: Sequence[Line]) -> float:
    steps = [a.bottom - b.bottom for a, b in pairwise(lines) if 0 < a.bottom - b.bottom < 3 * max(a.height, 1)]
    return median(steps) if steps else 12.0


def _breaks(
    group: list[Line], line: Line, margins: dict[int, float], leading: float, body: float, foot: set[int], section: bool
) -> bool:
    last = group[-1]
    text, bare = last.text, line.text
    if (id(line) in foot) != (id(last) in foot):
        return True
    if (
        _NOTE.match(bare)
        or (id(line) in foot and ROMAN_NOTE.match(bare))
        or (id(line) in foot and _NUMBERED.match(bare) and _opens(last, margins))
    ):
        return True
    if ITEM.match(bare) and not _is_year(bare) and not _is_cut_off(group, bare, margins):
        return True
    if section and _LABEL.match(bare):
        return True
    step = last.bottom - line.bottom
    open_end = text[-1] not in ".!?:…" and not text.endswith((".”", '."', ".)"))
    if text.endswith(SOFT):
        return False
    if step < -0.5 * line.height or line.left > last.right:  # up: the next column
        return not (
            open_end and _fills(last, margins) and (bare[0].islower() or abs(line.height - last.height) < 0.06 * body)
        )
    if abs(line.height - last.height) > 0.12 * max(last.height, line.height) and not _mixed(last, line):
        return True
    size = max(leading, 1.05 * line.height) if leading < 2.2 * line.height else 1.25 * line.height
    if step > 1.38 * max(size if id(line) not in foot else 1.1 * line.height, 1):
        return True
    if id(line) in foot or (section and _LABEL.match(group[0].text)):
        return False
    if re.match(r"(?:https?://|www\.)\S+$", bare) and line.left - last.left < 3 * line.height:
        return False
    if len(group) >= 2:
        indent = group[0].left - group[1].left
        first = abs(line.left - group[0].left) < 0.3 * line.height
        if (
            abs(indent) > 0.7 * line.height
            and first
            and abs(line.left - last.left) > 0.7 * line.height
            and (not open_end or section or indent < 0)
        ):
            return True
        if abs(indent) <= 0.7 * line.height and line.left - last.left > 0.7 * line.height and not open_end:
            return True
    elif (
        line.left - last.left > 0.7 * line.height
        and not section
        and not ITEM.match(group[0].text)
        and not _LABEL.match(group[0].text)
        and not open_end
    ):
        return True
    if section and line.left - group[0].left > 0.7 * line.height:
        return False  # an entry whose first line hangs goes on as long as its lines are indented
    if not _fills(last, margins) and _would_fit(last, line, margins):
        if not open_end:
            return True
        width = margins[id(last)] - last.left
        return last.right - last.left < 0.6 * width and not bare[0].islower() and "://" not in bare[:12]
    return False


def _is_cut_off(group: list[Line], bare: str, margins: dict[int, float]) -> bool:
    """Return whether what looks like an item's label is the rest of the line above: "Trust" and "v. Dunn", "(p." and "12) and"."""
    label, last = _ORDINAL.match(bare), group[-1]
    if label is None or not _fills(last, margins) or (last.text[-1] in ".!?:;" and not _ABBREVIATED.search(last.text)):
        return False
    first = _ORDINAL.match(group[0].text)
    if first is not None and first[1].isdigit() and label[1].isdigit():
        return int(label[1]) != int(first[1]) + 1
    return last.text.count("(") > last.text.count(")") or label[1] not in ("1", "a", "i")


def _mixed(first: Line, second: Line) -> bool:
    """Return whether two lines share a font height, so that a difference in their commonest one means little."""
    heights = {round(word.height) for word in first.words}
    return any(round(word.height) in heights for word in second.words)


def _fills(line: Line, margins: dict[int, float]) -> bool:
    """Return whether a line reaches its right margin, but for a long word that did not fit."""
    return line.right > margins[id(line)] - 0.16 * max(margins[id(line)] - line.left, 1)


def _would_fit(last: Line, line: Line, margins: dict[int, float]) -> bool:
    """Return whether a line's first word would have fitted at the end of the line above: that one was ended on purpose."""
    word = len(line.text.split(None, 1)[0])
    return last.right + (0.25 * line.height) + word * (line.right - line.left) / len(line.text) < margins[id(last)]


def _opens(last: Line, margins: dict[int, float]) -> bool:
    return not _fills(last, margins) or last.text[-1] in '.!?)”"/' or "://" in last.text


def _is_year(text: str) -> bool:
    return bool(re.match(r"(?:1[5-9]|20)\d\d\b", text))


def _block(lines: list[Line], body: float, foot: set[int], margins: dict[int, float]) -> Block | None:
    texts = [line.text for line in lines]
    text, seams, starts = unwrap(texts, [_full(line, margins) for line in lines])
    if not text.strip():
        return None
    links: list[Link] = []
    for line, start in zip(lines, starts, strict=True):
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
    if ITEM.match(text) and not _is_year(text):
        kind = "item"
    alone = len(lines) == 1 and is_heading(text) and len(text) < 70
    large = height > 1.08 * body and len(text) < 200 and len(lines) <= 5
    capitals = kind == "item" and text == text.upper() and re.match(r"(?:\d+|[IVX]+)\.\s+[A-ZÀ-Þ]", text)
    if large or (alone and (capitals or (kind == "paragraph" and height >= 0.95 * body))):
        kind = "heading"
    roman = ROMAN_NOTE.match(text) if id(lines[0]) in foot and kind != "heading" else None
    if roman:
        text = roman[1].translate(SUPERSCRIPTS) + text[roman.end(1) :]
    numbered = _NUMBERED.match(text)
    if numbered and id(lines[0]) in foot and kind != "heading":
        kind = "paragraph"
        marker = numbered[1].translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
        dot = len(numbered[1]) + (text[len(numbered[1])] in ".)")
        text = marker + " " * (dot - len(marker)) + text[dot:]
    return Block(kind=kind, text=text, links=tuple(links), seams=seams, page=lines[0].page)


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
