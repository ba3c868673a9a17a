"""No regular expression takes time that grows faster than its input."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from fuzz_patterns import Use, found_in_package, inputs, runs_of

# Four times the input may take this many times the CPU time: a linear pattern takes four, a quadratic one sixteen, and
# the middle leaves both room for what other processes do to a measurement.
MOST = 8.0
ATTEMPTS = 4
# From small ones on, because a pattern may need exponential time.
SIZES = (10, 14, 18, 22, 26, 32, 48, 64, 128, 512, 1024)
# A linear pattern needs less for 1,024 characters on any machine of today; what needs more is measured with care. On a
# slower machine more is measured, so nothing but the duration of this test depends on it.
SUSPICIOUS = 300_000
ENOUGH_TO_MEASURE = 1_500_000
LARGEST = 65_536


def cpu_time(run: Callable[[Any], object], text: Any, times: int = 1) -> int:
    best = None
    for _ in range(times):
        start = time.thread_time_ns()
        run(text)
        taken = time.thread_time_ns() - start
        best = taken if best is None else min(best, taken)
    return best or 0


def growth(run: Callable[[Any], object], make: Callable[[int], Any]) -> str:
    """The size and the factor at which the time grows faster than the input; empty if it does not."""
    size = next((size for size in SIZES if cpu_time(run, make(size)) > SUSPICIOUS), None)
    if size is None:
        return ""
    while size < LARGEST and cpu_time(run, make(size)) < ENOUGH_TO_MEASURE:
        size = max(size + 2, size * 5 // 4)
    step = 4 * size if size > 40 else size + 6  # exponential time would not end at four times the size
    smallest: list[int] = []
    largest: list[int] = []
    factor = 0.0
    for _ in range(ATTEMPTS):  # the least of all times is the one that other processes disturbed least
        smallest.append(cpu_time(run, make(size), 3))
        largest.append(cpu_time(run, make(step), 3))
        factor = min(largest) / max(min(smallest), 1)
        if factor <= MOST:
            return ""
    return f"{size} -> {step} characters: {factor:.1f} times the CPU time"


def faults(use: Use) -> list[str]:
    for run in runs_of(use):
        for make in inputs(use.pattern):
            if found := growth(run, make):
                return [f"{use.place}, {use.pattern.pattern!r}, {make.__doc__}: {found}"]
    return []


def use(pattern: str, *methods: str, flags: int = 0) -> Use:
    return Use("test", re.compile(pattern, flags), frozenset(methods))


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"\s+$", "search"),
        (r"(`+)(.+?)\1", "sub"),
        (r"(a+)+$", "match"),
        (r"(?:[\w-]+ ?)+!", "fullmatch"),
        (r"<!--.*?-->", "sub"),
        (r"(.*)\s*=\s*(.*)x", "fullmatch"),
        (rb"\s*,", "split"),
    ],
)
def test_a_slow_pattern_is_seen(pattern: Any, method: str) -> None:
    assert faults(Use("test", re.compile(pattern), frozenset({method})))


@pytest.mark.parametrize(
    ("pattern", "method"), [(r"(?<!\s)\s+$", "search"), (r"\s+$", "match"), (r"[a-z]+", "findall"), (r"(\w)x\1", "sub")]
)
def test_a_fast_pattern_passes(pattern: str, method: str) -> None:
    assert faults(Use("test", re.compile(pattern), frozenset({method}))) == []


USES = found_in_package()


def test_the_patterns_of_the_package_are_found() -> None:
    places = {one.place.split(":")[0] for one in USES}
    assert len(USES) > 250
    assert {"fields.text._EMPHASIS", "syntax.calls._END", "fields.profile_services", "services.openalex"} <= places


@pytest.mark.parametrize("part", range(8))
def test_time_grows_with_the_input_alone(part: int) -> None:
    """In parts, so that several processes share the work."""
    found = [fault for one in USES[part::8] for fault in faults(one)]
    assert not found, "\n".join(found)
