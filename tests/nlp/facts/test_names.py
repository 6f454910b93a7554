"""A name of a claim is found in the forms that sources give it, and never as another's."""

from __future__ import annotations

import pytest

from nlp.evidence import passage
from nlp.facts.find import check_facts
from nlp.facts.names import same_place
from tests.nlp.growth import assert_linear

CASES = {
    "the people of a place": ("He moved to Mexico with the fleet.", "The Mexican fleet took him along.", "match"),
    "an irregular one": ("He sold the fleet to France.", "The French fleet was bought from him.", "match"),
    "dotted initials": ("She sat on the U.S. Coastal Court.", "She sat on the United States Coastal Court.", "match"),
    "a lone initial is nobody": (
        "The pier was built by Ruth C. Wesley.",
        "The pier was built at dock C by Anna Lind.",
        "absent",
    ),
    "a surname alone": ("The pier was built by Jane Smith.", "Smith built the pier.", "match"),
    "a title before it": ("The pier was opened by Mayor Lind.", "Anna Lind opened the pier.", "match"),
    "another given name": ("The pier was built by Jane Smith.", "John Smith built the pier.", "mismatch"),
    "another number in a name": (
        "It was flown by the 215th Squadron.",
        "It was flown by the 205th Squadron.",
        "absent",
    ),
    "another place": ("He moved to Sweden in spring.", "He moved to Norway in spring.", "absent"),
}


@pytest.mark.parametrize(("claim", "source", "status"), CASES.values(), ids=CASES)
def test_a_name_is_held_against_the_source(claim: str, source: str, status: str) -> None:
    facts = check_facts(claim, passage(source), [0], language="en", source_language="en")
    assert [f.status for f in facts if f.kind == "name"] == [status]


def test_a_name_in_whose_place_another_stands_says_so() -> None:
    claim = "The new pier was opened in June by Igor Petrov."
    facts = check_facts(
        claim, passage("The new pier was opened in June by Anna Lind."), [0], language="en", source_language="en"
    )
    assert [f.note for f in facts if f.kind == "name"] == ["the source names Anna Lind there"]


@pytest.mark.parametrize(("a", "b"), [("Mexico", "Mexican"), ("Italian", "Italy"), ("Dutch", "Netherlands")])
def test_a_place_and_its_people(a: str, b: str) -> None:
    assert same_place(a, b)


@pytest.mark.parametrize(("a", "b"), [("Austria", "Australia"), ("Niger", "Nigeria"), ("Mexico", "Canadian")])
def test_other_places(a: str, b: str) -> None:
    assert not same_place(a, b)


def test_time_grows_with_the_length_of_a_sentence_only() -> None:
    """A table may come as one sentence, with a capital in each row."""

    def work(rows: int) -> None:
        read = passage(["| Vell | 40 | 65 |\n" * rows])
        check_facts("The boats of Lena Norrby leaked.", read, [0], language="en", source_language="en", model=False)

    assert_linear(work, small=150)
