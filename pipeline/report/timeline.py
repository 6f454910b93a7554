"""Pictures of time in SVG: the life of a cited source, and how long cited links live. Shapes tell kinds apart, never colour alone."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pipeline.report.words import LIFE

_LEFT, _WIDTH, _HEIGHT, _MIDDLE = 8, 640, 56, 24
_NEAR = 5.0  # pixels: events of one kind nearer than this are one sign
_SIGNS = {
    "cited": '<path d="M{x} 6 V42" stroke="currentColor" stroke-width="1" stroke-dasharray="1 2"/>',
    "archived": '<path d="M{x} {up} l6 10 h-12 z" fill="none" stroke="currentColor" stroke-width="1.5"/>',
    "read": '<circle cx="{x}" cy="{y}" r="4.5" fill="currentColor"/>',
    "dead": '<path d="M{x} {y} m-5 -5 l10 10 m0 -10 l-10 10" stroke="currentColor" stroke-width="2.5"/>',
    "unread": '<circle cx="{x}" cy="{y}" r="4.5" fill="Canvas" stroke="currentColor" stroke-width="1.5"/>',
    "changed": '<path d="M{x} {down} l5 5 l-5 5 l-5 -5 z" fill="currentColor"/>',
}
GLYPHS = {
    "cited": "┊",
    "archived": "△",
    "read": "●",
    "dead": "✕",
    "unread": "○",
    "changed": "◆",
}  # the same, in a line of text
_LINES = {"read": "", "dead": "2 5", "unread": "7 4"}


@dataclass(frozen=True, slots=True)
class Event:
    """Something in a source's life: when, its kind (cited, archived, read, dead, unread, changed), and that in a line."""

    at: datetime
    kind: str
    says: str


def timeline(events: Sequence[Event], *, words: Mapping[str, str] | None = None) -> str:
    """Return the life of a source as an SVG picture for a page: visits as a line of signs, full where it was read, crosses where it
    was dead, hollow where it was not read; triangles are archived copies, diamonds changes. Every sign has its words as a title.

    `words` are what each kind is called, in the reader's language. Returns an empty text where there is nothing to draw. Words of sources are escaped; nothing is loaded and nothing runs.
    """
    known = sorted((e for e in events if e.kind in _SIGNS), key=lambda e: (e.at, e.kind))
    if not known:
        return ""
    first, last = known[0].at, known[-1].at
    span = max((last - first).total_seconds(), 1.0)
    scale = (_WIDTH - 2 * _LEFT) / span
    drawn = [
        f'<path d="M{_LEFT} 42 H{_WIDTH - _LEFT}" stroke="currentColor" stroke-width=".75"/>',
        _line(known, first, scale),
    ]
    for kind in _SIGNS:
        drawn += _signs([e for e in known if e.kind == kind], first, scale, words or LIFE)
    drawn.append(f'<text x="{_LEFT}" y="54" font-size="10" fill="currentColor">{_day(first)}</text>')
    if _day(last) != _day(first):
        end = f'<text x="{_WIDTH - _LEFT}" y="54" font-size="10" fill="currentColor" text-anchor="end">{_day(last)}</text>'
        drawn.append(end)
    said = html.escape(summary(known, words=words))
    return f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" width="100%" role="img" aria-label="{said}"><title>{said}</title>{"".join(drawn)}</svg>'


def summary(events: Sequence[Event], *, words: Mapping[str, str] | None = None) -> str:
    """Return a life in words, for those who do not see the picture."""
    parts = []
    for kind, word in (words or LIFE).items():
        days = [e.at for e in events if e.kind == kind]
        if days:
            when = _day(min(days)) if _day(min(days)) == _day(max(days)) else f"{_day(min(days))} to {_day(max(days))}"
            parts.append(f"{word} {len(days)}× ({when})" if len(days) > 1 else f"{word} {when}")
    return "; ".join(parts)


def _line(events: Sequence[Event], first: datetime, scale: float) -> str:
    """Return the line between the visits: full after one that was read, dotted after a dead one, dashed after one that was not read."""
    visits = [e for e in events if e.kind in _LINES]
    pieces = []
    for at, event in enumerate(visits[:-1]):
        dash = f' stroke-dasharray="{_LINES[event.kind]}"' if _LINES[event.kind] else ""
        x, to = _x(event.at, first, scale), _x(visits[at + 1].at, first, scale)
        pieces.append(f'<path d="M{x:.1f} {_MIDDLE} H{to:.1f}" stroke="currentColor" stroke-width="1.5"{dash}/>')
    return "".join(pieces)


def _signs(events: Sequence[Event], first: datetime, scale: float, named: Mapping[str, str]) -> list[str]:
    groups: list[list[Event]] = []
    for event in events:
        if groups and _x(event.at, first, scale) - _x(groups[-1][0].at, first, scale) < _NEAR:
            groups[-1].append(event)
        else:
            groups.append([event])
    signs = []
    for group in groups:
        shape = _SIGNS[group[0].kind].format(x=f"{_x(group[0].at, first, scale):.1f}", y=_MIDDLE, up=4, down=32)
        more = f" (+{len(group) - 1}, {_day(group[-1].at)})" if len(group) > 1 else ""
        words = html.escape(f"{_day(group[0].at)} {named[group[0].kind]}: {group[0].says[:200]}{more}")
        signs.append(f"<g><title>{words}</title>{shape}</g>")
    return signs


def _x(at: datetime, first: datetime, scale: float) -> float:
    return _LEFT + (at - first).total_seconds() * scale


def _day(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d}"


def survival(steps: Sequence[tuple[int, float]], *, says: str, year: str = "{n} y") -> str:
    """Return a survival curve as an SVG picture: `steps` are (days since the citing, share alive from then on), in order.

    `says` is what the picture shows, in words; `year` how an age of `{n}` years is written. Returns an empty text where nothing
    has died: there is no curve yet.
    """
    if not steps:
        return ""
    longest = max(steps[-1][0], 1)
    left, top, wide, high = 40, 10, 560, 150
    path = [f"M{left} {top}"]
    for days, alive in steps:
        path.append(f"H{left + wide * days / longest:.1f} V{top + high * (1 - alive):.1f}")
    grid = "".join(
        f'<path d="M{left} {top + high * (1 - share):.0f} h{wide}" stroke="currentColor" stroke-width=".4" stroke-dasharray="2 3"/>'
        f'<text x="{left - 6}" y="{top + high * (1 - share) + 4:.0f}" font-size="11" fill="currentColor" text-anchor="end">{share:.0%}</text>'
        for share in (0.0, 0.25, 0.5, 0.75, 1.0)
    )
    years = "".join(
        f'<text x="{left + wide * part:.0f}" y="{top + high + 16}" font-size="11" fill="currentColor" text-anchor="middle">{html.escape(year.replace("{n}", f"{longest * part / 365.25:.1f}"))}</text>'
        for part in (0.0, 0.5, 1.0)
    )
    said = html.escape(says)
    return (
        f'<svg viewBox="0 0 {left + wide + 20} {top + high + 24}" width="100%" role="img" aria-label="{said}"><title>{said}</title>'
        f'{grid}{years}<path d="{" ".join(path)}" fill="none" stroke="currentColor" stroke-width="2"/></svg>'
    )
