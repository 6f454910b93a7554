"""An index is told by the titles that it lists, and a report by the one file that it offers of itself."""

from __future__ import annotations

import json

import pytest

from pipeline.extract import Page, extract

URL = "https://lab.example/reports/"
FRAME = '<nav><a href="/about-our-small-lab">About our small lab</a></nav><footer><a href="/annual-report.pdf">Annual report of the lab</a></footer>'


def signals(main: str, *, url: str = URL, head: str = "") -> dict[str, str]:
    body = f"<html><head><title>Lab</title>{head}</head><body>{FRAME}<main>{main}</main></body></html>".encode()
    return extract(Page(url=url, final_url=url, status=200, media_type="text/html", body=body), max_chars=5_000).signals


def entries(count: int) -> str:
    return "".join(
        f'<li><a href="/report-{n}">Report {n} on pond water</a> A teaser of a few words.</li>' for n in range(count)
    )


def test_an_index_lists_what_it_links_to() -> None:
    found = signals(f"<h1>Reports</h1><ul>{entries(60)}</ul>")
    assert json.loads(found["listed"]) == [f"https://lab.example/report-{n}" for n in range(50)]
    assert found["listed_count"] == "60"
    assert "file" not in found


def test_the_next_page_of_a_list_is_named() -> None:
    for link in (
        '<a href="?page=2" rel="nofollow next">2</a>',
        '<a href="?page=2">« Older posts</a>',
        '<a href="?page=2">Siguiente ›</a>',
    ):
        assert signals(f"<ul>{entries(5)}</ul><nav>{link}</nav>")["more"] == f"{URL}?page=2", link
    for link in (
        '<a href="https://other.example/2" rel="next">2</a>',
        '<a href="/next">The next page of our history</a>',
    ):
        assert "more" not in signals(f"<ul>{entries(5)}</ul><p>{link}</p>"), link
    assert "more" not in signals('<p>One report.</p><a href="/2" rel="next">Next</a>')


def test_an_index_of_teasers_is_known_by_its_address_where_one_entry_was_taken_for_its_text() -> None:
    teaser = "The pond was measured again, and the numbers of the year before were held against it. " * 2
    listing = "".join(
        f'<article><h2><a href="/2016/pond-{n}">What the pond of {n} held</a></h2><p>{teaser}</p></article>'
        for n in range(4)
    )
    for path in ("/category/ponds/", "/publications"):
        assert "listed" in signals(listing, url=f"https://lab.example{path}"), path


def test_a_story_with_other_stories_beside_it_is_no_index() -> None:
    text = "The pond was measured at 14 places between 2012 and 2016, and lead was found at three of them. " * 12
    beside = f'<h1>Pond water</h1><p>{text}</p><div class="more"><h3>More stories</h3><ul>{entries(12)}</ul></div>'
    assert "listed" not in signals(beside, url="https://lab.example/2016/pond-water")
    said = '<meta property="og:type" content="article">'
    assert "listed" not in signals(f"<h1>Reports</h1><ul>{entries(20)}</ul>", head=said)


TEXT = "The pond was measured at 14 places between 2012 and 2016, and lead was found at three of them. " * 6
# what a page says of a file -> whether the file is the page's own text
FILES = {
    '<a href="pond.pdf#page=2">Download</a> See <a href="https://other.example/x">what others say of it</a>.': True,
    '<a href="pond.pdf">Pond water in the north of the county</a>': True,
    '<a href="pond.pdf">the letter of the mayor to us</a>': False,
    '<a href="https://other.example/reports/pond.pdf">Download</a>': False,
    '<a href="pond.pdf">PDF</a> <a href="annex.pdf">PDF of the annex</a>': False,
}


@pytest.mark.parametrize(("said", "own"), FILES.items())
def test_a_report_offers_its_file(said: str, own: bool) -> None:
    found = signals(f"<h1>Pond water in the north of the county</h1><p>{TEXT}</p><p>{said}</p>", head="<title>Pond water in the north of the county</title>")  # fmt: skip
    assert found.get("file") == ("https://lab.example/reports/pond.pdf" if own else None)
    assert "listed" not in found


def test_a_report_names_its_appendices() -> None:
    said = (
        '<a href="a.html">Appendix A: the samples</a> <a href="/x/b.pdf">Annex 2</a> <a href="c.xlsx">Appendix C</a> <a href="pond.pdf">Download</a> '
        '<a href="https://other.example/d.pdf">Appendix of another report</a> <a href="e.html">what the annex says of it</a> '
        '<a href="f.html">Anexo: lista de muestras</a> <a href="a.html#2">Appendix A, table 2</a>'
    )
    found = signals(f"<h1>Pond water in the north of the county</h1><p>{TEXT}</p><p>{said}</p>", url=f"{URL}pond")
    lab = "https://lab.example"
    assert json.loads(found["appendix"]) == [f"{lab}/reports/a.html", f"{lab}/x/b.pdf", f"{lab}/reports/f.html"]
    assert found["file"] == f"{lab}/reports/pond.pdf"
    assert "appendix" not in signals(f"<h1>Reports</h1><ul>{entries(20)}</ul>{said}")


def test_the_head_of_a_page_names_its_file_wherever_it_lies() -> None:
    for head in ('<meta name="citation_pdf_url" content="https://files.example/1.pdf">', '<link rel="alternate" type="application/pdf" href="https://files.example/1.pdf">'):  # fmt: skip
        assert signals(f"<h1>Pond water</h1><p>{TEXT}</p>", head=head)["file"] == "https://files.example/1.pdf"
