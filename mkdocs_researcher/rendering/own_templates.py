"""Our templates, for authors who want to change one."""

from __future__ import annotations

import re

from mkdocs_researcher.rendering.renderer import ENDING, OWN_TEMPLATES

_COMMENT = re.compile(r"\{#\s*(.+?)\s*(?:#\}|\n)")


def described_templates() -> dict[str, str]:
    """What each template shows, by its name without ending; those that others include start with `_`."""
    return {
        path.name.removesuffix(ENDING): _first_line(path.read_text(encoding="utf-8"))
        for path in sorted(OWN_TEMPLATES.glob(f"*{ENDING}"))
    }


def template_text(name: str) -> str:
    """The text of a template.

    Args:
        name: its name, with or without ending.

    Raises:
        KeyError: there is none of this name; the argument is the name without ending.
    """
    bare = name.removesuffix(".jinja").removesuffix(".html")
    path = OWN_TEMPLATES / f"{bare}{ENDING}"
    if bare not in described_templates():
        raise KeyError(bare)
    return path.read_text(encoding="utf-8")


def _first_line(text: str) -> str:
    found = _COMMENT.match(text)
    return found[1] if found else ""
