"""Runs `mkdocs-researcher migrate` and reads what it wrote."""

from __future__ import annotations

import contextlib
import io
import logging
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner, Result
from mkdocs.__main__ import cli
from mkdocs.commands import build

from mkdocs_researcher.cli import main
from mkdocs_researcher.migration.check import checking

build_by_the_command = checking._build  # before the tests put another in its place


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


def build_in_this_process(project: Path, built: Path) -> subprocess.CompletedProcess[str]:
    """The same command without a process of its own; `test_checking` compares the two."""
    command = ["build", "--strict", "--site-dir", str(built)]
    reported = io.StringIO()
    with (
        _same_logging(),
        contextlib.chdir(project),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(reported),
    ):
        try:
            cli.main(command, prog_name="mkdocs")
        except SystemExit as error:
            code = error.code if isinstance(error.code, int) else int(error.code is not None)
    return subprocess.CompletedProcess(command, code, "", reported.getvalue())


@contextlib.contextmanager
def _same_logging() -> Iterator[None]:
    """Takes back what the command does to the loggers of MkDocs."""
    logger = logging.getLogger("mkdocs")
    before = (logger.level, logger.propagate, list(logger.handlers), list(build.log.filters))
    try:
        yield
    finally:
        logger.level, logger.propagate, logger.handlers[:], build.log.filters[:] = before
        logger.manager._clear_cache()  # type: ignore[attr-defined]  # levels that loggers below have looked up
