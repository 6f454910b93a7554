from __future__ import annotations

from importlib.util import find_spec

from pipeline.citing.law import legal_citations
from pipeline.read import read_document

TEXT = "The rule of Hill v. Vale Mills, 512 U.S. 34, 40 (1994), is old, and 42 U.S.C. § 1983 is older. Id. at 3."
# The reporters' names come with the extra `legal`: without it nothing is found, and everything else works.
KNOWN = find_spec("eyecite") is not None


def test_cases_and_statutes_are_found_with_their_own_year() -> None:
    found = [(cited.title, cited.year, cited.kind) for cited in legal_citations(TEXT)]
    assert found == ([("Hill v. Vale Mills", "1994", "court"), (None, None, "law")] if KNOWN else [])
    assert all(TEXT[cited.start : cited.end] == cited.label for cited in legal_citations(TEXT))


def test_a_case_in_the_body_is_a_citation_of_its_statement() -> None:
    laid = read_document(TEXT.encode(), name="brief.txt").laid
    assert [(cited.kind, cited.url) for cited in laid.citations] == [("inline", None)] * (2 if KNOWN else 0)
    stated = [laid.claims[pair.claim].text[:8] for pair in laid.cites]
    assert stated == (["The rule", "42 U.S.C"] if KNOWN else [])


def test_prose_without_a_reporter_has_none() -> None:
    assert legal_citations("Hill met Vale in room 12 on page 40 of the book.") == []
