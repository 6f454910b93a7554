"""From tag scores to names: the best sequence of tags in which no name begins inside another kind."""

from __future__ import annotations

from typing import Any

import numpy as np

from nlp.entities.features import TAGS


def _allowed() -> Any:
    table = np.zeros((len(TAGS), len(TAGS)), dtype=np.float32)
    for before, left in enumerate(TAGS):
        for after, right in enumerate(TAGS):
            if right[0] == "I" and left[1:] != right[1:]:
                table[before, after] = -1e9
    return table


_STEPS = _allowed()
_FIRST = np.array([-1e9 if tag[0] == "I" else 0.0 for tag in TAGS], dtype=np.float32)


def best_tags(scores: Any) -> list[int]:
    """Return the best allowed sequence (Viterbi) for scores of shape (words, tags)."""
    if not len(scores):
        return []
    if not scores.argmax(axis=1).any():
        return [0] * len(scores)
    total = scores[0] + _FIRST
    back = []
    for row in scores[1:]:
        paths = total[:, None] + _STEPS
        best = paths.argmax(axis=0)
        back.append(best)
        total = paths[best, np.arange(len(TAGS))] + row
    tags = [int(total.argmax())]
    for best in reversed(back):
        tags.append(int(best[tags[-1]]))
    return tags[::-1]


def spans_of(tags: list[int], words: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Return (start, end, type) of each name, in the offsets of `words`."""
    spans: list[tuple[int, int, str]] = []
    for tag, (start, end) in zip(tags, words, strict=True):
        name = TAGS[tag]
        if name[0] == "B":
            spans.append((start, end, name[2:]))
        elif name[0] == "I" and spans:
            spans[-1] = (spans[-1][0], end, spans[-1][2])
    return spans
