"""Reading only what is new of a list comes to what reading all of it comes to, message for message."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mkdocs_researcher.data.files import LoadedFile, load_file
from mkdocs_researcher.data.yaml_source import is_single_entry, split_list
from mkdocs_researcher.formats import yaml_text as yaml_file
from mkdocs_researcher.macros.awards import AWARDS
from mkdocs_researcher.macros.base import DataFile
from mkdocs_researcher.macros.papers.model import PAPERS
from mkdocs_researcher.store import Store

LIST = """# Prizes
- title: One
  date: 2025

# The first of all
- title: Two
  note: |
    Some
    # lines

- {title: "Three: the end", date: 2024}
- title: >-
    Four
  awarder: Pier
- title: 'Five
    goes on'
"""
LINES = [
    *LIST.splitlines(),
    *('- title: "open', '- closed"', "- title: 'open", "- it''s closed'", "- title: [a,", "- b]", '"', "'", "]", "}"),
    *("---", "...", "--- |", "%YAML 1.1", "title: x", "-", "- ", "-\ttitle: x", "\t- title: x", "- - title: x"),
    *("- title: &name Six", "- title: *name", "- &all {title: Seven}", "- *all", "- <<: *all", "- {title:&name x}"),
    *("  note: |+", "  note: |2", "    text", "  ", "  - title: x", " - title: x", "#- title: x", "  # - x", "- # x"),
    *("- title: a\u2028- title: b", "- title: a\x85- title: b", "- titel: x", "- title: \x07", "- ? title", "  : x"),
    *("- title: R&D", "- title: *emphasis*", "- title: & more", "- !!map {title: x}", "- title: x # - y"),
]


def read(folder: Path, text: str, kind: DataFile, store: Store | None) -> tuple:
    path = folder / kind.file_name
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    loaded: LoadedFile = load_file(path, path.name, kind, store)
    return loaded.entries, loaded.indexes, loaded.problems, loaded.invalid


edits = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 3), st.lists(st.sampled_from(LINES), max_size=3)), max_size=4
)


def edited(text: str, edit: tuple[int, int, list[str]]) -> str:
    start, gone, new = edit
    lines = text.split("\n")
    lines[start : start + gone] = new
    return "\n".join(lines)


@settings(max_examples=150, deadline=None)
@given(edits)
@example([(1, 0, ["- title: &name Six"]), (1, 1, ["- title: &name Seven"])])
@example([(1, 0, ['- title: "open', '- closed"']), (1, 1, ["- title: open"])])
@example([(16, 1, ["    goes on'", "..."]), (1, 2, ["- title: New"])])
def test_after_any_edits_the_entries_are_those_of_the_whole_file(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int, list[str]]]
) -> None:
    folder, store, text = tmp_path_factory.mktemp("data"), Store(rebuilds=True), LIST
    store.begin("0")
    read(folder, text, AWARDS, store)
    for number, change in enumerate(changes, 1):
        text = edited(text, change)
        store.begin(str(number))
        assert read(folder, text, AWARDS, store) == read(folder, text, AWARDS, None)


def test_only_what_is_new_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(rebuilds=True)
    first = read(tmp_path, LIST, AWARDS, store)[0]
    asked = []
    monkeypatch.setattr(
        "mkdocs_researcher.data.files.read_yaml",
        lambda text: asked.append(text) or yaml_file.read_yaml(text),
    )
    second = read(tmp_path, LIST.replace("Two", "Another"), AWARDS, store)[0]
    assert [text.split("\n")[0] for text in asked] == ["- title: Another"]
    assert [new is old for new, old in zip(second, first, strict=True)] == [True, False, True, True, True]


@pytest.mark.parametrize(
    "text",
    [
        LIST.rstrip("\n"),
        LIST + "...\n",
        LIST + "- title: &name x\n",
        LIST + "- title: {a:&name x}\n",
        LIST + '- title: "x\ny"\n',
        "---\n" + LIST,
        "  - title: x\n",
        "- title: a\u2028- title: b\n",
        "",
    ],
)
def test_where_entries_start_is_in_doubt(text: str) -> None:
    assert not split_list(text) or not all(map(is_single_entry, split_list(text)))


@pytest.mark.parametrize("text", ["- title: R&D\n", "- title: this & that\n", "- url: 'https://e.org/?a=&b=1'\n"])
def test_not_every_ampersand_is_a_doubt(text: str) -> None:
    assert list(map(is_single_entry, split_list(text))) == [True]


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=6).map("\n".join))
@example("- title: 'Five\n- ")  # the message about its mistake must be found without a traceback
def test_a_file_without_doubt_repeats_no_entry(text: str) -> None:
    builder = yaml_file._Builder()
    try:
        yaml_file._built(builder, text)
    except yaml_file.YamlError:
        return
    parts = split_list(f"{text}\n")
    assert not builder.anchors or not parts or not all(map(is_single_entry, parts))


TWINS = "- {title: Sand, authors: [Mira Tovanne], year: 2020}\n"


def test_names_that_we_make_up_are_those_of_the_whole_file(tmp_path: Path) -> None:
    store = Store(rebuilds=True)
    three = TWINS + TWINS.replace("}", ", selected: true}") + TWINS.replace("}", ", hidden: true}")
    more = "".join(f"- {{id: p{number}, title: T}}\n" for number in range(5))
    for text in (three, three.replace(TWINS, ""), three, more + three, three + more.replace("p1", "tovanne2020sand")):
        read_again, whole = read(tmp_path, text, PAPERS, store), read(tmp_path, text, PAPERS, None)
        assert read_again == whole
    assert [paper.id for paper in whole[0]][:3] == ["tovanne2020sand-2", "tovanne2020sand-3", "tovanne2020sand-4"]
