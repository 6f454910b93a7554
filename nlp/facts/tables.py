"""A claim's number in a table of the source: the cell that the claim's words name by its row and its column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.facts.reader import FactCheck, Reader, fact
from nlp.facts.values import numbers_agree
from nlp.numbers.find import find_numbers
from nlp.spans import Quantity
from nlp.terms import STOPWORDS, TOKEN, stem

_EVIDENCE = 5  # sentences of the evidence that may stand in a table
_LONGEST = 20_000  # characters of one table, in either direction
_RULE = re.compile(r"[-:= ]*")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: its text and where it begins."""

    text: str
    start: int

    @property
    def words(self) -> frozenset[str]:
        """The stems of what it says, small words left out."""
        return frozenset(stem(w) for w in TOKEN.findall(self.text) if w.lower() not in STOPWORDS)


def cells(row: str) -> list[Cell]:
    """Return the cells of a line that is a row of a table ("| Coast | 87 | 5.65 |"), none for another line."""
    if row.count("|") < 2:
        return []
    found, at = [], 0
    for part in row.split("|"):
        text = part.strip()
        if text or 0 < at < len(row) - 1:
            found.append(Cell(text, at + len(part) - len(part.lstrip())))
        at += len(part) + 1
    return found if len(found) > 1 else []


def in_table(number: Quantity, claim: str, reader: Reader) -> FactCheck | None:
    """Return the check of a number by the one cell whose row and whose column the claim names, None where it names none.

    The row is the only one of its table all of whose first cell's words stand in the claim, the column the one whose heading
    shares most words with it.
    """
    own = frozenset(stem(w) for w in TOKEN.findall(claim))
    for index in reader.evidence[:_EVIDENCE]:
        start, end = reader.source.spans[index]
        if reader.source.text.count("|", start, end) < 2:
            continue
        table = _table(reader.source.text, start)
        named = [row for row in table[1:] if row[0].words and row[0].words <= own]
        column = _column(table[0], own) if len(named) == 1 else None
        if column is None or column >= len(named[0]):
            continue
        cell = named[0][column]
        values = find_numbers(cell.text, language=reader.language)
        if len(values) != 1:
            continue
        at = cell.start, cell.start + len(cell.text)
        held = numbers_agree(number, replace(values[0], unit=values[0].unit or number.unit))
        if held or _told(number, table[0][column], values[0]):
            return fact("number", number.text, number.start, reader.source, at, "match" if held else "mismatch")
    return None


def _table(text: str, at: int) -> list[list[Cell]]:
    """Return the rows of the table around a place of a text, one a line, without the rule under its heading; its cells count from the
    beginning of the text."""
    first = text.rfind("\n", 0, at) + 1
    while first and cells(text[(above := text.rfind("\n", 0, first - 1) + 1) : first - 1]):
        first = above
        if at - first > _LONGEST:
            break
    rows: list[list[Cell]] = []
    while first < len(text) and first - at < _LONGEST:
        end = text.find("\n", first) % (len(text) + 1)
        row = cells(text[first:end])
        if not row and rows:
            break
        if row and not all(_RULE.fullmatch(cell.text) for cell in row):
            rows.append([replace(cell, start=cell.start + first) for cell in row])
        first = end + 1
    return rows or [[Cell("", at)]]


def _column(heading: Sequence[Cell], own: frozenset[str]) -> int | None:
    """Return the column whose heading shares most words with the claim; None where none does, or two do alike."""
    shared = [(len(cell.words & own), n) for n, cell in enumerate(heading) if n]
    best = max(shared, default=(0, 0))
    return best[1] if best[0] and sum(count == best[0] for count, _ in shared) == 1 else None


def _told(number: Quantity, heading: Cell, value: Quantity) -> bool:
    """Say whether a cell with another number speaks of what the claim counts: in the cell or in its heading."""
    last = (number.unit or "").rpartition(" ")[2]
    said = stem(last) if last.isalpha() else last
    return value.unit == number.unit or number.unit is None or said in heading.words or not last.islower()
