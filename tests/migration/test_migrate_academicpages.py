"""`mkdocs-researcher migrate academicpages`, as its user sees it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from building import Project
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from jekyll_sites import ACADEMICPAGES_CONFIG, BY_CATEGORY, LEDGER, academicpages
from old_sites import png
from running import data, migrate, page

from mkdocs_researcher.migration.academicpages import read_citation


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    folder = tmp_path_factory.mktemp("whole")
    return migrate(academicpages(folder), folder / "new"), folder / "new"


@pytest.fixture(scope="module")
def built(migrated: tuple[Result, Path]) -> Project:
    project = Project(migrated[1]).quick_build(strict=True)
    assert project.exit_code == 0, project.output
    return project


def test_nothing_is_lost(migrated: tuple[Result, Path]) -> None:
    result, _ = migrated
    assert result.exit_code == 0, result.output
    assert "nothing is missing" in result.stdout.splitlines()
    assert "academicpages: the old pages have" in result.stdout
    assert "_pages/tag-archive.html: lists what is on other pages" in result.stdout


def test_publications_become_papers(migrated: tuple[Result, Path], built: Project) -> None:
    ledger, tides = data(migrated[1], "papers")  # in the order of the categories in the settings
    assert [paper["category"] for paper in (ledger, tides)] == ["Conference Papers", "Journal Articles"]
    assert ledger["authors"] == ["M. Tovanne", "P. T. Okasha", "S. Brandvik"]
    assert (ledger["volume"], ledger["number"], ledger["pages"]) == ("12", "3", "101-118")
    assert ledger["links"] == {"Slides": "https://slides.example.org/ledger", "Paper": "files/ledger.pdf"}
    assert ledger["summary"] == "This paper reads weights."  # the citation says nothing more
    assert ledger["abstract"] == "Trained weights keep accounts, and **we** read them."
    assert (tides["year"], tides["doi"], tides["type"]) == ("2024", "10.1000/182", "journal")
    assert tides["summary"] == "Recommended citation: A citation that nobody can take apart (Halden Bay, 2024)."
    shown = built.page("publications/index.html")
    assert [heading.get_text() for heading in shown.select("article h2")] == ["Conference Papers", "Journal Articles"]
    assert shown.select_one(".rs-auth b").get_text() == "M. Tovanne"  # type: ignore[union-attr]


def test_addresses_of_old_pages(migrated: tuple[Result, Path]) -> None:
    new = migrated[1]
    assert "[the paper](../publications.md#paper-2026-06-01-ledger)" in page(new, "teaching/2024-tides")
    assert "We sailed." in page(new, "posts/2025/05/first-log")
    assert "All about kites." in page(new, "portfolio/kites")
    assert "![a boat](images/boat.png)" in page(new, "index")


def test_talks_courses_and_portfolio(migrated: tuple[Result, Path], built: Project) -> None:
    new = migrated[1]
    assert data(new, "talks") == [
        {
            "title": "Reading weights",
            "event": "North Pier Institute",
            "location": "Halden Bay",
            "kind": "Tutorial",
            "date": "2025-03-01",
            "details": "A short word on it.",
        }
    ]
    course = data(new, "teaching")[0]
    assert (course["role"], course["date"], course["url"]) == ("Undergraduate course", "2024", "teaching/2024-tides.md")
    project = data(new, "projects")[0]
    assert (project["text"], project["image"]) == ("Flown by hand", "images/boat.png")
    assert "Reading weights" in built.page("talks/index.html").get_text()
    assert "First log" in built.page("year-archive/index.html").get_text()
    assert '{{ entries("posts", group_by="year") }}' in page(new, "year-archive")


def test_the_page_of_the_cv_shows_its_collections(migrated: tuple[Result, Path]) -> None:
    text = page(migrated[1], "cv")
    order = [
        "# CV",
        "{{ education() }}",  # every degree has its year, at the end of the line
        "## Publications",
        "{{ papers() }}",
        "## Talks",
        "{{ talks() }}",
        "Signed in to the pier",
    ]
    places = [text.find(part) for part in order]
    assert -1 not in places
    assert places == sorted(places)
    assert "<ul>" not in text


def test_navigation_and_author(migrated: tuple[Result, Path]) -> None:
    settings = (migrated[1] / "mkdocs.yml").read_text(encoding="utf-8")
    nav = settings.partition("\nnav:\n")[2].partition("\n\n")[0]
    assert nav.split("\n") == [
        "  - Home: index.md",
        "  - Publications: publications.md",
        "  - Blog: year-archive.md",
        "  - Vita: cv.md",
        "  - Club: https://harbour.example.org",
    ]
    assert "  /talks.md\n" in settings.partition("not_in_nav: |\n")[2]
    profile = yaml.load((migrated[1] / "data/profile.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    assert (profile["pronouns"], profile["role"], profile["avatar"]) == ("she/her", "Researcher", "images/mira.png")
    assert {"bluesky": "mira.bsky.social"} in profile["links"]


def test_facts_from_the_text_of_a_publication_are_kept(tmp_path: Path) -> None:
    text = LEDGER.replace("'/files/ledger.pdf'>Download", "'https://other.example.org/l.pdf'>Download")
    text = text.replace(
        'Recommended citation: Tovanne, M. (2026). "Reading',
        'Recommended citation: Tovanne, M. (2026), in a second print. "Reading',
    )
    result = migrate(academicpages(tmp_path, {"_publications/2026-06-01-ledger.md": text}), tmp_path / "new")
    assert result.exit_code == 0, result.output
    abstract = str(data(tmp_path / "new", "papers")[0]["abstract"])
    assert "https://other.example.org/l.pdf" in abstract
    assert "in a second print" in abstract


def test_a_list_without_categories(tmp_path: Path) -> None:
    config = ACADEMICPAGES_CONFIG.partition("publication_category")[0] + "author: {name: Mira Tovanne}\n"
    result = migrate(academicpages(tmp_path, {}, config), tmp_path / "new")
    assert result.exit_code == 0, result.output
    assert "{{ papers() }}" in page(tmp_path / "new", "publications")
    assert "category" not in data(tmp_path / "new", "papers")[1]


def test_a_cv_as_data(tmp_path: Path) -> None:
    cv = (
        '{"basics": {"name": "Mira Tovanne", "website": "https://mira.example.org"},'
        '"education": [{"institution": "Halden Bay University", "studyType": "PhD", "gpa": "3.9", "startDate": "2023"}],'
        '"publications": [{"name": "Reading the Ledger of Layers", "publisher": "CoDaL", "releaseDate": "2026"}],'
        '"presentations": [{"name": "A talk of the CV", "event": "CoDaL", "date": "2026-06"}]}'
    )
    text = '---\nlayout: cv-layout\ntitle: "CV"\npermalink: /cv-json/\n---\n{% include base_path %}\n\n{% include cv-template.html %}\n'
    files: dict[str, str | bytes] = {"_data/cv.json": cv, "_pages/cv-json.md": text}
    result = migrate(academicpages(tmp_path, files), tmp_path / "new")
    assert result.exit_code == 0, result.output
    shown = Project(tmp_path / "new").quick_build(strict=True).page("cv-json/index.html").get_text(" ")
    for words in ("Halden Bay University", "3.9", "CoDaL", "A talk of the CV"):
        assert words in shown
    assert len(data(tmp_path / "new", "papers")) == 2  # the CV's are not added to them


def test_loops_over_data_are_worked_out(tmp_path: Path) -> None:
    about = (
        "---\npermalink: /\ntitle: Mira Tovanne\n---\n<div>\n{% for skill in site.data.cv.skills.sea limit:2 %}\n"
        "<span>{{ forloop.index }}: {{ skill.name | upcase }}</span>\n{% endfor %}\n</div>\n\n"
        "{% for pair in site.data.boats %}{{ pair[0] }} is {{ pair[1] }}{% unless forloop.last %}, {% endunless %}{% endfor %}\n"
    )
    files: dict[str, str | bytes] = {
        "_pages/about.md": about,
        "_data/cv.yml": "skills:\n  sea:\n    - name: rowing\n    - name: sailing\n    - name: drowning\n",
        "_data/boats.yml": "Gull: white\nSkua: brown\n",
    }
    result = migrate(academicpages(tmp_path, files), tmp_path / "new")
    assert result.exit_code == 0, result.output
    text = page(tmp_path / "new", "index")
    assert "<span>1: ROWING</span>" in text
    assert "<span>2: SAILING</span>" in text
    assert "DROWNING" not in text
    assert "Gull is white, Skua is brown" in text


def test_fields_of_ones_own_are_details(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "_talks/2017-mould.md": "---\ntitle: Mould\nvenue: Tides\ndate: 2017-07-01\npaperurl: https://ebooks.example.org/mould\n"
        "funder: Halden Bay Council\n---\n",
        "_portfolio/carbon.md": "---\ntitle: Carbon\nexcerpt: A system.\nperiod: 2024 to present\nlink: https://carbon.example.org\n"
        "---\n**Institution:** Halden Bay Works\n",
        "_publications/2024-quiet.md": "---\ntitle: Quiet\ndate: 2024-08-01\nstatus: Accepted at Tides\ncoauthors: With Ines Calloway\n---\n",
    }
    result = migrate(academicpages(tmp_path, files), tmp_path / "new")
    assert result.exit_code == 0, result.output
    talk = next(talk for talk in data(tmp_path / "new", "talks") if talk["title"] == "Mould")
    assert (talk["links"], talk["details"]) == (
        {"Paper": "https://ebooks.example.org/mould"},
        "Funder: Halden Bay Council",
    )
    carbon = next(one for one in data(tmp_path / "new", "projects") if one["title"] == "Carbon")
    assert carbon["text"] == "A system.<br>Period: 2024 to present"
    assert carbon["links"] == {"Page": "portfolio/carbon.md"}
    quiet = next(paper for paper in data(tmp_path / "new", "papers") if paper["title"] == "Quiet")
    assert quiet["note"] == "Status: Accepted at Tides<br>Coauthors: With Ines Calloway"


def test_papers_that_no_page_lists_keep_their_pages(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "_pages/publications.html": "---\npermalink: /publications/\ntitle: Publications\n---\nMy list by hand.\n",
        "_pages/cv.md": "---\npermalink: /cv/\ntitle: CV\n---\nMy CV.\n",
    }
    result = migrate(academicpages(tmp_path, files), tmp_path / "new")
    assert result.exit_code == 0, result.output
    assert '{{ paper("2026-06-01-ledger") }}' in page(tmp_path / "new", "publication/2026-06-01-ledger")


def test_front_matter_that_is_no_yaml_is_a_warning(tmp_path: Path) -> None:
    text = "---\ntitle: T\nexcerpt: {a: [\ndate: 2026-01-01\n---\n"
    result = migrate(academicpages(tmp_path, {"_publications/2026-06-01-ledger.md": text}), tmp_path / "new")
    assert result.exit_code == 1
    assert "warning: _publications/2026-06-01-ledger.md:" in result.stdout


@pytest.mark.parametrize(
    "files",
    [
        {"_publications/2026-06-01-ledger.md": b"\x89PNG\0"},
        {"_pages/about.md": "---\npermalink: /\n---\n" + "[" * 200_000},
        {"_publications/2026-06-01-ledger.md": LEDGER.replace("---\ntitle", "---\ntitle: [", 1)},
        {"_publications/2026-06-01-ledger.md": "---\ncitation: [a, b]\ndate: {a: b}\n---\n"},
        {"_publications/2026-06-01-ledger.md": "---\ntitle: T\npaperurl: javascript:alert(1)\ndate: soon\n---\n"},
        {"_talks/2025-03-01-weights.md": "---\ndate: 7\n---\n", "_data/navigation.yml": "main: 7\n"},
        {"_pages/publications.html": BY_CATEGORY.replace("{% endfor %}", "")},
        {"_pages/about.md": "{% for a in site.data %}{% for b in a %}{% for c in b %}{{ c }}"},
        {
            "_data/boats.yml": "[" * 50 + "]" * 50,
            "_pages/about.md": "{% for a in site.data.boats %}{{ a }}{% endfor %}",
        },
    ],
)
def test_half_a_site_ends_without_a_traceback(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    result = migrate(academicpages(tmp_path, files), tmp_path / "new", kind="academicpages")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    assert "Traceback" not in result.output
    assert (tmp_path / "new/docs/index.md").is_file()


def test_papers_whose_front_matter_names_authors_and_journal(tmp_path: Path) -> None:
    paper = (
        "---\ntitle: '[Rows](https://doi.org/10.5555/rows)'\nauthors: Mira Tovanne, Pell Okasha\njournal: Journal of Tides\n"
        "thumbnailimage: /images/rows.png\ncitation: /files/rows.html\ndate: 2026-01-01\n---\n"
    )
    files: dict[str, str | bytes] = {
        "_publications/rows.md": paper, "images/rows.png": png(), "files/rows.html": "<p>Cite</p>"
    }  # fmt: skip
    result = migrate(academicpages(tmp_path, files), tmp_path / "new")
    assert result.exit_code == 0, result.stdout
    found = next(paper for paper in data(tmp_path / "new", "papers") if paper["id"] == "rows")
    assert (found["title"], found["authors"]) == ("Rows", ["Mira Tovanne", "Pell Okasha"])
    assert (found["venue"], found["image"], found["doi"]) == ("Journal of Tides", "images/rows.png", "10.5555/rows")
    assert found["links"] == {"Citation": "files/rows.html"}


def test_a_hostile_link_is_left_out_and_named(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "_publications/2026-06-01-ledger.md": "---\ntitle: T\npaperurl: 'javascript:alert(1)'\ndate: 2026-01-01\n---\n"
    }
    result = migrate(academicpages(tmp_path, files), tmp_path / "new")
    assert result.exit_code == 1
    assert "2026-06-01-ledger.md:3: 'javascript:alert(1)' is a URL that no page should link to" in result.stdout
    assert "javascript" not in (tmp_path / "new/data/papers.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "title", "authors"),
    [
        (
            "Okasha, P. T., Brandvik, S., &amp; Moe, L. (2016). Tides.",
            "Tides",
            ["P. T. Okasha", "S. Brandvik", "L. Moe"],
        ),
        ("Okasha P, Brandvik ST, et al. Tides[J]. Shores, 2022.", "Tides", ["P. Okasha", "S. T. Brandvik", "others"]),
        (
            "Pell Okasha, Sune Brandvik and Lise Moe. <i>Tides</i>.",
            "Tides",
            ["Pell Okasha", "Sune Brandvik", "Lise Moe"],
        ),
        ("Brandvik-Moe, S. (2009). &quot;Tides.&quot; <i>Shores</i>. 1(1).", "Tides", ["S. Brandvik-Moe"]),
        ("To appear (2027).", "Tides", []),
        ("Tides, by somebody", "Tides", []),
        ("12, 13 (2016)", "Tides", []),
    ],
)
def test_names_at_the_head_of_a_citation(text: str, title: str, authors: list[str]) -> None:
    assert read_citation(text, title).authors == authors


def test_the_number_of_an_article_and_tags(tmp_path: Path) -> None:
    paper = (
        "---\ntitle: Nets of rope\nvenue: Tides\ndate: 2024-01-01\ntags: [c) ropes, nets]\n"
        "citation: 'Tovanne, M. (2024). &quot;Nets of rope.&quot; <i>Tides</i> 4: e7648.'\n---\n"
    )
    result = migrate(academicpages(tmp_path, {"_publications/2024-nets.md": paper}), tmp_path / "new")
    assert "e7648" not in result.output
    nets = next(paper for paper in data(tmp_path / "new", "papers") if paper["title"] == "Nets of rope")
    assert (nets["volume"], nets["pages"], nets["tags"]) == ("4", "e7648", ["c) ropes", "nets"])


def test_links_have_the_words_of_the_layout(tmp_path: Path) -> None:
    include = "{% if post.ai_pod %}<a href='{{ post.ai_pod | relative_url }}'>Audio <i>Log</i></a>{% endif %}\n"
    paper = "---\ntitle: Nets of rope\nvenue: Tides\ndate: 2024-01-01\nai_pod: https://a.example.org/log\n---\n"
    files = {"_publications/2024-nets.md": paper, "_includes/row.html": include}
    migrate(academicpages(tmp_path, files), tmp_path / "new")
    nets = next(paper for paper in data(tmp_path / "new", "papers") if paper["title"] == "Nets of rope")
    assert nets["links"] == {"Audio Log": "https://a.example.org/log"}


@given(st.text(alphabet="aB ,.;&()0123\"'<>-é", max_size=400), st.text(max_size=30))
def test_any_citation_is_read(text: str, title: str) -> None:
    found = read_citation(text, title)
    assert all(name.strip() == name and name for name in found.authors)


def test_links_that_the_profile_of_the_site_itself_shows(tmp_path: Path) -> None:
    include = (
        "{% assign author = site.author %}<ul>{% if author.github %}<li><a href='https://github.com/{{ author.github }}'>GitHub</a></li>{% endif %}\n"
        "{% if author.callsign %}<li><a href='https://radio.example.org/{{ author.callsign }}'>Radio</a></li>\n"
        "<li><a href='https://harbour.example.org/calls'>Calls</a></li>{% endif %}</ul>\n"
    )
    config = ACADEMICPAGES_CONFIG.replace("author:\n", "author:\n  callsign: MT1\n")
    result = migrate(academicpages(tmp_path, {"_includes/author-profile.html": include}, config), tmp_path / "new")
    assert result.exit_code == 0, result.output
    links = yaml.safe_load((tmp_path / "new/data/profile.yml").read_text(encoding="utf-8"))["links"]
    shown = [(link["label"], link["url"]) for link in links if "label" in link]
    assert ("Radio", "https://radio.example.org/MT1") in shown
    assert ("Calls", "https://harbour.example.org/calls") in shown


def test_the_site_stands_in_the_folder_that_its_address_names(tmp_path: Path) -> None:
    config = re.sub("(?m)^url:.*$", "", ACADEMICPAGES_CONFIG) + "url: https://mira.example.org/halden\n"
    kites = "---\ntitle: Kites\nexcerpt: \"Flown<br/><img src='/halden/images/boat.png'>\"\ncollection: portfolio\n---\nAll.\n"
    result = migrate(academicpages(tmp_path, {"_portfolio/kites.html": kites}, config), tmp_path / "new")
    assert result.exit_code == 0, result.output
    assert "site_url: https://mira.example.org/halden/" in (tmp_path / "new/mkdocs.yml").read_text(encoding="utf-8")
    assert "images/boat.png" in (tmp_path / "new/data/projects.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("written", "read"), [("3/4/2016", "2016-04-03"), ("Aug-15", "Aug 2015"), ("15-Aug", "Aug 2015")]
)
def test_dates_as_spreadsheets_write_them(tmp_path: Path, written: str, read: str) -> None:
    talk = f"---\ntitle: Weights\nvenue: CoDaL\nlocation: Halden Bay\ndate: {written}\n---\n"
    result = migrate(academicpages(tmp_path, {"_talks/2025-03-01-weights.md": talk}), tmp_path / "new")
    assert result.exit_code == 0, result.output
    assert data(tmp_path / "new", "talks")[0]["date"] == read


def test_what_texts_in_data_cannot_show(tmp_path: Path) -> None:
    """A film is linked, and a footnote stays readable."""
    body = 'Read it[^1].\n\n<iframe src="https://films.example.org/1" title="The film"></iframe>\n\n[^1]: A first version.\n'
    paper = "---\ntitle: On Kites\ncollection: publications\ndate: 2023-02-01\nvenue: CoDaL\n---\n" + body
    result = migrate(academicpages(tmp_path, {"_publications/2023-02-01-kites.md": paper}), tmp_path / "new")
    assert result.exit_code == 0, result.output
    abstract = next(one for one in data(tmp_path / "new", "papers") if one["title"] == "On Kites")["abstract"]
    assert "[The film](https://films.example.org/1)" in abstract
    assert "Read it<sup>1</sup>" in abstract
    assert "<sup>1</sup> A first version." in abstract


def test_a_page_of_the_menu_whose_address_a_paper_has_too(tmp_path: Path) -> None:
    paper = LEDGER.replace("---\n", "---\npermalink: /publications/\n", 1)
    result = migrate(academicpages(tmp_path, {"_publications/2026-06-01-ledger.md": paper}), tmp_path / "new")
    assert "Publications: publications.md\n" in (tmp_path / "new/mkdocs.yml").read_text(encoding="utf-8")
    assert "is included in the 'nav' configuration" not in result.stdout


def test_two_mailboxes(tmp_path: Path) -> None:
    config = re.sub("(?m)^  email:.*\n", "", ACADEMICPAGES_CONFIG)
    config = config.replace("author:\n", "author:\n  email: mira@quay.example, mt@harbour.example\n")
    result = migrate(academicpages(tmp_path, {}, config), tmp_path / "new")
    assert result.exit_code == 0, result.output
    profile = yaml.safe_load((tmp_path / "new/data/profile.yml").read_text(encoding="utf-8"))
    assert profile["email"] == "mira@quay.example"
    assert "mailto:mt@harbour.example" in [link.get("url") for link in profile["links"]]
