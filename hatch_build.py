"""Compiles the templates into the wheel: a first build of a site need not do it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTemplates(BuildHookInterface[Any]):
    """Runs for wheels and for editable installations, where the files go into the source folder (git ignores them)."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, self.root)
        try:
            from mkdocs_researcher.rendering.environments import COMPILED, compile_templates
        finally:
            sys.path.remove(self.root)
        compile_templates(COMPILED)
        build_data["artifacts"].append(f"{COMPILED.relative_to(Path(self.root)).as_posix()}/*")
