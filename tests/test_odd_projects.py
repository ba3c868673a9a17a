"""Projects that are hostile or unlucky: `check` and a build name what is wrong, and never end in a traceback."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from building import Project
from click.testing import CliRunner, Result
from support import convert, make_site, write_project

from mkdocs_researcher.cli import main

THEME = "site_name: T\ntheme: {name: material, custom_dir: overrides}\nplugins: [researcher]\n"
FILES: Mapping[str, str | bytes] = {
    "mkdocs.yml": "site_name: T\ntheme: mkdocs\nplugins: [researcher]\n",
    "docs/index.md": "# Home\n\n{{ papers() }}\n",
    "data/papers.yml": "- {id: one, title: One title, year: 2025, authors: [A B]}\n",
    "data/profile.yml": "name: A B\n",
}
# Files, and what both `check` and a build say.
NAMED: dict[str, tuple[Mapping[str, str | bytes], str]] = {
    "a text of 10 MB": (
        {"data/papers.yml": f"- {{title: {'x' * 10_000_000}}}\n"},
        "data/papers.yml:1:11: a text of 10,000,000 characters is more than a page can show",
    ),
    "the site in the folder of the data": (
        {"mkdocs.yml": f"{FILES['mkdocs.yml']}site_dir: data\n"},  # type: ignore[str-bytes-safe]
        "site_dir: contains data/, and MkDocs empties it at each build; choose another folder",
    ),
    "the data in the folder of the site": (
        {"mkdocs.yml": "site_name: T\ntheme: mkdocs\nplugins: [researcher: {data_dir: site/data}]\n"},
        "site_dir: contains data/",
    ),
    "a language that the theme does not have": (
        {"mkdocs.yml": "site_name: T\ntheme: {name: material, language: pt-BRR}\nplugins: [researcher]\n"},
        "theme.language: the theme has no language 'pt-BRR', did you mean 'pt-BR'?",
    ),
    "a region of a language that the theme does not have": (
        {"mkdocs.yml": "site_name: T\ntheme: {name: material, language: zh-Hans}\nplugins: [researcher]\n"},
        "theme.language: the theme has no language 'zh-Hans', did you mean 'zh'?",
    ),
    "a language that is a list": (
        {"mkdocs.yml": "site_name: T\ntheme: {name: material, language: [en]}\nplugins: [researcher]\n"},
        "theme.language: the theme has no language '['en']'",
    ),
    "a partial that is no Jinja": (
        {"mkdocs.yml": THEME, "overrides/partials/footer.html": "<p>\n{{ x( }}\n"},
        "overrides/partials/footer.html:2: the template is not valid Jinja: ",
    ),
    "a main.html that is not in UTF-8": (
        {"mkdocs.yml": THEME, "overrides/main.html": b"\xff\xfe\0"},
        "overrides/main.html: the file is not in UTF-8; save it as UTF-8 in your editor",
    ),
    "a template that is a number": (
        {"docs/index.md": "---\ntemplate: 3\n---\n# Home\n"},
        "docs/index.md:2: template: must be the name of a file such as home.html, not '3'",
    ),
    "a template without a name": (
        {"docs/index.md": "---\ntemplate:\n---\n# Home\n"},
        "docs/index.md:2: template: must be the name of a file such as home.html, not nothing",
    ),
    "front matter without an end": (
        {"docs/index.md": "---\ntitle: A\n\n# Home\n\n{{ papers() }}\n"},
        "docs/index.md:1: the front matter is not valid YAML, so it is shown as text: it is never closed; write '---'",
    ),
    "a name that no file can have": (
        {"docs/index.md": f"# Home\n\n{{{{ entries('{'x' * 300}') }}}}\n"},
        "docs/index.md:3: entries(file): 'xxxx",
    ),
    "a bibliography that no file can have": (
        {"docs/index.md": f"# Home\n\n{{{{ bibliography(file='{'x' * 300}.bib') }}}}\n"},
        "docs/index.md:3: bibliography(file): the file 'xxxx",
    ),
    "brackets of another width": (
        {"docs/index.md": "# Home\n\n{{ papers（style='list'） }}\n"},
        "docs/index.md:3: papers: a macro needs parentheses; write {{ papers() }}",
    ),
}


def check(project: Project, *arguments: str) -> Result:
    result = CliRunner().invoke(main, ["check", str(project.root), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize("name", NAMED)
def test_check_and_build_say_the_same(name: str, project: Project) -> None:
    files, message = NAMED[name]
    project.write({**FILES, **files})
    assert message in check(project).stdout
    built = project.quick_build(strict=True)
    assert built.exit_code == 1
    assert message in built.output
    assert (project.root / "data").is_dir() or "site/data" in str(files["mkdocs.yml"])


LINK = {
    "a link to nowhere": lambda path: path.symlink_to("nowhere"),
    "a link to itself": lambda path: path.symlink_to(path),
    "a pipe": os.mkfifo,
}


@pytest.mark.parametrize("name", ["docs/page.md", "docs/picture.png", "data/news.yml", "data/more.bib"])
@pytest.mark.parametrize("make", LINK.values(), ids=LINK)
def test_what_is_no_file_is_named(make: Callable[[Path], None], name: str, project: Project) -> None:
    make(project.write(FILES).root / name)
    for output in (check(project).stdout, project.quick_build(strict=True).output):
        assert f"{name}: " in output
        assert "is not a file" in output or "is a link that leads nowhere" in output


@pytest.mark.parametrize(
    "name",
    [
        "data",
        "data/de",
        "overrides/researcher",
        "docs/index.md",
        "docs/picture.png",
        "docs/CNAME",
        "overrides/main.html",
    ],
)
def test_what_may_not_be_read_is_named(name: str, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the answer of the system replaced, because root may read everything."""
    extra = {name: "x"} if "." in name or name == "docs/CNAME" else {f"{name}/news.yml": "- {date: 2025, text: A}\n"}
    root = project.write({**FILES, "mkdocs.yml": THEME, "overrides/x.html": "", **extra}).root
    access, read_text, open_file = os.access, Path.read_text, Path.open

    def may_read(path: str | Path, mode: int) -> bool:
        return Path(path) != root / name and access(path, mode)

    def read(path: Path, *args: str, **options: str) -> str:
        if path == root / name:
            raise PermissionError(13, "Permission denied", str(path))
        return read_text(path, *args, **options)

    def open_it(path: Path, *args: str, **options: str) -> object:
        if path == root / name:
            raise PermissionError(13, "Permission denied", str(path))
        return open_file(path, *args, **options)

    monkeypatch.setattr(os, "access", may_read)
    monkeypatch.setattr(Path, "read_text", read)
    monkeypatch.setattr(Path, "open", open_it)
    for output in (check(project).stdout, project.quick_build().output):
        assert f"{name}: cannot be read: Permission denied" in output


@pytest.mark.parametrize(
    "command", [["schema"], ["assets"], ["templates", "papers"], ["export", "csl", "--out", "papers.json"]]
)
def test_a_file_that_cannot_be_written_is_named(
    command: list[str], project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def replace(path: Path, target: Path) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.chdir(project.write(FILES).root)
    monkeypatch.setattr(Path, "replace", replace)
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 1
    assert re.search(r"^Error: [\w./-]+\.\w+ cannot be written: No space left on device$", result.output, re.M)
    assert [path.name for path in project.root.rglob("tmp*")] == []


def test_a_folder_of_pages_that_contains_itself_is_named(project: Project) -> None:
    (project.write(FILES).root / "docs" / "loop").symlink_to(".")
    assert "error: docs/loop: is a link to a folder that contains it; remove it" in check(project).stdout


@pytest.mark.parametrize("make", [*LINK.values(), Path.touch], ids=[*LINK, "a file"])
def test_a_data_folder_that_is_none_is_named(make: Callable[[Path], None], project: Project) -> None:
    folder = project.write(FILES).root / "data"
    shutil.rmtree(folder)
    make(folder)
    message = r"mkdocs\.yml(:3:\d+)?: data_dir: (there is no folder 'data'|data is not a folder)"
    assert re.search(message, check(project).stdout)
    assert re.search(message, project.quick_build().output)


def test_what_hooks_print_is_not_in_the_report(project: Project) -> None:
    hook = {"mkdocs.yml": f"{FILES['mkdocs.yml']}hooks: [hook.py]\n", "hook.py": "print('loaded')\n"}  # type: ignore[str-bytes-safe]
    result = check(project.write({**FILES, **hook}), "--format", "json")
    assert json.loads(result.stdout)["errors"] == 0
    assert "loaded" in result.stderr


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_configuration_is_read_in_every_encoding_that_mkdocs_takes(encoding: str, project: Project) -> None:
    project.write({**FILES, "mkdocs.yml": str(FILES["mkdocs.yml"]).encode(encoding)})
    assert check(project).exit_code == 0
    assert project.build().exit_code == 0


def test_pages_are_those_of_mkdocs(project: Project) -> None:
    project.write({**FILES, "docs/notes.MD": "{{ papers(x=1) }}\n", "docs/more.markdown": "# More\n"})
    assert "2 pages checked: 0 errors" in check(project).stdout
    assert project.quick_build().exit_code == 0


@pytest.mark.parametrize("field", ["title", "abstract", "venue"])
@pytest.mark.parametrize("text", ["[" * 30_000, "[a](" * 10_000, "![" * 10_000, "(" * 30_000, "[[a](" * 5_000])
def test_brackets_without_an_end_are_text(text: str, field: str, project: Project) -> None:
    papers = json.dumps([{"id": "one", "title": "One", "year": 2025} | {field: text}])
    built = project.write({**FILES, "data/papers.yml": papers}).quick_build()
    assert built.exit_code == 0, built.output
    assert text in built.page().get_text()


@pytest.mark.parametrize("text", ["- " * 5_000, "> " * 5_000, "1. " * 3_000, "*" * 30_000, "- > " * 2_000])
def test_lists_within_lists_without_an_end_are_text(text: str, project: Project) -> None:
    papers = [
        {"id": "one", "title": "One", "abstract": f"{text}x"},
        {"id": "two", "title": "Two", "abstract": "*Good*"},
    ]
    built = project.write({**FILES, "data/papers.yml": json.dumps(papers)}).quick_build()
    assert built.exit_code == 0, built.output
    assert built.page().select_one("#paper-two em").get_text() == "Good"


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["import", "/dev/zero"], "'/dev/zero' is not a file; save its content to a file"),
        (["update", "--scholar", "/dev/zero", "--source", "google-scholar"], "/dev/zero is not a file"),
    ],
)
def test_a_device_without_an_end_is_not_read(
    command: list[str], message: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.write({**FILES, "data/profile.yml": "name: A B\nlinks: [scholar: ABCDEFGHIJKL]\n"}).root)
    result = CliRunner().invoke(main, command)
    assert result.exit_code in {1, 2}
    assert message in result.output


@pytest.mark.parametrize(
    "text",
    [
        "See [x]({{ badge('b') }}).",
        "![{{ badge('b') }}](y.png)",
        "[x](https://example.org/{{ stars('a/b') }})",
        "[x]({{ badge('b') }}/{{ badge('c') }}.html)",
    ],
)
def test_a_call_in_an_address_is_an_error(text: str, project: Project) -> None:
    project.write({**FILES, "docs/index.md": f"# Home\n\n{{{{ badge('a') }}}}\n\n{text}\n", "docs/y.png": "x"})
    for output in (check(project).stdout, project.quick_build().output):
        assert re.search(r"docs/index\.md:5: (badge|stars)\(\): cannot be in an address or the", output)


def test_of_several_calls_in_an_address_none_is_left(tmp_path: Path) -> None:
    page = convert(
        "[x]({{ badge('b') }}/{{ badge('c') }}.html)", make_site(write_project(tmp_path, {"docs/a.md": "x"}))
    )
    assert page.soup.select_one("a")["href"] == "/.html"
    assert [problem.count("cannot be in an address") for problem in page.problems] == [1]  # both are in one place


def test_a_call_in_the_text_of_a_link_is_shown(project: Project) -> None:
    project.write({**FILES, "docs/index.md": "# Home\n\n[{{ badge('b') }}](index.md)\n"})
    assert "0 errors, 0 warnings" in check(project).stdout
