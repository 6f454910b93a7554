"""What a number counts: currencies, measures, and the noun that follows, in English and Spanish."""

from __future__ import annotations

from collections.abc import Sequence

SYMBOLS = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "R$": "BRL", "MX$": "MXN", "CA$": "CAD",
           "C$": "CAD", "A$": "AUD", "AU$": "AUD", "HK$": "HKD", "S/": "PEN", "₽": "RUB", "₩": "KRW", "₪": "ILS", "₿": "BTC"}  # fmt: skip
CODES = frozenset(
    "USD EUR GBP JPY INR BRL MXN CAD AUD CHF CNY RUB KRW ARS CLP COP PEN SEK NOK DKK ILS ZAR TRY BTC VES UYU BOB".split()
)
MONEY_WORDS = {
    "dollar": "USD", "dollars": "USD", "dólar": "USD", "dólares": "USD", "dolares": "USD", "euro": "EUR", "euros": "EUR",
    "yen": "JPY", "yenes": "JPY", "peso": "pesos", "pesos": "pesos", "pound": "pounds", "pounds": "pounds", "libras": "libras",
    "rupees": "INR", "rupias": "INR", "rubles": "RUB", "roubles": "RUB", "rublos": "RUB", "reais": "BRL", "reales": "BRL",
    "yuan": "CNY", "yuanes": "CNY", "bitcoin": "BTC", "bitcoins": "BTC", "francs": "francs", "francos": "francs",
}  # fmt: skip
"""A peso, a pound and a franc are many currencies: their word stays the unit."""

MEASURES = frozenset(
    "km m cm mm kg g mg lb lbs oz l ml ha kb mb gb tb pb kbps mbps gbps hz khz mhz ghz kw mw gw kwh mwh gwh v mph kph ft in px pt s ms h hr "
    "hrs min mins sec secs km² m² cm² m³ km2 m2 m3 °c °f ºc ºf °".split()
)
SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mm": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "t": 1e12}
"""Scales written against a figure, as in 1.2m; what counts metres instead is told by the next word."""
METRES = frozenset("long tall high deep wide away sprint dash race freestyle above below apart hurdles relay".split())

LABELS = frozenset(
    "article articles section sections chapter page pages p pp figure fig table number no nos nr step clause annex appendix paragraph para "
    "line item part volume vol issue rule act bill resolution decree law route room case question grade phase level version release stage group "
    "artículo artículos art sección capítulo página páginas pág figura tabla cuadro número núm n nº n° cláusula anexo párrafo apartado línea "
    "inciso parte volumen resolución decreto ley ruta sala caso pregunta grado fase nivel versión etapa grupo fracción punto sentencia convenio "
    "channel canal windows covid".split()
)
"""Words before a number that make it a name, not a count ("Article 19"): the label is then the unit."""

_STOP = {
    "en": frozenset(
        "of to in on at by for from with without and or but nor as if that which who whom whose this these those the a an is are was were be been being "
        "has have had do does did will would shall should can could may might must not no than then when while where because since until before after "
        "into onto over under between among against about through during per each every via it its he she they we you i his her their our your my him them us me "
        "there here so such also only just even still yet said says say told including include included such both either neither all any some more most less "
        "least ago later earlier each what how why within across around towards toward upon despite although though unless whether according "
        "up down out off already now never ever again too very much many were't wasn't don't got get gets went go goes came come took take made make "
        "remain remained died killed injured arrested found identified released published signed attended voted took reported according".split()
    ),
    "es": frozenset(
        "de del a al en con sin y e o u ni pero que quien quienes cuyo cuya este esta estos estas ese esa esos esas aquel el la los las un una unos unas es son fue "
        "fueron era eran ser sido está están estaba estaban ha han había habían hay hubo no más menos por para como según sobre entre hasta desde hacia ante bajo "
        "contra tras durante mediante si cuando donde porque aunque mientras se su sus le les lo me nos te os ya también solo sólo aún todavía muy cada todo toda todos "
        "todas ambos ambas tiene tienen tenía murieron mueren resultaron quedaron fueron recibieron dijo dijeron incluyendo incluidos incluidas".split()
    ),
}
_ADJECTIVES_ES = frozenset(
    "nuevos nuevas nuevo nueva grandes gran otros otras otro otra primeros primeras últimos últimas diferentes distintos distintas diversos diversas "
    "principales supuestos supuestas presuntos presuntas pequeños pequeñas mejores peores antiguos antiguas largos largas meros buenos buenas "
    "importantes únicos únicas posibles próximos próximas pasados pasadas siguientes jóvenes mayores grandes".split()
)
_PLURALS_EN = frozenset("people men women children police staff feet teeth mice cattle personnel media data criteria phenomena".split())
_NOT_PLURAL_EN = frozenset("various previous numerous serious famous religious is was has as its this us process access press thus previous across plus less".split())
_HEADS_AFTER_OF = frozenset("kinds types sorts dozen percent".split())
_LONGEST = 6  # words of a noun phrase after its number; longer ones are clauses


def counted(words: Sequence[str], language: str, value: float) -> str | None:
    """Return the noun that a number before these words counts, as it is written, or None.

    English: the last plural noun of the words up to the first small word ("Pegasus spyware attempts to" → attempts),
    without one the last word (the first where the number is one). Spanish: the first word that is no adjective, after
    an "de" that a scale asks for ("3 millones de personas").
    """
    if language == "es":
        start = 1 if words and words[0].lower() == "de" else 0
        for word in words[start : start + 3]:
            low = word.lower()
            if low in _STOP["es"] or not word[0].isalpha():
                return None
            if low not in _ADJECTIVES_ES:
                return word
        return None
    if language != "en":
        return None
    run: list[str] = []
    start = 0
    if len(words) > 1 and words[0].lower() == "of":
        start = 2 if words[1].lower() in ("the", "these", "those", "all", "its", "their", "our", "his", "her") else 1
    for word in words[start : start + _LONGEST]:
        if word.lower() in _STOP["en"] or not word[0].isalpha():
            break
        run.append(word)
    if not run:
        return None
    plural = [n for n, word in enumerate(run) if _plural(word)]
    lower = [n for n in plural if run[n][0].islower()]
    if value != 1 and (lower or plural):
        first = (lower or plural)[0]
        # "women journalists", "members states": plural nouns side by side are one phrase, and the last is its head
        while first + 1 in lower:
            first += 1
        return run[first]
    kept = [word for word in run if not word.lower().endswith("ly")]
    verb = next((n for n, word in enumerate(kept) if n and word.lower().endswith(("ed", "ing"))), len(kept))
    kept = kept[:verb][:3]
    return kept[-1] if kept else None


def _plural(word: str) -> bool:
    low = word.lower()
    if low in _PLURALS_EN:
        return True
    return len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "ous", "'s", "’s")) and low not in _NOT_PLURAL_EN
