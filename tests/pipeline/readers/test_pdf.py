from __future__ import annotations

import pytest

from pipeline.read import Reading, read_document
from pipeline.stage import BadInput
from tests.pipeline.readers.made import pdf


def lines(
    start: float, size: float, *texts: str, x: float = 72, step: float = 1.2
) -> list[tuple[float, float, float, str]]:
    return [(x, start - number * size * step, size, text) for number, text in enumerate(texts)]


def pairs(reading: Reading) -> list[tuple[str, str | None, str | None]]:
    laid = reading.laid
    return [
        (laid.claims[p.claim].text, laid.citations[p.citation].marker, laid.citations[p.citation].url)
        for p in laid.cites
    ]


FIRST = [
    *lines(740, 9, "Valley Council"),
    *lines(
        700,
        12,
        "The wall of the upper dam cracked in May and the water ran into the lower fields,",
        "where it stood for nine days. The council was told at once",
    ),
    (392, 689, 7, "1"),
    *lines(671, 12, "but it met only in June, after the two villages had asked for help in writing and"),
    (72, 104, 6, "1"),
    *lines(
        100,
        9,
        "Engineers, log of the upper dam, https://dam.example.org/logs/2020/upper_wall/",
        "may.html, page 4.",
        x=78,
    ),
    *lines(40, 12, "1", x=300),
]
SECOND = [
    *lines(740, 9, "Valley Council"),
    *lines(
        700,
        12,
        "had been given none by the province. The wall was mended in July.",
        "It has held since then, and the lower fields have been sown again this year by all.",
    ),
    *lines(40, 12, "2", x=300),
]
THIRD = [
    *lines(740, 9, "Valley Council"),
    *lines(700, 12, "A last word is owed to those who carried the sand."),
    *lines(40, 12, "3", x=300),
]


def test_a_sentence_goes_on_over_the_page_and_its_foot() -> None:
    reading = read_document(pdf([FIRST, SECOND, THIRD]), name="a.pdf")
    claims = [claim.text for claim in reading.laid.claims]
    whole = (
        "The council was told at once but it met only in June, after the two villages had asked for help in writing and"
        " had been given none by the province."
    )
    assert whole in claims
    assert "Valley Council" not in reading.laid.text
    assert pairs(reading) == [(whole, "1", "https://dam.example.org/logs/2020/upper_wall/may.html")]


def test_the_page_of_a_note_and_the_other_reading_of_its_address() -> None:
    (cited,) = read_document(pdf([FIRST, SECOND, THIRD]), name="a.pdf").laid.citations
    assert cited.page == 1
    assert cited.candidates == ("https://dam.example.org/logs/2020/upper_wall/",)


def test_a_link_over_words_has_an_address_and_prints_none() -> None:
    page = lines(700, 12, "The log of the dam is kept by the council.")
    reading = read_document(pdf([page], links=[(0, (70, 695, 170, 715), "https://dam.example.org/log")]), name="a.pdf")
    (cited,) = reading.laid.citations
    assert (cited.printed, cited.url) == (None, "https://dam.example.org/log")


def test_a_locked_a_scanned_and_a_torn_pdf() -> None:
    blank = pdf([[]])
    key = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>/ID[<00><00>]" % (b"5a" * 32, b"a5" * 32)
    locked = pdf([lines(700, 12, "The dam held.")]).replace(b"trailer << ", b"trailer << " + key)
    for data, code in ((locked, "read/encrypted"), (blank, "read/scanned"), (blank[:60], "read/damaged")):
        with pytest.raises(BadInput) as caught:
            read_document(data, name="a.pdf")
        assert caught.value.code == code


def test_columns_are_read_one_after_the_other() -> None:
    left = lines(
        700,
        10,
        "The first column begins here and it",
        "goes down to the foot of the page,",
        "where the sentence is cut by the end",
    )
    right = lines(700, 10, "of the column and goes on up here.", "A second sentence ends the page now.", x=320)
    claims = [c.text for c in read_document(pdf([[*left, *right]]), name="a.pdf").laid.claims]
    assert (
        "The first column begins here and it goes down to the foot of the page, where the sentence is cut by the end of the column and goes on up here."
        in claims
    )


FILLER = (
    "The clerk read the letter twice and put it",
    "back on the shelf where it had always lain,",
    "between the map and the box of old keys.",
    "No one asked for it again before the winter",
    "came and the office moved over the river.",
)


def test_the_lines_of_two_columns_that_end_side_by_side_stay_apart() -> None:
    left = lines(700, 10, *FILLER * 6, "https://ferry.example.org/timetable/winter/d", x=50)
    right = lines(700, 10, *FILLER * 6, x=310)
    last = [(310.0, 700 - 30 * 12, 10, "aily.html and the posters on the quay.")]
    reading = read_document(pdf([[*left, *last, *right]]), name="paper.pdf")
    assert "winter/d aily" not in reading.laid.text
    assert [cited.url for cited in reading.laid.citations] == ["https://ferry.example.org/timetable/winter/daily.html"]


def test_notes_with_roman_numbers_are_found_where_their_marks_are_raised() -> None:
    body = [
        *lines(700, 12, "The bridge was shut in May."),
        (222, 704, 7, "i"),
        *lines(680, 12, "It opened again in June."),
        (208, 684, 7, "ii"),
        *lines(660, 12, *FILLER),
    ]
    notes = [
        (57, 300, 9, "i"),
        (66, 300, 9, "Road Office, https://roads.example.org/shut"),
        (57, 288, 9, "iiBoat Office, https://boats.example.org/open"),
    ]
    reading = read_document(pdf([[*body, *notes]]), name="paper.pdf")
    assert pairs(reading) == [
        ("The bridge was shut in May.", "i", "https://roads.example.org/shut"),
        ("It opened again in June.", "ii", "https://boats.example.org/open"),
    ]


def test_a_mark_that_stands_alone_above_its_note_is_its_mark() -> None:
    body = [*lines(700, 12, "The bridge was shut in May."), (222, 704, 7, "1"), *lines(680, 12, *FILLER)]
    notes = [(72, 320, 7, "1"), (72, 306, 12, "https://roads.example.org/shut")]
    reading = read_document(pdf([[*body, *notes]]), name="paper.pdf")
    assert [(cited.marker, cited.url) for cited in reading.laid.citations] == [("1", "https://roads.example.org/shut")]


def test_a_number_in_another_font_is_not_raised_where_it_stands_on_the_line() -> None:
    entry = [*lines(700, 12, "The Estuary Review,"), (190, 700, 9, "103"), (210, 700, 12, "(1), 277.")]
    reading = read_document(pdf([[*entry, *lines(660, 12, *FILLER)]]), name="paper.pdf")
    assert "The Estuary Review, 103 (1), 277." in reading.laid.text
    assert reading.laid.citations == ()


def test_an_address_goes_on_after_a_question_mark_and_within_a_file_ending() -> None:
    page = [
        *lines(700, 12, "The list is at https://wells.example.org/search?", "type=public&year=2018 and nowhere else."),
        *lines(640, 12, "A copy is kept at https://wells.example.org/copies/README.m", "d, which nobody has opened."),
        *lines(580, 12, *FILLER),
    ]
    reading = read_document(pdf([page]), name="paper.pdf")
    assert [cited.printed for cited in reading.laid.citations] == [
        "https://wells.example.org/search?type=public&year=2018",
        "https://wells.example.org/copies/README.md",
    ]


def test_a_link_over_words_that_print_its_address_prints_it() -> None:
    text = "See the log of the dam (https://dam.example.org/log) for it."
    page = [*lines(700, 12, text), *lines(660, 12, *FILLER)]
    reading = read_document(
        pdf([page], links=[(0, (90, 695, 380, 712), "https://dam.example.org/log")]), name="paper.pdf"
    )
    cited = reading.laid.citations[0]
    assert cited.printed == cited.url == "https://dam.example.org/log"
    assert reading.laid.text[cited.start : cited.end] == "https://dam.example.org/log"


def test_an_entry_whose_first_line_hangs_is_one() -> None:
    page = [
        *lines(720, 12, "The trade is old (Okoye 2011).", *FILLER),
        *lines(600, 14, "References"),
        (72, 570, 12, "Okoye AB (2011). “Measuring What Floats.”"),
        (90, 556, 12, "The Estuary Review, 12, 1–15. https://er.example.org/12"),
        (72, 538, 12, "Stone CD (2013). “What Sinks.” The Estuary Review, 14."),
    ]
    reading = read_document(pdf([page]), name="paper.pdf")
    assert [(c.said.authors, c.url) for c in reading.laid.citations] == [
        ("Okoye AB", "https://er.example.org/12"),
        ("Stone CD", None),
    ]
    assert pairs(reading) == [("The trade is old (Okoye 2011).", None, "https://er.example.org/12")]


def test_a_row_of_a_table_is_parted_where_the_next_line_goes_on_below_its_cell() -> None:
    row = [
        (72, 700, 10, "Turin to Ghent"),
        (250, 700, 10, "Answer to a question in"),
        (250, 688, 10, "parliament on 9 October 2023."),
        (72, 660, 10, "The passengers are older than is thought, and most of them are women."),
    ]
    texts = [claim.text for claim in read_document(pdf([row]), name="a.pdf").laid.claims]
    assert "Answer to a question in parliament on 9 October 2023." in texts


def test_figures_raised_behind_a_year_and_side_by_side_are_marks() -> None:
    lines = [
        (72, 700, 10, "The council was told in the spring of 2020"),
        (263.5, 704, 6, "12"),
        (72, 100, 7, "1 The letter of the clerk, https://clerk.example/a"),
        (72, 90, 7, "2 The answer, https://clerk.example/b"),
    ]
    laid = read_document(pdf([lines]), name="a.pdf").laid
    assert [cited.marker for cited in laid.citations] == ["1", "2"]
    assert [laid.claims[pair.claim].text for pair in laid.cites] == ["The council was told in the spring of 2020"] * 2


def test_a_stamp_in_the_margin_takes_no_line_out_of_its_paragraph() -> None:
    page = lines(
        700,
        12,
        "The council of the valley asked both villages for their books in the spring, and",
        "they were sent by the ferry, which had to wait for three days at the lower mill",
        "before the water fell. The clerk copied them by hand and sent them back in May.",
    )
    page.append((42, 700 - 12 * 1.2, 12, "[old]"))
    claims = [claim.text for claim in read_document(pdf([page]), name="a.pdf").laid.claims]
    assert claims[0] == (
        "The council of the valley asked both villages for their books in the spring, and they were sent by the ferry,"
        " which had to wait for three days at the lower mill before the water fell."
    )
