import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from mkdocs_researcher.fields import identifiers
from mkdocs_researcher.fields.identifiers import IDENTIFIERS, ArxivId, Doi, Isbn, Orcid, Pmid, links_for
from mkdocs_researcher.fields.links import Link

HASH = "649def34f8be52c8b66281af98ae884c09aef38b"
SICI = "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O"
WORK = "MiraExample1:u5HHmVD_uO8C"

GOOD = [
    ("doi", "10.1145/3292500.3330701", "10.1145/3292500.3330701"),
    ("doi", "doi: 10.1109/CVPR.2016.90", "10.1109/CVPR.2016.90"),
    ("doi", "DOI:10.1145/3292500.3330701.", "10.1145/3292500.3330701"),
    ("doi", "https://doi.org/10.1145/3292500.3330701", "10.1145/3292500.3330701"),
    ("doi", "http://dx.doi.org/10.1145/3292500.3330701?x=y", "10.1145/3292500.3330701"),
    ("doi", "doi.org/10.1145/3292500.3330701", "10.1145/3292500.3330701"),
    ("doi", SICI, SICI),
    ("doi", "https://doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O", SICI),
    ("arxiv", "2403.12345", "2403.12345"),
    ("arxiv", "2403.12345v2", "2403.12345v2"),
    ("arxiv", "0704.0001", "0704.0001"),
    ("arxiv", "1412.7878", "1412.7878"),
    ("arxiv", "1501.00001", "1501.00001"),
    ("arxiv", "arXiv:2403.12345V2 [cs.CL] 1 Mar 2024", "2403.12345v2"),
    ("arxiv", "https://arxiv.org/abs/2403.12345", "2403.12345"),
    ("arxiv", "https://www.arxiv.org/pdf/2403.12345v1.pdf#page=2", "2403.12345v1"),
    ("arxiv", "https://export.arxiv.org/abs/hep-th/9901001", "hep-th/9901001"),
    ("arxiv", "https://ar5iv.labs.arxiv.org/html/2403.12345", "2403.12345"),
    ("arxiv", "https://huggingface.co/papers/2403.12345", "2403.12345"),
    ("arxiv", "https://doi.org/10.48550/arXiv.2403.12345", "2403.12345"),
    ("arxiv", "cs/0112017", "cs/0112017"),
    ("arxiv", "math.GT/0309136v1", "math/0309136v1"),
    ("openreview", "YicbFdNTTy", "YicbFdNTTy"),
    ("openreview", "https://openreview.net/forum?id=YicbFdNTTy", "YicbFdNTTy"),
    ("openreview", "https://openreview.net/pdf?id=YicbFdNTTy", "YicbFdNTTy"),
    ("openreview", "https://openreview.net/forum?referrer=%5Bx%5D&id=YicbFdNTTy&noteId=z", "YicbFdNTTy"),
    ("acl", "2020.acl-main.1", "2020.acl-main.1"),
    ("acl", "p19-1001", "P19-1001"),
    ("acl", "https://aclanthology.org/2020.acl-main.1/", "2020.acl-main.1"),
    ("acl", "https://aclanthology.org/2020.acl-main.1.pdf", "2020.acl-main.1"),
    ("acl", "https://www.aclweb.org/anthology/P19-1001", "P19-1001"),
    ("pmid", "31452104", "31452104"),
    ("pmid", "PMID: 31452104", "31452104"),
    ("pmid", "PMID 31452104", "31452104"),
    ("pmid", "https://pubmed.ncbi.nlm.nih.gov/31452104/", "31452104"),
    ("pmid", "https://www.ncbi.nlm.nih.gov/pubmed/31452104", "31452104"),
    ("pmcid", "pmc6706973", "PMC6706973"),
    ("pmcid", "https://pmc.ncbi.nlm.nih.gov/articles/PMC6706973/", "PMC6706973"),
    ("pmcid", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC6706973/pdf/main.pdf", "PMC6706973"),
    ("hal", "hal-01234567v2", "hal-01234567v2"),
    ("hal", "sic_00001453", "sic_00001453"),
    ("hal", "https://hal.archives-ouvertes.fr/hal-01234567/document", "hal-01234567"),
    ("hal", "https://inria.hal.science/hal-01234567", "hal-01234567"),
    ("isbn", "978-3-16-148410-0", "9783161484100"),
    ("isbn", "ISBN 0-306-40615-2", "0306406152"),
    ("isbn", "urn:isbn:080442957x", "080442957X"),
    ("isbn", "https://openlibrary.org/isbn/9783161484100", "9783161484100"),
    ("repo", "octocat/hello-world", "octocat/hello-world"),
    ("repo", "https://github.com/octocat/hello-world/", "octocat/hello-world"),
    ("repo", "github.com/octocat/hello.world.git", "octocat/hello.world"),
    ("repo", "git@github.com:octocat/hello-world.git", "octocat/hello-world"),
    ("semantic_scholar", HASH.upper(), HASH),
    ("semantic_scholar", "13756489", "CorpusID:13756489"),
    ("semantic_scholar", "corpusid:13756489", "CorpusID:13756489"),
    ("semantic_scholar", f"https://www.semanticscholar.org/paper/A-Title/{HASH}", HASH),
    ("semantic_scholar", "https://api.semanticscholar.org/CorpusID:13756489", "CorpusID:13756489"),
    ("openalex", "w2741809807", "W2741809807"),
    ("openalex", "https://openalex.org/W2741809807", "W2741809807"),
    ("openalex", "https://api.openalex.org/works/W2741809807", "W2741809807"),
    ("scholar", WORK, WORK),
    (
        "scholar",
        f"https://scholar.google.com.hk/citations?view_op=view_citation&user=MiraExample1&citation_for_view={WORK}",
        WORK,
    ),
    (
        "scholar",
        "https://scholar.google.com/citations?citation_for_view=MiraExample1%3Au5HHmVD_uO8C&hl=en",
        WORK,
    ),
    ("orcid", "0000-0002-1825-0097", "0000-0002-1825-0097"),
    ("orcid", "000000021694233x", "0000-0002-1694-233X"),
    ("orcid", "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
]

BAD = [
    ("doi", "10.1/x", "'10.1/x' is not a DOI: write one such as 10.1145/3292500.3330701"),
    ("doi", "10.1145/a b", "'10.1145/a b' is not a DOI: write one such as 10.1145/3292500.3330701"),
    ("doi", "10.1145/a\x00", "'10.1145/a\\x00' is not a DOI: write one such as 10.1145/3292500.3330701"),
    ("doi", "", "'' is not a DOI: write one such as 10.1145/3292500.3330701"),
    ("arxiv", "2413.12345", "'2413.12345' is not an arXiv id: write one such as 2403.12345 or math/0309136"),
    ("arxiv", "2403.1234", "'2403.1234' is not an arXiv id: 2403 is followed by 5 digits"),
    ("arxiv", "1412.78780", "'1412.78780' is not an arXiv id: 1412 is followed by 4 digits"),
    ("arxiv", "٢٤٠٣.12345", "'٢٤٠٣.12345' is not an arXiv id: write one such as 2403.12345 or math/0309136"),
    ("openreview", "a/b", "'a/b' is not an OpenReview id: write one such as YicbFdNTTy"),
    (
        "acl",
        "acl-main.1",
        "'acl-main.1' is not an ACL Anthology id: write one such as 2020.acl-main.1 or P19-1001",
    ),
    ("pmid", "PMC123", "'PMC123' is not a PubMed id: write one such as 31452104"),
    ("pmcid", "123", "'123' is not a PubMed Central id: write one such as PMC6706973"),
    ("hal", "01234567", "'01234567' is not a HAL id: write one such as hal-01234567"),
    ("isbn", "12345", "'12345' is not an ISBN: write one such as 978-3-16-148410-0"),
    (
        "isbn",
        "978-3-16-148410-1",
        "the ISBN '978-3-16-148410-1' is mistyped: after its other digits the last one would be 0",
    ),
    (
        "isbn",
        "0804429570",
        "the ISBN '0804429570' is mistyped: after its other digits the last one would be X",
    ),
    (
        "repo",
        "https://gitlab.com/a/b",
        "'https://gitlab.com/a/b' is not a GitHub repository (for others use links): "
        "write one such as octocat/hello-world",
    ),
    (
        "repo",
        "octocat",
        "'octocat' is not a GitHub repository (for others use links): write one such as octocat/hello-world",
    ),
    (
        "semantic_scholar",
        "abc",
        f"'abc' is not a Semantic Scholar id: write one such as {HASH} or CorpusID:13756489",
    ),
    ("openalex", "A123", "'A123' is not an OpenAlex id: write one such as W2741809807"),
    ("scholar", "u5HHmVD_uO8C", f"'u5HHmVD_uO8C' is not a Google Scholar citation: write one such as {WORK}"),
    ("orcid", "0000-0002", "'0000-0002' is not an ORCID iD: write one such as 0000-0002-1825-0097"),
    (
        "orcid",
        "0000-0002-1825-0098",
        "the ORCID iD '0000-0002-1825-0098' is mistyped: after its other digits the last one would be 7",
    ),
]


@pytest.mark.parametrize(("name", "text", "canonical"), GOOD)
def test_normalize(name, text, canonical):
    assert IDENTIFIERS[name].normalize(text) == canonical


@pytest.mark.parametrize(("name", "text", "message"), BAD)
def test_malformed(name, text, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        IDENTIFIERS[name].normalize(text)


@pytest.mark.parametrize("name", IDENTIFIERS)
def test_examples_are_good_and_urls_lead_back(name):
    identifier = IDENTIFIERS[name]
    for example in identifier.example.split(" or "):
        canonical = identifier.normalize(example)
        assert identifier.normalize(canonical) == canonical
        assert identifier.normalize(identifier.url(canonical)) == canonical


@given(st.sampled_from(sorted(IDENTIFIERS)), st.text())
def test_nothing_but_value_errors(name, text):
    identifier = IDENTIFIERS[name]
    try:
        canonical = identifier.normalize(text)
    except ValueError:
        return
    assert identifier.normalize(canonical) == canonical


def test_urls_are_encoded():
    expected = "https://doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O"
    assert IDENTIFIERS["doi"].url(SICI) == expected
    assert IDENTIFIERS["doi"].url('10.1145/"><b>?#') == "https://doi.org/10.1145/%22%3E%3Cb%3E%3F%23"


def test_links_come_in_the_order_of_the_table():
    values = {name: row.normalize(row.example.split(" or ")[0]) for name, row in IDENTIFIERS.items()}
    assert links_for(dict(reversed(values.items()))) == (
        Link("Publisher", "https://doi.org/10.1145/3292500.3330701", "simple/doi"),
        Link("arXiv", "https://arxiv.org/abs/2403.12345", "simple/arxiv"),
        Link("PDF", "https://arxiv.org/pdf/2403.12345", "material/file-pdf-box"),
        Link("OpenReview", "https://openreview.net/forum?id=YicbFdNTTy", "researcher/openreview"),
        Link("ACL Anthology", "https://aclanthology.org/2020.acl-main.1/", "researcher/acl"),
        Link("PubMed", "https://pubmed.ncbi.nlm.nih.gov/31452104/", "simple/pubmed"),
        Link("PubMed Central", "https://pmc.ncbi.nlm.nih.gov/articles/PMC6706973/", "simple/pubmed"),
        Link("HAL", "https://hal.science/hal-01234567", "simple/hal"),
        Link("Code", "https://github.com/octocat/hello-world", "simple/github"),
        Link("Hugging Face", "https://huggingface.co/example/ledger", "simple/huggingface"),
        Link("Semantic Scholar", f"https://api.semanticscholar.org/{HASH}", "simple/semanticscholar"),
        Link("OpenAlex", "https://openalex.org/W2741809807", "researcher/openalex"),
        Link(
            "Google Scholar",
            f"https://scholar.google.com/citations?view_op=view_citation&citation_for_view={WORK}",
            "simple/googlescholar",
        ),
    )


def test_no_identifiers_give_no_links():
    assert links_for({"doi": None, "arxiv": "", "isbn": "9783161484100"}) == ()


@pytest.mark.parametrize("more", [{}, {"arxiv": "2403.12345"}])
def test_a_doi_of_arxiv_is_not_a_publisher(more):
    links = links_for({"doi": "10.48550/arXiv.2403.12345", **more})
    assert [(link.label, link.url) for link in links] == [
        ("arXiv", "https://arxiv.org/abs/2403.12345"),
        ("PDF", "https://arxiv.org/pdf/2403.12345"),
    ]


class Entry(BaseModel):
    doi: Doi | None = None
    arxiv: ArxivId | None = None
    pmid: Pmid | None = None
    isbn: Isbn | None = None
    orcid: Orcid | None = None


@pytest.mark.parametrize(
    ("number", "arxiv"),
    [(2403.12345, "2403.12345"), (2403.1, "2403.10000"), (704.0001, "0704.0001"), (1412.787, "1412.7870")],
)
def test_arxiv_ids_that_yaml_reads_as_decimal_numbers(number, arxiv):
    assert Entry(arxiv=number).arxiv == arxiv


def test_whole_numbers():
    assert Entry(pmid=31452104, isbn=9783161484100) == Entry(pmid="31452104", isbn="9783161484100")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("arxiv", 2403.1234567, "YAML does not read '2403.1234567' as text: write it in quotes"),
        ("arxiv", float("nan"), "YAML does not read 'nan' as text: write it in quotes"),
        ("isbn", 306406152, "YAML reads an ISBN that starts with 0 as a number: write it in quotes"),
        ("doi", 10.1145, "YAML does not read '10.1145' as text: write it in quotes"),
        ("doi", ["10.1145/x"], "write one text here, not a list or a mapping"),
        ("orcid", True, "YAML does not read 'True' as text: write it in quotes"),
    ],
)
def test_bad_fields(field, value, message):
    with pytest.raises(ValidationError) as caught:
        Entry(**{field: value})
    (error,) = caught.value.errors()
    assert (error["loc"], error["msg"]) == ((field,), f"Value error, {message}")


def test_json_schema():
    assert TypeAdapter(ArxivId).json_schema() == {
        "type": ["string", "number"],
        "examples": ["2403.12345", "math/0309136"],
    }
    assert TypeAdapter(Doi).json_schema() == {"type": "string", "examples": ["10.1145/3292500.3330701"]}


def test_every_identifier_of_a_field_has_a_type():
    types = {t.__metadata__[0].name for t in vars(identifiers).values() if hasattr(t, "__metadata__")}
    assert types == set(IDENTIFIERS) - {"pmcid"}  # papers have no field for it: it becomes a link
