"""What a crawl process is told: how to visit, which archives to ask, which web to serve."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

DEFAULT_AGENT = "testimonia/0.1 (citation checker)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """How the web is visited: the [fetch] settings of testimonia.toml. Units stand in the names; the reasons stand in that file."""

    timeout_s: float = 60.0
    connect_timeout_s: float = 15.0
    max_body_mb: float = 50.0
    max_header_kb: float = 64.0
    min_rate_bytes_s: float = 50.0
    max_hops: int = 12
    delay_s: float = 1.0
    retries: int = 2
    max_retry_after_s: float = 30.0
    fresh_for_h: float = 24.0
    obey_robots: bool = True
    probe: bool = True
    follow: int = 20
    browser: bool = False
    allow_private_hosts: bool = False
    user_agent: str = DEFAULT_AGENT
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archives:
    """The [archive] settings of testimonia.toml."""

    timegates: tuple[str, ...] = ()
    timemaps: tuple[str, ...] = ()
    cdx: tuple[str, ...] = ()
    save: str = ""
    save_delay_s: float = 5.0
    roll_over_mb: float = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """One crawl's settings. `web` is `live`, or anything else for the web that the files of `replay` hold.

    `turns` is the folder through which several crawls keep one host's pauses.
    """

    fetch: Fetch = field(default_factory=Fetch)
    archives: Archives = field(default_factory=Archives)
    replay: tuple[Path, ...] = ()
    web: str = "live"
    turns: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An answer of an earlier visit: its address, where it lies in the archive folder, by what its server knows it again."""

    url: str
    file: str
    offset: int
    etag: str | None = None
    last_modified: str | None = None

    @property
    def conditions(self) -> dict[str, str]:
        """The header of a conditional request; an entity tag is the better of the two (RFC 9110 §13.1.3)."""
        if self.etag:
            return {"If-None-Match": self.etag}
        return {"If-Modified-Since": self.last_modified} if self.last_modified else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One address to visit. `asked_for` is the day whose archived copy is wanted (via `memento`), or the text that a page had when
    an archive is asked to capture it (via `save`).

    `alternatives` are tried where the address itself is not there: other readings of a broken link, and in an archive also
    the later addresses of its journey. `known` is what an earlier visit was answered.
    """

    url: str
    via: str = "live"
    asked_for: str | None = None
    alternatives: tuple[str, ...] = ()
    known: Known | None = None

    @property
    def moment(self) -> datetime:
        """The end of the first day that `asked_for` can mean: a copy of that day is still `before`."""
        text = (self.asked_for or "")[:10]
        padded = text + "-01-01"[len(text) - 4 :] if 4 <= len(text) < 10 else text
        return datetime.combine(date.fromisoformat(padded), time(23, 59, 59), tzinfo=UTC)


def read_config(path: Path) -> Config:
    """Return the crawl settings of a JSON file; what it does not name keeps its default."""
    told = json.loads(path.read_text(encoding="utf-8"))
    archive = dict(told.get("archive", {}))
    archive |= {name: tuple(archive[name]) for name in ("timegates", "timemaps", "cdx") if name in archive}
    return Config(
        fetch=Fetch(**_known(Fetch, told.get("fetch", {}))),
        archives=Archives(**_known(Archives, archive)),
        replay=tuple(Path(p) for p in told.get("replay", [])),
        web=told.get("web", "live"),
        turns=Path(told["turns"]) if told.get("turns") else None,
    )


def read_tasks(path: Path) -> list[Task]:
    """Return the tasks of a JSON Lines file, in its order, each once; ValueError for a day that is none."""
    tasks: dict[Task, None] = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            told = json.loads(line)
            tasks[
                Task(
                    url=told["url"],
                    via=told.get("via", "live"),
                    asked_for=told.get("asked_for"),
                    alternatives=tuple(told.get("alternatives") or ()),
                    known=Known(**told["known"]) if told.get("known") else None,
                )
            ] = None
    for task in tasks:
        if task.via == "memento":
            _ = task.moment  # a day that is none must stop the crawl before it begins
    return list(tasks)


def _known(cls: type[Any], told: dict[str, Any]) -> dict[str, Any]:
    names = {f.name for f in fields(cls)}
    return {key: value for key, value in told.items() if key in names}
