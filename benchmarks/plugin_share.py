"""How much of a rebuild under `mkdocs serve` is ours.

Run as a program with the folders of two sites, ours and the floor. Both are built in turn in this one process, as
`serve` does, with the data edited before each build of ours. Each hook of the plugin and each method through which
Python-Markdown calls our processors is wrapped in a stop-watch; a call within a call counts once. What Python-Markdown
needs within one of our processors for the text of the page counts as ours. Thousands of these calls are shorter than
it takes to look at a clock, so what the stop-watch itself adds to a call is measured first and taken off.

The stop-watch cannot see what we cause elsewhere (a longer page to search, to write), so the whole rebuild is set
against that of the floor as well.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import measure
import sites
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.plugins import CombinedEvent
from serving import edit_data

from mkdocs_researcher import plugin

_METHODS = (
    "test",
    "run",
    "handleMatch",
    "extendMarkdown",
    "reset",
    "on_create",
    "on_validate",
    "on_add",
    "on_end",
)


class StopWatch:
    """Adds up the CPU time of wrapped functions."""

    def __init__(self) -> None:
        self.depth = 0
        self.cost = 0.0
        self.reset()
        nothing, calls = self.wrap(lambda: None), 20_000
        for _ in range(calls):
            nothing()
        self.cost = self.total / calls

    def reset(self) -> None:
        """Sets it to zero."""
        self.total = 0.0

    def wrap(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed. Marks such as MkDocs' priority of an event stay on it."""

        @functools.wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            if self.depth:
                return function(*args, **kwargs)
            self.depth = 1
            started = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                self.total += time.process_time() - started - self.cost
                self.depth = 0

        return timed

    def wrap_methods(self, cls: type, chosen: Callable[[str], bool]) -> None:
        """Times the methods that a class itself defines."""
        for name, value in list(vars(cls).items()):
            if isinstance(value, CombinedEvent) and chosen(name):
                setattr(cls, name, CombinedEvent(*map(self.wrap, value.methods)))
            elif inspect.isfunction(value) and chosen(name):
                setattr(cls, name, self.wrap(value))


def watch_all() -> StopWatch:
    """Puts a stop-watch on all the ways into our package."""
    importlib.import_module("mkdocs_researcher.syntax.blocks")  # it is imported late
    watch = StopWatch()
    watch.wrap_methods(plugin.ResearcherPlugin, lambda name: name.startswith("on_"))
    prefix = "mkdocs_researcher.syntax"
    for module in [module for name, module in sys.modules.items() if name.startswith(prefix)]:
        for cls in vars(module).values():
            if inspect.isclass(cls) and cls.__module__ == module.__name__:
                watch.wrap_methods(cls, lambda name: name in _METHODS)
    return watch


class Served:
    """A site as `mkdocs serve` holds it."""

    def __init__(self, folder: Path) -> None:
        self.file = str(folder / "mkdocs.yml")
        self._load().plugins.on_startup(command="serve", dirty=False)

    def _load(self) -> Any:
        return load_config(config_file=self.file)

    def rebuild(self) -> float:
        """CPU seconds of one rebuild."""
        started = time.process_time()
        build(self._load(), serve_url="http://127.0.0.1:8000/")
        return time.process_time() - started


def shares(ours: Path, floor: Path, runs: int) -> dict[str, float]:
    """Medians: seconds of a rebuild, of which ours, and the ratio to the floor.

    Args:
        ours: folder of a site with the plugin.
        floor: folder of the same without.
        runs: how many rebuilds of each; one more comes first and does not count.
    """
    watch = watch_all()
    our_site, floor_site = Served(ours), Served(floor)
    rows = []
    for number in range(runs + 1):
        plain = floor_site.rebuild()
        edit_data(ours, f"Rebuild number {number}")
        watch.reset()
        whole = our_site.rebuild()
        rows.append((whole, watch.total, watch.total / whole, whole / plain))
        if f"Rebuild number {number}" not in sites.built_page(ours).read_text(encoding="utf-8"):
            raise RuntimeError("the rebuilt page does not show the edit")
    columns = [median(column) for column in zip(*rows[1:], strict=True)]
    return dict(zip(("rebuild", "own", "share", "ratio"), columns, strict=True))


if __name__ == "__main__":
    measure.pin()
    print(json.dumps(shares(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))))
