"""By whom a thing was done: "led by Ana Ruiz" where a claim has "led by Pol Marsh"; en, es."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from nlp.terms import fold
from nlp.verb_forms import root

_BY = re.compile(
    r"\b(?P<verb>\w{3,})(?: (?:for|on|at|up|down|out|off|in))? (?:by|por) (?P<agent>(?:(?:the|a|an|its|his|her|el|la|los|las|un|una|su) )?[^,.;:()“”\"]{2,60})",
    re.IGNORECASE,
)
_ENGLISH_FORMS = frozenset(
    "led made paid built held sold bought sent won lost given taken written driven known seen shown told found run put set cut brought begun drawn"
    " chosen stolen broken spoken beaten bitten hidden worn torn sworn sung struck shot hit caught taught fought thought kept left paid read lent dealt felt heard meant met lit".split()
)
_PARTICIPLE = re.compile(r"(?:[a-z]{2,}ed|[a-z]{2,}(?:ad|id)[oa]s?|escrit[oa]s?|hech[oa]s?|dich[oa]s?)$")
_WORD = re.compile(r"[^\W_]+")
_ANY = re.compile(r"(?i)(?:an?|another|un|una|otr[oa]) ")  # "by an American" names nobody
_THE = re.compile(r"(?:the|el|la|los|las) \w{3,}", re.IGNORECASE)
_PRONOUN = re.compile(r"(?i)(?:it|him|her|them|this|that|those)\b")
_SAME_NAME = 0.8  # "Dostoyevsky", "Dostoevsky"
_LIST = 120  # characters in which those who did a thing together are named
_NAME = re.compile(r"[A-ZÀ-Ý][\w’'-]+")
_ENDS = re.compile(r" (?:and|or|in|on|at|from|who|which|that|to|for|of|with|y|o|en|de|que|para|con) ", re.IGNORECASE)


def another_did(claim: str, sentences: Sequence[str], *, language: str, text: str = "") -> tuple[str, str] | None:
    """Return by whom a claim says a thing was done, and by whom the evidence says it, where both are named and differ; else None.

    A description in the claim ("by the paper mill") is one whom the source's `text` has elsewhere in the same words.
    Where the evidence only describes who did it ("by the ministry"), the claim's name must stand there for somebody else.
    """
    own = [
        (verb, agent)
        for verb, agent, _ in _agents(claim, language)
        if not _ANY.match(agent) and (_NAME.search(agent) or (_THE.match(agent) and agent.lower() in text.lower()))
    ]
    if not own:
        return None
    theirs = [pair for sentence in sentences for pair in _agents(sentence, language)]
    together = " ".join(sentences)
    for verb, agent in own:
        others = [(other, behind) for form, other, behind in theirs if form == verb]
        if not others or any(_alike(agent, other, behind) for other, behind in others):
            continue
        named = next((other for other, _ in others if _NAME.search(other)), None)
        stands = any(re.search(rf"\b{re.escape(name)}\b", together) for name in _NAME.findall(agent))
        described = not _NAME.search(agent) and not _PRONOUN.match(others[0][0])
        if named or described or (stands and not _PRONOUN.match(others[0][0])):
            return agent, named or others[0][0]
    return None


def _alike(agent: str, other: str, behind: str) -> bool:
    """Say whether a word of the claim's agent stands in the evidence's, or one of its names in what follows that ("by A, B and C")."""
    own, theirs = ({fold(word) for word in _WORD.findall(text) if len(word) > 3} for text in (agent, other))
    names = {fold(word) for name in _NAME.findall(agent) for word in _WORD.findall(name)}
    return bool(own & theirs) or any(
        OSA.normalized_similarity(name, word) > _SAME_NAME
        for name in names
        for word in map(fold, _WORD.findall(behind))
    )


def _agents(text: str, language: str) -> Iterator[tuple[str, str, str]]:
    """Yield the root of each verb in the passive, the words for who acts as far as they belong together, and what follows."""
    at = 0
    while found := _BY.search(text, at):
        at = found.start("agent")  # "made by the lab and paid for by the counties" has two
        verb = found["verb"].lower()
        if verb in _ENGLISH_FORMS or _PARTICIPLE.search(fold(verb)):
            yield (
                root(verb, language),
                _ENDS.split(found["agent"] + " ")[0].strip(),
                text[found.start("agent") : found.start("agent") + _LIST],
            )
