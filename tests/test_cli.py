"""`mkdocs-researcher`: what it says, what it writes, and how it ends."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from building import EXAMPLE, Project
from click.testing import CliRunner, Result

import mkdocs_researcher
from mkdocs_researcher.cli import main
from mkdocs_researcher.rendering.renderer import OWN_TEMPLATES

CONFIG = "site_name: Test\ntheme: mkdocs\nplugins: [researcher]\n"
GOOD = {
    "mkdocs.yml": CONFIG,
    "docs/index.md": "---\ntitle: Home\n---\n# Home\n\n{{ papers() }}\n\n```\n{{ papers(limt=1) }}\n```\n",
    "docs/sub/page.md": "# Page\n\n{{ news() }}\n",
    "data/papers.yml": "- {id: one, title: One, year: 2020}\n",
    "data/news.yml": "- {date: 2025, text: Something}\n",
}
BAD = {
    "mkdocs.yml": CONFIG,
    "docs/index.md": (
        "---\ntitle: Home\n---\n# Home\n\n{{ papers(limt=1) }}\n\n{{ education() }}\n\nText {{ badge(x) }} "
        "{{ badge('a', icon='material/nope') }}\n\n/// paper | T\n    bagde: x\n\nBody\n///\n"
    ),
    "docs/sub/page.md": (
        '{{ paper("onne") }}\n\n=== "Tab"\n\n    {{ papers(limit=0) }}\n\n!!! note\n\n    {{ news() }}\n\n'
        "{{ paprs() }}\n\n/// news\n- hello\n///\n"
    ),
    "data/papers.yml": "- {id: one, title: One, image: images/no.png}\n",
    "data/news.yml": "- {date: x, txt: y}\n",
    "data/profile.yml": "name: A\nemail: nobody\n",
    "data/awards.yml": "- title: A: B\n",
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def shell(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs_researcher", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", timeout=60, check=False)


def imported_by(code: str, cwd: Path) -> set[str]:
    """The packages that are imported once some code has run."""
    code += "\nimport sys; print('@', *sorted({name.split('.')[0] for name in sys.modules}))"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", timeout=60, check=True)
    return set(done.stdout.rsplit("@", 1)[1].split())


def test_help_names_every_command() -> None:
    for option in ("--help", "-h"):
        result = run(option)
        assert result.exit_code == 0
        for name, command in main.commands.items():
            assert f"  {name} " in result.output
            assert command.get_short_help_str(200).split(".")[0][:40] in result.output


def test_the_package_is_the_command() -> None:
    command = [sys.executable, "-m", "mkdocs_researcher", "--version"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, f"mkdocs-researcher, version {mkdocs_researcher.__version__}\n")


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_help(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    for parameter in main.commands[name].params:
        if opts := [opt for opt in parameter.opts if opt.startswith("--")]:
            assert opts[0] in result.output
            assert getattr(parameter, "help", None), f"{name} {opts[0]} says nothing"


def test_version() -> None:
    result = run("--version")
    assert result.output.strip() == f"mkdocs-researcher, version {mkdocs_researcher.__version__}"


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    code = "from mkdocs_researcher.cli import main\nmain(['--help'], standalone_mode=False)"
    assert imported_by(code, tmp_path).isdisjoint({"mkdocs", "material", "pydantic", "yaml", "jinja2", "markdown"})


def test_an_unknown_command_is_named() -> None:
    result = run("chekc")
    assert result.exit_code == 2
    assert "chekc" in result.output


# check


def test_a_good_project(project: Project) -> None:
    result = run("check", project.write(GOOD).root)
    assert (result.exit_code, result.output) == (0, "2 data files and 2 pages checked: 0 errors, 0 warnings\n")


def test_a_good_project_in_a_shell(project: Project) -> None:
    done = shell("check", cwd=project.write(GOOD).root)
    assert done.returncode == 0
    assert done.stdout == "2 data files and 2 pages checked: 0 errors, 0 warnings\n"
    assert done.stderr == ""


def test_a_bad_project_in_a_shell(project: Project) -> None:
    done = shell("check", cwd=project.write(BAD).root)
    assert done.returncode == 1
    assert "error: data/news.yml:1:4: date: 'x' is not a date" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def reported(output: str, severity: str) -> list[str]:
    return [line.removeprefix(f"{severity}: ") for line in output.splitlines() if line.startswith(f"{severity}: ")]


def test_check_finds_what_a_build_finds(project: Project) -> None:
    config = (
        CONFIG + "markdown_extensions: [admonition, pymdownx.superfences, pymdownx.tabbed: {alternate_style: true}]\n"
    )
    built = project.write({**BAD, "mkdocs.yml": config}).quick_build()
    result = run("check", project.root)
    assert result.exit_code == built.exit_code == 1
    errors, warnings = reported(result.output, "error"), reported(result.output, "warning")
    assert sorted([*errors, *warnings]) == sorted(built.problems())
    assert len(errors) == 12
    assert len(warnings) == 2
    assert result.output.endswith("4 data files and 2 pages checked: 12 errors, 2 warnings\n")


def test_check_finds_what_a_build_finds_in_front_matter(project: Project) -> None:
    files = {"docs/index.md": "---\nprofile: sidbar\n---\n# Home\n", "data/profile.yml": "name: A\n"}
    built = project.write({"mkdocs.yml": CONFIG, **files}).quick_build()
    assert built.problems()
    assert reported(run("check", project.root).output, "error") == built.problems()


FACTS = CONFIG.replace("[researcher]", "[researcher: {data_dir: facts}]")
CALL = "{{ papers(limit=0) }}"
SAME = {
    "another data folder": {"mkdocs.yml": FACTS, "facts/news.yml": "- a\n"},
    "another docs folder": {"mkdocs.yml": CONFIG + "docs_dir: text\n", "text/index.md": CALL},
    "byte order mark": {"docs/index.md": f"\ufeff---\na: b\n---\n\n{CALL}\n"},
    "line ends of Windows": {"docs/index.md": f"---\r\na: b\r\n---\r\n\r\n{CALL}\r\n"},
    "front matter that ends in dots": {"docs/index.md": f"---\na: b\n...\n\n{CALL}\n"},
    "no front matter": {"docs/index.md": f"---\n\n{CALL}\n\n---\n"},
    "readme": {"docs/sub/README.md": CALL},
    "template": {"overrides/researcher/papers.html.jinja": "{{ nope }}"},
    "tags of YAML": {
        "mkdocs.yml": CONFIG + "extra: {a: !ENV [X, 1], b: !!python/name:math.pi }\n",
        "data/news.yml": "-",
    },
    "another ending": {"docs/other.markdown": CALL},
    "inherited": {"base.yml": FACTS, "mkdocs.yml": "INHERIT: base.yml\n", "facts/papers.yml": "- a\n"},
    "general entries": {"docs/index.md": "{{ entries('visits') }}", "data/visits.yml": "- {title: A, logo: a.png}\n"},
    "no tabs": {"docs/index.md": f'{CALL}\n\n=== "This is no tab here"\n\n    {CALL}\n'},
}


@pytest.mark.parametrize("name", SAME)
def test_check_finds_the_same_as_a_build(project: Project, name: str) -> None:
    built = project.write({**GOOD, **SAME[name]}).quick_build()
    result = run("check", project.root)
    assert built.problems()
    infos = {line.removeprefix("mkdocs_researcher: ") for line in built.lines("INFO")}.intersection(built.problems())
    errors, warnings = reported(result.output, "error"), reported(result.output, "warning")
    warnings = [line for line in warnings if "add the extension" not in line]  # what only check looks for
    assert sorted([*errors, *warnings]) == sorted(set(built.problems()) - infos)
    assert infos <= {*reported(result.output, "info")}  # check knows more, such as files in other folders
    assert result.exit_code == built.exit_code


def test_strict_counts_warnings(project: Project) -> None:
    project.write({**GOOD, "docs/sub/page.md": "Text {{ badg('x') }}\n"})
    result = run("check", project.root)
    assert result.exit_code == 0
    assert "warning: docs/sub/page.md:1: badg(): there is no macro of this name, did you mean 'badge'?" in result.output
    assert run("check", project.root, "--strict").exit_code == 1


def test_a_folder_without_a_site_is_named(tmp_path: Path) -> None:
    result = run("check", tmp_path)
    assert result.exit_code == 1
    assert result.output.startswith("error: mkdocs.yml: does not exist; run the command in the folder of your site")
    result = run("check", tmp_path / "nope")
    assert result.exit_code == 2
    assert "nope" in result.output


@pytest.mark.parametrize(
    "text",
    [
        "a: [",
        "- a\n",
        "",
        "plugins: {researcher: 5}\n",
        "theme: []\n",
        "plugins: 5\n",
    ],
)
def test_an_odd_configuration_causes_no_traceback(project: Project, text: str) -> None:
    result = run("check", project.write({**GOOD, "mkdocs.yml": text}).root)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "checked" in result.output


def test_the_example_site_passes() -> None:
    result = run("check", EXAMPLE, "--strict")
    assert result.exit_code == 0, result.output
    assert "0 errors, 0 warnings" in result.output


def test_check_writes_nothing(project: Project) -> None:
    project.write(GOOD)
    before = sorted(project.root.rglob("*"))
    code = "from mkdocs_researcher.cli import main\ntry:\n    main(['check'])\nexcept SystemExit:\n    pass"
    imported = imported_by(code, project.root)
    assert {"markdown", "mkdocs"} <= imported
    assert sorted(project.root.rglob("*")) == before


# schema


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("schemas")
    assert run("schema", "--out", folder, EXAMPLE).exit_code == 0
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}


def test_schema_says_what_it_wrote_and_never_overwrites(project: Project) -> None:
    root = project.write(GOOD).root
    first = run("schema", root)
    assert first.exit_code == 0
    lines = first.output.splitlines()
    assert f"wrote {(root / 'schemas/papers.json').as_posix()}" in lines
    assert len(lines) == len(list((root / "schemas").iterdir()))
    assert all(line.startswith("wrote ") for line in lines)
    again = run("schema", root)
    assert again.exit_code == 0
    assert all(line.startswith("unchanged ") for line in again.output.splitlines())

    own = root / "schemas" / "papers.json"
    own.write_text("{}")
    (root / "schemas" / "news.json").unlink()
    refused = run("schema", root)
    assert refused.exit_code == 1
    assert "papers.json would be overwritten; use --force to do so" in refused.output
    assert own.read_text() == "{}"
    assert not (root / "schemas" / "news.json").exists()

    forced = run("schema", root, "--force")
    assert forced.exit_code == 0
    wrote = [line for line in forced.output.splitlines() if line.startswith("wrote ")]
    assert len(wrote) == 2
    assert own.read_text() != "{}"


def test_templates_are_listed_with_what_they_show() -> None:
    listed = run("templates")
    assert listed.exit_code == 0
    lines = listed.output.splitlines()
    assert {path.name.removesuffix(".html.jinja") for path in OWN_TEMPLATES.glob("*.jinja")} == {
        line.split()[0] for line in lines
    }
    assert all(len(line.split()) > 2 for line in lines), listed.output


def test_a_copied_template_is_the_one_that_counts(project: Project) -> None:
    root = project.write(
        {**GOOD, "mkdocs.yml": "site_name: Test\nplugins:\n  - researcher:\n      templates_dir: looks\n"}
    ).root
    copied = run("templates", "news", "papers.html.jinja", "--project", root)
    assert copied.exit_code == 0, copied.output
    assert f"wrote {(root / 'looks/news.html.jinja').as_posix()}" in copied.output
    own = root / "looks" / "papers.html.jinja"
    own.write_text("own", encoding="utf-8")
    refused = run("templates", "papers", "--project", root)
    assert refused.exit_code == 1
    assert "use --force" in refused.output
    assert own.read_text(encoding="utf-8") == "own"


def test_an_unknown_template_is_named_with_the_nearest(project: Project) -> None:
    root = project.write(GOOD).root
    wrong = run("templates", "paper", "../profile", "--project", root)
    assert wrong.exit_code == 2
    assert "there is no template 'paper', did you mean 'papers'?" in " ".join(wrong.output.split())
    assert not (root / "overrides").exists()


def test_a_folder_that_cannot_be_written_is_named(project: Project) -> None:
    project.write({**GOOD, "schemas": "a file\n"})
    result = run("schema", project.root)
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert "schemas" in result.output


def test_there_is_a_schema_for_every_data_file(schemas: dict[str, Any]) -> None:
    macros = importlib.import_module("mkdocs_researcher.macros")
    assert schemas.keys() == {*macros.DATA_FILES, "entries", "cards", "stages", "logos"}
    for schema in schemas.values():
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert list(_unresolved(schema, schema)) == []


def test_a_schema_is_titled_as_its_file(schemas: dict[str, Any]) -> None:
    files = importlib.import_module("mkdocs_researcher.macros").DATA_FILES
    titles = {name: file.file_name for name, file in files.items()}
    titles |= {name: f"{name}.yml" for name in ("entries", "cards", "stages", "logos")}
    assert {name: schema["title"] for name, schema in schemas.items()} == titles


def test_every_field_of_a_schema_is_described(schemas: dict[str, Any]) -> None:
    for name, schema in schemas.items():
        one = schema.get("items") or schema.get("additionalProperties") or schema
        entry = _follow(one["anyOf"][0] if "anyOf" in one else one, schema)
        assert entry["additionalProperties"] is False
        for field, about in entry["properties"].items():
            assert about.get("description"), f"{name}.{field}"
            assert about.get("examples"), f"{name}.{field}"


PATHS = sorted((EXAMPLE / "data").glob("*.yml"))


@pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])
def test_the_data_of_the_example_fits_its_schema(schemas: dict[str, Any], path: Path) -> None:
    kinds = {"focus": "cards", "vision": "stages", "sponsors": "logos"}
    schema = schemas.get(path.stem, schemas[kinds.get(path.stem, "entries")])
    assert _misfits(yaml.safe_load(path.read_text(encoding="utf-8")), schema) == []


@pytest.mark.parametrize(
    ("file", "field", "value"),
    [
        ("profile", "links", [{"github": "octocat"}, {"label": "A", "url": "https://example.org"}]),
        ("papers", "authors", ["A B*", ["C D", "E F"]]),
        ("papers", "authors", "A B and C D"),
        ("papers", "links", {"Paper": "https://example.org"}),
        ("papers", "links", [{"label": "A", "url": "https://example.org"}]),
        ("papers", "year", "2020"),
        ("papers", "date", "2020"),
        ("papers", "summary", None),
        ("profile", "status", "On the job market"),
        ("profile", "affiliations", "Halden Bay University"),
        ("profile", "affiliations", ["Halden Bay University"]),
        ("profile", "interests", "Memory"),
        ("profile", "aliases", "M. Tovanne"),
        ("papers", "tags", "memory, agents"),
        ("papers", "status", "under review"),
    ],
)
def test_valid_files_fit_their_schema(schemas: dict[str, Any], file: str, field: str, value: Any) -> None:
    macros = importlib.import_module("mkdocs_researcher.macros")
    entry = {"title" if file == "papers" else "name": "A", field: value}
    macros.DATA_FILES[file].model.model_validate(entry)
    data = [entry] if file == "papers" else entry
    assert _misfits(data, schemas[file]) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("papers", [{"titel": "A"}]),
        ("papers", [{"title": "A", "type": "jornal"}]),
        ("papers", [{"title": ["A"]}]),
        ("papers", {"title": "A"}),
        ("profile", {"role": "A"}),
        ("news", [{"date": "2025"}]),
    ],
)
def test_bad_data_does_not_fit_its_schema(schemas: dict[str, Any], name: str, data: Any) -> None:
    assert _misfits(data, schemas[name])


def _follow(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    if reference := schema.get("$ref"):
        found: Any = root
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]
        return {**found, **{key: value for key, value in schema.items() if key != "$ref"}}
    return schema


def _unresolved(schema: Any, root: dict[str, Any]) -> Iterator[str]:
    if isinstance(schema, dict):
        if "$ref" in schema and schema["$ref"].removeprefix("#/$defs/") not in root.get("$defs", {}):
            yield schema["$ref"]
        schema = list(schema.values())
    if isinstance(schema, list):
        for item in schema:
            yield from _unresolved(item, root)


def _misfits(data: Any, schema: dict[str, Any]) -> list[str]:
    as_json = json.loads(json.dumps(data, default=str))  # an editor reads dates as text
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(as_json)]


def test_check_knows_what_a_build_adds(project: Project) -> None:
    config = "site_name: T\nplugins: [{researcher: {paper_pages: true}}]\n"
    news = "- {date: 2025, text: '[b](publications.bib) [f](feed.xml)', url: papers/one.md}\n"
    project.write({**GOOD, "mkdocs.yml": config, "data/news.yml": news})
    result = run("check", project.root)
    assert result.exit_code == 0
    assert "0 warnings" in result.output
    project.write({"mkdocs.yml": CONFIG})
    assert "there is no file 'papers/one.md'" in run("check", project.root).output


class TestExport:
    PAPERS = "- {id: one, title: One, year: 2020}\n- {id: two, title: Two, hidden: true}\n"

    def project(self, project: Project) -> Path:
        return project.write({**GOOD, "data/papers.yml": self.PAPERS}).root

    @pytest.mark.parametrize(
        ("form", "expected"),
        [
            ("bibtex", "@misc{one,\n  title = {One},\n  year  = {2020},\n}\n"),
            ("csl", '[\n{"id": "one", "type": "document", "title": "One", "issued": {"date-parts": [[2020]]}}\n]\n'),
        ],
    )
    def test_shows_all_that_is_not_hidden(self, project: Project, form: str, expected: str) -> None:
        result = run("export", form, self.project(project))
        assert (result.exit_code, result.stdout) == (0, expected)

    def test_json_ld(self, project: Project) -> None:
        result = run("export", "json-ld", self.project(project))
        assert [thing["name"] for thing in json.loads(result.stdout)["@graph"]] == ["One"]

    def test_overwrites_only_by_force(self, project: Project) -> None:
        root = self.project(project)
        out = root / "own" / "papers.bib"
        assert run("export", "bibtex", root, "--out", out).exit_code == 0
        assert out.read_text(encoding="utf-8").startswith("@misc{one,")
        out.write_text("mine", encoding="utf-8")
        result = run("export", "bibtex", root, "--out", out)
        assert result.exit_code == 1
        assert "--force" in result.output
        assert out.read_text(encoding="utf-8") == "mine"
        assert run("export", "bibtex", root, "--out", out, "--force").exit_code == 0
        assert out.read_text(encoding="utf-8").startswith("@misc{one,")

    def test_broken_data_is_reported_and_nothing_is_written(self, project: Project) -> None:
        root = project.write({**GOOD, "data/papers.yml": "- {id: one, titel: One}\n"}).root
        result = run("export", "bibtex", root, "--out", root / "x.bib")
        assert result.exit_code == 1
        assert "data/papers.yml:1:13: titel: " in result.output
        assert not (root / "x.bib").exists()

    def test_no_papers(self, project: Project) -> None:
        project.write({**GOOD})
        (project.root / "data" / "papers.yml").unlink()
        result = run("export", "csl", project.root)
        assert result.exit_code == 1
        assert result.output == (
            "Error: export needs data/papers.yml, which does not exist; create it, or put a .bib file into data/\n"
        )

    def test_an_unknown_format_names_the_right_ones(self) -> None:
        result = run("export", "bibtx")
        assert result.exit_code == 2
        assert "'bibtex'" in result.output
