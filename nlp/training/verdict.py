"""Train the cross-check's selector and verdict from the verification corpora; scikit-learn, never at run time.

    python -m nlp.training.verdict CORPORA [--out nlp/models/verdict]

prints the cross-validated figures (five folds, all claims on one source in one fold), then writes the weights that
were fitted to everything. The selector's chances that the verdict learns from are out of fold as well.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

from nlp.contrast import contrast_features
from nlp.evidence import claim_terms, cover, passage
from nlp.facts.find import check_facts
from nlp.features import claim_features, open_words, sentence_features
from nlp.verdict import ARTICLE_SCALE, ARTICLE_SHARE, ARTICLE_SHIFT, fact_features, share_of_article

Case = dict[str, Any]
FOLDS = 5
# Four of five claims called supported from here on are (.80 held out, all corpora pooled; docs/experiments/check.md). The two
# errors balance at .26 (.72 are): the worst error is a false "supported", so the cut stands above that.
SUPPORTED_FROM = 0.38
# Corpus: its whole weight in the verdict (halved between supported and the rest), and a sentence's in the selector.
CORPORA = {
    "wice_claim_dev": (6000.0, 1.0),
    "wice_tokens_train": (1500.0, 1.0),
    "wice_tokens_dev": (0.0, 1.0),
    "fool_me_twice": (5000.0, 0.15),
    "factcheck_gpt": (5000.0, 0.0),
    "fever_dev": (8000.0, 0.0),
    "begin": (3000.0, 0.0),
}


def cases(root: Path) -> list[Case]:
    """Return every claim with its source read and its sentence features."""
    out: list[Case] = []
    for corpus in CORPORA:
        for line in (root / f"{corpus}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            source, alternatives = row["source"], [a for a in row.get("supporting") or [] if a]
            joined = source if isinstance(source, str) else " ".join(source)
            # One claim of factcheck_gpt is held against many sources; elsewhere one source serves many claims.
            key = row["claim"] if corpus == "factcheck_gpt" else joined[:400]
            group = int(hashlib.md5(key.encode(), usedforsecurity=False).hexdigest(), 16)
            if corpus == "fool_me_twice":  # its gold sentences come first in the list: an order that teaches nothing
                order = list(range(len(source)))
                random.Random(group).shuffle(order)  # noqa: S311
                source = [source[i] for i in order]
                alternatives = [[order.index(i) for i in a] for a in alternatives]
            read = passage(source)
            if not read.spans:
                continue
            covered = cover(claim_terms(row["claim"]), read)
            sentence = sentence_features(row["claim"], covered, read)
            out.append(
                {"corpus": corpus, "fold": group % FOLDS, "claim": row["claim"], "label": row["label"], "read": read,
                 "cover": covered, "rows": sentence, "alternatives": alternatives}
            )  # fmt: skip
    return out


def fit_selector(some: list[Case]) -> HistGradientBoostingClassifier:
    """Return the selector. A sentence of some of a claim's alternative sets is evidence to that share, and else is not."""
    xs, ys, ws = [], [], []
    for case in some:
        weight = CORPORA[case["corpus"]][1]
        if not case["alternatives"] or not weight:
            continue
        share = np.zeros(len(case["rows"]))
        for alternative in case["alternatives"]:
            share[list(alternative)] += 1
        share = share / share.max()
        for label, part in ((1, share), (0, 1 - share)):
            xs.append(case["rows"][part > 0])
            ys.append(np.full(int((part > 0).sum()), label))
            ws.append(weight * part[part > 0])
    model = HistGradientBoostingClassifier(
        max_iter=120, max_leaf_nodes=12, learning_rate=0.07, l2_regularization=10, min_samples_leaf=80, max_depth=5
    )
    return model.fit(np.vstack(xs), np.concatenate(ys), sample_weight=np.concatenate(ws))


def balanced(corpus: np.ndarray, y: np.ndarray, totals: dict[str, float]) -> np.ndarray:
    """Return weights that give each corpus its total, halved between its supported claims and the rest."""
    weights = np.zeros(len(y))
    for name, total in totals.items():
        parts = [(corpus == name) & (y == v) for v in (0, 1)]
        held = [p for p in parts if p.any()]
        for part in held:
            weights[part] = total / len(held) / part.sum()
    return weights


def linear(x: np.ndarray, y: np.ndarray, weights: np.ndarray, *, strength: float) -> dict[str, Any]:
    """Return a logistic regression as JSON-ready weights."""
    scaler = StandardScaler().fit(x)
    scaled = np.clip(scaler.transform(x), -6, 6)
    model = LogisticRegression(C=strength, max_iter=500).fit(scaled, y, sample_weight=weights)
    return {
        "mean": scaler.mean_.round(5).tolist(), "scale": np.maximum(scaler.scale_, 1e-3).round(5).tolist(),
        "weights": model.coef_[0].round(5).tolist(), "base": round(float(model.intercept_[0]), 5),
    }  # fmt: skip


def linear_odds(model: dict[str, Any], x: np.ndarray) -> np.ndarray:
    """Return the log-odds of a `linear` model."""
    scaled = np.clip((x - np.asarray(model["mean"])) / np.asarray(model["scale"]), -6, 6)
    odds: np.ndarray = scaled @ np.asarray(model["weights"]) + model["base"]
    return odds


def fit_trees(x: np.ndarray, y: np.ndarray, weights: np.ndarray) -> HistGradientBoostingClassifier:
    """Return the boosted trees of the verdict."""
    kept = weights > 0
    model = HistGradientBoostingClassifier(
        max_iter=200, max_leaf_nodes=12, learning_rate=0.06, l2_regularization=10, min_samples_leaf=40, max_depth=5
    )
    return model.fit(x[kept], y[kept], sample_weight=weights[kept])


def exported(model: HistGradientBoostingClassifier) -> dict[str, Any]:
    """Return boosted trees in the tables that `nlp.trees` runs."""
    grown = [stage[0].nodes for stage in model._predictors]
    width = max(len(nodes) for nodes in grown)
    tables: dict[str, list[list[float]]] = {k: [] for k in ("feature", "threshold", "left", "right", "value")}
    for nodes in grown:
        own = np.arange(len(nodes))
        leaf = nodes["is_leaf"].astype(bool)
        columns = {
            "feature": np.where(leaf, 0, nodes["feature_idx"]), "threshold": np.where(leaf, 0.0, nodes["num_threshold"]).round(6),
            "left": np.where(leaf, own, nodes["left"]), "right": np.where(leaf, own, nodes["right"]), "value": np.where(leaf, nodes["value"], 0.0).round(6),
        }  # fmt: skip
        for name, column in columns.items():
            tables[name].append([*column.tolist(), *[0] * (width - len(nodes))])
    depth = max(int(nodes["depth"].max()) for nodes in grown)
    return {"base": float(np.ravel(model._baseline_prediction)[0]), "depth": depth, **tables}


def accuracy(truth: np.ndarray, said: np.ndarray) -> float:
    """Return the balanced accuracy."""
    return float((said[truth].mean() + (~said[~truth]).mean()) / 2)


def fit_words(some: list[list[str]], y: np.ndarray, weights: np.ndarray) -> dict[str, Any]:
    """Return the weight of each open word or pair that at least five claims have: a logistic regression."""
    counts = Counter(w for words in some for w in words)
    columns = {w: i for i, w in enumerate(sorted(w for w, n in counts.items() if n >= 5))}
    held = [[columns[w] for w in words if w in columns] for words in some]
    indptr = np.concatenate([[0], np.cumsum([len(h) for h in held])])
    x = csr_matrix(
        (np.ones(indptr[-1]), np.concatenate([np.asarray(h, int) for h in held]), indptr),
        shape=(len(some), len(columns)),
    )
    model = LogisticRegression(C=0.3, max_iter=60).fit(x, y, sample_weight=weights)
    heavy = {w: round(float(model.coef_[0, i]), 3) for w, i in columns.items() if abs(model.coef_[0, i]) >= 0.02}
    return {"base": round(float(model.intercept_[0]), 4), "weights": heavy}


def whole(case: Case, words: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the three parts of a claim's features as `nlp.check` makes them."""
    near = np.argsort(-case["chance"], kind="stable")[:5].tolist()
    facts = check_facts(case["claim"], case["read"], near, language="en", source_language="en")
    case["facts"] = facts
    own = claim_features(case["claim"], case["cover"], case["read"], case["chance"], words=words)
    contrast = contrast_features(case["claim"], case["cover"], case["read"], case["chance"])
    return own, np.asarray(fact_features(facts), np.float32), np.asarray(contrast, np.float32)


def report(corpus: np.ndarray, y: np.ndarray, odds: np.ndarray, what: str) -> None:
    """Write the held-out figures of some log-odds, a line a corpus."""
    for name in CORPORA:
        own = corpus == name
        if y[own].any() and not y[own].all():
            best = max(
                (accuracy(y[own], odds[own] > t), t) for t in np.quantile(odds[own], np.linspace(0.02, 0.98, 97))
            )
            area = roc_auc_score(y[own], odds[own])
            line = f"balanced accuracy at 0 {accuracy(y[own], odds[own] > 0):.3f}, best {best[0]:.3f} at {best[1]:.2f}, AUROC {area:.3f}"
            sys.stdout.write(f"{what:12} {name:20} {line}\n")
            sys.stdout.flush()


def main() -> None:
    """Train, say the figures, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, help="the folder of the verification corpora")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "models" / "verdict")
    parser.add_argument("--folds", type=Path, help="keep what was held out here (npz), to look at errors")
    options = parser.parse_args()
    np.seterr(all="ignore")
    every = cases(options.corpora)
    fold = np.array([c["fold"] for c in every])
    corpus = np.array([c["corpus"] for c in every])
    label = np.array([c["label"] for c in every])
    y = label == "supported"
    totals = {name: weights[0] for name, weights in CORPORA.items()}
    for f in range(FOLDS):
        selector = fit_selector([c for c in every if c["fold"] != f])
        held = [c for c in every if c["fold"] == f]
        flat = selector.predict_proba(np.vstack([c["rows"] for c in held]))[:, 1].astype(np.float32)
        ends = np.cumsum([len(c["rows"]) for c in held])[:-1]
        for case, chance in zip(held, np.split(flat, ends), strict=True):
            case["chance"] = chance
            case["open"] = open_words(case["claim"], case["read"], chance)
        sys.stdout.write(f"selector, fold {f}\n")
        sys.stdout.flush()
    everyone = balanced(corpus, y, totals)
    spoken = np.zeros(len(every))
    for f in range(FOLDS):
        train = fold != f
        model = fit_words([c["open"] for c, t in zip(every, train, strict=True) if t], y[train], everyone[train])
        for i in np.flatnonzero(fold == f):
            spoken[i] = model["base"] + sum(model["weights"].get(w, 0.0) for w in every[i]["open"])
    words = fit_words([c["open"] for c in every], y, everyone)
    features = np.vstack([np.concatenate(whole(c, w)) for c, w in zip(every, spoken.tolist(), strict=True)])
    report(corpus, y, spoken, "words alone")
    wice = corpus == "wice_claim_dev"
    article = np.array([share_of_article(len(c["rows"])) for c in every])
    odds, nothing = np.zeros(len(y)), np.zeros(len(y))
    for f in [*range(FOLDS), -1]:
        train = fold != f
        weights = balanced(corpus[train], y[train], totals)
        trees = fit_trees(features[train], y[train], weights)
        own = train & wice
        line = linear(
            features[own], y[own], np.where(y[own], 1 / y[own].mean(), 1 / (1 - y[own].mean())) / 2, strength=0.003
        )
        empty = label[own] == "not_supported"
        bare = linear(
            features[own], empty, np.where(empty, 1 / empty.mean(), 1 / (1 - empty.mean())) / 2, strength=0.003
        )
        if f >= 0:
            held = fold == f
            share = ARTICLE_SHARE * article[held]
            line_odds = ARTICLE_SCALE * linear_odds(line, features[held])
            odds[held] = (1 - share) * trees.decision_function(features[held]) + share * line_odds
            odds[held] += ARTICLE_SHIFT * article[held]
            nothing[held] = linear_odds(bare, features[held])
    natural = np.isin(corpus, ["wice_claim_dev", "factcheck_gpt"])
    spread = np.where(wice, 1 / wice.sum(), 1 / max((corpus == "factcheck_gpt").sum(), 1))[natural]
    platt = LogisticRegression(C=1e6).fit(odds[natural, None], y[natural], sample_weight=spread * 1e4)
    slope, shift = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    report(corpus, y, odds, "verdict")
    if options.folds:
        chances = [c["chance"] for c in every]
        np.savez_compressed(
            options.folds, corpus=corpus, label=label, fold=fold, odds=odds, nothing=nothing, features=features,
            chance=np.concatenate(chances), length=[len(c) for c in chances],
            facts=np.array([json.dumps([[f.kind, f.status, f.claim, f.source] for f in c["facts"]]) for c in every]),
        )  # fmt: skip
    selector = fit_selector(every)
    options.out.mkdir(parents=True, exist_ok=True)
    stored = {"linear": line, "nothing": bare, "calibration": [round(slope, 4), round(shift, 4)],
              "evidence_least": 0.1, "evidence_near": 0.5, "supported_from": SUPPORTED_FROM, "nothing_from": 0.645}  # fmt: skip
    for name, table in (
        ("selector", exported(selector)),
        ("words", words),
        ("verdict_trees", exported(trees)),
        ("verdict", stored),
    ):
        (options.out / f"{name}.json").write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
