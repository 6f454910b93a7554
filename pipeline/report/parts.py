"""A report as pages: one where it is short; else a front, a register of all claims and links, and stretches of the documents.

Every claim, link and capture stands on one page whole, so that each page can be read, searched and printed alone. Where a
thing stands is worked out before anything is written: a link within the report is then an anchor here, or a file and an anchor.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.report.gather import Claimed, Dossier, Link
from pipeline.report.letter import Block, blocks
from pipeline.stage import Row

FRONT, FIND = "index.html", "find.html"
MANY = 20  # captures of one link that are listed; the warehouse has them all


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a document: its blocks, the claims that begin in it, and the links and captures that they lead to first."""

    dossier: Dossier
    pre: str  # what the anchors of its document begin with
    claim_of: Mapping[str, Claimed]  # of the whole document
    link_of: Mapping[str, Link]
    blocks: list[Block] = field(default_factory=list)
    claims: list[Claimed] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    captures: list[Row] = field(default_factory=list)
    number: int = 1
    last: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One file of the report, and the parts that stand on it."""

    name: str
    parts: Sequence[Part] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The pages of a report, in order, and the page on which each anchor stands."""

    pages: list[Page]
    where: Mapping[str, str]

    @property
    def whole(self) -> bool:
        """Say whether everything stands on one page."""
        return len(self.pages) == 1

    @property
    def stretches(self) -> list[Page]:
        """The pages that hold parts of documents."""
        return [page for page in self.pages if page.parts]

    def to(self, anchor: str, page: Page) -> str:
        """Return what leads from a page to an anchor."""
        file = self.where.get(anchor, page.name)
        return f"#{anchor}" if file == page.name else f"{file}#{anchor}"


def plan(dossiers: Sequence[Dossier], most: int) -> Plan:
    """Return the pages of a report of which none shall hold many more than `most` pairs of claim and citation, or links.

    A report that fits stands on one page. Else each document has pages of its own, cut between paragraphs.
    """
    wholes = [_whole(dossier, f"d{number}-") for number, dossier in enumerate(dossiers, start=1)]
    if sum(_weight(part) for part in wholes) <= most:
        return Plan(pages=[Page(name=FRONT, parts=wholes)], where={})
    parts = [part for whole in wholes for part in _cut(whole, most)]
    width = len(str(len(parts)))
    pages = [Page(name=f"page-{number:0{width}}.html", parts=[part]) for number, part in enumerate(parts, start=1)]
    where = {anchor: page.name for page in pages for part in page.parts for anchor in _anchors(part)}
    return Plan(pages=[Page(name=FRONT), Page(name=FIND), *pages], where=where)


def kept(link: Link) -> list[Row]:
    """Return the captures of a link that are shown: the newest, those that its readings rest on, and those of the pages that belong to it."""
    resting = {link.row["capture_id"], link.row["rescue_capture_id"], *link.rests}
    own = [c for number, c in enumerate(link.captures) if number < MANY or c["capture_id"] in resting]
    return own + link.followed


def _whole(dossier: Dossier, pre: str) -> Part:
    seen: dict[str, Row] = {}
    for link in dossier.links:
        for capture in kept(link):
            seen.setdefault(capture["capture_id"], capture)
    return Part(
        dossier=dossier,
        pre=pre,
        claim_of={claim.row["claim_id"]: claim for claim in dossier.claims},
        link_of={link.row["citation_id"]: link for link in dossier.links},
        blocks=blocks(
            str(dossier.document["text"]),
            claims=[claim.row for claim in dossier.claims],
            marks=dossier.marks,
            citations=[link.row for link in dossier.links],
            title=dossier.document["title"],
        ),
        claims=dossier.claims,
        links=dossier.links,
        captures=list(seen.values()),
    )


def _weight(part: Part) -> int:
    return max(sum(len(claim.cases) for claim in part.claims), len(part.links))


def _cut(whole: Part, most: int) -> list[Part]:
    """Cut a document between its blocks into parts of even weight; links that stand nowhere in it come last."""
    most = max(1, most)
    first_of: dict[str, int] = {}  # a link to the place in the text where it is first needed
    for claim in whole.claims:
        for case in claim.cases:
            first_of.setdefault(case.row["citation_id"], claim.row["start"])
    for link in whole.links:
        if link.row["start"] is not None:
            first_of.setdefault(link.row["citation_id"], link.row["start"])
    weights = [(claim.row["start"], len(claim.cases)) for claim in whole.claims]
    cited = {case.row["citation_id"] for claim in whole.claims for case in claim.cases}
    weights += [(at, 1) for citation_id, at in first_of.items() if citation_id not in cited]
    starts = _starts(sorted(weights), [block.start for block in whole.blocks], most)

    def here(at: int, low: int, high: float) -> bool:
        return low <= at < high or (low == starts[0] and at < low)

    bounds = [(low, starts[n + 1] if n + 1 < len(starts) else math.inf) for n, low in enumerate(starts)]
    lost = [link for link in whole.links if link.row["citation_id"] not in first_of]
    found = [
        (
            [block for block in whole.blocks if low <= block.start < high],
            [claim for claim in whole.claims if here(claim.row["start"], low, high)],
            [k for k in whole.links if k.row["citation_id"] in first_of and here(first_of[k.row["citation_id"]], low, high)],
        )
        for low, high in bounds
    ]  # fmt: skip
    for some in (lost[n : n + most] for n in range(0, len(lost), most)):
        if found and len(found[-1][2]) + len(some) <= most:
            found[-1][2].extend(some)
        else:
            found.append(([], [], some))
    shown: set[str] = set()
    return [
        Part(
            dossier=whole.dossier, pre=whole.pre, claim_of=whole.claim_of, link_of=whole.link_of, blocks=of_text, claims=claims,
            links=links, captures=list(_unshown(links, shown)), number=number, last=number == len(found),
        )
        for number, (of_text, claims, links) in enumerate(found, start=1)
    ]  # fmt: skip


def _starts(weights: list[tuple[int, int]], starts: list[int], most: int) -> list[int]:
    """Return where the parts begin: at the beginnings of blocks, each part about as heavy as another, and none heavier than `most` where a block is not."""
    total = sum(weight for _, weight in weights)
    parts = _filled(weights, starts, most)
    return _filled(weights, starts, math.ceil(total / max(1, len(parts))))


def _filled(weights: list[tuple[int, int]], starts: list[int], most: int) -> list[int]:
    begun, held, at = starts[:1], 0, 0
    for start, end in zip(starts, [*starts[1:], math.inf], strict=True):
        block = 0
        while at < len(weights) and weights[at][0] < end:
            block += weights[at][1]
            at += 1
        if held and held + block > most:
            begun.append(start)
            held = 0
        held += block
    return begun


def _unshown(links: Sequence[Link], shown: set[str]) -> Iterator[Row]:
    for link in links:
        for capture in kept(link):
            if capture["capture_id"] not in shown:
                shown.add(capture["capture_id"])
                yield capture


def _anchors(part: Part) -> Iterator[str]:
    pre = part.pre
    for claim in part.claims:
        yield f"{pre}{claim.row['ref']}"
        yield from (f"{pre}{claim.row['ref']}-{case.row['citation_ref']}" for case in claim.cases)
    for block in part.blocks:
        yield from (f"{pre}{part.claim_of[p.claim_id].row['ref']}-said" for p in block.pieces if p.claim_id and p.last)
    yield from (f"{pre}{link.row['ref']}" for link in part.links)
    yield from (f"{pre}cap-{capture['capture_id'][:12]}" for capture in part.captures)
