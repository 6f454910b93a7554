"""The words of a text as a matcher sees them: folded, stemmed, and weighed by how rare they are."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# A number keeps its separators ("1,200", "3.5"); a word keeps an inner apostrophe ("don't") so that a negation stays one word.
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?|\d*[^\W_]+")

STOPWORDS = frozenset(
    """a an the and or but if then than that this these those there here it its he she they them his her their him hers theirs we us
    our you your i me my who whom whose which what when where why how of in on at by for with from to into onto upon about as is are
    was were be been being am do does did done has have had having will would shall should can could may might must also such so
    very just while during after before between both each more most other some any own same s t 's
    el la los las un una unos unas y o pero si de del al en por para con sin su sus se lo le les que como más muy es son fue fueron
    era eran ser sido ha han había está están este esta estos estas ese esa eso""".split()
)

NEGATIONS = frozenset(
    """no not never none nobody nothing neither nor without cannot can't don't doesn't didn't isn't aren't wasn't weren't won't
    wouldn't couldn't shouldn't hasn't haven't hadn't unable failed fails refused denied jamás nunca nadie ningún ninguna ninguno tampoco sin""".split()
)


def fold(text: str) -> str:
    """Return a word in lower case, without accents, its apostrophe straight."""
    lowered = text.lower().replace("’", "'")
    if lowered.isascii():
        return lowered
    return "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the stem that forms of one word share; a number without its thousands separators.

    A light suffix stripper: what matters is that both texts are treated alike, not that stems are words.
    """
    w = fold(word)
    if w[:1].isdigit():
        return re.sub(r",(?=\d{3}(?:\D|$))", "", w)
    if "'" in w:
        if w.endswith("n't"):
            return w
        w = w.split("'", 1)[0]
    if len(w) <= 3:
        return w
    if w.endswith("ies") and len(w) > 4:
        w = w[:-3] + "y"
    elif w.endswith("sses") or (w.endswith(("xes", "ches", "shes", "zes")) and len(w) > 4):
        w = w[:-2]
    elif w.endswith("s") and not w.endswith(("ss", "us", "is")):
        w = w[:-1]
    for suffix, least in (("ingly", 7), ("edly", 6), ("ing", 6), ("ied", 5), ("ed", 5), ("ly", 6)):
        if w.endswith(suffix) and len(w) >= least:
            w = w[: -len(suffix)] + ("y" if suffix == "ied" else "")
            if len(w) > 3 and w[-1] == w[-2] and w[-1] not in "lsz":
                w = w[:-1]
            break
    if w.endswith("e") and len(w) > 4:
        w = w[:-1]
    return w


def tokens(text: str) -> list[str]:
    """Return the stems of a text's words and numbers, in order."""
    return [stem(t) for t in TOKEN.findall(text)]
