"""Stage: the names, dates, numbers, quotes and abbreviations of each text that can be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nlp.pipeline import annotate
from nlp.spans import Annotation
from pipeline.settings import Settings
from pipeline.stage import Row
from warehouse.ids import digest
from warehouse.records import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What a mention says beside where it stands."""

    kind: str
    start: int
    end: int
    text: str
    type: str | None = None
    value: str | None = None
    earliest: str | None = None
    latest: str | None = None
    number: float | None = None
    unit: str | None = None
    bound: str | None = None
    name: str | None = None
    speaker: str | None = None


def work(row: Row, settings: Settings) -> Iterator[Mention]:
    """Yield a mention for each thing that a text names, dates, counts or quotes."""
    text_id, text = str(row["subject_id"]), str(row["text"] or "")[: settings.text.max_chars]
    found = annotate(text, language=row["language"], date=row["date"])
    for one in _found(found):
        yield Mention(
            made_from=text_id, made_by="annotate", mention_id=digest(text_id, one.kind, one.start, one.end), text_id=text_id,
            kind=one.kind, start=one.start, end=one.end, text=one.text, type=one.type, value=one.value, earliest=one.earliest,
            latest=one.latest, number=one.number, unit=one.unit, bound=one.bound, name=one.name, speaker=one.speaker,
        )  # fmt: skip


def _found(found: Annotation) -> Iterator[_Found]:
    for e in found.entities:
        yield _Found(kind="entity", start=e.start, end=e.end, text=e.text, type=e.type, name=e.name)
    for d in found.dates:
        yield _Found(
            kind="date",
            start=d.start,
            end=d.end,
            text=d.text,
            type=d.type,
            value=d.value,
            earliest=d.earliest,
            latest=d.latest,
        )
    for n in found.numbers:
        yield _Found(kind="number", start=n.start, end=n.end, text=n.text, number=n.value, unit=n.unit, bound=n.bound)
    for q in found.quotes:
        yield _Found(kind="quote", start=q.start, end=q.end, text=q.text, speaker=q.speaker)
    for a in found.abbreviations:
        start = max(found.text.find(a.short), 0)
        yield _Found(kind="abbreviation", start=start, end=start + len(a.short), text=a.short, name=a.long)
