"""The cache of a whole site: its keys, the results of reading the data, and the output of calls.

Long lists take longer to make than everything else.
"""

from __future__ import annotations

import functools
import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.files import is_folder
from mkdocs_researcher.rendering import HOST_EXTENSIONS
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.store import Output, Packed, Store, unpack
from mkdocs_researcher.syntax.calls import Fragment, RenderedCall
from mkdocs_researcher.syntax.settings import Settings

_PACKAGE = str(Path(__file__).parent.parent)
# A folder of installed packages changes when one is installed, updated or removed.
_INSTALLED = ("site-packages", "dist-packages")
_CODE = (".py", ".jinja", ".svg", ".yml", ".css", ".js")
# A second build saves a tenth of a second, however little data there is; with less than this, that is not worth a file.
_MIN_BYTES = 10_000
_DATA = "data"
_LATE_NUMBER = r"(?<=<!--rs-late:)\d+(?=-->)|(?<=<!--rs-late-end:)\d+(?=-->)"


class CacheKeys(NamedTuple):
    """Hashes of what the output depends on; empty if a part of it cannot be compared between two runs."""

    everything: str = ""
    without_papers: str = ""


def cache_keys(settings: Settings, files: Iterable[tuple[str, str]], more: Iterable[object] = ()) -> CacheKeys:
    """Hashes of the program, the data, the templates, the settings, and the files that data can link to.

    The text of the pages is not included.

    Args:
        files: path below `docs_dir`, and address below the site's root, of each file of the site.
    """
    digest = hashlib.blake2b(digest_size=16)
    try:
        configs = {name: settings.extension_configs.get(name, {}) for name in HOST_EXTENSIONS}
        values = (
            settings.language,
            tuple(settings.extensions),
            configs,
            tuple(settings.icon_dirs),
            settings.has_math_script,
            settings.authors,
            tuple(settings.bibtex_hide),
            tuple(more),
        )
        digest.update(repr(_comparable(values)).encode("utf-8", "surrogatepass"))
    except TypeError:
        return CacheKeys()
    digest.update(repr(sorted(files)).encode("utf-8", "surrogatepass"))
    digest.update(program_version().encode())
    try:
        digest.update(repr([_change_times(folder) for folder in settings.icon_dirs]).encode("utf-8", "surrogatepass"))
        papers, others = _source_files(settings)
        _add_files(digest, others)
        without_papers = digest.hexdigest()
        _add_files(digest, papers)
    except OSError:
        return CacheKeys()
    return CacheKeys(digest.hexdigest(), without_papers)


def _add_files(digest: hashlib.blake2b, paths: Iterable[Path]) -> None:
    for path in paths:
        content = path.read_bytes()
        # With the folder, because files of two languages have the same names.
        digest.update(f"{path.parent.name}/{path.name} {len(content)} ".encode("utf-8", "surrogatepass"))
        digest.update(content)


def _comparable(value: object) -> object:
    """A value whose `repr` is the same in every run; `TypeError` if the value has no such `repr`."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if isinstance(value, list | tuple):
        return [_comparable(item) for item in value]
    if isinstance(value, Mapping):
        return [(_comparable(key), _comparable(item)) for key, item in value.items()]
    if isinstance(value, type | Callable) and (name := getattr(value, "__qualname__", "")):
        return f"{getattr(value, '__module__', '')}.{name}"
    raise TypeError(type(value))


def _source_files(settings: Settings) -> tuple[list[Path], list[Path]]:
    papers: list[Path] = []
    others: list[Path] = []
    for folder in (settings.data_dir, settings.templates_dir):
        for path in sorted(folder.rglob("*")) if folder is not None else ():
            is_papers = folder == settings.data_dir and (path.suffix.lower() == ".bib" or path.stem == "papers")
            if path.is_file():
                (papers if is_papers else others).append(path)
    return papers, others


@functools.cache
def program_version() -> str:
    """Times of the last changes to the files of this program, and to the installed packages.

    Libraries shape the output, and other packages may add macros, services and languages. A version number is not
    enough: a package installed with `pip install -e` changes without a new version.

    Returns:
        A text that differs between two versions and is the same in every run of one version.
    """
    found: list[object] = [sys.version_info[:2]]
    folders = (Path(entry) for entry in sys.path)
    found += [(str(path), path.stat().st_mtime_ns) for path in folders if path.name in _INSTALLED and path.is_dir()]
    found += _code_files(_PACKAGE)
    return repr(sorted(map(repr, found)))


def _code_files(folder: str) -> Iterator[tuple[str, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _code_files(entry.path)
            elif entry.name.endswith(_CODE):
                yield entry.path, entry.stat().st_mtime_ns


def _change_times(folder: Path) -> list[tuple[str, int]]:
    """Times of the last changes to the icons of a folder. An installed set changes as a whole."""
    installed = any(name in folder.parts for name in _INSTALLED)
    paths = [folder] if installed else [folder, *folder.rglob("*.svg")]
    return sorted((str(path), path.stat().st_mtime_ns) for path in paths)


def is_worth_caching(settings: Settings) -> bool:
    """True if there is enough data for the cache to be worth its file."""
    paths = settings.data_dir.glob("*") if is_folder(settings.data_dir) else ()
    try:
        return sum(path.stat().st_size for path in paths) >= _MIN_BYTES
    except OSError:
        return False


class SavedData(NamedTuple):
    """The results of reading the data in an earlier build with the same sources.

    Attributes:
        problems: problems of the data; none is an error.
        ids: ids of all papers; None if they cannot be known.
        anchored: addresses with an anchor, which are checked once all pages are made.
    """

    texts: Sequence[str | Packed]
    problems: Sequence[Problem]
    ids: frozenset[str] | None
    anchored: frozenset[str]


def read_data(store: Store) -> SavedData | None:
    """The saved results of reading the data; None if there are none."""
    saved = store.output(_DATA)
    if saved is None:
        return None
    problems = [Problem(Location(*location), *rest) for location, *rest in saved.facts["problems"]]
    ids = saved.facts["ids"]
    return SavedData(saved.texts, problems, None if ids is None else frozenset(ids), frozenset(saved.facts["anchored"]))


def save_data(store: Store, data: SavedData) -> None:
    """Saves the results of reading the data, so that the next build need not read all of it; skipped after errors."""
    if not any(problem.severity == "error" for problem in data.problems):
        ids = None if data.ids is None else sorted(data.ids)
        facts = {"problems": list(data.problems), "ids": ids, "anchored": sorted(data.anchored)}
        store.save(_DATA, Output(facts, data.texts))


class CallCache:
    """Renders calls, or takes their output from the store.

    Args:
        count_problems: returns the number of problems so far; a call with a problem is never saved, so that each build
            reports it.
        pages_key: returns a hash of what pages the host adds, and of whose pages the author has written.
    """

    def __init__(
        self,
        store: Store,
        late_texts: list[str | Packed],
        count_problems: Callable[[], int],
        pages_key: Callable[[], str] = str,
    ) -> None:
        self.store = store
        self.late_texts = late_texts
        self.count_problems = count_problems
        self.pages_key = pages_key

    def output(self, key: str, make: Callable[[], Output]) -> Output:
        """An output that follows from the data, the settings and the key; a problem keeps it from being saved."""
        key = f"{key} {self.pages_key()}"
        if saved := self.store.output(key):
            return saved
        before = self.count_problems()
        made = make()
        if self.count_problems() == before:
            self.store.save(key, made)
        return made

    def text(self, key: str, make: Callable[[], str]) -> str:
        """As `output`, for a text."""
        return unpack(self.output(key, lambda: Output({}, (make(),))).texts[0])

    def render(self, call: str, page: Page, make: Callable[[], RenderedCall]) -> RenderedCall:
        """The output of a call."""
        changes = [*page.shown_name, page.frame]
        key = f"{call} {page.url} {page.person} {page.language} {sorted(page.anchors)} {sorted(page.symbols)} {changes}"
        key = f"{key} {self.pages_key()}"
        if saved := self.store.output(key):
            return self._restored(saved, page)
        anchors, symbols, late, problems = {*page.anchors}, {*page.symbols}, len(self.late_texts), self.count_problems()
        rendered = make()
        if self.count_problems() == problems:
            facts = {
                "anchors": sorted(page.anchors - anchors),
                "symbols": sorted(page.symbols - symbols),
                "titles": [[*piece[1:]] for piece in rendered.pieces],
                "more": rendered.more,
                "page": page.shown_name,
            }
            pieces = [_renumbered(piece.html, -late) for piece in rendered.pieces]
            self.store.save(key, Output(facts, [*pieces, *self.late_texts[late:]]))
        return rendered

    def _restored(self, saved: Output, page: Page) -> RenderedCall:
        page.anchors.update(saved.facts["anchors"])
        page.symbols.update(saved.facts["symbols"])
        page.restore_name(*saved.facts["page"])
        late = len(self.late_texts)
        titles = saved.facts["titles"]
        pieces = tuple(
            Fragment(_renumbered(unpack(html), late), *heading)
            for html, heading in zip(saved.texts, titles, strict=False)
        )
        self.late_texts += saved.texts[len(titles) :]
        return RenderedCall(pieces, saved.facts["more"])


def _renumbered(html: str, step: int) -> str:
    return re.sub(_LATE_NUMBER, lambda match: str(int(match[0]) + step), html) if step else html
