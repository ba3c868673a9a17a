"""luost26's academic homepage: a Jekyll site of publications, news and cards, and of a profile in `_data/`.

See https://github.com/luost26/academic-homepage.
"""

from __future__ import annotations

import functools
import json
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.dates.parse import PartialDate
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.formats.cv.values import links_record
from mkdocs_researcher.formats.source import Record, keep_valid
from mkdocs_researcher.migration.addresses import bare, without_emphasis
from mkdocs_researcher.migration.jekyll.documents import read_documents
from mkdocs_researcher.migration.jekyll.liquid import Hooks
from mkdocs_researcher.migration.jekyll.liquid_filters import Documents
from mkdocs_researcher.migration.jekyll.owner import email_of, is_service, links_of
from mkdocs_researcher.migration.jekyll.reader import TemplateReader, call_for
from mkdocs_researcher.migration.jekyll.site import date_of, has_body, menu_links, text_in, title_of
from mkdocs_researcher.migration.new_site import NewSite, OldPage
from mkdocs_researcher.migration.old_site import OldSite, as_items, as_mapping, is_on
from mkdocs_researcher.migration.page import PageReader
from mkdocs_researcher.migration.papers.buttons import label_of_host
from mkdocs_researcher.migration.papers.venues import read_badge
from mkdocs_researcher.migration.tables import (
    OTHERS,
    Words,
    at,
    names_in,
    picture_text,
    record_of,
    report_rest,
    rest_in,
    table_of,
)
from mkdocs_researcher.migration.tree.tree import parse, words

_SERVICES = {"gscholar": "scholar", "github": "github", "twitter": "x", "linkedin": "linkedin", "orcid": "orcid"}
# About the look of the page, or shown elsewhere: the new site hides the address as it shows it.
_LOOK = frozenset({"short_bio_text_justify", "encode_email", "portrait_caption", "webtitle_name"})
_OF_LOOK = frozenset({"layout", "permalink", "paper_id", "date", "selected", "i18n_key"})
_NO_REST = frozenset({"logo"})
_MARKS = re.compile(r"(?<![*#])[*#]+$")
_MAILBOX = re.compile(r"[^\s@]+@[\w.-]+")


_PLACES = table_of("luost26", "places")


def _places(words: Words, items: Any) -> list[Record]:
    return [record_of(_PLACES, as_mapping(item) or {"name": item}, words) for item in as_items(items)]


_PROFILE = table_of("luost26", "profile", places=_places, email=lambda _, value: email_of(str(value)))
_BESIDE = table_of("luost26", "beside")
ROWS = {name: table_of("luost26", name) for name in ("education", "experience", "awards", "service")}
_OF_OWN = table_of("luost26", "own")


def _badges(words: Words, value: Any, *, are_awards: bool) -> str:
    """What badges beside the venue say: awards, or remarks such as a rank; each badge is bold, as Markdown has it."""
    said = re.split(r"\*\*\s+\*\*", words.text(value).strip(" ,"))
    plain = [bare(without_emphasis(one.strip("* "))).strip(" ,") for one in said]
    return ", ".join(one for one in plain if bool(read_badge(one).award) == are_awards)


_PAPER = table_of(
    "luost26",
    "papers",
    linked=lambda words, value: words.text(linked(value)[0]),
    venue=lambda words, value: words.text(value).strip(" ,"),
    awards=functools.partial(_badges, are_awards=True),
    remarks=functools.partial(_badges, are_awards=False),
    words=lambda _, value: [str(tag) for tag in as_items(value)],
)
_OTHER_FIELDS = frozenset({"pub_date", "authors", "links"})


def profile(meta: Mapping[str, Any], words: Words) -> Record:
    """The owner, not yet fitted to the model."""
    record = record_of(_PROFILE, meta, words)
    places = record["affiliations"] or []
    role = places.pop(0)["name"] if len(places) > 1 and not places[0]["logo"] else ""
    taken = {name for table in (_PROFILE, _BESIDE) for column in table.values() for name in column.names}
    rest = {name: value for name, value in meta.items() if name not in {*taken, *_LOOK, *lists_in(meta)}}
    return {**record, "role": role, "links": list(_links(rest, words)), "marks": {"#": "corresponding author"}}


def lists_in(meta: Mapping[str, Any]) -> dict[str, str]:
    """The lists of a profile that are a section each, with its heading: those of the template, and the author's own."""
    own = [name for name, value in meta.items() if as_mapping((as_items(value) or [None])[0]).get("name")]
    named = {name: name.replace("_", " ").capitalize() for name in own if re.fullmatch(r"[a-z_]{3,30}", name)}
    return {**_HEADINGS, **{name: heading for name, heading in named.items() if name not in {*_HEADINGS, "positions"}}}


def _links(meta: Mapping[str, Any], words: Words) -> Iterator[Record]:
    names = [*(name for name in _SERVICES if name in meta), *(name for name in meta if name not in _SERVICES)]
    for name in sorted(names, key=lambda name: name != "cv_link"):
        said = meta[name].strip() if isinstance(meta[name], str) else ""
        service = _SERVICES.get(name, name)
        if name == "cv_link" or _MAILBOX.fullmatch(said) or "/" in said or is_service(service):
            yield from links_of({service: said}, words.addresses.site, words.file_name)
        else:
            report_rest({name: meta[name]}, {}, frozenset(), words, "profile")


def row(file: str, item: Mapping[str, Any], words: Words) -> Record:
    """An entry of `education`, `experience`, `awards`, or of a list of the author's own."""
    table = ROWS.get(file, _OF_OWN)
    said = {name: value for name, value in rest_in(item, table) if isinstance(value, str)}
    report_rest({name: value for name, value in item.items() if name not in said}, table, _NO_REST, words, "list")
    record, wrong = record_of(table, item, words), set[str]()
    last = next(name for name in ("details", "summary", "note", "text") if name in record)
    labels = [f"{name.strip().replace('_', ' ')}: {words.text(value)}" for name, value in said.items()]
    record[last] = "\n\n".join(filter(None, (record[last], *labels)))
    keep_valid(file, record, lambda name, _: wrong.add(name))
    if "date" in wrong:  # words, such as "Graduation 2015"
        record[last] = "\n\n".join(filter(None, (record.pop("date"), record[last])))
    return record


class Authors:
    """The people of `_data/authors.yml`: by keys, which may differ from their names."""

    def __init__(self, known: Mapping[str, Any]) -> None:
        self.known = known
        self.urls: dict[str, str] = {}

    def read(self, written: str, words: Words) -> tuple[list[str], Link | None]:
        """An item as `papers.yml` has it, and a link that `people.yml` has no place for: it holds each name once."""
        marks = _MARKS.search(written.strip())
        key = _MARKS.sub("", written.strip()).strip()
        person = as_mapping(self.known.get(key))
        sign = marks[0] if marks else ""
        if not person:
            names = names_in(bare(words.text(key)))
            return [name if name == OTHERS else name + sign for name in names], None
        name = str(person.get("name") or key).strip()
        target = words.url(person.get("url")) if not is_on(person.get("bold")) else ""
        other = Link(name, target) if target and self.urls.setdefault(name, target) != target else None
        return [name + sign], other

    def people(self) -> list[Record]:
        return [{"name": name, "url": target} for name, target in self.urls.items()]


def paper(doc: OldPage, words: Words, authors: Authors) -> Record:
    """A publication, not yet fitted to the model."""
    meta = doc.meta
    found = [authors.read(str(written), words) for written in as_items(meta.get("authors")) if written]
    listed = ((label, words.url(at(value, "url") or value)) for label, value in as_mapping(meta.get("links")).items())
    links = [*(Link(label, target) for label, target in listed if target), *(link for _, link in found if link)]
    if (target := words.url(linked(meta.get("title"))[1])) and all(link.url != target for link in links):
        links.append(Link(label_of_host(target), target))
    rest = {name: value for name, value in meta.items() if name not in _OTHER_FIELDS}
    report_rest(rest, _PAPER, _OF_LOOK, words, "list of papers")
    if has_body(doc):
        message = "has a text below its front matter, which the old site did not show; it is left out"
        words.addresses.site.note(doc.lines[0].place, message, "info")
    return {
        **record_of(_PAPER, meta, words),
        "authors": [name for names, _ in found for name in names],
        **_when(words.text(meta.get("pub_date")), str(meta.get("date") or "")),
        "links": links_record(links),
        "selected": "true" if is_on(meta.get("selected")) else "",
    }


def linked(title: Any) -> tuple[str, str]:
    """The words of a title that is a link, and where it leads."""
    written = str(title or "")
    link = next(parse(written).iter("a"), None) if "<a" in written else None
    return (words(link), str(link.get("href") or "")) if link is not None else (written, "")


def _when(shown: str, date: str) -> Record:
    """When a paper appeared: from the page, else from the front matter; text that is not a date is a remark."""
    try:
        when = PartialDate.parse(shown) if shown else PartialDate.parse(date[:10])
    except ValueError:
        return {"year": date[:4], "genre": shown} if date[:4].isdigit() else {"genre": shown}
    return {"year": str(when.year)} if not when.month else {"date": shown or date[:10]}


_COLLECTIONS = ("publications", "news", "showcase", "posts")
_PROFILE_FILE = "_data/profile.yml"
_DISPLAY = "_data/display.yml"
_OF_TEMPLATE = re.compile(r"luost26/academic-homepage")
_HIDDEN = "has 'show: false', so the old site did not show it, and it is left out"
_HEADINGS = {"education": "Education", "experience": "Experience", "awards": "Honors & Awards"}


class Luost26(TemplateReader):
    """A site of this kind as a new one."""

    name, title = "luost26", "luost26's academic homepage"
    layouts = frozenset({"blog", "default", "post", "prompt"})

    @staticmethod
    def fits(site: OldSite) -> bool:
        quiet = OldSite(site.root)
        profile, display = quiet.data(_PROFILE_FILE), quiet.data(_DISPLAY)
        own = {"primary_name", "navbar_name", "portrait_url", "short_bio"}
        named = isinstance(profile, dict) and bool(own & profile.keys())
        return named or (isinstance(display, dict) and isinstance(display.get("homepage"), dict))

    def __init__(self, site: OldSite) -> None:
        super().__init__(site, _COLLECTIONS)
        data = self.jekyll.data()
        self.profile = as_mapping(data.get("profile"))
        self.display = as_mapping(data.get("display"))
        self.people = as_mapping(data.get("authors"))
        lines = site.lines(_PROFILE_FILE) if site.holds(_PROFILE_FILE) else None
        self.about = OldPage(_PROFILE_FILE, [], self.profile, head=lines or [])
        self.looped: set[tuple[str, str]] = set()
        for page in self.pages:
            page.known_as.append(posixpath.splitext(page.old)[0])

    def read_data(self) -> None:
        self._person()
        authors = Authors(self.people)
        documents = sorted(self.documents["publications"], key=lambda doc: text_in(doc.meta, "date"), reverse=True)
        for doc in documents:
            words = self.words_of(doc)
            record = paper(doc, words, authors)
            if fitted := self.add("papers", record, words.place(title_of(doc))):
                doc.meta["paper_id"] = fitted.get("id", "")
        if people := authors.people():
            self.records["people"] = people
        for doc in self.documents["news"]:
            words = self.words_of(doc)
            record = {"date": date_of(doc), "text": words.text(doc.meta.get("title"))}
            if has_body(doc):
                record["text"] = f"{record['text']} {' '.join(self.body_of(doc).split())}".strip()
            self.add("news", record, words.place(record["text"]))
        read_documents(self, "posts")

    def _person(self) -> None:
        words = self.words_of(self.about)
        record = profile(self.profile, words)
        self.set_profile(record, words.place(record["name"]))
        if not record["name"]:
            return
        shown = {
            name: value for name, value in self.profile.items() if name not in {*_LOOK, "navbar_name", "footer_text"}
        }
        self.data.append(replace(self.about, meta=shown))
        for file in lists_in(self.profile):
            for item in map(as_mapping, as_items(self.profile.get(file))):
                self.add(file, row(file, item, words), words.place(next(iter(item.values()), "")))

    def before(self, page: OldPage) -> list[str]:
        if page.old.startswith("_"):
            return super().before(page)
        # The template does not show the title of a page; the one of its menu says where we are.
        title = text_in(page.meta, "navbar_title") or title_of(page)
        return [f"# {title}"] if title and page.path != "index.md" else []

    def hooks(self, page: OldPage) -> Hooks:
        return Hooks(
            lambda collection, line: self._loop(collection, page),
            include=lambda file, given, line: self._include(posixpath.basename(file), given),
        )

    def _loop(self, collection: Documents, page: OldPage) -> str | None:
        if collection.name not in self.known:
            return None
        if (page.old, collection.name) in self.looped:
            return ""  # the years beside a list
        self.looped.add((page.old, collection.name))
        if collection.name == "showcase":
            return self._cards(page)
        group = "year" if collection.name in {"publications", "posts"} else ""
        return call_for(self, collection.name if collection.group else collection, group=group)

    def _include(self, file: str, given: Mapping[str, Any]) -> str | None:
        most = str(given.get("limit") or "")
        limit = f"limit={int(most)}" if most.isdigit() and int(most) else ""
        made: dict[str, Callable[[], str]] = {
            "profile_card.html": self._biography,
            "profile_card_bio_only.html": self._biography,
            "profile_card_mini.html": str,  # the sidebar of the new site holds all of it
            "debug_repo_name.html": str,
            "debug_url.html": str,
            "experience_card.html": lambda: "".join(
                self._below(name, _call(file), file) for file, name in lists_in(self.profile).items()
            ),
            "news_card.html": lambda: self._below("News", f"{{{{ news({limit}) }}}}", "news"),
            "publication_card.html": lambda: self._selected(given),
            "carousel.html": lambda: "".join(_slide(as_mapping(image)) for image in as_items(given.get("images"))),
        }
        return made[file]() if file in made else None

    def _below(self, heading: str, call: str, file: str) -> str:
        return f"<h2>{heading}</h2>{self.marks.inline(call)}" if self.records.get(file) else ""

    def _selected(self, given: Mapping[str, Any]) -> str:
        found = given.get("publications")
        chosen = isinstance(found, Documents) and len(found.flat) < len(self.documents["publications"])
        if not any(not chosen or paper.get("selected") for paper in self.records.get("papers", [])):
            return ""
        title = words(parse(str(given.get("title") or ""))) or "Publications"
        call = "{{ papers(selected=True) }}" if chosen else "{{ papers() }}"
        return f"<h2>{title}</h2>{self.marks.inline(call)}"

    def _biography(self) -> str:
        words = self.words_of(self.about)
        parts = [words.block(self.profile.get("short_bio"))]
        code, prompt = words.picture(self.profile.get("wechat_qrcode")), words.block(self.profile.get("wechat_prompt"))
        if code or prompt:
            shown = picture_text(code, "WeChat")
            parts.append(f'<details markdown="1"><summary>WeChat</summary>\n{shown}\n\n{prompt}\n</details>')
        return self.marks.block("\n\n".join(part for part in parts if part))

    def _cards(self, page: OldPage) -> str:
        documents = sorted(self.documents["showcase"], key=lambda doc: text_in(doc.meta, "date"), reverse=True)
        groups: dict[str, list[OldPage]] = {}
        for doc in documents:
            if text_in(doc.meta, "show") == "true":
                groups.setdefault(text_in(doc.meta, "group"), []).append(doc)
            else:
                self.site.note(Location(doc.old), _HIDDEN, "info")
        made = [self._group(page, name, docs) for name, docs in groups.items()]
        return "".join(made)

    def _group(self, page: OldPage, name: str, documents: Sequence[OldPage]) -> str:
        heading = f"## {name}\n\n" if name else ""
        cards = [self._card(page, doc) for doc in documents]
        styles = [_narrow(text_in(doc.meta, "width")) for doc in documents]
        inner = "\n\n".join(
            f'<div markdown="1"{style}>\n\n{text}\n\n</div>' for style, text in zip(styles, cards, strict=True)
        )
        # Material sets what is in such an element side by side; elsewhere the cards are below each other.
        return self.marks.block(f'{heading}<div class="grid" markdown="1">\n\n{inner}\n\n</div>')

    def _card(self, page: OldPage, doc: OldPage) -> str:
        doc.lines = lines = self._liquid(doc)
        self.data.append(OldPage(doc.old, lines, {}))
        self.addresses.page = page.path
        reader = PageReader(self.site, self.addresses, {}, self.paper_groups, self.marks, takes_data=False)
        parts = reader.read(lines) if lines else []
        text = self.marks.put("\n\n".join(part for part in parts if part.strip()))
        # In an element that holds Markdown, HTML that is indented would be code.
        return text if "<pre" in text or "```" in text else re.sub(r"^[ \t]+(?=<|[^\s])", "", text, flags=re.M)

    def navigation(self, pages: Sequence[OldPage]) -> list[tuple[str, Any]]:
        found = menu_links(self.site, self.addresses, "pages", "name")
        return [(link.title, link.target) for link in found or ()] or super().navigation(pages)

    def _write_data(self, new: NewSite) -> None:
        self.config.setdefault("title", self.profile.get("navbar_name") or self.profile.get("primary_name"))
        super()._write_data(new)
        footer = self.display.get("footer_text") or self.profile.get("footer_text")
        if isinstance(footer, str) and footer.strip() and not _OF_TEMPLATE.search(footer):
            new.texts["mkdocs.yml"] += f"\ncopyright: {json.dumps(' '.join(footer.split()), ensure_ascii=False)}\n"


def _narrow(width: str) -> str:
    """The style of a card that is but one or two of the twelve columns of the old page wide."""
    return f' style="max-width: {int(width) * 4}rem"' if width in {"1", "2"} else ""


def _call(file: str) -> str:
    return f"{{{{ {file}() }}}}" if file in ROWS else f'{{{{ entries("{file}") }}}}'


def _slide(image: Mapping[str, Any]) -> str:
    shown = f'<img src="{image.get("src")}" alt="">' if image.get("src") else ""
    shown = f'<a href="{image["link"]}">{shown}</a>' if image.get("link") and shown else shown
    words = " ".join(f"{image.get(name) or ''}" for name in ("title", "desc")).strip()
    return f"<p>{shown}<br>{words}</p>" if words and shown else f"<p>{shown or words}</p>"
