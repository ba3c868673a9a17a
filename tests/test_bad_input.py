"""Bad input: each ends `mkdocs build` with exit code 1 and a named problem, never a traceback, never a box."""

from __future__ import annotations

import pytest
from building import CONFIG, Built, Project

# The plainest theme: the problems do not depend on it, and it builds fastest.
PLAIN = "site_name: Test\ntheme: mkdocs\nplugins: [researcher]\n"
DATA = {
    "data/papers.yml": (
        "- {id: one, title: First, authors: [Ann Onym], year: 2020}\n"
        "- {id: two, title: Second, venue: Venue, tags: [tag]}\n"
    ),
    "data/news.yml": "- {date: 2025, text: Something}\n",
    "data/profile.yml": "name: Ann Onym\n",
}
PAGE = "---\ntitle: A page\n---\n\n# Page\n\n{}\n"

BAD_DATA = {
    "unknown field": ("papers", "- title: A\n  titel: B\n", "2:3: titel: unknown field, did you mean 'title'?"),
    "missing field": ("papers", "- year: 2020\n- title: B\n- id: c\n", "1:3: title: is missing|3:3: title: is missing"),
    "text for a number": ("papers", "- title: A\n  year: soon\n", "2:3: year: must be a whole number, not 'soon'"),
    "list for text": ("papers", "- title: [A, B]\n", "1:3: title: must be text, not a list"),
    "text for a mapping": ("papers", "- title: A\n  links: here\n", "2:3: links: "),
    "bad month": (
        "papers",
        "- title: A\n  date: 2025-13\n",
        "2:3: date: '2025-13' is not a date: there is no month 13",
    ),
    "bad date": ("news", "- date: soonish\n  text: B\n", "1:3: date: 'soonish' is not a date"),
    "bad scheme": ("papers", "- title: A\n  image: javascript:alert(1)\n", "2:3: image: 'javascript:alert(1)' has the"),
    "data link": ("papers", "- title: A\n  links: {P: 'data:text/html,x'}\n", "2:11: links.P: link 'P': 'data:text"),
    "same id": ("papers", "- {id: a, title: A}\n- {id: a, title: B}\n", "2:4: id: 'a' is already the id of the paper"),
    "colon in a value": ("papers", "- title: A: B\n", "1:10: not valid YAML: a value contains ': '"),
    "tab": ("papers", "- title: A\n\tyear: 2020\n", "2:1: not valid YAML: the line starts with a tab"),
    "never closed": ("papers", '- title: "A\n  year: 2020\n', '1:10: not valid YAML: the quote " is never closed'),
    "mapping for the list": ("papers", "title: A\n", "1:1: must be a list; start each paper with '- '"),
    "text for the list": ("papers", "hello\n", "1:1: must be a list; start each paper with '- '"),
    "text for an entry": ("papers", "- A\n", "1:3: must be a mapping of 'field: value', not 'A'"),
    "list for the profile": ("profile", "- name: A\n", "1:1: must contain fields such as 'name: …' of one profile"),
    "profile without a name": ("profile", "name:\n", "1:1: name: is missing"),
    "unknown icon": (
        "news",
        "- {date: 2025, text: A, icon: material/nope}\n",
        "1:25: icon: there is no icon 'material/n",
    ),
    "unknown service": (
        "profile",
        "name: A\nlinks:\n  - githb: a\n",
        "3:5: links.1: unknown link service 'githb', did you",
    ),
    "bad e-mail": ("profile", "name: A\nemail: nobody\n", "2:1: email: 'nobody' is not an email address"),
    "bad identifier": ("papers", "- title: A\n  arxiv: no\n", "2:3: arxiv: 'no' is not an arXiv id"),
    "unknown choice": ("papers", "- title: A\n  type: jornal\n", "2:3: type: 'jornal' is not known, did you mean 'jou"),
    "same field": ("papers", "- title: A\n  title: B\n", "2:3: title: appears twice in the same entry"),
    "leaves the project": (
        "papers",
        "- title: A\n  image: ../secret.png\n",
        "2:3: image: '../secret.png' leaves the proj",
    ),
    "code": ("papers", "- title: !!python/object/apply:os.system [x]\n", "1:10: the tag 'tag:yaml.org,2002:python"),
    "control character": ("papers", '- title: "a\\0b"\n', "1:10: the text contains a control character"),
    "a word of other systems": (
        "profile",
        "name: A\njob_title: B\n",
        "2:1: job_title: unknown field, did you mean 'role'?",
    ),
    "a word that is a field elsewhere": (
        "awards",
        "- title: A\n  university: B\n",
        "2:3: university: unknown field, did you mean 'awarder'?",
    ),
    "other name of an address": (
        "people",
        "- {name: A, webpage: b}\n",
        "1:13: webpage: unknown field, did you mean 'url'?",
    ),
    "year of leaving": ("people", "- {name: A, left: 2024}\n", "1:13: left: unknown field, did you mean 'date'?"),
    "unknown field of a person": ("people", "- {name: A, urll: b}\n", "1:13: urll: unknown field, did you mean 'url'?"),
}


@pytest.mark.parametrize("name", BAD_DATA)
def test_bad_data_is_named_with_its_place(project: Project, name: str) -> None:
    file, text, expected = BAD_DATA[name]
    built = project.write({"mkdocs.yml": PLAIN, "docs/index.md": "# Home", f"data/{file}.yml": text}).quick_build()
    starts = [f"data/{file}.yml:{start}" for start in expected.split("|")]
    assert built.exit_code == 1
    assert len(built.problems()) == len(starts), built.output
    for problem, start in zip(built.problems(), starts, strict=True):
        assert problem.startswith(start)


def test_a_file_that_is_not_utf8_is_named_with_its_line(project: Project) -> None:
    project.write({"mkdocs.yml": PLAIN, "docs/index.md": "", "data/news.yml": b"- date: 2025\n  text: M\xfcller\n"})
    built = project.quick_build()
    assert built.exit_code == 1
    assert built.problems() == ["data/news.yml:2: the file is not in UTF-8; save it as UTF-8 in your editor"]


def test_two_files_of_one_name_are_named(project: Project) -> None:
    files = {"data/news.yml": "[]", "data/news.yaml": "[]"}
    built = project.write({"mkdocs.yml": PLAIN, "docs/index.md": "", **files}).quick_build()
    assert built.exit_code == 1
    assert "data/news.yml: has the same name as news.yaml; keep one of the two" in built.problems()


def test_an_empty_list_file_is_not_an_error(project: Project) -> None:
    project.write({"mkdocs.yml": PLAIN, "docs/index.md": "# Home", "data/papers.yml": "# nothing yet\n"})
    assert project.quick_build(strict=True).exit_code == 0


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n"])
def test_an_empty_profile_is_named(project: Project, text: str) -> None:
    project.write({"mkdocs.yml": PLAIN, "docs/index.md": "{{ profile() }}", "data/profile.yml": text})
    built = project.quick_build()
    assert built.exit_code == 1
    assert "data/profile.yml" in built.output


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- titel: A\n", "data/visits.yml:1:3: titel: unknown field, did you mean 'title'?"),
        ("- title: A: B\n", "data/visits.yml:1:10: not valid YAML"),
        ("title: A\n", "data/visits.yml:1:1: must be a list"),
    ],
)
def test_bad_data_of_general_entries_is_named(project: Project, text: str, expected: str) -> None:
    project.write({"mkdocs.yml": PLAIN, "docs/index.md": '{{ entries("visits") }}', "data/visits.yml": text})
    built = project.quick_build()
    assert built.exit_code == 1
    assert any(problem.startswith(expected) for problem in built.problems())


# What stands in the page, and the problem without the name of the page.
BAD_CALLS = {
    "{{ papers(yeer=2024) }}": "papers(yeer): papers() has no such argument, did you mean 'year'?",
    '{{ papers(style="boxx") }}': "papers(style): 'boxx' is not known, did you mean 'box'?",
    "{{ papers(limit=n) }}": "papers(limit): n is not a value; put text in quotes: 'n'",
    "{{ papers(selected=true) }}": "papers(selected): true is not a value; write True",
    '{{ papers(limit=__import__("os").getpid()) }}': 'papers(limit): __import__("os").getpid() is not a value',
    "{{ papers(limit=1+1) }}": "papers(limit): 1+1 is not a value",
    '{{ papers(limit="5") }}': "papers(limit): must be a whole number",
    "{{ papers(limit=0) }}": "papers(limit): must be at least 1",
    "{{ papers(limit=True) }}": "papers(limit): must be a whole number",
    '{{ papers(selected="yes") }}': "papers(selected): must be True or False",
    '{{ papers(select="two") }}': "papers(select): must be a list",
    '{{ papers(select=["two", "onne"]) }}': "papers(select): there is no paper 'onne', did you mean 'one'?",
    '{{ papers(year="2020") }}': "papers(year): must be a whole number",
    '{{ papers(since="soon") }}': "papers(since): 'soon' is not a date",
    '{{ papers(type="jornal") }}': "papers(type): 'jornal' is not known, did you mean 'journal'?",
    '{{ papers(tag="x") }}': "papers(tag): no paper has the tag 'x'",
    '{{ papers(group_by="yer") }}': "papers(group_by): 'yer' is not known, did you mean 'year'?",
    "{{ papers(heading_level=9) }}": "papers(heading_level): ",
    "{{ papers(1) }}": "papers(): takes arguments only as name=value",
    "{{ papers(**{}) }}": "papers(): '**' is not allowed",
    "{{ papers(“one”) }}": "papers(): the arguments cannot be read: use straight quotes",
    "{{ papers(limit=3 }}": "papers(): the call is never closed; end it with ) }}",
    "{{ papers(limit=3": "papers(): the call is never closed; end it with ) }}",
    "{{ paper() }}": "paper(id): is missing",
    '{{ paper("onne") }}': "paper(id): there is no paper 'onne', did you mean 'one'?",
    '{{ paper("one", id="one") }}': "paper(id): is given twice",
    "{{ education() }}": "education(): needs data/education.yml, which does not exist; create it",
    '{{ entries("nope") }}': "entries(): needs data/nope.yml, which does not exist; create it",
    '{{ entries("../x") }}': "entries(file): '../x' is not the name of a data file; leave out folder and extension, as in 'visits'",
    "{{ updated(1) }}": "updated(): ",
    'Text {{ badge("x", icon="material/scool") }}': "badge(icon): there is no icon 'material/scool', did you mean 'mat",
    'Text {{ badge("x", url="javascript:alert(1)") }}': "badge(url): 'javascript:alert(1)' has the scheme",
    'Text {{ badge("x", color="nocolor") }}': "badge(color): 'nocolor' is not a color",
    'Text {{ badge("x", kind="foo") }}': "badge(kind): 'foo' is not known",
    'Text {{ badge("") }}': "badge(text): is empty",
    "Text {{ badge(5) }}": "badge(text): must be text",
    "- item\n\n    {{ papers(limit=0) }}": "papers(limit): must be at least 1",
    "<div>{{ badge(5) }}</div>": "badge(text): must be text",
    "| a |\n|---|\n| {{ badge(5) }} |": "badge(text): must be text",
    "> {{ papers(limit=0) }}": "papers(limit): must be at least 1",
}
BAD_BLOCKS = {
    "/// paper | T\n    bagde: x\n\nBody\n///": "/// paper: bagde: unknown option, did you mean 'badge'?",
    "/// paper | T\n    year: soon\n\nBody\n///": "/// paper: year: must be a whole number, not 'soon'",
    "/// paper | T\n    image: javascript:x\n\nBody\n///": "/// paper: image: 'javascript:x' has the scheme",
    "/// paper | T\n  year: 2025\n\nBody\n///": "/// paper: year: options belong directly below the '///' line",
    "/// paper | T\n\n    year: 2025\n\nBody\n///": "/// paper: year: options belong directly below the '///' line",
    "/// paper | T\n    year: 2025\n\nBody\n\nMore": "/// paper: the block is never closed; end it with a line '///'",
    "/// paper\n\nBody\n///": "/// paper: title: is missing; write it after a bar: '/// paper | title'",
    "/// papr | T\n\nBody\n///": "/// papr: there is no block of this name, did you mean 'paper'?",
    "/// education | X\n    logoo: x\n\nB\n///": "/// education: logoo: unknown option, did you mean 'logo'?",
    "/// news\n- hello\n///": "/// news: item 1 ('hello') must start with its date",
    "/// news\n- 2025.07: a\n- 2025-14: b\n///": "/// news: item 2 ('2025-14: b') must start with its date",
    "/// news\n    limit: x\n\n- 2025: a\n///": "/// news: limit: must be a whole number, not 'x'",
    "/// news | X\n- 2025: a\n///": "/// news: takes nothing after a bar",
    "/// news\nHello\n///": "/// news: must contain one list and nothing else",
    "## A heading { icon=material/nope }": "icon: there is no icon 'material/nope', did you mean",
}
BAD_PAGES = {**BAD_CALLS, **BAD_BLOCKS}
# These tell of a line below the first of what is written.
LINES = {"- item\n\n    {{ papers(limit=0) }}": 2, "| a |\n|---|\n| {{ badge(5) }} |": 2}


@pytest.fixture(scope="module")
def bad_pages(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """One site with a page for each."""
    project = Project(tmp_path_factory.mktemp("bad") / "project")
    pages = {f"docs/page{number}.md": PAGE.format(text) for number, text in enumerate(BAD_PAGES)}
    return project.write({"mkdocs.yml": PLAIN, "docs/index.md": "# Home", **DATA, **pages}).quick_build()


def test_all_problems_of_all_pages_are_reported_at_once(bad_pages: Built) -> None:
    assert bad_pages.exit_code == 1
    assert f"mkdocs-researcher found {len(BAD_PAGES)} problems:" in bad_pages.output


@pytest.mark.parametrize("text", BAD_PAGES)
def test_a_bad_call_or_block_is_named_with_its_line(bad_pages: Built, text: str) -> None:
    page = f"docs/page{list(BAD_PAGES).index(text)}.md:"
    found = [problem.removeprefix(page) for problem in bad_pages.problems() if problem.startswith(page)]
    assert len(found) == 1
    assert found[0].startswith(f"{7 + LINES.get(text, 0)}: {BAD_PAGES[text]}")


def test_broken_yaml_in_a_block_is_named_in_its_own_line(project: Project) -> None:
    page = PAGE.format("/// paper | T\n    badge: B\n    venue: ICML: 2025\n\nBody\n///")
    built = project.write({"mkdocs.yml": PLAIN, "docs/index.md": page}).quick_build()
    assert built.exit_code == 1
    assert built.problems()[0].startswith("docs/index.md:9: /// paper: not valid YAML: a value contains ': '")


def test_the_same_mistake_twice_is_reported_with_both_lines(project: Project) -> None:
    page = "{{ papers(limit=0) }}\n\n```\n{{ papers(limit=0) }}\n```\n\n{{ papers(limit=0) }}\n"
    built = project.write({"mkdocs.yml": PLAIN, "docs/index.md": page, **DATA}).quick_build()
    assert [problem.split(": ")[0] for problem in built.problems()] == ["docs/index.md:1", "docs/index.md:7"]


def test_an_argument_given_twice_by_name_is_an_error(project: Project) -> None:
    files = {"docs/index.md": '{{ news(style="list", style="years") }}', **DATA}
    built = project.write({"mkdocs.yml": PLAIN, **files}).quick_build()
    assert built.exit_code == 1
    assert built.problems() == ["docs/index.md:1: news(style): is given twice"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "../../x.md", "nope.md"])
def test_the_address_of_more_is_checked(project: Project, url: str) -> None:
    files = {"docs/index.md": f'## Papers\n\n{{{{ papers(more="{url}") }}}}', **DATA}
    built = project.write({"mkdocs.yml": PLAIN, **files}).quick_build(strict=True)
    assert built.exit_code == 1
    assert url in built.output


@pytest.mark.parametrize("wish", ["sidbar", "3", "[a]", "{a: b}", "2020-01-01"])
def test_a_wrong_place_for_the_profile_is_named(project: Project, wish: str) -> None:
    page = f"---\nprofile: {wish}\n---\n# Page\n"
    built = project.write({"mkdocs.yml": PLAIN, "docs/index.md": page, **DATA}).quick_build()
    assert built.exit_code == 1
    assert len(built.problems()) == 1
    assert "profile: '" in built.problems()[0]
    assert "known" in built.problems()[0]


def test_a_wrong_place_for_the_profile_is_named_with_its_line(project: Project) -> None:
    page = "---\ntitle: A\nprofile: sidbar\n---\n# Page\n"
    built = project.write({"mkdocs.yml": PLAIN, "docs/index.md": page, **DATA}).quick_build()
    assert built.problems() == ["docs/index.md:3: profile: 'sidbar' is not known, did you mean 'sidebar'?"]


def test_a_page_that_wants_a_profile_needs_one(project: Project) -> None:
    built = project.write({"mkdocs.yml": PLAIN, "docs/index.md": "---\nprofile: header\n---\n"}).quick_build()
    assert built.exit_code == 1
    assert "needs data/profile.yml, which does not exist; create it" in built.problems()[0]


def test_a_real_build_tells_everything_at_once(project: Project) -> None:
    files = {
        "mkdocs.yml": CONFIG,
        "data/papers.yml": "- titel: A\n  year: soon\n",
        "data/news.yml": "- {date: x, text: y}\n",
        "data/profile.yml": "naem: A\n",
        "docs/index.md": "# Home\n\n{{ papers() }}\n\n{{ education() }}\n\n{{ news(limt=3) }}\n\n{{ paprs() }}\n",
        "docs/sub/page.md": "/// papr | X\n///\n\nText {{ badge(x) }}\n",
    }
    built = project.write(files).build()
    assert built.exit_code == 1
    assert "Traceback" not in built.output
    assert "mkdocs-researcher found 8 problems:" in built.output
    warning, *errors = built.problems()
    assert warning.startswith("docs/index.md:9: paprs(): there is no macro of this name, did you mean 'papers'?")
    assert [": ".join(error.split(": ")[:2]) for error in errors] == [
        "data/news.yml:1:4: date",
        "data/papers.yml:1:3: titel",
        "data/papers.yml:2:3: year",
        "data/profile.yml:1:1: naem",
        "docs/index.md:5: education()",
        "docs/index.md:7: news(limt)",
        "docs/sub/page.md:1: /// papr",
        "docs/sub/page.md:4: badge()",
    ]
    assert not any(page.select(".rs-error") for _, page in built.pages())


MISSING = {
    "avatar": ("data/profile.yml", "name: A\navatar: images/no.png\n", "2:1: avatar: there is no file 'images/no.png'"),
    "logo": ("data/profile.yml", "name: A\naffiliations: [{name: B, logo: no.svg}]\n", "2:26: affiliations.1.logo: "),
    "file": (
        "data/profile.yml",
        "name: A\nlinks:\n  - cv: files/cv.pdf\n",
        "links.CV: there is no file 'files/cv.pdf'",
    ),
    "picture of a paper": ("data/papers.yml", "- title: A\n  image: images/no.png\n", "2:3: image: there is no file"),
    "link of a paper": ("data/papers.yml", "- title: A\n  links: {PDF: a.pdf}\n", "2:11: links.PDF: there is no file"),
    "page": ("data/news.yml", "- date: 2025\n  text: B\n  url: nope.md\n", "3:3: url: there is no file 'nope.md'"),
    "link in a text": ("data/news.yml", "- date: 2025\n  text: '[x](no.md#a)'\n", "2:3: text: there is no file 'no.md"),
    "picture in a text": (
        "data/news.yml",
        "- date: 2025\n  text: '![x](no.png)'\n",
        "2:3: text: there is no file 'no.p",
    ),
    **{
        f"{name} in the details of a row": (
            "data/education.yml",
            f"- institution: A\n  details: |\n    Text\n\n    {text}\n",
            "2:3: details: there is no file 'images/n",
        )
        for name, text in {
            "picture": "![x](images/no.png)",
            "picture with a title": '![x](images/no.png "Title")',
            "picture with a blank": "![x](<images/n o.png>)",
            "picture within a link": "[![x](images/no.png)](https://example.org)",
            "picture by a name": "![x][y]\n\n    [y]: images/no.png",
            "picture as a tag": "<img alt='x' src='images/no.png'>",
            "link as a tag": '<a href="images/no.png">x</a>',
            "link around a picture": "[![x](https://example.org/a.png)](images/no.png)",
        }.items()
    },
    "picture in a project": (
        "data/experience.yml",
        "- organization: A\n  projects:\n    - title: B\n      summary: '![x](no.png)'\n",
        "4:7: projects.1.summary: there is no file 'no.png'",
    ),
    "badge": ("docs/index.md", "Text\n{{ badge('x', url='nope.md') }}", "2: url: there is no file 'nope.md'"),
    "near miss": ("docs/index.md", "Text\n\n{{ paprs() }}", "3: paprs(): there is no macro of this name, did you mean"),
    "near miss in a line": ("docs/index.md", "A {{ badg('x') }}", "1: badg(): there is no macro of this name, did you"),
    "no brackets": (
        "docs/index.md",
        "Text\n\n{{ papers }}",
        "3: papers: a macro needs parentheses; write {{ papers() }}",
    ),
    "nothing fits": ("docs/index.md", "{{ papers(year=1999) }}", "1: papers(): shows nothing: no paper matches"),
}


@pytest.mark.parametrize("name", MISSING)
def test_a_missing_file_is_a_warning_and_fails_under_strict(project: Project, name: str) -> None:
    file, text, expected = MISSING[name]
    project.write({"mkdocs.yml": PLAIN, "docs/index.md": "# Home", **DATA, file: text})
    for strict in (False, True):
        built = project.quick_build(strict)
        assert built.exit_code == strict
        assert len(built.lines("WARNING")) == 1
        assert f"{file}:" in built.lines("WARNING")[0]
        assert expected in built.lines("WARNING")[0]


@pytest.mark.parametrize(
    "block",
    [
        "/// paper | T\n    image: images/no.png\n\nBody\n///",
        "/// paper | T\n    links: {PDF: no.pdf}\n\nBody\n///",
        "/// education | T\n    logo: no.svg\n\nBody\n///",
    ],
)
def test_a_missing_file_in_a_block_is_a_warning(project: Project, block: str) -> None:
    built = project.write({"mkdocs.yml": PLAIN, "docs/index.md": block}).quick_build()
    assert built.exit_code == 0
    assert [problem for problem in built.problems() if "there is no file" in problem]


def test_a_missing_file_in_general_entries_is_a_warning(project: Project) -> None:
    files = {"docs/index.md": '{{ entries("visits") }}', "data/visits.yml": "- title: A\n  logo: no.svg\n"}
    built = project.write({"mkdocs.yml": PLAIN, **files}).quick_build()
    assert built.exit_code == 0
    assert built.problems() == [
        "data/visits.yml:2:3: logo: there is no file 'no.svg' in the docs folder; put it there, and write its path from there"
    ]


def test_braces_of_other_programs_are_not_a_problem(project: Project) -> None:
    page = (
        "{{ something }} {{ user.name }} {{ super() }} ${{ secrets.X }} \\{{ papers() }} $\\frac{{a}}{{b}}$\n\n"
        "`{{ paprs() }}`\n\n```\n{{ papers(limit=0) }}\n```\n\n    {{ papers(limit=0) }}\n\n"
        "<!-- {{ papers(nope) }} -->\n"
    )
    built = project.write({"mkdocs.yml": PLAIN, "docs/index.md": page}).quick_build(strict=True)
    assert built.exit_code == 0
    for text in ("{{ something }}", "{{ user.name }}", "{{ super() }}", "${{ secrets.X }}"):
        assert text in built.page().get_text()


@pytest.mark.parametrize("path", ["docs/images/a.svg", "my/images/a.svg"])
def test_a_path_with_a_folder_too_many(path: str, project: Project) -> None:
    files = {
        "mkdocs.yml": CONFIG,
        "docs/index.md": "# A\n",
        "docs/images/a.svg": "<svg/>",
        "data/profile.yml": f"name: A\navatar: {path}\n",
    }
    assert project.write(files).quick_build().problems() == [
        f"data/profile.yml:2:1: avatar: there is no file '{path}' in the docs folder; paths are relative to that folder, "
        "so write 'images/a.svg'"
    ]


def test_a_page_in_latin_1_is_named_and_ends_the_build(project: Project) -> None:
    files = {
        "mkdocs.yml": CONFIG,
        "docs/index.md": "# A\n",
        "docs/über/b.md": "# B\n\n{{ nwes() }}\n\nGröße\n".encode("latin-1"),
    }
    built = project.write(files).build()
    assert built.exit_code == 1
    assert "Traceback" not in built.output
    assert built.problems() == [
        "docs/über/b.md:3: nwes(): there is no macro of this name, did you mean 'news'?",
        "docs/über/b.md:5: the file is not in UTF-8; save it as UTF-8 in your editor",
    ]


ANCHORS = {
    "docs/index.md": "# Home\n\n{{ news() }}\n",
    "docs/talks.md": "# Talks\n\n## Of *2025*\n\n{{ papers() }}\n",
    "data/papers.yml": "- {id: one, title: One, links: {Talk: 'talks.md#of-2025', Slides: 'talks.md#gone'}}\n",
    "data/news.yml": """\
- {date: 2026, text: "[a](talks.md#paper-one), [b](talks.md#paper-two)"}
- {date: 2025, text: N, url: "talks.md#of-2025"}
- {date: 2024, text: N, url: "https://example.org/#no"}
""",
}


@pytest.mark.parametrize(("level", "code"), [("warn", 1), ("info", 0), ("ignore", 0)])
def test_missing_anchors_are_reported_as_by_mkdocs(level: str, code: int, project: Project) -> None:
    config = f"{CONFIG}site_url: https://m.example.org/\nvalidation: {{links: {{anchors: {level}}}}}\n"
    built = project.write({**ANCHORS, "mkdocs.yml": config}).quick_build(strict=True)
    assert built.exit_code == code
    reported = [
        "data/news.yml:1:16: text: the page 'talks.md' has no anchor '#paper-two'",
        "data/papers.yml:1:59: links.Slides: the page 'talks.md' has no anchor '#gone'",
    ]
    assert built.problems() == (reported if level != "ignore" else [])


def test_a_picture_by_a_tag_is_found_from_every_page(project: Project) -> None:
    files = {
        "docs/images/a.png": "",
        "docs/sub/page.md": "{{ education() }}",
        "data/education.yml": '- institution: A\n  details: Text <img src="images/a.png" onerror="x()"> <a href=\'index.md\'>B</a>\n',
    }
    built = project.write({"mkdocs.yml": PLAIN, "docs/index.md": "# Home", **files}).quick_build(strict=True)
    assert built.exit_code == 0
    page = built.page("sub/page/index.html")
    assert str(page.select_one(".rs-text img")) == '<img src="../../images/a.png"/>'
    assert page.select_one(".rs-text a")["href"] == "../../"  # type: ignore[index]
