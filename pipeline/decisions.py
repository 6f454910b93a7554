"""What people decide: an append-only journal beside the warehouse, and the table that is its index.

The warehouse has one writer, and a run may be it. So a decision is a line of JSON in a file of its own: written whole, brought to
disk before it counts, never changed. `decisions` is read from that file, as `visits` is read from the archive.
"""

from __future__ import annotations

import fcntl
import json
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from pipeline.batches import write_done, write_rows
from warehouse import store
from warehouse.ids import digest, sha256
from warehouse.records import Decision

VERDICTS = ("supported", "partly_supported", "not_supported", "contradicted", "unread")
# What may be said about what; a claim and a source have no word of the program's to accept.
ALLOWED = {
    "verdict": ("accept", "override", "withdraw", "comment"),
    "outcome": ("accept", "override", "withdraw", "comment", "assign"),
    "claim": ("comment", "assign"),
    "source": ("supply",),
}
NOTE_CHARS, NAME_CHARS = 10_000, 100  # a note is a paragraph, a name a line
_LINE_BYTES = 1 << 20  # no line of ours is longer; what is, is damage


class Refused(Exception):
    """A decision that cannot be recorded: the message says what was wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Journal:
    """What a journal holds: its decisions in order, and a line for each part of it that cannot be read."""

    decisions: list[Decision]
    problems: list[str]


def journal_of(warehouse: Path) -> Path:
    """Return where the decisions about a warehouse are kept."""
    return warehouse.with_name(warehouse.name + ".decisions.jsonl")


def decide(
    journal: Path, *, who: str, about: str, what: str, known: Mapping[str, str | None], at: datetime | None = None,
    value: str | None = None, note: str | None = None,
) -> Decision:  # fmt: skip
    """Record one decision and return it; when this returns, it is on disk.

    `known` are the other columns of `decisions`: what it is about, and what the person had before them. Raises Refused for one
    that says nothing or what cannot be said, and OSError where the journal cannot be written.
    """
    made = Decision(
        made_from=journal.name, made_by="decide", decision_id="", made_at=(at or datetime.now(UTC)).astimezone(UTC),
        who=_line(who, NAME_CHARS), about=about, what=what, value=_line(value or "", NAME_CHARS) or None,
        note=_text(note) or None, **{**dict.fromkeys(_KNOWN), **known},
    )  # fmt: skip
    _check(made)
    made = replace(made, decision_id=digest(_told(made)))
    _append(journal, _told(made))
    return made


def read_journal(journal: Path) -> Journal:
    """Return what a journal holds; one that is not there holds nothing.

    A last line without its end was being written when the machine stopped: it was never confirmed to anybody, and is no decision.
    """
    found = Journal([], [])
    if not journal.exists():
        return found
    for number, line in enumerate(journal.read_bytes().split(b"\n")[:-1], start=1):
        if not line.strip():
            continue
        try:
            if len(line) > _LINE_BYTES:
                raise ValueError("longer than any line that is written here")
            told = json.loads(line)
            if not isinstance(told, dict):
                raise ValueError("no object")
            found.decisions.append(_decision(journal, told))
        except (ValueError, KeyError, TypeError, Refused) as damaged:
            why = " ".join(str(damaged).split())[:120]
            found.problems.append(
                f"{journal}: line {number} is no decision ({why})\n\nhint: mend the line from a backup, or empty it; the others count"
            )
    return found


def index(connection: duckdb.DuckDBPyConnection, *, journal: Path, folder: Path) -> tuple[int, list[str]]:
    """Bring `decisions` up to date with a journal; return how many rows were added, and what could not be read.

    Nothing is written where the journal is as it was. A journal that was removed takes its rows with it: the file is the truth.
    """
    mark = sha256(journal.read_bytes()) if journal.exists() else "none"
    known = "select version from done where stage = 'decide' and subject_id = ?"
    before = connection.execute(known, [journal.name]).fetchone()
    if before == (mark,) or (before is None and mark == "none"):
        return 0, read_journal(journal).problems
    (had,) = connection.execute("select count(*) from decisions").fetchone() or (0,)
    found = read_journal(journal)
    batch = folder / "outbox" / ("decide-" + digest(journal.name, mark))
    batch.mkdir(parents=True, exist_ok=True)
    write_rows(batch, found.decisions)
    write_done(batch, {journal.name: mark})
    store.load(connection, batch, stage="decide", at=datetime.now(UTC))
    for leftover in sorted(batch.iterdir()):
        leftover.unlink()
    batch.rmdir()
    return max(1, len(found.decisions) - int(had)), found.problems


_KNOWN = ("document_id", "claim_id", "citation_id", "capture_id", "saw", "text_id", "claim", "url")
_OWN = ("made_from", "made_by", "decision_id")


def _check(made: Decision) -> None:
    if not made.who:
        raise Refused("who: empty\n\nhint: say who decides; a decision of nobody is none")
    if made.what not in ALLOWED.get(made.about, ()):
        raise Refused(f"{made.what} of {made.about}: unknown\n\nhint: there are {ALLOWED}")
    needs = {"verdict": (made.claim_id, made.citation_id), "outcome": (made.citation_id,), "claim": (made.claim_id,)}
    if not all(needs.get(made.about, (made.citation_id,))):
        raise Refused(f"{made.about}: it does not say of what\n\nhint: reload the page and try again")
    if made.what == "override" and (made.value is None or made.value == made.saw):
        raise Refused("override: the word is missing or the program's own\n\nhint: choose another word, or accept")
    if made.what == "override" and made.about == "verdict" and made.value not in VERDICTS:
        raise Refused(f"override {made.value}: no verdict\n\nhint: choose from {', '.join(VERDICTS)}")
    if made.what == "comment" and not made.note:
        raise Refused("comment: empty\n\nhint: write something")


def _told(made: Decision) -> str:
    """Return the line of a decision: what it says, and nothing of where it is kept."""
    told = {name: value for name, value in asdict(made).items() if name not in _OWN and value is not None}
    return json.dumps({**told, "made_at": made.made_at.isoformat()}, ensure_ascii=False)


def _decision(journal: Path, told: dict[str, Any]) -> Decision:
    names = {f.name for f in fields(Decision)} - set(_OWN)
    if unknown := set(told) - names:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    if not all(isinstance(value, str) for value in told.values()):
        raise ValueError("a value that is no text")
    moment = datetime.fromisoformat(told["made_at"])
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    made = Decision(
        made_from=journal.name, made_by="decide", decision_id="",
        **{**dict.fromkeys(("value", "note", *_KNOWN)), **told, "made_at": moment.astimezone(UTC)},
    )  # fmt: skip
    _check(made)
    return replace(made, decision_id=digest(_told(made)))


def _append(journal: Path, line: str) -> None:
    """Write one line to the end of the journal and to disk; several desks may write to one journal."""
    journal.parent.mkdir(parents=True, exist_ok=True)
    with journal.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        end = file.seek(0, os.SEEK_END)
        if end:
            file.seek(end - 1)
            if file.read(1) != b"\n":  # a line that a power cut tore: it is closed, told as damage, and stays alone
                line = "\n" + line
        file.write(line.encode("utf-8", "replace") + b"\n")
        file.flush()
        os.fsync(file.fileno())
    if not end:
        handle = os.open(journal.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _line(text: str, most: int) -> str:
    """Return a name without what cannot be seen."""
    shown = "".join(" " if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") else char for char in text)
    return " ".join(shown.split())[:most]


def _text(text: str | None) -> str:
    kept = (
        char
        for char in (text or "").replace("\r\n", "\n")
        if char == "\n" or unicodedata.category(char) not in ("Cc", "Cs")
    )
    return "".join(kept).strip()[:NOTE_CHARS]
