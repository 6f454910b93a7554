"""Comparing two captures: what alerts, what does not, what is gone, and which claims are hit."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nlp.compare import Side, compare
from tests.nlp.growth import assert_linear

PAGE = """Harbour report
The port of Vell handled 412 ships in 2019, the council said.
Ana Brito leads the harbour office, which has 30 employees.
Fishing is allowed on weekdays only.
The office publishes its accounts every spring, and the town library keeps a copy of each.
Last updated: 4 March 2020
© 2020 Town of Vell"""


def live(text: str, **more: object) -> Side:
    return Side(outcome="live", text=text, language="en", answered=True, **more)  # type: ignore[arg-type]


def change(old: str, new: str) -> str:
    return compare(live(old), live(new)).change


def changed(old: str, new: str) -> str:
    assert old in PAGE
    return PAGE.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Last updated: 4 March 2020", "Last updated: 9 June 2021"),
        ("© 2020 Town of Vell", "© 2021 Town of Vell"),
        ("Harbour report\n", "Harbour report\n1,204 views\n"),
        ("Harbour report\n", "Harbour report\nWe use cookies to improve this site. Accept all\n"),
        ("Harbour report\n", "Harbour report\nSubscribe now to our newsletter!\n"),
        ("report\nThe port", "report\n\n\u200bThe  port"),
        ("weekdays only.\nThe office", "weekdays only. The office"),
        ("Last updated: 4 March 2020", "Updated 5 minutes ago"),
    ],
)
def test_noise_is_cosmetic(old: str, new: str) -> None:
    assert compare(live(PAGE), live(changed(old, new))).change == "cosmetic"


def test_another_order_of_the_same_lines_is_cosmetic() -> None:
    lines = PAGE.split("\n")
    found = compare(live(PAGE), live("\n".join([lines[0], lines[3], lines[1], lines[2], *lines[4:]])))
    assert (found.change, found.edits) == ("cosmetic", [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("publishes its accounts", "publishes the accounts"),
        ("every spring, and", "every spring; and"),
        ("harbour office", "harbor office"),
    ],
)
def test_wording_is_minor(old: str, new: str) -> None:
    assert compare(live(PAGE), live(changed(old, new))).change == "minor"


@pytest.mark.parametrize(
    ("old", "new", "fact"),
    [
        ("412 ships", "421 ships", ("number", "412 ships", "421 ships")),
        ("in 2019", "in 2018", ("date", "2019", "2018")),
        ("Ana Brito leads", "Since May, Rui Campos leads", None),
        ("is allowed", "is not allowed", None),
        ("weekdays only", "any day", None),
        ("Fishing is allowed on weekdays only.", "", None),
    ],
)
def test_a_fact_is_substantive(old: str, new: str, fact: tuple[str, str, str] | None) -> None:
    found = compare(live(PAGE), live(changed(old, new)))
    assert found.change == "substantive"
    assert fact is None or fact in found.facts


def test_the_claims_that_stood_on_an_edited_sentence_are_named() -> None:
    claims = [
        "The town library keeps copies of the harbour accounts.",
        "In 2019 the port handled 412 ships.",
        "Vell has a new football pitch.",
    ]
    found = compare(live(PAGE), live(changed("412 ships", "390 ships")), claims=claims)
    assert found.claims_affected == [1]


@pytest.mark.parametrize(
    ("outcome", "change"), [("gone", "gone"), ("soft_404", "gone"), ("parked", "gone"), ("replaced", "replaced")]
)
def test_a_dead_side_hits_every_claim(outcome: str, change: str) -> None:
    found = compare(live(PAGE), Side(outcome=outcome, reason="status 404"), claims=["a", "b"])
    assert (found.change, found.claims_affected) == (change, [0, 1])


@pytest.mark.parametrize("outcome", ["timeout", "rate_limited", "bot_wall", "server_error", "refused", "unreachable"])
def test_an_unread_side_is_not_gone(outcome: str) -> None:
    found = compare(live(PAGE), Side(outcome=outcome, reason="no answer"), claims=["a"])
    assert (found.change, found.score, found.claims_affected) == ("none", 0.0, [])
    assert "not read" in found.reason


def test_a_wall_that_was_answered_in_place_of_the_content_is_gone_and_says_so() -> None:
    found = compare(live(PAGE), Side(outcome="bot_wall", reason="a challenge", text="One moment", answered=True))
    assert found.change == "gone"
    assert "bot_wall" in found.reason


def test_a_paywall_is_never_gone() -> None:
    found = compare(live(PAGE), Side(outcome="paywall", reason="not free", text="Harbour report", answered=True))
    assert (found.change, found.score) == ("none", 0.0)


def test_a_page_taken_for_a_wall_that_still_shows_its_text_is_compared() -> None:
    found = compare(live(PAGE), Side(outcome="needs_browser", text=PAGE, language="en", answered=True))
    assert found.change in ("none", "cosmetic")


def test_another_text_is_replaced_and_a_stripped_one_gone() -> None:
    other = "Cheap watches and rings for everyone.\nOrder today and save a lot on shipping to all countries we serve."
    assert compare(live(PAGE * 3), live(other)).change == "replaced"
    frame = "Home\nContact us at the town hall of Vell\nOpening hours of the town hall"
    assert compare(live(f"{frame}\n{PAGE}"), live(frame)).change == "gone"


def test_the_same_bytes_are_no_change_whatever_was_read() -> None:
    found = compare(live(PAGE, sha256="a"), Side(outcome="timeout", sha256="a"))
    assert (found.change, found.score) == ("none", 1.0)


def test_spanish_sides_are_compared_too() -> None:
    old = live(
        "El instituto tiene 30 empleados.\nFirmó el convenio Ana Brito.\nÚltima actualización: 3 de mayo de 2019"
    )
    stamp = live(old.text.replace("3 de mayo de 2019", "8 de junio de 2020"))
    number = live(old.text.replace("30", "treinta y dos"))
    assert compare(old, stamp).change == "cosmetic"
    assert compare(old, number).change == "substantive"


def test_large_pages_are_compared_in_time() -> None:
    lines = [
        f"Clause {n} says that party {n % 7} shall pay {n * 3} euros within {n % 30} days of notice."
        for n in range(1200)
    ]
    old = "\n".join(lines)
    new = "\n".join(line.replace("shall", "may") if n % 40 == 0 else line for n, line in enumerate(lines))
    compare(live(old), live(new))
    started = time.process_time()
    assert compare(live(old), live(new)).change == "substantive"
    assert time.process_time() - started < 0.6


SAID = st.lists(
    st.sampled_from([
        "The lab counted 22 people.", "It opened on 3 May 2019.", "Ana Moor denies it.", "“We left,” she said.", "Updated 5 minutes ago",
        "# Heading", "- an item", "[1]", "1", "https://a.example/b", "¿Quién?", "…", "1,204 views", "A. B. C.", "\u00a0", "é\u0301", "x" * 50,
    ]),
    max_size=9,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@example(["https://a.example/b", "[1]"], [], "application/pdf")
@example(["https://a.example/b", "é\u0301", "é\u0301"], [], "application/pdf")
@example(["The lab counted 22 people."] * 5, ["The lab counted 22 people."], None)
@example(
    ["A. Moor denies it.", "It came out.", "Two left."],
    ["Two left.", "It came out.", "A. Moor denies it."],
    "application/pdf",
)
@given(SAID, SAID, st.sampled_from([None, "text/html", "text/plain", "text/markdown", "application/pdf"]))
def test_an_empty_difference_never_alerts_and_no_alert_is_without_one(
    lines: list[str], others: list[str], form: str | None
) -> None:
    text = "\n".join(lines)
    old, other = (Side(outcome="live", text=t, media_type=form, language="en") for t in (text, "\n\n".join(others)))
    same = compare(old, Side(outcome="live", text=text, media_type=form, language="en"), claims=[*lines, "Nobody."])
    assert (same.change, same.facts, same.edits, same.claims_affected) == ("none", [], [], [])
    gap = "\n" if form == "application/pdf" else "\n\n"  # of a print, an empty line is the end of a page
    blank = Side(outcome="live", text=text.replace("\n", f" {gap}") + " ", media_type=form, language="en")
    assert compare(old, blank).change in ("none", "cosmetic")
    found = compare(old, other)
    if found.change in ("minor", "substantive"):
        assert any(was != now for _, was, now in found.edits), found
    if found.change in ("replaced", "gone"):
        assert set(others) != set(lines)


def test_an_english_word_for_another_is_weighed_by_what_the_judge_makes_of_it() -> None:
    text = "The inquiry ran for a year. The fire was caused by a {} in the {} of the hall. Two engines came."
    old = text.format("heater", "cellar")
    assert change(old, text.format("cigarette", "cellar")) == "substantive"
    assert change(old, old.replace("inquiry", "investigation")) == "minor"
    assert change(old, old.replace("Two engines came", "Two engines arrived")) == "minor"


def test_a_box_that_speaks_to_the_reader_is_one_thing_and_a_clause_beside_a_button_is_told() -> None:
    text = "The weir was closed in May 2014.\n{}\nBoats are carried round it on the left bank."
    box = "Unser Blatt lebt von Ihnen\nAbonnieren Sie den Newsletter mit allen Angeboten\nHier entlang"
    assert change(text.format(""), text.format(box)) == "cosmetic"
    assert change(text.format(box), text.format("")) == "cosmetic"
    assert change(text.format(""), text.format("We sell your boat after a month\nRead more")) == "substantive"


def test_a_counter_beside_particulars_and_broken_letters_are_no_numbers() -> None:
    old = "Por Marta Quintela · 8 de abril de 2017\nLas cañas del río miden tres metros y crecen en la orilla."
    assert change(old, old.replace("2017", "2017 · 1.204 visualizações")) == "cosmetic"
    assert change(old, old.replace("8 de abril", "9 de abril") + "\nOtra frase dice lo que pasó.") == "substantive"
    assert change(old, old.replace("cañas", "caï¿½as")) == "minor"
    assert change("A wall of 2½ feet fell.", "A wall of 2.5 feet fell.") == "minor"


def test_a_line_that_is_said_again_and_what_follows_a_list_of_other_stories_are_no_change() -> None:
    text = "Where it began\nThe weir was closed in May 2014.\nWho paid\nBoats are carried round it.\nQuestions: Tom Eck, 0431 555 120"
    assert change(text, "On this page\nWhere it began\nWho paid\n" + text) == "cosmetic"
    others = "Related stories\nHerons return to the lake\nA new bridge for Hale\n"
    assert change(text, text.replace("Questions", others + "Questions")) == "cosmetic"
    assert change(text, text.replace("Questions: Tom Eck, 0431 555 120", others)) == "substantive"


def test_an_appeal_to_the_reader_is_an_offer_and_what_somebody_cries_is_not() -> None:
    text = "The weir was closed in May 2014.\nBoats are carried round it on the left bank."
    assert change(text, text + "\nEnjoying the river?\nRate us and tell your friends!") == "cosmetic"
    assert change(text, text + "\n“You must leave your houses now!”") == "substantive"


@pytest.mark.parametrize(
    "line",
    [
        "Your friends get a voucher for half the price.",
        "Compartimos su nombre con las tiendas que usted elija.",
        "Boil your water before you drink it.",
    ],
)
def test_a_sentence_to_the_reader_alone_is_told_and_beside_a_button_where_it_says_what_we_do(line: str) -> None:
    text = "The weir was closed in May 2014.\nBoats are carried round it on the left bank."
    assert change(text, f"{text}\n{line}") == "substantive"
    assert change(text, f"{text}\nCompartimos su nombre con las tiendas que usted elija.\nLeer más") == "substantive"


def test_many_boxes_take_linear_time() -> None:
    def work(count: int) -> None:
        lines = [f"The council of ward {n} counted the boats of harbour {n} again." for n in range(count)]
        boxes = [f"{line}\nSubscribe to our newsletter today\nWould you like to hear from us?" for line in lines]
        compare(Side(text="\n".join(lines), outcome="live"), Side(text="\n".join(boxes), outcome="live"))

    assert_linear(work, small=100)
