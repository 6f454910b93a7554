"""Writing the archive: WARC 1.1, one gzip member a record, `.open` until closed and safe on disk.

The records are put together here and not by warcio because that parses HTTP headers and writes them anew; a header
line must be kept as it came, byte for byte. What is written is held against `warcio check` by a test.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import socket
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit, urlunsplit

from spiders.exchange import Exchange, Headers, Kept, header
from spiders.packing import packed
from warehouse.records import Hop, Visit

FAILURE = "application/vnd.testimonia.failure+json"
VISIT = "application/vnd.testimonia.visit+json"
ORIGINAL = "X-Archive-Orig-"  # as Wayback names headers that no longer describe the stored body

_SECRET = frozenset(
    ("authorization", "proxy-authorization", "cookie", "cookie2", "x-api-key", "x-auth-token", "x-csrf-token")
)
_PACKED = ("image/", "video/", "audio/", "font/", "application/pdf", "application/zip", "application/gzip")
_BUFFER = 1 << 18  # a commit writes all that a visit left at once
_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
_FIELDS = {record: tuple(field.name for field in dataclasses.fields(record)) for record in (Visit, Hop)}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An answer that a revisit record refers to."""

    file: str
    offset: int
    record_id: str
    uri: str
    date: datetime
    payload_digest: str | None


class Archive:
    """An open WARC in a folder: `keep` exchanges, `commit` visits, then `close`; a file that grows too large rolls over."""

    def __init__(self, folder: Path, *, software: str, web: str, roll_over_bytes: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._info = {"software": software, "format": "WARC File Format 1.1", "isPartOf": web}
        self._roll_over = roll_over_bytes
        self._stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{os.getpid()}"
        self._out: BinaryIO | None = None
        self._payloads: dict[str, tuple[str, str, Kept]] = {}
        self._certificates: set[bytes] = set()
        self.names: list[str] = []

    def keep(self, exchange: Exchange) -> Kept:
        """Write an exchange: response and request, or for a failure one metadata record. Secrets are left out."""
        if exchange.error is not None and not exchange.status_line:
            return self._failure(exchange)
        self._keep_certificate(exchange)
        uri = _without_credentials(exchange.url)
        head = exchange.status_line + "\r\n" + "".join(f"{n}: {v}\r\n" for n, v in _stored(exchange.headers))
        block = (head + "\r\n").encode("latin-1", "replace")
        payload = "sha256:" + hashlib.sha256(exchange.body).hexdigest()
        fields = _about(exchange, uri)
        fields.append(("WARC-Payload-Digest", payload))
        earlier = self._payloads.get(payload) if exchange.body else None
        if earlier is None:
            fields.append(("Content-Type", "application/http;msgtype=response"))
            again = not _is_packed(exchange.headers)
            kept = self._record("response", fields, block + exchange.body, again=again)
            if exchange.error is None:
                self._payloads[payload] = (uri, _date(exchange.fetched_at), kept)
        else:
            fields += [
                ("WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"),
                ("WARC-Refers-To-Target-URI", earlier[0]),
                ("WARC-Refers-To-Date", earlier[1]),
                ("WARC-Refers-To", earlier[2].record_id),
                ("WARC-Refers-To-File-Offset", str(earlier[2].offset)),
                ("Content-Type", "application/http;msgtype=response"),
            ]
            kept = self._record("revisit", fields, block)
        if exchange.request_headers:
            self._request(exchange, uri, kept)
        return kept

    def keep_unchanged(self, exchange: Exchange, *, first: Reference) -> Kept:
        """Write a 304 as a revisit record of the answer that it confirms (WARC 1.1 §6.7.2), which may lie in another file."""
        self._keep_certificate(exchange)
        uri = _without_credentials(exchange.url)
        head = exchange.status_line + "\r\n" + "".join(f"{n}: {v}\r\n" for n, v in _stored(exchange.headers))
        fields = _about(exchange, uri)
        if first.payload_digest:
            fields.append(("WARC-Payload-Digest", first.payload_digest))
        fields += [
            ("WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/server-not-modified"),
            ("WARC-Refers-To-Target-URI", first.uri),
            ("WARC-Refers-To-Date", _date(first.date)),
            ("WARC-Refers-To", first.record_id),
            ("WARC-Refers-To-Filename", first.file),
            ("WARC-Refers-To-File-Offset", str(first.offset)),
            ("Content-Type", "application/http;msgtype=response"),
        ]
        kept = self._record("revisit", fields, (head + "\r\n").encode("latin-1", "replace"))
        if exchange.request_headers:
            self._request(exchange, uri, kept)
        return kept

    def keep_supplied(self, body: bytes, *, media_type: str | None, by: str, at: datetime) -> Kept:
        """Write bytes that a person handed in as a resource record (WARC 1.1 §6.4), with the name of who gave them.

        It is named by its digest and not by the address that it is said to come from: no viewer may show it as what a site served.
        """
        return self._resource(body, [("X-Supplied-By", " ".join(by.split()))], media_type=media_type, at=at)

    def keep_shown(
        self, body: bytes, *, media_type: str, of: str, by: str, at: datetime, beside: Kept | None = None
    ) -> Kept:
        """Write what a browser showed of an address, as a resource record that says so: its document, or a picture of it `beside` that.

        It is no answer of the site, and like bytes that a person hands in it is named by its digest.
        """
        fields = [("X-Shown-By", by), ("X-Shown-Of", _without_credentials(of))]
        if beside is not None:
            fields.append(("WARC-Concurrent-To", beside.record_id))
        return self._resource(body, fields, media_type=media_type, at=at)

    def _keep_certificate(self, exchange: Exchange) -> None:
        """Write a server's certificate whole, once a file; its answers name it by its digest."""
        if exchange.certificate and exchange.certificate not in self._certificates:
            kind = "application/pkix-cert"
            self._resource(exchange.certificate, [], media_type=kind, at=exchange.fetched_at)
            self._certificates.add(exchange.certificate)

    def _resource(self, body: bytes, about: list[tuple[str, str]], *, media_type: str | None, at: datetime) -> Kept:
        digest = hashlib.sha256(body).hexdigest()
        fields = [
            ("WARC-Date", _date(at)),
            ("WARC-Target-URI", f"urn:sha256:{digest}"),
            ("WARC-Payload-Digest", f"sha256:{digest}"),
            *about,
            ("Content-Type", media_type or "application/octet-stream"),
        ]
        return self._record("resource", fields, body)

    def commit(self, visit: Visit, hops: Sequence[Hop]) -> Kept:
        """Write the metadata record that makes a visit count; all its other records are in the archive already.

        When this returns, a kill of this process loses nothing of the visit.
        """
        told = {"visit": _plain(visit), "hops": [_plain(hop) for hop in hops]}
        fields = [
            ("WARC-Date", _date(visit.asked_at)),
            ("WARC-Target-URI", _without_credentials(visit.url)),
            ("Content-Type", VISIT),
        ]
        if visit.warc_record_id:
            fields.append(("WARC-Refers-To", visit.warc_record_id))
        kept = self._record("metadata", fields, _AS_JSON(told).encode("utf-8", "surrogatepass"))
        if self._out is not None:
            self._out.flush()
            if self._out.tell() > self._roll_over:
                self.close()
        return kept

    def close(self) -> None:
        """Bring the file to disk and give it its lasting name; nothing to do where nothing was kept."""
        if self._out is None:
            return
        self._out.flush()
        os.fsync(self._out.fileno())
        self._out.close()
        self._out = None
        self._certificates.clear()
        self._payloads.clear()  # a revisit refers to a record of its own file, which stays readable alone
        name = self.names[-1]
        (self.folder / f"{name}.open").rename(self.folder / name)
        _sync_folder(self.folder)

    def _begin(self) -> BinaryIO:
        name = f"testimonia-{self._stamp}-{len(self.names)}.warc.gz"
        self.names.append(name)
        self._out = (self.folder / f"{name}.open").open("xb", buffering=_BUFFER)
        info = {**self._info, "hostname": socket.gethostname()}
        block = "".join(f"{key}: {value}\r\n" for key, value in info.items()).encode()
        fields = [
            ("WARC-Date", _date(datetime.now(UTC))),
            ("WARC-Filename", name),
            ("Content-Type", "application/warc-fields"),
        ]
        self._record("warcinfo", fields, block)
        return self._out

    def _record(self, kind: str, fields: list[tuple[str, str]], block: bytes, *, again: bool = True) -> Kept:
        out = self._out if self._out is not None else self._begin()
        record_id = f"<urn:uuid:{uuid.uuid4()}>"
        digest = "sha256:" + hashlib.sha256(block).hexdigest()
        lines = [
            ("WARC-Type", kind),
            ("WARC-Record-ID", record_id),
            *fields,
            ("WARC-Block-Digest", digest),
            ("Content-Length", str(len(block))),
        ]
        head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines) + "\r\n"
        offset = out.tell()
        out.write(packed(head.encode("utf-8", "surrogatepass"), block + b"\r\n\r\n", again=again))
        return Kept(file=self.names[-1], offset=offset, record_id=record_id)

    def _request(self, exchange: Exchange, uri: str, kept: Kept) -> None:
        parts = urlsplit(uri)
        target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        head = (
            f"GET {target} HTTP/1.1\r\n"
            + "".join(f"{n}: {v}\r\n" for n, v in _stored(exchange.request_headers))
            + "\r\n"
        )
        fields = [
            ("WARC-Date", _date(exchange.fetched_at)),
            ("WARC-Target-URI", uri),
            ("WARC-Concurrent-To", kept.record_id),
            ("Content-Type", "application/http;msgtype=request"),
        ]
        self._record("request", fields, head.encode("latin-1", "replace"))

    def _failure(self, exchange: Exchange) -> Kept:
        told = {"url": exchange.url, "error": exchange.error, "detail": exchange.detail}
        fields = [*_about(exchange, _without_credentials(exchange.url)), ("Content-Type", FAILURE)]
        return self._record("metadata", fields, json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _about(exchange: Exchange, uri: str) -> list[tuple[str, str]]:
    fields = [("WARC-Date", _date(exchange.fetched_at)), ("WARC-Target-URI", uri)]
    if exchange.address:
        fields.append(("WARC-IP-Address", exchange.address))
    fields += [("WARC-Protocol", protocol) for protocol in exchange.protocols]
    if exchange.certificate:
        fields.append(("X-Certificate-SHA256", hashlib.sha256(exchange.certificate).hexdigest()))
    return fields


def _stored(headers: Headers) -> list[tuple[str, str]]:
    """Return the headers that are kept: no secrets, and none that says of the body what is no longer true."""
    kept: list[tuple[str, str]] = []
    for name, value in headers:
        match name.lower():
            case secret if secret in _SECRET:
                continue
            case "set-cookie" | "set-cookie2":  # its name marks some walls; its value is nobody's business
                kept.append((name, value.partition("=")[0] + "="))
            case "transfer-encoding":
                kept.append((ORIGINAL + name, value))
            case _:
                kept.append((name, value))
    return kept


def _is_packed(headers: Headers) -> bool:
    return header(headers, "content-encoding") is not None or (header(headers, "content-type") or "").startswith(
        _PACKED
    )


def _without_credentials(url: str) -> str:
    """Return an address without user name and password and without what would break a WARC header line."""
    if not url.isprintable() or " " in url:
        url = "".join(char for char in url if char.isprintable() and char != " ")
    if "@" not in url:
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])) if "@" in parts.netloc else url


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def _plain(row: Visit | Hop) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in _FIELDS[type(row)]}  # asdict copies deeply: a tenth of a crawl
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in told.items()}


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
