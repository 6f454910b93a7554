"""Hold a claim against a source: evidence, facts, verdict."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nlp.contrast import contrast_features, opposites
from nlp.doubts.find import contradictions, doubts
from nlp.evidence import Cover, Passage, claim_terms, cover, passage
from nlp.facts.find import check_facts
from nlp.facts.reader import FactCheck
from nlp.features import claim_features, open_words, sentence_features
from nlp.judge import READ, has_model, odds
from nlp.negated import negation_differs
from nlp.roles import NAMES_COVERED, names_swapped
from nlp.terms import NEGATIONS, TOKEN, stem, tokens
from nlp.verdict import ABOUT_THE_SAME, chances, chosen, decide, fact_features, scores, share_of_article, word_odds

# A word counts as borne out from this cosine on: "film" by "movie" (.84), not "Spanish" by "Mexican" (.66).
_BORNE_OUT = 0.75
# Share of a claim's weight that its evidence must cover before the judge is asked.
_SHARED = 0.3
_LONGEST = 40  # characters of what a source writes for a number, to be put in its place
_BOUND = re.compile(
    r"(?i)\b(?:more than|over|at least|nearly|almost|about|around|some|up to|fewer than|less than|under|roughly|approximately"
    r"|más de|casi|cerca de|alrededor de|al menos|menos de|un[oa]s|aproximadamente|hasta)\s+\Z"
)
_PARTS = re.compile(r"[,;:] |\s(?:and|but|y|pero)\s")
_SMALL_WORD = re.compile(r"\b[a-z]{1,5}\b")
_ENGLISH = frozenset("the of and in to was is for on that with by as at from it an were he his which are".split())
_SPANISH = frozenset("el la de los las y en que del un una por con para se su al es fue como lo".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A sentence of a source that bears on a claim: its number, its span in the source's text, and its weight in 0..1."""

    sentence: int
    start: int
    end: int
    text: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a source says of a claim. `missing` are spans of the claim's words that the evidence does not bear out."""

    verdict: str
    score: float | None
    reason: str
    evidence: tuple[Witness, ...] = ()
    facts: tuple[FactCheck, ...] = ()
    missing: tuple[tuple[int, int], ...] = ()


def check(
    claim: str,
    source: str | Sequence[str] | None,
    *,
    claim_date: str | None = None,
    source_date: str | None = None,
    language: str | None = None,
    source_language: str | None = None,
    aliases: Mapping[str, str] | None = None,
    model: bool = True,
    rule: Callable[..., tuple[str, str]] = decide,
) -> Judgement:
    """Return the judgement of a claim by a source.

    `model`: whether encoders help, where their weights are there: the judge (`nlp.judge`), and the one that finds the
    claim's names; else words, rules and facts decide alone.

    `rule` makes verdict and reason of what was found; a benchmark gives one that counts what each doubt changes.

    `aliases` are short forms that the claim's document defines, with their long forms.

    The source is a text, or a list of sentences whose text is their join by one space; None or an empty one is unread.
    Dates are ISO 8601 and anchor relative expressions; languages are ISO 639-1, told from common words where not given.
    The score is the calibrated probability that the claim is supported; None where the source is unread.
    """
    text = source if isinstance(source, str) or source is None else " ".join(source)
    if text is None or not text.strip():
        return Judgement(verdict="unread", score=None, reason="the source has no text")
    theirs = (source_language or _language(text[:4000], "en"))[:2]
    own = (language or _language(claim, theirs))[:2]
    read = passage(source or "", language=theirs)
    covered = cover(claim_terms(claim), read)
    rows = sentence_features(claim, covered, read)
    chance = chances(rows)
    picked = chosen(chance)
    near = [int(i) for i in np.argsort(-chance, kind="stable")[:5]]
    facts = check_facts(
        claim, read, near, language=own, source_language=theirs, claim_date=claim_date, source_date=source_date, aliases=aliases, model=model,
    )  # fmt: skip
    missing = () if own != theirs else _missing(covered, near, facts)
    said = in_its_words(claim, facts, read.spans[near[0]]) if near else claim
    if said != claim:
        covered = cover(claim_terms(said), read)
        chance = chances(sentence_features(said, covered, read))
        picked = chosen(chance)
        near = [int(i) for i in np.argsort(-chance, kind="stable")[:5]]
    words = word_odds(open_words(said, read, chance))
    known = [claim_features(said, covered, read, chance, words=words), np.asarray(fact_features(facts), np.float32)]
    known.append(np.asarray(contrast_features(said, covered, read, chance), np.float32))
    share, judged = _share(covered, picked), None
    # What shares hardly a word with a claim is nothing that the judge learned from: it called gibberish a source.
    asked = model and own == theirs == "en" and share >= _SHARED and share_of_article(len(read.spans)) < 1
    if asked and has_model():
        judged = odds(said, [read.sentence(i) for i in near[:READ]])
    score = scores(np.concatenate(known), len(read.spans), judged)
    if own == theirs:
        verdict, reason = rule(
            score,
            facts,
            covered=share,
            against=_turned(claim, covered, read, picked, share, facts, language=own),
            doubts=doubts(claim, read, near[:3], language=own),
        )
        supported = score.supported
    else:
        verdict, supported, reason = _across(facts, own, theirs)
    evidence = tuple(
        Witness(
            sentence=i,
            start=read.spans[i][0],
            end=read.spans[i][1],
            text=read.sentence(i),
            score=round(float(chance[i]), 4),
        )
        for i in picked
    )
    return Judgement(
        verdict=verdict, score=round(supported, 4), reason=reason, evidence=evidence, facts=tuple(facts), missing=missing
    )  # fmt: skip


def _language(text: str, otherwise: str) -> str:
    """Return "es" or "en", the two that the finders know, by whose small words there are more of; `otherwise` at a tie."""
    words = _SMALL_WORD.findall(text.lower())
    english, spanish = sum(map(_ENGLISH.__contains__, words)), sum(map(_SPANISH.__contains__, words))
    return otherwise if english == spanish else "es" if spanish > english else "en"


def _share(covered: Cover, picked: Sequence[int]) -> float:
    total = float(covered.weights.sum())
    return float(covered.near[list(picked)].max(axis=0) @ covered.weights) / total if total and picked else 0.0


def _turned(
    claim: str,
    covered: Cover,
    source: Passage,
    picked: Sequence[int],
    share: float,
    facts: Sequence[FactCheck],
    *,
    language: str,
) -> dict[str, str]:
    """Return why the best sentence says the opposite of the claim, by rule and in words; nothing where it does not."""
    if not picked:
        return {}
    best = source.sentence(picked[0])
    found = {}
    if _opposite(claim, covered, source, picked) or negation_differs(claim, best):
        found["negation"] = "claim and source differ in a negation"
    if share >= ABOUT_THE_SAME:
        found |= contradictions(claim, [best], language=language)
    named = [f.claim for f in facts if f.kind == "name"]
    if share >= NAMES_COVERED and (names := names_swapped(claim, best, named)):
        found["names swapped"] = f"the source has “{names[0]}” and “{names[1]}” the other way round"
    return found


def _opposite(claim: str, covered: Cover, source: Passage, picked: Sequence[int]) -> bool:
    """Say whether the best sentence says the claim's words with one negation more or less.

    Held to nearly full cover by one sentence: a negation elsewhere in a long sentence is about something else.
    """
    if not picked:
        return False
    best = source.stems[picked[0]]
    total = max(float(covered.weights.sum()), 1e-6)
    if float(covered.near[picked[0]] @ covered.weights) / total < 0.9 or len(best) > 30:
        return False
    own = sum(stem(t) in NEGATIONS for t in TOKEN.findall(claim))
    theirs = sum(s in NEGATIONS for s in best)
    if (own == 0) == (theirs == 0) or own + theirs != 1:
        return False
    if opposites(tokens(claim), set(best)):
        return False  # "none was convicted", "acquitted all": an opposite and a negation cancel out
    # "It received four complaints, and none of them …": what stands in another part is denied of something else.
    part = next((p for p in _PARTS.split(source.sentence(picked[0])) if NEGATIONS & set(tokens(p))), "")
    return own == 1 or bool({t.stem for t in covered.terms} & set(tokens(part)))


def in_its_words(claim: str, facts: Sequence[FactCheck], sentence: tuple[int, int]) -> str:
    """Return a claim with each number that the likeliest sentence (a span of the source) bears out as that writes it.

    "More than 60 witnesses" is borne out by 64 witnesses, and the words that cover the claim must see that. What another
    sentence bears out stays as it is: it may belong to something else.
    """
    first, last = sentence
    said = claim
    for one in sorted(facts, key=lambda fact: -fact.claim_start):
        if one.kind != "number" or one.status != "match" or not one.source or len(one.source) > _LONGEST:
            continue
        if one.source_start is None or not first <= one.source_start < last:
            continue
        if _digits(one.claim) <= _digits(one.source):
            continue  # the words around a figure are none of its value
        bound = _BOUND.search(claim, 0, one.claim_start)
        start = bound.start() if bound else one.claim_start
        said = said[:start] + one.source + said[one.claim_end :]
    return said


def _digits(text: str) -> set[str]:
    return {word for word in tokens(text) if word[0].isdigit()} or set(tokens(text))


def _missing(covered: Cover, near: Sequence[int], facts: Sequence[FactCheck]) -> tuple[tuple[int, int], ...]:
    best = covered.near[list(near)].max(axis=0) if near and covered.terms else np.zeros(len(covered.terms), np.float32)
    found = [(f.claim_start, f.claim_end) for f in facts if f.status == "match"]
    return tuple(
        (t.start, t.end)
        for t, share in zip(covered.terms, best, strict=True)
        if share < _BORNE_OUT and not any(start <= t.start and t.end <= end for start, end in found)
    )


def _across(facts: Sequence[FactCheck], own: str, theirs: str) -> tuple[str, float, str]:
    """Return verdict, score and reason across two languages: only dates, numbers, names and quotes carry over.

    Words cannot be compared, so nothing is called supported, and what is absent may stand there in other words.
    """
    told = [f for f in facts if f.kind != "quote"]
    matched = sum(f.status == "match" for f in told)
    reason = f"claim in {own}, source in {theirs}: only dates, numbers and names were compared; {matched} of {len(told)} found"
    return "partly_supported", 0.25 + 0.2 * matched / max(len(told), 1), f"{reason}; a person must read it"
