"""What an al-folio site holds as data: its bibliography, whom it is about, who wrote with them, where, citations.

Queries of jekyll-scholar, such as `@*[year=2024]*` and `@article[keywords ^= sea && selected=true]`, say which entries
of a bibliography a page shows; see the README of https://github.com/inukshuk/jekyll-scholar and of bibtex-ruby.
"""

from __future__ import annotations

import json
import operator
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from bibtexparser.model import Block, DuplicateBlockKeyBlock, DuplicateFieldKeyBlock
from bibtexparser.model import Entry as BibBlock

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.dates.parse import PartialDate
from mkdocs_researcher.fields.names.author_lists import bibtex_names
from mkdocs_researcher.fields.names.person import Person
from mkdocs_researcher.fields.text import folded, letters_of
from mkdocs_researcher.formats.bibtex.addresses import address
from mkdocs_researcher.formats.bibtex.entries import Entry as BibEntry
from mkdocs_researcher.formats.bibtex.entries import blocks_of, decode, parse_bibtex
from mkdocs_researcher.formats.bibtex.entry_text import is_private
from mkdocs_researcher.formats.bibtex.latex import to_markdown, to_name, unknown_commands
from mkdocs_researcher.formats.source import Record, shortened
from mkdocs_researcher.migration.jekyll.owner import ENDING, links_of, portrait
from mkdocs_researcher.migration.jekyll.site import text_in
from mkdocs_researcher.migration.new_site import NewSite, OldPage
from mkdocs_researcher.migration.old_site import Line, OldSite, as_items, as_mapping
from mkdocs_researcher.migration.tables import at, is_identifier
from mkdocs_researcher.migration.tree.lines import plain_markdown

_PART = re.compile(r"@(\*|\w+)?\s*(?:\[([^\[\]]*)\])?\*?")
_CONDITION = re.compile(r"\s*([\w-]+)\s*(!=|\^=|~=|!~|>=|<=|=|>|<)\s*(.*?)\s*$", re.S)
_OPTION = re.compile(r"--?([\w-]+)(?:[ =]+(\"[^\"]*\"|'[^']*'|@[^\s\[]*\[[^\]]*\]\S*|[^\s-]\S*))?")
_NAMES = {"f": "file", "q": "query", "T": "template", "s": "style"}


def options_of(text: str) -> dict[str, str]:
    """Options of a tag, by their long names: `-f papers -q @*[year=2024]*`."""
    found = ((match[1], (match[2] or "true").strip("\"'")) for match in _OPTION.finditer(text))
    return {_NAMES.get(name, name): value for name, value in found}


def _plain(text: str) -> str:
    """A pattern as text: one from elsewhere may take for ever."""
    return re.sub(r"[\\^$]|\.\*", "", text).casefold()


_SIGNS: dict[str, Callable[[str, str], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "^=": lambda value, wanted: value.casefold().startswith(_plain(wanted)),
    "~=": lambda value, wanted: _plain(wanted) in value.casefold(),
    "!~": lambda value, wanted: _plain(wanted) not in value.casefold(),
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
}


def fits(query: str, kind: str, fields: Mapping[str, str]) -> bool | None:
    """Does an entry match a query? None if the query cannot be parsed."""
    query = query.strip()
    if not query or query.strip("*") in {"", "@"}:
        return True
    match = _PART.fullmatch(query)
    if not match:
        return None
    if match[1] and match[1] not in {"*", "entry"} and match[1].lower() != kind:
        return False
    conditions = [re.split(r"&&|,", one) for one in match[2].split("||")] if match[2] else []
    results = [[_holds(one, fields) for one in together] for together in conditions]
    return None if any(None in one for one in results) else any(map(all, results)) or not results


def _holds(text: str, fields: Mapping[str, str]) -> bool | None:
    match = _CONDITION.match(text)
    if not match:
        return text.strip().lower() in fields if re.fullmatch(r"\s*[\w-]+\s*", text) else None
    value, wanted = fields.get(match[1].lower(), ""), match[3].strip("\"'{}")
    if match[2][0] in "<>" and value.isdigit() and wanted.isdigit():
        value, wanted = value.zfill(9), wanted.zfill(9)
    return _SIGNS[match[2]](value, wanted)


_DEFAULT = "papers"
_NEEDED = frozenset(("author", "title", "year", "date", "arxiv"))
# Options for the entries that the page cites.
_CITED = frozenset(("cited", "cited_in_order"))
_MOST_BYTES = 20_000_000
# Fields that al-folio makes a link of.
_LINKS = {
    "html": "",
    "pdf": "assets/pdf/",
    "supp": "assets/pdf/",
    "video": "",
    "blog": "",
    "code": "",
    "poster": "assets/pdf/",
    "slides": "assets/pdf/",
    "website": "",
}
_PREVIEWS = "assets/img/publication_preview/"
_GONE = "is not in the old site, so the field is renamed to 'missing_…'; rename it again when the file is in docs/"
_ODD = "identifies nothing, so the field is renamed to 'missing_…'; correct it and rename it again"
_NO_DATE = "is not a date, so the field is renamed to 'missing_…'; write it as 2025-07-14 and rename it again"
_NO_QUERY = (
    "is a query that this command cannot read, so all papers are shown; choose them by the arguments of papers()"
)
_UNDEFINED = "uses {}, which nothing defines, so they show nothing; say in the @preamble of the new file what they mean"


class Bibliography:
    """The `.bib` files in `_bibliography/`.

    Attributes:
        shown: what pages show of entries.
        main: the file that pages show if they name none, without its folder.
    """

    def __init__(self, site: OldSite, config: Mapping[str, Any]) -> None:
        self.site = site
        self.scholar = as_mapping(config.get("scholar"))
        self.folder = str(self.scholar.get("source") or "_bibliography").strip("/")
        paths = site.folder(self.folder, ".bib", ".bibtex")
        self.files = {posixpath.basename(path): self._parsed(path) for path in paths}
        named = _with_ending(str(self.scholar.get("bibliography") or _DEFAULT))
        self.main = named if named in self.files else next(iter(self.files), "")
        self.used = {self.main} - {""}
        self.shown: dict[tuple[str, str], OldPage] = {}
        listed = config.get("filtered_bibtex_keywords")
        self.filtered = [str(name).lower() for name in listed] if isinstance(listed, list) else []

    def _parsed(self, path: str) -> dict[str, BibEntry]:
        file = self.site.holds(path)
        content = file.read_bytes() if file and file.stat().st_size <= _MOST_BYTES else b""
        if file and not content.strip():
            self.site.note(Location(path), "is empty or too large, so nothing of it is shown", "info")
        return parse_bibtex("\n".join(_distinct(decode(content)[0])[0])).entries

    @property
    def keys(self) -> set[str]:
        return set(self.files.get(self.main, {}))

    @property
    def hidden_fields(self) -> list[str]:
        """Those that the BibTeX of the new site would hold: an `arxiv` is an `eprint` there."""
        entries = self.files.get(self.main, {})
        gone = {(line, name) for line, name, *_ in self._missing(entries)}
        occurring = {
            name for one in entries.values() for name in one.fields if (one.lines.get(name, 0), name) not in gone
        }
        return [name for name in dict.fromkeys(self.filtered) if name in occurring - _NEEDED and not is_private(name)]

    def call(
        self, options: Mapping[str, str], line: Line, heading: Mapping[str, Any], cited: Collection[str] = ()
    ) -> str:
        """The call that shows some entries; empty if there are none."""
        file = _with_ending(options.get("file", self.main))
        if not self.files.get(file):
            return ""
        entries = list(self.files[file].values())
        query = options.get("query") or str(self.scholar.get("query") or "")
        found = [entry for entry in entries if fits(query, entry.kind, entry.fields)]
        if any(fits(query, entry.kind, entry.fields) is None for entry in entries):
            self.site.note(line.place, f"'{shortened(query)}' {_NO_QUERY}")
            found = entries
        given = [f'"docs/bibliography/{file}"'] if file != self.main else []
        if _CITED.intersection(options):
            found = [entry for entry in found if entry.key in cited]
            given.append("cited=True")
        if not found:
            return ""
        is_reference = bool(_CITED.intersection(options))
        for entry in found:
            self._note_shown(f"{self.folder}/{file}", entry, is_reference=is_reference, has_names=not given)
        if given:
            self.used.add(file)
            given.append('sort="cited"' if "cited_in_order" in options else 'sort="-date"')
            return f"{{{{ bibliography({', '.join(given)}) }}}}"
        arguments = [*self._chosen(query, found, entries), *_grouped(options, heading)]
        return f"{{{{ papers({', '.join(arguments)}) }}}}"

    def _note_shown(self, path: str, entry: BibEntry, *, is_reference: bool, has_names: bool) -> None:
        """Notes the title of an entry, its authors if a page names them in full, and where its buttons lead."""
        urls = {name: address(entry.fields.get(name, "")) for name in _LINKS if not is_reference}
        texts = {name: url for name, url in urls.items() if "://" in url}
        texts["title"] = to_markdown(entry.fields.get("title", ""))
        if has_names:
            texts["author"] = " ".join(one.display for one in authors_of(entry) if one.literal != "others")
        head = [Line(text, path, entry.lines.get(name, entry.line)) for name, text in texts.items()]
        if len(texts) > 1 or (path, entry.key) not in self.shown:
            self.shown[path, entry.key] = OldPage(path, [], texts, head=head)

    @staticmethod
    def _chosen(query: str, found: Sequence[BibEntry], entries: Sequence[BibEntry]) -> list[str]:
        if len(found) == len(entries):
            return []
        if re.fullmatch(r"@\*\[\s*selected\s*=\s*\{?true\}?\s*\]\*?", query.strip()):
            return ["selected=True"]
        if match := re.fullmatch(r"@\*\[\s*year\s*=\s*(\d{4})\s*\]\*?", query.strip()):
            return [f"year={match[1]}"]
        keys = json.dumps([entry.key for entry in found], ensure_ascii=False)
        return [f"select={keys}", 'sort="-date"']

    def copy(self, new: NewSite) -> None:
        for file, entries in self.files.items():
            path = f"{self.folder}/{file}"
            target = f"data/{file}" if file == self.main else f"docs/bibliography/{file}"
            if file in self.used:
                self.copy_file(new, target, path, entries)
            elif entries:
                self.site.note(Location(path), "is shown by no page of the old site, so it is not copied", "info")

    def copy_file(self, new: NewSite, target: str, path: str, entries: Mapping[str, BibEntry]) -> None:
        """Copies a `.bib` file without what it lacks.

        Fields that name files or entries that are not there get another name, which nothing reads; commands of LaTeX
        that are defined nowhere are defined as nothing.
        """
        file = self.site.holds(path)
        text, notes = decode(file.read_bytes() if file and file.stat().st_size <= _MOST_BYTES else b"")
        lines, twice = _distinct(text)
        for number, said in twice:
            self.site.note(Location(path, number), said, "info")
        cleaned = [note for note in notes if note.severity == "warning"]
        for note in cleaned:
            self.site.note(Location(path, note.line), "holds control characters, which are left out", "info")
        for line, name, said, message in self._missing(entries):
            if 0 < line <= len(lines) and (found := re.search(rf"\b{name}(\s*=)", lines[line - 1], re.I)):
                before, after = lines[line - 1][: found.start()], lines[line - 1][found.end() :]
                lines[line - 1] = f"{before}missing_{name}{found[1]}{after}"
                self.site.note(Location(path, line), f"'{shortened(said)}' {message}", "info")
        with unknown_commands() as commands:
            for value in (value for entry in entries.values() for value in entry.fields.values() if "\\" in value):
                to_markdown(value)
        if commands:
            made = " # ".join(f'"\\newcommand{{\\{name}}}{{}}"' for name in commands)
            start = 1 + lines.index("---", 1) if lines[0].strip() == "---" and "---" in lines[1:] else 0
            lines.insert(start, f"@preamble{{{made}}}")
            self.site.note(Location(path), _UNDEFINED.format(", ".join(f"\\{name}" for name in commands)), "info")
        if cleaned or "\n".join(lines) != text:
            new.texts[target] = "\n".join(lines)
        else:
            new.copies[target] = path

    def _missing(self, entries: Mapping[str, BibEntry]) -> Iterator[tuple[int, str, str, str]]:
        """Fields that name what is not there: the line, the name, what the field says, and a message."""
        known = {key.casefold() for key in entries}
        for entry in entries.values():
            for name, folder in (*_LINKS.items(), ("preview", _PREVIEWS)):
                said = address(entry.fields.get(name, ""))
                if folder and said and "://" not in said and not self._is_there(folder, said):
                    yield entry.lines.get(name, 0), name, said, _GONE
            for name in ("doi", "isbn", "arxiv"):
                said = address(entry.fields.get(name, ""))
                if said and not is_identifier(name, said):
                    yield entry.lines.get(name, 0), name, said, _ODD
            said = entry.fields.get("date", "")
            if said and "year" in entry.fields and not _is_date(said):
                yield entry.lines.get("date", 0), "date", said, _NO_DATE
            crossref = address(entry.fields.get("crossref", ""))
            if crossref and crossref.casefold() not in known:
                yield entry.lines.get("crossref", 0), "crossref", crossref, _GONE

    def _is_there(self, folder: str, said: str) -> bool:
        path = said.lstrip("/").partition("#")[0].partition("?")[0]
        return any(self.site.holds(start + path) for start in (folder, "", "assets/", "assets/img/"))


def _is_date(said: str) -> bool:
    try:
        return bool(PartialDate.parse(said))
    except ValueError:
        return False


def _distinct(text: str) -> tuple[list[str], list[tuple[int, str]]]:
    """The lines of a file in which no key and no field occurs twice, and what was renamed.

    The old site shows all entries of a key, and of a field the last one.
    """
    lines, renamed = text.split("\n"), list[tuple[int, str]]()
    entries = [entry for entry in map(_entry_in, blocks_of(text)) if entry and entry.key]
    taken, counts = {entry.key for entry in entries}, Counter[str]()

    def rename(line: int | None, name: str, new: str, *, sign: str) -> None:
        said = f"'{shortened(name)}' occurs twice, so it is renamed to '{shortened(new)}'"
        lines[line or 0] = re.sub(rf"(?<![\w-]){re.escape(name)}(?=\s*(?:{sign}|$))", new, lines[line or 0], count=1)
        renamed.append((1 + (line or 0), said))

    for entry in entries:
        key = entry.key
        counts[key] += 1
        if counts[key] > 1:
            while (new := f"{key}-{counts[key]}") in taken:
                counts[key] += 1
            rename(entry.start_line, key, new, sign=",")
        last = {field.key.lower(): field for field in entry.fields}
        for index, field in enumerate(entry.fields, start=1):
            if last[field.key.lower()] is not field:
                rename(field.start_line, field.key, f"{field.key}_{index}", sign="=")
    return lines, renamed


def _entry_in(block: Block | None) -> BibBlock | None:
    while isinstance(block, DuplicateFieldKeyBlock | DuplicateBlockKeyBlock):
        block = block.ignore_error_block
    return block if isinstance(block, BibBlock) else None


def authors_of(entry: BibEntry) -> list[Person]:
    """The authors of an entry, as far as they are persons."""
    people = []
    for name in bibtex_names(to_name(entry.fields.get("author", "")))[0]:
        try:
            people.append(Person.parse(name))
        except ValueError:
            continue
    return people


def _with_ending(name: str) -> str:
    name = posixpath.basename(name.strip())
    return name if name.endswith((".bib", ".bibtex")) else f"{name}.bib"


def _grouped(options: Mapping[str, str], heading: Mapping[str, Any]) -> list[str]:
    names = str(options.get("group_by") or heading.get("group_by") or "").replace(",", " ").split()
    levels = list(dict.fromkeys(name for name in names if name in {"year", "type"}))
    return [f"group_by={json.dumps(levels if len(levels) > 1 else levels[0])}"] if levels else []


SOCIALS, COAUTHORS, VENUES, CITATIONS = (
    f"_data/{name}.yml" for name in ("socials", "coauthors", "venues", "citations")
)
# Keys that make links, in `_config.yml` of older sites: all that end so, and these.
_OTHER_KEYS = frozenset({"email", "cv_pdf", "custom_social"})
_NO_LINKS = re.compile(r"impressum|rss_|repo|giscus|disqus|analytics|verification|external|_services_|blog_|endpoint")
_PARTS = ("first_name", "middle_name", "last_name")


def read_profile(site: OldSite, config: Mapping[str, Any], socials: Any, home: OldPage) -> Record:
    """The profile, not yet fitted to its model."""
    name = " ".join(text for part in _PARTS if (text := text_in(config, part)))
    author = config.get("author")
    if not name:
        name = text_in(author, "name") if isinstance(author, dict) else text_in(config, "title")
    profile = as_mapping(home.meta.get("profile"))
    older = {key: value for key, value in config.items() if _makes_link(key)}
    links = list(links_of(socials, site, SOCIALS) if isinstance(socials, dict) else links_of(older, site))
    email = next((link["email"] for link in links if "email" in link), "")
    bio = plain_markdown(text_in(profile, "more_info") or text_in(profile, "address"))
    return {
        "name": name,
        "avatar": portrait(text_in(profile, "image"), site, Location(home.old)),
        "tagline": plain_markdown(text_in(home.meta, "subtitle")).replace("\n", " "),
        "email": email,
        "bio": "  \n".join(line for line in bio.split("\n") if line.strip()),
        "links": [link for link in links if "email" not in link],
    }


def _makes_link(key: str) -> bool:
    return key in _OTHER_KEYS or (bool(ENDING.search(key)) and not _NO_LINKS.search(key))


def read_people(site: OldSite, coauthors: Any, bibliography: Bibliography) -> list[Record]:
    """Co-authors with links, under the names that they have in the bibliography."""
    entries = reversed(bibliography.files.get(bibliography.main, {}).values())
    families = {letters_of(folded(one.family)): one.family for entry in entries for one in authors_of(entry)}
    people: list[Record] = []
    for key, value in as_mapping(coauthors).items():
        family = families.get(letters_of(folded(str(key))))
        if family is None:
            site.note(Location(COAUTHORS), f"'{key}' wrote none of the papers, so it is left out", "info")
            continue
        for item in map(as_mapping, as_items(value)):
            forms = [f"{first} {family}" for first in as_items(item.get("firstname")) if isinstance(first, str)]
            if forms:
                longest = max(forms, key=len)
                aliases = [form for form in forms if form != longest]
                people.append({"name": longest, "aliases": aliases, "url": text_in(item, "url")})
            elif people and not people[-1]["url"]:  # the address as an item of its own
                people[-1]["url"] = text_in(item, "url")
    return people


def read_venues(venues: Any) -> list[Record]:
    """Venues by their short names."""
    listed = ((short, as_mapping(value)) for short, value in as_mapping(venues).items())
    return [{"short": str(short), **{name: text_in(one, name) for name in ("url", "color")}} for short, one in listed]


def counts_text(citations: Any, bibliography: Bibliography, user: str) -> str:
    """`counts.json` with the citations that the old site counted; empty if it has none of the papers."""
    papers, day = as_mapping(at(citations, "papers")), str(at(citations, "metadata.last_updated") or "")
    found = {}
    for entry in bibliography.files.get(bibliography.main, {}).values():
        name = entry.fields.get("google_scholar_id", "")
        number = text_in(as_mapping(papers.get(name if ":" in name else f"{user}:{name}")), "citations")
        if name and number.isdigit():
            found[entry.key] = {"by": "id", "citations": int(number), "source": "Google Scholar"}
    if not found or not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return ""
    counts = {"papers": found, "sources": {"Google Scholar": day}, "updated": day}
    return json.dumps(counts, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
