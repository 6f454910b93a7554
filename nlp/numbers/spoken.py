"""Numbers in words where they stand in a text: cardinals, ordinals, fractions, and "one" told from the pronoun."""

from __future__ import annotations

from nlp.numbers.figures import Figure
from nlp.numbers.tokens import Tokens
from nlp.numbers.units import STOP, counted
from nlp.numbers.words import FRACTIONS, JOINER, ORDINALS, SCALES, SMALL, VAGUE, worth
from nlp.word_lists import words

_ONES = words("one un una uno")
_HALVES = words("half medio media mitad")
_TENS_ES = words("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_BARE_SCALES = words("hundred thousand million billion trillion dozen")
_NOT_ONE_AFTER = words("no this that each every any another which some only the")
_LONGEST = 14  # words of a number


def read_words(tokens: Tokens, at: int) -> Figure | None:
    """Return the number whose words begin at a token, or None."""
    language, low = tokens.language, tokens.low(at)
    if language not in SMALL:
        return None
    if tokens.near(at) and (tokens.low(at - 1) in "'’_" or tokens.low(at - 1)[-1].isalnum()):
        return None
    if low in _HALVES:
        return _half(tokens, at)
    if low == "a" and (tokens.low(at + 2) == "of" or "by" in (tokens.low(at - 1), tokens.low(at - 2))):
        part = FRACTIONS["en"].get(tokens.low(at + 1))
        return Figure(at, at + 2, part) if part and not tokens.low(at + 1).endswith("s") else None
    run = _run(tokens, at)
    if run:
        return _cardinal(tokens, run)
    if low in ORDINALS[language] and not _is_idiom(tokens, at):
        return Figure(at, at + 1, float(ORDINALS[language][low]), "ordinal")
    return None


def may_begin(low: str, language: str) -> bool:
    """Return whether a lower-case word can begin a number."""
    if language not in SMALL:
        return False
    if low == "a" and language == "en":
        return True  # a quarter of
    return low in SMALL[language] or low in SCALES[language] or low in ORDINALS[language] or low in _HALVES


def _cardinal(tokens: Tokens, run: list[int]) -> Figure | None:
    at, last, language = run[0], run[-1] + 1, tokens.language
    low = tokens.low(at)
    value = worth([tokens.low(n) for n in run], language)
    if value is None:
        return None
    if fraction := _fraction(tokens, at, last, value):
        return fraction
    if tokens.low(last) == "-" and tokens.near(last + 1) and value >= 20:
        ordinal = ORDINALS[language].get(tokens.low(last + 1))
        if ordinal and ordinal < 10:
            return Figure(at, last + 2, value + ordinal, "ordinal")
    if one_in := share(tokens, at, last, value):
        return one_in
    if len(run) == 1 and low in _ONES and tokens.low(last) not in ("or", "o", "u"):
        return _one(tokens, at)
    if low in VAGUE:
        return _vague(tokens, at)
    if language == "en" and low in _BARE_SCALES:
        before = tokens.low(at - 1)
        if before in ("few", "several", "many"):
            return Figure(at, last, value, vague=True)
        if before in ("a", "an"):
            return Figure(at - 1, last, value, scale=value)
        if before not in ("per", "the", "another"):
            return None
    first = SCALES[language].get(tokens.low(run[-1]), 1.0)
    half = _and_a_half(tokens, last)
    if half:
        after = SCALES[language].get(tokens.low(half))
        return Figure(
            at, half + (after is not None), (value + 0.5 * first) * (after or 1.0), scale=first * (after or 1.0)
        )
    return Figure(at, last, value, scale=first)


def _run(tokens: Tokens, at: int) -> list[int]:
    """Return the words from a token on that are one number together, hyphens and the last joiner left out."""
    language = tokens.language
    kept: list[int] = []
    run: list[int] = []
    n = at
    while n < len(tokens.items) and n - at < _LONGEST:
        low = tokens.low(n)
        if low in ("-", "‑") and run and tokens.near(n) and tokens.near(n + 1) and tokens.low(n + 1) in SMALL[language]:
            n += 1
            continue
        if low == JOINER[language] and run:
            if not _joins(tokens, run, n):
                break
        elif low not in SMALL[language] and low not in SCALES[language]:
            break
        run.append(n)
        if low != JOINER[language]:
            if low in ("un", "una", "uno") and n > at and tokens.low(n - 1) != "y":
                break
            if worth([tokens.low(k) for k in run], language) is None:
                break
            kept = list(run)
        n += 1
    return kept


def _joins(tokens: Tokens, run: list[int], at: int) -> bool:
    """Return whether a joiner stands inside a number: "hundred and five", "treinta y cinco"."""
    before, after = tokens.low(run[-1]), tokens.low(at + 1)
    if tokens.language == "en":
        return before in ("hundred", "thousand", "million") and SMALL["en"].get(after, 100.0) < 100 and len(run) > 1
    return before in _TENS_ES and 1 <= SMALL["es"].get(after, 10.0) < 10


def _half(tokens: Tokens, at: int) -> Figure | None:
    low, after, scales = tokens.low(at), tokens.low(at + 1), SCALES[tokens.language]
    if tokens.language == "es":
        if low in ("medio", "media") and after in scales:
            return Figure(at, at + 2, 0.5 * scales[after], scale=scales[after])
        if low in ("medio", "media") and after in ("hora", "kilo", "litro", "tonelada", "siglo", "punto"):
            return Figure(at, at + 1, 0.5)
        return Figure(at, at + 1, 0.5) if low == "mitad" and after in ("de", "del") else None
    if low != "half":
        return None
    skip = at + 2 if after in ("a", "an") else at + 1
    if tokens.low(skip) in ("percent", "percentage"):
        return Figure(at, skip, 0.5)
    if tokens.low(skip) in scales:
        return Figure(at, skip + 1, 0.5 * scales[tokens.low(skip)], scale=scales[tokens.low(skip)])
    determined = after in ("the", "a", "an", "its", "their", "our", "his", "her", "all")
    if after == "of" or (determined and tokens.low(at - 1) not in ("the", "second", "other")):
        return Figure(at, at + 1, 0.5)
    return None


def _and_a_half(tokens: Tokens, last: int) -> int:
    """Return the token after "and a half" or "y medio" where it stands at `last`, else 0."""
    if tokens.language == "en":
        return last + 3 if [tokens.low(n) for n in range(last, last + 3)] == ["and", "a", "half"] else 0
    return last + 2 if tokens.low(last) == "y" and tokens.low(last + 1) in ("medio", "media") else 0


def _fraction(tokens: Tokens, at: int, last: int, value: float) -> Figure | None:
    """Return the fraction whose upper part ends at `last`: "two-thirds", "tres cuartas partes"."""
    n = last + (tokens.low(last) in ("-", "‑"))
    low = tokens.low(n)
    part = FRACTIONS[tokens.language].get(low)
    if part is None or value not in range(1, 20):
        return None
    if tokens.language == "es":
        if low.endswith(("a", "as")):
            if not tokens.low(n + 1).startswith("parte"):
                return None
            n += 1
        elif value > 1 and not low.endswith("s"):
            return None
    elif (value == 1) == low.endswith("s"):
        return None
    return Figure(at, n + 1, value * part)


def share(tokens: Tokens, at: int, last: int, value: float) -> Figure | None:
    """Return the share that "one in five" and "tres de cada diez" are."""
    following = [tokens.low(n) for n in range(last, last + 4)]
    n = last
    tens = following[1] in ("10", "100", "1,000", "ten") and value < 10
    if tokens.language == "en" and following[0] == "in" and (value == 1 or (tens and _counts_after(tokens, last + 2))):
        n += 1 + (following[1] == "every")
    elif tokens.language == "en" and following[:3] == ["out", "of", "every"]:
        n += 3
    elif tokens.language == "es" and following[:2] == ["de", "cada"]:
        n += 2
    else:
        return None
    low = tokens.low(n)
    whole = (
        SMALL[tokens.language].get(low)
        or SCALES[tokens.language].get(low)
        or (float(low) if low.isdecimal() and len(low) < 5 else 0)
    )
    return Figure(at, n + 1, value / whole) if whole > value and not 1900 <= whole <= 2100 else None


def _counts_after(tokens: Tokens, at: int) -> bool:
    """Return whether what stands at a token is counted ("4 in 10 voters"), rather than told in so many ("4 in 10 days")."""
    noun = counted(tokens.after(at)[:2], "en", 2.0)
    return noun is not None and noun.lower() not in (
        "minutes",
        "hours",
        "days",
        "weeks",
        "months",
        "years",
        "games",
        "matches",
    )


def _one(tokens: Tokens, at: int) -> Figure | None:
    """Return the figure that a lone "one" is where it counts something; a pronoun or an article is none."""
    if tokens.language == "es" or tokens.low(at - 1) in _NOT_ONE_AFTER or tokens.low(at + 1) == "-":
        return None
    following = tokens.after(at + 1)
    if not following or following[0].lower() in ("day", "another", "thing", "time", "man's", "side", "hand", "way"):
        return None
    if counted(following[:1], "en", 1.0) is None or following[0].lower().endswith(("ing", "ed", "ly", "'s", "’s", "s")):
        return None
    return Figure(at, at + 1, 1.0)


def _vague(tokens: Tokens, at: int) -> Figure | None:
    """Return the lower bound that "dozens of", "tens of thousands of", "miles de millones" give."""
    scales, value, last = SCALES[tokens.language], SCALES[tokens.language][tokens.low(at)], at + 1
    while tokens.low(last) in ("of", "de") and tokens.low(last + 1) in scales:
        value, last = value * scales[tokens.low(last + 1)], last + 2
    if tokens.low(last) not in ("of", "de", "more") and not counted(tokens.after(last)[:1], tokens.language, value):
        return None
    return Figure(at, last, value, vague=True)


def _is_idiom(tokens: Tokens, at: int) -> bool:
    """Return whether an ordinal orders no thing: "First, …", "at first", "a second later", "second-hand"."""
    low, before, after = tokens.low(at), tokens.low(at - 1), tokens.low(at + 1)
    if tokens.language == "en":
        if (
            low == "second"
            and before in ("per", "every", "each", "a")
            and after in ("", ".", ",", "and", "or", ")", "later", "\n")
        ):
            return True
        if after == "," and tokens.raw(at)[0].isupper():
            return True
        return (low == "first" and before in ("at", "comes", "came")) or (
            low in ("second", "first", "third") and after == "-"
        )
    if low == "primero" and (tokens.low(at + 1) in STOP["es"] or not tokens.low(at + 1)[:1].isalpha()):
        return True
    if low == "segundo" and (before in ("por", "cada", "un") and after not in ("informe", "plan")):
        return True
    return (
        low in ("cuarto", "quinta", "quinto", "cuartos")
        and before in ("el", "un", "su", "la", "una", "los")
        and after in (".", ",", "y", "de", "")
    )
