"""`testimonia query` and `export`: read-only, clear where they cannot answer."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from pipeline.cli import export, query
from pipeline.workbook import write_workbook
from warehouse import store


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A published warehouse with one document in it."""
    file = tmp_path / "w.duckdb"
    connection = store.open_to_write(file)
    connection.execute(
        "insert into documents values ('m', 'read', 'd', 'a.txt', 's', 'txt', 'Ein Brief', '2017', 'de', 't', 'x')"
    )
    store.publish(connection, file)
    return file


def test_json_lines(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert query.main("select title, date from documents", warehouse=published, as_json=True, as_csv=False) == 0
    assert json.loads(capsys.readouterr().out) == {"title": "Ein Brief", "date": "2017"}


def test_a_table_for_people(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert query.main("select title from documents", warehouse=published, as_json=False, as_csv=False) == 0
    printed = capsys.readouterr().out
    assert "Ein Brief" in printed
    assert "(1 row)" in printed


@pytest.mark.parametrize(
    "sql", ["delete from documents", "copy documents to '{0}/x.csv'", "from read_text('/etc/hostname')", "selec 1"]
)
def test_a_query_can_only_read_the_warehouse(
    published: Path, sql: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert query.main(sql.format(tmp_path), warehouse=published, as_json=False, as_csv=False) == 2
    assert "hint: " in capsys.readouterr().err
    assert not (tmp_path / "x.csv").exists()


def test_readers_and_a_writer_do_not_meet(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    writer = store.open_to_write(published)
    writer.execute("delete from documents")
    assert query.main("select count(*) as n from documents", warehouse=published, as_json=True, as_csv=False) == 0
    assert json.loads(capsys.readouterr().out) == {"n": 1}
    reader = store.open_to_read(published)
    store.publish(writer, published)
    assert reader.execute("select count(*) from documents").fetchone() == (1,)
    reader.close()
    with store.open_to_read(published) as fresh:
        assert fresh.execute("select count(*) from documents").fetchone() == (0,)


def test_what_a_killed_run_had_loaded_is_seen_to_be_unpublished(published: Path) -> None:
    assert not store.is_behind(published)
    writer = store.open_to_write(published)
    writer.execute("delete from documents")
    assert store.is_behind(published)
    writer.close()
    assert store.is_behind(published)
    store.publish(store.open_to_write(published), published)
    assert not store.is_behind(published)


def test_export_by_ending(published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    places = {"warehouse": published, "archive": tmp_path / "archive", "report": tmp_path / "report"}
    for ending in (".csv", ".json", ".parquet"):
        assert export.main(tmp_path / f"out{ending}", view="documents", **places) == 0
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))[0]["title"] == "Ein Brief"
    assert export.main(tmp_path / "out.doc", view="documents", **places) == 2
    assert export.main(tmp_path / "out.csv", view="nothing; drop", **places) == 2
    assert "choose from" in capsys.readouterr().err


def test_a_workbook_runs_nothing_that_a_document_says(published: Path, tmp_path: Path) -> None:
    writer = store.open_to_write(published)
    writer.execute("update documents set title = '=HYPERLINK(\"http://evil.example\")', path = 'https://a.example/b'")
    store.publish(writer, published)
    with store.open_to_read(published) as connection:
        write_workbook(connection, tmp_path / "w.xlsx", ("documents", "claim_ledger"))
    with zipfile.ZipFile(tmp_path / "w.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        links = book.read("xl/worksheets/_rels/sheet1.xml.rels").decode()
    assert "<f>" not in sheet
    assert links.count("Target=") == 1
    assert "https://a.example/b" in links


def test_no_warehouse_yet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert query.main("select 1", warehouse=tmp_path / "none.duckdb", as_json=True, as_csv=False) == 2
    assert "there is no warehouse yet" in capsys.readouterr().err
