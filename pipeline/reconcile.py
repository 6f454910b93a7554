"""Stage: a document held against itself → the places that must agree, and whether they do."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.consistency import found_in
from pipeline.settings import Settings
from pipeline.stage import Row
from warehouse.records import Agreement


def work(row: Row, settings: Settings) -> Iterator[Agreement]:
    """Yield the agreements and disagreements of one document, in reading order."""
    text = str(row["text"] or "")[: settings.text.max_chars]
    for number, found in enumerate(found_in(text, language=row["language"] or "en", date=row["date"])):
        yield Agreement(
            made_from=str(row["subject_id"]), made_by="reconcile", document_id=str(row["subject_id"]), number=number, kind=found.kind,
            start=found.start, end=found.end, text=text[found.start : found.end], other_start=found.other_start,
            other_end=found.other_end, other_text=text[found.other_start : found.other_end], status=found.status, note=found.note,
        )  # fmt: skip
