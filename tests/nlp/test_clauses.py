from __future__ import annotations

import time

import pytest

from nlp.clauses import statements

# "^" is where a mark or link stands, "|" where the sentence is parted.
PARTED = [
    "The harbour office closed the port^ and |the union called a strike.^",
    "The ministry denied the spill,^ while |the port has stayed closed since.^",
    "The port was closed;^ |the mill was sold;^ |the rest is silence.",
    "Smith ^found lead in the water, but |Jones ^found none of it.",
    "El alcalde negó los hechos^ y |el consejo publicó el informe.^",
    "The dam has failed twice,^ and |the road was lost.",
]
WHOLE = [
    "The list must cover roads^ and bridges,^ and must name the office.^",
    "The Water Act,^ the Harbour Order^ and the Fishing Rule^ were repealed.",
    "The bridge was closed^ and reopened.^",
    "The plan, which was adopted in spring,^ and the budget were rejected.^",
    "As noted by Ruiz,^ the dam fell in 1990.^",
    "The bans on coal^ and on oil^ were lifted.",
    "The board has approved the rule^ and guidance issued by the office.^",
    "The office said that it was so,^ and that it is no more.^",
    "The port was closed^ and it has stayed so.^",
    "Agencies should consult the programme,^ and the practices found in the handbook.^",
    "The mill was sold and the port was closed.^",
    "The port took 312 ships (Ruiz 2019^; Lind was second 2018^), as Moor^ says.",
]


@pytest.mark.parametrize("marked", [*PARTED, *WHOLE])
def test_a_sentence_is_parted_where_each_side_states_something(marked: str) -> None:
    plain = marked.replace("|", "")
    anchors = [at - n for n, at in enumerate(at for at, char in enumerate(plain) if char == "^")]
    text = plain.replace("^", "")
    found = [text[start:end] for start, end in statements(text, 0, len(text), anchors)]
    expected = [part.replace("^", "").rstrip(" ,;") for part in marked.split("|")]
    for joint in ("and", "while", "but", "y"):
        expected = [part.removesuffix(f" {joint}").rstrip(",") for part in expected]
    assert found == expected


def test_time_grows_with_the_length_only() -> None:
    def seconds(copies: int) -> float:
        text = "a, and b; was " * copies
        began = time.process_time()
        statements(text, 0, len(text), range(5, len(text), 14))
        return time.process_time() - began

    seconds(10)
    assert seconds(4000) < 20 * max(seconds(1000), 0.01)
