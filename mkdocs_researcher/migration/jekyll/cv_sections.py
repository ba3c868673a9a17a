"""The CV page of an old site as a call of `cv()`, beside data that the site has already."""

from __future__ import annotations

import json
from typing import Any, Protocol

from mkdocs_researcher.errors import Location
from mkdocs_researcher.formats.cv.titles import file_name
from mkdocs_researcher.formats.records import Record, keep_valid
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.migration.jekyll.cv_pages import Cv, Section, as_entry, read_cv
from mkdocs_researcher.migration.jekyll.site import text_in
from mkdocs_researcher.migration.jekyll.template_reader import TemplateReader, link_in, place_of
from mkdocs_researcher.migration.new_site import OldPage

_TEXTS = ("role", "location", "email", "phone", "website", "bio")


class _Papers(Protocol):
    @property
    def keys(self) -> set[str]:
        """Keys of the papers that the site has beside its CV."""
        ...


class CvSections:
    """The CV of a site.

    Args:
        reader: takes the data.
        path: its file.
        papers: the papers that the site has beside it.
    """

    def __init__(self, reader: TemplateReader, path: str, papers: _Papers | None = None) -> None:
        self.reader, self.path, self.papers = reader, path, papers
        self.cv: Cv | None = None
        self.sections: dict[str, str] = {}
        self.is_owner = True

    def read(self) -> None:
        """Puts the CV into the records; what is there already is not mixed with it."""
        self.cv = read_cv(self.reader.site, self.path)
        if self.cv is None:
            return
        self._add_profile(self.cv.profile)
        for section in self.cv.sections:
            self._add(section)

    def _add_profile(self, found: Record) -> None:
        own = self.reader.records.setdefault("profile", {})
        if not found:
            return
        is_same = not own or own.get("name", "").casefold() == str(found.get("name", "")).casefold()
        self.is_owner = bool(is_same)
        if not is_same:
            self._add(Section("About", "about", self._fitted("about", [_as_text(found)])))
            return
        other: Record = {}
        for name, value in found.items():
            if name == "links":
                listed = own.setdefault(name, [])
                known = {link_in(link).url for link in listed}
                listed += [link for link in value if link_in(link).url not in known]
            elif name == "bio" and own.get(name, value) != value:
                own[name] = f"{own[name]}\n\n{value}"
            elif own.setdefault(name, value) != value and name not in {"name", "avatar"}:
                other[name] = value
        if other:
            self._add(Section("About", "about", self._fitted("about", [_as_text(other)])))

    def _add(self, section: Section) -> None:
        file, found = section.file, section.records
        title = section.title or file.replace("-", " ").replace("_", " ").capitalize()
        is_taken = file in self.reader.records or (file == "papers" and self.papers is not None and self.papers.keys)
        if file == "papers" and any(record.get("summary") for record in found):
            is_taken = True  # no reference shows a summary
        if is_taken:
            own = file_name(title)
            while own in self.reader.records:
                own += "-cv"
            if file in DATA_FILES:
                found = self._fitted(own, found)
            file = own
        place = Location(self.path)
        self.reader.records[file] = [self._lines(record, place) for record in found]
        while title in self.sections:
            title += " "
        self.sections[title] = file

    def _lines(self, value: Any, place: Location) -> Any:
        """Texts of a record with addresses of the new site."""
        if isinstance(value, dict):
            return {name: self._lines(one, place) if name != "url" else one for name, one in value.items()}
        if isinstance(value, list):
            return [self._lines(one, place) for one in value]
        return self.reader.data_line(value, place) if isinstance(value, str) else value

    def _fitted(self, file: str, found: list[Record]) -> list[Record]:
        def report(name: str, message: str) -> None:
            self.reader.site.note(Location(self.path), f"{name}: {message}".removeprefix(": "))

        return [entry for record in found if (entry := keep_valid(file, as_entry(record), report))]

    def page(self, page: OldPage) -> str:
        """The page of the CV: the call, and a link to the PDF."""
        pdf = text_in(page.meta, "cv_pdf")
        path = pdf if not pdf or "://" in pdf or "/" in pdf else f"assets/pdf/{pdf}"
        if path and "://" not in path and not self.reader.site.holds(path.lstrip("/")):
            self.reader.site.note(
                place_of(page, "cv_pdf"), f"'{path}' is not in the old site; put it into docs/", "info"
            )
            path = ""
        return self.call(path) or (f"\n\n[PDF]({path})\n\n" if path else "")

    def call(self, path: str = "") -> str:
        """A mark for the call that shows the CV; nothing if there is none.

        Args:
            path: of its PDF.
        """
        if self.cv is None or not self.sections or not self.reader.records.get("profile"):
            return ""
        if self.is_owner:
            self.reader.person += self.cv.head
        shown = self.cv.shown if self.is_owner else [*self.cv.shown, self.cv.head]
        button = f", pdf={json.dumps(path.lstrip('/'))}" if path else ""
        sections = json.dumps(self.sections, ensure_ascii=False)
        return self.reader.marks.block(f"{{{{ cv({sections}{button}, heading_level=2) }}}}", shown)


def _as_text(profile: Record) -> Record:
    links = [f"[{link.label}]({link.url})" for link in map(link_in, profile.get("links", ()))]
    texts = [str(profile[name]) for name in _TEXTS if profile.get(name)]
    texts = [f"<{text}>" if text.startswith(("http://", "https://")) else text for text in texts]
    return {"title": profile.get("name", ""), "details": "\n\n".join(filter(None, (*texts, ", ".join(links))))}
