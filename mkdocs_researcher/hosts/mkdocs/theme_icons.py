"""Icons that the templates of a theme include by the names in its settings: a wrong one ends a build in a traceback."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs_researcher.rendering.icons import Icons

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

Steps = tuple[str, ...]


def missing_icons(config: MkDocsConfig) -> Iterator[tuple[Steps, str]]:
    """Each setting with an icon that the theme does not have, and a message about it."""
    theme = config.theme
    named = [
        *_texts(theme.get("icon"), ("theme", "icon")),
        *_icons(theme.get("palette"), ("theme", "palette")),
        *_icons(config.extra, ("extra",)),
    ]
    for steps, name in named:
        if message := missing_icon(name, theme.dirs):
            yield steps, message


def missing_icon(name: str, theme_dirs: Iterable[str]) -> str:
    """The message about a name that is not an icon of the theme; empty if it is one, or if the theme has no icons."""
    folders = [folder for path in theme_dirs if (folder := Path(path, ".icons")).is_dir()]
    if not folders or any((folder / f"{name}.svg").is_file() for folder in folders):
        return ""
    return f"there is no icon '{name}'{Icons(folders).hint(name) or '; write a name such as material/star'}"


def _icons(settings: Any, steps: Steps) -> Iterator[tuple[Steps, str]]:
    """The settings named `icon` below a setting."""
    if isinstance(settings, list):
        for item in settings:
            yield from _icons(item, steps)
    elif isinstance(settings, Mapping):
        for name, value in settings.items():
            found = _texts(value, (*steps, name)) if name == "icon" else _icons(value, (*steps, str(name)))
            yield from found


def _texts(value: Any, steps: Steps) -> Iterator[tuple[Steps, str]]:
    if isinstance(value, str):
        yield steps, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _texts(inner, (*steps, str(name)))
