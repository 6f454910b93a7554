"""`make bench`, tables numbers, quotes and dates: our own gold sets, and another program beside us where one reads the same."""

from __future__ import annotations

import time
import warnings
from datetime import date, datetime

from benchmarks.speed import Table
from nlp.dates import find_dates
from nlp.numbers import find_numbers
from nlp.pipeline import annotate
from tests.nlp import gold
from tests.nlp.test_dates import DOCUMENT, ENGLISH, SPANISH

_SETS = ("en", "en_held", "en_fresh", "es", "es_held", "es_fresh")


def numbers() -> Table:
    """F1 of values, and of numbers with their text, value, unit, bound and range all right."""
    rows: list[tuple[object, ...]] = []
    for name in _SETS:
        wanted: set[gold.Row] = set()
        found: set[gold.Row] = set()
        for at, (text, labels) in enumerate(gold.read("numbers", name)):
            for label in labels:
                high = f"{float(label[4]):g}" if len(label) > 4 else ""
                wanted.add((str(at), f"{round(float(label[1]), 3):g}", label[0], label[2], label[3], high))
            for one in find_numbers(text, language=name[:2]):
                high = f"{one.high:g}" if one.high is not None else ""
                found.add((str(at), f"{round(one.value, 3):g}", one.text, one.unit or "", one.bound, high))
        values = gold.f1({row[:2] for row in wanted}, {row[:2] for row in found})
        rows.append((name, len(wanted), f"{values:.3f}", f"{gold.f1(wanted, found):.3f}"))
    return "Numbers, tests/cases/numbers", ("set", "numbers", "value F1", "all fields F1"), rows


def quotes() -> Table:
    """F1 of quotes to the letter, and how many of those found have the speaker of the label: the same one, and word for word.

    Of the fresh sets the half that nobody looked at has rows of its own.
    """
    rows: list[tuple[object, ...]] = []
    for name, half in [(name, False) for name in _SETS] + [("en_fresh", True), ("es_fresh", True)]:
        wanted: set[gold.Row] = set()
        found: set[gold.Row] = set()
        both = same = right = 0
        for at, (text, labels) in enumerate(gold.read("quotes", name)):
            if half and at % 2 == 0:
                continue
            speakers = {label[0].replace("\\n", "\n"): label[1] for label in labels}
            said = {quote.text: quote.speaker or "" for quote in annotate(text, language=name[:2]).quotes}
            wanted |= {(str(at), words) for words in speakers}
            found |= {(str(at), words) for words in said}
            shared = speakers.keys() & said.keys()
            both += len(shared)
            right += sum(speakers[words] == said[words] for words in shared)
            same += sum(gold.same_speaker(speakers[words], said[words]) for words in shared)
        of = max(1, both)
        label = f"{name}, unseen half" if half else name
        rows.append((label, len(wanted), f"{gold.f1(wanted, found):.3f}", f"{same / of:.3f}", f"{right / of:.3f}"))
    return (
        "Quotes, tests/cases/quotes, through annotate",
        ("set", "quotes", "F1", "speaker right", "word for word"),
        rows,
    )


def dates() -> Table:
    """Of the test sentences whose date is one day, how many each program finds with that day."""
    from dateparser.search import search_dates  # type: ignore[import-untyped,unused-ignore]  # htmldate brings it

    base = datetime.fromisoformat(DOCUMENT)
    rows: list[tuple[object, ...]] = []
    for language, cases in (("en", ENGLISH), ("es", SPANISH)):
        days = {text: first for text, (_, first, last) in cases.items() if first and first == last}

        def ours(text: str, language: str = language) -> set[str | None]:
            return {d.earliest for d in find_dates(text, language=language, date=DOCUMENT) if d.earliest == d.latest}

        def theirs(text: str, language: str = language) -> set[str | None]:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found = search_dates(text, languages=[language], settings={"RELATIVE_BASE": base})
            return {date.isoformat(when.date()) for _, when in found or []}

        for program, read in (("testimonia", ours), ("dateparser", theirs)):
            read("3 May 2017")  # what is loaded once is not counted
            began = time.process_time()
            right = sum(read(text) == {day} for text, day in days.items())
            taken = time.process_time() - began
            rows.append((program, language, f"{right}/{len(days)}", f"{1000 * taken / len(days):.2f}"))
    return (
        "Sentences with one day, tests/nlp/test_dates.py (ours were mended on them; theirs not)",
        ("program", "language", "that day and no other", "ms a sentence"),
        rows,
    )
