"""All that is found in one text, through the spaCy pipeline of its language."""

from __future__ import annotations

import pytest
import spacy

import nlp.components
from nlp.pipeline import annotate, pipeline
from nlp.spans import Annotation
from tests.nlp.growth import assert_linear


def whole(found: Annotation) -> None:
    """Hold every span against the text."""
    for spans in (found.entities, found.dates, found.numbers, found.quotes):
        for span in spans:
            assert found.text[span.start : span.end] == span.text
    assert all(0 <= a < b <= len(found.text) for a, b in found.sentences)


def test_english_and_spanish() -> None:
    english = annotate(
        "The board met on June 5, 2017 and hired 22 clerks. It then closed its doors for the summer.", date="2017-06-19"
    )
    spanish = annotate(
        "La junta se reunió el 5 de junio de 2017 y contrató a 22 personas. Después cerró sus puertas.",
        date="2017-06-19",
    )
    for found, language in ((english, "en"), (spanish, "es")):
        whole(found)
        assert found.language == language
        assert len(found.sentences) == 2
        assert [d.value for d in found.dates] == ["2017-06-05"]
        assert [n.value for n in found.numbers] == [22]


def test_offsets_hold_in_a_text_of_many_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nlp.pipeline._PIECE_CHARS", 200)
    text = "\n\n".join(f"In {year} the town counted {year + 17} sheep. Nobody knew why." for year in range(1950, 1980))
    found = annotate(text, language="en")
    whole(found)
    assert [d.value for d in found.dates] == [str(year) for year in range(1950, 1980)]
    assert len(found.sentences) == 60


def test_components_in_a_pipeline_of_ones_own() -> None:
    own = spacy.blank("en")
    for name in nlp.components.COMPONENTS:
        own.add_pipe(name)
    doc = own("It began in May 2017. Then it stopped.")
    assert [d.value for d in doc._.dates] == ["2017-05"]
    assert [sentence.text for sentence in doc.sents] == ["It began in May 2017.", "Then it stopped."]


def test_a_pipeline_is_made_once() -> None:
    assert pipeline("en") is pipeline("en")


@pytest.mark.parametrize(
    "text", ["", "\x00\x01", "🙂", "مرحبا بالعالم، اليوم 5/6/2017", "[[[", "\n\n\n", "¹ ² ³", "a" * 5000]
)
def test_odd_text(text: str) -> None:
    whole(annotate(text))


@pytest.mark.parametrize("unit", ['"', "(", "http://a/", "word ", "5 ", "A. "])
def test_time_grows_with_the_length(unit: str) -> None:
    assert_linear(lambda size: annotate(unit * (size // len(unit)), language="en"), small=1_500)
