"""The time expressions of a text: found by the rules of its language, resolved in reading order."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from datetime import date as Day
from functools import cache

from nlp.dates.calendar import days_of
from nlp.dates.expression import Expression, Rule
from nlp.dates.numeric import numeric_rules
from nlp.dates.resolve import Place, resolve, tense_around
from nlp.dates.within import with_parts
from nlp.spans import Timex

_HEAD_CHARS = 600  # a title, an address and a date come before
_NOTE = re.compile(r"(?:^|\n)[ \t]*(?:[¹²³⁰⁴-⁹]|\[\d{1,3}\])")
_COMPARED = re.compile(r"\b(?:since|than|before|until|till|desde|hasta|que|antes de)(?: (?:the|el|la|en))?\s*\Z", re.I)


def find_dates(text: str, *, language: str, date: str | None = None) -> list[Timex]:
    """Return the time expressions of a text in order, none overlapping another.

    `date` is the document's own date (ISO 8601): what "yesterday" and "on Friday" are counted from. Where it is not
    given, or not a full day, a date that has one of the first lines to itself stands for it; without one such expressions keep
    an open value and have no days. Languages other than English and Spanish
    get dates in digits, and "und" those of both. Values follow TIMEX3 (TimeML 1.2.1); an interval is "first/last".
    """
    expressions = _chosen(_matches(text, language))
    document = _day(date) or _dateline(text, expressions)
    joined = with_parts(text, _intervals(text, _timed(text, expressions)), language)
    return _resolved(text, joined, language, document)


def _day(date: str | None) -> Day | None:
    days = days_of(date) if date else None
    return days[0] if days and days[0] == days[1] else None


def _dateline(text: str, expressions: list[Expression]) -> Day | None:
    """Return the day that a line near the top of a text consists of, as letters and news stories have it."""
    for expression in expressions:
        if expression.start > _HEAD_CHARS:
            return None
        line = (
            text[text.rfind("\n", 0, expression.start) + 1 : expression.end],
            text[expression.end : expression.end + 60],
        )
        if (
            expression.kind == "given"
            and line[0].strip() == text[expression.start : expression.end]
            and not line[1].split("\n")[0].strip(" ,.")
        ):
            return _day(expression.value)
    return None


@cache
def _rules(language: str) -> tuple[Rule, ...]:
    words: list[Rule] = []
    if language in ("en", "und"):  # each takes .3 s to make, so it is made for the language that is met
        from nlp.dates.en import RULES as ENGLISH

        words += ENGLISH
    if language in ("es", "und"):
        from nlp.dates.es import RULES as SPANISH

        words += SPANISH
    return (*words, *numeric_rules(language))


def _matches(text: str, language: str) -> list[tuple[int, Expression]]:
    """Return what every rule finds, each with the rule's number."""
    found = []
    for number, (pattern, read) in enumerate(_rules(language)):
        for match in pattern.finditer(text):
            expression = read(match)
            if expression is not None:
                found.append((number, expression))
    found.extend((1000, year) for year in _years(text, language))
    return found


def _chosen(found: list[tuple[int, Expression]]) -> list[Expression]:
    """Return the expressions that stand: the leftmost, of these the longest, of these the earliest rule's."""
    found.sort(key=lambda pair: (pair[1].start, -pair[1].end, pair[0]))
    chosen: list[Expression] = []
    for _, expression in found:
        if not chosen or expression.start >= chosen[-1].end:
            chosen.append(expression)
    return [expression for expression in chosen if expression.kind != "void"]


_YEAR_CUES = re.compile(
    r"(?:\b(?:in|of|since|by|until|till|from|to|through|during|before|after|early|late|mid|year|the|and|or|for|than|between|around|circa|ca\.|c\.|spring|summer|fall|autumn|winter"
    r"|en|de|del|desde|hasta|entre|año|y|o|a|durante|hacia|el|la|los|las|al|para|que)\s+|[(\[–/-]\s?|©\s?|(?:^|\n|[.!?;:]\s)\s*)\Z",
    re.I,
)
_COUNT_CUES = re.compile(
    r"(?:\b(?:about|over|than|nearly|almost|some|least|most|only|approximately|around|roughly|up to|unos|unas|más de|menos de|casi|cerca de|total(?:ling)? of)|[$€£¥#]|nº|no\.)\s*\Z",
    re.I,
)
_NAME_BEFORE = re.compile(r"[A-ZÀ-Þ][\w.-]*[^\S\n]\Z")
# "World Congress 2010", "WWDC 2010": the edition of an event; other names keep their number ("Boeing 2010").
_EVENT_BEFORE = re.compile(
    r"\b(?:[A-Z]{3,5}|Conference|Cup|Olympics|Games|Festival|Forum|Summit|Elections?|Awards?|Championships?|Expo|Congress|Convention|Assembly"
    r"|Conferencia|Copa|Mundial|Juegos|Cumbre|Foro|Congreso|Feria|Premios?|Elecciones|Convención|Asamblea)[^\S\n]\Z"
)
_NO_EVENT = re.compile(r"\b(?:ISO|RFC|IEC|DIN|ANSI|IEEE|USD|EUR|MXN|GBP|RAL|ZIP|USB)[^\S\n]\Z")
_LOWER_AFTER = re.compile(
    r"\s(?!(?:del?|y|en|fue|que|con|por|para|and|or|to|for|by|was|is|has|had|were|when|as|with)\b)[a-zà-ÿ]{2,}"
)
_PLURAL_AFTER = re.compile(r"\s[a-zà-ÿ]{3,}s\b")


def _years(text: str, language: str) -> list[Expression]:
    """Return the four-figure numbers that are years: after a cue, or recent ones that seem to count nothing."""
    if language == "es":
        from nlp.dates.es import YEAR
    else:
        from nlp.dates.en import YEAR
    years = []
    for found in YEAR.finditer(text):
        before = text[max(0, found.start() - 24) : found.start()]
        if _COUNT_CUES.search(before):
            continue
        cue = _YEAR_CUES.search(before) is not None
        plural = _PLURAL_AFTER.match(text, found.end()) is not None
        year = int(found["year"])
        named = _NAME_BEFORE.search(before) is not None and not cue
        if named and _EVENT_BEFORE.search(before) and not _NO_EVENT.search(before):
            named = False
        if cue and not (plural and not 1900 <= year <= 2040):
            pass
        elif named or plural or not 1900 <= year <= 2040 or _LOWER_AFTER.match(text, found.end()):
            continue
        years.append(Expression(start=found.start(), end=found.end(), kind="given", value=found["year"]))
    return years


_BETWEEN = re.compile(r"[ ]?(?:[-–—]|to|through|thru|until|till|a|al|hasta|and|y)[ ]?(?:el |del )?\Z")
_OPENERS = re.compile(r"\b(?:between|entre|from|desde|de|del)(?: the| el| los)?\s+\Z", re.I)


_AT = re.compile(r",?\s(?:(?:at|on|a|del|el|de)\s)?(?:about\s|las?\s)?\Z|T\Z")


def _timed(text: str, expressions: list[Expression]) -> list[Expression]:
    """Return the expressions with a day and the time of it made one ("16:00 UTC today", "June 5 at 5 p.m.")."""
    timed: list[Expression] = []
    for expression in expressions:
        last = timed[-1] if timed else None
        if last is not None and expression.start - last.end <= 10 and _AT.match(text[last.end : expression.start]):
            day, clock = (last, expression) if expression.kind == "time" else (expression, last)
            if clock.kind == "time" and day.time in ("", "TMO", "TAF", "TEV", "TNI") and _is_day(day):
                timed[-1] = replace(day, start=last.start, end=expression.end, type="TIME", time=clock.value)
                continue
        timed.append(expression)
    return timed


def _is_day(expression: Expression) -> bool:
    return (
        expression.kind == "weekday"
        or (expression.kind == "shift" and expression.unit == "D")
        or len(expression.value) == 10
    )


def _intervals(text: str, expressions: list[Expression]) -> list[Expression]:
    """Return the expressions with two that a dash or "from … to …" joins made one interval."""
    joined: list[Expression] = []
    for expression in expressions:
        last = joined[-1] if joined else None
        if last is not None and expression.start - last.end <= 12 and (value := _interval(text, last, expression)):
            joined[-1] = Expression(start=last.start, end=expression.end, kind="given", value=value)
        else:
            joined.append(expression)
    return joined


def _interval(text: str, first: Expression, last: Expression) -> str | None:
    link = _BETWEEN.match(text[first.end : last.start])
    if first.kind == "yearless" and last.kind == "given" and not first.step and first.value[:4] == "XXXX":
        year = last.value[:4]  # "May to July 2008", "from 20 December to 5 January 2010"
        if first.value[4:] > last.value[4:] and year.isdigit():
            year = f"{int(year) - 1:04}"
        first = replace(first, kind="given", value=year + first.value[4:])
    if (
        link is None
        or first.kind != "given"
        or last.kind != "given"
        or "/" in first.value
        or first.type != "DATE"
        or last.type != "DATE"
    ):
        return None
    if first.value[:1] not in "12" or len(first.value) != len(last.value) or first.value >= last.value:
        return None
    word = link[0].strip().split(" ")[0]
    if word not in "-–—" and not _OPENERS.search(text[max(0, first.start - 16) : first.start]):
        return None
    return f"{first.value}/{last.value}"


def _resolved(text: str, expressions: list[Expression], language: str, document: Day | None) -> list[Timex]:
    notes = _note_lines(text)
    timexes: list[Timex] = []
    event: Timex | None = None
    day: Timex | None = None
    for expression in expressions:
        event_days = days_of(event.value) if event else None
        tense = (
            tense_around(text, expression.start, expression.end, language)
            if expression.kind in ("yearless", "weekday", "period")
            else 0
        )
        timex = resolve(
            expression, text, Place(document=document, event=event, event_days=event_days, day=day, tense=tense)
        )
        timexes.append(timex)
        # What is only compared with (a footnote's source, "since 1982", the same month a year before) is not what is told of.
        if (
            timex.type in ("DATE", "TIME")
            and timex.earliest
            and expression.kind not in ("same", "that")
            and not _inside(notes, timex.start)
        ):
            if _COMPARED.search(text[max(0, timex.start - 20) : timex.start]):
                continue
            event = timex
            day = timex if timex.earliest == timex.latest else day
    return timexes


def _note_lines(text: str) -> list[tuple[int, int]]:
    """Return the lines that are footnotes: what they date is their source, not the story."""
    lines = []
    for found in _NOTE.finditer(text):
        end = text.find("\n", found.end())
        lines.append((found.start(), len(text) if end < 0 else end))
    return lines


def _inside(lines: list[tuple[int, int]], at: int) -> bool:
    k = bisect_right(lines, (at, len(lines) and lines[-1][1])) - 1
    return k >= 0 and lines[k][0] <= at < lines[k][1]
