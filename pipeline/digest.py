"""One message for everything that is new: its title, and its lines by document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

_WORDS = {
    "dead": "dead", "failing": "failing", "error": "met with an error", "flapping": "unsteady", "evidence_lost": "evidence lost", "verdict_changed": "verdict changed",
    "changed": "changed in substance", "revived": "back",
}  # fmt: skip
_MOST_LINES = 200  # of one message: a mail of thousands of lines is read by nobody, and the warehouse has the rest
_LONGEST = 400  # characters of one line that come from a source


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """A row of the view `news`."""

    document_id: str
    path: str
    citation_id: str
    ref: str
    marker: str | None
    label: str | None
    url: str
    claim_id: str
    claim_ref: str | None
    claim: str | None
    topic: str
    before: str | None
    state: str
    kind: str
    says: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> News:
        """Return a row of the view as a record."""
        return cls(**{field.name: row[field.name] for field in fields(cls)})

    @property
    def key(self) -> str:
        """What it is about, and what it says of it: the same news has the same key."""
        return "\x1f".join((self.citation_id, self.claim_id, self.topic, self.state))

    def as_json(self) -> dict[str, str | None]:
        """Return it as `watch --json` prints it."""
        return asdict(self)


def digest_of(news: Sequence[News], *, repeated: datetime | None = None) -> tuple[str, str]:
    """Return the title and the text of the message for some news, in plain text.

    `repeated` is when a message was made of which it is not known whether it was sent.
    """
    counts = Counter(one.kind for one in news)
    title = "testimonia: " + ", ".join(f"{counts[kind]} {word}" for kind, word in _WORDS.items() if counts[kind])
    lines = list(_lines(news))
    if len(lines) > _MOST_LINES:
        left = len(lines) - _MOST_LINES
        lines = [*lines[:_MOST_LINES], f'… and {left} more lines: `testimonia query "from notices"` has them all']
    if repeated is not None:
        lines.insert(0, f"A message of {repeated:%Y-%m-%d %H:%M} UTC may have told you some of this already.\n")
    return title, "\n".join(lines) + "\n"


def _lines(news: Iterable[News]) -> Iterable[str]:
    for path, of_document in groupby(news, key=lambda one: one.path):
        yield Path(path).name
        for one in of_document:
            mark = f"[{one.marker}]" if one.marker else one.ref
            yield f"  {_WORDS[one.kind].upper()}  {mark} {_line(one.label)} <{one.url}>".replace("  <", " <")
            if one.claim:
                yield f"      claim: {_line(one.claim)}"
            yield f"      {_line(one.says)}"
        yield ""


def _line(text: str | None) -> str:
    """Return words of a document or a source as part of one line: whatever they hold, they begin no line of their own."""
    flat = " ".join("".join(c if c.isprintable() else " " for c in text or "").split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
