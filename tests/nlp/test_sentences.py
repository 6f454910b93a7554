"""Sentences: where they end, and where a full stop does not end one."""

from __future__ import annotations

import pytest

from nlp.sentences import split_sentences
from tests.nlp.growth import assert_linear

ENGLISH = {
    "two": ["The mayor spoke first.", "Nobody answered her."],
    "title": ["Mr. Okafor and Dr. Lind met in St. Gallen.", "They signed at once."],
    "initials": ["The will of J. R. Hartley was read.", "It named no heirs."],
    "company at the end": ["He sold it to Baker & Co. in 1998.", "The firm closed."],
    "states": ["The U.S. Senate voted.", "The House did not."],
    "numbers": ["The price rose 3.5 percent to $1.20 a litre.", "Drivers noticed."],
    "question": ["Who paid for it?", "The minister would not say."],
    "quotation": ["“We were told nothing.”", "That was in May."],
    "footnote mark": ["The contract was void.[3]", "A court agreed."],
    "address": ["See https://example.org/a.b.html for the list.", "It is long."],
    "note number": ["Three laboratories confirmed it.²", "One did not."],
}
SPANISH = {
    "dos": ["El alcalde habló primero.", "Nadie le contestó."],
    "título": ["La Sra. Ibáñez y el Dr. Ruiz firmaron en la Av. Juárez.", "Luego se fueron."],
    "estados": ["El gobierno de EE. UU. no respondió.", "Tampoco el de México."],
    "pregunta": ["¿Quién lo pagó?", "No se sabe."],
    "número": ["Subió a 3.500 euros en el art. 5 del contrato.", "Fue mucho."],
}


@pytest.mark.parametrize("sentences", ENGLISH.values(), ids=ENGLISH)
def test_english(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[a:b] for a, b in split_sentences(text, "en")] == sentences


@pytest.mark.parametrize("sentences", SPANISH.values(), ids=SPANISH)
def test_spanish(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[a:b] for a, b in split_sentences(text, "es")] == sentences


def test_the_dot_of_a_german_day_ends_no_sentence_and_that_of_a_year_does() -> None:
    sentences = ["Am 10. Juni 2013 wurde die Straße geräumt.", "Das war 2013.", "Juni und Juli waren nass."]
    text = " ".join(sentences)
    assert [text[a:b] for a, b in split_sentences(text, "de")] == sentences


def test_an_empty_line_ends_a_sentence_and_a_wrapped_line_does_not() -> None:
    text = (
        "Minutes of the meeting\n\nThe committee met on Monday and\nagreed to publish the whole list of\nits members."
    )
    assert [text[a:b] for a, b in split_sentences(text, "en")] == [
        "Minutes of the meeting",
        "The committee met on Monday and\nagreed to publish the whole list of\nits members.",
    ]


def test_items_of_a_list_are_sentences() -> None:
    text = (
        "We ask for three things:\n1. a full list of the contracts\n2. an answer by the end of May\n3. a public hearing"
    )
    assert len(split_sentences(text, "en")) == 4


def test_spans_are_trimmed_ordered_and_lose_no_word() -> None:
    text = "  One.   Two!  \n\n\t Three?  Four… five. "
    spans = split_sentences(text, "en")
    assert all(text[a:b].strip() == text[a:b] for a, b in spans)
    assert "".join(text[a:b] for a, b in spans).split() == "One.Two!Three?Four… five.".split()


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00\x01", "…", "." * 50, "🙂🙂 🙂", "مرحبا. كيف حالك؟"])
def test_odd_text(text: str) -> None:
    spans = split_sentences(text, "und")
    assert all(0 <= a < b <= len(text) for a, b in spans)


@pytest.mark.parametrize("unit", ["a ", ". ", ".", "(", "\n", "A. ", "x.\n", '."', "1. ", "[1]", "“ "])
def test_time_grows_with_the_length(unit: str) -> None:
    assert_linear(lambda size: split_sentences(unit * (size // len(unit)), "en"), small=4_000)
