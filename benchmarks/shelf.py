"""A library made up from a few words: documents that cite pages on many hosts, and those pages, on loopback or as an archive.

Everything follows from numbers alone, so that two runs see the same. Page N is cited by document N // 5. One page in ten is gone, one
redirects to another; a claim in five says another number than its page.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from spiders.archive import Archive
from spiders.exchange import Exchange

CITED = 5  # sources of a document
HOSTS = 200

_BODIES = "Harbour Water Forest Rail School Clinic Library Market Bridge Grain Census Transport Energy Housing Lottery Mining".split()
_KINDS = "Institute Council Agency Board Ministry Observatory Union Foundation".split()
_PLACES = "Arlen Borvik Castra Delmoor Estrada Fenwick Gorham Halden Istrana Jorvan Kelsing Lumbra Marrow Nortal Oberan Pellin".split()
_FIRST = "Ana Bela Carl Dina Egon Flora Gert Hilda Ivan Jutta Karim Lena Mario Nadia Oskar Paula".split()
_LAST = "Abrams Boyle Cortez Dunne Engel Farr Grau Holt Ibarra Jansen Kovac Lund Moreau Novak Ortega Prado".split()
_COUNTED = "workers trucks pupils patients permits complaints wells turbines flats tickets licences inspections".split()
_DID = "counted reported lost added inspected closed financed registered".split()


def facts(number: int) -> dict[str, str]:
    """Return what page `number` is about: who, where, when, and how many of what."""
    chance = random.Random(number)
    day = date(2012, 1, 1) + timedelta(days=chance.randrange(3_000))
    return {
        "body": f"{chance.choice(_BODIES)} {chance.choice(_KINDS)}", "place": chance.choice(_PLACES),
        "person": f"{chance.choice(_FIRST)} {chance.choice(_LAST)}", "day": f"{day:%B} {day.day}, {day.year}", "iso": day.isoformat(),
        "count": f"{chance.randrange(20, 9_000):,}", "what": chance.choice(_COUNTED), "did": chance.choice(_DID),
    }  # fmt: skip


def main_sentence(number: int, *, count: str | None = None) -> str:
    """Return the sentence that page `number` is there for."""
    told = facts(number) | ({"count": count} if count else {})
    return "The {body} of {place} {did} {count} {what} on {day}, said {person}.".format(**told)


def page(number: int) -> bytes:
    """Return page `number`: an article of some 25 sentences."""
    chance, told = random.Random(number + 1_000_000), facts(number)
    paragraphs = [main_sentence(number)]
    for _ in range(5):
        sentences = [
            "{first} of the {body} had {did} {count} {what} in {place} by {day}.".format(
                first=f"{chance.choice(_FIRST)} {chance.choice(_LAST)}", **facts(chance.randrange(10_000_000)) | {"body": told["body"]}
            ) if chance.random() < 0.5
            else f"It was the {chance.choice(('first', 'second', 'third'))} such {chance.choice(_COUNTED)[:-1]} survey that people in {told['place']} were asked about, and many {chance.choice(('agreed', 'objected', 'waited', 'wrote letters'))}."
            for _ in range(5)
        ]  # fmt: skip
        paragraphs.append(" ".join(sentences))
    title = f"{told['body']} of {told['place']}: {told['count']} {told['what']}"
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    menu = "".join(f"<li><a href='/section/{n}'>Section {n}</a></li>" for n in range(12))
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title><meta property='article:published_time' content='{told['iso']}'>"
        f"</head><body><nav><ul>{menu}</ul></nav><article><h1>{title}</h1>{body}</article><footer>All rights reserved</footer></body></html>"
    ).encode()


def answer(path: str) -> tuple[int, bytes, str | None]:
    """Return status, body and Location of a path `/page/N`."""
    word, _, rest = path.strip("/").partition("/")
    if word not in ("page", "new") or not rest.isdigit():
        return 404, b"<!doctype html><title>Not found</title><h1>Not found</h1>", None
    number = int(rest)
    if word == "page" and number % 10 == 3:
        return 404, b"<!doctype html><title>Not found</title><h1>Not found</h1><p>This page does not exist.</p>", None
    if word == "page" and number % 10 == 7:
        return 301, b"", f"/new/{number}"
    return 200, page(number), None


def url(number: int, *, port: int | None = None, hosts: int = HOSTS) -> str:
    """Return the address of page `number`: on a loopback host where a port is given, else on a made-up one."""
    where = f"127.0.{number % hosts // 100}.{number % 100 + 1}:{port}" if port else f"www.site{number % hosts}.example"
    return f"http://{where}/page/{number}"


def write_documents(folder: Path, count: int, *, port: int | None = None, hosts: int = HOSTS) -> list[Path]:
    """Write documents into a folder that is made; return their paths in order."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for document in range(count):
        numbers = range(document * CITED, (document + 1) * CITED)
        lines = [
            f"# Review number {document} of what was published\n\n{date(2022, 3, 1) + timedelta(days=document % 300)}\n"
        ]
        for place, number in enumerate(numbers, start=1):
            wrong = f"{random.Random(number).randrange(10_000, 20_000):,}" if number % 5 == 0 else None
            lines.append(f"{main_sentence(number, count=wrong)}[^{place}]\n")
        lines += [
            f"[^{place}]: See <{url(number, port=port, hosts=hosts)}>\n"
            for place, number in enumerate(numbers, start=1)
        ]
        path = folder / f"review-{document:05}.md"
        path.write_text("\n".join(lines), encoding="utf-8")
        written.append(path)
    return written


def write_archive(folder: Path, documents: int, *, hosts: int = HOSTS) -> Path:
    """Write all that so many documents cite as one WARC file, for --replay; return it."""
    moment = datetime(2026, 1, 5, tzinfo=UTC)
    archive = Archive(folder, software="testimonia benchmarks", web="live", roll_over_bytes=1 << 40)
    for number in range(documents * CITED):
        address = url(number, hosts=hosts)
        while True:
            status, body, location = answer("/" + address.split("/", 3)[3])
            headers = [("Content-Type", "text/html; charset=utf-8"), *([("Location", location)] if location else [])]
            archive.keep(Exchange(
                url=address, asked_at=moment, fetched_at=moment, status=status, status_line=f"HTTP/1.1 {status} X", headers=tuple(headers), body=body,
            ))  # fmt: skip
            if location is None:
                break
            address = "/".join(address.split("/", 3)[:3]) + location
    archive.close()
    return folder / archive.names[0]


@contextmanager
def served() -> Iterator[int]:
    """Serve the library on every loopback address from a process of its own; yield the port."""
    listener = socket.create_server(("0.0.0.0", 0), backlog=1024)  # noqa: S104  every loopback address is one of the hosts
    process = multiprocessing.get_context("fork").Process(target=_serve, args=(listener,), daemon=True)
    process.start()
    try:
        yield int(listener.getsockname()[1])
    finally:
        process.terminate()
        process.join()
        listener.close()


def _serve(listener: socket.socket) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                status, body, location = answer(head.split(b" ", 2)[1].decode())
                more = f"Location: {location}\r\n" if location else ""
                writer.write(
                    f"HTTP/1.1 {status} X\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n{more}\r\n".encode()
                    + body
                )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def serve() -> None:
        server = await asyncio.start_server(talk, sock=listener)
        await server.serve_forever()

    asyncio.run(serve())


__all__ = ["CITED", "HOSTS", "page", "served", "url", "write_archive", "write_documents"]
