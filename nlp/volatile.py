"""Parts of a page that differ from visit to visit: counters, teasers, tokens, variants, as two visits close together show them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from nlp.edits import Change

_ENDS = re.compile(r"[.!?…]['\"”’»)\]]*$")
_PROSE = 5  # words of a sentence with its full stop; a line with fewer is a label, a counter, a headline
_HEADLINE = 16  # words: a longer line is prose, whatever it ends with
_LONGEST = 80  # words of a line that is held against a template
_VISITS = 2  # pairs of visits that must show a place of prose to differ; one is enough for any other line
_WIDER = 2  # words by which what stands in a place may be longer than it was when it was learned


@dataclass(frozen=True, slots=True)
class Part:
    """One edit between two visits close together: the words on both sides, the kept lines above and below, and which pair of visits
    it was (`visits`)."""

    old: str
    new: str
    above: str
    below: str
    visits: str


Template = tuple[tuple[str | None, int, bool], ...]
"""Words that stay, and (None, most, figures) for a gap of so many words at most, of figures alone where the learned ones were."""


def is_volatile(change: Change, parts: Sequence[Part]) -> bool:
    """Return whether an edit is confined to a place that is known to differ from visit to visit.

    A place is a line most of whose words stay (a counter), or what stands between two lines that stay (a teaser). A sentence of prose is
    such a place only where two pairs of visits have shown three wordings of it: one edit of a story is no variant of it.
    """
    prose = any(map(is_prose, (change.old, change.new)))
    seen = {part.visits for part in parts if _is_same_place(change, part, prose)}
    return len(seen) >= (_VISITS if prose else 1)


def is_prose(line: str) -> bool:
    """Return whether a line is a sentence, or longer than any headline."""
    words = len(line.split())
    return words > _HEADLINE or (words >= _PROSE and bool(_ENDS.search(line)))


def _is_same_place(change: Change, part: Part, prose: bool) -> bool:
    if prose != any(map(is_prose, (part.old, part.new))):
        return False
    template = _template(part.old, part.new) if part.old and part.new else ()
    if not _stays(template, part):
        return any(change.between) and change.between == (part.above, part.below)
    if prose and not (change.old and change.new):
        return False  # that a sentence came or went is told, however often its words have differed
    return all(_fits(side, template) for side in (change.old, change.new) if side)


def _stays(template: Template, part: Part) -> bool:
    """Return whether a line is the same one with other words in it: half of its words stay. Else another line took its place."""
    words = max(len(part.old.split()), len(part.new.split()))
    return 2 * sum(word is not None for word, _, _ in template) >= words


@lru_cache(maxsize=512)
def _template(old: str, new: str) -> Template:
    return tuple(_pieces(old.split()[:_LONGEST], new.split()[:_LONGEST]))


def _pieces(old: list[str], new: list[str]) -> Iterator[tuple[str | None, int, bool]]:
    for op in LCSseq.opcodes(old, new):
        if op.tag == "equal":
            yield from ((word, 1, False) for word in old[op.src_start : op.src_end])
        else:
            stood, stands = old[op.src_start : op.src_end], new[op.dest_start : op.dest_end]
            figures = all(any(c.isdigit() for c in word) for word in stood + stands)
            yield None, max(len(stood), len(stands)) + (0 if figures else _WIDER), figures


def _fits(line: str, template: Template) -> bool:
    """Return whether a line has the words that stay, in order, and no more between them than the gaps allow."""
    words = line.split()
    if len(words) > _LONGEST:
        return False
    places = {0}
    for word, most, figures in template:
        if word is not None:
            places = {at + 1 for at in places if at < len(words) and words[at] == word}
            continue
        reached = set(places)
        for at in places:
            for end in range(at, min(len(words), at + most)):
                if figures and not any(c.isdigit() for c in words[end]):
                    break
                reached.add(end + 1)
        places = reached
    return len(words) in places
