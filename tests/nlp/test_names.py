"""Which names are one name, and the one name that a text's things get."""

from __future__ import annotations

import pytest

from nlp.names import one_name, same_name
from nlp.spans import Abbreviation, Entity
from tests.nlp.growth import assert_linear

SAME = [
    ("Harbour Lab", "HarbourLab"),
    ("the Harbour Lab", "Harbour Lab's"),
    ("Álvaro Peña Solís", "Peña Solís"),
    ("President Pena Solis", "Álvaro Peña Solís"),
    ("APS", "Álvaro Peña Solís"),
    ("J. Smith", "John Smith"),
    ("John A. Smith", "John Smith"),
    ("Smith, John", "John Smith"),
    ("Jean-Luc Moreau", "Jean Luc Moreau"),
    ("Enrique Solís", "Enrique Solís Vega"),
    ("Technical River Board", "TRB"),
    ("México", "Mexico"),
    ("los Estados Unidos", "the U.S."),
    ("Ministry of Defence", "Ministerio de Defensa"),
    ("Supreme Court", "Corte Suprema"),
    ("ONU", "United Nations"),
    ("Northwind Corp.", "Northwind"),
]
DIFFERENT = [
    ("John Smith", "Jane Smith"),
    ("New York", "New York Times"),
    ("Washington University", "University of Washington"),
    ("Bank of Mexico", "Mexico"),
    ("Korea", "South Korea"),
    ("John", "John Smith"),
    ("", "Smith"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_same(a: str, b: str) -> None:
    assert same_name(a, b)
    assert same_name(b, a)


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_different(a: str, b: str) -> None:
    assert not same_name(a, b)
    assert not same_name(b, a)


def named(text: str, *names: tuple[str, str], abbreviations: tuple[Abbreviation, ...] = ()) -> list[str]:
    """Mark each name at its next place in the text and return the names that they get."""
    entities, at = [], 0
    for name, kind in names:
        at = text.index(name, at)
        entities.append(Entity(start=at, end=at + len(name), text=name, type=kind, name=name))
        at += len(name)
    return [entity.name for entity in one_name(entities, abbreviations, text)]


def test_surname_joins_its_full_name() -> None:
    text = "Ana Ruiz spoke. Ms Ruiz left. Ruiz came back."
    assert named(text, ("Ana Ruiz", "PER"), ("Ruiz", "PER"), ("Ruiz", "PER")) == ["Ana Ruiz"] * 3


def test_two_people_with_one_surname_stay_two() -> None:
    text = "Ana Ruiz and Luis Ruiz spoke. Ruiz left."
    assert named(text, ("Ana Ruiz", "PER"), ("Luis Ruiz", "PER"), ("Ruiz", "PER")) == ["Ana Ruiz", "Luis Ruiz", "Ruiz"]


def test_the_paragraph_tells_two_people_apart() -> None:
    text = "Ana Ruiz spoke.\n\nLuis Ruiz answered. Ruiz left."
    assert named(text, ("Ana Ruiz", "PER"), ("Luis Ruiz", "PER"), ("Ruiz", "PER"))[2] == "Luis Ruiz"


def test_short_form_takes_the_long_form_that_the_text_defines() -> None:
    text = "The Joint Water Office (JWX) met. JWX agreed."
    short = Abbreviation(short="JWX", long="Joint Water Office")
    names = ("Joint Water Office", "ORG"), ("JWX", "ORG"), ("JWX", "ORG")
    assert named(text, *names, abbreviations=(short,)) == ["Joint Water Office"] * 3


def test_a_person_and_a_place_of_one_name_stay_apart() -> None:
    assert named("Jack London was in London.", ("Jack London", "PER"), ("London", "LOC")) == ["Jack London", "London"]


def test_the_hague_keeps_its_article() -> None:
    assert named("The Hague", ("The Hague", "LOC")) == ["The Hague"]


def test_time_grows_with_the_number_of_names() -> None:
    def work(count: int) -> None:
        entities = [Entity(start=8 * n, end=8 * n + 7, text=f"Ana X{n}", type="PER", name="") for n in range(count)]
        one_name(entities, [], "Ana Xnn " * count)

    assert_linear(work, small=150)
