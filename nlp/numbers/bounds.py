"""What the words around a number say of its exactness: over, under, about or exact."""

from __future__ import annotations

from nlp.numbers.tokens import Tokens
from nlp.word_lists import phrases, words

_BEFORE = {
    "en": {
        "over": """over, more than, at least, no fewer than, no less than, not less than, upwards of, in excess of,
        exceeding, above, beyond, a minimum of, minimum of, greater than, larger than, higher than, not
        fewer than, exceeds, exceeded""",
        "under": """under, fewer than, less than, up to, at most, no more than, not more than, below, a maximum of,
        maximum of, as many as, as much as, within, smaller than, lower than, no later than, no greater than""",
        "about": """about, around, almost, nearly, approximately, roughly, some, close to, approx, circa, ca, an
        estimated, estimated, virtually, practically, in the region of, on the order of, near""",
    },
    "es": {
        "over": """más de, mas de, más del, mas del, superior al, al menos, por lo menos, como mínimo, no menos de, cuando menos, superior a,
        superiores a, por encima de, mínimo de, a partir de, mayor a, mayor que, más que, mayores de, supera
        los, superó los, superan los, supera las""",
        "under": """menos de, menos del, inferior al, hasta, como máximo, no más de, a lo sumo, inferior a, inferiores a, por debajo de, máximo
        de, cuando más, a lo mucho, menor a, menor que, menores de""",
        "about": """casi, cerca de, alrededor de, aproximadamente, unos, unas, en torno a, en torno al, cerca del,
        alrededor del, cercano a, cercana a, prácticamente, aprox, aproximado de, estimado de, estimada en""",
    },
}
_AFTER = {
    "en": {
        "over": "or more, or above, or over, or older, plus, at least, and over, and above, and up, or longer",
        "under": "or fewer, or less, or under, or below, at most, or younger, tops",
        "about": "or so, approximately, odd, - odd, or thereabouts",
    },
    "es": {
        "over": "o más, y pico, y tantos, como mínimo, por lo menos, al menos, y tantas, en adelante",
        "under": "o menos, como máximo, a lo sumo",
        "about": "aproximadamente, más o menos, o así",
    },
}
_SIGNS = {">": "over", "≥": "over", "<": "under", "≤": "under", "~": "about", "≈": "about", "±": "about"}
_LONGEST = 4  # words in the longest phrase above
# "Over five years" is a span of time as often as a bound; with one of these before it, it is a bound.
_TIME_UNITS = words("minutes hours days weeks months years decades minute hour day week month year decade")
_BOUNDING = words("for well just took lasted of than after a by the slightly")
_ARTICLES = words("a an the un una el la los las another otros otras al")


def _table(of: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    return {
        language: {phrase: bound for bound, listed in bounds.items() for phrase in phrases(listed)}
        for language, bounds in of.items()
    }


_CUES_BEFORE, _CUES_AFTER = _table(_BEFORE), _table(_AFTER)


def bound_of(tokens: Tokens, first: int, last: int) -> str:
    """Return the bound of the number in tokens [first, last).

    "Up to" is under and "at least" over; "almost" and "nearly" are about, since who writes them promises no side. A
    word after the counted noun ("22 days or more") is heard as well.
    """
    if tokens.low(first - 1) in _SIGNS:
        return _SIGNS[tokens.low(first - 1)]
    if tokens.low(last) == "+" and tokens.near(last):
        return "over"
    if tokens.language not in _CUES_BEFORE:
        return "exact"
    before, after = _CUES_BEFORE[tokens.language], _CUES_AFTER[tokens.language]
    ends = (first - 2, first - 1) if tokens.low(first - 1) in _ARTICLES else (first - 1,)
    for length in range(_LONGEST, 0, -1):
        for end in ends:
            cue = " ".join(tokens.low(n) for n in range(end - length + 1, end + 1))
            if cue == "over" and tokens.low(last) in _TIME_UNITS and tokens.low(end - 1) not in _BOUNDING:
                return "exact"
            if cue in before:
                return before[cue]
    for start in (last, last + 1):
        for length in (3, 2, 1):
            cue = " ".join(tokens.low(n) for n in range(start, start + length))
            if cue in after and (start == last or length > 1):
                return after[cue]
    return "exact"
