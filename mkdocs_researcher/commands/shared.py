"""What several commands need."""

from __future__ import annotations

from pathlib import Path

import click

PROJECT = click.Path(exists=True, file_okay=False, path_type=Path)


def count(number: int, noun: str) -> str:
    """A number of things: `1 page`, `2 pages`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
