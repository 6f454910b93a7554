"""Lab reports: the document itself behind a page that only shows it in a viewer."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from spiders.urls import host_of, is_web, joined

_DRIVE = re.compile(r"/file/(?:u/\d+/)?d/([\w-]{10,100})(?:/.*)?")
_BLOB = re.compile(r"/([\w.-]+)/([\w.-]+)/blob/(.+\.(?:pdf|docx?|odt|txt|csv))", re.IGNORECASE)
_FRAME = re.compile(r"<(?:iframe|embed|object)\b[^<>]*", re.IGNORECASE)
_SOURCE = re.compile(
    r"""\b(?:src|data)\s*=\s*(?:"([^"]{1,2000})"|'([^']{1,2000})'|([^\s"'<>]{1,2000}))""", re.IGNORECASE
)


def document_behind(url: str) -> str | None:
    """Return the address of the file that a viewer's address names, None for any other address.

    Known are the viewers of Google Docs, Google Drive, Dropbox, GitHub and pdf.js; without scripts they show no text.
    """
    host = host_of(url).removeprefix("www.")
    parts = urlsplit(url)
    asked = parse_qs(parts.query)
    match = _DRIVE.fullmatch(parts.path) if host == "drive.google.com" else None
    if match is not None:
        return f"https://drive.google.com/uc?export=download&id={match[1]}"
    if host in ("docs.google.com", "drive.google.com") and parts.path in ("/viewer", "/viewerng/viewer", "/gview"):
        return _web(asked.get("url", [""])[0])
    if host == "dropbox.com" and parts.path.startswith(("/s/", "/scl/")) and asked.get("dl") != ["1"]:
        query = urlencode(
            [*((name, value) for name, values in asked.items() if name != "dl" for value in values), ("dl", "1")]
        )
        return urlunsplit(parts._replace(query=query))
    match = _BLOB.fullmatch(parts.path) if host == "github.com" else None
    if match is not None:
        return f"https://raw.githubusercontent.com/{match[1]}/{match[2]}/{match[3]}"
    if parts.path.endswith("/web/viewer.html") and "file" in asked:
        return _web(joined(url, asked["file"][0]))
    return None


def framed_document(url: str, markup: str) -> str | None:
    """Return the one PDF that a page shows in a frame, None where it shows none or several.

    To be asked only of a page that has no text of its own: else the page is the source, and the PDF a part of it.
    """
    found: set[str] = set()
    for tag in _FRAME.findall(markup):
        match = _SOURCE.search(tag)
        if match is None:
            continue
        target = joined(url, unescape(match[1] or match[2] or match[3]))
        target = document_behind(target) or target
        if is_web(target) and urlsplit(target).path.lower().endswith(".pdf"):
            found.add(target)
    return found.pop() if len(found) == 1 else None


def _web(url: str) -> str | None:
    return url if is_web(url) else None
