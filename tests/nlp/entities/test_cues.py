"""Events, products and laws by their cues."""

from __future__ import annotations

import time

import pytest

from nlp.entities.cues import cue_spans

CASES = [
    ("They cite the Clean Harbours Act 1998.", "Clean Harbours Act 1998", "LAW"),
    ("Signed under the Treaty of Oslo and kept.", "Treaty of Oslo", "LAW"),
    ("See Directive 95/46/EC, please.", "Directive 95/46/EC", "LAW"),
    (
        "Rige la Ley General de Aguas y Acceso a la Ribera desde mayo.",
        "Ley General de Aguas y Acceso a la Ribera",
        "LAW",
    ),
    ("She was born after World War II began.", "World War II", "EVENT"),
    ("He died at the Battle of Lepanto.", "Battle of Lepanto", "EVENT"),
    ("Nadó en los Juegos Olímpicos de Barcelona 1992 y ganó.", "Juegos Olímpicos de Barcelona 1992", "EVENT"),
    ("At the 2015 Harbour Summit they met.", "2015 Harbour Summit", "EVENT"),
    ("I sold my iPhone 6 today.", "iPhone 6", "PRODUCT"),
    ("A copy of the Gorgon spyware was found.", "Gorgon", "PRODUCT"),
    ("He wrote by WhatsApp.", "WhatsApp", "PRODUCT"),
]


@pytest.mark.parametrize(("text", "name", "kind"), CASES)
def test_cue(text: str, name: str, kind: str) -> None:
    assert [(text[start:end], found) for start, end, found in cue_spans(text, 0, len(text))] == [(name, kind)]


@pytest.mark.parametrize(
    "text", ["Act now!", "The Act says so.", "She is Secretary of War.", "He went to Dale Law School.", "no names"]
)
def test_no_cue(text: str) -> None:
    assert cue_spans(text, 0, len(text)) == []


@pytest.mark.parametrize("unit", ["Aaa ", "Act of the ", "Ley de la ", "A", "War and "])
def test_time_is_linear(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        started = time.process_time()
        cue_spans(text, 0, len(text))
        return time.process_time() - started

    assert seconds(80_000) < 20 * max(seconds(8_000), 0.005)
