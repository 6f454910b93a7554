"""Numbers in words: the English and Spanish words for them, and what a run of such words is worth."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.word_lists import words

_EN_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen"""
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ES_UNITS = """cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis
    diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis
    veintisiete veintiocho veintinueve"""
_ES_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa"
_ES_HUNDREDS = "doscient trescient cuatrocient quinient seiscient setecient ochocient novecient"
_EN_ORDINALS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"""
_ES_ORDINALS = "primer segund tercer cuart quint sext séptim octav noven décim undécim duodécim"


def _counted(text: str, start: int, step: int = 1) -> dict[str, float]:
    return {word: float(n * step) for n, word in enumerate(text.split(), start=start)}


SMALL: dict[str, dict[str, float]] = {
    "en": {**_counted(_EN_UNITS, 0), **_counted(_EN_TENS, 2, 10)},
    "es": {
        **_counted(_ES_UNITS, 0),
        **_counted(_ES_TENS, 3, 10),
        **{stem + end: value for stem, value in _counted(_ES_HUNDREDS, 2, 100).items() for end in ("os", "as")},
        "cien": 100.0,
        "ciento": 100.0,
        "dieciseis": 16.0,
        "veintidos": 22.0,
        "veintitres": 23.0,
        "veintiseis": 26.0,
        "veintiún": 21.0,
        "veintiun": 21.0,
        "veintiuna": 21.0,
        "un": 1.0,
        "una": 1.0,
    },
}

SCALES: dict[str, dict[str, float]] = {
    "en": {
        "hundred": 1e2,
        "thousand": 1e3,
        "million": 1e6,
        "billion": 1e9,
        "trillion": 1e12,
        "dozen": 12.0,
        "hundreds": 1e2,
        "thousands": 1e3,
        "millions": 1e6,
        "billions": 1e9,
        "trillions": 1e12,
        "dozens": 12.0,
        "tens": 10.0,
    },
    "es": {
        "mil": 1e3,
        "millón": 1e6,
        "millon": 1e6,
        "millones": 1e6,
        "billón": 1e12,
        "billones": 1e12,
        "millardo": 1e9,
        "millardos": 1e9,
        "docena": 12.0,
        "docenas": 12.0,
        "decena": 10.0,
        "decenas": 10.0,
        "veintena": 20.0,
        "treintena": 30.0,
        "cincuentena": 50.0,
        "centenar": 100.0,
        "centenares": 100.0,
        "centena": 100.0,
        "centenas": 100.0,
        "cientos": 100.0,
        "miles": 1e3,
        "millar": 1e3,
        "millares": 1e3,
    },
}
"""A long scale in Spanish (billón = 10^12), a short one in English (billion = 10^9)."""

VAGUE = words(
    """tens dozens hundreds thousands millions billions trillions
    decenas docenas centenares centenas cientos miles millares"""
)
"""Said without a number ("hundreds of people") these count nothing exactly: the base is a lower bound."""

ORDINALS: dict[str, dict[str, int]] = {
    "en": {
        **{word: n for n, word in enumerate(_EN_ORDINALS.split(), start=1)},
        "thirtieth": 30,
        "fortieth": 40,
        "fiftieth": 50,
        "sixtieth": 60,
        "hundredth": 100,
    },
    "es": {
        **{stem + end: n for n, stem in enumerate(_ES_ORDINALS.split(), start=1) for end in ("o", "a", "os", "as")},
        "primer": 1,
        "tercer": 3,
        "septimo": 7,
        "septima": 7,
        "decimo": 10,
        "decima": 10,
        "vigésimo": 20,
        "vigésima": 20,
        "trigésimo": 30,
        "trigésima": 30,
    },
}

FRACTIONS: dict[str, dict[str, float]] = {
    "en": {
        word + end: 1 / n
        for n, word in ((3, "third"), (4, "quarter"), (5, "fifth"), (6, "sixth"), (7, "seventh"), (8, "eighth"),
                        (10, "tenth"), (100, "hundredth"))
        for end in ("", "s")
    } | {"half": 1 / 2, "halves": 1 / 2},
    "es": {
        "tercio": 1 / 3, "tercios": 1 / 3, "cuarto": 1 / 4, "cuartos": 1 / 4, "quinto": 1 / 5, "quintos": 1 / 5,
        "octavos": 1 / 8, "tercera": 1 / 3, "terceras": 1 / 3, "cuarta": 1 / 4, "cuartas": 1 / 4, "quinta": 1 / 5,
        "quintas": 1 / 5, "sexta": 1 / 6, "sextas": 1 / 6, "séptima": 1 / 7, "octava": 1 / 8, "décima": 1 / 10,
        "décimas": 1 / 10, "décimos": 1 / 10, "décimo": 1 / 10,
    },
}  # fmt: skip

JOINER = {"en": "and", "es": "y"}


def worth(run: Sequence[str], language: str) -> float | None:
    """Return what a run of lower-case number words is worth, or None where they are no single number.

    "two hundred and five" is 205, "mil doscientos" 1200, "dos mil millones" 2e9; "one two" is no number. Small words
    must shrink from left to right; a scale takes what stands before it.
    """
    small, scales = SMALL[language], SCALES[language]
    total, part, last = 0.0, 0.0, 0.0  # `last` is the size of the latest small word of this part
    seen = False
    for word in run:
        if word == JOINER[language]:
            if not seen:
                return None
        elif word in small:
            value = small[word]
            room = 10.0 if 20 <= last < 100 else last
            if seen and last and value >= room:
                return None
            part, last, seen = part + value, value or 1.0, True
        elif word in scales:
            scale = scales[word]
            if scale == 100 and language == "en":
                part, last = (part or 1.0) * 100, 100.0
            elif language == "es" and scale > 1000 and 0 < total < scale:  # dos mil millones: the whole is scaled
                total, part, last = (total + part) * scale, 0.0, 0.0
            else:
                total, part, last = total + (part or 1.0) * scale, 0.0, 0.0
            seen = True
        else:
            return None
    return total + part if seen else None
