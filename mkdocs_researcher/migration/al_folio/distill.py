"""Posts in the layout of Distill: citations as `<d-cite>`, a bibliography of their own, footnotes as `<d-footnote>`.

See https://distill.pub/guide and al-folio's layout `distill`.
"""

from __future__ import annotations

import json
import re

from mkdocs_researcher.formats.bibtex.entries import parse_bibtex
from mkdocs_researcher.formats.bibtex.text import decode
from mkdocs_researcher.migration.jekyll.site import text_in
from mkdocs_researcher.migration.marks import Marks
from mkdocs_researcher.migration.new_site import OldPage
from mkdocs_researcher.migration.old_site import Line, OldSite

_CITE = re.compile(r"<d-cite\b[^<>]*\bkey\s*=\s*[\"']([^\"'<>]*)[\"'][^<>]*>\s*(?:</d-cite>)?", re.I)
_FOOTNOTE = re.compile(r"<d-footnote>([^<]*(?:<(?!/?d-footnote)[^<]*)*)</d-footnote>", re.I)
_FOLDER = "assets/bibliography"
_UNKNOWN = "cites '{key}', which is in no bibliography of this page, so the citation is left out"


class Distill:
    """Citations of a post.

    Args:
        site: the old site.
        marks: takes the calls.
        papers: keys of the papers of the site.
    """

    def __init__(self, site: OldSite, marks: Marks, papers: set[str]) -> None:
        self.site, self.marks, self.papers = site, marks, papers

    def prepared(self, page: OldPage) -> list[Line]:
        """The lines of a post with calls of `cite()`, and footnotes in brackets."""
        if not any("<d-" in line.text for line in page.lines):
            return page.lines
        known = self.papers | self._keys(page)
        return [line._replace(text=self._line(line, known)) for line in page.lines]

    def below(self, page: OldPage) -> str:
        """The call for the bibliography of a post; nothing if it has none of its own."""
        path = self._file(page)
        return self.marks.block(f"{{{{ bibliography({json.dumps(f'docs/{path}')}) }}}}") if path else ""

    def _line(self, line: Line, known: set[str]) -> str:
        def cite(match: re.Match[str]) -> str:
            keys = [key.strip() for key in match[1].split(",") if key.strip()]
            for key in keys:
                if key not in known:
                    self.site.note(line.place, _UNKNOWN.format(key=key))
            keys = [key for key in keys if key in known]
            given = json.dumps(keys[0] if len(keys) == 1 else keys, ensure_ascii=False)
            return self.marks.inline(f"{{{{ cite({given}) }}}}") if keys else ""

        return _FOOTNOTE.sub(r" (\1)", _CITE.sub(cite, line.text))

    def _file(self, page: OldPage) -> str:
        name = text_in(page.meta, "bibliography")
        path = f"{_FOLDER}/{name}"
        return path if re.fullmatch(r"[\w.-]+\.bib", name) and self.site.holds(path) else ""

    def _keys(self, page: OldPage) -> set[str]:
        file = self.site.holds(self._file(page)) if self._file(page) else None
        return set(parse_bibtex(decode(file.read_bytes())[0]).entries) if file else set()
