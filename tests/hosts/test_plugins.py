"""Other plugins beside ours, in either order: what our macros show is the same, and a strict build passes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from building import Project, third_party_requests
from environments import Environment
from sites import build_in, pages_of, site_in

ENVIRONMENT = Environment("plugins")
LANGUAGES = [
    {"locale": "en", "name": "English", "build": True, "default": True},
    {"locale": "de", "name": "Deutsch", "build": True},
]
GENERATOR = """\
import mkdocs_gen_files

with mkdocs_gen_files.open("made.md", "w") as file:
    file.write("# Made\\n\\n{{ papers(limit=2) }}\\n")
"""
BLOG_POST = "---\ndate: 2025-01-01\n---\n# Post\n\n{{ papers(limit=2) }}\n\n<!-- more -->\n\nRest\n"
NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# Experiments\n\nNo `{{ news() }}` here."},
        {"cell_type": "markdown", "id": "b", "metadata": {}, "source": '{{ papers(style="list") }}'},
    ],
    "metadata": {"kernelspec": {"language": "python", "name": "python3", "display_name": "Python 3"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}


@dataclass(frozen=True)
class Plugin:
    """A plugin, and what its site needs.

    Attributes:
        name: in `mkdocs.yml`.
        options: its options.
        files: other files of the site.
        settings: other settings in `mkdocs.yml`.
        calls: path of a page that is made by the plugin from the call `papers(limit=2)`.
        strict_before: does a strict build pass with the plugin before ours? Some warn if they are not the last.
        fetches: start of the address of what the plugin itself loads from elsewhere.
    """

    name: str
    options: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    calls: str = ""
    strict_before: bool = True
    fetches: str = ""

    @property
    def entry(self) -> Any:
        return {self.name: dict(self.options)} if self.options else self.name


PLUGINS = [
    Plugin("macros"),
    Plugin("i18n", {"docs_structure": "suffix", "languages": LANGUAGES}),
    Plugin("mkdocstrings"),
    Plugin("autorefs"),
    Plugin(
        "bibtex",
        {"bib_file": "own.bib"},
        {"own.bib": "@misc{x, title = {X}}\n"},
        {"markdown_extensions": ["footnotes"]},
    ),
    Plugin("gen-files", {"scripts": ["generate.py"]}, {"generate.py": GENERATOR}, calls="made/index.html"),
    Plugin("awesome-nav", files={"docs/.nav.yml": "nav:\n  - index.md\n  - '*'\n"}),
    Plugin(
        "literate-nav",
        files={"docs/SUMMARY.md": "- [Home](index.md)\n- [All](papers.md)\n- [CV](cv.md)\n- [N](notes.md)\n"},
    ),
    Plugin("section-index"),
    Plugin("table-reader"),
    Plugin("mkdocs-jupyter"),
    Plugin("glightbox"),
    Plugin(
        "minify",
        {"minify_html": True, "minify_css": True, "minify_js": True, "htmlmin_opts": {"remove_comments": True}},
    ),
    Plugin("rss", {"use_git": False}),
    Plugin("git-revision-date-localized", {"fallback_to_build_date": True}),
    Plugin("redirects", {"redirect_maps": {"old.md": "papers.md"}}),
    Plugin(
        "include-markdown",
        files={
            "part.md": "{{ papers(limit=2) }}\n",
            "docs/whole.md": "# Whole\n\n{% include-markdown '../part.md' %}\n",
        },
        calls="whole/index.html",
    ),
    Plugin("print-site", strict_before=False),
    Plugin("mike"),
    Plugin(
        "blog",
        files={"docs/blog/index.md": "# Blog\n", "docs/blog/posts/post.md": BLOG_POST},
        calls="blog/2025/01/01/post/index.html",
    ),
    Plugin(
        "tags",
        files={"docs/tagged.md": "---\ntags: [a]\n---\n# Tagged\n\n{{ papers(limit=2) }}\n"},
        calls="tagged/index.html",
    ),
    Plugin("group", {"enabled": True, "plugins": ["tags"]}),
    Plugin(
        "meta",
        files={"docs/deep/.meta.yml": "profile: sidebar\n", "docs/deep/page.md": "# Deep\n\n{{ papers(limit=2) }}\n"},
        calls="deep/page/index.html",
    ),
    Plugin("offline", fetches="https://unpkg.com/iframe-worker/"),
]
BY_NAME = {plugin.name: plugin for plugin in PLUGINS}
ORDERS = ("before", "after")


def site_with(folder: Path, plugin: Plugin, order: str, plugins: list[Any] | None = None) -> Project:
    pair = [plugin.entry, "researcher"] if order == "before" else ["researcher", plugin.entry]
    project = site_in(folder, ["search", *pair], plugin.files, plugin.settings)
    if plugin.name == "git-revision-date-localized":
        for command in (
            ["init", "-q"],
            ["add", "-A"],
            ["-c", "user.name=m", "-c", "user.email=m", "commit", "-qm", "m"],
        ):
            subprocess.run(["git", *command], cwd=folder, check=True)
    return project


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What our macros show without another plugin."""
    built = build_in(ENVIRONMENT, site_in(tmp_path_factory.mktemp("alone") / "site", ["search", "researcher"]))
    assert built.exit_code == 0, built.output
    pages = pages_of(built)
    assert min(sum(map(len, shown)) for shown in pages.values()) > 500
    return pages


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("plugin", PLUGINS, ids=lambda plugin: plugin.name)
def test_the_output_of_our_macros_is_the_same(
    tmp_path: Path, alone: dict[str, list[str]], plugin: Plugin, order: str
) -> None:
    strict = order == "after" or plugin.strict_before
    built = build_in(ENVIRONMENT, site_with(tmp_path / "site", plugin, order), strict=strict)
    assert built.exit_code == 0, built.output
    assert "Traceback" not in built.output
    assert pages_of(built) == alone
    assert [url for url in third_party_requests(built) if not (plugin.fetches and plugin.fetches in url)] == []
    if plugin.calls:
        assert len(built.page(plugin.calls).select("[id^=paper-]")) == 2


def test_many_plugins_at_once(tmp_path: Path, alone: dict[str, list[str]]) -> None:
    names = (
        "macros",
        "mkdocstrings",
        "autorefs",
        "section-index",
        "table-reader",
        "redirects",
        "rss",
        "glightbox",
        "tags",
    )
    entries = [BY_NAME[name].entry for name in names]
    last = [BY_NAME[name].entry for name in ("minify", "print-site")]
    built = build_in(ENVIRONMENT, site_in(tmp_path / "site", ["search", *entries, "researcher", *last]))
    assert built.exit_code == 0, built.output
    assert pages_of(built) == alone


def test_our_plugin_in_a_group(tmp_path: Path, alone: dict[str, list[str]]) -> None:
    group = {"group": {"enabled": True, "plugins": ["search", "researcher"]}}
    built = build_in(ENVIRONMENT, site_in(tmp_path / "site", [group]))
    assert built.exit_code == 0, built.output
    assert pages_of(built) == alone


# What needs more than that


@pytest.mark.parametrize("structure", ["suffix", "folder"])
@pytest.mark.parametrize("order", ORDERS)
def test_a_second_language_has_its_own_files(tmp_path: Path, structure: str, order: str) -> None:
    plugin = Plugin("i18n", {"docs_structure": structure, "languages": LANGUAGES})
    project = site_with(tmp_path / "site", plugin, order)
    docs = project.root / "docs"
    if structure == "suffix":
        project.write({"docs/index.de.md": (docs / "index.md").read_text()})
    else:
        names = ["index.md", "papers.md", "cv.md", "notes.md"]
        project.write({f"docs/{code}/{name}": (docs / name).read_text() for code in ("en", "de") for name in names})
        for name in names:
            (docs / name).unlink()
    built = build_in(ENVIRONMENT, project)
    assert built.exit_code == 0, built.output
    english, german = built.page(), built.page("de/index.html")
    for page in (english, german):
        assert page.select_one(".rs-frame__side .rs-name").get_text(" ", strip=True).startswith("Mira Tovanne")
        assert len(page.select("h1")) == 1
    assert "Abstract" in english.get_text()
    assert "Zusammenfassung" in german.get_text()
    assert "Zusammenfassung" not in english.get_text()
    assert german.select_one(".rs-list-papers ~ p a, a[href*=papers]")["href"].startswith("papers/")
    for prefix, page in (("", english), ("de/", german)):
        feeds = page.select('link[type="application/atom+xml"]')
        assert [feed["href"] for feed in feeds] == ["feed.xml", "de/feed.xml" if page is english else "../feed.xml"]
        assert f"https://mira.example.org/{prefix}feed.xml" in (built.site / prefix / "feed.xml").read_text()
    assert (built.site / "publications.bib").read_text().startswith("@")
    assert not (built.site / "de/publications.bib").exists()
    styles = [link["href"] for link in german.select("link[rel=stylesheet]") if "researcher" in link["href"]]
    assert len(styles) == len(set(styles)) == 2


@pytest.mark.parametrize("order", ORDERS)
def test_a_call_in_a_notebook_is_reported(tmp_path: Path, order: str) -> None:
    files = {"docs/experiments.ipynb": json.dumps(NOTEBOOK, indent=1)}
    plugin = Plugin("mkdocs-jupyter", files=files)
    built = build_in(ENVIRONMENT, site_with(tmp_path / "site", plugin, order))
    assert built.exit_code == 1
    line = next(
        number for number, text in enumerate(files["docs/experiments.ipynb"].split("\n"), 1) if "papers(" in text
    )
    problem = f"docs/experiments.ipynb:{line}: papers(): is not shown, because another plugin converts this file"
    assert [text[: len(problem)] for text in built.problems()] == [problem]


def test_a_lightbox_opens_figures_and_no_logos(tmp_path: Path) -> None:
    built = build_in(ENVIRONMENT, site_with(tmp_path / "site", BY_NAME["glightbox"], "after"))
    images = [image for _, page in built.pages() for image in page.select("a.glightbox img")]
    assert images
    assert [image for image in images if "rs-logo" in (image.get("class") or ()) or "avatar" in image["src"]] == []


def test_the_print_page_has_all_that_the_pages_have(tmp_path: Path) -> None:
    built = build_in(ENVIRONMENT, site_with(tmp_path / "site", BY_NAME["print-site"], "after"))
    page = built.page("print_page/index.html")
    assert "<!--rs-late" not in str(page)
    text = page.get_text(" ")
    for name in ("index.html", "papers/index.html", "cv/index.html"):
        for paper in built.page(name).select("[id^=paper-] .rs-title"):
            assert paper.get_text(" ", strip=True) in text
    defined = {symbol["id"] for symbol in page.select("symbol")}
    assert {use["xlink:href"].removeprefix("#") for use in page.select("use")} <= defined


def test_mike_keeps_its_version_in_feed_and_metadata(tmp_path: Path) -> None:
    project = site_with(tmp_path / "site", BY_NAME["mike"], "after")
    for command in (
        ["init", "-q", "-b", "main"],
        ["config", "user.name", "m"],
        ["config", "user.email", "m"],
        ["add", "-A"],
        ["commit", "-qm", "m"],
    ):
        subprocess.run(["git", *command], cwd=project.root, check=True)
    done = ENVIRONMENT.run(project.root, "-c", "from mike.driver import main; main()", "deploy", "1.0")
    assert done.returncode == 0, done.stdout + done.stderr

    def deployed(name: str) -> str:
        command = ["git", "show", f"gh-pages:1.0/{name}"]
        return subprocess.run(command, cwd=project.root, check=True, capture_output=True, encoding="utf-8").stdout

    home = "https://mira.example.org/1.0/"
    feed = deployed("feed.xml")
    assert f'href="{home}feed.xml"' in feed
    assert f"{home}papers/#" in feed
    assert "https://mira.example.org/papers" not in feed
    page = deployed("index.html")
    assert f'<meta property="og:url" content="{home}">' in page
    assert f'<link rel="canonical" href="{home}">' in page
