"""The lines that a part of a tree shows, each a row of texts and inline elements, and each as Markdown."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from mkdocs_researcher.migration.tree.markdown_reader import MarkdownReader
from mkdocs_researcher.migration.tree.spans import formula_at
from mkdocs_researcher.migration.tree.tree import (
    UNSEEN,
    DeepError,
    contents,
    html_of,
    is_block,
    parse,
    part,
    shows,
    text_of,
)

_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "dfn": "*", "var": "*"}
_KEPT = frozenset(
    {"sup", "sub", "kbd", "mark", "del", "ins", "s", "strike", "u", "small", "q", "abbr", "ruby", "rt", "big"}
)
_STYLED = frozenset({"span", "font", "a", "label", "time", "tt", "bdi", "bdo"})
_WHOLE = frozenset({"video", "audio", "iframe", "svg", "object", "embed", "picture", "canvas", "button", "input",
                    "select",
                    "textarea", "map", "math", "progress", "meter"})  # fmt: skip
_FORMULA = re.compile(r"\$|\\[\[(]")
_LETTERS = re.compile(r"[\\`*]|\[(?=[^\[\]\n]*\][(\[:])|(?<!\w)_|_(?!\w)|<(?=[A-Za-z/!?])|&(?=#?\w{1,30};)|\{(?=[{%])")
_ENTITIES = {"<": "&lt;", "&": "&amp;", "{": "&#123;"}
_IMAGE_ATTRIBUTES = frozenset({"alt", "src", "title", "loading", "decoding", "data-l", "border"})
_SIZES = re.compile(r"[\w.%-]{1,20}")
EMPTY_ICON = re.compile(r"\b(?:fa[srbl]?|ai|fas|fab|far|icon|iconify|bi|ti)\b|\bfa-|\bai-")

Url = Callable[[str], str]


class InlineWriter:
    """Writes the contents of lines.

    Args:
        link: what Markdown has as the address of a link or a picture.
        html_link: what HTML has.
        for_data: whether the text goes to a data file, which knows neither styles nor line breaks in its source.
        careful: writes HTML wherever Markdown's own signs could be misread.
    """

    def __init__(self, link: Url = str, html_link: Url = str, *, for_data: bool = False, careful: bool = False) -> None:
        self.link, self.html_link = link, html_link
        self.for_data, self.careful = for_data, careful

    def line(self, nodes: Iterable[str | HtmlElement]) -> str:
        """The Markdown of texts and elements in a row, without white space at its edges."""
        made = "".join(self._node(node) for node in nodes)
        if self.for_data:
            pieces = (piece.strip() for piece in " ".join(made.split()).split("<br>"))
            return "<br>".join(piece for piece in pieces if piece)
        made = "\n".join(line.rstrip(" \t\xa0").lstrip(" \t") for line in made.split("\n"))
        return re.sub(r"[ \t]{2,}", " ", made).strip(" \t\n")

    def inner(self, element: HtmlElement) -> str:
        return self.line(contents(element))

    def _node(self, node: str | HtmlElement) -> str:
        if isinstance(node, str):
            return self.text(node)
        if not isinstance(node.tag, str):
            return "" if self.for_data else _comment(node)
        if node.tag in UNSEEN:
            return ""
        if node.tag == "br":
            return "<br>" if self.for_data else "<br>\n"
        write = {"a": self._anchor, "img": self._image, "code": self._code}.get(node.tag)
        return write(node) if write else self._element(node)

    def _inside(self, element: HtmlElement) -> str:
        return "".join(self._node(node) for node in contents(element))

    def text(self, text: str) -> str:
        """Words as Markdown shows them; formulas stay as they are."""
        made, position = [], 0
        for match in _FORMULA.finditer(text):
            start = match.start()
            if start >= position and (end := formula_at(text, start)):
                made += [self._escaped(text[position:start]), text[start:end]]
                position = end
        return "".join([*made, self._escaped(text[position:])])

    def _escaped(self, text: str) -> str:
        def escape(match: re.Match[str]) -> str:
            letter = match[0]
            if letter == "\\":
                return "\\\\"
            if self.careful and letter in "*_`[":
                return f"&#{ord(letter)};"
            return _ENTITIES.get(letter) or f"\\{letter}"

        return _LETTERS.sub(escape, text)

    def _element(self, element: HtmlElement) -> str:  # noqa: PLR0911 - one line for each kind of element
        tag = str(element.tag)
        if tag in _WHOLE:
            return "" if self.for_data else self.html(element)
        inner = self._inside(element)
        if not shows(element):
            return self._empty(element, inner)
        if tag in _MARKS and not self.careful:
            return _around(_MARKS[tag], inner)
        if tag in _MARKS or tag in _KEPT:
            name = {"strike": "s", "big": "span"}.get(tag, tag)
            return f"<{name}>{inner}</{name}>"
        if is_block(element):
            return f"<br>{inner}<br>" if self.for_data else inner
        if self.for_data and tag == "span" and "badge" in (element.get("class") or "").split():
            return _around("**", inner)
        if tag in _STYLED and not self.for_data:
            return _with_attributes(element, inner)
        return inner

    def _empty(self, element: HtmlElement, inner: str) -> str:
        name = element.get("id") or (element.get("name") if element.tag == "a" else "")
        if name and not self.for_data:
            return f'<span id="{name}"></span>'
        return inner if inner.strip() or not inner else " "

    def _anchor(self, element: HtmlElement) -> str:
        url, inner = element.get("href"), self._inside(element)
        if not url:
            name = element.get("id") or element.get("name")
            return f'<span id="{name}">{inner}</span>' if name and not self.for_data else inner
        if not inner.strip():
            return ""
        if self.careful or (not self.for_data and _is_styled(element)):
            more = attributes(element, "class", "style", "title", "id")
            return f'<a href="{_quoted(self.html_link(url))}"{more}>{inner}</a>'
        before, after = " " * inner[:1].isspace(), " " * inner[-1:].isspace()
        label = without_breaks(" ".join(inner.split()))
        return f"{before}[{label}]({_target(self.link(url), element.get('title'))}){after}"

    def _image(self, element: HtmlElement) -> str:
        source = element.get("src")
        if not source:
            return ""
        sizes = {name: value for name, value in element.attrib.items() if name not in _IMAGE_ATTRIBUTES}
        plain = all(name in {"width", "height", "class"} and _SIZES.fullmatch(value) for name, value in sizes.items())
        if not self.for_data and (self.careful or not plain):
            return self.html(element)
        alt = re.sub(r"[\[\]\n]", " ", element.get("alt") or "").strip()
        listed = " ".join(f'{name}="{value}"' for name, value in sizes.items())
        more = f"{{ {listed} }}" if listed and not self.for_data else ""
        return f"![{alt}]({_target(self.link(source), element.get('title'))}){more}"

    def _code(self, element: HtmlElement) -> str:
        text = "".join(element.itertext()).replace("\n", " ")
        if not text.strip():
            return text
        if len(element) or "{{" in text:
            return f"<code>{self.text(text)}</code>"
        fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
        space = " " if text.startswith("`") or text.endswith("`") else ""
        return f"{fence}{space}{text}{space}{fence}"

    def html(self, element: HtmlElement) -> str:
        return raw_html(element, self.html_link).replace("\n", " ")


def raw_html(element: HtmlElement, html_link: Url) -> str:
    """An element as HTML with the addresses of the new site and without empty lines, which end it in Markdown."""
    changed: list[tuple[HtmlElement, str, str]] = []
    for one in element.iter():
        for name in ("href", "src", "poster", "data"):
            if isinstance(one.tag, str) and (url := one.get(name)):
                changed.append((one, name, url))
                one.set(name, html_link(url))
    made = html_of(element).replace("{{", "&#123;{").replace("{%", "&#123;%")
    for one, name, url in changed:
        one.set(name, url)
    parts = re.split(r"(?=<pre\b)|(?<=</pre>)", made)
    made = "".join(_code_in_html(part) if part.startswith("<pre") else part for part in parts)
    return re.sub(r"\n(?:[ \t]*\n)+", "\n", made)


def _code_in_html(text: str) -> str:
    text = re.sub(r"^([ \t]*)(`{3}|~{3})", lambda match: match[1] + f"&#{ord(match[2][0])};" * 3, text, flags=re.M)
    return re.sub(r"\n(?=[ \t]*\n)", "\n&#10;", text).replace("&#10;\n", "&#10;")


def _comment(node: HtmlElement) -> str:
    return f"<!--{(node.text or '').replace('{{', '{ {')}-->" if node.tag is not None else ""


def without_breaks(text: str) -> str:
    """A text without the line breaks at its edges."""
    text = text.strip()
    while text.endswith("<br>") or text.startswith("<br>"):
        text = text.removesuffix("<br>").removeprefix("<br>").strip()
    return text


def _around(mark: str, inner: str) -> str:
    if "<br>" in inner:
        return "<br>".join(_around(mark, piece) for piece in inner.split("<br>"))
    bare = inner.strip()
    if not bare:
        return inner
    before, after = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    if bare.startswith(mark) and bare.endswith(mark) and len(bare) > 2 * len(mark):
        return inner
    return f"{before}{mark}{bare}{mark}{after}"


def _is_styled(element: HtmlElement) -> bool:
    return any(element.get(name) for name in ("style", "class", "id")) and not element.get("class", "").startswith(
        "reference"
    )


def _with_attributes(element: HtmlElement, inner: str) -> str:
    written = attributes(element, "class", "style", "id", "color", "title", "dir")
    if element.tag == "font" and element.get("color"):
        written = f' style="color: {_quoted(element.get("color", ""))}"'
    return f"<span{written}>{inner}</span>" if written else inner


def attributes(element: HtmlElement, *names: str) -> str:
    """Attributes of an element as HTML has them, each behind a space."""
    kept = ((name, value) for name, value in element.attrib.items() if name in names and value)
    return "".join(f' {name}="{_quoted(value)}"' for name, value in kept)


def _quoted(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;").replace("{{", "{ {")


def _target(url: str, title: str | None) -> str:
    written = f"<{url}>" if re.search(r"[()]", url) else url.replace(" ", "%20")
    said = " ".join((title or "").replace('"', "'").split())
    return f'{written} "{said}"' if said else written


def plain(nodes: Sequence[str | HtmlElement]) -> str:
    """The words of texts and elements in a row."""
    return " ".join("".join(node if isinstance(node, str) else text_of(node) for node in nodes).split())


_DATA = InlineWriter(for_data=True)
_SEPARATORS = re.compile(r"[\W_]|\band\b|&nbsp;", re.I)


@dataclass
class Row:
    """A line."""

    nodes: list[str | HtmlElement] = field(default_factory=list)
    block: int = 0
    is_point: bool = False
    is_soft: bool = False
    tag: str = ""

    @property
    def words(self) -> str:
        """What it says, as plain text."""
        return plain(self.nodes)

    @property
    def markdown(self) -> str:
        """What it says, as a field of a data file takes it."""
        return _DATA.line(self.nodes)

    @property
    def element(self) -> HtmlElement:
        return part("p", self.nodes)

    def all(self, *tags: str) -> list[HtmlElement]:
        return [one for node in self.nodes if not isinstance(node, str) for one in node.iter(*tags)]

    @property
    def outside(self) -> str:
        return "".join(_outside(node) for node in self.nodes)

    def of(self, nodes: Iterable[str | HtmlElement]) -> Row:
        """The same line with other contents."""
        return dataclasses.replace(self, nodes=list(nodes))

    def cuts(self, pattern: str) -> Iterator[tuple[Row, re.Match[str], Row]]:
        """What is before and behind each match of a pattern in its texts."""
        for index, node in enumerate(self.nodes):
            for match in re.finditer(pattern, node, re.I) if isinstance(node, str) else ():
                before = [*self.nodes[:index], match.string[: match.start()]]
                yield self.of(before), match, Row([match.string[match.end() :], *self.nodes[index + 1 :]], self.block)

    def pieces(
        self,
        split: Callable[[str], list[str]],
        starts: Callable[[HtmlElement, list[str | HtmlElement]], bool] = lambda node, before: False,
        alone: Sequence[str] = (),
    ) -> list[Row]:
        """Its parts: cut in its texts, before elements that start something new, and around elements that are alone."""
        found: list[list[str | HtmlElement]] = [[]]
        for node in self.nodes:
            if isinstance(node, str):
                first, *more = split(node)
                found[-1].append(first)
                found += [[piece] for piece in more]
            elif node.tag in alone:
                found += [[node], []]
            else:
                found += [[]] if starts(node, found[-1]) else []
                found[-1].append(node)
        return [Row([node for node in nodes if node != ""], self.block) for nodes in found]

    def is_links(self) -> bool:
        """Does it consist of links, pictures and what separates them?"""
        if not self.all("a", "img"):
            return False
        return not _SEPARATORS.sub("", self.outside)

    def is_whole(self, *tags: str) -> bool:
        """Is everything that it says in one element of these names?"""
        rest = [node for node in self.nodes if not (isinstance(node, str) and not _SEPARATORS.sub("", node))]
        return len(rest) == 1 and not isinstance(rest[0], str) and _is_within(rest[0], tags)


def _is_within(element: HtmlElement, tags: tuple[str, ...]) -> bool:
    if element.tag in tags:
        return True
    inner = [node for node in contents(element) if not isinstance(node, str) or node.strip()]
    return len(inner) == 1 and not isinstance(inner[0], str) and _is_within(inner[0], tags)


def _outside(node: str | HtmlElement) -> str:
    if isinstance(node, str):
        return node
    if not isinstance(node.tag, str) or node.tag in {"a", "img"} | UNSEEN:
        return ""
    return "".join(_outside(one) for one in contents(node))


class _Splitter:
    def __init__(self, *, soft: bool) -> None:
        self.soft = soft
        self.rows: list[Row] = []
        self.block = 0
        self.open = Row()

    def end(self, *, new_block: bool = False, soft: bool = False) -> None:
        if any(not isinstance(node, str) or node.strip() for node in self.open.nodes):
            self.rows.append(self.open)
            self.open = Row(block=self.block, is_soft=soft, tag=self.open.tag)
        elif new_block or not soft:
            self.open = Row(block=self.block, is_point=self.open.is_point, tag=self.open.tag)
        if new_block:
            self.block += 1
            self.open.block, self.open.is_soft = self.block, False

    def walk(self, element: HtmlElement, around: tuple[HtmlElement, ...] = ()) -> None:
        for node in contents(element):
            if isinstance(node, str):
                self._text(node, around)
            elif not isinstance(node.tag, str) or node.tag in UNSEEN:
                continue
            elif node.tag == "br":
                self.end()
            elif is_block(node):
                self.end(new_block=True)
                self.open.is_point, self.open.tag = node.tag == "li", str(node.tag)
                self.walk(node, around)
                self.end(new_block=True)
                self.open.is_point, self.open.tag = False, ""
            elif any(one.tag == "br" or is_block(one) for one in node.iterdescendants()):
                self.walk(node, (*around, node))
            else:
                self.open.nodes.append(_wrapped([node], around) if around else node)

    def _text(self, text: str, around: tuple[HtmlElement, ...]) -> None:
        for index, line in enumerate(text.split("\n") if self.soft else [text]):
            if index:
                self.end(soft=True)
            if line:
                self.open.nodes.append(_wrapped([line], around) if around and line.strip() else line)


def _wrapped(nodes: list[str | HtmlElement], around: tuple[HtmlElement, ...]) -> HtmlElement:
    made = nodes
    for element in reversed(around):
        copied = part(str(element.tag), made)
        copied.attrib.update({name: value for name, value in element.attrib.items() if name != "id"})
        made = [copied]
    return made[0]


def rows_in(element: HtmlElement, *, soft: bool = False) -> list[Row]:
    """The lines of an element, without those that show nothing."""
    splitter = _Splitter(soft=soft)
    splitter.walk(element)
    splitter.end()
    return [row for row in splitter.rows if shows(row.element)]


def joined(rows: list[Row]) -> list[Row]:
    """The lines as the page shows them: those that only the source breaks are one."""
    made: list[Row] = []
    for row in rows:
        if row.is_soft and made and made[-1].block == row.block:
            made[-1] = dataclasses.replace(made[-1], nodes=[*made[-1].nodes, " ", *row.nodes], tag=row.tag)
        else:
            made.append(row)
    return made


def plain_markdown(text: str, clean: Callable[[HtmlElement], None] | None = None) -> str:
    """Markdown with HTML in it as Markdown alone, as far as Markdown has a sign for it; other tags leave their text."""
    if not text.strip():
        return ""
    try:
        body = parse(MarkdownReader().html(text))
    except (DeepError, RecursionError):
        return ""
    if clean:
        clean(body)
    made: list[str] = []
    block = -1
    for row in joined(rows_in(body)):
        said = f"- {row.markdown}" if row.is_point else row.markdown
        if block >= 0 and row.block != block and not row.is_point:
            made.append("")
        block = row.block
        made.append(said)
    return "\n".join(made).strip("\n")
