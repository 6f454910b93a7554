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


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Cet enregistrement n'est pas proposé depuis votre pays pour des raisons de droits.", "denied"),
        ("Ihre Anfrage wurde von der Firewall dieser Website abgelehnt. Kennung 12-f.", "denied"),
        ("Wegen einer Umstellung der Server ist das Verzeichnis derzeit nicht erreichbar.", "maintenance"),
        ("Il vous reste 75 % de ce texte. La suite est réservée aux abonnés.", "paywall"),
        ("Der Sender zeigte das Stück nie, sagte er 1994, und das Archiv besitzt nur eine Kopie.", "live"),
        ("En 2016 el tribunal negó a dos vecinas el acceso al archivo del puerto.", "live"),
    ],
)
def test_walls_of_other_languages(text: str, kind: str) -> None:
    likely = kinds(text)
    assert max(likely, key=lambda name: likely[name]) == kind
