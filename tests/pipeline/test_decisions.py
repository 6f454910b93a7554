"""What people decide is a line on disk, and the table is its index."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import duckdb
import pytest

from pipeline.decisions import Refused, decide, index, read_journal
from tests.warehouse.histories import ask

_CASE = {"claim_id": "k1", "citation_id": "c1", "saw": "supported", "text_id": "t"}


def test_a_decision_is_read_back_as_it_was_made(tmp_path: Path) -> None:
    made = decide(tmp_path / "j", who="Ana\u202e Ruiz\n", about="verdict", what="override", value="not_supported", note="p. 4\nsays 12", known=_CASE)  # fmt: skip
    assert read_journal(tmp_path / "j").decisions == [made]
    assert (made.who, made.note, made.claim_id, made.saw) == ("Ana Ruiz", "p. 4\nsays 12", "k1", "supported")


@pytest.mark.parametrize(
    ("about", "what", "value", "note", "who"),
    [
        ("verdict", "override", "supported", None, "Ana"),  # the program's own word
        ("verdict", "override", "true", None, "Ana"),
        ("verdict", "comment", None, " \n", "Ana"),
        ("verdict", "assign", "Ana", None, "Ana"),
        ("claim", "accept", None, None, "Ana"),
        ("verdict", "accept", None, None, " \u200b"),
    ],
)
def test_what_says_nothing_is_refused(
    tmp_path: Path, about: str, what: str, value: str | None, note: str | None, who: str
) -> None:
    with pytest.raises(Refused):
        decide(tmp_path / "j", who=who, about=about, what=what, value=value, note=note, known=_CASE)
    assert not (tmp_path / "j").exists()


def test_a_torn_line_is_no_decision_and_costs_no_other(tmp_path: Path) -> None:
    journal = tmp_path / "j"
    first = decide(journal, who="Ana", about="verdict", what="accept", known=_CASE)
    with journal.open("ab") as file:
        file.write(b'{"who": "Ana", "about": "ver')  # the power went here
    assert read_journal(journal).decisions == [first]
    second = decide(journal, who="Ben", about="verdict", what="withdraw", known=_CASE)
    found = read_journal(journal)
    assert found.decisions == [first, second]
    (problem,) = found.problems
    assert problem.startswith(f"{journal}: line 2 is no decision (")


@pytest.mark.parametrize(
    "line",
    [
        '{"who": 3}',
        "[]",
        "{}",
        '{"made_at": "2026-01-01T00:00:00", "who": "a", "about": "claim", "what": "comment"}',
        "\xff",
    ],
)
def test_a_line_of_another_kind_is_told(tmp_path: Path, line: str) -> None:
    (tmp_path / "j").write_bytes(line.encode("latin-1") + b"\n")
    found = read_journal(tmp_path / "j")
    assert (found.decisions, len(found.problems)) == ([], 1)


def _many(journal: Path, who: str) -> None:
    for number in range(20):
        decide(
            journal, who=who, about="claim", what="comment", note=f"{number} " + "x" * 9000, known={"claim_id": "k1"}
        )


def test_two_desks_write_to_one_journal(tmp_path: Path) -> None:
    desks = [multiprocessing.get_context("fork").Process(target=_many, args=(tmp_path / "j", who)) for who in ("Ana", "Ben")]  # fmt: skip
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join()
    found = read_journal(tmp_path / "j")
    assert (len(found.decisions), found.problems) == (40, [])


def test_the_table_follows_the_journal(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    journal = tmp_path / "j"
    assert index(warehouse, journal=journal, folder=tmp_path / "b") == (0, [])
    decide(journal, who="Ana", about="verdict", what="accept", known=_CASE)
    assert index(warehouse, journal=journal, folder=tmp_path / "b") == (1, [])
    assert index(warehouse, journal=journal, folder=tmp_path / "b") == (0, [])
    decide(journal, who="Ben", about="claim", what="assign", value="Ana", known={"claim_id": "k1"})
    assert index(warehouse, journal=journal, folder=tmp_path / "b")[0] == 1
    assert ask(warehouse, "select who, what from decisions order by made_at") == [("Ana", "accept"), ("Ben", "assign")]
    assert ask(warehouse, "select assignee, assigned_by from assignments") == [("Ana", "Ben")]
    journal.unlink()
    index(warehouse, journal=journal, folder=tmp_path / "b")
    assert ask(warehouse, "from decisions") == []
