"""One text in several forms, compared with itself and with an edited copy: a page, Markdown, plain text, prints of LibreOffice and Chromium.

    python -m benchmarks.forms FOLDER [--texts FILE] [--verbose]

renders the texts of FILE (as `benchmarks.made_documents` takes them, by default those beside it) and two edited copies of each, one with another
number and one without a sentence, and compares every two forms. Needs pandoc, LibreOffice and Chromium.
"""

from __future__ import annotations

import argparse
import copy
import itertools
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.made_documents import TEXTS, printed, render
from nlp.compare import Side, compare
from pipeline.compare import side_of
from pipeline.extract import Page

FORMS = ("text.txt", "text.md", "pandoc.html", "article.pdf", "columns.pdf", "office.pdf")
TYPES = {".txt": "text/plain", ".md": "text/markdown", ".html": "text/html", ".pdf": "application/pdf"}
WANTED = {"same": "cosmetic", "number": "substantive", "sentence": "substantive"}


def edited(text: dict[str, Any], edit: str) -> dict[str, Any]:
    """Return a copy of a text with one edit in the middle of its body: another number, or a sentence fewer."""
    made = copy.deepcopy(text)
    made["name"] = f"{text['name']}-{edit}"
    places = [
        (part, n)
        for part in made["body"]
        if isinstance(part, list)
        for n, sentence in enumerate(part)
        if not sentence.startswith("# ")
        and (edit == "sentence" or re.search(r"(?<![\w.{])\d+(?= [^\W\d_]{4})", sentence))
        and (edit != "sentence" or len(part) > 1)
    ]
    if edit == "same" or not places:
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


def main() -> None:
    """Render, compare, and print a row a pair of forms."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=Path, default=TEXTS)
    parser.add_argument("--verbose", action="store_true")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    texts = json.loads(given.texts.read_text(encoding="utf-8"))
    for text, edit in itertools.product(texts, WANTED):
        if edit == "same" or edited(text, edit)["body"] != text["body"]:
            render(edited(text, edit), given.folder)
    for missing in printed(given.folder):
        print(f"{missing} is not here: its prints are left out")
    counts: dict[tuple[str, str], Counter[str]] = {}
    for text, edit, (first, second) in itertools.product(texts, WANTED, itertools.product(FORMS, FORMS)):
        old, new = (
            side(given.folder, f"{text['name']}-same", first),
            side(given.folder, f"{text['name']}-{edit}", second),
        )
        if old is None or new is None or (first == second and not first.endswith(".pdf")):
            continue
        found = compare(old, new)
        said = "cosmetic" if found.change == "none" else found.change
        alone = said == WANTED[edit] and (edit == "same" or len(found.edits) == 1)
        kinds = " > ".join("pdf" if f.endswith("pdf") else f.rpartition(".")[2] for f in (first, second))
        counts.setdefault((edit, kinds), Counter()).update(pairs=1, right=said == WANTED[edit], alone=alone)
        if given.verbose and not alone:
            print(text["name"], edit, first, second, said, found.reason, *found.edits[:6], sep="\n    ")
    print("| edit | forms | pairs | right | told alone |\n| --- | --- | --- | --- | --- |")
    for (edit, kinds), count in sorted(counts.items()):
        print(f"| {edit} | {kinds} | {count['pairs']} | {count['right']} | {count['alone']} |")
    for edit in WANTED:
        whole = sum((count for (which, _), count in counts.items() if which == edit), Counter[str]())
        print(f"| {edit} | all | {whole['pairs']} | {whole['right']} | {whole['alone']} |")


if __name__ == "__main__":
    main()
