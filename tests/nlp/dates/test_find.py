"""Time expressions: what is found, what it means, and what it was counted from."""

from __future__ import annotations

import pytest

from nlp.dates.find import find_dates
from tests.nlp.growth import assert_linear

DOCUMENT = "2017-09-19"  # a Tuesday

ENGLISH = {
    # text: value, earliest, latest
    "It began on June 19th, 2017.": ("2017-06-19", "2017-06-19", "2017-06-19"),
    "It began on the 3rd of March 2016 in Oslo.": ("2016-03-03", "2016-03-03", "2016-03-03"),
    "It began on Monday, 5 June 2017.": ("2017-06-05", "2017-06-05", "2017-06-05"),
    "Logged 2017-06-19T16:05Z by the server.": ("2017-06-19T16:05Z", "2017-06-19", "2017-06-19"),
    "In February 2016 it snowed.": ("2016-02", "2016-02-01", "2016-02-29"),
    "It was built in early June 2017.": ("2017-06", "2017-06-01", "2017-06-15"),
    "It was built in late 2006.": ("2006", "2006-07-02", "2006-12-31"),
    "Sales rose in the fourth quarter of 2005.": ("2005-Q4", "2005-10-01", "2005-12-31"),
    "Sales rose in Q3 2015.": ("2015-Q3", "2015-07-01", "2015-09-30"),
    "It closed in the first half of 2014.": ("2014-H1", "2014-01-01", "2014-06-30"),
    "They met in summer 2012.": ("2012-SU", "2012-06-01", "2012-08-31"),
    "It was common in the 1980s.": ("198", "1980-01-01", "1989-12-31"),
    "It was common in the '90s.": ("199", "1990-01-01", "1999-12-31"),
    "It was common in the 19th century.": ("18", "1800-01-01", "1899-12-31"),
    "She left yesterday.": ("2017-09-18", "2017-09-18", "2017-09-18"),
    "She left on Friday.": ("2017-09-15", "2017-09-15", "2017-09-15"),
    "She will leave on Friday.": ("2017-09-22", "2017-09-22", "2017-09-22"),
    "She left last week.": ("2017-W37", "2017-09-11", "2017-09-17"),
    "She left two years ago.": ("2015", "2015-01-01", "2015-12-31"),
    "She left three days ago.": ("2017-09-16", "2017-09-16", "2017-09-16"),
    "She left in March.": ("2017-03", "2017-03-01", "2017-03-31"),
    "She left in November.": ("2016-11", "2016-11-01", "2016-11-30"),
    "It will open in November.": ("2017-11", "2017-11-01", "2017-11-30"),
    "It is to be held on October 2.": ("2017-10-02", "2017-10-02", "2017-10-02"),
    "It ran from June 1 to 30, 2017.": ("2017-06-01/2017-06-30", "2017-06-01", "2017-06-30"),
    "It ran from 2010 to 2012.": ("2010/2012", "2010-01-01", "2012-12-31"),
    "It took almost four months.": ("P4M", None, None),
    "It took half an hour.": ("PT30M", None, None),
    "They meet every Friday.": ("XXXX-WXX-5", None, None),
    "They report quarterly.": ("P3M", None, None),
    "He is currently abroad.": ("PRESENT_REF", None, None),
    "It is rescheduled in the next weeks.": ("FUTURE_REF", None, None),
    "They met in the past July 28 2017 session.": ("2017-07-28", "2017-07-28", "2017-07-28"),
    "It snowed last December 3.": ("2016-12-03", "2016-12-03", "2016-12-03"),
    "They will answer very soon.": ("FUTURE_REF", None, None),
    "It was signed on the morning of June 5.": ("2017-06-05TMO", "2017-06-05", "2017-06-05"),
    "It ran from May to July 2015.": ("2015-05/2015-07", "2015-05-01", "2015-07-31"),
    "It ran from May 3-9.": ("2017-05-03/2017-05-09", "2017-05-03", "2017-05-09"),
    "The 2008-09 season was short.": ("2008/2009", "2008-01-01", "2009-12-31"),
    "They met in the first week of June 2016.": ("2016-06-01/2016-06-07", "2016-06-01", "2016-06-07"),
    "They met on the second Tuesday of November 2016.": ("2016-11-08", "2016-11-08", "2016-11-08"),
    "They met on the last day of March 2016.": ("2016-03-31", "2016-03-31", "2016-03-31"),
    "They met in the week of June 5, 2017.": ("2017-W23", "2017-06-05", "2017-06-11"),
    "They met on Monday of last week.": ("2017-09-11", "2017-09-11", "2017-09-11"),
    "They talked over the weekend.": ("2017-W37-WE", "2017-09-16", "2017-09-17"),
    "They meet this coming Monday.": ("2017-09-25", "2017-09-25", "2017-09-25"),
    "It doubles by the end of the year.": ("2017", "2017-07-02", "2017-12-31"),
    "It fell in the first half of the year.": ("2017-H1", "2017-01-01", "2017-06-30"),
    "It took an hour and a half.": ("PT1.5H", None, None),
    "They call twice a week.": ("P1W", None, None),
    "The market opens on Mondays.": ("XXXX-WXX-1", None, None),
    "It was built decades ago.": ("PAST_REF", None, None),
    "She spoke a few hours ago.": ("2017-09-19", "2017-09-19", "2017-09-19"),
    "The World Congress 2010 was in Oslo.": ("2010", "2010-01-01", "2010-12-31"),
    "It opens in three years' time.": ("2020", "2020-01-01", "2020-12-31"),
}
SPANISH = {
    "Empezó el 19 de junio de 2017.": ("2017-06-19", "2017-06-19", "2017-06-19"),
    "Empezó el lunes 5 de junio del 2017.": ("2017-06-05", "2017-06-05", "2017-06-05"),
    "Se construyó a finales de 2006.": ("2006", "2006-07-02", "2006-12-31"),
    "Subió en el cuarto trimestre de 2005.": ("2005-Q4", "2005-10-01", "2005-12-31"),
    "Era común en los años ochenta.": ("198", "1980-01-01", "1989-12-31"),
    "Era común en el siglo XIX.": ("18", "1800-01-01", "1899-12-31"),
    "Se fue ayer.": ("2017-09-18", "2017-09-18", "2017-09-18"),
    "Se fue la semana pasada.": ("2017-W37", "2017-09-11", "2017-09-17"),
    "Se fue el viernes.": ("2017-09-15", "2017-09-15", "2017-09-15"),
    "Se irá el viernes.": ("2017-09-22", "2017-09-22", "2017-09-22"),
    "Se fue hace tres días.": ("2017-09-16", "2017-09-16", "2017-09-16"),
    "Abre en octubre del año que viene.": ("2018-10", "2018-10-01", "2018-10-31"),
    "Duró del 1 al 30 de junio de 2017.": ("2017-06-01/2017-06-30", "2017-06-01", "2017-06-30"),
    "Duró casi cuatro meses.": ("P4M", None, None),
    "Creció en la última década.": ("P10Y", None, None),
    "Responderán muy pronto.": ("FUTURE_REF", None, None),
    "Se reúnen todos los viernes.": ("XXXX-WXX-5", None, None),
    "Se reúnen los lunes.": ("XXXX-WXX-1", None, None),
    "Se firmó en la madrugada del 5 de junio.": ("2017-06-05TMO", "2017-06-05", "2017-06-05"),
    "Duró de mayo a julio de 2015.": ("2015-05/2015-07", "2015-05-01", "2015-07-31"),
    "Fue en la segunda quincena de junio de 2016.": ("2016-06-16/2016-06-30", "2016-06-16", "2016-06-30"),
    "Fue en la temporada 2008-09.": ("2008/2009", "2008-01-01", "2009-12-31"),
    "Se aprobó en diciembre pasado.": ("2016-12", "2016-12-01", "2016-12-31"),
    "Se aprobará el próximo 5 de marzo.": ("2018-03-05", "2018-03-05", "2018-03-05"),
    "Se aprobó el martes de la semana pasada.": ("2017-09-12", "2017-09-12", "2017-09-12"),
    "Crecerá para fin de año.": ("2017", "2017-07-02", "2017-12-31"),
    "Cayó en lo que va del año.": ("2017", "2017-01-01", "2017-12-31"),
    "Hablaron hace un año y medio.": ("2016-03", "2016-03-01", "2016-03-31"),
    "Abrirá dentro de seis meses.": ("2018-03", "2018-03-01", "2018-03-31"),
    "Llegó a las cinco de la tarde.": ("2017-09-19T17:00", "2017-09-19", "2017-09-19"),
    "Era común en los ochenta.": ("198", "1980-01-01", "1989-12-31"),
    "Tardó hora y media.": ("PT1.5H", None, None),
    "Empezó el 3 ene 2010.": ("2010-01-03", "2010-01-03", "2010-01-03"),
}


@pytest.mark.parametrize(("text", "expected"), ENGLISH.items(), ids=ENGLISH)
def test_english(text: str, expected: tuple[str, str | None, str | None]) -> None:
    assert [(d.value, d.earliest, d.latest) for d in find_dates(text, language="en", date=DOCUMENT)] == [expected]


@pytest.mark.parametrize(("text", "expected"), SPANISH.items(), ids=SPANISH)
def test_spanish(text: str, expected: tuple[str, str | None, str | None]) -> None:
    assert [(d.value, d.earliest, d.latest) for d in find_dates(text, language="es", date=DOCUMENT)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "On 31 February 2017 nothing happened.",
        "It may march on.",
        "They hired 2000 employees.",
        "It cost $1950.",
        "See page 1.2.3 of version 10.1.2.",
        "A second term began.",
    ],
)
def test_no_date(text: str) -> None:
    assert find_dates(text, language="en", date=DOCUMENT) == []


def test_three_days_later_hangs_on_the_event_before_it_and_a_footnote_does_not_count() -> None:
    text = (
        "On June 19th 2017 the report came out.\n\n¹ See the note of February 11 2017 <https://example.org>\n\n"
        "Three days later the minister answered. He took it back on June 23rd."
    )
    found = find_dates(text, language="en", date=DOCUMENT)
    assert [d.value for d in found] == ["2017-06-19", "2017-02-11", "2017-06-22", "2017-06-23"]
    assert found[2].anchor == "“June 19th 2017” (2017-06-19)"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It opened on 5 June 2016. Since then it has grown.", "en"),
        ("Abrió el 5 de junio de 2016. Desde entonces ha crecido.", "es"),
    ],
)
def test_then_is_the_date_told_last_and_says_so(text: str, language: str) -> None:
    then = find_dates(text, language=language, date=DOCUMENT)[1]
    assert (then.value, then.earliest) == ("2016-06-05", "2016-06-05")
    assert then.anchor is not None and "2016-06-05" in then.anchor


def test_the_heading_above_a_story_does_not_lend_it_its_tense() -> None:
    text = "La empresa dirigirá el puerto\n19 de septiembre de 2017\nEl jueves, la empresa firmó el acuerdo."
    assert [d.value for d in find_dates(text, language="es", date=DOCUMENT)] == ["2017-09-19", "2017-09-14"]


def test_a_date_says_how_exact_it_is() -> None:
    text = "In 2016, in May 2016, on 5 May 2016, in the 1990s, in Q3 2015, from 2010 to 2012; it took a year."
    found = find_dates(text, language="en")
    assert [d.precision for d in found] == ["year", "month", "day", "decade", "quarter", "interval", None]


def test_an_age_and_later_than_planned_are_no_dates() -> None:
    assert find_dates("Luis, de 55 años, firmó.", language="es", date=DOCUMENT) == []
    assert [d.value for d in find_dates("It came three days later than planned.", language="en", date=DOCUMENT)] == [
        "P3D"
    ]


def test_a_day_without_a_year_takes_the_year_that_the_text_tells_of() -> None:
    text = (
        "On 5 March 1998 the bridge fell. On 7 April it was closed. On December 30 work began; on January 4 it stopped."
    )
    assert [d.value for d in find_dates(text, language="en", date="2020-06-01")] == [
        "1998-03-05",
        "1998-04-07",
        "1998-12-30",
        "1999-01-04",
    ]


def test_the_end_of_a_span_lies_ahead_though_it_was_set_in_the_past() -> None:
    text = "The office has ordered the kiln to stop until 30 June, after what was measured in April."
    assert [d.value for d in find_dates(text, language="en", date="2022-05-18")] == ["2022-06-30", "2022-04"]


def test_an_ambiguous_date_spans_both_readings() -> None:
    english = find_dates("Signed 1/2/2017.", language="en")[0]
    spanish = find_dates("Firmado el 1/2/2017.", language="es")[0]
    assert (english.value, english.earliest, english.latest) == ("2017-01-02", "2017-01-02", "2017-02-01")
    assert (spanish.value, spanish.earliest, spanish.latest) == ("2017-02-01", "2017-01-02", "2017-02-01")
    assert (english.other, spanish.other) == ("2017-02-01", "2017-01-02")
    assert find_dates("Signed 19/6/2017.", language="en")[0].latest == "2017-06-19"


def test_without_a_document_date_what_is_relative_stays_open() -> None:
    found = find_dates("He left yesterday. She left on June 3.", language="en")
    assert [(d.value, d.earliest) for d in found] == [("XXXX-XX-XX", None), ("XXXX-06-03", None)]


def test_a_dateline_stands_for_the_document_date() -> None:
    text = "September 19th, 2017\n\nDear members,\n\nwe met yesterday."
    assert [d.value for d in find_dates(text, language="en")] == ["2017-09-19", "2017-09-18"]


def test_an_unknown_language_still_gets_dates_in_digits() -> None:
    assert [d.value for d in find_dates("Am 19.06.2017 begann es.", language="de")] == ["2017-06-19"]
    assert [d.value for d in find_dates("19 June 2017", language="und")] == ["2017-06-19"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00",
        "9999-12-31 tomorrow",
        "0001-01-01 yesterday",
        "٣ June 2017",
        "¹² June",
        "June 99",
        "'82",
        "1/2/3/4/5",
    ],
)
def test_odd_text(text: str) -> None:
    for date in (None, "9999-12-31", "0001-01-01", "2017", "nonsense"):
        for found in find_dates(text, language="en", date=date):
            assert text[found.start : found.end] == found.text
            assert (found.earliest is None) == (found.latest is None)


@pytest.mark.parametrize(
    "unit", ["1", "1/", "a ", "June ", "2 ", "two ", "the ", "in the last ", "\n", "2017-", "12:", "several ", "every "]
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_time_grows_with_the_length(unit: str, language: str) -> None:
    assert_linear(lambda size: find_dates(unit * (size // len(unit)), language=language, date=DOCUMENT), small=1_000)
