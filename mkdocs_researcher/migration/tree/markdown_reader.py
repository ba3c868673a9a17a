"""Markdown of old sites as HTML: kramdown's for Jekyll, Goldmark's for Hugo.

markdown-it-py reads it, because its tokens know their source lines and its lists nest as in kramdown and Goldmark;
kramdown's habits are rules of their own here. The HTML around Markdown is found by Python's HTML parser.
kramdown: https://kramdown.gettalong.org/syntax.html
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from types import MappingProxyType
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin

from mkdocs_researcher.fields.spans import VOID
from mkdocs_researcher.migration.tree.spans import code_in, formula_at

LINES = "data-l"
"""The attribute with the first line of an element and the line behind its last, from the start of the page: `3-5`."""

MARKED = "data-md"
"""The attribute of an element whose content was Markdown."""

NOTE = "\ue02d"
"""In place of `^` at the start of a footnote, which stays as it is written; it is not the label of a link."""

_BLOCKS = frozenset(
    "address article aside blockquote body center col colgroup dd details dialog div dl dt embed fieldset figcaption "
    "figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li link main menu "
    "meta nav noframes noscript object ol optgroup option p param picture pre script section select source style "
    "summary svg table tbody td template tfoot th thead title tr ul video".split()
)
_SPANS = frozenset("p h1 h2 h3 h4 h5 h6 summary a span b i em strong dt th".split())
_HOLD_MARKDOWN = frozenset(
    "address article aside blockquote body dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 "
    "h6 header li main menu nav noscript object p section summary td th".split()
)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_COMMENT = re.compile(r"^ {0,3}\[(?://|comment)\]:[ \t]*(?:#|<>)[ \t]*[(\"'](.*)[)\"'][ \t]*$", re.M | re.I)
_LINK_WITH_SPACES = re.compile(r"\]\((?:https?://|/|\.)[^()<>\"'\n]*[^()<>\"'\n ]\)")
_LIST_LINE = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")
_NOTE_TEXT = re.compile(r"^( {0,3}\[\^[^\]\n]+\]):", re.M)
_ATTRIBUTES_LINE = re.compile(r"\{:{1,2}/?([^{}\n]*)\}")
_GOLDMARK_LINE = re.compile(r"\{(?=[^{}%<]*(?:=|[.#][\w-]))([^{}:%<][^{}\n]*)\}")
_PART = re.compile(r"#([\w:.-]+)|\.([\w-]+)|(?<![\w-])([\w-]+)=(?:\"([^\"]*)\"|'([^']*)'|(\S+))")


class Tag(NamedTuple):
    """A tag or a comment of HTML in a text."""

    start: int
    end: int
    name: str
    closes: bool = False
    attributes: Mapping[str, str | None] = MappingProxyType({})

    @property
    def marked(self) -> bool:
        return self.attributes.get("markdown", "0") not in {"0", "false"}


class Tags(HTMLParser):
    """The tags and comments of a text with their positions, and for each opening tag the place of its end."""

    def __init__(self, text: str, *, in_elements: bool = False) -> None:
        super().__init__(convert_charrefs=False)
        self.text, self.in_elements = text, in_elements
        self.without: list[str] = []  # the open elements of the name of one that holds no Markdown, nor what is in it
        self.found: list[Tag] = []
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.feed(text)
        self.at = {tag.start: index for index, tag in enumerate(self.found)}
        self.ends = self._pairs()

    def _position(self) -> int:
        line, column = self.getpos()
        return self.starts[line - 1] + column

    def _until(self, start: int, sign: str) -> int:
        end = self.text.find(sign, start)
        return len(self.text) if end < 0 else end + len(sign)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start, text = self._position(), self.get_starttag_text() or ""
        held = {"markdown": "1"} if self.in_elements and not self.without and tag in _HOLD_MARKDOWN else {}
        self.found.append(Tag(start, start + len(text), tag, False, {**held, **dict(attrs)}))
        if tag in self.without or (dict(attrs).get("markdown") == "0" and not self.without):
            self.without.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        start = self._position()
        self.found.append(Tag(start, self._until(start, ">"), tag, True))
        if tag in self.without:
            self.without.pop()

    def handle_comment(self, data: str) -> None:
        start = self._position()
        self.found.append(Tag(start, self._until(start, "-->"), "!--"))

    def _pairs(self) -> dict[int, int]:
        """For each opening tag the index of its closing tag; void ones close themselves, and some never close."""
        pairs: dict[int, int] = {}
        open_tags: list[int] = []
        for index, tag in enumerate(self.found):
            if tag.name in VOID or tag.name == "!--":
                pairs[index] = index
            elif not tag.closes:
                open_tags.append(index)
            elif any(self.found[one].name == tag.name for one in open_tags[-200:]):
                while open_tags:
                    last = open_tags.pop()
                    if self.found[last].name == tag.name:
                        pairs[last] = index
                        break
        return pairs

    def line(self, position: int) -> int:
        return bisect_right(self.starts, position) - 1


_SECTION = re.compile(r"^#{1,3}\s", re.M)


def without_spaces_in_links(text: str) -> str:
    """Markdown with the spaces in its addresses escaped, which kramdown takes as they are, and CommonMark does not."""
    return _LINK_WITH_SPACES.sub(lambda match: match[0].replace(" ", "%20"), text)


def without_notes(text: str) -> str:
    """Markdown whose footnotes are words, and not links whose addresses the notes are."""
    return _NOTE_TEXT.sub(rf"\1{NOTE}:", text).replace("[^", f"[{NOTE}")


def with_notes(html: str) -> str:
    """HTML whose footnotes are footnotes again."""
    return html.replace(f"[{NOTE}", "[^").replace(NOTE, "")


class MarkdownReader:
    """Reads pages.

    Args:
        kramdown: whether elements of HTML hold no Markdown unless they say so, as in kramdown; else as in CommonMark.
        in_elements: whether they do even so, unless they say that they do not: kramdown's `parse_block_html`.
    """

    def __init__(self, *, kramdown: bool = True, in_elements: bool = False) -> None:
        self.kramdown, self.in_elements = kramdown, in_elements
        self.markdown = MarkdownIt("commonmark", {"html": True, "maxNesting": 60})
        self.markdown.enable(["table", "strikethrough"])
        self.markdown.use(deflist_plugin)
        self.markdown.block.ruler.before("code", "display", _display, {"alt": ["paragraph", "reference", "blockquote"]})
        self.markdown.inline.ruler.before("escape", "math", _math)
        self.markdown.core.ruler.push("source_lines", _note_lines)
        if kramdown:
            self.markdown.disable("html_block")
            self.markdown.inline.ruler.before("escape", "kramdown_break", _double_backslash)
            self.markdown.inline.ruler.before("html_inline", "kramdown_raised", _raised)
            self.markdown.inline.ruler.before("text", "kramdown_attributes", _span_attributes)
        self.env: dict[str, Any] = {}

    def html(self, text: str) -> str:
        """The HTML of a page; its elements say in `data-l` which lines they are from."""
        self.env = {}
        return with_notes(self._html(without_notes(text)))

    def _html(self, text: str) -> str:
        if not self.kramdown and "markdown=" not in text:
            return self._chunk(text, 0)
        text = without_spaces_in_links(text)
        text = _COMMENT.sub(lambda match: f"<!-- {match[1].replace('--', '- -')} -->", text)
        tags = Tags(without_tags_in_code(text) if "<" in text else text, in_elements=self.in_elements)
        if re.search(r"^ {0,3}\[[^\]\n]+\]:", text, re.M):
            self.markdown.parse(text, self.env)  # definitions of links hold for the whole page
        return "".join(self._region(text, tags, 0, len(text)))

    def inline(self, text: str) -> str:
        return str(self.markdown.renderInline(text, self.env))

    def _chunk(self, text: str, first: int) -> str:
        if not text.strip():
            return ""
        self.env["first"] = first
        lines = text.split("\n")
        if "{" in text:
            self.env["attributes"] = dict(_taken(lines, _ATTRIBUTES_LINE if self.kramdown else _GOLDMARK_LINE))
        made = self.markdown.render("\n".join(lines), self.env)
        self.env.pop("attributes", None)
        return str(made)

    def _region(self, text: str, tags: Tags, start: int, end: int) -> Iterator[str]:
        """The HTML of a part of a page that is Markdown with elements between it."""
        position = chunk = start
        fence = ""
        in_list = False
        while position < end:
            stop = text.find("\n", position, end)
            stop = end if stop < 0 else stop
            line = text[position:stop]
            if match := _FENCE.match(line):
                fence = "" if fence and match[1].startswith(fence) else fence or match[1]
            first = position + len(line) - len(line.lstrip())
            index = tags.at.get(first, -1) if not fence else -1
            nested = in_list and first > position
            if index >= 0 and not nested and self._is_block(tags.found[index]):
                yield self._chunk(text[chunk:position], tags.line(chunk))
                after, made = self._element(text, tags, index, end)
                yield made
                rest = text.find("\n", after, end)
                rest = end if rest < 0 else rest
                position = chunk = after if text[after:rest].strip() else rest + 1
                in_list = False
                continue
            in_list = bool(_LIST_LINE.match(line)) or (in_list and (not line.strip() or line[:1] in " \t"))
            position = stop + 1
        yield self._chunk(text[chunk:end], tags.line(chunk))

    def _is_block(self, tag: Tag) -> bool:
        """Is this a tag that starts a block, which CommonMark leaves to itself unless it holds Markdown?"""
        return (tag.name in _BLOCKS or tag.name == "!--") and (self.kramdown or tag.marked or tag.name == "summary")

    def _element(self, text: str, tags: Tags, index: int, end: int) -> tuple[int, str]:
        tag = tags.found[index]
        closing = tags.ends.get(index)
        if closing is None or tags.found[closing].end > end:
            return self._unclosed(text, tags, index, end)
        last = tags.found[closing]
        if closing == index:
            return tag.end, text[tag.start : tag.end]
        parts = [_opened(text, tags, tag)]
        marked = tag.marked or (tag.name == "details" and _like_markdown(text[tag.end : last.start]))
        if tag.marked and tag.name in _SPANS:
            parts.append(self.inline(text[tag.end : last.start].strip()))
        elif marked:
            parts += self._region(text, tags, tag.end, last.start)
        else:
            parts += self._raw(text, tags, index, closing, last.start)
        return last.end, "".join([*parts, f"</{tag.name}>"])

    def _unclosed(self, text: str, tags: Tags, index: int, end: int) -> tuple[int, str]:
        """An element that never ends: it ends with its paragraph or its section, or else it would hold all the rest."""
        tag = tags.found[index]
        stop = text.find("\n\n", tag.end, end)
        stop = end if stop < 0 else stop
        inner = text[tag.end : stop]
        if tags.found and any(
            tag.end <= one.start < stop for one in tags.found if one.name not in VOID and one.name in _BLOCKS
        ):
            again = text.find("\n" + text[tag.start : tag.end], tag.end, end) + 1 or -1
            found = _SECTION.search(text, tag.end, end)
            stop = min([at for at in (again, found.start() if found else -1) if at >= 0], default=-1)
            if stop < 0 or tag.name not in {"div", "section", "article"}:
                return tag.end, _opened(text, tags, tag) + f"</{tag.name}>"
            closing = next(
                (one for one in range(index, len(tags.found)) if tags.found[one].start >= stop), len(tags.found)
            )
            parts = (
                self._region(text, tags, tag.end, stop) if tag.marked else self._raw(text, tags, index, closing, stop)
            )
            return stop, "".join([_opened(text, tags, tag), *parts, f"</{tag.name}>\n"])
        return stop, f"{_opened(text, tags, tag)}{inner.rstrip()}\n</{tag.name}>"

    def _raw(self, text: str, tags: Tags, index: int, closing: int, last: int) -> Iterator[str]:
        position, inner = tags.found[index].end, index + 1
        while inner < closing:
            tag = tags.found[inner]
            if tag.closes or tag.name == "!--":
                inner += 1
                continue
            yield text[position : tag.start]
            if tag.marked and tags.ends.get(inner, closing) < closing:
                position, made = self._element(text, tags, inner, last)
                inner = tags.ends[inner] + 1
            else:
                position, made = tag.end, _opened(text, tags, tag)
                inner += 1
            yield made
        yield text[position:last]


def without_tags_in_code(text: str) -> str:
    """A text of the same length whose code and formulas hold no signs of HTML."""
    parts, position = [], 0
    for start, end, _ in code_in(text):
        parts += [text[position:start], re.sub(r"[<>$]", " ", text[start:end])]
        position = end
    formulas = "".join([*parts, text[position:]]).split("$$")
    formulas[1:-1:2] = [re.sub(r"[<>]", " ", one) for one in formulas[1:-1:2]]
    return "$$".join(formulas)


def _like_markdown(text: str) -> bool:
    """Is the text of a fold Markdown, even where kramdown did not convert it?"""
    return bool(re.search(r"^[ \t]*[-*+][ \t]+\S|\]\([^()\s]+\)|\*\*[^\s*]", text, re.M)) and not re.search(
        r"<(?:li|p)\b", text
    )


def _opened(text: str, tags: Tags, tag: Tag) -> str:
    head = tag.start + 1 + len(tag.name)
    marked = f' {MARKED}="1"' if tag.marked else ""
    first = tags.line(tag.start)
    closing = tags.ends.get(tags.at[tag.start])
    last = tags.line(tags.found[closing].end - 1) if closing is not None else first
    return f'{text[tag.start : head]} {LINES}="{first}-{last + 1}"{marked}{text[head : tag.end]}'


def _note_lines(state: StateCore) -> None:
    first = int(state.env.get("first", 0))
    for token in state.tokens:
        if token.map and token.nesting >= 0 and token.type != "inline":
            token.attrSet(LINES, f"{token.map[0] + first}-{token.map[1] + first}")
    for line, written in state.env.get("attributes", {}).items():
        _set_attributes(state, line, written)


def _taken(lines: list[str], pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Takes lines out that hold nothing but attributes, https://kramdown.gettalong.org/syntax.html#block-ials."""
    fence = ""
    for index, line in enumerate(lines):
        if opened := _FENCE.match(line):
            fence = "" if fence and opened[1].startswith(fence) else fence or opened[1]
        if not fence and (match := pattern.fullmatch(line.strip())):
            lines[index] = ""
            above = index > 0 and bool(lines[index - 1].strip())
            yield (index - 1 if above else index), match[1]


def _set_attributes(state: StateCore, line: int, written: str) -> None:
    blocks = [token for token in state.tokens if token.map and token.level == 0 and token.nesting >= 0]
    found = next((token for token in blocks if token.map and token.map[0] <= line < token.map[1]), None)
    found = found or next((token for token in blocks if token.map and token.map[0] > line), None)
    if found is None:
        return
    if re.search(r"(?:^|\s)toc\b", written):
        start = state.tokens.index(found)
        level = next(i for i in range(start, len(state.tokens)) if state.tokens[i].level == 0 and i > start)
        del state.tokens[start : level + 1]
        return
    _apply(found, written)


def _apply(token: Token, written: str) -> None:
    for name, style, key, *values in _PART.findall(written):
        if name:
            token.attrSet("id", name)
        elif style:
            token.attrJoin("class", style)
        elif not key.startswith("on"):
            token.attrSet(key, next((value for value in values if value), ""))


def _span_attributes(state: StateInline, silent: bool) -> bool:
    """`{: .name}` behind an image, a link or emphasis."""
    if not state.src.startswith("{:", state.pos):
        return False
    end = state.src.find("}", state.pos, state.pos + 300)
    if end < 0:
        return False
    if not silent:
        last = next((token for token in reversed(state.tokens) if token.type != "text" or token.content), None)
        if last is not None and last.type != "text":
            target, depth = last, 0
            for token in reversed(state.tokens):
                depth += token.nesting
                if depth >= 0 and token.nesting >= 0 and token.tag == last.tag:
                    target = token
                    break
            _apply(target, state.src[state.pos + 2 : end])
    state.pos = end + 1
    return True


def _double_backslash(state: StateInline, silent: bool) -> bool:
    """A line that ends with two backslashes breaks; with a single one it does not."""
    if not state.src.startswith("\\", state.pos):
        return False
    end = state.pos + (2 if state.src.startswith("\\\\", state.pos) else 1)
    rest = re.compile(r"[ \t]*(?:\n|\Z)").match(state.src, end)
    if not rest:
        return False
    if end - state.pos == 1:
        if not rest[0].endswith("\n"):
            return False
        if not silent:
            state.pending += "\\"
        state.pos = end
        return True
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos = rest.end()
    return True


_RAISED = re.compile(r"<(su[pb])\b([^<>]*)>(.{0,200}?)</\1\s*>", re.I | re.S)


def _raised(state: StateInline, silent: bool) -> bool:
    """Emphasis does not run out of an element, so `<sup>*</sup>, <sup>*</sup>` has none."""
    match = _RAISED.match(state.src, state.pos) if state.src[state.pos] == "<" else None
    if not match:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = f"<{match[1]}{match[2]}>"
        inner = state.md.parseInline(match[3], state.env)
        state.push("html_inline", "", 0).content = str(
            state.md.renderer.renderInline(  # type: ignore[attr-defined]
                inner[0].children or [], state.md.options, state.env
            )
            if inner
            else ""
        )
        state.push("html_inline", "", 0).content = f"</{match[1]}>"
    state.pos = match.end()
    return True


def _display(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """A formula on lines of its own is a paragraph, whatever its lines look like."""
    start = state.bMarks[first] + state.tShift[first]
    end = formula_at(state.src, start) if state.src.startswith("$$", start) else 0
    after = state.src[end:].partition("\n")[0] if end else "more"
    count = state.src.count("\n", start, end) + 1
    if after.strip() or first + count > last or (silent and count == 1):
        return False
    if not silent:
        state.push("paragraph_open", "p", 1).map = [first, first + count]
        token = state.push("inline", "", 0)
        token.content, token.map, token.children = (
            re.sub(r"\n\s*\n", "\n", state.src[start:end]),
            [first, first + count],
            [],
        )
        state.push("paragraph_close", "p", -1)
        state.line = first + count
    return True


def _math(state: StateInline, silent: bool) -> bool:
    """Formulas stay as they are; what is in single dollars is one only with a sign of TeX."""
    start = state.pos
    if not state.src.startswith(("$", "\\\\["), start) or not (end := formula_at(state.src, start)):
        return False
    formula = state.src[start:end]
    if formula[:2] != "$$" and not re.search(r"[\\^_]", formula):
        return False
    if not silent:
        token = state.push("text", "", 0)
        token.content = formula.replace("\\\\[", "\\[").replace("\\\\]", "\\]") if formula[0] == "\\" else formula
    state.pos = end
    return True
