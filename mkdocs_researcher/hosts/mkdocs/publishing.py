"""The files that a site publishes for other programs, and the pages of papers.

What is made from the data comes from the cache if nothing has changed; its modules are imported only to make it.
"""

from __future__ import annotations

import functools
import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mkdocs.structure.files import File, InclusionLevel

from mkdocs_researcher.errors import Location, Problem, Severity
from mkdocs_researcher.fields.urls import PublishedPaths, SiteFacts, hide_addresses
from mkdocs_researcher.files import write_whole
from mkdocs_researcher.hosts.mkdocs import people_pages
from mkdocs_researcher.hosts.mkdocs.heads import Alternate, PageHeads, description_of
from mkdocs_researcher.hosts.mkdocs.site import ResearcherOptions, add_translations, languages_of, placed
from mkdocs_researcher.hosts.mkdocs.theme import FONTS, PRELOADED
from mkdocs_researcher.store import Output, Packed, unpack
from mkdocs_researcher.syntax.site import Site
from mkdocs_researcher.wording import words_of

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from mkdocs_researcher.macros.papers.model import Paper

BIBTEX, CSL, FEED, CV = "publications.bib", "publications.json", "feed.xml", "cv.pdf"
_HOMES = ("index.md", "README.md")
_LISTS = ("papers.md", "publications.md", "papers/index.md", "publications/index.md", "research.md")
_WRITE_URL = "Add the URL of the site, such as 'site_url: https://mira.example.org/'"
_NO_URL = f"is missing, and paper_pages needs it: search engines need absolute URLs. {_WRITE_URL}"
_NO_FEED_URL = f"is missing, so the links in {FEED}, the feed of your news, do not work in feed readers. {_WRITE_URL}"


class Made(NamedTuple):
    """A generated file of the site.

    Attributes:
        folder: its folder below the site's root: empty, or that of a language.
    """

    path: str
    content: str | bytes | Path
    folder: str = ""

    def file(self, config: MkDocsConfig) -> File:
        inclusion = InclusionLevel.NOT_IN_NAV
        if isinstance(self.content, Path):
            file = File.generated(config, self.path, abs_src_path=str(self.content), inclusion=inclusion)
        else:
            file = File.generated(config, self.path, content=self.content, inclusion=inclusion)
        placed(file, self.folder)
        if (target := Path(file.abs_dest_path)).is_symlink():
            target.unlink()  # MkDocs would write to where it leads
        return file


class Publishing:
    """The generated files of one build.

    Attributes:
        texts: the content of `publications.bib` and `publications.json`, set by `add_to`; empty without papers.
        folder: of the generated files below the site's root, that of the home page: empty, or such as `de/` if another
            plugin builds the site in several languages.
    """

    def __init__(self, site: Site, config: MkDocsConfig, options: ResearcherOptions) -> None:
        self.site = site
        self.config = config
        self.options = options
        self.texts: Sequence[str | Packed] = ()
        self.own_files: set[str] = set()
        self.folder = ""
        self.languages = languages_of(config.plugins)
        self.facts = SiteFacts(
            str(config.site_name or ""),
            _with_slash(str(config.site_url or "")),
            str(config.site_description or ""),
            lambda path: site.urls.resolve(path, ""),
        )
        self.heads = PageHeads(site, Path(config.docs_dir), self.facts)
        if FONTS in config.extra_css:
            self.heads.preloaded = PRELOADED

    # Files

    def add_to(self, files: Files) -> None:
        """Adds the generated files to those of the site."""
        for made in self._files(files):
            files.append(file := made.file(self.config))
            if self.languages and file.is_documentation_page():
                add_translations(file, self.config, self.languages)

    def _files(self, present: Files) -> Iterator[Made]:
        taken = {file.dest_uri: file.src_uri for file in present}
        self.heads.home = home = next(filter(None, map(present.get_file_from_path, _HOMES)), None)
        self.folder = posixpath.dirname(home.dest_uri) + "/" if home and "/" in home.dest_uri else ""
        publications = self._publications()
        yield from self._unless_taken(publications, taken)
        pages: dict[str, str] = {}
        if publications and self.options.paper_pages:
            yield from self._paper_pages(taken, pages)
        sources = ((file.src_uri, lambda file=file: file.content_string) for file in present.documentation_pages())
        first = home.src_uri if home else ""
        people, team = people_pages.own_pages(sources, people_pages.ids_of(self.site), first)
        if self.options.people_pages:
            yield from self._people_pages(people, taken)
        self.heads.people = {path: person for person, path in people.items()}
        cv = list(self._unless_taken([Made(CV, "", self.folder)], taken)) if self.options.cv_pdf else []
        yield from cv
        self.site.library.publish(
            PublishedPaths(
                paper_pages=pages,
                person_pages=people,
                list_page=next(filter(present.get_file_from_path, _LISTS), None),
                team_page=team,
                bibtex_file=BIBTEX if publications else None,
                cv_pdf=cv[0].path if cv else None,
            )
        )
        yield from self._feeds(taken)

    def _feeds(self, taken: Mapping[str, str]) -> Iterator[Made]:
        """The feed of the news, if there is any; the head of the home page gets it and those of other languages."""
        path, others = self.folder + FEED, self._other_feeds()
        made = self.site.calls.output(f"feed {path} {others}", lambda: self._feed(path))
        if not made.texts:
            return
        # An info, because the author did not ask for a feed. If there are pages of papers, it is reported already.
        if made.facts["is_relative"] and path not in taken and not self.heads.papers:
            self._report_no_url(_NO_FEED_URL, "info")
        yield from self._unless_taken([Made(FEED, unpack(made.texts[0]), self.folder)], taken)
        self.heads.alternates.append(Alternate("application/atom+xml", path, self._feed_title))
        for language, other in others.items():
            title = functools.partial(words_of(language).phrase, "news_of", name=self.facts.name)
            self.heads.alternates.append(Alternate("application/atom+xml", other, title, language))

    def _entries(self, name: str) -> Sequence[Any]:
        """Entries of a data file; none if it does not exist or has errors, which are reported elsewhere."""
        if not self.site.library.has(name):
            return ()
        from mkdocs_researcher.macros import DATA_FILES

        return self.site.library.optional(DATA_FILES[name])

    def _papers(self) -> list[Paper]:
        entries = self._entries("papers")
        if not entries:
            return []
        from mkdocs_researcher.formats.paper_facts import visible

        return visible(entries)

    def _publications(self) -> list[Made]:
        self.texts = self.site.saved.texts if self.site.saved else self._publication_texts()
        if not self.texts:
            return []
        add = self.heads.alternates.append
        add(Alternate("application/x-bibtex", BIBTEX, lambda: f"{self._list_title()} (BibTeX)"))
        add(Alternate("application/vnd.citationstyles.csl+json", CSL, lambda: f"{self._list_title()} (CSL-JSON)"))
        if self.site.settings.translates:
            # They are in the site already, and pages of this language may link to them.
            made = Path(self.config.site_dir)
            return [Made(name, made / name) for name in (BIBTEX, CSL) if (made / name).is_file()]
        # Written after the pages, because MkDocs would keep the content, which is megabytes, in memory until then.
        return [Made(BIBTEX, ""), Made(CSL, "")]

    def _publication_texts(self) -> Sequence[str | Packed]:
        papers = self._papers()
        if not papers:
            return ()
        from mkdocs_researcher.formats.bibtex.write import file_of
        from mkdocs_researcher.formats.csl_json.write import csl_file, csl_line

        self._report_broken_bibtex()
        self.site.check_hidden_fields(self._config_location())
        cached = self.site.library.cached
        pack = self.site.store.pack
        bibtex = pack(file_of(self.site.bibtex.all))
        return bibtex, pack(csl_file(papers, lambda paper: cached(paper, "csl", lambda: csl_line(paper))))

    def _report_broken_bibtex(self) -> None:
        from mkdocs_researcher.formats.bibtex.entry_text import read_entry

        file = self.site.library.files["papers"]
        for index, paper in file.numbered():
            if paper.bibtex and not (paper.hidden or paper.has_clean_bibtex) and read_entry(paper.bibtex) is None:
                message = "is not a complete BibTeX entry; exports contain one that is generated from the other fields"
                location = file.locate((index, "bibtex"))
                self.site.report(Problem(location, message, "bibtex", "warning"))

    def _unless_taken(self, made: Iterable[Made], taken: Mapping[str, str]) -> Iterator[Made]:
        for file in made:
            own = taken.get(file.folder + file.path) or (file.path if file.path in taken.values() else "")
            if own:
                message = "is your own file, so none is generated"
                self.site.report(Problem(self._location(own), message, severity="info"))
                self.own_files.add(file.path)
            else:
                yield file

    def _location(self, path: str) -> Location:
        return Location(self.site.library.display_path(Path(self.config.docs_dir) / path))

    def _list_title(self) -> str:
        return self.site.library.words.phrase("publications_of", name=self.facts.name)

    def _feed(self, path: str) -> Output:
        news = self._entries("news")
        if not news:
            return Output({})
        from mkdocs_researcher.fields.urls import is_external
        from mkdocs_researcher.formats.atom import Feed, atom_feed
        from mkdocs_researcher.formats.plain import text_of

        profile = self.heads.owner
        is_relative = not self.facts.url and any(item.url and not is_external(item.url) for item in news)

        def relative(address: str) -> str:
            nonlocal is_relative
            is_relative = is_relative or not is_external(address)
            return self.facts.resolve(address)

        resolve = self.facts.absolute if self.facts.url else relative

        def to_html(text: str) -> str:
            return hide_addresses(self.site.renderer.texts.inline(text, "", resolve))

        author = text_of(profile.name) if profile else self.facts.name
        language, others = self.site.settings.language, self._other_feeds()
        feed = Feed(path, self._feed_title(), author, self.facts, to_html, self.folder, language, others)
        text = atom_feed(news, feed)
        return Output({"is_relative": is_relative}, (text,))

    def _feed_title(self) -> str:
        return self.site.library.words.phrase("news_of", name=self.facts.name)

    def _other_feeds(self) -> Mapping[str, str]:
        if self.languages is None:
            return {}
        others = (code for code in self.languages.every if code != self.languages.current)
        has_news = self.site.library.has_in
        return {code: self.languages.folder(code) + FEED for code in others if has_news(code, "news")}

    def write_files(self, folder: Path) -> None:
        """Writes the files with all papers, unless the author has such, and the CV of the first `cv()` of the pages."""
        for path, text in zip((BIBTEX, CSL), self.texts, strict=False):
            if path not in self.own_files and not self.site.settings.translates:
                write_whole(folder / path, unpack(text).encode("utf-8", "surrogatepass"))
        if self.site.library.published.cv_pdf:
            from mkdocs_researcher.hosts.pdf.cv_file import write_cv

            write_cv(self.site, folder / self.folder / CV, self.facts.url, self._config_location())

    # Pages of people and papers

    def put_below_lists(self, files: Files) -> None:
        """Make the page that lists papers or people the parent of theirs, so that its tab is the current one there."""
        paths = self.site.library.published
        for path, below in ((paths.list_page, paths.paper_pages), (paths.team_page, paths.person_pages)):
            above = files.get_file_from_path(path) if path else None
            for name in below.values() if above else ():
                page = (file := files.get_file_from_path(name)) and file.page
                if above and page and not (page.previous_page or page.next_page):  # pages of the menu have neighbors
                    page.parent = above.page  # type: ignore[assignment]  # as Material's blog does

    def _people_pages(self, people: dict[str, str], taken: Mapping[str, str]) -> Iterator[Made]:
        """The generated pages of members; adds the path of each to `people`, by the id of the person."""
        for person, name, source in people_pages.generated_pages(self.site, dict(people)):
            if own := taken.get(self.folder + name.removesuffix(".md") + self._ending):
                message = people_pages.taken_address(person)
                self.site.report(Problem(self._location(own), message, people_pages.FIELD, "warning"))
                continue
            people[person] = name
            yield Made(name, source, self.folder)

    @property
    def _ending(self) -> str:
        return "/index.html" if self.config.use_directory_urls else ".html"

    def _paper_pages(self, taken: Mapping[str, str], pages: dict[str, str]) -> Iterator[Made]:
        """The pages of papers; adds the path of each to `pages`, by the id of its paper."""
        if not self.facts.url:
            self._report_no_url(_NO_URL, "warning")
        for paper, name, source in self.site.calls.output("pages of papers", self._paper_sources).facts["pages"]:
            path = self.folder + name
            own = taken.get(path.removesuffix(".md") + self._ending)
            pages[paper] = own or name
            if own:
                message = f"is your own page, so paper_pages generates none for the paper '{paper}'"
                self.site.report(Problem(self._location(own), message, severity="info"))
                continue
            self.heads.papers[name] = paper
            yield Made(name, source, self.folder)

    def _paper_sources(self) -> Output:
        from mkdocs_researcher.formats.paper_facts import page_paths

        papers = self._papers()
        paths = zip(papers, page_paths(papers), strict=True)
        return Output({"pages": [(paper.id, name, _page_source(paper)) for paper, name in paths]})

    def _report_no_url(self, message: str, severity: Severity) -> None:
        self.site.report(Problem(self._config_location(), message, "site_url", severity))

    def _config_location(self) -> Location:
        return Location(Path(self.config.config_file_path or "mkdocs.yml").name)


def _with_slash(url: str) -> str:
    """The URL of the site; mike adds a version to it without the slash that MkDocs adds."""
    return f"{url}/" if url and not url.endswith("/") else url


_SIMPLE = r"[A-Za-z0-9_.:/-]"


def _page_source(paper: Paper) -> str:
    """The Markdown of a paper's page: a title, a description, and a call.

    Both are escaped, because themes write them into the head as they are.
    """
    from mkdocs_researcher.formats.plain import text_of

    front = {"title": text_of(paper.title) or paper.id, "description": description_of(paper)}
    lines = [f"{name}: {json.dumps(escape(text))}" for name, text in front.items() if text]
    name = "".join(c if re.fullmatch(_SIMPLE, c) else f"\\U{ord(c):08x}" for c in paper.id)
    return "\n".join(["---", *lines, "---", "", f'{{{{ paper("{name}", style="page") }}}}', ""])
