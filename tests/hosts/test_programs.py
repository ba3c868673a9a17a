"""The programs that run us beside MkDocs with Material, and the versions of what we depend on."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from building import EXAMPLE, Built, Project, broken_links, served, third_party_requests
from environments import ROOT, Environment, other_pythons, version_of
from playwright.sync_api import Browser
from sites import PAGES, build_in, pages_of, site_in

MANUAL = (EXAMPLE / "docs" / "writing" / "compatibility.md").read_text(encoding="utf-8")
BOTH = ["search", "researcher"]
ONE_SITE = pytest.mark.xdist_group("zensical")


@pytest.fixture(scope="session")
def newest(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of MkDocs and Material, in the newest versions of everything."""
    built = build_in(Environment("newest"), site_in(tmp_path_factory.mktemp("newest") / "site", BOTH))
    assert built.exit_code == 0, built.output
    return built


# Versions


@pytest.mark.parametrize("python", list(other_pythons()), ids=lambda python: ".".join(map(str, version_of(python))))
def test_every_python_of_the_machine(tmp_path: Path, newest: Built, python: str) -> None:
    built = build_in(Environment("newest", python), site_in(tmp_path / "site", BOTH))
    assert built.exit_code == 0, built.output
    assert pages_of(built) == pages_of(newest)


def test_the_lowest_versions(tmp_path: Path, newest: Built) -> None:
    project = site_in(tmp_path / "site", BOTH)
    built = build_in(Environment("lowest"), project)
    assert built.exit_code == 0, built.output
    assert pages_of(built) == pages_of(newest)
    done = Environment("lowest").run(project.root, "-m", "mkdocs_researcher", "check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_lowest_versions_are_those_that_the_package_names() -> None:
    metadata = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    named = dict(
        re.findall(r'^    "([\w-]+)>=([\d.]+)[",]', metadata.split("[project.optional-dependencies]")[0], re.M)
    )
    lock = Environment("lowest").lock.read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([\w-]+)==([\d.]+)", lock, re.M))
    assert len(named) > 10
    padded = {name: version + ".0" * (2 - version.count(".")) for name, version in named.items()}
    assert {name: (locked[name] + ".0" * (2 - locked[name].count("."))) for name in named} == padded


# MkDocs' successors


@pytest.mark.parametrize(
    ("name", "program", "theme"),
    [
        ("properdocs", "properdocs", "material"),
        ("materialx", "properdocs", "materialx"),
        ("materialx", "mkdocs", "materialx"),
    ],
)
def test_properdocs_and_materialx(tmp_path: Path, newest: Built, name: str, program: str, theme: str) -> None:
    project = site_in(tmp_path / "site", BOTH, settings={"theme": {"name": theme}})
    built = build_in(Environment(name), project, program=program)
    assert built.exit_code == 0, built.output
    assert pages_of(built) == pages_of(newest)
    assert built.page().select_one(".rs-frame__side .rs-profile--sidebar")
    assert third_party_requests(built) == []


def test_the_manual_names_what_materialx_does_not_bring(tmp_path: Path) -> None:
    (line,) = re.findall(r"^pip install (babel.*)$", MANUAL, re.M)
    named = [word.strip("\"'") for word in line.split()]
    assert named == [
        text for text in _lines(Environment("materialx").lock.with_suffix(".in")) if "materialx" not in text
    ]
    checks = "from importlib.metadata import requires; import importlib.metadata as m, re\n" + (
        "for text in requires('mkdocs-researcher'):\n"
        "    name = re.match(r'[\\w-]+', text)[0]\n"
        "    'extra ==' in text or name == 'mkdocs-material' or m.version(name)\n"
    )
    done = Environment("materialx").run(tmp_path, "-c", checks)
    assert done.returncode == 0, done.stderr


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


# Zensical


@pytest.fixture(scope="session")
def zensical(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site as the manual says."""
    project = site_in(tmp_path_factory.mktemp("zensical") / "site", [])
    project.write({"mkdocs.yml": _settings_of_the_manual()})
    environment = Environment("zensical")
    done = environment.run(project.root, "-m", "mkdocs_researcher", "assets")
    assert done.returncode == 0, done.stdout + done.stderr
    return build_in(environment, project, program="zensical")


def _settings_of_the_manual() -> str:
    section = MANUAL.split("### Zensical")[1]
    settings = section.split("```yaml")[1].split("\n", 1)[1].split("```")[0]
    assert "mkdocs_researcher" in yaml.safe_load(settings)["markdown_extensions"]
    return settings


@ONE_SITE
def test_zensical_shows_what_mkdocs_shows(zensical: Built, newest: Built) -> None:
    assert zensical.exit_code == 0, zensical.output
    shown, expected = pages_of(zensical, addresses=False), pages_of(newest, addresses=False)
    for name in ("papers", "cv", "notes"):
        # The link to the file of all papers, which only the plugin makes.
        assert shown[name] == [re.sub(r"(With code \d+) Download BibTeX ", r"\1 ", text) for text in expected[name]]
    assert third_party_requests(zensical) == []


@ONE_SITE
def test_zensical_has_style_sheet_and_script(zensical: Built) -> None:
    page = zensical.page("papers/index.html")
    styles = [str(link["href"]) for link in page.select("link[rel=stylesheet]")]
    assert "../assets/researcher/researcher.css" in styles
    assert [link for link in broken_links(zensical) if "researcher" in link] == []
    assert (zensical.site / "assets/researcher/researcher.js").is_file()


@ONE_SITE
def test_a_search_hit_links_to_the_paper_under_zensical(zensical: Built) -> None:
    entries = json.loads((zensical.site / "search.json").read_text(encoding="utf-8"))["items"]
    found = {entry["title"]: entry["location"] for entry in entries if entry["location"].startswith("papers/")}
    page = zensical.page("papers/index.html")
    papers = page.select("article[id^=paper-]")
    assert len(papers) > 20
    for paper in papers:
        path, _, anchor = found[paper.select_one(".rs-title").get_text("", strip=True)].partition("#")
        assert path == "papers/"
        assert page.find(id=anchor) in paper.find_all(True)


@ONE_SITE
def test_the_filter_works_under_zensical(zensical: Built, browser: Browser) -> None:
    with served(zensical.site) as url:
        page = browser.new_page()
        page.goto(f"{url}papers/")
        form = page.locator("form.rs-filter")
        form.wait_for(state="visible", timeout=5000)
        shown = page.locator("article[id^=paper-]:visible")
        before = shown.count()
        page.locator("form.rs-filter input[type=search]").fill("ledger")
        page.wait_for_function(
            "n => [...document.querySelectorAll('article[id^=paper-]')].filter(a => a.checkVisibility()).length < n",
            arg=before,
        )
        assert 0 < shown.count() < before
        page.close()


def test_check_fails_where_zensical_does_not(tmp_path: Path) -> None:
    project = Project(tmp_path / "site").write(
        {
            "mkdocs.yml": _settings_of_the_manual(),
            "data/papers.yml": "- titel: A\n",
            **{n: t for n, t in PAGES.items() if n.endswith("x.md")},
        }
    )
    environment = Environment("zensical")
    built = build_in(environment, project, program="zensical", strict=False)
    assert built.output.count("data/papers.yml:1:3: titel: unknown field") == 1
    done = environment.run(project.root, "-m", "mkdocs_researcher", "check")
    assert done.returncode == 1
    assert "data/papers.yml:1:3: titel: unknown field" in done.stdout + done.stderr
