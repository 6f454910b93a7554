"""How the sources of many documents fare together: shares by year of citing, kind and site, and how long cited links live."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
from markupsafe import Markup

from pipeline.report.gather import rows
from pipeline.report.timeline import survival
from pipeline.stage import Row

_MOST = 12  # rows of one table that still fit on a page; the view has them all
_PARTS = ("year", "kind", "host")


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """Rows of `reference_rot` by part, the row of all links first, and the steps of `link_survival`; of the whole warehouse."""

    documents: int
    all: Row
    parts: dict[str, list[Row]]
    steps: list[tuple[int, float]]
    watched: int

    @property
    def share(self) -> float:
        """The share of links that live longer than the oldest age at which one died."""
        return self.steps[-1][1]

    @property
    def years(self) -> str:
        """That age in years."""
        return f"{self.steps[-1][0] / 365.25:.1f}"

    def curve(self, says: str, year: str) -> Markup:
        """Return the survival curve as a picture that says what it shows; `year` is how an age of `{n}` years is written."""
        return Markup(survival(self.steps, says=says, year=year))  # noqa: S704  (numbers, and words that it escapes)


def collection(connection: duckdb.DuckDBPyConnection) -> Collection | None:
    """Return how the links of all documents of the warehouse fare; None where it holds one document, or no link."""
    documents = int(rows(connection, "select count(*) as n from documents")[0]["n"])
    found = rows(connection, "from reference_rot") if documents > 1 else []
    if not found:
        return None
    steps = rows(connection, "select days, at_risk, alive from link_survival order by days")
    return Collection(
        documents=documents,
        all=found[0],
        parts={part: [row for row in found if row["part"] == part][:_MOST] for part in _PARTS},
        steps=[(row["days"], row["alive"]) for row in steps],
        watched=max((row["at_risk"] for row in steps), default=0),
    )
