"""The site of a lab, built for real: people and their pages, names on papers, data for search engines."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from building import EXAMPLE, Built, Project, broken_links, third_party_requests

from mkdocs_researcher.hosts.check.project import check_project

CONFIG = """\
site_name: Tidal Memory Lab
site_url: https://tidal.example.org/
theme: material
plugins:
  - search
  - researcher: {people_pages: true}
"""
PROFILE = "type: organization\nname: Tidal Memory Lab\nemail: lab@hidden.example\nlinks: [github: tidal]\n"
PEOPLE = """\
- name: Sune Brandvik
  group: Head of lab
  role: Professor
  bio: Sune studies *memory*.
- name: Kira Mori
  id: kira
  group: Postdocs
  aliases: [K. Mori-Lund]
- name: Noor Amin
  group: Postdocs
- name: Hana Zhou
  group: Postdocs
  now: professor, North Pier
- name: Wen Outside
  url: https://wen.example.org
"""
PAPERS = """\
- {id: a, title: Quiet Graphs, authors: [Kira Mori, Wen Outside, Sune Brandvik], year: 2025}
- {id: b, title: Loud Graphs, authors: [K. Mori-Lund, Ann Other], year: 2024}
- {id: c, title: Old Graphs, authors: [Hana Zhou, Ann Other], year: 2020, project: tides}
- {id: d, title: Odd Graphs, authors: [Ann Other], year: 2019}
- {id: e, title: First Graphs, authors: [Ann Other], year: 2018}
"""
PROJECTS = (
    "- {id: tides, title: Tides, text: About tides., people: [kira]}\n- {title: Ferry, people: [Sune Brandvik]}\n"
)
TALKS = "- {title: On graphs, event: CoDaL, date: 2025, people: [kira]}\n"
PAGES = {
    "index.md": "{{ hero() }}\n",
    "people.md": "# People\n\n{{ team() }}\n",
    "papers.md": "# Papers\n\n{{ papers() }}\n",
}


def lab(
    project: Project, pages: dict[str, str] | None = None, *, strict: bool = True, config: str = CONFIG, **data: str
) -> Built:
    texts = {"profile": PROFILE, "people": PEOPLE, "papers": PAPERS, "projects": PROJECTS, "talks": TALKS, **data}
    files = {f"docs/{name}": text for name, text in (PAGES | (pages or {})).items()}
    files |= {f"data/{name}.yml": text for name, text in texts.items() if text}
    return project.write({"mkdocs.yml": config, **files}).quick_build(strict=strict)


def authors(page: BeautifulSoup) -> list[tuple[str, bool, str]]:
    """Names of the linked or bold authors: name, whether it is bold, and the address."""
    found = []
    for line in page.select(".rs-auth"):
        for tag in line.select("b, a"):
            if tag.name == "a" and tag.parent is not None and tag.parent.name == "b":
                continue
            link = tag if tag.name == "a" else tag.find("a")
            found.append((tag.get_text(), tag.name == "b", str(link["href"]) if link else ""))
    return found


def json_ld(page: BeautifulSoup) -> list[dict[str, Any]]:
    return [json.loads(tag.string or "") for tag in page.select('script[type="application/ld+json"]')]


def test_members_are_bold_and_link_to_their_pages(project: Project) -> None:
    built = lab(project)
    assert authors(built.page("papers/index.html")) == [
        ("Kira Mori", True, "../people/kira/"),
        ("Wen Outside", False, "https://wen.example.org"),
        ("Sune Brandvik", True, "../people/sune-brandvik/"),
        ("K. Mori-Lund", True, "../people/kira/"),
        ("Hana Zhou", True, "../people/hana-zhou/"),
    ]
    assert broken_links(built) == []


def test_on_the_page_of_a_member_only_their_name_is_bold(project: Project) -> None:
    page = lab(project).page("people/kira/index.html")
    assert [title.get_text() for title in page.select(".rs-title")] == ["Quiet Graphs", "Loud Graphs"]
    assert [(name, address) for name, bold, address in authors(page) if bold] == [
        ("Kira Mori", ""),
        ("K. Mori-Lund", ""),
    ]
    assert page.select_one("h1").get_text(strip=True) == "Kira Mori"
    text = page.get_text()
    assert "Tides" in text
    assert "Ferry" not in text
    assert "On graphs" in text


def test_pages_of_members_and_papers_are_below_their_lists(project: Project) -> None:
    """The tab of the list is the current one on them, unless they are in the menu themselves."""
    nav = "nav: [Home: index.md, People: people.md, Papers: papers.md, Noor: people/noor.md]\n"
    config = CONFIG.replace("people_pages: true", "people_pages: true, paper_pages: true") + nav
    config = config.replace("theme: material", "theme: {name: material, features: [navigation.tabs]}")
    built = lab(project, {"people/noor.md": "---\nperson: noor-amin\n---\n"}, config=config)
    tabs = {
        path: [tag.get_text(strip=True) for tag in built.page(f"{path}/index.html").select(".md-tabs__item--active")]
        for path in ("people", "people/kira", "people/noor", "papers/a")
    }
    assert tabs == {"people": ["People"], "people/kira": ["People"], "people/noor": ["Noor"], "papers/a": ["Papers"]}


def test_a_member_without_papers_shows_no_list_and_is_not_an_error(project: Project) -> None:
    built = lab(project, {"people/noor.md": "---\nperson: noor-amin\n---\n\n{{ papers() }}\n\n{{ talks() }}\n"})
    assert built.lines("warning") == []
    page = built.page("people/noor/index.html")
    assert page.title is not None
    assert page.title.get_text().startswith("Noor Amin"), "and not the name of the file"
    assert page.select(".rs-paper") == []
    assert not (built.site / "people" / "noor-amin").exists(), "the author's own page takes its place"


def test_a_generated_page_has_no_heading_without_a_list(project: Project) -> None:
    page = lab(project).page("people/noor-amin/index.html")
    assert page.select("h2") == []


def test_papers_of_a_member_without_papers(project: Project) -> None:
    built = lab(project, {"papers.md": '{{ papers(author="Noor Amin") }}\n'})
    assert built.problems() == []


def test_papers_of_a_project(project: Project) -> None:
    built = lab(project, {"papers.md": '{{ papers(project="tides") }}\n'})
    page = built.page("papers/index.html")
    assert [title.get_text() for title in page.select(".rs-title")] == ["Old Graphs"]


def test_papers_that_name_a_project_are_on_its_card(project: Project) -> None:
    projects = "- {id: tides, title: Tides, papers: [a]}\n- {title: Ferry}\n"
    papers = PAPERS.replace("year: 2019", "year: 2019, project: Ferry").replace(
        "year: 2025", "year: 2025, project: tides"
    )
    page = lab(project, {"projects.md": "{{ projects() }}\n"}, projects=projects, papers=papers).page(
        "projects/index.html"
    )
    cards = page.select(".rs-project")
    assert [[link.get_text() for link in card.select("a") if "Graphs" in link.get_text()] for card in cards] == [
        ["Quiet Graphs", "Old Graphs"],
        ["Odd Graphs"],
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{{ papers(project="tidse") }}', "papers(project): there is no project 'tidse', did you mean 'tides'?"),
        ('{{ papers(role="first") }}', "papers(role): is about one person; use author="),
        ('{{ papers(author="Nobody Here") }}', "papers(author): no paper has the author 'Nobody Here'"),
    ],
)
def test_mistakes_in_calls(project: Project, text: str, message: str) -> None:
    built = lab(project, {"papers.md": f"{text}\n"}, strict=False)
    assert any(message in problem for problem in built.problems()), built.problems()


def test_a_page_of_somebody_unknown(project: Project) -> None:
    built = lab(project, {"x.md": "---\ntitle: X\nperson: kirra\n---\n"}, strict=False)
    expected = "docs/x.md:3: person: data/people.yml has no person with the id 'kirra', did you mean 'kira'?"
    assert built.problems() == [expected]


def test_check_reports_a_page_of_somebody_unknown(project: Project) -> None:
    lab(project, {"x.md": "---\ntitle: X\nperson: kirra\n---\n", "y.md": "---\nperson: kira\n---\n"}, strict=False)
    found = [str(problem) for problem in check_project(project.root).problems if problem.severity == "error"]
    assert found == ["docs/x.md:3: person: data/people.yml has no person with the id 'kirra', did you mean 'kira'?"]


def test_the_lab_is_an_organization_with_its_members(project: Project) -> None:
    (data,) = json_ld(lab(project).page())
    assert data["@type"] == "ResearchOrganization"
    assert data["name"] == "Tidal Memory Lab"
    assert [member["name"] for member in data["member"]] == ["Sune Brandvik", "Kira Mori", "Noor Amin"]
    assert data["member"][1]["url"] == "https://tidal.example.org/people/kira/"
    assert "hidden.example" not in json.dumps(data)


def test_the_page_of_a_member_is_about_the_member(project: Project) -> None:
    page = lab(project).page("people/kira/index.html")
    (data,) = json_ld(page)
    assert data["@type"] == "Person"
    assert data["name"] == "Kira Mori"
    assert data["url"] == "https://tidal.example.org/people/kira/"
    assert page.select_one('meta[property="og:title"]')["content"] == "Kira Mori"


def test_no_owner_is_missed_on_the_papers_of_a_lab(project: Project) -> None:
    built = lab(project)
    assert built.problems() == []


def test_former_members_come_last_with_where_they_are(project: Project) -> None:
    page = lab(project).page("people/index.html")
    assert [h.get_text().removesuffix("¶") for h in page.select("h2")] == ["Head of lab", "Postdocs", "Alumni"]
    assert "professor, North Pier" in page.select(".rs-members")[-1].get_text()
    assert [name.get_text() for name in page.select(".rs-person__name")] == ["Kira Mori", "Noor Amin"]


def test_the_filter_offers_members_and_projects(project: Project) -> None:
    page = lab(project, {"papers.md": "# Papers\n\n{{ papers(filter=True) }}\n"}).page("papers/index.html")
    choices = {
        select["name"]: [(option["value"], option.get_text()) for option in select.select("option")]
        for select in page.select("form.rs-filter select")
    }
    assert choices["member"] == [
        ("", "Member: All"),
        ("Sune Brandvik", "Sune Brandvik (1)"),
        ("Kira Mori", "Kira Mori (2)"),
        ("Hana Zhou", "Hana Zhou (1)"),
    ]
    assert "project" not in choices, "only one project has papers"
    papers = {
        paper["id"]: (paper.get("data-rs-member"), paper.get("data-rs-project"))
        for paper in page.select("article.rs-paper")
    }
    assert papers["paper-a"] == ("Kira Mori\tSune Brandvik", None)
    assert papers["paper-c"] == ("Hana Zhou", "Tides")


def test_the_filter_of_a_person_asks_for_no_members(project: Project) -> None:
    page = lab(project, {"papers.md": "{{ papers(filter=True) }}\n"}, profile="name: Sune Brandvik\n")
    assert page.page("papers/index.html").select("[name=member], [data-rs-member]") == []


def test_the_page_of_a_member_leads_to_the_team_and_to_the_next_members(project: Project) -> None:
    built = lab(project)

    def ways(name: str) -> list[tuple[str, str]]:
        links = built.page(f"people/{name}/index.html").select(".rs-crumb a, .rs-pn a")
        return [(" ".join(link.get_text(" ").split()), str(link["href"])) for link in links]

    assert ways("sune-brandvik") == [("People", "../"), ("Postdocs Kira Mori", "../kira/")]
    assert ways("noor-amin")[1:] == [("Postdocs Kira Mori", "../kira/"), ("Postdocs Hana Zhou", "../hana-zhou/")]
    assert ways("hana-zhou")[1:] == [("Postdocs Noor Amin", "../noor-amin/")]
    entries = json.loads((built.site / "search/search_index.json").read_text())["docs"]
    found = [entry["location"] for entry in entries if "Noor Amin" in f"{entry['title']} {entry['text']}"]
    assert not [path for path in found if path.startswith(("people/kira", "people/hana"))], "neighbors are no hits"


def test_the_text_of_a_member_is_above_the_lists_and_a_former_one_is_elsewhere(project: Project) -> None:
    built = lab(project)
    head = built.page("people/sune-brandvik/index.html")
    assert head.select_one(".md-content .rs-member__bio em").get_text() == "memory"
    assert head.select(".rs-profile .rs-bio") == []
    former = built.page("people/hana-zhou/index.html").select_one(".rs-profile")
    assert former.select_one(".rs-tagline").get_text() == "Now: professor, North Pier"


def test_the_page_of_a_former_member_says_so_and_shows_initials_without_a_photograph(project: Project) -> None:
    people = PEOPLE + "- {name: Ida Lind, group: Ph.D. students, date: 2019 – 2022}\n"
    head = lab(project, people=people).page("people/ida-lind/index.html").select_one(".rs-profile")
    assert head.select_one(".rs-note").get_text().startswith("Ph.D. students · Former · 2019")
    assert head.select_one(".rs-avatar").get_text() == "IL"


def test_a_rebuild_gives_the_same_pages(project: Project) -> None:
    first = lab(project).tree()
    assert project.rebuild(strict=True).tree() == first


def test_the_example_of_a_lab(tmp_path: Path) -> None:
    root = Path(shutil.copytree(EXAMPLE / "lab", tmp_path / "lab", ignore=shutil.ignore_patterns("site")))
    built = Project(root).quick_build(strict=True)
    assert built.problems() == []
    assert broken_links(built) == []
    assert third_party_requests(built) == []
    assert len(list((built.site / "people").iterdir())) >= 15


TWO = """\
- {name: Anna Berg, group: Postdocs, photo: images/missing.jpg}
- {name: Anna Berg, id: anna-2, group: Students, papers: [b]}
- {name: Łukasz Größe, group: Students}
"""


def test_two_members_with_the_same_name(project: Project) -> None:
    papers = PAPERS.replace("Wen Outside, Sune Brandvik", "Anna Berg")
    built = lab(project, strict=False, people=TWO, papers=papers, projects="", talks="")
    assert sorted(path.name for path in (built.site / "people").iterdir() if path.is_dir()) == [
        "anna-2",
        "anna-berg",
        "lukasz-grosse",
    ]
    assert authors(built.page("papers/index.html")) == []
    shown = built.page("people/anna-2/index.html").select(".rs-title")
    assert [title.get_text() for title in shown] == ["Loud Graphs"], "only what `papers` names"
    assert built.page("people/anna-berg/index.html").select(".rs-title") == []
    assert (
        "data/people.yml:2:4: name: 'Anna Berg' is also the person in line 1, so lists of authors link to neither of "
        "the two; name their papers under 'papers'" in built.output
    )


def test_papers_that_two_members_of_one_name_name_as_theirs(project: Project) -> None:
    two = TWO.replace("group: Postdocs, photo: images/missing.jpg", "group: Postdocs, papers: [a]")
    papers = """\
- {id: a, title: Quiet Graphs, authors: [Anna Berg, Wen Outside], year: 2026}
- {id: b, title: Loud Graphs, authors: [Wen Outside, Anna Berg], year: 2025}
- {id: c, title: Nobody knows, authors: [Anna Berg, Łukasz Größe], year: 2024}
"""
    papers += "".join(f"- {{title: More {number}, authors: [Wen Outside], year: 2020}}\n" for number in range(6))
    page = "# Papers\n\n{{ papers(filter=True) }}\n"
    built = lab(project, {"papers.md": page}, strict=False, people=two, papers=papers, projects="", talks="")
    assert "link to neither" not in built.output
    shown = built.page("papers/index.html")
    links = [link["href"] for link in shown.select(".rs-auth a") if link.get_text() == "Anna Berg"]
    assert links == ["../people/anna-berg/", "../people/anna-2/"]
    labels = ["Anna Berg (Postdocs)", "Anna Berg (Students)"]
    members = {item["data-rs-member"] for item in shown.select("[data-rs-member]")}
    assert members == {*labels, "Łukasz Größe"}
    assert all(label in shown.get_text() for label in labels)


def problems_of_links(project: Project, links: str) -> list[str]:
    pages = {"people/sune.md": "---\nperson: sune-brandvik\n---\nHello\n", "links.md": links}
    lab(project, pages, strict=False)
    return [
        str(one) for one in check_project(project.root).problems if one.location and "links.md" in one.location.file
    ]


def test_links_to_pages_of_members_that_are_elsewhere_or_misspelled(project: Project) -> None:
    found = problems_of_links(
        project, "[A](people/sune-brandvik.md) [B](people/hana-zuo.md) [C](people/hana-zhou.md)\n"
    )
    assert found == [
        "docs/links.md:1: 'people/hana-zuo.md' is not a file in docs/, did you mean 'people/hana-zhou.md'?",
        "docs/links.md:1: 'people/sune-brandvik.md' is not a file in docs/; the page of 'sune-brandvik' is 'people/sune.md'",
    ]


@pytest.mark.parametrize("file", ["data/people.yml", "data/papers.yml"])
def test_while_data_has_an_error_links_to_what_is_made_of_it_are_not_reported(project: Project, file: str) -> None:
    links = "[A](people/nobody-at-all.md) [B](papers/nothing.md) [C](papers.md#paper-nothing) [D](gone.md)\n"
    assert len(problems_of_links(project, links)) == 4
    path = project.root / file
    path.write_text(path.read_text(encoding="utf-8") + "- {nmae: x}\n", encoding="utf-8")
    found = [str(one) for one in check_project(project.root).problems if "links.md" in str(one)]
    assert found == ["docs/links.md:1: 'gone.md' is not a file in docs/"]


def test_an_end_to_come_and_a_name_with_a_letter_too_few_are_reported(project: Project) -> None:
    people = """\
- {name: Hanna Lindqvist, group: Students, date: 2021 – 2952}
- {name: Jan Berg, group: Students, date: 2021 – present}
"""
    papers = """\
- {id: a, title: Quiet Graphs, authors: [Hana Lindqvist, Jon Berg, H. Lindqvist], year: 2026}
- {id: b, title: Loud Graphs, authors: [Hanne Lindqvist, Johanna Lindqvist, Hanna Lindqvist], year: 2026}
"""
    lab(project, strict=False, people=people, papers=papers, projects="", talks="")
    found = [str(one) for one in check_project(project.root).problems]
    near = "differs from 'Hanna Lindqvist' by one letter; if they are the same person, correct it, or add it under aliases:"
    assert [one for one in found if "one letter" in one] == [
        f"data/papers.yml:1:32: authors: 'Hana Lindqvist' {near}",
        f"data/papers.yml:2:31: authors: 'Hanne Lindqvist' {near}",
    ]
    assert [one.partition(";")[0] for one in found if "former" in one] == [
        "data/people.yml:1:44: date: the year 2952 is in the future, but everyone with an end is listed as a former member"
    ]


def test_a_data_file_whose_call_has_a_misspelled_name_is_not_also_called_unused(project: Project) -> None:
    project.write({"data/sponsors.yml": "- {name: TCI}\n"})
    lab(project, {"a.md": "# A\n\n{{ logos('sponsor') }}\n"}, strict=False)
    found = [str(one) for one in check_project(project.root).problems if "sponsors" in str(one)]
    assert len(found) == 1
    assert "did you mean data/sponsors.yml?" in found[0]


def test_a_missing_photograph_is_reported_and_shown_as_initials(project: Project) -> None:
    built = lab(project, strict=False, people=TWO, projects="", talks="")
    assert (
        "data/people.yml:1:38: photo: there is no file 'images/missing.jpg' in the docs folder; put it there, and write its path from there"
        in built.problems()
    )
    assert built.page("people/index.html").select("img.rs-face") == []
    assert "missing.jpg" not in str(built.page("people/anna-berg/index.html").select("head meta"))


@pytest.mark.parametrize(
    ("people", "message"),
    [
        (
            "- {name: Anna Berg}\n- {name: Anna Berg, group: A}\n",
            "data/people.yml:2:4: name: 'Anna Berg' is already the name of the person in line 1; if these are two, "
            "give this one an 'id'",
        ),
        (
            "- {name: Anna Berg}\n- {name: Bo Li, id: anna-berg}\n",
            "data/people.yml:2:17: id: 'anna-berg' is already the id of the person in line 1",
        ),
    ],
)
def test_one_person_twice(project: Project, people: str, message: str) -> None:
    pages = {"a.md": "---\ntitle: A\nperson: anna-berg\n---\n"}
    papers = PAPERS.replace(", project: tides", "")
    built = lab(project, pages, strict=False, people=people, papers=papers, projects="", talks="")
    assert [line for line in built.problems() if not line.startswith("docs/people.md")] == [message]


def test_people_and_projects_that_do_not_exist(project: Project) -> None:
    built = lab(
        project,
        strict=False,
        projects="- {id: tides, title: Tides, people: [kira, kirra, noone-here, Wen Elsewhere]}\n",
        talks="- {title: T, event: E, date: 2025, people: [Noor Aminn]}\n",
        papers=PAPERS.replace("project: tides", "project: tidse"),
    )
    assert built.problems() == [
        "data/papers.yml:3:75: project: data/projects.yml has no project 'tidse', did you mean 'tides'?",
        "data/projects.yml:1:44: people.2: data/people.yml has no person 'kirra', did you mean 'kira'?",
        "data/projects.yml:1:51: people.3: data/people.yml has no person 'noone-here'",
        "data/talks.yml:1:45: people.1: data/people.yml has no person 'Noor Aminn', did you mean 'Noor Amin'?",
    ]


def test_projects_and_talks_name_their_people(project: Project) -> None:
    projects = "- {id: tides, title: Tides, people: [kira, Wen Outside, Ann Other]}\n"
    pages = {"all.md": '# All\n\n{{ projects() }}\n\n{{ projects(style="rows") }}\n\n{{ talks() }}\n'}
    built = lab(project, pages, projects=projects, papers=PAPERS.replace(", project: tides", ""))
    page = built.page("all/index.html")
    line = "Kira Mori, Wen Outside, Ann Other"
    assert [part.select_one("p").get_text() for part in page.select(".rs-project, .rs-row")] == [line, line, "CoDaL"]
    links = {link.get_text(): link["href"] for link in page.select(".rs-project p a, .rs-row p a")}
    assert links == {"Kira Mori": "../people/kira/", "Wen Outside": "https://wen.example.org"}
    talk = built.page("people/kira/index.html").select(".rs-row")[-1]
    assert "Kira Mori" not in talk.get_text(), "on a page of one's own the name says nothing"


def test_the_name_of_a_lab_may_be_any_text(project: Project) -> None:
    built = lab(project, profile="type: organization\nname: Center for Odds & Evens, Halden\naliases: [A and B]\n")
    (data,) = json_ld(built.page())
    assert data["name"] == "Center for Odds & Evens, Halden"


def test_a_member_belongs_to_the_lab(project: Project) -> None:
    built = lab(project)
    (data,) = json_ld(built.page("people/kira/index.html"))
    assert data["memberOf"] == {
        "@type": "ResearchOrganization",
        "@id": "https://tidal.example.org/#organization",
        "name": "Tidal Memory Lab",
        "url": "https://tidal.example.org/",
    }
    (former,) = json_ld(built.page("people/hana-zhou/index.html"))
    assert "memberOf" not in former


def test_the_cv_of_a_lab_has_no_roles_and_says_where_that_of_a_member_belongs(project: Project) -> None:
    pages = {"cv.md": "{{ cv() }}\n", "people/kira.md": "---\nperson: kira\n---\n{{ cv() }}\n"}
    built = lab(project, pages)
    assert built.page("cv/index.html").find(string="Contributed") is None
    assert built.page("people/kira/index.html").find(string="First author")
    assert built.output.count("is the CV of the lab") == 1
    assert "docs/cv.md:1: cv(): is the CV of the lab" in built.output


def test_the_page_of_the_team_may_have_any_name(project: Project) -> None:
    files = {
        "people.md": "# Nobody\n",
        "group/who.md": "# Who\n\n`{{ team() }}`\n",
        "group/we.md": "# We\n\n{{ team() }}\n",
    }
    page = lab(project, files).page("people/kira/index.html")
    assert page.select_one(".rs-crumb a")["href"] == "../../group/we/"


def test_check_says_what_a_build_says_about_pages_and_people(project: Project) -> None:
    people = PEOPLE + "- {name: Forgotten Group, role: Postdoc}\n"
    built = lab(project, {"people/kira.md": "# Kira\n"}, strict=False, people=people)
    message = (
        "docs/people/kira.md: person: has the address of a member's page; write 'person: kira' to make it that page"
    )
    assert built.problems() == [message]
    found = [
        str(problem) for problem in check_project(project.root).problems if problem.severity in {"warning", "info"}
    ]
    assert message in found
    assert (
        "data/people.yml:16:3: group: this person has no group, so team() does not show them; add group: to make them a "
        "member" in found
    )


def test_members_without_a_page_have_no_address_in_the_data_for_search_engines(project: Project) -> None:
    lab(project)
    command = [sys.executable, "-m", "mkdocs_researcher", "export", "json-ld"]
    done = subprocess.run(command, cwd=project.root, capture_output=True, encoding="utf-8", check=True)
    authors = [author for paper in json.loads(done.stdout)["@graph"] for author in paper["author"]]
    assert {author["name"]: author.get("url") for author in authors if author.get("url")} == {
        "Wen Outside": "https://wen.example.org"
    }


def test_the_page_of_a_person_in_a_language_whose_data_is_broken(project: Project) -> None:
    pages = {"k.md": "---\nlanguage: de\nperson: kira\n---\nHallo\n\n{{ papers() }}\n"}
    lab(project, pages, strict=False)
    project.write({"data/de/people.yml": "- {id: kira, group: [x]}\n"})
    assert "data/de/people.yml:1:14: group: must be text, not a list" in project.quick_build(strict=False).problems()
    found = [str(problem) for problem in check_project(project.root).problems if problem.severity == "error"]
    assert found == ["data/de/people.yml:1:14: group: must be text, not a list"]


def test_the_pages_without_calls_of_a_new_lab_look_like_the_others(tmp_path: Path) -> None:
    root = tmp_path / "lab"
    command = [sys.executable, "-m", "mkdocs_researcher", "new", str(root), "--lab", "--name", "Tidal Memory Lab"]
    subprocess.run(command, capture_output=True, encoding="utf-8", check=True, stdin=subprocess.DEVNULL)
    pages = (root / "docs/join.md", root / "docs/contact.md")
    assert all(page.read_text(encoding="utf-8").startswith("---\nlayout: list\n---\n\n# ") for page in pages)
