"""Who holds an office or did a work: "its chair, the engineer Marta Oyelaran"; en, es."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.terms import fold

# One line an office or work: the nouns, a slash, and the verbs that say the same of a person.
_KINDS = """
chair chairman chairwoman chairperson / chaired chairs chairing
director directora / directed directs dirigió dirige
editor editora / edited edits editó
founder fundador fundadora cofounder co-founder / founded fundó
author autor autora / wrote authored escribió
owner propietario propietaria dueño dueña / owns owned
president presidenta presidente / presided presidió preside
mayor alcalde alcaldesa /
spokesman spokeswoman spokesperson portavoz vocero vocera /
treasurer tesorero tesorera /
secretary secretario secretaria /
prosecutor fiscal /
auditor auditora / audited auditó
captain capitán capitana /
coach entrenador entrenadora / coached entrenó entrena
architect arquitecto arquitecta /
composer compositor compositora / composed compuso
winner ganador ganadora /
representative representante apoderado /
minister ministro ministra /
judge juez jueza magistrado magistrada /
head jefe jefa titular / headed heads encabezó encabeza
manager gerente / managed manages
lawyer attorney abogado abogada /
governor gobernador gobernadora /
rector rectora /
"""
_NOUN: dict[str, int] = {}
_VERB: dict[str, int] = {}
for _number, _line in enumerate(_KINDS.strip().splitlines()):
    _nouns, _, _verbs = _line.partition("/")
    _NOUN |= {fold(word): _number for word in _nouns.split()}
    _VERB |= {fold(word): _number for word in _verbs.split()}
_NAME = r"(?!The |To |An? )[A-ZÀ-Ý][\w’'-]+(?: (?:(?:de|del|de la|van|von|da|dos|al) )?[A-ZÀ-Ý][\w’'.-]*)+"
# What stands between is no preposition: "minister since Ana Ruiz", "president of the United States".
_BETWEEN = r"(?:(?!(?:of|for|to|at|in|by|since|and|from|under|de|del|en|por|y|desde) )[a-zà-ÿ]+ ){0,2}"
_NOUNS = "|".join(sorted(map(re.escape, _NOUN), key=len, reverse=True))
_VERBS = "|".join(sorted(map(re.escape, _VERB), key=len, reverse=True))
_OFFICE_NAME = re.compile(
    rf"\b(?P<word>(?i:{_NOUNS}))\b(?: (?:of|for|del?) [^,.;:]{{1,40}},)?,? (?:(?i:the|el|la|is|was|es|fue|,) ?)?{_BETWEEN}(?P<name>{_NAME})"
)
_NAME_OFFICE = re.compile(
    rf"(?P<name>{_NAME}),? (?:(?i:who|que|is|was|es|fue|as|then) )?(?:(?i:the|its|their|a|el|la|su) (?:[a-zà-ÿ]+ )?)?(?P<word>(?i:{_NOUNS}|{_VERBS}))\b(?! by\b| por\b)"
)


def holders(text: str) -> dict[int, set[str]]:
    """Return the people whom a text gives an office or a work, by the kind of it."""
    found: dict[int, set[str]] = {}
    plain = _plain(text)
    for pattern in (_OFFICE_NAME, _NAME_OFFICE):
        for one in pattern.finditer(plain):
            word = one["word"].lower()
            found.setdefault(_NOUN.get(word, _VERB.get(word, -1)), set()).add(
                text[one.start("name") : one.end("name")].rstrip(".’'")
            )
    return found


def another_holds(claim: str, sentences: Sequence[str]) -> tuple[str, str] | None:
    """Return whom a claim gives an office, and who holds it by the evidence, where the claim's person stands there as somebody else; else None."""
    own = holders(claim)
    if not own:
        return None
    theirs: dict[int, set[str]] = {}
    for sentence in sentences:
        for kind, names in holders(sentence).items():
            theirs.setdefault(kind, set()).update(names)
    for kind, names in own.items():
        told = theirs.get(kind, set())
        for name in names:
            elsewhere = any(fold(name).split()[-1] in re.findall(r"\w+", fold(sentence)) for sentence in sentences)
            if told and elsewhere and not any(_same(name, other) for other in told):
                return name, min(told)
    return None


def _plain(text: str) -> str:
    """Return a text of the same length whose small letters have no accents, so that the words above are found."""
    return "".join(f if len(f := fold(c)) == 1 and c.islower() else c for c in text)


def _same(one: str, other: str) -> bool:
    return fold(one).split()[-1] in fold(other).split()
