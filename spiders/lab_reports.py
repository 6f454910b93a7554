"""Lab reports: the document itself behind a page that only shows it in a viewer, and what a report says of its version."""

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


# A line of its own that states a version: "Version 2.1, 4 May 2018", "Revised edition", "Last updated: 12 June 2019". A version in a sentence
# is most often that of some program, so that the line must begin with it and be short.
_VERSION = re.compile(
    r"(?im)^\W{0,3}(?:(?:(?:report|document|current|informe|documento|this) )?(?:version|versi[oó]n|vers[aã]o|versione|fassung|revision|revisi[oó]n|edition|edici[oó]n)[ :]{1,3}\d{1,2}(?:\.\d{1,3}){0,2}\b"
    r"|v\d{1,2}\.\d{1,3}\b"
    r"|(?:first|second|third|fourth|revised|updated|\d(?:st|nd|rd|th)) (?:edition|version)\b"
    r"|(?:segunda|tercera|nueva) (?:edici[oó]n|versi[oó]n)\b|(?:edici[oó]n|versi[oó]n) (?:revisada|corregida|actualizada)\b"
    r"|(?:last )?(?:revised|updated|amended)(?: on)?[ :]{1,3}[^\n]{0,20}\d{4}"
    r"|(?:[uú]ltima actualizaci[oó]n|revisado|actualizado|mis(?:e)? [aà] jour|zuletzt (?:ge[aä]ndert|aktualisiert)|stand)(?: el| le| am)?[ :]{1,3}[^\n]{0,30}\d{4})[^\n]{0,80}$"
)
_SUPERSEDED = re.compile(
    r"(?im)^.{0,120}?(?:\b(?:this|the) (?:report|version|document|edition) (?:has been|was|is) (?:superseded|replaced|withdrawn|retired)\b"
    r"|\b(?:a|the) (?:newer|later|more recent|updated|revised) (?:version|edition) of this (?:report|document|paper)\b"
    r"|\beste (?:informe|documento) (?:ha sido|fue) (?:sustituido|reemplazado|retirado)\b|\bversi[oó]n (?:m[aá]s reciente|posterior|actualizada) de este (?:informe|documento)\b"
    r"|\bce (?:rapport|document) a [eé]t[eé] (?:remplac[eé]|retir[eé])\b|\bdieser bericht wurde (?:ersetzt|zur[uü]ckgezogen)\b).{0,400}$"
)
_READ = 200_000


def versions(text: str) -> dict[str, str]:
    """Return what a report says of its version: `version_note`, the line that states it, and `superseded_note`, the line that says that another took its place."""
    found = {"version_note": _VERSION.search(text[:_READ]), "superseded_note": _SUPERSEDED.search(text[:_READ])}
    return {name: " ".join(match.group().split())[:500] for name, match in found.items() if match}


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
