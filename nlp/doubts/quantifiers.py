"""How many of a thing: all of the boats, some, none, six of the nine; and two such statements that exclude each other; en, es."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.terms import NEGATIONS, STOPWORDS, TOKEN, stem

_EN = "one two three four five six seven eight nine ten eleven twelve"
_ES = "un dos tres cuatro cinco seis siete ocho nueve diez once doce"
_COUNT = "|".join([r"\d+", *_EN.split(), *_ES.split(), "un[oa]"])
_VALUES = {word: n for words in (_EN, _ES) for n, word in enumerate(words.split(), 1)} | {"una": 1, "uno": 1}
_OF = r"(?: of| out of| de)?(?: the| its| his| her| their| these| those| l[ao]s| sus| est[ao]s| es[ao]s)?"
# The first that fits a place is taken: "not all" and "almost all" are no "all", "no more than" no "no".
_QUANTIFIERS = (
    ("other", r"not (?:all|every|each)|no tod[ao]s|(?:almost|nearly|virtually|practically|casi) (?:all|every|no|none|tod[ao]s)|no (?:more|less|fewer|longer|one)"),
    ("part", rf"(?P<of_them>{_COUNT})(?: out)? (?:of|de) (?:the |its |his |her |their |these |those |every |each |cada |l[ao]s |sus |est[ao]s )?(?:(?P<whole>{_COUNT})\b|(?:them|which|whom|ell[ao]s|l[ao]s cuales)\b)"),
    ("none", r"none|no|neither|ning[uú]n[oa]?"),
    ("all", r"all|every|each|both of|tod[ao]s|cada"),
    ("most", r"most|(?:a|the) majority|la mayoría|una mayoría"),
    ("some", r"some|several|many|various|a few|few|half|algun[ao]s|vari[ao]s|much[ao]s|la mitad"),
)  # fmt: skip
_FOUND = re.compile("|".join(rf"(?P<{kind}>\b(?:{words})\b)" for kind, words in _QUANTIFIERS), re.IGNORECASE)
_AFTER = re.compile(rf"{_OF}(?: (?:{_COUNT})\b)?", re.IGNORECASE)
_WORD = re.compile(r"\s*([^\W_]+(?:['’-][^\W_]+)*)")
_REACH = 3  # words behind a quantifier among which what it counts stands
_THE_WHOLE = re.compile(
    rf"\b(?:(?:the|all|all the|l[ao]s|tod[ao]s l[ao]s) (?P<whole>{_COUNT})|both(?: the)?|amb[ao]s) (?P<noun>[^\W\d_]{{3,}})",
    re.IGNORECASE,
)
_OF_BEFORE = re.compile(r"\b(?:of|de|entre|among|out of) \Z", re.IGNORECASE)
_THEIRS = r"(?:the|l[ao]s|its|sus|these|those|est[ao]s|es[ao]s)"
# "Of the twelve checks five were made", "two of the five paintings", "one of the two", "three accidents, two of them deadly".
_SOME_OF = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:of|de) {_THEIRS} (?P<whole>{_COUNT}) (?P<noun>[^\W\d_]{{3,}})[^.;:\d]{{0,60}}?\b(?P<part>{_COUNT})\b",
        rf"\b(?P<part>{_COUNT}) (?:of|de) {_THEIRS} (?P<whole>{_COUNT}) (?P<noun>[^\W\d_]{{3,}})",
        rf"\b(?P<part>{_COUNT}) (?:of|de) {_THEIRS} (?P<whole>{_COUNT})\b",
        rf"\b(?P<whole>{_COUNT}) (?P<noun>[^\W\d_]{{3,}})[^.;:\d]{{0,60}}?\b(?P<part>{_COUNT}) (?:of them|of which|of whom|de ell[ao]s|de l[ao]s cuales)\b",
    )
)
_SENTENCES = 3  # the likeliest ones, among which one that counts as the claim does settles the matter
# What the evidence may not say where the claim says the first.
_EXCLUDES = {
    "all": {"part", "fewer", "none", "some", "most"},
    "most": {"fewer", "none"},
    "none": {"all", "most", "some", "part", "fewer"},
    "some": {"none"},
    "part": {"all", "none"},
    "fewer": {"all", "most", "none"},
}


@dataclass(frozen=True, slots=True)
class Share:
    """How many of what a text speaks of: all, most, part, fewer (no more than half), some or none, the stems of what may be counted, and the words themselves."""

    kind: str
    counted: frozenset[str]
    text: str


def shares(text: str) -> list[Share]:
    """Return what a text says of how many of a thing, in reading order."""
    found = []
    for one in _FOUND.finditer(text):
        kind = one.lastgroup or "other"
        if kind == "other":
            continue
        if one["whole"]:
            some, whole = (_VALUES.get(one[key].lower(), 0) or int(one[key]) for key in ("of_them", "whole"))
            kind = "all" if some == whole else "fewer" if 2 * some <= whole else "part"
        after = _AFTER.match(text, one.end())
        at = after.end() if after else one.end()
        counted, words = [], one.group()
        for _ in range(_REACH):
            word = _WORD.match(text, at)
            if word is None or word[1].lower() in STOPWORDS or stem(word[1]) in NEGATIONS:
                break
            counted.append(stem(word[1]))
            at = word.end()
            words = text[one.start() : at]
        if re.search(r"(?i) (?:cada|every|each) ", one.group()):
            counted = []  # "four of every ten are short": of whom it is said stands before
        if counted or one["part"]:
            found.append(Share(kind, frozenset(counted), words))
    return found


def whole_for_part(claim: str, sentences: Sequence[str]) -> tuple[str, str] | None:
    """Return "the twelve checks" or "both" of a claim and the words of the evidence by which only some of them are meant, else None."""
    own = set(map(stem, TOKEN.findall(claim)))
    for mine in _THE_WHOLE.finditer(claim):
        if _OF_BEFORE.search(claim, 0, mine.start()):
            continue  # "five of the twelve"
        whole = _count(mine["whole"]) if mine["whole"] else 2
        for sentence in sentences:
            for other in (found for pattern in _SOME_OF for found in pattern.finditer(sentence)):
                noun = other.groupdict().get("noun")
                same = (noun is None or stem(noun) == stem(mine["noun"])) and _count(other["whole"]) == whole
                about = len(own & set(map(stem, TOKEN.findall(sentence))) - STOPWORDS) > (noun is not None)
                if same and about and 0 < _count(other["part"]) < whole:
                    return mine.group(), other.group()
    return None


def _count(text: str) -> int:
    return _VALUES.get(text.lower()) or int(re.sub(r"\D", "", text) or 0)


def shares_exclude(claim: str, sentences: list[str]) -> tuple[str, str] | None:
    """Return words of a claim and of its evidence (likeliest sentence first) that cannot both hold of the same thing, else None.

    "all of the recommendations" and "six of the nine recommendations", "several officers" and "no officer". Words that
    count without a noun ("four of them") count what the claim's words count where the sentence has those before it.
    """
    own = [share for share in shares(claim) if share.counted]
    if not own:
        return None
    theirs = [(share, sentence) for sentence in sentences[:_SENTENCES] for share in shares(sentence)]
    for mine in own:
        about = [
            share
            for share, sentence in theirs
            if mine.counted & share.counted
            or (not share.counted and mine.counted & set(map(stem, TOKEN.findall(sentence))))
        ]
        if any(share.kind == mine.kind for share in about):
            continue
        other = next((share for share in about if share.kind in _EXCLUDES[mine.kind]), None)
        if other:
            return mine.text, other.text
    return None
