"""Figures of a claim that are neither a date nor a number of things: scores, spans of years, years that name a thing."""

from __future__ import annotations

import re

from nlp.facts.names import SAME_STATEMENT
from nlp.facts.reader import FactCheck, Reader, fact
from nlp.terms import TOKEN, stem

SCORE = re.compile(r"(?<![\w.,/$€£-])\d{1,3}[-–]\d{1,3}(?![\w,/%-]|\.\d)")
FIGURE = re.compile(r"(?<![\w.,-])\d{2,}(?:[.,]\d+)*(?![\w-])")
PLAIN_YEAR = re.compile(r"(?<![\w.,-])(?:1[5-9]|20)\d\d(?![\w-])")
YEAR_SPAN = re.compile(r"(?<![\w.,/-])((?:1[5-9]|20)\d\d)(?:[-–/]| to | a )(\d\d|(?:1[5-9]|20)\d\d)(?![\w/-])")


def check_score(found: re.Match[str], reader: Reader, context: set[str]) -> FactCheck:
    """Return the check of two figures with a dash: as written, in either order; another such pair in the same statement differs."""
    wanted = [*map(int, re.findall(r"\d+", found.group()))]
    other: tuple[int, int] | None = None
    for index in reader.holding({str(n) for n in wanted} | context):
        start, end = reader.source.spans[index]
        for pair in SCORE.finditer(reader.source.text, start, end):
            theirs = [*map(int, re.findall(r"\d+", pair.group()))]
            if theirs in (wanted, wanted[::-1]):
                return fact("number", found.group(), found.start(), reader.source, pair.span(), "match")
            if index in reader.evidence[:2] and other is None:
                other = pair.span()
    spoken = re.compile(rf"\b{wanted[0]} (?:to|and|a|y) {wanted[1]}\b")  # "from 310 to 320 mg"
    for index in reader.evidence:
        place = spoken.search(reader.source.text, *reader.source.spans[index])
        if place:
            return fact("number", found.group(), found.start(), reader.source, place.span(), "match")
    return fact("number", found.group(), found.start(), reader.source, other, "mismatch" if other else "absent")


def check_figure(found: re.Match[str], reader: Reader, context: set[str]) -> FactCheck:
    """Return the check of a figure that is neither a date nor a number of things ("his 2015 game"): as written, or absent.

    Where the same statement has another year ("his 2009 game"), that the year stands elsewhere bears out nothing.
    """
    kind = "date" if PLAIN_YEAR.fullmatch(found.group()) else "number"
    wanted = stem(found.group())
    rest = context - {wanted}
    for index in reader.holding({wanted} | context):
        if kind == "date" and wanted not in reader.source.sets[index] and same_statement(index, reader, rest):
            years = [
                m
                for m in PLAIN_YEAR.finditer(reader.source.text, *reader.source.spans[index])
                if m.group() not in found.string
            ]
            if years:
                return fact(kind, found.group(), found.start(), reader.source, years[0].span(), "mismatch")
        place = written(wanted, index, reader, context)
        if place:
            return fact(kind, found.group(), found.start(), reader.source, place, "match")
    return fact(kind, found.group(), found.start(), reader.source, None, "absent")


def written(wanted: str, index: int, reader: Reader, context: set[str]) -> tuple[int, int] | None:
    """Return where a figure stands as written in a sentence of the evidence, or in one that has words of the claim besides."""
    stems = reader.source.sets[index]
    if wanted not in stems or not (index in reader.evidence or len(context & stems) > 2):
        return None
    found = TOKEN.finditer(reader.source.text, *reader.source.spans[index])
    return next(m.span() for m in found if stem(m.group()) == wanted)


def same_statement(index: int, reader: Reader, context: set[str]) -> bool:
    """Say whether a sentence of the evidence says nearly all that the claim says: what others count is beside it."""
    shared = len(context & reader.source.sets[index])
    return index in reader.evidence and len(context) > 2 and shared >= SAME_STATEMENT * len(context)


def check_year_span(found: re.Match[str], reader: Reader, context: set[str]) -> FactCheck:
    """Return the check of a season or a span of years ("1972-73"): the same two years, however the second is written."""
    wanted = _both(found)
    other: tuple[int, int] | None = None
    for index in reader.holding({str(year) for year in wanted} | context):
        for span in YEAR_SPAN.finditer(reader.source.text, *reader.source.spans[index]):
            if _both(span) == wanted:
                return fact("date", found.group(), found.start(), reader.source, span.span(), "match")
            if other is None and same_statement(index, reader, context):
                other = span.span()
    return fact("date", found.group(), found.start(), reader.source, other, "mismatch" if other else "absent")


def _both(span: re.Match[str]) -> tuple[int, int]:
    first, last = span.group(1), span.group(2)
    return int(first), int(first[: 4 - len(last)] + last)
