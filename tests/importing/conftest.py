from __future__ import annotations

import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from work_services import Services, services

from mkdocs_researcher.services import http as fetch


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """The services on this machine; nothing else can be asked, and nobody waits between two questions."""
    for name in (
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "OPENALEX_API_KEY",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(fetch, "time", SimpleNamespace(sleep=lambda seconds: None, monotonic=time.monotonic))
    with services() as state:
        for name in ("ORCID", "OPENALEX", "DBLP"):
            monkeypatch.setenv(f"RESEARCHER_{name}_URL", state.url)
        yield state
