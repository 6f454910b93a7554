"""What a findings file is called and made by: the endings of `testimonia export` that speak to other tools."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

import duckdb

from pipeline.exports.junit import junit
from pipeline.exports.linked import claim_reviews, web_annotations
from pipeline.exports.markdown import markdown
from pipeline.exports.sarif import sarif
from pipeline.report.gather import Dossier, gather, last_run

Form = Callable[[Sequence[Dossier], duckdb.DuckDBPyConnection], str]


def _sarif(dossiers: Sequence[Dossier], connection: duckdb.DuckDBPyConnection) -> str:
    del connection
    return sarif(dossiers, version=version("testimonia"))


def _reviews(dossiers: Sequence[Dossier], connection: duckdb.DuckDBPyConnection) -> str:
    run = last_run(connection)
    return claim_reviews(dossiers, at=run["started_at"] if run else None)


FORMS: dict[str, Form] = {
    ".sarif": _sarif,
    ".junit.xml": lambda dossiers, _: junit(dossiers),
    ".md": lambda dossiers, _: markdown(dossiers),
    ".claimreview.json": _reviews,
    ".annotations.json": lambda dossiers, _: web_annotations(dossiers),
}


def form_of(to: Path) -> str | None:
    """Return the ending of FORMS that a file's name has, or None."""
    return next((ending for ending in FORMS if to.name.lower().endswith(ending)), None)


def written(connection: duckdb.DuckDBPyConnection, form: str) -> str:
    """Return all documents of a warehouse in a form of FORMS."""
    ids = [row[0] for row in connection.execute("select document_id from documents order by path").fetchall()]
    return FORMS[form](gather(connection, ids), connection)
