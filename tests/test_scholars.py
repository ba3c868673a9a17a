"""What a scholar looks for in a list of works: series, editions, theses by their names, preprints by their numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import RenderedCall, convert, make_site, write_project

from mkdocs_researcher.formats.bibtex.write import bibtex_file
from mkdocs_researcher.formats.csl_json.write import csl_item
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.macros.papers.model import Paper
from mkdocs_researcher.syntax.site import Site

PROFILE = {"data/profile.yml": "name: Mira Tovanne\n"}


def site_of(folder: Path, files: dict[str, str], **settings: str) -> Site:
    return make_site(write_project(folder, {**PROFILE, **files}), mode="serve", **settings)


def show(folder: Path, bib: str, page: str, **settings: str) -> RenderedCall:
    return convert(page, site_of(folder, {"data/a.bib": bib}, **settings))


def words(shown: RenderedCall, selector: str) -> str:
    return " ".join(" ".join(tag.get_text(" ") for tag in shown.soup.select(selector)).split())


DETAILS = {
    "series": (
        "@inproceedings{a, title={T}, author={Mira Tovanne}, booktitle={Tides 2020}, series={Lecture Notes in Tides}, volume=12, pages={3--9}, year=2020}",
        "Tides 2020, Lecture Notes in Tides 12, 3–9, 2020.",
    ),
    "series of a book": (
        "@book{a, title={T}, author={Mira Tovanne}, series={Lecture Notes in Tides}, volume=12, publisher={Pier Press}, edition={Second}, year=2020}",
        "Lecture Notes in Tides, 12, Pier Press, edition 2, 2020.",
    ),
    "edition in words": (
        "@book{a, title={T}, author={Mira Tovanne}, publisher={Pier Press}, edition={Revised}, year=2020}",
        "Pier Press, Revised, 2020.",
    ),
    "chapter": (
        "@inbook{a, title={T}, author={Mira Tovanne}, booktitle={The Book}, chapter=4, year=2020}",
        "The Book, chapter 4, 2020.",
    ),
    "version": ("@software{a, title={T}, author={Mira Tovanne}, version={1.4}, year=2020}", "version 1.4, 2020."),
    "report": (
        "@techreport{a, title={T}, author={Mira Tovanne}, institution={NPI}, type={Technical memo}, number=7, year=2020}",
        "NPI, Technical memo 7, 2020.",
    ),
    "thesis": (
        "@thesis{a, title={T}, author={Mira Tovanne}, institution={HBU}, type={mathesis}, year=2020}",
        "HBU, Master’s thesis, 2020.",
    ),
    "thesis in words": (
        "@phdthesis{a, title={T}, author={Mira Tovanne}, school={HBU}, type={Habilitation}, year=2020}",
        "HBU, Habilitation, 2020.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DETAILS)
def test_references_say_series_edition_chapter_version_and_genre(name: str, tmp_path: Path) -> None:
    bib, expected = DETAILS[name]
    shown = show(tmp_path, bib, '{{ papers(style="reference") }}')
    assert words(shown, ".rs-pubs .rs-auth").replace(" ,", ",") == f"M. Tovanne, “T”, {expected}"
    assert shown.problems == ()


@pytest.mark.parametrize("name", DETAILS)
def test_so_do_the_box_and_the_page_of_the_paper(name: str, tmp_path: Path) -> None:
    bib, expected = DETAILS[name]
    wanted = [part.removesuffix(" 7") for part in expected.removesuffix(", 2020.").removesuffix(" 2020").split(", ")]
    for page in ("{{ papers() }}", '{{ paper("a", style="page") }}'):
        line = words(show(tmp_path, bib, page), ".rs-venue")
        pages = {"3–9"} if page == "{{ papers() }}" else set()  # lists leave them to references and pages of papers
        assert [part for part in wanted if part not in line] == sorted(pages.intersection(wanted))


@pytest.mark.parametrize("style", ["box", "list", "feed", "reference", "compact"])
def test_the_owner_is_marked_as_editor_too(style: str, tmp_path: Path) -> None:
    bib = "@proceedings{a, title={T}, editor={Okasha, Pell and Tovanne, Mira}, year=2024}"
    shown = show(tmp_path, bib, f'{{{{ papers(style="{style}") }}}}')
    name = "M. Tovanne" if style == "reference" else "Mira Tovanne"
    assert [tag.get_text() for tag in shown.soup.select(".rs-auth b, .rs-venue b")] == [name]
    assert shown.problems == ()  # the name stands in one of them


@pytest.mark.parametrize(("named", "expected"), [(11, None), (12, "and 2 more"), (14, "and 4 more")])
def test_others_are_nobody_to_count(named: int, expected: str | None, tmp_path: Path) -> None:
    authors = " and ".join(f"Ada{chr(97 + n)} Bee" for n in range(named))
    for style in ("box", "reference"):
        bib = f"@misc{{a, title={{T}}, author={{{authors} and others}}, year=2024}}"
        shown = show(tmp_path, bib, f'{{{{ papers(style="{style}") }}}}')
        summary = shown.soup.select_one(".rs-rest summary")
        assert (summary and summary.get_text()) == expected
        assert shown.soup.get_text().count("et al.") == 1


def test_editors_are_text(tmp_path: Path) -> None:
    bib = "@proceedings{a, title={T}, editor={{Lab \\& 1 < 2}}, year=2024}"
    assert "edited by Lab &amp; 1 &lt; 2</span>" in show(tmp_path, bib, "{{ papers() }}").html


SOURCES = {
    "arXiv": ("@misc{a, title={T}, eprint={2401.01234}, archiveprefix={arXiv}, year=2024}", "arXiv:2401.01234", "https://arxiv.org/abs/2401.01234"),
    "arXiv as a journal": ("@article{a, title={T}, journal={arXiv preprint arXiv:2401.01234}, year=2024}", "arXiv:2401.01234", "https://arxiv.org/abs/2401.01234"),
    "DOI": ("@dataset{a, title={T}, doi={10.5281/zenodo.123}, year=2024}", "doi:10.5281/zenodo.123", "https://doi.org/10.5281/zenodo.123"),
    "host": ("@online{a, title={T}, url={https://www.example.org/posts/1}, year=2024}", "example.org", "https://www.example.org/posts/1"),
}  # fmt: skip


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize("page", ['{{ papers(style="reference") }}', "{{ bibliography() }}"])
def test_references_link_to_papers_outside_journals(name: str, page: str, tmp_path: Path) -> None:
    bib, text, url = SOURCES[name]
    shown = show(tmp_path, bib, page)
    links = {tag.get_text(): tag["href"] for tag in shown.soup.select(".rs-auth a")}
    assert links[text] == url
    assert "T" in links  # the title leads there, too
    assert words(shown, ".rs-auth") == f"“ T ”, {text} , 2024."


def test_published_papers_are_named_by_their_journal(tmp_path: Path) -> None:
    bib = "@article{a, title={T}, journal={Tides}, eprint={2401.01234}, archiveprefix={arXiv}, year=2024}"
    assert words(show(tmp_path, bib, '{{ papers(style="reference") }}'), ".rs-auth") == "“ T ”, Tides , 2024."


BIB_LINKS = "@misc{a, title={T}, doi={10.1000/1}, url={https://example.org/1}, slides={https://example.org/s}, code={https://example.org/c}, year=2024}"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("de", ["Website", "Code", "Folien", "Verlag"]), ("fr", ["Site web", "Code", "Diapositives", "Éditeur"]), ("ja", ["ウェブサイト", "コード", "スライド", "出版社"]),
     ("en", ["Website", "Code", "Slides", "Publisher"]), ("sv", ["Website", "Code", "Slides", "Publisher"])],
)  # fmt: skip
def test_words_of_links_that_nobody_wrote_are_of_the_sites_language(
    language: str, expected: list[str], tmp_path: Path
) -> None:
    for page in ("{{ papers() }}", '{{ paper("a", style="page") }}', '{{ papers(style="feed") }}'):
        shown = show(tmp_path, BIB_LINKS, page, language=language)
        code = [tag.get_text() for tag in shown.soup.select(".rs-meta a.rs-link")]
        buttons = [tag.get_text() for tag in shown.soup.select(".rs-links a, .rs-acts a")]
        assert [*buttons[:1], *(code or buttons[1:2]), *buttons[1 if code else 2 :]] == expected


def test_words_of_an_author_stay(tmp_path: Path) -> None:
    files = {
        "data/papers.yml": "- {title: T, doi: 10.1000/1, links: {Slides: 'https://example.org/s', Website: 'https://example.org'}}\n",
        "data/profile.yml": "name: M\nlinks:\n- cv: https://example.org/cv.pdf\n- {label: Website, url: 'https://example.org'}\n",
    }
    shown = convert("{{ papers() }}\n\n{{ links() }}", site_of(tmp_path, files, language="de"))
    assert [tag.get_text() for tag in shown.soup.select(".rs-links a")] == ["Slides", "Website", "Verlag"]
    assert [tag.get_text() for tag in shown.soup.select(".rs-social a")] == ["Lebenslauf", "Website"]


@pytest.mark.parametrize("style", ["feed", "compact"])
def test_short_styles_say_what_a_thesis_calls_itself(style: str, tmp_path: Path) -> None:
    shown = show(tmp_path, DETAILS["thesis"][0], f'{{{{ papers(style="{style}") }}}}', language="de")
    assert "Masterarbeit" in shown.soup.get_text()
    assert "Abschlussarbeit" not in shown.soup.get_text()


def test_the_text_of_a_note_is_not_repeated(tmp_path: Path) -> None:
    bib = "@phdthesis{a, title={T}, author={Mira Tovanne}, school={HBU}, type={Habilitation}, note={Habilitation, cum laude}, year=2020}"
    assert words(show(tmp_path, bib, "{{ papers() }}"), ".rs-venue").count("Habilitation") == 1


def test_the_name_of_a_conference_is_not_a_series(tmp_path: Path) -> None:
    bib = "@inproceedings{a, title={T}, booktitle={Tides}, series={CHI '26}, year=2026}"
    (paper,) = site_of(tmp_path, {"data/a.bib": bib}).library.entries(DATA_FILES["papers"])
    assert (paper.series, paper.venue_short) == (None, "CHI '26")


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "chapter", "venue": "The Book", "series": "Notes in Tides", "volume": "3", "chapter": "4"},
        {"type": "book", "venue": "Notes in Tides", "edition": "2nd", "publisher": "Pier Press"},
        {"type": "software", "version": "1.4"},
        {"type": "report", "venue": "NPI", "genre": "Technical memo", "number": "7"},
        {"type": "thesis", "venue": "HBU", "genre": "mastersthesis"},
        {"type": "thesis", "venue": "HBU", "genre": "Habilitation"},
    ],
)
def test_our_bibtex_read_again_says_the_same(fields: dict[str, str], tmp_path: Path) -> None:
    paper = Paper.model_validate({"id": "a", "title": "T", "year": 2020, **fields})
    (again,) = site_of(tmp_path, {"data/a.bib": bibtex_file([paper])}).library.entries(DATA_FILES["papers"])
    assert {name: getattr(again, name) for name in fields} == fields


def test_csl_has_a_place_for_each() -> None:
    paper = Paper.model_validate(
        {
            "id": "a",
            "title": "T",
            "type": "chapter",
            "venue": "The Book",
            "series": "Notes",
            "edition": "2",
            "chapter": "4",
        }
    )
    item = csl_item(paper)
    assert (item["collection-title"], item["edition"], item["chapter-number"]) == ("Notes", "2", "4")
    assert csl_item(paper.model_copy(update={"type": "report", "genre": "Memo"}))["genre"] == "Memo"


TWINS = (
    "@article{one, title={One}, author={Okasha, Pell}, year=2025}\n@article{two, title={Two}, author={Okasha, Pell}, year=2025}\n"
    "@article{old, title={Old}, author={Okasha, Pell}, year=2020}\n@article{twins, title={More}, author={Okasha, Pell}, year=2025}\n"
)


@pytest.mark.parametrize("place", ["before", "after"])
def test_works_of_one_author_and_year_have_letters(place: str, tmp_path: Path) -> None:
    text = 'See {{ cite("two") }} and {{ cite(["one", "old"]) }}, again {{ cite("two", "p. 3") }}.'
    books = '{{ bibliography(sort="title") }}'
    shown = show(tmp_path, TWINS, f"{text}\n\n{books}" if place == "after" else f"{books}\n\n{text}")
    cites = [tag.get_text() for tag in shown.soup.select(".rs-cite")]
    assert cites == ["[Okasha, 2025b]", "[Okasha, 2025a; Okasha, 2020]", "[Okasha, 2025b, p. 3]"]
    entries = [tag.get_text().split(" ↩")[0] for tag in shown.soup.select(".rs-refs-list li")]
    assert entries == [
        "P. Okasha, “More”, 2025.", "P. Okasha, “Old”, 2020.", "P. Okasha, “One”, 2025a.", "P. Okasha, “Two”, 2025b.",
    ]  # fmt: skip
    assert "<!--" not in shown.html


def test_letters_without_a_bibliography_and_none_with_numbers(tmp_path: Path) -> None:
    shown = show(tmp_path, TWINS, '{{ cite("two") }} {{ cite("one") }}')
    assert words(shown, ".rs-cite") == "[Okasha, 2025a] [Okasha, 2025b]"
    shown = show(tmp_path, TWINS, '{{ bibliography(numbered=True, sort="title") }}\n\n{{ cite(["two", "one"]) }}')
    assert words(shown, ".rs-cite") == "[ 4 ; 3 ]"
    assert "2025a" not in shown.soup.get_text()


@pytest.mark.parametrize(("title", "severity"), [("One", "info"), ("Another", "warning")])
def test_a_key_in_two_bibliographies_of_a_page_is_reported(title: str, severity: str, tmp_path: Path) -> None:
    other = f"@article{{one, title={{{title}}}, author={{Okasha, Pell}}, year=2025}}"
    site = site_of(tmp_path, {"data/a.bib": TWINS, "docs/b.bib": other})
    shown = convert('{{ bibliography() }}\n\n{{ bibliography(file="docs/b.bib") }}\n\n{{ cite("one") }}', site)
    message = (
        "docs/index.md:3: bibliography(): 'one' is in another bibliography of this page, too; cite() links to that one"
    )
    assert shown.problems == (message,)
    assert site.problems[-1].severity == severity
