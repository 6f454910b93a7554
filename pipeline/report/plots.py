"""What the report draws, as numbers: links by outcome, drift since citing, and sources by site and year of publication."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from pipeline.report.gather import Dossier, Link
from pipeline.report.words import CHANGES, OUTCOMES, Word, word
from spiders.mementos import original_in

_MOST_SITES, _MOST_YEARS = 12, 10  # rows and columns that still fit on a page


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label and shape (so that no colour is needed), its count, and its width of 100."""

    label: str
    count: int
    width: float
    tone: str
    shape: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars under a title; `what` names what each bar is."""

    title: str
    what: str
    bars: list[Bar]


@dataclass(frozen=True, slots=True)
class Plots:
    """All of one document; a site of "" gathers the rest, a year of "" the sources that state none."""

    charts: list[Chart]
    years: list[str] = field(default_factory=list)
    sites: list[tuple[str, Counter[str]]] = field(default_factory=list)

    def radius(self, count: int) -> float:
        """Return a dot's radius, 2 to 9 of 10, so that its area goes with its count."""
        most = max(max(counts.values(), default=1) for _, counts in self.sites)
        return max(2.0, float(9 * (count / most) ** 0.5))


def plots(dossier: Dossier) -> Plots:
    """Return a document's plots; none where it has fewer than two links, for there is nothing to compare."""
    if len(dossier.links) < 2:
        return Plots([])
    outcomes = Counter(str(link.row["outcome"] or "no_link") for link in dossier.links)
    drift = Counter(_drift(link) for link in dossier.links)
    years, sites = _published(dossier.links)
    return Plots(
        [
            _chart("Links by outcome", "Outcome", outcomes, OUTCOMES),
            _chart(
                "Sources since they were cited", "Change", drift, {**CHANGES, "failing": _FAILING, "unknown": _UNKNOWN}
            ),
        ],
        years,
        sites,
    )


_UNKNOWN = Word("Not compared", "There are no two captures that were read.")
_FAILING = Word("Failing", "Nothing was found at its address; that it is dead is not confirmed.", "warn", "cross")


def _drift(link: Link) -> str:
    """Return how a source moved between the day of citing and now; unknown where one of the two was not read, failing before a death is sure."""
    if link.row["health"] == "dead":
        return "gone" if link.death and link.death["confirmed"] else "failing"
    if link.change:
        return str(link.change["change"])
    both = {capture["via"] for capture in link.captures if capture["outcome"] == "live"}
    seen = sum(capture["outcome"] == "live" for capture in link.captures)
    return "none" if link.row["health"] == "live" and (len(both) == 2 or seen > 1) else "unknown"


def _chart(title: str, what: str, counts: Counter[str], words: dict[str, Word]) -> Chart:
    most = max(counts.values(), default=1)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = [(word(words, slug), count) for slug, count in ordered]
    return Chart(title, what, [Bar(w.label, count, 100 * count / most, w.tone, w.shape) for w, count in shown])


def _published(links: Sequence[Link]) -> tuple[list[str], list[tuple[str, Counter[str]]]]:
    """Return the years as columns and the sites as rows, the most cited first; what does not fit is gathered."""
    by_site: dict[str, Counter[str]] = {}
    for link in links:
        if not link.row["url"]:
            continue
        year = next((str(c["published"])[:4] for c in link.captures if c["published"]), "")
        by_site.setdefault(_site(link), Counter())[year] += 1
    ranked = sorted(by_site.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    rest: Counter[str] = sum((counts for _, counts in ranked[_MOST_SITES:]), Counter())
    rows = [*ranked[:_MOST_SITES], *([("", rest)] if rest else [])]
    years = sorted({year for _, counts in rows for year in counts})
    dated = [year for year in years if year][-_MOST_YEARS:]
    return [*dated, *([""] if "" in years else [])], rows


def _site(link: Link) -> str:
    """Return the host that the source was read from, else that of the page whose archived copy was read, else the one cited; no leading www."""
    read = {c["via"]: c["final_url"] for c in link.captures if c["outcome"] == "live"}
    address = original_in(str(read.get("live") or read.get("memento") or link.row["url"]))
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        host = ""
    return host.removeprefix("www.")[:60]
