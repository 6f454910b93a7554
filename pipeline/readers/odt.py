"""OpenDocument text (odt): paragraphs, lists, tables, links and notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from pipeline.readers.blocks import Block, Draft, Link, Mark, joined, stripped
from pipeline.readers.dates import dates_in
from pipeline.readers.pdf_glyphs import SUPERSCRIPTS
from pipeline.readers.zipped import Zipped
from pipeline.stage import BadInput

_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_SKIPPED = frozenset(
    (
        f"{_T}tracked-changes",
        f"{_T}sequence-decls",
        f"{_T}table-of-content",
        f"{_T}alphabetical-index",
        f"{_OFFICE}annotation",
    )
)


@dataclass(slots=True)
class _Odt:
    blocks: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    numbered: frozenset[str] = frozenset()  # names of the list styles whose first level is numbers
    raised: frozenset[str] = frozenset()  # names of the text styles that stand above the line
    lists: list[int | None] = field(default_factory=list)  # the last number of each list that is open; None for bullets
    label: str = ""  # of the item whose first paragraph is next


@dataclass(slots=True)
class _Paragraph:
    text: str = ""
    links: list[Link] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


def read_odt(data: bytes, *, name: str) -> Draft:
    """Return the blocks of an OpenDocument text; raises BadInput where it cannot be unpacked or is locked."""
    zipped = Zipped(data, name=name)
    manifest = zipped.bytes_of("META-INF/manifest.xml") if "META-INF/manifest.xml" in zipped.names else b""
    if b"encryption-data" in manifest:
        raise BadInput("read/encrypted", f"{name}: locked with a password\n\nhint: save a copy without a password")
    content = zipped.tree_of("content.xml")
    body = content.find(f".//{_OFFICE}text") if content is not None else None
    if body is None:
        raise zipped.damaged("no text in content.xml")
    styles = zipped.tree_of("styles.xml")
    odt = _Odt(numbered=_numbered(content, styles), raised=_raised(content, styles))
    _walk(body, odt, "paragraph", 0)
    meta = zipped.tree_of("meta.xml")
    title = meta.findtext(f".//{_DC}title") if meta is not None else None
    language = meta.findtext(f".//{_DC}language") if meta is not None else None
    title = title or next((b.text for b in odt.blocks[:10] if b.kind == "heading"), None)
    if title and dates_in(title) and len(title) < 30:
        title = None
    return Draft(
        format="odt", blocks=(*odt.blocks, *odt.notes), title=title, language=language[:2].lower() if language else None
    )


def _numbered(*trees: etree._Element | None) -> frozenset[str]:
    """Return the names of the list styles whose first level is numbers."""
    return frozenset(
        str(style.get(f"{_STYLE}name"))
        for tree in trees
        if tree is not None
        for style in tree.iter(f"{_T}list-style")
        if len(style) and style[0].tag == f"{_T}list-level-style-number" and style[0].get(f"{_STYLE}num-format")
    )


def _raised(*trees: etree._Element | None) -> frozenset[str]:
    """Return the names of the text styles that stand above the line ("super 58%", "33% 80%")."""
    return frozenset(
        str(style.get(f"{_STYLE}name"))
        for tree in trees
        if tree is not None
        for style in tree.iter(f"{_STYLE}style")
        for properties in style.iter(f"{_STYLE}text-properties")
        if re.match(r"super|[1-9]", properties.get(f"{_STYLE}text-position") or "")
    )


def _walk(parent: etree._Element, odt: _Odt, kind: str, level: int) -> None:
    if level > 60:
        return
    for element in parent:
        tag = element.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            continue
        if tag in (f"{_T}p", f"{_T}h"):
            _paragraph(element, odt, "heading" if tag == f"{_T}h" and kind == "paragraph" else kind, level)
        elif tag == f"{_T}list":
            style = element.get(f"{_T}style-name")
            outer = odt.lists[-1] is not None if odt.lists else False
            odt.lists.append(0 if (style in odt.numbered if style else outer) else None)
            _walk(element, odt, kind, level + 1)
            odt.lists.pop()
        elif tag in (f"{_T}list-item", f"{_T}list-header"):
            last = odt.lists[-1] if odt.lists else None
            if last is not None:
                start = element.get(f"{_T}start-value") or ""
                odt.lists[-1] = int(start) if start.isdigit() else last + 1
            odt.label = "• " if last is None else f"{odt.lists[-1]}. "
            _walk(element, odt, "item" if kind == "paragraph" else kind, level + 1)
        elif tag == f"{_TABLE}table-cell":
            _walk(element, odt, "cell" if kind == "paragraph" else kind, level + 1)
        else:
            _walk(element, odt, kind, level + 1)


def _paragraph(element: etree._Element, odt: _Odt, kind: str, level: int) -> None:
    paragraph = _Paragraph()
    _inline(element, odt, paragraph, level)
    if paragraph.text.strip():
        printed = re.match(r"\s*(?:\d+[.)]|[•*-])\s", paragraph.text)
        label, odt.label = (odt.label if kind == "item" and not printed else ""), ""
        shift = len(label)
        block = Block(
            kind=kind,
            text=label + paragraph.text.replace("\n", " "),
            links=tuple(Link(start=x.start + shift, end=x.end + shift, url=x.url) for x in paragraph.links),
            marks=tuple(Mark(at=x.at + shift, key=x.key) for x in paragraph.marks),
        )
        odt.blocks.append(stripped(block))
    for box in paragraph.boxes:
        _walk(box, odt, kind, level + 1)


def _inline(element: etree._Element, odt: _Odt, paragraph: _Paragraph, level: int) -> None:
    if level > 100:
        return
    paragraph.text += element.text or ""
    for child in element:
        tag = child.tag
        if tag == f"{_T}note":
            _note(child, odt, paragraph)
        elif tag == f"{_T}s":
            count = child.get(f"{_T}c") or "1"
            paragraph.text += " " * min(int(count) if count.isdigit() else 1, 40)
        elif tag in (f"{_T}tab", f"{_T}line-break"):
            paragraph.text += " "
        elif tag == f"{_T}a":
            begin = len(paragraph.text)
            _inline(child, odt, paragraph, level + 1)
            shown = paragraph.text[begin:]
            if shown.strip() and child.get(_HREF):
                lead = begin + len(shown) - len(shown.lstrip())
                paragraph.links.append(Link(start=lead, end=len(paragraph.text.rstrip()), url=child.get(_HREF) or ""))
        elif tag == f"{_OFFICE}annotation" or not isinstance(tag, str):
            pass
        elif tag == f"{_T}span" and child.get(f"{_T}style-name") in odt.raised and _is_figure(child):
            paragraph.text += (child.text or "").strip().translate(SUPERSCRIPTS)
        elif tag.endswith("}text-box"):
            paragraph.boxes.append(child)
        else:
            _inline(child, odt, paragraph, level + 1)
        paragraph.text += child.tail or ""


def _is_figure(span: etree._Element) -> bool:
    """Return whether a span is a number alone: raised, it is a note's mark that the author set by hand."""
    return len(span) == 0 and re.fullmatch(r"\s*\d{1,3}\s*", span.text or "") is not None


def _note(element: etree._Element, odt: _Odt, paragraph: _Paragraph) -> None:
    kind = "endnote" if element.get(f"{_T}note-class") == "endnote" else "footnote"
    key = element.get(f"{_T}id") or f"note{len(odt.notes)}"
    marker = "".join(element.findtext(f"{_T}note-citation") or "").strip() or str(len(odt.notes) + 1)
    body = element.find(f"{_T}note-body")
    inner = _Odt()
    if body is not None:
        _walk(body, inner, kind, 0)
    after = element.tail or ""
    if paragraph.text.endswith(" ") and (not after or after[0] in " .,;:)"):
        paragraph.text = paragraph.text.rstrip(" ")
    paragraph.marks.append(Mark(at=len(paragraph.text), key=key))
    whole = joined(inner.blocks) if inner.blocks else Block(kind=kind, text="")
    odt.notes.append(Block(kind=kind, text=whole.text, links=whole.links, key=key, marker=marker))
