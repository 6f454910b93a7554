"""What other programs that watch pages call a change: urlwatch's and changedetection.io's own text and comparison, in environments of their own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.documents import environment
from pipeline.extract import Page

# Each reads pairs of pages from standard input and prints for each whether it would tell of a change. A page that answers with
# an error is told by both. Text that is not HTML is compared as it is.
_URLWATCH = """
import difflib, json, sys
from urlwatch.html2txt import html2text
method = sys.argv[1]
def text(page, html):
    return html2text(page, "https://pairs.example/a", method, {}) if html else page
for line in sys.stdin:
    pair = json.loads(line)
    if pair["new"] is None:
        print("true")
        continue
    old, new = text(pair["old"], pair["old_html"]), text(pair["new"], pair["new_html"])
    print(json.dumps(any(True for _ in difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm=""))))
"""
_CHANGEDETECTION = """
import hashlib, json, sys
from loguru import logger
logger.remove()
from changedetectionio.html_tools import html_to_text
def digest(page, html):
    return hashlib.md5((html_to_text(page) if html else page).encode()).hexdigest()
for line in sys.stdin:
    pair = json.loads(line)
    print(json.dumps(pair["new"] is None or digest(pair["old"], pair["old_html"]) != digest(pair["new"], pair["new_html"])))
"""
PROGRAMS = (
    ("urlwatch", "html2text, its default", ("urlwatch", "html2text"), _URLWATCH, "re"),
    ("urlwatch", "html2text: pyhtml2text", ("urlwatch", "html2text"), _URLWATCH, "pyhtml2text"),
    ("changedetection.io", "its default", ("changedetection.io",), _CHANGEDETECTION, ""),
)


def told(pages: Sequence[tuple[Page, Page]], *, rivals: Path) -> list[tuple[str, list[bool] | None]]:
    """Return each program with its version, and what it tells of each pair; None where it could not be had."""
    asked = "".join(json.dumps(_as_asked(old, new)) + "\n" for old, new in pages)
    answers: list[tuple[str, list[bool] | None]] = []
    for name, how, packages, script, argument in PROGRAMS:
        python, version = environment(rivals, name, packages)
        if python is None:
            answers.append((f"{name}: {version}", None))
            continue
        ran = subprocess.run(  # noqa: S603  in an environment of its own
            [str(python), "-c", script, argument], input=asked, capture_output=True, text=True, check=False
        )
        said = [json.loads(line) for line in ran.stdout.split()]
        answers.append((f"{name} {version} ({how})", said if len(said) == len(pages) else None))
    return answers


def _as_asked(old: Page, new: Page) -> dict[str, object]:
    return {
        "old": _text(old), "new": _text(new) if new.body is not None and new.status == 200 else None,
        "old_html": old.media_type == "text/html", "new_html": new.media_type == "text/html",
    }  # fmt: skip


def _text(page: Page) -> str:
    return (page.body or b"").decode("utf-8", "replace")
