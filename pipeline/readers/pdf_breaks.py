"""Lines of a PDF page parted into blocks: where a paragraph, an item, a note or an entry ends and the next begins."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from pipeline.readers.blocks import NOTE_SECTION
from pipeline.readers.pdf_glyphs import ROMAN_NOTE
from pipeline.readers.pdf_lines import Line
from pipeline.readers.plain import ITEM, is_heading
from pipeline.readers.unwrap import SOFT, address_at_end, goes_on_in

_NOTE = re.compile(r"[⁰¹²³⁴-⁹ⁱᵛˣ]{1,6}\s*\S|[*†‡§¶]{1,3}\s*\S")
NUMBERED = re.compile(r"(\d{1,3})[.)]?\s+\S")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d\b")
_ORDINAL = re.compile(r"\(?(\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s")
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:pp?|nos?|n[úu]m|vols?|arts?|secs?|chs?|c?f|v|vs|see|id)\.$", re.IGNORECASE)
LABEL = re.compile(r"(?:\[[\w+.:-]{1,16}\]|\d{1,3}[.)])(?:\s+\S|$)")
_ENTRY = re.compile(r"[A-ZÀ-Þ][\w’'-]+[^()]{0,80}[\s(](?:1[89]|20)\d\d[a-z]?[).,:]")


def grouped(
    lines: Sequence[Line], margins: dict[int, float], body: float, foot: set[int], section: bool
) -> Iterator[list[Line]]:
    """Yield the lines of one block after the other.

    `margins` are those of `margins_of`, `body` the height of the running text in points, `foot` the ids of the lines
    of notes at the page's foot; `section` says that the page begins within a list of notes or references.
    """
    leading = _leading(lines)
    group: list[Line] = []
    address: str | None = None  # the address that the group ends in so far, over as many lines as it takes
    for line in lines:
        if group and len(group[-1].text) < 60 and NOTE_SECTION.fullmatch(group[-1].text.strip()):
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
    return goes_on_in(address, line.text, full=is_full(last, margins))


def is_full(line: Line, margins: dict[int, float]) -> bool:
    """Return whether a line reaches its margin to the letter."""
    return line.right > margins[id(line)] - 0.8 * line.height


def margins_of(lines: Sequence[Line]) -> dict[int, float]:
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
    often = {
        key: lefts for key, all_lefts in begins.items() if (lefts := [at for at, n in all_lefts.items() if n >= 3])
    }
    for key, members in columns.items():
        right = max(line.right for line in members)
        first = min(line.left for line in members) + 100
        others = [begin for other, lefts in often.items() if other != key for begin in lefts]
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
    height, before = line.height, last.height
    if (id(line) in foot) != (id(last) in foot):
        return True
    if (
        _NOTE.match(bare)
        or (id(line) in foot and ROMAN_NOTE.match(bare))
        or (id(line) in foot and NUMBERED.match(bare) and _opens(last, margins))
    ):
        return True
    if ITEM.match(bare) and not is_year(bare) and not _is_cut_off(group, bare, margins):
        return True
    if section and (LABEL.match(bare) or (_ENTRY.match(bare) and _ends_entry(group))):
        return True
    step = last.bottom - line.bottom
    open_end = text[-1] not in ".!?:…" and not text.endswith((".”", '."', ".)"))
    if text.endswith(SOFT):
        return False
    beside = abs(step) <= 0.5 * height and line.left > last.right + height
    if beside and len(group) == 1 and not LABEL.match(text) and sum(map(str.isalpha, text)) >= 3:
        return True  # the next cell of a table's row
    if step < -0.5 * height or line.left > last.right:  # up: the next column
        if section and LABEL.match(group[0].text) and abs(height - before) < 0.06 * body:
            return is_heading(bare) and not open_end
        return not (open_end and _fills(last, margins) and (bare[0].islower() or abs(height - before) < 0.06 * body))
    if abs(height - before) > 0.12 * max(before, height) and not _mixed(last, line):
        return True
    size = max(leading, 1.05 * height) if leading < 2.2 * height else 1.25 * height
    if step > 1.38 * max(size if id(line) not in foot else 1.1 * height, 1):
        return True
    if id(line) in foot or (section and LABEL.match(group[0].text)):
        return False
    if _ADDRESS.match(bare) and line.left - last.left < 3 * height:
        return False
    if len(group) >= 2:
        indent = group[0].left - group[1].left
        first = abs(line.left - group[0].left) < 0.3 * height
        if (
            abs(indent) > 0.7 * height
            and first
            and abs(line.left - last.left) > 0.7 * height
            and (not open_end or section or indent < 0)
        ):
            return True
        if abs(indent) <= 0.7 * height and line.left - last.left > 0.7 * height and not open_end:
            return True
    elif (
        line.left - last.left > 0.7 * height
        and not section
        and not ITEM.match(group[0].text)
        and not LABEL.match(group[0].text)
        and not open_end
    ):
        return True
    if section and line.left - group[0].left > 0.7 * height:
        return False  # an entry whose first line hangs goes on as long as its lines are indented
    if not _fills(last, margins) and _would_fit(last, line, margins):
        if not open_end:
            return True
        width = margins[id(last)] - last.left
        return last.right - last.left < 0.6 * width and not bare[0].islower() and "://" not in bare[:12]
    return False


def _mixed(first: Line, second: Line) -> bool:
    """Return whether two lines share a font height, so that a difference in their commonest one means little."""
    heights = {round(word.height) for word in first.words}
    return any(round(word.height) in heights for word in second.words)


def _ends_entry(group: list[Line]) -> bool:
    """Return whether an entry of a list of references may end with these lines: it has a year, and ends in a stop or an address."""
    last = group[-1].text
    return bool(_ENTRY.match(group[0].text)) and (last[-1] in ".)>/" or "://" in last.rsplit(None, 1)[-1])


def _is_cut_off(group: list[Line], bare: str, margins: dict[int, float]) -> bool:
    """Return whether what looks like an item's label is the rest of the line above: "Trust" and "v. Dunn", "(p." and "12) and"."""
    label, last = _ORDINAL.match(bare), group[-1]
    if label is None or not _fills(last, margins) or (last.text[-1] in ".!?:;" and not _ABBREVIATED.search(last.text)):
        return False
    first = _ORDINAL.match(group[0].text)
    if first is not None and first[1].isdigit() and label[1].isdigit():
        return int(label[1]) != int(first[1]) + 1
    return last.text.count("(") > last.text.count(")") or label[1] not in ("1", "a", "i")


def _fills(line: Line, margins: dict[int, float]) -> bool:
    """Return whether a line reaches its right margin, but for a long word that did not fit."""
    return line.right > margins[id(line)] - 0.16 * max(margins[id(line)] - line.left, 1)


def _would_fit(last: Line, line: Line, margins: dict[int, float]) -> bool:
    """Return whether a line's first word would have fitted at the end of the line above: that one was ended on purpose."""
    word = len(line.text.split(None, 1)[0])
    return last.right + (0.25 * line.height) + word * (line.right - line.left) / len(line.text) < margins[id(last)]


def _opens(last: Line, margins: dict[int, float]) -> bool:
    return not _fills(last, margins) or last.text[-1] in '.!?)”"/' or "://" in last.text


def is_year(text: str) -> bool:
    """Return whether a text begins with a year, which is no item's number."""
    return _YEAR.match(text) is not None
