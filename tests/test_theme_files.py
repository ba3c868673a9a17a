"""The author's own theme files: they take effect, and the profile is still shown, or a message says why not."""

from __future__ import annotations

import gzip

import pytest
from building import CONFIG, Built, Project

from mkdocs_researcher.hosts.mkdocs.theme import script, style_sheet

OWN_DIR = CONFIG.replace("theme: material\n", "theme: {name: material, custom_dir: overrides}\n")
FILES = {
    "mkdocs.yml": OWN_DIR,
    "docs/index.md": "# About\n\nText\n\n## News\n\n{{ news() }}\n",
    "docs/papers.md": "# Papers\n\n{{ papers() }}\n",
    "docs/cv.md": "{{ cv() }}\n",
    "data/profile.yml": "name: Mira Tovanne\n",
    "data/papers.yml": "- {title: Quiet Graphs, year: 2025}\n",
    "data/news.yml": "- {date: 2025, text: A}\n",
}
WITH_TEMPLATE = "---\ntemplate: home.html\n---\n" + FILES["docs/index.md"]
BANNER = '<p class="banner">Banner</p>'
MAIN = "{% extends 'base.html' %}{% block content %}" + BANNER + "{{ super() }}{% endblock %}"


def build(project: Project, files: dict[str, str], *, strict: bool = True) -> Built:
    return project.write({**FILES, **files}).quick_build(strict)


def is_whole(built: Built, path: str = "index.html") -> bool:
    """Is the profile beside the text, with the page's only title?"""
    page = built.page(path)
    assert [tag.get_text(strip=True) for tag in page.select("h1")] == ["Mira Tovanne"]
    assert page.select_one("article h2").get_text(strip=True).startswith("About")
    return page.select_one(".rs-frame__side .rs-profile--sidebar") is not None


def test_a_block_content_of_main_html(project: Project) -> None:
    built = build(project, {"overrides/main.html": MAIN})
    assert built.exit_code == 0, built.output
    assert is_whole(built)
    for path in ("index.html", "papers/index.html", "cv/index.html"):
        assert built.page(path).select_one("article .banner, .md-content .banner"), path


def test_a_partial_content_html(project: Project) -> None:
    partial = (
        '{% if "\\x3ch1" not in page.content %}<h1>{{ page.title }}</h1>{% endif %}' + BANNER + "{{ page.content }}"
    )
    built = build(project, {"overrides/partials/content.html": partial})
    assert built.exit_code == 0, built.output
    assert is_whole(built)
    assert built.page().select_one(".banner")


@pytest.mark.parametrize("parent", ["main.html", "base.html", "researcher.html"])
def test_a_template_of_the_home_page(project: Project, parent: str) -> None:
    home = MAIN.replace("base.html", parent)
    built = build(project, {"docs/index.md": WITH_TEMPLATE, "overrides/home.html": home})
    assert built.exit_code == 0, built.output
    assert is_whole(built)
    assert built.page().select_one(".banner")
    assert built.page().title.get_text() == "Mira Tovanne"
    assert not built.page("papers/index.html").select_one(".banner")


def test_a_template_of_another_page_with_the_profile(project: Project) -> None:
    page = "---\ntemplate: home.html\nprofile: sidebar\n---\n# About\n\nText\n"
    built = build(project, {"docs/more.md": page, "overrides/home.html": MAIN})
    assert built.exit_code == 0, built.output
    assert is_whole(built, "more/index.html")
    assert built.page("more/index.html").select_one(".banner")


def test_a_template_that_hides_the_navigation_keeps_the_profile(project: Project) -> None:
    home = "{% extends 'main.html' %}{% block site_nav %}{% endblock %}{% block footer %}Mine{% endblock %}"
    built = build(project, {"docs/index.md": WITH_TEMPLATE, "overrides/home.html": home})
    assert built.exit_code == 0, built.output
    assert is_whole(built)
    assert not built.page().select_one(".md-sidebar--primary")
    assert "Mine" in built.page().get_text()


def test_a_template_without_the_part_is_reported(project: Project) -> None:
    home = "<!doctype html><html><head></head><body>{{ page.content }}</body></html>"
    files = {"docs/index.md": WITH_TEMPLATE, "overrides/home.html": home}
    built = build(project, files, strict=False)
    assert built.exit_code == 0
    problem = (
        "docs/index.md:2: template: the profile of this page is not shown, because the template 'home.html' leaves"
    )
    assert [line[: len(problem)] for line in built.problems()] == [problem]
    assert "<!--<h1" not in built.html()
    assert build(project, files).exit_code == 1


def test_a_main_html_without_the_part_is_reported(project: Project) -> None:
    built = build(
        project, {"overrides/main.html": "<!doctype html><html><head></head>{{ page.content }}</html>"}, strict=False
    )
    assert any(
        line.startswith("docs/index.md: profile: the profile of this page is not shown") for line in built.problems()
    )


def test_a_header_that_is_left_out_is_reported(project: Project) -> None:
    page = "---\nprofile: header\n---\n# About\n"
    home = "{% extends 'base.html' %}{% block content %}Nothing{% endblock %}"
    built = build(project, {"docs/index.md": page, "overrides/main.html": home}, strict=False)
    assert any(line.startswith("docs/index.md:2: profile: the profile of this page") for line in built.problems())


def test_a_layout_that_is_left_out_is_reported(project: Project) -> None:
    page = "---\nlayout: landing\ntemplate: home.html\n---\n\n{{ hero() }}\n"
    home = "<!doctype html><html><head></head><body>{{ page.content }}</body></html>"
    built = build(project, {"docs/landing.md": page, "overrides/home.html": home}, strict=False)
    assert any(line.startswith("docs/landing.md:3: template: the layout of this page") for line in built.problems())


def test_a_missing_template_is_reported(project: Project) -> None:
    built = build(project, {"docs/index.md": WITH_TEMPLATE, "overrides/hom.html": MAIN}, strict=False)
    assert built.exit_code == 1
    assert built.problems() == [
        "docs/index.md:2: template: there is no template 'home.html' in custom_dir or the theme, did you mean 'hom.html'?"
    ]


def test_a_broken_template_is_reported(project: Project) -> None:
    home = "{% extends 'main.html' %}\n{% block content %}\n{{ nothing( }}\n{% endblock %}\n"
    built = build(project, {"docs/index.md": WITH_TEMPLATE, "overrides/home.html": home}, strict=False)
    assert built.exit_code == 1
    assert [line.split(": ")[0] for line in built.problems()] == ["overrides/home.html:3"]


@pytest.mark.parametrize(
    ("text", "raw", "packed"),
    [(style_sheet(), 40_000, 10_000), (script(), 14_000, 5_000)],
    ids=["style sheet", "script"],
)
def test_what_pages_load_is_small(text: str, raw: int, packed: int) -> None:
    assert len(text.encode()) <= raw
    assert len(gzip.compress(text.encode(), mtime=0)) <= packed
