"""The numbers of notes go, whatever form shows them; figures of the text stay."""

from __future__ import annotations

import pytest

from nlp.edits import edits_of_forms
from nlp.marks import without_marks
from tests.nlp.growth import assert_linear

TEXT = (
    "The dyke broke at noon.{1} Since 2019,{2} when 40 farms were flooded,{3} the board has met twice. The loss was put at 380.{4}\n"
    "{n1}Minutes of the board, 3 March 2019, at 4.\n{n2}Id. at 6, 7.\n{n3}Farm register, 12.\n{n4}Letter of 2 May."
)
PLAIN = {"1": "", "2": "", "3": "", "4": "", "n1": "", "n2": "", "n3": "", "n4": ""}
SHOWN = {
    "glued": {k: k for k in "1234"},
    "own line": {k: f"\n{k}\n" for k in "1234"} | {f"n{k}": f"{k}. " for k in "1234"},
    "next line": {k: f"\n{k}" for k in "1234"} | {f"n{k}": f"{k}\n" for k in "1234"},
    "raised": dict(zip("1234", "¹²³⁴", strict=True)) | {f"n{k}": f"{r} " for k, r in zip("1234", "¹²³⁴", strict=True)},
    "square": {k: f"[{k}]" for k in "1234"} | {f"n{k}": f"[{k}] " for k in "1234"},
    "keyed": {k: f"[^{c}]" for k, c in zip("1234", "abcd", strict=True)},
    "none": {},
}


def _shown(how: str, text: str = TEXT) -> str:
    for key, mark in (PLAIN | SHOWN[how]).items():
        text = text.replace(f"{{{key}}}", mark)
    return text


@pytest.mark.parametrize("old", SHOWN)
@pytest.mark.parametrize("new", SHOWN)
def test_marks_are_none_of_the_text_in_whatever_form_and_figures_beside_them_are(old: str, new: str) -> None:
    sides = [(_shown(how), "application/pdf" if "line" in how else "text/plain") for how in (old, new)]
    assert edits_of_forms(sides[0], sides[1], language="en").changes == ()
    for figure, other in (
        ("380", "388"),
        ("380", "38"),
        ("2019,{2}", "2018,{2}"),
        ("40 farms", "4 farms"),
        ("2 May", "3 May"),
    ):
        edited = _shown(new, TEXT.replace(figure, other)), sides[1][1]
        (change,) = edits_of_forms(sides[0], edited, language="en").changes
        assert change.op == "replace" and figure.split(",")[0] in change.old and figure.split(",")[0] not in change.new


@pytest.mark.parametrize(
    "text",
    [
        "Counted:\n7\n12\n30",  # numbers that count nothing
        "The ratio rose from 3.1 to 3.2 and then to 3.3 at last.",
        "He came first, 1 of many; she too, 2 of many; they last, 3 of many.",
        "It has 1 mast, 2 sails and 3 oars.",
        "CO2 and H1 fell, A4 rose.",
        "Of the boats, 4 were lost.",  # one number behind a comma is no count
    ],
)
def test_figures_that_are_no_marks_stay(text: str) -> None:
    assert without_marks(text) == text


def test_of_two_numbers_that_could_be_the_next_mark_the_likelier_goes_or_none() -> None:
    text = "One ended.1 Two ended.2 They met on\n3 March in the hall.3 It was full.4"
    assert without_marks(text) == "One ended.  Two ended.  They met on\n3 March in the hall.  It was full. "
    text = "One ended.\n1 Two ended.\n2 Then came\n3 boats and the\n3 of us left.\n4 All was well."
    assert without_marks(text).count("3") == 2


def test_a_figure_that_a_line_end_puts_first_is_no_entry_of_the_list_of_notes() -> None:
    text = "He fell.\n1\nShe rose.\n2\nThey sang.\n3\n1. Roll, 7.\n2. Budget of 2017, sheet\n4.\n3. Letter."
    assert "sheet\n4." in without_marks(text) and "Budget" in without_marks(text) and "2." not in without_marks(text)


@pytest.mark.parametrize("line", ["1\n2\n3\n", "1\n2\n2\n", "a.1 b.2 c.3\n", "[1] [2] [1] "])
def test_time_grows_with_the_text_only(line: str) -> None:
    assert_linear(lambda size: without_marks(line * size), small=500)


def test_many_numbers_that_could_be_one_mark_cost_no_more() -> None:
    assert_linear(lambda size: without_marks("word1 " * size + "word2 " * 2 * size + "word3 " * size), small=500)


@pytest.mark.parametrize(
    "marks", ["notice.23 The", "notice.2,3 The", "notice.²³ The", "notice.\n23 The", "notice.[^b][^c] The"]
)
def test_marks_side_by_side_are_two(marks: str) -> None:
    first, fourth = ("[^a]", "[^d]") if "[" in marks else ("1", "4")
    text = f"They were closed.{first} It came without {marks} last was turned away.{fourth}"
    plain = "They were closed. It came without notice. The last was turned away."
    assert edits_of_forms((text, "text/markdown"), (plain, "text/html"), language="en").changes == ()
    assert without_marks("It closed.1 So 23 of 40 left.2 They wrote.3").count("23 of 40") == 1


def test_an_address_holds_no_mark_and_may_be_followed_by_one() -> None:
    text = "One.1 Two.2 See https://a.example/item3 and https://a.example/log/03.3\nFour.4"
    assert without_marks(text) == "One.  Two.  See https://a.example/item3 and https://a.example/log/03. \nFour. "
