"""Pages of an earlier report that still stand: one that would come out the same is not written again.

So one more document in a library costs the pages of one document, and not those of all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from pipeline.report.gather import Dossier
from pipeline.report.parts import Plan
from pipeline.stage import Row
from warehouse.ids import digest

_PACKAGES = [Path(__file__).parents[2] / name for name in ("pipeline", "spiders", "warehouse")]
_WRITES = frozenset((".py", ".j2", ".css", ".js", ".toml", ".sql"))
_MARK = re.compile(r'<meta name="made-of" content="(\w+)">')
_HEAD = 3_000  # characters of a page that hold its mark


def marks(
    planned: Plan, dossiers: Sequence[Dossier], *, most: int, title: str, language: str, issues: Sequence[Row]
) -> dict[str, str]:
    """Return a mark of each page that holds parts of documents, by its name: the same where the page comes out the same.

    It is a digest of all that the page is made of: the program that writes it, the document that it tells of, its neighbours, and the pages that its document
    has before it. Where a document's other pages begin and end follows from the same.
    """
    if planned.whole:
        return {}
    about = digest(program(), language, title, repr(issues), most)
    known = {id(dossier): digest(repr(dossier)) for dossier in dossiers}
    stretches = planned.stretches
    names = ["", *(page.name for page in stretches), ""]
    alone = str(len(stretches)) if len(dossiers) == 1 else ""  # the pages of one document say how many they are
    return {
        page.name: digest(
            about, alone, *names[at : at + 3],
            *(f"{known[id(part.dossier)]} {part.pre} {part.number}" for part in page.parts),
        )
        for at, page in enumerate(stretches)
    }  # fmt: skip


@cache
def program() -> str:
    """Return a digest of what writes the report: its modules, templates, styles and languages, and all that they may ask."""
    files = sorted(path for package in _PACKAGES for path in package.rglob("*") if path.suffix in _WRITES)
    return digest(version("testimonia"), *(digest(path.read_text(encoding="utf-8")) for path in files))


def standing(out: Path) -> Mapping[str, str]:
    """Return the mark of every page that stands in a folder, by its name."""
    found = {}
    for page in out.glob("page-*.html"):
        with page.open(encoding="utf-8", errors="replace") as file:
            if mark := _MARK.search(file.read(_HEAD)):
                found[page.name] = mark[1]
    return found
