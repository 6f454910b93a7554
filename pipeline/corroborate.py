"""Stage: the sources of one claim held against each other → which of them are one and the same witness."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.independence import Origin, relations, witnesses
from pipeline.settings import Settings
from pipeline.stage import Row
from warehouse.records import Record, SourceRelation, Witness


def work(row: Row, settings: Settings) -> Iterator[Record]:
    """Yield a witness for each source of a claim that was read, and a relation for each two that depend on each other."""
    origin = {"made_from": str(row["subject_id"]), "made_by": "corroborate"}
    claim_id = str(row["claim_id"])
    captures = {source["capture_id"]: source for source in row["sources"]}
    origins = [
        Origin(
            key=key, text=source["text"][: settings.text.max_chars], url=source["final_url"], publisher=source["publisher"],
            title=source["title"],
        )
        for key, source in captures.items()
    ]  # fmt: skip
    found = relations(origins)
    numbers = witnesses([one.key for one in origins], found)
    for source in row["sources"]:
        yield Witness(
            **origin, claim_id=claim_id, citation_id=source["citation_id"], capture_id=source["capture_id"], witness=numbers[source["capture_id"]]
        )  # fmt: skip
    for relation in found:
        yield SourceRelation(
            **origin, claim_id=claim_id, capture_id=relation.one, other_capture_id=relation.other, relation=relation.kind,
            share=relation.share, note=relation.note,
        )  # fmt: skip
