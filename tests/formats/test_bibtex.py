"""Papers from `.bib` files: what each field becomes, what is reported, and how YAML lies over them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mkdocs_researcher.data.library import Library
from mkdocs_researcher.errors import MacroError
from mkdocs_researcher.formats.bibtex.entry_text import format_entry
from mkdocs_researcher.macros.papers.model import PAPERS, Paper
from mkdocs_researcher.macros.papers.view import paper_links


def library(folder: Path, files: Mapping[str, str | bytes], **options: Any) -> Library:
    (folder / "data").mkdir(exist_ok=True)
    for name, text in files.items():
        path = folder / "data" / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Library(folder / "data", folder, **options)


def read(folder: Path, bib: str | bytes, **files: str) -> tuple[list[Paper], list[str]]:
    """The papers of one `.bib`, and what is reported, without the debug lines."""
    found = library(folder, {"refs.bib": bib, **{name.replace("_", "."): text for name, text in files.items()}})
    reported = [f"{p.severity}: {p}" for p in found.problems if p.severity != "debug"]
    return list(found.optional(PAPERS)), reported


def one(folder: Path, fields: str, kind: str = "article") -> Paper:
    papers, reported = read(folder, f"@{kind}{{a, title = {{A}},\n{fields}}}")
    assert reported == []
    (paper,) = papers
    return paper


def names(paper: Paper) -> list[str]:
    return [person.display for person in paper.authors]


class TestForms:
    def test_delimiters_strings_and_joining(self, tmp_path: Path) -> None:
        bib = """
            @string{JTC = "Journal of Tidal Computation"}
            @string(press = {Pier } # "Press")
            @Article(one, TITLE = "A {"}quoted{"} (one)", Journal = jtc # { (} # "JTC)", publisher = press,
                pages = 12 # "--" # 15, year = 2025, month = mar # "~14", )
            @article{two, title = {Two}, month = 3, year = "2024" }
        """
        papers, reported = read(tmp_path, bib)
        assert reported == []
        first, second = papers
        assert (first.title, first.venue, first.publisher) == (
            'A "quoted" (one)',
            "Journal of Tidal Computation (JTC)",
            "Pier Press",
        )
        assert (str(first.when), str(second.when)) == ("2025-03-14", "2024-03")
        assert first.pages == "12–15"

    def test_a_string_of_the_author_wins_over_the_month_of_that_name(self, tmp_path: Path) -> None:
        bib = """@string{may = {Maritime Annual Yearbook}}
            @article{a, title = {A}, journal = may, year = 2025, month = MAR}
            @article{b, title = {B}, journal = {The } # MAY # { of 2024}}"""
        papers, reported = read(tmp_path, bib)
        assert reported == []
        assert [paper.venue for paper in papers] == ["Maritime Annual Yearbook", "The Maritime Annual Yearbook of 2024"]
        assert str(papers[0].when) == "2025-03"

    def test_text_around_entries(self, tmp_path: Path) -> None:
        bib = (
            "---\nlayout: none\n---\nWritten by hand, mail me@example.org.\n% @article{old, title = {Old}}\n"
            '@comment{jabref-meta: x}\n@preamble{"\\newcommand{\\x}{y}"}\n@article\n  {a, title = {A}}\n@ book {b, title={B}}\n'
            "@IEEEtranBSTCTL{c, x = {y}}"
        )
        papers, reported = read(tmp_path, bib)
        assert ([paper.id for paper in papers], reported) == (["a", "b"], [])

    @pytest.mark.parametrize(
        "bib", ["", "\n", "---\n---\n", "\ufeff", "% nothing yet\n", "@comment{x}", "@string{a = {b}}"]
    )
    def test_a_file_without_entries_is_an_info(self, bib: str, tmp_path: Path) -> None:
        assert read(tmp_path, bib) == ([], ["info: data/refs.bib:1: has no entries, so no paper comes from it"])

    @pytest.mark.parametrize(
        "bib", ["hello", "<html><body>@media (x) {}</body></html>", "%PDF-1.5\nx", "title: A", b"\x00\xff\x01"]
    )
    def test_text_that_is_not_bibtex_is_an_error(self, bib: str | bytes, tmp_path: Path) -> None:
        papers, reported = read(tmp_path, bib)
        assert papers == []
        assert "error: data/refs.bib: contains no BibTeX; an entry looks like @article{key, title" in "\n".join(
            reported
        )

    @pytest.mark.parametrize("codec", ["latin-1", "cp1252"])
    def test_other_encodings(self, codec: str, tmp_path: Path) -> None:
        bib = "@article{a,\n title = {Über}, author = {Müller, Jörg}}".encode(codec)
        papers, reported = read(tmp_path, bib)
        assert (papers[0].title, names(papers[0])) == ("Über", ["Jörg Müller"])
        assert reported == [
            "info: data/refs.bib:2: the file is not in UTF-8 and was read as Latin-1; if letters are wrong, save it as UTF-8"
        ]

    def test_files_of_several_encodings(self, tmp_path: Path) -> None:
        bib = "@article{a, title = {Über – one}}\n".encode() + "@article{b, title = {Über “two”}}".encode("cp1252")
        assert [paper.title for paper in read(tmp_path, bib)[0]] == ["Über – one", "Über “two”"]

    @pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
    def test_byte_order_marks(self, codec: str, tmp_path: Path) -> None:
        papers, reported = read(tmp_path, "@article{a, title = {Über}}".encode(codec))
        assert (papers[0].title, reported) == ("Über", [])

    @pytest.mark.parametrize("end", ["\r\n", "\r"])
    def test_lines_of_other_systems(self, end: str, tmp_path: Path) -> None:
        papers, reported = read(tmp_path, f"@article{{a,{end} title = {{A{end}B}},{end} doi = {{x}}}}")
        assert papers[0].title == "A B"
        assert reported[0].startswith("warning: data/refs.bib:4: doi: 'x' is not a DOI")

    def test_odd_keys(self, tmp_path: Path) -> None:
        keys = ["a b", "a/b", "Müller & Söhne:2020", "日本", "a_b+c"]
        papers, reported = read(tmp_path, "\n".join(f"@misc{{{key}, title = {{T}}}}" for key in keys))
        told = (
            "info: data/refs.bib:{}: the key '{}' contains a character that BibTeX does not allow, so visitors get '{}'"
        )
        assert [paper.id for paper in papers] == keys
        assert reported == [
            told.format(1, "a b", "a-b"),
            told.format(3, "Müller & Söhne:2020", "Müller-&-Söhne:2020"),
        ]


BROKEN = {
    "cut off": ("@article{x,\n  title = {cut", 1, "the entry 'x' is never closed and is left out; a '}' or quote is missing, probably in 'title' in line 2"),
    "no brace": ("@article{x,\n  year = 2020,\n  title = {A,\n  note = {b}\n}", 1, "the entry 'x' is never closed"),
    "no quote": ('@article{x,\n  title = "A,\n  year = 2020\n}', 1, "the entry 'x' is never closed"),
    "no key": ("@article{title = {A}, year = 2020}", 1, "this entry has no key or no comma after it"),
    "empty key": ("@article{, title = {A}}", 1, "the entry has no key and is left out"),
    "no equals sign": ("@article{x, title}", 1, "the entry 'x' has a field without '='"),
    "comma too many": ("@article{x, title = {A}, , year = 2020}", 1, "the entry 'x' has a field without '='"),
    "no title": ("@article{x,\n year = 2020}", 1, "title: the entry 'x' has no title and is left out"),
    "odd type": ("@in-proceedings{x, title = {A}}", 1, "'@in-proceedings{' looks like an entry and cannot be read"),
}  # fmt: skip


MENDED = {
    "comma": ("@article{x, title = {A}\n year = 2020}", "title: a comma is missing after its value"),
    "braces": ("@article{x, title = {A}, year = 2020, note = some words}", "note: needs braces around its text"),
    "macro": ("@article{x, title = {A}, year = 2020, journal = jmlr}", "journal: no @string defines 'jmlr'; put text in braces"),
    "twice": ("@article{x, title = {A}, year = 2020, YEAR = 2021}", "YEAR: appears twice in the entry 'x'; the one in line 1 is used"),
    "brace too many": ("@article{x, title = {A}, year = 2020}, note = {b}}", "'note' is outside all entries and is left out; the entry above was closed too early"),
    "control character": ("@article{x, title = {A\x00\x07}, year = 2020}", "the file contains a control character, which is left out; remove it"),
    "unbalanced": ("@article{x, title = {A}, year = 2020, author = \"{Lab\"}", "author: '{Lab\"': a brace is not closed or not opened"),
    "same key": ("@article{x, title = {A}, year = 2020}\n@book{x, title = {B}}", "'x' is already the key of the entry in line 1; this one is left out; move what only it has there and remove it, or change its key"),
    "no such crossref": ("@article{x, title = {A}, year = 2020, crossref = {proc}}", "crossref: there is no entry 'proc' in this file"),
}  # fmt: skip


WRONG = {
    "doi = {nope}": "doi: 'nope' is not a DOI",
    "url = {javascript:alert(1)}": "url: 'javascript:alert(1)' has the scheme 'javascript:'",
    "pdf = {../../secret.pdf}": "pdf: '../../secret.pdf' leaves the project",
    "preview = {data:text/html,x}": "preview: 'data:text/html,x' has the scheme 'data:'",
    "date = {2025-13-01}": "date: '2025-13-01' is not a date",
    "year = {soon}": "year: 'soon' is not a year; write four digits such as 2025",
    "year = 2020, month = {Mrch}": "month: 'Mrch' is not a month; write one such as mar or 3",
    "eprint = {x}, archiveprefix = {arXiv}": "eprint: 'x' is not an arXiv id",
    "selected = {maybe}": "selected: must be true or false, not 'maybe'",
    "status = {lost}": "status: must be published, accepted, under_review or in_press",
    "author = {https://example.org}": "author: ",
    "author = {https://example.org, Kira Mori and Ada Holm}": "author: ",
    "repo = {nobody}": "repo: 'nobody' is not a GitHub repository",
}


class TestSeveralFiles:
    """Parents may stand in another file of the data folder."""

    CHILD = "@inproceedings{child, title={C}, author={A Bee}, crossref={Vol}}\n"
    VOLUME = "\n@proceedings{vol, title={Tides 2020}, year=2020, publisher={Pier Press}}\n"

    def both(self, folder: Path, **files: str) -> tuple[dict[str, Paper], list[str]]:
        found = library(folder, {f"{name}.bib": text for name, text in files.items()})
        reported = [f"{p.severity}: {p}" for p in found.problems if p.severity != "debug"]
        return {paper.id: paper for paper in found.optional(PAPERS)}, reported

    @pytest.mark.parametrize(("one", "two"), [("a", "b"), ("b", "a")])
    def test_a_volume_in_another_file(self, one: str, two: str, tmp_path: Path) -> None:
        papers, reported = self.both(tmp_path, **{one: self.CHILD, two: self.VOLUME})
        assert list(papers) == ["child"]
        assert (papers["child"].venue, papers["child"].year, papers["child"].publisher) == (
            "Tides 2020",
            2020,
            "Pier Press",
        )
        assert reported == [
            f"info: data/{two}.bib:2: named only as crossref, so not shown as works of their own: 'vol'; to show one, write hidden = {{false}} in it"
        ]

    def test_chains_over_three_files_and_xdata(self, tmp_path: Path) -> None:
        papers, reported = self.both(
            tmp_path,
            a="@inproceedings{child, title={C}, crossref={vol}, xdata={press}}",
            b="@proceedings{vol, title={Tides}, hidden={false}, crossref={top}}",
            c="@xdata{press, publisher={Pier Press}}\n@mvproceedings{top, title={All Tides}, year=2020, author={B}}",
        )
        assert (papers["child"].venue, papers["child"].publisher) == ("Tides", "Pier Press")
        assert (papers["child"].year, papers["vol"].year) == (2020, 2020)
        assert reported == []

    def test_a_cycle_is_reported_in_each_file(self, tmp_path: Path) -> None:
        papers, reported = self.both(
            tmp_path,
            a="@inproceedings{one, title={One}, crossref={two}}",
            b="\n@inproceedings{two, title={Two}, crossref={one}}\n@inproceedings{three, title={T}, crossref={one}}",
        )
        assert papers.keys() == {"one", "two", "three"}
        assert reported == [
            "warning: data/a.bib:1: crossref: refers back to itself: 'one' → 'two' → 'one'",
            "warning: data/b.bib:2: crossref: refers back to itself: 'two' → 'one' → 'two'",
        ]

    def test_missing_text_is_reported(self, tmp_path: Path) -> None:
        papers, reported = self.both(tmp_path, a=self.CHILD, b="@article{x, title={X}}")
        assert papers.keys() == {"child", "x"}
        assert reported == ["warning: data/a.bib:1: crossref: there is no entry 'Vol' in this file"]


class TestBroken:
    """The broken entry is reported with its line; its neighbours are used."""

    @pytest.mark.parametrize("name", BROKEN)
    def test_the_rest_is_used(self, name: str, tmp_path: Path) -> None:
        broken, line, message = BROKEN[name]
        bib = f"---\n---\n@article{{before, title = {{Before}}}}\n{broken}\n@article{{after, title = {{After}}}}\n"
        papers, reported = read(tmp_path, bib)
        if name == "cut off":  # nothing stands behind it
            bib = bib.partition("\n@article{after")[0]
            papers, reported = read(tmp_path, bib)
        assert [paper.id for paper in papers] == (["before"] if name == "cut off" else ["before", "after"])
        start = f"warning: data/refs.bib:{line + 3}: "
        assert reported[0].startswith(start + message.replace("in line 2", "in line 5"))
        assert len(reported) <= 2

    @pytest.mark.parametrize("name", MENDED)
    def test_the_entry_is_used(self, name: str, tmp_path: Path) -> None:
        bib, message = MENDED[name]
        papers, reported = read(tmp_path, bib)
        assert [(paper.title, paper.published_year) for paper in papers] == [("A", 2020)]
        line = 2 if name == "same key" else 1
        assert reported == [f"warning: data/refs.bib:{line}: {message}"]

    @pytest.mark.parametrize("field", WRONG)
    def test_a_wrong_field_is_left_out_and_the_paper_kept(self, field: str, tmp_path: Path) -> None:
        papers, reported = read(tmp_path, f"@article{{a,\n title = {{A}},\n {field}\n}}")
        assert [paper.title for paper in papers] == ["A"]
        (message,) = reported
        assert message.startswith(f"warning: data/refs.bib:3: {WRONG[field]}")

    def test_near_misses_are_an_info_and_fields_of_programs_are_nobodys_business(self, tmp_path: Path) -> None:
        _, reported = read(
            tmp_path, "@article{a, title = {A}, jornal = {J}, abbr_ccf = {A}, zotero-key = {x}, foo = {1}}"
        )
        assert reported == ["info: data/refs.bib:1: jornal: unknown field, did you mean 'journal'?"]

    @pytest.mark.parametrize(
        ("kind", "meant"), [("artcle", "article"), ("inproceeding", "inproceedings"), ("phdthsis", "phdthesis")]
    )
    def test_near_misses_of_types(self, kind: str, meant: str, tmp_path: Path) -> None:
        papers, reported = read(tmp_path, f"\n@{kind}{{a, title = {{A}},\n year = 2020}}")
        assert [paper.title for paper in papers] == ["A"]
        assert reported == [f"warning: data/refs.bib:2: '@{kind}' is not an entry type, did you mean '@{meant}'?"]

    @pytest.mark.parametrize("kind", ["online", "movie", "artwork", "recipe", "archive", "Article", "review"])
    def test_other_types_are_nobodys_business(self, kind: str, tmp_path: Path) -> None:
        assert read(tmp_path, f"@{kind}{{a, title = {{A}}}}")[1] == []

    def test_a_field_of_ten_megabytes(self, tmp_path: Path) -> None:
        papers, reported = read(
            tmp_path, f"@article{{a, title = {{A}},\n abstract = {{{'*x ' * 3_500_000}}}}}\n@book{{b, title = {{B}}}}"
        )
        assert [paper.id for paper in papers] == ["a", "b"]
        assert reported == [
            "warning: data/refs.bib:2: abstract: has 10,500,002 characters, more than a page can show, and is left out"
        ]

    def test_strings_that_grow_without_end(self, tmp_path: Path) -> None:
        doubled = "".join(f"@string{{s{i + 1} = s{i} # s{i}}}\n" for i in range(60))
        papers, reported = read(
            tmp_path, f"@string{{s0 = {{xxxxxxxx}}}}\n{doubled}@article{{a, title = {{A}}, note = s60 # s59}}"
        )
        assert [paper.title for paper in papers] == ["A"]
        assert len(reported) < 60


class TestCrossref:
    def test_a_child_takes_what_it_lacks(self, tmp_path: Path) -> None:
        bib = """@inproceedings{child, title = {Child}, pages = {1--2}, crossref = {PROC}}
            @proceedings{proc, title = {Proceedings of Tides}, editor = {Brandvik, Sune}, year = 2025, doi = {10.5555/p},
            publisher = {Pier}, pages = {1--999}}"""
        papers, reported = read(tmp_path, bib)
        (paper,) = papers
        assert (paper.venue, paper.year, paper.pages, paper.doi) == ("Proceedings of Tides", 2025, "1–2", None)
        assert paper.editors[0].family == "Brandvik"
        assert "crossref" not in (paper.bibtex or "")
        assert "booktitle = {Proceedings of Tides}" in (paper.bibtex or "")
        assert reported == [
            "info: data/refs.bib:2: named only as crossref, so not shown as works of their own: 'proc'; "
            "to show one, write hidden = {false} in it"
        ]

    def test_fields_that_describe_the_volume_itself_are_not_inherited(self, tmp_path: Path) -> None:
        volume = {
            "pages": "1--999",
            "doi": "10.5555/volume",
            "url": "https://volume.example.org",
            "eprint": "2403.12345",
            "abstract": "Of all papers.",
            "subtitle": "A Subtitle",
            "note": "Two parts",
            "preview": "volume.png",
        }
        fields = ", ".join(f"{name} = {{{value}}}" for name, value in volume.items())
        bib = f"""@inproceedings{{child, title = {{Child}}, crossref = {{proc}}}}
            @inproceedings{{alone, title = {{Child}}, booktitle = {{Proceedings}}, booksubtitle = {{A Subtitle}}, year = 2025}}
            @proceedings{{proc, title = {{Proceedings}}, year = 2025, archiveprefix = {{arXiv}}, {fields}}}"""
        papers, _ = read(tmp_path, bib)
        child, alone = (paper.model_dump(exclude={"id", "bibtex"}) for paper in papers)
        assert child == alone

    def test_a_volume_of_ones_own_is_shown(self, tmp_path: Path) -> None:
        bib = """@inproceedings{child, title = {Child}, crossref = {proc}}
            @proceedings{proc, title = {Proceedings}, hidden = {false}}"""
        papers, reported = read(tmp_path, bib)
        assert ([paper.id for paper in papers], reported) == (["child", "proc"], [])

    def test_its_own_booktitle_wins(self, tmp_path: Path) -> None:
        bib = """@inproceedings{child, title = {Child}, booktitle = {Mine}, crossref = {proc}}
            @book{proc, title = {Theirs}, author = {A B}}"""
        assert read(tmp_path, bib)[0][0].venue == "Mine"

    def test_a_cycle_is_reported_once_and_both_entries_are_used(self, tmp_path: Path) -> None:
        bib = "".join(f"@article{{a{i}, title = {{T{i}}},\n crossref = {{a{(i + 1) % 3}}}}}\n" for i in range(3))
        papers, reported = read(tmp_path, bib)
        assert [paper.title for paper in papers] == ["T0", "T1", "T2"]
        assert reported == ["warning: data/refs.bib:2: crossref: refers back to itself: 'a0' → 'a1' → 'a2' → 'a0'"]

    def test_a_long_chain(self, tmp_path: Path) -> None:
        bib = "".join(f"@article{{a{i}, title = {{T{i}}}, crossref = {{a{i + 1}}}}}\n" for i in range(3000))
        papers, _ = read(tmp_path, bib + "@article{a3000, title = {End}, year = 1999}")
        assert papers[0].year == 1999

    def test_itself(self, tmp_path: Path) -> None:
        papers, reported = read(tmp_path, "@article{a, title = {A}, crossref = {a}}")
        assert (papers[0].title, len(reported)) == ("A", 1)

    def test_xdata(self, tmp_path: Path) -> None:
        bib = "@xdata{x, publisher = {Pier}, year = 2024}\n@book{b, title = {B}, xdata = {x}}"
        papers, reported = read(tmp_path, bib)
        assert ([(paper.id, paper.publisher, paper.year) for paper in papers], reported) == ([("b", "Pier", 2024)], [])


class TestMeaning:
    @pytest.mark.parametrize(
        ("kind", "fields", "expected"),
        [
            ("article", "journal = {J}", "journal"),
            ("article", "journal = {arXiv preprint arXiv:2403.12345}", "preprint"),
            ("article", "journal = {bioRxiv}", "preprint"),
            ("inproceedings", "booktitle = {Conf}", "conference"),
            ("conference", "booktitle = {Conf}", "conference"),
            ("inproceedings", "booktitle = {Workshop on Tides}", "workshop"),
            ("incollection", "", "chapter"),
            ("inbook", "", "chapter"),
            ("book", "", "book"),
            ("mvbook", "", "book"),
            ("proceedings", "", "book"),
            ("booklet", "", "book"),
            ("phdthesis", "", "thesis"),
            ("mastersthesis", "", "thesis"),
            ("thesis", "type = {phdthesis}", "thesis"),
            ("techreport", "", "report"),
            ("report", "", "report"),
            ("manual", "", "report"),
            ("patent", "", "patent"),
            ("dataset", "", "dataset"),
            ("software", "", "software"),
            ("unpublished", "", "preprint"),
            ("misc", "eprint = {2403.12345}, archivePrefix = {arXiv}", "preprint"),
            ("misc", "howpublished = {Poster at CoDaL}", "poster"),
            ("misc", "type = {dataset}", "dataset"),
            ("online", "", None),
            ("misc", "", None),
            ("whatever", "", None),
            ("article", "preprint = {true}", "preprint"),
            ("inproceedings", "type = {poster}", "poster"),
        ],
    )
    def test_types(self, kind: str, fields: str, expected: str | None, tmp_path: Path) -> None:
        assert one(tmp_path, fields, kind).type == expected

    @pytest.mark.parametrize(
        ("kind", "fields", "venue"),
        [
            ("article", "journal = {J. of {T}ides}, publisher = {P}", "J. of Tides"),
            ("article", "journaltitle = {J}", "J"),
            ("inproceedings", "booktitle = {B}, organization = {O}", "B"),
            ("phdthesis", "school = {S}", "S"),
            ("thesis", "institution = {I}", "I"),
            ("techreport", "institution = {I}", "I"),
            ("book", "publisher = {P}", "P"),
            ("misc", "howpublished = {Blog}", "Blog"),
            ("misc", "howpublished = {\\url{https://example.org}}", None),
            ("article", "journal = {CoRR}, volume = {abs/2403.12345}", "arXiv"),
            ("misc", "", None),
        ],
    )
    def test_venues(self, kind: str, fields: str, venue: str | None, tmp_path: Path) -> None:
        assert one(tmp_path, fields, kind).venue == venue

    @pytest.mark.parametrize(
        ("fields", "when"),
        [
            ("year = 2025", "2025"),
            ("year = {2025}, month = {July}", "2025-07"),
            ("year = 2025, month = 7", "2025-07"),
            ("year = 2025, month = jul, day = {4}", "2025-07-04"),
            ("year = 2025, month = 7, day = 4", "2025-07-04"),
            ("year = 2025, month = {07}, day = {14}", "2025-07-14"),
            ("year = 2025, month = {4 July}", "2025-07-04"),
            ("year = 2025, month = {14. Juli}", "2025-07-14"),
            ("year = 2025, month = {Spring}", "spring 2025"),
            ("date = {2025-07-04}", "2025-07-04"),
            ("date = {2025}, year = {2025}", "2025"),
            ("year = {in press}", "None"),
        ],
    )
    def test_dates(self, fields: str, when: str, tmp_path: Path) -> None:
        assert str(one(tmp_path, fields).when) == when

    @pytest.mark.parametrize(
        ("fields", "when", "reported"),
        [
            ("year = 2025, month = {July--August}", "2025-07", "info: month: pages show 'July–August' as 2025-07"),
            ("year = 2025, month = {Mar/Apr}", "2025-03", "info: month: pages show 'Mar/Apr' as 2025-03"),
            ("year = 2025, month = {March and April}", "2025-03", "info: month: pages show 'March and April' as 2025-03"),
            ("year = 2025, month = {Dec/Jan}", "2025-12", "info: month: pages show 'Dec/Jan' as 2025-12"),
            ("year = 2025, month = {3/4}", "2025-03", "info: month: pages show '3/4' as 2025-03"),
            ("year = 2025, month = {10--12 jul}", "2025-07-10", "info: month: pages show '10–12 jul' as 2025-07-10"),
            ("year = 2025, month = {jul 30 to aug 3}", "2025-07-30", "info: month: pages show 'jul 30 to aug 3' as 2025-07-30"),
            ("year = 2025, month = jul, day = {10--12}", "2025-07-10", "info: day: pages show '10–12' as 2025-07-10"),
            ("year = 2025, month = jul, day = {x}", "2025-07", "warning: day: 'x' is not a day of that month, so pages show 2025-07"),
            ("year = 2025, day = 3", "2025", "warning: day: '3' needs a month, so pages show 2025"),
            ("year = {c2025}", "2025", "info: year: pages show 'c2025' as 2025"),
            ("year = {c. 1997}, month = mar", "1997-03", "info: year: pages show 'c. 1997' as 1997"),
            ("date = {2025-07/2025-09}", "2025-07", "info: date: pages show '2025-07/2025-09' as 2025-07"),
            ("date = {2025~}", "2025", "info: date: pages show '2025~' as 2025"),
            ("date = {2025}, year = {2024}", "2025", "warning: year: 2024 and the date '2025' differ; the date is shown"),
        ],
    )  # fmt: skip
    def test_parts_of_a_date_that_are_not_shown_are_reported(
        self, fields: str, when: str, reported: str, tmp_path: Path
    ) -> None:
        papers, found = read(tmp_path, f"@article{{a, title = {{A}},\n{fields}}}")
        assert [str(paper.when) for paper in papers] == [when]
        assert [message.replace("data/refs.bib:2: ", "") for message in found] == [reported]

    @pytest.mark.parametrize(
        ("fields", "status", "note"),
        [
            ("note = {In press}", "in_press", None),
            ("note = {To appear.}", "accepted", None),
            ("note = {under review}", "under_review", None),
            ("year = {forthcoming}", "accepted", None),
            ("pubstate = {inpress}", "in_press", None),
            ("status = {under_review}", "under_review", None),
            ("note = {To appear in Tides}", "accepted", "To appear in Tides"),
            ("note = {Notes on papers in press}", None, "Notes on papers in press"),
            ("note = {Talk about a book review}", None, "Talk about a book review"),
        ],
    )
    def test_status(self, fields: str, status: str | None, note: str | None, tmp_path: Path) -> None:
        paper = one(tmp_path, fields)
        assert (paper.status, paper.note) == (status, note)

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("Tovanne, Mira and Okasha, Pell", ["Mira Tovanne", "Pell Okasha"]),
            ("Mira Tovanne AND Pell Okasha", ["Mira Tovanne", "Pell Okasha"]),
            ("van der Berg, Jan and de la Cruz, Jr., Ana", ["Jan van der Berg", "Ana de la Cruz Jr."]),
            ("{Tidal Consortium} and {Barnes and Noble}", ["Tidal Consortium", "Barnes and Noble"]),
            ("Tovanne, Mira and others", ["Mira Tovanne", "others"]),
            ("Kim D and Lee SY and Brandvik S", ["D. Kim", "S. Y. Lee", "S. Brandvik"]),
            ('M{\\"u}ller, J{\\"o}rg and Erd{\\H o}s, P.', ["Jörg Müller", "P. Erdős"]),
            ("{\\'E}tienne {\\L}uk", ["Étienne Łuk"]),
            ("Tovanne*, Mira and Okasha$^\\dagger$, Pell", ["Mira Tovanne", "Pell Okasha"]),
            ("Tovanne, Mira\n   and\n   Okasha, Pell", ["Mira Tovanne", "Pell Okasha"]),
            ("Mira Tovanne, Pell Okasha, Sune Brandvik", ["Mira Tovanne", "Pell Okasha", "Sune Brandvik"]),
            ("Mira~Tovanne", ["Mira Tovanne"]),
            ("Smith", ["Smith"]),
        ],
    )
    def test_names(self, written: str, expected: list[str], tmp_path: Path) -> None:
        assert names(one(tmp_path, f"author = {{{written}}}")) == expected

    def test_identifiers_and_eprints(self, tmp_path: Path) -> None:
        fields = (
            "doi = {https://doi.org/10.5555/co\\_dal}, arxiv = {2403.12345}, openreview = {7ywj1B3DuO}, pmid = {31452104},"
            "hal = {hal-01234567}, isbn = {978-3-16-148410-0}, acl = {2024.emnlp-main.75}"
        )
        paper = one(tmp_path, fields)
        assert (paper.doi, paper.arxiv, paper.openreview, paper.pmid, paper.hal, paper.isbn, paper.acl) == (
            "10.5555/co_dal",
            "2403.12345",
            "7ywj1B3DuO",
            "31452104",
            "hal-01234567",
            "9783161484100",
            "2024.emnlp-main.75",
        )
        assert (
            one(tmp_path, "eprint = {2403.12345}, archiveprefix = {arXiv}, primaryclass = {cs.LG}").category == "cs.LG"
        )
        assert one(tmp_path, "eprint = {31452104}, eprinttype = {pubmed}").pmid == "31452104"
        assert one(tmp_path, "url = {https://doi.org/10.5555/x}").doi == "10.5555/x"
        assert one(tmp_path, "url = {https://arxiv.org/abs/2403.12345}").arxiv == "2403.12345"

    def test_al_folios_buttons_in_its_order(self, tmp_path: Path) -> None:
        fields = ", ".join(
            f"{name} = {{https://example.org/{name}}}"
            for name in ["website", "slides", "poster", "code", "blog", "video", "supp", "pdf", "html", "url"]
        )
        labels = [link.label for link in one(tmp_path, fields).links]
        assert labels == ["Paper", "HTML", "PDF", "Supplement", "Video", "Blog", "Code", "Poster", "Slides", "Website"]

    @pytest.mark.parametrize(("short", "tag"), [("journal of tides", None), ("J. Tides", "J. Tides")])
    def test_a_short_name_that_is_the_full_one_is_no_tag(self, short: str, tag: str | None, tmp_path: Path) -> None:
        paper = one(tmp_path, f"journal = {{Journal of Tides}}, shortjournal = {{{short}}}")
        assert (paper.venue, paper.venue_short) == ("Journal of Tides", tag)

    def test_al_folios_other_fields(self, tmp_path: Path) -> None:
        fields = (
            "abbr = {CoDaL}, selected = {true}, award = {**Best** paper of [CoDaL](https://example.org)}, award_name = {Best},"
            "additional_info = {. *Extra*}, annotation = {* equal}, inspirehep_id = {123}, altmetric = {true}, doi = {10.5555/x},"
            "keywords = {a, b}, video = {https://example.org/v}, code = {https://github.com/mira/ledger}, preprint = {true}"
        )
        paper = one(tmp_path, fields)
        assert (paper.venue_short, paper.selected, paper.award, paper.tags, paper.video) == (
            "CoDaL",
            True,
            ("Best",),
            ("a", "b"),
            None,
        )
        assert paper.note == "**Best** paper of [CoDaL](https://example.org). *Extra*. * equal"
        links = {link.label: link.url for link in paper.links}
        assert links["INSPIRE"] == "https://inspirehep.net/literature/123"
        assert links["Altmetric"] == "https://www.altmetric.com/details/doi/10.5555/x"
        assert paper.repo == "mira/ledger"
        assert [link.label for link in paper_links(paper)].count("Code") == 1

    def test_fields_of_ours(self, tmp_path: Path) -> None:
        fields = (
            "summary = {For *all*.}, image = {images/a.png}, image_alt = {A {\\'e}}, category = {cs.LG}, topic = {T},"
            "tags = {x; y}, repo = {mira/ledger}, hidden = {true}, badge = {B}, venue_short = {V}"
        )
        paper = one(tmp_path, fields)
        assert (paper.summary, paper.image, paper.image_alt, paper.topic, paper.tags, paper.hidden, paper.badge) == (
            "For *all*.",
            "images/a.png",
            "A é",
            "T",
            ("x", "y"),
            True,
            "B",
        )

    def test_the_entry_to_copy(self, tmp_path: Path) -> None:
        paper = one(
            tmp_path,
            'author = {M{\\"u}ller*, J.}, abbr = {X}, month = "Mar.", year = 2025, doi = {https://doi.org/10.5555/x},'
            "arxiv = {2403.12345}, journal = {{J}}, bibtex_show = {true}",
        )
        assert paper.bibtex == (
            "@article{a,\n"
            '  author        = {M{\\"u}ller, J.},\n'
            "  title         = {A},\n"
            "  journal       = {{J}},\n"
            "  month         = mar,\n"
            "  year          = {2025},\n"
            "  eprint        = {2403.12345},\n"
            "  archiveprefix = {arXiv},\n"
            "  doi           = {10.5555/x},\n"
            "}"
        )
        assert one(tmp_path, "bibtex_show = {false}").bibtex is None

    def test_html_in_values_is_harmless(self, tmp_path: Path) -> None:
        paper = one(tmp_path, "journal = {<script>alert(1)</script>}, note = {<b onclick=x>n</b>}")
        assert paper.venue == "&lt;script>alert(1)&lt;/script>"
        assert paper.note == "<b>n</b>"

    def test_google_scholar_ids_are_joined_with_the_owners(self, tmp_path: Path) -> None:
        bib = "@article{a, title = {A},\n google_scholar_id = {u5HHmVD_uO8C}}\n@article{b, title={B}, google_scholar_id={u5HHmVD_uO8D}}"
        papers, reported = read(tmp_path, bib)
        assert papers[0].scholar is None
        assert reported == [
            "info: data/refs.bib:2: google_scholar_id: needs your Google Scholar id: write '- scholar: …' under links: "
            "in data/profile.yml"
        ]
        papers, reported = read(tmp_path, bib, profile_yml="name: A B\nlinks:\n- scholar: ABCdefGHIjkl\n")
        assert (papers[0].scholar, reported) == ("ABCdefGHIjkl:u5HHmVD_uO8C", [])

    def test_files_are_found_where_al_folio_has_them(self, tmp_path: Path) -> None:
        there = {"assets/img/publication_preview/a.png", "assets/pdf/a.pdf", "files/b.pdf"}
        bib = "@article{a, title={A}, preview={a.png}, pdf={a.pdf}, slides={files/b.pdf}, poster={no.pdf}}"
        found = library(tmp_path, {"refs.bib": bib}, has_file=there.__contains__)
        (paper,) = found.entries(PAPERS)
        assert paper.image == "assets/img/publication_preview/a.png"
        assert [link.url for link in paper.links] == ["assets/pdf/a.pdf", "no.pdf", "files/b.pdf"]


class TestBesideYaml:
    BIB = "@article{one, title = {One}, year = 2024, month = mar, journal = {J}}\n@article{two, title = {Two}}\n"

    def test_yaml_lies_over_bibtex(self, tmp_path: Path) -> None:
        yaml = "- id: three\n  title: Three\n- id: two\n  year: 2026\n  summary: Hello.\n- id: one\n  title: Uno\n  year: 2025\n"
        found = library(tmp_path, {"refs.bib": self.BIB, "papers.yml": yaml})
        papers = found.entries(PAPERS)
        assert [(paper.id, paper.title, str(paper.when)) for paper in papers] == [
            ("three", "Three", "None"),
            ("two", "Two", "2026"),
            ("one", "Uno", "2025"),
        ]
        assert (papers[1].summary, papers[2].venue) == ("Hello.", "J")
        assert [(problem.severity, str(problem)) for problem in found.problems] == [
            ("debug", "data/refs.bib:1: title: 'One' is replaced by 'Uno' from data/papers.yml")
        ]

    def test_only_bibtex(self, tmp_path: Path) -> None:
        found = library(tmp_path, {"refs.bib": self.BIB})
        assert [paper.id for paper in found.entries(PAPERS)] == ["one", "two"]

    def test_neither(self, tmp_path: Path) -> None:
        with pytest.raises(MacroError, match=r"needs data/papers.yml, .* or put a .bib file into data/"):
            library(tmp_path, {}).entries(PAPERS)

    def test_several_files_and_a_key_in_two_of_them(self, tmp_path: Path) -> None:
        files = {"a.bib": self.BIB, "b.BIB": "@book{three, title = {T}}\n@book{one, title = {Uno}}"}
        found = library(tmp_path, files)
        assert [paper.id for paper in found.entries(PAPERS)] == ["one", "two", "three"]
        assert [str(problem) for problem in found.problems] == [
            "data/b.BIB:2: 'one' is already a key in data/a.bib:1; this one is left out; move what only it has there and remove it, or change its key"
        ]

    def test_a_mistake_in_yaml_is_an_error_at_its_line_there(self, tmp_path: Path) -> None:
        yaml = "- id: one\n  yeer: 2025\n- id: tow\n  summary: x\n"
        found = library(tmp_path, {"refs.bib": self.BIB, "papers.yml": yaml})
        assert [f"{p.severity}: {p}" for p in found.problems] == [
            "error: data/papers.yml:2:3: yeer: unknown field, did you mean 'year'?",
            "error: data/papers.yml:3:3: title: is missing; add it, because no .bib file has an entry 'tow', did you mean 'two'?",
        ]

    def test_an_id_made_up_by_us_gives_way(self, tmp_path: Path) -> None:
        yaml = "- title: Tides\n  authors: [A B]\n  year: 2025\n"
        found = library(tmp_path, {"refs.bib": "@misc{b2025tides, title = {Other}}", "papers.yml": yaml})
        assert [(paper.id, paper.title) for paper in found.entries(PAPERS)] == [
            ("b2025tides-2", "Tides"),
            ("b2025tides", "Other"),
        ]
        assert found.problems == []

    def test_broken_yaml_is_reported_along_with_the_bib(self, tmp_path: Path) -> None:
        found = library(tmp_path, {"refs.bib": "@misc{a, title = {A}", "papers.yml": "- title: A: B\n"})
        assert sorted(problem.severity for problem in found.problems) == ["error", "warning"]
        found = library(tmp_path, {"papers.yml": "title: A\n"})
        assert [str(problem) for problem in found.problems if problem.severity == "error"] == [
            "data/papers.yml:1:1: must be a list; start each paper with '- '"
        ]


def test_the_parser_is_imported_only_for_a_bib(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from mkdocs_researcher.data.library import Library as L; "
        "p = pathlib.Path(sys.argv[1]); L(p / 'data', p); print('bibtexparser' in sys.modules)"
    )
    library(tmp_path, {"papers.yml": "- title: A\n"})
    run = [sys.executable, "-c", code, str(tmp_path)]
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout.strip() == "False"
    library(tmp_path, {"refs.bib": "@misc{a, title = {A}}"})
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout.strip() == "True"


SLOW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SOUP = st.lists(
    st.sampled_from(
        ["@article{", "@string{", "@comment{", "@misc(", "a", "b", ",", "=", "{", "}", '"', "#", "(", ")", "\n", " ", "%", "\\", "title", "author", "year", "crossref", "2020", "$", "é", "\x00", "---\n", "xdata", " and ", "url", "month"]
    ),
    max_size=60,
).map("".join)  # fmt: skip


class TestAnything:
    @SLOW
    @given(data=st.binary(max_size=300))
    @example(data=b"\xff\xfe@")
    @example(data=b"@{")
    def test_bytes(self, data: bytes, tmp_path: Path) -> None:
        library(tmp_path, {"refs.bib": data})

    @SLOW
    @given(text=SOUP)
    def test_pieces_of_bibtex(self, text: str, tmp_path: Path) -> None:
        found = library(
            tmp_path, {"refs.bib": f"@misc{{first, title = {{First}}}}\n{text}\n@misc{{last, title = {{Last}}}}\n"}
        )
        papers = {paper.id: paper for paper in found.optional(PAPERS)}
        assert papers["first"].title == "First"
        assert all(problem.location.line >= 0 and problem.message for problem in found.problems)

    @SLOW
    @given(
        fields=st.dictionaries(
            st.sampled_from(["author", "editor", "year", "month", "date", "doi", "url", "pdf", "note", "journal", "keywords", "abstract", "eprint", "preview", "pages", "status", "award"]),
            st.text(alphabet="ab1{}\\\"$,;-_*&<>/: ~'é", max_size=30),
            max_size=8,
        )
    )  # fmt: skip
    def test_any_fields_leave_the_paper(self, fields: dict[str, str], tmp_path: Path) -> None:
        bib = format_entry("article", "key", {**fields, "title": "Title"})
        harmless = {name: re.sub(r"[{}\\]", "", value) for name, value in fields.items() if name not in bib}
        extra = "".join(f",\n{name} = {{{value}}}" for name, value in harmless.items())
        found = library(tmp_path, {"refs.bib": bib.removesuffix(",\n}") + extra + "}"})
        (paper,) = found.optional(PAPERS)
        assert paper.title == "Title"
        assert not [problem for problem in found.problems if problem.severity == "error"]

    @SLOW
    @given(
        works=st.dictionaries(
            st.text(alphabet="abcXYZ0123456789:_-/", min_size=1, max_size=12),
            st.tuples(
                st.text(alphabet="abc XYZ$%é1", min_size=1, max_size=20).filter(lambda text: text.strip(" $%")),
                st.integers(1900, 2100),
                st.lists(st.sampled_from(["Tovanne, Mira", "Okasha, Pell", "{Tidal Consortium}", "van der Berg, Jan"]), min_size=1, max_size=3),
            ),
            min_size=1,
            max_size=5,
        )
    )  # fmt: skip
    def test_written_files_can_be_read_again(self, works: dict[str, Any], tmp_path: Path) -> None:
        """The entries that we show are read again as the same papers."""
        entries = [
            format_entry(
                "article", key, {"title": title, "year": str(year), "author": " and ".join(people), "journal": "J"}
            )
            for key, (title, year, people) in works.items()
        ]
        first = library(tmp_path, {"refs.bib": "\n\n".join(entries)}).optional(PAPERS)
        again = library(tmp_path, {"refs.bib": "\n\n".join(paper.bibtex or "" for paper in first)}).optional(PAPERS)
        assert list(again) == list(first)
        assert [paper.year for paper in first] == [year for _, year, _ in works.values()]
