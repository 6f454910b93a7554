"""Replacements, lifelines, reference rot, survival and stories, by hand-written histories."""

from __future__ import annotations

from typing import cast

import duckdb
import pytest

from tests.warehouse.histories import ask, change, cite, judge, look

URL = "http://source.example/report"


def die(warehouse: duckdb.DuckDBPyConnection, url: str, *, days_ago: float = 5) -> None:
    for ago in (days_ago, days_ago - 1, days_ago - 2):
        look(warehouse, url, "gone", days_ago=ago, status=404)


def test_a_dead_link_is_replaced_by_its_archived_copy(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, URL)
    look(warehouse, URL, "live", via="memento", asked_for="2017-09-19", days_ago=3000, text="As it was.")
    die(warehouse, URL)
    assert ask(warehouse, "select why, kind, replacement from replacements") == [
        ("dead", "archived", f"https://archive.example/{URL}")
    ]


def test_where_the_text_stands_at_another_address_now_that_is_cited(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, URL)
    cite(warehouse, "http://new.example/", number=2)
    look(warehouse, URL, "live", days_ago=50, text="The same words.")
    die(warehouse, URL)
    moved = look(warehouse, "http://new.example/", "live", text="The same words.")
    same = "(select text_id from sources where text = 'The same words.' limit 1)"
    warehouse.execute(f"update sources set text_id = {same} where capture_id = ?", [moved])
    assert ask(warehouse, "select ref, kind, replacement from replacements") == [("c1", "moved", "http://new.example/")]


def test_a_death_without_a_copy_has_no_replacement_and_a_life_no_row(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, URL)
    cite(warehouse, "http://live.example/", number=2)
    die(warehouse, URL)
    look(warehouse, "http://live.example/", "live")
    assert ask(warehouse, "select ref, why, replacement from replacements") == [("c1", "dead", None)]


def test_a_life_has_its_events_in_it(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, URL)
    look(warehouse, URL, "live", via="memento", asked_for="2017-09-19", days_ago=3000)
    first = look(warehouse, URL, "live", days_ago=9)
    second = look(warehouse, URL, "live", days_ago=8, text="There were 25.")
    change(warehouse, URL, first, second)
    look(warehouse, URL, "timeout", days_ago=7)
    events = [row[0] for row in ask(warehouse, "select event from lifelines order by happened_at, event")]
    assert sorted(events[:2]) == ["archived", "cited"]
    assert events[2:] == ["read", "changed", "read", "unread"]


def test_rot_is_counted_by_host_and_year(warehouse: duckdb.DuckDBPyConnection) -> None:
    for number, host in enumerate(("www.a.example", "a.example", "b.example"), start=1):
        cite(warehouse, f"http://{host}/{number}", number=number)
    die(warehouse, "http://www.a.example/1")
    look(warehouse, "http://a.example/2", "live")
    look(warehouse, "http://b.example/3", "gone", status=404)
    rows = ask(
        warehouse, "select part, name, citations, dead, failing, share_dead from reference_rot where part <> 'kind'"
    )
    assert rows == [
        ("all", "all", 3, 1, 1, 0.333),
        ("year", "2017", 3, 1, 1, 0.333),
        ("host", "a.example", 2, 1, 0, 0.5),
        ("host", "b.example", 1, 0, 1, 0.0),
    ]


def test_the_survival_of_links_is_that_of_kaplan_and_meier(warehouse: duckdb.DuckDBPyConnection) -> None:
    """Four links: one dies at an early age, one is watched until later, one dies then, one is still alive."""
    for number in (1, 2, 3, 4):
        cite(warehouse, f"http://{number}.example/", number=number)
    die(warehouse, "http://1.example/", days_ago=900)
    look(warehouse, "http://2.example/", "live", days_ago=500)
    die(warehouse, "http://3.example/", days_ago=100)
    look(warehouse, "http://4.example/", "live", days_ago=0)
    rows = ask(warehouse, "select at_risk, deaths, alive from link_survival order by days")
    assert [(risk, deaths) for risk, deaths, _ in rows] == [(4, 1), (2, 1)]
    assert [cast(float, alive) for _, _, alive in rows] == pytest.approx([0.75, 0.375])


# as cited, now -> the story
STORIES = {
    "true then": ("supported", "contradicted", "true_then"),
    "never said so": ("not_supported", "not_supported", "never_said_so"),
    "says so now": ("not_supported", "supported", "says_so_now"),
    "says so still": ("partly_supported", "supported", "says_so_still"),
    "says less now": ("supported", "partly_supported", "says_less_now"),
}


@pytest.mark.parametrize(("cited", "now", "story"), STORIES.values(), ids=STORIES)
def test_then_and_now_are_told_apart(
    warehouse: duckdb.DuckDBPyConnection, cited: str, now: str, story: str | None
) -> None:
    cite(warehouse, URL)
    judge(warehouse, 1, look(warehouse, URL, "live", via="memento", asked_for="2017-09-19", days_ago=3000), cited)
    judge(warehouse, 1, look(warehouse, URL, "live"), now)
    assert ask(warehouse, "select story from claim_stories") == [(story,)]
    ledger = "select verdict_as_cited, verdict_before, verdict_now, story from claim_ledger"
    assert ask(warehouse, ledger) == [(cited, None, now, story)]


def test_what_was_true_at_our_last_visit_and_is_not_now_is_told_without_an_archived_copy(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    cite(warehouse, URL)
    for days_ago, verdict in ((20, "supported"), (0, "contradicted")):
        judge(warehouse, 1, look(warehouse, URL, "live", days_ago=days_ago), verdict)
    ledger = "select verdict, verdict_as_cited, verdict_before, verdict_now, story from claim_ledger"
    assert ask(warehouse, ledger) == [("contradicted", None, "supported", "contradicted", "true_then")]
    look(warehouse, URL, "timeout", days_ago=-1)
    assert ask(warehouse, ledger) == [("contradicted", None, "contradicted", None, None)]  # unread is no story
