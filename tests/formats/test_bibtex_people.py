"""Authors of BibTeX entries: annotations, collaborations, and what visitors copy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import make_site, write_project

from mkdocs_researcher.fields.names.author_lists import bibtex_names, parse_authors
from mkdocs_researcher.fields.urls import SiteFacts
from mkdocs_researcher.formats.bibtex.write import bibtex_entry
from mkdocs_researcher.formats.csl_json.write import csl_item
from mkdocs_researcher.formats.highwire import citation_tags
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.macros.papers.model import Paper


def read(folder: Path, fields: str) -> tuple[Paper, list[str]]:
    write_project(
        folder, {"data/refs.bib": f"@article{{a, title = {{A}}, year = 2024,\n{fields}}}", "docs/index.md": ""}
    )
    site = make_site(folder)
    (paper,) = site.library.entries(DATA_FILES["papers"])
    return paper, [f"{one.severity}: {one.field}: {one.message}" for one in site.library.problems]


@pytest.mark.parametrize(
    ("annotations", "marks"),
    [
        ("author+an = {1=equal; 2=equal}", ["*", "*", ""]),
        ("author+an = {1=equal,self; 3=corresponding}", ["*", "", "✉"]),
        ('author+an = {1="Equal contribution"; 2:family=corresponding}', ["*", "✉", ""]),
        ("author+an:role = {2=student}, author+an = {2=equal}", ["", "student *", ""]),
        ("author+an = {2=me; 3=highlight}", ["", "", ""]),
        ("author+an = {1=†; 2={†, §}}", ["†", "† §", ""]),
        ("AUTHOR+AN = {1=equal}", ["*", "", ""]),
    ],
)
def test_annotations_are_marks(annotations: str, marks: list[str], tmp_path: Path) -> None:
    paper, reported = read(tmp_path, f"author = {{Tovanne, Mira and Beta, Bo and {{Alpha and Gamma}}}}, {annotations}")
    assert [set(person.marks) for person in paper.authors] == [set(mark.split()) for mark in marks]
    assert [person.display for person in paper.authors] == ["Mira Tovanne", "Bo Beta", "Alpha and Gamma"]
    assert "author = {Tovanne, Mira and Beta, Bo and {Alpha and Gamma}}" in " ".join(bibtex_entry(paper).split())
    assert not reported


@pytest.mark.parametrize(
    ("annotation", "message"),
    [
        ("4=equal", "warning: author+an: '4=equal' is about name 4, but there are 1 names"),
        ("0=equal", "warning: author+an: '0=equal' is about name 0, but there are 1 names"),
        ("=equal", "info: author+an: '=equal' is about all names, so it is not shown"),
        (
            "equal",
            "warning: author+an: 'equal' is not an annotation such as '1=equal; 2=corresponding'; it is left out",
        ),
        ("1=", "warning: author+an: '1=' is not an annotation such as '1=equal; 2=corresponding'; it is left out"),
    ],
)
def test_wrong_annotations_are_reported(annotation: str, message: str, tmp_path: Path) -> None:
    paper, reported = read(tmp_path, f"author = {{Tovanne, Mira}}, author+an = {{{annotation}}}")
    assert (paper.authors[0].marks, reported) == ((), [message])


@pytest.mark.parametrize(
    ("written", "copied"),
    [
        ('M{\\"u}ller, J. and {\\O}stby, {\\AA}se', 'M{\\"u}ller, J. and {\\O}stby, {\\AA}se'),
        ('M{\\"u}ller$^{*}$, J.', 'M{\\"u}ller, J.'),
        ("Tovanne$^{\\boxtimes}$, Mira and Bo Beta📧", "Tovanne, Mira and Beta, Bo"),
        ("{\\bf Tovanne, Mira} and \\textbf{Beta}, Bo", "Tovanne, Mira and Beta, Bo"),
        ("family=Berg, given=Kai, prefix=van den, useprefix=true", "van den Berg, Kai"),
        ("Tovanne MK and Quell G", "Tovanne, M. K. and Quell, G."),
        ("Mira Tovanne, PhD and Dr. Bo Beta", "Tovanne, Mira and Beta, Bo"),
        ("Mira Tovanne, Bo Beta and Cy Gamma", "Tovanne, Mira and Beta, Bo and Gamma, Cy"),
        ("Abel, G. and others and Tovanne, Mira", "Abel, G. and Tovanne, Mira and others"),
        ("Abel, G. and \\ldots and Tovanne, Mira", "Abel, G. and Tovanne, Mira and others"),
        ("Abel, G. and ... and Tovanne, Mira", "Abel, G. and Tovanne, Mira and others"),
        ("Abel, G. and et al.", "Abel, G. and others"),
        ("{Alpha and Beta} and {WHO}", "{Alpha and Beta} and {WHO}"),
        ("Tovanne, Mira 1,2 and Beta, Bo 2", "Tovanne, Mira and Beta, Bo"),
        ("Tovanne, Mira <mira@x.org> and Beta, Bo (b.b@x-y.org)", "Tovanne, Mira and Beta, Bo"),
        ("{\\underline{M. Tovanne}} and {\\textcolor{red}{Beta}}, Bo", "Tovanne, M. and Beta, Bo"),
        ("\\textbf{{Deep Panel}} and {\\textit{Tidal Panel}}", "{Deep Panel} and {Tidal Panel}"),
    ],
)
def test_the_authors_to_copy(written: str, copied: str, tmp_path: Path) -> None:
    paper, _ = read(tmp_path, f"author = {{{written}}}")
    assert f"author = {{{copied}}}," in " ".join(bibtex_entry(paper).split())


@pytest.mark.parametrize(
    ("fields", "shown", "authors"),
    [
        ("author = {Abel, G. and others}, collaboration = {TIDES}", "TIDES Collaboration", ["G. Abel", "others"]),
        ("author = {Abel, G.}, collaboration = {TIDES and LEDGER}", "TIDES and LEDGER Collaborations", ["G. Abel"]),
        ("author = {Abel, G.}, collaboration = {for the TIDES Team}", "TIDES Team", ["G. Abel"]),
        (
            "author = {{TIDES Collaboration} and Abel, G.}, collaboration = {TIDES}",
            "",
            ["TIDES Collaboration", "G. Abel"],
        ),
        ("author = {{The TIDES Collaboration}}, collaboration = {TIDES}", "", ["The TIDES Collaboration"]),
        ("collaboration = {TIDES}", "", ["TIDES Collaboration"]),
    ],
)
def test_collaborations(fields: str, shown: str, authors: list[str], tmp_path: Path) -> None:
    paper, reported = read(tmp_path, fields)
    assert (paper.unnamed_collaboration, [person.display for person in paper.authors], reported) == (shown, authors, [])


def test_a_collaboration_in_exports() -> None:
    paper = Paper.model_validate({"title": "A", "authors": ["G. Abel*", "others"], "collaboration": "TIDES"})
    assert "collaboration = {TIDES}" in " ".join(bibtex_entry(paper).split())
    assert {"literal": "TIDES Collaboration"} in csl_item(paper)["author"]
    tags = [tag for tag in citation_tags(paper, SiteFacts("https://x.example.org/")) if "author" in str(tag)]
    assert [tag[2] for tag in tags] == ["Abel, G.", "TIDES Collaboration"]


@pytest.mark.parametrize("mark", ["📧", "★", "⊠", "^a", "[*]", "<sup>1,✉</sup>", "①"])
def test_marks_are_in_no_export(mark: str) -> None:
    paper = Paper.model_validate({"title": "Tides", "authors": [f"Mira Tovanne{mark}"], "year": 2024})
    assert paper.authors[0].marks
    assert paper.id == "tovanne2024tides"
    assert "author = {Tovanne, Mira}," in " ".join(bibtex_entry(paper).split())
    assert json.dumps(csl_item(paper)["author"]) == '[{"family": "Tovanne", "given": "Mira"}]'
    assert any(tag[2] == "Tovanne, Mira" for tag in citation_tags(paper, SiteFacts("https://x.example.org/")))


@pytest.mark.parametrize(
    ("author", "marks", "copied"),
    [
        (
            "Tovanne, Mira (equal contribution) and Beta, Bo (corresponding author)",
            ["*", "✉"],
            "Tovanne, Mira and Beta, Bo",
        ),
        ("Tovanne, Mira (co-first author) and Bo Beta [Contact]", ["*", "✉"], "Tovanne, Mira and Beta, Bo"),
        ("Tovanne, Mira, and Beta, Bo, and", ["", ""], "Tovanne, Mira and Beta, Bo"),
        ("{Tide Organization (TO)} and Beta, Bo (王博)", ["", ""], "{Tide Organization (TO)} and Beta, Bo (王博)"),
        ("Tovanne, Mira and Beta, Bo and {et al.}", ["", "", ""], "Tovanne, Mira and Beta, Bo and others"),
    ],
)
def test_what_is_said_of_an_author_in_parentheses(author: str, marks: list[str], copied: str, tmp_path: Path) -> None:
    paper, reported = read(tmp_path, f"author = {{{author}}}")
    assert ["".join(person.marks) for person in paper.authors] == marks
    assert f"author = {{{copied}}}" in " ".join(bibtex_entry(paper).split())
    assert not reported


def test_orcid_ids_of_authors_are_not_part_of_names(tmp_path: Path) -> None:
    number = "0000-0002-1825-0097"
    author = f"Tovanne, Mira (ORCID: {number}) and Bo Beta ({number}) and Gamma, Cy [https://orcid.org/{number}]"
    paper, reported = read(tmp_path, f"author = {{{author}}}")
    assert [person.display for person in paper.authors] == ["Mira Tovanne", "Bo Beta", "Cy Gamma"]
    assert "author = {Tovanne, Mira and Bo Beta and Gamma, Cy}" in " ".join(bibtex_entry(paper).split())
    assert reported == [
        "info: author: pages do not show the ORCID iDs of authors; yours belongs under links: in profile.yml"
    ]
    listed = Paper.model_validate({"id": "a", "title": "A", "authors": ["Mira Tovanne", f"Beta, Bo (ORCID: {number})"]})
    assert [person.display for person in listed.authors] == ["Mira Tovanne", "Bo Beta"]


PLACES = (
    "pages do not show affiliations in lists of authors, such as '{}'; those of co-authors belong in data/people.yml"
)


@pytest.mark.parametrize(
    ("author", "names", "place"),
    [
        ("Mira Tovanne (Halden Bay University) and Pell Okasha (MIT)", ["Mira Tovanne", "Pell Okasha"], 0),
        ("Tovanne (Halden Bay University), Mira and Beta, Bo", ["Mira Tovanne", "Bo Beta"], 0),
        (
            r"Mira Tovanne (Universit{\"a}t Halden, Norway) and {Tides (Institute)}",
            ["Mira Tovanne", "Tides (Institute)"],
            1,
        ),
        ("Mira Tovanne [ETH, CNRS] and Wei Hu (胡伟)", ["Mira Tovanne", "Wei Hu (胡伟)"], 2),
        ("Mira Tovanne (III) and Bo (Bobby) Beta", ["Mira Tovanne (III)", "Bo (Bobby) Beta"], None),
    ],
)
def test_affiliations_in_brackets_are_no_part_of_names(
    author: str, names: list[str], place: int | None, tmp_path: Path
) -> None:
    paper, reported = read(tmp_path, f"author = {{{author}}}")
    assert [person.display for person in paper.authors] == names
    shown = ["Halden Bay University", 'Universit{\\"a}t Halden, Norway', "ETH, CNRS"]
    assert reported == ([] if place is None else [f"info: author: {PLACES.format(shown[place])}"])
    copied = bibtex_entry(paper)
    assert place is None or not any(word in copied for word in ("Halden", "MIT", "ETH"))


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Tovanne,1,2,* Okasha,1", ["Tovanne 1 2 *", "Okasha 1"]),
        ("M. Tovanne,1,2,* P. Okasha,1 and S. Brandvik2", ["M. Tovanne 1 2 *", "P. Okasha 1", "S. Brandvik 2"]),
        ("Mira Tovanne, 1, 3 and Pell Okasha,2", ["Mira Tovanne 1 3", "Pell Okasha 2"]),
    ],
)
def test_numbers_of_affiliations_after_commas(author: str, names: list[str], tmp_path: Path) -> None:
    paper, reported = read(tmp_path, f"author = {{{author}}}")
    assert [" ".join([person.display, *person.marks]) for person in paper.authors] == names
    assert not [line for line in reported if line.startswith("warning")]
    assert not set("123*") & set(bibtex_entry(paper).split("author", 1)[1].split("\n")[0])


def test_what_is_left_out_of_names_in_yaml_is_reported_as_in_bibtex(tmp_path: Path) -> None:
    names = "[Mira Tovanne (0000-0002-1825-0097), [Bo Beta (MIT), Cy Gamma]]"
    write_project(tmp_path, {"data/papers.yml": f"- title: A\n  authors: {names}\n"})
    site = make_site(tmp_path)
    assert [str(problem) for problem in site.library.problems] == [
        "data/papers.yml:2:3: authors: pages do not show the ORCID iDs of authors; yours belongs under links: in"
        f" profile.yml; {PLACES.format('MIT')}"
    ]
    (paper,) = site.library.entries(DATA_FILES["papers"])
    assert [person.display for person in paper.authors] == ["Mira Tovanne", "Bo Beta", "Cy Gamma"]


def test_a_family_name_before_several_initials(tmp_path: Path) -> None:
    paper, _ = read(tmp_path, "author = {Tovanne, M. and Kim D. H. and J. R. R. Beta}")
    assert [person.display for person in paper.authors] == ["M. Tovanne", "D. H. Kim", "J. R. R. Beta"]


FORMS = {
    "Pell Okasha 0001 and Tovanne, Mira 0002 and Wei Zhang 0012": ["Pell Okasha", "Mira Tovanne", "Wei Zhang"],
    "M.K.Tovanne and P.Q. Okasha": ["M.K. Tovanne", "P.Q. Okasha"],
    r"Mira Tovanne \and Pell Okasha {\and} Bo Beta": ["Mira Tovanne", "Pell Okasha", "Bo Beta"],
    "Mira Tovanne and (for the Tide Collaboration)": ["Mira Tovanne", "for the Tide Collaboration"],
    "Mira Tovanne and on behalf of the TIDES Team": ["Mira Tovanne", "on behalf of the TIDES Team"],
}


@pytest.mark.parametrize("author", FORMS)
def test_forms_of_programs_and_of_people(author: str, tmp_path: Path) -> None:
    paper, reported = read(tmp_path, f"author = {{{author}}}")
    assert [person.display for person in paper.authors] == FORMS[author]
    assert not reported
    again, _ = read(tmp_path, next(line for line in bibtex_entry(paper).split("\n") if "author" in line).strip(" ,"))
    assert [person.display for person in again.authors] == FORMS[author]


def test_the_style_of_the_mla_with_initials(tmp_path: Path) -> None:
    paper, reported = read(tmp_path, "author = {Tovanne, M., P. Okasha, and S. Brandvik}")
    assert [person.display for person in paper.authors] == ["M. Tovanne", "P. Okasha", "S. Brandvik"]
    assert [line.split(",")[0] for line in reported] == ["info: author: is read as 3 names"]


def test_a_comma_between_two_names_is_reported(tmp_path: Path) -> None:
    paper, reported = read(tmp_path, "author = {Mira Tovanne and Pell Okasha, Sune Brandvik and Xi Yu and others}")
    assert [person.display for person in paper.authors[:4]] == ["Mira Tovanne", "Pell Okasha", "Sune Brandvik", "Xi Yu"]
    assert [line.split(";")[0] for line in reported] == ["info: author: is read as 5 names, 'Mira Tovanne"]


@pytest.mark.parametrize(
    ("author", "message"),
    [
        ("Mira Tovanne <mira@example.org>", "pages do not show email addresses in lists of authors"),
        (
            r"Mira Tovanne\thanks{Equal}",
            "pages do not show notes in lists of authors, such as 'Equal'; write a mark after the name, or use note",
        ),
    ],
)
def test_what_is_left_out_of_names_is_reported(author: str, message: str, tmp_path: Path) -> None:
    paper, reported = read(tmp_path, f"author = {{{author}}}")
    assert [person.display for person in paper.authors] == ["Mira Tovanne"]
    assert reported == [f"info: author: {message}"]


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("1Okasha, Pell and 2Tovanne, Mira", [("Pell Okasha", ("1",)), ("Mira Tovanne", ("2",))]),
        ("1,2Pell Okasha and Tovanne 2, Mira", [("Pell Okasha", ("1", "2")), ("Mira Tovanne", ("2",))]),
        ("Mori1,2, Kira and Brandvik1, Sune", [("Kira Mori", ("1", "2")), ("Sune Brandvik", ("1",))]),
        ("1. Tovanne, Mira and 2. Okasha, Pell", [("Mira Tovanne", ()), ("Pell Okasha", ())]),
        ("{3M Company} and 4Paradigm", [("3M Company", ()), ("4Paradigm", ())]),
        ("Tovanne, M.K. and Okasha P and BRANDVIK S", [("M.K. Tovanne", ()), ("P. Okasha", ()), ("S. BRANDVIK", ())]),
    ],
)
def test_numbers_and_initials_beside_names(field: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    people = parse_authors(bibtex_names(field)[0])
    assert [(person.display, person.marks) for person in people] == expected
