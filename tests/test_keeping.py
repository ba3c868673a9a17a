"""What is kept from one build to the next: a kept page is the page that would be made anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from building import Project

from mkdocs_researcher.data.files import LoadedFile
from mkdocs_researcher.data.library import Library
from mkdocs_researcher.macros.base import DataFile
from mkdocs_researcher.rendering.renderer import OWN_TEMPLATES
from mkdocs_researcher.syntax.cache_key import Hashes, state_of
from mkdocs_researcher.syntax.settings import Settings

CONFIG = """
site_name: Mira
site_url: https://mira.example.org/
theme:
  name: material
  icon: {repo: simple/github}
plugins:
  - search
  - researcher
"""
PAGE = """# Papers

{{ papers(group_by="year", numbered=True, filter=True) }}

And one again: {{ papers(select=["p3"]) }}

{{ paper("p4") }}
"""
HOME = """# Home

{{ papers(limit=3, style="reference", more="papers.md") }}

{{ metrics() }}
"""


def entry(number: int) -> str:
    return f"""- id: p{number}
  title: The *{number}*th law of small & large numbers < {number + 1}
  authors: [Mira Tovanne*, Pell Okasha*, Ådne Straße, 李 明]
  venue: Conference on Numbers {number % 7}
  venue_short: CoN
  year: {2000 + number % 20}
  doi: 10.1000/n{number}
  repo: mira/n{number}
  image: images/p.svg
  links: {{Slides: slides.pdf, "Mail": "mailto:mira@example.org"}}
  abstract: {"A sentence of some words. " * 20}
"""


FILES = {
    "mkdocs.yml": CONFIG,
    "docs/index.md": HOME,
    "docs/papers.md": PAGE,
    "docs/slides.pdf": "",
    "docs/images/p.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "data/profile.yml": "name: Mira Tovanne\nlinks: [{github: mira}]\n",
    "data/people.yml": "- {name: Pell Okasha, url: 'https://pell.example.org'}\n",
    "data/venues.yml": "CoN: {url: 'https://con.example.org', color: '#336699'}\n",
    "data/metrics.yml": "- {label: Papers, count: papers}\n",
    "data/papers.yml": "".join(map(entry, range(60))),
}


Outcome = tuple[dict[str, bytes], list[str]]


@pytest.fixture
def built(project: Project) -> Project:
    """A site that was built before, and keeps what it made."""
    project.write(FILES)
    assert project.quick_build(strict=True).exit_code == 0
    assert kept(project)
    return project


def kept(project: Project) -> list[Path]:
    return list((project.root / ".cache").rglob("*.kept"))


def again(project: Project, *, serves: bool = False) -> Outcome:
    """All files and all messages of a build; the one file with a time in it is left out."""
    done = project.rebuild() if serves else project.quick_build()
    tree = {name: content for name, content in done.tree().items() if name != "sitemap.xml.gz"}
    return tree, [line for line in done.output.splitlines() if "Documentation built in" not in line]


def anew(project: Project) -> Outcome:
    shutil.rmtree(project.root / ".cache", ignore_errors=True)
    return again(project)


def test_a_second_build_is_the_first_byte_for_byte_and_reads_no_papers(
    built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = anew(built)
    read, asked = Library._load, []

    def load(library: Library, file: DataFile[Any]) -> LoadedFile[Any]:
        asked.append(file.name)
        return read(library, file)

    monkeypatch.setattr(Library, "_load", load)
    assert again(built) == first
    assert "profile" in asked
    assert "papers" not in asked


def change(file: str, old: str, new: str) -> Callable[[Project], object]:
    def make(project: Project) -> None:
        text = (project.root / file).read_text(encoding="utf-8")
        assert old in text
        project.write({file: text.replace(old, new, 1)})

    return make


def add(files: Mapping[str, str | bytes]) -> Callable[[Project], object]:
    return lambda project: project.write(files)


BOX = (OWN_TEMPLATES / "papers.html.jinja").read_text(encoding="utf-8")
CHANGES: dict[str, Callable[[Project], object]] = {
    "a title": change("data/papers.yml", "The *7*th law", "The *seventh* law"),
    "a year that moves a paper": change("data/papers.yml", "year: 2003", "year: 2017"),
    "a paper that is hidden": change("data/papers.yml", "  repo: mira/n5\n", "  repo: mira/n5\n  hidden: true\n"),
    "a paper in BibTeX": add({"data/more.bib": "@misc{more, title={More}, author={Tovanne, Mira}, year=2020}\n"}),
    "a co-author's page": change("data/people.yml", "pell.example.org", "okasha.example.org"),
    "another name of the owner": change("data/profile.yml", "Mira Tovanne", "Pell Okasha"),
    "a colour of a venue": change("data/venues.yml", "#336699", "#aa2211"),
    "stars": add({"data/counts.json": '{"updated": "2026-01-01", "repos": {"mira/n4": {"stars": 77}}}'}),
    "a file that goes": lambda project: (project.root / "docs/slides.pdf").unlink(),
    "a file that comes": add({"docs/publications.bib": "mine"}),
    "a page that moves the anchors": change("docs/papers.md", "# Papers\n", "# Papers\n\n## At first {#paper-p3}\n"),
    "an argument": change("docs/papers.md", 'group_by="year"', 'group_by="type"'),
    "a heading above": change("docs/papers.md", "And one again:", "## Once more\n\nAnd one again:"),
    "a wrong call": change("docs/papers.md", '["p3"]', '["p3x"]'),
    "a broken file": change("data/papers.yml", "venue_short: CoN", "venue_shrt: CoN"),
    "the language": change("mkdocs.yml", "name: material", "name: material\n  language: de"),
    "the addresses": change("mkdocs.yml", "site_name: Mira", "site_name: Mira\nuse_directory_urls: false"),
    "pages of papers": change("mkdocs.yml", "  - researcher", "  - researcher: {paper_pages: true}"),
    "an extension": change("mkdocs.yml", "plugins:", "markdown_extensions: [smarty, pymdownx.caret]\nplugins:"),
    "a template": add({"overrides/researcher/papers.html.jinja": BOX.replace("rs-title", "my-title")}),
    "an icon": add({"theme/.icons/material/download.svg": '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>'}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_after_a_change_pages_and_messages_are_those_of_a_build_from_nothing(built: Project, name: str) -> None:
    if name == "an icon":
        change("mkdocs.yml", "name: material", "name: material\n  custom_dir: theme")(built)
        (built.root / "theme").mkdir()
        again(built)
    before = again(built)
    CHANGES[name](built)
    changed = again(built)
    assert changed != before
    assert changed == again(built)
    assert changed == anew(built)


def test_problems_are_told_at_every_build(project: Project) -> None:
    data = FILES["data/papers.yml"]
    project.write({**FILES, "data/papers.yml": data.replace("slides.pdf", "slidez.pdf").replace("Okasha*", "Okasha†")})
    first = anew(project)
    assert sum("slidez.pdf" in line for line in first[1]) == data.count("slides.pdf")
    assert any("the mark † after a name has no meaning yet" in line for line in first[1])
    assert again(project) == first


def test_a_damaged_copy_is_no_copy(built: Project) -> None:
    first = anew(built)
    for path in kept(built):
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2])
    assert again(built) == first
    for path in kept(built):
        path.write_bytes(path.read_bytes().replace(b"law", b"lax"))
    assert again(built) == first
    for path in kept(built):
        path.write_bytes(b"\xff{[")
    assert again(built) == first


def test_copies_that_serve_no_more_are_removed(built: Project) -> None:
    first = set(kept(built))
    assert {path.name for path in (built.root / ".cache").rglob("*") if path.is_file()} >= {".gitignore"}
    again(built)
    assert set(kept(built)) == first
    CHANGES["a title"](built)
    again(built)
    assert not first & set(kept(built))
    assert len(kept(built)) == len(first)


def test_nothing_is_kept_without_the_cache(project: Project) -> None:
    project.write({**FILES, "mkdocs.yml": CONFIG.replace("- researcher", "- researcher: {cache: false}")})
    project.quick_build()
    assert not (project.root / ".cache").exists()


def test_settings_that_cannot_be_compared_keep_nothing() -> None:
    settings = Settings(Path(), Path(), Path("none"), extension_configs={"smarty": {"x": object()}})
    assert state_of(settings, []) == Hashes()


def test_functions_in_settings_can_be_compared() -> None:
    settings = Settings(Path(), Path(), Path("none"), extension_configs={"pymdownx.emoji": {"emoji_index": again}})
    assert state_of(settings, []) == state_of(settings, [])
    other = Settings(Path(), Path(), Path("none"), extension_configs={"pymdownx.emoji": {"emoji_index": anew}})
    assert state_of(settings, []) != state_of(other, [])


# Under "mkdocs serve" the entries of the last build are remembered, too


@pytest.fixture
def served(project: Project) -> Project:
    """A site that a server has built."""
    project.write(FILES)
    project.start("serve")
    project.rebuild()
    return project


def by_another_server(project: Project) -> Outcome:
    """The build of a server that knows nothing."""
    shutil.rmtree(project.root / ".cache", ignore_errors=True)
    project.start("serve")
    return again(project, serves=True)


TWIN = "- {title: Sand, authors: [Mira Tovanne], year: 2024}\n"
EDITS: dict[str, Sequence[Callable[[Project], object]]] = {
    "titles": [CHANGES["a title"], change("data/papers.yml", "The *9*th law", "The [ninth](papers.md) law")],
    "a new paper in front": [
        change("data/papers.yml", "- id: p0\n", entry(99) + "- id: p0\n"),
        change("data/papers.yml", entry(99), ""),
    ],
    "papers change places": [
        change("data/papers.yml", entry(3) + entry(4), entry(4) + entry(3)),
        change("data/papers.yml", entry(40), ""),
        change("data/papers.yml", "- id: p0\n", entry(40) + "- id: p0\n"),
    ],
    "names that we make up": [
        change("data/papers.yml", "- id: p0\n", TWIN + TWIN.replace("}", ", selected: true}") + "- id: p0\n"),
        change("data/papers.yml", TWIN, ""),
        change("data/papers.yml", "- id: p0\n", TWIN.replace("{", "{id: tovanne2024sand, ") + "- id: p0\n"),
    ],
    "keys that differ in case": [
        change("data/papers.yml", "- id: p30\n", "- id: P3\n"),
        change("data/papers.yml", "- id: p3\n", "- id: p333\n"),
    ],
    "anchors that are taken": [
        change("data/papers.yml", "- id: p30\n", "- id: p.3\n"),
        CHANGES["a page that moves the anchors"],
        CHANGES["a title"],
    ],
    "broken, then mended": [
        CHANGES["a broken file"],
        CHANGES["a title"],
        change("data/papers.yml", "venue_shrt: CoN", "venue_short: CoN"),
        change("data/papers.yml", "The *9*th law", "The *9*th law: no value"),
        change("data/papers.yml", "law: no", "law, no"),
    ],
    "a link that leads nowhere": [
        change("data/papers.yml", "slides.pdf", "slidez.pdf"),
        CHANGES["a title"],
        CHANGES["a file that goes"],
        change("data/papers.yml", "The *9*th law", "The ninth law"),
    ],
    "another file between": [
        CHANGES["a title"],
        CHANGES["a co-author's page"],
        change("data/papers.yml", "The *9*th law", "The ninth law"),
        CHANGES["stars"],
        change("data/papers.yml", "The *8*th law", "The eighth law"),
    ],
    "a page between": [CHANGES["a title"], CHANGES["a heading above"], CHANGES["an argument"]],
    "there and back": [CHANGES["a title"], change("data/papers.yml", "The *seventh* law", "The *7*th law")],
    "entries with names": [
        change("data/papers.yml", "- id: p0\n", "- &first\n  id: p0\n"),
        change("data/papers.yml", "- id: p1\n", "- <<: *first\n  id: p1\n"),
        change("data/papers.yml", "The *0*th law", "The zeroth law"),
    ],
    "BibTeX": [
        add({"data/more.bib": "@misc{more, title={More}, year=2020}\n@misc{p3, title={Below}, note={Old}}\n"}),
        change("data/more.bib", "Old", "New"),
        CHANGES["a title"],
        change("data/more.bib", "{More}", "{Less}"),
        lambda project: (project.root / "data/more.bib").unlink(),
    ],
    "a template": [
        CHANGES["a template"],
        change("overrides/researcher/papers.html.jinja", "my-title", "{{ loop.index }}"),
        CHANGES["a title"],
    ],
    "pages of papers": [
        CHANGES["pages of papers"],
        change("data/papers.yml", "Slides: slides.pdf", "Slides: papers/p2.md"),
        change("data/papers.yml", "- id: p2\n", "- id: q2\n"),
        change("data/papers.yml", "- id: q2\n", "- id: P5\n"),
    ],
}


@pytest.mark.parametrize("name", EDITS)
def test_what_a_server_builds_after_edits_is_what_another_builds_from_nothing(served: Project, name: str) -> None:
    outcomes = []
    for edit in EDITS[name]:
        edit(served)
        outcomes.append(again(served, serves=True))
    assert again(served, serves=True) == outcomes[-1]
    shutil.rmtree(served.root)
    served.write(FILES)
    for edit, (tree, messages) in zip(EDITS[name], outcomes, strict=True):
        edit(served)
        other_tree, other_messages = by_another_server(served)
        assert messages == other_messages
        assert [path for path in tree.keys() | other_tree.keys() if tree.get(path) != other_tree.get(path)] == []
