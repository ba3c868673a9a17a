"""The macros, one file per noun of the user. `MACROS` and `FILES` list them.

A module is imported when the first call or data file needs it: a page uses few of them, and creating a model takes a
millisecond.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from mkdocs_researcher.entry_points import EntryPointError, EntryPointGroup
from mkdocs_researcher.errors import MacroError, ResearcherError

if TYPE_CHECKING:
    from mkdocs_researcher.macros.base import Data, DataFile, Macro, MacroLayout, View


class Traits(NamedTuple):
    """Facts about a macro before its module is imported, which a build needs only for output that is not cached.

    Attributes:
        module: its module in this package; empty for a macro of another package.
        inline: whether it can be used within a line.
        layout: layout of a page that calls it, unless the page says otherwise: `landing` and `cv` for macros that show
            the page's title, `paper` for a paper with `style="page"`, `list` for all others.
        keeps: whether its output may serve the next build: it follows from data, arguments and page alone.
    """

    module: str
    inline: bool = False
    layout: MacroLayout = "list"
    keeps: bool = True


MACROS: Mapping[str, Traits] = {
    "profile": Traits("profile"),
    "links": Traits("profile"),
    "papers": Traits("papers.papers"),
    "paper": Traits("papers.papers", layout="paper"),
    "bibliography": Traits("bibliography", keeps=False),
    "cite": Traits("bibliography", inline=True, keeps=False),
    "news": Traits("news"),
    "education": Traits("education"),
    "awards": Traits("awards"),
    "experience": Traits("experience"),
    "talks": Traits("talks"),
    "teaching": Traits("teaching"),
    "service": Traits("service"),
    "mentees": Traits("mentees"),
    "projects": Traits("projects"),
    "entries": Traits("entries"),
    "cv": Traits("cv", layout="cv"),
    "badge": Traits("badge", inline=True),
    "updated": Traits("updated", inline=True, keeps=False),
    "stars": Traits("stars", inline=True),
    "citations": Traits("citations", inline=True),
    "metrics": Traits("metrics"),
    "hero": Traits("hero", layout="landing"),
    "quote": Traits("quote"),
    "cards": Traits("cards"),
    "stages": Traits("stages"),
    "timeline": Traits("timeline"),
    "team": Traits("team"),
    "logos": Traits("logos"),
}
"""Our macros."""

FILES: Mapping[str, str] = {
    "profile": "profile.PROFILE",
    "papers": "papers.model.PAPERS",
    "people": "people.PEOPLE",
    "venues": "venues.VENUES",
    "news": "news.NEWS",
    "education": "education.EDUCATION",
    "awards": "awards.AWARDS",
    "experience": "experience.EXPERIENCE",
    "talks": "talks.TALKS",
    "teaching": "teaching.TEACHING",
    "service": "service.SERVICE",
    "mentees": "mentees.MENTEES",
    "projects": "projects.PROJECTS",
    "metrics": "metrics.METRICS",
    "counts": "counts.COUNTS",
}
"""The data files that have their own model, each with the constant that describes it."""

FREE_FILES: Mapping[str, str] = {
    "entries": "entries.ENTRIES",
    "cards": "cards.CARDS",
    "stages": "stages.STAGES",
    "logos": "logos.LOGOS",
}
"""The kinds of data file whose name the author chooses, by the macro that takes the name."""

WRITTEN_FILES = frozenset({"counts"})
"""Data files that `mkdocs-researcher update` writes, as JSON."""

T = TypeVar("T")


class _Lazy(Mapping[str, T]):
    """A mapping whose values are imported when they are needed."""

    def __init__(self, paths: Mapping[str, str], find: Callable[[str, str], T]) -> None:
        self.paths = paths
        self.find = find

    def __getitem__(self, name: str) -> T:
        return self.find(name, self.paths[name])

    def __contains__(self, name: object) -> bool:
        return name in self.paths

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


class _Macros(_Lazy["Macro[Any]"]):
    """Our macros, and those of other packages.

    A macro that cannot be imported is in it, too: its calls report the reason.
    """

    def __getitem__(self, name: str) -> Macro[Any]:
        if name in self.paths:
            return super().__getitem__(name)
        try:
            found = EXTERNAL.get(name)
        except EntryPointError as error:
            from mkdocs_researcher.macros.base import broken_macro

            return broken_macro(name, str(error))
        if found is None:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        return name in self.paths or name in EXTERNAL.names()

    def __iter__(self) -> Iterator[str]:
        return iter((*self.paths, *EXTERNAL.names()))

    def __len__(self) -> int:
        return len(self.paths) + len(EXTERNAL.names())


def _check_macro(name: str, value: object, package: str) -> Macro[Any]:
    from mkdocs_researcher.macros.base import Macro, View

    if not isinstance(value, Macro):
        raise ValueError(f"is of the type {type(value).__name__} instead of Macro")
    if value.name != name:
        raise ValueError(f"is a Macro named '{value.name}'; its entry point must have that name")

    def build(data: Data, arguments: Any) -> View:
        try:
            view = value.build(data, arguments)
            if not isinstance(view, View):
                raise TypeError(f"it returned {type(view).__name__} instead of View")
            return view
        except ResearcherError:
            raise
        except Exception as error:  # an error in code of other people must not end the build with a traceback
            reason = f"{type(error).__name__}: {error}"
            raise MacroError(f"failed ({reason}); report this to the authors of the package {package}") from error

    return value._replace(build=build)


EXTERNAL: EntryPointGroup[Macro[Any]] = EntryPointGroup(
    "mkdocs_researcher.macros", "macro", MACROS.__contains__, _check_macro
)


def _module(name: str) -> Any:
    return importlib.import_module(f"{__name__}.{name}")


def _find_macro(name: str, path: str) -> Macro[Any]:
    macros: tuple[Macro[Any], ...] = _module(path).MACROS
    found = next((macro for macro in macros if macro.name == name), None)
    if found is None:
        raise LookupError(f"the tuple MACROS of macros/{path.replace('.', '/')}.py has no macro '{name}'")
    traits = MACROS[name]
    return found._replace(inline=traits.inline, layout=traits.layout, keeps=traits.keeps)


def _find_file(name: str, path: str) -> DataFile[Any]:
    module, _, constant = path.rpartition(".")
    file: DataFile[Any] = getattr(_module(module), constant)
    return file


BY_NAME: Mapping[str, Macro[Any]] = _Macros({name: traits.module for name, traits in MACROS.items()}, _find_macro)

DATA_FILES: Mapping[str, DataFile[Any]] = _Lazy(FILES, _find_file)


def traits_of(name: str) -> Traits | None:
    """The facts that a page needs about a macro, ours or of another package; None if there is none of this name."""
    if (own := MACROS.get(name)) or name not in BY_NAME:
        return own
    macro = BY_NAME[name]
    return Traits("", macro.inline, macro.layout, macro.keeps)


def free_file(macro: str) -> DataFile[Any]:
    """The kind of data file that a macro shows under any name."""
    return _find_file(macro, FREE_FILES[macro])
