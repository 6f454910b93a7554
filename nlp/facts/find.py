"""The dates, numbers, names and quotes of a claim, each looked for in the source: match, mismatch or absent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import TypeVar

from nlp.align import find_quote
from nlp.entities.find import find_entities
from nlp.evidence import Passage
from nlp.facts.derived import worked_out
from nlp.facts.figures import (
    FIGURE,
    PLAIN_YEAR,
    SCORE,
    YEAR_SPAN,
    check_figure,
    check_score,
    check_year_span,
    same_statement,
    written,
)
from nlp.facts.marks import check_marked
from nlp.facts.names import check_name, unlisted
from nlp.facts.placed import by_place, other_season
from nlp.facts.reader import FactCheck, Reader, calendar, fact, times_in
from nlp.facts.tables import in_table
from nlp.facts.values import dates_agree, dates_conflict, dates_differ, numbers_agree, numbers_conflict
from nlp.numbers.find import find_numbers
from nlp.quotes import find_quotes
from nlp.spans import Entity, Quantity, Timex
from nlp.terms import STOPWORDS, TOKEN, stem

# Ordinals and round words order or hedge; that a source lacks them says nothing ("the second tour", "dozens of firms").
_VAGUE = re.compile(r"(?i)dozens|hundreds|thousands|millions|scores|one|docenas|cientos|miles|un[oa]?")
# These count from what was told before them, and not from the day of writing.
_OF_THE_STORY = re.compile(
    r"(?i)(?:on )?(?:the|that|al|el) (?:very )?(?:(?:next|following|same|previous|preceding|mismo) )?(?:day|night|morning|week|month|year|día|mes|año|semana)(?: (?:after|before|later|siguiente|anterior|después))?"
)
_MONTH = re.compile(r"XXXX-\d\d(?:-\d\d)?$")
_WORD_BEFORE = re.compile(r"\b([A-ZÀ-Ý][a-zà-ÿ]+) \Z")
_BEFORE_MONTHS = STOPWORDS | frozenset(
    "early late mid last next since until around throughout every each hasta desde principios finales".split()
)
_YEARS = re.compile(r"\d{4}[-–/]$")
_NUMBERED = re.compile(
    r" \d{1,4}\b(?!,? (?:years|people|times|percent|million|billion))| \((?:season|series|part|volume) \d+\)"
)
_TO = re.compile(r"\s(?:to|a|until|hasta)\s")
_V = TypeVar("_V", Timex, Quantity)


def check_facts(
    claim: str,
    source: Passage,
    evidence: Sequence[int],
    *,
    language: str,
    source_language: str,
    claim_date: str | None = None,
    source_date: str | None = None,
    aliases: Mapping[str, str] | None = None,
    model: bool = True,
) -> list[FactCheck]:
    """Return the facts of a claim in reading order, each held against the source.

    `aliases` are the long forms that the claim's document defines for its short ones (TTS: Technical Tripartite Secretariat).
    `model`: whether its names are found by the model, which costs as much as all else, or by rules.

    `evidence` are sentences that bear on the claim, best first: only there can a value conflict with the claim's. A value
    that agrees may stand anywhere that shares the claim's words. `mismatch`: the evidence gives another value of the same
    thing (same unit, same precision, or a quote with words changed). `absent`: the source does not say.
    """
    reader = Reader(source, list(evidence), source_language, language != source_language, source_date)
    context = {s for s in map(stem, TOKEN.findall(claim)) if s not in STOPWORDS}
    quotes = [
        q
        for q in find_quotes(claim, language=language)
        if not _is_title(q.text.rstrip(","), claim[q.end :].lstrip()[:2])
    ]
    # A time without a place in the calendar ("that day", "the next day") can be held against nothing.
    times = [t for t in times_in(claim, language, claim_date) if not _names_somebody(t, claim)]
    dates = [
        d
        for d in times
        if (d.earliest or _MONTH.match(d.value))
        and d.type == "DATE"
        and not _is_today(d, claim_date)
        and not _OF_THE_STORY.fullmatch(d.text)
    ]
    numbers = _one_unit(claim, find_numbers(claim, language=language, dates=calendar(times)))
    numbers = [n for n in numbers if not _is_order(n)]
    names = find_entities(claim, language=language, sentences=[(0, len(claim))], model=model)
    names = [n for n in names if not any(t.start <= n.start and n.end <= t.end for t in times)]
    inside = [(q.start, q.end) for q in quotes]
    numbers = [
        n for n in numbers if not _VAGUE.fullmatch(n.text) and not _YEARS.search(claim, max(0, n.start - 5), n.start)
    ]
    # "3-1" is a score or a span: its two figures say something together only.
    scores = [m for m in SCORE.finditer(claim) if not _crosses(m.span(), [(t.start, t.end) for t in times])]
    apart = [m.span() for m in scores] + [_numbered(claim, n) for n in names]
    numbers = [n for n in numbers if not _crosses((n.start, n.end), apart)]
    names += unlisted(claim, names, [*inside, *((t.start, t.end) for t in times)])
    facts = [check_score(m, reader, context) for m in scores if not _within(m.start(), inside)]
    facts += [_quote(q.text, q.start, source) for q in quotes]
    facts += check_marked(claim, reader, inside)
    facts += [_date(d, reader, context, dates) for d in dates if not _within(d.start, inside)]
    facts += [_number(n, claim, reader, context, numbers) for n in numbers if not _within(n.start, inside)]
    facts += [check_name(n, reader, aliases or {}, claim, context) for n in names if not _within(n.start, inside)]
    spans = [
        m
        for m in YEAR_SPAN.finditer(claim)
        if not _crosses(m.span(), [*inside, *((f.claim_start, f.claim_end) for f in facts)])
    ]
    facts += [check_year_span(m, reader, context - {stem(t) for t in TOKEN.findall(m.group())}) for m in spans]
    taken = [
        *inside,
        *((f.claim_start, f.claim_end) for f in facts),
        *((t.start, t.end) for t in times if t.type != "TIME"),
    ]
    facts += [check_figure(m, reader, context) for m in FIGURE.finditer(claim) if not _crosses(m.span(), taken)]
    if not reader.across:
        facts += [one] if (one := other_season(claim, reader)) else []
        facts = by_place(claim, reader, facts, numbers, [*inside, *((t.start, t.end) for t in times)])
    return sorted(facts, key=lambda one: (one.claim_start, one.kind))


def _one_unit(claim: str, numbers: list[Quantity]) -> list[Quantity]:
    """Return the numbers, the first of "from 34 to 21 per cent" with the unit of the second."""
    return [
        replace(one, unit=other.unit) if one.unit is None and _TO.fullmatch(claim, one.end, other.start) else one
        for one, other in pairwise([*numbers, *numbers[-1:]])
    ]


def _numbered(claim: str, name: Entity) -> tuple[int, int]:
    """Return the span of a name with the number that is part of it: the second film of a series, "(season 8)"."""
    behind = _NUMBERED.match(claim, name.end)
    return name.start, behind.end() if behind else name.end


def _crosses(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def _is_title(text: str, behind: str) -> bool:
    """Say whether what stands between marks is a title (all long words with capitals) or one of two marks doubled by a table."""
    long = [w for w in TOKEN.findall(text) if len(w) > 3 and w[0].isalpha()]
    return behind == '""' or (text[-1:] not in ".!?," and all(w[0].isupper() for w in long) and len(long) < 12)


def _is_today(date: Timex, claim_date: str | None) -> bool:
    """Say whether a relative date is the day of writing itself ("as of today"): no source can bear that out or deny it."""
    return date.anchor is not None and date.earliest == date.latest == claim_date


def _is_order(number: Quantity) -> bool:
    """Say whether a number only puts things in order in words ("a second revelation"): it counts what the text counts."""
    return number.unit == "ordinal" and not any(c.isdigit() for c in number.text)


def _within(at: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _quote(text: str, start: int, source: Passage) -> FactCheck:
    found = find_quote(text, source.text)
    if found is None:
        return fact("quote", text, start, source, None, "absent")
    same_words = found.how == "altered" and not (found.omitted or found.added)
    verbatim = found.how == "verbatim" or same_words or (found.how == "elided" and not found.swallows_negation)
    note = "; ".join(
        f"{what}: {' '.join(words)}"
        for what, words in (("left out", found.omitted), ("not in the source", found.added))
        if words
    )
    return fact("quote", text, start, source, (found.start, found.end), "match" if verbatim else "mismatch", note)


def _date(date: Timex, reader: Reader, context: set[str], all_dates: list[Timex]) -> FactCheck:
    wanted = set(map(stem, TOKEN.findall(date.text))) | {date.value[:4]}
    own = set(map(stem, TOKEN.findall(date.text)))
    others = [d for d in all_dates if d is not date]
    checked = _value(
        "date", date, reader, wanted, context - own,
        values=reader.dates_in, agree=dates_agree, conflict=dates_conflict, beside=dates_differ,
        taken=lambda found: any(dates_agree(other, found) for other in others),
    )  # fmt: skip
    if checked.status != "absent":
        return checked
    if "/" in date.value and (ends := _ends(date, reader)):
        return fact("date", date.text, date.start, reader.source, ends, "match")
    own_date = reader.own_date() if len(date.value) < len("2018-05-07") else None
    if own_date and _holds(date, own_date):
        # The year or month in which the source itself was published: "in 2019 he said" of an article of 2019.
        return replace(checked, status="match", source=own_date, note="the source's own date")
    if PLAIN_YEAR.fullmatch(date.text):
        # A year that no rule reads as one in the source, as in the name of a work ("her 1989"), still stands there.
        for index in reader.holding(own):
            place = written(stem(date.text), index, reader, context - own)
            if place:
                return fact("date", date.text, date.start, reader.source, place, "match")
    return checked


def _ends(date: Timex, reader: Reader) -> tuple[int, int] | None:
    """Return where one sentence of the evidence has the first and the last day of an interval apart ("from 3 May, to 5 June")."""
    first, last = date.value.split("/", 1)
    if min(len(first), len(last)) < len("2014"):
        return None
    for index in reader.evidence:
        days = [day for day in reader.dates_in(index) if day.earliest and "/" not in day.value]
        begin = next((day for day in days if day.value.startswith(first)), None)
        end = next((day for day in days if begin and day.start > begin.start and day.value.startswith(last)), None)
        if begin and end:
            return reader.place(index, begin.start, end.end)
    return None


def _names_somebody(date: Timex, claim: str) -> bool:
    """Say whether a month is the name of a person: a bare one behind a word with a capital that asks for no month ("Aunt May")."""
    before = _WORD_BEFORE.search(claim, 0, date.start)
    return bool(
        _MONTH.match(date.value) and date.text.isalpha() and before and before.group(1).lower() not in _BEFORE_MONTHS
    )


def _holds(date: Timex, day: str) -> bool:
    """Say whether a day lies in a date of the claim; "November of that year" has a month and no year."""
    if date.earliest and date.latest:
        return date.earliest <= day <= date.latest
    return date.value == f"XXXX-{day[5:7]}"


def _number(number: Quantity, claim: str, reader: Reader, context: set[str], all_numbers: list[Quantity]) -> FactCheck:
    if not reader.across and (cell := in_table(number, claim, reader)):
        return cell
    own = set(map(stem, TOKEN.findall(number.text)))
    others = [n for n in all_numbers if n is not number]
    checked = _value(
        "number", number, reader, own, context - own,
        values=reader.numbers_in, agree=partial(numbers_agree, across=reader.across),
        conflict=_never if reader.across else numbers_conflict,
        beside=_never if reader.across else partial(numbers_conflict, bare=True),
        taken=lambda found: any(numbers_agree(other, found) for other in others),
    )  # fmt: skip
    found = None if checked.status == "match" or reader.across else worked_out(number, claim, reader)
    if found is None or (checked.status == "mismatch" and not _is_part(checked, found)):
        return checked
    return found


def _is_part(one: FactCheck, whole: FactCheck) -> bool:
    """Say whether what a source has instead is one of the numbers that another check was worked out of: "31" of "31 of the 48"."""
    first, last, at = whole.source_start, whole.source_end, one.source_start
    return first is not None and last is not None and at is not None and first <= at < last


def _never(_own: Quantity, _found: Quantity) -> bool:
    return False


def _value(
    kind: str,
    value: _V,
    reader: Reader,
    wanted: set[str],
    context: set[str],
    *,
    values: Callable[[int], list[_V]],
    agree: Callable[[_V, _V], bool],
    conflict: Callable[[_V, _V], bool],
    beside: Callable[[_V, _V], bool],
    taken: Callable[[_V], bool],
) -> FactCheck:
    """Return the check of a date or number: the first value that agrees, else the first in the evidence that conflicts.

    `beside` says what conflicts in the same statement, `conflict` what does in any sentence of the evidence.
    """
    source = reader.source

    def shared(index: int) -> int:
        return len(context & set(source.stems[index]))

    def other(index: int, against: Callable[[_V, _V], bool]) -> FactCheck | None:
        found = next((v for v in values(index) if against(value, v) and not taken(v)), None)
        return (
            fact(kind, value.text, value.start, source, reader.place(index, found.start, found.end), "mismatch")
            if found
            else None
        )

    # "143 were on board. Twelve drowned.": what stands next to the evidence belongs to it.
    beside_it = [at + step for at in reader.evidence[:1] for step in (0, -1, 1) if 0 <= at + step < len(source.spans)]
    if kind == "number":
        for index, found in ((at, v) for at in beside_it for v in values(at)):
            if agree(value, found):
                return fact(kind, value.text, value.start, source, reader.place(index, found.start, found.end), "match")
    for index in reader.holding(wanted):
        near = reader.across or index in reader.evidence or shared(index) >= 2
        for found in values(index) if near else ():
            if agree(value, found):
                return fact(kind, value.text, value.start, source, reader.place(index, found.start, found.end), "match")
        if same_statement(index, reader, context):
            differs = other(index, beside)
            if differs:
                return differs
    need = max(1, min(3, len(context) // 2))
    for index in reader.evidence[:3]:
        differs = other(index, conflict) if shared(index) >= need else None
        if differs:
            return differs
    return fact(kind, value.text, value.start, source, None, "absent")
