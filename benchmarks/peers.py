"""`make peers`: other people's tools over what we archive, and a real archive for us to ask. Prints a table; ends with 1 where one of them disagrees.

warcio, cdxj-indexer, wacz, pywb and ReplayWeb.page live in an environment of their own (.venv-peers); Chromium is the system's.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks import replayweb
from benchmarks.speed import EXAMPLE, REPOSITORY
from spiders.bodies import decoded, encodings
from spiders.exchange import header
from spiders.warc import Stored, dechunked, read_response, records, visits_of
from warehouse.records import Visit

TOOLS = REPOSITORY / ".venv-peers" / "bin"
PYTHON = Path(sys.executable)
_PATIENCE_S = 60.0
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

Row = tuple[str, str, str, bool]  # what, with which tool, found, whether it is as it should be


def main() -> int:
    """Print what each tool says; 0 where all is as it should be."""
    with tempfile.TemporaryDirectory(prefix="testimonia-") as name:
        folder = Path(name)
        rows = [row for part in (_ours, _theirs) for row in part(folder)]
    print(f"{datetime.now(UTC):%Y-%m-%d}: {', '.join(_versions())}\n")
    return show(rows)


def show(rows: Sequence[Row]) -> int:
    """Print what was found, a line each; 0 where all is as it should be, else 1."""
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for *cells, right in rows:
        line = "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        print(("ok    " if right else "WRONG ") + line)
    return 0 if all(row[3] for row in rows) else 1


def _ours(folder: Path) -> Iterator[Row]:
    """A run over the example, its archive and its package, read by the others."""
    replay = [part for name in ("then", "now") for part in ("--replay", str(EXAMPLE / f"{name}.warc.gz"))]
    places = ["--warehouse", "w.duckdb", "--archive", "archive", "--out", "report"]
    _testimonia(folder, "run", str(EXAMPLE / "letter.txt"), *replay, *places)
    _testimonia(folder, "export", "--to", "case.wacz", *places)
    warcs = sorted((folder / "archive").glob("*.warc.gz"))
    checked = [_tool(folder, "warcio", "check", str(warc)) for warc in warcs]
    yield "every record's digests", "warcio check", f"{len(warcs)} files", all(told.returncode == 0 for told in checked)
    indexed = [_tool(folder, "cdxj-indexer", str(warc)) for warc in warcs]
    lines = sum(len(told.stdout.splitlines()) for told in indexed)
    answers = [(warc, r) for warc in warcs for r in records(warc) if r.type in ("response", "revisit")]
    web = [(warc, record) for warc, record in answers if record.uri.startswith("http")]
    pages = [
        (warc, record) for warc, record in web if (record.status or 0) // 100 != 3
    ]  # pywb passes over some redirects
    yield "an index of all answers", "cdxj-indexer", f"{lines} lines for {len(answers)} answers", lines >= len(answers)
    sealed = _tool(folder, "wacz", "validate", "-f", "case.wacz")
    yield "the package of the run", "wacz validate", sealed.stdout.strip().splitlines()[-1], sealed.returncode == 0
    with _pywb(folder / "replay", {"ours": warcs}) as root:
        same = sum(_replayed(root, record) == _body(warc, record) for warc, record in pages)
        yield "answers replayed byte for byte", "pywb", f"{same} of {len(pages)}", same == len(pages)
        visits = [visit for warc in warcs for visit, _ in visits_of(warc)]
        html = {(v.final_url, v.fetched_at): v for v in visits if v.status == 200 and v.media_type == "text/html"}
        titled = list(_titled(list(html.values()), folder / "archive"))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS, headless=True)
            shown = _shown(browser, root, titled)
            yield (
                "pages shown, with their title",
                "pywb, Chromium",
                f"{shown} of {len(titled)}",
                shown == len(titled) > 0,
            )
            shown = replayweb.shown(browser, TOOLS.parent, folder / "case.wacz", titled, folder / "viewer")
            yield (
                "the package, opened",
                "ReplayWeb.page, Chromium",
                f"{shown} of {len(titled)}",
                shown == len(titled) > 0,
            )
            browser.close()


def _theirs(folder: Path) -> Iterator[Row]:
    """The example's pages of 2017 in pywb, asked as any archive of the web."""
    then = EXAMPLE / "then.warc.gz"
    pages = {r.uri: r for r in records(then) if r.type == "response" and r.status == 200}
    moved = {r.uri for r in records(then) if r.type == "response" and r.status in (301, 302)}
    with _pywb(folder / "archive-of-the-web", {"web": [then]}) as root:
        coll = f"{root}/web"
        ways: dict[str, dict[str, list[str]]] = {
            "TimeGate": {"timegates": [f"{coll}/id_/"]},
            "TimeGate behind a frame": {"timegates": [f"{coll}/"]},
            "TimeMap alone": {"timemaps": [f"{coll}/timemap/link/"]},
            "TimeGate and CDX": {"timegates": [f"{coll}/id_/"], "cdx": [f"{coll}/cdx"]},
        }
        for way, archive in ways.items():
            for day, when in (("2030-01-01", "after it"), ("2000-01-01", "before it")):
                found = _recalled(folder / f"{way} {day}", [*pages, *moved, "http://never.example/x"], day, archive)
                lost = found.pop("http://never.example/x")
                right = sum(found[uri].sha256 == _digest(then, record) for uri, record in pages.items())
                through = sum(found[uri].error is None for uri in moved)
                told = (
                    f"{right} of {len(pages)} pages, {through} of {len(moved)} redirects followed; absent: {lost.error}"
                )
                known = (
                    "not_archived" if way != "TimeGate behind a frame" else "archive_unreachable"
                )  # a frame for anything
                whole = right == len(pages) and through == len(moved) and lost.error in ("not_archived", known)
                yield f"copies by {way}, asked for {when}", "pywb as archive", told, whole


def _recalled(folder: Path, urls: list[str], day: str, archive: dict[str, list[str]]) -> dict[str, Visit]:
    folder.mkdir()
    tasks = [{"url": url, "via": "memento", "asked_for": day} for url in urls]
    (folder / "tasks.jsonl").write_text("".join(json.dumps(task) + "\n" for task in tasks))
    config = {"fetch": {"delay_s": 0.0, "allow_private_hosts": True}, "archive": archive, "web": "live"}
    (folder / "config.json").write_text(json.dumps(config))
    asked = [
        str(PYTHON),
        "-m",
        "spiders.crawl",
        *(str(folder / name) for name in ("tasks.jsonl", "warc", "config.json")),
    ]
    subprocess.run(asked, check=True, cwd=REPOSITORY, stdout=subprocess.DEVNULL)  # noqa: S603  our own program
    return {visit.url: visit for file in (folder / "warc").glob("*.warc.gz") for visit, _ in visits_of(file)}


def _digest(warc: Path, record: Stored) -> str:
    import hashlib

    return hashlib.sha256(read_response(warc, record.offset).body).hexdigest()


def _body(warc: Path, record: Stored) -> bytes:
    return read_response(warc, record.offset).body


def _replayed(root: str, record: Stored) -> bytes | None:
    """Return what pywb gives for a record, its content encoding undone."""
    url = f"{root}/ours/{record.date:%Y%m%d%H%M%S}id_/{record.uri}"
    try:
        with _OPENER.open(url, timeout=_PATIENCE_S) as answer:
            body, headers = answer.read(), tuple(answer.headers.items())
    except urllib.error.HTTPError as error:  # a status of the page, or of pywb: the bytes tell
        body, headers = error.read(), tuple(error.headers.items())
    return decoded(dechunked(body, headers), encodings(header(headers, "content-encoding")), cap=100_000_000)


class _Unmoved(urllib.request.HTTPRedirectHandler):
    """Archived redirects are answers like others: they are not followed."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Unmoved)


def _titled(visits: list[Visit], archive: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (moment in 14 digits, address, title) of the page that each visit got, the title from its bytes."""
    from lxml import html

    for visit in visits:
        assert visit.warc_file is not None and visit.warc_offset is not None
        stored = read_response(archive / visit.warc_file, visit.warc_offset)
        title = " ".join((html.fromstring(stored.body).findtext(".//title") or "").split())
        yield f"{stored.date:%Y%m%d%H%M%S}", str(stored.target_uri), title


def _shown(browser: Browser, root: str, pages: list[tuple[str, str, str]]) -> int:
    """Return how many pages that pywb replays a browser shows with the title that their bytes have."""
    right = 0
    page = browser.new_page()
    for moment, url, title in pages:
        page.goto(f"{root}/ours/{moment}/{url}", timeout=_PATIENCE_S * 1000)
        frame = page.frame_locator("iframe#replay_iframe")  # pywb shows a page in a frame of its own
        words = frame.locator("body").inner_text(timeout=_PATIENCE_S * 1000)
        seen = frame.locator("title").first.text_content(timeout=_PATIENCE_S * 1000) if title else ""
        right += " ".join((seen or "").split()) == title and len(words) > 100
    return right


@contextmanager
def _pywb(folder: Path, collections: dict[str, list[Path]]) -> Iterator[str]:
    """Serve some archives as collections of a pywb on loopback; yield its address."""
    folder.mkdir()
    for name, warcs in collections.items():
        for arguments in (("init", name), ("add", name, *map(str, warcs))):
            subprocess.run([TOOLS / "wb-manager", *arguments], check=True, cwd=folder, capture_output=True)  # noqa: S603
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (folder / "log").open("w") as log:
        command = [TOOLS / "pywb", "-b", "127.0.0.1", "-p", str(port)]
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)  # noqa: S603
    try:
        until = time.monotonic() + _PATIENCE_S
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if time.monotonic() > until or server.poll() is not None:
                    raise RuntimeError(f"pywb does not serve:\n{(folder / 'log').read_text()[-2000:]}") from None
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _testimonia(folder: Path, *arguments: str) -> None:
    program = PYTHON.with_name("testimonia")
    subprocess.run([program, *arguments], check=True, cwd=folder, capture_output=True)  # noqa: S603  our own program


def _tool(folder: Path, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([TOOLS / name, *arguments], cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603


def _versions() -> Iterator[str]:
    code = "from importlib.metadata import version\nfor n in ('warcio', 'cdxj-indexer', 'wacz', 'pywb'): print(n, version(n))"
    told = subprocess.run([TOOLS / "python", "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    yield from told.stdout.splitlines()
    yield replayweb.version(TOOLS.parent)
    if chromium := shutil.which("chromium"):
        told = subprocess.run([chromium, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
        yield " ".join(told.stdout.split()[:2])


if __name__ == "__main__":
    raise SystemExit(main())
