"""Boxes inside a text: what came or went as one piece that speaks to the reader, of which one line is a page's furniture for sure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from nlp.edits import Change
from nlp.terms import STOPWORDS, TOKEN, stem
from nlp.turns import TURNS
from nlp.weight import Weight

_FURNITURE = ("notice", "offer", "cookie banner")
_TO_READER = re.compile(
    r"\b(?:you|your|we|us|our|usted|tú?|te|ti|nos|nuestr[oa]s?|vous|votre|vos|nous|notre|je|sie|ihnen|ihre?[nmrs]?|wir|uns|unsere?[nmrs]?|você|vocês|nosso|nossa)\b",
    re.IGNORECASE,
)
# A line that begins with one of these says what somebody does.
_ASSERTS = re.compile(r"^\W*(?:(?:we|you|nous|vous|wir|sie|nós|você|usted|nosotros)\b|\w+[aei]mos\b)", re.IGNORECASE)
_MOST_LINES = 6
_LONGEST = 16  # words of a line of a box
_LABEL = 4  # words of a button or a heading
_WORD = 4  # letters of a word by which a box would belong to the text
_SHARED = 1  # such words that a box may have in common with the text around it


def without_boxes(weighed: Sequence[tuple[Change, Weight]], old: str, new: str) -> list[tuple[Change, Weight]]:
    """Return the edits with the lines of a box weighed as furniture.

    A box is a few short lines that came or went together; one is furniture, the others are labels or speak to the reader, none
    says what somebody does, permits, forbids or denies, and they have hardly a word in common with the text that stays.
    """
    stems = lru_cache(maxsize=2)(_stems)  # of each side once, however many boxes
    return [
        edit
        for run in _runs(weighed)
        for edit in (
            _quiet(run) if _has_form(run) and _is_apart(run, stems(new if run[0][0].op == "delete" else old)) else run
        )
    ]


def _runs(weighed: Sequence[tuple[Change, Weight]]) -> Iterator[list[tuple[Change, Weight]]]:
    for _, run in groupby(weighed, key=lambda edit: (edit[0].op, edit[0].between)):
        yield list(run)


def _has_form(run: Sequence[tuple[Change, Weight]]) -> bool:
    if run[0][0].op == "replace" or not 2 <= len(run) <= _MOST_LINES:
        return False
    if not any(not w.level and w.why.startswith(_FURNITURE) for _, w in run):
        return False
    lines = _telling(run)
    return bool(lines) and all(map(_is_of_box, lines))


def _is_apart(run: Sequence[tuple[Change, Weight]], around: frozenset[str]) -> bool:
    """Return whether a run has hardly a word in common with the text around it, whose stems these are."""
    told = [line for line in _telling(run) if not line.rstrip().endswith("?")]  # who asks says nothing
    words = (word for line in told for word in TOKEN.findall(line))
    said = {stem(word) for word in words if len(word) >= _WORD and word.lower() not in STOPWORDS}
    return len(said & around) <= _SHARED


def _telling(run: Sequence[tuple[Change, Weight]]) -> list[str]:
    return [change.old or change.new for change, weight in run if weight.level]


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, TOKEN.findall(text)))


def _is_of_box(line: str) -> bool:
    words = [word.lower() for word in TOKEN.findall(line)]
    if len(words) > _LONGEST or _ASSERTS.match(line) or any(word in TURNS for word in words):
        return False
    label = len(words) <= _LABEL and line[-1:] not in ".;" and not any(c.isdigit() for c in line)
    return label or bool(_TO_READER.search(line))


def _quiet(run: Sequence[tuple[Change, Weight]]) -> list[tuple[Change, Weight]]:
    return [(change, Weight(0, 0.7, f"a box {'gone' if change.old else 'added'}")) for change, _ in run]
