"""Which sentences of a source bear on a claim, and how far they cover its words together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nlp.sentences import split_sentences
from nlp.terms import NEGATIONS, STOPWORDS, TOKEN, stem
from nlp.weights import Floats, lexicon

# Two words count as near when the cosine of their vectors passes NEAR; below it distilled vectors say little more
# than that both are English words. What is near counts for its cosine, never for a whole match.
NEAR = 0.55


@dataclass(frozen=True, slots=True)
class Passage:
    """A source as it is searched: its text, the span of each sentence, and the stems of each in one flat row."""

    text: str
    spans: list[tuple[int, int]]
    stems: list[list[str]]
    sets: list[frozenset[str]] = field(init=False)
    """The stems of each sentence once: every fact of a claim asks for them."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "sets", [frozenset(stems) for stems in self.stems])

    def sentence(self, index: int) -> str:
        """Return the text of a sentence."""
        start, end = self.spans[index]
        return self.text[start:end]


@dataclass(frozen=True, slots=True)
class Term:
    """A content word of a claim: its stem, its span in the claim, its weight (rarity), and what kind of word it is."""

    stem: str
    start: int
    end: int
    weight: float
    is_name: bool
    is_number: bool


@dataclass(frozen=True, slots=True)
class Cover:
    """How a passage covers a claim: `exact` and `near` are matrices of sentence by term, in 0..1."""

    terms: list[Term]
    weights: Floats
    exact: Floats
    near: Floats


def passage(source: str | Sequence[str], *, language: str = "en") -> Passage:
    """Return a source made ready for search.

    A text is cut into sentences; a list is taken as sentences already, and its text is their join by one space.
    """
    if isinstance(source, str):
        text = source
        spans = split_sentences(text, language) or ([(0, len(text))] if text.strip() else [])
    else:
        text = " ".join(source)
        spans, at = [], 0
        for sentence in source:
            spans.append((at, at + len(sentence)))
            at += len(sentence) + 1
    return Passage(text, spans, [[stem(t) for t in TOKEN.findall(text[a:b])] for a, b in spans])


def claim_terms(claim: str) -> list[Term]:
    """Return the content words of a claim, each once, at its first place.

    A word is taken as a name when it is capitalised and does not begin the claim.
    """
    known = lexicon()
    terms: dict[str, Term] = {}
    first = True
    for found in TOKEN.finditer(claim):
        word = found.group()
        root = stem(word)
        begins, first = first, False
        if word.lower() in STOPWORDS or root in terms or root in NEGATIONS:
            continue
        is_number = word[0].isdigit()
        is_name = word[0].isupper() and not (begins and known.rarity_of(root) < 6.5)
        terms[root] = Term(root, found.start(), found.end(), known.rarity_of(root), is_name, is_number)
    return list(terms.values())


def cover(terms: list[Term], source: Passage) -> Cover:
    """Return how each sentence of the source covers each term of a claim."""
    wanted = {t.stem: i for i, t in enumerate(terms)}
    rows, columns = len(source.spans), len(terms)
    if not rows or not columns:
        empty = np.zeros((rows, columns), np.float32)
        return Cover(terms, np.zeros(columns, np.float32), empty, empty)
    vocabulary: dict[str, int] = {}
    flat: list[int] = []
    starts: list[int] = []
    for stems in source.stems:
        starts.append(len(flat))
        flat.extend(vocabulary.setdefault(s, len(vocabulary)) for s in stems)
        if not stems:
            flat.append(vocabulary.setdefault("", len(vocabulary)))
    exact_words = np.zeros((len(vocabulary), columns), np.float32)
    for s, i in vocabulary.items():
        j = wanted.get(s)
        if j is not None:
            exact_words[i, j] = 1.0
    near_words = np.maximum(exact_words, _nearness([*vocabulary], terms))
    index = np.asarray(flat)
    at = np.asarray(starts)
    exact = np.maximum.reduceat(exact_words[index], at, axis=0)
    near = np.maximum.reduceat(near_words[index], at, axis=0)
    return Cover(terms, np.asarray([t.weight for t in terms], np.float32), exact, near)


def _nearness(words: list[str], terms: list[Term]) -> Floats:
    """Return the cosine of each word to each term where it passes NEAR, else 0; numbers are near to nothing."""
    known = lexicon()
    left = np.asarray([known.row.get(w, -1) for w in words])
    right = np.asarray([-1 if t.is_number else known.row.get(t.stem, -1) for t in terms])
    a = known.vectors[left].astype(np.float32)
    b = known.vectors[right].astype(np.float32)
    a[left < 0] = 0.0
    b[right < 0] = 0.0
    cosine: Floats = (a @ b.T) / np.float32(127.0 * 127.0)
    cosine[cosine < NEAR] = 0.0
    return cosine


def greedy(cover_: Cover, matrix: Floats, count: int) -> tuple[list[int], NDArray[np.float32]]:
    """Return up to `count` sentences chosen greedily to cover the claim's weight, and the cover each step reaches."""
    reached: list[float] = []
    chosen: list[int] = []
    total = float(cover_.weights.sum())
    if not total or not len(matrix):
        return chosen, np.zeros(count, np.float32)
    best = np.zeros(matrix.shape[1], np.float32)
    for _ in range(count):
        gains = np.maximum(matrix, best) @ cover_.weights
        pick = int(gains.argmax())
        if chosen and gains[pick] <= float(best @ cover_.weights) + 1e-4:
            break
        chosen.append(pick)
        best = np.maximum(best, matrix[pick])
        reached.append(float(best @ cover_.weights) / total)
    reached += [reached[-1]] * (count - len(reached))
    return chosen, np.asarray(reached, np.float32)
