"""The dates, numbers, names and quotes of a claim, each looked for in the source: match, mismatch or absent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from nlp.align import find_quote
from nlp.dates import find_dates
from nlp.entities import find_entities
from nlp.evidence import Passage
from nlp.fact_values import dates_agree, dates_conflict, numbers_agree, numbers_conflict
from nlp.names import same_name
from nlp.numbers import find_numbers
from nlp.quotes import find_quotes
from nlp.spans import Entity, Quantity, Timex
from nlp.terms import STOPWORDS, TOKEN, fold, stem

# Sentences of the source that are read closely besides those of the evidence: each costs about a millisecond.
_CLOSELY = 6
_SAME_STATEMENT = 0.7  # of a claim's other words
# Ordinals and round words order or hedge; that a source lacks them says nothing ("the second tour", "dozens of firms").
_VAGUE = re.compile(r"(?i)dozens|hundreds|thousands|millions|scores|one|docenas|cientos|miles|un[oa]?")
_MONTH = re.compile(r"XXXX-\d\d(?:-\d\d)?$")
_SPAN = re.compile(r"\b((?:1[5-9]|20)\d\d) ?[-–] ?((?:1[5-9]|20)\d\d)\b")
_YEARS = re.compile(r"\d{4}[-–/]$")
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’]*(?: (?:(?:of|the|de|la|del) )?[A-ZÀ-ÖØ-Þ][\w'’]*)*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HEAD = 15  # sentences at the top of a source where its own date stands, if anywhere
_V = TypeVar("_V", Timex, Quantity)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactCheck:
    """A fact of a claim and what the source says of it; the spans are offsets in the claim and in the source's text."""

    kind: str
    claim: str
    claim_start: int
    claim_end: int
    source: str | None
    source_start: int | None
    source_end: int | None
    status: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Reader:
    """Sentences of a source, annotated when they are asked for and once only."""

    source: Passage
    evidence: list[int]
    language: str
    across: bool
    date: str | None
    dates: dict[int, list[Timex]]
    numbers: dict[int, list[Quantity]]
    names: dict[int, list[Entity]]

    def dates_in(self, index: int) -> list[Timex]:
        if index not in self.dates:
            self.dates[index] = _times(self.source.sentence(index), self.language, self.date)
        return self.dates[index]

    def numbers_in(self, index: int) -> list[Quantity]:
        if index not in self.numbers:
            sentence = self.source.sentence(index)
            self.numbers[index] = find_numbers(sentence, language=self.language, dates=_calendar(self.dates_in(index)))
        return self.numbers[index]

    def names_in(self, index: int) -> list[Entity]:
        if index not in self.names:
            sentence = self.source.sentence(index)
            whole = [(0, len(sentence))]
            self.names[index] = find_entities(sentence, language=self.language, sentences=whole)
        return self.names[index]

    def own_date(self) -> str | None:
        """Return the day of the source itself: as given, else the first full date among its first lines."""
        if self.date:
            return self.date[:10]
        for index, (start, end) in enumerate(self.source.spans[:_HEAD]):
            if _YEAR.search(self.source.text, start, end):
                days = [d for d in self.dates_in(index) if d.type == "DATE" and d.earliest and d.earliest == d.latest]
                if days and days[0].earliest:
                    return days[0].earliest
        return None

    def holding(self, wanted: set[str]) -> list[int]:
        """Return the evidence, then the sentences that hold most of some stems, nearest to the top first."""
        counts = (
            (sum(s in wanted for s in set(stems)), -i)
            for i, stems in enumerate(self.source.stems)
            if i not in self.evidence
        )
        best = sorted((c for c in counts if c[0]), reverse=True)[:_CLOSELY]
        return [*self.evidence, *(-i for _, i in best)]


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
) -> list[FactCheck]:
    """Return the facts of a claim in reading order, each held against the source.

    `aliases` are the long forms that the claim's document defines for its short ones (TTS: Technical Tripartite Secretariat).

    `evidence` are sentences that bear on the claim, best first: only there can a value conflict with the claim's. A value
    that agrees may stand anywhere that shares the claim's words. `mismatch`: the evidence gives another value of the same
    thing (same unit, same precision, or a quote with words changed). `absent`: the source does not say.
    """
    reader = _Reader(source, list(evidence), source_language, language != source_language, source_date, {}, {}, {})
    context = {s for s in map(stem, TOKEN.findall(claim)) if s not in STOPWORDS}
    quotes = find_quotes(claim, language=language)
    # A time without a place in the calendar ("that day") can be held against nothing.
    times = _times(claim, language, claim_date)
    dates = [
        d for d in times if (d.earliest or _MONTH.match(d.value)) and d.type == "DATE" and not _is_today(d, claim_date)
    ]
    numbers = [n for n in find_numbers(claim, language=language, dates=_calendar(times)) if not _is_order(n)]
    names = find_entities(claim, language=language, sentences=[(0, len(claim))])
    inside = [(q.start, q.end) for q in quotes]
    numbers = [
        n for n in numbers if not _VAGUE.fullmatch(n.text) and not _YEARS.search(claim, max(0, n.start - 5), n.start)
    ]
    names += _unlisted(claim, names, [*inside, *((t.start, t.end) for t in times)])
    facts = [_quote(q.text, q.start, source) for q in quotes]
    facts += [_date(d, reader, context, dates) for d in dates if not _within(d.start, inside)]
    facts += [_number(n, reader, context, numbers) for n in numbers if not _within(n.start, inside)]
    facts += [_named(n, reader, aliases or {}, claim, context) for n in names if not _within(n.start, inside)]
    return sorted(facts, key=lambda fact: (fact.claim_start, fact.kind))


def _times(text: str, language: str, date: str | None) -> list[Timex]:
    """Return the time expressions of a text, and the two years of a span such as "(1791-1844)" that no rule took."""
    times = find_dates(text, language=language, date=date)
    for found in _SPAN.finditer(text):
        if not any(t.start < found.end() and found.start() < t.end for t in times):
            for group in (1, 2):
                year = found.group(group)
                first, last = f"{year}-01-01", f"{year}-12-31"
                start, end = found.span(group)
                times.append(
                    Timex(start=start, end=end, text=year, type="DATE", value=year, earliest=first, latest=last)
                )
    return sorted(times, key=lambda time: time.start)


def _calendar(times: Iterable[Timex]) -> list[Timex]:
    """Return the times of a calendar or a clock: a duration is a number of years or hours."""
    return [t for t in times if t.type in ("DATE", "TIME")]


def _unlisted(claim: str, names: Sequence[Entity], taken: Sequence[tuple[int, int]]) -> list[Entity]:
    """Return the capitalised words that no finder took, the claim's first word aside: names of a kind unknown."""
    spans = [*taken, *((n.start, n.end) for n in names)]
    found = (m for m in _CAPITAL.finditer(claim) if m.start() and len(m.group()) > 2)
    free = [m for m in found if not any(a < m.end() and m.start() < b for a, b in spans)]
    return [Entity(start=m.start(), end=m.end(), text=m.group(), type="OTHER", name=m.group()) for m in free]


def _is_today(date: Timex, claim_date: str | None) -> bool:
    """Say whether a relative date is the day of writing itself ("as of today"): no source can bear that out or deny it."""
    return date.anchor is not None and date.earliest == date.latest == claim_date


def _is_order(number: Quantity) -> bool:
    """Say whether a number only puts things in order in words ("a second revelation"): it counts what the text counts."""
    return number.unit == "ordinal" and not any(c.isdigit() for c in number.text)


def _within(at: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _fact(
    kind: str, text: str, start: int, source: Passage, at: tuple[int, int] | None, status: str, note: str = ""
) -> FactCheck:
    found = source.text[at[0] : at[1]] if at else None
    low, high = at or (None, None)
    return FactCheck(
        kind=kind, claim=text, claim_start=start, claim_end=start + len(text), source=found, source_start=low, source_end=high, status=status, note=note
    )  # fmt: skip


def _quote(text: str, start: int, source: Passage) -> FactCheck:
    found = find_quote(text, source.text)
    if found is None:
        return _fact("quote", text, start, source, None, "absent")
    same_words = found.how == "altered" and not (found.omitted or found.added)
    verbatim = found.how == "verbatim" or same_words or (found.how == "elided" and not found.swallows_negation)
    note = "; ".join(
        f"{what}: {' '.join(words)}"
        for what, words in (("left out", found.omitted), ("not in the source", found.added))
        if words
    )
    return _fact("quote", text, start, source, (found.start, found.end), "match" if verbatim else "mismatch", note)


def _date(date: Timex, reader: _Reader, context: set[str], all_dates: list[Timex]) -> FactCheck:
    wanted = set(map(stem, TOKEN.findall(date.text))) | {date.value[:4]}
    own = set(map(stem, TOKEN.findall(date.text)))
    others = [d for d in all_dates if d is not date]
    checked = _value(
        "date", date, reader, wanted, context - own,
        values=reader.dates_in, agree=dates_agree, conflict=dates_conflict,
        taken=lambda found: any(dates_agree(other, found) for other in others),
    )  # fmt: skip
    own_date = reader.own_date() if checked.status == "absent" and len(date.value) < len("2018-05-07") else None
    if own_date and date.earliest and date.latest and date.earliest <= own_date <= date.latest:
        # The year or month in which the source itself was published: "in 2019 he said" of an article of 2019.
        return replace(checked, status="match", source=own_date, note="the source's own date")
    return checked


def _number(number: Quantity, reader: _Reader, context: set[str], all_numbers: list[Quantity]) -> FactCheck:
    own = set(map(stem, TOKEN.findall(number.text)))
    others = [n for n in all_numbers if n is not number]
    return _value(
        "number", number, reader, own, context - own,
        values=reader.numbers_in, agree=partial(numbers_agree, across=reader.across),
        conflict=(lambda _own, _found: False) if reader.across else numbers_conflict,
        taken=lambda found: any(numbers_agree(other, found) for other in others),
    )  # fmt: skip


def _value(
    kind: str,
    value: _V,
    reader: _Reader,
    wanted: set[str],
    context: set[str],
    *,
    values: Callable[[int], list[_V]],
    agree: Callable[[_V, _V], bool],
    conflict: Callable[[_V, _V], bool],
    taken: Callable[[_V], bool],
) -> FactCheck:
    """Return the check of a date or number: the first value that agrees, else the first in the evidence that conflicts."""
    source = reader.source

    def shared(index: int) -> int:
        return len(context & set(source.stems[index]))

    def other(index: int) -> FactCheck | None:
        found = next((v for v in values(index) if conflict(value, v) and not taken(v)), None)
        return _fact(kind, value.text, value.start, source, _at(found, source, index), "mismatch") if found else None

    for index in reader.holding(wanted):
        near = reader.across or index in reader.evidence or shared(index) >= 2
        for found in values(index) if near else ():
            if agree(value, found):
                return _fact(kind, value.text, value.start, source, _at(found, source, index), "match")
        # A sentence that says nearly all the claim says is the same statement: what others count is beside it.
        if index in reader.evidence and len(context) > 2 and shared(index) >= _SAME_STATEMENT * len(context):
            differs = other(index)
            if differs:
                return differs
    need = max(1, min(3, len(context) // 2))
    for index in reader.evidence[:3]:
        differs = other(index) if shared(index) >= need else None
        if differs:
            return differs
    return _fact(kind, value.text, value.start, source, None, "absent")


def _at(found: Timex | Quantity | Entity, source: Passage, index: int) -> tuple[int, int]:
    start = source.spans[index][0]
    return start + found.start, start + found.end


def _named(name: Entity, reader: _Reader, aliases: Mapping[str, str], claim: str, context: set[str]) -> FactCheck:
    """Return the check of a name, by its long form where the document defines one and the source has only that."""
    found = _name(name, reader)
    long = aliases.get(name.text)
    if found.status != "match" and long:
        other = _name(replace(name, text=long, name=long), reader)
        if other.status == "match":
            return replace(other, claim=name.text, claim_end=name.end)
    if found.status == "absent":
        instead = _instead(name, reader, claim, context)
        return replace(found, note=f"the source names {instead} there") if instead else found
    return found


def _instead(name: Entity, reader: _Reader, claim: str, context: set[str]) -> str | None:
    """Return a name that the claim lacks, in evidence that says nearly all the rest of the claim: it may stand for this one."""
    rest = context - {stem(t) for t in TOKEN.findall(name.text)}
    for index in reader.evidence[:2]:
        if len(rest) > 2 and len(rest & set(reader.source.stems[index])) >= _SAME_STATEMENT * len(rest):
            others = [n.text for n in reader.names_in(index) if n.text not in claim]
            others += [n.text for n in _unlisted(reader.source.sentence(index), [], []) if n.text not in claim]
            if others:
                return others[0]
    return None


def _name(name: Entity, reader: _Reader) -> FactCheck:
    """Return the check of a name: its words in the source as written, else a name there that can be the same one."""
    source = reader.source
    stems = [stem(t) for t in TOKEN.findall(name.text) if fold(t) not in STOPWORDS]
    sentences = reader.holding(set(stems))
    for index in sentences:
        at = _run(name.text, source, index)
        if at:
            return _fact("name", name.text, name.start, source, at, "match")
    for index in sentences:
        at = _turned(name.text, source, index) if name.type != "PER" else None  # John Smith is not Smith, John Brown
        at = at or _spelt(name.text, source, index)
        if at:
            return _fact("name", name.text, name.start, source, at, "match")
    # Names are found by a model at some 10 ms a sentence: only in the two best.
    for index in reader.evidence[:2]:
        for found in reader.names_in(index):
            if same_name(name.text, found.text) or (name.name != name.text and same_name(name.name, found.text)):
                return _fact("name", name.text, name.start, source, _at(found, source, index), "match")
    for index in reader.evidence[:2]:
        for found in reader.names_in(index):
            if _rivals(name, found):
                return _fact("name", name.text, name.start, source, _at(found, source, index), "mismatch")
    return _fact("name", name.text, name.start, source, None, "absent")


def _run(name: str, source: Passage, index: int) -> tuple[int, int] | None:
    """Return where a sentence holds the words of a name side by side, forms and accents aside."""
    wanted = [stem(t) for t in TOKEN.findall(name)]
    stems = source.stems[index]
    for at in range(len(stems) - len(wanted) + 1):
        if stems[at : at + len(wanted)] == wanted:
            start = source.spans[index][0]
            found = [m.span() for m in TOKEN.finditer(source.sentence(index))]
            return start + found[at][0], start + found[at + len(wanted) - 1][1]
    return None


def _spelt(name: str, source: Passage, index: int) -> tuple[int, int] | None:
    """Return where a sentence holds the capitalised words side by side that a name in capitals is the initials of."""
    if not (name.isupper() and name.isalpha() and 2 < len(name) < 9):
        return None
    found = [m for m in TOKEN.finditer(source.sentence(index)) if fold(m.group()) not in STOPWORDS]
    initials = "".join(m.group()[0] for m in found)
    at = initials.find(name)
    start = source.spans[index][0]
    return (start + found[at].start(), start + found[at + len(name) - 1].end()) if at >= 0 else None


def _turned(name: str, source: Passage, index: int) -> tuple[int, int] | None:
    """Return where a sentence holds all words of a longer name close together, in any order and with its short forms spelt out.

    "OGP Steering Committee" is "the Steering Committee of the Open Government Partnership".
    """
    words = [m.group() for m in TOKEN.finditer(name) if fold(m.group()) not in STOPWORDS]
    if len(words) < 3:
        return None
    sentence = source.sentence(index)
    found = [m for m in TOKEN.finditer(sentence) if fold(m.group()) not in STOPWORDS]
    stems = [stem(m.group()) for m in found]
    initials = "".join(m.group()[0] for m in found)
    places: list[int] = []
    for word in words:
        if stem(word) in stems:
            places.append(stems.index(stem(word)))
        elif word.isupper() and len(word) > 2 and word in initials:
            places += range(initials.index(word), initials.index(word) + len(word))
        else:
            return None
    first, last = min(places), max(places)
    return (
        (source.spans[index][0] + found[first].start(), source.spans[index][0] + found[last].end())
        if last - first < 3 * len(words)
        else None
    )


def _rivals(name: Entity, found: Entity) -> bool:
    """Say whether two full names of people share a surname or a given name but not the other: one was put for the other."""
    a, b = fold(name.text).split(), fold(found.text).split()
    return name.type == found.type == "PER" and len(a) == len(b) == 2 and (a[0] == b[0]) != (a[1] == b[1])
