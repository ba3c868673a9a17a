"""The lines of the settings in `mkdocs.yml` and in the files that it inherits from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from mkdocs_researcher.errors import Location


class ConfigPositions:
    """Finds settings in a configuration file, and in the files that it names as `INHERIT`.

    Args:
        file: the configuration file.
        project: paths in locations are relative to this folder.
    """

    def __init__(self, file: Path, project: Path) -> None:
        self.sources: list[tuple[str, yaml.Node | None]] = []
        seen: set[Path] = set()
        while file.resolve() not in seen:
            seen.add(file.resolve())
            root = _compose(file)
            self.sources.append((_relative(file, project), root))
            parent = next((value.value for key, value in _pairs(root) if key.value == "INHERIT"), None)
            if not isinstance(parent, str):
                return
            file = (file.parent / parent).resolve()

    def locate(self, *steps: str) -> Location:
        """The location of a setting, or of the innermost one above it that is written somewhere.

        Args:
            steps: names of settings from the top, such as `"plugins", "researcher", "data_dir"`; also the name of an
                item of a list.
        """
        best, depth = Location(self.sources[0][0]), 0
        for name, root in self.sources:
            found, node = 0, root
            mark = None
            for step in steps:
                key, value = next(((k, v) for k, v in _members(node) if k.value == step), (None, None))
                if key is None:
                    break
                found, node, mark = found + 1, value, key.start_mark
            if found > depth and mark is not None:
                best, depth = Location(name, mark.line + 1, mark.column + 1), found
        return best


def settings_in(node: yaml.Node | None, name: str = "") -> Iterator[tuple[str, yaml.Node]]:
    """All values, each with the name of the setting that it is part of."""
    if node is None:
        return
    yield name, node
    for part in node.value if isinstance(node, yaml.CollectionNode) else ():
        key, value = part if isinstance(part, tuple) else (None, part)
        yield from settings_in(value, name or (str(key.value) if key else ""))


def _compose(file: Path) -> yaml.Node | None:
    try:
        return yaml.compose(file.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except (OSError, ValueError, yaml.YAMLError):
        return None  # reported by whatever reads the file


def _pairs(node: yaml.Node | None) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        yield from node.value


def _members(node: yaml.Node | None) -> Iterator[tuple[Any, yaml.Node | None]]:
    """The settings below a node: those of a mapping, and those of a list with one name each."""
    yield from _pairs(node)
    for item in node.value if isinstance(node, yaml.SequenceNode) else ():
        if isinstance(item, yaml.ScalarNode):
            yield item, None
        yield from _pairs(item)


def _relative(file: Path, project: Path) -> str:
    try:
        return file.resolve().relative_to(project.resolve()).as_posix()
    except ValueError:
        return file.as_posix()
