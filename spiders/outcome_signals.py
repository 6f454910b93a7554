"""Reading the signals that a visit left: counts, the marks of each kind, and how much proof a page of its length needs."""

from __future__ import annotations

from collections.abc import Mapping

DEAD = frozenset({"gone", "soft_404", "redirected_home", "parked", "placeholder", "replaced"})

# Which outcome a kind of mark stands for.
OUTCOME_OF: Mapping[str, str] = {
    "challenge": "bot_wall",
    "denied": "bot_wall",
    "rate_limited": "rate_limited",
    "login": "login_wall",
    "consent": "consent_wall",
    "paywall": "paywall",
    "redirect": "redirect",
    "server_error": "server_error",
    "maintenance": "server_error",
    "parked": "parked",
    "not_found": "soft_404",
    "placeholder": "placeholder",
    "needs_browser": "needs_browser",
}
WALLS = ("challenge", "rate_limited", "denied", "login", "consent")
MARK = "mark."

# (words of prose, score that a page of fewer words must reach to be called what its marks say). Set together with
# the weights in spiders/marks.py and spiders/mark_vendors.py on the development half of the saved pages; see
# docs/experiments/outcome.md.
STEPS = ((30, 1.5), (60, 2.0), (150, 2.5), (300, 3.5), (600, 4.5), (1500, 6.0))
NEVER = 99.0


def scores(signals: Mapping[str, str]) -> dict[str, float]:
    """Return how strongly the marks speak for each kind of page, strongest first; a place counts once."""
    found: dict[str, float] = {}
    for name, value in signals.items():
        if name.startswith(MARK):
            kind = name.split(".")[1]
            found[kind] = found.get(kind, 0.0) + float(value.split(" ", 1)[0])
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))


def number(signals: Mapping[str, str], name: str) -> int:
    value = signals.get(name, "")
    return int(value) if value.isdigit() else 0


def evidence(signals: Mapping[str, str], kind: str) -> str:
    """Return the marks of a kind in words, strongest first."""
    found = []
    for name, value in signals.items():
        if name.startswith(f"{MARK}{kind}."):
            strength, _, seen = value.partition(" ")
            found.append((float(strength), f"{name.split('.')[2]} “{seen.split('; ')[0]}”"))
    return ", ".join(words for _, words in sorted(found, reverse=True)[:3])


def place_of(signals: Mapping[str, str], kind: str, place: str) -> float:
    return float(signals.get(f"{MARK}{kind}.{place}", "0").split(" ", 1)[0])


def shown(signals: Mapping[str, str], name: str) -> int:
    """Return a count of words, or that of the main text where a script has yet to show what the page hides."""
    words, main = number(signals, "words"), number(signals, "main_words")
    return max(main, number(signals, name)) if main > words else number(signals, name)


def needed_by(signals: Mapping[str, str]) -> float:
    prose = shown(signals, "prose_words")
    needed = next((score for words, score in STEPS if prose < words), NEVER)
    # A page that calls itself an article and has the length of one is taken at its word for longer.
    if signals.get("article") == "yes" and number(signals, "main_words") >= 80:
        needed += 2.0
    return needed
