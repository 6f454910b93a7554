"""Sentences of several statements: where one that its own citation supports ends, and the next begins."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

_JOINT = re.compile(
    r"(?P<strong>[,;:]\s|[—–]\s?|\s[—–]\s)?\s*"
    r"(?P<word>(?:and|but|while|whereas|yet|although|though|y|e|pero|mientras(?: que)?|aunque)\s)?",
    re.IGNORECASE,
)
_STRONG = re.compile(r"(?:[,;]\s(?:and|but|while|whereas|yet|y|pero|mientras(?: que)?)|;)\s", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w’'-]*|\d[\d.,]*")
_FINITE = frozenset(
    "is are was were has have had does did can could will would shall should may might must went came took gave shows saw knew began ran rose fell"
    " spoke wrote became grew drew broke argues claims denies says states reports remains requires contains calls"
    " es son era eran fue fueron ha han había habían está están estaba estaban será serán tiene tienen tuvo tuvieron hizo hicieron dijo"
    " dice dicen puede pueden debe deben pudo va van hay".split()
)
_PAST = re.compile(
    r"(?:\w{2,}ed|said|told|found|made|held|kept|led|left|lost|met|paid|put|read|sent|set|spent|stood|won|built|bought|brought)\Z"
)
_SPANISH = re.compile(r"\w{2,}(?:ó|aron|ieron|eron|aba|aban|ará|arán|erá|erán|irá|irán)\Z")
# Before a form that may be a participle these say that it stands as an adjective, after it that it may ("the guidance issued by").
_NOT_BEFORE = frozenset(
    "the a an its their his her our this that these those of in on at by for with and or as be been being is are was were".split()
)
_NOT_AFTER = frozenset("by in on at for to as under from with of into".split())
_RELATIVE = frozenset("which that who whom whose where when que quien quienes cual donde cuando if si".split())
# What opens no statement; and what a subject cannot have that is to be held against a source by itself, since its
# meaning stays in the other part.
_NO_SUBJECT = frozenset("to than as not also then there que cual a para por no de".split())
_POINTING = frozenset(
    "it they he she this these those we i you them him its their his her such both former latter same others"
    " esto eso este esta estos estas ello ellos ellas él ella su sus ambos ambas dicho dicha".split()
)
_COORDINATORS = frozenset("and or but nor y o e u ni pero".split())
_BRACKETS = re.compile(r"[()\[\]]")
_REACH = 9  # words from the start of a statement within which its verb stands


def statements(text: str, start: int, end: int, anchors: Sequence[int]) -> list[tuple[int, int]]:
    """Return the parts of the sentence text[start:end] that its citations stand for apart, half-open and in order.

    `anchors` are the places of its marks and links. A sentence is cut after a mark, or between two citations,
    only where what stands on either side has a subject and a finite verb of its own ("A did X¹ and B did Y²"); a
    list ("the Act,¹ the Order² and the Rule³") and a shared subject ("A did X¹ and did Y²") stay whole, since a
    part without its subject would be found in sources that speak of something else.
    """
    places = sorted({at for at in anchors if start < at <= end})
    parts: list[tuple[int, int]] = []
    begin = seen = start
    depth = 0
    for stop, after in _joints(text, start, end, places):
        for char in _BRACKETS.findall(text, seen, after):
            depth = depth + 1 if char in "([" else max(depth - 1, 0)
        seen = max(seen, after)
        if depth:
            continue  # "(Ruiz 2019; Lind 2018)" is said of one statement
        cited = bisect_right(places, begin) < bisect_left(places, after)
        if cited and _verb(text, begin, stop) is not None and _states(text, after, end):
            parts.append((begin, stop))
            begin = after
    return [*parts, (begin, end)]


def _joints(text: str, start: int, end: int, places: Sequence[int]) -> list[tuple[int, int]]:
    """Return (end of the left part, start of the right part) of every place that may part two statements, in order."""
    found: dict[int, int] = {}
    for at in places:
        joint = _JOINT.match(text, at, end)
        if joint and (joint["word"] or (joint["strong"] or text[at - 1]).strip() == ";") and joint.end() < end:
            found[joint.end()] = at
    for joint in _STRONG.finditer(text, start, end):
        if places and places[0] <= joint.start() and joint.end() <= places[-1]:
            found.setdefault(joint.end(), joint.start())
    return sorted((_trimmed(text, stop), after) for after, stop in found.items())


def _trimmed(text: str, stop: int) -> int:
    while stop > 0 and text[stop - 1] in ",;:—– ":
        stop -= 1
    return stop


def _states(text: str, start: int, end: int) -> bool:
    """Return whether text[start:end] opens with a subject and its verb."""
    verb = _verb(text, start, end)
    if verb is None or not 0 < verb <= _REACH:
        return False
    subject = _words(text, start, end)[:verb]
    if subject[-1] in _COORDINATORS:  # "… and bureaus, and must": a list goes on, and the subject stands before it
        return False
    return subject[0] not in _NO_SUBJECT and not (_RELATIVE | _POINTING).intersection(subject)


def _verb(text: str, start: int, end: int) -> int | None:
    return opening_verb(_words(text, start, end))


def opening_verb(words: Sequence[str]) -> int | None:
    """Return which of a statement's words is the first finite verb that is not a relative clause's; None without one."""
    for number, word in enumerate(words):
        before, after = words[max(0, number - 2) : number], words[number + 1 : number + 2]
        if any(other in _RELATIVE for other in before):
            continue
        if word in _FINITE or _SPANISH.match(word):
            return number
        if _PAST.match(word) and not (_NOT_BEFORE & set(before[-1:])) and not (_NOT_AFTER & set(after)):
            return number
    return None


def _words(text: str, start: int, end: int) -> list[str]:
    """Return the words of a part in lower case, but for the names in it ("May" is no verb)."""
    words = [word[0] for word in _WORD.finditer(text, start, min(end, start + 600))]
    return [word if number and word.istitle() else word.lower() for number, word in enumerate(words)]
