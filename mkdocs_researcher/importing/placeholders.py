"""Sample text of templates that authors forgot to replace."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_researcher.errors import Severity
from mkdocs_researcher.fields.validation import FieldPath
from mkdocs_researcher.formats.source import Source, shortened
from mkdocs_researcher.formats.yaml_text import texts_in

# Persons, places and phrases of the samples that come with al-folio, academicpages, RenderCV and JSON Resume.
_PERSONS = r"albert\W+einstein|einstein@\S+|john\W+doe|jane\W+(?:doe|smith)|max\W+mustermann|richard\W+hendric?ks"
_PLACES = r"pied\W+piper|coderdojo|techcrunch\W+disrupt|red\W+brick\W+university|github\W+university"
_NOUNS = "name|e-?mail|location|username|company|institution|university|title"
_PHRASES = r"lorem\W+ipsum|dolor\W+sit\W+amet|short\W+biography\W+for\W+the|this\W+is\W+an\W+example"
_YOU = rf"your\W+sidebar\W+name|your\W+(?:full\W+)?(?:{_NOUNS})|you\W+r\.\W+name"
_HOSTS = r"(?:example|domain|yourdomain|yourwebsite)\.(?:com|org|net)\b"
# `new` writes TODO where the author has to write something. The ids at Google Scholar and the picture come with
# AcadHomepage and al-folio; `sample.svg` with `new`.
_TODO = re.compile(r"\bTODO\b(?::[^\n]{0,60})?")
_SAMPLES = r"DhtAFkwAAAAJ|qc6CJjYAAAAJ|YOUR_GOOGLE_SCHOLAR_ID|\b500x300\.png|\bimages/sample\.svg"
# The alternative text of AcadHomepage's pictures, in a page and in a field.
_ALT = r"\balt\s*=\s*(?:'sym'|\"sym\"|sym\b)|!\[sym\]"
_IN_PAGES = re.compile(rf"\b(?:{_PERSONS}|{_PLACES}|lorem\W+ipsum|dolor\W+sit\W+amet)\b|{_SAMPLES}|{_ALT}", re.I)
_IN_DATA = re.compile(rf"{_IN_PAGES.pattern}|\b(?:{_PHRASES}|{_YOU})\b|^sym$", re.I)
_TEMPLATE = re.compile(rf"\b(?:{_PERSONS}|{_PLACES}|{_PHRASES}|{_YOU})\b|(?:@|//(?:www\.)?){_HOSTS}", re.I)
# Invented phone numbers: 555 in North America, digits that only count up, or that are all the same.
_PHONE = re.compile(r"(?:1?\d{3})?555\d{4}|\d{0,4}?1?234567(?:89?0?)?|\d{0,3}?(?:0{6,}|1{6,}|9{6,})")
_PHONE_NAMES = frozenset({"phone", "tel", "telephone", "mobile"})
_MAX_NOTES = 30
_ADVICE = "looks like a leftover from a template; it is imported, so change or delete it"


def report_placeholders(source: Source) -> None:
    """Notes each text of a source that looks like one of a template's samples."""
    found = list(_placeholders(source))
    for location, text in found[:_MAX_NOTES]:
        source.note(location, f"'{text}' {_ADVICE}", "info")
    if len(found) > _MAX_NOTES:
        source.note((), f"{len(found) - _MAX_NOTES} more texts look like leftovers from a template", "info")


def placeholder_hint(text: str, *, in_data: bool) -> tuple[str, Severity] | None:
    """A message about a text that its author has yet to write or replace, and its severity; None if there is none.

    In data, words such as "your name" are always placeholders.
    """
    if match := _TODO.search(text):
        return f"'{shortened(match[0])}' is yet to be written", "warning"
    if match := (_IN_DATA if in_data else _IN_PAGES).search(text):
        return f"'{shortened(match[0])}' looks like a leftover from a template; change or delete it", "info"
    return None


def _placeholders(source: Source) -> Iterator[tuple[FieldPath, str]]:
    for location, text in texts_in(source.data):
        if match := _TEMPLATE.search(text):
            yield location, shortened(match[0])
        elif location and str(location[-1]).lower() in _PHONE_NAMES and _PHONE.fullmatch(re.sub(r"\D", "", text)):
            yield location, shortened(text)
