"""`python -m benchmarks.simulation`: a made-up web over many weeks, watched by the program's own outcome, compare and pace.

The clock is simulated; what a visit brings back is judged, compared, paced and told by the very code and views of `testimonia watch`. The
history stands in warehouses on disk, a day a transaction, so a simulation that is killed goes on where it stopped, to the same end.
The pages are shared out among the workers, each with a warehouse of its own: no page has to do with another.

With `--unlisted` every page also has a counter and a teaser that no list of noise knows; `--unlearned` leaves `volatile_parts` aside.
"""

from __future__ import annotations

import argparse
import hashlib
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, fields
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

import duckdb
import pyarrow as pa

from benchmarks.made_web import START, Web, address, answer, life
from nlp.compare import Side, compare
from nlp.volatile import Part
from pipeline.compare import part_of
from pipeline.executors import processes
from pipeline.extract import Page, extract
from pipeline.settings import Watch
from pipeline.watch import set_pace, tell_news
from warehouse import store
from warehouse.ids import digest
from warehouse.records import TABLES, Capture, Change, ChangedFact, Citation, Document, Edit, Record, Source

_TABLE_OF = {record: table for table, record in TABLES.items()}


@lru_cache(maxsize=4_000)
def _read(page: Page) -> Side:
    found = extract(page, max_chars=100_000)
    return Side(
        outcome=found.outcome, reason=found.reason, title=found.title, text=found.text, language="en", answered=page.status == 200,
        sha256=digest(page.body or b"") if page.body else None,
    )  # fmt: skip


def begin(connection: duckdb.DuckDBPyConnection, pages: range) -> None:
    """Put the pages in a warehouse as the citations of one document."""
    text = "A letter with many notes."
    put(connection, [Document(
        made_from="d", made_by="read", document_id="d", path="letter.txt", sha256="d", format="txt", title="Letter", date="2023-12-31",
        language="en", text_id="t", text=text,
    )])  # fmt: skip
    put(connection, [
        Citation(
            made_from="d", made_by="read", citation_id=f"c{n}", document_id="d", ref=f"c{n}", marker=str(n), kind="footnote", printed=address(n),
            url=address(n), candidates=[], label=None, stated_date=None, stated_publisher=None, stated_title=None, stated_authors=None,
            accessed_date=None, source_kind=None, page=None, start=n, end=n,
        )
        for n in pages
    ])  # fmt: skip


def put(connection: duckdb.DuckDBPyConnection, records: Sequence[Record]) -> None:
    """Insert records, all of a kind at once."""
    for kind in dict.fromkeys(map(type, records)):
        rows = [astuple(record) for record in records if type(record) is kind]
        names = [field.name for field in fields(kind)]
        table = pa.table({name: [row[n] for row in rows] for n, name in enumerate(names)})
        connection.register("fresh", table)
        connection.execute(f"insert or ignore into {_TABLE_OF[kind]} by name select * from fresh")
        connection.unregister("fresh")


def hold(connection: duckdb.DuckDBPyConnection) -> None:
    """Keep the rows of `url_history` and of the ledger for this connection, as a run keeps them for its readers (warehouse/kept.py).

    The views `pace` and `news` look into the history seven times; each day only the rows of the visited addresses are worked
    out anew (`renew`). No claim stands in the made-up letter, so that its ledger stays empty. Nobody reads the other kept rows: without
    its list of stale ones a warehouse keeps none.
    """
    connection.execute("drop table if exists kept.stale")
    for name in ("url_history", "claim_ledger"):
        connection.execute(f"drop view if exists temp.{name}")
        connection.execute(f"create or replace temp table {name} as from kept.{name}_now")


def renew(connection: duckdb.DuckDBPyConnection, urls: Sequence[str]) -> None:
    """Bring the history of some addresses up to date."""
    if urls:
        named = ", ".join(f"'{url}'" for url in urls)  # made by `address`: nothing to quote
        connection.execute(f"delete from url_history where url in ({named})")
        connection.execute(f"insert into url_history from kept.url_history_now where url in ({named})")


Good = dict[str, tuple[str, str | None, str]]
"""Of each address: its last capture that was read, the digest of its bytes, and its text."""


def last_good(connection: duckdb.DuckDBPyConnection) -> Good:
    """Return what was last read at each address, as the warehouse has it."""
    rows = connection.execute(
        "select url, capture_id, sha256, text from captures join sources using (capture_id) qualify row_number() over (partition by url order by fetched_at desc) = 1"
    ).fetchall()
    return {url: (capture_id, sha256, text) for url, capture_id, sha256, text in rows}


def learned(connection: duckdb.DuckDBPyConnection, urls: Sequence[str]) -> dict[str, list[Part]]:
    """Return what earlier visits close together have shown to differ at each of some addresses."""
    parts: dict[str, list[Part]] = {}
    if urls:
        named = ", ".join(f"'{url}'" for url in urls)
        rows = connection.execute(
            f"select url, old, new, above, below, change_id from volatile_parts where url in ({named})"
        ).fetchall()
        for url, *values in rows:
            part = part_of(dict(zip(("old", "new", "above", "below", "visits"), values, strict=True)))
            parts.setdefault(url, []).append(part)
    return parts


def run_day(connection: duckdb.DuckDBPyConnection, day: int, web: Web, good: Good) -> None:
    """Visit what is due on a day, in one transaction, and tell what is new."""
    now = START + timedelta(days=day)
    due = [
        str(url)
        for (url,) in connection.execute("select url from pace where due_at <= ? order by url", [now]).fetchall()
    ]
    parts = learned(connection, due) if web.learning else {}
    records = [record for url in due for record in _visit(url, day, web, now, good, parts.get(url, ()))]
    with store.transaction(connection):
        put(connection, records)
        connection.execute(
            "insert or replace into thresholds values ('simulation.day', ?, 'the last day that was simulated')", [day]
        )
    renew(connection, due)
    if web.learning:
        reconsider(connection, due)
    tell_news(connection, lambda *_: "simulation", now=now)


def reconsider(connection: duckdb.DuckDBPyConnection, urls: Sequence[str]) -> None:
    """Compare two of the first readings of an address once more when the next has shown what differs, as a run does where parts were learned."""
    named = ", ".join(f"'{url}'" for url in urls) or "''"
    rows = connection.execute(f"""
        select url, change_id, old.text, new.text from successive_changes as step
        join sources as old on old.capture_id = step.old_capture_id
        join sources as new on new.capture_id = step.new_capture_id
        where url in ({named})
        qualify row_number() over (partition by url order by seen_at) = count(*) over (partition by url) - 1
            and count(*) over (partition by url) <= 4 and change = 'substantive'
    """).fetchall()
    parts = learned(connection, [url for url, _, _, _ in rows])
    for url, change_id, old, new in rows:
        sides = [Side(outcome="live", text=text, language="en", answered=True) for text in (old, new)]
        found = compare(*sides, volatile=[part for part in parts.get(url, ()) if part.visits != change_id])
        connection.execute(
            "update changes set change = ?, reason = ? where change_id = ?", [found.change, found.reason, change_id]
        )


def _visit(url: str, day: int, web: Web, now: datetime, good: Good, volatile: Sequence[Part]) -> Iterator[Record]:
    page = answer(int(url.split("//p")[1].split(".")[0]), day, web)
    side = _read(page)
    capture_id = digest("capture", url, now.isoformat())
    made = {"made_from": capture_id, "made_by": "extract", "capture_id": capture_id}
    yield Capture(
        **made, url=url, urlkey=url, via="live", asked_for=None, final_url=url, outcome=side.outcome, reason=side.reason, status=page.status,
        media_type="text/html", bytes=len(page.body or b""), sha256=side.sha256, fetched_at=now, memento_url=None, memento_datetime=None,
        warc_file=None, warc_offset=None, warc_record_id=None,
    )  # fmt: skip
    if side.outcome != "live":
        return
    earlier = good.get(url)
    good[url] = (capture_id, side.sha256, side.text)
    yield Source(
        **made, text_id=digest("text", side.text), title=side.title, author=None, publisher=None, published=None, modified=None, language="en",
        media_type="text/html", extractor="simulation", text=side.text,
    )  # fmt: skip
    if earlier is None:
        return
    before, sha256, text = earlier
    found = compare(
        Side(outcome="live", title=side.title, text=text, language="en", answered=True, sha256=sha256),
        side,
        volatile=volatile,
    )
    change_id = digest("change", before, capture_id)
    of = {"made_from": change_id, "made_by": "compare", "change_id": change_id}
    yield Change(
        **of, url=url, old_capture_id=before, new_capture_id=capture_id, change=found.change, score=found.score, reason=found.reason,
    )  # fmt: skip
    for number, (kind, old, new) in enumerate(found.facts, start=1):
        yield ChangedFact(**of, number=number, kind=kind, old=old, new=new)
    for number, ((op, old, new), (above, below)) in enumerate(zip(found.edits, found.places, strict=True), start=1):
        yield Edit(**of, number=number, op=op, old=old, new=new, above=above, below=below)


def counted(connection: duckdb.DuckDBPyConnection, pages: range, web: Web) -> Counter[str]:
    """Return how the simulation went: changes of substance planted and told at the first visit after them, what was told without cause, visits."""
    visits: dict[int, list[tuple[int, bool]]] = {}
    for url, at, outcome in connection.execute(
        "select url, fetched_at, outcome from captures order by fetched_at"
    ).fetchall():
        number = int(url.split("//p")[1].split(".")[0])
        visits.setdefault(number, []).append(((at - START).days, outcome == "live"))
    told: dict[int, list[tuple[int, str]]] = {}
    for citation_id, kind, at in connection.execute(
        "select citation_id, kind, made_at from notices where kind <> 'baseline'"
    ).fetchall():
        told.setdefault(int(citation_id[1:]), []).append(((at - START).days, kind))
    count: Counter[str] = Counter(visits=sum(map(len, visits.values())))
    for page in pages:
        reads = [day for day, live in visits.get(page, []) if live]
        changes = {day for day, kind in told.get(page, []) if kind == "changed"}
        true: set[int] = set()
        for event in life(page, web.days):
            first = next((day for day in reads if day >= event.day), None)
            if event.kind == "substance" and reads and event.day > reads[0] and first is not None:
                count["planted"] += 1
                count["told"] += first in changes
                true.add(first)
        dies = [event.day for event in life(page, web.days) if event.kind in ("death", "parked")]
        last = max((day for day, _ in visits.get(page, [])), default=-1)
        ended = [kind for day, kind in told.get(page, []) if kind in ("dead", "failing")]
        count["deaths"] += bool(dies) and dies[0] <= last
        count["deaths told"] += bool(dies) and "dead" in ended
        count["false"] += len(changes - true)
        count["false"] += sum(
            kind in ("dead", "failing") and not any(d <= day for d in dies) for day, kind in told.get(page, [])
        )
    return count


Told = tuple[str, str, str, str, str, str]
"""When, of which citation, which topic, what state, what kind of news, and in which words."""


def simulate(pages: range, web: Web, warehouse: Path) -> tuple[Counter[str], list[Told], float]:
    """Simulate some pages, or go on where that was stopped; return the counts, all that was told, and the CPU seconds of this process."""
    began = time.process_time()
    connection = store.open_to_write(warehouse)
    set_pace(connection, Watch())
    if connection.execute("select count(*) from documents").fetchone() == (0,):
        with store.transaction(connection):
            begin(connection, pages)
    last = connection.execute("select value from thresholds where name = 'simulation.day'").fetchone()
    hold(connection)
    good = last_good(connection)
    for day in range(int(last[0]) if last else 0, web.days):
        run_day(connection, day, web, good)
    rows = connection.execute(
        "select made_at::varchar, citation_id, topic, state, kind, says from notices where sent_at is not null"
    ).fetchall()
    counts = counted(connection, pages, web)
    connection.close()
    return counts, rows, time.process_time() - began


def main() -> int:
    """Simulate, or go on where a simulation was stopped, and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--weeks", type=int, default=100)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--unlisted", action="store_true", help="with parts that no list of noise knows")
    parser.add_argument("--unlearned", action="store_true", help="without learning what differs from visit to visit")
    parser.add_argument("--warehouse", type=Path, default=Path("data/simulation.duckdb"))
    asked = parser.parse_args()
    web = Web(days=asked.weeks * 7, unlisted=asked.unlisted, learning=not asked.unlearned)
    parts = [range(n, asked.pages, asked.workers) for n in range(asked.workers)]
    files = [asked.warehouse.with_stem(f"{asked.warehouse.stem}-{n}") for n in range(asked.workers)]
    with processes(asked.workers) as pool:
        done = list(pool.map(simulate, parts, [web] * asked.workers, files))
    count = sum((counts for counts, _, _ in done), Counter[str]())
    history = sorted(row for _, rows, _ in done for row in rows)
    years = asked.pages * web.days / 365
    print(f"{asked.pages:,} pages, {asked.weeks} weeks: {years:.0f} page-years")
    print(
        f"changes of substance   {count['planted']}, told at the first visit after them {count['told'] / max(count['planted'], 1):.4f}"
    )
    print(f"deaths and parkings    {count['deaths']} visited since, told as dead {count['deaths told']}")
    print(f"false alarms           {count['false']}, a page-year {count['false'] / years:.4f}")
    print(
        f"visits                 {count['visits']:,}, of visiting weekly {count['visits'] / (asked.pages * asked.weeks):.3f}"
    )
    print(f"CPU                    {sum(cpu for _, _, cpu in done):.0f} s")
    print(f"history                {hashlib.sha256(repr(history).encode()).hexdigest()[:16]}, {len(history):,} rows")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
