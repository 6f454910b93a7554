"""Direct quotes and who speaks them: quotation marks, dashes, quotes over several paragraphs; English and Spanish."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from nlp.quote_speakers import Turn, answered, cued, named_before, put_down_to, speaker_of
from nlp.spans import Entity, Quote
from nlp.word_lists import words

_PAIRS = {"“": "”", "«": "»", "„": "“", "‘": "’", "‹": "›"}
_MARK = re.compile(r"[\"“”«»„‘’‹›]|\n[ \t]*\n")
_DASH_LINE = re.compile(r"^[ \t]*([—―–-])(?=\S)([^\n]*)", re.MULTILINE)
_INCISE = re.compile(r"\s[—―–-](?=[^\W\d_])|[—―–-](?=[\s.,;:]|$)")
_SENTENCE_END = re.compile(r"[.!?]\s")
_LONGEST = 6000  # characters; a longer pair is a lost mark
_WORDS = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_FRAGMENT = 4  # words: a shorter one without a speech verb is a term or a scare quote
_CLAUSE = 6  # words: one as long as this is said by somebody, named or not
_SECOND_HALF = 120  # characters between the halves of a quote, at most: its "said so-and-so"
_TITLE_CUES = re.compile(
    r"(?:\b(?:entitled|titled|called|named|termed|dubbed|labell?ed|known as|so-called|nicknamed|"
    r"the (?:book|film|song|novel|poem|essay|series|episode|album|words?|terms?|phrase|expression|report|document|"
    r"article|paper|section|chapter|story|study|project|programme|program|campaign|hashtag)|"
    r"titulad[oa]s?|llamad[oa]s?|denominad[oa]s?|intitulad[oa]|conocid[oa]s? como|apodad[oa]|"
    r"el (?:libro|informe|documento|artículo|término|programa|proyecto|filme|cuento)|"
    r"la (?:novela|película|canción|palabra|expresión|frase|serie|campaña|obra|revista)))[\s,:]*$",
    re.IGNORECASE,
)
_SMALL = words(
    """a an the of and or for to in on at by with from is as de del la el los las y en por para con un una al e o que su
    sus lo"""
)


def find_quotes(text: str, *, language: str, entities: Sequence[Entity] = ()) -> list[Quote]:
    """Return the direct quotes of a text in reading order, without marks, each with its speaker as the text names them.

    A marked stretch is a quote where words of speech stand by it or where it is a clause of its own; titles ("the book
    “…”", or every long word capitalised) and scare quotes (few words, nobody speaking) are left out. A quote that goes
    on over paragraphs, each opened by a mark and only the last one closed, is one quote. Lines that a dash opens are
    speech (Spanish); what stands between further dashes is the narrator's. A pronoun is answered with the name before
    it; `speaker` is None where nobody is named. `entities` of the same text sharpen where a name begins and ends.
    """
    people = sorted((e for e in entities if e.type in ("PER", "ORG")), key=lambda e: e.start)
    starts = [e.start for e in people]

    def near(start: int, end: int) -> list[Entity]:
        return people[bisect_left(starts, start) : bisect_left(starts, end)]

    found: list[Quote] = []
    turn = Turn()
    spans = sorted([*((s, e, False) for s, e in _marked(text)), *((s, e, True) for s, e in _dashed(text, language))])
    last = -1
    for start, end, dash in spans:
        if start < last:
            continue  # within a quote that was taken
        if not dash and not _is_speech(text, start, end, goes_on=_goes_on(text, start, turn), spanish=language == "es"):
            continue
        speaker, turn = speaker_of(text, start, end, near=near, turn=turn, spanish=language == "es")
        found.append(Quote(start=start, end=end, text=text[start:end], speaker=speaker))
        last = end
    return found


def _marked(text: str) -> Iterator[tuple[int, int]]:
    """Yield what stands between paired marks, outermost only; a mark left open ends with its paragraph."""
    opened: tuple[int, str] | None = None
    waiting = False  # at a paragraph's end, with the quote still open
    for mark in _MARK.finditer(text):
        sign, at = mark[0], mark.start()
        if sign[0] == "\n":
            waiting = opened is not None
            continue
        if opened and at - opened[0] > _LONGEST:
            opened, waiting = None, False
        if opened and waiting:
            waiting = False
            goes_on = (
                _opens(text, at, sign)
                and text[text.rfind("\n", 0, at) + 1 : at].strip() == ""
                and _is_opener(sign, opened[1])
            )
            if goes_on:
                continue
            opened = None
        if opened is None:
            if _opens(text, at, sign):
                opened = (at + 1, _PAIRS.get(sign, '"'))
        elif sign == opened[1] and _closes(text, at, sign):
            start, end = opened[0], at
            opened = None
            while start < end and text[start].isspace():
                start += 1
            while end > start and text[end - 1].isspace():
                end -= 1
            if start < end:
                yield start, end


def _is_opener(sign: str, closer: str) -> bool:
    return _PAIRS.get(sign, '"') == closer or (sign == "»" and closer == "»")


def _opens(text: str, at: int, sign: str) -> bool:
    if sign in ("”", "»", "’", "›"):
        return False
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if sign in ('"', "‘"):
        return (not before or not before.isalnum()) and bool(after) and not after.isspace()
    return True


def _closes(text: str, at: int, sign: str) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if sign == '"':
        return not before.isspace() or not after.isalnum()
    return not (sign == "’" and after.isalnum())


def _dashed(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield what is spoken on lines that a dash opens."""
    for line in _DASH_LINE.finditer(text):
        sign, body, base = line[1], line[2], line.start(2)
        cuts = [m for m in _INCISE.finditer(body) if m[0].strip() == sign]
        if sign in "-–" and (language == "en" or not (cuts and cued(body[cuts[0].end() : cuts[0].end() + 60]))):
            continue  # a list
        at, spoken = 0, True
        for cut in [*cuts, None]:
            end = cut.start() if cut else len(body)
            if spoken:
                first, last = at, end
                while first < last and body[first] in " \t.,;:":
                    first += 1
                while last > first and body[last - 1].isspace():
                    last -= 1
                if last - first > 1:
                    yield base + first, base + last
            at, spoken = (cut.end() if cut else end), not spoken


def _goes_on(text: str, start: int, turn: Turn) -> bool:
    """Return whether a mark opens soon after somebody's words, in the same paragraph: the second half of a quote."""
    near = turn.end >= 0 and start - turn.end < _SECOND_HALF
    return near and turn.speaker is not None and "\n\n" not in text[turn.end : start]


def _is_speech(text: str, start: int, end: int, *, goes_on: bool, spanish: bool) -> bool:
    inner = text[start:end]
    inside = _WORDS.findall(inner[:400])
    if not inside:
        return False
    before, after = text[max(0, start - 90) : start - 1], text[end + 1 : end + 81]
    title = _TITLE_CUES.search(before.rstrip('“"«‘ ')) is not None
    ends = inner[-1] in ".!?…," or after[:1] in (",",)
    closed = inner[-1] in ",!?" or after[:1] == ","
    said = cued(before.rsplit(".", 1)[-1]) or cued(after.split(".", 1)[0]) or before.rstrip().endswith(":")
    said = said or (closed and answered(after)) or put_down_to(_SENTENCE_END.split(before)[-1], spanish=spanish)
    if title and not inner.rstrip().endswith((",", "!", "?")):
        return False
    capitals = sum(w[0].isupper() or w.lower() in _SMALL or w[0].isdigit() for w in inside)
    if len(inside) > 1 and capitals == len(inside) and not (said and ends):
        return False
    if goes_on and inner[0].isupper() and (inner[-1] in ".!?" or after[:1] in (".", "!", "?")):
        return True
    if len(inside) < _FRAGMENT:
        return said and (ends or len(inside) > 1 or before.rstrip().endswith(":"))
    return said or ends or len(inside) >= _CLAUSE or named_before(before)
