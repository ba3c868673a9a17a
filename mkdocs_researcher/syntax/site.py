"""A site during one build: its data, renderer and cache, and the problems found so far."""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal

from pydantic import ValidationError

from mkdocs_researcher.data.library import Library, PreviousBuild
from mkdocs_researcher.data.references import Known, broken_references, check_references
from mkdocs_researcher.entry_points import entry_point_problems
from mkdocs_researcher.errors import BrokenDataError, Location, MacroError, Problem, Severity
from mkdocs_researcher.fields.validation import findings
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.macros.base import Arguments, Heading, Macro, Model, More, Part, View
from mkdocs_researcher.rendering.icons import Icons
from mkdocs_researcher.rendering.inline_markdown import InlineMarkdown
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.rendering.renderer import Renderer
from mkdocs_researcher.rendering.urls import Lookup, Urls, folder_lookup
from mkdocs_researcher.store import Packed, Store
from mkdocs_researcher.syntax.cache import CacheKeys, CallCache, SavedData, read_data, save_data
from mkdocs_researcher.syntax.calls import CallSite, Fragment, RenderedCall, Values
from mkdocs_researcher.syntax.late_html import LateHtml
from mkdocs_researcher.syntax.settings import Settings, folder_problems
from mkdocs_researcher.wording import language_problems

if TYPE_CHECKING:
    from mkdocs_researcher.formats.bibtex.write import BibtexEntries

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
        settings: settings of the site.
        lookup: finds files of the site; None to look in `docs_dir`.
        store: results of earlier builds; None to cache nothing.
        keys: hashes of what the site depends on; the store must have been started with them.
    """

    def __init__(
        self,
        settings: Settings,
        lookup: Lookup | None = None,
        store: Store | None = None,
        keys: CacheKeys = CacheKeys(),  # noqa: B008 - it is immutable
    ) -> None:
        self.settings = settings
        self.store = store or Store()
        self.urls = Urls(lookup or folder_lookup(settings.docs_dir))
        self.saved = read_data(self.store)
        self.library = Library(
            settings.data_dir,
            settings.project,
            settings.last_change,
            lambda path: not self.urls.is_missing(path),
            settings.language,
            PreviousBuild(self.store, keys.without_papers, {"papers"} if self.saved else ()),
        )
        self._own_problems: list[Problem] = [
            *(self.saved.problems if self.saved else ()),
            *folder_problems(settings, self.library.display_path),
            *language_problems(settings.language),
        ]
        self.urls.anchored |= self.saved.anchored if self.saved else set()
        self._returned: set[Problem] = set()
        self._checked: set[str] = set()
        self.has_math_script = settings.has_math_script
        self.renderer = self._make_renderer()
        self.first_calls: dict[str, Arguments] = {}
        self.late_html = LateHtml(
            self.renderer, self.store, lambda: self.library.context, inserts_late_html=settings.inserts_late_html
        )
        self.calls = CallCache(self.store, self.late_html.texts, self._count_problems)

    def _make_renderer(self) -> Renderer:
        settings = self.settings
        return Renderer(
            self.urls,
            Icons(settings.icon_dirs),
            InlineMarkdown(settings.extensions, settings.extension_configs),
            settings.language,
            settings.templates_dir,
            filters={"bibtex": self._bibtex_on_page},
            store=self.store,
            key_of=self._key_of,
        )

    def _count_problems(self) -> int:
        return len(self.library.problems) + len(self._own_problems)

    def _key_of(self, item: object) -> Hashable:
        source = self.library.source_of(item)
        return None if source is None else (source, self.library.context)

    def _bibtex_on_page(self, paper: Any) -> str:
        return self.bibtex.on_page(paper)

    @functools.cached_property
    def bibtex(self) -> BibtexEntries:
        """The papers as BibTeX entries, for pages and files."""
        from mkdocs_researcher.formats.bibtex.write import BibtexEntries  # only pages with papers need it
        from mkdocs_researcher.formats.paper_facts import visible

        return BibtexEntries(lambda: visible(self.library.optional(DATA_FILES["papers"])), self.library.cached)

    @property
    def problems(self) -> list[Problem]:
        """All problems so far, each once."""
        return list(dict.fromkeys([*self.library.problems, *self._own_problems, *entry_point_problems()]))

    def new_problems(self) -> list[Problem]:
        """The problems that this method has not returned before."""
        new = [problem for problem in self.problems if problem not in self._returned]
        self._returned.update(new)
        return new

    def check_files(self) -> None:
        """Reports the links of the data to files, icons and papers that do not exist."""
        new = [file for name, file in self.library.files.items() if name not in self._checked]
        if new:
            self._checked.update(self.library.files)
            self._own_problems.extend(check_references(new, self._known()))

    def _known(self) -> Known:
        urls, icons = self.urls, self.renderer.icons
        return Known(urls.is_missing, urls.missing_message, icons.missing, self._paper_ids(), self.library.cached)

    def _paper_ids(self) -> frozenset[str] | None:
        """Ids of all papers; None if they cannot be known."""
        papers = self.library.files.get("papers")
        if papers is None and self.saved:
            return self.saved.ids
        return frozenset(paper.id for paper in papers.entries) if papers and papers.is_complete else None

    def finish_data(self, publications: Sequence[str | Packed]) -> None:
        """Checks the links of the data and saves the results of reading it; the files of the site must be known.

        Args:
            publications: the files that are made from all papers.
        """
        self.check_files()
        if not self.saved:
            ids, anchored = self._paper_ids(), frozenset(self.urls.anchored)
            save_data(self.store, SavedData(publications, self.problems, ids, anchored))
        self.saved = None

    def unresolved(self, entry: Model | Arguments) -> Iterator[tuple[str, Severity, str]]:
        """Field, severity and message of each link of an entry or a call to something that does not exist."""
        for location, severity, message in broken_references(entry, (), self._known()):
            yield ".".join(map(str, location)), severity, message

    def report(self, problem: Problem) -> None:
        """Adds a problem."""
        self._own_problems.append(problem)

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
            return model.model_validate(named, context={"paper_styles": self.renderer.paper_styles})
        except ValidationError as error:
            location, message = findings(error, model, f"{macro.name}() has no such argument")[0]
            raise MacroError(message, str(location[0])) from None

    def show(self, macro: Macro[Any], values: Values, call_site: CallSite) -> RenderedCall:
        """The output of a call; problems are reported, never raised.

        Args:
            macro: the macro.
            values: the values of its arguments.
            call_site: where the call is.
        """
        arguments = None
        try:
            arguments = self.arguments(macro, values)
            self.first_calls.setdefault(macro.name, arguments)
            self._check_arguments(arguments, call_site.location)
            if not macro.keeps:
                return self._build(macro, arguments, call_site)
            call = f"{macro.name} {arguments!r} {call_site.level} {call_site.inline}"
            return self.calls.render(call, call_site.page, lambda: self._build(macro, arguments, call_site))
        except MacroError as error:
            problem = Problem(call_site.location(), error.message, f"{macro.name}({error.argument})")
            if not self._is_reported(error, arguments):
                self.report(problem)
            return self.box(f"{macro.name}()", [problem], inline=call_site.inline)
        except BrokenDataError as error:
            return self.box(f"{macro.name}()", error.problems, inline=call_site.inline)

    def _is_reported(self, error: MacroError, arguments: Arguments | None) -> bool:
        """True if the error is about an icon in the data, which is reported with the data."""
        if error.argument != "icon":
            return False
        own = () if arguments is None else (message for _, _, message in self.unresolved(arguments))
        known = (problem.message for problem in self.problems)
        return error.message in known and error.message not in own

    def _build(self, macro: Macro[Any], arguments: Arguments, call_site: CallSite) -> RenderedCall:
        try:
            view = macro.build(self.library, arguments)
        finally:
            self.check_files()  # files of general entries are read when a call needs them
        for note in view.notes:
            self.report(Problem(call_site.location(), note, f"{macro.name}()", "info"))
        if view.empty_reason:
            self.report(Problem(call_site.location(), view.empty_reason, f"{macro.name}()", "warning"))
        if view.omitted_reason:  # the same for all calls, so it is reported once, for the file
            location = Location(self.library.display_path(self.library.paths[macro.name]))
            self.report(Problem(location, view.omitted_reason, severity="warning"))
        if view.names_page and call_site.page.named:
            message = (
                "repeats the name, which is already the title of this page, as a lower heading; remove one of them, "
                "or write heading_level=2"
            )
            self.report(Problem(call_site.location(), message, f"{macro.name}()", "warning"))
        rendered = self._render(macro, view, call_site.page, min(call_site.level + 1, 6))
        for name, is_same in call_site.page.listed_twice:
            message = f"'{name}' is in another bibliography of this page, too; cite() links to that one"
            self.report(Problem(call_site.location(), message, f"{macro.name}()", "info" if is_same else "warning"))
        call_site.page.listed_twice.clear()
        if not self.has_math_script and (math := self.renderer.texts.bare_math):
            self.has_math_script = True  # report it only once
            message = f"nothing renders math such as {math[:60]} in the data; {_SET_UP_MATH}"
            self.report(Problem(Location("mkdocs.yml"), message, "markdown_extensions", "info"))
        return rendered

    def box(self, name: str, problems: Sequence[Problem], *, inline: bool = False) -> RenderedCall:
        """The output in place of a call that cannot be rendered: under `serve` a box, in a build nothing."""
        if self.settings.mode == "build":
            return RenderedCall(())
        context = {"name": name, "problems": [str(problem) for problem in problems], "inline": inline}
        return RenderedCall((Fragment(self.renderer.render("error", context, Page())),))

    def _check_arguments(self, arguments: Arguments, location: Callable[[], Location]) -> None:
        for name, severity, message in self.unresolved(arguments):
            if severity == "warning":  # an error is reported where it is rendered
                self.report(Problem(location(), message, name.split(".")[0], "warning"))

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
            heading_level = top + part.depth
            context = {
                "body": None,
                "anchor": anchor,
                **part.context,
                "level": min(heading_level + (part.heading is not None), 6),
            }
            html = self.renderer.render_open(part.template or macro.template, context, page)
            pieces.append(self._piece(html, part, min(heading_level, 6)))
        more = self._more(view.more, page) if view.more else ""
        if view.search and self.settings.inserts_late_html:
            return RenderedCall(tuple(self.late_html.shorten_list(pieces, view.search)), more)
        tag: Literal["div", "span"] = "span" if macro.inline else "div"
        return RenderedCall(
            tuple(piece._replace(html=self.late_html.protect(piece.html, tag)) for piece in pieces), more
        )

    def _piece(self, html: str, part: Part, level: int) -> Fragment:
        """The HTML of a part with its heading."""
        title = self.title(part.heading)
        if not title or not part.heading:
            return Fragment(html)
        key = "papers_one" if part.total == 1 else "papers_many"
        note = self.renderer.phrase(key, n=part.total) if part.total else ""
        return Fragment(html, title, level, note, part.heading.text.isdecimal())

    def title(self, heading: Heading | None) -> str:
        """A heading as HTML."""
        if heading is None:
            return ""
        try:
            return self.renderer.inline(self.renderer.phrase(heading.key) if heading.key else heading.text)
        except LookupError as error:  # a macro of another package may ask for any phrase
            raise MacroError(str(error)) from None

    def _more(self, more: More, page: Page) -> str:
        return self.renderer.render("more", {"url": more.url, "key": more.key, "count": more.total}, page)
