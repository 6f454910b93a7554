from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.read import Reading, read_document
from pipeline.read import work as read_stage
from pipeline.settings import Settings
from pipeline.stage import BadInput
from pipeline.stages import READ
from tests.pipeline.readers import made
from tests.pipeline.readers.made import packed
from warehouse.records import Citation, Claim, ClaimCitation, Document

LETTER = """Lima, 3 March 2021

Dear members of the committee,

The river was closed to fishing after the spill.¹ Two villages asked for water and

¹ See the Harbour Office's report of 11 February 2021 <https://short.example/abc> and the letter of
February 16th 2021 <https://short.example/def>
² Water Board, "Samples of the upper river" <water.example/samples>

nobody came for nine days. The samples showed lead at 14 times the limit.²

We ask the committee:

1. to publish the samples;
2. to name who is responsible.
"""


def read(text: str, name: str = "letter.txt") -> Reading:
    return read_document(text.encode(), name=name)


def supports(reading: Reading) -> Iterator[tuple[str, str | None]]:
    for pair in reading.laid.cites:
        yield reading.laid.claims[pair.claim].text, reading.laid.citations[pair.citation].url


def test_a_note_in_the_page_cuts_no_sentence() -> None:
    claims = [claim.text for claim in read(LETTER).laid.claims]
    assert "Two villages asked for water and nobody came for nine days." in claims


def test_each_link_of_a_note_is_a_citation_with_its_own_words() -> None:
    first, second, third = read(LETTER).laid.citations
    assert (first.marker, second.marker, third.marker) == ("1", "1", "2")
    assert first.said.label == "the Harbour Office's report of 11 February 2021"
    assert (first.said.date, first.said.publisher, first.said.kind) == ("2021-02-11", "Harbour Office", "report")
    assert second.said.label == "the letter of February 16th 2021"
    assert (second.said.date, second.said.kind) == ("2021-02-16", "letter")
    assert (third.printed, third.url) == ("water.example/samples", "http://water.example/samples")


def test_marks_stand_for_the_sentence_before_them() -> None:
    pairs = set(supports(read(LETTER)))
    assert ("The river was closed to fishing after the spill.", "https://short.example/abc") in pairs
    assert all(not text.startswith("Two villages") for text, _ in pairs)


def test_the_letterhead_gives_the_date_and_as_of_overrides_it() -> None:
    assert read(LETTER).date == "2021-03-03"
    assert read_document(LETTER.encode(), name="x", as_of="2022-01-01").date == "2022-01-01"


def test_a_date_in_passing_is_not_the_letters() -> None:
    assert (
        read(
            "Dear all,\n\nOn 4 May 2019 the mayor and his whole council left the town without a word to anybody at all."
        ).date
        is None
    )


def test_list_numbers_stay_in_the_text_and_out_of_the_claims() -> None:
    reading = read(LETTER)
    assert "1. to publish the samples;\n2. to name" in reading.laid.text
    assert "to publish the samples;" in [claim.text for claim in reading.laid.claims]


def test_the_stage_makes_records_that_refer_to_each_other(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(LETTER, encoding="utf-8")
    row = {"subject_id": "s", "path": str(path), "sha256": "", "as_of": None}
    records = list(read_stage(row, Settings()))
    assert records == list(READ.work(row, Settings()))
    documents = [r for r in records if isinstance(r, Document)]
    citations = {r.citation_id for r in records if isinstance(r, Citation)}
    claims = {r.claim_id: r for r in records if isinstance(r, Claim)}
    pairs = [r for r in records if isinstance(r, ClaimCitation)]
    assert len(documents) == 1
    assert len(citations) == 3
    assert all(p.claim_id in claims and p.citation_id in citations for p in pairs)
    assert {p.citation_id for p in pairs} == citations
    assert all(documents[0].text[c.start : c.end] == c.text for c in claims.values())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "read/empty"),
        (b" \n\n\t ", "read/empty"),
        (bytes(range(256)) * 40, "read/binary"),
        (b"%PDF-1.4\n1 0 obj\n", "read/damaged"),
        (b"PK\x03\x04torn", "read/damaged"),
        (packed({"a.txt": "no document"}), "read/unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "read/unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "read/encrypted"),
        (b"<?xml version='1.0'?><note>hello</note>", "read/unsupported"),
    ],
)
def test_bad_input_says_what_is_wrong_and_what_to_do(data: bytes, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_document(data, name="letter.docx")
    assert caught.value.code == code
    assert caught.value.detail.startswith("letter.docx: ")
    assert "\n\nhint: " in caught.value.detail


def test_a_missing_file_is_an_issue(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(BadInput, match="hint") as caught:
            list(read_stage({"subject_id": "s", "path": str(path), "as_of": None}, Settings()))
        assert caught.value.code == "read/missing"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = "El niño llegó a las tres. La señora García habló con los vecinos: «mañana será otro día».\n" * 4
    assert "señora García" in read_document(text.encode(encoding), name="x").laid.text


WORDS = st.sampled_from(
    [
        "The mayor left.",
        "A report¹",
        "[2]",
        "see [2].",
        "¹ Note https://a.example/x",
        "[2] Other https://b.example/",
        "\n\n",
        "\n",
        " and then",
        "* item",
        "1. point",
        "<b>",
        "# Head",
        "](http://c.example)",
        "[^1]",
        "[^1]: n",
        "\f",
        "Ünïcödé",
        "…",
        "“quote”",
        "http://",
        "(3)",
        "†",
        "*",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=25), st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_offsets_map_back_to_the_same_characters(words: list[str], name: str) -> None:
    try:
        reading = read_document(" ".join(words).encode(), name=name)
    except BadInput as bad:
        assert bad.code.startswith("read/")
        return
    text = reading.laid.text
    assert all(text[claim.start : claim.end] == claim.text for claim in reading.laid.claims)
    assert all(0 <= cited.start <= cited.end <= len(text) for cited in reading.laid.citations)
    assert all(0 <= pair.anchor <= len(text) for pair in reading.laid.cites)


SENTENCES = st.lists(
    st.sampled_from("harbour closed mill sold river counted clerk bridge wrote".split()), min_size=4, max_size=9
).map(lambda words: " ".join(words).capitalize() + ".")
PARAGRAPHS = st.lists(
    st.tuples(st.integers(0, 1), SENTENCES, SENTENCES), min_size=1, max_size=5, unique_by=lambda p: p[1]
)


@settings(max_examples=30, deadline=None)
@given(PARAGRAPHS, st.booleans())
def test_every_claim_leads_back_to_its_page_its_paragraph_and_its_characters(
    told: list[tuple[int, str, str]], printed: bool
) -> None:
    written: list[tuple[int, str]] = []
    for turn, first, second in told:  # a paragraph, and whether it begins a page
        page = 1 if not written else written[-1][0] + turn
        written.append((page, f"{first} {second}¹" if len(written) == 1 else f"{first} {second}"))
    pages = [[words for at, words in written if at == page] for page in range(1, written[-1][0] + 1)]
    note = "¹ See https://harbour.example/closed, 3 May 2019."
    if printed:
        data = made.pdf(
            [[(72, 720 - 40 * n, 10, words) for n, words in enumerate(page)] + [(72, 90, 7, note)] * (page is pages[-1]) for page in pages]
        )  # fmt: skip
    else:
        data = "\f".join("\n\n".join(page) for page in pages).encode() + f"\n\n{note}".encode()
    laid = read_document(data, name="letter.txt").laid
    assert [claim.text for claim in laid.claims] == [text for _, one, two in told for text in (one, two)]
    for claim in laid.claims:
        page, paragraph = written[claim.number - 1]
        assert claim.page in (page, None if len(pages) == 1 and not printed else page)
        assert laid.text[claim.start : claim.end] == claim.text
        assert claim.text in paragraph and claim.paragraph == paragraph.rstrip("¹")
    for cited in laid.citations:
        assert laid.text[cited.start : cited.end] == cited.printed
        assert cited.page in (len(pages), None)


URL = "https://harbour.example/closed"
FORMATS = ("html", "md", "docx", "odt", "epub", "rtf", "wiki")


def made_of(kind: str, paragraphs: list[str]) -> tuple[bytes, str]:
    """Return a document of these paragraphs, the second with a note that has an address; and the characters that its file keeps."""
    note = f"See {URL}, 3 May 2019."
    if kind == "docx":
        runs = [made.run(words) + (made.note_mark(1) if n == 1 else "") for n, words in enumerate(paragraphs)]
        body = "".join(map(made.paragraph, runs))
        return made.docx(body, footnotes=made.note(1, made.run(note))), body
    if kind == "odt":
        noted = f'<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>{note}</text:p></text:note-body></text:note>'
        body = "".join(f"<text:p>{words}{noted if n == 1 else ''}</text:p>" for n, words in enumerate(paragraphs))
        return packed(
            {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": made.ODT.format(body)}
        ), body
    if kind == "md":
        body = "\n\n".join(f"{words}[^1]" if n == 1 else words for n, words in enumerate(paragraphs))
        return f"{body}\n\n[^1]: {note}\n".encode(), body
    if kind == "rtf":
        foot = rf"{{\super\chftn}}{{\footnote \pard {{\super\chftn}} {note}}}"
        body = r"\par ".join(f"{words}{foot}" if n == 1 else words for n, words in enumerate(paragraphs))
        return rf"{{\rtf1\ansi {body}\par}}".encode(), body
    if kind == "wiki":
        body = "\n\n".join(f"{words}<ref>{note}</ref>" if n == 1 else words for n, words in enumerate(paragraphs))
        return f"{body}\n\n== Sources ==\n{{{{reflist}}}}\n".encode(), body
    mark = '<sup><a href="#n">1</a></sup>'
    body = "".join(f"<p>{words}{mark if n == 1 else ''}</p>" for n, words in enumerate(paragraphs))
    page = f'<html><body>{body}<p id="n">{note}</p></body></html>'
    if kind == "html":
        return page.encode(), body
    return made.epub(page), body


@pytest.mark.parametrize("kind", FORMATS)
@settings(max_examples=8, deadline=None)
@given(told=st.lists(st.tuples(SENTENCES, SENTENCES), min_size=2, max_size=4, unique_by=lambda p: p[0]))
def test_every_claim_of_a_marked_up_document_leads_back_to_its_paragraph(
    kind: str, told: list[tuple[str, str]]
) -> None:
    paragraphs = [f"{first} {second}" for first, second in told]
    data, body = made_of(kind, paragraphs)
    laid = read_document(data, name=f"a.{kind}").laid
    assert [claim.text for claim in laid.claims] == [text for both in told for text in both]
    for claim in laid.claims:
        assert laid.text[claim.start : claim.end] == claim.text
        assert claim.paragraph == paragraphs[claim.number - 1]
        assert claim.paragraph in body
    (cited,) = laid.citations
    assert laid.text[cited.start : cited.end] == cited.printed == URL
    assert laid.text[cited.said_start : cited.said_end].startswith("See")
    (pair,) = laid.cites
    assert laid.claims[pair.claim].text == told[1][1]
    assert laid.text[: pair.anchor].endswith(told[1][1])


@pytest.mark.parametrize("kind", ["bib", "ris", "json", "csv", "txt"])
@settings(max_examples=8, deadline=None)
@given(titles=st.lists(SENTENCES.map(lambda told: told.rstrip(".")), min_size=2, max_size=4, unique=True))
def test_every_entry_of_a_list_of_sources_leads_back_to_its_title(kind: str, titles: list[str]) -> None:
    entries = [(title, f"https://harbour.example/{number}") for number, title in enumerate(titles)]
    if kind == "json":
        data = json.dumps([{"type": "report", "title": title, "URL": url} for title, url in entries])
    elif kind == "csv":
        data = "\n".join(["url,title", *(f"{url},{title}" for title, url in entries)])
    else:
        form = {
            "bib": "@misc{{n, title={{{0}}}, url={{{1}}}}}",
            "ris": "TY  - RPRT\nTI  - {0}\nUR  - {1}\nER  - \n",
            "txt": "{1} {0}",
        }
        data = "\n".join(form[kind].format(title, url) for title, url in entries)
    laid = read_document(data.encode(), name=f"a.{kind}").laid
    assert [(laid.text[cited.start : cited.end], cited.url) for cited in laid.citations] == entries
    assert laid.claims == ()
