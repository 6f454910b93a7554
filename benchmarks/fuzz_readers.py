"""Mutated documents through every reader: none may crash, hang, or give a span that is not in its text.

    python -m benchmarks.fuzz_readers [FOLDER...] [--inputs N] [--seed N]

Without a folder the repository's own cases are mutated. Each input is read in a process of its own kind, held to 30 s and
1 GB; what may come out is a reading or BadInput. The count, the slowest input and every failure are printed; status 1 on one.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing as mp
import random
import resource
import sys
import time
import traceback
import zipfile
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.speed import REPOSITORY

LIMIT_S = 30
SLOW_S = 3  # an input that took longer is told, and kept with --keep
LIMIT_BYTES = 1 << 30
ENDINGS = frozenset(".txt .md .html .docx .odt .epub .pdf .rtf .bib .ris .json".split())
MAX_SEED_BYTES = 4 << 20
_NASTY = (
    b"\x00",
    b"\xff\xfe",
    b"<",
    b"&lt;&#0;",
    b"<!ENTITY a 'b'>",
    b"[",
    b"((((",
    b"\xe2\x80\xae",
    b"\n\n",
    b"http://",
    b"[^1]:",
    b"9" * 40,
)


def seeds(folders: list[Path]) -> list[tuple[str, bytes]]:
    """Return the name and bytes of every document in the folders, and of the packed ones that the tests make."""
    from tests.pipeline.test_read_cases import made

    found = [
        (path.name, path.read_bytes())
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.suffix.lower() in ENDINGS
        and path.name != "expected.json"
        and path.stat().st_size <= MAX_SEED_BYTES
    ]
    folded = [
        (path.name, made(path)) for folder in folders for path in sorted(folder.rglob("input.*")) if path.is_dir()
    ]  # a packed case stands as the folder that it is packed from
    return found + folded + _made()


def _made() -> list[tuple[str, bytes]]:
    from benchmarks.documents import made_pdf
    from tests.pipeline.readers import made

    body = made.paragraph(made.run("The port was closed."), made.note_mark(2), made.run(" The mill was sold."))
    notes = made.note(2, made.run("See https://x.example/a, 3 May 2019."))
    return [("made.docx", made.docx(body, footnotes=notes)), ("made.pdf", made_pdf(2))]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return the bytes with a few things wrong; in a packed file the harm is done inside a member, half of the time."""
    if data[:2] == b"PK" and chance.random() < 0.5:
        return _within(data, chance)
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(out) + 1)
        match chance.randrange(6):
            case 0:
                del out[at:]
            case 1:
                out[at : at + 1] = bytes([chance.randrange(256)])
            case 2:
                out[at:at] = chance.choice(_NASTY) * chance.choice((1, 2, 300))
            case 3:
                del out[at : at + chance.randrange(1, 200)]
            case 4:
                piece = bytes(out[at : at + chance.randrange(1, 400)])
                out[at:at] = piece * chance.choice((1, 3, 50))
            case _:
                other = chance.randrange(len(out) + 1)
                out[at : at + 60], out[other : other + 60] = out[other : other + 60], out[at : at + 60]
        if not out:
            break
    return bytes(out)


def _within(data: bytes, chance: random.Random) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        harmed = chance.choice(names)
        for name in names:
            content = old.read(name)
            new.writestr(name, mutated(content, chance) if name == harmed and content[:2] != b"PK" else content)
    return made.getvalue()


def _serve(pipe: Connection) -> None:
    """Read what comes through the pipe, answer with a word for each: the format, the slug of BadInput, or a failure."""
    from pipeline.read import read_document
    from pipeline.stage import BadInput

    resource.setrlimit(
        resource.RLIMIT_AS, (4 * LIMIT_BYTES, 4 * LIMIT_BYTES)
    )  # address space, of which much is never used
    read_document(
        "The port was shut. أُغلق الميناء. El puerto cerró.".encode(), name="warm.txt"
    )  # what is loaded once a process
    pipe.send(("ready", 0))
    while True:
        name, data = pipe.recv()
        try:
            laid = read_document(data, name=name).laid
            for claim in laid.claims:
                assert laid.text[claim.start : claim.end] == claim.text, f"claim at {claim.start}"
            for cited in laid.citations:
                assert 0 <= cited.start <= cited.end <= len(laid.text), f"citation at {cited.start}"
            word = "read"
        except BadInput as bad:
            word = str(bad.args[0])
        except BaseException:  # noqa: BLE001  whatever it is, it is what we look for
            word = "FAILED " + traceback.format_exc(limit=-4)
        pipe.send((word, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024))


def main() -> int:
    """Mutate, read, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="*", type=Path)
    parser.add_argument("--inputs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the inputs that failed")
    asked = parser.parse_args()
    chance = random.Random(asked.seed)  # noqa: S311  repeatable, not secret
    found = seeds(asked.folder or [REPOSITORY / "tests" / "cases" / "read"])
    told: Counter[str] = Counter()
    slowest, largest = 0.0, 0
    worker: mp.process.BaseProcess | None = None
    pipe: Connection | None = None
    context = mp.get_context("spawn")
    for number in range(asked.inputs):
        if worker is None or pipe is None:
            pipe, theirs = context.Pipe()
            worker = context.Process(target=_serve, args=(theirs,), daemon=True)
            worker.start()
            pipe.recv()
        name, data = chance.choice(found)
        harmed = mutated(data, chance)
        began = time.monotonic()
        pipe.send((name, harmed))
        try:
            word, memory = pipe.recv() if pipe.poll(LIMIT_S) else ("FAILED: took too long", 0)
        except EOFError:
            word, memory = "FAILED: the process died", 0
        took = time.monotonic() - began
        slowest = max(slowest, took)
        largest = max(largest, memory)
        if memory > LIMIT_BYTES:
            word = f"FAILED: {memory >> 20} MB"
        told[word.split(None, 1)[0]] += 1
        failed, slow = word.startswith("FAILED"), took > SLOW_S
        if failed or slow:
            print(f"input {number}, {name} ({len(harmed)} bytes): {word}, {took:.1f} s", flush=True)
            if asked.keep:
                asked.keep.mkdir(parents=True, exist_ok=True)
                (asked.keep / f"{number}-{name}").write_bytes(harmed)
        if failed:
            worker.kill()
            worker = None
    if worker is not None:
        worker.kill()
    print(f"{asked.inputs} inputs from {len(found)} documents: {dict(told.most_common())}")
    print(f"slowest {slowest:.1f} s, peak memory {largest >> 20} MB")
    return 1 if any(word.startswith("FAILED") for word in told) else 0


if __name__ == "__main__":
    sys.exit(main())
