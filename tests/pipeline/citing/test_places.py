from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.citing.labels import said_of
from pipeline.citing.places import places_of

NOTE = "See the Harbour\nOffice's report of 11 February 2021, “Lead in the river” (accessed 3 March 2021)"


def test_each_field_has_its_place() -> None:
    said = said_of(NOTE)
    places = {name: NOTE[start:end] for name, (start, end) in places_of(said, NOTE, 0, len(NOTE)).items()}
    assert places["title"] == "Lead in the river"
    assert places["publisher"] == "Harbour\nOffice"
    assert (places["date"], places["accessed"]) == ("11 February 2021", "3 March 2021")


def test_what_stands_outside_has_none() -> None:
    assert places_of(said_of(NOTE), NOTE, 0, 8) == {}


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_place_holds_the_words_of_its_field(before: str, words: str) -> None:
    text, said = before + words, said_of(words)
    for name, (start, end) in places_of(said, text, len(before), len(text)).items():
        assert len(before) <= start < end <= len(text)
        if name in ("label", "title", "publisher", "authors"):
            assert text[start:end].split() == getattr(said, name).split()
