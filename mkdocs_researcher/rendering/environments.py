"""Jinja environments, ours and the theme's, that do not do the same work at every build.

Of a plain build of fifty pages Jinja's compiling of Material's forty templates takes a fifth of the time, and MkDocs'
walk through Material's 14,000 icons, of which it copies none, another sixth.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Mapping
from types import CodeType
from typing import Any, ClassVar

import jinja2
from jinja2.bccache import Bucket


class _InMemory(jinja2.BytecodeCache):
    """Compiled templates of this process, for all environments of the same settings.

    Python-Markdown makes a converter for each page, or each text: the templates of a list take 20 ms to compile.

    Args:
        pattern: stands for the settings of the environment.
    """

    compiled: ClassVar[dict[tuple[str, str, str], CodeType]] = {}

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def load_bytecode(self, bucket: Bucket) -> None:
        """Takes a template that was compiled before."""
        bucket.code = self.compiled.get((self.pattern, bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps a template."""
        if bucket.code:
            self.compiled[self.pattern, bucket.key, bucket.checksum] = bucket.code


class _OnDisk(jinja2.FileSystemBytecodeCache):
    """The same from one build to the next, in Jinja's own folder below the system's folder for temporary files.

    Not in the project: compiled code runs, so it must come from nobody but the user. Jinja makes the folder readable
    and writable for the user only and refuses one that is not. Each copy holds the hash of its source.
    """

    def __init__(self, pattern: str) -> None:
        super().__init__(pattern=pattern)
        self.in_memory = _InMemory(pattern)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Reads a template, if a copy is there and whole; what this process has read it need not read again."""
        self.in_memory.load_bytecode(bucket)
        if not bucket.code:
            with contextlib.suppress(OSError):
                super().load_bytecode(bucket)
            self.in_memory.dump_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps a template; a full disk is no reason to end a build."""
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


def keep_compiled(environment: jinja2.Environment, language: str = "", *, on_disk: bool = True) -> None:
    """Lets an environment keep its compiled templates, if it does not do so already.

    Args:
        environment: the environment; all that shapes compiled code (extensions, filters) must be set by now.
        language: language that its filters write, empty if they write none.
        on_disk: whether they are kept for later processes, too.
    """
    if environment.bytecode_cache is not None:
        return
    pattern = f"mkdocs_researcher_{_fingerprint(environment, language)}_%s.cache"
    environment.bytecode_cache = _InMemory(pattern)
    if on_disk:
        # A folder that is not safe, cannot be made, or a system without one.
        with contextlib.suppress(RuntimeError, OSError):
            environment.bytecode_cache = _OnDisk(pattern)


class _VisibleTemplates(jinja2.FileSystemLoader):
    """Lists no hidden folder. Templates in one are found by their names as before."""

    def list_templates(self) -> list[str]:
        """Paths of all templates that no hidden folder holds, sorted."""
        found: set[str] = set()
        for top in self.searchpath:
            for folder, folders, names in os.walk(top, followlinks=self.followlinks):
                folders[:] = [name for name in folders if not name.startswith(".")]
                path = os.path.relpath(folder, top).replace(os.sep, "/")
                found.update(name if path == "." else f"{path}/{name}" for name in names)
        return sorted(found)


def skipping_hidden(get_environment: Callable[[], jinja2.Environment]) -> Callable[[], jinja2.Environment]:
    """What makes a theme's environment, changed so that listing its files passes over hidden folders.

    MkDocs asks for that list to find the files that it copies, and never copies hidden ones. Material keeps all its
    icons in `.icons`.
    """

    def get() -> jinja2.Environment:
        environment = get_environment()
        old = environment.loader
        if type(old) is jinja2.FileSystemLoader:
            environment.loader = _VisibleTemplates(old.searchpath, old.encoding, old.followlinks)
        return environment

    return get


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
