"""The time left that a run tells, held against the time that it then took, over a library of documents of several sizes."""

from __future__ import annotations

import os
import random
import re
import tempfile
import time
from dataclasses import replace
from io import StringIO
from pathlib import Path

from rich.console import Console

from benchmarks import shelf
from benchmarks.speed import Table
from pipeline.executors import Pool
from pipeline.progress import Progress
from pipeline.run import Job, documents_in, run
from pipeline.settings import Settings
from pipeline.web import choose
from warehouse import store

DOCUMENTS = int(os.environ.get("TESTIMONIA_BENCH_DOCUMENTS", "1000"))


class Told(Progress):
    """Progress that nobody sees, and what it would have said: (when, how much was finished by then, seconds left)."""

    def __init__(self) -> None:
        super().__init__(Console(file=StringIO()))
        self.told: list[tuple[float, int, float]] = []
        self._done = 0

    def begin(self, effort: int) -> None:
        self.effort = effort
        super().begin(effort)

    def finished(self, effort: int, seconds: float) -> None:
        self._done = effort
        super().finished(effort, seconds)

    def advance(self, step: str, what: str, by: int, seconds: float | None = None) -> None:
        super().advance(step, what, by, seconds)
        left = self._forecast.left(time.monotonic(), seconds) if self._forecast and seconds else None
        if left is not None:
            self.told.append((time.monotonic(), self._done, left))


def write_mixed(folder: Path, reviews: int) -> int:
    """Write so many reviews as documents of one, two and six of them, mixed by chance that is the same each time; return how many."""
    written = shelf.write_documents(folder, reviews)
    chance, number = random.Random(8), 0  # noqa: S311  no secret
    while written:
        together = [written.pop() for _ in range(min(chance.choice((1, 1, 2, 6)), len(written)))]
        parts = [
            re.sub(r"\[\^(\d)\]", rf"[^{place}\1]", path.read_text(encoding="utf-8"))
            for place, path in enumerate(together, start=1)
        ]
        for path in together:
            path.unlink()
        (folder / f"mixed-{number:05}.md").write_text("\n".join(parts), encoding="utf-8")
        number += 1
    return number


def foretold() -> Table:
    """What was told when a tenth, a quarter, half and three quarters of the work were finished."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        documents = write_mixed(root / "documents", DOCUMENTS)
        archive = shelf.write_archive(root / "web", DOCUMENTS)
        connection = store.open_to_write(root / "w.duckdb")
        job = Job(
            documents=documents_in([str(root / "documents")]), web=choose([archive], offline=False), settings=_settings(),
            archive=root / "archive", folder=root / "batches", first_wave=max(DOCUMENTS * shelf.CITED // 16, 5),
        )  # fmt: skip
        progress, began = Told(), time.monotonic()
        with Pool(2) as pool, progress:
            run(connection, job, pool, progress)
        took = time.monotonic() - began
        rows: list[tuple[object, ...]] = []
        for share in (0.1, 0.25, 0.5, 0.75):
            at = next((told for told in progress.told if told[1] >= share * progress.effort), None)
            if at is not None:
                true = began + took - at[0]
                rows.append(
                    (
                        f"{at[1] / progress.effort:.0%}",
                        f"{at[0] - began:.0f}",
                        f"{at[2]:.0f}",
                        f"{true:.0f}",
                        f"{at[2] / true:.2f}",
                    )
                )
    title = f"{documents} documents with {DOCUMENTS * shelf.CITED} citations, {took:.0f} s"
    return title, ("finished", "at s", "told s left", "were left", "told of true"), rows


def _settings() -> Settings:
    settings = Settings()
    return replace(settings, fetch=replace(settings.fetch, delay_s=0.0))
