"""The vocabulary: a frozen dataclass for each table, its fields the table's columns in the table's order.

Every record but the driver's own begins with `made_from` (the subject of the stage that made it)
and `made_by` (that stage's name): a new version of a stage replaces exactly its own rows. The meaning of
each column stands in `warehouse/schema/*.sql`; a test holds the two equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every derived row carries: where it comes from."""

    made_from: str
    made_by: str


# ---------------------------------------------------------------- documents


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


# ---------------------------------------------------------------- the web


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Record):
    """One journey to an address, from the address asked to the last answer; raw, not yet judged."""

    visit_id: str
    url: str
    via: str
    asked_for: str | None
    final_url: str
    status: int | None
    error: str | None
    media_type: str | None
    bytes: int | None
    sha256: str | None
    fetched_at: datetime
    web: str
    asked_at: datetime
    memento_url: str | None
    memento_datetime: datetime | None
    retry_after: datetime | None
    warc_file: str | None
    warc_offset: int | None
    warc_record_id: str | None
    unlike_nowhere: int | None = None
    unlike_front: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop(Record):
    """One request and its answer on a visit; hop 0 is the address asked."""

    hop_id: str
    visit_id: str
    number: int
    url: str
    kind: str
    status: int | None
    location: str | None
    error: str | None
    address: str | None
    fetched_at: datetime
    warc_record_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Screenshot(Record):
    """A picture of a page as a browser showed it."""

    screenshot_id: str
    visit_id: str
    url: str
    width: int
    height: int
    sha256: str
    taken_at: datetime
    warc_file: str
    warc_offset: int
    warc_record_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Save(Record):
    """A request to an archive of the web to capture a page, and its answer."""

    save_id: str
    url: str
    archive: str
    text_id: str | None
    status: int | None
    error: str | None
    memento_url: str | None
    memento_datetime: datetime | None
    asked_at: datetime
    retry_after: datetime | None
    warc_file: str | None
    warc_offset: int | None
    warc_record_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture(Record):
    """A visit, judged: what it brought back, in one word and its reason."""

    capture_id: str
    url: str
    urlkey: str
    via: str
    asked_for: str | None
    final_url: str
    outcome: str
    reason: str
    status: int | None
    media_type: str | None
    bytes: int | None
    sha256: str | None
    fetched_at: datetime
    memento_url: str | None
    memento_datetime: datetime | None
    warc_file: str | None
    warc_offset: int | None
    warc_record_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal(Record):
    """One observation that an outcome rests on."""

    capture_id: str
    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Record):
    """The text of a capture that was read, and what the page says of itself."""

    capture_id: str
    text_id: str
    title: str | None
    author: str | None
    publisher: str | None
    published: str | None
    modified: str | None
    language: str | None
    media_type: str | None
    extractor: str
    text: str


# ---------------------------------------------------------------- texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Record):
    """A span of a text that names, dates, counts or quotes something."""

    mention_id: str
    text_id: str
    kind: str
    start: int
    end: int
    text: str
    type: str | None
    value: str | None
    earliest: str | None
    latest: str | None
    number: float | None
    unit: str | None
    bound: str | None
    name: str | None
    speaker: str | None


# ---------------------------------------------------------------- claims held against sources


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


# ---------------------------------------------------------------- people


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    """What a person decided, said or did; its truth is a line of the journal (pipeline/decisions.py)."""

    decision_id: str
    made_at: datetime
    who: str
    about: str
    what: str
    value: str | None
    note: str | None
    document_id: str | None
    claim_id: str | None
    citation_id: str | None
    capture_id: str | None
    saw: str | None
    text_id: str | None
    claim: str | None
    url: str | None


# ---------------------------------------------------------------- the driver's own


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Record):
    """Input that we could not use."""

    issue_id: str
    code: str
    subject: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One call of `testimonia run`."""

    run_id: str
    started_at: datetime
    ended_at: datetime | None
    documents: list[str]
    web: str
    settings: str
    versions: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something that `testimonia watch` told, or took as known when it began to watch."""

    notice_id: str
    digest_id: str
    citation_id: str
    claim_id: str
    topic: str
    state: str
    kind: str
    says: str
    made_at: datetime
    sent_at: datetime | None
    channel: str | None


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
