"""Pairs of captures made up for it: what is called a change, beside a raw hash and plain text differences."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.speed import Table, cpu_seconds
from nlp.compare import Side, compare
from pipeline.compare import side_of
from pipeline.extract import Page
from pipeline.page_html import parse

PAIRS = Path(__file__).parents[1] / "tests" / "cases" / "pairs.jsonl"
CALLED = {"none": "cosmetic", "replaced": "removed", "gone": "removed"}
ALERTS = ("substantive", "removed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two captures, the change between them, and which of the claims that hits."""

    name: str
    want: str
    old: Page
    new: Page
    claims: tuple[str, ...]
    affected: tuple[int, ...]


def pairs(step: int = 1) -> Iterator[Pair]:
    """Yield every `step`-th pair. The file has the new side as what of the old one is kept at both ends, and what stands between."""
    bases: dict[int, Any] = {}
    made = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    bases = {line["base"]: line for line in made if "base" in line}
    for line in [line for line in made if "want" in line][::step]:
        base, new = bases[line["old"]], line["new"]
        body = None
        if new is not None:
            body = base["body"][: new["keep"]] + new["text"] + base["body"][len(base["body"]) - new["keep_end"] :]
        yield Pair(
            name=line["name"], want=line["want"],
            old=_page(base["body"], base["media_type"]),
            new=_page(body, (new or {}).get("media_type", base["media_type"]), (new or {"status": 404}).get("status", 200)),
            claims=tuple(line.get("claims", ())), affected=tuple(line.get("affected", ())),
        )  # fmt: skip


def _page(body: str | None, media_type: str, status: int = 200) -> Page:
    url = "https://pairs.example/a"
    return Page(
        url=url, final_url=url, status=status, media_type=media_type, body=None if body is None else body.encode()
    )


def called(pair: Pair) -> str:
    """Return what our comparison calls a pair, in the words of the file: cosmetic, minor, substantive, removed."""
    old, new = (side_of(page, max_chars=200_000) for page in (pair.old, pair.new))
    change = compare(old, new).change
    return CALLED.get(change, change)


def _hash(pair: Pair) -> bool:
    digests = [hashlib.sha256(page.body or b"").digest() for page in (pair.old, pair.new)]
    return digests[0] != digests[1]


def _lines(page: Page) -> list[str]:
    """Return the text of a page by lines, as programs that watch pages compare it: all that is shown, white space aside."""
    text = (page.body or b"").decode()
    tree = parse(text) if page.media_type == "text/html" else None
    shown = tree.itertext() if tree is not None else iter(text.splitlines())
    return [line for line in (" ".join(part.split()) for part in shown) if line]


def _text(pair: Pair) -> bool:
    return _lines(pair.old) != _lines(pair.new)


def _text_without_digits(pair: Pair) -> bool:
    old, new = ([line for line in _lines(page) if not any(c.isdigit() for c in line)] for page in (pair.old, pair.new))
    return old != new


def alarms() -> Table:
    """The made pairs: who alerts where nothing of the content changed, and who sees what did."""
    made = list(pairs())
    programs: dict[str, Callable[[Pair], bool]] = {
        "testimonia compare": lambda pair: called(pair) in ALERTS,
        "a raw hash": _hash,
        "plain text, line by line (as urlwatch and changedetection.io do by default; ours, not theirs)": _text,
        "the same, lines with digits ignored": _text_without_digits,
    }
    asked = Counter("alert" if pair.want in ALERTS else pair.want for pair in made)
    rows: list[tuple[object, ...]] = []
    for name, alerts in programs.items():
        told = Counter("alert" if pair.want in ALERTS else pair.want for pair in made if alerts(pair))
        rows.append(
            (name, *(f"{told[kind]} ({told[kind] / asked[kind]:.2f})" for kind in ("cosmetic", "minor", "alert")))
        )
    right = sum(called(pair) == pair.want for pair in made)
    title = f"{len(made)} pairs made up for it (fitted to: docs/experiments/changes.md); four kinds right: {right} ({right / len(made):.3f})"
    header = (
        "program",
        f"alarms on {asked['cosmetic']} cosmetic",
        f"on {asked['minor']} minor",
        f"of {asked['alert']} changes seen",
    )
    return title, header, rows


def speed() -> Table:
    """Two pages of 100 kB: CPU of the comparison, for one edit, for thirty, and where the bytes are the same."""
    sentences = [
        f"In clause {n} the office of district {n % 97} shall answer letter {n} of the register within {3 + n % 40} days."
        for n in range(1100)
    ]
    old = "\n".join(sentences)
    one = old.replace("register within 9 days", "register within 8 days", 1)
    many = "\n".join(s.replace("letter", "notice") if n % 37 == 0 else s for n, s in enumerate(sentences))
    rows: list[tuple[object, ...]] = []
    for name, new, digest in (
        ("one number changed", one, "b"),
        ("30 sentences edited", many, "b"),
        ("the same bytes", old, "a"),
    ):
        sides = [
            Side(outcome="live", text=text, language="en", sha256=which) for text, which in ((old, "a"), (new, digest))
        ]
        taken = cpu_seconds(lambda sides=sides: compare(sides[0], sides[1]))  # type: ignore[misc]
        rows.append((name, f"{1000 * taken:.1f}"))
    return f"Comparing two texts of {len(old):,} characters", ("change", "CPU ms"), rows
