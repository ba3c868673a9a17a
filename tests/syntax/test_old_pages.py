"""A page of AcadHomepage that is copied into `docs/` unchanged, built with Material."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import markdown
import pytest
from building import CONFIG, Built, Project
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parent.parent / "migration"))
from old_sites import BOX, FRONT, png

PAGE = (Path(__file__).parent.parent / "migration" / "page.md").read_text(encoding="utf-8")
PICTURES = {f"docs/images/{name}.png": png() for name in ("ledger", "tides")}
FILES = {**PICTURES, "docs/files/tides.pdf": b"%PDF-1.4", "mkdocs.yml": CONFIG}
PAPERS = "- title: Ledger\n  id: ledger\n  authors: Mira Tovanne\n  scholar: ABCdefGHIjkl:u5HHmVD_uO8C\n"
COUNTS = """\
{"updated": "2026-07-01", "sources": {"Google Scholar": "2026-07-01"},
 "author": {"citations": 147, "source": "Google Scholar"},
 "papers": {"ledger": {"citations": 23, "source": "Google Scholar", "by": "id"}},
 "repositories": {"npi/harbours": {"stars": 412}}}
"""


def build(folder: Path, files: dict[str, str | bytes], *, strict: bool = False) -> Built:
    return Project(folder).write({**FILES, **files}).quick_build(strict)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    data: dict[str, str | bytes] = {"data/papers.yml": PAPERS, "data/counts.json": COUNTS}
    return build(tmp_path_factory.mktemp("dropped"), {"docs/index.md": FRONT + PAGE, **data})


def test_boxes_look_like_ours(built: Built) -> None:
    assert built.exit_code == 0, built.output
    first, second, third = built.page().select(".rs > .rs-paper")
    assert first.select_one(".rs-fig .rs-badge").get_text() == "CoDaL 2026"  # type: ignore[union-attr]
    assert first.select_one(".rs-fig img")["src"] == "images/ledger.png"  # type: ignore[index]
    link = first.select_one(".rs-body.rs-text a")
    assert link
    assert (link.get_text(), link["href"]) == ("Reading the Ledger of Layers", "https://example.org/ledger.pdf")
    assert [strong.get_text() for strong in first.select("strong")][:2] == ["Mira Tovanne", "Project"]
    assert first.select("li")[0].get_text() == "Trained weights keep accounts, and we read them."
    assert second["id"] == "pub-2"
    assert "Tides of Attention" in second.get_text()
    assert "pulse-accent" in third.select_one(".rs-badge")["class"]  # type: ignore[index]


def test_kramdown_and_jekyll_markup(built: Built) -> None:
    page = built.page()
    content = page.select_one(".md-content__inner")
    assert content
    assert "{%" not in content.get_text()
    assert "{:" not in content.get_text()
    assert "papertitle" not in str(content)
    for name in ("about-me", "-news", "-honors-and-awards"):
        assert page.find(id=name), name
    assert len(content.select("h1")) == 1, "several titles on a page"
    assert "I sail on Sundays" in content.get_text()
    assert "\\" not in content.select("p")[-1].get_text()


def test_numbers_are_those_of_counts_json(built: Built) -> None:
    page = built.page()
    intro = next(text for text in page.select("p") if "My papers were cited" in text.get_text())
    assert "147" in intro.get_text()
    assert "23" in page.select(".rs-paper")[0].get_text()


def test_liquid_is_reported_once_with_its_line(built: Built) -> None:
    reported = [line for line in built.problems() if "Liquid" in line]
    assert reported == [
        "docs/index.md:10: Liquid is not interpreted here, so '{% if site.google_scholar_stats_use_cdn %}' and all other "
        "Liquid on the page is left out"
    ]


def test_marks_of_authors_are_raised(built: Built) -> None:
    box = built.page().select(".rs-paper")[1]
    assert [mark.get_text() for mark in box.select("sup")] == ["†", "†"]
    assert "$" not in box.get_text()


def test_a_list_needs_no_empty_line_before_it(built: Built) -> None:
    box = built.page().select(".rs-paper")[0]
    assert [item.get_text() for item in box.select("ul > li")] == [
        "Trained weights keep accounts, and we read them.",
        "Talk of the day at the harbour.",
    ]


def test_a_page_in_a_folder_finds_its_images_and_needs_no_data(tmp_path: Path) -> None:
    page = f"# Papers\n\n{BOX}\n{{{{ badge('new') }}}} and {{{{ site.time }}}}\n"
    built = build(tmp_path, {"docs/index.md": "# Hi\n", "docs/papers.md": page})
    html = built.page("papers/index.html")
    assert html.select_one(".rs-fig img")["src"] == "../images/ledger.png"  # type: ignore[index]
    assert html.select_one(".rs-chip, .rs-tag, [class*=badge]")
    assert "{{" not in html.select_one("article").get_text()  # type: ignore[union-attr]
    assert [line for line in built.lines("WARNING") if "site.time" in line] == [
        "mkdocs_researcher: docs/papers.md:15: '{{ site.time }}' is filled in only by Jekyll, so it is left out; "
        "write the text that it stands for"
    ]
    assert any(
        "no paper of data/papers.yml has 'scholar: ABCdefGHIjkl:u5HHmVD_uO8C'" in line for line in built.problems()
    )


def test_a_number_of_citations_without_data_is_reported(tmp_path: Path) -> None:
    page = "# Me\n\nCited <span id='total_cit'>260</span> times.\n\n" + BOX
    built = build(tmp_path, {"docs/index.md": page})
    assert "260" not in built.page().select_one("article").get_text()  # type: ignore[union-attr]
    assert (
        "docs/index.md:3: the number of citations is left out; it needs data/counts.json, or a Scholar link in "
        "data/profile.yml"
    ) in built.problems()


def test_an_include_and_a_missing_image_are_warnings(tmp_path: Path) -> None:
    page = (
        f"# Papers\n\n{{% include_relative includes/pub.md %}}\n\n{BOX.replace('images/ledger.png', 'images/lost.png')}"
    )
    built = build(tmp_path, {"docs/index.md": page}, strict=True)
    assert built.exit_code == 1
    assert built.problems()[:2] == [
        "docs/index.md:3: '{% include_relative includes/pub.md %}' is not included, since Liquid is not interpreted here; "
        "write its text in this page",
        "docs/index.md:5: 'images/lost.png' is not a file in docs/",
    ]


@pytest.mark.parametrize(
    "page",
    [
        f"# How\n\n```html\n{BOX}```\n\nText \\\\\nwith {{: .x }} and 1\\|2\n",
        "# How\n\nThe class `paper-box` and `<span class='show_paper_citations'>` \\\\\nwith {: .x }\n",
        "# How\n\n<!-- <div class='paper-box'></div> -->\n\nText \\\\\nwith {: .x }\n",
    ],
)
def test_a_page_that_only_mentions_boxes_is_unchanged(page: str) -> None:
    without = markdown.markdown(page, extensions=["fenced_code", "attr_list", "md_in_html"])
    extensions = ["fenced_code", "attr_list", "md_in_html", "mkdocs_researcher"]
    assert markdown.markdown(page, extensions=extensions) == without


def test_no_page_imports_migration() -> None:
    code = (
        "import sys, markdown; markdown.markdown('<div class=\"paper-box\">{% x %}</div>', "
        "extensions=['mkdocs_researcher', 'md_in_html']); "
        "print([name for name in sys.modules if name.startswith('mkdocs_researcher.migration')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(["<div class='paper-box'>", "<div class='paper-box-text' markdown=\"1\">", "</div>", "<span class='show_paper_citations' data='a:b'></span>", "{{ papers() }}", "{{ x }}", "{% if a %}", "{% endif %}", "# A", "- b", "\n", "\n\n", "```", "<!--", "-->", "words", "\ue0200\ue021"]), max_size=20))  # fmt: skip
def test_any_page_is_converted(parts: list[str]) -> None:
    extensions = ["fenced_code", "attr_list", "md_in_html", "mkdocs_researcher"]
    assert isinstance(markdown.markdown("".join(parts), extensions=extensions), str)


def test_code_that_is_indented_moves_nothing() -> None:
    page = f"Words.\n\n    code = 1\n    more = 2\n\n<p>Some <strong>bold</strong> words.</p>\n\n{BOX}"
    assert "<p>Some <strong>bold</strong> words.</p>" in markdown.markdown(page, extensions=["mkdocs_researcher"])
