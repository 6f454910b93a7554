"""From evidence and facts to one of five verdicts, with a calibrated score and the reason in words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from nlp.facts.reader import FactCheck
from nlp.trees import ready, run
from nlp.weights import Floats, learned

VERDICTS = ("supported", "partly_supported", "not_supported", "contradicted", "unread")
# A verdict of `contradicted` needs evidence that covers this share of the claim's weight besides the fact itself:
# a source about another thing has other numbers too (docs/experiments/check.md).
ABOUT_THE_SAME = 0.6
# Share of the claim's weight from which the evidence says all of it, so that the score no longer matters.
NEARLY_ALL = 0.95
# How the linear model joins the trees on a whole article: its share, and a factor, for it is less sure by design.
ARTICLE_SHARE = 0.67
ARTICLE_SCALE = 1.5
# Added on a whole article: the more sentences, the more the trees doubt; at 0 the two errors then balance on both.
ARTICLE_SHIFT = 0.5
# Log-odds beyond which the judge's sureness counts no more: a small encoder is sure of what it has not understood.
JUDGE_SURE = 6.0


@dataclass(frozen=True, slots=True)
class Scores:
    """The calibrated probability of `supported`, that of a source that bears out nothing of the claim, and the score from which on the
    first is called `supported` for a source of this length."""

    supported: float
    nothing: float
    supported_from: float


@cache
def _trees(name: str) -> dict[str, Any]:
    return ready(learned(name))


def chances(rows: Floats) -> Floats:
    """Return for each sentence (rows of `sentence_features`) the chance that it is evidence."""
    if not len(rows):
        return np.zeros(0, np.float32)
    odds = run(_trees("selector"), rows)
    return np.asarray(1.0 / (1.0 + np.exp(-odds)), np.float32)


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
    weights: dict[str, float] = stored["weights"]
    return float(stored["base"]) + sum(weights.get(word, 0.0) for word in words)


def fact_features(facts: Sequence[FactCheck]) -> list[float]:
    """Return how many facts of each kind stand at each status, and how many are absent or mismatched in all."""
    kinds, statuses = ("date", "number", "name", "quote"), ("match", "mismatch", "absent")
    each = [float(sum(f.kind == kind and f.status == status for f in facts)) for kind in kinds for status in statuses]
    return [*each, float(sum(f.status == "absent" for f in facts)), float(sum(f.status == "mismatch" for f in facts))]


def share_of_article(sentences: int) -> float:
    """Return how far a source is a whole article, 0 for a snippet of 8 sentences, 1 from 38 on.

    The linear model was fitted on whole articles and misleads on snippets (FEVER: AUROC .78 with it, .85 without).
    """
    return min(max((sentences - 8) / 30, 0.0), 1.0)


def scores(features: Floats, sentences: int, judged: float | None = None) -> Scores:
    """Return the scores of a claim from its `claim_features` and `fact_features`, for a source of so many sentences.

    `judged` are the judge's log-odds (`nlp.judge.odds`); None where it was not asked, and the words stand alone.
    """
    stored = learned("verdict")
    odds = float(run(_trees("verdict_trees"), features[None, :])[0])
    share = share_of_article(sentences) * ARTICLE_SHARE
    odds = (1 - share) * odds + share * ARTICLE_SCALE * _line("linear", features)
    odds += ARTICLE_SHIFT * share_of_article(sentences)
    nothing = _sigmoid(_line("nothing", features))
    article = share_of_article(sentences)
    if judged is None:
        slope, shift = stored["calibration"]
        return Scores(_sigmoid(slope * odds + shift), nothing, stored["supported_from"])
    known = np.asarray([odds, np.clip(judged, -JUDGE_SURE, JUDGE_SURE), 1.0])
    parts = [
        (float(known @ np.asarray(fit["weights"])), fit["supported_from"])
        for fit in (learned("blend")[k] for k in ("passage", "article"))
    ]
    (near, near_cut), (far, far_cut) = parts
    return Scores(_sigmoid((1 - article) * near + article * far), nothing, (1 - article) * near_cut + article * far_cut)


def _line(name: str, features: Floats) -> float:
    """Return the log-odds of a logistic regression; features far outside what it saw count as six deviations."""
    stored = learned("verdict")[name]
    scaled = (features - np.asarray(stored["mean"])) / np.asarray(stored["scale"])
    return float(np.clip(scaled, -6, 6) @ np.asarray(stored["weights"]) + stored["base"])


def decide(
    score: Scores, facts: Sequence[FactCheck], *, covered: float, against: Mapping[str, str], doubts: Mapping[str, str]
) -> tuple[str, str]:
    """Return the verdict and its reason.

    `covered` is the share of the claim's weight that the evidence covers; `against` are reasons, by rule, why the source
    says the opposite, `doubts` reasons why it may not say the claim. A mismatch of a fact about the same thing contradicts; a
    doubt, a date, a quote or a figure that the source lacks, or a name in whose place it has another one, keeps a claim
    from being called supported, whatever the score.
    """
    stored = learned("verdict")
    wrong = [f for f in facts if f.status == "mismatch"]
    absent = [f for f in facts if f.status == "absent"]
    if wrong and covered >= ABOUT_THE_SAME:
        return "contradicted", "; ".join(
            f"{f.kind} “{f.claim}”: the source has “{f.source}”" + (f" ({f.note})" if f.note else "") for f in wrong
        )
    if against:
        return "contradicted", "; ".join(against.values())
    owed = [f for f in absent if _owed(f)]
    likely = score.supported >= score.supported_from
    whole = covered >= NEARLY_ALL and not absent
    if (likely or whole) and not (wrong or owed or doubts):
        return "supported", "; ".join(
            ["the evidence covers the claim", *(f"not named in the source: “{f.claim}”" for f in absent)]
        )
    why = [f"not in the source: {f.kind} “{f.claim}”" + (f" ({f.note})" if f.note else "") for f in absent] + [
        f"{f.kind} “{f.claim}” differs from “{f.source}”" for f in wrong
    ]
    if score.nothing >= stored["nothing_from"] and not likely:
        return "not_supported", "; ".join(["no sentence of the source covers the claim", *why])
    return "partly_supported", "; ".join([*doubts.values(), *why]) or "the evidence leaves words of the claim open"


def _owed(fact: FactCheck) -> bool:
    """Say whether a fact that the source lacks keeps its claim from being supported.

    A name may stand in the source as "she" or in its title, and "two" may be what it lists; a figure, a date or a quote
    stands there or it does not.
    """
    if fact.kind == "name":
        return bool(fact.note)
    return fact.kind != "number" or any(sign.isdigit() for sign in fact.claim)


def _sigmoid(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, x))))
