"""The configuration in `mkdocs.yml`, read without MkDocs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from mkdocs_researcher.errors import Location, Problem


class _AnyTag(yaml.SafeLoader):
    """Reads `mkdocs.yml` with tags such as `!ENV` and `!!python/name:…`, whose values do not matter here."""


_AnyTag.add_multi_constructor("", lambda loader, suffix, node: None)


def read_config(project: Path, file: str = "") -> tuple[dict[str, Any], list[Problem]]:
    """The configuration of a project and its problems; empty if it cannot be read.

    Args:
        project: the folder of `mkdocs.yml`.
        file: name of the file in it, if it has another name.
    """
    if file:
        return _read_config_file(project, file)
    for name in ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml"):
        if (project / name).is_file():
            return _read_config_file(project, name)
    message = "does not exist; run the command in the folder of your site, or name the folder"
    return {}, [Problem(Location("mkdocs.yml"), message)]


def _read_config_file(project: Path, name: str) -> tuple[dict[str, Any], list[Problem]]:
    """A configuration merged with those that it inherits from."""
    try:
        config = yaml.load((project / name).read_text(encoding="utf-8-sig"), Loader=_AnyTag)  # noqa: S506
    except OSError:
        return {}, [Problem(Location(name), "does not exist, but INHERIT names it")]
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        return {}, [Problem(Location(name, mark.line + 1 if mark else 0), "is not valid YAML")]
    if not isinstance(config, dict):
        return {}, [Problem(Location(name), "must contain settings such as 'site_name: …'")]
    parent = config.get("INHERIT")
    if not isinstance(parent, str) or parent == name:
        return config, []
    inherited, problems = _read_config_file(project, parent)
    return _merged(inherited, config), problems


def _merged(inherited: dict[str, Any], config: dict[str, Any]) -> dict[str, Any]:
    """The settings of a file with those that it inherits; mappings are merged, as MkDocs does."""
    both = {
        name: _merged(inherited[name], value) for name, value in config.items() if _are_mappings(inherited, name, value)
    }
    return {**inherited, **config, **both}


def _are_mappings(inherited: dict[str, Any], name: str, value: object) -> bool:
    return isinstance(value, dict) and isinstance(inherited.get(name), dict)


def plugin_options(config: dict[str, Any], plugin: str = "researcher") -> dict[str, Any]:
    """The options of our plugin, or of another one; empty if the site does not use it."""
    plugins = config.get("plugins")
    listed = plugins if isinstance(plugins, list) else [plugins]
    items = [pair for item in listed if isinstance(item, dict) for pair in item.items()]
    return next((options for name, options in items if name == plugin and isinstance(options, dict)), {})
