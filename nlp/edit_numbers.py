"""The numbers and dates of an edited sentence, by value: whether they say the same, and in which units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from nlp.dates.find import find_dates
from nlp.measures import other_measure, same_measures
from nlp.numbers.figures import MONTHS
from nlp.numbers.find import find_numbers
from nlp.numbers.spoken import may_begin
from nlp.spans import Quantity, Timex

_WORD = re.compile(r"[^\W_]+(?:[.'’@-][^\W_]+)*")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_TWICE = re.compile(r"\b([^\W\d_]+(?:-[^\W\d_]+)?) \((\d{1,4})\)")
# Numbers up to where periods are written in words, for the languages that nlp/numbers/find.py does not read in words.
_SPOKEN = {
    "fr": {
        "deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "six": "6", "sept": "7", "huit": "8", "dix": "10", "onze": "11", "douze": "12",
        "treize": "13", "quatorze": "14", "quinze": "15", "seize": "16", "vingt": "20", "trente": "30", "quarante": "40", "cinquante": "50",
        "soixante": "60", "quatre-vingt-dix": "90", "cent": "100",
    },
    "de": {
        "zwei": "2", "drei": "3", "vier": "4", "fünf": "5", "sechs": "6", "sieben": "7", "acht": "8", "neun": "9", "zehn": "10", "elf": "11",
        "zwölf": "12", "vierzehn": "14", "fünfzehn": "15", "zwanzig": "20", "dreißig": "30", "vierzig": "40", "fünfzig": "50", "sechzig": "60",
        "neunzig": "90", "hundert": "100",
    },
    "pt": {
        "dois": "2", "duas": "2", "três": "3", "quatro": "4", "cinco": "5", "seis": "6", "sete": "7", "oito": "8", "nove": "9", "dez": "10",
        "onze": "11", "doze": "12", "quinze": "15", "vinte": "20", "trinta": "30", "quarenta": "40", "cinquenta": "50", "sessenta": "60",
        "noventa": "90", "cem": "100",
    },
}  # fmt: skip
# The months, for the languages that nlp/dates does not read.
_MONTHS = {
    language: {name: number for number, names in enumerate(listed.split(), 1) for name in names.split("|")}
    for language, listed in {
        "fr": "janvier|janv février|févr|fév mars avril|avr mai juin juillet|juil août septembre|sept octobre|oct novembre|nov décembre|déc",
        "de": "januar|jänner|jan februar|feb märz|mär april|apr mai juni|jun juli|jul august|aug september|sept oktober|okt november|nov dezember|dez",
        "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    }.items()
}
_DAY = re.compile(r"\b(\d{1,2})(?:er|º|\.)?(?:[ ./-]| de | ){1,2}([^\W\d_]{3,9}|\d{1,2})\.?(?: de |[ ./-])(\d{4})\b")
_MONTH_DATE = re.compile(r"(?:\b(\d{1,2})(?:er|º|\.)?\s(?:de\s)?)?\b([^\W\d_]{3,9})\b(?:\.?\s(?:de\s)?(\d{4})\b)?")
_ALL_MONTHS = frozenset(name for named in _MONTHS.values() for name in named)
_ALL_SPOKEN = frozenset(word for spoken in _SPOKEN.values() for word in spoken)
_OTHER_WORD = 0.34  # of the longer unit's letters: up to this it is another spelling


def counts(word: str) -> bool:
    """Return whether a word can be of a number or a date, in either language of ours."""
    low = word.lower()
    if any(c.isdigit() for c in low) or low in MONTHS or low in _ALL_MONTHS:
        return True
    return len(low) > 1 and (low in _ALL_SPOKEN or any(may_begin(low, language) for language in ("en", "es")))


def counted(old: str, new: str, changed: Sequence[str], language: str) -> tuple[float, str] | None:
    """Return how sure it is, and what, that the numbers or dates of a sentence changed; None where they say the same."""
    if any(map(counts, changed)) and _told(old, language) != _told(new, language):
        return (0.95, "a number or date changed")
    bounds = _bounds(old, language), _bounds(new, language)
    if bounds[0] != bounds[1] and len(bounds[0]) == len(bounds[1]):
        return (0.8, "what a number bounds changed")
    if any(c.isdigit() for c in old) and _other_units(old, new, language):
        return (0.85, "a unit changed")
    return None


def converted(old: str, new: str, language: str) -> bool:
    """Return whether the numbers of two sentences differ in their units alone: 12 miles, 19 kilometres."""
    dates = [[d.value for d in dates_of(side, language)] for side in (old, new)]
    return dates[0] == dates[1] and same_measures(
        quantities_of(old, language), quantities_of(new, language), (old, new)
    )


def _told(text: str, language: str) -> tuple[list[str], list[float], list[str], list[int]]:
    """Return the dates, the numbers, the other figures (codes, telephones) and other languages' months of a sentence, by value, in order.

    "22" and "twenty-two", "3 March 2020" and "2020-03-03" are the same.
    """
    text = _in_figures(_days_in_figures(text, language), language)
    dates = dates_of(text, language)
    numbers = quantities_of(text, language)
    spans = sorted([(d.start, d.end) for d in dates] + [(q.start, q.end) for q in numbers])
    rest, at = [], 0
    for start, end in spans:
        rest.append(text[at:start])
        at = max(at, end)
    rest.append(text[at:])
    values = [q.value for q in numbers] + [q.high for q in numbers if q.high is not None]
    # what has no place in the calendar ("20 years ago" of an undated page) is told apart by its own figures
    when = [d.value if _placed(d) else f"{d.value} {_FIGURE.findall(d.text)}" for d in dates]
    named = _MONTHS.get(language, {})
    months = [named[word] for word in map(str.lower, _WORD.findall(text)) if word in named]
    return when, values, _FIGURE.findall(" ".join(rest)), months


def _placed(timex: Timex) -> bool:
    """Return whether the value of a time says all of it: a day of the calendar, or a length with its figure."""
    if timex.type == "DURATION":
        return any(c.isdigit() for c in timex.value)
    return bool(timex.earliest) and timex.type == "DATE"


def _in_figures(text: str, language: str) -> str:
    """Return a text with "thirty (30) days" as "30 days", and in French and German "trente jours" as "30 jours"."""
    if spoken := _SPOKEN.get(language):
        text = _WORD.sub(lambda m: spoken.get(m[0].lower(), m[0]), text)
    return _TWICE.sub(lambda m: m[2], text)


def _days_in_figures(text: str, language: str) -> str:
    """Return a text of a language whose dates nlp/dates does not read with its whole dates as 2018-05-02."""
    if not (named := _MONTHS.get(language)):
        return text

    def written(found: re.Match[str]) -> str:
        day, month, year = found[1], named.get(found[2].lower(), found[2]), found[3]
        if not str(month).isdigit() or not (0 < int(day) <= 31 and 0 < int(month) <= 12):
            return found[0]
        return f"{year}-{int(month):02d}-{int(day):02d}"

    return _DAY.sub(written, text)


@dataclass(frozen=True, slots=True)
class Said:
    """A date, or a part of one, or a number in words, of a language that nlp/dates and nlp/numbers do not read: as said, by value, and where."""

    kind: str
    text: str
    value: str
    start: int
    end: int


def said(text: str, language: str) -> list[Said]:
    """Return the dates with a month's name and the numbers in words of a French, German or Portuguese sentence; of any other, none."""
    named, spoken = _MONTHS.get(language, {}), _SPOKEN.get(language, {})
    found = [
        Said("date", m[0], f"{m[3]} {named[m[2].lower()]} {m[1]}", m.start(), m.end())
        for m in _MONTH_DATE.finditer(text)
        if m[2].lower() in named
    ]
    taken = {place for date in found for place in range(date.start, date.end)}
    return found + [
        Said("number", m[0], spoken[m[0].lower()], m.start(), m.end())
        for m in _WORD.finditer(text)
        if m[0].lower() in spoken and m.start() not in taken
    ]


def _bounds(text: str, language: str) -> list[str]:
    """Return whether each number is said to be exact, more, less or about so much."""
    text = _in_figures(text, language)
    return [q.bound for q in quantities_of(text, language)] if any(map(counts, _WORD.findall(text))) else []


def _other_units(old: str, new: str, language: str) -> bool:
    """Return whether numbers that stay the same count something else now: pounds, euros; another spelling or an abbreviation is none."""
    quantities = quantities_of(old, language), quantities_of(new, language)
    if len(quantities[0]) == len(quantities[1]) and any(
        a.value == b.value and other_measure(a, b) for a, b in zip(*quantities, strict=True)
    ):
        return True
    before, after = ([(q.value, w) for q in side if (w := q.text.split()[-1].lower()).isalpha()] for side in quantities)
    if len(before) != len(after):
        return False
    return any(
        a == b and min(len(u), len(v)) > 3 and OSA.normalized_distance(u, v) > _OTHER_WORD
        for (a, u), (b, v) in zip(before, after, strict=True)
    )


@lru_cache(maxsize=256)  # an edit is weighed, and then asked for its facts: its sentences are read once
def dates_of(text: str, language: str) -> tuple[Timex, ...]:
    """Return the dates of a sentence."""
    return tuple(find_dates(text, language=language))


@lru_cache(maxsize=256)
def quantities_of(text: str, language: str) -> tuple[Quantity, ...]:
    """Return the numbers of a sentence."""
    return tuple(find_numbers(text, language=language, dates=dates_of(text, language)))
