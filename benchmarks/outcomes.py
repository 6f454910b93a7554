"""Outcomes of the pages made up for it, by kind: how many are right, and whether one was called dead that must not be."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.speed import Table
from pipeline.extract import Page, extract
from spiders.outcome_signals import DEAD

PAGES = Path(__file__).parents[1] / "tests" / "cases" / "pages.jsonl"
OUTCOMES = {
    "notfound": {"soft_404"},
    "parked": {"parked"},
    "challenge": {"bot_wall"},
    "denied": {"bot_wall"},
    "login": {"login_wall"},
    "server_error": {"server_error"},
    "maintenance": {"server_error"},
    "placeholder": {"placeholder", "parked", "empty"},
    "redirect_stub": {"redirect", "needs_browser"},
    "consent_shell": {"consent_wall"},
    "js_shell": {"needs_browser", "empty"},
    "paywall_marked": {"paywall", "live"},
    "paywall": {"paywall"},
    "rate_limited": {"rate_limited", "bot_wall"},
    "home": {"redirected_home"},
    "replaced": {"replaced"},
    "empty": {"empty"},
    "ok": {"live"},
    "ok_trap": {"live"},
}
DEATHS = {"notfound", "parked", "placeholder", "server_error", "maintenance", "home", "replaced"}
ADDRESS = "https://www.example-site.org/reports/2017/annual-review"


def judged(step: int = 1) -> Iterator[tuple[str, str, bool, bool]]:
    """Yield (kind, name and outcome, right, wrongly dead) of every `step`-th page."""
    for line in PAGES.read_text(encoding="utf-8").splitlines()[::step]:
        made = json.loads(line)
        url, kind, also = made.get("url", ADDRESS), made["kind"], set(made.get("also", ()))
        media_type = made.get("media_type", "text/html")
        page = Page(
            url=url, final_url=made.get("final_url", url), status=made.get("status", 200), media_type=media_type, body=made["html"].encode(),
            hops=tuple((at, status, how) for at, status, how in made.get("hops", ())), labels=tuple(made.get("labels", ())),
        )  # fmt: skip
        found = extract(page, max_chars=20_000).outcome
        yield (
            kind,
            f"{kind} {made['name']}: {found}",
            found in OUTCOMES[kind] | also,
            kind not in DEATHS and found in DEAD - also,
        )


def outcomes() -> Table:
    """Return the table of all pages, a row a kind."""
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    dead: Counter[str] = Counter()
    for kind, _, is_right, is_dead in judged():
        asked[kind] += 1
        right[kind] += is_right
        dead[kind] += is_dead
    rows: list[tuple[object, ...]] = [(kind, asked[kind], right[kind], dead[kind]) for kind in asked]
    rows.append(("all", asked.total(), f"{right.total()} ({right.total() / asked.total():.3f})", dead.total()))
    return (
        "Outcomes of pages made up for it (fitted to: docs/experiments/outcome.md)",
        ("kind", "pages", "right", "wrongly dead"),
        rows,
    )
