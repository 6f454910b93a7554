"""News stories: the publisher's own address behind a copy that a search engine or an app serves."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from spiders.urls import host_of, is_web

_AMP_VIEWER = re.compile(r"/amp/(s/)?(.+)", re.DOTALL)
_AMP_CACHE = re.compile(r"/(?:c|v|i|wp)/(s/)?(.+)", re.DOTALL)


_NOTE = re.compile(
    r"(?im)^.{0,40}?\b(?:correction|clarification|editor['’]s note|erratum|errata|correcci[oó]n|fe de erratas|rectificaci[oó]n|aclaraci[oó]n|rectificatif"
    r"|erreur corrig[ée]e|korrektur|berichtigung|anmerkung der redaktion|errata corrige|corre[cç][aã]o)\b\s?(?:\([^()\n]{0,60}\)|,[^:\n]{0,60})?\s?[:—–-].{10,600}$"
    r"|^.{0,80}?\b(?:an|a previous|an earlier) (?:earlier |previous )?version of this (?:article|story|report|post|page)\b.{5,600}$"
    r"|^.{0,80}?\buna versi[oó]n (?:anterior|previa) de est[ea] (?:art[ií]culo|nota|noticia|informe|texto)\b.{5,600}$"
    r"|^.{0,80}?\bune (?:premi[eè]re )?version (?:ant[ée]rieure|pr[ée]c[ée]dente)? ?de cet article\b.{5,600}$"
    r"|^.{0,80}?\bin einer fr[uü]heren (?:version|fassung)\b.{5,600}$"
)
_UPDATE = re.compile(
    r"(?im)^\W{0,3}(?:update|updated|actualizaci[oó]n|actualizado|mise [aà] jour|aktualisiert|atualiza[cç][aã]o)\b[^:\n]{0,60}:.{10,600}$"
)
_READ = 200_000


def notes(text: str) -> dict[str, str]:
    """Return what a story says of its own changes: `correction_note` and `update_note`, the line in which it says so."""
    found = {"correction_note": _NOTE.search(text[:_READ]), "update_note": _UPDATE.search(text[:_READ])}
    return {name: " ".join(match.group().split())[:500] for name, match in found.items() if match}


def syndicated_from(url: str, canonical: str) -> str | None:
    """Return the host that a page names as its own address's where that is another publisher's: it shows a copy."""
    own, named = host_of(url).removeprefix("www."), host_of(canonical).removeprefix("www.")
    if not own or not named or own == named or "." not in named:
        return None
    related = own.endswith("." + named) or named.endswith("." + own) or own.split(".")[-2:] == named.split(".")[-2:]
    return None if related else named


def story_behind(url: str) -> str | None:
    """Return the address of the story that an AMP viewer or cache shows, None for any other address.

    The forms are those of the AMP project's documentation: `google.com/amp/s/HOST/PATH`, the same on Bing, and
    `HOST-WITH-DASHES.cdn.ampproject.org/c/s/HOST/PATH`; `s/` stands for https. A viewer's own page holds only a script.
    """
    host = host_of(url).removeprefix("www.")
    parts = urlsplit(url)
    match = None
    if re.fullmatch(r"google(?:\.com?)?(?:\.[a-z]{2,3})?", host) or host == "bing.com":
        match = _AMP_VIEWER.fullmatch(parts.path)
    elif host == "cdn.ampproject.org" or host.endswith(".cdn.ampproject.org"):
        match = _AMP_CACHE.fullmatch(parts.path)
    elif host == "msn.com" and parts.path == "/amp":
        inner = parse_qs(parts.query).get("url", [""])[0]
        return inner if is_web(inner) else None
    if match is None:
        return None
    story = f"{'https' if match[1] else 'http'}://{unquote(match[2])}" + (f"?{parts.query}" if parts.query else "")
    return story if is_web(story) and "." in host_of(story) else None
