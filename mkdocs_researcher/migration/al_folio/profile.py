"""Who an al-folio site is about, who wrote with them, where, and how often they are cited."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from mkdocs_researcher.errors import Location
from mkdocs_researcher.formats.cv.addresses import repaired
from mkdocs_researcher.formats.records import Record
from mkdocs_researcher.migration.al_folio.bibliography import Bibliography, authors_of
from mkdocs_researcher.migration.jekyll.profile import portrait, profile_link
from mkdocs_researcher.migration.jekyll.site import text_in
from mkdocs_researcher.migration.new_site import OldPage
from mkdocs_researcher.migration.old_site import OldSite
from mkdocs_researcher.migration.old_text import as_mapping
from mkdocs_researcher.migration.tree.lines import plain_markdown

CONFIG, SOCIALS, COAUTHORS, VENUES, CITATIONS = (
    "_config.yml",
    "_data/socials.yml",
    "_data/coauthors.yml",
    "_data/venues.yml",
    "_data/citations.yml",
)
_SUFFIX = re.compile(r"_(?:username|userid|id|url|qr|profile|number|user)$")
_KEYS = {
    "research_gate": "researchgate",
    "inspirehep": "inspire",
    "semanticscholar": "semantic_scholar",
    "work": "Work",
}
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
    links = [link for link, _ in links_of(site, config, socials)]
    email = next((link["email"] for link in links if "email" in link), "")
    return {
        "name": name,
        "avatar": portrait(text_in(profile, "image"), site, Location(home.old)),
        "tagline": plain_markdown(text_in(home.meta, "subtitle")).replace("\n", " "),
        "email": email,
        "bio": _lines(text_in(profile, "more_info") or text_in(profile, "address")),
        "links": [link for link in links if "email" not in link],
    }


def _lines(text: str) -> str:
    return "  \n".join(line for line in plain_markdown(text).split("\n") if line.strip())


def links_of(site: OldSite, config: Mapping[str, Any], socials: Any) -> Iterator[tuple[dict[str, str], Location]]:
    """Profiles elsewhere in order, with the file they are from: `socials.yml`, or keys of an older `_config.yml`."""
    if isinstance(socials, dict):
        listed, file = dict(socials), SOCIALS
    else:
        listed, file = {key: value for key, value in config.items() if _makes_link(key)}, CONFIG
    for key, value in listed.items():
        if isinstance(value, dict):  # one of the author's own
            link = {"label": text_in(value, "title") or "Link", "url": repaired(text_in(value, "url"))}
            if link["url"]:
                yield link, Location(file)
        elif isinstance(value, str) and value.strip() not in {"", "true", "false"}:
            link_of = _link(site, key, value.strip(), file)
            if link_of:
                yield link_of, Location(file)


def _link(site: OldSite, key: str, value: str, file: str) -> dict[str, str] | None:
    name = _SUFFIX.sub("", key) if key not in _OTHER_KEYS else key
    name = _KEYS.get(name, name)
    if name == "cv_pdf" and "://" not in value and not site.holds(repaired(value).lstrip("/")):
        site.note(Location(file), f"{key}: '{value}' is not in the old site; put it into docs/ and link to it", "info")
        return None
    if name == "cv_pdf":
        return {"cv": value if "://" in value else repaired(value).lstrip("/")}
    if key == "wechat_qr":
        return {"label": "WeChat", "url": f"assets/img/{value}"}
    if name == "scholar":
        value = value.partition("&")[0]
    return profile_link(name, value, site, file)


def _makes_link(key: str) -> bool:
    return key in _OTHER_KEYS or (bool(_SUFFIX.search(key)) and not _NO_LINKS.search(key))


def read_people(site: OldSite, coauthors: Any, bibliography: Bibliography) -> list[Record]:
    """Co-authors with links, under the names that they have in the bibliography."""
    if not isinstance(coauthors, dict):
        return []
    families = _families(bibliography)
    people: list[Record] = []
    for key, value in coauthors.items():
        family = families.get(_folded(str(key)))
        if family is None:
            what = f"'{key}' wrote none of the papers, so it is left out"
            site.note(Location(COAUTHORS), what, "info")
            continue
        for names, url in _persons(value):
            forms = [f"{first} {family}" for first in names]
            if forms:
                longest = max(forms, key=len)
                people.append({"name": longest, "aliases": [form for form in forms if form != longest], "url": url})
    return people


def _persons(value: Any) -> list[tuple[list[str], str]]:
    """First names and URL of each; the URL may be an item of its own after the names."""
    found: list[tuple[list[str], str]] = []
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, dict):
            continue
        names = item.get("firstname")
        names = [names] if isinstance(names, str) else names if isinstance(names, list) else []
        url = text_in(item, "url")
        if names:
            found.append(([name for name in names if isinstance(name, str)], url))
        elif url and found and not found[-1][1]:
            found[-1] = (found[-1][0], url)
    return found


def _families(bibliography: Bibliography) -> dict[str, str]:
    families: dict[str, str] = {}
    for entry in bibliography.files.get(bibliography.main, {}).values():
        for person in authors_of(entry):
            families.setdefault(_folded(person.family), person.family)
    return families


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    return re.sub(r"[^\w]", "", "".join(letter for letter in plain if not unicodedata.combining(letter))).casefold()


def read_venues(venues: Any) -> list[Record]:
    """Venues by their short names."""
    if not isinstance(venues, dict):
        return []
    return [
        {"short": str(short), "url": text_in(value, "url"), "color": text_in(value, "color")}
        for short, value in venues.items()
        if isinstance(value, dict)
    ]


def counts_text(citations: Any, bibliography: Bibliography, user: str) -> str:
    """`counts.json` with the citations that the old site counted; empty if it has none of the papers."""
    papers = citations.get("papers") if isinstance(citations, dict) else None
    metadata = citations.get("metadata") if isinstance(citations, dict) else None
    day = text_in(metadata, "last_updated") if isinstance(metadata, dict) else ""
    if not isinstance(papers, dict) or not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return ""
    found = {}
    for entry in bibliography.files.get(bibliography.main, {}).values():
        name = entry.fields.get("google_scholar_id", "")
        counted = papers.get(name if ":" in name else f"{user}:{name}")
        number = text_in(counted, "citations") if isinstance(counted, dict) else ""
        if name and number.isdigit():
            found[entry.key] = {"by": "id", "citations": int(number), "source": "Google Scholar"}
    if not found:
        return ""
    counts = {"papers": found, "sources": {"Google Scholar": day}, "updated": day}
    return json.dumps(counts, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
