"""The sentences that a document states, which of them a mark stands for, and how much each of them asserts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

_LABEL = re.compile(r"(?:[-*•‣▪◦–]|\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,5})[.)])\s+")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st vs no nos p pp fig figs eq sec ch vol ed eds al etc e.g i.e cf jan feb mar apr jun jul aug sep sept oct nov dec inc corp co ltd "
    "u.s u.k d.c a.m p.m art arts núm sr sra dra lic ing ee.uu ee uu gen gov sen rep hon jr pub l op cit ibid id supra approx dept est v".split()
)
_STOP = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s)")


def claim_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the sentences of text[start:end] as half-open spans of `text`, a list's own number left out."""
    label = _LABEL.match(text, start, end)
    begin = label.end() if label else start
    spans = []
    for stop in _STOP.finditer(text, begin, end):
        following = re.compile(r"\s+[\"“‘'(\[¿¡«]*").match(text, stop.end(), end)
        after = text[following.end() : following.end() + 1] if following else ""
        if not after or after.islower() or stop.start() < begin:
            continue
        if stop[0].startswith(".") and len(stop[0]) == 1:
            word = re.search(r"[\w.]+$", text[max(begin, stop.start() - 12) : stop.start()])
            if word and (word[0].lower() in _ABBREVIATIONS or re.fullmatch(r"[A-Z]|(?:[A-Z]\.)+[A-Z]", word[0])):
                continue
        spans.append((begin, stop.end()))
        begin = stop.end() + len(text[stop.end() : end]) - len(text[stop.end() : end].lstrip())
    if text[begin:end].strip():
        spans.append((begin, end))
    return spans


def governed(spans: Sequence[tuple[int, int]], at: int) -> int | None:
    """Return the index of the sentence that a mark before character `at` stands for; None where there is none.

    A mark stands for the sentence that it follows, also where it comes after the full stop; a mark before the
    first word stands for the first sentence.
    """
    if not spans:
        return None
    index = bisect_right([start for start, _ in spans], max(at - 1, 0)) - 1
    return max(index, 0)


_FACTS = (
    re.compile(r"(?<![\w.])[$€£]?\d[\d.,]*\s?(?:%|percent|por ciento)?"),
    re.compile(r"\b(?:January|February|March|April|June|July|August|September|October|November|December|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b"),
    re.compile(r"[“\"«][^”\"»]{8,400}[”\"»]"),
    re.compile(r"(?<=[\w,;:)’] )[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,5}"),
)


def assertions(sentence: str) -> int:
    """Return how many checkable facts a sentence holds: numbers, months, quotations, names within it."""
    return sum(len(pattern.findall(sentence)) for pattern in _FACTS)
