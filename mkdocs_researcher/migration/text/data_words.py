"""Values of data files and front matter: read for our data, and noted as what a visitor of the old site saw."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from typing import Any

from mkdocs_researcher.errors import Location
from mkdocs_researcher.formats.cv.addresses import repaired
from mkdocs_researcher.migration.old_site import Line
from mkdocs_researcher.migration.text.file_addresses import FileAddresses
from mkdocs_researcher.migration.text.inline import with_addresses
from mkdocs_researcher.migration.text.plain_markdown import plain_markdown
from mkdocs_researcher.migration.values import as_items

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_START = 24
_ICON = re.compile(r"<i\b[^<>]*>\s*</i>", re.I)
_GAP = re.compile(r"\n\s*\n\s*")


class Words:
    """Reads values of one file.

    Args:
        addresses: where links lead, seen from the page that the values are of.
        worked_out: evaluates text at a location, such as Hugo's shortcodes; None to leave it unchanged.
        shown: takes what the old site showed.
        head: the lines that hold the values.
        file: the file, if it has no lines.
    """

    def __init__(
        self,
        addresses: FileAddresses,
        worked_out: Callable[[str, Location], str] | None,
        shown: list[Line],
        head: Sequence[Line],
        file: str,
    ) -> None:
        self.addresses, self.worked_out, self.shown, self.head, self.file_name = (
            addresses,
            worked_out,
            shown,
            head,
            file,
        )

    def place(self, value: object) -> Location:
        """The line of a value, as exactly as it is known."""
        starts = [" ".join(line.split())[:_START] for line in str(value).split("\n") if line.strip()]
        if starts:
            for line in self.head:
                if starts[0] in " ".join(line.text.split()):
                    return line.place
        return self.head[0].place if self.head else Location(self.file_name, 1)

    def show(self, text: str, place: Location | None = None) -> None:
        """Notes what a visitor saw."""
        place = place or self.place(text)
        self.shown += [Line(line, place.file, place.line or 1) for line in text.split("\n") if line.strip()]

    def block(self, value: Any) -> str:
        """A text of several paragraphs, as Markdown."""
        written = _text(value)
        if not written:
            return ""
        place = self.place(written)
        text = _dedented(written)
        text = self.worked_out(text, place) if self.worked_out else text
        text = self.addresses.inline(text, place)
        self.show(text, place)
        text = _ICON.sub("", text)
        if "<" in text or "&" in text:
            text = self.addresses.inline(plain_markdown(text).strip(), place)
        return _GAP.sub("\n\n", with_addresses(text, self.addresses.in_markdown, self.addresses.in_markdown)).strip()

    def text(self, value: Any) -> str:
        """A text in one line, as Markdown."""
        return " ".join(self.block(value).split())

    def plain(self, value: Any) -> str:
        """A text in which nothing is Markdown, such as a title."""
        text = " ".join(html.unescape(_text(value)).replace("\u00ad", "").split())
        if text:
            self.show(text, self.place(value))
        return text

    def texts(self, value: Any) -> list[str]:
        """A list of texts in one line each; one alone is a list of one."""
        return [text for item in as_items(value) if (text := self.text(item))]

    def url(self, value: Any) -> str:
        """The new target of a link; empty if it has none."""
        written = _text(value).strip()
        if not written or written == "#":
            return ""
        url = repaired(written) if not written.startswith(("/", ".", "#")) else written
        new = self.addresses.link(url, self.place(written))
        if new:
            self.show(f"[]({new})", self.place(written))
        return self.addresses.in_markdown(new)

    def picture(self, value: Any) -> str:
        """A picture of the old site, by its path in the new one; empty if there is none."""
        written = _text(value)
        new = self.addresses.link(written, self.place(written)) if written else ""
        return self.file(new, self.place(written)) if new else ""

    def file(self, path: str, place: Location | None = None, *, sign: str = "!") -> str:
        """A picture below `docs/` that the old site showed, or a file that it linked to with another sign."""
        if path:
            self.show(f"{sign}[]({path.replace(' ', '%20')})", place or Location(self.file_name, 1))
        return self.addresses.in_markdown(path)

    def date(self, value: Any) -> str:
        """A date without its time; empty for what is none."""
        match = _DATE.match(_text(value))
        if not match or not 1 <= int(match[2] or 1) <= 12 or not 1 <= int(match[3] or 1) <= 31:
            return ""
        return "-".join(part.zfill(2) for part in match.groups() if part)


def _text(value: Any) -> str:
    return value.strip("\n").rstrip() if isinstance(value, str) else ""


def _dedented(text: str) -> str:
    """A text of TOML or YAML without the indentation of all lines but the first."""
    lines = text.split("\n")
    steps = [len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()]
    step = min(steps, default=0)
    return "\n".join([lines[0].strip(), *(line[step:] for line in lines[1:])])
