"""The syntax: a Python-Markdown extension that any host of Python-Markdown can run.

Priorities, against those of Python-Markdown and pymdownx:

- block processor 77: below indented code (80), so that code stays code; above headings and paragraphs;
- inline processor 189.95: below code spans (190), above math (189.9), since an argument may contain `$`;
- preprocessor 29: pages of AcadHomepage are rewritten before fenced code (25) and raw HTML (20) are stashed;
- preprocessor 15: after raw HTML blocks were stashed (20).
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple
from xml.etree.ElementTree import Element

import markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from mkdocs_researcher.errors import Problem, log_problems
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.store import Store, cache_file
from mkdocs_researcher.syntax.cache import CacheKeys
from mkdocs_researcher.syntax.calls import without_code
from mkdocs_researcher.syntax.headings import register_headings
from mkdocs_researcher.syntax.processors import (
    BareNames,
    CallBlockProcessor,
    Caller,
    CallInlineProcessor,
    CallsInAddresses,
    IndentedCalls,
    RawHtmlCalls,
)
from mkdocs_researcher.syntax.settings import Settings, last_change
from mkdocs_researcher.syntax.site import Site
from mkdocs_researcher.syntax.state import PageProcessor, State

if TYPE_CHECKING:
    from mkdocs_researcher.rendering.page import Lookup

EXTENSION = "mkdocs_researcher"
# Attributes on headings (`{ icon=… }`) and calls inside `markdown="1"` elements need these.
_NEEDED = ("attr_list", "md_in_html", EXTENSION)
_IN_EXTRA = ("attr_list", "md_in_html")

log = logging.getLogger("mkdocs_researcher")


def missing_extensions(present: Iterable[str | Extension]) -> list[str]:
    """The Markdown extensions that a site needs and does not have yet.

    Args:
        present: its extensions, under any of their names, or as objects, which other plugins add.
    """
    names = {_name_of(extension) for extension in present}
    return [name for name in _NEEDED if name not in names and not (name in _IN_EXTRA and "extra" in names)]


def _name_of(extension: str | Extension) -> str:
    name = extension if isinstance(extension, str) else type(extension).__module__
    return name.removeprefix("markdown.extensions.")


class Host:
    """The program that runs the extension.

    Args:
        rebuilds: whether it builds the site again and again (`mkdocs serve`).
    """

    site: Site

    def __init__(self, *, rebuilds: bool = False) -> None:
        self.rebuilds = rebuilds
        self.store = Store(rebuilds=rebuilds)
        self.stores = {"": self.store}
        self.page = Page()

    def begin(self, settings: Settings, lookup: Lookup, keys: CacheKeys) -> None:
        """Starts the build of a site. `keys`: hashes of everything that it depends on; empty ones to cache nothing."""
        # The builds of two languages have nothing in common but the data, and each would drop the results of the other.
        part = settings.language if settings.translates else ""
        self.store = self.stores.setdefault(part, Store(rebuilds=self.rebuilds))
        self.store.begin(keys.everything, cache_file(settings.project, part) if keys.everything else None)
        reading = self.site.library.reading if settings.translates else None
        self.site = Site(settings, lookup, self.store, keys, reading)

    def open(self, page: Page) -> None:
        """From now on this page is converted."""
        self.page = page


class OnePage(NamedTuple):
    """In place of `Host`, for a page of a site that is not built."""

    site: Site
    page: Page


class _PlainHost:
    """The host where there is no plugin: plain Python-Markdown, or Zensical, which passes the page to preprocessors."""

    def __init__(self, md: markdown.Markdown, config: dict[str, Any]) -> None:
        self.md = md
        self.config = config
        self.lines: Callable[[], list[str]] = list

    @property
    def is_zensical(self) -> bool:
        """True if the host passes the page on, as Zensical does."""
        return "rendering_context" in self.md.preprocessors

    def page_of(self) -> Page:
        context: Any = self.md.preprocessors["rendering_context"] if self.is_zensical else None
        try:
            path, url = context.page.path, context.page.url
        except AttributeError:
            return Page(read=lambda: "\n".join(self.lines()))
        file = Path(self.config["project_dir"]) / self.config["docs_dir"] / path
        return Page(path, url, f"{self.config['docs_dir']}/{path}", lambda: file.read_text(encoding="utf-8-sig"))

    @functools.cached_property
    def site(self) -> Site:
        """A site made from the extension's own options."""
        from mkdocs_researcher.rendering.icons import bundled_icon_folders  # only other hosts need it

        project = Path(self.config["project_dir"])
        settings = Settings(
            project=project,
            docs_dir=project / self.config["docs_dir"],
            data_dir=project / self.config["data_dir"],
            templates_dir=project / self.config["templates_dir"],
            language=self.config["language"],
            icon_dirs=bundled_icon_folders(),
            search_reads_headings=self.is_zensical,
            last_change=lambda: last_change(project, [settings.docs_dir, settings.data_dir]),
        )
        site = Site(settings)
        site.check_links()
        return site


class _Begin(PageProcessor, Preprocessor):
    """Resets the state and saves the text as written, so that problems can be reported with their lines."""

    def run(self, lines: list[str]) -> list[str]:
        self.state.reset()
        self.state.page.is_converted = True
        self.state.lines = lines
        return lines


# A page of AcadHomepage contains one of these words.
_OLD_WORDS = ("paper-box", "show_paper_citations", "gs_data_shieldsio", "total_cit", "include_relative")


class _OldPages(PageProcessor, Preprocessor):
    """Rewrites a page of AcadHomepage as Markdown and HTML that Python-Markdown understands."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if not any(word in text for word in _OLD_WORDS):
            return lines
        visible = without_code(text)
        if not any(word in visible for word in _OLD_WORDS):
            return lines
        from mkdocs_researcher.syntax.old_pages import OldPage  # few sites have such pages

        return OldPage(text, visible, self.state, self.md).rewritten().split("\n")


class _FinishPage(PageProcessor, Postprocessor):
    """Inserts the parts that depend on the whole page."""

    def run(self, text: str) -> str:
        """Also inserts them in the HTML that is held back until the page is finished."""
        for token, show in self.state.waiting.items():
            text = text.replace(token, show())
        return self.state.site.finish_page(text, self.state.page) if self.state.used else text


class _ReportProblems(PageProcessor, Postprocessor):
    """Logs problems where there is no plugin that does.

    Zensical makes a converter, and so a site, for each page; a problem of the data is logged for the first.
    """

    logged: ClassVar[set[tuple[Path, float, Problem]]] = set()

    def __init__(self, md: markdown.Markdown, state: State, host: _PlainHost) -> None:
        super().__init__(md, state)
        self.host = host

    def run(self, text: str) -> str:
        if self.state.used:
            log_problems(list(self._new_problems()), log, fatal=False)
        return text

    def _new_problems(self) -> Iterator[Problem]:
        site = self.state.site
        files = site.settings.data_dir.glob("*") if self.host.is_zensical else ()
        changed = max((path.stat().st_mtime for path in files), default=0.0)
        for problem in site.new_problems():
            key = (site.settings.project.absolute(), changed, problem)
            if not self.host.is_zensical or key not in self.logged:
                self.logged.add(key)
                yield problem


class ResearcherExtension(Extension):
    """Macro calls `{{ name(…) }}` and the blocks `/// paper`, `/// education`, `/// news`."""

    def __init__(self, **kwargs: Any) -> None:
        self.config = {
            "project_dir": [".", "Folder that contains the other folders."],
            "docs_dir": ["docs", "Folder of the pages."],
            "data_dir": ["data", "Folder of the data files."],
            "templates_dir": ["overrides/researcher", "Folder of your own templates."],
            "language": ["en", "Language of the words that the plugin adds."],
            "host": ["", "Set by the MkDocs plugin."],
        }
        super().__init__(**kwargs)

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.registerExtension(self)
        self.state = self._make_state(md)
        caller = Caller(md, self.state)
        md.preprocessors.register(_Begin(md, self.state), "rs-begin", 100)
        md.preprocessors.register(_OldPages(md, self.state), "rs-old-pages", 29)
        md.parser.blockprocessors.register(CallBlockProcessor(md, caller), "rs-call", 77)
        md.inlinePatterns.register(CallInlineProcessor(md, caller), "rs-call", 189.95)
        md.preprocessors.register(RawHtmlCalls(md, caller), "rs-raw-html", 15)
        md.preprocessors.register(BareNames(md, self.state), "rs-bare-names", 14)
        md.treeprocessors.register(IndentedCalls(md, self.state), "rs-indented", 31)
        md.treeprocessors.register(CallsInAddresses(md, self.state), "rs-addresses", 10)  # below "inline"
        register_headings(md, self.state)
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "/"]  # `\/` is a slash, as wherever pymdownx has blocks
        md.parser.blockprocessors.register(_Blocks(md, self.state), "rs-blocks", 90.5)
        md.postprocessors.register(_FinishPage(md, self.state), "rs-finish", 2)

    def _make_state(self, md: markdown.Markdown) -> State:
        def root() -> Element:
            found = getattr(md.parser, "root", None)
            return found if isinstance(found, Element) else Element("div")

        host = self.getConfig("host")
        if host:
            return State(lambda: host.site, lambda: _page_of(md, host.page), root)
        plain = _PlainHost(md, self.getConfigs())
        state = State(lambda: plain.site, plain.page_of, root)
        plain.lines = lambda: state.lines
        md.postprocessors.register(_ReportProblems(md, state, plain), "rs-problems", 1)
        return state

    def reset(self) -> None:
        self.state.reset()


class _Blocks(BlockProcessor):
    """Registers our blocks with pymdownx where a page may have one; most have none, and its import takes 8 ms."""

    def __init__(self, md: markdown.Markdown, state: State) -> None:
        super().__init__(md.parser)
        self.md = md
        self.state = state
        self.is_registered = False

    def test(self, parent: Element, block: str) -> bool:
        return not self.is_registered and "///" in block

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Leaves the text to the processors that it registers: the parser asks all of them again."""
        from mkdocs_researcher.syntax.blocks import BlocksOfOurs

        self.is_registered = True
        BlocksOfOurs(self.state).extendMarkdown(self.md)


def _page_of(md: markdown.Markdown, current: Page) -> Page:
    """The page that will show the text: Material's blog converts the excerpt of a post for other pages."""
    if "relpath" not in md.treeprocessors:
        return current
    file = getattr(md.treeprocessors["relpath"], "file", None)
    if file is None or file is current.file:
        return current
    return Page(current.path, file.url, current.display_path, current.read)


def makeExtension(**kwargs: Any) -> ResearcherExtension:
    """For hosts that name the extension by its module."""
    return ResearcherExtension(**kwargs)
