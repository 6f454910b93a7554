"""What differs between two texts whose line breaks say nothing: a print, a page and a plain text of one report."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from nlp.noise import letters, plain
from nlp.sentences import split_sentences

_WORD = re.compile(r"(?:https?://|www\.)[^\s<>\"”)\]]*[\w/]|\d+(?:[.,:/]\d+)*|[^\W\d_]+|[%$€£]")
_SHINGLE = 6  # words: a run as long as this that stands once in either text is the same place in both
_MOVED = 5  # words: a run as long as this that went here and came there has moved
_REPEATED = 4  # words: a run as long as this that stands elsewhere in both texts is said again, as a title is
_NO_TITLE = 200  # characters
_MOST_WORDS = 4_000  # of a gap that is aligned word by word; a larger one holds no place that stands in both texts
_WINDOW = 1_500  # characters around a change in which its sentence is looked for

Hunk = tuple[int, int, int, int]
"""The words that went (from, to) and those that came (from, to)."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A text as words: what each comes to, where it stands, and the text."""

    text: str
    words: list[str]
    at: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Gap:
    """The sentences of both texts in which something differs, without what only moved; `above` and `below` are the words that stay."""

    deleted: list[str]
    inserted: list[str]
    above: str
    below: str


def stream(text: str, titles: Collection[str] = ()) -> Stream:
    """Return a text as words, without those that only repeat one of the titles: one form shows it, another keeps it to itself."""
    short = {
        letters(title) for title in titles
    }  # of few words, which the text says too: only a line of their own repeats it
    joined = "\n".join(line for line in map(plain, text.split("\n")) if line and letters(line[:_NO_TITLE]) not in short)
    found = [(_key(m[0]), m.span()) for m in _WORD.finditer(joined)]
    for title in titles:
        said = _keys(title)
        if len(said) < _REPEATED - 1:
            continue
        places = [
            i
            for i, (word, _) in enumerate(found)
            if word == said[0] and [w for w, _ in found[i : i + len(said)]] == said
        ]
        for place in reversed(places):
            del found[place : place + len(said)]
    return Stream(joined, [word for word, _ in found], [span for _, span in found])


def same_words(old: str, new: str) -> bool:
    """Return whether two sentences are the same words; marks beside them are those of a form."""
    return _glued(_keys(old)) == _glued(_keys(new))


def _keys(text: str) -> list[str]:
    return [_key(word) for word in _WORD.findall(text)]


def _key(word: str) -> str:
    """Return what a word is compared by; an address without its hyphens, which a line's end takes and gives."""
    return word.lower().replace("-", "") if "/" in word else word.lower()


def _glued(words: Sequence[str]) -> str:
    """Return words as one: a line's end cuts them and takes their hyphens. Figures stay apart."""
    return re.sub(r"(?<!\d) | (?!\d)", "", " ".join(words))


def gaps(old: Stream, new: Stream, *, language: str) -> tuple[list[Gap], list[str]]:
    """Return where two texts differ, in reading order, and the runs of words that only moved."""
    hunks = [hunk for wide in _wide(old.words, new.words) for hunk in _narrow(old.words, new.words, wide)]
    went, came = _moved(old.words, new.words, hunks)
    moved = [" ".join(old.text[old.at[a][0] : old.at[b - 1][1]].split()) for a, b in _runs(went)]
    hunks = [h for h in hunks if not _of_form(old, new, h)]
    left = [h for h in hunks if any(i not in went for i in range(*h[:2])) or any(j not in came for j in range(*h[2:]))]
    spans = _Sentences(old, went, language), _Sentences(new, came, language)
    found: list[tuple[list[tuple[int, int]], list[tuple[int, int]]]] = []
    for a, b, c, d in left:
        sides = spans[0].touched(a, b), spans[1].touched(c, d)
        if found and any(f and s and f[-1][1] > s[0][0] for f, s in zip(found[-1], sides, strict=True)):
            for held, more in zip(found[-1], sides, strict=True):
                held += [span for span in more if span not in held]
        else:
            found.append((sides[0], sides[1]))
    told = []
    for gone, come in found:
        deleted, inserted = spans[0].said(gone), spans[1].said(come)
        above, below = spans[0].around(gone) if gone else ("", "")
        told.append(Gap(deleted, inserted, above, below))
    return told, moved


def _of_form(old: Stream, new: Stream, hunk: Hunk) -> bool:
    """Return whether words differ in nothing but form: cut otherwise, the number of a note that only one form shows, a title said once more."""
    a, b, c, d = hunk
    went, came = old.words[a:b], new.words[c:d]
    if _glued(went) == _glued(came):
        return True
    if went and came:
        return False
    side, start, words = (old, a, went) if went else (new, c, came)
    before = side.text[max(0, side.at[start][0] - _WINDOW) : side.at[start][0]]
    if len(words) == 1 and "/" in words[0] and before.rstrip()[-1:] in tuple("(<"):
        return True  # where a link leads: one form shows it behind the words, another keeps it to itself
    if all(word.isdigit() and len(word) <= 3 for word in words):
        return before.rstrip(" \n[(")[-1:] in '.!?"”)' or (
            before[-1:] in ("", "\n") and side.text[side.at[start + len(words) - 1][1] :][:1] in ("", "\n")
        )
    if len(words) < _REPEATED or sum(map(len, words)) > _NO_TITLE:
        return False
    said = f" {' '.join(words)} "
    return said in f" {' '.join(old.words)} " and said in f" {' '.join(new.words[:c] + new.words[d:])} "


def _wide(old: Sequence[str], new: Sequence[str]) -> Iterator[Hunk]:
    """Yield what lies between the runs of words that stand once in both texts, in one order."""
    once = _once(old), _once(new)
    places = sorted((i, once[1][key]) for key, i in once[0].items() if key in once[1])
    a, c = 0, 0
    for i, j in _rising(places):
        if i < a or j < c:
            continue
        if i > a or j > c:
            yield a, i, c, j
        a, c = i, j
        while a < len(old) and c < len(new) and old[a] == new[c]:
            a, c = a + 1, c + 1
    if a < len(old) or c < len(new):
        yield a, len(old), c, len(new)


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    runs = list(zip(*(words[k:] for k in range(min(_SHINGLE, len(words)))), strict=False))
    counts = Counter(runs)
    return {run: i for i, run in enumerate(runs) if counts[run] == 1}


def _rising(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return a longest part of pairs that rises on both sides."""
    ends: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(places):
        at = bisect_left(ends, j)
        before.append(tails[at - 1] if at else -1)
        ends[at : at + 1] = [j]
        tails[at : at + 1] = [number]
    found = []
    number = tails[-1] if tails else -1
    while number >= 0:
        found.append(places[number])
        number = before[number]
    return found[::-1]


def _narrow(old: Sequence[str], new: Sequence[str], wide: Hunk) -> Iterator[Hunk]:
    a, b, c, d = wide
    while b > a and d > c and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
    if max(b - a, d - c) > _MOST_WORDS or a == b or c == d:
        yield a, b, c, d
        return
    i, j = a, c
    for op in LCSseq.opcodes(old[a:b], new[c:d]):
        if op.tag == "equal":
            if a + op.src_start > i or c + op.dest_start > j:
                yield i, a + op.src_start, j, c + op.dest_start
            i, j = a + op.src_end, c + op.dest_end
    if b > i or d > j:
        yield i, b, j, d


def _moved(old: Sequence[str], new: Sequence[str], hunks: Sequence[Hunk]) -> tuple[set[int], set[int]]:
    """Return the places of words that went here and came there in runs of five and more."""
    sides = [], []  # type: tuple[list[tuple[tuple[str, ...], int]], list[tuple[tuple[str, ...], int]]]
    for a, b, c, d in hunks:
        sides[0].extend((tuple(old[i : i + _MOVED]), i) for i in range(a, b - _MOVED + 1))
        sides[1].extend((tuple(new[j : j + _MOVED]), j) for j in range(c, d - _MOVED + 1))
    both = Counter(run for run, _ in sides[0]) & Counter(run for run, _ in sides[1])
    found: tuple[set[int], set[int]] = (set(), set())
    for side, places in zip(sides, found, strict=True):
        stock = both.copy()
        for run, at in side:
            if stock[run] > 0:
                stock[run] -= 1
                places.update(range(at, at + _MOVED))
    return found


def _runs(places: set[int]) -> Iterator[tuple[int, int]]:
    start = end = -1
    for place in sorted(places):
        if place != end:
            if start >= 0:
                yield start, end
            start = place
        end = place + 1
    if start >= 0:
        yield start, end


class _Sentences:
    """The sentences of one side, found only where something differs."""

    def __init__(self, side: Stream, moved: set[int], language: str) -> None:
        self._side, self._moved, self._language = side, moved, language
        self._starts = [start for start, _ in side.at]

    def touched(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return the sentences that hold the words from `first` to `last`, or the one that a bare place lies in."""
        at, text = self._side.at, self._side.text
        own = [i for i in range(first, last) if i not in self._moved]
        if not at or (first < last and not own):
            return []
        if own:
            start, end = at[own[0]][0], at[own[-1]][1]
        else:
            start = at[first - 1][1] if first else 0
            end = at[first][0] if first < len(at) else len(text)
        low, high = max(0, start - _WINDOW), min(len(text), end + _WINDOW)
        found = [(low + s, low + e) for s, e in split_sentences(text[low:high], self._language)]
        if own:
            return [span for span in found if span[0] < end and span[1] > start]
        return [span for span in found if span[0] < start and span[1] > end]  # between two sentences none is touched

    def said(self, spans: Sequence[tuple[int, int]]) -> list[str]:
        """Return the words of sentences, without what only moved."""
        found = []
        for start, end in spans:
            first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
            gone = [i for i in range(first, last) if i in self._moved]
            if not gone:
                found.append(" ".join(self._side.text[start:end].split()))
                continue
            pieces = []
            for a, b in _runs(set(gone)):
                pieces.append(self._side.text[start : self._side.at[a][0]])
                start = self._side.at[b - 1][1]
            pieces.append(self._side.text[start:end])
            if words := " ".join(" ".join(pieces).split()):
                found.append(words)
        return [sentence for sentence in found if _WORD.search(sentence)]

    def around(self, spans: Sequence[tuple[int, int]]) -> tuple[str, str]:
        """Return the line above the first sentence and that below the last."""
        text = self._side.text
        start, end = spans[0][0], spans[-1][1]
        above = text[:start].rstrip("\n").rpartition("\n")[2]
        below = text[end:].lstrip("\n").partition("\n")[0]
        return above.strip(), below.strip()
