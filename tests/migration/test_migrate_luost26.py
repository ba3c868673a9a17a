"""`mkdocs-researcher migrate luost26`, as its user sees it. All people and papers are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from building import Project
from click.testing import Result
from hugo_sites import hugo_site as site_of
from old_sites import png
from running import migrate, records

PROFILE = """\
primary_name: "Mira Tovanne"
secondary_name: "戸棚 美良"
navbar_name: "M. Tovanne"
positions:
- name: Third-year student
- name: Halden Bay University
  logo: /assets/images/hbu.png
email: "mira@hbu.example.org"
spare_email: spare@hbu.example.org
cv_link: assets/files/cv.pdf
gscholar: ABCdefGHIjkl&hl
github: mtovanne
twitter: mtovanne
orcid: 0000-0002-1825-0097
wechat_qrcode: /assets/images/wechat.png
wechat_prompt: >-
  Tell me your <strong>name</strong>.
short_bio: >-
  <p>
    I study <a href="https://tides.example.org" target="_blank">tides</a> and <strong>boats</strong>.
  </p>
  <p>Write to me.</p>
portrait_url: /assets/images/mira.png
portrait_caption: Mira on a pier
education:
- name: Halden Bay University
  logo: /assets/images/hbu.png
  position: >-
    Department of Tides <br/>
    Ph.D. Student
  date: Sep. 2024 - present
experience:
- name: North Pier Institute
  position: Research Intern
  dept: Lamps
  date: Jan. 2023 - Jul. 2023
awards:
- name: Golden Rope
  position: 金の縄
  date: 2024
service:
- name: Reviewer for the [Journal of Harbours](https://harbours.example.org)
club_life:
- name: Rowing club
  position: Treasurer
  date: 2023 - present
"""
INDEX = """\
---
layout: default
title : Homepage
navbar_title: Home
---
<div class="row"><div class="col">
{% include widgets/profile_card_mini.html %}
{% include widgets/profile_card_bio_only.html %}
{% include widgets/debug_url.html %}
{% if site.data.display.homepage.show_experience %}
    {% include widgets/experience_card.html %}
{% endif %}
{% assign count_news = site.news | size %}
{% if count_news > 0 %}
{% include widgets/news_card.html limit=site.data.display.homepage.num_news %}
{% endif %}
{% assign pubs = site.publications | sort: "date" | reverse | where: "selected", true %}
{%
include widgets/publication_card.html
publications=pubs
title='<i class="fas fa-star"></i> Selected Publications'
%}
</div></div>
"""
PUBLICATIONS = """\
---
layout: default
title : Publications
navbar_title: Publications
---
{% assign pubs_by_year = site.publications | sort: "date" | reverse | group_by_exp: "item", "item.date | date: '%Y'" %}
<div class="row">
{% for year in pubs_by_year %}
<h2 id="year-{{ year.name }}">{{ year.name }}</h2>
{% for item in year.items %}{% include widgets/publication_item.html item=item %}{% endfor %}
{% endfor %}
<div>{% for year in pubs_by_year %}<a href="#year-{{ year.name }}">{{ year.name }}</a>{% endfor %}</div>
</div>
"""
SHOWCASE = """\
---
layout: default
title : Showcase
navbar_title: Showcase
---
{% assign cards_by_group = site.showcase | where: "show", true | group_by_exp: "item", "item.group" %}
{% for group in cards_by_group %}
<h1>{{ group.name }}</h1>
{% endfor %}
"""
BLOG = PUBLICATIONS.replace("publications", "posts").replace("Publications", "Blog")
PAPER = """\
---
title:          "Reading the Ledger of Layers"
date:           2024-05-03 00:01:00 +0800
selected:       true
pub_pre:        "Submitted to "
pub:            "Conference on Data and Learning (CoDaL)"
pub_post:       ', in the main track.'
pub_last:       ' <span class="badge badge-pill badge-publication badge-success">Spotlight</span>'
pub_date:       "2024"
scholar_pub_id: "ABCdefGHIjkl:u5HHmVD_uO8C"
semantic_scholar_id: 204e3073870fae3d05bcbc2f6a8e263d9b72e776
abstract: >-
  Layers keep <strong>ledgers</strong>, $a=b+c$.
cover:          /assets/images/ledger.png
authors:
- Mira Tovanne*
- Pell Okasha (Pier)*
- Sune Brandvik#
links:
  Paper: https://paper.example.org
  Code: {url: https://code.example.org, target: _self}
---
"""
OTHER = """\
---
title: Small Boats
date: 2023-01-05 00:01:00 +0800
pub: Journal of Harbours
pub_date: Jan. 2023
authors:
  - Pell Okasha (Bay)
---
"""
CARD = """\
---
show: true
width: 4
date: 2024-01-12 00:01:00 +0800
group: Boats
---
<div>
<img data-src="{{ 'assets/images/boat.png' | relative_url }}" class="lazy" src="{{ '/assets/images/empty.png' | relative_url }}">
<p class="card-text">A <a href="https://boat.example.org">boat</a> of mine.</p>
</div>
"""
FILES: dict[str, str | bytes] = {
    "_config.yml": 'baseurl: "/home"\ncollections: [publications, news, showcase, posts]\n',
    "_data/profile.yml": PROFILE,
    "_data/display.yml": (
        "homepage: {show_experience: true, show_news: true, num_news: 2}\n"
        "footer_text: 'Made in <a href=\"https://bay.example.org\">the bay</a>'\n"
    ),
    "_data/navigation.yml": "pages:\n- {name: Home, url: /}\n- {name: Papers, url: /publications}\n"
    "- {name: Cards, url: /showcase}\n- {name: Words, url: /blog}\n",
    "_data/authors.yml": (
        '"Mira Tovanne": {bold: true}\n"Pell Okasha (Pier)": {name: Pell Okasha, url: "https://pier.example.org"}\n'
        '"Pell Okasha (Bay)": {name: Pell Okasha, url: "https://other.example.org"}\n'
    ),
    "_includes/widgets/publication_item.html": "{{ item.title }}",
    "index.html": INDEX,
    "publications.html": PUBLICATIONS,
    "showcase.html": SHOWCASE,
    "blog.html": BLOG,
    "_publications/2024/ledger.md": PAPER,
    "_publications/2023/boats.md": OTHER,
    "_news/2023-old.md": "---\ntitle: An old word\ndate: 2022-11-28 08:15:00 -0500\n---\n",
    "_news/2024-a.md": (
        "---\ntitle: >-\n    A lamp <a href=\"https://lamp.example.org\">burns <i class='fas fa-x'></i></a>\n"
        '    <span class="badge badge-info">Featured</span>\ndate: 2024-02-01 10:00:00 -0800\n---\n'
    ),
    "_news/2024-b.md": "---\ntitle: A rope\ndate: 2024-03-01\n---\n",
    "_posts/2024-01-01-knots.md": "---\nlayout: blog_post\ntitle: On Knots\ntags: [Rope]\n---\nTie *them*.\n",
    "_showcase/boats/boat.md": CARD,
    "_showcase/boats/off.md": CARD.replace("show: true", "show: false").replace("A <a", "Never <a"),
    "_showcase/plain.md": "---\nshow: true\ndate: 2020-01-01\n---\nHarbours and *piers*.\n",
    **{f"assets/images/{name}.png": png() for name in ("hbu", "mira", "wechat", "ledger", "boat", "empty")},
    "assets/files/cv.pdf": b"%PDF-1.4",
}


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    folder = tmp_path_factory.mktemp("luost26")
    return migrate(site_of(folder, FILES), folder / "new"), folder / "new"


@pytest.fixture(scope="module")
def built(migrated: tuple[Result, Path]) -> dict[str, BeautifulSoup]:
    result = Project(migrated[1]).quick_build(strict=True)
    assert result.exit_code == 0, result.output
    return {name: result.page(f"{name}/index.html".lstrip("/")) for name in ("", "publications", "showcase", "blog")}


def test_nothing_is_lost(migrated: tuple[Result, Path]) -> None:
    result, _ = migrated
    assert result.exit_code == 0, result.output
    assert "nothing is missing" in result.stdout.splitlines()
    assert "luost26's academic homepage: the old pages have" in result.stdout
    assert "warning" not in result.stdout.lower()
    assert "info: _showcase/boats/off.md: has 'show: false'" in result.stdout


def test_home_page(migrated: tuple[Result, Path], built: dict[str, BeautifulSoup]) -> None:
    text = (migrated[1] / "docs/index.md").read_text(encoding="utf-8")
    order = [
        "I study [tides](https://tides.example.org) and **boats**.", "Write to me.", "![WeChat]", "**name**",
        "## Education", "{{ education() }}", "## Experience", "{{ experience() }}", "## Honors & Awards",
        "{{ awards() }}", "## News", "{{ news(limit=2) }}", "## Selected Publications", "{{ papers(selected=True) }}",
    ]  # fmt: skip
    places = [text.find(part) for part in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)
    assert "{%" not in text
    page = built[""]
    assert [title.get_text() for title in page.select(".rs-title")] == ["Reading the Ledger of Layers"]
    assert page.select_one('img[src="assets/images/mira.png"]')
    assert "Honors & Awards" in [link.get_text() for link in page.select(".rs-jump a")]


def test_profile(migrated: tuple[Result, Path]) -> None:
    profile = records(migrated[1], "profile")[0]
    assert profile["name"] == "Mira Tovanne"
    assert profile["native_name"] == "戸棚 美良"
    assert profile["role"] == "Third-year student"
    assert profile["affiliations"] == [{"name": "Halden Bay University", "logo": "assets/images/hbu.png"}]
    assert profile["links"] == [
        {"cv": "assets/files/cv.pdf"},
        {"scholar": "ABCdefGHIjkl"},
        {"github": "mtovanne"},
        {"x": "mtovanne"},
        {"orcid": "0000-0002-1825-0097"},
        {"label": "Spare email", "url": "mailto:spare@hbu.example.org"},
    ]
    assert records(migrated[1], "education")[0]["degree"] == "Department of Tides, Ph.D. Student"
    assert records(migrated[1], "experience")[0]["group"] == "Lamps"
    assert records(migrated[1], "service")[0]["role"].startswith("Reviewer for")
    (club,) = records(migrated[1], "club_life")
    assert (club["title"], club["subtitle"]) == ("Rowing club", "Treasurer")
    assert records(migrated[1], "awards") == [{"title": "Golden Rope", "date": "2024", "note": "金の縄"}]


def test_papers(migrated: tuple[Result, Path], built: dict[str, BeautifulSoup]) -> None:
    first, second = records(migrated[1], "papers")
    assert first["authors"] == ["Mira Tovanne*", "Pell Okasha*", "Sune Brandvik#"]
    assert (first["venue"], first["year"]) == ("Conference on Data and Learning (CoDaL)", "2024")
    assert (first["award"], first["note"]) == ("Spotlight", "Submitted to … in the main track.")
    assert first["scholar"] == "ABCdefGHIjkl:u5HHmVD_uO8C"
    assert first["summary"] == "Layers keep **ledgers**, $a=b+c$."
    assert first["links"] == {"Paper": "https://paper.example.org", "Code": "https://code.example.org"}
    assert second["date"] == "Jan. 2023"
    assert second["links"] == {"Pell Okasha": "https://other.example.org"}, "two people of one name"
    page = built["publications"]
    box = page.select_one(".rs-paper")
    assert box
    assert box.select_one(".rs-auth b").get_text() == "Mira Tovanne"  # type: ignore[union-attr]
    assert box.select_one('.rs-auth a[href="https://pier.example.org"]')
    assert "corresponding author" in page.get_text()
    assert len(page.select(".rs-paper")) == 2


def test_news_and_posts(migrated: tuple[Result, Path], built: dict[str, BeautifulSoup]) -> None:
    texts = [item["text"] for item in records(migrated[1], "news")]
    assert "A lamp [burns](https://lamp.example.org) **Featured**" in texts
    assert records(migrated[1], "posts")[0]["url"] == "2024/01/01/knots.md"
    assert built["blog"].select_one('a[href="../2024/01/01/knots/"]')


def test_showcase(built: dict[str, BeautifulSoup]) -> None:
    page = built["showcase"].select_one("article")
    assert page
    assert page.find("h2", string="Boats")
    assert page.select_one('img[src="../assets/images/boat.png"]')
    assert page.select_one('a[href="https://boat.example.org"]')
    assert page.find("em", string="piers")
    assert len(page.select(".grid > div")) == 2
    assert "Never" not in page.get_text()


def test_navigation_and_footer(migrated: tuple[Result, Path]) -> None:
    text = (migrated[1] / "mkdocs.yml").read_text(encoding="utf-8")
    assert "  - Papers: publications.md\n  - Cards: showcase.md\n  - Words: blog.md" in text
    assert 'copyright: "Made in <a href=' in text


def test_content_that_the_template_does_not_show_is_reported(tmp_path: Path) -> None:
    profile = PROFILE + "motto: Row on\n"
    old = site_of(tmp_path, {**FILES, "_data/profile.yml": profile})
    result = migrate(old, tmp_path / "new")
    assert result.exit_code == 1
    assert (
        f"warning: _data/profile.yml:{len(profile.splitlines())}: motto: 'Row on' has no place in the new profile"
        in result.stdout
    )


def test_fields_that_forks_of_the_template_add(tmp_path: Path) -> None:
    profile = (
        "primary_name: Mira Tovanne\nlocation: Halden Bay\nemail: mira [at] hbu [dot] example [dot] org\n"
        "education:\n  - name: Halden Bay University\n    position: B.Sc.\n    GPA: 3.9 / 4.0\n    logo_height: 40\n"
    )
    paper = (
        "---\ntitle: \"<a href='https://rows.example.org'>Rows</a>\"\npub: Journal of Tides,\npub_date: 2024\ntldr: We row.\nabstract: Boats.\ncategory: rowing\n"
        'cover_video: /assets/rows.mp4\ncover_pos: left\nconference: CoTide 2024\npub_last: \'<span class="badge">Oral</span> '
        '<span class="badge">Rank A</span>\'\nauthors: [Mira Tovanne]\n---\n'
    )
    files = {"_data/profile.yml": profile, "_publications/rows.md": paper, "assets/rows.mp4": b"film",
             "index.html": "---\ntitle: Home\n---\n{% include widgets/profile_card.html %}{% include widgets/experience_card.html %}"
             "{% include widgets/publication_card.html publications=site.publications %}\n"
             "<!-- {% include widgets/experience_card.html %} -->\n"}  # fmt: skip
    result = migrate(site_of(tmp_path, files), tmp_path / "new", kind="luost26")
    assert result.exit_code == 0, result.stdout
    new = tmp_path / "new"
    found = records(new, "papers")[0]
    assert (found["venue"], found["award"], found["note"]) == ("Journal of Tides", "Oral", "Rank A")
    assert (found["summary"], found["category"]) == ("We row.<br>Boats.", "rowing")
    assert (found["title"], found["links"], found["badge"]) == (
        "Rows",
        {"Link": "https://rows.example.org"},
        "CoTide 2024",
    )
    assert found["video"] == "assets/rows.mp4"
    assert "GPA: 3.9 / 4.0" in records(new, "education")[0]["details"]
    about = (new / "data/profile.yml").read_text(encoding="utf-8")
    assert "mira@hbu.example.org" in about
    assert "Halden Bay" in about


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param({"_data/profile.yml": "primary_name: [\n"}, id="profile"),
        pytest.param({"_data/authors.yml": "- a\n", "_data/navigation.yml": "pages: 3\n"}, id="shapes"),
        pytest.param({"_publications/2024/ledger.md": b"\xff\xfe\x00"}, id="binary"),
        pytest.param({"_publications/2024/ledger.md": "---\ntitle: {a: 1}\nauthors: x\nlinks: [1]\n---\n"}, id="odd"),
        pytest.param({"_data/profile.yml": "primary_name: A\neducation: x\npositions: {a: b}\n"}, id="values"),
    ],
)
def test_bad_input(tmp_path: Path, broken: dict[str, str | bytes]) -> None:
    result = migrate(site_of(tmp_path, {**FILES, **broken}), tmp_path / "new", kind="luost26")
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
