from __future__ import annotations

import pytest

from pipeline.readers.unwrap import SOFT, unwrap


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["a plain", "line"], "a plain line"),
        (["a hyphen" + SOFT, "ated word"], "a hyphenated word"),
        (["a well-", "known word"], "a wellknown word"),
        (["state-of-the-", "art"], "state-of-the-art"),
        (["e" + SOFT, "mail"], "e-mail"),
        (["see https://a.example.org/one/", "two.html for more"], "see https://a.example.org/one/two.html for more"),
        (["see https://a.example.org/one/", "for more"], "see https://a.example.org/one/ for more"),
        (["see https://a.example.org/one-", "two/three"], "see https://a.example.org/one-two/three"),
        (["see https://a.example.org/o%2", "0n/x.pdf."], "see https://a.example.org/o%20n/x.pdf."),
        (["see https:", "//a.example.org/x"], "see https://a.example.org/x"),
        (["see https://www.", "example.org/x"], "see https://www.example.org/x"),
        (["see https://a.example.org.", "Then more"], "see https://a.example.org. Then more"),
        (
            ["see https://a.example.org/x", "and https://b.example.org"],
            "see https://a.example.org/x and https://b.example.org",
        ),
        (["see <https://a.example.org/x>", "and/or that"], "see <https://a.example.org/x> and/or that"),
    ],
)
def test_lines_become_running_text(lines: list[str], text: str) -> None:
    assert unwrap(lines)[0] == text


def test_each_line_knows_where_it_begins() -> None:
    text, _, starts = unwrap(["the hyphen" + SOFT, "ated word", "and more"])
    assert [text[start : start + 4] for start in starts] == ["the ", "ated", "and "]


def test_both_readings_of_a_broken_address_are_kept_as_a_seam() -> None:
    text, seams, _ = unwrap(["see https://a.example.org/one/", "two.html"])
    assert [(text[: seam.at], seam.closed) for seam in seams] == [("see https://a.example.org/one/", True)]
