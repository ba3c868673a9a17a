"""The structure of the repository: what CONTRIBUTING asks of every change."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path
from typing import get_args

import pytest
import yaml
from babel import Locale
from pydantic import BaseModel
from support import GOLDEN, PACKAGE, ROOT, make_site

from mkdocs_researcher import __version__
from mkdocs_researcher.fields.validation import description
from mkdocs_researcher.macros import BY_NAME, DATA_FILES, FREE_FILES, MACROS, free_file
from mkdocs_researcher.macros.base import DataFile, Macro
from mkdocs_researcher.macros.papers.model import PaperType
from mkdocs_researcher.rendering.environments import ENDING, OWN_TEMPLATES
from mkdocs_researcher.rendering.icons import Icons, bundled_icon_folders
from mkdocs_researcher.wording import LANGUAGES, Words, english, faults_of

NAME = "mkdocs_researcher"
PHRASES = english()
LAYERS = {
    "entry_points": 1,
    "errors": 1,
    "files": 1,
    "store": 1,
    "wording": 1,
    "fields": 2,
    "macros": 3,
    "formats": 4,
    "data": 5,
    "rendering": 6,
    "syntax": 7,
    "services": 8,
    "importing": 9,
    "migration": 9.5,
    "hosts": 10,
    "plugin": 11,
    "commands": 11,
    "starting": 11,
    "cli": 11,
    "__main__": 11,
}
OURS = [BY_NAME[name] for name in MACROS]
HOSTS = {"mkdocs", "properdocs", "zensical"}
# Groups of entry points, whose names are not modules although there are packages of the same name.
ENTRY_POINTS = {f"{NAME}.{group}" for group in ("macros", "services", "languages")}
MOST_LINES = 500
MOST_LINES_OF_PLUGIN = 150
MOST_LINES_OF_FUNCTION = 40
# Longer than they may be, until they are taken apart.
TOO_LONG: set[str] = set()
DOCS = ROOT / "example_site" / "docs" / "macros"
MODULES = sorted(PACKAGE.rglob("*.py"))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# Layers


def imports(source: str) -> Iterator[str]:
    """All modules that a source imports or names in a string, wherever that is."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                yield "." * node.level + (node.module or "")
            else:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and re.fullmatch(rf"{NAME}(?:\.\w+)+", str(node.value)):
            yield from {node.value} - ENTRY_POINTS


def imported_by_name(source: str) -> Iterator[str]:
    """The argument of each call of `import_module` or `__import__`, as written, unless it is a plain string."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    for call in calls:
        name = ast.unparse(call.func).split(".")[-1]
        if name in {"import_module", "__import__"} and not isinstance(call.args[0], ast.Constant):
            yield ast.unparse(call.args[0])


def part_of(module: str) -> str:
    """The part of the package that a module belongs to, empty for others and for the package itself."""
    steps = module.split(".")
    return steps[1] if steps[0] == NAME and len(steps) > 1 and steps[1] in LAYERS else ""


def wrong_imports(module: str, source: str) -> list[str]:
    """What a module must not import."""
    own = part_of(module)
    found = []
    for name in imports(source):
        other = part_of(name)
        if name.startswith("."):
            found.append(f"{module} imports {name}: write the whole name")
        elif name.split(".")[0] in HOSTS and own != "plugin" and not module.startswith(f"{NAME}.hosts.mkdocs"):
            found.append(f"{module} imports {name}: only plugin.py and hosts/mkdocs/ import the host")
        elif other and LAYERS[other] > LAYERS[own]:
            found.append(f"{module} (layer {LAYERS[own]}) imports {name} (layer {LAYERS[other]})")
    found += [
        f"{module} imports {name} by name: write an import statement"
        for name in imported_by_name(source)
        # A package may have a table of its own modules.
        if not name.startswith(("f'{__name__}.", 'f"{__name__}.'))
    ]
    return found


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def test_only_the_command_imports_migration() -> None:
    importers = {
        module_name(path)
        for path in MODULES
        if any(part_of(name) == "migration" for name in imports(path.read_text(encoding="utf-8")))
    }
    assert {name for name in importers if part_of(name) != "migration"} == {f"{NAME}.commands.migrate"}


def test_imports_go_downwards() -> None:
    wrong, seen, ours = [], 0, 0
    for path in MODULES:
        name = module_name(path)
        if name == NAME:
            continue
        assert part_of(name), f"{shown(path)} belongs to no layer; add it to LAYERS"
        source = path.read_text(encoding="utf-8")
        names = list(imports(source))
        seen += len(names)
        ours += sum(bool(part_of(other)) for other in names)
        wrong += wrong_imports(name, source)
    assert not wrong, "\n".join(wrong)
    assert len(MODULES) >= 50
    assert seen >= 300
    assert ours >= 150


def cycles(graph: Mapping[str, Set[str]]) -> list[set[str]]:
    """Groups of modules that import each other, directly or by way of others."""

    def reachable(start: str) -> set[str]:
        found: set[str] = set()
        waiting = [start]
        while waiting:
            new = graph[waiting.pop()] - found
            found |= new
            waiting += new
        return found

    reach = {module: reachable(module) for module in graph}
    groups = [frozenset(other for other in reach[module] if module in reach[other]) for module in graph]
    return [set(group) for group in dict.fromkeys(groups) if group]


def import_graph(sources: Mapping[str, str]) -> dict[str, set[str]]:
    graph: dict[str, set[str]] = {}
    for module, source in sources.items():
        graph[module] = set()
        for name in imports(source):
            steps = name.split(".")  # the last may be what is imported from a module
            found = next(
                (n for n in (".".join(steps[:end]) for end in range(len(steps), 0, -1)) if n in sources), module
            )
            graph[module] |= {found} - {module}
    return graph


def test_no_modules_import_each_other() -> None:
    sources = {module_name(path): path.read_text(encoding="utf-8") for path in MODULES}
    found = [{name.removeprefix(f"{NAME}.") for name in group} for group in cycles(import_graph(sources))]
    assert found == []


def test_the_folders_of_hosts_have_one_direction() -> None:
    """A folder may import from those before it: `check` looks at MkDocs' configuration, and a build makes PDFs."""
    order = ["pdf", "mkdocs", "check"]
    wrong = []
    for path in (PACKAGE / "hosts").glob("*/*.py"):
        later = order[order.index(path.parent.name) + 1 :]
        names = imports(path.read_text(encoding="utf-8"))
        wrong += [
            f"{shown(path)} imports {name}"
            for name in names
            if name.startswith(f"{NAME}.hosts.") and name.split(".")[2] in later
        ]
    assert wrong == []


def test_the_check_sees_a_cycle() -> None:
    sources = {"a": "import b", "b": "def f():\n    from c import x", "c": "import a", "d": "import a", "e": ""}
    assert cycles(import_graph(sources)) == [{"a", "b", "c"}]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("syntax.site", "import_module('mkdocs_researcher.plugin')"),
        ("fields.dates", "import importlib\nimportlib.import_module(name)"),
        ("macros.papers", "NAMES = {'x': 'mkdocs_researcher.syntax.site'}"),
        ("errors", "import mkdocs_researcher.macros.base"),
        ("macros.paper", "from mkdocs_researcher.data.library import Library"),
        ("macros.paper", "from mkdocs_researcher import rendering"),
        ("fields.dates", "def f():\n    from mkdocs_researcher.macros import base"),
        ("data.library", "from mkdocs_researcher.rendering import urls"),
        ("formats.ris", "from mkdocs_researcher.data.library import Library"),
        ("rendering.page", "if TYPE_CHECKING:\n    from mkdocs_researcher.cli import main"),
        ("syntax.site", "import mkdocs.config"),
        ("syntax.site", "from mkdocs import plugins"),
        ("cli", "import mkdocs"),
        ("macros.paper", "from . import base"),
        ("macros.paper", "from .base import Model"),
    ],
)
def test_the_check_sees_a_wrong_import(module: str, source: str) -> None:
    assert wrong_imports(f"{NAME}.{module}", source)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("plugin", "from mkdocs.plugins import BasePlugin"),
        ("macros", "importlib.import_module(f'{__name__}.{name}')"),
        ("cli", "import mkdocs_researcher.plugin"),
        ("macros.paper", "from mkdocs_researcher.macros import base\nimport re\nfrom mkdocs_material import x"),
        ("cli", "from mkdocs_researcher import __version__"),
    ],
)
def test_the_check_lets_a_right_import_pass(module: str, source: str) -> None:
    assert wrong_imports(f"{NAME}.{module}", source) == []


# Lengths


def test_modules_are_short() -> None:
    lengths = {path: path.read_text(encoding="utf-8").count("\n") for path in MODULES}
    limits = {path: MOST_LINES_OF_PLUGIN if path.name == "plugin.py" else MOST_LINES for path in MODULES}
    long = {path.relative_to(PACKAGE).as_posix(): lines for path, lines in lengths.items() if lines > limits[path]}
    assert long.keys() == {name for name in TOO_LONG if name.endswith(".py")}, (
        f"longer than {MOST_LINES} lines (plugin.py: {MOST_LINES_OF_PLUGIN}): {long}"
    )


def test_nothing_is_excused() -> None:
    assert not TOO_LONG


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function from `def`, without its docstring."""
    start, end = function.lineno, function.end_lineno or function.lineno
    first = function.body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if has_docstring else 0
    return end - start + 1 - docstring


def test_functions_are_short() -> None:
    long, seen = {}, 0
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                seen += 1
                if (lines := code_lines(node)) > MOST_LINES_OF_FUNCTION:
                    long[f"{path.relative_to(PACKAGE).as_posix()}: {node.name}"] = lines
    excused = {name for name in TOO_LONG if not name.endswith(".py")}
    assert long.keys() == excused, f"longer than {MOST_LINES_OF_FUNCTION} lines: {long}"
    assert seen >= 300


def test_code_lines_leave_out_the_docstring() -> None:
    source = 'def f():\n    """One.\n\n    Two.\n    """\n    x = 1\n\n    return x\n'
    node = ast.parse(source).body[0]
    assert isinstance(node, ast.FunctionDef)
    assert code_lines(node) == 4


# A macro is complete


def test_all_macros_and_data_files_of_a_module_are_listed() -> None:
    modules = [importlib.import_module(module_name(path)) for path in sorted((PACKAGE / "macros").rglob("*.py"))]
    macros = {macro.name for module in modules for macro in getattr(module, "MACROS", ()) if isinstance(macro, Macro)}
    assert macros == MACROS.keys(), "add the macro to MACROS in macros/__init__.py"
    files = {value.name for module in modules for value in vars(module).values() if isinstance(value, DataFile)}
    assert files == {*DATA_FILES, *FREE_FILES}
    for name, file in DATA_FILES.items():
        assert file.name == name
    assert {file.name for macro in OURS for file in macro.files} <= DATA_FILES.keys()


def test_a_page_without_macros_imports_none() -> None:
    """A homepage uses few of them; the models of all would cost more than its pages."""
    code = (
        "import sys, mkdocs_researcher.plugin as _; print([m for m in sys.modules if m.startswith((*sys.argv[1:],))])"
    )
    command = [sys.executable, "-c", code, f"{NAME}.macros.", "pydantic"]
    assert ast.literal_eval(subprocess.run(command, capture_output=True, text=True, check=True).stdout) == []


@pytest.mark.parametrize("macro", OURS, ids=lambda macro: macro.name)
class TestMacro:
    def test_template(self, macro) -> None:
        path = OWN_TEMPLATES / f"{macro.template}{ENDING}"
        assert path.is_file(), f"create {shown(path)}"

    def test_golden_files(self, macro) -> None:
        folder = GOLDEN / macro.name
        assert list(folder.glob("*.md")), f"create {shown(folder)}/no-arguments.md"

    def test_docs_page(self, macro) -> None:
        path = DOCS / f"{macro.name}.md"
        assert path.is_file(), f"create {shown(path)}"
        text = path.read_text(encoding="utf-8")
        assert f"{{{{ {macro.name}(" in text, f"{shown(path)} shows no call"

    def test_docs_page_is_in_the_navigation(self, macro) -> None:
        config = (ROOT / "example_site" / "mkdocs.yml").read_text(encoding="utf-8")
        assert f"macros/{macro.name}.md" in config, f"add 'macros/{macro.name}.md' to nav in example_site/mkdocs.yml"

    def test_every_argument_is_described(self, macro) -> None:
        for name, field in macro.arguments.model_fields.items():
            assert field.description, name
            assert field.examples, name
        assert macro.arguments.__doc__


def tables(text: str, heading: str) -> list[list[str]]:
    """First cells of each table whose first column has this heading; one empty table if there is none."""
    found = re.findall(rf"^\| {heading} \|.*\n\|[-| :]+\n((?:\|.*\n?)*)", text, re.MULTILINE)
    return [re.findall(r"^\| `(\w+)`", table, re.MULTILINE) for table in found] or [[]]


WRITE_TABLES = 'run: make golden TESTS="-k <macro>", which writes it'
HEADS = {"Argument": "| Argument | What it does | Example |", "Field": "| Field | What it is | Example |"}


def words_of(heading: str, model: type[BaseModel]) -> dict[str, str]:
    """The description of each field of a model; fields of data have other names, too, which arguments have not."""
    fields = model.model_fields
    return {name: description(model, name) if heading == "Field" else fields[name].description or "" for name in fields}


def model_rows(heading: str, model: type[BaseModel]) -> dict[str, str]:
    """The rows of the manual's table about a model."""
    rows = {}
    for name, words in words_of(heading, model).items():
        value = (model.model_fields[name].examples or [None])[0]
        in_yaml = yaml.safe_dump({name: value}, default_flow_style=True, allow_unicode=True).strip()
        example = f"{name}={value!r}" if heading == "Argument" else in_yaml
        rows[name] = f"| `{name}` | {words} | `{example}` |"
    return rows


def with_rows(text: str, heading: str, rows: Mapping[str, str]) -> str:
    """A text whose tables with this heading have these rows; the examples and the order of those that it has stay."""
    described = dict(cells(text, heading))
    for name, old in described.items():
        before, after = (
            f"| `{name}` | {old} | ",
            f"| `{name}` | {rows[name].split(' | ')[1]} | " if name in rows else "",
        )
        text = text.replace(before, after) if after else re.sub(rf"(?m)^{re.escape(before)}.*\n", "", text)
    more = "".join(f"{row}\n" for name, row in rows.items() if name not in described)
    last = [found.end() for found in re.finditer(rf"(?m)^\| {heading} \|.*\n(?:\|.*\n)*", text)]
    if more and not last:
        before = f"{text.rstrip()}\n" if text.strip() else ""
        return f"{before}\n{HEADS[heading]}\n| --- | --- | --- |\n{more}\n"
    return f"{text[: last[-1]]}{more}{text[last[-1] :]}" if more else text


def cells(text: str, heading: str) -> Iterator[tuple[str, str]]:
    """Name and description in each row of the tables with this heading."""
    for table in re.findall(rf"^\| {heading} \|.*\n\|[-| :]+\n((?:\|.*\n?)*)", text, re.MULTILINE):
        yield from re.findall(r"^\| `(\w+)` \| (.*?) \| ", table, re.MULTILINE)


def check_section(path: Path, title: str, heading: str, model: type[BaseModel], *, update: bool) -> None:
    """Compares a table in a section of a page with a model, or writes it; a page without the section gets it."""
    text = path.read_text(encoding="utf-8")
    found = re.search(rf"(?ms)^#+ {re.escape(title)}\n(.*?)(?=^#+ |\Z)", text)
    start, end = found.span(1) if found else (len(text), len(text))
    section = text[start:end]
    if update:
        section = ("" if found else f"\n## {title}\n") + with_rows(section, heading, model_rows(heading, model))
        path.write_text(f"{text[:start]}{section}{text[end:]}".rstrip() + "\n", encoding="utf-8")
    assert dict(cells(section, heading)) == words_of(heading, model), (
        f"the table of '{title}' in {shown(path)}; {WRITE_TABLES}"
    )


@pytest.mark.parametrize(
    "macro", [macro for macro in OURS if macro.arguments.model_fields], ids=lambda macro: macro.name
)
def test_the_manual_describes_arguments_as_the_models_do(macro, update: bool) -> None:
    path = DOCS / f"{macro.name}.md"
    assert path.is_file(), f"create {shown(path)}"
    check_section(path, "Arguments", "Argument", macro.arguments, update=update)


# `counts.json` is not written by hand; the fields of a venue are in a table of `papers.md`.
@pytest.mark.parametrize(
    "file", [DATA_FILES[name] for name in DATA_FILES if name not in {"counts", "venues"}], ids=lambda file: file.name
)
def test_the_manual_describes_fields_as_the_models_do(file, update: bool) -> None:
    title = f"Fields of `data/{file.file_name}`"
    own = DOCS / f"{file.name}.md"
    pages = [path for path in DOCS.parent.rglob("*.md") if f"# {title}\n" in path.read_text(encoding="utf-8")]
    assert pages or own.is_file(), f"create {shown(own)}"
    for path in pages or [own]:
        check_section(path, title, "Field", file.model, update=update)


@pytest.mark.parametrize("name", FREE_FILES)
def test_the_manual_names_the_fields_of_free_files(name: str) -> None:
    path = DOCS / f"{name}.md"
    assert path.is_file(), f"create {shown(path)}"
    named = tables(path.read_text(encoding="utf-8"), "Field")[0]
    assert sorted(named) == sorted(free_file(name).model.model_fields), f"the table of fields in {shown(path)}"


def test_tables_are_written() -> None:
    rows = {"a": "| `a` | new | `1` |", "b": "| `b` | y | `2` |"}
    assert (
        with_rows("Text.\n", "Field", rows)
        == f"Text.\n\n{HEADS['Field']}\n| --- | --- | --- |\n{rows['a']}\n{rows['b']}\n\n"
    )
    written = f"{HEADS['Field']}\n| --- | --- | --- |\n| `a` | old | `own` |\n| `gone` | x | `3` |\n\nText.\n"
    kept = f"{HEADS['Field']}\n| --- | --- | --- |\n| `a` | new | `own` |\n{rows['b']}\n\nText.\n"
    assert with_rows(written, "Field", rows) == kept
    assert with_rows(kept, "Field", rows) == kept


def test_tables_are_found() -> None:
    text = "| Field | What |\n| --- | --- |\n| `a` | x |\n| `b` | y |\n\ntext\n\n| Argument | What |\n|---|---|\n| `c` | z |\n"
    assert tables(text, "Field") == [["a", "b"]]
    assert tables(text, "Argument") == [["c"]]
    assert tables(text, "Other") == [[]]


def test_every_field_is_described() -> None:
    models = {file.model for macro in OURS for file in macro.files}
    models |= {free_file(name).model for name in FREE_FILES}
    assert len(models) >= 6
    for model in models:
        for name, field in model.model_fields.items():
            assert field.description, f"{model.__name__}.{name} has no description"
            assert field.examples, f"{model.__name__}.{name} has no example"


# Words


def templates() -> list[Path]:
    return [*PACKAGE.rglob("*.jinja"), *(PACKAGE / "templates").rglob("*.html")]


def strings_in_code() -> set[str]:
    """All texts in quotes in the package, outside the tables of words."""
    found: set[str] = set()
    for path in MODULES:
        if path.parent.name != "wording":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found |= {
                node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
            }
    return found | {word for path in templates() for word in _quoted(path.read_text(encoding="utf-8"))}


def _quoted(text: str) -> Iterable[str]:
    return re.findall(r"\"(\w+)\"", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_all_phrases(language: str) -> None:
    table = Words(language).table
    assert table.keys() == PHRASES.keys()
    for key, phrase in table.items():
        assert list(faults_of(key, phrase, ())) == [], key
        forms = {"other": phrase} if isinstance(phrase, str) else phrase
        assert all(text.strip() for text in forms.values()), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_those_of_the_language(language: str) -> None:
    needed = Locale.parse(language, sep="-").plural_form.tags
    for key, phrase in Words(language).table.items():
        if not isinstance(phrase, str):
            assert phrase.keys() <= {*needed, "other"}, key
            many = {
                str(phrase.get(Locale.parse(language, sep="-").plural_form(n), phrase["other"])) for n in range(200)
            }
            assert len(many) >= 2, key


def test_the_manual_lists_every_phrase() -> None:
    text = (DOCS.parent / "writing" / "languages.md").read_text(encoding="utf-8")
    listed = yaml.safe_load(text.split("### All phrases")[1].split("```")[1].partition("\n")[2])
    assert listed == {"en": dict(PHRASES)}


def test_every_phrase_is_used() -> None:
    used = strings_in_code() | set(get_args(PaperType))
    assert sorted(PHRASES.keys() - used) == [], "no code shows these phrases"


def test_every_phrase_that_is_used_exists() -> None:
    used = {
        (match, path)
        for path in templates()
        for match in re.findall(r"\bt\(\"(\w+)\"", path.read_text(encoding="utf-8"))
    }
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"Heading", "Line"}:
                used |= {
                    (keyword.value.value, path)
                    for keyword in node.keywords
                    if keyword.arg == "key" and isinstance(keyword.value, ast.Constant)
                }
    assert len(used) >= 15
    for key, path in used:
        assert key in PHRASES, f"{shown(path)} shows the phrase '{key}', which wording/en.yml does not have"
    assert set(get_args(PaperType)) <= PHRASES.keys()


# Icons, templates, paths


def test_every_icon_in_the_code_exists() -> None:
    pattern = re.compile(r"[\"'`]((?:material|simple|fontawesome|octicons|researcher)/[a-z0-9][\w/.-]*)[\"'`]")
    icons = Icons(bundled_icon_folders())
    files = [*MODULES, *templates()]
    named = {(name, path) for path in files for name in pattern.findall(path.read_text(encoding="utf-8"))}
    assert len(named) >= 80
    missing = sorted(f"{shown(path)}: {name}" for name, path in named if icons.read(name) is None)
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.name)
def test_every_template_starts_with_its_context(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith(("{#\n", "{#-\n")), f"the first line of {shown(path)} is no comment that lists its context"
    comment = text[: text.index("#}")]
    assert len(comment.splitlines()) >= 2


def test_templates_switch_no_escaping_off() -> None:
    for path in templates():
        text = path.read_text(encoding="utf-8")
        assert "| safe" not in text, shown(path)
        assert "autoescape false" not in text, shown(path)


@pytest.mark.parametrize("path", [path for path in templates() if path.suffix == ".jinja"], ids=lambda path: path.name)
def test_templates_name_what_they_use(path: Path) -> None:
    """Each name that a template takes from its context stands in its first comment."""
    from jinja2 import Environment, meta  # noqa: PLC0415

    source = path.read_text(encoding="utf-8")
    helpers = {"icon", "t", "marked"}
    used = meta.find_undeclared_variables(_without_filters(Environment(), source)) - helpers
    used -= set(re.findall(r"{% set (\w+) (?:=|%})", source))
    comment = source[: source.index("#}")]
    assert {name for name in used if not re.search(rf"^  {name}\b", comment, re.MULTILINE)} == set()


TEMPLATES_PAGE = ROOT / "example_site" / "docs" / "writing" / "templates.md"


def names_in(row: str) -> set[str]:
    return set(re.findall(r"`(\w+)`", row))


def table_rows(heading: str) -> dict[str, str]:
    """The rows of the table on the page of templates with this first cell in its head, by their own first cells."""
    text = TEMPLATES_PAGE.read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for table in re.findall(rf"^\| {heading} \|.*\n\|[-| :]+\n((?:\|.*\n?)*)", text, re.MULTILINE):
        found |= {row.split(" | ")[0].strip("| `"): row.split(" | ", 1)[1] for row in table.splitlines()}
    return found


def test_the_manual_lists_the_variables_of_every_template() -> None:
    rows = table_rows("Template")
    public = [path for path in OWN_TEMPLATES.glob(f"*{ENDING}") if not path.name.startswith("_")]
    assert len(public) >= 20
    for path in public:
        comment = path.read_text(encoding="utf-8").split("#}")[0]
        variables = set(re.findall(r"^  ([a-z]\w+)(?: {2,}|  )\S", comment, re.MULTILINE))
        name = path.name.removesuffix(ENDING)
        assert name in rows, f"writing/templates.md has no row for '{name}'"
        assert variables
        assert sorted(variables - names_in(rows[name])) == [], name


def test_the_manual_lists_every_macro_and_data_file() -> None:
    templates = TEMPLATES_PAGE.read_text(encoding="utf-8")
    assert [name for name in MACROS if f"`{name}(" not in templates] == [], "add it to writing/templates.md"
    files = TEMPLATES_PAGE.with_name("data-files.md").read_text(encoding="utf-8")
    assert [name for name in DATA_FILES if f"\n| `{name}." not in files] == [], "add it to writing/data-files.md"


@pytest.mark.parametrize(
    ("heading", "row", "path"),
    [
        ("Attribute", "", "papers.view.PaperView"),
        ("Attribute", "", "rows.Row"),
        ("Object", "Author", "people.Author"),
        ("Object", "Mark", "people.Mark"),
        ("Object", "Detail", "papers.view.Detail"),
        ("Object", "Line", "rows.Line"),
        ("Object", "Point", "rows.Point"),
        ("Object", "RowProject", "rows.RowProject"),
        ("Object", "Project card", "projects.Card"),
        ("Object", "FilterForm", "papers.filter.FilterForm"),
        ("Object", "FilterQuestion", "papers.filter.FilterQuestion"),
        ("Object", "Citation", "bibliography.Citation"),
        ("Object", "Interest", "profile.Interest"),
        ("Object", "Button", "hero.Button"),
        ("Object", "Contact", "cv.Contact"),
        ("Object", "Tile", "metrics.Tile"),
    ],
)
def test_the_manual_lists_the_attributes_of_what_templates_get(heading: str, row: str, path: str) -> None:
    module, _, name = path.rpartition(".")
    kind = getattr(importlib.import_module(f"{NAME}.macros.{module}"), name)
    attributes = {*kind._fields, *(key for key, value in vars(kind).items() if isinstance(value, property))}
    rows = table_rows(heading)
    listed = names_in(rows[row]) if row else set(rows)
    assert sorted(attributes - listed) == []


def test_the_manual_lists_every_filter(tmp_path: Path) -> None:
    from jinja2 import Environment  # noqa: PLC0415

    (tmp_path / "docs").mkdir()
    environment = make_site(tmp_path).renderer.environment
    listed = {name for row in table_rows("Filter") for name in names_in(f"`{row}`".replace("``", "`"))}
    assert listed == environment.filters.keys() - Environment().filters.keys() - {"known_part"}
    text = TEMPLATES_PAGE.read_text(encoding="utf-8")
    for name in environment.globals.keys() - Environment().globals.keys():
        assert f"`{name}(" in text


def _without_filters(environment, source: str):
    environment.filters.update(
        dict.fromkeys(
            (
                "inline",
                "block",
                "quoted",
                "isolated",
                "longest_word",
                "existing",
                "is_video",
                "unlinked",
                "plain",
                "url",
                "date",
                "span",
                "shared_icon",
                "anchor",
                "bibtex",
                "number",
                "amount",
                "reference",
                "define",
                "cite",
                "back_links",
                "known_part",
            ),
            str,
        )
    )
    return environment.parse(source)


def committed_files() -> list[Path]:
    """Files that git knows or would take."""
    command = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no git repository to list")
    return [ROOT / name for name in listed if (ROOT / name).is_file()]


def test_no_path_of_a_machine_is_committed() -> None:
    # Put together so that this file does not hold them.
    pattern = re.compile(r"(?<![\w.:/-])(?:" + "|".join(f"/{name}/" for name in ("work", "tmp", "root", "home")) + r")")
    found, seen = [], 0
    for path in committed_files():
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        seen += 1
        found += [
            f"{shown(path)}:{number}: {line.strip()[:80]}"
            for number, line in enumerate(lines, 1)
            if pattern.search(line)
        ]
    assert seen >= 100
    assert not found, "\n".join(found)


# What others need to join, to cite and to report


def workflows() -> list[Path]:
    return [*(ROOT / ".github/workflows").glob("*.yml"), *(PACKAGE / "starting/files/github").glob("*.yml")]


def test_every_workflow_uses_the_same_version_of_an_action() -> None:
    used = {found for path in workflows() for found in re.findall(r"uses: (\S+)@(\S+)", path.read_text("utf-8"))}
    assert len(workflows()) >= 3
    assert len(used) == len({action for action, _ in used}), sorted(used)
    for path in workflows():
        assert {"on", "jobs"} <= yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader).keys(), path


def test_the_citation_names_the_version() -> None:
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))["version"] == __version__
