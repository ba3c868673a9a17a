"""Paper boxes as people write them, and the papers that come of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measuring import grows_with_its_input_alone

from mkdocs_researcher.fields.names.matching import NameMatcher
from mkdocs_researcher.formats.source import keep_valid
from mkdocs_researcher.migration.addresses import Addresses
from mkdocs_researcher.migration.check.seen import seen_before
from mkdocs_researcher.migration.new_site import Marks
from mkdocs_researcher.migration.old_site import Line, OldSite
from mkdocs_researcher.migration.page import PageReader, is_box
from mkdocs_researcher.migration.papers.authors import meanings_in, profile_marks
from mkdocs_researcher.migration.papers.box import Box, read_box
from mkdocs_researcher.migration.papers.groups import PaperGroups
from mkdocs_researcher.migration.tree.cleaning import Cleaner
from mkdocs_researcher.migration.tree.tree import read_page, words

IMAGE = '<div class=\'paper-box-image\'><div><div class="badge">CoDaL 2026</div><img src=\'images/a.png\' alt="sym" width="100%"></div></div>'
TEXT = "<div class='paper-box-text' markdown=\"1\">"


def lines(text: str) -> list[Line]:
    return [Line(line, "_pages/about.md", number) for number, line in enumerate(text.split("\n"), 1)]


def read(text: str, owner: NameMatcher | None = None) -> Box | None:
    """The first box of a page, None if it is no paper."""
    site = OldSite(Path(__file__).parent)
    written = lines(text)
    body = read_page(written)
    addresses = Addresses(site)
    addresses.find = lambda path: path  # type: ignore[method-assign] # whatever files are there
    Cleaner(addresses, Marks(), written).clean(body)
    found = [element for element in body.iter() if is_box(element)]
    assert found
    return read_box(found[0], written[0], owner)


def box(text: str) -> Box:
    found = read(text)
    assert found
    return found


def paper(text: str, image: str = IMAGE, start: str = TEXT) -> dict[str, Any]:
    """The record of a box with this text beside its picture, without what is empty."""
    record = box(f"<div class='paper-box'>{image}\n{start}\n\n{text}\n\n</div>\n</div>").record
    return {name: value for name, value in record.items() if value not in ("", [], {}, None)}


HEAD = {"badge": "CoDaL 2026", "image": "images/a.png", "year": "2026"}


def test_the_template_s_own_form() -> None:
    text = """\
[Reading the Ledger](https://example.org/ledger)

**Mira Tovanne**, Pell Okasha

[**Project**](https://example.org/project) <strong><span class='show_paper_citations' data='ABCdefGHIjkl:u5HHmVD_uO8C'></span></strong>
- We read the books of layers.
- And *close* them."""
    assert paper(text) == {
        **HEAD,
        "title": "Reading the Ledger",
        "authors": ["Mira Tovanne", "Pell Okasha"],
        "links": {"Paper": "https://example.org/ledger", "Project": "https://example.org/project"},
        "scholar": "ABCdefGHIjkl:u5HHmVD_uO8C",
        "summary": "• We read the books of layers.<br>• And *close* them.",
    }


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("**Mira Tovanne**, Pell Okasha", ["Mira Tovanne", "Pell Okasha"]),
        ("Pell Okasha$^\\dagger$, **Mira Tovanne**$^\\dagger$", ["Pell Okasha†", "Mira Tovanne†"]),
        ("Pell Okasha\\*, **Mira Tovanne\\***", ["Pell Okasha*", "Mira Tovanne*"]),
        ("Pell Okasha*, **Mira Tovanne***", ["Pell Okasha*", "Mira Tovanne*"]),
        ("{Pell Okasha#, **Mira Tovanne#**}, Sune Brandvik", [["Pell Okasha#", "Mira Tovanne#"], "Sune Brandvik"]),
        ("<u>Mira Tovanne</u>, Pell Okasha", ["Mira Tovanne", "Pell Okasha"]),
        ("<b><u>Mira Tovanne</u></b>, Pell Okasha<sup>*</sup>", ["Mira Tovanne", "Pell Okasha*"]),
        ("***Mira Tovanne***, Pell Okasha.", ["Mira Tovanne", "Pell Okasha"]),
        ("<strong>Mira Tovanne</strong> and [Pell Okasha](https://pell.example.org)", ["Mira Tovanne", "Pell Okasha"]),
        ("<font color=red>Mira Tovanne</font>, Pell Okasha", ["Mira Tovanne", "Pell Okasha"]),
        ("Authors: **Mira Tovanne**, et al.", ["Mira Tovanne", "et al."]),
        ("**戸棚美良**, 岡田", ["戸棚美良", "岡田"]),
    ],
)
def test_authors(line: str, authors: list[Any]) -> None:
    found = paper(f"**A Title**\n\n{line}")
    assert keep_valid("papers", found, lambda *_: pytest.fail("something is left out"))
    assert [
        name if isinstance(name, list) else name.replace("others", "et al.") for name in found["authors"]
    ] == authors


OWNER = NameMatcher(["Mira Tovanne"])


def owned(text: str) -> Box | None:
    """A box on the site of Mira Tovanne."""
    return read(f"<div class='paper-box'>{IMAGE}{TEXT}\n\n{text}\n</div></div>", OWNER)


def test_the_owner_alone_is_an_author() -> None:
    found = owned("[Tides](https://t.example.org)\n\n**Mira Tovanne**\n\nCoDaL 2026")
    assert found
    assert found.record["authors"] == ["Mira Tovanne"]
    assert (found.record["venue"], found.record["summary"], found.names.bold) == ("CoDaL", "", ["Mira Tovanne"])
    other = owned("[Tides](https://t.example.org)\n\n**Neural Boats**")
    assert other
    assert "authors" not in other.record


def test_a_citation_is_split_where_that_is_certain() -> None:
    found = owned("On the tides. **Mira Tovanne**, *Pell Okasha*, CoDaL 2026")
    assert found
    record = found.record
    assert (record["title"], record["authors"]) == ("On the tides", ["Mira Tovanne", "Pell Okasha"])
    assert (record["venue"], record["summary"]) == ("CoDaL", "")


@pytest.mark.parametrize(
    "text",
    [
        "On the tides. **M. Tovanne**, *Pell Okasha*, 2022. In Workshop on Piers (WoP 2021), pages 1-3. Best Paper",
        "On the tides. Pell Okasha, Mira Tovanne, Neural Boats, 2020",
    ],
)
def test_a_doubtful_citation_is_not_a_title(text: str) -> None:
    assert owned(text) is None


def test_names_turned_round_with_a_year() -> None:
    found = owned(
        "[Tides](https://t.example.org)\n\nOkasha, P., Tovanne, M., & Moe, L. (2016). *Journal of Piers*, 3(2), 10–20. "
        "https://doi.org/10.1234/six"
    )
    assert found
    record = found.record
    assert record["authors"] == ["P. Okasha", "M. Tovanne", "L. Moe"]
    assert (record["venue"], record["year"], record["volume"], record["pages"]) == (
        "Journal of Piers",
        "2016",
        "3",
        "10–20",
    )
    assert record["doi"] == "10.1234/six"


def test_remarks_behind_names() -> None:
    found = paper(
        "[Tides](https://t.example.org)\n\nMira Tovanne, Pell Okasha (equal contribution), Lise Moe (corresponding author)"
    )
    assert found["authors"] == ["Mira Tovanne", "Pell Okasha", "Lise Moe"]
    assert found["note"] == "Pell Okasha: equal contribution; Lise Moe: corresponding author"


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        (
            r"(\* corresponding author, # equal contribution)",
            {"*": ["corresponding author"], "#": ["equal contribution"]},
        ),
        ("(*Equal contribution)", {"*": ["Equal contribution"]}),
        ("<sup>†</sup> denotes the corresponding author.", {"†": ["corresponding author"]}),
        (r"$^\dagger$ Equal contribution", {"†": ["Equal contribution"]}),
        ("Equal contribution (*)", {"*": ["Equal contribution"]}),
        ("*Corresponding author* of a letter, and **equal contribution**", {}),
        ("# Equality of tides", {}),
        ("Mira Tovanne*, Pell Okasha*", {}),
    ],
)
def test_the_meaning_of_marks(text: str, meanings: dict[str, list[str]]) -> None:
    assert meanings_in([words(read_page(lines(text)))]) == meanings


@pytest.mark.parametrize(
    ("reported", "marks", "noted"),
    [
        ({"*": ["Equal contribution"]}, {}, 0),
        ({"*": ["corresponding author"]}, {"*": "corresponding author"}, 0),
        ({}, {"*": ""}, 1),
        ({"*": ["equal contribution", "corresponding author"]}, {"*": ""}, 1),
        ({"*": ["equally contributed"], "†": ["corresponding author"]}, {}, 0),
    ],
)
def test_no_meaning_is_made_up(reported: dict[str, list[str]], marks: dict[str, str], noted: int) -> None:
    site = OldSite(Path("nowhere"))
    assert profile_marks(reported, [{"authors": ["Mira Tovanne*", "Pell Okasha"]}], site) == marks
    assert len(site.notes) == noted


def test_a_title_in_bold_and_italics() -> None:
    found = paper("***Two Tides***, [[paper]](https://p.example.org) [code]()\n\n**Mira Tovanne**, Pell Okasha")
    assert (found["title"], found["links"]) == ("Two Tides", {"paper": "https://p.example.org"})
    assert found["authors"] == ["Mira Tovanne", "Pell Okasha"]


def test_links_of_authors_and_bold_names_are_kept() -> None:
    found = box(
        f"<div class='paper-box'>{IMAGE}{TEXT}\n\n**T**\n\n**Mia T.**, [Pell Okasha](https://p.example.org)*\n</div></div>"
    )
    assert found.names.urls == {"Pell Okasha": "https://p.example.org"}
    assert found.names.bold == ["Mia T."]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "**ICML 2025**",
            {
                "venue": "International Conference on Machine Learning",
                "venue_short": "ICML",
                "year": "2025",
                "type": "conference",
            },
        ),
        ("*Journal of Tides*, 2024", {"venue": "Journal of Tides", "year": "2024"}),
        (
            "*Conference on Data (**CoDaL**), 2026*",
            {"venue": "Conference on Data", "venue_short": "CoDaL", "year": "2026"},
        ),
        (
            "*Conference on Data (**CoDaL**), 2026*, <font color=red>Oral</font>",
            {"venue": "Conference on Data", "venue_short": "CoDaL", "year": "2026", "award": "Oral"},
        ),
        ("*CoDaL*, 2026, Oral", {"venue": "CoDaL", "year": "2026", "award": "Oral"}),
        (
            "In *Proceedings of CoDaL*, Halden Bay, Pierland, May 2026 (**Best Paper Award**)",
            {
                "venue": "Proceedings of CoDaL",
                "date": "May 2026",
                "award": "Best Paper Award",
                "note": "Halden Bay, Pierland",
            },
        ),
        (
            "*Journal of Tides*, 3(2), 2024, pp. 10–20",
            {"venue": "Journal of Tides", "volume": "3", "number": "2", "pages": "10–20", "year": "2024"},
        ),
        ("Tides, Piers, and Boats, 2024", {"venue": "Tides, Piers, and Boats", "year": "2024"}),
        (
            '**NPI 2024 <span style="color: red;">, Oral (168/6105=2.75%), OA=5.0</span>**',
            {"venue": "NPI", "award": "Oral (168/6105=2.75%), OA=5.0", "year": "2024"},
        ),
        ("NPI 2024 <font color = red>(Spotlight)</font>", {"venue": "NPI", "award": "Spotlight", "year": "2024"}),
        ('<span style="color:blue">NPI 2024</span>', {"venue": "NPI", "year": "2024"}),
        (
            "Under Review / **ICML 2025 Workshop**",
            {
                "venue": "ICML Workshop",
                "venue_short": "ICML",
                "type": "workshop",
                "status": "under_review",
                "year": "2025",
            },
        ),
    ],
)
def test_venues_and_awards(line: str, expected: dict[str, str]) -> None:
    image = "<div class='paper-box-image'><img src='images/a.png' alt='sym'></div>"
    found = paper(f"**A Title**\n\n**Mira Tovanne**, Pell Okasha\n\n{line}", image)
    kind = {} if "type" in expected else {"type": found.get("type")}
    assert {name: found[name] for name in found if name not in {"title", "authors", "image", *kind}} == expected


@pytest.mark.parametrize(
    ("row", "links"),
    [
        (
            "[Code](https://c.example.org) \\| [Paper](https://p.example.org)",
            {"Code": "https://c.example.org", "Paper": "https://p.example.org"},
        ),
        (
            "[[Code](https://c.example.org)] [[Paper](https://p.example.org)]",
            {"Code": "https://c.example.org", "Paper": "https://p.example.org"},
        ),
        (
            "[**Code**](https://c.example.org) / [\\[Video\\]](https://v.example.org)",
            {"Code": "https://c.example.org", "Video": "https://v.example.org"},
        ),
        (
            "<a href='https://c.example.org'>Code</a> | <a href=\"https://p.example.org/?a=1&b=2\">PDF</a>",
            {"Code": "https://c.example.org", "PDF": "https://p.example.org/?a=1&b=2"},
        ),
        (
            "[Review](https://o.example.org/f?id=7&referrer=%5BA%5D(%2Fgroup%3Fid%3DX))",
            {"Review": "https://o.example.org/f?id=7&referrer=%5BA%5D(%2Fgroup%3Fid%3DX)"},
        ),
        ("[Page](mira.github.io/x)", {"Page": "https://mira.github.io/x"}),
        ("[Slides](./files/s.pdf)", {"Slides": "files/s.pdf"}),
        ("[Slides](/files/s.pdf)", {"Slides": "files/s.pdf"}),
        (
            "[![arXiv](https://img.shields.io/badge/arXiv-1-red)](https://a.example.org)",
            [{"label": "arXiv: 1", "url": "https://a.example.org"}],  # both words of a badge are seen
        ),
    ],
)
def test_rows_of_links(row: str, links: dict[str, str]) -> None:
    found = paper(f"**A Title**\n\n**Mira Tovanne**, Pell Okasha\n\n{row}")
    assert found["links"] == links
    assert "summary" not in found


def test_stars_become_the_repository() -> None:
    row = "[Code](https://github.com/npi/harbours) \\| ![Star Count](https://img.shields.io/github/stars/npi/harbours.svg)"
    found = paper(f"**A Title**\n\n**Mira Tovanne**, Pell Okasha\n\n{row}")
    assert found["repo"] == "npi/harbours"
    assert found["links"] == {"Code": "https://github.com/npi/harbours"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the link runs over a line, and the names follow behind a break
        ("[On the Tides\nof Harbours](https://t.example.org) <br> **Mira Tovanne**, Pell Okasha", {"title": "On the Tides of Harbours", "authors": ["Mira Tovanne", "Pell Okasha"], "links": {"Paper": "https://t.example.org"}}),
        # an unknown tag in a link of several lines, and no Markdown
        ("<a href='https://t.example.org'>\n  <papertitle> Tides </papertitle>\n</a><br>\n<strong>Mira Tovanne</strong>, Pell Okasha.<br><em> Journal of Tides</em>, 2025 (TOP) <a href='https://c.example.org'>[code]</a>", {"title": "Tides", "authors": ["Mira Tovanne", "Pell Okasha"], "venue": "Journal of Tides", "year": "2025", "note": "TOP", "links": {"Paper": "https://t.example.org", "code": "https://c.example.org"}}),
        # a badge in the link of the title
        ("[![Star](https://img.shields.io/github/stars/mt/tides.svg?style=social) <br> Tides](https://t.example.org) \\\\\n**Mira Tovanne**, Pell Okasha", {"title": "Tides", "repo": "mt/tides", "authors": ["Mira Tovanne", "Pell Okasha"]}),
        # the badge stands before the link
        ("[<img src='https://img.shields.io/github/stars/mt/tides'>](https://github.com/mt/tides) [Tides](https://t.example.org)\n\n**Mira Tovanne**, Pell Okasha", {"title": "Tides", "repo": "mt/tides", "links": {"Paper": "https://t.example.org"}}),
        # venue and links on one line
        ("**Tides**\n<u>Mira Tovanne</u>, Pell Okasha\n\n**<font color='#224B8D'>NPI 2024</font>** \\| [Paper](https://p.example.org) \\| [Code](https://c.example.org) [![Stars](https://img.shields.io/github/stars/mt/tides)](https://github.com/mt/tides)", {"venue": "NPI", "repo": "mt/tides", "links": {"Paper": "https://p.example.org", "Code": "https://c.example.org", "Repository": "https://github.com/mt/tides"}}),
        # a tag in brackets before the title, set off or not
        ("[<em>**NeurIPS’24**</em>] [Tides of Rope](https://t.example.org)\n\n**Mira Tovanne**, Pell Okasha", {"title": "Tides of Rope", "badge": "CoDaL 2026", "venue_short": "NeurIPS"}),
        # marks that no markup raises
        ("[Tides of Rope](https://t.example.org)\n\nPell Okasha^(corr.), **Mira Tovanne**^{*}, Sune Brandvik<sup>(corr.)</sup>", {"authors": ["Pell Okasha", "Mira Tovanne*", "Sune Brandvik"], "note": "Pell Okasha: corr.; Sune Brandvik: corr."}),
        # emoji behind the title
        ("[Tides of Rope](https://t.example.org) 🧪🔬\n\n**Mira Tovanne**, Pell Okasha", {"title": "Tides of Rope", "note": "🧪🔬"}),
        # all on one line of a list
        ("- [Tides](https://t.example.org) **Mira Tovanne**, Pell Okasha, Sune Brandvik **NPI2024(Oral)**", {"title": "Tides", "authors": ["Mira Tovanne", "Pell Okasha", "Sune Brandvik"], "venue": "NPI", "award": "Oral"}),
        # the venue before the names, and links before both
        ("[Tides](https://t.example.org)\n\n[Code](https://c.example.org)\n\n*Tides Symposium - August 2024*\n\n**Mira Tovanne**, Pell Okasha, ..., Sune Brandvik\n\n**Abstract**: Waves.", {"venue": "Tides Symposium - August", "authors": ["Mira Tovanne", "Pell Okasha", "others", "Sune Brandvik"], "summary": "**Abstract**: Waves."}),
        # what a mark means is neither a name nor a venue
        ("**Tides**\n\nPell Okasha*, **Mira Tovanne***. (*Equal contribution)\n\n*<sup>†</sup>Senior in 2024*", {"authors": ["Pell Okasha*", "Mira Tovanne*"], "summary": "*<sup>†</sup>Senior in 2024*"}),
        # icons in links
        ("<h3><a href='https://t.example.org'>Tides</a></h3><div>Pell Okasha, <span>Mira Tovanne</span></div><div><a href='https://p.example.org'><i class='fas fa-home'></i> Project</a> <a href='https://c.example.org'><i class='fab fa-github'></i> Code</a></div>", {"title": "Tides", "links": {"Paper": "https://t.example.org", "Project": "https://p.example.org", "Code": "https://c.example.org"}}),
        # words of badges
        ("**Tides**\n\nPell Okasha, **Mira Tovanne**\n\n[![P](https://img.shields.io/badge/Media-Harbour_Post-blue?logo=x)](https://n.example.org) ![Downloads](https://img.shields.io/badge/dynamic/json?url=x)", {"links": [{"label": "Media: Harbour Post", "url": "https://n.example.org"}]}),
        # a badge beside the text
        ("<div class='badge'>Report</div>\n\n**Tides**", {"badge": "CoDaL 2026 · Report", "title": "Tides"}),
    ],
)  # fmt: skip
def test_boxes_in_other_hands(text: str, expected: dict[str, Any]) -> None:
    start = TEXT if "<papertitle>" not in text and "<h3>" not in text else "<div class='paper-box-text'>"
    found = paper(text, start=start)
    assert {name: found.get(name) for name in expected} == expected
    assert keep_valid("papers", found, lambda *_: pytest.fail("something is left out"))


@pytest.mark.parametrize(
    "text",
    ["[ Never closed](https://t.example.org and words", "![](images/a.png)", "[", "* * *", "https://t.example.org"],
)
def test_a_box_with_a_doubtful_title_is_not_a_paper(text: str) -> None:
    assert read(f"<div class='paper-box'>{IMAGE}{TEXT}\n\n{text}\n</div></div>") is None


def test_a_number_drawn_by_another_server_is_reported() -> None:
    text = f"<div class='paper-box'>{IMAGE}{TEXT}\n\n**T**\n\n![Forks](https://img.shields.io/github/forks/mt/tides)\n</div></div>"
    assert any("'Forks' is drawn by another server" in note for note in box(text).notes)


def test_words_without_a_link_stay_words() -> None:
    found = paper("**A Title**\n\n**Mira Tovanne**, Pell Okasha\n\n[Poster]() \\| [Code](https://c.example.org)")
    assert found["links"] == {"Code": "https://c.example.org"}
    assert found["summary"] == "Poster"


def test_a_number_in_front_of_the_title() -> None:
    found = box(f"<div class='paper-box'>{IMAGE}{TEXT}\n\n**[12] A Title**\n</div></div>")
    assert (found.number, found.record["title"]) == (12, "A Title")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # no badge and no inner element
        ("<div class='paper-box'><div class='paper-box-image'><img src='images/a.png' alt='sym'></div><div class='paper-box-text' markdown='1'>\n\n**T**\n\n</div></div>", {"title": "T", "image": "images/a.png"}),
        # another class, quotes and order of attributes
        ('<div class="paper-box"><div class="paper-box-image"><div><div class="badge pulse-accent">NPI 2025</div><img loading=lazy src="images/a.png" alt="Three boats" width="75%"></div></div><div class="paper-box-text" markdown="1">**T**</div></div>', {"title": "T", "badge": "NPI 2025", "image_alt": "Three boats"}),
        # a venue that nobody knows, and what is none
        ("<div class='paper-box'><div class='badge'>QZT 2024</div><div class='paper-box-text' markdown='1'>**T**</div></div>", {"venue": "QZT", "year": "2024", "type": None}),
        ("<div class='paper-box'><div class='badge'>NEW 2024</div><div class='paper-box-text' markdown='1'>**T**</div></div>", {"venue": None}),
        # above and below
        ("<div class='paper-box'><div class='paper-box-top'><img src='images/a.png'></div><div class='paper-box-bottom' markdown='1'>\n\n**T**\n\n</div></div>", {"title": "T", "image": "images/a.png"}),
        # words between badge and picture
        ("<div class='paper-box'><div class='paper-box-image'><div><div class='badge'>NPI</div>Best of the year<img src='images/a.png'></div></div><div class='paper-box-text'>T</div></div>", {"title": "T", "badge": "NPI", "note": "Best of the year"}),
        # a video
        ("<div class='paper-box'><div class='paper-box-image'><video autoplay loop><source src='images/a.mp4' type='video/mp4'></video></div><div class='paper-box-text'>T</div></div>", {"title": "T", "video": "images/a.mp4"}),
        # HTML alone, over many lines
        ("<div class='paper-box'>\n    <div class='paper-box-image'>\n        <img src='images/a.png'>\n    </div>\n    <div class='paper-box-text'>\n        <h3>T</h3>\n        <p>Some words</p>\n    </div>\n</div>", {"title": "T", "summary": "Some words"}),
        # one end too few
        ("<div class='paper-box'><div class='paper-box-image'><img src='images/a.png'></div><div class='paper-box-text' markdown='1'>\n\n**T**\n\n</div>\n\n# Next\n\nwords", {"title": "T", "image": "images/a.png"}),
    ],
)  # fmt: skip
def test_variants_of_the_markup(text: str, expected: dict[str, str]) -> None:
    record = box(text).record
    assert {name: record.get(name) for name in expected} == expected


def test_the_template_author_s_citations_are_left_out() -> None:
    found = box(
        f"<div class='paper-box'>{IMAGE}{TEXT}\n\n**T**\n\n<span class='show_paper_citations' data='DhtAFkwAAAAJ:ALROH1vI_8AC'></span>\n</div></div>"
    )
    assert "scholar" not in found.record
    assert any("counts the citations of the template's own author" in note for note in found.notes)


PIECES = [
    "<div class='paper-box'>",
    TEXT,
    IMAGE,
    "</div>",
    "**",
    "[",
    "](x)",
    "\n",
    "\n\n",
    "<!--",
    "-->",
    "a, b",
    "{",
    "}",
    "*",
    "<a href='x'>",
    "$",
]


def read_page_of(text: str) -> list[str]:
    site = OldSite(Path("nowhere"))
    return PageReader(site, Addresses(site), {}, PaperGroups(site), Marks()).read(lines(text))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_no_page_ends_in_a_traceback(parts: list[str]) -> None:
    assert isinstance(read_page_of("".join(parts)), list)


@pytest.mark.parametrize("part", ["{% ", "**a ", "- a\n", "\n"])
def test_time_grows_with_the_length_of_a_page_alone(part: str) -> None:
    def read(count: int) -> None:
        read_page_of(part * count)
        seen_before(lines(part * count))

    assert grows_with_its_input_alone(read, 2_500)


def test_a_given_name_may_be_in() -> None:
    found = paper("**Tides of Seas**\n\nMira Tovanne, Dong In Okasha, Lise Moe\n\n*Journal of Tides*, 2026")
    assert found["authors"] == ["Mira Tovanne", "Dong In Okasha", "Lise Moe"]


def test_a_row_of_links_is_no_row_of_names() -> None:
    text = "[Tides of Seas](https://a.example.org)\n\n[Code](https://b.example.org), [WebServer](https://c.example.org)\n\n**Mira Tovanne**, Lise Moe"
    assert paper(text)["authors"] == ["Mira Tovanne", "Lise Moe"]


def test_a_venue_beside_links_and_icons() -> None:
    text = (
        "**Tides of Seas**\n\nMira Tovanne, Lise Moe\n\n*Journal of Tides*, 2026 · 🔗 [[Code]](https://b.example.org)"
    )
    found = paper(text)
    assert (found["venue"], found["links"]) == ("Journal of Tides", {"Code": "https://b.example.org"})
    text = '**Tides of Seas**\n\nMira Tovanne, Lise Moe\n\n**<font color="red">NeurIPS 2024</font>** \\| [Paper](https://a.example.org) <strong><span></span></strong>'
    assert paper(text)["venue_short"] == "NeurIPS"


def test_an_award_in_a_line_of_its_own() -> None:
    text = "**Tides of Seas**\n\nMira Tovanne, Lise Moe\n\n*Journal of Tides*\n\n<b><font color='red'>Best Paper</font></b>"
    assert paper(text)["award"] == "Best Paper"


def test_a_box_of_citations_is_no_paper() -> None:
    text = "<strong>Harbors</strong><br>[1] **Tovanne M**, Moe L, et al. Tides[J]. Shores, 2022.\n\n[2] **Tovanne M**. Seas[J]. Shores, 2023."
    assert read(f"<div class='paper-box'>{IMAGE}\n{TEXT}\n\n{text}\n\n</div>\n</div>") is None


def test_attributes_within_code_stay() -> None:
    assert "{: .tip }" in "\n".join(read_page_of("```markdown\n> A tip\n{: .tip }\n```\n"))


@pytest.mark.parametrize(
    ("label", "tag", "venue", "award"),
    [
        ("NeurIPS 2026", "[**NeurIPS 2026**] ", "Advances in Neural Information Processing Systems", ""),
        ("AAAI 2026", "[AAAI26 Oral]", "AAAI Conference on Artificial Intelligence", "Oral"),
        ("Tech Report 2026", "[Tech Report]", "", ""),
        (
            "CVPR 2026 Findings",
            "[CVPR26 Findings]",
            "Findings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition",
            "",
        ),
        (
            "ACL 2026 Findings",
            "[Findings of ACL 2026] ",
            "Findings of the Association for Computational Linguistics: ACL",
            "",
        ),
    ],
)
def test_a_label_that_a_box_says_twice(label: str, tag: str, venue: str, award: str) -> None:
    image = IMAGE.replace("CoDaL 2026", label)
    text = f"{tag}[The quiet ledger](https://a.example.org)\n\nMira Tovanne, Pell Okasha"
    whole = box(f"<div class='paper-box'>{image}\n{TEXT}\n\n{text}\n\n</div>\n</div>")
    record = whole.record
    assert (record["title"], record["badge"], record["year"]) == ("The quiet ledger", label, "2026")
    assert (record.get("venue", ""), record.get("award", "")) == (venue, award)
    said = seen_before(lines(tag)).words
    assert all(word in [*whole.said, *seen_before(lines(label)).words] for word in said if word not in {"of", "oral"})


def test_a_venue_and_a_year_that_a_style_sheet_sets_apart() -> None:
    line = "<span>Journal of Tidal Memory</span><span>2024</span>"
    found = paper(f"[Reading Ledgers](https://e.example.org)\n\n**Mira Tovanne**, Pell Okasha\n\n{line}", image="")
    assert (found["venue"], found["year"]) == ("Journal of Tidal Memory", "2024")


def test_a_rank_is_no_part_of_a_venue() -> None:
    image = IMAGE.replace("CoDaL 2026", "IWQoS 2016 (CCF-B)")
    found = paper("[Reading Ledgers](https://e.example.org)\n\nMira Tovanne, Pell Okasha", image=image)
    assert (found["venue_short"], found["year"], found["badge"]) == ("IWQoS", "2016", "IWQoS 2016 (CCF-B)")
