"""kill -9 at any moment, then the same command again: the same ledger as an undisturbed run."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from tests.whole.conftest import EXAMPLE, REPLAY, Place
from tests.whole.killing import kill_until_done, rows

SECONDS = float(os.environ.get("TESTIMONIA_KILL_SECONDS", "45"))  # the longer, the more kills


@pytest.mark.parametrize("alone", [False, True], ids=["the whole group", "the driver alone"])
def test_killed_at_random_and_run_again(finished: Place, tmp_path: Path, alone: bool) -> None:
    place = Place(tmp_path)
    command = [str(EXAMPLE / "letter.txt"), *REPLAY]
    until = time.monotonic() + SECONDS / 2
    chance = random.Random(int(alone))  # the moments differ anyhow, with the machine
    kills = kill_until_done(place, command, chance, until=until, most=1_000, alone=alone)
    last = place.run(*command)
    assert last.returncode == 0, last.stderr
    assert kills >= 2
    assert rows(place) == rows(finished)
    ledger = (place.root / "report" / "ledger.csv").read_text(encoding="utf-8")
    assert ledger == (finished.root / "report" / "ledger.csv").read_text(encoding="utf-8")
    assert [path.name for path in (place.root / "archive").iterdir() if path.name.endswith(".open")] == []
