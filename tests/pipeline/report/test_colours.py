"""Every colour of text has contrast enough on every ground that it stands on."""

from __future__ import annotations

import re

import pytest

from pipeline.report.page import style_sheet

STYLE = str(style_sheet())


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2.2 contrast ratio of two colours written #rrggbb."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_text_colour_has_contrast_enough_on_every_ground_it_stands_on(scheme: int) -> None:
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[scheme]))
    grounds = ("paper", "card", "faint")
    pairs = [
        (ink, ground) for ink in ("ink", "soft", "link", "bad", "warn", "part", "good", "unread") for ground in grounds
    ]
    pairs += [(tone, f"{tone}-bg") for tone in ("bad", "warn", "part", "good", "unread")]
    pairs += [("ink", f"{tone}-bg") for tone in ("bad", "warn", "part", "good", "unread")]
    assert {
        pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in pairs
        if contrast(colours[pair[0]], colours[pair[1]]) < 4.5
    } == {}
