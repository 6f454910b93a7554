"""What format some bytes are in, judged by the bytes; the file's name settles only markdown against plain text."""

from __future__ import annotations

import codecs
import re
import zipfile
from io import BytesIO

from pipeline.readers.lists import is_table, is_url_list
from pipeline.stage import BadInput

MAX_BYTES = 256 * 1024 * 1024  # a file larger than this is no letter
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MARKDOWN = tuple(
    re.compile(sign, re.MULTILINE)
    for sign in (
        r"^#{1,6} \S",
        r"\[[^\]\n]{1,200}\]\((?:https?:|/|#)",
        r"\[\^[\w-]{1,20}\]",
        r"^```",
        r"\*\*\w[^*\n]{0,80}\*\*",
        r"^---\n(?:[\w-]+:.*\n)+---$",
        r"^\[[^\]\n]{1,80}\]:\s+(?:<|https?:)",
    )
)
_WIKITEXT = tuple(
    re.compile(sign, re.MULTILINE | re.IGNORECASE)
    for sign in (
        r"<ref(?:\s[^<>]{0,200})?/?>",
        r"\{\{\s*(?:cite|cita|citation|reflist|listaref|infobox|ficha)\b",
        r"\[\[[^\[\]\n]{1,200}\]\]",
        r"^={2,4}[^=\n]{1,120}={2,4}\s*$",
        r"'{3}[^'\n]{1,200}'{3}",
    )
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def format_of(data: bytes, *, name: str) -> str:
    """Return pdf, docx, odt, epub, rtf, html, md, txt, wikitext, bibtex, ris, csl-json, zotero-rdf, urls or csv.

    Raises BadInput: `read/empty`, `read/binary`, `read/encrypted`, `read/damaged`, `read/unsupported`.
    """
    if not data.strip(b"\x00 \t\r\n\f"):
        raise BadInput(
            "read/empty", f"{name}: the file is empty ({len(data)} bytes)\n\nhint: was it saved or copied whole?"
        )
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _zip_format(data, name)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise BadInput(
                "read/encrypted",
                f"{name}: this Office document is locked with a password\n\nhint: save a copy without a password",
            )
        raise BadInput(
            "read/unsupported", f"{name}: an old binary Office file (.doc, .xls, .ppt)\n\nhint: save it as .docx or PDF"
        )
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")) or (head.startswith((b"<?xml", b"<!--")) and b"<html" in head):
        return "html"
    if b"<rdf:rdf" in head and b"zotero.org/namespaces" in head:
        return "zotero-rdf"
    if head.startswith(b"<?xml"):
        raise BadInput(
            "read/unsupported", f"{name}: XML that is no web page\n\nhint: export it as HTML, PDF or plain text"
        )
    text = decoded(data[:200_000], name=name, whole=len(data) <= 200_000)
    return _text_format(text, name)


def _zip_format(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names or (
                "[Content_Types].xml" in names and any(n.startswith("word/") for n in names)
            ):
                return "docx"
            kind = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as broken:
        raise BadInput(
            "read/damaged",
            f"{name}: begins like a Word, OpenDocument or EPUB file, but cannot be unpacked ({broken})\n\nhint: get a fresh copy; it may have been cut off",
        ) from broken
    if b"opendocument.text" in kind:
        return "odt"
    if b"epub" in kind or "META-INF/container.xml" in names:
        return "epub"
    if "content.xml" in names and "styles.xml" in names:
        return "odt"
    raise BadInput(
        "read/unsupported",
        f"{name}: a zip archive that holds no document we read (docx, odt, epub)\n\nhint: unpack it and name the documents in it",
    )


def decoded(data: bytes, *, name: str, whole: bool = True) -> str:
    """Return the bytes as text: by byte order mark, as UTF-8, else by the best guess; `whole` is false for a first part.

    Raises BadInput("read/binary") where they are no text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace").lstrip("\ufeff")
    text: str | None
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(data, final=whole)
    except UnicodeDecodeError as broken:
        text = None
        if data[:4000].count(0) < 20 and broken.start > 2000 and _mostly_utf8(data):
            text = data.decode("utf-8", errors="replace")
    if text is None:
        from charset_normalizer import from_bytes  # seldom needed, and slow to load

        guess = from_bytes(data[:100_000]).best() if data[:4000].count(0) < 20 else None
        text = (
            data.decode(guess.encoding, errors="replace")
            if guess is not None
            else data.decode("cp1252", errors="replace")
        )
    sample = text[:20_000]
    if len(_CONTROL.findall(sample)) > max(2, len(sample) // 200):
        raise BadInput(
            "read/binary",
            f"{name}: binary data, not a document\n\nhint: PDF, Word, OpenDocument, EPUB, RTF, HTML, markdown and plain text are read",
        )
    return _CONTROL.sub("", text)


def decoded_page(data: bytes, *, name: str) -> str:
    """Return the bytes of a page as text: in the encoding that its head names, where it decodes, else as `decoded`."""
    named = re.search(rb"""charset\s*=\s*["']?([\w.:-]{2,40})""", data[:2048], re.IGNORECASE)
    if named and not data.startswith(tuple(bom for bom, _ in _BOMS)):
        try:
            return data.decode(codecs.lookup(named[1].decode("ascii")).name)
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(data, name=name)


def _mostly_utf8(data: bytes) -> bool:
    return data[:200_000].decode("utf-8", errors="replace").count("\ufffd") < 20


def _text_format(text: str, name: str) -> str:
    head = text.lstrip()[:4000]
    if (
        head.startswith(("[", "{"))
        and re.search(r'"(?:title|DOI|URL|container-title)"\s*:', head)
        and re.search(r'"type"\s*:', head)
    ):
        return "csl-json"
    if re.match(r"(?:%.*\n|\s)*@\w+\s*\{\s*[^\s,]+\s*,", head):
        return "bibtex"
    if re.match(r"TY  - \w+", head):
        return "ris"
    if is_url_list(text):
        return "urls"
    if is_table(text):
        return "csv"
    if re.search(r"<(?:p|div|h[1-6]|body|table|article)\b[^>]*>", head[:500], re.IGNORECASE) and head.startswith("<"):
        return "html"
    if name.lower().endswith((".wiki", ".wikitext", ".mediawiki")) or (
        sum(bool(sign.search(text)) for sign in _WIKITEXT) >= 2 and not any(sign.search(text) for sign in _MARKDOWN[:2])
    ):
        return "wikitext"
    if name.lower().endswith((".md", ".markdown", ".mdown", ".mkd")):
        return "md"
    if name.lower().endswith((".html", ".htm", ".xhtml")) and re.search(r"</(?:p|div|a|li)>", text, re.IGNORECASE):
        return "html"
    return "md" if sum(bool(sign.search(text)) for sign in _MARKDOWN) >= 2 else "txt"
