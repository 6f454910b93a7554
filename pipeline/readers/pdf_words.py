"""The text layer of a PDF page: its words with their places, put together to the lines that the eye sees."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.readers.pdf_glyphs import ROMAN_LEAD, Glyphs
from pipeline.readers.pdf_lines import Line, Word, put_together
from pipeline.readers.pdf_rtl import rows_of, runs_right_to_left, signs_of
from pipeline.readers.unwrap import SOFT

_LINE_END = re.compile(r"[\n\ufffe\x02]|(?<=[^\n\ufffe\x02])\Z")
_HYPHENS = ("\ufffe", "\x02")  # what PDFium gives for a hyphen that it takes for a line's end
_WORD = re.compile(r"[^\s\ufffe\x02]+[\ufffe\x02]?|[\ufffe\x02]")
# A word that can hide no note's mark: it has no figure, no sign and no small Roman number at its ends, and no line ends in it.
_NO_MARK = r"\s\d*†‡§¶∗⁰¹²³⁴-⁹ⁱᵛˣ\x00-\x1f\x7f-\x9f\xad\u2010\ufffe"
_CLOSERS = r".,;:)\]”’\"»"
_PLAIN = re.compile(rf"(?!{ROMAN_LEAD})[^{_NO_MARK}]*[^{_NO_MARK}ivx{_CLOSERS}][{_CLOSERS}]*")
_SIGN = re.compile(r"[*†‡§¶∗⁰¹²³⁴-⁹ⁱᵛˣ]")
_LABEL = re.compile(r"[•·▪◦‣–-] |[([]?\d{1,3}[.)\]]? ")
_FIGURES = re.compile(r"\d+")
# A letter and its share of blanks take .40 to .60 of the font's size, also in fonts of one width: what is wider is a table's
# row, the gaps between whose cells are drawn with it.
_WIDE = 0.66
_RUN = re.compile(rf"(?P<run>(?<!\S){_PLAIN.pattern}(?: {_PLAIN.pattern})*(?!\S))|{_WORD.pattern}")

Over = tuple[float, float, float, float, str]  # left, low, right, high and the address of a link that lies over a page


def lines_of(page: pdfium.PdfPage, number: int) -> list[Line]:
    """Return the lines of a page in the order in which the file writes them; raised numbers are superscripts."""
    textpage = page.get_textpage()
    try:
        glyphs = Glyphs(textpage)
        if runs_right_to_left(glyphs.text):
            return _mirrored(glyphs, page.get_width(), number)
        links = _links(page)
        return put_together(list(_words(glyphs, links)), glyphs, number)
    finally:
        textpage.close()


def _mirrored(glyphs: Glyphs, width: float, number: int) -> list[Line]:
    """Return the lines of a page that runs from right to left as its mirror: they begin at the left, and end short at the right."""
    return [
        Line([Word(row.text, width - row.right, row.base, width - row.left, row.base + row.height)], number)
        for row in rows_of(signs_of(glyphs))
    ]


def _words(glyphs: Glyphs, links: Sequence[Over]) -> Iterator[Word]:
    """Yield the words of a page; those of plain letters that follow each other in one piece of a line are one.

    This loop sees every word of a document, and each question to PDFium is dear. So a line that PDFium gives in one
    piece, and over which no link lies, is asked for at its ends alone, and at words that may hide a note's mark.
    """
    text = glyphs.text
    begin = 0
    for ended in _LINE_END.finditer(text):
        end = ended.end()
        shown = text[begin:end].rstrip()
        pieces = glyphs.pieces(begin, end) if shown else 0
        place = glyphs.origin(begin) if pieces else None
        right = glyphs.right(begin + len(shown) - 1 - (shown[-1] in _HYPHENS and len(shown) > 1)) if pieces else None
        whole = False
        if place is not None and right is not None:
            height = glyphs.height_of_many(begin)
            if pieces > 1:  # a note begins or a line ends with a small mark
                height = max(height, glyphs.height_of_many(begin + len(shown) - 1))
            wide = right - place[0] > _WIDE * height * max(len(shown), 6)
            whole = not wide and not _is_linked(place, right, height, links)
        line = _line(glyphs, begin, shown, place, right) if whole and pieces == 1 else None
        if line is not None:
            yield line
        else:
            for match in (_RUN if whole and pieces > 1 else _WORD).finditer(text, begin, end):
                found = (_run if match.lastgroup else _word)(glyphs, match[0], match.start(), match.end())
                for word in found:
                    if links and not whole:
                        word.url = _over(word, links)
                    yield word
        begin = end


def _line(
    glyphs: Glyphs, start: int, shown: str, place: tuple[float, float] | None, right: float | None
) -> Word | None:
    """Return a line that is drawn in one go as one word; None where it may hold a note's mark, and its words must be asked for.

    What is set smaller or higher is a piece of its own, so that only a figure that its font draws raised can be a mark here.
    """
    if place is None or right is None or shown[0].isspace():
        return None
    stop = start + len(shown)
    if shown[-1] in _HYPHENS and len(shown) > 1:
        shown, stop = shown[:-1] + "-", stop - 1
    if not shown.isprintable() or _SIGN.search(shown) or _LABEL.match(shown):
        return None
    left, base = place
    height = glyphs.height_of_many(start)
    for figure in _FIGURES.finditer(shown):
        if glyphs.is_drawn_raised(start + figure.end() - 1, base, height):
            return None
    if len(glyphs.text) > stop and glyphs.text[stop] in _HYPHENS:
        shown = shown[:-1] + SOFT
    return Word(shown, left, base, max(left, right), base + height, _spaced(glyphs, start), at=start)


def _is_linked(place: tuple[float, float], right: float, height: float, links: Sequence[Over]) -> bool:
    """Return whether a link may lie over a line without gaps, from where it begins to where it ends."""
    left, base = place
    for begin, low, end, high, _ in links:
        if begin < right and left < end and low - height < base < high + height:
            return True
    return bool(links) and right < left


def _run(glyphs: Glyphs, shown: str, start: int, end: int) -> Iterator[Word]:
    place, right = glyphs.origin(start), glyphs.right(end - 1)
    if place is not None and right is not None:
        left, base = place
        yield Word(
            shown, left, base, max(left, right), base + glyphs.height_of_many(start), _spaced(glyphs, start), at=start
        )


def _word(glyphs: Glyphs, shown: str, start: int, end: int) -> Iterator[Word]:
    """Yield a word, in two where a raised number opens it; nothing where it has no letter, or no place."""
    if len(shown) == 1 and "\uf020" <= shown <= "\uf0ff":
        shown = "•"  # a sign of the fonts Symbol and Wingdings
    elif not shown.isprintable():
        shown = "".join(c if c.isprintable() else SOFT if c in _HYPHENS else "" for c in shown)
    last = end - 1
    if glyphs.text[last] in _HYPHENS and last > start:
        last -= 1
    place, right = glyphs.origin(start), glyphs.right(last)
    if not shown or place is None or right is None:
        return
    left, base = place
    height, raised = glyphs.height_of_many(start), 0
    if not _PLAIN.fullmatch(shown):
        shown, raised = glyphs.with_marks(shown, start, last)
    if raised:
        middle, low = glyphs.origin(start + raised) or (left, base)
        yield Word(shown[:raised], left, base, middle, base + height, _spaced(glyphs, start), at=start)
        yield Word(shown[raised:], middle, low, right, low + glyphs.height_of_many(last), True, at=start + raised)
    else:
        yield Word(shown, min(left, right), base, max(left, right), base + height, _spaced(glyphs, start), at=start)


def _spaced(glyphs: Glyphs, start: int) -> bool | None:
    before = glyphs.text[start - 1] if start else "\n"
    return None if before in "\r\n" else before.isspace()


def _links(page: pdfium.PdfPage) -> list[Over]:
    """Return (left, low, right, high, address) of the link annotations of a page."""
    position = ctypes.c_int(0)
    link = raw.FPDF_LINK()
    found: list[Over] = []
    while len(found) < 2000 and raw.FPDFLink_Enumerate(page, ctypes.byref(position), ctypes.byref(link)):
        action = raw.FPDFLink_GetAction(link)
        length = raw.FPDFAction_GetURIPath(page.pdf, action, None, 0) if action else 0
        if not 1 < length < 8192:
            continue
        buffer = ctypes.create_string_buffer(length)
        raw.FPDFAction_GetURIPath(page.pdf, action, buffer, length)
        rect = raw.FS_RECTF()
        if raw.FPDFLink_GetAnnotRect(link, ctypes.byref(rect)):
            low, high = min(rect.bottom, rect.top), max(rect.bottom, rect.top)
            found.append((rect.left, low, rect.right, high, buffer.value.decode("utf-8", "replace")))
    return found


def _over(word: Word, links: Sequence[Over]) -> str | None:
    """Return the address of the link annotation that lies over most of a word, the last one where there are several."""
    middle = word.bottom + 0.3 * word.height
    for left, low, right, high, url in reversed(links):
        if low - 1 <= middle <= high + 1:
            across = min(word.right, right) - max(word.left, left)
            if across > 0.5 * max(word.right - word.left, 0.1):
                return url
    return None
