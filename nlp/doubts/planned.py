"""What a source says was to be done, or was not done after all, where a claim says that it was; en, es."""

from __future__ import annotations

import re

from nlp.terms import STOPWORDS, TOKEN, fold
from nlp.verb_forms import is_past, root

_TO = re.compile(
    r"\b(?:(?:was|were|is|are|been|had been) (?:due|expected|supposed|meant|scheduled|set|planned|intended|asked|told|ordered)"
    r"|plans?|planned|intends?|intended|hopes?|hoped|aims?|aimed|promised|promises|pledged|vowed|wants?|wanted|refused|refuses|failed|declined)"
    r" to (?:\w+ly )?(?:be )?(?P<verb>\w{3,})\b|\b(?:is|are|was|were) to (?:be )?(?P<bare>\w{3,})\b|\b(?:should|ought to) (?:have )?(?P<other>(?!not\b|have\b)\w{3,})\b",
    re.IGNORECASE,
)
_DEBER = re.compile(
    r"\b(?:deb[ií]an?|deber[ií]an?|ten[ií]an? que|iban? a|pretend\w+|planea\w*|prev[eéi]\w*|esper\w+|prometi\w+|se neg[oó] a|se negaron a|podr[ií]an?|pued[ea]n?|busca\w*)"
    r" (?P<verb>\w{3,}(?:[aei]r(?:se|lo|la|los|las)?))\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"(?i)\b(?:will|would|should|shall|must|may|might|could|can|to|not|never|due|expected|planned?|no|deb\w+|podr\w+|iban?|nunca|ser[aá]n?)\b"
)
# "It would pay" is no "it has paid": what a claim in the past has, the source has as yet to come.
_TO_COME = re.compile(
    r"\b(?:will|would|is going to|are going to) (?:\w+ly )?(?P<verb>(?!not\b|have\b|be\b)\w{3,})\b", re.IGNORECASE
)
_FUTURE = re.compile(r"\b(?P<verb>\w{3,}(?:ar|er|ir)(?:á|án|ía|ían))\b")
# What was asked for, prepared or refused as a thing: "pidió la renuncia" is no "renunció", "asked for a meeting" no "met".
_WANTED = {
    "en": re.compile(
        r"\b(?:(?:is |are |was |were )?(?:prepar|consider|weigh|propos|plan|demand|request|seek)(?:e[sd]?|s|ed|ing)?|sought|(?:call|ask|push|campaign|hop|wait)(?:e?s|ed|ing)? for|promised|refused|rejected|ruled out)"
        r" (?:(?:a|an|the|any|its|his|her|their|another|more) )?(?P<things>[^\W\d_]{4,}(?: [^\W\d_]{4,})?)",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:prepara\w*|estudia|estudian|propus\w+|propon\w+|planea\w*|pid(?:ió|e|en|ieron)|exig\w+|solicit\w+|reclam\w+|busca|buscan|promet\w+|rechaz\w+|descart\w+)"
        r" (?:un[ao]? |el |l[ao]s? |su |sus |otr[ao] )?(?P<things>[^\W\d_]{4,})",
        re.IGNORECASE,
    ),
}
_CLAUSE = re.compile(r"[;:]")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_KIN = 4  # letters of a verb's root with more of which the noun of it begins: cancel, cancellation
_DONE = re.compile(r"(?:ed|ó|aron|ieron|ado|ada|ados|adas|ido|ida|idos|idas)$")
_LATER = re.compile(r"(?<=[aei]r)(?:á|án|ía|ían)$")  # what makes a future or a conditional of an infinitive
_CLITIC = re.compile(r"(?<=[aei]r)(?:se|l[oae]s?)$")
_BEFORE = 25  # characters of a claim before its verb in which it hedges
_NOUN = re.compile(r"(?i)\b(?:an?|the|his|her|its|their|this|un|una|el|la|los|las|su|sus) \Z")


def only_planned(claim: str, sentences: list[str], *, language: str) -> str | None:
    """Return the words of the evidence by which what a claim tells as done was only due, wanted or refused, else None.

    The verb of the claim stands in the evidence behind such words and nowhere else; a claim that hedges itself says no more.
    """
    patterns = (_DEBER, _FUTURE) if language == "es" else (_TO, _TO_COME)
    own = [word for word in TOKEN.finditer(claim) if not _NOUN.search(claim, 0, word.start())]
    for sentence in sentences:
        for found in (one for pattern in patterns for one in pattern.finditer(sentence)):
            verb = root(_CLITIC.sub("", _LATER.sub("", next(filter(None, found.groups())))), language)
            said = next((word for word in own if root(word.group(), language) == verb), None)
            if said is None or _HEDGED.search(claim, max(0, said.start() - _BEFORE), said.start()):
                continue
            if found.re in (_TO_COME, _FUTURE) and not (_DONE.search(said.group()) or is_past(said.group())):
                continue
            others = [other.replace(found.group(), " ") for other in sentences]
            if figures := _beside(claim, found):
                # "19 closed; another 26 may close": what is said of the claim's own figure counts.
                others = [
                    part for other in others for part in _CLAUSE.split(other) if figures & {*_FIGURE.findall(part)}
                ]
            told = (word for other in others for word in TOKEN.findall(other))
            if not any(root(word, language) == verb for word in told):
                return found.group()
    return None


def _beside(claim: str, found: re.Match[str]) -> set[str]:
    """Return the figures of a claim that stand in the part of the sentence in which something is only planned."""
    start = max(found.string.rfind(sign, 0, found.start()) for sign in ";:") + 1
    end = next((m.start() for m in _CLAUSE.finditer(found.string, found.end())), len(found.string))
    return {*_FIGURE.findall(claim)} & {*_FIGURE.findall(found.string[start:end])}


def only_wanted(claim: str, sentences: list[str], *, language: str) -> str | None:
    """Return the words of the evidence by which a thing that a claim tells as done was only asked for, prepared or refused, else None.

    The thing stands in the evidence behind such words and nowhere else, and the claim has no such words itself.
    """
    pattern = _WANTED.get(language)
    if pattern is None or _HEDGED.search(claim):
        return None
    own = {root(word, language) for word in TOKEN.findall(claim)}
    for sentence in sentences:
        for found in pattern.finditer(sentence):
            named = [root(word, language) for word in found["things"].split() if fold(word) not in STOPWORDS]
            things = {
                form
                for form in own
                if any(form == noun or (len(form) > _KIN and noun.startswith(form)) for noun in named)
            }
            if not things or root(found.group().split()[0], language) in own or pattern.search(claim):
                continue
            told = (word for other in sentences for word in TOKEN.findall(other.replace(found.group(), " ")))
            if not things & {root(word, language) for word in told}:
                return found.group()
    return None
