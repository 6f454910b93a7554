"""Pairs that the judge learns from: what people labelled, and sentences of public text with one careful edit.

    python -m nlp.training.judge_data CORPORA PAIRS

writes one JSON Lines file a corpus of {claim, evidence, y, fold}: `evidence` are the three sentences that the selector (out of
fold) likes best, best first; `y` is 1 where they bear the claim out; `fold` is that of `nlp.training.verdict`. WiCE's claims
are written too, but the trainer never learns from them: they stay to measure on.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from nlp.contrast import OPPOSITE
from nlp.evidence import claim_terms
from nlp.terms import STOPWORDS, TOKEN, stem
from nlp.training.verdict import FOLDS, Case, cases, fit_selector
from nlp.weights import lexicon

SENTENCES = 3
# A word put for another must be its like (a producer for a director), not its double (a movie for a film).
_LIKE = (0.42, 0.70)
_STRONG = ("only", "first", "last", "always", "all", "largest", "most", "never", "mainly", "solely")
_AUXILIARY = re.compile(r"\b(is|was|are|were|has|had|have|can|will|could|would|did)\b(?! not\b|n't)")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'’-]+(?: (?:of |the )?[A-Z][\w'’-]+)*")
_NUMBER = re.compile(r"(?<![\w.,-])\d[\d,.]*\d|(?<![\w.,-])\d")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_TAIL = re.compile(
    r"[,;] (?:which|who|where|while|and|but|although|with|including|after|before|when|as|[a-z]+ing)\b[^.]*(?=\.?$)"
)
_HEAD = re.compile(
    r"^(?:In|On|At|After|Before|During|While|When|Although|According to|By|From|Since|As)\b[^,]{3,60}, (?=[A-Za-z])"
)
_BRACKET = re.compile(r" ?\([^)]*\)")
_AND = re.compile(r"(?<= )and (?:[a-z]+ed|was|is|were|has|had) [^,.]*(?=\.?$)")


def evidence(case: Case) -> list[int]:
    """Return the sentences that the judge reads for a case, best first."""
    return [int(i) for i in np.argsort(-case["chance"], kind="stable")[:SENTENCES]]


def human(every: list[Case]) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield (file, pair) of what people labelled; a partly supported claim without its unsupported words is supported."""
    for case in every:
        read = " ".join(case["read"].sentence(i) for i in evidence(case))
        row = {"claim": case["claim"], "evidence": read, "y": int(case["label"] == "supported"), "fold": case["fold"]}
        name = "wice" if case["corpus"].startswith("wice_tokens") else case["corpus"]
        yield name, row
        if case.get("kept"):
            yield name, {**row, "claim": case["kept"], "y": 1}


def shortened(sentence: str, chance: random.Random) -> str:
    """Return a sentence that says less than the one given, and nothing else."""
    for pattern in chance.sample([_BRACKET, _TAIL, _HEAD, _AND], 4):
        less = pattern.sub("", sentence) if chance.random() < 0.7 else sentence
        if less != sentence and len(less.split()) >= 5:
            sentence = less[0].upper() + less[1:]
    return re.sub(r" ,|,(?=\.?$)", "", sentence)


def plant(claim: str, source: list[str], other: list[str], chance: random.Random) -> str | None:
    """Return the claim with one thing changed that its sentence does not bear out; None where nothing could be."""
    edits: list[Callable[[], str | None]] = [
        lambda: _figure(claim, chance), lambda: _name(claim, source, other, chance), lambda: _swap(claim, chance),
        lambda: _opposite(claim, chance), lambda: _like(claim, source, chance), lambda: _like(claim, source, chance),
        lambda: _negated(claim, chance), lambda: _stronger(claim, chance), lambda: _joined(claim, source, chance),
    ]  # fmt: skip
    chance.shuffle(edits)
    for edit in edits:
        made = edit()
        if made and made != claim:
            return made
    return None


def _put(text: str, found: re.Match[str], new: str) -> str:
    return text[: found.start()] + new + text[found.end() :]


def _figure(claim: str, chance: random.Random) -> str | None:
    found = [*_NUMBER.finditer(claim)]
    if not found:
        return None
    one = chance.choice(found)
    if _YEAR.fullmatch(one.group()):
        return _put(claim, one, str(int(one.group()) + chance.choice((-1, 1)) * chance.randint(1, 12)))
    digits = [i for i, sign in enumerate(one.group()) if sign.isdigit()]
    at = chance.choice(digits)
    new = str((int(one.group()[at]) + chance.randint(1, 8) - 1) % 9 + 1)
    return _put(claim, one, one.group()[:at] + new + one.group()[at + 1 :])


def _name(claim: str, source: list[str], other: list[str], chance: random.Random) -> str | None:
    own = [*_NAME.finditer(claim)]
    pool = {n for s in (source if chance.random() < 0.6 else other) for n in _NAME.findall(s)}
    pool = {n for n in pool if n not in claim and not any(w in claim for w in n.split())}
    return _put(claim, chance.choice(own), chance.choice(sorted(pool))) if own and pool else None


def _swap(claim: str, chance: random.Random) -> str | None:
    own = [*_NAME.finditer(claim)]
    first = re.match(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+", claim)
    own = [first, *own] if first else own
    if len(own) < 2:
        return None
    a, b = sorted(chance.sample(own, 2), key=lambda m: m.start())
    between = claim[a.end() : b.start()]
    if re.fullmatch(r"[,\s]*(?:and|or|,|in)?\s*", between):
        return None
    return claim[: a.start()] + b.group() + between + a.group() + claim[b.end() :]


def _opposite(claim: str, chance: random.Random) -> str | None:
    found = [m for m in TOKEN.finditer(claim) if OPPOSITE.get(stem(m.group())) and m.group().islower()]
    if not found:
        return None
    one = chance.choice(found)
    return _put(claim, one, chance.choice(sorted(OPPOSITE[stem(one.group())])))


def _like(claim: str, source: list[str], chance: random.Random) -> str | None:
    """Put a word's like for it: one of the source's own words where there is one, so that a shared word proves nothing."""
    known = lexicon()
    found = [
        m for m in TOKEN.finditer(claim) if m.group().islower() and len(m.group()) > 3 and m.group() not in STOPWORDS
    ]
    found = [m for m in found if stem(m.group()) in known.row]
    if not found:
        return None
    one = chance.choice(found)
    root = stem(one.group())
    row = known.vectors[known.row[root]].astype(np.float32)
    theirs = sorted(
        {t for s in source for t in TOKEN.findall(s) if t.islower() and len(t) > 3 and stem(t) in known.row}
    )
    if theirs and chance.random() < 0.5:
        words = theirs
    else:
        words = [w for w in _vocabulary() if w[0] != root[0] or chance.random() < 0.3]
        words = chance.sample(words, min(4000, len(words)))
    cosine = known.vectors[[known.row[stem(w)] for w in words]].astype(np.float32) @ row / 127.0**2
    near = [w for w, c in zip(words, cosine, strict=True) if _LIKE[0] <= c <= _LIKE[1] and w[:4] != one.group()[:4]]
    return _put(claim, one, chance.choice(near)) if near else None


_WORDS: list[str] = []


def _vocabulary() -> list[str]:
    return _WORDS


def _negated(claim: str, _chance: random.Random) -> str | None:
    if re.search(r"\bnot\b", claim):
        return re.sub(r"\bnot ", "", claim, count=1)
    found = _AUXILIARY.search(claim)
    return _put(claim, found, found.group() + " not") if found else None


def _stronger(claim: str, chance: random.Random) -> str | None:
    found = [*re.finditer(r"\b(?:is|was|are|were|has|had|the)\b ", claim)]
    one = chance.choice(found) if found else None
    return _put(claim, one, one.group() + chance.choice(_STRONG) + " ") if one else None


def _joined(claim: str, source: list[str], chance: random.Random) -> str | None:
    """Add to a claim what another sentence of its source says of something else."""
    others = [s for s in source if claim[:20] not in s and 5 <= len(s.split()) <= 30]
    tails = [
        m.group()
        for s in others
        for m in re.finditer(r" (?:in|for|by|with|from|after|because|during|to) [^,.;]{6,50}(?=[,.;])", s)
    ]
    return claim.rstrip(".") + chance.choice(tails) + "." if tails else None


def synthetic(every: list[Case], chance: random.Random, count: int) -> Iterator[dict[str, object]]:
    """Yield pairs made from the sources' own sentences: a shortened sentence, the same with a fault, and without its sentence."""
    pool = [c for c in every if c["corpus"] != "wice_claim_dev" and len(c["read"].spans) >= 1]
    _WORDS.extend(
        sorted(
            {
                t
                for c in pool
                for t in TOKEN.findall(c["claim"])
                if t.islower() and len(t) > 3 and stem(t) in lexicon().row
            }
        )
    )
    made = 0
    while made < count:
        case = chance.choice(pool)
        read = case["read"]
        sentences = [read.sentence(i) for i in range(len(read.spans))]
        good = [
            i
            for i, s in enumerate(sentences)
            if 7 <= len(s.split()) <= 36 and s[:1].isupper() and s.rstrip().endswith(".")
        ]
        if not good:
            continue
        at = chance.choice(good)
        claim = shortened(sentences[at], chance)
        other = chance.choice(pool)["read"]
        strangers = [other.sentence(i) for i in range(min(6, len(other.spans)))]
        roll = chance.random()
        label, held = 1, sentences
        if roll < 0.47:
            changed = plant(claim, sentences, strangers, chance)
            if changed is None:
                continue
            claim, label = changed, 0
        elif roll < 0.6 and len(sentences) > 3:
            label, held = 0, sentences[:at] + sentences[at + 1 :]
        yield {"claim": claim, "evidence": _near(claim, held), "y": label, "fold": case["fold"]}
        made += 1


def _near(claim: str, sentences: list[str]) -> str:
    """Return the sentences that share most of a claim's weight: what the selector would show, without its cost."""
    terms = {t.stem: t.weight for t in claim_terms(claim)}
    weigh = [sum(terms.get(s, 0.0) for s in {stem(t) for t in TOKEN.findall(one)}) for one in sentences]
    ranked = sorted(range(len(sentences)), key=lambda i: -weigh[i])[:SENTENCES]
    return " ".join(sentences[i] for i in ranked)


def marked(root: Path) -> dict[str, str]:
    """Return for each WiCE claim with marked words what is left of it without them."""
    kept: dict[str, str] = {}
    for name in ("wice_tokens_train", "wice_tokens_dev"):
        for line in (root / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            words = [w for w, bad in zip(row["claim_tokens"], row["unsupported"], strict=True) if not bad]
            text = re.sub(r" (?=[.,;:!?'’)%])", "", " ".join(words))
            if len(words) >= 4 and len(words) >= 0.6 * len(row["claim_tokens"]):
                kept[row["claim"]] = text
    return kept


def main() -> None:
    """Write the pairs."""
    root, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    every = cases(root)
    kept = marked(root)
    for f in range(FOLDS):
        selector = fit_selector([c for c in every if c["fold"] != f])
        for case in every:
            if case["fold"] == f:
                case["chance"] = selector.predict_proba(case["rows"])[:, 1].astype(np.float32)
                if case["corpus"].startswith("wice_tokens") and case["claim"] in kept:
                    case["kept"] = kept[case["claim"]]
    files: dict[str, list[str]] = {}
    for name, row in human(every):
        files.setdefault(name, []).append(json.dumps(row))
    chance = random.Random(11)  # noqa: S311
    files["synth"] = [json.dumps(row) for row in synthetic(every, chance, 16000)]
    for name, rows in files.items():
        (out / f"{name}.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
