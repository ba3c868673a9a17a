"""Papers as BibTeX: what a reference manager reads of them, and that it can read whatever they hold."""

from __future__ import annotations

from typing import Any

import bibtexparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from measuring import grows_with_its_input_alone

from mkdocs_researcher.fields.names.person import Person
from mkdocs_researcher.formats.bibtex.entry_text import format_entry, with_fields
from mkdocs_researcher.formats.bibtex.write import bibtex_entry, bibtex_file, key_of, to_latex
from mkdocs_researcher.macros.papers.model import Paper


def test_more_fields_are_in_line() -> None:
    entry = with_fields(format_entry("article", "a", {"title": "A", "year": "2024"}), {"abstract": "Of tides."})
    assert [line.index(" = ") for line in entry.splitlines()[1:-1]] == [10, 10, 10]


def paper(**fields: Any) -> Paper:
    return Paper.model_validate({"id": "x", "title": "T", **fields})


def read(text: str) -> dict[str, tuple[str, dict[str, str]]]:
    """Type and fields of the entries of a file, by key; a file that is not read whole fails."""
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    assert library.comments == []
    return {
        entry.key: (entry.entry_type, {field.key: field.value for field in entry.fields}) for entry in library.entries
    }


def fields_of(**fields: Any) -> dict[str, str]:
    return read(bibtex_entry(paper(**fields)))["x"][1]


def kind_of(**fields: Any) -> str:
    return read(bibtex_entry(paper(**fields)))["x"][0]


def test_an_entry_in_full() -> None:
    entry = bibtex_entry(
        paper(
            id="okasha2025tides",
            title="Two Tides of *Fine*-Tuning with GPUs",
            authors=["Pell Okasha*", "Ludwig van Beethoven", "{North Pier Group}", "others"],
            venue="Journal of Tidal Computation",
            date="2025-03-04",
            type="journal",
            volume="12",
            number="3",
            pages="101–118",
            publisher="Pier & Press",
            doi="10.5555/jtc_12",
            arxiv="2507.05257",
            category="cs.LG",
            links={"Slides": "https://example.org/s.pdf", "Paper": "https://example.org/a_b.pdf"},
            note="Spotlight",
            award="Best",
            abstract="A.",
        )
    )
    assert (
        entry
        == """\
@article{okasha2025tides,
  author        = {Okasha, Pell and van Beethoven, Ludwig and {North Pier Group} and others},
  title         = {Two Tides of \\emph{Fine}-Tuning with {GPUs}},
  journal       = {Journal of Tidal Computation},
  volume        = {12},
  number        = {3},
  pages         = {101--118},
  publisher     = {Pier \\& Press},
  note          = {Spotlight},
  month         = mar,
  year          = {2025},
  eprint        = {2507.05257},
  archiveprefix = {arXiv},
  primaryclass  = {cs.LG},
  doi           = {10.5555/jtc_12},
  url           = {https://example.org/a_b.pdf},
}"""
    )


@pytest.mark.parametrize(
    ("fields", "kind", "name"),
    [
        ({"type": "conference"}, "inproceedings", "booktitle"),
        ({"type": "workshop"}, "inproceedings", "booktitle"),
        ({"type": "journal"}, "article", "journal"),
        ({"type": "preprint"}, "unpublished", "howpublished"),  # "misc" would be read again as of no type
        ({"type": "preprint", "arxiv": "2507.05257"}, "misc", "howpublished"),
        ({"type": "thesis"}, "phdthesis", "school"),
        ({"type": "thesis", "note": "M.Sc. thesis"}, "mastersthesis", "school"),
        ({"type": "thesis", "badge": "Master's thesis"}, "mastersthesis", "school"),
        ({"type": "thesis", "note": "Bachelor thesis"}, "mastersthesis", "school"),
        ({"type": "report"}, "techreport", "institution"),
        ({"type": "book"}, "book", "series"),
        ({"type": "chapter"}, "incollection", "booktitle"),
        ({"type": "patent"}, "misc", "howpublished"),
        ({"type": "dataset"}, "misc", "howpublished"),
        ({"type": "software"}, "misc", "howpublished"),
        ({"type": "poster"}, "misc", "howpublished"),
        ({}, "misc", "howpublished"),
    ],
)
def test_the_type_of_the_entry(fields: dict[str, str], kind: str, name: str) -> None:
    assert kind_of(venue="Pier 7", **fields) == kind
    assert fields_of(venue="Pier 7", **fields)[name] == "Pier 7"


@pytest.mark.parametrize(
    ("venue", "kind"),
    [
        ("Journal of Tides", "article"),
        ("IEEE Transactions on Tides", "article"),
        ("Proceedings of the Conference on Tides", "inproceedings"),
        ("Workshop on the Journal of Tides", "inproceedings"),
        ("arXiv preprint", "unpublished"),
    ],
)
def test_the_venue_tells_the_type_if_the_author_does_not(venue: str, kind: str) -> None:
    assert kind_of(venue=venue) == kind


def test_the_words_for_a_thesis_and_for_a_data_set() -> None:
    assert fields_of(type="thesis", note="B.Sc. thesis")["type"] == "Bachelor's thesis"
    assert "note" not in fields_of(type="thesis", note="M.Sc. thesis")
    assert fields_of(type="dataset")["type"] == "Dataset"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Pell Okasha", "Okasha, Pell"),
        ("J.-P. Serre", "Serre, J.-P."),
        ("Charles de la Vallée Poussin", "de la Vallée Poussin, Charles"),
        ("King, Jr., Martin Luther", "King, Jr., Martin Luther"),
        ("Yuanzhe Hu (胡远哲)", "Hu, Yuanzhe (胡远哲)"),
        ("张三", "张, 三"),
        ("Plato", "{Plato}"),
        ("{Barnes and Noble, Inc.}", "{Barnes and Noble, Inc.}"),
        ("et al.", "others"),
        ("{AT&T}", r"{AT\&T}"),
    ],
)
def test_names(name: str, expected: str) -> None:
    assert fields_of(authors=[name])["author"] == expected


@pytest.mark.parametrize(
    "name",
    ["Pell Okasha", "Ludwig van Beethoven", "Gary Marcus, Jr.", "Yuanzhe Hu (胡远哲)", "张三", "Plato", "{The Group}"],
)
def test_a_name_is_read_back_as_it_was(name: str) -> None:
    assert Person.parse(fields_of(authors=[name])["author"]) == Person.parse(name)


def test_a_name_with_the_word_and() -> None:
    person = Person(given="Rosa", family="Sand and Sea, Ltd")
    entry = bibtex_entry(paper().model_copy(update={"authors": (person,)}))
    assert read(entry)["x"][1]["author"] == "{Sand {and} Sea, Ltd}, Rosa"


@pytest.mark.parametrize(
    ("markdown", "latex"),
    [
        ("Plain words", "Plain words"),
        ("LedgerBench and mRNA of AI", "{LedgerBench} and {mRNA} of {AI}"),
        ("A *b* **c** `d_e` [f](https://example.org)", r"A \emph{b} \textbf{c} d\_e f"),
        (r"$\ell_1$ and \(\frac{a}{b}\)", r"$\ell_1$ and $\frac{a}{b}$"),
        ("50% of R&D for #1", r"50\% of R\&D for \#1"),
        ("$5 or $ 6", r"\$5 or \$ 6"),
        ("a {b", r"a \textbraceleft{}b"),
        (r"$\frac{a$", r"\$\textbackslash{}frac\textbraceleft{}a\$"),
        ("x~y^z", r"x\textasciitilde{}y\textasciicircum{}z"),
        (r"\*not\* emphasis", "*not* emphasis"),
        ("H<sub>2</sub>O, 1 < 2", r"H\textsubscript{2}O, 1 \textless{} 2"),
        ("a &amp; b", r"a \& b"),
        ("a *b LedgerBench*", r"a \emph{b {LedgerBench}}"),
        ("張三的書 ŁódźŻ", "張三的書 {ŁódźŻ}"),
    ],
)
def test_markdown_becomes_latex(markdown: str, latex: str) -> None:
    assert to_latex(markdown, protects=True) == latex


class TestTheAuthorsOwnEntry:
    def test_it_is_put_in_order_without_what_is_private(self) -> None:
        own = """@InProceedings{Key2025, bibtex_show={true}, Year = 2025, month = March, abbr={X},
            TITLE = "The {\\"O}sts " # {of  {LaTeX}}, file = {/x.pdf}, bdsk-file-1 = {x}, author={A B and C D}}"""
        assert bibtex_entry(paper(bibtex=own)) == (
            '@inproceedings{Key2025,\n  author = {A B and C D},\n  title  = {The {\\"O}sts of {LaTeX}},\n'
            "  month  = mar,\n  year   = {2025},\n}"
        )

    @pytest.mark.parametrize(
        "own",
        [
            "@article{a, title = {x}",
            "@article{a, title = {x}} @article{b, title = {y}}",
            "@article{a, title = {x}}}",
            "@article{a, title = }",
            "@comment{a, title = {x}}",
            "nothing",
            "@article{a, title = {x}} \n text",
            "@article{}",
        ],
    )
    def test_one_that_cannot_be_read_is_made_from_the_fields(self, own: str) -> None:
        assert bibtex_entry(paper(bibtex=own)) == "@misc{x,\n  title = {T},\n}"

    def test_a_key_that_is_not_valid_everywhere(self) -> None:
        assert read(bibtex_entry(paper(bibtex="@misc{ä&b, title={x}}"))).keys() == {"x"}

    @pytest.mark.parametrize(
        "own", ["@misc(k, title={x})", '@misc{k, title="x"}', "@misc{k,title={x},}", "@MISC {k , title = {x} }"]
    )
    def test_its_forms(self, own: str) -> None:
        assert bibtex_entry(paper(bibtex=own)) == "@misc{k,\n  title = {x},\n}"

    @given(st.text())
    def test_any_text(self, text: str) -> None:
        assert len(read(bibtex_entry(paper().model_copy(update={"bibtex": text})))) == 1


class TestKeys:
    @pytest.mark.parametrize(
        ("given_id", "key"),
        [
            ("tovanne2026ledger", "tovanne2026ledger"),
            ("conf/x:Y_1", "conf/x:Y_1"),
            ("a b,c", "a-b-c"),
            ("Müller", "muller"),
            ("张", "5f20"),
            ("%", "25"),
        ],
    )
    def test_valid(self, given_id: str, key: str) -> None:
        assert key_of(paper(id=given_id)) == key

    def test_unique_in_a_file(self) -> None:
        papers = [paper(id=name) for name in ("a b", "A-B", "a,b", "a-b-2", "c")]
        assert list(read(bibtex_file(papers))) == ["a-b-3", "A-B", "a-b-4", "a-b-2", "c"], "ids that are keys stay"


def test_fields_that_are_addresses_are_left_as_they_are() -> None:
    fields = fields_of(links={"Paper": "https://example.org/a_b?x=1&y=%20#z"}, doi="10.1000/a{b}_c")
    assert fields["url"] == "https://example.org/a_b?x=1&y=%20#z"
    assert fields["doi"] == "10.1000/a%7Bb%7D_c"


def test_an_address_that_the_doi_says_already_is_left_out() -> None:
    assert "url" not in fields_of(doi="10.5555/a", links={"Publisher": "https://doi.org/10.5555/A"})
    assert fields_of(openreview="7ywj1B3DuO")["url"] == "https://openreview.net/forum?id=7ywj1B3DuO"


def test_papers_in_press() -> None:
    assert fields_of(status="accepted", note="Oral")["note"] == "Oral. To appear"
    assert fields_of(status="under_review", note="Under review")["note"] == "Under review"


texts = st.text(st.characters(exclude_categories=("Cs",)), min_size=1).filter(lambda text: text.strip())
marked = st.lists(
    st.sampled_from(
        ["a", "B", " ", "\\", "{", "}", "$", "*", "_", "%", "#", "@", '"', "\n", ",", "=", "&", "~", "^", "é", "GPU"]
    ),
    min_size=1,
).map("".join)


@given(
    st.fixed_dictionaries(
        dict.fromkeys(("title", "venue", "note", "publisher", "volume", "pages", "number"), texts | marked)
    ),
    st.sampled_from(["journal", "thesis", "dataset", None]),
)
def test_whatever_the_fields_hold_the_entry_can_be_read(fields: dict[str, str], kind: str) -> None:
    made = paper().model_copy(update={**fields, "type": kind})
    entries = read(bibtex_file([made, paper(id="after")]))
    assert list(entries) == ["x", "after"]
    assert set(entries["x"][1]) >= {"title"} or not to_latex(fields["title"])


@given(
    st.builds(
        Person,
        given=texts | marked,
        particle=st.just("van") | st.just(""),
        family=texts | marked,
        suffix=st.sampled_from(["", "Jr.", "(x)"]),
        literal=st.just("") | texts,
    )
)
def test_whatever_a_name_holds_the_next_is_still_there(person: Person) -> None:
    entry = bibtex_entry(paper().model_copy(update={"authors": (person, Person(given="Pell", family="Okasha"))}))
    authors = read(entry)["x"][1]["author"]
    assert authors.endswith(" and Okasha, Pell")
    assert names_in(authors) == 2


def names_in(text: str) -> int:
    """How many names BibTeX sees: those between the word "and" outside braces."""
    depth, count = 0, 1
    for word in text.split(" "):
        if depth == 0 and word.lower() == "and":
            count += 1
        depth += word.count("{") - word.count("}")
    return count


@given(texts)
def test_any_id_gives_a_key(text: str) -> None:
    made = paper().model_copy(update={"id": text})
    assert read(bibtex_entry(made)).keys() == {key_of(made)}
    assert key_of(made).isascii()


def test_time_grows_with_the_number_of_papers_alone() -> None:
    fields = {
        "title": "On the *Spectra* of LedgerBench",
        "authors": ["Mira Tovanne", "P. Okasha"],
        "venue": "CoDaL",
        "year": 2025,
    }
    papers = [paper(id=f"paper{number}", **fields) for number in range(10_000)]
    assert grows_with_its_input_alone(lambda count: bibtex_file(papers[:count]), len(papers) // 4)
