"""What is due and why, and what there is to tell, by named histories."""

from __future__ import annotations

from datetime import timedelta

import duckdb
import pytest

from pipeline.watch import tell_news
from tests.warehouse.histories import NOW, ask, change, cite, judge, look, put
from warehouse.records import Edit

URL = "http://source.example/report"


def seen(warehouse: duckdb.DuckDBPyConnection, *outcomes: tuple[str, float]) -> list[str]:
    return [
        look(warehouse, URL, outcome, days_ago=ago, status=404 if outcome == "gone" else 200)
        for outcome, ago in outcomes
    ]


# visits -> days until the next
PACE = {
    "seen once": ([("live", 0)], 1),
    "stable for forty days": ([("live", 40), ("live", 0)], 20),
    "stable for a year": ([("live", 365), ("live", 0)], 30),
    "failing": ([("live", 90), ("gone", 60), ("gone", 59.9)], 1),
    "dead for twenty days": ([("gone", 20), ("gone", 19), ("gone", 18), ("gone", 0)], 10),
    "out for eight days": ([("live", 90), ("timeout", 8), ("timeout", 0)], 4),
    "read again": ([("live", 90), ("timeout", 8), ("live", 0)], 1),
}


@pytest.mark.parametrize(("visits", "days"), PACE.values(), ids=PACE)
def test_the_pace_of_an_address(
    warehouse: duckdb.DuckDBPyConnection, visits: list[tuple[str, float]], days: float
) -> None:
    cite(warehouse, URL)
    seen(warehouse, *visits)
    due = NOW - timedelta(days=visits[-1][1]) + timedelta(days=days)
    assert ask(warehouse, "select every_days, due_at, why is not null from pace") == [(days, due, True)]


def test_a_change_brings_the_next_visit_near(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, URL)
    first, second = seen(warehouse, ("live", 40), ("live", 0))
    change(warehouse, URL, first, second, "cosmetic")
    assert ask(warehouse, "select every_days from pace") == [(20,)]
    third = look(warehouse, URL, "live", days_ago=-1, text="There were 25.")
    change(warehouse, URL, second, third, "minor")
    assert ask(warehouse, "select every_days, event from pace") == [(1, "changed")]


def test_the_pace_keeps_within_the_settings(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, URL)
    seen(warehouse, ("live", 40), ("live", 0))
    warehouse.execute("insert into thresholds values ('watch.max_days', 7, 'a week')")
    assert ask(warehouse, "select every_days from pace") == [(7,)]


def test_what_was_never_visited_is_due(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, URL)
    assert ask(warehouse, "select due_at < timestamptz '2000-01-01', why from pace") == [(True, "never visited")]


# answers, a day apart -> the state of the link
LINK = {
    "lives": ("L", "live"),
    "fails": ("LD", "failing"),
    "dead": ("LDDD", "dead"),
    "a wall changes nothing": ("LW", "live"),
    "nor does it for the dead": ("LDDDW", "dead"),
    "back": ("LDDDL", "live"),
    "to and fro": ("LDLD", "flapping"),
    "to and fro, and then dead": ("LDLDDD", "dead"),
    "steady again": ("LDLDL" + "L" * 10, "live"),
}


@pytest.mark.parametrize(("answers", "state"), LINK.values(), ids=LINK)
def test_the_state_of_a_link(warehouse: duckdb.DuckDBPyConnection, answers: str, state: str) -> None:
    cite(warehouse, URL)
    outcomes = {"L": "live", "D": "gone", "W": "bot_wall"}
    seen(warehouse, *((outcomes[sign], len(answers) - n) for n, sign in enumerate(answers)))
    assert ask(warehouse, "select state from watch_states where topic = 'link'") == [(state,)]


# answers, a day apart -> what is told of the errors, or of the link, day by day; after its last answer nothing is
TOLD = {
    "an outage of two checks": ("LTTL", "access", ["", "", "", ""]),
    "an error that stays": ("LSSSSS", "access", ["", "", "", "server_error", "", ""]),
    "another error": ("SSSSTTT", "access", ["", "", "server_error", "", "", "timeout", ""]),
    "one that is over": ("SSSLL", "access", ["", "", "server_error", "open", ""]),
    "errors that take turns are one": ("STSTST", "access", ["", "", "several", "", "", ""]),
    "a wall is no error": ("WWWW", "access", ["", "", "", ""]),
    "two turns are told and ten are one flag": ("LDLDLDLDLD", "link", ["", "failing", "live", "flapping", *[""] * 6]),
}


def test_what_is_told_once_and_again_when_it_is_another(warehouse: duckdb.DuckDBPyConnection) -> None:
    outcomes = {"L": "live", "D": "gone", "S": "server_error", "T": "timeout", "W": "bot_wall"}
    days = max(len(answers) for answers, _, _ in TOLD.values())
    cases = {cite(warehouse, f"{URL}/{number}", number=number): case for number, case in enumerate(TOLD)}
    found: dict[str, list[str]] = {case: [] for case in TOLD}
    for day in range(days):
        for number, (answers, _, _) in enumerate(TOLD.values()):
            if day < len(answers):
                outcome = outcomes[answers[day]]
                status = 404 if outcome == "gone" else 200
                look(warehouse, f"{URL}/{number}", outcome, days_ago=days - day, status=status)
        news = tell_news(warehouse, lambda title, body: "test", now=NOW + timedelta(days=day)).news
        for citation_id, case in cases.items():
            told = [one for one in news if one.citation_id == citation_id and one.topic == TOLD[case][1]]
            found[case].append(",".join(one.state for one in told))
            assert all((one.kind == "revived") == (one.state in ("open", "live")) for one in told)
            assert all(one.kind == "error" for one in told if one.topic == "access" and one.state != "open")
    assert found == {case: told + [""] * (days - len(told)) for case, (_, _, told) in TOLD.items()}


def test_a_text_that_comes_and_goes_is_one_state(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, URL)
    states = []
    captures: list[str] = []
    for day, text in enumerate(["one", "two", "one", "two", "one", "two"]):
        captures.append(look(warehouse, URL, "live", days_ago=9 - day, text=f"There were {text}."))
        if day:
            change(warehouse, URL, captures[-2], captures[-1])
        states += [row[0] for row in ask(warehouse, "select state from watch_states where topic = 'content'")]
    assert states[0] == "same"
    assert len(set(states[1:3])) == 2  # changed, and changed back
    assert states[3:] == ["alternating"] * 3


@pytest.mark.parametrize(
    ("old", "new", "apart", "told_at_once"),
    [
        ("In the reading room now: 31", "In the reading room now: 12", 1, False),
        ("In the reading room now: 31", "In the reading room now: 12", 30, True),
        ("The port handled 412 ships in 2019.", "The port handled 390 ships in 2019.", 1, True),
    ],
)
def test_what_labels_differ_by_at_once_is_told_when_it_stands(
    warehouse: duckdb.DuckDBPyConnection, old: str, new: str, apart: int, told_at_once: bool
) -> None:
    cite(warehouse, URL)
    first = look(warehouse, URL, "live", days_ago=apart + 1, text=old)
    second = look(warehouse, URL, "live", days_ago=1, text=new)
    change_id = change(warehouse, URL, first, second, "substantive")
    put(warehouse, Edit(made_from="c", made_by="compare", change_id=change_id, number=1, op="replace", old=old, new=new, above="", below=""))  # fmt: skip
    state = "select state from watch_states where topic = 'content'"
    assert ask(warehouse, state) == [(change_id if told_at_once else "same",)]
    third = look(warehouse, URL, "live", days_ago=0, text=new)
    change(warehouse, URL, second, third, "none")
    assert ask(warehouse, state) == [(change_id,)]


def test_what_stands_at_first_is_known_and_only_a_link_that_does_not_live_is_news(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    cite(warehouse, URL)
    cite(warehouse, "http://gone.example/", number=2)
    (capture,) = seen(warehouse, ("live", 1))
    judge(warehouse, 1, capture, "supported")
    look(warehouse, "http://gone.example/", "gone", status=404)
    rows = ask(warehouse, "select ref, topic, kind from news order by ref, topic")
    assert rows == [
        ("c1", "content", "baseline"),
        ("c1", "evidence", "baseline"),
        ("c1", "link", "baseline"),
        ("c1", "verdict", "baseline"),
        ("c2", "link", "failing"),
    ]
