"""`testimonia fetch`: visits addresses, follows them, archives what they answer, and says what that is."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.cli.lines import Answer, answer, inputs
from pipeline.crawl import CrawlFailed, crawl
from pipeline.settings import Settings
from pipeline.stage import BadInput
from pipeline.web import UnusableArchive, Web, choose
from spiders.warc import visit_at
from warehouse.records import Hop, Visit

Journey = tuple[Visit, list[Hop]]
Take = Callable[[Journey], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """An input that can be visited: its address, what it is said to be, the day whose copy is wanted."""

    url: str
    label: str | None
    day: str | None


def main(urls: list[str], *, as_json: bool, settings: Settings, replay: list[Path], archive: Path) -> int:
    """Answer every input in order, each as soon as it and those before it are known; return the exit status."""
    try:
        web = choose(replay, offline=False)
    except UnusableArchive as unusable:
        sys.stderr.write(f"{unusable}\n")
        return 2
    pending = list(inputs(urls, "url"))
    found: dict[tuple[str, str, str | None], Journey] = {}
    status = 0

    def take(journey: Journey) -> None:
        visit = journey[0]
        found[visit.url, visit.via, visit.asked_for] = journey
        show(last=False)

    def show(*, last: bool) -> None:
        nonlocal status
        while pending and (last or _is_known(pending[0], found)):
            asked = pending.pop(0)
            answered = answer(asked, "url", lambda told: _work(told, found, archive=archive, settings=settings))
            status = 2 if "error" in answered else status
            _write(answered, as_json=as_json)

    try:
        _visit_all(pending, archive=archive, web=web, settings=settings, take=take)
    except CrawlFailed as failed:
        sys.stderr.write(f"{failed}\n")
    except KeyboardInterrupt:
        return 3
    show(last=True)
    return status


def _visit_all(told: Sequence[Answer], *, archive: Path, web: Web, settings: Settings, take: Take) -> None:
    """Visit the live addresses, then the archived copies: an archive is also asked for what a live journey went on to."""
    asked = [usable for one in told if (usable := _usable(one)) is not None]
    later: dict[str, list[str]] = {}

    def take_live(journey: Journey) -> None:
        later[journey[0].url] = sorted({hop.url for hop in journey[1] if hop.number > 0})
        take(journey)

    with tempfile.TemporaryDirectory(prefix="testimonia-") as folder:
        for name, receive in (("live", take_live), ("memento", take)):
            tasks = [
                {"url": url, "via": name, "asked_for": day, "alternatives": later.get(url, []) if day else []}
                for url, day in dict.fromkeys((a.url, a.day if name == "memento" else None) for a in asked)
                if (day is not None) == (name == "memento")
            ]
            if tasks:
                tell = _reader(archive, receive)
                crawl(tasks, archive=archive, folder=Path(folder) / name, web=web, settings=settings, tell=tell)


def _reader(archive: Path, take: Take) -> Callable[[dict[str, Any]], None]:
    """Return what hears the lines of a crawl and hands over each visit, read from the archive."""

    def tell(told: dict[str, Any]) -> None:
        if "visit_id" in told:
            at = told["warc"]
            take(visit_at(archive / at["file"], at["offset"]))

    return tell


def _usable(told: Answer) -> Asked | None:
    try:
        return _asked(told)
    except BadInput:
        return None  # it is said in its place in the answers


def _asked(told: Answer) -> Asked:
    """Return an input that can be visited; raise BadInput."""
    url, label, day = told.get("url"), told.get("label"), told.get("date")
    if not isinstance(url, str) or not url.strip():
        raise BadInput("fetch/no_url", 'no address given\n\nhint: each input is an object with a "url"')
    if ":" not in url.partition("/")[0]:
        raise BadInput("fetch/no_scheme", f"{url}: not a whole address\n\nhint: write http://{url} or https://{url}")
    if label is not None and not isinstance(label, str):
        raise BadInput(
            "fetch/bad_label",
            f"{url}: the label is not a text ({label!r})\n\nhint: leave it out, or give the words of the citation",
        )
    if day is not None:
        _check_day(url, day)
    return Asked(url.strip(), label, day)


def _check_day(url: str, day: object) -> None:
    """Raise BadInput for a date that is not of the form 2017, 2017-06 or 2017-06-19."""
    try:
        if not isinstance(day, str) or len(day) not in (4, 7, 10):
            raise ValueError
        date.fromisoformat(day + "-01-01"[len(day) - 4 :])
    except ValueError as wrong:
        raise BadInput(
            "fetch/bad_date", f"{url}: no date ({day!r})\n\nhint: write it as 2017-06-19, 2017-06 or 2017"
        ) from wrong


def _is_known(told: Answer, found: dict[tuple[str, str, str | None], Journey]) -> bool:
    asked = _usable(told)
    return asked is None or (
        (asked.url, "live", None) in found and (asked.day is None or (asked.url, "memento", asked.day) in found)
    )


def _work(
    told: Answer, found: dict[tuple[str, str, str | None], Journey], *, archive: Path, settings: Settings
) -> Answer:
    """Return the contract's object for one address."""
    from pipeline.extract import capture_of

    asked = _asked(told)
    journey = found.get((asked.url, "live", None))
    if journey is None:
        raise BadInput("fetch/unfinished", f"{asked.url}: its visit did not end\n\nhint: run the same command again")
    visit, hops = journey
    labels = [asked.label] if asked.label else []
    judged = capture_of(visit, hops, archive=archive, labels=labels, max_chars=settings.text.max_chars)
    return {
        "url": visit.url,
        "final_url": visit.final_url,
        "hops": [_hop(hop) for hop in hops],
        "status": visit.status,
        "outcome": judged.capture.outcome,
        "reason": judged.capture.reason,
        "signals": {signal.name: signal.value for signal in judged.signals},
        "media_type": judged.capture.media_type,
        "bytes": visit.bytes,
        "sha256": visit.sha256,
        "fetched_at": visit.fetched_at.isoformat(),
        "retry_after": visit.retry_after.isoformat() if visit.retry_after else None,
        "warc": {"file": visit.warc_file, "offset": visit.warc_offset},
        "memento": _memento(found.get((asked.url, "memento", asked.day)) if asked.day else None),
    }


def _hop(hop: Hop) -> Answer:
    return {"url": hop.url, "status": hop.status, "location": hop.location, "kind": hop.kind, "error": hop.error}


def _memento(journey: Journey | None) -> Answer | None:
    if journey is None or journey[0].memento_datetime is None or journey[0].error is not None:
        return None
    visit = journey[0]
    assert visit.memento_datetime is not None
    return {
        "url": visit.memento_url,
        "datetime": visit.memento_datetime.isoformat(),
        "final_url": visit.final_url,
        "sha256": visit.sha256,
        "warc": {"file": visit.warc_file, "offset": visit.warc_offset},
    }


def _write(answered: Answer, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(answered, ensure_ascii=False) + "\n")
    elif "error" in answered:
        sys.stderr.write(answered["error"]["message"] + "\n")
    else:
        where = f" -> {answered['final_url']}" if answered["final_url"] != answered["url"] else ""
        sys.stdout.write(f"{answered['outcome']:<14} {answered['url']}{where}\n{'':<14} {answered['reason']}\n")
    sys.stdout.flush()
