"""Findings as SARIF 2.1.0 (OASIS), which code hosts show beside the lines of a document."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePath
from urllib.parse import quote

from pipeline.exports.findings import LEVELS, MEANINGS, Finding, findings
from pipeline.report.gather import Dossier

_DOCS = "docs/verdicts.md"


def sarif(dossiers: Sequence[Dossier], *, version: str) -> str:
    """Return one SARIF log with a result for each claim and link that needs a person; what stands well is left out."""
    rules = list(LEVELS)
    results = [
        _result(dossier, finding, rules.index(finding.rule))
        for dossier in dossiers
        for finding in findings(dossier)
        if finding.level != "none"
    ]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "testimonia",
                        "version": version,
                        "rules": [
                            {
                                "id": rule,
                                "shortDescription": {"text": MEANINGS[rule]},
                                "help": {"text": f"What it means and what to do stands in {_DOCS}."},
                                "defaultConfiguration": {"level": LEVELS[rule]},
                            }
                            for rule in rules
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "artifacts": [
                    {"location": {"uri": _uri(d)}, "hashes": {"sha-256": d.document["sha256"]}} for d in dossiers
                ],
                "results": results,
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _result(dossier: Dossier, finding: Finding, rule: int) -> dict[str, object]:
    physical: dict[str, object] = {"artifactLocation": {"uri": _uri(dossier)}}
    region: dict[str, object] = {}
    if finding.line:
        region = {"startLine": finding.line}
    elif finding.start is not None and finding.end is not None:
        # no line is known: the offsets count in the text that the warehouse holds of the document
        region = {"charOffset": finding.start, "charLength": finding.end - finding.start}
    if region:
        physical["region"] = {**region, "snippet": {"text": finding.text[:1000]}}
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": finding.level,
        "message": {"text": f"{finding.ref}: {finding.message}"},
        "locations": [{"physicalLocation": physical}],
        "partialFingerprints": {"testimonia/v1": finding.subject_id},
        "properties": {"url": finding.url, "start": finding.start, "end": finding.end},
    }


def _uri(dossier: Dossier) -> str:
    path = PurePath(str(dossier.document["path"]))
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
