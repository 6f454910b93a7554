"""What a person hands in: archived as theirs, read like any source, and never what the site served."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
from warcio.archiveiterator import ArchiveIterator

from pipeline.extract import capture_of
from pipeline.package import write_package
from pipeline.supply import supply
from spiders.replay import ReplayedWeb
from spiders.warc import read_response, verify, visits_of
from tests.warehouse.histories import ask, cite, judge, look, put
from warehouse.ids import digest, sha256
from warehouse.records import Source

URL = "https://news.example/wall"
AT = datetime(2026, 11, 20, 13, tzinfo=UTC)
TEXT = ("The council voted on Tuesday to rebuild the old footbridge over the river. " * 8).encode()


def test_it_is_archived_under_its_digest_and_read_like_a_source(tmp_path: Path) -> None:
    visit = supply(tmp_path, url=URL, body=TEXT, media_type="text/plain", who="Ana\r\nX-Evil: 1", at=AT)
    (path,) = tmp_path.glob("*.warc.gz")
    assert verify(path) == []
    assert [found for found, _ in visits_of(path)] == [visit]
    assert (visit.via, visit.web, visit.status, visit.sha256) == ("person", "person", None, sha256(TEXT))
    stored = read_response(path, visit.warc_offset or 0)
    assert (stored.body, stored.status, stored.target_uri) == (TEXT, None, f"urn:sha256:{sha256(TEXT)}")
    judged = capture_of(visit, [], archive=tmp_path)
    assert judged.source is not None
    assert judged.source.text.startswith("The council voted")
    assert (judged.capture.outcome, judged.capture.via) == ("live", "person")
    with path.open("rb") as file:
        (by,) = [r.rec_headers.get_header("X-Supplied-By") for r in ArchiveIterator(file) if r.rec_type == "resource"]
    assert by == "Ana X-Evil: 1"


def test_no_replay_and_no_package_shows_it_as_the_sites(tmp_path: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    supply(tmp_path / "a", url=URL, body=TEXT, media_type="text/plain", who="Ana", at=AT)
    web = ReplayedWeb(list((tmp_path / "a").glob("*.warc.gz")))
    assert web.newest(URL) is None
    write_package(warehouse, tmp_path / "w.wacz", archive=tmp_path / "a", report=tmp_path / "none", software="test")
    web = ReplayedWeb([tmp_path / "w.wacz"])
    assert web.newest(URL) is None


def test_a_verdict_rests_on_it_only_while_the_page_itself_is_not_read(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, URL)
    look(warehouse, URL, "paywall", days_ago=1)
    archived = look(warehouse, URL, "live", days_ago=900, via="memento", asked_for="2017-09-19")
    supplied = look(warehouse, URL, "live", via="person", status=None)
    judge(warehouse, 1, supplied, "supported")
    judge(warehouse, 1, archived, "not_supported")
    row = "select basis, verdict, verdict_as_cited, outcome, health from claim_ledger"
    assert ask(warehouse, row) == [("person", "supported", "not_supported", "paywall", "unread")]
    judge(warehouse, 1, look(warehouse, URL, "live", days_ago=0.1), "contradicted")
    assert ask(warehouse, row) == [("live", "contradicted", "not_supported", "live", "live")]


def test_a_wall_that_a_person_hands_in_is_no_source(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, URL)
    look(warehouse, URL, "paywall", days_ago=1)
    look(warehouse, URL, "paywall", via="person", status=None)
    assert ask(warehouse, "select basis, verdict from claim_ledger") == [(None, "unread")]
    put(warehouse, Source(
        made_from="x", made_by="extract", capture_id=digest("x"), text_id="x", title=None, author=None, publisher=None, published=None,
        modified=None, language=None, media_type=None, extractor="x", text="x",
    ))  # fmt: skip
    assert ask(warehouse, "select health from citation_status") == [("unread",)]
