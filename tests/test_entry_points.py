"""Macros, services and languages from other packages, and paper styles of the author's own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest
from building import CONFIG, Project
from support import ROOT, convert, make_site, write_project

from mkdocs_researcher import entry_points
from mkdocs_researcher.entry_points import EntryPointError, EntryPointGroup

Install = Callable[..., Path]


@pytest.fixture
def install(tmp_path: Path) -> Install:
    """Write a distribution into a folder, as pip would install it."""

    def write(name: str, points: dict[str, dict[str, str]], **modules: str) -> Path:
        folder = tmp_path / "packages"
        info = folder / f"{name.replace('-', '_')}-1.0.dist-info"
        groups = [
            "\n".join([f"[{group}]", *(f"{k} = {v}" for k, v in listed.items())]) for group, listed in points.items()
        ]
        files = {
            "METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
            "entry_points.txt": "\n".join([*groups, ""]),
        }
        write_project(info, files)
        write_project(folder, {f"{module}.py": source for module, source in modules.items()})
        return folder

    return write


def examples() -> dict[str, str]:
    """The code of the section of CONTRIBUTING, by the file that its first comment names."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text[text.index("## Extend it") : text.index("## Messages")]
    blocks = re.findall(r"^```\w+\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    return {re.search(r"[\w/]+\.[\w.]*\w", block)[0]: block for block in blocks}


def build(project: Project, packages: Path, files: dict[str, str], strict: bool = True):
    return project.write({"mkdocs.yml": CONFIG, **files}).build(strict=strict, env={"PYTHONPATH": str(packages)})


def test_the_examples_of_contributing_work(project: Project, install: Install) -> None:
    found = examples()
    points = tomllib.loads(found["pyproject.toml"])["project"]["entry-points"]
    packages = install("acme-homepage", points, acme_homepage=found["acme_homepage.py"])
    style = "overrides/researcher/papers_titles.html.jinja"
    built = build(
        project,
        packages,
        {
            "mkdocs.yml": CONFIG.replace("theme: material", "theme: {name: material, language: fi}"),
            "data/patents.yml": "- {title: Ledger, office: EPO, date: 2025}\n- {title: Older, date: 2020}\n",
            "data/profile.yml": "name: Mira Tovanne\nlinks:\n  - hexboard: mira\n",
            "data/papers.yml": "- {id: a, title: One, abstract: Words, links: {Paper: https://example.org/a}}\n",
            "docs/index.md": '# A\n\n{{ patents(group_by="year") }}\n\n{{ links() }}\n\n{{ papers() }}\n',
            "docs/styles.md": '# B\n\n{{ papers(style="titles") }}\n\n{{ paper("a", style="titles") }}\n\n{{ cv(["patents"]) }}\n',
            style: found[style],
        },
    )
    assert built.exit_code == 0, built.output
    page = built.page()
    assert [title.get_text() for title in page.select(".rs-row__text > b")] == ["Ledger", "Older"]
    assert [heading.get_text() for heading in page.select("h2, h3") if heading.get_text()[:4].isdigit()] == [
        "2025",
        "2020",
    ]
    assert page.select_one('.rs-social a[href="https://hexboard.example.org/mira"]').get_text() == "Hexboard"
    assert page.select_one(".rs-more summary").get_text() == "Tiivistelmä"
    titles = built.page("styles/index.html").select('li[id] > a[href="https://example.org/a"]')
    assert [title.get_text() for title in titles] == ["One", "One"]
    assert "EPO" in built.page("styles/index.html").select_one(".rs-row").get_text()
    infos = [line for line in built.lines("INFO") if "language" in line]
    assert len(infos) == 1, infos
    assert "the language 'fi' lacks the phrases accepted, advised_by, all_news" in infos[0]


MODULE = """
from pathlib import Path
from mkdocs_researcher.macros.base import Arguments, Heading, Macro, Part, View, view

class None_(Arguments):
    "No arguments."

HELLO = Macro("hello", None_, lambda data, arguments: view(name="World"), "acme_hello", templates=Path(__file__).parent)
CRASH = Macro("crash", None_, lambda data, arguments: 1 / 0, "acme_hello")
DICT = Macro("dict", None_, lambda data, arguments: {"name": "World"}, "acme_hello")
HEADING = Macro("head", None_, lambda data, arguments: View((Part({"name": ""}, Heading(key="nope")),)), "acme_hello", templates=Path(__file__).parent)
NO_TEMPLATE = Macro("bare", None_, lambda data, arguments: view(name=""), "acme_bare")
OTHER = "a text"
"""


@pytest.mark.parametrize(
    ("point", "call", "message"),
    [
        ("acme:DICT", "dict", "failed (TypeError: it returned dict instead of View); report this to the authors"),
        ("acme:HEADING", "head", "head(): there is no phrase 'nope'"),
        ("acme:NO_TEMPLATE", "bare", "bare(): there is no template 'acme_bare.html.jinja'"),
    ],
)
def test_a_faulty_macro_ends_in_a_message(
    project: Project, install: Install, point: str, call: str, message: str
) -> None:
    packages = install("acme", {"mkdocs_researcher.macros": {call: point}}, acme=MODULE)
    (packages / "acme_hello.html.jinja").write_text("<p>{{ name }}</p>", encoding="utf-8")
    built = build(project, packages, {"docs/index.md": f"# A\n\n{{{{ {call}() }}}}\n"})
    assert built.exit_code == 1
    assert "Traceback" not in built.output
    assert any(message in problem for problem in built.problems()), built.output


def test_a_macro_brings_its_template(project: Project, install: Install) -> None:
    packages = install("acme", {"mkdocs_researcher.macros": {"hello": "acme:HELLO"}}, acme=MODULE)
    (packages / "acme_hello.html.jinja").write_text("<p class='hello'>Hello {{ name }}</p>", encoding="utf-8")
    files = {"docs/index.md": "# A\n\n{{ hello() }}\n\n{{ hello(1) }}\n"}
    built = build(project, packages, files)
    assert built.problems() == ["docs/index.md:5: hello(): takes no arguments"]
    built = build(project, packages, {"docs/index.md": "# A\n\n{{ hello() }}\n"})
    assert built.page().select_one(".hello").get_text() == "Hello World"
    own = {"overrides/researcher/acme_hello.html.jinja": "<p class='hello'>Own</p>"}
    built = build(project, packages, own, strict=False)
    assert built.page().select_one(".hello").get_text() == "Own"


@pytest.mark.parametrize(
    ("point", "call", "message"),
    [
        (
            "acme:GONE",
            "hello",
            "macro 'hello' of the package acme 1.0 cannot be imported (AttributeError: module 'acme'",
        ),
        ("gone:X", "hello", "macro 'hello' of the package acme 1.0 cannot be imported (ModuleNotFoundError: No module"),
        (
            "acme:OTHER",
            "hello",
            "macro 'hello' of the package acme 1.0 is of the type str instead of Macro; update or uninstall acme",
        ),
        (
            "acme:CRASH",
            "hello",
            "macro 'hello' of the package acme 1.0 is a Macro named 'crash'; its entry point must have that name; update or",
        ),
        (
            "acme:CRASH",
            "crash",
            "failed (ZeroDivisionError: division by zero); report this to the authors of the package acme 1.0",
        ),
    ],
)
def test_a_broken_macro_is_a_problem_of_its_call(
    project: Project, install: Install, point: str, call: str, message: str
) -> None:
    packages = install("acme", {"mkdocs_researcher.macros": {call: point}}, acme=MODULE)
    built = build(
        project, packages, {"docs/index.md": f"# A\n\n{{{{ {call}('x', limit=1) }}}}\n\nText {{{{ {call}() }}}}.\n"}
    )
    assert built.exit_code == 1
    assert "Traceback" not in built.output
    assert any(message in problem and problem.startswith("docs/index.md:5") for problem in built.problems()), (
        built.output
    )


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("X = 1", "is of the type int instead of Service; update or uninstall acme"),
        ("raise SystemExit('no licence')", "cannot be imported (SystemExit: no licence); update or uninstall acme"),
        (
            "X = Service('other', 'L', 'material/web', 'https://x.example.org/{id}', 'a')",
            "has another key as a Service, 'other'",
        ),
        ("X = Service('hexboard', 'L', 'material/web', 'https://x.example.org/', 'a')", "has a URL without '{id}'"),
        (
            "X = Service('hexboard', 'L', 'material/web', 'https://x.example.org/{id}', 'a', '(')",
            "that is not a regular expression",
        ),
    ],
)
def test_a_broken_service_is_a_problem_of_its_line(
    project: Project, install: Install, source: str, message: str
) -> None:
    module = f"from mkdocs_researcher.fields.profile_services import Service\n{source}\n"
    packages = install("acme", {"mkdocs_researcher.services": {"hexboard": "acme:X"}}, acme=module)
    files = {"docs/index.md": "# A\n\n{{ links() }}\n", "data/profile.yml": "name: A\nlinks:\n  - hexboard: mira\n"}
    built = build(project, packages, files)
    assert built.exit_code == 1
    (problem,) = built.problems()
    assert problem.startswith("data/profile.yml:3")
    assert message in problem


def test_a_service_is_found_by_its_alias_and_suggested(project: Project, install: Install) -> None:
    module = (
        "from mkdocs_researcher.fields.profile_services import Service\n"
        "X = Service('hexboard', 'Hexboard', 'material/web', 'https://x.example.org/{id}', 'a', aliases=('hexes',))\n"
    )
    packages = install("acme", {"mkdocs_researcher.services": {"hexboard": "acme:X"}}, acme=module)
    files = {"docs/index.md": "# A\n\n{{ links() }}\n", "data/profile.yml": "name: A\nlinks:\n  - hexes: mira\n"}
    assert build(project, packages, files).page().select_one('a[href="https://x.example.org/mira"]')
    built = build(project, packages, {"data/profile.yml": "name: A\nlinks:\n  - hexbord: mira\n"})
    assert "did you mean 'hexboard'?" in built.problems()[0]


@pytest.mark.parametrize(
    ("language", "source", "level", "message"),
    [
        (
            "fi",
            "X = 3",
            "WARNING",
            "language 'fi' of the package acme 1.0 is of the type int instead of a mapping of phrases; update",
        ),
        (
            "fi",
            "X = {'abstract': 1}",
            "WARNING",
            "has a phrase that is not a text: 'abstract'; update or uninstall acme",
        ),
        (
            "fi",
            "X = {'abstrct': 'R'}",
            "INFO",
            "the phrase 'abstrct' of the language 'fi' is never used, did you mean 'abstract'?",
        ),
        ("fi", "X = {'older': 'Altre'}", "INFO", "the phrase 'older' of the language 'fi' lacks {n}"),
    ],
)
def test_a_wrong_language_is_reported(
    project: Project, install: Install, language: str, source: str, level: str, message: str
) -> None:
    packages = install("acme", {"mkdocs_researcher.languages": {"fi": "acme:X"}}, acme=source)
    config = CONFIG.replace("theme: material", f"theme: {{name: material, language: {language}}}")
    files = {
        "mkdocs.yml": config,
        "docs/index.md": "# A\n\n{{ news() }}\n",
        "data/news.yml": "- {date: 2025, text: A}\n",
    }
    built = build(project, packages, files, strict=False)
    assert built.exit_code == 0
    assert any("mkdocs.yml: language: " in line and message in line for line in built.lines(level)), built.output


def test_a_region_has_its_own_phrases(project: Project, install: Install) -> None:
    points = {"mkdocs_researcher.languages": {"zh-Hant": "acme:X"}}
    packages = install("acme", points, acme="X = {'pinned': 'Taiwan'}")
    files = {"docs/index.md": "# A\n\n{{ news() }}\n", "data/news.yml": "- {date: 2025, text: A, pinned: true}\n"}
    shown = {}
    for language in ("zh-Hant", "zh"):
        config = CONFIG.replace("theme: material", f"theme: {{name: material, language: {language}}}")
        shown[language] = (
            build(project, packages, {**files, "mkdocs.yml": config}).page().select_one(".rs-chip").get_text()
        )
    assert shown["zh-Hant"] == "Taiwan"
    assert shown["zh"] not in {"Taiwan", "Pinned"}


def test_check_reports_every_entry_point(project: Project, install: Install) -> None:
    install(
        "acme", {"mkdocs_researcher.macros": {"papers": "acme:X", "hello": "acme:X", "broken": "acme:X"}}, acme="X = 1"
    )
    points = {"mkdocs_researcher.macros": {"hello": "bolt:X"}, "mkdocs_researcher.services": {"Git-Hub": "bolt:X"}}
    packages = install("bolt", points, bolt="X = 1")
    project.write({"mkdocs.yml": CONFIG, "docs/index.md": "# A\n"})
    done = subprocess.run(
        [sys.executable, "-c", "from mkdocs_researcher.cli import main; main()", "check"],
        cwd=project.root,
        env={**os.environ, "PYTHONPATH": str(packages)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    output = done.stdout + done.stderr
    for message in (
        "package acme 1.0: macro 'papers': mkdocs-researcher has a macro of this name, which is used instead; "
        "rename it in its package, or uninstall acme",
        "package bolt 1.0: macro 'hello': acme 1.0 has one of this name, too, which is used instead; "
        "rename it in its package, or uninstall bolt",
        "package acme 1.0: macro 'broken': is of the type int instead of Macro; update or uninstall acme",
        "package bolt 1.0: link service 'Git-Hub': mkdocs-researcher has a link service of this name",
    ):
        assert output.count(message) == 1, output
    assert "Traceback" not in output


def test_check_reports_a_broken_macro_once(project: Project, install: Install) -> None:
    packages = install("acme", {"mkdocs_researcher.macros": {"broken": "acme:X"}}, acme="X = 1")
    project.write({"mkdocs.yml": CONFIG, "docs/index.md": "# A\n\n{{ broken() }}\n"})
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs_researcher", "check"],
        cwd=project.root,
        env={**os.environ, "PYTHONPATH": str(packages)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout.count("is of the type int instead of Macro") == 1, done.stdout
    assert "error: docs/index.md:3: broken" in done.stdout


def test_schemas_of_files_of_other_packages_are_written(project: Project, install: Install) -> None:
    source = """
        from pydantic import Field
        from mkdocs_researcher.macros.base import Arguments, DataFile, Macro, Model, View

        class Medal(Model):
            title: str = Field(description="Title.", examples=["Gold"])

        MEDALS = DataFile("medals", Medal, "medal")
        X = Macro("medals", Arguments, lambda data, arguments: View(()), "rows", files=(MEDALS,))
    """
    packages = install("acme", {"mkdocs_researcher.macros": {"medals": "acme:X"}}, acme=source)
    project.write({"mkdocs.yml": CONFIG, "docs/index.md": "# A\n"})
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs_researcher", "schema"],
        cwd=project.root,
        env={**os.environ, "PYTHONPATH": str(packages)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    schema = json.loads((project.root / "schemas/medals.json").read_text(encoding="utf-8"))
    assert schema["title"] == "medals.yml"
    assert schema["$defs"]["Medal"]["required"] == ["title"]


# Paper styles

PAPERS = {"data/papers.yml": "- {id: a, title: One}\n", "docs/index.md": ""}
STYLE = "{# x\n items #}\n<p class='mine'>{{ items | length }}</p>\n"


def test_an_unknown_style_lists_the_known_ones(tmp_path: Path) -> None:
    write_project(tmp_path, {**PAPERS, "overrides/papers_titles.html.jinja": STYLE})
    (problem,) = convert('{{ papers(style="title") }}', make_site(tmp_path)).problems
    assert "papers(style): 'title' is not known, did you mean 'titles'?" in problem
    assert problem.endswith("Known: box, list, feed, reference, compact, feature, cards, titles")
    (problem,) = convert('{{ paper("a", style="zzz") }}', make_site(tmp_path)).problems
    assert problem.endswith(
        "'zzz' is not known; known: box, list, feed, reference, compact, feature, cards, page, titles"
    )
    (problem,) = convert("{{ papers(style=3) }}", make_site(tmp_path)).problems
    assert "must be one of box, list," in problem


def test_a_style_of_the_author_groups_and_numbers(tmp_path: Path) -> None:
    papers = "- {id: a, title: One, year: 2024}\n- {id: b, title: Two, year: 2025}\n"
    write_project(tmp_path, {**PAPERS, "data/papers.yml": papers, "overrides/papers_mine.html.jinja": STYLE})
    shown = convert('{{ papers(style="mine", group_by="year") }}', make_site(tmp_path))
    assert shown.problems == ()
    assert [count.get_text() for count in shown.soup.select(".mine")] == ["1", "1"]


def test_a_style_that_looks_like_one_of_ours_is_named(tmp_path: Path) -> None:
    write_project(tmp_path, {**PAPERS, "overrides/papers_fed.html.jinja": STYLE})
    (problem,) = make_site(tmp_path).problems
    assert problem.severity == "info"
    assert "papers(style='fed'); it does not replace papers_feed.html.jinja" in problem.message


# Reading entry points


def test_a_site_without_other_packages_reads_no_entry_points(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = metadata.entry_points

    def refuse(**parameters: str) -> object:
        assert not parameters.get("group", "mkdocs_researcher").startswith("mkdocs_researcher"), parameters
        return read(**parameters)  # pydantic looks for plugins of its own

    monkeypatch.setattr(metadata, "entry_points", refuse)
    files = {**PAPERS, "data/profile.yml": "name: A\nlinks:\n  - github: a\n", "data/visits.yml": "- title: X\n"}
    write_project(tmp_path, files)
    page = '# A\n\n{{ papers() }}\n\n{{ links() }}\n\n{{ entries("visits") }}\n\n{{ cv() }}\n\nText {{ updated() }}'
    shown = convert(page, make_site(tmp_path, language="de"))
    assert shown.soup.select(".rs-paper, .rs-social, .rs-row")


def test_a_group_is_read_once_and_objects_are_imported_when_used(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = "mkdocs_researcher.test"
    folder = install(
        "lazy", {group: {"used": "lazy_used:X", "unused": "lazy_unused:X"}}, lazy_used="X = 1", lazy_unused="X = 2"
    )
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setattr(entry_points, "_GROUPS", [])
    reads = []
    read = metadata.entry_points
    monkeypatch.setattr(metadata, "entry_points", lambda **given: (reads.append(given), read(**given))[1])
    objects = EntryPointGroup(group, "thing", lambda name: False, lambda name, value, package: value)
    assert reads == []
    assert objects.get("none") is None
    assert objects.names() == ["unused", "used"]
    assert objects.get("used") == 1
    assert list(objects.loaded()) == [1]
    assert reads == [{"group": group}]
    assert "lazy_used" in sys.modules
    assert "lazy_unused" not in sys.modules


def test_a_broken_object_keeps_its_error(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    group = "mkdocs_researcher.test"
    monkeypatch.syspath_prepend(str(install("broken", {group: {"x": "broken_module:X"}}, broken_module="1 / 0")))
    monkeypatch.setattr(entry_points, "_GROUPS", [])
    objects = EntryPointGroup(group, "thing", lambda name: False, lambda name, value, package: value)
    for _ in range(2):
        with pytest.raises(EntryPointError, match=r"thing 'x' of the package broken 1\.0 cannot be imported"):
            objects.get("x")
    assert len(objects.problems_of_all()) == 1
    assert objects.problems() == []
