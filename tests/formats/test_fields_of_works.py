"""Fields of BibTeX, biblatex, RIS and CSL-JSON, in the forms that programs write: what a paper has of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mkdocs_researcher.data.library import Library
from mkdocs_researcher.formats.csl_json.read import read_csl_json
from mkdocs_researcher.formats.ris import read_ris
from mkdocs_researcher.formats.source import read_source
from mkdocs_researcher.macros.papers.model import PAPERS, Paper
from mkdocs_researcher.macros.papers.view import details_of, paper_links


def read(folder: Path, bib: str) -> tuple[list[Paper], list[str]]:
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data/refs.bib").write_text(bib, encoding="utf-8")
    found = Library(folder / "data", folder)
    return list(found.optional(PAPERS)), [f"{problem.severity}: {problem}" for problem in found.problems]


def facts(paper: Paper) -> dict[str, Any]:
    """The fields of a paper, and what the page makes of them."""
    fields = paper.model_dump(exclude_defaults=True)
    fields["imprint"], fields["details"] = paper.imprint, [detail.text for detail in details_of(paper)]
    fields["links"] = [f"{link.label} {link.url}" for link in paper_links(paper)]
    fields["original_date"] = str(paper.original_date or "")
    return fields


# Kind of the entry, its fields, and some facts of the paper; None for a field that the paper does not have.
FIELDS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "a book of 300 pages": ("book", "publisher = {P}, pages = {300}", {"imprint": "", "pages": "300"}),
    "pages of a chapter": ("incollection", "booktitle = {B}, pages = {300}", {"imprint": "300"}),
    "words beside an address": (
        "misc",
        r"howpublished = {Blog of J, \url{https://example.org/q}}",
        {"note": "Blog of J"},
    ),
    "words about an address": (
        "misc",
        r"howpublished = {[Online]. Available: \url{https://example.org/q}}",
        {"note": None},
    ),
    "countries of a patent": (
        "patent",
        "number = {EP 12}, location = {countryep and Norway}",
        {"publisher": "European Union, Norway", "type": "patent"},
    ),
    "a country of a patent beside its office": (
        "patent",
        "location = {countryus}, publisher = {USPTO}",
        {"publisher": "USPTO, United States"},
    ),
    "a line break at the end": ("article", r"journal = {J \\}, note = {x}", {"venue": "J", "note": "x"}),
    "an eprint that is a DOI": ("article", "eprint = {10.1000/x}, eprinttype = {doi}", {"doi": "10.1000/x"}),
    "an eprint that is an address": (
        "article",
        "journal = {J}, eprint = {https://arxiv.org/abs/2401.00010}, archiveprefix = {arXiv}",
        {"arxiv": "2401.00010", "type": "journal"},
    ),
    "a preprint at SSRN": ("article", "journal = {Available at SSRN 1234567}", {"type": "preprint"}),
    "a DOI that ends with an angle bracket": (
        "article",
        "journal = {J}, doi = {10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2->}",
        {"doi": "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2->"},
    ),
    "a workshop by its subtype": (
        "inproceedings",
        "booktitle = {Gathering of Tides}, entrysubtype = {workshop}",
        {"type": "workshop"},
    ),
    "notes of TeXMed": (
        "article",
        r"journal = {J}, note = {[DOI:\href{https://dx.doi.org/10.1000/x}{10.1000/x}]"
        r" [PubMed:\href{https://www.ncbi.nlm.nih.gov/pubmed/31452104}{31452104}]}",
        {
            "doi": "10.1000/x",
            "pmid": "31452104",
            "note": None,
            "bibtex": "@article{a,\n  title   = {A},\n  journal = {J},\n  year    = {2024},\n  pmid    = {31452104},\n"
            "  doi     = {10.1000/x},\n}",
        },
    ),
    "an article that is only on arXiv": (
        "article",
        "number = {arXiv:2401.00005}, publisher = {arXiv}, doi = {10.48550/arXiv.2401.00005}",
        {"type": "preprint", "number": None, "arxiv": "2401.00005"},
    ),
    "a DOI with angle brackets": (
        "article",
        r"journal = {J}, doi = {10.1002/(SICI)1097(1998)17:16$<$1661::AID{\textgreater}3.0.CO;2-2}",
        {"doi": "10.1002/(SICI)1097(1998)17:16<1661::AID>3.0.CO;2-2"},
    ),
    "a journal and a workshop": (
        "inproceedings",
        "journal = {JINST}, volume = {19}, pages = {C02012}, booktitle = {{22nd Workshop on Wave Detectors}}",
        {"type": "conference", "venue": "JINST", "event": "22nd Workshop on Wave Detectors", "imprint": "19, C02012"},
    ),
    "an article with a booktitle": (
        "article",
        "journal = {EPJ Web Conf.}, volume = {295}, booktitle = {26th Conference on Waves}",
        {"type": "journal", "venue": "EPJ Web Conf.", "event": "26th Conference on Waves"},
    ),
    "a server as the journal of proceedings": (
        "inproceedings",
        "journal = {arXiv}, booktitle = {Workshop on Waves}",
        {"type": "workshop", "venue": "Workshop on Waves", "event": None},
    ),
    "the booktitle repeats the journal": (
        "inproceedings",
        "journal = {Proc. of Waves}, booktitle = {Proc. of Waves}",
        {"venue": "Proc. of Waves", "event": None},
    ),
    "a chapter in a journal": (
        "incollection",
        "booktitle = {The Book}, journal = {Adv. Tides}",
        {"venue": "The Book", "event": "Adv. Tides"},
    ),
    "ACM with pages": (
        "inproceedings",
        "booktitle = {Waves}, articleno = {512}, numpages = {14}, pages = {1--14}",
        {"pages": "512:1–512:14"},
    ),
    "ACM with the number in the pages": (
        "article",
        "journal = {J}, articleno = {7}, pages = {7:1--7:9}",
        {"imprint": "7:1–7:9"},
    ),
    "ACM with one page": ("article", "journal = {J}, articleno = {7}, numpages = {1}", {"pages": "7"}),
    "REVTeX": ("article", "journal = {J}, volume = {3}, eid = {012345}, numpages = {9}", {"imprint": "3, 012345"}),
    "ADS": ("article", "journal = {J}, volume = {9}, eid = {112}, pages = {112}", {"imprint": "9, 112"}),
    "eid and pages": ("article", "journal = {J}, eid = {e7}, pages = {1--9}", {"pages": "e7:1–e7:9"}),
    "Web of Science": ("article", "journal = {J}, Article-Number = {106861}", {"pages": "106861"}),
    "Scopus": ("article", "journal = {J}, art_number = {e0123}", {"pages": "e0123"}),
    "subtitle of a journal": (
        "article",
        "journaltitle = {Waves}, journalsubtitle = {A Review}",
        {"venue": "Waves: A Review"},
    ),
    "a subtitle after a question": (
        "incollection",
        "booktitle = {Whose Sea?}, booksubtitle = {Essays}",
        {"venue": "Whose Sea? Essays"},
    ),
    "an addition of the title": ("article", "titleaddon = {Review of Kell}, journal = {J}", {"note": "Review of Kell"}),
    "an addendum after a note": (
        "article",
        "note = {In German}, addendum = {With maps}",
        {"note": "In German. With maps"},
    ),
    "a special issue": (
        "article",
        "journal = {J}, issuetitle = {Storms}, issuesubtitle = {Old and New}",
        {"note": "Storms: Old and New"},
    ),
    "a part of a volume": ("book", "maintitle = {All Seas}, volume = {2}, part = {1}", {"imprint": "All Seas 2.1"}),
    "a part without volume": ("book", "maintitle = {All Seas}, part = {B}", {"imprint": "All Seas B"}),
    "the main title repeats the title": ("book", "maintitle = {A}, volumes = {2}", {"series": None, "details": ["2"]}),
    "a translator": ("book", "translator = {Kell, Ada and Moor, Bo}", {"details": ["Ada Kell, Bo Moor"]}),
    "an old work": ("book", "origdate = {1927-05}, date = {2024}", {"original_date": "1927-05", "details": ["1927"]}),
    "a range of old years": ("book", "origdate = {1927/1930}", {"original_date": "1927"}),
    "an event and its place": (
        "inproceedings",
        "booktitle = {Papers}, eventtitle = {9th Meeting}, eventtitleaddon = {Online}, venue = {Port Isling}",
        {"venue": "Papers", "event": "9th Meeting. Online, Port Isling"},
    ),
    "an event in the booktitle": (
        "inproceedings",
        "booktitle = {Proceedings of the 9th Meeting}, eventtitle = {9th meeting}",
        {"event": None},
    ),
    "a short venue": ("inproceedings", "booktitle = {Neural Waves}, venue = {NeurWave}", {"venue_short": "NeurWave"}),
    "a talk with a venue only": ("misc", "venue = {Wave Seminar}", {"venue": "Wave Seminar"}),
    "howpublished beside a journal": ("article", "journal = {J}, howpublished = {Supplement}", {"note": "Supplement"}),
    "howpublished with an address": (
        "misc",
        r"howpublished = {Online: \url{https://x.example.org}}",
        {"venue": None, "note": None, "links": ["Website https://x.example.org"]},
    ),
    "a state of biblatex": ("article", "journal = {J}, pubstate = {inpreparation}", {"note": "In preparation"}),
    "a state that is a status": (
        "article",
        "journal = {J}, pubstate = {submitted}",
        {"status": "under_review", "note": None},
    ),
    "arXiv in the number with a category": (
        "misc",
        "number = {arXiv:2401.00001 [cs.LG]}, publisher = {arXiv}",
        {"arxiv": "2401.00001", "number": None, "category": "cs.LG", "venue": "arXiv", "imprint": ""},
    ),
    "an old number of arXiv": (
        "article",
        "journal = {arXiv e-prints}, pages = {hep-th/9901001}, eprint = {hep-th/9901001}, archiveprefix = {arXiv}",
        {"arxiv": "hep-th/9901001", "type": "preprint"},
    ),
    "a number that is not of arXiv": (
        "article",
        "journal = {J}, number = {arXiv}, eprint = {2401.00001}",
        {"number": "arXiv"},
    ),
    "a DOI of arXiv in capitals": (
        "misc",
        "doi = {https://doi.org/10.48550/ARXIV.2401.00001}",
        {
            "type": "preprint",
            "links": ["arXiv https://arxiv.org/abs/2401.00001", "PDF https://arxiv.org/pdf/2401.00001"],
        },
    ),
    "CoRR": (
        "article",
        "journal = {CoRR}, volume = {abs/2401.00001}, url = {http://arxiv.org/abs/2401.00001v2}, eprint = {2401.00001}",
        {"links": ["arXiv https://arxiv.org/abs/2401.00001", "PDF https://arxiv.org/pdf/2401.00001"], "volume": None},
    ),
    "an address in entities": (
        "article",
        "url = {https://x.example.org/?a=1&amp;b=2}",
        {"links": ["Paper https://x.example.org/?a=1&b=2"]},
    ),
    "an address in a span": (
        "article",
        "url = {<span><a class='x' href='https://x.example.org/a'>https://x.example.org/a</a></span>}",
        {"links": ["Paper https://x.example.org/a"]},
    ),
    "an address in Markdown": (
        "article",
        "url = {[here](https://x.example.org)}",
        {"links": ["Paper https://x.example.org"]},
    ),
    "three addresses": (
        "article",
        "url = {https://a.example.org, https://b.example.org; www.c.example.org}",
        {
            "links": [
                "Paper https://a.example.org",
                "Paper 2 https://b.example.org",
                "Paper 3 https://www.c.example.org",
            ]
        },
    ),
    "an address in an address": (
        "article",
        "url = {https://web.archive.org/web/2020/https://x.example.org}",
        {"links": ["Paper https://web.archive.org/web/2020/https://x.example.org"]},
    ),
    "a handle": ("phdthesis", "url = {hdl:10919/1234}", {"links": ["Paper https://hdl.handle.net/10919/1234"]}),
    "a bare DOI as address": ("article", "url = {10.1000/182}", {"doi": "10.1000/182"}),
    "a DOI with words": ("article", "doi = {doi: https://doi.org/10.1000/182}", {"doi": "10.1000/182"}),
    "a DOI in dx.doi.org": ("article", "doi = {http://dx.doi.org/10.1000/182}", {"doi": "10.1000/182"}),
    "a DOI in url": ("article", r"doi = {\url{https://doi.org/10.1000/a_b}}", {"doi": "10.1000/a_b"}),
    "link beside url": (
        "article",
        "url = {https://a.example.org}, link = {https://a.example.org}",
        {"links": ["Paper https://a.example.org"]},
    ),
    "weblink": ("article", "weblink = {https://a.example.org}", {"links": ["Paper https://a.example.org"]}),
    "a host without scheme": ("article", "url = {lab.example.org/p}", {"links": ["Paper https://lab.example.org/p"]}),
    "DOI and ISBN in a note": ("book", "note = {DOI: 10.1000/182}", {"doi": "10.1000/182", "note": None}),
    "two awards": ("article", "award = {Oral; Outstanding Paper}", {"award": ("Oral", "Outstanding Paper")}),
    "two awards, one with more about it": (
        "article",
        "award = {Best Paper (2 of 9; 2024); Oral}",
        {"award": ("Best Paper (2 of 9; 2024)", "Oral")},
    ),
    "identifiers in one line of a note": (
        "book",
        "note = {PMID: 31452104. DOI: 10.1000/182}",
        {"pmid": "31452104", "doi": "10.1000/182", "note": None},
    ),
    "one award with a semicolon": (
        "article",
        "award = {Best Paper (2 of 9; 2024)}",
        {"award": ("Best Paper (2 of 9; 2024)",)},
    ),
}


@pytest.mark.parametrize("name", FIELDS)
def test_bibtex(name: str, tmp_path: Path) -> None:
    kind, fields, expected = FIELDS[name]
    (paper,), reported = read(tmp_path, f"@{kind}{{a, title = {{A}}, year = 2024,\n{fields}}}")
    found = facts(paper)
    assert {field: found.get(field) for field in expected} == expected
    assert reported == []


@pytest.mark.parametrize(
    ("written", "links"),
    [
        ("https://x.org/a, accessed 3 May 2020", ["Paper https://x.org/a"]),
        ("URL: https://x.org/u", ["Paper https://x.org/u"]),
        ("https://x.org/a_(b)", ["Paper https://x.org/a_(b)"]),
        (r"\href{https://x.org/h}{here}", ["Paper https://x.org/h"]),
        ("<https://x.org/lt>", ["Paper https://x.org/lt"]),
        ("<a href='www.x.org/no'>x</a>", ["Paper https://www.x.org/no"]),
        ("&lt;a href=&quot;https://x.org/e&quot;&gt;x&lt;/a&gt;", ["Paper https://x.org/e"]),
        ("https://x.org/?a=1&copy=2", ["Paper https://x.org/?a=1&copy=2"]),
        ("https://x.org/my file.pdf", ["PDF https://x.org/my%20file.pdf"]),
        ("https://x.org/a%20b#sec-1", ["Paper https://x.org/a%20b#sec-1"]),
        ("papers/x.pdf", ["PDF papers/x.pdf"]),
        ("papers/my paper #2.pdf", ["PDF papers/my paper #2.pdf"]),
        ("10.1000/182", ["Publisher https://doi.org/10.1000/182"]),
        (
            "https://doi.org/10.1000/182 and https://openreview.net/forum?id=AbCdEfGhIj",
            ["Publisher https://doi.org/10.1000/182", "OpenReview https://openreview.net/forum?id=AbCdEfGhIj"],
        ),
    ],
)
def test_forms_of_addresses(written: str, links: list[str], tmp_path: Path) -> None:
    (paper,), reported = read(
        tmp_path, f"@article{{a, title = {{A}}, journal = {{J}}, url = {{{written}}}, year = 2024}}"
    )
    assert facts(paper)["links"] == links
    assert reported == []


@pytest.mark.parametrize(
    "written", ["n/a", "in the library", "https//x.org/a.pdf", "-", "available on request", "none"]
)
def test_an_invalid_url_is_not_a_link(written: str, tmp_path: Path) -> None:
    (paper,), reported = read(tmp_path, f"@article{{a, title = {{A}}, url = {{{written}}}, year = 2024}}")
    assert paper.links == ()
    assert reported == [
        f"warning: data/refs.bib:1: url: '{written}' is not an address, so nothing links to it; write https://…"
    ]


def test_words_in_the_fields_of_buttons(tmp_path: Path) -> None:
    (paper,), reported = read(tmp_path, "@article{a, title = {A}, slides = {available on request}, year = 2024}")
    assert paper.links == ()
    assert reported == [
        "warning: data/refs.bib:1: slides: 'available on request' is not an address, so nothing links to it; write https://…"
    ]


PARENTS = {
    "proceedings that papers name by a booktitle": (
        "@proceedings{p, title = {Third Tides}, booktitle = {Proc. Third Tides (TT'92)}, editor = {Kell, Ada}}",
        "inproceedings",
        {"venue": "Proc. Third Tides (TT'92)"},
    ),
    "a collection": (
        "@collection{p, title = {The Book}, subtitle = {Essays}, titleaddon = {Extended}, editor = {Kell, Ada}}",
        "incollection",
        {"venue": "The Book: Essays. Extended"},
    ),
    "several volumes": (
        "@mvcollection{p, title = {All Seas}, subtitle = {A Set}, volumes = {9}}",
        "incollection",
        {"series": "All Seas: A Set", "venue": "The Volume"},
    ),
    "a book of several": ("@mvbook{p, title = {All Seas}, publisher = {Pier Press}}", "book", {"series": "All Seas"}),
    "an issue": (
        "@periodical{p, title = {Waves}, subtitle = {Letters}, issuetitle = {Storms}, volume = {7}}",
        "article",
        {"venue": "Waves: Letters", "note": "Storms", "volume": "7"},
    ),
}


@pytest.mark.parametrize("name", PARENTS)
def test_titles_that_are_inherited(name: str, tmp_path: Path) -> None:
    parent, kind, expected = PARENTS[name]
    own = "booktitle = {The Volume}, " if name == "several volumes" else ""
    papers, _ = read(tmp_path, f"@{kind}{{a, title = {{A}}, {own}crossref = {{p}}, year = 2024}}\n{parent}")
    assert {field: facts(papers[0]).get(field) for field in expected} == expected


@pytest.mark.parametrize(
    "note",
    [
        "Cited by: 3",
        "Cited by: 12; All Open Access, Green Open Access",
        "cited By 40",
        "Export Date: 3 May 2024",
        "Citation Key: kell2024waves",
        "{:X-genre: Preprint}",
        "Publisher: Pier Press",
        "tex.mendeley-groups: Waves",
        "[Online; accessed 3-May-2021]",
        "Accessed: 2024-01-31",
        "Last accessed 3 May 2024.",
        "ADS Bibcode: 2024J.....1....1K",
        "Conference Name: Waves",
        "_eprint: https://x.example.org",
    ],
)
def test_notes_of_programs(note: str, tmp_path: Path) -> None:
    (paper,), reported = read(tmp_path, f"@article{{a, title = {{A}},\n note = {{{note}}}, year = 2024}}")
    assert paper.note is None
    assert reported == [f"info: data/refs.bib:2: note: pages do not show '{note}', which another program wrote"]
    assert note not in (paper.bibtex or "")


@pytest.mark.parametrize(
    "note",
    [
        "In German: with maps",
        "Accepted as an oral",
        "See also: Kell 2020",
        "Best paper; code available",
        "Status: done",
    ],
)
def test_notes_of_people(note: str, tmp_path: Path) -> None:
    (paper,), reported = read(tmp_path, f"@article{{a, title = {{A}}, note = {{{note}}}, year = 2024}}")
    assert (paper.note, reported) == (note, [])


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("colab = {https://x.example.org}", "colab: pages show no link for this field"),
        ("MyRemark = {Some words}", "MyRemark: pages do not show this field"),
        ("jurnal = {J}", "jurnal: unknown field, did you mean 'journal'?"),
        ("Url = {somewhere else}", "Url: 'somewhere else' is not an address"),
        ("DOI = {forthcoming}", "DOI: 'forthcoming' is not a DOI"),
    ],
)
def test_messages_about_fields(field: str, message: str, tmp_path: Path) -> None:
    _, reported = read(tmp_path, f"@article{{a, title = {{A}}, year = 2024,\n{field}}}")
    assert len(reported) == 1
    assert f"data/refs.bib:2: {message}" in reported[0]


@pytest.mark.parametrize("field", ["note", "annotation"])
def test_comments_for_arxiv_are_left_out_with_a_message(field: str, tmp_path: Path) -> None:
    _, reported = read(tmp_path, f"@article{{a, title={{A}},\n {field} = {{Comment: 24 pages, 6 figures}}}}")
    shown = "pages do not show 'Comment: 24 pages, 6 figures', which describes the arXiv file"
    assert reported == [f"info: data/refs.bib:2: {field}: {shown}"]


@pytest.mark.parametrize(
    "field",
    "volumes = {3} pagetotal = {99} urldate = {2024-01-01} Unique-ID = {WOS:1} Funding-Text = {x} bdsk-url-1 = {https://x.org}"
    " file = {x.pdf} timestamp = {x} tier = {1} done = {true} mrreviewer = {K} acmid = {1} keywords-plus = {x}".split(
        "} "
    ),
)
def test_fields_of_programs_are_nobodys_business(field: str, tmp_path: Path) -> None:
    _, reported = read(tmp_path, f"@book{{a, title = {{A}}, year = 2024, {field.rstrip('}')}}}}}")
    assert reported == []


RIS: dict[str, tuple[str, dict[str, Any]]] = {
    "article number": ("TY  - JOUR\nT2  - J\nC7  - 106861", {"pages": "106861"}),
    "article number and pages": ("TY  - JOUR\nT2  - J\nC7  - 12\nSP  - 1\nEP  - 9", {"pages": "12:1–12:9"}),
    "month without year": ("TY  - JOUR\nDA  - APR 15\nPY  - 2023", {"date": "2023-04-15"}),
    "months without year": ("TY  - JOUR\nPY  - 2023\nDA  - SEP-OCT", {"date": "2023-09"}),
    "thesis": (
        "TY  - THES\nM3  - PhD Thesis\nPB  - Pier University",
        {"genre": "phdthesis", "venue": "Pier University"},
    ),
    "report": ("TY  - RPRT\nM3  - Memo\nT3  - Pier Reports", {"genre": "Memo", "series": "Pier Reports"}),
    "series": ("TY  - CONF\nT2  - Waves\nT3  - Notes in Tides", {"venue": "Waves", "series": "Notes in Tides"}),
    "preprint": ("TY  - GEN\nDO  - 10.48550/arXiv.2401.00001", {"type": "preprint", "arxiv": "2401.00001"}),
    "software": ("TY  - COMP\nET  - 1.4.0", {"version": "1.4.0", "edition": None}),
    "book": (
        "TY  - BOOK\nET  - 2\nNV  - 3\nA4  - Kell, Ada",
        {"edition": "2", "volumes": "3", "translators": ["Ada Kell"]},
    ),
    "Extra of Zotero": ("TY  - JOUR\nN1  - PMID: 31452104", {"pmid": "31452104"}),
    "address with an identifier": ("TY  - JOUR\nUR  - doi:10.1000/182", {"doi": "10.1000/182"}),
    "address without a scheme": ("TY  - JOUR\nUR  - www.x.org/a", {"links": {"Paper": "https://www.x.org/a"}}),
    "initials after a family name": ("TY  - JOUR\nAU  - Beta B", {"authors": ["B. Beta", "Mira Tovanne"]}),
    "status in a number and a note": ("TY  - JOUR\nVL  - in press\nN1  - Submitted", {"status": "in_press"}),
    "identifier of Better BibTeX": ("TY  - JOUR\nN1  - {:PMID: 31452104}", {"pmid": "31452104"}),
    "PubMed Central in the Extra": (
        "TY  - JOUR\nN1  - PMCID: PMC6706973",
        {"links": {"PubMed Central": "https://pmc.ncbi.nlm.nih.gov/articles/PMC6706973/"}},
    ),
    "publisher of WoS": ("TY  - JOUR\nPU  - PIER PRESS", {"publisher": "PIER PRESS"}),
}


@pytest.mark.parametrize("name", RIS)
def test_ris(name: str, tmp_path: Path) -> None:
    text, expected = RIS[name]
    path = tmp_path / "a.ris"
    path.write_text(f"{text}\nTI  - A\nAU  - Tovanne, Mira\nER  - \n", encoding="utf-8")
    found = read_ris(path)
    (work,) = found.works
    assert {field: work.record.get(field) for field in expected} == expected
    assert found.notes == ()


def test_an_invalid_url_in_ris_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.ris"
    path.write_text("TY  - JOUR\nTI  - A\nUR  - in the library\nER  - \n", encoding="utf-8")
    (note,) = read_ris(path).notes
    assert (note.field, note.message) == ("UR", "'in the library' is not an address and is left out")


def test_tags_of_the_web_of_science_are_one_message(tmp_path: Path) -> None:
    path = tmp_path / "a.ris"
    record = "TY  - JOUR\nTI  - A\nFU  - x\nFX  - y\nPI  - z\nPA  - a\nJ9  - J\nJI  - J.\nWE  - SCI\nER  - \n"
    path.write_text(record * 3, encoding="utf-8")
    (note,) = read_ris(path).notes
    assert (note.severity, note.message) == (
        "info",
        "the tags FU, FX, J9, JI, PA, PI, WE have no field in papers.yml and are left out (21 lines)",
    )


def test_comments_for_arxiv_in_ris_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.ris"
    path.write_text("TY  - GEN\nTI  - A\nDO  - 10.48550/arXiv.2401.00001\nN1  - 24 pages, 6 figures\nER  - \n")
    (note,) = read_ris(path).notes
    assert (note.severity, note.message) == ("info", "the tag N1 has no field in papers.yml and is left out (1 line)")


def test_records_of_programs_in_notes_of_ris(tmp_path: Path) -> None:
    path = tmp_path / "a.ris"
    notes = "N1  - Cited By :12\nN1  - Export Date: 1 January 2024\nN1  - Citation Key: a\nPMID: 31452104\n"
    path.write_text(f"TY  - JOUR\nTI  - A\n{notes}N1  - My own words\nER  - \n", encoding="utf-8")
    found = read_ris(path)
    assert found.works[0].record["pmid"] == "31452104"
    assert [(note.severity, note.message) for note in found.notes] == [
        ("warning", "'My own words' has no field in papers.yml"),
        ("info", "the tag N1 has no field in papers.yml and is left out (3 lines)"),
    ]


CSL: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "Zotero's article number": ({"issue": "2", "number": "106861"}, {"number": "2", "pages": "106861"}),
    "Crossref's article number": ({"article-number": "e17"}, {"pages": "e17"}),
    "a number beside pages": ({"number": "4", "page": "1-9"}, {"number": "4", "pages": "1–9"}),
    "Extra of Zotero": (
        {"note": "Citation Key: a\nPMID: 31452104\nA remark"},
        {"pmid": "31452104", "note": "A remark"},
    ),
    "a status after the Extra": ({"note": "PMID: 31452104\nin press"}, {"note": None, "status": "in_press"}),
    "translator": ({"type": "book", "translator": [{"family": "Kell", "given": "Ada"}]}, {"translators": ["Ada Kell"]}),
    "an old work": ({"type": "book", "original-date": {"date-parts": [[1781]]}}, {"original_date": "1781"}),
    "event": ({"type": "paper-conference", "event-title": "9th Meeting"}, {"venue": "J", "event": "9th Meeting"}),
    "only the date of print": ({"published-print": {"date-parts": [[2024, 5]]}}, {"date": "2024-05"}),
    "only the date online": ({"published-online": {"date-parts": [[2024]]}}, {"year": "2024"}),
    "a comment for arXiv": (
        {"type": "article", "number": "arXiv:2401.00001", "note": "Comment: 24 pages, 6 figures"},
        {"note": None, "arxiv": "2401.00001"},
    ),
    "a comment for arXiv that says where it appeared": (
        {"type": "article", "number": "arXiv:2401.00001", "note": "24 pages, accepted at CoDaL"},
        {"note": "24 pages, accepted at CoDaL"},
    ),
    "the Extra of Better BibTeX": ({"note": "{:X-genre: Preprint}A remark"}, {"note": "A remark"}),
    "arXiv once": (
        {"type": "article", "publisher": "arXiv", "container-title": None, "number": "arXiv:2401.00001"},
        {"arxiv": "2401.00001", "number": None, "type": "preprint"},
    ),
}


@pytest.mark.parametrize("name", CSL)
def test_csl(name: str, tmp_path: Path) -> None:
    fields, expected = CSL[name]
    item = {"type": "article-journal", "title": "A", "container-title": "J", "author": [{"literal": "K"}], **fields}
    path = tmp_path / "a.json"
    path.write_text(json.dumps([item]), encoding="utf-8")
    found = read_csl_json(read_source(path))
    (work,) = found.works
    assert {field: work.record.get(field) for field in expected} == expected
    assert [note for note in found.notes if note.severity != "info"] == []


def test_the_record_of_a_program_after_a_note(tmp_path: Path) -> None:
    (paper,), reported = read(tmp_path, "@misc{a, title = {A}, year = 2024, note = {Best Paper Award; Cited by: 5}}")
    assert paper.note == "Best Paper Award"
    assert reported == ["info: data/refs.bib:1: note: pages do not show 'Cited by: 5', which another program wrote"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("journal = {J}, number = 4, issue = {Spring}", "issue: pages do not show this field"),
        ("journal = {J}, bookauthor = {Brandvik, Sune}", "bookauthor: pages do not show this field"),
        ("journal = {J}, editora = {Brandvik, Sune}", "editora: pages do not show this field"),
        ("journal = {J}, holder = {Ledger Inc.}", "holder: pages do not show this field"),
        ("journal = {J $ $}", "journal: an empty formula is left out"),
    ],
)
def test_what_pages_do_not_show_is_reported(tmp_path: Path, fields: str, message: str) -> None:
    _, problems = read(tmp_path, f"@article{{a, title = {{A}}, author = {{Tovanne, Mira}}, year = 2024, {fields}}}")
    assert len(problems) == 1
    assert problems[0].startswith(f"info: data/refs.bib:1: {message}")
