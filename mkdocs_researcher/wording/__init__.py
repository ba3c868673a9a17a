"""The few words that the program itself puts on a page, in the language of the site.

One file per language; `en.py` has all phrases. A language without a file, or a phrase that a file lacks, shows
English: nothing is left out. `{n}`, `{name}` … stand for values.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Mapping

from mkdocs_researcher.wording.en import PHRASES as ENGLISH

LANGUAGES = ("de", "en", "es", "fr", "ja", "zh")


@functools.cache
def phrases(language: str) -> Mapping[str, str]:
    """All phrases in a language.

    Args:
        language: language code such as `en`, `de-AT`, `zh_TW`.
    """
    code = language.replace("_", "-").split("-")[0].lower()
    if code not in LANGUAGES or code == "en":
        return ENGLISH
    table: Mapping[str, str] = importlib.import_module(f"{__name__}.{code}").PHRASES
    return {**ENGLISH, **table}


def phrase(key: str, language: str = "en", **values: object) -> str:
    """A phrase in the language of the site.

    Args:
        key: key of `ENGLISH`.
        language: language code.
        values: what the phrase's `{…}` stand for.

    Raises:
        KeyError: there is no such phrase.
    """
    text = phrases(language)[key]
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text
