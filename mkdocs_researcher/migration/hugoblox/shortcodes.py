"""Shortcodes of Hugo and HugoBlox in a text, worked out as Markdown.

Hugo: https://gohugo.io/content-management/shortcodes/; HugoBlox: https://docs.hugoblox.com/reference/markdown/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from mkdocs_researcher.errors import Location
from mkdocs_researcher.migration.hugoblox.shortcode_kinds import ALONE, DRAWINGS, SILENT, Tag, pair
from mkdocs_researcher.migration.old_site import Line, OldSite

_TAG = re.compile(
    r"\{\{(?P<sign>[<%])\s*(?P<close>/?)\s*(?P<name>[\w./-]+)(?P<rest>(?:\"(?:\\.|[^\"\\])*\"|`[^`]*`|[^\"`{}])*?)\s*"
    r"(?P<alone>/?)\s*[>%]\}\}|\{\{(?P<bare>/?math)>\}\}"
)
_REMARK = re.compile(r"\{\{([<%])/\*(.*?)\*/([>%])\}\}", re.S)
_ARGUMENT = re.compile(r"(?:([\w-]+)\s*=\s*)?(?:\"((?:\\.|[^\"\\])*)\"|`([^`]*)`|([^\s\"`=]+))")
_CODE = re.compile(r"^( {0,3})(`{3,}|~{3,})")
_UNKNOWN = "the shortcode '{name}' is not known, so only the text in it is there; write what it showed"
_NO_WORDS = "the shortcode '{name}' drew something that has no place in the new site{what}"
_ICONS = "icons within text are left out"

Find = Callable[[str], str]


@dataclass
class Surroundings:
    r"""The context of shortcodes.

    Attributes:
        site: for notes.
        people: names of people by the names of their folders.
        albums: gives the pictures of an album, by their paths on the old site.
        address: gives the address of a page that is named as `ref` names it; empty if there is none.
        cited: returns a call that cites a page; empty if it is not a paper.
        table: gives a Markdown table of a file beside the page; empty if there is none.
        has_round_math: whether `\\(x\\)` is math, and not a pair of brackets.
    """

    site: OldSite
    people: dict[str, str] = field(default_factory=dict)
    albums: Callable[[str], list[str]] = lambda _: []
    address: Find = lambda _: ""
    cited: Find = lambda _: ""
    table: Find = lambda _: ""
    has_round_math: bool = False


class Shortcodes:
    """Works shortcodes out.

    Args:
        around: what they draw on.
    """

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.calls: dict[str, str] = {}

    def lines(self, lines: Sequence[Line]) -> list[Line]:
        """Lines without shortcodes, each where it was; calls of macros are single signs until `called` puts them in."""
        if not self.around.has_round_math:
            lines = [line._replace(text=_without_escapes(line.text)) for line in lines]
        if not any("{{" in line.text for line in lines):
            return list(lines)
        self.open: list[tuple[str, str]] = []
        text = "\n".join(line.text for line in lines)
        text = _REMARK.sub(lambda match: match[0].replace("{{", "\ue020").replace("}}", "\ue021"), text)
        made: list[str] = []
        at = 0
        for match in _TAG.finditer(text):
            made += [text[at : match.start()], self._replaced(match, lines[text.count("\n", 0, match.start())])]
            at = match.end()
        text = "".join([*made, text[at:]])
        text = re.sub(r"\ue020([<%])/\*(.*?)\*/([>%])\ue021", r"{{\1\2\3}}", text, flags=re.S)
        found = text.split("\n")
        return [line._replace(text=new) for line, new in zip(lines, found, strict=True)]

    def text(self, value: str, place: Location) -> str:
        """A text of data without shortcodes."""
        if "{{" not in value and "\\" not in value:
            return value
        lines = [Line(text, place.file, place.line) for text in value.split("\n")]
        return "\n".join(self.called(line.text) for line in self.lines(lines))

    def called(self, text: str) -> str:
        """A text with its calls of macros."""
        for sign, call in self.calls.items():
            text = text.replace(sign, call)
        return text

    def _replaced(self, match: re.Match[str], line: Line) -> str:
        gap = "\n" * match[0].count("\n")
        if match["bare"] or match["name"] == "math":
            return gap
        if match["close"]:
            return self._closing(match["name"]) + gap
        listed, named = [], {}
        for name, double, tick, bare in _ARGUMENT.findall(match["rest"]):
            value = (double.replace('\\"', '"') if double else tick or bare).strip()
            if name:
                named[name] = value
            else:
                listed.append(value)
        tag = Tag(match["name"], named, listed, line.place)
        if (ends := pair(tag)) is not None:
            start, end = ends
            if not match["alone"]:
                self.open.append((tag.name, end))
            return start + gap
        return self._alone(tag) + gap

    def _closing(self, name: str) -> str:
        for index in range(len(self.open) - 1, -1, -1):
            if self.open[index][0] == name:
                return self.open.pop(index)[1]
        return ""

    def _alone(self, tag: Tag) -> str:
        around = self.around
        path = tag.get("path")
        if tag.name in {"ref", "relref"}:
            return around.address(path) or f"/{path.strip('/')}/"
        if tag.name == "table" and (rows := around.table(path)):
            return self._call(rows)
        known: dict[str, Callable[[], str]] = {
            "gallery": lambda: " ".join(f"![]({picture})" for picture in around.albums(tag.get("album"))),
            "mention": lambda: around.people.get(tag.get("user"), tag.get("user")),
            "cite": lambda: self._cited(tag.get("page")),
            "icon": lambda: self._left_out(tag),
        }
        if tag.name in known:
            return known[tag.name]()
        made = ALONE.get(tag.name)
        return made(tag) if made else self._unknown(tag)

    def _cited(self, page: str) -> str:
        call = self.around.cited(page)
        return self._call(call) if call else f"[{page}]({page})"

    def _left_out(self, tag: Tag) -> str:
        self.around.site.note(tag.place, _ICONS, "info")
        return ""

    def _unknown(self, tag: Tag) -> str:
        site = self.around.site
        if tag.name in SILENT:
            return ""
        if tag.name in DRAWINGS:
            file = tag.get("data", "path", "src")
            what = f": {file}; link to the file, or put a picture in its place" if file else ""
            site.note(tag.place, _NO_WORDS.format(name=tag.name, what=what))
            return ""
        site.note(tag.place, _UNKNOWN.format(name=tag.name), "warning" if tag.named or tag.listed else "info")
        return ""

    def _call(self, call: str) -> str:
        """A placeholder for a call, which is not a word of the old page."""
        sign = chr(0xE100 + len(self.calls))
        self.calls[sign] = call
        return sign


def _without_escapes(text: str) -> str:
    """A text of Goldmark without backslashes at round brackets; only two of them start math there."""
    return re.sub(r"(\\?)\\([()])", lambda match: f"\\{match[2]}" if match[1] else match[2], text)
