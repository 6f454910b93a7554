"""The rules for time expressions in Spanish."""

from __future__ import annotations

import re
from functools import partial

from nlp.dates import readers as read
from nlp.dates.expression import Rule
from nlp.dates.numeric import ZONE
from nlp.dates.words import SPANISH, B, E, S, either

_LONG = r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)"
_MONTH = rf"(?:{_LONG}|(?:ene|feb|mar|abr|may|jun|jul|ago|sept|sep|oct|nov|dic)\.)"
_SHORT = r"(?P<month>(?:ene|feb|mar|abr|may|jun|jul|ago|sept|sep|oct|nov|dic)\.?)"
_WEEKDAY = r"(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?|domingos?)"
_LONE_YEAR = r"(?P<year>(?:1[0-9]|20|21)\d\d)"
_YEAR = r"(?P<year>(?:1[0-9]|20|21)\d\d|9999)"  # 9999: a day that never comes
_DAY = (
    r"(?:(?:3[01]|[12]\d|0?[1-9])(?:\.?º|°|\.?er\b|ro)?|primero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)"
)
_DIGITS = r"(?:3[01]|[12]\d|0?[1-9])"
_THE = rf"(?:(?:el|del|al|la|los|las){S})"
_OF = rf"{S}(?:de|del){S}(?:a[ñn]o{S}|presente{S}a[ñn]o{S})?"
_MOD = rf"(?P<mod>principios|comienzos|inicios|mediados|finales|fines|(?:el{S}|al{S})?(?:principio|comienzo|inicio|final|fin)){S}(?:de(?:l|{S}la)?{S})?(?:a[ñn]o{S})?(?:mes{S}de{S})?"
_NUMBER = rf"(?:\d{{1,4}}(?:,\d{{1,2}})?|{either(SPANISH.numbers)})"
_SOME = r"(?:varios|varias|algunos|algunas|unos|unas|pocos|pocas|muchos|muchas|numerosos|numerosas|escasos|escasas|decenas\sde|cientos\sde)"
_UNIT = r"(?:segundos|minutos?|horas?|d[ií]as?|semanas?|quincenas?|mes(?:es)?|a[ñn]os?|d[eé]cadas?|siglos?|jornadas?|fin(?:es)?\sde\ssemana)"
_SINGLE = r"(?P<unit>d[ií]a|jornada|semana|mes|trimestre|semestre|a[ñn]o|d[eé]cada|siglo|fin\sde\ssemana)"
_PART = r"(?:mañana|tarde|noche|madrugada|mediodía|medianoche)"
_STEP = r"(?:pasad[oa]|próxim[oa]|anterior|siguiente|previ[oa]|entrante|que\sviene)"
_FIRST = r"(?:últim[oa]|próxim[oa]|pasad[oa]|mism[oa]|siguiente|anterior|presente|actual)"
_REL = rf"(?:(?P<rel>(?:este|ese|el{S}mismo|el{S}próximo|el{S}pasado)){S}año|(?:el{S}|del{S})?año{S}(?P<rel_after>{_STEP}))"
_ABOUT = rf"(?:(?:casi|cerca{S}de|aproximadamente|alrededor{S}de|más{S}de|menos{S}de|unos|unas|al{S}menos|apenas|solo|sólo){S})"

_rule = partial(read.rule, SPANISH)
_holidays = "|".join(sorted((name.replace(" ", S) for name in SPANISH.holidays), key=len, reverse=True))
_present = r"ahora(?: mismo)?|actualmente|hoy en día|hoy día|en la actualidad|la actualidad|de momento|por el momento|actual(?:es)?|en estos momentos|en este momento|hasta la fecha".replace(
    " ", S
)
_past = r"recientemente|últimamente|hace poco|el pasado|anteriormente|antiguamente|en los últimos tiempos".replace(
    " ", S
)
_future = r"próximamente|(?<!de\s)(?<!tan\s)(?:muy )?pronto(?! como)|(?:el|un) futuro(?: próximo| cercano)?|en el futuro|en breve|a corto plazo|a (?:medio|largo) plazo|(?:en )?(?:los|las) próxim[oa]s (?:días|semanas|meses|años)".replace(
    " ", S
)

RULES: list[Rule] = [
    # days that are names: no year of the text is theirs
    _rule(
        rf"{B}(?:(?<=taques\s)|(?<=ntados\s)|(?<=ristas\s))del{S}(?:11{S}de{S}septiembre|11-S){E}",
        read.given("2001-09-11"),
    ),
    _rule(rf"{B}{_THE}?['‘\"“]?[ ]?{_WEEKDAY}{S}(?:negro|santo|sangriento){E}", read.name),
    # del 1 al 5 de junio de 2017
    _rule(
        rf"{B}(?:(?:del|desde{S}el|entre{S}el|el){S})?(?P<first>{_DIGITS}){S}?(?:[-–]|al|a|y{S}el|hasta{S}el|y){S}?(?P<last>{_DIGITS}){S}de{S}(?P<month>{_MONTH})(?:{_OF}{_YEAR})?{E}",
        read.days_of_month,
    ),
    # el lunes 19 de junio de 2017 · el 19 de junio · 19/jun./2017 · junio 19, 2017
    _rule(
        rf"{B}{_THE}?(?:{_WEEKDAY},?{S}{_THE}?)?(?:d[ií]a{S})?(?:(?P<which>pasado|próximo){S})?(?:d[ií]a{S})?(?P<day>{_DAY}){S}(?:de{S})?(?P<month>{_MONTH})(?:(?:{_OF}|,?{S})(?:{_YEAR}|(?P<rel>este|ese|pr[oó]ximo|pasado){S}año|año{S}pasado|(?P<after>pasado|próximo)(?!{S}(?:mes|año))))?{E}",
        read.day_of_month,
    ),
    _rule(rf"{B}(?P<month>{_LONG}){S}(?P<day>{_DIGITS})(?:,{S}(?:de{S})?|{S}de{S}|{S}){_YEAR}{E}", read.day_of_month),
    _rule(
        rf"{B}{_THE}?(?P<day>{_DIGITS})(?:{S}|[-/]|{S}de{S}){_SHORT}(?:{S}|[-/]|{S}de{S}){_YEAR}{E}", read.day_of_month
    ),
    # finales de marzo de 2017 · marzo del año pasado · el próximo marzo · marzo
    _rule(rf"{B}(?:{_MOD})?(?P<month>{_MONTH})(?:{_OF}|,?{S}){_YEAR}{E}", read.month_of_year),
    _rule(
        rf"{B}(?:{_MOD})?(?P<month>{_LONG}){S}(?:de{S}|del{S})(?P<rel>(?:este|ese){S}(?:mismo{S})?año|(?:el{S})?año{S}{_STEP}|(?:pasado|próximo){S}año){E}",
        read.month_of_year,
    ),
    _rule(
        rf"{B}(?:{_MOD}|(?:el{S}(?:mes{S}de{S})?)?(?P<which>pasado|próximo){S}(?:mes{S}de{S})?)?(?P<month>{_LONG})(?:{S}(?P<after>pasado|próximo))?(?!{S}(?:de{S})?(?:\d|S[áa]nchez)){E}",
        read.month_of_year,
    ),
    # quarters, halves, seasons
    _rule(
        rf"{B}{_THE}?(?P<which>primer|segundo|tercer|cuarto|último|pasado|primera|segunda){S}(?P<unit>trimestre|semestre|mitad)(?:{S}(?:de|del){S}(?:año{S})?(?:{_YEAR}|(?P<rel>(?:este|ese|mismo){S}año|año{S}{_STEP}|{_STEP})|(?P<own>año)))?{E}",
        read.quarter,
    ),
    _rule(rf"{B}(?:{_MOD})?{_THE}?(?P<season>primavera|verano|otoño|invierno)(?:{_OF}|{S}){_YEAR}{E}", read.season),
    _rule(
        rf"{B}{_THE}?(?:(?P<which>pasad[oa]|próxim[oa]|este|esta){S}(?P<season>primavera|verano|otoño|invierno)){E}",
        read.season,
    ),
    _rule(rf"{B}{_THE}?(?P<season>primavera|verano|otoño|invierno){S}(?P<which>{_STEP}){E}", read.season),
    _rule(
        rf"{B}en{S}(?P<span>(?:la{S}|el{S})?(?P<season>primavera|verano|otoño|invierno)){E}(?!{S}{_STEP})", read.season
    ),
    # weekdays and parts of days
    _rule(rf"{B}los{S}(?P<weekday>{_WEEKDAY}){E}(?!{S}(?:{_STEP}s?|\d))", read.recurring),
    _rule(
        rf"{B}{_THE}?(?P<weekday>{_WEEKDAY}){S}de{S}(?P<week>(?:la{S})?(?:pasada|próxima|misma){S}semana|esta(?:{S}misma)?{S}semana|la{S}semana{S}{_STEP}){E}",
        read.weekday,
    ),
    _rule(rf"{B}(?:el{S})?(?P<unit>fin{S}de{S}semana){E}(?!{S}(?:del?|{_STEP})\b)", read.period),
    _rule(
        rf"{B}(?:el{S}|al{S})?(?:fin|final|finales|fines|cierre){S}de(?:{S}|l{S})año{E}(?!{S}(?:\d|{_STEP}))",
        read.year_end,
    ),
    _rule(
        rf"{B}(?:en{S})?(?P<span>lo{S}que{S}va{S}de(?:l)?{S}(?:presente{S})?(?P<unit>año|mes|siglo)){E}", read.period
    ),
    _rule(rf"{B}(?:el{S}|del{S}|la{S})?(?P<unit>año|mes|trimestre|semestre|semana){S}en{S}curso{E}", read.period),
    _rule(rf"{B}(?:la{S})?víspera(?!{S}de){E}", read.eve),
    _rule(
        rf"{B}{_THE}?(?:(?P<which>pasado|próximo|este|mismo){S})?(?P<weekday>{_WEEKDAY})(?:{S}(?P<after>{_STEP}))?(?:{S}(?:por|en|a|de){S}la{S}(?P<part>{_PART}))?{E}",
        read.weekday,
    ),
    _rule(
        rf"{B}(?P<word>antes{S}de{S}ayer|anteayer|antier|ayer|anoche|hoy|pasado{S}mañana)(?:{S}(?:por|en|a){S}la{S}(?P<part>{_PART}))?{E}(?!{S}en{S}d[ií]a)",
        read.deictic,
    ),
    _rule(
        rf"{B}(?<!\bla\s)(?<!\besta\s)(?<!\buna\s)(?<!\bcada\s)(?<!\bde\s)(?P<word>mañana)(?:{S}(?:por|en|a){S}la{S}(?P<part>{_PART}))?{E}",
        read.deictic,
    ),
    _rule(rf"{B}(?P<which>esta|esa){S}(?P<part>{_PART}){E}", read.part_of_day),
    # la semana pasada, este año, el mismo día, el año anterior
    _rule(
        rf"{B}(?:el{S}|al{S}|del{S}|la{S})?mism[oa]{S}(?P<unit>mes|trimestre|semestre|día|semana|periodo|período){S}del{S}(?P<rel>año{S}(?:anterior|pasado|previo)|pasado{S}año){E}",
        read.same,
    ),
    _rule(
        rf"{B}(?:{_THE}?últim[oa]|un{S}(?:mismo|solo|único)|una{S}(?:misma|sola)|(?:lo{S}que{S}queda|el{S}resto){S}de(?:l|{S}la)?){S}(?P<unit>año|mes|semana|día|década|siglo){E}",
        read.over,
    ),
    _rule(
        rf"{B}(?:{_MOD})?{_THE}?(?P<which>{_FIRST}|este|esta|ese|esa|aquel|aquella)(?:{S}mism[oa])?{S}{_SINGLE}{E}(?!{S}{_STEP})",
        read.period,
    ),
    _rule(
        rf"{B}(?:{_MOD})?{_THE}?(?:mism[oa]{S}(?:mes|trimestre){S}del{S})?{_SINGLE}{S}(?P<after>{_STEP}|antes){E}",
        read.period,
    ),
    _rule(
        rf"{B}la{S}(?P<unit>jornada){E}(?!{S}(?:del|de)\b)|{B}(?:el|del){S}(?:d[ií]a)(?=\s?[.,;]|\sen\sel{E})",
        read.the_day,
    ),
    _rule(
        rf"{B}(?P<mod>principios|comienzos|inicios|mediados|finales|fines|(?:al{S}|el{S})?(?:principio|comienzo|inicio|final|fin|cierre)){S}(?:de(?:l|{S}la)?){S}(?P<unit>día|jornada|año|mes|semana|trimestre|semestre|década|siglo){E}(?!{S}(?:del?{S}(?:\d|año)|{_STEP}))",
        read.period,
    ),
    _rule(rf"{B}tod[oa]{S}(?:el|la){S}(?P<unit>año|mes|semana|día){E}", read.the_day),
    _rule(
        rf"{B}(?:los|las){S}(?:últim[oa]s|próxim[oa]s|pasad[oa]s|primer[oa]s|siguientes){S}(?P<number>{_NUMBER}|{_SOME})?(?(number){S})(?P<unit>{_UNIT}|trimestres){E}",
        read.duration,
    ),
    _rule(
        rf"{B}(?:los|las){S}(?P<number>{_NUMBER}){S}(?:últim[oa]s|próxim[oa]s|pasad[oa]s|primer[oa]s|siguientes){S}(?P<unit>{_UNIT}|trimestres){E}",
        read.duration,
    ),
    # hace dos años, tres días después
    _rule(
        rf"{B}hace{S}(?:(?:mucho|algún|bastante|poco|un){S})?(?:tiempo|rato|(?P<unit>semanas|meses|años|décadas|siglos)){E}",
        read.given("PAST_REF"),
    ),
    _rule(
        rf"{B}(?P<how>hace){S}{_ABOUT}?(?P<number>{_NUMBER}){S}(?P<unit>años?|mes(?:es)?|décadas?)(?P<half>{S}y{S}medi[oa]){E}",
        read.shift,
    ),
    _rule(rf"{B}(?P<how>dentro{S}de){S}{_ABOUT}?(?P<number>{_NUMBER}|{_SOME}){S}(?P<unit>{_UNIT}){E}", read.shift),
    _rule(
        rf"{B}(?P<unit>minutos|horas|días|semanas|meses|años|décadas){S}(?P<how>después|más{S}tarde|antes|atrás)(?!{S}(?:de|del|que)\b){E}",
        read.shift,
    ),
    _rule(
        rf"{B}(?:desde|para|hasta|por){S}(?P<span>entonces){E}(?!{S}\w+(?:dor|dora|idente|identa|tro|tra|tor|tora)\b)",
        read.that,
    ),
    _rule(
        rf"{B}(?:en{S}|para{S}|desde{S}|hasta{S}|por{S})(?P<span>(?:ese|aquel){S}(?:entonces|momento)|esa{S}fecha|aquella{S}(?:época|fecha)){E}",
        read.that,
    ),
    # an age between commas counts years of a life; the numbers have it
    _rule(rf"{B}(?<=,\sde\s)\d{{1,3}}{S}años(?={S}?(?:de{S}edad)?[,.;)])", read.name),
    # la temporada 2008-09, el ejercicio 2009/2010
    _rule(
        rf"{B}(?:temporada|ejercicio|curso|campaña|ciclo|año{S}fiscal|año{S}escolar|bienio){S}(?:escolar{S}|fiscal{S}|agrícola{S})?(?:de{S})?(?P<span>(?P<first>(?:19|20)\d\d)[-–/](?P<last>\d\d(?:\d\d)?))(?![\d/-])",
        read.season_years,
    ),
    _rule(rf"{B}desde{S}hace{S}{_ABOUT}?(?P<number>{_NUMBER}|{_SOME}){S}(?P<unit>{_UNIT}){E}", read.duration),
    _rule(rf"{B}(?P<how>hace|hacía){S}{_ABOUT}?(?P<number>{_NUMBER}|{_SOME}){S}(?P<unit>{_UNIT}){E}", read.shift),
    _rule(
        rf"{B}{_ABOUT}?(?P<number>{_NUMBER}|{_SOME}){S}(?P<unit>{_UNIT}){S}(?P<how>después|más{S}tarde|antes|atrás)(?!{S}(?:de|del|que)\b){E}",
        read.shift,
    ),
    # durations, rates, sets
    _rule(rf"{B}(?P<unit>año|hora|mes|semana|día|década|siglo)(?P<half>{S}y{S}medi[oa]){E}", read.duration),
    _rule(rf"{B}(?:un{S})?cuarto{S}de{S}siglo{E}", read.given("P25Y", "DURATION")),
    _rule(
        rf"{B}{_ABOUT}?(?P<number>{_NUMBER}){S}(?P<unit>{_UNIT})(?P<half>{S}y{S}medi[oa])?{E}(?!{S}(?:fiscal|financiero|laboral)\b)",
        read.duration,
    ),
    _rule(rf"{B}(?P<number>{_SOME}){S}(?P<unit>{_UNIT}){E}", read.duration),
    _rule(
        rf"{B}(?:durante|en|desde{S}hace|por|hace|largo{S}de){S}(?:los{S}|las{S})?(?P<span>(?P<unit>minutos|horas|días|semanas|meses|años|décadas|siglos)){E}",
        read.duration,
    ),
    _rule(
        rf"{B}(?:(?P<adverb>{either(SPANISH.adverbs)})|(?:cada){S}(?:(?P<weekday>{_WEEKDAY})|(?P<part>{_PART})|(?:(?P<number>{_NUMBER}){S})?(?P<unit>{_UNIT}))){E}",
        read.recurring,
    ),
    _rule(
        rf"{B}tod[oa]s{S}l[oa]s{S}(?:(?P<weekday>{_WEEKDAY})|(?P<part>mañana|tarde|noche)s|(?P<unit>d[ií]as|semanas|meses|años)){E}",
        read.recurring,
    ),
    _rule(rf"{B}anual(?:es)?{E}", read.given("P1Y", "DURATION")),
    _rule(rf"{B}(?P<span>(?:al|por|a{S}la){S}(?P<unit>minuto|hora|día|semana|mes|año)){E}", read.recurring),
    _rule(rf"{B}(?:{_present}){E}", read.given("PRESENT_REF")),
    _rule(rf"{B}(?:{_past}){E}", read.given("PAST_REF")),
    _rule(rf"{B}(?:{_future}){E}", read.given("FUTURE_REF")),
    _rule(rf"{B}más{S}tarde{E}(?!{S}(?:de|del|o)\b)", read.given("XXXX-XX-XX")),
    # times of day
    _rule(
        rf"{B}(?<![\d:.,])(?:(?:a{S})?las?{S})?(?:(?P<hour24>[01]?\d|2[0-3])[:.](?P<minute24>[0-5]\d)(?::[0-5]\d)?(?!\d)(?P<zone>{ZONE})?(?:{S}?(?:h|horas|hrs)\b\.?)?(?:{S}?(?P<half>[ap]\.?{S}?m\b\.?|de{S}la{S}(?:tarde|noche|mañana|madrugada)))?"
        rf"|(?P<hour>[01]?\d|2[0-3]){S}(?:(?:h|horas|hrs)\b|(?P<half2>[ap]\.{S}?m\.)))(?!\w|[.,]\d)",
        read.clock,
    ),
    _rule(
        rf"{B}(?:a{S})?las?{S}(?P<hour>una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|1?\d)(?:{S}y{S}(?P<past>media|cuarto))?{S}de{S}la{S}(?P<half>tarde|noche|mañana|madrugada){E}",
        read.spoken_clock,
    ),
    _rule(rf"{B}(?:el{S})?(?P<noon>mediodía|medianoche){E}", read.clock),
    _rule(rf"{B}(?:la{S}|el{S})?(?P<holiday>{_holidays})(?:{_OF}{_YEAR})?{E}", read.holiday),
    _rule(
        rf"{B}(?P<span>(?:el|del|al){S}(?:d[ií]a{S})?(?P<day>{_DIGITS}))(?=\s?[,.;)]|{S}en\b)(?![,.]\d)", read.dayless
    ),
    _rule(
        rf"{B}(?P<span>(?:(?:el|al){S}(?:pasado{S}|próximo{S})?d[ií]a|(?:el{S}|del{S}|al{S})?(?:pasado{S}|próximo{S})?{_WEEKDAY}){S}(?P<day>{_DIGITS})){E}(?!{S}(?:de|del)\b|[,.:/-]\d)",
        read.dayless,
    ),
    # decades, centuries, years
    _rule(
        rf"{B}(?:{_MOD})?{_THE}?(?:años|década{S}de(?:{S}los)?(?:{S}años)?|decenio{S}de){S}(?:(?P<digits>(?:1[0-9]|20)?\d0)s?|(?P<word>veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)){E}",
        read.decade,
    ),
    _rule(
        rf"{B}(?:{_MOD}los{S}|(?:en|de|desde|hasta){S}(?P<span>los{S}))(?P<word>treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)(?=\s?[.,;:)]|{S}(?:y|a|en|fue|se|hasta)\b|\Z)",
        read.decade,
    ),
    _rule(rf"{B}(?:{_MOD})?(?:el{S}|del{S})?siglo{S}(?P<number>[ivx]{{1,6}}|\d{{1,2}}){E}", read.century),
    _rule(rf"{B}{_MOD}(?:año{S})?{_YEAR}{E}", read.year),
]

YEAR = re.compile(
    rf"{B}(?<![\d.,:/+-]){_LONE_YEAR}(?![\w%]|[.,:/]\d|-\d)"
    r"(?!\s?(?:%|por\sciento|personas|empleados|trabajadores|empleos|miembros|soldados|millas|km|kilómetros|metros|toneladas|libras|euros|dólares|puntos|unidades|copias"
    r"|casas|casos|muertos|veces|palabras|páginas|votos|pasajeros|asientos|horas|días|semanas|meses|años|estudiantes|kg|habitantes|millones|pesos)\b)",
    re.IGNORECASE,
)
