"""Claims held against sources, and sources against their earlier selves."""

from __future__ import annotations

from dataclasses import dataclass

from warehouse.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict(Record):
    """What one capture of a source says of one claim."""

    verdict_id: str
    claim_id: str
    citation_id: str
    capture_id: str
    verdict: str
    score: float | None
    sure: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Record):
    """A passage of a source that bears on a claim; rank 1 bears most."""

    verdict_id: str
    rank: int
    sentence: int
    start: int
    end: int
    text: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Record):
    """A date, number, name or quote of a claim, looked for in the source."""

    fact_id: str
    verdict_id: str
    kind: str
    claim: str
    claim_start: int
    claim_end: int
    source: str | None
    source_start: int | None
    source_end: int | None
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationFact(Record):
    """What a citation says of its source, held against what the source says of itself."""

    citation_id: str
    capture_id: str
    field: str
    stated: str | None
    found: str | None
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWord(Record):
    """Words of a claim that the evidence for it leaves open."""

    verdict_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness(Record):
    """A source of a claim that was read; sources with one number are one witness, not several."""

    claim_id: str
    citation_id: str
    capture_id: str
    witness: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRelation(Record):
    """Why two sources of one claim are not independent."""

    claim_id: str
    capture_id: str
    other_capture_id: str
    relation: str
    share: float | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Record):
    """Two places of one document that must agree, and whether they do."""

    document_id: str
    number: int
    kind: str
    start: int
    end: int
    text: str
    other_start: int
    other_end: int
    other_text: str
    status: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion(Record):
    """What a judge that is not ours says of a claim; it stands beside the verdict and never replaces it."""

    opinion_id: str
    verdict_id: str
    judge: str
    verdict: str | None
    score: float | None
    prompt: str
    answer: str | None
    error: str | None
    tokens_in: int | None
    tokens_out: int | None
    cost: float | None
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Record):
    """How one capture of an address differs from an earlier one."""

    change_id: str
    url: str
    old_capture_id: str
    new_capture_id: str
    change: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedFact(Record):
    """A date, number, name or quote that stands in one of two captures only."""

    change_id: str
    number: int
    kind: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit(Record):
    """One sentence inserted, deleted or replaced between two captures, in reading order."""

    change_id: str
    number: int
    op: str
    old: str | None
    new: str | None
    above: str | None = None
    below: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedClaim(Record):
    """A claim whose evidence sentence was edited, moved or taken away by a change."""

    change_id: str
    claim_id: str
    how: str | None = None
    old: str | None = None
    new: str | None = None
