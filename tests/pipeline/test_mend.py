"""Mending copies of documents: the right links, the original kept, everything else untouched; read again by our own readers."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from pipeline.cli import mend as command
from pipeline.mend import mended
from pipeline.readers.docx import read_docx
from pipeline.replacement import Replacement
from pipeline.stage import BadInput
from tests.pipeline.readers.made import docx, note, note_mark, paragraph, run

OLD, NEW = "http://lab.example/report", "https://archive.example/20170919/http://lab.example/report"
ONE = Replacement(printed=OLD, url=OLD, replacement=NEW, kind="archived", taken_at=datetime(2017, 9, 19, tzinfo=UTC))
NOTE = "archived 2017-09-19; original:"


def mend(text: str, format: str, language: str = "en") -> tuple[str, int]:
    body, places = mended(text.encode(), [ONE], format=format, language=language)
    return body.decode(), places


MARKDOWN = {
    "link": (f"See [the report]({OLD}).", f"See [the report]({NEW}) ({NOTE} `{OLD}`)."),
    "link with a title": (f'[r]({OLD} "Lab")', f'[r]({NEW} "Lab") ({NOTE} `{OLD}`)'),
    "angles": (f"[^1]: Report, <{OLD}>", f"[^1]: Report, <{NEW}> ({NOTE} `{OLD}`)"),
    "bare": (f"[^1]: Report, {OLD}.", f"[^1]: Report, {NEW} ({NOTE} `{OLD}`)."),
    "definition": (f"text [r]\n\n[r]: {OLD}\n", f'text [r]\n\n[r]: {NEW} "{NOTE} {OLD}"\n'),
    "code": (f"`{OLD}`", f"`{OLD}`"),
    "a longer address": (f"{OLD}/2 and {OLD}.pdf", f"{OLD}/2 and {OLD}.pdf"),
    "an archive's address of it": (f"<https://web.example/2016/{OLD}>", f"<https://web.example/2016/{OLD}>"),
}


@pytest.mark.parametrize(("before", "after"), MARKDOWN.values(), ids=MARKDOWN)
def test_markdown(before: str, after: str) -> None:
    assert mend(before, "md") == (after, int(before != after))
    assert mend(after, "md") == (after, 0)  # what is mended is left alone


HTML = {
    "link": (
        f'<p>See <a class="x" href="{OLD}">it</a>.</p>',
        f'<p>See <a class="x" href="{NEW}">it</a> ({NOTE} {OLD}).</p>',
    ),
    "link that shows itself": (f'<a href="{OLD}">{OLD}</a>', f'<a href="{NEW}">{NEW}</a> ({NOTE} {OLD})'),
    "text": (f"<li>{OLD}</li>", f'<li><a href="{NEW}">{NEW}</a> ({NOTE} {OLD})</li>'),
    "script": (f'<script>var a = "{OLD}"</script>', f'<script>var a = "{OLD}"</script>'),
    "another link": ('<a href="http://lab.example/">lab</a>', '<a href="http://lab.example/">lab</a>'),
}


@pytest.mark.parametrize(("before", "after"), HTML.values(), ids=HTML)
def test_html(before: str, after: str) -> None:
    assert mend(before, "html")[0] == after


def test_the_note_speaks_the_documents_language() -> None:
    assert mend(OLD, "txt", "es")[0] == f"{NEW} (archivado 2017-09-19; original: {OLD})"


def field(code: str, shown: str) -> str:
    part = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return f'{part.format("begin")}<w:r><w:instrText>HYPERLINK "{code}"</w:instrText></w:r>{part.format("separate")}{run(shown)}{part.format("end")}'


def test_word_links_fields_notes_and_plain_text() -> None:
    link = f'<w:hyperlink r:id="a">{run("the report")}</w:hyperlink>'
    itself = f'<w:hyperlink r:id="b">{run(OLD)}</w:hyperlink>'
    halves = run("Report, " + OLD[:14]) + run(OLD[14:] + ".")
    body = docx(
        paragraph(run("As said in "), link, note_mark(2)) + paragraph(field(OLD, "a field")) + paragraph(halves),
        footnotes=note(2, run("See "), itself),
        links={"a": OLD, "z": "http://other.example/"},
        note_links={"b": OLD},
        word__styles='<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
    )
    copy, places = mended(body, [ONE], format="docx", language="en")
    assert places == 4
    draft = read_docx(copy, name="copy.docx")
    urls = [one.url for block in draft.blocks for one in block.links]
    assert urls.count(NEW) == 3
    text = "\n".join(block.text for block in draft.blocks)
    assert text.count(f"({NOTE} {OLD})") == 4
    assert f"Report, {NEW} ({NOTE} {OLD})." in text
    with zipfile.ZipFile(BytesIO(body)) as old, zipfile.ZipFile(BytesIO(copy)) as new:
        assert old.namelist() == new.namelist()
        assert old.read("word/styles.xml") == new.read("word/styles.xml")
        for name in new.namelist():
            etree.fromstring(new.read(name))
        assert b"http://other.example/" in new.read("word/_rels/document.xml.rels")


def test_a_word_file_without_such_a_link_is_the_same_to_the_byte() -> None:
    body = docx(paragraph(run("Nothing is cited here.")))
    assert mended(body, [ONE], format="docx", language="en") == (body, 0)


def test_a_format_that_cannot_be_edited_says_what_can() -> None:
    with pytest.raises(BadInput, match="md, txt, html and docx"):
        mended(b"%PDF-", [ONE], format="pdf", language="en")


def test_a_document_is_never_changed_in_place(tmp_path: Path) -> None:
    letter = tmp_path / "letter.md"
    letter.write_text("text", encoding="utf-8")
    with pytest.raises(BadInput, match="never changed in place"):
        command.work(letter, warehouse=tmp_path / "w.duckdb", out=letter, failing=False)
