"""The page that a call or a view is rendered for, and addresses in data as seen from it."""

from __future__ import annotations

import contextlib
import functools
import itertools
import os
import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import quote, unquote

from mkdocs_researcher.errors import Location, closest_match
from mkdocs_researcher.fields.urls import is_external

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
        cited: ids of the elements that cite a work and that it links back to, if any, by the id of the work.
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
    cited: dict[str, list[str]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    listed_twice: list[tuple[str, bool]] = field(default_factory=list)

    @property
    def has_name(self) -> bool:
        """True if the page's frame or a macro shows the owner's name as the only `h1`."""
        return self.named or self.frame != "none"

    @property
    def has_citations(self) -> bool:
        return bool(self.references or self.cited or self.labels)

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


# Addresses

_MAX_FILES = 5000
_LONGEST = 250  # of a path; the names of longer ones cannot be asked for everywhere
_ALIKE = 0.7
# What people write in place of an address.
_NO_ADDRESS = r"(?i)[^./#?]*\s[^./#?]*|tba|tbd|todo|soon|none|no|n/?a|yes|-"
_LEFT_OUT = (
    "MkDocs leaves {} out because of a dot at the start of its path, the folder templates/, or exclude_docs; "
    "move or rename it"
)
# An address that lacks a sign of its scheme.
_ADDRESS = r"https?:?/{1,2}(?=\w)|https?:(?=\w)"
Lookup = Callable[[str], str | None]
"""From a path below `docs_dir` to the address below the site's root; None if the file does not exist."""


class Urls:
    """Resolves addresses.

    Args:
        folder: the folder of the pages, for hints about names of files.
        anchored: receives the addresses that have an anchor in a page of the site.
    """

    def __init__(self, lookup: Lookup, folder: Path | None = None, anchored: set[str] | None = None) -> None:
        self.lookup = lookup
        self.folder = folder
        self.anchored = set() if anchored is None else anchored

    def is_missing(self, url: str) -> bool:
        """True if the address is the path of a missing file; anchors are checked when all pages are made."""
        if not _is_local(url):
            return False
        target, length = self._find(url)
        if url.startswith("#", length):
            self.anchored.add(url)
        return target is None

    def _find(self, url: str) -> tuple[str | None, int]:
        """The address of a file, None if it is missing, and the length of its path in the local address `url`.

        A path ends at the first `#` or `?`, unless only a file whose name contains this sign exists.
        """
        has_sign = "#" in url or "?" in url
        ends = [position for position, sign in enumerate(url) if sign in "#?" and position] if has_sign else []
        for end in (*ends, len(url)):
            for path in _forms(url[:end]):
                if (target := self.lookup(path)) is not None:
                    return target, end
        return None, min(ends, default=len(url))

    def missing_message(self, url: str, other_folder: str = "") -> str:
        """The message for a path of a missing file, with the remedy for a path such as `docs/a.png`.

        Args:
            other_folder: where it could be, too; empty for nowhere else.
        """
        message = f"there is no file '{url}' in the docs folder"
        message += f", nor in its {other_folder}" if other_folder else ""
        rest = url.lstrip("/").partition("/")[2]
        if rest and not self.is_missing(rest):
            return f"{message}; paths are relative to that folder, so write '{rest}'"
        before = re.split(r"[#?]", url)[0]
        left_out = _LEFT_OUT.format(f"'{before}'") if self._is_there(before) else ""
        is_folder = url.endswith("/") and self.folder and (self.folder / url).is_dir()
        folder = f"'{url}' is a folder; write the path of the file in it" if is_folder else ""
        if other := folder or _no_address(url) or left_out:
            return other
        beside = self.folder and self.folder.parent / _normal(before).lstrip("/")
        # Path.is_file() fails on names that are too long.
        if beside and ".." not in before and os.path.isfile(beside):  # noqa: PTH113
            return f"{message}; it is beside that folder, so move it into it"
        if hint := self.similar(before):
            return f"{message}{hint}"
        if before != url and "." not in posixpath.basename(before):
            return f"{message}; in the name of a file, # may be written as %23 and ? as %3F"
        return f"{message}; put it there, and write its path from there"

    def _is_there(self, path: str) -> bool:
        path = unquote(_normal(path))
        if self.folder is None or len(path) >= _LONGEST or path.startswith("/") or ".." in path.split("/"):
            return False  # nothing outside docs/ is looked for
        return (self.folder / path).is_file()

    def similar(self, path: str, page: str = "") -> str:
        """The end of a message about a missing file: what it is called, or where it is; empty if nothing is like it.

        Args:
            page: the page to which the hint is relative.
        """
        if address := re.match(_ADDRESS, path):
            return f"; a web address is written as 'https://{path[address.end() :]}'"
        if self.folder is None:
            return ""
        if self._is_there(path):
            return f"; {_LEFT_OUT.format('it')}"
        name = unquote(_normal(path))
        files = _files_below(self.folder)
        parts = [(file, file.casefold()) for file in files]
        stem, base = posixpath.splitext(name)[0].casefold(), posixpath.basename(name).casefold()

        def shown(file: str) -> str:
            return f"'{posixpath.relpath(file, posixpath.dirname(page) or '.')}'"

        for file, folded in parts:
            if folded == name.casefold():
                return f"; it is called {shown(file)}, and upper and lower case matter"
        for file, folded in parts:
            is_like = posixpath.splitext(folded)[0] == stem and (page or not folded.endswith(".md"))
            if is_like or posixpath.basename(folded) == base:
                return f"; there is {shown(file)}"
        beside = [file for file in files if posixpath.dirname(file) == posixpath.dirname(name)]
        by_stem = {posixpath.splitext(posixpath.basename(file))[0]: file for file in beside}
        match = closest_match(posixpath.splitext(posixpath.basename(name))[0], by_stem, _ALIKE)
        return f", did you mean {shown(by_stem[match])}?" if match else ""

    def resolve(self, url: str, page_url: str) -> str:
        """The address as seen from a page.

        Args:
            url: address, or path below `docs_dir`, which may end in `?query` or `#anchor`.
            page_url: address of the page below the site's root.
        """
        if not _is_local(url):
            return url
        target, length = self._find(url)
        if target is None:
            target = quote(_normal(unquote(url[:length])))
        return relative_url(target, page_url) + url[length:]


def _no_address(url: str) -> str:
    """The message about words, or the id of a paper, in place of an address; empty for anything else."""
    if re.fullmatch(_NO_ADDRESS, url):
        return f"'{url}' is not an address; write it as note:, or leave out the line until there is one"
    from mkdocs_researcher.fields.identifiers import IDENTIFIERS  # noqa: PLC0415 - for messages only

    for name in ("arxiv", "doi"):
        with contextlib.suppress(ValueError):
            IDENTIFIERS[name].normalize(url)
            return f"'{url}' is {IDENTIFIERS[name].noun} and no address; write {name}: {url}, which makes the links"
    return ""


def _files_below(folder: Path) -> list[str]:
    paths = itertools.islice(folder.rglob("*"), _MAX_FILES)
    return sorted(path.relative_to(folder).as_posix() for path in paths if path.is_file())


def _is_local(url: str) -> bool:
    """True for a path, perhaps with an anchor; False for other addresses and for anchors of the same page."""
    return bool(url) and url[0] not in "#?" and not is_external(url)


def _normal(path: str) -> str:
    return posixpath.normpath(path)


def _forms(path: str) -> Iterator[str]:
    """The paths that an author may mean: decoded, as written, and with letters put together or apart as on a Mac."""
    decoded = _normal(unquote(path)) if "%" in path else _normal(path)
    yield decoded
    if "%" in path:
        yield _normal(path)
    if not decoded.isascii():
        for form in ("NFC", "NFD"):
            yield unicodedata.normalize(form, decoded)


@functools.lru_cache(maxsize=4096)
def relative_url(target: str, page_url: str) -> str:
    """A site address as seen from a page: `papers/` is `../papers/` from `cv/`, and the root is `./` from itself."""
    start = posixpath.dirname(page_url) or "."
    if target in {"", "./"}:
        target = "."
    result = posixpath.relpath(target, start)
    return f"{result}/" if target.endswith("/") or target == "." else result


def folder_lookup(
    docs_dir: Path, *, directory_urls: bool = True, is_left_out: Callable[[str], bool] = lambda path: False
) -> Lookup:
    """A lookup in a plain folder, with the rule of MkDocs for the addresses of pages."""

    def lookup(path: str) -> str | None:
        try:
            if path.startswith("../") or not (docs_dir / path).is_file() or is_left_out(path):
                return None
        except (OSError, ValueError):  # too long, or with characters that a file name cannot contain
            return None
        stem, ending = posixpath.splitext(path)
        if ending.lower() not in {".md", ".markdown"}:
            return quote(path)
        folder, name = posixpath.split(stem)
        is_index = name.lower() in {"index", "readme"}
        if not directory_urls:
            return quote(f"{folder}/index.html".lstrip("/") if is_index else f"{stem}.html")
        return quote(f"{folder}/".lstrip("/") if is_index else f"{stem}/")

    return lookup
