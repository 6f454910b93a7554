"""The text layer of a PDF page: its words with their places, put together to the lines that the eye sees."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.readers.unwrap import SOFT

_HYPHENS = ("\ufffe", "\x02")  # what PDFium gives for a hyphen that it takes for a line's end
_WORD = re.compile(r"[^\s\ufffe\x02]+[\ufffe\x02]?|[\ufffe\x02]")
_SUPER = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_GLUED = re.compile(r"(?<=[^\d\s$€£#/=_~-])(\d{1,3})(?:[.,;:)\]”’\"]*)$")
_LABEL = re.compile(r"\[[\w+.:-]{1,16}\]|\d{1,3}[.)]?|[•·▪◦‣–-]")
_ENDS_MARK = frozenset('0123456789.,;:)]”’"')
_SYMBOLS = frozenset("*†‡§¶∗")


@dataclass(slots=True)
class Word:
    """A word, its box in points from the page's lower left, and the address that a link over it leads to."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    spaced: bool | None = None  # whether the file has a blank before it; None at the beginning of its line
    url: str | None = None

    @property
    def height(self) -> float:
        """The height of the word's font, from descender to ascender."""
        return self.top - self.bottom


@dataclass
class Line:
    """Words side by side on one base line, in reading order; once it is measured, no word may be added."""

    words: list[Word]
    page: int

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where the line ends."""
        return max(word.right for word in self.words[-3:])

    @cached_property
    def height(self) -> float:
        """The commonest font height, by letters."""
        weights: dict[float, int] = {}
        for word in self.words:
            weights[round(word.height, 1)] = weights.get(round(word.height, 1), 0) + len(word.text)
        return max(weights, key=lambda h: (weights[h], h))

    @cached_property
    def bottom(self) -> float:
        """The base line, from the word that is longest."""
        return max(self.words, key=lambda word: len(word.text)).bottom

    @cached_property
    def text(self) -> str:
        """The words, a blank between them where the page has one."""
        pieces: list[str] = []
        for number, word in enumerate(self.words):
            if number and (word.spaced or (word.spaced is None and _apart(self.words[number - 1], word))):
                pieces.append(" ")
            pieces.append(word.text)
        return "".join(pieces)


def _apart(first: Word, second: Word) -> bool:
    """Return whether the gap between two words that the file does not join is a blank."""
    gap = second.left - first.right
    if second.text[0] in ".,;:)]’”⁰¹²³⁴⁵⁶⁷⁸⁹*†‡§" or first.text[-1] in "([“‘":
        return gap > 0.3 * max(first.height, 1)
    return gap > 0.1 * max(first.height, 1)


def lines_of(page: pdfium.PdfPage, number: int) -> list[Line]:
    """Return the lines of a page in the order in which the file writes them; raised numbers are superscripts."""
    textpage = page.get_textpage()
    try:
        words = list(_words(textpage))
        _linked(page, words)
    finally:
        textpage.close()
    lines: list[Line] = []
    for word in words:
        if lines and _same_line(lines[-1].words[-1], lines[-1], word):
            lines[-1].words.append(word)
        else:
            lines.append(Line([word], number))
    lines = _whole(lines)
    for line in lines:
        _raise_marks(line)
    return lines


def _words(textpage: pdfium.PdfTextPage) -> Iterator[Word]:
    count = textpage.count_chars()
    text = textpage.get_text_range() if count else ""
    if len(text) != count:  # a character outside of the first plane, or one that PDFium leaves out
        text = "".join(_char(textpage, index) for index in range(count))
    box = raw.FS_RECTF()
    pointer = ctypes.byref(box)
    boxed = raw.FPDFText_GetLooseCharBox
    for match in _WORD.finditer(text):
        shown = match[0]
        if not shown.isprintable():
            shown = "".join(c if c.isprintable() else SOFT if c in _HYPHENS else "" for c in shown)
            if not shown:
                continue
        last = match.end() - 1
        if text[last] in _HYPHENS and last > match.start():
            last -= 1
        if not boxed(textpage, match.start(), pointer):
            continue
        first = (box.left, box.bottom, box.right, box.top)
        if not boxed(textpage, last, pointer):
            continue
        right, bottom, top = box.right, box.bottom, box.top
        before = text[match.start() - 1 : match.start()]
        spaced = None if before in ("", "\r", "\n") else before.isspace()
        if shown[0].isdigit() and len(shown) > 1 and _is_raised(first[1], first[3], bottom, top):
            length, middle = 0, first[2]
            while length < min(4, len(shown) - 1) and shown[length].isdigit():
                boxed(textpage, match.start() + length, pointer)
                if not _is_raised(box.bottom, box.top, bottom, top):
                    break
                length, middle = length + 1, box.right
            yield Word(shown[:length].translate(_SUPER), first[0], first[1], middle, first[3], spaced)
            yield Word(shown[length:], middle, bottom, right, top, True)
            continue
        glued = _GLUED.search(shown) if shown[-1] in _ENDS_MARK else None
        if glued and len(shown) > len(glued[0]):
            at = match.start() + glued.start(1)
            if boxed(textpage, at, pointer) and _is_raised(box.bottom, box.top, first[1], first[3]):
                shown = shown[: glued.start(1)] + glued[1].translate(_SUPER) + shown[glued.end(1) :]
        elif shown[-1] in _SYMBOLS and len(shown) > 1 and _is_raised(bottom, top, first[1], first[3]):
            shown = shown.replace("∗", "*")
        yield Word(shown, min(first[0], right), first[1], max(first[2], right), first[3], spaced)


def _char(textpage: pdfium.PdfTextPage, index: int) -> str:
    code = raw.FPDFText_GetUnicode(textpage, index)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def _is_raised(bottom: float, top: float, base: float, ascent: float) -> bool:
    """Return whether a box is smaller than its neighbour's and stands above its base line."""
    height = ascent - base
    return height > 0 and top - bottom < 0.86 * height and bottom > base + 0.12 * height


def _same_line(before: Word, line: Line, word: Word) -> bool:
    if before.text.endswith(SOFT) and word.left < before.right:
        return False
    height = max(before.height, word.height, 1)
    overlap = min(before.top, word.top) - max(before.bottom, word.bottom)
    if overlap < 0.45 * min(before.height, word.height):
        return False
    widest = (
        10
        if word.spaced and "://" in word.text[:9]
        else 8
        if word.spaced or (len(line.words) == 1 and _LABEL.fullmatch(before.text))
        else 2.2
    )
    return -0.4 * height <= word.left - before.right <= widest * height or (
        word.left >= line.left and abs(word.left - before.right) < 0.6 * height
    )


def _whole(lines: list[Line]) -> list[Line]:
    """Return the lines with stray pieces put back beside the line that they belong to."""
    if len(lines) > 4000:
        return lines
    by_base: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        by_base.setdefault(round(line.bottom / 3), []).append(number)
    gone: set[int] = set()
    for number, line in enumerate(lines):
        if number in gone:
            continue
        base = round(line.bottom / 3)
        for other in sorted(n for b in (base - 1, base, base + 1) for n in by_base.get(b, ()) if n != number):
            piece = lines[other]
            height = max(line.height, piece.height, 1)
            near = abs(piece.bottom - line.bottom) < 0.35 * height or _is_raised(
                piece.bottom, piece.bottom + piece.height, line.bottom, line.bottom + line.height
            )
            if other in gone or not near:
                continue
            if -0.3 * height <= piece.left - line.right <= 0.9 * height and (
                abs(other - number) == 1 or len(piece.words) <= 3
            ):
                line.words.extend(piece.words)
                gone.add(other)
            elif (
                -0.3 * height <= line.left - piece.right <= 0.9 * height
                and abs(other - number) == 1
                and len(piece.words) <= 3
            ):
                line.words[:0] = piece.words
                gone.add(other)
    return [Line(line.words, line.page) for number, line in enumerate(lines) if number not in gone]


def _raise_marks(line: Line) -> None:
    """Make numbers that stand alone, small and raised, superscripts."""
    for number, word in enumerate(line.words):
        if not re.fullmatch(r"\d{1,3}(?:,\d{1,3})*[.,;:)]?", word.text):
            continue
        near = [
            w
            for w in (*line.words[max(0, number - 2) : number], *line.words[number + 1 : number + 3])
            if not w.text.isdigit() and any(c.isalpha() for c in w.text)
        ]
        if near and all(_is_raised(word.bottom, word.top, w.bottom, w.top) for w in near[:1]):
            word.text = word.text.translate(_SUPER)


def _linked(page: pdfium.PdfPage, words: list[Word]) -> None:
    """Give each word the address of the link annotation over it."""
    position = ctypes.c_int(0)
    link = raw.FPDF_LINK()
    document = page.pdf
    count = 0
    while count < 2000 and raw.FPDFLink_Enumerate(page, ctypes.byref(position), ctypes.byref(link)):
        count += 1
        action = raw.FPDFLink_GetAction(link)
        if not action:
            continue
        length = raw.FPDFAction_GetURIPath(document, action, None, 0)
        if not 1 < length < 8192:
            continue
        buffer = ctypes.create_string_buffer(length)
        raw.FPDFAction_GetURIPath(document, action, buffer, length)
        rect = raw.FS_RECTF()
        if not raw.FPDFLink_GetAnnotRect(link, ctypes.byref(rect)):
            continue
        url = buffer.value.decode("utf-8", "replace")
        low, high = min(rect.bottom, rect.top), max(rect.bottom, rect.top)
        for word in words:
            middle = (word.bottom + word.top) / 2
            across = min(word.right, rect.right) - max(word.left, rect.left)
            if low - 1 <= middle <= high + 1 and across > 0.5 * max(word.right - word.left, 0.1):
                word.url = url
