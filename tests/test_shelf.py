"""Long texts wait in files and come back as they were."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from mkdocs_researcher.shelf import Shelf

LONG = "Zürich \ud800 \r\n" * 100_000


def test_a_long_text_waits_in_a_file_and_comes_back_as_it_was() -> None:
    shelf = Shelf()
    kept = shelf.put(LONG)
    assert isinstance(kept, Path)
    assert Shelf.get(kept) == LONG
    shelf.clear()
    assert not kept.exists()
    assert not kept.parent.exists()


def test_a_short_text_and_a_server_need_no_file() -> None:
    assert Shelf().put("short") == "short"
    assert Shelf(serves=True).put(LONG) is LONG


def test_where_nothing_can_be_written_the_text_stays_in_memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not there"))
    assert Shelf().put(LONG) is LONG
