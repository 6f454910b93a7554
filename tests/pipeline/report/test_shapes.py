"""Signs tell verdicts apart without colour: each word has one, and no two look alike."""

from __future__ import annotations

import re

from pipeline.report import words
from pipeline.report.shapes import SHAPES, rules


def ink(name: str) -> str:
    """Return a sign drawn on a field of 16 by 16: a cell is inked where an odd number of its loops goes round its middle."""
    rule = re.search(rf"^\.s-{name} {{ --s: polygon\(evenodd, (.*)\); }}$", rules(), re.MULTILINE)
    assert rule
    corners = [tuple(float(part.rstrip("%")) * 0.16 for part in pair.split()) for pair in rule[1].split(", ")]
    edges = list(zip(corners, corners[1:] + corners[:1], strict=True))

    def inked(x: float, y: float) -> bool:
        crossed = [(a, b) for a, b in edges if (a[1] > y) != (b[1] > y)]
        return sum(x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) for a, b in crossed) % 2 == 1

    return "\n".join("".join("#" if inked(x + 0.5, y + 0.5) else " " for x in range(16)) for y in range(16))


def test_every_word_has_a_sign_that_is_drawn() -> None:
    tables = (words.VERDICTS, words.OUTCOMES, words.CHANGES, words.FACTS, words.HEALTHS)
    assert {word.shape for table in tables for word in table.values()} | {words.RESCUED.shape} <= set(SHAPES)


def test_no_two_signs_look_alike_and_none_leaves_its_box() -> None:
    drawn = {name: ink(name) for name in SHAPES}
    assert len(set(drawn.values())) == len(SHAPES)
    assert all(0 <= part <= 16 for loops in SHAPES.values() for loop in loops for point in loop for part in point)
    assert drawn["dash"].split("\n")[7] == "   ##########   "
    assert drawn["full"].split("\n")[10][6] == " "  # the tick is cut out of the disc
    assert drawn["ring"].split("\n")[8][8] == " "


def test_the_rules_load_nothing_and_can_close_no_tag() -> None:
    assert not re.search(r"url|import|[<>&\"']", rules())
