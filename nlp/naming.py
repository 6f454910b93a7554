"""Whether a word that came where another went names another thing, or says the same in another word; en, es, fr, de, pt.

In English the judge, a model that says whether one sentence bears out another, is asked in both directions; it is surer where a thing is named,
behind an article or a preposition. In the other languages a word is another unless both are forms of one word or stand for one thing (`nlp/synonyms.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA, LCSseq

from nlp.edit_numbers import counts
from nlp.synonyms import same_thing
from nlp.word_lists import words

_TOKEN = re.compile(r"[^\W\d_]{1,2}['’](?=[^\W_]{2})|[^\W_]+(?:[.@-][^\W_]+)*|[,;]")
# Behind these a thing is named: articles, possessives, prepositions.
_BEFORE = words(
    "the a an of in on at by with from for into under over through against no any this his her their its our your my"
)
_LANGUAGES = ("es", "fr", "de", "pt")
_JOINS = words("and or y o u e et ou und oder sowie")
_ADVERB = re.compile(r"(?:ly|mente|ment|weise)$")
_SAME_BEGINNING = 5  # letters that forms of one word, or words of one compound, share
_OTHER_WORD = 0.34  # of the longer word's letters: up to this it is another spelling
_BESIDE = (2, 3)  # words before and behind a changed one that are read with it alone
_AROUND = 20  # and with its sentence: the judge reads so many pieces and no more
# Summed log-odds that either bears out the other, alone and in its sentence: below, a thing that is named is another, and any other word.
_NAMES_ANOTHER, _SAYS_ANOTHER = -2.2, -4.5


@dataclass(frozen=True, slots=True)
class _Swap:
    """What stood in one place of a sentence and what stands there, as places of its tokens."""

    old: tuple[int, int]
    new: tuple[int, int]


def names_another(gone: Sequence[str], come: Sequence[str], language: str, small: frozenset[str]) -> bool:
    """Return whether words went and others came that are no forms of them and stand for nothing that they stand for; never of English."""
    if language not in _LANGUAGES:
        return False
    before, after = (
        [w for word in side for w in _TOKEN.findall(word) if _says(w, small) and not counts(w)] for side in (gone, come)
    )
    left = [word for word in before if not _kin([word], after)]
    new = [word for word in after if not _kin([word], before)]
    return bool(left) and bool(new)


def joined_on(old: str, new: str, small: frozenset[str]) -> bool:
    """Return whether an item of an enumeration came or went: a word that says something, with "and", "or" or the comma beside it."""
    sides = _TOKEN.findall(old), _TOKEN.findall(new)
    for swap in _swaps(*sides):
        if (swap.old[0] == swap.old[1]) == (swap.new[0] == swap.new[1]):
            continue
        whole, (start, end) = (sides[0], swap.old) if swap.old[0] < swap.old[1] else (sides[1], swap.new)
        part = [token.lower() for token in whole[start:end]]
        listed = bool(_JOINS & {*part}) or ("," in part and bool(_JOINS & {t.lower() for t in whole[end : end + 5]}))
        says = [t for t in part if _says(t, small) and t not in _JOINS and not _ADVERB.search(t)]
        if listed and start and says and part.count(",") < 2:
            return True
    return False


def says_another(old: str, new: str, small: frozenset[str]) -> bool:
    """Return whether the judge holds a changed word of an English sentence for another thing; without its model, never."""
    tokens = _TOKEN.findall(old), _TOKEN.findall(new)
    for swap in list(_swaps(*tokens))[:2]:
        says = [
            [t for t in side[start:end] if _says(t, small)]
            for side, (start, end) in zip(tokens, (swap.old, swap.new), strict=True)
        ]
        if not all(says) or _kin(says[0], says[1]) or any(map(counts, says[0] + says[1])):
            continue
        named = all(_slot(side, place, small) for side, place in zip(tokens, (swap.old, swap.new), strict=True))
        total = 0.0
        for before, behind in (_BESIDE, (_AROUND, _AROUND)):
            read = [
                " ".join(side[max(0, start - before) : end + behind])
                for side, (start, end) in zip(tokens, (swap.old, swap.new), strict=True)
            ]
            total += _likeness(*read)
        if total < (_NAMES_ANOTHER if named else _SAYS_ANOTHER):
            return True
    return False


@lru_cache(maxsize=512)
def _likeness(old: str, new: str) -> float:
    """Return the log-odds that either bears out the other, summed; 0, which tells nothing, where the model is not there."""
    from nlp import judge  # tokenizers and onnxruntime, which only a wording in English needs

    return judge.odds(old, [new]) + judge.odds(new, [old]) if judge.has_model() else 0.0


def _swaps(old: Sequence[str], new: Sequence[str]) -> Iterator[_Swap]:
    """Yield the stretches that differ, between the words that stay."""
    olds = news = 0
    for op in LCSseq.opcodes([t.lower() for t in old], [t.lower() for t in new]):
        if op.tag == "equal":
            if olds < op.src_start or news < op.dest_start:
                yield _Swap((olds, op.src_start), (news, op.dest_start))
            olds, news = op.src_end, op.dest_end
    if olds < len(old) or news < len(new):
        yield _Swap((olds, len(old)), (news, len(new)))


def _slot(side: Sequence[str], place: tuple[int, int], small: frozenset[str]) -> bool:
    """Return whether the first word of a stretch that says something stands where a thing is named."""
    at = next((i for i in range(*place) if _says(side[i], small)), -1)
    return at > 0 and side[at - 1].lower() in _BEFORE


def _says(token: str, small: frozenset[str]) -> bool:
    return token[0].isalnum() and token[-1] not in "'’" and token.lower() not in small


def _kin(old: Sequence[str], new: Sequence[str]) -> bool:
    """Return whether a word of one side is a form or a part of one of the other, or stands for the same thing."""
    return same_thing(old, new) or any(_alike(a.lower(), b.lower()) for a in old for b in new)


def _alike(a: str, b: str) -> bool:
    if OSA.normalized_distance(a, b) <= _OTHER_WORD:
        return True
    short, long = sorted((a, b), key=len)
    if len(short) >= 4 and short in long:
        return True
    shared = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(short))
    return shared >= _SAME_BEGINNING
