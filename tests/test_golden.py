"""Pages and messages beside what they must give.

`tests/golden/<macro>/<case>.md` is a page, `<case>.html` what it becomes, `<case>.problems.txt` what is reported to the author.
A first line `<!-- golden: language=de project=minimal -->` gives the language and the folder below `sites/`; `bibtex_hide=doi,url` is the
option of the plugin.
`tests/golden/imports/<case>` is a file of another program, `<case>.yml` the entries that `import` makes of it, with all that is reported.
`tests/golden/messages/<case>/` is a project with faults, `expected.txt` all that is reported about them.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest
from golden_html import CONTINUES, WIDTH, readable, restored
from hypothesis import example, given
from hypothesis import strategies as st
from support import EXTENSIONS, GOLDEN, RenderedCall, convert, convert_plain, make_site

from mkdocs_researcher.formats.yaml_text import yaml_text
from mkdocs_researcher.importing.registry import kind_of_file, read_file
from mkdocs_researcher.macros import BY_NAME, MACROS
from mkdocs_researcher.rendering.icons import Icons, bundled_icon_folders

NO_CASES = {"data", "docs", "messages", "imports"}
CASES = sorted(path for path in GOLDEN.glob("*/*.md") if path.parent.name not in NO_CASES)
IMPORTS = sorted(path for path in (GOLDEN / "imports").iterdir() if path.suffix != ".yml")
MESSAGES = sorted(path for path in (GOLDEN / "messages").iterdir() if path.is_dir())
UPDATE = "run: make golden (pytest tests/test_golden.py --update-golden)"
KNOWN_BUGS: dict[str, str] = {}

_OPTIONS = re.compile(r"\A<!-- golden: (.*?) -->\n")


def name_of(path: Path) -> str:
    return path.relative_to(GOLDEN).with_suffix("").as_posix().removesuffix("/expected")


def known_bugs(path: Path) -> list[pytest.MarkDecorator]:
    reason = KNOWN_BUGS.get(name_of(path))
    return [pytest.mark.xfail(strict=True, reason=reason)] if reason else []


def show(path: Path, caplog: pytest.LogCaptureFixture) -> RenderedCall:
    source = path.read_text(encoding="utf-8")
    options: dict[str, str] = {}
    if match := _OPTIONS.match(source):
        options = dict(item.split("=") for item in match[1].split())
        source = source[match.end() :]
    project = GOLDEN / "sites" / options.pop("project") if "project" in options else GOLDEN
    if hidden := options.pop("bibtex_hide", ""):
        return convert(source, make_site(project, bibtex_hide=hidden.split(",")))
    return convert_plain(source, project, caplog, **options)


def compare(path: Path, text: str, update: bool) -> None:
    """Fails with a diff if the file holds something else."""
    if update:
        if KNOWN_BUGS.get(name_of(path).removesuffix(".problems")):
            return  # the files hold what should be
        if text:
            path.write_text(text, encoding="utf-8")
        else:
            path.unlink(missing_ok=True)
        return
    shown = path.relative_to(GOLDEN.parent.parent).as_posix()
    if text and not path.exists():
        pytest.fail(f"{shown} is missing; {UPDATE}", pytrace=False)
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    if kept != text:
        diff = difflib.unified_diff(kept.splitlines(), text.splitlines(), shown, "now", lineterm="")
        pytest.fail("\n".join(diff) + f"\nIf this is meant, {UPDATE}", pytrace=False)


@pytest.mark.parametrize("path", [pytest.param(path, id=name_of(path), marks=known_bugs(path)) for path in CASES])
def test_page(path: Path, update: bool, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782777600")  # 2026-06-30
    shown = show(path, caplog)
    text = readable(shown.html)
    assert restored(text) == shown.html
    compare(path.with_suffix(".html"), f"{text}\n", update)
    problems = "".join(f"{problem}\n" for problem in shown.problems)
    compare(path.with_suffix(".problems.txt"), problems, update)


@pytest.mark.parametrize("folder", [pytest.param(path, id=path.name, marks=known_bugs(path)) for path in MESSAGES])
def test_messages(folder: Path, update: bool) -> None:
    site = make_site(folder, mode="build")
    for page in sorted((folder / "docs").rglob("*.md")):
        convert(page.read_text(encoding="utf-8"), site, path=page.relative_to(folder / "docs").as_posix())
    problems = sorted({*site.problems, *site.library.problems})
    assert problems, f"{folder.name} has no fault"
    lines = [f"{problem.severity}: {problem}\n" for problem in problems]
    compare(folder / "expected.txt", "".join(lines), update)


@pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in IMPORTS])
def test_import(path: Path, update: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    found = read_file(Path(path.name), kind_of_file(Path(path.name), ""))
    entries = "\n".join(yaml_text([work.record]) for work in found.works)
    problems = "".join(f"# {note.severity}: {note}\n" for note in found.notes)
    compare(path.with_name(f"{path.name}.yml"), entries + problems, update)


def test_no_orphans() -> None:
    """A result without its page, or without a test that reads it, would keep what nobody checks."""
    results = [*GOLDEN.rglob("*.html"), *GOLDEN.rglob("*.problems.txt")]
    pages = {path.with_suffix("") for path in CASES}
    orphans = [str(path) for path in results if Path(re.sub(r"\.(html|problems\.txt)$", "", str(path))) not in pages]
    assert not orphans, f"without a page of the same name: {orphans}"


def test_no_place_of_this_machine() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in GOLDEN.rglob("*") if path.suffix in {".html", ".txt"}}
    assert texts
    for path, text in texts.items():
        assert str(GOLDEN.parent.parent) not in text, path


@pytest.mark.parametrize("macro", list(MACROS))
def test_every_argument_has_a_case(macro: str) -> None:
    """Each macro has a case without arguments, and each of its arguments occurs in a case that shows something."""
    calls = [path.read_text(encoding="utf-8") for path in CASES if path.parent.name == macro]
    assert any(re.search(rf"\{{\{{ {macro}\(\) \}}\}}", call) for call in calls), (
        f"tests/golden/{macro}/no-arguments.md"
    )
    model = BY_NAME[macro].arguments
    for name in model.model_fields:
        assert any(re.search(rf"\b{name}=", call) for call in calls), f"no case in tests/golden/{macro}/ gives {name}="


class TestTheTestItself:
    def test_shows_a_diff(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = GOLDEN / "badge" / "text.html"
        with pytest.raises(
            pytest.fail.Exception, match=r"(?s)--- tests/golden/badge/text\.html.*\+other.*--update-golden"
        ):
            compare(path, "other\n", update=False)

    def test_names_the_command_for_a_missing_file(self) -> None:
        with pytest.raises(
            pytest.fail.Exception, match=r"missing\.html is missing; run: make golden .*--update-golden"
        ):
            compare(GOLDEN / "badge" / "missing.html", "x\n", update=False)

    def test_a_file_that_should_be_gone_fails(self) -> None:
        with pytest.raises(pytest.fail.Exception, match=r"(?s)text\.html.*\n-<p>"):
            compare(GOLDEN / "badge" / "text.html", "", update=False)

    def test_extensions_are_those_of_the_brief(self) -> None:
        assert EXTENSIONS == ("tables", "attr_list", "md_in_html", "admonition", "pymdownx.superfences")


LONG_ROW = (
    '<p class="rs-venue"><span>Journal of Tidal Computation</span> <span class="rs-chip">Accepted</span>'
    '<a class="rs-btn" href="https://example.org/paper.pdf" title="The paper, with its appendix">Paper</a>, 2024</p>'
)
ICONS = Icons(bundled_icon_folders())
LONG_TEXTS = st.sampled_from(["long text " * 15, "x" * 150])
NAMES = st.sampled_from(["p", "b", "br", "svg", "use", "P"])
ATTRIBUTES = st.sampled_from(
    ["", " hidden", ' class="a  b"', "  id='c'", " data-x=1", ' title="a > b"', f' x="{"y" * 99}"', f' z="{"y" * 200}"']
)
START_TAGS = st.builds("<{}{}{}{}>".format, NAMES, ATTRIBUTES, ATTRIBUTES, st.sampled_from(["", " ", "/"]))
OTHER_TAGS = st.builds("</{}>".format, NAMES) | st.sampled_from(
    ["<!-- <b> -->", str(ICONS.svg("material/star")), str(ICONS.symbol("material/star"))]
)
WELL_FORMED = START_TAGS | OTHER_TAGS | LONG_TEXTS | st.text(st.sampled_from("a \n\t&é\u00a0,"), max_size=12)
ANYTHING = WELL_FORMED | st.text(st.sampled_from("a \n\r<>=\"'/-!"), max_size=12) | st.just('<b title="two\nlines">')
HTML = st.lists(ANYTHING, max_size=40).map("".join).filter(lambda html: "<svg>" not in html)
# One text or attribute, with the marker before it and the end of the tag after it.
ONE_PART = re.compile(rf""" *{CONTINUES}?\s*(?:[^<]*|[^\s=<]+="[^"]*"\s*/?>?)""")


class TestReadable:
    """Golden files hide nothing, and a person can read how they differ."""

    @given(html=HTML)
    @example(html=LONG_ROW)
    @example(html=f" {LONG_ROW} ")
    @example(html=" " * 200)
    @example(html=f"{LONG_ROW}\n\n  {LONG_ROW}\n")
    def test_the_html_can_be_restored(self, html: str) -> None:
        assert restored(readable(html)) == html

    @given(html=st.lists(WELL_FORMED, max_size=40).map("".join).filter(lambda html: "<svg>" not in html))
    def test_longer_lines_have_one_part(self, html: str) -> None:
        for line in readable(html).split("\n"):
            assert len(line.rstrip()) <= WIDTH or ONE_PART.fullmatch(line)

    def test_longer_lines_of_the_files_have_one_part(self) -> None:
        lines = [line for path in GOLDEN.rglob("*.html") for line in path.read_text(encoding="utf-8").splitlines()]
        assert lines
        assert [line for line in lines if len(line) > WIDTH and not ONE_PART.fullmatch(line)] == []

    @given(html=HTML)
    def test_no_space_at_the_end_of_a_line_is_added(self, html: str) -> None:
        ends = [line for line in readable(html).split("\n") if line != line.rstrip()]
        assert len(ends) <= sum(line != line.rstrip() for line in html.split("\n"))

    def test_a_long_row(self) -> None:
        assert readable(LONG_ROW).split("\n") == [
            '<p class="rs-venue">',
            "  ↳<span>Journal of Tidal Computation</span>",
            '  ↳ <span class="rs-chip">Accepted</span>',
            '  ↳<a class="rs-btn" href="https://example.org/paper.pdf" title="The paper, with its appendix">Paper</a>, 2024',
            "↳</p>",
        ]

    def test_a_long_start_tag_has_one_attribute_a_line(self) -> None:
        tag = f'<video src="{"a" * 60}.mp4" muted aria-label="{"b" * 60}"></video>'
        assert readable(f"{tag}After").split("\n") == [
            "<video",
            f'    ↳ src="{"a" * 60}.mp4"',
            "    ↳ muted",
            f'    ↳ aria-label="{"b" * 60}">',
            "↳</video>After",
        ]

    def test_text_is_not_put_beside_an_attribute(self) -> None:
        assert readable(f'<img src="{"a" * 99}" alt="Two tides">After').split("\n") == [
            "<img",
            f'    ↳ src="{"a" * 99}"',
            '    ↳ alt="Two tides">',
            "↳After",
        ]

    def test_void_elements_hold_nothing(self) -> None:
        assert readable(f"<p><br><b>{'a' * 99}</b><b>b</b></p>").split("\n") == [
            "<p>",
            "  ↳<br>",
            f"  ↳<b>{'a' * 99}</b>",
            "  ↳<b>b</b>",
            "↳</p>",
        ]

    def test_another_class_is_one_other_line(self) -> None:
        before, after = (readable(html).split("\n") for html in (LONG_ROW, LONG_ROW.replace("rs-chip", "rs-mark")))
        assert [line for line in difflib.ndiff(before, after) if line[0] in "+-"] == [
            '-   ↳ <span class="rs-chip">Accepted</span>',
            '+   ↳ <span class="rs-mark">Accepted</span>',
        ]

    @pytest.mark.parametrize("part", ["</span>", "Accepted", ", 2024", "<span>"])
    @pytest.mark.parametrize("space", [" ", "\n", "  ", "\u00a0"])
    def test_spaces_are_seen(self, part: str, space: str) -> None:
        assert readable(LONG_ROW.replace(part, part + space)) != readable(LONG_ROW)

    def test_short_lines_stay(self) -> None:
        assert readable("<p>\n  <b>a</b> <b>b</b>\n</p>") == "<p>\n  <b>a</b> <b>b</b>\n</p>"

    def test_icons_are_named(self) -> None:
        assert readable(str(ICONS.svg("material/star"))) == "<svg>material/star</svg>"
        assert readable(str(ICONS.symbol("material/star"))) == '<symbol id="rs-i-material-star">material/star</symbol>'

    @pytest.mark.parametrize("change", [('viewBox="0 0 24 24"', 'viewBox="0 0 12 24"'), ("<path", '<path fill="red"')])
    def test_an_icon_that_differs_has_no_name(self, change: tuple[str, str]) -> None:
        svg = str(ICONS.svg("material/star"))
        assert change[0] in svg
        assert "material/star" not in readable(svg.replace(*change))

    @pytest.mark.parametrize("part", [CONTINUES, "<svg>", '<symbol id="x">'])
    def test_html_that_looks_like_a_golden_file_fails(self, part: str) -> None:
        with pytest.raises(ValueError, match=f"golden files cannot show HTML that contains {re.escape(part)}"):
            readable(f"<p>{part}</p>")
