"""Stage: a document's bytes made text, citations and claims."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nlp.language import language_of
from pipeline.citing.find import Laid, lay_out
from pipeline.citing.notes import part_notes
from pipeline.citing.places import places_of
from pipeline.readers.blocks import NOTES, Block, Draft
from pipeline.readers.csl import read_references
from pipeline.readers.dates import dates_in
from pipeline.readers.docx import read_docx
from pipeline.readers.epub import read_epub
from pipeline.readers.html import read_html
from pipeline.readers.hyphens import without_typeset_hyphens
from pipeline.readers.lists import read_table, read_url_list
from pipeline.readers.markdown import read_markdown
from pipeline.readers.odt import read_odt
from pipeline.readers.pdf import read_pdf
from pipeline.readers.plain import read_plain
from pipeline.readers.rtf import read_rtf
from pipeline.readers.sniff import MAX_BYTES, decoded, decoded_page, format_of
from pipeline.readers.zotero import read_zotero
from pipeline.settings import Settings
from pipeline.stage import BadInput, Row
from warehouse.ids import digest, sha256
from warehouse.records import Citation, CitationPlace, Claim, ClaimCitation, Document, Record

_DATED = re.compile(
    r"(?:date|dated|fecha|published|publicado|updated|last updated|effective|[úu]ltima actualizaci[óo]n|created|posted)\b",
    re.IGNORECASE,
)
MAX_TEXT_BYTES = 8 * 1024 * 1024  # of text and markup: 4,000 pages, about 20 s


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document as it was read: its format, what it says of itself, and its text, citations and claims."""

    sha256: str
    format: str
    title: str | None
    date: str | None
    language: str | None
    laid: Laid


def read_document(data: bytes, *, name: str, as_of: str | None = None) -> Reading:
    """Return what a document says and cites; its format is judged by content.

    `name` is used in messages, and to tell markdown from plain text. `as_of` (ISO 8601) overrides the date that
    the document gives itself. Raises BadInput with a slug `read/…` where the bytes cannot be used.
    """
    collects = gc.isenabled()
    gc.disable()  # a long document is millions of objects and no cycles, which the collector walks again and again (5 % of the time)
    try:
        return _read(data, name=name, as_of=as_of)
    finally:
        if collects:
            gc.enable()


def _read(data: bytes, *, name: str, as_of: str | None) -> Reading:
    if len(data) > MAX_BYTES:
        raise BadInput(
            "read/too_large",
            f"{name}: {len(data) // 2**20} MB is more than the {MAX_BYTES // 2**20} MB that are read\n\nhint: split it, or export its text",
        )
    kind = format_of(data, name=name)
    if (
        kind in ("txt", "md", "html", "bibtex", "ris", "csl-json", "rtf", "wikitext", "zotero-rdf", "urls", "csv")
        and len(data) > MAX_TEXT_BYTES
    ):
        raise BadInput(
            "read/too_large",
            f"{name}: {len(data) // 2**20} MB of text, more than the {MAX_TEXT_BYTES // 2**20} MB that are read\n\nhint: split it",
        )
    draft = _drafted(kind, data, name)
    blocks = part_notes(without_typeset_hyphens(draft.blocks))
    body = [block for block in blocks if block.kind not in NOTES]
    told = language_of("\n".join(block.text for block in body or blocks))
    language = told if told != "und" else draft.language
    laid = lay_out(blocks, language=language or "en")
    if not laid.text.strip():
        raise BadInput(
            "read/empty",
            f"{name}: the {kind} file holds no text\n\nhint: was it saved whole? text in pictures is not read",
        )
    return Reading(
        sha256=sha256(data),
        format=draft.format,
        title=draft.title,
        date=as_of or draft.date or _letterhead(body),
        language=language,
        laid=laid,
    )


def _drafted(kind: str, data: bytes, name: str) -> Draft:
    match kind:
        case "txt":
            return read_plain(decoded(data, name=name))
        case "html":
            return read_html(decoded_page(data, name=name), name=name)
        case "md":
            return read_markdown(decoded(data, name=name), name=name)
        case "pdf":
            return read_pdf(data, name=name)
        case "docx":
            return read_docx(data, name=name)
        case "odt":
            return read_odt(data, name=name)
        case "epub":
            return read_epub(data, name=name)
        case "rtf":
            return read_rtf(data, name=name)
        case "bibtex" | "ris" | "csl-json":
            return read_references(decoded(data, name=name), kind, name=name)
        case "wikitext":
            from pipeline.readers.wikitext import read_wikitext  # its parser is loaded for wikitext alone

            return read_wikitext(decoded(data, name=name), name=name)
        case "zotero-rdf":
            return read_zotero(data, name=name)
        case "urls":
            return read_url_list(decoded(data, name=name))
        case "csv":
            return read_table(decoded(data, name=name), name=name)
    raise BadInput("read/unsupported", f"{name}: {kind} is not read\n\nhint: export it as plain text")


def _letterhead(body: list[Block]) -> str | None:
    """Return the date that a letter's head or foot gives: a line that is a date and little else, or says that it is one.

    The head ends at the first long paragraph: a date after that is one that the letter speaks of.
    """
    head = []
    for block in body[:12]:
        if len(block.text) > 200:
            break
        head.append(block)
    for block in (*head, *reversed(body[-4:])):
        exact = [d for d in dates_in(block.text) if len(d[2]) == 10] if len(block.text) <= 90 else []
        if not exact:
            continue
        start, end, iso = exact[0]
        if _DATED.match(block.text) or len(block.text) - (end - start) <= 40 or (start == 0 and block in head):
            return iso
    return next((iso for block in head[:8] if len(block.text) <= 40 for _, _, iso in dates_in(block.text)), None)


def work(row: Row, settings: Settings) -> Iterator[Record]:
    """Yield the Document of a row (subject_id, path, sha256, as_of), its citations, claims, and which supports which."""
    del settings
    subject, path = str(row["subject_id"]), str(row["path"])
    as_of = str(row["as_of"]) if row["as_of"] else None
    reading = read_document(file_bytes(path), name=path, as_of=as_of)
    document = reading.sha256
    base = {"made_from": subject, "made_by": "read"}
    yield Document(
        **base,
        document_id=document,
        path=path,
        sha256=reading.sha256,
        format=reading.format,
        title=reading.title,
        date=reading.date,
        language=reading.language,
        text_id=digest("text", reading.laid.text),
        text=reading.laid.text,
    )
    citation_ids = [digest("citation", document, n, c.start, c.url) for n, c in enumerate(reading.laid.citations)]
    claim_ids = [digest("claim", document, c.start, c.end) for c in reading.laid.claims]
    for number, cited in enumerate(reading.laid.citations):
        yield Citation(
            **base,
            citation_id=citation_ids[number],
            document_id=document,
            ref=f"c{number + 1}",
            marker=cited.marker,
            kind=cited.kind,
            printed=cited.printed,
            url=cited.url,
            candidates=list(cited.candidates),
            label=cited.said.label,
            stated_date=cited.said.date,
            stated_publisher=cited.said.publisher,
            stated_title=cited.said.title,
            stated_authors=cited.said.authors,
            accessed_date=cited.said.accessed,
            source_kind=cited.said.kind,
            page=cited.page,
            start=cited.start,
            end=cited.end,
        )
        places = places_of(cited.said, reading.laid.text, cited.said_start, cited.said_end)
        for part, (start, end) in places.items():
            yield CitationPlace(**base, citation_id=citation_ids[number], part=part, start=start, end=end)
    for number, claim in enumerate(reading.laid.claims):
        yield Claim(
            **base,
            claim_id=claim_ids[number],
            document_id=document,
            ref=f"k{number + 1}",
            text=claim.text,
            start=claim.start,
            end=claim.end,
            heading=claim.heading,
            paragraph=claim.paragraph,
            date=claim.date or reading.date,
            assertions=claim.assertions,
            page=claim.page,
            number=claim.number,
        )
    for pair in {(c.claim, c.citation): c for c in reversed(reading.laid.cites)}.values():
        yield ClaimCitation(
            **base, claim_id=claim_ids[pair.claim], citation_id=citation_ids[pair.citation], anchor=pair.anchor
        )


def file_bytes(path: str) -> bytes:
    """Return a file's bytes; raises BadInput("read/missing") where there is none that we may read."""
    file = Path(path)
    try:
        if file.is_dir():
            raise BadInput(
                "read/missing",
                f"{path}: a folder, not a document\n\nhint: name the documents in it, such as {path.rstrip('/')}/*.pdf",
            )
        if file.stat().st_size > MAX_BYTES:
            raise BadInput(
                "read/too_large",
                f"{path}: more than the {MAX_BYTES // 2**20} MB that are read\n\nhint: split it, or export its text",
            )
        return file.read_bytes()
    except (OSError, ValueError) as unreadable:
        raise BadInput(
            "read/missing", f"{path}: cannot be opened ({unreadable})\n\nhint: check the path, and that you may read it"
        ) from unreadable
