"""The sentences that a document states, which of them a mark stands for, and how much each of them asserts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from nlp.sentences import split_sentences

_LABEL = re.compile(r"(?:[-*•‣▪◦–]|\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,5})[.)])\s+")
_TERM = 120  # characters of a run-in heading at most; what is longer is a sentence that ends in a colon
_ADDRESS = re.compile(r"[(<\[]?(?:https?://|www\.)\S+", re.IGNORECASE)
# A reference that opens a sentence as its subject ("… at all. [4] shows that"): it does not close the one before.
_SUBJECT = re.compile(r"(?<=[.!?])\s+(?P<label>\[[\w+.:, -]{1,24}\])(?=\s[a-zà-ÿ])")


def claim_spans(text: str, start: int, end: int, *, language: str = "en") -> list[tuple[int, int]]:
    """Return the sentences of text[start:end] as half-open spans of `text`, a list's own number left out."""
    label = _LABEL.match(text, start, end)
    begin = label.end() if label else start
    sentences = [(begin + first, begin + last) for first, last in split_sentences(text[begin:end], language)]
    spans = []
    for start, stop in _whole(text, sentences):
        for subject in _SUBJECT.finditer(text, start, stop):
            spans.append((start, subject.start()))
            start = subject.start("label")
        spans.append((start, stop))
    return spans


def _whole(text: str, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the sentences with what says nothing alone put to its neighbour on the same line.

    A term or a run-in heading belongs to what follows its colon, and an address to the words that it stands behind.
    """
    spans: list[tuple[int, int]] = []
    for start, end in sentences:
        before = spans[-1] if spans else None
        if before and "\n" not in text[before[1] : start]:
            opens = text[before[1] - 1] == ":" and before[1] - before[0] <= _TERM
            if opens or _ADDRESS.fullmatch(text, start, end):
                spans[-1] = (before[0], end)
                continue
        spans.append((start, end))
    return spans


def governed(spans: Sequence[tuple[int, int]], at: int) -> int | None:
    """Return the index of the sentence that a mark before character `at` stands for; None where there is none.

    A mark stands for the sentence that it follows, also where it comes after the full stop; a mark before the
    first word stands for the first sentence.
    """
    if not spans:
        return None
    index = bisect_right(spans, max(at - 1, 0), key=lambda span: span[0]) - 1
    return max(index, 0)


# Each begins with the signs of which its matches do, and only then looks back: so that it is not tried at every letter.
_FACTS = (
    re.compile(r"[$€£\d](?<![\w.].)(?:(?<=\d)|\d)[\d.,]*\s?(?:%|percent|por ciento)?"),
    re.compile(
        r"[JFMASOND](?<!\w.)(?:(?<=J)(?:anuary|une|uly)|(?<=F)ebruary|(?<=M)arch|(?<=A)(?:pril|ugust)|(?<=S)eptember|(?<=O)ctober|(?<=N)ovember"
        r"|(?<=D)ecember)\b"
    ),
    re.compile(
        r"[efmajsond](?<!\w.)(?:(?<=e)nero|(?<=f)ebrero|(?<=m)(?:arzo|ayo)|(?<=a)(?:bril|gosto)|(?<=j)u[nl]io|(?<=s)eptiembre|(?<=o)ctubre"
        r"|(?<=n)oviembre|(?<=d)iciembre)\b"
    ),
    re.compile(r"[“\"«][^”\"»]{8,400}[”\"»]"),
    re.compile(r"[A-ZÀ-Þ](?<=[\w,;:)’] .)[\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,5}"),
)


# Whom a letter speaks to asserts nothing, whatever names it has.
_SPOKEN_TO = re.compile(
    r"(?:Dear|To whom|Estimad[oa]s?|Querid[oa]s?|A quien|Prezad[oa]s?|Chers?|Chères?|Sehr geehrte\w*)\b[^.!?]*[,:]?"
)


def assertions(sentence: str) -> int:
    """Return how many checkable facts a sentence holds: numbers, months, quotations, names within it; none in a salutation."""
    if _SPOKEN_TO.fullmatch(sentence.strip()):
        return 0
    return sum([len(pattern.findall(sentence)) for pattern in _FACTS])
