"""Figures by their place: in a sentence that has a claim's words in the claim's order, another figure between the same two words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.align import in_order
from nlp.facts.reader import FactCheck, Reader, fact
from nlp.facts.values import numbers_agree
from nlp.spans import Quantity
from nlp.terms import TOKEN, stem

_ORDINALS = {
    word: n
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}
_PARTS = "season|series|part|volume|episode"
_CARDINALS = {
    word: n for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
_SEASON = re.compile(
    rf"(?i)\b(?P<kind>{_PARTS}) (?P<number>\d{{1,2}}|{'|'.join(_CARDINALS)})\b|\b(?P<order>{'|'.join(_ORDINALS)}) (?P<counted>{_PARTS})\b"
)
_ALIKE = (
    0.8  # share of a claim's words, its figures aside, that stand in a sentence in the same order: the same sentence
)
_LEAST = 4  # words in common below which two sentences are not the same
_LONGEST = 120  # words of a sentence that are compared in order


@dataclass(frozen=True, slots=True)
class _Word:
    form: str
    start: int
    end: int

    @property
    def is_figure(self) -> bool:
        return self.form[0].isdigit()


def other_season(claim: str, reader: Reader) -> FactCheck | None:
    """Return the mismatch of a numbered season, part or volume of which the two likeliest sentences have another one only, else None.

    "Harbour Lights (season 1)" against "the second season"; a source that numbers none says nothing.
    """
    mine = _SEASON.search(claim)
    if mine is None or not mine["kind"]:
        return None
    kind, wanted = mine["kind"].lower(), _numbered(mine)
    other: tuple[int, int] | None = None
    for index in reader.evidence:
        for found in _SEASON.finditer(reader.source.text, *reader.source.spans[index]):
            if (found["kind"] or found["counted"]).lower() != kind:
                continue
            number = _numbered(found)
            if number == wanted:
                return None
            if index in reader.evidence[:2] and other is None and number:
                other = found.span()
    if other is None:
        return None
    return fact("number", mine["number"], mine.start("number"), reader.source, other, "mismatch")


def _numbered(found: re.Match[str]) -> int:
    word = (found["number"] or found["order"]).lower()
    return int(word) if word.isdigit() else _CARDINALS.get(word) or _ORDINALS[word]


def by_place(
    claim: str,
    reader: Reader,
    facts: Sequence[FactCheck],
    numbers: Sequence[Quantity],
    apart: Sequence[tuple[int, int]],
) -> list[FactCheck]:
    """Return the facts of a claim, a figure as a mismatch where the source has another one in its very place.

    That the claim's figure stands elsewhere in the source bears out nothing then: "Pier 3" in another line of a list, a "1" in
    another score. `apart` are spans of the claim that are held to rules of their own: dates and quotes.
    """
    own = _words(claim)
    asked = [w for w in own if w.is_figure and not any(a < w.end and w.start < b for a, b in apart)]
    plain = [w.form for w in own if not w.is_figure]
    if not asked or len(plain) < _LEAST:
        return list(facts)
    alike: list[tuple[int, int, list[_Word], list[tuple[int, int]]]] = []
    for index in reader.evidence:
        if sum(form in reader.source.sets[index] for form in plain) < _ALIKE * len(plain):
            continue
        theirs = _words(reader.source.sentence(index))
        pairs = in_order([w.form for w in own], [w.form for w in theirs])
        alike.append((sum(not own[i].is_figure for i, _ in pairs), index, theirs, pairs))
    most = max((shared for shared, *_ in alike), default=0)
    if most < max(_LEAST, _ALIKE * len(plain)):
        return list(facts)
    # Of lines of one wording ("In spring 3 trips", "In autumn 8 trips") the one that has most of the claim's words is its own.
    nearest = [(index, theirs, pairs) for shared, index, theirs, pairs in alike if shared == most]
    held = {own[i].start for *_, pairs in nearest for i, _ in pairs}
    other: dict[int, tuple[int, int]] = {}
    for index, theirs, pairs in nearest:
        both = set(pairs)
        for i, j in pairs:
            if (i + 2, j + 2) not in both or own[i + 1] not in asked or not theirs[j + 1].is_figure:
                continue
            mine = _holding(numbers, own[i + 1])
            found = _holding(reader.numbers_in(index), theirs[j + 1])
            if not (mine and found and numbers_agree(mine, found)):
                other.setdefault(own[i + 1].start, reader.place(index, theirs[j + 1].start, theirs[j + 1].end))
    return _with(facts, claim, [(w, other[w.start]) for w in asked if w.start in other and w.start not in held], reader)


def _words(text: str) -> list[_Word]:
    return [_Word(stem(m.group()), *m.span()) for m in TOKEN.finditer(text)][:_LONGEST]


def _holding(numbers: Sequence[Quantity], word: _Word) -> Quantity | None:
    return next((n for n in numbers if n.start <= word.start < n.end), None)


def _with(
    facts: Sequence[FactCheck], claim: str, places: Sequence[tuple[_Word, tuple[int, int]]], reader: Reader
) -> list[FactCheck]:
    """Return the facts with those that match at the given words as mismatches, and a new one where no fact stood."""
    out = list(facts)
    for word, (start, end) in places:
        at = next((n for n, f in enumerate(out) if f.claim_start < word.end and word.start < f.claim_end), None)
        text = reader.source.text[start:end]
        if at is None:
            out.append(
                fact("number", claim[word.start : word.end], word.start, reader.source, (start, end), "mismatch")
            )
        elif out[at].status == "match":
            out[at] = replace(out[at], status="mismatch", source=text, source_start=start, source_end=end, note="")
    return out
