"""A site during one build: its data, renderer and cache, and the problems found so far.

What reads and renders data is imported when it is first needed: a build whose output is all cached needs none of it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, cast

from mkdocs_researcher.data.library import Library, PersonData, PreviousBuild
from mkdocs_researcher.entry_points import entry_point_problems
from mkdocs_researcher.errors import BrokenDataError, Location, MacroError, Problem, Severity
from mkdocs_researcher.macros import BY_NAME, DATA_FILES, traits_of
from mkdocs_researcher.rendering.page import Page, PendingList
from mkdocs_researcher.store import Packed, Store
from mkdocs_researcher.syntax.cache import CacheKeys, CallCache, SavedData, read_data, save_data
from mkdocs_researcher.syntax.calls import CallSite, Fragment, RenderedCall, Values
from mkdocs_researcher.syntax.late_html import LateHtml, with_title_ids
from mkdocs_researcher.syntax.settings import Settings, folder_problems

if TYPE_CHECKING:
    from mkdocs_researcher.data.languages import Reading
    from mkdocs_researcher.data.references import Known
    from mkdocs_researcher.formats.bibtex.write import BibtexEntries
    from mkdocs_researcher.macros.base import Arguments, CitedWorks, Data, Heading, Macro, Model, Part, View
    from mkdocs_researcher.rendering.page import Lookup, Urls
    from mkdocs_researcher.rendering.renderer import Renderer

_SET_UP_MATH = (
    "write '- pymdownx.arithmatex: {generic: true}' below it, "
    "and the script of MathJax or KaTeX below extra_javascript:"
)


def _other_macro(macro: Macro[Any], arguments: Mapping[str, Any]) -> str:
    """A hint at the macro for many or for one, if it has the arguments of a call and this one has not."""
    given = arguments.keys()
    other = BY_NAME.get(f"{macro.name}s") or BY_NAME.get(macro.name.removesuffix("s"))
    if other is None or given <= macro.arguments.model_fields.keys():
        return ""
    return f"; did you mean {other.name}()?" if given <= other.arguments.model_fields.keys() else ""


def _too_many(model: type[Arguments]) -> str:
    if not model.model_fields:
        return "takes no arguments"
    allowed = len(model.positional)
    count = f"only {allowed} without its name" if allowed else "arguments only as name=value"
    return f"takes {count}; its arguments: {', '.join(model.model_fields)}"


class Site:
    """One build of a site.

    Args:
        keys: hashes of what the site depends on; the store must have been started with them.
        reading: what the build of another language of the site has read; None if there was none.
    """

    def __init__(
        self,
        settings: Settings,
        lookup: Lookup | None = None,
        store: Store | None = None,
        keys: CacheKeys = CacheKeys(),  # noqa: B008 - it is immutable
        reading: Reading | None = None,
    ) -> None:
        self.settings = settings
        self.store = store or Store()
        self.lookup = lookup
        self.saved = read_data(self.store)
        self.anchored: set[str] = {*self.saved.anchored} if self.saved else set()
        self.library = Library(
            settings.data_dir,
            settings.project,
            settings.last_change,
            lambda path: not self.urls.is_missing(path),
            settings.language,
            PreviousBuild(self.store, keys.without_papers, is_unchanged=self.saved is not None),
            settings.authors,
            reading,
        )
        self._libraries = {"": self.library}
        self._own_problems: list[Problem] = [
            *(self.saved.problems if self.saved else ()),
            *folder_problems(settings, self.library.display_path),
        ]
        self._returned = self.library.reading.reported
        self._checked: set[tuple[str, str]] = set()
        self._person_data: dict[tuple[str, str], Data] = {}
        self._known_problems = frozenset(self._own_problems)
        self.has_math_script = settings.has_math_script
        self.first_calls: dict[str, tuple[Values, Page]] = {}
        self.late_html = LateHtml(lambda: self.renderer, self.store, lambda: self.library.context, settings)
        self.calls = CallCache(self.store, self.late_html.texts, self._count_problems, lambda: self.library.pages_key)

    @functools.cached_property
    def urls(self) -> Urls:
        from mkdocs_researcher.rendering.page import Urls, folder_lookup

        docs_dir = self.settings.docs_dir
        return Urls(self.lookup or folder_lookup(docs_dir), docs_dir, self.anchored)

    @functools.cached_property
    def renderer(self) -> Renderer:
        from mkdocs_researcher.rendering.icons import Icons
        from mkdocs_researcher.rendering.inline_markdown import InlineMarkdown
        from mkdocs_researcher.rendering.renderer import Renderer

        settings = self.settings
        return Renderer(
            self.urls,
            Icons(settings.icon_dirs),
            InlineMarkdown(settings.extensions, settings.extension_configs, has_math_script=settings.has_math_script),
            lambda language: self.library_in(language).words,
            settings.templates_dir,
            filters={"bibtex": self._bibtex_on_page},
            store=self.store,
            key_of=self._key_of,
        )

    def library_in(self, language: str) -> Library:
        """The data in a language; that of the site for an empty text."""
        if language == self.settings.language:
            return self.library
        if language not in self._libraries:
            self._libraries[language] = self.library.in_language(language)
        return self._libraries[language]

    def data_of(self, page: Page) -> Data:
        """The data as a page sees it: in its language; on the page of a person, the profile is theirs."""
        library = self.library_in(page.language)
        if not page.person:
            return library
        from mkdocs_researcher.macros.people import people_by_id

        key = page.language, page.person
        if key not in self._person_data:
            self._person_data[key] = cast("Data", PersonData(library, library.derived(people_by_id)[page.person]))
        return self._person_data[key]

    def _count_problems(self) -> int:
        """The number of problems so far, without those that are known from the build that saved the data."""
        found = (self._own_problems, *(library.problems for library in self._libraries.values()))
        if not self._known_problems:
            return sum(map(len, found))
        return sum(problem not in self._known_problems for problems in found for problem in problems)

    def _key_of(self, item: object) -> Hashable:
        library = self.library_in(self.renderer.page.language)
        source = library.source_of(item)
        return None if source is None else (source, library.context)

    def _bibtex_on_page(self, paper: Any) -> str:
        return self.bibtex.on_page(paper)

    @functools.cached_property
    def bibtex(self) -> BibtexEntries:
        """The papers as BibTeX entries, for pages and files."""
        from mkdocs_researcher.formats.bibtex.write import BibtexEntries  # only pages with papers need it
        from mkdocs_researcher.formats.paper_facts import visible

        return BibtexEntries(
            lambda: visible(self.library.optional(DATA_FILES["papers"])), self.library.cached, self.settings.bibtex_hide
        )

    @property
    def problems(self) -> list[Problem]:
        of_data = [problem for library in self._libraries.values() for problem in library.problems]
        return list(dict.fromkeys([*of_data, *self._own_problems, *entry_point_problems()]))

    def new_problems(self) -> list[Problem]:
        new = [problem for problem in self.problems if problem not in self._returned]
        self._returned.update(new)
        return new

    def check_links(self) -> None:
        """Reports the links of the data to files, icons and papers that do not exist."""
        for language, library in self._libraries.items():
            new = [file for name, file in library.files.items() if (language, name) not in self._checked]
            if new:
                from mkdocs_researcher.data.references import check_references

                self._checked.update((language, name) for name in library.files)
                self._own_problems.extend(check_references(new, self._known()))

    def _known(self) -> Known:
        from mkdocs_researcher.data.references import Known

        urls, icons = self.urls, self.renderer.icons
        return Known(
            urls.is_missing, urls.missing_message, icons.missing, self._paper_ids(), self._names_in, self.library.cached
        )

    def _paper_ids(self) -> frozenset[str] | None:
        papers = self.library.files.get("papers")
        if papers is None and self.saved:
            return self.saved.ids
        if not papers or not papers.knows_names:
            return None
        every = (*papers.entries, *(paper for _, paper in papers.partial))
        return frozenset(name for paper in every for name in (paper.id, *paper.other_ids))

    def _names_in(self, file: str) -> frozenset[str] | None:
        """The names by which entries of a data file can be referred to; None if it has errors, or nobody needs it."""
        if not self.library.has(file):
            return None if file == "people" else frozenset()
        self.library.optional(DATA_FILES[file])
        loaded = self.library.files[file]
        if not loaded.knows_names:
            return None
        entries = [*loaded.entries, *(entry for _, entry in loaded.partial)]
        fields = ("id", "key", "name", "title")
        named = {getattr(entry, field, None) for entry in entries for field in fields}
        return frozenset({*filter(None, named), *(name for entry in entries for name in getattr(entry, "aliases", ()))})

    def check_hidden_fields(self, config: Location) -> None:
        """Reports names in `bibtex_hide` that hide nothing."""
        if self.settings.bibtex_hide and self.library.has("papers"):
            for message, is_warning in self.bibtex.unhidden(self.settings.bibtex_hide):
                self.report(Problem(config, message, "bibtex_hide", "warning" if is_warning else "info"))

    def finish_data(self, publications: Sequence[str | Packed]) -> None:
        """Checks the links of the data and saves the results of reading it; the files of the site must be known."""
        self.check_links()
        if not self.saved:
            ids, anchored = self._paper_ids(), frozenset(self.anchored)
            save_data(self.store, SavedData(publications, self.problems, ids, anchored))
        self.saved = None

    def unresolved(self, entry: Model | Arguments) -> Iterator[tuple[str, Severity, str]]:
        """Field, severity and message of each link of an entry or a call to something that does not exist."""
        from mkdocs_researcher.data.references import broken_references

        for location, severity, message in broken_references(entry, (), self._known()):
            yield ".".join(map(str, location)), severity, message

    def report(self, problem: Problem) -> None:
        self._own_problems.append(problem)

    def arguments(self, macro: Macro[Any], values: Values) -> Arguments:
        """The checked arguments of a call; `MacroError` if an argument is unknown or of the wrong type."""
        from pydantic import ValidationError

        from mkdocs_researcher.fields.validation import findings

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
            info = model.model_fields.get(str(location[0]))
            hint = _other_macro(macro, named)
            if error.errors()[0]["type"] == "missing" and info and info.examples and not hint:
                hint = f", such as {macro.name}({info.examples[0]!r})"
            raise MacroError(message + hint, str(location[0])) from None

    def show(self, name: str, values: Values, call_site: CallSite) -> RenderedCall:
        """The output of a call; problems are reported, never raised."""
        arguments = None

        def make() -> RenderedCall:
            nonlocal arguments
            macro = BY_NAME[name]
            arguments = self.arguments(macro, values)
            self.first_calls.setdefault(name, (values, call_site.page))
            self._check_arguments(arguments, call_site.location)
            return self._build(macro, arguments, call_site)

        def show() -> RenderedCall:
            traits = traits_of(name)
            if not traits or not traits.keeps:
                return make()
            call = f"{name} {values!r} {call_site.level} {call_site.inline}"
            rendered = self.calls.render(call, call_site.page, make)
            self.first_calls.setdefault(name, (values, call_site.page))
            return rendered

        return self._checked_call(name, call_site, show, lambda: arguments)

    def _checked_call(
        self,
        name: str,
        call_site: CallSite,
        make: Callable[[], RenderedCall],
        arguments: Callable[[], Arguments | None] = lambda: None,
    ) -> RenderedCall:
        """The output of a call, or a box with its problems, which are reported."""
        try:
            return make()
        except MacroError as error:
            problem = Problem(call_site.location(), error.message, f"{name}({error.argument})")
            if not self._is_reported(error, arguments()):
                self.report(problem)
            return self.box(f"{name}()", [problem], inline=call_site.inline)
        except BrokenDataError as error:
            return self.box(f"{name}()", error.problems, inline=call_site.inline)

    def _is_reported(self, error: MacroError, arguments: Arguments | None) -> bool:
        """True if the error is about an icon in the data, which is reported with the data."""
        if error.argument != "icon":
            return False
        own = () if arguments is None else (message for _, _, message in self.unresolved(arguments))
        known = (problem.message for problem in self.problems)
        return error.message in known and error.message not in own

    def _build(self, macro: Macro[Any], arguments: Arguments, call_site: CallSite) -> RenderedCall:
        try:
            view = macro.build(self.data_of(call_site.page), arguments)
        finally:
            self.check_links()  # files of general entries are read when a call needs them
        if view.cited_works:
            return self._when_cited(macro, view.cited_works, call_site)
        return self._show_view(macro, view, call_site)

    def _when_cited(self, macro: Macro[Any], works: CitedWorks, call_site: CallSite) -> RenderedCall:
        """A placeholder for a list of works that is made when all citations of the page are known."""

        def make(names: Sequence[str]) -> str:
            shown = self._checked_call(
                macro.name, call_site, lambda: self._show_view(macro, works.build(names), call_site)
            )
            return shown.html

        pending = call_site.page.pending
        placeholder = f"<div><!--rs-cited-works:{len(pending)}--></div>"
        pending.append(PendingList(placeholder, works.titles, works.is_numbered, make))
        return RenderedCall((Fragment(placeholder),))

    def finish_page(self, html: str, page: Page) -> str:
        """The HTML of a page with the parts that depend on the whole page: citations and lists of cited works."""
        if page.pending:
            from mkdocs_researcher.rendering.text_filters import fill_in_lists

            html = fill_in_lists(html, page)
        return self.late_html.finish_text(html, page) if page.has_citations else html

    def _show_view(self, macro: Macro[Any], view: View, call_site: CallSite) -> RenderedCall:
        for note in view.notes:
            self.report(Problem(call_site.location(), note, f"{macro.name}()", "info"))
        if view.empty_reason:
            self.report(Problem(call_site.location(), view.empty_reason, f"{macro.name}()", "warning"))
            return RenderedCall(())
        if view.omitted_reason:  # the same for all calls, so it is reported once, for the file
            library = self.library_in(call_site.page.language)
            location = Location(library.display_path(library.paths[macro.name]))
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
        self.renderer.begin(page)
        top, anchor = view.level or level, ""
        if view.names_page:
            top = 2 if page.has_name else 1
            anchor = page.show_name(macro.layout)
        pieces = []
        for part in view.parts:
            heading_level = top + part.depth
            context = {
                "body": None,
                "anchor": anchor,
                **part.context,
                "level": min(heading_level + (part.heading is not None), 6),
            }
            has_list = bool(part.context) or part.heading is None
            html = self.renderer.render_open(part.template or macro.template, context, page) if has_list else ""
            if self.settings.search_reads_headings:
                html = with_title_ids(html, page)
            pieces.append(self._piece(html, part, min(heading_level, 6)))
        more = ""
        if view.more:
            shown = {"url": view.more.url, "key": view.more.key, "count": view.more.total}
            more = self.renderer.render("more", shown, page)
        if view.search and self.settings.inserts_late_html:
            return RenderedCall(tuple(self.late_html.shorten_list(pieces, view.search)), more)
        tag: Literal["div", "span"] = "span" if macro.inline else "div"
        return RenderedCall(
            tuple(piece._replace(html=self.late_html.protect(piece.html, tag)) for piece in pieces), more
        )

    def _piece(self, html: str, part: Part, level: int) -> Fragment:
        title = self.title(part.heading)
        if not title or not part.heading:
            return Fragment(html)
        key = "papers_one" if part.total == 1 else "papers_many"
        note = self.renderer.phrase(key, n=part.total) if part.total else ""
        return Fragment(html, title, level, note, part.heading.text.isdecimal())

    def title(self, heading: Heading | None) -> str:
        if heading is None:
            return ""
        from mkdocs_researcher.rendering.text_filters import mark_english

        try:
            if heading.key:
                return mark_english(self.renderer.inline(self.renderer.shown_phrase(heading.key)))
            return self.renderer.inline(heading.text)
        except LookupError as error:  # a macro of another package may ask for any phrase
            raise MacroError(str(error)) from None
