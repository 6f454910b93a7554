"""Each folder of tests/cases/read is a document in our own words and what must be read in it, one test a field.

A packed document (Word, OpenDocument, EPUB) stands there as the folder that it is packed from, a PDF as a list of its pages' lines.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli.read import as_answer
from pipeline.read import read_document
from tests.pipeline.readers.made import packed, pdf

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
    reading = read_document(made(document), name=document.name.removesuffix(".json"))
    answer = as_answer(reading)
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
    elif field == "noted":  # what the body cites without a mark depends on the extra `legal`
        assert [[cited["marker"], cited["url"]] for cited in answer["citations"] if cited["marker"]] == expected
    elif field == "said_places":
        for cited, words in zip(answer["citations"], expected, strict=False):
            assert {name: answer["text"][start:end] for name, (start, end) in cited["places"].items()} == words
    elif field == "claim_places":
        assert [[claim["heading"], claim["paragraph"]] for claim in answer["claims"]] == expected
    elif field == "asserts":
        assert [claim["assertions"] for claim in answer["claims"]] == expected
    elif field == "claim_dates":
        assert [claim.date for claim in reading.laid.claims] == expected
    else:
        assert answer[field] == expected


def made(document: Path) -> bytes:
    """Return the bytes of a case's document."""
    if document.is_dir():
        return packed(
            {
                file.relative_to(document).as_posix(): file.read_bytes()
                for file in sorted(document.rglob("*"))
                if file.is_file()
            }
        )
    if document.name == "input.pdf.json":
        return pdf([[(x, y, size, words) for x, y, size, words in page] for page in json.loads(document.read_bytes())])
    return document.read_bytes()


def unfolded(pairs: list[list[str]], answer: dict[str, list[dict[str, str]]]) -> list[list[str]]:
    """Return the pairs with a marker that several links share as often as it has links."""
    return [pair for pair in pairs for cited in answer["citations"] if cited["marker"] == pair[1]]
