"""Build hook: ships our templates compiled, so that the first build of a site need not compile them."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTemplates(BuildHookInterface[Any]):
    """Adds the compiled templates to wheels, also to those of editable installations: nothing is written here."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, self.root)
        try:
            from mkdocs_researcher.rendering.environments import COMPILED, compile_templates
        finally:
            sys.path.remove(self.root)
        self.folder = Path(tempfile.mkdtemp())
        compile_templates(self.folder)
        build_data["force_include_editable" if version == "editable" else "force_include"][str(self.folder)] = COMPILED

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
