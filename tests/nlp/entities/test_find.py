"""The named things of a text, with the model that ships."""

from __future__ import annotations

import pytest

from nlp.entities.find import find_entities
from nlp.entities.model import may_name
from nlp.entities.text import Span, consistent, extended, publishers, repeated, without_plans, without_works
from tests.nlp.growth import assert_linear


def found(text: str, language: str = "en", sentences: list[tuple[int, int]] | None = None) -> list[tuple[str, str]]:
    entities = find_entities(text, language=language, sentences=sentences or [(0, len(text))])
    for entity in entities:
        assert text[entity.start : entity.end] == entity.text == entity.name
    return [(entity.text, entity.type) for entity in entities]


def test_english() -> None:
    text = "Maria Lindqvist of the University of Bergen flew to Toronto on Monday."
    assert found(text) == [("Maria Lindqvist", "PER"), ("University of Bergen", "ORG"), ("Toronto", "LOC")]


def test_spanish() -> None:
    text = "El senador Julio Herrera viajó ayer a Lima, informó la Universidad de Chile."
    assert found(text, "es") == [("Julio Herrera", "PER"), ("Lima", "LOC"), ("Universidad de Chile", "ORG")]


@pytest.mark.parametrize("change", [str.lower, str.upper])
def test_without_case(change: object) -> None:
    text = "Barack Obama flew to Paris with John Kerry."
    assert [kind for _, kind in found(change(text))] == ["PER", "LOC", "PER"]  # type: ignore[operator]


def test_sentences_keep_their_places() -> None:
    text = "It rained. Ana Ruiz left Madrid.\n\nNobody knew."
    assert found(text, sentences=[(0, 10), (11, 32), (34, 46)]) == [("Ana Ruiz", "PER"), ("Madrid", "LOC")]


def test_an_event_holds_the_place_in_its_name() -> None:
    assert ("Battle of Lepanto", "EVENT") in found("Her uncle died at the Battle of Lepanto long ago.")


def test_a_surname_takes_the_kind_of_the_full_name() -> None:
    text = "Harrison Ford came. Ford left. Ford Motor Company paid."
    spans = [(0, 13, "PER"), (20, 24, "ORG")]
    assert consistent(text, spans) == [(0, 13, "PER"), (20, 24, "PER")]
    firm = (31, 49, "ORG")
    assert consistent(text, [*spans, firm]) == [*spans, firm]


@pytest.mark.parametrize(
    "text", ["", " ", "\x00\x01", "😂😂", "a" * 5000, "漢字 " * 50, "\u202e\u0627\u0628", "\u2019\u2019"]
)
def test_odd_text_is_taken(text: str) -> None:
    found(text)


def test_a_long_sentence_is_read_to_its_end() -> None:
    text = "the water rose and " * 400 + "then Barack Obama flew to Paris."
    assert found(text)[-2:] == [("Barack Obama", "PER"), ("Paris", "LOC")]


def test_time_is_linear() -> None:
    assert_linear(lambda times: found("She saw the old port of Oslo, and then " * times), small=16)


@pytest.mark.parametrize(
    ("sentence", "may"),
    [
        ("The rain fell on the old house.", False),
        ("El agua llegó a la casa.", False),
        ("I went home early.", False),
        ("12 - 13", False),
        ("Obama spoke.", True),
        ("The rain fell on Oslo.", True),
        ("she moved to oslo", True),
        ("THE RAIN FELL", True),
    ],
)
def test_only_what_may_hold_a_name_is_looked_at(sentence: str, may: bool) -> None:
    assert may_name(sentence) is may


def spans(text: str, *names: tuple[str, str]) -> list[Span]:
    made: list[Span] = []
    for name, kind in names:
        start = text.index(name, made[-1][1] if made else 0)
        made.append((start, start + len(name), kind))
    return made


def test_an_organisation_goes_on_to_its_head() -> None:
    text = "Orion Group sued the Harbour Core Committee. Orion Rises"
    kept = extended(text, spans(text, ("Orion", "ORG"), ("Harbour", "ORG"), ("Orion", "ORG")))
    assert [text[start:end] for start, end, _ in kept] == ["Orion Group", "Harbour Core Committee", "Orion"]


def test_a_plan_is_no_organisation() -> None:
    text = "The Second National Water Plan (2NWP) binds the Water Board. The 2NWP ends; National Action Plans follow."
    found_there = spans(
        text, ("Second National Water Plan", "ORG"), ("2NWP", "ORG"), ("Water Board", "ORG"), ("2NWP", "ORG"), ("National Action", "ORG")
    )  # fmt: skip
    assert [text[start:end] for start, end, _ in without_plans(text, found_there)] == ["Water Board"]


def test_a_name_found_twice_is_found_everywhere() -> None:
    text = "AquaLab spoke. Then AquaLab left. Reports of AquaLab's tests. AquaLabs. Ford, Ford, and a Ford."
    all_of_it = repeated(text, spans(text, ("AquaLab", "ORG"), ("AquaLab", "ORG"), ("Ford", "PER"), ("Ford", "PER")))
    assert [text[start:end] for start, end, _ in all_of_it] == ["AquaLab"] * 3 + ["Ford"] * 2


def test_a_name_with_a_hump_is_found_everywhere_by_one_finding() -> None:
    text = "AquaLab spoke. By AquaLab. AquaLab's tests. Ford spoke. By Ford."
    all_of_it = repeated(text, spans(text, ("AquaLab", "ORG"), ("Ford", "PER")))
    assert [text[start:end] for start, end, _ in all_of_it] == ["AquaLab"] * 3 + ["Ford"]


def test_looking_for_repeats_takes_linear_time() -> None:
    def work(count: int) -> None:
        text = "".join(f"Ana X{n} Lab, " for n in range(count))
        repeated(text, spans(text, *((f"Ana X{n} Lab", "ORG") for n in range(0, count, 2))))

    assert_linear(work, small=150)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("See R3D, Article19 and SocialTIC report #Spies.", ["R3D", "Article19", "SocialTIC"]),
        ("El informe conjunto de R3D y SocialTIC lo niega.", ["R3D", "SocialTIC"]),
        ("A report by OpenAI and LinkedIn says so.", ["OpenAI", "LinkedIn"]),
        ("The H1N1 and H5N1 study was long.", []),
        ("We saw R3D, Article19 and SocialTIC there.", []),
    ],
)
def test_who_published_together_is_an_organisation(text: str, named: list[str]) -> None:
    assert [text[start:end] for start, end, _ in publishers(text, [])] == named


def test_a_publisher_found_is_not_found_again() -> None:
    text = "R3D and SocialTIC report"
    assert publishers(text, [(8, 17, "PER")]) == [(0, 3, "ORG"), (8, 17, "PER")]


@pytest.mark.parametrize("unit", ["Aa, ", "Aa Aa, ", "report of Aa, ", "aB", "A3b and C4d "])
def test_looking_for_publishers_takes_linear_time(unit: str) -> None:
    assert_linear(lambda size: publishers(unit * size, []), small=2_000)


@pytest.mark.parametrize(
    ("text", "name", "person"),
    [
        ("Lind's first novel, Marta Ruud, sold well.", "Marta Ruud", False),
        ("Lind's film Marta won.", "Marta", False),
        ("la novela Pedro Serrano fue leída", "Pedro Serrano", False),
        ("In his novel, Lind says so.", "Lind", True),
        ("the song Lind recorded there", "Lind", True),
        ("In this film Lind dies.", "Lind", True),
    ],
)
def test_the_title_of_a_work_is_no_person(text: str, name: str, person: bool) -> None:
    span = (text.index(name), text.index(name) + len(name), "PER")
    assert without_works(text, [span]) == [span] * person
