"""An entry of a list of references parted into what it says: authors, year, title and where it appeared."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.citing.labels import Said

_YEAR = r"(?:1[5-9]|20)\d\d[a-z]?"
# "Ruiz, A. (2018). Title. Journal" and "Ruiz, A. 2018. Title. Journal": the year parts the authors from the rest.
_BY_YEAR = re.compile(
    rf"(?P<authors>[^\d“”\"«»()\[\]]{{3,400}}?)[\s,.]+(?:[(\[](?P<year>{_YEAR})(?:,\s[^)\]]{{1,30}})?[)\]]|(?P<bare>{_YEAR})(?=[.:]\s))[.,:]?\s+(?P<rest>\S.*)",
    re.DOTALL,
)
# 'A. Ruiz, "Title," Journal, …': what stands before the quotation are the authors.
_QUOTED = re.compile(
    r"(?P<authors>[^\d“”\"«»()\[\]]{0,400}?)[\s,.:]*(?P<title>[“\"«][^”\"»]{4,400}[”\"»])[\s,.]*(?P<rest>.*)", re.DOTALL
)
_SINGLE = re.compile(r"['‘](?P<title>[^\n]{4,300}?)['’](?=[,.]\s)")
_OPENING = re.compile(r"(?P<title>.{5,300}?)(?:[.?!]\s+(?=[A-ZÀ-Þ“\"(\[]|https?:|doi)|[.?!]?\s*$)", re.DOTALL)
_IN = re.compile(r"(?:\s|in:?\s|en:?\s|in\sproc\.\s(?=of))+", re.IGNORECASE)
_WHERE = re.compile(r"[^\W\d_][^,;:()\[\]\d“”\"«»]{2,120}")
_PERSON = re.compile(r"[A-ZÀ-Þ]\.|\s[A-ZÀ-Þ]{1,3}(?:,|\s|$)|\bet al\b|\s(?:and|&|y|und|et|e)\s", re.UNICODE)
# A name and nothing else before a quoted title: "Ana Ruiz, “Late again”, The Courier".
_NAMED = re.compile(
    r"[A-ZÀ-Þ][\w’'-]*(?:\s(?:(?:of|for|de|del|la|las|los|the|y|and)\s){0,2}[A-ZÀ-Þ][\w’'-]*){0,6}[,.:]\s*"
)
_ARTICLE = re.compile(
    r"\b(?:journal|review|revista|quarterly|annals|transactions|proceedings|proc\.|zeitschrift|revue|letters|bulletin)\b"
    r"|\bvol(?:\.|ume)\s?\d|\b\d{1,3}\s?\(\d{1,3}(?:[–-]\d{1,3})?\)|\b\d{1,3}:\s?\d{1,5}[–-]\d{1,5}|\bpp?\.\s?\d{1,5}[–-]\d{1,5}",
    re.IGNORECASE,
)
_BOOK = re.compile(r"\b(?:press|publishers?|publishing|verlag|editorial|éditions)\b", re.IGNORECASE)
_REPORT = re.compile(
    r"(?:(?:working|discussion|white|policy)\spaper|technical\sreport|tech\.\srep\.|report|informe|documento de trabajo)[\s\dA-Z.:-]{0,12}[,.]?\s*",
    re.IGNORECASE,
)
_POST = re.compile(r"blog(?:\s?post)?[,.]?\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"<?(?:https?://|www\.|doi:)\S*", re.IGNORECASE)
_PLACE = re.compile(r"[A-ZÀ-Þ][^\d:.;()]{2,40}:\s(?=[A-ZÀ-Þ])")
_SIGNAL = re.compile(
    r"(?:(?:but\s)?see(?:\s(?:also|generally))?|cf\.|v[ée]ase(?:\stambi[ée]n)?|vgl\.|voir)(?:,?\se\.\s?g\.)?,?\s",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"https?|doi|www|arxiv|available|disponible|online|accessed|consultado|r package|version", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an entry says; None where it does not. `kind` is article or book where its form says so."""

    authors: str | None = None
    date: str | None = None
    title: str | None = None
    publisher: str | None = None
    kind: str | None = None


def entry_of(text: str) -> Entry | None:
    """Return an entry's fields, words as they stand; None where it has none of the common forms (APA, Harvard, Chicago, IEEE)."""
    text = text.strip()
    signal = _SIGNAL.match(text)
    text = text[signal.end() :] if signal else text
    dated = _BY_YEAR.match(text)
    quoted = _QUOTED.match(text)
    named = quoted is not None and _NAMED.fullmatch(text, 0, quoted.start("title")) is not None
    if dated is None and (quoted is None or not (named or _PERSON.search(quoted["authors"]))):
        return None
    year: str | None = None
    if dated is not None:
        authors, rest, year = dated["authors"], dated["rest"], (dated["year"] or dated["bare"])[:4]
        within = _QUOTED.match(rest)
        opening = (
            within
            if within is not None and not within["authors"].strip()
            else _SINGLE.match(rest) or _OPENING.match(rest)
        )
    else:
        assert quoted is not None
        authors, opening, rest = quoted["authors"], quoted, text
    if opening is None or _ADDRESS.match(opening["title"]):
        return None
    after = rest[opening.end("title") :] if dated is not None else quoted["rest"] if quoted else ""
    title = opening["title"].strip('“”"«» ').rstrip(",.").strip()
    after = _ADDRESS.sub("", after.lstrip(" .,”\"»’'?!"))
    report, post = _REPORT.match(after), _POST.match(after)
    said = report or post
    lead = _IN.match(after, said.end() if said else 0)
    begin = lead.end() if lead else said.end() if said else 0
    place = _PLACE.match(after, begin)
    where = _WHERE.match(after, place.end() if place else begin)
    publisher = where[0].split(". ")[0].strip(" .,<") if where and not _NO_NAME.match(where[0]) else None
    if dated is None and publisher is None and not _PERSON.search(authors):
        return None  # "Water Board, “Samples”" may be who publishes, or who wrote
    kind = (
        "report"
        if report
        else "social"
        if post
        else "article"
        if _ARTICLE.search(after)
        else "book"
        if _BOOK.search(after)
        else None
    )
    names = authors.strip(" ,;:")
    initial = re.search(r"\b[A-ZÀ-Þ]$", names) and text.startswith(names + ".", text.find(names))
    return Entry(
        authors=(names + "." if initial else names) or None,
        date=year,
        title=title or None,
        publisher=publisher or None,
        kind=kind,
    )


def with_entry(said: Said, text: str, *, sure: bool) -> Said:
    """Return what a note says with the fields of an entry of its form; where it is not `sure` to be one only those that were missing."""
    entry = entry_of(text)
    if entry is None:
        return said
    told = {
        name: value
        for name in ("authors", "title", "publisher", "kind")
        if (value := getattr(entry, name)) and (sure or getattr(said, name) is None)
    }
    if sure and entry.kind is None and said.kind in ("dataset", "news", "court"):
        told["kind"] = None  # told by a word of the title or of the journal's name
    dated = said.date if said.date and (entry.date is None or said.date.startswith(entry.date)) else entry.date
    return replace(said, **told, date=dated if sure else said.date or entry.date)
