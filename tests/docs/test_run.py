"""The runner of the docs' commands finds what a reader would paste, and notices what was not printed."""

from __future__ import annotations

import re

from tests.docs.run import ELSEWHERE, REPOSITORY, blocks, commands, missing
from tests.docs.world import here


def test_the_tutorial_has_commands_and_what_they_print() -> None:
    kinds = [kind for kind, _ in blocks((REPOSITORY / "docs" / "tutorial.md").read_text(encoding="utf-8"))]
    assert kinds.count("sh") >= 8
    assert kinds.count("text") >= 7
    assert kinds[0] == "sh"


def test_the_readme_has_commands_that_are_run() -> None:
    found = list(commands((REPOSITORY / "README.md").read_text(encoding="utf-8")))
    assert found[:3] == ["make run", "make test", 'make run DOC="letter.docx brief.pdf"']
    assert 'make query Q="from dead_citations"' in found
    assert [start for start in ELSEWHERE if start.startswith("make") and start not in found] == []


def test_a_comment_is_no_part_of_a_command_and_another_command_in_it_is_one_more() -> None:
    page = 'A page:\n\n    testimonia query "from x"   # why\n    make serve  # or: testimonia serve --port 1\n    pip install x\n'
    assert list(commands(page)) == ['testimonia query "from x"', "make serve", "testimonia serve --port 1"]


def test_names_of_the_docs_stand_for_ours() -> None:
    names = {"run FOLDER": "run documents", "/mnt/shared": "/tmp/a"}
    assert here("testimonia run FOLDER --shared /mnt/shared/b", names) == "testimonia run documents --shared /tmp/a/b"


def test_a_line_that_was_not_printed_is_noticed() -> None:
    assert missing("a  b\nk6 … 2017\n\nlost\n", "x a b\n│k6 │ since 2017") == ["lost"]


def test_every_page_that_the_docs_name_is_there() -> None:
    for page in (*(REPOSITORY / "docs").glob("*.md"), *REPOSITORY.glob("*.md")):
        for named in re.findall(r"`(docs/[\w/]+\.\w+)`", page.read_text(encoding="utf-8")):
            assert (REPOSITORY / named).exists(), f"{page.name} names {named}"
