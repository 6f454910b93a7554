"""Quotes: the gold sets of our own, single rules, and hostile input."""

from __future__ import annotations

import pytest

from nlp.quotes import find_quotes
from nlp.spans import Entity
from tests.nlp import gold
from tests.nlp.growth import assert_linear


@pytest.mark.parametrize(
    ("case", "speakers_right"),
    [("en", 0.9), ("es", 0.9), ("en_held", 0.9), ("es_held", 0.85), ("en_fresh", 0.85), ("es_fresh", 0.9)],
)
def test_gold_set_is_read(case: str, speakers_right: float) -> None:
    language = case[:2]
    wanted: set[gold.Row] = set()
    found: set[gold.Row] = set()
    right = both = 0
    for number, (text, rows) in enumerate(gold.read("quotes", case)):
        speakers = {row[0].replace("\\n", "\n"): row[1] for row in rows}
        quotes = {quote.text: quote.speaker or "" for quote in find_quotes(text, language=language)}
        wanted |= {(str(number), said) for said in speakers}
        found |= {(str(number), said) for said in quotes}
        both += len(speakers.keys() & quotes.keys())
        right += sum(gold.same_speaker(speakers[said], quotes[said]) for said in speakers.keys() & quotes.keys())
    assert gold.f1(wanted, found) >= 0.95, sorted(wanted ^ found)
    assert right / both >= speakers_right


def test_a_quote_left_open_ends_with_its_paragraph() -> None:
    text = "She said “we are late.\n\nThe bus came. “It is here,” Jon Park said."
    assert [q.text for q in find_quotes(text, language="en")] == ["It is here,"]


@pytest.mark.parametrize(
    ("text", "language", "speaker"),
    [
        ("“We are done,” his lawyer, Mia Kent, said.", "en", "Mia Kent"),
        ("“We are done,” said engineer Mia Kent.", "en", "Mia Kent"),
        ("“Hemos terminado”, dijo el alcalde el martes.", "es", "el alcalde"),
        ("“Ya basta”, sollozó en el patio la vecina Eva Lara.", "es", "Eva Lara"),
        ("“Ya basta”, le gritó a la jueza un hombre de gorra.", "es", "un hombre"),
        ("El gerente, que llegó tarde, sostuvo que “nada faltaba en la caja”.", "es", "El gerente"),
        ("“We have lost,” grinned the old miner on Tuesday.", "en", "the old miner"),
        ("The clerk, who was late, maintained that “nothing was missing”.", "en", "The clerk"),
        ("A juicio de Mía Campos, “todo llegó tarde y mal”.", "es", "Mía Campos"),
    ],
)
def test_a_speaker_is_the_name_and_no_circumstance(text: str, language: str, speaker: str) -> None:
    assert [q.speaker for q in find_quotes(text, language=language)] == [speaker]


def test_a_pronoun_is_answered_with_the_person_named_before() -> None:
    text = "Ada Kern met the press. “Nothing was stolen,” she said."
    person = Entity(start=0, end=8, text="Ada Kern", type="PER", name="Ada Kern")
    assert [q.speaker for q in find_quotes(text, language="en", entities=[person])] == ["Ada Kern"]


def test_the_second_half_of_a_quote_has_the_same_speaker() -> None:
    text = "“The door,” said Ada Kern, “was open all night long.”"
    assert [q.speaker for q in find_quotes(text, language="en")] == ["Ada Kern", "Ada Kern"]


def test_inches_and_apostrophes_open_nothing() -> None:
    assert find_quotes('A 12" pipe and a 9" pipe, the workers’ tools, ’tis said.', language="en") == []


def test_spans_are_the_text_to_the_letter() -> None:
    text = '\x00«Nadie vino a la cita», dijo Eva Gil.\n—Yo sí —contestó Raúl—. Y tarde.\n"unclosed'
    for quote in find_quotes(text, language="es"):
        assert text[quote.start : quote.end] == quote.text


@pytest.mark.parametrize(
    "piece", ['"', "“", "“a ", "“x y z w,” ", "\n—a —dijo ", '"a b" according to the ', 'said Ana "x" ']
)
def test_time_grows_with_length_only(piece: str) -> None:
    assert_linear(lambda size: find_quotes(piece * (size // len(piece)), language="es"), small=5_000)
