"""The queue of a reviewer: what needs an eye most comes first, what is decided last."""

from __future__ import annotations

import duckdb

from tests.warehouse.histories import ask, cite, judge, look, put
from tests.warehouse.test_decisions import decision
from warehouse.ids import digest

ROW = "select claim_ref, why, state, assignee from review_queue"


def test_it_is_ranked_and_what_is_decided_comes_last(warehouse: duckdb.DuckDBPyConnection) -> None:
    words = ("supported", "contradicted", "not_supported", "partly_supported")
    for number, word in enumerate(words, start=1):
        url = f"http://source.example/{number}"
        cite(warehouse, url, number=number)
        judge(warehouse, number, look(warehouse, url, "live"), word)
    cite(warehouse, "http://gone.example/", number=5)
    look(warehouse, "http://gone.example/", "gone", status=404)
    order = ["k2", "k5", "k3", "k4", "k1"]
    assert [ref for ref, *_ in ask(warehouse, ROW)] == order
    first = "http://source.example/2"
    put(warehouse, decision("accept", claim_id="k2", citation_id="c2", saw="contradicted", text_id=digest(first)))
    put(warehouse, decision("assign", about="claim", claim_id="k3", citation_id=None, value="Ben"))
    rows = ask(warehouse, ROW)
    assert rows[1] == ("k3", "not_supported", "open", "Ben")
    assert rows[-1] == ("k2", "contradicted", "decided", None)
    judge(warehouse, 2, look(warehouse, first, "live", days_ago=-1), "supported")
    assert ask(warehouse, ROW)[0] == ("k2", "stale", "stale", None)
