"""Why a source may not say what a claim says though it has its words, and when it says the opposite: in words for the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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


def doubts(claim: str, source: Passage, near: Sequence[int], *, language: str) -> dict[str, str]:
    """Return why the likeliest sentences (`near`, best first) may not bear out a claim: the name of each rule that says so, and
    its reason in words. Each keeps the claim from being called supported.
    """
    found = denials(claim, source, near)
    claim, sentences = claim[:_LONGEST], [source.sentence(i)[:_LONGEST] for i in near]
    found |= contradictions(claim, sentences, language=language)
    if planned := only_planned(claim, sentences, language=language):
        found["only planned"] = f"the source does not say that it was done: “{planned}”"
    if wanted := only_wanted(claim, sentences, language=language):
        found["only wanted"] = f"the source tells of a wish or a refusal: “{wanted}”"
    if word := affirmed_there(claim, sentences[:_BEST], language=language):
        found["affirmed there"] = f"the claim denies “{word}”, the source does not"
    if only := restricted(claim, sentences):
        found["only there"] = f"the source says it “{only}”"
    if share := share_left_out(claim, sentences[:_BEST]):
        found["a share of it"] = f"the source says it of a share: “{share}”"
    if subject := another_subject(claim, sentences, source, language=language):
        found["another subject"] = f"the source says it of “{subject[1]}”, not of “{subject[0]}”"
    other = {
        "opposite part": opposite_part(claim, sentences[:_BEST]),
        "another count": other_count(claim, sentences, language=language),
        "whole for part": whole_for_part(claim, sentences),
        "another agent": another_did(claim, sentences, language=language, text=source.text),
        "another in office": another_holds(claim, sentences),
    }
    return found | _instead(other)


def contradictions(claim: str, sentences: Sequence[str], *, language: str) -> dict[str, str]:
    """Return what in the evidence cannot hold together with the claim, by rule: how many of a thing, which way a number went, what was
    denied, who did it, an opposite.

    It contradicts the claim where the evidence is surely about the same thing, and is a doubt elsewhere.
    """
    claim, sentences = claim[:_LONGEST], [sentence[:_LONGEST] for sentence in sentences]
    ways = (goes_the_other_way(claim, one) for one in sentences[:_BEST] if len(_words(claim) & _words(one)) >= _SHARED)
    found = {}
    if way := next(filter(None, ways), None):
        found["another way"] = f"the figures go the other way: “{way}”"
    if denied := denied_there(claim, sentences[:_BEST], language=language):
        found["denied there"] = f"the source denies “{denied[0]}”: “{denied[1]}”"
    other = {
        "how many": shares_exclude(claim, sentences),
        "another agent": another_did(claim, sentences, language=language),
        "opposite, Spanish": spanish_opposites(claim, sentences) if language == "es" else None,
    }
    return found | _instead(other)


def _instead(found: Mapping[str, tuple[str, str] | None]) -> dict[str, str]:
    """Return the reason of each rule that found what stands in the claim and, in its place, in the source."""
    return {rule: f"the source has “{pair[1]}” where the claim has “{pair[0]}”" for rule, pair in found.items() if pair}


def _words(text: str) -> set[str]:
    return {word for word in map(str.lower, TOKEN.findall(text)) if word not in STOPWORDS}
