"""What a number counts: currencies, measures, labels, and the noun that follows; English and Spanish."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.word_lists import words

SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₪": "ILS", "₿": "BTC"}
PREFIXES = {
    "us": "USD",
    "mx": "MXN",
    "ca": "CAD",
    "c": "CAD",
    "au": "AUD",
    "a": "AUD",
    "hk": "HKD",
    "nz": "NZD",
    "r": "BRL",
}
"""Letters before a dollar sign: MX$200."""
CODES = words(
    """USD EUR GBP JPY INR BRL MXN CAD AUD CHF CNY RUB KRW ARS CLP COP PEN SEK NOK DKK ILS ZAR TRY BTC VES UYU BOB GTQ
    HNL DOP CRC PLN HUF CZK UAH NGN KES"""
)
MONEY_WORDS = {
    **dict.fromkeys(("dollar", "dollars", "dólar", "dólares", "dolares"), "USD"),
    **dict.fromkeys(("euro", "euros"), "EUR"),
    **dict.fromkeys(("yen", "yenes"), "JPY"),
    **dict.fromkeys(("rupee", "rupees", "rupia", "rupias"), "INR"),
    **dict.fromkeys(("ruble", "rubles", "roubles", "rublos"), "RUB"),
    **dict.fromkeys(("reais", "reales"), "BRL"),
    **dict.fromkeys(("yuan", "yuanes"), "CNY"),
    **dict.fromkeys(("bitcoin", "bitcoins"), "BTC"),
    **dict.fromkeys(("peso", "pesos"), "pesos"),
    **dict.fromkeys(("pound", "pounds"), "pounds"),
    **dict.fromkeys(("franc", "francs"), "francs"),
    "libras": "libras",
    "francos": "francos",
    "cents": "cents",
    "pence": "pence",
    "centavos": "centavos",
}
"""A peso, a pound and a franc are many currencies: their word stays the unit."""
NATIONS = {
    "swiss": "CHF",
    "british": "GBP",
    "us": "USD",
    "american": "USD",
    "canadian": "CAD",
    "australian": "AUD",
    "mexican": "MXN",
    "sterling": "GBP",
}
NATIONS_AFTER = {
    "mexicanos": "MXN",
    "argentinos": "ARS",
    "colombianos": "COP",
    "chilenos": "CLP",
    "esterlinas": "GBP",
    "suizos": "CHF",
    "estadounidenses": "USD",
    "canadienses": "CAD",
    "australianos": "AUD",
}

MEASURES = words(
    """km m cm mm nm kg g mg lb lbs oz l ml ha kb mb gb tb pb kbps mbps gbps hz khz mhz ghz kw mw gw kwh mwh gwh mph kph
    ft px h hr hrs min mins sec secs ms km² m² cm² m³ °c °f ºc ºf ° am pm"""
)
LOOSE_MEASURES = MEASURES - words("am pm ° ms pb mins secs")
"""Measures that are sure even with a space before them."""
SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mm": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "t": 1e12}
"""Scales written against a figure, as in 1.2m; where it counts metres the next word tells."""
METRES = words("long tall high deep wide away sprint dash race freestyle above below apart hurdles relay de run")

LABELS = words(
    """article articles section sections chapter page pages figure table number step clause annex appendix
        paragraph line item part volume issue rule act bill resolution decree law route room case question
        grade phase level version release stage group channel schedule recital regulation directive platform
        protocol artículo artículos sección capítulo página páginas figura tabla cuadro número cláusula
        anexo párrafo apartado línea inciso parte volumen resolución decreto ley ruta sala caso pregunta
        grado fase nivel versión etapa fracción punto sentencia convenio canal reglamento directiva
        protocolo windows"""
)
SHORT_LABELS = words("no nos nr n art arts fig p pp pág págs vol sec ch cap núm num para § nº n° #")
"""Labels that need their full stop ("p. 5"), a capital ("No 5") or a sign of their own."""

STOP = {
    "en": words(
        """of to in on at by for from with without and or but nor as if that which who whom whose this these
        those the a an is are was were be been being has have had do does did will would shall should can
        could may might must not no than then when while where because since until before after into onto
        over under between among against about through during per each every via it its he she they we you i
        his her their our your my him them us me there here so such also only just even still yet said says
        say told including include included both either neither all any some more most less least ago later
        earlier what how why within across around towards toward upon despite although though unless whether
        according up down out off already now never ever again too very much many old wasn't weren't don't
        didn't isn't aren't got get gets went go goes came come comes took take takes made make makes remain
        remained died die arrested voted signed took killed injured wounded found identified received
        published released attended reported times' respectively last next total however e.g i.e versus vs
        plus like"""
    ),
    "es": words(
        """de del a al en con sin y e o u ni pero que quien quienes cuyo cuya este esta estos estas ese esa
        esos esas aquel el la los las un una unos unas es son fue fueron era eran ser sido está están estaba
        estaban ha han había habían hay hubo no más menos por para como según sobre entre hasta desde hacia
        ante bajo contra tras durante mediante si cuando donde porque aunque mientras se su sus le les lo me
        nos te os ya también solo sólo aún todavía muy cada todo toda todos todas ambos ambas tiene tienen
        tenía murieron mueren resultaron quedaron recibieron dijo dijeron incluyendo incluidos incluidas
        votaron firmaron publicó así luego aproximadamente"""
    ),
}
_ADJECTIVES_ES = words(
    """nuevos nuevas nuevo nueva grandes gran otros otras otro otra primeros primeras últimos últimas
        diferentes distintos distintas diversos diversas principales supuestos supuestas presuntos presuntas
        pequeños pequeñas mejores peores antiguos antiguas largos largas meros buenos buenas importantes
        únicos únicas posibles próximos próximas pasados pasadas siguientes mayores menores dichos dichas
        jóvenes malos malas viejos viejas propios propias mismos mismas"""
)
_ADJECTIVES_EN = words(
    """new more other additional further different large larger small smaller big bigger great greater
        major minor separate high higher low lower long longer short shorter old older young main full whole
        good bad best worst straight consecutive successive former future previous main international
        national local public private"""
)
_PLURALS = words(
    "people men women children police staff feet teeth mice cattle personnel media data criteria phenomena"
)
_PEOPLE = words("women men people children")
_NOT_PLURAL = words(
    """various previous numerous serious famous religious is was has as its this us process access press
        thus across plus less business congress always perhaps besides overseas"""
)
_DETERMINERS = words("the these those all its their our his her my your")
_LONGEST = 6  # words of a noun phrase after its number; longer ones are clauses


def counted(following: Sequence[str], language: str, value: float) -> str | None:
    """Return the noun that a number before these words counts, as it is written, or None.

    English: the head of the plural nouns up to the first small word ("Pegasus spyware attempts to": attempts),
    without a plural the last noun. Spanish: the first word that is no adjective, after a "de" that a scale asks for ("3 millones
    de personas"). There is no parser: about one head in twenty-five is missed (docs/experiments/numbers.md).
    """
    if language == "es":
        return _counted_es(following)
    return _counted_en(following, value) if language == "en" else None


def _counted_es(following: Sequence[str]) -> str | None:
    start = 0
    if following and following[0].lower() in ("de", "del"):
        start = 2 if len(following) > 1 and following[1].lower() in ("los", "las", "la", "el", "su", "sus") else 1
    for word in following[start : start + 3]:
        if word.lower() in STOP["es"]:
            return None
        if word.lower() not in _ADJECTIVES_ES:
            return word
    return None


def _counted_en(following: Sequence[str], value: float) -> str | None:
    start = 0
    if [word.lower() for word in following[:3]] == ["the", "number", "of"]:
        start = 3  # "puts at 22 the number of people"
    elif len(following) > 1 and following[0].lower() == "of":
        start = 2 if following[1].lower() in _DETERMINERS else 1
    run: list[str] = []
    for word in following[start : start + _LONGEST]:
        if word.lower() in STOP["en"] and word != "US":
            break
        run.append(word)
    if len(run) == 1 and run[0].endswith("ed"):
        return None  # "two out of nine agreed"
    plural = [n for n, word in enumerate(run) if _is_plural(word)]
    lower = [n for n in plural if run[n][0].islower()]
    if value != 1 and plural:
        at = (lower or plural)[0]
        if run[at].lower() in _PEOPLE and at + 1 in lower:
            at += 1  # "women journalists"
        return run[at]
    kept = [word for word in run if not word.lower().endswith("ly") and word.lower() not in _ADJECTIVES_EN]
    verb = next((n for n, word in enumerate(kept) if n and word.lower().endswith(("ed", "ing"))), len(kept))
    kept = [word for word in kept[:verb][:3] if value == 1 or word[0].islower()]
    return kept[-1] if kept else None


def _is_plural(word: str) -> bool:
    low = word.lower()
    if low in _PLURALS:
        return True
    return len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "ous", "'s", "’s")) and low not in _NOT_PLURAL


def is_plural_noun(word: str, language: str) -> bool:
    """Return whether a word looks like a plural noun in lower case: what may be counted right after "2000"."""
    return word[:1].islower() and (_is_plural(word) if language == "en" else word.endswith("s") and len(word) > 4)
