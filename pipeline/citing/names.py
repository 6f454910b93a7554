"""Author-year citations: "(Ruiz, 2018)" or "Ruiz and Chen (2018)" joined to their entry in the list of references."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.readers.blocks import Block, Mark

_YEAR = re.compile(r"(?<![\w/.-])(?P<year>(?:1[89]|20)\d\d[a-z]?)(?![\w/-])")
_NAME = re.compile(r"\W{0,3}(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s(?:[A-ZÀ-Þ][\w’'-]+|of|de|del|the|la|y|and|&)){0,5})")
_INITIALS = re.compile(r"(?:\s[A-ZÀ-Þ]{1,3})+$")
_REACH = 90  # characters before the year within which the name must stand


def entries_by_year(blocks: Sequence[Block]) -> dict[str, list[tuple[str, str]]]:
    """Return (first author's name, key) of the references without a marker, by the first year that each gives."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for block in blocks:
        if block.kind != "reference" or block.marker or not block.key:
            continue
        name, year = _NAME.match(block.text), _YEAR.search(block.text)
        if name and year:
            # "Cameron AC, Gelbach JB" and "Nguyen, V. A.": a text cites by the family name alone.
            found[year["year"]].append((_INITIALS.sub("", name["name"]), block.key))
    return found


def with_author_years(block: Block, entries: Mapping[str, list[tuple[str, str]]]) -> Block:
    """Return the block with a mark after each year that stands in brackets with the name of an entry of that year.

    The words stay in the text: they are part of the sentence.
    """
    if not entries:
        return block
    marks = list(block.marks)
    for match in _YEAR.finditer(block.text):
        known = entries.get(match["year"])
        if not known:
            continue
        before = block.text[max(0, match.start() - _REACH) : match.start()]
        if before.rfind("(") <= before.rfind(")"):
            continue
        for name, key in known:
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", before):
                marks.append(Mark(at=match.end(), key=key))
    return replace(block, marks=tuple(marks)) if len(marks) > len(block.marks) else block
