"""Words that turn what a sentence says: may, must, not, only, all, allegedly; by what they do, so that a synonym is no turn; en, es, fr, de."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from nlp.word_lists import words

_CLASSES = {
    "permit": words(
        """may can could might allowed permitted puede pueden podrá podrán podría peut peuvent pourra pourront
        darf dürfen kann können allows permits"""
    ),
    "require": words(
        """must shall should required requires require debe deben deberá deberán obligatorio doit doivent devra devront
        obligatoire muss müssen soll sollen optional voluntary"""
    ),
    "deny": words(
        """not no ne never none nor neither without cannot nobody nothing nowhere nunca ningún ninguna ninguno nadie sin tampoco ni pas jamais
        aucun aucune sans nicht kein keine keinen keiner keinem nie niemals niemand niemanden niemandem keines nichts ohne
        não nunca jamais nenhum nenhuma ninguém nada sem"""
    ),
    "forbid": words("prohibited forbidden banned prohibido prohibida interdit interdite verboten untersagt"),
    "except": words("except unless salvo excepto sauf excepté außer ausgenommen"),
    "only": words("only solo sólo solamente únicamente seulement uniquement nur lediglich"),
    "all": words(
        "always all any anybody anyone anything every each everybody everyone everything siempre todos todas toujours tous toutes immer alle jeder jede jedes"
    ),
    "hedge": words(
        """suspect suspects suspected allege alleges alleged allegedly apparently possibly probably reportedly presumably believed rumoured
        sospecha sospechan sospechamos supuesto supuesta supuestos supuestas supuestamente presunto presunta presuntos presuntas presuntamente
        posiblemente probablemente aparentemente présumé présumée probablement apparemment soupçonne soupçonnent mutmaßlich mutmaßliche
        mutmaßlichen angeblich vermutlich wahrscheinlich"""
    ),
    "some": words(
        "some certain somebody someone something algunos algunas alguien certains certaines quelques einige manche jemand jemanden jemandem alguém"
    ),
}
CLASS_OF = {word: name for name, listed in _CLASSES.items() for word in listed}
TURNS = frozenset(CLASS_OF)
_CONTRACTED = re.compile(r"\b(ca|wo|sha)n['’]t\b|\b(\w+)n['’]t\b", re.IGNORECASE)
_WHOLE = {"ca": "can not", "wo": "will not", "sha": "shall not"}
_IDIOM = re.compile(r"\bat any time\b", re.IGNORECASE)
_LEAST = 5  # letters of a turn whose misspelling is told from another word


def expanded(text: str) -> str:
    """Return a text with "don't" as "do not", "cannot" as "can not" (a contraction says the same), and "at any time" as one word that turns nothing."""
    text = _IDIOM.sub("anytime", text)
    if "n't" not in text and "n’t" not in text and "annot" not in text:
        return text
    whole = _CONTRACTED.sub(lambda m: _WHOLE[m[1].lower()] if m[1] else f"{m[2]} not", text)
    return re.sub(r"\b([Cc]an)not\b", r"\1 not", whole)


def turned(gone: Sequence[str], come: Sequence[str]) -> bool:
    """Return whether the words that went and those that came turn a sentence differently.

    Counted by what a word does: "may" for "can" turns nothing. A turn that was misspelt, or mended, is none.
    """
    before, after = _turns(gone, come), _turns(come, gone)
    return before != after


def _turns(these: Sequence[str], others: Sequence[str]) -> Counter[str]:
    plain = [word.lower() for word in others]
    found: Counter[str] = Counter()
    for word in map(str.lower, these):
        if word in CLASS_OF and not _misspelt(word, plain):
            found[CLASS_OF[word]] += 1
    return found


def _misspelt(turn: str, others: Sequence[str]) -> bool:
    return len(turn) >= _LEAST and any(w not in TURNS and OSA.distance(turn, w) == 1 for w in others)
