"""What keeps a claim from being called supported though the source has its words, and what contradicts it."""

from __future__ import annotations

import time

import pytest

from nlp.check import check, in_its_words
from nlp.doubts.agents import another_did
from nlp.doubts.denied import denied_there
from nlp.doubts.find import doubts
from nlp.doubts.offices import another_holds
from nlp.doubts.planned import only_planned
from nlp.doubts.quantifiers import shares, shares_exclude
from nlp.doubts.trends import goes_the_other_way
from nlp.evidence import passage
from nlp.facts.find import check_facts
from nlp.opposites import spanish_opposites

EXCLUDE = {
    "all, and six of nine": ("The port paid all of the invoices.", "The port paid six of the nine invoices."),
    "all, and a part told by a pronoun": (
        "All nine boats leaked.",
        "Nine boats were looked at, and four of them leaked.",
    ),
    "every, and most": ("Every tenant has signed.", "Most tenants have signed."),
    "none, and some": ("No guard was dismissed.", "Several guards were dismissed."),
    "several, and none": ("Varios guardias fueron despedidos.", "Ningún guardia fue despedido."),
    "todas, y tres de cinco": ("Todas las actas fueron firmadas.", "Tres de las cinco actas fueron firmadas."),
}
COMPATIBLE = {
    "another noun": ("All of the boats leaked.", "Six of the nine invoices were paid."),
    "not all": ("Not all boats leaked.", "Four of the nine boats leaked."),
    "no more than": ("No more than four boats leaked.", "Several boats leaked."),
    "the same words": ("All of the boats leaked.", "All boats leaked, and two of the boats sank."),
    "nine of nine": ("All boats leaked.", "Nine of the nine boats leaked."),
    "some, and a part": ("Some boats leaked.", "Four of the nine boats leaked."),
}


@pytest.mark.parametrize(("claim", "sentence"), EXCLUDE.values(), ids=EXCLUDE)
def test_how_many_of_a_thing_excludes_another_share(claim: str, sentence: str) -> None:
    assert shares_exclude(claim, [sentence]) is not None


@pytest.mark.parametrize(("claim", "sentence"), COMPATIBLE.values(), ids=COMPATIBLE)
def test_shares_that_can_hold_together_raise_nothing(claim: str, sentence: str) -> None:
    assert shares_exclude(claim, [sentence]) is None


def test_a_sentence_beside_that_counts_as_the_claim_does_settles_it() -> None:
    near = ["Four of the nine boats leaked in May.", "By June all boats leaked."]
    assert shares_exclude("All boats leaked.", near) is None


def test_what_is_counted_ends_at_a_small_word() -> None:
    assert [(s.kind, s.text) for s in shares("None of the old boats in the harbour leaked.")] == [
        ("none", "None of the old boats")
    ]


@pytest.mark.parametrize(
    ("claim", "sentence", "language", "words"),
    [
        ("The pier was finished in 2017.", "The pier was due to finish in 2017.", "en", "was due to finish"),
        ("Work began in May.", "Work was expected to begin in May.", "en", "was expected to begin"),
        ("The firm paid the fine.", "The firm refused to pay the fine.", "en", "refused to pay"),
        ("The firm has paid each family.", "The firm said that it would pay each family.", "en", "would pay"),
        ("La firma pagó a las familias.", "La firma pagará a las familias.", "es", "pagará"),
        ("The firm pays each family.", "The firm said that it would pay each family.", "en", None),
        ("El muelle se terminó en 2017.", "El muelle debía terminar en 2017.", "es", "debía terminar"),
        ("The pier was due to finish in 2017.", "The pier was due to finish in 2017.", "en", None),
        ("The pier will open in May.", "The pier is expected to open in May.", "en", None),
        ("Work began in May.", "Work was due to begin in April, and it began in May.", "en", None),
        ("El muelle debía terminar en 2017.", "El muelle debía terminar en 2017.", "es", None),
    ],
)
def test_what_was_only_to_be_done(claim: str, sentence: str, language: str, words: str | None) -> None:
    assert only_planned(claim, [sentence], language=language) == words


def test_an_office_in_the_hands_of_another() -> None:
    near = ["“It leaked,” said its chair, the engineer Ana Ruiz.", "The firm's director, Pol Marsh, disagreed."]
    assert another_holds("Pol Marsh chaired the inquiry.", near) is not None
    assert another_holds("Ana Ruiz chaired the inquiry.", near) is None
    assert another_holds("Eva Stern chaired the inquiry.", near) is None  # of whom the source says nothing


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Ana Ruiz is the minister.", "She was the first minister since Pol Marsh who stayed, said Ana Ruiz."),
        ("Ana Ruiz is president.", "Ana Ruiz is president of the United States."),
        (
            "The Long Pier was directed by Ana Ruiz.",
            "The Long Pier was directed by Ana Ruiz, who also directed Vell Days.",
        ),
    ],
)
def test_a_name_that_holds_no_office_is_nobodys_rival(claim: str, sentence: str) -> None:
    assert another_holds(claim, [sentence]) is None


@pytest.mark.parametrize(
    ("claim", "sentence", "language", "word"),
    [
        (
            "Several people have been charged by the prosecutor.",
            "The prosecutor has not charged anyone.",
            "en",
            "charged",
        ),
        ("The owner repaired it after the reports.", "None of the reports led to a repair.", "en", "repaired"),
        ("Holm said she had received the letters.", "Holm denied receiving any letters.", "en", "received"),
        ("Medisur tenía amplia experiencia.", "Medisur no tenía experiencia.", "es", "tenía"),
        ("El gobierno respondió a la carta.", "La carta no ha sido respondida por el gobierno.", "es", "respondió"),
        (
            "The prosecutor charged two people.",
            "The prosecutor charged two people and did not charge a third.",
            "en",
            None,
        ),
        ("The prosecutor has not charged anyone.", "The prosecutor has not charged anyone.", "en", None),
        ("The boat was repaired.", "The boat was not only repaired but painted.", "en", None),
        (
            "The boat was repaired in May.",
            "The owner did not think of what it would cost when the boat was repaired.",
            "en",
            None,
        ),
    ],
)
def test_what_the_evidence_denies(claim: str, sentence: str, language: str, word: str | None) -> None:
    found = denied_there(claim, [sentence], language=language)
    assert (found[0] if found else None) == word


@pytest.mark.parametrize(
    ("claim", "sentence", "language", "other"),
    [
        (
            "The inquiry was led by Pol Marsh.",
            "An inquiry led by Ana Ruiz began in May.",
            "en",
            "Ana Ruiz began",
        ),
        (
            "The study was paid for by Agrolux.",
            "Agrolux says that the study was paid for by the ministry.",
            "en",
            "the ministry",
        ),
        ("La obra fue pagada por Nevada.", "La obra fue pagada por Constructora Sol.", "es", "Constructora Sol"),
        ("The play was written by Dostoyevsky.", "A play written by Dostoevsky.", "en", None),
        ("The play was written by Ana Ruiz.", "A play written by Pol Marsh and Ana Ruiz.", "en", None),
        ("The play was written by an American.", "A play written by Pol Marsh.", "en", None),
        ("The play was written by Ana Ruiz.", "The play was seen by Pol Marsh.", "en", None),
        ("The inquiry was led by Ana Ruiz.", "The inquiry was led by a retired judge.", "en", None),
    ],
)
def test_by_whom_it_was_done(claim: str, sentence: str, language: str, other: str | None) -> None:
    found = another_did(claim, [sentence], language=language)
    assert (found[1] if found else None) == other


def test_which_way_a_number_went() -> None:
    told = "The office received 318 complaints in 2021, compared with 402 in 2020."
    assert goes_the_other_way("Complaints rose in 2021.", told) is not None
    assert goes_the_other_way("Complaints fell in 2021.", told) is None
    assert goes_the_other_way("Las quejas aumentaron.", "Hubo 318 quejas, frente a 402 el año anterior.") is not None
    assert goes_the_other_way("The office received complaints.", told) is None


def test_spanish_opposites() -> None:
    assert spanish_opposites("El juez aceptó la demanda.", ["El juez rechazó la demanda."]) == ("acepto", "rechazo")
    assert spanish_opposites("El juez aceptó la demanda.", ["El juez aceptó una demanda y rechazó otra."]) is None
    assert spanish_opposites("El negocio abrió.", ["Bajo el puente hay un negocio."]) is None


@pytest.mark.parametrize(
    ("claim", "source", "status"),
    [
        ("It opened on 3 February.", "The pier opened on 3 February.", "match"),
        ("It opened in September.", "The pier opened on 2 September.", "match"),
        ("It opened on 3 February.", "The pier opened on 4 February.", "mismatch"),
        ("It opened on 3 February 2019.", "The pier opened on 3 February 2018.", "mismatch"),
    ],
)
def test_a_year_that_neither_text_writes_tells_nothing(claim: str, source: str, status: str) -> None:
    facts = check_facts(
        claim,
        passage(source),
        [0],
        language="en",
        source_language="en",
        claim_date="2024-05-01",
        source_date="2020-09-20",
    )
    assert [f.status for f in facts if f.kind == "date"] == [status]


def test_a_number_in_the_sentence_beside_the_evidence_is_found() -> None:
    source = "The ferry sank with 143 people on board. Boats saved 131; twelve drowned. The owner was blamed."
    facts = check_facts(
        "Twelve people died when the ferry sank.", passage(source), [0], language="en", source_language="en"
    )
    assert [(f.status, f.source) for f in facts if f.kind == "number"] == [("match", "twelve")]


SOURCE = (
    "The commission heard 64 witnesses over four months. In 31 of the 48 towns one firm won every tender. The ministry accepted six of the nine"
    " recommendations of the court. Hydro Vell spent 3.4 million euros on repairs. The gallery was inspected on 3 February."
)


@pytest.mark.parametrize(
    "piece", ["no charged the ", "not a ", "will pay it ", "Ab ", "six of the nine boats ", "led by Ab "]
)
def test_a_sentence_without_end_costs_no_more_than_a_long_one(piece: str) -> None:
    source = passage([piece * (100_000 // len(piece))])
    began = time.process_time()
    doubts("All boats were charged by Ana Ruiz, who paid it.", source, [0], language="en")
    assert time.process_time() - began < 1


def test_a_part_where_the_claim_has_all_contradicts_it() -> None:
    judged = check("The ministry accepted all of the recommendations of the court.", SOURCE)
    assert judged.verdict == "contradicted"
    assert "six of the nine recommendations" in judged.reason


@pytest.mark.parametrize(
    "claim",
    ["The commission heard more than 60 witnesses.", "In nearly two thirds of the towns one firm won every tender."],
)
def test_a_number_said_in_other_words_is_borne_out(claim: str) -> None:
    assert check(claim, SOURCE).verdict == "supported"


def test_a_claim_in_the_sources_figures_keeps_its_other_words() -> None:
    claim = "The commission heard more than 60 witnesses over four months."
    facts = check_facts(claim, passage(SOURCE), [0], language="en", source_language="en")
    assert in_its_words(claim, facts, (0, 45)) == "The commission heard 64 witnesses over four months."
    assert in_its_words(claim, facts, (46, len(SOURCE))) == claim
