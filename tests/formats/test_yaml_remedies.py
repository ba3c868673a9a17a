"""Mistakes in YAML are reported where they are, with what repairs them."""

from __future__ import annotations

import pytest

from mkdocs_researcher.formats.yaml_text import YamlError, read_yaml

FILE = """\
- id: calm
  title: Calm models
  authors: [Wei Zhang, Anna Huber]
  year: 2025
  links:
    PDF: https://example.org/calm.pdf

- id: doubt
  title: "Don't know: a benchmark"
  authors: [Anna Huber, Wei Zhang]
  year: 2024
  abstract: |
    We ask whether models know.
    They do not.

- id: ledger
  title: "Ledger with memory"
  year: 2023
"""
# What is in the file, what is written instead, and the message.
MISTAKES = [
    ('a benchmark"', "a benchmark", '9:10: the quote " is never closed; write: title: "Don\'t know: a benchmark"'),
    ('with memory"', "with memory", '17:10: the quote " is never closed; write: title: "Ledger with memory"'),
    ('"Ledger with memory"', "'Ledger with memory", "17:10: the quote ' is never closed"),
    ('"Ledger with', "Ledger: with", '17:10: the quote " is never opened; write: title: "Ledger: with memory"'),
    ('"Don\'t know: a benchmark"', "'Don't know: a benchmark'", "9:10: an apostrophe within the text ends it; use double"),
    ('"Don\'t know: a benchmark"', "'Don't know", '9:10: the quote \' is never closed; write: title: "Don\'t know"'),
    ('"Ledger with memory"', "“Ledger: a memory”", '17:10: “ is not a quote of YAML; use straight quotes; write: title: "'),
    ('"Ledger with memory"', '"Ledger" with', "17:10: text follows the closing quote; put the whole value in quotes"),
    ('"Ledger with memory"', '"The "Ledger" yes"', "17:10: a quote within the text ends it; use single quotes around it"),
    ('"Ledger with memory"', '"a \\ledger"', "17:10: in double quotes a \\ starts an escape; use single quotes"),
    ('"Ledger with memory"', "Ledger: with memory", "17:10: a value contains ': '; put it in quotes"),
    ('"Ledger with memory"', "@ledger", "17:10: a value starts with @, which YAML reserves; put it in quotes"),
    ("Wei Zhang]\n  year: 2024", "Wei Zhang\n  year: 2024", "10:12: the bracket [ is never closed; write: authors: [Anna"),
    ("year: 2024", "year:2024", "11:3: a space is missing after 'year:'; write: year: 2024"),
    ("year: 2024", "year 2024", "11:3: a ':' is missing after 'year'; write: year: 2024"),
    ("- id: doubt", "-id: doubt", "8:1: a space is missing after '-'; write: - id: doubt"),
    ("- id: doubt", "id: doubt", "8:1: '- ' is missing where an entry of the list starts; write: - id: doubt"),
    ("- id: doubt", "  id: doubt", "8:3: appears twice in the same entry; start a new entry with '- id: …', or keep one"),
    ("  year: 2024", " year: 2024", "11:2: the line is indented by 1 space, unlike the lines around it; indent it by 2"),
    ("  year: 2024", "     year: 2024", "11:6: the line is indented by 5 spaces, unlike the lines around it; indent it by 2"),
    ("  year: 2025\n", "year: 2025\n", "4:1: the line is not indented, unlike the lines around it; indent it by 2"),
    ("    We ask", "  We ask", "13:3: the text below '|' must be indented further than 'abstract'"),
    ("  year: 2024", "\tyear: 2024", "11:1: the line starts with a tab; indent with spaces"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "mistake", "message"), MISTAKES)
@pytest.mark.parametrize("copies", [0, 200])
def test_a_mistake_is_reported_where_it_is(written: str, mistake: str, message: str, copies: int) -> None:
    before = "".join(FILE.replace("- id: ", f"- id: x{number}-") for number in range(copies))
    with pytest.raises(YamlError) as raised:
        read_yaml(before + FILE.replace(written, mistake, 1) + before)
    error = raised.value
    place = f"{error.line - before.count(chr(10))}:{error.column}"
    assert f"{place}: {error.message.removeprefix('not valid YAML: ')}".startswith(message)


def test_a_dash_is_missing_in_a_list_below_a_field() -> None:
    with pytest.raises(YamlError, match=r"'- ' is missing .*; write: - orcid: 0000") as raised:
        read_yaml("name: A\nlinks:\n  - github: a\n  orcid: 0000\n")
    assert (raised.value.line, raised.value.column) == (4, 3)


@pytest.mark.parametrize("text", ["a: [b\n" * 5000, 'x: "' + "y\n" * 50000, "- a: 'b\n" * 3000])
def test_long_files_with_mistakes_end_in_a_message(text: str) -> None:
    with pytest.raises(YamlError, match="not valid YAML"):
        read_yaml(text)
