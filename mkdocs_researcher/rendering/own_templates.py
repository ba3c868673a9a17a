"""Our templates, for authors who want to change one."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs_researcher.rendering.renderer import ENDING, OWN_TEMPLATES

_COMMENT = re.compile(r"\{#\s*(.+?)\s*(?:#\}|\n)")


def own_templates() -> dict[str, Path]:
    """Each template by its name without ending; those that others include start with `_`."""
    return {path.name.removesuffix(ENDING): path for path in sorted(OWN_TEMPLATES.glob(f"*{ENDING}"))}


def what_it_shows(template: Path) -> str:
    """The first line of a template's comment."""
    found = _COMMENT.match(template.read_text(encoding="utf-8"))
    return found[1] if found else ""
