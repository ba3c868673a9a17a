"""Papers and their author as JSON-LD with the terms of schema.org (version 29), for search engines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from mkdocs_researcher.fields.identifiers import IDENTIFIERS
from mkdocs_researcher.fields.names.person import OTHERS, Person
from mkdocs_researcher.fields.profile_services import SERVICES
from mkdocs_researcher.fields.urls import SiteFacts
from mkdocs_researcher.formats.paper_facts import institution, is_organization, kind_of, pages_of, pdf_of, pending_note
from mkdocs_researcher.formats.plain import words
from mkdocs_researcher.macros.papers.model import Paper
from mkdocs_researcher.macros.people import AuthorLists, PersonEntry
from mkdocs_researcher.macros.profile import Affiliation, Profile

TYPES = {
    "thesis": "Thesis",
    "book": "Book",
    "chapter": "Chapter",
    "report": "Report",
    "dataset": "Dataset",
    "software": "SoftwareSourceCode",
    "poster": "Poster",
    "patent": "CreativeWork",
}
"""Schema.org types by type of paper; all others are a `ScholarlyArticle`."""

_CONTEXT = "https://schema.org"
_IDENTIFIERS = ("doi", "arxiv", "openreview", "acl", "pmid", "hal", "openalex", "semantic_scholar")
# Services whose pages are not about the person, such as appointments and chats.
_NOT_THE_PERSON = {"Email", "Appointment", "WhatsApp", "Telegram"}
_SAME = {service.label for service in SERVICES if service.url} - _NOT_THE_PERSON | {"Website"}


def as_script(data: dict[str, Any]) -> str:
    """JSON-LD as a `script` element; nothing in it can end the element (HTML Standard, section 4.12.1.3)."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f'<script type="application/ld+json">{text}</script>'


def paper_data(paper: Paper, site: SiteFacts, lists: AuthorLists, url: str = "") -> dict[str, Any]:
    """The paper as JSON-LD; `url` is that of its page, if it has one.

    `lists` recognize the owner of the site, and know the homepages of co-authors.
    """
    kind = kind_of(paper)
    owner = lists.find_owner(paper.authors)
    authors = lists.show(paper.authors, owner, paper.id)
    title, collaboration = words(paper.title), words(paper.unnamed_collaboration)
    awards = [words(award) for award in paper.award]
    same = [IDENTIFIERS[name].url(value) for name in _IDENTIFIERS if (value := getattr(paper, name))]
    pdf = pdf_of(paper, site)
    data = {
        "@context": _CONTEXT,
        "@type": TYPES.get(kind, "ScholarlyArticle"),
        "@id": url,
        "name": title,
        "headline": title,
        "url": url,
        "author": [
            _person(
                person, shown.url or (site.url if shown.is_self and owner is not None else ""), shown.affiliation, site
            )
            for person, shown in zip(paper.authors, authors, strict=True)
            if person != OTHERS
        ]
        + ([{"@type": "Organization", "name": collaboration}] if collaboration else []),
        "editor": [_person(person, "", "", site) for person in paper.editors],
        "datePublished": paper.when.iso() if paper.when else "",
        "creativeWorkStatus": pending_note(paper),
        "abstract": words(paper.abstract),
        "description": words(paper.summary),
        "keywords": [words(tag) for tag in paper.tags],
        "award": awards[0] if len(awards) == 1 else awards,
        "image": site.absolute(paper.image or ""),
        "identifier": {"@type": "PropertyValue", "propertyID": "DOI", "value": paper.doi} if paper.doi else None,
        "sameAs": same,
        "encoding": {"@type": "MediaObject", "contentUrl": pdf, "encodingFormat": "application/pdf"} if pdf else None,
        **_where(paper, kind),
    }
    return _known(data)


def _where(paper: Paper, kind: str) -> dict[str, Any]:
    pages = pages_of(paper)
    publisher = _organization(words(paper.publisher))
    venue = words(paper.venue)
    if kind == "thesis":
        return {"sourceOrganization": _organization(words(institution(paper)))}
    if kind == "report":
        return {"publisher": _organization(words(institution(paper))), "reportNumber": paper.number}
    if kind == "book":
        return {"isbn": paper.isbn, "publisher": publisher}
    if kind == "software":
        repository = IDENTIFIERS["repo"].url(paper.repo) if paper.repo else ""
        return {"codeRepository": repository, **_loosely(venue, publisher)}
    if kind in {"dataset", "patent", "poster", "preprint", "other"}:
        return _loosely(venue, publisher)
    return {
        "isPartOf": _container(paper, kind, venue),
        "publisher": publisher,
        "pageStart": pages.first if pages and pages.last else "",
        "pageEnd": pages.last if pages else "",
        "pagination": pages.first if pages and not pages.last else "",
    }


def _loosely(venue: str, publisher: dict[str, str] | None) -> dict[str, Any]:
    """A venue that may be a publisher, an archive or an event."""
    if not publisher:
        return {"publisher": _organization(venue)}
    return {"publisher": publisher, "isPartOf": {"@type": "CreativeWork", "name": venue} if venue else None}


def _container(paper: Paper, kind: str, venue: str) -> dict[str, Any] | None:
    """The journal with volume and issue, or the book or proceedings."""
    if not venue:
        return None
    if kind != "journal":
        return _known({"@type": "Book", "name": venue, "isbn": paper.isbn if kind == "chapter" else ""})
    part: dict[str, Any] = {"@type": "Periodical", "name": venue}
    if paper.volume:
        part = {"@type": "PublicationVolume", "volumeNumber": paper.volume, "isPartOf": part}
    if paper.number:
        part = {"@type": "PublicationIssue", "issueNumber": paper.number, "isPartOf": part}
    return part


def _person(person: Person, url: str, affiliation: str, site: SiteFacts) -> dict[str, Any]:
    name = words(person.display)
    if is_organization(person):
        return {"@type": "Organization", "name": name}
    data = {
        "@type": "Person",
        "name": name,
        "givenName": words(person.given),
        "familyName": words(person.last_name),
        "url": site.absolute(url),
        "affiliation": _organization(words(affiliation)),
    }
    return _known(data)


def lab_data(profile: Profile, members: Iterable[tuple[PersonEntry, str]], site: SiteFacts) -> dict[str, Any]:
    """A lab as JSON-LD with its present members and their pages; never with an email address."""
    data = {
        "@context": _CONTEXT,
        "@type": "ResearchOrganization",
        "@id": f"{site.url}#organization" if site.url else "",
        "name": words(profile.name),
        "alternateName": _other_names(profile),
        "description": words(profile.tagline or profile.bio),
        "url": site.url,
        "logo": site.absolute(profile.avatar or ""),
        "parentOrganization": [_institution(affiliation, site) for affiliation in profile.affiliations],
        "location": words(profile.location),
        "knowsAbout": [words(interest) for interest in profile.interests],
        "sameAs": _same_as(profile),
        "member": [_member(person, url, site) for person, url in members],
    }
    return _known(data)


def _member(person: PersonEntry, url: str, site: SiteFacts) -> dict[str, Any]:
    name, role = words(person.name), words(person.role)
    return _known({"@type": "Person", "name": name, "jobTitle": role, "url": site.absolute(url)})


def _other_names(profile: Profile) -> list[str]:
    names = (profile.native_name, *profile.aliases)
    return list(dict.fromkeys(words(name) for name in names if name))


def _same_as(profile: Profile) -> list[str]:
    same = [link.url for link in profile.links if link.label in _SAME and _is_web(link.url)]
    if profile.website and _is_web(profile.website):
        same.append(profile.website)
    return list(dict.fromkeys(same))


def person_data(profile: Profile, site: SiteFacts, url: str = "", lab: Profile | None = None) -> dict[str, Any]:
    """A person as JSON-LD; never with an email address or phone number, which harvesters look for.

    `url` is empty for the owner of the site, `lab` is the one that the person is a member of.
    """
    url = url or site.url
    data = {
        "@context": _CONTEXT,
        "@type": "Person",
        "@id": f"{url}#person" if url else "",
        "name": words(profile.name),
        "alternateName": _other_names(profile),
        "jobTitle": words(profile.role),
        "description": words(profile.tagline or profile.bio),
        "url": url,
        "image": site.absolute(profile.avatar or ""),
        "affiliation": [_institution(affiliation, site) for affiliation in profile.affiliations],
        "workLocation": {"@type": "Place", "name": words(profile.location)} if profile.location else None,
        "knowsAbout": [words(interest) for interest in profile.interests],
        "sameAs": _same_as(profile),
        "memberOf": _lab(lab, site) if lab else None,
    }
    return _known(data)


def _lab(lab: Profile, site: SiteFacts) -> dict[str, Any]:
    identity = f"{site.url}#organization" if site.url else ""
    return _known({"@type": "ResearchOrganization", "@id": identity, "name": words(lab.name), "url": site.url})


def _is_web(url: str | None) -> bool:
    return bool(url) and str(url).startswith(("https:", "http:"))


def _institution(affiliation: Affiliation, site: SiteFacts) -> dict[str, Any]:
    data = {
        "@type": "Organization",
        "name": words(affiliation.name),
        "url": site.absolute(affiliation.url or ""),
        "logo": site.absolute(affiliation.logo or ""),
    }
    return _known(data)


def _organization(name: str) -> dict[str, str] | None:
    return {"@type": "Organization", "name": name} if name else None


def _known(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value}


def graph(items: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Several items as one document."""
    things = [{name: value for name, value in item.items() if name != "@context"} for item in items]
    return {"@context": _CONTEXT, "@graph": things}
