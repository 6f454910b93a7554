"""Short messages are known by their words, also where nobody worded them so before; short texts of their own are not."""

from __future__ import annotations

import pytest

from spiders.manner import kinds, message_marks


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Pond Society. Gone. The leaflet you wanted is not on our shelf any more, sorry.", "not_found"),
        ("El folleto que buscas ya no está en esta dirección.", "not_found"),
        ("pondsociety.example could be yours: make us an offer for this name.", "parked"),
        ("Show that you are a person. Tick the box, and you will be taken to the page.", "challenge"),
        ("Log in with your library card to read on. Card number, PIN.", "login"),
        ("The county council voted 14 to 9 on Tuesday to buy the pond. It will pay 31,000 euros.", "live"),
        ("La alcaldesa anunció el lunes que el museo reabre en junio tras dos años de obras.", "live"),
    ],
)
def test_what_a_short_text_means(text: str, kind: str) -> None:
    likely = kinds(text)
    assert max(likely, key=lambda name: likely[name]) == kind
    assert sum(likely.values()) == pytest.approx(1.0)


def test_a_long_text_is_no_message() -> None:
    assert message_marks("Sorry, this page is gone. " * 40) == ([], 0.0)
