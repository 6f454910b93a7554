"""The registered spaCy components, and the Doc extensions that each of them writes.

Add them to a pipeline of your own, in this order, after `import nlp.components`:

| component | writes | as |
| --- | --- | --- |
| `testimonia_sentences` | `doc._.sentences`, `doc.sents` | list of (start, end) |
| `testimonia_entities` | `doc._.entities`, `doc.ents` where the pipeline has no `ner` of its own | list of `nlp.spans.Entity` |
| `testimonia_dates` | `doc._.dates` | list of `nlp.spans.Timex` |
| `testimonia_numbers` | `doc._.numbers` | list of `nlp.spans.Quantity` |
| `testimonia_quotes` | `doc._.quotes` | list of `nlp.spans.Quote` |
| `testimonia_abbreviations` | `doc._.abbreviations` | list of `nlp.spans.Abbreviation` |

They read `doc._.language` (ISO 639-1; the pipeline's own where it is not set) and `doc._.document_date` (ISO 8601, what relative
dates are counted from; None by default). Offsets are code points of `doc.text`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from nlp.abbreviations import find_abbreviations
from nlp.dates.find import find_dates
from nlp.entities.find import find_entities
from nlp.numbers.find import find_numbers
from nlp.quotes import find_quotes
from nlp.sentences import split_sentences
from nlp.spans import Entity

COMPONENTS = (
    "testimonia_sentences",
    "testimonia_entities",
    "testimonia_dates",
    "testimonia_numbers",
    "testimonia_quotes",
    "testimonia_abbreviations",
)
# The labels of spaCy's own pipelines: OntoNotes in English, WikiNER in Spanish. The others (DATE, NORP …) are none of ours.
_TYPES = {
    "PERSON": "PER", "PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "EVENT": "EVENT", "PRODUCT": "PRODUCT", "LAW": "LAW",
}  # fmt: skip

for _name in ("sentences", "entities", "dates", "numbers", "quotes", "abbreviations"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=[])
for _name in ("language", "document_date"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


def _language(doc: Doc) -> str:
    named = doc._.language
    return str(named) if named else "und" if doc.lang_ == "xx" else doc.lang_


@Language.component("testimonia_sentences")
def sentences(doc: Doc) -> Doc:
    """Write where the sentences are; a token that a boundary cuts belongs to the sentence that it begins in."""
    doc._.sentences = split_sentences(doc.text, _language(doc))
    firsts = {start for start, _ in doc._.sentences}
    # All at once: the setter of one token looks at all of them each time (spaCy 3.8.18).
    marks = [1 if token.i == 0 or token.idx in firsts else -1 for token in doc]
    column: Any = np.array(marks, dtype=np.int64).astype(np.uint64).reshape(-1, 1)
    return doc.from_array(["SENT_START"], column)


@Language.factory("testimonia_entities")
def entities(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component that writes the named things; a pipeline's own `ner` is believed where there is one."""
    del name
    own = nlp.has_pipe("ner")

    def find(doc: Doc) -> Doc:
        if own:
            doc._.entities = [
                Entity(start=ent.start_char, end=ent.end_char, text=ent.text, type=_TYPES[ent.label_], name=ent.text)
                for ent in doc.ents
                if ent.label_ in _TYPES
            ]
            return doc
        doc._.entities = find_entities(doc.text, language=_language(doc), sentences=doc._.sentences)
        spans = [doc.char_span(e.start, e.end, label=e.type, alignment_mode="expand") for e in doc._.entities]
        doc.ents = filter_spans([span for span in spans if span is not None])
        return doc

    return find


@Language.component("testimonia_dates")
def dates(doc: Doc) -> Doc:
    """Write the time expressions."""
    doc._.dates = find_dates(doc.text, language=_language(doc), date=doc._.document_date)
    return doc


@Language.component("testimonia_numbers")
def numbers(doc: Doc) -> Doc:
    """Write the numbers that are no part of a date."""
    doc._.numbers = find_numbers(doc.text, language=_language(doc), dates=doc._.dates)
    return doc


@Language.component("testimonia_quotes")
def quotes(doc: Doc) -> Doc:
    """Write the quotations and their speakers."""
    doc._.quotes = find_quotes(doc.text, language=_language(doc), entities=doc._.entities)
    return doc


@Language.component("testimonia_abbreviations")
def abbreviations(doc: Doc) -> Doc:
    """Write the abbreviations that the text defines."""
    doc._.abbreviations = find_abbreviations(doc.text)
    return doc
