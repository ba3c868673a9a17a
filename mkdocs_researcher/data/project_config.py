"""The configuration in `mkdocs.yml`, read without MkDocs."""

from __future__ import annotations

import codecs
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import mergedeep
import yaml
import yaml_env_tag

from mkdocs_researcher.data.config_positions import ConfigPositions
from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.formats.yaml.read import syntax_error

CONFIG_NAMES = ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml")


class _AnyTag(yaml.SafeLoader):
    """Reads `mkdocs.yml` with tags such as `!!python/name:…`, whose values do not matter here."""


_AnyTag.add_multi_constructor("", lambda loader, suffix, node: None)
_AnyTag.add_constructor("!ENV", yaml_env_tag.construct_env_tag)


def find_config(project: Path) -> Path | None:
    """The configuration file in a project's folder, None if there is none."""
    return next((project / name for name in CONFIG_NAMES if (project / name).is_file()), None)


def read_config(project: Path, file: str = "") -> tuple[dict[str, Any], list[Problem]]:
    """The configuration of a project and its problems; empty if it cannot be read.

    Args:
        project: the folder of `mkdocs.yml`.
        file: name of the file in it, if it has another name.
    """
    if file:
        return read_config_file(project, file)
    if found := find_config(project):
        return read_config_file(project, found.name)
    near = next((path.name for path in sorted(project.glob("*mkdocs.y*")) if path.is_file()), "")
    if near:
        return {}, [Problem(Location("mkdocs.yml"), f"does not exist; rename {near}")]
    message = "does not exist; run the command in the folder of your site, or name the folder"
    return {}, [Problem(Location("mkdocs.yml"), message)]


def read_config_file(project: Path, name: str, *children: str) -> tuple[dict[str, Any], list[Problem]]:
    """A configuration merged with those that it inherits from, and its problems.

    Args:
        name: path of the file in it.
        children: paths of the files that inherit from it.
    """
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
        return f"inherits from itself by way of '{parent}'; remove one of the lines with INHERIT"
    return "" if file.is_file() else f"there is no file '{parent}'; correct the path"


def _read(file: Path, name: str) -> tuple[Any, Problem | None]:
    """The content of a configuration file, or the reason why it cannot be read."""
    text, content, line = "", b"", 0
    try:
        content = file.read_bytes()
        # MkDocs takes both.
        is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        text = content.decode("utf-16" if is_utf16 else "utf-8-sig")
        return yaml.load(text, Loader=_AnyTag), None  # noqa: S506
    except FileNotFoundError:
        message = "does not exist"
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = "the file is not in UTF-8; save it as UTF-8 in your editor"
    except yaml.MarkedYAMLError as error:
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
