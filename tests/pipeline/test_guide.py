"""What explains the program: the schema lists every column with its meaning, and the doctor names each lack with a cure."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from pipeline.doctor import Check, examine, told
from pipeline.schema import as_markdown, schema
from pipeline.settings import Archive, Settings
from warehouse import store

QUIET = replace(Settings(), archive=Archive(timegates=()))


def test_the_schema_has_every_column_and_none_without_a_meaning(warehouse: duckdb.DuckDBPyConnection) -> None:
    described = schema()
    assert {relation.name for relation in described} == {
        row[0] for row in warehouse.execute("select name from catalogue").fetchall()
    }
    assert [(r.name, c.name) for r in described for c in r.columns if not c.meaning] == []
    assert [relation.name for relation in described if not relation.meaning] == []
    lines = "\n".join(as_markdown(described))
    assert "## claim_ledger (view)" in lines
    assert "| `verdict` | `VARCHAR` | supported, partly_supported, not_supported, contradicted or unread" in lines
    assert "| `score` | `DOUBLE`, may be null | calibrated probability" in lines


def by_name(checks: list[Check]) -> dict[str, Check]:
    return {check.name: check for check in checks}


def test_a_sound_place_is_found_sound(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    connection = store.open_to_write(path)
    store.publish(connection, path)
    checks = examine(QUIET, warehouse=path, archive=tmp_path / "archive")
    assert [check for check in checks if check.state == "missing"] == []
    assert by_name(checks)["warehouse"].seen.endswith("0 documents, sound")
    assert by_name(checks)["packages"].state == "ok"


def test_every_lack_has_a_cure(tmp_path: Path) -> None:
    broken = tmp_path / "w.duckdb"
    broken.write_bytes(b"no database" * 1000)
    blocked = tmp_path / "file"
    blocked.write_text("a file where a folder should be")
    unheard = replace(Settings(), archive=Archive(timegates=("https://no-such-host.invalid/",)))
    checks = by_name(examine(unheard, warehouse=broken, archive=blocked / "archive"))
    assert checks["warehouse"].state == "missing"
    assert checks["archive folder"].state == "missing"
    assert checks["archive no-such-host.invalid"].state == "warning"
    assert [c.name for c in checks.values() if c.state in ("missing", "warning") and not c.cure] == []


@pytest.mark.parametrize(("state", "word"), [("ok", "ok"), ("missing", "MISSING"), ("optional", "optional")])
def test_a_person_reads_one_line_a_check_and_its_hint_below(state: str, word: str) -> None:
    lines = list(told([Check("thing", state, "seen", "do this")]))  # type: ignore[arg-type]
    assert lines[0].split()[0] == word
    assert lines[1].strip() == "hint: do this"
