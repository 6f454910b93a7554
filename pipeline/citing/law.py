"""Citations of cases and statutes ("347 U.S. 483"), where the optional library that knows the reporters is installed."""

from __future__ import annotations

import importlib
import logging
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

# What every such citation has: a number, a reporter's abbreviation or a section sign, a number.
_HINT = re.compile(r"\d\s(?:[A-Z][A-Za-z]{0,6}\.|[A-Z]{2})\s?[^\n]{0,20}\d|§")
_YEAR = re.compile(r"(?:,\s[\d–-]{1,9}){0,3}\s\((?:[^()\n]{0,30}\s)?(?P<year>1[6-9]\d\d|20\d\d)\)")
_LEAD = re.compile(r"(?:(?:[a-zà-ÿ]\w*|See|Cf|In|Under|But|Also|Compare)[.,:;]?\s)+")
_NAME_AT_MOST = 200  # characters from the parties' names to the volume


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalCitation:
    """A case or statute cited at [start, end) of a text: its words, the parties' names, the year, `court` or `law`."""

    start: int
    end: int
    label: str
    title: str | None
    year: str | None
    kind: str


def legal_citations(text: str) -> list[LegalCitation]:
    """Return the full citations of American cases and statutes in a text, in order, none within another.

    The reporters are those of eyecite (the extra `legal`); without it the list is empty. A short form ("Id. at 3")
    is left to the reader of notes, and the year is read here, from the bracket that follows: eyecite 2.7.8 gives a
    case the year of a later one where a statute stands between them.
    """
    find = _finder()
    if find is None or not _HINT.search(text):
        return []
    found: list[LegalCitation] = []
    for cited in find(text):
        name = type(cited).__name__
        if name not in ("FullCaseCitation", "FullLawCitation"):
            continue
        start, end = cited.span()
        opens = cited.full_span()[0]
        lead = _LEAD.match(text, opens, start)
        opens = lead.end() if lead else opens
        title = text[opens:start].strip(" ,") if 0 < start - opens <= _NAME_AT_MOST else ""
        title = title if " v. " in title else ""
        start = opens if title else start
        year = _YEAR.match(text, end)
        end = year.end() if year else end
        if found and start < found[-1].end:
            continue
        found.append(
            LegalCitation(
                start=start,
                end=end,
                label=re.sub(r"\s+", " ", text[start:end]),
                title=re.sub(r"\s+", " ", title) or None,
                year=year["year"] if year else None,
                kind="court" if name == "FullCaseCitation" else "law",
            )
        )
    return found


@cache
def _finder() -> Any:
    """Return eyecite's finder, None where it is not installed."""
    try:
        library = importlib.import_module("eyecite")
    except ModuleNotFoundError:
        return None
    logging.getLogger("eyecite").setLevel(logging.ERROR)  # it tells of overlaps that are settled here
    return library.get_citations
