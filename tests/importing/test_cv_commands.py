"""`mkdocs-researcher import` and `export` of whole CVs, as their user sees them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from building import EXAMPLE, Project
from click.testing import CliRunner, Result
from schemas import check_json_resume, check_rendercv

from mkdocs_researcher.cli import main

CONFIG = {"mkdocs.yml": "site_name: Test\ntheme: mkdocs\nplugins: [researcher]\n", "docs/index.md": "# Home\n"}
RESUME = {
    "basics": {"name": "Jorvik Aldane", "label": "Physicist"},
    "work": [{"name": "Quill Labs", "position": "Intern", "startDate": "2021", "endDate": "2022"}],
    "awards": [{"title": "Tide prize", "colour": "gold"}],
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def resume(project: Project) -> Path:
    project.write({**CONFIG, "resume.json": json.dumps(RESUME)})
    return project.root / "resume.json"


def test_import_writes_data_files_and_says_so(project: Project, resume: Path) -> None:
    result = run("import", resume, project.root)
    assert result.exit_code == 0, result.output
    data = project.root / "data"
    assert result.stdout.splitlines() == [
        f"wrote {(data / 'profile.yml').as_posix()}",
        f"wrote {(data / 'experience.yml').as_posix()} (1 position)",
        f"wrote {(data / 'awards.yml').as_posix()} (1 award)",
        "JSON Resume: 1 thing without a place, 0 things to look at",
    ]
    assert "awards.1.colour: 'gold' has no field in data/awards.yml" in result.stderr
    expected = "- organization: Quill Labs\n  position: Intern\n  date: 2021 – 2022\n"
    assert (data / "experience.yml").read_text(encoding="utf-8") == expected
    assert run("check", project.root, "--strict").exit_code == 0


def test_import_overwrites_nothing_without_force(project: Project, resume: Path) -> None:
    project.write({"data/awards.yml": "- title: Mine\n", "data/news.yml": "- {date: 2025, text: x}\n"})
    refused = run("import", resume, project.root)
    assert refused.exit_code == 1
    assert "awards.yml would be overwritten; use --force to do so" in refused.output
    assert sorted(path.name for path in (project.root / "data").iterdir()) == ["awards.yml", "news.yml"]
    assert (project.root / "data" / "awards.yml").read_text() == "- title: Mine\n"
    assert run("import", resume, project.root, "--force").exit_code == 0
    assert (project.root / "data" / "awards.yml").read_text() == "- title: Tide prize\n"
    again = run("import", resume, project.root)
    assert again.exit_code == 0
    assert again.stdout.count("unchanged ") == 3


def test_a_twin_with_the_other_ending_is_in_the_way(project: Project, resume: Path) -> None:
    project.write({"data/awards.yaml": "- title: Mine\n"})
    result = run("import", resume, project.root, "--force")
    assert result.exit_code == 1
    assert "awards.yaml would be next to" in result.output
    assert not (project.root / "data" / "profile.yml").exists()


def test_a_dry_run_writes_nothing(project: Project, resume: Path) -> None:
    result = run("import", resume, project.root, "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.count("would write ") == 3
    assert not (project.root / "data").exists()


def test_import_writes_to_the_data_folder_of_the_site(project: Project, resume: Path) -> None:
    project.write({"mkdocs.yml": "site_name: T\nplugins: [researcher: {data_dir: facts}]\n"})
    assert run("import", resume, project.root).exit_code == 0
    assert (project.root / "facts" / "profile.yml").read_text() == "name: Jorvik Aldane\nrole: Physicist\n"


def test_import_needs_a_site(tmp_path: Path) -> None:
    source = tmp_path / "resume.json"
    source.write_text(json.dumps(RESUME))
    result = run("import", source, tmp_path)
    assert result.exit_code == 1
    assert "mkdocs.yml: does not exist; run the command in the folder of your site" in result.output


@pytest.mark.parametrize("content", [b"\xff\x00\xff", b"[1]", b"null", b'"x"', b"{}", b"\xff\xfe", b"{" * 3000])
@pytest.mark.parametrize("name", ["cv.json", "cv.yml", "cv"])
@pytest.mark.parametrize("kind", ["", "json-resume", "rendercv", "al-folio-cv"])
def test_no_source_ends_in_a_traceback(project: Project, content: bytes, name: str, kind: str) -> None:
    project.write(CONFIG)
    (project.root / name).write_bytes(content)
    result = run("import", project.root / name, project.root, *(["--from", kind] if kind else []))
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "Error: " in result.stderr
    assert not (project.root / "data").exists()


def test_a_file_too_large_is_refused(project: Project) -> None:
    project.write(CONFIG)
    (project.root / "cv.json").write_bytes(b" " * 5_000_001)
    result = run("import", project.root / "cv.json", project.root)
    assert "cv.json: is larger than 5 MB, which is too large for a CV" in result.stderr


# Export


CHECKS = {
    "json-resume": ("cv.json", json.loads, check_json_resume),
    "rendercv": ("cv.yml", yaml.safe_load, check_rendercv),
}
TITLES = {"json-resume": "JSON Resume", "rendercv": "RenderCV"}


# Cards and a table of a landing page: not part of a CV.
OF_A_PAGE = ("focus", "vision")


@pytest.mark.parametrize("form", CHECKS)
def test_the_data_of_the_example_is_exported(tmp_path: Path, form: str) -> None:
    name, read, check = CHECKS[form]
    result = run("export", form, EXAMPLE, "--out", tmp_path / name)
    assert result.exit_code == 0, result.output
    for file in OF_A_PAGE:
        assert f"data/{file}.yml: is not a list of general entries, so it is left out" in result.stderr
    for file in ("news", "venues", "people", "metrics"):
        assert f"data/{file}.yml: {TITLES[form]} has no section for it, so it is left out" in result.stderr
    text = (tmp_path / name).read_text(encoding="utf-8")
    check(read(text))
    assert "mkdocs-researcher" not in text
    assert run("export", form, EXAMPLE).stdout == text


@pytest.mark.parametrize("form", CHECKS)
def test_hidden_entries_are_left_out(project: Project, form: str) -> None:
    project.write(
        {
            **CONFIG,
            "data/papers.yml": "- {id: open, title: Open work, year: 2020}\n- {id: secret, title: Sealed, hidden: true}\n",
            "data/talks.yml": "- {title: A talk, papers: [open, secret]}\n",
        }
    )
    result = run("export", form, project.root)
    assert "Open work" in result.stdout
    assert "ealed" not in result.stdout
    assert "secret" not in result.stdout


@pytest.mark.parametrize("form", CHECKS)
def test_values_without_a_field_are_reported(project: Project, form: str) -> None:
    project.write(
        {
            **CONFIG,
            "data/experience.yml": "- {organization: Quill, position: Intern, logo: images/x.png}\n",
            "data/news.yml": "- {date: 2025, text: News}\n",
            "docs/images/x.png": "",
            "data/plan.yml": "- a\n",
        }
    )
    result = run("export", form, project.root)
    assert result.exit_code == 0
    assert "warning: data/experience.yml: logo has no field in" in result.stderr
    assert "warning: data/news.yml: " in result.stderr
    assert "data/plan.yml: is not a list of general entries, so it is left out" in result.stderr


@pytest.mark.parametrize("form", CHECKS)
def test_an_export_of_nothing_or_of_broken_data_says_why(project: Project, form: str) -> None:
    project.write(CONFIG)
    result = run("export", form, project.root)
    assert result.exit_code == 1
    assert "export needs data, but there is none in data/" in result.stderr
    project.write({"data/awards.yml": "- titel: x\n"})
    result = run("export", form, project.root)
    assert result.exit_code == 1
    assert "data/awards.yml:1:3: titel: unknown field" in result.stderr
    assert result.stdout == ""


POSITION = """
- organization: Quill Labs
  position: Intern
  mentor: [Ada Kim, Bo Li]
  date: Fall 2024
  summary: Memory of agents.
  highlights: ["**Designed** the evaluation.", Wrote the report.]
  projects:
    - title: Routing
      url: https://example.org/routing
      summary: Theory and a pilot.
      highlights: [Cut memory by 38 %., Ran it on 40 machines.]
      papers: [open]
    - title: Ledger
      highlights: [Released it.]
"""
POINTS = [
    "Designed the evaluation.",
    "Wrote the report.",
    "Routing: Theory and a pilot.",
    "Cut memory by 38 %.",
    "Ran it on 40 machines.",
    "Ledger",
    "Released it.",
    "Mentor: Ada Kim, Bo Li",
]


def test_fields_without_a_place_become_points_or_are_reported(project: Project) -> None:
    papers = "- {id: open, title: Open work, year: 2020}\n"
    project.write({**CONFIG, "data/papers.yml": papers, "data/experience.yml": POSITION})
    result = run("export", "json-resume", project.root)
    (work,) = json.loads(result.stdout)["work"]
    assert work["highlights"] == POINTS
    lost = [line for line in result.stderr.splitlines() if "experience.yml" in line]
    assert lost == [
        "warning: data/experience.yml: date: JSON Resume stores one start and one end in digits, so other dates, "
        "seasons and words are left out",
        "warning: data/experience.yml: projects.url and projects.papers have no field in JSON Resume, so they are left out",
    ]
    result = run("export", "rendercv", project.root)
    (work,) = yaml.safe_load(result.stdout)["cv"]["sections"]["experience"]
    assert work["highlights"] == ["**Designed** the evaluation.", *POINTS[1:]]
    assert work["date"] == "Fall 2024"
    lost = [line for line in result.stderr.splitlines() if "experience.yml" in line]
    assert lost == [
        "warning: data/experience.yml: projects.url and projects.papers have no field in RenderCV, so they are left out"
    ]


def test_addresses_that_cannot_be_exported_are_reported(project: Project) -> None:
    data = {
        "data/profile.yml": "name: Mira\navatar: images/me.png\nlinks:\n  - github: mira\n  - wechat: mira_t\n  - cv: cv.pdf\n",
        "data/papers.yml": "- title: Open work\n  year: 2020\n  links: {Paper: 'https://example.org/p', Code: 'https://example.org/c'}\n",
        "docs/images/me.png": "",
        "docs/cv.pdf": "",
    }
    project.write({**CONFIG, **data})
    result = run("export", "json-resume", project.root)
    path = "is a path below docs_dir and mkdocs.yml has no site_url, so it cannot become a URL; it is left out"
    assert f"data/profile.yml: avatar: {path}" in result.stderr
    assert (
        "data/profile.yml: links: only web addresses are exported, so WeChat: mira_t and CV are left out"
        in result.stderr
    )
    assert (
        "data/papers.yml: links: JSON Resume has room for one link per entry, so others are left out" in result.stderr
    )
    project.write({"mkdocs.yml": f"{CONFIG['mkdocs.yml']}site_url: https://mira.example.org\n"})
    basics = json.loads(run("export", "json-resume", project.root).stdout)["basics"]
    assert basics["image"] == "https://mira.example.org/images/me.png"
    assert [link["network"] for link in basics["profiles"]] == ["GitHub"]


@pytest.mark.parametrize("form", CHECKS)
def test_an_export_can_be_imported_as_an_ordinary_cv(project: Project, form: str) -> None:
    education = "- institution: Halden Bay University\n  degree: B.Sc.\n  area: Physics\n  date: 2016 – 2020\n"
    project.write({**CONFIG, "data/profile.yml": "name: Mira\nrole: Physicist\n", "data/education.yml": education})
    name = CHECKS[form][0]
    assert run("export", form, project.root, "--out", project.root / name).stderr == ""
    assert run("import", project.root / name, project.root, "--force").exit_code == 0
    assert (project.root / "data" / "education.yml").read_text(encoding="utf-8") == education
    assert (project.root / "data" / "profile.yml").read_text(encoding="utf-8") == "name: Mira\nrole: Physicist\n"


@pytest.mark.parametrize("form", CHECKS)
def test_an_entry_that_names_a_hidden_paper_is_reported(project: Project, form: str) -> None:
    project.write(
        {
            **CONFIG,
            "data/papers.yml": "- {id: open, title: Open work, year: 2020}\n- {id: secret, title: Sealed, hidden: true}\n",
            "data/mentees.yml": "- name: Ada Kim\n  papers:\n    - open\n    - secret\n",
            "data/experience.yml": "- organization: Quill\n  position: Intern\n  projects:\n    - title: P\n      papers: [secret]\n",
            "data/plans.yml": "- title: x\n  papers: [open, secret]\n",
        }
    )
    result = run("export", form, project.root)
    assert result.exit_code == 0
    reported = [line for line in result.stderr.splitlines() if "hidden: true" in line]
    hidden = "the paper 'secret' has 'hidden: true', so it is left out here as well"
    assert sorted(reported) == [
        f"warning: data/experience.yml:5:16: projects.1.papers.1: {hidden}",
        f"warning: data/mentees.yml:4:7: papers.2: {hidden}",
        f"warning: data/plans.yml:2:18: papers.2: {hidden}",
    ]


def test_a_value_that_rendercv_rejects_is_reported(project: Project) -> None:
    project.write({**CONFIG, "data/profile.yml": "name: Mira\nphone: 22 33 44\n"})
    result = run("export", "rendercv", project.root)
    assert "data/profile.yml: phone: RenderCV accepts phone numbers only with their country" in result.stderr
    assert "no field" not in result.stderr
    project.write({"data/profile.yml": "name: Mira\nphone: +47 22 33 44 55\n"})
    assert run("export", "rendercv", project.root).stderr == ""


def test_one_telephone_number_is_imported_and_others_are_reported(project: Project) -> None:
    source = {"basics": {"name": "Mira", "phone": ["+47 22 33 44 55", "+47 66"]}}
    project.write({**CONFIG, "cv.json": json.dumps(source)})
    result = run("import", project.root / "cv.json", project.root)
    assert "phone: +47 22 33 44 55" in (project.root / "data" / "profile.yml").read_text(encoding="utf-8")
    assert (
        "basics.phone: '+47 66' is not in data/profile.yml, which has one field for it; add it to links: there, as {label: "
        in (result.stderr)
    )
    project.write({"cv.json": json.dumps({"basics": {"name": "Mira", "mobile": "+47 66"}})})
    run("import", project.root / "cv.json", project.root, "--force")
    assert (project.root / "data" / "profile.yml").read_text(encoding="utf-8") == "name: Mira\nphone: +47 66\n"
