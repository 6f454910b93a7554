"""What a part of a sentence says and its other parts hide: the western basin before the eastern one, "on the north side only"; en, es."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.contrast import OPPOSITE
from nlp.terms import NEGATIONS, STOPWORDS, TOKEN, fold, stem

_PART = re.compile(r"[,;:—()] ?|\s(?:and|but|while|whereas|y|e|pero|mientras|aunque)\s")
_NO_OPPOSITES = frozenset({"singl", "album"})  # a single is from an album
_SIDES = {
    stem(word): {stem(other)}
    for pair in "norte sur|oriental occidental|primero último|primera última|público privado|pública privada|izquierda derecha|hombres mujeres".split(
        "|"
    )
    for word, other in (pair.split(), pair.split()[::-1])
}
_HALF = 0.5  # share of a claim's words, an opposite aside, that its part of a sentence must have
_LEAST = 2  # words of the claim there
_ONLY = re.compile(
    r"(?i)\b(?:only|solely|sol[oa]|s[oó]lo|solamente|únicamente) (?P<behind>(?:in|on|at|to|for|from|with|by|en|a|con|para|por) [^,.;:]{3,40})"
    r"|\b(?P<before>(?:in|on|at|to|for|from|en|con|para) [^,.;:]{3,40}?) (?:only|alone|solamente|únicamente)\b"
)
_RESTRICTS = re.compile(
    r"(?i)\b(?:only|solely|alone|just|sol[oa]|s[oó]lo|solamente|únicamente|exclusively|exclusivamente)\b"
)
_WIDER = re.compile(r"(?i)\b(?:all|every|each|whole|entire|everywhere|both|tod[oa]s?|cada|ambos|ambas)\b")
_SHARE_OF = re.compile(
    r"(?i)\b(?P<share>half|a third|a quarter|a tenth|part|la mitad|un tercio|un cuarto|una parte) (?:of|de) (?P<whole>(?:what|lo que) [^,.;:]{3,60})"
)
_FULL = re.compile(r"(?i)\b(?:full|whole|entire|total) (?P<of>[^\W\d_]{3,})")
_PERCENT_OF = re.compile(r"(?i)\d ?(?:%|per ?cent|por ciento) (?:of|del?) (?:the |its |l[ao]s? )?(?P<of>[^\W\d_]{3,})")
_SHARES = re.compile(
    r"(?i)\b(?:half|third|quarter|tenth|part|partly|mitad|tercio|cuarto|parte|less|menos|%|per ?cent|por ciento)\b|%"
)


def opposite_part(claim: str, sentences: Sequence[str]) -> tuple[str, str] | None:
    """Return a word of a claim, and its opposite in the part of the evidence that has most of the claim's other words; else None.

    "Trout came back to the western basin; in the eastern basin …": both words stand in the sentence, one of them by the trout.
    """
    own = _stems(claim)
    for sentence in sentences:
        parts = [_stems(part) for part in _PART.split(sentence) if part]
        for word in own:
            against = (
                (OPPOSITE.get(word, set()) | _SIDES.get(word, set())) - own if word not in _NO_OPPOSITES else set()
            )
            rest = own - {word}
            counts = [len(rest & part) for part in parts]
            most = max(counts, default=0)
            if not against or most < max(_LEAST, _HALF * len(rest)):
                continue
            best = [part for part, count in zip(parts, counts, strict=True) if count == most]
            if len(best) == 1 and word not in best[0] and (there := against & best[0]):
                return word, min(there)
    return None


def restricted(claim: str, sentences: Sequence[str]) -> str | None:
    """Return the words by which the evidence restricts what a claim says without them ("solo en la capital"), else None.

    The claim says that it holds of all, or of the opposite, and none of the words of the restriction.
    """
    if _RESTRICTS.search(claim) or not _WIDER.search(claim):
        return None
    own = _stems(claim)
    for sentence in sentences:
        for found in _ONLY.finditer(sentence):
            inside = _stems(found["behind"] or found["before"])
            if inside and not inside <= own and len(own & (_stems(sentence) - inside)) >= _LEAST:
                return found.group()
    return None


def share_left_out(claim: str, sentences: Sequence[str]) -> str | None:
    """Return a share of something in the evidence ("half of what they were promised") of which a claim has the whole, else None."""
    if _SHARES.search(claim):
        return None
    own = _stems(claim)
    if full := _FULL.search(claim):
        wholes = (m for sentence in sentences for m in _PERCENT_OF.finditer(sentence))
        return next((m.group() for m in wholes if stem(m["of"]) == stem(full["of"])), None)
    for sentence in sentences:
        for found in _SHARE_OF.finditer(sentence):
            whole = _stems(found["whole"])
            if whole and whole <= own:
                return found.group()
    return None


def _stems(text: str) -> set[str]:
    return {stem(word) for word in TOKEN.findall(text) if fold(word) not in STOPWORDS and stem(word) not in NEGATIONS}
