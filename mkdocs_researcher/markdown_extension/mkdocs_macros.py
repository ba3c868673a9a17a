"""Working beside mkdocs-macros.

That plugin renders Jinja in the Markdown source before any extension sees it, so it would try our calls itself and
fail. It takes macros from other plugins: ours write the call out again, with its arguments evaluated, and the
extension finds it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mkdocs_researcher.macros import MACROS


def call_text(name: str) -> Callable[..., str]:
    """A function that gives a call of itself as text."""

    def macro(*args: Any, **kwargs: Any) -> str:
        arguments = [repr(value) for value in args] + [f"{key}={value!r}" for key, value in kwargs.items()]
        return f"{{{{ {name}({', '.join(arguments)}) }}}}"

    macro.__name__ = name
    macro.__doc__ = f"The macro {name} of mkdocs-researcher."
    return macro


def register_with_macros(plugin: Any) -> None:
    """Registers our names with mkdocs-macros.

    Args:
        plugin: the mkdocs-macros plugin, None if the site has none. A name that the author has given to a macro of
            their own stays theirs.
    """
    if plugin is None or not hasattr(plugin, "register_macros"):
        return
    taken = getattr(plugin, "macros", None) or {}
    plugin.register_macros({macro.name: call_text(macro.name) for macro in MACROS if macro.name not in taken})
