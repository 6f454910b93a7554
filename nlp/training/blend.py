"""Fit how the judge's log-odds and those of the words join in one score; scikit-learn, never at run time.

    python -m nlp.training.blend FOLDS HELD [--out nlp/models/verdict/blend.json]

FOLDS is what `nlp.training.verdict --folds` keeps (the words' odds, out of fold), HELD what `nlp.training.judge score` wrote: log-odds of
pairs that the judge never learned from. Both halves of what is held out are used in turn: fitted on one, told of the other. Passages and
whole articles have a fit each; on an article the words stand alone. The score is the probability at the corpora's
own shares of supported claims, each corpus with the same weight.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from nlp.verdict import JUDGE_SURE

KINDS = {"passage": ("fever_dev", "fool_me_twice", "factcheck_gpt", "begin"), "article": ("wice_claim_dev",)}
# From these scores on a claim is called supported, where no fact and no doubt stands against it (docs/experiments/check.md).
SUPPORTED_FROM = {"passage": 0.58, "article": 0.30}


def fit(x: np.ndarray, y: np.ndarray, corpus: np.ndarray) -> LogisticRegression:
    """Return a logistic regression in which each corpus weighs the same."""
    weights = np.zeros(len(y))
    for name in np.unique(corpus):
        weights[corpus == name] = 1000 / (corpus == name).sum()
    return LogisticRegression(C=1.0, max_iter=300).fit(x, y, sample_weight=weights)


def told(y: np.ndarray, score: np.ndarray, cut: float) -> str:
    """Return the figures of some scores, in words."""
    said = score >= cut
    balanced = (said[y].mean() + (~said[~y]).mean()) / 2
    best = max(
        (score[y] >= t).mean() / 2 + (score[~y] < t).mean() / 2 for t in np.quantile(score, np.linspace(0.02, 0.98, 97))
    )
    right = y[said].mean() if said.any() else float("nan")
    return f"AUROC {roc_auc_score(y, score):.3f}  balanced accuracy {balanced:.3f} at {cut} (best {best:.3f})  precision {right:.3f} of {said.mean():.2f}"


def calibration(y: np.ndarray, score: np.ndarray, bins: int = 10) -> tuple[float, list[tuple[float, float, int]]]:
    """Return the expected calibration error, and for each tenth of the scores its mean, the share supported, and how many."""
    rows = []
    for low in np.arange(bins) / bins:
        here = (score >= low) & (score < low + 1 / bins + (1e-9 if low + 1 / bins >= 1 else 0))
        if here.any():
            rows.append((float(score[here].mean()), float(y[here].mean()), int(here.sum())))
    return sum(n * abs(mean - share) for mean, share, n in rows) / len(y), rows


def plot(drawn: dict[str, list[tuple[float, float, int]]]) -> str:
    """Return a reliability plot as SVG: a dot for each tenth of the scores, its area by the number of claims, beside the diagonal."""
    marks = [
        '<path d="M40 340L340 40" stroke="#999" stroke-dasharray="4"/>',
        '<path d="M40 40V340H340" fill="none" stroke="#333"/>',
    ]
    for at, (name, rows) in enumerate(drawn.items()):
        color = ("#1f5fa8", "#b4540a")[at]
        for mean, share, count in rows:
            radius = 2 + min(10.0, count**0.5 / 4)
            marks.append(
                f'<circle cx="{40 + 300 * mean:.1f}" cy="{340 - 300 * share:.1f}" r="{radius:.1f}" fill="{color}" fill-opacity=".6"/>'
            )
        marks.append(f'<text x="50" y="{56 + 16 * at}" fill="{color}">{name}</text>')
    marks.append(
        '<text x="120" y="372">score of “supported”</text><text x="-270" y="22" transform="rotate(-90)">share that people called supported</text>'
    )
    marks += [
        f'<text x="{34 + 150 * i}" y="356">{i / 2}</text><text x="14" y="{344 - 150 * i}">{i / 2}</text>'
        for i in range(3)
    ]
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 380 384" font-family="sans-serif" font-size="12" role="img"><title>Reliability on held-out claims</title>'
    return head + "".join(marks) + "</svg>\n"


def main() -> None:
    """Fit, say the figures of what was held out, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folds", type=Path)
    parser.add_argument("held", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "models" / "verdict" / "blend.json")
    parser.add_argument("--plot", type=Path, help="write the plot of reliability here (SVG)")
    options = parser.parse_args()
    folds = np.load(options.folds)
    held: dict[str, dict[str, Any]] = json.loads(options.held.read_text(encoding="utf-8"))
    stored, drawn = {}, {}
    for kind, corpora in KINDS.items():
        places = np.concatenate([np.flatnonzero(folds["corpus"] == name)[held[name]["at"]] for name in corpora])
        judged = np.clip(np.concatenate([held[name]["odds"] for name in corpora]), -JUDGE_SURE, JUDGE_SURE)
        words, corpus, y = folds["odds"][places], folds["corpus"][places], folds["label"][places] == "supported"
        # On a whole article the judge adds nothing out of fold (AUROC .813 without it, .815 with it at best): it is not asked there.
        x = np.column_stack([words, judged if kind == "passage" else np.zeros(len(words))])
        half = np.arange(len(y)) % 2
        score = np.zeros(len(y))
        for part in (0, 1):
            score[half == part] = fit(x[half != part], y[half != part], corpus[half != part]).predict_proba(
                x[half == part]
            )[:, 1]
        for name in corpora:
            own = corpus == name
            sys.stdout.write(
                f"{name:16} words alone AUROC {roc_auc_score(y[own], words[own]):.3f}, judge alone {roc_auc_score(y[own], judged[own]):.3f}\n"
            )
            sys.stdout.write(f"{'':16} {told(y[own], score[own], SUPPORTED_FROM[kind])}\n")
        error, drawn[kind] = calibration(y, score)
        sys.stdout.write(f"{kind}: expected calibration error {error:.3f}\n")
        whole = fit(x, y, corpus)
        weights = [*whole.coef_[0].round(4).tolist(), round(float(whole.intercept_[0]), 4)]
        stored[kind] = {"weights": weights, "supported_from": SUPPORTED_FROM[kind]}
    options.out.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")
    if options.plot:
        options.plot.write_text(plot(drawn), encoding="utf-8")


if __name__ == "__main__":
    main()
