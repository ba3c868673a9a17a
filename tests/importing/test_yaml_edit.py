"""Fields and entries put into a file of the author's: every other character stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_researcher.fields.text import CONTROL_CHARACTERS
from mkdocs_researcher.formats.yaml_text import read_yaml, yaml_text
from mkdocs_researcher.importing.yaml_edit import CannotEditError, edited

NEW = {"id": "new", "title": "A: b", "year": "2026"}
OWN = """\
# my papers
- title:   "One: two"   # best
  year:    2024
  links: {Paper: https://example.org/a.pdf,  Code:  https://example.org}
  authors: [ Mira Tovanne*, Pell Okasha ]

  # not this
- {id: b,  title: Two,
   year: 1999, }   # in one line
- title: Long
  abstract: >
    a very long line that goes on
    and on

    # and on

# the end of the list

- abstract: |+
    kept

  title: Last   # no doi
  links:
    Paper: x.pdf # here
    # under
"""


def lines_that_stay(before: str, after: str) -> int:
    """How many lines of a text stand in another one too, in the same order."""
    following = iter(after.split("\n"))
    return sum(line in following for line in before.removesuffix("\n").split("\n"))


def stays(before: str, after: str) -> bool:
    return lines_that_stay(before, after) == len(before.removesuffix("\n").split("\n"))


def test_nothing_that_was_there_is_touched() -> None:
    changes = {index: {"doi": f"10.1000/{index}", "venue": "Journal: of Tides"} for index in (0, 2, 3)}
    after = edited(OWN, changes, [NEW])
    assert stays(OWN, after)
    assert "Pell Okasha ]\n  doi: 10.1000/0\n  venue: 'Journal: of Tides'\n\n  # not this\n- {id" in after
    assert "    # and on\n  doi: 10.1000/2\n" in after
    assert "    Paper: x.pdf # here\n  doi: 10.1000/3\n" in after
    assert after.endswith("\n\n- id: new\n  title: 'A: b'\n  year: 2026\n")
    data = read_yaml(after)
    assert [entry.get("doi") for entry in data] == ["10.1000/0", None, "10.1000/2", "10.1000/3", None]


def test_an_entry_in_one_line_gets_its_fields_there() -> None:
    after = edited(OWN, {1: {"doi": "10.1000/1", "authors": ["A B", "C: D"]}}, [])
    assert '   year: 1999, doi: 10.1000/1, authors: ["A B", "C: D"], }   # in one line\n' in after
    assert read_yaml(after)[1]["authors"] == ["A B", "C: D"]


def test_a_value_gives_way_in_its_place() -> None:
    after = edited(OWN, {0: {"year": "2025", "title": "One: three"}, 1: {"title": "Two: four"}}, [])
    assert "- title:   'One: three'   # best\n  year:    2025\n" in after
    assert '- {id: b,  title: "Two: four",\n' in after
    assert after.count("\n") == OWN.count("\n")


def test_an_empty_value_is_filled() -> None:
    assert edited("- title: A\n  doi:\n  year: ''\n", {0: {"doi": "10.1000/1", "year": "2020"}}, []) == (
        "- title: A\n  doi: 10.1000/1\n  year: 2020\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "- title: A\n"),
        ("# mine\n", "# mine\n\n- title: A\n"),
        ("[]\n", "- title: A\n"),
        ("- title: B", "- title: B\n\n- title: A\n"),
        ("  - title: B\n", "  - title: B\n\n  - title: A\n"),
        ("---\n- title: B\n\n", "---\n- title: B\n\n- title: A\n"),
        ("\ufeff- title: B\r\n", "\ufeff- title: B\r\n\r\n- title: A\r\n"),
    ],
)
def test_entries_are_added_at_the_end(before: str, after: str) -> None:
    assert edited(before, {}, [{"title": "A"}]) == after


@pytest.mark.parametrize("end", ["...", "...\n", "... # the end\n\n# and more\n"])
def test_a_text_that_says_where_it_ends_ends_there(end: str) -> None:
    entry = "- id: new\n  title: 'A: b'\n  year: 2026\n"
    assert edited(f"- title: A\n{end}", {0: {"year": "2020"}}, [NEW]) == f"- title: A\n  year: 2020\n\n{entry}{end}"


@pytest.mark.parametrize(
    "text",
    [
        "[{title: A}]\n",
        "title: A\n",
        "- title: A\n...\n---\n- title: B\n",
        "- &a {title: A}\n- *a\n",
        "- title: [\n",
        "just words\n",
    ],
)
def test_edits_that_would_do_harm_are_not_made(text: str) -> None:
    with pytest.raises(CannotEditError):
        edited(text, {1: {"doi": "10.1000/1"}} if "&" in text else {}, [NEW])


def test_a_block_of_text_does_not_give_way() -> None:
    with pytest.raises(CannotEditError):
        edited(OWN, {2: {"abstract": "new"}}, [])


NO_CHARACTERS = [chr(code) for code in range(0x10000) if CONTROL_CHARACTERS.match(chr(code))]
CHARACTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters=NO_CHARACTERS)
TEXT = st.text(CHARACTERS, min_size=1, max_size=30).map(str.strip).filter(bool)
VALUE = TEXT | st.lists(TEXT, min_size=1, max_size=3) | st.dictionaries(TEXT, TEXT, min_size=1, max_size=2)
RECORD = st.dictionaries(st.sampled_from(["title", "venue", "links", "authors", "abstract"]), VALUE, min_size=1)


@given(st.lists(RECORD, min_size=1, max_size=4), st.data())
def test_any_data_can_be_added_to_any_data(records: list, data: st.DataObject) -> None:
    try:
        before = yaml_text(records)
    except ValueError:
        return
    index = data.draw(st.integers(0, len(records) - 1))
    fields = data.draw(st.dictionaries(st.sampled_from(["doi", "note", "tags"]), VALUE, min_size=1))
    try:
        after = edited(before, {index: fields}, [fields])
    except CannotEditError:
        assert "<<" in str((records, fields)) or "\x85" in before or "\u2028" in before or "\u2029" in before
        return
    assert stays(before, after)
    assert read_yaml(after) == [*[r | fields if i == index else r for i, r in enumerate(records)], fields]
