from __future__ import annotations

import pytest

from pipeline.citing.isbn import ISBN_SYSTEM, isbn_of
from pipeline.read import read_document


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Ruiz, Wells (ISBN 978-0-306-40615-7).", "9780306406157"),
        ("isbn:0306406152", "0306406152"),
        ("ISBN-10: 0-8044-2957-X", "080442957X"),
        ("ISBN 978-0-306-40615-8", None),
        ("the number 9780306406157", None),
        ("ISBN 12345", None),
    ],
)
def test_a_books_number_is_told_by_its_check_digit(text: str, number: str | None) -> None:
    assert isbn_of(text) == number


def test_what_such_numbers_are_is_no_source() -> None:
    assert ISBN_SYSTEM.search("https://en.wikipedia.org/wiki/ISBN_(identifier)")
    assert not ISBN_SYSTEM.search("https://en.wikipedia.org/wiki/Isbnia")


def test_a_link_that_is_a_books_number_is_cited_and_never_visited() -> None:
    page = '<p>The wells were counted in <a href="urn:isbn:9780306406157">a book of 1990</a>.</p>'
    (cited,) = read_document(page.encode(), name="page.html").laid.citations
    assert (cited.url, cited.printed, cited.said.label) == (None, "urn:isbn:9780306406157", "a book of 1990")


def test_a_note_on_a_book_is_kept_without_a_link() -> None:
    letter = "The wells were dry.¹\n\n¹ Ana Ruiz, Wells of the valley, 1990, ISBN 978-0-306-40615-7\n"
    (cited,) = read_document(letter.encode(), name="letter.txt").laid.citations
    assert (cited.marker, cited.url, cited.said.kind, cited.said.date) == ("1", None, "book", "1990")
