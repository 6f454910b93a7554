"""Builds the example's two webs: web.toml and pages/ become then.warc.gz and now.warc.gz, the same bytes each time.

Run it where it lies: `python examples/ogp-letter/build.py [FOLDER]` (default: beside this file).
"""

from __future__ import annotations

import io
import sys
import tomllib
import uuid
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from pdf import set_pdf  # noqa: E402  (it lies beside this file, which is in no package)

# Namespace of the record ids; made once at random, so that they can be no other file's.
_NAMESPACE = uuid.UUID("5b0d2e5a-97d1-4c83-9a0e-6f3c1d7c2b41")
_AGENT = "testimonia-example/1"


def build(out: Path) -> list[Path]:
    """Write a WARC for each web of web.toml into a folder and return their paths."""
    webs = tomllib.loads((HERE / "web.toml").read_text(encoding="utf-8"))
    paths = []
    for name, answers in webs.items():
        path = out / f"{name}.warc.gz"
        path.write_bytes(_warc(name, answers))
        paths.append(path)
    return paths


def _warc(name: str, answers: list[dict[str, Any]]) -> bytes:
    stream = io.BytesIO()
    writer: Any = WARCWriter(stream, gzip=True, warc_version="WARC/1.1")
    about = writer.create_warcinfo_record(
        f"{name}.warc.gz",
        {
            "software": _AGENT,
            "format": "WARC File Format 1.1",
            "description": "Made up for an example; no real answers.",
        },
    )
    _fix(about, name, answers[0]["date"])
    writer.write_record(about)
    for answer in answers:
        for record in _exchange(writer, name, answer):
            writer.write_record(record)
    return stream.getvalue()


def _exchange(writer: Any, web: str, answer: dict[str, Any]) -> list[Any]:
    """Return the response and the request of one answer of web.toml."""
    url, date = answer["url"], answer["date"]
    host, _, path = url.split("://", 1)[1].partition("/")
    body, media_type = _body(answer.get("file"))
    headers = [("Content-Type", media_type)] if body else []
    headers += [("Location", answer["location"])] if "location" in answer else []
    headers.append(("Content-Length", str(len(body))))
    response = writer.create_warc_record(
        url,
        "response",
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=StatusAndHeaders(answer.get("status", "200 OK"), headers, protocol="HTTP/1.1"),
    )
    _fix(response, web, url, date)
    asked = StatusAndHeaders(f"GET /{path} HTTP/1.1", [("Host", host), ("User-Agent", _AGENT)], is_http_request=True)
    request = writer.create_warc_record(
        url,
        "request",
        http_headers=asked,
        warc_headers_dict={"WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID")},
    )
    _fix(request, web, url, date)
    return [response, request]


def _fix(record: Any, web: str, *parts: str) -> None:
    """Give a record the date and the id that its place in web.toml asks for, in place of now and of chance."""
    name = "\n".join([web, record.rec_type, *parts])
    record.rec_headers.replace_header("WARC-Record-ID", f"<urn:uuid:{uuid.uuid5(_NAMESPACE, name)}>")
    record.rec_headers.replace_header("WARC-Date", parts[-1])


def _body(file: str | None) -> tuple[bytes, str]:
    if file is None:
        return b"", ""
    path = HERE / "pages" / file
    if path.suffix == ".txt":
        return set_pdf(path.read_text(encoding="utf-8"), title="Letter to the TTS (made up)"), "application/pdf"
    return path.read_bytes(), "text/html; charset=utf-8"


if __name__ == "__main__":
    for built in build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE):
        print(built.name, built.stat().st_size, "bytes")
