"""The Python API, for notebooks: a dozen functions that do what the commands do, and show claims and evidence as they should look.

    from pipeline import api
    api.run("letter.docx", offline=True)
    api.claims()                      # each claim with its evidence, both texts lit
    api.ledger("verdict = 'contradicted'")

What a function returns has the names and meanings of the contract (docs and `testimonia COMMAND --help`). Input that cannot be used
raises `pipeline.stage.BadInput`, whose message says where, what, and what to do. Offsets count code points.
"""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import duckdb

from pipeline.report import words
from pipeline.report.gather import rows
from pipeline.report.passages import lit
from pipeline.settings import Settings, load
from warehouse import store

Answer = dict[str, Any]
WAREHOUSE, ARCHIVE, OUT = Path("data/testimonia.duckdb"), Path("data/archive"), Path("data/report")
_SHOWN = 50  # rows of a table that a notebook shows; all are there
_COLOURS = {"match": "#bfe5cb", "mismatch": "#f6c3bb", "absent": "#f3dcae", "evidence": "#d9e2f5"}
_TONES = {
    "good": "#1d5c38",
    "bad": "#9c1c1c",
    "warn": "#7d4300",
    "part": "#5c5200",
    "unread": "#44506a",
    "plain": "#5a564f",
}


class Table(list[Answer]):
    """Rows of the warehouse, as a list of dicts that a notebook shows as a table."""

    def _repr_html_(self) -> str:
        if not self:
            return "<p>No rows.</p>"
        head = "".join(f"<th>{escape(str(name))}</th>" for name in self[0])
        body = "".join(
            "<tr>" + "".join(f'<td style="text-align:left">{_cell(value)}</td>' for value in row.values()) + "</tr>" for row in self[:_SHOWN]
        )  # fmt: skip
        more = f"<p>and {len(self) - _SHOWN} more</p>" if len(self) > _SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim held against a source: the row of the ledger, or what `check` answered, with both texts to light."""

    claim: str
    verdict: str
    reason: str
    score: float | None
    facts: Sequence[Mapping[str, Any]]
    evidence: Sequence[str]
    source: str = ""

    def _repr_html_(self) -> str:
        word = words.word(words.VERDICTS, self.verdict)
        score = f" ({self.score:.0%} that it is supported)" if self.score is not None else ""
        said = _light(self.claim, [(str(fact["claim"]), str(fact["status"])) for fact in self.facts])
        found = [(str(fact["source"]), str(fact["status"])) for fact in self.facts if fact["source"]]
        passages = "".join(
            f'<p style="background:{_COLOURS["evidence"]}4d">{_light(passage, found)}</p>' for passage in self.evidence
        )
        return (
            f'<div style="border-left:4px solid {_TONES[word.tone]};padding-left:1em;margin:1em 0"><p><b style="color:{_TONES[word.tone]}">'
            f"{escape(word.label)}</b>{score}: {escape(self.reason)}</p><blockquote>{said}</blockquote>"
            f"<p><small>{escape(self.source)}</small></p>{passages or '<p><i>No passage bears on it.</i></p>'}</div>"
        )


class Claims(list[Checked]):
    """Claims that a notebook shows one below the other, with their evidence."""

    def _repr_html_(self) -> str:
        return "".join(one._repr_html_() for one in self) or "<p>No claims.</p>"


# ---- single steps


def read(path: str | Path, *, as_of: str | None = None) -> Answer:
    """Return a document's text, citations and claims, as `testimonia read` does; `as_of` overrides its date (ISO 8601)."""
    from pipeline.cli.read import as_answer
    from pipeline.read import file_bytes, read_document

    return as_answer(read_document(file_bytes(str(path)), name=str(path), as_of=as_of))


def fetch(
    *urls: str, replay: Iterable[str | Path] = (), archive: str | Path = ARCHIVE, settings: Sequence[str] = ()
) -> list[Answer]:
    """Visit addresses, follow and archive them; return one answer an address, in order.

    `replay` names WARC or WACZ files that stand for the web; `settings` are overrides such as `fetch.timeout_s=10`.
    """
    from pipeline.cli.fetch import main

    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        main(
            list(urls),
            as_json=True,
            settings=_settings(settings),
            replay=[Path(path) for path in replay],
            archive=Path(archive),
        )
    return [json.loads(line) for line in told.getvalue().splitlines()]


def extract(path: str | Path | None, *, url: str | None = None, status: int | None = None) -> Answer:
    """Return what a saved page says and what kind of answer it is; None as path with a status stands for a page that is gone."""
    from pipeline.cli.extract import work

    return work(_given(path=str(path) if path is not None else None, url=url, status=status), _settings(())) | {
        "input": str(path)
    }


def annotate(text: str, *, language: str | None = None, date: str | None = None) -> Answer:
    """Return the sentences, names, dates, numbers, quotes and abbreviations of a text; relative dates hang on `date`."""
    from pipeline.cli.annotate import work

    return work(_given(text=text, language=language, date=date), _settings(()))


def check(claim: str, source: str, *, claim_date: str | None = None, source_date: str | None = None) -> Checked:
    """Hold a claim against the text of a source; a notebook shows both with their facts lit."""
    from pipeline.cli.check import work

    found = work(_given(claim=claim, source=source, claim_date=claim_date, source_date=source_date), _settings(()))
    return Checked(
        claim=claim, verdict=found["verdict"], reason=found.get("reason", ""), score=found["score"], facts=found["facts"],
        evidence=[passage["text"] for passage in found["evidence"]],
    )  # fmt: skip


def compare(old: str | Path, new: str | Path, *, claims: Sequence[str] = ()) -> Answer:
    """Return what changed between two saved pages, and which of some claims that hits (their numbers, from 0)."""
    from pipeline.cli.compare import work

    return work({"old": {"path": str(old)}, "new": {"path": str(new)}, "claims": list(claims)}, _settings(()))


# ---- whole runs


def run(
    *documents: str | Path, replay: Iterable[str | Path] = (), offline: bool = False, as_of: str | None = None,
    warehouse: str | Path = WAREHOUSE, archive: str | Path = ARCHIVE, out: str | Path = OUT, settings: Sequence[str] = (),
) -> int:  # fmt: skip
    """Do everything that is owed for some documents and write the report; return the exit status (0 done, 2 something was unusable)."""
    from pipeline.cli.run import main

    return main(
        [str(path) for path in documents], settings=_settings(settings), warehouse=Path(warehouse), archive=Path(archive), out=Path(out),
        replay=[Path(path) for path in replay], offline=offline, as_of=as_of, fail_on=(), workers=1,
    )  # fmt: skip


@contextlib.contextmanager
def open_warehouse(warehouse: str | Path = WAREHOUSE) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a published warehouse read-only, as long as the block lasts. Raises FileNotFoundError where no run has made one."""
    with store.open_to_read(Path(warehouse)) as connection:
        yield connection


def query(sql: str, *values: object, warehouse: str | Path = WAREHOUSE) -> Table:
    """Return what the warehouse answers to a question in SQL; `?` stands for each of the values."""
    with open_warehouse(warehouse) as connection:
        return Table(rows(connection, sql, *values))  # type: ignore[arg-type]  # rows are dicts


def ledger(where: str = "true", *, warehouse: str | Path = WAREHOUSE) -> Table:
    """Return the ledger, a row a claim and citation, where a condition in SQL holds."""
    return query(
        "select claim_ref, citation_ref, claim, verdict, sure, score, reason, basis, outcome, url, decision, decided_by "
        f"from claim_ledger where {where}",
        warehouse=warehouse,
    )


def claims(where: str = "true", *, warehouse: str | Path = WAREHOUSE) -> Claims:
    """Return the claims of the ledger where a condition in SQL holds, each with its facts and up to three passages."""
    found = query(
        f"""select ledger.*, coalesce(found.passages, []) as passages from claim_ledger as ledger
        left join (select verdict_id, list(text order by rank) as passages from evidence where rank <= 3 group by all) as found
        using (verdict_id) where {where}""",
        warehouse=warehouse,
    )
    return Claims(
        Checked(
            claim=row["claim"], verdict=row["verdict"], reason=row["reason"] or "", score=row["score"], facts=row["facts"],
            evidence=row["passages"], source=f"{row['claim_ref']} · {row['source_title'] or row['label'] or ''} · {row['url'] or ''}",
        )
        for row in found
    )  # fmt: skip


def decide(
    claim_ref: str, citation_ref: str, verdict: str, *, who: str, note: str | None = None, document_id: str | None = None,
    warehouse: str | Path = WAREHOUSE,
) -> str:  # fmt: skip
    """Record a person's verdict on a claim by a citation (`k6`, `c1`), as the review desk does; return the decision's id.

    The program's own word accepts it. Raises LookupError where the ledger has no such row, or several documents have one and
    `document_id` does not say which; `pipeline.decisions.Refused` for what is no verdict.
    """
    from pipeline import decisions
    from pipeline.review.serve import publish_decisions

    found = query(
        """select ledger.*, sources.text_id from claim_ledger as ledger left join sources using (capture_id)
        where claim_ref = ? and citation_ref = ? and (? is null or document_id = ?)""",
        claim_ref, citation_ref, document_id, document_id, warehouse=warehouse,
    )  # fmt: skip
    if len(found) != 1:
        raise LookupError(
            f"{claim_ref}, {citation_ref}: {len(found)} rows of the ledger\n\nhint: name the document with document_id"
        )
    row = found[0]
    known = {
        name: row[name] for name in ("document_id", "claim_id", "citation_id", "capture_id", "text_id", "claim", "url")
    }
    journal = decisions.journal_of(Path(warehouse))
    what = "accept" if verdict == row["verdict"] else "override"
    made = decisions.decide(
        journal, who=who, about="verdict", what=what, value=verdict if what == "override" else None, note=note,
        known={**known, "saw": row["verdict"]},
    )  # fmt: skip
    publish_decisions(Path(warehouse), journal)
    return made.decision_id


def _settings(overrides: Sequence[str]) -> Settings:
    return load(tuple(overrides))


def _given(**values: Any) -> Answer:
    return {name: value for name, value in values.items() if value is not None or name == "path"}


def _cell(value: object) -> str:
    if isinstance(value, (list, dict)):
        value = json.dumps(value, ensure_ascii=False, default=str)
    return escape("" if value is None else str(value))


def _light(text: str, found: Sequence[tuple[str, str]]) -> str:
    spans = [(at, at + len(part), status) for part, status in found if part and (at := text.find(part)) >= 0]
    return "".join(
        f'<mark style="background:{_COLOURS[kind]};color:#111">{escape(piece)}</mark>' if kind else escape(piece)
        for piece, kind in lit(text, spans)
    )
