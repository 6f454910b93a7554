"""Kept views: what readers of a published warehouse see is what the views work out, after each run."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from benchmarks.rows import fill
from pipeline.batches import write_done, write_rows
from pipeline.watch import tell_news
from tests.warehouse.histories import NOW, cite, judge, look
from warehouse import kept, store
from warehouse.records import TABLES, Capture, Citation, Claim, ClaimCitation, Document, Record, Source, Verdict

URL = "http://source.example/report"
MADE = (Document, Citation, Claim, ClaimCitation), (Capture, Source), (Verdict,)


def records(connection: duckdb.DuckDBPyConnection, kind: type[Record]) -> list[Record]:
    """Return the rows of a table as records."""
    table = next(name for name, record in TABLES.items() if record is kind)
    names = [field.name for field in fields(kind)]
    found = connection.execute(
        f"select {', '.join(chr(34) + name + chr(34) for name in names)} from {table}"
    ).fetchall()
    return [kind(**dict(zip(names, row, strict=True))) for row in found]


def load(connection: duckdb.DuckDBPyConnection, folder: Path, rows: list[Record], stage: str) -> None:
    """Load rows as a stage's batch."""
    folder.mkdir(parents=True)
    write_rows(folder, [replace(row, made_by=stage) for row in rows])
    write_done(folder, {row.made_from: "1" for row in rows})
    store.load(connection, folder, stage=stage, at=datetime.now(UTC))


@pytest.fixture
def history(warehouse: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A warehouse in memory: two citations, one of which dies on the way."""
    cite(warehouse, URL)
    cite(warehouse, URL + "/2", number=2)
    for number, url in enumerate((URL, URL + "/2"), start=1):
        judge(warehouse, number, look(warehouse, url, "live", days_ago=5), "supported")
    look(warehouse, URL, "gone", days_ago=1, status=404)
    return warehouse


@pytest.mark.parametrize("large", [1_000, 0])
def test_each_run_works_out_what_it_changed(
    history: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    monkeypatch.setattr(kept, "LARGE", large)
    published = tmp_path / "w.duckdb"
    captures = [row for kind in MADE[1] for row in records(history, kind)]
    dead = {row.capture_id for row in captures if isinstance(row, Capture) and row.outcome == "gone"}
    steps = [
        ("read", [row for kind in MADE[0] for row in records(history, kind)]),
        ("extract", [row for row in captures if getattr(row, "capture_id", "") not in dead]),
        ("check", [row for kind in MADE[2] for row in records(history, kind)]),
        ("extract", [row for row in captures if getattr(row, "capture_id", "") in dead]),
        ("read", []),
    ]
    seen = []
    for number, (stage, rows) in enumerate(steps):
        connection = store.open_to_write(published)
        if rows:
            load(connection, tmp_path / f"{stage}-{number}", rows, stage)
        store.publish(connection, published)
        with store.open_to_read(published) as reader:
            for name in kept._names(reader):
                worked_out = reader.execute(f"from kept.{name}_now").fetchall()
                assert sorted(reader.execute(f"from {name}").fetchall(), key=repr) == sorted(worked_out, key=repr), name
            silent = "from duckdb_columns() where schema_name = 'kept' and comment is null and not ends_with(table_name, '_now')"
            assert reader.execute(silent).fetchall() == []
            assert (
                reader.execute("from duckdb_tables() where schema_name = 'kept' and comment is null").fetchall() == []
            )
            seen.append(reader.execute("select health, verdict from claim_ledger order by claim_ref").fetchall())
    assert seen == [
        [("unread", "unread"), ("unread", "unread")],
        [("live", "unread"), ("live", "unread")],
        [("live", "supported"), ("live", "supported")],
        [("dead", "supported"), ("live", "supported")],  # on our own last good capture
        [("dead", "supported"), ("live", "supported")],
    ]


def test_a_run_sees_what_it_has_loaded_before_it_is_published(
    history: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    connection = store.open_to_write(tmp_path / "w.duckdb")
    for number, (kinds, stage) in enumerate(zip(MADE, ("read", "extract", "check"), strict=True)):
        load(connection, tmp_path / str(number), [row for kind in kinds for row in records(history, kind)], stage)
    last_good = connection.execute("select basis from readings order by url").fetchall()
    assert last_good == [("last_good",), ("live",)]
    assert timedelta(days=1) == NOW - connection.execute("select max(fetched_at) from url_history").fetchall()[0][0]
    connection.close()


def test_in_a_large_warehouse_only_what_was_touched_is_worked_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "LARGE", 0)
    connection = store.open_to_write(tmp_path / "w.duckdb")
    fill(connection, citations=120, mentions=10, captures=480)
    kept.all_stale(connection)
    kept.refresh(connection)

    def ask(sql: str, *values: str) -> list[tuple[object, ...]]:
        return connection.execute(sql, values).fetchall()

    ((offering, letter),) = ask(
        "select url, document_id from captures join signals using (capture_id) join citations using (url)"
        " where name = 'file' order by url, document_id limit 1"
    )
    ((dying,),) = ask("select min(url) from citations where document_id <> ? and url <> ?", str(letter), str(offering))
    ((other,),) = ask(
        "select min(citation_id) from citations where document_id <> ? and url not in (?, ?)",
        str(letter), str(dying), str(offering),
    )  # fmt: skip
    connection.execute("update kept.claim_ledger set reason = 'as it was' where citation_id = ?", [other])

    old = records(connection, Capture)[0]
    assert isinstance(old, Capture)
    visits: list[Record] = [
        replace(old, capture_id=f"v{n}", made_from=f"v{n}", url=url, via="live", outcome=outcome, status=status, fetched_at=NOW)
        for n, (url, outcome, status) in enumerate(((str(dying), "gone", 410), (f"{offering}.pdf", "live", 200)))
    ]  # fmt: skip
    load(connection, tmp_path / "visits", visits, "extract")
    read = [row for row in records(connection, Document) if row.made_from == "d3"]
    load(connection, tmp_path / "documents", read, "read")  # as it is read now, it cites nothing
    store.sweep(connection)
    kept.refresh(connection)

    assert ask("select distinct health from kept.citation_status where url = ?", str(dying)) == [("dead",)]
    assert ask("select distinct is_read from kept.followed where url = ?", f"{offering}.pdf") == [(True,)]
    assert ask("from kept.citation_status where document_id = 'd3'") == []
    assert ask("select reason from kept.claim_ledger where citation_id = ?", str(other)) == [("as it was",)]
    now = "from kept.claim_ledger_now as now where now.claim_id = claim_ledger.claim_id and now.citation_id = claim_ledger.citation_id"
    connection.execute(
        f"update kept.claim_ledger set reason = now.reason {now} and claim_ledger.citation_id = ?", [other]
    )
    for name in kept._names(connection):
        connection.execute(
            f"drop view temp.{name}"
        )  # so that each is held against what is worked out of the kept rows of the others
    for name in kept._names(connection):
        kept_rows, worked_out = ({str(row) for row in ask(f"from kept.{rows}")} for rows in (name, f"{name}_now"))
        assert kept_rows == worked_out, name
    told = tell_news(connection, lambda title, body: "by hand", now=NOW)
    assert (str(dying), "dead") in {(news.url, news.kind) for news in told.news}
    kept.refresh(connection)
    assert ask("from kept.news") == ask("from kept.news_now") == []
