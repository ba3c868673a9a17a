"""Checks of the front matter of a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mkdocs_researcher.errors import Location, Problem, Severity, closest_match, did_you_mean
from mkdocs_researcher.hosts.mkdocs.options import missing_icon
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.syntax.calls import front_matter_error, repeated_fields
from mkdocs_researcher.syntax.site import Site

_TEXTS = ("title", "description", "image", "template")
_KNOWN = (*_TEXTS, "icon", "profile", "layout", "hide", "person")
_KINDS: Mapping[type, str] = {list: "a list", dict: "a mapping"}
_BROKEN = "the front matter is not valid YAML, so it is shown as text: {}"
SHOWN = "{} is shown as part of the text; remove it"
_NO_TEMPLATE = "there is no template '{}' in custom_dir or the theme{}"


def check_front_matter(page: Page, meta: Mapping[str, Any], site: Site, theme_dirs: Iterable[str]) -> None:
    """Reports front matter that is broken, of the wrong type or misspelled.

    Args:
        meta: its front matter as the author wrote it.
        site: receives the problems.
        theme_dirs: folders of templates; empty if they are not known.
    """
    if broken := front_matter_error(page.source):
        line, reason = broken
        site.report(Problem(Location(page.display_path, line), _BROKEN.format(reason), severity="warning"))
    _check_writing(page, meta, site)
    for name, value in meta.items():
        message = ""
        severity: Severity = "warning"
        if name in _TEXTS and name != "template" and type(value) in _KINDS:
            message = f"must be text, not {_KINDS[type(value)]}"
        elif name == "template" and not isinstance(value, str):
            given = "nothing" if value is None else f"'{value}'"
            message, severity = f"must be the name of a file such as home.html, not {given}", "error"
        elif name == "template" and isinstance(value, str) and not _exists(value, theme_dirs):
            message, severity = _NO_TEMPLATE.format(value, did_you_mean(value, _known_templates(theme_dirs))), "error"
        elif name == "date" and isinstance(value, str):
            message, severity = _fault_of_date(value), "info"  # of other plugins
        elif name == "icon" and isinstance(value, str):
            message, severity = missing_icon(value, theme_dirs), "error"
        elif name not in _KNOWN and (match := closest_match(str(name), _KNOWN, 0.8)):
            message, severity = f"is not known, did you mean '{match}'?", "info"  # another plugin may know it
        if message:
            _report(page, site, str(name), message, severity)


def _fault_of_date(value: str) -> str:
    from mkdocs_researcher.fields.dates.parse import parse_dates

    try:
        parse_dates(value)
    except ValueError as error:
        return str(error)
    return ""


def _check_writing(page: Page, meta: Mapping[str, Any], site: Site) -> None:
    """Reports fields that are written twice, and quotes of a word processor."""
    for line, field in repeated_fields(page.source) if meta else ():
        site.report(Problem(Location(page.display_path, line), "appears twice; keep one", field, "warning"))
    for name in _TEXTS:
        if sign := shown_sign(str(meta.get(name) or "")):
            _report(page, site, name, SHOWN.format(sign), "info")


def shown_sign(text: str) -> str:
    """A quote of a word processor around a text, or a comma after it, as in other formats; empty if there is none."""
    return text[0] if text[:1] in {"“", "„", "«"} else text.rstrip()[-1] if text.rstrip()[-1:] in {",", ";"} else ""


def _report(page: Page, site: Site, name: str, message: str, severity: Severity) -> None:
    lines = page.source.split("\n")
    line = next((number for number, text in enumerate(lines, 1) if text.startswith(f"{name}:")), 0)
    site.report(Problem(Location(page.display_path, line), message, name, severity))


def _known_templates(theme_dirs: Iterable[str]) -> list[str]:
    return sorted({path.name for folder in theme_dirs for path in Path(folder).glob("*.html")} - {"researcher.html"})


def _exists(template: str, theme_dirs: Iterable[str]) -> bool:
    folders = list(theme_dirs)
    try:
        return not folders or any((Path(folder) / template).is_file() for folder in folders)
    except (OSError, ValueError):  # too long, or with characters that a file name cannot contain
        return False
