"""Numbers in digits: what a figure is worth, and which figures are no quantity (notes, lists, years, telephones)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.numbers.tokens import Tokens
from nlp.numbers.units import MEASURES, METRES, MONEY_WORDS, SUFFIXES, SYMBOLS, is_plural_noun
from nlp.numbers.words import SCALES
from nlp.word_lists import words

MONTHS = words(
    """january february march april may june july august september october november december jan feb mar
        apr jun jul aug sep sept oct nov dec enero febrero marzo abril mayo junio julio agosto septiembre
        setiembre octubre noviembre diciembre spring summer autumn primavera verano otoño invierno"""
)
_ORDINAL_ENDINGS = words("st nd rd th er ero era ro ra do da to ta mo ma vo va º ª")
_COUNTING_CUES = words("than over about nearly almost some least around casi unos unas menos más approximately only")
_VULGAR = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3}
_MARKED = re.compile(r"(?<!\d)\d++(?:[.,]\d++)+")
_GAP = re.compile(r"[ \u00a0\u202f'\u2019]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that was read from tokens [first, last): `scale` is what its words multiplied it by."""

    first: int
    last: int
    value: float
    unit: str | None = None
    scale: float = 1.0
    vague: bool = False
    label: bool = False


def comma_is_decimal(text: str, language: str) -> bool:
    """Return whether a text writes 12,5 rather than 12.5: by its unambiguous figures, then by its language."""
    comma = point = 0
    for match in _MARKED.finditer(text):
        figure = match[0]
        last_comma, last_point = figure.rfind(","), figure.rfind(".")
        if last_comma >= 0 and last_point >= 0:
            comma, point = comma + (last_comma > last_point), point + (last_point > last_comma)
        elif figure.count(",") > 1:
            point += 1
        elif figure.count(".") > 1:
            comma += all(len(part) == 3 for part in figure.split(".")[1:])
        elif last_comma >= 0 and len(figure) - last_comma != 4:
            comma += 1
        elif last_point >= 0 and len(figure) - last_point != 4:
            point += 1
    if comma != point:
        return comma > point
    return language not in ("en", "zh", "ja", "ko", "he", "hi")


def worth_in_digits(text: str, *, comma: bool) -> float | None:
    """Return the value of a figure, or None where its marks fit no number (1.2.3, 192.168.0.1).

    One mark with three digits after it is ambiguous: a comma is read as thousands everywhere, a point as thousands
    where the text's decimals have commas. A figure that begins with a zero is a decimal or a code.
    """
    plain = _GAP.sub("", text)
    commas, points = plain.count(","), plain.count(".")
    if len(plain) > 300 or not plain.replace(",", "").replace(".", "").isdecimal():  # ², ①: marks, not figures
        return None
    if not commas and not points:
        return float(plain)
    if commas and points:
        mark = "," if plain.rfind(",") > plain.rfind(".") else "."
        head, tail = plain.rsplit(mark, 1)
        parts = re.split(r"[.,]", head)
        grouped = plain.count(mark) == 1 and all(len(p) == 3 for p in parts[1:])
        return float("".join(parts) + "." + tail) if grouped else None
    mark = "," if commas else "."
    parts = plain.split(mark)
    grouped = all(len(p) == 3 for p in parts[1:]) and 1 <= len(parts[0]) <= 3 and parts[0][0] != "0"
    if len(parts) > 2:
        return float("".join(parts)) if grouped else None
    return float("".join(parts)) if grouped and (mark == "," or comma) else float(".".join(parts))


def read_figure(tokens: Tokens, at: int, *, comma: bool) -> Figure | None:
    """Return the number whose digits stand at a token, with the scale after it; None where it is no quantity."""
    token = tokens.items[at]
    if _is_part_of_a_word(tokens, at) or _is_mark(tokens, at) or _is_code(tokens, at):
        return None
    value = worth_in_digits(token.text, comma=comma)
    if value is None:
        return None
    last, unit, scale = at + 1, None, 1.0
    if tokens.near(last):
        after = tokens.low(last)
        if after == ":" and tokens.near(last + 1) and tokens.digit(last + 1):
            return None
        if after == "/" and tokens.near(last + 1) and tokens.digit(last + 1):
            return _ratio(tokens, at, value)
        if after in _ORDINAL_ENDINGS and not (tokens.near(last + 1) and tokens.low(last + 1)[0].isalnum()):
            return Figure(at, last + 1, value, "ordinal")
        if after in _VULGAR:
            value, last = value + _VULGAR[after], last + 1
        elif after == "x" and not (tokens.near(last + 1) and tokens.digit(last + 1)):
            return Figure(at, last + 1, value, "times")
        elif after[0].isalpha() or after in "_°":
            metres = after == "m" and tokens.low(last + 1) in METRES and tokens.low(at - 1) not in SYMBOLS
            measure = after in MEASURES and not (after in SUFFIXES and after == tokens.raw(last) and after in "mk")
            if metres or (measure and after not in SUFFIXES):
                unit, last = _measure(tokens, last), last + (3 if "/" in _measure(tokens, last) else 1)
            elif tokens.raw(last) in ("B", "T", "K", "M") and _is_place(tokens, at, last):
                return None
            elif after in SUFFIXES and (after != "mm" or tokens.low(at - 1) in SYMBOLS):
                value, scale, last = value * SUFFIXES[after], SUFFIXES[after], last + 1
            elif after in MEASURES:
                unit, last = tokens.raw(last), last + 1
            else:
                return None  # 3NAP, 4G
    if tokens.language == "en" and tokens.low(last) in ("th", "st", "nd", "rd") and tokens.close(last):
        return Figure(at, last + 1, value, "ordinal")
    scales = SCALES.get(tokens.language, {})
    while tokens.low(last) in scales and tokens.low(last) not in ("hundreds", "thousands", "miles", "cientos"):
        if unit or not tokens.close(last):
            break
        value, scale, last = value * scales[tokens.low(last)], scale * scales[tokens.low(last)], last + 1
    while (
        tokens.language == "es"
        and scale >= 1e3
        and tokens.close(last)
        and (rest := rest_of(tokens, last, scale, comma))
    ):
        value, last = value + rest[0], rest[1]  # 3 mil 500, 2 millones 300 mil
        scale = 1.0
    if last == at + 1 and tokens.low(last) in ("bn", "mn", "tn") and tokens.close(last):
        scale = SUFFIXES[tokens.low(last)]
        value, last = value * scale, last + 1
    if tokens.language == "es" and tokens.low(last) in ("mdp", "mdd"):
        return Figure(at, last + 1, value * 1e6, "pesos" if tokens.low(last) == "mdp" else "USD", 1e6)
    if last == at + 1 and unit is None and _is_date(tokens, at, value):
        return None
    return Figure(at, last, value, unit, scale)


def rest_of(tokens: Tokens, at: int, scale: float, comma: bool) -> tuple[float, int] | None:
    """Return the smaller part of a number that follows its larger one, and where it ends."""
    if not tokens.raw(at).isdigit():
        return None
    value, last = worth_in_digits(tokens.raw(at), comma=comma) or 0.0, at + 1
    if tokens.low(last) == "mil":
        value, last = value * 1e3, last + 1
    return (value, last) if 0 < value < scale else None


def past(tokens: Tokens, at: int) -> int:
    """Return the token after a figure that was no quantity: past the whole of a telephone, a path, a version."""
    end = at + 1
    if tokens.digit(at):
        while tokens.near(end) and tokens.low(end) in "-./:·_" and tokens.near(end + 1) and tokens.digit(end + 1):
            end += 2
        if _is_telephone(tokens, at):
            while (tokens.low(end) in "-.()" and tokens.close(end) and tokens.low(end)) or tokens.digit(end):
                if not tokens.close(end):
                    break
                end += 1
    return end


def _is_place(tokens: Tokens, at: int, letter: int) -> bool:
    """Return whether a figure with a capital letter is of a room or a model: "room 4B" is none, "$4B" and "4B users" are."""
    counted = tokens.raw(letter + 1)[:1].islower() and tokens.close(letter + 1)
    return tokens.low(at - 1) not in SYMBOLS and not counted


def _measure(tokens: Tokens, at: int) -> str:
    """Return a measure as written, with what it is taken per: km/h."""
    if (
        tokens.low(at + 1) == "/"
        and tokens.near(at + 1)
        and tokens.near(at + 2)
        and tokens.low(at + 2) in ("h", "s", "l")
    ):
        return tokens.raw(at) + "/" + tokens.raw(at + 2)
    return tokens.raw(at)


def _is_part_of_a_word(tokens: Tokens, at: int) -> bool:
    """Return whether a figure belongs to a name, an address or a reference mark: COVID-19, /2017/, word.3."""
    if not tokens.near(at):
        return False
    before = tokens.raw(at - 1)
    if before[-1].isalnum():
        return before.lower() not in ("us", "eur", "usd", "mxn", "gbp")
    if before in "@/#_=&?~\\:.,'’":
        return True
    return before in "-–‑" and tokens.near(at - 1) and tokens.raw(at - 2)[-1:].isalpha() and not tokens.digit(at - 2)


def _is_telephone(tokens: Tokens, at: int) -> bool:
    if tokens.low(at - 1) == "+" and tokens.near(at):
        return True
    parts, n = 1, at + 1
    while parts < 4 and tokens.close(n):
        if tokens.low(n) in ("-", ")", "("):
            n += 1
        elif tokens.digit(n) and tokens.raw(n).isdigit():
            parts, n = parts + 1, n + 1
        else:
            break
    return parts >= 3


def _is_code(tokens: Tokens, at: int) -> bool:
    """Return whether a figure is of a telephone, a document number (2005-102) or begins with a zero (007)."""
    text = tokens.raw(at)
    if len(text) > 1 and text[0] == "0" and text.isdigit() and tokens.low(at + 1) != "%":
        return True
    if tokens.raw(at - 1) == "-" and tokens.near(at) and tokens.near(at - 1) and tokens.digit(at - 2):
        return False  # the second half of what was judged at its first
    if tokens.low(at + 1) == "-" and tokens.near(at + 1) and tokens.near(at + 2) and tokens.raw(at + 2).isdigit():
        other = tokens.raw(at + 2)
        if text.isdigit() and (int(text[:9]) >= int(other[:9]) and (len(text) > 2 or len(other) > 2)):
            return True
        if tokens.low(at + 3) == "-" and tokens.near(at + 3):
            return True
    return _is_telephone(tokens, at)


def _is_mark(tokens: Tokens, at: int) -> bool:
    """Return whether a figure numbers a list item, a heading or a note."""
    text, after = tokens.raw(at), tokens.low(at + 1)
    starts_line = at == 0 or tokens.raw(at - 1) == "\n"
    if starts_line and len(text) <= 3 and tokens.near(at + 1) and after in (".", ")", "°", "º"):
        return True
    if starts_line and re.fullmatch(r"\d{1,2}(\.\d{1,2}){1,3}\.?", text) and tokens.raw(at + 1)[:1].isupper():
        return True
    return tokens.low(at - 1) in ("[", "(") and after in ("]", ")") and text.isdigit() and len(text) <= 4


def _is_date(tokens: Tokens, at: int, value: float) -> bool:
    """Return whether a bare figure is a year or a day beside its month; found even where no dates are given."""
    before, after, text = tokens.low(at - 1), tokens.low(at + 1), tokens.raw(at)
    of = ("de", "del", "of")
    if value <= 31 and text.isdigit():
        if (before in MONTHS and before not in ("may", "march")) or after in MONTHS - words("may march"):
            return True
        if (after in of and tokens.low(at + 2) in MONTHS) or (
            before in ("may", "march") and tokens.raw(at - 1).istitle()
        ):
            return True
        if after in ("may", "march") and tokens.raw(at + 1).istitle():
            return True
        if (
            after in ("-", "–", "to", "and", "y", "al", "a")
            and tokens.raw(at + 2).isdigit()
            and len(tokens.raw(at + 2)) < 3
        ):
            month = tokens.low(at + 4) if tokens.low(at + 3) in of else tokens.low(at + 3)
            if month in MONTHS:
                return True
    if len(text) != 4 or not text.isdigit() or not 1400 <= value <= 2150:
        return False
    if before in MONTHS or before in SYMBOLS or (before in of and tokens.low(at - 2) in MONTHS):
        return before not in SYMBOLS
    if before in _COUNTING_CUES or after in MONEY_WORDS or after in ("%", "€", "£", "percent"):
        return False
    dated = words(
        "in since by until during from of year the mid early late en desde hasta de del año el a entre and to y"
    )
    return before in dated or not is_plural_noun(tokens.raw(at + 1), tokens.language)


def _ratio(tokens: Tokens, at: int, above: float) -> Figure | None:
    """Return the fraction 3/4; a day and month, 24/7 and the like are none."""
    below = tokens.raw(at + 2)
    longer = tokens.near(at + 3) and (tokens.low(at + 3) in "/-" or tokens.low(at + 3)[0].isalnum())
    if longer or len(below) > 2 or not below.isdigit() or not 0 < above < float(below):
        return None
    if float(below) not in (2, 3, 4, 5, 6, 8, 10, 12, 16, 20):
        return None
    return Figure(at, at + 3, above / float(below))
