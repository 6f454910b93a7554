"""Who does what: where the names of a sentence stand, and two names in each other's place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.align import in_order
from nlp.entities.words import TITLES
from nlp.terms import STOPWORDS, TOKEN, stem

CAPITALS = re.compile(r"[^\W\d_a-z][\w'’.-]*(?: [^\W\d_a-z][\w'’.-]*)*")
_NAMES = 8  # of a claim that are paired at most
_SLOT = 4  # agreement of the neighbours of two names from which their places are the same
NAMES_COVERED = 0.75
_ALIKE = 0.8  # share of a claim's words besides its names that stand in a sentence in the same order: the same sentence
_PASSIVE = ("by", "por")  # where only one of two sentences has it, the other may say the same with the names turned
_LONGEST = 120  # words of a sentence that are compared in order
_SYMMETRIC = frozenset(
    map(
        stem,
        "marry married wed meet met resemble border neighbour neighbor and or versus vs between both with play played".split(),
    )
)
_BEFORE_NAMES = TITLES | frozenset(
    "january february march april may june july august september october november december the in on at by".split()
)

Place = tuple[int, list[str]]
Row = tuple[str, bool]


def names_swapped(claim: str, sentence: str, names: Sequence[str] = ()) -> tuple[str, str] | None:
    """Return two names of a claim that a sentence has in each other's place, else None.

    `names` are those that a finder saw in the claim; without them words with capitals that stand together are one.

    A name's place is told by the two words before it and the two behind it, so that "B was beaten by A" is not taken
    for "B beat A". Names that stand in a list, or on both sides of a verb that works both ways (to meet, to marry), have
    no order to swap.
    """
    claim, sentence = claim.replace("’", "'"), sentence.replace("’", "'")
    own, theirs = places(claim), places(sentence)
    shared = [name for name in own if name in theirs][:_NAMES]
    for i, one in enumerate(shared):
        for other in shared[i + 1 :]:
            if _coordinated(own, one, other) or one in other or other in one:
                continue
            kept = agree(own[one], theirs[one]) + agree(own[other], theirs[other])
            turned = min(agree(own[one], theirs[other]), agree(own[other], theirs[one]))
            if turned >= _SLOT // 2 and agree(own[one], theirs[other]) + agree(own[other], theirs[one]) >= _SLOT + kept:
                return one, other
    known = [_plain(name.replace("’", "'")) for name in names]
    return _turned(_rows(claim, known), _rows(sentence, known))


def _turned(own: list[Row], theirs: list[Row]) -> tuple[str, str] | None:
    """Return two names that stand the other way round in what are else the same words in the same order, else None."""
    words, others = ([word for word, is_name in rows if not is_name] for rows in (own, theirs))
    pairs = in_order(words[:_LONGEST], others[:_LONGEST])
    if len(pairs) < 3 or len(pairs) < _ALIKE * len(words) or any(words.count(w) != others.count(w) for w in _PASSIVE):
        return None
    # Where a name stands is told by how many of the common words come before it.
    mine = _standing(own, [i for i, _ in pairs])
    yours = _standing(theirs, [j for _, j in pairs])
    shared = [name for name in mine if name in yours][:_NAMES]
    for at, one in enumerate(shared):
        for other in shared[at + 1 :]:
            (a, b), (c, d) = (mine[one], mine[other]), (yours[one], yours[other])
            between = [words[i] for i, _ in pairs[a:b]]
            slack = 0 if b - a < 3 else 1
            if d < c and abs(d - a) <= slack and abs(c - b) <= slack and not _mutual(between) and one not in other:
                return one, other
    return None


def _mutual(between: Sequence[str]) -> bool:
    """Say whether the words between two names leave no order to them: a list, or a verb that works both ways."""
    joined = len(between) <= 2 and any(word in ("and", "or", "y") for word in between)
    return (
        not between
        or joined
        or (len(between) <= 4 and "by" not in between and any(word in _SYMMETRIC - {"and", "or"} for word in between))
    )


def _standing(rows: list[Row], common: Sequence[int]) -> dict[str, int]:
    """Return for each name that stands there once how many of the common words (numbers of plain words) come before it."""
    out: dict[str, int] = {}
    twice: set[str] = set()
    plain = 0
    for word, is_name in rows:
        if not is_name:
            plain += 1
        elif word in out:
            twice.add(word)
        else:
            out[word] = sum(at < plain for at in common)
    return {name: at for name, at in out.items() if name not in twice}


def places(text: str) -> dict[str, list[Place]]:
    """Return for each name of a text where it stands, with the two stems before it and the two behind it; other names are "@"."""
    rows = _rows(text)
    plain = ["^", "^", *("@" if is_name else word for word, is_name in rows), "$", "$"]
    out: dict[str, list[Place]] = {}
    for i, (word, is_name) in enumerate(rows):
        if is_name:
            out.setdefault(word, []).append((i, [plain[i], plain[i + 1], plain[i + 3], plain[i + 4]]))
    return out


def _plain(name: str) -> str:
    return re.sub(r"(?i:^the )|['’]s?$", "", name)


def _rows(text: str, known: Sequence[str] = ()) -> list[Row]:
    """Return the words of a text in order, a name as one of them, and whether each is a name; other words by their stems.

    A run of capitals that holds one of the `known` names is cut to that name.
    """
    rows: list[Row] = []
    spans = [m.span() for m in CAPITALS.finditer(text)]
    named = [m.span() for name in known for m in re.finditer(rf"\b{re.escape(name)}\b", text)]
    named = [a for a in named if not any(b != a and b[0] <= a[0] and a[1] <= b[1] for b in named)]
    spans = [*named, *(a for a in spans if not any(b[0] < a[1] and a[0] < b[1] for b in named))]
    starts = dict(_bare(text, a, b) for a, b in spans)
    until = 0
    for token in TOKEN.finditer(text):
        if token.start() < until:
            continue
        end = starts.get(token.start())
        word = token.group()
        if end is None or (not rows and " " not in text[token.start() : end] and word.lower() in STOPWORDS):
            rows.append((stem(word), False))
            continue
        until = end
        rows.append((_plain(" ".join(TOKEN.findall(text[token.start() : end]))), True))
    return rows


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a name without the title or month before it: "In May Mayor Anna Lind" names Anna Lind."""
    while (space := text.find(" ", start, end)) > 0 and text[start:space].rstrip(".").lower() in _BEFORE_NAMES:
        start = space + 1
    return start, end


def agree(own: Sequence[Place], theirs: Sequence[Place]) -> int:
    """Return how well two names stand in the same place: 2 for each word next to both, 1 for each next but one."""
    best = 0
    for _, (a, b, c, d) in own[:4]:
        for _, (e, f, g, h) in theirs[:4]:
            near = 2 * (b == f and b not in "^@") + 2 * (c == g and c not in "$@")
            best = max(best, near + ((a == e) + (d == h) if near else 0))
    return best


def _coordinated(own: dict[str, list[Place]], one: str, other: str) -> bool:
    (i, around), (j, back) = own[one][0], own[other][0]
    if j - i > 8:
        return False
    between = {around[2], around[3], back[0], back[1]} if j - i > 1 else {"and"}
    return j - i == 1 or bool(between & _SYMMETRIC)
