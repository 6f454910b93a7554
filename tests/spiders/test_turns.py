"""Turns: processes that ask one host keep its pauses together."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

from spiders.turns import Turns


def test_each_turn_is_a_pause_after_the_one_before(tmp_path: Path) -> None:
    turns = Turns(tmp_path, delay_s=2.0)
    assert [turns.take("a.example", 100.0) for _ in range(3)] == [0.0, 2.0, 4.0]
    assert turns.take("b.example", 100.0) == 0.0  # another host waits for nobody
    assert turns.take("a.example", 150.0) == 0.0
    assert Turns(tmp_path, delay_s=2.0).take("a.example", 150.5) == 1.5  # a later crawl, too


def test_what_a_host_asked_for_is_kept_by_all(tmp_path: Path) -> None:
    """A Crawl-delay lengthens its pause; a Retry-After that one process was given holds for the others."""
    slow, other = Turns(tmp_path, delay_s=1.0), Turns(tmp_path, delay_s=1.0)
    slow.slow_down("a.example", 5.0)
    assert [slow.take("a.example", 100.0), other.take("a.example", 100.0), slow.take("a.example", 105.0)] == [
        0.0,
        5.0,
        1.0,
    ]
    slow.rest("b.example", 30.0, 100.0)
    assert other.take("b.example", 110.0) == 20.0


def _many(folder: Path, out: multiprocessing.Queue[list[float]]) -> None:
    turns = Turns(folder, delay_s=1.0)
    out.put([turns.take("a.example", 0.0) for _ in range(50)])


def test_no_two_processes_have_one_turn(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    out = context.Queue()
    processes = [context.Process(target=_many, args=(tmp_path, out)) for _ in range(2)]
    for process in processes:
        process.start()
    taken = sorted(turn for _ in processes for turn in out.get(timeout=60))
    for process in processes:
        process.join()
    assert taken == [float(turn) for turn in range(100)]
