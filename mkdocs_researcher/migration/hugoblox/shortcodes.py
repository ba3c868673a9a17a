"""Shortcodes of Hugo and HugoBlox in a text, worked out as Markdown.

Hugo: https://gohugo.io/content-management/shortcodes/; HugoBlox: https://docs.hugoblox.com/reference/markdown/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from markdown_it import MarkdownIt

from mkdocs_researcher.errors import Location
from mkdocs_researcher.migration.new_site import Marks
from mkdocs_researcher.migration.old_site import Line, OldSite

_START = re.compile(r"\{\{([<%])(?:/\*|\s*(/?)\s*([\w./-]+))")
_LAST = {"<": ">", "%": "%"}
_ARGUMENT = re.compile(
    r"\s*(?:(/?[>%]\}\})|(?:([\w-]+)\s*=\s*)?"
    r"(?:\"((?:[^\"\\]|\\.)*)\"|`([^`]*)`|([^\s\"`=<>%{}]+(?:[<>%](?!\}\})[^\s\"`=<>%{}]*)*)))",
    re.S,
)
_LONGEST = 10_000
_MOST_LINES = 100
_UNKNOWN = "the shortcode '{name}' is not known, so only the text in it is there; write what it showed"
_NO_WORDS = "the shortcode '{name}' drew something that has no place in the new site{what}"
_ICONS = "icons within text are left out"

_INLINE = MarkdownIt("commonmark", {"html": True})
Find = Callable[[str], str]


@dataclass
class Tag:
    """A shortcode.

    Attributes:
        listed: its arguments without a name.
        shown: what a remark shows: the shortcode as an example; None for all others.
    """

    name: str
    start: int
    end: int = 0
    closes: bool = False
    alone: bool = False
    named: dict[str, str] = field(default_factory=dict)
    listed: list[str] = field(default_factory=list)
    shown: str | None = None

    def get(self, *names: str, index: int = 0) -> str:
        """The first of these arguments that is there, or else the one at an index among those without a name."""
        found = next((self.named[name] for name in names if self.named.get(name)), "")
        return found or (self.listed[index] if len(self.listed) > index >= 0 else "")


def tags_in(text: str) -> Iterator[Tag]:
    """The shortcodes of a text, in order."""
    at = 0
    while match := _START.search(text, at):
        tag = _tag(text, match)
        if tag:
            yield tag
        at = tag.end if tag else match.start() + 2


def _tag(text: str, start: re.Match[str]) -> Tag | None:
    last, most, at = f"{_LAST[start[1]]}}}}}", start.start() + _LONGEST, start.end()
    if start[3] is None:
        end = text.find(f"*/{last}", at, most)
        return Tag("", start.start(), end + 5, shown=f"{{{{{start[1]}{text[at:end]}{last}") if end >= 0 else None
    tag = Tag(start[3].removesuffix("/"), start.start(), closes=bool(start[2]), alone=start[3].endswith("/"))
    while found := _ARGUMENT.match(text, at, most):
        at = found.end()
        if found[1]:
            tag.end, tag.alone = at, tag.alone or found[1].startswith("/")
            return tag if found[1].endswith(last) else None
        value = next(one for one in found.group(3, 4, 5) if one is not None).replace('\\"', '"').strip()
        if found[2]:
            tag.named[found[2]] = value
        else:
            tag.listed.append(value)
    return None


# What shortcodes show

_ADMONITIONS = {"warning": "warning", "danger": "danger", "tip": "tip", "info": "info", "success": "success"}
_DRAWINGS = frozenset("chart plotly bokeh figma map table notebook".split())
# Hugo puts shortcodes in when Markdown is read, so the lines below one are no HTML.
_FRAME = '<span><iframe src="{}" width="640" height="360" title="Video" loading="lazy" allowfullscreen></iframe></span>'
_HOLDING = "fragment speaker_note slide-content steps cards columns column section center raw markmap accordion md math"
_SILENT = "toc table_of_contents list_tags list_categories list_children slide clear"


_HOSTS = {
    "huggingface model": "https://huggingface.co/{}",
    "huggingface dataset": "https://huggingface.co/datasets/{}",
    "huggingface space": "https://huggingface.co/spaces/{}",
}


def _callout(tag: Tag) -> tuple[str, str]:
    title = tag.get("title", index=-1)
    words = f'<p class="admonition-title">{title}</p>' if title else ""
    return f'<div class="admonition {_ADMONITIONS.get(tag.get("type"), "note")}" markdown="1">{words}', "</div>"


def _details(tag: Tag) -> tuple[str, str]:
    return f'<details markdown="1"><summary markdown="1">{tag.get("text", "title", "summary")}</summary>', "</details>"


def _link(address: str) -> Callable[[Tag], str]:
    def made(tag: Tag) -> str:
        first, second = (quote(tag.get(*names, index=index)) for index, names in enumerate((("user", "repo"), ("id",))))
        if first.isdigit() and not second:
            first, second = "i", first
        url = address.format(first, second).rstrip("/")
        return f"[{url.partition('//')[2]}]({url})"

    return made


def _frame(address: str) -> Callable[[Tag], str]:
    return lambda tag: _FRAME.format(address.format(quote(tag.get("id", "vid"), safe="")))


def _media(tag: Tag) -> str:
    return f'<{tag.name} src="{tag.get("src", "path", "url")}" controls></{tag.name}>'


def _drawn(tag: Tag, first: str = "") -> str:
    """A picture, a link and words, as far as the arguments name them; an argument without a name has the first name."""
    index = {first: 0}
    source = tag.get("src", "source", "image", "filename", index=index.get("src", -1)).replace(" ", "%20")
    url = tag.get("url", "link", "href", "resource", "cta_link", index=index.get("url", -1))
    if "resource" in tag.named and "://" not in url:
        url = _HOSTS.get(
            f"{tag.get('platform', index=-1)} {tag.get('type', index=-1)}", "https://github.com/{}"
        ).format(url)
    title = tag.get("title", "cta_text", *(("text", "name") if url else ()), index=-1)
    alt = tag.get("alt", index=-1).replace("[", "(").replace("]", ")")
    picture = f"![{alt}]({source})" if source else ""
    if url and picture:
        picture = f"[{picture}]({url})"
    title = f"[{title or url}]({url})" if url and not picture else f"**{title}**" if title else ""
    credit, place = tag.get("attr", index=-1), tag.get("attrlink", index=-1)
    other, there = tag.get("cta_alt_text", index=-1), tag.get("cta_alt_link", index=-1)
    said = [tag.get(name, index=-1) for name in ("subtitle", "description", "caption")]
    linked = [f"[{words}]({to})" if to else words for words, to in ((credit, place), (other, there))]
    words = " ".join(filter(None, (title, *said, *linked)))
    return f"{picture}<br>{words}" if words and picture else picture or words


_PAIRS: dict[str, Callable[[Tag], tuple[str, str]]] = {
    **dict.fromkeys(("callout", "alert", "admonition", "notice"), _callout),
    **dict.fromkeys(("spoiler", "details", "toggle", "accordion-item"), _details),
    "staticref": lambda tag: ("[", f"](/{tag.get('path').lstrip('/')})"),
    **dict.fromkeys(("button", "cta-button"), lambda tag: ("[", f"]({tag.get('url', 'href', 'link')})")),
    **dict.fromkeys(("hl", "mark"), lambda _: ("<mark>", "</mark>")),
    **dict.fromkeys(("mermaid", "diagram"), lambda _: ("```mermaid", "```")),
    **dict.fromkeys(("highlight", "code"), lambda tag: (f"```{tag.get('lang')}", "```")),
    **dict.fromkeys(_HOLDING.split(), lambda _: ("", "")),
}
"""Text before and behind the content of shortcodes."""

_ALONE: dict[str, Callable[[Tag], str]] = {
    "youtube": _frame("https://www.youtube-nocookie.com/embed/{}"),
    "vimeo": _frame("https://player.vimeo.com/video/{}?dnt=1"),
    "bilibili": _frame("https://player.bilibili.com/player.html?bvid={}"),
    "gist": _link("https://gist.github.com/{}/{}"),
    **dict.fromkeys(("tweet", "twitter", "x"), _link("https://x.com/{}/status/{}")),
    "instagram": _link("https://www.instagram.com/p/{}"),
    "github": _link("https://github.com/{}"),
    **dict.fromkeys(("video", "audio"), _media),
    **dict.fromkeys(("figure", "image", "img"), lambda tag: _drawn(tag, "src")),
    "embed": lambda tag: _drawn(tag, "url"),
    **dict.fromkeys(("cta", "card", "button", "cta-button"), _drawn),
    "hr": lambda _: "<hr>",
    **dict.fromkeys(_SILENT.split(), lambda _: ""),
}
"""What shortcodes without content show."""


@dataclass
class Shortcodes:
    r"""Works shortcodes out.

    Attributes:
        people: names of people by the names of their folders.
        albums: gives the pictures of an album, by their paths on the old site.
        address: gives the address of a page that is named as `ref` names it; empty if there is none.
        cited: returns a call that cites a page; empty if it is not a paper.
        table: gives a Markdown table of a file beside the page; empty if there is none.
        has_round_math: whether `\\(x\\)` is math, and not a pair of brackets.
    """

    site: OldSite
    people: dict[str, str] = field(default_factory=dict)
    marks: Marks = field(default_factory=Marks)
    albums: Callable[[str], list[str]] = lambda _: []
    address: Find = lambda _: ""
    cited: Find = lambda _: ""
    table: Find = lambda _: ""
    has_round_math: bool = False

    def lines(self, lines: Sequence[Line]) -> list[Line]:
        if not self.has_round_math:
            lines = [line._replace(text=_without_escapes(line.text)) for line in lines]
        if not any("{{" in line.text for line in lines):
            return list(lines)
        self.open: list[tuple[str, str]] = []
        text = "\n".join(line.text for line in lines)
        made: list[str] = []
        at = row = 0
        for tag in tags_in(text):
            row += text.count("\n", at, tag.start)
            gap = text.count("\n", tag.start, tag.end)
            shown = tag.shown
            if shown is None:
                replaced = self._replaced(tag, lines[row].place)
                if (
                    tag.name == "icon"
                    and text[tag.start - 1 : tag.start] in {">", "["}
                    and text[tag.end : tag.end + 1] in {"<", "]"}
                ):
                    replaced = tag.get("name").replace("-", " ").capitalize()  # all that there is of a link
                is_html = lines[row].file.endswith(".html") or _is_in_html(lines, row)
                shown = (_INLINE.renderInline(replaced) if is_html else replaced) + "\n" * gap
            made += [text[at : tag.start], shown]
            at, row = tag.end, row + gap
        found = "".join([*made, text[at:]]).split("\n")
        return [line._replace(text=new) for line, new in zip(lines, found, strict=True)]

    def text(self, value: str, place: Location) -> str:
        if "{{" not in value and "\\" not in value:
            return value
        lines = [Line(text, place.file, place.line or 1) for text in value.split("\n")]
        return self.marks.put("\n".join(line.text for line in self.lines(lines)))

    def _replaced(self, tag: Tag, place: Location) -> str:
        if tag.closes:
            index = next((i for i in range(len(self.open) - 1, -1, -1) if self.open[i][0] == tag.name), -1)
            return self.open.pop(index)[1] if index >= 0 else ""
        has_text = tag.name in _PAIRS and not (tag.name in {"button", "cta-button"} and tag.named.get("text"))
        if has_text:
            before, behind = _PAIRS[tag.name](tag)
            if not tag.alone:
                self.open.append((tag.name, behind))
            return before
        own = self._of_site(tag, place)
        made = _ALONE.get(tag.name, lambda tag: self._unknown(tag, place)) if own is None else None
        return made(tag) if made else own or ""

    def _of_site(self, tag: Tag, place: Location) -> str | None:
        """What a shortcode shows that draws on the rest of the site; None for all others."""
        kinds: dict[str, Callable[[], str | None]] = {
            **dict.fromkeys(("ref", "relref"), lambda: self.address(tag.get("path"))
                            or f"/{tag.get('path').strip('/')}/"),
            "table": lambda: self._call(self.table(tag.get("path"))),
            "gallery": lambda: " ".join(f"![]({picture})" for picture in self.albums(tag.get("album"))),
            "mention": lambda: self.people.get(tag.get("user"), tag.get("user")),
            "cite": lambda: self._call(self.cited(tag.get("page"))) or f"[{tag.get('page')}]({tag.get('page')})",
            "icon": lambda: self.site.note(place, _ICONS, "info") or "",  # type: ignore[func-returns-value]
        }  # fmt: skip
        return kinds[tag.name]() if tag.name in kinds else None

    def _call(self, call: str) -> str | None:
        return self.marks.inline(call) if call else None

    def _unknown(self, tag: Tag, place: Location) -> str:
        is_drawing = tag.name in _DRAWINGS
        file = tag.get("data", "path", "src") if is_drawing else ""
        what = f": {file}; link to the file, or put a picture in its place" if file else ""
        message = (_NO_WORDS if is_drawing else _UNKNOWN).format(name=tag.name, what=what)
        self.site.note(place, message, "warning" if tag.named or tag.listed or is_drawing else "info")
        return "" if is_drawing else _drawn(tag)


def _is_in_html(lines: Sequence[Line], row: int) -> bool:
    """Is a line in a block of HTML, in which no Markdown is read?"""
    start = row
    while start > max(0, row - _MOST_LINES) and lines[start - 1].text.strip():
        start -= 1
    return lines[start].text.lstrip().startswith("<") and start < row


def _without_escapes(text: str) -> str:
    """A text of Goldmark without backslashes at round brackets; only two of them start math there."""
    return re.sub(r"(\\?)\\([()])", lambda match: f"\\{match[2]}" if match[1] else match[2], text)
