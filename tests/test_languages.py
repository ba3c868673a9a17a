"""Sites in several languages, built for real: with mkdocs-static-i18n, and with a configuration file for each."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import feedparser
import pytest
import yaml
from building import Built, Project

pytestmark = pytest.mark.skipif(
    find_spec("mkdocs_static_i18n") is None, reason="mkdocs-static-i18n is not installed; it is part of the extra 'dev'"
)
LANGUAGES = [{"locale": "en", "name": "English", "default": True}, {"locale": "de", "name": "Deutsch"}]
HOME = """\
# {about}

{{{{ badge("x", kind="status") }}}}

## {news}

{{{{ news() }}}}

## {papers}

{{{{ papers(selected=True, more="papers.md") }}}}

{{{{ education() }}}}

{{{{ updated() }}}}
"""
LIST = "# {papers}\n\n{{{{ papers(style='list', group_by='type', filter=True) }}}}\n\n[BibTeX](publications.bib) [Feed](feed.xml)\n"
WORDS = {
    "en": {"about": "About", "news": "News", "papers": "Papers"},
    "de": {"about": "Über mich", "news": "Neuigkeiten", "papers": "Veröffentlichungen"},
}
DATA = {
    "data/profile.yml": "name: Mira Tovanne\nrole: Ph.D. candidate\nlinks:\n  - {label: All papers, url: papers.md}\n",
    "data/de/profile.yml": "role: Doktorandin\nlinks:\n  - {label: Alle Arbeiten, url: papers.md}\n",
    "data/papers.yml": (
        "- {id: ledger, title: Reading the Ledger, authors: [Mira Tovanne, Pell Okasha], venue: Sea, year: 2026,\n"
        "   type: journal, selected: true, summary: Nodes stay silent., links: {Code: papers.md}, abstract: Words}\n"
        "- {id: tide, title: Tides, authors: [Pell Okasha], year: 2025, type: conference, selected: true}\n"
        "- {id: reef, title: Reefs, authors: [Pell Okasha], year: 2024, type: conference}\n"
        "- {id: sand, title: Sands, authors: [Pell Okasha], year: 2023, type: conference}\n"
        "- {id: rock, title: Rocks, authors: [Pell Okasha], year: 2022, type: conference}\n"
    ),
    "data/de/papers.yml": "- {id: ledger, summary: Knoten schweigen.}\n",
    "data/news.yml": "- {date: 2026-02, text: 'Paper [accepted](papers.md).'}\n",
    "data/de/news.yml": "- {date: 2026-02, text: 'Arbeit [angenommen](papers.md).'}\n",
    "data/education.yml": "- {id: phd, institution: HBU, degree: Ph.D., date: 2024 - 2028 (expected)}\n",
    "data/de/education.yml": "- {id: phd, degree: Promotion}\n",
}


def pages(place: Callable[[str, str], str]) -> dict[str, str]:
    """The pages of both languages at the paths that `place` gives for a name and a language."""
    return {
        f"docs/{place(name, code)}": text.format(**words)
        for code, words in WORDS.items()
        for name, text in (("index", HOME), ("papers", LIST))
    }


LAYOUTS: Mapping[str, Callable[[str, str], str]] = {
    "suffix": lambda name, code: f"{name}.md" if code == "en" else f"{name}.{code}.md",
    "folder": lambda name, code: f"{code}/{name}.md",
}


def site(folder: Path, layout: str, order: str, options: Mapping[str, Any] | None = None, **settings: Any) -> Project:
    i18n = {"i18n": {"docs_structure": layout, "languages": LANGUAGES}}
    ours = {"researcher": {"paper_pages": True, **(options or {})}}
    config = {
        "site_name": "Mira Tovanne",
        "site_url": "https://mira.example.org/",
        "theme": {"name": "material"},
        "plugins": ["search", *([i18n, ours] if order == "i18n first" else [ours, i18n])],
        **settings,
    }
    return Project(folder).write(
        {"mkdocs.yml": yaml.safe_dump(config, sort_keys=False), **DATA, **pages(LAYOUTS[layout])}
    )


@pytest.fixture(scope="module", params=["suffix", "folder"])
def layout(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=["i18n first", "i18n last"])
def built(request: pytest.FixtureRequest, layout: str, tmp_path_factory: pytest.TempPathFactory) -> Built:
    made = site(tmp_path_factory.mktemp("site") / "project", layout, request.param).build(strict=True)
    assert made.exit_code == 0, made.output
    return made


def test_each_language_has_its_own_profile_data_words_and_dates(built: Built) -> None:
    english, german = (
        built.page(path).select_one("main").get_text(" ", strip=True) for path in ("index.html", "de/index.html")
    )
    for text, own, others in (
        (english, ["Ph.D. candidate", "Nodes stay silent.", "Paper", "Feb 2026", "expected", "Last updated"], german),
        (german, ["Doktorandin", "Knoten schweigen.", "Arbeit", "Feb. 2026", "voraussichtlich", "Promotion"], english),
    ):
        for words in own:
            assert words in text
            if words != "Paper":
                assert words not in others


def test_the_home_page_of_each_language_is_one(built: Built) -> None:
    for path, url in (("index.html", "https://mira.example.org/"), ("de/index.html", "https://mira.example.org/de/")):
        page = built.page(path)
        assert page.select_one(".rs-frame__side .rs-name").get_text(strip=True) == "Mira Tovanne"
        assert len(page.select("h1")) == 1
        assert page.select_one('meta[property="og:type"]')["content"] == "profile"
        assert page.select_one('meta[property="og:url"]')["content"] == url


def test_links_from_data_and_more_stay_within_the_language(built: Built) -> None:
    page = built.page("de/index.html")
    link = {a.get_text(" ", strip=True): a["href"] for a in page.select("main a[href]")}
    assert link["Alle Arbeiten"] == link["angenommen"] == "papers/"
    assert link["Reading the Ledger"] == "papers/ledger/"
    assert next(href for text, href in link.items() if text.startswith("Alle 5")) == "papers/"
    assert built.page("de/papers/ledger/index.html").select_one(".rs-crumb a")["href"] == "../"


def test_exports_exist_once_and_every_page_finds_them(built: Built) -> None:
    names = sorted(path.relative_to(built.site).as_posix() for path in built.site.rglob("publications.*"))
    assert names == ["publications.bib", "publications.json"]
    assert "title" in (built.site / "publications.bib").read_text()
    assert len(json.loads((built.site / "publications.json").read_text())) == 5
    for path, prefix in (("index.html", ""), ("de/index.html", "../")):
        assert built.page(path).select_one('link[type="application/x-bibtex"]')["href"] == f"{prefix}publications.bib"
    german = built.page("de/papers/index.html")
    assert german.select_one("noscript a")["href"] == "../../publications.bib"
    assert german.find("a", string="BibTeX")["href"] == "../../publications.bib"
    assert german.find("a", string="Feed")["href"] == "../feed.xml"


def test_each_language_has_its_feed_and_they_know_each_other(built: Built) -> None:
    for path, language, other, title in (
        ("feed.xml", "en", "de/feed.xml", "Mira Tovanne: news"),
        ("de/feed.xml", "de", "feed.xml", "Mira Tovanne: Neuigkeiten"),
    ):
        text = (built.site / path).read_text()
        feed = feedparser.parse(text)
        assert not feed.bozo
        assert (feed.feed.title, len(feed.entries)) == (title, 1)
        assert f'xml:lang="{language}"' in text
        links = {(link.rel, link.get("hreflang")): link.href for link in feed.feed.links}
        code = "de" if language == "en" else "en"
        assert links["alternate", code] == f"https://mira.example.org/{other}"
        folder = path.removesuffix("feed.xml")
        assert links["alternate", None] == f"https://mira.example.org/{folder}"
        assert f"https://mira.example.org/{folder}papers/" in feed.entries[0].content[0].value
    heads = {
        path: built.page(path).select('link[type="application/atom+xml"]') for path in ("index.html", "de/index.html")
    }
    assert [(link["href"], link.get("hreflang")) for link in heads["de/index.html"]] == [
        ("feed.xml", None),
        ("../feed.xml", "en"),
    ]


def test_generated_pages_are_in_the_language_switcher_and_the_sitemap(built: Built) -> None:
    page = built.page("de/papers/ledger/index.html")
    switch = {a["hreflang"]: a["href"] for a in page.select(".md-select__link")}
    assert switch == {"en": "../../../papers/ledger/", "de": "./"}
    assert "Knoten schweigen." in page.get_text()
    sitemap = (built.site / "sitemap.xml").read_text()
    for address in ("papers/ledger/", "de/papers/ledger/"):
        assert f"<loc>https://mira.example.org/{address}</loc>" in sitemap


def test_the_404_page_is_in_the_default_language(built: Built) -> None:
    page = built.page("404.html")
    assert page.select_one("h1").get_text() == "This page does not exist"
    assert not [link["href"] for link in page.select(".rs-acts a") if "/de/" in link["href"]]


def test_search_and_filter_are_in_the_language(built: Built) -> None:
    entries = json.loads((built.site / "search/search_index.json").read_text())["docs"]
    found = {entry["location"]: entry["title"] for entry in entries if "paper-ledger" in entry["location"]}
    assert {"papers/#paper-ledger", "de/papers/#paper-ledger", "#paper-ledger", "de/#paper-ledger"} == found.keys()
    form = built.page("de/papers/index.html").select_one("form.rs-filter")
    assert form["aria-label"] == "Publikationen filtern"
    assert form.select_one("output")["data-rs-words"] == "{shown} von {total} Publikationen"
    headings = [h.get_text() for h in built.page("de/papers/index.html").select("main h2")]
    assert headings == ["Zeitschriftenartikel", "Konferenzbeiträge"]


@pytest.mark.parametrize("layout", ["suffix", "folder"])
def test_generated_pages_and_the_cv_are_in_the_language(tmp_path: Path, layout: str) -> None:
    options = {"people_pages": True, "cv_pdf": True}
    project = site(tmp_path / "site", layout, "i18n last", options)
    project.write(
        {
            "data/people.yml": "- {name: Pell Okasha, group: Postdocs, role: Postdoc}\n",
            "data/de/people.yml": "- {name: Pell Okasha, role: Postdoktorand}\n",
            "data/de/profile.yml": "links:\n  - {label: Lebenslauf, url: cv.pdf}\n  - {label: Neues, url: feed.xml}\n",
            f"docs/{LAYOUTS[layout]('cv', 'de')}": "# CV\n\n{{ cv() }}\n\n[Pell](people/pell-okasha.md)\n",
            f"docs/{LAYOUTS[layout]('cv', 'en')}": "# CV\n\n{{ cv() }}\n",
        }
    )
    built = project.build(strict=True)
    assert built.exit_code == 0, built.output
    assert (built.site / "de/cv.pdf").read_bytes() != (built.site / "cv.pdf").read_bytes()
    link = {a.get_text(strip=True): a["href"] for a in built.page("de/index.html").select(".rs-social a")}
    assert (link["Lebenslauf"], link["Neues"]) == ("cv.pdf", "feed.xml")
    page = built.page("de/people/pell-okasha/index.html")
    assert "Postdoktorand" in page.get_text()
    assert [h.get_text() for h in page.select("main h2.rs-h, main h2")] == ["Publikationen"]
    assert built.page("de/cv/index.html").find("a", string="Pell")["href"] == "../people/pell-okasha/"


def test_a_lab_in_two_languages(layout: str, tmp_path: Path) -> None:
    project = site(tmp_path / "site", layout, "i18n first", {"people_pages": True})
    project.write(
        {
            "data/profile.yml": "type: organization\nname: The Lab\n",
            "data/de/profile.yml": "name: Das Labor\n",
            "data/people.yml": "- {name: Pell Okasha, group: Postdocs}\n- {name: Mira Tovanne, group: Students}\n",
            "data/de/people.yml": "- {name: Mira Tovanne, group: Promovierende}\n",
            "data/projects.yml": "- {title: Ledgers, papers: [ledger]}\n- {id: t, title: Tides, papers: [tide]}\n",
            "data/de/projects.yml": "- {id: t, title: Gezeiten}\n",
            f"docs/{LAYOUTS[layout]('group', 'en')}": "# Who\n\n{{ team() }}\n",
            f"docs/{LAYOUTS[layout]('group', 'de')}": "# Wer\n\n{{ team() }}\n",
            f"docs/{LAYOUTS[layout]('people/me', 'en')}": "---\nperson: mira-tovanne\n---\nHello.\n",
            f"docs/{LAYOUTS[layout]('people/me', 'de')}": "---\nperson: mira-tovanne\n---\nGuten Tag.\n",
        }
    )
    for code in ("", "de/"):
        for name in ("index", "papers"):
            path = project.root / "docs" / LAYOUTS[layout](name, "de" if code else "en")
            path.write_text(path.read_text().replace("{{ education() }}", ""))
    built = project.build(strict=True)
    assert built.exit_code == 0, built.output
    for folder, team, group, member, title in (
        ("", "People", "Postdocs", "Member: All", "Tides (1)"),
        ("de/", "Team", "Postdocs", "Mitglied: Alle", "Gezeiten (1)"),
    ):
        page = built.page(f"{folder}people/me/index.html")
        ways = [(" ".join(a.get_text(" ").split()), a["href"]) for a in page.select(".rs-crumb a, .rs-pn a")]
        assert ways == [(team, "../../group/"), (f"{group} Pell Okasha", "../pell-okasha/")]
        assert ("Guten Tag." in page.get_text()) == bool(folder)
        options = [option.get_text() for option in built.page(f"{folder}papers/index.html").select("form option")]
        assert {member, title} <= set(options)
        assert not (built.site / folder / "people/mira-tovanne").exists()


def test_problems_are_reported_once_and_where_they_are(tmp_path: Path) -> None:
    project = site(tmp_path / "site", "suffix", "i18n last")
    project.write(
        {
            "data/papers.yml": "- {id: a, title: A, year: 2026, image: no.png}\n",
            "data/de/papers.yml": "- {id: a, image_alt: Bild, links: {Code: keine.md}}\n",
        }
    )
    reported = project.build(strict=False).problems()
    assert sum("no.png" in line for line in reported) == 1
    assert [line for line in reported if "keine.md" in line] == [
        "data/de/papers.yml:1:36: links.Code: there is no file 'keine.md' in the docs folder; put it there, and write its "
        "path from there"
    ]


def test_a_rebuild_by_the_server_shows_the_change_in_the_right_language(tmp_path: Path) -> None:
    project = site(tmp_path / "site", "suffix", "i18n last")
    assert project.quick_build().exit_code == 0
    project.write({"data/de/papers.yml": "- {id: ledger, title: Alles neu}\n"})
    assert project.quick_build().exit_code == 0
    built = Built(0, "", project.root / "site")
    assert "Alles neu" in built.page("de/papers/index.html").get_text()
    assert "Reading the Ledger" in built.page("papers/index.html").get_text()


def test_a_second_build_from_the_cache_has_every_page_of_every_language(
    layout: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    project = site(tmp_path / "site", layout, "i18n last", {"people_pages": True})
    with (project.root / "data/papers.yml").open("a", encoding="utf-8") as file:
        file.write(f"# {'more than is needed for a cache ' * 500}\n")
    first = project.build().tree()
    assert any(name.startswith("de/papers/ledger/") for name in first)
    assert project.build().tree() == first


def check(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs_researcher", "check", *arguments]
    return subprocess.run(command, cwd=project.root, capture_output=True, encoding="utf-8", check=False)


def test_check_knows_the_languages(tmp_path: Path, layout: str) -> None:
    project = site(tmp_path / "site", layout, "i18n last", nav=[{"Home": "index.md"}, {"Papers": "papers.md"}])
    done = check(project)
    assert "8 data files and 4 pages checked: 0 errors, 0 warnings" in done.stdout, done.stdout
    assert "nav:" not in done.stdout, "pages of each language are in its folder"
    wrong = LAYOUTS[layout]("papers", "de")
    project.write(
        {f"docs/{wrong}": "# P\n\n{{ papers(sytle='list') }}\n", "data/de/papers.yml": "- {id: lodger, note: A}\n"}
    )
    done = check(project)
    assert done.returncode == 1
    assert f"error: docs/{wrong}:3: papers(sytle): papers() has no such argument" in done.stdout
    assert (
        "error: data/de/papers.yml:1:4: id: data/papers.yml has no paper 'lodger', did you mean 'ledger'?"
        in done.stdout
    )


def with_japanese(folder: Path, locale: str = "ja", **settings: Any) -> Project:
    """A site in English and Japanese; the settings are those of the Japanese one."""
    japanese = {"locale": locale, "name": "日本語", **settings}
    plugins = ["search", "researcher", {"i18n": {"languages": [LANGUAGES[0], japanese]}}]
    return site(folder, "suffix", "i18n last", plugins=plugins, site_author="Tovanne & Co", site_description="Home")


def test_names_of_the_site_can_differ_between_languages(tmp_path: Path) -> None:
    names = {"site_name": "戸棚 <美良>", "site_author": "戸棚", "site_description": "研究室"}
    project = with_japanese(tmp_path / "site", **names)
    project.write({"docs/papers.ja.md": "# 論文\n"})
    built = project.build(strict=True)
    assert built.exit_code == 0, built.output
    page, english = built.page("ja/papers/index.html"), built.page("papers/index.html")
    assert page.title.get_text() == "論文 - 戸棚 <美良>"
    assert page.select_one("meta[name=author]")["content"] == "戸棚"
    assert english.title.get_text() == "Papers - Mira Tovanne"
    assert english.select_one("meta[name=author]")["content"] == "Tovanne & Co"


@pytest.mark.parametrize("name", ["戸棚 美良", "戸棚美良"])
def test_a_name_that_is_the_native_name_is_shown_once_beside_the_other_one(tmp_path: Path, name: str) -> None:
    project = with_japanese(tmp_path / "site")
    member = "- {id: mira, name: Mira Tovanne, native_name: 戸棚 美良, group: Lab}\n"
    project.write(
        {
            "data/profile.yml": "name: Mira Tovanne\nnative_name: 戸棚 美良\nnative_language: ja\n",
            "data/ja/profile.yml": f"name: {name}\n",
            "data/people.yml": member,
            "data/ja/people.yml": f"- {{id: mira, name: {name}}}\n",
            "docs/cv.md": "{{ cv() }}\n\n{{ team() }}\n",
        }
    )
    built = project.build(strict=True)
    assert built.exit_code == 0, built.output
    home, cv = built.page("ja/index.html"), built.page("ja/cv/index.html")
    shown = [
        home.select_one(".rs-native"),
        cv.select_one(".rs-cvhead .rs-native"),
        cv.select_one(".rs-person__name .rs-native"),
    ]
    assert [other.parent.get_text(" ", strip=True) for other in shown] == [f"{name} Mira Tovanne"] * len(shown)
    assert "lang" not in home.select_one(".rs-native").attrs, "the language given is that of the other name"
    data = json.loads(home.select_one('script[type="application/ld+json"]').string)
    assert data["alternateName"] == ["Mira Tovanne"]
    native = built.page("index.html").select_one(".rs-native")
    assert (native.get_text(), native["lang"]) == ("戸棚 美良", "ja")


@pytest.mark.parametrize(
    ("locale", "meant"), [("jp", "ja"), ("cn", "zh"), ("pt_BR", "pt-BR"), ("zh-CN", "zh"), ("de-CH", "de")]
)
def test_a_language_that_the_theme_does_not_have(tmp_path: Path, locale: str, meant: str) -> None:
    project = with_japanese(tmp_path / "site", locale)
    lines = (project.root / "mkdocs.yml").read_text().splitlines()
    number, line = next((n, text) for n, text in enumerate(lines, 1) if f"locale: {locale}" in text)
    message = (
        f"mkdocs.yml:{number}:{line.index(locale) + 1}: plugins.i18n.languages.{locale}: "
        f"the theme has no language '{locale}', did you mean '{meant}'?"
    )
    assert f"error: {message}" in check(project).stdout
    built = project.build()
    assert built.exit_code == 1
    assert message in built.output
    assert "Traceback" not in built.output


def test_a_misspelled_page_of_the_navigation_is_a_warning_on_a_site_in_several_languages(tmp_path: Path) -> None:
    project = site(tmp_path / "site", "suffix", "i18n last", nav=[{"Home": "index.md"}, {"Papers": "paper.md"}])
    done = check(project, "--strict")
    assert done.returncode == 1
    assert "nav: 'paper.md' is not a file in docs/, did you mean 'papers.md'?\n" in done.stdout
    assert project.build(strict=True).exit_code == 1


# Two configuration files


GERMAN = """\
INHERIT: mkdocs.yml
docs_dir: docs-de
site_dir: site/de
site_url: https://mira.example.org/de/
theme: {language: de}
"""


def test_a_configuration_file_for_each_language(tmp_path: Path) -> None:
    config = "site_name: Mira Tovanne\nsite_url: https://mira.example.org/\ntheme: {name: material}\nplugins: [search, researcher]\n"
    project = Project(tmp_path / "site").write({"mkdocs.yml": config, "mkdocs.de.yml": GERMAN, **DATA})
    for code, folder in (("en", "docs"), ("de", "docs-de")):
        words = WORDS[code]
        project.write({f"{folder}/index.md": HOME.format(**words), f"{folder}/papers.md": LIST.format(**words)})
    assert check(project).stdout.endswith("8 data files and 2 pages checked: 0 errors, 0 warnings\n")
    done = check(project, "-f", "mkdocs.de.yml")
    assert done.stdout.endswith("8 data files and 2 pages checked: 0 errors, 0 warnings\n"), done.stdout
    for arguments in ((), ("-f", "mkdocs.de.yml")):
        built = project.build(*arguments, strict=True)
        assert built.exit_code == 0, built.output
    german = built.page("de/index.html").get_text(" ")
    assert "Doktorandin" in german
    assert "Knoten schweigen." in german
    assert "Ph.D. candidate" in built.page("index.html").get_text(" ")
    project.write({"docs-de/papers.md": "# P\n\n{{ paprs() }}\n"})
    assert "docs-de/papers.md:3: paprs" in check(project, "-f", "mkdocs.de.yml").stdout
    assert "paprs" not in check(project).stdout


def test_the_workflow_of_a_new_site_builds_every_configuration_file(tmp_path: Path) -> None:
    if shutil.which("bash") is None:
        pytest.skip("the steps of GitHub's workflows are run by bash")
    project = new(tmp_path / "site")
    config = GERMAN.replace("docs_dir: docs-de\n", "")
    project.write({"mkdocs.de.yml": config, "data/de/profile.yml": "role: Doktorandin\n"})
    workflow = yaml.safe_load((project.without_todos().root / ".github/workflows/pages.yml").read_text())
    runs = [step["run"] for step in workflow["jobs"]["build"]["steps"] if "run" in step and "if" not in step]
    steps = [step for step in runs if "pip install" not in step]
    folder = str(Path(sys.executable).parent)
    script = "\n".join(["set -e", f'export PATH="{folder}:$PATH" NO_MKDOCS_2_WARNING=1', *steps])
    done = subprocess.run(["bash", "-c", script], cwd=project.root, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    built = Built(0, "", project.root / "site")
    assert "Doktorandin" in built.page("de/index.html").get_text(" ")
    assert "Doktorandin" not in built.page("index.html").get_text(" ")


def new(folder: Path, *arguments: str) -> Project:
    command = [sys.executable, "-m", "mkdocs_researcher", "new", str(folder), "--name", "Mira Tovanne", *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return Project(folder)


@pytest.mark.parametrize("codes", ["en,de", "ar,en", "zh-TW,en-GB,ja"])
def test_new_in_several_languages_builds_strictly(tmp_path: Path, codes: str) -> None:
    project = new(tmp_path / "site", "--languages", codes)
    default, *others = codes.split(",")
    assert "0 errors" in check(project).stdout
    done = check(project.without_todos(), "--strict")
    assert "0 errors, 0 warnings" in done.stdout, done.stdout
    built = project.build(strict=True)
    assert built.exit_code == 0, built.output
    for code in others:
        page = built.page(f"{code}/index.html")
        assert page.html["lang"] == code
        assert page.select_one(".rs-name").get_text(strip=True) == "Mira Tovanne"
        assert [a["hreflang"] for a in page.select(".md-select__link")] == [default, *others]
    assert "mkdocs-static-i18n" in (project.root / "requirements.txt").read_text()
    steps = yaml.safe_load((project.root / ".github/workflows/pages.yml").read_text())["jobs"]["build"]["steps"]
    assert any("fonts-noto-cjk" in step.get("run", "") for step in steps) == ("ja" in codes)


def test_the_cv_of_a_new_site_has_a_title_in_each_language(tmp_path: Path) -> None:
    project = new(tmp_path / "site", "--languages", "en,ja,de")
    built = project.build()
    titles = [built.page(f"{folder}cv/index.html").title.get_text() for folder in ("", "ja/", "de/")]
    assert [title.partition(" - ")[0] for title in titles] == ["Curriculum vitae", "履歴書", "Lebenslauf"]
    tabs = built.page("ja/index.html").select(".md-tabs__link")
    assert [tab.get_text(strip=True) for tab in tabs] == ["ホーム", "論文", "履歴書"]


def test_new_lab_in_several_languages_builds_strictly(tmp_path: Path) -> None:
    project = new(tmp_path / "site", "--lab", "--languages", "en,de,ar")
    assert "0 errors, 0 warnings" in check(project.without_todos(), "--strict").stdout
    built = project.build(strict=True)
    assert built.exit_code == 0, built.output
    german = built.page("de/people/index.html")
    assert [tab.get_text(strip=True) for tab in german.select(".md-tabs__link")][:3] == [
        "Startseite",
        "Team",
        "Projekte",
    ]
    assert german.select_one("main h1").get_text().removesuffix("¶") == "Team"
    # Sponsors have moved from the page of the team to the home page, where visitors look for them.
    home = [h.get_text().removesuffix("¶") for h in built.page("de/index.html").select("main h2")]
    assert "Mit Dank an" in home
    assert built.page("ar/people/done-pell-okasha/index.html").select_one(".rs-crumb").get_text(strip=True) == "الفريق"


def test_new_in_one_other_language(tmp_path: Path) -> None:
    built = new(tmp_path / "site", "--languages", "ja").build(strict=True)
    assert built.exit_code == 0, built.output
    assert built.page().html["lang"] == "ja"
    assert "お知らせ" in built.page().get_text()


def test_british_english_for_a_site_and_for_a_page(tmp_path: Path) -> None:
    config = "site_name: M\ntheme: {name: material, language: %s}\nplugins: [researcher]\n"
    page = "# A\n\n{{ cv() }}\n"
    files = {
        "data/awards.yml": "- {title: Prize, date: Fall 2024}\n",
        "data/profile.yml": "name: Mira\n",
        "docs/index.md": page,
        "docs/page.md": f"---\nlanguage: en-GB\n---\n{page}",
    }
    project = Project(tmp_path / "site").write({"mkdocs.yml": config % "en", **files})
    built = project.build(strict=True)
    assert built.exit_code == 0, built.output
    american, british = built.page(), built.page("page/index.html")
    assert "Honors and awards" in american.get_text()
    assert "Fall 2024" in american.get_text()
    assert "Honours and awards" in british.get_text()
    assert "Autumn 2024" in british.get_text()
    assert (american.html["lang"], british.html["lang"]) == ("en", "en-GB")
    project.write({"mkdocs.yml": config % "en-GB"})
    built = project.build(strict=True)
    assert built.exit_code == 0, built.output
    assert built.page().html["lang"] == "en-GB"
    assert "Honours and awards" in built.page().get_text()
    project.write({"docs/page.md": "---\nlanguage: british\n---\n# A\n"})
    reported = project.build().problems()
    assert reported == [
        "docs/page.md:2: language: 'british' is not the code of a language; write one such as de or pt-BR"
    ]


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("ja", "M. Tovanne、「Quiet Graphs」、Tides、2025."),
        ("ar", "M. Tovanne، «Quiet Graphs»، Tides، 2025."),
        ("en", "M. Tovanne, “Quiet Graphs”, Tides, 2025."),
    ],
)
def test_commas_of_a_reference_are_those_of_the_language(project: Project, language: str, shown: str) -> None:
    files = {
        "mkdocs.yml": f"site_name: Mira\ntheme: {{name: material, language: {language}}}\nplugins: [researcher]\n",
        "data/profile.yml": "name: Mira Tovanne\n",
        "data/papers.yml": "- {title: Quiet Graphs, authors: [Mira Tovanne], venue: Tides, year: 2025}\n",
        "docs/index.md": '# Mira\n\n{{ papers(style="reference") }}\n',
    }
    assert shown in project.write(files).quick_build(strict=False).page().select_one(".rs-pubs").get_text()
