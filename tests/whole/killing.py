"""Kills at random moments, and what must come out all the same.

`python -m tests.whole.killing --documents 300 --kills 100 --minutes 15` runs a made-up library of so many documents (0: the example) to its
end undisturbed, then another time killed over and over, and holds the two against each other row for row.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.shelf import write_archive, write_documents
from tests.whole.conftest import EXAMPLE, REPLAY, REPOSITORY, Place
from warehouse import store


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


# What stands in a run's folder only while something is half done, in the order in which a run comes there.
SIGNS = (
    "archive/*.open",
    "w.duckdb.batches/outbox/check-*",
    ".w.duckdb.*",
)


def kill_at_signs(place: Place, arguments: Sequence[str], chance: random.Random) -> list[str]:
    """Kill one run after the other where something is half done (`SIGNS`), by turns the whole group and the driver alone; return where.

    So that a few kills show what many at random do: those mostly hit what takes longest, which is the start. A run that gets to its end
    before its sign was seen is not killed.
    """
    killed = []
    for number, sign in enumerate(SIGNS):
        process = start(place, arguments)
        while process.poll() is None and not any(place.root.glob(sign)):
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.05))
        if process.poll() is None:
            (os.kill if number % 2 else os.killpg)(process.pid, signal.SIGKILL)
            killed.append(sign)
        process.wait()
    return killed


def start(place: Place, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    """Begin a run in a group of its own."""
    return subprocess.Popen(
        place.command(*arguments), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=REPOSITORY, start_new_session=True
    )  # fmt: skip


def kill_until_done(
    place: Place, arguments: Sequence[str], chance: random.Random, *, until: float, most: int, alone: bool | None = None
) -> int:
    """Start a run and kill it after a time by chance, until `most` kills, the monotonic time `until`, or its end; return how many kills.

    `alone` kills the driver and leaves its workers and crawls to themselves; False the whole group; None one or the other by chance.
    """
    kills, longest = 0, 1.0
    while time.monotonic() < until and kills < most:
        process = start(place, arguments)
        try:
            process.wait(timeout=chance.uniform(0.2, longest))
            break
        except subprocess.TimeoutExpired:
            only = chance.random() < 0.5 if alone is None else alone
            (os.kill if only else os.killpg)(process.pid, signal.SIGKILL)
            process.wait()
            kills, longest = kills + 1, longest + 0.5  # so that it gets through in the end, on any machine
    return kills


def main() -> int:
    """Run the loop; print what came of it, and return 0 where the two runs are the same row for row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=0)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--minutes", type=float, default=15.0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="testimonia-") as folder:
        root = Path(folder)
        arguments = [str(EXAMPLE / "letter.txt"), *REPLAY]
        if asked.documents:
            write_documents(root / "documents", asked.documents)
            arguments = [str(root / "documents"), "--replay", str(write_archive(root / "web", asked.documents))]
        calm, killed = Place(root / "calm"), Place(root / "killed")
        for place in (calm, killed):
            place.root.mkdir()
        began = time.monotonic()
        if subprocess.run(calm.command(*arguments), cwd=REPOSITORY, check=False).returncode:
            return 2
        undisturbed = time.monotonic() - began
        until = time.monotonic() + 60 * asked.minutes
        kills = kill_until_done(killed, arguments, random.Random(), until=until, most=asked.kills)
        last = subprocess.run(killed.command(*arguments), cwd=REPOSITORY, check=False)
        same = last.returncode == 0 and rows(killed) == rows(calm)
        with store.open_to_read(killed.warehouse) as connection:
            faults = list(store.failed_checks(connection))
    size = f"{asked.documents} documents" if asked.documents else "the example"
    print(
        f"{size}: undisturbed {undisturbed:.0f} s; {kills} kills; {'the same rows' if same else 'OTHER ROWS'}; orphans: {faults or 'none'}"
    )
    return 0 if same and not faults else 1


if __name__ == "__main__":
    sys.exit(main())
