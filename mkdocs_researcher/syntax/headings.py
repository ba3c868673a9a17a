"""Section headings: an icon tile, a hairline, a link to the whole list; on landing pages, two hairlines.

The icon is the one that the author writes (`## News { icon=material/fire }`), else an emoji at the start of the
heading, else that of the first macro below it, else the one for a common title such as "About".
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.treeprocessors import Treeprocessor

from mkdocs_researcher.errors import MacroError, Problem
from mkdocs_researcher.syntax.state import State, demotion

_EMOJI = re.compile(
    "^\\s*((?:[\U0001f1e6-\U0001f1ff]{2}|[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\u2139]"
    "[\ufe0f\u20e3]?[\U0001f3fb-\U0001f3ff]?(?:\u200d[\U0001f000-\U0001faff\u2640\u2642]\ufe0f?)*)+)\\s*"
)
_ICONS = (
    (
        ("about", "about me", "über mich", "bio", "short bio", "biography", "introduction", "welcome", "hi"),
        "material/hand-wave-outline",
    ),
    (("research", "research interests", "interests", "forschung", "recherche"), "material/flask-outline"),
    (("publications", "papers", "selected publications", "publikationen"), "material/file-document-multiple-outline"),
    (("contact", "get in touch", "office"), "material/email-outline"),
    (("teaching", "courses", "lehre", "enseignement"), "material/human-male-board"),
    (("service", "academic service", "professional service", "reviewing"), "material/account-group-outline"),
    (("talks", "invited talks", "presentations"), "material/presentation"),
    (("experience", "internships", "work experience", "employment"), "material/briefcase-outline"),
    (("students", "mentees", "group", "team", "people", "lab"), "material/account-multiple-outline"),
    (("projects", "software", "code", "open source"), "material/code-tags"),
    (("misc", "miscellaneous", "personal", "hobbies", "fun", "life"), "material/coffee-outline"),
    (("blog", "posts", "writing"), "material/post-outline"),
)
_BY_WORD = {word: icon for words, icon in _ICONS for word in words}
# The phrases that are such titles in the language of the page.
_KEYS = {
    "new_about": "about",
    "interests": "research",
    "papers": "papers",
    "cv_papers": "papers",
    "get_in_touch": "contact",
    "cv_teaching": "teaching",
    "cv_service": "service",
    "cv_talks": "talks",
    "cv_experience": "experience",
    "cv_projects": "projects",
}


class _Headings(Treeprocessor):
    def __init__(self, md: markdown.Markdown, state: State) -> None:
        super().__init__(md)
        self.state = state


class PrepareHeadings(_Headings):
    """Before the table of contents is made: sets levels, and takes emoji out of titles."""

    def run(self, root: Element) -> None:
        """Makes first-level headings sections if the frame shows the page's `h1`."""
        if self.state.framed:
            self._demote(root)
        for heading in root.iter("h2"):
            if self.state.dressed and heading.text and (match := _EMOJI.match(heading.text)):
                heading.set("data-rs-icon", match[1])
                heading.text = heading.text[match.end() :]
            if icon := heading.attrib.pop("icon", ""):
                heading.set("data-rs-icon", icon)
                self.state.has_icons = True

    def _demote(self, root: Element) -> None:
        step = demotion(self.state.page.source)
        for element in root.iter():
            if re.fullmatch(r"h[1-6]", str(element.tag)):
                level = int(element.tag[1])
                element.tag = f"h{max(2, min(6, level + step))}"


class FinishHeadings(_Headings):
    """After the table of contents is made: adds the icon tile and the link."""

    def run(self, root: Element) -> None:
        """Decorates the headings of sections."""
        if not (self.state.dressed or self.state.sections or self.state.has_icons):
            return
        for parent in list(root.iter()):
            self._dress_children(list(parent))

    @property
    def has_own_icons(self) -> bool:
        """True if headings get an icon without the author naming one; on landing pages they get two lines instead."""
        return self.state.framed and not self.state.page.is_landing

    def _dress_children(self, children: list[Element]) -> None:
        for index, element in enumerate(children):
            if element.tag == "h2":
                icon, more = self._section(children[index + 1 :])
                icon = element.attrib.pop("data-rs-icon", "") or (icon if self.has_own_icons else "")
                if self.state.dressed or icon or more:
                    self._dress(element, icon, more)

    def _section(self, following: list[Element]) -> tuple[str, str]:
        """Icon and link of the first macro in the section."""
        for element in following:
            if element.tag in {"h1", "h2"}:
                break
            for inner in element.iter():
                if found := self.state.sections.get(id(inner)):
                    self.state.sections[id(inner)] = (found[0], found[1], "")
                    return found[1], found[2]
        return "", ""

    def _by_word(self, title: Element) -> str:
        if not self.has_own_icons:
            return ""
        text = "".join(title.itertext()).strip().casefold()
        words = self.state.site.library_in(self.state.page.language).words
        own = (_BY_WORD[word] for key, word in _KEYS.items() if words[key].casefold() == text)
        return _BY_WORD.get(text) or next(own, "")

    def _dress(self, heading: Element, icon: str, more: str) -> None:
        centred = "rs-h--center" if self.state.page.is_landing else ""
        heading.set("class", " ".join(name for name in (heading.get("class"), "rs-h", centred) if name))
        title = Element("span", {"class": "rs-h__text"})
        title.text, heading.text = heading.text, None
        links: list[Element] = []
        for child in list(heading):
            heading.remove(child)
            (links if "headerlink" in child.get("class", "") else title).append(child)
        if icon := icon or self._by_word(title):
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


class BlocksInLines(_Headings):
    """Turns a paragraph with the output of a block macro inside its text into a `div`, as HTML requires."""

    def run(self, root: Element) -> None:
        """Changes the elements."""
        if not self.state.blocks_in_lines:
            return
        for element in root.iter("p"):
            if element.text in self.state.blocks_in_lines and not len(element):
                continue  # the whole paragraph, which Python-Markdown replaces
            texts = [element.text, *(child.tail for child in element)]
            if any(placeholder in text for text in texts if text for placeholder in self.state.blocks_in_lines):
                element.tag = "div"


class LeftOverLinks(_Headings):
    """Puts a link to the whole list below the list if there is no heading for it."""

    def run(self, root: Element) -> None:
        """Inserts the links."""
        links = {id(element): more for element, _, more in self.state.sections.values() if more}
        for parent in list(root.iter()) if links else ():
            for index, child in reversed(list(enumerate(parent))):
                if more := links.get(id(child), ""):
                    link = Element("p", {"class": "rs-more-link"})
                    link.text = self.md.htmlStash.store(more)
                    parent.insert(index + 1, link)


def register(md: markdown.Markdown, state: State) -> None:
    """Adds the processors. The table of contents has priority 5, so `PrepareHeadings` runs before it."""
    md.treeprocessors.register(PrepareHeadings(md, state), "rs-prepare-headings", 7)
    md.treeprocessors.register(FinishHeadings(md, state), "rs-finish-headings", 3)
    md.treeprocessors.register(BlocksInLines(md, state), "rs-blocks-in-lines", 2.5)
    md.treeprocessors.register(LeftOverLinks(md, state), "rs-left-over-links", 2)
