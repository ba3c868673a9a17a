"""JSON Schemas of the data files, for editors."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from mkdocs_researcher.macros import DATA_FILES, FREE_FILES, free_file
from mkdocs_researcher.macros.base import DataFile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def data_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a data file.

    Args:
        name: file name without ending; for files of any name, the macro that shows them.
    """
    file = free_file(name) if name in FREE_FILES else DATA_FILES[name]
    schema = TypeAdapter(_shape(file)).json_schema()
    return {"$schema": _DIALECT, **schema, "title": file.file_name}


def _shape(file: DataFile[Any]) -> Any:
    model: Any = file.model
    return {"single": model, "list": list[model], "mapping": dict[str, model | None]}[file.shape]


def schema_texts() -> dict[str, str]:
    """The schemas of all data files as JSON text, by name."""
    names = [*sorted(DATA_FILES), *FREE_FILES]
    return {name: json.dumps(data_schema(name), indent=2, ensure_ascii=False) + "\n" for name in names}
