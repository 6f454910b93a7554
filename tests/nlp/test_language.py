"""Which language a text is written in."""

from __future__ import annotations

import pytest

from nlp.language import _plainly, language_of, languages_in


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The committee published its report on the shooting of the three men.", "en"),
        ("La comisión publicó su informe sobre el espionaje a los periodistas.", "es"),
        ("Der Ausschuss hat seinen Bericht über die Überwachung vorgelegt.", "de"),
        ("今天天气很好，我们去公园散步", "zh"),
        ("", "und"),
        ("2017-06-19", "und"),
        ("Juan", "und"),
        ("\x00\x01", "und"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_long_text_is_judged_by_its_body_too() -> None:
    assert language_of("INDEX 1 2 3 " * 10 + "La comisión publicó su informe sobre el espionaje. " * 2000) == "es"


ENGLISH = "The report of the board was read to the members, and it was not kept from the press.\n\n"
SPANISH = "El informe de la junta se leyó a los socios, y no se ocultó a la prensa por orden de su directora.\n\n"
FRENCH = "Le rapport de la commission est en ligne, et les membres de la commission se sont réunis par deux fois.\n\n"


def test_paragraphs_are_told_apart() -> None:
    text = ENGLISH + "Annex\n\n" + SPANISH + "3 / 7\n\n" + SPANISH + ENGLISH
    parts = list(languages_in(text, "en"))
    assert [language for _, _, language in parts] == ["en", "es", "en"]
    assert [text[start:end] for start, end, _ in parts] == [
        ENGLISH + "Annex\n\n",
        SPANISH + "3 / 7\n\n" + SPANISH,
        ENGLISH,
    ]


def test_lines_are_paragraphs_where_no_line_is_empty() -> None:
    text = (ENGLISH + SPANISH).replace("\n\n", "\n")
    assert [language for _, _, language in languages_in(text, "es")] == ["en", "es"]


@pytest.mark.parametrize(
    ("text", "language"), [(FRENCH * 2, "fr"), (SPANISH.strip(), "en"), ("", "und"), ("\n\n", "en")]
)
def test_a_text_of_one_language_is_one_part(text: str, language: str) -> None:
    assert list(languages_in(text, language)) == [(0, len(text), language)]


def test_plain_spanish_is_told_without_the_identifier_and_its_neighbours_are_not_taken_for_it() -> None:
    spanish = "El consejo del valle cerró los pozos y las fuentes, y el informe de la junta lo dice con una nota. " * 3
    galician = "O consello do val pechou os pozos e as fontes, e o informe da xunta dío cunha nota sobre a auga. " * 3
    catalan = "El consell de la vall va tancar els pous i les fonts, i el informe del consell ho diu amb una nota. " * 3
    portuguese = "O conselho do vale fechou os poços e as fontes, e o relatório da junta diz isso em uma nota. " * 3
    assert _plainly(spanish) == "es"
    assert [_plainly(text) for text in (galician, catalan, portuguese)] == [None, None, None]
    assert language_of(catalan) == "ca"
    assert (
        _plainly(spanish + "The council of the valley has closed the wells, and it is in the report of the board. " * 3)
        is None
    )
