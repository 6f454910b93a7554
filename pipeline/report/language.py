"""The languages of the report: every string of ours in the reader's language; what a source or a document says stays as it is.

A string's English is its name. `pipeline/report/languages/` holds a catalogue for each other language; a test holds that none
lacks a string. Reasons are sentences that a rule wrote with a value in it: the catalogue has their patterns.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

from pipeline.settings import LANGUAGES

_HERE = Path(__file__).parent / "languages"


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language: its code, its strings by their English, its months, how it writes a day, and the patterns of reasons."""

    code: str
    strings: dict[str, str]
    months: tuple[str, ...]
    day_form: str
    percent_form: str
    reasons: tuple[tuple[re.Pattern[str], str], ...] = field(default=())

    def say(self, text: str, **values: object) -> Markup:
        """Return a string of ours, its `{named}` places filled with values (escaped; markup stays markup).

        A string that the catalogue lacks stays English: the report of a newer warehouse is then readable still.
        """
        said = Markup(self.strings.get(text, text))  # noqa: S704  (our own words)
        return said.format(**values) if values else said

    def count(self, number: int, one: str, many: str, **values: object) -> Markup:
        """Return the string for this number of things; `{n}` is the number."""
        return self.say(one if number == 1 else many, n=number, **values)

    def day(self, value: datetime | date | str | None) -> str:
        """Return a day as people write it ("15 September 2017"); a partial date or other words as they stand."""
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                return str(value)
        if not value:
            return ""
        return self.day_form.format(day=value.day, month=self.months[value.month - 1], year=value.year)

    def moment(self, value: datetime | None) -> str:
        """Return a time to the minute, in UTC."""
        return f"{self.day(value)}, {value:%H:%M} UTC" if value else ""

    def percent(self, value: float | None) -> str:
        """Return a probability as a whole percentage."""
        return "" if value is None else self.percent_form.format(round(value * 100))

    def reason(self, text: str | None) -> Markup:
        """Return a reason as a sentence, each part whose pattern is known in this language, the others as English, marked so."""
        if not text:
            return Markup("")
        if not self.reasons:
            return escape(sentence(text))
        said, parts = [], text.rstrip(". ").split("; ")
        for number, part in enumerate(parts):
            known = next((form for pattern, form in self.reasons if pattern.fullmatch(part)), None)
            put = _filled(part, self.reasons) if known else part
            put = put[:1].upper() + put[1:] if number == 0 else put
            said.append(escape(put) if known else Markup('<span lang="en">{}</span>').format(put))
        return Markup("; ").join(said) + Markup(".")


def sentence(words: str) -> str:
    """Return words as a sentence: a capital before, a full stop after."""
    return words[:1].upper() + words[1:].rstrip(". ") + "."


@cache
def tongue(code: str) -> Tongue:
    """Return a language by its code. Raises LookupError for one that the report does not speak."""
    if code not in LANGUAGES:
        raise LookupError(f"report: no language `{code}`; there are {', '.join(LANGUAGES)}")
    table = tomllib.loads((_HERE / f"{code}.toml").read_text(encoding="utf-8"))
    return Tongue(
        code=code,
        strings={key: str(value) for key, value in table.get("strings", {}).items()},
        months=tuple(table["months"]),
        day_form=str(table["day"]),
        percent_form=str(table["percent"]),
        reasons=tuple((_pattern(english), str(said)) for english, said in table.get("reasons", {}).items()),
    )


def _pattern(english: str) -> re.Pattern[str]:
    """Return the pattern of a reason; `{}` stands for what a rule put there."""
    return re.compile("(.{1,2000}?)".join(re.escape(part) for part in english.split("{}")), re.DOTALL)


def _filled(part: str, reasons: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    """Return a part of a reason by the first pattern that it matches; a value that is a known word is said in the language too."""
    for pattern, form in reasons:
        if found := pattern.fullmatch(part):
            values = found.groups()
            pieces = form.split("{}")
            return "".join(
                piece + (_filled(values[n], reasons) if n < len(values) else "") for n, piece in enumerate(pieces)
            )
    return part
