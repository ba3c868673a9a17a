"""Compatibility with mkdocs-macros.

That plugin renders Jinja in the Markdown source before any Markdown extension sees it, so it would fail on our calls.
It accepts macros from other plugins, however: ours output the call again, with its arguments evaluated, and the
extension finds it.
"""

from __future__ import annotations

from typing import Any

from mkdocs_researcher.macros import BY_NAME


class CallAsText:
    """A function that returns a call of itself as text; used without parentheses, its name in braces."""

    def __init__(self, name: str) -> None:
        self.__name__ = name
        self.__doc__ = f"The macro {name} of mkdocs-researcher."

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        arguments = [repr(value) for value in args] + [f"{key}={value!r}" for key, value in kwargs.items()]
        return f"{{{{ {self.__name__}({', '.join(arguments)}) }}}}"

    def __str__(self) -> str:
        return f"{{{{ {self.__name__} }}}}"


def register_with_macros(plugin: Any) -> None:
    """Register our names with mkdocs-macros, except those that the author uses for macros of their own.

    Args:
        plugin: the mkdocs-macros plugin after its `on_config`, or None. It is not a dependency, so it has no type here.
    """
    if plugin is None or not hasattr(plugin, "register_macros"):
        return
    taken = getattr(plugin, "macros", None) or {}
    plugin.register_macros({name: CallAsText(name) for name in BY_NAME if name not in taken})
