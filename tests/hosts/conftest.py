from __future__ import annotations

import pytest
from environments import Environment


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/hosts/" in item.path.as_posix():
            item.add_marker("hosts")


@pytest.fixture(scope="session", autouse=True)
def _environments() -> None:
    if not Environment("plugins").folder.is_dir():
        pytest.fail("the environments are missing or out of date; run `make hosts`")
