"""Jinja environments, ours and the theme's, that do not do the same work at every build.

Of a plain build of fifty pages Jinja's compiling of Material's forty templates takes a fifth of the time, and MkDocs'
walk through Material's 14,000 icons, of which it copies none, another sixth.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping
from types import CodeType
from typing import Any, ClassVar

import jinja2
from jinja2.bccache import Bucket


class _Kept(jinja2.FileSystemBytecodeCache):
    """Compiled templates in Jinja's own folder below the system's folder for temporary files.

    Not in the project: compiled code runs, so it must come from nobody but the user. Jinja makes the folder readable
    and writable for the user only and refuses one that is not. Each copy holds the hash of its source. What this
    process has read it need not read again.
    """

    read: ClassVar[dict[tuple[str, str, str], CodeType]] = {}

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps a template; a full disk is no reason to end a build."""
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Reads a template, if a copy is there and whole."""
        key = (self.pattern, bucket.key, bucket.checksum)
        if key in self.read:
            bucket.code = self.read[key]
            return
        with contextlib.suppress(OSError):
            super().load_bytecode(bucket)
        if bucket.code:
            self.read[key] = bucket.code


def keep_compiled(environment: jinja2.Environment, language: str = "") -> None:
    """Lets an environment keep its compiled templates, if it does not do so already.

    Args:
        environment: the environment; all that shapes compiled code (extensions, filters) must be set by now.
        language: language that its filters write, empty if they write none.
    """
    if environment.bytecode_cache is not None:
        return
    # A folder that is not safe, cannot be made, or a system without one.
    with contextlib.suppress(RuntimeError, OSError):
        environment.bytecode_cache = _Kept(pattern=f"mkdocs_researcher_{_fingerprint(environment, language)}_%s.cache")


def _fingerprint(environment: jinja2.Environment, language: str) -> str:
    """A short hash of what, beside the source, decides on the code that Jinja makes of a template.

    Filters and tests count because Jinja works out those of constants while it compiles.
    """
    settings = (
        sorted((name, getattr(extension, "form", 0)) for name, extension in environment.extensions.items()),
        _origins({**environment.filters, **{f"is {name}": test for name, test in environment.tests.items()}}),
        environment.autoescape if isinstance(environment.autoescape, bool) else _origin(environment.autoescape),
        environment.block_start_string,
        environment.variable_start_string,
        environment.comment_start_string,
        environment.line_statement_prefix,
        environment.trim_blocks,
        environment.lstrip_blocks,
        environment.keep_trailing_newline,
        environment.optimized,
        environment.sandboxed,
        environment.is_async,
        _origin(type(environment)),
        _origin(environment.undefined),
        language,
    )
    return hashlib.sha256(repr(settings).encode()).hexdigest()[:12]


def _origins(functions: Mapping[str, Any]) -> list[tuple[str, str]]:
    return sorted((name, _origin(function)) for name, function in functions.items())


def _origin(function: Any) -> str:
    return f"{getattr(function, '__module__', '')}.{getattr(function, '__qualname__', type(function).__qualname__)}"
