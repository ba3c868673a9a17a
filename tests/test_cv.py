"""The CV: the page, what a browser prints of it, and the PDF that Typst sets."""

from __future__ import annotations

import functools
import re
import sys
import types
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from building import CONFIG, EXAMPLE, Built, Project, broken_links
from click.testing import CliRunner, Result
from mkdocs.config import load_config
from pdf_reading import links_of, pieces_of, read, right_edges, text_of
from small_font import font_with, fonts_of_the_machine
from support import make_site, write_project

from mkdocs_researcher.cli import main
from mkdocs_researcher.errors import Location
from mkdocs_researcher.hosts.pdf import fonts as cv_fonts
from mkdocs_researcher.hosts.pdf.blocks import blocks_of
from mkdocs_researcher.hosts.pdf.cv_file import write_cv
from mkdocs_researcher.wording import LANGUAGES, english, words_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.machine

WITH_PDF = CONFIG.replace("  - researcher\n", "  - researcher: {cv_pdf: true}\nsite_url: https://mira.example.org/\n")
PROFILE = """\
name: Mira Tovanne
native_name: 戸棚 美良
role: Ph.D. candidate
affiliations: [Halden Bay University]
email: mira@example.org
website: https://www.mira.example.org/
links:
  - scholar: MiraExample1
  - {label: "A long address", url: "https://example.org/one/two/three/four/five/six"}
"""
PAPERS = """\
- {title: Quiet Graphs, authors: [Mira Tovanne*, Pell Okasha*], venue: Conference on Data, venue_short: CoDa, year: 2025, id: quiet, award: Oral}
- {title: Loud Graphs, authors: [Pell Okasha, Mira Tovanne], year: 2024, id: loud, links: {Paper: "https://example.org/loud"}}
"""
DATA = {
    "profile": PROFILE,
    "papers": PAPERS,
    "education": "- {institution: Halden Bay University, degree: Ph.D., area: Statistics, date: 2024.09 - 2028.06 (expected)}\n",
    "awards": "- {title: North Pier Medal, awarder: North Pier Institute, date: 2022 & 2023}\n- {title: Harbour Grant, date: 2024}\n",
    "experience": "- {organization: Quill Labs, position: Intern, date: Jun 2024 - Aug 2024, highlights: [Cut memory by 38 %.], papers: [quiet]}\n",
    "mentees": "- {name: Leocadia Brunn, degree: B.Sc., now: Quill Labs, papers: [loud]}\n",
    "visits": "- {title: Tidal Computing Institute, date: 2023}\n",
}
ORDER = ("education", "awards", "experience", "papers", "talks", "teaching", "service", "mentees", "projects")


GENERAL = {
    name: f"- {{title: The {name}}}\n" for name in ("references", "languages", "skills", "certificates", "volunteer")
}


def test_sections_that_an_import_writes_are_shown(project: Project) -> None:
    papers = "- {title: Quiet Graphs, year: 2025}\n"
    built = site(project, papers=papers, education="", experience="", awards="", mentees="", **GENERAL)
    assert headings(built) == ["Publications", "Volunteering", "Certificates", "Skills", "Languages", "References"]
    assert "Contributed" not in headings(built, "h3")


def test_a_file_of_cards_is_not_a_section(project: Project) -> None:
    cards = "- title: Python\n  icon: material/language-python\n  color: teal\n"
    files = {
        "mkdocs.yml": CONFIG,
        "data/profile.yml": PROFILE,
        "data/awards.yml": DATA["awards"],
        "data/skills.yml": cards,
    }
    built = project.write({**files, "docs/index.md": "{{ cards('skills') }}\n", "docs/cv.md": "{{ cv() }}\n"}).build()
    assert built.problems() == []
    assert "Python" not in built.html("cv/index.html")


def site(project: Project, page: str = "{{ cv() }}\n", config: str = CONFIG, **data: str) -> Built:
    """The site, with a font for its characters; so none of the machine is needed."""
    files = {f"data/{name}.yml": text for name, text in (DATA | data).items() if text}
    files |= {"mkdocs.yml": config, "docs/index.md": "# Home\n", "docs/cv.md": page}
    return project.write({"fonts/small.ttf": font_for(*files.values()), **files}).quick_build()


def font_for(*texts: str, family: str = "Small Test Font") -> bytes:
    """A font with the East Asian characters of some texts, and of our own words."""
    characters = {sign for text in (*texts, *own_words()) for sign in text if sign >= "\u2e80"}
    return font_with("".join(sorted(characters)), family)


@functools.cache
def own_words() -> tuple[str, ...]:
    return tuple(words_of(language)[key] for language in LANGUAGES for key in english())


def headings(built: Built, level: str = "h2") -> list[str]:
    return [
        tag.get_text(" ", strip=True).removesuffix("¶").strip() for tag in built.page("cv/index.html").select(level)
    ]


def in_order(text: str, words: list[str]) -> bool:
    position = 0
    for word in words:
        position = text.find(word, position)
        assert position >= 0, f"{word!r} is missing, or stands too early"
    return True


# The page


def test_all_that_there_is_data_for_in_the_usual_order(project: Project) -> None:
    built = site(project)
    assert not built.problems()
    assert headings(built, "h1") == ["Mira Tovanne 戸棚 美良"]
    assert headings(built) == ["Education", "Honors and awards", "Experience", "Publications", "Mentoring"]
    assert headings(built, "h3") == ["First author", "Contributed"]
    assert not broken_links(built)


@pytest.mark.parametrize(("as_first", "shown"), [(2, ["Preprints"]), (3, ["First author", "Contributed"])])
def test_papers_of_a_senior_author_are_grouped_by_type(project: Project, as_first: int, shown: list[str]) -> None:
    """Who is the first author of less than a quarter of ten papers or more."""
    names = [*["Mira Tovanne, Pell Okasha"] * as_first, *["Pell Okasha, Mira Tovanne"] * (10 - as_first)]
    papers = "".join(
        f"- {{title: T{n}, authors: [{who}], type: preprint, year: 2024}}\n" for n, who in enumerate(names)
    )
    assert headings(site(project, papers=papers, experience="", mentees=""), "h3") == shown


def test_sections_and_titles_of_the_authors_own(project: Project) -> None:
    built = site(project, '{{ cv(sections={"Work *abroad*": "visits", "Prizes": "awards"}) }}\n')
    assert headings(built) == ["Work abroad", "Prizes"]
    assert "Tidal Computing Institute" in built.page("cv/index.html").get_text()
    assert headings(site(project, '{{ cv(["papers", "research_visits"]) }}\n', research_visits=DATA["visits"])) == [
        "Publications",
        "Research visits",
    ]


def test_titles_are_in_the_language_of_the_site(project: Project) -> None:
    built = site(project, config=CONFIG.replace("theme: material", "theme: {name: material, language: de}"))
    assert headings(built) == ["Ausbildung", "Auszeichnungen", "Berufserfahrung", "Publikationen", "Betreuung"]


def test_a_section_without_a_file_is_named_with_the_path_to_create(project: Project) -> None:
    built = site(project, '{{ cv(["education", "talks"]) }}\n')
    assert built.exit_code == 1
    assert any(line.startswith("docs/cv.md:1: cv(): needs data/talks.yml") for line in built.problems())


def test_without_a_profile_there_is_no_cv(project: Project) -> None:
    built = site(project, profile="")
    assert built.exit_code == 1
    assert any("needs data/profile.yml" in line for line in built.problems())


def test_the_page_has_the_layout_and_no_columns_of_the_theme(project: Project) -> None:
    page = site(project).page("cv/index.html")
    assert page.select(".rs-layout--cv")
    assert page.select_one(".md-sidebar--primary")["hidden"] == ""


def test_short_addresses_say_themselves(project: Project) -> None:
    shown = [tag.get_text(strip=True) for tag in site(project).page("cv/index.html").select(".rs-cvhead li")]
    assert shown == ["mira@example.org", "mira.example.org", "Google Scholar", "A long address"]


def test_words_of_the_authors_own_stay(project: Project) -> None:
    profile = PROFILE + '  - {label: Blogs, url: "https://mira.example.org/b"}\n  - wechat: mira_t\n'
    shown = [
        tag.get_text(strip=True) for tag in site(project, profile=profile).page("cv/index.html").select(".rs-cvhead li")
    ]
    assert shown[-2:] == ["Blogs", "WeChat: mira_t"]


def test_news_can_be_a_section(project: Project) -> None:
    news = "- {date: 2024, text: Something new}\n- {date: 2023, text: Something old}\n"
    built = site(project, '{{ cv(sections=["news"]) }}\n', WITH_PDF, news=news)
    assert headings(built) == ["News"]
    assert in_order(text_of(pdf_of(built)), ["News", "Something new", "Something old"])


@pytest.mark.parametrize(
    ("sections", "message"),
    [("[]", "names no section"), ("{}", "names no section"), ('["papers", "papers"]', "names 'papers' twice")],
)
def test_sections_that_cannot_be_meant(project: Project, sections: str, message: str) -> None:
    built = site(project, f"{{{{ cv(sections={sections}) }}}}\n")
    assert built.exit_code == 1
    assert any(line.startswith("docs/cv.md:1: cv(sections): ") and message in line for line in built.problems())


def test_a_cv_of_the_authors_own_is_checked(project: Project) -> None:
    built = site(project, '{{ cv(pdf="files/cv.pdf") }}\n')
    assert (
        "docs/cv.md:1: pdf: there is no file 'files/cv.pdf' in the docs folder; put it there, and write its path from there"
        in built.problems()
    )


def test_below_another_title_the_name_is_a_lower_heading(project: Project) -> None:
    built = site(project, "# About me\n\n{{ cv(heading_level=2) }}\n")
    assert headings(built, "h1") == ["About me"]
    assert headings(built)[0].startswith("Mira Tovanne")
    assert headings(built, "h3") == ["Education", "Honors and awards", "Experience", "Publications", "Mentoring"]
    assert headings(built, "h4") == ["First author", "Contributed"]


# The PDF of a build


def pdf_of(built: Built) -> bytes:
    assert not built.problems()
    return (built.site / "cv.pdf").read_bytes()


def test_the_pdf_says_what_the_page_says_in_its_order(project: Project) -> None:
    built = site(project, config=WITH_PDF)
    pdf = pdf_of(built)
    assert in_order(
        text_of(pdf),
        [
            "Mira Tovanne", "戸棚 美良", "Ph.D. candidate", "mira@example.org", "Education", "Halden Bay University",
            "Ph.D. in Statistics", "Sep 2024 – Jun 2028 (expected)", "Honors and awards", "Harbour Grant", "2024",
            "North Pier Medal, North Pier Institute", "2022, 2023", "Experience", "Quill Labs", "Intern", "[CoDa'25]",
            "Cut memory by 38 %.", "Publications", "equal contribution", "First author", "[CoDa'25]", "M. Tovanne",
            "P. Okasha", "“Quiet Graphs”", "Conference on Data", "Oral.", "Contributed", "“Loud Graphs”", "Mentoring",
            "Leocadia Brunn, B.Sc., Now: Quill Labs", "1 / 1",
        ],
    )  # fmt: skip
    assert built.page("cv/index.html").select_one(".rs-cvhead .rs-btn")["href"] == "../cv.pdf"


def test_links_are_live_and_the_file_says_whose_it_is(project: Project) -> None:
    pdf = pdf_of(site(project, config=WITH_PDF))
    assert links_of(pdf) >= {"mailto:mira@example.org", "https://www.mira.example.org/", "https://example.org/loud"}
    found = read(pdf).metadata
    assert (found.title, found.author) == ("Mira Tovanne", "Mira Tovanne")


def test_links_within_the_site_lead_to_the_web_or_nowhere(project: Project) -> None:
    education = "- {institution: Halden Bay University, url: index.md}\n"
    assert "https://mira.example.org/" in links_of(pdf_of(site(project, config=WITH_PDF, education=education)))
    without = re.sub("site_url: .*\n", "", WITH_PDF)
    assert not any("index" in link or not link.startswith(("http", "mailto")) for link in links_of(
        pdf_of(site(project, config=without, education=education)))
    )  # fmt: skip


@pytest.mark.parametrize("more", ["", "markdown_extensions: [pymdownx.arithmatex: {generic: true}]\n"])
def test_math_is_set_in_characters(project: Project, more: str) -> None:
    papers = (
        "- {id: quiet, title: 'An $\\ell_1$ Norm and $x^{2k} \\le \\alpha$', authors: [Mira Tovanne], year: 2025}\n"
    )
    built = site(project, config=WITH_PDF + more, papers=papers, mentees="")
    text = text_of((built.site / "cv.pdf").read_bytes())
    assert "An ℓ1 Norm and x2k ≤ α" in re.sub(r"\s+", " ", text)


def test_exponents_and_accents_in_formulas(project: Project) -> None:
    title = "A $10^{-3}$, $\\vec{p}$, $\\hat{\\theta}$ and $\\overline{12}$"
    papers = f"- {{id: quiet, title: '{title}', authors: [Mira Tovanne], year: 2025}}\n"
    pieces = pieces_of(read(pdf_of(site(project, config=WITH_PDF, papers=papers, mentees=""))).pages[-1])
    sizes = {text.strip(): size for text, _, size in pieces}
    assert sizes["−3"] < sizes["12"], "the sign of an exponent is as small as the number"
    fonts = {text.strip(): font for text, font, _ in pieces}
    for accent in ("\u20d7", "\u0302"):
        assert "Math" in fonts[accent], "the accent is beside its letter, or an empty box"


def test_a_formula_that_loses_its_form_is_reported(project: Project) -> None:
    papers = "- {id: quiet, title: 'A $\\sqrt[3]{x}$', authors: [Mira Tovanne], year: 2025}\n"
    built = site(project, config=WITH_PDF, papers=papers, mentees="")
    assert "the PDF shows the formula \\sqrt[3]{x} as '[3]x'; write it in another way" in built.output


def test_the_same_data_gives_the_same_bytes(project: Project) -> None:
    first = pdf_of(site(project, config=WITH_PDF))
    run = project.build()  # a process of its own
    assert pdf_of(run) == first


def test_all_fonts_are_in_the_file(project: Project) -> None:
    fonts = {
        str(font.get_object()["/BaseFont"]): font.get_object()
        for page in read(pdf_of(site(project, config=WITH_PDF))).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert any("Inter" in name for name in fonts)
    for name, font in fonts.items():
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor, name


@pytest.mark.parametrize(
    "text",
    [
        '#read("/etc/passwd")', '#import "@preview/x:1.0.0"', "#panic()", "= Heading", "- point", "@label", "<label>", "~", "\\u{41}",
        "$x^2", "`raw`", "/* comment */", "// comment", "https://example.org/a_b*c", "#{1 + 1}", "[[content]]", "–- ---", '"quoted"',
    ],
)  # fmt: skip
def test_text_never_is_code_of_typst(project: Project, text: str) -> None:
    quoted = "'" + text.replace("'", "''") + "'"
    plain = text.replace("`", "").replace("<label>", "<label>")
    pdf = pdf_of(site(project, config=WITH_PDF, awards=f"- title: {quoted}\n  note: 'before {text} after'\n"))
    assert plain in text_of(pdf)
    assert "root:" not in text_of(pdf)


def test_the_sections_are_those_of_the_page(project: Project) -> None:
    text = text_of(pdf_of(site(project, '{{ cv(sections={"Prizes": "awards"}) }}\n', WITH_PDF)))
    assert in_order(text, ["Mira Tovanne", "Prizes", "Harbour Grant"])
    assert "Publications" not in text


def test_thirty_five_papers_stay_at_about_four_pages(project: Project) -> None:
    paper = """- title: "A Title of Usual Length That Says What Was Found and Where, Number {n}"
  authors: [Mira Tovanne*, Pell Okasha*, Sune Brandvik, Ayo Lindqvist, Ines Calloway, Jonas Hassan, Wanda Adeyemi]
  venue: The Thirty-Ninth Annual Conference on Data and Learning Systems
  venue_short: CoDaL
  year: {year}
  award: {award}
"""
    many = "".join(
        paper.format(n=n, year=2025 - n // 5, award="Spotlight (3.2 % of 21,575)" if n % 4 == 0 else "''")
        for n in range(35)
    )
    position = """- organization: Quill Labs {n}
  position: Research intern
  date: "{year}"
  mentor: [Ottoline Reyes]
  projects: [{{title: Memory for agents, highlights: [What to write and when., An evaluation of 2,100 tasks., What to drop.]}}]
"""
    positions = "".join(position.format(n=n, year=2025 - n) for n in range(6))
    awards = "".join(
        f"- {{title: Prize {n}, date: {2025 - n % 4}, note: 41 recipients worldwide}}\n" for n in range(12)
    )
    pdf = pdf_of(site(project, config=WITH_PDF, papers=many, experience=positions, awards=awards, mentees=""))
    text = text_of(pdf)
    assert all(f"Number {n}”" in text for n in range(35))
    assert 3 <= len(read(pdf).pages) <= 4


def test_an_entry_longer_than_a_page_is_all_there(project: Project) -> None:
    points = "".join(f"  - Point number {n} says a few words about the work that was done.\n" for n in range(150))
    text = text_of(pdf_of(site(project, config=WITH_PDF, experience=f"- organization: Quill\n  highlights:\n{points}")))
    assert all(f"Point number {n} " in text for n in range(150))


def test_long_words_and_addresses_stay_on_the_paper(project: Project) -> None:
    word, url = "Supercalifragilistic" * 12, "https://example.org/" + "a-long-path_" * 20
    pdf = pdf_of(
        site(
            project,
            config=WITH_PDF,
            awards=f"- {{title: {word}, date: 2024, note: '{url}'}}\n",
            papers=f"- {{title: {word}, authors: [Mira Tovanne], venue: {word}, venue_short: {'V' * 40}, year: 2025}}\n",
            experience="",
            mentees="",
        )
    )
    for page in read(pdf).pages:
        assert max(right_edges(page)) < page.mediabox.width - 28  # a centimetre
    assert word in text_of(pdf).replace(" ", "")


def test_words_that_fit_can_be_searched(project: Project) -> None:
    pdf = pdf_of(
        site(
            project,
            config=WITH_PDF,
            awards="- {title: 教育部优秀博士学位论文奖及国家自然科学奖一等奖及其他诸多荣誉称号获得者名单, note: Donaudampfschifffahrtsgesellschaftskapitän}\n",
        )
    )
    text = "".join(page.extract_text() for page in read(pdf).pages)
    assert "国家自然科学奖" in text
    assert "Donaudampfschifffahrtsgesellschaftskapitän" in text


def test_many_authors_are_all_there_with_their_commas(project: Project) -> None:
    names = ", ".join(f"{letter}. Author" for letter in "ABCDEFGHIJKLMNOP")
    papers = f"- {{id: quiet, title: Many, authors: [Mira Tovanne, {names}], year: 2024}}\n"
    text = text_of(pdf_of(site(project, config=WITH_PDF, papers=papers, mentees="")))
    assert f"M. Tovanne, {names}, “Many”" in text


# Characters that the fonts lack


Machine = Callable[..., None]
REMEDY = (
    "install one, such as Noto Sans CJK (Debian and Ubuntu: apt install fonts-noto-cjk), or put its file (.ttf, .otf or .ttc) "
    "into the folder fonts/ next to mkdocs.yml"
)
LEFT_OUT = f"mkdocs.yml: cv_pdf: the PDF leaves out native_name '戸棚 美良', because no installed font has 戸 棚 美 良; {REMEDY}"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Gives the machine a font with some characters in place of those that it has."""
    if sys.platform != "linux":
        pytest.skip("only on Linux a variable can hide the fonts of the machine")

    def set_fonts(characters: str = "") -> None:
        for name, value in fonts_of_the_machine(tmp_path / "machine", characters).items():
            monkeypatch.setenv(name, value)

    set_fonts()
    return set_fonts


def without_fonts(project: Project, strict: bool = False, **data: str) -> Built:
    """A site whose project has no font."""
    site(project, config=CONFIG, **data)
    (project.root / "fonts" / "small.ttf").unlink()
    return project.write({"mkdocs.yml": WITH_PDF}).quick_build(strict)


def families(pdf: bytes) -> set[str]:
    fonts = [font.get_object() for page in read(pdf).pages for font in page["/Resources"]["/Font"].values()]
    return {str(font["/BaseFont"]).partition("+")[2].partition("-")[0] for font in fonts}


def test_a_native_name_that_no_font_has_is_left_out(project: Project, machine: Machine) -> None:
    built = without_fonts(project, strict=True)
    assert built.exit_code == 0, built.output
    assert built.problems() == [LEFT_OUT]
    assert not built.lines("WARNING")
    assert headings(built, "h1") == ["Mira Tovanne 戸棚 美良"]
    text = text_of((built.site / "cv.pdf").read_bytes())
    assert in_order(text, ["Mira Tovanne Ph.D. candidate", "Education", "Halden Bay University"])


def test_a_native_name_is_left_out_for_a_single_character(project: Project, machine: Machine) -> None:
    machine("戸棚美")
    built = without_fonts(project)
    assert built.problems() == [LEFT_OUT.replace("戸 棚 美 良;", "良;")]
    assert "戸" not in text_of((built.site / "cv.pdf").read_bytes())


def test_text_that_no_font_has_is_a_warning_that_names_it(project: Project, machine: Machine) -> None:
    awards = "- {title: 北桟橋賞, date: 2024, note: A prize}\n- {title: Plain}\n"
    papers = "- {id: quiet, title: On Piers, authors: [Mira Tovanne, 岡 沙羅], year: 2025}\n"
    built = without_fonts(
        project, strict=True, awards=awards, papers=papers, mentees="", profile="name: Mira Tovanne\n"
    )
    assert built.exit_code == 1
    assert built.problems() == [
        "mkdocs.yml: cv_pdf: the PDF shows empty boxes for 北 桟 橋 賞 岡 沙 羅, which no installed font has, in "
        f"'北桟橋賞, A prize 2024', '…M. Tovanne, 岡 沙羅, “On Piers”, 2025.'; {REMEDY}"
    ]
    assert len(built.lines("WARNING")) == 1


def test_much_text_that_no_font_has_is_counted(project: Project, machine: Machine) -> None:
    titles = [f"賞{chr(ord('一') + number)} and other words of a title that is long" for number in range(9)]
    built = without_fonts(project, awards="".join(f"- title: {title}\n" for title in titles))
    (message,) = [line for line in built.problems() if line != LEFT_OUT]
    shown = ", ".join(f"'{title[:28]}…'" for title in titles[:5])
    assert message.startswith(
        "mkdocs.yml: cv_pdf: the PDF shows empty boxes for 賞 一 丁 丂 七 丄 丅 丆 and 2 more characters, which no installed font has, "
        f"in {shown} and 4 more; "
    )


def test_letters_of_every_other_script_count_too(project: Project, machine: Machine) -> None:
    built = without_fonts(
        project, profile="name: Mira Tovanne\n", awards="- {title: Thai ไย and ★ and Łódź and ℓ and →}\n"
    )
    assert built.problems() == [
        "mkdocs.yml: cv_pdf: the PDF shows empty boxes for ไ ย, which no installed font has, in 'Thai ไย and ★ and Łódź and ℓ and…'; "
        "install one that has them, or put its file (.ttf, .otf or .ttc) into the folder fonts/ next to mkdocs.yml"
    ]


def test_several_scripts_are_named_with_their_fonts(project: Project, machine: Machine) -> None:
    built = without_fonts(project, profile="name: Mira Tovanne\n", awards="- {title: 賞 and ไ}\n")
    (message,) = built.problems()
    assert (
        "install Noto Sans CJK (Debian and Ubuntu: apt install fonts-noto-cjk) and a font that has ไ, or put" in message
    )


def test_a_file_that_is_not_a_font_is_a_warning(project: Project, machine: Machine) -> None:
    project.write({"fonts/text.ttf": "words", "fonts/empty.otf": b"", "fonts/web.woff2": b"wOF2"})
    built = without_fonts(project, profile="name: Mira Tovanne\n", awards="- {title: Medal}\n")
    assert built.problems() == [
        "mkdocs.yml: cv_pdf: fonts/empty.otf is not a TrueType or OpenType font; get it again",
        "mkdocs.yml: cv_pdf: fonts/text.ttf is not a TrueType or OpenType font; get it again",
        "mkdocs.yml: cv_pdf: fonts/web.woff2 is not used: only .ttf, .otf and .ttc files are",
    ]
    assert len(built.lines("WARNING")) == 3


def test_an_address_is_not_shown_so_it_needs_no_font(project: Project, machine: Machine) -> None:
    built = without_fonts(
        project, profile="name: Mira Tovanne\n", awards="- {title: Medal, url: 'https://example.org/賞'}\n"
    )
    assert not built.problems()


def test_a_font_of_the_machine_needs_no_set_up(project: Project, machine: Machine) -> None:
    machine("戸棚美良")
    pdf = pdf_of(without_fonts(project))
    assert "Mira Tovanne 戸棚 美良" in text_of(pdf)


def test_a_font_of_the_project_comes_first(project: Project, machine: Machine) -> None:
    machine("戸棚美良")
    without_fonts(project)
    project.write({"fonts/more/own.TTF": font_with("戸棚美良", "Own Letters")})
    pdf = pdf_of(project.quick_build())
    assert "Mira Tovanne 戸棚 美良" in text_of(pdf)
    assert "OwnLetters" in families(pdf)
    assert "MachineLetters" not in families(pdf)


def test_a_font_in_the_language_of_the_site_comes_first(project: Project, machine: Machine) -> None:
    without_fonts(project)
    config = WITH_PDF.replace("theme: material", "theme: {name: material, language: ja}")
    files = {
        f"fonts/{ending}.ttf": font_for(PROFILE, "年月", family=f"Letters {ending}") for ending in ("CN", "JP", "KR")
    }
    pdf = pdf_of(project.write({"mkdocs.yml": config, **files}).quick_build())
    assert families(pdf) & {"LettersCN", "LettersJP", "LettersKR"} == {"LettersJP"}


def test_a_font_that_comes_while_the_site_is_served_is_used(project: Project, machine: Machine) -> None:
    without_fonts(project)
    project.start("serve")
    assert LEFT_OUT in project.rebuild().problems()
    project.write({"fonts/own.ttf": font_with("戸棚美良")})
    assert "戸棚 美良" in text_of(pdf_of(project.rebuild()))
    project.write({"fonts/own.ttf": font_with("戸")})
    assert LEFT_OUT.replace("戸 棚 美 良;", "棚 美 良;") in project.rebuild().problems()


def test_the_folder_of_fonts_is_watched_if_there_is_a_pdf(project: Project) -> None:
    site(project)
    for config, is_watched in ((CONFIG, False), (WITH_PDF, True)):
        project.write({"mkdocs.yml": config})
        loaded = load_config(str(project.root / "mkdocs.yml"))
        loaded.plugins.on_startup(command="serve", dirty=False)
        loaded.plugins.on_config(loaded)
        assert (str(project.root / "fonts") in loaded.watch) == is_watched


def test_characters_that_are_not_looked_up_are_in_our_fonts(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    assigned = (sign for sign in map(chr, range(0x3000)) if unicodedata.category(sign) != "Cn")
    ours = "".join(filter(cv_fonts._AVAILABLE.match, assigned))
    assert len(ours) > 2000
    monkeypatch.setattr(cv_fonts, "_AVAILABLE", re.compile("(?!)"))
    assert cv_fonts.missing_characters({"name": ours, "native": "戸"}, cv_fonts.OwnFonts(Path("none"))) == {"戸"}


@pytest.mark.parametrize(
    ("installed", "words"),
    [
        (None, "Typst, which is not installed"),
        (types.SimpleNamespace(Fonts=object), "a newer Typst than the one that is installed"),
    ],
    ids=["none", "too old"],
)
def test_without_typst_the_author_reads_what_to_install(
    project: Project, monkeypatch: pytest.MonkeyPatch, installed: object, words: str
) -> None:
    monkeypatch.setitem(sys.modules, "typst", installed)
    built = site(project, config=WITH_PDF)
    assert built.exit_code == 1
    message = f'mkdocs.yml: cv_pdf: the PDF needs {words}; run: pip install --upgrade "mkdocs-researcher[pdf]"'
    assert message in built.problems()
    assert not (built.site / "cv.pdf").exists()


def test_without_the_fonts_the_author_reads_what_to_install(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fontpkg_inter", None)
    built = site(project, config=WITH_PDF)
    assert built.exit_code == 1
    assert any(
        "the PDF needs the fonts Inter and Source Serif 4, which are not installed; run: pip" in line
        for line in built.problems()
    )


def test_a_pdf_of_the_authors_own_wins(project: Project) -> None:
    project.write({"docs/cv.pdf": b"%PDF mine"})
    built = site(project, config=WITH_PDF)
    assert built.exit_code == 0
    assert (built.site / "cv.pdf").read_bytes() == b"%PDF mine"
    assert "docs/cv.pdf: is your own file, so none is generated" in built.problems()


def test_a_broken_section_makes_no_pdf(project: Project) -> None:
    built = site(project, "no call here\n", WITH_PDF, awards="- {titel: X}\n")
    assert built.exit_code == 1
    assert not (built.site / "cv.pdf").exists()


def test_an_error_in_the_data_is_not_said_again_because_of_the_pdf(tmp_path: Path) -> None:
    write_project(tmp_path, {"data/profile.yml": "name: Mira Tovanne\n", "data/awards.yml": "- {titel: X}\n"})
    served = make_site(tmp_path)
    write_cv(served, tmp_path / "cv.pdf", "", Location("mkdocs.yml"))
    problems = [str(problem) for problem in served.problems]
    assert sum("titel" in line for line in problems) == 1
    assert "mkdocs.yml: cv_pdf: cv.pdf is not written until the errors in data/awards.yml are corrected" in problems


# The command


def run(project: Project, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["cv", str(project.root), *arguments])


def test_the_command_writes_the_file_of_the_build(project: Project, tmp_path: Path) -> None:
    built = pdf_of(site(project, config=WITH_PDF))
    path = tmp_path / "out" / "cv.pdf"
    result = run(project, "--pdf", str(path))
    assert (result.exit_code, result.output) == (0, f"wrote {path.as_posix()}\n")
    assert path.read_bytes() == built


def test_the_command_tells_what_no_font_has(project: Project, tmp_path: Path, machine: Machine) -> None:
    without_fonts(project, awards="- {title: 賞}\n")
    result = run(project, "--pdf", str(tmp_path / "cv.pdf"))
    assert result.exit_code == 0
    lines = result.stderr.splitlines()
    assert lines[0] == LEFT_OUT.replace("mkdocs.yml: cv_pdf", "info")
    assert lines[1].startswith(
        "warning: the PDF shows empty boxes for 賞, which no installed font has, in '賞'; install one"
    )


def test_the_example_site_needs_no_font_of_the_machine(tmp_path: Path, machine: Machine) -> None:
    result = CliRunner().invoke(main, ["cv", str(EXAMPLE), "--pdf", str(tmp_path / "cv.pdf")])
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [LEFT_OUT.replace("mkdocs.yml: cv_pdf", "info")]


def test_the_command_overwrites_nothing_by_itself(project: Project, tmp_path: Path) -> None:
    site(project)
    path = tmp_path / "cv.pdf"
    path.write_text("mine")
    result = run(project, "--pdf", str(path))
    assert result.exit_code == 1
    assert "would be overwritten; use --force" in result.output
    assert path.read_text() == "mine"
    assert run(project, "--pdf", str(path), "--force").exit_code == 0
    assert run(project, "--pdf", str(path)).output == f"unchanged {path.as_posix()}\n"


def test_the_command_takes_sections_and_paper(project: Project, tmp_path: Path) -> None:
    site(project)
    path = tmp_path / "cv.pdf"
    assert run(project, "--pdf", str(path), "--sections", "awards, education", "--paper", "us-letter").exit_code == 0
    assert in_order(text_of(path.read_bytes()), ["Honors and awards", "Education"])
    assert "Publications" not in text_of(path.read_bytes())
    assert [round(float(side)) for side in read(path.read_bytes()).pages[0].mediabox[2:]] == [612, 792]


@pytest.mark.parametrize(
    ("data", "arguments", "message"),
    [
        ({}, ["--sections", "talks"], "needs data/talks.yml"),
        ({}, ["--sections", "../x"], "is not the name of a data file"),
        ({"profile": ""}, [], "needs data/profile.yml"),
        ({"awards": "- {titel: X}\n"}, [], "data/awards.yml:1:4: titel: unknown field"),
    ],
)
def test_the_command_tells_what_is_wrong(
    project: Project, tmp_path: Path, data: dict[str, str], arguments: list[str], message: str
) -> None:
    site(project, **data)
    result = run(project, "--pdf", str(tmp_path / "cv.pdf"), *arguments)
    assert result.exit_code == 1
    assert "Error: no CV was made: " in result.output
    assert message in result.output
    assert not (tmp_path / "cv.pdf").exists()


def test_the_command_tells_all_that_is_wrong_at_once(project: Project, tmp_path: Path) -> None:
    site(project, awards="- {titel: X}\n", education="- {institution: A, date: soon}\n")
    result = run(project, "--pdf", str(tmp_path / "cv.pdf"))
    assert "data/awards.yml:1:4: titel: unknown field" in result.output
    assert "data/education.yml:1:20: date: 'soon' is not a date" in result.output


# On paper, from a browser


@pytest.mark.browser
@pytest.mark.parametrize(("paper", "size"), [("A4", [595, 842]), ("Letter", [612, 792])])
def test_the_page_is_a_cv_when_it_is_printed(browser: Browser, example_url: str, paper: str, size: list[int]) -> None:
    page = browser.new_page()
    page.goto(example_url + "cv/", wait_until="load")
    titles = [title.strip() for title in page.locator("article h2, article h3, .rs-row__text > b").all_inner_texts()]
    pdf = page.pdf(format=paper, print_background=True)
    text = text_of(pdf).replace(" ", "")
    assert in_order(text, [re.sub(r"\s|¶", "", title) for title in titles])
    pages = read(pdf).pages
    assert 2 <= len(pages) <= 4
    assert [round(float(side)) for side in pages[0].mediabox[2:]] == pytest.approx(size, abs=1)
    for number, shown in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in shown.extract_text()
    for word in ("Search", "Otherlooks", "Madewith", "andmore", "PDF"):
        assert word not in text
    page.close()


# Signs of the language, links, sections that say more


@pytest.mark.parametrize(
    ("language", "comma", "names"),
    [("zh", "，", "、"), ("ja", "、", "、"), ("en", ", ", ", ")],
)
def test_commas_and_colons_are_those_of_the_language(project: Project, language: str, comma: str, names: str) -> None:
    config = WITH_PDF.replace("theme: material", f"theme: {{name: material, language: {language}}}")
    education = "- {institution: A, degree: Ph.D., location: B, advisor: [C, D], focus: [E, F]}\n"
    profile = "name: Mira Tovanne\nrole: R\nlocation: L\nlinks: [wechat: mira]\n"
    built = site(
        project,
        config=config,
        education=education,
        profile=profile,
        papers="",
        experience="",
        service="- {role: Reviewer, venues: [G, H]}\n",
    )
    colon = {"en": ": "}.get(language, "：")
    page, pdf = built.page("cv/index.html").get_text(), pdf_of(built)
    text = re.sub(r"\s+", "", read(pdf).pages[0].extract_text())
    for said in (f"C{names}D", f"E{names}F", f"G{names}H", f"D{comma}B"):
        assert said in page
        assert said.replace(" ", "") in text
    assert f"{colon}mira" in page
    assert f"{colon.strip()}mira" in text
    assert f"R{comma.strip()}L" in text


def test_a_section_has_a_text_and_headings_of_the_authors_own(project: Project) -> None:
    papers = {"file": "papers", "text": "A *first* line.\\n\\n- a point", "groups": {"First author": "First-authored"}}
    built = site(project, f"{{{{ cv(sections={{'My work': {papers}}}) }}}}\n".replace("\\\\", "\\"), config=WITH_PDF)
    page = built.page("cv/index.html")
    assert headings(built) == ["My work"]
    assert headings(built, "h3") == ["First-authored", "Contributed"]
    assert in_order(
        page.get_text(), ["My work", "A first line.", "a point", "First-authored", "Quiet Graphs", "Contributed"]
    )
    text = text_of(pdf_of(built))
    assert in_order(
        text, ["My work", "A first line.", "a point", "First-authored", "Quiet Graphs", "Contributed", "Loud Graphs"]
    )


def test_a_text_above_a_list_without_groups(project: Project) -> None:
    call = "{{ cv(sections=[{'file': 'education', 'text': 'Two words.'}, 'awards']) }}\n"
    built = site(project, call, config=WITH_PDF)
    assert headings(built) == ["Education", "Honors and awards"]
    assert in_order(
        text_of(pdf_of(built)), ["Education", "Two words.", "Halden Bay University", "Honors", "Harbour Grant"]
    )


def test_papers_of_a_position_are_short_tags_of_one_form(project: Project) -> None:
    built = site(project, config=WITH_PDF)
    tags = [tag.get_text() for tag in built.page("cv/index.html").select(".rs-tag")]
    assert tags.count("[CoDa'25]") == 2
    assert "CoDa 2025" not in built.page("cv/index.html").get_text()
    assert text_of(pdf_of(built)).count("[CoDa'25]") == 2


def test_links_of_the_pdf_can_be_seen(project: Project) -> None:
    awards = "- {title: '[Linked words](https://example.org/a)'}\n- {title: Plain words}\n"
    only = {name: "" for name in DATA if name not in {"profile", "awards"}}
    pdf = pdf_of(site(project, config=WITH_PDF, **{**only, "awards": awards, "profile": "name: M\n"}))
    operators = read(pdf).pages[0].get_contents().get_data().decode("latin-1")  # type: ignore[union-attr]
    plain = pdf_of(
        site(
            project,
            config=WITH_PDF,
            **{
                **only,
                "awards": awards.replace("[", "").replace("](https://example.org/a)", ""),
                "profile": "name: M\n",
            },
        )
    )
    without = read(plain).pages[0].get_contents().get_data().decode("latin-1")  # type: ignore[union-attr]
    lines = re.compile(r"\bS\b")
    assert len(lines.findall(operators)) == len(lines.findall(without)) + 1


def test_the_command_writes_to_another_program(project: Project, tmp_path: Path) -> None:
    site(project)
    result = run(project, "--pdf", "-")
    assert result.exit_code == 0
    assert result.stdout_bytes.startswith(b"%PDF-")
    assert result.stdout_bytes.rstrip().endswith(b"%%EOF")
    assert not Path("-").exists()


@pytest.mark.parametrize("names", ["", ",", " "])
def test_the_command_wants_the_names_of_sections(project: Project, tmp_path: Path, names: str) -> None:
    site(project)
    result = run(project, "--pdf", str(tmp_path / "cv.pdf"), "--sections", names)
    assert result.exit_code == 2
    assert "--sections names no data file" in result.output
    assert not (tmp_path / "cv.pdf").exists()


def test_the_command_speaks_the_language_of_the_site(project: Project, tmp_path: Path) -> None:
    site(project, config=CONFIG.replace("theme: material", "theme: {name: material, language: de}"))
    assert run(project, "--pdf", str(tmp_path / "cv.pdf")).exit_code == 0
    assert in_order(text_of((tmp_path / "cv.pdf").read_bytes()), ["Ausbildung", "Berufserfahrung", "Publikationen"])


def test_lists_beside_the_cv_are_named_because_the_pdf_lacks_them(project: Project) -> None:
    page = '# CV\n\n{{ cv(sections=["education"]) }}\n\n## Papers\n\n{{ papers(numbered="type") }}\n\n{{ updated() }}\n'
    message = "the PDF has only what cv() shows, so papers() beside it on its page is left out"
    assert message in site(project, page, config=WITH_PDF).output
    assert message in run(project, "--pdf", str(project.root / "x.pdf")).output


def test_authors_in_two_scripts_keep_their_order() -> None:
    """Isolates keep two names in Latin letters in an Arabic line from being read as one, from left to right."""
    [line] = blocks_of("<p>ندى حداد, <bdi>Ann Ash</bdi>, <bdi>Bo Beech</bdi></p>", str)
    assert line["c"] == ["ندى حداد, \u2068Ann Ash\u2069, \u2068Bo Beech\u2069"]


THESES = PAPERS + (
    '- {title: Slow Graphs, authors: [Leocadia Brunn], type: thesis, year: 2023, id: slow, links: {Thesis: "https://example.org/slow"}, hidden: true}\n'
    "- {title: Calm Graphs, authors: [Sune Brandvik], type: thesis, year: 2022, id: calm, hidden: true}\n"
    "- {title: Late Graphs, authors: [Ines Calloway], type: thesis, year: 2021, id: late}\n"
)


def test_a_section_takes_the_arguments_of_its_macro(project: Project) -> None:
    call = "{{ cv(sections={'Mine': {'file': 'papers', 'author': 'Mira Tovanne'}, 'Theses': {'file': 'papers', 'type': 'thesis'}}) }}"
    built = site(project, call, config=WITH_PDF, papers=THESES)
    assert headings(built) == ["Mine", "Theses"]
    parts = ["Mine", "Quiet Graphs", "Loud Graphs", "Theses", "Late Graphs"]
    for text in (built.page("cv/index.html").get_text(), text_of(pdf_of(built))):
        assert in_order(text, parts)
        assert text.count("Late Graphs") == 1


@pytest.mark.parametrize(
    ("section", "message"),
    [
        ("{'file': 'papers', 'autor': 'M'}", "a section has no 'autor', did you mean 'author'?"),
        ("{'file': 'papers', 'type': 'thesus'}", "type: "),
        ("{'file': 'papers', 'author': 'Nobody Known'}", "section 'papers': author: no paper has the author"),
        ("{'file': 'papers', 'style': 'box'}", "a section has no 'style'"),
        ("{'file': 'visits', 'author': 'M'}", "a section has no 'author'"),
        ("{'file': ['papers'], 'author': 'M'}", "a section has no 'author'"),
    ],
)
def test_wrong_arguments_of_a_section(project: Project, section: str, message: str) -> None:
    built = site(project, f"{{{{ cv(sections=[{section}]) }}}}\n")
    assert built.exit_code == 1
    assert any(line.startswith("docs/cv.md:1: cv(sections): ") and message in line for line in built.problems())


def test_a_thesis_of_a_student_is_in_the_entry_of_the_student_and_not_among_papers(project: Project) -> None:
    mentees = "- {name: Leocadia Brunn, degree: B.Sc., papers: [slow, late]}\n"
    call = "{{ cv(['mentees', {'file': 'papers', 'author': 'Mira Tovanne'}]) }}"
    built = site(project, call, WITH_PDF, papers=THESES, mentees=mentees)
    page = built.page("cv/index.html")
    assert [tag.get_text() for tag in page.select(".rs-refs .rs-tag")] == ["Late Graphs"]
    assert "Late Graphs" not in [title.get_text() for title in page.select(".rs-title, .rs-pub__title")]
    assert not page.select("#paper-slow, #paper-late")
    result = CliRunner().invoke(main, ["check", "-v", str(project.root)])
    hidden = "data/mentees.yml:1:50: papers.1: the paper 'slow' has 'hidden: true', so it is left out here as well"
    assert hidden in result.output


def test_a_paper_of_others_has_advice(project: Project) -> None:
    site(project, papers=THESES)
    result = CliRunner().invoke(main, ["check", "-v", str(project.root)])
    (line,) = [line for line in result.output.splitlines() if "not among the authors" in line]
    assert "'hidden: true'" in line
    assert "author=" in line
