"""Claims of our own that have a source's words and say otherwise, beside true ones: who is called supported in vain.

    python -m benchmarks turned

`turned.json` has the sources and the claims, English and Spanish, by sitting: those of a sitting were written before the rules were run on
them; what was found at that first sight stands in `docs/experiments/check.md`.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from benchmarks.speed import Table
from nlp.check import check
from pipeline.settings import Check

CLAIMS = Path(__file__).with_name("turned.json")


def turned() -> Table:
    """Return a row a sitting and language: how the true claims and the turned ones are called."""
    held = json.loads(CLAIMS.read_text(encoding="utf-8"))
    sources = {source["id"]: source for source in held["sources"]}
    counts: dict[tuple[int, str], Counter[str]] = {}
    for row in held["claims"]:
        source = sources[row["source"]]
        told = check(
            row["claim"],
            source["text"],
            claim_date=row["date"],
            source_date=source["date"],
            language=source["language"],
            source_language=source["language"],
        )
        own = counts.setdefault((source["sitting"], source["language"]), Counter())
        kind = "true" if row["says"] else "turned"
        own[kind] += 1
        own[f"{kind} {told.verdict}"] += 1
        sure = told.verdict == "supported" and (told.score or 0) >= Check().abstain_below
        own[f"{kind} sure"] += sure
    header = [
        "sitting",
        "language",
        "true",
        "supported",
        "contradicted",
        "turned",
        "supported",
        "of these sure",
        "contradicted",
    ]
    rows: list[tuple[object, ...]] = [
        (
            sitting, language, own["true"], own["true supported"], own["true contradicted"],
            own["turned"], own["turned supported"], own["turned sure"], own["turned contradicted"],
        )
        for (sitting, language), own in sorted(counts.items())
    ]  # fmt: skip
    return "Claims of our own, true and turned, and how they are called", header, rows
