"""Templates and what they can call."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
from markupsafe import Markup, escape

from mkdocs_researcher.errors import MacroError
from mkdocs_researcher.fields.dates.format import format_date, format_range
from mkdocs_researcher.fields.email import hide_addresses
from mkdocs_researcher.fields.numbers import format_amount, format_number
from mkdocs_researcher.fields.text import longest_word, plain_text
from mkdocs_researcher.macros import EXTERNAL
from mkdocs_researcher.memory import Memory
from mkdocs_researcher.rendering.citing import back_links, cite, define, fill_in, label, letter
from mkdocs_researcher.rendering.directions import isolator
from mkdocs_researcher.rendering.environments import keep_compiled
from mkdocs_researcher.rendering.escaping import LeanEnvironment
from mkdocs_researcher.rendering.icons import Icons, use
from mkdocs_researcher.rendering.inline_markdown import InlineMarkdown
from mkdocs_researcher.rendering.kept_parts import KeptParts, KeptTag
from mkdocs_researcher.rendering.page import Page, Reference
from mkdocs_researcher.rendering.quoting import quoted
from mkdocs_researcher.rendering.urls import Urls
from mkdocs_researcher.wording import phrase

OWN_TEMPLATES = Path(__file__).parent.parent / "templates" / "researcher"
ENDING = ".html.jinja"


class Slot(NamedTuple):
    """A place in a template's output that the page's own Markdown fills.

    Attributes:
        number: place in the order of slots, from 0.
    """

    number: int

    @property
    def token(self) -> str:
        """What stands for the slot in the output; no data can hold it, for it has a control character."""
        return f"\x02rs-slot:{self.number}\x03"


def _of_page(function: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    """A filter whose value depends on the page: Jinja must not work it out when it compiles a template."""

    @jinja2.pass_context
    def on_page(context: Any, value: Any) -> Any:
        return function(value)

    return on_page


def _template_of_package(name: str) -> str | None:
    """The source of a template that a macro of another package brings; None if no macro in use has it."""
    for macro in EXTERNAL.loaded():
        path = macro.templates / name if macro.templates else None
        if path and path.is_file():
            return path.read_text(encoding="utf-8")
    return None


def _joined(pieces: Iterator[str]) -> str:
    """The pieces as one text, some hundred at a time: a list of a million small ones takes 100 MiB."""
    parts = []
    while some := list(itertools.islice(pieces, 256)):
        parts.append("".join(some))
    return "".join(parts)


class Renderer:
    """Renders views of macros for pages.

    Args:
        urls: resolves addresses.
        icons: finds icons.
        texts: converts Markdown of data fields.
        language: language of the site.
        overrides: folder with the author's own templates; it need not exist.
        keeps: whether to keep compiled templates on disk, from one build to the next.
        filters: more filters for templates, by name.
        memory: what the last build rendered.
    """

    def __init__(
        self,
        urls: Urls,
        icons: Icons,
        texts: InlineMarkdown,
        language: str = "en",
        overrides: Path | None = None,
        *,
        keeps: bool = False,
        filters: Mapping[str, Callable[[Any], str]] | None = None,
        memory: Memory | None = None,
    ) -> None:
        self.urls = urls
        self.icons = icons
        self.texts = texts
        self.language = language
        self.overrides = overrides
        self.page = Page()
        self.wanted: list[str] = []
        # What templates of the author's own depend on nobody knows.
        is_own = overrides is not None and overrides.is_dir()
        self.parts = KeptParts(memory if memory and not is_own else Memory(), self.shared_icon)
        self.environment = self._environment()
        self.environment.filters.update(filters or {})
        keep_compiled(self.environment, language, on_disk=keeps)

    def _environment(self) -> jinja2.Environment:
        folders = [str(folder) for folder in (self.overrides, OWN_TEMPLATES) if folder]
        environment = LeanEnvironment(
            loader=jinja2.ChoiceLoader([jinja2.FileSystemLoader(folders), jinja2.FunctionLoader(_template_of_package)]),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            cache_size=-1,
            extensions=[KeptTag],
        )
        # Contexts hold objects, so `a.b` is an attribute. Jinja's own look-up, which tries items too, takes a third of
        # the time of a long list.
        environment.getattr = getattr  # type: ignore[assignment]
        environment.filters.update(
            inline=_of_page(self.inline),
            block=_of_page(self.block),
            quoted=_of_page(self.quoted),
            url=_of_page(self.url),
            shared_icon=_of_page(self.shared_icon),
            anchor=_of_page(self.anchor),
            define=_of_page(lambda item: define(item, self.page)),
            cite=_of_page(lambda name: cite(name, self.page)),
            reference=_of_page(self.reference),
            back_links=back_links,
            label=self._label(),
            letter=letter,
            known_part=self.parts.known,
            plain=plain_text,
            isolated=isolator(self.language),
            longest_word=longest_word,
            date=lambda value: format_date(value, self.language),
            span=lambda value: format_range(value, self.language),
            number=lambda value: format_number(value, self.language),
            amount=lambda value: format_amount(value, self.language),
        )
        environment.globals.update(icon=self.icons.svg, t=self.phrase, marked=self.marked)
        environment.extend(kept_parts=self.parts)
        return environment

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
        """Markdown of any length as HTML between the quotation marks of the language, which stand beside its words."""
        html = self.block(text) if "\n" in text else Markup("<p>{}</p>").format(self.inline(text))
        return quoted(html, self.phrase("quote_start"), self.phrase("quote_end"))

    def url(self, url: str) -> str:
        """An address as it must stand in the page."""
        if url.startswith(("https://", "http://")):
            return url
        return self.urls.resolve(url, self.page.url)

    def anchor(self, name: str) -> str:
        """An id that nothing else on the page has."""
        given = self.parts.anchors[name] = self.page.unique(name)
        return given

    def shared_icon(self, name: str) -> Markup:
        """An icon that the page holds once, however often it is shown."""
        self.parts.icons[name] = None
        if name not in self.page.symbols:
            if not name.isascii():
                return self.icons.svg(name)
            self.wanted.append(name)
            self.page.symbols.add(name)
            self.icons.read(name)
        return use(name)

    def reference(self, name: str) -> Reference | None:
        """The work of this id in the page's bibliographies, None if it is in none."""
        return self.page.references.get(name)

    def _label(self) -> Callable[[Any, Any, str], Markup]:
        @jinja2.pass_context
        def on_page(context: Any, citation: Any, words: str) -> Markup:
            return label(citation, words, self.page)

        return on_page

    def finish(self, html: str, page: Page) -> str:
        """HTML of a page that is known whole: works are linked back to where they are cited."""
        return fill_in(html, page, self.phrase)

    def phrase(self, key: str, **values: object) -> str:
        """A phrase in the language of the site."""
        return phrase(key, self.language, **values)

    def marked(self, key: str, **values: Markup) -> Markup:
        """A phrase whose values are HTML."""
        text = escape(phrase(key, self.language))
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def render(self, template: str, context: Mapping[str, Any], page: Page) -> str:
        """Renders a template; e-mail addresses are written so that harvesters do not read them.

        Args:
            template: its name without ending.
            context: what its first comment lists.
            page: the page to show it on.

        Raises:
            MacroError: an icon is unknown, or the author's own template is wrong.
        """
        return hide_addresses(self.render_open(template, context, page))

    def render_open(self, template: str, context: Mapping[str, Any], page: Page) -> str:
        """As `render`, with e-mail addresses as they are."""
        self.page = self.parts.page = page
        self.wanted = []
        try:
            html = _joined(self.environment.get_template(template + ENDING).generate(context))
        except MacroError:
            raise
        except jinja2.TemplateSyntaxError as error:
            raise MacroError(f"the template {error.name}, line {error.lineno}: {error.message}") from None
        except UnicodeDecodeError:
            raise MacroError(f"the template {template}{ENDING} is not in UTF-8; save it as UTF-8") from None
        except Exception as error:  # a template of the author's own can raise anything
            reason = str(error) or type(error).__name__
            raise MacroError(f"the template {template}{ENDING}: {reason}") from error
        return html + self._symbols()

    def _symbols(self) -> str:
        if not self.wanted:
            return ""
        symbols = "".join(self.icons.symbol(name) for name in self.wanted)
        return f'<svg class="rs-symbols" width="0" height="0" aria-hidden="true">{symbols}</svg>'


def split_slots(html: str, slots: Sequence[Slot]) -> list[str]:
    """The pieces of HTML before, between and after the slots.

    Raises:
        MacroError: the author's own template leaves out a slot or turns their order.
    """
    pieces = []
    for slot in slots:
        before, found, html = html.partition(slot.token)
        if not found:
            raise MacroError("the template does not show the text of the block; it must print it once")
        pieces.append(before)
    return [*pieces, html]
