"""Every function of the package that takes one text, found by its signature."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Iterator

from support import PACKAGE

# The layers that read what others have written. Functions of other layers take texts that these have read.
LAYERS = ("fields", "formats", "data", "macros", "rendering", "syntax", "importing", "services")


# Their argument is a name or a pattern in our own code.
NO_TEXT = frozenset(
    {"fields.names.marks.outside", "macros.free_file", "rendering.icons.symbol_id", "rendering.icons.use"}
)


def functions() -> Iterator[tuple[str, Callable[[str], object]]]:
    for layer in LAYERS:
        for path in sorted((PACKAGE / layer).rglob("*.py")):
            name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
            module = importlib.import_module(name)
            for key, value in sorted(vars(module).items()):
                if key.startswith("_") or getattr(value, "__module__", "") != name:
                    continue
                place = f"{name.partition('.')[2]}.{key}"
                if inspect.isclass(value):
                    if inspect.ismethod(parse := getattr(value, "parse", None)):
                        yield f"{place}.parse", parse
                elif callable(value) and place not in NO_TEXT and takes_one_text(inspect.unwrap(value)):
                    yield place, inspect.unwrap(value)


def takes_one_text(function: object) -> bool:
    try:
        parameters = list(inspect.signature(function).parameters.values())  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    needed = [one for one in parameters if one.default is inspect.Parameter.empty]
    is_plain = all(one.kind in {one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD} for one in needed)
    return is_plain and len(needed) == 1 and needed[0].annotation in {"str", "object", "Any", "str | None"}
