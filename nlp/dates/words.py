"""The words that date expressions are made of: months, weekdays, units and numbers, English and Spanish."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeVar
from unicodedata import combining, normalize

_Value = TypeVar("_Value", int, float, str)

# One blank inside an expression: spaces, or a line break in a wrapped paragraph, never an empty line.
S = r"(?:[ \t\u00a0\u202f]{1,3}|[ \t\u00a0]{0,2}\n[ \t\u00a0]{0,3})"
B = r"(?<![\w$€£@#/\\])"
E = r"(?![\w@])"


def _table(rows: str) -> dict[str, int]:
    """Return word → row number, from rows of words; a `|` parts the rows, counted from 1."""
    return {word: number for number, row in enumerate(rows.split("|"), start=1) for word in row.split()}


def _plain(words: dict[str, _Value]) -> dict[str, _Value]:
    """Return the words, and each without its accents too, as many write them."""
    folded = {
        "".join(sign for sign in normalize("NFD", word) if not combining(sign)): value for word, value in words.items()
    }
    return {**folded, **words}


def either(words: dict[str, int] | dict[str, float] | dict[str, str]) -> str:
    """Return a regex for any of the words, the longest first; a blank in a word is any blank.

    Words with one beginning share it: a regex that is blind to case tries each of its alternatives at each place.
    """
    return _shared(sorted(words, key=len, reverse=True))


def _shared(ends: list[str]) -> str:
    """Return a regex for any of the endings in their order; those that begin with one sign stand together, since no text
    begins with two."""
    by_sign: dict[str, list[str]] = {}
    for end in ends:
        by_sign.setdefault(end[:1], []).append(end)
    parts = []
    for sign, group in by_sign.items():
        shared = re.escape(sign).replace(r"\ ", S) if sign else ""
        rest = [end[1:] for end in group]
        parts.append(
            shared
            if rest in ([""], ["", ""])
            else f"{shared}(?:{_shared(rest)})"
            if len(group) > 1
            else shared + _shared(rest)
        )
    return "|".join(parts)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, lower-cased."""

    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, float]
    ordinals: dict[str, int]
    units: dict[str, str]
    seasons: dict[str, str]
    parts: dict[str, str]
    # "next" → +1, "last" → -1; what is not here is 0 ("this").
    steps: dict[str, int]
    # Words that count from the date before in the text, not from the document's.
    from_text: frozenset[str]
    # "This March" is one of the year that is being written in.
    deictic: frozenset[str]
    # "today" → 0, and so on, in days.
    days: dict[str, int]
    holidays: dict[str, str]
    adverbs: dict[str, str]
    mods: dict[str, str]
    # The words of "three days later" that point back, and those that count from the document's date.
    back: frozenset[str]
    from_document: frozenset[str]


_EN_MONTHS = _table(
    "january jan jan.|february feb feb.|march mar mar.|april apr apr.|may|june jun jun.|july jul jul.|august aug aug."
    "|september sept sep sept. sep.|october oct oct.|november nov nov.|december dec dec."
)
_ES_MONTHS = _table(
    "enero ene ene.|febrero feb feb.|marzo mar mar.|abril abr abr.|mayo may may.|junio jun jun.|julio jul jul.|agosto ago ago."
    "|septiembre setiembre sept sep sept. sep. set.|octubre oct oct.|noviembre nov nov.|diciembre dic dic."
)
_EN_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_EN_ONES = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
        1,
    )
}
_ES_TENS = dict(
    zip("treinta cuarenta cincuenta sesenta setenta ochenta noventa".split(), range(30, 100, 10), strict=True)
)
_ES_ONES = {
    word: number
    for number, word in enumerate(
        "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve"
        " veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve".split(),
        1,
    )
}
_EN_NUMBERS: dict[str, float] = {
    **_EN_ONES,
    **_EN_TENS,
    "a": 1,
    "an": 1,
    "a couple of": 2,
    "a dozen": 12,
    "half a": 0.5,
    "half an": 0.5,
    "a half": 0.5,
    "a hundred": 100,
    **{
        f"{tens}{sep}{ones}": a + b
        for tens, a in _EN_TENS.items()
        for ones, b in list(_EN_ONES.items())[:9]
        for sep in "- "
    },
}
_ES_NUMBERS: dict[str, float] = {
    **_ES_ONES,
    **_ES_TENS,
    "un": 1,
    "una": 1,
    "un par de": 2,
    "una docena de": 12,
    "medio": 0.5,
    "media": 0.5,
    "cien": 100,
    "veintiún": 21,
    "dieciseis": 16,
    "veintidos": 22,
    "veintitres": 23,
    "veintiseis": 26,
    **{
        f"{tens} y {ones}": a + b
        for tens, a in _ES_TENS.items()
        for ones, b in [*list(_ES_ONES.items())[:9], ("un", 1), ("una", 1)]
    },
}

ENGLISH = Words(
    months=_EN_MONTHS,
    weekdays=_table("monday|tuesday|wednesday|thursday|friday|saturday|sunday"),
    numbers=_EN_NUMBERS,
    ordinals={
        **_table(
            "first 1st|second 2nd|third 3rd|fourth 4th|fifth 5th|sixth 6th|seventh 7th|eighth 8th|ninth 9th|tenth 10th"
        )
    },
    units={
        **dict.fromkeys(("second", "seconds"), "TS"),
        **dict.fromkeys(("minute", "minutes", "mins"), "TM"),
        **dict.fromkeys(("hour", "hours", "hrs"), "TH"),
        **dict.fromkeys(("day", "days"), "D"),
        **dict.fromkeys(("week", "weeks"), "W"),
        **dict.fromkeys(("fortnight", "fortnights"), "2W"),
        **dict.fromkeys(("month", "months"), "M"),
        **dict.fromkeys(("quarter", "quarters"), "3M"),
        **dict.fromkeys(("year", "years"), "Y"),
        **dict.fromkeys(("decade", "decades"), "DE"),
        **dict.fromkeys(("century", "centuries"), "CE"),
        **dict.fromkeys(("weekend", "weekends"), "WE"),
    },
    seasons={"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"},
    parts={
        "morning": "TMO",
        "afternoon": "TAF",
        "evening": "TEV",
        "night": "TNI",
        "noon": "T12:00",
        "midday": "T12:00",
        "midnight": "T24:00",
        "mornings": "TMO",
        "afternoons": "TAF",
        "evenings": "TEV",
        "nights": "TNI",
    },
    steps={
        **dict.fromkeys(("last", "past", "previous", "prior", "preceding", "before"), -1),
        **dict.fromkeys(("next", "following", "coming", "upcoming", "after"), 1),
    },
    from_text=frozenset(("previous", "prior", "preceding", "following", "same", "that")),
    deictic=frozenset(("this",)),
    days={
        "today": 0,
        "tonight": 0,
        "yesterday": -1,
        "tomorrow": 1,
        "the day before yesterday": -2,
        "the day after tomorrow": 2,
    },
    holidays={
        "christmas": "12-25",
        "christmas day": "12-25",
        "christmas eve": "12-24",
        "new year's day": "01-01",
        "new year's eve": "12-31",
        "halloween": "10-31",
        "valentine's day": "02-14",
        "boxing day": "12-26",
        "may day": "05-01",
        "the fourth of july": "07-04",
    },
    adverbs={
        "hourly": "PT1H",
        "daily": "P1D",
        "nightly": "P1D",
        "weekly": "P1W",
        "fortnightly": "P2W",
        "monthly": "P1M",
        "quarterly": "P3M",
        "yearly": "P1Y",
        "annually": "P1Y",
    },
    mods={
        "early": "START",
        "beginning": "START",
        "start": "START",
        "mid": "MID",
        "middle": "MID",
        "late": "END",
        "end": "END",
        "later": "END",
        "earlier": "START",
    },
    back=frozenset(("ago", "earlier", "before", "previously", "prior")),
    from_document=frozenset(("ago", "from now", "hence", "from today", "time")),
)
SPANISH = Words(
    months=_ES_MONTHS,
    weekdays=_plain(_table("lunes|martes|miércoles miercoles|jueves|viernes|sábado sabado sábados|domingo domingos")),
    numbers=_plain(_ES_NUMBERS),
    ordinals=_plain(
        _table(
            "primer primero primera 1º 1er 1.º 1.er|segundo segunda 2º 2.º|tercer tercero tercera 3º 3er 3.º 3.er|cuarto cuarta 4º 4.º|quinto quinta|sexto sexta"
            "|séptimo séptima|octavo octava|noveno novena|décimo décima"
        )
    ),
    units=_plain(
        {
            **dict.fromkeys(("segundo", "segundos"), "TS"),
            **dict.fromkeys(("minuto", "minutos"), "TM"),
            **dict.fromkeys(("hora", "horas"), "TH"),
            **dict.fromkeys(("día", "días", "dia", "dias", "jornada", "jornadas"), "D"),
            **dict.fromkeys(("semana", "semanas"), "W"),
            "quincena": "2W",
            **dict.fromkeys(("mes", "meses"), "M"),
            **dict.fromkeys(("trimestre", "trimestres"), "3M"),
            **dict.fromkeys(("semestre", "semestres"), "6M"),
            **dict.fromkeys(("año", "años"), "Y"),
            **dict.fromkeys(("década", "décadas", "decenio"), "DE"),
            **dict.fromkeys(("siglo", "siglos"), "CE"),
            **dict.fromkeys(("fin de semana", "fines de semana"), "WE"),
        }
    ),
    seasons=_plain({"primavera": "SP", "verano": "SU", "otoño": "FA", "invierno": "WI"}),
    parts=_plain(
        {
            "mañana": "TMO",
            "tarde": "TAF",
            "noche": "TNI",
            "madrugada": "TMO",
            "mediodía": "T12:00",
            "medianoche": "T24:00",
        }
    ),
    steps=_plain(
        {
            **dict.fromkeys("último última últimos últimas pasado pasada anterior previo previa".split(), -1),
            **dict.fromkeys("próximo próxima próximos próximas siguiente siguientes entrante".split(), 1),
        }
    ),
    from_text=frozenset("anterior previo previa siguiente siguientes mismo misma ese esa aquel aquella".split()),
    deictic=frozenset(("este", "esta")),
    days=_plain(
        {
            "hoy": 0,
            "ayer": -1,
            "anteayer": -2,
            "antier": -2,
            "antes de ayer": -2,
            "anoche": -1,
            "mañana": 1,
            "pasado mañana": 2,
        }
    ),
    holidays=_plain(
        {
            "navidad": "12-25",
            "nochebuena": "12-24",
            "nochevieja": "12-31",
            "año nuevo": "01-01",
            "día de reyes": "01-06",
        }
    ),
    adverbs={
        "diariamente": "P1D",
        "diario": "P1D",
        "diaria": "P1D",
        "diarios": "P1D",
        "diarias": "P1D",
        "semanalmente": "P1W",
        "semanal": "P1W",
        "semanales": "P1W",
        "mensualmente": "P1M",
        "mensual": "P1M",
        "mensuales": "P1M",
        "trimestralmente": "P3M",
        "anualmente": "P1Y",
    },
    mods={
        "principios": "START",
        "comienzos": "START",
        "inicios": "START",
        "principio": "START",
        "comienzo": "START",
        "inicio": "START",
        "mediados": "MID",
        "finales": "END",
        "fines": "END",
        "final": "END",
        "fin": "END",
    },
    back=frozenset(("antes", "atrás", "hace", "hacía")),
    from_document=frozenset(("hace", "atrás", "dentro de")),
)
