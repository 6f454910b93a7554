"""The program as its users run it: one finished run over the example, shared by the tests that only look."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
EXAMPLE = REPOSITORY / "examples" / "ogp-letter"
REPLAY = ["--replay", str(EXAMPLE / "then.warc.gz"), "--replay", str(EXAMPLE / "now.warc.gz")]


@dataclass(frozen=True, slots=True)
class Place:
    """A folder that a run keeps its things in."""

    root: Path

    @property
    def options(self) -> list[str]:
        """The options that send a run there."""
        return [
            "--warehouse",
            str(self.warehouse),
            "--archive",
            str(self.root / "archive"),
            "--out",
            str(self.root / "report"),
        ]

    @property
    def warehouse(self) -> Path:
        return self.root / "w.duckdb"

    def command(self, *arguments: str) -> list[str]:
        """The command line of a run."""
        return [sys.executable, "-c", "from pipeline.cli.main import app; app()", "run", *arguments, *self.options]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run to the end, by one worker: the other core is another test's."""
        return subprocess.run(
            self.command("--workers", "1", *arguments),
            capture_output=True,
            text=True,
            cwd=REPOSITORY,
            timeout=300,
            check=False,
        )


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The example, run once to the end."""
    place = Place(tmp_path_factory.mktemp("example"))
    ran = place.run(str(EXAMPLE / "letter.txt"), *REPLAY)
    assert ran.returncode == 0, ran.stderr
    return place
