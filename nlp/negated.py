"""A negation more or less in what are else the same words."""

from __future__ import annotations

from nlp.align import in_order
from nlp.terms import TOKEN, stem
from nlp.turns import expanded

_NEGATIONS = frozenset({"not", "never", "no"})
_NOT_DENIED = frozenset({"only", "just", "merely", "solely"})  # "not only" takes nothing back
_ALIKE = 0.8  # share of a claim's words that stand in a sentence in the same order: the same sentence
_LEAST = 4  # words in common below which two sentences are not the same
_LONGEST = 120  # words of a sentence that are compared in order


def negation_differs(claim: str, sentence: str) -> bool:
    """Say whether a sentence has a claim's words in the claim's order, with a negation between two of them that only one of the texts has.

    "was a cousin" and "was not a cousin", however long the rest, and whatever else is denied in both.
    """
    own, theirs = _words(claim), _words(sentence)
    if sum(denied for _, denied in own) == 0 == sum(denied for _, denied in theirs):
        return False
    pairs = in_order([word for word, _ in own], [word for word, _ in theirs])
    if len(pairs) < max(_LEAST, _ALIKE * len(own)):
        return False
    both = set(pairs)
    return any(own[i][1] != theirs[j][1] for i, j in pairs if (i - 1, j - 1) in both)


def _words(text: str) -> list[tuple[str, bool]]:
    """Return the stems of a text but for its negations, each with whether one stands before it."""
    words = [stem(word) for word in TOKEN.findall(expanded(text))[:_LONGEST]]
    return [
        (word, at > 0 and words[at - 1] in _NEGATIONS and word not in _NOT_DENIED)
        for at, word in enumerate(words)
        if word not in _NEGATIONS
    ]
