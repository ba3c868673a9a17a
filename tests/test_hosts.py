"""The themes of MkDocs itself, and plain Python-Markdown; `tests/hosts` has what must be installed for it."""

from __future__ import annotations

import gc
import pathlib
import subprocess
import sys

import markdown
import pytest
from bs4 import BeautifulSoup
from building import Project, broken_links

FILES = {
    "docs/index.md": "# About\n\nText {{ badge('here') }}\n\n## Papers\n\n{{ papers() }}\n\n## News\n\n{{ news() }}\n",
    "docs/sub/page.md": "# Page\n\n{{ paper('ledger') }}\n",
    "docs/images/mira.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
    "data/profile.yml": "name: Mira Tovanne\navatar: images/mira.svg\nemail: mira@hidden.example\n",
    "data/papers.yml": (
        "- id: ledger\n  title: Reading the Ledger\n  authors: [Mira Tovanne*, Pell Okasha*]\n  date: 2026-06\n"
        "  abstract: Words\n- {id: quiet, title: Quiet Graphs, status: accepted}\n"
    ),
    "data/news.yml": "- {date: 2025-07-14, text: A}\n- {date: 2024-03, text: B}\n- {date: 2023, text: C}\n",
}


def config(theme: str, plugins: str = "search, researcher") -> str:
    return f"site_name: Test\ntheme: {theme}\nplugins: [{plugins}]\n"


# Other themes


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_a_theme_of_mkdocs_itself(project: Project, theme: str) -> None:
    built = project.write({**FILES, "mkdocs.yml": config(theme)}).build(strict=True)
    assert built.exit_code == 0, built.output
    page = built.page("sub/page/index.html")
    assert page.select_one("[role=main] #paper-ledger b").get_text() == "Mira Tovanne"
    assert "assets/researcher/researcher.css" in built.html()
    assert [link for link in broken_links(built) if "#" not in link] == []


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_a_theme_without_a_sidebar_shows_the_profile_above_the_content(project: Project, theme: str) -> None:
    built = project.write({**FILES, "mkdocs.yml": config(theme)}).quick_build(strict=True)
    page = built.page()
    assert page.select_one("[role=main] .rs-profile--header img.rs-avatar")
    assert [tag.get_text() for tag in page.select("[role=main] h1")] == ["Mira Tovanne"]
    assert [tag.get_text(" ", strip=True) for tag in page.select("[role=main] h2")] == ["About", "Papers", "News"]
    assert page.select_one("[role=main] .rs-chip").get_text() == "here"


@pytest.mark.parametrize(
    ("language", "words", "dates"),
    [
        ("en", ["Accepted", "equal contribution", "Abstract"], ["14 Jul 2025", "Mar 2024", "2023"]),
        ("de", ["Angenommen", "gleicher Beitrag", "Zusammenfassung"], ["14. Juli 2025", "März 2024", "2023"]),
        ("zh", ["已录用", "同等贡献", "摘要"], ["2025年7月14日", "2024年3月", "2023年"]),
    ],
)
def test_words_and_dates_in_the_language_of_the_theme(
    project: Project, language: str, words: list[str], dates: list[str]
) -> None:
    files = {**FILES, "mkdocs.yml": config(f"{{name: material, language: {language}}}")}
    built = project.write(files).quick_build(strict=True)
    page = built.page()
    text = page.select_one("article.md-content__inner").get_text(" ")
    for word in words:
        assert word in text
    assert [tag.get_text() for tag in page.select(".rs-news time")] == dates
    assert page.select_one(".rs-news time")["datetime"] == "2025-07-14"


# Python-Markdown alone


@pytest.fixture
def here(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    project.write(FILES)
    monkeypatch.chdir(project.root)
    return project


def test_plain_python_markdown(here: Project) -> None:
    html = markdown.markdown(FILES["docs/index.md"], extensions=["mkdocs_researcher"])
    page = BeautifulSoup(html, "html.parser")
    assert [tag.get_text() for tag in page.select(".rs-paper h3")] == ["Quiet Graphs", "Reading the Ledger"]
    assert page.select_one(".rs-auth b").get_text() == "Mira Tovanne"
    assert page.select_one(".rs-chip").get_text() == "here"
    assert "{{" not in html


def test_the_garbage_of_the_program_that_converts_stays_its_own(here: Project) -> None:
    """`gc.freeze` would keep for good what is garbage at that moment, in any program that converts a page."""
    before = gc.get_freeze_count()
    markdown.markdown(FILES["docs/index.md"], extensions=["mkdocs_researcher"])
    assert gc.get_freeze_count() == before
    assert gc.isenabled()


def test_plain_python_markdown_by_module_and_by_class(here: Project) -> None:
    from mkdocs_researcher.syntax import ResearcherExtension, makeExtension  # noqa: PLC0415

    text = "{{ papers() }}"
    expected = markdown.markdown(text, extensions=["mkdocs_researcher"])
    for extension in ("mkdocs_researcher.syntax", ResearcherExtension(), makeExtension()):
        assert markdown.markdown(text, extensions=[extension]) == expected


def test_the_options_of_the_extension(here: Project, tmp_path: pathlib.Path) -> None:
    (here.root / "data").rename(tmp_path / "facts")
    options = {"data_dir": str(tmp_path / "facts"), "language": "de"}
    html = markdown.markdown(
        "{{ papers() }}", extensions=["mkdocs_researcher"], extension_configs={"mkdocs_researcher": options}
    )
    assert "Angenommen" in html


def test_a_problem_is_reported_and_shown_without_the_plugin(here: Project, caplog: pytest.LogCaptureFixture) -> None:
    html = markdown.markdown("Text\n\n{{ papers(limit=0) }}\n\nMore", extensions=["mkdocs_researcher"])
    assert "rs-error" in html
    assert "must be at least 1" in html
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "papers(limit): must be at least 1" in caplog.text


def test_text_without_a_call_reads_no_data(here: Project, caplog: pytest.LogCaptureFixture) -> None:
    here.write({"data/papers.yml": "- titel: broken"})
    assert markdown.markdown("Just *text*", extensions=["mkdocs_researcher"]) == "<p>Just <em>text</em></p>"
    assert not caplog.records


def test_several_documents_with_one_converter(here: Project) -> None:
    md = markdown.Markdown(extensions=["mkdocs_researcher", "toc", "tables"])
    texts = [
        "# A\n\n{{ paper('ledger') }}\n",
        "## B\n\n{{ papers(group_by='year') }}\n",
        "/// paper | Open\n\nNever closed\n",
        "# A\n\n{{ paper('ledger') }}\n",
        "Text {{ badge('x') }}",
    ]
    alone = [markdown.markdown(text, extensions=["mkdocs_researcher", "toc", "tables"]) for text in texts]
    together = [md.reset().convert(text) for text in texts]
    assert together == alone


# Programs that run no plugins


def test_the_command_copies_style_sheets_script_and_fonts(project: Project) -> None:
    project.write({"mkdocs.yml": "site_name: Test\ndocs_dir: pages\n"})
    command = [sys.executable, "-m", "mkdocs_researcher", "assets"]

    def run(*arguments: str) -> list[str]:
        done = subprocess.run([*command, *arguments], cwd=project.root, capture_output=True, text=True, check=False)
        assert done.returncode == 0 or not arguments, done.stderr
        return done.stdout.splitlines()

    folder = project.root / "pages" / "assets" / "researcher"
    assert "wrote pages/assets/researcher/researcher.css" in run()
    assert {"researcher.css", "researcher.js", "researcher-fonts.css", "fonts"} <= {
        path.name for path in folder.iterdir()
    }
    assert {line.split()[0] for line in run()} == {"unchanged"}
    (folder / "researcher.js").write_text("old", encoding="utf-8")
    run()
    assert (folder / "researcher.js").read_text(encoding="utf-8") == "old"
    run("--force")
    assert (folder / "researcher.js").stat().st_size > 1000
