"""What the entity model is told about case, and which words it is given to read."""

from __future__ import annotations

import pytest

from nlp.entities.features import SHAPES, near_capitals, open_tokenizer, pieces_of, shapes_of
from nlp.entities.model import MODEL


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


SPANISH = "Ayer dijo Ana que el puerto de la ciudad no se abre desde hace ya mucho tiempo por las obras de Oslo, según parece."


@pytest.mark.parametrize(
    ("sentence", "language", "left_out"),
    [
        (SPANISH, "es", "se abre desde hace"),  # eight words from the next capital on either side
        (SPANISH, "en", ""),
        (SPANISH.lower(), "es", ""),
        (SPANISH.upper(), "es", ""),
        ("", "es", ""),
    ],
)
def test_what_is_far_from_any_capital_is_not_read(sentence: str, language: str, left_out: str) -> None:
    tokenizer = open_tokenizer((MODEL / "tokenizer.json").read_text(encoding="utf-8"))
    whole = pieces_of(tokenizer, sentence, language=language)
    seen = near_capitals(whole, language=language)
    assert [sentence[a:b] for a, b in whole.words if (a, b) not in seen.words] == left_out.split()
    for at, (start, end) in zip(seen.first, seen.words, strict=True):
        place = whole.first[whole.words.index((start, end))]
        assert (seen.ids[at], seen.shapes[at]) == (whole.ids[place], whole.shapes[place])
    assert (seen.ids[0], seen.ids[-1]) == (whole.ids[0], whole.ids[-1])
