"""Python's cyclic garbage collector, told to wait."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused_collector() -> Iterator[None]:
    """Keeps the collector from running while many objects are made at once.

    It would walk the growing data again and again without finding anything, for up to a tenth of the time of a build
    with thousands of papers. A library must not go further: what is garbage in the host's program stays collectable.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
