"""The named things of a text, with the model that ships."""

from __future__ import annotations

import pytest

from nlp.entities import consistent, find_entities
from nlp.entity_model import may_name
from tests.nlp.growth import assert_linear


def found(text: str, language: str = "en", sentences: list[tuple[int, int]] | None = None) -> list[tuple[str, str]]:
    entities = find_entities(text, language=language, sentences=sentences or [(0, len(text))])
    for entity in entities:
        assert text[entity.start : entity.end] == entity.text == entity.name
    return [(entity.text, entity.type) for entity in entities]


def test_english() -> None:
    text = "Maria Lindqvist of the University of Bergen flew to Toronto on Monday."
    assert found(text) == [("Maria Lindqvist", "PER"), ("University of Bergen", "ORG"), ("Toronto", "LOC")]


def test_spanish() -> None:
    text = "El senador Julio Herrera viajó ayer a Lima, informó la Universidad de Chile."
    assert found(text, "es") == [("Julio Herrera", "PER"), ("Lima", "LOC"), ("Universidad de Chile", "ORG")]


@pytest.mark.parametrize("change", [str.lower, str.upper])
def test_without_case(change: object) -> None:
    text = "Barack Obama flew to Paris with John Kerry."
    assert [kind for _, kind in found(change(text))] == ["PER", "LOC", "PER"]  # type: ignore[operator]


def test_sentences_keep_their_places() -> None:
    text = "It rained. Ana Ruiz left Madrid.\n\nNobody knew."
    assert found(text, sentences=[(0, 10), (11, 32), (34, 46)]) == [("Ana Ruiz", "PER"), ("Madrid", "LOC")]


def test_an_event_holds_the_place_in_its_name() -> None:
    assert ("Battle of Lepanto", "EVENT") in found("Her uncle died at the Battle of Lepanto long ago.")


def test_a_surname_takes_the_kind_of_the_full_name() -> None:
    text = "Harrison Ford came. Ford left. Ford Motor Company paid."
    spans = [(0, 13, "PER"), (20, 24, "ORG")]
    assert consistent(text, spans) == [(0, 13, "PER"), (20, 24, "PER")]
    firm = (31, 49, "ORG")
    assert consistent(text, [*spans, firm]) == [*spans, firm]


@pytest.mark.parametrize(
    "text", ["", " ", "\x00\x01", "😂😂", "a" * 5000, "漢字 " * 50, "\u202e\u0627\u0628", "\u2019\u2019"]
)
def test_odd_text_is_taken(text: str) -> None:
    found(text)


def test_a_long_sentence_is_read_to_its_end() -> None:
    text = "the water rose and " * 400 + "then Barack Obama flew to Paris."
    assert found(text)[-2:] == [("Barack Obama", "PER"), ("Paris", "LOC")]


def test_time_is_linear() -> None:
    assert_linear(lambda times: found("She saw the old port of Oslo, and then " * times), small=16)


@pytest.mark.parametrize(
    ("sentence", "may"),
    [
        ("The rain fell on the old house.", False),
        ("El agua llegó a la casa.", False),
        ("I went home early.", False),
        ("12 - 13", False),
        ("Obama spoke.", True),
        ("The rain fell on Oslo.", True),
        ("she moved to oslo", True),
        ("THE RAIN FELL", True),
    ],
)
def test_only_what_may_hold_a_name_is_looked_at(sentence: str, may: bool) -> None:
    assert may_name(sentence) is may
