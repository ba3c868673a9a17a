"""Real builds of good sites: what the pages hold, where their links lead, what the author can replace."""

from __future__ import annotations

import gc
import json
import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from building import CONFIG, Built, Project, broken_links, example_in, third_party_requests

from mkdocs_researcher.hosts.mkdocs.site import without_garbage_collection

HOME = """\
# About
I study what neural networks remember … {{ badge("On the job market", kind="status") }}

## News
{{ news(limit=5) }}

## Selected papers
{{ papers(selected=True) }}

## Education
{{ education() }}
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
PAPERS = """\
- id: ledger
  title: "Reading the Ledger: Layer *Spectra*"
  authors: [Mira Tovanne*, Pell Okasha*, Sune Brandvik]
  venue: Conference on Data and Learning
  venue_short: CoDaL
  date: 2026-06
  image: images/figure.svg
  links: {Paper: files/ledger.pdf, Notes: notes.md, Deep: sub/deep/page.md#there}
  selected: true
- id: quiet
  title: Quiet Graphs
  authors: [Pell Okasha, Mira Tovanne]
  year: 2025
  abstract: See the [notes](notes.md) and ![a figure](images/figure.svg).
"""
URL = "site_url: https://mira.example.org/\n"
GOOD = {
    "mkdocs.yml": CONFIG + URL,
    "docs/index.md": HOME,
    "docs/notes.md": "# Notes\n\nOf [Quiet Graphs](papers.md#paper-quiet), by {{ badge('me', url='index.md') }}.\n",
    "docs/papers.md": '# Papers\n\n{{ papers(group_by="year") }}\n',
    "docs/sub/page.md": '---\nprofile: sidebar\n---\n# Page\n\n{{ paper("ledger") }}\n\n{{ education() }}\n',
    "docs/sub/deep/page.md": "---\nprofile: header\n---\n# Page\n\n## There\n\n{{ papers() }}\n\n{{ news() }}\n",
    "docs/images/figure.svg": SVG,
    "docs/images/mira.svg": SVG,
    "docs/files/ledger.pdf": "%PDF",
    "docs/files/cv.pdf": "%PDF",
    "data/papers.yml": PAPERS,
    "data/profile.yml": (
        "name: Mira Tovanne\naliases: [M. Tovanne]\navatar: images/mira.svg\nemail: mira@hidden.example\n"
        "affiliations: [{name: HBU, url: 'https://hbu.example.org', logo: images/figure.svg}]\n"
        "bio: See my [notes](notes.md).\nlinks:\n  - cv: files/cv.pdf\n  - github: mira\n"
    ),
    "data/news.yml": "- {date: 2026-06, text: 'Our [paper](papers.md#paper-ledger)', url: sub/page.md}\n",
    "data/education.yml": "- {institution: HBU, degree: Ph.D., date: 2024 - 2028, logo: images/figure.svg}\n",
    "data/people.yml": "- {name: Pell Okasha, url: notes.md}\n",
}
STRICT = "\nvalidation: {links: {anchors: warn, unrecognized_links: warn, not_found: warn, absolute_links: warn}}\n"


def test_the_example_of_the_design(project: Project) -> None:
    built = project.write({**GOOD, "mkdocs.yml": CONFIG}).build(strict=True)
    page = built.page()
    assert built.exit_code == 0, built.output
    (hint,) = built.problems()
    assert hint.startswith("mkdocs.yml: site_url: is missing, so the links in feed.xml")
    assert [heading.get_text().strip() for heading in page.find_all("h1")] == ["Mira Tovanne"]
    assert [h.get_text().strip(" ¶\n") for h in page.select("article h2")] == [
        "About",
        "News",
        "Selected papers",
        "Education",
    ]
    assert page.select_one(".md-sidebar .rs-profile--sidebar, .rs-frame__side .rs-profile--sidebar")
    assert [tag.get_text() for tag in page.select("article.rs-paper .rs-title")] == [
        "Reading the Ledger: Layer Spectra"
    ]
    assert page.select_one(".rs-auth b").get_text() == "Mira Tovanne"
    assert page.select_one(".rs-chip--status").get_text() == "On the job market"
    assert "{{" not in page.select_one("article").get_text()


def test_a_site_without_any_data_is_left_as_it_is(project: Project) -> None:
    files = {"docs/index.md": "# Home\n\nText {{ badge('here') }}.\n", "docs/other.md": "# Other\n\n## Part\n"}
    built = project.write({"mkdocs.yml": CONFIG, **files}).quick_build(strict=True)
    assert built.exit_code == 0
    assert [tag.get_text(strip=True) for tag in built.page().find_all("h1")] == ["Home"]
    assert not built.page().select(".rs-profile, .rs-frame__side")
    assert not built.page("other/index.html").select("[class*=rs-]")


@pytest.mark.parametrize(
    ("option", "base"),
    [
        ("use_directory_urls: true", "/"),
        ("use_directory_urls: false", "/"),
        ("site_url: https://example.org/~mira/", "/~mira/"),
        ("site_url: https://example.org/~mira/\nuse_directory_urls: false", "/~mira/"),
    ],
)
def test_every_link_has_a_target(project: Project, option: str, base: str) -> None:
    project.write({**GOOD, "mkdocs.yml": f"{CONFIG}{option}{STRICT}"})
    built = project.quick_build(strict=True)
    assert built.exit_code == 0, built.output
    assert broken_links(built, base) == []
    page = "sub/deep/page.html" if "false" in option else "sub/deep/page/index.html"
    depth = "../../" if "false" in option else "../../../"
    html = built.html(page)
    for address in ("images/figure.svg", "files/ledger.pdf", "images/mira.svg", "files/cv.pdf"):
        assert f'"{depth}{address}"' in html


def test_links_to_anchors_of_papers_are_known_to_mkdocs(project: Project) -> None:
    page = (
        "[a](papers.md#paper-ledger) [b](#paper-quiet) [c](papers.md#paper-quiet)\n\n{{ paper('quiet') }}\n\n"
        "[d](papers.md#paper-nope)\n"
    )
    built = project.write({**GOOD, "docs/notes.md": page, "mkdocs.yml": CONFIG + STRICT}).quick_build()
    warnings = built.lines("WARNING")
    assert len(warnings) == 1
    assert "paper-nope" in warnings[0]


def test_links_to_headings_of_groups_are_known_to_mkdocs(project: Project) -> None:
    files = {"docs/notes.md": "[in 2026](papers.md#2026)", "mkdocs.yml": CONFIG + STRICT}
    assert project.write({**GOOD, **files}).quick_build(strict=True).exit_code == 0
    table = (project.root / "site" / "papers" / "index.html").read_text()
    assert 'href="#2026"' in table


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Built:
    project = Project(tmp_path_factory.mktemp("good") / "project")
    files = {"docs/contact.md": "# Contact\n\n{{ links() }}\n\n{{ profile(style='card') }}\n"}
    return project.write({**GOOD, **files}).quick_build(strict=True)


def test_a_profile_on_a_sub_page(good: Built) -> None:
    page = good.page("sub/page/index.html")
    assert page.select_one(".rs-profile--sidebar img.rs-avatar")["src"] == "../../images/mira.svg"
    assert [tag.get_text(strip=True) for tag in page.find_all("h1")] == ["Mira Tovanne"]
    assert "Page" in page.title.get_text()
    header = good.page("sub/deep/page/index.html")
    assert header.select_one("article .rs-profile--header img.rs-avatar")["src"] == "../../../images/mira.svg"
    assert [tag.get_text(strip=True) for tag in header.find_all("h1")] == ["Mira Tovanne"]
    assert not good.page("papers/index.html").select(".rs-profile")


def test_every_page_holds_the_icons_that_it_shows_and_no_others(project: Project) -> None:
    papers = "- {title: A, award: Oral, year: 2020, links: {PDF: 'https://example.org'}}\n- {title: B, year: 2021}\n"
    files = {f"docs/{name}.md": "{{ papers() }}\n\n{{ papers() }}\n" for name in ("index", "one", "two")}
    files["docs/plain.md"] = "{{ papers(year=2021) }}\n"
    project.write({"mkdocs.yml": CONFIG, **files, "data/papers.yml": papers})
    for name, page in project.quick_build(strict=True).pages():
        symbols = [tag["id"] for tag in page.select("symbol")]
        assert len(set(symbols)) == len(symbols), name
        assert {tag["xlink:href"].removeprefix("#") for tag in page.select("use")} == set(symbols), name


def test_no_id_occurs_twice_on_a_page(good: Built, example: Built) -> None:
    for built in (good, example):
        for name, page in built.pages():
            ids = [tag["id"] for tag in page.find_all(id=True)]
            assert sorted(set(ids)) == sorted(ids), name


def test_the_e_mail_address_is_plain_in_no_page_and_readable_on_it(good: Built) -> None:
    for name, content in good.tree().items():
        if name.endswith((".html", ".xml")):
            assert b"mira@hidden.example" not in content, name
            assert b"hidden.example" not in content, name
    link = good.page().select_one(".rs-social a[href^=mailto]")
    assert link["href"] == "mailto:mira@hidden.example"
    assert "mira@hidden.example" in link.get_text() or "Email" in link.get_text()


@pytest.mark.parametrize(
    "text",
    [
        "bio: '[me](mailto:mira@hidden.example)'",
        "bio: 'Write to mira@hidden.example'",
        "affiliations: [{name: A, url: 'mailto:mira@hidden.example'}]",
    ],
)
def test_an_e_mail_address_anywhere_in_the_data_is_plain_in_no_page(project: Project, text: str) -> None:
    profile = f"name: Mira Tovanne\n{text}\n"
    built = project.write({"mkdocs.yml": CONFIG, "docs/index.md": "{{ profile() }}", "data/profile.yml": profile})
    html = built.quick_build(strict=True).html()
    assert "mira@" not in html
    assert "mira@hidden.example" in str(BeautifulSoup(html, "html.parser").select_one(".rs-profile--card"))


def test_the_e_mail_address_is_not_in_the_search_index(good: Built) -> None:
    assert "hidden.example" not in (good.site / "search" / "search_index.json").read_text(encoding="utf-8")


def test_the_search_finds_papers_by_title_author_and_venue_at_their_anchors(good: Built) -> None:
    index = json.loads((good.site / "search" / "search_index.json").read_text(encoding="utf-8"))
    found = {entry["location"]: entry for entry in index["docs"]}
    entry = found["papers/#paper-ledger"]
    assert re.sub("<[^>]+>", "", entry["title"]) == "Reading the Ledger: Layer Spectra"
    assert "Pell Okasha" in entry["text"]
    assert "Conference on Data and Learning" in entry["text"]


def test_the_search_index_of_many_papers_is_small(project: Project) -> None:
    abstract = "Long words that nobody looks for. " * 60
    entries = "".join(f"- id: p{n}\n  title: Title {n}\n  year: 2020\n  abstract: {abstract}\n" for n in range(200))
    built = project.write({**GOOD, "data/papers.yml": entries + PAPERS}).quick_build(strict=True)
    assert len(built.html("papers/index.html")) > 400_000
    assert (built.site / "search" / "search_index.json").stat().st_size < 80_000


def test_the_pages_ask_nothing_of_third_parties(good: Built, example: Built) -> None:
    assert third_party_requests(good) == []
    assert third_party_requests(example) == []


@pytest.mark.machine
def test_the_example_site_is_whole(example: Built) -> None:
    assert example.exit_code == 0, example.output
    assert not example.lines("WARNING")
    assert [link for link in broken_links(example) if "#rs-i-" not in link] == []


@pytest.mark.machine
def test_nothing_is_wanting_in_the_example_site(example: Built) -> None:
    """Whoever builds it first must not wonder what a message means; no math without a script, say."""
    assert [line for line in example.output.splitlines() if "mkdocs_researcher" in line] == []


def test_the_example_site_has_one_title_per_page(example: Built) -> None:
    for name, page in example.pages():
        assert len(page.find_all("h1")) == 1, name


def test_nothing_of_the_author_is_changed_by_a_build(project: Project) -> None:
    project.write(GOOD)
    before = {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file()}
    project.quick_build(strict=True)
    shutil.rmtree(project.root / "site")
    assert {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file()} == before


def test_two_builds_give_the_same_bytes(project: Project) -> None:
    config = CONFIG.replace("- search", "- search\n  - tags")
    page = "---\ntags: [b, a]\n---\n# Up\n\n{{ updated() }}\n"
    project.write({**GOOD, "mkdocs.yml": config, "docs/up.md": page})
    trees = []
    for seed in ("1", "2"):
        built = project.build(strict=True, env={"SOURCE_DATE_EPOCH": "1700000000", "PYTHONHASHSEED": seed})
        assert built.exit_code == 0, built.output
        trees.append(built.tree())
    assert trees[0] == trees[1]
    assert 'datetime="2023-11-14"' in trees[0]["up/index.html"].decode()


def test_a_second_build_in_one_process_gives_the_same_bytes(project: Project) -> None:
    project.write(GOOD)
    trees = []
    for _ in range(2):
        tree = project.quick_build(strict=True).tree()
        del tree["sitemap.xml.gz"]  # MkDocs writes the time of the build into it
        trees.append(tree)
    assert trees[0] == trees[1]


def test_the_example_site_gives_the_same_bytes_again(example: Built, tmp_path: Path) -> None:
    again = example_in(tmp_path / "other-name").build(strict=True, env={"PYTHONHASHSEED": "7"})
    first, second = example.tree(), again.tree()
    del first["sitemap.xml.gz"], second["sitemap.xml.gz"]
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


# Where the data is


def test_another_data_folder(project: Project) -> None:
    files = {name.replace("data/", "content/of mine/"): text for name, text in GOOD.items()}
    config = CONFIG.replace("- researcher", "- researcher:\n      data_dir: content/of mine")
    built = project.write({**files, "mkdocs.yml": config}).quick_build(strict=True)
    assert built.exit_code == 0, built.output
    assert built.page().select_one("#paper-ledger")
    project.write({"content/of mine/news.yml": "- {date: x, text: y}\n"})
    assert project.quick_build().problems()[0].startswith("content/of mine/news.yml:1:4: date:")


def test_a_data_folder_below_the_pages(project: Project) -> None:
    files = {name.replace("data/", "docs/data/"): text for name, text in GOOD.items()}
    config = CONFIG.replace("- researcher", "- researcher: {data_dir: docs/data}")
    built = project.write({**files, "mkdocs.yml": config}).quick_build()
    assert built.exit_code == 0, built.output
    (warning,) = built.lines("WARNING")
    assert "docs/data: is in the folder of your pages, so the site publishes your data as it is" in warning
    excluded = project.write({"mkdocs.yml": f"{config}exclude_docs: data/\n"}).quick_build(strict=True)
    assert excluded.exit_code == 0, excluded.output


def test_a_linked_data_folder_is_read_and_named_as_the_author_knows_it(project: Project, tmp_path: Path) -> None:
    project.write({name: text for name, text in GOOD.items() if not name.startswith("data/")})
    elsewhere = Project(tmp_path).write({name: text for name, text in GOOD.items() if name.startswith("data/")})
    (project.root / "data").symlink_to(elsewhere.root / "data")
    assert project.quick_build(strict=True).exit_code == 0
    elsewhere.write({"data/news.yml": "- {date: x, text: y}\n"})
    assert project.quick_build().problems()[0].startswith("data/news.yml:1:4: date:")


def test_a_linked_page_is_named_as_the_author_knows_it(project: Project, tmp_path: Path) -> None:
    elsewhere = Project(tmp_path).write({"page.md": "{{ papers(limit=0) }}"})
    project.write(GOOD)
    (project.root / "docs" / "linked.md").symlink_to(elsewhere.root / "page.md")
    assert project.quick_build().problems()[0].startswith("docs/linked.md:1: papers(limit):")


def test_a_file_that_leads_out_of_the_project_is_refused(project: Project) -> None:
    project.write({**GOOD, "secret.svg": SVG, "data/news.yml": "- {date: 2025, text: '![x](../secret.svg)'}\n"})
    built = project.quick_build()
    assert "../secret.svg" in built.output
    assert "secret.svg" not in {Path(name).name for name in built.tree()}


def test_an_inherited_configuration(project: Project) -> None:
    base = CONFIG.replace("- researcher", "- researcher: {data_dir: facts}")
    files = {name.replace("data/", "facts/"): text for name, text in GOOD.items()}
    project.write({**files, "base.yml": base, "mkdocs.yml": "INHERIT: base.yml\nsite_name: Mine\n"})
    built = project.quick_build(strict=True)
    assert built.exit_code == 0, built.output
    assert built.page().select_one("#paper-ledger")


def test_a_build_from_another_folder(project: Project, tmp_path: Path) -> None:
    project.write({**GOOD, "docs/index.md": "{{ papers(limit=0) }}"})
    (tmp_path / "elsewhere").mkdir()
    away = Project(tmp_path / "elsewhere")
    built = away.build("-f", str(project.root / "mkdocs.yml"))
    assert built.exit_code == 1
    assert built.problems()[0].startswith("docs/index.md:1: papers(limit):")


def test_a_page_with_a_byte_order_mark_and_windows_line_ends(project: Project) -> None:
    page = "\ufeff---\r\ntitle: Home\r\n---\r\n# Home\r\n\r\n{{ papers(\r\n    limit=1,\r\n) }}\r\n"
    data = "\ufeff- id: a\r\n  title: One\r\n  abstract: |\r\n    Two\r\n    lines\r\n"
    project.write({"mkdocs.yml": CONFIG, "docs/index.md": page.encode(), "data/papers.yml": data.encode()})
    built = project.quick_build(strict=True)
    assert built.exit_code == 0, built.output
    assert built.page().select_one("#paper-a")


# What the author can replace


def test_a_template_of_the_author_replaces_ours(project: Project) -> None:
    template = "{# rows #}\n<ol class='mine'>{% for row in rows %}<li>{{ row.title }}</li>{% endfor %}</ol>\n"
    built = project.write({**GOOD, "overrides/researcher/rows.html.jinja": template}).quick_build(strict=True)
    assert built.page().select_one("ol.mine li").get_text() == "HBU"
    files = {"mkdocs.yml": CONFIG.replace("- researcher", "- researcher: {templates_dir: mine}")}
    built = project.write({**files, "mine/rows.html.jinja": template.replace("mine", "other")}).quick_build()
    assert built.page().select_one("ol.other li")
    assert not built.page().select_one("ol.mine")


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{% for row in rows %}", "line 1"),
        ("{{ rows[0].titel }}", "titel"),
        ("{{ nothing }}", "nothing"),
        ("{% include 'nope.html' %}", "nope.html"),
        ("{{ rows | nofilter }}", "nofilter"),
        ("{{ rows.nope() }}", "nope"),
        ("{{ rows | url }}", "startswith"),
        ("{{ 1 / 0 }}", "division"),
        ("{{ 'a' + 1 }}", "str"),
        ("{{ none | inline }}", "rows.html.jinja"),
        ("{{ t('nope') }}", "nope"),
        (b"\xff\xfe", "UTF-8"),
    ],
)
def test_a_broken_template_of_the_author_is_named(project: Project, template: str | bytes, expected: str) -> None:
    config = CONFIG.replace("theme: material", "theme: mkdocs") + URL
    built = project.write(
        {**GOOD, "mkdocs.yml": config, "overrides/researcher/rows.html.jinja": template}
    ).quick_build()
    assert built.exit_code == 1
    assert expected in built.output
    assert "rows.html.jinja" in built.output
    assert built.problems()[0].startswith("docs/index.md:11: education()")


def test_a_style_sheet_of_the_author_comes_after_ours(project: Project) -> None:
    config = f"{CONFIG}extra_css: [mine.css]\nextra_javascript: [mine.js]\n"
    project.write({**GOOD, "mkdocs.yml": config, "docs/mine.css": "a{}", "docs/mine.js": ""})
    page = project.quick_build(strict=True).page()
    sheets = [tag["href"] for tag in page.select("link[rel=stylesheet]")]
    assert sheets.index("assets/researcher/researcher.css") < sheets.index("mine.css")
    assert any("stylesheets/main" in sheet for sheet in sheets[: sheets.index("assets/researcher/researcher.css")])
    scripts = [tag["src"] for tag in page.select("script[src]")]
    assert scripts.index("assets/researcher/researcher.js") < scripts.index("mine.js")


def test_a_file_of_the_author_at_the_place_of_ours_wins(project: Project) -> None:
    built = project.write({**GOOD, "docs/assets/researcher/researcher.css": "/* mine */"}).quick_build(strict=True)
    assert built.exit_code == 0, built.output
    assert (built.site / "assets/researcher/researcher.css").read_text() == "/* mine */"
    assert (built.site / "assets/researcher/researcher.js").is_file()


def test_a_page_template_of_the_author_still_counts(project: Project) -> None:
    config = CONFIG.replace("theme: material", "theme: {name: material, custom_dir: overrides}")
    main = '{% extends "base.html" %}\n{% block announce %}<b id="mine">Hello</b>{% endblock %}\n'
    built = project.write({**GOOD, "mkdocs.yml": config, "overrides/main.html": main}).quick_build(strict=True)
    assert built.page().select_one("#mine")
    assert built.page().select_one(".rs-profile--sidebar")
    assert built.page("papers/index.html").select_one("#mine")
    own = '{% extends "main.html" %}{% block content %}<i id="own"></i>{{ page.content }}{% endblock %}'
    built = project.write({"overrides/researcher.html": own}).quick_build(strict=True)
    assert built.page().select_one("#own")
    assert not built.page().select_one(".rs-profile--sidebar")


def test_a_template_in_front_matter_is_kept(project: Project) -> None:
    config = CONFIG.replace("theme: material", "theme: {name: material, custom_dir: overrides}")
    own = '{% extends "main.html" %}{% block content %}<i id="own"></i>{{ page.content }}{% endblock %}'
    files = {"overrides/own.html": own, "docs/index.md": "---\ntemplate: own.html\n---\n" + HOME}
    built = project.write({**GOOD, "mkdocs.yml": config, **files}).quick_build(strict=True)
    assert built.exit_code == 0
    assert built.page().select_one("#own")


def test_icons_of_the_author_are_found(project: Project) -> None:
    config = CONFIG.replace("theme: material", "theme: {name: material, custom_dir: overrides}")
    files = {
        "overrides/.icons/mine/dot.svg": '<svg viewBox="0 0 7 7"><circle r="3"/></svg>',
        "docs/index.md": "Text {{ badge('x', icon='mine/dot') }}",
    }
    built = project.write({"mkdocs.yml": config, **files}).quick_build(strict=True)
    assert built.page().select_one(".rs-chip svg")["viewbox"] == "0 0 7 7"


@pytest.mark.parametrize("wish", ["sidebar", "header", "none", "auto", "true", "false"])
def test_the_place_of_the_profile_in_front_matter(project: Project, wish: str) -> None:
    files = {
        "docs/index.md": f"---\nprofile: {wish}\n---\n{HOME}",
        "docs/notes.md": f"---\nprofile: {wish}\n---\n# N\n",
    }
    built = project.write({**GOOD, **files}).quick_build(strict=True)
    expected = {"auto": "sidebar", "true": "sidebar", "false": "none"}.get(wish, wish)
    for path, title in (("index.html", "About"), ("notes/index.html", "N")):
        page = built.page(path)
        styles = [name for tag in page.select(".rs-profile") for name in tag["class"] if "--" in name]
        assert styles == ([] if expected == "none" else [f"rs-profile--{expected}"])
        titles = [tag.get_text(strip=True) for tag in page.find_all("h1")]
        assert titles == [title if expected == "none" else "Mira Tovanne"]


def test_the_place_of_the_profile_as_an_option(project: Project) -> None:
    config = CONFIG.replace("- researcher", "- researcher: {profile: header}")
    built = project.write({**GOOD, "mkdocs.yml": config}).quick_build(strict=True)
    assert built.page().select_one("article .rs-profile--header")
    config = CONFIG.replace("- researcher", "- researcher: {profile: sidbar}")
    built = project.write({"mkdocs.yml": config}).build()
    assert built.exit_code == 1
    assert "sidbar" in built.output
    assert "Traceback" not in built.output


def test_markdown_extensions_of_the_author_are_left_alone(project: Project) -> None:
    config = CONFIG + (
        "markdown_extensions:\n  - attr_list\n  - markdown.extensions.md_in_html\n  - toc: {permalink: '§'}\n"
        "  - pymdownx.blocks.admonition\n  - pymdownx.superfences\n  - pymdownx.tabbed: {alternate_style: true}\n"
    )
    page = (
        '# Home\n\n## Part { #own .mine }\n\n<div markdown="1">\n\n*inside* {{ badge("x") }}\n\n</div>\n\n'
        "/// note | Title\n\nBody {{ badge('y') }}\n\n/// paper | Ours\n\nText\n///\n\n///\n\n"
        '=== "Tab"\n\n    {{ badge("z") }}\n'
    )
    built = project.write({"mkdocs.yml": config, "docs/index.md": page}).quick_build(strict=True)
    home = built.page()
    assert built.exit_code == 0, built.output
    assert home.select_one("h2#own.mine a.headerlink").get_text() == "§"
    assert home.select_one("div > p > em").get_text() == "inside"
    assert [chip.get_text() for chip in home.select(".rs-chip")] == ["x", "y", "z"]
    assert home.select_one(".admonition .rs-paper .rs-title").get_text() == "Ours"


def test_our_extension_may_be_listed_too(project: Project) -> None:
    config = CONFIG + "markdown_extensions: [attr_list, mkdocs_researcher]\n"
    built = project.write({**GOOD, "mkdocs.yml": config}).quick_build(strict=True)
    assert built.exit_code == 0, built.output
    assert len(built.page().select("#paper-ledger")) == 1


# Other parts of MkDocs and Material


def test_beside_the_features_and_plugins_of_material(project: Project) -> None:
    config = """\
site_name: Mira Tovanne
site_url: https://example.org/
theme:
  name: material
  features: [navigation.instant, navigation.tabs, navigation.sections, toc.integrate, header.autohide]
plugins:
  - search
  - tags
  - blog
  - meta
  - offline: {enabled: false}
  - researcher
nav:
  - Home: index.md
  - papers.md
  - sub/page.md
  - sub/deep/page.md
  - notes.md
  - Blog: [blog/index.md]
validation: {nav: {omitted_files: ignore}}
"""
    post = (
        "---\ndate: 2025-0{0}-01\ntags: [x]\n---\n# Post {0}\n\nShort {{{{ badge('b{0}') }}}}\n\n"
        "{{{{ paper('ledger') }}}}\n\n<!-- more -->\n\n{{{{ paper('quiet') }}}}\n"
    )
    files = {
        "docs/blog/index.md": "# Blog\n",
        "docs/blog/posts/one.md": post.format(1),
        "docs/blog/posts/two.md": post.format(2),
        "docs/.meta.yml": "author: Mira\n",
    }
    built = project.write({**GOOD, "mkdocs.yml": config, **files}).quick_build(strict=True)
    assert built.exit_code == 0, built.output
    blog = built.page("blog/index.html")
    assert {chip.get_text() for chip in blog.select(".rs-chip")} == {"b1", "b2"}
    post_page = built.page("blog/2025/02/01/post-2/index.html")
    assert post_page.select_one("#paper-ledger")
    assert post_page.select_one("#paper-quiet")
    assert [link for link in broken_links(built) if "blog/archive" not in link and "blog/index" not in link] == []


@pytest.mark.parametrize("options", ["", ": {pagination_per_page: 1}"])
def test_calls_in_an_excerpt_of_the_blog_lead_where_they_should(project: Project, options: str) -> None:
    post = "---\ndate: 202{0}-01-01\n---\n# Post {0}\n\n{{{{ paper('ledger') }}}}\n\n<!-- more -->\n\nText\n"
    posts = {f"docs/blog/posts/{number}.md": post.format(number) for number in range(3)}
    config = CONFIG.replace("- search", f"- blog{options}")
    built = project.write({**GOOD, "mkdocs.yml": config, "docs/blog/index.md": "# Blog\n", **posts}).quick_build()
    assert built.exit_code == 0, built.output
    assert broken_links(built) == []


def test_a_dirty_build_after_a_clean_one(project: Project) -> None:
    project.write(GOOD)
    assert project.quick_build().exit_code == 0
    project.write({"docs/notes.md": "# Notes\n\n{{ paper('quiet') }}\n"})
    built = project.build("--dirty")
    assert built.exit_code == 0, built.output
    assert built.page("notes/index.html").select_one("#paper-quiet")
    assert built.page("papers/index.html").select_one("#paper-quiet")


def test_pages_without_a_place_in_the_navigation_and_drafts(project: Project) -> None:
    config = CONFIG + "nav: [index.md]\nnot_in_nav: '*'\ndraft_docs: 'notes.md'\nexclude_docs: 'sub/'\n"
    papers = GOOD["data/papers.yml"].replace(", Deep: sub/deep/page.md#there", "")
    news = "- {date: 2026-06, text: Old}\n"
    files = {"mkdocs.yml": config, "data/papers.yml": papers, "data/news.yml": news}
    built = project.write({**GOOD, **files}).quick_build()
    assert built.exit_code == 0, built.output
    assert built.page().select_one("#paper-ledger")


def test_the_404_page_leads_home_and_to_the_pages_of_the_navigation(good: Built, project: Project) -> None:
    page = good.page("404.html")
    assert page.select_one("h1").get_text() == "This page does not exist"
    links = [(link.get_text(), link["href"]) for link in page.select(".rs-acts a")]
    assert links[0] == ("Home", "/.")
    assert ("Papers", "/papers/") in links
    config = (
        "site_name: A\nsite_url: https://a.example.org/b/\ntheme: {name: material, language: de}\nplugins: [researcher]\n"
        "nav: [index.md, {Mehr: [more.md, {Fern: 'https://example.org'}]}, {Code: 'https://code.example.org'}]\n"
    )
    files = {"mkdocs.yml": config, "docs/index.md": "# A\n", "docs/more.md": "# B\n"}
    page = project.write(files).quick_build().page("404.html")
    assert page.select_one("h1").get_text() == "Diese Seite gibt es nicht"
    assert [(link.get_text(), link["href"]) for link in page.select(".rs-acts a")] == [
        ("Startseite", "/b/."),
        ("Mehr", "/b/more/"),
        ("Code", "https://code.example.org"),
    ]


@pytest.mark.parametrize("theme", ["{name: material, custom_dir: theme}", "readthedocs"])
def test_another_404_page_is_not_replaced(project: Project, theme: str) -> None:
    own = '{% extends "main.html" %}{% block content %}<h1>Mine</h1>{% endblock %}'
    config = f"site_name: A\ntheme: {theme}\nplugins: [researcher]\n"
    files = {"mkdocs.yml": config, "docs/index.md": "# A\n", "theme/404.html": own}
    assert "This page does not exist" not in project.write(files).quick_build(strict=False).page("404.html").get_text()


def test_the_navigation_keeps_the_words_of_the_page(good: Built) -> None:
    titles = {tag.get_text(strip=True) for tag in good.page("papers/index.html").select("nav .md-nav__link")}
    assert {"About", "Papers", "Page", "Notes"} <= titles or {"Home", "Papers", "Page", "Notes"} <= titles


def test_the_fonts_are_ours_unless_the_author_says_otherwise(project: Project) -> None:
    project.write(GOOD)
    sheets = {tag["href"] for tag in project.quick_build().page().select("link[rel=stylesheet]")}
    assert "assets/researcher/researcher-fonts.css" in sheets
    project.write({"mkdocs.yml": CONFIG.replace("theme: material", "theme: {name: material, font: {text: Lato}}")})
    html = project.quick_build().html()
    assert "Lato" in html
    assert "researcher-fonts.css" not in html
    project.write({"mkdocs.yml": CONFIG.replace("- researcher", "- researcher: {fonts: theme}")})
    assert "fonts.googleapis.com" in project.quick_build().html()
    project.write({"mkdocs.yml": CONFIG.replace("theme: material", "theme: {name: material, font: false}")})
    html = project.quick_build().html()
    assert "googleapis" not in html


def test_every_file_that_a_style_sheet_names_is_there(good: Built) -> None:
    for sheet in (good.site / "assets" / "researcher").glob("*.css"):
        for name in re.findall(r"url\(['\"]?([^'\")]+)", sheet.read_text(encoding="utf-8")):
            if not name.startswith(("data:", "#")):
                assert (sheet.parent / name).is_file(), name


def test_hidden_papers_are_in_no_file(project: Project) -> None:
    secret = "- {id: hush, title: Unseen Title, hidden: true, selected: true, year: 2025}\n"
    built = project.write({**GOOD, "data/papers.yml": secret + PAPERS}).quick_build(strict=True)
    assert [name for name, content in built.tree().items() if b"Unseen Title" in content or b"hush" in content] == []


@pytest.mark.parametrize("is_on", [True, False])
def test_garbage_collection_is_as_the_program_had_it(project: Project, is_on: bool) -> None:
    was_on: list[bool] = []
    project.write(GOOD)
    (gc.enable if is_on else gc.disable)()
    try:
        project.quick_build()
        was_on.append(gc.isenabled())
        with pytest.raises(ValueError, match="broken"), without_garbage_collection():
            raise ValueError("broken")
        was_on.append(gc.isenabled())
    finally:
        gc.enable()
    assert was_on == [is_on, is_on]
