"""The life of a cited source as the timeline draws it: the day of citing, the copies, the visits, the change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from markupsafe import Markup

from pipeline.report.gather import Dossier, Link
from pipeline.report.timeline import GLYPHS, Event, timeline
from pipeline.report.words import CHANGES, LIFE, OUTCOMES, word
from pipeline.stage import Row

_DEAD = frozenset(slug for slug, shown in OUTCOMES.items() if shown.shape == "cross")


def life(dossier: Dossier, link: Link, say: Callable[[str], str]) -> Markup:
    """Return the picture of a link's life, empty where it was looked at less than twice; `say` speaks the reader's language.

    Nothing of a source stands in it: its words are ours, its days those of the captures.
    """
    if len(link.captures) < 2:
        return Markup("")
    events = [_seen(capture, say) for capture in link.captures]
    cited = _day(link.row["accessed_date"]) or _day(dossier.document["date"])
    if cited:
        events.append(Event(cited, "cited", ""))
    if link.change:
        events.append(Event(link.change["seen_at"], "changed", say(word(CHANGES, link.change["change"]).label)))
    drawn = timeline(events, words={kind: say(called) for kind, called in LIFE.items()})
    met = {event.kind for event in events}
    key = Markup(" · ").join(f"{sign} {say(LIFE[kind])}" for kind, sign in GLYPHS.items() if kind in met)
    return Markup(drawn) + Markup('<p class="basis">{}</p>').format(key)  # noqa: S704  (escapes every word that it draws)


def _seen(capture: Row, say: Callable[[str], str]) -> Event:
    outcome = str(capture["outcome"])
    kind = "read" if outcome == "live" else "dead" if outcome in _DEAD else "unread"
    at = capture["memento_datetime"] if capture["via"] == "memento" else capture["fetched_at"]
    if not isinstance(at, datetime):
        at = capture["fetched_at"]
    assert isinstance(at, datetime)
    return Event(at, "archived" if capture["via"] == "memento" else kind, say(word(OUTCOMES, outcome).label))


def _day(text: object) -> datetime | None:
    """Return a whole date as a time; a year or a month alone is no place on a line."""
    try:
        return datetime.fromisoformat(str(text)).replace(tzinfo=UTC) if text and len(str(text)) == 10 else None
    except ValueError:
        return None
