"""Addresses in running text: where they begin and end, and the address a program would visit for each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from linkify_it.tlds import TLDS

# What an address is made of (RFC 3986), and letters of other scripts (RFC 3987); blanks, <>, quotes and the
# punctuation of Arabic and Chinese end it, as does an arrow back to a note's mark. {} and | are not allowed in addresses but are printed in some.
_TAIL = r"[^\s<>\"“”«»„‹›`\\^\x00-\x1f،؛。，、\u2190-\u21ff\u2934\u2935\ufe0e\ufe0f]"
_SCHEME = re.compile(rf"(?<![\w@])(?:https?s?|ftp)://{_TAIL}+", re.IGNORECASE)
_WWW = re.compile(rf"(?<![\w@./-])www\d{{0,2}}\.[\w-]{{1,63}}\.{_TAIL}+", re.IGNORECASE)
_BARE = re.compile(
    rf"(?<![\w@./:%=&?#-])(?:[a-z0-9](?:[a-z0-9-]{{0,62}})\.){{1,5}}([a-z]{{2,18}})/{_TAIL}*", re.IGNORECASE
)
_DOI = re.compile(rf"(?<![\w/.])(?:doi:\s?|DOI\s)?(10\.\d{{4,9}}/{_TAIL}+)", re.IGNORECASE)
_ARXIV = re.compile(r"(?<![\w/.])arxiv:\s?(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7})", re.IGNORECASE)
_NUMBERED_HOST = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}")
_TLDS = frozenset(name.lower() for name in TLDS)
# Top-level domains that are far more often the ending of a file's name in prose.
_FILES = frozenset("py md sh rs pl ps cc so zip mov app cab bat java".split())
# A bare host that the sentence speaks of as a machine is no citation.
_MACHINE = re.compile(
    r"\b(?:domains?|hosts?|hostnames?|servers?|nslookup|dig|ping|dominios?|servidor(?:es)?)\b[^.;]{0,20}$",
    re.IGNORECASE,
)
_LOOKUP = re.compile(r"nslookup|canonical name|non-authoritative", re.IGNORECASE)
_PAIRS = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address printed in a text at [start, end): `printed` to the letter, `url` what would be visited."""

    start: int
    end: int
    printed: str
    url: str


def trimmed(printed: str) -> str:
    """Return an address without the punctuation of the sentence around it; its own brackets stay."""
    while printed:
        last = printed[-1]
        opener = _PAIRS.get(last)
        if opener is not None:
            if printed.count(opener) >= printed.count(last):
                return printed
        elif last not in ".,;:!?'’‘*_…|" or (last == "_" and printed[-2:-1].isalnum()):
            return printed
        printed = printed[:-1]
    return printed


def visitable(printed: str) -> str:
    """Return the address to visit for a printed one: http:// where the scheme is left out, as browsers do."""
    if printed.startswith("//"):
        return "https:" + printed
    if re.match(r"https?ss://", printed, re.IGNORECASE):
        return "https" + printed[printed.index(":") :]
    return printed if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", printed) else "http://" + printed


def is_host(url: str) -> bool:
    """Return whether an address names a host under a top-level domain that there is, or by its number."""
    host = re.match(r"[a-z][a-z0-9+.-]*://(?:[^/?#@\s]*@)?([^/?#:\s]+)", url, re.IGNORECASE)
    if host is None or "." not in host[1]:
        return False
    return host[1].rpartition(".")[2].lower() in _TLDS or _NUMBERED_HOST.fullmatch(host[1]) is not None


def looks_like_address(text: str) -> bool:
    """Return whether a whole text, such as what a hyperlink shows, is one address and nothing else."""
    if len(text) > 3000 or len(text.split(None, 2)) > 2:  # an address has no blanks; "doi: 10.…" has one
        return False
    found = find_addresses(text.strip())
    return len(found) == 1 and found[0].start == 0 and len(found[0].printed) >= len(text.strip()) - 2


def find_addresses(text: str) -> list[Address]:
    """Return the addresses printed in a text, in order, none within another.

    With a scheme, with `www.`, or a bare host with a path ("example.org/report") under a known top-level domain;
    a bare host alone is a name ("Data.gov") as often as an address and is left out. DOI and arXiv identifiers are
    addresses of their resolvers. A template slot (`<id>`) belongs to the address it stands in.
    """
    found: list[Address] = []
    taken: list[tuple[int, int]] = []

    def add(start: int, printed: str, url: str) -> None:
        end = start + len(printed)
        if printed and not any(a < end and start < b for a, b in taken[-50:]):
            taken.append((start, end))
            found.append(Address(start=start, end=end, printed=printed, url=url))

    for pattern, sign in ((_SCHEME, "://"), (_WWW, "www"), (_BARE, "/")):
        for match in pattern.finditer(text) if sign in text or sign.upper() in text else ():
            framed = (
                text[match.start() - 1 : match.start()] == "<"
            )  # RFC 3986, appendix C: <> say that it is an address
            if pattern is _BARE and not framed and (match[1].lower() not in _TLDS or match[1].lower() in _FILES):
                continue
            printed = match[0]
            slot = re.match(r"<[a-z_]{1,20}>", text[match.end() : match.end() + 24])
            printed = printed + slot[0] if slot and printed.endswith(("/", "=", "-", "_")) else trimmed(printed)
            if (
                pattern is _WWW
                and "/" not in printed
                and (
                    _MACHINE.search(text[max(0, match.start() - 60) : match.start()])
                    or _LOOKUP.search(text[max(0, match.start() - 160) : match.end() + 40])
                )
            ):
                continue
            if len(printed.partition("://")[2] or printed) > 3:
                add(match.start(), printed, visitable(printed))
    for match in _DOI.finditer(text) if "10." in text else ():
        name = trimmed(match[1])
        add(match.start(), text[match.start() : match.start(1)] + name, "https://doi.org/" + name)
    for match in _ARXIV.finditer(text) if "arxiv" in text.lower() else ():
        add(match.start(), match[0], "https://arxiv.org/abs/" + match[1])
    return sorted(found, key=lambda address: address.start)
