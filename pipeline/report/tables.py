"""The ledger as ledger.csv (a row a claim and citation) and ledger.json (the same, nested, with links and their captures)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from pipeline.report.attention import stand
from pipeline.report.gather import Case, Claimed, Dossier, Link
from pipeline.stage import Row

_COLUMNS = (
    "document", "claim_ref", "claim", "claim_start", "claim_end", "stands", "citation_ref", "marker", "label", "url", "verdict",
    "score", "reason", "basis", "verdict_as_cited", "verdict_before", "verdict_now", "story", "evidence", "facts", "facts_mismatched", "facts_absent",
    "stated_facts", "role", "pages", "pages_read", "outcome", "health", "final_url", "source_title", "source_publisher", "source_published", "memento_url",
    "memento_datetime", "seen_at", "sha256", "decision", "decided_by", "decided_at", "decision_note", "decision_stale", "claim_id", "citation_id", "verdict_id", "capture_id",
)  # fmt: skip
# A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection); a quotation mark in front makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def ledger_csv(dossiers: Sequence[Dossier]) -> str:
    """Return the ledger as CSV (RFC 4180, UTF-8), a row a claim and citation, and one for each uncited claim."""
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, extrasaction="ignore", restval="")
    writer.writeheader()
    for dossier in dossiers:
        for row in _rows(dossier):
            writer.writerow({name: cell(row.get(name)) for name in _COLUMNS})
    return out.getvalue()


def ledger_json(dossiers: Sequence[Dossier]) -> str:
    """Return the ledger as JSON: documents, their claims with each source's answer, and their links; a document a line."""
    lines = (json.dumps(_document(dossier), ensure_ascii=False, default=_plain) for dossier in dossiers)
    return '{"documents": [\n' + ",\n".join(lines) + "\n]}\n"


def _rows(dossier: Dossier) -> Iterator[Row]:
    for claim in dossier.claims:
        about = {
            "document": dossier.document["path"],
            "claim_ref": claim.row["ref"],
            "claim": claim.row["text"],
            "claim_start": claim.row["start"],
            "claim_end": claim.row["end"],
            "claim_id": claim.row["claim_id"],
            "stands": stand(claim),
        }
        for case in claim.cases:
            yield {**case.row, **about}
        if claim.uncited:
            yield about


def _document(dossier: Dossier) -> dict[str, object]:
    wanted = ("document_id", "path", "sha256", "format", "title", "date", "language")
    return {
        **{name: dossier.document[name] for name in wanted},
        "claims": [_claim(claim) for claim in dossier.claims if claim.cases or claim.uncited],
        "links": [_link(link, dossier) for link in dossier.links],
        "shared_sources": dossier.shared,
    }


def _claim(claim: Claimed) -> dict[str, object]:
    wanted = ("claim_id", "ref", "text", "start", "end", "heading", "date", "assertions")
    return {
        **{name: claim.row[name] for name in wanted},
        "stands": stand(claim),
        "verdict": claim.verdict["verdict"] if claim.verdict else None,
        "citations": [_case(case) for case in claim.cases],
    }


def _case(case: Case) -> dict[str, object]:
    return {
        **case.row,
        "readings": [
            {**reading.verdict, "evidence": reading.evidence, "facts": reading.facts} for reading in case.readings
        ],
    }


def _link(link: Link, dossier: Dossier) -> dict[str, object]:
    return {
        **link.row,
        "death": link.death,
        "change": {**link.change, "edits": link.edits} if link.change else None,
        "captures": [
            {
                **capture,
                "hops": dossier.hops.get(capture["capture_id"], []),
                "signals": {
                    signal["name"]: signal["value"] for signal in dossier.signals.get(capture["capture_id"], [])
                },
            }
            for capture in link.captures
        ],
    }


def cell(value: object) -> object:
    """Return a value as a cell of a CSV file that a spreadsheet may open."""
    if isinstance(value, str):
        return "'" + value if value.startswith(_FORMULA) else value
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, default=_plain) if value else ""
    return value.isoformat() if isinstance(value, datetime) else value


def _plain(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"ledger: no JSON for {type(value).__name__}")
