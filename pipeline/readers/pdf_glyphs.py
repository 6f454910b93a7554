"""The characters of a PDF page's text layer, where each of them stands, and which are raised."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable
from typing import Any, cast

import pypdfium2 as pdfium
import pypdfium2.raw as raw

SUPERSCRIPTS = str.maketrans("0123456789ivx", "⁰¹²³⁴⁵⁶⁷⁸⁹ⁱᵛˣ")
# A number, or a small Roman one, that closes a word or opens it: note marks, where the page raises them.
TAIL = re.compile(
    r"(?:(?<=[^\d\s$€£#/=_~-])(?P<figure>\d{1,3})|(?<=[^\W_])(?:[.,;:)\]”’\"»]{0,2})(?P<roman>[ivx]{1,6}))(?:[.,;:)\]”’\"»]*)$"
)
# A figure that closes a number: a note's mark, where the page raises it ("in 2020³").
_AFTER_FIGURES = re.compile(r"(?<=\d)(?P<last>\d)[.,;:)\]”’\"»]*$")
ROMAN_LEAD = r"[ivx]{1,6}(?=[A-ZÀ-Þ«“\"]|https?:|www\.)"
LEAD = re.compile(rf"\d{{1,4}}(?=.)|{ROMAN_LEAD}")

# A note whose number is Roman, raised or not: word processors number endnotes so.
ROMAN_NOTE = re.compile(r"(x{0,3}(?:ix|iv|v?i{1,3}|v)|x{1,3})(?=\s?(?:[A-ZÀ-Þ«“\"]|https?:|www\.))")


def _by_address(function: object, result: type | None, *arguments: type) -> Callable[..., Any]:
    """Return a function of PDFium that takes addresses for its pointers, which halves the time of a call: they are millions."""
    address = ctypes.cast(cast("ctypes.c_void_p", function), ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


_INT, _DOUBLE, _TO = ctypes.c_int, ctypes.c_double, ctypes.c_void_p
_piece_of = _by_address(raw.FPDFText_GetTextObject, _TO, _TO, _INT)  # the object of the page that draws a character
_get_origin = _by_address(raw.FPDFText_GetCharOrigin, _INT, _TO, _INT, _TO, _TO)
_get_size = _by_address(raw.FPDFText_GetFontSize, _DOUBLE, _TO, _INT)
_get_matrix = _by_address(raw.FPDFText_GetMatrix, _INT, _TO, _INT, _TO)
_get_loose_box = _by_address(raw.FPDFText_GetLooseCharBox, _INT, _TO, _INT, _TO)
_get_box = _by_address(raw.FPDFText_GetCharBox, _INT, _TO, _INT, _TO, _TO, _TO, _TO)
_count_rects = _by_address(raw.FPDFText_CountRects, _INT, _TO, _INT, _INT)
_get_rect = _by_address(raw.FPDFText_GetRect, _INT, _TO, _INT, _TO, _TO, _TO, _TO)
_WORD_GAP = 0.8  # of a font's size: what is wider may part two columns or two cells
_DESCENT = 0.28  # of a font's size: what letters reach below the base line


class Glyphs:
    """The characters of a page's text layer and where each of them stands.

    A character's place is its origin on the base line, and its height the font's size on the page: the boxes that
    PDFium gives are those of single glyphs where a font does not state its own, and tell nothing of raising there.
    """

    def __init__(self, textpage: pdfium.PdfTextPage) -> None:
        self._textpage = textpage  # its handle is good as long as it lives
        self._handle = ctypes.cast(textpage.raw, ctypes.c_void_p)
        self._heights: dict[int, float] = {}
        self._sides = (ctypes.c_double * 4)()  # where PDFium puts its answers, in its order
        self._to = [ctypes.c_void_p(ctypes.addressof(self._sides) + 8 * n) for n in range(4)]
        self._matrix, self._box = raw.FS_MATRIX(), raw.FS_RECTF()
        self._to_matrix = ctypes.c_void_p(ctypes.addressof(self._matrix))
        self._to_box = ctypes.c_void_p(ctypes.addressof(self._box))
        count = textpage.count_chars()
        text = textpage.get_text_range() if count else ""
        if len(text) != count:  # a character outside of the first plane, or one that PDFium leaves out
            text = "".join(_char(textpage, index) for index in range(count))
        self.text: str = text

    def origin(self, at: int) -> tuple[float, float] | None:
        """Return where the character at an index stands; None where the file does not say."""
        if not _get_origin(self._handle, at, self._to[0], self._to[1]):
            return None
        return self._sides[0], self._sides[1]

    def height(self, at: int) -> float:
        """Return the height of a character's font on the page, in points."""
        size: float = _get_size(self._handle, at)
        if _get_matrix(self._handle, at, self._to_matrix):
            size *= math.hypot(self._matrix.c, self._matrix.d) or 1.0
        return size or 1.0

    def height_of_many(self, at: int) -> float:
        """Return the same, remembered by the piece that the character is drawn in: where others of that piece are asked for too."""
        piece = _piece_of(self._handle, at)
        if not piece:
            return self.height(at)
        height = self._heights.get(piece)
        if height is None:
            height = self._heights[piece] = self.height(at)
        return height

    def right(self, at: int) -> float | None:
        """Return where a character ends; None where the file does not say."""
        return float(self._box.right) if _get_loose_box(self._handle, at, self._to_box) else None

    def pieces(self, begin: int, end: int) -> int:
        """Return in how many pieces the characters [begin, end) of a line are drawn; 0 where there is a gap between them."""
        count: int = _count_rects(self._handle, begin, end - begin)
        if not 1 < count <= 40:
            return count if count == 1 else 0
        size, right, base = self.height_of_many(begin), 0.0, 0.0
        for number in range(count):
            _get_rect(self._handle, number, *self._to)
            left, upper, end_of_piece, low = self._sides
            if number:
                # Pieces that stand on one line may lie a justified blank apart, those of a formula hardly.
                level = abs(low - base) < _DESCENT * size
                widest = max(0.5 * (upper - low), _WORD_GAP * size if level else 0.0)
                if not -4 < left - right < widest:
                    return 0
            right, base = end_of_piece, low
        return count

    def is_drawn_raised(self, at: int, base: float, size: float) -> bool:
        """Return whether a font of `size` points draws a character above its base line."""
        drawn = _get_box(self._handle, at, *self._to)
        _, _, low, _ = self._sides
        return bool(drawn) and low > base + 0.22 * size

    def is_raised(self, at: int, beside: int) -> bool:
        """Return whether a character is set smaller than another and above its base line, or drawn so by its font."""
        first = self.origin(at)
        piece = _piece_of(self._handle, at)
        if first is not None and piece and piece == _piece_of(self._handle, beside):
            return self.is_drawn_raised(
                at, first[1], self.height_of_many(at)
            )  # one piece has one size and one base line
        second = self.origin(beside)
        if first is None or second is None:
            return False
        size, other = self.height_of_many(at), self.height_of_many(beside)
        if size < 0.86 * other:
            return first[1] > second[1] + 0.08 * other
        return abs(first[1] - second[1]) < 0.5 * other and self.is_drawn_raised(at, first[1], size)

    def with_marks(self, shown: str, start: int, last: int) -> tuple[str, int]:
        """Return a word with its raised numbers made superscripts, and how many characters of raised ones open it."""
        lead = LEAD.match(shown)
        if lead and self.is_raised(start, last):
            length = 1
            while length < len(lead[0]) and self.is_raised(start + length, last):
                length += 1
            return shown[:length].translate(SUPERSCRIPTS) + shown[length:], length
        after = _AFTER_FIGURES.search(shown)
        if after is not None and self.is_raised(last - (len(shown) - after.end("last")), start):
            length = len(after["last"])
            begin = after.start("last")
            while begin > 1 and shown[begin - 1].isdigit() and self.is_raised(start + begin - 1, start):
                begin, length = begin - 1, length + 1
            return shown[:begin] + shown[begin : begin + length].translate(SUPERSCRIPTS) + shown[begin + length :], 0
        tail = TAIL.search(shown)
        if tail is not None and tail.start(tail.lastgroup or 0) > 0:
            begin, end = tail.span(tail.lastgroup or 0)
            if self.is_raised(start + begin, start):
                return shown[:begin] + shown[begin:end].translate(SUPERSCRIPTS) + shown[end:], 0
        elif "∗" in shown[1:] and self.is_raised(last, start):
            return shown.replace("∗", "*"), 0
        return shown, 0


def _char(textpage: pdfium.PdfTextPage, index: int) -> str:
    code = raw.FPDFText_GetUnicode(textpage, index)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "
