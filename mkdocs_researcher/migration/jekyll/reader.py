"""A Jekyll site as a new one: its pages, its collections, the files of `_data/`, a bibliography.

Each kind of template has a reader of its own that says what is special about it; this is what they share. Collections
that a kind does not know become pages, and loops over them are worked out.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from lxml.html import HtmlElement

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.names.matching import NameMatcher
from mkdocs_researcher.formats.source import Record, Records
from mkdocs_researcher.migration.addresses import Addresses
from mkdocs_researcher.migration.jekyll.layouts import Frame, around, layout_file, layouts_of, link_labels
from mkdocs_researcher.migration.jekyll.liquid import Hooks, Liquid
from mkdocs_researcher.migration.jekyll.liquid_filters import Documents, typed
from mkdocs_researcher.migration.jekyll.site import (
    Collection,
    Document,
    Jekyll,
    declared,
    navigation,
    text_in,
    title_of,
    words_in,
    words_list,
)
from mkdocs_researcher.migration.new_site import Marks, MigrationError, NewSite, OldPage, publish_files
from mkdocs_researcher.migration.old_site import Line, OldSite, as_items, as_mapping
from mkdocs_researcher.migration.page import PageReader
from mkdocs_researcher.migration.papers.buttons import shield_of
from mkdocs_researcher.migration.papers.groups import PaperGroups
from mkdocs_researcher.migration.project_file import put_project
from mkdocs_researcher.migration.tables import Words, at, data_of_kind
from mkdocs_researcher.migration.tree.blocks import BlockWriter
from mkdocs_researcher.migration.tree.cleaning import Cleaner, clean_page
from mkdocs_researcher.migration.tree.cleaning import replace as put_in_place
from mkdocs_researcher.migration.tree.lines import plain_markdown
from mkdocs_researcher.migration.tree.markdown_reader import MarkdownReader
from mkdocs_researcher.migration.tree.tree import contents, part, read_page

_NO_PAGE = "holds no page; they should be in its folder _pages"
_MOST_OPEN = 3_000  # readers of Markdown look for the end of each up to the end of the page
_MOST_TICKS = 50_000
_TOO_OPEN = "opens thousands of brackets, elements or code that never end, which no page needs, so its text is left out"
_BELOW_TITLE = data_of_kind("jekyll", "below_title")
_IN_SIGHT = 5


class _Shown(NamedTuple):
    file: str
    call: str
    arguments: str = ""


_CALLS = {name: _Shown(*shown) for name, shown in data_of_kind("jekyll", "collections").items()}
_TITLES = {"teaching": "course"}


class TemplateReader:
    """Makes a new site of an old one; a kind of template says what is special about it.

    Attributes:
        file_pages: pages whose address is that of a file, which was there in their place.
        layouts: those of the template; what others show is read from their files.
        replaced: includes in whose place the reader puts output of its own, each with its parameters.
        owner: knows whose site it is; None if nobody does.
        own: documents of collections that the kind does not know.
    """

    name = title = ""
    layouts: frozenset[str] = frozenset({"default", "compress", "none"})

    @staticmethod
    def fits(site: OldSite) -> bool:
        raise NotImplementedError

    def __init__(self, site: OldSite, collections: Sequence[str] = ()) -> None:
        self.site = site
        self.jekyll = Jekyll(site)
        self.config = self.jekyll.config
        self.records: Records = {}
        self.marks = Marks()
        pages = self.jekyll.pages()
        self.file_pages = [
            page for page in pages if site.holds(text_in(page.meta, "permalink").strip("/")) and page.path != "index.md"
        ]
        self.pages = [page for page in pages if page not in self.file_pages]
        self.known = tuple(collections)
        names = [*collections, *(name for name in declared(self.config) if name not in collections and name != "pages")]
        self.documents = {name: Collection(self.jekyll, name) for name in names}
        self.addresses: Addresses
        self.paper_groups = PaperGroups(site)
        self.scope: dict[str, Any] = {}
        self.data: list[OldPage] = []
        self.own: list[OldPage] = []
        self.owner: NameMatcher | None = None
        self.texts: list[str] = []
        self.replaced: dict[str, Mapping[str, Any]] = {}

    @functools.cached_property
    def link_labels(self) -> Mapping[str, str]:
        """What the site's layouts call the links to fields of documents."""
        return link_labels(self.site)

    def read(self) -> NewSite:
        """All of the site."""
        if not self.pages:
            raise MigrationError(f"{self.site.root.as_posix()} {_NO_PAGE}", self.site.notes)
        taken = {page.path for page in self.pages}
        for listed in self.documents.values():
            listed.name(taken)
            self.site.by_letters.update({path.lower(): path for path in listed.files})
        self.addresses = self.jekyll.addresses([*self.pages, *self._all_documents()])
        self._prepare_scope()
        self.read_data()
        for name, listed in self.documents.items():  # those of collections that the kind does not know are pages
            if name not in self.known and listed.has_pages:
                self.own += [doc for doc in listed if doc not in self.pages]
        self.pages += self.own
        tops = {page.path: self._work_out(page) for page in list(self.pages)}
        for doc in self._unlisted():
            self.pages.append(doc)
            tops[doc.path] = self.alone(doc) or self._work_out(doc)
        for page in [page for page in self.pages if not self._is_kept(page, tops[page.path])]:
            self._leave_out(page)
        written = {page.path for page in self.pages}
        known = self.addresses.pages.items()
        self.addresses.pages = {name: target for name, target in known if target.partition("#")[0] in written}
        names = [name for name in self.known if name in _CALLS and self._is_listed(name)]
        self.data += [self._in_data(doc) for name in names for doc in self.documents[name]]
        new = NewSite(self.site, self.pages, self.addresses, data=self.data)
        parts = [self._read_page(page, tops[page.path]) for page in self.pages]
        self.finish(new)
        new.around += self._frame()
        self.paper_groups.put(self.records, self.texts, parts)
        for page, made in zip(self.pages, parts, strict=True):
            text = self.marks.put("\n\n".join(part for part in made if part.strip())) + "\n"
            new.texts[f"docs/{page.path}"] = self._with_meta(page, text)
        self._write_data(new)
        return new

    def _all_documents(self) -> list[OldPage]:
        return [doc for docs in self.documents.values() for doc in docs]

    def _prepare_scope(self) -> None:
        self.scope = {name: typed(value) for name, value in self.jekyll.scope().items()}
        site = self.scope["site"]
        for name, listed in self.documents.items():
            site[name] = Documents(name, [Document(doc, name, self.html_of) for doc in listed])
        site["documents"] = [one for name in self.documents for one in site[name]]
        pages = [Document(page, "pages", self.html_of) for page in self.pages]
        site["pages"], site["html_pages"] = Documents("pages", pages), Documents("pages", pages)
        posts = site["related_posts"] = site.get("posts", [])
        for name in ("tags", "categories"):
            named = [(one, post) for post in posts for one in words_list(post.page.meta.get(name))]
            site[name] = {one: [post for said, post in named if said == one] for one, _ in named}

    def _unlisted(self) -> Iterator[OldPage]:
        """Documents that had a page on the old site and are on none of the new one: no page lists their collection."""
        for name in self.known:
            if self.documents[name].has_pages and not self._is_listed(name):
                yield from [doc for doc in self.documents[name] if doc not in self.pages]

    def _in_data(self, doc: OldPage) -> OldPage:
        """The front matter of a document that lists show; the rest of one with a page is for its page."""
        names = {"title", "description", "excerpt", *_below_title(doc)} if doc in self.pages else doc.meta.keys()
        return OldPage(doc.old, [], {name: doc.meta[name] for name in names if name in doc.meta}, head=doc.head)

    def _is_listed(self, name: str) -> bool:
        """Does a page call the macro that shows a collection, so that nothing of it is left?"""
        if name not in _CALLS:
            return True
        start = f"{{{{ {_CALLS[name].call}({_CALLS[name].arguments}"
        texts = (line.text for page in self.pages for line in page.lines)
        return any(start in self.marks.put(text) for text in texts if self.marks.in_text(text))

    def alone(self, doc: OldPage) -> list[str]:
        """The page of a document that no page lists, if the kind makes one; nothing for what it is by itself."""
        return []

    def html_of(self, doc: OldPage) -> str:
        lines = self._liquid(doc)
        if not doc.old.endswith((".md", ".markdown")):
            return "\n".join(line.text for line in lines)
        made = MarkdownReader().html("\n".join(line.text for line in lines))
        return made.replace("\n\n", "\n")

    def read_data(self) -> None:
        """Reads collections and data into records; adds documents that are pages to the pages."""

    def hooks(self, page: OldPage) -> Hooks:
        return Hooks()

    def before(self, page: OldPage) -> list[str]:
        """The template's part above a page: its title, and the line below it for this kind of document."""
        title, text = title_of(page), text_in(page.meta, "description")
        below = " · ".join(words for name in _below_title(page) if (words := words_in(page.meta, name)))
        name = str((self.records.get("profile") or {}).get("name") or "")
        is_named = page.path == "index.md" and title.casefold() == name.casefold()
        return [f"# {title}" if title and not is_named else "", below, text]

    def after(self, page: OldPage) -> str:
        """The template's part below a page, as lines of Markdown and marks."""
        return ""

    def options(self) -> dict[str, Any]:
        return {}

    def finish(self, new: NewSite) -> None:
        """Does what is left when all pages are read."""

    def navigation(self, pages: Sequence[OldPage]) -> list[tuple[str, Any]]:
        return list(navigation(pages))

    def add(self, file: str, record: Record, place: Location) -> Record | None:
        """Add an entry to a data file as far as it fits; report what does not."""
        fitted = self.site.fitted(file, record, place)
        if fitted is not None:
            self.records.setdefault(file, []).append(fitted)
        return fitted

    def set_profile(self, record: Record, place: Location) -> None:
        """Keeps what is known of the owner, as far as it fits; without a name it is nothing."""
        fitted = self.site.fitted("profile", record, place) if record["name"] else None
        if fitted is None:
            return
        self.records["profile"] = fitted
        self.owner = NameMatcher([fitted["name"], *fitted.get("aliases", [])])
        profiles = [str(link["scholar"]) for link in fitted.get("links", []) if "scholar" in link]
        self.addresses.scholars = {name for profile in profiles for name in re.findall(r"[\w-]{12}(?![\w-])", profile)}

    def _frame(self) -> Iterator[Line]:
        home = self._with_defaults(self.pages[0])
        frame = Frame(self.jekyll, self._scope_of(home), self.records.get("profile"))
        return frame.shown({**self.replaced, **layouts_of(OldSite(self.site.root), [home, *self.pages])})

    def _scope_of(self, page: OldPage) -> dict[str, Any]:
        return {**self.scope, "page": Document(page, "", self.html_of)}

    def _with_defaults(self, page: OldPage, kind: str = "pages") -> OldPage:
        """A page with the front matter that the settings give to all of its kind."""
        meta = page.meta
        for one in map(as_mapping, as_items(self.config.get("defaults"))):
            scope = as_mapping(one.get("scope"))
            if scope.get("type") in {None, "", kind} and scope.get("path") in {None, "", "_pages"}:
                meta = {**as_mapping(one.get("values")), **meta}
        return replace(page, meta=meta)

    def words_of(self, page: OldPage) -> Words:
        return Words(self.addresses.on("", "", self.addresses.repaired), None, page.head, page.old)

    def body_of(self, page: OldPage) -> str:
        """The body of a document as a text of data, with addresses from the docs folder."""
        self.addresses.page = "index.md"
        lines = self._liquid(page)
        self.data.append(OldPage(page.old, lines, {}))
        text = self.data_text(lines)
        if (plain := self.marks.without(text)) != text:
            message = "shows something here that texts in data files cannot; write its words into the new data file"
            self.site.note(lines[0].place, message, "info")
        return plain

    def data_text(self, lines: Sequence[Line]) -> str:
        found = clean_page(lines, self.addresses, self.marks) if lines else None
        if not found:
            return ""
        for frame in list(found[0].iter("iframe", "embed", "video", "audio")):  # texts in data show none
            link = part("a", [frame.get("title") or str(frame.get("src") or "")])
            link.set("href", str(frame.get("src") or ""))
            put_in_place(frame, link)
        for picture in list(found[0].iter("img")):
            if said := shield_of(str(picture.get("src") or "")).said:
                put_in_place(picture, part("span", [said]))
        text = "\n\n".join(BlockWriter(lines, step=1).blocks(contents(found[0]))).strip()
        return re.sub(r"(?<!\\)\[\^([\w-]{1,40})\](?:: ?)?", r"<sup>\1</sup> ", text)  # nor footnotes

    def data_line(self, text: str, place: Location) -> str:
        """A text of a data file as ours take it, with addresses from the docs folder."""
        if not re.search(r"<[a-z]|\]\(", text):
            return text
        self.addresses.page = "index.md"
        line = Line("", place.file, place.line or 1)
        made = plain_markdown(text, Cleaner(self.addresses, self.marks, [line]).clean)
        return re.sub(r"\n(?!\n|- )", "<br>", made)

    def _liquid(self, page: OldPage) -> list[Line]:
        own = self.hooks(page)

        def tag(name: str, rest: str, line: Line) -> str | None:
            made = own.tag(name, rest, line)
            return made if made is not None else self._linked(name, rest.strip())

        def include(file: str, given: Mapping[str, Any], line: Line) -> str | None:
            if (made := own.include(file, given, line)) is not None:
                self.replaced[f"_includes/{file}"] = given
            return made

        meta = {**page.meta, "url": f"/{page.known_as[0]}/" if page.known_as else "/", "path": page.old}
        return Liquid(self.site, {**self.scope, "page": typed(meta)}, own._replace(tag=tag, include=include)).run(
            page.lines
        )

    def _linked(self, name: str, target: str) -> str | None:
        if name not in {"link", "post_url"}:
            return None
        path = target if name == "link" else f"_posts/{target.rpartition('/')[2]}"
        known = [*self.pages, *self._all_documents()]
        ends = {path, f"{path}.md", f"{path}.markdown"}
        found = next((page for page in known if page.old[page.old.find(path) :] in ends), None)
        return f"/{found.known_as[0]}/" if found and found.known_as else f"/{path}" if self.site.holds(path) else None

    def _work_out(self, page: OldPage) -> list[str]:
        """Renders the Liquid of a page and what its template shows below it; what it shows above."""
        self.addresses.page = page.path
        top, above, below = self._in_layout(page)
        lines = [*above, *self._liquid(page), *below]
        last = (page.lines or page.head or [Line("", page.old, 1)])[-1]
        if _is_open("\n".join(line.text for line in lines)):
            self.site.note(last.place._replace(line=1), _TOO_OPEN)
            lines = []
        page.lines = self.marks.once(lines)
        return top

    def _in_layout(self, page: OldPage) -> tuple[list[str], list[Line], list[Line]]:
        """What the template shows above a page, as Markdown, and what is above and below its text as lines."""
        name = text_in(page.meta, "layout")
        if name not in self.layouts and layout_file(self.site, name):
            return [], *around(self.site, page, self._scope_of(page), self.hooks(page))
        if page in self.own:
            given = self._with_defaults(page, page.old.partition("/")[0].removeprefix("_"))
            if above := around(self.site, given, self._scope_of(given), self.hooks(page), "article")[0]:
                return [], above, []
        top, last = self.before(page), (page.lines or page.head or [Line("", page.old, 1)])[-1]
        return top, [], [Line(text, last.file, last.number) for text in self.after(page).split("\n")]

    def _read_page(self, page: OldPage, top: list[str]) -> list[str]:
        self.addresses.page = page.path
        reader = PageReader(self.site, self.addresses, self.records, self.paper_groups, self.marks, self.owner)
        reader.takes_data, reader.tree_of = self.takes_data(page), functools.partial(self.tree_of, page)
        reader.with_title = any(part.startswith("# ") for part in top)
        made = reader.read(page.lines)
        self.texts += reader.texts
        page.ids = reader.ids
        return [*top, *made]

    def tree_of(self, page: OldPage, lines: Sequence[Line]) -> HtmlElement:
        """The tree of a page before its addresses are those of the new site."""
        return read_page(lines, in_elements=at(self.config, "kramdown.parse_block_html") == "true")

    def takes_data(self, page: OldPage) -> bool:
        """Do lists of known sections on a page become data?"""
        return page.old.startswith("_pages/") or "/" not in page.old

    @staticmethod
    def _is_kept(page: OldPage, top: Sequence[str]) -> bool:
        shows = any(line.text.strip() for line in page.lines) or any(part.strip() for part in top[1:])
        return page.path == "index.md" or shows

    def _leave_out(self, page: OldPage) -> None:
        self.pages.remove(page)
        if page.meta.get("dropdown") != "true":
            self.site.note(Location(page.old), "contains nothing of yours, so there is no page for it", "info")

    @staticmethod
    def _with_meta(page: OldPage, text: str) -> str:
        title = " ".join(title_of(page).replace('"', "'").split())
        if not title or page.path == "index.md" or text.startswith(f"# {title}"):
            return text
        return f'---\ntitle: "{title}"\n---\n\n{text}'

    def _write_data(self, new: NewSite) -> None:
        publish_files(new, self.config, [page.old for page in self.pages])
        for listed in self.documents.values():
            new.copies.update({f"docs/{path}": old for path, old in listed.files.items()})
        put_project(new, self.config, self.records, self.navigation(new.pages), self.options())


def _below_title(page: OldPage) -> tuple[str, ...]:
    return tuple(_BELOW_TITLE.get(page.old.partition("/")[0].removeprefix("_"), "").split())


def _is_open(text: str) -> bool:
    pairs = (("[", "]"), ("{", "}"), ("<div", "</div"), ("<span", "</span"))
    never_end = any(text.count(start) - text.count(end) > _MOST_OPEN for start, end in pairs)
    return never_end or text.count("`") > _MOST_TICKS


def call_for(
    reader: TemplateReader, found: Documents | str, limit: str = "", *, style: str = "", group: str = ""
) -> str:
    """A mark for the call that shows a collection; nothing if there is nothing in it."""
    name = found if isinstance(found, str) else found.name
    kind = _CALLS.get(name)
    if kind is None:
        return ""
    entries = reader.records.get(kind.file) or []
    chosen = None if isinstance(found, str) else _chosen(reader, found)
    if not entries or chosen == []:
        return ""
    arguments = [kind.arguments]
    field = "id" if kind.file == "papers" else _TITLES.get(kind.file, "title")
    if chosen is not None:
        newest = sorted(entries, key=lambda one: str(one.get("date") or one.get("year") or ""), reverse=True)
        if kind.file in {"news", "posts"} and {entry.get(field) for entry in newest[: len(chosen)]} == set(chosen):
            limit = limit or str(len(chosen))
        else:
            listed = [entry[field] for entry in entries if entry.get(field) in chosen]
            arguments.append(f"select={json.dumps(listed, ensure_ascii=False)}")
    if limit.isdigit() and int(limit):
        arguments.append(f"limit={int(limit)}")
    elif kind.call == "news" and style != "scroll" and len(entries) > _IN_SIGHT:
        arguments.append(f"limit={len(entries)}")
    arguments += [f'style="{style}"'] * bool(style)
    arguments += ['sort="none"'] * (group == "category")  # the file holds them in the order of the categories
    arguments += [f'group_by="{group}"'] * bool(group)
    return reader.marks.block(f"{{{{ {kind.call}({', '.join(filter(None, arguments))}) }}}}")


def _chosen(reader: TemplateReader, found: Documents) -> list[Any] | None:
    """Titles, or ids of papers, of the documents that are asked for; None if it is all of them."""
    pages = [item.page for item in found.flat if isinstance(item, Document)]
    if len(pages) >= len(list(reader.documents.get(found.name, ()))):
        return None
    return [page.meta.get("paper_id") or title_of(page) for page in pages]
