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
    def run(files: dict[str, str], kind: str = "acad-homepage") -> tuple[Result, Path]:
        old, new = tmp_path / "old", tmp_path / "new"
        for name, text in {"_config.yml": CONFIG, **files}.items():
            path = old / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        os.environ["NO_MKDOCS_2_WARNING"] = "1"
        return CliRunner().invoke(main, ["migrate", kind, str(old), str(new)]), new

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


def test_a_layout_that_says_everything_by_itself(migrate) -> None:
    layout = "<html><body><nav>Menu</nav><main><h2>Tides</h2><p>We tie {{ site.data.knots | join: ', ' }}, {{ '**tight**' | markdownify | remove: '<p>' | remove: '</p>' }}.</p></main></body></html>"
    files = {
        "_pages/about.md": PAGE.replace("title: ''", "title: ''\nlayout: front"),
        "_layouts/front.html": layout,
        "_data/knots.yml": "[bowline, sheet bend]\n",
    }
    result, new = migrate(files)
    assert result.exit_code == 0, result.output
    assert "We tie bowline, sheet bend, **tight**." in text_of(new).replace("<strong>", "**").replace("</strong>", "**")


def test_tables_of_data_and_the_owner_in_another_script(migrate) -> None:
    files = {
        "_config.yml": CONFIG + "  chinesename: 戸棚美良\n",
        "_pages/about.md": PAGE
        + "{% for row in site.data.boats %}\n- {{ row.Name }} of {{ row.Year }}\n{% endfor %}\n",
        "_data/boats.csv": "Name,Year\nRope,2024\n",
    }
    result, new = migrate(files)
    assert result.exit_code == 0, result.output
    assert "Rope of 2024" in text_of(new)
    assert "native_name: 戸棚美良" in (new / "data/profile.yml").read_text(encoding="utf-8")


def test_data_in_folders(migrate) -> None:
    page = "{% for boat in site.data.fleet.north.boats %}- {{ boat.name }} of {{ site.data.fleet.harbor.name }}\n{% endfor %}\n"
    files = {
        "_pages/about.md": PAGE + page,
        "_data/fleet.yml": "- Not seen beside a folder of the name\n",
        "_data/fleet/harbor.yml": "name: Halden\n",
        "_data/fleet/north/boats.json": '[{"name": "[Rope](https://rope.example.org)"}]',
    }
    result, new = migrate(files)
    assert result.exit_code == 0, result.output
    assert "[Rope](https://rope.example.org) of Halden" in text_of(new)


def test_files_beside_the_documents_of_a_collection(migrate) -> None:
    files = {
        "_config.yml": CONFIG + "collections:\n  voyages:\n    output: true\n",
        "_pages/about.md": PAGE + "{% for one in site.voyages %}- [{{ one.title }}]({{ one.url }})\n{% endfor %}\n",
        "_voyages/2026/north.md": "---\ntitle: To the north\n---\nSee the [chart](../chart.pdf).\n",
        "_voyages/2026/chart.pdf": "x",
    }
    result, new = migrate(files)
    assert result.exit_code == 0, result.output
    assert "not in the old site" not in result.output
    assert (new / "docs/voyages/2026/chart.pdf").is_file()
    assert "[chart](chart.pdf)" in text_of(new, "voyages/2026/north")


def test_addresses_with_a_hidden_sign_and_file_names_of_words_are_not_missing(migrate) -> None:
    files = {
        "_config.yml": CONFIG + "  email: mira[at]hbu.example.org\n  avatar: images/Harbor picture.png\n",
        "_layouts/default.html": "<body>{{ content }}<a href='mailto:{{ site.author.email }}'></a></body>\n",
        "_pages/about.md": PAGE.replace("title", "layout: default\ntitle") + "Tides.\n",
        "images/Harbor picture.png": "x",
    }
    result, _ = migrate(files)
    assert result.exit_code == 0, result.output


def test_a_link_to_the_source_of_a_document_without_a_page(migrate) -> None:
    files = {
        "_config.yml": CONFIG + "collections:\n  voyages:\n    output: false\n",
        "_pages/about.md": PAGE + "{% for one in site.voyages %}- {{ one.title }}\n{% endfor %}\n",
        "_voyages/north.md": "---\ntitle: To the north\n---\nIce.\n",
        "TODO.md": "---\ntitle: To do\n---\n# To do\n\nAdd a picture to [the north](_voyages/north.md).\n",
    }
    result, new = migrate(files)
    assert result.exit_code == 0, result.output
    assert "the north" in text_of(new, "TODO")
    assert "north.md" not in text_of(new, "TODO")
    assert "the new site has no page for it" in result.output


def test_files_that_a_page_lists(migrate) -> None:
    loop = "{% for file in site.static_files %}{% if file.extname == '.png' %}<img src='{{ file.path }}'>{% endif %}{% endfor %}\n"
    result, new = migrate({"_pages/about.md": PAGE + loop, "images/boats/a.png": "", "images/boats/b.jpg": ""})
    assert result.exit_code == 0, result.output
    assert "images/boats/a.png" in text_of(new)
    assert "b.jpg" not in text_of(new)


def test_addresses_with_brackets_that_nothing_can_read(migrate) -> None:
    text = (
        'Sea <a href="//[tides">tides</a> <img src="https://[quay/a.png" alt="Quay"> <a href="http://a]b/">rope</a>\n'
    )
    head = '<link rel="stylesheet" href="//[rows">\n\n'
    whole = '<html><body><p>Boats <a href="//[boats">of old</a></p></body></html>'
    result, new = migrate({"_pages/about.md": PAGE + head + text, "boats/index.html": whole})
    assert result.exit_code == 0, result.output
    made = text_of(new)
    assert all(url in made for url in ("//%5Btides", "https://%5Bquay/a.png", "http://a%5Db/"))
    assert (new / "docs/boats/index.html").is_file()


def test_links_with_spaces_and_footnotes_beside_formulas(migrate) -> None:
    text = "My [CV](../files/CV Mira.pdf).\n\nRope ($a_1$) is old[^a].\n\n[^a]: https://quay.example.org\n"
    result, new = migrate({"_pages/about.md": PAGE + text, "files/CV Mira.pdf": "x"})
    assert result.exit_code == 0, result.output
    assert "[CV](files/CV%20Mira.pdf)" in text_of(new)
    assert "Rope ($a_1$) is old[^a]." in text_of(new)
    assert "[^a]: https://quay.example.org" in text_of(new)


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


PLAIN = {
    "_config.yml": "title: Mira Tovanne\ncollections:\n  voyages:\n",
    "_layouts/frame.html": "<html><body><nav>Menu of all</nav><main>{{ content }}</main>"
    '<footer><a href="https://harbor.example.org">Harbor</a></footer></body></html>',
    "_layouts/logbook.html": "---\nlayout: frame\n---\n<h1>{{ page.title }}</h1>\n<p>Written {{ page.date | date: '%Y' }}"
    "</p>\n<div>{{ content }}</div>\n{% for tag in page.tags %}<b>{{ tag }}</b>{% endfor %}",
    "_voyages/north.md": "---\ntitle: To the north\nrow: ice\n---\nFog.\n",
    "_voyages/south.md": "---\ntitle: To the south\nrow: sand\n---\nSun.\n",
    "index.md": "---\nlayout: frame\nrows: [sand]\n---\nHello.\n{% for row in page.rows %}"
    '{% assign some = site.voyages | where_exp: "one", "one.row == row" %}'
    "{% for one in some %}<p>{{ one.title }}</p>{% endfor %}{% endfor %}\n",
    "boats/skiff.md": "---\nlayout: logbook\ntitle: A skiff\n---\nIt is *small*. See {% post_url 2024-05-06-calm %}.\n",
    "log/_posts/2024-05-06-calm.md": "---\nlayout: logbook\ntitle: Calm\ntags: sea wind\n---\nNothing moved.\n",
}


def test_layouts_of_the_author_say_what_pages_show(migrate) -> None:
    result, new = migrate(PLAIN, "auto")
    home, boat = text_of(new), text_of(new, "boats/skiff")
    assert "To the south" in home
    assert "To the north" not in home
    assert "# A skiff" in boat
    assert "It is *small*." in boat
    assert "/log/2024/05/06/calm/" in boat
    post = text_of(new, "log/2024/05/06/calm")
    assert "Written 2024" in post
    assert "sea" in post
    assert "wind" in post
    assert "Menu of all" not in home
    assert "shows https://harbor.example.org, and no page of the new site does" in result.output
    assert "is not on the new page" not in result.output


@pytest.mark.parametrize(
    "formula",
    [
        "$$\n\\operatorname{T}(X)\n=\n\\frac{a_1}{b_2}\n$$",
        "$$\na_1\n\n&= b_2 \\\\\n\n- c_3\n$$",
    ],
)
def test_a_formula_on_several_lines_is_one(migrate, formula: str) -> None:
    result, new = migrate({"_pages/about.md": f"{PAGE}# Tides\n\nWe have\n\n{formula}\n\nat last.\n"})
    assert result.exit_code == 0, result.output
    assert "".join(formula.split()) in "".join(text_of(new).split())


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
        # a team, and links that no one is named after
        (
            "[Low Tides](https://t.example.org)\n\nHalden Tides Team\n\n[**Technical Report**](https://t.example.org/r) | [**PDF**](https://t.example.org/p.pdf) | "
            "[**Code**](https://t.example.org/c) | [**Models**](https://t.example.org/m)",
            {"title": "Low Tides", "authors": ["Halden Tides Team"]},
        ),
    ],
)
def test_boxes(migrate, inner: str, expected: dict[str, object]) -> None:
    page = PAGE + "# Publications\n\n" + BOX + inner + "\n</div>\n</div>\n"
    result, new = migrate({"_pages/about.md": page, "images/a.png": "x"})
    record = papers(new)[0]
    assert {name: record.get(name) for name in expected} == expected, result.output
    assert result.exit_code == 0, result.output


def test_elements_hold_markdown_where_the_settings_say_so(migrate) -> None:
    page = (
        PAGE
        + '<p style="padding-top: 1em">\n**[1]** Tides ([PDF](/files/tides.pdf))\n</p>\n\n<div markdown="0">\n  <div>\n'
        "    <b>**not bold**</b>\n  </div>\n</div>\n"
    )
    files = {"_config.yml": CONFIG + "kramdown:\n  parse_block_html: true\n", "files/tides.pdf": "x"}
    result, new = migrate({"_pages/about.md": page, **files})
    assert result.exit_code == 0, result.output
    assert "**[1]** Tides ([PDF](files/tides.pdf))" in text_of(new)
    assert "\\*\\*not bold" in text_of(new) or "<b>**not bold" in text_of(new)


def test_what_layouts_show_of_their_own_and_links_in_the_settings(migrate) -> None:
    layout = (
        "---\n---\n<body><video autoplay><source src='/assets/sea.mp4'></video><a href='{{ site.social.github }}'>x</a>"
        "{{ content }}</body>\n"
    )
    files = {
        "_config.yml": CONFIG + "social:\n  github: https://github.com/mtovanne\n",
        "_layouts/default.html": layout,
        "assets/sea.mp4": "x",
        "_pages/about.md": PAGE.replace("title", "layout: default\ntitle") + "Tides.\n",
    }
    result, new = migrate(files)
    assert "_layouts/default.html:3: shows /assets/sea.mp4" in result.output
    assert "github" in (new / "data/profile.yml").read_text(encoding="utf-8")


def test_stars_of_a_repository_with_a_link_into_one_of_its_folders(migrate) -> None:
    page = (
        PAGE
        + "[![](https://img.shields.io/github/stars/quay/tides?style=social)](https://github.com/quay/tides/tree/main/moon)\n"
    )
    result, new = migrate({"_pages/about.md": page})
    assert result.exit_code == 0, result.output
    assert '{{ stars("quay/tides") }}' in text_of(new)
    assert "[Code](https://github.com/quay/tides/tree/main/moon)" in text_of(new)


def test_a_home_page_of_html_in_place_of_a_page(migrate) -> None:
    result, _ = migrate({"_pages/about.md": PAGE + "Tides.\n", "index.html": "<html><body>Soon.</body></html>\n"})
    assert result.exit_code == 1
    assert "warning: index.html: was the home page of the old site in place of a page of yours" in result.output


def test_boxes_in_a_fold_and_titles_in_brackets_without_a_link_are_papers(migrate) -> None:
    def box(title: str) -> str:
        return f"{BOX}{title}\n\n**Mira Tovanne**, Pell Okasha, Ada Quill\n</div>\n</div>\n\n"

    page = f"{PAGE}# Publications\n\n{box('[CoDaL26][Harbors: What Tides Remember of the Moon]')}<details>\n<summary>More (1)</summary>\n\n"
    page += f"{box('[Reading the Ledger of Layers](https://example.org/ledger.pdf)')}</details>\n"
    result, new = migrate({"_pages/about.md": page})
    titles = [paper["title"] for paper in papers(new)]
    assert titles == ["Harbors: What Tides Remember of the Moon", "Reading the Ledger of Layers"], result.output
    folded = text_of(new).partition("<summary")[2]
    assert "More (1)" in folded
    assert "{{ papers(" in folded.partition("</details>")[0]


def test_news_that_comments_part_are_one_list(migrate) -> None:
    page = (
        PAGE
        + "# News\n- *2026.02*: Tides.\n- *2025.07*: Harbors.\n<!-- - *2025.01*: Hidden. -->\n- *2024.12*: Boats.\n"
    )
    result, new = migrate({"_pages/about.md": page})
    assert result.exit_code == 0, result.output
    assert len(yaml.safe_load((new / "data/news.yml").read_text(encoding="utf-8"))) == 3
    assert "Boats" not in text_of(new)


def test_links_that_are_icons_say_where_they_lead(migrate) -> None:
    page = PAGE + 'Tides. <a href="https://www.linkedin.com/in/mtovanne"><i class="fab fa-linkedin"></i></a>\n'
    page += '<a href="mailto:mira@quay.example"><i class="fas fa-envelope"></i></a>\n'
    _, new = migrate({"_pages/about.md": page})
    assert "LinkedIn" in text_of(new)
    assert "WeChat" not in text_of(new)  # which has no addresses


def test_a_film_channel_keeps_its_sign(migrate) -> None:
    config = CONFIG + "  youtube: mtovanne/videos\n"
    _, new = migrate({"_config.yml": config, "_pages/about.md": PAGE + "Tides.\n"})
    assert "https://www.youtube.com/@mtovanne/videos" in (new / "data/profile.yml").read_text(encoding="utf-8")


def test_liquid_that_jekyll_reads_in_its_own_way(migrate) -> None:
    page = PAGE + "{% for sea in site.seas, bays & lakes reversed %}{{ sea }} {% endfor- %}\n\nTides.\n"
    config = CONFIG + "seas: [North, South]\n"
    result, new = migrate({"_config.yml": config, "_pages/about.md": page})
    assert result.exit_code == 0, result.output
    assert "North South" in text_of(new)


def test_a_box_of_a_position_is_no_paper(migrate) -> None:
    box = f"{BOX}**Quill Labs · Tides** *2025.03 - 2025.08*\n\n<strong>Star Program</strong>\n</div>\n</div>\n\n"
    page = f"{PAGE}# Internships\n\n<details open>\n<summary>Industry</summary>\n\n{box}</details>\n"
    _, new = migrate({"_pages/about.md": page})
    assert not (new / "data/papers.yml").exists()
    assert "Star Program" in text_of(new)


def test_an_address_of_the_site_that_ends_in_a_slash(migrate) -> None:
    page = PAGE + "Tides: [a table]({{ site.baseurl }}/files/tides.pdf).\n"
    config = CONFIG + "url: https://mtovanne.example.org/\n"
    result, new = migrate({"_config.yml": config, "_pages/about.md": page, "files/tides.pdf": "x"})
    assert result.exit_code == 0, result.output
    assert "[a table](files/tides.pdf)" in text_of(new)


def test_words_and_links_of_the_layout_that_no_page_takes_over_are_named(migrate) -> None:
    files = {
        "_config.yml": CONFIG + "harbor: https://harbor.example.org\nbox: pier@quay.example.org\n",
        "_data/display.yml": "motto: Slow <a href='https://dry.example.org'>boats</a> are dry boats\n",
        "_layouts/default.html": "---\n---\n<body>{{ content }}{% include footer.html %}</body>\n",
        "_includes/footer.html": "<footer>Powered by Jekyll, © {{ site.title }}\n<p>Rowed by\nthe crew of the pier</p>\n"
        "<p>{{ site.data.display.motto }}</p><a href='{{ site.harbor }}'></a><a href='mailto:{{ site.box }}'></a><p hidden>Never seen</p></footer>\n",
        "_pages/about.md": PAGE.replace("title", "layout: default\ntitle") + "Tides.\n",
    }
    result, _ = migrate(files)
    assert result.exit_code == 1
    assert "_includes/footer.html:3: shows 'Rowed by the crew of the pier', and no page" in result.output
    assert "_includes/footer.html:4: shows 'Slow boats are dry boats', and no page" in result.output
    assert "shows https://harbor.example.org, and no page" in result.output
    assert "shows https://dry.example.org, and no page" in result.output
    assert "shows mailto:pier@quay.example.org, and no page" in result.output
    assert "Powered" not in result.output
    assert "Never seen" not in result.output


def test_a_document_of_the_author_shows_what_the_layout_of_the_site_says_of_it(migrate) -> None:
    files = {
        "_config.yml": CONFIG + "collections:\n  voyages:\n    output: true\n"
        "defaults:\n  - scope: {path: '', type: voyages}\n    values: {layout: single}\n",
        "_layouts/single.html": "<div><aside>Menu</aside><article><header><h1>{{ page.title }}</h1><p>With {{ page.crew }}"
        "</p></header>{{ content }}<footer>Share</footer></article></div>\n",
        "_pages/about.md": PAGE + "{% for one in site.voyages %}- [{{ one.title }}]({{ one.url }})\n{% endfor %}\n",
        "_voyages/north.md": "---\ntitle: To the north\ncrew: Pell Okasha and Sune Brandvik\n---\nIce.\n",
        "_voyages/south": "---\ntitle: To the south\ncrew: Ada Quill\n---\nSun.\n",
    }
    result, new = migrate(files)
    assert result.exit_code == 0, result.output
    north = text_of(new, "voyages/north")
    assert "With Pell Okasha and Sune Brandvik" in north
    assert "Share" not in north
    assert "With Ada Quill" in text_of(new, "voyages/south")  # Jekyll goes by front matter, not by endings


def test_settings_of_the_author_that_the_template_does_not_show_are_no_links(migrate) -> None:
    files = {
        "_config.yml": CONFIG + "  og_image: images/pier.png\n  boat: Skiff\n  github: mtovanne\n",
        "_includes/author-profile.html": "{{ author.name }}{% if author.github %}<a href='https://github.com/"
        "{{ author.github }}'>GitHub</a>{% endif %}\n",
        "_pages/about.md": PAGE + "Tides.\n",
    }
    result, new = migrate(files)
    assert result.exit_code == 0, result.output
    profile = yaml.safe_load((new / "data/profile.yml").read_text(encoding="utf-8"))
    assert profile["links"] == [{"github": "mtovanne"}]


def test_files_beside_pages_and_rules_at_the_top_of_includes(migrate) -> None:
    files = {
        "_config.yml": CONFIG + "include: [_pages]\n",
        "_pages/about.md": PAGE
        + "See [tides](./_pages/includes/tides.pdf).\n\n{% include_relative includes/end.md %}\n",
        "_pages/includes/end.md": "\n---\n<br/>\n\nSaid of boats: they float.\n\n---\n",
        "_pages/includes/tides.pdf": "x",
    }
    result, new = migrate(files)
    assert result.exit_code == 0, result.output
    assert (new / "docs/_pages/includes/tides.pdf").is_file()
    assert "they float" in text_of(new)


def test_a_legend_of_two_marks_is_read_whole_or_not_at_all(migrate) -> None:
    inner = "[Low Tides](https://t.example.org)\n\n**Mira Tovanne**†, Pell Okasha‡\n\n*†Co-First Authors, ‡{}*\n\nRecent boats\n</div>\n</div>\n"
    for second, kept in (("Co-Senior Authors", False), ("Both of them row", True)):
        page = PAGE + "# Publications\n\n" + BOX + inner.format(second)
        result, new = migrate({"_pages/about.md": page, "images/a.png": "x"})
        assert result.exit_code == 0, result.output
        said = (new / "data/papers.yml").read_text(encoding="utf-8")
        assert (second in said) is kept
        marks = yaml.safe_load((new / "data/profile.yml").read_text(encoding="utf-8")).get("marks") or {}
        assert (second in marks.values()) is not kept
        for path in sorted(new.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()


def test_names_in_the_other_order_are_no_lost_sentence(migrate) -> None:
    names = "**Tovanne, M.**, Okasha, P., Brandvik, S., Quill, A., Ekdahl, J.<br>"
    page = PAGE + f"# Publications\n\n{BOX}**Low Tides of Harbors**<br>\n{names}\nCoDaL 2026\n</div>\n</div>\n"
    result, _ = migrate({"_pages/about.md": page, "images/a.png": "x"})
    assert "in this order" not in result.output


def test_a_space_of_html_without_its_semicolon_is_no_word(migrate) -> None:
    page = PAGE + "<ul><li>Tides &nbsp &nbsp <a href='https://t.example.org'>here</a></li></ul>\n"
    result, _ = migrate({"_pages/about.md": page})
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("badge", "line", "expected"),
    [
        ("Adv. Tidal Mater. 2025", "", ("Adv. Tidal Mater.", "journal", "2025")),
        ("New", "*Journal of Tides*, 118487 (2025) — IF=5.9", ("Journal of Tides", "journal", "2025")),
    ],
)
def test_a_journal_in_short_on_a_badge_and_a_year_in_brackets(
    migrate, badge: str, line: str, expected: tuple[str, str, str]
) -> None:
    box = BOX.replace("CoDaL 2026", badge) + "[Low Tides](https://t.example.org)\n\n**Mira Tovanne**, Pell Okasha\n\n"
    _, new = migrate({"_pages/about.md": f"{PAGE}# Publications\n\n{box}{line}\n</div>\n</div>\n"})
    record = papers(new)[0]
    assert (record["venue"], record["type"], str(record["year"])) == expected
