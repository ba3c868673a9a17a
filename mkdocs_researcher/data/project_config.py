"""The configuration in `mkdocs.yml`, read without MkDocs, and the lines of its settings."""

from __future__ import annotations

import codecs
import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import mergedeep
import yaml
import yaml_env_tag

from mkdocs_researcher.errors import Location, Problem, read_problem

CONFIG_NAMES = ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml")


# A value that starts with the sign of a comment.
_COMMENT = re.compile(r"[ \t]*(#\w+)[ \t]*(?=[\r\n\0]|$)")


class _AnyTag(yaml.SafeLoader):
    """Reads `mkdocs.yml` with tags such as `!!python/name:…`, whose values do not matter here."""


_AnyTag.add_multi_constructor("", lambda loader, suffix, node: None)
_AnyTag.add_constructor("!ENV", yaml_env_tag.construct_env_tag)


def find_config(project: Path) -> Path | None:
    """The configuration file in a project's folder, None if there is none."""
    return next((project / name for name in CONFIG_NAMES if (project / name).is_file()), None)


def read_config(project: Path) -> tuple[dict[str, Any], list[Problem]]:
    """The configuration of a project, and its problems; empty if it cannot be read."""
    if found := find_config(project):
        return read_config_file(project, found.name)
    near = next((path.name for path in sorted(project.glob("*mkdocs.y*")) if path.is_file()), "")
    if near:
        return {}, [Problem(Location("mkdocs.yml"), f"does not exist; rename {near}")]
    message = "does not exist; run the command in the folder of your site, or name the folder"
    return {}, [Problem(Location("mkdocs.yml"), message)]


def read_config_file(project: Path, name: str, *children: str) -> tuple[dict[str, Any], list[Problem]]:
    """A configuration merged with those that it inherits from, and its problems; `children` inherit from it."""
    config, problem = _read(project / name, name)
    if problem:
        return {}, [problem]
    if not isinstance(config, dict):
        return {}, [Problem(Location(name), "must contain settings such as 'site_name: …'")]
    parent = config.get("INHERIT")
    if parent is None:
        return config, []
    path = posixpath.normpath((Path(name).parent / str(parent)).as_posix())
    if fault := _wrong_parent(parent, project / path, is_circle=path in {name, *children}):
        return config, [Problem(ConfigPositions(project / name, project).locate("INHERIT"), fault, "INHERIT")]
    inherited, problems = read_config_file(project, path, name, *children)
    return mergedeep.merge(inherited, config), problems


def _wrong_parent(parent: object, file: Path, *, is_circle: bool) -> str:
    if not isinstance(parent, str):
        return "must be the path of one configuration file"
    if is_circle:
        return f"inherits from itself through '{parent}'; remove one of the lines with INHERIT"
    return "" if file.is_file() else f"there is no file '{parent}'; correct the path"


def _read(file: Path, name: str) -> tuple[Any, Problem | None]:
    text, line = "", 0
    try:
        content = file.read_bytes()
        # MkDocs takes both.
        is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        text = content.decode("utf-16" if is_utf16 else "utf-8-sig")
        return yaml.load(text, Loader=_AnyTag), None  # noqa: S506
    except FileNotFoundError:
        message = "does not exist"
    except (OSError, UnicodeDecodeError) as error:
        return None, read_problem(name, error)
    except yaml.MarkedYAMLError as error:
        from mkdocs_researcher.formats.yaml_text import syntax_error  # it is needed for mistakes only

        return None, syntax_error(error, text).problem(name)
    except yaml.reader.ReaderError as error:
        line, message = text.count("\n", 0, error.position) + 1, "contains a control character; remove it"
    except RecursionError:
        message = "is nested too deeply"
    except (yaml.YAMLError, ValueError):
        message = "is not valid YAML"
    return None, Problem(Location(name, line), message)


def plugin_options(config: Mapping[str, Any], plugin: str = "researcher") -> dict[str, Any]:
    """The options of our plugin, or of another one, which may be in a group; empty if the site does not use it."""
    found = _plugins(config.get("plugins"))
    return next((options for name, options in found if name == plugin and isinstance(options, dict)), {})


def _plugins(plugins: Any) -> Iterator[tuple[str, Any]]:
    """Each plugin with its options; those in groups, too."""
    listed = plugins if isinstance(plugins, list) else [plugins]
    for name, options in (pair for item in listed if isinstance(item, dict) for pair in item.items()):
        yield str(name).rpartition("/")[2], options
        if isinstance(options, dict) and options.get("enabled", True) is not False:
            yield from _plugins(options.get("plugins"))


class ConfigPositions:
    """Finds settings in a configuration file, and in the files that it names as `INHERIT`.

    Args:
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

        Steps are names from the top, `"plugins", "researcher"`; also the name of an item of a list, or a value in it.
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

    def cut_values(self) -> Iterator[tuple[str, Location, str]]:
        """The settings whose value is a comment for YAML, such as `#336699`: name, location, and what follows."""
        for name, root in self.sources:
            for _, node in settings_in(root):
                for key, value in _pairs(node):
                    mark = value.start_mark
                    found = _COMMENT.match(mark.buffer or "", mark.pointer) if value.value == "" else None
                    if found:
                        yield key.value, Location(name, key.start_mark.line + 1, key.start_mark.column + 1), found[1]


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
        yield from ((value, None) for _, value in _pairs(item) if isinstance(value, yaml.ScalarNode))


def _relative(file: Path, project: Path) -> str:
    try:
        return file.resolve().relative_to(project.resolve()).as_posix()
    except ValueError:
        return file.as_posix()
