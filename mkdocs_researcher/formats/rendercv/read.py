"""RenderCV 2 (schema 2.8), and al-folio's newer `cv.yml`, which mixes its names with those of JSON Resume."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from mkdocs_researcher.formats.cv.entries import file_of, read_entry
from mkdocs_researcher.formats.cv.fitting import Records
from mkdocs_researcher.formats.cv.items import Item
from mkdocs_researcher.formats.cv.profile import read_profile
from mkdocs_researcher.formats.cv.residue import KEY
from mkdocs_researcher.formats.cv.titles import PROFILE, file_of_section, kind_of_position
from mkdocs_researcher.formats.json_resume.read import add_own, add_record
from mkdocs_researcher.formats.source import Source
from mkdocs_researcher.formats.yaml.read import YamlError, read_yaml
from mkdocs_researcher.macros import DATA_FILES, WRITTEN_FILES

COMMENT = f"# {KEY}: for mkdocs-researcher alone, which reads it with 'import'"
"""The line above what RenderCV has no place for."""

_LOOK = "is about the look of RenderCV's pages, so it is left out; keep the file if you go on using RenderCV"
_ONE_LINE = frozenset({"label", "details"})
_PARTS = re.compile(r"\s*,\s+")
_ELSEWHERE = 'the section is in data/{file}.yml; show it with {{{{ entries("{file}") }}}}'


def is_rendercv(data: Any) -> bool:
    """Whether some data looks like a CV of RenderCV."""
    return isinstance(data, dict) and (isinstance(data.get("cv"), dict) or isinstance(data.get("sections"), dict))


class About(NamedTuple):
    """What sections tell of the person: paragraphs, and interests."""

    bio: list[str]
    interests: list[str]


def read_rendercv(source: Source) -> Records:
    """All of a CV as records per data file; what has no place is noted in the source."""
    root = Item(source, source.data, ())
    for name in ("design", "locale", "settings", "rendercv_settings", "locale_catalog"):
        if root.take(name)[1] is not None:
            root.note(name, _LOOK, "info")
    cv = root.item("cv") if "cv" in root.left else root
    own = read_comment(source.text)
    sections = cv.item("sections")
    records: Records = {}
    about = About([], [])
    for title in list(sections.left):
        items = list(sections.items(title, "text"))
        _read_section(title, items, records, about)
    if (block := own.pop(PROFILE, None)) is not None:
        cv.left[KEY] = block
    profile = read_profile(cv, about.interests, "\n\n".join(about.bio))
    add_own(records, own, cv)
    if cv is not root:
        root.finish("data/")
    return {**({"profile": profile} if profile else {}), **records}


def read_comment(text: str) -> dict[str, Any]:
    """What our export keeps in a comment at the end of the file, for RenderCV allows no further fields there."""
    _, found, comment = text.partition(f"\n{COMMENT}\n")
    lines = [line.removeprefix("# ").removeprefix("#") for line in comment.split("\n") if line.startswith("#")]
    try:
        own = read_yaml("\n".join(lines)) if found else None
    except YamlError:
        return {}
    return own if isinstance(own, dict) else {}


def _read_section(title: str, items: list[Item], records: Records, about: About) -> None:
    default = file_of_section(title, items)
    for item in items:
        said = file_of(item)
        file = said if said and _may_hold(said) else default
        if file == PROFILE:
            _add_to_profile(item, about)
            continue
        prepare(item, title, file)
        record = read_entry(item, file)
        if record is not None:
            add_record(records, file, record)
    if default not in DATA_FILES and items and default in records:
        items[0].source.note(items[0].location[:-1], _ELSEWHERE.format(file=default), "info")


def _add_to_profile(item: Item, about: About) -> None:
    item.left.pop(KEY.replace("-", "_"), None)
    about.interests.extend(item.words("details"))
    item.take("label")
    about.bio.extend(item.lines("text"))
    item.finish("data/profile.yml")


def prepare(item: Item, title: str, file: str) -> None:
    """Puts what only the section or the kind of entry tells into the entry."""
    if file not in DATA_FILES and item.left.keys() - {KEY.replace("-", "_")} == _ONE_LINE:
        words = item.left["details"]
        if isinstance(words, str) and all(_PARTS.split(words)):
            item.left["keywords"] = _PARTS.split(words)
            del item.left["details"]
    if file == "experience" and "kind" not in item.left and (kind := kind_of_position(title)):
        item.left["kind"] = kind


def _may_hold(file: str) -> bool:
    return file not in WRITTEN_FILES
