"""What one would write instead: wget into a WARC, trafilatura's command, spaCy over the texts, one INSERT a row. Reads nothing of ours.

It finds links by a pattern, checks no claim, judges no outcome beyond the status, compares nothing and cannot go on after a kill.
"""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

NAME = "wget, trafilatura, spaCy, INSERT"
NOW = datetime(2026, 11, 24, tzinfo=UTC)


def main(documents: Path, out: Path) -> None:
    """Fetch what the documents cite, take the texts out, find sentences, numbers and capitalised names, store them."""
    import spacy

    out.mkdir(parents=True)
    links = [
        url
        for path in sorted(documents.iterdir())
        for url in re.findall(r"<(https?://[^>]+)>", path.read_text(encoding="utf-8"))
    ]
    (out / "links.txt").write_text("\n".join(links), encoding="utf-8")
    fetch = [
        "wget",
        "--quiet",
        "--tries=1",
        "--force-directories",
        "--directory-prefix",
        str(out / "pages"),
        "--warc-file",
        str(out / "crawl"),
    ]
    subprocess.run([*fetch, "--input-file", str(out / "links.txt")], check=False)  # noqa: S603  status 8: some were gone
    extract = [
        str(Path(sys.executable).with_name("trafilatura")),
        "--input-dir",
        str(out / "pages"),
        "--output-dir",
        str(out / "texts"),
    ]
    subprocess.run([*extract, "--parallel", "2"], check=True, stderr=subprocess.DEVNULL)  # noqa: S603
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "NUMBER", "pattern": [{"LIKE_NUM": True}]},
            {"label": "NAME", "pattern": [{"IS_TITLE": True, "OP": "+"}]},
        ]
    )  # type: ignore[attr-defined]
    store = sqlite3.connect(out / "found.sqlite", isolation_level=None)
    store.execute("create table found (page, sentence, label, text)")
    store.execute("pragma synchronous = off")
    paths = [*sorted(documents.iterdir()), *sorted((out / "texts").rglob("*.txt"))]
    for path, doc in zip(paths, nlp.pipe(path.read_text(encoding="utf-8") for path in paths), strict=True):
        for number, sentence in enumerate(doc.sents):
            for entity in sentence.ents:
                store.execute("insert into found values (?, ?, ?, ?)", (path.name, number, entity.label_, entity.text))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
