"""Which claims stood on a sentence that was edited, moved or taken away: by the words they share, weighted by how rare these are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import log

from nlp.edits import Change
from nlp.noise import plain
from nlp.terms import tokens

_BEARS = 0.25  # of the claim's weight that a sentence must carry to be what the claim stands on
_MOST_SEARCHED = 300  # edited sentences that are looked for inside of longer lines


@dataclass(frozen=True, slots=True)
class Footing:
    """What became of the sentence that a claim stood on: `how` is edited, gone or moved; `claim` its place in the claims.

    A moved sentence says what it said: it is told, and no claim is affected by it.
    """

    claim: int
    how: str
    old: str
    new: str | None


def footings(claims: Sequence[str], text: str, changes: Sequence[Change], moved: Collection[str]) -> list[Footing]:
    """Return what became of each claim's best sentence in a text, for those whose sentence was edited, taken away or moved.

    A claim that no sentence of the text bears is not among them. The best sentence carries most of the claim's words,
    each by its rarity in the text; an edited one wins a tie. `moved` are lines that stand elsewhere now.
    """
    if not claims or not (changes or moved):
        return []
    lines = [line for line in map(plain, text.split("\n")) if line]
    whole = [frozenset(tokens(line)) for line in lines]
    counts = Counter(t for line in whole for t in line)
    rare = {t: log(1 + len(whole) / n) for t, n in counts.items()}
    edited = [(change, frozenset(tokens(change.old))) for change in changes]
    gone = {c.old for c in changes}
    few = gone if len(gone) <= _MOST_SEARCHED else frozenset[str]()
    untouched = [
        (line, terms)
        for line, terms in zip(lines, whole, strict=True)
        if line not in gone and not any(sentence in line for sentence in few)
    ]
    unseen = log(1 + len(whole))
    found: list[Footing] = []
    for number, claim in enumerate(claims):
        terms = frozenset(tokens(claim))
        total = sum(rare.get(t, unseen) for t in terms) or 1.0
        at_edit, change = max(
            ((_carried(terms & held, rare), c) for c, held in edited), key=lambda pair: pair[0], default=(0.0, None)
        )
        elsewhere, line = max(
            ((_carried(terms & held, rare), line) for line, held in untouched),
            key=lambda pair: pair[0],
            default=(0.0, ""),
        )
        if change is not None and at_edit >= _BEARS * total and at_edit >= elsewhere:
            found.append(Footing(number, "edited" if change.new else "gone", change.old, change.new or None))
        elif line in moved and elsewhere >= _BEARS * total:
            found.append(Footing(number, "moved", line, line))
    return found


def _carried(shared: frozenset[str], rare: dict[str, float]) -> float:
    return sum(rare.get(term, 0.0) for term in shared)
