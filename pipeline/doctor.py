"""`testimonia doctor`: what this machine has of what the program needs or can use, each lack with its cure."""

from __future__ import annotations

import contextlib
import importlib
import os
import platform
import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import duckdb
from packaging.requirements import Requirement

from pipeline.settings import Settings
from warehouse import store

State = Literal["ok", "optional", "warning", "missing"]
_EXTRAS = {
    "browser": ("playwright", "pages that only a browser can show stay `needs_browser`"),
    "cluster": ("distributed", "`--engine` has this machine alone"),
    "legal": ("eyecite", "American cases named without a link are not found"),
}
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_PATIENCE_S = 3.0  # for one name
_FREE_GB = 2.0  # an archive of a few hundred pages with their bodies, and a warehouse beside it


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what it is, how it stands, what was seen, and what to do where it does not stand well."""

    name: str
    state: State
    seen: str
    cure: str = ""


def examine(settings: Settings, *, warehouse: Path, archive: Path) -> list[Check]:
    """Return every check. The network is asked for nothing but names: a lookup of each archive's host, three seconds each."""
    return [
        _python(),
        *_packages(),
        *_models(),
        *_extras(),
        _browser(),
        _writable("warehouse folder", warehouse.parent),
        _writable("archive folder", archive),
        _warehouse(warehouse),
        *_network(settings),
    ]


def told(checks: list[Check]) -> Iterator[str]:
    """Yield the checks as lines for a person, each lack with its cure below it."""
    marks = {"ok": "ok      ", "optional": "optional", "warning": "look    ", "missing": "MISSING "}
    for check in checks:
        yield f"{marks[check.state]}  {check.name}: {check.seen}"
        if check.cure:
            yield f"          hint: {check.cure}"


def _python() -> Check:
    return Check("Python", "ok", f"{platform.python_version()} on {platform.system()}")  # pip refuses older ones


def _packages() -> Iterator[Check]:
    """Yield one check for all packages that the program declares, or one for each that is missing or too old."""
    try:
        declared = [Requirement(line) for line in requires("testimonia") or ()]
    except PackageNotFoundError:
        yield Check(
            "packages", "missing", "testimonia itself is not installed", "run `make .venv/ready` in the checkout"
        )
        return
    wanted = [r for r in declared if r.marker is None or ("extra" not in str(r.marker) and r.marker.evaluate())]
    bad = []
    for needed in wanted:
        try:
            have = version(needed.name)
        except PackageNotFoundError:
            bad.append(Check(needed.name, "missing", "not installed", f'pip install "{needed}", or `make .venv/ready`'))
            continue
        if not needed.specifier.contains(have, prereleases=True):
            bad.append(
                Check(needed.name, "missing", f"{have} is installed", f'pip install "{needed}", or `make .venv/ready`')
            )
    yield from bad or [Check("packages", "ok", f"all {len(wanted)} are installed")]


def _models() -> Iterator[Check]:
    folder = Path(str(importlib.import_module("nlp").__path__[0])) / "models"
    files = [file for file in folder.rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in files) / 2**20
    if files:
        yield Check("models", "ok", f"{len(files)} files, {size:.0f} MB; nothing is downloaded at run time")
    else:
        yield Check("models", "missing", f"{folder} is empty", "install the program whole: models ship with it")


def _extras() -> Iterator[Check]:
    for extra, (package, without) in _EXTRAS.items():
        try:
            yield Check(f"extra {extra}", "ok", f"{package} {version(package)}")
        except PackageNotFoundError:
            yield Check(f"extra {extra}", "optional", f"not installed: {without}", f'pip install ".[{extra}]"')


def _browser() -> Check:
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    if found:
        return Check("Chromium", "ok", found)
    return Check("Chromium", "optional", "not found: no page is rendered", "apt-get install chromium")


def _writable(name: str, folder: Path) -> Check:
    there = next((parent for parent in (folder, *folder.resolve().parents) if parent.exists()), Path("/"))
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        return Check(name, "missing", f"{folder} cannot be written", "name another one, or change its rights")
    free = shutil.disk_usage(there).free / 1e9
    if free < _FREE_GB:
        return Check(
            name, "warning", f"{folder}: {free:.1f} GB free", "free some space: an archive grows by what it visits"
        )
    return Check(name, "ok", f"{folder}: writable, {free:.0f} GB free")


def _warehouse(path: Path) -> Check:
    if not path.exists():
        return Check("warehouse", "ok", f"{path}: not there yet; the first run makes it")
    try:
        with store.open_to_read(path) as connection:
            documents = connection.execute("select count(*) from documents").fetchone()
            broken = list(store.failed_checks(connection))
    except duckdb.Error as unreadable:
        return Check(
            "warehouse",
            "missing",
            f"{path}: {str(unreadable).splitlines()[0]}",
            "move it away; a run makes a new one from the archive",
        )
    if broken:
        return Check(
            "warehouse",
            "warning",
            f"{path}: fails {len(broken)} checks of its own",
            "report it; `testimonia run` on the same documents mends it",
        )
    count = documents[0] if documents else 0
    return Check("warehouse", "ok", f"{path}: {count} {'document' if count == 1 else 'documents'}, sound")


def _resolves(host: str) -> bool:
    """Say whether a name has an address; a resolver that is silent is not waited for."""
    found: list[bool] = []

    def ask() -> None:
        with contextlib.suppress(OSError, UnicodeError):
            found.append(bool(socket.getaddrinfo(host, 443)))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(_PATIENCE_S)
    return bool(found)


def _network(settings: Settings) -> Iterator[Check]:
    """Yield whether the archives' hosts have addresses; no page is asked for."""
    for gate in settings.archive.timegates:
        host = urlsplit(gate).hostname or gate
        if _resolves(host):
            yield Check(f"archive {host}", "ok", "its name resolves")
        else:
            cure = "without a network, use --offline or --replay; else check the resolver"
            yield Check(f"archive {host}", "warning", "its name cannot be looked up", cure)
    if not settings.archive.timegates:
        yield Check("archives", "optional", "none is set: no old copies are looked for", "set archive.timegates")
    if not settings.fetch.contact:
        yield Check(
            "contact",
            "optional",
            "fetch.contact is empty",
            "set it to a mail address: sites can then ask before they block",
        )
