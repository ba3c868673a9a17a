"""Front matter of any shape: sites are read without a traceback, whatever stands where a text or a list belongs."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hugo_sites import hugo_site as site_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mkdocs_researcher.migration.hugoblox.reader import HugoBlox
from mkdocs_researcher.migration.luost26 import Luost26
from mkdocs_researcher.migration.old_site import Line, OldSite, read_old_yaml, split_page

KEYS = [
    "title",
    "subtitle",
    "date",
    "date_end",
    "authors",
    "author_notes",
    "publication_types",
    "publication",
    "publication_short",
    "abstract",
    "summary",
    "tags",
    "categories",
    "links",
    "image",
    "doi",
    "hugoblox",
    "ids",
    "url_pdf",
    "external_link",
    "slides",
    "featured",
    "name",
    "role",
    "organizations",
    "affiliations",
    "social",
    "interests",
    "education",
    "courses",
    "experience",
    "skills",
    "languages",
    "awards",
    "status",
    "postnominals",
    "bio",
    "user_groups",
    "sections",
    "block",
    "content",
    "items",
    "item",
    "feature",
    "text",
    "username",
    "filters",
    "folders",
    "address",
    "email",
    "contact_links",
    "cta",
    "button",
    "url",
    "label",
    "org",
    "institution",
    "event",
    "event_start",
    "location",
    "aliases",
    "slug",
    "widget",
    "weight",
    "active",
    "draft",
    "primary_name",
    "positions",
    "gscholar",
    "pub",
    "pub_date",
    "pub_last",
    "cover",
    "logo",
    "position",
    "wechat_qrcode",
    "homepage",
    "pages",
]
TEXTS = st.sampled_from(
    ["", "Mira *T*", "2024-05-01T00:00:00Z", "2024-13-45", "https://example.org/[x](y)", "{{< figure src=\"a\" >}}", "</div>",
     "../../x", "#", "true", "\\(a\\) $b$", "javascript:alert(1)", "admin", "publication", "x" * 300, "\u202e\x0b"]
)  # fmt: skip
VALUES = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=12,
)
META = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=8)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def page(meta: Any, body: str = "Words {{< math >}}$x$\n") -> str:
    return f"---\n{json.dumps(meta)}\n---\n{body}"


@FEW
@given(META, META, META, META)
def test_hugoblox(home: Any, author: Any, paper: Any, other: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = {
            "content/_index.md": page(home),
            "content/home/x.md": page({**other, "widget": "about"}),
            "content/authors/admin/_index.md": page({"title": "Mira Tovanne", **author}),
            "content/authors/pell/_index.md": page({"title": "Pell Okasha", **other}),
            "content/publication/a/index.md": page({"title": "A", **paper}),
            "content/event/b/index.md": page({"title": "B", **other}),
            "content/project/c.md": page(other),
            "content/post/d/index.md": page(paper),
            "content/e.md": page({"type": "landing", **home}),
            "config/_default/menus.yaml": json.dumps({"main": [other, home]}),
        }
        new = HugoBlox(OldSite(site_of(Path(folder), files))).read()
        assert "docs/index.md" in new.texts
        assert all(not path.startswith(("/", "..")) and "/../" not in path for path in (*new.texts, *new.copies))


@FEW
@given(META, META, META, META)
def test_luost26(profile: Any, paper: Any, news: Any, data: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = {
            "_config.yml": "baseurl: /x\n",
            "_data/profile.yml": json.dumps(profile),
            "_data/authors.yml": json.dumps(data),
            "_data/navigation.yml": json.dumps(data),
            "_data/display.yml": json.dumps(data),
            "_publications/a.md": page(paper),
            "_news/b.md": page(news),
            "_posts/2024-01-01-c.md": page(news),
            "_showcase/d.md": page({"show": "true", **paper}),
            "index.html": "---\n---\n{% include widgets/profile_card.html %}{% include widgets/experience_card.html %}"
            "{% include widgets/news_card.html limit=x %}{% include widgets/publication_card.html %}",
            "showcase.html": "---\n---\n{% for x in site.showcase %}{{ x }}{% endfor %}",
        }
        new = Luost26(OldSite(site_of(Path(folder), files))).read()
        assert "docs/index.md" in new.texts
        assert all(not path.startswith(("/", "..")) and "/../" not in path for path in (*new.texts, *new.copies))


@pytest.mark.parametrize(
    ("text", "meta"),
    [
        ("---\ntitle: A\n---\nBody", {"title": "A"}),
        ('+++\ntitle = "A"\ndate = 2024-05-01\nn = [1, 2.5, true]\n+++\nBody', None),
        ('{\n"title": "A"\n}\nBody', {"title": "A"}),
        ("Body", {}),
        ("---\nnever: ended\nBody", {}),
    ],
)
def test_three_languages(text: str, meta: dict[str, str] | None) -> None:
    lines = [Line(part, "a.md", number) for number, part in enumerate(text.split("\n"), 1)]
    found = split_page(lines, OldSite(Path()))
    assert found.meta == (meta if meta is not None else {"title": "A", "date": "2024-05-01", "n": ["1", "2.5", "true"]})
    assert found.body[-1] == lines[-1]


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ('+++\ntitle = "A"\nx = \n+++\n', "a.md:3: is not valid TOML"),
        ("---\ntitle: A\nx: [\n---\n", "a.md:"),
        ('{\n"title": \n}\n', "a.md:3:"),
    ],
)
def test_unreadable_front_matter_is_reported(text: str, reported: str) -> None:
    site = OldSite(Path())
    split_page([Line(part, "a.md", number) for number, part in enumerate(text.split("\n"), 1)], site)
    assert str(site.notes[0]).startswith(reported)
    assert site.notes[0].severity == "warning"


@pytest.mark.parametrize(
    ("text", "read", "lines"),
    [
        ("a: 'of Suze's tides'\nb: 'x'", {"a": "of Suze's tides", "b": "x"}, [1]),
        ("b: x\na: 'it''s Suze's'", {"a": "it's Suze's", "b": "x"}, [2]),
        ('a: "the "quiet" tide"\nb: "y"z"', {"a": 'the "quiet" tide', "b": 'y"z'}, [1, 2]),
        ("a: 'no colon'", {"a": "no colon"}, []),
    ],
)
def test_a_quote_within_quotes_is_part_of_the_value(text: str, read: dict[str, str], lines: list[int]) -> None:
    reported: list[int] = []
    assert read_old_yaml(text, lambda line, said: reported.append(line)) == read
    assert reported == lines
