"""Who speaks a quote: the subject of the speech verb that stands by it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nlp.spans import Entity
from nlp.word_lists import words

_VERBS_EN = """said says say saying told tells added adds explained explains asked asks replied replies answered
        stated states declared announced argued argues wrote writes warned warns insisted noted notes
        claimed claims admitted acknowledged observed remarked commented concluded continued recalled
        recalls suggested suggests tweeted posted testified reported reports stressed emphasized emphasised
        complained shouted cried whispered exclaimed denied denounced urged called described responded
        pointed quipped joked predicted promised vowed repeated reads read quoted cautioned countered
        conceded confirmed demanded lamented maintained mused pleaded proclaimed protested retorted thinks
        believes thought ordered threatened boasted wondered recounted alleged alleges contended contends advised
        vows accused spoke speaks"""
_VERBS_ES = """dijo dice dicen dijeron decía señaló señala señalaron afirmó afirma afirmaron explicó explica
        explicaron añadió añade agregó agrega aseguró asegura aseguraron declaró declara declararon indicó
        indica indicaron manifestó manifiesta expresó expresa preguntó pregunta respondió responde contestó
        contesta comentó comenta sostuvo sostiene apuntó apunta recordó recuerda advirtió advierte insistió
        insiste subrayó subraya destacó destaca reconoció reconoce concluyó concluye escribió escribe
        precisó precisa anunció anuncia admitió admite denunció denuncia argumentó argumenta reiteró reitera
        lamentó lamenta exclamó gritó susurró replicó puntualizó matizó detalló aclaró enfatizó refirió
        contó cuenta relató opinó opina pidió exigió informó aseveró expuso considera consideró prometió
        negó tuiteó reza describió calificó señalan afirman dicen aseguran anunciaron pidieron exigieron
        respondieron denunciaron advirtieron escribieron insistieron reiteraron prometieron acusó acusaron
        criticó criticaron celebró confesó llamó llamaron calificaron describieron ordenó ordenaron adujo alegó
        defendió resaltó resumió remarcó recalcó habló habla hablaron"""
_SOURCE = (
    r"(?i:according to|in the (?:words|view|opinion) of|según|de acuerdo con|en palabras de|en opinión de|a juicio de)"
)
_VERBS = words(_VERBS_EN) | words(_VERBS_ES)
_VERB = rf"(?i:{'|'.join(sorted(_VERBS, key=len, reverse=True))})"
_SOURCES = (
    "according to",
    "in the words of",
    "in the view of",
    "in the opinion of",
    "según",
    "de acuerdo con",
    "en palabras de",
    "en opinión de",
    "a juicio de",
)
_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL = r"[^\W\d_a-zà-öø-ÿ][^\W_]*(?:[-'’][^\W_]+){0,3}"
_LINK = r"(?:(?:de|del|la|las|los|y|van|von|der|den|bin|al|da|di|du|le|of|the|for)\s+){0,2}"
_NAME = rf"(?:{_CAPITAL}\.?(?:\s+{_LINK}{_CAPITAL}){{0,6}})"
_DETERMINER = r"\b(?i:the|a|an|one|another|his|her|their|its|our|my|el|la|los|las|un|una|su|uno|otro|otra)"
_ROLE = rf"(?:{_DETERMINER}\s+(?:[^\W\d_]+(?:[-'’][^\W\d_]+)?['’]?\s+){{0,5}}?[^\W\d_]+)"
_HE = r"(?i:he|she|they|it|i|we|él|ella|ellos|ellas|quien|who)"
_OF = rf"(?:\s+(?:for|of|at|from|in|de|del|para)\s+(?:{_ROLE}|{_NAME}))?"
_WHO = rf"((?:{_ROLE},?\s+)?{_NAME}|{_ROLE}|\b{_HE}){_OF}(?:,\s(?P<own>{_NAME}),|,[^,.\n]{{1,80}},)?"
# "Said activist Ana Paz": what somebody is, without an article.
_BARE_ROLE = r"(?:[^\W\d_A-ZÀ-Þ]{4,20}\s+){1,2}(?=[A-ZÀ-Þ][^\W\d_]+\s+[A-ZÀ-Þ])"
_BETWEEN = r"(?:(?:also|later|then|has|had|have|was|once|quickly|todavía|también|ha|le|les|me|nos|se|lo|ya)\s+){0,3}"
_SOON = r"(?:(?:ayer|hoy|también|also|entonces|then|así|later)\s+)?"
_ENDS = r"(?=\s*(?:[.,;:\n)(—–-]|$))"
_PRONOUN = re.compile(rf"(?:{_HE}|you|yo|nosotros)$", re.IGNORECASE)
_VERB_WHO = re.compile(
    rf"^[\s,]*(?:(?:me|le|les|nos|lo|se|ha|han|había) )?{_VERB}\s+{_SOON}"
    rf"(?:{_BARE_ROLE})?((?:{_ROLE}\s+)?{_NAME}|{_ROLE}{_ENDS}|{_HE}\b)(?:,\s(?P<own>{_NAME})(?=[,.]|$))?"
)
_WHO_VERB = re.compile(rf"^[\s,]*{_WHO}\s+{_BETWEEN}{_VERB}\b")
_WHO_VERB_BEFORE = re.compile(rf"{_WHO}\s+{_BETWEEN}{_VERB}\b[^.!?\n]*$")
_VERB_WHO_BEFORE = re.compile(rf"\b{_VERB}\s+((?:{_ROLE}\s+)?{_NAME})[^.!?\n]{{0,80}}[:,]\s*$")
_ACCORDING = re.compile(rf"(?:{_SOURCE}|(?i:para))\s+(?:{_BARE_ROLE})?((?:{_ROLE}\s+)?{_NAME}|{_ROLE})")
_COLON = re.compile(rf"(?:^|[.!?\n]\s*)({_NAME})(?:\s*\([^()\n]{{1,60}}\))?:\s*$")
_PARTICIPLE = re.compile(
    r"\b(?:saying|adding|stating|warning|diciendo|añadiendo|afirmando|señalando)\W*(?:that|que)?\W*$"
)
_NAMED = re.compile(rf"(?<!\w){_NAME}")
_NOT_NAMES = words(
    """the a an in on at but and so he she they it we i you this that these those when while if as for
        after before because el la los las un una en pero y cuando si como para por al del de su sus él ella
        ellos según así también"""
)
_DETERMINERS = words("the a an his her their its our my el la los las un una su")
_CIRCUMSTANCE = re.compile(
    r"\s+(?:(?:en|desde|ante|durante|tras|cercan[oa]s?|on|from|during|close|near|after|before)\b|(?:el|este)\s+(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)\b)"
)
_WINDOW = 200  # characters of a sentence looked at on either side of a quote


@dataclass(frozen=True, slots=True)
class Turn:
    """Who spoke last, and where: what a pronoun or a second half of a quote hangs on."""

    speaker: str | None = None
    end: int = -10_000


def cued(text: str) -> bool:
    """Return whether words of speech stand in a text."""
    low = text.lower()
    return not _VERBS.isdisjoint(_WORD.findall(low)) or any(source in low for source in _SOURCES)


def named_before(before: str) -> bool:
    """Return whether a name and a colon stand right before."""
    return _COLON.search(before) is not None


def speaker_of(
    text: str, start: int, end: int, *, near: Callable[[int, int], Sequence[Entity]], turn: Turn
) -> tuple[str | None, Turn]:
    """Return who speaks the words [start, end), and the turn to hand to the next quote."""
    after = _after(text, end)
    before = _before(text, start)
    said: str | None = None
    if cued(after) and (match := _VERB_WHO.match(after) or _WHO_VERB.match(after)):
        said = _who(match)
    if said is None and (match := _COLON.search(before)):
        said = match[1]
    if said is None and _PARTICIPLE.search(before):
        said = _last_name(start, before, near)
    if said is None and cued(before) and (match := _VERB_WHO_BEFORE.search(before) or _WHO_VERB_BEFORE.search(before)):
        said = _who(match)
    if said is None and (match := _ACCORDING.search(before) or _ACCORDING.match(after.lstrip(' ,.”"»—'))):
        said = match[1]
    same_paragraph = text.find("\n\n", max(turn.end, 0), start) < 0 <= turn.end
    if said is None and same_paragraph and start - turn.end < _WINDOW:
        said = turn.speaker
    elif said and _PRONOUN.match(said.strip()):
        said = _named(text, start, near, turn)
    speaker = _trim(said) if said else None
    return speaker, Turn(speaker=speaker or turn.speaker, end=end)


def _who(found: re.Match[str]) -> str:
    """Return whom a pattern names: the name beside what somebody is ("its lawyer, Ruth Stein"), and no time or place with it."""
    said, own = found[1], found.groupdict().get("own")
    if said.split()[0].lower() not in _DETERMINERS:
        return said
    return own or _CIRCUMSTANCE.split(said)[0]


def _after(text: str, end: int) -> str:
    """Return the rest of the sentence that a quote stands in."""
    rest = text[end : end + _WINDOW].lstrip('”"»’›')
    rest = rest.split("\n\n", 1)[0]
    stripped = rest.lstrip(" ,—–-\n")
    return re.split(r"(?<=[^\W\d_]{3})[.!?](?:\s|$)|[“\"«]", stripped, maxsplit=1)[0]


def _before(text: str, start: int) -> str:
    """Return the sentence up to a quote, without its opening mark."""
    part = text[max(0, start - _WINDOW) : start].rstrip('“"«‘„‹ ')
    part = part.rsplit("\n\n", 1)[-1]
    return re.split(r"(?<=[^\W\d_]{3})[.!?]\s|[”\"»]", part)[-1]


def _named(text: str, start: int, near: Callable[[int, int], Sequence[Entity]], turn: Turn) -> str | None:
    """Return the name that a pronoun before `start` stands for: the last speaker, else the last person named."""
    people = [e for e in near(max(0, start - 3 * _WINDOW), start) if e.type == "PER"]
    if people:
        return people[-1].name
    if turn.speaker and start - turn.end < 3 * _WINDOW:
        return turn.speaker
    names = [
        m[0]
        for m in _NAMED.finditer(text[max(0, start - _WINDOW) : start])
        if " " in m[0] and m[0].split()[0].lower() not in _NOT_NAMES
    ]
    return names[-1] if names else None


def _last_name(start: int, before: str, near: Callable[[int, int], Sequence[Entity]]) -> str | None:
    """Return the person, else the name, that stands last before "… started with a joke, saying"."""
    people = [e for e in near(start - len(before) - 3, start) if e.type == "PER"]
    if people:
        return people[-1].text
    names = [m[0] for m in _NAMED.finditer(before) if m[0].lower() not in _NOT_NAMES]
    return names[-1] if names else None


def _trim(said: str) -> str | None:
    """Return a speaker without the words of a sentence's beginning."""
    words = said.strip(" ,").split()
    while (
        len(words) > 1
        and words[0].lower() in _NOT_NAMES
        and words[1][:1].isupper()
        and words[0].lower() not in ("the", "el", "la")
    ):
        words = words[1:]
    if not words or (len(words) == 1 and words[0].lower() in _NOT_NAMES):
        return None
    return " ".join(words)
