from __future__ import annotations

import base64
import json
import zipfile
from io import BytesIO

import pytest

from pipeline.read import Reading, read_document
from pipeline.stage import BadInput
from tests.pipeline.readers.made import ODT, W, docx, note, note_mark, packed, paragraph, run


def pairs(reading: Reading) -> list[tuple[str, str | None, str | None]]:
    laid = reading.laid
    return [
        (laid.claims[p.claim].text, laid.citations[p.citation].marker, laid.citations[p.citation].url)
        for p in laid.cites
    ]


def test_docx_footnotes_keep_their_links_and_numbers() -> None:
    link = '<w:hyperlink r:id="n1">' + run("the log") + "</w:hyperlink>"
    data = docx(
        paragraph(run("The dam held"), note_mark(4), run(". The bridge fell"), note_mark(2), run(".")),
        footnotes=note(2, run("Bridge Office, https://bridge.example.org/fall.")) + note(4, run("Engineers, "), link),
        note_links={"n1": "https://dam.example.org/log"},
    )
    assert pairs(read_document(data, name="a.docx")) == [
        ("The dam held.", "1", "https://dam.example.org/log"),
        ("The bridge fell.", "2", "https://bridge.example.org/fall"),
    ]


def test_docx_by_content_whatever_its_name() -> None:
    assert read_document(docx(paragraph(run("A letter."))), name="letter.pdf").format == "docx"


def test_docx_one_link_over_many_runs_is_one_citation() -> None:
    parts = "".join(f'<w:hyperlink r:id="l">{run(part)}</w:hyperlink>' for part in ("https://a.exa", "mple.org", "/b"))
    reading = read_document(
        docx(paragraph(run("See "), parts, run(".")), links={"l": "https://a.example.org/b"}), name="a"
    )
    assert [c.printed for c in reading.laid.citations] == ["https://a.example.org/b"]


def test_docx_field_codes_tables_boxes_and_deleted_text() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://f.example.org/x" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("the map")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    table = f"<w:tbl><w:tr><w:tc>{paragraph(run('Cell with https://t.example.org/c here.'))}</w:tc></w:tr></w:tbl>"
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(run('Boxed https://b.example.org/d text.'))}</w:txbxContent></w:pict></w:r>"
    gone = "<w:del><w:r><w:delText>https://gone.example.org/</w:delText></w:r></w:del>"
    reading = read_document(
        docx(paragraph(run("Look at "), field, run(" now."), gone) + table + paragraph(run("With a box."), box)),
        name="a",
    )
    assert [c.url for c in reading.laid.citations] == [
        "https://f.example.org/x",
        "https://t.example.org/c",
        "https://b.example.org/d",
    ]


def test_docx_reference_manager_fields_are_references() -> None:
    csl = '{"citationItems": [{"id": 7, "itemData": {"type": "report", "title": "Wells", "URL": "https://w.example.org/r", "issued": {"date-parts": [[2018, 3]]}}}]}'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> ADDIN ZOTERO_ITEM CSL_CITATION '
        + csl
        + " </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("(Ruiz 2018)")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    reading = read_document(docx(paragraph(run("Nine wells failed "), field, run("."))), name="a")
    (cited,) = reading.laid.citations
    assert (cited.kind, cited.url, cited.said.title, cited.said.date) == (
        "reference",
        "https://w.example.org/r",
        "Wells",
        "2018-03",
    )
    assert [claim for claim, _, _ in pairs(reading)] == ["Nine wells failed (Ruiz 2018)."]


def test_odt_notes_stand_out_of_the_sentence() -> None:
    body = (
        '<text:p>The dam held <text:note text:id="f1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        '<text:p>Engineers, <text:a xlink:href="https://dam.example.org/log">log</text:a>.</text:p></text:note-body></text:note>, they said.</text:p>'
    )
    reading = read_document(
        packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ODT.format(body)}), name="a.odt"
    )
    assert pairs(reading) == [("The dam held, they said.", "1", "https://dam.example.org/log")]


def test_epub_chapters_are_read_as_one() -> None:
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Dams</dc:title><dc:date>2015-02-03</dc:date>'
        '</metadata><manifest><item id="a" href="a.xhtml"/><item id="n" href="n.xhtml"/></manifest><spine><itemref idref="a"/><itemref idref="n"/></spine></package>'
    )
    data = packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:c"><rootfiles><rootfile full-path="o/p.opf"/></rootfiles></container>',
            "o/p.opf": opf,
            "o/a.xhtml": '<html><body><p>The dam held.<sup><a href="n.xhtml#n1">1</a></sup></p></body></html>',
            "o/n.xhtml": '<html><body><p id="n1">Log, https://dam.example.org/log</p></body></html>',
        }
    )
    reading = read_document(data, name="a.epub")
    assert (reading.title, reading.date) == ("Dams", "2015-02-03")
    assert pairs(reading) == [("The dam held.", "1", "https://dam.example.org/log")]


def test_a_zip_bomb_is_refused() -> None:
    data = packed({"word/document.xml": f'<w:document xmlns:w="{W}"><w:body>' + " " * 2**25 + "</w:body></w:document>"})
    with pytest.raises(BadInput) as caught:
        read_document(data, name="a.docx")
    assert caught.value.code == "read/too_large"


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_entities_are_never_resolved(declared: str) -> None:
    data = packed(
        {
            "word/document.xml": f'{declared}<w:document xmlns:w="{W}"><w:body>{paragraph(run("&b;" if "ENTITY b" in declared else "&a;"))}</w:body></w:document>'
        }
    )
    with pytest.raises(BadInput) as caught:
        read_document(data, name="a.docx")
    assert caught.value.code == "read/damaged"


def test_a_locked_archive_is_named_so() -> None:
    data = bytearray(packed({"word/document.xml": "<a/>"}))
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    data[6] |= 1
    with pytest.raises(BadInput) as caught:
        read_document(bytes(data), name="a.docx")
    assert caught.value.code == "read/encrypted"


def test_deep_nesting_ends() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 120 + paragraph(run("deep")) + "</w:tc></w:tr></w:tbl>" * 120
    with pytest.raises(BadInput):
        read_document(docx(deep), name="a.docx")
    html = "<!doctype html><p>Hello.</p>" + "<div>" * 10_000 + "deep" + "</div>" * 10_000
    with pytest.raises(BadInput) as caught:
        read_document(html.encode(), name="a")
    assert caught.value.code == "read/damaged"
    html = "<!doctype html>" + "<div>" * 900 + "deep" + "</div>" * 900
    assert read_document(html.encode(), name="a").laid.text == "deep"


def test_a_torn_archive_is_damaged() -> None:
    whole = docx(paragraph(run("A letter. " * 500)))
    with pytest.raises(BadInput) as caught:
        read_document(whole[: len(whole) // 2], name="a.docx")
    assert caught.value.code == "read/damaged"
    assert zipfile.is_zipfile(BytesIO(whole))


def test_docx_sources_that_word_mendeley_and_a_note_of_zotero_carry() -> None:
    def field(code: str, shown: str) -> str:
        return (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            + "".join(f'<w:r><w:instrText xml:space="preserve">{code[n : n + 30]}</w:instrText></w:r>' for n in range(0, len(code), 30))
            + f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )  # fmt: skip

    def items(name: str) -> str:
        data = {"id": name, "type": "report", "title": name, "URL": f"https://{name}.example.org/r"}
        return json.dumps({"citationItems": [{"id": name, "itemData": data}]})

    tag = "MENDELEY_CITATION_v3_" + base64.b64encode(items("pumps").encode()).decode().rstrip("=")
    control = (
        f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{run("(Moor, 2020)")}</w:sdtContent></w:sdt>'
    )
    body = (
        paragraph(run("Nine wells failed."), note_mark(2))
        + paragraph(run("Two were mended "), control, run("."))
        + paragraph(run("The tide was low "), field(" CITATION Hal21 \\l 1033 ", "(Hale, 2021)"), run("."))
    )
    note_of_zotero = note(2, field(f" ADDIN ZOTERO_ITEM CSL_CITATION {items('wells')} ", "Moor, Wells, 12."))
    sources = (
        '<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography"><b:Source><b:Tag>Hal21</b:Tag>'
        "<b:Title>Tides</b:Title><b:URL>https://tides.example.org/x</b:URL></b:Source></b:Sources>"
    )
    reading = read_document(docx(body, footnotes=note_of_zotero, customXml__item1=sources), name="a")
    laid = reading.laid
    assert [(laid.claims[pair.claim].text, laid.citations[pair.citation].url) for pair in laid.cites] == [
        ("Nine wells failed.", "https://wells.example.org/r"),
        ("Two were mended (Moor, 2020).", "https://pumps.example.org/r"),
        ("The tide was low (Hale, 2021).", "https://tides.example.org/x"),
    ]
    assert len(laid.citations) == 3
