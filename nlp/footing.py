"""Which claims stood on a sentence that was edited: by the words they share, weighted by how rare these are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log

from nlp.edits import Change
from nlp.noise import plain
from nlp.terms import tokens

_BEARS = 0.25  # of the claim's weight that a sentence must carry to be what the claim stands on


def touched(claims: Sequence[str], text: str, changes: Sequence[Change]) -> list[int]:
    """Return the places of the claims whose best sentence in a text is one that the edits replaced or deleted.

    A claim that no sentence of the text bears is not touched. The best sentence carries most of the claim's words,
    each by its rarity in the text; an edited one wins a tie.
    """
    if not claims or not changes:
        return []
    lines = [line for line in map(plain, text.split("\n")) if line]
    edited = [set(tokens(c.old)) for c in changes]
    whole = [set(tokens(line)) for line in lines]
    counts = Counter(t for line in whole for t in line)
    rare = {t: log(1 + len(whole) / n) for t, n in counts.items()}
    hit: list[int] = []
    for number, claim in enumerate(claims):
        terms = set(tokens(claim))
        total = sum(rare.get(t, log(1 + len(whole))) for t in terms) or 1.0
        at_edit = max(sum(rare.get(t, 0.0) for t in terms & words) for words in edited) / total
        untouched = [words for words in whole if not any(_within(e, words) for e in edited)]
        elsewhere = max((sum(rare.get(t, 0.0) for t in terms & words) for words in untouched), default=0.0) / total
        if at_edit >= _BEARS and at_edit >= elsewhere:
            hit.append(number)
    return hit


def _within(sentence: set[str], line: set[str]) -> bool:
    return bool(sentence) and len(sentence & line) >= 0.9 * len(sentence)
