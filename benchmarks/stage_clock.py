"""Builds a site with a clock on each stage: `python stage_clock.py mkdocs.yml times.json`.

One function for each part of a stage is wrapped as soon as its module is imported. Time counts for the innermost
stage, so that the stages add up to the whole build.
"""

from __future__ import annotations

import atexit
import functools
import importlib.machinery
import json
import runpy
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

_OURS = "mkdocs_researcher"
# A stage, and the functions whose time it is, as `module:function`.
_STAGES: dict[str, tuple[str, ...]] = {
    "MkDocs: configuration": ("mkdocs.config.base:load_config",),
    "MkDocs: listing the theme's files": ("mkdocs.structure.files:Files.add_files_from_theme",),
    "MkDocs: copying files": ("mkdocs.structure.files:Files.copy_static_files",),
    "MkDocs: Markdown": ("markdown.core:Markdown.convert",),
    "theme: compiling templates": ("jinja2.environment:Environment.compile",),
    "theme: rendering": ("mkdocs.commands.build:_build_template", "mkdocs.commands.build:_build_page"),
    "theme: search": (
        "material.plugins.search.plugin:SearchPlugin.on_page_context",
        "material.plugins.search.plugin:SearchPlugin.on_post_build",
    ),
    "plugin: hooks, rest": (
        f"{_OURS}.plugin:ResearcherPlugin.on_config",
        f"{_OURS}.plugin:ResearcherPlugin.on_files",
        f"{_OURS}.plugin:ResearcherPlugin.on_page_markdown",
        f"{_OURS}.plugin:ResearcherPlugin.on_page_content",
        f"{_OURS}.plugin:ResearcherPlugin.on_env",
        f"{_OURS}.plugin:ResearcherPlugin.on_page_context",
        f"{_OURS}.plugin:ResearcherPlugin.on_post_page",
        f"{_OURS}.plugin:ResearcherPlugin.on_post_build",
    ),
    "plugin: hashes of the sources": (f"{_OURS}.syntax.cache:cache_keys",),
    "plugin: reading YAML": (f"{_OURS}.formats.yaml_text:read_yaml",),
    "plugin: reading BibTeX": (
        f"{_OURS}.formats.bibtex.source:read_bib",
        f"{_OURS}.formats.bibtex.source:with_parents",
    ),
    "plugin: building models": (
        "pydantic._internal._model_construction:complete_model_class",
        "pydantic.type_adapter:TypeAdapter._init_core_attrs",
    ),
    "plugin: validation": (
        "pydantic.type_adapter:TypeAdapter.validate_python",
        "pydantic.main:BaseModel.model_validate",
    ),
    "plugin: links in the data": (f"{_OURS}.data.references:check_references",),
    "plugin: views of calls": (f"{_OURS}.syntax.site:Site._build",),
    "plugin: rendering by template": (
        f"{_OURS}.rendering.renderer:Renderer.render_open",
        f"{_OURS}.rendering.renderer:Renderer.render",
    ),
    "plugin: writing BibTeX": (
        f"{_OURS}.formats.bibtex.write:bibtex_entry",
        f"{_OURS}.formats.bibtex.write:file_of",
    ),
    "plugin: writing CSL-JSON": (
        f"{_OURS}.formats.csl_json.write:csl_line",
        f"{_OURS}.formats.csl_json.write:csl_file",
    ),
    "plugin: search entries": (f"{_OURS}.syntax.late_html:LateHtml.shorten_list",),
    "plugin: inserting long lists": (f"{_OURS}.syntax.late_html:LateHtml.finish",),
    "plugin: JSON-LD and meta tags": (f"{_OURS}.hosts.mkdocs.heads:PageHeads.finish",),
    "plugin: store": (
        f"{_OURS}.store:Store.save",
        f"{_OURS}.store:Store.output",
        f"{_OURS}.store:Store.end",
        f"{_OURS}.store:pack",
        f"{_OURS}.rendering.environments:_ThemeCache.dump_bytecode",
        f"{_OURS}.rendering.environments:_ThemeCache.load_bytecode",
    ),
}
_PYDANTIC = ("pydantic", "pydantic_core", "annotated_types", "typing_inspection")
_IMPORTS, _OUR_IMPORTS, _PYDANTIC_IMPORTS = "imports: MkDocs and others", "imports: the plugin", "imports: pydantic"
_REST = "Python and MkDocs, rest"


class _Clock:
    """Adds up CPU time by stage; only the innermost stage is charged."""

    def __init__(self) -> None:
        self.totals: defaultdict[str, float] = defaultdict(float)
        self.stack = [_REST]
        self.last = 0.0

    def charge(self) -> None:
        now = time.process_time()
        self.totals[self.stack[-1]] += now - self.last
        self.last = now

    def wrap(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def timed(*arguments: Any, **named: Any) -> Any:
            self.charge()
            self.stack.append(stage)
            try:
                return function(*arguments, **named)
            finally:
                self.charge()
                self.stack.pop()

        return timed


def _functions() -> dict[str, list[tuple[str, str]]]:
    """By module: stages with the names of their functions in it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for stage, names in _STAGES.items():
        for name in names:
            module, _, function = name.partition(":")
            found.setdefault(module, []).append((stage, function))
    return found


def _import_stage(module: str) -> str:
    package = module.partition(".")[0]
    return _OUR_IMPORTS if package == _OURS else _PYDANTIC_IMPORTS if package in _PYDANTIC else _IMPORTS


def _timed(clock: _Clock, stage: str, found: Any) -> Any:
    if isinstance(found, classmethod):
        return classmethod(clock.wrap(stage, found.__func__))
    if type(found).__name__ == "CombinedEvent":  # of MkDocs: several methods for one event
        return type(found)(*(clock.wrap(stage, method) for method in found.methods))
    return clock.wrap(stage, found)


def _wrap_imports(clock: _Clock) -> None:
    functions = _functions()
    loader: Any = importlib.machinery.SourceFileLoader
    original = loader.exec_module

    def exec_module(self: Any, module: Any) -> None:
        clock.wrap(_import_stage(module.__name__), original)(self, module)
        for stage, name in functions.pop(module.__name__, ()):
            *owners, last = name.split(".")
            owner = functools.reduce(getattr, owners, module)
            setattr(owner, last, _timed(clock, stage, vars(owner)[last]))

    loader.exec_module = exec_module


def _build_here(config: str, output: str) -> None:
    """Builds a site in this process and writes the times by stage to a file."""
    clock = _Clock()
    _wrap_imports(clock)

    def finish() -> None:
        clock.charge()
        Path(output).write_text(json.dumps(clock.totals))

    atexit.register(finish)
    sys.argv = ["mkdocs", "build", "--quiet", "-f", config]
    runpy.run_module("mkdocs", run_name="__main__")


if __name__ == "__main__":
    _build_here(sys.argv[1], sys.argv[2])
