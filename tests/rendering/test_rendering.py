"""Addresses, icons, Markdown in data, templates of the author's own."""

from __future__ import annotations

import difflib
import html
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import convert, make_site, write_project

from mkdocs_researcher.errors import MacroError
from mkdocs_researcher.fields.urls import has_address, hide_addresses, without_addresses
from mkdocs_researcher.rendering.icons import Icons, bundled_icon_folders, close_names
from mkdocs_researcher.rendering.inline_markdown import InlineMarkdown
from mkdocs_researcher.rendering.page import Page, Urls, folder_lookup, relative_url
from mkdocs_researcher.rendering.renderer import Slot, split_slots


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    write_project(tmp_path, {"index.md": "", "papers.md": "", "cv/index.md": "", "a b/ü.md": "", "images/x.png": ""})
    return tmp_path


@pytest.mark.parametrize(
    ("url", "page", "expected"),
    [
        ("papers.md", "", "papers/"),
        ("papers.md", "papers/", "./"),
        ("papers.md#a", "cv/", "../papers/#a"),
        ("papers.md?q=1#a", "cv/", "../papers/?q=1#a"),
        ("index.md", "", "./"),
        ("index.md", "cv/", "../"),
        ("cv/index.md", "", "cv/"),
        ("images/x.png", "cv/", "../images/x.png"),
        ("images/x.png", "a/b/", "../../images/x.png"),
        ("a b/ü.md", "", "a%20b/%C3%BC/"),
        ("a%20b/ü.md", "", "a%20b/%C3%BC/"),
        ("#here", "cv/", "#here"),
        ("https://example.org/papers.md", "cv/", "https://example.org/papers.md"),
        ("mailto:a@b.example", "cv/", "mailto:a@b.example"),
        ("//example.org", "", "//example.org"),
    ],
)
def test_resolve(url: str, page: str, expected: str, docs: Path) -> None:
    assert Urls(folder_lookup(docs)).resolve(url, page) == expected


@pytest.mark.parametrize(
    ("url", "missing"),
    [
        ("papers.md", False),
        ("papers.md#x", False),
        ("gone.md", True),
        ("images/X.png", True),
        ("../secret", True),
        ("images", True),
        ("#x", False),
        ("https://example.org/gone", False),
        ("", False),
    ],
)
def test_is_missing(url: str, missing: bool, docs: Path) -> None:
    assert Urls(folder_lookup(docs)).is_missing(url) is missing


@pytest.mark.parametrize("name", ["x" * 300, "x" * 300 + ".png", "a/" * 3000 + "b"])
def test_paths_that_no_file_can_have_are_missing(name: str, docs: Path) -> None:
    assert Urls(folder_lookup(docs)).is_missing(name)


def test_addresses_without_folders(docs: Path) -> None:
    urls = Urls(folder_lookup(docs, directory_urls=False))
    assert urls.resolve("papers.md", "cv/index.html") == "../papers.html"
    assert urls.resolve("cv/index.md", "papers.html") == "cv/index.html"


@pytest.mark.parametrize(
    ("target", "page", "expected"),
    [("", "", "./"), ("", "a/", "../"), ("a/", "a/", "./"), ("a/b/", "a/", "b/"), ("a.html", "b.html", "a.html")],
)
def test_relative_url(target: str, page: str, expected: str) -> None:
    assert relative_url(target, page) == expected


class TestIcons:
    icons = Icons(bundled_icon_folders())

    def test_unknown_icon_has_near_misses(self) -> None:
        with pytest.raises(MacroError, match="did you mean 'material/trophy'"):
            self.icons.svg("material/trophi")

    def test_icons_of_the_author_have_near_misses(self, tmp_path: Path) -> None:
        for name in ("lab", "mine/boat", "mine/notes.txt"):
            path = tmp_path / (name if "." in name else f"{name}.svg")
            path.parent.mkdir(exist_ok=True)
            path.write_text("<svg><path/></svg>", encoding="utf-8")
        icons = Icons([tmp_path])
        assert icons.hint("mine/boats") == ", did you mean 'mine/boat'?"
        assert icons.hint("other/boat") == ", did you mean 'mine/boat'?"
        assert icons.hint("labs") == ", did you mean 'lab'?"
        assert "notes" not in icons.hint("mine/notes")

    @given(
        st.text("abc/-", max_size=12),
        st.lists(st.text("abc/-", min_size=1, max_size=12), max_size=30, unique=True),
        st.integers(1, 4),
        st.sampled_from([0.3, 0.6, 0.9]),
    )
    def test_near_names_are_those_of_difflib(self, name: str, known: list[str], most: int, cutoff: float) -> None:
        assert close_names(name, known, most, cutoff) == difflib.get_close_matches(name, known, most, cutoff)

    @pytest.mark.parametrize(
        "name", ["../secret", "material/../../x", "/etc/passwd", "material", "", "material/", "a/b" * 200]
    )
    def test_strange_names_are_unknown(self, name: str) -> None:
        assert self.icons.missing(name)

    def test_long_names_are_unknown(self) -> None:
        assert self.icons.missing("material/" + "a" * 300)

    def test_emoji_are_text(self) -> None:
        assert "🎉<" not in self.icons.svg("🎉<")
        assert "🎉&lt;" in self.icons.svg("🎉<")
        assert not self.icons.missing("🎉")

    def test_words_are_not_an_icon(self) -> None:
        # They were shown once, as text; a tile has no room for them.
        with pytest.raises(MacroError, match="is too long for an icon"):
            self.icons.svg("🎉<b>bold</b>")

    def test_icons_of_the_author_come_first(self, tmp_path: Path) -> None:
        write_project(tmp_path, {"material/star.svg": '<svg viewBox="0 0 9 9"><path d="M0"/></svg>'})
        assert 'viewBox="0 0 9 9"' in Icons([tmp_path, *bundled_icon_folders()]).svg("material/star")

    def test_a_file_that_is_not_an_icon(self, tmp_path: Path) -> None:
        write_project(tmp_path, {"own/x.svg": "not an svg"})
        assert Icons([tmp_path]).missing("own/x")

    def test_a_file_that_never_ends(self, tmp_path: Path) -> None:
        write_project(tmp_path, {"own/x.svg": '<svg viewBox="0 0 1 1"><path/>'})
        assert Icons([tmp_path]).missing("own/x")

    def test_a_file_that_is_not_text(self, tmp_path: Path) -> None:
        (tmp_path / "own").mkdir()
        (tmp_path / "own" / "x.svg").write_bytes(b"\xff\xfe")
        assert Icons([tmp_path]).missing("own/x")


class TestMarkdown:
    texts = InlineMarkdown()

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("plain", "plain"),
            ("a < b & c", "a &lt; b &amp; c"),
            ("**b** *i* `c`", "<strong>b</strong> <em>i</em> <code>c</code>"),
            ("# no heading", "# no heading"),
            ("1. no list", "1. no list"),
            ("- no list *x*", "- no list <em>x</em>"),
            ("    no code *x*", "no code <em>x</em>"),
            ("two\nlines *x*", "two lines <em>x</em>"),
            ("[l](papers.md)", '<a href="to/papers.md">l</a>'),
            ("[l](https://example.org)", '<a href="https://example.org">l</a>'),
            ("$a_1 * b_2 * c$", '<span class="rs-math">$a_1 * b_2 * c$</span>'),
            ("$5 and $6", "$5 and $6"),
            ("a<sup>2</sup>", "a<sup>2</sup>"),
            ("&eacute; &amp; &", "&eacute; &amp; &amp;"),
            ("snake_case_word", "snake_case_word"),
            ("\\*x\\*", "*x*"),
        ],
    )
    def test_inline(self, text: str, expected: str) -> None:
        assert str(self.texts.inline(text, "", lambda url: f"to/{url}")).strip() == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("plain", "<p>plain</p>"),
            ("a\n\nb", "<p>a</p>\n<p>b</p>"),
            ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
            ("1. a", "<ol>\n<li>a</li>\n</ol>"),
            ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
            ("    code <b>", "<pre><code>code &lt;b&gt;\n</code></pre>"),
            (
                "| a | b |\n| :-: | - |\n| *c* | [d](https://example.org) |",
                '<table>\n<thead>\n<tr>\n<th align="center">a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n'
                '<td align="center"><em>c</em></td>\n<td><a href="https://example.org">d</a></td>\n</tr>\n</tbody>\n</table>',
            ),
            ("a | b", "<p>a | b</p>"),
        ],
    )
    def test_block(self, text: str, expected: str) -> None:
        assert str(self.texts.block(text, "", str)).strip() == expected

    def test_links_of_one_page_are_not_shown_on_another(self) -> None:
        def resolve(prefix: str):
            return lambda url: prefix + url

        first = self.texts.inline("[l](x.md)", "a/", resolve("../"))
        assert 'href="../x.md"' in first
        assert 'href="x.md"' in self.texts.inline("[l](x.md)", "", resolve(""))

    def test_extensions_of_the_site_work_in_data(self) -> None:
        texts = InlineMarkdown(["pymdownx.mark", "pymdownx.arithmatex", "toc"])
        assert "<mark>x</mark>" in texts.inline("==x==", "", str)
        assert "arithmatex" in texts.inline("$x$", "", str)
        assert texts.extensions == ["pymdownx.mark", "pymdownx.arithmatex"]

    def test_emoji_shortcodes(self) -> None:
        texts = InlineMarkdown(["pymdownx.emoji"])
        shown = texts.inline(":tada: **x**", "", str)
        assert ":tada:" not in shown
        assert "onerror" not in shown


class TestTemplates:
    FILES = {"data/awards.yml": "- title: Medal\n", "docs/index.md": ""}  # noqa: RUF012

    def show(self, folder: Path, template: str, call: str = "{{ awards() }}", name: str = "rows"):
        write_project(folder, {**self.FILES, f"overrides/{name}.html.jinja": template})
        site = make_site(folder)
        return convert(call, site)

    def test_template_of_the_author_wins(self, tmp_path: Path) -> None:
        shown = self.show(tmp_path, "<p>{{ rows[0].title | inline }}!</p>")
        assert "<p>Medal!</p>" in shown.html

    @pytest.mark.parametrize(
        "template",
        ["{% for %}", "{{ nothing }}", "{{ rows.nothing.more }}", "{{ rows | nothing }}", "{% include 'gone.html' %}"],
    )
    def test_mistake_in_it_is_reported(self, template: str, tmp_path: Path) -> None:
        (problem,) = self.show(tmp_path, template).problems
        assert problem.startswith("docs/index.md:1: awards(")
        assert "the template rows.html.jinja" in problem

    @pytest.mark.parametrize(
        "template", ["{{ 1 / 0 }}", "{{ 'a' + 1 }}", "{{ rows[0].title | date }}", "{{ level.x() }}"]
    )
    def test_exception_in_it_is_reported(self, template: str, tmp_path: Path) -> None:
        (problem,) = self.show(tmp_path, template).problems
        assert problem.startswith("docs/index.md:1: awards(")

    def test_a_misspelled_attribute_is_named_with_its_line(self, tmp_path: Path) -> None:
        (problem,) = self.show(tmp_path, "<ul>\n{% for row in rows %}<li>{{ row.titel }}</li>{% endfor %}").problems
        assert problem.endswith(
            "the template rows.html.jinja, line 2: 'Row' object has no attribute 'titel', did you mean 'title'?"
        )

    def test_a_template_that_is_not_text(self, tmp_path: Path) -> None:
        write_project(tmp_path, self.FILES)
        (tmp_path / "overrides").mkdir()
        (tmp_path / "overrides" / "rows.html.jinja").write_bytes(b"\xff\xfe")
        assert len(convert("{{ awards() }}", make_site(tmp_path)).problems) == 1

    def test_escaping_is_on(self, tmp_path: Path) -> None:
        assert "<b>" not in self.show(tmp_path, "{{ '<b>' }}").html

    def test_block_whose_template_leaves_the_body_out(self, tmp_path: Path) -> None:
        call = "/// education | E\n\nBody\n///\n"
        (problem,) = self.show(tmp_path, "<p>no body</p>", call).problems
        assert "does not show the text of the block" in problem


def test_split_slots() -> None:
    slots = [Slot(0), Slot(1)]
    assert split_slots(f"a{slots[0].token}b{slots[1].token}c", 2) == ["a", "b", "c"]
    with pytest.raises(MacroError):
        split_slots(f"a{slots[1].token}b", 2)


def test_anchors_are_numbered() -> None:
    page = Page()
    assert [page.unique("a"), page.unique("a"), page.unique("a-2"), page.unique("b")] == ["a", "a-2", "a-2-2", "b"]


@pytest.mark.parametrize(
    "text",
    [
        '<a href="mailto:mira@example.org">mira@example.org</a>',
        "Write to mira.tovanne+work@hbu.example.org.",
        "<p>a@b.example, c@d.example</p>",
        "mira@example.org",
    ],
)
def test_no_address_is_plain_in_the_source(text: str) -> None:
    hidden = hide_addresses(text)
    assert "@" not in hidden
    assert html.unescape(hidden) == html.unescape(text)
    assert has_address(text)
    assert not has_address(hidden)
    assert "@" not in without_addresses(text)


@pytest.mark.parametrize("text", ["a @ b", "@user", "user@", "50 @ 20 cm", "@media print", "a@b"])
def test_other_signs_stay(text: str) -> None:
    assert hide_addresses(text) == text
