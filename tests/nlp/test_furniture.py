"""Furniture of pages, told from what they say; and the same words inside a statement, which are none."""

from __future__ import annotations

import pytest

from nlp.noise import noise


@pytest.mark.parametrize(
    "line",
    [
        "Print this page",
        "Back to top",
        "Table of contents",
        "Download our app",
        "Was this page helpful? Yes No",
        "An official website of the Vell Republic. Here’s how you know",
        "You will need a PDF reader to view some of the files on this page.",
        "JavaScript is disabled in your browser. Please enable it.",
        "Black Friday: save up to €70 until 28 November",
        "Request ID: 7f3a9c2b1d",
        "Partager sur Facebook",
        "Haut de page",
        "Profitez de -30 % jusqu’au 12 juin",
        "Version en vigueur à compter du 1er mars 2024",
        "Seite drucken",
        "Jetzt 20 % Rabatt sichern",
        "Zuletzt geändert am 3. Mai 2024",
        "Imprimir esta página",
        "¿Le ha resultado útil esta página? Sí No",
        "Fecha de entrada en vigor: 1 de marzo de 2024",
    ],
)
def test_a_line_that_pages_work_by_is_noise(line: str) -> None:
    assert noise(line)


@pytest.mark.parametrize(
    "sentence",
    [
        "You must not share this page by email.",
        "We share your email with our search partners in Oslo.",
        "The menu was printed in 1893.",
        "Members get 20% off at the museum.",
        "Our app sends your location to Facebook.",
        "La aplicación comparte su ubicación con Facebook.",
        "Prices fell by 20% until June.",
        "Cookies never store your name.",
    ],
)
def test_a_statement_in_the_same_words_is_none(sentence: str) -> None:
    assert noise(sentence) is None
