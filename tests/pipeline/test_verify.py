"""`verify-archive`: one flipped bit of an answer is found, and the citation that rests on it is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from pipeline.cli.verify_archive import faults
from pipeline.crawl import crawl, due, index
from pipeline.settings import Settings
from pipeline.web import Web
from spiders.config import Fetch
from spiders.warc import records
from tests.spiders.conftest import server, site  # noqa: F401  fixtures
from tests.spiders.site import Site
from tests.warehouse.histories import cite

LIVE = Web(name="live")
SETTINGS = Settings(
    fetch=replace(Fetch(), delay_s=0.0, obey_robots=False, retries=0, probe=False, allow_private_hosts=True)
)


@pytest.fixture
def archive(site: Site, warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> Path:  # noqa: F811
    """An archive of two cited pages, one of them behind a redirect."""
    for number, path in enumerate(("/moved", "/gzip"), start=1):
        cite(warehouse, site(path), number=number)
    warehouse.execute("create or replace temp table run_documents as select document_id from documents")
    tasks = due(warehouse, "live", web=LIVE, settings=SETTINGS, now=datetime.now(UTC))
    folder = tmp_path / "archive"
    crawl(tasks, archive=folder, folder=tmp_path / "b", web=LIVE, settings=SETTINGS, tell=lambda _: None)
    index(warehouse, archive=folder, folder=tmp_path / "b")
    return folder


def test_a_flipped_bit_names_its_citation(
    archive: Path,
    warehouse: duckdb.DuckDBPyConnection,
    site: Site,  # noqa: F811
) -> None:
    assert list(faults(warehouse, archive)) == []
    (file,) = archive.iterdir()
    whole = file.read_bytes()
    answers = [record for record in records(file) if record.type == "response"]
    assert {record.uri for record in answers} == {site("/moved"), site("/page"), site("/gzip")}
    refs = {site("/page"): "letter.txt c1", site("/moved"): "letter.txt c1", site("/gzip"): "letter.txt c2"}
    every = [record for record in records(file) if record.uri]  # answers, requests, the journeys' own records
    assert {record.type for record in every} == {"response", "request", "metadata"}
    starts = [record.offset for record in records(file)] + [len(whole)]
    for record in every:
        end = min(start for start in starts if start > record.offset)
        step = max(1, (end - record.offset) // (9 if record.type == "response" else 3))
        for at in range(record.offset + 10, end, step):  # past the head of the gzip member
            altered = bytearray(whole)
            altered[at] ^= 0x10
            file.write_bytes(altered)
            named = {ref for fault in faults(warehouse, archive) for ref in fault.citations}
            assert named == {refs[record.uri]}, (record.type, record.uri, at - record.offset)
    file.write_bytes(whole)


def test_a_file_that_is_gone_names_its_citations(archive: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    for file in archive.iterdir():
        file.unlink()
    found = list(faults(warehouse, archive))
    assert {fault.fault for fault in found} == {"the file is missing"}
    assert {ref for fault in found for ref in fault.citations} == {"letter.txt c1", "letter.txt c2"}
