"""Views, tested by named histories."""

from __future__ import annotations

import duckdb
import pytest

from tests.warehouse.histories import ask, cite, judge, look, put
from warehouse.records import Fact, Witness

URL = "http://source.example/report"

# (outcome, days ago, status) oldest first -> health, days since it has had this outcome, days since it was last read
STATUS = {
    "never visited": ([], ("unread", None, None)),
    "lives": ([("live", 2, 200), ("live", 0, 200)], ("live", 2, 0)),
    "died": ([("live", 3, 200), ("gone", 1, 404), ("gone", 0, 404)], ("dead", 1, 3)),
    "refused us after it lived": ([("live", 2, 200), ("bot_wall", 0, 403)], ("unread", 0, 2)),
    "only ever refused us": ([("bot_wall", 1, 403), ("bot_wall", 0, 403)], ("unread", 1, None)),
    "came back": ([("gone", 4, 404), ("live", 0, 200)], ("live", 0, 0)),
    "died in another way": ([("gone", 4, 404), ("parked", 1, 200)], ("dead", 1, None)),
}


@pytest.mark.parametrize(("visits", "expected"), STATUS.values(), ids=STATUS)
def test_citation_status(
    warehouse: duckdb.DuckDBPyConnection,
    visits: list[tuple[str, float, int]],
    expected: tuple[str, int | None, int | None],
) -> None:
    cite(warehouse, URL)
    for outcome, days_ago, status in visits:
        look(warehouse, URL, outcome, days_ago=days_ago, status=status)
    now = "timestamptz '2026-11-20 12:00:00+00'"
    days = f"date_diff('day', since, {now}), date_diff('day', last_live_at, {now})"
    assert ask(warehouse, f"select health, {days} from citation_status") == [expected]


def test_a_citation_without_a_link_is_neither_dead_nor_unread(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, None)
    assert ask(warehouse, "select health, outcome from citation_status") == [("no_link", None)]
    assert ask(warehouse, "select verdict, reason from claim_ledger") == [("unread", "the citation gives no link")]
    assert ask(warehouse, "from dead_citations") == []


# visits -> checks_failed, confirmed; None: not in the view
DEAD = {
    "one failed check never reads as a death": ([("gone", 0, 404)], (1, False)),
    "three on one day": ([("gone", 0.3, 404), ("gone", 0.2, 404), ("gone", 0.1, 404)], (3, False)),
    "three over two days": ([("gone", 2, 404), ("gone", 1, 404), ("gone", 0, 404)], (3, True)),
    "410 twice": ([("gone", 0.1, 410), ("gone", 0, 410)], (2, True)),
    "no such host twice": ([("gone", 0.1, None), ("gone", 0, None)], (2, True)),
    "a life in between starts anew": (
        [("gone", 9, 404), ("gone", 8, 404), ("live", 5, 200), ("gone", 0, 404)],
        (1, False),
    ),
    "a wall in between does not": (
        [("gone", 9, 404), ("gone", 8, 404), ("bot_wall", 5, 403), ("gone", 0, 404)],
        (3, True),
    ),
    "a wall at the end": ([("gone", 9, 404), ("bot_wall", 0, 403)], None),
}


@pytest.mark.parametrize(("visits", "expected"), DEAD.values(), ids=DEAD)
def test_dead_citations(
    warehouse: duckdb.DuckDBPyConnection, visits: list[tuple[str, float, int]], expected: tuple[int, bool] | None
) -> None:
    cite(warehouse, URL)
    for outcome, days_ago, status in visits:
        look(warehouse, URL, outcome, days_ago=days_ago, status=status)
    assert ask(warehouse, "select checks_failed, confirmed from dead_citations") == ([expected] if expected else [])


# live outcome, archived outcome, own earlier outcome -> basis, rescued
BASIS = {
    "the live page": ("live", "live", None, ("live", False)),
    "the archived copy where the live page is gone": ("gone", "live", None, ("archived", True)),
    "the archived copy where the live page is walled": ("paywall", "live", "live", ("archived", True)),
    "our own last good capture": ("gone", "unreachable", "live", ("last_good", False)),
    "nothing": ("gone", "unreachable", None, (None, False)),
}


@pytest.mark.parametrize(("live", "archived", "earlier", "expected"), BASIS.values(), ids=BASIS)
def test_what_a_verdict_rests_on(
    warehouse: duckdb.DuckDBPyConnection,
    live: str,
    archived: str,
    earlier: str | None,
    expected: tuple[str | None, bool],
) -> None:
    cite(warehouse, URL)
    captures = [
        look(warehouse, URL, live),
        look(warehouse, URL, archived, via="memento", asked_for="2017-09-19", days_ago=3000),
    ]
    if earlier:
        captures.append(look(warehouse, URL, earlier, days_ago=10))
    for capture_id in captures:
        judge(warehouse, 1, capture_id, "supported")
    assert ask(warehouse, "select basis, rescued from citation_status") == [expected]
    assert ask(warehouse, "select basis from claim_ledger") == [expected[:1]]


def test_the_day_of_citing_of_a_partial_date_is_its_last_day(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, URL, date="2016-02")
    assert ask(warehouse, "select cited_on from cited_on") == [("2016-02-29",)]


# verdicts of the sources of one claim -> the claim's verdict, disputed
TOGETHER = {
    "one is enough": (["not_supported", "supported"], ("supported", False)),
    "disputed": (["supported", "contradicted"], ("supported", True)),
    "contradicted": (["contradicted", "unread"], ("contradicted", False)),
    "unread is not unsupported": (["unread", "unread"], ("unread", False)),
    "read and silent": (["unread", "not_supported"], ("not_supported", False)),
}


@pytest.mark.parametrize(("verdicts", "expected"), TOGETHER.values(), ids=TOGETHER)
def test_what_several_sources_come_to(
    warehouse: duckdb.DuckDBPyConnection, verdicts: list[str], expected: tuple[str, bool]
) -> None:
    for number, verdict in enumerate(verdicts, start=1):
        url = f"{URL}/{number}"
        cite(warehouse, url, number=number)
        warehouse.execute("update claim_citations set claim_id = 'k1'")
        capture_id = look(warehouse, url, "live")
        judge(warehouse, number, capture_id, verdict, None if verdict == "unread" else 0.5)
        warehouse.execute("update verdicts set claim_id = 'k1'")
    assert ask(warehouse, "select verdict, disputed from claim_verdicts") == [expected]
    flagged = expected[0] in ("contradicted", "not_supported") or expected[1]
    assert len(ask(warehouse, "from unsupported_claims")) == flagged


def test_uncited_claims_are_ranked_by_what_they_assert(warehouse: duckdb.DuckDBPyConnection) -> None:
    for number in (1, 2, 3):
        cite(warehouse, None, number=number)
        warehouse.execute(f"update claims set assertions = {number} where ref = 'k{number}'")
    warehouse.execute("delete from claim_citations where claim_id <> 'k1'")
    assert ask(warehouse, "select claim_ref from uncited_claims") == [("k3",), ("k2",)]


def test_two_citations_of_one_text_are_one_source(warehouse: duckdb.DuckDBPyConnection) -> None:
    for number, url in enumerate((URL, "http://short.example/a", "http://other.example/"), start=1):
        cite(warehouse, url, number=number)
        look(warehouse, url, "live")
    warehouse.execute(
        "update sources set text_id = 'same' where capture_id in (select capture_id from captures where url not like '%other%')"
    )
    assert ask(warehouse, "select source_key, citations from shared_sources") == [("same", 2)]


def test_a_supported_that_is_not_sure_stays_so_with_the_claim(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, URL)
    judge(warehouse, 1, look(warehouse, URL, "live"), "supported", sure=False)
    assert ask(warehouse, "select verdict, sure from claim_verdicts") == [("supported", False)]


def test_a_claim_that_was_true_when_cited_is_outdated(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, URL)
    judge(warehouse, 1, look(warehouse, URL, "live", via="memento", asked_for="2017-09-19", days_ago=3000), "supported")
    judge(warehouse, 1, look(warehouse, URL, "live"), "not_supported")
    assert ask(warehouse, "select verdict, outdated from claim_verdicts") == [("not_supported", True)]


def test_a_source_that_was_read_and_not_yet_checked_says_so(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, URL)
    look(warehouse, URL, "live")
    assert ask(warehouse, "select verdict, reason from claim_ledger") == [
        ("unread", "the source was read, and the claim is not yet held against it")
    ]


def test_a_part_of_a_claim_names_the_citations_that_bear_it_out_and_counts_witnesses(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    for number, (status, source) in enumerate((("match", "22"), ("match", "22"), ("mismatch", "25")), start=1):
        url = f"http://source{number}.example/"
        citation = cite(warehouse, url, number=number)
        capture = look(warehouse, url, "live")
        judge(warehouse, number, capture, "supported")
        (verdict,) = warehouse.execute(
            "select verdict_id from verdicts where citation_id = ?", [citation]
        ).fetchone() or ("",)
        put(warehouse, Fact(
            made_from="s", made_by="check", fact_id=f"f{number}", verdict_id=verdict, kind="number", claim="22", claim_start=16, claim_end=18,
            source=source, source_start=0, source_end=2, status=status,
        ), Witness(made_from="w", made_by="corroborate", claim_id="k1", citation_id=citation, capture_id=capture, witness=1))  # fmt: skip
    warehouse.execute("update claim_citations set claim_id = 'k1'")
    warehouse.execute("update verdicts set claim_id = 'k1'")
    assert ask(warehouse, "select part, borne_out_by, contradicted_by, absent_in, witnesses from claim_parts") == [
        ("22", ["c1", "c2"], [{"citation": "c3", "source": "25"}], None, 1)
    ]
    assert ask(warehouse, "select sources, witnesses from claim_witnesses") == [(3, 1)]


def test_where_an_archived_redirect_led_stands_in_for_a_dead_link_and_is_no_copy_of_it(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    cite(warehouse, URL)
    look(warehouse, URL, "gone", status=404)
    led = look(warehouse, URL, "live", via="memento", asked_for="2017-09-19")
    warehouse.execute(
        "update captures set memento_url = null, memento_datetime = null, final_url = 'http://b.example/' where capture_id = ?",
        [led],
    )
    judge(warehouse, 1, led, "supported")
    assert ask(warehouse, "select basis, rescued, health from citation_status") == [("redirect", False, "dead")]
    assert ask(warehouse, "select verdict, verdict_as_cited, basis from claim_ledger") == [
        ("supported", None, "redirect")
    ]
    assert ask(warehouse, "select kind, replacement from replacements") == [("moved", "http://b.example/")]
