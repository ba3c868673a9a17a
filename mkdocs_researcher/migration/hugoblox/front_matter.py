"""Front matter of a page in YAML, TOML or JSON, and whole data files in them: nested `dict`, `list` and `str`."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Sequence
from typing import Any, NamedTuple

from mkdocs_researcher.errors import Location
from mkdocs_researcher.formats.source import JsonError, read_json
from mkdocs_researcher.formats.yaml.read import YamlError
from mkdocs_researcher.migration.old_site import Line, OldSite
from mkdocs_researcher.migration.text.old_yaml import read_old_yaml
from mkdocs_researcher.migration.values import as_mapping

_FENCES = {"---": "yaml", "+++": "toml"}
_LINE_OF_TOML = re.compile(r"\(at line (\d+), column \d+\)")
_NOT_USED = "{message}; nothing of it is used"


class FrontMatter(NamedTuple):
    """A page, taken apart.

    Attributes:
        meta: what its front matter holds; all scalars are text.
        head: the lines of the front matter.
        body: the lines below it.
    """

    meta: dict[str, Any]
    head: list[Line]
    body: list[Line]


def split_page(lines: Sequence[Line], site: OldSite) -> FrontMatter:
    """The front matter of a page and its body; unreadable parts are reported."""
    start = next((index for index, line in enumerate(lines) if line.text.strip()), 0)
    lines = lines[start:]
    first = lines[0].text.rstrip() if lines else ""
    if kind := _FENCES.get(first):
        end = next((index for index, line in enumerate(lines[1:], 1) if line.text.rstrip() == first), 0)
        if end:
            head = list(lines[1:end])
            return FrontMatter(read_mapping(head, kind, site), head, list(lines[end + 1 :]))
    if first.startswith("{") and not first.startswith(("{{", "{%")):
        end = next((index for index, line in enumerate(lines) if line.text.rstrip() == "}"), -1)
        if end >= 0:
            head = list(lines[: end + 1])
            return FrontMatter(read_mapping(head, "json", site), head, list(lines[end + 1 :]))
    return FrontMatter({}, [], list(lines))


def read_file(path: str, site: OldSite) -> tuple[dict[str, Any], list[Line]]:
    """A data file in any of the three languages, and its lines; nothing if there is none or if it cannot be read."""
    lines = site.lines(path) if site.holds(path) else None
    if not lines:
        return {}, []
    kind = {"toml": "toml", "json": "json"}.get(path.rpartition(".")[2].lower(), "yaml")
    return read_mapping(lines, kind, site), lines


def read_mapping(lines: Sequence[Line], kind: str, site: OldSite) -> dict[str, Any]:
    """The mapping in some lines; empty and reported if they contain none.

    Args:
        lines: in the language.
        kind: `yaml`, `toml` or `json`.
        site: for notes.
    """
    text = "\n".join(line.text for line in lines)
    file, offset = (lines[0].file, lines[0].number - 1) if lines else ("", 0)
    try:
        if kind == "toml":
            return {key: _as_text(value) for key, value in tomllib.loads(text).items()}
        if kind == "json":
            return as_mapping(read_json(text))
        return as_mapping(
            read_old_yaml(text, lambda line, said: site.note(Location(file, line + offset), said, "info"))
        )
    except YamlError as error:
        site.note(Location(file, error.line + offset if error.line else 0), _NOT_USED.format(message=error.message))
    except JsonError as error:
        site.note(Location(file, error.line + offset), _NOT_USED.format(message=error.message))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        where = _LINE_OF_TOML.search(str(error))
        message = f"is not valid TOML: {error}"
        line = int(where[1]) + offset if where else offset + len(lines)
        site.note(Location(file, line), _NOT_USED.format(message=message))
    return {}


def _as_text(value: Any) -> Any:
    """A value of TOML with text in place of numbers, dates and booleans, as our YAML reader gives them."""
    if isinstance(value, dict):
        return {str(key): _as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)
