"""The runner of the docs' commands finds what a reader would paste, and notices what was not printed."""

from __future__ import annotations

import re

from tests.docs.run import _IN_README, REPOSITORY, blocks, missing


def test_the_tutorial_has_commands_and_what_they_print() -> None:
    kinds = [kind for kind, _ in blocks((REPOSITORY / "docs" / "tutorial.md").read_text(encoding="utf-8"))]
    assert kinds.count("sh") >= 8
    assert kinds.count("text") >= 7
    assert kinds[0] == "sh"


def test_the_readme_has_commands_that_can_be_run_as_they_stand() -> None:
    found = _IN_README.findall((REPOSITORY / "README.md").read_text(encoding="utf-8"))
    assert "make run" in found
    assert 'make query Q="from dead_citations"' in found


def test_a_line_that_was_not_printed_is_noticed() -> None:
    assert missing("a  b\nk6 … 2017\n\nlost\n", "x a b\n│k6 │ since 2017") == ["lost"]


def test_every_page_that_the_docs_name_is_there() -> None:
    for page in (*(REPOSITORY / "docs").glob("*.md"), *REPOSITORY.glob("*.md")):
        for named in re.findall(r"`(docs/[\w/]+\.\w+)`", page.read_text(encoding="utf-8")):
            assert (REPOSITORY / named).exists(), f"{page.name} names {named}"
