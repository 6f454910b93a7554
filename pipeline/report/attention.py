"""What needs a person's eye, worst first: the report's summary, sorted from the rows of the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline.report.gather import Claimed, Dossier, Link
from pipeline.stage import Row

WORST_FIRST = (
    "contradicted", "disputed", "not_supported", "outdated", "partly_supported", "unread", "unsure", "supported", "uncited",
)  # fmt: skip


class Held(Protocol):
    """What holds claims and links: a document, or a part of one."""

    @property
    def claims(self) -> Sequence[Claimed]: ...

    @property
    def links(self) -> Sequence[Link]: ...


@dataclass(frozen=True, slots=True)
class Group:
    """Claims or links that share a fate; `say` names it in a sentence, `shape` and `tone` are those of words.py."""

    name: str
    say: str
    tone: str
    shape: str
    claims: Sequence[Claimed] = ()
    links: Sequence[Link] = ()


def stand(claim: Claimed) -> str:
    """Return the word that a claim is marked with: its verdict, or outdated, disputed, unsure, uncited, plain.

    Outdated is a claim that the copy archived nearest the day of citing bears out and the live page no longer does: the
    author was right, and the source moved on.
    """
    if claim.verdict is None:
        return "uncited" if claim.uncited else "plain"
    if claim.verdict["outdated"]:
        return "outdated"
    if claim.verdict["disputed"]:
        return "disputed"
    return str(claim.verdict["verdict"]) if claim.verdict["sure"] else "unsure"


def groups(dossier: Dossier) -> list[Group]:
    """Return the groups that are not empty, worst first; what needs no eye is not among them."""
    wrong = _stated_wrong(dossier)
    standing: dict[str, list[Claimed]] = {}
    for claim in dossier.claims:
        standing.setdefault(stand(claim), []).append(claim)
    dead = [link for link in dossier.links if link.row["health"] == "dead"]
    lost = [link for link in dead if not link.row["rescued"]]
    rescued = [link for link in dossier.links if link.row["rescued"]]
    unread = [link for link in dossier.links if link.row["health"] in ("unread", "no_link") and not link.row["rescued"]]
    changed = [link for link in dossier.links if link.change and link.change["change"] != "minor"]
    reworded = [link for link in dossier.links if link.change and link.change["change"] == "minor"]
    ways = [
        Group("Contradicted", "A source says something else.", "bad", "cross", standing.get("contradicted", ())),
        Group(
            "Disputed", "One source bears it out, another contradicts it.", "bad", "cross", standing.get("disputed", ())
        ),
        Group("Dead links", "Nothing was found in their place.", "bad", "cross", links=lost),
        Group(
            "Not supported",
            "The sources were read, and do not say this.",
            "warn",
            "hollow",
            standing.get("not_supported", ()),
        ),
        Group("True when cited", "The live page has changed since.", "warn", "delta", standing.get("outdated", ())),
        Group("Changed sources", "The page is not what it was when it was cited.", "warn", "delta", links=changed),
        Group("Rescued links", "The live page was not read; an archived copy was.", "part", "ring", links=rescued),
        Group(
            "Misstated sources",
            "The citation and its source differ.",
            "warn",
            "delta",
            links=[link for link in dossier.links if link.row["citation_id"] in wrong],
        ),
        Group("Partly supported", "The sources bear out a part.", "part", "half", standing.get("partly_supported", ())),
        Group("Supported, not sure", "A source seems to bear it out.", "part", "ring", standing.get("unsure", ())),
        Group("Unread claims", "No source of theirs could be read.", "unread", "unread", standing.get("unread", ())),
        Group("Unread links", "Unread is not dead.", "unread", "unread", links=unread),
        Group("Reworded sources", "The wording differs; no fact does.", "part", "delta", links=reworded),
    ]
    return [group for group in ways if group.claims or group.links]


def standings(dossiers: Sequence[Held]) -> list[tuple[str, int]]:
    """Return how many claims stand at each word of `stand`, worst first; what no claim stands at is left out."""
    counts = Counter(stand(claim) for dossier in dossiers for claim in dossier.claims)
    return [(slug, counts[slug]) for slug in WORST_FIRST if counts[slug]]


def healths(dossiers: Sequence[Held]) -> list[tuple[str, int]]:
    """Return how many links are dead, unread, without an address, or live."""
    counts = Counter(str(link.row["health"]) for dossier in dossiers for link in dossier.links)
    return [(slug, counts[slug]) for slug in ("dead", "unread", "no_link", "live") if counts[slug]]


def misstated(dossier: Dossier, link: Link) -> list[Row]:
    """Return what a citation states of its source and the source does not bear out, each field once."""
    wrong = {fact["field"]: fact for fact in reversed(_stated_wrong(dossier).get(link.row["citation_id"], []))}
    return list(reversed(wrong.values()))


def _stated_wrong(dossier: Dossier) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for claim in dossier.claims:
        for case in claim.cases:
            wrong = [fact for fact in case.row["stated_facts"] if fact["status"] == "mismatch"]
            if wrong:
                found.setdefault(case.row["citation_id"], []).extend(wrong)
    return found
