"""The compare stage and command: which captures are paired, what is yielded, what a bad side costs."""

from __future__ import annotations

import io
import json
import textwrap
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb
import pytest

from nlp.compare import compare
from pipeline.cli import compare as command
from pipeline.compare import side_of, work
from pipeline.extract import Page
from pipeline.settings import Settings
from pipeline.stages import COMPARE
from tests.pipeline.readers.made import pdf
from tests.warehouse.histories import ask as rows_of
from tests.warehouse.histories import cite, look, put
from warehouse.records import Change, ChangedClaim, ChangedFact, Edit

URL = "https://a.example/report"


def row(**more: Any) -> dict[str, Any]:
    side = {
        "outcome": "live",
        "reason": "",
        "title": None,
        "text": "",
        "language": "en",
        "published": None,
        "media_type": None,
        "sha256": None,
    }
    made: dict[str, Any] = {
        "subject_id": "a:b",
        "url": URL,
        "old_capture_id": "a",
        "new_capture_id": "b",
        "claims": [],
        "volatile": [],
    }
    for which in ("old_", "new_"):
        made |= {which + name: value for name, value in side.items()}
    return made | more  # fmt: skip


def test_a_changed_number_is_a_change_with_its_fact_edit_and_claim() -> None:
    rows = list(work(row(
        old_text="The lab counted 22 people in the lists.", new_text="The lab counted 25 people in the lists.",
        claims=[{"claim_id": "k1", "text": "The lab counted 22 people."}],
    ), Settings()))  # fmt: skip
    kinds = [type(r) for r in rows]
    assert kinds == [Change, ChangedFact, Edit, ChangedClaim]
    change, fact, edit, claim = rows
    assert isinstance(change, Change) and change.change == "substantive"
    assert isinstance(fact, ChangedFact) and (fact.old, fact.new) == ("22 people", "25 people")
    assert isinstance(edit, Edit) and (edit.number, edit.op) == (1, "replace")
    assert isinstance(claim, ChangedClaim) and claim.claim_id == "k1"
    assert {asdict(r)["change_id"] for r in rows} == {change.change_id}


def test_a_dead_capture_is_a_change_and_an_unread_one_is_none() -> None:
    dead = list(work(row(old_text="A text that stood here.", new_outcome="gone", new_reason="status 404"), Settings()))
    unread = list(work(row(old_text="A text that stood here.", new_outcome="bot_wall"), Settings()))
    assert [r.change for r in dead if isinstance(r, Change)] == ["gone"]
    assert unread == []


def test_the_capture_as_cited_and_our_first_good_one_are_held_against_the_latest(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    cite(warehouse, URL)
    first = look(warehouse, URL, "live", days_ago=30)
    look(warehouse, URL, "timeout", days_ago=20)
    cited = look(warehouse, URL, "live", days_ago=10, via="memento", asked_for="2017-09-19")
    now = look(warehouse, URL, "live", days_ago=1)
    owed = warehouse.sql(COMPARE.reads).to_arrow_table().to_pylist()
    assert {(r["old_capture_id"], r["new_capture_id"]) for r in owed} == {(first, now), (cited, now)}
    assert all(json.loads(r["claims"])[0]["text"] for r in owed)
    assert len({r["subject_id"] for r in owed}) == 2
    for one in owed:
        list(work(one, Settings()))


def ask(lines: list[Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(json.dumps(line) + "\n" for line in lines)))
    command.main(["-"], as_json=True, settings=Settings())
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_command_compares_files_and_answers_bad_pairs_in_their_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text("# Notice\n\nThe fee is 12 euros for each visit to the archive.\n", encoding="utf-8")
    new.write_text("# Notice\n\nThe fee is 15 euros for each visit to the archive.\n", encoding="utf-8")
    answers = ask([
        {"old": {"path": str(old)}, "new": {"path": str(new)}, "claims": ["The fee is 12 euros."]},
        {"old": {"path": str(old)}, "new": {"path": None, "status": 404}},
        {"old": {"path": str(old)}, "new": {"path": str(tmp_path / "none.md")}},
        {"old": {"path": str(old)}},
        {"old": {"path": str(old)}, "new": {"path": str(old)}},
    ], monkeypatch, capsys)  # fmt: skip
    assert [a.get("change") for a in answers] == ["substantive", "gone", None, None, "none"]
    assert answers[0]["facts"] == [{"kind": "number", "old": "12 euros", "new": "15 euros"}]
    assert answers[0]["claims_affected"] == [0]
    assert [(c["claim"], c["how"], c["before"]["verdict"] != c["after"]["verdict"]) for c in answers[0]["claims"]] == [
        (0, "edited", True)
    ]
    assert [a["error"]["code"] for a in answers if "error" in a] == ["extract/unreadable", "compare/bad_side"]


def test_two_files_are_one_pair_and_one_file_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.txt"
    page.write_text("A quiet page with nothing much to say on any day.", encoding="utf-8")
    assert command.main([str(page), str(page)], as_json=True, settings=Settings()) == 0
    assert json.loads(capsys.readouterr().out)["change"] == "none"
    assert command.main([str(page)], as_json=True, settings=Settings()) == 2


BODY = (
    "The lab counted 22 people in the lists.\nThe reading room has {} free seats\nIt was founded in 1968 by the port."
)


def visit(warehouse: duckdb.DuckDBPyConnection, days_ago: float, text: str) -> None:
    """Add a visit, and work the compare stage until nothing is owed, as a run does."""
    look(warehouse, URL, "live", days_ago=days_ago, text=text)
    warehouse.execute("update captures set sha256 = capture_id")
    for _ in range(3):
        for one in warehouse.sql(COMPARE.reads).to_arrow_table().to_pylist():
            for table in ("changes", "changed_facts", "edits", "changed_claims"):
                warehouse.execute(f"delete from {table} where made_from = ?", [one["subject_id"]])
            put(warehouse, *work(one, Settings()))


def steps(warehouse: duckdb.DuckDBPyConnection) -> list[object]:
    return [row[0] for row in rows_of(warehouse, "select change from successive_changes order by seen_at")]


def test_what_two_visits_of_two_days_show_to_differ_is_passed_over_later(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, URL)
    for days_ago, seats in ((30, 4), (29, 9)):
        visit(warehouse, days_ago, BODY.format(seats))
    assert rows_of(warehouse, "select old, new, above, below from volatile_parts") == [(
        "The reading room has 4 free seats", "The reading room has 9 free seats",
        "The lab counted 22 people in the lists.", "It was founded in 1968 by the port.",
    )]  # fmt: skip
    visit(warehouse, 15, BODY.format(7))
    visit(warehouse, 8, BODY.format(5).replace("1968", "1986"))
    assert steps(warehouse) == ["substantive", "cosmetic", "substantive"]
    told = "select old, new from changed_facts join changes using (change_id) join captures on capture_id = new_capture_id order by fetched_at desc limit 1"
    assert rows_of(warehouse, told) == [("1968", "1986")]


def test_an_edit_that_stood_at_the_next_visit_is_no_part_that_differs(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, URL)
    for days_ago, seats in ((30, 4), (29, 9), (28, 9), (10, 12)):
        visit(warehouse, days_ago, BODY.format(seats))
        if days_ago == 28:
            assert rows_of(warehouse, "from volatile_parts") == []
    assert steps(warehouse) == ["substantive", "cosmetic", "substantive"]


def test_visits_far_apart_teach_nothing(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, URL)
    for days_ago, seats in ((30, 4), (27, 9), (20, 12)):
        visit(warehouse, days_ago, BODY.format(seats))
    assert rows_of(warehouse, "from volatile_parts") == []
    assert steps(warehouse) == ["substantive", "substantive"]


PRINT = [
    "The fee of the archive", "The archive of the port was founded in 1968 and keeps 412 letters.",
    "A visit costs 12 euros, and the reading room has nine seats.",
    "Whoever wants to see a letter asks for it in writing, and gets", "an answer within ten days from the keeper of the archive.",
]  # fmt: skip


def captured(*, printed: bool, fee: str = "12") -> Page:
    lines = [line.replace("12 euros", f"{fee} euros") for line in PRINT]
    if printed:
        body = pdf([[(72, 720 - 20 * n, 11, line) for n, line in enumerate(lines)]])
    else:
        paragraphs = "".join(f"<p>{p}</p>" for p in (lines[1], lines[2], f"{lines[3]} {lines[4]}"))
        body = f"<html lang='en'><title>{lines[0]}</title><main><h1>{lines[0]}</h1>{paragraphs}</main></html>".encode()
    kind = "application/pdf" if printed else "text/html"
    return Page(url=URL, final_url=URL, status=200, media_type=kind, body=body)


@pytest.mark.parametrize(("was", "is_now"), [(True, True), (True, False), (False, True)])
def test_a_pdf_and_the_same_text_as_a_page_differ_in_what_they_say_alone(was: bool, is_now: bool) -> None:
    old = side_of(captured(printed=was), max_chars=9_999)
    same = compare(old, side_of(captured(printed=is_now), max_chars=9_999))
    assert same.change in ("none", "cosmetic")
    found = compare(
        old, side_of(captured(printed=is_now, fee="15"), max_chars=9_999), claims=["A visit costs 12 euros."]
    )
    assert (found.change, found.facts, found.claims_affected) == (
        "substantive",
        [("number", "12 euros", "15 euros")],
        [0],
    )


MORE = (
    "The keeper of the port reads every request on the morning that it comes, and answers those of schools first. "
    "Letters that were wet in the flood of 1974 lie in the cellar, where nobody may go without the keeper. "
    "The town pays for the roof, and the friends of the archive for everything that lies under it."
)


def leaves(fee: str, *, width: int) -> bytes:
    """Return a print of three leaves with a running head, its paragraphs broken at a width."""
    said = " ".join(line.replace("12 euros", f"{fee} euros") for line in PRINT[1:])
    lines = textwrap.wrap(f"{said} {MORE}", width)
    third = len(lines) // 3 + 1
    return pdf(
        [
            [
                (72, 750, 9, f"Archive of the port, leaf {n + 1}"),
                *((72, 700 - 20 * k, 11, line) for k, line in enumerate(some)),
            ]
            for n, some in enumerate((lines[:third], lines[third : 2 * third], lines[2 * third :]))
        ]
    )


def test_the_command_compares_two_prints_of_other_widths(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, fee, width in (("old", "12", 60), ("same", "12", 83), ("new", "15", 83)):
        (tmp_path / f"{name}.pdf").write_bytes(leaves(fee, width=width))
    answers = []
    for name in ("same", "new"):
        assert (
            command.main([str(tmp_path / "old.pdf"), str(tmp_path / f"{name}.pdf")], as_json=True, settings=Settings())
            == 0
        )
        answers.append(json.loads(capsys.readouterr().out))
    assert [(a["change"], a["facts"]) for a in answers] == [
        ("cosmetic", []), ("substantive", [{"kind": "number", "old": "12 euros", "new": "15 euros"}]),
    ]  # fmt: skip
    assert {(e["op"], e["new"]) for e in answers[1]["edits"]} == {
        ("replace", "A visit costs 15 euros, and the reading room has nine seats.")
    }
