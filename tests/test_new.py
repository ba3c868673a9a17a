"""`mkdocs-researcher new`: what it asks and writes; the result builds and passes `check`."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from answering import Reply
from building import Project
from click.testing import CliRunner, Result
from work_services import ORCID, recorded, services

from mkdocs_researcher import __version__
from mkdocs_researcher.cli import main
from mkdocs_researcher.commands import new as command
from mkdocs_researcher.fields.profile_services import SERVICES
from mkdocs_researcher.importing.placeholders import placeholder_hint
from mkdocs_researcher.starting import homepage
from mkdocs_researcher.starting.homepage import WHEEL, package_as_wheel
from mkdocs_researcher.starting.owner import read_photo

FILES = {
    "mkdocs.yml",
    "requirements.txt",
    ".gitignore",
    ".github/workflows/pages.yml",
    "docs/index.md",
    "docs/papers.md",
    "docs/cv.md",
    "docs/images/icon.svg",
    "docs/images/sample.svg",
    "data/profile.yml",
    "data/papers.yml",
    "data/awards.yml",
    "data/education.yml",
    "data/news.yml",
    "data/talks.yml",
    *([WHEEL] if homepage.is_from_folder() else []),  # a site brings along what no host could install
}


def run(*arguments: str | Path, answers: str | None = None) -> Result:
    return CliRunner().invoke(main, ["new", *map(str, arguments)], input=answers)


def data(root: Path, name: str) -> object:
    return yaml.load((root / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def passes(root: Path, *options: str) -> str:
    checked = CliRunner().invoke(main, ["check", str(root), *options])
    assert checked.exit_code == 0, checked.output
    return checked.output


def test_without_answers_it_is_complete_and_builds(project: Project) -> None:
    result = run(project.root)
    assert result.exit_code == 0, result.output
    assert files(project.root) == FILES
    assert f"  cd {project.root.as_posix()}\n  mkdocs serve" in result.output
    for step in ("1. Start the preview", "2. Replace each TODO", "3. Put it online"):
        assert step in result.output
    built = project.build(strict=True)
    assert built.exit_code == 0, built.output
    assert "TODO: the title of one of your papers" in built.html()
    assert "This page is online." in built.html()
    assert built.page("cv/index.html").select("h2")


def test_a_site_with_a_todo_is_not_published(project: Project) -> None:
    run(project.root)
    left = passes(project.root)
    places = (
        "data/profile.yml:2:1: name",
        "data/papers.yml:3:3: title",
        "docs/index.md:3",
        "mkdocs.yml:1:1: site_name",
    )
    for place in places:
        assert f"warning: {place}: 'TODO" in left
    refused = CliRunner().invoke(main, ["check", str(project.root), "--strict"])
    assert refused.exit_code == 1
    assert "--strict: warnings count as errors, so the site is not ready to be published" in refused.output
    passes(project.without_todos().root, "--strict")
    assert project.quick_build(strict=True).exit_code == 0


def test_the_initials_are_portrait_and_icon_until_there_is_a_photo(tmp_path: Path) -> None:
    run(tmp_path / "a", "--name", "Wei <Zhang>")
    assert 'aria-label="Wei &lt;Zhang&gt;"' in (tmp_path / "a/docs/images/icon.svg").read_text(encoding="utf-8")
    photo = tmp_path / "Me At Work.JPG"
    photo.write_bytes(b"a photo")
    result = run(tmp_path / "b", "--name", "Wei Zhang", "--photo", photo, "--native-name", "张伟")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "b/docs/images/portrait.jpg").read_bytes() == b"a photo"
    profile = data(tmp_path / "b", "data/profile.yml")
    assert isinstance(profile, dict)
    assert (profile["avatar"], profile["native_name"]) == ("images/portrait.jpg", "张伟")


@pytest.mark.parametrize(
    ("options", "url"),
    [
        (["--link", "github.com/mira"], "https://mira.github.io/"),
        (["--link", "github:mira", "--project", "homepage"], "https://mira.github.io/homepage/"),
        (["--project", "Mira/Mira.github.io"], "https://mira.github.io/"),
        (["--project", "mira.github.io"], "https://mira.github.io/"),
        (["--project", "https://github.com/mira/homepage.git"], "https://mira.github.io/homepage/"),
        (["--project", "https://github.com/mira-example"], "https://mira-example.github.io/"),
        (["--link", "github:Mira", "--project", "mira"], "https://mira.github.io/"),
        (["--project", "mira/x", "--site-url", "mira.example.org"], "https://mira.example.org/"),
        (["--name", "A B"], None),
    ],
)
def test_the_address_of_the_site(tmp_path: Path, options: list[str], url: str | None) -> None:
    result = run(tmp_path / "site", *options)
    assert result.exit_code == 0, result.output
    config = data(tmp_path / "site", "mkdocs.yml")
    assert isinstance(config, dict)
    assert config.get("site_url") == url
    assert url is None or f"It will be at {url}." in result.output


@pytest.mark.parametrize(
    ("languages", "folder"), [("en,ja", "ja"), ("en,zh", "zh"), ("en,de", "de"), ("en,ja,zh", "zh")]
)
def test_a_name_in_another_script_is_the_name_in_its_language(tmp_path: Path, languages: str, folder: str) -> None:
    options = ("--name", "Yuki Tanaka", "--native-name", "田中 由紀", "--languages", languages)
    assert run(tmp_path / "site", *options).exit_code == 0
    profile, other = (data(tmp_path / "site", f"data/{path}profile.yml") for path in ("", f"{folder}/"))
    assert isinstance(profile, dict)
    assert isinstance(other, dict)
    assert profile.get("native_language") == ("ja" if languages == "en,ja" else None)
    assert other.get("name") == (None if folder == "de" else "田中 由紀")


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://scholar.google.com/citations?user=MiraExample1&hl=de", {"scholar": "MiraExample1"}),
        ("twitter.com/mira", {"x": "https://twitter.com/mira"}),
        ("https://tides.example/@mira", {"mastodon": "https://tides.example/@mira"}),
        (
            "https://www.tiktok.com/@mira",
            {"label": "tiktok.com", "url": "https://www.tiktok.com/@mira", "icon": "material/web"},
        ),
        ("https://scholar.google.de/citations?hl=de&user=MiraExample1", {"scholar": "MiraExample1"}),
        ("scholar.google.co.uk/citations?view_op=list_works&user=MiraExample1#x", {"scholar": "MiraExample1"}),
        ("https://github.com/mira?tab=repositories", {"github": "mira"}),
    ],
)
def test_addresses_as_browsers_show_them(tmp_path: Path, address: str, link: dict[str, str]) -> None:
    result = run(tmp_path / "site", "--link", address)
    assert result.exit_code == 0, result.output
    profile = data(tmp_path / "site", "data/profile.yml")
    assert isinstance(profile, dict)
    assert profile["links"] == [link]


def test_options_go_into_the_data(project: Project) -> None:
    links = [
        "--link",
        "github:mira",
        "--link",
        "https://scholar.google.com/citations?user=MiraExample1",
        "--link",
        "https://lab.example.org",
    ]
    result = run(
        project.root,
        "--name",
        "Mira: Tovanne",
        "--role",
        "Ph.D. candidate",
        "--affiliation",
        "HBU",
        "--email",
        "mira@example.org",
        *links,
    )
    assert result.exit_code == 0, result.output
    assert data(project.root, "data/profile.yml") == {
        "name": "Mira: Tovanne",
        "avatar": "images/icon.svg",
        "role": "Ph.D. candidate",
        "affiliations": [{"name": "HBU"}],
        "email": "mira@example.org",
        "interests": ["TODO: a topic of your work"],
        "links": [
            {"github": "mira"},
            {"scholar": "MiraExample1"},
            {"label": "lab.example.org", "url": "https://lab.example.org", "icon": "material/web"},
        ],
    }
    config = (project.root / "mkdocs.yml").read_text(encoding="utf-8")
    assert yaml.safe_load(config)["site_name"] == "Mira: Tovanne"
    assert yaml.safe_load(config)["site_url"] == "https://mira.github.io/"
    passes(project.root)
    assert project.quick_build(strict=True).exit_code == 0


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--photo", "nowhere.jpg", "there is no file 'nowhere.jpg'"),
        (
            "--project",
            "homepage",
            "'homepage' is not a repository; write one such as octocat/octocat.github.io",
        ),
        ("--project", "https://gitlab.com/mira/site", "is at GitLab; start again with --gitlab"),
        ("--link", "nowhere:x", "unknown link service 'nowhere'"),
        ("--link", "mira", "'mira' is not a link; write one such as github:octocat"),
        ("--link", "https://a b", "a b"),
        ("--email", "nobody", "nothing was written: email: 'nobody' is not an email address"),
        ("--from-orcid", "0000-0002-1825-0098", "is mistyped"),
    ],
)
def test_a_mistyped_argument_is_reported_and_nothing_is_written(
    tmp_path: Path, option: str, value: str, message: str
) -> None:
    result = run(tmp_path / "site", option, value)
    assert result.exit_code in {1, 2}
    assert isinstance(result.exception, SystemExit)
    assert message in " ".join(result.output.split())
    assert not (tmp_path / "site").exists()


def test_in_a_terminal_it_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_is_asked", lambda given: True)
    result = run(
        tmp_path / "site", answers="Mira Tovanne\n\n\nHalden Bay University\n\n\nmira\ngithub:mira\n\nhomepage\n"
    )
    assert result.exit_code == 0, result.output
    assert "'mira' is not a link" in result.output
    profile = data(tmp_path / "site", "data/profile.yml")
    assert isinstance(profile, dict)
    assert profile["name"] == "Mira Tovanne"
    assert profile["role"].startswith("TODO: ")
    assert profile["affiliations"] == [{"name": "Halden Bay University"}]
    assert profile["links"] == [{"github": "mira"}]
    assert "mira/homepage, so the site will be at https://mira.github.io/homepage/" in result.output
    assert "https://mira.github.io/homepage/" in (tmp_path / "site/mkdocs.yml").read_text(encoding="utf-8")


def test_in_a_terminal_it_asks_for_what_no_option_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_is_asked", lambda given: True)
    result = run(tmp_path / "lab", "--lab", "--name", "Tide Lab", answers="How tides remember\n\n\n\n\n")
    assert result.exit_code == 0, result.output
    assert "Name of the lab" not in result.output
    assert "What it studies" in result.output
    profile = data(tmp_path / "lab", "data/profile.yml")
    assert isinstance(profile, dict)
    assert (profile["name"], profile["tagline"]) == ("Tide Lab", "How tides remember")
    assert "Press Enter" not in run(tmp_path / "silent", "--name", "A B", "--no-input").output


@pytest.mark.parametrize("options", [(), ("--lab",), ("--lab", "--languages", "de,en"), ("--languages", "en,fr")])
def test_nothing_that_new_invents_is_without_a_todo(tmp_path: Path, options: tuple[str, ...]) -> None:
    run(tmp_path / "site", *options, "--name", "Sune Brandvik")
    written = [
        (path.stem, entry)
        for path in (tmp_path / "site/data").rglob("*.yml")
        if path.stem != "profile"
        for entry in data(tmp_path / "site", path.relative_to(tmp_path / "site").as_posix()) or ()  # type: ignore[attr-defined]
    ]
    assert {"papers", "news"} < {name for name, _ in written}
    names = ("name", "title", "text", "institution")
    assert all("TODO" in entry[name] for _, entry in written for name in names if name in entry), written
    invented = [author for name, entry in written for author in entry.get("authors", []) if author != "Sune Brandvik"]
    assert all(author.startswith("TODO ") for author in invented)


def test_a_wrong_answer_is_reported_at_once_and_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_is_asked", lambda given: True)
    answers = "Mira Tovanne\n\n\n\nnobody\nmira@example.org\nno.jpg\n\nnowhere:x\nscholar:x\ngithub:mira\n\n\n"
    result = run(tmp_path / "site", answers=answers)
    assert result.exit_code == 0, result.output
    reported, _, rest = result.output.partition("'nobody' is not an email address")
    assert reported.count("Your email address") == 1
    assert rest.count("Your email address") == 1
    assert "unknown link service 'nowhere'" in rest
    profile = data(tmp_path / "site", "data/profile.yml")
    assert isinstance(profile, dict)
    assert (profile["email"], profile["links"]) == ("mira@example.org", [{"github": "mira"}])


def test_piped_answers_are_not_read_and_that_is_reported(tmp_path: Path) -> None:
    result = run(tmp_path / "site", answers="Mira Tovanne\n")
    assert result.exit_code == 0
    assert "no questions were asked, because the input is not a terminal; use --name," in result.stderr
    assert "nothing was asked" not in run(tmp_path / "other", "--name", "A B", answers="Mira\n").output


def test_the_next_step_can_be_copied_into_a_shell(tmp_path: Path) -> None:
    folder = tmp_path / 'we ird 名前 "q" $(x)'
    line = next(line for line in run(folder, "--name", "A B").output.splitlines() if line.startswith("  cd "))
    assert shlex.split(line) == ["cd", folder.as_posix()]


def test_links_in_the_folder_lead_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site/data").symlink_to(tmp_path / "other")
    refused = run(tmp_path / "site", "--name", "A B", "--force")
    assert refused.exit_code == 1
    assert "nothing was written: data/profile.yml would be outside of" in refused.output
    assert not files(tmp_path)
    (tmp_path / "link").symlink_to(tmp_path / "other")  # the folder itself may be one
    assert run(tmp_path / "link", "--name", "A B").exit_code == 0
    assert files(tmp_path / "other") == FILES


def test_the_id_that_a_message_suggests_is_not_one_that_check_calls_a_leftover() -> None:
    example = next(service.example for service in SERVICES if service.key == "scholar")
    assert not placeholder_hint(example, in_data=True)


def test_a_folder_that_holds_files_is_refused(tmp_path: Path) -> None:
    own = tmp_path / "mkdocs.yml"
    own.write_text("site_name: Mine\n")
    refused = run(tmp_path, "--name", "A B")
    assert refused.exit_code == 1
    assert "contains files (mkdocs.yml); name another folder, or use --force" in refused.output
    assert files(tmp_path) == {"mkdocs.yml"}
    assert own.read_text() == "site_name: Mine\n"
    assert run(tmp_path, "--name", "A B", "--force").exit_code == 0
    assert files(tmp_path) == FILES
    assert own.read_text() != "site_name: Mine\n"


def test_a_fresh_clone_is_fine_and_keeps_what_it_has(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name in ("README.md", ".gitignore"):
        (tmp_path / name).write_text("mine\n")
    assert run(tmp_path, "--name", "A B").exit_code == 0
    assert files(tmp_path) == FILES | {"README.md"}
    assert (tmp_path / ".gitignore").read_text() == "mine\n"


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("x")
    assert run(tmp_path / "site").exit_code == 2
    result = run(tmp_path / "site" / "below", "--name", "A B")
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with services() as state:
        monkeypatch.setenv("RESEARCHER_ORCID_URL", state.url)
        yield state


def test_orcid_fills_it(project: Project, web) -> None:
    result = run(project.root, "--from-orcid", f"https://orcid.org/{ORCID}", "--role", "Postdoctoral fellow")
    assert result.exit_code == 0, result.output
    assert files(project.root) == FILES - {"docs/images/sample.svg"} | {"data/experience.yml"}
    assert data(project.root, "data/profile.yml") == {
        "name": "Mira Tovanne",
        "avatar": "images/icon.svg",
        "aliases": ["M. L. Tovanne"],
        "role": "Postdoctoral fellow",
        "affiliations": [{"name": "Quill Labs"}],
        "email": "mira@example.org",
        "interests": ["learning dynamics", "spectra"],
        "links": [
            {"orcid": ORCID},
            {"github": "mira"},
            {"label": "My lab", "url": "https://lab.example.org/", "icon": "material/web"},
        ],
    }
    assert [paper.get("selected") for paper in data(project.root, "data/papers.yml")] == ["true", "true", "true", None]
    assert data(project.root, "data/education.yml")[0]["date"] == "2021-09 – 2025-06"
    assert [entry["date"] for entry in data(project.root, "data/experience.yml")] == ["2025-09 – present", "2023"]
    assert "a link is left out" in result.output
    assert "TODO" not in passes(project.root, "--strict")
    built = project.quick_build(strict=True)
    assert built.exit_code == 0, built.output
    assert built.page().find("b", string="Mira Tovanne") or built.page().find("strong", string="Mira Tovanne")
    assert "I study what networks *remember*." in built.page().get_text()


def test_a_chinese_name_of_orcid_keeps_its_order(tmp_path: Path, web) -> None:
    record = recorded("orcid_record.json")
    name = {"given-names": {"value": "明"}, "family-name": {"value": "李"}, "credit-name": None}
    record["person"]["name"] = name
    web.instead[f"/{ORCID}/record"] = Reply(200, json.dumps(record).encode())
    result = run(tmp_path / "site", "--from-orcid", ORCID)
    assert result.exit_code == 0, result.output
    profile = data(tmp_path / "site", "data/profile.yml")
    assert isinstance(profile, dict)
    assert profile["name"] == "李明"


def test_orcid_that_fails_leaves_nothing(tmp_path: Path, web) -> None:
    result = run(tmp_path / "site", "--from-orcid", "0000-0001-5109-3700")
    assert result.exit_code == 1
    assert "nothing was written: ORCID knows no 0000-0001-5109-3700; check the id" in result.output
    assert not (tmp_path / "site").exists()


def test_the_workflow_is_what_github_reads(project: Project) -> None:
    run(project.root, "--name", "A B")
    pages = data(project.root, ".github/workflows/pages.yml")
    assert isinstance(pages, dict)
    assert set(pages["on"]) == {"push", "schedule", "workflow_dispatch"}
    build, deploy = pages["jobs"]["build"], pages["jobs"]["deploy"]
    runs = [step["run"] for step in build["steps"] if "run" in step]
    assert runs.index("mkdocs-researcher check --strict") < runs.index("mkdocs build --strict")
    assert deploy["steps"][0]["uses"].startswith("actions/deploy-pages@")
    assert (build["permissions"], pages["permissions"]) == ({"contents": "write"}, {"contents": "read"})
    assert deploy["permissions"] == {"pages": "write", "id-token": "write"}
    (numbers,) = [step for step in build["steps"] if "mkdocs-researcher update" in step.get("run", "")]
    assert numbers["if"] == "github.event_name == 'schedule'"


def test_a_line_of_the_workflow_installs_a_font(project: Project) -> None:
    run(project.root, "--name", "A B")
    text = (project.root / ".github/workflows/pages.yml").read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if "fonts-noto-cjk" in line]
    assert line.startswith("      # - run: ")
    project.write({".github/workflows/pages.yml": text.replace(line, line.replace("# -", "-"))})
    with_font = data(project.root, ".github/workflows/pages.yml")["jobs"]["build"]["steps"]
    runs = [step["run"] for step in with_font if "run" in step]
    assert runs.index("mkdocs build --strict") > next(place for place, run in enumerate(runs) if "fonts-noto" in run)


@pytest.mark.skipif(shutil.which("bash") is None, reason="the steps of GitHub's workflows are run by bash")
@pytest.mark.parametrize("option", ["      cv_pdf: true\n", "      cv_pdf: false\n", "      # cv_pdf: true\n"])
def test_the_workflow_installs_what_a_cv_as_pdf_needs(project: Project, option: str) -> None:
    run(project.root, "--name", "A B")
    config = (project.root / "mkdocs.yml").read_text(encoding="utf-8")
    project.write({"mkdocs.yml": config.replace("  - researcher\n", f"  - researcher:\n      fonts: true\n{option}")})
    steps = data(project.root, ".github/workflows/pages.yml")["jobs"]["build"]["steps"]
    (step,) = [step["run"] for step in steps if "[pdf]" in step.get("run", "")]
    script = f'pip() {{ echo "pip $*"; }}\n{step}'
    done = subprocess.run(["bash", "-ec", script], cwd=project.root, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == ("pip install mkdocs-researcher[pdf]\n" if option == "      cv_pdf: true\n" else "")


@pytest.mark.parametrize(
    ("origin", "line"),
    [
        (None, f"mkdocs-researcher>={__version__}"),
        ({"url": "file:///home/mira/mkdocs-researcher", "dir_info": {}}, f"./{WHEEL}"),
        ({"url": "https://example.org/r", "vcs_info": {"vcs": "git", "commit_id": "c1"}},
         "mkdocs-researcher @ git+https://example.org/r@c1"),
        ({"url": "https://example.org/r.whl", "archive_info": {}}, "mkdocs-researcher @ https://example.org/r.whl"),
    ],
)  # fmt: skip
def test_the_requirement_is_what_was_installed(monkeypatch: pytest.MonkeyPatch, origin: object, line: str) -> None:
    class Installed:
        def read_text(self, name: str) -> str | None:
            return None if origin is None else json.dumps(origin)

    monkeypatch.setattr(homepage, "distribution", lambda name: Installed())
    text = homepage.shared_files("A")["requirements.txt"]
    assert text.endswith(f"{line}\n")
    assert ("installed from a folder" in text) == ("file:" in str(origin))


@pytest.mark.parametrize("form", ["{}", "'{}'", '"{}"', "{escaped}", "{escaped} ", "& '{}'", "{url}"])
def test_a_photo_may_be_dragged_into_the_terminal(tmp_path: Path, form: str) -> None:
    photo = tmp_path / "my best (new) photo.png"
    photo.write_bytes(b"x")
    escaped = re.sub(r"([ ()])", r"\\\1", str(photo))
    assert read_photo(form.format(photo, escaped=escaped, url=photo.as_uri())) == str(photo)


def test_a_photo_that_is_not_there_has_a_hint(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"x")
    with pytest.raises(ValueError, match=r"did you mean 'photo\.png'"):
        read_photo(str(tmp_path / "Photo.png"))
    with pytest.raises(ValueError, match="is a phone photo that browsers cannot show"):
        read_photo(str(tmp_path / "IMG_1.HEIC"))


def test_a_copy_of_the_package_can_be_installed(tmp_path: Path) -> None:
    wheel = tmp_path / Path(WHEEL).name
    wheel.write_bytes(package_as_wheel())
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        str(tmp_path / "to"),
    ]
    subprocess.run([*pip, str(wheel)], check=True)
    names = "import mkdocs_researcher.cli as c, sys; print(c.__file__)"
    found = subprocess.run(
        [sys.executable, "-c", names],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "to")},
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert str(tmp_path / "to") in found.stdout
    assert (
        "researcher = mkdocs_researcher.plugin"
        in next((tmp_path / "to").glob("*.dist-info/entry_points.txt")).read_text()
    )


# check


def test_check_tells_what_is_wanting(project: Project) -> None:
    project.write(
        {
            "mkdocs.yml": "site_name: Test\ntheme: mkdocs\nplugins: [researcher]\n",
            "docs/index.md": "# Home\n\n![](a.png) `![](b.png)`\n\nAlbert Einstein\n\n```\n![](c.png) TODO\n```\n\nTODO: more\n",
            "docs/a.png": b"x",
            "docs/images/500x300.png": b"x",
            "data/papers.yml": "- title: One\n- {title: Two, year: 2020, image: images/500x300.png, doi: 10.1000/1}\n"
            "- {title: Three, status: under_review}\n- {title: Four, hidden: true}\n",
            "data/profile.yml": "name: A B\nlinks:\n  - scholar: DhtAFkwAAAAJ\n",
            "data/extra.yml": "- title: Your Name\n",
        }
    )
    result = CliRunner().invoke(main, ["check", str(project.root)])
    assert result.exit_code == 0
    assert result.output.splitlines()[:-1] == [
        "info: data/extra.yml: no page shows it; write {{ entries('extra') }} in a page, or remove the file",
        "info: data/extra.yml:1:3: title: 'Your Name' looks like a leftover from a template; change or delete it",
        "info: data/papers.yml:1:3: has no year, so it is listed last and is in no group of years; add 'year: …'",
        "info: data/papers.yml:2:28: image: '500x300.png' looks like a leftover from a template; change or delete it",
        "info: data/papers.yml:2:28: has an image without a description for people who cannot see it; add 'image_alt: …'",
        "info: data/profile.yml:3:5: scholar: 'DhtAFkwAAAAJ' looks like a leftover from a template; change or delete it",
        "info: docs/index.md:3: an image has no description for people who cannot see it; write ![what it shows](…)",
        "info: docs/index.md:5: 'Albert Einstein' looks like a leftover from a template; change or delete it",
        "warning: docs/index.md:11: 'TODO: more' is yet to be written",
    ]
    verbose = CliRunner().invoke(main, ["check", str(project.root), "-v"]).output
    assert verbose.count("note: data/papers.yml:1:3: has no link and no identifier") == 1


CHECKED = {"mkdocs.yml": "site_name: Test\ntheme: mkdocs\nplugins: [researcher]\n", "docs/index.md": "# Home\n"}


def checked(project: Project, *options: str) -> list[str]:
    return CliRunner().invoke(main, ["check", str(project.root), *options]).output.splitlines()[:-1]


def test_check_tells_papers_that_are_there_twice(project: Project) -> None:
    project.write(
        {
            **CHECKED,
            "data/papers.yml": "- {id: a, title: One, year: 2020, doi: 10.1000/A}\n"
            "- {id: b, title: Two, year: 2021, doi: https://doi.org/10.1000/a}\n"
            "- {id: c, title: Three, year: 2021, arxiv: 2403.12345v2, type: conference}\n"
            "- {id: d, title: Four, year: 2022, arxiv: 2403.12345, type: journal}\n"
            "- {id: e, title: Reading the Ledger of Tides, authors: [Mira Tovanne], year: 2022, venue: CoDaL}\n"
            "- {id: f, title: 'Reading the ledger of tides.', authors: [M. Tovanne], year: 2022, venue: CoDaL, pmid: 123}\n"
            "- {id: g, title: Reading the Ledger of Tides, authors: [Mira Tovanne], year: 2022, venue: arXiv}\n"
            "- {id: h, title: Reading the Ledger of Tides, authors: [Sune Brandvik], year: 2022, venue: CoDaL}\n"
            "- {id: i, title: Reading the Ledger of Tides, authors: [Mira Tovanne], year: 2022, hidden: true}\n",
        }
    )
    assert checked(project) == [
        "warning: data/papers.yml:2:35: doi: is that of 'a' (data/papers.yml:1:35), too; delete one of the two, correct it,"
        " or add 'distinct' if they are two works",
        "info: data/papers.yml:4:11: has the arXiv id of 'c', 2403.12345; if they are the same work, move what only one of them has to the other, and remove it",
        "info: data/papers.yml:6:11: has title and year of 'e'; if they are the same work, move what only one of them has to the other, and remove it",
        "info: data/papers.yml:7:3: 'g' is the preprint of 'e' (data/papers.yml:5:3), so the two are shown as one paper; "
        "to keep them apart, write 'distinct: true' in one of them",
    ]


def test_check_counts_pictures_without_words_and_knows_those_of_a_template(project: Project) -> None:
    project.write(
        {
            **CHECKED,
            "docs/index.md": '# Home\n\n![](a.png) <img src="a.png">\n\n<img src="a.png" alt="sym"> <!-- ![](a.png) -->\n',
            "docs/a.png": b"x",
            "data/papers.yml": "- {title: One, year: 2020, image: a.png, image_alt: sym}\n",
        }
    )
    assert checked(project) == [
        "info: data/papers.yml:1:42: image_alt: 'sym' looks like a leftover from a template; change or delete it",
        "info: docs/index.md:3: 2 images have no description for people who cannot see them; write ![what it shows](…)",
        "info: docs/index.md:5: 'alt=\"sym\"' looks like a leftover from a template; change or delete it",
    ]


def test_check_tells_links_of_pages_that_lead_nowhere(project: Project) -> None:
    project.write(
        {
            **CHECKED,
            "docs/sub/page.md": '# Page\n\n[x](nothere.md#a) [y](../index.md?x#y) ![z](<a b.png> "t") ![b](../a%20b.png)\n\n'
            "[s]: ../gone.md\n[t]: https://example.org/a.md\n[^1]: gone.md\n\n"
            "`[x](code.md)` [w](https://example.org/w.md) [v](#v) <!-- [x](hidden.md)\n[x](hidden.md) -->\n"
            "[up](../../up.md) [feed](../feed.xml) [abs](/nothere.md) [t]({{ x }}.md)\n\n```\n[x](code.md)\n```\n",
            "docs/a b.png": b"x",
        }
    )
    nowhere = "is not a file in docs/"
    assert checked(project) == [
        f"warning: docs/sub/page.md:3: 'a b.png' {nowhere}; there is '../a b.png'",
        f"warning: docs/sub/page.md:3: 'nothere.md#a' {nowhere}",
        f"warning: docs/sub/page.md:5: '../gone.md' {nowhere}",
        "warning: docs/sub/page.md:7: '[^1]' is shown as text; add the extension footnotes to mkdocs.yml",
        "info: docs/sub/page.md:9: the page 'sub/page.md' has no anchor '#v'",
        f"warning: docs/sub/page.md:11: '../../up.md' {nowhere}",
        "info: docs/sub/page.md:11: '/nothere.md' starts at the root of the server, where no page is; write the path of a "
        "file in docs/",
        "info: docs/sub/page.md:11: '{{ x }}' is shown as text; nothing replaces it; remove it",
    ]
    assert CliRunner().invoke(main, ["check", str(project.root), "--strict"]).exit_code == 1


def test_a_mistake_in_the_papers_is_reported_once(project: Project) -> None:
    project.write(
        {
            **CHECKED,
            "docs/index.md": '# Home\n\n{{ cite("a") }}\n',
            "data/papers.yml": "- {id: a, title: One, year: 2020}\n- {id: a, title: Two, year: 2021}\n",
        }
    )
    assert checked(project) == ["error: data/papers.yml:2:4: id: 'a' is already the id of the paper in line 1"]


def test_check_of_many_papers_is_short(project: Project) -> None:
    project.write({"mkdocs.yml": "site_name: Test\ntheme: mkdocs\nplugins: [researcher]\n", "docs/index.md": "# H\n"})
    project.write({"data/papers.yml": "".join(f"- title: Paper {number}\n" for number in range(50))})
    lines = CliRunner().invoke(main, ["check", str(project.root)]).output.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("info: data/papers.yml:1:3: has no year")
    assert lines[0].endswith("(also in lines 2, 3, 4 and 46 more; -v lists all)")


def test_check_as_json(project: Project) -> None:
    project.write(
        {
            "mkdocs.yml": "site_name: Test\nplugins: [researcher]\n",
            "docs/index.md": "{{ papers(limt=1) }}\n",
            "data/papers.yml": "- {title: A, year: 2020}\n",
        }
    )
    result = CliRunner().invoke(main, ["check", str(project.root), "--format", "json"])
    assert result.exit_code == 1
    reported = json.loads(result.output)
    assert (reported["errors"], reported["warnings"], reported["data_files"], reported["pages"]) == (1, 0, 1, 1)
    (problem,) = reported["problems"]
    assert problem["file"] == "docs/index.md"
    assert (problem["line"], problem["severity"]) == (1, "error")
    assert (problem["field"], "did you mean 'limit'?" in problem["message"]) == ("papers(limt)", True)
