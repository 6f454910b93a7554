"""Lines of a page put back into running text: hyphens closed, addresses mended."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.readers.blocks import Seam

SOFT = "\x02"  # how PDFium writes a hyphen at the end of a line
_TYPESET = "\u2010"  # the hyphen that a layout engine puts where it parts a word; authors type "-"
_ADDRESS_AT_END = re.compile(
    r"(?:https?s?:(?:/{0,2}$|//)|www\d{0,2}\.|(?:[\w-]+\.)+[a-z]{2,}/|(?:doi:)?10\.(?:\d{4,9}/|(?<=doi:10\.)$))[^\s<>\"“”]*$",
    re.IGNORECASE,
)
_FIRST = re.compile(r"[^\s<>\"“”]+")
_PART = re.compile(r"[/%?=&#_~]|\w[.:-]\w|\d")
_PLAIN_WORD = re.compile(r"[A-Za-zÀ-ÿ]+[,.;:)’']*$")
_FILE_END = re.compile(
    r"^[\w.-]*\.(?:pdf|html?|aspx?|php|jsp|xlsx?|docx?|csv|json|xml|txt|zip|jpe?g|png|md)\b", re.IGNORECASE
)


def address_at_end(text: str) -> str | None:
    """Return the address, or the beginning of one, that a line ends in; None where it ends in other words."""
    last = text[-400:].rsplit(None, 1)
    token = last[-1] if last else ""
    if "/" not in token and "." not in token and ":" not in token:
        return None
    found = _ADDRESS_AT_END.search(token.replace(SOFT, "-"))
    return found[0] if found else None


def goes_on_in(address: str, line: str, *, full: bool = False) -> bool:
    """Return whether an address at a line's end goes on with the first word of the next line; `full` as in `unwrap`."""
    first = _FIRST.match(line.strip())
    return _continues(address, first[0] if first else "", full)


def unwrap(lines: Sequence[str], full: Sequence[bool] = ()) -> tuple[str, tuple[Seam, ...], list[int]]:
    """Return the lines as one running text, the seams where an address met a line end, and where each line begins.

    Two halves of an address are put together where the second cannot be the next word: it has the marks of an
    address (a slash, a dot within, digits, a file's ending), or the first half ends in one that asks for more.
    A hyphen at a line end is dropped between lower-case letters and kept in addresses (RFC 3986, appendix C,
    leaves this open, so both readings are kept as a seam), unless it is the sign by which a layout engine parts
    words, which no author types. `full` says of each line whether it reaches the margin
    to the letter: an address that does was broken wherever the line was full.
    """
    text, seams, starts = "", list[Seam](), list[int]()
    typeset = not any(_TYPESET in line.strip()[:-1] for line in lines)
    for number, raw in enumerate(lines):
        line = raw.strip()
        if not line or not text:
            starts.append(len(text))
            text += line
            continue
        parted = typeset and text[-1] == _TYPESET
        address = address_at_end(text[:-1] if parted else text)
        if address and (parted or not text.endswith((">", ")"))):
            closed = parted or goes_on_in(address, line, full=bool(full) and full[number - 1])
            text = text[:-1] if parted else text.replace(SOFT, "-") if closed else _close_hyphen(text)[0]
            seams.append(Seam(at=len(text), closed=closed, lost="-" if parted else ""))
            text += "" if closed else " "
            starts.append(len(text))
            text += line
            continue
        text, hyphened = _close_hyphen(text, line)
        text += "" if hyphened or text[-1] in "([{«“‘¿¡" else " "
        starts.append(len(text))
        text += line
    return text.replace(SOFT, "-"), tuple(seams), starts


def _continues(address: str, token: str, full: bool) -> bool:
    if re.search(r"https?s?:/?$", address, re.IGNORECASE):
        return token.startswith("/")
    if re.fullmatch(r"(?:https?s?://)?(?:www\.)?(?:[\w-]+\.)?", address, re.IGNORECASE) and re.match(
        r"[\w-]+\.?", token
    ):
        return "." in token or "/" in token
    if token.startswith(("http", "www.")) and (
        _ARCHIVED.search(address) or (token.startswith("www.") and "/" in token and _PATH.search(address))
    ):
        return True
    if not token or re.match(r"(?:https?s?://|www\.|[(\[•*¹²³⁰-⁹])", token, re.IGNORECASE):
        return False
    if _ends_file(address, token.rstrip(".,;:)]>’'\"")) or (
        full and _breaks_within(address, token.rstrip(".,;:)]>’'\""))
    ):
        return True
    if address[-1] in "/-_?=&%#~":
        # A path's last slash may well be the address's end: only what looks like an address goes on.
        return (
            bool(_PART.search(token.rstrip(".,;:)"))) and not re.fullmatch(r"\d{1,3}[.,;:)]*", token)
            if address[-1] == "/"
            else not _PLAIN_WORD.fullmatch(token) or len(token) > 2
        )
    if re.search(r"%[0-9A-Fa-f]?$", address) and re.match(r"[0-9A-Fa-f]", token):
        return True
    bare = address.partition("://")[2] or address
    if address[-1] in ".,;:" and not _FILE_END.match(token):
        if address[-1] == "." and (
            ("/" not in bare and re.match(r"(?:[a-z0-9-]+\.)+[a-z]{2,}/", token))
            or (full and _DOI_PART.search(address) and re.match(r"[a-z]?\d", token))
        ):
            return True
        return (
            address[-1] == "."
            and bool(re.match(r"[a-z0-9]+[/?#]" if "/" in bare else r"[a-z0-9]+[/?#]|[a-z]{2,4}(?:$|[.,;)])", token))
            and token not in _WORDS
        )
    if re.fullmatch(r"\(?\d{1,4}[.,;:)]*", token):
        return False
    core = token.rstrip(".,;:)]’'")
    if "@" in core or not core:
        return False
    if _FILE_END.match(core) or re.search(r"[/%?=&#_~]", core):
        return True
    return bool(re.search(r"\w-\w", core) and re.search(r"\d", core))


def _ends_file(address: str, token: str) -> bool:
    """Return whether a file's ending was broken in two ("report.p" and "df")."""
    last = re.split(r"[/?&=]", address)[-1]
    stem, dot, ending = last.rpartition(".")
    return bool(
        stem and dot and 0 < len(ending) < 5 and _FILE_END.fullmatch(last + token) and not _FILE_END.fullmatch(last)
    )


def _breaks_within(address: str, token: str) -> bool:
    """Return whether an address that fills its line to the margin was broken within a word that the token ends."""
    if address[-1].isdigit() and token.isdigit():
        return True
    return bool(re.match(r"[\w-]*[/%?=&#_~]|\w+\.\w", token)) and address[-1].isalnum()


_DOI_PART = re.compile(r"\b10\.\d{4,9}/[\w.-]+\.$")
_ARCHIVED = re.compile(r"/web/\d{4,14}[a-z_]*/$")  # an archive's address goes on with the address that it archived
_PATH = re.compile(r"^https?://[\w.-]+/[\w./-]+/$")
_WORDS = frozenset("a al an and as at by de del el en et for in is it la las los no of on or por the to un y".split())


_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/\S")


def without_hyphen(text: str, line: str) -> str:
    """Return a text that ends in a hyphen without it where the line that goes on with it ends the same word."""
    return _close_hyphen(text, line)[0]


def _close_hyphen(text: str, line: str = "") -> tuple[str, bool]:
    """Return the text without its hyphen at the line's end, and whether the next line belongs to the same word."""
    if text.endswith((SOFT, "\u00ad", _TYPESET)):
        before = text[-2:-1]
        if _HOST.match(line) and not line.startswith(("http", "www.")):
            return text[:-1] + "-", True  # a bare address: "example-" and "ferries.com/news"
        if line[:1].islower() and before.isalpha() and text[-3:-2].isalpha():
            return text[:-1], True
        return text[:-1] + "-", True
    if text.endswith("-") and text[-2:-1].isalpha() and line[:1].islower():
        if _HOST.match(line) and not line.startswith(("http", "www.")):
            return text, True
        word = re.search(r"[\w-]*$", text)
        return (text, True) if word and "-" in word[0][:-1] else (text[:-1], True)
    return text, text.endswith("-") and not text.endswith((" -", "--"))
