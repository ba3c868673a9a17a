"""Odd names of files in links and texts of data, pictures of both color schemes, and pictures that are missing."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from urllib.parse import quote

import pytest
from support import convert, make_site, write_project

NAMES = (
    "my photo.svg",
    "talk #1.pdf",
    "Über uns.pdf",
    "100%.pdf",
    "50%25 off.pdf",
    "what?.pdf",
    "a & b.pdf",
    "C#.pdf",
    "#1 paper.pdf",
    "日本 語.pdf",
    "it's (final) v2.pdf",
    "a+b=c.pdf",
    "tilde~.pdf",
    "two  spaces.pdf",
)


def page(folder: Path, source: str, **files: str) -> tuple[str, list[str]]:
    """The HTML of a page, and what is reported."""
    write_project(folder, {"data/profile.yml": "name: Mira Tovanne\n", **files})
    site = make_site(folder)
    html = convert(source, site).html
    return html, [str(problem) for problem in [*site.problems] if problem.severity in {"error", "warning"}]


@pytest.mark.parametrize("name", NAMES)
def test_links_of_data(name: str, tmp_path: Path) -> None:
    (tmp_path / "docs/files").mkdir(parents=True)
    (tmp_path / "docs/files" / name).write_text("x")
    papers = f'- title: A\n  year: 2024\n  links: {{Slides: "files/{name}"}}\n'
    html, reported = page(tmp_path, "{{ papers() }}", **{"data/papers.yml": papers})
    assert reported == []
    assert f'href="files/{quote(name)}"' in html


# Python-Markdown takes an apostrophe in an address without angle brackets for the start of a title.
@pytest.mark.parametrize(
    "name", ["draft (final).pdf", *(name for name in NAMES if "  " not in name and "'" not in name)]
)
@pytest.mark.parametrize("form", ["[x](files/{})", "![x](files/{})", '[x](files/{} "A title")', "[x](<files/{}>)"])
def test_texts_of_data(name: str, form: str, tmp_path: Path) -> None:
    (tmp_path / "docs/files").mkdir(parents=True)
    (tmp_path / "docs/files" / name).write_text("x")
    text = form.format(name).replace('"', "'")
    html, reported = page(tmp_path, "{{ news() }}", **{"data/news.yml": f'- date: 2025-01\n  text: "{text}"\n'})
    assert reported == []
    assert f'="files/{quote(name)}"' in html


def test_a_name_whose_letters_are_apart(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / unicodedata.normalize("NFD", "Übersicht.pdf")).write_text("x")
    papers = "- title: A\n  year: 2024\n  links: {Slides: Übersicht.pdf}\n"
    html, reported = page(tmp_path, "{{ papers() }}", **{"data/papers.yml": papers})
    assert reported == []
    assert quote(unicodedata.normalize("NFD", "Übersicht.pdf")) in html


def test_anchors_and_queries_stay(tmp_path: Path) -> None:
    papers = "- title: A\n  year: 2024\n  links: {Notes: 'notes.md#part-2', Talk: 'talk.pdf?page=3#x'}\n"
    files = {"data/papers.yml": papers, "docs/notes.md": "# N\n", "docs/talk.pdf": "x"}
    html, reported = page(tmp_path, "{{ papers() }}", **files)
    assert reported == []
    assert 'href="notes/#part-2"' in html
    assert 'href="talk.pdf?page=3#x"' in html


def test_a_missing_file_is_reported_with_its_whole_name(tmp_path: Path) -> None:
    papers = "- title: A\n  year: 2024\n  links: {Slides: 'files/talk #1.pdf'}\n  note: '[x](files/no such file.pdf)'\n"
    _, reported = page(tmp_path, "{{ papers() }}", **{"data/papers.yml": papers})
    assert sorted(reported) == [
        "data/papers.yml:3:11: links.Slides: there is no file 'files/talk #1.pdf' in the docs folder; in the name of a file, "
        "# may be written as %23 and ? as %3F",
        "data/papers.yml:4:3: note: there is no file 'files/no such file.pdf' in the docs folder; put it there, "
        "and write its path from there",
    ]


@pytest.mark.parametrize("ending", ["mp4", "webm", "ogv", "mov", "m4v", "MP4"])
@pytest.mark.parametrize("style", ["box", "page"])
def test_an_image_that_is_a_video(ending: str, style: str, tmp_path: Path) -> None:
    files = {
        "data/papers.yml": f"- {{id: a, title: A, year: 2024, image: wave.{ending}}}\n",
        f"docs/wave.{ending}": "x",
    }
    html, reported = page(tmp_path, f'{{{{ paper("a", style="{style}") }}}}', **files)
    assert reported == []
    assert f'src="wave.{ending}"' in html
    assert "<video" in html
    assert "<img" not in html


def test_a_video_of_a_bib_with_its_poster(tmp_path: Path) -> None:
    bib = "@article{a, title = {A}, preview = {wave.mp4}, image = {still.png}, year = 2024}"
    files = {"data/refs.bib": bib, "docs/assets/img/publication_preview/wave.mp4": "x", "docs/still.png": "x"}
    html, reported = page(tmp_path, "{{ papers() }}", **files)
    assert reported == []
    assert '<video src="assets/img/publication_preview/wave.mp4" poster="still.png"' in html


def test_a_video_of_a_project(tmp_path: Path) -> None:
    files = {"data/projects.yml": "- {title: A, text: B, image: demo.webm}\n", "docs/demo.webm": "x"}
    html, reported = page(tmp_path, "{{ projects() }}", **files)
    assert reported == []
    assert '<video src="demo.webm"' in html


@pytest.mark.parametrize("style", ["box", "page"])
def test_a_picture_for_the_dark(style: str, tmp_path: Path) -> None:
    papers = "- {id: a, title: A, year: 2024, image: day.png, image_dark: night.png, image_alt: Waves}\n"
    html, reported = page(
        tmp_path,
        f'{{{{ paper("a", style="{style}") }}}}',
        **{"data/papers.yml": papers, "docs/day.png": "x", "docs/night.png": "x"},
    )
    assert reported == []
    assert [part.split('"')[0] for part in html.split('src="')[1:]] == ["day.png", "night.png"]
    assert ("rs-on-light" in html, "rs-on-dark" in html, html.count('alt="Waves"')) == (True, True, 2)


@pytest.mark.parametrize("field", ["image", "image_dark", "video"])
def test_a_missing_picture_makes_a_text_box(field: str, tmp_path: Path) -> None:
    papers = f"- {{id: a, title: A, year: 2024, {field}: gone.png}}\n"
    html, reported = page(tmp_path, "{{ papers() }}", **{"data/papers.yml": papers})
    remedy = "put it there, and write its path from there"
    assert reported == [f"data/papers.yml:1:33: {field}: there is no file 'gone.png' in the docs folder; {remedy}"]
    assert "gone.png" not in html.split("rs-bibtex")[0]
    assert 'class="rs-paper rs-paper--text"' in html


def test_a_missing_dark_picture_leaves_the_other(tmp_path: Path) -> None:
    papers = "- {title: A, year: 2024, image: day.png, image_dark: night.png}\n"
    html, reported = page(tmp_path, "{{ papers() }}", **{"data/papers.yml": papers, "docs/day.png": "x"})
    assert len(reported) == 1
    assert '<img src="day.png"' in html
    assert "night.png" not in html


def test_several_awards(tmp_path: Path) -> None:
    papers = "- {title: A, year: 2024, award: [Oral, Best Paper]}\n- {title: B, year: 2023, award: Spotlight}\n"
    html, reported = page(tmp_path, "{{ papers() }}", **{"data/papers.yml": papers})
    assert reported == []
    assert html.count("rs-award") == 3
