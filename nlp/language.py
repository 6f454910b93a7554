"""Which language a text is written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from nlp.word_lists import words

# Below this probability the answer is wrong more often than right (py3langid on headlines of 3 to 6 words,
# 2026-11-23): "The Citizen Lab" comes out as Basque with .06, a Spanish headline as Spanish with .57.
_CONFIDENT = 0.4
_MIN_LETTERS = 12
_SAMPLE_CHARS = 4000
# Words that stand in every few of their language's and hardly ever in the other's.
_SMALL = {
    "en": words(
        "the of and to in is that for was with on are by be this from have has it not which were their had will or an"
    ),
    "es": words(
        "de la que el en y los se del las por un para con una su al es lo como más pero sus fue ha son entre está"
    ),
}
_WORD = re.compile(r"[^\W\d_]+")
_EMPTY_LINES = re.compile(r"\n[ \t]*\n\s*")
_LINE = re.compile(r"\n")
_LEAST = 4  # small words that tell a paragraph's language
_MOST_OTHER = 3  # one small word of the other language among so many leaves it told


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of the language that most of a text is in; "und" where it cannot be told.

    A text with fewer than twelve letters, or none that the identifier is sure of, is "und". A long text is judged
    by its first and its middle 4,000 characters.
    """
    middle = len(text) // 2
    sample = (
        text if len(text) <= 2 * _SAMPLE_CHARS else text[:_SAMPLE_CHARS] + "\n" + text[middle : middle + _SAMPLE_CHARS]
    )
    letters = sum(map(str.isalpha, sample))
    if letters < _MIN_LETTERS and not any(ord(char) > 0x2E7F and char.isalpha() for char in sample):
        return "und"
    plain = _plainly(sample)
    if plain is not None:
        return plain
    language, probability = _identifier().classify(sample.encode("utf-8", "replace"))
    return language if probability >= _CONFIDENT and len(language) == 2 else "und"


def languages_in(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, language) of the parts of a text that are in one language, which cover it; `language` is the text's own.

    English and Spanish paragraphs are told apart, by their small words; one that does not tell goes with the one before it.
    Paragraphs are parted by empty lines, or are lines where there are none. A text of one paragraph is what it is said to be.
    """
    cut = _EMPTY_LINES if _EMPTY_LINES.search(text) else _LINE
    ends = [found.end() for found in cut.finditer(text)]
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    start = begun = 0
    now = first = language
    for end in ends:
        told = _told(text[begun:end], first) if len(ends) > 1 else None
        if told and told != now:
            if begun > start:
                yield start, begun, now
            start, now = begun, told
        begun = end
    yield start, len(text), now


def _told(paragraph: str, language: str) -> str | None:
    """Return "en" or "es" where a paragraph is surely in one of them, `language` where it is surely in neither, else None."""
    found = _WORD.findall(paragraph.lower())
    counts = {name: sum(word in small for word in found) for name, small in _SMALL.items()}
    likelier, other = ("en", "es") if counts["en"] > counts["es"] else ("es", "en")
    if counts[likelier] < _LEAST or counts[likelier] < _MOST_OTHER * counts[other]:
        return None
    if likelier == language:
        return likelier
    return (
        likelier if language_of(paragraph) == likelier else language
    )  # Catalan and French share small words with Spanish


def likeliest(text: str) -> str:
    """Return the code of the language that a text is likeliest in, however unlikely."""
    plain = _plainly(text)
    return plain if plain is not None else str(_identifier().classify(text.encode("utf-8", "replace"))[0])


def _plainly(text: str) -> str | None:
    """Return "en" or "es" where a text's small words leave no doubt, so that the identifier need not be loaded; else None.

    A fifth of the words are small ones of the language and hardly any the other's; in Spanish some are such as Catalan,
    Galician and Portuguese have not.
    """
    found = _WORD.findall(text.lower())
    if len(found) < 30:
        return None
    english, spanish = (sum(word in _SMALL[name] for word in found) for name in ("en", "es"))
    if english > 0.2 * len(found) and english > 8 * spanish:
        return "en"
    own = found.count("y"), found.count("los") + found.count("las"), found.count("el") + found.count("del")
    if spanish > 0.25 * len(found) and spanish > 8 * english and min(own) >= 2:
        return "es"
    return None


@cache
def _identifier() -> Any:
    """Return py3langid's identifier: its model takes a second to load, once a process."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
