"""`mkdocs-researcher check` reads the configuration as MkDocs does, and finds files in wrong places."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from building import Project
from click.testing import CliRunner
from support import ROOT

from mkdocs_researcher.cli import main

GOOD = {
    "mkdocs.yml": "site_name: T\ntheme: material\nplugins: [search, researcher]\n",
    "docs/index.md": "# Home\n\n{{ papers() }}\n",
    "data/papers.yml": "- {id: one, title: One, year: 2025, authors: [A B]}\n",
    "data/profile.yml": "name: A B\n",
}
WRONG: dict[str, tuple[Mapping[str, str | None], list[str]]] = {
    "several at once": (
        {
            "mkdocs.yml": "site_name: T\nsite_nmae: x\ntheme: {name: materal}\nplugins:\n  - search\n  - reseacher:\n"
            "      paper_page: true\nnav:\n  - index.md\n  - Sub:\n    - paper.md\n",
            "docs/papers.md": "# Papers\n",
        },
        [
            "error: mkdocs.yml:3:1: theme: 'materal' is not installed, did you mean 'material'?",
            "error: mkdocs.yml:6:5: plugins.reseacher: the plugin 'reseacher' is not installed, did you mean 'researcher'?",
            "warning: mkdocs.yml:2:1: site_nmae: Unrecognised configuration name: site_nmae, did you mean 'site_name'?",
            "warning: mkdocs.yml:11:7: nav: 'paper.md' is not a file in docs/, did you mean 'papers.md'?",
        ],
    ),
    "options": (
        {
            "mkdocs.yml": "site_name: T\ntheme: material\nplugins:\n  - researcher:\n      paper_page: true\n"
            "      cv_pdf: yess\n      profile: sidbar\nmarkdown_extensions: [admonitio]\n",
        },
        [
            "error: mkdocs.yml:6:7: plugins.researcher.cv_pdf: ",
            "error: mkdocs.yml:7:7: plugins.researcher.profile: ",
            "error: mkdocs.yml:8:23: markdown_extensions.admonitio: there is no module 'admonitio'",
            "warning: mkdocs.yml:5:7: plugins.researcher.paper_page: Unrecognised configuration name: paper_page, "
            "did you mean 'paper_pages'?",
        ],
    ),
    "twice": (
        {"mkdocs.yml": "site_name: T\ntheme: material\nplugins:\n  - researcher\n  - search\n  - researcher\n"},
        ["error: mkdocs.yml:4:5: plugins.researcher: 'researcher' is listed twice; keep one"],
    ),
    "options not indented": (
        {"mkdocs.yml": "site_name: T\ntheme: material\nplugins:\n  - researcher:\n    data_dir: data\n"},
        ["error: mkdocs.yml:4:5: plugins.researcher: 'data_dir' is not indented far enough"],
    ),
    "the name of the package": (
        {"mkdocs.yml": "site_name: T\ntheme: material\nplugins: [mkdocs-researcher]\n"},
        [
            "error: mkdocs.yml:3:11: plugins.mkdocs-researcher: the plugin 'mkdocs-researcher' is not installed, did you mean 'researcher'?"
        ],
    ),
    "no plugin": (
        {"mkdocs.yml": "site_name: T\ntheme: material\n"},
        ["error: mkdocs.yml: plugins: 'researcher' is not listed"],
    ),
    "turned off": (
        {"mkdocs.yml": "site_name: T\ntheme: material\nplugins:\n  - researcher: {enabled: false}\n"},
        ["info: mkdocs.yml:4:5: plugins.researcher: 'enabled: false' turns the plugin off"],
    ),
    "a tab": (
        {"mkdocs.yml": "site_name: T\n\ttheme: material\n"},
        ["error: mkdocs.yml:2:1: not valid YAML: the line starts with a tab; indent with spaces"],
    ),
    "no pages": ({"docs/index.md": None}, ["error: mkdocs.yml: docs_dir: there is no folder '"]),
    "a hook that fails": (
        {"mkdocs.yml": f"{GOOD['mkdocs.yml']}hooks: [h.py]\n", "h.py": "1 / 0\n"},
        ["error: mkdocs.yml:4:1: hooks: a hook cannot be imported (ZeroDivisionError: division by zero)"],
    ),
    "a hook that fails later": (
        {"mkdocs.yml": f"{GOOD['mkdocs.yml']}hooks: [h.py]\n", "h.py": "def on_config(config):\n    1 / 0\n"},
        ["error: mkdocs.yml:4:1: hooks: ZeroDivisionError: division by zero"],
    ),
    "in a group": (
        {
            "mkdocs.yml": "site_name: T\ntheme: material\nplugins:\n  - group:\n      enabled: true\n      plugins:\n"
            "        - researcher:\n            data_dri: data\n        - searhc\n"
        },
        [
            "error: mkdocs.yml:9:11: plugins.group.plugins.searhc: the plugin 'searhc' is not installed, did you mean 'search'?",
            "did you mean 'data_dir'?",
        ],
    ),
    "inherited from nothing": (
        {"mkdocs.yml": "INHERIT: b.yml\n"},
        ["error: mkdocs.yml:1:1: INHERIT: there is no file 'b.yml'; correct the path"],
    ),
    "inherited in a circle": (
        {"mkdocs.yml": "INHERIT: b.yml\nsite_name: T\n", "b.yml": "INHERIT: mkdocs.yml\n"},
        ["error: b.yml:1:1: INHERIT: inherits from itself through 'mkdocs.yml'"],
    ),
    "an option in the inherited file": (
        {
            "mkdocs.yml": "INHERIT: sub/b.yml\nsite_name: T\n",
            "sub/b.yml": "theme: material\nplugins:\n  researcher: {data_dri: x}\n",
        },
        ["warning: sub/b.yml:3:16: plugins.researcher.data_dri: "],
    ),
    "data among the pages": (
        {"data/papers.yml": None, "data/profile.yml": None, "docs/data/papers.yml": GOOD["data/papers.yml"]},
        [
            "error: docs/index.md:3: papers(): needs data/papers.yml, which does not exist; the file is 'data/papers.yml' "
            "in the folder of your pages; move it to data/",
            "warning: docs/data/papers.yml: is not read, and the site publishes it; move it to data/",
        ],
    ),
    "public data": (
        {
            "mkdocs.yml": "site_name: T\ntheme: material\nplugins: [researcher: {data_dir: docs/facts}]\n",
            "docs/facts/papers.yml": GOOD["data/papers.yml"],
        },
        ["warning: docs/facts: is in the folder of your pages, so the site publishes your data as it is"],
    ),
    "endings": (
        {
            "docs/index.md": "{{ news() }}\n\n{{ talks() }}\n\n{{ awards() }}\n",
            "data/news.yml.txt": "- {date: 2025, text: A}\n",
            "data/papers.json": "[]\n",
            "data/talks": "x",
            "data/profile.yml": None,
            "data/profile.yml/x": "",
            "data/awards/a.yml": "",
        },
        [
            "warning: data/news.yml.txt: is not read because of its last extension; rename it to news.yml",
            "warning: data/papers.json: is not read; rename it to papers.yml (JSON is YAML)",
            "warning: data/talks: is not read because it has no extension",
            "error: data/profile.yml: is a folder, so it is not read",
            "warning: data/awards: is a folder, so it is not read; use the file awards.yml",
            "news(): needs data/news.yml, which does not exist; data/news.yml.txt is not read because of its last extension",
        ],
    ),
    "a .bib among the pages": (
        {"docs/a.bib": "@article{a, title={A}}\n"},
        ["info: docs/a.bib: is not read: move it to data/"],
    ),
    "front matter": (
        {
            "docs/a.md": "---\ntitle: [a\n---\n# A\n",
            "docs/b.md": "---\nimage: [1]\ntitle: {a: b}\nprofil: none\n---\n# B\n",
            "docs/c.md": "---\ntemplate: nosuch.html\n---\n# C\n",
        },
        [
            "warning: docs/a.md:",
            "front matter is not valid YAML, so it is shown as text",
            "warning: docs/b.md:2: image: must be text, not a list",
            "warning: docs/b.md:3: title: must be text, not a mapping",
            "info: docs/b.md:4: profil: is not known, did you mean 'profile'?",
            "error: docs/c.md:2: template: there is no template 'nosuch.html' in custom_dir or the theme",
        ],
    ),
}
FINE: dict[str, Mapping[str, str | None]] = {
    "plain": {},
    "environment": {
        "mkdocs.yml": "site_name: T\ntheme: material\nplugins:\n  - researcher:\n      data_dir: !ENV [NO_SUCH_VARIABLE, mine]\n",
        "mine/papers.yml": GOOD["data/papers.yml"],
        "mine/profile.yml": GOOD["data/profile.yml"],
        "data/papers.yml": None,
        "data/profile.yml": None,
    },
    "group": {
        "mkdocs.yml": "site_name: T\ntheme: material\nplugins:\n  - group:\n      enabled: !ENV [NO_SUCH_VARIABLE, true]\n"
        "      plugins:\n        - researcher: {data_dir: mine}\n",
        "mine/papers.yml": GOOD["data/papers.yml"],
        "mine/profile.yml": GOOD["data/profile.yml"],
        "data/papers.yml": None,
        "data/profile.yml": None,
    },
    "inherited options": {
        "mkdocs.yml": "INHERIT: base.yml\nsite_name: T\nplugins:\n  researcher: {paper_pages: true}\nsite_url: https://a.org/\n",
        "base.yml": "theme: material\nplugins:\n  researcher: {data_dir: mine}\n",
        "mine/papers.yml": GOOD["data/papers.yml"],
        "mine/profile.yml": GOOD["data/profile.yml"],
        "data/papers.yml": None,
        "data/profile.yml": None,
    },
    "hooks": {
        "mkdocs.yml": f"{GOOD['mkdocs.yml']}hooks: [h.py]\n",
        "h.py": "def on_config(config):\n    config.docs_dir = config.docs_dir.replace('docs', 'text')\n",
        "text/index.md": "# Home\n\n{{ papers() }}\n",
        "docs/index.md": "{{ paprs() }}",
    },
    "relative": {
        "mkdocs.yml": f"{GOOD['mkdocs.yml']}markdown_extensions:\n  - pymdownx.snippets: {{base_path: !relative $docs_dir}}\n"
        "  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji ,\n"
        "      emoji_generator: !!python/name:material.extensions.emoji.to_svg }\n"
    },
    "nav to generated pages and other sites": {
        "mkdocs.yml": "site_name: T\nsite_url: https://a.org/\ntheme: material\nplugins: [researcher: {paper_pages: true}]\n"
        "nav: [index.md, papers/one.md, publications.bib, {Code: 'https://example.org'}]\n"
    },
    "public data that is left out": {
        "mkdocs.yml": "site_name: T\ntheme: material\nplugins: [researcher: {data_dir: docs/facts}]\nexclude_docs: facts/\n",
        "docs/facts/papers.yml": GOOD["data/papers.yml"],
        "docs/facts/profile.yml": GOOD["data/profile.yml"],
        "data/papers.yml": None,
        "data/profile.yml": None,
    },
    "rules that are no front matter": {"docs/a.md": "---\n\n# A\n\n---\n\nText: with: colons\n"},
    "copies of an editor": {"data/papers.yml.bak": "x", "data/.papers.yml.swp": "x", "data/papers.yml~": "x"},
}


def write(project: Project, files: Mapping[str, str | None]) -> Path:
    project.write({path: text for path, text in {**GOOD, **files}.items() if text is not None})
    return project.root


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_named(name: str, project: Project) -> None:
    files, expected = WRONG[name]
    result = CliRunner().invoke(main, ["check", str(write(project, files))])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    for message in expected:
        assert message in result.output, result.output
    lines = result.output.splitlines()
    assert len(lines) == len(set(lines))
    assert result.exit_code == any(line.startswith("error: ") for line in lines)


@pytest.mark.parametrize("name", FINE)
def test_a_good_configuration_is_read(name: str, project: Project) -> None:
    root = write(project, FINE[name])
    result = CliRunner().invoke(main, ["check", str(root)])
    assert result.output.endswith(": 0 errors, 0 warnings\n"), result.output
    built = project.build(strict=True)
    assert built.exit_code == 0, built.output


def test_a_second_configuration_is_checked(project: Project) -> None:
    files = {"mkdocs.de.yml": "INHERIT: mkdocs.yml\ndocs_dir: docs-de\n", "docs-de/index.md": "{{ paprs() }}\n"}
    root = write(project, files)
    result = CliRunner().invoke(main, ["check", str(root), "-f", str(root / "mkdocs.de.yml")])
    assert "warning: docs-de/index.md:1: paprs()" in result.output


def test_a_page_without_a_file_names_the_folder_of_pages(project: Project) -> None:
    files = {"mkdocs.yml": f"{GOOD['mkdocs.yml']}docs_dir: text\n", "text/index.md": "[a](b.md)\n"}
    result = CliRunner().invoke(main, ["check", str(write(project, files))])
    assert "warning: text/index.md:1: 'b.md' is not a file in text/" in result.output


def test_the_pdf_is_tried(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    config = "site_name: T\ntheme: material\nplugins:\n  - researcher:\n      cv_pdf: true\n"
    files = {"mkdocs.yml": config, "docs/cv.md": "{{ cv() }}\n"}
    root = write(project, files)
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "typst", None)
        result = CliRunner().invoke(main, ["check", str(root)])
    assert result.exit_code == 1
    assert "error: mkdocs.yml:5:7: cv_pdf: " in result.output
    assert "0 errors, 0 warnings" in CliRunner().invoke(main, ["check", str(root)]).output


def test_a_template_that_does_not_exist_ends_the_build_in_words(project: Project) -> None:
    built = project.write({**GOOD, "docs/c.md": "---\ntemplate: nosuch.html\n---\n# C\n"}).quick_build()
    assert built.exit_code == 1
    assert built.problems() == [
        "docs/c.md:2: template: there is no template 'nosuch.html' in custom_dir or the theme, did you mean 'main.html'?"
    ]


def test_the_plugin_listed_twice_ends_the_build_in_words(project: Project) -> None:
    built = project.write({**GOOD, "mkdocs.yml": "site_name: T\nplugins: [researcher, researcher]\n"}).quick_build()
    assert built.exit_code == 1
    assert "mkdocs.yml:2:1: plugins: 'researcher' is listed twice; keep one" in built.output


def test_annotations_for_github(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"docs/a,b.md": "{{ paprs() }}\n", "docs/index.md": "# A\n\n{{ papers(limit=0) }}\n\n![](x.png)\n"}
    root = write(project, files)
    monkeypatch.chdir(root.parent)
    result = CliRunner().invoke(main, ["check", "project", "--format", "github"])
    lines = result.output.splitlines()
    assert result.exit_code == 1
    assert lines[0].startswith("::warning file=project/docs/a%2Cb.md,line=1::docs/a,b.md:1: paprs(): ")
    assert lines[1].startswith("::error file=project/docs/index.md,line=3::docs/index.md:3: papers(limit): ")
    assert any(line.startswith("::notice file=project/docs/index.md,line=5::") for line in lines)
    assert not lines[-1].startswith("::")


def test_exit_codes_are_in_the_help() -> None:
    for arguments in (["--help"], ["check", "--help"]):
        output = CliRunner().invoke(main, arguments).output
        assert "\n    0  " in output
        assert "\n    2  wrong usage" in output


@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_the_name_of_a_site_is_text(theme: str, project: Project) -> None:
    name = '</title><script>alert(1)</script> R&amp;D & "A"'
    config = f"site_name: '{name}'\nsite_author: '<b>x</b>'\nsite_description: '\"><script>'\ntheme: {theme}\n"
    built = project.write({**GOOD, "mkdocs.yml": f"{config}plugins: [researcher]\n"}).quick_build()
    assert built.exit_code == 0, built.output
    page = built.page()
    assert "alert(1)" in page.title.text
    assert 'R&D & "A"' in page.title.text
    assert not [
        script
        for script in page.find_all("script")
        if "alert(1)" in script.text and "application" not in str(script.get("type"))
    ]
    assert "<script>alert(1)" not in built.html()


def test_public_data_is_a_warning_of_a_build(project: Project) -> None:
    config = "site_name: T\nplugins: [researcher: {data_dir: docs/facts}]\n"
    built = project.write(
        {**GOOD, "mkdocs.yml": config, "docs/facts/papers.yml": GOOD["data/papers.yml"]}
    ).quick_build()
    assert [
        line for line in built.problems() if "docs/facts: is in the folder of your pages" in line
    ] or "docs/facts: is in the folder" in built.output


def test_control_characters_of_file_names_do_not_reach_the_terminal(project: Project) -> None:
    root = write(project, {"docs/a\x1b[31mRED\x1b]0;title\x07b.md": "{{ paprs() }}\n"})
    for form in ("text", "json", "github"):
        output = CliRunner().invoke(main, ["check", str(root), "--format", form]).output
        assert "RED" in output
        assert "\x1b" not in output
        assert "\x07" not in output


def test_the_hook_for_pre_commit_runs_a_command_that_exists() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    program, command = hook["entry"].split()
    assert (program, command in main.commands, hook["pass_filenames"]) == ("mkdocs-researcher", True, False)
    assert all(re.search(hook["files"], path) for path in ("mkdocs.yml", "data/a.bib", "docs/index.md"))


HOSTILE = {
    "a custom_dir that is not there": (
        "theme: {name: material, custom_dir: nope}\n",
        "theme: there is no folder '",
    ),
    "wrong types": (
        "plugins: {researcher: [1]}\nnav: {a: b.md}\n",
        "the options of 'researcher' belong on lines of their own below it",
    ),
    "items that are no plugins": ("plugins:\n  - researcher\n  - 5\n  - null\n", "plugins: '5' is not a plugin"),
    "an option of the wrong type": (
        "plugins: [researcher: {data_dir: [a]}]\n",
        "plugins.researcher.data_dir: must be text, not a list",
    ),
    "a hook that is not there": ("plugins: [researcher]\nhooks: [nope.py]\n", "hooks: there is no file '"),
    "a hook that exits": (
        "plugins: [researcher]\nhooks: [exits.py]\n",
        "hooks: a hook cannot be imported (SystemExit: 3)",
    ),
    "an address that is none": (
        "plugins: [researcher]\nsite_url: 'http://['\n",
        "site_url: is not a web address; write one such as https://example.org/",
    ),
    "nav of odd items": (
        "plugins: [researcher]\nnav: ['http://[', 5]\n",
        "nav: '5' is not a page; write one such as",
    ),
    "a control character": ("extra: {a: \x07}\n", "mkdocs.yml:2: contains a control character; remove it"),
    "deep nesting": (f"extra: {'[' * 3000}{']' * 3000}\n", "mkdocs.yml: is nested too deeply"),
    "an extension with a wrong option": (
        "plugins: [researcher]\nmarkdown_extensions:\n  - pymdownx.tabbed: {alternate_style: x}\n",
        "markdown_extensions: Failed to load extension 'pymdownx.tabbed': ValueError: Cannot parse bool value: 'x'",
    ),
    "a docs_dir of the wrong type": ("plugins: [researcher]\ndocs_dir: 7\n", "docs_dir: must be text, not a number"),
    "INHERIT of the wrong type": ("INHERIT: [a]\n", "INHERIT: must be the path of one configuration file"),
    "validation of the wrong kind": (
        "plugins: [researcher]\nvalidation: {nav: {not_found: bogus}}\n",
        "validation: Sub-option 'nav'",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_an_odd_configuration_is_named(name: str, project: Project) -> None:
    text, message = HOSTILE[name]
    files = {**GOOD, "mkdocs.yml": f"site_name: T\n{text}", "exits.py": "import sys\nsys.exit(3)\n"}
    result = CliRunner().invoke(main, ["check", str(write(project, files))])
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit), result.exception
    assert message in result.output, result.output
    errors = [line for line in result.output.splitlines() if line.startswith("error: ")]
    assert len(errors) <= 2, result.output
    assert "is not listed, so macros" not in result.output or "plugins" not in text
