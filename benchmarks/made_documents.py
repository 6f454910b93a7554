"""Documents made to be read: texts with known citations rendered by the programs that there are, and what is found in them.

    python -m benchmarks.made_documents FOLDER [--texts FILE] [--verbose]

renders the texts of FILE (by default those beside this module, which we have developed on) into FOLDER and scores the reading of each. For
figures on documents that nobody has seen, write texts of your own: a list of {name, language, title, marks, body, notes}. `body` is
paragraphs as lists of sentences, a heading as ["# …"], a table as {"table": rows}. `{key}` in a sentence is the mark of a note, `{key|shown}` one
that is words, `[words](address)` a link. `marks` is raised (¹), round ((1)), square ([1]), year ((Moor, 2014)) or none; a note is its text, of
`year` the mark and the entry. Needs pandoc; LibreOffice and Chromium where they are.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import shutil
import subprocess
import sys
import textwrap
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.cli.read import as_answer
from pipeline.read import read_document
from pipeline.readers.docx_parts import numbered
from pipeline.stage import BadInput

TEXTS = Path(__file__).with_name("made_texts.json")
MEASURES = ("url recall", "url precision", "note recall", "notes right", "pair recall", "claim recall", "claims right")
_MARK = re.compile(r"\s?\{([\w, ]+)(?:\|([^}]*))?\}")
_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^\s]+)\)")
_ADDRESS = re.compile(r"https?://[^\s<>]+|doi: ?10\.\S+|(?<![\w/.@:-])(?:[\w-]+\.)+(?:org|com|net)/[^\s<>]+")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_HEADS = {
    "round": {"es": "Notas", "en": "Notes"},
    "square": {"es": "Referencias", "en": "References"},
    "year": {"es": "Referencias", "en": "References"},
}
_STYLE = (
    "body{font:11pt/1.4 serif}sup{font-size:70%}@page{margin:20mm}"
    ".columns{column-count:2;column-gap:8mm;text-align:justify;hyphens:auto;overflow-wrap:anywhere}"
)

Text = dict[str, Any]
Wanted = tuple[str | None, list[str], list[str]]  # marker, addresses, claims


def sentences(text: Text) -> Iterator[str]:
    """Yield the sentences of a text's body, a table's cells with the first of their row, without its headings."""
    for part in text["body"]:
        if isinstance(part, dict):
            for first, *others in part["table"]:
                yield first
                yield from (f"{first} {cell}" for cell in others)  # a cell is told of what its row is of
        elif not part[0].startswith("# "):
            yield from part


def numbers(text: Text) -> dict[str, int]:
    """Return the number of each note, in the order of their first marks."""
    found: dict[str, int] = {}
    for sentence in sentences(text):
        for mark in _MARK.finditer(sentence):
            for key in mark[1].split(", "):
                found.setdefault(key, len(found) + 1)
    return found


def shown(text: Text, sentence: str, form: str) -> str:
    """Return a sentence as a form shows it: md (pandoc's notes) or txt."""
    number, style = numbers(text), text["marks"]

    def mark(found: re.Match[str]) -> str:
        keys = found[1].split(", ")
        blank = " " if found[0][0] == " " else ""
        if found[2]:
            return blank + found[2]
        if style == "year":
            return blank + "(" + "; ".join(text["notes"][key][0].strip("()") for key in keys) + ")"
        if style == "raised":
            return "".join(f"[^{key}]" if form == "md" else str(number[key]).translate(_RAISED) for key in keys)
        joined = ", ".join(str(number[key]) for key in keys)
        return blank + (f"({joined})" if style == "round" else f"[{joined}]" if form == "txt" else f"\\[{joined}\\]")

    told = _MARK.sub(mark, sentence)
    return told if form == "md" else _LINK.sub(r"\1 (\2)", told)


def _notes(text: Text, form: str) -> Iterator[str]:
    """Yield the notes in their order, each with its number as a form shows it."""
    style = text["marks"]
    if style == "year":
        yield from (entry for _, entry in sorted(text["notes"].values(), key=lambda note: str(note[1])))
        return
    for key, number in numbers(text).items():
        note = text["notes"][key]
        if style == "raised":
            yield f"[^{key}]: {note}" if form == "md" else f"{str(number).translate(_RAISED)} {note}"
        else:
            label = f"({number})" if style == "round" else f"[{number}]" if form == "txt" else f"\\[{number}\\]"
            yield f"{label} {note}"


def written(text: Text, form: str) -> str:
    """Return a text as Markdown for pandoc (md) or as plain text of 78 columns (txt)."""
    parts = [f"# {text['title']}" if form == "md" else text["title"]]
    for part in text["body"]:
        if isinstance(part, dict):
            rows = [[shown(text, cell, form) for cell in row] for row in part["table"]]
            if form == "md":
                lines = ["| " + " | ".join(row) + " |" for row in rows]
                parts.append("\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]))
            else:
                parts.append("\n".join("; ".join(row) for row in rows))
        elif part[0].startswith("# "):
            parts.append("#" + part[0] if form == "md" else part[0][2:])
        else:
            parts.append(" ".join(shown(text, sentence, form) for sentence in part))
    head = _HEADS.get(text["marks"], {}).get(text["language"])
    if head:
        parts.append(f"## {head}" if form == "md" else head)
    parts += _notes(text, form)
    if form == "txt":
        parts = [part if "\n" in part else textwrap.fill(part, 78, break_long_words=False) for part in parts]
    return "\n\n".join(parts) + "\n"


def render(text: Text, folder: Path) -> None:
    """Write a text in every form that needs no office and no browser."""
    name = text["name"]
    markdown = written(text, "md")
    (folder / f"{name}-text.txt").write_text(written(text, "txt"), encoding="utf-8")
    (folder / f"{name}-text.md").write_text(markdown.replace("\\[", "[").replace("\\]", "]"), encoding="utf-8")
    for form in ("docx", "odt", "epub", "rtf", "html"):
        asked = [
            "pandoc",
            "-s",
            "-f",
            "markdown-fancy_lists-smart+autolink_bare_uris",
            "-o",
            str(folder / f"{name}-pandoc.{form}"),
        ]
        title = f"title={text['title']}" if form in ("epub", "html") else "lang=" + text["language"]
        subprocess.run([*asked, "-M", title], input=markdown.encode(), check=True)  # noqa: S603  the system's
    _with_endnotes(folder / f"{name}-pandoc.docx", folder / f"{name}-endnotes.docx") if text[
        "marks"
    ] == "raised" else None
    page = (folder / f"{name}-pandoc.html").read_text(encoding="utf-8")
    body = page[page.index("<body") : page.index("</body>")]
    head = f'<html lang="{text["language"]}"><head><meta charset="utf-8"><title>{html.escape(text["title"])}</title><style>{_STYLE}</style></head>'
    for style in ("article", "columns"):
        shape = head + body.replace("<body", f'<body class="{style}"', 1) + "</body></html>"
        (folder / f".{name}-{style}.html").write_text(shape, encoding="utf-8")


def _with_endnotes(source: Path, target: Path) -> None:
    """Write a Word file's footnotes as endnotes."""
    with zipfile.ZipFile(source) as packed, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in packed.namelist():
            data = packed.read(name)
            if name.endswith((".xml", ".rels")):
                for word in (b"footnote", b"Footnote"):
                    data = data.replace(word, word.replace(b"foot", b"end").replace(b"Foot", b"End"))
            out.writestr(name.replace("footnotes", "endnotes"), data)


def printed(folder: Path) -> list[str]:
    """Write the PDF files that LibreOffice and Chromium make; return what was not there to make them."""
    missing = []
    office, browser = shutil.which("soffice"), shutil.which("chromium") or shutil.which("chromium-browser")
    if office:
        words = [str(file) for file in sorted(folder.glob("*.docx"))]
        profile = f"-env:UserInstallation={(folder / '.office').resolve().as_uri()}"
        for form in ("pdf", "odt"):
            out = folder / f".{form}"
            asked = [office, profile, "--headless", "--convert-to", form, "--outdir", str(out), *words]
            subprocess.run(asked, check=True, capture_output=True, timeout=600)  # noqa: S603  the system's
            for file in out.iterdir():
                file.rename(folder / file.name.replace("-pandoc.", "-office.").replace("-endnotes.", "-officeend."))
    else:
        missing.append("LibreOffice")
    if browser:
        for page in sorted(folder.glob(".*.html")):
            target = folder / f"{page.stem.lstrip('.')}.pdf"
            asked = [
                browser,
                "--headless",
                "--no-sandbox",
                "--no-pdf-header-footer",
                f"--print-to-pdf={target}",
                page.resolve().as_uri(),
            ]
            subprocess.run(asked, check=True, capture_output=True, timeout=120)  # noqa: S603  the system's
    else:
        missing.append("Chromium")
    return missing


def _addresses(words: str) -> list[str]:
    found = []
    for match in _ADDRESS.finditer(words):
        address = match[0]
        while address[-1] in ".,;:)" and not (address[-1] == ")" and address.count("(") >= address.count(")")):
            address = address[:-1]
        found.append(_same(address))
    return found


def _same(address: str) -> str:
    """Return an address or a DOI in one form."""
    doi = re.search(r"10\.\d{4,9}/\S+", address)
    return doi[0].lower() if doi else re.sub(r"^https?://", "", address).rstrip("/")


def _letters(words: str) -> str:
    return re.sub(r"[\W_\d]", "", re.sub(r"\(https?://\S+?\)(?=\W|$)", "", words)).lower()


def gold(text: Text, *, by_key: bool = False) -> list[Wanted]:
    """Return (marker, addresses, claims) of each note and each link of the body; Markdown's notes bear their key."""
    claims: dict[str, list[str]] = defaultdict(list)
    inline: list[Wanted] = []
    for sentence in sentences(text):
        bare = _LINK.sub(r"\1", _MARK.sub(lambda mark: " " + (mark[2] or ""), sentence))
        for mark in _MARK.finditer(sentence):
            for key in mark[1].split(", "):
                claims[key].append(bare)
        for link in _LINK.finditer(sentence):
            inline.append((None, [_same(link[2])], [bare]))
        inline += [(None, [address], [bare]) for address in _addresses(_LINK.sub("", sentence))]
    notes = []
    for key, number in numbers(text).items():
        note = text["notes"][key]
        entry = note if isinstance(note, str) else note[1]
        marker = None if text["marks"] == "year" else key if text["marks"] == "raised" and by_key else str(number)
        notes.append((marker, _addresses(entry), claims[key]))
    return notes + inline


def score(text: Text, file: Path, tell: bool = False) -> Counter[str]:
    """Return what was there, found and right in a rendered text, counted by measure; with `tell`, what was not is printed."""
    wanted = gold(text, by_key=file.suffix == ".md")
    try:
        answer = as_answer(read_document(file.read_bytes(), name=file.name))
    except BadInput as bad:
        print(file.name, bad)
        answer = {"citations": [], "claims": []}
    said: dict[str, list[str]] = defaultdict(list)
    for claim in answer["claims"]:
        for number in claim["citations"]:
            said[number].append(claim["text"])
    groups: dict[tuple[str | None, str], tuple[set[str], list[str]]] = defaultdict(lambda: (set(), []))
    found: Counter[str] = Counter()
    for cited in answer["citations"]:
        address = cited["printed"] or (cited["url"] if cited["kind"] == "inline" else None)
        marker = re.sub(r"[\W_]", "", cited["marker"]).lower() if cited["marker"] else None
        group = groups[marker, "" if marker else cited["id"]]
        if address:
            found[_same(address)] += 1
            group[0].add(_same(address))
        group[1].extend(said[cited["id"]])
    count: Counter[str] = Counter()
    missed: list[tuple[str, object]] = []
    there = Counter(address for _, addresses, _ in wanted for address in addresses)
    count += Counter(
        {"addresses": there.total(), "found addresses": found.total(), "right addresses": (there & found).total()}
    )
    missed += [("address lost", address) for address in there - found] + [
        ("address too many", address) for address in found - there
    ]
    shapes = {shape for marker, _, _ in wanted if marker for shape in _shapes(marker)}
    markers = {marker for marker, _ in groups if marker}
    count += Counter({"found notes": len(markers), "right notes": len(markers & shapes)})
    for marker, addresses, claims in wanted:
        mine = [
            group
            for (its, _), group in groups.items()
            if (
                its in _shapes(marker)
                if marker
                else bool(group[0] & set(addresses)) or (not addresses and its is None and not group[0])
            )
        ]
        if marker:
            count["notes"] += 1
            count["there"] += bool(mine)
            missed += [("note lost", marker)] if not mine else []
            if addresses:
                whole = any(set(addresses) <= group[0] for group in mine)
                count["pairs"] += 1
                count["right pairs"] += whole
                missed += [("pair lost", (marker, addresses))] if mine and not whole else []
        for claim in claims:
            right = any(_alike(claim, told) for group in mine for told in group[1])
            count["claims"] += 1
            count["right claims"] += right
            missed += [("claim lost", (marker, claim, [group[1] for group in mine]))] if not right else []
        for told in {told for group in mine for told in group[1]}:
            right = any(
                _alike(claim, told)
                for _, others, all_claims in wanted
                if set(others) & set(addresses) or others == addresses
                for claim in all_claims
            )
            count["found claims"] += 1
            count["rightly found claims"] += right
            missed += [("claim too many", (marker, told))] if not right else []
    for what, which in missed if tell else ():
        print(file.name, what, which)
    return count


def _shapes(marker: str | None) -> set[str]:
    return {marker, numbered(int(marker), "lowerRoman")} if marker and marker.isdigit() else {marker or ""}


def _alike(claim: str, told: str) -> bool:
    first, second = _letters(claim), _letters(told)
    return first[:45] in second or (len(second) > 8 and second[:40] in first)


def figures(count: Counter[str]) -> list[str]:
    """Return the measures of some counts."""
    pairs = (
        ("right addresses", "addresses"), ("right addresses", "found addresses"), ("there", "notes"), ("right notes", "found notes"),
        ("right pairs", "pairs"), ("right claims", "claims"), ("rightly found claims", "found claims"),
    )  # fmt: skip
    return [f"{count[part] / count[whole]:.3f}" if count[whole] else "" for part, whole in pairs]


def main() -> int:
    """Render, read and score; print a line for each text, each form and all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=Path, default=TEXTS)
    parser.add_argument("--verbose", action="store_true", help="name what was missed")
    parser.add_argument("--again", action="store_true", help="read what the folder already holds")
    asked = parser.parse_args()
    if shutil.which("pandoc") is None:
        print("no pandoc here\n\nhint: sudo apt-get install pandoc libreoffice-writer chromium", file=sys.stderr)
        return 2
    texts = {text["name"]: text for text in json.loads(asked.texts.read_text(encoding="utf-8"))}
    if not asked.again:
        asked.folder.mkdir(parents=True, exist_ok=True)
        for text in texts.values():
            render(text, asked.folder)
        print(*(f"not made, since there is no {program}" for program in printed(asked.folder)), sep="\n", end="")
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    files = [file for file in sorted(asked.folder.iterdir()) if file.is_file() and not file.name.startswith(".")]
    for file in files:
        name, _, form = file.name.partition("-")
        count = score(texts[name], file, asked.verbose)
        for row in (name, form, f"all {len(files)}"):
            rows[row] += count
    print(f"{'':16}", *(f"{measure:>14}" for measure in MEASURES))
    for row, count in sorted(rows.items(), key=lambda item: item[0].startswith("all")):
        print(f"{row:16}", *(f"{figure:>14}" for figure in figures(count)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
