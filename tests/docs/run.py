"""`make docs-test`: every command in the tutorial and the README, run in order in a fresh checkout, held against what is printed there.

A block fenced as `sh` is run. The lines of a `text` block after it must each appear in what the blocks since the last one printed;
`…` stands for anything. Of the README, the indented `make` commands are run that name no document of the reader's own; of every page of
`docs/`, the indented questions and exports.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
_FENCE = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_IN_README = re.compile(r"^    (make (?:run|query|tables|report)\b[^\n#]*?)\s*(?:#.*)?$", re.MULTILINE)
_IN_DOCS = re.compile(r"^    (testimonia (?:query|export|schema|doctor)\b[^\n#]*?)\s*(?:#.*)?$", re.MULTILINE)
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


def run(commands: str, place: Path) -> str:
    """Run commands as a reader would paste them; raise SystemExit with what was printed where one fails."""
    environment = {**os.environ, "PYTHONPATH": str(place), "COLUMNS": "200"}
    began = time.monotonic()
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands],
        cwd=place,
        env=environment,
        capture_output=True,
        text=True,
        timeout=_LIMIT_S,
    )
    print(f"{time.monotonic() - began:6.1f} s  {commands.strip().splitlines()[-1]}", flush=True)
    if done.returncode:
        raise SystemExit(f"status {done.returncode}:\n{commands}\n{done.stdout}\n{done.stderr}")
    return done.stdout + done.stderr


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
    """Build the wheel; run the tutorial, then the README's and the other pages' commands; end with a message at the first that fails."""
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
        for command in _IN_README.findall((REPOSITORY / "README.md").read_text(encoding="utf-8")):
            if "DOC=" not in command:
                run(command, place)
        for page in sorted((REPOSITORY / "docs").glob("*.md")):
            for command in _IN_DOCS.findall(page.read_text(encoding="utf-8")):
                run(f".venv/bin/{command}", place)


if __name__ == "__main__":
    sys.exit(main())
