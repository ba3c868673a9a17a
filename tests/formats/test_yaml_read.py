"""What HTML does not show of reading YAML: types, positions, merging, limits."""

from __future__ import annotations

import pytest

from mkdocs_researcher.formats.yaml_text import YamlError, positions, read_yaml


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("", None),
        ("# only a comment\n", None),
        ("---\n", None),
        ("---\n- a\n...\n", ["a"]),
        ("a", "a"),
        ("- 2025.10\n- no\n- 010\n- 1e3\n- 0x1f\n- 1_000\n- 12:30\n- 2025-07-14\n- .5\n", None),
        ("a: yes\nb: true\nc: On\n", {"a": "yes", "b": "true", "c": "On"}),
        ("- Null\n- NULL\n- null\n- ~\n-\n", ["Null", "NULL", None, None, None]),
        ("- 'null'\n- \"~\"\n- ''\n", ["null", "~", ""]),
        ("a:\n  - b\n  - c: d\n", {"a": ["b", {"c": "d"}]}),
        ("{a: [b, {c: d}]}", {"a": ["b", {"c": "d"}]}),
        ("a: |\n  b\n\n  c\n", {"a": "b\n\nc\n"}),
        ("a: >-\n  b\n  c\n", {"a": "b c"}),
        ("- !!str 5\n- ! x\n- !!map {a: b}\n- !!seq [a]\n", ["5", "x", {"a": "b"}, ["a"]]),
        ("- &x a\n- *x\n", ["a", "a"]),
        ("- &x {a: b}\n- *x\n", [{"a": "b"}, {"a": "b"}]),
        ("- &x {a: b, c: d}\n- {<<: *x, a: z}\n", [{"a": "b", "c": "d"}, {"a": "z", "c": "d"}]),
        (
            "- &x {a: b}\n- &y {a: c, d: e}\n- {<<: [*x, *y]}\n",
            [{"a": "b"}, {"a": "c", "d": "e"}, {"a": "b", "d": "e"}],
        ),
        ("- &x {a: b}\n- {a: z, <<: *x}\n", [{"a": "b"}, {"a": "z"}]),
        ("戸棚: 美良\n", {"戸棚": "美良"}),
        ("a: b # comment\n", {"a": "b"}),
        ("a: b#no comment\n", {"a": "b#no comment"}),
        ("url: https://example.org/a:b?c=d#e\n", {"url": "https://example.org/a:b?c=d#e"}),
    ],
)
def test_reads(text: str, data: object) -> None:
    if data is None and text.startswith("- 2025.10"):
        data = ["2025.10", "no", "010", "1e3", "0x1f", "1_000", "12:30", "2025-07-14", ".5"]
    assert read_yaml(text) == data


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_matter(newline: str) -> None:
    text = "- a: b\n  c: |\n    d\n    e\n".replace("\n", newline)
    assert read_yaml(text) == [{"a": "b", "c": "d\ne\n"}]
    assert positions(text)[0, "c"] == (2, 3)


@pytest.mark.parametrize(
    ("text", "words", "line", "column", "field"),
    [
        ("a: 1\nb: 2\na: 3\n", "appears twice", 3, 1, "a"),
        ("- {a: 1, a: 2}\n", "appears twice", 1, 10, "a"),
        ("- a: 1\n  'a': 2\n", "appears twice", 2, 3, "a"),
        ("a: *b\n", "none is named '&b'", 1, 4, ""),
        ("- <<: x\n", "'<<' merges other entries", 1, 7, ""),
        ("- <<: [x]\n", "'<<' merges other entries", 1, 9, ""),
        ("~: a\n", "needs a name", 1, 1, ""),
        ("[a]: b\n", "list cannot be a key", 1, 1, ""),
        ("a: !!int 5\n", "not allowed", 1, 4, ""),
        ("a: !!python/object/apply:os.system [ls]\n", "not allowed", 1, 4, ""),
        ("a: !ENV X\n", "not allowed", 1, 4, ""),
        ('a: "x\\0y"\n', "control character", 1, 4, ""),
        ("a: b\n---\nc: d\n", "second document", 2, 1, ""),
        ("\n\na: \x00\n", "control character", 3, 0, ""),
        ("a: b\n\tc: d\n", "starts with a tab", 2, 0, ""),
        ("a: 'b\n", "never closed", 1, 4, ""),
        ("a: [b, c\nd: e\n", "", 1, 0, ""),
        ("%YAML 9.0\n---\na: b\n", "not valid YAML", 0, 0, ""),
    ],
)
def test_refuses(text: str, words: str, line: int, column: int, field: str) -> None:
    with pytest.raises(YamlError) as caught:
        read_yaml(text)
    error = caught.value
    assert words in error.message
    assert error.field == field
    if line:
        assert error.line == line or (not words and error.line in {1, 2})
    if column:
        assert error.column == column
    assert str(error.problem("data/x.yml")).startswith("data/x.yml")


@pytest.mark.parametrize(
    "text",
    [
        "  - a\n- b\n",
        "[",
        *("a: b\n- c\n", "- a\nb: c\n", "a\nb: c\n", "{a: b", "a: {b", "- 'a' b\n", "a: b: c\n", "? a\n"),
    ],
)
def test_parser_messages_are_in_plain_words(text: str) -> None:
    try:
        read_yaml(text)
    except YamlError as error:
        # The parser's own words: "did not find expected <document start>"
        assert "did not find expected" not in error.message
        assert "<" not in error.message


def test_depth_is_limited() -> None:
    assert read_yaml("[" * 100 + "]" * 100)
    for text in ("[" * 101 + "]" * 101, "".join(f"{' ' * i}a:\n" for i in range(101)) + " " * 101 + "b: c"):
        with pytest.raises(YamlError, match="levels deep"):
            read_yaml(text)
    with pytest.raises(YamlError):
        read_yaml("[" * 50_000)


def test_alias_bombs_are_refused() -> None:
    lines = ["- &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"- &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 10)]
    with pytest.raises(YamlError, match="expand to too much") as caught:
        read_yaml("\n".join(lines))
    assert caught.value.line
    with pytest.raises(YamlError, match="expand to too much"):
        read_yaml("\n".join(lines[:5]) + "\n- {" + ", ".join(f"k{i}: *a3" for i in range(20)) + "}")


def test_merge_bombs_are_refused() -> None:
    lines = ["- &a0 {x: 1, y: 2}"] + [f"- &a{i} {{<<: [{', '.join([f'*a{i - 1}'] * 10)}]}}" for i in range(1, 30)]
    with pytest.raises(YamlError, match="expand to too much"):
        read_yaml("\n".join(lines))


def test_an_alias_of_itself_is_refused() -> None:
    for text in ("&a [*a]", "&a {b: *a}", "&a {<<: *a}"):
        with pytest.raises(YamlError, match="none is named"):
            read_yaml(text)


def test_many_short_aliases_are_not_a_bomb() -> None:
    data = read_yaml("- &v Conference on Data\n" + "- *v\n" * 200_000)
    assert len(data) == 200_001


def test_positions() -> None:
    text = "# comment\n- title: A\n  links:\n    Paper: x\n    'Code': {url: y}\n- [p, {q: r}]\n-\n  title: B\n"
    assert positions(text) == {
        (): (2, 1),
        (0,): (2, 3),
        (0, "title"): (2, 3),
        (0, "links"): (3, 3),
        (0, "links", "Paper"): (4, 5),
        (0, "links", "Code"): (5, 5),
        (0, "links", "Code", "url"): (5, 14),
        (1,): (6, 3),
        (1, 0): (6, 4),
        (1, 1): (6, 7),
        (1, 1, "q"): (6, 8),
        (2,): (8, 3),
        (2, "title"): (8, 3),
    }


def test_columns_count_characters_not_bytes() -> None:
    assert positions("{戸棚: a, 美良: b}")["美良",] == (1, 9)
    assert positions("{🎉🎉: a, b: c}")["b",] == (1, 9)


def test_long_files_are_read() -> None:
    data = read_yaml("- {title: A, authors: [B C, D E]}\n" * 20_000)
    assert len(data) == 20_000
