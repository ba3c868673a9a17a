"""What a tree loses or changes before it is read: addresses, scripts, visitor counters, numbers drawn elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.profile_services import service_link
from mkdocs_researcher.migration.addresses import Addresses, readable
from mkdocs_researcher.migration.new_site import Marks
from mkdocs_researcher.migration.old_site import Line
from mkdocs_researcher.migration.papers.buttons import label_of_host, shield_of
from mkdocs_researcher.migration.tree.lines import EMPTY_ICON
from mkdocs_researcher.migration.tree.tree import HEADINGS, DeepError, classes, part, read_page, shows, span_of, words
from mkdocs_researcher.migration.words import is_tracker

_ADDRESSES = (("a", "href"), ("img", "src"), ("source", "src"), ("video", "src"), ("video", "poster"), ("audio", "src"),
              ("iframe", "src"), ("embed", "src"), ("object", "data"), ("track", "src"))  # fmt: skip
_SCHOLAR = re.compile(r"https?://scholar\.google\.[\w.]+/citations\?(?:[^#]*&)?user=([\w-]{12})(?![\w-])", re.I)
_COUNT = re.compile(r"img\.shields\.io/endpoint(.*)", re.I)
_OF_ALL = "gs_data_shieldsio"  # the file of AcadHomepage with the number of citations of all papers
_LOGO = re.compile(r"[?&]logo=([^&\"']+)", re.I)
_NO_BOX = "citations of a paper without a paper box cannot be shown; add the paper to data/papers.yml"
_NO_SHEET = "a style sheet is not copied: {}; add it to extra_css in the new mkdocs.yml if you need it"
_IMPORTS = re.compile(r"@(?:import|charset|namespace)\b[^;]*;", re.I)
_HEIGHT = re.compile(r"(\d{1,4})(?:px)?")


class Cleaner:
    """Cleans the tree of a page."""

    def __init__(self, addresses: Addresses, marks: Marks, lines: Sequence[Line]) -> None:
        self.addresses, self.marks, self.lines = addresses, marks, lines
        self.site = addresses.site
        self.styles: list[str] = []

    def clean(self, body: HtmlElement) -> None:
        """Changes a tree; boxes in it keep the numbers that their reader knows."""
        for picture in body.iter("img"):
            if source := picture.attrib.pop("data-src", ""):  # which a script loads when it comes into view
                picture.set("src", source)
        for element in list(body.iter("script", "noscript", "link", "meta", "base", "style")):
            self._silent(element)
        for element in list(body.iter("img", "script", "a")):
            source = str(element.get("src") or element.get("href") or "")
            is_alone = element.tag != "a" or not words(element)
            if source and is_tracker(source) and element.getparent() is not None and is_alone:
                self._track(element)
        for heading in [one for one in body.iter(*HEADINGS) if one.get("id") and not shows(one)]:
            heading.tag = "span"  # a heading without words is a target of links
            heading.set("class", "anchor")
        self._readdress(body)
        for picture in body.iter("img"):
            self._size(picture)
        for icon in list(body.iter("i", "span")):
            is_icon = EMPTY_ICON.search(icon.get("class") or "") and not (icon.get("id") or icon.get("data"))
            if is_icon and not shows(icon):
                self._icon(icon)

    @staticmethod
    def _icon(icon: HtmlElement) -> None:
        """The font of an icon is not in the new site; a link that shows nothing else says what it leads to."""
        link = next(icon.iterancestors("a"), None)
        if link is not None and link.get("href") and not words(link) and not any(link.iter("img")):
            icon.text = link.get("aria-label") or link.get("title") or label_of_host(str(link.get("href")))
            icon.tag = "span"
            icon.attrib.pop("class", None)
        else:
            drop(icon)

    def sheets(self) -> list[str]:
        """The page's own style sheets as parts of the page, for its content alone."""
        return [f"<style>\n.md-content {{\n{style}\n}}\n</style>" for style in self.styles]

    def _place(self, element: HtmlElement) -> Location:
        return self.lines[min(span_of(element)[0], len(self.lines) - 1)].place

    def _note(self, element: HtmlElement, message: str) -> None:
        self.site.note(self._place(element), message, "info")

    def _silent(self, element: HtmlElement) -> None:
        """Style sheets come along, for this page; scripts do not."""
        if element.tag == "style":
            text = _IMPORTS.sub("", "".join(element.itertext())).strip()
            if text and "</" not in text:
                self.styles.append(text.replace("{{", "{ {"))
        elif element.tag == "link" and (element.get("rel") or "").casefold() == "stylesheet" and element.get("href"):
            self._sheet(element)
        elif element.tag == "script":
            source = element.get("src")
            if source or (element.text or "").strip():
                what = "a script element" + (f" with {source}" if source else "")
                self._note(element, f"{what} is not copied; add it to the new site if you need it")
        drop(element)

    def _sheet(self, element: HtmlElement) -> None:
        written = str(element.get("href"))
        path = unquote(urlsplit(readable(written)).path).lstrip("/")
        lines = self.site.lines(path) if "://" not in written and self.site.holds(path) else None
        if lines:
            self.styles.append(_IMPORTS.sub("", "\n".join(line.text for line in lines)))
        else:
            self._note(element, _NO_SHEET.format(written))

    def _track(self, element: HtmlElement) -> None:
        source = element.get("src") or element.get("href")
        self._note(element, f"counts visitors with another server, so it is not copied: {source}")
        parent = element.getparent()
        drop(element)
        if parent is not None and parent.tag == "a" and not shows(parent):
            drop(parent)

    def _readdress(self, body: HtmlElement) -> None:
        for tag, name in _ADDRESSES:
            for element in list(body.iter(tag)):
                written = element.get(name)
                if written is None or written.startswith("data:"):
                    continue
                new = self.addresses.link(written, self._place(element))
                element.set(f"data-l{name}", written)
                if new:
                    element.set(name, new)
                elif tag == "a":
                    del element.attrib[name]
                else:
                    comment = etree.Comment(f" not in the old site: {written.replace('--', '- -')} ")
                    link = next(element.iterancestors("a"), None)
                    if link is not None and link.get("href") and not words(link):  # which would show nothing
                        comment.tail = element.get("alt") or label_of_host(str(link.get("href")))
                    replace(element, comment)

    @staticmethod
    def _size(picture: HtmlElement) -> None:
        """Themes set `height: auto`, which wins over the attribute, so a height alone is written as a style."""
        match = _HEIGHT.fullmatch(picture.get("height") or "")
        if match and not picture.get("width") and not picture.get("style"):
            picture.set("style", f"height: {match[1]}px")
            del picture.attrib["height"]

    def figures(self, element: HtmlElement) -> None:
        """Puts calls in the place of numbers that other servers drew or scripts wrote."""
        for one in list(element.iter("span", "strong", "b", "img")):
            if one.tag == "img":
                self._drawn(one)
            elif one.get("id") == "total_cit":
                self._put(one, "{{ citations() }}")
            elif "show_paper_citations" in classes(one):
                self._note(one, _NO_BOX)
                drop(one)

    def _drawn(self, picture: HtmlElement) -> None:
        source = str(picture.get("src") or "")
        link = next(picture.iterancestors("a"), None)
        alone = link is not None and not words(link) and len(list(link.iter("img"))) == 1
        target = link if alone and link is not None else picture
        shield, count = shield_of(source), _COUNT.search(source)
        if shield.repo:
            url = str(target.get("href") or "").partition("?")[0].rstrip("/").removesuffix("/stargazers")
            if target.tag == "a" and not url.casefold().endswith(shield.repo.casefold()):  # into a folder, or elsewhere
                code = part("a", ["Code"])
                code.set("href", str(target.get("href")))
                target.addprevious(code)
                code.tail = " "
            self._put(target, f'{{{{ stars("{shield.repo}") }}}}')
        elif count and target.tag == "a" and target.get("href"):
            self._count(target, source)
        elif count and _OF_ALL in count[1].lower():
            self._put(target, "{{ citations() }}")
        elif count:
            self._note(picture, f"a number is drawn by another server, so it is left out: {source}")
            drop(picture)
        elif shield.said:
            said = part("span", [shield.said])
            replace(picture, said)
            said.tail = said.tail or " "  # words need what pictures do not

    def _count(self, link: HtmlElement, source: str) -> None:
        """A linked number of citations: our own where it is Google Scholar's, else the link."""
        match = _SCHOLAR.match(str(link.get("href") or ""))
        if match and (not self.addresses.scholars or match[1] in self.addresses.scholars):
            self.addresses.repaired[str(link.get("data-lhref"))] = service_link("scholar", match[1]).url
            self._put(link, "{{ citations() }}")
            return
        logo = _LOGO.search(source)
        self._note(link, "a number of citations is drawn by another server, so only its link stays")
        for child in list(link):
            link.remove(child)
        link.text = unquote(logo[1]) if logo else "Citations"

    def _put(self, element: HtmlElement, call: str) -> None:
        replace(element, part("span", [self.marks.inline(call)]))


def drop(element: HtmlElement) -> None:
    """Takes an element out of a tree, and keeps what is behind it."""
    if element.getparent() is not None:
        element.drop_tree()
        element.tail = None


def replace(element: HtmlElement, new: HtmlElement) -> None:
    """Puts another element in the place of one, and keeps what is behind it."""
    if element.getparent() is not None:
        element.addprevious(new)
        drop(element)


def clean_page(
    lines: Sequence[Line],
    addresses: Addresses,
    marks: Marks,
    *,
    read: Callable[[Sequence[Line]], HtmlElement] = read_page,
) -> tuple[HtmlElement, Cleaner] | None:
    """The tree of a text with the addresses of the new site; None, and reported, if it is nested too deep."""
    try:
        body = read(lines)
    except (DeepError, RecursionError):
        addresses.site.note(lines[0].place, "is nested too deep to be read, so the text is left out")
        return None
    cleaner = Cleaner(addresses, marks, lines)
    cleaner.clean(body)
    return body, cleaner
