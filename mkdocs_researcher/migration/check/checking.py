"""Builds a migrated site aside, strictly, and compares each of its pages and files with the old ones."""

from __future__ import annotations

import fnmatch
import html
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.migration.check.comparing import Comparison, compare, compare_menu
from mkdocs_researcher.migration.check.seen import Seen, seen_after, seen_before, seen_in_entry
from mkdocs_researcher.migration.new_site import NewSite, OldPage, write_site

_LONGEST = 600
_HREF = re.compile(r"<a\b[^<>]*\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.I)
_LOST_FILE = "had an address on the old site, and is not in the new one"
_MOST_LINES = 40
_MACHINERY = ("assets/js", "assets/css", "assets/libs", "layouts", "content", "data", "archetypes", "static/admin")
# Files at the top of repositories that are about the repository.
_ABOUT_REPOSITORY = frozenset({"404.html", "index.html", "search.html", "sitemap.html", "feed.html"})


class Checked(NamedTuple):
    """The result of building and comparing.

    Attributes:
        comparison: None if the site could not be built.
        reported: the messages of the build: warnings, or why it failed.
        is_strict: whether `mkdocs build --strict` passes.
    """

    comparison: Comparison | None
    reported: tuple[str, ...]
    is_strict: bool


def check_site(site: NewSite) -> Checked:
    """Builds a site in a temporary folder, and compares it with the old one."""
    with tempfile.TemporaryDirectory(prefix="mkdocs-researcher-") as folder:
        project, built = Path(folder) / "project", Path(folder) / "site"
        write_site(site, project)
        result = _build(project, built)
        lines = [line for line in result.stderr.splitlines() if _is_told(line)][:_MOST_LINES]
        reported = tuple(line.replace(f"{project.as_posix()}/", "") for line in lines)
        is_strict = not result.returncode
        if not is_strict and not (built / "index.html").is_file():
            return Checked(None, reported or (result.stderr.strip()[-500:],), is_strict)
        return Checked(_compare(site, built), reported, is_strict)


def _is_told(line: str) -> bool:
    return line.startswith(("WARNING", "ERROR", "Error", "  ", "Config", "mkdocs-researcher"))


def _build(project: Path, built: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(built)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    try:
        return subprocess.run(  # noqa: S603 - our own Python, and no shell
            command,
            cwd=project,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_LONGEST,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return subprocess.CompletedProcess(command, 1, "", f"Error: the new site could not be built: {error}")


def _compare(site: NewSite, built: Path) -> Comparison:
    whole = Comparison()
    for page in site.pages:
        after = _page(built, page)
        before = seen_before(page.lines)
        for entry in page.shown:
            before.add(seen_in_entry(entry))
        whole.add(compare(before, after, page.addresses or site.addresses, _address(page)))
    if site.menu:
        whole.add(compare_menu(site.menu, _links_of_home(built), site.addresses))
    whole.missing += _lost_files(site, built)
    return whole


def _address(page: OldPage) -> str:
    """The address that a page had, without `/` at either end."""
    return f"/{page.path}".removesuffix("/index.md").removesuffix(".md").strip("/")


def _links_of_home(built: Path) -> list[str]:
    """Where the home page leads, its navigation and all."""
    try:
        text = (built / "index.html").read_text(encoding="utf-8")
    except OSError:
        return []
    return [html.unescape(url) for url in _HREF.findall(text)]


def _page(built: Path, page: OldPage) -> Seen:
    path = built / _address(page) / "index.html"
    try:
        after = seen_after(path.read_text(encoding="utf-8"))
    except OSError:
        return Seen()
    # Make URLs absolute, so that pages at different depths compare equal.
    here = "/" + quote(path.relative_to(built).as_posix())
    for found in (after.links, after.images):
        whole = {url: count for url, count in found.items() if url.startswith("#")}
        moved = Counter({_joined(here, url): count for url, count in found.items() if url not in whole})
        found.clear()
        found.update(whole)
        found.update(moved)
    return after


def _joined(here: str, url: str) -> str:
    try:
        return unquote(urljoin(here, url)) if ":" not in url else url
    except ValueError:
        return url


def _lost_files(site: NewSite, built: Path) -> Iterator[Problem]:
    """Pages of HTML and files beside them that had addresses; found by walking the old folder, whoever copied what."""
    root = site.old.root
    left_out = _left_out(site)
    pages = {page.old for page in site.pages}
    machinery = _MACHINERY if site.old.holds("_config.yml") else (*_MACHINERY, "assets")
    for folder, names, files in os.walk(root):
        here = Path(folder).relative_to(root).as_posix()
        names[:] = sorted(
            name for name in names if not name.startswith((".", "_")) and not (root / here / name).is_symlink()
        )
        if here.split("/")[0] in {
            "node_modules",
            "vendor",
            "google_scholar_crawler",
            "themes",
            "public",
            "resources",
            "exampleSite",
        }:
            names[:] = []
            continue
        for name in sorted(files):
            path = name if here == "." else f"{here}/{name}"
            if not name.endswith((".html", ".htm")) or path in pages or (name in _ABOUT_REPOSITORY and here == "."):
                continue
            if any(fnmatch.fnmatch(path, one) or path.startswith(f"{one}/") for one in left_out):
                continue
            if here.startswith(machinery):
                continue
            if site.old.is_page(path):
                continue
            path = path.removeprefix("static/") if machinery != _MACHINERY else path
            if not (built / path).is_file() and not (built / path).with_suffix("").is_dir():
                yield Problem(Location(path), _LOST_FILE, "", "warning")


def _left_out(site: NewSite) -> list[str]:
    config = site.old.yaml("_config.yml") if site.old.holds("_config.yml") else None
    listed = config.get("exclude") if isinstance(config, dict) else None
    return [str(one).strip("/") for one in listed] if isinstance(listed, list) else []
