"""Which claims stood on a sentence that was edited: by the words they share, weighted by how rare these are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log

from nlp.edits import Change
from nlp.noise import plain
from nlp.terms import tokens

_BEARS = 0.25  # of the claim's weight that a sentence must carry to be what the claim stands on
_MOST_SEARCHED = 300  # edited sentences that are looked for inside of longer lines


def touched(claims: Sequence[str], text: str, changes: Sequence[Change]) -> list[int]:
    """Return the places of the claims whose best sentence in a text is one that the edits replaced or deleted.

    A claim that no sentence of the text bears is not touched. The best sentence carries most of the claim's words,
    each by its rarity in the text; an edited one wins a tie.
    """
    if not claims or not changes:
        return []
    lines = [line for line in map(plain, text.split("\n")) if line]
    whole = [set(tokens(line)) for line in lines]
    counts = Counter(t for line in whole for t in line)
    rare = {t: log(1 + len(whole) / n) for t, n in counts.items()}
    edited = [set(tokens(c.old)) for c in changes]
    gone = {c.old for c in changes}
    few = gone if len(gone) <= _MOST_SEARCHED else frozenset[str]()
    untouched = [
        terms
        for line, terms in zip(lines, whole, strict=True)
        if line not in gone and not any(sentence in line for sentence in few)
    ]
    unseen = log(1 + len(whole))
    hit: list[int] = []
    for number, claim in enumerate(claims):
        terms = set(tokens(claim))
        total = sum(rare.get(t, unseen) for t in terms) or 1.0
        at_edit, elsewhere = (
            max((sum(rare.get(t, 0.0) for t in terms & held) for held in side), default=0.0) / total
            for side in (edited, untouched)
        )
        if at_edit >= _BEARS and at_edit >= elsewhere:
            hit.append(number)
    return hit
