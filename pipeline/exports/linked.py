"""The ledger as linked data: schema.org's ClaimReview, and Web Annotations (W3C) that lie over document and source."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from pipeline.exports.findings import Lines
from pipeline.report.attention import stand
from pipeline.report.gather import Case, Claimed, Dossier, Reading
from pipeline.report.page import document_name
from pipeline.report.words import VERDICTS
from pipeline.stage import Row

AUTHOR = "testimonia (a program; no person has reviewed this)"
# schema.org wants a number beside the word: 1 is the worst, 5 the best. `partly` and what is not sure lie between.
RATINGS = {
    "contradicted": 1,
    "disputed": 2,
    "not_supported": 2,
    "outdated": 3,
    "partly_supported": 3,
    "unsure": 4,
    "supported": 5,
}
_AROUND = 32  # characters before and after a quote, so that it is found again where its words stand twice


def claim_reviews(dossiers: Sequence[Dossier], *, at: datetime | None) -> str:
    """Return a ClaimReview for each claim whose source was read (schema.org); what is unread was not reviewed."""
    reviews = [
        _review(dossier, claim, at) for dossier in dossiers for claim in dossier.claims if stand(claim) in RATINGS
    ]
    return _json({"@context": "https://schema.org", "@graph": reviews})


def _review(dossier: Dossier, claim: Claimed, at: datetime | None) -> dict[str, object]:
    slug = stand(claim)
    document = {
        "@type": "CreativeWork",
        "identifier": digest_name(str(dossier.document["sha256"])),
        "name": document_name(dossier),
        **({"datePublished": dossier.document["date"]} if dossier.document["date"] else {}),
    }
    cited = [
        {
            "@type": "CreativeWork",
            "url": case.row["url"],
            **({"name": case.row["source_title"]} if case.row["source_title"] else {}),
        }
        for case in claim.cases
        if case.row["url"]
    ]
    return {
        "@type": "ClaimReview",
        "identifier": claim.row["claim_id"],
        "claimReviewed": claim.row["text"],
        "itemReviewed": {"@type": "Claim", "appearance": document},
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": RATINGS[slug],
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": VERDICTS[slug].label,
        },
        "reviewBody": "; ".join(str(case.row["reason"]) for case in claim.cases),
        "citation": cited,
        "author": {"@type": "Organization", "name": AUTHOR},
        **({"datePublished": at.date().isoformat()} if at else {}),
    }


def web_annotations(dossiers: Sequence[Dossier]) -> str:
    """Return a page of annotations: on each claim its verdict, and as its bodies the passages that were read (W3C, 2017).

    A position counts Unicode code points: in the file itself where it is plain text and still there, else in the text that the warehouse
    holds of it. The quote finds it in any other copy.
    """
    items = [
        item
        for dossier in dossiers
        for lines in [Lines(str(dossier.document["path"]))]
        for claim in dossier.claims
        for item in _annotated(dossier, claim, lines)
    ]
    return _json(
        {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": "urn:testimonia:annotations",
            "type": "AnnotationPage",
            "items": items,
        }
    )


def _annotated(dossier: Dossier, claim: Claimed, lines: Lines) -> Iterator[dict[str, object]]:
    target = _target(str(dossier.document["text"]), int(claim.row["start"]), int(claim.row["end"]), lines)
    for case in claim.cases:
        passages = [passage for reading in case.readings if reading.basis for passage in _passages(reading)]
        yield {
            "id": f"urn:testimonia:{claim.row['claim_id']}:{case.row['citation_id']}",
            "type": "Annotation",
            "motivation": "assessing",
            "generator": {"type": "Software", "name": "testimonia"},
            "body": [_verdict(case), *passages],
            "target": {
                "source": digest_name(str(dossier.document["sha256"])),
                "selector": target,
            },
        }


def _verdict(case: Case) -> dict[str, object]:
    return {
        "type": "TextualBody",
        "value": f"{VERDICTS[str(case.row['verdict'])].label}: {case.row['reason']}",
        "format": "text/plain",
        "language": "en",
        "purpose": "assessing",
    }


def _passages(reading: Reading) -> Iterator[dict[str, object]]:
    verdict = reading.verdict
    for passage in reading.evidence:
        resource: dict[str, object] = {
            "type": "SpecificResource",
            "purpose": "describing",
            "source": verdict["final_url"],
            "selector": [
                {"type": "TextQuoteSelector", "exact": passage["text"]},
                {"type": "TextPositionSelector", "start": passage["start"], "end": passage["end"]},
            ],
            "state": _state(verdict),
        }
        yield resource


def _state(verdict: Row) -> dict[str, object]:
    """Return at what time the source said so, and the copy that shows it."""
    when = verdict["memento_datetime"] or verdict["fetched_at"]
    state: dict[str, object] = {"type": "TimeState", "sourceDate": f"{when:%Y-%m-%dT%H:%M:%SZ}"}
    return {**state, "cached": verdict["memento_url"]} if verdict["memento_url"] else state


def _target(text: str, start: int, end: int, lines: Lines) -> list[dict[str, object]]:
    """Return the span in the file that the target names, whose line breaks we may have mended; else in our text of it."""
    own = lines.span_of(text[start:end], near=start)
    return selectors(lines.text, *own) if own else selectors(text, start, end)


def selectors(text: str, start: int, end: int) -> list[dict[str, object]]:
    """Return a span as a quote with what stands around it, and as a position."""
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - _AROUND) : start],
            "suffix": text[end : end + _AROUND],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def digest_name(sha256: str) -> str:
    """Return the name of a file by its digest (RFC 6920), the same wherever it lies."""
    try:
        raw = bytes.fromhex(sha256)
    except ValueError:
        return f"urn:testimonia:document:{sha256}"
    return "ni:///sha-256;" + base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n"
