"""Preprints and publications among the data: which are one paper, and which stay two."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from support import convert, make_site, write_project

from mkdocs_researcher.cli import main
from mkdocs_researcher.data.library import Library
from mkdocs_researcher.macros.papers.model import PAPERS, Paper, visible_papers
from mkdocs_researcher.macros.papers.view import paper_links

AUTHORS = "author = {Tovanne, Mira and Okasha, Pell and Brandvik, Sune}"
TITLE = "title = {Reading the Ledger of Tides}"
PREPRINT = f"@article{{pre, {TITLE}, {AUTHORS}, journal = {{CoRR}}, volume = {{abs/2401.00001}}, year = 2024}}"
CONFERENCE = f"@inproceedings{{conf, {TITLE}, {AUTHORS}, booktitle = {{Conference on Data}}, year = 2025}}"
JOURNAL = f"@article{{jour, {TITLE}, {AUTHORS}, journal = {{Journal of Tides}}, year = 2025}}"


def library(folder: Path, **files: str) -> Library:
    (folder / "data").mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / "data" / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return Library(folder / "data", folder)


def papers(found: Library) -> list[Paper]:
    return list(found.optional(PAPERS))


def reported(found: Library) -> list[str]:
    return [f"{problem.severity}: {problem}" for problem in found.problems if problem.severity != "debug"]


PAIRS = {
    "DBLP": (PREPRINT, CONFERENCE),
    "published first": (JOURNAL, PREPRINT),
    "Zotero": (
        f"@misc{{z, {TITLE}, {AUTHORS}, url = {{http://arxiv.org/abs/2401.00001}}, number = {{arXiv:2401.00001}}}}",
        JOURNAL,
    ),
    "Google Scholar": (
        f"@article{{g, {TITLE}, {AUTHORS}, journal = {{arXiv preprint arXiv:2401.00001}}, year = 2023}}",
        CONFERENCE,
    ),
    "DOI of arXiv": (f"@misc{{d, {TITLE}, {AUTHORS}, doi = {{10.48550/arXiv.2401.00001}}, year = 2023}}", JOURNAL),
    "a short title": (
        f"@misc{{p, title = {{Tides}}, {AUTHORS}, eprint = {{2401.00001}}, year = 2023}}",
        f"@article{{j, title = {{Tides}}, {AUTHORS}, journal = {{Journal of Tides}}, year = 2025}}",
    ),
    "bioRxiv": (f"@article{{b, {TITLE}, {AUTHORS}, journal = {{bioRxiv}}, doi = {{10.1101/2024.01.01}}}}", JOURNAL),
    "another title, one number of arXiv": (
        "@misc{p, title = {First Words about Tides}, author = {Tovanne, Mira}, eprint = {2401.00001}}",
        f"@article{{j, {TITLE}, {AUTHORS}, journal = {{Journal of Tides}}, eprint = {{2401.00001}}, year = 2025}}",
    ),
    "other capitals and braces": (
        f"@misc{{p, title = {{READING the {{Ledger}} of tides.}}, {AUTHORS}, eprint = {{2401.00001}}, year = 2024}}",
        JOURNAL,
    ),
    "initials and fewer names": (
        f"@misc{{p, {TITLE}, author = {{M. Tovanne and P. Okasha and others}}, eprint = {{2401.00001}}}}",
        CONFERENCE,
    ),
    "workshop": (PREPRINT, f"@inproceedings{{w, {TITLE}, {AUTHORS}, booktitle = {{Workshop on Data}}, year = 2024}}"),
    "chapter": (PREPRINT, f"@incollection{{c, {TITLE}, {AUTHORS}, booktitle = {{Book of Tides}}, year = 2026}}"),
    "accepted": (PREPRINT, f"@article{{j, {TITLE}, {AUTHORS}, journal = {{Tides}}, year = {{to appear}}}}"),
}


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("files", ["one", "two"])
def test_a_preprint_and_its_publication_are_one_paper(name: str, files: str, tmp_path: Path) -> None:
    first, second = PAIRS[name]
    given = {"a_bib": f"{first}\n{second}"} if files == "one" else {"a_bib": first, "b_bib": second}
    found = library(tmp_path, **given)
    (paper,) = papers(found)
    assert paper.type != "preprint"
    assert len(paper.other_ids) == 1
    (message,) = reported(found)
    assert message.startswith("info: data/")
    assert f"is the preprint of '{paper.id}' (data/" in message
    assert message.endswith("to keep them apart, write 'distinct = {true}' in one of them")


APART = {
    "conference and journal": (CONFERENCE, JOURNAL),
    "two parts": (
        f"@misc{{p, title = {{Reading the Ledger of Tides I}}, {AUTHORS}, eprint = {{2401.00001}}, year = 2024}}",
        f"@article{{j, title = {{Reading the Ledger of Tides II}}, {AUTHORS}, journal = {{Tides}}, year = 2024}}",
    ),
    "other authors": (
        PREPRINT,
        f"@article{{j, {TITLE}, author = {{Kell, Ada and Moor, Bo}}, journal = {{Tides}}, year = 2024}}",
    ),
    "an author that the publication lacks": (
        f"@misc{{p, {TITLE}, author = {{Kell, A. and Tovanne, M. and Moor, B.}}, eprint = {{2401.00001}}, year = 2024}}",
        f"@article{{j, {TITLE}, author = {{Tovanne, M. and Okasha, P.}}, journal = {{Tides}}, year = 2024}}",
    ),
    "one of many authors": (
        f"@misc{{p, {TITLE}, author = {{Tovanne, M. and A, B. and C, D. and E, F.}}, eprint = {{2401.00001}}}}",
        f"@article{{j, {TITLE}, author = {{Tovanne, L. and G, H. and I, J. and K, L.}}, journal = {{Tides}}}}",
    ),
    "years apart": (PREPRINT, f"@article{{j, {TITLE}, {AUTHORS}, journal = {{Tides}}, year = 2008}}"),
    "no authors": (PREPRINT, f"@article{{j, {TITLE}, journal = {{Tides}}, year = 2024}}"),
    "erratum": (
        PREPRINT,
        f"@article{{j, title = {{Erratum: Reading the Ledger of Tides}}, {AUTHORS}, journal = {{T}}, eprint = {{2401.00001}}}}",
    ),
    "reply": (
        PREPRINT,
        f"@article{{j, title = {{Reply to a Comment on Tides}}, {AUTHORS}, journal = {{T}}, eprint = {{2401.00001}}}}",
    ),
    "data": (PREPRINT, f"@dataset{{d, {TITLE}, {AUTHORS}, publisher = {{Zenodo}}, year = 2024}}"),
    "poster": (PREPRINT, f"@misc{{d, {TITLE}, {AUTHORS}, howpublished = {{Poster at CoDaL}}, year = 2024}}"),
    "thesis": (PREPRINT, f"@phdthesis{{d, {TITLE}, {AUTHORS}, school = {{Pier University}}, year = 2024}}"),
    "code": (PREPRINT, f"@software{{d, {TITLE}, {AUTHORS}, year = 2024}}"),
    "of no kind": (PREPRINT, f"@misc{{d, {TITLE}, {AUTHORS}, year = 2024}}"),
    "talk": (PREPRINT, f"@misc{{d, {TITLE}, {AUTHORS}, howpublished = {{Invited talk at CoDaL}}, year = 2024}}"),
    "slides": (PREPRINT, f"@presentation{{d, {TITLE}, {AUTHORS}, eventtitle = {{CoDaL}}, year = 2024}}"),
    "parts by number": (
        f"@misc{{p, title = {{Waves, Part 1: Wind}}, {AUTHORS}, eprint = {{2401.00001}}, year = 2024}}",
        f"@article{{j, title = {{Waves, Part 2: Wind}}, {AUTHORS}, journal = {{T}}, year = 2024}}",
    ),
    "correction with the same number": (
        PREPRINT,
        f"@article{{j, title = {{Reading the Ledger of Tides: Correction}}, {AUTHORS}, journal = {{T}}, eprint = {{2401.00001}}}}",
    ),
    "a DOI of data": (
        PREPRINT,
        f"@misc{{d, {TITLE}, {AUTHORS}, howpublished = {{Dataset}}, doi = {{10.5281/zenodo.1}}}}",
    ),
    "a common title": (
        f"@misc{{p, title = {{Introduction}}, {AUTHORS}, eprint = {{2401.00001}}, year = 2024}}",
        f"@article{{j, title = {{Introduction}}, {AUTHORS}, journal = {{T}}, year = 2024}}",
    ),
    "two preprints": (
        PREPRINT,
        f"@misc{{q, {TITLE}, {AUTHORS}, eprint = {{2402.00002}}, year = 2024}}",
    ),
    "other numbers of arXiv": (
        PREPRINT,
        f"@article{{j, {TITLE}, {AUTHORS}, journal = {{T}}, eprint = {{2402.00002}}, year = 2024}}",
    ),
    "hidden": (PREPRINT.replace("year", "hidden = {true}, year"), CONFERENCE),
    "distinct": (PREPRINT.replace("year", "distinct = {true}, year"), CONFERENCE),
    "distinct publication": (PREPRINT, CONFERENCE.replace("year", "distinct = {true}, year")),
}


@pytest.mark.parametrize("name", APART)
def test_other_works_stay_apart(name: str, tmp_path: Path) -> None:
    found = library(tmp_path, a_bib="\n".join(APART[name]))
    assert (len(papers(found)), reported(found)) == (2, [])


def test_the_publication_gets_what_only_the_preprint_has(tmp_path: Path) -> None:
    preprint = PREPRINT.replace(
        "year = 2024",
        "year = 2024, selected = {true}, abstract = {Of tides.}, code = {https://code.example.org}, "
        "url = {https://a.example.org/v1}, note = {In review}",
    )
    published = CONFERENCE.replace("year", "pdf = {https://c.example.org/p.pdf}, url = {https://c.example.org}, year")
    (paper,) = papers(library(tmp_path, a_bib=f"{preprint}\n{published}"))
    assert (paper.id, paper.venue, paper.published_year, paper.note) == ("conf", "Conference on Data", 2025, None)
    assert (paper.selected, paper.abstract, paper.arxiv) == (True, "Of tides.", "2401.00001")
    assert [(link.label, link.url) for link in paper_links(paper)] == [
        ("Paper", "https://c.example.org"),
        ("PDF", "https://c.example.org/p.pdf"),
        ("Preprint", "https://a.example.org/v1"),
        ("Code", "https://code.example.org"),
        ("arXiv", "https://arxiv.org/abs/2401.00001"),
    ]
    assert "@inproceedings{conf," in (paper.bibtex or "")


def test_papers_of_yaml_and_both(tmp_path: Path) -> None:
    yaml = (
        "- id: mine\n  title: Reading the Ledger of Tides\n  authors: [Mira Tovanne, Pell Okasha]\n  arxiv: '2401.00001'\n"
        "  year: 2024\n  image: tides.png\n"
    )
    published = (
        "- id: theirs\n  title: Reading the Ledger of Tides\n  authors: [Mira Tovanne, Pell Okasha]\n"
        "  venue: Journal of Tides\n  type: journal\n  date: 2025-03\n"
    )
    found = library(tmp_path, papers_yml=yaml + published)
    (paper,) = papers(found)
    assert (paper.id, paper.image, str(paper.when)) == ("theirs", "tides.png", "2025-03")
    assert reported(found) == [
        "info: data/papers.yml:1:3: 'mine' is the preprint of 'theirs' (data/papers.yml:7:3), so the two are shown as one "
        "paper; to keep them apart, write 'distinct: true' in one of them"
    ]
    found = library(tmp_path, papers_yml=yaml, refs_bib=CONFERENCE)
    assert [paper.id for paper in papers(found)] == ["conf"]
    assert "'distinct: true'" in reported(found)[0]


def test_the_nearest_of_several_publications(tmp_path: Path) -> None:
    later = JOURNAL.replace("2025", "2027")
    found = papers(library(tmp_path, a_bib="\n".join((later, CONFERENCE, PREPRINT))))
    assert [(paper.id, paper.other_ids) for paper in found] == [("jour", ()), ("conf", ("pre",))]
    later = later.replace("year", "eprint = {2401.00001}, year")
    found = papers(library(tmp_path, a_bib="\n".join((CONFERENCE, later, PREPRINT))))
    assert [(paper.id, paper.other_ids) for paper in found] == [("conf", ()), ("jour", ("pre",))]


def test_both_ids_find_the_paper(tmp_path: Path) -> None:
    found = visible_papers(library(tmp_path, a_bib=f"{PREPRINT}\n{CONFERENCE}"))
    assert found["pre"] is found["conf"] is found.get("pre")
    assert ("pre" in found, "other" in found, found.get("other"), list(found)) == (True, False, None, ["conf"])


def test_references_to_either_id(tmp_path: Path) -> None:
    projects = "- {title: P, text: Waves, papers: [pre]}\n- {title: Q, text: Waves, papers: [conf]}\n"
    write_project(tmp_path, {"data/refs.bib": f"{PREPRINT}\n{CONFERENCE}", "data/projects.yml": projects})
    site = make_site(tmp_path)
    page = """{{ projects() }}

{{ paper("pre") }}

{{ papers(select=["pre", "conf"], style="compact") }}

{{ cite("pre") }}
"""
    html = convert(page, site).html
    assert [problem for problem in site.problems if problem.severity != "info"] == []
    assert html.count("Reading the Ledger of Tides") >= 4
    assert html.count('id="paper-pre"') == 1
    assert html.count('id="paper-conf"') == 1


def test_a_bibliography_shows_every_entry_of_its_file(tmp_path: Path) -> None:
    write_project(tmp_path, {"refs.bib": f"{PREPRINT}\n{CONFERENCE}", "data/profile.yml": "name: Mira Tovanne\n"})
    site = make_site(tmp_path)
    html = convert('{{ bibliography("refs.bib") }}', site).html
    assert html.count("<li") == 2
    assert site.problems == []


@pytest.mark.parametrize("title", ["Reading the Ledger of Tides: A Study", "Reading the Ledger of Tides? A Study"])
def test_a_title_with_a_subtitle_more_is_asked_about(title: str, tmp_path: Path) -> None:
    longer = JOURNAL.replace(TITLE, f"title = {{{title}}}")
    found = library(tmp_path, a_bib=f"{PREPRINT}\n{longer}")
    assert len(papers(found)) == 2
    assert "may be the preprint of" in reported(found)[0]


def test_two_papers_with_one_doi_or_arxiv_number_are_reported(tmp_path: Path) -> None:
    entries = [
        "@article{a, title = {One}, doi = {10.1000/182}}",
        "@article{b, title = {Two}, doi = {https://doi.org/10.1000/182}}",
        "@misc{c, title = {Three}, eprint = {2403.12345}, archiveprefix = {arXiv}}",
        "@misc{d, title = {Four}, eprint = {2403.12345v2}, archiveprefix = {arXiv}}",
        "@article{e, title = {Five}, doi = {10.1000/182}, distinct = {true}}",
    ]
    found = library(tmp_path, a_bib="\n".join(entries))
    assert len(papers(found)) == 5
    assert reported(found) == [
        "warning: data/a.bib:2: doi: is that of 'a' (data/a.bib:1), too; delete one of the two, correct it,"
        " or add 'distinct' if they are two works",
        "warning: data/a.bib:4: arxiv: is that of 'c' (data/a.bib:3), too; delete one of the two, correct it,"
        " or add 'distinct' if they are two works",
    ]


@pytest.mark.parametrize("number", ["doi", "arxiv"])
def test_a_work_in_yaml_and_in_bibtex_is_asked_to_be_one_entry(number: str, tmp_path: Path) -> None:
    value, fields = {
        "doi": ("10.1000/182", "doi = {10.1000/182}"),
        "arxiv": ("2403.12345", "eprint = {2403.12345}, archiveprefix = {arXiv}"),
    }[number]
    entry = f"- title: One\n  year: 2024\n  {number}: {value}\n"
    files = {"data/papers.yml": entry, "data/a.bib": f"@misc{{one24, title = {{One}}, year = 2024, {fields}}}"}
    files |= {"mkdocs.yml": "site_name: T\n", "docs/index.md": "{{ papers() }}\n"}
    write_project(tmp_path, files)
    site = make_site(tmp_path)
    assert len(site.library.optional(PAPERS)) == 2
    assert [f"{problem.severity}: {problem}" for problem in site.problems] == [
        f"warning: data/papers.yml:3:3: {number}: is that of 'one24' (data/a.bib:1), too, so the work is shown twice;"
        " write 'id: one24' in this entry, so that it adds to that one, or delete one of the two, or correct the number"
    ]
    write_project(tmp_path, {"data/papers.yml": f"{entry}  id: one24\n"})
    site = make_site(tmp_path)
    assert len(site.library.optional(PAPERS)) == 1
    assert site.problems == []


def test_a_pair_has_one_message_for_all_languages(tmp_path: Path) -> None:
    twice = "@article{one, title = {Waves}, doi = {10.1000/182}}\n@article{one-1, title = {Waves}, doi = {10.1000/182}}"
    overlay = "- {id: one, topic: T}\n- {id: one-1, topic: T}\n- {id: conf, topic: T}\n- {id: pre, topic: T}\n"
    files = {"data/a.bib": f"{PREPRINT}\n{CONFERENCE}\n{twice}", "data/papers.yml": overlay}
    files["data/ja/papers.yml"] = overlay.replace("T}", "潮}")
    write_project(tmp_path, {**files, "mkdocs.yml": "site_name: T\n", "docs/index.md": "{{ papers() }}\n"})
    site = make_site(tmp_path)
    for language in ("en", "ja"):
        site.library_in(language).optional(PAPERS)
    found = [f"{problem.severity}: {problem}" for problem in site.problems if problem.severity != "debug"]
    assert len(found) == 2, found
    assert "is the preprint of" in found[1]
    assert (
        found[0]
        == "warning: data/a.bib:4: doi: is that of 'one' (data/a.bib:3), too; delete one of the two, correct it,"
        " or add 'distinct' if they are two works"
    )
    result = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert result.output.count("10.1000/182") + result.output.count("is that of 'one'") == 1
    assert result.output.count("is the preprint of") == 1
