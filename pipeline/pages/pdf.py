"""The text layer and the metadata of a PDF."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfText:
    """What a PDF says; `problem` is a slug (encrypted, broken) where it cannot be opened."""

    text: str = ""
    pages: int = 0
    title: str | None = None
    author: str | None = None
    created: str | None = None
    modified: str | None = None
    problem: str | None = None


def pdf_text(data: bytes, *, max_chars: int) -> PdfText:
    """Return the text of a PDF, a blank line between pages, up to `max_chars`; never raises for a bad file."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as wrong:
        return PdfText(problem="encrypted" if "assword" in str(wrong) else "broken")
    try:
        said = document.get_metadata_dict(skip_empty=True)
        pieces: list[str] = []
        length = 0
        for number in range(len(document)):
            try:
                page = document[number]
                piece = page.get_textpage().get_text_range()
            except pypdfium2.PdfiumError:
                continue
            pieces.append(_joined_lines(piece))
            length += len(pieces[-1])
            if length > max_chars:
                break
        return PdfText(
            text="\n\n".join(pieces).strip()[:max_chars],
            pages=len(document),
            title=_clean(said.get("Title")),
            author=_clean(said.get("Author")),
            created=_iso(said.get("CreationDate")),
            modified=_iso(said.get("ModDate")),
        )
    finally:
        document.close()


def _joined_lines(text: str) -> str:
    """Return the text with words whole again that a line's end had cut: pdfium gives such a hyphen as U+0002 or U+FFFE."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"[\x02\ufffe]\n?", "", text).replace("\x00", "")


def _clean(value: str | None) -> str | None:
    value = " ".join((value or "").replace("\x00", "").split())
    return value or None


def _iso(value: str | None) -> str | None:
    found = _DATE.match(value or "")
    if not found:
        return None
    year, month, day = found.groups()
    if not month or not 1 <= int(month) <= 12:
        return year
    return f"{year}-{month}-{day}" if day and 1 <= int(day) <= 31 else f"{year}-{month}"
