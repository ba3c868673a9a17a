"""`mkdocs-researcher migrate`, as its user sees it: what it writes, what it says, and the site that comes of it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import click
import pytest
import yaml
from bs4 import BeautifulSoup
from building import Project
from click.testing import Result
from old_sites import BOX, CONFIG, FRONT, old_site
from running import data, migrate

from mkdocs_researcher.cli import main
from mkdocs_researcher.migration.command import KINDS
from mkdocs_researcher.migration.jekyll.owner import addressed

PAGE = (Path(__file__).parent / "page.md").read_text(encoding="utf-8")
NOTES = """\
---
permalink: /notes/
title: Notes
---
A note with ![a boat](/images/tides.png), <img src='images/hbu.png'> and {% include_relative parts/more.md %}
"""
FILES = {
    "_pages/notes.md": NOTES,
    "_pages/parts/more.md": "words that are [included](/#about-me).\n",
    "files/tides.pdf": b"%PDF-1.4",
    "CNAME": "mira.example.org\n",
    "assets/js/main.js": "alert(1)",
    "_data/navigation.yml": 'main:\n  - title: "News"\n    url: "/#-news"\n',
}


def state(folder: Path) -> dict[str, str]:
    """All files below a folder with hashes of their content."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("whole")
    old = old_site(folder, FRONT + PAGE, FILES)
    before = state(old)
    result = migrate(old, folder / "new")
    assert state(old) == before, "the old site has changed"
    return result, folder / "new", before


@pytest.fixture(scope="module")
def page(migrated: tuple[Result, Path, dict[str, str]]) -> BeautifulSoup:
    built = Project(migrated[1]).quick_build(strict=True)
    assert built.exit_code == 0, built.output
    return built.page()


def test_nothing_is_lost(migrated: tuple[Result, Path, dict[str, str]]) -> None:
    result, new, _ = migrated
    assert result.exit_code == 0, result.output
    assert "nothing is missing" in result.stdout.splitlines()
    assert re.search(r"^AcadHomepage: the old pages have \d+ words, 25 links and 5 pictures", result.stdout, re.M)
    assert "warning" not in result.stdout
    assert f"wrote {(new / 'docs/index.md').as_posix()}" in result.stdout
    assert "a script element with https://mapmyvisitors.com/map.js is not copied" in result.stdout


def test_files_of_the_new_site(migrated: tuple[Result, Path, dict[str, str]]) -> None:
    names = {path.relative_to(migrated[1]).as_posix() for path in migrated[1].rglob("*") if path.is_file()}
    pictures = {f"docs/images/{name}.png" for name in ("mira", "ledger", "tides", "hbu", "npi")}
    files = ("awards", "education", "experience", "news", "papers", "people", "profile", "talks")
    assert names == {
        "mkdocs.yml", "docs/index.md", "docs/notes.md", "docs/files/tides.pdf", "docs/CNAME",
        *(f"data/{file}.yml" for file in files), *pictures,
    }  # fmt: skip


def test_the_page_calls_its_data_where_the_sections_were(migrated: tuple[Result, Path, dict[str, str]]) -> None:
    text = (migrated[1] / "docs/index.md").read_text(encoding="utf-8")
    order = [
        "## 🔥 News { #-news }", "{{ news() }}", "{{ papers(tag=\"memory\", sort=\"none\") }}", "### Contributed",
        "{{ papers(tag=\"contributed\", sort=\"none\") }}", "Small Boats", "{{ awards() }}", "{{ education() }}",
        "{{ talks() }}", "{{ experience() }}", "## Sailing", "I sail on Sundays",
    ]  # fmt: skip
    places = [text.find(part) for part in order]
    assert -1 not in places
    assert places == sorted(places)
    assert "<!-- - *2026.09*: &nbsp;a secret -->" in text
    assert "{%" not in text


def test_visible_page(page: BeautifulSoup) -> None:
    first, second, third = page.select(".rs-paper")
    assert first.select_one(".rs-title").get_text() == "Reading the Ledger of Layers"  # type: ignore[union-attr]
    assert first.select_one(".rs-title a")["href"] == "https://example.org/ledger.pdf"  # type: ignore[union-attr, index]
    assert first.select_one(".rs-badge").get_text() == "CoDaL 2026"  # type: ignore[union-attr]
    assert [author.get_text() for author in page.select(".rs-auth b")] == ["Mira Tovanne"] * 3
    assert first.select_one('.rs-auth a[href="https://pell.example.org"]')
    assert "Best Paper" in second.select_one(".rs-award").get_text()  # type: ignore[union-attr]
    assert "Spotlight (12 of 400)" in third.select_one(".rs-award").get_text()  # type: ignore[union-attr]
    assert "Short Summary: Boats need harbours" in third.get_text()
    text = page.get_text()
    assert "A Paper Nobody May See Yet" not in text
    assert "Included words" not in text  # they are on the other page
    for leftover in ("{%", "markdown=", "paper-box", "{: ", "\\|", "]("):
        assert leftover not in str(page.select_one("article"))


def test_links_from_outside_still_arrive(page: BeautifulSoup) -> None:
    for name in ("-news", "about-me", "pub-2", "-honors-and-awards", "sailing"):
        assert page.find(id=name), name


def test_marks_lists_and_tables_of_kramdown(page: BeautifulSoup) -> None:
    article = page.select_one("article")
    assert article
    assert article.select_one("ol > li > ul > li").get_text() == "Pier"  # type: ignore[union-attr]
    assert article.select_one("table td").get_text() == "Skua"  # type: ignore[union-attr]
    assert article.find("code", string="a|b")
    assert article.select_one('div[style] a[href="https://box.example.org"]')
    assert "lead" in article.find("p").get("class", [])  # type: ignore[union-attr, operator, arg-type]


def test_hidden_papers_stay_in_the_data(migrated: tuple[Result, Path, dict[str, str]]) -> None:
    hidden = [paper["title"] for paper in data(migrated[1], "papers") if paper.get("hidden") == "true"]
    assert hidden == ["A Paper Nobody May See Yet"]


def test_records(migrated: tuple[Result, Path, dict[str, str]]) -> None:
    new = migrated[1]
    assert data(new, "news")[1] == {
        "date": "2025.11",
        "text": "I visited the [North Pier Institute](https://npi.example.org).",
    }
    assert data(new, "education")[0] == {
        "institution": "Halden Bay University",
        "degree": "Ph.D. in Learning",
        "date": "2023.09 - 2027.06 (now)",
        "url": "https://hbu.example.org",
    }
    assert data(new, "talks")[1]["links"] == {"slides": "files/tides.pdf"}
    assert data(new, "experience")[0]["organization"] == "Quill Labs"
    assert data(new, "awards")[0] == {"title": "Fjordlight Doctoral Fellowship", "date": "2025.10"}


def test_a_page_below_the_top_finds_its_pictures(migrated: tuple[Result, Path, dict[str, str]]) -> None:
    text = (migrated[1] / "docs/notes.md").read_text(encoding="utf-8")
    assert "![a boat](images/tides.png)" in text
    assert "<img src='../images/hbu.png'>" in text
    assert "[included](index.md#about-me)" in text


def test_numbered_papers_under_headings_are_counted_by_one_list(tmp_path: Path) -> None:
    boxes = [
        BOX.replace("[Reading", f"[[{number}] Reading").replace("Ledger", f"Ledger {number}") for number in (1, 2, 3)
    ]
    about = f"# 📝 Papers\n\n## First\n\n{boxes[0]}\n\n{boxes[1]}\n\n## Later\n\n{boxes[2]}\n"
    result = migrate(old_site(tmp_path, about), tmp_path / "new")
    assert result.exit_code == 0, result.output
    text = (tmp_path / "new/docs/index.md").read_text(encoding="utf-8")
    assert text.count("papers(") == 1
    assert '{{ papers(sort="none", group_by="topic", numbered=True) }}' in text
    papers = data(tmp_path / "new", "papers")
    assert [(paper["topic"], paper["title"]) for paper in papers] == [
        ("First", "Reading the Ledger 1 of Layers"),
        ("First", "Reading the Ledger 2 of Layers"),
        ("Later", "Reading the Ledger 3 of Layers"),
    ]


def test_tables_of_education(tmp_path: Path) -> None:
    row = """  <tr>
    <td style="width: 60px"><img src="./images/{logo}.png" width="80"></td>
    <td><b>{name}</b><br>
      {degree}<br>Grade: 3.9
    </td>
    <td style="text-align: right"><i>{date}</i></td>
  </tr>
"""
    rows = row.format(logo="hbu", name="Halden Bay University", degree="Ph.D.", date="2024.09 - 2026.03 (Expected)")
    rows += row.format(logo="npi", name="North Pier Institute", degree="B.Sc. in Tides", date="2020.09 - 2024.06")
    result = migrate(old_site(tmp_path, f"# 📖 Educations\n<table>\n{rows}</table>\n"), tmp_path / "new")
    assert result.exit_code == 0, result.output
    assert data(tmp_path / "new", "education") == [
        {"institution": "Halden Bay University", "degree": "Ph.D.", "date": "2024.09 - 2026.03 (Expected)", "logo": "images/hbu.png", "details": "Grade: 3.9"},
        {"institution": "North Pier Institute", "degree": "B.Sc. in Tides", "date": "2020.09 - 2024.06", "logo": "images/npi.png", "details": "Grade: 3.9"},
    ]  # fmt: skip


def test_text_in_a_wrong_encoding_is_put_right(tmp_path: Path) -> None:
    def mac(text: str) -> str:
        return text.encode("utf-8").decode("mac_roman")

    def windows(text: str) -> str:
        return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in text.encode("utf-8"))

    about = f"# {mac('🔥 News')}\n\n- *2026.05*: {mac('🎉 机器之心')} wrote\n\n# {windows('📖 Études')}\n\nÀ bientôt\n"
    result = migrate(old_site(tmp_path, about), tmp_path / "new")
    assert result.exit_code == 0, result.output
    text = (tmp_path / "new/docs/index.md").read_text(encoding="utf-8")
    assert "## 🔥 News { #-news }" in text
    assert "## 📖 Études { #-études }" in text
    assert "À bientôt" in text
    assert data(tmp_path / "new", "news")[0]["text"] == "🎉 机器之心 wrote"
    assert "_pages/about.md:1: 3 lines were saved in a wrong encoding and corrected" in result.stdout


def test_news_in_other_shapes(tmp_path: Path) -> None:
    items = "<li><b>2026.05:</b> One <a href='https://one.example.org'>thing</a></li><li>[2025.04] Another</li>"
    scroll = f'# News\n<div style="height: 250px; overflow-y: auto">\n<ul>{items}</ul>\n</div>\n'
    result = migrate(old_site(tmp_path, scroll), tmp_path / "new")
    assert result.exit_code == 0, result.output
    assert '{{ news(style="scroll") }}' in (tmp_path / "new/docs/index.md").read_text(encoding="utf-8")
    assert data(tmp_path / "new", "news") == [
        {"date": "2026.05", "text": "One [thing](https://one.example.org)"},
        {"date": "2025.04", "text": "Another"},
    ]


def test_lists_that_are_not_data_stay_unchanged(tmp_path: Path) -> None:
    about = """# News
<details><summary>2026</summary>
<ul><li>2026.05: One</li></ul>
</details>
<details><summary>Long ago</summary>
<ul><li>Something without a date</li></ul>
</details>

# Education
- A school without a date
- Another with ![a picture](images/hbu.png)

# Teaching Experience
- *2025.09* Tides for beginners
"""
    result = migrate(old_site(tmp_path, about), tmp_path / "new")
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (tmp_path / "new/data").iterdir()) == ["profile.yml"]
    text = (tmp_path / "new/docs/index.md").read_text(encoding="utf-8")
    for part in ("Long ago", "Something without a date", "A school without a date", "- *2025.09* Tides for beginners"):
        assert part in text


def test_hidden_remarks_and_boxes_in_them(tmp_path: Path) -> None:
    about = f"# Papers\n\n[//]: # (a remark)\n\n<!--- {BOX} --->\n\n{BOX.replace('Ledger', 'Tide')}\n"
    result = migrate(old_site(tmp_path, about), tmp_path / "new")
    assert result.exit_code == 0, result.output
    assert "<!-- a remark -->" in (tmp_path / "new/docs/index.md").read_text(encoding="utf-8")
    assert [paper.get("hidden") for paper in data(tmp_path / "new", "papers")] == ["true", None]


def test_a_nickname_in_bold_becomes_an_alias(tmp_path: Path) -> None:
    result = migrate(old_site(tmp_path, BOX.replace("**Mira Tovanne**", "**Mimi Fjord**")), tmp_path / "new")
    assert result.exit_code == 0, result.output
    assert "aliases: [Mimi Fjord]" in (tmp_path / "new/data/profile.yml").read_text(encoding="utf-8")
    page = Project(tmp_path / "new").quick_build(strict=True).page()
    assert page.select_one(".rs-auth b").get_text() == "Mimi Fjord"  # type: ignore[union-attr]


@pytest.mark.parametrize("old", ["", "url: https://tovanne.github.io\nbaseurl: /home\n"])
def test_the_address_is_that_of_the_cname(tmp_path: Path, old: str) -> None:
    migrate(old_site(tmp_path, "# Hi\n", {"CNAME": "mira.example.org\n"}, f"{CONFIG}{old}"), tmp_path / "new")
    assert "site_url: https://mira.example.org/\n" in (tmp_path / "new/mkdocs.yml").read_text(encoding="utf-8")


def test_two_addresses_of_a_site_are_reported(tmp_path: Path) -> None:
    """A copied template may have the domain of somebody else in `CNAME`."""
    config = f"{CONFIG}url: https://other.example.net\n"
    result = migrate(old_site(tmp_path, "# Hi\n", {"CNAME": "mira.example.org\n"}, config), tmp_path / "new")
    assert "site_url: https://other.example.net/\n" in (tmp_path / "new/mkdocs.yml").read_text(encoding="utf-8")
    said = (
        "mkdocs.yml: the file CNAME says mira.example.org, and the settings of the old site https://other.example.net"
    )
    assert f"info: {said}" in result.output


def test_a_link_in_place_of_an_address(tmp_path: Path) -> None:
    old = old_site(tmp_path, "# Hi\n\nSee [the boat]([https://a.example.org](https://b.example.org/x)).\n")
    result = migrate(old, tmp_path / "new")
    assert result.exit_code == 0, result.output
    assert "[the boat](https://b.example.org/x)" in (tmp_path / "new/docs/index.md").read_text(encoding="utf-8")


def test_values_without_a_field_are_reported_with_their_line(tmp_path: Path) -> None:
    about = "# Hi\n\n{% for post in site.posts %}\n- {{ post.title }}\n{% endfor %}\n\nUpdated {{ site.time }}\n"
    result = migrate(old_site(tmp_path, about), tmp_path / "new")
    assert result.exit_code == 1
    assert "warning: _pages/about.md:7: '{{ site.time }}' is worked out by Jekyll" in result.stdout
    assert "1 line of the old site could not be placed whole; they are named above" in result.stdout.splitlines()
    assert (tmp_path / "new/mkdocs.yml").is_file()


def test_a_page_in_another_hand(tmp_path: Path) -> None:
    about, papers = (
        Path(__file__).with_name(f"other_hand{part}.md").read_text(encoding="utf-8") for part in ("", "_papers")
    )
    result = migrate(old_site(tmp_path, FRONT + about, {"_pages/modules/pubs.md": papers}), tmp_path / "new")
    assert result.exit_code == 0, result.output
    assert result.stdout.count("counts visitors with another server") == 3
    assert "_pages/modules/pubs.md:3: 'images/500x300.png' is not in the old site" in result.stdout
    first, second, third = data(tmp_path / "new", "papers")
    assert (first["venue"], first["award"], first["repo"]) == ("CoDaL", "Oral", "mtovanne/deep")
    assert (second["title"], second["links"]) == (
        "Harbours",
        {"paper": "https://h1.example.org", "code": "https://h2.example.org"},
    )
    assert second["authors"] == ["Pell Okasha", "Mira Tovanne"]
    assert "Long words here with [link](https://abs.example.org)" in str(second["summary"])
    assert (third["authors"], third["note"]) == (
        ["Mira Tovanne<sup>1,2</sup>", "Pell Okasha*"],
        "Pell Okasha: corresponding",
    )
    assert [degree["institution"] for degree in data(tmp_path / "new", "education")] == [
        "海湾大学",
        "North Pier University",
    ]
    assert data(tmp_path / "new", "experience")[0]["highlights"] == ["Built a boat", "Sailed it"]
    text = (tmp_path / "new/docs/index.md").read_text(encoding="utf-8")
    for part in (
        "{{ citations() }}",
        '{{ stars("a/b") }}',
        "    - nested *b*",
        "[^1]: The note.",
        "## 🔥 新闻 { #-新闻 }",
    ):
        assert part in text


THIRD_CONFIG = """\
title: Mira Tovanne
author:
  name          : Mira Tovanne
  avatar        : images/mira.png
  bio           : "Student<br>Halden Bay"
  email         : /contact.html
  googlescholar : "\\u202ahttps://scholar.google.com/citations?user=ABCdefGHIjkl"
  googlescholar2 : https://scholar.google.com/citations?user=XYZdefGHIjkl
  blog          : https://blog.example.org
  blog_icon     : fas fa-fw fa-rss
"""


@pytest.fixture(scope="module")
def third(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    folder = tmp_path_factory.mktemp("third")
    page = Path(__file__).with_name("third_hand.md").read_text(encoding="utf-8")
    files = {"images/boats.mp4": b"film", "contact.html": "<p>mail me</p>"}
    return migrate(old_site(folder, FRONT + page, files, THIRD_CONFIG), folder / "new"), folder / "new"


def test_a_third_hand_loses_nothing(third: tuple[Result, Path]) -> None:
    result, _ = third
    assert result.exit_code == 0, result.output
    assert "nothing is missing" in result.stdout.splitlines()
    for reported in (
        "_config.yml: googlescholar: invisible characters in 'https://scholar",
        "a number of citations is drawn by another server, so only its link stays",
        "'2026 📣 📣' opens news of a year; the new list says the year alone",
        "is a paper box without a title that is sure, so it stays as it is",
        "'Downloads' is drawn by another server",
    ):
        assert reported in result.stdout


def test_papers_of_a_third_hand(third: tuple[Result, Path]) -> None:
    first, second = data(third[1], "papers")
    assert first["title"] == "Ropes that remember: a study of knots"
    assert first["authors"] == ["Mira Tovanne", "Pell Okasha", "Sune Brandvik"]
    assert (first["image"], first["video"]) == ("images/ledger.png", "images/boats.mp4")
    assert first["links"] == {"Paper": "https://papers.example.org/1", "code": "https://code.example.org/1"}
    assert (second["title"], second["badge"], second["repo"]) == (
        "Buoys: Floating Marks for Models",
        "Tech Report",
        "mtovanne/Buoys",
    )
    assert second["authors"] == ["Mira Tovanne*", "Pell Okasha*", "others", "Sune Brandvik"]
    assert {"label": "Media: Harbour Post", "url": "https://news.example.org/buoys"} in second["links"]  # type: ignore[operator]
    assert second["summary"] == "**Code (coming soon)**"


def test_lists_and_links_of_a_third_hand(third: tuple[Result, Path]) -> None:
    new = third[1]
    text = (new / "docs/index.md").read_text(encoding="utf-8")
    assert '{{ news(style="years", limit=2) }}' in text
    assert [item["date"] for item in data(new, "news")] == ["2026.5", "2026.2", "2025.11"]
    assert data(new, "education") == [
        {
            "institution": "Halden Bay University",
            "degree": "Ph.D. in Moorings",
            "date": "2024.03 - 2027 (Expected)",
            "logo": "images/hbu.png",
            "url": "https://hbu.example.org/moorings",
            "details": "Halden, Norland",
        },
        {
            "institution": "North Pier University",
            "degree": "M.Sc. in School of Ropes",
            "date": "2021.09 - 2024.01",
            "logo": "images/npi.png",
            "url": "https://npu.example.org/",
            "details": "Pier, Norland",
        },
    ]
    assert "See {{ citations() }} or [Harbour Scholar](https://scholars.example.org/author/77) for all" in text
    profile = yaml.safe_load((new / "data/profile.yml").read_text(encoding="utf-8"))
    assert profile["role"] == "Student, Halden Bay"
    assert profile["links"] == [
        {"label": "Email", "url": "contact.html", "icon": "material/email-outline"},
        {"scholar": "https://scholar.google.com/citations?user=ABCdefGHIjkl"},
        {"scholar": "https://scholar.google.com/citations?user=XYZdefGHIjkl"},
        {"label": "Blog", "url": "https://blog.example.org", "icon": "material/post-outline"},
    ]
    assert (new / "docs/contact.html").is_file()


def test_boxes_without_authors_below_projects_are_projects(tmp_path: Path) -> None:
    box = (
        "<div class='paper-box'><div class='paper-box-image'><img src='images/tides.png' alt='sym'></div>"
        "<div class='paper-box-text' markdown='1'>\n\n[Buoys](https://github.com/mt/buoys)\n"
        "[![](https://img.shields.io/github/stars/mt/buoys)](https://github.com/mt/buoys)\n\n"
        "Marks that float. [Demo](https://demo.example.org)\n\n</div></div>\n"
    )
    about = f"# Projects\n\n{box}\n# Papers\n\n{BOX}"
    result = migrate(old_site(tmp_path, about), tmp_path / "new")
    assert result.exit_code == 0, result.output
    assert data(tmp_path / "new", "projects") == [
        {
            "title": "Buoys",
            "text": "Marks that float. [Demo](https://demo.example.org)",
            "image": "images/tides.png",
            "url": "https://github.com/mt/buoys",
            "repo": "mt/buoys",
        }
    ]
    assert len(data(tmp_path / "new", "papers")) == 1
    text = (tmp_path / "new/docs/index.md").read_text(encoding="utf-8")
    assert text.index('{{ projects(sort="none") }}') < text.index('{{ papers(sort="none") }}')


def test_papers_in_elements_of_the_author_s_own_are_papers(tmp_path: Path) -> None:
    item = (
        "<div class='pub-item'>\n  <div class='pub-tags'><span class='pub-badge'>Rank B, top</span>\n"
        "    <span class='pub-badge impact'>IF 7.9</span> <span class='pub-venue'>NPI 2025</span>\n"
        "    <span class='show_paper_citations pub-cite' data='ABCdefGHIjkl:LkGwnXOMwfcC'></span></div>\n"
        "  <div class='pub-title'><a href='https://t.example.org'>Tides</a></div>\n"
        "  <div class='pub-authors'><strong>Mira Tovanne</strong><sup>*</sup>, Pell Okasha</div>\n</div>\n"
    )
    no_paper = (
        "<div class='pub-item'><div class='pub-title'>A long day</div><div class='pub-authors'>of us</div></div>\n"
    )
    result = migrate(old_site(tmp_path, f"# Papers\n\n{item}\n{no_paper}"), tmp_path / "new")
    assert result.exit_code == 0, result.output
    assert data(tmp_path / "new", "papers") == [
        {
            "title": "Tides",
            "authors": ["Mira Tovanne*", "Pell Okasha"],
            "venue": "NPI 2025",
            "year": "2025",
            "note": "Rank B, top · IF 7.9",
            "links": {"Paper": "https://t.example.org"},
            "scholar": "ABCdefGHIjkl:LkGwnXOMwfcC",
        }
    ]
    assert "A long day" in (tmp_path / "new/docs/index.md").read_text(encoding="utf-8")


def test_rows_are_read_in_other_hands_too(tmp_path: Path) -> None:
    about = (
        "# Education\n- *2024.08 - now*: **Halden Bay University**\n\n"
        "  *- Ph.D. student of Tides, Supervisors: [Pell Okasha](https://p.example.org)*\n\n"
        "- *2020 - 2024*: Engineering in Ropes and Knots. [Lycée du Port](https://l.example.org), Pier, Norland\n"
        "- *2017 - 2020*: Rope Lab, Moor University. (Bachelor)\n- *2015/2016*: Undergraduate, Harbour Schule, Pier\n"
        "- *2013 - 2015*: <b>M.Sc. in Knots</b><i>Halden Bay University</i>\n\n"
        "# Experience\n- Harbour Intern, [Quill Labs](https://q.example.org), 2022.6 ~ 2022.8\n"
        "- Research Assistant. Buoy Company, Pier, 2021.6 - 2021.9\n- *2020.05*, Intern, Second Office, **North Pier**\n"
        "- *2019.05*, Visiting Student, **Moor House, Second Floor** — ropes that hold\n\n"
        "# Awards\n- Prize of the Harbour, Pier, 2019\n- Medal, 2018.\n"
    )
    result = migrate(old_site(tmp_path, about), tmp_path / "new")
    assert result.exit_code == 0, result.output
    first, second, third, fourth, fifth = data(tmp_path / "new", "education")
    assert (fifth["institution"], fifth["degree"]) == ("Halden Bay University", "M.Sc. in Knots")
    assert (third["institution"], third["degree"], third["details"]) == ("Moor University", "Bachelor", "Rope Lab")
    assert (fourth["institution"], fourth["degree"], fourth["date"]) == (
        "Harbour Schule",
        "Undergraduate",
        "2015, 2016",
    )
    assert (first["institution"], first["degree"]) == ("Halden Bay University", "Ph.D. student of Tides")
    assert first["details"] == "Supervisors: [Pell Okasha](https://p.example.org)"
    assert (second["institution"], second["degree"]) == ("Lycée du Port", "Engineering in Ropes and Knots")
    assert [
        (row["organization"], row["position"], row.get("summary")) for row in data(tmp_path / "new", "experience")
    ] == [
        ("Quill Labs", "Harbour Intern", None),
        ("Buoy Company", "Research Assistant", "Pier"),
        ("North Pier", "Intern", "Second Office"),
        ("Moor House, Second Floor", "Visiting Student", "ropes that hold"),
    ]
    assert [(award["title"], award["date"]) for award in data(tmp_path / "new", "awards")] == [
        ("Prize of the Harbour, Pier", "2019"),
        ("Medal", "2018"),
    ]


def test_talks_end_with_buttons_without_bars_between_them(tmp_path: Path) -> None:
    about = (
        "# Invited talks\n- *2026.02*, What weights remember, at [Halden](https://h.example.org)\n"
        "- *2025.02*, Tides. [[Slides]](https://s.example.org) [[Harbour Post]](https://p.example.org)\n"
    )
    assert migrate(old_site(tmp_path, about), tmp_path / "new").exit_code == 0
    first, second = data(tmp_path / "new", "talks")
    assert first["title"] == "What weights remember, at [Halden](https://h.example.org)"
    assert (second["title"], second["links"]) == (
        "Tides",
        {"Slides": "https://s.example.org", "Harbour Post": "https://p.example.org"},
    )


def test_collapsible_parts_that_are_not_news_use_our_style(tmp_path: Path) -> None:
    about = "# Hi\n\n<details><summary>More</summary>\n<div markdown='1'>\n\n- A **boat**\n\n</div>\n</details>\n"
    assert migrate(old_site(tmp_path, about), tmp_path / "new").exit_code == 0
    built = Project(tmp_path / "new").quick_build(strict=True)
    fold = built.page().select_one("details.rs-more")
    assert fold
    assert fold.select_one("summary.rs-btn").get_text() == "More"  # type: ignore[union-attr]
    assert fold.select_one(".rs-more__body li strong").get_text() == "boat"  # type: ignore[union-attr]


# What is no proper site


def test_a_folder_with_files_is_refused_without_force(tmp_path: Path) -> None:
    old = old_site(tmp_path, BOX)
    (tmp_path / "new").mkdir()
    (tmp_path / "new/mine.txt").write_text("mine", encoding="utf-8")
    refused = migrate(old, tmp_path / "new")
    assert refused.exit_code == 1
    assert "holds files; name another folder, or add --force" in refused.output
    assert state(tmp_path / "new").keys() == {"mine.txt"}
    assert migrate(old, tmp_path / "new", "--force").exit_code == 0
    assert (tmp_path / "new/mine.txt").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "new/docs/index.md").is_file()


@pytest.mark.parametrize("new", ["old", "old/new", "."])
def test_the_old_site_is_never_written_to(tmp_path: Path, new: str) -> None:
    old = old_site(tmp_path, BOX)
    before = state(old)
    result = migrate(old, tmp_path / new, "--force")
    assert result.exit_code == 1
    assert "lie in each other" in result.output
    assert state(old) == before


def test_half_a_site(tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    (old / "about.md").write_text(BOX, encoding="utf-8")
    result = migrate(old, tmp_path / "new")
    assert result.exit_code == 0, result.output
    assert "_config.yml: is not there" in result.stdout
    assert "name: Mira Tovanne" in (tmp_path / "new/data/profile.yml").read_text(encoding="utf-8")


def test_a_column_without_a_name(tmp_path: Path) -> None:
    old = old_site(tmp_path, f"{FRONT}Words.\n", config=CONFIG.replace('"Mira Tovanne"\n  avatar', '""\n  avatar'))
    assert migrate(old, tmp_path / "new").exit_code == 0
    profile = yaml.safe_load((tmp_path / "new/data/profile.yml").read_text(encoding="utf-8"))
    assert (profile["name"], profile["avatar"]) == ("Mira Tovanne", "images/mira.png")
    assert profile["email"] == "mira@hbu.example.org"


def test_a_column_beside_the_settings_of_the_site(tmp_path: Path) -> None:
    config = (
        "title: Mira Tovanne\nposition: Student\naffiliation: Halden Bay University\navatar: ./images/mira.png\n"
        "email: mira [at] hbu dot example dot org\ngithub_link: https://github.com/mtovanne/\nfootnote_link: https://x.example.org\n"
    )
    layout = (
        "---\n---\n<img src=\"{{ '/images/tides.png' | relative_url }}\"><img src='{{ site.avatar }}'>{{ content }}"
    )
    old = old_site(tmp_path, f"{FRONT}Words.\n", {"_layouts/default.html": layout}, config=config)
    result = migrate(old, tmp_path / "new", kind="acad-homepage")
    assert result.exit_code == 1
    assert result.stdout.count("warning: ") == 1
    assert (
        "warning: _layouts/default.html:3: shows /images/tides.png, and no page of the new site does" in result.stdout
    )
    profile = yaml.safe_load((tmp_path / "new/data/profile.yml").read_text(encoding="utf-8"))
    assert (profile["name"], profile["role"], profile["avatar"]) == ("Mira Tovanne", "Student", "images/mira.png")
    assert profile["email"] == "mira@hbu.example.org"
    assert [next(iter(link)) for link in profile["links"]] == ["github"]


def test_links_and_pictures_of_includes_that_are_replaced(tmp_path: Path) -> None:
    files = {
        "_layouts/default.html": "---\n---\n{% if page.author_profile %}{% include author-profile.html %}{% endif %}{{ content }}",
        "_includes/author-profile.html": (
            "<img src='{{ site.author.avatar }}'>\n<!-- <a href='https://old.example.org'>Old</a> -->\n"
            "{% if site.nothing %}<a href='https://never.example.org'>Never</a>{% endif %}\n"
            "Photo by <a href='https://pell.example.org/?a=1&amp;b=2'>Pell Okasha</a>, <a href='https://here.example.org'>here</a>,\n"
            "<a href='https://jekyllrb.com'>Jekyll</a>\n"
        ),
    }
    config = (
        "title: T\ndefaults:\n- scope: {path: '', type: pages}\n  values: {layout: default, author_profile: true}\n"
    )
    text = "---\npermalink: /\n---\nSee [this](https://here.example.org).\n"
    result = migrate(old_site(tmp_path, text, files, config=config), tmp_path / "new", kind="acad-homepage")
    assert [line for line in result.stdout.splitlines() if line.startswith("warning: ")] == [
        f"warning: _includes/author-profile.html:4: shows {what}, and no page of the new site does; put it there yourself"
        for what in ("'Photo by Pell Okasha, here, Jekyll'", "https://pell.example.org/?a=1&b=2")
    ]


def test_a_site_of_no_known_template(tmp_path: Path) -> None:
    old = tmp_path / "old"
    (old / "_boats").mkdir(parents=True)
    files = {
        "_config.yml": "title: Mira Tovanne\ncollections:\n  boats:\n    output: true\n",
        "index.md": "\n---\nlayout: unknown\ntitle: Home\n---\n"
        "<h1 id='rows'></h1>\n\n## Rows\nI row [boats](/boats/skiff.html).\n",
        "_boats/skiff.md": "---\ntitle: A skiff\n---\nIt is small.\n",
    }
    for name, text in files.items():
        (old / name).write_text(text, encoding="utf-8")
    result = migrate(old, tmp_path / "new")
    assert result.exit_code == 0
    assert "info: _config.yml: is of no template that is known" in result.stdout
    assert "warning: " not in result.stdout
    assert "unknown" not in (tmp_path / "new/docs/index.md").read_text(encoding="utf-8")
    assert "It is small." in (tmp_path / "new/docs/boats/skiff.md").read_text(encoding="utf-8")


def test_links_and_pictures_without_words(tmp_path: Path) -> None:
    icon = '<a href="https://a.example.org/x.pdf"><i class="fas fa-file-pdf"></i></a>'
    named = '<a href="https://code.example.org" aria-label="Source"><i class="fab fa-github"></i></a>'
    badges = "".join(f"![](https://img.shields.io/badge/{words}-red)" for words in ("Rank-A", "Boats-2024"))
    box = BOX.replace("[**Project**](https://example.org/ledger)", f"{icon} {named}")
    old = old_site(tmp_path, f"{FRONT}Here {icon} it is, {badges}\n\n{box}")
    result = migrate(old, tmp_path / "new")
    assert result.exit_code == 0, result.output
    (paper,) = data(tmp_path / "new", "papers")
    assert paper["links"]["PDF"] == "https://a.example.org/x.pdf"
    assert paper["links"]["Source"] == "https://code.example.org"
    page = (tmp_path / "new/docs/index.md").read_text(encoding="utf-8")
    assert "[PDF](https://a.example.org/x.pdf)" in page
    assert "Rank: A Boats: 2024" in page


def test_no_site_at_all(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    unknown = migrate(tmp_path / "old", tmp_path / "new")
    assert unknown.exit_code == 1
    assert "is of no kind that is known" in unknown.output
    named = migrate(tmp_path / "old", tmp_path / "new", kind="acad-homepage")
    assert named.exit_code == 1
    assert "holds no page" in named.output
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0", "_pages/broken.md: is not a text file, so it is left out"),
        (b"words \0 words", "_pages/broken.md: is not a text file, so it is left out"),
        (b"words\n" * 900_000, "_pages/broken.md: is larger than 1 MB, so it is left out"),
    ],
)
def test_files_that_are_not_pages(tmp_path: Path, content: bytes, message: str) -> None:
    result = migrate(old_site(tmp_path, BOX, {"_pages/broken.md": content}), tmp_path / "new")
    assert result.exit_code == 1
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert f"warning: {message}" in result.stdout
    assert (tmp_path / "new/docs/index.md").is_file()


@pytest.mark.parametrize(
    ("text", "codec", "named"),
    [
        ("Brücke in Zürich", "latin-1", "Windows-1252"),
        ("“Brücke” – it’s old", "cp1252", "Windows-1252"),
        ("我住在海边。", "gbk", "Chinese (GB 18030)"),
        ("Brücke", "utf-16", ""),
        ("Brücke", "utf-8-sig", ""),
    ],
)
def test_pages_in_other_encodings(tmp_path: Path, text: str, codec: str, named: str) -> None:
    page = f"---\ntitle: Bridges\n---\n\n{text}\n".encode(codec)
    result = migrate(old_site(tmp_path, BOX, {"_pages/bridges.md": page}), tmp_path / "new")
    assert result.exit_code == 0
    assert text in (tmp_path / "new/docs/bridges.md").read_text(encoding="utf-8")
    assert (f"is not in UTF-8, so it is read as {named}" in result.stdout) == bool(named)


def test_files_that_git_keeps_elsewhere(tmp_path: Path) -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
    modules = b'[submodule "tide"]\n\tpath = tide\n[submodule "theme"]\n\tpath = themes/academic\n'
    modules += b'[submodule "built"]\n\tpath = public\n'
    files = {"images/map.png": pointer, ".gitmodules": modules}
    result = migrate(old_site(tmp_path, f"{BOX}\n![Map](images/map.png)\n", files), tmp_path / "new")
    assert result.exit_code == 1
    assert "warning: images/map.png: is a pointer of Git LFS and not the file itself" in result.stdout
    assert "warning: .gitmodules:2: 'tide' is an empty Git submodule" in result.stdout
    assert "themes/academic" not in result.stdout
    assert "'public'" not in result.stdout


def test_a_talk_whose_film_is_nowhere(tmp_path: Path) -> None:
    talks = "# Talks\n\n- *2024.05*, Rows and **tides**. [[Video]](None)\n- *2023.05*, Boats. [[Video]](https://film.example.org)\n"
    result = migrate(old_site(tmp_path, f"{FRONT}{talks}"), tmp_path / "new")
    assert result.exit_code == 0, result.stdout
    assert "'None' is not in the old site" in result.stdout


def test_signs_in_names_of_files(tmp_path: Path) -> None:
    names = ("a#b.pdf", "100%.pdf", "why?.pdf", "two words.pdf", "Brücke.pdf")
    links = "[a](files/a%23b.pdf) [b](files/100%25.pdf) [c](./files/why%3F.pdf) [d](<files/two words.pdf>) [e](files/Brücke.pdf)"
    files = {f"files/{name}": b"%PDF-1.4" for name in names}
    result = migrate(old_site(tmp_path, f"{BOX}\n{links}\n", files), tmp_path / "new")
    assert result.exit_code == 0, result.stdout
    page = (tmp_path / "new/docs/index.md").read_text(encoding="utf-8")
    assert "(files/a%23b.pdf)" in page
    assert "(files/100%25.pdf)" in page
    assert "(files/why%3F.pdf)" in page
    assert all((tmp_path / "new/docs/files" / name).is_file() for name in names)


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "key.pdf").write_text("secret", encoding="utf-8")
    (secret / "page.md").write_text("secret words", encoding="utf-8")
    old = old_site(tmp_path, f"{BOX}\n{{% include_relative ../../secret/page.md %}}\n")
    (old / "images/key.pdf").symlink_to(secret / "key.pdf")
    (old / "more").symlink_to(secret)
    (old / "_pages/page.md").symlink_to(secret / "page.md")
    result = migrate(old, tmp_path / "new")
    assert result.exit_code == 1
    assert "images/key.pdf: is a link out of the old site's folder" in result.stdout
    assert "more: is a link to another folder" in result.stdout
    assert "_pages/page.md: is a link out of the old site's folder" in result.stdout
    assert all(b"secret" not in path.read_bytes() for path in (tmp_path / "new").rglob("*") if path.is_file())


def test_a_link_in_the_target_leads_nowhere_else(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "new").mkdir()
    (tmp_path / "new/docs").symlink_to(elsewhere)
    result = migrate(old_site(tmp_path, BOX), tmp_path / "new", "--force")
    assert result.exit_code == 1
    assert "would be outside" in result.output
    assert not list(elsewhere.iterdir())


@pytest.mark.parametrize(
    "about",
    [
        "</div></div>\n\n# A\n\nwords </div>\n",
        f"{BOX.replace('</div>', '', 2)}\n# Next\n\nwords\n",
        "<!-- never closed\n\n# A\n\nwords\n",
        "<table><tr><td>words\n\n# A\n",
        "{% if %}{% elsif x %}{% endfor %}{{ | }}{% include %}words {{ 'a' | nofilter: 1 }}\n",
        "---\ntitle: [\n---\nwords\n",
        "---\nno end\n",
        "",
    ],
)
def test_broken_pages_end_without_a_traceback(tmp_path: Path, about: str) -> None:
    result = migrate(old_site(tmp_path, about), tmp_path / "new", kind="acad-homepage")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    assert "Traceback" not in result.output
    assert (tmp_path / "new/docs/index.md").is_file()


@pytest.mark.parametrize(
    "config", ["", "- a list\n", "author: Mira\n", "title: [\n", "author: {name: {a: b}, github: [x]}\n"]
)
def test_settings_of_any_shape(tmp_path: Path, config: str) -> None:
    result = migrate(old_site(tmp_path, BOX, config=config), tmp_path / "new")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    assert (tmp_path / "new/docs/index.md").is_file()


def test_the_settings_are_carried_over(tmp_path: Path) -> None:
    migrate(old_site(tmp_path, BOX, config=CONFIG + "locale: de-DE\n"), tmp_path / "new")
    text = (tmp_path / "new/mkdocs.yml").read_text(encoding="utf-8")
    assert "site_name: Mira Tovanne\nsite_url: https://mtovanne.github.io/\n" in text
    assert "  language: de\n" in text


def test_the_menu_s_links_elsewhere_are_kept(tmp_path: Path) -> None:
    menu = """\
main:
  - title: "Papers"
    url: "/#papers"
  - title: "Log book"
    url: "https://log.example.org/"
  - title: "CV"
    url: "/files/cv.pdf"
  - title: "Gone"
    url: "/gone/"
"""
    files = {"_data/navigation.yml": menu, "files/cv.pdf": b"%PDF-1.4"}
    about = FRONT + "# Papers\n\nNone yet.\n"
    result = migrate(old_site(tmp_path, about, files), tmp_path / "new")
    text = (tmp_path / "new/mkdocs.yml").read_text(encoding="utf-8")
    assert "nav:\n  - Home: index.md\n  - Log book: https://log.example.org/\n  - CV: files/cv.pdf\n" in text
    assert "info: _data/navigation.yml:9: 'Gone' does not link to a page of the new site" in result.stdout
    assert "3 links" in result.stdout
    assert "nothing is missing" in result.stdout


@pytest.mark.parametrize(
    ("service", "written", "url"),
    [
        ("stackoverflow", "123/mira", "https://stackoverflow.com/users/123/mira"),
        ("linkedin", "in/mira", "https://www.linkedin.com/in/mira"),
        ("github", "mira", "mira"),
        ("linkedin", "https://www.linkedin.com/in/mira", "https://www.linkedin.com/in/mira"),
        ("linkedin", "linkedin.com/in/mira", "linkedin.com/in/mira"),
    ],
)
def test_the_end_of_an_address(service: str, written: str, url: str) -> None:
    assert addressed(service, written) == url


def test_elements_that_never_end_and_folds_with_markdown(tmp_path: Path) -> None:
    about = (
        FRONT + '# One\n\n<div class="calm">\nWords in it.\n\n# After\n\nMore.\n\n'
        "<details><summary>Older</summary>\n\n- *One* tide\n- [Two](https://two.example.org)\n</details>\n\nDone.\n"
    )
    new = tmp_path / "new"
    result = migrate(old_site(tmp_path, about), new)
    assert "nothing is missing" in result.stdout
    page = (new / "docs/index.md").read_text(encoding="utf-8")
    assert "Words in it.\n</div>\n\n## After { #after }" in page
    assert '<div class="rs-more__body rs-text" markdown="1">' in page


def test_the_command_line_takes_every_kind_that_can_be_read() -> None:
    """The command names them itself, for its help must not import the readers."""
    (choice,) = (parameter.type for parameter in main.commands["migrate"].params if parameter.name == "kind")
    assert isinstance(choice, click.Choice)
    assert sorted(choice.choices) == sorted(["auto", *(kind.name for kind in KINDS)])
