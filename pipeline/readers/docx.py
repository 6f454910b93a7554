"""Word (docx): paragraphs, lists, tables, text boxes, hyperlinks, notes and the references of citation managers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.readers.blocks import Block, Draft, Link, Mark, stripped
from pipeline.readers.docx_fields import Fields, cited_items, control_items, field_target, source_tags
from pipeline.readers.docx_parts import (
    W,
    core_properties,
    link_targets,
    list_formats,
    main_part,
    note_numbers,
    numbered,
    own_sources,
    source_key,
    style_names,
)
from pipeline.readers.zipped import Zipped

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


@dataclass(slots=True)
class _Field:
    """A complex field being read: its code, and where its result began."""

    code: str = ""
    begin: int | None = None


@dataclass(slots=True)
class _Paragraph:
    text: str = ""
    links: list[Link] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


@dataclass(slots=True)
class _Word:
    """What one document is read with: targets of its links, its lists, and what citation fields were seen."""

    targets: dict[str, str]
    formats: dict[tuple[str, str], str]
    styles: dict[str, str]
    counters: Counter[tuple[str, str]] = field(default_factory=Counter)
    fields: list[_Field] = field(default_factory=list)
    references: dict[str, Fields] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes_seen: list[tuple[str, str]] = field(default_factory=list)


def read_docx(data: bytes, *, name: str) -> Draft:
    """Return the blocks of a Word file; raises BadInput where it cannot be unpacked.

    Notes carry the number that Word would show. A citation field of Zotero or Mendeley, and Word's own sources,
    are references with what the manager says of them. Deleted text of tracked changes is left out.
    """
    zipped = Zipped(data, name=name)
    main = main_part(zipped)
    document = zipped.tree_of(main)
    if document is None:
        raise zipped.damaged("it has no main document part")
    folder = main.rpartition("/")[0]
    word = _Word(
        targets=link_targets(zipped, main), formats=list_formats(zipped, folder), styles=style_names(zipped, folder)
    )
    body = next((e for e in document if e.tag == f"{W}body"), document)
    _blocks(body, word, "paragraph", 0)
    shown = _shown_numbers(word, note_numbers(zipped, folder, document))
    notes: list[Block] = []
    for part, kind in (("footnotes", "footnote"), ("endnotes", "endnote")):
        member = f"{folder}/{part}.xml"
        tree = zipped.tree_of(member)
        if tree is None:
            continue
        inner = _Word(targets=link_targets(zipped, member), formats=word.formats, styles=word.styles)
        for note in tree:
            number = note.get(f"{W}id") or ""
            if note.get(f"{W}type") in ("separator", "continuationSeparator", "continuationNotice"):
                continue
            key = f"{kind}{number}"
            inner.blocks, inner.references = [], {}
            _blocks(note, inner, kind, 0)
            if inner.blocks and key in shown:
                notes += _with_sources(_one(inner.blocks, kind, key, shown[key]), list(inner.references.values()))
    notes.sort(key=lambda n: list(shown).index(n.key or ""))
    references = [
        Block(kind="reference", text=dict(fields).get("label", key), key=key, fields=fields)
        for key, fields in word.references.items()
    ]
    references += own_sources(zipped)
    core = core_properties(zipped)
    title = core.get("title") or next((b.text for b in word.blocks[:10] if b.kind == "heading"), None)
    return Draft(format="docx", blocks=(*word.blocks, *notes, *references), title=title, date=None, language=None)


def _with_sources(note: Block, sources: list[Fields]) -> list[Block]:
    """Return a note with what the citation manager says of its source; a further source is a block of its own.

    A note that has links says itself what it cites.
    """
    if note.links or not sources:
        return [note]
    more = [
        replace(note, text=dict(fields).get("label") or dict(fields).get("title", ""), fields=fields)
        for fields in sources[1:]
    ]
    return [replace(note, fields=sources[0]), *(block for block in more if block.text)]


def _blocks(parent: etree._Element, word: _Word, kind: str, level: int) -> None:
    """Add the blocks of a body, table cell, text box or note."""
    if level > 60:
        return
    for element in parent:
        if element.tag == f"{W}p":
            _paragraph(element, word, kind)
            boxes, word.boxes = word.boxes, []
            for box in boxes:
                _blocks(box, word, kind, level + 1)
        elif element.tag == f"{W}tbl":
            for cell in element.iterchildren(f"{W}tr"):
                for inner in cell.iter(f"{W}tc"):
                    if next(inner.iterancestors(f"{W}tbl")) is element:
                        _blocks(inner, word, kind if kind != "paragraph" else "cell", level + 1)
        elif element.tag in (
            f"{W}sdt",
            f"{W}sdtContent",
            f"{W}ins",
            f"{W}customXml",
            f"{_MC}AlternateContent",
            f"{_MC}Choice",
            f"{W}smartTag",
        ):
            _blocks(element, word, kind, level + 1)


def _paragraph(element: etree._Element, word: _Word, kind: str) -> None:
    paragraph = _Paragraph()
    _runs(element, word, paragraph, 0)
    for open_field in word.fields:
        open_field.begin = 0 if open_field.begin is not None else None
    if not paragraph.text.strip():
        return
    style_element = element.find(f"{W}pPr/{W}pStyle")
    named = (style_element.get(f"{W}val") or "") if style_element is not None else ""
    style = word.styles.get(named, named.lower())
    number = element.find(f"{W}pPr/{W}numPr")
    label = ""
    if kind == "paragraph":
        if re.match(r"heading ?\d|title$|título|t[íi]tulo \d", style):
            kind = "heading"
        elif number is not None:
            kind, label = "item", _label(number, word)
        elif re.match(r"bibliography|bibliograf", style):
            kind = "reference"
    shift = len(label)
    block = Block(
        kind=kind,
        text=label + paragraph.text.replace("\n", " "),
        links=tuple(Link(start=x.start + shift, end=x.end + shift, url=x.url) for x in _merged(paragraph.links)),
        marks=tuple(Mark(at=x.at + shift, key=x.key) for x in paragraph.marks),
        key=f"bibliography{len(word.blocks)}" if kind == "reference" else None,
    )
    word.blocks.append(stripped(block))


def _label(number: etree._Element, word: _Word) -> str:
    ident, level = number.find(f"{W}numId"), number.find(f"{W}ilvl")
    key = (
        (ident.get(f"{W}val") or "") if ident is not None else "",
        (level.get(f"{W}val") or "0") if level is not None else "0",
    )
    if key[0] == "0":
        return ""
    shape = word.formats.get(key, "bullet")
    if shape in ("bullet", "none"):
        return "• " if shape == "bullet" else ""
    word.counters[key] += 1
    for other in list(word.counters):
        if other[0] == key[0] and other[1] > key[1]:
            del word.counters[other]
    count = word.counters[key]
    return f"{chr(96 + count)}. " if shape == "lowerLetter" and count <= 26 else f"{count}. "


def _merged(links: list[Link]) -> list[Link]:
    """Return the links with neighbours of one target put together: Word spreads one link over many runs."""
    made: list[Link] = []
    for link in sorted(links, key=lambda x: x.start):
        if made and made[-1].url == link.url and link.start - made[-1].end <= 1:
            made[-1] = Link(start=made[-1].start, end=max(made[-1].end, link.end), url=link.url)
        elif link.end > link.start:
            made.append(link)
    return made


def _runs(parent: etree._Element, word: _Word, paragraph: _Paragraph, level: int) -> None:
    if level > 40:
        return
    for element in parent:
        tag = element.tag
        if tag in (f"{W}t", f"{W}delText"):
            if tag == f"{W}t" and not (word.fields and word.fields[-1].begin is None):
                paragraph.text += element.text or ""
        elif tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            paragraph.text += " "
        elif tag in (f"{W}noBreakHyphen",):
            paragraph.text += "-"
        elif tag == f"{W}hyperlink":
            begin = len(paragraph.text)
            _runs(element, word, paragraph, level + 1)
            target = word.targets.get(element.get(_R) or "", "")
            if target and paragraph.text[begin:].strip():
                anchor = element.get(f"{W}anchor")
                whole = f"{target}#{anchor}" if anchor and "#" not in target else target
                paragraph.links.append(Link(start=begin, end=len(paragraph.text.rstrip()), url=whole))
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            kind = "footnote" if tag.endswith("footnoteReference") else "endnote"
            key = f"{kind}{element.get(f'{W}id')}"
            own = _custom_mark(element)
            word.notes_seen.append((key, own))
            if paragraph.text.endswith(" ") and not own:
                paragraph.text = paragraph.text.rstrip(" ")
            paragraph.marks.append(Mark(at=len(paragraph.text), key=key))
        elif tag == f"{W}fldSimple":
            begin = len(paragraph.text)
            _runs(element, word, paragraph, level + 1)
            _close_field(_Field(code=element.get(f"{W}instr") or "", begin=begin), word, paragraph)
        elif tag == f"{W}fldChar":
            _field_char(element.get(f"{W}fldCharType") or "", word, paragraph)
        elif tag == f"{W}instrText":
            if word.fields:
                word.fields[-1].code += element.text or ""
        elif tag == f"{W}sdt":
            _runs(element, word, paragraph, level + 1)
            named = element.find(f"{W}sdtPr/{W}tag")
            _cite(control_items((named.get(f"{W}val") or "") if named is not None else ""), word, paragraph)
        elif tag == f"{W}txbxContent":
            word.boxes.append(element)
        elif tag in (f"{W}del", f"{W}moveFrom", f"{_MC}Fallback", f"{W}pPr", f"{W}rPr", f"{W}sdtPr"):
            continue
        elif tag == f"{W}r" and _raised(element):
            digits = "".join(t.text or "" for t in element.iter(f"{W}t"))
            paragraph.text += digits.translate(_SUPER)
        elif isinstance(tag, str):
            _runs(element, word, paragraph, level + 1)


_SUPER = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _raised(run: etree._Element) -> bool:
    """Return whether a run is a number set by hand as a superscript."""
    raised, lifted = run.find(f"{W}rPr/{W}vertAlign"), run.find(f"{W}rPr/{W}position")
    points = (lifted.get(f"{W}val") or "") if lifted is not None else ""
    high = points.isdigit() and int(points) >= 4  # half points above the line, as LibreOffice writes it
    if not high and (raised is None or raised.get(f"{W}val") != "superscript"):
        return False
    return re.fullmatch(r"\s*\d{1,3}\s*", "".join(t.text or "" for t in run.iter(f"{W}t"))) is not None


def _custom_mark(reference: etree._Element) -> str:
    """Return the sign that the author put in place of the number (`*`), or ""."""
    if reference.get(f"{W}customMarkFollows") not in ("1", "true", "on"):
        return ""
    run = reference.getparent()
    text = "".join(t.text or "" for t in run.iter(f"{W}t")) if run is not None else ""
    for found in run.iter(f"{W}t") if run is not None else ():
        found.text = ""
    return text.strip()


def _field_char(kind: str, word: _Word, paragraph: _Paragraph) -> None:
    if kind == "begin":
        word.fields.append(_Field())
    elif kind == "separate" and word.fields:
        word.fields[-1].begin = len(paragraph.text)
    elif kind == "end" and word.fields:
        _close_field(word.fields.pop(), word, paragraph)


def _close_field(closed: _Field, word: _Word, paragraph: _Paragraph) -> None:
    """Take from a finished field what it says: a link's target, or a citation manager's references."""
    url = field_target(closed.code)
    if url and closed.begin is not None and paragraph.text[closed.begin :].strip():
        paragraph.links.append(Link(start=closed.begin, end=len(paragraph.text.rstrip()), url=url))
    _cite(cited_items(closed.code), word, paragraph)
    for tag in source_tags(closed.code):
        paragraph.marks.append(Mark(at=len(paragraph.text), key=source_key(tag)))


def _cite(items: Iterable[tuple[str, Fields]], word: _Word, paragraph: _Paragraph) -> None:
    for key, fields in items:
        word.references.setdefault(key, fields)
        paragraph.marks.append(Mark(at=len(paragraph.text), key=key))


def _shown_numbers(word: _Word, shapes: dict[str, str]) -> dict[str, str]:
    """Return what each note's mark shows, in the order of the marks; notes of one kind are counted from 1, in the shape of their kind."""
    shown: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for key, own in word.notes_seen:
        if key not in shown:
            kind = key.rstrip("-0123456789")
            if not own:
                counts[kind] += 1
            shown[key] = own or numbered(counts[kind], shapes[kind])
    return shown


def _one(blocks: list[Block], kind: str, key: str, marker: str) -> Block:
    """Return a note's paragraphs as one block."""
    text, links = "", []
    for block in blocks:
        text += " " if text else ""
        shift = len(text)
        links += [Link(start=x.start + shift, end=x.end + shift, url=x.url) for x in block.links]
        text += block.text
    return Block(kind=kind, text=text, links=tuple(links), key=key, marker=marker)
