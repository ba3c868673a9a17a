"""Builds a migrated site aside and compares each of its pages with the old one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from mkdocs_researcher.migration.comparing import Comparison, compare
from mkdocs_researcher.migration.new_site import NewSite, OldPage, write_site
from mkdocs_researcher.migration.old_site import Line
from mkdocs_researcher.migration.seen_after import After, seen_after
from mkdocs_researcher.migration.seen_before import Seen, seen_before
from mkdocs_researcher.migration.words import words_of

_LONGEST = 600
_ANCHOR = re.compile(r"<(?:span|a|div)\b[^<>]*\b(?:id|name)\s*=\s*[\"']?([^\"'\s>]+)", re.I)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_TAG = re.compile(r"<[^<>]*>")
_PROFILE = ("name", "bio", "location", "employer")


class Checked(NamedTuple):
    """What came of building and comparing.

    Attributes:
        comparison: None if the site could not be built.
        told: what the build said: warnings, or why it failed.
    """

    comparison: Comparison | None
    told: tuple[str, ...]


def check_site(site: NewSite) -> Checked:
    """Builds a site in a temporary folder, and compares it with the old one."""
    with tempfile.TemporaryDirectory(prefix="mkdocs-researcher-") as folder:
        project, built = Path(folder) / "project", Path(folder) / "site"
        write_site(site, project)
        result = _build(project, built)
        told = tuple(
            line.replace(f"{project.as_posix()}/", "") for line in result.stderr.splitlines() if _is_told(line)
        )
        if result.returncode:
            return Checked(None, told or (result.stderr.strip()[-500:],))
        return Checked(_compare(site, built), told)


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
        if page.path == "index.md":
            before.words.extend(_profile_words(site))
        whole.add(compare(before, after, site.addresses, _anchors(page)))
    return whole


def _page(built: Path, page: OldPage) -> After:
    path = built / (page.path.removesuffix(".md") + "/index.html" if page.path != "index.md" else "index.html")
    try:
        return seen_after(path.read_text(encoding="utf-8"))
    except OSError:
        return After()


def _profile_words(site: NewSite) -> Iterator[Seen]:
    """What the old site showed of its author on every page."""
    lines = site.old.lines("_config.yml") if site.old.holds("_config.yml") else None
    config = site.old.yaml("_config.yml") if lines else None
    author = config.get("author") if isinstance(config, dict) else None
    if not isinstance(author, dict) or not lines or not author.get("name"):
        return
    for name in _PROFILE:
        text = author.get(name)
        if isinstance(text, str):
            line = next((line for line in lines if line.text.strip().startswith(f"{name}")), Line("", "_config.yml", 1))
            yield from (Seen(word, line) for word in words_of(_TAG.sub(" ", text)))


def _anchors(page: OldPage) -> Iterator[tuple[str, Line]]:
    """Ids that links from other pages may lead to."""
    text = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), "\n".join(line.text for line in page.lines))
    for line, shown in zip(page.lines, text.split("\n"), strict=False):
        for name in _ANCHOR.findall(shown):
            if name != "total_cit":
                yield name, line
    first = page.lines[0] if page.lines else Line("", page.old, 1)
    yield from ((name, first) for name in sorted(page.ids))
