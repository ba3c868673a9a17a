"""`mkdocs-researcher import` of papers, as its user sees it: what it finds, shows, asks and writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from answering import Reply
from building import Project
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from work_services import ORCID, Services

from mkdocs_researcher.cli import main
from mkdocs_researcher.data.matching import KnownWorks
from mkdocs_researcher.macros.papers.model import Paper

CONFIG = {"mkdocs.yml": "site_name: Test\ntheme: mkdocs\nplugins: [researcher]\n", "docs/index.md": "# Home\n"}
OWN = """\
# What I wrote myself
- id: ledger
  title:  "Reading the Ledger: layer spectra without shape bias"   # mine
  authors: [Mira Tovanne, Pell Okasha]
  venue:  arXiv
  year:   2025
  arxiv: 2507.05257
  badge: arXiv 2025

- {title: Quiet Graphs, authors: [Jorvik Aldane], year: 2023, hidden: true}
"""


def run(project: Project, *arguments: str | Path, answer: str | None = None) -> Result:
    return CliRunner().invoke(main, ["import", *map(str, arguments), str(project.root)], input=answer)


def papers(project: Project) -> list[dict[str, object]]:
    return yaml.load((project.root / "data/papers.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def check(project: Project) -> Result:
    return CliRunner().invoke(main, ["check", str(project.root), "--strict"])


@pytest.fixture
def site(project: Project) -> Project:
    return project.write({**CONFIG, "data/papers.yml": OWN})


def test_it_shows_what_changes_and_asks(site: Project, web: Services) -> None:
    before = (site.root / "data/papers.yml").read_bytes()
    refused = run(site, f"orcid:{ORCID}", answer="n\n")
    assert refused.exit_code == 0
    for line in (
        "-  venue:  arXiv",
        "+  venue:  Conference on Data and Learning",
        "-  year:   2025",
        "+  year:   2026",
    ):
        assert line in refused.stdout.splitlines()
    assert "Write this to data/papers.yml? [y/N]" in refused.stdout
    assert refused.stdout.endswith("nothing was written\n")
    unasked = run(site, f"orcid:{ORCID}")
    assert unasked.exit_code == 1
    assert "add --yes to write without confirmation" in unasked.output
    assert run(site, f"orcid:{ORCID}", "--dry-run").stdout.endswith("would write data/papers.yml\n")
    assert (site.root / "data/papers.yml").read_bytes() == before
    accepted = run(site, f"orcid:{ORCID}", answer="y\n")
    assert accepted.stdout.endswith("wrote data/papers.yml\n")
    assert check(site).exit_code == 0


def test_a_preprint_that_is_out_gets_its_publication_and_the_rest_stays(site: Project, web: Services) -> None:
    result = run(site, f"orcid:{ORCID}", "--yes")
    text = (site.root / "data/papers.yml").read_text(encoding="utf-8")
    assert text.startswith(
        OWN.split("  venue:", maxsplit=1)[0]
        + "  venue:  Conference on Data and Learning\n  year:   2026\n  arxiv: 2507.05257\n"
        "  badge: arXiv 2025\n  type: conference\n  abstract: We sub-sample.\n  doi: 10.1000/Ledger.26\n\n- {title: Quiet Graphs"
    )
    assert "ORCID: 4 works, 3 new, 1 completed, 0 known, 1 preprint published by now" in result.stdout
    assert "info: data/papers.yml:8:3: badge: the badge of 'ledger' still says 'arXiv 2025'" in result.stderr


def test_a_second_import_changes_nothing(site: Project, web: Services) -> None:
    for source in (f"orcid:{ORCID}", "A5023888391", "dblp:12/3456-1"):
        run(site, source, "--yes")
    before = (site.root / "data/papers.yml").read_bytes()
    for source in (
        f"https://orcid.org/{ORCID}",
        "openalex:https://openalex.org/A5023888391",
        "https://dblp.org/pid/12/3456-1.html",
    ):
        again = run(site, source, "--yes")
        assert again.exit_code == 0
        assert again.stdout.endswith("data/papers.yml is unchanged: it already has everything\n"), again.stdout
    assert (site.root / "data/papers.yml").read_bytes() == before


def test_orcid(project: Project, web: Services) -> None:
    result = run(project.write(CONFIG), ORCID, "--yes")
    assert result.exit_code == 0, result.output
    assert [(paper["id"], paper.get("year") or paper.get("date")) for paper in papers(project)] == [
        ("tovanne2026reading", "2026-06"),
        ("tovanne2024tides", "2024-11-30"),
        ("anonymous2023quiet", "2023"),
        ("anonymoustalk", None),
    ]
    first, second = papers(project)[:2]
    assert first["arxiv"] == "2507.05257"
    assert "isbn" not in first  # that of the whole proceedings
    assert first["authors"] == ["Mira Tovanne", "Pell Okasha"]
    assert second["title"] == r"Tides of \*memory\* & <i>forgetting</i>"
    assert second["authors"] == ["Mira Tovanne", "Jorvik Aldane"]
    assert "ORCID gives no authors of 2 works" in result.stderr
    assert check(project).exit_code == 0


def test_openalex(project: Project, web: Services) -> None:
    result = run(project.write(CONFIG), "A5023888391", "--yes", "--email", "mira@example.org")
    assert result.exit_code == 0, result.output
    assert len([path for path in web.asked if path.startswith("/works?")]) == 2
    assert all("mailto=mira%40example.org" in path for path in web.asked)
    assert papers(project) == [
        {
            "id": "tovanne2026reading",
            "title": "Reading the Ledger: Layer Spectra Without Shape Bias",
            "authors": ["Mira Tovanne", "P. Okasha"],
            "venue": "Conference on Data and Learning",
            "date": "2026-06-02",
            "type": "conference",
            "links": {"PDF": "https://example.org/ledger.pdf"},
            "doi": "10.1000/ledger.26",
            "arxiv": "2507.05257",
            "openalex": "W1001",
            "volume": "3",
            "pages": "1–9",
        },
        {
            "id": "tovanne2020tides",
            "title": "Tides of CO<sub>2</sub>",
            "authors": ["Mira Tovanne", "P. Okasha"],
            "venue": "Notes in Tides",
            "year": "2020",
            "type": "chapter",
            "doi": "10.1000/co2",
            "pmid": "31452104",
            "openalex": "W1003",
        },
    ]
    assert "is retracted" in result.stderr
    assert "a work has no title and is left out" in result.stderr
    assert "errata, reviews and the like are left out: Correction to: Tides" in result.stderr
    assert run(project, "--from", "openalex", ORCID, "--yes").exit_code == 0
    assert check(project).exit_code == 0


def test_dblp(project: Project, web: Services) -> None:
    result = run(project.write(CONFIG), "dblp:12/3456-1", "--yes")
    assert result.exit_code == 0, result.output
    first, thesis, last = papers(project)
    assert (first["venue"], first["arxiv"], first["authors"]) == (
        "CoDaL",
        "2507.05257",
        ["Mira Tovanne", "Jörg Okasha"],
    )
    assert (thesis["type"], thesis["venue"]) == ("thesis", "Halden Bay University")
    assert last["title"] == "Tides of CO<sub>2</sub>: <i>Quiet</i> Graphs?"
    assert (last["openreview"], last["links"]) == ("YicbFdNTTy", {"Paper": "https://example.org/tides"})
    assert "'A Mistake.' is withdrawn and left out" in result.stderr
    assert check(project).exit_code == 0


def test_the_profile_knows_the_id(project: Project, web: Services) -> None:
    project.write(
        {**CONFIG, "data/profile.yml": f"name: Mira Tovanne\nlinks:\n  - orcid: {ORCID}\n  - dblp: 12/3456-1\n"}
    )
    assert f"asking ORCID for {ORCID} …" in run(project, "orcid", "--dry-run").stderr
    assert "asking DBLP for 12/3456-1 …" in run(project, "dblp", "--dry-run").stderr
    assert f"asking OpenAlex for {ORCID} …" in run(project, "openalex", "--dry-run").stderr
    project.write({"data/profile.yml": "name: Mira Tovanne\n"})
    refused = run(project, "openalex")
    assert refused.exit_code == 1
    assert "data/profile.yml: links: has no link 'openalex: …'; add it" in refused.output


HTML = b"<!doctype html><title>Down for maintenance</title>"
BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><dblpperson><r>&b;</r></dblpperson>'


@pytest.mark.parametrize(
    ("source", "path", "reply", "message"),
    [
        ("orcid", "/", Reply(404, b"{}"), f"ORCID: ORCID knows no {ORCID}; check the id"),
        ("orcid", "/", Reply(409, b"{}"), "has locked or closed the record"),
        ("orcid", "/", Reply(200, HTML), "sends something that is not JSON"),
        ("orcid", "/", Reply(200, b"[1]"), "ORCID answers in an unknown format"),
        ("orcid", "/", Reply(200, b'{"group": [5]}'), "ORCID answers in an unknown format"),
        ("orcid", "/", Reply(200, b'{"group": []}'), f"ORCID knows {ORCID}, but none of their works is public"),
        ("orcid", "/", Reply(200, b'{"group": null}'), "none of their works"),
        ("orcid", "/", Reply(503, b""), "answers 503"),
        ("orcid", "/", Reply(200, b"{}", delay=2.0), "does not answer within 0.3 seconds"),
        ("openalex", "/", Reply(400, b"{}"), "OpenAlex knows no author A5023888391; check the id"),
        (
            "openalex",
            "/",
            Reply(200, b'{"results": [{"title": 5}]}'),
            "OpenAlex answers in an unknown format",
        ),
        ("openalex", "/", Reply(200, b'{"meta": {"count": 0}, "results": []}'), "none of their works"),
        ("openalex", "/", Reply(429, b"{}"), "answers 429"),
        ("dblp", "/", Reply(404, b"nope"), "DBLP knows no person 12/3456-1; check the id"),
        ("dblp", "/", Reply(200, HTML), "DBLP answers in an unknown format"),
        ("dblp", "/", Reply(200, BOMB), "DBLP answers in an unknown format"),
        ("dblp", "/", Reply(200, b"\xff\xfe\x00\x00"), "not text in UTF-8"),
        ("dblp", "/", Reply(200, b"<dblpperson/>"), "none of their works"),
    ],
)
def test_a_failing_service_is_reported(
    site: Project, web: Services, source: str, path: str, reply: Reply, message: str
) -> None:
    before = (site.root / "data/papers.yml").read_bytes()
    web.instead[path] = reply
    person = {"orcid": ORCID, "openalex": "A5023888391", "dblp": "12/3456-1"}[source]
    result = run(site, f"{source}:{person}", "--yes", "--timeout", "0.3")
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert message in result.stderr
    assert (site.root / "data/papers.yml").read_bytes() == before


def test_works_without_details_are_used_all_the_same(project: Project, web: Services) -> None:
    web.instead[f"/{ORCID}/works/"] = Reply(500, b"")
    result = run(project.write(CONFIG), ORCID, "--yes")
    assert result.exit_code == 0
    assert "warning: https://orcid.org/0000-0002-1825-0097: sends no details of 4 works" in result.stderr
    assert len(papers(project)) == 4


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("0000-0002-1825-0098", "is mistyped: after its other digits the last one would be 7"),
        ("orcid:mira", "is not an id of ORCID; write 'orcid:0000-0002-1825-0097'"),
        ("dblp:mira", "is not an id of DBLP; write 'dblp:12/3456'"),
        ("nowhere.bib", "File 'nowhere.bib' does not exist, nor is it an id such as orcid:"),
        ("data", "nor is it an id such as"),
        ("10.18653/v1/2020.acl-main.1", "is a DOI, which cannot be imported; save the BibTeX entry of the work"),
        ("https://doi.org/10.1000/182", "is a DOI, which cannot be imported; save the BibTeX entry of the work"),
        ("doi:10.1/a", "from which nothing can be imported; save the BibTeX entry of the work"),
        ("arXiv:2105.00001", "is an arXiv id, which cannot be imported; save the BibTeX entry of the work"),
        ("https://example.org/paper", "is an address, from which nothing can be imported; save the BibTeX entry"),
    ],
)
def test_an_unknown_source_is_reported(site: Project, source: str, message: str) -> None:
    result = run(site, source)
    assert result.exit_code in {1, 2}
    assert message in " ".join(result.output.replace("│", " ").split())


def test_a_bib_file_in_the_data_folder_is_laid_over_and_not_touched(project: Project, web: Services) -> None:
    bib = "@inproceedings{led, title={Reading the Ledger: Layer Spectra Without Shape Bias}, author={Tovanne, Mira}, booktitle={CoDaL}, year=2026}\n"
    project.write({**CONFIG, "data/own.bib": bib})
    result = run(project, "dblp:12/3456-1", "--yes")
    assert result.exit_code == 0, result.output
    assert (project.root / "data/own.bib").read_text(encoding="utf-8") == bib
    assert papers(project)[0] == {"id": "led", "doi": "10.1000/ledger.26", "arxiv": "2507.05257"}
    assert len(papers(project)) == 3
    assert check(project).exit_code == 0
    assert "is unchanged" in run(project, "dblp:12/3456-1", "--yes").stdout


def test_broken_data_is_mended_first(project: Project) -> None:
    project.write({**CONFIG, "data/papers.yml": "- titel: A\n", "in.bib": "@article{a, title={B}, year=2020}"})
    result = run(project, project.root / "in.bib", "--yes")
    assert result.exit_code == 1
    assert "data/papers.yml:1:3: titel: unknown field" in result.stderr
    assert "data/papers.yml: the data of the project has errors; fix them first" in result.stderr


def test_a_file_that_nothing_can_be_put_into(project: Project) -> None:
    project.write({**CONFIG, "data/papers.yml": "[{title: A}]\n", "in.bib": "@article{a, title={B}, year=2020}"})
    result = run(project, project.root / "in.bib", "--yes")
    assert result.exit_code == 1
    assert "without touching the rest of it; write it as a list whose entries start with '- '" in result.stderr


def test_doubles_within_a_file_are_one(project: Project) -> None:
    items = [
        {
            "type": "article",
            "title": "Quiet Graphs of Tides",
            "author": [{"literal": "M. Tovanne"}],
            "issued": {"date-parts": [[2022]]},
            "DOI": "10.1101/2022.01",
            "publisher": "bioRxiv",
        },
        {
            "type": "article-journal",
            "title": "Quiet graphs of tides",
            "author": [{"literal": "Mira Tovanne"}],
            "issued": {"date-parts": [[2024]]},
            "DOI": "10.1000/q",
            "container-title": "J",
        },
        {
            "type": "article-journal",
            "title": "Quiet Graphs of Tides",
            "author": [{"literal": "Mira Tovanne"}],
            "issued": {"date-parts": [[2024]]},
            "DOI": "10.1000/Q",
            "container-title": "J",
            "volume": "3",
        },
    ]
    project.write({**CONFIG, "lib.json": json.dumps(items)})
    result = run(project, project.root / "lib.json", "--yes")
    assert (
        "3 works, 1 new, 0 completed, 0 known, 1 preprint joined with the publication, 1 duplicate left out"
        in result.stdout
    )
    (paper,) = papers(project)
    assert (paper["doi"], paper["date" if "date" in paper else "year"], paper["volume"]) == ("10.1000/q", "2024", "3")
    assert paper["links"] == {"Preprint": "https://doi.org/10.1101/2022.01"}


BASE = {"title": "Reading the Ledger of Tides", "authors": ["Mira Tovanne"], "year": 2024}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({}, {}, True),
        ({}, {"title": "Reading the ledger of tides."}, True),
        ({}, {"authors": ["Sune Brandvik"]}, False),
        ({}, {"authors": ["M. Tovanne", "X Y"]}, True),
        ({}, {"year": 2027}, False),
        ({"type": "preprint"}, {"type": "journal", "venue": "J", "year": 2027}, True),
        ({"type": "conference", "venue": "C"}, {"type": "journal", "venue": "J"}, False),
        ({"type": "conference", "arxiv": "2403.12345"}, {"type": "journal", "arxiv": "2403.12345v2"}, True),
        (
            {"venue": "C", "doi": "10.1000/1", "arxiv": "2403.12345"},
            {"venue": "J", "doi": "10.1000/2", "arxiv": "2403.12345"},
            False,
        ),
        ({"title": "Another", "doi": "10.1000/A"}, {"doi": "10.1000/a"}, True),
        ({"doi": "10.48550/arXiv.2403.12345", "title": "Another"}, {"arxiv": "2403.12345"}, True),
        ({"arxiv": "2403.12345"}, {"arxiv": "2403.12346"}, False),
        ({"type": "dataset"}, {"type": "journal", "venue": "J"}, False),
        # Two venues
        ({"venue": "CVPR"}, {"venue": "IEEE Trans. PAMI", "type": "journal", "doi": "10.1000/p", "year": 2025}, False),
        ({"venue": "CVPR"}, {"venue": "IEEE Trans. PAMI", "type": "journal", "doi": "10.1000/p"}, False),
        ({"venue": "CVPR"}, {"venue": "IEEE Trans. PAMI"}, False),
        ({"venue": "CVPR", "type": "conference"}, {"venue": "IEEE Trans. PAMI", "year": 2025}, False),
        ({"venue": "J. of Tides", "type": "journal"}, {"venue": "Pier Letters", "type": "journal"}, False),
        ({"venue": "CoDaL", "type": "conference"}, {"venue": "CoDaL Workshop", "type": "workshop"}, False),
        ({"venue": "CoDaL", "type": "conference"}, {"venue": "TideCon", "type": "conference", "year": 2025}, False),
        ({"venue": "CoDaL", "type": "conference"}, {"venue": "Talks on Data", "type": "conference"}, True),
        ({"venue": "Advances in Tides"}, {"type": "journal", "doi": "10.1000/p"}, False),
        ({"venue": "ACL"}, {"venue": "Transactions of the Association for Computational Linguistics"}, False),
        # One venue under two names, or none on one side
        ({"venue": "CVPR"}, {"venue": "IEEE/CVF Conference on Computer Vision and Pattern Recognition"}, True),
        (
            {"venue": "CVPR 2024", "year": 2025},
            {"venue": "Proc. of the 41st Conf. on CVPR", "type": "conference"},
            True,
        ),
        ({"venue": "CoDaL"}, {"venue": "Conference on Data and Learning", "type": "conference"}, True),
        ({"venue": "NeurIPS"}, {"venue": "Advances in Neural Information Processing Systems 37"}, True),
        (
            {"venue": "IEEE Trans. PAMI"},
            {"venue": "IEEE Transactions on Pattern Analysis and Machine Intelligence"},
            True,
        ),
        ({"venue": "J. of Tides"}, {"venue": "Journal of Tides", "type": "journal", "year": 2025}, True),
        ({"venue": "ECCV"}, {"venue": "Lecture Notes in Computer Science", "type": "chapter"}, True),
        ({"venue": "Nature"}, {"venue": "Nature Communications"}, False),
        ({"venue": "潮汐学报"}, {"venue": "Journal of Tides"}, True),
        ({}, {"venue": "Journal of Tides", "type": "journal", "doi": "10.1000/p", "year": 2025}, True),
        # A preprint and what came of it, wherever
        ({"venue": "arXiv", "year": 2022}, {"venue": "CVPR"}, True),
        ({"arxiv": "2403.12345"}, {"venue": "IEEE Trans. PAMI", "type": "journal", "year": 2026}, True),
        # Without authors and year
        ({"title": "Talk", "authors": None, "year": None}, {"title": "Talk", "authors": None, "year": None}, True),
        ({"title": "Talk", "authors": None, "year": None}, {"title": "Talk", "authors": None}, False),
        ({"title": "Talk", "authors": None}, {"title": "Talk"}, False),
        ({"title": "Talk", "authors": None, "volume": "1"}, {"title": "Talk", "authors": None, "volume": "2"}, False),
        ({"title": "???", "authors": None, "year": None}, {"title": "???", "authors": None, "year": None}, True),
        ({"title": "Editorial"}, {"title": "Editorial", "year": 2025}, False),
        ({"title": "Editorial"}, {"title": "Editorial"}, True),
    ],
)
def test_records_of_one_work(one: dict[str, object], other: dict[str, object], same: bool) -> None:
    first, second = (
        Paper.model_validate({name: value for name, value in (BASE | fields).items() if value is not None})
        for fields in (one, other)
    )
    assert (KnownWorks([first]).find(second) == 0) is same
    assert (KnownWorks([second]).find(first) == 0) is same


MAYBE = {
    "title": st.sampled_from(["Talk", "???", "Reading the Ledger of Tides", "Reading the ledger of tides."]),
    "authors": st.sampled_from([None, ["Mira Tovanne"], ["M. Tovanne", "Pell Okasha"], ["李明"]]),
    "year": st.sampled_from([None, 2023, 2024]),
    "type": st.sampled_from([None, "conference", "journal", "workshop", "chapter", "preprint", "thesis"]),
    "venue": st.sampled_from([None, "arXiv", "CoDaL", "Conference on Data and Learning", "J. of Tides", "LNCS", "潮"]),
    "doi": st.sampled_from([None, "10.1000/a", "10.1000/B", "10.48550/arXiv.2403.12345"]),
    "arxiv": st.sampled_from([None, "2403.12345", "2403.12346"]),
    "volume": st.sampled_from([None, "1", "2"]),
}
PAPERS = st.fixed_dictionaries(MAYBE).map(
    lambda fields: Paper.model_validate({name: value for name, value in fields.items() if value is not None})
)


@given(PAPERS, PAPERS)
def test_a_work_is_itself_and_two_are_one_both_ways(one: Paper, other: Paper) -> None:
    assert KnownWorks([one]).find(one) == 0
    assert KnownWorks([one]).find(other) == KnownWorks([other]).find(one)


def test_names_of_venues_may_be_long() -> None:
    one, other = (Paper.model_validate(BASE | {"venue": " ".join(words)}) for words in (["AAAAAAA"] * 99, ["a"] * 99))
    assert KnownWorks([one]).find(other) in {0, None}


def test_a_conference_paper_gets_nothing_of_its_long_version_in_a_journal(project: Project) -> None:
    own = "- title: Reading the Ledger of Tides\n  authors: [Mira Tovanne]\n  venue: CVPR\n  year: 2020\n"
    bib = (
        "@article{a, title={Reading the Ledger of Tides}, author={Tovanne, Mira}, journal={IEEE Trans. PAMI},\n"
        "  year=2021, volume=3, doi={10.1000/pami}}\n"
    )
    project.write({**CONFIG, "data/papers.yml": own, "in.bib": bib})
    result = run(project, project.root / "in.bib", "--yes")
    assert "1 work, 1 new, 0 completed, 0 known" in result.stdout
    assert (project.root / "data/papers.yml").read_text(encoding="utf-8").startswith(own)
    assert [(paper["venue"], paper.get("doi")) for paper in papers(project)] == [
        ("CVPR", None),
        ("IEEE Trans. PAMI", "10.1000/pami"),
    ]
    assert "is unchanged" in run(project, project.root / "in.bib", "--yes").stdout


def test_two_publications_of_one_preprint_are_two_entries_at_once(project: Project) -> None:
    own = "- title: Reading the Ledger of Tides\n  authors: [Mira Tovanne]\n  venue: arXiv\n  year: 2020\n"
    common = "title={Reading the Ledger of Tides}, author={Tovanne, Mira}"
    bib = (
        f"@inproceedings{{c, {common}, booktitle={{CVPR}}, year=2021}}\n"
        f"@article{{j, {common}, journal={{IEEE Trans. PAMI}}, year=2022}}\n"
    )
    project.write({**CONFIG, "data/papers.yml": own, "in.bib": bib})
    assert "2 works, 1 new, 1 completed, 0 known" in run(project, project.root / "in.bib", "--yes").stdout
    assert [paper["venue"] for paper in papers(project)] == ["CVPR", "IEEE Trans. PAMI"]
    assert "is unchanged" in run(project, project.root / "in.bib", "--yes").stdout


@pytest.mark.parametrize("title", ["Talk", "???", "A longer title of a work"])
def test_works_without_authors_and_year_are_known_again(project: Project, title: str) -> None:
    project.write({**CONFIG, "in.ris": f"TY  - GEN\nTI  - {title}\nER  - \n"})
    run(project, project.root / "in.ris", "--yes")
    assert "is unchanged" in run(project, project.root / "in.ris", "--yes").stdout
    assert len(papers(project)) == 1
