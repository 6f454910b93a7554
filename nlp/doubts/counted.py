"""How many by the verb before the number: "hired 140" where a claim has hired 300, though 300 stands elsewhere; en, es."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.terms import TOKEN, stem
from nlp.verb_forms import is_past, root
from nlp.word_lists import words

_BETWEEN = 1  # words between a verb and its number ("closed about 64")
_PAST = re.compile(r"(?:ed|ó|aron|ieron|eron|ado|ido)$")
_OF_A_DATE = words("on in at since by until from between of en el del al desde hasta de entre a")
_REACH = (
    6  # words behind a verb among which the claim's own number may stand too ("hired 140 in spring and 160 in autumn")
)


def other_count(claim: str, sentences: Sequence[str], *, language: str) -> tuple[str, str] | None:
    """Return verb and number of a claim, and those of the evidence where the same verb is followed by another number and never by this; else None."""
    theirs = [one for sentence in sentences for one in _counts(sentence, language)]
    for form, number, said, _ in _counts(claim, language):
        same = [(n, text, near) for other, n, text, near in theirs if other == form]
        if same and not any(number in near for _, _, near in same):
            return said, same[0][1]
    return None


def _counts(text: str, language: str) -> Iterator[tuple[str, str, str, set[str]]]:
    """Yield the root of each verb in the past with a number behind it, the number, both as written, and all numbers near."""
    tokens = list(TOKEN.finditer(text))
    for at, token in enumerate(tokens):
        word = token.group()
        if not (word.islower() and (_PAST.search(word) or is_past(word))):
            continue
        for behind in tokens[at + 1 : at + 2 + _BETWEEN]:
            if behind.group().lower() in _OF_A_DATE:
                break
            if behind.group()[0].isdigit():
                near = {stem(t.group()) for t in tokens[at + 1 : at + 1 + _REACH] if t.group()[0].isdigit()}
                yield root(word, language), stem(behind.group()), text[token.start() : behind.end()], near
                break
