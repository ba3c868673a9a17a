"""A new site in several languages, for mkdocs-static-i18n."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from babel import Locale

from mkdocs_researcher.formats.yaml_text import read_yaml, yaml_text
from mkdocs_researcher.macros.profile import native_language
from mkdocs_researcher.starting.homepage import GITLAB, IF_JAPANESE, TODO, WORKFLOW
from mkdocs_researcher.wording import LANGUAGES, Words, language_tag

_REQUIREMENT = "mkdocs-static-i18n>=1.3\n"
# The pages of the navigation, and the phrases for their titles.
_PAGES = {
    "Home": "new_home",
    "Lab": "new_home",
    "People": "people",
    "Projects": "cv_projects",
    "Papers": "papers",
    "CV": "link_cv",
    "News": "new_news",
    "Join us": "new_join",
    "Contact": "new_contact",
}
# The headings and titles of the pages.
_HEADINGS = {
    "title: Curriculum vitae": "link_cv",
    "# About": "new_about",
    "## News": "new_news",
    "## Selected papers": "new_selected",
    "## Education": "cv_education",
    "# Papers": "papers",
    "# People": "people",
    "## People": "people",
    "# Projects": "cv_projects",
    "# News": "new_news",
    "# Join us": "new_join",
    "# Contact": "new_contact",
    "## Research": "new_research",
    "## With thanks to": "new_thanks",
}
_NEED_FONT = frozenset({"ja", "ko", "zh", "zh-TW"})
_FONT = "- run: sudo apt-get update && sudo apt-get install --yes fonts-noto-cjk"
_WITHOUT_FONT = 'Either put one into a folder fonts/ next\n      # to mkdocs.yml, or take the "#" away:\n      # '
_WITH_FONT = "With one in a folder fonts/ next to\n      # mkdocs.yml, this line is not needed.\n      "
_NEWS = """\
# In {language}: each entry names one of data/news.yml, and gives the fields that differ.
"""
_PROFILE = """\
# In {language}: these fields replace those of data/profile.yml.
"""


def known_languages(codes: str) -> list[str]:
    """The languages in a list such as `en,de`, the default one first.

    Raises:
        ValueError: there are no phrases in one of them, or it is given twice; the message says which there are.
    """
    by_tag = {language_tag(code): code for code in LANGUAGES}
    found = []
    for code in filter(None, (part.strip() for part in codes.split(","))):
        known = by_tag.get(language_tag(code))
        if known is None or known in found:
            fault = "is given twice" if known else "is not known"
            raise ValueError(f"'{code}' {fault}; languages with all phrases: {', '.join(LANGUAGES)}")
        found.append(known)
    return found


def in_languages(files: Mapping[str, str], languages: Sequence[str], today: datetime.date) -> dict[str, str]:
    """The files of a site in English as those of one in several languages.

    Args:
        languages: their codes, the default one first.

    Returns:
        Text by path. Pages of the other languages have the code in their names: `docs/index.de.md`.
    """
    default, *others = (Words(code) for code in languages)
    is_lab = "type: organization\n" in files["data/profile.yml"]
    todo = f"{TODO}: " if TODO in files["data/news.yml"] else ""
    news = {"date": today.isoformat()[:7], "text": todo + default["new_online"]}
    made = {path: _page(text, default) if path.endswith(".md") else text for path, text in files.items()}
    made["mkdocs.yml"] = _config(files["mkdocs.yml"], default, others)
    made["data/news.yml"] = yaml_text([news])
    if _NEED_FONT.intersection(languages):
        for path in {WORKFLOW, GITLAB}.intersection(made):
            made[path] = (
                made[path].replace(_WITHOUT_FONT + _FONT, _WITH_FONT + _FONT).replace("# - apt-get", "- apt-get")
            )
    if not others:
        return made
    made["requirements.txt"] += _REQUIREMENT
    native, native_in = _native_name(files["data/profile.yml"], languages)
    if native_in == "ja":
        made["data/profile.yml"] = made["data/profile.yml"].replace(IF_JAPANESE, "native_language: ja\n")
    made["data/news.yml"] = yaml_text([{"id": "online", **news}])
    for words in others:
        code = words.language
        for path, text in files.items():
            if path.endswith(".md"):
                made[f"{path.removesuffix('.md')}.{code}.md"] = _page(text, words)
        language = Locale.parse(code, sep="-").get_display_name("en") or code
        said = (
            {"tagline": f"{TODO}: what you study, in {language}"}
            if is_lab
            else {"role": f"{TODO}: your position in {language}"}
        )
        said = {"name": native, **said} if code == native_in else said
        made[f"data/{code}/profile.yml"] = _PROFILE.format(language=language) + yaml_text(said)
        entry = {"id": "online", "text": todo + words["new_online"]}
        made[f"data/{code}/news.yml"] = _NEWS.format(language=language) + yaml_text([entry])
    return made


def _native_name(profile: str, languages: Sequence[str]) -> tuple[str, str]:
    """The name in another script, and the language of the site in which it is written; empty if there is none."""
    data = read_yaml(profile)
    name = str(data.get("native_name", "")) if isinstance(data, dict) else ""
    is_japanese = "ja" in languages and not {"zh", "zh-TW"} & {*languages}
    found = native_language(name, page="ja" if is_japanese else "")
    return name, next((code for code in languages if found and code.partition("-")[0] == found), "")


def _page(text: str, words: Words) -> str:
    if words.is_english:
        return text
    lines = text.split("\n")
    return "\n".join(
        f"{line.partition(' ')[0]} {words[_HEADINGS[line]]}" if line in _HEADINGS else line for line in lines
    )


def _config(text: str, default: Words, others: Sequence[Words]) -> str:
    titles = {
        name: name if default.is_english else default[key] for name, key in _PAGES.items() if f"  - {name}: " in text
    }
    for name, title in titles.items():
        text = text.replace(f"  - {name}: ", f"  - {title}: ")
    if not others:
        language = "" if default.language == "en" else f"  language: {default.language}\n"
        return text.replace("  name: material\n", f"  name: material\n{language}")
    languages: list[dict[str, Any]] = [{"locale": default.language, "name": _name(default.language), "default": "true"}]
    for words in others:
        translated = {title: words[_PAGES[name]] for name, title in titles.items()}
        languages.append({"locale": words.language, "name": _name(words.language), "nav_translations": translated})
    lines = (
        yaml_text({"languages": languages}, for_others=True).replace("default: 'true'", "default: true").splitlines()
    )
    plugin = ["", "  - i18n:", "      docs_structure: suffix", *(f"      {line}" for line in lines)]
    return text.replace("\n\nmarkdown_extensions:", "\n".join(plugin) + "\n\nmarkdown_extensions:")


def _name(code: str) -> str:
    name = Locale.parse(code, sep="-").get_display_name() or code
    return name[:1].upper() + name[1:]
