"""A document's blocks made one text, its citations, and the claims that each of them is there to support."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.citing.claims import Anchor, Cites, Stated, claims_of
from pipeline.citing.entries import with_entry
from pipeline.citing.isbn import ISBN_SYSTEM, isbn_of
from pipeline.citing.labels import Said, said_of, tidy
from pipeline.citing.law import LegalCitation, legal_citations
from pipeline.citing.links import find_addresses, is_host, looks_like_address, trimmed, visitable
from pipeline.citing.redirects import unwrapped
from pipeline.readers.blocks import NOTES, Block, Link

_PART = {"heading": "\n\n", "paragraph": "\n\n", "code": "\n\n", "item": "\n", "cell": "\n"}
_DOI = re.compile(r"(?:doi:\s?|DOI\s)?(?=10\.\d{4,9}/)", re.IGNORECASE)
_BEHIND = ">,; ↩↑⤴\ufe0e\ufe0f"  # what stands behind an address under one link: an arrow back to the note's mark, too
# Between two links of one note: a bracket about the first, and where the second begins.
_BRACKET = re.compile(r"[>\s.,]{0,4}[(\[][^()\[\]]{0,200}[)\]]")
_NEXT = re.compile(
    r"[;؛]|\s(?:and|y|e|und|et|see|véase)\s|\.\s(?=[A-ZÀ-Þ])(?!Last|Access|Retrieved|Visited|Consult|Recuperado|Abgerufen|Zuletzt)"
)
_BACK = re.compile(
    r"(?:(?:see|véase|vgl\.|voir)\s)?(?P<id>ib[íi]d(?:em)?|[íi]d(?:em)?|ebd|ebenda|loc\.\s?cit|المرجع نفسه|المصدر نفسه)\b\.?",
    re.IGNORECASE,
)
_SUPRA = re.compile(
    r"\b(?:supra|a\.\s?a\.\s?O|op\.?\s?cit\.?|ob\.?\s?cit\.?)(?:,?\s(?:note|nota|n\.)\s(?P<n>\d{1,3}))?"
    r"|\b(?:(?:foot|end)?note|nota|fn\.?|n\.|anm\.|fu(?:ß|ss)note|الحاشية)\s(?P<above>\d{1,3}),?\s"
    r"(?:above|supra|arriba|anterior|precedente|oben|ci-dessus|acima|أعلاه)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """One reference to a source: `start` and `end` are the place of its link in the document's text, or of its note.

    `key` is the note it stands in, None for a link in the body; `candidates` are other readings of its address.
    [`said_start`, `said_end`) is the part of the text that `said` was read from.
    """

    marker: str | None
    kind: str
    printed: str | None
    url: str | None
    candidates: tuple[str, ...]
    said: Said
    page: int | None
    start: int
    end: int
    said_start: int
    said_end: int
    key: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A document laid out as one text."""

    text: str
    citations: tuple[Cited, ...]
    claims: tuple[Stated, ...]
    cites: tuple[Cites, ...]


def lay_out(blocks: Sequence[Block], *, language: str = "en") -> Laid:
    """Return the text, citations and claims of blocks whose notes and marks are known.

    The body comes first in reading order, then the notes in the order in which they stand. Every note is at least
    one citation, also without a link; a note with several links is several. Every sentence of the body is a
    claim; a heading only where something is cited for it.
    """
    body = [block for block in blocks if block.kind not in NOTES and block.text.strip()]
    notes = [block for block in blocks if block.kind in NOTES]
    text, places = _text([*body, *notes])
    citations: list[Cited] = []
    by_note: dict[str, list[int]] = defaultdict(list)
    for block, at in zip(notes, places[len(body) :], strict=True):
        for cited in _of_note(block, at, citations):
            by_note[block.key or ""].append(len(citations))
            citations.append(cited)
    anchors: list[Anchor] = []
    for number, (block, at) in enumerate(zip(body, places, strict=False)):
        for mark in block.marks:
            anchors += [
                Anchor(block=number, at=at + mark.at, citation=index, in_note=True)
                for index in by_note.get(mark.key, ())
            ]
        for cited in _of_links(block, at):
            anchors.append(Anchor(block=number, at=cited.end, citation=len(citations), in_note=False))
            citations.append(replace(cited, marker=None))
    claims, cites = claims_of(text, body, places, anchors, language=language)
    return Laid(text=text, citations=tuple(citations), claims=tuple(claims), cites=tuple(cites))


def _text(blocks: Sequence[Block]) -> tuple[str, list[int]]:
    """Return the blocks' text in one, and where each of them begins."""
    pieces: list[str] = []
    places: list[int] = []
    length = 0
    for number, block in enumerate(blocks):
        same = number > 0 and block.kind == blocks[number - 1].kind
        between = (
            ""
            if number == 0
            else _PART.get(block.kind, "\n")
            if same or block.kind in ("heading", "paragraph", "code")
            else "\n\n"
        )
        if block.kind in NOTES and block.marker:
            between += f"{block.marker} "
        pieces += [between, block.text]
        length += len(between)
        places.append(length)
        length += len(block.text)
    return "".join(pieces), places


def _of_links(block: Block, at: int) -> list[Cited]:
    """Return a citation for each link of a block: hyperlinks first, then addresses that stand in the text."""
    found: list[tuple[int, int, str | None, str | None]] = []  # start, end, printed, url
    addresses = find_addresses(block.text)
    printed_at = {address.start: address for address in addresses}
    for link in block.links:
        link = replace(link, url=unwrapped(link.url))
        whole = printed_at.get(link.start)
        if whole is not None and whole.end > link.end and _bones(whole.printed) == _bones(link.url):
            link = replace(link, end=whole.end)  # an annotation that misses the address's last line
        shown = block.text[link.start : link.end].strip()
        if isbn_of(link.url):
            found.append((link.start, link.end, link.url.strip(), None))
        within = _within(link, block.text) if link.over else None
        if within is not None:
            found.append((*within, link.url.strip(), visitable(link.url.strip())))
            continue
        if not _is_web(link.url) or (ISBN_SYSTEM.search(link.url) and isbn_of(shown) is None):
            continue
        found.append((link.start, link.end, _printed(shown, link), visitable(link.url.strip())))
    covered = sorted((start, end) for start, end, _, _ in found)
    all_urls = "\n".join(
        (*(url for _, _, _, url in found if url), *(a.printed for a in addresses if "://" in a.printed))
    )
    for address in addresses:
        near = bisect_left(covered, (address.end, 0)) - 1
        inside = near >= 0 and covered[near][1] > address.start
        identifier = "://" not in address.printed and address.url.startswith(("https://doi.org/", "https://arxiv.org/"))
        if not inside and not (identifier and address.printed.rpartition(":")[2].strip() in all_urls):
            found.append((address.start, address.end, address.printed, unwrapped(address.url)))
    cited = []
    previous = 0
    found.sort()
    for number, (start, end, printed, url) in enumerate(found):
        following = found[number + 1][0] if number + 1 < len(found) else len(block.text)
        if block.kind in NOTES:
            shown = "" if looks_like_address(block.text[start:end]) else block.text[start:end]
            own_ends = end + _of_its_own(block.text[end:following]) if following < len(block.text) else following
            said = said_of(block.text[previous:start] + shown, block.text[end:own_ends], url=url)
            begins, ends = previous, own_ends
            if said.label is None and number + 1 == len(found):
                said = said_of(block.text[end:], url=url)
        else:
            shown = block.text[start:end]
            said = said_of("" if looks_like_address(shown) else shown, url=url)
            begins, ends = start, end
        if block.kind in NOTES:
            # What a note says of its first source it does not say of its second.
            own = block.text if block.kind == "reference" or len(found) == 1 else tidy(block.text[previous:end]) or ""
            said = with_entry(said, own, sure=block.kind == "reference")
            begins = 0 if block.kind == "reference" else begins
        cited.append(
            Cited(
                marker=block.marker,
                kind=block.kind if block.kind in NOTES else "inline",
                printed=printed,
                url=url,
                candidates=_candidates(block, start, end, url) if url else (),
                said=said,
                page=block.page,
                start=at + start,
                end=at + end,
                said_start=at + begins,
                said_end=at + ends,
                key=block.key,
            )
        )
        # Words that are not parted between two links are told of both.
        previous = ends if block.kind in NOTES and block.kind != "reference" and ends < following else end
    if block.kind not in NOTES:
        # A case without its parties' names is the same case in another reporter.
        told = (legal for legal in legal_citations(block.text) if legal.title or legal.kind == "law")
        cited += [_of_law(legal, block, at) for legal in told]
    return cited


def _of_its_own(words: str) -> int:
    """Return how much of the words between two links of a note is still about the first: its brackets, up to a semicolon or "and"."""
    bracket = _BRACKET.match(words)
    cut = _NEXT.search(words, bracket.end() if bracket else 0)
    return cut.start() if cut else bracket.end() if bracket else len(words)


def _of_law(legal: LegalCitation, block: Block, at: int) -> Cited:
    """Return the citation of a case or statute in the body: it has no link."""
    return Cited(
        marker=None,
        kind="inline",
        printed=None,
        url=None,
        candidates=(),
        said=Said(label=legal.label, date=legal.year, title=legal.title, kind=legal.kind),
        page=block.page,
        start=at + legal.start,
        end=at + legal.end,
        said_start=at + legal.start,
        said_end=at + legal.end,
        key=None,
    )


def _is_web(url: str) -> bool:
    return bool(re.match(r"\s*(?:https?s?://|//|ftp://|www\.|[\w-]+(?:\.[\w-]+)+/)", url, re.IGNORECASE))


def _printed(shown: str, link: Link) -> str | None:
    """Return a hyperlink as the document shows it.

    Where it shows words: the target that the text itself carries (Word, HTML), None where the link is a layer over
    the page (PDF), on which no address is printed.
    """
    shown = trimmed(shown.strip(" ,").lstrip("(<[").rstrip(_BEHIND))
    doi = _DOI.match(shown)
    if doi and _bones(shown[doi.end() :]) in _bones(link.url):
        return shown[: doi.end()] + link.url[link.url.find("10.") :].strip()
    if not looks_like_address(shown):
        part = "/" in shown and _bones(shown) in _bones(link.url)
        return link.url.strip() if part or not link.over else None
    return link.url.strip() if _bones(shown) == _bones(link.url) or (link.over and _cut(shown, link.url)) else shown


def _cut(shown: str, url: str) -> bool:
    """Return whether an address shown is a link's target with a part missing: beyond the page's edge, or of a sign that its font lacks."""
    bones, whole = _bones(shown), _bones(url)
    head = next((n for n, (a, b) in enumerate(zip(bones, whole, strict=False)) if a != b), min(len(bones), len(whole)))
    return len(bones) < len(whole) and head > 0.4 * len(bones) and whole.endswith(bones[head:])


def _within(link: Link, text: str) -> tuple[int, int] | None:
    """Return where a link over words prints its own target among them ("the report (https://…)"); None where it does not."""
    for address in find_addresses(text[link.start : link.end]):
        same = _bones(address.printed).removeprefix("http://") in _bones(link.url)
        if same and text[link.start : link.start + address.start].strip("(<[ "):
            return link.start + address.start, link.start + address.end
    return None


def _bones(url: str) -> str:
    """Return an address without what typesetting loses: blanks, underscores, hyphens."""
    return re.sub(r"[\s_\-\u00ad\u200b]", "", url).lower().rstrip("/.")


def _candidates(block: Block, start: int, end: int, url: str) -> tuple[str, ...]:
    """Return the other readings of an address that met a line end."""
    found: list[str] = []
    for seam in block.seams:
        if seam.closed and start < seam.at < end:
            cut = visitable(block.text[start : seam.at].rstrip(".,;:"))
            found.append(cut)
            if seam.lost:
                found.append(visitable(block.text[start : seam.at] + seam.lost + block.text[seam.at : end]))
            if block.text[seam.at - 1] == "-":
                found.append(visitable(block.text[start : seam.at - 1] + block.text[seam.at : end]))
        elif not seam.closed and seam.at == end:
            token = re.match(r"\s([^\s<>\"]+)", block.text[end : end + 200])
            if token:
                found.append(url + token[1].rstrip(".,;:)"))
    return tuple(dict.fromkeys(c for c in found if c != url and is_host(c) and c[-1] not in "=?&-_#"))


def _of_note(block: Block, at: int, earlier: Sequence[Cited]) -> list[Cited]:
    """Return the citations of a note: one a link, or one without a link, resolved where it points back (ibid., supra)."""
    links = _of_links(block, at)
    if links:
        return links
    said = said_of(block.text)
    fields = dict(block.fields)
    url = fields.get("url") or None
    pointed = None if url else _points_back(block.text, earlier)
    said = with_entry(said, block.text, sure=block.kind == "reference")
    law = next(iter(legal_citations(block.text)), None)
    if law:
        said = replace(said, kind=law.kind, title=said.title or law.title, date=law.year or said.date)
    said = replace(
        said,
        label=fields.get("label") or said.label,
        date=fields.get("date") or said.date,
        publisher=fields.get("publisher") or said.publisher,
        title=fields.get("title") or said.title,
        authors=fields.get("authors") or said.authors,
        accessed=fields.get("accessed") or said.accessed,
        kind=fields.get("kind") or said.kind,
    )
    return [
        Cited(
            marker=block.marker,
            kind=block.kind,
            printed=url,
            url=visitable(url) if url else pointed,
            candidates=(),
            said=said,
            page=block.page,
            start=at,
            end=at + len(block.text),
            said_start=at,
            said_end=at + len(block.text),
            key=block.key,
        )
    ]


def _points_back(text: str, earlier: Sequence[Cited]) -> str | None:
    """Return the address of the earlier citation that "ibid." or "supra note 4" means; None where it has none."""
    back, supra = _BACK.match(text.strip()), _SUPRA.search(text)
    if back is None and supra is None:
        return None
    notes = [cited for cited in earlier if cited.key is not None]
    if back and notes:
        return notes[-1].url
    if supra is None or not notes:
        return None
    number = supra["n"] or supra["above"]
    name = re.match(r"\W*([A-ZÀ-Þ][\w’'-]{2,})", text)
    if number:
        same = [cited for cited in notes if cited.marker and cited.marker.strip("[]()") == number and cited.url]
        # Of the sources of one note, "Lind, supra note 1" means the one that names Lind.
        named = [cited for cited in same if name and name[1] in (cited.said.label or "")] or same
        return named[0].url if named else None
    if name is None:
        return None
    named = [cited for cited in notes if cited.url and name[1] in (cited.said.label or "")]
    return named[-1].url if named else None
