"""What a note says of each source that it names: its words, date, publisher, authors, title and kind."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.citing.isbn import isbn_of
from pipeline.readers.dates import dates_in

_LEAD = re.compile(
    r"(?:\be\.\s?g\.|\s|[,;:.()<>\]–—-]|\band\b|\by\b|\be\b|\bsee(?: also)?\b|\bcf\.|\bv[ée]ase(?: tambi[ée]n)?\b|\bver(?: tambi[ée]n)?\b|\bas well as\b|\balso\b)+",
    re.IGNORECASE,
)
_TRAIL = re.compile(
    r"(?:\s|[,;:(<\[–—-]|\bavailable (?:at|from|online(?: at)?)|\bdisponible en|\bretrieved from|\b(?:on|at|en|from|URL|online|link|here|aqu[íi])\b:?)+$",
    re.IGNORECASE,
)
# What `_TRAIL` ends in: it is not tried at every letter of words that end otherwise.
_JOINT = re.compile(r"(?:[\s,;:(<\[–—-]|\b(?:from|on|at|en|URL|online|link|here|aqu[íi])):?$", re.IGNORECASE)
_ACCESSED = re.compile(
    r"(?:last\s)?(?:accessed|retrieved|visited|viewed|checked|consultad[oa]|recuperad[oa]|visto|acceso|[úu]ltima (?:visita|consulta)|consult[ée]e? le|abgerufen(?: am)?|zuletzt (?:besucht|abgerufen|aufgerufen)(?: am)?|acessado em|acesso em|consultato il)(?:\s(?:on|el|en|:|d[íi]a|am|le))*:?\s*(?P<date>[^()\];]{6,40})",
    re.IGNORECASE,
)
# What each of these patterns needs, which is found much faster.
_LOOKED = "access retriev visit view check consult recuperad visto acceso abgerufen besucht aufgerufen acess".split()
_NOUNS = "report story article release letter statement investigation blog study survey".split()
# Possessives and "report by X" name who stands behind a source; a list before the noun names several.
_OWNER = re.compile(
    r"(?<!\w)(?P<who>[A-ZÀ-Þ][\w.&’'-]{0,40}(?:\s(?:of|de|del|the|la|and|y|&)?\s?[A-ZÀ-Þ][\w.&-]{0,40}){0,5})['’]s\b"
)
_BY = re.compile(
    r"\b(?:by|from|por|publicad[oa] (?:por|en)|published (?:by|in))\s(?P<who>(?:the\s|la\s|el\s)?[A-ZÀ-Þ][\w.&’'-]{0,40}(?:\s(?:(?:of|de|del|and|y|&|the)\s)?[A-ZÀ-Þ][\w.&’'-]{0,40}){0,6})"
)
_OF_KIND = re.compile(
    r"(?<!\w)(?P<who>(?:[A-ZÀ-Þ][\w.&’'-]{0,40})(?:(?:,\s|\s(?:and|y|&)\s|\s)(?:[A-ZÀ-Þ][\w.&’'-]{0,40})){0,6})\s"
    r"(?:technical\s|surveillance\s|cover\s|annual\s|press\s|joint\s|news\s){0,3}(?:report|story|article|release|letter|statement|investigation|blog|study|survey)\b"
)
_QUOTED = re.compile(r"[“\"«](?P<title>[^”\"»]{4,300})[”\"»]")
_HASHTAG = re.compile(r"(?<!\w)#(?P<title>\w{3,})")
_AUTHORS = re.compile(
    r"(?<!\w)(?P<who>[A-ZÀ-Þ][\w’'-]{1,40},(?:\s[A-Z]\.){1,6}(?:(?:,|,? and|,? &|,? y)\s[A-ZÀ-Þ][\w’'-]{1,40},(?:\s[A-Z]\.){1,6}){0,20})|(?<!\w)(?P<caps>[A-ZÀ-Þ]{3,40},\s[A-ZÀ-Þ][\w’'-]{1,40}(?:\sy\s[\w’', -]{3,40})?)"
)
_KINDS = (
    ("letter", r"letter|carta|oficio|open letter"),
    ("report", r"reports?|informes?|study|studies|estudio|survey|white paper|working paper|investigaci[óo]n|reporte"),
    (
        "law",
        r"\bact\b|statute|u\.s\.c|\busc\b|pub\. l\.|regulation|directive|\bley\b|decreto|c[óo]digo|treaty|constituci[óo]n|executive order|circular|memorandum",
    ),
    ("court", r"f\.\s?[23]d|u\.s\.\s\d|sentencia|judgment"),
    ("dataset", r"\bdatasets?\b|\bdata set\b|\bdatabase\b|base de datos|\bstatistics\b|estad[íi]sticas?"),
    ("social", r"tweet|twitter\.com|x\.com/|facebook\.com|instagram\.com|t\.co/|youtube\.com|youtu\.be|reddit\.com"),
    (
        "news",
        r"story|article|news|newspaper|art[íi]culo|nota\b|reportaje|noticia|times\b|post\b|guardian|reuters|\bap\b|nyti\.ms|bbc",
    ),
    ("press_release", r"press release|comunicado|statement|bolet[íi]n"),
)
_KIND_PATTERNS = tuple((kind, re.compile(words)) for kind, words in _KINDS)  # for words in lower case
_PARTIES = re.compile(r"[A-Z](?<!\w.)[\w’']{1,40}\sv\.\s[A-Z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a document says of one source; None where it says nothing."""

    label: str | None = None
    date: str | None = None
    publisher: str | None = None
    title: str | None = None
    authors: str | None = None
    accessed: str | None = None
    kind: str | None = None


def said_of(words: str, after: str = "", *, url: str | None = None, years: bool = True) -> Said:
    """Return what the words that introduce a link say of its source; `after` is what follows the link up to the next.

    A date after "accessed", "last visited" or "consultado el" is when the author looked, not when it appeared.
    """
    accessed = None
    for piece in (after, words):
        match = _ACCESSED.search(piece) if _has(piece.lower(), _LOOKED) else None
        if match and accessed is None:
            dates = dates_in(match["date"], years=False)
            accessed = dates[0][2] if dates else None
    clean_words = _ACCESSED.sub("", words) if _has(words.lower(), _LOOKED) else words
    label = tidy(clean_words)
    body = label or ""
    dates = dates_in(body, years=years) or dates_in(_ACCESSED.sub("", after), years=years)
    exact = [d for d in dates if len(d[2]) == 10] or [d for d in dates if len(d[2]) == 7] or dates
    title = _QUOTED.search(body) or _HASHTAG.search(body)
    authors = _AUTHORS.search(body)
    named = (_OWNER.search(body) if "'s" in body or "’s" in body else None) or _BY.search(body)
    named = named or (_OF_KIND.search(body) if _has(body, _NOUNS) else None)
    publisher = named["who"] if named else None
    if publisher:
        publisher = re.sub(r"^(?:the|la|el|See|In)\s", "", publisher).strip(" ,")
        publisher = None if dates_in(publisher) or not publisher else publisher
    if publisher:
        for start, end, _ in reversed(dates_in(publisher, years=True)):
            publisher = (publisher[:start] + publisher[end:]).strip(" ,") or None
            if publisher is None:
                break
    kind = _kind_of(body)
    if kind is None and isbn_of(words + " " + after):
        kind = "book"
    if kind is None and url:
        kind = next(
            (kind for kind, pattern in _KIND_PATTERNS if kind in ("social", "news") and pattern.search(url.lower())),
            None,
        )
    return Said(
        label=label,
        date=exact[0][2] if exact else None,
        publisher=publisher,
        title=title["title"].rstrip(" ,") if title else None,
        authors=authors[0] if authors else None,
        accessed=accessed,
        kind=kind,
    )


def _kind_of(words: str) -> str | None:
    """Return the kind of source that words name first in the order of the kinds; None where they name none."""
    low = words.lower()
    court = " v. " in words and _PARTIES.search(words) is not None
    return next((kind for kind, pattern in _KIND_PATTERNS if pattern.search(low) or (court and kind == "court")), None)


def _has(text: str, words: list[str]) -> bool:
    return any(word in text for word in words)


def tidy(words: str) -> str | None:
    """Return the words that introduce a link without the joints around them ("See", "and", "available at"); None if none are left."""
    words = re.sub(r"\s+", " ", words).strip()
    lead = _LEAD.match(words)
    words = words[lead.end() :] if lead else words
    trail = _TRAIL.search(words[-200:]) if _JOINT.search(words[-12:]) else None
    if trail:
        words = words[: len(words) - len(trail[0])]
    words = words.strip(" ,;:<>")
    if words.endswith(")") and words.count("(") < words.count(")"):
        words = words[:-1].rstrip()
    return words or None
