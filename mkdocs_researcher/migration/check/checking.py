"""Builds a migrated site aside and compares each of its pages with the old one."""

from __future__ import annotations

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
from urllib.parse import urljoin

from mkdocs_researcher.migration.check.comparing import Comparison, compare, compare_menu
from mkdocs_researcher.migration.check.seen_after import After, seen_after
from mkdocs_researcher.migration.check.seen_before import seen_before, seen_in_entry
from mkdocs_researcher.migration.new_site import NewSite, OldPage, write_site
from mkdocs_researcher.migration.old_site import Line

_LONGEST = 600
_ANCHOR = re.compile(r"<(?:span|a|div)\b[^<>]*\b(?:id|name)\s*=\s*[\"']?([^\"'\s>]+)", re.I)
_HREF = re.compile(r"<a\b[^<>]*\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.I)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)


class Checked(NamedTuple):
    """The result of building and comparing.

    Attributes:
        comparison: None if the site could not be built.
        reported: the messages of the build: warnings, or why it failed.
    """

    comparison: Comparison | None
    reported: tuple[str, ...]


def check_site(site: NewSite) -> Checked:
    """Builds a site in a temporary folder, and compares it with the old one."""
    with tempfile.TemporaryDirectory(prefix="mkdocs-researcher-") as folder:
        project, built = Path(folder) / "project", Path(folder) / "site"
        write_site(site, project)
        result = _build(project, built)
        reported = tuple(
            line.replace(f"{project.as_posix()}/", "") for line in result.stderr.splitlines() if _is_told(line)
        )
        if result.returncode:
            return Checked(None, reported or (result.stderr.strip()[-500:],))
        return Checked(_compare(site, built), reported)


def _is_told(line: str) -> bool:
    return line.startswith(("WARNING", "ERROR", "Error", "  ", "Aborted", "Config", "mkdocs-researcher"))


def _build(project: Path, built: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(built)]
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
        whole.add(compare(before, after, page.addresses or site.addresses, _anchors(page)))
    if site.menu:
        whole.add(compare_menu(site.menu, _links_of_home(built), site.addresses))
    return whole


def _links_of_home(built: Path) -> list[str]:
    """Where the home page leads, its navigation and all."""
    try:
        text = (built / "index.html").read_text(encoding="utf-8")
    except OSError:
        return []
    return [html.unescape(url) for url in _HREF.findall(text)]


def _page(built: Path, page: OldPage) -> After:
    bare = page.path.removesuffix("index.md").removesuffix(".md").rstrip("/")
    path = built / bare / "index.html"
    try:
        after = seen_after(path.read_text(encoding="utf-8"))
    except OSError:
        return After()
    # Make URLs absolute, so that pages at different depths compare equal.
    here = "/" + path.relative_to(built).as_posix()
    for found in (after.links, after.images):
        whole = {url: count for url, count in found.items() if url.startswith("#")}
        moved = Counter({urljoin(here, url): count for url, count in found.items() if url not in whole})
        found.clear()
        found.update(whole)
        found.update(moved)
    return after


def _anchors(page: OldPage) -> Iterator[tuple[str, Line]]:
    """Ids that links from other pages may refer to."""
    text = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), "\n".join(line.text for line in page.lines))
    for line, shown in zip(page.lines, text.split("\n"), strict=False):
        for name in _ANCHOR.findall(shown):
            if name != "total_cit":
                yield name, line
    first = page.lines[0] if page.lines else Line("", page.old, 1)
    for name in sorted(page.ids):
        said = name.replace("-", "")
        headings = (line for line in page.lines if line.text.startswith("#") and said in _plain(line.text))
        yield name, next(headings, first)


def _plain(text: str) -> str:
    """The letters of a heading, as they are in its id."""
    return "".join(letter for letter in text.casefold() if letter.isalnum() or letter == "_")
