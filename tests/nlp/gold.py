"""The gold sets of tests/cases: how they are read and how finds are scored against them."""

from __future__ import annotations

from pathlib import Path

CASES = Path(__file__).parent.parent / "cases"

Row = tuple[str, ...]


def read(kind: str, language: str) -> list[tuple[str, list[Row]]]:
    """Return the sentences of a gold set with their labels, each label its fields as text."""
    cases = []
    for line in (CASES / kind / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or "=>" not in line:
            continue
        text, _, labels = line.partition(" =>")
        rows = [tuple(part.strip() for part in label.split("|")) for label in labels.split("; ") if label.strip()]
        cases.append((text.strip().replace("\\n", "\n"), rows))
    return cases


def f1(gold: set[Row], found: set[Row]) -> float:
    """Return the F1 of what was found."""
    return 2 * len(gold & found) / (len(gold) + len(found)) if gold or found else 1.0
