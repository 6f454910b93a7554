"""Abbreviations: both orders, two languages, translated names, and what is none."""

from __future__ import annotations

import pytest

from nlp.abbreviations import find_abbreviations


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("They left the Joint Review Board (JRB) in May.", "JRB", "Joint Review Board"),
        ("The JRB (Joint Review Board) met.", "JRB", "Joint Review Board"),
        ("It signed the Second Water Plan (2WP).", "2WP", "Second Water Plan"),
        ("Yesterday the National Office for the Care of Rivers (ONCR) spoke.", "ONCR", "National Office for the Care of Rivers"),
        ("La Comisión Nacional del Agua (Conagua) calló.", "Conagua", "Comisión Nacional del Agua"),
        ("El Instituto Estatal de Acceso a Archivos y Datos (IEAAD) abrió.", "IEAAD", "Instituto Estatal de Acceso a Archivos y Datos"),
        ("la OMB (Oficina Municipal de Bosques) abrió", "OMB", "Oficina Municipal de Bosques"),
        ("a finite state machine (FSM) is used", "FSM", "finite state machine"),
        ("Several water user groups (WUGs) agreed.", "WUGs", "water user groups"),
        ("the Ministry of the Interior (“MOI”) said", "MOI", "Ministry of the Interior"),
        ("the Alpine Rescue Team (the ART, for short) came", "ART", "Alpine Rescue Team"),
    ],
)  # fmt: skip
def test_a_definition_is_found(text: str, short: str, long: str) -> None:
    found = find_abbreviations(text)
    assert [(a.short, a.long) for a in found] == [(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "He came (2016).",
        "She left (see below).",
        "The plan (a) and (b) failed.",
        "Lima (Peru) is large.",
        "The law (XY) holds.",
        "()",
    ],
)
def test_a_bracket_that_defines_nothing(text: str) -> None:
    assert find_abbreviations(text) == []


def test_the_first_definition_stands() -> None:
    text = "Open Data Charter (ODC). Later, Old Dogs Club (ODC)."
    assert [a.long for a in find_abbreviations(text)] == ["Open Data Charter"]
