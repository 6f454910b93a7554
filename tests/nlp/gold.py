"""The gold sets of tests/cases: how they are read and how finds are scored against them."""

from __future__ import annotations

from pathlib import Path

CASES = Path(__file__).parent.parent / "cases"

_ARTICLES = ("the", "a", "an", "el", "la", "los", "las", "un", "una")

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


def same_speaker(label: str, found: str) -> bool:
    """Return whether two names of a speaker name one: what a person is may stand before the name, or be left out."""
    return label == found or (label != "" and found != "" and _name(label) == _name(found))


def _name(speaker: str) -> str:
    """Return a speaker from the first capital after the article and small words on: "la fiscal Dana Gil" is "Dana Gil"."""
    words = speaker.split()
    words[0] = words[0].lower() if words[0].lower() in _ARTICLES else words[0]
    at = next((n for n, word in enumerate(words) if word[0].isupper()), 0)
    return " ".join(words[at:])
