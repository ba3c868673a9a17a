"""The workflow that publishes a site, the settings of other hosts, and what they install."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distributions, version
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs_researcher.errors import Location, Problem, Severity, closest_match, read_problem
from mkdocs_researcher.fields.validation import FieldPath
from mkdocs_researcher.files import text_of
from mkdocs_researcher.formats.yaml_text import YamlError, positions, read_yaml, texts_in
from mkdocs_researcher.hosts.mkdocs.config_check import PACKAGES, LoadedConfig

Fault = tuple[str, str, Severity]
"""A message, the field that it is about, and its severity."""

_WORKFLOWS = ".github/workflows"
_OLDEST = (3, 11)
_PYTHON = re.compile(r"(\d)\.(\d+)")
_OLD_PYTHON = "mkdocs-researcher needs Python 3.11 or newer; correct the number"
_OWN = frozenset({"mkdocs", "mkdocs-material", "mkdocs-researcher"})
_NO_CHECKOUT = "no step gets the files of the repository; add '- uses: actions/checkout@v6' as the first one"
_NO_PACKAGE = "does not install mkdocs-researcher, so the host cannot build the site; add it to pip install"
_NO_INSTALL = "no step installs anything; add '- run: pip install -r requirements.txt' before mkdocs build"
_NO_RIGHTS = "{} needs '{}: write' below permissions:, unless the settings of the repository allow it"
_NO_PUSH = "a push does not start it, so changes are not published; add push: below on:"
_ONLY_TAGS = "only tags start it, so other pushes are not published; add branches: [main] below push:"
_OF_WORD = "is a document of Word, which pip does not read; save it as plain text"
_ALIKE = 0.8
_ONE_SIGN = re.compile(r"\s*[\w.-]+(?:\[[^\]]*\])?\s*=(?!=)")
_NO_VERSION = "pip does not read this line; a version follows two signs, =="
_SERVES = "mkdocs serve shows the site on that machine and never ends; write mkdocs build"
_OTHER_FOLDER = "'{}' is published, but MkDocs writes the site into {}/; correct one of them"
_NO_PUBLIC = "GitLab publishes only the folder public; write mkdocs build --site-dir public, and the path public"
_OTHER_VERSION = (
    "'{}' is another version than is installed here, {}, so the site may look different; correct the number"
)
_PINNED = re.compile(r"\s*([\w.-]+)(?:\[[^\]]*\])?\s*==\s*(\d[\w.]*\w)")
# What publishes a folder: the name of an action, the setting, and its default.
_PUBLISHERS = {
    "actions/upload-pages-artifact": ("path", "_site"),
    "peaceiris/actions-gh-pages": ("publish_dir", "public"),
}
# What has to be allowed. The settings of a repository may allow all workflows to write its contents.
_RIGHTS: Mapping[str, tuple[tuple[str, ...], Severity]] = {
    "actions/deploy-pages": (("pages", "id-token"), "warning"),
    "mkdocs gh-deploy": (("contents",), "info"),
}
_BUILDS = ("mkdocs build", "mkdocs gh-deploy")
_INSTALLS_MORE = re.compile(r"researcher|\s-|git\+|\.whl|install\s+\S*[./$]")
_OTHER_TOOLS = re.compile(r"\b(?:uv|poetry|pdm|pipenv|hatch|conda|mamba|micromamba|make|tox|nox|docker|npm|pixi|rye)\b")


class _Workflow(NamedTuple):
    """A workflow with the steps of the jobs that build the site."""

    events: Any
    permissions: tuple[Any, ...]
    steps: tuple[Mapping[str, Any], ...]
    text: str

    @property
    def runs(self) -> str:
        return "\n".join(str(step.get("run", "")) for step in self.steps)

    @property
    def is_plain(self) -> bool:
        """Does it use only actions that install no packages?"""
        return all(name.startswith("actions/") or name.partition("@")[0] in _PUBLISHERS for name in self.uses if name)

    @property
    def uses(self) -> list[str]:
        return [str(step.get("uses", "")) for step in self.steps]


def workflow_problems(loaded: LoadedConfig, project: Path) -> Iterator[Problem]:
    """What keeps the hosts of a site from building and publishing it."""
    for path in sorted((*project.glob(".github/*.y*ml"), *project.glob(f"{_WORKFLOWS}/*.y*ml"))):
        yield from _of_workflow(path, loaded, project)
    yield from _of_gitlab(project)
    yield from _of_netlify(loaded, project)


def _of_workflow(path: Path, loaded: LoadedConfig, project: Path) -> Iterator[Problem]:
    shown = path.relative_to(project).as_posix()
    read = _content(path, shown, read_yaml)
    if isinstance(read, Problem):
        yield read
        return
    text, content = read
    if not isinstance(content, dict) or "jobs" not in content or "mkdocs" not in text:
        return
    if path.parent.name != "workflows":
        yield Problem(Location(shown), f"is not run; move it to {_WORKFLOWS}/", severity="warning")
        return
    known = positions(text)
    for keys, value in texts_in(content):
        if keys[-1] == "run" and "mkdocs serve" in value:
            yield Problem(Location(shown, known.get(keys, (0, 0))[0]), _SERVES, "run", "warning")
        version_of_python = _PYTHON.match(value) if "python-version" in keys else None
        if version_of_python and tuple(map(int, version_of_python.groups())) < _OLDEST:
            yield Problem(Location(shown, known.get(keys, (0, 0))[0]), _OLD_PYTHON, "python-version", "warning")
    workflow = _workflow(content, text)
    for message, field, severity in _faults(workflow, loaded, project):
        yield Problem(Location(shown, _line_of(field, known)), message, field, severity)
    if "-r requirements.txt" in text:
        yield from _of_requirements(loaded, project)


def _content(path: Path, shown: str, parse: Callable[[str], Any]) -> tuple[str, Any] | Problem:
    """The text of a file, and what it says; the problem if it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return text, parse(text)
    except YamlError as error:
        return error.problem(shown)
    except tomllib.TOMLDecodeError as error:
        return Problem(Location(shown), f"not valid TOML: {error}")
    except (OSError, UnicodeDecodeError) as error:
        return read_problem(shown, error)


def _workflow(content: Mapping[Any, Any], text: str) -> _Workflow:
    jobs = _mappings(content["jobs"])
    building = [job for job in jobs if any(sign in str(job) for sign in _BUILDS)]
    steps = (step for job in building for step in job.get("steps") or () if isinstance(step, Mapping))
    return _Workflow(content.get("on"), tuple(one.get("permissions") for one in (content, *jobs)), tuple(steps), text)


def _mappings(value: Any) -> list[Mapping[Any, Any]]:
    return [one for one in value.values() if isinstance(one, Mapping)] if isinstance(value, Mapping) else []


def _line_of(field: str, known: Mapping[FieldPath, tuple[int, int]]) -> int:
    name = field.rpartition(".")[2]
    return next((line for keys, (line, _) in known.items() if keys[-1:] == (name,)), 0)


def _faults(workflow: _Workflow, loaded: LoadedConfig, project: Path) -> Iterator[Fault]:
    if not workflow.steps:
        return  # it calls another workflow
    if branch := _other_branch(workflow.events, project):
        message = f"runs for other branches than yours, '{branch}'; write branches: [{branch}]"
        yield message, "on.push.branches", "warning"
    if not any("checkout" in name for name in workflow.uses) and "git clone" not in workflow.runs:
        yield _NO_CHECKOUT, "steps", "warning"
    installed = "\n".join(
        line
        for line in workflow.runs.splitlines()
        if ("pip install" in line or "pip3 install" in line) and not line.startswith("if ")
    )
    if workflow.is_plain and not installed and not _OTHER_TOOLS.search(workflow.runs):
        yield _NO_INSTALL, "steps", "warning"
    if loaded.options and installed and not _INSTALLS_MORE.search(installed) and not _OTHER_TOOLS.search(workflow.runs):
        yield _NO_PACKAGE, "run", "warning"
    is_published = any(sign in workflow.text for sign in (*_RIGHTS, *_PUBLISHERS))
    push = workflow.events.get("push") if isinstance(workflow.events, dict) else None
    if is_published and [*_names(workflow.events)] == ["pull_request"]:
        yield _NO_PUSH, "on", "warning"
    elif is_published and isinstance(push, Mapping) and "tags" in push and "branches" not in push:
        yield _ONLY_TAGS, "on.push.tags", "warning"
    yield from _missing_rights(workflow)
    if Path(loaded.config.config_file_path).stem == "mkdocs":  # and not one that a build must name with -f
        yield from _other_folders(workflow, Path(loaded.config.site_dir).name)


def _names(events: Any) -> Iterator[str]:
    yield from [events] if isinstance(events, str) else map(str, events or ())


def _missing_rights(workflow: _Workflow) -> Iterator[Fault]:
    given = [one for one in workflow.permissions if one is not None]
    if not all(isinstance(one, Mapping) for one in given):
        return  # such as write-all
    allowed = {name for one in given for name, right in one.items() if right == "write"}
    for sign, (names, severity) in _RIGHTS.items():
        missing = next((name for name in names if name not in allowed), "")
        if sign in workflow.text and missing:
            yield _NO_RIGHTS.format(sign, missing), "permissions", severity


def _other_folders(workflow: _Workflow, site_dir: str) -> Iterator[Fault]:
    if not re.search(r"mkdocs build\b(?![^\n]* (?:-d|--site-dir|-f)\b)", workflow.runs):
        return
    for step, name in zip(workflow.steps, workflow.uses, strict=True):
        setting, default = _PUBLISHERS.get(name.partition("@")[0], ("", site_dir))
        settings = step.get("with")
        folder = str(settings.get(setting, default) if isinstance(settings, Mapping) else default)
        if "$" not in folder and Path(folder).name != site_dir:
            yield _OTHER_FOLDER.format(folder, site_dir), f"with.{setting}", "warning"


def _other_branch(events: Any, project: Path) -> str:
    """The branch of the repository if a push to it does not start the workflow; empty if it does, or is not known."""
    push = events.get("push") if isinstance(events, dict) else None
    branches = push.get("branches") if isinstance(push, dict) else None
    if not isinstance(branches, list) or any("*" in str(name) for name in branches):
        return ""
    branch = text_of(project / ".git" / "HEAD").strip().partition("refs/heads/")[2]
    branch = branch or ("main" if branches == ["gh-pages"] else "")
    return branch if branch in {"main", "master"} and branch not in branches else ""


def _of_gitlab(project: Path) -> Iterator[Problem]:
    path = project / ".gitlab-ci.yml"
    if not path.is_file():
        return
    read = _content(path, path.name, read_yaml)
    if isinstance(read, Problem):
        yield read
        return
    text, content = read
    job = content.get("pages") if isinstance(content, Mapping) else None
    if isinstance(job, Mapping) and "mkdocs build" in str(job) and "public" not in str(job) and "publish" not in job:
        yield Problem(Location(path.name, _line_of("paths", positions(text))), _NO_PUBLIC, "pages", "warning")


def _of_netlify(loaded: LoadedConfig, project: Path) -> Iterator[Problem]:
    path = project / "netlify.toml"
    if not path.is_file():
        return
    read = _content(path, path.name, tomllib.loads)
    if isinstance(read, Problem):
        yield read
        return
    text, content = read
    build = content.get("build", {})
    folder, site_dir = str(build.get("publish", "")), Path(loaded.config.site_dir).name
    if folder and Path(folder).name != site_dir and "-d" not in str(build.get("command", "")):
        message = _OTHER_FOLDER.format(folder, site_dir)
        line = next((n for n, line in enumerate(text.splitlines(), 1) if line.split("=")[0].strip() == "publish"), 0)
        yield Problem(Location(path.name, line), message, "publish", "warning")


def _of_requirements(loaded: LoadedConfig, project: Path) -> Iterator[Problem]:
    path = project / "requirements.txt"
    if not path.is_file():
        message = "does not exist, but the workflow installs what it lists; write it, with the line mkdocs-researcher"
        yield Problem(Location("requirements.txt"), message, severity="warning")
        return
    if path.read_bytes()[:2] == b"PK":
        yield Problem(Location("requirements.txt"), _OF_WORD, severity="warning")
        return
    read = _content(path, path.name, str.splitlines)
    if isinstance(read, Problem):
        yield read
        return
    _, lines = read
    listed = [_package(re.split(r"[ \[<>=~!;@#]", line.strip())[0]) for line in lines]
    packages = {*map(_package, loaded.packages)}
    for package in sorted(packages - _OWN | {"mkdocs-researcher"}):
        if package not in listed and not any(package.replace("-", "_") in line for line in lines):
            if any(closest_match(name, [package], _ALIKE) for name in listed):
                continue  # reported below
            message = f"does not list {package}, so the host cannot build the site; add it"
            yield Problem(Location("requirements.txt"), message, severity="warning")
    installed = {_package(str(one.name)) for one in distributions() if one.name}
    for number, (line, name) in enumerate(zip(lines, listed, strict=True), 1):
        if found := _fault_of_line(line, name, installed, packages):
            yield Problem(Location("requirements.txt", number), found[0], severity=found[1])


def _fault_of_line(line: str, name: str, installed: set[str], packages: set[str]) -> tuple[str, Severity] | None:
    if message := _other_version(line):
        return message, "info"
    if _ONE_SIGN.match(line):
        return _NO_VERSION, "warning"
    if not name or name in {*installed, *PACKAGES.values()}:
        return None
    match = closest_match(name, {*installed, *packages}, _ALIKE)
    return (f"'{name}' is not installed here, did you mean '{match}'?", "warning") if match else None


def _other_version(line: str) -> str:
    pinned = _PINNED.match(line)
    try:
        installed = version(pinned[1]) if pinned else ""
    except PackageNotFoundError:
        return ""
    is_same = not pinned or f"{installed}.".startswith(f"{pinned[2]}.")
    return "" if is_same else _OTHER_VERSION.format(line.strip(), installed)


def _package(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
