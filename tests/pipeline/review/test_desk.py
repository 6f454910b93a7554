"""A reviewer's work over HTTP: what is shown, what is recorded, and what is refused with a reason."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.decisions import journal_of, read_journal
from tests.pipeline.review.conftest import PAGE_URL, Served, make, serve
from tests.warehouse.histories import cite
from warehouse import store

VERDICT = {
    "about": "verdict", "claim_id": "k1", "citation_id": "c1", "document_id": "d", "capture_id": "page", "saw": "supported", "text_id": "t",
    "back": "/claims/k1#case-c1",
}  # fmt: skip


def test_a_claim_is_shown_with_both_texts_lit_and_nothing_of_a_source_runs(desk: Served) -> None:
    page = desk.ask("/claims/k1").text
    assert '<mark class="lit match">22 people</mark>' in page
    assert "The &lt;script&gt;alert(1)&lt;/script&gt; report" in page
    assert page.count("<script") == 2  # our own two, by address
    assert desk.ask("/claims/nobody").status == 404


def test_a_decision_shows_at_once_is_on_disk_and_reaches_sql(desk: Served) -> None:
    made = desk.post(
        "/decide", {**VERDICT, "what": "override", "value": "partly_supported", "note": "<b>22</b> of whom?"}
    )
    assert (made.status, made.headers["location"]) == (303, "/claims/k1#case-c1")
    page = desk.ask("/claims/k1").text
    assert "&lt;b&gt;22&lt;/b&gt; of whom?" in page
    assert "k1 · c1" not in desk.ask("/").text
    assert "k1 · c1" in desk.ask("/?state=decided").text
    last = read_journal(journal_of(desk.warehouse)).decisions[-1]
    assert (last.who, last.value, last.saw, last.capture_id, last.text_id) == (
        "Ana",
        "partly_supported",
        "supported",
        "page",
        "t",
    )
    deadline = time.monotonic() + 60
    while not _decided(desk):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert _decided(desk) == [("supported", "partly_supported", "Ana", False)]
    (row,) = [row for row in json.loads(desk.ask("/decisions.json").text) if row["decision_id"] == last.decision_id]
    assert (row["in_force"], row["stale"], row["note"]) == (True, False, "<b>22</b> of whom?")
    desk.post("/decide", {**VERDICT, "what": "withdraw"})
    assert "k1 · c1" in desk.ask("/").text


@pytest.fixture
def many(tmp_path: Path) -> Iterator[Served]:
    warehouse = make(tmp_path)
    connection = store.open_to_write(warehouse)
    for number in range(3, 122):
        cite(connection, f"http://many.example/{number}", number=number)
    store.publish(connection, warehouse)
    yield from serve(tmp_path, warehouse, "--offline")


def test_long_lists_have_pages_and_what_each_person_did_is_counted(many: Served) -> None:
    pages = [many.ask(f"/?page={number}").text for number in (1, 2, 3, 4)]
    assert [page.count('<li class="item') for page in pages] == [50, 50, 21, 0]
    assert "page 2 of 3 (121)" in pages[1]
    assert 'rel="prev" href="/?page=1"' in pages[1]
    refs = [ref for page in pages for ref in re.findall(r"k\d+ · c\d+", page)]
    assert len(refs) == len(set(refs)) == 121
    links = [many.ask(f"/links?page={number}").text for number in (1, 3)]
    assert [page.count('<li class="item') for page in links] == [50, 21]
    assert "121 citations" in links[1]
    assert 'rel="prev" href="/links?page=2"' in links[1]

    assert 'max="121" value="0"' in pages[0]
    assert "By reviewer" not in pages[0]
    many.post("/decide", {**VERDICT, "what": "accept"})
    claim = {"about": "claim", "claim_id": "k2", "document_id": "d", "back": "/"}
    many.post("/decide", {**claim, "what": "assign", "value": "Ben & Co"})
    front = many.ask("/").text
    assert 'max="121" value="1"' in front
    for told in (">1 decided</a> · ", ">0 to look at again</a> · ", ">120 not yet</a>"):
        assert told in front
    assert '<bdi>Ana</bdi></b>: <a href="/?state=all&amp;by=Ana">1 decided</a>' in front
    assert "<bdi>Ben &amp; Co</bdi></b>" in front
    assert ">1 assigned and left</a>" in front
    of_ana = many.ask("/?state=all&by=Ana").text
    assert re.findall(r"k\d+ · c\d+", of_ana) == ["k1 · c1"]


def _decided(desk: Served) -> list[tuple[object, ...]]:
    with store.open_to_read(desk.warehouse) as connection:
        ask = "select verdict, decision, decided_by, decision_stale from claim_ledger where decision is not null"
        return list(connection.execute(ask).fetchall())


def test_assign_and_filter_what_is_left(desk: Served) -> None:
    desk.post(
        "/decide",
        {"about": "claim", "what": "assign", "value": "Ben", "claim_id": "k2", "document_id": "d", "back": "/"},
    )
    assert "k2 · c2" in desk.ask("/?assignee=Ben").text
    assert "k1 · c1" not in desk.ask("/?assignee=Ben").text
    assert "k1 · c1" in desk.ask("/?assignee=-").text
    assert "k2 · c2" in desk.ask("/?q=news.example+22&outcome=paywall").text
    assert "Nothing fits" in desk.ask("/?q=%27%3B+drop+table").text


def test_an_outcome_is_decided_on_its_own_page(desk: Served) -> None:
    fields = {"about": "outcome", "citation_id": "c2", "document_id": "d", "saw": "paywall", "back": "/links/c2"}
    assert desk.post("/decide", {**fields, "what": "override", "value": "alive"}).status == 422
    assert desk.post("/decide", {**fields, "what": "override", "value": "live", "note": "I read it"}).status == 303
    assert "I read it" in desk.ask("/links/c2").text


def test_what_cannot_be_recorded_says_why(desk: Served) -> None:
    for wrong in (
        {"what": "override", "value": "true"},
        {"what": "comment"},
        {"what": "assign"},
        {"what": "accept", "saw": ""},
    ):
        answer = desk.post("/decide", {**VERDICT, **wrong})
        assert (answer.status, "hint:" in answer.text) == (422, True)


def test_a_form_leads_nowhere_else(desk: Served) -> None:
    for back in ("http://evil.example/", "//evil.example", "/\\evil.example", "javascript:1", ""):
        answer = desk.post("/name", {"who": "Ana", "back": back})
        assert (answer.status, answer.headers["location"]) == (303, "/")


def test_a_name_is_kept_in_a_cookie_of_its_own(desk: Served) -> None:
    cookie = desk.post("/name", {"who": "Béa <i>", "back": "/"}).headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict"} <= set(cookie.split("; "))
    page = desk.ask("/", Cookie=f"{desk.cookie}; {cookie.partition(';')[0]}").text
    assert 'value="Béa &lt;i&gt;"' in page


def test_a_visit_of_a_document_that_moved_is_refused_with_a_hint(desk: Served) -> None:
    answer = desk.post("/visit", {"document_id": "d", "back": "/runs"})
    assert (answer.status, "no longer where it was read" in answer.text) == (422, True)


def test_the_copy_is_framed_without_rights_from_another_host(desk: Served) -> None:
    page = desk.ask("/captures/page?claim=k1").text
    frame = page.partition("<iframe")[2].partition(">")[0]
    assert 'sandbox=""' in frame
    assert 'src="http://localhost:' in frame
    assert f'href="{PAGE_URL}"' in page
