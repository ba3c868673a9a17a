"""Interface strings in the language of the site.

One YAML file per language; `en.yml` has all phrases. Packages add languages through the entry points
`mkdocs_researcher.languages`. A missing language or phrase falls back to English, so nothing is left out. `{n}`,
`{name}` … are placeholders for values.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path

import yaml

from mkdocs_researcher.entry_points import EntryPointError, EntryPointGroup
from mkdocs_researcher.errors import Location, Problem, did_you_mean

_FOLDER = Path(__file__).parent
_PLACEHOLDER = re.compile(r"\{\w+\}")
LANGUAGES = tuple(sorted(path.stem for path in _FOLDER.glob("*.yml")))
# Each file is read whenever a language is first used, so PyYAML's C parser matters.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@functools.cache
def _read(code: str) -> Mapping[str, str]:
    table: Mapping[str, str] = yaml.load((_FOLDER / f"{code}.yml").read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506
    return table


ENGLISH = _read("en")


def _tag(language: str) -> str:
    return language.replace("_", "-").lower()


def _check_language(_code: str, value: object, _package: str) -> Mapping[str, str]:
    if not isinstance(value, Mapping):
        raise ValueError(f"is of the type {type(value).__name__} instead of a mapping of phrases")
    wrong = next((key for key, text in value.items() if not isinstance(key, str) or not isinstance(text, str)), None)
    if wrong is not None:
        raise ValueError(f"has a phrase that is not a text: {wrong!r}")
    return value


EXTERNAL: EntryPointGroup[Mapping[str, str]] = EntryPointGroup(
    "mkdocs_researcher.languages", "language", lambda code: _tag(code) in LANGUAGES, _check_language, _tag
)


@functools.cache
def phrases(language: str) -> Mapping[str, str]:
    """All phrases in a language.

    Args:
        language: language code such as `en`, `de-AT`, `zh_TW`. A language of another package may have the code with
            its region, `pt-br`; otherwise the code without the region counts.
    """
    try:
        table = _table(language)
    except EntryPointError:
        table = {}  # `language_problems` reports it
    return {**ENGLISH, **{key: text for key, text in table.items() if key in ENGLISH}}


def _table(language: str) -> Mapping[str, str]:
    """The phrases of a language without those that fall back to English."""
    tag = _tag(language)
    code = tag.split("-")[0]
    if tag != code and (found := EXTERNAL.get(tag)):
        return found
    if code in LANGUAGES:
        return _read(code)
    return EXTERNAL.get(code) or {}


def language_problems(language: str) -> list[Problem]:
    """What is wrong with the phrases that another package has for the language of the site."""
    place, field = Location("mkdocs.yml"), "language"
    try:
        table = _table(language)
    except EntryPointError as error:
        return [Problem(place, f"{error}. Until then phrases are English", field, "warning")]
    messages = []
    for key, text in table.items():
        if key not in ENGLISH:
            hint = did_you_mean(key, ENGLISH, show_all=0)
            messages.append(f"the phrase '{key}' of the language '{language}' is never used{hint}")
        elif lost := sorted(set(_PLACEHOLDER.findall(ENGLISH[key])) - set(_PLACEHOLDER.findall(text))):
            messages.append(f"the phrase '{key}' of the language '{language}' lacks {', '.join(lost)}")
    missing = sorted(ENGLISH.keys() - table.keys()) if table else []
    if missing:
        names = ", ".join(missing[:5]) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
        messages.append(f"the language '{language}' lacks the phrases {names}; they are shown in English")
    return [Problem(place, message, field, "info") for message in messages]


def phrase(key: str, language: str = "en", **values: object) -> str:
    """A phrase in the language of the site.

    Args:
        key: key of `ENGLISH`.
        language: language code.
        values: values of the phrase's placeholders.

    Raises:
        KeyError: there is no such phrase.
    """
    text = phrases(language)[key]
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text
