"""Noise: what a page says of itself, told from what it says."""

from __future__ import annotations

import pytest

from nlp.noise import letters, noise, plain, shown


@pytest.mark.parametrize(
    "sentence",
    [
        "Comments (12)",
        "12 comments",
        "Share this article",
        "5 min read",
        "Published 3 May 2020 at 10:45",
        "Monday, June 5, 2023",
        "10:45 am",
        "Page 1 of 10",
        "Today is 5 June 2021",
        "Visitors: 12,345",
        "© Town",
        "Advertisement",
        "Loading…",
        "Hace 3 horas",
        "Actualizado: 12:30",
        "Updated 5 minutes ago",
        "Last updated: 4 March 2020",
        "Dernière mise à jour : 3 mai 2020",
        "Stand: 5. Juni 2021",
        "Subscribe now to our newsletter!",
        "40% off all plans until Friday!",
        "'--",
        "-30% on everything until Sunday",
        "By clicking “Accept”, you agree to the use of cookies here.",
        "Version 4.1, effective June 2, 2022",
        "(Revised on 03/04/2021)",
        "© 2021 Town of Vell",
    ],
)
def test_noise(sentence: str) -> None:
    assert noise(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The contract was published on 3 May 2019.",
        "The law took effect on 5 June 2019.",
        "The agreement is effective as of 1 January 2020.",
        "Version 3 of the vaccine",
        "Copyright law protects 12 works.",
        "In 2019, 12 people died.",
        "He updated 3 records.",
        "Read more about the 22 victims",
        "We sold 5 % off the price",
        "The report was last updated in 2019 with 22 new cases.",
        "The bank reduced rates by -5% in March",
        "Sign up for free legal advice at 5 offices",
        "Date of birth: 5 May 1960",
        "Updated figures show 25 victims",
        "The bridge fell 5 days ago.",
        "We use cookies to collect your location and sell it.",
        "Click here to read about the 12 cases",
    ],
)
def test_what_says_something_is_no_noise(sentence: str) -> None:
    assert noise(sentence) is None


def test_lines_are_compared_without_marks_of_lists_and_broken_letters() -> None:
    assert plain("  •  The\u200b fee\u00a0 is 5 ") == plain("- The fee is 5")
    assert plain("Espa\u00c3\u00b1a") == "España"
    assert plain("«Où ? À Évry»") == "«Où ? À Évry»"


def test_links_are_shown_without_their_targets() -> None:
    assert shown("See [the list](https://a.example/x) now.") == "See the list now."
    assert letters("See: “the” list!") == "seethelist"
