"""Old sites whose parts the templates do not know: what is theirs comes along, and nothing foreign stops the command."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from mkdocs_researcher.cli import main

CONFIG = "title: Mira Tovanne\nauthor:\n  name: Mira Tovanne\n  googlescholar: ''\n"
PAGE = "---\npermalink: /\ntitle: ''\n---\n"
BOX = """\
<div class='paper-box'><div class='paper-box-image'><div><div class="badge">CoDaL 2026</div><img src='images/a.png' alt="sym"></div></div>
<div class='paper-box-text' markdown="1">

"""


@pytest.fixture
def migrate(tmp_path: Path):
    def run(files: dict[str, str]) -> tuple[Result, Path]:
        old, new = tmp_path / "old", tmp_path / "new"
        for name, text in {"_config.yml": CONFIG, **files}.items():
            path = old / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        os.environ["NO_MKDOCS_2_WARNING"] = "1"
        return CliRunner().invoke(main, ["migrate", "acad-homepage", str(old), str(new)]), new

    return run


def text_of(new: Path, name: str = "index") -> str:
    return (new / f"docs/{name}.md").read_text(encoding="utf-8")


def papers(new: Path) -> list[dict[str, object]]:
    return yaml.safe_load((new / "data/papers.yml").read_text(encoding="utf-8"))


def test_a_page_of_a_project_keeps_its_folder_and_its_style(migrate) -> None:
    shown = "<html><head><link rel='stylesheet' href='main.css'></head><body><h1>Tides</h1></body></html>"
    files = {
        "_pages/about.md": PAGE + "# Tides\n\nSee [the project](tides/).\n",
        "tides/index.html": shown,
        "tides/main.css": "h1 { color: teal }\n",
        "tides/js/app.js": "var tide = 1;\n",
    }
    result, new = migrate(files)
    assert result.exit_code == 0, result.output
    assert (new / "docs/tides/index.html").read_text(encoding="utf-8") == shown
    assert (new / "docs/tides/main.css").is_file()
    assert (new / "docs/tides/js/app.js").is_file()


def test_documents_of_a_collection_of_the_author_s_own_become_pages(migrate) -> None:
    files = {
        "_config.yml": CONFIG + "collections:\n  voyages:\n    output: true\n    permalink: /voyages/:name/\n",
        "_pages/about.md": PAGE + "{% for one in site.voyages %}\n- [{{ one.title }}]({{ one.url }})\n{% endfor %}\n",
        "_voyages/north.md": "---\ntitle: To the north\n---\nIce and **fog**.\n",
    }
    result, new = migrate(files)
    assert result.exit_code == 0, result.output
    assert "To the north" in text_of(new)
    assert "Ice and **fog**." in text_of(new, "voyages/north")


def test_formulas_stay_as_they_are(migrate) -> None:
    result, new = migrate(
        {"_pages/about.md": PAGE + "# Work\n\nWe bound $$a_1 * b_2 * c$$ by\n\n$$\n\\sum_{i} x_i^2\n$$\n"}
    )
    assert result.exit_code == 0, result.output
    assert "a_1 * b_2 * c" in text_of(new)
    assert "\\sum_{i} x_i^2" in text_of(new)


def test_indented_html_is_not_shown_as_code(migrate) -> None:
    html = "<div class='team'>\n    <div>\n\n        <p>Mira and <b>Pell</b></p>\n\n    </div>\n</div>\n"
    result, new = migrate({"_pages/about.md": PAGE + "# Team\n\n" + html})
    assert result.exit_code == 0, result.output
    assert "&lt;p&gt;" not in text_of(new)
    assert "```" not in text_of(new)
    assert "Mira and <b>Pell</b>" in text_of(new) or "Mira and **Pell**" in text_of(new)


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in (1..99999) %}{% for b in (1..99999) %}x{% endfor %}{% endfor %}",
        "{% assign x = 'ab' %}" + "{% assign x = x | append: x %}" * 60 + "{{ x }}",
        "<div>" * 3000 + "deep" + "</div>" * 3000,
        "> " * 3000 + "deep",
        "*" * 5000 + "a",
    ],
)
def test_foreign_pages_end_in_a_message(migrate, text: str) -> None:
    result, _ = migrate({"_pages/about.md": PAGE + "# Sea\n\n" + text + "\n"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    assert "Traceback" not in result.output


def test_a_key_that_is_there_twice_counts_as_written_last(migrate) -> None:
    files = {"_config.yml": CONFIG + "title: Mira of the Pier\n", "_pages/about.md": PAGE + "# Sea\n\nWords.\n"}
    result, new = migrate(files)
    assert result.exit_code == 0, result.output
    assert "Mira of the Pier" in (new / "mkdocs.yml").read_text(encoding="utf-8")


def test_a_style_of_a_page_stays_on_its_content(migrate) -> None:
    result, new = migrate(
        {"_pages/about.md": PAGE + "<style>.calm { color: teal }</style>\n\n<p class='calm'>Sea.</p>\n"}
    )
    assert result.exit_code == 0, result.output
    assert ".md-content" in text_of(new)
    assert "teal" in text_of(new)


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        # marks that are raised, and what they mean
        (
            "[Low Tides](https://t.example.org)\n\n**Mira Tovanne**<sup>\\*</sup>, Pell Okasha<sup>\\*</sup>, Sune Brandvik\n\n(<sup>\\*</sup> equal contribution)",
            {"title": "Low Tides", "authors": ["Mira Tovanne*", "Pell Okasha*", "Sune Brandvik"]},
        ),
        # the venue above the title
        (
            "*Conference on Tides (CoT), 2026*\n\n[Low Tides of Harbours](https://t.example.org)\n\n**Mira Tovanne**, Pell Okasha",
            {"title": "Low Tides of Harbours", "authors": ["Mira Tovanne", "Pell Okasha"]},
        ),
    ],
)
def test_boxes(migrate, inner: str, expected: dict[str, object]) -> None:
    page = PAGE + "# Publications\n\n" + BOX + inner + "\n</div>\n</div>\n"
    result, new = migrate({"_pages/about.md": page, "images/a.png": "x"})
    record = papers(new)[0]
    assert {name: record.get(name) for name in expected} == expected, result.output
    assert result.exit_code == 0, result.output
