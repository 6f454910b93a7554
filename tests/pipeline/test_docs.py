"""The docs list what the program can say: every outcome, every code, every command, every view and setting."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from pipeline.cli.main import app

REPOSITORY = Path(__file__).parents[2]


def test_every_outcome_is_documented_and_grouped(warehouse: duckdb.DuckDBPyConnection) -> None:
    page = (REPOSITORY / "docs" / "outcomes.md").read_text(encoding="utf-8")
    for outcome, group in warehouse.execute("select outcome, outcome_group from outcome_groups").fetchall():
        section = page.split(f"\n## {group.capitalize()}\n")[1].split("\n## ")[0]
        assert f"| `{outcome}` |" in section


def test_every_issue_code_is_documented_and_made_somewhere() -> None:
    page = set(
        re.findall(
            r"^\| `([a-z_]+/[a-z_]+)` \|", (REPOSITORY / "docs" / "issues.md").read_text(encoding="utf-8"), re.MULTILINE
        )
    )
    made = {
        code
        for file in (REPOSITORY / "pipeline").rglob("*.py")
        for code in re.findall(
            r"[\"']((?:input|internal|read|extract|annotate|check|compare|fetch|mend)/[a-z_]+)[\"']",
            file.read_text(encoding="utf-8"),
        )
    }
    assert made == page


@pytest.mark.parametrize("command", [str(c.name or c.callback.__name__) for c in app.registered_commands if c.callback])
def test_every_command_is_in_the_readme(command: str) -> None:
    assert re.search(rf"\b{command}\b", (REPOSITORY / "README.md").read_text(encoding="utf-8"))
