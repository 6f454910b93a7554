"""What the evidence says instead: names the other way round, opposites, denials, another word in the same place."""

from __future__ import annotations

import time

import numpy as np
import pytest

from nlp.contrast import contrast_features, denials, opposites
from nlp.evidence import claim_terms, cover, passage
from nlp.roles import names_swapped
from nlp.terms import tokens

SWAPPED = {
    "both active": ("Norrby Bank bought Lind Lines in 2014.", "In 2014 Lind Lines bought Norrby Bank."),
    "places": ("The court of Paris sued Berlin over taxes.", "The court of Berlin sued Paris over taxes."),
    "titles and months are no part of a name": (
        "In May Mayor Anna Lind accused Igor Petrov of fraud.", "In May Mayor Igor Petrov accused Anna Lind of fraud.",
    ),
    "far from each other": (
        "Petrov, who had led the union since May, said on Friday that the strike would not end before Lind came back.",
        "Lind, who had led the union since May, said on Friday that the strike would not end before Petrov came back to work.",
    ),
}  # fmt: skip
KEPT = {
    "the passive in a longer sentence": (
        "Norrby Bank bought Lind Lines in 2014 for a large sum.",
        "Lind Lines was bought by Norrby Bank in 2014 for a large sum.",
    ),
    "the passive says the same": ("Norrby Bank bought Lind Lines.", "Lind Lines was bought by Norrby Bank in 2014."),
    "a verb that works both ways": ("Anna Lind married Igor Petrov.", "Igor Petrov married Anna Lind."),
    "a list has no order": ("She flew to Rome, Paris and London.", "She flew to London, Rome and Paris."),
    "another verb": ("Sweden beat Norway 3-1 in Oslo.", "In Oslo, Norway lost to Sweden 3-1."),
    "the same sentence": ("Sweden beat Norway 3-1 in Oslo.", "Sweden beat Norway 3-1 in Oslo."),
    "two clauses the other way round": (
        "While Petrov stayed in the union, Lind left it in May.",
        "Lind left the union in May, while Petrov stayed in it.",
    ),
    "no names": ("The boats were late.", "Late were the boats."),
}


@pytest.mark.parametrize(("claim", "sentence"), SWAPPED.values(), ids=SWAPPED)
def test_names_in_each_others_place_are_seen(claim: str, sentence: str) -> None:
    assert names_swapped(claim, sentence) is not None


@pytest.mark.parametrize(("claim", "sentence"), KEPT.values(), ids=KEPT)
def test_names_in_their_own_place_raise_no_alarm(claim: str, sentence: str) -> None:
    assert names_swapped(claim, sentence) is None


def test_an_opposite_counts_only_where_the_word_itself_is_missing() -> None:
    claim = tokens("prices rise")
    assert opposites(claim, {*tokens("prices fall")}) == 1
    assert opposites(claim, {*tokens("prices fall and rise")}) == 0


def test_a_denial_that_the_evidence_lacks_is_a_doubt() -> None:
    read = passage("We ask the council to act on the flood. The council met in May.")
    assert denials("The council did not act on the flood.", read, [0, 1])
    assert not denials("The council met in May.", read, [0, 1])


def test_a_word_replaced_by_another_is_counted() -> None:
    claim, read = "Radio Norrby is an English news station.", passage("Radio Norrby is a Spanish news station.")
    row = contrast_features(claim, cover(claim_terms(claim), read), read, np.ones(1, np.float32))
    same = contrast_features(read.text, cover(claim_terms(read.text), read), read, np.ones(1, np.float32))
    assert row[12] == 1
    assert same[12] == 0
    assert len(row) == len(same)


def test_many_names_cost_no_more_than_their_number() -> None:
    text = " ".join(f"Anna{i} met Igor{i}" for i in range(3000))
    started = time.process_time()
    names_swapped(text, text)
    assert time.process_time() - started < 2
