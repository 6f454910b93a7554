"""A full disk, an archive that cannot be written, a clock that jumps back: told, nothing lost, and the same command goes on."""

from __future__ import annotations

import os
import resource
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.whole.conftest import EXAMPLE, REPLAY, REPOSITORY, Place
from warehouse import store

LETTER = "The office of Lima counted 22 boats on 3 May 2017.\n"


def test_a_disk_that_is_full(tmp_path: Path) -> None:
    """No file may grow beyond a limit, as on a full disk: first the warehouse cannot be made, then not be filled."""
    place = Place(tmp_path)
    letter = tmp_path / "letter.txt"
    letter.write_text(LETTER, encoding="utf-8")
    for kilobytes in (100, 1_500):
        full = subprocess.run(
            place.command(str(letter), "--offline"), capture_output=True, text=True, cwd=REPOSITORY, check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024,) * 2),  # noqa: B023
        )  # fmt: skip
        assert full.returncode == 2, full.stderr
        assert "hint: " in full.stderr
        assert "Traceback" not in full.stderr
    again = place.run(str(letter), "--offline")
    assert again.returncode == 0, again.stderr
    with store.open_to_read(place.warehouse) as connection:
        assert connection.execute("select count(*) from documents").fetchall() == [(1,)]
        assert list(store.failed_checks(connection)) == []


def test_an_archive_that_cannot_be_written(tmp_path: Path) -> None:
    """A folder that not even root may write to."""
    place = Place(tmp_path)
    command = [*place.command(str(EXAMPLE / "letter.txt"), *REPLAY), "--archive", "/proc/self"]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, check=False, timeout=120)
    assert ran.returncode == 2
    assert "/proc/self" in ran.stderr
    assert "hint: " in ran.stderr
    assert "Traceback" not in ran.stderr


def test_what_a_killed_run_loaded_is_told_from_what_was_published_by_no_clock(tmp_path: Path) -> None:
    published = tmp_path / "w.duckdb"
    store.publish(store.open_to_write(published), published)
    assert not store.is_behind(published)
    store.open_to_write(published).close()  # looked at, and nothing done
    assert not store.is_behind(published)
    connection = store.open_to_write(published)
    connection.execute("insert into issues values ('a', 'read', 'i', 'read/empty', 'a', 'b')")
    connection.close()
    assert store.is_behind(published)
    past = (datetime.now(UTC) - timedelta(days=400)).timestamp()
    os.utime(store.working_file(published), (past, past))
    assert store.is_behind(published)
