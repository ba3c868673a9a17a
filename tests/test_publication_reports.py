"""What testers of publications found wrong, each as they met it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from building import Built, Project

from mkdocs_researcher.fields.text import folded, plain_text

CONFIG = "site_name: M\nsite_url: https://m.example.org/\ntheme: material\nplugins: [search, researcher: {paper_pages: true}]\n"


def build(project: Project, bib: str = "", papers: str = "", page: str = "{{ papers() }}", **data: str) -> Built:
    files = {"mkdocs.yml": CONFIG, "docs/index.md": f"# P\n\n{page}\n", "data/profile.yml": "name: Mira Tovanne\n"}
    files |= {"data/a.bib": bib} if bib else {}
    files |= {"data/papers.yml": papers} if papers else {}
    built = project.write({**files, **{f"data/{name}.yml": text for name, text in data.items()}}).quick_build(
        strict=False
    )
    assert built.exit_code == 0, built.output
    return built


def keys(text: str) -> list[str]:
    return [line.split("{", 1)[1].rstrip(",") for line in text.splitlines() if line.startswith("@")]


def test_corrections_in_yaml_apply_to_the_bibtex(project: Project) -> None:
    bib = "@article{yr, title={Wrong year}, author={Mira Tovanne}, journal={J}, year={1905}, doi={10.1000/1}}\n"
    built = build(project, bib, "- {id: yr, title: Right title, year: 2005, doi: 10.1000/2}\n")
    for text in (
        built.page().select_one("pre.rs-bibtex").get_text(),
        (built.site / "publications.bib").read_text("utf-8"),
    ):
        assert "Right title" in text
        assert "2005" in text
        assert "1905" not in text
        assert "10.1000/1" not in text


def test_a_key_belongs_to_the_paper_that_has_it(project: Project) -> None:
    bib = "".join(f"@misc{{{key}, title={{T {n}}}, year={{2000}}}}\n" for n, key in enumerate(("a&b/c", "a-b-c")))
    built = build(project, bib, page='{{ papers(sort="none") }}')
    shown = [keys(pre.get_text())[0] for pre in built.page().select("pre.rs-bibtex")]
    assert shown == keys((built.site / "publications.bib").read_text(encoding="utf-8")) == ["a&b/c", "a-b-c"]


def test_an_entry_that_is_not_to_be_shown_is_not(project: Project) -> None:
    built = build(project, "@misc{a, title={T}, year={2000}, bibtex_show={false}}\n")
    assert built.page().select("pre.rs-bibtex") == []
    assert built.page("papers/a/index.html").select("pre.rs-bibtex") == []
    assert keys((built.site / "publications.bib").read_text(encoding="utf-8")) == ["a"]


@pytest.mark.parametrize(
    ("entry", "genre"),
    [
        ("@mastersthesis{a, title={Small Waves}, school={U}, year={2000}}", "Master’s thesis"),
        ("@phdthesis{a, title={Small Waves}, school={U}, year={2000}}", "Doctoral thesis"),
        ("@thesis{a, title={Small Waves}, school={U}, type={Habilitation}, year={2000}}", "Habilitation"),
    ],
)
def test_a_thesis_is_called_what_it_is(project: Project, entry: str, genre: str) -> None:
    built = build(project, entry)
    (item,) = json.loads((built.site / "publications.json").read_text(encoding="utf-8"))
    assert item.get("genre") == genre


def test_a_publisher_is_not_a_series(project: Project) -> None:
    built = build(project, "@book{a, title={B}, publisher={Pier Press}, year={2000}, url={https://b.example.org}}")
    (item,) = json.loads((built.site / "publications.json").read_text(encoding="utf-8"))
    assert item["publisher"] == "Pier Press"
    assert "collection-title" not in item
    assert item["URL"] == "https://b.example.org"


def test_signs_in_titles_are_signs_for_machines_too(project: Project) -> None:
    built = build(project, "@misc{a, title={2 * 3 _under_ `code` and [brackets](x)}, year={2000}}")
    assert "there is no file" not in built.output
    head = built.page("papers/a/index.html").head
    assert head.find("meta", {"name": "citation_title"})["content"] == "2 * 3 _under_ `code` and [brackets](x)"


def test_one_journal_is_one_group(project: Project) -> None:
    bib = "@article{a, title={A}, abbr={JCS}, journal={Coasts}, year={2001}}\n@article{b, title={B}, journal={Coasts}, year={2002}}\n"
    built = build(project, bib, page='{{ papers(group_by="venue") }}', venues="JCS: {name: Coasts, color: teal}\n")
    assert [h.get_text().rstrip("¶") for h in built.page().select("article h3")] == ["JCS"]


def test_texts_for_search_engines_have_spaces(project: Project) -> None:
    built = build(project, "@phdthesis{a, title={T}, school={University of Oslo}, month=jun, year={2022}}")
    text = " ".join(built.page("papers/a/index.html").select_one(".rs-venue").get_text().split())
    assert text == "Thesis 2022 University of Oslo, Jun 2022"


def test_strokes_do_not_matter_in_a_search() -> None:
    assert folded("Wałęsa Østergård Straße") == "walesa ostergard strasse"


def test_escapes_hide_markup() -> None:
    assert plain_text(r"\*a\* *b* \[c\](d) \\") == "*a* b [c](d) \\"


def test_an_empty_file_is_called_empty(project: Project) -> None:
    assert "there are no papers in the data yet" in build(project, "---\n---\n").output


def test_a_hidden_work_is_not_a_misspelt_one(project: Project) -> None:
    path = project.write({"mkdocs.yml": CONFIG, "docs/index.md": 'A {{ cite("hid") }} {{ cite([]) }}\n'})
    path.write({"data/papers.yml": "- {id: hid, title: H, hidden: true}\n- {id: phd, title: P}\n"})
    output = path.quick_build(strict=False).output
    assert "the paper 'hid' has 'hidden: true'" in output
    assert "needs at least one id" in output


def test_the_words_of_a_filter_are_not_those_of_the_search() -> None:
    script = (Path(__file__).parent.parent / "mkdocs_researcher" / "assets" / "researcher.js").read_text(
        encoding="utf-8"
    )
    assert '"words"' in script
    assert '"q"' not in script, "Material's own search reads ?q="


def test_venues_give_their_short_name_to_papers_that_write_the_long_one(project: Project) -> None:
    bib = "@article{a, title={One}, author={Mira Tovanne}, journal={Journal of Tides}, year={2024}}\n"
    page = build(project, bib, venues="JoT:\n  name: Journal of Tides\n").page()
    assert page.select_one(".rs-badge").get_text(strip=True) == "JoT 2024"


def test_emphasis_within_japanese_text_is_no_sign() -> None:
    assert plain_text("高潮と津波が*海岸*に届く、**夜**も") == "高潮と津波が海岸に届く、夜も"
    assert plain_text("2*3*4 and snake_case_names") == "2*3*4 and snake_case_names"


def test_a_paper_has_no_affiliation_that_its_author_got_later(project: Project) -> None:
    entries = [
        ("old", "article", "journal={J}, year={2001}"),
        ("new", "article", "journal={J}, year={2020}"),
        ("thesis", "phdthesis", "school={Halden Bay University}, year={2020}"),
    ]
    bib = "\n".join(
        f"@{kind}{{{key}, title={{{key}}}, author={{Mira Tovanne}}, {rest}}}" for key, kind, rest in entries
    )
    profile = "name: Mira Tovanne\naffiliations: [{name: Kyoto Institute}, {name: North Pier}]\n"
    experience = "- {organization: Kyoto Institute, position: Professor, date: 2010 - present}\n"
    built = build(project, bib, profile=profile, experience=experience)
    shown = {key: built.page(f"papers/{key}/index.html").select_one(".rs-affs") for key, *_ in entries}
    assert "Kyoto Institute" in shown["new"].get_text()
    assert "Kyoto Institute" not in shown["old"].get_text()
    assert "North Pier" in shown["old"].get_text()
    assert shown["thesis"] is None
