"""One package of a run: WARC files, their index, the pages, the ledger and the report, as WACZ 1.1.1."""

from __future__ import annotations

import hashlib
import json
import os
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import duckdb

from spiders.exchange import header
from spiders.warc import records

_PAGES = """
    select visits.visit_id as id, visits.fetched_at as ts,
        case when visits.memento_url like 'http%' then visits.memento_url else visits.final_url end as url,
        coalesce(sources.title, visits.final_url) as title, sources.text
    from visits
    left join captures on captures.made_from = visits.visit_id
    left join sources using (capture_id)
    where visits.status is not null and visits.warc_file is not null
    order by visits.fetched_at, visits.visit_id
"""


def write_package(
    connection: duckdb.DuckDBPyConnection, to: Path, *, archive: Path, report: Path, software: str
) -> None:
    """Write archive, index, pages and report as one WACZ file, whole or not at all (specs.webrecorder.net/wacz/1.1.1).

    The report's files lie beside the archive under `report/`, which viewers of WACZ pass over.
    """
    warcs = sorted(archive.glob("*.warc.gz"))
    fresh = to.with_name(f".{to.name}.{os.getpid()}")
    resources: list[dict[str, Any]] = []
    with zipfile.ZipFile(fresh, "w") as package:
        for warc in warcs:
            _add(
                package, resources, f"archive/{warc.name}", warc.read_bytes(), zipfile.ZIP_STORED
            )  # read at offsets: unpacked
        _add(package, resources, "indexes/index.cdx", _index(warcs), zipfile.ZIP_DEFLATED)
        _add(package, resources, "pages/pages.jsonl", "".join(_pages(connection)).encode(), zipfile.ZIP_DEFLATED)
        for file in sorted(report.glob("*")) if report.is_dir() else ():
            _add(package, resources, f"report/{file.name}", file.read_bytes(), zipfile.ZIP_DEFLATED)
        described = json.dumps(
            {
                "profile": "data-package", "wacz_version": "1.1.1", "title": "testimonia", "software": software,
                "created": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "resources": resources,
            },
            indent=2,
        ).encode()  # fmt: skip
        package.writestr("datapackage.json", described, zipfile.ZIP_DEFLATED)
        sealed = {"path": "datapackage.json", "hash": "sha256:" + hashlib.sha256(described).hexdigest()}
        package.writestr("datapackage-digest.json", json.dumps(sealed, indent=2), zipfile.ZIP_DEFLATED)
    os.replace(fresh, to)


def _add(package: zipfile.ZipFile, resources: list[dict[str, Any]], path: str, body: bytes, packing: int) -> None:
    package.writestr(path, body, packing)
    digest = "sha256:" + hashlib.sha256(body).hexdigest()
    name = re.sub(r"[^-a-z0-9._]", "_", Path(path).name.lower())  # all that a data package's names may have
    resources.append({"name": name, "path": path, "hash": digest, "bytes": len(body)})


def _index(warcs: list[Path]) -> bytes:
    """Return the CDXJ index of the answers; our own records of visits and failures are no pages to be shown in their stead."""
    lines = []
    for warc in warcs:
        found = list(records(warc))
        ends = [record.offset for record in found[1:]] + [warc.stat().st_size]
        for record, end in zip(found, ends, strict=True):
            if record.type not in ("response", "revisit"):
                continue
            kind = (header(record.headers, "content-type") or "unk").split(";")[0].strip()
            entry = {
                "url": record.uri, "mime": "warc/revisit" if record.type == "revisit" else kind, "status": str(record.status or "-"),
                "digest": header(record.fields, "warc-payload-digest") or "-", "length": str(end - record.offset),
                "offset": str(record.offset), "filename": warc.name,
            }  # fmt: skip
            lines.append(f"{surt(record.uri)} {record.date:%Y%m%d%H%M%S} {json.dumps(entry)}\n")
    return "".join(sorted(lines)).encode()


def surt(url: str) -> str:
    """Return the key under which viewers look an address up: `com,example)/path?a=1&b=2`, in lower case (IA's SURT)."""
    parts = urlsplit(url.lower())
    labels = (parts.hostname or "").removeprefix("www.").split(".")
    port = f":{parts.port}" if parts.port else ""
    query = f"?{'&'.join(sorted(parts.query.split('&')))}" if parts.query else ""
    return f"{','.join(reversed(labels))}{port}){parts.path.rstrip('/') or '/'}{query}"


def _pages(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    yield json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "Sources", "hasText": True}) + "\n"
    for page_id, ts, url, title, text in connection.execute(_PAGES).fetchall():
        page = {"id": page_id, "url": url, "ts": ts.strftime("%Y-%m-%dT%H:%M:%SZ"), "title": title}
        yield json.dumps({**page, "text": text} if text else page, ensure_ascii=False) + "\n"
