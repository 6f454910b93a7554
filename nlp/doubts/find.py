"""Why a source may not say what a claim says though it has its words, and when it says the opposite: in words for the reason."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.contrast import denials
from nlp.doubts.agents import another_did
from nlp.doubts.counted import other_count
from nlp.doubts.denied import affirmed_there, denied_there
from nlp.doubts.offices import another_holds
from nlp.doubts.parts import opposite_part, restricted, share_left_out
from nlp.doubts.planned import only_planned, only_wanted
from nlp.doubts.quantifiers import shares_exclude, whole_for_part
from nlp.doubts.subjects import another_subject
from nlp.doubts.trends import goes_the_other_way
from nlp.evidence import Passage
from nlp.opposites import spanish_opposites
from nlp.terms import STOPWORDS, TOKEN

# Words of a claim that a sentence shares, from which a figure in it that went the other way is the claim's figure.
_SHARED = 2
_LONGEST = (
    1500  # characters of a claim or sentence that are looked at: what is longer is a list or a table, and no statement
)
_BEST = 2  # sentences: in a third one a denial or a figure is seldom about the claim


def doubts(claim: str, source: Passage, near: Sequence[int], *, language: str) -> list[str]:
    """Return why the likeliest sentences (`near`, best first) may not bear out a claim; each keeps it from being called supported."""
    found = denials(claim, source, near)
    claim, sentences = claim[:_LONGEST], [source.sentence(i)[:_LONGEST] for i in near]
    found += contradictions(claim, sentences, language=language)
    if planned := only_planned(claim, sentences, language=language):
        found.append(f"the source does not say that it was done: “{planned}”")
    if wanted := only_wanted(claim, sentences, language=language):
        found.append(f"the source tells of a wish or a refusal: “{wanted}”")
    if word := affirmed_there(claim, sentences[:_BEST], language=language):
        found.append(f"the claim denies “{word}”, the source does not")
    if there := opposite_part(claim, sentences[:_BEST]):
        found.append(f"the part of the source about it has “{there[1]}” where the claim has “{there[0]}”")
    if count := other_count(claim, sentences, language=language):
        found.append(f"the source has “{count[1]}” where the claim has “{count[0]}”")
    if only := restricted(claim, sentences):
        found.append(f"the source says it “{only}”")
    if share := share_left_out(claim, sentences[:_BEST]):
        found.append(f"the source says it of a share: “{share}”")
    if whole := whole_for_part(claim, sentences):
        found.append(f"the source has “{whole[1]}” where the claim has “{whole[0]}”")
    if agent := another_did(claim, sentences, language=language, text=source.text):
        found.append(f"the source has “{agent[1]}” in the place of “{agent[0]}”")
    if subject := another_subject(claim, sentences, source, language=language):
        found.append(f"the source says it of “{subject[1]}”, not of “{subject[0]}”")
    if office := another_holds(claim, sentences):
        found.append(f"the source has “{office[1]}” in the place of “{office[0]}”")
    return found


def contradictions(claim: str, sentences: Sequence[str], *, language: str) -> list[str]:
    """Return what in the evidence cannot hold together with the claim: how many of a thing, which way a number went, what was denied,
    who did it, an opposite.

    It contradicts the claim where the evidence is surely about the same thing, and is a doubt elsewhere.
    """
    claim, sentences = claim[:_LONGEST], [sentence[:_LONGEST] for sentence in sentences]
    found = []
    if shares := shares_exclude(claim, sentences):
        found.append(f"the source has “{shares[1]}” where the claim has “{shares[0]}”")
    ways = (goes_the_other_way(claim, one) for one in sentences[:_BEST] if len(_words(claim) & _words(one)) >= _SHARED)
    if way := next(filter(None, ways), None):
        found.append(f"the figures go the other way: “{way}”")
    if denied := denied_there(claim, sentences[:_BEST], language=language):
        found.append(f"the source denies “{denied[0]}”: “{denied[1]}”")
    if agents := another_did(claim, sentences, language=language):
        found.append(f"the source has “{agents[1]}” in the place of “{agents[0]}”")
    if language == "es" and (words := spanish_opposites(claim, sentences)):
        found.append(f"the source has “{words[1]}” where the claim has “{words[0]}”")
    return found


def _words(text: str) -> set[str]:
    return {word for word in map(str.lower, TOKEN.findall(text)) if word not in STOPWORDS}
