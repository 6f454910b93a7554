"""What was inserted, deleted and replaced between two texts, by sentence; moved lines and line breaks are no edits."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from nlp.noise import letters, noise, plain
from nlp.printed import printed
from nlp.reflow import gaps, same_words, stream
from nlp.sentences import split_sentences
from nlp.side_matter import without_side_matter

_MOST_LINES = 20_000  # of each side in an alignment: its matrix has a bit a pair, 50 MB at this size
_MOST_PAIRS = 10_000  # sentence pairs of one gap that are all held against each other; in a larger gap only
_NEAR = 12  # sentences on either side of the place where the partner should stand are
_NOISE = 400  # characters: no longer line is noise
_FURTHER = 4  # lines that are looked at for one that is no noise, above a gap and below
_WRAPPED = 40  # characters: a shorter line is no line of a column, but an entry of a list
_BEGINNING = 1_000  # characters by which two sentences are paired: a line of a megabyte is no sentence
_ALIKE = 50.0  # two sentences as alike as this are one that was replaced (ratio of rapidfuzz, 0 to 100)
_SAME = 70.0  # a sentence less alike than this is not kept: chance pairs of one language reach 60


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence inserted ("insert", old is ""), deleted ("delete", new is "") or replaced, and the lines that stay above and below
    the place where it stood (`between`; "" at either end of the text)."""

    op: str
    old: str
    new: str
    between: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Edits:
    """All that differs: `kept` is the share of the old characters that still stand, `come` that of the new ones that
    are new, `moved` the lines that only moved, `reflowed` the places where only line breaks changed."""

    changes: tuple[Change, ...]
    kept: float
    come: float
    moved: tuple[str, ...]
    reflowed: int


def edits_of_forms(
    old: tuple[str, str | None], new: tuple[str, str | None], *, language: str, titles: Collection[str] = ()
) -> Edits:
    """Return the edits between two texts, each with its media type, whose line breaks are those of their form and say nothing."""
    before, after = (stream(printed(*side), titles) for side in (old, new))
    if before.words == after.words:
        return Edits((), 1.0, 0.0, (), int(before.text != after.text))
    found, moved = gaps(before, after, language=language)
    changes: list[Change] = []
    for gap in found:
        changes += [
            c for c in _in_gap(gap.deleted, gap.inserted, (gap.above, gap.below)) if not same_words(c.old, c.new)
        ]
    summed = _summed(changes, len(before.text), len(after.text), tuple(moved), 0)
    return replace(summed, kept=max(summed.kept, _standing(before.words, after.words)))


def edits_between(old: str, new: str, *, language: str, titles: Collection[str] = ()) -> Edits:
    """Return the edits that lead from one text to the other, in reading order.

    Lines that only repeat one of the `titles` are passed over, and lists of other stories; a line that is said once more, or once
    less, is moved. Lines are aligned by their longest common subsequence; only where they differ are sentences looked at, so equal
    pages cost next to nothing.
    """
    heads = {letters(title) for title in titles}
    known: dict[str, str] = {}
    lines = [_content(text, heads, known) for text in (old, new)]
    before, after = (
        list(without_side_matter(mine, frozenset(theirs))) for mine, theirs in zip(lines, reversed(lines), strict=True)
    )
    size = sum(map(len, before))
    if before == after:
        return Edits((), 1.0, 0.0, (), 0)
    gaps = list(_gaps(before, after))
    moved = _moved(gaps)
    taken = Counter(moved)
    given = Counter(moved)
    reflowed = 0
    changes: list[Change] = []
    for deleted, inserted, place in gaps:
        between = _between(before, *place)
        deleted = [line for line in deleted if not _spend(taken, line)]
        inserted = [line for line in inserted if not _spend(given, line)]
        if "".join("".join(deleted).split()) == "".join("".join(inserted).split()):
            reflowed += bool(deleted)
            continue
        if letters(" ".join(deleted)) == letters(" ".join(inserted)):
            changes.append(Change("replace", " ".join(deleted), " ".join(inserted), between))
            continue
        changes += _in_gap(_sentences(deleted, language), _sentences(inserted, language), between)
    stood, stands = frozenset(before), frozenset(after)
    again = [c for c in changes if c.op != "replace" and (c.old or c.new) in (stands if c.op == "delete" else stood)]
    repeated = frozenset(again)
    changes = [c for c in changes if c not in repeated]
    places = (*moved.elements(), *(c.old or c.new for c in again))
    return _summed(changes, size, sum(map(len, after)), places, reflowed, stands)


def _standing(old: Sequence[str], new: Sequence[str]) -> float:
    """Return the share of the runs of three words of the old text that stand anywhere in the new one: order is of the form."""
    theirs = set(zip(new, new[1:], new[2:], strict=False))
    runs = list(zip(old, old[1:], old[2:], strict=False))
    return sum(run in theirs for run in runs) / len(runs) if runs else 0.0


def _summed(
    changes: Sequence[Change],
    before: int,
    after: int,
    moved: tuple[str, ...],
    reflowed: int,
    standing: Collection[str] = (),
) -> Edits:
    """Return the edits of two texts of so many characters, with the shares that stay and that are new.

    A line of the new text (`standing`) that stood in the old one more often is not gone.
    """
    unlike = [c for c in changes if fuzz.ratio(c.old, c.new) < _SAME and c.old not in standing]
    kept = 1 - min(1.0, sum(len(c.old) for c in unlike) / before) if before else 0.0
    come = min(1.0, sum(len(c.new) for c in unlike) / (after or 1))
    return Edits(tuple(changes), kept, come, moved, reflowed)


def _content(text: str, heads: Collection[str], known: dict[str, str]) -> list[str]:
    """Return the lines that count; `known` keeps what a line comes to, since most stand in both texts."""
    lines = []
    for raw in text.split("\n"):
        if raw not in known:
            line = plain(raw)
            known[raw] = "" if heads and letters(line) in heads else line
        if known[raw]:
            lines.append(known[raw])
    return lines


def _spend(stock: Counter[str], line: str) -> bool:
    if stock[line] > 0:
        stock[line] -= 1
        return True
    return False


Gap = tuple[list[str], list[str], tuple[int, int]]
"""The lines that went, those that came, and from where to where in the old text."""


def _gaps(before: Sequence[str], after: Sequence[str]) -> Iterator[Gap]:
    """Yield the runs of lines that differ, between the lines that are equal."""
    start, end = 0, 0
    shorter = min(len(before), len(after))
    while start < shorter and before[start] == after[start]:
        start += 1
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    if max(len(old), len(new)) > _MOST_LINES:
        yield list(old), list(new), (start, len(before) - end)
        return
    deleted: list[str] = []
    inserted: list[str] = []
    since = 0
    for op in LCSseq.opcodes(old, new):
        if op.tag == "equal":
            if deleted or inserted:
                yield deleted, inserted, (start + since, start + op.src_start)
            deleted, inserted, since = [], [], op.src_end
        else:
            deleted += old[op.src_start : op.src_end]
            inserted += new[op.dest_start : op.dest_end]
    if deleted or inserted:
        yield deleted, inserted, (start + since, len(before) - end)


def _between(lines: Sequence[str], start: int, end: int) -> tuple[str, str]:
    """Return the lines that stay above and below a gap, stamps and the like passed over: these come and go by themselves."""
    above = next((line for line in reversed(lines[max(0, start - _FURTHER) : start]) if not _is_noise(line)), "")
    return above, next((line for line in lines[end : end + _FURTHER] if not _is_noise(line)), "")


def _is_noise(line: str) -> bool:
    return len(line) < _NOISE and noise(line) is not None


def _moved(gaps: Sequence[Gap]) -> Counter[str]:
    """Return the lines that stand in both texts, elsewhere: a list in another order, a block that changed its place."""
    deleted = Counter(line for gap, _, _ in gaps for line in gap)
    inserted = Counter(line for _, gap, _ in gaps for line in gap)
    return deleted & inserted


def _sentences(lines: Sequence[str], language: str) -> list[str]:
    """Return the sentences of some lines; a line that is noise as a whole is one, whatever stops stand in it."""
    found: list[str] = []
    for line in _unwrapped(lines):
        if _is_noise(line):
            found.append(line)
        else:
            found += [line[s:e] for s, e in split_sentences(line, language) if line[s:e].strip()]
    return found


def _unwrapped(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines, one that a print broke in the middle of a sentence (PDF, plain text) as one with what it goes on with."""
    held = ""
    for line in lines:
        if held and len(held) >= _WRAPPED and held[-1] not in ".!?:;" and line[:1].islower():
            held = f"{held} {line}"
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _in_gap(old: list[str], new: list[str], between: tuple[str, str]) -> Iterator[Change]:
    """Yield the edits of one gap: equal sentences drop out, alike ones pair up, the rest goes or comes."""
    for deleted, inserted, _ in _gaps(old, new):
        partner = _pairs(deleted, inserted)
        paired = set(partner.values())
        told = 0
        for number, sentence in enumerate(deleted):
            mate = partner.get(number)
            if mate is None:
                yield Change("delete", sentence, "", between)
                continue
            yield from (
                Change("insert", "", s, between) for n, s in enumerate(inserted[told:mate], told) if n not in paired
            )
            told = max(told, mate + 1)
            yield Change("replace", sentence, inserted[mate], between)
        yield from (Change("insert", "", s, between) for n, s in enumerate(inserted[told:], told) if n not in paired)


def _pairs(deleted: Sequence[str], inserted: Sequence[str]) -> dict[int, int]:
    """Return which deleted sentence became which inserted one: the most alike first, each once, in order."""
    if not deleted or not inserted:
        return {}
    deleted, inserted = ([sentence[:_BEGINNING] for sentence in side] for side in (deleted, inserted))
    scored: list[tuple[float, int, int, int]] = []
    if len(deleted) * len(inserted) <= _MOST_PAIRS:
        scores = process.cdist(deleted, inserted, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        for i, row in enumerate(scores.tolist()):
            scored += [(score, -abs(i - j), i, j) for j, score in enumerate(row) if score]
    else:
        step = len(inserted) / len(deleted)
        for i, sentence in enumerate(deleted):
            for j in range(max(0, int(i * step) - _NEAR), min(len(inserted), int(i * step) + _NEAR + 1)):
                if score := fuzz.ratio(sentence, inserted[j], score_cutoff=_ALIKE):
                    scored.append((score, -abs(i - j), i, j))
    return _in_order(sorted(scored, reverse=True))


def _in_order(ranked: Sequence[tuple[float, int, int, int]]) -> dict[int, int]:
    """Return the pairs that are taken, best first, each sentence once and none across another pair."""
    partner: dict[int, int] = {}
    taken: set[int] = set()
    olds: list[int] = []  # of the pairs so far, in order; their partners stand in the same order
    for _, _, i, j in ranked:
        if i in partner or j in taken:
            continue
        at = bisect_left(olds, i)
        if (at and partner[olds[at - 1]] > j) or (at < len(olds) and partner[olds[at]] < j):
            continue
        olds.insert(at, i)
        partner[i] = j
        taken.add(j)
    return partner
