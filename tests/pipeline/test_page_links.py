"""An index is told by the titles that it lists, and a report by the one file that it offers of itself."""

from __future__ import annotations

import json

from pipeline.extract import Page, extract

URL = "https://lab.example/reports/"
FRAME = '<nav><a href="/about-our-small-lab">About our small lab</a></nav><footer><a href="/annual-report.pdf">Annual report of the lab</a></footer>'


def signals(main: str) -> dict[str, str]:
    body = f"<html><title>Lab</title><body>{FRAME}<main>{main}</main></body></html>".encode()
    return extract(Page(url=URL, final_url=URL, status=200, media_type="text/html", body=body), max_chars=5_000).signals


def test_an_index_lists_what_it_links_to() -> None:
    entries = "".join(
        f'<li><a href="/report-{n}">Report {n} on pond water</a> A teaser of a few words.</li>' for n in range(20)
    )
    found = signals(f"<h1>Reports</h1><ul>{entries}</ul>")
    assert json.loads(found["listed"]) == [f"https://lab.example/report-{n}" for n in range(12)]
    assert "file" not in found


def test_a_report_offers_its_file() -> None:
    text = "The pond was measured at 14 places between 2012 and 2016, and lead was found at three of them. " * 6
    found = signals(
        f'<h1>Pond water</h1><p>{text}</p><p><a href="pond.pdf#page=2">Download</a> See <a href="https://other.example/x">what others say of it</a>.</p>'
    )
    assert found["file"] == "https://lab.example/reports/pond.pdf"
    assert "listed" not in found
