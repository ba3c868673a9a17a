"""Interface strings by language.

One YAML file per language; `en.yml` has all phrases. Files of regions (`en-GB.yml`) have what differs from their
language. Packages add languages through the entry points `mkdocs_researcher.languages`, authors change and add phrases
in `data/words.yml`. A missing phrase falls back to English, so nothing is left out. `{n}`, `{name}` … are placeholders
for values. A phrase that depends on a number is a mapping from the plural categories of Unicode CLDR to texts.
"""

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_researcher.entry_points import EntryPointError, EntryPointGroup
from mkdocs_researcher.errors import Location, Problem, did_you_mean

if TYPE_CHECKING:
    from babel import Locale

Phrase = str | Mapping[str, str]
"""A text, or texts by plural category, of which `other` is always given."""

SECTION = "cv_"
"""What the keys of titles start with that authors give to their own sections of a CV: `cv_visits`."""
PLURALS = ("zero", "one", "two", "few", "many", "other")
_FOLDER = Path(__file__).parent
LANGUAGES = tuple(sorted(path.stem for path in _FOLDER.glob("*.yml")))
_FILES = {name.lower(): name for name in LANGUAGES}
# Regions that write like another one, whose file they share.
_SHARED = {
    **dict.fromkeys(("zh-hant", "zh-hk", "zh-mo", "zh-hant-tw", "zh-hant-hk"), "zh-tw"),
    **dict.fromkeys(("en-au", "en-ie", "en-in", "en-nz", "en-za", "en-uk"), "en-gb"),
}
# Language, script, region (BCP 47).
_CODE = r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?"


@functools.cache
def _read(name: str) -> Mapping[str, Phrase]:
    import yaml  # a build that takes all output from the cache shows no phrase

    text = (_FOLDER / f"{name}.yml").read_text(encoding="utf-8")
    # Each file is read whenever a language is first used, so PyYAML's C parser matters.
    table: Mapping[str, Phrase] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    return table


def english() -> Mapping[str, Phrase]:
    """All phrases in English."""
    return _read("en")


def language_tag(language: str) -> str:
    """A language code in the form in which codes are compared: `zh_TW` is `zh-tw`."""
    return language.strip().replace("_", "-").lower()


def language_chain(language: str) -> list[str]:
    """The tags whose phrases a language has, the most specific first: `pt-br`, `pt`."""
    tag = language_tag(language)
    found = [tag, *([_SHARED[tag]] if tag in _SHARED else [])]
    parts = tag.split("-")
    return [*found, *("-".join(parts[:length]) for length in range(len(parts) - 1, 0, -1))]


def faults_of(key: object, phrase: object, files: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """The faults of a phrase of an author.

    Args:
        files: names of the data files, each of which can be a section of a CV with a title of its own.

    Returns:
        Messages that follow the key, each with true if the phrase cannot be used.
    """
    ours: Phrase = english().get(str(key), "")
    sections = {f"{SECTION}{name}" for name in files}
    if not ours and key not in sections:
        hint = did_you_mean(str(key), sections | english().keys(), show_all=0)
        if not hint and str(key).startswith(SECTION):
            hint = f", and no section of the CV: there is no data/{str(key).removeprefix(SECTION)}.yml"
        yield f"is not a phrase{hint}", True
        return
    texts = {"": phrase} if isinstance(phrase, str) else phrase
    if not isinstance(texts, Mapping) or not all(isinstance(text, str) for text in texts.values()):
        yield "must be a text in quotes", True
        return
    if unknown := [str(name) for name in texts if name and name not in PLURALS]:
        yield f"'{unknown[0]}' is not a plural form{did_you_mean(unknown[0], PLURALS)}", True
    elif isinstance(phrase, Mapping) and "other" not in phrase:
        yield "has plural forms, but lacks 'other', the one for all remaining numbers", True
    wanted = placeholders(ours)
    given = placeholders(phrase) if isinstance(phrase, str) else placeholders(dict(texts))
    if lost := sorted(wanted - given):
        yield f"lacks {', '.join(lost)}", False
    if extra := sorted(given - wanted):
        yield f"has no value for {', '.join(extra)}; it can show {', '.join(sorted(wanted)) or 'none'}", True


def placeholders(phrase: Phrase) -> set[str]:
    """The placeholders of all forms of a phrase, with braces."""
    texts = [phrase] if isinstance(phrase, str) else phrase.values()
    return {name for text in texts for name in re.findall(r"\{\w+\}", text)}


def _check_language(_code: str, value: object, _package: str) -> Mapping[str, Phrase]:
    if not isinstance(value, Mapping):
        raise ValueError(f"is of the type {type(value).__name__} instead of a mapping of phrases")
    for key, phrase in value.items():
        forms = phrase if isinstance(phrase, Mapping) else {"other": phrase}
        if "other" not in forms or not all(isinstance(text, str) for text in (key, *forms.values())):
            raise ValueError(f"has a phrase that is not a text: {key!r}")
    return value


EXTERNAL: EntryPointGroup[Mapping[str, Phrase]] = EntryPointGroup(
    "mkdocs_researcher.languages", "language", lambda code: language_tag(code) in _FILES, _check_language, language_tag
)


@functools.cache
def _table(tag: str) -> Mapping[str, Phrase]:
    """Our phrases of a tag, else those of a package; `EntryPointError` if those of the package cannot be used."""
    return _read(_FILES[tag]) if tag in _FILES else EXTERNAL.get(tag) or {}


class Words:
    """The phrases of one language.

    Args:
        language: a code such as `en`, `de-AT`, `zh_TW`.
        own: returns the author's phrases by tag and key.
    """

    def __init__(self, language: str = "en", own: Callable[[], Mapping[str, Mapping[str, Phrase]]] = dict) -> None:
        self.language = language
        self.is_english = language_tag(language).partition("-")[0] in {"en", ""}
        self.own = own

    @functools.cached_property
    def table(self) -> Mapping[str, Phrase]:
        """The phrases by their keys."""
        found: dict[str, Phrase] = {}
        for tag in reversed(language_chain(self.language)):
            with contextlib.suppress(EntryPointError):  # `problems` reports it
                found.update(_table(tag))
            found.update(self.own().get(tag, {}))
        return found

    def __getitem__(self, key: str) -> str:
        """A phrase without values; that for many where it depends on a number."""
        return self.phrase(key)

    def phrase(self, key: str, **values: object) -> str:
        """A phrase with values.

        Args:
            values: values of the phrase's placeholders; `n` decides about the plural form, and may be formatted.

        Raises:
            KeyError: there is no such phrase.
        """
        phrase = self.table.get(key)
        text = english()[key] if phrase is None else phrase
        if not isinstance(text, str):
            language = "en" if phrase is None else self.language
            text = text.get(_plural(values.get("n"), language)) or text["other"]
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text

    @functools.cached_property
    def is_complete(self) -> bool:
        """Is no phrase English because the language lacks it?"""
        return self.is_english or english().keys() <= self.table.keys()

    def is_foreign(self, key: str) -> bool:
        """Is the phrase English because the language lacks it?"""
        return not self.is_english and key not in self.table

    def problems(self) -> list[Problem]:
        """Missing phrases of the language, and faults of phrases of packages."""
        place, field = Location("mkdocs.yml"), "language"
        messages = []
        for tag in language_chain(self.language):
            try:
                table = {} if tag in _FILES else _table(tag)
            except EntryPointError as error:
                return [Problem(place, f"{error}. Until then phrases are English", field, "warning")]
            for key, phrase in table.items():
                if key not in english():
                    hint = did_you_mean(key, english(), show_all=0)
                    messages.append(f"the phrase '{key}' of the language '{self.language}' is never used{hint}")
                elif lost := sorted(placeholders(english()[key]) - placeholders(phrase)):
                    messages.append(f"the phrase '{key}' of the language '{self.language}' lacks {', '.join(lost)}")
        missing = [] if self.is_english else sorted(english().keys() - self.table.keys())
        remedy = "data/words.yml can add them"
        if not self.table and missing:
            messages.append(f"there are no phrases in the language '{self.language}', so they are English; {remedy}")
        elif missing:
            names = ", ".join(missing[:5]) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
            message = f"the language '{self.language}' lacks the phrases {names}; they are shown in English; {remedy}"
            messages.append(message)
        return [Problem(place, message, field, "info") for message in messages]


def _plural(number: object, language: str) -> str:
    """The plural category of a number in a language; `other` without a number."""
    digits = "".join(character for character in str(number) if character.isdecimal())
    if not digits:
        return "other"
    tag = language_tag(language)
    if tag.partition("-")[0] == "en":
        return "one" if int(digits) == 1 else "other"
    from babel import Locale, UnknownLocaleError  # most languages and pages need no plural forms

    try:
        return Locale.parse(tag.partition("-")[0]).plural_form(int(digits[-12:]))
    except (ValueError, UnknownLocaleError):
        return "other"


def is_known_language(code: str) -> bool:
    """Is it the code of a language, as far as our phrases or Unicode CLDR know?"""
    tag = language_tag(code)
    if not re.fullmatch(_CODE, tag):
        return False
    if not set(language_chain(tag)).isdisjoint(_FILES):
        return True
    locale = locale_of(tag)
    return locale is not None and locale.language == tag.partition("-")[0]  # `deu` is `de` to babel


def no_language(given: object) -> str:
    """The message about what is not the code of a language."""
    return f"'{given}' is not the code of a language; write {language_named(str(given)) or 'one such as de or pt-BR'}"


def language_named(name: str) -> str:
    """The code of a language by its English name, its own, or a country: "German", "Deutsch", "cn"; else empty."""
    from babel import Locale, UnknownLocaleError

    word, names = name.strip().casefold(), Locale("en").languages
    by_name = next((code for code, known in names.items() if known.casefold() == word), "")
    own = (
        code for code in _FILES if (locale := locale_of(code)) and str(locale.get_language_name()).casefold() == word
    )
    if code := by_name or next(own, ""):
        return str(code)
    with contextlib.suppress(UnknownLocaleError, ValueError):
        spoken = Locale.parse(f"und_{word.upper()}")
        return spoken.language if spoken.territory and spoken.language in _FILES else ""
    return ""


@functools.lru_cache(maxsize=64)
def locale_of(language: str) -> Locale | None:
    """The babel locale of a language code, None for English."""
    code = language.strip().replace("-", "_")
    base = code.partition("_")[0]
    if base.casefold() in ("", "en"):
        return None
    from babel import Locale, UnknownLocaleError  # costs 50 ms that English sites need not pay

    for candidate in (code, base):
        try:
            return Locale.parse(candidate)
        except (ValueError, UnknownLocaleError):
            continue
    return None


@functools.cache
def words_of(language: str) -> Words:
    """The phrases of a language without those of an author."""
    return Words(language)


def phrase(key: str, language: str = "en", **values: object) -> str:
    """A phrase in a language, as `Words.phrase`."""
    return words_of(language).phrase(key, **values)
