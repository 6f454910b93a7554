"""`make docs-test`: every command of the docs, run in order in a fresh checkout, the tutorial's held against what is printed there.

In the tutorial a block fenced as `sh` is run. The lines of a `text` block after it must each appear in what the blocks since the last one printed;
`…` stands for anything. Of the README and every other page of `docs/`, the indented commands of the program and the snippets of Python are run, with
documents and a site of our own (`tests/docs/world.py`) for the reader's; `ELSEWHERE` says which are not, and why.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.docs.world import around, here

REPOSITORY = Path(__file__).parents[2]
_FENCE = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"^    ((?:testimonia|make|python -m|dask) [^\n]*)$", re.MULTILINE)
_COMMENT = re.compile(r"\s+#\s+(?:or: (.*)|.*)$")
_SNIPPET = re.compile(r"^    from [^\n]+\n(?:    [^\n]+\n)+", re.MULTILINE)
# Not run here: what a command begins with, and why.
ELSEWHERE = {
    "make test": "the first line of .ci/run",
}
# What is done before a page. `watch` asks the live web, where the example's links are other people's: it gets the reader's documents alone.
BEFORE = {"watch.md": "rm -rf data && testimonia run letter.docx brief.pdf"}
_LIMIT_S = 900  # for one block, on a busy machine, from nothing


def checkout(to: Path) -> None:
    """Copy what git tracks, and what is new and not ignored; the environment is the one at hand, counted as up to date."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (REPOSITORY / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(REPOSITORY / name, to / name)
            os.utime(to / name, (0, 0))
    to.mkdir(exist_ok=True)
    (to / ".venv").symlink_to(REPOSITORY / ".venv")


def blocks(page: str) -> Iterator[tuple[str, str]]:
    """Yield ("sh", commands) and ("text", lines) in order."""
    yield from ((match[1], match[2]) for match in _FENCE.finditer(page))


def missing(wanted: str, printed: str) -> list[str]:
    """Return the lines that were not printed."""
    flat = " ".join(printed.split())
    return [
        line
        for line in wanted.splitlines()
        if line.strip() and not re.search(".*".join(re.escape(" ".join(p.split())) for p in line.split("…")), flat)
    ]


def commands(page: str) -> Iterator[str]:
    """Yield the indented commands of a page as a reader would paste them, without their comments; a comment `or: …` is one more."""
    for line in _INDENTED.findall(page):
        yield _COMMENT.sub("", line)
        if (other := _COMMENT.search(line)) and other[1]:
            yield other[1]


def run(command: str, place: Path, **more: str) -> str:
    """Run commands as a reader would paste them; raise SystemExit with what was printed where one fails."""
    began = time.monotonic()
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=place,
        env=_environment(place, more),
        capture_output=True,
        text=True,
        timeout=_LIMIT_S,
    )
    print(f"{time.monotonic() - began:6.1f} s  {command.strip().splitlines()[-1]}", flush=True)
    if done.returncode:
        raise SystemExit(f"status {done.returncode}:\n{command}\n{done.stdout}\n{done.stderr}")
    return done.stdout + done.stderr


def serve(command: str, place: Path, **more: str) -> None:
    """Start a desk, open it by the link that it prints, end it; raise SystemExit where it does not open."""
    with beside(command, place, **more) as desk:
        printed = ""
        while not (link := re.search(r"http://\S+token=\S+", printed)):
            line = desk.stdout.readline() if desk.stdout else ""
            if not line:
                raise SystemExit(f"no desk was opened:\n{command}\n{printed}")
            printed += line
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        if "What needs your eye" not in browser.open(link[0], timeout=60).read().decode():
            raise SystemExit(f"the desk shows no queue:\n{command}")
    print(f"   opened  {command}", flush=True)


@contextlib.contextmanager
def beside(command: str, place: Path, **more: str) -> Iterator[subprocess.Popen[str]]:
    """Run a command in the background, with what it starts, until the end of the `with`."""
    running = subprocess.Popen(
        ["bash", "-c", command], cwd=place, env=_environment(place, more), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        start_new_session=True,
    )  # fmt: skip
    try:
        yield running
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGTERM)
        running.communicate(timeout=60)


def _environment(place: Path, more: dict[str, str]) -> dict[str, str]:
    path = f"{place}/.venv/bin{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PYTHONPATH": str(place), "COLUMNS": "200", "PATH": path, **more}


def run_page(file: Path, place: Path, names: dict[str, str]) -> None:
    """Run the commands and snippets of one page."""
    page = file.read_text(encoding="utf-8")
    settings = {"TESTIMONIA_CONFIG": str(place / "settings.toml")}
    if file.name in BEFORE:
        run(BEFORE[file.name], place, **settings)
    with contextlib.ExitStack() as held:
        for command in commands(page):
            ours = here(command, names)
            if command.startswith("dask"):  # scheduler and worker, for the run below them
                held.enter_context(beside(ours, place))
            elif any(command.startswith(start) for start in ELSEWHERE):
                continue
            elif " serve" in command:
                serve(ours, place, **settings)
            else:
                run(ours, place, **settings)
    snippets = "".join(textwrap.dedent(found) for found in _SNIPPET.findall(page))
    if snippets:
        (place / "snippet.py").write_text(f'import spacy\ntext = "The pier was opened in June."\n{snippets}', encoding="utf-8")  # fmt: skip
        run("python snippet.py", place)


def check_wheel() -> None:
    """Build the wheel that containers, hooks and the Action install; raise SystemExit where it lacks a file read at run time."""
    listed = subprocess.run(
        ["git", "ls-files", "pipeline", "spiders", "nlp", "warehouse"],
        cwd=REPOSITORY, capture_output=True, text=True, check=True,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        pip = [str(REPOSITORY / ".venv/bin/python"), "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"]
        checkout(place := Path(folder, "checkout"))
        subprocess.run([*pip, "-w", folder, str(place)], check=True)
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as wheel:
            packed = set(wheel.namelist())
    if lost := [name for name in listed.stdout.split() if name not in packed and not name.endswith(".md")]:
        raise SystemExit(f"the wheel lacks {lost}; hint: [tool.setuptools.package-data] in pyproject.toml")


def main() -> None:
    """Build the wheel; run the tutorial, then the commands of the README and the other pages; end with a message at the first that fails."""
    check_wheel()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        checkout(place)
        printed = ""
        for kind, text in blocks((REPOSITORY / "docs" / "tutorial.md").read_text(encoding="utf-8")):
            if kind == "sh":
                printed += run(text, place)
            elif lost := missing(text, printed):
                raise SystemExit(f"the tutorial says, and the program did not:\n{lost}\n\n{printed}")
            else:
                printed = ""
        with around(place) as names:
            for page in (REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md"))):
                run_page(page, place, names)


if __name__ == "__main__":
    sys.exit(main())
