"""One spaCy pipeline a language, and all that it finds in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TypeVar

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import is_package

from nlp.components import COMPONENTS
from nlp.language import language_of, languages_in
from nlp.names import one_name
from nlp.spans import Annotation, Entity, Quantity, Quote, Timex

# The user's own pipelines, the best first; what they have beside `ner` and what it stands on is not used.
_INSTALLED = {
    "en": ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm"),
    "es": ("es_dep_news_trf", "es_core_news_lg", "es_core_news_md", "es_core_news_sm"),
}
_UNUSED = ("parser", "tagger", "morphologizer", "lemmatizer", "attribute_ruler", "senter")
# A Doc takes some 200 bytes a token; half a million characters are 25 MB, and a date reaches far enough back.
_PIECE_CHARS = 500_000
# spaCy's tokenizer is quadratic in the length of a word: 20,000 quotation marks in a row took it 31 s (3.8.18).
_LONG_WORD = re.compile(r"(?<!\S)\S{200,}")
_WORD_CHARS = 100

_Span = TypeVar("_Span", Entity, Timex, Quantity, Quote)


@cache
def pipeline(language: str) -> Language:
    """Return the pipeline of a language, made once a process: blank `en`, `es` or `xx` with the components of ours.

    Where the user has one of spaCy's pretrained pipelines (en_core_web_*, es_core_news_*) it stands first, and its entities
    are used.
    """
    if language not in _INSTALLED:
        nlp = spacy.blank("xx")
    else:
        name = next((name for name in _INSTALLED[language] if is_package(name)), None)
        nlp = spacy.load(name, exclude=_UNUSED) if name else spacy.blank(language)
    nlp.max_length = 2 * _PIECE_CHARS
    for component in COMPONENTS:
        nlp.add_pipe(component)
    return nlp


def annotate(text: str, *, language: str | None = None, date: str | None = None) -> Annotation:
    """Return all that is found in a text: sentences, entities, dates, numbers, quotes, abbreviations.

    `language` is an ISO 639-1 code, found where it is not given; `date` the document's own date (ISO 8601), which relative
    dates are counted from. English and Spanish paragraphs of one text are each read by their own rules. Time grows with the length of the text, whatever is in it.
    """
    language = (language or "").lower()[:2] or language_of(text)
    found = Annotation(text=text, language=language)
    for start, end, spoken in _pieces(text, language):
        nlp = pipeline(spoken if spoken in _INSTALLED else "xx")
        doc = _doc(nlp, text[start:end])
        doc._.language, doc._.document_date = spoken, date
        doc = nlp(doc)
        found.sentences.extend((begin + start, stop + start) for begin, stop in doc._.sentences)
        found.entities.extend(_shifted(doc._.entities, start))
        found.dates.extend(_shifted(doc._.dates, start))
        found.numbers.extend(_shifted(doc._.numbers, start))
        found.quotes.extend(_shifted(doc._.quotes, start))
        found.abbreviations.extend(a for a in doc._.abbreviations if a not in found.abbreviations)
    found.entities[:] = one_name(found.entities, found.abbreviations, text)
    return found


def _shifted(spans: list[_Span], by: int) -> list[_Span]:
    return [replace(span, start=span.start + by, end=span.end + by) for span in spans] if by else spans


def _pieces(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Yield the pieces of a text that are in one language; a long one is cut at its last empty line, else line, else
    sentence, else blank, else anywhere."""
    for start, stop, spoken in languages_in(text, language):
        while stop - start > _PIECE_CHARS:
            half, full = start + _PIECE_CHARS // 2, start + _PIECE_CHARS
            cuts = (text.rfind(mark, half, full) + len(mark) for mark in ("\n\n", "\n", ". ", " "))
            end = next((cut for cut in cuts if cut > half), full)
            yield start, end, spoken
            start = end
        if start < stop or not text:
            yield start, stop, spoken


def _doc(nlp: Language, text: str) -> Doc:
    """Return a text's tokens; words of more than 200 characters, which are none, come in parts."""
    if not _LONG_WORD.search(text):
        return nlp.make_doc(text)
    words: list[str] = []
    spaces: list[bool] = []
    at = 0
    for found in [*_LONG_WORD.finditer(text), None]:
        start, end = found.span() if found else (len(text), len(text))
        parts = [text[at:start], *(text[k : min(k + _WORD_CHARS, end)] for k in range(start, end, _WORD_CHARS))]
        for part in parts:
            for token in nlp.make_doc(part):
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
        at = end
    return Doc(nlp.vocab, words=words, spaces=spaces)
