from __future__ import annotations

import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from interfaces import Interfaces, interfaces

from mkdocs_researcher.services import http as fetch
from mkdocs_researcher.services.http import Fetcher

KEYS = ("OPENALEX_API_KEY", "SEMANTIC_SCHOLAR_API_KEY", "GITHUB_TOKEN")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Interfaces]:
    """The interfaces on this machine; nothing else can be asked."""
    for name in (*KEYS, "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782777600")  # 2026-06-30
    with interfaces() as state:
        for name in ("OPENALEX", "SEMANTIC_SCHOLAR", "GITHUB"):
            monkeypatch.setenv(f"RESEARCHER_{name}_URL", state.url)
        yield state


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the program would have slept; it does not."""
    waits: list[float] = []
    monkeypatch.setattr(fetch, "time", SimpleNamespace(sleep=waits.append, monotonic=time.monotonic))
    return waits


@pytest.fixture
def fetcher(slept: list[float]) -> Iterator[Fetcher]:
    with Fetcher(timeout=0.5) as made:
        yield made
