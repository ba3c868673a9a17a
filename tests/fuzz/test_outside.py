"""No command touches a file outside of the project, whatever links it contains; builds touch the user's cache alone."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from building import Project
from click.testing import CliRunner

from mkdocs_researcher.cli import main

FILES = {
    "mkdocs.yml": "site_name: Mira Tovanne\ntheme: mkdocs\nplugins: [researcher: {cv_pdf: true, paper_pages: true}]\n",
    "docs/index.md": "# Home\n\n{{ papers() }}\n\n{{ citations('one') }}\n",
    "docs/cv.md": "{{ cv() }}\n",
    "docs/assets/researcher/researcher.css": "/* old */\n",
    "data/profile.yml": "name: Mira Tovanne\nlinks:\n- scholar: ABCDEFGHIJKL\n",
    "data/papers.yml": "- {id: one, title: One, year: 2024, authors: [Mira Tovanne]}\n",
    "data/counts.json": '{"updated": "2025-01-01"}',
    "overrides/researcher/news.html.jinja": "mine\n",
    "schemas/papers.json": "{}\n",
    "new.bib": "@article{two, title = {Two}, author = {Tovanne, Mira}, year = 2023}\n",
    "resume.json": json.dumps({"basics": {"name": "Mira Tovanne"}, "work": [{"name": "HBU", "position": "Student"}]}),
    "scholar.json": json.dumps(
        {
            "scholar_id": "ABCDEFGHIJKL",
            "publications": [{"bib": {"title": "One", "pub_year": "2024"}, "num_citations": 3}],
        }
    ),
    ".github/workflows/pages.yml": "name: old\n",
    ".gitignore": "site\n",
}
OLD = {
    "_config.yml": "title: Mira\n",
    "_pages/about.md": "---\npermalink: /\n---\n# News\n\n- 2024: text\n",
    "a.png": "x",
}
COMMANDS: dict[str, Sequence[str]] = {
    "check": ("check", ".", "-v"),
    "import of works": ("import", "new.bib", ".", "--yes"),
    "import of a CV": ("import", "resume.json", ".", "--force"),
    "update": ("update", ".", "--source", "google-scholar", "--scholar", "scholar.json"),
    "cv": ("cv", ".", "--pdf", "docs/cv.pdf", "--force"),
    "export": ("export", "bibtex", ".", "--out", "docs/papers.bib", "--force"),
    "schema": ("schema", ".", "--force"),
    "templates": ("templates", "papers", "news", "--force"),
    "assets": ("assets", ".", "--force"),
    "new": ("new", ".", "--name", "Mira Tovanne", "--force"),
    "migrate": ("migrate", "acad-homepage", "../old", ".", "--force"),
    "build": (),
}
# Folders and files of the project that are links to somewhere else.
LINKS = (
    *("data", "docs", "docs/assets", "docs/assets/researcher", "overrides", "overrides/researcher", "schemas"),
    *("data/papers.yml", "data/counts.json", "data/new.yml", "docs/index.md", "docs/cv.pdf", "docs/papers.bib"),
    *("docs/assets/researcher/researcher.css", "overrides/researcher/papers.html.jinja", "schemas/papers.json"),
    *("mkdocs.yml", ".github", ".github/workflows", ".gitignore", ".cache", "fonts"),
)
# What each command does in a project without links, so that a command that does nothing does not pass for a safe one.
DONE = {
    "import of works": "wrote data/papers.yml",
    "import of a CV": "wrote data/experience.yml",
    "update": "wrote data/counts.json",
    "cv": "wrote docs/cv.pdf",
    "export": "wrote docs/papers.bib",
    "schema": "wrote schemas/papers.json",
    "templates": "wrote overrides/researcher/papers.html.jinja",
    "assets": "wrote docs/assets/researcher/researcher.css",
    "new": "wrote data/papers.yml",
    "migrate": "data/news.yml",
}


def state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Mode, time and content of all that is in a folder, and of the folder itself."""

    def one(path: Path) -> tuple[int, int, bytes]:
        found = path.lstat()
        content = os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes() if path.is_file() else b""
        return found.st_mode, found.st_mtime_ns, content

    return {path.as_posix(): one(path) for path in (folder, *folder.rglob("*"))}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which everything is that a command could reach."""
    for name in ("home", "tmp"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home" / ".cache"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    Project(tmp_path / "old").write(OLD)
    yield tmp_path
    assert list((tmp_path / "tmp").iterdir()) == []
    assert {path.name for path in (tmp_path / "home").glob("*")} <= {".cache"}
    assert {path.name for path in (tmp_path / "home").glob(".cache/*")} <= {"mkdocs-researcher", "typst"}


def run(folder: Path, arguments: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(folder / "project")
    if not arguments:
        return Project(folder / "project").quick_build().output
    result = CliRunner().invoke(main, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.output


def made(folder: Path) -> Path:
    shutil.rmtree(folder / "project", ignore_errors=True)
    return Project(folder / "project").write(FILES).root


@pytest.mark.parametrize("command", DONE)
def test_the_command_works_without_a_link(command: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(folder)
    assert DONE[command] in run(folder, COMMANDS[command], monkeypatch)


@pytest.mark.parametrize("command", COMMANDS)
def test_no_link_is_written_through(command: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    links = LINKS if command != "migrate" else ("data", "docs", "docs/index.md", "mkdocs.yml", "data/papers.yml")
    for link in links:
        path = made(folder) / link
        outside = folder / "outside"
        shutil.rmtree(outside, ignore_errors=True)
        outside.mkdir()
        if path.exists():
            path.rename(outside / "target")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(outside / "target")
        before = state(outside), state(folder / "old")
        run(folder, COMMANDS[command], monkeypatch)
        assert (state(outside), state(folder / "old")) == before, link


@pytest.mark.parametrize("name", ["publications.bib", "publications.json", "cv.pdf", "feed.xml"])
def test_a_build_that_is_not_clean_follows_no_link(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = made(folder) / "site"
    site.mkdir()
    (folder / "precious").write_text("precious")
    (site / name).symlink_to(folder / "precious")
    before = state(folder / "precious")
    built = Project(folder / "project").build("--dirty")
    assert built.exit_code == 0, built.output
    assert state(folder / "precious") == before
    assert "Traceback" not in built.output


@pytest.mark.parametrize("make", [lambda path: path.symlink_to(path), lambda path: path.symlink_to("nowhere")])
@pytest.mark.parametrize("link", ["data", "docs", "overrides", "data/papers.yml", "docs/index.md", "mkdocs.yml"])
def test_a_link_that_leads_nowhere_is_no_traceback(
    make: Callable[[Path], None], link: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in ("check", "import of works", "update", "assets", "templates", "new"):
        path = made(folder) / link
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        make(path)
        run(folder, COMMANDS[command], monkeypatch)
