"""Which way a number went by what it is compared with: "318, down from 402", "318 frente a 402"; en, es."""

from __future__ import annotations

import re

from nlp.terms import fold

_NUMBER = r"\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d+)?"
_COMPARED = re.compile(
    rf"(?P<now>{_NUMBER})\b(?P<between>[^.;:]{{0,60}}?)\b(?:compared (?:with|to)|up from|down from|against|versus|frente a|en comparaci[oó]n con|comparad[oa]s? con|contra)"
    rf"\s+(?:the |l[ao]s )?(?P<before>{_NUMBER})\b(?P<unit>\s?%| per cent)?",
    re.IGNORECASE,
)
# "7 per cent fewer than five years ago": one figure, and the way it went.
_MORE_OR_LESS = re.compile(
    rf"(?P<figure>{_NUMBER})(?: ?%| per ?cent| percent| por ciento)? (?:\w+ )?(?:(?P<less>fewer|less|lower|menos)|more|higher|más)(?: \w+)? (?:than|que)\b",
    re.IGNORECASE,
)
_UP = re.compile(
    r"\b(?:rose|risen|rises?|rising|increas\w+|grew|grows?|grown|climbed|went up|aument\w+|creci\w+|subi\w+|increment\w+)\b"
)
_DOWN = re.compile(
    r"\b(?:fell|fallen|falls?|falling|decreas\w+|dropp?\w*|declin\w+|shrank|went down|disminuy\w+|baj(?:o|aron|a|an|ado)|cay(?:o|eron)|cae|caen|se redujo|se redujeron|descendi\w+|desciend\w+)\b"
)


def goes_the_other_way(claim: str, sentence: str) -> str | None:
    """Return the comparison by which a number went the other way than a claim says, else None.

    The claim has one direction, in words; the sentence compares one pair of figures and has no word of that direction.
    """
    said, told = fold(claim), fold(sentence)
    up, down = bool(_UP.search(said)), bool(_DOWN.search(said))
    if up != down:
        for one in _MORE_OR_LESS.finditer(sentence):
            figure = re.compile(rf"(?<![\d.,]){re.escape(one['figure'])}(?![\d]|[.,]\d)")
            if figure.search(claim) and bool(one["less"]) == up and not (_UP if up else _DOWN).search(told):
                return one.group()
    pairs = list(_COMPARED.finditer(sentence))
    if up == down or len(pairs) != 1 or (_UP if up else _DOWN).search(told):
        return None
    now, before = (float(re.sub(r"[.,](?=\d{3}\b)", "", pairs[0][key]).replace(",", ".")) for key in ("now", "before"))
    if 1900 <= now <= 2100 or 1900 <= before <= 2100 or now == before:
        return None  # years are no figures of the matter
    return pairs[0].group() if (now > before) != up else None
