"""`mkdocs-researcher migrate al-folio`, as its user sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from building import Project
from click.testing import Result
from jekyll_sites import ABOUT, AL_FOLIO_CONFIG, BIB, CV_PAGE, NEW_CV, PUBLICATIONS, RESUME, SOCIALS, al_folio
from old_sites import png
from running import data, migrate, page

from mkdocs_researcher.formats.bibtex.entries import parse_bibtex
from mkdocs_researcher.migration.al_folio.data import _distinct, fits, options_of


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    folder = tmp_path_factory.mktemp("whole")
    return migrate(al_folio(folder), folder / "new"), folder / "new"


@pytest.fixture(scope="module")
def built(migrated: tuple[Result, Path]) -> Project:
    project = Project(migrated[1]).quick_build(strict=True)
    assert project.exit_code == 0, project.output
    return project


def test_nothing_is_lost(migrated: tuple[Result, Path]) -> None:
    result, _ = migrated
    assert result.exit_code == 0, result.output
    assert "nothing is missing" in result.stdout.splitlines()
    assert "al-folio: the old pages have" in result.stdout
    assert "warning" not in result.stdout
    assert "_data/coauthors.yml: 'nobody' wrote none of the papers" in result.stdout


def test_the_bibliography_comes_along_as_it_is(migrated: tuple[Result, Path], built: Project) -> None:
    new = migrated[1]
    assert (new / "data/papers.bib").read_text(encoding="utf-8") == BIB
    assert '{{ papers(group_by="year", filter=True) }}' in page(new, "publications")
    papers = BeautifulSoup((built.site / "publications/index.html").read_text(encoding="utf-8"), "html.parser")
    first = papers.select(".rs-paper")[0]
    assert first.select_one(".rs-badge").get_text() == "CoDaL 2026"  # type: ignore[union-attr]
    assert first.select_one(".rs-badge")["href"] == "https://codal.example.org"  # type: ignore[index]
    assert str(first.select_one("img")["src"]).endswith("assets/img/publication_preview/ledger.png")  # type: ignore[index]
    assert first.select_one('a[href$="assets/pdf/ledger.pdf"]')
    assert [author.get_text() for author in first.select(".rs-auth a")] == ["P. Økasha", "Sune Brandvik"]
    assert "Best Paper" in first.get_text()
    assert "Cited by 23" in first.get_text() or "23" in first.get_text()


def test_the_home_page(migrated: tuple[Result, Path], built: Project) -> None:
    text = page(migrated[1], "index")
    order = [
        "I study *memory*, see my [papers](publications.md) and {{ cite(\"tovanne2024tides\") }}.",
        "## News", "{{ news(limit=2) }}", "## Latest posts", '{{ entries("posts") }}',
        "## Selected publications", "{{ papers(selected=True) }}", "Letters are the best way",
    ]  # fmt: skip
    places = [text.find(part) for part in order]
    assert -1 not in places
    assert places == sorted(places)
    profile = yaml.load((migrated[1] / "data/profile.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    assert profile["name"] == "Mira Tovanne"
    assert profile["avatar"] == "assets/img/mira.png"
    assert profile["tagline"] == "Researcher at [Halden Bay University](https://hbu.example.org). Sailor."
    assert profile["bio"].split() == ["Room", "12", "1", "Pier", "Street"]
    assert profile["links"] == [
        {"cv": "assets/pdf/vita.pdf"},
        {"github": "mtovanne"},
        {"scholar": "ABCdefGHIjkl"},
        {"label": "Harbour club", "url": "https://harbour.example.org/"},
    ]
    assert "Room 12" in built.page().get_text()
    assert "site_name: Mira Tovanne\n" in (migrated[1] / "mkdocs.yml").read_text(encoding="utf-8")


def test_news_in_a_line_and_on_pages(migrated: tuple[Result, Path]) -> None:
    items = {str(item["date"]): item for item in data(migrated[1], "news")}
    assert items["2026-03-01"]["text"] == "An inline [thing](https://one.example.org) :sparkles:"
    assert items["2026-02-01"] == {"date": "2026-02-01", "text": "A long announcement", "url": "news/two.md"}
    assert items["2025-01-05"]["text"] == "Two blocks.<br>• A point"
    assert "> Said somebody." in page(migrated[1], "news/two")


def test_projects_by_category_with_pages(migrated: tuple[Result, Path], built: Project) -> None:
    new = migrated[1]
    text = page(new, "projects")
    assert text.index("## work { #work }") < text.index('select=["Harbour log"]') < text.index("## fun { #fun }")
    assert data(new, "projects")[1]["url"] == "https://kites.example.org"
    html = (built.site / "projects/1_project/index.html").read_text(encoding="utf-8")
    article = BeautifulSoup(html, "html.parser").select_one("article")
    assert article
    assert article.select_one('figure img[src="../../assets/img/boat.png"][alt="A boat"]')
    assert article.select_one("figcaption").get_text() == "Ours"  # type: ignore[union-attr]
    assert "Tovanne" in article.get_text()  # of the reference


def test_repositories_are_links_with_stars(migrated: tuple[Result, Path]) -> None:
    text = page(migrated[1], "repositories")
    assert ">mtovanne</a>" in text
    assert '[mtovanne/ledger](https://github.com/mtovanne/ledger) {{ stars("mtovanne/ledger") }}' in text


def test_sections_of_an_older_cv_keep_their_titles(migrated: tuple[Result, Path], built: Project) -> None:
    new = migrated[1]
    assert "My life so far." in page(new, "cv")
    assert 'pdf="assets/pdf/vita.pdf"' in page(new, "cv")
    text = built.page("cv/index.html").get_text(" ")
    for words in ("General Information", "Born", "Working Papers", "Another Paper", "Honors and Awards", "Minors"):
        assert words in text
    assert data(new, "awards") == [
        {"title": "North Pier Medal", "date": "2025"},
        {"title": "Fjordlight Prize", "date": "2025"},
    ]
    assert [entry["title"] for entry in data(new, "publications")] == ["A Paper of the List"]  # not among the papers
    assert not (new / "data/papers.yml").exists()


@pytest.mark.parametrize(
    ("files", "config", "expected"),
    [
        ({"_data/cv.yml": NEW_CV}, "", ["Halden Bay University", "Skipper", "Harbour Club", "On memory"]),
        (
            {"assets/json/resume.json": RESUME},
            "jekyll_get_json:\n  - data: resume\n    json: assets/json/resume.json\n",
            ["Quill Labs", "Built a boat", "North Pier Institute"],
        ),
        (
            {"assets/json/resume.json": RESUME, "_pages/cv.md": CV_PAGE.replace("cv_pdf", "cv_format: jsonresume\ncv_pdf")},
            "",
            ["Quill Labs", "North Pier Medal"],
        ),
        (  # a layout that reads the one file alone, beside the other that the template came with
            {
                "_data/cv.yml": "- title: Reviewing\n  type: time_table\n  contents:\n    - {year: 2026, description: [Tides and Boats]}\n",
                "assets/json/resume.json": RESUME,
                "_layouts/cv.html": "{% for entry in site.data.cv %}{{ entry.title }}{% endfor %}",
            },
            "jekyll_get_json:\n  - data: resume\n    json: assets/json/resume.json\n",
            ["Reviewing", "Tides and Boats"],
        ),
    ],
)  # fmt: skip
def test_other_forms_of_a_cv(tmp_path: Path, files: dict[str, str | bytes], config: str, expected: list[str]) -> None:
    result = migrate(al_folio(tmp_path, files, AL_FOLIO_CONFIG + config), tmp_path / "new")
    assert result.exit_code == 0, result.output
    text = Project(tmp_path / "new").quick_build(strict=True).page("cv/index.html").get_text(" ")
    for words in expected:
        assert words in text


def test_links_of_older_sites_are_in_the_settings(tmp_path: Path) -> None:
    config = (
        AL_FOLIO_CONFIG
        + "github_username: mtovanne\nscholar_userid: ABCdefGHIjkl&hl\ntwitter_username:\nemail: a@b.example\n"
    )
    old = al_folio(tmp_path, {}, config)
    (old / "_data/socials.yml").unlink()
    result = migrate(old, tmp_path / "new")
    assert result.exit_code == 0, result.output
    profile = (tmp_path / "new/data/profile.yml").read_text(encoding="utf-8")
    assert "email: a@b.example" in profile
    assert "- github: mtovanne" in profile
    assert "- scholar: ABCdefGHIjkl\n" in profile


def test_news_of_older_sites(tmp_path: Path) -> None:
    about = ABOUT.replace("announcements:\n  enabled: true\n  scrollable: true\n  limit: 2\n", "news: true\n")
    config = AL_FOLIO_CONFIG + "news:\n  enabled: true\n  limit: 1\n"
    result = migrate(al_folio(tmp_path, {"_pages/about.md": about}, config), tmp_path / "new")
    assert result.exit_code == 0, result.output
    assert "{{ news(limit=1) }}" in page(tmp_path / "new", "index")


def test_lists_by_query_and_by_year(tmp_path: Path) -> None:
    body = (
        "## Journals\n\n{% bibliography --query @article %}\n\n## Others\n\n{% bibliography -q @*[abbr=CoDaL && year>=2025]* %}\n\n"
        "{% for y in page.years %}\n  <h2 class='year'>{{y}}</h2>\n  {% bibliography -f papers -q @*[year={{y}}]* %}\n{% endfor %}\n\n"
        "{% bibliography -f elsewhere %}\n"
    )
    text = (
        PUBLICATIONS.replace("nav: true", "years: [2026, 2024, 1999]\nnav: true").partition("\n\n<!--")[0] + "\n" + body
    )
    files = {
        "_pages/publications.md": text,
        "_bibliography/elsewhere.bib": "@book{b, title={A Book of Piers}, year={2001}}",
    }
    result = migrate(al_folio(tmp_path, files), tmp_path / "new")  # type: ignore[arg-type]
    assert result.exit_code == 0, result.output
    assert "@*[year=1999]* %}' finds no paper" in result.stdout
    new = page(tmp_path / "new", "publications")
    assert 'papers(select=["tovanne2024tides"], sort="-date"' in new
    assert 'papers(select=["tovanne2026ledger"], sort="-date"' in new
    assert "## 2026" in new
    assert "papers(year=2026" in new
    assert '{{ bibliography("docs/bibliography/elsewhere.bib", sort="-date") }}' in new
    assert (
        "A Book of Piers"
        in Project(tmp_path / "new").quick_build(strict=True).page("publications/index.html").get_text()
    )


CITING = "See {% cite tovanne2024tides %} and {% cite tovanne2026ledger %}.\n"


@pytest.mark.parametrize(
    ("head", "tag", "expected"),
    [
        ("", "{% bibliography --cited %}", '{{ bibliography(cited=True, sort="-date") }}'),
        ("", "{% bibliography --cited_in_order %}", '{{ bibliography(cited=True, sort="cited") }}'),
        ("related_publications: true\n", "", '{{ bibliography(cited=True, sort="cited") }}'),
        (
            "related_publications: tovanne2026ledger, nobody1999\n",
            "",
            '{{ papers(style="reference", select=["tovanne2026ledger"]) }}',
        ),
    ],
)
def test_lists_of_what_a_page_cites(head: str, tag: str, expected: str, tmp_path: Path) -> None:
    text = f"---\nlayout: page\ntitle: Tidal work\npermalink: /tidal/\n{head}---\n{CITING}\n{tag}\n"
    result = migrate(al_folio(tmp_path, {"_pages/tidal.md": text}), tmp_path / "new")
    assert result.exit_code == 0, result.output
    assert expected in page(tmp_path / "new", "tidal")
    built = Project(tmp_path / "new").quick_build(strict=True)
    assert built.exit_code == 0, built.output


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("year", 'group_by="year"'),
        ("type,year", 'group_by=["type", "year"]'),
        ("year, type", 'group_by=["year", "type"]'),
    ],
)
def test_levels_of_groups(group: str, expected: str, tmp_path: Path) -> None:
    config = AL_FOLIO_CONFIG.replace("  group_by: year\n", f"  group_by: {group}\n")
    migrate(al_folio(tmp_path, {}, config), tmp_path / "new")
    assert f"papers({expected}" in page(tmp_path / "new", "publications")


def test_a_list_of_what_a_page_does_not_cite_is_left_out(tmp_path: Path) -> None:
    text = "---\nlayout: page\ntitle: Tidal work\npermalink: /tidal/\n---\nWords.\n\n{% bibliography --cited %}\n"
    result = migrate(al_folio(tmp_path, {"_pages/tidal.md": text}), tmp_path / "new")
    assert "'{% bibliography --cited %}' finds no paper" in result.stdout
    assert "bibliography" not in page(tmp_path / "new", "tidal")


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("max_author_limit: 3\n", "      authors: 3\n"),
        ("max_author_limit:\n", "      authors: all\n"),
        ("max_author_limit: many\n", "      authors: all\n"),
        (
            "filtered_bibtex_keywords: [abbr, journal, Volume, title, nowhere]\n",
            "      bibtex_hide: [journal, volume]\n",
        ),
    ],
)
def test_settings_of_lists(setting: str, expected: str, tmp_path: Path) -> None:
    kept = [
        line
        for line in AL_FOLIO_CONFIG.splitlines(keepends=True)
        if not line.startswith(setting.split(":", maxsplit=1)[0])
    ]
    bib = BIB.replace("title", "volume = {3},\n  journal = {Tides},\n  title", 1)
    result = migrate(al_folio(tmp_path, {"_bibliography/papers.bib": bib}, "".join(kept) + setting), tmp_path / "new")
    text = (tmp_path / "new/mkdocs.yml").read_text(encoding="utf-8")
    assert f"  - researcher:\n{expected}\nmarkdown_extensions:" in text, result.output
    built = Project(tmp_path / "new").quick_build(strict=True)
    assert built.exit_code == 0, built.output


def test_the_contents_of_a_custom_layout_are_reported(tmp_path: Path) -> None:
    about = ABOUT.replace("social: true", "social: true\nteaching_service: true\nmotto: Tides wait\nwide: false")
    result = migrate(al_folio(tmp_path, {"_pages/about.md": about}), tmp_path / "new")
    assert result.exit_code == 1
    assert "warning: _pages/about.md: teaching_service: is nothing that al-folio knows" in result.stdout
    assert "warning: _pages/about.md: motto: is nothing that al-folio knows" in result.stdout
    assert "wide:" not in result.stdout


def test_parts_that_are_no_longer_shown_are_missing(tmp_path: Path) -> None:
    bib = BIB.replace("@article{tovanne2024tides", "@article{tovanne2024tides, hidden={true}")
    bib = bib.replace("Mira Tovanne and Sune Brandvik", "Mira Tovanne and Sverre Holm")
    about = ABOUT.replace("{% cite tovanne2024tides %}", "more")
    result = migrate(al_folio(tmp_path, {"_bibliography/papers.bib": bib, "_pages/about.md": about}), tmp_path / "new")
    assert result.exit_code == 1
    assert "warning: _bibliography/papers.bib:18: is not on the new page: " in result.stdout
    assert "warning: _bibliography/papers.bib:18: is not on the new page: 'sverre holm'" in result.stdout
    assert "the link to https://shores.example.org/tides" in result.stdout


def test_people_books_and_courses(tmp_path: Path) -> None:
    files = {
        "_pages/people.md": "---\nlayout: profiles\npermalink: /people/\ntitle: people\nprofiles:\n  - image: mira.png\n"
        "    content: about_pell.md\n    more_info: >\n      <p>Room 7</p>\n---\n",
        "_pages/about_pell.md": "---\n---\nPell sails.\n",
        "_pages/books.md": "---\nlayout: book-shelf\ntitle: bookshelf\npermalink: /books/\ncollection: books\n---\n> A saying.\n",
        "_books/piers.md": "---\nlayout: book-review\ntitle: Of Piers\nauthor: Lise Moe\nfinished: 2024-09-07\nstars: 5\ngoodreads_review: 631\nstatus: Finished\n"
        "buy_link: https://books.example.org/piers\n---\nA good book.\n",
        "_pages/teaching.md": "---\nlayout: page\ntitle: teaching\npermalink: /teaching/\n---\n"
        "{% for c in site.teachings %}{{ c.title }}{% endfor %}\n",
        "_teachings/tides.md": "---\nlayout: course\ntitle: Tides\nterm: Fall 2025\ninstructor: M. Tovanne\nlocation: Room 5\n"
        "description: All of them\n---\n## Plan\n\nWeek by week.\n",
    }
    result = migrate(al_folio(tmp_path, files), tmp_path / "new")  # type: ignore[arg-type]
    assert result.exit_code == 0, result.output
    project = Project(tmp_path / "new").quick_build(strict=True)
    assert "Pell sails." in project.page("people/index.html").get_text()
    assert "Room 7" in project.page("people/index.html").get_text()
    assert "Of Piers" in project.page("books/index.html").get_text()
    assert project.page("books/piers/index.html").find("a", href="https://books.example.org/piers")
    assert data(tmp_path / "new", "teaching")[0]["url"] == "teachings/tides.md"


def test_pages_in_folders_and_at_the_top(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "_pages/more/boats.md": "---\npermalink: /sea/boats/\ntitle: boats\n---\nBoats, see [tides](../tides/).\n",
        "_pages/parts/words.md": "A part without front matter.\n",
        "tides.md": "---\ntitle: Tides\npermalink: /sea/tides/\n---\nTides ![a boat](/assets/img/boat.png)\n",
    }
    result = migrate(al_folio(tmp_path, files), tmp_path / "new")
    assert result.exit_code == 0, result.output
    assert "![a boat](../assets/img/boat.png)" in page(tmp_path / "new", "sea/tides")
    assert "Boats, see" in page(tmp_path / "new", "sea/boats")
    assert not (tmp_path / "new/docs/words.md").exists()


def test_posts_in_the_layout_of_distill(tmp_path: Path) -> None:
    post = (
        "---\nlayout: distill\ntitle: Distilled\ndate: 2025-07-01\nbibliography: own.bib\n"
        "authors: [{name: Lise Moe, url: 'https://moe.example.org', affiliations: {name: Pier Institute}}]\n---\n"
        'As known<d-cite key="moe2001"></d-cite> and shown <d-cite key="tovanne2026ledger,nobody1999"></d-cite>'
        "<d-footnote>or not</d-footnote>.\n"
    )
    files: dict[str, str | bytes] = {
        "_posts/2025-07-01-distilled.md": post,
        "assets/bibliography/own.bib": "@book{moe2001, title={A Book of Piers}, author={Moe, Lise}, year={2001}}",
    }
    result = migrate(al_folio(tmp_path, files), tmp_path / "new")
    assert result.exit_code == 1
    lost = [line for line in result.stdout.splitlines() if line.startswith("warning")]
    assert lost == [
        "warning: _posts/2025-07-01-distilled.md:8: cites 'nobody1999', which is in no bibliography of this page, so the "
        "citation is left out"
    ]
    shown = Project(tmp_path / "new").quick_build(strict=True).page("blog/2025/distilled/index.html").get_text(" ")
    for words in ("Moe", "A Book of Piers", "Tovanne", "(or not)", "Pier Institute"):
        assert words in shown


def test_files_outside_the_folder_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    for name in ("one.md", "papers.bib", "cv.yml"):
        (secret / name).write_text("---\ndate: 2026-01-01\ninline: true\n---\nsecret words\n", encoding="utf-8")
    old = al_folio(tmp_path)
    for path, target in (("_books", "."), ("_news/four.md", "one.md"), ("_bibliography/more.bib", "papers.bib")):
        (old / path).symlink_to(secret / target)
    (old / "_data/cv.yml").unlink()
    (old / "_data/cv.yml").symlink_to(secret / "cv.yml")
    result = migrate(old, tmp_path / "new")
    assert result.exit_code == 1
    assert "_books: is a link to another folder" in result.stdout
    assert "_news/four.md: is a link out of the old site's folder" in result.stdout
    assert all(b"secret" not in path.read_bytes() for path in (tmp_path / "new").rglob("*") if path.is_file())


def test_problems_of_a_cv_are_named_as_the_author_knows_it(tmp_path: Path) -> None:
    page_of_cv = CV_PAGE.replace("cv_pdf", "cv_format: jsonresume\ncv_pdf")
    for index, text in enumerate(
        ('{"basics": {"name": "M"}, "basics": {"name": "Mira Tovanne", "odd": 1}}', '{"basics": ')
    ):
        folder = tmp_path / str(index)
        files: dict[str, str | bytes] = {"assets/json/resume.json": text, "_pages/cv.md": page_of_cv}
        result = migrate(al_folio(folder, files), folder / "new")
        assert result.exit_code == 1
        assert "warning: assets/json/resume.json:1" in result.stdout
        assert f"{tmp_path.as_posix()}/{index}/old/assets" not in result.stdout


def test_block_tags(tmp_path: Path) -> None:
    post = (
        "---\ntitle: Tags\ndate: 2025-06-01\n---\n{% details Click *here* %}\nInside.\n{% enddetails %}\n\n"
        "{% include video.liquid path='assets/video/boat.mp4' %}\n\n{% include figure.html path='assets/img/boat.png' %}\n\n"
        "See {% post_url 2025-05-15-first-log %} and {% twitter https://birds.example.org/1 %}.\n"
    )
    files: dict[str, str | bytes] = {"_posts/2025-06-01-tags.md": post, "assets/video/boat.mp4": b"film"}
    result = migrate(al_folio(tmp_path, files), tmp_path / "new")
    assert result.exit_code == 0, result.output
    html = Project(tmp_path / "new").quick_build(strict=True).page("blog/2025/tags/index.html")
    assert html.select_one("details summary").get_text().startswith("Click")  # type: ignore[union-attr]
    assert html.select_one('video[src="../../../assets/video/boat.mp4"]')
    assert html.select_one('figure img[src="../../../assets/img/boat.png"]')


@pytest.mark.parametrize(
    "files",
    [
        {"_bibliography/papers.bib": b"\xff\xfe\x00@\x00a"},
        {"_bibliography/papers.bib": "@article{a, title={never closed"},
        {"_data/cv.yml": "- a: [\n"},
        {"_data/cv.yml": "[1, null, {title: x, type: map, contents: {a: b}}, {contents: [[1]]}]"},
        {"_data/coauthors.yml": "- a\n", "_data/venues.yml": "a: b\n", "_data/socials.yml": "[1]\n"},
        {"_data/coauthors.yml": "brandvik: 7\n", "_data/citations.yml": "papers: 1\n"},
        {"_pages/about.md": "---\nlayout: about\nprofile: text\nannouncements: 1\npermalink: /\n---\n"},
        {"_news/one.md": b"\x89PNG\0", "_projects/1_project.md": "---\ntitle: [\n---\n"},
        {"_news/one.md": "---\ndate: whenever\ninline: true\n---\nWords.\n"},
        {
            "_posts/odd.md": "---\ntitle: {a: b}\ndate: 1\npermalink: ../../../etc/passwd\n---\n{% for %}{% for a in b %}"
        },
        {"_pages/publications.md": "{% bibliography -q @*[year~=(a+)+$]* %}{% bibliography --query %}{% cite %}"},
    ],
)
def test_half_a_site_ends_without_a_traceback(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    result = migrate(al_folio(tmp_path, files), tmp_path / "new", kind="al-folio")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    assert "Traceback" not in result.output
    assert (tmp_path / "new/docs/index.md").is_file()
    assert not [path for path in tmp_path.rglob("passwd*") if "new" not in path.parts]


def test_a_site_of_little_more_than_a_bibliography(tmp_path: Path) -> None:
    for path, text in {"_pages/about.md": ABOUT, "_bibliography/papers.bib": BIB, "_data/socials.yml": SOCIALS}.items():
        place = tmp_path / "old" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    result = migrate(tmp_path / "old", tmp_path / "new", kind="al-folio")
    assert "_config.yml: is not there" in result.stdout
    assert (tmp_path / "new/data/papers.bib").is_file()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("@*", True),
        ("", True),
        ("@article", True),
        ("@book", False),
        ("@*[year=2024]*", True),
        ("@*[year=2023]", False),
        ("@*[year^=20 && year~=202]*", True),
        ("@*[year>=2020 && keywords ^= sea]*", True),
        ("@*[year<2020 || selected=true]*", True),
        ("@*[keywords~=SHORE]", True),
        ("@*[selected!=true]*", False),
        ("@*[abbr]*", False),
        ("@*[keywords !~ boat]*", True),
        ("what is this", None),
        ("@*[year?2020]*", None),
    ],
)
def test_queries_of_jekyll_scholar(query: str, expected: bool | None) -> None:
    assert fits(query, "article", {"year": "2024", "keywords": "sea, shore", "selected": "true"}) is expected


def test_options_of_a_bibliography_tag() -> None:
    assert options_of("-f papers -q @*[year=2024]* --group_by none") == {
        "file": "papers", "query": "@*[year=2024]*", "group_by": "none",
    }  # fmt: skip
    assert options_of('--query "@*[keywords=a b]*"') == {"query": "@*[keywords=a b]*"}


def test_a_page_at_the_address_of_a_file_is_the_file(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "_pages/cv.md": "---\nlayout: cv\npermalink: assets/pdf/cv.pdf\ntitle: my cv\nnav: true\n---\n",
        "assets/pdf/cv.pdf": b"%PDF-1.4",
    }
    result = migrate(al_folio(tmp_path, files), tmp_path / "new")
    assert "can't be built" not in result.output
    assert "- my cv: assets/pdf/cv.pdf" in (tmp_path / "new/mkdocs.yml").read_text(encoding="utf-8")


def test_control_characters_in_a_bibliography(tmp_path: Path) -> None:
    entry = "@article{rows, title={Rows}, author={Mira Tovanne}, year={2024}, journal={Tides \x02 and Boats}}\n"
    result = migrate(al_folio(tmp_path, {"_bibliography/papers.bib": entry}), tmp_path / "new")
    assert "info: _bibliography/papers.bib:1: holds control characters, which are left out" in result.stdout
    assert "\x02" not in (tmp_path / "new/data/papers.bib").read_text(encoding="utf-8")
    assert "mkdocs: WARNING" not in result.stdout


def test_what_a_bibliography_lacks(tmp_path: Path) -> None:
    entry = (
        "---\n---\n@inproceedings{rows, title={Rows of \\boat{}s}, author={Mira Tovanne}, year={2024}, booktitle={Tides},\n"
        "crossref={gone}}\n"
    )
    new = tmp_path / "new"
    result = migrate(al_folio(tmp_path, {"_bibliography/papers.bib": entry}), new)
    assert "uses \\boat, which nothing defines" in result.stdout
    assert "mkdocs: WARNING" not in result.stdout
    assert (
        (new / "data/papers.bib")
        .read_text(encoding="utf-8")
        .startswith('---\n---\n@preamble{"\\newcommand{\\boat}{}"}')
    )


def test_a_bibliography_builds_with_names_as_the_mla_writes_them_and_hidden_fields_of_ours(tmp_path: Path) -> None:
    entry = (
        "@article{rows, title={Rows}, year={2024}, journal={Tides}, arxiv={https://arxiv.org/pdf/2405.01247},\n"
        "arxivid={2405.01247}, author={Tovanne, Mira, Pell Q. Okasha, and Sune Brandvik}}\n"
    )
    config = AL_FOLIO_CONFIG + "filtered_bibtex_keywords: [abbr, arxiv, doi]\n"
    result = migrate(al_folio(tmp_path, {"_config.yml": config, "_bibliography/papers.bib": entry}), tmp_path / "new")
    assert "mkdocs: WARNING" not in result.stdout
    project = Project(tmp_path / "new").quick_build(strict=True)
    assert project.exit_code == 0, project.output
    assert "Pell Q. Okasha" in project.page("publications/index.html").get_text(" ")


def test_a_bibliography_in_which_keys_and_fields_occur_twice(tmp_path: Path) -> None:
    more = (
        "\n@article{tovanne2024tides,\n  title = {Another Tide},\n  author = {Tovanne, Mira},\n  year = {2023},\n"
        "  note = {Ebbing},\n  note = {Flooding},\n  doi = {978-3-16}\n}\n"
    )
    before = "% @article{tovanne2024tides,\n%   title = {A First Draft}\n% }\n\n"
    result = migrate(al_folio(tmp_path, {"_bibliography/papers.bib": before + BIB + more}), tmp_path / "new")
    assert result.exit_code == 0, result.output
    assert "'tovanne2024tides' occurs twice, so it is renamed to 'tovanne2024tides-2'" in result.stdout
    assert "tovanne2024tides-3" not in result.stdout
    assert "'978-3-16' identifies nothing, so the field is renamed to 'missing_…'" in result.stdout
    text = Project(tmp_path / "new").quick_build(strict=True).page("publications/index.html").get_text(" ")
    assert "Another Tide" in text
    assert "Flooding" in text


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("@book{a,\n title={A}}\n@book{a,\n title={B}}\n@book{a-2,\n title={C}}\n", ["a", "a-3", "a-2"]),
        ("@book{title, title={A}, title={B}}\n@book{title, title={C}}\n", ["title", "title-2"]),
    ],
)
def test_new_keys_of_a_bibliography_are_free(text: str, keys: list[str]) -> None:
    parsed = parse_bibtex("\n".join(_distinct(text)[0]))
    assert list(parsed.entries) == keys
    assert not parsed.notes


def test_a_book_keeps_its_cover_and_its_review(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "_books/log.md": "---\nlayout: book-review\ntitle: A Log\ncover: assets/img/log.png\ngoodreads_review: 12\n---\nGood.\n",
        "assets/img/log.png": png(),
    }
    config = AL_FOLIO_CONFIG + "collections:\n  books:\n    output: true\n"
    result = migrate(al_folio(tmp_path, files, config), tmp_path / "new")
    assert result.exit_code == 0, result.output
    built = Project(tmp_path / "new").quick_build(strict=True).page("books/log/index.html")
    assert built.select_one('img[alt="Cover of A Log"]')
    assert built.select_one('a[href="https://www.goodreads.com/review/show/12"]')


def test_a_file_of_a_collection_without_front_matter_is_no_news(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"_news/draft.md": "<!-- ---\ndate: 2026-01-01\n---\nNot yet. -->\n"}
    result = migrate(al_folio(tmp_path, files), tmp_path / "new")
    assert result.exit_code == 0, result.output
    assert "draft.md" not in result.stdout


def test_a_text_that_the_layout_of_the_site_itself_shows(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "_pages/about.md": ABOUT.replace(
            "---\n", "---\nactivities: Reviewer of the *tide tables*\nunseen: Elsewhere\n", 1
        ),
        "_layouts/about.liquid": "---\n---\n{{ content }}{% if page.activities %}{{ page.activities }}{% endif %}\n",
    }
    result = migrate(al_folio(tmp_path, files), tmp_path / "new")
    assert "Reviewer of the *tide tables*" in page(tmp_path / "new", "index")
    assert "activities: is nothing" not in result.stdout
    assert "unseen: is nothing that al-folio knows" in result.stdout


def test_a_date_of_a_bib_that_is_none_stays_with_its_year(tmp_path: Path) -> None:
    bib = "@misc{t, title={Tides of May}, author={Tovanne, Mira}, year={2023},\n  date={14-18 May, 2023}}\n"
    result = migrate(al_folio(tmp_path, {"_bibliography/papers.bib": bib}), tmp_path / "new")
    assert "'14-18 May, 2023' is not a date, so the field is renamed to 'missing_…'" in result.stdout
    assert "WARNING" not in result.stdout
