"""Authors and editors of BibTeX entries: names, biblatex's annotations as marks, and the field that visitors copy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from mkdocs_researcher.fields.names.additions import asides_note, without_asides
from mkdocs_researcher.fields.names.author_lists import bibtex_names, parse_authors, split_bibtex_authors
from mkdocs_researcher.fields.names.marks import without_switches
from mkdocs_researcher.fields.names.person import OTHERS_WORDS
from mkdocs_researcher.formats.bibtex.entries import Draft
from mkdocs_researcher.formats.bibtex.latex import to_name, to_plain
from mkdocs_researcher.formats.bibtex.write import author_field

_FIELDS = (
    ("authors", ("author", "authors", "holder")),
    ("editors", ("editor", "editors")),
    ("translators", ("translator",)),
)
# What BibTeX would take for part of a name: marks, fonts, degrees, biblatex's `family=`, initials after a family name.
_ODD = re.compile(
    r"[*$<_#;]|(?<!\\)[=^]|[^\x00-\x7f\w\s’‐‑–]|[⁰¹²³⁴-⁹ʰ-ʸᴬ-ᵡᶛ-ᶿ①-⓿]|[^\W\d_][\s,]{0,2}\d|(?<![\w{])\d[\d.,]{0,4}\s?[^\W\d_a-z][.'’a-z]|[(\[]\W|[(\[]\w[)\],]"
    r"|\\(?:text|math|underline|emph|(?:uline|ul|bf|it|em|sc|sl|tt|rm|\w+series|\w+shape|\w+family)(?![A-Za-z]))"
    r"|\\and(?![A-Za-z])|\b(?i:for|behalf of) the\s|\.[^\W\d_a-z][a-z]"
    r"|\((?i:equal|co-?first|first|joint|corresp|contact)|,\s+and\s|(?:,|\sand)\Z|\{et al|\{\w[^{},]*,\s"
    r"|\s[A-Z]{1,3}(?=\s+and\s|\s*\Z)|\b(?:Ph\.? ?D|M\.?D|M\.?Sc|MPH|Dr|Prof)\b"
)

# The marks in most files, which can be cut out so that the names stay as written.
_MARKS = r"[*†‡§¶]|\$\^\{?(?:\\[a-z]+|[*,\d\s])+\}?\$|\\textsuperscript\{(?:\\[a-z]+|[*†‡§¶,\d\s])+\}"

# biblatex's annotations (its manual, section 3.7): "1=first; 2:family=second, third".
_ANNOTATION = r"""(?s)(?P<number>\d*+)\s*+(?::\s*+(?P<part>[\w-]++)\s*+)?=\s*+(?P<texts>.*)"""
_SEMICOLONS = re.compile(r"""((?:[^;"]|"[^"]*(?:"|\Z))*)(?:;|\Z)""")
_COMMAS = re.compile(r"""\s*("[^"]*(?:"|\Z)|[^,]*)\s*(?:,|\Z)""")
# Annotations that say what a mark says, and those that only emphasize the owner of a list, as pages do anyway.
_EQUAL = re.compile(r"equal|joint|shared|co-?first|cofirst|contributed", re.IGNORECASE)
_CORRESPONDING = re.compile(r"corr|contact|mail", re.IGNORECASE)
_OWNER = re.compile(r"(?:self|me|myself|own|owner|highlight(?:ed)?|bold|emph|boldname|cvauthor|author)", re.IGNORECASE)
_AND = re.compile(r"\s(?i:and)(?=\s)")
_LATEX_AND = r"\{?\\and(?![A-Za-z])(?:\{\}|\})?"  # of LaTeX's own `\author`
_LONGEST_OTHERS = 12
_WRONG = "'{text}' is not an annotation such as '1=equal; 2=corresponding'; it is left out"


def put_people(draft: Draft) -> None:
    """Sets authors, editors, translators and the collaboration."""
    for field, names in _FIELDS:
        name = next((name for name in names if draft.raw(name)), "")
        if not name:
            continue
        for other in names:
            if other != name and draft.raw(other) not in ("", draft.raw(name)):
                draft.note(other, "pages do not show this field; put its text into note if readers need it", "info")
        written = draft.raw(name)
        if note := asides_note(written):
            written = without_asides(written)
            draft.note(name, note, "info")
        people, messages = bibtex_names(_plain_names(written))
        for message, severity in messages:
            draft.note(name, message, severity)
        if people:
            draft.put(field, _annotated(draft, name, people), name)
    if collaboration := to_plain(draft.raw("collaboration")):
        draft.put("collaboration", collaboration, "collaboration")


def _plain_names(written: str) -> str:
    r"""The names without LaTeX, each by itself: `\ldots` would take the space before the next `and`."""
    if "\\" not in written:
        return to_name(written)
    written = without_switches(re.sub(_LATEX_AND, " and ", written) if "\\and" in written else written)
    try:
        return " and ".join(map(to_name, split_bibtex_authors(written)))
    except ValueError:  # braces that do not match, which `bibtex_names` reports
        return to_name(written)


def _annotated(draft: Draft, field: str, names: list[str]) -> list[str]:
    """The names with the annotations of a field, `author+an` or `author+an:kind`, as marks after them."""
    marks: dict[int, list[str]] = {}
    for name in draft.entry.fields:
        if name == f"{field}+an" or name.startswith(f"{field}+an:"):
            for number, mark in _marks_of(draft, name, len(names)):
                marks.setdefault(number, []).append(mark)
    return [
        f"{name}<sup>{','.join(dict.fromkeys(marks[number]))}</sup>" if number in marks else name
        for number, name in enumerate(names, 1)
    ]


def _marks_of(draft: Draft, field: str, count: int) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for item in filter(str.strip, (part[1] for part in _SEMICOLONS.finditer(draft.raw(field)))):
        parsed = re.fullmatch(_ANNOTATION, item.strip())
        if not parsed or not parsed["texts"]:
            draft.note(field, _WRONG.format(text=" ".join(item.split())[:60]))
            continue
        number = int(parsed["number"] or 0)
        if not parsed["number"]:
            draft.note(field, f"'{item.strip()[:60]}' is about all names, so it is not shown", "info")
        elif not 1 <= number <= count:
            draft.note(field, f"'{item.strip()[:60]}' is about name {number}, but there are {count} names")
        else:
            texts = (part[1] for part in _COMMAS.finditer(parsed["texts"]))
            found += [(number, mark) for text in texts if (mark := _mark(text))]
    return found


def _mark(text: str) -> str:
    """The mark for an annotation: a sign that everybody knows, else its words in one."""
    words = to_plain(text.strip().strip('"')).strip()
    if not words or _OWNER.fullmatch(words):
        return ""
    if _EQUAL.search(words):
        return "*"
    if _CORRESPONDING.match(words):
        return "✉"
    return words if not any(map(str.isalpha, words)) else "".join(re.findall(r"[^\W_]+", words))


@lru_cache(maxsize=65_536)
def _is_plain(name: str) -> bool:
    return not _ODD.search(name) and not OTHERS_WORDS.fullmatch(name.strip("{}"))


def copied_names(written: str, names: Sequence[str]) -> str:
    """A field of names for the entry that visitors copy: as written, unless BibTeX would read other names in it."""
    if all(map(_is_plain, names)) and written == " and ".join(names):
        return written
    written = without_asides(written)
    has_others = [
        len(name) < _LONGEST_OTHERS and OTHERS_WORDS.fullmatch(name.strip("{}")) is not None for name in names
    ]
    is_last = not any(has_others[:-1]) and (not has_others[-1] or written.rstrip().endswith("others"))
    if is_last and len(_AND.findall(written)) == len(names) - 1:
        if not _ODD.search(written):
            return written
        if not _ODD.search(without_marks := re.sub(_MARKS, "", written)):
            return without_marks
    return author_field(parse_authors(list(names)))
