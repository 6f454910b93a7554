"""Stage: a claim and one capture of a source it cites → verdict, evidence, facts; and the citation held against the source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from nlp.check import Judgement, check
from nlp.names import same_name
from nlp.terms import STOPWORDS, tokens
from pipeline.citing.labels import said_of
from pipeline.settings import Settings
from pipeline.stage import Row
from warehouse.ids import digest
from warehouse.records import CitationFact, Evidence, Fact, OpenWord, Record, Verdict

# Of the words of the shorter title this share must stand in the other: publishers add their own name and a subtitle.
_TITLE_SHARE = 0.6


def work(row: Row, settings: Settings) -> Iterator[Record]:
    """Yield the verdict on one claim by one capture, what it rests on, and the checks of the citation itself.

    Where the capture was not read the verdict is `unread`, with the reason why, and nothing else is said of the claim.
    """
    origin = {"made_from": row["subject_id"], "made_by": "check"}
    verdict_id = digest("verdict", row["claim_id"], row["citation_id"], row["capture_id"])
    judgement = testimony(row, model=settings.check.model)
    unread = judgement.verdict == "unread"
    reason = (row["outcome_reason"] or row["outcome"] or judgement.reason) if unread else judgement.reason
    yield Verdict(
        **origin, verdict_id=verdict_id, claim_id=row["claim_id"], citation_id=row["citation_id"], capture_id=row["capture_id"],
        verdict=judgement.verdict, sure=is_sure(judgement, settings), score=judgement.score, reason=reason,
    )  # fmt: skip
    for rank, found in enumerate(judgement.evidence, start=1):
        yield Evidence(
            **origin, verdict_id=verdict_id, rank=rank, sentence=found.sentence, start=found.start, end=found.end,
            text=found.text, score=found.score,
        )  # fmt: skip
    for number, fact in enumerate(judgement.facts):
        yield Fact(
            **origin, fact_id=digest("fact", verdict_id, number, fact.kind, fact.claim_start), verdict_id=verdict_id, kind=fact.kind,
            claim=fact.claim, claim_start=fact.claim_start, claim_end=fact.claim_end,
            source=fact.source, source_start=fact.source_start, source_end=fact.source_end, status=fact.status,
        )  # fmt: skip
    for start, end in judgement.missing:
        yield OpenWord(**origin, verdict_id=verdict_id, start=start, end=end, text=row["claim"][start:end])
    if row["source_text"] and row.get("role") is None:  # what a citation states, it states of the page cited
        yield from citation_facts(row, origin)


def is_sure(judgement: Judgement, settings: Settings) -> bool:
    """Say whether a verdict may stand until a person looks: a `supported` must reach the level of `check.abstain_below`."""
    return judgement.verdict != "supported" or (judgement.score or 0.0) >= settings.check.abstain_below


def testimony(row: Row, *, model: bool = True) -> Judgement:
    """Return the judgement of a claim by a source's text, and by what the source says of itself where that bears out more.

    "The Times reported on 19 June" is borne out by the publisher and the date of the page, which are not in its text. Where the
    text lacks a fact of the claim they are read as a last paragraph; what is found there has no place in the source's
    text. A title that merely shares words with the claim adds nothing.
    """
    text = row["source_text"]
    read = partial(
        check, row["claim"], claim_date=row["claim_date"], source_date=row["source_date"], language=row["claim_language"],
        source_language=row["source_language"], aliases={alias["short"]: alias["long"] for alias in row["aliases"] or ()},
        model=model,
    )  # fmt: skip
    alone = read(source=text)
    about = ". ".join(str(row[f"found_{field}"]) for field in ("publisher", "title", "date") if row[f"found_{field}"])
    if not (text and about and _absent(alone)):
        return alone
    both = read(source=f"{text}\n\n{about}.")
    if _absent(both) >= _absent(alone):
        return alone
    end = len(text)
    facts = (
        replace(fact, source_start=None, source_end=None) if (fact.source_start or 0) >= end else fact
        for fact in both.facts
    )
    return replace(both, evidence=tuple(e for e in both.evidence if e.start < end), facts=tuple(facts))


def _absent(judgement: Judgement) -> int:
    return sum(fact.status == "absent" for fact in judgement.facts)


def citation_facts(row: Row, origin: dict[str, str]) -> Iterator[CitationFact]:
    """Yield what the citation states of its source (date, publisher, title, kind), and whether the source is newer than the document
    or was changed after it.

    A field that the citation does not state yields nothing; one that the source does not tell is `absent`.
    """
    ids = {"citation_id": row["citation_id"], "capture_id": row["capture_id"]}
    for field, same in (("date", _same_date), ("publisher", _same_publisher), ("title", _same_title)):
        stated, found = row[f"stated_{field}"], row[f"found_{field}"]
        if field == "publisher":
            found = found or row["found_url"]
        if stated:
            status = "absent" if not found else "match" if same(stated, found) else "mismatch"
            if (
                field == "publisher"
                and status == "mismatch"
                and row["found_url"]
                and _same_publisher(stated, row["found_url"])
            ):
                status = "match"
            yield CitationFact(**origin, **ids, field=field, stated=stated, found=found, status=status)
    if row["stated_kind"]:
        at = said_of("", url=row["found_url"]).kind
        kind = "social" if at == "social" else said_of(row["found_title"] or "").kind or at
        # Titles tell little of a kind: only what stands on a social network is surely no report, letter or law, and the other way round.
        differs = kind is not None and (kind == "social") != (row["stated_kind"] == "social")
        status = "match" if kind == row["stated_kind"] else "mismatch" if differs else "absent"
        yield CitationFact(**origin, **ids, field="kind", stated=row["stated_kind"], found=kind, status=status)
    document = _day(row["document_date"])
    seen = _day(row["found_date"]) or _day(row["memento_datetime"])
    if document and seen:
        newer = seen > document
        yield CitationFact(
            **origin, **ids, field="newer_than_document", stated=document.isoformat(), found=seen.isoformat(), status="mismatch" if newer else "match"
        )  # fmt: skip
    modified = _day(row["found_modified"])
    if document and modified and modified != seen:
        after = modified > document
        yield CitationFact(
            **origin, **ids, field="changed_after_document", stated=document.isoformat(), found=modified.isoformat(),
            status="mismatch" if after else "match",
        )  # fmt: skip


def _day(value: str | datetime | date | None) -> date | None:
    """Return the first day that an ISO date, month or year can mean; None for what is no date."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date) or not value:
        return value or None
    parts = value[:10].split("-")
    try:
        return date(int(parts[0]), int(parts[1]) if len(parts) > 1 else 1, int(parts[2]) if len(parts) > 2 else 1)
    except ValueError:
        return None


def _same_date(stated: str, found: str) -> bool:
    """Say whether two ISO dates agree to the precision that both have."""
    return stated[:10].startswith(found[:10]) or found[:10].startswith(stated[:10])


def _same_publisher(stated: str, found: str) -> bool:
    """Say whether a publisher as cited names that of the source, by its name or by its address."""
    own, theirs = tokens(stated), tokens(found)
    inside = any(theirs[at : at + len(own)] == own for at in range(len(theirs) - len(own) + 1))
    joined = "".join(own)
    return same_name(stated, found) or (bool(own) and inside) or (len(joined) > 3 and joined in "".join(theirs))


def _same_title(stated: str, found: str) -> bool:
    own = {t for t in tokens(stated) if t not in STOPWORDS}
    theirs = {t for t in tokens(found) if t not in STOPWORDS}
    return len(own & theirs) >= _TITLE_SHARE * max(min(len(own), len(theirs)), 1)
