"""What a source says was to be done, or was not done after all, where a claim says that it was; en, es."""

from __future__ import annotations

import re

from nlp.terms import TOKEN
from nlp.verb_forms import is_past, root

_TO = re.compile(
    r"\b(?:(?:was|were|is|are|been|had been) (?:due|expected|supposed|meant|scheduled|set|planned|intended|asked|told|ordered)"
    r"|plans?|planned|intends?|intended|hopes?|hoped|aims?|aimed|promised|promises|pledged|vowed|wants?|wanted|refused|refuses|failed|declined)"
    r" to (?:\w+ly )?(?:be )?(?P<verb>\w{3,})\b|\b(?:is|are|was|were) to (?:be )?(?P<bare>\w{3,})\b|\b(?:should|ought to) (?:have )?(?P<other>(?!not\b|have\b)\w{3,})\b",
    re.IGNORECASE,
)
_DEBER = re.compile(
    r"\b(?:deb[ií]an?|deber[ií]an?|ten[ií]an? que|iban? a|pretend\w+|planea\w*|prev[eéi]\w*|esper\w+|prometi\w+|se neg[oó] a|se negaron a|podr[ií]an?|busca\w*)"
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
_DONE = re.compile(r"(?:ed|ó|aron|ieron|ado|ada|ados|adas|ido|ida|idos|idas)$")
_LATER = re.compile(r"(?<=[aei]r)(?:á|án|ía|ían)$")  # what makes a future or a conditional of an infinitive
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
            verb = root(_LATER.sub("", next(filter(None, found.groups()))), language)
            said = next((word for word in own if root(word.group(), language) == verb), None)
            if said is None or _HEDGED.search(claim, max(0, said.start() - _BEFORE), said.start()):
                continue
            if found.re in (_TO_COME, _FUTURE) and not (_DONE.search(said.group()) or is_past(said.group())):
                continue
            told = (word for other in sentences for word in TOKEN.findall(other.replace(found.group(), " ")))
            if not any(root(word, language) == verb for word in told):
                return found.group()
    return None
