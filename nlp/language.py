"""Which language a text is written in."""

from __future__ import annotations

from functools import cache
from typing import Any

# Below this probability the answer is wrong more often than right (py3langid on headlines of 3 to 6 words,
# 2026-11-23): "The Citizen Lab" comes out as Basque with .06, a Spanish headline as Spanish with .57.
_CONFIDENT = 0.4
_MIN_LETTERS = 12
_SAMPLE_CHARS = 4000


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
    language, probability = _identifier().classify(sample.encode("utf-8", "replace"))
    return language if probability >= _CONFIDENT and len(language) == 2 else "und"


@cache
def _identifier() -> Any:
    """Return py3langid's identifier: its model takes a second to load, once a process."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
