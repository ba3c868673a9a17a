"""`mkdocs-researcher migrate hugoblox`, as its user sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from building import Project
from click.testing import Result
from hugo_sites import ACADEMIC, BLOCKS, HUGOBLOX, hugo_site
from old_sites import png
from running import migrate, records


def migrated(folder: Path, files: dict[str, str | bytes]) -> tuple[Result, Path]:
    return migrate(hugo_site(folder, files), folder / "new"), folder / "new"


@pytest.fixture(scope="module")
def academic(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    return migrated(tmp_path_factory.mktemp("academic"), ACADEMIC)


@pytest.fixture(scope="module")
def built(academic: tuple[Result, Path]) -> dict[str, BeautifulSoup]:
    result = Project(academic[1]).quick_build(strict=True)
    assert result.exit_code == 0, result.output
    names = ("", "publication", "publication/boats", "post/knots", "talk", "author/pell", "harbours")
    return {name: result.page(f"{name}/index.html".lstrip("/")) for name in names}


@pytest.fixture(scope="module")
def hugoblox(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    return migrated(tmp_path_factory.mktemp("hugoblox"), HUGOBLOX)


def test_nothing_of_academic_is_lost(academic: tuple[Result, Path]) -> None:
    result, _ = academic
    assert result.exit_code == 0, result.output
    assert "nothing is missing" in result.stdout.splitlines()
    assert "warning" not in result.stdout
    assert "WARNING" not in result.stdout
    assert "HugoBlox: the old pages have" in result.stdout


def test_content_that_was_not_shown_is_reported(academic: tuple[Result, Path]) -> None:
    text = academic[0].stdout
    assert "info: content/home/off.md: is switched off" in text
    assert "info: content/post/draft.md: is a draft" in text
    assert not (academic[1] / "docs/post/draft.md").exists()


def test_sections_are_in_the_order_of_their_weights(academic: tuple[Result, Path]) -> None:
    text = (academic[1] / "docs/index.md").read_text(encoding="utf-8")
    order = [
        "## Ahoy { #hero }", "![](img/harbour.png)", "[Set sail](https://start.example.org)",
        "## Biography { #about }", "I study **tides** and [harbours](harbours/index.md), with (some) patience.",
        '{: style="text-align: justify;" }', "    - small", "### Education", "{{ education() }}",
        "## Work { #experience }", "{{ experience() }}", "{{ awards() }}", "**Knots**",
        '{{ papers(limit=1, more="publication/index.md") }}', "{{ papers(selected=True) }}", "{{ talks() }}",
        "{{ projects() }}", '{{ entries("post") }}', "- <mira@hbu.example.org>", "- 1 Pier", "### Researchers",
    ]  # fmt: skip
    places = [text.find(part) for part in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)
    assert "Switched off" not in text


def test_papers_lie_over_their_bibtex(academic: tuple[Result, Path]) -> None:
    first, second = records(academic[1], "papers")
    assert first["id"] == "tovanne2024"
    assert first["authors"] == ["Mira Tovanne*", "Pell Okasha*", "Sune Brandvik†"]
    assert "title" not in first, "the BibTeX says the same"
    assert first["selected"] == "true"
    assert first["links"] == {
        "PDF": "files/ledger.pdf", "Code": "https://code.example.org/ledger", "Press": "https://press.example.org",
    }  # fmt: skip
    assert second["id"] == "boats"
    assert (second["year"], second["type"], second["note"]) == ("2021", "journal", "PDF coming soon")
    assert "pages = {11--18}" in (academic[1] / "data/publications.bib").read_text(encoding="utf-8")
    assert records(academic[1], "profile")[0]["marks"] == {"†": "Now at the North Pier"}


def test_papers_as_a_visitor_sees_them(built: dict[str, BeautifulSoup]) -> None:
    page = built["publication"]
    first, second = page.select(".rs-paper")
    assert first.select_one(".rs-title").get_text() == "Reading the Ledger of Layers"  # type: ignore[union-attr]
    text = first.get_text(" ", strip=True)
    for words in ("Conference on Data and Learning", "CoDaL", "11--18", "Boats need harbours", "We read ledgers."):
        assert words in text
    assert first.select_one(".rs-auth b").get_text() == "Mira Tovanne"  # type: ignore[union-attr]
    assert first.select_one('.rs-auth a[href="../author/pell/"]')
    assert first.select_one('img[src="ledger/featured.png"]')
    assert "PDF coming soon" in second.get_text()
    own = built["publication/boats"]
    assert own.find("strong", string="proof")
    assert "A boat at noon" in own.get_text()
    assert own.find("h1", string="Small Boats in Large Harbours")


def test_profile_of_the_owner(academic: tuple[Result, Path]) -> None:
    profile = records(academic[1], "profile")[0]
    assert profile["name"] == "Mira Tovanne"
    assert profile["avatar"] == "authors/admin/avatar.png"
    assert profile["email"] == "mira@hbu.example.org"
    assert profile["links"] == [
        {"github": "mtovanne"},
        {"label": "Sailboat", "url": "https://boats.example.org/mira", "icon": "fontawesome/solid/sailboat"},
        {"cv": "files/cv.pdf"},
        {"label": "Leaflet", "url": "files/leaflet.pdf"},
    ]


def test_lists_of_old(academic: tuple[Result, Path]) -> None:
    new = academic[1]
    assert records(new, "education") == [
        {"institution": "North Pier Institute", "degree": "MSc in Oceanography", "date": "2019 - 2021"}
    ]
    position = records(new, "experience")[0]
    assert position["organization"] == "North Pier"
    assert position["start"] == "2017-01"  # the old page said "Jan 2017"
    assert "end" not in position
    assert position["summary"] == "Duties:\n* Lamps\n* Oil"
    assert records(new, "awards")[0]["awarder"] == "[Harbour Guild](https://guild.example.org)"
    talk = records(new, "talks")[0]
    assert (talk["date"], talk["location"]) == ("2023-05-01", "Hall Two, Halden Bay, Norway")
    assert talk["event"] == "[Pier Day](https://pier.example.org)"
    assert "admin" not in str(talk)
    assert (new / "mkdocs.yml").read_text(encoding="utf-8").count("not_in_nav:") <= 1
    assert records(new, "projects")[0]["image"] == "project/lighthouse/featured.png"


def test_a_post_with_shortcodes(built: dict[str, BeautifulSoup]) -> None:
    page = built["post/knots"].select_one("article")
    assert page
    assert page.find("h1", string="On Knots")
    assert page.select_one('a[href="../../publication/#paper-tovanne2024"]')
    assert page.select_one('a[href="../../publication/boats/"]')
    assert page.select_one(".admonition.warning strong").get_text() == "gap"  # type: ignore[union-attr]
    assert page.select_one("details summary").get_text() == "More of it"  # type: ignore[union-attr]
    assert page.select_one('iframe[src="https://www.youtube-nocookie.com/embed/a1B2c3D4e5F"]')
    assert page.select_one('a[href="../../files/cv.pdf"]').get_text() == "A leaflet"  # type: ignore[union-attr]
    assert page.select_one('a[href="../../harbours/"]')
    assert page.find("td", string="bowline")
    assert page.select_one("#paper-tovanne2024")
    assert page.find(id="more")
    assert "\\frac{a_1}{b_1} \\\\\nc" in page.get_text()
    assert page.find("br")
    assert "{{" not in page.get_text()
    assert 'ledger = "[x](y)"' in page.get_text()


def test_pages_and_people_keep_their_addresses(built: dict[str, BeautifulSoup]) -> None:
    assert "Pell writes about lights." in built["author/pell"].get_text()
    assert built["author/pell"].select_one('a[href="https://pell.example.org"]')
    assert built["harbours"].select_one('a[href="../publication/boats/"]')
    assert "Tides for Everybody" in built["talk"].get_text()


def test_settings(academic: tuple[Result, Path]) -> None:
    text = (academic[1] / "mkdocs.yml").read_text(encoding="utf-8")
    assert "site_url: https://mira.example.org/home/" in text
    assert "site_description: Tides and ledgers" in text
    assert "nav:\n  - Home: index.md\n  - Words: post/index.md\n" in text
    assert (academic[1] / "docs/CNAME").exists()


def test_blocks_of_hugoblox(hugoblox: tuple[Result, Path]) -> None:
    result, new = hugoblox
    reported = [line for line in result.stdout.splitlines() if line.startswith("warning")]
    assert result.exit_code == 1
    line = next(number for number, line in enumerate(BLOCKS.splitlines(), 1) if "warp" in line)
    assert reported == [
        f"warning: content/_index.md:{line}: warp: 'nine times' has no place in the new page; write what it showed"
    ]
    assert "the block 'cta-card' shows on the demonstration site" in result.stdout
    text = (new / "docs/index.md").read_text(encoding="utf-8")
    order = [
        "[Download CV](uploads/resume.pdf)", "### Schools", "{{ education() }}", "## 📚 My Research { #words }",
        "In short", "[this form](harbours.md)", "Mira Tovanne.", 'class="admonition note"',
        "{{ papers(selected=True) }}", "{{ talks() }}", "{{ experience() }}", '{{ entries("skills") }}',
        '{{ entries("languages") }}', "{{ awards() }}", "**12 boats**", "kept afloat", "## Onward", "Faster than tides.",
    ]  # fmt: skip
    places = [text.find(part) for part in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)
    assert Project(new).quick_build(strict=True).exit_code == 0


def test_author_of_hugoblox(hugoblox: tuple[Result, Path]) -> None:
    profile = records(hugoblox[1], "profile")[0]
    assert profile["native_name"] == "戸棚 美良"
    assert profile["pronouns"] == "she/her"
    assert profile["role"] == "Professor, PhD"
    assert profile["avatar"] == "media/authors/me.png"
    assert profile["email"] == "mira@hbu.example.org"
    degree = records(hugoblox[1], "education")[0]
    assert degree["details"] == "Thesis on **boats**.\n\n[Read it](https://thesis.example.org)"
    assert records(hugoblox[1], "skills")[0] == {"title": "Craft", "keywords": ["Knots (4/5)"]}


def test_publication_of_hugoblox(hugoblox: tuple[Result, Path]) -> None:
    paper = records(hugoblox[1], "papers")[0]
    assert paper["id"] == "survey"
    assert paper["authors"][0] == "Mira Tovanne†"
    assert (paper["type"], paper["date"], paper["arxiv"]) == ("journal", "2025-02", "2401.00001")
    assert paper["image"] == "publications/survey/survey.png"
    assert paper["links"] == {
        "PDF": "publications/survey/survey.pdf",
        "Code": "https://github.com/mtovanne/survey",
        "Errata": "https://errata.example.org",
        "DBLP": "https://dblp.org/rec/journals/jl/Tovanne25",
    }
    talk = records(hugoblox[1], "talks")[0]
    assert (talk["start"], talk["end"]) == ("2024-07-01", "2024-07-03")
    assert talk["links"] == {"Video": "https://video.example.org/lamp"}


@pytest.mark.parametrize("kind", ["auto", "hugoblox"])
@pytest.mark.parametrize(
    ("files", "reported"),
    [
        pytest.param({"content/home/about.md": b"\xff\xfe\x00\x01\x02"}, "about.md", id="binary"),
        pytest.param({"content/_index.md": "+++\ntitle = \n+++\nWords\n"}, "is not valid TOML", id="toml"),
        pytest.param({"content/_index.md": "---\nsections: [\n---\nWords\n"}, "nothing of it is used", id="yaml"),
        pytest.param({"content/post/big.md": "word " * 400_000}, "is larger than 1 MB", id="large"),
        pytest.param({"content/_index.md": "---\nsections: {a: [1]}\n---\n</div></p>Words\n"}, "HugoBlox", id="odd"),
    ],
)
def test_bad_input_is_reported(tmp_path: Path, files: dict[str, str | bytes], reported: str, kind: str) -> None:
    old = hugo_site(tmp_path, {"content/authors/admin/_index.md": OWNERLESS, **files})
    result = migrate(old, tmp_path / "new", kind=kind)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert reported in result.output
    assert "Traceback" not in result.output


OWNERLESS = "---\ntitle: Mira Tovanne\n---\nA word.\n"


def test_half_a_site(tmp_path: Path) -> None:
    old = hugo_site(tmp_path, {"content/authors/admin/_index.md": OWNERLESS})
    result = migrate(old, tmp_path / "new")
    assert result.exit_code == 0, result.output
    assert "A word." in (tmp_path / "new/docs/index.md").read_text(encoding="utf-8")


def test_links_out_of_the_folder(tmp_path: Path) -> None:
    old = hugo_site(tmp_path, {"content/authors/admin/_index.md": OWNERLESS})
    secret = tmp_path / "secret.md"
    secret.write_text("secret", encoding="utf-8")
    (old / "content/page.md").symlink_to(secret)
    result = migrate(old, tmp_path / "new")
    assert result.exit_code == 1
    assert "content/page.md: is a link out of the old site's folder" in result.stdout
    assert not any("secret" in path.read_text(encoding="utf-8") for path in (tmp_path / "new").rglob("*.md"))


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    result = migrate(tmp_path / "old", tmp_path / "new", kind="hugoblox")
    assert result.exit_code == 1
    assert "holds no page: a Hugo site keeps them in content/" in result.output
    assert not (tmp_path / "new").exists()


def test_languages_and_old_addresses(tmp_path: Path) -> None:
    files = {
        "config.yaml": "title: Mira Tovanne\nbaseURL: https://mira.example.org\npermalinks: {event: '/talk/:slug/'}\n"
        "languages: {en: {contentDir: content/en}, zh: {contentDir: content/zh}}\n",
        "content/en/_index.md": "---\ntitle: Home\n---\nSee [one](/old/one/), [two](/talk/lights/), "
        "[three](https://mira.example.org/post/b/) and [four](/zh/post/a/).\n",
        "content/en/post/b.md": "---\ntitle: B\naliases: [/old/one/]\n---\nWords of b.\n",
        "content/en/post/c/index.zh.md": "---\ntitle: C\n---\n字\n",
        "content/en/event/lights.md": "---\ntitle: Lights\nevent: Pier Day\n---\n",
        "content/en/hidden.md": "---\ntitle: Hidden\n_build: {render: never}\n---\nNever.\n",
        "content/en/post/r.Rmd": "---\ntitle: R\n---\nIn R.\n",
        "content/zh/post/a.md": "---\ntitle: 甲\n---\n你好\n",
    }
    result = migrate(hugo_site(tmp_path, files), tmp_path / "new", kind="hugoblox")
    new = tmp_path / "new"
    warnings = [line for line in result.stdout.splitlines() if line.startswith("warning")]
    assert warnings == [
        "warning: content/en/post/r.Rmd: is in a language that this command does not read, so it is left out"
    ]
    text = (new / "docs/index.md").read_text(encoding="utf-8")
    assert "[one](post/b.md), [two](event/index.md), [three](post/b.md) and [four](zh/post/a.md)" in text
    assert "你好" in (new / "docs/zh/post/a.md").read_text(encoding="utf-8")
    assert (new / "docs/zh/post/c/index.md").exists()
    assert not (new / "docs/hidden.md").exists()


def test_a_plain_site_of_hugo_comes_along_if_it_is_named(tmp_path: Path) -> None:
    files = {
        "hugo.toml": 'baseURL = "https://mira.example.org/"\nlanguageCode = "fr-fr"\ntitle = "M. Tovanne"\n',
        "content/_index.md": '---\ntitle: "M. Tovanne"\n---\nChercheuse à **Halden**.\n\n## Research\n- Tides\n- Boats\n',
        "layouts/index.html": "{{ .Content }}",
    }
    old = hugo_site(tmp_path, files)
    assert "is of no kind that is known" in migrate(old, tmp_path / "new").output
    result = migrate(old, tmp_path / "new", kind="hugoblox")
    assert result.exit_code == 0, result.output
    assert "language: fr" in (tmp_path / "new/mkdocs.yml").read_text(encoding="utf-8")
    assert "## Research { #research }" in (tmp_path / "new/docs/index.md").read_text(encoding="utf-8")


def test_an_address_that_leads_out_stays_inside(tmp_path: Path) -> None:
    files = {
        "content/authors/admin/_index.md": OWNERLESS,
        "content/a.md": "---\ntitle: A\nurl: ../../out\n---\nHere.\n",
        "content/b.md": f"---\ntitle: B\nslug: '{'long' * 100}'\n---\nThere.\n",
    }
    result = migrate(hugo_site(tmp_path, files), tmp_path / "new")
    assert result.exit_code == 0, result.output
    assert "Here." in (tmp_path / "new/docs/out.md").read_text(encoding="utf-8")
    assert not (tmp_path / "out.md").exists()


AGES: dict[str, str | bytes] = {
    "content/authors/admin/_index.md": OWNERLESS,
    "content/author/pell/_index.md": "---\ntitle: Pell Okasha\nemail: pell@hbu.example.org\norganizations: [{name: '', url: ''}]\n"
    "social:\n- {icon: github, link: 'https://github.com/pokasha'}\n---\nHe keeps lights.\n",
    "content/author/pell/avatar.PNG": png(),
    "content/publication/wide/index.md": "---\ntitle: Wide Harbours\nauthors: ['M. Tovanne, P. Okasha, S. Brandvik', and more]\n"
    "date: 2024-02-01\npublication: {name: Journal of Harbours, short_name: JoH, volume: 12, issue: 3}\n"
    "hugoblox: {ids: {arxiv: 'https://ssrn.example.org/863'}}\n---\n",
    "content/publication/wide-talk/index.md": "---\ntitle: Wide harbours\nauthors: [Mira Tovanne]\ndate: 2023-02-01\n"
    "publication: Harbour Days\n---\n",
    "content/post/boat/index.md": "---\ntitle: Boat\ncover: {image: 'https://pictures.example.org/boat.png'}\n---\n"
    '{{< button url="https://boats.example.org" text="All boats" >}}\n\n'
    '{{< crane src="rope.png" title="Rope" link="https://rope.example.org" >}}\n\n> 7. Tie it\n',
    "content/post/boat/rope.png": png(),
}  # fmt: skip


def test_front_matter_of_all_ages(tmp_path: Path) -> None:
    result = migrate(hugo_site(tmp_path, AGES), tmp_path / "new")
    warnings = [line for line in result.stdout.splitlines() if line.startswith("warning")]
    assert warnings == [
        "warning: content/post/boat/index.md:7: the shortcode 'crane' is not known, so only the text in it is there; "
        "write what it showed"
    ]
    built = Project(tmp_path / "new").quick_build(strict=True)
    author = built.page("author/pell/index.html")
    assert author.select_one('a[href="https://github.com/pokasha"]')
    assert author.select_one('img[src$="avatar.PNG"]')
    wide, narrow = built.page("publication/index.html").select(".rs-paper")
    for words in ("M. Tovanne, P. Okasha, S. Brandvik", "Journal of Harbours", "JoH"):
        assert words in " ".join(wide.get_text().split())
    assert wide.select_one('a[href="https://ssrn.example.org/863"]')
    assert "Harbour Days" in narrow.get_text()
    post = built.page("post/boat/index.html")
    assert post.select_one('article a[href="https://boats.example.org"]').get_text() == "All boats"  # type: ignore[union-attr]
    assert post.select_one('a[href="https://rope.example.org"] img[src="rope.png"]')
    assert post.select_one('img[src="https://pictures.example.org/boat.png"]')


SERVED: dict[str, str | bytes] = {
    "content/authors/admin/_index.md": OWNERLESS,
    "content/publication/late/index.md": "\n---\ntitle: Late Boats\nauthors: [Mira Tovanne (HBU and NPI)]\nfunding: A grant of rope\n"
    "date: 2024-01-01\n---\n",
    "content/post/knit/index.html": "---\ntitle: Knit\ntags: [Rope]\ncategories: [Rope]\n---\n<h2>One</h2>\n"
    "<pre>a `b`\n\n    c &lt; d</pre>\n<p>{{< tweet 12345 >}} and *stars*</p>\n",
    "content/post/knit/plot.html": "<p>A plot.</p>",
    "content/post/two[2-0]/index.md": "---\ntitle: Two\n---\nWords.\n",
    "static/google123.html": "google-site-verification: google123.html",
    "static/_headers": "/*\n  X-Frame-Options: DENY\n",
    "static/.well-known/security.txt": "Contact: mailto:mira@hbu.example.org\n",
    "exampleSite/layouts/part.html": "<p>Part of the template.</p>",
}  # fmt: skip


def test_what_hugo_serves_is_served(tmp_path: Path) -> None:
    result = migrate(hugo_site(tmp_path, SERVED), tmp_path / "new")
    assert result.exit_code == 0, result.output
    assert "late/index.md:5: 'funding' is not a field that the template shows, so it is left out here" in result.stdout
    built = Project(tmp_path / "new").quick_build(strict=True)
    for path in ("google123.html", "_headers", ".well-known/security.txt", "post/knit/plot.html"):
        assert (built.site / path).is_file(), path
    assert "Mira Tovanne (HBU and NPI)" in built.page("publication/index.html").get_text()
    page = built.page("post/knit/index.html").select_one("article")
    assert page
    assert page.select_one('a[href="https://x.com/i/status/12345"]')
    assert "*stars*" in page.get_text()
    assert "c < d" in page.get_text()


HABITS: dict[str, str | bytes] = {
    "config/_default/config.yaml": "title: Mira Tovanne\nlanguages: {en: {contentDir: content/en}}\n",
    "content/authors/admin/_index.md": "---\ntitle:\nsuperuser: true\nrole: Rower\nrole: Student\n---\nA word.\n",
    "content/authors/pell/_index.md": "---\ntitle: Pell\nexternal_link: https://pell.example.org\n---\n",
    "content/publication/rope/index.md": "---\ntitle: Rope\ndate: 2024-02-01\nauthors: ['Dr. Mira Tovanne', '[Sune Brandvik](https://sune.example.org)']\n"
    "url_talk: https://talk.example.org\n---\n",
    "content/research/knots.md": "---\ntitle: Knots\ntagline: Tied well, tied once\n---\n{{< youtube abc >}}\nSee [it](https://knots.example.org).\n",
    "layouts/research/single.html": "{{ .Params.Tagline }}",
}  # fmt: skip


def test_habits_of_authors(tmp_path: Path) -> None:
    result = migrate(hugo_site(tmp_path, HABITS), tmp_path / "new")
    assert result.exit_code == 0, result.output
    assert "'role' is given twice; the last one is used" in result.stdout
    assert records(tmp_path / "new", "profile")[0]["name"] == "Mira Tovanne"
    built = Project(tmp_path / "new").quick_build(strict=True)
    assert built.page("author/pell/index.html").select_one('a[href="https://pell.example.org"]')
    paper = built.page("publication/index.html").select_one(".rs-paper")
    assert paper
    assert paper.select_one('.rs-auth a[href="https://sune.example.org"]')
    assert paper.select_one('a[href="https://talk.example.org"]')
    page = built.page("research/knots/index.html")
    assert "Tied well, tied once" in page.select_one("article").get_text()  # type: ignore[union-attr]
    assert page.select_one('a[href="https://knots.example.org"]')


def test_figures_in_html_and_pages_named_like_the_index(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/authors/admin/_index.md": OWNERLESS,
        "content/menu_index.md": '---\ntitle: Menu\n---\n<div>\n{{< figure src="/rope.png" >}}\n'
        '<a href="https://rope.example.org">{{< icon name="anchor" >}}</a>\n</div>\n',
        "content/talk/lamp/index.md": "---\ntitle: Lamp\ndate: 2024-01-01\nimage: {preview_only: true}\n---\n",
        "content/talk/lamp/featured.png": png(),
        "content/fr/talk/lampe/index.md": "---\ntitle: Lampe\nevent: Jours du port\nabstract: Une lampe.\n---\n",
        "static/rope.png": png(),
    }
    result = migrate(hugo_site(tmp_path, files), tmp_path / "new")
    assert result.exit_code == 0, result.output
    built = Project(tmp_path / "new").quick_build(strict=True)
    page = built.page("menu_index/index.html")
    assert page.select_one('div img[src="../rope.png"]')
    assert page.select_one('a[href="https://rope.example.org"]').get_text() == "Anchor"  # type: ignore[union-attr]
    assert built.page("talk/lamp/index.html").select_one('img[src="featured.png"]')
    text = built.page("fr/talk/lampe/index.html").get_text()
    assert "Jours du port" in text
    assert "Une lampe." in text


def test_owners_and_papers_that_are_written_oddly(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "data/authors/me.yaml": "display: {given: Mira, family: Tovanne}\nrole: Student\n",
        "data/authors/nobody.yaml": "role: Rower\n",
        "content/authors/me/_index.md": "---\ntitle: Mira\nrole: Sailor\n---\n",
        "content/publication/bell/index.md": '---\ntitle: "Bell\\a buoys"\nauthors: [Mira Tovanne]\ndate: 2024-01-01\n---\n',
    }
    result = migrate(hugo_site(tmp_path, files), tmp_path / "new")
    assert "warning: data/authors/nobody.yaml: has no name, so nothing of it is used" in result.stdout
    assert "info: content/authors/me/_index.md: its front matter is not read" in result.stdout
    assert "content/publication/bell/index.md:2: holds control characters, which are left out" in result.stdout
    profile = records(tmp_path / "new", "profile")[0]
    assert (profile["name"], profile["role"]) == ("Mira Tovanne", "Student")
    assert records(tmp_path / "new", "papers")[0]["title"] == "Bell buoys"


def test_alerts_and_paths_of_windows(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/_index.md": "---\ntitle: Home\n---\n> [!NOTE]\n> Ebb.\n\n> [!TIP] 3 <b knots\n> Rope.\n\n> [!CAUTION]- Mind\n> - the tide\n\n[Rope](.\\\\files\\\\a.pdf)\n",
        "static/files/a.pdf": b"%PDF",
    }
    new = tmp_path / "new"
    result = migrate(hugo_site(tmp_path, files), new, kind="hugoblox")
    assert result.exit_code == 0, result.stdout
    text = (new / "docs/index.md").read_text(encoding="utf-8")
    assert '<div class="admonition note" markdown>\n\n<p class="admonition-title">Note</p>\n\nEbb.' in text
    assert '<p class="admonition-title">3 &lt;b knots</p>\n\nRope.' in text
    assert '<div class="admonition danger" markdown>\n\n<p class="admonition-title">Mind</p>\n\n- the tide' in text
    assert "[Rope](files/a.pdf)" in text


def test_a_second_language_beside_a_first_without_a_folder(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "config/_default/languages.yaml": "en: {languageCode: en-us}\nzh: {contentDir: content/zh, title: 潮}\n",
        "content/_index.md": "---\ntitle: Home\n---\nTides and boats\n",
        "content/post/rope/index.md": "---\ntitle: Rope\n---\nRopes of old\n",
        "content/post/knot/index.md": "<!-- ---\ntitle: Knot\n---\nNothing to see -->\n",
        "content/zh/_index.md": "---\ntitle: 首页\n---\n船\n",
    }
    result, new = migrate(hugo_site(tmp_path, files), tmp_path / "new", kind="hugoblox"), tmp_path / "new"
    assert result.exit_code == 0, result.stdout
    assert "Tides and boats" in (new / "docs/index.md").read_text(encoding="utf-8")
    assert "Ropes of old" in (new / "docs/post/rope/index.md").read_text(encoding="utf-8")
    assert "船" in (new / "docs/zh/index.md").read_text(encoding="utf-8")
    assert "content/post/knot/index.md: contains nothing that is not commented out" in result.stdout


def test_two_files_with_one_address_are_both_kept(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        **ACADEMIC,
        "content/post/tides.md": "---\ntitle: Tides\n---\nThe first harbor.\n",
        "content/post/tides/index.md": "---\ntitle: Tides\n---\nThe second harbor.\n",
    }
    result, new = migrated(tmp_path, files)
    assert "content/post/tides.md: has the address of content/post/tides/index.md" in result.stdout
    texts = "".join(path.read_text(encoding="utf-8") for path in (new / "docs").rglob("*.md"))
    assert "The first harbor." in texts
    assert "The second harbor." in texts


def test_people_of_a_second_language_and_links_of_old_versions(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        **ACADEMIC,
        "content/es/authors/admin/_index.md": "---\ntitle: Mira Tovanne\nrole: Profesora de mareas\nbio: Estudia el mar.\n"
        "interests: [Mareas vivas]\neducation:\n  courses:\n  - course: Doctorado en olas\n    institution: Muelle\n---\nHola.\n",
        "content/publication/rope/index.md": "---\ntitle: Rope and Knot\nauthors: [admin]\ndate: 2018-01-01\n"
        "publication_types: ['2']\nurl_custom:\n- name: Journal\n  url: https://rope.example.org\n---\n",
    }
    files["content/es/publication/rope/index.md"] = (
        "---\ntitle: Cuerda\nsummary: De nudos viejos.\nabstract: Todo.\n---\n"
    )
    _, new = migrated(tmp_path, files)
    assert "De nudos viejos." in (new / "docs/es/publication/rope/index.md").read_text(encoding="utf-8")
    text = (new / "docs/es/authors/admin/index.md").read_text(encoding="utf-8")
    assert all(said in text for said in ("Profesora de mareas", "Estudia el mar.", "Mareas vivas", "Doctorado en olas"))
    assert "Journal: https://rope.example.org" in (new / "data/papers.yml").read_text(encoding="utf-8")


def test_settings_of_a_language_in_two_files(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "config.toml": 'defaultContentLanguage = "es"\n[languages.es]\ncontentDir = "content/es"\n[languages.en]\n'
        'contentDir = "content/en"\n',
        "config/_default/languages.toml": '[en]\nlanguageCode = "en-us"\n',
        "content/es/_index.md": "---\ntitle: Inicio\n---\nMareas\n",
        "content/en/_index.md": "---\ntitle: Home\n---\nTides\n",
    }
    migrate(hugo_site(tmp_path, files), tmp_path / "new", kind="hugoblox")
    assert "Mareas" in (tmp_path / "new/docs/index.md").read_text(encoding="utf-8")
    assert "Tides" in (tmp_path / "new/docs/en/index.md").read_text(encoding="utf-8")
