"""What surrounds the package: the Makefile, the script of the build server, the wheel, the benchmarks."""

from __future__ import annotations

import configparser
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from building import CONFIG, Project
from markdown import Markdown

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "mkdocs_researcher"
TARGETS = ("site", "serve", "check", "test", "golden", "bench", "clean", "help")

PAPERS = {
    "data/papers.yml": "- title: Reading the Ledger\n  authors: [Mira Tovanne]\n",
    "data/more.bib": "@article{more, title = {More}, author = {Tovanne, Mira}, year = {2025}}\n",
}

needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="needs make")


def run(*command: str | Path, cwd: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    # A `make` above this test would hand its own options down.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**inherited, "LC_ALL": "C.UTF-8", **variables},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@needs_make
@pytest.mark.parametrize("target", TARGETS)
def test_each_target_of_the_makefile_can_be_planned(target: str) -> None:
    result = run("make", "--dry-run", "--always-make", target)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip()


@needs_make
def test_make_without_a_target_names_them_all() -> None:
    named = re.findall(r"^  ([a-z]+) +\S", run("make").stdout, re.MULTILINE)
    assert set(TARGETS) <= set(named)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with a blank in its path that holds what `make install` starts from."""
    folder = tmp_path / "my clone"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def python_that(folder: Path, script: str) -> Path:
    path = folder / "some python"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@needs_make
@pytest.mark.parametrize(
    ("script", "words"),
    [
        ('case "$2" in *version_info*) exit 1;; esac', "must be Python 3.11 or newer"),
        ('case "$2" in *ensurepip*) exit 1;; esac', "apt-get install python3-venv"),
    ],
    ids=["too old", "without venv"],
)
def test_an_unusable_python_is_explained(clone: Path, script: str, words: str) -> None:
    result = run("make", "site", f"PYTHON={python_that(clone, script)}", cwd=clone)
    assert result.returncode != 0
    assert words in result.stderr
    assert not (clone / ".venv").exists()


@needs_make
def test_a_missing_python_is_explained(clone: Path) -> None:
    result = run("make", "site", "PYTHON=no-such-python", cwd=clone)
    assert result.returncode != 0
    assert "There is no no-such-python" in result.stderr


@needs_make
def test_an_installation_that_fails_shows_why_and_is_tried_again(clone: Path) -> None:
    bin_folder = clone / ".venv" / "bin"
    bin_folder.mkdir(parents=True)
    broken = python_that(bin_folder, 'case "$2" in pip) echo "no network" >&2; exit 1;; esac')
    broken.rename(bin_folder / "python")
    for _ in range(2):
        result = run("make", "install", f"PYTHON={sys.executable}", cwd=clone)
        assert result.returncode != 0
        assert "no network" in result.stderr


def test_the_script_of_the_build_server_can_run() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\n")
    result = run("bash", "-n", script)
    assert result.returncode == 0, result.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.Path:
    folder = tmp_path_factory.mktemp("wheel")
    result = run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder)
    assert result.returncode == 0, result.stderr
    (path,) = folder.glob("*.whl")
    return zipfile.Path(path)


def test_the_wheel_holds_every_file_of_the_package(wheel: zipfile.Path) -> None:
    packed = set(wheel.root.namelist())
    ours = {
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert ours - packed == set()
    assert any(name.endswith(".html.jinja") for name in packed)
    for name in ("py.typed", "assets/css/tokens.css", "assets/researcher.js", "templates/pages/researcher.html"):
        assert f"mkdocs_researcher/{name}" in packed


def test_the_wheel_contains_only_the_package_and_its_compiled_templates(wheel: zipfile.Path) -> None:
    tops = {name.split("/")[0] for name in wheel.root.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "mkdocs_researcher",
        "mkdocs_researcher_templates",
    }


def test_the_wheel_tells_mkdocs_and_markdown_what_it_offers(wheel: zipfile.Path) -> None:
    (name,) = [name for name in wheel.root.namelist() if name.endswith("entry_points.txt")]
    entries = configparser.ConfigParser()
    entries.read_string(wheel.root.read(name).decode("utf-8"))
    assert entries["mkdocs.plugins"]["researcher"] == "mkdocs_researcher.plugin:ResearcherPlugin"
    assert "mkdocs_researcher" in entries["markdown.extensions"]
    assert entries["console_scripts"]["mkdocs-researcher"] == "mkdocs_researcher.cli:main"


def metadata_in(wheel: zipfile.Path) -> Message:
    (name,) = [name for name in wheel.root.namelist() if name.endswith("METADATA")]
    return message_from_bytes(wheel.root.read(name))


def links_of(markdown: str) -> list[str]:
    page = BeautifulSoup(Markdown(extensions=["fenced_code", "tables"]).convert(markdown), "html.parser")
    return [str(tag.get("href") or tag.get("src")) for tag in page.select("a, img")]


def test_the_readme_on_pypi_has_no_dead_link(wheel: zipfile.Path) -> None:
    readme = str(metadata_in(wheel).get_payload())
    assert "## Try it" in readme
    assert [link for link in links_of(readme) if not link.startswith(("http://", "https://"))] == []


def test_the_readme_links_to_the_repository_if_it_has_an_address() -> None:
    linked = runpy.run_path(str(ROOT / "hatch_build.py"), run_name="hatch_build")["linked"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    there = links_of(linked(readme, "https://example.org/mkdocs-researcher"))
    assert len(there) == len(links_of(readme))
    assert "https://example.org/mkdocs-researcher/raw/HEAD/example_site/docs/images/homepage.webp" in there
    assert "https://example.org/mkdocs-researcher/blob/HEAD/LICENSE" in there


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_links_to_files_of_the_repository_lead_somewhere(name: str) -> None:
    links = [link for link in links_of((ROOT / name).read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (ROOT / link.split("#")[0]).exists()] == []


def test_the_benchmarks_run() -> None:
    result = run(sys.executable, ROOT / "benchmarks" / "run.py", "--sizes", "3,90", "--runs", "1")
    assert result.returncode == 0, result.stderr
    rows = [line for line in result.stdout.splitlines() if line.startswith("| 2 pages, 3 papers |")]
    assert len(rows) == 4


def test_the_stages_of_a_build_are_measured(tmp_path: Path) -> None:
    project = Project(tmp_path).write({"mkdocs.yml": CONFIG, "docs/index.md": "{{ papers() }}\n", **PAPERS})
    clock = ROOT / "benchmarks" / "stage_clock.py"
    result = run(sys.executable, "-P", clock, project.root / "mkdocs.yml", tmp_path / "times.json", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    stages = set(json.loads((tmp_path / "times.json").read_text(encoding="utf-8")))
    assert {"plugin: reading YAML", "plugin: reading BibTeX", "plugin: rendering by template"} <= stages


def test_the_benchmarks_have_the_same_papers_in_yaml_and_in_bibtex(tmp_path: Path) -> None:
    module = runpy.run_path(str(ROOT / "benchmarks" / "papers.py"), run_name="benchmark_papers")
    shown = []
    for name, write in (("papers.yml", module["as_yaml"]), ("papers.bib", module["as_bibtex"])):
        project = Project(tmp_path / name)
        data = "".join(map(write, module["invent"](40)))
        built = project.write(
            {"mkdocs.yml": CONFIG, "docs/index.md": "{{ papers() }}\n", f"data/{name}": data}
        ).quick_build(strict=True)
        assert (built.exit_code, built.problems()) == (0, [])
        papers = built.page().select("article.rs-paper")
        shown.append(
            [
                (
                    paper["id"],
                    [
                        part.get_text(" ", strip=True)
                        for part in paper.select(".rs-title, .rs-auth, .rs-venue, .rs-text")
                    ],
                    sorted(str(link["href"]) for link in paper.select("a[href]")),
                )
                for paper in papers
            ]
        )
    assert len(shown[0]) == 40
    assert shown[0] == shown[1]
