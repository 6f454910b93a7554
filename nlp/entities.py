"""The named things of a text: people, organisations and places, and events, products and laws."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.entity_rules import rule_spans
from nlp.spans import Entity


def find_entities(text: str, *, language: str, sentences: Sequence[tuple[int, int]]) -> list[Entity]:
    """Return the named things of `text` in reading order, never overlapping, `name` being the words as they stand.

    `language` is an ISO 639-1 code; `sentences` are half-open spans of `text` in order.
    """
    return [
        Entity(start=start, end=end, text=text[start:end], type=kind, name=text[start:end])
        for start, end, kind in rule_spans(text, sentences=sentences)
    ]
