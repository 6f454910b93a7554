"""Which language a text is written in."""

from __future__ import annotations

import pytest

from nlp.language import language_of


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
