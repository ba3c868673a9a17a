"""Working beside mkdocs-macros.

That plugin renders Jinja in the Markdown source before any extension sees it, so it would try our calls itself and
fail. It takes macros from other plugins: ours write the call out again, with its arguments evaluated, and the
extension finds it.
"""

from __future__ import annotations

from typing import Any

from mkdocs_researcher.macros import BY_NAME


class CallAsText:
    """A function that gives a call of itself as text; without brackets its name in braces.

    Args:
        name: name of the macro.
    """

    def __init__(self, name: str) -> None:
        self.__name__ = name
        self.__doc__ = f"The macro {name} of mkdocs-researcher."

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        """The call with these arguments."""
        arguments = [repr(value) for value in args] + [f"{key}={value!r}" for key, value in kwargs.items()]
        return f"{{{{ {self.__name__}({', '.join(arguments)}) }}}}"

    def __str__(self) -> str:
        return f"{{{{ {self.__name__} }}}}"


def register_with_macros(plugin: Any) -> None:
    """Registers our names with mkdocs-macros.

    Args:
        plugin: the mkdocs-macros plugin after its `on_config`, None if the site has none. A name that the author has
            given to a macro of their own stays theirs.
    """
    if plugin is None or not hasattr(plugin, "register_macros"):
        return
    taken = getattr(plugin, "macros", None) or {}
    plugin.register_macros({name: CallAsText(name) for name in BY_NAME if name not in taken})
