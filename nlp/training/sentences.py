"""How the sentence boundary model is made and measured: `python -m nlp.training.sentences CORPORA [--out FILE]`.

CORPORA is a folder of JSON Lines {text, language, sentences: [[start, end], …]} (Universal Dependencies EWT and GSD, AnCora, GUM);
`--sentences FILE` adds single sentences {text, language, doc} in reading order (the training part of EWT), laid end to end.
Logistic regression over `nlp.sentence_features`, cross-validated by document in five parts; what is written is fitted on all.
Needs scikit-learn (`pip install .[train]`).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import zlib
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import Any

from nlp.sentence_features import Features, blanks, is_boundary, style_of
from nlp.sentences import paragraphs, rule_cuts

Example = tuple[str, int, list[str], bool]  # corpus, part, features, is a boundary

_PARTS = 5
_KEEP = 0.04  # weights nearer to nought than this are left out: a third of the file, no difference in the scores


def examples(folder: Path) -> tuple[list[Example], dict[tuple[str, int], int]]:
    """Return an example a blank, and the boundaries that stand at none (they are missed whatever the model says)."""
    made: list[Example] = []
    lost: dict[tuple[str, int], int] = defaultdict(int)
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            for text, gold, language in _texts(json.loads(line)):
                part = zlib.crc32(text[:60].encode()) % _PARTS
                here = _of_text(text, gold, language)
                made.extend((path.stem, part, features, right) for features, right in here)
                lost[path.stem, part] += len(_inner(text, gold)) - sum(right for _, right in here)
    return made, lost


def joined(path: Path) -> list[Example]:
    """Return the examples of documents that are given sentence by sentence.

    Where their paragraphs ended is not known: a fifth of the boundaries after a full stop and half of the others become
    empty lines, as in the documents of EWT whose paragraphs are known.
    """
    chance = random.Random(0)  # noqa: S311  an order, not a secret
    documents: dict[str, list[str]] = defaultdict(list)
    language = "en"
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        documents[row["doc"]].append(row["text"])
        language = row["language"]
    made: list[Example] = []
    for sentences in documents.values():
        text, gold = "", []
        for sentence in sentences:
            ended = text.rstrip("\"')”’ ")[-1:] in (".", "?", "!")
            text += ("\n\n" if chance.random() < (0.2 if ended else 0.5) else " ") if text else ""
            gold.append([len(text), len(text) + len(sentence)])
            text += sentence
        made.extend(("joined", -1, features, right) for features, right in _of_text(text, gold, language))
    return made


def _texts(row: dict[str, Any]) -> list[tuple[str, list[list[int]], str]]:
    """Return a document's texts: one of more than 20,000 characters in parts, so that parts can be left out."""
    text, gold = row["text"], row["sentences"]
    if len(text) < 20_000:
        return [(text, gold, row["language"])]
    out = []
    for k in range(0, len(gold), 40):
        group = gold[k : k + 40]
        first, last = group[0][0], group[-1][1]
        out.append((text[first:last], [[a - first, b - first] for a, b in group], row["language"]))
    return out


def _inner(text: str, gold: list[list[int]]) -> set[int]:
    ends = set()
    for _, end in gold:
        while end > 0 and text[end - 1].isspace():
            end -= 1
        if 0 < end < len(text.rstrip()) and text[end : end + 2] != "\n\n":
            ends.add(end)
    return ends


def _of_text(text: str, gold: list[list[int]], language: str) -> list[tuple[list[str], bool]]:
    ends, style = _inner(text, gold), style_of(text)
    made = []
    for start, end in paragraphs(text):
        cuts = frozenset(rule_cuts(text, start, end, language))
        for blank in blanks(text, start, end, cuts=cuts, language=language, style=style):
            made.append((blank.features, blank.end in ends))
    return made


def _fit(made: list[Example], strength: float) -> dict[str, float]:
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = CountVectorizer(analyzer=lambda features: features, min_df=2, binary=True)
    matrix = vectorizer.fit_transform([features for _, _, features, _ in made])
    model = LogisticRegression(C=strength, max_iter=300, solver="liblinear")
    model.fit(matrix, [right for *_, right in made])
    weights = dict(zip(vectorizer.get_feature_names_out(), model.coef_[0].tolist(), strict=True))
    weights["b"] = weights.get("b", 0.0) + float(model.intercept_[0])
    return {name: round(weight, 2) for name, weight in weights.items() if abs(weight) >= _KEEP}


def main(arguments: list[str]) -> int:
    """Measure by cross-validation, then fit on all and write the weights; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--strength", type=float, default=0.3, help="the inverse of the L2 penalty")
    parser.add_argument("--sentences", type=Path)
    chosen = parser.parse_args(arguments)
    made, lost = examples(chosen.corpora)
    made += joined(chosen.sentences) if chosen.sentences else []
    random.Random(0).shuffle(made)  # noqa: S311  an order, not a secret
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    ruled: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for part in range(_PARTS):
        weights = _fit([one for one in made if one[1] != part], chosen.strength)
        weigh = partial(_weight, weights)
        for corpus, its, features, right in made:
            if its == part:
                _count(tally[corpus], is_boundary([tuple(features)], weigh), right)
                _count(ruled[corpus], "r1" in features, right)
    for (corpus, _), missing in lost.items():
        tally[corpus][2] += missing
        ruled[corpus][2] += missing
    for corpus in sorted(tally):
        sys.stdout.write(f"{corpus}: rules {_f1(ruled[corpus]):.4f}, model {_f1(tally[corpus]):.4f} {tally[corpus]}\n")
    if chosen.out:
        weights = _fit(made, chosen.strength)
        chosen.out.write_text(
            re.sub(r", (?=\")", ",\n", json.dumps(weights, ensure_ascii=False, sort_keys=True)) + "\n", encoding="utf-8"
        )
        sys.stdout.write(f"{len(weights)} weights, {chosen.out.stat().st_size // 1024} KB\n")
    return 0


def _weight(weights: dict[str, float], features: Features) -> float:
    return sum(weights.get(feature, 0.0) for feature in features)


def _count(tally: list[int], said: bool, right: bool) -> None:
    tally[0] += said and right
    tally[1] += said and not right
    tally[2] += right and not said


def _f1(tally: list[int]) -> float:
    hit, wrong, missed = tally
    return 2 * hit / max(1, 2 * hit + wrong + missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
