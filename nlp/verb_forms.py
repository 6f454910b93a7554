"""What the forms of one verb share, where a stem is not enough: irregular English pasts, Spanish endings."""

from __future__ import annotations

import re

from nlp.terms import fold, stem

_PAST = {
    stem(past): stem(verb)
    for verb, past in (
        pair.split("/")
        for pair in """begin/began build/built pay/paid hold/held leave/left give/gave take/took make/made sell/sold buy/bought send/sent meet/met
        win/won lose/lost grow/grew come/came become/became run/ran lead/led fall/fell rise/rose speak/spoke break/broke write/wrote
        go/went keep/kept tell/told spend/spent bring/brought withdraw/withdrew""".split()
    )
}
# Spanish pasts whose stem is another one than the infinitive's: "impuso" of "imponer".
_STRONG = {
    "tuv": "ten",
    "pus": "pon",
    "hiz": "hac",
    "hic": "hac",
    "dij": "dec",
    "traj": "tra",
    "duj": "duc",
    "vin": "ven",
    "quis": "quer",
}
_STRONG_PAST = re.compile(rf"(?P<stem>{'|'.join(_STRONG)})(?=(?:e|o|imos|eron|ieron|iera\w*|era\w*)$)")
_LEAST = 3  # letters of the root of a Spanish word
_SPANISH = re.compile(
    r"(?:aron|ieron|eron|aban|arian|erian|irian|aria|eria|iria|aran|eran|iran|ara|era|ira|ados?|adas?|idos?|idas?|ando|iendo|aba|ian|ia|ar|er|ir|io|en|an|as|os|es|o|a|e)$"
)


def root(word: str, language: str) -> str:
    """Return what the forms of one word share: a stem, in Spanish what stands before the ending of a verb."""
    if language != "es":
        form = present(stem(word))
        return form[:-1] if len(form) > _LEAST and form.endswith("e") else form  # hire, hired
    plain = _STRONG_PAST.sub(lambda found: _STRONG[found["stem"]], fold(word))
    short = _SPANISH.sub("", plain)
    return short if len(short) >= _LEAST else plain


def present(form: str) -> str:
    """Return the stem of an English verb for that of its irregular past, any other stem as it is."""
    return _PAST.get(form, form)


def is_past(word: str) -> bool:
    """Say whether an English word is an irregular past."""
    return stem(word) in _PAST
