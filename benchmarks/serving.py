"""How long an author waits under `mkdocs serve`: from the edit of a data file to the new page."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from measure import environment

START_LIMIT = 120.0
RELOAD_LIMIT = 60.0
_TITLE = re.compile(r"^  title: .*$", re.MULTILINE)


def edit_data(folder: Path, title: str) -> None:
    """Gives the first paper another title, the way editors write: a new file moved over the old one."""
    path = folder / "data" / "papers.yml"
    text = _TITLE.sub(f"  title: {title}", path.read_text(encoding="utf-8"), count=1)
    new = path.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    os.replace(new, path)  # noqa: PTH105 - the one call that is meant


def free_port() -> int:
    """A port that no one listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _get(url: str, limit: float) -> str:
    with urllib.request.urlopen(url, timeout=limit) as answer:
        text: str = answer.read().decode("utf-8")
        return text


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Serves a site while the block runs; gives its address.

    Raises:
        RuntimeError: the server does not answer in time.
    """
    url = f"http://127.0.0.1:{free_port()}/"
    command = [sys.executable, "-P", "-m", "mkdocs", "serve", "--livereload", "--quiet"]
    command += ["-f", str(folder / "mkdocs.yml"), "-a", url.removeprefix("http://").rstrip("/")]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL) as process:
        try:
            _wait_for(process, url)
            yield url
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_for(process: subprocess.Popen[bytes], url: str) -> None:
    end = time.monotonic() + START_LIMIT
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"mkdocs serve ended with {process.returncode}")
        try:
            _get(url, 5)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("mkdocs serve did not start in time")


def _reload_time(folder: Path, url: str, title: str) -> float:
    """Waits as the browser does, at the address that answers when there is something new."""
    epoch = _get(f"{url}livereload/0/0", RELOAD_LIMIT)
    started = time.monotonic()
    edit_data(folder, title)
    try:
        while (left := started + RELOAD_LIMIT - time.monotonic()) > 0:
            epoch = _get(f"{url}livereload/{epoch}/1", left)
            if title in _get(f"{url}publications/", left):
                return time.monotonic() - started
    except TimeoutError:
        pass
    raise RuntimeError(f"the page did not show an edit within {RELOAD_LIMIT:.0f} s")


def reload_time(folder: Path, edits: int) -> float:
    """Median seconds from an edit of the data to the page that shows it.

    Args:
        folder: a site of ours.
        edits: how many times; one more comes first and does not count.
    """
    times = []
    with server(folder) as url:
        for number in range(edits + 1):
            times.append(_reload_time(folder, url, f"Edit number {number} of the data"))
            time.sleep(1)
    return median(times[1:])
