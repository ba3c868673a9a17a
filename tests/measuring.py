"""How work grows with its input, whatever else the machine does."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

ATTEMPTS = 5
# 2.5 for each doubling: work that grows with the square of its input takes 16 times as much for four times the input.
MOST = 2.5**2


def grows_with_its_input_alone(work: Callable[[int], object], size: int) -> bool:
    """True if input of four times a size takes at most 6.25 times the CPU time of this thread.

    Other programs take CPU time from a measurement, and never give any: so the least of two counts, and one attempt
    out of five has to pass.

    Args:
        work: does the work for an input of a size.
        size: how large the smaller input is; a few milliseconds of work are enough.
    """
    for _ in range(ATTEMPTS):
        small = min(_cpu_time(work, size) for _ in range(2))
        if _cpu_time(work, 4 * size) <= MOST * small:
            return True
    return False


def _cpu_time(work: Callable[[int], object], size: int) -> float:
    collects = gc.isenabled()
    gc.disable()  # how long it takes depends on all that the tests before have left
    try:
        start = time.thread_time()
        work(size)
        return time.thread_time() - start
    finally:
        if collects:
            gc.enable()
