"""The page that a call or a view is rendered for."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from mkdocs_researcher.errors import Location

Frame = Literal["sidebar", "header", "none"]
Layout = Literal["", "home", "landing", "feed", "cv", "list", "paper", "page"]


class Reference(NamedTuple):
    """A work in the page's bibliography.

    Attributes:
        anchor: id of its element.
        number: its number, or the placeholder of one that is not known yet; 0 if the works are not numbered.
        title: Markdown.
    """

    anchor: str
    number: int | str
    title: str = ""


class PendingList(NamedTuple):
    """A list of the works that the page cites, to be made once all citations are known.

    Attributes:
        placeholder: the HTML in its place until then.
        titles: titles of the works that it would show if they were cited, by their ids.
        is_numbered: whether its works are numbered.
        make: makes its HTML from the ids of the cited works, in the order of their first citation.
    """

    placeholder: str
    titles: Mapping[str, str]
    is_numbered: bool
    make: Callable[[Sequence[str]], str]


@dataclass(eq=False)
class Page:
    """A page of the site during its conversion.

    Attributes:
        path: path below `docs_dir`, with forward slashes; empty if unknown.
        url: address below the site's root, such as `papers/`.
        read: returns the whole text of the file, including the front matter; empty if unknown.
        file: the host's object for the file, which identifies it.
        frame: position of the profile on the page.
        columns: the columns of the theme, `navigation` and `toc`, that stay visible next to a profile in the sidebar.
        person: id of the person whose page it is, from its front matter; empty for none.
        language: its language, from its front matter; empty for that of the site.
        layout: the kind of page, from its front matter or its content; empty for none.
        own_template: the author's template for the page; empty for the theme's.
        is_converted: whether our Markdown extension has seen its text.
        named: whether a macro on it shows the owner's name as the only `h1`.
        top: id of the element that shows the name as the page's `h1`; empty if there is none in the text.
        anchors: ids in use on the page.
        symbols: icons that the page already contains as symbols.
        references: the works of the page's bibliographies by their ids.
        pending: the lists of cited works, in the order of the page.
        reserved: works of `pending` that have been cited so far, by their ids.
        mentioned: ids of all works that have been cited so far, with or without an element to link back to.
        cited: ids of the elements that cite a work, by the id of the work.
        labels: names and year by which works are cited, by their ids.
        listed_twice: ids of works that are in an earlier bibliography, too, and whether that is the same work; cleared
            when reported.
    """

    path: str = ""
    url: str = ""
    display_path: str = "page"
    read: Callable[[], str] = str
    file: object = None
    frame: Frame = "none"
    columns: tuple[str, ...] = ()
    layout: Layout = ""
    person: str = ""
    language: str = ""
    own_template: str = ""
    is_converted: bool = False
    named: bool = False
    top: str = ""
    anchors: set[str] = field(default_factory=set)
    symbols: set[str] = field(default_factory=set)
    references: dict[str, Reference] = field(default_factory=dict)
    pending: list[PendingList] = field(default_factory=list)
    reserved: dict[str, Reference] = field(default_factory=dict)
    mentioned: dict[str, None] = field(default_factory=dict)
    cited: dict[str, list[str]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    listed_twice: list[tuple[str, bool]] = field(default_factory=list)

    @property
    def has_name(self) -> bool:
        """True if the page's frame or a macro shows the owner's name as the only `h1`."""
        return self.named or self.frame != "none"

    @property
    def has_citations(self) -> bool:
        return bool(self.references or self.mentioned or self.labels)

    @functools.cached_property
    def source(self) -> str:
        """The whole text of the file, read when it is first needed."""
        return self.read()

    def location_of(self, field: str) -> Location:
        """The location of a field of the front matter."""
        lines = enumerate(self.source.split("\n"), 1)
        return Location(self.display_path, next((line for line, text in lines if text.startswith(f"{field}:")), 0))

    def use_main_template(self) -> None:
        """Notes that the theme's template is used after all, not the author's."""
        self.own_template = ""

    @property
    def shown_name(self) -> tuple[bool, str, Layout]:
        """The fields that a macro with the owner's name changes, for `restore_name`."""
        return self.named, self.top, self.layout

    def restore_name(self, named: bool, top: str, layout: Layout) -> None:
        self.named, self.top, self.layout = named, top, layout

    def show_name(self, layout: Layout) -> str:
        """Notes that a macro shows the owner's name; returns the id of its element if that is the page's `h1`.

        Args:
            layout: that of the page, unless it has another one or a frame.
        """
        anchor = "" if self.has_name else self.new_top()
        self.named = True
        if self.frame == "none":
            self.layout = self.layout or layout
        return anchor

    def new_top(self) -> str:
        """A new id for the element that shows the name as the page's `h1`."""
        self.top = self.unique("rs-top")
        return self.top

    def unique(self, anchor: str) -> str:
        """The anchor, with a number if it is in use on the page already; it is in use from now on."""
        name, number = anchor, 1
        while name in self.anchors:
            number += 1
            name = f"{anchor}-{number}"
        self.anchors.add(name)
        return name
