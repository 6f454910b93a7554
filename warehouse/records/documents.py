"""What a document says: its text, citations, and the claims that they are there to support."""

from __future__ import annotations

from dataclasses import dataclass

from warehouse.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Record):
    """A text that we are asked to verify."""

    document_id: str
    path: str
    sha256: str
    format: str
    title: str | None
    date: str | None
    language: str | None
    text_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Record):
    """One reference of a document to a source; a note with two links is two citations."""

    citation_id: str
    document_id: str
    ref: str
    marker: str | None
    kind: str
    printed: str | None
    url: str | None
    candidates: list[str]
    label: str | None
    stated_date: str | None
    stated_publisher: str | None
    stated_title: str | None
    stated_authors: str | None
    accessed_date: str | None
    source_kind: str | None
    page: int | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Record):
    """A sentence of a document's body, and what it hangs on."""

    claim_id: str
    document_id: str
    ref: str
    text: str
    start: int
    end: int
    heading: str | None
    paragraph: str | None
    date: str | None
    assertions: int
    page: int | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationPlace(Record):
    """Where in the document's text a citation says something of its source."""

    citation_id: str
    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCitation(Record):
    """A citation that stands for a claim, and where its mark stands in the document's text."""

    claim_id: str
    citation_id: str
    anchor: int | None
