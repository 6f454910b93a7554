"""Pages written from right to left: their characters put back into the order in which they are read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.readers.pdf_glyphs import SUPERSCRIPTS, Glyphs

_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LTR = re.compile(r"[A-Za-zÀ-ɏ0-9\u0660-\u0669]")
_RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹ⁱᵛˣ")
_BLANK = 0.16  # of the font's height: a gap wider than this is a blank
_GUTTER = 1.5  # of the font's height: a gap wider than this parts columns


@dataclass(frozen=True, slots=True)
class Sign:
    """A character, where it begins and ends, its base line and its font's height, in points."""

    text: str
    left: float
    right: float
    base: float
    height: float


@dataclass(frozen=True, slots=True)
class Row:
    """A line in reading order, from `left` to `right` of the page, with its base line and height."""

    text: str
    left: float
    right: float
    base: float
    height: float


def runs_right_to_left(text: str) -> bool:
    """Return whether most letters of a page belong to scripts that run from right to left."""
    return _RTL.search(text) is not None and len(_RTL.findall(text)) > len(re.findall(r"[A-Za-zÀ-ɏ]", text))


def signs_of(glyphs: Glyphs) -> list[Sign]:
    """Return the characters of a page that show something, in the file's order."""
    signs = []
    for at, char in enumerate(glyphs.text):
        place = None if char.isspace() or not char.isprintable() else glyphs.origin(at)
        if place is not None:
            right = glyphs.right(at)
            signs.append(Sign(char, place[0], place[0] if right is None else right, place[1], glyphs.height(at)))
    return signs


def rows_of(signs: Sequence[Sign]) -> list[Row]:
    """Return the lines of a page in reading order: its columns from the right, in each the lines from the top.

    PDFium orders what it finds word by word, and puts a figure or a stop in a line of Arabic where the eye does not; so the
    order is made here, from the places alone.
    """
    lines: list[list[Sign]] = []
    for sign in sorted(signs, key=lambda s: -s.base):
        near = next(
            (
                line
                for line in reversed(lines[-3:])
                if abs(line[0].base - sign.base) < 0.5 * max(line[0].height, sign.height)
            ),
            None,
        )
        if near is None:
            lines.append([sign])
        else:
            near.append(sign)
    order = {id(sign): number for number, sign in enumerate(signs)}
    segments: list[list[Sign]] = []
    for line in lines:
        line.sort(key=lambda s: (-round(s.left, 1), order[id(s)] if unicodedata.combining(s.text) else -order[id(s)]))
        height = median(s.height for s in line)
        current: list[Sign] = []
        edge = 0.0
        for sign in line:
            if current and edge - sign.right > _GUTTER * height:
                segments.append(current)
                current = []
            edge = min(edge, sign.left) if current else sign.left
            current.append(sign)
        segments.append(current)
    rows = [_row(segment) for segment in segments]
    gutter = _gutter(rows) if len(rows) < 400 else None
    return sorted(rows, key=lambda r: (gutter is not None and r.right < gutter, -r.base))


def _nearness(sign: Sign) -> float:
    """Return how far from its line's base a sign may stand, in heights of the font: vowel signs are set above or below."""
    return 0.9 if unicodedata.combining(sign.text) else 0.5


def _row(signs: list[Sign]) -> Row:
    """Return one line of signs that stand from right to left, its figures and Latin words turned back."""
    heights = sorted(s.height for s in signs if not s.text.isdigit()) or [s.height for s in signs]
    height = heights[len(heights) // 2]
    base = (
        median(s.base for s in signs if s.height > 0.86 * height)
        if any(s.height > 0.86 * height for s in signs)
        else signs[0].base
    )
    pieces: list[str] = []
    edge: float | None = None
    for sign in signs:
        if edge is not None and edge - sign.right > _BLANK * height:
            pieces.append(" ")
        raised = sign.height < 0.86 * height and sign.base > base + 0.08 * height
        pieces.append(sign.text.translate(SUPERSCRIPTS) if raised else sign.text)
        edge = sign.left if edge is None else min(edge, sign.left)
    return Row(_turned(pieces), min(s.left for s in signs), max(s.right for s in signs), base, height)


def _turned(pieces: Sequence[str]) -> str:
    """Return signs in reading order: what runs from left to right, from its first letter or figure to its last, is turned.

    A raised figure is a run of its own, and a sign of an address that touches its letters goes with them.
    """
    out: list[str] = []
    run: list[str] = []
    pending: list[str] = []
    for piece in pieces:
        raised = piece in _RAISED
        if raised or _LTR.match(piece):
            if run and (run[-1] in _RAISED) != raised:
                out += [*reversed(run), *pending]
                run, pending = [], []
            joins = bool(run) or (not raised and pending and all(sign in "/?=&#%-_~+" for sign in pending))
            if not joins:
                out += pending
                pending = []
            run += [*pending, piece]
            pending = []
        elif _RTL.match(piece):
            out += [*reversed(run), *pending, piece]
            run, pending = [], []
        else:
            if piece == " " and not run:
                out += [*pending, piece]
                pending = []
            else:
                pending.append(piece)
    return "".join([*out, *reversed(run), *pending])


def _gutter(rows: Sequence[Row]) -> float | None:
    """Return where two columns part: hardly a line crosses it, and a fifth of them at least stands on either side."""
    best: tuple[int, float] | None = None
    for place in sorted({row.left - 1 for row in rows}):
        before = sum(row.right < place for row in rows)
        after = sum(row.left > place for row in rows)
        if len(rows) - before - after <= 0.1 * len(rows) and min(before, after) >= 0.2 * len(rows):
            best = max(best or (0, 0.0), (min(before, after), place))
    return best[1] if best else None
