"""What the host of a site gets: files whose content is not what their name says, and its address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser
from xml.parsers import expat

from pathspec.gitignore import GitIgnoreSpec

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.files import text_of, why_unreadable
from mkdocs_researcher.hosts.check.workflows import workflow_problems
from mkdocs_researcher.hosts.mkdocs.config_check import LoadedConfig

IS_HTML = "is a page of HTML; download the file again"
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})
_CHECKED = _PICTURES | {".svg", ".pdf"}
_MEGABYTE = 1_000_000
_LARGE, _TOO_LARGE = 4 * _MEGABYTE, 100 * _MEGABYTE
# How files of other kinds start, and what to do.
_STARTS = {
    re.compile(rb"version https://git-lfs"): "is a pointer of Git LFS and not the file; run: git lfs pull",
    re.compile(rb"\s*<(?:!doctype html|html)", re.I): IS_HTML,
    re.compile(rb"....ftyp(?:hei|mif1|msf1)", re.S): "is a phone photo that browsers cannot show; save it as .jpg",
    re.compile(
        rb"PK\x03\x04"
    ): "is a ZIP file or a document of Word or PowerPoint; save it in the form that its name says",
}
_LARGE_PICTURE = (
    "is {} MB large, which takes visitors long to load; save it at 1,600 pixels or less, which is enough for any screen"
)
_LARGE_FILE = "is {} MB large, and GitHub accepts no file over 100 MB; make it smaller, or link to another server"
_NOT_THERE = "is not published; move it to {}/CNAME"
_HOST_ALONE = "must be the name of the host alone: write {}"
_OTHER_HOST = "names the host '{}', but site_url in mkdocs.yml is {}; correct one of them"
_IGNORED = "the line '{}' keeps {} out of the repository, so the host does not have it; remove it"
_DECOMPOSED = "has '{0}' as two characters, which most keyboards do not type; rename it so that '{0}' is one"
_NO_SVG = "is not valid SVG, so browsers do not show it ({}); save it again"
_NO_ROBOTS = "keeps all search engines away from the site; remove '{}' if people should find it"
_SAME_ADDRESS = "has the address of {}, and only one of the two is published; rename or remove one"
_OF_JEKYLL = "belongs to Jekyll, and MkDocs publishes it unchanged; move what you need into pages, and remove it"
# In the folder of the pages, other than pages such as _posts.md.
_JEKYLL = frozenset({"_config.yml", "_posts", "_layouts", "_includes", "_sass", "_drafts", "Gemfile"})
_BUILT = "search/search_index.json"
_IS_BUILT = "is a built site, which is published within yours; remove the folder"
_KEPT = "is in the repository, but each build generates it; run: git rm -r --cached {0}, and add {0}/ to .gitignore"


def publishing_problems(loaded: LoadedConfig, project: Path) -> Iterator[Problem]:
    """Mistakes that only the host of a site would show."""
    docs_dir, project = Path(loaded.docs_dir), project.absolute()
    for path in sorted(docs_dir.rglob("*")) if docs_dir.is_dir() else ():
        is_readable = path.is_file() and not why_unreadable(path)
        message = _fault_of_file(path) if path.suffix.lower() in _CHECKED and is_readable else ""
        if message or (message := _fault_of_place(path, loaded)):
            yield Problem(Location(_shown(path, project)), message, severity="warning")
        elif name := next((letter for letter in re.findall(r".[\u0300-\u036f]", path.name) if _is_two(letter)), ""):
            message = _DECOMPOSED.format(unicodedata.normalize("NFC", name))
            yield Problem(Location(_shown(path, project)), message, severity="info")
    yield from _of_robots(docs_dir / "robots.txt", project)
    yield from _of_built_site(loaded, project)
    yield from _of_host(loaded, project, docs_dir)
    yield from _of_ignored(project, docs_dir)
    yield from workflow_problems(loaded, project)


def _shown(path: Path, project: Path) -> str:
    return path.relative_to(project).as_posix() if path.is_relative_to(project) else path.as_posix()


def _fault_of_file(path: Path) -> str:
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(64)
    if not size:
        return "is empty; save the file again"
    if start.startswith(b"%PDF") and path.suffix.lower() != ".pdf":
        return "is a PDF; save it as a picture, such as .png"
    if found := next((message for pattern, message in _STARTS.items() if pattern.match(start)), ""):
        return found
    if size > _TOO_LARGE:
        return _LARGE_FILE.format(size // _MEGABYTE)
    if path.suffix.lower() == ".svg":
        return _fault_of_svg(path)
    return _LARGE_PICTURE.format(size // _MEGABYTE) if size > _LARGE and path.suffix.lower() in _PICTURES else ""


def _fault_of_svg(path: Path) -> str:
    try:
        expat.ParserCreate().Parse(path.read_bytes(), True)
    except expat.ExpatError as error:
        return _NO_SVG.format(f"line {error.lineno}: {expat.ErrorString(error.code)}")
    return ""


def _fault_of_place(path: Path, loaded: LoadedConfig) -> str:
    """The message about a file or folder that makes or hides another page, or is of another program."""
    docs_dir = Path(loaded.docs_dir)
    if loaded.is_excluded(path.relative_to(docs_dir).as_posix()):
        return ""
    if path.name in _JEKYLL and path.parent == docs_dir:
        return _OF_JEKYLL
    if path.is_dir():
        return _IS_BUILT if (path / _BUILT).is_file() else ""
    beside = [path.with_name("index.md")] if path.name == "index.html" else []
    if path.suffix == ".md" and loaded.config.use_directory_urls:
        beside.append(path.with_suffix("") / "index.md")
    other = next((one for one in beside if one.is_file()), None)
    return _SAME_ADDRESS.format(other.relative_to(docs_dir).as_posix()) if other else ""


def _is_two(letter: str) -> bool:
    return len(unicodedata.normalize("NFC", letter)) == 1


def _of_robots(path: Path, project: Path) -> Iterator[Problem]:
    rules, lines = RobotFileParser(), text_of(path).splitlines()
    rules.parse(lines)
    if not rules.can_fetch("Googlebot", "/"):
        number = next((number for number, line in enumerate(lines, 1) if line.lower().startswith("disallow")), 0)
        message = _NO_ROBOTS.format(lines[number - 1].strip() if number else path.name)
        yield Problem(Location(_shown(path, project), number), message, severity="info")


def _of_built_site(loaded: LoadedConfig, project: Path) -> Iterator[Problem]:
    """The folder that MkDocs writes, if Git keeps its home page, as the list of its files says."""
    site_dir, index = Path(loaded.config.site_dir), project / ".git" / "index"
    if index.is_file() and not why_unreadable(index) and site_dir.is_relative_to(project):
        folder = site_dir.relative_to(project).as_posix()
        name = f"{folder}/index.html".encode()
        if len(name).to_bytes(2, "big") + name + b"\0" in index.read_bytes():
            yield Problem(Location(f"{folder}/index.html"), _KEPT.format(folder), severity="info")


def _of_host(loaded: LoadedConfig, project: Path, docs_dir: Path) -> Iterator[Problem]:
    path = docs_dir / "CNAME"
    if not path.is_file():
        if (project / "CNAME").is_file():
            yield Problem(Location("CNAME"), _NOT_THERE.format(docs_dir.name), severity="warning")
        return
    if why_unreadable(path):
        return
    written = text_of(path).strip()
    host = urlsplit(written if "//" in written else f"//{written}").hostname or ""
    site = urlsplit(loaded.config.site_url or "").hostname
    if len(hosts := written.split()) > 1:
        message = f"must be one host; the other address leads to it by your provider's settings: write {hosts[0]}"
        yield Problem(Location(_shown(path, project), 2), message, severity="warning")
    elif written.lower() != host:
        yield Problem(Location(_shown(path, project), 1), _HOST_ALONE.format(host), severity="warning")
    elif site and site != host:
        message = _OTHER_HOST.format(host, loaded.config.site_url)
        yield Problem(Location(_shown(path, project), 1), message, severity="warning")


def _of_ignored(project: Path, docs_dir: Path) -> Iterator[Problem]:
    if not (lines := text_of(project / ".gitignore").splitlines()):
        return
    is_ignored = GitIgnoreSpec.from_lines(lines).match_file
    needed = ("mkdocs.yml", "requirements.txt", "data/profile.yml", f"{docs_dir.name}/index.md")
    pictures = (_shown(one, project) for one in sorted(docs_dir.rglob("*")) if one.suffix.lower() in _CHECKED)
    lost, lost_pictures = [*filter(is_ignored, needed)], [*filter(is_ignored, pictures)]
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith(("#", "!")):
            spec = GitIgnoreSpec.from_lines([line])
            # A pattern with a folder is likely meant so.
            if found := next(filter(spec.match_file, (*lost, *(() if "/" in line else lost_pictures))), ""):
                message = _IGNORED.format(line.strip(), found)
                yield Problem(Location(".gitignore", number), message, severity="warning")
