"""Old copies on the web: the memento nearest a moment, through TimeGates (RFC 7089) and what archives list of an address."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from email.utils import format_datetime

from spiders.config import Archives
from spiders.exchange import Answer, header, http_date
from spiders.memento_lists import Held, Link, by_preference, in_cdx, in_timemap, links, stamped
from spiders.urls import host_of, joined

Ask = Callable[[str, dict[str, str]], Awaitable[Answer]]

_NEGOTIATION_HOPS = 6
_TRIES = 4  # copies of a list that are asked for, where the first are none after all
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_REWRITTEN = re.compile(r"(/\d{4,14})(?:mp|if)_(/https?:)")  # as pywb and Wayback name a page whose links they changed
_WAYBACK = re.compile(r"(https?://web\.archive\.org/web/\d{4,14})(?:[a-z]{2}_)?(/)")
_COPY = re.compile(r"/(\d{14})(?:[a-z]{2}_)?/https?:")  # an address of one
_INSIDE = re.compile(r"/\d{4,14}(?:[a-z]{2}_)?/(https?:/.*)")
_WORST_FIRST = ("archive_rate_limited", "archive_unreachable", "not_archived")


async def copy_of(url: str, moment: datetime, *, archives: Archives, ask: Ask) -> Answer:
    """Return the archived answer of an address nearest a moment: before it where any archive has one, else after it.

    The answer has status 200 or is an archived redirect, and its exchange says `memento_url` and `memento_datetime`.
    Else its `error` is `not_archived` only where every archive said so; `archive_rate_limited` and `archive_unreachable`
    mean that it is not known. Each TimeGate is asked first; where its answer is later than the moment, or a copy of an error, what
    the archive lists is asked for (its CDX server where one is set, else the TimeMap that it names); last the archives that have a TimeMap alone.
    """
    failures: list[Answer] = []
    later: list[Answer] = []

    def taken(answer: Answer) -> bool:
        date = answer.exchange.memento_datetime
        (later if date is not None else failures).append(answer)
        return date is not None and date <= moment

    for gate in archives.timegates:
        answer, more, maps = await _negotiated(gate, url, moment, ask)
        if taken(answer):
            return answer
        if not more:
            continue
        servers = [server for server in archives.cdx if host_of(server) == host_of(gate)]
        for server in servers:
            if taken(answer := await _from_cdx(server, gate, url, moment, ask)):
                return answer
        for address in () if servers else maps:
            if taken(answer := await _from_timemap(address, moment, ask)):
                return answer
    for prefix in archives.timemaps:
        if taken(answer := await _from_timemap(prefix + url, moment, ask)):
            return answer
    if later:
        return min(later, key=lambda answer: answer.exchange.memento_datetime or moment)
    return min(failures, key=lambda answer: _WORST_FIRST.index(answer.exchange.error or ""))


async def follow(url: str, ask: Ask) -> Answer:
    """Return the answer at an address inside an archive, as copy_of does."""
    return _judged(await _settled(raw(url), {}, ask))


async def saved(address: str, ask: Ask) -> Answer:
    """Return what an archive answered to the wish that it capture a page: the copy, as copy_of gives one, or why there is none.

    Save Page Now and those shaped like it answer with a redirect to the copy, or name it in Content-Location or Link; that says when it was taken.
    `not_saved`: the archive answered, and named no copy.
    """
    answer = await ask(address, {})
    for _ in range(_NEGOTIATION_HOPS):
        exchange = answer.exchange
        where = [link.url for link in links(header(exchange.headers, "link") or "") if "memento" in link.rel]
        where += [header(exchange.headers, name) or "" for name in ("content-location", "location")]
        named = next((joined(exchange.url, told) for told in where if _COPY.search(told)), None)
        usable = exchange.error is None and (exchange.status == 200 or exchange.status in _REDIRECTS)
        if named is not None and usable:  # it is not asked for: the archive has work enough
            match = _COPY.search(named)
            date = stamped(match[1]) if match else None
            return replace(answer, exchange=replace(exchange, memento_url=named, memento_datetime=date))
        onward = header(exchange.headers, "location")
        if exchange.status not in _REDIRECTS or not onward:
            break
        answer = await ask(joined(exchange.url, onward), {})
    judged = _judged(answer)
    if judged.exchange.error in ("archive_rate_limited", "archive_unreachable") and answer.exchange.status != 200:
        return judged
    detail = f"{address}: status {answer.exchange.status}, and no copy is named"
    return replace(answer, exchange=replace(answer.exchange, error="not_saved", detail=detail))


def is_archived(url: str, archives: Archives) -> bool:
    """Return whether an address lies in one of the archives (its copies need not lie under its TimeGate, RFC 7089)."""
    return host_of(url) in {host_of(entry) for entry in (*archives.timegates, *archives.timemaps)}


def raw(url: str) -> str:
    """Return the Wayback or pywb address of the bytes as they were archived, without the banner; others as they are."""
    return _WAYBACK.sub(r"\1id_\2", _REWRITTEN.sub(r"\1id_\2", url, count=1), count=1)


def original_in(url: str) -> str:
    """Return the address that an archive's address of a copy names, any other address as it is."""
    match = _INSIDE.search(url)
    return match[1] if match else url


def original_of(answer: Answer) -> str | None:
    """Return the address that a memento is a copy of, where the archive says it (Link rel=original)."""
    named = [link.url for link in links(header(answer.exchange.headers, "link") or "") if "original" in link.rel]
    return named[0] if named else None


async def _negotiated(gate: str, url: str, moment: datetime, ask: Ask) -> tuple[Answer, bool, list[str]]:
    """Return a TimeGate's answer, whether the archive may hold a better copy than that, and the TimeMaps that it names."""
    wanted = {"Accept-Datetime": format_datetime(moment, usegmt=True)}
    answer = await _settled(gate + url, wanted, ask)
    judged = _judged(answer)
    late = judged.exchange.memento_datetime
    told = links(header(answer.exchange.headers, "link") or "")
    named = [Held(url=link.url, date=link.date) for link in told if "memento" in link.rel and link.date]
    best: Held | None = None
    if late is not None and late > moment:
        best = next((held for held in by_preference(named, moment) if held.date <= moment), None)
    elif judged.exchange.error is not None and answer.exchange.status == 200:  # a frame around the copy, as pywb's
        best = next(iter(by_preference(named, moment)), None)
    if best is not None:
        other = _judged(await _settled(raw(joined(answer.exchange.url, best.url)), {}, ask))
        if other.exchange.error is None:
            judged = other
    maps = [joined(answer.exchange.url, link.url) for link in told if "timemap" in link.rel]
    return judged, _may_have_better(judged, told, moment), maps


def _may_have_better(judged: Answer, told: list[Link], moment: datetime) -> bool:
    """Return whether it is worth asking an archive for its list: not where it said that it holds nothing, or did not answer."""
    exchange = judged.exchange
    if exchange.memento_datetime is None:
        named = header(exchange.headers, "memento-datetime") is not None or any("memento" in link.rel for link in told)
        return exchange.error == "not_archived" and named
    first = min((link.date for link in told if "first" in link.rel and link.date), default=None)
    return exchange.memento_datetime > moment and (first is None or first <= moment)


async def _from_timemap(address: str, moment: datetime, ask: Ask) -> Answer:
    held, answer = await in_timemap(address, moment, ask)
    return await _first_of(held, moment, ask) or _listless(answer)


async def _from_cdx(server: str, gate: str, url: str, moment: datetime, ask: Ask) -> Answer:
    for later in (False, True):
        held, answer = await in_cdx(server, gate, url, moment, ask, later=later)
        found = await _first_of(held, moment, ask)
        if found is not None or answer.exchange.status != 200:
            break
    return found or _listless(answer)


async def _first_of(held: list[Held], moment: datetime, ask: Ask) -> Answer | None:
    """Return the first copy of a list that is one: a page, else a redirect; the archive's refusal where it asks us to wait."""
    redirect: Answer | None = None
    for copy in by_preference(held, moment)[:_TRIES]:
        answer = _judged(await _settled(raw(copy.url), {}, ask))
        if answer.exchange.error == "archive_rate_limited":
            return redirect or answer
        if answer.exchange.error is None and answer.exchange.status == 200:
            return answer
        if answer.exchange.error is None and redirect is None:
            redirect = answer
    return redirect


def _listless(answer: Answer) -> Answer:
    """Return a list's answer as the reason why there is no copy: one that was given, and helped nothing, means none."""
    exchange = answer.exchange
    if exchange.status in (200, 404) and exchange.error is None:
        return replace(
            answer, exchange=replace(exchange, error="not_archived", detail=f"{exchange.url}: lists no copy")
        )
    return _judged(answer)


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
    if exchange.status in (429, 503) or exchange.error == "told_to_wait":
        error = "archive_rate_limited"
    elif exchange.status == 404 or (exchange.error is None and date is not None):
        error = "not_archived"
    else:
        error = "archive_unreachable"
    said = exchange.error or f"status {exchange.status}"
    return replace(answer, exchange=replace(exchange, error=error, detail=f"{exchange.url}: {said}"))
