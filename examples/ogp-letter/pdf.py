"""A plain text set as a PDF: standard fonts, A4, the same bytes each time."""

from __future__ import annotations

import textwrap

_LINE = 86  # characters; 11 pt Helvetica averages 5.5 pt a letter, so that a line stays within 475 of 595 pt
_LINES_ON_PAGE = 44
_HEAD = 15.5  # pt from one line to the next


def set_pdf(text: str, *, title: str) -> bytes:
    """Return a PDF of a text whose paragraphs stand apart by a blank line.

    The text layer is in reading order. Only the letters of Windows-1252 can be set; others raise UnicodeEncodeError.
    """
    lines: list[str] = []
    for paragraph in text.strip().split("\n\n"):
        lines += [*textwrap.wrap(paragraph, _LINE), ""]
    pages = [lines[at : at + _LINES_ON_PAGE] for at in range(0, len(lines), _LINES_ON_PAGE)]
    objects = [b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for page in pages:
        content = _content(page)
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % (len(objects) + 2)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    objects.append(b"<< /Title (%s) /Producer (the example's build.py) >>" % _escaped(title))
    return _file(objects)


def _content(lines: list[str]) -> bytes:
    shown = b"\n".join(b"(%s) Tj T*" % _escaped(line) for line in lines)
    return b"BT /F1 11 Tf %.1f TL 60 770 Td\n%s\nET" % (_HEAD, shown)


def _escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _file(objects: list[bytes]) -> bytes:
    """Return numbered objects as a file; the last is the information dictionary, the first the catalogue."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(objects),
        start,
    )
    return bytes(out)
