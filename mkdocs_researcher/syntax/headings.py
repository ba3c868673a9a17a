"""The headings of a page: their levels, their icons, and empty sections, which are left out."""

from __future__ import annotations

import itertools
import re
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from mkdocs_researcher.errors import MacroError, Problem
from mkdocs_researcher.fields.spans import longest_word
from mkdocs_researcher.syntax.state import PageProcessor, State, demotion

_EMOJI = (
    "^\\s*((?:[\U0001f1e6-\U0001f1ff]{2}|[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\u2139]"
    "[\ufe0f\u20e3]?[\U0001f3fb-\U0001f3ff]?(?:\u200d[\U0001f000-\U0001faff\u2640\u2642]\ufe0f?)*)+)\\s*"
)

# Longer titles fill the margin, and longer words break in it, often without a hyphen: on a page that has one,
# all are above their sections. The headings of a CV are in smaller type.
_TITLE, _WORD, _CV_WORD = 36, 14, 19


def _leading_emoji(text: str) -> re.Match[str] | None:
    return None if text.isascii() else re.match(_EMOJI, text)


def _level(element: Element) -> int:
    """Level of a heading, 0 for any other element."""
    return int(element.tag[1]) if re.fullmatch(r"h[1-6]", str(element.tag)) else 0


class PrepareHeadings(PageProcessor, Treeprocessor):
    """Before the table of contents is made: takes out empty sections, sets levels, and takes emoji out of titles."""

    def run(self, root: Element) -> None:
        for parent in list(root.iter()) if self.state.empty else ():
            self._leave_out_empty(parent)
        if self.state.framed:
            self._demote(root)
        for heading in root.iter("h2"):
            if self.state.dressed and heading.text and (match := _leading_emoji(heading.text)):
                heading.set("data-rs-icon", match[1])
                heading.text = heading.text[match.end() :]
            if icon := heading.attrib.pop("icon", ""):
                heading.set("data-rs-icon", icon)
                self.state.has_icons = True

    def _leave_out_empty(self, parent: Element) -> None:
        """Take out what calls without output left, and headings of sections that have nothing else."""
        children = list(parent)
        for index, element in enumerate(children):
            if element in self.state.empty:
                parent.remove(element)
            elif level := _level(element):
                section = itertools.takewhile(lambda other: not 0 < _level(other) <= level, children[index + 1 :])
                shown = [other for other in section if not _level(other)]
                is_title = level == 1 and not self.state.framed
                if shown and not is_title and all(other in self.state.empty for other in shown):
                    parent.remove(element)

    def _demote(self, root: Element) -> None:
        step = demotion(self.state.page.source)
        for element in root.iter():
            if level := _level(element):
                element.tag = f"h{max(2, min(6, level + step))}"


class FinishHeadings(PageProcessor, Treeprocessor):
    """After the table of contents is made: adds the icon and the link."""

    def run(self, root: Element) -> None:
        has_blocks = any(element.get("class") == "rs-block" for element in root.iter("div"))
        if not (self.state.dressed or self.state.sections or self.state.has_icons or has_blocks):
            return
        for parent in list(root.iter()):
            self._dress_children(list(parent))

    def _dress_children(self, children: list[Element]) -> None:
        for index, element in enumerate(children):
            if element.tag == "h2":
                more = self._more(children[index + 1 :])
                self._dress(element, element.attrib.pop("data-rs-icon", ""), more)

    def _more(self, following: list[Element]) -> str:
        for element in following:
            if element.tag in {"h1", "h2"}:
                break
            for inner in element.iter():
                if found := self.state.sections.get(id(inner)):
                    self.state.sections[id(inner)] = (found[0], "")
                    return found[1]
        return ""

    def _dress(self, heading: Element, icon: str, more: str) -> None:
        title = Element("span", {"class": "rs-h__text"})
        if note := heading.attrib.pop("data-rs-note", ""):
            title.set("data-rs-note", note)
        title.text, heading.text = heading.text, None
        links: list[Element] = []
        for child in list(heading):
            heading.remove(child)
            (links if "headerlink" in child.get("class", "") else title).append(child)
        words = HTML_PLACEHOLDER_RE.sub("", "".join(title.itertext()))
        is_long = len(words) > _TITLE or longest_word(words) > (_CV_WORD if self.state.page.layout == "cv" else _WORD)
        names = (heading.get("class"), "rs-h", "rs-h--long" if is_long else "")
        heading.set("class", " ".join(name for name in names if name))
        if icon:
            SubElement(heading, "span", {"class": "rs-h__icon"}).text = self._icon(icon)
        heading.append(title)
        heading.extend(links)
        if more:
            SubElement(heading, "span", {"class": "rs-h__end"}).text = self.md.htmlStash.store(more)

    def _icon(self, name: str) -> str:
        site = self.state.site
        try:
            return self.md.htmlStash.store(str(site.renderer.icons.svg(name)))
        except MacroError as error:
            location = self.state.locator.location_of_line(
                re.escape(f"icon={name}") + "|" + re.escape(f'icon="{name}"')
            )
            site.report(Problem(location, error.message, "icon"))
            return ""


class BlocksInLines(PageProcessor, Treeprocessor):
    """Turns a paragraph with the output of a block macro inside its text into a `div`, as HTML requires."""

    def run(self, root: Element) -> None:
        if not self.state.blocks_in_lines:
            return
        for element in root.iter("p"):
            if element.text in self.state.blocks_in_lines and not len(element):
                continue  # the whole paragraph, which Python-Markdown replaces
            texts = [element.text, *(child.tail for child in element)]
            if any(placeholder in text for text in texts if text for placeholder in self.state.blocks_in_lines):
                element.tag = "div"


class LeftOverLinks(PageProcessor, Treeprocessor):
    """Puts a link to the whole list below the list if there is no heading for it."""

    def run(self, root: Element) -> None:
        links = {id(element): more for element, more in self.state.sections.values() if more}
        for parent in list(root.iter()) if links else ():
            for index, child in reversed(list(enumerate(parent))):
                if more := links.get(id(child), ""):
                    link = Element("p", {"class": "rs-more-link"})
                    link.text = self.md.htmlStash.store(more)
                    parent.insert(index + 1, link)


def register_headings(md: markdown.Markdown, state: State) -> None:
    """Adds the processors. The table of contents has priority 5, so `PrepareHeadings` runs before it."""
    md.treeprocessors.register(PrepareHeadings(md, state), "rs-prepare-headings", 7)
    md.treeprocessors.register(FinishHeadings(md, state), "rs-finish-headings", 3)
    md.treeprocessors.register(BlocksInLines(md, state), "rs-blocks-in-lines", 2.5)
    md.treeprocessors.register(LeftOverLinks(md, state), "rs-left-over-links", 2)
