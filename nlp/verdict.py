"""From evidence and facts to one of five verdicts, with a calibrated score and the reason in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from nlp.facts import FactCheck
from nlp.trees import ready, run
from nlp.weights import Floats, learned

VERDICTS = ("supported", "partly_supported", "not_supported", "contradicted", "unread")
# A verdict of `contradicted` needs evidence that covers this share of the claim's weight besides the fact itself:
# a source about another thing has other numbers too (docs/experiments/check.md).
ABOUT_THE_SAME = 0.5


@dataclass(frozen=True, slots=True)
class Scores:
    """The calibrated probability of `supported`, and that of a source that bears out nothing of the claim."""

    supported: float
    nothing: float


@cache
def _trees(name: str) -> dict[str, Any]:
    return ready(learned(name))


@cache
def _linear(name: str) -> tuple[Floats, Floats, float]:
    """Return weights, offsets and base of a logistic regression on standardised features."""
    stored = learned("verdict")[name]
    scale = np.asarray(stored["scale"], np.float32)
    weights = np.asarray(stored["weights"], np.float32) / scale
    return weights, np.asarray(stored["mean"], np.float32), float(stored["base"])


def chances(rows: Floats) -> Floats:
    """Return for each sentence (rows of `sentence_features`) the chance that it is evidence."""
    if not len(rows):
        return np.zeros(0, np.float32)
    odds = run(_trees("selector"), rows)
    out: Floats = 1.0 / (1.0 + np.exp(-odds))
    return out


def chosen(chance: Floats) -> list[int]:
    """Return the sentences shown as evidence, best first: those near the best one's chance, five at most."""
    stored = learned("verdict")
    ranked = np.argsort(-chance, kind="stable")[:5]
    return [
        int(i)
        for n, i in enumerate(ranked)
        if n == 0 or chance[i] >= max(stored["evidence_least"], stored["evidence_near"] * chance[ranked[0]])
    ]


def word_odds(words: Sequence[str]) -> float:
    """Return the learned log-odds of what a claim's `open_words` say; words never seen in training say nothing."""
    stored = learned("words")
    weights = stored["weights"]
    return float(stored["base"]) + sum(weights.get(word, 0.0) for word in words)


def scores(features: Floats) -> Scores:
    """Return the scores of a claim from its `claim_features`."""
    stored = learned("verdict")
    odds = float(run(_trees("verdict_trees"), features[None, :])[0])
    weights, mean, base = _linear("linear")
    odds = (odds + float((features - mean) @ weights) + base) / 2
    slope, shift = stored["calibration"]
    weights, mean, base = _linear("nothing")
    return Scores(_sigmoid(slope * odds + shift), _sigmoid(float((features - mean) @ weights) + base))


def decide(score: Scores, facts: Sequence[FactCheck], *, covered: float, opposite: bool) -> tuple[str, str]:
    """Return the verdict and its reason.

    `covered` is the share of the claim's weight that the evidence covers; `opposite` says that claim and evidence
    differ in a negation only. A mismatch of a fact about the same thing, or opposite polarity, contradicts; a fact
    that the source lacks keeps a claim from being called supported.
    """
    stored = learned("verdict")
    wrong = [f for f in facts if f.status == "mismatch"]
    absent = [f for f in facts if f.status == "absent"]
    if wrong and covered >= ABOUT_THE_SAME:
        return "contradicted", "; ".join(
            f"{f.kind} “{f.claim}”: the source has “{f.source}”" + (f" ({f.note})" if f.note else "") for f in wrong
        )
    if opposite:
        return "contradicted", "claim and source differ in a negation"
    if score.supported >= stored["supported_from"] and not (wrong or absent):
        return "supported", "the evidence covers the claim and every fact in it"
    why = [f"not in the source: {f.kind} “{f.claim}”" for f in absent] + [
        f"{f.kind} “{f.claim}” differs from “{f.source}”" for f in wrong
    ]
    if score.nothing >= stored["nothing_from"] and score.supported < stored["supported_from"]:
        return "not_supported", "; ".join(["no sentence of the source covers the claim", *why])
    return "partly_supported", "; ".join(why) or "the evidence leaves words of the claim open"


def _sigmoid(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, x))))
