"""Archives of others, read: each file's records beside what is known of it, its answers as a run would get them, and its revisits."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from benchmarks.measure import CORPORA
from benchmarks.speed import Table
from spiders.replay import ReplayedWeb
from spiders.warc import BadArchive, records


def archives() -> Table:
    """One row a file of the corpus: records read and known, answers that replay gives, revisits resolved or told broken, or why it is refused."""
    folder = CORPORA / "archives"
    header = (
        "file",
        "records",
        "answers given",
        "revisits",
        "of them empty",
        "digests that fail, or why it is refused",
        "warcio's count",
    )
    rows: list[tuple[object, ...]] = []
    listed = folder / "index.jsonl"
    for line in listed.read_text(encoding="utf-8").splitlines() if listed.exists() else ():
        told = json.loads(line)
        warcio = told["records_warcio_1.8.1"]
        rows.append((told["file"], *_read(folder / told["file"]), sum(warcio.values()) if warcio else "-"))
    return "archives of others (the corpora beside the checkout)", header, rows


def _read(path: Path) -> tuple[object, ...]:
    try:
        found = list(records(path))
        web = ReplayedWeb([path])
    except BadArchive as bad:
        return "-", "-", "-", "-", "refused: " + str(bad).split("(", 1)[1].split(")\n")[0]
    kinds = Counter(record.type for record in found)
    failing = sum(record.passed is False for record in found)
    given = broken = empty = 0
    for recordeds in web._by_key.values():
        for recorded in recordeds:
            exchange = web.load(recorded, recorded.url)
            revisit = next(records(path, offset=recorded.offset, member=recorded.member)).type == "revisit"
            given += exchange.error is None
            broken += exchange.error is not None
            empty += revisit and exchange.error is None and exchange.status == 200 and not exchange.body
    answers = kinds["response"] + kinds["revisit"]
    return (
        len(found), f"{given} of {answers}" + (f", {broken} broken" if broken else ""),
        kinds["revisit"], empty, failing or "",
    )  # fmt: skip
