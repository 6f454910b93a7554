"""A made-up web of pages over many weeks: what is planted in the life of each, and what it answers on a day.

Edits of substance, of wording, and cosmetic ones, outages, deaths, parking, new templates, counters; the same page always has the same life.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from pipeline.extract import Page

START = datetime(2024, 1, 1, 6, tzinfo=UTC)
_NAMES = "Anna Brede, Rui Campos, Elin Sande, Marta Oliva, Jon Farre, Petra Sund, Tomas Vilar, Ines Rocha".split(", ")
_THINGS = "harbour library market theatre school museum orchard railway archive hospital".split()
_TEASERS = (
    "Where the eels of the harbour winter", "Bread from the last oven of the quarter", "A walk along the dry canal", "Who rang the bell in March",
    "Seven doors that nobody opens", "The tram that came back",
)  # fmt: skip
KINDS = ("substance", "wording", "cosmetic", "template", "outage", "death", "parked")
_A_YEAR = {
    "substance": 0.8,
    "wording": 0.6,
    "cosmetic": 3.0,
    "template": 0.5,
    "outage": 1.0,
    "death": 0.08,
    "parked": 0.02,
}


@dataclass(frozen=True, slots=True)
class Event:
    """Something planted in a page's life."""

    day: int
    kind: str
    until: int = 0


@cache
def life(page: int, days: int) -> tuple[Event, ...]:
    """Return what happens to a page, in order; the same page always has the same life."""
    dice = random.Random(f"life {page}")  # noqa: S311  a made-up web, not a secret
    events = []
    for kind in KINDS:
        at = dice.expovariate(_A_YEAR[kind] / 365)
        while at < days:
            events.append(Event(int(at) + 1, kind, int(at) + 1 + dice.randint(1, 12)))
            if kind in ("death", "parked"):
                break
            at += 14 + dice.expovariate(_A_YEAR[kind] / 365)
    events.sort(key=lambda e: e.day)
    end = next((n for n, e in enumerate(events) if e.kind in ("death", "parked")), len(events))
    return tuple(events[: end + 1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """How long the made-up web lasts, whether its pages have parts that no list of noise knows, and whether such parts are learned."""

    days: int
    unlisted: bool = False
    learning: bool = True


def answer(page: int, day: int, web: Web) -> Page:
    """Return what a page answers on a day."""
    days = web.days
    past = [e for e in life(page, days) if e.day <= day]
    url = address(page)
    if past and past[-1].kind == "death":
        body = b"<html><title>404 Not Found</title><h1>Not Found</h1></html>"
        return Page(url=url, final_url=url, status=404, media_type="text/html", body=body)
    if past and past[-1].kind == "parked":
        body = b"<html><head><title>p.example - this domain is for sale</title></head><body><h1>This domain is for sale</h1><p>Buy this domain. The domain p.example may be for sale by its owner. Related searches</p></body></html>"
        return Page(url=url, final_url=url, status=200, media_type="text/html", body=body)
    if any(e.kind == "outage" and e.day <= day < e.until for e in past):
        kind = page % 3
        if kind == 0:
            return Page(url=url, final_url=url, error="timeout")
        return Page(
            url=url,
            final_url=url,
            status=503 if kind == 1 else 502,
            media_type="text/html",
            body=b"<h1>Service unavailable</h1>",
        )
    return Page(
        url=url, final_url=url, status=200, media_type="text/html", body=_markup(page, past, day, unlisted=web.unlisted)
    )


def address(page: int) -> str:
    """Return the address of a page."""
    return f"http://p{page}.example/report"


def _markup(page: int, past: list[Event], day: int, *, unlisted: bool) -> bytes:
    dice = random.Random(f"page {page}")  # noqa: S311
    sentences = []
    for _ in range(dice.randint(6, 14)):
        name, thing = dice.choice(_NAMES), dice.choice(_THINGS)
        year, number = dice.randint(1980, 2019), dice.randint(12, 980)
        sentences.append(
            dice.choice(
                (
                    f"In {year} the {thing} of the town had {number} visitors, according to the report of {name}.",
                    f"{name} has led the {thing} since {year} and answers to the council in all matters of money.",
                    f"The {thing} keeps {number} letters, and may show them to everybody who asks in writing.",
                    f"A large part of the {thing} was rebuilt in {year} with help from the people of the quarter.",
                )
            )
        )
    cosmetic = template = 0
    for n, event in enumerate(past):
        edit = random.Random(f"edit {page} {n}")  # noqa: S311
        at = edit.randrange(len(sentences))
        match event.kind:
            case "substance":
                sentences[at] = _in_substance(sentences[at], edit)
            case "wording":
                sentences[at] = _in_wording(sentences[at])
            case "cosmetic":
                cosmetic += 1
            case "template":
                template += 1
    stamp = (START + timedelta(days=past[-1].day if past else 0)).strftime("%d %B %Y")
    counter = f"<p>{1000 + 7 * day:,} views</p>" if page % 5 == 0 else ""  # a page of five counts its readers
    today = f"<p>Today is {START + timedelta(days=day):%d %B %Y}</p>" if page % 7 == 0 else ""
    notice = (
        "<div class='cookie-banner'><p>We use cookies to improve your experience. Accept all</p></div>"
        if cosmetic % 2
        else ""
    )
    stories = "".join(f"<li><a href='/s{cosmetic + n}'>Story number {cosmetic * 3 + n}</a></li>" for n in range(4))
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    room = f"<p>In the reading room now: {random.Random(f'room {page} {day}').randint(3, 60)}</p>" if unlisted else ""  # noqa: S311
    teaser = f"<p>{_TEASERS[(page + day) % len(_TEASERS)]}</p>" if unlisted else ""
    inner = f"<h1>Report {page}</h1>{today}{room}{body}{teaser}<p>Last updated: {stamp}</p>{counter}"
    frames = (
        f"<header><nav><a href='/'>Home</a> <a href='/a'>About</a></nav></header><main>{inner}</main><aside><ul>{stories}</ul></aside>",
        f"<nav>Home | News</nav><div id='content'><article>{inner}</article></div><div class='related'><ul>{stories}</ul></div>",
        f"<div class='page'><div class='main'><section>{inner}</section></div></div><footer><ul>{stories}</ul></footer>",
    )
    return f"<html lang='en'><head><title>Report {page}</title></head><body>{notice}{frames[template % 3]}</body></html>".encode()


def _in_substance(sentence: str, dice: random.Random) -> str:
    figures = [word for word in sentence.replace(",", "").split() if word.isdigit()]
    if figures and dice.random() < 0.6:
        return sentence.replace(figures[-1], str(int(figures[-1]) + dice.randint(1, 9)))
    name = next((name for name in _NAMES if name in sentence), None)
    if name and dice.random() < 0.6:
        return sentence.replace(name, dice.choice([other for other in _NAMES if other != name]))
    if " may show " in sentence:
        return sentence.replace(" may show ", " must not show ")
    return f"{sentence} The council closed it to the public after the flood."


def _in_wording(sentence: str) -> str:
    for old, new in (
        ("everybody who", "anybody who"),
        ("according to", "as stated in"),
        ("A large part", "A big part"),
        ("answers to", "reports to"),
    ):
        if old in sentence:
            return sentence.replace(old, new)
    return sentence.replace("anybody", "everybody").replace("as stated in", "according to")
