"""Pages and messages beside what they must give.

`tests/golden/<macro>/<case>.md` is a page, `<case>.html` what it becomes, `<case>.problems.txt` what the author is told.
A first line `<!-- golden: language=de project=minimal -->` gives the language and the folder below `sites/`.
`tests/golden/messages/<case>/` is a project with faults, `expected.txt` all that is told of them.
"""

from __future__ import annotations

import difflib
import functools
import re
from pathlib import Path

import pytest
from support import EXTENSIONS, GOLDEN, PACKAGE, RenderedCall, convert, convert_plain, make_site

from mkdocs_researcher.macros import BY_NAME, MACROS
from mkdocs_researcher.rendering.icons import Icons, bundled_icon_folders

NO_CASES = {"data", "docs", "messages"}
CASES = sorted(path for path in GOLDEN.glob("*/*.md") if path.parent.name not in NO_CASES)
MESSAGES = sorted(path for path in (GOLDEN / "messages").iterdir() if path.is_dir())
UPDATE = "run: pytest tests/test_golden.py --update-golden"
KNOWN_BUGS: dict[str, str] = {}

_OPTIONS = re.compile(r"\A<!-- golden: (.*?) -->\n")
_ICON = re.compile(r'<svg class="rs-i" aria-hidden="true" viewBox="[^"]*">(?!<use )(.*?)</svg>', re.DOTALL)
_SYMBOL = re.compile(r'<symbol id="([^"]*)" viewBox="[^"]*">(.*?)</symbol>', re.DOTALL)
_ICON_NAME = re.compile(r"\b(?:material|simple|fontawesome|researcher)/[a-z][\w/-]+")


def name_of(path: Path) -> str:
    return path.relative_to(GOLDEN).with_suffix("").as_posix().removesuffix("/expected")


def known_bugs(path: Path) -> list[pytest.MarkDecorator]:
    reason = KNOWN_BUGS.get(name_of(path))
    return [pytest.mark.xfail(strict=True, reason=reason)] if reason else []


@functools.cache
def icon_names() -> dict[str, str]:
    """Names of icons by what they draw: those that the code or the cases name."""
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.jinja"), *(GOLDEN / "data").glob("*"), *GOLDEN.glob("*/*.md")]
    names = {name for file in files for name in _ICON_NAME.findall(file.read_text(encoding="utf-8"))}
    icons = Icons(bundled_icon_folders())
    return {found[1]: name for name in names if (found := icons.read(name))}


def readable(html: str) -> str:
    """The HTML with the name of each icon in place of its lines, which Material may draw anew."""
    html = _SYMBOL.sub(lambda match: f'<symbol id="{match[1]}">{_icon_name(match[2])}</symbol>', html)
    return _ICON.sub(lambda match: f"<svg>{_icon_name(match[1])}</svg>", html)


def _icon_name(content: str) -> str:
    return icon_names().get(content, f"? {content[:60]}")


def show(path: Path, caplog: pytest.LogCaptureFixture) -> RenderedCall:
    source = path.read_text(encoding="utf-8")
    options: dict[str, str] = {}
    if match := _OPTIONS.match(source):
        options = dict(item.split("=") for item in match[1].split())
        source = source[match.end() :]
    project = GOLDEN / "sites" / options.pop("project") if "project" in options else GOLDEN
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


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.mark.parametrize("path", [pytest.param(path, id=name_of(path), marks=known_bugs(path)) for path in CASES])
def test_page(path: Path, update: bool, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782777600")  # 2026-06-30
    shown = show(path, caplog)
    compare(path.with_suffix(".html"), readable(shown.html).rstrip("\n") + "\n", update)
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
        with pytest.raises(pytest.fail.Exception, match=r"missing\.html is missing; run: pytest .*--update-golden"):
            compare(GOLDEN / "badge" / "missing.html", "x\n", update=False)

    def test_a_file_that_should_be_gone_fails(self) -> None:
        with pytest.raises(pytest.fail.Exception, match=r"(?s)text\.html.*\n-<p>"):
            compare(GOLDEN / "badge" / "text.html", "", update=False)

    def test_icons_are_named(self) -> None:
        assert readable(str(Icons(bundled_icon_folders()).svg("material/star"))) == "<svg>material/star</svg>"

    def test_extensions_are_those_of_the_brief(self) -> None:
        assert EXTENSIONS == ("tables", "attr_list", "md_in_html", "admonition", "pymdownx.superfences")
