"""Mending a Word file: link targets in its relationships, links in its fields and its text; every other part stays as it was."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from copy import deepcopy
from io import BytesIO

from lxml import etree

from pipeline.readers.docx_parts import W, main_part
from pipeline.readers.zipped import Zipped, parsed
from pipeline.replacement import Replacement

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def mend_docx(body: bytes, replacements: Sequence[Replacement], *, language: str) -> tuple[bytes, int]:
    """Return a copy of a Word file with its links replaced, and how many places that were.

    The note with the original link is a run of text behind the link, dressed as the run before it. Raises BadInput for a file
    that cannot be unpacked.
    """
    zipped = Zipped(body, name="the document")
    folder = main_part(zipped).rpartition("/")[0]
    changed: dict[str, bytes] = {}
    count = 0
    for member in (main_part(zipped), f"{folder}/footnotes.xml", f"{folder}/endnotes.xml"):
        tree = zipped.tree_of(member)
        if tree is None:
            continue
        links = f"{folder}/_rels/{member.rpartition('/')[2]}.rels"
        targets = zipped.tree_of(links)
        places = _mend_part(tree, targets, replacements, language)
        if places:
            count += places
            changed[member] = _bytes(tree)
            if targets is not None:
                changed[links] = _bytes(targets)
    return (_packed(body, changed), count) if changed else (body, 0)


def _mend_part(
    tree: etree._Element, targets: etree._Element | None, replacements: Sequence[Replacement], language: str
) -> int:
    count = 0
    for one in replacements:
        note = f" ({one.note(language)} {one.url})"
        mended = (
            {e.get("Id") for e in targets if (e.get("Target") or "") in one.written} if targets is not None else set()
        )
        for element in targets if targets is not None else ():
            if element.get("Id") in mended:
                element.set("Target", one.replacement)
        for link in [e for e in tree.iter(f"{W}hyperlink") if e.get(_R) in mended]:
            _rewrite(list(link.iter(f"{W}t")), one, "")
            _add_behind(link, note, like=next(link.iter(f"{W}r"), None))
            count += 1
        for code in tree.iter(f"{W}instrText"):
            said = code.text or ""
            if any(f'"{written}"' in said for written in one.written):
                code.text = next(
                    said.replace(f'"{w}"', f'"{one.replacement}"') for w in one.written if f'"{w}"' in said
                )
                shown, end = _field(code)
                _rewrite(shown, one, "")
                if end is not None:
                    _add_behind(end, note, like=end)
                count += 1
        for paragraph in tree.iter(f"{W}p"):
            linked = {t for link in paragraph.iter(f"{W}hyperlink") for t in link.iter(f"{W}t")}
            count += _rewrite([t for t in paragraph.iter(f"{W}t") if t not in linked], one, note)
    return count


def _rewrite(texts: Sequence[etree._Element], one: Replacement, note: str) -> int:
    """Replace the link where it stands in some runs, which may part it anywhere; return how often it was."""
    joined = "".join(t.text or "" for t in texts)
    found = list(re.finditer(one.pattern, joined))
    for match in reversed(found):
        at = 0
        put = f"{one.replacement}{note}"
        for element in texts:
            said = element.text or ""
            first, last = max(match.start() - at, 0), min(match.end() - at, len(said))
            at += len(said)
            if first >= last:
                continue
            element.text = said[:first] + put + said[last:]
            element.set(_SPACE, "preserve")
            put = ""
    return len(found)


def _field(code: etree._Element) -> tuple[list[etree._Element], etree._Element | None]:
    """Return the texts that a field shows, and the run that ends it."""
    shown: list[etree._Element] = []
    start = code.getparent()
    for run in start.itersiblings() if start is not None else ():
        mark = run.find(f"{W}fldChar")
        if mark is not None and mark.get(f"{W}fldCharType") == "end":
            return shown, run
        shown += run.iter(f"{W}t")
    return shown, None


def _add_behind(element: etree._Element, words: str, *, like: etree._Element | None) -> None:
    run = etree.Element(f"{W}r")
    dress = like.find(f"{W}rPr") if like is not None else None
    if dress is not None:
        kept = deepcopy(dress)
        for child in [
            c for c in kept if c.tag in (f"{W}rStyle", f"{W}color", f"{W}u")
        ]:  # how a link looks; this is none
            kept.remove(child)
        run.append(kept)
    text = etree.SubElement(run, f"{W}t")
    text.text = words
    text.set(_SPACE, "preserve")
    element.addnext(run)


def _bytes(tree: etree._Element) -> bytes:
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def _packed(body: bytes, changed: dict[str, bytes]) -> bytes:
    """Return the package with some members replaced, all in their order and as they were packed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(body)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in _members(old):
            content = changed.get(entry.filename)
            new.writestr(entry, old.read(entry) if content is None else content, compress_type=entry.compress_type)
    mended = out.getvalue()
    for content in changed.values():
        parsed(content)  # what is not well-formed is our fault, and must not reach anybody's desk
    return mended


def _members(package: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    seen: set[str] = set()
    for entry in package.infolist():
        if entry.filename not in seen:
            seen.add(entry.filename)
            yield entry
