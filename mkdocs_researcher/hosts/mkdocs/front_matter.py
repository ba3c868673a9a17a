"""Checks of the front matter of pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from mkdocs_researcher.errors import Location, Problem, Severity, closest_match, did_you_mean
from mkdocs_researcher.fields.urls import is_external
from mkdocs_researcher.hosts.mkdocs.theme import missing_icon
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.syntax.calls import FRONT_MATTER
from mkdocs_researcher.syntax.site import Site

_TEXTS = ("title", "description", "image", "template")
_OF_OTHERS = {
    "draft": "the page is published all the same, unless a plugin reads this; name it under draft_docs in mkdocs.yml",
    "permalink": "has no effect; the address of a page comes from the name of its file",
}
_KNOWN = (*_TEXTS, "icon", "profile", "layout", "hide", "person")
_KINDS: Mapping[type, str] = {list: "a list", dict: "a mapping"}
_BROKEN = "the front matter is not valid YAML, so it is shown as text: {}"
SHOWN = "{} is shown as part of the text; remove it"
_NO_TEMPLATE = "there is no template '{}' in custom_dir or the theme{}"


# A line between two rules that is not front matter rarely starts so.
_FIELD = r"(?m)\s*[\w-]+[ \t]*:(?:\s|$)"
_UNCLOSED = r"(?m)\A-{3}[ \t]*\n[\w-]+:(?:[ \t]|$)"


def front_matter_error(source: str) -> tuple[int, str] | None:
    """The line and the reason if a page starts with front matter that is not YAML; None if it is fine or has none."""
    source = source.replace("\r\n", "\n")
    match = FRONT_MATTER.match(source)
    if not match and (reason := _misplaced(source)):
        return source.count("\n", 0, len(source) - len(source.lstrip())) + 1, reason
    if not match:
        return (1, "it has no end; write '---' below its last line") if re.match(_UNCLOSED, source) else None
    if not re.match(_FIELD, match[1]):
        return _without_colon(match[1])
    try:
        yaml.safe_load(match[1])
    except yaml.MarkedYAMLError as error:
        from mkdocs_researcher.formats.yaml.read import syntax_error  # it is needed for mistakes only

        found = syntax_error(error, match[1])
        return found.line + 1, found.message.removeprefix("not valid YAML: ")
    except (yaml.YAMLError, ValueError, RecursionError):
        return 1, "it contains something that YAML does not allow"
    return None


def _without_colon(text: str) -> tuple[int, str] | None:
    sign = re.match(r"([A-Za-z]\w*)[ \t]*([：﹕∶:=])[ \t]*(?=\S)", text)
    if not sign or (sign[2] == ":" and "\n" in text.strip()):
        return None
    reason = "a space is missing after ':'" if sign[2] == ":" else f"{sign[2]} is not the colon of YAML"
    return 2, f"{reason}; write '{sign[1]}: …'"


def _misplaced(source: str) -> str:
    """Why lines that look like front matter are none: what is above them, or the signs around them."""
    text = source.lstrip()
    if re.match(r"\+\+\+[ \t]*\n\s*\w+\s*=", text):
        return "+++ is that of Hugo; write '---' above and below it, and 'title: …' in place of 'title = …'"
    if re.match(r"-{4,}[ \t]*\n[\w-]+:[ \t].*\n(?:.*\n){0,40}?-{3,}[ \t]*\n", text):
        return "the lines above and below it must have three dashes"
    if text != source and re.match(r"---[ \t]*\n[\w-]+:[ \t].*\n(?:.*\n){0,40}?---[ \t]*\n", text):
        return "it must start in the first line; remove the empty lines above it"
    return ""


def repeated_fields(source: str) -> Iterator[tuple[int, str]]:
    """The fields of the front matter that are written twice: line and name."""
    match = FRONT_MATTER.match(source.replace("\r\n", "\n"))
    from mkdocs_researcher.formats.yaml.remedies import repeats  # as above

    try:
        node = yaml.compose(match[1]) if match else None
    except (yaml.YAMLError, RecursionError):
        return
    for key in repeats(node) if node else ():
        yield key.start_mark.line + 2, str(key.value)


def check_front_matter(page: Page, meta: Mapping[str, Any], site: Site, theme_dirs: Iterable[str]) -> None:
    """Reports front matter that is broken, of the wrong type or misspelled."""
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
        elif name not in _KNOWN:
            message, severity = _unknown(str(name), value, page.url), "info"  # another plugin may know it
        if message:
            report_field(page, site, str(name), message, severity)


def _unknown(name: str, value: Any, url: str) -> str:
    if name in _OF_OTHERS:
        is_true_already = name == "permalink" and str(value).strip("/") == url.strip("/")
        return "" if value in (None, False, "") or is_true_already else _OF_OTHERS[name]
    match = closest_match(name, _KNOWN, 0.8)
    return f"is not known, did you mean '{match}'?" if match else ""


def _fault_of_date(value: str) -> str:
    from mkdocs_researcher.fields.dates.parse import parse_dates

    try:
        parse_dates(value)
    except ValueError as error:
        return str(error)
    return ""


def _check_writing(page: Page, meta: Mapping[str, Any], site: Site) -> None:
    for line, field in repeated_fields(page.source) if meta else ():
        site.report(Problem(Location(page.display_path, line), "appears twice; keep one", field, "warning"))
    picture = meta.get("image")
    if isinstance(picture, str) and not is_external(picture) and site.urls.is_missing(picture):
        report_field(page, site, "image", site.urls.missing_message(picture), "warning")
    for name in _TEXTS:
        if sign := shown_sign(str(meta.get(name) or "")):
            report_field(page, site, name, SHOWN.format(sign), "info")


def shown_sign(text: str) -> str:
    """A quote of a word processor around a text, or a comma after it, as in other formats; empty if there is none."""
    return text[0] if text[:1] in {"“", "„", "«"} else text.rstrip()[-1] if text.rstrip()[-1:] in {",", ";"} else ""


def report_field(page: Page, site: Site, name: str, message: str, severity: Severity = "error") -> None:
    """Reports a problem of a field of the front matter."""
    site.report(Problem(page.location_of(name), message, name, severity))


def _known_templates(theme_dirs: Iterable[str]) -> list[str]:
    return sorted({path.name for folder in theme_dirs for path in Path(folder).glob("*.html")} - {"researcher.html"})


def _exists(template: str, theme_dirs: Iterable[str]) -> bool:
    folders = list(theme_dirs)
    try:
        return not folders or any((Path(folder) / template).is_file() for folder in folders)
    except (OSError, ValueError):  # too long, or with characters that a file name cannot contain
        return False
