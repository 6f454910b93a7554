"""Pages that belong to a cited page: the reports that an index lists, and the file of the report that it is; one level, `fetch.follow` at most."""

from __future__ import annotations

from datetime import datetime

import duckdb

from pipeline.crawl import due
from pipeline.crawling import Task
from pipeline.settings import Settings
from pipeline.web import Web

# Copies are looked for only of what could not be read at its address.
_WANTED = {
    "live": "select url, cited_on, document_id from followed where place <= {most}",
    "memento": "select url, cited_on, document_id from followed where place <= {most} and not is_read",
}


def followed(
    connection: duckdb.DuckDBPyConnection, via: str, *, web: Web, settings: Settings, now: datetime
) -> list[Task]:
    """Return the visits that are due of the pages that belong to those which this run's documents cite; as `due` does for the latter."""
    wanted = _WANTED[via].format(most=settings.fetch.follow)
    return due(connection, via, web=web, settings=settings, now=now, wanted=wanted)
