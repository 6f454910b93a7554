"""Reading documents: what is found in them beside other programs, and what a long PDF costs in time and memory."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
import venv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from benchmarks.measure import CORPORA
from benchmarks.speed import REPOSITORY, Table
from pipeline.cli.read import as_answer
from pipeline.read import file_bytes, read_document
from tests.pipeline.readers.made import pdf

RIVALS = REPOSITORY / "data" / "rivals"
MEASURES = ("url_recall", "url_precision", "note_recall", "pair_recall", "claim_recall")
LIMIT_S = 120

# Each reads the documents named on its command line and prints a line of JSON a citation: doc, urls, marker, claim.
# It is run by the Python of its own environment, so that it meets none of our libraries.
_PLAIN = """
import html, json, re, sys, zipfile
from pathlib import Path
import pypdfium2
def text_of(path):
    data = path.read_bytes()
    if data[:4] == b"%PDF":
        return "\\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    if data[:2] == b"PK":
        with zipfile.ZipFile(path) as packed:
            parts = [packed.read(n).decode("utf-8", "replace") for n in packed.namelist() if re.search(r"(?:document|notes|content)[.]xml", n)]
        links = re.findall(r'(?:xlink:href=|hyperlink" Target=)"([^"]+)', "".join(parts))
        return html.unescape("\\n".join([re.sub(r"<[^>]*>", "", part) for part in parts if "<Relationships" not in part] + links))
    return data.decode("utf-8", "replace")
for path in map(Path, sys.argv[1:]):
    for url in re.findall(r"https?://[^\\s<>\\"]+", text_of(path)):
        print(json.dumps({"doc": path.name, "urls": [url], "marker": None, "claim": None}))
"""
_LINKROT = """
import json, sys
from pathlib import Path
import linkrot
for path in map(Path, sys.argv[1:]):
    if path.read_bytes()[:4] != b"%PDF":
        continue
    for found in linkrot.linkrot(str(path)).get_references():
        if found.reftype in ("url", "pdf"):
            print(json.dumps({"doc": path.name, "urls": [found.ref], "marker": None, "claim": None}))
"""
_DOCX2PYTHON = """
import json, re, sys
from pathlib import Path
from docx2python import docx2python
for path in map(Path, sys.argv[1:]):
    if path.suffix != ".docx":
        continue
    with docx2python(str(path)) as read:
        text = read.text
    calls, order = {}, {}
    for mark in re.finditer(r"----footnote(\\d+)----", text):
        order.setdefault(mark[1], str(len(order) + 1))  # the file's own numbers are not those shown
        before = re.sub(r"----footnote\\d+----", "", text[max(0, mark.start() - 600) : mark.start()]).strip()
        calls.setdefault(mark[1], re.split(r"[.!?]\\s|\\n", before)[-1])
    for line in text.splitlines():
        note = re.match(r"footnote(\\d+)\\)", line)
        urls = list(dict.fromkeys(re.findall(r"https?://[^\\s<>\\"]+", line)))
        groups = [urls] if note else [[url] for url in urls]
        for group in groups:
            claim = calls.get(note[1]) if note else None
            print(json.dumps({"doc": path.name, "urls": group, "marker": order.get(note[1]) if note else None, "claim": claim}))
"""
_PROOFPATH = """
import json, re, sys
from pathlib import Path
from proofpath import claims, ingest
for path in map(Path, sys.argv[1:]):
    try:
        document = ingest.load(path)
    except Exception:
        continue
    printed = document.paragraphs if document.references else ()
    if not document.references:
        document = ingest.with_link_references(document)
    found = claims.extract(document)
    sentences = {}
    for claim in found.claims:
        for number in claim.cited_refs:
            sentences.setdefault(number, claim.text)
    for entry in document.references:
        urls = re.findall(r"https?://[^\\s<>\\"]+", entry.raw)
        print(json.dumps({"doc": path.name, "urls": urls, "marker": str(entry.number), "claim": sentences.get(entry.number)}))
    for paragraph in printed:  # it names no citation there, but its text has the addresses
        for url in re.findall(r"https?://[^\\s<>\\"]+", paragraph.text):
            print(json.dumps({"doc": path.name, "urls": [url], "marker": None, "claim": None}))
"""
_SCRIPTS = {"linkrot": _LINKROT, "proofpath": _PROOFPATH, "docx2python": _DOCX2PYTHON}


def reading(*, rivals: Path = RIVALS, corpora: Path = CORPORA) -> Table:
    """What we and others find in the documents whose citations people marked, scored alike.

    Each rival stands in an environment of its own under `rivals`, made where it is missing. docx2python is scored on the Word
    files alone and linkrot on the PDF files alone: the only ones that they read.
    """
    title = "Citations in documents"
    header = ("program", "documents", *MEASURES)
    folder = corpora / "citations"
    if not folder.is_dir():
        return f"{title}: not measured, there are no corpora at {folder}", header, []
    files = _documents(folder)
    words = [file for file in files if file.suffix == ".docx"]
    papers = [file for file in files if file.suffix == ".pdf"]
    rows: list[tuple[object, ...]] = []
    for scope, chosen, others in (
        ("all", files, ("proofpath",)),
        ("docx", words, ("docx2python",)),
        ("pdf", papers, ("linkrot",)),
    ):
        rows.append(("testimonia", f"{len(chosen)} {scope}", *_scored(folder, chosen, list(_ours(chosen)))))
        plain = _lines([sys.executable, "-c", _PLAIN, *map(str, chosen)])
        rows.append(("a plain URL pattern", f"{len(chosen)} {scope}", *_scored(folder, chosen, plain)))
        for name in others:
            python, version = environment(rivals, name)
            if python is None:
                rows.append((f"{name}: {version}", f"{len(chosen)} {scope}", *("" for _ in MEASURES)))
                continue
            found = _lines([str(python), "-c", _SCRIPTS[name], *map(str, chosen)])
            rows.append((f"{name} {version}", f"{len(chosen)} {scope}", *_scored(folder, chosen, found)))
    return title, header, rows


def _documents(folder: Path) -> list[Path]:
    files = []
    for gold in sorted((folder / "gold").glob("*.json")):
        marked = json.loads(gold.read_text(encoding="utf-8"))
        files += [folder / "docs" / name for name in (marked["doc"], *marked.get("also", []))]
    return files


def _ours(files: list[Path]) -> Iterator[dict[str, Any]]:
    for file in files:
        answer = as_answer(read_document(file_bytes(str(file)), name=file.name))
        claims: dict[str, str] = {}
        for claim in answer["claims"]:
            for cited in claim["citations"]:
                claims.setdefault(cited, claim["text"])
        notes: dict[tuple[str | None, str], list[dict[str, Any]]] = defaultdict(list)
        for cited in answer["citations"]:
            notes[cited["marker"], "" if cited["marker"] else cited["id"]].append(cited)
        for (marker, _), group in notes.items():
            said = " ".join(claims[c["id"]] for c in group if c["id"] in claims)
            urls = [c["printed"] for c in group if c["printed"]]
            yield {"doc": file.name, "urls": urls, "marker": marker, "claim": said or None}


def _scored(folder: Path, files: list[Path], found: list[dict[str, Any]]) -> list[str]:
    """Return the measures over some of the documents, by the corpus's own program."""
    with tempfile.TemporaryDirectory() as place:
        gold = Path(place) / "gold"
        gold.mkdir()
        names = {file.name for file in files}
        for path in (folder / "gold").glob("*.json"):
            marked = json.loads(path.read_text(encoding="utf-8"))
            kept = [name for name in (marked["doc"], *marked.get("also", [])) if name in names]
            if kept:
                (gold / path.name).write_text(
                    json.dumps({**marked, "doc": kept[0], "also": kept[1:]}), encoding="utf-8"
                )
        predicted = Path(place) / "found.jsonl"
        predicted.write_text("".join(json.dumps(line) + "\n" for line in found), encoding="utf-8")
        scorer = folder.parent / "score" / "score_citations.py"
        ran = subprocess.run(  # noqa: S603  the corpus's own program
            [sys.executable, str(scorer), str(gold), str(predicted)], capture_output=True, text=True, check=True
        )
    measured = json.loads(ran.stdout.splitlines()[-1])
    return ["" if measured[name] is None else f"{measured[name]:.3f}" for name in MEASURES]


def _lines(command: list[str]) -> list[dict[str, Any]]:
    """Return the JSON lines that a program prints; what else it prints is left out."""
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LIMIT_S)  # noqa: S603
    return [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]


def environment(rivals: Path, name: str, packages: Sequence[str] = ()) -> tuple[Path | None, str]:
    """Return the Python of a rival's environment and the rival's version; None and what is wrong where it cannot be had.

    `packages` are installed where the environment is missing; the rival alone by default.
    """
    place = rivals / name
    python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not python.exists():
        venv.create(place, with_pip=True)
        made = subprocess.run(  # noqa: S603  into an environment of its own
            [str(python), "-m", "pip", "install", "--quiet", *(packages or [name])],
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode != 0:
            return None, "could not be installed"
    asked = subprocess.run(  # noqa: S603
        [str(python), "-c", f"import importlib.metadata as m; print(m.version({name!r}))"],
        capture_output=True,
        text=True,
        check=False,
    )
    return (python, asked.stdout.strip()) if asked.returncode == 0 else (None, "could not be installed")


_OURS = "from pipeline.read import read_document; read_document(open(sys.argv[1], 'rb').read(), name='long.pdf')"
_BARE = "import pypdfium2; [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(sys.argv[1])]"
# Imports are not counted: a batch pays for them once.
_COST = """
import re, sys, time
from pathlib import Path
import pypdfium2, pipeline.read
pipeline.read.read_document(b"The harbour office closed the port, and the union asked for an open meeting. " * 40, name="x.txt")
began = time.process_time()
{work}
# The process's own peak: what getrusage tells has that of the process in it that started this one.
print(time.process_time() - began, int(re.search(r"VmHWM:\\s+([0-9]+)", Path("/proc/self/status").read_text())[1]) / 1024)
"""


_PAGES = 100
_TRIES = 5


def long_pdf(*, corpora: Path = CORPORA) -> Table:
    """PDFs of 100 pages and one of 1,000: the whole reading beside PDFium's bare text.

    Made ones of dense text and of a law review with long notes; and, where the corpora are, each paper of theirs repeated to
    100 pages. Each side is read in a process of its own, by turns, and the best of its tries counts.
    """
    header = ("document", "pages", "bare CPU s", "ours CPU s", "ratio", "aim CPU s", "of the aim", "peak MB")
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory() as place:
        made = [("dense text", _PAGES, made_pdf(_PAGES)), ("a law review", _PAGES, made_review(_PAGES))]
        made += [
            (file.name, _PAGES, _repeated(file)) for file in sorted((corpora / "citations" / "docs").glob("*.pdf"))
        ]
        made.append(("dense text", 10 * _PAGES, made_pdf(10 * _PAGES)))
        for name, pages, data in made:
            file = Path(place) / "long.pdf"
            file.write_bytes(data)
            tries = [(_cost(_BARE, file), _cost(_OURS, file)) for _ in range(_TRIES if pages == _PAGES else 1)]
            bare, ours = min(one[0][0] for one in tries), min(one[1][0] for one in tries)
            aim = 3 * bare + 0.5
            aimed = (f"{aim:.2f}", f"{ours / aim:.2f}") if pages == _PAGES else ("", "")
            memory = max(one[1][1] for one in tries)
            rows.append((name, pages, f"{bare:.2f}", f"{ours:.2f}", f"{ours / bare:.1f}", *aimed, f"{memory:.0f}"))
    return "A long PDF (aim: 3 times the bare text and 0.5 s, 400 MB)", header, rows


def _cost(work: str, file: Path) -> tuple[float, float]:
    """Return the CPU seconds of some work, and its process's peak memory in MB."""
    ran = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", _COST.format(work=work), str(file)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=REPOSITORY,
    )
    seconds, memory = map(float, ran.stdout.split())
    return seconds, memory


def _repeated(file: Path) -> bytes:
    """Return a PDF whose pages are those of another, from the first again until there are enough."""
    with pdfium.PdfDocument(file) as source, pdfium.PdfDocument.new() as made:
        while len(made) < _PAGES:
            made.import_pages(source, list(range(min(len(source), _PAGES - len(made)))))
        written = io.BytesIO()
        made.save(written)
    return written.getvalue()


_SUBJECTS = ("The harbour office", "The valley council", "A clerk of the mill", "The water board", "The ferry union")
_DEEDS = (
    "closed the upper road",
    "counted the wells again",
    "published its samples",
    "sold the old bridge",
    "asked for a map",
)
_ENDS = (
    "in the spring of that year",
    "against the advice of all",
    "for reasons of its own",
    "before the rain came",
    "as it had promised",
)
# Widths of Helvetica in thousandths of its size, from a to z and of a few more.
_WIDTHS = dict(zip("abcdefghijklmnopqrstuvwxyz ,.ABFIL", map(int, (
    "556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 278 278 278 667 667 611 278 556"
).split()), strict=True))  # fmt: skip
_Page = list[tuple[float, float, float, str]]


def made_pdf(pages: int) -> bytes:
    """Return a PDF of pages of running text in our own words, each with a running head, a raised mark and its note."""
    made: list[_Page] = []
    for page in range(pages):
        lines: _Page = [(72, 750, 9, "The annals of the valley"), (520, 750, 9, str(page + 1))]
        for line in range(44):
            n = page * 44 + line
            words = f"{_SUBJECTS[n % 5]} {_DEEDS[n // 5 % 5]} {_ENDS[n // 25 % 5]}, and number {n} was next."
            lines.append((72, 720 - 14 * line, 11, words))
        note = f"{'Old' if page % 2 else 'New'} annals, {_DEEDS[page % 5]} {_ENDS[page // 5 % 5]}, https://annals.example/{page}"
        lines += [(500, 724, 6, "1"), (72, 80, 6, "1"), (76, 78, 8, note)]
        made.append(lines)
    return pdf(made)


def made_review(pages: int) -> bytes:
    """Return a PDF of pages as a law review has them: half a page of text with six raised marks, half of their notes."""
    made: list[_Page] = []
    for page in range(pages):
        lines: _Page = [(72, 750, 9, f"{page + 1}"), (230, 750, 9, "THE VALLEY LAW REVIEW")]
        for line in range(24):
            n = page * 24 + line
            words = f"{_ENDS[n % 5].capitalize()}, {_SUBJECTS[n // 5 % 5].lower()} {_DEEDS[n // 25 % 5]}, as Berg and Lind argued"
            lines.append((72, 720 - 15 * line, 12, words + ("." if line % 4 == 3 else ",")))
            if line % 4 == 3:
                end = 72 + 0.012 * sum(_WIDTHS.get(letter, 700) for letter in f"{words}.")
                lines.append((end, 724 - 15 * line, 7, str(page * 6 + line // 4 + 1)))
        for note in range(6):
            number = page * 6 + note + 1
            top = 350 - 44 * note
            lines.append((72, top + 3, 5, str(number)))
            lines += [
                (78, top, 9, f"See, e.g., Berg v. Lind, {100 + number % 800} Val. Rep. {number} ({1950 + number % 70}) (holding that {_SUBJECTS[number % 5].lower()}"),
                (72, top - 11, 9, f"{_DEEDS[number // 5 % 5]} {_ENDS[number // 25 % 5]}); Anna Moor, The Law of Wells, {number % 90} J. Water 12, {number % 40 + 13} (2011),"),
                (72, top - 22, 9, f"https://wells.example/archive/{number}/law-of-wells.pdf; but cf. Supra note {max(1, number - 3)}, at 14."),
            ]  # fmt: skip
        made.append(lines)
    return pdf(made)
