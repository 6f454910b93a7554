"""Which rules of the cross-check decide a verdict, on how many pairs, and how often rightly.

    python -m benchmarks doubts

A rule decides where the verdict would be another without it. It is right where it takes a claim that is not supported (or only partly) from
*supported*, or calls it contradicted; every change of a claim that is supported is a fault. Facts are a rule for each kind and status.
The part of the corpora that the judge never learned from is not looked at.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.measure import CORPORA
from benchmarks.planted import PLANTS, restated_pairs
from benchmarks.speed import Table
from benchmarks.turned import CLAIMS
from nlp.check import check
from nlp.facts.reader import FactCheck
from nlp.verdict import Scores, decide

_HELD = 4  # the fold of the corpora that the judge never learned from
_EACH = 500  # claims of a corpus
_PLANTED = 40  # faults of a kind, and as many untouched claims
_SEED = 2027
_POOLS = ("corpora", "planted", "own")

Pair = tuple[str, bool, dict[str, Any]]


def doubts(*, corpora: Path = CORPORA, each: int = _EACH, planted: int = _PLANTED) -> Table:
    """Return a row a rule: in each pool of pairs how many verdicts it decides, and how many of these rightly."""
    folder = corpora / "verification"
    pools: list[Iterator[Pair]] = [_own()]
    if folder.is_dir():
        pools += [_open(folder, each), _planted(folder, planted)]
    decided: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for pool in pools:
        for name, supported, asked in pool:
            changed: dict[str, tuple[str, str]] = {}
            check(**asked, rule=partial(noting, changed))
            for rule, (verdict, without) in changed.items():
                decided[rule, name] += 1
                right[rule, name] += not supported and (without == "supported" or verdict == "contradicted")
    rules = sorted({rule for rule, _ in decided})
    rows: list[tuple[object, ...]] = [
        (rule, *(f"{right[rule, name]} of {decided[rule, name]}" for name in _POOLS)) for rule in rules
    ]
    return "Verdicts that a rule decides, and how many of these rightly", ["rule", *_POOLS], rows


def noting(
    changed: dict[str, tuple[str, str]],
    score: Scores,
    facts: Sequence[FactCheck],
    *,
    covered: float,
    against: Mapping[str, str],
    doubts: Mapping[str, str],
) -> tuple[str, str]:
    """Decide as the program does, and note for each rule that changed the verdict the one with it and the one without it."""
    verdict, reason = decide(score, facts, covered=covered, against=against, doubts=doubts)
    others = {}
    for rule in {*against, *doubts}:
        fewer, less = ({k: v for k, v in held.items() if k != rule} for held in (against, doubts))
        others[rule] = decide(score, facts, covered=covered, against=fewer, doubts=less)[0]
    for kind, status in {(fact.kind, fact.status) for fact in facts if fact.status != "match"}:
        left = [fact for fact in facts if (fact.kind, fact.status) != (kind, status)]
        others[f"{kind}: {status}"] = decide(score, left, covered=covered, against=against, doubts=doubts)[0]
    changed |= {rule: (verdict, other) for rule, other in others.items() if other != verdict}
    return verdict, reason


def _own() -> Iterator[Pair]:
    """Yield the claims of our own, true and turned."""
    held = json.loads(CLAIMS.read_text(encoding="utf-8"))
    sources = {source["id"]: source for source in held["sources"]}
    for row in held["claims"]:
        of = sources[row["source"]]
        asked = {"claim": row["claim"], "source": of["text"], "claim_date": row["date"], "source_date": of["date"]}
        yield "own", row["says"], asked | {"language": of["language"], "source_language": of["language"]}


def _open(folder: Path, each: int) -> Iterator[Pair]:
    """Yield claims of the corpora at random, but of the held-out fold."""
    for name in ("wice_claim_dev", "fever_dev", "fool_me_twice", "factcheck_gpt", "begin"):
        rows = [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        random.Random(_SEED).shuffle(rows)  # noqa: S311
        seen = 0
        for row in rows:
            source = row["source"]
            joined = source if isinstance(source, str) else " ".join(source)
            key = row["claim"] if name == "factcheck_gpt" else joined[:400]
            held = int(hashlib.md5(key.encode(), usedforsecurity=False).hexdigest(), 16) % 5 == _HELD
            if joined.strip() and seen < each and not held:
                seen += 1
                yield "corpora", row["label"] == "supported", {"claim": row["claim"], "source": source}


def _planted(folder: Path, each: int) -> Iterator[Pair]:
    """Yield restated sentences with a fault of each kind, and the same without it."""
    chance = random.Random(_SEED)  # noqa: S311
    pairs = list(restated_pairs(folder))
    chance.shuffle(pairs)
    for plant in PLANTS.values():
        seen = 0
        for pair in pairs:
            changed = plant(pair, chance, pairs) if seen < each else None
            if changed is None:
                continue
            seen += 1
            yield "planted", False, {"claim": changed.claim, "source": changed.source}
            yield "planted", True, {"claim": pair.claim, "source": pair.source}
