"""Support for unchanged pages of AcadHomepage in `docs/`: their markup works, but nothing in them becomes data.

Paper boxes get our classes, kramdown's line breaks, escapes and heading ids work, and Liquid is removed and reported.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

import markdown

from mkdocs_researcher.errors import Location, Problem, Severity
from mkdocs_researcher.fields.spans import html_tokens
from mkdocs_researcher.fields.text import plain_text
from mkdocs_researcher.fields.urls import is_external
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.syntax.state import State, demotion

_CLASSES = {
    "paper-box": "rs-paper",
    "paper-box-top": "rs-paper",
    "paper-box-bottom": "rs-paper",
    "paper-box-image": "rs-fig",
    "paper-box-text": "rs-body rs-text",
    "badge": "rs-badge",
}
# Elements that the template's style sheet defines, and their HTML equivalents.
_ELEMENTS = {"papertitle": "strong", "highlight": "mark"}
_HEADING = r"(?m)^(#{1,6})(?=[ \t])[ \t]*(.*?)[ \t]*#*[ \t]*$"
# A mark after an author's name, which MathJax rendered on the old site.
_MARK = r"\$\s*\^\s*\{?\s*(\\d?dagger|\\ast|[*#\d†‡§¶])\s*\}?\s*\$"
_MARKS = {"\\dagger": "†", "\\ddagger": "‡", "\\ast": "&#42;", "*": "&#42;"}
_LIST_AFTER_TEXT = r"(?m)^(?![ \t]*(?:[-*+]|\d+[.)])[ \t])(?![ \t]{2})(?=[ \t]*+\S)[^\n]*+\n(?=(?:[-*+]|1[.)])[ \t])"
_LIQUID = "Liquid is not interpreted here, so '{}' and all other Liquid on the page is left out"
_INCLUDE = "'{}' is not included, since Liquid is not interpreted here; write its text in this page"
_VALUE = "'{}' is filled in only by Jekyll, so it is left out; write the text that it stands for"
_NO_TOTAL = "the number of citations is left out; it needs data/counts.json, or a Scholar link in data/profile.yml"
_NO_NUMBER = "no paper of data/papers.yml has 'scholar: {}', so its citations are not shown"
OLD_CLASSES = frozenset(_CLASSES)


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


class _Tag(NamedTuple):
    name: str
    start: int
    end: int
    attributes: dict[str, str | None]
    is_end: bool = False

    @property
    def classes(self) -> list[str]:
        return (self.attributes.get("class") or "").split()

    @property
    def is_box(self) -> bool:
        return any(_CLASSES.get(name) == "rs-paper" for name in self.classes)

    def written(self) -> str:
        name = _ELEMENTS.get(self.name, self.name)
        if self.is_end:
            return f"</{name}>"
        values = (f" {key}" if value is None else f' {key}="{escape(value)}"' for key, value in self.attributes.items())
        return f"<{name}{''.join(values)}>"


def _nesting(tags: list[_Tag]) -> tuple[dict[int, int], set[int]]:
    """The index of each element's end tag, and the elements that contain Markdown."""
    open_tags: list[int] = []
    ends: dict[int, int] = {}
    with_markdown: set[int] = set()
    for index, tag in enumerate(tags):
        if not tag.is_end:
            open_tags.append(index)
            if "markdown" in tag.attributes:
                with_markdown.update(open_tags)
        elif any(tags[start].name == tag.name for start in open_tags):
            while tags[start := open_tags.pop()].name != tag.name:
                pass
            ends[start] = index
    return ends, with_markdown


class OldPage:
    """One page while it is rewritten.

    Args:
        visible: the same with code and comments replaced by spaces.
        md: the converter, which shows whether the site uses attribute lists.
    """

    def __init__(self, text: str, visible: str, state: State, md: markdown.Markdown) -> None:
        self.text = text
        self.visible = visible
        self.state = state
        self.has_attribute_lists = "attr_list" in md.treeprocessors
        self.first_line = max(1, len(state.page.source.split("\n")) - len(state.lines) + 1)

    def rewritten(self) -> str:
        tokens = (token for token in html_tokens(self.visible) if token.name)
        tags = [_Tag(token.name, token.start, token.end, dict(token.attributes), token.is_end) for token in tokens]
        tag_edits = list(self._tags(tags))
        numbers = [edit for edit in tag_edits if edit.text.startswith("{{")]
        edits = [*tag_edits, *self._liquid(numbers), *self._kramdown(), *self._headings()]
        parts, end = [], 0
        for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
            if edit.start >= end:  # else it lies within a replaced element
                parts += [self.text[end : edit.start], edit.text]
                end = edit.end
        return "".join([*parts, self.text[end:]])

    def _report(self, offset: int, message: str, severity: Severity) -> None:
        line = self.first_line + self.text.count("\n", 0, offset)
        location = Location(self.state.page.display_path, line)
        self.state.site.report(Problem(location, message, severity=severity))

    def _tags(self, tags: list[_Tag]) -> Iterator[_Edit]:
        ends, with_markdown = _nesting(tags)
        box_ends = {ends[index] for index, tag in enumerate(tags) if tag.is_box and index in ends}
        for index, tag in enumerate(tags):
            end = tags[ends[index]] if index in ends else tag
            if tag.is_end:
                if index in box_ends:
                    yield _Edit(tag.start, tag.end, f"\n{tag.written()}\n</div>\n")
                elif tag.name in _ELEMENTS:
                    yield _Edit(tag.start, tag.end, tag.written())
            elif (number := self._number(tag)) is not None:
                yield _Edit(tag.start, end.end, number)
            else:
                yield from self._start(tag, parses=index in with_markdown, is_whole=index in ends)

    def _start(self, tag: _Tag, *, parses: bool, is_whole: bool) -> Iterator[_Edit]:
        attributes = {**tag.attributes}
        if ours := [_CLASSES[name] for name in tag.classes if name in _CLASSES]:
            attributes["class"] = " ".join([*tag.classes, *ours])
        if tag.is_box and "paper-box-image" not in self.visible[tag.end :].partition("paper-box-text")[0]:
            attributes["class"] = f"{attributes['class']} rs-paper--text"
        for name in ("src", "href", "poster"):
            if url := attributes.get(name):
                attributes[name] = self._url(url, tag.start)
        if parses:
            attributes.setdefault("markdown", "1")
        written = tag._replace(attributes=attributes).written()
        if tag.is_box and is_whole:
            wrapper = _Tag("div", 0, 0, {"class": "rs", **({"markdown": "1"} if parses else {})}).written()
            written = f"\n{wrapper}\n{written}\n"
        elif parses:
            written = f"\n{written}\n"
        if written != self.text[tag.start : tag.end]:
            yield _Edit(tag.start, tag.end, written)

    def _url(self, url: str, offset: int) -> str:
        """The URL of a file as this page needs it; on the old site all pages were at the top."""
        urls, page = self.state.site.urls, self.state.page
        if is_external(url) or not posixpath.splitext(url)[1]:
            return url
        for path in (url.lstrip("/"), posixpath.join(posixpath.dirname(page.path), url)):
            if not urls.is_missing(path):
                return urls.resolve(path, page.url)
        self._report(offset, f"'{url}' is not a file in docs/", "warning")
        return url

    def _number(self, tag: _Tag) -> str | None:
        """The replacement of an element that a script of the template filled with a number; None for others."""
        site = self.state.site
        is_total = tag.attributes.get("id") == "total_cit"
        source = tag.attributes.get("src") or "" if tag.name == "img" else ""
        if is_total or "gs_data_shieldsio" in source or "{{" in source:
            if site.library.has("counts") or site.library.has("profile"):
                return "{{ citations() }}"
            self._report(tag.start, _NO_TOTAL, "info")
            return ""
        if "show_paper_citations" not in tag.classes:
            return None
        scholar_id = tag.attributes.get("data") or ""
        papers = site.library.optional(DATA_FILES["papers"]) if site.library.has("papers") else ()
        paper = next((paper for paper in papers if paper.scholar == scholar_id and not paper.hidden), None)
        if paper is None and scholar_id:
            self._report(tag.start, _NO_NUMBER.format(scholar_id), "info")
        return f'{{{{ citations("{paper.id}") }}}}' if paper else ""

    def _liquid(self, replaced: list[_Edit]) -> Iterator[_Edit]:
        reported = False
        for match in re.finditer(r"\{%[^{}]*%\}\n?|\{\{(?!-?\s*\w+\s*\()[^{}]*\}\}", self.visible):
            written = match[0].strip()
            if any(edit.start <= match.start() < edit.end for edit in replaced):
                continue
            if written.startswith("{{"):
                self._report(match.start(), _VALUE.format(written), "warning")
            elif written.strip("{%- ").startswith("include"):
                self._report(match.start(), _INCLUDE.format(written), "warning")
            elif not reported:
                reported = True
                self._report(match.start(), _LIQUID.format(written), "info")
            yield _Edit(match.start(), match.end(), "")

    def _kramdown(self) -> Iterator[_Edit]:
        for match in re.finditer(r"(?:(?<![ \t])[ \t]++)?\\\\$", self.visible, re.MULTILINE):
            yield _Edit(match.start(), match.end(), "  ")  # a line break
        for match in re.finditer(r"\\\|", self.visible):
            yield _Edit(match.start(), match.end(), "&#124;")
        for match in re.finditer(_MARK, self.visible):
            yield _Edit(match.start(), match.end(), f"<sup>{_MARKS.get(match[1], match[1])}</sup>")
        for match in re.finditer(_LIST_AFTER_TEXT, self.visible):
            yield _Edit(match.end(), match.end(), "\n")  # in kramdown a list needs no empty line before it
        for match in re.finditer(r"(?<=\|)\n\{:[^{}\n]*\}[ \t]*$", self.visible, re.MULTILINE):
            yield _Edit(match.start(), match.end(), "")  # Python-Markdown has no attributes of tables

    def _headings(self) -> Iterator[_Edit]:
        """Headings with kramdown's ids, one level down where the page would have several titles."""
        step = "" if self.state.framed else "#" * demotion(self.visible)
        for match in re.finditer(_HEADING, self.visible):
            title = self.text[match.start(2) : match.end(2)]
            anchor = "".join(c for c in plain_text(title).lower() if c.isalnum() or c in " -_").replace(" ", "-")
            attributes = f" {{: #{anchor} }}" if self.has_attribute_lists and anchor and "{" not in title else ""
            yield _Edit(match.start(), match.end(), f"{(match[1] + step)[:6]} {title}{attributes}")
