"""Papers and their author as JSON-LD: only terms that schema.org has, where it has them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, get_args

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_researcher.fields.urls import PublishedPaths, SiteFacts
from mkdocs_researcher.formats.json_ld import as_script, paper_data, person_data
from mkdocs_researcher.macros.papers.model import Paper, PaperType
from mkdocs_researcher.macros.people import AuthorLists
from mkdocs_researcher.macros.profile import Profile

# https://schema.org/docs/full.html, version 29: the properties used here, by the type that they are defined on, and
# the types that a type is a kind of.
PROPERTIES = {
    "Thing": {"@id", "@type", "@context", "name", "url", "description", "image", "identifier", "sameAs", "alternateName"},
    "CreativeWork": {
        "headline", "author", "editor", "datePublished", "creativeWorkStatus", "abstract", "keywords", "award", "encoding",
        "isPartOf", "publisher", "sourceOrganization",
    },
    "Article": {"pageStart", "pageEnd", "pagination"},
    "Chapter": {"pageStart", "pageEnd", "pagination"},
    "Report": {"reportNumber"},
    "Book": {"isbn"},
    "SoftwareSourceCode": {"codeRepository"},
    "PublicationVolume": {"volumeNumber"},
    "PublicationIssue": {"issueNumber"},
    "MediaObject": {"contentUrl", "encodingFormat"},
    "PropertyValue": {"propertyID", "value"},
    "Person": {"givenName", "familyName", "affiliation", "jobTitle", "workLocation", "knowsAbout"},
    "Organization": {"logo"},
    "Place": set[str](),
}  # fmt: skip
PARENTS = {
    "ScholarlyArticle": "Article", "Article": "CreativeWork", "Report": "Article", "Thesis": "CreativeWork",
    "Book": "CreativeWork", "Chapter": "CreativeWork", "Dataset": "CreativeWork", "Poster": "CreativeWork",
    "SoftwareSourceCode": "CreativeWork", "PublicationVolume": "CreativeWork", "PublicationIssue": "CreativeWork",
    "Periodical": "CreativeWork", "MediaObject": "CreativeWork", "CreativeWork": "Thing", "Person": "Thing",
    "Organization": "Thing", "Place": "Thing", "PropertyValue": "Thing",
}  # fmt: skip
SITE = SiteFacts("Mira", "https://mira.example.org/", resolve=lambda path: path)


class NoData:
    person = ""
    published = PublishedPaths()

    def derived(self, build: Callable[[Any], Any]) -> Any:
        return build(self)

    def optional(self, file: Any) -> tuple[Any, ...]:
        return ()


class OneProfile(NoData):
    def optional(self, file: Any) -> tuple[Any, ...]:
        if file.name == "people":
            return (file.model.model_validate({"name": "Pell Okasha", "url": "team.md", "affiliation": "NPI"}),)
        return (Profile.model_validate({"name": "Mira Tovanne"}),)


LISTS = AuthorLists(NoData())  # type: ignore[arg-type]


def things(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from things(value)


def allowed(kind: str) -> set[str]:
    own = PROPERTIES.get(kind, set())
    return own | (allowed(PARENTS[kind]) if kind in PARENTS else set())


def check(data: dict[str, Any]) -> None:
    assert data["@context"] == "https://schema.org"
    for thing in things(data):
        assert thing["@type"] in {*PARENTS, "Thing"}
        assert set(thing) - allowed(thing["@type"]) == set(), thing["@type"]
        assert all(thing.values())


def full(**fields: Any) -> Paper:
    return Paper.model_validate(
        {
            "id": "x",
            "title": "Two *Tides*",
            "authors": ["Mira Tovanne*", "Pell Okasha", "{The Group of Tides}", "et al."],
            "editors": ["Lotte van Varga"],
            "venue": "Journal of Tides",
            "date": "2025-03",
            "volume": "12",
            "number": "3",
            "pages": "101–118",
            "publisher": "Pier Press",
            "doi": "10.5555/a",
            "arxiv": "2507.05257",
            "isbn": "978-3-16-148410-0",
            "repo": "mira/tides",
            "tags": ["a"],
            "award": "Oral",
            "abstract": "Write to mira@hidden.example.",
            "summary": "S",
            "status": "in_press",
            "image": "images/a.png",
            "links": {"Paper": "files/a.pdf"},
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("journal", "ScholarlyArticle"),
        ("conference", "ScholarlyArticle"),
        ("workshop", "ScholarlyArticle"),
        ("preprint", "ScholarlyArticle"),
        ("thesis", "Thesis"),
        ("book", "Book"),
        ("chapter", "Chapter"),
        ("report", "Report"),
        ("dataset", "Dataset"),
        ("software", "SoftwareSourceCode"),
        ("poster", "Poster"),
        ("patent", "CreativeWork"),
        (None, "ScholarlyArticle"),
    ],
)
def test_only_terms_that_the_type_has(kind: str | None, expected: str) -> None:
    data = paper_data(full(type=kind), SITE, LISTS, "https://mira.example.org/papers/x/")
    check(data)
    assert data["@type"] == expected
    assert "Journal of Tides" in json.dumps(data) or kind == "book"
    check(paper_data(Paper(title="T"), SITE, LISTS))


def test_every_type_is_tested() -> None:
    assert len(get_args(PaperType)) == 12


def test_a_paper() -> None:
    lists = AuthorLists(OneProfile())  # type: ignore[arg-type]
    data = paper_data(full(type="journal"), SITE, lists, "https://mira.example.org/papers/x/")
    assert data["headline"] == "Two Tides"
    assert data["author"] == [
        {
            "@type": "Person",
            "name": "Mira Tovanne",
            "givenName": "Mira",
            "familyName": "Tovanne",
            "url": "https://mira.example.org/",
        },
        {
            "@type": "Person",
            "name": "Pell Okasha",
            "givenName": "Pell",
            "familyName": "Okasha",
            "url": "https://mira.example.org/team.md",
            "affiliation": {"@type": "Organization", "name": "NPI"},
        },
        {"@type": "Organization", "name": "The Group of Tides"},
    ]
    assert data["datePublished"] == "2025-03"
    assert data["isPartOf"] == {
        "@type": "PublicationIssue",
        "issueNumber": "3",
        "isPartOf": {
            "@type": "PublicationVolume",
            "volumeNumber": "12",
            "isPartOf": {"@type": "Periodical", "name": "Journal of Tides"},
        },
    }
    assert (data["pageStart"], data["pageEnd"]) == ("101", "118")
    assert data["sameAs"] == ["https://doi.org/10.5555/a", "https://arxiv.org/abs/2507.05257"]
    assert data["image"] == "https://mira.example.org/images/a.png"
    assert data["encoding"]["contentUrl"] == "https://mira.example.org/files/a.pdf"
    assert data["abstract"] == "Write to ."


def test_a_person() -> None:
    profile = Profile.model_validate(
        {
            "name": "Mira Tovanne",
            "native_name": "戸棚 美良",
            "aliases": ["M. L. Tovanne"],
            "avatar": "images/mira.jpg",
            "role": "Ph.D. *candidate*",
            "bio": "Write to mira@hidden.example!",
            "email": "mira@hidden.example",
            "phone": "+47 555 0100",
            "location": "Halden Bay",
            "website": "https://mira.example.net",
            "affiliations": [{"name": "HBU", "url": "https://hbu.example.org", "logo": "images/hbu.svg"}],
            "interests": ["Tides"],
            "links": [
                {"scholar": "MiraExample1"},
                {"github": "mira"},
                {"cv": "files/cv.pdf"},
                {"email": "other@hidden.example"},
                {"wechat": "mira_t"},
                {"label": "Old page", "url": "https://old.example.org"},
            ],
        }
    )
    data = person_data(profile, SITE)
    check(data)
    assert data == {
        "@context": "https://schema.org",
        "@type": "Person",
        "@id": "https://mira.example.org/#person",
        "name": "Mira Tovanne",
        "alternateName": ["戸棚 美良", "M. L. Tovanne"],
        "jobTitle": "Ph.D. candidate",
        "description": "Write to !",
        "url": "https://mira.example.org/",
        "image": "https://mira.example.org/images/mira.jpg",
        "affiliation": [
            {
                "@type": "Organization",
                "name": "HBU",
                "url": "https://hbu.example.org",
                "logo": "https://mira.example.org/images/hbu.svg",
            }
        ],
        "workLocation": {"@type": "Place", "name": "Halden Bay"},
        "knowsAbout": ["Tides"],
        "sameAs": [
            "https://scholar.google.com/citations?user=MiraExample1",
            "https://github.com/mira",
            "https://mira.example.net",
        ],
    }


def test_without_an_address_of_the_site_nothing_is_made_up() -> None:
    data = paper_data(full(type="journal"), SiteFacts("Mira"), LISTS)
    check(data)
    assert not {"url", "@id", "image"} & data.keys()
    assert data["encoding"]["contentUrl"].startswith("https://arxiv.org/pdf/")


@given(st.text())
def test_no_text_ends_the_element(text: str) -> None:
    html = as_script({"a": f"{text}</script><!--<script>{text}"})
    assert html.count("<") == html.count(">") == 2
    assert json.loads(BeautifulSoup(html, "html.parser").script.string) == {"a": f"{text}</script><!--<script>{text}"}
