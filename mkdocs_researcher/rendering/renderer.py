"""Rendering of templates, and the filters and functions that they can use."""

from __future__ import annotations

import functools
import itertools
import re
import traceback
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
from markupsafe import Markup, escape

from mkdocs_researcher.errors import MacroError, did_you_mean
from mkdocs_researcher.fields.dates.parse import format_date, format_note, format_range
from mkdocs_researcher.fields.numbers import format_amount, format_number
from mkdocs_researcher.fields.spans import longest_word
from mkdocs_researcher.fields.urls import hide_addresses, is_video
from mkdocs_researcher.files import is_folder
from mkdocs_researcher.formats.plain import text_of
from mkdocs_researcher.macros import EXTERNAL
from mkdocs_researcher.rendering.environments import ENDING, OWN_TEMPLATES, environment, own_loader, with_context
from mkdocs_researcher.rendering.icons import Icons, shown_symbol
from mkdocs_researcher.rendering.inline_markdown import InlineMarkdown
from mkdocs_researcher.rendering.page import Page, Urls
from mkdocs_researcher.rendering.text_filters import (
    as_english,
    back_links,
    cite,
    define,
    fill_in,
    is_right_to_left,
    isolated,
    label,
    letter,
    mark_english,
    quoted,
    reference,
    unlinked,
)
from mkdocs_researcher.store import Store
from mkdocs_researcher.wording import Words, english

_COMMENT = r"\{#\s*+(.+?)(?:#\}|\n)"


class Slot(NamedTuple):
    """A place in a template's output that the page's own Markdown fills."""

    number: int

    @property
    def token(self) -> str:
        """The placeholder in the output; data cannot contain it, since it has a control character."""
        return f"\x02rs-slot:{self.number}\x03"


def _template_of_package(name: str) -> str | None:
    for macro in EXTERNAL.loaded():
        path = macro.templates / name if macro.templates else None
        if path and path.is_file():
            return path.read_text(encoding="utf-8")
    return None


def _joined(pieces: Iterator[str]) -> str:
    """The pieces as one text, joined in batches: a list of a million small pieces takes 100 MiB."""
    parts = []
    while batch := list(itertools.islice(pieces, 256)):
        parts.append("".join(batch))
    return "".join(parts)


class _Entry(NamedTuple):
    """The HTML of an item of a list, and its dependencies on page and site, which may differ next time."""

    html: Markup
    anchors: Sequence[str]
    icons: Sequence[str]
    filtered: Sequence[tuple[Callable[[Any], Any], Any, Any]]


# Types of the values of a list's context that are passed to the template of its entries, too.
_SHARED_TYPES = (str, int, Slot, type(None))


class Renderer:
    """Renders views of macros for pages.

    A list whose template is `<name>` and for which there is a template `_<name>_entry` with a macro `entry(item)` gets
    the HTML of each of its `items` as `entries`; those in the store are not rendered again.

    Args:
        words_of: returns the phrases of a language; those of the site for the empty text.
        overrides: folder with the author's own templates; it need not exist.
        filters: further filters for templates, by name.
        key_of: returns everything that an item of a list is made from; None if unknown.
    """

    def __init__(
        self,
        urls: Urls,
        icons: Icons,
        texts: InlineMarkdown,
        words_of: Callable[[str], Words] = lambda language: Words(language or "en"),
        overrides: Path | None = None,
        *,
        filters: Mapping[str, Callable[[Any], Any]] | None = None,
        store: Store | None = None,
        key_of: Callable[[object], Hashable] = lambda item: None,
    ) -> None:
        self.urls = urls
        self.icons = icons
        self.texts = texts
        self.words_of = words_of
        self.words = words_of("")
        self.right_to_left = is_right_to_left(self.words.language)
        self.overrides = overrides
        self.page = Page()
        self.new_symbols: list[str] = []
        self.store = store or Store()
        # We cannot know what the author's own templates depend on.
        has_own = overrides is not None and is_folder(overrides)
        self.key_of: Callable[[object], Hashable] = (lambda item: None) if has_own else key_of
        self._anchors: dict[str, str] = {}
        self._icons: dict[str, None] = {}
        self._filtered: list[tuple[Callable[[Any], Any], Any, Any]] = []
        self.environment = self._environment()
        for name, function in (filters or {}).items():
            self.environment.filters[name] = with_context(functools.partial(self._filter, function))

    def _environment(self) -> jinja2.Environment:
        loaders = [own_loader(), jinja2.FunctionLoader(_template_of_package)]
        if self.overrides is not None:
            loaders.insert(0, jinja2.FileSystemLoader(self.overrides))
        made = environment(jinja2.ChoiceLoader(loaders))
        filters: dict[str, Callable[..., Any]] = {
            "inline": self.inline,
            "block": self.block,
            "quoted": self.quoted,
            "url": self.url,
            "existing": self.existing,
            "is_video": is_video,
            "shared_icon": self.shared_icon,
            "anchor": self.anchor,
            "define": lambda item: define(item, self.page),
            "cite": lambda name: cite(name, self.page),
            "reference": lambda name: reference(name, self.page),
            "back_links": back_links,
            "label": lambda citation, words: label(citation, words, self.page),
            "letter": letter,
            "plain": text_of,
            "isolated": lambda text: isolated(text, right_to_left=self.right_to_left),
            "unlinked": unlinked,
            "longest_word": longest_word,
            "date": lambda value: format_date(value, self.words),
            "span": lambda value: format_range(value, self.words),
            "note": lambda text: format_note(text, self.words),
            "number": lambda value: format_number(value, self.language),
            "amount": lambda value: format_amount(value, self.language),
        }
        made.filters.update({name: with_context(function) for name, function in filters.items()})
        made.globals.update(icon=self.icons.svg, t=self.shown_phrase, marked=self.marked)
        return made

    def paper_styles(self) -> list[str]:
        """The styles of lists of papers that have their own template, `papers_<style>.html.jinja`."""
        folders = [folder for folder in (self.overrides, OWN_TEMPLATES) if folder]
        names = (path.name for folder in folders for path in folder.glob(f"papers_*{ENDING}"))
        return sorted({name.removeprefix("papers_").removesuffix(ENDING) for name in names})

    def inline(self, text: str | Slot) -> Markup:
        """A line of Markdown as HTML."""
        if isinstance(text, Slot):
            return Markup(text.token)
        return self.texts.inline(text, self.page.url, self.url)

    def block(self, text: str | Slot) -> Markup:
        """Several paragraphs of Markdown as HTML."""
        if isinstance(text, Slot):
            return Markup(text.token)
        return self.texts.block(text, self.page.url, self.url)

    def quoted(self, text: str) -> Markup:
        """Markdown of any length as HTML, with quotation marks of the language at its first and last word."""
        html = self.block(text) if "\n" in text else Markup("<p>{}</p>").format(self.inline(text))
        return quoted(html, self.phrase("quote_start"), self.phrase("quote_end"))

    def url(self, url: str) -> str:
        """A web address, or a path below `docs_dir`, as seen from the page."""
        if url.startswith(("https://", "http://")):
            return url
        return self.urls.resolve(url, self.page.url)

    def existing(self, url: str) -> str:
        """The address, or an empty text if it is the path of a missing file, which the check of links reports."""
        return "" if not url.startswith(("https://", "http://")) and self.urls.is_missing(url) else url

    def anchor(self, name: str) -> str:
        """An id that is unique on the page."""
        unique = self._anchors[name] = self.page.unique(name)
        return unique

    def shared_icon(self, name: str) -> Markup:
        """An icon that the page contains once, however often it is shown."""
        self._icons[name] = None
        if name not in self.page.symbols:
            if not name.isascii():
                return self.icons.svg(name)
            self.new_symbols.append(name)
            self.page.symbols.add(name)
            self.icons.read(name)
        return shown_symbol(name)

    def _filter(self, function: Callable[[Any], Any], value: Any) -> Any:
        """Applies a filter of the host and records the result, which may depend on more than the value."""
        result = function(value)
        self._filtered.append((function, value, result))
        return result

    def finish(self, html: str, page: Page) -> str:
        """Adds links from works to their citations, and letters after years, once all citations are known."""
        self.begin(page)
        return fill_in(html, page, self.phrase)

    @property
    def language(self) -> str:
        return self.words.language

    def begin(self, page: Page) -> None:
        """Chooses the page, and with it the language."""
        if page.language != self.page.language:
            self.words = self.words_of(page.language)
            self.right_to_left = is_right_to_left(self.words.language)
        self.page = page

    def phrase(self, key: str, **values: object) -> str:
        """A phrase in the language of the page; `LookupError` if there is no such phrase."""
        if key not in english():
            raise LookupError(f"there is no phrase '{key}'{did_you_mean(key, english(), show_all=0)}")
        return self.words.phrase(key, **values)

    def shown_phrase(self, key: str, **values: object) -> str:
        """As `phrase`, for templates: an English phrase on a page of another language is marked as such."""
        text = self.phrase(key, **values)
        return as_english(text) if self.words.is_foreign(key) else text

    def marked(self, key: str, **values: Markup) -> Markup:
        """A phrase whose values are HTML."""
        text = escape(self.shown_phrase(key))
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def render(self, template: str, context: Mapping[str, Any], page: Page) -> str:
        """Renders a template; email addresses are encoded so that harvesters cannot read them.

        Args:
            template: its name without suffix.
            context: the variables that its first comment lists.

        Raises:
            MacroError: an icon is unknown, or the author's own template is wrong.
        """
        return hide_addresses(self.render_open(template, context, page))

    def render_open(self, template: str, context: Mapping[str, Any], page: Page) -> str:
        """As `render`, with email addresses as they are."""
        self.begin(page)
        self.new_symbols = []
        try:
            found = self.environment.get_template(template + ENDING)
            made = found.generate(self._with_entries(template, context))
            html = _joined(itertools.chain(made, self._symbols()))
        except MacroError:
            raise
        except jinja2.TemplateNotFound as error:
            where = "" if error.name == template + ENDING else f"the template {template}{ENDING}: "
            raise MacroError(f"{where}there is no template '{error.name}'") from None
        except jinja2.TemplateSyntaxError as error:
            raise MacroError(f"the template {error.name}, line {error.lineno}: {error.message}") from None
        except UnicodeDecodeError:
            raise MacroError(f"the template {template}{ENDING} is not in UTF-8; save it as UTF-8") from None
        except Exception as error:  # the author's own template can raise anything
            raise MacroError(_failure(error, template + ENDING)) from error
        return html if self.words.is_complete else mark_english(html)

    def _with_entries(self, template: str, context: Mapping[str, Any]) -> Mapping[str, Any]:
        items = context.get("items")
        if not items:
            return context
        try:
            entry = self.environment.get_template(f"_{template}_entry{ENDING}")
        except jinja2.TemplateNotFound:
            return context
        shared = {name: value for name, value in context.items() if isinstance(value, _SHARED_TYPES)}
        return {**context, "entries": self._entries(entry, items, shared)}

    def _entries(self, template: jinja2.Template, items: Iterable[Any], shared: Mapping[str, Any]) -> Iterator[Markup]:
        """The items of a list as HTML, each rendered when the template of the list reaches it."""
        context = (template.name, self.page.url, self.language, *sorted(shared.items()))
        render: Callable[[Any], Markup] | None = None
        for item in items:
            key = self.key_of(item)
            known: _Entry | None = self.store.get("html", key, context)
            if known and self._reuse(known):
                yield known.html
                continue
            if render is None:
                render = template.make_module(dict(shared)).entry  # type: ignore[attr-defined]
            self._anchors, self._icons, self._filtered = {}, {}, []
            html = render(item)
            if all(name == unique for name, unique in self._anchors.items()):
                entry = _Entry(html, tuple(self._anchors), tuple(self._icons), tuple(self._filtered))
                self.store.put("html", key, entry, context)
            yield html

    def _reuse(self, entry: _Entry) -> bool:
        """True if an entry would be the same HTML here; then its ids and icons are added to the page."""
        if not self.page.anchors.isdisjoint(entry.anchors):
            return False
        if any(function(value) != result for function, value, result in entry.filtered):
            return False
        self.page.anchors.update(entry.anchors)
        for icon in entry.icons:
            if icon not in self.page.symbols:
                self.shared_icon(icon)
        return True

    def _symbols(self) -> Iterator[str]:
        """The icons that the template has used first on this page; ask for them once it is rendered."""
        if self.new_symbols:
            symbols = "".join(self.icons.symbol(name) for name in self.new_symbols)
            yield f'<svg class="rs-symbols" width="0" height="0" aria-hidden="true">{symbols}</svg>'


def _failure(error: Exception, template: str) -> str:
    """The message about an error in a template or in one that it includes, with the line, as Jinja knows it."""
    frames = (frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(ENDING))
    name, line = next(((Path(frame.filename).name, f", line {frame.lineno}") for frame in frames), (template, ""))
    reason = str(error) or type(error).__name__
    if isinstance(error, AttributeError) and error.name:
        reason += did_you_mean(error.name, [name for name in dir(error.obj) if not name.startswith("_")], show_all=0)
    return f"the template {name}{line}: {reason}"


def split_slots(html: str, count: int) -> list[str]:
    """The pieces of HTML before, between and after the first slots.

    Raises:
        MacroError: the author's own template leaves out a slot or changes their order.
    """
    pieces = []
    for number in range(count):
        before, found, html = html.partition(Slot(number).token)
        if not found:
            raise MacroError("the template does not show the text of the block; it must print it once")
        pieces.append(before)
    return [*pieces, html]


def own_templates() -> dict[str, Path]:
    """Each template by its name without suffix; names of included templates start with `_`."""
    return {path.name.removesuffix(ENDING): path for path in sorted(OWN_TEMPLATES.glob(f"*{ENDING}"))}


def template_description(template: Path) -> str:
    """The first line of a template's comment."""
    found = re.match(_COMMENT, template.read_text(encoding="utf-8"))
    return found[1].strip() if found else ""
