"""EPUB: the pages of its spine, one after the other."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from pipeline.readers.blocks import Block, Draft
from pipeline.readers.dates import dates_in
from pipeline.readers.html import read_html
from pipeline.readers.sniff import decoded_page
from pipeline.readers.zipped import Zipped
from pipeline.stage import BadInput

_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_MAX_PAGES = 2000


def read_epub(data: bytes, *, name: str) -> Draft:
    """Return the blocks of a book in the order of its spine; raises BadInput where it cannot be unpacked or is locked.

    The pages are read as one, so that a mark in a chapter finds its note in another file.
    """
    zipped = Zipped(data, name=name)
    if "META-INF/encryption.xml" in zipped.names and "META-INF/rights.xml" in zipped.names:
        raise BadInput(
            "read/encrypted", f"{name}: this book is locked (DRM)\n\nhint: read it from a copy without protection"
        )
    container = zipped.tree_of("META-INF/container.xml")
    rootfile = (
        next((e.get("full-path") or "" for e in container.iter() if str(e.tag).endswith("}rootfile")), "")
        if container is not None
        else ""
    )
    package = zipped.tree_of(rootfile)
    if package is None:
        raise zipped.damaged("it names no package document")
    folder = posixpath.dirname(rootfile)
    files = {e.get("id") or "": unquote(e.get("href") or "") for e in package.iter(f"{_OPF}item")}
    pages = []
    for reference in list(package.iter(f"{_OPF}itemref"))[:_MAX_PAGES]:
        member = posixpath.normpath(posixpath.join(folder, files.get(reference.get("idref") or "", "")))
        if member in zipped.names:
            page = decoded_page(zipped.bytes_of(member), name=name)
            start, end = page.lower().find("<body"), page.lower().rfind("</body")
            pages.append("<div" + page[start + 5 : end if end > start else None] + "</div>" if start >= 0 else page)
    blocks: tuple[Block, ...] = (
        read_html(f"<html><body>{''.join(pages)}</body></html>", name=name).blocks if pages else ()
    )
    dates = [iso for e in package.iter(f"{_DC}date") for _, _, iso in dates_in((e.text or "")[:10])]
    language = (package.findtext(f".//{_DC}language") or "")[:2].lower()
    return Draft(
        format="epub",
        blocks=blocks,
        title=(package.findtext(f".//{_DC}title") or "").strip() or None,
        date=dates[0] if dates else None,
        language=language or None,
    )
