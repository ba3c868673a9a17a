"""Tags of a page's head, where a build would hide the point."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_researcher.formats.highwire import citation_tags
from mkdocs_researcher.formats.meta_tags import (
    Sharing,
    SiteFacts,
    Tag,
    first_paragraph,
    sharing_tags,
    shortened,
    with_tags,
)
from mkdocs_researcher.macros.papers.model import Paper

PAGE = "<html><head><title>T</title>{}</head><body></head></body></html>"


@given(st.text())
def test_any_text_is_one_value(text: str) -> None:
    page = with_tags(PAGE.format(""), [Tag("name", "citation_title", text), Tag("name", "last", "1")])
    soup = BeautifulSoup(page, "html.parser")
    assert [(tag["name"], tag["content"]) for tag in soup.head.find_all("meta")] == [
        ("citation_title", text),
        ("last", "1"),
    ]


@pytest.mark.parametrize(
    "present",
    [
        '<meta property="og:title" content="A">',
        "<meta content='A' property='og:title'/>",
        "<META PROPERTY=og:title CONTENT=A>",
        '<meta name="og:title" content="A">',
    ],
)
def test_existing_values_take_precedence(present: str) -> None:
    assert with_tags(PAGE.format(present), [Tag("property", "og:title", "B")]) == PAGE.format(present)


def test_an_empty_description_of_the_theme_gives_way() -> None:
    page = with_tags(PAGE.format('<meta name="description" content="None">'), [Tag("name", "description", "B")])
    assert page == PAGE.format('<meta name="description" content="B">\n')


@pytest.mark.parametrize(
    ("address", "absolute"),
    [
        ("images/a.png", "https://m.example.org/~m/images/a.png"),
        ("https://example.org/a", "https://example.org/a"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("mailto:a@example.org", ""),
        ("//evil.example/x", ""),
        ("", ""),
    ],
)
def test_absolute_addresses(address: str, absolute: str) -> None:
    assert SiteFacts("S", "https://m.example.org/~m/").absolute(address) == absolute


@pytest.mark.parametrize("page", ["", "no head", "<p>text</p>"])
def test_a_page_without_a_head_stays(page: str) -> None:
    assert with_tags(page, [Tag("name", "a", "b")]) == page


def test_an_upper_case_head() -> None:
    assert with_tags("<HEAD></HEAD>", [Tag("name", "a", "b")]) == '<HEAD><meta name="a" content="b">\n</HEAD>'


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<h1>H</h1><p>A &amp; <b>b</b> of the first paragraph.</p>", "A & b of the first paragraph."),
        (
            "<p></p><p>x</p><p class='y'>The second paragraph\nis long enough.</p>",
            "The second paragraph is long enough.",
        ),
        ("<p>Write to &#x6d;&#105;@hidden.example if you want.</p>", "Write to if you want."),
        ("<p><!-- no --><script>no</script>Only what people read here.</p>", "Only what people read here."),
        ("<pre>no paragraph</pre>", ""),
        ("", ""),
    ],
)
def test_the_first_paragraph(content: str, text: str) -> None:
    assert " ".join(first_paragraph(content).split()) == text


def test_long_words_are_cut_at_a_word() -> None:
    assert shortened("word " * 100, 20) == "word word word …"
    assert shortened("A *short* text") == "A short text"
    assert len(shortened("x" * 500)) <= 202


def test_nothing_is_shown_of_what_is_not_known() -> None:
    tags = sharing_tags(Sharing("T"), SiteFacts("S"))
    assert [tag.name for tag in tags] == ["og:type", "og:site_name", "og:title", "twitter:card"]


@pytest.mark.parametrize(
    ("kind", "tag"),
    [
        ("journal", "citation_journal_title"),
        ("conference", "citation_conference_title"),
        ("workshop", "citation_conference_title"),
        ("chapter", "citation_inbook_title"),
        ("thesis", "citation_dissertation_institution"),
        ("report", "citation_technical_report_institution"),
    ],
)
def test_where_it_appeared(kind: str, tag: str) -> None:
    tags = citation_tags(Paper.model_validate({"title": "T", "venue": "V & *W*", "type": kind}), SiteFacts("S"))
    assert [found.content for found in tags if found.name == tag] == ["V & W"]


@pytest.mark.parametrize(
    ("links", "pdf"),
    [
        ({"Slides": "s.pdf", "Paper": "p.pdf"}, "https://m.example.org/p.pdf"),
        ({"Paper slides": "s.pdf", "PDF": "https://example.org/p.PDF?x=1"}, "https://example.org/p.PDF?x=1"),
        ({"Paper": "https://example.org/abs/1"}, None),
        ({"Poster": "p.pdf", "Supplement": "s.pdf"}, None),
    ],
)
def test_the_full_text(links: dict[str, str], pdf: str | None) -> None:
    site = SiteFacts("S", "https://m.example.org/")
    tags = citation_tags(Paper.model_validate({"title": "T", "links": links}), site)
    assert next((tag.content for tag in tags if tag.name == "citation_pdf_url"), None) == pdf


@pytest.mark.parametrize(
    ("date", "expected"), [("2025-03-04", "2025/03/04"), ("2025-03", "2025"), ("Fall 2025", "2025"), (2025, "2025")]
)
def test_dates_as_scholar_takes_them(date: str | int, expected: str) -> None:
    tags = citation_tags(Paper.model_validate({"title": "T", "date": date}), SiteFacts("S"))
    assert [tag.content for tag in tags if tag.name == "citation_publication_date"] == [expected]
