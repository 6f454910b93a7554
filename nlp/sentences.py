"""Where the sentences of a text begin and end."""

from __future__ import annotations

import itertools
import json
import re
from functools import cache, lru_cache
from pathlib import Path

from nlp.sentence_features import Features, blanks, is_boundary, style_of
from nlp.sentences_words import ABBREVIATIONS, NEVER_LAST

_PARAGRAPH = re.compile(r"\n[^\S\n]*+\n\s*+")
_LINE = re.compile(r"\n")
# A run of terminators, what may close after it (quotes, brackets, footnote marks), and the blank after that. The
# look-behind lets a run be tried at its first sign only, so that a million dots cost a million steps.
_END = re.compile(
    r"(?P<stop>[.!?…。！？](?<![.!?…。！？].)[.!?…。！？]*+)"
    r"(?P<close>[\"'”’»›)\]*_“]*+(?:[ ]?\[\d{1,3}\]|[¹²³⁰⁴-⁹]){0,8}(?:(?<=[a-zà-ÿ”\"»)][.!?])\d{1,2}(?=\s+[A-ZÀ-Þ¿¡]))?)"
    r"(?=(?P<blank>\s)|[\u3000-\u9fff]|\Z)"
)
_WORD_BEFORE = re.compile(r"[^\s(\[\"'“‘«¿¡/—–-]{1,40}\Z")
_NEXT = re.compile(r"\s*+[\"'“‘«‹(\[¿¡*_-]*+(?P<char>\S)(?P<word>\S{0,30})")
_BULLET = re.compile(r"[^\S\n]*(?:[-–—•·*▪◦‣]\s|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s)")
_LIST_NUMBER = re.compile(r"\d{1,3}|[ivxIVX]{1,4}|[a-zA-Z]|(?:\d{1,2}\.){1,2}\d{1,2}")
_GERMAN_DAY = re.compile(
    r"(?<!\d)\d{1,2}\.(?=\s+(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b)"
)
_CAPITAL_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?\Z")


def split_sentences(text: str, language: str) -> list[tuple[int, int]]:
    """Return the sentences of a text in order, half-open, without the blanks around them.

    A blank line always ends a sentence; a lone line break does where the line ends early (a title, an item of a
    list), not where a paragraph was wrapped. Rules propose, and a linear model of 12,000 weights decides (its card:
    nlp/models/sentences). Languages other than English and Spanish get the rules of both.
    """
    style = style_of(text)
    cuts: list[int] = []
    for start, end in paragraphs(text):
        cuts.append(start)
        ruled = frozenset(rule_cuts(text, start, end, language))
        refused = set()
        for blank in blanks(text, start, end, cuts=ruled, language=language, style=style):
            if is_boundary(blank.groups, _weight):
                cuts.append(blank.end)
            else:
                refused.add(blank.end)
        # The model decides at blanks; the rules where there is none (Chinese, Japanese) and at line breaks.
        cuts.extend(ruled - refused)
    if language == "de":
        days = {found.end() for found in _GERMAN_DAY.finditer(text)}
        cuts = [cut for cut in cuts if cut not in days]
    cuts.append(len(text))
    cuts = sorted(set(cuts))
    spans = (_trimmed(text, cuts[k], cuts[k + 1]) for k in range(len(cuts) - 1))
    return [(start, end) for start, end in spans if start < end]


@cache
def _weights() -> dict[str, float]:
    """Return the weights of the boundary model, read once a process."""
    file = Path(__file__).parent / "models" / "sentences" / "weights.json"
    weights: dict[str, float] = json.loads(file.read_text(encoding="utf-8"))
    return weights


@lru_cache(maxsize=1 << 14)
def _weight(features: Features) -> float:
    """Return the weight of a group of features: most of a text's blanks show groups that were weighed before."""
    get = _weights().get
    return sum([get(feature, 0.0) for feature in features])


def rule_cuts(text: str, start: int, end: int, language: str) -> list[int]:
    """Return the ends of the sentences of a paragraph, but for its last, as the rules see them."""
    return [*_line_cuts(text, start, end), *_stop_cuts(text, start, end, language)]


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the parts of a text between its empty lines."""
    bounds, at = [], 0
    for gap in _PARAGRAPH.finditer(text):
        bounds.append((at, gap.start()))
        at = gap.end()
    bounds.append((at, len(text)))
    return [(start, end) for start, end in bounds if start < end]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _line_cuts(text: str, start: int, end: int) -> list[int]:
    """Return where a paragraph's line breaks end a sentence: the next word would have fitted, or a list item begins."""
    breaks = [found.start() for found in _LINE.finditer(text, start, end)]
    if not breaks:
        return []
    bounds = list(zip([start, *(at + 1 for at in breaks)], [*breaks, end], strict=True))
    width = max(stop - begin for begin, stop in bounds)
    cuts = []
    for (begin, stop), (after, line_end) in itertools.pairwise(bounds):
        first = _NEXT.match(text, after, line_end)
        if first is None or stop <= begin:
            continue
        word = len(first["word"]) + 1
        early = stop - begin + 1 + word < width
        goes_on = first["char"].islower() or text[stop - 1] in ",-–"
        if _BULLET.match(text, after, line_end) or (early and not goes_on):
            cuts.append(len(text[begin:stop].rstrip()) + begin)
    return cuts


def _stop_cuts(text: str, start: int, end: int, language: str) -> list[int]:
    cuts = []
    for found in _END.finditer(text, start, end):
        if found.end() < end and _ends_sentence(text, found, end, language):
            cuts.append(found.end())
    return cuts


def _ends_sentence(text: str, found: re.Match[str], end: int, language: str) -> bool:
    """Say whether the terminators at a match end a sentence."""
    if found["blank"] is None:
        return True
    after = _NEXT.match(text, found.end(), end)
    if after is None:
        return False
    char, stop = after["char"], found["stop"]
    if char.islower():
        return False
    if stop != ".":
        return True
    before = _WORD_BEFORE.search(text, max(0, found.start() - 40), found.start())
    word = before[0] if before else ""
    if not word:
        return True
    if found["close"] and not found["close"].startswith(("'", "*", "_")):
        return not (word.lower() in NEVER_LAST and found["close"] in ("'", '"'))
    if len(word) <= 4 and _LIST_NUMBER.fullmatch(word):
        lead = text[max(0, found.start() - len(word) - 4) : found.start() - len(word)]
        if not lead.strip(" \t(") or "\n" in lead:
            return False
    low = word.lower()
    if low in NEVER_LAST:
        return False
    if len(word) == 1 and word.isalpha() and word.isupper():
        return False
    if low in ABBREVIATIONS:
        return (
            not (char.isdigit() or not char.isupper())
            and after["word"][:1].islower()
            and _starts_sentence(after, language)
        )
    if _CAPITAL_INITIALS.fullmatch(word):
        return char.isupper() and _starts_sentence(after, language)
    return True


_STARTERS = frozenset(
    "the a an he she it they we i you this that these those his her its their our my your there in on at by for from with as if when while"
    " after before since although however but and so then both some many most all no not one two what who how why where which"
    " el la los las un una unos unas él ella ello ellos ellas este esta estos estas ese esa eso esos esas su sus en con por para"
    " sin pero y si cuando como mientras aunque desde tras entre según además también no más todo todos hay".split()
)


def _starts_sentence(after: re.Match[str], language: str) -> bool:
    del language
    word = (after["char"] + after["word"]).lower().rstrip(",.;:!?\"'”’")
    return word in _STARTERS
