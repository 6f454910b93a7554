"""Bytes of a page to characters and to a tree: encodings, caps on size, hostile nesting."""

from __future__ import annotations

import codecs
import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

# A page above this many characters is cut before it is parsed: 30 MB of paragraphs, so cut, are read in 6.5 s
# (2026-11-23, 2 shared cores); the largest of 716 saved live pages has 1267 KB.
MAX_MARKUP = 12_000_000

_CHARSET = re.compile(rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_:.-]{2,40})""")
_XML_CHARSET = re.compile(rb"""(?i)^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([a-z0-9_:.-]{2,40})""")
_HEADER_CHARSET = re.compile(r"""(?i)charset\s*=\s*["']?\s*([a-z0-9_:.-]{2,40})""")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What the WHATWG Encoding Standard reads in place of what a page names.
_BROWSER_NAMES = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252", "iso8859-1": "cp1252",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "x-sjis": "cp932",
    "shift_jis": "cp932", "shift-jis": "cp932", "iso-8859-9": "cp1254", "tis-620": "cp874", "windows-874": "cp874",
    "iso-8859-8-i": "iso-8859-8", "big5": "big5hkscs",
}  # fmt: skip


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """Return the characters of some bytes and the encoding they were read by; never raises.

    Order: a byte-order mark; UTF-8 where every byte fits it (text in another encoding almost never does, while
    saved and proxied pages often name another); what the header (`declared`, a Content-Type) or the page names;
    a guess; at last Windows-1252. Bytes that do not fit become U+FFFD.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data.decode(name, "replace").lstrip("\ufeff"), name
    head = data[:4096]
    names = [m.group(1) for m in (_HEADER_CHARSET.search(declared),) if m]
    names += [m.group(1).decode("ascii") for m in (_XML_CHARSET.search(head), _CHARSET.search(head)) if m]
    names = [_BROWSER_NAMES.get(name.lower(), name.lower()) for name in names]
    seven_bit = next((name for name in names if name.startswith(("iso-2022", "hz"))), None)
    if b"\x1b" in data and seven_bit and _known(seven_bit):
        return data.decode(seven_bit, "replace"), seven_bit
    try:
        return _undoubled(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as wrong:
        # A few bad bytes in a long UTF-8 text (a cut at the end, one pasted character) do not make it another encoding.
        if "utf-8" in names or "utf8" in names or wrong.start >= len(data) - 4:
            return data.decode("utf-8", "replace"), "utf-8"
    for name in names:
        if _known(name) and not name.startswith(("utf-16", "utf-32")):
            return data.decode(name, "replace"), name
    from charset_normalizer import from_bytes

    best = from_bytes(data[:65536]).best()
    name = best.encoding if best else "cp1252"
    return data.decode(name, "replace"), name


_DOUBLED = re.compile("[\xc2-\xf4][\x80-\xbf]{1,3}")
# A stray NUL inside a text is a sign that broke, and is shown as one; many are padding.
_BROKEN, _FEW_NULS = "\ufffd", 20
_C1 = re.compile("[\x80-\x9f]")


def _undoubled(text: str) -> str:
    """Return a text whose UTF-8 was taken for Latin-1 and written as UTF-8 again as it was before.

    Such a text holds C1 control characters (U+0080 to U+009F), which no sound page does.
    """
    if not _C1.search(text):
        return text
    return _DOUBLED.sub(_once, text)


def _once(match: re.Match[str]) -> str:
    try:
        return match.group().encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return match.group()


def _known(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding
    except LookupError:
        return False


def parse(markup: str) -> HtmlElement | None:
    """Return the tree of a page, or None where there is no element in it; hostile nesting is cut by the parser."""
    markup = markup[:MAX_MARKUP].replace("\x00", _BROKEN if markup.count("\x00") <= _FEW_NULS else "")
    if not markup.strip():
        return None
    parser = HTMLParser(encoding="utf-8", collect_ids=False, remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        return None
