"""What a claim says was done and the source says was not: "has not charged anyone", "no tenía experiencia"; en, es."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.terms import STOPWORDS, TOKEN, fold
from nlp.turns import expanded
from nlp.verb_forms import is_past, root
from nlp.word_lists import words

_DENY = {
    "en": words(
        "not never no none nobody nothing neither nor without denied denies deny refused refuses failed fails unable"
    ),
    "es": words("no nunca jamás nadie nada ningún ninguna ninguno tampoco ni sin negó niega negaron absuelto absuelta"),
}
_WHOLE = words("none ninguno ninguna")  # "none of the reports led to a repair": all that follows
_VERBS_DENIED = words("not never no nunca jamás")  # what denies a verb; an English "no" denies a noun
_AUXILIARY = words("has have had was were is are been be did does do")
_UNTIL = re.compile(r"(?i)\b(?:until|unless|hasta|salvo)\b")
_NOT_DENIED = words("only just merely solely necessarily longer solo sólo solamente únicamente")
_ENDS = frozenset(
    words(
        "but and or because although though while who which that pero sino y o porque aunque mientras cuando si by por"
    )
)
_INFINITIVE = re.compile(r"\bto (?:be )?\Z")
_BEFORE = 8  # characters before a verb in which that stands
_SHORT = 4  # words of a sentence that says nothing but the denial ("Nobody died.")
_RULED_OUT = re.compile(
    r"(?i)\b(?P<what>[^\W\d_]{3,}) (?:(?:has|have|had) been|was|were|is|are) ruled out\b|\b(?:ruled|rules) out (?:an? |the |any )?(?P<that>[^\W\d_]{3,})"
    r"|\bse (?:ha |han )?descart\w+ (?:que |un[ao]? |el |la )?(?P<eso>[^\W\d_]{3,})|\bdescart(?:ó|aron|an?) (?:un[ao]? |el |la )?(?P<esto>[^\W\d_]{3,})"
)
_REACH = 2  # words with a meaning behind a denial that it denies
_FAR = 5  # the same behind "none of"


def denied_there(claim: str, sentences: Sequence[str], *, language: str) -> tuple[str, str] | None:
    """Return a word of a claim that the evidence denies and nowhere affirms, with the words of the denial; else None.

    A claim that denies something itself is not looked at: which of its words it denies is another matter.
    """
    own = TOKEN.findall(expanded(claim))
    deny = _DENY.get(language, frozenset())
    if any(word.lower() in deny for word in own):
        return None
    plain = [(n, word) for n, word in enumerate(own) if len(word) > 3 and word.lower() not in STOPWORDS]
    content = {root(word, language) for _, word in plain}
    asked = {root(word, language): word for n, word in plain if language == "es" or _is_verb(own, n)}
    affirmed: set[str] = set()
    found: dict[str, str] = {}
    for sentence in sentences:
        text = expanded(sentence)
        spans = list(_denials(text, deny))
        forms = [(word, root(word.group(), language)) for word in TOKEN.finditer(text)]
        for word, form in forms:
            if form not in asked:
                continue
            span = next((s for s in spans if s[0] < word.start() < s[1]), None)
            beside = len(forms) <= _SHORT or any(other in content for _, other in forms if other != form)
            if span and beside:
                found.setdefault(form, text[span[0] : word.end()])
            elif not span and not _only_named(text, word, language):
                affirmed.add(form)
    for sentence in sentences:
        for out in _RULED_OUT.finditer(sentence):
            form = root(next(filter(None, out.groups())), language)
            said = next((one for _, one in plain if root(one, language) == form), None)
            if said:
                return said, out.group()
    left = [form for form in asked if form in found and form not in affirmed]
    return (asked[left[0]], found[left[0]]) if left else None


def _is_verb(words: Sequence[str], at: int) -> bool:
    """Say whether an English word tells what was done: a past, or what follows an auxiliary."""
    word = words[at]
    return word[0].islower() and (is_past(word) or word.endswith("ed") or words[max(at, 1) - 1].lower() in _AUXILIARY)


def affirmed_there(claim: str, sentences: Sequence[str], *, language: str) -> str | None:
    """Return a word that a claim denies and the evidence affirms and nowhere denies, else None."""
    deny = _DENY.get(language, frozenset())
    text = expanded(claim)
    if _UNTIL.search(text):
        return None  # "did not arrive until": it arrived
    denied: dict[str, str] = {}
    for start, end in _denials(text, _VERBS_DENIED & deny - ({"no"} if language == "en" else set())):
        words = (w.group() for w in TOKEN.finditer(text, start, end) if w.group().lower() not in STOPWORDS | deny)
        verb = next(words, "")
        if verb.islower():
            denied[root(verb, language)] = verb
    told: set[str] = set()
    for sentence in map(expanded, sentences):
        spans = list(_denials(sentence, deny))
        for word in TOKEN.finditer(sentence):
            form = root(word.group(), language)
            if form in denied and (
                any(s[0] < word.start() < s[1] for s in spans) or _only_named(sentence, word, language)
            ):
                return None
            told.add(form)
    return next((word for form, word in denied.items() if form in told), None)


def _only_named(text: str, word: re.Match[str], language: str) -> bool:
    """Say whether a verb stands in its infinitive ("ordered to remove"): that it was done is not said."""
    if language == "es":
        return bool(re.search(r"[aei]r$", fold(word.group())))
    return bool(_INFINITIVE.search(text, max(0, word.start() - _BEFORE), word.start()))


def _denials(text: str, deny: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans that a denial reaches: the next words with a meaning, within its part of the sentence."""
    tokens = list(TOKEN.finditer(text))
    for at, token in enumerate(tokens):
        if token.group().lower() not in deny:
            continue
        end, left = token.end(), _FAR if token.group().lower() in _WHOLE else _REACH
        for after in tokens[at + 1 :]:
            low = after.group().lower()
            if (
                left == 0
                or low in _NOT_DENIED
                or low in _ENDS
                or re.search(r"[-,.;:()“”\"]", text[end : after.start()])
            ):
                break
            end = after.end()
            left -= low not in STOPWORDS
        if end > token.end():
            yield token.start(), end
