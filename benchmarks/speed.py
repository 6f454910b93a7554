"""Speed: the whole run, reading pages, and finding things in texts, each beside what a user would run instead."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
EXAMPLE = REPOSITORY / "examples" / "ogp-letter"
ROUNDS = 5

Table = tuple[str, tuple[str, ...], list[tuple[object, ...]]]


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the median CPU seconds of some work over a few rounds, after one that does not count."""
    work()
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def whole_run() -> Table:
    """The example from nothing, and again when nothing is owed: wall and CPU seconds, peak memory of the largest process."""
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory() as folder:
        for name in ("from nothing", "nothing owed"):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            began = time.monotonic()
            subprocess.run(_command(Path(folder)), check=True, cwd=REPOSITORY, stderr=subprocess.DEVNULL)  # noqa: S603  our own program
            wall = time.monotonic() - began
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            rows.append((name, f"{wall:.1f}", f"{cpu:.1f}", round(after.ru_maxrss / 1024)))
    return "The example, end to end", ("run", "wall s", "CPU s", "peak MB so far"), rows


def _command(folder: Path) -> list[str]:
    program = str(Path(sys.executable).with_name("testimonia"))
    replay = [part for name in ("then", "now") for part in ("--replay", str(EXAMPLE / f"{name}.warc.gz"))]
    places = [
        "--warehouse",
        str(folder / "w.duckdb"),
        "--archive",
        str(folder / "archive"),
        "--out",
        str(folder / "report"),
    ]
    return [program, "run", str(EXAMPLE / "letter.txt"), *replay, *places]


def pages() -> Table:
    """Reading a saved page (outcome, signals, text, dates, publisher) beside trafilatura's text and metadata alone."""
    import trafilatura

    from pipeline.extract import Page, extract

    bodies = [path.read_bytes() for path in sorted((EXAMPLE / "pages").rglob("*.html"))]
    asked = [
        Page(url="https://a.example/b", final_url="https://a.example/b", status=200, media_type="text/html", body=b)
        for b in bodies
    ]
    texts = [body.decode() for body in bodies]
    ours = cpu_seconds(lambda: [extract(page, max_chars=2_000_000) for page in asked])
    theirs = cpu_seconds(lambda: [trafilatura.bare_extraction(text, with_metadata=True) for text in texts])
    rows: list[tuple[object, ...]] = [
        (name, f"{1000 * taken / len(bodies):.1f}", f"{taken / theirs:.2f}")
        for name, taken in (("testimonia extract", ours), ("trafilatura with metadata", theirs))
    ]
    return f"Reading {len(bodies)} pages of the example", ("program", "CPU ms a page", "ratio"), rows


def language() -> Table:
    """Everything that is found in a text, beside spaCy's tokens and rule-based sentences alone."""
    import spacy

    from nlp.pipeline import annotate

    text = (EXAMPLE / "letter.txt").read_text(encoding="utf-8")
    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")
    annotate("Everything is loaded by one sentence of Ana Smith in Lima, of 3 May 2017.", language="en")
    began = time.process_time()
    annotate(text, language="en", date="2017-09-19")  # once: sentences seen before are not read again
    ours = time.process_time() - began
    theirs = cpu_seconds(lambda: blank(text))
    rows: list[tuple[object, ...]] = [
        (name, f"{len(text) / taken:,.0f}", f"{taken / theirs:.2f}")
        for name, taken in (("testimonia annotate, all components", ours), ("spaCy tokens and sentencizer", theirs))
    ]
    return f"A text of {len(text):,} characters", ("program", "characters a CPU s", "time ratio"), rows
