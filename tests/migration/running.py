"""Runs `mkdocs-researcher migrate` and reads what it wrote."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner, Result

from mkdocs_researcher.cli import main


def migrate(old: Path, new: Path, *options: str, kind: str = "auto") -> Result:
    return CliRunner().invoke(main, ["migrate", kind, str(old), str(new), *options])


def data(new: Path, file: str) -> list[dict[str, Any]]:
    """The entries of a data file that holds a list."""
    found = _read(new, file)
    assert isinstance(found, list)
    return found


def records(new: Path, file: str) -> list[dict[str, Any]]:
    """The entries of a data file, or the one mapping that it is."""
    found = _read(new, file)
    return found if isinstance(found, list) else [found]


def page(new: Path, name: str) -> str:
    """The text of a page."""
    return (new / "docs" / f"{name}.md").read_text(encoding="utf-8")


def _read(new: Path, file: str) -> Any:
    return yaml.load((new / "data" / f"{file}.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
