"""How the desk speaks: its templates, with the words of the report and those of its own."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import jinja2

from pipeline.decisions import ALLOWED, VERDICTS
from pipeline.report import words
from pipeline.report.page import web_link
from pipeline.report.passages import differing, lit
from pipeline.review.lists import PAGE
from pipeline.supply import MOST_BYTES

_HERE = Path(__file__).parent
WHY = {
    "stale": words.Word("Look again", "A decision whose ground has moved: the verdict or the text is another now.", "bad", "delta"),
    "dead": words.Word("Dead link", "The link is dead, and nothing was read in its place.", "bad", "cross"),
    **{name: words.VERDICTS[name] for name in ("contradicted", "disputed", "outdated", "not_supported", "partly_supported", "unread", "unsure", "supported")},
}  # fmt: skip
BASES = {
    "live": "the page at its address", "person": "a text that a person handed in; the site did not serve it to the program",
    "browser": "the page as a browser showed it to the program",
    "archived": "the copy archived nearest the day of citing", "last_good": "our own last good capture",
    "redirect": "the page to which an archived redirect of the address led, as it is now", None: "nothing: no source was read",
}  # fmt: skip
GROUPS = {"live": "Live", "dead": "Dead", "unread": "Unread", "no_link": "No link"}


def templates() -> jinja2.Environment:
    """Return the desk's templates, with the words of the report."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([_HERE / "templates", _HERE.parent / "report" / "templates"]),
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters.update(day=day, moment=moment, href=web_link, host=lambda url: (url or "").split("://", 1)[-1].rstrip("/"), sentence=sentence)  # fmt: skip
    environment.globals.update(
        word=words.word, VERDICTS=words.VERDICTS, OUTCOMES=words.OUTCOMES, CHANGES=words.CHANGES, FACTS=words.FACTS,
        WHY=WHY, BASES=BASES, CHOICES=VERDICTS, ALLOWED=ALLOWED, lit=lit, differing=differing, GROUPS=GROUPS, MOST=MOST_BYTES // 1_000_000, MOST_ROWS=PAGE,
    )  # fmt: skip
    return environment


def day(value: datetime | date | str | None) -> str:
    """Return a day as people write it; a partial date as it stands."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return str(value)
    return f"{value.day} {value:%B %Y}" if value else ""


def moment(value: datetime | None) -> str:
    """Return a time to the minute, in UTC."""
    return f"{day(value)}, {value:%H:%M} UTC" if value else ""


def sentence(text: str | None) -> str:
    """Return words as a sentence."""
    return (text or "")[:1].upper() + (text or "")[1:].rstrip(". ") + "." if text else ""
