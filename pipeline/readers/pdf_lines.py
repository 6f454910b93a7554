"""Words of a PDF page put together to the lines that the eye sees; numbers raised above their line made note marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from pipeline.readers.pdf_glyphs import SUPERSCRIPTS, Glyphs
from pipeline.readers.unwrap import SOFT

_ALONE = re.compile(r"[\d⁰¹²³⁴-⁹]{1,3}(?:,\d{1,3})*[.,;:)]?|[ivxⁱᵛˣ]{1,6}|[*†‡§¶∗]{1,3}")
_MOST_BESIDE = 200  # pieces near one base line; a harmed page has thousands, and each would be held against each
_LABEL = re.compile(r"\[[\w+.:-]{1,16}\]|\d{1,3}[.)]?|[•·▪◦‣–-]")


@dataclass(slots=True)
class Word:
    """A word, or words that follow each other alike, from its base line to its font's height in points from the lower left.

    `url` is the address that a link over it leads to.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    spaced: bool | None = None  # whether the file has a blank before it; None at the beginning of its line
    url: str | None = None
    at: int = 0  # the index of its first character in the page's text layer

    @property
    def height(self) -> float:
        """The height of the word's font."""
        return self.top - self.bottom


class Line:
    """Words side by side on one base line, in reading order.

    `height` is the commonest font height, by letters; `bottom` the base line of the word that is longest.
    """

    __slots__ = ("_text", "bottom", "height", "left", "page", "right", "words")

    def __init__(self, words: list[Word], page: int) -> None:
        self.words = words
        self.page = page
        self._text: str | None = None
        first = words[0]
        self.left = first.left
        if len(words) == 1:
            self.right, self.bottom, self.height = first.right, first.bottom, round(first.height, 1)
            return
        self.right = max([word.right for word in words[-3:]])
        weights: dict[float, int] = {}
        longest, self.bottom = 0, first.bottom
        for word in words:
            length, height = len(word.text), round(word.top - word.bottom, 1)
            weights[height] = weights.get(height, 0) + length
            if length > longest:
                longest, self.bottom = length, word.bottom
        self.height = max(weights, key=lambda h: (weights[h], h))

    @property
    def text(self) -> str:
        """The words, a blank between them where the page has one."""
        if self._text is None:
            pieces = [self.words[0].text]
            for before, word in pairwise(self.words):
                if word.spaced or (word.spaced is None and _apart(before, word)):
                    pieces.append(" ")
                pieces.append(word.text)
            self._text = "".join(pieces)
        return self._text

    def forget_text(self) -> None:
        """Have the text put together anew: words were changed."""
        self._text = None


def _apart(first: Word, second: Word) -> bool:
    """Return whether the gap between two words that the file does not join is a blank."""
    gap = second.left - first.right
    if second.text[0] in ".,;:)]’”⁰¹²³⁴⁵⁶⁷⁸⁹*†‡§" or first.text[-1] in "([“‘":
        return gap > 0.3 * max(first.height, 1)
    return gap > 0.1 * max(first.height, 1)


def put_together(words: Sequence[Word], glyphs: Glyphs, number: int) -> list[Line]:
    """Return the lines of page `number` (from 1) in the order in which the file writes its words."""
    rows: list[list[Word]] = []
    columns = _columns(words)
    for word in words:
        if rows and _same_line(rows[-1], word, columns):
            rows[-1].append(word)
        else:
            rows.append([word])
    lines = _whole([Line(row, number) for row in rows], columns)
    for line in lines:
        _raise_marks(line, glyphs)
    return list(_cells_apart(_with_lone_marks(lines)))


def _cells_apart(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines, those of a table's row parted where the next line goes on below one of its cells.

    What stands side by side on one base line is one line until then, and the rest of the last cell would be read as
    the row's. A label and its text, whose further lines hang below the text, stay together.
    """
    for line, after in zip_longest(lines, lines[1:]):
        cut = 0
        if after is not None and after.left > line.left + 2 * line.height and len(line.words) > 1:
            step = line.bottom - after.bottom
            if 0 < step < 1.8 * line.height and abs(after.height - line.height) < 0.1 * line.height:
                cut = next(
                    (
                        n
                        for n, (before, word) in enumerate(pairwise(line.words), start=1)
                        if abs(word.left - after.left) < 1.5 and word.left - before.right > line.height
                    ),
                    0,
                )
        if cut and sum(c.isalpha() for word in line.words[:cut] for c in word.text) >= 3:
            yield Line(line.words[:cut], line.page)
            yield Line(line.words[cut:], line.page)
        else:
            yield line


def _is_raised(bottom: float, top: float, base: float, ascent: float) -> bool:
    """Return whether a box is smaller than its neighbour's and stands above its base line."""
    height = ascent - base
    return height > 0 and top - bottom < 0.86 * height and bottom > base + 0.12 * height


def _columns(words: Sequence[Word]) -> frozenset[int]:
    """Return where columns begin: the places, in whole points, at which at least five lines of the page do."""
    begins = Counter(round(word.left) for word in words if word.spaced is None)
    return frozenset(left for left, count in begins.items() if count >= 5)


def _begins(word: Word, columns: frozenset[int]) -> bool:
    """Return whether a word stands where a column begins."""
    return not columns.isdisjoint(range(round(word.left) - 1, round(word.left) + 2))


def _same_line(row: Sequence[Word], word: Word, columns: frozenset[int]) -> bool:
    """Return whether a word goes on with a row."""
    before = row[-1]
    first, second = before.top - before.bottom, word.top - word.bottom
    low, top = max(before.bottom, word.bottom), min(before.top, word.top)
    if top - low < 0.45 * min(first, second) or (before.text.endswith(SOFT) and word.left < before.right):
        return False
    height = max(first, second, 1)
    labelled = len(row) == 1 and (_LABEL.fullmatch(before.text) or _ALONE.fullmatch(before.text))
    if not labelled and word.left - before.right > 0.9 * height and _begins(word, columns):
        return False  # the next column's line, which the file writes after this one and PDFium sets beside it
    widest = 10 if word.spaced and "://" in word.text[:9] else 8 if word.spaced or labelled else 2.2
    return -0.4 * height <= word.left - before.right <= widest * height or (
        word.left >= row[0].left and abs(word.left - before.right) < 0.6 * height
    )


def _whole(lines: list[Line], columns: frozenset[int]) -> list[Line]:
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
        near_by = [n for b in (base - 1, base, base + 1) for n in by_base.get(b, ()) if n != number]
        if 0 < len(near_by) <= _MOST_BESIDE:
            lines[number] = _with_pieces(lines, number, sorted(near_by), gone, columns)
    return [line for number, line in enumerate(lines) if number not in gone]


def _with_pieces(
    lines: Sequence[Line], number: int, near_by: Sequence[int], gone: set[int], columns: frozenset[int]
) -> Line:
    """Return a line with the stray pieces near its base line that belong to it; adds their numbers to `gone`."""
    line = lines[number]
    words, left, right = line.words, line.left, line.right
    for other in near_by:
        piece = lines[other]
        height = max(line.height, piece.height, 1)
        gap, lead = piece.left - right, left - piece.right
        if other in gone or not (-0.3 * height <= gap <= 0.9 * height or -0.3 * height <= lead <= 1.6 * height):
            continue
        near = abs(piece.bottom - line.bottom) < 0.35 * height or _is_raised(
            piece.bottom, piece.bottom + piece.height, line.bottom, line.bottom + line.height
        )
        if not near or (_is_bullet(line) and other != number + 1):
            continue  # a bullet that the file writes last goes to its item, not the item to it
        if gap > 0.45 * min(line.height, piece.height) and len(line.text) > 6 and _begins(piece.words[0], columns):
            continue  # the next column's
        if -0.3 * height <= gap <= 0.9 * height and (abs(other - number) == 1 or _is_stray(piece)):
            words = [*words, *piece.words]
            gone.add(other)
        elif (
            -0.3 * height <= lead <= (1.6 if _is_bullet(piece) else 0.9) * height
            and (abs(other - number) == 1 or _is_bullet(piece))
            and _is_stray(piece)
        ):
            words = [*piece.words, *words]
            gone.add(other)
        left, right = words[0].left, words[0].right if len(words) == 1 else max([word.right for word in words[-3:]])
    return line if words is line.words else Line(words, line.page)


def _is_stray(line: Line) -> bool:
    """Return whether a line is so short that it may be a piece of another."""
    return len(line.words) <= 3 and sum(word.text.count(" ") + 1 for word in line.words) <= 3


def _is_bullet(line: Line) -> bool:
    return len(line.words) == 1 and line.words[0].text in "•·▪◦‣–-"


def _raise_marks(line: Line, glyphs: Glyphs) -> None:
    """Make numbers that stand alone, small and raised, superscripts."""
    for number, word in enumerate(line.words):
        if not _ALONE.fullmatch(word.text):
            continue
        near = [
            w
            for w in (*reversed(line.words[max(0, number - 2) : number]), *line.words[number + 1 : number + 3])
            if any(c.isalpha() for c in w.text) and not _ALONE.fullmatch(w.text)
        ]
        if near and glyphs.is_raised(word.at, near[0].at):
            word.text = word.text.translate(SUPERSCRIPTS)
            line.forget_text()


def _with_lone_marks(lines: list[Line]) -> list[Line]:
    """Return the lines with a small number that stands alone above the line of its note made that line's mark."""
    kept: list[Line] = []
    for number, line in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else None
        if (
            after is not None
            and _ALONE.fullmatch(line.text)
            and line.height < 0.8 * after.height
            and 0 < line.bottom - after.bottom < 2.2 * after.height
            and abs(line.left - after.left) < 2 * after.height
        ):
            mark = line.words[0]
            mark.text, mark.bottom, mark.top = (
                line.text.translate(SUPERSCRIPTS),
                after.bottom,
                after.bottom + mark.height,
            )
            after.words.insert(0, mark)
            after.words[1].spaced = True
            lines[number + 1] = Line(after.words, after.page)
        else:
            kept.append(line)
            continue
    return kept
