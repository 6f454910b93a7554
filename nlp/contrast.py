"""What the evidence says instead of what the claim says: opposites, another word in the same place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from nlp.evidence import Cover, Passage
from nlp.roles import CAPITALS
from nlp.terms import NEGATIONS, STOPWORDS, TOKEN, stem
from nlp.verb_forms import present
from nlp.weights import Floats, lexicon

_OPPOSITES = """
increase decrease|increase fall|increase decline|increase reduce|increase drop|rise fall|rise drop|rise decline|grow shrink|gain lose
win lose|victory defeat|winner loser|success failure|succeed fail|before after|above below|over under|more less|more fewer|most least
high low|higher lower|highest lowest|large small|larger smaller|largest smallest|big small|long short|longer shorter|longest shortest
old young|older younger|oldest youngest|early late|earlier later|earliest latest|first last|begin end|start end|start stop|open close
open closed|birth death|born died|live dead|alive dead|male female|man woman|men women|boy girl|father mother|son daughter|brother sister
husband wife|king queen|actor actress|uncle aunt|north south|east west|northern southern|eastern western|left right|inside outside
public private|legal illegal|lawful unlawful|allow ban|allow forbid|allow prohibit|permit prohibit|accept reject|accept refuse
approve reject|approve oppose|support oppose|confirm deny|admit deny|agree disagree|agree refuse|include exclude|with without
guilty innocent|convict acquit|positive negative|good bad|better worse|best worst|strong weak|rich poor|hot cold|warm cold|wet dry
light dark|light heavy|fast slow|easy difficult|cheap expensive|major minor|maximum minimum|buy sell|lend borrow|export import|enter leave
arrive leave|join leave|appoint dismiss|hire fire|marry divorce|love hate|friend enemy|ally enemy|attack defend|push pull|remember forget
find lose|save spend|create destroy|build destroy|build demolish|married single|major minor|indoor outdoor|domestic foreign|urban rural
single double|single album|prequel sequel|hero villain|urban rural|fiction nonfiction|fictional real|true false|likely unlikely|able unable
profit loss|majority minority|senior junior|professional amateur|temporary permanent|ancient modern|always never|everyone nobody|all none
critical favorable|praise criticize|summer winter|morning evening|day night|sunrise sunset|comedy drama|comedy tragedy
"""
# Words of asking, planning, doubting: a source that only asks that a thing be done does not say that it was or was not.
HEDGES = frozenset(
    map(
        stem,
        """ask asks asked urge urges urged request requests requested demand demands demanded call calls should must may might could would
        propose proposed proposal plan plans planned intend intends allege alleged allegedly claim claims claimed accuse accused suspect
        suspected reportedly rumor rumour rumors rumours expect expected hope hopes possibly perhaps probably if whether unless consider
        considered deny denied""".split(),
    )
)


def contrast_features(claim: str, cover: Cover, source: Passage, chance: Floats) -> list[float]:
    """Return one row for a claim of how the three likeliest sentences differ from it."""
    ranked = [int(i) for i in np.argsort(-chance, kind="stable")[:3]]
    terms, weights = cover.terms, cover.weights
    if not ranked or not terms:
        return [0.0] * 20
    top = cover.near[ranked].max(axis=0)
    exact = cover.exact[ranked].max(axis=0)
    words = [stem(t) for t in TOKEN.findall(claim)]
    sentences = [source.stems[i] for i in ranked]
    held = {s for sentence in sentences for s in sentence}
    subject = _subject(claim)
    behind = np.asarray([t.start >= subject for t in terms], np.float32) * weights
    late = np.asarray([t.start >= len(claim) * 0.55 for t in terms], np.float32) * weights
    names = np.asarray([t.is_name for t in terms], np.float32) * weights
    plain = weights - names
    kin = np.asarray([0.0 if x else float(_kin(t.stem, held)) for t, x in zip(terms, exact, strict=True)], np.float32)
    reach = np.maximum(top, 0.8 * kin)
    cosines = _cosines([t.stem for t in terms if not t.is_number and t.stem not in held], held)
    fills, weight, likeness = _fills(words, sentences, {t.stem: t.weight for t in terms if not t.is_number})
    both = np.minimum(_shares(cover.near, names), _shares(cover.near, plain))
    negated = any(w in NEGATIONS for w in words)
    first = sentences[0]
    return [
        _share(top, behind), _share(exact, behind), _share(cover.near[ranked[0]], behind), _share(top, late), _share(exact, late),
        _share(reach, weights), _share(reach, behind), float(kin.sum()), float((reach < 0.5).sum()),
        min(cosines, default=1.0), float(np.mean(cosines)) if cosines else 1.0, float(sum(c < 0.35 for c in cosines)),
        float(fills), weight, likeness, float(both.max(initial=0.0)),
        float(opposites(words, held)),
        float(sum(s in HEDGES for s in first) - sum(w in HEDGES for w in words)),
        float(negated and not any(s in NEGATIONS for s in held)),
        float(any(s in NEGATIONS for s in first) and not negated),
    ]  # fmt: skip


def denials(claim: str, source: Passage, near: Sequence[int]) -> dict[str, str]:
    """Return the doubts, by rule and in words, that a claim's polarity raises against the likeliest sentences.

    Of claims that deny while no evidence does, people called 5 to 17 % supported (FEVER, BEGIN, Factcheck-GPT), of those whose
    evidence has an opposite of a word of theirs 0 to 18 % (docs/experiments/check.md).
    """
    words = [present(stem(t)) for t in TOKEN.findall(claim)]
    held = {present(s) for at in near for s in source.stems[at]}
    doubts = {}
    if any(w in NEGATIONS for w in words) and not any(s in NEGATIONS for s in held):
        doubts["denies alone"] = "the claim denies what no sentence of the evidence denies"
    if opposites(words, held):
        doubts["opposite"] = "the evidence has the opposite of a word of the claim"
    return doubts


def opposites(words: Sequence[str], held: set[str]) -> int:
    """Return how many stems of a claim the evidence lacks while it has an opposite of them that the claim lacks."""
    own = set(words)
    return sum(bool((OPPOSITE.get(w, _NONE) - own) & held) for w in own - held)


def _subject(claim: str) -> int:
    """Return where what a claim says of its subject begins: behind the name that opens it, else at 0."""
    opening = CAPITALS.match(claim)
    return opening.end() if opening and opening.end() < len(claim) * 0.7 else 0


def _kin(word: str, held: set[str]) -> bool:
    """Say whether a word of the same family stands there, by a common beginning: direct, director."""
    if len(word) < 4 or word[0].isdigit():
        return False
    least = max(4, round(0.65 * len(word)))
    return any(len(h) >= 4 and h[:least] == word[:least] for h in held)


def _cosines(missing: Sequence[str], held: set[str]) -> list[float]:
    """Return for each missing stem the cosine to the nearest content word of the evidence; what is unknown is far from all."""
    known = lexicon()
    theirs = [known.row[h] for h in held if h in known.row and h not in STOPWORDS]
    own = [known.row[m] for m in missing if m in known.row]
    if not own:
        return [0.0 for _ in missing]
    if not theirs:
        return [0.0 for _ in missing]
    best = (known.vectors[own].astype(np.float32) @ known.vectors[theirs].astype(np.float32).T).max(axis=1) / 16129.0
    return [*best.tolist(), *[0.0] * (len(missing) - len(own))]


def _fills(
    words: Sequence[str], sentences: Sequence[Sequence[str]], weights: dict[str, float]
) -> tuple[int, float, float]:
    """Return how many words of the claim stand replaced in the evidence, the rarity of the rarest, and its cosine to what replaces it.

    A word is replaced where the same content word stands next to another content word that the claim lacks.
    """
    own = set(words)
    held = {s for sentence in sentences for s in sentence}
    known = lexicon()
    count, heaviest, likeness = 0, 0.0, 0.0
    after: dict[str, set[str]] = {}
    before: dict[str, set[str]] = {}
    for sentence in sentences:
        for left, right in pairwise(sentence):
            after.setdefault(left, set()).add(right)
            before.setdefault(right, set()).add(left)
    for i, word in enumerate(words):
        if word in held or word not in weights:
            continue
        left, right = (words[i - 1] if i else ""), (words[i + 1] if i + 1 < len(words) else "")
        found: set[str] = set()
        if left and left not in STOPWORDS:
            found |= after.get(left, _NONE)
        if right and right not in STOPWORDS:
            found |= before.get(right, _NONE)
        found = {f for f in found if f not in own and f not in STOPWORDS and not f[0].isdigit()}
        if not found:
            continue
        count += 1
        if weights[word] > heaviest:
            heaviest = weights[word]
            rows = [known.row[f] for f in found if f in known.row]
            at = known.row.get(word)
            if rows and at is not None:
                near = known.vectors[rows].astype(np.float32) @ known.vectors[at].astype(np.float32)
                likeness = float(near.max()) / 16129.0
    return count, heaviest, likeness


def _share(covered: Floats, weights: Floats) -> float:
    total = float(weights.sum())
    return float(covered @ weights) / total if total else 1.0


def _shares(matrix: Floats, weights: Floats) -> Floats:
    total = float(weights.sum())
    out: Floats = matrix @ weights / total if total else np.ones(len(matrix), np.float32)
    return out


_NONE: set[str] = set()
OPPOSITE: dict[str, set[str]] = {}
for _pair in _OPPOSITES.replace("\n", "|").split("|"):
    if _pair.strip():
        _a, _b = (stem(w) for w in _pair.split())
        OPPOSITE.setdefault(_a, set()).add(_b)
        OPPOSITE.setdefault(_b, set()).add(_a)
