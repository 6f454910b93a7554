"""kill -9 at any moment, then the same command again: the same ledger as an undisturbed run."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.whole.conftest import EXAMPLE, REPLAY, REPOSITORY, Place
from warehouse import store

SECONDS = float(os.environ.get("TESTIMONIA_KILL_SECONDS", "45"))  # the longer, the more kills


def rows(place: Place) -> dict[str, list[tuple[object, ...]]]:
    """Everything that users see, but for which record of which WARC file holds an answer, and when we asked."""
    with store.open_to_read(place.warehouse) as connection:
        asked = {
            "claim_ledger": "from claim_ledger",
            "citation_status": "from citation_status",
            "changed_citations": "from changed_citations",
            "captures": "select * exclude (warc_file, warc_offset, warc_record_id) from captures",
            "visits": "select * exclude (warc_file, warc_offset, warc_record_id, asked_at, made_from) from visits",
            "hops": "select * exclude (made_from, warc_record_id) from hops",
            "mentions": "from mentions",
            "evidence": "from evidence",
            "facts": "from facts",
            "edits": "from edits",
        }
        return {name: sorted(connection.execute(sql).fetchall(), key=repr) for name, sql in asked.items()}


@pytest.mark.parametrize("alone", [False, True], ids=["the whole group", "the driver alone"])
def test_killed_at_random_and_run_again(finished: Place, tmp_path: Path, alone: bool) -> None:
    place = Place(tmp_path)
    chance = random.Random(int(alone))  # the moments differ anyhow, with the machine
    until = time.monotonic() + SECONDS / 2
    kills, longest = 0, 1.0
    while time.monotonic() < until:
        process = subprocess.Popen(
            place.command(str(EXAMPLE / "letter.txt"), *REPLAY),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=REPOSITORY, start_new_session=True,
        )  # fmt: skip
        try:
            process.wait(timeout=chance.uniform(0.2, longest))
            break
        except subprocess.TimeoutExpired:
            (os.kill if alone else os.killpg)(process.pid, signal.SIGKILL)
            process.wait()
            kills, longest = kills + 1, longest + 0.5  # so that it gets through in the end, on any machine
    last = place.run(str(EXAMPLE / "letter.txt"), *REPLAY)
    assert last.returncode == 0, last.stderr
    assert kills >= 2
    assert rows(place) == rows(finished)
    ledger = (place.root / "report" / "ledger.csv").read_text(encoding="utf-8")
    assert ledger == (finished.root / "report" / "ledger.csv").read_text(encoding="utf-8")
    assert [path.name for path in (place.root / "archive").iterdir() if path.name.endswith(".open")] == []
