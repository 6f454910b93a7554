"""`make bench`, tables numbers, words, quotes, dates and sentences: gold sets, and another program beside us where one reads the same."""

from __future__ import annotations

import json
import re
import subprocess
import time
import warnings
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import spacy
from spacy.language import Language

from benchmarks.documents import RIVALS, environment
from benchmarks.measure import CORPORA
from benchmarks.speed import Table
from nlp.dates.find import find_dates
from nlp.numbers.find import find_numbers
from nlp.pipeline import annotate
from nlp.sentences import split_sentences
from tests.nlp import gold
from tests.nlp.dates.test_find import DOCUMENT, ENGLISH, SPANISH

_SETS = ("en", "en_held", "en_fresh", "es", "es_held", "es_fresh")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_TEXT2NUM = """
import json, sys, time
from text_to_num import alpha2digit
asked = json.load(sys.stdin)
began = time.process_time()
texts = [alpha2digit(text, language) for language, text in asked]
print(json.dumps({"texts": texts, "seconds": time.process_time() - began}))
"""


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


def words(*, rivals: Path = RIVALS) -> Table:
    """Of the numbers of our gold sets that are written in words alone, how many each program finds with their value."""
    header = ("program", "en", "es", "ms a sentence")
    cases = [
        (name[:2], text, float(label[1]))
        for name in _SETS
        for text, labels in gold.read("numbers", name)
        for label in labels
        if not any(map(str.isdigit, label[0]))
    ]
    began = time.process_time()
    found = [{one.value for one in find_numbers(text, language=language)} for language, text, _ in cases]
    rows = [("testimonia", *_right(cases, found), f"{1000 * (time.process_time() - began) / len(cases):.2f}")]
    python, version = environment(rivals, "text2num")
    if python is not None:
        asked = json.dumps([(language, text) for language, text, _ in cases])
        ran = subprocess.run([python, "-c", _TEXT2NUM], input=asked, capture_output=True, text=True, check=True)  # noqa: S603
        told = json.loads(ran.stdout)
        figures = [{float(figure) for figure in _FIGURE.findall(text)} for text in told["texts"]]
        rows.append((f"text2num {version}", *_right(cases, figures), f"{1000 * told['seconds'] / len(cases):.2f}"))
    return "Numbers in words, tests/cases/numbers (ours were mended on most of them)", header, [*rows]


def _right(cases: list[tuple[str, str, float]], found: list[set[float]]) -> tuple[str, str]:
    """Return right/all of English and of Spanish."""
    counts = {"en": [0, 0], "es": [0, 0]}
    for (language, _, value), values in zip(cases, found, strict=True):
        counts[language][0] += any(abs(one - value) < 0.001 for one in values)
        counts[language][1] += 1
    return f"{counts['en'][0]}/{counts['en'][1]}", f"{counts['es'][0]}/{counts['es'][1]}"


def sentences(*, corpora: Path = CORPORA) -> Table:
    """F1 of the ends of sentences (an empty line counts for nothing), and the speed, beside spaCy's sentencizer."""
    title, header = "Sentences of the corpora", ("program", "corpus", "boundary F1", "characters a CPU s")
    if not (corpora / "sentences").is_dir():
        return f"{title}: not measured, there are no corpora at {corpora}", header, []
    rows: list[tuple[object, ...]] = []
    for path in sorted((corpora / "sentences").glob("*.jsonl")):
        texts = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        language = texts[0]["language"]
        slipped = (
            path.stem == "gsd_es_dev"
        )  # two of its words were replaced by longer ones: most of its offsets are not those of the text
        rule = spacy.blank(language)
        rule.add_pipe("sentencizer")

        def ours(text: str, language: str = language) -> list[tuple[int, int]]:
            return split_sentences(text, language)

        def theirs(text: str, rule: Language = rule) -> list[tuple[int, int]]:
            return [(sentence.start_char, sentence.end_char) for sentence in rule(text).sents]

        for program, split in (("testimonia", ours), (f"spaCy {spacy.__version__} sentencizer", theirs)):
            split("It began. It ended.")
            wanted: set[gold.Row] = set()
            found: set[gold.Row] = set()
            taken = 0.0
            for at, row in enumerate(texts):
                began = time.process_time()
                spans = split(row["text"])
                taken += time.process_time() - began
                wanted |= {(str(at), str(end)) for end in _ends(row["text"], row["sentences"])}
                found |= {(str(at), str(end)) for end in _ends(row["text"], spans)}
            length = sum(len(row["text"]) for row in texts)
            rows.append(
                (
                    program,
                    path.stem + " (its offsets slip)" * slipped,
                    f"{gold.f1(wanted, found):.3f}",
                    f"{length / taken:,.0f}",
                )
            )
    return title, header, rows


def _ends(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    """Return where sentences end, but for the last and those that an empty line ends."""
    ends = {len(text[:end].rstrip()) for _, end in spans}
    return {end for end in ends if 0 < end < len(text.rstrip()) and text[end : end + 2] != "\n\n"}


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
        "Sentences with one day, tests/nlp/dates/test_find.py (ours were mended on them; theirs not)",
        ("program", "language", "that day and no other", "ms a sentence"),
        rows,
    )
