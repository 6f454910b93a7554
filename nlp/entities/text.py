"""What the rest of a text says of its names: where a name ends, what is none, and where else it stands."""

from __future__ import annotations

import re
from collections import defaultdict

from nlp.entities.words import ORGANISATION_WORDS

Span = tuple[int, int, str]

_HEAD = re.compile(r"(?: [^\W\d_a-zà-öø-ÿ][\w-]{0,30})? (?P<head>[^\W\d_a-zà-öø-ÿ][\w-]{1,30})\b")
_PLAN = re.compile(r"(?:\A(?:Plan|Estrategia) (?:Nacional|de|para)\b.*|.* (?:Plans?|Strategy))\Z", re.DOTALL)
_PLAN_AFTER = re.compile(r" (?:Action )?Plans?\b")
_SHORT_AFTER = re.compile(r" \((\w{2,12})\)")
_WORD = re.compile(r"[^\W_]+(?:[-'\u2019&][^\W_]+)*")
# A capital or a figure inside: no word of the language is written so.
_INNER = re.compile(r"\w[A-Z\d]")
_HUMPED = re.compile(r"[a-z]{2}[A-Z][a-z]{2}")
_NAMES_OF_ONE_START = 8  # names that begin with one word and are looked for; keeps a hostile text linear


def extended(text: str, spans: list[Span]) -> list[Span]:
    """Return the spans with organisations taken on to the head of their name: "NSO" before "Group" is the "NSO Group".

    At most one other capitalised word may stand between; a head is one of ORGANISATION_WORDS.
    """
    longer: list[Span] = []
    for number, (start, end, kind) in enumerate(spans):
        limit = spans[number + 1][0] if number + 1 < len(spans) else len(text)
        if kind == "ORG" and (head := _HEAD.match(text, end, limit)) and head["head"].lower() in ORGANISATION_WORDS:
            end = head.end()
        longer.append((start, end, kind))
    return longer


def without_plans(text: str, spans: list[Span]) -> list[Span]:
    """Return the spans without the plans and strategies taken for organisations, and without their short forms.

    "Third National Action Plan (3NAP)" names a document; so does "3NAP" in the rest of the text.
    """
    plans = [
        span
        for span in spans
        if span[2] == "ORG" and (_PLAN.match(text[span[0] : span[1]]) or _PLAN_AFTER.match(text, span[1]))
    ]
    shorts = {found[1] for _, end, _ in plans if (found := _SHORT_AFTER.match(text, end))}
    gone = set(plans)
    return [span for span in spans if span not in gone and text[span[0] : span[1]] not in shorts]


def consistent(text: str, spans: list[Span]) -> list[Span]:
    """Return the spans with a lone surname typed as the full name is: "Ford" after "Harrison Ford" is a person.

    Only where the text gives the surname to no organisation or place of more than one word, and where the full name
    stands before the surname.
    """
    surnames: dict[str, int] = {}
    others = set()
    for start, end, kind in spans:
        words = text[start:end].split()
        if kind == "PER" and 2 <= len(words) <= 4:
            surnames.setdefault(words[-1], start)
        elif len(words) > 1:
            others.update(words)
    return [
        (start, end, "PER" if surnames.get(text[start:end], start) < start and text[start:end] not in others else kind)
        for start, end, kind in spans
    ]


def repeated(text: str, spans: list[Span]) -> list[Span]:
    """Return the spans and the other places where the same names stand, which a model of single sentences passes over.

    Only names of three words or more, names written as "CitizenLab" is, and those that were found twice and cannot be taken for words of the language:
    of two words, or with a capital or figure inside ("CitizenLab", "OGP"); and only where all spans of a name are of
    one kind. With names found once, all nine that were added to the development sets were no names in their labels.
    """
    kinds: dict[str, list[str]] = defaultdict(list)
    for start, end, kind in spans:
        name = text[start:end]
        if len(name) > 2 and not name.islower() and not name[0].isdigit() and (" " in name or _INNER.search(name)):
            kinds[name].append(kind)
    by_start: dict[str, list[str]] = defaultdict(list)
    for name, found in kinds.items():
        known = len(found) > 1 or name.count(" ") > 1 or _HUMPED.search(name) is not None
        if known and len(set(found)) == 1 and (first := _WORD.match(name)):
            by_start[first[0]].append(name)
    for names in by_start.values():
        names.sort(key=len, reverse=True)
        del names[_NAMES_OF_ONE_START:]
    sure = {name: kind[0] for name, kind in kinds.items()}
    more: list[Span] = []
    taken, at = 0, 0
    for word in _WORD.finditer(text):
        start = word.start()
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        for name in by_start.get(word[0].removesuffix("'s").removesuffix("\u2019s"), ()):
            end = start + len(name)
            free = start >= taken and (at == len(spans) or spans[at][0] >= end)
            if free and text.startswith(name, start) and not text[end : end + 1].isalnum():
                more.append((start, end, sure[name]))
                taken = end
                break
    return sorted([*spans, *more])
