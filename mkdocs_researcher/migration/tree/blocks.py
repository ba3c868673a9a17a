"""Parts of the tree as Markdown of the new site: the author's own lines where both sites read them alike.

Each part is rendered as the new site renders it and compared with the tree. What differs is written anew from the tree,
and what Markdown cannot say stays HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import markdown
from lxml.html import HtmlElement

from mkdocs_researcher.migration.old_site import Line
from mkdocs_researcher.migration.tree.lines import InlineWriter, Url, attributes, raw_html, without_breaks
from mkdocs_researcher.migration.tree.markdown_reader import MARKED, with_notes, without_notes
from mkdocs_researcher.migration.tree.tree import (
    HEADINGS,
    UNSEEN,
    DeepError,
    classes,
    contents,
    is_block,
    parse,
    part,
    shows,
    span_of,
)

_EXTENSIONS = ["attr_list", "def_list", "md_in_html", "tables", "fenced_code"]
_MATH = "pymdownx.arithmatex"
_START = re.compile(r"^(?:[-+#>]|~{3}|:(?=\s)|\|)", re.M)
_NOTED = {"b": "b", "strong": "b", "i": "i", "em": "i", "cite": "i", "sup": "sup", "sub": "sub", "code": "code"}
_STRUCTURE = frozenset("ul ol li table tr td th blockquote pre hr dl dt dd br".split()) | HEADINGS
_ALERT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][+-]?([^\n]*)(?:\n|$)", re.I)
_KINDS = {"important": "info", "caution": "danger"}
_DELIMITERS = re.compile(r"\$+|\\[()\[\]]")
_HOLDS = frozenset({"div", "section", "center", "article", "aside", "main", "header", "footer", "figure", "details"})

FOLD_END = "</div>\n</details>\n</div>"


class BlockWriter:
    """Writes the parts of a page."""

    def __init__(
        self, lines: Sequence[Line], link: Url = str, html_link: Url = str, *, step: int = 0, has_math: bool = False
    ) -> None:
        self.lines, self.link, self.html_link, self.step = lines, link, html_link, step
        extensions = [*_EXTENSIONS, _MATH] if has_math else _EXTENSIONS
        self.markdown = markdown.Markdown(
            extensions=extensions, extension_configs={_MATH: {"generic": True}} if has_math else {}
        )

    def heading(self, element: HtmlElement) -> str:
        level = min(6, int(str(element.tag)[1]) + self.step)
        words = without_breaks(re.sub(r"\s+", " ", InlineWriter(self.link, self.html_link).inner(element)))
        return f"{'#' * level} {words} {{ #{element.get('id')} }}" if shows(element) else ""

    def block(self, element: HtmlElement) -> str:
        if not isinstance(element.tag, str):
            return _comment(element.text or "")
        if element.tag in HEADINGS:
            return self.heading(element)
        if not shows(element):
            return self._targets(element)
        is_note = re.match(r"\[\^[^\]\n]+\]:", element.text or "")
        if made := self._source(element) if is_note else self._alert(element):
            return made
        wanted = signature(element)
        for made in self._candidates(element):
            if made and self._is_read_as(made, wanted):
                return made
        has_notes = element.tag == "p" and "[^" in "".join(element.itertext())  # which HTML does not show
        return (self._source(element) if has_notes else "") or raw_html(element, self.html_link)

    def blocks(self, elements: Sequence[str | HtmlElement]) -> list[str]:
        """Several parts; texts and inline elements between them are paragraphs."""
        made: list[str] = []
        for item in _paragraphs(elements):
            if text := self.block(item):
                made.append(text)
        return made

    def _candidates(self, element: HtmlElement) -> Iterator[str]:
        if element.get("data-l") and element.tag in {"p", "ul", "ol", "blockquote", "table", "pre", "dl"}:
            yield self._source(element)
        formula = (element.text or "").strip() if element.tag == "p" and not len(element) else ""
        if formula.startswith("$$") and formula.endswith("$$"):
            yield formula
        for careful in (False, True):
            yield self._written(element, InlineWriter(self.link, self.html_link, careful=careful))

    def _source(self, element: HtmlElement) -> str:
        if any(element.get(name) for name in ("class", "style", "align", "id")):
            return ""  # attributes are written where Python-Markdown reads them
        first, last = span_of(element)
        text = "\n".join(
            line.text.rstrip(" \t") if not line.text.endswith("  ") else line.text for line in self.lines[first:last]
        )
        text = text.strip("\n")
        for one in element.iter("a", "img"):
            name = "href" if one.tag == "a" else "src"
            old, new = one.get(f"data-l{name}"), one.get(name)
            if old and new:
                written, raw = self.link(new).replace(" ", "%20"), self.html_link(new)
                text = (
                    text.replace(f"]({old}", f"]({written}")
                    .replace(f"]({old.replace('%20', ' ')}", f"]({written}")
                    .replace(f'"{old}"', f'"{raw}"')
                    .replace(f"'{old}'", f"'{raw}'")
                )
        return text if "{{" not in text and "{%" not in text else ""

    def _is_read_as(self, made: str, wanted: list[str]) -> bool:
        self.markdown.reset()
        try:
            html = with_notes(self.markdown.convert(without_notes(made)))
            found = signature(parse(html))
        except (DeepError, RecursionError):
            return False
        return len(found) == len(wanted) and all(map(self._is_same, wanted, found))

    def _is_same(self, wanted: str, found: str) -> bool:
        """Is a part of a signature the same on the new page, whose addresses start elsewhere?"""
        sign, _, url = wanted.partition(" ")
        tag, _, place = found.partition(" ")
        return wanted == found or (
            bool(url)
            and sign == tag
            and _place(place) in {_place(one) for one in (url, self.link(url), self.html_link(url))}
        )

    def _targets(self, element: HtmlElement) -> str:
        names = [
            one.get("id") or (one.get("name") if one.tag == "a" else None)
            for one in element.iter()
            if isinstance(one.tag, str)
        ]
        return "\n".join(f'<div id="{name}"></div>' for name in names if name)

    def _written(self, element: HtmlElement, inline: InlineWriter) -> str:
        tag = str(element.tag)
        kinds: dict[str, Callable[[], str]] = {
            **dict.fromkeys(("ul", "ol"), lambda: "\n".join(self._list(element, inline, 0))),
            "hr": lambda: "---",
            "pre": lambda: _fenced(element),
            "blockquote": lambda: self._quoted(element, inline),
            "table": lambda: self._table(element, inline),
            "details": lambda: self._details(element, inline),
            **dict.fromkeys(_HOLDS - {"details"}, lambda: self._wrapped(element, inline)),
        }
        if tag in kinds:
            return kinds[tag]()
        return self._paragraph(element, inline) if tag == "p" or not is_block(element) else ""

    def _alert(self, element: HtmlElement) -> str:
        """What GitHub and Hugo make of a quotation that opens with `[!NOTE]`."""
        first = next(element.iterchildren(), None) if element.tag == "blockquote" else None
        match = _ALERT.match(first.text or "") if first is not None and first.tag == "p" else None
        if first is None or match is None:
            return ""
        first.text = (first.text or "")[match.end() :].lstrip()
        title = part("p", [match[2].strip() or match[1].capitalize()])
        title.set("class", "admonition-title")
        inner = "\n\n".join(self.blocks(contents(element)))
        kind = _KINDS.get(match[1].lower(), match[1].lower())
        head = raw_html(title, self.html_link)
        return f'<div class="admonition {kind}" markdown>\n\n{head}\n\n{inner}\n\n</div>'

    def _quoted(self, element: HtmlElement, inline: InlineWriter) -> str:
        inner = "\n\n".join(self._inner(element, inline))
        return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))

    def _paragraph(self, element: HtmlElement, inline: InlineWriter) -> str:
        text = re.sub(_START, r"\\\g<0>", without_breaks(inline.inner(element)))
        made = re.sub(r"^(\d{1,9})([.)])(?=\s)", r"\1\\\2", text, flags=re.M)
        is_styled = attributes(element, "class", "style", "id", "align") and not made.startswith("<")
        return f"{made}\n{_listed(element)}" if is_styled else made

    def _inner(self, element: HtmlElement, inline: InlineWriter) -> list[str]:
        return [
            self._written(item, inline) or raw_html(item, self.html_link)
            for item in _paragraphs(contents(element))
            if shows(item)
        ]

    def _list(self, element: HtmlElement, inline: InlineWriter, depth: int) -> Iterator[str]:
        number = int(element.get("start") or 1) if (element.get("start") or "1").isdigit() else 1
        for item in element:
            if item.tag != "li":
                continue
            yield from self._item(item, inline, "- " if element.tag == "ul" else f"{number}.".ljust(4), depth)
            number += 1

    def _item(self, item: HtmlElement, inline: InlineWriter, sign: str, depth: int) -> Iterator[str]:
        indent = "    " * depth
        parts = [part for part in _paragraphs(contents(item)) if not isinstance(part.tag, str) or shows(part)]
        if not parts:
            yield f"{indent}{sign}"
        for index, one in enumerate(parts):
            if one.tag in {"ul", "ol"} and index:
                yield from self._list(one, inline, depth + 1)
                continue
            loose = index > 0 or (
                one.tag == "p" and one.get("data-l") and len(parts) > 1 and parts[1].tag not in {"ul", "ol"}
            )
            text = self._written(one, inline) or raw_html(one, self.html_link)
            lines = text.split("\n")
            if index:
                yield ""
                yield from (f"{indent}    {line}" if line else "" for line in lines)
            else:
                yield f"{indent}{sign}{lines[0]}"
                yield from (f"{indent}    {line}" if line else "" for line in lines[1:])
            if loose and index == len(parts) - 1:
                yield ""

    def _table(self, element: HtmlElement, inline: InlineWriter) -> str:
        rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in element.iter("tr")]
        if not rows or any(cell.tag != "th" for cell in rows[0]) or element.get("style") or element.get("class"):
            return ""
        if any(
            is_block(one) for row in rows for cell in row for one in cell.iterdescendants() if isinstance(one.tag, str)
        ):
            return ""
        made = [
            f"| {' | '.join(inline.inner(cell).replace(chr(10), ' ').replace('|', '&#124;') for cell in row)} |"
            for row in rows
        ]
        return "\n".join([made[0], f"|{' --- |' * len(rows[0])}", *made[1:]])

    def _wrapped(self, element: HtmlElement, inline: InlineWriter) -> str:
        """An element around Markdown, such as a `div` with a style."""
        if element.get(MARKED) is None or element.tag == "figure":
            return ""
        inner = "\n\n".join(self.blocks(contents(element)))
        listed = attributes(element, "class", "id", "style", "align")
        tag = "div" if element.tag == "center" else str(element.tag)
        listed += ' style="text-align: center"' if element.tag == "center" and "style" not in element.attrib else ""
        return f"<{tag}{listed} markdown>\n\n{inner}\n\n</{tag}>" if listed or tag != "div" else inner

    def _details(self, element: HtmlElement, inline: InlineWriter) -> str:
        summary = next((one for one in element if one.tag == "summary"), None)
        if summary is None or any(one.tag == "details" for one in element.iterdescendants()):
            return ""
        rest = [node for node in contents(element) if node is not summary]
        return "\n\n".join((self.fold(element, summary, inline), *self.blocks(rest), FOLD_END))

    @staticmethod
    def fold(element: HtmlElement, summary: HtmlElement, inline: InlineWriter) -> str:
        """The start of a fold, whose parts are Markdown."""
        opened = " open" if element.get("open") is not None else ""
        opened += f' id="{element.get("id")}"' if element.get("id") else ""
        words = inline.inner(summary).replace("\n", " ")
        return (
            f'<div class="rs" markdown>\n<details class="rs-more"{opened} markdown>\n'
            f'<summary class="rs-btn">{words}</summary>\n'
            f'<div class="rs-more__body rs-text" markdown="1">'
        )


def _comment(text: str) -> str:
    inner = text.replace("{{", "{ {").strip()
    inner = inner.strip("-").strip() if inner.startswith("-") and inner.endswith("-") else inner.rstrip("- ")
    inner = re.sub(r"--+", "- -", inner)
    return f"<!-- {inner} -->" if inner else ""


def _paragraphs(nodes: Sequence[str | HtmlElement]) -> Iterator[HtmlElement]:
    loose: list[str | HtmlElement] = []
    for node in nodes:
        is_comment = not isinstance(node, str) and not isinstance(node.tag, str)
        alone = is_comment and not any(not isinstance(one, str) or one.strip() for one in loose) and _starts_line(node)
        if isinstance(node, str) or (is_comment and not alone) or not (is_comment or is_block(node)):
            loose.append(node)
            continue
        yield from _loose(loose)
        loose = []
        yield node
    yield from _loose(loose)


def _starts_line(node: str | HtmlElement) -> bool:
    """Is there a line break behind a comment, or nothing?"""
    tail = "" if isinstance(node, str) else node.tail or ""
    return not tail.strip() or tail.lstrip(" ").startswith("\n")


def _loose(nodes: list[str | HtmlElement]) -> Iterator[HtmlElement]:
    if any(not isinstance(node, str) or node.strip() for node in nodes):
        yield part("p", nodes)


def _listed(element: HtmlElement) -> str:
    parts = [f"#{element.get('id')}"] if element.get("id") else []
    parts += [f".{name}" for name in classes(element)]
    parts += [f'{name}="{element.get(name)}"' for name in ("style", "align") if element.get(name)]
    return f"{{: {' '.join(parts)} }}"


def _fenced(element: HtmlElement) -> str:
    code = next((one for one in element if one.tag == "code"), element)
    language = next((name[9:] for name in classes(code) if name.startswith("language-")), "")
    text = "".join(code.itertext()).strip("\n")
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def signature(element: HtmlElement) -> list[str]:
    """What is seen of a part of a tree: words, links, pictures, lists, tables, emphasis, in order."""
    return list(_seen(element))


def _seen(element: HtmlElement) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        return
    tag = element.tag
    name = _NOTED.get(tag) if shows(element) else None
    if tag in _STRUCTURE:
        yield f"<{tag}"
    elif name:
        yield f"<{name}"
    elif tag == "a" and element.get("href"):
        yield f"<a {element.get('href')}"
    elif tag == "img":
        yield f"<img {element.get('src') or ''}"
    yield from _words(element.text)
    for child in element:
        yield from _seen(child)
        yield from _words(child.tail)
    if name or tag in {"li", "td", "th", "tr", "blockquote", "pre"}:
        yield f"{name or tag}>"


def _place(url: str | None) -> str:
    return re.sub(r"^(?:\.\./|\./|\ue020)+", "", (url or "").replace("%20", " ")).removesuffix(".md").rstrip("/")


def _words(text: str | None) -> list[str]:
    return _DELIMITERS.sub(" ", text or "").split()
