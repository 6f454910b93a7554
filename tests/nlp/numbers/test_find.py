"""Numbers: the gold sets of our own, single rules, and hostile input."""

from __future__ import annotations

import pytest

from nlp.numbers.find import find_numbers
from nlp.spans import Quantity, Timex
from tests.nlp import gold
from tests.nlp.growth import assert_linear


def _row(number: int, quantity: Quantity) -> gold.Row:
    high = f"{quantity.high:g}" if quantity.high is not None else ""
    value = f"{round(quantity.value, 3):g}"
    return (str(number), quantity.text, value, quantity.unit or "", quantity.bound, high)


@pytest.mark.parametrize(("case", "floor"), [("en", 0.97), ("es", 0.97), ("en_held", 0.95), ("es_held", 0.95)])
def test_gold_set_is_read(case: str, floor: float) -> None:
    # A floor, pinned where the set stood when it was written; text, value, unit, bound and range must all be right.
    language = case[:2]
    wanted: set[gold.Row] = set()
    found: set[gold.Row] = set()
    for number, (text, rows) in enumerate(gold.read("numbers", case)):
        for row in rows:
            high = f"{float(row[4]):g}" if len(row) > 4 else ""
            wanted.add((str(number), row[0], f"{round(float(row[1]), 3):g}", row[2], row[3], high))
        found |= {_row(number, quantity) for quantity in find_numbers(text, language=language)}
    assert gold.f1(wanted, found) >= floor, sorted(wanted ^ found)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("The levy is 1.234 euros.", "en", 1.234),
        ("La tasa es de 1.234 euros.", "es", 1234),
        ("The levy is 1,234.5 euros.", "en", 1234.5),
        ("La tasa es de 1.234,5 euros.", "es", 1234.5),
        ("La tasa es de 1,234.50 pesos.", "es", 1234.5),  # as Mexico writes it
        ("A total of 10 000 homes.", "en", 10000),
        ("A total of 10\u202f000 homes.", "en", 10000),
        ("Ein Betrag von 12,5 %.", "de", 12.5),
        ("A change of -3 degrees.", "en", -3),
        ("Compraron mil 350 sillas.", "es", 1350),
        ("Some 7 in 10 nurses agreed.", "en", 0.7),
    ],
)
def test_decimal_conventions(text: str, language: str, value: float) -> None:
    assert [q.value for q in find_numbers(text, language=language)] == [value]


def test_the_texts_own_convention_decides_an_ambiguous_figure() -> None:
    spain = find_numbers("Subió 2,5 puntos hasta 1.500 casos.", language="es")
    mexico = find_numbers("Subió 2.5 puntos, con 1.500 de margen.", language="es")
    assert (spain[1].value, mexico[1].value) == (1500, 1.5)


def test_what_lies_in_a_date_is_no_quantity() -> None:
    text = "On 23 May the 14 delegates left."
    date = Timex(start=3, end=9, text="23 May", type="DATE", value="XXXX-05-23")
    assert [q.text for q in find_numbers(text, language="en", dates=[date])] == ["14"]


@pytest.mark.parametrize(
    "text",
    [
        "3NAP", "COVID-19", "the G20", "192.168.10.2", "version 2.0.1", "https://a.example/2016/12/x", "[4]", "(2016)",
        "+52 55 1234 5678", "a note.3 Then", "24/7", "2005-102", "007", "in 1999", "10:45", "no one came", "one of them",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_quantity(text: str) -> None:
    assert find_numbers(text, language="en") == []


def test_a_change_is_two_numbers_and_a_range_is_one() -> None:
    change = find_numbers("It rose from 10 to 20 members.", language="en")
    span = find_numbers("It has between 10 and 20 members.", language="en")
    assert [(q.value, q.high) for q in change] == [(10, None), (20, None)]
    assert [(q.value, q.high) for q in span] == [(10, 20)]


def test_a_names_number_is_told_from_a_count() -> None:
    found = find_numbers("The Boeing 737 carried 120 guests past Terminal 3.", language="en")
    assert [(q.value, q.unit) for q in found] == [(737, "Boeing"), (120, "guests"), (3, "Terminal")]


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar", "und"])
def test_spans_are_the_text_to_the_letter(language: str) -> None:
    text = (
        "\x00 Über 1.500 € — \U0001f600 ٣٥ and 12\u00a0% ½ \u202b 7 \n\n\t9999999999999999999999 cien mil one hundred"
    )
    for q in find_numbers(text, language=language):
        assert text[q.start : q.end] == q.text


@pytest.mark.parametrize("piece", ["1", "1,", "1.2", "123 ", "one ", "hundred and ", "half a ", "$", "5-", "+1 ", "1/"])
def test_time_grows_with_length_only(piece: str) -> None:
    assert_linear(lambda size: find_numbers(piece * (size // len(piece)), language="en"), small=2_000)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The grant runs over five years.", "en", (5, "years", "exact")),
        ("It lasted over five years.", "en", (5, "years", "over")),
        ("Firms with 50 or more workers pay.", "en", (50, "workers", "over")),
        ("Empresas con 50 o más obreros pagan.", "es", (50, "obreros", "over")),
        ("Firmó más del 70 por ciento.", "es", (70, "%", "over")),
        ("It cost 300 Swiss francs.", "en", (300, "CHF", "exact")),
    ],
)
def test_bounds_and_units_around_a_number(text: str, language: str, expected: tuple[float, str, str]) -> None:
    assert [(q.value, q.unit, q.bound) for q in find_numbers(text, language=language)] == [expected]


def test_a_room_is_no_number_of_billions() -> None:
    assert find_numbers("Write to room 4B, please.", language="en") == []
