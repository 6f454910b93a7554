"""The figures a verdict is learned from: per sentence of a source, and per claim over its best sentences."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import numpy as np

from nlp.evidence import Cover, Passage, greedy
from nlp.terms import NEGATIONS, TOKEN, stem
from nlp.weights import Floats, lexicon

# Words that widen or narrow a claim: where the evidence lacks one of them, the claim may say more than the source.
STRENGTHENERS = frozenset(
    stem(w)
    for w in """only first last all every always sole solely entire entirely exclusively most best largest biggest smallest longest oldest
    youngest highest lowest least until before after still yet already incapable unable""".split()
)


def sentence_features(claim: str, cover: Cover, source: Passage) -> Floats:
    """Return one row a sentence. All columns are shares, logs or ranks, so that short and long sources compare."""
    rows, columns = cover.exact.shape
    weights = cover.weights
    total = max(float(weights.sum()), 1e-6)
    exact = cover.exact @ weights / total
    near = cover.near @ weights / total
    pairs = _pair_cover(cover)
    frequency = cover.exact.sum(axis=0)
    local = np.log1p(rows / (0.5 + frequency)).astype(np.float32) * (frequency > 0)
    local_total = max(float(local.sum()), 1e-6)
    lexical = cover.exact @ local / local_total
    names = np.asarray([t.is_name for t in cover.terms], np.float32) * weights
    numbers = np.asarray([t.is_number for t in cover.terms], np.float32) * weights
    by_name = cover.exact @ names / max(float(names.sum()), 1e-6)
    by_number = cover.exact @ numbers / max(float(numbers.sum()), 1e-6)
    length = np.asarray([len(s) for s in source.stems], np.float32)
    own = np.asarray([_heft(s) for s in source.sets], np.float32)
    precision = np.minimum(cover.near @ weights / np.maximum(own, 1.0), 1.5)
    order = np.argsort(-near, kind="stable")
    rank = np.empty(rows, np.float32)
    rank[order] = np.arange(rows, dtype=np.float32)
    top = np.partition(cover.near, -2, axis=0)[-2] if rows > 1 else np.zeros(columns, np.float32)
    alone = np.maximum(cover.near - top, 0.0) @ weights / total
    picks = np.full(rows, 4.0, np.float32)
    for step, at in enumerate(greedy(cover, cover.near, 4)[0]):
        picks[at] = step
    padded = np.concatenate([[0.0], near, [0.0]]).astype(np.float32)
    place = np.arange(rows, dtype=np.float32)
    heading = np.asarray([source.text[a : a + 1] in "#(" for a, _ in source.spans], np.float32)
    polarity = np.asarray([not NEGATIONS.isdisjoint(stems) for stems in source.sets], np.float32)
    negated = float(any(stem(t) in NEGATIONS for t in TOKEN.findall(claim)))
    best = max(float(near.max(initial=0.0)), 1e-6)
    best_exact = max(float(exact.max(initial=0.0)), 1e-6)
    return np.stack(
        [
            exact, near, pairs, lexical, lexical / max(float(lexical.max(initial=0.0)), 1e-6), by_name, by_number, precision,
            np.log1p(length), near / best, exact / best_exact, best - near, np.log1p(rank), padded[:-2], padded[2:],
            place / max(rows, 1), np.log1p(place), heading, np.abs(polarity - negated), alone, picks,
            np.full(rows, np.log1p(rows), np.float32), np.full(rows, columns, np.float32), np.full(rows, best, np.float32),
        ],
        axis=1,
    ).astype(np.float32)  # fmt: skip


def claim_features(claim: str, cover: Cover, source: Passage, chance: Floats, *, words: float) -> Floats:
    """Return one row for a claim: how far the best sentences cover it, and what they leave open.

    `chance` is what the selector gives each sentence of being evidence, `words` the learned log-odds of its `open_words`.
    """
    rows, columns = cover.exact.shape
    weights = cover.weights
    total = max(float(weights.sum()), 1e-6)
    ranked = np.argsort(-chance, kind="stable")[:3]
    chosen, near_steps = greedy(cover, cover.near, 3)
    _, exact_steps = greedy(cover, cover.exact, 3)
    pool = sorted({*ranked.tolist(), *chosen})
    none = np.zeros(columns, np.float32)
    whole_near = cover.near.max(axis=0) if rows else none
    whole_exact = cover.exact.max(axis=0) if rows else none
    top_near = cover.near[ranked].max(axis=0) if rows else none
    top_exact = cover.exact[ranked].max(axis=0) if rows else none
    pool_near = cover.near[pool].max(axis=0) if pool else none
    one = cover.near[ranked[0]] if rows else none
    names = np.asarray([t.is_name for t in cover.terms], np.float32)
    numbers = np.asarray([t.is_number for t in cover.terms], np.float32)
    gaps = np.sort((1.0 - pool_near) * weights)[::-1]
    lost = np.sort((1.0 - whole_near) * weights)[::-1]
    near_miss = np.where(top_exact < 1.0, top_near, 0.0)
    claim_stems = [stem(t) for t in TOKEN.findall(claim)]
    pool_stems = {s for at in pool for s in source.stems[at]}
    strong = [s for s in claim_stems if s in STRENGTHENERS]
    claim_negated = sum(s in NEGATIONS for s in claim_stems)
    source_negated = sum(s in NEGATIONS for at in ranked[:1] for s in source.stems[at])
    pair_best = _pair_cover(cover)
    chances = np.sort(chance)[::-1]
    length = sum(len(s) for s in source.stems)
    return np.asarray(
        [
            *near_steps, *exact_steps,
            float(whole_near @ weights) / total, float(whole_exact @ weights) / total,
            float(top_near @ weights) / total, float(top_exact @ weights) / total, float(one @ weights) / total,
            float(top_near.mean()) if columns else 0.0, float(top_exact.mean()) if columns else 0.0,
            *_first(gaps, 3), *_first(lost, 2), float((pool_near < 0.5).sum()), float((whole_near < 0.5).sum()), float((top_exact < 1).sum()),
            _share(top_exact, names * weights), _share(top_exact, numbers * weights), _share(whole_exact, names * weights),
            float(((1 - top_exact) * names).sum()), float(((1 - top_exact) * numbers).sum()), float(((1 - whole_exact) * numbers).sum()),
            float(names.sum()), float(numbers.sum()), float(near_miss.max(initial=0.0)), float((near_miss > 0).sum()),
            float(pair_best[ranked].max(initial=0.0)) if rows else 0.0, float(pair_best.max(initial=0.0)) if rows else 0.0,
            _order(claim_stems, source.stems[ranked[0]]) if rows else 0.0,
            _bigrams(claim_stems, [source.stems[at] for at in pool]),
            float(len(strong)), float(sum(s not in pool_stems for s in strong)),
            float(claim_negated), float(source_negated), float(min(claim_negated, 1) != min(source_negated, 1)),
            *_first(chances, 3), float(chance.sum()), float(columns), float(np.log1p(len(claim_stems))), float(np.log1p(rows)), float(np.log1p(length)),
            float(np.log1p(len(source.stems[ranked[0]]))) if rows else 0.0, words,
        ],
        np.float32,
    )  # fmt: skip


def open_words(claim: str, source: Passage, chance: Floats) -> list[str]:
    """Return the claim's words that the three likeliest sentences lack, and each pair of a word they have and one they lack.

    Stop words are kept: that "only" or "never" is not borne out says more than that "carrot" is not.
    """
    stems = ["#" if t[0].isdigit() else stem(t) for t in TOKEN.findall(claim)]
    held = {s for at in np.argsort(-chance, kind="stable")[:3] for s in source.stems[at]}
    digits = {stem(t) for t in TOKEN.findall(claim) if t[0].isdigit()}
    have = [s in held if s != "#" else digits <= held for s in stems]
    single = [s for s, known in zip(stems, have, strict=True) if not known]
    pairs = [f"{a} {b}" for (a, x), (b, y) in pairwise(zip(stems, have, strict=True)) if x != y]
    return [*dict.fromkeys((*single, *pairs))]


def _pair_cover(cover: Cover) -> Floats:
    """Return for each sentence how many neighbouring terms of the claim it covers together, weighed by the rarer one."""
    if cover.exact.shape[1] < 2:
        return np.zeros(cover.exact.shape[0], np.float32)
    both = cover.near[:, :-1] * cover.near[:, 1:]
    weight = np.minimum(cover.weights[:-1], cover.weights[1:])
    out: Floats = both @ weight / max(float(weight.sum()), 1e-6)
    return out


def _heft(stems: frozenset[str]) -> float:
    return sum(map(_rarity, stems))


@lru_cache(maxsize=200_000)
def _rarity(stem: str) -> float:
    return lexicon().rarity_of(stem)


def _first(values: Floats, count: int) -> list[float]:
    return [*values[:count].tolist(), *([0.0] * (count - len(values)))][:count]


def _share(covered: Floats, weights: Floats) -> float:
    total = float(weights.sum())
    return float(covered @ weights) / total if total else 1.0


def _order(claim: list[str], sentence: list[str]) -> float:
    """Return the share of the claim's words that stand in the sentence in the same order (longest common subsequence)."""
    row = [0] * (len(claim) + 1)
    for word in sentence[:120]:
        before = 0
        for i, own in enumerate(claim[:80]):
            kept = row[i + 1]
            row[i + 1] = before + 1 if own == word else max(row[i + 1], row[i])
            before = kept
    return row[min(len(claim), 80)] / max(min(len(claim), 80), 1)


def _bigrams(claim: list[str], sentences: list[list[str]]) -> float:
    """Return the share of the claim's word pairs, stop words included, that stand side by side in the evidence."""
    wanted = {*pairwise(claim)}
    found = {pair for s in sentences for pair in pairwise(s)} & wanted
    return len(found) / max(len(wanted), 1)
