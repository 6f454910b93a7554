"""Small documents of our own words in the formats that are packed: Word, OpenDocument, EPUB and PDF."""

from __future__ import annotations

import zipfile
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"

ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>{}</office:text></office:body></office:document-content>'
)


def packed(members: dict[str, str | bytes]) -> bytes:
    """Return a zip file of the members."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(
    body: str,
    *,
    footnotes: str = "",
    links: dict[str, str] | None = None,
    note_links: dict[str, str] | None = None,
    **more: str,
) -> bytes:
    """Return a Word file: `body` and `footnotes` are WordprocessingML, `links` the targets by relationship id."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": _rels(links or {}),
    }
    if footnotes:
        members["word/footnotes.xml"] = f'<w:footnotes xmlns:w="{W}" xmlns:r="{R}">{footnotes}</w:footnotes>'
        members["word/_rels/footnotes.xml.rels"] = _rels(note_links or {})
    members.update({name.replace("__", "/") + ".xml": content for name, content in more.items()})
    return packed(members)


def _rels(links: dict[str, str]) -> str:
    entries = "".join(f'<Relationship Id="{key}" Type="{LINK}" Target="{url}"/>' for key, url in links.items())
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>'
    )


def epub(page: str) -> bytes:
    """Return an EPUB of one page."""
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:c"><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>',
            "p.opf": '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>',
            "a.xhtml": page,
        }
    )


def run(text: str) -> str:
    """Return a run of plain text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    """Return a paragraph of runs."""
    return f"<w:p>{''.join(runs)}</w:p>"


def note_mark(number: int) -> str:
    """Return the reference to a footnote."""
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def note(number: int, *runs: str) -> str:
    """Return a footnote."""
    return f'<w:footnote w:id="{number}">{paragraph(*runs)}</w:footnote>'


def pdf(
    pages: list[list[tuple[float, float, float, str]]],
    *,
    links: list[tuple[int, tuple[int, int, int, int], str]] | None = None,
) -> bytes:
    """Return a PDF of lines (x, y, font size, text) on pages of 612 × 792 points; links are (page, box, address)."""
    objects: list[bytes] = []

    def add(content: bytes) -> int:
        objects.append(content)
        return len(objects)

    font = add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    tree = add(b"")
    kids = []
    for number, lines in enumerate(pages):
        stream = b"".join(
            b"BT /F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n"
            % (size, x, y, text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)"))
            for x, y, size, text in lines
        )
        content = add(b"<< /Length %d >>\nstream\n%sendstream" % (len(stream), stream))
        boxes = [
            add(
                b"<< /Type /Annot /Subtype /Link /Rect [%d %d %d %d] /A << /S /URI /URI (%s) >> >>"
                % (*box, url.encode())
            )
            for page, box, url in links or []
            if page == number
        ]
        annotations = b" ".join(b"%d 0 R" % box for box in boxes)
        kids.append(
            add(
                b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Annots [%s] /Resources << /Font << /F1 %d 0 R >> >> >>"
                % (tree, content, annotations, font)
            )
        )
    objects[tree - 1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    root = add(b"<< /Type /Catalog /Pages %d 0 R >>" % tree)
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, written in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, root, start)
    return bytes(out)
