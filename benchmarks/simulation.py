"""`python -m benchmarks.simulation`: a made-up web of pages over many weeks, watched by the program's own outcome, compare and pace.

Every page has a life that is planted: edits of substance, of wording, and cosmetic ones, outages, deaths, parking, new templates, counters.
The clock is simulated; what a visit brings back is judged, compared, paced and told by the very code and views of `testimonia watch`. The
history stands in a warehouse on disk, a day a transaction, so a simulation that is killed goes on where it stopped, to the same end.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path

import duckdb
import pyarrow as pa

from nlp.compare import Side, compare
from pipeline.extract import Page, extract
from pipeline.settings import Watch
from pipeline.watch import set_pace, tell_news
from warehouse import store
from warehouse.ids import digest
from warehouse.records import TABLES, Capture, Change, ChangedFact, Citation, Document, Record, Source

START = datetime(2024, 1, 1, 6, tzinfo=UTC)
_TABLE_OF = {record: table for table, record in TABLES.items()}
_NAMES = "Anna Brede, Rui Campos, Elin Sande, Marta Oliva, Jon Farre, Petra Sund, Tomas Vilar, Ines Rocha".split(", ")
_THINGS = "harbour library market theatre school museum orchard railway archive hospital".split()
KINDS = ("substance", "wording", "cosmetic", "template", "outage", "death", "parked")
_A_YEAR = {
    "substance": 0.8,
    "wording": 0.6,
    "cosmetic": 3.0,
    "template": 0.5,
    "outage": 1.0,
    "death": 0.08,
    "parked": 0.02,
}


@dataclass(frozen=True, slots=True)
class Event:
    """Something planted in a page's life."""

    day: int
    kind: str
    until: int = 0


@cache
def life(page: int, days: int) -> tuple[Event, ...]:
    """Return what happens to a page, in order; the same page always has the same life."""
    dice = random.Random(f"life {page}")  # noqa: S311  a made-up web, not a secret
    events = []
    for kind in KINDS:
        at = dice.expovariate(_A_YEAR[kind] / 365)
        while at < days:
            events.append(Event(int(at) + 1, kind, int(at) + 1 + dice.randint(1, 12)))
            if kind in ("death", "parked"):
                break
            at += 14 + dice.expovariate(_A_YEAR[kind] / 365)
    events.sort(key=lambda e: e.day)
    end = next((n for n, e in enumerate(events) if e.kind in ("death", "parked")), len(events))
    return tuple(events[: end + 1])


def answer(page: int, day: int, days: int) -> Page:
    """Return what a page answers on a day."""
    past = [e for e in life(page, days) if e.day <= day]
    url = address(page)
    if past and past[-1].kind == "death":
        body = b"<html><title>404 Not Found</title><h1>Not Found</h1></html>"
        return Page(url=url, final_url=url, status=404, media_type="text/html", body=body)
    if past and past[-1].kind == "parked":
        body = b"<html><head><title>p.example - this domain is for sale</title></head><body><h1>This domain is for sale</h1><p>Buy this domain. The domain p.example may be for sale by its owner. Related searches</p></body></html>"
        return Page(url=url, final_url=url, status=200, media_type="text/html", body=body)
    if any(e.kind == "outage" and e.day <= day < e.until for e in past):
        kind = page % 3
        if kind == 0:
            return Page(url=url, final_url=url, error="timeout")
        return Page(
            url=url,
            final_url=url,
            status=503 if kind == 1 else 502,
            media_type="text/html",
            body=b"<h1>Service unavailable</h1>",
        )
    return Page(url=url, final_url=url, status=200, media_type="text/html", body=_markup(page, past, day))


def address(page: int) -> str:
    """Return the address of a page."""
    return f"http://p{page}.example/report"


def _markup(page: int, past: list[Event], day: int) -> bytes:
    dice = random.Random(f"page {page}")  # noqa: S311
    sentences = []
    for _ in range(dice.randint(6, 14)):
        name, thing = dice.choice(_NAMES), dice.choice(_THINGS)
        year, number = dice.randint(1980, 2019), dice.randint(12, 980)
        sentences.append(
            dice.choice(
                (
                    f"In {year} the {thing} of the town had {number} visitors, according to the report of {name}.",
                    f"{name} has led the {thing} since {year} and answers to the council in all matters of money.",
                    f"The {thing} keeps {number} letters, and may show them to everybody who asks in writing.",
                    f"A large part of the {thing} was rebuilt in {year} with help from the people of the quarter.",
                )
            )
        )
    cosmetic = template = 0
    for n, event in enumerate(past):
        edit = random.Random(f"edit {page} {n}")  # noqa: S311
        at = edit.randrange(len(sentences))
        match event.kind:
            case "substance":
                sentences[at] = _in_substance(sentences[at], edit)
            case "wording":
                sentences[at] = _in_wording(sentences[at])
            case "cosmetic":
                cosmetic += 1
            case "template":
                template += 1
    stamp = (START + timedelta(days=past[-1].day if past else 0)).strftime("%d %B %Y")
    counter = f"<p>{1000 + 7 * day:,} views</p>" if page % 5 == 0 else ""  # a page of five counts its readers
    today = f"<p>Today is {START + timedelta(days=day):%d %B %Y}</p>" if page % 7 == 0 else ""
    notice = (
        "<div class='cookie-banner'><p>We use cookies to improve your experience. Accept all</p></div>"
        if cosmetic % 2
        else ""
    )
    stories = "".join(f"<li><a href='/s{cosmetic + n}'>Story number {cosmetic * 3 + n}</a></li>" for n in range(4))
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    inner = f"<h1>Report {page}</h1>{today}{body}<p>Last updated: {stamp}</p>{counter}"
    frames = (
        f"<header><nav><a href='/'>Home</a> <a href='/a'>About</a></nav></header><main>{inner}</main><aside><ul>{stories}</ul></aside>",
        f"<nav>Home | News</nav><div id='content'><article>{inner}</article></div><div class='related'><ul>{stories}</ul></div>",
        f"<div class='page'><div class='main'><section>{inner}</section></div></div><footer><ul>{stories}</ul></footer>",
    )
    return f"<html lang='en'><head><title>Report {page}</title></head><body>{notice}{frames[template % 3]}</body></html>".encode()


def _in_substance(sentence: str, dice: random.Random) -> str:
    figures = [word for word in sentence.replace(",", "").split() if word.isdigit()]
    if figures and dice.random() < 0.6:
        return sentence.replace(figures[-1], str(int(figures[-1]) + dice.randint(1, 9)))
    name = next((name for name in _NAMES if name in sentence), None)
    if name and dice.random() < 0.6:
        return sentence.replace(name, dice.choice([other for other in _NAMES if other != name]))
    if " may show " in sentence:
        return sentence.replace(" may show ", " must not show ")
    return f"{sentence} The council closed it to the public after the flood."


def _in_wording(sentence: str) -> str:
    for old, new in (
        ("everybody who", "anybody who"),
        ("according to", "as stated in"),
        ("A large part", "A big part"),
        ("answers to", "reports to"),
    ):
        if old in sentence:
            return sentence.replace(old, new)
    return sentence.replace("anybody", "everybody").replace("as stated in", "according to")


@lru_cache(maxsize=4_000)
def _read(page: Page) -> Side:
    found = extract(page, max_chars=100_000)
    return Side(
        outcome=found.outcome, reason=found.reason, title=found.title, text=found.text, language="en", answered=page.status == 200,
        sha256=digest(page.body or b"") if page.body else None,
    )  # fmt: skip


def begin(connection: duckdb.DuckDBPyConnection, pages: int, rule: Watch) -> None:
    """Put the pages in a warehouse as the citations of one document."""
    set_pace(connection, rule)
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
        for n in range(pages)
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
    out anew (`renew`). No claim stands in the made-up letter, so that its ledger stays empty.
    """
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


def run_day(connection: duckdb.DuckDBPyConnection, day: int, days: int, good: Good) -> None:
    """Visit what is due on a day, in one transaction, and tell what is new."""
    now = START + timedelta(days=day)
    due = [
        str(url)
        for (url,) in connection.execute("select url from pace where due_at <= ? order by url", [now]).fetchall()
    ]
    records = [record for url in due for record in _visit(url, day, days, now, good)]
    with store.transaction(connection):
        put(connection, records)
        connection.execute(
            "insert or replace into thresholds values ('simulation.day', ?, 'the last day that was simulated')", [day]
        )
    renew(connection, due)
    tell_news(connection, lambda *_: "simulation", now=now)


def _visit(url: str, day: int, days: int, now: datetime, good: Good) -> Iterator[Record]:
    page = answer(int(url.split("//p")[1].split(".")[0]), day, days)
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
        Side(outcome="live", title=side.title, text=text, language="en", answered=True, sha256=sha256), side
    )
    change_id = digest("change", before, capture_id)
    of = {"made_from": change_id, "made_by": "compare", "change_id": change_id}
    yield Change(
        **of, url=url, old_capture_id=before, new_capture_id=capture_id, change=found.change, score=found.score, reason=found.reason,
    )  # fmt: skip
    for number, (kind, old, new) in enumerate(found.facts, start=1):
        yield ChangedFact(**of, number=number, kind=kind, old=old, new=new)


def figures(connection: duckdb.DuckDBPyConnection, pages: int, days: int) -> dict[str, float]:
    """Return how the simulation went: what was told of what was planted, what was told without cause, and the visits it took."""
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
    planted = seen = false = 0
    for page in range(pages):
        reads = [day for day, live in visits.get(page, []) if live]
        changes = {day for day, kind in told.get(page, []) if kind == "changed"}
        true: set[int] = set()
        for event in life(page, days):
            first = next((day for day in reads if day >= event.day), None)
            if event.kind == "substance" and reads and event.day > reads[0] and first is not None:
                planted += 1
                seen += first in changes
                true.add(first)
        false += len(changes - true)
        dies = [event.day for event in life(page, days) if event.kind in ("death", "parked")]
        false += sum(
            kind in ("dead", "failing") and not any(d <= day for d in dies) for day, kind in told.get(page, [])
        )
    total = sum(map(len, visits.values()))
    years = pages * days / 365
    return {
        "planted": planted, "told_within_one_visit": seen / max(planted, 1), "false_alarms_a_page_year": false / years, "visits": total,
        "visits_of_weekly": total / (pages * days / 7),
    }  # fmt: skip


def main() -> int:
    """Simulate, or go on where a simulation was stopped, and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--weeks", type=int, default=100)
    parser.add_argument("--warehouse", type=Path, default=Path("data/simulation.duckdb"))
    asked = parser.parse_args()
    days = asked.weeks * 7
    connection = store.open_to_write(asked.warehouse)
    if connection.execute("select count(*) from documents").fetchone() == (0,):
        begin(connection, asked.pages, Watch())
    last = connection.execute("select value from thresholds where name = 'simulation.day'").fetchone()
    began = time.process_time()
    hold(connection)
    good = last_good(connection)
    for day in range(int(last[0]) if last else 0, days):
        run_day(connection, day, days, good)
    for name, value in figures(connection, asked.pages, days).items():
        print(f"{name:28s} {value:.4g}")
    history = connection.execute(
        "select md5(string_agg(citation_id || kind || state || made_at, '|' order by made_at, citation_id, topic)) from notices where kind <> 'baseline'"
    ).fetchone()
    print(f"history {history[0] if history else None}   CPU {time.process_time() - began:.0f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
