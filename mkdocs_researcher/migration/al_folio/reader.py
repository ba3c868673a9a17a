"""al-folio: a bibliography in BibTeX, news and projects as collections, a CV as data.

See https://github.com/alshedivat/al-folio.
"""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lxml.html import HtmlElement

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.urls import is_external
from mkdocs_researcher.formats.bibtex.entries import Entry as BibEntry
from mkdocs_researcher.formats.bibtex.entries import decode, parse_bibtex
from mkdocs_researcher.migration.al_folio import data as about
from mkdocs_researcher.migration.al_folio.data import Bibliography, options_of
from mkdocs_researcher.migration.jekyll.documents import read_documents
from mkdocs_researcher.migration.jekyll.layouts import layout_file
from mkdocs_researcher.migration.jekyll.liquid import Hooks, expressions_in
from mkdocs_researcher.migration.jekyll.owner import CvSections
from mkdocs_researcher.migration.jekyll.owner import portrait as find_portrait
from mkdocs_researcher.migration.jekyll.reader import TemplateReader, call_for
from mkdocs_researcher.migration.jekyll.site import text_in, title_of, words_in
from mkdocs_researcher.migration.new_site import NewSite, OldPage
from mkdocs_researcher.migration.old_site import Line, OldSite, as_mapping
from mkdocs_researcher.migration.tables import data_of_kind
from mkdocs_researcher.migration.tree.markdown_reader import Tags, without_tags_in_code
from mkdocs_researcher.migration.tree.tree import parse, words

_SILENT = frozenset(data_of_kind("al-folio", "silent").split())
_MEDIA = {
    "figure": '<figure><img src="{0}" alt="{1}">{2}</figure>',
    "video": '<figure><video src="{0}" controls></video>{2}</figure>',
    "frame": '<figure><iframe src="{0}" loading="lazy" allowfullscreen></iframe>{2}</figure>',
    "audio": '<audio src="{0}" controls></audio>',
}


def _medium(kind: str, given: Mapping[str, Any]) -> str:
    """What `figure.liquid`, `video.liquid` and `audio.liquid` show."""
    path, caption = text_in(given, "url") or text_in(given, "path"), text_in(given, "caption")
    if kind == "video" and not path.lower().endswith((".mp4", ".webm", ".ogv", ".mov")):
        kind = "frame"
    alt = html.escape(text_in(given, "alt") or text_in(given, "title") or words(parse(caption)))
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return _MEDIA[kind].format(_address(path), alt, below) if path else ""


def _address(path: str) -> str:
    return html.escape(path if "://" in path or path.startswith("/") else f"/{path}")


_BIBLIOGRAPHIES = "assets/bibliography"  # those of posts in the style of Distill
_UNKNOWN = "cites '{key}', which is in no bibliography of this page, so the citation is left out"
_LISTS = {"news": "news", "latest_posts": "posts", "courses": "teachings"}
_COLLECTIONS = ("news", "projects", "teachings", "posts", "books")
_CONFIG_KEYS = ("enable_publication_thumbnails", "filtered_bibtex_keywords", "enable_publication_badges")
_ABOUT_KEYS = frozenset(data_of_kind("al-folio", "known").split())
_TROPHIES = "the trophies of GitHub are drawn by another server, so they are left out"
_OWN_KEY = "is nothing that al-folio knows; if a layout of yours does, write what it shows into the new page"


class AlFolio(TemplateReader):
    """A site of this kind as a new one."""

    name, title = "al-folio", "al-folio"
    layouts = frozenset(data_of_kind("al-folio", "layouts").split())

    @staticmethod
    def fits(site: OldSite) -> bool:
        if layout_file(site, "bib") and (layout_file(site, "about") or site.folder("_bibliography")):
            return True
        config = OldSite(site.root).data("_config.yml")
        known = isinstance(config, dict) and any(name in config for name in _CONFIG_KEYS)
        return known or bool(site.folder("_bibliography", ".bib") and site.holds("_data/coauthors.yml"))

    def __init__(self, site: OldSite) -> None:
        super().__init__(site, _COLLECTIONS)
        if text_in(self.config, "title") == "blank":  # al-folio then shows the name
            self.config = {**self.config, "title": ""}
        self.bibliography = Bibliography(site, self.config)
        self.socials = site.data(about.SOCIALS)
        self.cv = CvSections(self, self._cv_file(), lambda: bool(self.bibliography.keys))
        self.has_search = False

    def read_data(self) -> None:
        for name in _COLLECTIONS:
            read_documents(self, name)
        home = self.pages[0]
        self.set_profile(about.read_profile(self.site, self.config, self.socials, home), Location(home.old))
        self.data.append(home)
        place = Location(about.VENUES)
        for venue in about.read_venues(self.site.data(about.VENUES)):
            self.add("venues", venue, place)
        for person in about.read_people(self.site, self.site.data(about.COAUTHORS), self.bibliography):
            self.add("people", person, Location(about.COAUTHORS))
        if any(page.meta.get("layout") == "cv" for page in self.pages):
            self.cv.read()

    def _cv_file(self) -> str:
        listed = self.config.get("jekyll_get_json")
        names = [str(item.get("json")) for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
        path = next((name for name in names if self.site.holds(name)), "assets/json/resume.json")
        format_ = {text_in(page.meta, "cv_format") for page in self.pages if page.meta.get("layout") == "cv"}
        layout = "".join(line.text for line in OldSite(self.site.root).lines(layout_file(self.site, "cv")) or ())
        of_data = "site.data.cv" in layout and "site.data.resume" not in layout and not any(format_)
        is_json = bool(names) or "jsonresume" in format_ or not self.site.holds("_data/cv.yml")
        is_json = is_json and not of_data
        return path if is_json and "rendercv" not in format_ and self.site.holds(path) else "_data/cv.yml"

    # Parts that the template puts around a page

    def before(self, page: OldPage) -> list[str]:
        page.lines = self._with_citations(page)
        if any("postlist" in line.text or "paginator" in line.text for line in page.lines):
            page.lines = self._blog(title_of(page))
        if page.meta.get("layout") != "about":
            people = map(_with_places, _dicts(page.meta.get("authors")))  # of a post in the style of Distill
            return [*super().before(page), "<br>".join(filter(None, people))]
        own = self._own_texts(page)
        for name, value in page.meta.items():
            if name not in {*_ABOUT_KEYS, *own} and value and value != "false":
                self.site.note(Location(page.old), f"{name}: {_OWN_KEY}")
        if page.path == "index.md":
            return []
        return [f"# {title_of(page)}", text_in(page.meta, "subtitle")]

    def _blog(self, title: str) -> list[Line]:
        if not self.records.get("posts"):
            return []
        name, text = text_in(self.config, "blog_name"), text_in(self.config, "blog_description")
        heading = f"## {name}" if name and name.casefold() != title.casefold() else ""
        made = "\n\n".join((heading, text, call_for(self, "posts", group="year")))
        return [Line(part, "_config.yml", 1) for part in made.split("\n")]

    def after(self, page: OldPage) -> str:
        layouts: dict[str, Callable[[OldPage], str]] = {
            "about": self._below_about,
            "book-review": self._below_book,
            "book-shelf": lambda page: call_for(self, text_in(page.meta, "collection") or "books"),
            "cv": self.cv.page,
            "distill": self._below_distill,
            "profiles": lambda page: "\n\n".join(self._person(page, one) for one in _dicts(page.meta.get("profiles"))),
        }
        below = layouts.get(text_in(page.meta, "layout"))
        return (below(page) if below else "") + self._related(page)

    def _below_book(self, page: OldPage) -> str:
        cover, buy, review = (text_in(page.meta, name) for name in ("cover", "buy_link", "goodreads_review"))
        cover = cover if is_external(cover) else self.addresses.find(cover)
        made = (
            cover and f"![Cover of {title_of(page)}](<{cover if is_external(cover) else f'/{cover}'}>)",
            buy and f"<{buy}>",
            review and f"[Goodreads](https://www.goodreads.com/review/show/{review})",
        )
        return "".join(f"\n\n{part}" for part in made if part)

    def _below_about(self, page: OldPage) -> str:
        made = ""
        if (news := self._setting(page, "announcements", "news")) is not None and self.records.get("news"):
            limit = text_in(news, "limit")
            scrolls = text_in(news, "scrollable") == "true" and len(self.records["news"]) > 3
            made += "\n\n## News" + call_for(self, "news", limit, style="scroll" if scrolls else "")
        if (posts := self._setting(page, "latest_posts")) is not None and self.records.get("posts"):
            made += "\n\n## Latest posts" + call_for(self, "posts", text_in(posts, "limit"))
        if page.meta.get("selected_papers") == "true":
            line = Line("", page.old, 1)
            call = self.bibliography.call({"query": "@*[selected=true]*"}, line, {})
            made += f"\n\n## Selected publications{self.marks.block(call)}" if call else ""
        if page.meta.get("social") == "true" and (note := text_in(self.config, "contact_note")):
            made += f"\n\n{note}"
        return "\n\n".join([made, *self._own_texts(page).values()])

    def _own_texts(self, page: OldPage) -> dict[str, str]:
        """The texts in the front matter that the site's own layout of this page shows, at its end as a rule."""
        path = layout_file(self.site, "about")
        layout = "\n".join(line.text for line in self.site.lines(path) or ()) if path else ""
        printed = (said.partition("|")[0].strip() for said in expressions_in(layout))
        shown = {said.removeprefix("page.") for said in printed if said.startswith("page.")} - _ABOUT_KEYS
        return {name: value for name, value in page.meta.items() if isinstance(value, str) and name in shown}

    def _setting(self, page: OldPage, *names: str) -> Mapping[str, Any] | None:
        """Settings of a part of the about page; None if it is not shown. Older sites have them in `_config.yml`."""
        for name in names:
            value = page.meta.get(name)
            if isinstance(value, dict) and value.get("enabled") == "true":
                return value
            if value == "true":
                return as_mapping(self.config.get(name))
        return None

    def _person(self, page: OldPage, item: Mapping[str, Any]) -> str:
        image = find_portrait(text_in(item, "image"), self.site, Location(page.old))
        side = "left" if text_in(item, "align") == "left" else "right"
        made = f'<p><img src="{_address(image)}" alt="" width="200" align="{side}"></p>' if image else ""
        path = f"_pages/{text_in(item, 'content')}"
        document = self.jekyll.document(path) if text_in(item, "content") and self.site.holds(path) else None
        body = "\n".join(line.text for line in document.lines) if document else ""
        return f'\n\n{made}\n\n{body}\n\n{text_in(item, "more_info")}\n\n<hr style="clear: both">\n\n'

    # Parts of pages

    def tree_of(self, page: OldPage, lines: Sequence[Line]) -> HtmlElement:
        """The tree of a page with Material's grids in place of Bootstrap's."""
        body = super().tree_of(page, lines)
        for element in body.iter("div", "a"):
            if element.tag == "a" and element.get("href", "").startswith(".#"):
                element.set("href", element.get("href", "")[1:])
            elif element.tag == "div" and element.get("class", "").startswith("row"):
                element.set("class", element.get("class", "").replace("row", "grid", 1))
        return body

    def _with_citations(self, page: OldPage) -> list[Line]:
        """The lines of a post in the style of Distill with calls of `cite()`, and footnotes in brackets."""
        text = "\n".join(line.text for line in page.lines)
        known = self.bibliography.keys | self._entries_of_post(page).keys()
        made, position = [], 0
        for tag in Tags(without_tags_in_code(text)).found if "<d-" in text else ():
            if tag.name not in {"d-cite", "d-footnote"}:
                continue
            if tag.name == "d-footnote":
                shown = ")" if tag.closes else " ("
            else:
                line = page.lines[text.count("\n", 0, tag.start)]
                shown = "" if tag.closes else self._cited_here(tag.attributes, known, line)
            made += [text[position : tag.start], shown, "\n" * text.count("\n", tag.start, tag.end)]
            position = tag.end
        new = "".join([*made, text[position:]]).split("\n")
        return [line._replace(text=one) for line, one in zip(page.lines, new, strict=False)]

    def _cited_here(self, attributes: Mapping[str, str | None], known: set[str], line: Line) -> str:
        given = attributes.get("key") or attributes.get("bibtex-key") or ""
        keys = [key.strip() for key in given.split(",") if key.strip()]
        for key in keys:
            if key not in known:
                self.site.note(line.place, _UNKNOWN.format(key=key))
        return self._cite([key for key in keys if key in known])

    def _cite(self, keys: Sequence[str]) -> str:
        given = json.dumps(keys[0] if len(keys) == 1 else keys, ensure_ascii=False)
        return self.marks.inline(f"{{{{ cite({given}) }}}}") if keys else ""

    def _bibliography_of(self, page: OldPage) -> str:
        """The file of a post's own bibliography; empty if it has none."""
        name = text_in(page.meta, "bibliography")
        path = f"{_BIBLIOGRAPHIES}/{name}"
        return path if re.fullmatch(r"[\w.-]+\.bib", name) and self.site.holds(path) else ""

    def _entries_of_post(self, page: OldPage) -> dict[str, BibEntry]:
        file = self.site.holds(self._bibliography_of(page))
        return parse_bibtex(decode(file.read_bytes())[0]).entries if file else {}

    def _below_distill(self, page: OldPage) -> str:
        path = self._bibliography_of(page)
        return self.marks.block(f"{{{{ bibliography({json.dumps(f'docs/{path}')}) }}}}") if path else ""

    def hooks(self, page: OldPage) -> Hooks:
        return Hooks(
            lambda found, line: (
                call_for(self, found.name if found.group else found) if found.name in self.known else None
            ),
            lambda name, rest, line: self._tag(name, rest, line, page),
            self._include,
        )

    def _tag(self, name: str, rest: str, line: Line, page: OldPage) -> str | None:
        if name == "bibliography":
            return self._bibliography(rest, line, page)
        if name in {"cite", "reference", "quote"}:
            keys = self._keys(rest)
            if not keys:
                self.site.note(line.place, f"'{{% {name} {rest} %}}' cites nothing of the bibliography", "info")
            return self._cite(keys)
        return self._other_tag(name, rest)

    def _other_tag(self, name: str, rest: str) -> str | None:
        if name == "file_exists":
            return "true" if self.site.holds(rest.strip().lstrip("/")) else "false"
        if name == "jupyter_notebook":
            path = rest.strip().lstrip("/")
            return f'<p><a href="/{path}">{posixpath.basename(path)}</a></p>'
        if name == "twitter" and rest.startswith("http"):
            return f"<{rest.split(maxsplit=1)[0]}>"
        return {"nocite": "", "bibliography_count": "", "social_links": self.marks.block("{{ links() }}")}.get(name)

    def _keys(self, rest: str) -> list[str]:
        named = re.split(r"\s--?\w|[\s,]+", rest.strip())
        return [key for key in named if key in self.bibliography.keys]

    def _cited(self, page: OldPage) -> set[str]:
        text = "\n".join(line.text for line in page.lines)
        return {key for rest in expressions_in(text, "cite") for key in self._keys(rest)}

    def _related(self, page: OldPage) -> str:
        given = text_in(page.meta, "related_publications")
        if not given or given == "false":
            return ""
        last = (page.lines or page.head or [Line("", page.old, 1)])[-1]
        keys = self._cited(page) if given == "true" else set(self._keys(given))
        call = self.bibliography.call({"cited_in_order": "true"}, last, {}, keys)
        if call and given != "true":
            ids = [key for key in self._keys(given) if key in keys]
            call = f'{{{{ papers(style="reference", select={json.dumps(ids, ensure_ascii=False)}) }}}}'
        return f"\n\n## References{self.marks.block(call)}" if call else ""

    def _bibliography(self, rest: str, line: Line, page: OldPage) -> str:
        call = self.bibliography.call(options_of(rest), line, self.bibliography.scholar, self._cited(page))
        if not call and self.bibliography.keys:
            self.site.note(line.place, f"'{{% bibliography {rest} %}}' finds no paper", "info")
        if call and self.has_search:
            call = call.replace("papers()", "papers(filter=True)")
            call = re.sub(r'(group_by=(?:"year"|\[.*\]))\)', r"\1, filter=True)", call)
        return self.marks.block(call)

    def _include(self, file: str, parameters: Mapping[str, Any], line: Line) -> str | None:
        name = posixpath.splitext(file)[0]
        if name == "bib_search":
            self.has_search = True
        if name == "repository/repo_trophies":
            self.site.note(line.place, _TROPHIES, "info")
        if name in _SILENT:
            return ""
        if name in _LISTS:
            return call_for(self, _LISTS[name])
        if name == "selected_papers":
            return self.marks.block(self.bibliography.call({"query": "@*[selected=true]*"}, line, {}))
        if name in _MEDIA:
            return _medium(name, parameters)
        if name.startswith("repository/"):
            return self._repository(parameters)
        return None

    def _repository(self, parameters: Mapping[str, Any]) -> str:
        user, repo = text_in(parameters, "username"), text_in(parameters, "repository")
        if not (user or repo):
            return ""
        stars = f" {self.marks.inline(f'{{{{ stars({json.dumps(repo)}) }}}}')}" if repo.count("/") == 1 else ""
        return f'<p><a href="https://github.com/{user or repo}">{user or repo}</a>{stars}</p>'

    def options(self) -> dict[str, Any]:
        options: dict[str, Any] = {}
        if "max_author_limit" in self.config:  # without a number al-folio shows all
            limit = text_in(self.config, "max_author_limit")
            options["authors"] = int(limit) if limit.isdigit() and int(limit) else "all"
        if hidden := self.bibliography.hidden_fields:
            options["bibtex_hide"] = hidden
        return options

    def finish(self, new: NewSite) -> None:
        self.bibliography.copy(new)
        new.data += self.bibliography.shown.values()
        for page in self.pages:
            if path := self._bibliography_of(page):
                self.bibliography.copy_file(new, f"docs/{path}", path, self._entries_of_post(page))
        links = (self.records.get("profile") or {}).get("links", [])
        user = next((link["scholar"] for link in links if "scholar" in link), "")
        if counts := about.counts_text(self.site.data(about.CITATIONS), self.bibliography, user):
            new.texts["data/counts.json"] = counts
        if footer := text_in(self.config, "footer_text"):
            own = re.sub(r"(?:Powered by|Hosted by|Photos from)[^.]*(?:<[^<>]*>[^<>]*)*\.?", "", footer).strip()
            if own:
                self.site.note(
                    Location("_config.yml"), "footer_text: put it into copyright: in the new mkdocs.yml", "info"
                )

    def navigation(self, pages: Sequence[OldPage]) -> list[tuple[str, Any]]:
        """The home page, then pages with `nav: true` in their order; a page with `dropdown` opens its children."""
        paths = {name: page.path for page in pages for name in page.known_as}
        kept = {page.path for page in pages}
        found: list[tuple[float, str, Any]] = []
        paths |= {name: name for page in self.file_pages for name in page.known_as}
        for page in (*self.pages, *self.file_pages):
            if page.meta.get("nav") != "true" or page.path == "index.md":
                continue
            order = text_in(page.meta, "nav_order")
            place = float(order) if re.fullmatch(r"\d+(\.\d+)?", order) else 1e9
            children = [
                (text_in(child, "title"), target)
                for child in _dicts(page.meta.get("children"))
                if (target := paths.get(text_in(child, "permalink").strip("/")))
            ]
            if page in self.file_pages:
                found.append((place, title_of(page), text_in(page.meta, "permalink").strip("/")))
            elif children or page.path in kept:
                found.append((place, title_of(page) or page.path, children or page.path))
        home = title_of(self.pages[0]) or "Home"
        return [(home, "index.md"), *((title, target) for _, title, target in sorted(found, key=lambda one: one[0]))]


def _with_places(author: Mapping[str, Any]) -> str:
    name, url = text_in(author, "name"), text_in(author, "url")
    return ", ".join(filter(None, (f"[{name}]({url})" if url else name, words_in(author, "affiliations"))))


def _dicts(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
