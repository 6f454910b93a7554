"""The facts that stand on one side of an edit only: numbers, dates, names, quotes."""

from __future__ import annotations

import re
from itertools import zip_longest

from nlp.edit_numbers import converted, counts, dates_of, quantities_of, said
from nlp.edits import Change
from nlp.noise import letters, shown
from nlp.numbers.figures import MONTHS
from nlp.quotes import find_quotes
from nlp.spans import Quantity
from nlp.weight import differing

Fact = tuple[str, str | None, str | None]
_WORD = re.compile(r"[^\W_]+(?:[.'’@-][^\W_]+)*")


def facts_of(change: Change, *, language: str) -> list[Fact]:
    """Return the facts that stand on one side of an edit only, paired by kind in reading order."""
    old, new = shown(change.old), shown(change.new)
    gone, come = differing(_WORD.findall(old), _WORD.findall(new))
    found: list[Fact] = []
    if any(map(counts, gone + come)):
        found += _told_apart("date", _dates(old, language), _dates(new, language))
        if not converted(old, new, language):
            found += _told_apart("number", _numbers(old, language), _numbers(new, language))
    found += _told_apart("name", _said_names(old, language), _said_names(new, language))
    if any(mark in old + new for mark in '“"«‘—'):
        quotes = [{letters(q.text): q.text for q in find_quotes(side, language=language)} for side in (old, new)]
        found += _told_apart("quote", quotes[0], quotes[1])
    return found


def _told_apart(kind: str, before: dict[str, str], after: dict[str, str]) -> list[Fact]:
    gone = [text for value, text in before.items() if value not in after]
    come = [text for value, text in after.items() if value not in before]
    return [(kind, old, new) for old, new in zip_longest(gone, come)]


def _dates(text: str, language: str) -> dict[str, str]:
    named = [one for one in said(text, language) if one.kind == "date"]
    read = [d for d in dates_of(text, language) if not any(d.start < one.end and one.start < d.end for one in named)]
    return {date.value: date.text for date in read} | {one.value: one.text for one in named}


def _numbers(text: str, language: str) -> dict[str, str]:
    others = said(text, language)
    dates = [(one.start, one.end) for one in others if one.kind == "date"]
    found = {
        f"{q.value} {q.high} {(q.unit or '').lower()}": _as_said(q, text)
        for q in quantities_of(text, language)
        if not any(start <= q.start < end for start, end in dates)
    }
    return found | {one.value: one.text for one in others if one.kind == "number"}


def _as_said(quantity: Quantity, text: str) -> str:
    """Return a number with the noun that it counts, where that stands after it."""
    unit = quantity.unit or ""
    said = f"{quantity.text} {unit}"
    return said if unit and unit in text[quantity.end : quantity.end + 60] and not unit.isupper() else quantity.text


_NAME = re.compile(
    r"[^\W\d_a-zà-öø-ÿ][\w'’-]*(?:\s+(?:(?:of|de|del|la|the|y|and)\s+){0,2}[^\W\d_a-zà-öø-ÿ][\w'’-]*){0,5}"
)


def _said_names(text: str, language: str) -> dict[str, str]:
    """Return the runs of capitalised words inside a text: names without a model, since only edits are looked at."""
    if language == "de" or text.isupper():
        return {}
    runs = [m[0] for m in _NAME.finditer(text) if m.start() > 0 and text[: m.start()].rstrip()[-1:] not in '.!?:“"«']
    return {letters(run): run for run in runs if len(run) > 1 and run.lower() not in MONTHS}
