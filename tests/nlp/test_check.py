"""The one public call: a verdict with its evidence, and never a guess about what was not read."""

from __future__ import annotations

import pytest

from nlp.check import check

STORY = (
    "The harbour of Norrby was rebuilt after the flood. Its new pier was opened on 3 June 2014 by Mayor Anna Lind. "
    "The works cost 4 million euros and employed 120 people. Fishermen had asked for a longer pier for years. "
    "The ferry to the islands now leaves twice a day."
)


def test_a_claim_in_the_sources_words_is_supported_by_that_sentence() -> None:
    found = check("The pier was opened on 3 June 2014 by Mayor Anna Lind.", STORY)
    assert found.verdict == "supported"
    assert found.evidence[0].text.startswith("Its new pier")
    assert all(STORY[e.start : e.end] == e.text for e in found.evidence)
    assert {f.status for f in found.facts} == {"match"}


@pytest.mark.parametrize(
    "claim",
    [
        "The pier was opened on 3 June 2016 by Mayor Anna Lind.",
        "The works cost 7 million euros and employed 120 people.",
        "The ferry to the islands now leaves never twice a day.",
    ],
)
def test_another_value_of_the_same_thing_contradicts(claim: str) -> None:
    assert check(claim, STORY).verdict == "contradicted"


def test_a_negation_beside_an_opposite_is_no_contradiction() -> None:
    judged = check(
        "None of the five sailors was convicted.", "A court in Port Lennick acquitted the five sailors on Thursday."
    )
    assert judged.verdict != "contradicted"


def test_another_name_in_the_same_statement_is_not_called_supported() -> None:
    found = check("Its new pier was opened on 3 June 2014 by Mayor Igor Petrov.", STORY)
    assert found.verdict != "supported"
    assert {f.status for f in found.facts if f.kind == "name"} & {"absent", "mismatch"}


def test_a_claim_about_something_else_is_not_supported() -> None:
    found = check("Penguins breed on the southern coast in winter.", STORY)
    assert found.verdict == "not_supported"
    assert found.score is not None
    assert found.score < 0.3


def test_the_words_that_are_not_borne_out_are_named() -> None:
    claim = "The works employed 120 people and three elephants."
    found = check(claim, STORY)
    assert found.verdict != "supported"
    assert "elephants" in {claim[a:b] for a, b in found.missing}


@pytest.mark.parametrize("source", [None, "", "   \n ", []])
def test_an_empty_source_is_unread_and_scores_nothing(source: str | list[str] | None) -> None:
    found = check("The pier was opened.", source)
    assert (found.verdict, found.score, found.evidence, found.facts) == ("unread", None, (), ())


def test_a_list_of_sentences_is_counted_as_given() -> None:
    sentences = ["A headline", "", "The pier was opened by Anna Lind in 2014."]
    found = check("Anna Lind opened the pier in 2014.", sentences)
    assert found.evidence[0].sentence == 2
    joined = " ".join(sentences)
    assert joined[found.evidence[0].start : found.evidence[0].end] == sentences[2]


def test_across_languages_the_program_does_not_say_that_it_is_unsupported() -> None:
    found = check(
        "On 12 March 2015 the pilot Carmen Ruiz was fired.",
        "El 12 de marzo de 2015 la piloto Carmen Ruiz fue despedida por la empresa.",
    )
    assert found.verdict == "partly_supported"
    assert "only dates, numbers and names were compared" in found.reason


@pytest.mark.parametrize("claim", ["…", "?", "the of and", "1"])
def test_a_claim_of_no_words_is_answered(claim: str) -> None:
    assert check(claim, STORY).verdict in ("partly_supported", "not_supported")


@pytest.mark.parametrize("source", ["!!!", "\n\n\n.", "的" * 50, "a" * 20_000])
def test_a_source_of_no_sentences_is_answered(source: str) -> None:
    assert check("The pier was opened.", source).verdict in ("not_supported", "partly_supported")
