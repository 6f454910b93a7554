"""What the entity model is told about case."""

from __future__ import annotations

import pytest

from nlp.entities.features import SHAPES, shapes_of


@pytest.mark.parametrize(
    ("sentence", "shapes"),
    [
        ("Yesterday Ana met the WHO .", ["title-first", "title", "lower", "lower", "upper", "mark"]),
        ("the port of oslo", ["uncased"] * 4),
        ("THE PORT OF OSLO IN 1999", ["uncased"] * 5 + ["digits"]),
        ("Ana Ruiz Opens Port", ["title-first"] + ["title-in-title"] * 3),
        ("I own an iPad A4", ["initial", "lower", "lower", "mixed", "letters-digits"]),
        ("", []),
    ],
)
def test_shapes(sentence: str, shapes: list[str]) -> None:
    assert [SHAPES[number] for number in shapes_of(sentence.split())] == shapes
