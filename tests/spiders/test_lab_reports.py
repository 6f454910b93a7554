"""The document behind a viewer."""

from __future__ import annotations

import pytest

from spiders.lab_reports import document_behind, framed_document, versions
from spiders.pointers import Pointer, pointer
from tests.spiders.test_pointers import PROSE, answer

VIEWERS = {
    "https://drive.google.com/file/d/1aBcDeFgHiJkLm/view?usp=sharing": "https://drive.google.com/uc?export=download&id=1aBcDeFgHiJkLm",
    "https://docs.google.com/viewer?url=http%3A%2F%2Fa.example%2Freport.pdf": "http://a.example/report.pdf",
    "https://docs.google.com/gview?embedded=true&url=http://a.example/report.pdf": "http://a.example/report.pdf",
    "https://www.dropbox.com/s/abc/report.pdf?dl=0": "https://www.dropbox.com/s/abc/report.pdf?dl=1",
    "https://github.com/lab/reports/blob/main/2017/report.pdf": "https://raw.githubusercontent.com/lab/reports/main/2017/report.pdf",
    "https://a.example/pdfjs/web/viewer.html?file=/files/report.pdf": "https://a.example/files/report.pdf",
}


@pytest.mark.parametrize("url", VIEWERS)
def test_viewers(url: str) -> None:
    assert document_behind(url) == VIEWERS[url]


@pytest.mark.parametrize(
    "url",
    ["https://a.example/report.pdf", "https://drive.google.com/drive/folders/abc", "https://github.com/lab/reports/blob/main/run.py",
     "https://www.dropbox.com/s/abc/report.pdf?dl=1", "https://docs.google.com/viewer?url=javascript:1", "https://a.example/web/viewer.html"],
)  # fmt: skip
def test_no_viewers(url: str) -> None:
    assert document_behind(url) is None


def test_a_page_that_is_only_a_frame_around_a_document() -> None:
    frame = '<iframe class="pdf" src="/files/report.PDF?v=2" width="100%"></iframe>'
    assert pointer(answer(frame)) == Pointer(url="http://a.example/files/report.PDF?v=2", kind="document")
    assert pointer(answer(frame + PROSE)) is None
    assert framed_document("http://a.example/", frame + "<embed src='/other.pdf'>") is None
    assert (
        framed_document("http://a.example/", "<object data=/one.pdf></object><a href=/two.pdf>")
        == "http://a.example/one.pdf"
    )
    assert framed_document("http://a.example/", "<iframe src=/page.html>") is None


VERSIONS = {
    "Version 2.1, 4 May 2018": "version_note",
    "Report version 3": "version_note",
    "Revised edition, with a new annex": "version_note",
    "Last updated: 12 June 2019": "version_note",
    "Segunda edición": "version_note",
    "Última actualización: 3 de mayo de 2019": "version_note",
    "Stand: 4. Mai 2018": "version_note",
    "This report has been superseded by that of 2019.": "superseded_note",
    "There is a more recent version of this report.": "superseded_note",
    "Este informe fue reemplazado en 2019.": "superseded_note",
    "Version 4.4 phones were the first to be infected, and 2.1 million of them stood open for the whole of the summer that year, said the laboratory.": None,
    "The phone ran version 4.4 of the system.": None,
    "Updated rules were wanted by the ministry.": None,
    "A second edition was never printed.": None,
}


@pytest.mark.parametrize(("line", "name"), VERSIONS.items())
def test_the_line_in_which_a_report_states_its_version(line: str, name: str | None) -> None:
    text = f"Pond water in the north of the county\n{line}\nThe pond was measured at 14 places between 2012 and 2016."
    assert versions(text) == ({name: line} if name else {})
