"""The signs that verdicts and outcomes are told apart by without colour, as rules of CSS: each is a polygon that cuts one box.

A page of thousands of claims has tens of thousands of signs. Drawn as SVG, each was two elements and a copy of the drawing, and
they took a quarter of the time in which a browser opened the page; a class of an element that is there anyhow costs nothing.
"""

from __future__ import annotations

import math

Point = tuple[float, float]
Loop = list[Point]  # on a field of 16 by 16; where two loops lie over each other there is a hole


def _circle(radius: float, *, x: float = 8, y: float = 8, start: float = 0, end: float = 360) -> Loop:
    steps = max(6, round(radius * 4 * (end - start) / 360))
    angles = (math.radians(start + (end - start) * n / steps) for n in range(steps + 1))
    return [(x + radius * math.cos(a), y + radius * math.sin(a)) for a in angles]


def _bar(a: Point, b: Point, wide: float) -> Loop:
    long = math.dist(a, b)
    dx, dy = (b[1] - a[1]) / long * wide / 2, (a[0] - b[0]) / long * wide / 2
    return [(a[0] + dx, a[1] + dy), (b[0] + dx, b[1] + dy), (b[0] - dx, b[1] - dy), (a[0] - dx, a[1] - dy)]


def _ring(radius: float, wide: float = 1.6) -> list[Loop]:
    return [_circle(radius + wide / 2), _circle(radius - wide / 2)]


def _arc(start: float, end: float, *, radius: float = 6.2, wide: float = 1.6, y: float = 8) -> Loop:
    outer = _circle(radius + wide / 2, start=start, end=end, y=y)
    return outer + _circle(radius - wide / 2, start=start, end=end, y=y)[::-1]


_TICK: Loop = [(3.9, 8.8), (5.2, 7.6), (6.9, 9.4), (10.8, 5.0), (12.1, 6.2), (6.9, 12.0)]
_CROSSED: Loop = [
    (4.6, 5.8), (5.8, 4.6), (8, 6.8), (10.2, 4.6), (11.4, 5.8), (9.2, 8), (11.4, 10.2), (10.2, 11.4), (8, 9.2), (5.8, 11.4),
    (4.6, 10.2), (6.8, 8),
]  # fmt: skip
SHAPES: dict[str, list[Loop]] = {
    "full": [_circle(7), _TICK],
    "half": [*_ring(6.2), _circle(5.4, start=-90, end=90)],
    "hollow": [*_ring(6.2), _bar((4.8, 8), (11.2, 8), 1.6)],
    "cross": [[(5, 0.8), (11, 0.8), (15.2, 5), (15.2, 11), (11, 15.2), (5, 15.2), (0.8, 11), (0.8, 5)], _CROSSED],
    "delta": [[(8, 0.2), (16, 15.2), (0, 15.2)], [(8, 3.6), (13.4, 13.6), (2.6, 13.6)], _bar((8, 6.2), (8, 10.4), 1.6), _bar((8, 11.4), (8, 12.8), 1.6)],
    "ring": [*_ring(6.2), *_ring(2.6, 1.5)],
    "unread": [
        *(_arc(turn, turn + 27) for turn in range(0, 360, 45)),
        _arc(-190, 60, radius=1.9, wide=1.5, y=6.2), _bar((8, 7.6), (8, 9.6), 1.5), _bar((8, 10.8), (8, 12.2), 1.6),
    ],
    "dash": [_bar((3, 8), (13, 8), 1.8)],
}  # fmt: skip


def rules() -> str:
    """Return the rules: class `s-NAME` on an element of class `s`, or of class `badge`, which shows its sign before its words."""
    return "".join(f".s-{name} {{ --s: {_polygon(loops)}; }}\n" for name, loops in SHAPES.items())


def _polygon(loops: list[Loop]) -> str:
    """Return loops as one polygon: each is walked round and the way back to the first point has no width."""
    home = loops[0][0]
    path = [point for loop in loops for point in (*loop, loop[0], home)]
    return f"polygon(evenodd, {', '.join(f'{x / 0.16:.3g}% {y / 0.16:.3g}%' for x, y in path)})"
