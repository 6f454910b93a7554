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
    for data, code in ((blank, "read/scanned"), (blank[:60], "read/damaged")):
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
