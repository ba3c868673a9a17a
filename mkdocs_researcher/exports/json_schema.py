"""JSON Schemas of the data files, for editors."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.macros.base import DataFile
from mkdocs_researcher.macros.entries import Entry

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def data_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a data file.

    Args:
        name: file name without ending; `entries` for files of general entries.
    """
    title = f"{name}.yml"
    if name == "entries":
        schema = TypeAdapter(list[Entry]).json_schema()
    else:
        file = DATA_FILES[name]
        title = file.file_name
        schema = TypeAdapter(_shape(file)).json_schema()
    return {"$schema": _DIALECT, **schema, "title": title}


def _shape(file: DataFile[Any]) -> Any:
    model: Any = file.model
    return {"single": model, "list": list[model], "mapping": dict[str, model | None]}[file.shape]


def schema_texts() -> dict[str, str]:
    """The schemas of all data files as JSON text, by name."""
    names = [*sorted(DATA_FILES), "entries"]
    return {name: json.dumps(data_schema(name), indent=2, ensure_ascii=False) + "\n" for name in names}
