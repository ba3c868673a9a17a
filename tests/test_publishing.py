"""What a built site holds for machines, read off real builds."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import bibtexparser
import feedparser
import pytest
from bs4 import BeautifulSoup
from building import CONFIG as PLAIN
from building import Built, Project, broken_links
from test_security import HOSTILE, WORD

from mkdocs_researcher.formats.paper_facts import unique_name

pytestmark = pytest.mark.filterwarnings("ignore::bs4.MarkupResemblesLocatorWarning")

URL = "https://mira.example.org/~mira/"
CONFIG = f"{PLAIN}extra_javascript: ['https://math.example.org/katex.js']\n"  # the papers hold math
PAGES = CONFIG.replace("  - researcher\n", "  - researcher:\n      paper_pages: true\n")
WITH_URL = f"site_url: {URL}\n{PAGES}"
STRICT = "validation: {links: {anchors: warn, unrecognized_links: warn, not_found: warn, absolute_links: warn}}\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
FILES = {
    "mkdocs.yml": WITH_URL,
    "docs/index.md": "# Home\n\nText of the first paragraph of all.\n\n{{ papers() }}\n",
    "docs/papers.md": "# Papers\n\nAll of the papers that I wrote, [one](papers/tides.md).\n\n{{ papers() }}\n",
    "docs/images/tides.svg": SVG,
    "docs/images/mira.svg": SVG,
    "docs/files/tides.pdf": "%PDF",
    "data/papers.yml": """\
- id: tides
  title: "Two *Tides* of Fine-Tuning"
  authors: [Pell Okasha, Mira Tovanne*, Ludwig van Beethoven, others]
  venue: Journal of Tidal Computation
  type: journal
  date: 2025-03-04
  volume: 12
  number: "3"
  pages: 101–118
  publisher: Pier Press
  doi: 10.5555/jtc.12
  arxiv: "2507.05257"
  isbn: 978-3-16-148410-0
  tags: [fine-tuning, waves]
  image: images/tides.svg
  image_alt: Two waves
  summary: "A network moves in **two** waves. Write to mira@hidden.example."
  abstract: "We follow $W_t$ and find a findableword."
  links: {Paper: files/tides.pdf}
- {id: "Böse/Ünïcode id", title: Second, authors: [Mira Tovanne], year: 2024, type: thesis, note: M.Sc. thesis, venue: HBU}
- {id: secret, title: Nobody sees this title, authors: [Mira Tovanne], year: 2023, hidden: true}
""",
    "data/profile.yml": (
        "name: Mira Tovanne\navatar: images/mira.svg\ntagline: I study *tides*.\nemail: mira@hidden.example\n"
        "links:\n  - github: mira\n"
    ),
    "data/news.yml": '- {date: 2026-06, text: "Our [paper](papers/tides.md) is out", url: papers.md}\n',
}


def tags(page: BeautifulSoup) -> dict[str, list[str]]:
    """Contents of the tags of a page's head, by name or property."""
    found: dict[str, list[str]] = {}
    for tag in page.head.find_all("meta"):
        if name := tag.get("name") or tag.get("property"):
            found.setdefault(str(name), []).append(str(tag.get("content")))
    return found


def json_ld(page: BeautifulSoup) -> list[dict[str, Any]]:
    return [json.loads(tag.string) for tag in page.find_all("script", type="application/ld+json")]


def build(project: Project, **changes: str) -> Built:
    return project.write({**FILES, **changes}).quick_build(strict=True)


class TestPaperPages:
    def test_highwire_tags(self, project: Project) -> None:
        built = build(project)
        assert built.exit_code == 0, built.output
        found = {
            name: values for name, values in tags(built.page("papers/tides/index.html")).items() if "citation" in name
        }
        assert found == {
            "citation_title": ["Two Tides of Fine-Tuning"],
            "citation_author": ["Okasha, Pell", "Tovanne, Mira", "van Beethoven, Ludwig"],
            "citation_publication_date": ["2025/03/04"],
            "citation_journal_title": ["Journal of Tidal Computation"],
            "citation_volume": ["12"],
            "citation_issue": ["3"],
            "citation_firstpage": ["101"],
            "citation_lastpage": ["118"],
            "citation_publisher": ["Pier Press"],
            "citation_doi": ["10.5555/jtc.12"],
            "citation_arxiv_id": ["2507.05257"],
            "citation_isbn": ["9783161484100"],
            "citation_keywords": ["fine-tuning; waves"],
            "citation_abstract_html_url": [f"{URL}papers/tides/"],
            "citation_pdf_url": [f"{URL}files/tides.pdf"],
        }
        second = tags(built.page("papers/bose-unicode-id/index.html"))
        assert second["citation_dissertation_institution"] == ["HBU"]
        assert second["citation_publication_date"] == ["2024"]

    def test_the_visible_page(self, project: Project) -> None:
        page = build(project).page("papers/tides/index.html")
        assert [tag.get_text() for tag in page.find_all("h1")] == ["Two Tides of Fine-Tuning"]
        assert page.title.get_text() == "Two Tides of Fine-Tuning - Mira Tovanne"
        article = page.select_one(".rs-paper-page")
        assert article.select_one("b").get_text() == "Mira Tovanne"
        assert article.img["alt"] == "Two waves"
        assert article.find("h2", string="Abstract").find_next("p").get_text().startswith("We follow")
        assert article.select_one("pre.rs-bibtex").get_text().startswith("@article{tides,")
        assert article["data-rs-copied"] == "Copied", "the script adds the buttons and needs their words"
        assert article.select_one(".rs-crumb a")["href"] == "../"
        assert page.head.find("meta", {"name": "description"})["content"].startswith("A network moves in two waves.")

    def test_json_ld(self, project: Project) -> None:
        (data,) = json_ld(build(project).page("papers/tides/index.html"))
        assert data["@type"] == "ScholarlyArticle"
        assert data["@id"] == f"{URL}papers/tides/"
        assert data["image"] == f"{URL}images/tides.svg"

    def test_they_are_in_the_search_and_in_no_message(self, project: Project) -> None:
        built = build(project)
        index = json.loads((built.site / "search" / "search_index.json").read_text(encoding="utf-8"))
        assert [
            doc["location"]
            for doc in index["docs"]
            if "findableword" in doc["text"] and "papers/tides" in doc["location"]
        ]
        assert "nav" not in built.output
        assert not built.problems()

    @pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
    @pytest.mark.parametrize("option", ["", "use_directory_urls: false\n"])
    def test_on_every_theme(self, project: Project, theme: str, option: str) -> None:
        config = f"{WITH_URL.replace('material', theme)}{option}{STRICT}"
        built = build(project, **{"mkdocs.yml": config})
        assert built.exit_code == 0, built.output
        name = "papers/tides.html" if option else "papers/tides/index.html"
        page = built.page(name)
        assert [tag.get_text() for tag in page.find_all("h1") if "Tides" in tag.get_text()] == [
            "Two Tides of Fine-Tuning"
        ]
        found = tags(page)
        assert found["citation_abstract_html_url"] == [URL + name.removesuffix("index.html")]
        assert all(len(values) == 1 for name, values in found.items() if name != "citation_author")
        assert found["og:url"] == [URL + name.removesuffix("index.html")]
        # The page 404 of the theme readthedocs writes "//" by itself.
        assert [link for link in broken_links(built, "/~mira/") if not link.startswith("404")] == []
        home = tags(built.page())
        assert home["description"] == ["I study tides."]

    def test_a_missing_site_url_is_reported_once(self, project: Project) -> None:
        built = project.write({**FILES, "mkdocs.yml": PAGES}).quick_build()
        assert built.exit_code == 0
        (message,) = built.problems()
        assert len(built.lines("WARNING")) == 1
        assert message.startswith("mkdocs.yml: site_url: is missing, and paper_pages needs it")
        assert "'site_url: https://" in message
        page = built.page("papers/tides/index.html")
        assert tags(page)["citation_pdf_url"] == ["https://arxiv.org/pdf/2507.05257"]
        assert "citation_abstract_html_url" not in tags(page)
        assert project.quick_build(strict=True).exit_code == 1

    @pytest.mark.parametrize(
        "news", ["- {date: 2026, text: N, url: index.md}\n", "- {date: 2026, text: '[N](index.md)'}\n"]
    )
    def test_a_feed_without_site_url_is_reported_and_fails_no_build(self, news: str, project: Project) -> None:
        files = {"mkdocs.yml": CONFIG, "docs/index.md": "# H\n", "data/news.yml": news}
        built = project.write(files).quick_build(strict=True)
        assert built.exit_code == 0, built.output
        (message,) = built.problems()
        assert message.startswith("mkdocs.yml: site_url: is missing, so the links in feed.xml, the feed of your news,")
        assert "'site_url: https://" in message
        project.write({"data/news.yml": "- {date: 2026, text: '[N](https://example.org)'}\n"})
        assert project.quick_build(strict=True).problems() == []

    def test_a_page_of_the_authors_own_wins(self, project: Project) -> None:
        built = build(project, **{"docs/papers/tides.md": "# My own page\n\nBy hand.\n"})
        assert built.exit_code == 0, built.output
        page = built.page("papers/tides/index.html")
        assert "My own page" in page.h1.get_text()
        assert built.problems() == [
            "docs/papers/tides.md: is your own page, so paper_pages generates none for the paper 'tides'"
        ]
        assert "citation_title" not in tags(page)

    def test_two_ids_with_one_name(self, project: Project) -> None:
        data = "- {id: a b, title: One, year: 2025}\n- {id: A-B, title: Two, year: 2024}\n- {id: index, title: Three}\n"
        built = build(
            project, **{"data/papers.yml": data, "docs/papers.md": "# P\n\n{{ papers() }}\n", "data/news.yml": "[]"}
        )
        assert built.exit_code == 0, built.output
        assert built.page("papers/a-b/index.html").h1.get_text() == "One"
        assert built.page("papers/a-b-2/index.html").h1.get_text() == "Two"
        assert built.page("papers/index-2/index.html").h1.get_text() == "Three"
        assert built.page("papers/index.html").find("h1").get_text(strip=True).startswith("P")

    @pytest.mark.parametrize(
        "name",
        [
            'a"b',
            "a'b\\n",
            "{{ x }}",
            "}} {{ y",
            "a`b`c",
            "<b>x</b>",
            "日本",
            "x" * 400,
            "日" * 200,
            "%",
            "--",
            "..",
            "con/../x",
        ],
    )
    def test_any_id(self, project: Project, name: str) -> None:
        data = json.dumps([{"id": name, "title": "Strange"}])
        built = build(project, **{"data/papers.yml": data, "docs/papers.md": "# P\n", "data/news.yml": "[]"})
        assert built.exit_code == 0, built.output
        pages = [page for path, page in built.pages() if path.startswith("papers/") and path.count("/") == 2]
        assert [page.h1.get_text() for page in pages] == ["Strange"]

    def test_none_unless_wanted(self, project: Project) -> None:
        built = build(
            project, **{"mkdocs.yml": f"site_url: {URL}\n{CONFIG}", "docs/papers.md": "# P\n", "data/news.yml": "[]"}
        )
        assert built.exit_code == 0
        assert not list(built.site.glob("papers/*/"))


def test_unique_names_fit_into_a_file_system() -> None:
    taken: set[str] = set()
    names = [unique_name(name, taken) for name in ("x" * 400, "x" * 400, "日" * 200, "A", "a", "%", "")]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name.encode()) < 200 for name in names)


class TestFiles:
    def test_the_home_page_links_them(self, project: Project) -> None:
        built = build(project, **{"mkdocs.yml": f"{WITH_URL}use_directory_urls: false\n"})
        links = {link["type"]: link["href"] for link in built.page().head.find_all("link", rel="alternate")}
        assert links == {
            "application/x-bibtex": "publications.bib",
            "application/vnd.citationstyles.csl+json": "publications.json",
            "application/atom+xml": "feed.xml",
        }
        assert not built.page("papers.html").head.find_all("link", rel="alternate")

    def test_bibtex_and_csl(self, project: Project) -> None:
        built = build(project)
        library = bibtexparser.parse_file(str(built.site / "publications.bib"))
        assert [entry.key for entry in library.entries] == ["tides", "bose-unicode-id"]
        items = json.loads((built.site / "publications.json").read_text(encoding="utf-8"))
        assert [item["id"] for item in items] == ["tides", "Böse/Ünïcode id"]

    def test_feed(self, project: Project) -> None:
        built = build(project)
        feed = feedparser.parse(str(built.site / "feed.xml"))
        assert not feed.bozo
        assert feed.feed.title == "Mira Tovanne: news"
        (entry,) = feed.entries
        assert entry.link == f"{URL}papers/"
        assert entry.content[0].value == f'Our <a href="{URL}papers/tides/">paper</a> is out'

    def test_hidden_papers_are_in_none(self, project: Project) -> None:
        for path, content in build(project).tree().items():
            assert b"Nobody sees this title" not in content, path
            assert "secret" not in path

    def test_no_address_for_harvesters(self, project: Project) -> None:
        for path, content in build(project).tree().items():
            if path.endswith((".html", ".xml")) or "search" in path:
                assert b"mira@hidden.example" not in content, path

    def test_without_a_script_all_papers_can_be_downloaded(self, project: Project) -> None:
        more = [
            f"- {{id: more{year}, title: More, authors: [Mira Tovanne], year: {year}}}\n" for year in (2018, 2019, 2020)
        ]
        page = "# Papers\n\n{{ papers(filter=True) }}\n"
        built = build(
            project, **{"docs/papers.md": page, "data/papers.yml": "".join([FILES["data/papers.yml"], "\n", *more])}
        )
        (link,) = BeautifulSoup(str(built.page("papers/index.html").select_one("noscript p.rs-links")), "html.parser")(
            "a"
        )
        assert (link["href"], link.get_text()) == ("../publications.bib", "Download BibTeX")
        assert built.page().select("noscript p.rs-links") == []  # that list has no form

    @pytest.mark.parametrize("name", ["publications.bib", "publications.json", "feed.xml"])
    def test_a_file_of_the_authors_own_wins(self, project: Project, name: str) -> None:
        built = build(project, **{f"docs/{name}": "mine"})
        assert built.exit_code == 0
        assert (built.site / name).read_text(encoding="utf-8") == "mine"
        assert built.problems() == [f"docs/{name}: is your own file, so none is generated"]

    def test_unreadable_bibtex_is_reported(self, project: Project) -> None:
        data = "- {id: a, title: A}\n- id: b\n  title: B\n  bibtex: '@article{b, title = {B}'\n"
        built = build(project, **{"data/papers.yml": data, "docs/papers.md": "# P\n", "data/news.yml": "[]"})
        (problem,) = built.problems()
        assert problem.startswith("data/papers.yml:4:3: bibtex: is not a complete BibTeX entry")
        assert built.exit_code == 1
        assert "@misc{b," in (built.site / "publications.bib").read_text(encoding="utf-8")

    def test_without_an_address_nothing_is_left_out(self, project: Project) -> None:
        built = build(
            project,
            **{
                "mkdocs.yml": CONFIG,
                "docs/papers.md": "# P\n",
                "data/news.yml": "- {date: 2026, text: N, url: papers.md}\n",
            },
        )
        assert built.exit_code == 0, built.output
        assert [line.split(",")[0] for line in built.problems()] == ["mkdocs.yml: site_url: is missing"]
        assert built.lines("WARNING") == []
        assert not feedparser.parse(str(built.site / "feed.xml")).bozo
        assert (built.site / "publications.bib").is_file()
        assert not {"og:url", "og:image"} & tags(built.page()).keys()

    def test_a_site_without_data_has_none(self, project: Project) -> None:
        project.write({"mkdocs.yml": CONFIG, "docs/index.md": "# Home\n\nThe words of a plain page.\n"})
        built = project.quick_build(strict=True)
        assert not {"publications.bib", "publications.json", "feed.xml"} & built.tree().keys()
        assert not json_ld(built.page())
        assert tags(built.page())["og:description"] == ["The words of a plain page."]

    def test_two_builds_are_the_same(self, project: Project) -> None:
        first = build(project).tree()
        second = project.quick_build().tree()
        changing = {name for name in first if first[name] != second[name]}
        assert changing <= {"sitemap.xml", "sitemap.xml.gz"}


class TestSharing:
    def test_the_home_page_is_that_of_a_person(self, project: Project) -> None:
        page = build(project).page()
        found = tags(page)
        assert found["og:title"] == ["Mira Tovanne"]
        assert found["og:description"] == ["I study tides."]
        assert found["og:type"] == ["profile"]
        assert found["og:url"] == [URL]
        assert "og:image" not in found  # the portrait is an SVG, which no program shows
        assert found["og:site_name"] == ["Mira Tovanne"]
        assert found["twitter:card"] == ["summary"]
        (person,) = json_ld(page)
        assert (person["name"], person["sameAs"]) == ("Mira Tovanne", ["https://github.com/mira"])

    def test_the_first_paragraph_describes_a_page(self, project: Project) -> None:
        found = tags(build(project).page("papers/index.html"))
        assert found["og:description"] == ["All of the papers that I wrote, one."]
        assert found["og:title"] == ["Papers"]
        assert found["og:type"] == ["website"]

    @pytest.mark.parametrize(
        ("setting", "shown"), [("", "I study tides."), ("site_description: Tides and more.\n", "Tides and more.")]
    )
    def test_a_page_without_text_is_described_by_the_profile(self, project: Project, setting: str, shown: str) -> None:
        files = {"mkdocs.yml": CONFIG + setting, "docs/index.md": "# Home\n", "docs/empty.md": "# Nothing yet\n"}
        built = project.write({**files, "data/profile.yml": "{name: Mira Tovanne, tagline: I study tides.}\n"})
        assert tags(built.quick_build().page("empty/index.html"))["og:description"] == [shown]

    def test_front_matter_wins(self, project: Project) -> None:
        page = "---\ntitle: T < *x*\ndescription: 'A \"B\" & c'\nimage: images/tides.png\n---\n# P\n\nText of a paragraph.\n"
        built = build(project, **{"docs/papers.md": page, "data/news.yml": "[]", "docs/images/tides.png": "PNG"})
        found = tags(built.page("papers/index.html"))
        assert found["og:title"] == ["T < x"]
        assert found["og:description"] == ['A "B" & c']
        assert found["og:image"] == [f"{URL}images/tides.png"]
        assert found["twitter:card"] == ["summary_large_image"]
        assert len(found["description"]) == 1

    def test_a_missing_picture_is_reported(self, project: Project) -> None:
        page = "---\ntitle: T\nimage: images/tidse.svg\n---\n# P\n"
        built = build(project, **{"docs/papers.md": page, "data/news.yml": "[]"})
        assert built.problems() == [
            "docs/papers.md:3: image: there is no file 'images/tidse.svg' in the docs folder, did you mean 'images/tides.svg'?"
        ]
        assert built.exit_code == 1

    def test_tags_of_others_win(self, project: Project) -> None:
        main = '{% extends "base.html" %}{% block extrahead %}<meta property="og:title" content="Theirs">{% endblock %}'
        built = build(
            project,
            **{
                "mkdocs.yml": WITH_URL.replace("theme: material", "theme: {name: material, custom_dir: o}"),
                "o/main.html": main,
            },
        )
        assert tags(built.page())["og:title"] == ["Theirs"]


def hostile_papers(text: str) -> list[dict[str, Any]]:
    fields = (
        "title",
        "venue",
        "venue_short",
        "badge",
        "award",
        "note",
        "summary",
        "abstract",
        "publisher",
        "volume",
        "number",
        "pages",
        "category",
        "topic",
        "image_alt",
        "bibtex",
    )
    return [
        {
            "id": f"p{kind}",
            **dict.fromkeys(fields, text),
            "type": kind,
            "authors": ["{" + re.sub(r"[{}]", "", "Group X") + "}"],
            "tags": [text],
            "year": 2025,
        }
        for kind in ("journal", "thesis", "report", "dataset", "chapter")
    ]


# What no YAML file may hold is refused before.
REFUSED = {"lone-surrogate", "noncharacter"}


@pytest.mark.parametrize("name", sorted(HOSTILE.keys() - REFUSED))
def test_hostile_text_is_text_everywhere(project: Project, name: str) -> None:
    text = HOSTILE[name]
    plain = re.sub(r"[\x00-\x1f]", " ", text)
    profile = {
        "name": "Mira Tovanne",
        "role": plain,
        "tagline": plain,
        "location": plain,
        "interests": [plain],
        "affiliations": [plain],
    }
    project.write(
        {
            **FILES,
            "docs/papers.md": "# P\n\n{{ news() }}\n",
            "data/papers.yml": json.dumps(hostile_papers(plain)),
            "data/profile.yml": json.dumps(profile),
            "data/news.yml": json.dumps([{"date": 2025, "text": plain}]),
        }
    )
    built = project.quick_build()
    assert built.exit_code == 0, built.output
    for path in ("index.html", "papers/index.html", "papers/pjournal/index.html", "papers/pthesis/index.html"):
        check_head(built, path)
    library = bibtexparser.parse_file(str(built.site / "publications.bib"))
    assert len(library.entries) == 5
    assert library.failed_blocks == []
    assert len(json.loads((built.site / "publications.json").read_text(encoding="utf-8"))) == 5
    feed = feedparser.parse(str(built.site / "feed.xml"), sanitize_html=False)
    assert not feed.bozo
    content = BeautifulSoup(feed.entries[0].content[0].value, "html.parser")
    assert not content.find_all(["script", "iframe", "object", "embed", "style", "form", "svg", "math", "base", "meta"])
    for tag in content.find_all(True):
        assert not [key for key in tag.attrs if key.startswith("on")]
        assert not re.match(r"(?i)\s*(javascript|data):", str(tag.get("href") or ""))


def check_head(built: Built, path: str) -> None:
    """The head of a page holds what the head of a page of plain words holds."""
    page = built.page(path)
    for script in page.head.find_all("script"):
        assert script.get("type") == "application/ld+json" or WORD not in str(script)
    json_ld(page)
    for tag in page.head.find_all(True):
        assert tag.name in {"meta", "link", "script", "style", "title"}, f"{path}: {tag}"
        assert not [key for key in tag.attrs if key.startswith("on")], tag
        assert tag.get("http-equiv") in {None, "X-UA-Compatible"}
        assert "evil.example" not in str(tag.get("href") or tag.get("src") or "")


def test_serve_shows_them_too(project: Project, tmp_path: Path) -> None:
    """Under `serve` the plugin stays from build to build, and what was there before must not."""
    from mkdocs.commands.build import build as run  # noqa: PLC0415
    from mkdocs.config import load_config  # noqa: PLC0415

    project.write(FILES)
    config = load_config(str(project.root / "mkdocs.yml"), site_dir=str(tmp_path / "site"))
    config.plugins.on_startup(command="serve", dirty=False)
    run(config, serve_url="http://127.0.0.1:8000/")
    assert (tmp_path / "site" / "papers" / "tides" / "index.html").is_file()
    project.write({"data/papers.yml": "- {id: tides, title: Changed}\n"})
    again = load_config(str(project.root / "mkdocs.yml"), site_dir=str(tmp_path / "site"))
    again.plugins.update({name: config.plugins[name] for name in config.plugins})
    run(again, serve_url="http://127.0.0.1:8000/")
    assert "Changed" in (tmp_path / "site" / "publications.bib").read_text(encoding="utf-8")
    assert "<title>Changed" in (tmp_path / "site" / "papers" / "tides" / "index.html").read_text(encoding="utf-8")
