"""What the rest of a text says of its names: where a name ends, what is none, and where else it stands."""

from __future__ import annotations

import re
from bisect import bisect_left
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
_CAMEL = re.compile(r"[a-z][A-Z]")
_HUMPED = re.compile(r"[a-z]{2}[A-Z][a-z]{2}")
_WORK = re.compile(
    r"(?:\b(?!(?:this|that|each|every|whose|which|esta|esa|cada|cuya) )\w+ |(?:'|\u2019) ?s (?:\w+ ){0,3})"
    r"(?P<work>novel|novella|film|movie|album|song|short story|play|poem|opera|musical|novela|película|cuento|poema)"
    r"(?P<comma>,?) [\"\u201c\u2018\u00ab]?\Z"
)
_OWNED = re.compile(r"(?:'|\u2019) ?s (?:\w+ ){0,3}\w+, [\"\u201c\u2018\u00ab]?\Z")
_DOES = re.compile(r" (?:[a-z]+ed|wrote|made|sang|shot|saw|read|was|is|had|has)\b(?! by\b)")
_BEFORE_WORK = 48  # characters: a possessor's end, three words and the longest of the words for a work
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_NAME = rf"(?>{_CAPITAL}\w{{1,30}}(?:[ &-]{_CAPITAL}\w{{0,30}}|[ -]\d{{1,3}}){{0,3}})"
_LIST = rf"{_NAME}(?:, {_NAME}){{0,8}},? (?:and|&|y|e) {_NAME}"
_PUBLISHERS = re.compile(
    rf"\b(?P<before>{_LIST})(?:'s?|\u2019s?)? (?:joint |cover )?(?:report|study|letter|story|statement|survey|investigation)s?\b"
    r"|\b(?:reports?|stud(?:y|ies)|letters?|statements?|surveys?|investigations?) (?:by|from|of) (?:the )?"
    rf"(?P<by>{_LIST})\b"
    r"|\b(?:informes?|reportes?|estudios?|cartas?|comunicados?|encuestas?|investigaci(?:ón|ones)) (?:conjunt[ao] )?(?:de|por) (?:la |el )?"
    rf"(?P<de>{_LIST})\b"
)
_ODD = re.compile(rf"{_CAPITAL}\w{{0,30}}(?:\d|(?<=[a-zß-öø-ÿ]){_CAPITAL})\w{{0,30}}")
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


def publishers(text: str, spans: list[Span]) -> list[Span]:
    """Return the spans and the oddly written names of who published something together: "R3D, Article19 and SocialTIC report".

    Only names with a capital or a figure inside, in a list that stands by a report, a study or their like, where one of the list is written as
    "SocialTIC" is or was found to be an organisation: "H1N1 and H5N1 study" names none.
    """
    organisations = {start for start, _, kind in spans if kind == "ORG"}
    more: list[Span] = []
    for listed in _PUBLISHERS.finditer(text):
        start, end = listed.span(listed.lastgroup or 0)
        odd = [(name.start(), name.end(), "ORG") for name in _ODD.finditer(text, start, end)]
        if any(_CAMEL.search(text, *name[:2]) for name in odd) or any(at in organisations for at in range(start, end)):
            more += odd
    starts = [start for start, _, _ in spans]
    free = [name for name in more if (at := bisect_left(starts, name[1])) == 0 or spans[at - 1][1] <= name[0]]
    return sorted([*spans, *free])


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


def without_works(text: str, spans: list[Span]) -> list[Span]:
    """Return the spans without people who are titles: "Ada" in "Nabokov's novel, Ada", "Rebecca" in "the film Rebecca".

    A name that a verb follows stays: "the song Johnson recorded". Measured on eight development sets: five went, none a person.
    """

    def titled(start: int, end: int) -> bool:
        before = text[max(0, start - _BEFORE_WORK) : start]
        found = _WORK.search(before)
        return bool(found and (not found["comma"] or _OWNED.search(before)) and not _DOES.match(text, end))

    return [span for span in spans if span[2] != "PER" or not titled(*span[:2])]


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
