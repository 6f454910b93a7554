from __future__ import annotations

import pytest

from pipeline.read import read_document
from pipeline.readers.dates import date_in_force


@pytest.mark.parametrize(
    ("text", "heading", "date"),
    [
        ("3 May 2019: The court ruled.", False, "2019-05-03"),
        ("Update (3 May 2019): the town has paid.", False, "2019-05-03"),
        ("Actualización, 3 de mayo de 2019: pagó.", False, "2019-05-03"),
        ("On 3 May 2019, the court ruled.", False, None),
        ("3 May 2019 was a sunny day in the valley.", False, None),
        ("Tuesday, 3 May 2019", True, "2019-05-03"),
        ("The vote of 3 May 2019", True, None),
        ("May 2019", True, None),
    ],
)
def test_what_a_heading_or_an_entry_dates(text: str, heading: bool, date: str | None) -> None:
    assert date_in_force(text, heading=heading) == date


def test_a_dated_heading_is_in_force_up_to_the_next_heading() -> None:
    told = "# A town\n\nIt has a mill.\n\n## 3 May 2019\n\nThe mill burnt yesterday.\n\n- 4 May 2019: It rained.\n\n## Sources\n\nAll is here.\n"
    claims = read_document(told.encode(), name="town.md").laid.claims
    assert [claim.date for claim in claims] == [None, "2019-05-03", "2019-05-04", None]
