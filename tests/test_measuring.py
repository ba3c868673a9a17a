"""The measure of growth by which other tests judge."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from measuring import grows_with_its_input_alone


def each_once(size: int) -> None:
    sum(number for number in range(size))


def each_with_each(size: int) -> None:
    sum(one for one in range(size) for _ in range(size))


def each_behind_all(size: int) -> None:
    text = "x" * size
    sum(text.count("y", 0, end) for end in range(size))


def test_work_that_grows_with_its_input_passes() -> None:
    assert grows_with_its_input_alone(each_once, 50_000)


@pytest.mark.parametrize(("work", "size"), [(each_with_each, 100), (each_behind_all, 2_000)])
def test_work_that_grows_with_the_square_of_its_input_fails(work: Callable[[int], None], size: int) -> None:
    assert not grows_with_its_input_alone(work, size)
