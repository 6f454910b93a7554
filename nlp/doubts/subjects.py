"""Whose deed it was, in the active voice: "the county of Tolm rejected it" where a claim has the county of Vessen reject it; en, es."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.clauses import opening_verb
from nlp.evidence import Passage
from nlp.terms import STOPWORDS, TOKEN, fold, stem
from nlp.verb_forms import is_past, root
from nlp.word_lists import words

# A body that is itself wherever it stands; "the company", "the singer" may be anybody whom a text names elsewhere.
_BODIES = frozenset(
    map(
        stem,
        words(
            "union ministry council court commission association committee parliament congress opposition university police prosecutor brigade"
            " institute tenants residents families authority board regulator club league society farmers hunters workers teachers parents students scientists sindicato asociación fiscalía ministerio ayuntamiento consejería secretaría"
            " tribunal comisión policía oposición congreso universidad instituto vecinos familias autoridad comité junta organización agricultores trabajadores maestros científicos padres"
        ),
    )
)
_PASSIVE = words("was were is are be been being being fue fueron es son sido ser está están era eran")
_ANYBODY = words("he she it they we i you this one nobody él ella ellos ellas nadie")
_HAVE = words("has have had ha han había habían")
_PERHAPS = words("who which him her them his their its that quien quienes cual que se le les lo la")
_NO_VERB_BEHIND = words("the a an to of his her its their this that el un una del su al los las")
_MUTUAL = frozenset(map(stem, words("marry met meet play played star starred feature features share shares")))
# Forms of the present that no rule tells from a noun.
_PRESENT = words(
    "blames leads runs owns chairs directs heads employs wants opposes supports rejects criticises criticizes praises demands accuses"
    " dirige preside encabeza critica celebra rechaza pide considera apoya exige acusa culpa lidera"
)
_PREDICATE = 0.5  # share of what a claim says of its subject that a sentence must have
_SUBJECT = 9  # words before a claim's verb at most
_BEHIND = 6  # words behind a verb among which its subject stands where the two are turned
_FRAME = re.compile(r"(?:In|On|At|By|During|After|Before|En|El|Según|According to) [^,]{2,40}(?:, \d{4})?, ")
_ASIDE = re.compile(r"[,;:”\"»]")
_QUOTED = re.compile(r"[”\"»]")
_NOUN = re.compile(
    r"(?i)(?:the|el|la|los|las) (?!(?:organi[sz]ation|group|body|grupo|organización|entidad)s?\b)[^\W\d_]{4,}(?: [^\W\d_]{4,})?"
)
_CLAUSE = re.compile(r"[;:] ")
_HEAD = re.compile(
    r"(?:[^\W_]+[^\w;:]+){0,4}[^\W_]+"
)  # the words among which a rival stands: "by X" behind them is no subject
_MONTHS = words("january february march april may june july august september october november december")
_PART = re.compile(r"[,;.]")
_SMALL = re.compile(r"^(?:[a-zà-ÿ]+ ){0,3}")
_THE = re.compile(r"(?:the|el|la|los|las) ")
# "El censo lo publicó el sindicato" says who did what as "el sindicato publicó el censo" does.
_FRONTED = re.compile(
    r"^(?P<what>(?:El|La|Los|Las) [^,;.]{3,40}?) l[oa]s? (?P<did>\w{3,}) (?P<who>(?:el|la|los|las) [^,;.]{3,40})"
)
_NAME = re.compile(r"[^\W\d_a-z][\w’'-]+")


def another_subject(claim: str, sentences: Sequence[str], source: Passage, *, language: str) -> tuple[str, str] | None:
    """Return of whom a claim says something, and of whom the evidence says it, where the first stands in the source too; else None.

    A pronoun may be anybody and a description ("the singer") whoever is named: both are let pass. So are the passive, whose doer
    `agents` looks at, and what the evidence says of both.
    """
    claim = _FRONTED.sub(lambda found: f"{found['who']} {found['did']} {found['what']}", claim)
    begin = _FRAME.match(claim)
    tokens = list(TOKEN.finditer(claim, begin.end() if begin else 0))
    lower = [t.group() if n and t.group()[0].isupper() else t.group().lower() for n, t in enumerate(tokens)]
    told = (n for n, word in enumerate(lower) if n and (word in _PRESENT or _tells(lower, n)))
    verb = next(told, None) or opening_verb(lower)
    if (
        verb is None
        or not 0 < verb <= _SUBJECT
        or tokens[verb].group()[0].isupper()
        or tokens[verb - 1].group().lower() in _PASSIVE
    ):
        return None
    keys = _keys(tokens[:verb])
    keys_are_bodies = not any(
        t.group()[0].isupper() and fold(t.group()) in keys and stem(t.group()) not in _BODIES for t in tokens[:verb]
    )
    kind = {fold(t.group()) for t in tokens[:verb] if t.group().islower()} - STOPWORDS - keys
    form = root(tokens[verb].group(), language)
    said = {root(t.group(), language) for t in tokens[verb + 1 :] if t.group().lower() not in STOPWORDS}
    if not keys or len(said) < 1 or stem(tokens[verb].group()) in _MUTUAL or form in _AUXILIARY:
        return None
    if not all(any(stem(key) in held for held in source.sets) for key in keys):
        return None
    rival = None
    for sentence in sentences:
        held = {root(word, language) for word in TOKEN.findall(sentence)}
        covered = len(said & held) >= _PREDICATE * len(said)
        for subject in _subjects(sentence, form, language):
            inside = {fold(word) for word in TOKEN.findall(subject)}
            if not covered and not kind & inside:
                continue  # "the county of Tolm" is told of as the claim's county is, whatever "that" stands for
            if keys & inside or not inside - STOPWORDS:
                return None
            head = _HEAD.match(_CLAUSE.split(subject)[-1])
            near = head.group() if head else ""
            named = [m for m in _NAME.findall(near) if m.lower() not in STOPWORDS | _MONTHS | _ANYBODY]
            bodies = [word for word in TOKEN.findall(near) if stem(word) in _BODIES]
            if keys_are_bodies and not (named or bodies) and (other := _NOUN.match(near)):
                bodies = [other.group()]
            if inside & _ANYBODY or not (named or bodies) or (inside & _PERHAPS and not (named or bodies)):
                return None
            if any(_one_name(name, keys, source.text) for name in named):
                return None
            rival = rival or " ".join(named or bodies)
    return (claim[: tokens[verb].start()].strip(" ,"), rival) if rival else None


def _one_name(name: str, keys: set[str], text: str) -> bool:
    """Say whether a text has a name and one of the keys in one full name: "Marion" is "Smith" where it has "Marion Leane Smith"."""
    full = re.compile(rf"\b{re.escape(name)}(?: [^\W\d_a-z](?:\.|[\w'’-]*)){{1,4}}")
    return any(keys & {fold(word) for word in TOKEN.findall(found.group())} for found in full.finditer(text))


def _participle(word: str) -> bool:
    return word.endswith(("ed", "en", "ado", "ido")) or is_past(word)


def _tells(words: Sequence[str], at: int) -> bool:
    """Say whether an English past with a preposition behind it tells what was done ("called for"), and is no participle before "by"."""
    return (
        words[at].endswith("ed")
        and words[at][0].islower()
        and words[at + 1 : at + 2] != ["by"]
        and words[at - 1] not in _NO_VERB_BEHIND | _PASSIVE | {"of", "and"}
    )


def _keys(subject: Sequence[re.Match[str]]) -> set[str]:
    """Return what a subject is known by: its names, else the bodies that it speaks of."""
    plain = [t.group() for t in subject if t.group().lower() not in STOPWORDS]
    names = {fold(word) for n, word in enumerate(plain) if word[0].isupper() and stem(word) not in _BODIES} - (
        {fold(plain[0])}
        if plain and subject[0].group() == plain[0] and len(plain) > 1 and not plain[1][0].isupper()
        else set()
    )
    return names or {fold(word) for word in plain if stem(word) in _BODIES}


def _subjects(sentence: str, form: str, language: str) -> Iterator[str]:
    """Yield for each place where a sentence has a verb the words among which its subject stands."""
    tokens = list(TOKEN.finditer(sentence))
    for at, token in enumerate(tokens):
        if root(token.group(), language) != form or (at and token.group()[0].isupper()):
            continue
        before = [t.group().lower() for t in tokens[max(0, at - 2) : at]]
        behind = tokens[at + 1 : at + 1 + _BEHIND]
        if before[-1:] and before[-1] in _NO_VERB_BEHIND:
            continue
        aside = _ASIDE.search(sentence, tokens[max(0, at - 2)].start(), token.start())
        if (_PASSIVE & set(before) and not aside) or (behind and behind[0].group().lower() in ("by", "por")):
            yield ""
            continue
        gap = sentence[tokens[at - 1].end() : token.start()] if at else "“"
        turned = not at or re.search(r"[,”\"»]", gap) or before[-1] in ("que", "as")
        after = _PART.split(sentence[behind[0].start() : behind[-1].end()])[0] if behind else ""
        if _QUOTED.search(gap):
            yield sentence[behind[0].start() : behind[-1].end()] if behind else ""
        elif turned and _NAME.match(_SMALL.sub("", after)):
            # A comma alone may end what is said of the subject: "Ida Voss, a clerk, left Orme".
            yield f"{sentence[: token.start()]} {after}" if "," in gap else after
        elif turned and _THE.match(after):
            yield after if before[-1:] == ["que"] else f"{sentence[: token.start()]} {after}"
        else:
            yield sentence[: token.start()]


_AUXILIARY = frozenset(
    root(word, language)
    for language, row in (
        ("en", "has is was are be did do will would can could may might should were"),
        ("es", "es son fue fueron ha han había está están"),
    )
    for word in row.split()
)
