"""One text in several forms, compared with itself and with an edited copy: a page, Markdown, plain text, prints of LibreOffice and Chromium.

    python -m benchmarks.forms FOLDER [--texts FILE] [--rendered] [--verbose]

renders the texts of FILE (as `benchmarks.made_documents` takes them, by default those beside it; `made_forms.json` holds others) and edited copies
of each: one with another number, one without a sentence, and one for each of the text's own `edits` (a name, a date, a negation, a figure that
stands before a note's mark, another small number), {kind: [words, other words]}. Every two forms are compared. `--rendered` takes what stands in
FOLDER already. Needs pandoc, LibreOffice and Chromium. The status is 1 where a change was not told.
"""

from __future__ import annotations

import argparse
import copy
import functools
import itertools
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.made_documents import TEXTS, printed, render
from nlp.compare import Side, compare
from pipeline.compare import side_of
from pipeline.extract import Page

FORMS = ("text.txt", "text.md", "pandoc.html", "article.pdf", "columns.pdf", "office.pdf")
TYPES = {".txt": "text/plain", ".md": "text/markdown", ".html": "text/html", ".pdf": "application/pdf"}
EDITS = ("same", "number", "sentence", "name", "date", "negation", "figure", "mark")


def edited(text: dict[str, Any], edit: str) -> dict[str, Any]:
    """Return a copy of a text with one edit: one of its own, or in the middle of its body another number, or a sentence fewer."""
    made = copy.deepcopy(text)
    made["name"] = f"{text['name']}-{edit}"
    if edit in text.get("edits", {}):
        words, others = text["edits"][edit]  # as they stand in the JSON
        made["body"] = json.loads(json.dumps(text["body"], ensure_ascii=False).replace(words, others))
    if edit not in ("number", "sentence"):
        return made
    places = [
        (part, n)
        for part in made["body"]
        if isinstance(part, list)
        for n, sentence in enumerate(part)
        if not sentence.startswith("# ")
        and (edit == "sentence" or re.search(r"(?<![\w.{])\d+(?= [^\W\d_]{4})", sentence))
        and (edit != "sentence" or len(part) > 1)
    ]
    if not places:
        return made
    part, n = places[len(places) // 2]
    if edit == "sentence":
        del part[n]
    else:
        part[n] = re.sub(r"(?<![\w.{])\d+(?= [^\W\d_]{4})", lambda m: str(int(m[0]) + 3), part[n], count=1)
    return made


def side(folder: Path, name: str, form: str) -> Side | None:
    """Return a rendered text as it would be captured, or None where it was not rendered."""
    file = folder / f"{name}-{form}"
    if not file.exists():
        return None
    body = file.read_bytes()
    if file.suffix == ".html":  # as a site's template frames it
        body = body.replace(b"<body>", b"<body><nav><a href=/>Home</a></nav><main><article>")
        body = body.replace(b"</body>", b"</article></main></body>")
    return side_of(Page(status=200, media_type=TYPES[file.suffix], body=body), max_chars=200_000)


def main() -> int:
    """Render, compare, and print a row a pair of forms; 1 where a change was not told."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=Path, default=TEXTS)
    parser.add_argument("--rendered", action="store_true", help="take what stands in FOLDER")
    parser.add_argument("--verbose", action="store_true")
    given = parser.parse_args()
    texts = json.loads(given.texts.read_text(encoding="utf-8"))
    asked = [
        (text, edit)
        for text, edit in itertools.product(texts, EDITS)
        if edit == "same" or edited(text, edit)["body"] != text["body"]
    ]
    if not given.rendered:
        given.folder.mkdir(parents=True, exist_ok=True)
        for text, edit in asked:
            render(edited(text, edit), given.folder)
        for missing in printed(given.folder):
            print(f"{missing} is not here: its prints are left out")
    counts: dict[tuple[str, str], Counter[str]] = {}
    read = functools.cache(functools.partial(side, given.folder))
    for (text, edit), (first, second) in itertools.product(asked, itertools.product(FORMS, FORMS)):
        old, new = read(f"{text['name']}-same", first), read(f"{text['name']}-{edit}", second)
        if old is None or new is None or (first == second and not first.endswith(".pdf")):
            continue
        found = compare(old, new)
        told = found.change in ("substantive", "minor") and edit != "same"
        right = found.change in ("none", "cosmetic") if edit == "same" else found.change == "substantive"
        alone = right and (edit == "same" or len(found.edits) == 1)
        kinds = " > ".join("pdf" if f.endswith("pdf") else f.rpartition(".")[2] for f in (first, second))
        counts.setdefault((edit, kinds), Counter()).update(pairs=1, told=told, right=right, alone=alone)
        if given.verbose and not alone:
            print(text["name"], edit, first, second, found.change, found.reason, *found.edits[:6], sep="\n    ")
    print("| edit | forms | pairs | right | told at all | told alone |\n| --- | --- | --- | --- | --- | --- |")
    whole: dict[str, Counter[str]] = {}
    for (edit, kinds), count in sorted(counts.items()):
        whole.setdefault(edit, Counter()).update(count)
        print(_row(edit, kinds, count))
    for edit, count in whole.items():
        print(_row(edit, "all", count))
    return int(any(count["told"] < count["pairs"] for edit, count in whole.items() if edit != "same"))


def _row(edit: str, kinds: str, count: Counter[str]) -> str:
    return f"| {edit} | {kinds} | {count['pairs']} | {count['right']} | {count['told']} | {count['alone']} |"


if __name__ == "__main__":
    sys.exit(main())
