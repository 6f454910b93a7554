"""Lines from right to left, made by hand as a page has them: each sign where the eye sees it."""

from __future__ import annotations

from pipeline.readers.pdf_rtl import Sign, rows_of, runs_right_to_left


def seen(visual: str, *, right: float = 540, base: float = 700, height: float = 12, small: str = "") -> list[Sign]:
    """Return the signs of a line as it is seen, its first sign at the left; blanks are gaps, `small` ones are raised."""
    signs = []
    for number, char in enumerate(reversed(visual)):
        if char == " ":
            continue
        left = right - 6.0 * (number + 1)
        raised = char in small
        signs.append(Sign(char, left, left + 6, base + (4 if raised else 0), 7.0 if raised else height))
    return signs


def visual(logical: str) -> str:
    """Return right-to-left text without figures as it is seen."""
    return logical[::-1]


def test_words_stand_in_the_order_in_which_they_are_read() -> None:
    (row,) = rows_of(seen(visual("أغلق الجسر")))
    assert row.text == "أغلق الجسر"


def test_figures_and_addresses_keep_their_own_direction_and_a_mark_stays_with_its_word() -> None:
    year = seen("2019 " + visual("أغلق الجسر عام"))
    assert rows_of(year)[0].text == "أغلق الجسر عام 2019"
    address = seen("https://roads.example.org/shut?y=1 " + visual("انظر"))
    assert rows_of(address)[0].text == "انظر https://roads.example.org/shut?y=1"
    marked = seen("1" + visual("أغلق الجسر."), small="1")
    assert rows_of(marked)[0].text == "أغلق الجسر.¹"
    note = seen("https://roads.example.org 4", small="4")
    assert rows_of(note)[0].text == "⁴ https://roads.example.org"


def test_the_right_column_is_read_first() -> None:
    signs = [
        sign
        for number in range(6)
        for right, word in ((540, "يمين"), (280, "يسار"))
        for sign in seen(visual(word + " " + word), right=right, base=700 - 14 * number)
    ]
    assert [row.text.split()[0] for row in rows_of(signs)] == ["يمين"] * 6 + ["يسار"] * 6


def test_a_page_with_some_foreign_words_runs_on_from_left_to_right() -> None:
    assert not runs_right_to_left("The word الجسر means the bridge.")
    assert runs_right_to_left("أغلق الجسر في 2019 (bridge).")
