"""`mkdocs-researcher import` and `export` of whole CVs, as their user sees them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from building import EXAMPLE, Project
from click.testing import CliRunner, Result
from schemas import check_json_resume, check_rendercv
from support import make_site

from mkdocs_researcher.cli import main
from mkdocs_researcher.formats.cv.fitting import canonical
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.macros.entries import entries_file

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
    assert "awards.1.colour: 'gold' has no place in data/awards.yml" in result.stderr
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
    assert "awards.yaml would stand beside" in result.output
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
    assert "mkdocs.yml: is not there; run the command in the folder of your site" in result.output


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
    assert "cv.json: is larger than 5 MB, and no CV is" in result.stderr


# Export


CHECKS = {
    "json-resume": ("cv.json", json.loads, check_json_resume),
    "rendercv": ("cv.yml", yaml.safe_load, check_rendercv),
}


# Cards and a table of a landing page: no part of a CV.
OF_A_PAGE = ("focus", "vision")


def meaning(root: Path) -> dict[str, list[dict[str, object]]]:
    site = make_site(root)
    found = {}
    for name in sorted(site.library.paths):
        if name in DATA_FILES and DATA_FILES[name].ending == ".yml":
            entries = site.library.entries(DATA_FILES[name])
        elif name not in {*DATA_FILES, *OF_A_PAGE}:
            entries = site.library.entries(entries_file(name))
        else:
            continue
        shown = [entry for entry in entries if not getattr(entry, "hidden", False)]
        found[name] = sorted(str(sorted(canonical_of(name, entry).items())) for entry in shown)
    return found


def canonical_of(name: str, entry: object) -> dict[str, object]:
    from mkdocs_researcher.formats.cv.records import record_of  # noqa: PLC0415

    return canonical(name, record_of(entry))  # type: ignore[arg-type]


@pytest.mark.parametrize("form", CHECKS)
def test_the_data_of_the_example_comes_back_whole(project: Project, tmp_path: Path, form: str) -> None:
    name, read, check = CHECKS[form]
    result = run("export", form, EXAMPLE, "--out", tmp_path / name)
    assert result.exit_code == 0, result.output
    for file in OF_A_PAGE:
        assert f"data/{file}.yml: is no list of general entries, so it is left out" in result.stderr
    check(read((tmp_path / name).read_text(encoding="utf-8")))
    assert run("export", form, EXAMPLE).stdout == (tmp_path / name).read_text(encoding="utf-8")

    project.write(CONFIG)
    shutil.copytree(EXAMPLE / "docs" / "images", project.root / "docs" / "images")
    back = run("import", tmp_path / name, project.root)
    assert back.exit_code == 0, back.output
    assert "warning: " not in back.stderr
    before, after = meaning(EXAMPLE), meaning(project.root)
    before.pop("papers"), after.pop("papers")  # those of a .bib file are in papers.yml now
    assert after == before


@pytest.mark.parametrize("form", CHECKS)
def test_what_is_hidden_stays_out(project: Project, form: str) -> None:
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
def test_what_has_no_field_is_told(project: Project, form: str) -> None:
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
    assert "data/plan.yml: is no list of general entries, so it is left out" in result.stderr


@pytest.mark.parametrize("form", CHECKS)
def test_an_export_of_nothing_or_of_broken_data_says_why(project: Project, form: str) -> None:
    project.write(CONFIG)
    result = run("export", form, project.root)
    assert result.exit_code == 1
    assert "export needs data, and data/ holds none" in result.stderr
    project.write({"data/awards.yml": "- titel: x\n"})
    result = run("export", form, project.root)
    assert result.exit_code == 1
    assert "data/awards.yml:1:3: titel: unknown field" in result.stderr
    assert result.stdout == ""


def test_a_change_in_the_other_format_counts(project: Project) -> None:
    project.write(
        {
            **CONFIG,
            "data/experience.yml": "- {organization: Quill, position: Intern, date: Fall 2024, mentor: Ada Kim, "
            "highlights: [One.], summary: '**Much** done.'}\n",
        }
    )
    resume = json.loads(run("export", "json-resume", project.root).stdout)
    (work,) = resume["work"]
    assert work["summary"] == "Much done."
    assert work["highlights"] == ["One.", "Mentor: Ada Kim"]
    work["endDate"] = "2025"
    work["summary"] = "All done."
    (project.root / "resume.json").write_text(json.dumps(resume))
    result = run("import", project.root / "resume.json", project.root, "--force")
    assert (project.root / "data" / "experience.yml").read_text(encoding="utf-8") == (
        "- organization: Quill\n  position: Intern\n  mentor: [Ada Kim]\n  date: 2024 – 2025\n  summary: All done.\n"
        "  highlights:\n    - One.\n"
    )
    assert "work.1.summary: has changed since it was exported" in result.stderr
    assert "work.1.date: has changed since it was exported" in result.stderr


POSITION = """
- organization: Quill Labs
  position: Intern
  mentor: [Ada Kim, Bo Li]
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


def edited(project: Project, form: str, change: Callable[[str], str], data: dict[str, str]) -> tuple[Path, Result]:
    """Data that went out, was changed by hand, and came in again: its folder, and what the import says."""
    project.write({**CONFIG, "data/papers.yml": "- {id: open, title: Open work, year: 2020}\n", **data})
    text = run("export", form, project.root).stdout
    changed = change(text)
    assert changed != text
    source = project.root / CHECKS[form][0]
    source.write_text(changed, encoding="utf-8")
    result = run("import", source, project.root, "--force")
    assert result.exit_code == 0, result.output
    return project.root / "data", result


@pytest.mark.parametrize("form", CHECKS)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Memory of agents.", "Memory of many agents."),
        ("Wrote the report.", "Wrote both reports."),
        ("Cut memory by 38 %.", "Cut memory by 40 %."),
        ("Theory and a pilot.", "Theory and two pilots."),
        ("Mentor: Ada Kim, Bo Li", "Mentor: Ada Kim, Ottoline Reyes"),
        ("Released it.", "Released it twice."),
    ],
)
def test_a_changed_position_changes_in_one_place(project: Project, form: str, old: str, new: str) -> None:
    data, _ = edited(project, form, lambda text: text.replace(old, new), {"data/experience.yml": POSITION})
    (found,) = yaml.safe_load((data / "experience.yml").read_text(encoding="utf-8"))
    (expected,) = yaml.safe_load(
        POSITION.replace("Bo Li]", "Ottoline Reyes]") if "Mentor" in old else POSITION.replace(old, new)
    )
    assert found == expected


def test_points_that_come_and_go_stay_with_their_project(project: Project) -> None:
    def change(text: str) -> str:
        resume = json.loads(text)
        points = resume["work"][0]["highlights"]
        points.insert(points.index("Ran it on 40 machines."), "Ran it for a week.")
        points.remove("Wrote the report.")
        points.append("Left in peace.")
        return json.dumps(resume)

    data, _ = edited(project, "json-resume", change, {"data/experience.yml": POSITION})
    (found,) = yaml.safe_load((data / "experience.yml").read_text(encoding="utf-8"))
    assert found["highlights"] == ["**Designed** the evaluation.", "Left in peace."]
    routing = ["Cut memory by 38 %.", "Ran it for a week.", "Ran it on 40 machines."]
    assert [project.get("highlights") for project in found["projects"]] == [routing, ["Released it."]]
    assert found["mentor"] == ["Ada Kim", "Bo Li"]


def test_points_that_are_all_gone_are_gone_and_told(project: Project) -> None:
    def change(text: str) -> str:
        resume = json.loads(text)
        del resume["work"][0]["highlights"]
        return json.dumps(resume)

    data, result = edited(project, "json-resume", change, {"data/experience.yml": POSITION})
    (found,) = yaml.safe_load((data / "experience.yml").read_text(encoding="utf-8"))
    assert found.keys() == {"organization", "position", "summary"}
    assert "work.1.projects: has changed since it was exported" in result.stderr


def test_a_changed_text_keeps_what_stands_before_it(project: Project) -> None:
    talks = "- {title: A talk, event: Nordic Seminar, kind: invited, details: What spectra tell.}\n"
    data, _ = edited(
        project, "rendercv", lambda text: text.replace("spectra tell", "spectra hide"), {"data/talks.yml": talks}
    )
    assert yaml.safe_load((data / "talks.yml").read_text(encoding="utf-8")) == yaml.safe_load(
        talks.replace("spectra tell", "spectra hide")
    )


def test_what_is_rewritten_with_its_surroundings_stands_once(project: Project) -> None:
    talks = "- {title: A talk, event: Nordic Seminar, kind: invited, details: What spectra tell.}\n"
    data, result = edited(
        project,
        "rendercv",
        lambda text: text.replace("invited, Nordic Seminar\n", "invited to Norway\n"),
        {"data/talks.yml": talks},
    )
    (found,) = yaml.safe_load((data / "talks.yml").read_text(encoding="utf-8"))
    assert found == {"title": "A talk", "details": "invited to Norway\n\nWhat spectra tell."}
    assert "talks.1.event: has changed since it was exported" in result.stderr


def test_changed_words_of_a_service_stand_once(project: Project) -> None:
    service = "- {role: Reviewer, venues: [ICML, NeurIPS]}\n"
    data, _ = edited(
        project,
        "json-resume",
        lambda text: text.replace('"ICML, NeurIPS"', '"ICML, ICLR"'),
        {"data/service.yml": service},
    )
    assert (data / "service.yml").read_text(encoding="utf-8") == "- role: Reviewer\n  text: ICML, ICLR\n"


@pytest.mark.parametrize("form", CHECKS)
def test_a_hidden_paper_that_an_entry_names_is_told(project: Project, form: str) -> None:
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
    told = [line for line in result.stderr.splitlines() if "hidden: true" in line]
    hidden = "the paper 'secret' has 'hidden: true', so it is left out here, too"
    assert sorted(told) == [
        f"warning: data/experience.yml:5:16: projects.1.papers.1: {hidden}",
        f"warning: data/mentees.yml:4:7: papers.2: {hidden}",
        f"warning: data/plans.yml:2:18: papers.2: {hidden}",
    ]


def test_a_value_that_rendercv_does_not_take_is_told_as_such(project: Project) -> None:
    project.write({**CONFIG, "data/profile.yml": "name: Mira\nphone: 22 33 44\n"})
    result = run("export", "rendercv", project.root)
    assert "data/profile.yml: phone: RenderCV takes telephone numbers only with their country" in result.stderr
    assert "no field" not in result.stderr
    project.write({"data/profile.yml": "name: Mira\nphone: +47 22 33 44 55\n"})
    assert run("export", "rendercv", project.root).stderr == ""


def test_telephone_numbers_come_in_and_more_are_told(project: Project) -> None:
    source = {"basics": {"name": "Mira", "phone": ["+47 22 33 44 55", "+47 66"]}}
    project.write({**CONFIG, "cv.json": json.dumps(source)})
    result = run("import", project.root / "cv.json", project.root)
    assert "phone: +47 22 33 44 55" in (project.root / "data" / "profile.yml").read_text(encoding="utf-8")
    assert (
        "basics.phone: '+47 66' has no place in data/profile.yml, which holds one; add it to links: there, as {label: "
        in (result.stderr)
    )
    project.write({"cv.json": json.dumps({"basics": {"name": "Mira", "mobile": "+47 66"}})})
    run("import", project.root / "cv.json", project.root, "--force")
    assert (project.root / "data" / "profile.yml").read_text(encoding="utf-8") == "name: Mira\nphone: +47 66\n"
