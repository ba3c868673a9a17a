"""The owner of a Jekyll site: `author` of `_config.yml` as `profile.yml`, and the CV as a call of `cv()`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.fields.names.matching import NameMatcher
from mkdocs_researcher.fields.profile_services import find_service
from mkdocs_researcher.fields.urls import is_external
from mkdocs_researcher.formats.al_folio_cv import HEAD, LISTS, NO_NAME
from mkdocs_researcher.formats.cv.entries import file_name, words_of
from mkdocs_researcher.formats.cv.values import repaired, service_record
from mkdocs_researcher.formats.source import ImportFailedError, Record, read_source, shortened
from mkdocs_researcher.importing.cv import KINDS
from mkdocs_researcher.importing.placeholders import report_placeholders
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.macros.buttons import with_icon
from mkdocs_researcher.migration.addresses import INVISIBLE, MAILBOX
from mkdocs_researcher.migration.jekyll.liquid import Liquid
from mkdocs_researcher.migration.jekyll.reader import TemplateReader
from mkdocs_researcher.migration.jekyll.site import link_in, place_of, text_in
from mkdocs_researcher.migration.new_site import OldPage
from mkdocs_researcher.migration.old_site import OldSite, as_mapping
from mkdocs_researcher.migration.tables import Words, as_entry, at, data_of_kind, record_of, table_of
from mkdocs_researcher.migration.tree.lines import plain_markdown
from mkdocs_researcher.migration.tree.tree import parse, words
from mkdocs_researcher.migration.words import words_of as words_in_text

_CONFIG = "_config.yml"
_PROFILE = "_includes/author-profile.html"
_MAIL = "material/email-outline"
_ICON = re.compile(r"fa[a-z]?(?:-\w+)?(?: fa-[\w-]+)+|fa-[\w-]+|ai ai-[\w-]+")
_ELSEWHERE = data_of_kind("jekyll", "elsewhere")
_AT_TOP = {"bio": "position", "employer": "affiliation", "avatar": "avatar", "email": "email", "location": "location"}
_LINKS_AT_TOP = ("google_scholar", "semantic_scholar", "github", "linkedin", "twitter", "orcid", "dblp", "researchgate")
_AT = re.compile(r" ?[\[({<] ?at ?[\])}>] ?| at ", re.I)
_DOT = re.compile(r" ?[\[({<] ?dot ?[\])}>] ?| dot ", re.I)
_TEXTS = frozenset({"name", "avatar", "bio", "location", "employer", "email", "uri", "pronouns", "affiliation"})
_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,8}")
_TWO_SCRIPTS = re.compile(r"(\w[\w .'-]*[\w.])\s*[(（]?([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,8})[)）]?")
_NO_CV = "is not in the old site; put it into docs/ and link to it"
_FOLDERS = ("", "images/", "assets/img/", "assets/images/")


_AUTHOR = table_of("jekyll", "author")


def put_author(reader: TemplateReader) -> None:
    """Puts the author's column, which the old site showed on every page, into the profile."""
    head = reader.site.lines(_CONFIG) if reader.site.holds(_CONFIG) else None
    words = reader.words_of(OldPage(_CONFIG, [], {}, head=head or []))
    reader.set_profile(_read_author(reader.config, words), Location(_CONFIG))
    author = _author(reader.config)
    shown = _shown_by_template(author, reader.site)
    author = {
        name: value
        for name, value in author.items()
        if not _is_icon(name, value, author) and (name not in shown or shown[name])
    }
    reader.data.append(OldPage(_CONFIG, [], author, head=head or []))


def _read_author(config: dict[str, Any], words: Words) -> Record:
    site, author = words.addresses.site, _author(config)
    record = record_of(_AUTHOR, author, words)
    texts = {name: _text(author.get(name)) for name in _TEXTS}
    description = _plain(_text(config.get("description")))
    email, *more = texts["email"].split(",") if texts["email"].count("@") > 1 else [texts["email"]]
    email = email_of(email.strip().removeprefix("mailto:"))
    other = next((key for key, value in author.items() if "name" in key and _SCRIPT.fullmatch(_text(value))), "")
    links = [{"label": "Email", "url": f"mailto:{mailbox.strip()}", "icon": _MAIL} for mailbox in more]
    elsewhere = {key: value for key, value in as_mapping(config.get("social")).items() if "://" in _text(value)}
    settings = {
        key: value
        for key, value in {**elsewhere, **author}.items()
        if key not in {*_TEXTS, other} and not _is_icon(key, value, author)
    }
    shown = _shown_by_template(author, site)
    said = set(words_in_text(" ".join(texts.values())))
    for key, value in settings.items():
        if key in shown:
            links += shown[key]
        elif not (_kind(key) in _ELSEWHERE or is_service(_kind(key))) and set(words_in_text(_text(value))) <= said:
            continue
        elif link := profile_link(key, value, site):
            links.append(link)
    if email and "@" not in email and re.match(r"(?:https?:)?/", email):
        links.insert(0, {"label": "Email", "url": words.url(email), "icon": _MAIL})
        email = ""
    name, native, titles = name_of(_written_name(config))
    return {
        **record,
        "name": name,
        "native_name": native or (words.plain(author.get(other)) if other != "name" else ""),
        "avatar": portrait(texts["avatar"], site, Location(_CONFIG)),
        "role": ", ".join(filter(None, (titles, record["role"]))),
        "tagline": description if description != record["role"] else "",
        "email": email,
        "website": repaired(texts["uri"]) if texts["uri"] else "",
        "links": links,
    }


def name_of(written: str) -> tuple[str, str, str]:
    """A name, the same in another script, and the titles behind it, as in `Mira Tovanne, Ph.D, P.E.`."""
    native = ""
    if (match := _TWO_SCRIPTS.fullmatch(written)) and match[1].isascii():
        written, native = match[1], match[2]
    text = re.sub(r"(?<!\s)\s*,\s*(?=[(（])", " ", written)
    for name in (text, re.split("[(（]", text, maxsplit=1)[0].strip(), text.split(",")[0].strip()):
        try:
            NameMatcher([name])
        except ValueError:
            continue
        return name, native, text[len(name) :].strip(" ,") if text.startswith(name) else ""
    return text, native, ""


def _author(config: dict[str, Any]) -> dict[str, Any]:
    """The settings of the author's column; some templates have them beside those of the site."""
    author = config.get("author")
    if isinstance(author, dict):
        return author
    named = {"name": author} if isinstance(author, str) else {}
    if not (_text(config.get("avatar")) or _text(config.get("email"))):
        return named
    found = {new: config.get(old) for new, old in _AT_TOP.items()}
    found["location"] = found["location"] or config.get("address")
    for key, value in config.items():
        name = key.removesuffix("_link")
        if name in _LINKS_AT_TOP or (name != key and name not in {"footnote", "affiliation"}):
            found[name if name in _LINKS_AT_TOP else _text(config.get(name)) or name] = value
    return {**found, **named}


def email_of(written: str) -> str:
    """An address without the words that hide it, as in `mira [at] example dot org`: the new site hides it itself."""
    plain = _AT.sub("@", _DOT.sub(".", " ".join(written.split())))
    return plain if "@" not in written and MAILBOX.fullmatch(plain) else written


def _written_name(config: dict[str, Any]) -> str:
    author = _author(config)
    name = _text(author.get("name")) or _text(config.get("name"))
    return _plain(name or (_text(config.get("title")) if any(map(_text, author.values())) else ""))


def owner_of(config: dict[str, Any]) -> NameMatcher | None:
    """Recognizes the owner's name in papers; None if the settings do not contain it."""
    name = _written_name(config)
    try:
        return NameMatcher([name_of(name)[0]]) if name else None
    except ValueError:
        return None


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _plain(text: str) -> str:
    """A text in which HTML breaks lines, as a list."""
    if not re.search(r"<[a-z/]", text, re.I):
        return text
    lines = [line.strip(" ,;") for line in re.split(r"\n|<br>", plain_markdown(text))]
    return ", ".join(line for line in lines if line)


def portrait(path: str, site: OldSite, place: Location) -> str:
    """The portrait; the templates look for it in folders of pictures if none is named."""
    if not path or "://" in path:
        return path
    bare = path.lstrip("./")
    found = next((folder + bare for folder in _FOLDERS if site.holds(folder + bare)), "")
    if not found:
        site.note(place, f"the portrait '{shortened(bare)}' is not in the old site; put it into docs/", "info")
    return found


def _is_icon(key: str, value: Any, author: dict[str, Any]) -> bool:
    other = re.sub(r"[_-]?icon$", "", key)
    return other != key and bool(_ICON.fullmatch(_text(value)) and _text(author.get(other)))


def _kind(key: str) -> str:
    return re.sub(r"(?:[_ -]|(?<!\d))\d+$", "", key)  # a second address of the same kind


def is_service(name: str) -> bool:
    """Is it the name of a service of ours?"""
    try:
        return bool(find_service(name))
    except ValueError:
        return False


def _shown_by_template(settings: dict[str, Any], site: OldSite) -> dict[str, list[dict[str, str]]]:
    """The links that the site's own template of a profile shows for settings of no known kind, if any."""
    quiet = OldSite(site.root)
    lines = quiet.lines(_PROFILE) if site.holds(_PROFILE) else None
    if not lines:
        return {}

    def made(author: dict[str, Any]) -> str:
        return "\n".join(line.text for line in Liquid(quiet, {"author": author, "site": {"author": author}}).run(lines))

    def links(text: str) -> list[dict[str, str]]:
        found = parse(text).iter("a")
        return [_labelled(words(one), url) for one in found if is_external(url := str(one.get("href") or "").strip())]

    whole = made(settings)
    unknown = [key for key in settings if _kind(key) not in _ELSEWHERE and not is_service(_kind(key))]
    without = {key: made({name: value for name, value in settings.items() if name != key}) for key in unknown}
    found = {
        key: [link for link in links(whole) if link not in links(text) and link["label"]]
        for key, text in without.items()
    }
    return {key: listed for key, listed in found.items() if listed or without[key] == whole}


ENDING = re.compile(r"_(?:username|userid|id|url|qr|profile|number|user)$")
"""How the names of settings end that lead elsewhere."""


def links_of(settings: Mapping[str, Any], site: OldSite, file: str = _CONFIG) -> Iterator[dict[str, str]]:
    """Profiles elsewhere, by the names that settings give them, as items of `links`; what is none is reported."""
    for key, value in settings.items():
        text = _text(value)
        is_elsewhere = "://" in text
        if isinstance(value, dict):  # one of the author's own
            if url := repaired(text_in(value, "url")):
                yield {"label": text_in(value, "title") or "Link", "url": url}
        elif text in {"", "true", "false"}:
            continue
        elif key in {"cv_pdf", "cv_link"}:
            path = text if is_elsewhere else repaired(text).lstrip("/")
            if is_elsewhere or site.holds(path):
                yield {"cv": path}
            else:
                site.note(Location(file), f"{key}: '{text}' {_NO_CV}", "info")
        elif key == "wechat_qr":
            yield {"label": "WeChat", "url": f"assets/img/{text}"}
        elif MAILBOX.fullmatch(text) and key != "email":
            yield {"label": key.replace("_", " ").capitalize(), "url": f"mailto:{text}"}
        elif link := profile_link(ENDING.sub("", key), text if "/" in text else text.partition("&")[0], site, file):
            yield link


def profile_link(key: str, value: Any, site: OldSite, file: str = _CONFIG) -> dict[str, str] | None:
    """A profile elsewhere as an item of `links`; None, and reported, if it is not one."""
    text = unquote(INVISIBLE.sub("", _text(value)))
    if not text or text == "#":
        return None
    if text != unquote(_text(value)):
        site.note(Location(file), f"{key}: invisible characters in '{shortened(text)}' are left out", "info")
    name = _kind(key)
    if "://" not in text and not text.startswith("//"):
        text = text.strip("/") if text.strip("/").count("/") == 0 else text.removesuffix("/")
    is_url = text.startswith(("http://", "https://", "//")) or "/" in text
    if name in _ELSEWHERE:
        url = repaired(text) if is_url else _ELSEWHERE[name].format(id=text.removeprefix("@"))
        return _labelled(key.replace("_", " ").title(), url)
    if not is_service(name):
        if is_url:
            return _labelled(key if " " in key else name.replace("_", " ").capitalize(), repaired(text))
        site.note(Location(file), f"{key}: '{shortened(text)}' is not a known kind of link; add it to data/profile.yml")
        return None
    text = addressed(name, text)
    record = service_record(name, "" if is_url else text, text if is_url else "")
    if record is None:
        site.note(Location(file), f"{key}: '{shortened(text)}' is not a valid address; fix it in data/profile.yml")
    return record


def addressed(service: str, text: str) -> str:
    """The end of an address, which a template puts behind a host (`in/mira`, `123/mira`), as an address."""
    first, slash, rest = text.strip("/").partition("/")
    if not slash or re.match(r"(?:https?:)?//", text) or ("." in first and not text.startswith("/")):
        return text
    if service == "youtube" and first not in {"c", "channel", "user"}:  # `mira/videos`
        first = f"@{first.removeprefix('@')}"
    start = find_service(service).url.partition("{id}")[0]
    return start + (rest if first == urlsplit(start).path.strip("/").rpartition("/")[2] else f"{first}/{rest}")


def _labelled(label: str, url: str) -> dict[str, str]:
    """A link of no known service, with the icon that its words or its place suggest."""
    return {"label": label, "url": url, "icon": with_icon(Link(label, url)).icon}


_EMAIL = re.compile(r"[^\s@/,]+@[^\s@/,]+")


def _parts(data: Any) -> Iterator[tuple[str, Any, list[Record]]]:
    """The sections of a CV one by one, with their titles, so that no two become one; entries that are read already."""
    if isinstance(data, list):
        for index, part in enumerate(data):
            known, more = _without_unknown(part)
            yield text_in(as_mapping(part), "title"), [*[None] * index, known], more
        return
    head = data.get("cv") if isinstance(data.get("cv"), dict) else data
    sections = head.get("sections")
    if not isinstance(sections, dict):
        yield "", data, []
        return
    bare = {name: value for name, value in head.items() if name != "sections"}
    yield "", {**data, "cv": bare} if head is not data else {**bare, "sections": {}}, []
    for title, items in sections.items():
        yield str(title), {"cv": {"name": head.get("name") or "-", "sections": {title: items}}}, []


def _without_unknown(part: Any) -> tuple[Any, list[Record]]:
    """A section of names and values without what a profile has no field for, and that as entries."""
    listed = at(part, "contents")
    if at(part, "type") != "map" or not isinstance(listed, list):
        return part, []
    rest = [item for item in listed if isinstance(item, dict) and not _is_known(item)]
    made = [as_entry({"title": item.get("name"), "details": item.get("value")}) for item in rest]
    return {**part, "contents": [item for item in listed if item not in rest]}, made


def _without_labels(part: Any) -> Any:
    """A section without the names that the page of a profile says in its own words."""
    listed = at(part, "contents")
    if not isinstance(listed, list):
        return part
    return {**part, "contents": [at(item, "value") if _is_known(item) else item for item in listed]}


def _is_known(item: Any) -> bool:
    name = words_of(str(at(item, "name")))
    is_there = name in HEAD or name in LISTS
    return is_there and (HEAD.get(name) != "email" or bool(_EMAIL.fullmatch(str(item.get("value")))))


_SHOWN = ("role", "location", "email", "phone", "website", "bio")


_NO_ADDRESS = "is not an address, so it is left out; write it in data/profile.yml"


class CvSections:
    """The CV of a site."""

    def __init__(self, reader: TemplateReader, path: str, has_papers: Callable[[], bool] = bool) -> None:
        self.reader, self.site, self.path, self.has_papers = reader, reader.site, path, has_papers
        self.place = Location(path)
        self.sections: dict[str, str] = {}
        self.is_owner = True

    def read(self) -> None:
        """Puts the CV into the records; what is there already is not mixed with it."""
        file = self.site.holds(self.path)
        try:
            source = read_source(file) if file else None
        except ImportFailedError as error:
            place = error.problem.location._replace(file=self.path)
            self.site.note(place, f"{error.problem.message}; nothing of it is used")
            return
        kind = next((kind for kind in KINDS if kind.fits(source.data)), None) if source else None
        if source is None or kind is None:
            return
        source.display_path = self.path
        report_placeholders(source)
        lines = self.site.lines(self.path) or []
        data = source.data
        shown = [_without_labels(part) for part in data] if isinstance(data, list) else as_mapping(data)
        self.reader.data.append(OldPage(self.path, [], shown if isinstance(shown, dict) else {"": shown}, head=lines))
        profile: Record = {}
        sections: list[tuple[str, str, list[Record]]] = []
        for title, data, more in list(_parts(source.data)):
            source.data = data
            records = kind.read(source)
            profile = {**records.pop("profile", {}), **profile}
            sections += [(title, name, found) for name, found in records.items() if isinstance(found, list)]
            sections += [(title, file_name(title), more)] if more else []
        for problem in source.notes:
            if not problem.message.startswith(NO_NAME):
                message = f"{problem.field}: {problem.message}".removeprefix(": ")
                self.site.note(problem.location._replace(file=self.path), message, problem.severity)
        self._add_profile(profile)
        for title, name, found in sections:
            self._add(title, name, found)

    def _add_profile(self, found: Record) -> None:
        website = str(found.get("website") or "")
        if website and not is_external(website):
            self.site.note(self.place, f"website: '{shortened(website)}' {_NO_ADDRESS}")
            del found["website"]
        own = self.reader.records.setdefault("profile", {})
        self.is_owner = not own or own.get("name", "").casefold() == str(found.get("name", "")).casefold() or not found
        other = {} if self.is_owner else found
        for name, value in found.items() if self.is_owner else ():
            if name == "links":
                listed = own.setdefault(name, [])
                known = {link_in(link).url for link in listed}
                listed += [link for link in value if link_in(link).url not in known]
            elif name == "bio" and own.get(name, value) != value:
                own[name] = f"{own[name]}\n\n{value}"
            elif own.setdefault(name, value) != value and name not in {"name", "avatar"}:
                other[name] = value
        if other:
            self._add("About", "about", self._fitted("about", [_as_text(other)]))

    def _add(self, title: str, file: str, found: list[Record]) -> None:
        title = title or file.replace("-", " ").replace("_", " ").capitalize()
        is_taken = file in self.reader.records or (file == "papers" and self.has_papers())
        # No reference shows a summary.
        if is_taken or (file == "papers" and any(record.get("summary") for record in found)):
            own = file_name(title)
            while own in self.reader.records:
                own += "-cv"
            found = self._fitted(own, found) if file in DATA_FILES else found
            file = own
        self.reader.records[file] = [self._lines(record, self.place) for record in found]
        while title in self.sections:
            title += " "
        self.sections[title] = file

    def _lines(self, value: Any, place: Location) -> Any:
        if isinstance(value, dict):
            return {name: self._lines(one, place) if name != "url" else one for name, one in value.items()}
        if isinstance(value, list):
            return [self._lines(one, place) for one in value]
        return self.reader.data_line(value, place) if isinstance(value, str) else value

    def _fitted(self, file: str, found: list[Record]) -> list[Record]:
        return [made for record in found if (made := self.site.fitted(file, as_entry(record), self.place))]

    def page(self, page: OldPage) -> str:
        pdf = text_in(page.meta, "cv_pdf")
        path = pdf if not pdf or "://" in pdf or "/" in pdf else f"assets/pdf/{pdf}"
        if path and "://" not in path and not self.site.holds(path.lstrip("/")):
            self.site.note(place_of(page, "cv_pdf"), f"'{path}' is not in the old site; put it into docs/", "info")
            path = ""
        return self.call(path) or (f"\n\n[PDF]({path})\n\n" if path else "")

    def call(self, path: str = "") -> str:
        if not self.sections or not self.reader.records.get("profile"):
            return ""
        button = f", pdf={json.dumps(path.lstrip('/'))}" if path else ""
        sections = json.dumps(self.sections, ensure_ascii=False)
        return self.reader.marks.block(f"{{{{ cv({sections}{button}, heading_level=2) }}}}")


def _as_text(profile: Record) -> Record:
    links = [f"[{link.label}]({link.url})" for link in map(link_in, profile.get("links", ()))]
    texts = [str(profile[name]) for name in _SHOWN if profile.get(name)]
    texts = [f"<{text}>" if text.startswith(("http://", "https://")) else text for text in texts]
    return {"title": profile.get("name", ""), "details": "\n\n".join(filter(None, (*texts, ", ".join(links))))}
