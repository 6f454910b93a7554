"""Short phrases and titles in quotation marks: no quotes of anybody, but what stands between marks is to stand so in the source."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nlp.facts.reader import FactCheck, Reader, fact
from nlp.terms import TOKEN, fold

_MARKED = re.compile(r"(?<!\w)[\"“«]([^\"“”«»]{3,120})[\"”»](?!\w)")
_MOST_APART = 2  # words that one phrase has and the other lacks: with more it is another phrase
_LEAST = 3  # words of the longer one, below which phrases are alike by chance


def check_marked(claim: str, reader: Reader, taken: Iterable[tuple[int, int]]) -> list[FactCheck]:
    """Return a mismatch for each marked phrase of a claim that the evidence has between marks with a word more or less inside.

    First and last word are the same in both, so that a title cut short by its subtitle is none. Nothing is said of a phrase
    that the source does not have between marks, nor of spans that are `taken`.
    """
    spans = [*taken]
    theirs = [
        (words, found.span(1))
        for index in reader.evidence
        for found in _MARKED.finditer(reader.source.text, *reader.source.spans[index])
        if len(words := _words(found.group(1))) > 1
    ]
    facts = []
    for found in _MARKED.finditer(claim):
        own = _words(found.group(1))
        if any(start < found.end() and found.start() < end for start, end in spans) or any(own == w for w, _ in theirs):
            continue
        for words, place in theirs:
            if _altered(own, words):
                facts.append(fact("quote", found.group(1), found.start(1), reader.source, place, "mismatch"))
                break
    return facts


def _words(text: str) -> list[str]:
    return [fold(word) for word in TOKEN.findall(text)]


def _altered(one: list[str], other: list[str]) -> bool:
    """Say whether two phrases are the same but for a word or two that one of them lacks between its first and its last."""
    short, long = sorted((one, other), key=len)
    if not (0 < len(long) - len(short) <= _MOST_APART and len(long) >= _LEAST and len(short) > 1):
        return False
    rest = iter(long)
    return short[0] == long[0] and short[-1] == long[-1] and all(word in rest for word in short)
