"""What a run found, as findings that other tools know how to show: a rule, a level, a sentence, and a place in the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.report.attention import stand
from pipeline.report.gather import Claimed, Dossier, Link
from pipeline.report.words import OUTCOMES, VERDICTS, word

Level = Literal["error", "warning", "note", "none"]
# A level says who must act: an error is wrong as it stands, a warning needs a better source, a note a look. What was not
# read is a note and never more: a wall says nothing of the source behind it.
LEVELS: dict[str, Level] = {
    "contradicted": "error",
    "disputed": "error",
    "not_supported": "warning",
    "outdated": "warning",
    "partly_supported": "note",
    "unsure": "note",
    "unread": "note",
    "uncited": "note",
    "supported": "none",
    "dead_link": "error",
    "failing_link": "warning",
    "changed_source": "warning",
    "unread_link": "note",
    "live_link": "none",
}
MEANINGS = {
    **{slug: VERDICTS[slug].meaning for slug in LEVELS if slug in VERDICTS},
    "dead_link": "The link is dead: repeated checks on different days failed, or the end is unmistakable.",
    "failing_link": "The link failed; one failed check is no death.",
    "changed_source": "The source is not what it was when it was cited.",
    "unread_link": "The source could not be read at its address. Unread is not dead.",
    "live_link": "The source was read.",
}
_TEXT_BYTES = 8 * 2**20  # of a document that is searched for its lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One claim or link as it was found: `start` and `end` are offsets in the document's text, None where it has none."""

    rule: str
    level: Level
    message: str
    subject_id: str
    ref: str
    text: str
    start: int | None
    end: int | None
    line: int | None = None
    url: str | None = None


def findings(dossier: Dossier) -> Iterator[Finding]:
    """Yield a finding for each claim that cites a source or states something uncited, then for each link, in order."""
    lines = Lines(str(dossier.document["path"]))
    for claim in dossier.claims:
        if claim.verdict or claim.uncited:
            yield _of_claim(claim, lines)
    for link in dossier.links:
        if link.row["url"]:
            yield _of_link(link, lines)


def _of_claim(claim: Claimed, lines: Lines) -> Finding:
    rule = stand(claim)
    reasons = [f"{case.row['marker'] or case.row['citation_ref']}: {case.row['reason']}" for case in claim.cases]
    return Finding(
        rule=rule,
        level=LEVELS[rule],
        message=" ".join([VERDICTS[rule].meaning, *(f"({reason})" for reason in reasons[:5])]),
        subject_id=str(claim.row["claim_id"]),
        ref=str(claim.row["ref"]),
        text=str(claim.row["text"]),
        start=int(claim.row["start"]),
        end=int(claim.row["end"]),
        line=lines.line_of(str(claim.row["text"])),
        url=next((str(case.row["url"]) for case in claim.cases if case.row["url"]), None),
    )


def _of_link(link: Link, lines: Lines) -> Finding:
    outcome = word(OUTCOMES, link.row["outcome"])
    rule = {"dead": "failing_link", "unread": "unread_link"}.get(str(link.row["health"]), "live_link")
    message = f"{outcome.label}: {link.row['reason']}."
    if link.death and link.death["confirmed"]:
        rule = "dead_link"
    if rule == "live_link" and link.change and link.change["change"] != "minor":
        rule = "changed_source"
        message = f"Changed since it was cited: {link.change['reason']}."
    if link.row["rescued"]:
        message += f" An archived copy was read in its place: {link.row['rescue_memento_url'] or 'see captures'}."
    return Finding(
        rule=rule,
        level=LEVELS[rule],
        message=message,
        subject_id=str(link.row["citation_id"]),
        ref=str(link.row["ref"]),
        text=str(link.row["printed"] or link.row["url"]),
        start=link.row["start"],
        end=link.row["end"],
        line=lines.line_of(str(link.row["printed"] or link.row["url"])),
        url=str(link.row["url"]),
    )


class Lines:
    """The lines of a document that is plain text and still where it was read; every other document has none."""

    def __init__(self, path: str) -> None:
        self.text = ""
        self.is_html = path.lower().endswith((".html", ".htm"))  # its text is not that of its tags
        try:
            file = Path(path)
            if file.suffix.lower() in (
                ".txt",
                ".md",
                ".markdown",
                ".html",
                ".htm",
                ".wiki",
                ".bib",
                ".ris",
                ".csv",
            ) and (file.stat().st_size <= _TEXT_BYTES):
                self.text = file.read_text(encoding="utf-8", errors="replace")
        except (OSError, ValueError):
            self.text = ""

    def span_of(self, words: str, *, near: int) -> tuple[int, int] | None:
        """Return where some words stand in the file's own text, nearest to an offset; line breaks between them are no difference."""
        if not self.text or self.is_html:
            return None
        told = r"\s+".join(map(re.escape, words.split()))
        spans = [found.span() for found in re.finditer(told, self.text)] if told else []
        return min(spans, key=lambda span: abs(span[0] - near), default=None)

    def line_of(self, words: str) -> int | None:
        """Return the line, from 1, on which some words begin; line breaks between the words are no difference."""
        first = words.split()[:8]
        found = re.search(r"\s+".join(map(re.escape, first)), self.text) if first and self.text else None
        return self.text.count("\n", 0, found.start()) + 1 if found else None


def worst(found: Sequence[Finding]) -> list[Finding]:
    """Return findings in the order in which they need a person, worst first."""
    ranks = list(LEVELS.values())
    return sorted(found, key=lambda f: ranks.index(f.level))
