"""Pairs of captures made up for it: what is called a change, beside a raw hash and plain text differences."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.documents import CORPORA, RIVALS
from benchmarks.speed import Table, cpu_seconds
from benchmarks.watchers import told
from nlp.compare import Side, compare
from pipeline.compare import side_of
from pipeline.extract import Page
from pipeline.pages.html import parse

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
    text = (page.body or b"").decode("utf-8", "replace")
    tree = parse(text) if page.media_type == "text/html" else None
    shown = tree.itertext() if tree is not None else iter(text.splitlines())
    return [line for line in (" ".join(part.split()) for part in shown) if line]


def _text(pair: Pair) -> bool:
    return _lines(pair.old) != _lines(pair.new)


def _text_without_digits(pair: Pair) -> bool:
    old, new = ([line for line in _lines(page) if not any(c.isdigit() for c in line)] for page in (pair.old, pair.new))
    return old != new


def alarms(*, rivals: Path = RIVALS, corpora: Path = CORPORA) -> Table:
    """Pairs of pages: who alerts where nothing of the content changed, and who sees what did. Ours, and those of the corpus."""
    rows: list[tuple[object, ...]] = []
    for scope, chosen in (("made", list(pairs())), ("corpus", list(corpus_pairs(corpora)))):
        if chosen:
            rows += _rows(scope, chosen, rivals)
    right = [called(pair) == pair.want for pair in pairs()]
    title = f"Pairs: {len(right)} made up for it (fitted to, {sum(right) / len(right):.3f} right in four kinds), and those of the corpus; simple rules published with that: alert F1 .86"
    return (
        title,
        ("program", "pairs", "false alarms on cosmetic", "alerts on minor", "missed of substance or removed"),
        rows,
    )


def _rows(scope: str, chosen: list[Pair], rivals: Path) -> Iterator[tuple[object, ...]]:
    wanted = ["alert" if pair.want in ALERTS else pair.want for pair in chosen]
    asked = Counter(wanted)
    ours: dict[str, Callable[[Pair], bool]] = {
        "testimonia compare": lambda pair: called(pair) in ALERTS,
        "a raw hash": _hash,
        "plain text by line, ours": _text,
        "the same, lines with digits ignored": _text_without_digits,
    }
    answers: list[tuple[str, list[bool] | None]] = [(name, list(map(alerts, chosen))) for name, alerts in ours.items()]
    answers += told([(pair.old, pair.new) for pair in chosen], rivals=rivals)
    for name, said in answers:
        if said is None:
            yield (name, f"{len(chosen)} {scope}", "", "", "")
            continue
        told_of = Counter(want for want, alert in zip(wanted, said, strict=True) if alert)
        counts = (told_of["cosmetic"], told_of["minor"], asked["alert"] - told_of["alert"])
        shares = [
            f"{n} of {asked[kind]} ({n / asked[kind]:.2f})"
            for n, kind in zip(counts, ("cosmetic", "minor", "alert"), strict=True)
        ]
        yield (name, f"{len(chosen)} {scope}", *shares)


def corpus_pairs(corpora: Path = CORPORA) -> Iterator[Pair]:
    """Yield the pairs of the corpus `changes`; none where there is none."""
    folder = corpora / "changes"
    if not folder.is_dir():
        return
    with tarfile.open(folder / "pairs.tar.xz") as tar:
        held = {member.name: (tar.extractfile(member) or io.BytesIO()).read() for member in tar if member.isfile()}
    types = {"html": "text/html", "md": "text/markdown", "txt": "text/plain"}
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        media_type = types.get(label["format"], "text/plain")
        old, new = (held.get(f"pairs/{label['id']}/{which}.{label['format']}") for which in ("old", "new"))
        url = "https://pairs.example/a"
        sides = [
            Page(url=url, final_url=url, status=404 if body is None else 200, media_type=media_type, body=body)
            for body in (old, new)
        ]
        yield Pair(name=label["id"], want=label["label"], old=sides[0], new=sides[1], claims=(), affected=())


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
