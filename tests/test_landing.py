"""Landing pages and layouts, built for real: one title, the right frame, nothing of the page lost."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from building import CONFIG, Built, Project, broken_links

PROFILE = """\
name: Mira Tovanne
role: AI Researcher
tagline: I study what networks *remember*.
status: Open to collaboration
affiliations: [Halden Bay University, Tidal Group]
email: mira@hidden.example
links:
  - github: mira-tovanne-example
"""
PAPERS = "- {title: Quiet Graphs, authors: [Mira Tovanne], year: 2025, category: cs.LG}\n"
LAYOUTS = ("home", "landing", "feed", "cv", "page")


def site(project: Project, pages: dict[str, str], config: str = CONFIG, *, strict: bool = True, **data: str) -> Built:
    files = {f"docs/{name}": text for name, text in pages.items()}
    files |= {
        f"data/{name}.yml": text for name, text in ({"profile": PROFILE, "papers": PAPERS} | data).items() if text
    }
    return project.write({"mkdocs.yml": config, **files}).quick_build()


def titles(page: BeautifulSoup) -> list[str]:
    return [tag.get_text(" ", strip=True) for tag in page.find_all("h1")]


def page_of(layout: str, text: str, more: str = "") -> str:
    return f"---\nlayout: {layout}\n{more}---\n{text}"


# The title


@pytest.mark.parametrize(
    "text", ["{{ hero() }}\n\n## Focus\n", "# Focus\n\n{{ hero() }}\n", "{{ hero() }}\n\n# Focus\n"]
)
@pytest.mark.parametrize("name", ["index.md", "vision.md"])
def test_the_name_is_the_one_title(project: Project, text: str, name: str) -> None:
    built = site(project, {"index.md": "# Home\n", name: text})
    page = built.page("index.html" if name == "index.md" else "vision/index.html")
    assert titles(page) == ["Mira Tovanne"]
    assert "Focus" in [tag.get_text(strip=True).removesuffix("¶") for tag in page.select("h2")]
    assert page.select_one(".md-nav--secondary a[href='#focus']"), "it is not in the table of contents"


def test_the_title_of_the_browser_and_of_the_navigation_stays(project: Project) -> None:
    pages = {"index.md": "# Home\n", "a.md": "{{ hero() }}\n", "b.md": "# My vision\n\n{{ hero() }}\n"}
    built = site(project, pages)
    assert built.page("a/index.html").title.get_text() == "A - Mira Tovanne"
    assert built.page("b/index.html").title.get_text() == "My vision - Mira Tovanne"
    links = [tag.get_text(strip=True) for tag in built.page().select(".md-nav--primary .md-nav__link")]
    assert "My vision" in links


def test_a_lower_name_leaves_the_page_its_title(project: Project) -> None:
    built = site(project, {"index.md": "# Home\n", "a.md": "# Title\n\n## Below\n\n{{ hero(heading_level=3) }}\n"})
    page = built.page("a/index.html")
    assert titles(page) == ["Title"]
    assert page.select_one("h3.rs-name").get_text() == "Mira Tovanne"
    assert not page.select_one(".rs-layout--landing")


def test_the_profile_at_the_side_has_the_title_then(project: Project) -> None:
    page = site(project, {"index.md": "---\nprofile: sidebar\n---\n{{ hero() }}\n"}).page()
    assert titles(page) == ["Mira Tovanne"]
    assert page.select_one(".rs-frame__side h1")
    assert page.select_one("article h2.rs-name")


def test_the_hero_takes_the_place_of_the_profile_of_the_home_page(project: Project) -> None:
    page = site(project, {"index.md": "{{ hero() }}\n"}).page()
    assert not page.select_one(".rs-profile")
    assert page.select_one(".rs-layout--landing")


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
@pytest.mark.parametrize("layout", ["", *LAYOUTS])
def test_other_themes_show_a_plain_form(project: Project, theme: str, layout: str) -> None:
    front = f"---\nlayout: {layout}\n---\n" if layout else ""
    built = site(project, {"index.md": f"{front}{{{{ hero() }}}}\n\n## Focus\n"}, CONFIG.replace("material", theme))
    assert built.exit_code == 0, built.output
    page = built.page()
    assert [tag.get_text(strip=True) for tag in page.select("[role=main] h1")] == ["Mira Tovanne"]
    assert page.select_one("[role=main] .rs-tagline em").get_text() == "remember"


# Layouts


@pytest.mark.parametrize(
    ("layout", "profile"),
    [("home", ".rs-frame__side"), ("feed", "article .rs-profile--header"), ("landing", ""), ("cv", ""), ("page", "")],
)
def test_a_layout_says_where_the_profile_is(project: Project, layout: str, profile: str) -> None:
    built = site(project, {"index.md": "# Home\n", "a.md": page_of(layout, "# Title\n\nText.\n")})
    assert built.exit_code == 0, built.output
    page = built.page("a/index.html")
    assert [bool(page.select_one(place)) for place in (".rs-profile", profile or ".rs-profile")] == [bool(profile)] * 2
    assert titles(page) == (["Mira Tovanne"] if profile else ["Title"])
    assert page.title.get_text() == "Title - Mira Tovanne"


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("wish", "place"), [("sidebar", ".rs-frame__side"), ("header", "article .rs-profile--header"), ("none", "")]
)
def test_the_front_matter_wins(project: Project, layout: str, wish: str, place: str) -> None:
    pages = {"index.md": "# Home\n", "a.md": page_of(layout, "# Title\n", f"profile: {wish}\n")}
    page = site(project, pages).page("a/index.html")
    assert len(page.select(".rs-profile")) == (wish != "none")
    assert not place or page.select_one(place)
    assert len(titles(page)) == 1


def columns(page: BeautifulSoup) -> list[bool]:
    """Whether the columns for navigation and contents are shown."""
    sides = (page.select_one(f".md-sidebar--{name}") for name in ("primary", "secondary"))
    return [not side.has_attr("hidden") for side in sides]


@pytest.mark.parametrize("layout", ["landing", "feed", "cv", "page"])
@pytest.mark.parametrize(
    ("hide", "shown"),
    [
        ("", [False, False]),
        ("hide: []\n", [True, True]),
        ("hide:\n", [True, True]),
        ("hide: [toc]\n", [True, False]),
        ("hide: [navigation]\n", [False, True]),
        ("hide: [footer]\n", [False, False]),
    ],
)
def test_the_columns_of_the_theme(project: Project, layout: str, hide: str, shown: list[bool]) -> None:
    built = site(project, {"index.md": "# Home\n", "a.md": page_of(layout, "# Title\n\n## One\n", hide)})
    assert built.exit_code == 0, built.output
    page = built.page("a/index.html")
    assert columns(page) == shown
    assert bool(page.select_one(".md-tabs")) == (not shown[0]), "the sections can be reached in one way"
    assert page.select_one(f".rs-layout--{layout}")


@pytest.mark.parametrize("front", ["layout: home\n", "profile: sidebar\n"])
@pytest.mark.parametrize(
    ("hide", "kept"),
    [
        ("", []),
        ("hide: []\n", ["navigation", "toc"]),
        ("hide: [toc]\n", ["navigation"]),
        ("hide: navigation\n", ["toc"]),
        ("hide: [navigation, toc]\n", []),
        ("hide: [footer]\n", []),
    ],
)
def test_the_columns_beside_a_profile_at_the_side(project: Project, front: str, hide: str, kept: list[str]) -> None:
    built = site(project, {"index.md": "# Home\n", "a.md": f"---\n{front}{hide}---\n# Title\n\n## One\n"})
    assert built.exit_code == 0, built.output
    page = built.page("a/index.html")
    classes = page.select_one(".rs-frame__nav")["class"]
    assert [name for name in ("navigation", "toc") if f"rs-frame__nav--{name}" in classes] == kept
    assert bool(page.select_one(".md-tabs")) == ("navigation" not in kept), "the sections can be reached in one way"
    assert bool(page.select_one(".rs-jump")) == ("toc" not in kept), "the sections of the page are listed twice"


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("hide", "message", "is_strict"),
    [
        ("[tocc]", "'tocc' is not known, did you mean 'toc'?", True),
        ("Navigation", "'Navigation' is not known, did you mean 'navigation'?", True),
        (
            "[a-plugin-s-own]",
            "'a-plugin-s-own' is not known; known: feedback, footer, navigation, path, tags, toc",
            False,
        ),
        ("3", "must be a list such as [toc], not '3'; known: navigation, toc, path, footer, tags, feedback", True),
    ],
)
def test_an_unknown_word_in_hide_is_named(
    project: Project, layout: str, hide: str, message: str, is_strict: bool
) -> None:
    built = site(project, {"index.md": "# Home\n", "a.md": page_of(layout, "# Title\n", f"hide: {hide}\n")})
    assert built.exit_code == 0, built.output
    assert built.problems() == [f"docs/a.md:3: hide: {message}"]
    assert bool(built.lines("WARNING")) == is_strict


def test_the_name_is_a_title_once(project: Project) -> None:
    built = site(project, {"index.md": "# Home\n", "a.md": "{{ hero() }}\n\n## Again\n\n{{ hero() }}\n"})
    assert built.exit_code == 0
    assert built.problems() == [
        "docs/a.md:5: hero(): repeats the name, which is already the title of this page, as a lower heading; "
        "remove one of them, or write heading_level=2"
    ]
    assert titles(built.page("a/index.html")) == ["Mira Tovanne"]
    text = "{{ hero() }}\n\n## Again\n\n{{ hero(heading_level=2) }}\n"
    assert site(project, {"index.md": "# Home\n", "a.md": text}).problems() == []


def test_a_template_of_the_author_wins(project: Project) -> None:
    config = CONFIG.replace("theme: material", "theme: {name: material, custom_dir: over}")
    files = {"over/mine.html": "{% extends 'main.html' %}{% block footer %}MINE{% endblock %}"}
    project.write(files)
    built = site(project, {"index.md": page_of("landing", "{{ hero() }}\n", "template: mine.html\n")}, config)
    assert "MINE" in built.html()
    assert titles(built.page()) == ["Mira Tovanne"]


# Mistakes


@pytest.mark.parametrize(
    ("layout", "message"),
    [
        ("landig", "'landig' is not known, did you mean 'landing'?"),
        ("post", "'post' is not known; known: cv, feed, home, landing, list, page, paper"),
        ("[home]", "'['home']' is not known, did you mean 'home'?"),
        ("{a: 1}", "'{'a': 1}' is not known; known: cv, feed, home, landing, list, page, paper"),
        ("true", "'True' is not known; known: cv, feed, home, landing, list, page, paper"),
    ],
)
def test_an_unknown_layout_is_named(project: Project, layout: str, message: str) -> None:
    built = site(project, {"index.md": "# Home\n", "a.md": f"---\ntitle: A\nlayout: {layout}\n---\nText\n"})
    assert built.exit_code == 1
    assert built.problems() == [f"docs/a.md:3: layout: {message}"]


@pytest.mark.parametrize("layout", ["home", "feed"])
def test_a_layout_that_needs_the_profile_says_so(project: Project, layout: str) -> None:
    built = site(project, {"index.md": page_of(layout, "# Home\n")}, profile="")
    assert built.exit_code == 1
    assert built.problems() == [
        "docs/index.md:2: layout: needs data/profile.yml, which does not exist; create it, or write 'profile: none'"
    ]
    built = site(project, {"index.md": page_of(layout, "# Home\n", "profile: none\n")}, profile="")
    assert built.exit_code == 0, built.output


def test_a_layout_that_is_left_empty_is_none(project: Project) -> None:
    built = site(project, {"index.md": "# Home\n", "a.md": "---\nlayout:\n---\n# A\n"})
    assert built.exit_code == 0, built.output
    assert not built.page("a/index.html").select_one(".rs-layout")


# What a landing page says


def test_the_line_below_the_tagline_is_as_written(project: Project) -> None:
    page = site(project, {"index.md": "{{ hero() }}\n"}).page()
    line = " ".join(page.select_one(".rs-hero .rs-aff").get_text().split())
    assert line == "AI Researcher Halden Bay University Tidal Group"
    assert page.select_one(".rs-hero .rs-pill").get_text() == "Open to collaboration"


def test_every_link_is_there_and_has_a_name(project: Project) -> None:
    links = "".join(
        f"  - {{label: Location {n}, url: 'https://example.org/{n}', icon: material/web}}\n" for n in range(9)
    )
    built = site(project, {"index.md": "{{ hero() }}\n"}, profile=f"name: A B\nlinks:\n{links}")
    buttons = built.page().select(".rs-hero a.rs-btn")
    assert [button.get_text(strip=True) for button in buttons] == [f"Location {n}" for n in range(9)]
    assert [bool(button.select_one(".rs-sr")) for button in buttons] == [False] * 4 + [True] * 5


QUOTE = '''# Title

{{ quote("""
    “First *words*.

    - one
    - two
      [home](index.md)

    1. Last.”
    """, by="Mira Tovanne") }}
'''


def test_a_quote_keeps_its_paragraphs_and_lists(project: Project) -> None:
    page = site(project, {"index.md": "# Home\n", "a.md": QUOTE}).page("a/index.html")
    words = page.select_one("figure blockquote")
    assert [tag.get_text(" ", strip=True) for tag in words.select("p, li")] == [
        "“First words .",
        "one",
        "two home",
        "Last.”",
    ]
    assert [tag.name for tag in words.find_all(True, recursive=False)] == ["p", "ul", "ol"]
    assert words.em.get_text() == "words"
    assert words.a["href"] == "../"


def test_a_year_at_the_start_of_a_quote_is_not_a_list(project: Project) -> None:
    page = site(project, {"index.md": '# Home\n\n{{ quote("1984. A year like any other") }}\n'}).page()
    assert page.select_one("blockquote").get_text() == "“1984. A year like any other”"


@pytest.mark.parametrize(
    ("icon", "message"),
    [
        ("material/brian", "there is no icon 'material/brian', did you mean 'material/brain'"),
        ("🔥🚀🎉✨🎈", "'🔥🚀🎉✨🎈' is too long for an icon; write one emoji, or a name such as material/star"),
        ("日本語の言葉", "is too long for an icon"),
    ],
)
@pytest.mark.parametrize("call", ['cards("focus")', 'stages("vision")'])
def test_a_bad_icon_is_reported_once(project: Project, icon: str, message: str, call: str) -> None:
    focus = f"- {{title: A, icon: {icon}}}\n"
    vision = f"left: {{title: A, icon: {icon}}}\nright: B\nstages: [{{stage: S, left: L, right: R}}]\n"
    data = {"focus": focus} if "focus" in call else {"vision": vision}
    built = site(project, {"index.md": f"# Home\n\n{{{{ {call} }}}}\n"}, **data)
    assert built.exit_code == 1
    assert len(built.problems()) == 1, built.output
    assert message in built.problems()[0]
    assert built.problems()[0].startswith("data/")


@pytest.mark.parametrize("icon", ["🔥", "🔥🚀", "🔥🚀🎉✨", "👩🏽‍🔬", "🏴󠁧󠁢󠁳󠁣󠁴󠁿🇩🇪", "∑", "3️⃣"])
def test_up_to_four_emoji_are_an_icon(project: Project, icon: str) -> None:
    built = site(project, {"index.md": '# Home\n\n{{ cards("focus") }}\n'}, focus=f"- {{title: A, icon: {icon}}}\n")
    assert built.exit_code == 0, built.output
    assert built.page().select_one(".rs-card__icon").get_text(strip=True) == icon


def test_an_unknown_icon_in_a_call_is_reported_at_the_call(project: Project) -> None:
    text = '# Home\n\n{{ cards("focus") }}\n\n{{ badge("B", icon="material/brian") }}\n'
    built = site(project, {"index.md": text}, focus="- {title: A, icon: material/brian}\n")
    places = [problem.split(": ")[:2] for problem in built.problems()]
    assert places == [["data/focus.yml:1:14", "icon"], ["docs/index.md:5", "badge(icon)"]]


def test_the_address_is_in_no_file(project: Project) -> None:
    built = site(project, {"index.md": "{{ hero() }}\n"})
    assert all(b"mira@hidden.example" not in content for content in built.tree().values())
    assert "Get in touch" in built.page().select_one(".rs-btn--fill").get_text()


def test_a_data_file_can_have_any_name_but_those_of_others(project: Project) -> None:
    text = '{{ cards("news") }}\n\n{{ stages("papers") }}\n\n{{ entries("profile") }}\n'
    built = site(project, {"index.md": text}, news="- {date: 2025, text: A}\n")
    assert built.exit_code == 1
    assert [problem.split(": ")[:2] for problem in built.problems()] == [
        ["docs/index.md:1", "cards(file)"],
        ["docs/index.md:3", "stages(file)"],
        ["docs/index.md:5", "entries(file)"],
    ]


def test_one_file_for_two_macros(project: Project) -> None:
    text = '{{ entries("focus") }}\n\n{{ cards("focus") }}\n'
    built = site(project, {"index.md": text}, focus="- {title: One, url: 'https://example.org'}\n- title: Two\n")
    assert built.exit_code == 0, built.output
    assert [tag.get_text(strip=True) for tag in built.page().select(".rs-card__title")] == ["One", "Two"]


def test_a_table_that_a_screen_reader_reads(project: Project) -> None:
    data = "left: Tree\nright: 🤖 Model\nclosing: End.\nstages:\n- {stage: Seed, left: Soil, right: Weights}\n"
    page = site(project, {"index.md": '{{ hero() }}\n\n{{ stages("vision") }}\n'}, vision=data).page()
    table = page.select_one("table.rs-stages")
    assert table["aria-label"] == "Tree and 🤖 Model, stage by stage"
    assert [tag.get_text() for tag in table.select("th[scope=col]")] == ["Tree", "Stage", "🤖 Model"]
    assert [tag.name for tag in table.select("tbody tr > *")] == ["td", "th", "td"]
    assert table.select_one("tbody th")["scope"] == "row"
    assert table.find_next("p").get_text() == "End."


@pytest.mark.parametrize("base", ["layouts/a.md", "a/b/c.md"])
def test_addresses_lead_somewhere_from_any_page(project: Project, base: str) -> None:
    focus = "- {title: A, url: index.md, text: 'see [home](index.md)'}\n"
    profile = f"{PROFILE}avatar: mira.svg\n"
    pages = {
        "index.md": "# Home\n",
        "mira.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
        base: '{{ hero(buttons={"Home": "index.md"}) }}\n\n{{ quote("a [b](index.md)") }}\n\n{{ cards("focus") }}\n',
    }
    built = site(project, pages, profile=profile, focus=focus)
    assert built.exit_code == 0, built.output
    assert broken_links(built) == []


# Where keyboards skip to


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("{{ hero() }}\n", ".rs-hero"),
        ("{{ hero() }}\n\n## Focus\n\nText\n\n## Vision\n", ".rs-hero"),
        ("---\nlayout: feed\n---\n{{ links() }}\n\n## Papers\n", ".rs-profile--header"),
        ("{{ cv() }}\n", ".rs-cvhead"),
    ],
)
def test_the_skip_link_targets_the_start_of_the_content(project: Project, text: str, first: str) -> None:
    built = site(project, {"index.md": "# Home\n", "a.md": text})
    page = built.page("a/index.html")
    (link,) = page.select("a.md-skip")
    assert page.select_one(f"article {link['href']}") is page.select_one(f"article {first}")
    headings = [tag["id"] for tag in page.select("article :is(h2, h3)[id]")]
    in_contents = [tag["href"] for tag in page.select(".md-nav--secondary a.md-nav__link")]
    assert list(dict.fromkeys(in_contents)) == [f"#{name}" for name in headings], "the contents are others now"
    assert broken_links(built) == []


# Other directions of writing

AUTHORS = "- {title: 'מה זוכרת רשת?', authors: ['דנה כהן', 'Mira Tovanne*', 'יוסי לוי'], year: 2025}\n"


@pytest.mark.parametrize("style", ["box", "feed", "reference", "compact"])
@pytest.mark.parametrize(("language", "isolated"), [("he", ["Mira Tovanne", "יוסי לוי"]), ("en", ["יוסי לוי"])])
def test_names_of_two_scripts_do_not_change_places(
    project: Project, style: str, language: str, isolated: list[str]
) -> None:
    """The first name gives the line its direction; each other one that may run against it stands by itself."""
    config = CONFIG.replace("theme: material", f"theme: {{name: material, language: {language}}}")
    built = site(project, {"index.md": f'# H\n\n{{{{ papers(style="{style}") }}}}\n'}, config, papers=AUTHORS)
    found = [tag.get_text() for tag in built.page().select(".rs-auth bdi")]
    assert [name.split()[-1] for name in found if name.split()[-1] in str(isolated)] == [
        name.split()[-1] for name in isolated
    ]


def test_a_site_in_latin_letters_needs_no_isolation(project: Project) -> None:
    built = site(project, {"index.md": "{{ hero() }}\n\n{{ papers() }}\n\n{{ links() }}\n"})
    assert not built.page().select("article bdi")


# A profile with a feed


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
@pytest.mark.parametrize("layout", ["cv", "page", "feed"])
def test_other_themes_get_the_layout_once(project: Project, theme: str, layout: str) -> None:
    pages = {"index.md": "# Home\n", "a.md": page_of(layout, "# Title\n\nText.\n")}
    built = site(project, pages, CONFIG.replace("material", theme))
    marks = built.page("a/index.html").select("[role=main] .rs-plain")
    assert [mark["class"] for mark in marks] == [["rs-plain", f"rs-plain--{layout}"]]
    assert marks[0].has_attr("hidden")
    assert not built.page().select_one(".rs-plain--cv, .rs-plain--page")


FEED = """\
- {title: A, authors: [Mira Tovanne], date: 2026-03-02, category: cs.CL, abstract: One. Two. Three., scores: {Novelty: 71%}}
- {title: B, authors: [Mira Tovanne], date: 2026-01, category: cs.CL, scores: {Novelty: 8.5}}
- {title: C, authors: [Mira Tovanne], year: 2025, category: cs.LG, topic: Tides}
- {title: D, authors: [Mira Tovanne], year: 2025, category: cs.LG, hidden: true}
- {title: E, authors: [Mira Tovanne], year: 2024}
- {title: F, authors: [Mira Tovanne], year: 2023}
"""


def chips(page: BeautifulSoup) -> list[tuple[str, str, str]]:
    """Words, spelled-out name and address of each."""
    found = page.select(".rs-profile--header .rs-topic")
    names = [name.extract().get_text() if (name := chip.select_one("[lang=en]")) else "" for chip in found]
    words = [" ".join(chip.get_text(" ", strip=True).split()) for chip in found]
    return [(text, name, chip.get("href", "")) for text, name, chip in zip(words, names, found, strict=True)]


def test_a_category_is_spelled_out_in_words_that_anybody_meets(project: Project) -> None:
    """No hint that shows under a mouse alone."""
    text = '{{ papers(style="feed", filter=True) }}\n\n{{ papers(style="list", filter=True) }}\n'
    page = site(project, {"index.md": page_of("feed", text)}, papers=FEED).page()
    chip = page.select_one(".rs-papers--feed .rs-meta .rs-topic")
    assert chip.get_text(" ", strip=True) == "cs.CL Computation and Language"
    answers = [label.get_text(" ", strip=True) for label in page.select("label.rs-opt")]
    assert "cs.CL Computation and Language 2" in answers
    assert "cs.CL Computation and Language 2" in [
        " ".join(tag.get_text(" ").split()) for tag in page.select(".rs-profile .rs-topic")
    ]
    assert not page.select(".rs-topic [title], .rs-topic[title], .rs-opt [title]")


def test_interests_lead_to_their_papers(project: Project) -> None:
    pages = {"index.md": "# Home\n", "papers.md": "{{ papers(filter=True) }}\n", "a.md": page_of("feed", "Text\n")}
    profile = f"{PROFILE}interests: [LG, Tides, Computation and Language, '*Rest*']\n"
    built = site(project, pages, profile=profile, papers=FEED)
    assert built.exit_code == 0, built.output
    assert chips(built.page("a/index.html")) == [
        ("LG 1", "Machine Learning", "../papers/?topic=cs.LG"),
        ("Tides 1", "", "../papers/?topic=Tides"),
        ("Computation and Language 2", "", "../papers/?topic=cs.CL"),
        ("Rest", "", ""),
    ]


def test_without_interests_the_categories_of_the_papers(project: Project) -> None:
    built = site(project, {"index.md": "# Home\n", "a.md": page_of("feed", "Text\n")}, papers=FEED)
    assert chips(built.page("a/index.html")) == [
        ("cs.CL 2", "Computation and Language", ""),
        ("cs.LG 1", "Machine Learning", ""),
    ]


@pytest.mark.parametrize(
    ("language", "percent", "number", "tile"),
    [("en", "71%", "8.5", "12,345"), ("de", "71\xa0%", "8,5", "12.345"), ("fr", "71\xa0%", "8,5", "12\u202f345")],
)
def test_numbers_are_in_the_language_of_the_site(
    project: Project, language: str, percent: str, number: str, tile: str
) -> None:
    config = CONFIG.replace("theme: material", f"theme: {{name: material, language: {language}}}")
    metrics = "- {label: Views, value: 12345}\n- {label: Since, value: 2019}\n- {label: Stars, value: 1.2k}\n"
    text = '{{ metrics() }}\n\n{{ papers(style="feed") }}\n'
    page = site(project, {"index.md": page_of("feed", text)}, config, papers=FEED, metrics=metrics).page()
    assert [tag.get_text() for tag in page.select(".rs-stat b")] == [percent, number]
    assert [tag.get_text() for tag in page.select(".rs-tile dd")] == [tile, "2019", "1.2k"]


@pytest.mark.parametrize("score", ["high", "71 percent", "true", "[1]"])
def test_a_score_that_is_not_a_number_is_reported(project: Project, score: str) -> None:
    papers = f"- {{title: A, authors: [Mira Tovanne], scores: {{Novelty: {score}}}}}\n"
    built = site(project, {"index.md": "{{ papers() }}\n"}, papers=papers)
    assert built.exit_code == 1
    assert ": scores.Novelty: " in built.problems()[0]
    assert "71%" in built.problems()[0]


# Tiles


@pytest.mark.parametrize(
    ("fields", "field", "way_out"),
    [
        ("value: true", "value", "write one such as 64, 64% or 1.2k"),
        ("value: .nan", "value", "write one such as 64, 64% or 1.2k"),
        ("value: .inf", "value", "write one such as 64, 64% or 1.2k"),
        ("value: 3, bar: true", "bar", "must be a number such as 4 or 0.5, not 'true'"),
        ("value: 3, bar: .nan", "bar", "must be a number such as 4 or 0.5, not '.nan'"),
        ("value: 3, bar: 150", "bar", "must be from 0 to 100, the length of the bar in percent, not '150'"),
        ("value: 3, bar: -1", "bar", "must be from 0 to 100"),
        ("value: 3, spark: [1, .inf]", "spark.2", "must be a number such as 4 or 0.5, not '.inf'"),
        ("value: 3, spark: [true, 2]", "spark.1", "must be a number such as 4 or 0.5, not 'true'"),
        ("value: 3, spark: [1, -2]", "spark.2", "must be at least 0"),
        ("value: 3, spark: [1, 1e15]", "spark.2", "must be at most 1,000,000,000,000"),
        ("value: 3, spark: []", "spark", "needs 2 to 24 numbers, oldest first, but has 0; remove the line"),
        (
            "value: 3, spark: [7]",
            "spark",
            "needs 2 to 24 numbers, oldest first, but has 1; remove the line, or write bar:",
        ),
        (f"value: 3, spark: {[1] * 25}", "spark", "but has 25; remove the oldest"),
        ("value: 3, spark: [1, 2], bar: 3", "spark", "cannot be used with bar:, because a tile shows one of them"),
        ("value: 3, count: papers", "count", "cannot be used with value:, because a tile shows one number"),
        (
            "count: 2",
            "count",
            "'2' is not counted; write one of citations, h_index, i10_index, papers, or value:",
        ),
        ("count: hindex", "count", "did you mean 'h_index'?"),
    ],
)
def test_a_tile_that_cannot_be_drawn_is_named(project: Project, fields: str, field: str, way_out: str) -> None:
    built = site(project, {"index.md": "# Home\n\n{{ metrics() }}\n"}, metrics=f"- {{label: A, {fields}}}\n")
    assert built.exit_code == 1
    (problem,) = built.problems()
    place, name, message = problem.split(": ", 2)
    assert place.startswith("data/metrics.yml:")
    assert name == field
    assert way_out in message


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            "bar: 3",
            "has no number; add value: with the number, or count: with one of citations, h_index, i10_index, papers",
        ),
        ("value: 3", "has no label; add one that says what the number is, such as 'label: Talks'"),
    ],
)
def test_a_tile_that_lacks_something_is_named(project: Project, fields: str, message: str) -> None:
    built = site(project, {"index.md": "# Home\n\n{{ metrics() }}\n"}, metrics=f"- {fields}\n")
    assert built.problems() == [f"data/metrics.yml:1:3: {message}"]


METRICS = "- {label: Talks, value: 7}\n- count: h_index\n- count: citations\n- count: papers\n"


def test_tiles_without_counts_are_reported_once_with_the_remedy(project: Project) -> None:
    pages = {"index.md": "# Home\n\n{{ metrics() }}\n", "a.md": "{{ metrics() }}\n\n{{ metrics() }}\n"}
    for _ in range(2):  # and again when the second build finds the pages of the first
        built = site(project, pages, metrics=METRICS)
        assert built.exit_code == 0
        assert built.lines("WARNING") == [
            "mkdocs_researcher: data/metrics.yml: the tiles h_index, citations are left out, because the numbers are unknown; "
            "run 'mkdocs-researcher update', which fetches them"
        ]
        assert [tag.get_text() for tag in built.page().select(".rs-tile dd")] == ["7", "1"]
    assert project.quick_build(strict=True).exit_code == 1


# Sections without content


@pytest.mark.parametrize("layout", ["home", "landing", "list"])
def test_a_section_that_shows_nothing_is_left_out_with_its_heading(project: Project, layout: str) -> None:
    text = (
        '# Home\n\n## Chosen\n\n{{ papers(selected=True, more="papers.md") }}\n\n### Here\n\n{{ papers(query="x y z") }}\n\n'
        "## Text\n\nOf mine.\n\n{{ papers(query='x y z') }}\n\n## Last\n\n{{ papers() }}\n"
    )
    pages = {"index.md": page_of(layout, text), "papers.md": "# Papers\n\n{{ papers(filter=True) }}\n"}
    built = site(project, pages)
    shown = [heading.get_text(strip=True).rstrip("¶") for heading in built.page().select("article :is(h1, h2, h3)")]
    assert shown[-3:] == ["Text", "Last", "Quiet Graphs"], "not the headings above nothing"
    assert not {"Chosen", "Here"} & set(shown)
    assert "Chosen" not in built.html(), "also not in the table of contents"
    assert len([line for line in built.problems() if "shows nothing" in line]) == 2


def test_the_title_of_a_page_that_shows_nothing_stays(project: Project) -> None:
    built = site(
        project, {"index.md": "# Home\n", "none.md": "# Chosen\n\n{{ papers(selected=True) }}\n"}, strict=False
    )
    assert titles(built.page("none/index.html")) == ["Chosen"]


# Cards


def test_a_card_with_the_name_of_a_topic_leads_to_its_papers(project: Project) -> None:
    papers = "".join(
        f"- {{title: T{number}, authors: [Mira Tovanne], year: 2025, topic: {topic}}}\n"
        for number, topic in enumerate(["Tides", "Tides", "Rivers & more"])
    )
    pages = {"index.md": '# Home\n\n{{ cards("focus") }}\n', "papers.md": "# Papers\n\n{{ papers(filter=True) }}\n"}
    built = site(project, pages, papers=papers, focus="- title: tides\n- title: Rivers & more\n- title: Boats\n")
    cards = built.page().select(".rs-card")
    links = [[(link.get_text(), link["href"]) for link in card.select("a")] for card in cards]
    assert links == [
        [("2 papers", "papers/?topic=Tides")],
        [("1 paper", "papers/?topic=Rivers%20%26%20more")],
        [],
    ]
    assert [bool(card.select(".rs-dot")) for card in cards] == [True, True, False]
