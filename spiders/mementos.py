"""Old copies on the web: the memento nearest a moment, through the TimeGates of archives (RFC 7089)."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime

from spiders.exchange import Answer, header, http_date
from spiders.urls import host_of, joined

Ask = Callable[[str, dict[str, str]], Awaitable[Answer]]

_NEGOTIATION_HOPS = 6
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_LINK = re.compile(r'<([^<>]*)>\s*((?:;\s*[\w-]+\s*=\s*(?:"[^"]*"|[^\s";,]+)\s*)*)')
_PARAMETER = re.compile(r';\s*([\w-]+)\s*=\s*(?:"([^"]*)"|([^\s";,]+))')
_REWRITTEN = re.compile(r"(/\d{4,14})(?:mp|if)_(/https?:)")  # as pywb and Wayback name a page whose links they changed
_WAYBACK = re.compile(r"(https?://web\.archive\.org/web/\d{4,14})(?:[a-z]{2}_)?(/)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One entry of a Link header (RFC 8288), as archives use it: rel is a set of words."""

    url: str
    rel: frozenset[str]
    date: datetime | None


async def copy_of(url: str, moment: datetime, *, timegates: tuple[str, ...], ask: Ask) -> Answer:
    """Return the archived answer of an address nearest a moment: before it where there is one, else after it.

    The answer has status 200 or is an archived redirect, and its exchange says `memento_url` and `memento_datetime`.
    Else its `error` is `not_archived` only where every archive said so; `archive_rate_limited` and `archive_unreachable`
    mean that it is not known.
    """
    failures: list[Answer] = []
    for gate in timegates:
        answer = await _negotiated(gate, url, moment, ask)
        if answer.exchange.error is None:
            return answer
        failures.append(answer)
    order = ("archive_rate_limited", "archive_unreachable", "not_archived")
    return min(failures, key=lambda answer: order.index(answer.exchange.error or ""))


async def follow(url: str, ask: Ask) -> Answer:
    """Return the answer at an address inside an archive, as copy_of does."""
    return _judged(await _settled(raw(url), {}, ask))


def is_archived(url: str, timegates: tuple[str, ...]) -> bool:
    """Return whether an address lies in one of the archives (its copies need not lie under its TimeGate, RFC 7089)."""
    return host_of(url) in {host_of(gate) for gate in timegates}


def raw(url: str) -> str:
    """Return the Wayback or pywb address of the bytes as they were archived, without the banner; others as they are."""
    return _WAYBACK.sub(r"\1id_\2", _REWRITTEN.sub(r"\1id_\2", url, count=1), count=1)


def links(value: str) -> list[Link]:
    """Return the entries of a Link header."""
    found: list[Link] = []
    for target, rest in _LINK.findall(value[:100_000]):
        told = {n.lower(): quoted or bare for n, quoted, bare in _PARAMETER.findall(rest)}
        found.append(
            Link(
                url=target.strip(),
                rel=frozenset(told.get("rel", "").lower().split()),
                date=http_date(told.get("datetime")),
            )
        )
    return found


def original_of(answer: Answer) -> str | None:
    """Return the address that a memento is a copy of, where the archive says it (Link rel=original)."""
    named = [link.url for link in links(header(answer.exchange.headers, "link") or "") if "original" in link.rel]
    return named[0] if named else None


async def _negotiated(gate: str, url: str, moment: datetime, ask: Ask) -> Answer:
    wanted = {"Accept-Datetime": format_datetime(moment, usegmt=True)}
    answer = await _settled(gate + url, wanted, ask)
    judged = _judged(answer)
    late = judged.exchange.memento_datetime
    named = [
        link for link in links(header(answer.exchange.headers, "link") or "") if "memento" in link.rel and link.date
    ]
    best: Link | None = None
    if judged.exchange.error is None and late is not None and late > moment:
        best = max((k for k in named if k.date and k.date <= moment), key=lambda k: k.date or moment, default=None)
    elif judged.exchange.error is not None and answer.exchange.status == 200:  # a frame around the copy, as pywb's
        before = [k for k in named if k.date and k.date <= moment]
        best = min(before or named, key=lambda k: abs((k.date or moment) - moment), default=None)
    if best is not None:
        other = _judged(await _settled(raw(joined(answer.exchange.url, best.url)), {}, ask))
        return other if other.exchange.error is None else judged
    return judged


async def _settled(url: str, headers: dict[str, str], ask: Ask) -> Answer:
    """Return an archive's last word: its own redirects followed, those that it archived not."""
    answer = await ask(url, headers)
    for _ in range(_NEGOTIATION_HOPS):
        exchange = answer.exchange
        location = header(exchange.headers, "location")
        if exchange.status not in _REDIRECTS or not location or header(exchange.headers, "memento-datetime"):
            break
        answer = await ask(raw(joined(exchange.url, location)), headers)
    return answer


def _judged(answer: Answer) -> Answer:
    """Return an archive's answer with what it is: a memento, or the reason why there is none."""
    exchange = answer.exchange
    date = http_date(header(exchange.headers, "memento-datetime"))
    if exchange.error is None and date is not None and (exchange.status == 200 or exchange.status in _REDIRECTS):
        return replace(answer, exchange=replace(exchange, memento_url=exchange.url, memento_datetime=date))
    if exchange.status in (429, 503):
        error = "archive_rate_limited"
    elif exchange.status == 404 or (exchange.error is None and date is not None):
        error = "not_archived"
    else:
        error = "archive_unreachable"
    said = exchange.error or f"status {exchange.status}"
    return replace(answer, exchange=replace(exchange, error=error, detail=f"{exchange.url}: {said}"))
