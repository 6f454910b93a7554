"""A visit and its record in the archive become a capture, its signals and, where it was read, a source."""

from __future__ import annotations

import gzip
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from pipeline.extract import capture_of
from pipeline.settings import Settings
from pipeline.stage import BadInput
from pipeline.stages import EXTRACT
from tests.warehouse.histories import cite
from warehouse.ids import digest
from warehouse.records import Capture, Hop, Signal, Source, Visit

URL = "https://courier.example/2017/footbridge"
SEEN = datetime(2017, 9, 19, tzinfo=UTC)
ARTICLE = "<p>" + "The council voted on Tuesday to rebuild the old footbridge over the river. " * 12 + "</p>"


def archived(folder: Path, body: str, *, status: str = "200 OK") -> Visit:
    """Write one answer to an archive and return the visit that it ended."""
    answer = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}".encode()
    fields = (
        "WARC/1.1", "WARC-Type: response", f"WARC-Target-URI: {URL}", "WARC-Date: 2017-09-19T00:00:00Z",
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>", "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(answer)}", "", "",
    )  # fmt: skip
    (folder / "one.warc.gz").write_bytes(gzip.compress("\r\n".join(fields).encode() + answer + b"\r\n\r\n"))
    return Visit(
        made_from=URL,
        made_by="fetch",
        visit_id=digest(body),
        url=URL,
        via="live",
        asked_for=None,
        final_url=URL,
        status=int(status.split()[0]),
        error=None,
        media_type="text/html",
        bytes=len(body),
        sha256=None,
        fetched_at=SEEN,
        web="live",
        asked_at=SEEN,
        memento_url=None,
        memento_datetime=None,
        retry_after=None,
        warc_file="one.warc.gz",
        warc_offset=0,
        warc_record_id=None,
    )


def test_live_page_has_a_source(tmp_path: Path) -> None:
    visit = archived(tmp_path, f"<html><head><title>Footbridge</title></head><body>{ARTICLE}</body></html>")
    judged = capture_of(visit, [], archive=tmp_path)
    assert judged.capture.outcome == "live"
    assert judged.capture.capture_id == digest("capture", visit.visit_id)
    assert judged.source is not None
    assert judged.source.text_id == digest("text", judged.source.text)
    assert "rebuild the old footbridge" in judged.source.text
    assert {"status", "main_words", "title"} <= {signal.name for signal in judged.signals}


@pytest.mark.parametrize(
    ("status", "body"), [("404 Not Found", ARTICLE), ("200 OK", "<title>Access denied</title><p>Access denied</p>")]
)
def test_what_is_dead_or_a_wall_has_no_source(tmp_path: Path, status: str, body: str) -> None:
    assert capture_of(archived(tmp_path, body, status=status), [], archive=tmp_path).source is None


def test_failed_visit_needs_no_archive(tmp_path: Path) -> None:
    visit = replace(archived(tmp_path, "x"), error="dns", status=None, warc_file=None, warc_offset=None)
    assert capture_of(visit, [], archive=tmp_path).capture.outcome == "gone"


def test_missing_archive_is_bad_input(tmp_path: Path) -> None:
    visit = replace(archived(tmp_path, ARTICLE), warc_file="lost.warc.gz")
    with pytest.raises(BadInput) as caught:
        capture_of(visit, [], archive=tmp_path)
    assert caught.value.code == "extract/bad_archive"


def test_stage_reads_visits_with_their_hops_and_labels(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    visit = archived(tmp_path, f"<html><head><title>Footbridge</title></head><body>{ARTICLE}</body></html>")
    hop = Hop(
        made_from=URL, made_by="fetch", hop_id="h", visit_id=visit.visit_id, number=0, url=URL, kind="asked", status=200,
        location=None, error=None, address=None, fetched_at=SEEN, warc_record_id=None,
    )  # fmt: skip
    for table, record in (("visits", visit), ("hops", hop)):
        rows = pa.Table.from_pylist([asdict(record)])
        warehouse.register("rows", rows)
        warehouse.execute(f"insert into {table} by name select * from rows")
        warehouse.unregister("rows")
    warehouse.execute("set variable archive = ?", [str(tmp_path)])
    (row,) = warehouse.sql(EXTRACT.reads).to_arrow_table().to_pylist()
    assert row["subject_id"] == visit.visit_id
    made = list(EXTRACT.work(row, Settings()))
    assert [type(record) for record in made if not isinstance(record, Signal)] == [Capture, Source]
    assert row["earlier"] is None
    assert ("hops", "1") in {(record.name, record.value) for record in made if isinstance(record, Signal)}


def test_stage_reads_the_archived_copy_beside_a_live_visit(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    now = archived(tmp_path, f"<html><head><title>Footbridge</title></head><body>{ARTICLE}</body></html>")
    earlier = replace(now, visit_id="first", fetched_at=SEEN - timedelta(days=9))
    copy = replace(now, visit_id="copy", via="memento", memento_datetime=SEEN - timedelta(days=3), warc_offset=7)
    later = replace(now, visit_id="later", fetched_at=SEEN + timedelta(days=9))
    rows = pa.Table.from_pylist([asdict(visit) for visit in (now, earlier, copy, later)])
    warehouse.register("rows", rows)
    warehouse.execute("insert into visits by name select * from rows")
    warehouse.unregister("rows")
    cite(warehouse, URL)
    warehouse.execute("update citations set label = 'The footbridge'")
    warehouse.execute("set variable archive = ?", [str(tmp_path)])
    read = {row["subject_id"]: row["earlier"] for row in warehouse.sql(EXTRACT.reads).to_arrow_table().to_pylist()}
    assert read.pop("first") is None and read.pop("copy") is None
    assert {subject: earlier["visit_id"] for subject, earlier in read.items()} == {
        now.visit_id: "copy",
        "later": "copy",
    }
