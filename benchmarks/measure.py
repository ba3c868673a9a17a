"""Runs commands and measures their CPU time and memory as counted by the kernel."""

from __future__ import annotations

import compileall
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import ModuleLoader

import mkdocs_researcher
from mkdocs_researcher.rendering.environments import own_loader

BUILD_LIMIT = 300.0


@dataclass(frozen=True)
class Cost:
    """The cost of one run: CPU seconds (user and system) and peak memory in MiB."""

    cpu: float
    peak: float


def environment() -> dict[str, str]:
    """The environment of every measured process."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"}


def compile_package() -> None:
    """Compiles our modules, as pip does where it installs them; those of a clone might be compiled at every start.

    Raises:
        RuntimeError: the compiled templates are older than their sources, so each build would compile them anew.
    """
    if not isinstance(own_loader(), ModuleLoader):
        raise RuntimeError("the compiled templates are outdated; run: pip install --no-deps --editable .")
    compileall.compile_dir(Path(mkdocs_researcher.__file__).parent, quiet=1)


def use_folder(folder: Path) -> None:
    """Makes all measured processes keep their temporary and cached files in this folder."""
    os.environ["TMPDIR"] = str(folder)
    os.environ["XDG_CACHE_HOME"] = str(folder / "user_cache")


def pin() -> str:
    """Keeps this process, and those it starts, on one core; says which."""
    if not hasattr(os, "sched_setaffinity"):
        return "not pinned (the system cannot)"
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return f"pinned to core {core}"


def unpin() -> None:
    """Lets this process, and those it starts from now on, use all cores again."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(range(os.cpu_count() or 1)))


def run(command: list[str], limit: float = BUILD_LIMIT) -> Cost:
    """Runs a command to its end.

    Raises:
        RuntimeError: it failed or took longer than `limit` seconds; its output is in the message.
    """
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment())
        timer = threading.Timer(limit, process.kill)
        timer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        finally:
            timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            text = output.read().decode("utf-8", "replace")[-2000:]
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}\n{text}")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def mkdocs_command(folder: Path, python: str = sys.executable) -> list[str]:
    """The command that builds a site with the MkDocs of a Python."""
    return [python, "-P", "-m", "mkdocs", "build", "--quiet", "-f", str(folder / "mkdocs.yml")]


def build(folder: Path) -> Cost:
    """Builds a site with the MkDocs of this Python."""
    return run(mkdocs_command(folder))


def remove_cache(folder: Path) -> None:
    """Removes what earlier builds have cached."""
    shutil.rmtree(Path(os.environ["XDG_CACHE_HOME"]) / "mkdocs-researcher", ignore_errors=True)


def in_own_process(function: Callable[..., Any], *arguments: Any) -> None:
    """Calls a function in a process of its own.

    The kernel counts the memory of the process that starts a build as memory of that build, so what needs much of it
    must not happen here.

    Raises:
        RuntimeError: the function failed.
    """
    process = multiprocessing.get_context("spawn").Process(target=function, args=arguments)
    process.start()
    process.join(BUILD_LIMIT)
    if process.exitcode != 0:
        process.kill()
        raise RuntimeError(f"{function.__name__} failed; see above")
