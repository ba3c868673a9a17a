"""Build hooks: templates are shipped compiled, and the links of the README work on PyPI, too."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface
from mkdocs.theme import Theme

# A link or an image of the README, and its target if that is a file of the repository.
_LINK = re.compile(r"(!?)\[([^\]]*)\]\((?!https?:|#)([^)\s]+)\)")


class LinkedReadme(MetadataHookInterface):
    """The README with the address of the repository before its relative links; without one, they are plain text."""

    def update(self, metadata: dict[str, Any]) -> None:
        text = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        address = metadata.get("urls", {}).get("Repository", "").rstrip("/")
        metadata["readme"] = {"content-type": "text/markdown", "text": linked(text, address)}


def linked(text: str, address: str) -> str:
    """A README whose relative links lead to the files at this address of a repository."""

    def absolute(found: re.Match[str]) -> str:
        mark, words, path = found.groups()
        if not address:
            return "" if mark else words
        return f"{mark}[{words}]({address}/{'raw' if mark else 'blob'}/HEAD/{path})"

    return _LINK.sub(absolute, text)


class CompileTemplates(BuildHookInterface[Any]):
    """Adds compiled templates, ours and Material's, to wheels and editable installations: nothing is written here."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, self.root)
        try:
            from mkdocs_researcher.rendering.environments import COMPILED, compile_templates, compile_theme
        finally:
            sys.path.remove(self.root)
        self.folder = Path(tempfile.mkdtemp())
        compile_templates(self.folder)
        theme = Theme(name="material")
        templates = Path(self.root) / "mkdocs_researcher" / "templates"
        theme.dirs[:0] = [str(templates / "pages"), str(templates / "material")]
        compile_theme(theme.get_env(), ("researcher.html", "main.html", "404.html", "sitemap.xml"), self.folder)
        build_data["force_include_editable" if version == "editable" else "force_include"][str(self.folder)] = COMPILED

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
