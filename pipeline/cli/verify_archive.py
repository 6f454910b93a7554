"""`testimonia verify-archive`: every record read again, every digest held against the warehouse, what is altered named."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from pipeline import timestamps
from spiders.bodies import TooLarge
from spiders.warc import BadArchive, read_response, verify
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something missing or altered in the archive, and the citations whose evidence it touches."""

    file: str
    fault: str
    url: str | None
    citations: list[str]


def main(*, archive: Path, warehouse: Path, as_json: bool, roots: Sequence[Path] = ()) -> int:
    """Print every fault; return 0 where there is none, 1 where there is, 2 where there is nothing to verify."""
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
    sys.stderr.write(
        f"{visits} visits held against the archive, {manifests} manifests with {stamps} timestamps{signed}, {len(found)} faults\n"
    )
    return 1 if found else 0


def faults(connection: duckdb.DuckDBPyConnection, archive: Path, *, roots: Sequence[Path] = ()) -> Iterator[Fault]:
    """Yield what is wrong with the archive's own digests, then every visit whose answer is not the one that was judged."""
    for path in sorted(archive.glob("*.warc.gz")):
        for line in verify(path):
            yield Fault(file=path.name, fault=line, url=None, citations=[])
    for name, line in timestamps.check(archive, roots=roots):
        yield Fault(file=name, fault=line, url=None, citations=[])
    for url, file, offset, expected, citations in connection.execute(_VISITS).fetchall():
        wrong = _altered(archive / file, offset, expected)
        if wrong:
            yield Fault(file=file, fault=wrong, url=url, citations=sorted(citations or []))


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
