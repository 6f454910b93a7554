"""What a short page means to say, by its words: a message of one of the kinds that stand in a source's place, or a text of its own.

Known phrases (spiders/phrases) are what servers and products say; people who run sites word it as they like. So a small linear model reads the words of
short pages beside them: which words and pairs of words speak for which kind. It is trained on our own words (`make train-messages`), and it can be looked
into: `spiders/models/messages.json` has a weight a word and kind.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

from spiders.marks import Mark, begs_pardon, fold

MODEL = Path(__file__).with_name("models") / "messages.json"
LIVE = "live"
# A longer text is no message.
MOST_WORDS = 90
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+|[?!%$€£]")


def features(text: str) -> list[str]:
    """Return the different words of a text, folded, digits by their number, their beginnings (`remov` in removed and removal), and the pairs."""
    words = [f"0{len(w)}" if w.isdigit() else w for w in _WORD.findall(fold(text))][: 2 * MOST_WORDS]
    begun = (f"{w[:5]}-" for w in words if len(w) >= 6)
    return list(dict.fromkeys([*words, *begun, *(f"{a} {b}" for a, b in pairwise(words))]))


@cache
def _model() -> tuple[Mapping[str, float], Mapping[str, Mapping[str, int]]]:
    stored = json.loads(MODEL.read_text(encoding="utf-8"))
    return dict(zip(stored["kinds"], stored["bias"], strict=True)), stored["weights"]


def kinds(text: str) -> dict[str, float]:
    """Return how likely it is that a short text is a message of each kind; `live` is none of them. Together they are 1."""
    bias, weights = _model()
    sums = dict(bias)
    for feature in features(text):
        for kind, weight in weights.get(feature, {}).items():
            sums[kind] += weight / 100
    top = max(sums.values())
    parts = {kind: math.exp(s - top) for kind, s in sums.items()}
    return {kind: part / sum(parts.values()) for kind, part in parts.items()}


def message_marks(text: str) -> tuple[list[Mark], float]:
    """Return what a short text as a whole says it is, where that is likely, and how likely it is a text of its own."""
    if not 3 <= len(text.split()) <= MOST_WORDS:
        return [], 0.0
    likely = kinds(text)
    best = max(likely, key=lambda kind: likely[kind])
    strength = next((s for least, s in ((0.95, 2.0), (0.8, 1.5)) if likely[best] >= least), 0.0)
    seen = f"{likely[best]:.2f} by its words"
    return (
        [Mark(kind=best, place="words", strength=strength, seen=seen)] if strength and best != LIVE else []
    ), likely[LIVE]


def heading_marks(heading: str) -> list[Mark]:
    """Return what a heading that begs pardon says its page is: "Sorry, we can't find that survey"."""
    if not 3 <= len(heading.split()) <= 14 or not begs_pardon(heading):
        return []
    likely = kinds(heading)
    best = max(likely, key=lambda kind: likely[kind])
    if best == LIVE or likely[best] < 0.8:
        return []
    return [Mark(kind=best, place="heading", strength=2.0, seen=f"{heading[:80]} ({likely[best]:.2f} by its words)")]
