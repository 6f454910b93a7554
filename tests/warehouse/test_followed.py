"""What an index lists, and what its reports say of a claim together: hand-written histories."""

from __future__ import annotations

import json

import duckdb
import pytest

from tests.warehouse.histories import ask, cite, judge, look, offer, put
from warehouse.records import Fact

INDEX, ONE, TWO = "http://lab.example/reports", "http://lab.example/one", "http://lab.example/two"
RULING = "select verdict, role, pages, pages_read, sure from rulings"


def index(warehouse: duckdb.DuckDBPyConnection, *listed: str, count: int | None = None) -> str:
    cite(warehouse, INDEX)
    capture = look(warehouse, INDEX, "live")
    offer(warehouse, capture, "listed", json.dumps(listed or (ONE, TWO)))
    offer(warehouse, capture, "listed_count", str(count or len(listed) or 2))
    return capture


def test_what_is_listed_stands_in_its_order_and_is_read_at_its_address_or_else_in_an_archive(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    index(warehouse)
    look(warehouse, ONE, "gone", days_ago=1, status=404)
    look(warehouse, ONE, "live", via="memento", asked_for="2017-09-19", days_ago=3000)
    assert ask(warehouse, "select place, url, outcome, is_read, of_count from followed order by place") == [
        (1, ONE, "live", True, 2),
        (2, TWO, None, False, 2),
    ]


def test_what_was_listed_when_it_was_cited_comes_first(warehouse: duckdb.DuckDBPyConnection) -> None:
    index(warehouse, TWO, INDEX)
    old = look(warehouse, INDEX, "live", via="memento", asked_for="2017-09-19", days_ago=3000)
    offer(warehouse, old, "listed", json.dumps([ONE, TWO]))
    assert ask(warehouse, "select place, url from followed order by place") == [(1, ONE), (2, TWO)]


def test_an_index_without_a_claim_has_no_followers(warehouse: duckdb.DuckDBPyConnection) -> None:
    index(warehouse)
    warehouse.execute("delete from claim_citations")
    assert ask(warehouse, "from followed") == []


def test_the_next_page_of_a_list_and_the_file_of_a_report_are_a_second_step_and_the_last(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    old, paper, third = "http://lab.example/old", "http://lab.example/one.pdf", "http://lab.example/reports/3"
    capture = index(warehouse, ONE)
    offer(warehouse, capture, "more", f"{INDEX}/2")
    offer(warehouse, look(warehouse, ONE, "live"), "file", paper)
    further = look(warehouse, f"{INDEX}/2", "live")
    offer(warehouse, further, "listed", json.dumps([ONE, old]))
    offer(warehouse, further, "more", third)
    offer(warehouse, look(warehouse, old, "live"), "file", "http://lab.example/old.pdf")
    assert ask(warehouse, "select place, role, url, is_read from followed order by place") == [
        (1, "listed", ONE, True),
        (2, "more", f"{INDEX}/2", True),
        (3, "file", paper, False),
        (4, "listed", old, True),
    ]


def test_an_appendix_belongs_to_its_report_and_may_bear_a_claim_out(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, ONE)
    report = look(warehouse, ONE, "live")
    offer(warehouse, report, "file", f"{ONE}.pdf")
    offer(warehouse, report, "appendix", json.dumps([f"{ONE}/a", f"{ONE}/b"]))
    judge(warehouse, 1, report, "not_supported")
    for url, verdict in ((f"{ONE}.pdf", "not_supported"), (f"{ONE}/a", "supported"), (f"{ONE}/b", "not_supported")):
        judge(warehouse, 1, look(warehouse, url, "live"), verdict)
    assert ask(warehouse, "select role, url, is_read from followed order by role, url") == [
        ("appendix", f"{ONE}/a", True),
        ("appendix", f"{ONE}/b", True),
        ("file", f"{ONE}.pdf", True),
    ]
    assert ask(warehouse, "select verdict, role, pages, pages_read from rulings") == [("supported", "appendix", 3, 3)]
    assert "an appendix of the page cited" in ask(warehouse, "select reason from rulings")[0][0]


# (the index, the first report, the second; None where one was not read) -> the verdict, and whose it is
TOGETHER = {
    "one report bears it out": ("not_supported", "not_supported", "supported", "supported", "listed"),
    "one bears it out, and not all were read": ("not_supported", "supported", None, "supported", "listed"),
    "none says anything of it": ("not_supported", "not_supported", "not_supported", "not_supported", None),
    "none says anything, and not all were read": ("not_supported", "not_supported", None, "unread", None),
    "one is against it": ("not_supported", "contradicted", "not_supported", "contradicted", "listed"),
    "one is against it, and not all were read": ("not_supported", "contradicted", None, "unread", None),
    "one is against it, another bears it out": ("not_supported", "contradicted", "supported", "supported", "listed"),
    "the index itself bears it out": ("supported", "contradicted", None, "supported", None),
    "the index itself is against it": ("contradicted", "supported", "supported", "contradicted", None),
    "a part of it stands in one": ("not_supported", "partly_supported", None, "partly_supported", "listed"),
}


@pytest.mark.parametrize(("own", "first", "second", "verdict", "role"), TOGETHER.values(), ids=TOGETHER)
def test_a_claim_is_held_against_all_reports_together(
    warehouse: duckdb.DuckDBPyConnection, own: str, first: str, second: str | None, verdict: str, role: str | None
) -> None:
    judge(warehouse, 1, index(warehouse), own)
    judge(warehouse, 1, look(warehouse, ONE, "live", text="One."), first)
    judge(warehouse, 1, look(warehouse, TWO, "live" if second else "bot_wall", text="Two."), second or "unread", None)
    assert ask(warehouse, RULING) == [(verdict, role, 2, 2 if second else 1, True)]
    ledger = ask(warehouse, "select verdict, final_url, reason from claim_ledger")[0]
    rests = INDEX if role is None else TWO if second == verdict else ONE
    assert ledger[:2] == (verdict, rests)
    assert f"{2 if second else 1} of 2 pages that belong to it were read" in str(ledger[2])
    flagged = ask(warehouse, "select verdict from unsupported_claims")
    assert flagged == ([(verdict,)] if verdict in ("not_supported", "contradicted") else [])


def test_a_list_longer_than_what_is_kept_was_not_read_whole(warehouse: duckdb.DuckDBPyConnection) -> None:
    judge(warehouse, 1, index(warehouse, ONE, count=70), "not_supported")
    judge(warehouse, 1, look(warehouse, ONE, "live"), "not_supported")
    assert ask(warehouse, RULING) == [("unread", None, 70, 1, True)]


def test_facts_that_stand_in_several_reports_bear_out_a_part(warehouse: duckdb.DuckDBPyConnection) -> None:
    judge(warehouse, 1, index(warehouse), "not_supported")
    for number, url in enumerate((ONE, TWO)):
        capture = look(warehouse, url, "live", text=url)
        judge(warehouse, 1, capture, "not_supported")
        ((verdict_id,),) = ask(warehouse, f"select verdict_id from verdicts where capture_id = '{capture}'")
        for fact in (0, 1):
            put(warehouse, Fact(
                made_from="v", made_by="check", fact_id=f"{number}{fact}", verdict_id=str(verdict_id), kind="number", claim=f"{fact}",
                claim_start=fact, claim_end=fact + 1, source=None, source_start=None, source_end=None, status="match" if fact == number else "absent",
            ))  # fmt: skip
    assert ask(warehouse, "select verdict, [page.facts for page in followed] from rulings") == [
        ("partly_supported", [["0"], ["1"]])
    ]


def test_a_page_and_its_file_are_one_source(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, INDEX)
    page = look(warehouse, INDEX, "live")
    offer(warehouse, page, "file", ONE)
    judge(warehouse, 1, page, "not_supported")
    judge(warehouse, 1, look(warehouse, ONE, "live"), "supported", sure=False)
    assert ask(warehouse, RULING) == [("supported", "file", 1, 1, False)]
