"""The names of a claim, each looked for in the source: by its words, its initials, its demonym, or another form of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from nlp.entities.words import GIVEN_NAMES, TITLES
from nlp.evidence import Passage
from nlp.facts.reader import FactCheck, Reader, fact
from nlp.names import same_name
from nlp.roles import agree, places
from nlp.spans import Entity
from nlp.terms import STOPWORDS, TOKEN, fold, stem

SAME_STATEMENT = 0.7  # of a claim's other words: a sentence that holds as many says the same thing of somebody
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’]*(?: (?:(?:of|the|de|la|los|las|del) ){0,2}[A-ZÀ-ÖØ-Þ][\w'’]*)*")
_ARTICLE = re.compile(r"The (?=[A-ZÀ-ÖØ-Þ])")
_BEGINS = re.compile(r"[:.?!“\"(]\s*$")
_DIGITS = re.compile(r"\d+")
_DOTTED = re.compile(r"\b(?:[A-Z]\.)+[A-Z]\b\.?")
# Places whose people are not named after them by rule.
_DEMONYMS = {
    word: names[0]
    for names in (
        line.split()
        for line in (
            "france french", "spain spanish", "britain british uk", "wales welsh", "netherlands dutch holland", "greece greek",
            "poland polish", "denmark danish", "sweden swedish", "finland finnish", "ireland irish", "england english",
            "scotland scottish scot", "switzerland swiss", "philippines filipino", "norway norwegian", "turkey turkish",
            "iceland icelandic", "thailand thai", "afghanistan afghan", "kazakhstan kazakh", "peru peruvian", "cyprus cypriot",
            "america american us usa", "europe european eu", "germany german", "china chinese", "japan japanese", "portugal portuguese",
        )
    )
    for word in names
}  # fmt: skip
_OF_A_PLACE = frozenset(("n", "an", "ian", "ese", "ish", "i", "ean", "er", "ans", "ians", "nian", "ic"))
_PLACE_ENDS = frozenset(("", "a", "o", "y", "e", "ia", "s", "h"))


def unlisted(text: str, names: Sequence[Entity], taken: Sequence[tuple[int, int]]) -> list[Entity]:
    """Return the capitalised words of a text that no finder took, its first word aside: names of a kind unknown."""
    spans = [*taken, *((n.start, n.end) for n in names)]
    begin = _ARTICLE.match(
        text
    )  # behind an opening article a capital is a name's ("The Viber Flight"), not the sentence's
    found = (m for m in _CAPITAL.finditer(text, begin.end() if begin else 0) if m.start() and len(m.group()) > 2)
    # Behind a colon, a quotation mark or a full stop a lone capital begins a sentence.
    found = (m for m in found if " " in m.group() or not _BEGINS.search(text, max(0, m.start() - 3), m.start()))
    free = [m for m in found if not any(a < m.end() and m.start() < b for a, b in spans)]
    return [Entity(start=m.start(), end=m.end(), text=m.group(), type="OTHER", name=m.group()) for m in free]


def check_name(name: Entity, reader: Reader, aliases: Mapping[str, str], claim: str, context: set[str]) -> FactCheck:
    """Return the check of a name, by its long form where the document defines one and the source has only that.

    The source's names are told by their capitals: a model on its sentences cost ten times the rest of a claim
    (docs/experiments/check.md).
    """
    found = _name(name, reader)
    long = aliases.get(name.text)
    if found.status != "match" and long:
        other = _name(replace(name, text=long, name=long), reader)
        if other.status == "match":
            return replace(other, claim=name.text, claim_end=name.end)
    if found.status == "absent":
        instead = _instead(name, reader, claim, context)
        return replace(found, note=f"the source names {instead} there") if instead else found
    return found


def _instead(name: Entity, reader: Reader, claim: str, context: set[str]) -> str | None:
    """Return a name that the claim lacks, next to the same words in evidence that says nearly all the rest of the claim."""
    rest = context - {stem(t) for t in TOKEN.findall(name.text)}
    own = [at for text, at in places(claim).items() if text in name.text or name.text in text]
    for index in reader.evidence[:2]:
        if len(rest) > 2 and len(rest & set(reader.source.stems[index])) >= SAME_STATEMENT * len(rest):
            for other, theirs in places(reader.source.sentence(index)).items():
                if other not in claim and any(agree(at, theirs) >= 2 for at in own):
                    return other
    return None


def _name(name: Entity, reader: Reader) -> FactCheck:
    """Return the check of a name: its words in the source as written, else a name there that can be the same one."""
    source = reader.source
    stems = [stem(t) for t in TOKEN.findall(name.text) if fold(t) not in STOPWORDS]
    sentences = reader.holding(set(stems))
    for index in sentences:
        at = _run(name.text, source, index)
        if at:
            return fact("name", name.text, name.start, source, at, "match")
    for index in sentences:
        at = _turned(name, source, index) if name.type != "PER" else None  # John Smith is not Smith, John Brown
        at = at or _spelt(name.text, source, index) or _demonym(name.text, source, index)
        if at:
            return fact("name", name.text, name.start, source, at, "match")
    for index in sentences:
        sentence = source.sentence(index)
        if not {*_DIGITS.findall(name.text)} <= {*_DIGITS.findall(sentence)}:
            continue  # "the 203rd Squadron" is not the Squadron
        for found in _CAPITAL.finditer(sentence):
            if len(found.group()) < 2 or fold(found.group()) in STOPWORDS:
                continue  # a lone "C" is nobody's name
            if same_name(name.text, found.group()) or (name.name != name.text and same_name(name.name, found.group())):
                return fact("name", name.text, name.start, source, reader.place(index, *found.span()), "match")
    for index in reader.evidence[:2]:
        for found in _CAPITAL.finditer(source.sentence(index)):
            if name.type == "PER" and _rivals(name.text, found.group()):
                return fact("name", name.text, name.start, source, reader.place(index, *found.span()), "mismatch")
    return fact("name", name.text, name.start, source, None, "absent")


def _run(name: str, source: Passage, index: int) -> tuple[int, int] | None:
    """Return where a sentence holds the words of a name side by side, forms and accents aside, its title or article left out."""
    wanted = [stem(t) for t in TOKEN.findall(name)]
    while len(wanted) > 1 and wanted[0] in _LEADING:
        wanted = wanted[1:]
    stems = source.stems[index]
    for at in range(len(stems) - len(wanted) + 1):
        if stems[at : at + len(wanted)] == wanted:
            start = source.spans[index][0]
            found = [m.span() for m in TOKEN.finditer(source.sentence(index))]
            return start + found[at][0], start + found[at + len(wanted) - 1][1]
    return None


def _spelt(name: str, source: Passage, index: int) -> tuple[int, int] | None:
    """Return where a sentence holds the capitalised words side by side that a name in capitals is the initials of."""
    if not (name.isupper() and name.isalpha() and 2 < len(name) < 9):
        return None
    found = [m for m in TOKEN.finditer(source.sentence(index)) if fold(m.group()) not in STOPWORDS]
    initials = "".join(m.group()[0] for m in found)
    at = initials.find(name)
    start = source.spans[index][0]
    return (start + found[at].start(), start + found[at + len(name) - 1].end()) if at >= 0 else None


def _demonym(name: str, source: Passage, index: int) -> tuple[int, int] | None:
    """Return where a sentence has the people of a place for the place, or the other way round: Mexico, Mexican."""
    if not name[:1].isupper() or " " in name:
        return None
    start, end = source.spans[index]
    for found in TOKEN.finditer(source.text, start, end):
        if found.group()[0].isupper() and same_place(name, found.group()):
            return found.span()
    return None


def same_place(a: str, b: str) -> bool:
    """Say whether one word names a place and the other its people or what is of it, or both the one or the other."""
    one, other = fold(a).removesuffix("'s"), fold(b).removesuffix("'s")
    if _DEMONYMS.get(one, one) == _DEMONYMS.get(other, other) or _DEMONYMS.get(stem(one), one) == _DEMONYMS.get(
        stem(other), other
    ):
        return True
    common = 0
    while common < min(len(one), len(other)) and one[common] == other[common]:
        common += 1
    ends = {one[common:], other[common:]}
    return common >= 4 and any(x in _OF_A_PLACE for x in ends) and any(x in _PLACE_ENDS for x in ends)


def _turned(name: Entity, source: Passage, index: int) -> tuple[int, int] | None:
    """Return where a sentence holds all words of a longer name close together, in any order and with its short forms spelt out.

    "OGP Steering Committee" is "the Steering Committee of the Open Government Partnership".
    """
    plain = _DOTTED.sub(lambda letters: letters.group().replace(".", ""), name.text)
    words = [m.group() for m in TOKEN.finditer(plain) if m.group().isupper() or fold(m.group()) not in STOPWORDS]
    if len(words) < 2:
        return None
    sentence = source.sentence(index)
    found = [m for m in TOKEN.finditer(sentence) if fold(m.group()) not in STOPWORDS]
    stems = [stem(m.group()) for m in found]
    initials = "".join(m.group()[0] for m in found)
    places: list[int] = []
    for word in words:
        if stem(word) in stems:
            places.append(stems.index(stem(word)))
        elif word.isupper() and len(word) > 1 and word in initials:
            places += range(initials.index(word), initials.index(word) + len(word))
        else:
            return None
    first, last = min(places), max(places)
    return (
        (source.spans[index][0] + found[first].start(), source.spans[index][0] + found[last].end())
        if last - first < 3 * len(words)
        else None
    )


def _rivals(name: str, found: str) -> bool:
    """Say whether two full names share a surname or a given name but not the other: one person was put for another.

    "Captain Smith" is no rival of "Jane Smith": what differs must be a known given name on both sides, or stand behind one.
    """
    a, b = fold(name).split(), fold(found).split()
    if len(a) != 2 or len(b) != 2 or (a[0] == b[0]) == (a[1] == b[1]):
        return False
    return a[0] in _GIVEN and b[0] in _GIVEN


_LEADING = frozenset(stem(t) for t in TITLES) | {"the", "el", "la", "lo", "los", "las"}
_GIVEN = frozenset(fold(g) for g in GIVEN_NAMES)
