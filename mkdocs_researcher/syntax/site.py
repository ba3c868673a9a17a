"""Everything that stays the same over one build, and the problems it meets."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

from pydantic import ValidationError

from mkdocs_researcher.data.library import Earlier, Library
from mkdocs_researcher.data.output_cache import OutputCache
from mkdocs_researcher.data.references import Known, broken_references, check_references
from mkdocs_researcher.data.validation import findings
from mkdocs_researcher.errors import BrokenDataError, Location, MacroError, Problem, Severity
from mkdocs_researcher.macros.base import Arguments, Heading, Macro, Model, More, View
from mkdocs_researcher.memory import Memory
from mkdocs_researcher.rendering.icons import Icons
from mkdocs_researcher.rendering.inline_markdown import InlineMarkdown
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.rendering.renderer import Renderer
from mkdocs_researcher.rendering.urls import Lookup, Urls, folder_lookup
from mkdocs_researcher.shelf import Shelf
from mkdocs_researcher.syntax.calls import Values
from mkdocs_researcher.syntax.folders import folder_problems
from mkdocs_researcher.syntax.keeping import KeptCalls, keep_start, read_start
from mkdocs_researcher.syntax.late_html import LateHtml
from mkdocs_researcher.syntax.rendered_call import CallSite, Fragment, RenderedCall
from mkdocs_researcher.syntax.settings import Settings

_SET_UP_MATH = (
    "write '- pymdownx.arithmatex: {generic: true}' below it, "
    "and the script of MathJax or KaTeX below extra_javascript:"
)


def _too_many(model: type[Arguments]) -> str:
    if not model.model_fields:
        return "takes no arguments"
    allowed = len(model.positional)
    count = f"only {allowed} without its name" if allowed else "arguments only as name=value"
    return f"takes {count}; its arguments: {', '.join(model.model_fields)}"


class Site:
    """One build of a site.

    Args:
        settings: what the host tells.
        lookup: finds files of the site; None for a look into `docs_dir`.
        memory: what the last build made; None if there was none, nor will be another.
    """

    def __init__(self, settings: Settings, lookup: Lookup | None = None, memory: Memory | None = None) -> None:
        self.settings = settings
        self.memory = memory or Memory()
        self.memory.begin(settings.state.all)
        self.urls = Urls(lookup or folder_lookup(settings.docs_dir))
        self.outputs = OutputCache(settings.cache_dir, settings.state.all, self.memory)
        self.start = read_start(self.outputs)
        self.library = Library(
            settings.data_dir,
            settings.project,
            settings.last_change,
            lambda path: not self.urls.is_missing(path),
            settings.language,
            Earlier(self.memory, settings.state.surroundings, {"papers"} if self.start else ()),
        )
        self.found: list[Problem] = list(self.start.problems) if self.start else []
        self.urls.anchored |= self.start.anchored if self.start else set()
        self.told: set[Problem] = set()
        self.checked: set[str] = set()
        self.renderer = Renderer(
            self.urls,
            Icons(settings.icon_dirs),
            InlineMarkdown(settings.extensions, settings.extension_configs),
            settings.language,
            settings.templates_dir,
            keeps=settings.cache_dir is not None,
            filters={"bibtex": self.bibtex},
            memory=self.memory,
        )
        self.first_calls: dict[str, Arguments] = {}
        self.entries: dict[int, tuple[Any, str]] = {}
        self.publications: Sequence[str] = self.start.texts if self.start else ()
        self.prepare_entries: Callable[[], object] | None = None
        self.shelf = Shelf(serves=self.memory.lasts)
        self.deferring = LateHtml(self.renderer, self.memory, self.shelf, defers=settings.defers)
        self.calls = KeptCalls(self.outputs, self.deferring.texts, lambda: len(self.library.problems) + len(self.found))
        self.found.extend(folder_problems(settings, self.library.display_path))

    def bibtex(self, paper: Any) -> str:
        """The filter `bibtex`: a paper as a BibTeX entry, empty if its author does not want it shown."""
        return self.entry(paper) if paper.bibtex_show else ""

    def entry(self, paper: Any) -> str:
        """A paper as a BibTeX entry, made once: lists, its own page and `publications.bib` show it."""
        if prepare := self.prepare_entries:
            self.prepare_entries = None
            prepare()
        kept = self.entries.get(id(paper))
        if kept is None:
            kept = self.entries[id(paper)] = (paper, self.make_entry(paper))
        return kept[1]

    def make_entry(self, paper: Any) -> str:
        """A paper as a BibTeX entry whose key another one can have."""
        export = importlib.import_module("mkdocs_researcher.formats.bibtex.write")  # a page without papers needs it not
        return self.memory.of(paper, "bibtex", lambda: str(export.bibtex_entry(paper)))

    @property
    def problems(self) -> list[Problem]:
        """All problems so far, each once."""
        return list(dict.fromkeys([*self.library.problems, *self.found]))

    def new_problems(self) -> list[Problem]:
        """The problems that were not asked for before."""
        new = [problem for problem in self.problems if problem not in self.told]
        self.told.update(new)
        return new

    def check_files(self) -> None:
        """Notes what the data leads to and is not there."""
        new = [file for name, file in self.library.files.items() if name not in self.checked]
        if new:
            self.checked.update(self.library.files)
            self.found.extend(check_references(new, self._known()))

    def _known(self) -> Known:
        urls, icons = self.urls, self.renderer.icons
        return Known(urls.is_missing, urls.absence, icons.missing, self._paper_ids(), self.memory)

    def _paper_ids(self) -> frozenset[str] | None:
        """Ids of all papers, None if they cannot be known."""
        papers = self.library.files.get("papers")
        if papers is None and self.start:
            return self.start.ids
        return frozenset(paper.id for paper in papers.entries) if papers and papers.is_complete else None

    def begin(self) -> None:
        """Checks and keeps what the data came to; call it when the files of the site are known."""
        self.check_files()
        if not self.start:
            keep_start(self.outputs, self.publications, self.problems, self._paper_ids(), self.urls.anchored)
        self.publications = ()

    def end(self) -> None:
        """Forgets what was kept from earlier builds and did not serve this one."""
        self.shelf.clear()
        self.outputs.prune()

    def unresolved(self, entry: Model | Arguments) -> Iterator[tuple[str, Severity, str]]:
        """Field, severity and message of what an entry or a call in a page leads to and is not there."""
        for location, severity, message in broken_references(entry, (), self._known()):
            yield ".".join(map(str, location)), severity, message

    def report(self, problem: Problem) -> None:
        """Notes a problem."""
        self.found.append(problem)

    def arguments(self, macro: Macro[Any], values: Values) -> Arguments:
        """The checked arguments of a call.

        Raises:
            MacroError: an argument is unknown or of the wrong type.
        """
        model: type[Arguments] = macro.arguments
        if len(values.positional) > len(model.positional):
            raise MacroError(_too_many(model))
        named = dict(zip(model.positional, values.positional, strict=False))
        for name, value in values.named.items():
            if name in named:
                raise MacroError("is given twice", name)
            named[name] = value
        try:
            return model.model_validate(named)
        except ValidationError as error:
            location, message = findings(error, model, f"{macro.name}() has no such argument")[0]
            raise MacroError(message, str(location[0])) from None

    def show(self, macro: Macro[Any], values: Values, spot: CallSite) -> RenderedCall:
        """What a call shows; problems are noted, never raised.

        Args:
            macro: the macro.
            values: what stands in the brackets.
            spot: where the call stands.
        """
        arguments = None
        try:
            arguments = self.arguments(macro, values)
            self.first_calls.setdefault(macro.name, arguments)
            self._check_arguments(arguments, spot.place)
            if not macro.keeps:
                return self._build(macro, arguments, spot)
            call = f"{macro.name} {arguments!r} {spot.level} {spot.inline}"
            first = len(self.deferring.texts)
            shown = self.calls.show(call, spot.page, lambda: self._build(macro, arguments, spot))
            self.deferring.put_away(first)
            return shown
        except MacroError as error:
            problem = Problem(spot.place(), error.message, f"{macro.name}({error.argument})")
            if not self._is_told(error, arguments):
                self.report(problem)
            return self.box(f"{macro.name}()", [problem], inline=spot.inline)
        except BrokenDataError as error:
            return self.box(f"{macro.name}()", error.problems, inline=spot.inline)

    def _is_told(self, error: MacroError, arguments: Arguments | None) -> bool:
        """Whether the error is an icon that stands in the data and is told of there."""
        own = () if arguments is None else (message for _, _, message in self.unresolved(arguments))
        told = (problem.message for problem in self.problems)
        return error.argument == "icon" and error.message in told and error.message not in own

    def _build(self, macro: Macro[Any], arguments: Arguments, spot: CallSite) -> RenderedCall:
        try:
            view = macro.build(self.library, arguments)
        finally:
            self.check_files()  # files of general entries are read when a call asks for them
        for note in view.notes:
            self.report(Problem(spot.place(), note, f"{macro.name}()", "info"))
        if view.empty:
            self.report(Problem(spot.place(), view.empty, f"{macro.name}()", "warning"))
        if view.gap:  # the same for all calls, so it is told of the file, once
            place = Location(self.library.display_path(self.library.paths[macro.name]))
            self.report(Problem(place, view.gap, severity="warning"))
        if view.names_page and spot.page.named:
            message = "shows the name that is the title of this page already, as a lower heading; leave one of them out"
            self.report(Problem(spot.place(), f"{message}, or write heading_level=2", f"{macro.name}()", "warning"))
        shown = self._render(macro, view, spot.page, min(spot.level + 1, 6))
        for name, is_same in spot.page.listed_twice:
            message = f"'{name}' stands in another bibliography of this page, too; cite() leads to that one"
            self.report(Problem(spot.place(), message, f"{macro.name}()", "info" if is_same else "warning"))
        spot.page.listed_twice.clear()
        if not self.settings.sets_math and (math := self.renderer.texts.bare_math):
            self.settings.sets_math = True  # told once
            message = f"has nothing that sets math, such as {math[:60]} in the data; {_SET_UP_MATH}"
            self.report(Problem(Location("mkdocs.yml"), message, "markdown_extensions", "info"))
        return shown

    def box(self, name: str, problems: Sequence[Problem], *, inline: bool = False) -> RenderedCall:
        """What stands in place of a call that cannot be shown: under `serve` a box, in a build nothing."""
        if self.settings.mode == "build":
            return RenderedCall(())
        context = {"name": name, "problems": [str(problem) for problem in problems], "inline": inline}
        return RenderedCall((Fragment(self.renderer.render("error", context, Page())),))

    def _check_arguments(self, arguments: Arguments, place: Callable[[], Location]) -> None:
        for name, severity, message in self.unresolved(arguments):
            if severity == "warning":  # what is an error is told where it is shown
                self.report(Problem(place(), message, name.split(".")[0], "warning"))

    def _render(self, macro: Macro[Any], view: View, page: Page, level: int) -> RenderedCall:
        top, anchor = view.level or level, ""
        if view.names_page:
            top = 2 if page.has_name else 1
            anchor = page.begin() if top == 1 else ""
            page.named = True
            if page.frame == "none":
                page.layout = page.layout or macro.layout
        pieces = []
        for part in view.parts:
            here = top + part.depth
            context = {
                "body": None,
                "anchor": anchor,
                **part.context,
                "level": min(here + (part.heading is not None), 6),
            }
            html = self.renderer.render_open(part.template or macro.template, context, page)
            title = self.title(part.heading)
            pieces.append(Fragment(html, title, min(here, 6) if title else 0))
        more = self._more(view.more, page) if view.more else ""
        if view.search and self.settings.defers:
            return RenderedCall(tuple(self.deferring.stand_in_for_list(pieces, view.search)), more)
        tag: Literal["div", "span"] = "span" if macro.inline else "div"
        return RenderedCall(
            tuple(piece._replace(html=self.deferring.protect(piece.html, tag)) for piece in pieces), more
        )

    def title(self, heading: Heading | None) -> str:
        """A heading as HTML."""
        if heading is None:
            return ""
        return self.renderer.inline(self.renderer.phrase(heading.key) if heading.key else heading.text)

    def _more(self, more: More, page: Page) -> str:
        return self.renderer.render("more", {"url": more.url, "key": more.key, "count": more.total}, page)
