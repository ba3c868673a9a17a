"""Random data, arguments and pages through the whole path: a page or a problem, never an exception."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from support import convert, make_site

from mkdocs_researcher.errors import MacroError
from mkdocs_researcher.fields.names.person import Person
from mkdocs_researcher.fields.text import slug
from mkdocs_researcher.formats.yaml_text import YamlError, positions, read_yaml
from mkdocs_researcher.macros import BY_NAME, DATA_FILES, MACROS
from mkdocs_researcher.macros.entries import Entry
from mkdocs_researcher.macros.papers.arguments import GroupBy, Sort
from mkdocs_researcher.macros.papers.model import PaperType
from mkdocs_researcher.rendering.icons import Icons
from mkdocs_researcher.syntax.calls import find_calls, read_values

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
FAST = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
FASTER = settings(max_examples=300, deadline=None)
CALLS = "\n\n".join(
    f"{{{{ {macro.name}({chr(34) + 'visits' + chr(34) if macro.name == 'entries' else ''}) }}}}"
    for macro in BY_NAME.values()
)


@pytest.fixture(autouse=True, scope="module")
def no_hints() -> Iterator[None]:
    """To look for near misses among 14,000 icons takes longer than all the rest."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Icons, "hint", lambda self, name: "")
        yield


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp())
    (path / "docs").mkdir()
    (path / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    yield path
    shutil.rmtree(path)


def write(folder: Path, files: dict[str, str]) -> None:
    shutil.rmtree(folder / "data", ignore_errors=True)
    (folder / "data").mkdir()
    for name, text in files.items():
        (folder / "data" / f"{name}.yml").write_text(text, encoding="utf-8", errors="surrogatepass", newline="")


def check(folder: Path, page: str) -> str:
    """Converts a page; nothing may be raised, and each problem has a place."""
    site = make_site(folder)
    html = convert(page, site).html
    for problem in (*site.problems, *site.library.problems):
        assert problem.location.file, problem
        assert problem.message
    return html


def names_are_names(data: dict[str, Any]) -> bool:
    """Until names in profile.yml and people.yml are checked: see test_an_invalid_name_is_reported in test_security."""
    people = [*([data["profile"]] if "profile" in data else []), *data.get("people", [])]
    for person in people:
        aliases = person.get("aliases") or ()
        names = aliases if isinstance(aliases, list) else [aliases]
        for name in (person["name"], person.get("native_name"), *names):
            try:
                Person.parse(name or "x")
            except (ValueError, TypeError):
                return False
    return True


# Data

TEXT = st.text(max_size=40)
WORDS = st.sampled_from(
    [
        "x",
        "Mira Tovanne",
        "2025",
        "2024 - 2025",
        "https://example.org",
        "index.md",
        "images/x.png",
        "**b** [l](index.md)",
    ]
)
SCALARS = st.one_of(TEXT, WORDS, st.integers(-10, 3000).map(str), st.none(), st.booleans())
VALUES = st.one_of(SCALARS, st.lists(SCALARS, max_size=3), st.dictionaries(TEXT, SCALARS, max_size=2))


def entry_of(model: type[BaseModel], values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    required = {name: values for name, field in model.model_fields.items() if field.is_required()}
    optional = {name: values for name, field in model.model_fields.items() if not field.is_required()}
    return st.fixed_dictionaries(required, optional=optional)


def library_of(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    files = {}
    for name, file in DATA_FILES.items():
        entry = entry_of(file.model, values)
        files[name] = entry if file.shape == "single" else st.lists(entry, max_size=3)
    files["visits"] = st.lists(entry_of(Entry, values), max_size=3)
    return st.fixed_dictionaries({}, optional=files)


@FAST
@given(library_of(VALUES))
def test_random_fields(folder: Path, data: dict[str, Any]) -> None:
    assume(names_are_names(data))
    write(folder, {name: json.dumps(content, ensure_ascii=False) for name, content in data.items()})
    check(folder, CALLS)


PROPER = st.one_of(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=30), WORDS)


@FAST
@given(library_of(PROPER))
def test_random_text_in_all_fields(folder: Path, data: dict[str, Any]) -> None:
    assume(names_are_names(data))
    write(folder, {name: json.dumps(content, ensure_ascii=False) for name, content in data.items()})
    check(folder, CALLS)


YAML_BITS = st.sampled_from(
    [*"-:?,[]{}#&*!|>'\"%@`~ \t\n", "- ", ": ", "\n  ", "\n- ", "---\n", "<<: ", "&a ", "*a", "title: x", "date: 2025"]
)
YAML_TEXT = st.lists(st.one_of(YAML_BITS, TEXT), max_size=25).map("".join)


@FAST
@given(st.sampled_from([*DATA_FILES, "visits"]), st.one_of(YAML_TEXT, st.text(max_size=200)))
def test_random_files(folder: Path, name: str, text: str) -> None:
    write(folder, {name: text})
    check(folder, CALLS)


@FAST
@given(st.sampled_from([*DATA_FILES, "visits"]), st.binary(max_size=80))
def test_random_bytes(folder: Path, name: str, content: bytes) -> None:
    write(folder, {})
    (folder / "data" / f"{name}.yml").write_bytes(content)
    check(folder, CALLS)


# YAML


@FASTER
@given(st.one_of(YAML_TEXT, st.text(max_size=100)))
@example("a: b: c")
@example("- &a [*a]")
@example("\ufeff- a")
@example('"\\ud800"')
def test_yaml_is_read_or_refused(text: str) -> None:
    try:
        data = read_yaml(text)
    except YamlError as error:
        assert error.message
        return
    found = positions(text)
    lines = sum(map(text.count, "\n\r\x85\u2028\u2029")) + 2
    assert all(1 <= line <= lines for line, _ in found.values())
    for path in paths(data):
        assert path in found or _merged(text), path


def paths(data: Any, start: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """All places of data, but for what stands in aliases."""
    if isinstance(data, dict):
        for key in data:
            yield (*start, key)
    elif isinstance(data, list):
        for index, _ in enumerate(data):
            yield (*start, index)


def _merged(text: str) -> bool:
    return "<<" in text or "*" in text


PLAIN_KEYS = st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs", "P"]), max_size=10)
STRUCTURES = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=20),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(PLAIN_KEYS.filter(lambda key: key != "<<"), inner, max_size=4)
    ),
    max_leaves=15,
)


@FASTER
@given(STRUCTURES, st.booleans(), st.sampled_from(["", "'", '"', "|", ">"]))
def test_yaml_agrees_with_pyyaml(data: Any, flow: bool, style: str) -> None:
    """On all that a YAML writer makes of texts, lists and mappings; but for what YAML calls null."""
    text = yaml.dump(data, default_flow_style=flow, default_style=style or None, allow_unicode=True)
    theirs = yaml.load(text, Loader=LOADER)
    assert theirs == read_yaml(text)
    assert theirs == data


@FASTER
@given(YAML_TEXT)
def test_yaml_agrees_with_pyyaml_on_what_both_read(text: str) -> None:
    try:
        ours = read_yaml(text)
    except YamlError:
        return  # ours refuses more: tags, double keys, control characters, second documents
    if "<<" in text:
        return
    theirs = yaml.load(text, Loader=LOADER)
    assert _nulls_as_text(ours) == _nulls_as_text(theirs)


def _nulls_as_text(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _nulls_as_text(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_nulls_as_text(value) for value in data]
    return "" if data in (None, "~", "null") else data


# Calls

ARGUMENT_BITS = st.sampled_from(
    ['"', "'", "=", ",", "(", ")", "[", "]", "{", "}", "\\", "\n", "*", "limit", "select", "True", "1", "2.5", "visits"]
)
ARGUMENTS = st.lists(st.one_of(ARGUMENT_BITS, st.text(max_size=5)), max_size=12).map("".join)
NAMES = st.sampled_from(list(MACROS))
GOOD_DATA = {
    "papers": '[{"id": "one", "title": "One", "authors": ["Mira Tovanne", "A B"], "year": "2025"}]',
    "profile": '{"name": "Mira Tovanne", "email": "mira@example.org"}',
    "awards": '[{"title": "Medal", "date": "2022"}]',
    "news": '[{"date": "2025", "text": "New"}]',
    "education": '[{"institution": "Here"}]',
    "experience": '[{"organization": "Here", "projects": [{"title": "P", "papers": ["one"]}]}]',
    "talks": '[{"title": "Talk", "kind": "invited", "date": "2025"}]',
    "teaching": '[{"course": "Course", "term": ["Fall 2025", "Term 1"]}]',
    "service": '[{"role": "Reviewer", "venues": ["Here 2025"]}, {"role": "Reviewer", "text": "There"}]',
    "mentees": '[{"name": "Lea", "now": "There"}]',
    "projects": '[{"title": "Project", "repo": "a/b", "category": "C"}]',
    "visits": '[{"title": "There", "papers": ["one"]}]',
}


@FASTER
@given(ARGUMENTS)
def test_arguments_are_read_or_refused(inside: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            read_values(inside)
        except MacroError as error:
            assert error.message


@FAST
@given(
    NAMES,
    ARGUMENTS,
    st.sampled_from(["{}", "Text {} text", "- {}", "## {}", "> {}", "<div>{}</div>", "| a |\n|-|\n| {} |"]),
)
def test_random_arguments(folder: Path, name: str, inside: str, place: str) -> None:
    write(folder, GOOD_DATA)
    check(folder, place.format(f"{{{{ {name}({inside}) }}}}"))


LITERALS = st.one_of(
    TEXT, st.integers(), st.floats(), st.booleans(), st.none(), st.lists(TEXT, max_size=3), st.binary()
)


@st.composite
def calls(draw: st.DrawFn) -> str:
    macro = draw(st.sampled_from(list(BY_NAME.values())))
    known = [*macro.arguments.model_fields, "other"]
    named = draw(st.dictionaries(st.sampled_from(known), LITERALS, max_size=3))
    first = [repr(value) for value in draw(st.lists(LITERALS, max_size=2))]
    return f"{{{{ {macro.name}({', '.join([*first, *(f'{key}={value!r}' for key, value in named.items())])}) }}}}"


@FAST
@given(calls())
def test_random_literals(folder: Path, call: str) -> None:
    write(folder, GOOD_DATA)
    check(folder, f"{call}\n\nText {call} text")


@pytest.mark.parametrize(
    "call", ["{{ profile(style='\\n') }}", "{{ badge('x', color='a\\nb') }}", "{{ paper('a\\nb') }}"]
)
def test_a_problem_is_one_line(folder: Path, call: str) -> None:
    write(folder, GOOD_DATA)
    site = make_site(folder)
    convert(call, site)
    assert [problem for problem in site.problems if "\n" not in str(problem)] == site.problems != []


PAGE_BITS = st.sampled_from(
    [
        *("{{ ", " }}", "{{ papers(", ") }}", "{{ badge('x') }}", "{{ awards() }}", "{{ awards(limt=1) }}", "{{", "}}"),
        *(
            "\n",
            "\n\n",
            "    ",
            "- ",
            "> ",
            "# ",
            "`",
            "``",
            "```\n",
            "~~~\n",
            "<!-- ",
            " -->",
            "<div>",
            "</div>",
            "<pre>",
        ),
        *('<div markdown="1">', "| a | b |\n|---|---|\n| ", " |", "!!! note\n    ", "///", "/// paper | T\n", "///\n"),
        *(
            "/// news\n",
            "- 2025: x\n",
            "    badge: x\n",
            "/// education | E\n",
            "\\",
            "$",
            "*",
            "[",
            "](x)",
            "<",
            ">",
            '"',
        ),
    ]
)


@FAST
@given(st.lists(st.one_of(PAGE_BITS, st.text(max_size=6)), max_size=25).map("".join))
@example("{{ papers(")
@example("/// news\n- 2025: {{ papers(\n///\n")
@example("{{ badge('\x02wzxhzdk:0\x03') }}")
def test_random_pages(folder: Path, page: str) -> None:
    write(folder, GOOD_DATA)
    check(folder, page.replace("\r", ""))


@FASTER
@given(st.lists(st.one_of(PAGE_BITS, TEXT), max_size=20).map("".join))
def test_calls_do_not_overlap(text: str) -> None:
    end = 0
    for call in find_calls(text):
        assert call.start >= end
        assert text[call.start : call.start + 2] == "{{"
        if call.is_closed:
            assert text[call.end - 2 : call.end] == "}}"
            end = call.end


# Papers

WORD = st.sampled_from(["Alpha", "Beta", "Gamma", "Ä <b>", "*x*", "张三"])
PAPERS = st.lists(
    st.fixed_dictionaries(
        {"title": WORD},
        optional={
            "year": st.integers(1990, 2030),
            "date": st.sampled_from(["2025", "2025-07", "Fall 2024", "2024-02-29"]),
            "type": st.sampled_from(get_args(PaperType)),
            "status": st.sampled_from(["published", "accepted", "under_review", "in_press"]),
            "venue": WORD,
            "venue_short": WORD,
            "topic": WORD,
            "category": WORD,
            "authors": st.lists(st.sampled_from(["Mira Tovanne", "M. Tovanne*", "Pell Okasha*", "others"]), min_size=1),
            "hidden": st.booleans(),
            "selected": st.booleans(),
        },
    ),
    max_size=8,
)


@FAST
@given(PAPERS, st.sampled_from(get_args(Sort)), st.sampled_from([None, *get_args(GroupBy)]), st.booleans())
def test_every_paper_is_shown_exactly_once(
    folder: Path, papers: list[dict[str, Any]], sort: str, group_by: str | None, numbered: bool
) -> None:
    # A preprint is shown with the publication of its title, unless it is distinct.
    named = [{**paper, "id": f"id{index}", "distinct": True} for index, paper in enumerate(papers)]
    write(folder, {"papers": json.dumps(named), "profile": GOOD_DATA["profile"]})
    html = check(folder, f"## All\n\n{{{{ papers(sort={sort!r}, group_by={group_by!r}, numbered={numbered}) }}}}")
    shown = re.findall(r'<article [^>]*\bid="paper-([^"]*)"', html)
    expected = [slug(paper["id"]) for paper in named if not paper.get("hidden")]
    assert sorted(shown) == sorted(expected)
    if sort == "none" and group_by is None:
        assert shown == expected
    numbers = [int(number) for number in re.findall(r'rs-number">\[(\d+)\]', html)]
    assert sorted(numbers) == (list(range(1, len(expected) + 1)) if numbered else [])
    assert html.count("<h2") == (1 if expected else 0)  # a section without content is left out with its heading


@FAST
@given(st.lists(st.text(max_size=8), min_size=1, max_size=6))
def test_anchors_are_unique(folder: Path, ids: list[str]) -> None:
    papers = [{"id": name, "title": "One"} for name in dict.fromkeys(ids)]
    write(folder, {"papers": json.dumps(papers)})
    html = check(folder, "{{ papers() }}\n\n{{ papers() }}")
    anchors = re.findall(r'<article [^>]*\bid="([^"]*)"', html)
    assert len(anchors) == len(set(anchors))
    assert all(re.fullmatch(r"[\w-]+", anchor) for anchor in anchors)
