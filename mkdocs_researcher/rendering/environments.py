"""Jinja environments: ours and the theme's. The templates of both are shipped compiled.

The theme's are used as shipped if the site has the same version of the theme, of Jinja and of Python; else the compiled
ones are cached. The build hook of the package imports this module, so it needs nothing but Jinja and the standard
library.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.util
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import CodeType
from typing import Any, ClassVar

import jinja2
import markupsafe
from jinja2 import meta, nodes
from jinja2.bccache import Bucket
from markupsafe import Markup

from mkdocs_researcher.store import hash_of, make_private, remove_old

OWN_TEMPLATES = Path(__file__).parent.parent / "templates" / "researcher"
COMPILED = "mkdocs_researcher_templates"
"""The folder next to the package, in the wheel, that holds the compiled templates; the build hook writes it."""
ENDING = ".html.jinja"
_FINGERPRINT = "fingerprint.txt"
_THEME, _CODE = "theme", ".code"

_whole = markupsafe.escape
# The C function behind `markupsafe.escape`; where it does not exist, `escape` itself.
_plain = getattr(markupsafe, "_escape_inner", _whole)


def escape(value: Any) -> str:
    """The value escaped for HTML, as by `markupsafe.escape`.

    That function wraps every value as `Markup`, which takes a tenth of the time of a long list. The output of a
    template is joined at once, so plain text is enough.
    """
    kind = value.__class__
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    return _plain(value) if kind is str else _whole(value)


class LeanEnvironment(jinja2.Environment):
    """A Jinja environment whose templates escape with `escape`, and in which `a.b` is an attribute.

    Contexts contain objects. Jinja's own look-up, which also tries items, takes a third of the time of a long list.
    """

    def _generate(self, *arguments: Any, **options: Any) -> str:
        """Jinja's hook that returns the Python code of a template. Its `escape` and its look-up are replaced.

        The import is added to an existing line, so that the line numbers in errors stay right.
        """
        code: str = super()._generate(*arguments, **options).replace("environment.getattr(", "getattr(")
        first, line_end, rest = code.partition("str_join\n")
        if not line_end or "\n" in first:
            return code  # another version of Jinja; its code works unchanged
        return f"{first}str_join; from {__name__} import escape\n{rest}"


def environment(loader: jinja2.BaseLoader) -> LeanEnvironment:
    """An environment for our templates. Everything that shapes their compiled code is set here.

    Filters must take the context (`with_context`): the code of a call depends on that, and Jinja computes a filter of
    a constant when it compiles the template, unless it takes the context.
    """
    return LeanEnvironment(
        loader=loader,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
    )


def with_context(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function as a filter that takes the context and ignores it."""

    @jinja2.pass_context
    def on_page(context: Any, *values: Any) -> Any:
        return function(*values)

    return on_page


def own_loader() -> jinja2.BaseLoader:
    """A loader for our templates: compiled if the compiled ones match their sources and Jinja, else the sources."""
    return _compiled_loader() or jinja2.FileSystemLoader(OWN_TEMPLATES)


@functools.cache
def _compiled_loader() -> jinja2.ModuleLoader | None:
    for folder in _compiled_folders():
        with contextlib.suppress(OSError, ValueError):
            if (folder / _FINGERPRINT).read_text(encoding="utf-8") == fingerprint():
                return jinja2.ModuleLoader(folder)
    return None


def _compiled_folders() -> list[Path]:
    spec = importlib.util.find_spec(COMPILED)
    return [Path(folder) for folder in (spec.submodule_search_locations or ())] if spec else []


def fingerprint() -> str:
    """A hash of everything that the compiled templates are made from."""
    digest = hashlib.blake2b(jinja2.__version__.encode(), digest_size=16)
    for path in (Path(__file__), *sorted(OWN_TEMPLATES.glob(f"*{ENDING}"))):
        content = path.read_bytes()
        digest.update(f" {path.name} {len(content)} ".encode())
        digest.update(content)
    return digest.hexdigest()


def compile_templates(target: Path) -> None:
    """Compile our templates into an empty folder."""
    ours = environment(jinja2.FileSystemLoader(OWN_TEMPLATES))
    for path in OWN_TEMPLATES.glob(f"*{ENDING}"):
        for call in ours.parse(path.read_text(encoding="utf-8")).find_all(nodes.Filter):
            ours.filters.setdefault(call.name, with_context(str))
    target.mkdir(parents=True, exist_ok=True)
    ours.compile_templates(target, zip=None, ignore_errors=False)
    (target / _FINGERPRINT).write_text(fingerprint(), encoding="utf-8")


# The theme's templates


class _ThemeCache(jinja2.BytecodeCache):
    """Compiled templates of the theme: as shipped, in a private folder, and, for a server, in memory.

    Args:
        settings: everything besides the source that the code depends on.
        shipped: folders with compiled templates that are only read.
    """

    in_memory: ClassVar[dict[str, CodeType]] = {}

    def __init__(self, folder: Path | None, settings: str, shipped: Iterable[Path] = ()) -> None:
        self.folder = folder
        self.settings = settings
        self.folders = [*shipped, *([folder] if folder else [])]

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The name alone: the shipped templates were compiled in another place."""
        return name

    def _name(self, bucket: Bucket) -> str:
        key = f"{self.settings} {bucket.key} {bucket.checksum}"
        return hash_of(key)

    def load_bytecode(self, bucket: Bucket) -> None:
        name = self._name(bucket)
        bucket.code = self.in_memory.get(name)
        for folder in self.folders:
            if bucket.code:
                break
            with contextlib.suppress(OSError):
                data = (folder / f"{name}{_CODE}").read_bytes()
                if hashlib.blake2b(data[16:], digest_size=16).digest() == data[:16]:  # a damaged copy is never run
                    bucket.bytecode_from_string(data[16:])
        if bucket.code:
            self.in_memory[name] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        name = self._name(bucket)
        if bucket.code:
            self.in_memory[name] = bucket.code
        if self.folder:
            data = bucket.bytecode_to_string()
            with contextlib.suppress(OSError):  # not in one step: the digest reveals a half-written file
                (self.folder / f"{name}{_CODE}").write_bytes(hashlib.blake2b(data, digest_size=16).digest() + data)


def compile_theme(theme: jinja2.Environment, names: Iterable[str], target: Path) -> None:
    """Compile templates of a theme, and those they include, extend or import, into the folder of compiled templates."""
    folder = target / _THEME
    folder.mkdir(parents=True)
    cache, loader = _ThemeCache(folder, _settings_of(theme)), theme.loader
    found, waiting = set[str](), list(names)
    while loader and waiting:
        if (name := waiting.pop()) in found:
            continue
        found.add(name)
        with contextlib.suppress(jinja2.TemplateNotFound):
            source = loader.get_source(theme, name)[0]
            bucket = cache.get_bucket(theme, name, None, source)
            bucket.code = theme.compile(source, name, name)
            cache.dump_bytecode(bucket)
            parsed = theme.parse(source)
            waiting += filter(None, meta.find_referenced_templates(parsed))
            waiting += (f".icons/{word.value}.svg" for word in parsed.find_all(nodes.Const))  # such as material/menu


def keep_compiled(theme: jinja2.Environment, folder: Path | None) -> None:
    """Makes an environment of the theme reuse compiled templates, which saves a third of the time of plain MkDocs.

    Args:
        theme: the environment; everything that shapes compiled code (extensions, filters) must be set by now.
        folder: our folder in the user's cache folder; None to use only what this process compiled.
    """
    if theme.bytecode_cache is not None:
        return
    code = folder / "theme" if folder else None
    if code:
        try:
            # Compiled code is run, so only the user may be able to write it.
            make_private(code.parent)
            make_private(code)
            remove_old(code, _CODE)
        except OSError:
            code = None
    theme.bytecode_cache = _ThemeCache(code, _settings_of(theme), (folder / _THEME for folder in _compiled_folders()))


def _settings_of(theme: jinja2.Environment) -> str:
    """Everything besides the source that the code of a template depends on.

    This includes filters and tests, because Jinja applies them to constants when it compiles.
    """
    settings = (
        jinja2.__version__,
        sorted(theme.extensions),
        _origins({**theme.filters, **{f"is {name}": test for name, test in theme.tests.items()}}),
        theme.autoescape if isinstance(theme.autoescape, bool) else _origin(theme.autoescape),
        theme.block_start_string,
        theme.variable_start_string,
        theme.comment_start_string,
        theme.line_statement_prefix,
        theme.trim_blocks,
        theme.lstrip_blocks,
        theme.keep_trailing_newline,
        theme.optimized,
        theme.sandboxed,
        theme.is_async,
        _origin(type(theme)),
        _origin(theme.undefined),
    )
    return repr(settings)


def _origins(functions: Mapping[str, Any]) -> list[tuple[str, str]]:
    return sorted((name, _origin(function)) for name, function in functions.items())


def _origin(function: Any) -> str:
    return f"{getattr(function, '__module__', '')}.{getattr(function, '__qualname__', type(function).__qualname__)}"
