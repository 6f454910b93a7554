"""From scores to names."""

from __future__ import annotations

import numpy as np

from nlp.entities.decode import best_tags, spans_of
from nlp.entities.features import TAGS


def scored(*tags: tuple[str, float]) -> np.ndarray:
    """Return scores that prefer each tag by so much."""
    rows = np.zeros((len(tags), len(TAGS)), dtype=np.float32)
    for row, (tag, weight) in enumerate(tags):
        rows[row, TAGS.index(tag)] = weight
    return rows


def test_a_name_never_goes_on_as_another_kind() -> None:
    tags = best_tags(scored(("B-PER", 5), ("I-ORG", 3), ("O", 5)))
    assert [TAGS[tag] for tag in tags] in (["B-PER", "I-PER", "O"], ["B-PER", "O", "O"], ["B-PER", "B-PER", "O"])


def test_a_name_never_begins_inside() -> None:
    assert TAGS[best_tags(scored(("I-LOC", 4), ("I-LOC", 4)))[0]].startswith("B")


def test_spans() -> None:
    tags = [TAGS.index(tag) for tag in ("B-PER", "I-PER", "O", "B-LOC", "B-LOC")]
    assert spans_of(tags, [(0, 3), (4, 8), (9, 10), (11, 15), (16, 20)]) == [
        (0, 8, "PER"),
        (11, 15, "LOC"),
        (16, 20, "LOC"),
    ]


def test_nothing() -> None:
    assert best_tags(np.zeros((0, len(TAGS)), dtype=np.float32)) == []
