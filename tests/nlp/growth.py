"""Whether the time that a function takes grows with the length of its input, and no faster."""

from __future__ import annotations

import time
from collections.abc import Callable

_TIMES = 8
_FLOOR_S = 0.002


def assert_linear(work: Callable[[int], object], *, small: int) -> None:
    """Assert that eight times the size takes less than twenty-four times the CPU seconds: quadratic takes sixty-four.

    The best of three runs counts on either side: a busy machine slows one run, not all. `work` is given a size.
    """
    work(small // 8)
    bound = 3 * _TIMES * max(_FLOOR_S, min(_seconds(work, small) for _ in range(3)))
    taken = []
    for _ in range(3):
        taken.append(_seconds(work, small * _TIMES))
        if taken[-1] < bound:
            return
    raise AssertionError(f"{_TIMES} times {small} took {min(taken):.3f} s, more than {bound:.3f} s")


def _seconds(work: Callable[[int], object], size: int) -> float:
    begun = time.process_time()
    work(size)
    return time.process_time() - begun
