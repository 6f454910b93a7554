"""The record of a run: its settings and the versions of what made its rows."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version

import duckdb

from pipeline.run import Job
from pipeline.stages import BY_NAME
from warehouse.ids import digest

_LIBRARIES = (
    "testimonia",
    "scrapy",
    "trafilatura",
    "htmldate",
    "spacy",
    "duckdb",
    "warcio",
    "pypdfium2",
    "onnxruntime",
)


def record_run(connection: duckdb.DuckDBPyConnection, documents: Sequence[str], job: Job, started: datetime) -> None:
    """Add the row of a run that did something; one that found nothing owed leaves none."""
    versions = {name: version(name) for name in _LIBRARIES} | {
        f"stage {name}": str(stage.version) for name, stage in BY_NAME.items()
    }
    connection.execute(
        "insert into runs (run_id, started_at, ended_at, documents, web, settings, versions) values (?, ?, ?, ?, ?, ?, ?)",
        [
            digest("run", started.isoformat(), os.getpid()), started, datetime.now(UTC), list(documents), job.web.name,
            json.dumps(asdict(job.settings), sort_keys=True), json.dumps(versions, sort_keys=True),
        ],
    )  # fmt: skip
