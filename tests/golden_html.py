"""HTML as `tests/golden/` shows it: in short lines, and with icons by name.

Nothing is hidden: `restored` gives the exact HTML back, so pages that differ have golden files that differ.

A line that is too long is broken between elements, and a long start tag between attributes. `↳` begins each line that
continues another. The spaces before `↳` only show the depth; everything after it, spaces included, is HTML::

    <p class="rs-venue">
      ↳<span>Journal of Tidal Computation</span>
      ↳ <time datetime="2024">2024</time>
    ↳</p>
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field

from support import GOLDEN, PACKAGE

from mkdocs_researcher.rendering.icons import Icons, bundled_icon_folders

WIDTH = 120
CONTINUES = "↳"

_TAG = re.compile(r"""<!--.*?-->|</?[A-Za-z](?:[^"'<>]|"[^"]*"|'[^']*')*>""", re.DOTALL)
_TAG_NAME = re.compile(r"</?([A-Za-z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"""\s+[^\s"'<>=/]+(?:="[^"]*"|='[^']*'|=[^\s"'<>=]+)?""")
_TAG_END = re.compile(r"\s*/?>")
_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})

_ICON = re.compile(r'<svg class="rs-i" aria-hidden="true" viewBox="([^"]*)">(?!<use )(.*?)</svg>', re.DOTALL)
_SYMBOL = re.compile(r'<symbol id="([^"]*)" viewBox="([^"]*)">(.*?)</symbol>', re.DOTALL)
_NAMED_ICON = re.compile(r"<svg>([\w/-]+)</svg>")
_NAMED_SYMBOL = re.compile(r'<symbol id="([^"]*)">([\w/-]+)</symbol>')
_ICON_NAME = re.compile(r"\b(?:material|simple|fontawesome|researcher)/[a-z][\w/-]+")


def readable(html: str) -> str:
    """The HTML in short lines, with the name of each icon in place of its paths, which Material may draw anew.

    Raises:
        ValueError: the HTML has something that only golden files have, so it could not be restored.
    """
    if found := re.search(rf'{CONTINUES}|<svg>|<symbol id="[^"]*">', html):
        raise ValueError(f"golden files cannot show HTML that contains {found[0]}")
    return "\n".join(map(_broken, _with_names(html).split("\n")))


def restored(text: str) -> str:
    """The HTML that `readable` made this text of."""
    html = re.sub(rf"\n *{CONTINUES}", "", text)
    html = _NAMED_ICON.sub(lambda match: _icon(*_read(match[1])), html)
    return _NAMED_SYMBOL.sub(lambda match: _symbol(match[1], *_read(match[2])), html)


# Icons


@functools.cache
def _icon_set() -> Icons:
    return Icons(bundled_icon_folders())


@functools.cache
def _icon_names() -> dict[tuple[str, str], str]:
    """Names of icons by view box and content: those that the package or the cases name."""
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.jinja"), *(GOLDEN / "data").glob("*"), *GOLDEN.glob("*/*.md")]
    names = {name for file in files for name in _ICON_NAME.findall(file.read_text(encoding="utf-8"))}
    return {icon: name for name in sorted(names) if (icon := _icon_set().read(name))}


def _read(name: str) -> tuple[str, str]:
    icon = _icon_set().read(name)
    if icon is None:
        raise ValueError(f"there is no icon {name}")
    return icon


def _icon(view_box: str, content: str) -> str:
    return f'<svg class="rs-i" aria-hidden="true" viewBox="{view_box}">{content}</svg>'


def _symbol(symbol_id: str, view_box: str, content: str) -> str:
    return f'<symbol id="{symbol_id}" viewBox="{view_box}">{content}</symbol>'


def _with_names(html: str) -> str:
    def icon(match: re.Match[str]) -> str:
        name = _icon_names().get((match[1], match[2]))
        return f"<svg>{name}</svg>" if name else match[0]

    def symbol(match: re.Match[str]) -> str:
        name = _icon_names().get((match[2], match[3]))
        return f'<symbol id="{match[1]}">{name}</symbol>' if name else match[0]

    return _ICON.sub(icon, _SYMBOL.sub(symbol, html))


# Lines


@dataclass
class _Element:
    """A start tag, what follows it and its end tag, which a line may not have."""

    start: str
    inside: list[_Element | str] = field(default_factory=list)
    end: str = ""

    def __str__(self) -> str:
        return self.start + "".join(map(str, self.inside)) + self.end


def _broken(line: str) -> str:
    if len(line) <= WIDTH:
        return line
    lines: list[tuple[int, str]] = []
    space = _lay_out(_parsed(line), 0, lines)
    (_, first), *others = lines or [(0, "")]
    return "\n".join([first, *("  " * depth + CONTINUES + text for depth, text in others)]) + space


def _parsed(line: str) -> list[_Element | str]:
    """The elements, lone tags and texts of a line."""
    root = _Element("")
    open_elements = [root]
    end = 0
    for match in _TAG.finditer(line):
        if match.start() > end:
            open_elements[-1].inside.append(line[end : match.start()])
        end = match.end()
        tag, name = match[0], _name(match[0])
        if tag.startswith("</"):
            depth = next((i for i in range(len(open_elements) - 1, 0, -1) if _name(open_elements[i].start) == name), 0)
            if depth:
                open_elements[depth].end = tag
                del open_elements[depth:]
            else:
                open_elements[-1].inside.append(tag)
        else:
            element = _Element(tag)
            open_elements[-1].inside.append(element)
            if name and name not in _VOID and not tag.endswith("/>"):
                open_elements.append(element)
    if end < len(line):
        open_elements[-1].inside.append(line[end:])
    return root.inside


def _name(tag: str) -> str:
    match = _TAG_NAME.match(tag)
    return match[1].lower() if match else ""


def _lay_out(nodes: list[_Element | str], depth: int, lines: list[tuple[int, str]]) -> str:
    """Adds lines as (depth, text), none of which ends in a space; returns the space after the last node."""
    space = ""
    for node in nodes:
        whole = space + str(node)
        text = whole.rstrip()
        before, space = space, whole[len(text) :]
        if not text:
            continue
        beside = lines[-1][1] + text if lines and lines[-1][0] == depth else ""
        if isinstance(node, str) and beside and _fits(depth, beside):
            lines[-1] = (depth, beside)
        elif isinstance(node, str) or _fits(depth, text):
            lines.append((depth, text))
        else:
            _lay_out_tag(before + node.start, depth, lines)
            space = _lay_out(node.inside, depth + 1, lines)
            if node.end:
                lines.append((depth, space + node.end))
                space = ""
    return space


def _lay_out_tag(tag: str, depth: int, lines: list[tuple[int, str]]) -> None:
    """A start tag that is too long has one attribute a line."""
    name = re.match(r"\s*<[^\s/>]+", tag)
    end = name.end() if name else 0
    attributes = []
    while match := _ATTRIBUTE.match(tag, end):
        attributes.append(match[0])
        end = match.end()
    if _fits(depth, tag) or not name or not attributes or not _TAG_END.fullmatch(tag, end):
        lines.append((depth, tag))
        return
    attributes[-1] += tag[end:]
    lines.append((depth, name[0]))
    lines.extend((depth + 2, attribute) for attribute in attributes)


def _fits(depth: int, text: str) -> bool:
    return len("  " * depth + CONTINUES + text) <= WIDTH
