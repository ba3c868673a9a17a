"""What the layouts of a Jekyll site, and its includes, show around pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape, unescape
from typing import Any

from lxml.etree import SubElement
from lxml.html import HtmlElement

from mkdocs_researcher.fields.urls import is_external
from mkdocs_researcher.formats.yaml_text import texts_in
from mkdocs_researcher.migration.jekyll.liquid import Hooks, Liquid
from mkdocs_researcher.migration.jekyll.site import Jekyll, text_in
from mkdocs_researcher.migration.new_site import OldPage
from mkdocs_researcher.migration.old_site import Line, OldSite, cut_page, split_page
from mkdocs_researcher.migration.tree.tree import DeepError, contents, html_of, parse, shows, text_of
from mkdocs_researcher.migration.words import is_tracker, words_of

_PLACE = "here-is-the-content"
_ENDINGS = (".html", ".liquid", ".md")
_OF_A_FIELD = re.compile(r"\s*\{\{\s*\w+\.(\w+)[^{}]*\}\}\s*")
_DEEPEST = 6
_FEWEST = 3  # characters of a setting by which a link shows that it is made of it
# What templates name themselves, and what their pages need no more.
_OF_TEMPLATES = re.compile(
    r"//(?:www\.)?(?:jekyllrb\.com|mademistakes\.com|pages\.github\.com|unsplash\.com|allanlab\.org"
    r"|github\.com/(?:academicpages|alshedivat/al-folio|yaoyao-liu|RayeRen/acad-homepage|luost26/academic-homepage|ryo-ma|mmistakes))"
    r"|/empty_300x200\.png$|/intent/|sharer?[./?]|/shareArticle",
    re.I,
)

# What leads elsewhere, or works only with the scripts of the old site.
_OF_THE_FRAME = frozenset({"nav", "form", "link", "meta", "button"})


def layout_file(site: OldSite, name: str) -> str:
    """The file of a layout; empty if the site does not hold it."""
    found = (f"_layouts/{name}{ending}" for ending in _ENDINGS)
    return next((path for path in found if site.holds(path)), "") if name else ""


def link_labels(site: OldSite) -> dict[str, str]:
    """What layouts and includes call the links to fields of documents: `<a href="{{ post.talk }}">Talk</a>`."""
    quiet, found = OldSite(site.root), dict[str, str]()
    for path in (path for folder in ("_layouts", "_includes") for path in quiet.below(folder, *_ENDINGS)):
        try:
            links = parse("\n".join(line.text for line in quiet.lines(path) or ())).iter("a")
        except (DeepError, ValueError):
            continue
        for link in links:
            field, said = _OF_A_FIELD.fullmatch(link.get("href") or ""), " ".join(text_of(link).split())
            if field and said and not re.search(r"[{}<>]", said):
                found.setdefault(field[1], said)
    return found


def around(
    site: OldSite, page: OldPage, scope: Mapping[str, Any], hooks: Hooks, within: str = ""
) -> tuple[list[Line], list[Line]]:
    """What the layout of a page and those around it show before and after its text, or in an element around it alone.

    Of the outermost one, which holds the whole page with its navigation, it is what is in its `<main>`.
    """
    name = text_in(page.meta, "layout")
    content = f'<hr id="{_PLACE}">'
    for _ in range(_DEEPEST):
        path = layout_file(site, name)
        if not path:
            break
        lines = site.lines(path) or []
        meta, _, body = split_page(lines, site, of_jekyll=True)
        is_frame = any(re.search(r"<(?:body|html)\b", line.text, re.I) for line in body)
        made = Liquid(OldSite(site.root) if is_frame else site, {**scope, "content": content, "layout": meta}, hooks)
        text = "\n".join(line.text for line in made.run(body))
        if is_frame and _place_in(text, within="main") is None:
            break
        content, name = text, str(meta.get("layout") or "")
        if is_frame:
            break
    found = _place_in(content, within) if within else _place_in(content, within="main") or _place_in(content)
    if found is None:
        return [], []
    line = Line("", page.old, 1)
    before, after = _both_sides(*found)
    return [line._replace(text=text) for text in before], [line._replace(text=text) for text in after]


def _place_in(text: str, within: str = "body") -> tuple[HtmlElement, HtmlElement] | None:
    try:
        body = parse(text)
    except (DeepError, ValueError):
        return None
    place = next((one for one in body.iter("hr") if one.get("id") == _PLACE), None)
    if place is None:  # the layout says everything by itself
        place = SubElement(next(body.iter("main"), body), "hr")
    top = next(place.iterancestors(within), None)
    return (place, top) if top is not None else None


def _both_sides(place: HtmlElement, top: HtmlElement) -> tuple[list[str], list[str]]:
    before: list[str] = []
    after: list[str] = []
    while place is not top:
        parent = place.getparent()
        nodes = contents(parent)
        at = next(index for index, node in enumerate(nodes) if node is place)
        before = [*_texts(nodes[:at]), *before]
        after += _texts(nodes[at + 1 :])
        place = parent
    return before, after


def _texts(nodes: list[str | HtmlElement]) -> Iterator[str]:
    for node in nodes:
        if not isinstance(node, str) and node.tag == "header":
            yield from _texts(contents(node))
            continue
        if isinstance(node, str):
            text = node.strip()
        elif not shows(node) or node.tag in _OF_THE_FRAME or node.get("hidden") is not None:
            text = ""
        else:
            for one in list(node.iter("script", *_OF_THE_FRAME)):
                one.drop_tree()
            text = html_of(node)
        if text:
            yield from ("", *re.sub(r"\n\s*\n", "\n", text).split("\n"), "")


class Frame:
    """What is around the pages of a site.

    Attributes:
        scope: what Liquid knows on its home page.
        written: the lines of layouts and includes.
        settings: texts of the settings and of data that the new site does not show already.
    """

    def __init__(self, jekyll: Jekyll, scope: Mapping[str, Any], known: Any) -> None:
        self.quiet = OldSite(jekyll.site.root)
        self.scope = scope
        self.own, self.base = (str(jekyll.config.get(name) or "").rstrip("/") for name in ("url", "baseurl"))
        paths = (path for folder in ("_layouts", "_includes") for path in self.quiet.below(folder, *_ENDINGS))
        self.written = [line for path in paths for line in self.quiet.lines(path) or ()]
        given = {value for _, value in texts_in([jekyll.config, jekyll.data()]) if len(value) > _FEWEST}
        self.settings = self.all_settings = given - {value for _, value in texts_in(known)}
        self.found: set[str] = set()

    def shown(self, files: Mapping[str, Mapping[str, Any]]) -> Iterator[Line]:
        """Links, pictures and texts that files of layouts and includes name themselves, each as HTML in its place."""
        for path, given in files.items():
            # Of a CV, scripts show other data than a layout that is worked out without them.
            self.settings = set() if posixpath.basename(path).startswith("cv") else self.all_settings
            lines = cut_page(self.quiet.lines(path) or [], of_jekyll=True)[2]
            made = Liquid(self.quiet, {**self.scope, "include": given}).run(lines)
            body = parse(" ".join(line.text for line in made))
            yield from self._links(body, path)
            yield from self._texts(body, made)

    def _links(self, body: HtmlElement, path: str) -> Iterator[Line]:
        for element in body.iter("a", "img", "source", "iframe"):
            url = str(element.get("href") or element.get("src") or "").strip().removeprefix(self.base)
            url = url[max(url.rfind("http"), 0) :].removeprefix(self.own)  # some write an address where an id is meant
            is_file = not is_external(url)
            if is_file and (not self.quiet.holds(file := url.lstrip("./")) or self.quiet.is_page(file)):
                continue
            if url in self.found or _OF_TEMPLATES.search(url) or is_tracker(url):
                continue
            signs = (f'"{url}"', f"'{url}'")
            place = next((one for one in self.written if any(sign in unescape(one.text) for sign in signs)), None)
            bare = url.rstrip("/").removeprefix("mailto:")
            is_made = any(bare == value or bare.endswith(f"/{value}") or url in value for value in self.settings)
            if place or (element.tag == "img" and is_file) or is_made:
                self.found.add(url)
                yield (place or Line("", path, 1))._replace(text=f'<a href="{escape(url)}"></a>')

    def _texts(self, body: HtmlElement, made: Sequence[Line]) -> Iterator[Line]:
        """The texts that a file or the settings say; others are those of pages and data."""
        settings = [set(words_of(value)) for value in self.settings]
        sources = [(line, set(words_of(line.text))) for line in made]
        files = {line.file: set[str]() for line in made}
        for line in self.written:
            if line.file in files:
                files[line.file].update(words_of(line.text))
        for text in _lines_around(body):
            said = set(words_of(text))
            line = max(sources, key=lambda one: len(one[1] & said))[0]
            is_own = len(said & files[line.file]) * 2 > len(said) or any(
                said <= one for one in settings if len(one) > 1
            )
            if said and text not in self.found and is_own and "debug" not in line.file:
                self.found.add(text)
                yield line._replace(text=escape(text))


def _lines_around(body: HtmlElement) -> list[str]:
    """The lines of text of a layout, without menus and what nobody sees."""
    for one in list(body.iter()):
        is_hidden = one.get("hidden") is not None or "display:none" in str(one.get("style")).replace(" ", "")
        if one is not body and (one.tag in _OF_THE_FRAME or is_hidden):
            one.drop_tree()
    return [text for text in (" ".join(line.split()) for line in text_of(body).split("\n")) if text]


def layouts_of(site: OldSite, pages: Iterable[OldPage]) -> dict[str, Mapping[str, Any]]:
    """The files of the layouts of pages and of those around them, which have no parameters."""
    found: dict[str, Mapping[str, Any]] = {}
    for page in pages:
        name = text_in(page.meta, "layout") or "default"
        while (path := layout_file(site, name)) and path not in found:
            found[path] = {}
            name = text_in(split_page(site.lines(path) or [], site, of_jekyll=True).meta, "layout")
    return found
