"""The feed of the news, by a parser and by the rules of RFC 4287."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_researcher.fields.urls import SiteFacts
from mkdocs_researcher.formats.atom import Feed, atom_feed
from mkdocs_researcher.macros.news import NewsItem
from mkdocs_researcher.rendering.inline_markdown import InlineMarkdown

ATOM = "{http://www.w3.org/2005/Atom}"
# RFC 4287, sections 4.1.1 and 4.1.2: what must be there once, and what may be there.
FEED_ONCE, FEED_MAY = {"id", "title", "updated"}, {"author", "link", "generator", "entry"}
ENTRY_ONCE, ENTRY_MAY = {"id", "title", "updated"}, {"link", "content"}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")  # RFC 3339
IRI = re.compile(r"(?:https?|tag|urn):[^\s<>\"{}|\\^`]+")


def feed(items: list[dict[str, Any]], url: str = "https://mira.example.org/home/", **options: Any) -> str:
    texts = InlineMarkdown()
    site = SiteFacts("Mira & Co", url, resolve=lambda path: path.replace(".md", "/"))
    resolve: Callable[[str], str] = site.absolute if url else site.resolve
    news = [NewsItem.model_validate(item) for item in items]
    return atom_feed(
        news, Feed("feed.xml", "Mira & Co: news", "Mira Tovanne", site, lambda t: texts.inline(t, "", resolve))
    )


def check(text: str) -> ElementTree.Element:
    """The feed's root, if it keeps the rules."""
    root = ElementTree.fromstring(text)
    assert root.tag == f"{ATOM}feed"
    names = [child.tag.removeprefix(ATOM) for child in root]
    assert set(names) == FEED_ONCE | (FEED_MAY & set(names))
    assert all(names.count(name) == 1 for name in FEED_ONCE | {"author"})
    for element in [root, *root.iter(f"{ATOM}entry")]:
        assert IRI.fullmatch(element.findtext(f"{ATOM}id") or "")
        assert TIME.fullmatch(element.findtext(f"{ATOM}updated") or "")
        assert (element.findtext(f"{ATOM}title") or "").strip()
    for entry in root.iter(f"{ATOM}entry"):
        inner = [child.tag.removeprefix(ATOM) for child in entry]
        assert set(inner) == ENTRY_ONCE | ENTRY_MAY
        assert len(inner) == len(set(inner))
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    assert not feedparser.parse(text).bozo
    return root


NEWS = [
    {"date": "2026-06", "text": "Our [paper](papers.md) was *chosen*.", "icon": "🎉"},
    {"date": 2024, "text": "Older", "url": "talks.md"},
    {"date": "2026-07-14", "text": "Newest <script>alert(1)</script>", "url": "https://example.org/x"},
    {"date": 2024, "text": "Older"},
]


def test_the_feed_in_a_feed_reader() -> None:
    text = feed(NEWS)
    check(text)
    found = feedparser.parse(text)
    assert found.feed.title == "Mira & Co: news"
    assert found.feed.author == "Mira Tovanne"
    assert found.feed.updated == "2026-07-14T00:00:00Z"
    assert [link.href for link in found.feed.links if link.rel == "self"] == ["https://mira.example.org/home/feed.xml"]
    assert [entry.title for entry in found.entries] == ["Newest alert(1)", "🎉 Our paper was chosen.", "Older", "Older"]
    assert [entry.updated[:10] for entry in found.entries] == ["2026-07-14", "2026-06-01", "2024-01-01", "2024-01-01"]
    assert found.entries[1].content[0].value == (
        'Our <a href="https://mira.example.org/home/papers/">paper</a> was <em>chosen</em>.'
    )
    assert [entry.link for entry in found.entries[::2]] == [
        "https://example.org/x",
        "https://mira.example.org/home/talks/",
    ]


def test_ids_are_tags_that_stay_when_news_are_added() -> None:
    before = re.findall("<id>(.*?)</id>", feed(NEWS))
    after = re.findall("<id>(.*?)</id>", feed([{"date": "2027", "text": "Later"}, *NEWS]))
    assert before[1] == "tag:mira.example.org,2026:/home/news/2026-07-14/newest-alert-1"
    assert after[2:] == before[1:]


def test_without_an_address_of_the_site() -> None:
    root = check(feed(NEWS, url=""))
    assert all((element.text or "").startswith("urn:uuid:") for element in root.iter(f"{ATOM}id"))
    assert not root.findall(f"{ATOM}link[@rel='self']")
    assert [link.get("href") for link in root.iter(f"{ATOM}link")] == [
        "./",
        "https://example.org/x",
        "./",
        "talks/",
        "./",
    ]
    assert feed(NEWS, url="") == feed(NEWS, url="")


@pytest.mark.parametrize("url", ["", "https://mira.example.org/", "https://example.org:8080/~mira/"])
@given(items=st.lists(st.tuples(st.integers(1900, 2100), st.text(min_size=1).filter(lambda text: text.strip()))))
def test_whatever_the_news_hold_the_feed_is_valid(url: str, items: list[tuple[int, str]]) -> None:
    news = [NewsItem(date=year, text="x").model_copy(update={"text": text}) for year, text in items]
    site = SiteFacts("Mira", url)
    text = atom_feed(news, Feed("feed.xml", "News", "", site, escape))
    check(text)
    assert len(feedparser.parse(text).entries) == len(items)
