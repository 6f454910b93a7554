"""`testimonia verify-archive`: every record read again, every digest held against the warehouse, what is altered named."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from pipeline import timestamps
from spiders.archive import VISIT
from spiders.bodies import TooLarge
from spiders.exchange import header
from spiders.warc import BadArchive, intact, read_response, verify
from warehouse import store
from warehouse.ids import sha256

_VISITS = """
    select visits.url, visits.warc_file, visits.warc_offset, visits.sha256,
        list(distinct coalesce(documents.path, '') || ' ' || citations.ref) filter (citations.ref is not null) as citations
    from visits
    left join citations using (url)
    left join documents using (document_id)
    where visits.warc_file is not null
    group by all
    order by visits.warc_file, visits.warc_offset
"""

# What the records of each visit of a file are known by, besides its answer: its hops, and what was asked of the live web.
_PARTS = """
    select visits.url, visits.warc_record_id, list(hops.warc_record_id),
        list(hops.warc_record_id) filter (visits.web = 'live' and hops.error is null),
        list(distinct coalesce(documents.path, '') || ' ' || citations.ref) filter (citations.ref is not null)
    from visits
    left join hops using (visit_id)
    left join citations on citations.url = visits.url
    left join documents using (document_id)
    where visits.made_from = ?
    group by visits.visit_id, visits.url, visits.warc_record_id
    order by visits.url
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something missing or altered in the archive, and the citations whose evidence it touches."""

    file: str
    fault: str
    url: str | None
    citations: list[str]


def main(*, archive: Path, warehouse: Path, as_json: bool, roots: Sequence[Path] = ()) -> int:
    """Print every fault, then how much was verified; return 0 where there is none, 1 where there is, 2 where there is nothing to verify."""
    try:
        connection = store.open_to_read(warehouse)
    except FileNotFoundError:
        sys.stderr.write(f"{warehouse}: there is no warehouse yet\n\nhint: `testimonia run DOC` makes one\n")
        return 2
    with connection:
        found = list(faults(connection, archive, roots=roots))
        (visits,) = connection.execute("select count(*) from visits where warc_file is not null").fetchone() or (0,)
    for fault in found:
        if as_json:
            print(json.dumps(asdict(fault), ensure_ascii=False))
        else:
            touched = f" (touches {', '.join(fault.citations)})" if fault.citations else ""
            print(f"{fault.file}: {fault.fault}{touched}")
    manifests, stamps = timestamps.count(archive)
    signed = "" if not stamps or roots else " (signatures not held against a root: archive.authority_roots is empty)"
    if as_json:
        total = {"visits": visits, "manifests": manifests, "timestamps": stamps, "faults": len(found)}
        print(json.dumps({"input": str(archive), **total}, ensure_ascii=False))
    else:
        told = f"{visits} visits held against the archive, {manifests} manifests with {stamps} timestamps{signed}"
        print(f"{told}, {len(found)} faults")
    return 1 if found else 0


def faults(connection: duckdb.DuckDBPyConnection, archive: Path, *, roots: Sequence[Path] = ()) -> Iterator[Fault]:
    """Yield what is wrong with the archive's own digests, then every visit whose answer is not the one that was judged."""
    for path in sorted(archive.glob("*.warc.gz")):
        lines = verify(path)
        for line in lines:
            yield Fault(file=path.name, fault=line, url=None, citations=[])
        if lines:
            yield from _touched(connection, path)
    for name, line in timestamps.check(archive, roots=roots):
        yield Fault(file=name, fault=line, url=None, citations=[])
    for url, file, offset, expected, citations in connection.execute(_VISITS).fetchall():
        wrong = _altered(archive / file, offset, expected)
        if wrong:
            yield Fault(file=file, fault=wrong, url=url, citations=sorted(citations or []))


def _touched(connection: duckdb.DuckDBPyConnection, path: Path) -> Iterator[Fault]:
    """Yield the visits of a damaged file of which a hop, a request or the journey's own record cannot be read any more."""
    answers, asked, journeys = set[str](), set[str](), set[str]()
    for record in intact(path):
        answers.add(record.record_id)
        if record.type == "request":
            asked.add(header(record.fields, "WARC-Concurrent-To") or "")
        elif record.content_type.startswith(VISIT):
            journeys.add(header(record.fields, "WARC-Refers-To") or "")
    for url, last, hops, requests, citations in connection.execute(_PARTS, [path.name]).fetchall():
        lost = [what for what, ids, there in (
            ("a hop", hops, answers), ("a request", requests, asked), ("the journey's record", [last], journeys),
        ) if set(ids or []) - there - {None}]  # fmt: skip
        if lost:
            fault = f"of the visit of {url} {', '.join(lost)} cannot be read, or was altered"
            yield Fault(file=path.name, fault=fault, url=url, citations=sorted(citations or []))


def _altered(path: Path, offset: int, expected: str | None) -> str | None:
    if not path.exists():
        return "the file is missing"
    if expected is None:
        return None  # a visit without a body; its record's own digest was verified above
    try:
        found = sha256(read_response(path, offset).body)
    except (BadArchive, TooLarge) as bad:
        return " ".join(str(bad).split("\n")[0].split())
    return None if found == expected else f"the answer at offset {offset} is not the one that was judged"
