"""The vocabulary: a frozen dataclass for each table, its fields the table's columns in the table's order.

Every record but the driver's own begins with `made_from` (the subject of the stage that made it)
and `made_by` (that stage's name): a new version of a stage replaces exactly its own rows. The meaning of
each column stands in `warehouse/schema/*.sql`; a test holds the two equal.
"""

from __future__ import annotations

from warehouse.records.checks import (
    Agreement,
    Change,
    ChangedClaim,
    ChangedFact,
    CitationFact,
    Edit,
    Evidence,
    Fact,
    OpenWord,
    Opinion,
    SourceRelation,
    Verdict,
    Witness,
)
from warehouse.records.documents import Citation, CitationPlace, Claim, ClaimCitation, Document
from warehouse.records.driver import Issue, Notice, Run
from warehouse.records.people import Decision
from warehouse.records.record import Record
from warehouse.records.texts import Mention
from warehouse.records.web import Capture, Hop, Save, Screenshot, Signal, Source, Visit

TABLES: dict[str, type[Record]] = {
    "documents": Document,
    "citations": Citation,
    "citation_places": CitationPlace,
    "claims": Claim,
    "claim_citations": ClaimCitation,
    "visits": Visit,
    "hops": Hop,
    "saves": Save,
    "screenshots": Screenshot,
    "captures": Capture,
    "signals": Signal,
    "sources": Source,
    "mentions": Mention,
    "verdicts": Verdict,
    "evidence": Evidence,
    "facts": Fact,
    "citation_facts": CitationFact,
    "open_words": OpenWord,
    "witnesses": Witness,
    "source_relations": SourceRelation,
    "agreements": Agreement,
    "opinions": Opinion,
    "changes": Change,
    "changed_facts": ChangedFact,
    "edits": Edit,
    "changed_claims": ChangedClaim,
    "decisions": Decision,
    "issues": Issue,
}

__all__ = [
    "TABLES",
    "Agreement",
    "Capture",
    "Change",
    "ChangedClaim",
    "ChangedFact",
    "Citation",
    "CitationFact",
    "CitationPlace",
    "Claim",
    "ClaimCitation",
    "Decision",
    "Document",
    "Edit",
    "Evidence",
    "Fact",
    "Hop",
    "Issue",
    "Mention",
    "Notice",
    "OpenWord",
    "Opinion",
    "Record",
    "Run",
    "Save",
    "Screenshot",
    "Signal",
    "Source",
    "SourceRelation",
    "Verdict",
    "Visit",
    "Witness",
]
