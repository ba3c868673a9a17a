"""Where a call works, where it stays as it is, and the lines that problems are reported with."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import markdown
import pytest
from support import RenderedCall, convert, converter, make_site, write_project

from mkdocs_researcher.errors import MacroError
from mkdocs_researcher.hosts.mkdocs.site import CallAsText, register_with_macros
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.syntax.calls import find_calls, read_values
from mkdocs_researcher.syntax.site import Site

FILES = {
    "data/awards.yml": "- title: North Pier Medal\n  date: 2022\n- title: Harbour Grant\n  date: 2024\n",
    "data/papers.yml": "- id: one\n  title: Paper One\n  topic: First topic\n- id: two\n  title: Paper Two\n",
    "docs/index.md": "",
}
FULL = (
    *("tables", "attr_list", "md_in_html", "admonition", "def_list", "footnotes", "abbr", "toc"),
    *("pymdownx.superfences", "pymdownx.tabbed", "pymdownx.details", "pymdownx.blocks.admonition"),
    *("pymdownx.blocks.details", "pymdownx.blocks.tab", "pymdownx.tasklist"),
)
TABS = {"pymdownx.tabbed": {"alternate_style": True}, "pymdownx.blocks.tab": {"alternate_style": True}}
CHIP = "rs-chip"
ROWS = "rs-rows"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return make_site(write_project(tmp_path, FILES), mode="build")


@pytest.fixture
def show(site: Site) -> Callable[..., RenderedCall]:
    def run(source: str, **options: Any) -> RenderedCall:
        return convert(source, site, **{"extensions": FULL, "configs": TABS, **options})

    return run


def lines(shown: RenderedCall) -> list[int]:
    """The line numbers of the problems."""
    return [int(match[1]) for problem in shown.problems if (match := re.match(r"docs/index\.md:(\d+): ", problem))]


# Where a call works: (page, path of elements around the result)
BADGE = '{{ badge("x") }}'
AWARDS = "{{ awards() }}"
INLINE_PLACES = {
    "paragraph": (BADGE, "p"),
    "line": (f"Text {BADGE} text", "p"),
    "list": (f"- a\n- {BADGE}\n", "ul li"),
    "ordered list": (f"1. {BADGE}\n", "ol li"),
    "nested list": (f"- a\n    - b {BADGE}\n", "ul ul li"),
    "task list": (f"- [ ] {BADGE}\n", "ul li"),
    "list in admonition in tab": (f'=== "Tab"\n\n    !!! note\n\n        - {BADGE}\n', ".tabbed-block .admonition li"),
    "admonition": (f"!!! note\n    {BADGE}\n", ".admonition"),
    "admonition title": (f'!!! note "Title {BADGE.replace(chr(34), chr(39))}"\n    text\n', ".admonition-title"),
    "details": (f"??? note\n    {BADGE}\n", "details"),
    "table cell": (f"| A | B |\n|---|---|\n| a | {BADGE} |\n", "td"),
    "table head": (f"| A | {BADGE} |\n|---|---|\n| a | b |\n", "th"),
    "blockquote": (f"> Text {BADGE}\n", "blockquote"),
    "heading": (f"## Title {BADGE}\n", "h2"),
    "setext heading": (f"Title {BADGE}\n------\n", "h2"),
    "footnote": (f"Text[^1]\n\n[^1]: Note {BADGE}\n", ".footnote li"),
    "definition": (f"Term\n:   Definition {BADGE}\n", "dd"),
    "markdown=1": (f'<div markdown="1">\n\n{BADGE}\n\n</div>\n', "div"),
    "markdown=span": (f'<p markdown="span">{BADGE}</p>\n', "p"),
    "markdown in a tab": (f'=== "A"\n\n    {BADGE}\n\n=== "B"\n\n    b\n', ".tabbed-block"),
    "raw HTML block": (f"<div><p>{BADGE}</p></div>\n", "div p"),
    "raw inline HTML": (f"Text <span>{BADGE}</span>\n", "p span"),
    "block admonition": (f"/// note | Title\nText {BADGE}\n///\n", ".admonition"),
    "block tab": (f"/// tab | Title\n{BADGE}\n///\n", ".tabbed-block"),
    "emphasis": (f"**bold {BADGE}**", "strong"),
    "link": (f"[a {BADGE}](https://example.org)", "a"),
    "paper block": (f"/// paper | Title\n\nBody {BADGE}\n///\n", ".rs-text"),
    "after code": (f"`{BADGE}` and {BADGE}", "p"),
    "beside a foreign brace": (f"{{{{ other }}}} {BADGE}", "p"),
}
BLOCK_PLACES = {
    "paragraph": (AWARDS, "div.rs"),
    "after a line": (f"Text\n{AWARDS}\n", "div.rs"),
    "before a line": (f"{AWARDS}\nText\n", "div.rs"),
    "list": (f"- {AWARDS}\n", "ul > li"),
    "list paragraph": (f"- a\n\n    {AWARDS}\n", "ul > li"),
    "nested list": (f"- a\n\n    - b\n\n        {AWARDS}\n", "ul ul > li"),
    "list in admonition in tab": (f'=== "Tab"\n\n    !!! note\n\n        - {AWARDS}\n', ".tabbed-block .admonition li"),
    "admonition": (f"!!! note\n\n    {AWARDS}\n", ".admonition"),
    "details": (f"??? note\n\n    {AWARDS}\n", "details"),
    "blockquote": (f"> Text\n>\n> {AWARDS}\n", "blockquote"),
    "table cell": (f"| A | B |\n|---|---|\n| a | {AWARDS} |\n", "td"),
    "footnote": (f"Text[^1]\n\n[^1]:\n    {AWARDS}\n", ".footnote li"),
    "definition": (f"Term\n\n:   {AWARDS}\n", "dd"),
    "markdown=1": (f'<div class="c" markdown="1">\n\n{AWARDS}\n\n</div>\n', "div.c"),
    "markdown=1 without blank lines": (f'<div class="c" markdown="1">\n{AWARDS}\n</div>\n', "div.c"),
    "markdown=1 nested": (
        f'<div markdown="1">\n<section class="c" markdown="1">\n\n{AWARDS}\n\n</section>\n</div>\n',
        "section.c",
    ),
    "raw HTML block": (f'<div class="c">\n{AWARDS}\n</div>\n', "div.c"),
    "tab": (f'=== "A"\n\n    {AWARDS}\n', ".tabbed-block"),
    "block admonition": (f"/// note\n{AWARDS}\n///\n", ".admonition"),
    "block details": (f"/// details | T\n\n{AWARDS}\n\n///\n", "details"),
    "paper block": (f"/// paper | Title\n\n{AWARDS}\n///\n", ".rs-text"),
    "three spaces": (f"   {AWARDS}\n", "div.rs"),
    "several lines": ("{{ awards(\n    limit=2,\n    since=2020,\n) }}\n", "div.rs"),
    "several lines in a list": ("- {{ awards(\n      limit=2\n  ) }}\n", "li"),
    "several lines in a quote": ("> {{ awards(\n>   limit=2\n> ) }}\n", "blockquote"),
    "several lines in an admonition": ("!!! note\n\n    {{ awards(\n        limit=2\n    ) }}\n", ".admonition"),
    "blank lines": ("{{ awards(\n\n    limit=2,\n\n) }}\n", "div.rs"),
    "blank lines in a list": ("- a\n\n    {{ awards(\n\n        limit=2,\n\n    ) }}\n", "li"),
    "no blanks": ("{{awards()}}", "div.rs"),
    "many blanks": ("{{   awards (  )   }}", "div.rs"),
    "trimming dashes": ("{{- awards() -}}", "div.rs"),
    "comment in the arguments": ("{{ awards(\n    limit=2,  # two\n) }}\n", "div.rs"),
}


@pytest.mark.parametrize("place", INLINE_PLACES)
def test_inline_call_works(place: str, show: Callable[..., RenderedCall]) -> None:
    source, path = INLINE_PLACES[place]
    shown = show(source)
    assert shown.problems == ()
    assert shown.soup.select(f"{path} .{CHIP}"), shown.html
    assert "\x02" not in shown.html
    assert "wzxhzdk" not in shown.html


@pytest.mark.parametrize("place", [place for place in BLOCK_PLACES if place != "blank lines in a list"])
def test_block_call_works(place: str, show: Callable[..., RenderedCall]) -> None:
    source, path = BLOCK_PLACES[place]
    shown = show(source)
    assert shown.problems == ()
    assert len(shown.soup.select(f"{path} .{ROWS}")) == 1, shown.html
    assert "North Pier Medal" in shown.html
    assert "{{" not in shown.html
    assert "\x02" not in shown.html


def test_empty_lines_in_a_call_in_a_list_are_reported(show: Callable[..., RenderedCall]) -> None:
    """Python-Markdown hands the blocks of a list item over one by one; it is reported at least."""
    assert "never closed" in "".join(show(BLOCK_PLACES["blank lines in a list"][0]).problems)


@pytest.mark.parametrize("place", BLOCK_PLACES)
def test_list_is_not_in_a_paragraph(place: str, show: Callable[..., RenderedCall]) -> None:
    """`<p><div>` is torn apart by every browser."""
    shown = show(BLOCK_PLACES[place][0])
    assert not shown.soup.select("p div, p ul"), shown.html


def test_text_around_a_call_stays(show: Callable[..., RenderedCall]) -> None:
    shown = show(
        "Before\n{{ awards() }}\nAfter\n\n{{ awards() }} {{ badge('x') }}\n\nTwo {{ badge('a') }} {{ badge('b') }}"
    )
    text = shown.soup.get_text(" ", strip=True)
    assert text.index("Before") < text.index("North Pier") < text.index("After") < text.index("Two")
    assert len(shown.soup.select(f".{ROWS}")) == 2
    assert len(shown.soup.select(f".{CHIP}")) == 3


def test_heading_reaches_the_table_of_contents(site: Site) -> None:
    md = converter(site, Page(), FULL, TABS)
    md.convert('# Top\n\n## News {{ badge("new") }}\n\n{{ papers(group_by="topic") }}\n')
    tokens = md.toc_tokens[0]["children"]  # type: ignore[attr-defined]
    assert [token["name"] for token in tokens] == ["News new"]
    assert [token["name"] for token in tokens[0]["children"]] == ["First topic", "Other"]
    assert tokens[0]["id"].startswith("news")


FENCE = "```"
UNTOUCHED = {
    "fence": f"{FENCE}\n{AWARDS}\n{FENCE}",
    "fence with language": f"{FENCE}jinja\n{AWARDS}\n{FENCE}",
    "tilde fence": f"~~~\n{AWARDS}\n~~~",
    "longer fence": f"````\n{FENCE}\n{AWARDS}\n{FENCE}\n````",
    "fence in a list": f"- a\n\n    {FENCE}\n    {AWARDS}\n    {FENCE}",
    "fence in a quote": f"> {FENCE}\n> {AWARDS}\n> {FENCE}",
    "fence in an admonition": f"!!! note\n\n    {FENCE}\n    {AWARDS}\n    {FENCE}",
    "fence in a tab": f'=== "A"\n\n    {FENCE}\n    {AWARDS}\n    {FENCE}',
    "fence with blank lines": f"{FENCE}\na\n\n{AWARDS}\n\n{FENCE}",
    "indented code": f"Text\n\n    {AWARDS}\n",
    "indented code in a list": f"- a\n\n        {AWARDS}\n",
    "code span": f"`{AWARDS}`",
    "code span of two ticks": f"`` {AWARDS} ` ``",
    "code span in a list": f"- `{BADGE}`",
    "code span in a table": f"| A |\n|---|\n| `{BADGE}` |",
    "code span in a heading": f"## `{BADGE}`",
    "code span of two lines": f"`a\n{BADGE}`",
    "comment block": f"<!-- {AWARDS} -->",
    "comment of several lines": f"<!--\n{AWARDS}\n\n{BADGE}\n-->",
    "comment in a line": f"Text <!-- {BADGE} --> text",
    "comment in a list": f"- a <!-- {BADGE} -->",
    "pre": f"<pre>{AWARDS}</pre>",
    "pre of several lines": f"<pre>\n{AWARDS}\n\n{BADGE}\n</pre>",
    "pre and code": f"<pre><code>{AWARDS}</code></pre>",
    "code in a line": f"Text <code>{BADGE}</code>",
    "code in raw HTML": f"<p>Text <code>{BADGE}</code></p>",
    "script": f"<script>var x = '{AWARDS}';</script>",
    "style": f"<style>/* {AWARDS} */</style>",
    "textarea": f"<textarea>{AWARDS}</textarea>",
    "attribute of raw HTML": "<p title='{{ badge(\"x\") }}'>Text</p>",
    "attribute of inline HTML": "Text <span title='{{ badge(\"x\") }}'>text</span>",
    "foreign name": '{{ other("x") }}',
    "foreign variable": "{{ config.site_name }} {{ page.title }}",
    "foreign attribute call": "{{ super.badge() }} {{ obj.papers() }}",
    "foreign filter": '{{ "x" | upper }}',
    "statement": "{% if x %} {% badge() %}",
    "GitHub expression": '${{ secrets.X }} ${{ badge("x") }}',
    "LaTeX": r"$\frac{{a}}{{b}}$ \textbf{{ x }}",
    "three braces": f"{{{BADGE}}}",
    "one brace": '{ badge("x") }',
    "escaped": f"\\{BADGE}",
    "escaped in a paragraph": f"Text \\{AWARDS}",
}


@pytest.mark.parametrize("kind", UNTOUCHED)
def test_stays_as_it_is(kind: str, show: Callable[..., RenderedCall]) -> None:
    source = UNTOUCHED[kind]
    shown = show(source)
    reported = {"statement": 2, "one brace": 1, "three braces": 1}.get(
        kind, 1 if kind.startswith("indented code") else 0
    )
    assert len([problem for problem in shown.problems if "is shown as" in problem]) == len(shown.problems) == reported
    plain = markdown.markdown(source, extensions=FULL, extension_configs=TABS)
    if "escaped" in kind:  # without us `\{` is an escape for Markdown just the same
        assert "{{" in shown.soup.get_text()
    assert shown.html == plain


@pytest.mark.parametrize("call", ["{{ foo(1) }}", "{{ macros_info() }}", "{{ fix_url(url) }}", "{{ now() }}"])
def test_unknown_calls_are_not_reported(call: str, show: Callable[..., RenderedCall]) -> None:
    assert show(call).problems == ()


@pytest.mark.parametrize("call", ["{{ paprs() }}", "{{ Papers() }}", "{{ award() }}", "{{ educaton() }}"])
def test_near_miss_is_reported(call: str, show: Callable[..., RenderedCall]) -> None:
    shown = show(f"Text\n\n{call}\n")
    assert len(shown.problems) == 1
    assert "did you mean" in shown.problems[0]
    assert lines(shown) == [3]
    assert call in shown.html


# Beside other extensions


def test_arithmatex_leaves_dollars_in_arguments(show: Callable[..., RenderedCall]) -> None:
    extensions = (*FULL, "pymdownx.arithmatex")
    shown = show('Costs {{ badge("$5") }} and {{ badge("$6") }}, math $x_1$', extensions=extensions)
    assert [chip.get_text() for chip in shown.soup.select(f".{CHIP}")] == ["$5", "$6"]
    assert len(shown.soup.select(".arithmatex")) == 1


def test_smarty_leaves_arguments(show: Callable[..., RenderedCall]) -> None:
    shown = show('Say "hi" {{ badge("x--y", kind="note") }} -- end', extensions=(*FULL, "smarty"))
    assert shown.problems == ()
    assert len(shown.soup.select(f".{CHIP}")) == 1
    assert "“hi”" in shown.soup.get_text()


def test_attr_list_beside_a_call(show: Callable[..., RenderedCall]) -> None:
    shown = show('## News {{ badge("x") }} { #mine .c }\n\nText {{ badge("y") }}\n{ .d }\n')
    heading = shown.soup.h2
    assert heading is not None
    assert heading["id"] == "mine"
    assert "{" not in shown.html
    assert len(shown.soup.select(f".{CHIP}")) == 2


@pytest.mark.parametrize(
    "argument",
    ["a*b*c", "a_b_c", "`code`", "<b>x</b>", "a & b", "[x](y)", "a}b", "a}}b", "a)b", "{{ badge('y') }}", "#"],
)
def test_arguments_hold_anything(argument: str, show: Callable[..., RenderedCall]) -> None:
    for source in (f'{{{{ badge("{argument}") }}}}', f'Text {{{{ badge("{argument}") }}}} text'):
        shown = show(source)
        assert len(shown.soup.select(f".{CHIP}")) == 1, shown.html
        assert not [problem for problem in shown.problems if "never closed" in problem]


def test_bar_in_a_table_cell(show: Callable[..., RenderedCall]) -> None:
    shown = show("| A |\n|---|\n| {{ badge('a\\|b') }} |")
    assert [chip.get_text() for chip in shown.soup.select(f"td .{CHIP}")] == ["a|b"]


def test_bare_bar_in_a_table_cell_is_reported(show: Callable[..., RenderedCall]) -> None:
    """It ends the cell, as in all of Markdown's tables."""
    assert show("| A |\n|---|\n| {{ badge('a|b') }} |").problems


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ('{{ badge("a", kind="x|y") }}', "a bar ends the cell of a table; write \\| for |"),
        ('{{ badge("a" }}', "the call is never closed; end it with ) }}"),
        ('{{ badge("a", knd="x") }}', "badge() has no such argument, did you mean 'kind'?"),
    ],
)
def test_calls_in_tables_are_reported_with_their_own_line(
    call: str, message: str, show: Callable[..., RenderedCall]
) -> None:
    page = f'A {{{{ badge("first") }}}}\n\n| A | B |\n|---|---|\n| {{{{ badge("b") }}}} | a |\n| a | {call} |\n'
    (problem,) = show(page).problems
    assert ":6: badge(" in problem
    assert message in problem


# Arguments


@pytest.mark.parametrize(
    ("inside", "positional", "named"),
    [
        ("", (), {}),
        ("'a', 1, -2.5, True, None", ("a", 1, -2.5, True, None), {}),
        ('select=["a", "b"], limit=3,', (), {"select": ["a", "b"], "limit": 3}),
        ("x=('a', 'b')", (), {"x": ("a", "b")}),
        ("'it\\'s'", ("it's",), {}),
        ("'''a\nb'''", ("a\nb",), {}),
        ('"a" "b"', ("ab",), {}),
        ("{'a': 1}", ({"a": 1},), {}),
        ("'é 張'", ("é 張",), {}),
    ],
)
def test_literals_are_read(inside: str, positional: tuple[Any, ...], named: dict[str, Any]) -> None:
    values = read_values(inside)
    assert (values.positional, values.named) == (positional, named)


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("x", "put text in quotes: 'x'"),
        ("true", "write True"),
        ("limit=null", "write None"),
        ("open('/etc/passwd')", "is not a value"),
        ("().__class__", "is not a value"),
        ("[x for x in 'ab']", "is not a value"),
        ("lambda: 1", "is not a value"),
        ("1 if True else 2", "is not a value"),
        ("2**99999999", "is not a value"),
        ("'a' * 10**9", "is not a value"),
        ("*[1]", "is not a value"),
        ("**{}", "write each argument as name=value"),
        ("“x”", "use straight quotes"),
        ("1 2", "cannot be read"),
        ("a=", "cannot be read"),
        (")(", "cannot"),
        ("'a\nb'", "cannot be read"),
        ("(" * 500 + ")" * 500, "cannot be read"),
        ("\x00", "cannot be read"),
        ("1) + f(2", "cannot"),
        ("x := 1", "is not a value"),
    ],
)
def test_values_that_are_not_literals_are_reported(inside: str, words: str) -> None:
    with pytest.raises(MacroError, match=re.escape(words)):
        read_values(inside)


@pytest.mark.parametrize("inside", ["limit=1, limit=2", "'a', text='b', text='c'"])
def test_a_repeated_keyword_is_reported(inside: str) -> None:
    with pytest.raises(MacroError, match=r"twice|repeated"):
        read_values(inside)


@pytest.mark.parametrize(
    "inside",
    [
        r"'$\ell_1$'",
        r"'\d'",
        r"'\frac{1}{2}'",
    ],
)
def test_wrong_escapes_are_reported_by_us_or_not_at_all(inside: str) -> None:
    try:
        read_values(inside)  # a warning fails every test of this suite
    except MacroError:
        return
    assert r"\f" not in inside, "\\f has become a form feed"


def test_finds_all_calls() -> None:
    text = "{{ a() }} {{b('}}')}} {{ c(\n1) }} {{ d }} ${{ e() }} {{ f(( }} {{ g() }}"
    assert [(call.name, call.is_closed) for call in find_calls(text)] == [
        *(("a", True), ("b", True), ("c", True), ("f", False), ("g", True))
    ]


# Lines


def test_front_matter_counts(show: Callable[..., RenderedCall]) -> None:
    assert lines(show("---\ntitle: x\n---\n\n{{ awards(limt=1) }}\n")) == [5]


def test_same_wrong_call_is_reported_at_each_of_its_lines(show: Callable[..., RenderedCall]) -> None:
    assert lines(show("{{ awards(limt=1) }}\n\nText\n\n{{ awards(limt=1) }}\n\n- {{ awards(limt=1) }}\n")) == [1, 5, 7]


def test_call_in_code_does_not_count(show: Callable[..., RenderedCall]) -> None:
    call = "{{ awards(limt=1) }}"
    source = f"{FENCE}\n{call}\n{FENCE}\n\n`{call}`\n\n<!-- {call} -->\n\n~~~\n{call}\n~~~\n\n{call}\n"
    assert lines(show(source)) == [13]


def test_call_in_indented_code_does_not_count(show: Callable[..., RenderedCall]) -> None:
    call = "{{ awards(limt=1) }}"
    assert lines(show(f"Text\n\n    {call}\n\n{call}\n")) == [5, 3]


def test_call_in_raw_code_does_not_count(show: Callable[..., RenderedCall]) -> None:
    call = "{{ awards(limt=1) }}"
    assert lines(show(f"<pre>{call}</pre>\n\n{call}\n")) == [3]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("- a\n- {{ awards(limt=1) }}\n", 2),
        ("- a\n\n    {{ awards(limt=1) }}\n", 3),
        ("> a\n>\n> {{ awards(limt=1) }}\n", 3),
        ("!!! note\n\n    - a\n    - {{ awards(limt=1) }}\n", 4),
        ('=== "T"\n\n    Text\n\n    {{ awards(limt=1) }}\n', 5),
        ("| A |\n|---|\n| {{ badge(x) }} |\n", 3),
        ("Text\nmore {{ badge(x) }}\n", 2),
        ("## A\n\n## Title {{ badge(x) }}\n", 3),
        ("<div>\n<p>{{ badge(x) }}</p>\n</div>\n", 2),
        ("Text\n\n{{ awards(\n    limt=1,\n) }}\n", 3),
        ("> {{ awards(\n>   limt=1,\n> ) }}\n", 1),
        ("Text\n\n{{ awards(\n\n    limt=1,\n\n) }}\n", 3),
        ("Text\n\n{{ awards(limit=1\n\nText\n", 3),
        ("Text[^1]\n\n[^1]: {{ badge(x) }}\n", 3),
        ("Text\n\n{{ paper('gone') }}\n", 3),
        ("Text\n\n{{ news() }}\n", 3),
    ],
)
def test_line_of_a_fault(source: str, line: int, show: Callable[..., RenderedCall]) -> None:
    assert lines(show(source)) == [line]


def test_mistake_is_reported_once_for_each_location(show: Callable[..., RenderedCall]) -> None:
    shown = show("{{ badge(x) }} {{ badge(y) }}\n")
    assert len(shown.problems) == 2


def test_faulty_call_is_left_out_of_a_build_and_boxed_under_serve(tmp_path: Path) -> None:
    folder = write_project(tmp_path, FILES)
    source = "Text\n\n{{ awards(limt=1) }}\n\nEnd\n"
    assert "rs-error" not in convert(source, make_site(folder, mode="build")).html
    served = convert(source, make_site(folder, mode="serve"))
    assert "docs/index.md:3: awards(limt)" in served.soup.select(".rs-error")[0].get_text()
    assert "End" in served.html


@pytest.mark.parametrize(
    "source",
    [
        "Text {{ badge(x) }} text\n",
        "## {{ badge(x) }}\n",
        "**{{ badge(x) }}**\n",
    ],
)
def test_box_of_an_inline_call_fits_a_line(source: str, tmp_path: Path) -> None:
    shown = convert(source, make_site(write_project(tmp_path, FILES), mode="serve"))
    assert shown.soup.select(".rs-error")
    assert not shown.soup.select("p div, h2 div, strong div, p ul, h2 ul")


@pytest.mark.parametrize("source", ["{{ awrds() }}\n", "Text\n{{ awrds() }}\nText\n", "- Text\n\n    {{ awrds() }}\n"])
def test_box_of_an_unknown_macro_on_its_own_line_is_a_block(source: str, tmp_path: Path) -> None:
    shown = convert(source, make_site(write_project(tmp_path, FILES), mode="serve"))
    (box,) = shown.soup.select("div.rs-error")
    assert "did you mean 'awards'?" in box.get_text()
    assert not shown.soup.select("p div, p ul, .rs-inline")


@pytest.mark.parametrize("source", ["Text {{ awrds() }} text\n", "## {{ awrds() }}\n", "**{{ awrds() }}**\n"])
def test_box_of_an_unknown_macro_in_a_sentence_fits_the_line(source: str, tmp_path: Path) -> None:
    shown = convert(source, make_site(write_project(tmp_path, FILES), mode="serve"))
    assert shown.soup.select("span.rs-error")
    assert not shown.soup.select("div.rs-error")


def test_link_to_the_whole_list_breaks_no_paragraph(show: Callable[..., RenderedCall]) -> None:
    shown = show('{{ papers(more="index.md") }}\n')
    assert shown.soup.select("a.rs-h__more")
    assert not shown.soup.select("p div")


@pytest.mark.parametrize("more", ["gone.md", "javascript:alert(1)", "//evil.example", "../x.md"])
def test_link_to_the_whole_list_is_checked(more: str, show: Callable[..., RenderedCall]) -> None:
    assert show(f'## A\n\n{{{{ papers(more="{more}") }}}}\n').problems


def test_missing_file_names_macro_and_argument(show: Callable[..., RenderedCall]) -> None:
    (problem,) = show('{{ badge("x", url="gone.md") }}\n').problems
    assert problem.startswith("docs/index.md:1: ")
    assert "there is no file 'gone.md'" in problem


# Blocks: what pymdownx swallows without a word

BLOCK_FAULTS = {
    "unknown option": ("/// paper | T\n    bagde: x\n\n///\n", 3, "did you mean 'badge'"),
    "wrong type": ("/// paper | T\n    year: soon\n\n///\n", 3, "whole number"),
    "bad URL": ("/// paper | T\n    image: javascript:x\n\n///\n", 3, "scheme"),
    "broken YAML": ("/// paper | T\n    links: {a: b\n\n///\n", 4, "not valid YAML"),
    "double option": ("/// paper | T\n    badge: a\n    badge: b\n\n///\n", 5, "twice"),
    "list of options": ("/// paper | T\n    - badge\n\n///\n", 4, "lines such as"),
    "text for options": ("/// paper | T\n    badge\n\n///\n", 4, "lines such as"),
    "never closed": ("/// paper | T\n\nText\n", 3, "never closed"),
    "never closed, nested": ("//// paper | T\n\n/// education | E\n\nText\n\n////\n", {3, 5}, "never closed"),
    "no title": ("/// paper\n\n///\n", 3, "after a bar"),
    "misspelt name": ("/// papr | T\n///\n", 3, "did you mean 'paper'"),
    "options not indented": ("/// paper | T\nbadge: x\n\n///\n", 3, "indented by four"),
    "options indented by two": ("/// paper | T\n  badge: x\n\n///\n", 3, "indented by four"),
    "options after a blank line": ("/// paper | T\n\n    badge: x\n\n///\n", 3, "indented by four"),
    "news with a title": ("/// news | T\n- 2025: x\n///\n", 3, "nothing after a bar"),
    "news without a date": ("/// news\n- x\n///\n", 3, "must start with its date"),
    "news without a list": ("/// news\nText\n///\n", 3, "must contain one list"),
    "news of two lists": ("/// news\n- 2025: a\n\n1. 2025: b\n\nText\n///\n", 3, "must contain one list"),
    "news option": ("/// news\n    limt: 3\n\n- 2025: x\n///\n", 3, "did you mean 'limit'"),
    "empty news": ("/// news\n///\n", 3, "must contain one list"),
    "unknown icon": (
        "/// paper | T\n    links: {A: {url: https://example.org, icon: simple/nothing}}\n\n///\n",
        3,
        "icon",
    ),
}


@pytest.mark.parametrize("fault", BLOCK_FAULTS)
def test_mistakes_in_blocks_are_reported(fault: str, show: Callable[..., RenderedCall]) -> None:
    source, line, words = BLOCK_FAULTS[fault]
    shown = show("Text\n\n" + source)
    assert words in " ".join(shown.problems)
    assert set(lines(shown)) == (line if isinstance(line, set) else {line}), shown.problems


def test_fault_of_a_block_names_its_own_line(show: Callable[..., RenderedCall]) -> None:
    source = "/// paper | A\n///\n\n/// paper | B\n    bagde: x\n\n///\n\n/// paper | B\n    bagde: y\n\n///\n"
    assert lines(show(source)) == [4, 9]


def test_a_block_in_code_is_not_a_block(show: Callable[..., RenderedCall]) -> None:
    source = f"{FENCE}\n/// paper\n    bagde: x\n///\n{FENCE}\n\n    /// paper\n        bagde: x\n    ///\n"
    assert show(source).problems == ()


def test_foreign_blocks_are_left_alone(show: Callable[..., RenderedCall]) -> None:
    shown = show("/// note | Title\n    type: tip\n\nText\n///\n\n/// tab | T\nx\n///\n\n/// html | div\nx\n///\n")
    (hint,) = shown.problems  # the extension of html is not on
    assert "add the extension pymdownx.blocks.html" in hint


def test_options_stay_text(show: Callable[..., RenderedCall]) -> None:
    shown = show(
        "/// education | E\n    date: 2025.10\n    score: 010\n\n///\n\n/// paper | No\n    badge: no\n\n///\n"
    )
    text = shown.soup.get_text(" ", strip=True)
    assert "Oct 2025" in text
    assert "010" in text
    assert shown.soup.select(".rs-badge")[0].get_text() == "no"


def test_body_of_a_block_is_markdown(show: Callable[..., RenderedCall]) -> None:
    shown = show(
        f"/// paper | T\n\n**bold** {BADGE}\n\n{FENCE}\n{AWARDS}\n{FENCE}\n\n- list\n\n{AWARDS}\n///\n\nAfter\n"
    )
    body = shown.soup.select(".rs-paper .rs-text")[0]
    assert body.strong
    assert body.li
    assert len(body.select(f".{ROWS}")) == 1
    assert "{{ awards() }}" in body.get_text()
    assert "After" not in body.get_text()


@pytest.mark.parametrize(
    "item", ["2025.07: text", "*2025.07*: text", "**Jul 2025** text", "2025-07-14 text", "Fall 2025 – text"]
)
def test_dates_of_news_items(item: str, show: Callable[..., RenderedCall]) -> None:
    shown = show(f"/// news\n- {item} **b**\n///\n")
    assert shown.problems == ()
    assert shown.soup.time is not None
    assert shown.soup.select(".rs-news__text")[0].get_text().strip() == "text b"
    assert "2025" not in shown.soup.select(".rs-news__text")[0].get_text()


# Beside mkdocs-macros


@pytest.mark.parametrize(
    "arguments", ["'a', kind='note'", "text='it\\'s \"x\"'", "'{{ x }}'", "'a\\nb'", "'é', icon=None"]
)
def test_call_comes_back_out_of_mkdocs_macros(arguments: str) -> None:
    values = read_values(arguments)
    text = CallAsText("badge")(*values.positional, **values.named)
    (call,) = find_calls(text)
    assert (call.name, call.is_closed) == ("badge", True)
    assert read_values(call.inside) == values


def test_own_macros_of_the_author_win() -> None:
    class Plugin:
        macros = {"badge": "theirs"}  # noqa: RUF012

        def register_macros(self, found: dict[str, Any]) -> None:
            self.registered = found

    plugin = Plugin()
    register_with_macros(plugin)
    assert "badge" not in plugin.registered
    assert "papers" in plugin.registered
    register_with_macros(None)
    register_with_macros(object())


# The page before


def test_nothing_stays_from_the_page_before(site: Site) -> None:
    md = converter(site, Page(display_path="docs/a.md", read=lambda: "{{ awards(limt=1) }}"), FULL, TABS)
    md.convert("{{ awards(limt=1) }}\n\n/// paper | T\n")
    md.reset()
    assert md.convert("Plain") == "<p>Plain</p>"
    assert md.reset().convert(BADGE).count(CHIP) == 2  # its class and that of its kind


def test_a_page_without_calls_needs_no_site(tmp_path: Path) -> None:
    html = markdown.markdown(
        "# A\n\nText {{ x }}",
        extensions=["mkdocs_researcher"],
        extension_configs={"mkdocs_researcher": {"project_dir": str(tmp_path / "absent")}},
    )
    assert html == "<h1>A</h1>\n<p>Text {{ x }}</p>"
