"""Two forms of one text: what differs in words is told, what belongs to a form is not."""

from __future__ import annotations

import pytest

from nlp.edits import edits_of_forms
from nlp.printed import printed
from tests.nlp.growth import assert_linear

PDF, MD, HTML, TXT = "application/pdf", "text/markdown", "text/html", "text/plain"
PAGE = (
    "The ferry of Hallam\nThe ferry crosses the river every hour, and 412 people used it in the first week of May.\n"
    "The council closed the landing without a hearing, which the ferrymen called a breach of its own rules.\n"
    "Nine households still live by the crossing, says the report of the statistics office."
)
PRINT = (
    "Hallam Gazette 1\nThe ferry of Hallam\nThe ferry crosses the river every hour, and 412\npeople used it in the first week\n\n"
    "Hallam Gazette 2\nof May. The council closed the landing without a hear-\ning, which the ferrymen called a breach\n\n"
    "Hallam Gazette 3\nof its own rules. Nine households still live by the\ncrossing, says the report of the statistics office.\n3"
).replace("hear-\ning", "hearing")
MARKED = (
    "# The ferry of Hallam\n\nThe ferry crosses the [river](https://r.example/a) every hour, and **412 people** used it in the first week of May.[^1] "
    "The council closed the landing without a hearing, which the ferrymen called a breach of its own rules.\n\n"
    "* * *\n\nNine households still live by the crossing, says the report of the statistics office.\n"
)
FORMS = [(PAGE, HTML), (PRINT, PDF), (MARKED, MD), (PRINT.replace("Hallam Gazette ", "").replace("\n\n", "\n"), TXT)]


@pytest.mark.parametrize("old", FORMS[:3], ids=["page", "print", "markdown"])
@pytest.mark.parametrize("new", FORMS[:3], ids=["page", "print", "markdown"])
def test_forms_of_one_text_are_one_and_an_edit_between_them_is_told_alone(
    old: tuple[str, str], new: tuple[str, str]
) -> None:
    assert edits_of_forms(old, new, language="en").changes == ()
    edited = new[0].replace("412", "421"), new[1]
    (change,) = edits_of_forms(old, edited, language="en").changes
    assert "412" in change.old and "421" in change.new and "council" not in change.new


def test_a_block_that_a_print_puts_elsewhere_has_moved_and_one_that_went_is_told() -> None:
    note = "See the minutes of the valley council of that year, at the fourth page."
    there = PRINT.replace("landing without", f"landing\n{note}\nwithout")
    found = edits_of_forms((f"{PAGE}\n{note}", HTML), (there, PDF), language="en")
    assert (found.changes, len(found.moved)) == ((), 1)
    found = edits_of_forms((f"{PAGE}\n{note}", HTML), (PRINT, PDF), language="en")
    assert [(c.op, c.old) for c in found.changes] == [("delete", note)]


def test_a_number_that_goes_is_a_fact_and_that_of_a_note_is_none() -> None:
    old = "In the spring they counted 12, 14 and 15 boats at the landing.\nThe list was printed. 3 It names them all."
    gone = old.replace("12, 14", "12"), PDF
    assert len(edits_of_forms((old, PDF), gone, language="en").changes) == 1
    assert edits_of_forms((old, PDF), (old.replace(" 3 ", " "), PDF), language="en").changes == ()


def test_words_that_a_line_end_cut_are_whole_and_figures_stay_apart() -> None:
    old = "The E-Government act asks for a case-by-case look at https://a.example/the-list/of-laws.html in 2002."
    cut = "The EGovernment act asks for a caseby-case look at\nhttps://a.example/the-list/\nof-laws.html in 2002."
    assert edits_of_forms((old, HTML), (cut, PDF), language="en").changes == ()
    assert edits_of_forms(("It took 1 5 days.", HTML), ("It took 15 days.", PDF), language="en").changes


def test_texts_with_nothing_in_common_are_none_of_each_other() -> None:
    other = "Bread is baked before dawn in the old town, and whoever wants some brings a basket of his own."
    found = edits_of_forms((PAGE, HTML), (other, PDF), language="en")
    assert found.kept < 0.12 and found.come == 1.0
    assert edits_of_forms(("", HTML), ("", PDF), language="en").changes == ()


@pytest.mark.parametrize("line", ["https://a.example/b\n", "b/c\n"])
def test_time_grows_with_the_number_of_addresses_only(line: str) -> None:
    assert_linear(lambda size: printed("https://a.example/\n" + line * size, PDF), small=500)


def test_an_address_on_the_next_line_is_another_one() -> None:
    assert printed("https://a.example/b\nhttps://c.example/d", PDF) == "https://a.example/b\nhttps://c.example/d"


def test_a_line_that_a_column_broke_is_no_sentence_of_its_own() -> None:
    old = "It was closed for repairs in 2019 and then\nafter two long years it was opened again in\nJune 2021. The first guests came by boat."
    (change,) = edits_of_forms((old, PDF), (old.replace("June", "July"), PDF), language="en").changes
    assert change.old.startswith("It was closed") and change.old.endswith("June 2021.")


def test_where_a_link_leads_is_shown_by_one_form_only_and_another_address_is_told() -> None:
    shown = "The national portal (https://a.example/berths) links to 22 of them, and so does the guide."
    hidden = shown.replace(" (https://a.example/berths)", "")
    assert edits_of_forms((shown, TXT), (hidden, HTML), language="en").changes == ()
    assert edits_of_forms((shown, TXT), (shown.replace("berths", "piers"), PDF), language="en").changes


def test_a_short_title_on_a_line_of_its_own_is_passed_over_and_in_a_sentence_it_is_read() -> None:
    old, title = "The Lower Mill stands on the Reed.\nIt was built in 1782.", ["Lower Mill"]
    assert edits_of_forms((f"Lower Mill\n{old}", HTML), (old, PDF), language="en", titles=title).changes == ()
    assert edits_of_forms((old, HTML), (old.replace("Lower Mill", "mill"), PDF), language="en", titles=title).changes
