"""A negation more or less turns a sentence, however long it is and whatever else it denies."""

from __future__ import annotations

import pytest

from nlp.check import check
from nlp.negated import negation_differs

SENTENCE = "The ferry was late on Monday, which nobody had expected, and it wasn't cleaned before the crew went home to Norrby."


@pytest.mark.parametrize(
    ("claim", "turned"),
    [
        ("The ferry was not late on Monday, which nobody had expected, and it wasn't cleaned before the crew went home to Norrby.", True),
        ("The ferry was late on Monday, which nobody had expected, and it was cleaned before the crew went home to Norrby.", True),
        ("The ferry was late on Monday, which nobody had expected, and it was not cleaned before the crew went home to Norrby.", False),
        ("The ferry was not only late on Monday, which nobody had expected, and it wasn't cleaned before the crew went home to Norrby.", False),
        ("The crew of Norrby did not clean the ferry on Monday.", False),
        ("Not late.", False),
        ("", False),
    ],
)  # fmt: skip
def test_only_a_negation_between_the_same_words_turns_a_sentence(claim: str, turned: bool) -> None:
    assert negation_differs(claim, SENTENCE) is turned
    assert negation_differs(SENTENCE, claim) is turned


def test_a_claim_that_denies_a_long_sentence_with_a_denial_of_its_own_is_contradicted() -> None:
    claim = SENTENCE.replace("was late", "was not late")
    found = check(claim, ["The harbour opened at six.", SENTENCE, "Tickets are sold on board."], model=False)
    assert (found.verdict, found.reason) == ("contradicted", "claim and source differ in a negation")
    assert check(SENTENCE, ["The harbour opened at six.", SENTENCE], model=False).verdict == "supported"
