"""BibTeX, RIS and CSL-JSON as entries of papers.yml, in the forms that programs and people write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_researcher.cli import main
from mkdocs_researcher.formats.csl_json.write import csl_item
from mkdocs_researcher.formats.source import ImportFailedError
from mkdocs_researcher.formats.work import Found
from mkdocs_researcher.importing.registry import kind_of_file, read_file
from mkdocs_researcher.macros.papers.model import Paper

RIS = """\
TY  - JOUR
AU  - Tovanne, Mira
AU  - van der Berg, Jan
TI  - Tides of <i>memory</i> & *loss*
T2  - Journal of Quiet Graphs
J2  - J. Quiet Graphs
PY  - 2024
DA  - 2024/05/17/
VL  - 12
IS  - 3
SP  - 101
EP  - 118
AB  - First line
and the second.
KW  - tides
KW  - memory
DO  - https://doi.org/10.1000/Tides
SN  - 1234-5678
UR  - https://doi.org/10.1000/tides
UR  - https://example.org/tides
L1  - https://example.org/tides.pdf
XX  - what is this
ER  -
"""


def read(tmp_path: Path, name: str, text: str | bytes, kind: str = "") -> Found:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_file(path, kind_of_file(path, kind))


def records(found: Found) -> list[dict[str, Any]]:
    return [work.record for work in found.works]


def reported(found: Found) -> list[str]:
    return [f"{note.severity}: {note}" for note in found.notes]


def test_ris(tmp_path: Path) -> None:
    found = read(tmp_path, "a.ris", RIS)
    assert records(found) == [
        {
            "title": r"Tides of <i>memory</i> & \*loss\*",
            "authors": ["Mira Tovanne", "Jan van der Berg"],
            "venue": "Journal of Quiet Graphs",
            "venue_short": "J. Quiet Graphs",
            "date": "2024-05-17",
            "type": "journal",
            "abstract": "First line and the second.",
            "links": {"Paper": "https://example.org/tides", "PDF": "https://example.org/tides.pdf"},
            "doi": "10.1000/Tides",
            "tags": ["tides", "memory"],
            "volume": "12",
            "number": "3",
            "pages": "101–118",
        }
    ]
    assert reported(found) == [
        f"warning: {(tmp_path / 'a.ris').as_posix()}:22: XX: 'what is this' has no field in papers.yml"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "TY - CONF\nA1 - Mira Tovanne\nT1 - Quiet Graphs\nBT - Proc. of Tides\nY1 - 2023///\nER -\n",
            "conference 2023",
        ),
        (
            "\ufeffTY  - CPAPER\r\nAU  - M T\r\nTI  - Quiet Graphs\r\nC3  - Proc. of Tides\r\nPY  - 2023\r\nER  - \r\n",
            "conference 2023",
        ),
        ("TY  - CHAP\nTI  - Quiet Graphs\nT2  - Proc. of Tides\nPY  - 2023/05\n", "chapter 2023-05"),
        ("TY  - JOUR\nTI  - Quiet Graphs\nJO  - Proc. of Tides\nY1  - 2023/13/99\nER  - \n", "journal 2023"),
        ("TY  - JOUR\nTI  - Quiet Graphs\nJF  - Proc. of Tides\nPY  - 23\nER  - \n", "journal None"),
    ],
)
def test_ris_of_several_programs(tmp_path: Path, text: str, expected: str) -> None:
    paper = read(tmp_path, "export.txt", text).works[0].paper
    assert f"{paper.type} {paper.date or paper.year}" == expected
    assert paper.title == "Quiet Graphs"
    assert paper.venue == "Proc. of Tides"


def test_ris_that_lacks_ends(tmp_path: Path) -> None:
    found = read(
        tmp_path, "a.ris", "AU  - lost\nTY  - JOUR\nTI  - One\nTY  - THES\nTI  - Two\nPB  - Halden Bay University\n"
    )
    assert [(work.paper.title, work.paper.type, work.paper.venue) for work in found.works] == [
        ("One", "journal", None),
        ("Two", "thesis", "Halden Bay University"),
    ]
    assert "a.ris:1: AU: 'lost' is outside all works and is left out" in reported(found)[0]
    assert "a.ris:2: does not end with 'ER  - '" in reported(found)[1]


CSL = {
    "id": "http://zotero.org/users/1/items/ABC",
    "citation-key": "tovanne2024tides",
    "type": "article-journal",
    "title": "Tides of <sub>2</sub>",
    "author": [
        {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
        {"literal": "The Tide Group and Friends"},
        {"family": "King", "given": "Martin", "suffix": "Jr."},
    ],
    "issued": {"date-parts": [["2024", 5, 17]]},
    "container-title": "Journal of Quiet Graphs",
    "container-title-short": "JQG",
    "page": "101-118",
    "volume": 12,
    "DOI": "10.1000/tides",
    "URL": "https://example.org/tides",
    "ISSN": "1234-5678",
    "abstract": "<jats:title>Abstract</jats:title><jats:p>One &lt; two.</jats:p>",
    "archive_colour": "green",
}


def test_csl_json(tmp_path: Path) -> None:
    found = read(tmp_path, "library.json", json.dumps([CSL, "odd", {"type": "book", "DOI": "10.1000/x", "author": []}]))
    assert records(found) == [
        {
            "id": "tovanne2024tides",
            "title": "Tides of <sub>2</sub>",
            "authors": ["Jan van der Berg", "{The Tide Group and Friends}", "Martin King Jr."],
            "venue": "Journal of Quiet Graphs",
            "venue_short": "JQG",
            "date": "2024-05-17",
            "type": "journal",
            "abstract": "One &lt; two.",
            "links": {"Paper": "https://example.org/tides"},
            "doi": "10.1000/tides",
            "volume": "12",
            "pages": "101–118",
        }
    ]
    lines = reported(found)
    assert "archive_colour: 'green' has no field in papers.yml" in lines[0]
    assert "is not a work and is left out: 'odd'" in lines[1]
    assert "the work 10.1000/x has no title and is left out" in lines[2]


@pytest.mark.parametrize(
    ("item", "field", "value"),
    [
        ({"issued": {"raw": "2024-05"}}, "date", "2024-05"),
        ({"issued": {"date-parts": [[2024]], "season": 1}}, "date", "Spring 2024"),
        ({"issued": "2024"}, "year", "2024"),
        ({"type": "article", "number": "arXiv:2403.12345", "publisher": "arXiv"}, "arxiv", "2403.12345"),
        ({"type": "article", "URL": "https://arxiv.org/abs/2403.12345v3"}, "arxiv", "2403.12345"),
        ({"type": "article", "publisher": "arXiv"}, "type", "preprint"),
        ({"type": "article", "container-title": "Journal of Tides"}, "type", "journal"),
        ({"type": "thesis", "publisher": "Halden Bay University", "genre": "Essay"}, "venue", "Halden Bay University"),
        ({"type": "book", "ISBN": "978-3-16-148410-0 9783161484100"}, "isbn", "9783161484100"),
        ({"status": "in press"}, "status", "in_press"),
        ({"DOI": "10.48550/arXiv.2403.12345"}, "arxiv", "2403.12345"),
    ],
)
def test_fields_of_csl_json(tmp_path: Path, item: dict[str, Any], field: str, value: str) -> None:
    whole = {"type": "article-journal", "title": "Quiet Graphs", "author": [], "id": "a", **item}
    found = read(tmp_path, "a.json", json.dumps({"items": [whole]}))
    assert records(found)[0].get(field) == value
    if field == "isbn":
        return
    assert not found.notes


def test_our_own_csl_json_comes_back(tmp_path: Path) -> None:
    record = {
        "id": "b2024",
        "title": "Quiet *graphs* & $x$",
        "authors": ["Mira Tovanne", "Tide Group"],
        "venue": "Conference on Data",
        "venue_short": "CoD",
        "date": "2024-05",
        "type": "conference",
        "doi": "10.1000/1",
        "tags": ["a", "b"],
        "volume": "3",
        "pages": "1–9",
        "publisher": "Pier Press",
    }
    item = csl_item(Paper.model_validate(record))
    found = read(tmp_path, "a.json", json.dumps([item]))
    assert records(found) == [{**record, "title": records(found)[0]["title"]}]
    assert csl_item(found.works[0].paper)["author"] == item["author"]


def test_bibtex_tells_what_has_no_place(tmp_path: Path) -> None:
    text = '@article{a, title={{Q}uiet {\\"u}ber}, author={T, Mira and others}, year=2024, month=may, journal={J},\n address={Pier}}'
    found = read(tmp_path, "a.bib", text)
    assert records(found) == [
        {
            "id": "a",
            "title": "Quiet über",
            "authors": ["Mira T", "others"],
            "venue": "J",
            "date": "2024-05",
            "type": "journal",
        }
    ]
    assert reported(found) == [
        f"info: {(tmp_path / 'a.bib').as_posix()}: 'address' has no field in papers.yml and is left out of an entry; "
        "a .bib file in the data folder keeps it"
    ]


@pytest.mark.parametrize(
    ("name", "text", "kind", "message"),
    [
        ("a.bib", "hello", "", "contains no BibTeX"),
        ("a.ris", "hello", "", "contains no RIS"),
        ("a.json", "[]", "csl-json", "contains no work that papers.yml can hold (it was read as CSL-JSON)"),
        ("a.json", "[{", "csl-json", "a.json:1"),
        ("a.json", '{"a": 1}', "csl-json", "a work has no title"),
        ("a.ris", b"\xff\xfe\x00", "", "contains no work"),
    ],
)
def test_unrecognized_input_is_reported(tmp_path: Path, name: str, text: str | bytes, kind: str, message: str) -> None:
    with pytest.raises(ImportFailedError) as failed:
        read(tmp_path, name, text, kind)
    assert message in "\n".join([str(failed.value), *map(str, failed.value.notes)])


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("x", "% a comment\n@article{a,}", "bibtex"),
        ("x", "\ufeff\nTY  - JOUR\n", "ris"),
        ("x", json.dumps([CSL]), "csl-json"),
        ("x.json", json.dumps(CSL), "csl-json"),
        ("resume.json", json.dumps({"basics": {"name": "A"}, "work": []}), ""),
        ("cv.yml", "cv: {name: A}\n", ""),
    ],
)
def test_kinds_of_files_are_recognized(tmp_path: Path, name: str, text: str, kind: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert kind_of_file(path, "") == kind


LINE = st.builds(
    "{}  - {}".format,
    st.sampled_from(["TY", "ER", "TI", "AU", "PY", "DA", "DO", "UR", "SN", "SP", "EP", "KW", "T2", "AB", "ZZ"]),
    st.text(max_size=20),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["title", "author", "issued", "date-parts", "family", "DOI", "type", "URL", "page", "raw"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.lists(LINE, max_size=12).map("\n".join) | st.text(max_size=60))
def test_any_ris_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    read_or_refused(tmp_path_factory.mktemp("ris"), "a.ris", text.encode("utf-8", "replace"), "ris")


@given(JSON)
def test_any_csl_json_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: Any) -> None:
    read_or_refused(
        tmp_path_factory.mktemp("csl"), "a.json", json.dumps([{"title": "A", "x": data}, data]).encode(), "csl-json"
    )


def read_or_refused(folder: Path, name: str, content: bytes, kind: str) -> None:
    try:
        found = read(folder, name, content, kind)
    except ImportFailedError as error:
        assert str(error)
        return
    for work in found.works:
        assert Paper.model_validate(work.record).title


@pytest.mark.parametrize(
    ("family", "given_name", "shown"),
    [
        ("李", "明", "李明"),
        ("欧阳", "修", "欧阳修"),
        ("김", "철수", "김철수"),
        ("山田", "太郎", "山田太郎"),
        ("山田", "たろう", "山田 たろう"),
        ("Tovanne", "Mira", "Mira Tovanne"),
    ],
)
def test_the_family_name_comes_first_where_people_write_it_first(
    tmp_path: Path, family: str, given_name: str, shown: str
) -> None:
    item = {"type": "article-journal", "title": "Quiet Graphs", "id": "a"}
    item |= {"author": [{"family": family, "given": given_name}]}
    (work,) = read(tmp_path, "a.json", json.dumps([item])).works
    assert work.record["authors"] == [shown]
    assert (work.paper.authors[0].family, work.paper.authors[0].given) == (family, given_name)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("N1  - Read twice", "N1: 'Read twice' has no field in papers.yml"),
        ("PY  - 20x3", "PY: '20x3' is not a date, so it is left out"),
        ("PY  - 2023/13/40", "PY: '2023-13-40' is not a date, so only 2023 is read"),
        ("DA  - 2023/05/40", "DA: '2023-05-40' is not a date, so only 2023-05 is read"),
    ],
)
def test_unread_lines_of_ris_are_reported(tmp_path: Path, line: str, message: str) -> None:
    found = read(tmp_path, "a.ris", f"TY  - JOUR\nTI  - Quiet Graphs\n{line}\nER  - \n")
    assert reported(found) == [f"warning: {(tmp_path / 'a.ris').as_posix()}:3: {message}"]


@pytest.mark.parametrize(
    "line", ["PY  - 2023///", "Y1  - 2023/05/17/12:00", "DA  - 2023-05", "PY  - 2023/00/00", "PY  - "]
)
def test_a_readable_date_in_ris_is_not_reported(tmp_path: Path, line: str) -> None:
    assert reported(read(tmp_path, "a.ris", f"TY  - JOUR\nTI  - Quiet Graphs\n{line}\nER  - \n")) == []


@pytest.mark.parametrize(
    ("issued", "message"),
    [
        ({"date-parts": [[2020, 13, 40]]}, "'2020-13-40' is not a date, so only 2020 is read"),
        ({"date-parts": [[2020, 5], [2021]]}, "'2020-5-2021' is not a date, so only 2020-05 is read"),
        ({"literal": "sometime in 2024"}, "'sometime in 2024' is not a date, so only 2024 is read"),
        ({"raw": "c. 2017"}, "'c. 2017' is not a date, so only 2017 is read"),
        ({"date-parts": [[2019]], "circa": True}, "'circa 2019' is not a date, so only 2019 is read"),
        ({"raw": "some day"}, "'some day' is not a date, so it is left out"),
    ],
)
def test_an_unreadable_date_in_csl_json_is_reported(tmp_path: Path, issued: object, message: str) -> None:
    item = {"type": "article-journal", "title": "Quiet Graphs", "id": "a", "issued": issued}
    (line,) = reported(read(tmp_path, "a.json", json.dumps([item])))
    assert f"issued: {message}" in line


@pytest.mark.parametrize(
    ("name", "text"), [("a.json", "[]"), ("a.txt", "Some words: they are: no YAML\n"), ("a.txt", "words\n")]
)
def test_a_file_without_entries_is_answered_with_the_known_formats(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Test\n")
    (tmp_path / name).write_text(text)
    result = CliRunner().invoke(main, ["import", str(tmp_path / name), str(tmp_path)])
    assert result.exit_code == 1
    assert f"{name}: is not a known format: neither papers (BibTeX, RIS, CSL-JSON) nor a CV (" in result.output


MARKUP = {
    "H<sub>2</sub>O &amp; <i>E. coli</i>": "H<sub>2</sub>O & <i>E. coli</i>",
    "A &amp;lt;b&amp;gt;new&amp;lt;/b&amp;gt; &#945; &eacute;": "A <b>new</b> α é",
    "<jats:italic>x</jats:italic> of <mml:math><mml:msup><mml:mi>y</mml:mi><mml:mn>2</mml:mn></mml:msup></mml:math>": (
        "<i>x</i> of $y^{2}$"
    ),
    '<mml:math alttext="\\alpha"><mml:mi>q</mml:mi></mml:math> <scp>DNA</scp> if a<b': r"$\alpha$ DNA if a&lt;b",
    "vec<int> and <script>x</script>": "vec&lt;int> and &lt;script>x&lt;/script>",
}
ABSTRACT = (
    "<jats:title>Abstract</jats:title><jats:sec><jats:title>Methods</jats:title><jats:p>H<jats:sub>2</jats:sub>O &amp; "
    "more.</jats:p></jats:sec><jats:list><jats:list-item><jats:p>one</jats:p></jats:list-item></jats:list>"
)


@pytest.mark.parametrize("written", MARKUP)
def test_markup_is_the_same_in_every_format(tmp_path: Path, written: str) -> None:
    files = {
        "a.bib": f"@article{{a, title = {{{written}}}, journal = {{Of {written}}}, abstract = {{{ABSTRACT}}}}}",
        "a.ris": f"TY  - JOUR\nTI  - {written}\nJF  - Of {written}\nAB  - {ABSTRACT}\nER  - \n",
        "a.json": json.dumps(
            [
                {
                    "id": "a",
                    "type": "article-journal",
                    "title": written,
                    "container-title": f"Of {written}",
                    "abstract": ABSTRACT,
                }
            ]
        ),
    }
    for name, text in files.items():
        [record] = records(read(tmp_path, name, text))
        assert (record["title"], record["venue"]) == (MARKUP[written], f"Of {MARKUP[written]}"), name
        assert record["abstract"] == "<b>Methods</b>\n\nH<sub>2</sub>O & more.\n\n- one", name


def test_et_al_is_no_part_of_a_name(tmp_path: Path) -> None:
    found = read(tmp_path, "a.ris", "TY  - JOUR\nTI  - Quiet Graphs\nAU  - Tovanne, Mira et al.\nER  - \n")
    assert records(found)[0]["authors"] == ["Mira Tovanne", "et al."]
