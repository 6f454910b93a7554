"""Documents that are broken, hostile or enormous: how each ends, in what time and memory, and that the next one is still read."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.documents import made_pdf
from benchmarks.speed import REPOSITORY, Table
from tests.pipeline.readers import made

LIMIT_S, LIMIT_MB = 30, 1024
_WORD = f'<w:document xmlns:w="{made.W}"><w:body>{{}}</w:body></w:document>'
_GOOD = "The harbour office closed the port on 3 May 2019.¹\n\n¹ See https://harbour.example/closed\n"


def bad_documents() -> Table:
    """Each bad document with a good one behind it in one call of `read`: what it ends as, wall seconds, and peak memory."""
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory() as place:
        good = Path(place) / "good.txt"
        good.write_text(_GOOD, encoding="utf-8")
        for what, file in _documents(Path(place)):
            ends, others, seconds, memory = _read(file, good)
            kept = seconds <= LIMIT_S and memory <= LIMIT_MB and others
            rows.append(
                (what, ends, "yes" if others else "NO", f"{seconds:.1f}", f"{memory:.0f}", "" if kept else "MISSED")
            )
            file.unlink()
    header = ("document", "ends as", "the next one is read", "wall s", "peak MB", f"{LIMIT_S} s, {LIMIT_MB} MB")
    return "Bad documents, each in a process of its own", header, rows


# The peak of the process itself: what `wait4` tells has that of its parent in it, which made the documents.
_RUN = """
import atexit, re, sys
from pathlib import Path
from pipeline.cli.main import app
atexit.register(lambda: print("peak", re.search(r"VmHWM:\\s+([0-9]+)", Path("/proc/self/status").read_text())[1], file=sys.stderr))
app()
"""


def _read(file: Path, good: Path) -> tuple[str, bool, float, float]:
    """Return how a document ends, whether the one behind it was read, wall seconds and peak MB of the process."""
    command = [sys.executable, "-c", _RUN, "read", str(file), str(good), "--json"]
    began = time.monotonic()
    ran = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)  # noqa: S603  our own program
    seconds = time.monotonic() - began
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    first = answers[0] if answers else {}
    ends = first["error"]["code"] if "error" in first else f"read: {len(first.get('text', ''))} characters"
    others = len(answers) == 2 and len(answers[1].get("citations", ())) == 1
    return ends, others, seconds, int(ran.stderr.rpartition("peak ")[2] or 0) / 1024


def _documents(place: Path) -> Iterator[tuple[str, Path]]:
    """Yield what is wrong with each document and its file; one stands on the disk at a time."""
    half = made_pdf(20)
    wanted: tuple[tuple[str, str, Callable[[], bytes]], ...] = (
        ("half a PDF", "half.pdf", lambda: half[: len(half) // 2]),
        ("a PDF with a password", "locked.pdf", _locked_pdf),
        ("a Word file with a password", "locked.docx", _locked_word),
        ("zero bytes", "zero.pdf", lambda: b""),
        ("a Word file named .pdf", "letter.pdf", lambda: made.docx(made.paragraph(made.run("The port was closed.")))),
        ("a zip bomb of 900 MB", "bomb.docx", lambda: _bomb(place / "bomb.part")),
        ("XML entities that grow a thousand million times", "entities.docx", lambda: _word(_ENTITIES)),
        ("an external entity", "external.docx", lambda: _word(_EXTERNAL)),
        ("10,000 nested elements, Word", "nested.docx", lambda: _word(_WORD.format(_nested("w:p", "w:sdt")))),
        ("10,000 nested elements, HTML", "nested.html", lambda: ("<html><body>" + "<div>" * 10_000 + "The port.").encode()),
        ("a PDF of a million objects", "objects.pdf", _million_objects),
        ("invalid UTF-8", "latin.txt", lambda: b"The port \xff\xfe\xe9 was closed \xc3\x28 on 3 May. " * 200),
        ("right-to-left text", "arabic.txt", lambda: ("أُغلق الميناء في ٣ مايو ٢٠١٩.¹ " * 400 + "\n\n¹ https://harbour.example/ar").encode()),
        ("200 MB of text", "long.txt", lambda: _GOOD.encode() * (200 * 2**20 // len(_GOOD.encode()))),
    )  # fmt: skip
    for what, name, make in wanted:
        file = place / name
        file.write_bytes(make())
        yield what, file


def _word(document: str) -> bytes:
    return made.packed({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


_GROWING = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
_ENTITIES = f'<!DOCTYPE x [<!ENTITY e0 "the port ">{_GROWING}]>' + _WORD.format("<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>")
_EXTERNAL = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + _WORD.format(
    "<w:p><w:r><w:t>The port &e; was closed.</w:t></w:r></w:p>"
)


def _nested(last: str, element: str, depth: int = 10_000) -> str:
    inner = f"<{last}><w:r><w:t>The port.</w:t></w:r></{last}>"
    return f"<{element}>" * depth + inner + f"</{element}>" * depth


def _bomb(part: Path) -> bytes:
    """Return a Word file of a few hundred KB whose text unpacks to 900 MB."""
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        with packed.open("word/document.xml", "w", force_zip64=True) as member:
            member.write(b"<w:document>")
            for _ in range(900):
                member.write(b" " * 2**20)
    data = part.read_bytes()
    part.unlink()
    return data


def _locked_word() -> bytes:
    """Return the beginning of a file that holds an encrypted package, as Office writes one behind a password."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 4096


def _locked_pdf() -> bytes:
    """Return a PDF that is encrypted with a password which nobody knows."""
    words = b"stream\n\x8a\x11\x42\nendstream"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>",
        b"<</Length 3>>" + words,
        b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"5a" * 32 + b">/U<" + b"a5" * 32 + b">>>",
    ]
    return _pdf(objects, b"/Encrypt 5 0 R/ID[<00><00>]")


def _million_objects() -> bytes:
    return _pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>",
            *([b"<<>>"] * 1_000_000),
        ],
        b"",
    )


def _pdf(objects: list[bytes], trailer: bytes) -> bytes:
    """Return a PDF of these objects, the first of them its root."""
    pieces, places, length = [b"%PDF-1.4\n"], [], 9
    for number, content in enumerate(objects, start=1):
        piece = b"%d 0 obj%b endobj\n" % (number, content)
        places.append(b"%010d 00000 n \n" % length)
        pieces.append(piece)
        length += len(piece)
    count = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, b"".join(places))
    end = b"trailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF" % (count, trailer, length)
    return b"".join([*pieces, table, end])
