"""Events, products and laws, by known names and by the words that such names carry (English and Spanish)."""

from __future__ import annotations

import re

Span = tuple[int, int, str]

# A capitalised word, and up to eight of them with small words between: bounded, so that time stays linear.
_CAP = r"[^\W\d_a-zà-öø-ÿ][\w\u2019'-]{0,40}"
_LINK = (
    r"(?:(?:of|on|for|the|to|against|de|del|la|las|los|el|para|contra|a|al|y|e|"
    r"and(?!\ (?:Directive|Regulation|Resolution|Article)\b))\ ){0,3}"
)
_OF = r"(?:(?:of|the|de|del|la|las|los|el)\ ){0,2}"  # between the words before a head, and in the name of an event
_RUN = rf"{_CAP}(?:\ {_LINK}{_CAP}){{0,7}}"
_PLACE_RUN = rf"{_CAP}(?:\ {_OF}{_CAP}){{0,5}}"
_YEAR = r"(?:1[5-9]|20)\d\d"
_ORDINAL = r"(?:\d{1,3}(?:st|nd|rd|th|\.?[ºª°])|[IVXL]{1,6})"

_LAW_HEADS = (
    r"Act|Law|Code|Treaty|Convention|Constitution|Directive|Regulation|Protocol|Accord|Accords|Agreement|Charter|"
    r"Amendment|Bill|Statute|Ordinance|Covenant"
)
_ACT_HEADS = r"Act|Law|Code|Treaty|Constitution|Directive|Regulation|Protocol|Accords?|Agreement|Charter|Covenant"
_NO_LAW = r"(?!\ (?:School|Firm|Review|Group|Enforcement))"
_LEY_HEADS = (
    r"Ley|Código|Tratado|Convención|Convenio|Constitución|Directiva|Reglamento|Protocolo|Acuerdo|Carta Magna|Pacto|"
    r"Estatuto|Decreto|Norma Oficial"
)
_EVENT_HEADS = (
    r"War|Wars|Battle|Revolution|Olympics|Games|Olympic Games|Cup|World Cup|Championship|Championships|Festival|Summit|"
    r"Conference|Congress|Forum|Election|Elections|Massacre|Earthquake|Uprising|Genocide|Holocaust|"
    r"Scandal|Referendum|Week|Day|Marathon|Grand Prix|Expo|Biennale"
)
_EVENTO_HEADS = (
    r"Guerra|Batalla|Revolución|Juegos Olímpicos|Juegos|Copa|Mundial|Campeonato|Festival|Cumbre|Conferencia|Foro|"
    r"Elecciones|Masacre|Matanza|Terremoto|Levantamiento|Genocidio|Holocausto|Semana|Día|Feria|Gran Premio|"
    r"Torneo|Olimpiadas|Bienal"
)
_RULES: tuple[tuple[str, str], ...] = (
    # The Freedom of Information Act 2000; Official Secrets Act; the Geneva Convention; the Treaty of Rome
    (
        "LAW",
        rf"(?:{_CAP}\ {_LINK}){{1,7}}(?:{_ACT_HEADS})\b{_NO_LAW}(?:\ (?:of\ )?{_YEAR}\b)?",
    ),
    ("LAW", rf"(?:{_LAW_HEADS})\ (?:of|on|for|against|concerning)\ (?:the\ )?{_RUN}"),
    ("LAW", rf"(?:{_LEY_HEADS})\ {_LINK}{_RUN}"),
    (
        "LAW",
        r"(?:Directive|Regulation|Resolution|Directiva|Reglamento|Resolución|Ley|Decreto|Real\ Decreto)\ "
        r"(?:\((?:EU|EC|UE|CE)\)\ )?(?:(?:No|nº|núm|número)\.?\ )?\d{1,4}/\d{1,4}(?:/[A-Z]{2,4})?",
    ),
    (
        "LAW",
        r"(?:Article|Section|Artículo|Art\.)\ \d{1,4}(?:\(\d{1,3}\))?\ (?:of\ the|de\ la|del)\ "
        r"(?:Constitution|Constitución|Código\ Penal|Penal\ Code|Criminal\ Code)",
    ),
    ("LAW", r"(?:Geneva|Vienna|Hague|Aarhus|European|American|Inter-American|UN)\ Conventions?\b"),
    ("LAW", r"(?:Constitution|Constitución|Magna\ Carta|Carta\ Magna|Bill\ of\ Rights|GDPR|RGPD|FOIA|DMCA|HIPAA)"),
    ("LAW", r"(?:First|Second|Third|Fourth|Fifth|Sixth|Eighth|Tenth|Thirteenth|Fourteenth|Nineteenth)\ Amendment"),
    # the Battle of Hastings; the 2010 World Cup; the Second World War; Hurricane Katrina; 3rd Open Data Conference
    ("EVENT", rf"(?:{_EVENT_HEADS})\ (?:of|on|for)\ (?:the\ )?{_PLACE_RUN}(?:\ {_YEAR}\b)?"),
    ("EVENT", rf"(?:(?:{_YEAR}|{_ORDINAL})\ )?(?:{_CAP}\ {_OF}){{1,6}}(?:{_EVENT_HEADS})\b(?:\ (?:of\ )?{_YEAR}\b)?"),
    ("EVENT", rf"(?:Hurricane|Cyclone|Typhoon|Huracán|Tifón|Operation|Operación|Operativo)\ {_CAP}"),
    (
        "EVENT",
        rf"(?:(?:Primera|Segunda|Tercera|Primer|Segundo|Tercer|{_ORDINAL})\ )?(?:{_EVENTO_HEADS})\ {_OF}{_PLACE_RUN}"
        rf"(?:\ (?:de\ )?{_YEAR}\b)?",
    ),
    (
        "EVENT",
        r"(?:(?:First\ |Second\ )?World\ War(?:\ (?:I{1,3}|One|Two|1|2)\b)?|Cold\ War|Guerra\ Fría|Holocausto?|Brexit|"
        r"Ramadan|Ramadán|Christmas|Easter|Thanksgiving|Navidad|Semana\ Santa|Watergate|Super\ Bowl(?:\ [IVXL]{1,6})?|"
        r"Oscars|Eurovision|Woodstock|Y2K|COP\d{1,2}|G-?20|G-?7|9/11|11-S)",
    ),
    # products: a maker's known lines, and a name with a version
    (
        "PRODUCT",
        r"(?:i(?:Phone|Pad|Pod|Mac|OS|Tunes|Cloud)|MacBook|PlayStation|Xbox|Kindle|Android|Windows|Galaxy|"
        r"Photoshop|Firefox|Chrome|Gmail|WhatsApp|Pegasus|FinFisher|Predator|Linux|Ubuntu|Excel|PowerPoint|"
        r"Outlook|Word|Boeing|Airbus|Tesla\ Model|Ford|Toyota|Nokia|ChatGPT|GPT|Alexa|Siri)"
        r"(?:\ (?:Pro|Air|Mini|Plus|Max|Ultra|Series|Note|Model|XP|Vista|NT|One|[A-Z]{1,2})){0,2}"
        r"(?:[ -][A-Z]?\d{1,4}(?:\.\d{1,3}){0,2}[a-zA-Z]{0,2})\b",
    ),
    (
        "PRODUCT",
        r"(?:i(?:Phone|Pad|Pod|Mac|OS|Tunes|Cloud)s?|MacBook|PlayStation|Xbox|Kindle|Photoshop|Firefox|Gmail|"
        r"WhatsApp|FinFisher|FinSpy|PowerPoint|ChatGPT|Wi-Fi|Bluetooth|Microsoft\ (?:Office|Word|Excel|Windows)|"
        r"Google\ (?:Maps|Chrome|Earth|Docs|Drive|Translate))\b",
    ),
    ("PRODUCT", rf"{_CAP}(?=\ (?:spyware|malware|ransomware|smartphone|browser)\b)"),
    ("PRODUCT", rf"(?:(?<=spyware\ )|(?<=malware\ )|(?<=ransomware\ )|(?<=navegador\ )){_CAP}"),
    ("PRODUCT", rf"{_CAP}\ (?:v|version\ |versión\ )\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}"),
)
_PATTERNS = tuple((kind, re.compile(rf"(?<!\w)(?:{pattern})")) for kind, pattern in _RULES)
_ARTICLE = re.compile(
    r"(?:[Tt]he|A|An|El|La|Los|Las|el|la|los|las|In|On|At|En|By|For|Under|Since|During|This|That|And|But|Este|Esta|"
    r"While|After|Before|When|If|With|From|To|Tras|Desde|Durante|Con)\ "
)
# A head alone names nothing ("the Act", "Election"), but for the constitution.
_HEADS = frozenset("|".join((_LAW_HEADS, _LEY_HEADS, _EVENT_HEADS, _EVENTO_HEADS)).split("|")) - {
    "Holocaust",
    "Holocausto",
}
# Words that end as an event or a law does and name neither.
_NOT = re.compile(
    r"(?:New\ Year\u2019?'?s?\ |(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)|The\ Day|Some\ Day|One\ Day|Secretary\ of)"
)


def cue_spans(text: str, start: int, end: int) -> list[Span]:
    """Return (start, end, EVENT|PRODUCT|LAW) of what a sentence names, in order; where two overlap the longer wins."""
    found: list[Span] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text, start, end):
            left = match.start()
            article = _ARTICLE.match(text, left, match.end())
            while article:
                left = article.end()
                article = _ARTICLE.match(text, left, match.end())
            name = text[left : match.end()]
            if len(name) > 2 and name not in _HEADS and not _NOT.match(name):
                found.append((left, match.end(), kind))
    kept: list[Span] = []
    for span in sorted(found, key=lambda span: (span[0], -span[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
        elif span[1] - span[0] > kept[-1][1] - kept[-1][0]:
            kept[-1] = span
    return kept
