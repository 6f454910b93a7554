from __future__ import annotations

from nlp.claims import assertions, claim_spans, governed

TEXT = "3. The dam held. The bridge fell [4]. [5] says why."


def spans() -> list[str]:
    return [TEXT[start:end] for start, end in claim_spans(TEXT, 0, len(TEXT))]


def test_a_lists_number_is_no_part_of_a_claim() -> None:
    assert spans()[0] == "The dam held."


def test_a_reference_that_is_the_subject_opens_its_sentence() -> None:
    assert spans()[-1] == "[5] says why."


def test_a_mark_stands_for_the_sentence_that_it_follows() -> None:
    sentences = [(0, 13), (14, 30)]
    assert [governed(sentences, at) for at in (0, 5, 13, 14, 15, 30)] == [0, 0, 0, 0, 1, 1]
    assert governed([], 4) is None


def test_numbers_names_months_and_quotations_are_what_can_be_checked() -> None:
    assert assertions("It was so.") == 0
    assert assertions("On 4 May, the Water Office said “nine of the wells are dry”.") == 4


def test_a_salutation_asserts_nothing() -> None:
    assert assertions("Dear members of the Harbour Board of Vell,") == 0
    assert assertions("Estimada Comisión de Puertos de Vell:") == 0
    assert assertions("Dear prices ruined Vell Harbour. The Board left.") > 0
