"""Each folder of tests/cases/read is a document in our own words and what must be read in it, one test a field."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli.read import as_answer
from pipeline.read import read_document

CASES = Path(__file__).parent.parent / "cases" / "read"
FIELDS = [
    (case.name, field)
    for case in sorted(CASES.iterdir())
    for field in json.loads((case / "expected.json").read_text(encoding="utf-8"))
]
LISTS = {
    "markers": "marker",
    "urls": "url",
    "printed": "printed",
    "stated_dates": "stated_date",
    "accessed_dates": "accessed_date",
    "stated_publishers": "stated_publisher",
    "stated_titles": "stated_title",
    "stated_authors": "stated_authors",
    "source_kinds": "source_kind",
}


@pytest.mark.parametrize(("case", "field"), FIELDS)
def test_case(case: str, field: str) -> None:
    expected = json.loads((CASES / case / "expected.json").read_text(encoding="utf-8"))[field]
    document = next((CASES / case).glob("input.*"))
    answer = as_answer(read_document(document.read_bytes(), name=document.name))
    by_id = {cited["id"]: cited for cited in answer["citations"]}
    if field in LISTS:
        assert [cited[LISTS[field]] for cited in answer["citations"]] == expected
    elif field == "pairs":
        assert [
            [c["text"], by_id[i]["marker"]] for c in answer["claims"] for i in c["citations"] if by_id[i]["marker"]
        ] == unfolded(expected, answer)
    elif field == "claims_of":
        assert {by_id[i]["url"]: c["text"] for c in answer["claims"] for i in c["citations"]} == expected
    elif field == "candidates":
        assert set(expected) <= {other for cited in answer["citations"] for other in cited["candidates"]}
    else:
        assert answer[field] == expected


def unfolded(pairs: list[list[str]], answer: dict[str, list[dict[str, str]]]) -> list[list[str]]:
    """Return the pairs with a marker that several links share as often as it has links."""
    return [pair for pair in pairs for cited in answer["citations"] if cited["marker"] == pair[1]]
