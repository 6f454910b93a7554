"""Numbers in a text: their value, what they count, whether they are exact; English, Spanish, digits elsewhere."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.numbers.bounds import bound_of
from nlp.numbers.figures import MONTHS, Figure, comma_is_decimal, past, read_figure, rest_of
from nlp.numbers.spoken import may_begin, read_words, share
from nlp.numbers.tokens import Tokens, stretches, tokenize
from nlp.numbers.units import (
    CODES,
    LABELS,
    LOOSE_MEASURES,
    MONEY_WORDS,
    NATIONS,
    NATIONS_AFTER,
    PREFIXES,
    SHORT_LABELS,
    SYMBOLS,
    counted,
    is_plural_noun,
)
from nlp.spans import Quantity, Timex

_OPEN_ENDS = {("or", "more"), ("or", "fewer"), ("or", "less"), ("o", "más"), ("o", "menos")}
_DASHES = ("-", "–", "—", "‑", "−")


def find_numbers(text: str, *, language: str, dates: Sequence[Timex] = ()) -> list[Quantity]:
    """Return the quantities of a text in reading order, in time that grows with its length only.

    `language` is an ISO 639-1 code; in others than en and es only digits are read. What touches one of `dates` is no
    quantity, nor are the numbers of lists, notes, telephones, addresses, versions and names (3NAP). The span is the
    number with its scale, currency and percent sign; a range is one span, its ends in `value` and `high`, but "from 5
    to 7" is two numbers, since it may tell a change. `unit` is an ISO 4217 code, "%", "percentage points", a measure,
    "ordinal", "times", the label before a number that names a thing ("Article 47": "article"), or the noun that is
    counted, as written; None where nothing is. "Up to" is `under`, "at least" `over`, "almost" `about`; "dozens of" is
    `over` 12. Fractions and "one in five" are their value.
    """
    comma = comma_is_decimal(text, language)
    spans = _merged(sorted((d.start, d.end) for d in dates))
    ends = [end for _, end in spans]
    found: list[Quantity] = []
    for start, end in stretches(text):
        tokens = tokenize(text, language, start, end)
        figures = [f for f in _figures(tokens, comma=comma) if not _touches(spans, ends, tokens, f)]
        found += _quantities(tokens, figures)
    return found


def _touches(spans: Sequence[tuple[int, int]], ends: Sequence[int], tokens: Tokens, figure: Figure) -> bool:
    """Return whether a figure overlaps one of the date spans, which are in order and apart."""
    start, end = tokens.items[figure.first].start, tokens.items[figure.last - 1].end
    at = bisect_left(ends, start + 1)
    return at < len(spans) and spans[at][0] < end


def _figures(tokens: Tokens, *, comma: bool) -> Iterator[Figure]:
    at = 0
    while at < len(tokens.items):
        token = tokens.items[at]
        figure = None
        if token.text[0].isdigit():
            figure = read_figure(tokens, at, comma=comma)
            if figure and figure.last == at + 1:
                figure = share(tokens, at, figure.last, figure.value) or figure
        elif may_begin(token.low, tokens.language):
            figure = read_words(tokens, at)
            if (
                figure
                and token.low == "mil"
                and figure.last == at + 1
                and (rest := rest_of(tokens, at + 1, 1e3, comma))
            ):
                figure = replace(figure, value=figure.value + rest[0], last=rest[1])  # mil 200
        if figure:
            figure = _dress(tokens, figure)
            yield figure
            at = figure.last
        else:
            at = past(tokens, at)


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _dress(tokens: Tokens, figure: Figure) -> Figure:
    """Return a figure with the sign and currency before it and the percent sign, currency or label around it."""
    if figure.unit or figure.vague:
        return figure
    first, last, value, unit = figure.first, figure.last, figure.value, None
    before = tokens.raw(first - 1)
    if before in SYMBOLS and tokens.close(first):
        first, unit = first - 1, SYMBOLS[before]
        prefix = PREFIXES.get(tokens.low(first - 1)) if before == "$" and tokens.near(first) else None
        if prefix:
            first, unit = first - 1, prefix
    elif before in CODES:
        first, unit = first - 1, before
    signed = tokens.raw(first - 1) in ("-", "−") and tokens.near(first) and tokens.digit(figure.first)
    if signed and (not tokens.near(first - 1) or tokens.low(first - 2) in ("(", "[", "\n")):
        value, first = -value, first - 1
    after = tokens.low(last)
    if (after == "%" and tokens.close(last)) or after in ("percent", "pct"):
        last, unit = last + 1, "%"
    elif (after == "per" and tokens.low(last + 1) == "cent") or (
        after == "por" and tokens.low(last + 1) in ("ciento", "cien")
    ):
        last, unit = last + 2, "%"
    elif (after == "percentage" and tokens.low(last + 1).startswith("point")) or (
        after == "puntos" and tokens.low(last + 1) == "porcentuales"
    ):
        last, unit = last + 2, "percentage points"
    elif money := _money(tokens, last):
        last, unit = money[0], unit if unit and money[1] == "USD" else money[1]
    elif unit is None and after in SYMBOLS and tokens.close(last):
        last, unit = last + 1, SYMBOLS[after]
    elif unit is None and after in LOOSE_MEASURES and figure.scale == 1.0:
        measure = tokens.raw(last)
        if (
            tokens.low(last + 1) == "/"
            and tokens.near(last + 1)
            and tokens.near(last + 2)
            and tokens.raw(last + 2).isalpha()
        ):
            measure, last = f"{measure}/{tokens.raw(last + 2)}", last + 2
        last, unit = last + 1, measure
    elif unit is None and (label := _label(tokens, first) or _named(tokens, figure)):
        return Figure(first, last, value, label, figure.scale, label=True)
    return Figure(first, last, value, unit, figure.scale)


def _money(tokens: Tokens, at: int) -> tuple[int, str] | None:
    """Return the end and the unit of a currency named at a token: "US dollars", "de pesos mexicanos", "EUR"."""
    n = at + (tokens.low(at) == "de")
    if tokens.raw(n + 1) == "$" and tokens.near(n + 1) and tokens.low(n) in PREFIXES:
        return n + 2, PREFIXES[tokens.low(n)]
    if n > at and tokens.raw(n) in SYMBOLS:
        return n + 1, SYMBOLS[tokens.raw(n)]
    nation = NATIONS.get(tokens.low(n))
    if nation and tokens.low(n + 1) in MONEY_WORDS:
        return n + 2, nation
    if tokens.low(n) in MONEY_WORDS:
        if after := NATIONS_AFTER.get(tokens.low(n + 1)):
            return n + 2, after
        return n + 1, "GBP" if tokens.low(n + 1) == "sterling" else MONEY_WORDS[tokens.low(n)]
    return (n + 1, tokens.raw(n)) if tokens.raw(n) in CODES else None


def _label(tokens: Tokens, first: int) -> str | None:
    """Return the word that makes the number after it a name: "Article 47", "p. 5", "No. 3", "Boeing 737"."""
    before = tokens.low(first - 1)
    if before in LABELS:
        return before
    if before == "." and tokens.low(first - 2) in SHORT_LABELS:
        return tokens.low(first - 2)
    if before in ("§", "nº", "n°") or (tokens.raw(first - 1) in ("No", "Nº") and tokens.language == "en"):
        return before
    return None


def _named(tokens: Tokens, figure: Figure) -> str | None:
    """Return the capitalised word inside a sentence whose number this is ("Boeing 737", "FTSE 100"): a name, no count.

    A plural noun that follows is counted all the same ("in Mexico 22 journalists").
    """
    word, first = tokens.raw(figure.first - 1), tokens.low(figure.first - 2)
    inside = first and (first[-1].isalnum() or first == "," or first == "&") and first != "\n"
    if figure.last != figure.first + 1 or not tokens.raw(figure.first).isdigit() or not inside:
        return None
    if not word[:1].isalpha() or word.islower() or tokens.near(figure.first) or word.lower() in MONTHS:
        return None
    return None if is_plural_noun(tokens.low(figure.last), tokens.language) else word


def _quantities(tokens: Tokens, figures: Sequence[Figure]) -> list[Quantity]:
    found: list[Quantity] = []
    parts: list[int] = []  # of the quantities, those that are part of the next one: "18 of the 32 states"
    at = 0
    while at < len(figures):
        low = figures[at]
        high = figures[at + 1] if at + 1 < len(figures) else None
        if high is not None and (joined := _lower_end(tokens, low, high)) is not None:
            found.append(_quantity(tokens, joined, high))
            at += 2
        else:
            found.append(_quantity(tokens, low, None))
            if high is not None and found[-1].unit is None and _is_part_of(tokens, low, high):
                parts.append(len(found) - 1)
            at += 1
    for part in reversed(parts):
        found[part] = replace(found[part], unit=found[part + 1].unit)
    return found


def _is_part_of(tokens: Tokens, part: Figure, whole: Figure) -> bool:
    gap = [tokens.low(n) for n in range(part.last, whole.first)]
    return (
        len(gap) in (1, 2)
        and gap[0] in ("of", "de")
        and (len(gap) == 1 or gap[1] in ("the", "these", "those", "los", "las"))
    )


def _lower_end(tokens: Tokens, low: Figure, high: Figure) -> Figure | None:
    """Return the lower end of the range that two figures make, with the scale that both share ("$2-3bn"), or None."""
    if low.label or "ordinal" in (low.unit, high.unit) or low.vague or high.vague:
        return None
    if low.unit and low.unit != high.unit and high.unit:
        return None
    gap = [tokens.low(n) for n in range(low.last, high.first)]
    before = tokens.low(low.first - 1)
    joined = len(gap) == 1 and (
        (gap[0] in _DASHES and tokens.near(low.last) == tokens.near(low.last + 1))
        or (gap[0] == "to" and before != "from")
        or (gap[0] == "a" and tokens.language == "es" and before not in ("de", "del"))
        or (gap[0] in ("or", "o", "u") and high.value - low.value <= max(2.0, low.value))
        or (gap[0] == "and" and before == "between")
        or (gap[0] == "y" and before == "entre")
    )
    if not joined:
        return None
    value = low.value
    if low.scale == 1.0 and high.scale > 1.0 and value < high.value / high.scale:
        value *= high.scale
    return Figure(low.first, low.last, value, low.unit, high.scale) if value < high.value else None


def _quantity(tokens: Tokens, low: Figure, high: Figure | None) -> Quantity:
    last = high or low
    plus = tokens.low(last.last) == "+" and tokens.near(last.last)
    start, end = tokens.items[low.first].start, tokens.items[last.last - 1 + plus].end
    unit = last.unit or low.unit
    if unit is None:
        skipped = last.last + plus
        if (tokens.low(skipped), tokens.low(skipped + 1)) in _OPEN_ENDS:
            skipped += 2  # "50 or more employees"
        unit = _compound(tokens, last.last) or counted(tokens.after(skipped), tokens.language, last.value)
    bound = "over" if low.vague else bound_of(tokens, low.first, last.last)
    upper = high.value if high else None
    return Quantity(
        start=start, end=end, text=tokens.text[start:end], value=low.value, unit=unit, bound=bound, high=upper
    )


def _compound(tokens: Tokens, at: int) -> str | None:
    """Return the word that a hyphen joins to a number: "a 22-member panel" counts members."""
    if tokens.low(at) == "-" and tokens.near(at) and tokens.near(at + 1) and tokens.raw(at + 1)[0].isalpha():
        return tokens.raw(at + 1)
    return None
