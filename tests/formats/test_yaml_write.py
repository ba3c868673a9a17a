"""What is written as YAML is read back as the same, and reads well."""

from __future__ import annotations

import textwrap
from typing import Any

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mkdocs_researcher.formats.yaml_text import as_plain, read_yaml, yaml_text

TEXT = st.text(max_size=30)
KEYS = st.text(max_size=10).filter(lambda key: key != "<<" and as_plain(key) == key)
DATA = st.recursive(
    st.one_of(
        TEXT, st.none(), st.sampled_from(["null", "~", "", " a ", "a\nb", "a\n\n b\n", "x " * 80, "- a", "!x", "&y"])
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=15,
)


@settings(max_examples=300, deadline=None)
@given(data=DATA)
@example(data=[{"a": "\x85\u2028 b"}])
def test_it_is_read_back_as_the_same(data: Any) -> None:
    assert read_yaml(yaml_text(data)) == as_plain(data)


@settings(max_examples=300, deadline=None)
@given(
    data=st.lists(
        st.one_of(TEXT, st.sampled_from(["2025", "no", "1e3", "0x1F", "2020-01-01", "1:30", ".5", "=", "On"]))
    )
)
@example(data=["y", "NULL", "+1 234", "0o7"])
def test_text_stays_text_for_others(data: list[str]) -> None:
    assert (yaml.safe_load(yaml_text(data, for_others=True)) or []) == as_plain(data)


def test_it_reads_well() -> None:
    data = [
        {
            "title": "Reading the ledger: a *tale*",
            "date": "2025",
            "url": "https://example.org/a#b",
            "phone": "+47 555",
            "value": "no",
            "tags": ["memory", "long runs"],
            "highlights": ["A sentence that says something.", "Another."],
            "details": "First paragraph.\n\nSecond: with a colon.",
            "summary": "word " * 30 + "end",
            "nothing": "null",
            "count": 3,
            "is_true": True,
        },
        {"title": "Two"},
    ]
    expected = """\
        - title: 'Reading the ledger: a *tale*'
          date: 2025
          url: https://example.org/a#b
          phone: +47 555
          value: no
          tags: [memory, long runs]
          highlights:
            - A sentence that says something.
            - Another.
          details: |-
            First paragraph.

            Second: with a colon.
          summary: >-
            word word word word word word word word word word word word word word word word word word word word word word
            word word word word word word word word end
          nothing: 'null'
          count: 3
          is_true: true

        - title: Two
        """
    assert yaml_text(data) == textwrap.dedent(expected)
