"""Names found without a model: runs of capitalised words, typed by the words in them and around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.entities.words import (
    CITIES,
    COMMON_WORDS,
    COUNTRIES,
    GIVEN_NAMES,
    ORGANISATION_WORDS,
    PLACE_WORDS,
    TITLES,
    word_set,
)

Span = tuple[int, int, str]

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'\u2019&][^\W_]+)*")
_JOINERS = word_set("of de del la las los el y e and & for van von der den da di du al bin ibn")
_PLACE_CUES = word_set("in at from near to en desde hacia cerca")
_PLACES = frozenset(form.casefold() for forms in COUNTRIES for form in forms) | {name.strip() for name in CITIES}


def rule_spans(text: str, *, sentences: Sequence[tuple[int, int]]) -> list[Span]:
    """Return (start, end, PER|ORG|LOC) of what looks like a name, in order and never overlapping.

    Precision comes first: a capitalised word that opens a sentence and is not known is left alone.
    """
    return [span for start, end in sentences for run in _runs(text, start, end) for span in _typed(text, start, run)]


def _runs(text: str, start: int, end: int) -> Iterator[list[re.Match[str]]]:
    """Yield the capitalised words that stand together, joined by `de`, `of` and their like, but by no comma."""
    run: list[re.Match[str]] = []
    pending: list[re.Match[str]] = []
    for word in _WORD.finditer(text, start, end):
        previous = (pending or run)[-1:]
        gap = text[previous[0].end() : word.start()] if previous else ""
        title_dot = gap == ". " and previous and previous[0].group().casefold() in TITLES | {"inc", "st"}
        initial_dot = gap == ". " and previous and len(previous[0].group()) == 1
        broken = bool(gap) and gap not in (" ", "\u00a0", " & ", "-") and not title_dot and not initial_dot
        if broken:
            if run:
                yield run
            run, pending = [], []
        if word.group()[0].isupper():
            if word.group().casefold() in COMMON_WORDS and (not run or word.start() == start):
                if run:
                    yield run
                run, pending = [], []
                continue
            run, pending = [*run, *pending, word], []
        elif run and len(pending) < 3 and word.group() in _JOINERS:
            pending.append(word)
        else:
            if run:
                yield run
            run, pending = [], []
    if run:
        yield run


def _typed(text: str, sentence_start: int, run: list[re.Match[str]]) -> Iterator[Span]:
    while len(run) > 1 and run[0].group().casefold() in TITLES and run[0].group().casefold() not in GIVEN_NAMES:
        run = run[1:]
        if len(run) < 4:
            yield run[0].start(), run[-1].end(), "PER"
            return
    name = text[run[0].start() : run[-1].end()]
    folded = [word.group().casefold() for word in run]
    before = text[max(sentence_start, run[0].start() - 16) : run[0].start()].casefold().split()
    opens = run[0].start() == sentence_start
    kind: str | None = None
    if name.casefold() in _PLACES:
        kind = "LOC"
    elif any(word in ORGANISATION_WORDS for word in folded) and len(run) > 1:
        kind = "ORG"
    elif (before and before[-1].rstrip(".") in TITLES and len(run) < 4) or (
        folded[0] in GIVEN_NAMES and not (opens and len(run) == 1)
    ):
        kind = "PER"
    elif (folded[-1] in PLACE_WORDS or folded[0] in PLACE_WORDS) and len(run) > 1:
        kind = "LOC"
    elif len(run) == 1 and name.isupper() and 2 < len(name.replace(".", "")) < 8:
        kind = "ORG"
    elif before and before[-1] in _PLACE_CUES and len(run) < 4:
        kind = "LOC"
    elif len(run) in (2, 3) and not any(word in _JOINERS for word in folded) and not name.isupper() and not opens:
        kind = "PER"
    elif len(run) > 1 and not name.isupper():
        kind = "ORG"
    if kind:
        yield run[0].start(), run[-1].end(), kind
