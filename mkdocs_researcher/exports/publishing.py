"""What a site publishes for machines: files, pages of papers, and tags in the head of each page.

Everything that needs the model of a paper is imported when there is a paper: most pages have none.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mkdocs_researcher.collector import paused_collector
from mkdocs_researcher.errors import Place, Problem
from mkdocs_researcher.exports.meta_tags import Sharing, Tag, first_paragraph, sharing_tags, shortened, with_tags
from mkdocs_researcher.exports.site_facts import SiteFacts, text_of
from mkdocs_researcher.markdown_extension.site import Site
from mkdocs_researcher.rendering.email import hide_addresses
from mkdocs_researcher.rendering.urls import relative_url

if TYPE_CHECKING:
    from mkdocs_researcher.macros.paper_model import Paper
    from mkdocs_researcher.macros.profile_model import Profile

BIBTEX, CSL, FEED = "publications.bib", "publications.json", "feed.xml"
_LISTS = ("papers.md", "publications.md", "papers/index.md", "publications/index.md", "research.md")
_NO_URL = (
    "is missing, and paper_pages needs it: search engines want whole addresses. Write the address that the site will "
    "have, such as 'site_url: https://mira.example.org/'"
)


class Made(NamedTuple):
    """A file of the site that no author wrote.

    Attributes:
        path: below `docs_dir`.
        content: its text.
    """

    path: str
    content: str


class Publishing:
    """What one build publishes for machines.

    Args:
        site: the site.
        config: MkDocs' configuration: `site_name`, `site_url`, `site_description`, `config_file_path`, `docs_dir`,
            `use_directory_urls`.
        paper_pages: whether each paper gets a page.
    """

    def __init__(self, site: Site, config: Any, *, paper_pages: bool) -> None:
        self.site = site
        self.config = config
        self.wants_pages = paper_pages
        self.papers_by_path: dict[str, Paper] = {}
        self.alternates: list[tuple[str, str, str]] = []
        url = str(config.site_url or "")
        self.facts = SiteFacts(
            str(config.site_name or ""),
            url,
            str(config.site_description or ""),
            lambda path: site.urls.resolve(path, ""),
        )

    # Files

    def files(self, present: Iterable[Any]) -> Iterator[Made]:
        """The files to add to those of the site.

        Args:
            present: MkDocs' files: `src_uri` and `dest_uri` of each. One of the author's own wins.
        """
        taken = {file.dest_uri: file.src_uri for file in present}
        paths = set(taken.values())
        self.site.library.papers_page = next((path for path in _LISTS if path in paths), None)
        publications = self._publications()
        yield from self._unless_taken(publications, taken)
        if publications and self.wants_pages:
            yield from self._paper_pages(self._papers(), taken)
        news = self._entries("news")
        if news:
            yield from self._unless_taken([Made(FEED, self._feed(news))], taken)
            title = f"{self.facts.name}: news"
            self.alternates.append(("application/atom+xml", FEED, title))

    def _entries(self, name: str) -> Sequence[Any]:
        """Entries of a data file; none if it is absent, or broken, which is told elsewhere."""
        if not self.site.library.has(name):
            return ()
        from mkdocs_researcher.macros import DATA_FILES

        return self.site.library.optional(DATA_FILES[name])

    def _papers(self) -> list[Paper]:
        entries = self._entries("papers")
        if not entries:
            return []
        from mkdocs_researcher.exports.paper_facts import visible

        return visible(entries)

    def _publications(self) -> list[Made]:
        """All papers in the forms of reference managers, as an earlier build made them if it can be."""
        if self.site.start:
            self.site.prepare_entries = lambda: self._entries_of_all(self._papers())
        else:
            self.site.publications = self._publication_texts()
        if not self.site.publications:
            return []
        title = f"{self.facts.name}: publications"
        self.alternates.append(("application/x-bibtex", BIBTEX, f"{title} (BibTeX)"))
        self.alternates.append(("application/vnd.citationstyles.csl+json", CSL, f"{title} (CSL-JSON)"))
        return [Made(path, text) for path, text in zip((BIBTEX, CSL), self.site.publications, strict=True)]

    def _publication_texts(self) -> Sequence[str]:
        papers = self._papers()
        if not papers:
            return ()
        from mkdocs_researcher.exports.bibtex import file_of
        from mkdocs_researcher.exports.csl_json import csl_file, csl_line

        self._tell_broken_bibtex()
        with paused_collector():
            remembered = self.site.memory.of
            bibtex = file_of(self._entries_of_all(papers))
            return bibtex, csl_file(papers, lambda paper: remembered(paper, "csl", lambda: csl_line(paper)))

    def _entries_of_all(self, papers: Sequence[Paper]) -> Sequence[str]:
        """All papers as BibTeX; the pages show the same keys."""
        from mkdocs_researcher.exports.bibtex import bibtex_entries, bibtex_entry

        remembered = self.site.memory.of
        entries = bibtex_entries(papers, lambda paper: remembered(paper, "bibtex", lambda: bibtex_entry(paper)))
        self.site.entries.update((id(paper), (paper, entry)) for paper, entry in zip(papers, entries, strict=True))
        return entries

    def _tell_broken_bibtex(self) -> None:
        from mkdocs_researcher.exports.bibtex_clean import read_entry

        file = self.site.library.files["papers"]
        for index, paper in zip(file.indexes, file.entries, strict=False):
            if paper.bibtex and not (paper.hidden or paper.has_clean_bibtex) and read_entry(paper.bibtex) is None:
                message = "is no whole BibTeX entry; exports hold one that is made from the other fields"
                place = file.place((index, "bibtex"))
                self.site.report(Problem(place, message, "bibtex", "warning"))

    def _unless_taken(self, made: Iterable[Made], taken: Mapping[str, str]) -> Iterator[Made]:
        for file in made:
            if file.path in taken:
                message = "is your own, so the site serves it and none is made"
                self.site.report(Problem(self._place(taken[file.path]), message, severity="info"))
            else:
                yield file

    def _place(self, path: str) -> Place:
        return Place(self.site.library.shown(Path(self.config.docs_dir) / path))

    def _feed(self, news: Sequence[Any]) -> str:
        from mkdocs_researcher.exports.atom import Feed, atom_feed

        profile = self._profile
        resolve = self.facts.absolute if self.facts.url else self.facts.resolve

        def to_html(text: str) -> str:
            return hide_addresses(self.site.renderer.texts.inline(text, "", resolve))

        title = f"{self.facts.name}: news"
        author = text_of(profile.name) if profile else self.facts.name
        return atom_feed(news, Feed(FEED, title, author, self.facts, to_html))

    @functools.cached_property
    def _profile(self) -> Profile | None:
        return next(iter(self._entries("profile")), None)

    # Pages of papers

    def _paper_pages(self, papers: Sequence[Paper], taken: Mapping[str, str]) -> Iterator[Made]:
        from mkdocs_researcher.exports.paper_facts import page_paths

        if not self.facts.url:
            name = Path(self.config.config_file_path or "mkdocs.yml").name
            self.site.report(Problem(Place(name), _NO_URL, "site_url", "warning"))
        ending = "/index.html" if self.config.use_directory_urls else ".html"
        paths = page_paths(papers)
        self.site.library.shown_beside(paths)
        for paper, path in zip(papers, paths, strict=True):
            own = taken.get(path.removesuffix(".md") + ending)
            self.site.library.paper_pages[paper.id] = own or path
            if own:
                message = f"is your own, so paper_pages makes no page of the paper '{paper.id}'"
                self.site.report(Problem(self._place(own), message, severity="info"))
                continue
            self.papers_by_path[path] = paper
            yield Made(path, _page_source(paper))

    # Heads

    def finish(self, html: str, page: Any) -> str:
        """A finished page, with what machines read in its head.

        Args:
            html: the page as the theme made it.
            page: MkDocs' page: `file`, `meta`, `title`, `content`, `url`, `is_homepage`.
        """
        paper = self.papers_by_path.get(page.file.src_uri)
        tags: list[Tag] = []
        elements: list[str] = []
        url = self.facts.page(page.url)
        if paper:
            from mkdocs_researcher.exports.highwire import citation_tags
            from mkdocs_researcher.exports.json_ld import as_script, paper_data
            from mkdocs_researcher.macros.people import AuthorLists

            tags = citation_tags(paper, self.facts, url)
            lists = self.site.library.derived(AuthorLists)
            elements.append(as_script(paper_data(paper, self.facts, lists, url)))
        profile = self._profile
        if page.is_homepage:
            elements += self._home(profile, page.url)
        sharing = self._sharing(page, paper, profile)._replace(url=url)
        # The long lists come last: nobody has to look through them.
        return self.site.deferring.finish(with_tags(html, [*tags, *sharing_tags(sharing, self.facts)], elements))

    def _home(self, profile: Profile | None, url: str) -> Iterator[str]:
        for kind, path, title in self.alternates:
            yield (
                f'<link rel="alternate" type="{kind}" title="{escape(title)}" href="{escape(relative_url(path, url))}">'
            )
        if profile:
            from mkdocs_researcher.exports.json_ld import as_script, person_data

            yield as_script(person_data(profile, self.facts))

    def _sharing(self, page: Any, paper: Paper | None, profile: Profile | None) -> Sharing:
        title, description, image = (_text(page.meta, key) for key in ("title", "description", "image"))
        if paper:
            title, description = paper.title, _about(paper)
        wide = bool(image)
        address = self._image(page, image) if image else ""
        alt = ""
        if not address and paper and paper.image:
            address, alt, wide = self.facts.absolute(paper.image), paper.image_alt or "", True
        if not address and profile:
            address, alt, wide = self.facts.absolute(profile.avatar or ""), text_of(profile.name), False
        if page.is_homepage and profile:
            title = title or profile.name
            description = description or profile.tagline or profile.bio or ""
        title = title or str(page.title or "") or self.facts.name
        description = description or first_paragraph(page.content or "") or self.facts.description
        kind = "article" if paper else "profile" if page.is_homepage and profile else "website"
        return Sharing(title, description, address, alt, "", kind, wide)

    def _image(self, page: Any, image: str) -> str:
        """Web address of the picture that a page's front matter names; paths count from `docs_dir`."""
        if self.site.urls.is_missing(image):
            lines = str(page.file.content_string).split("\n")
            line = next((number for number, text in enumerate(lines, 1) if text.startswith("image:")), 0)
            place = self._place(page.file.src_uri)._replace(line=line)
            self.site.report(Problem(place, f"there is no file '{image}' in the docs folder", "image", "warning"))
            return ""
        return self.facts.absolute(image)


def _text(meta: Mapping[str, Any], key: str) -> str:
    value = meta.get(key)
    return value.strip() if isinstance(value, str) else ""


def _about(paper: Paper) -> str:
    return shortened(paper.summary or paper.abstract or "")


_SIMPLE = re.compile(r"[A-Za-z0-9_.:/-]")


def _page_source(paper: Paper) -> str:
    """The Markdown of a paper's page: a title, a description, and a call.

    Themes write both into the head as they are, so they are HTML here.
    """
    front = {"title": text_of(paper.title) or paper.id, "description": _about(paper)}
    lines = [f"{name}: {json.dumps(escape(text))}" for name, text in front.items() if text]
    name = "".join(c if _SIMPLE.fullmatch(c) else f"\\U{ord(c):08x}" for c in paper.id)
    return "\n".join(["---", *lines, "---", "", f'{{{{ paper("{name}", style="page") }}}}', ""])
