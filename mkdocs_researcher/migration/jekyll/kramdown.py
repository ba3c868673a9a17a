"""Markdown as kramdown reads it, written so that Python-Markdown reads it alike.

kramdown: https://kramdown.gettalong.org/syntax.html; ids of headings: its option `gfm_quirks` of kramdown-parser-gfm.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Sequence

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.profile_services import service_link
from mkdocs_researcher.migration.jekyll.attribute_lists import put_right
from mkdocs_researcher.migration.jekyll.elements import MARKED, closed, folded, marked_outside
from mkdocs_researcher.migration.old_site import Line
from mkdocs_researcher.migration.text.addresses import Addresses
from mkdocs_researcher.migration.text.figures import CITATIONS, COUNT_LINK, TOTAL, logo_of, scholar_of, with_stars
from mkdocs_researcher.migration.text.heights import sized
from mkdocs_researcher.migration.text.inline import IMAGE, LINK
from mkdocs_researcher.migration.text.pieces import HEADING, LIST_ITEM
from mkdocs_researcher.migration.text.trackers import SCRIPTS, is_tracker

_TAG = re.compile(r"<[^<>]*>")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_ICON = re.compile(r"<i\b[^<>]*class=[^<>]*>\s*</i>\s*", re.I)
_TOC = re.compile(r"^[ \t]*(?:[-*+]|1\.)[ \t]+\S.*\n\{:\s*toc[^}]*\}[ \t]*$", re.M | re.I)
_SOURCE = re.compile(
    r"(<(?:a|img|video|source|iframe|embed)\b[^<>]*?\b(?:href|src|poster)\s*=\s*)([\"'])([^\"']*)\2", re.I
)
_TRACKER = re.compile(r"<a\b[^<>]*>\s*<img\b[^<>]*>\s*</a>|<img\b[^<>]*>|!\[[^\[\]]*\]\([^()\s]*\)", re.I)
_NAMES = (
    "a abbr address article aside audio b bdi bdo big blockquote br button caption center cite code col colgroup dd "
    "del details dfn div dl dt em embed figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hr i iframe img "
    "input ins kbd label li link main map mark meta nav object ol p param path picture pre q rp rt ruby s samp section "
    "select small source span strike strong sub summary sup svg table tbody td tfoot th thead time tr track tt u ul "
    "var video wbr"
)
_UNKNOWN = re.compile(rf"</?(?!(?:{'|'.join(_NAMES.split())})\b)[a-z][\w-]*(?:\s[^<>@]*)?/?>", re.I)
# The number of all citations, in words and as a picture beside them.
_SAID_AGAIN = re.compile(r"(\{\{ citations\(\) \}\}[^\n{}]{0,40}?)[ \t]*\{\{ citations\(\) \}\}")
# Marks after names, which need no script that sets math.
_MATH_MARK = re.compile(r"\$\s*\^\s*\{?\s*(\\(?:dd?ag(?:ger)?|ddagger|ast|star|S|P)|[*†‡#]|\d(?:,\d)*)\s*\}?\s*\$")
_LONE_STAR = re.compile(r"(?<=\()\*(?= )")
_TWICE = re.compile(r"^([ \t]*[-*+][ \t]+)[-*+][ \t]+(?=[^\s*+-])", re.M)
_MARKS = {
    "\\dag": "†",
    "\\dagger": "†",
    "\\ddag": "‡",
    "\\ddagger": "‡",
    "\\ast": "∗",
    "\\star": "⋆",
    "\\S": "§",
    "\\P": "¶",
    "*": "∗",
}
_SHOWS = re.compile(r"\S")
_SHOWING = re.compile(r"<(?:img|video|iframe|hr|picture|svg|embed|object|audio)\b|\bid\s*=", re.I)


def heading_id(text: str, used: set[str]) -> str:
    """The id that kramdown gives to a heading: `🔥 News` has `-news`, because the space after the emoji counts."""
    words = _TAG.sub("", LINK.sub(r"\1", IMAGE.sub("", text)))
    kept = "".join(letter for letter in re.sub(r"[*`]", "", words).strip().lower() if _is_of_word(letter))
    name = kept.replace(" ", "-") or "section"
    unique, count = name, 0
    while unique in used:
        count += 1
        unique = f"{name}-{count}"
    used.add(unique)
    return unique


def _is_of_word(letter: str) -> bool:
    return letter.isalnum() or letter in "-_ " or unicodedata.category(letter).startswith("M")


class Writer:
    """Writes the parts of a page that stay Markdown.

    Args:
        addresses: for links and pictures; knows the page.
        step: how many levels headings go down.
    """

    def __init__(self, addresses: Addresses, step: int = 0) -> None:
        self.addresses, self.step = addresses, step
        # MkDocs reads Markdown from where the file is, and browsers read HTML from where the page is.
        self.above = "../" * addresses.page.count("/")
        self.below = "" if addresses.page == "index.md" else f"../{self.above}"
        self.ids: set[str] = set()
        self.knows_attributes = True

    def heading(self, line: Line) -> str:
        """A heading with the id that it had."""
        match = HEADING.match(line.text)
        if not match:
            return line.text
        words, options = match[2], match[3] or ""
        own = re.search(r"#([\w:.-]+)", options)
        name = own[1] if own else heading_id(words, self.ids)
        self.ids.add(name)
        words = self._inline(_ICON.sub("", words), line.place)
        level = min(6, len(match[1]) + self.step)
        return f"{'#' * level} {words.strip()} {{ #{name} }}"

    def text(self, lines: Sequence[Line]) -> str:
        """Paragraphs and lists."""
        text = "\n".join(line.text for line in lines)
        text = _TWICE.sub(r"\1", put_right(_TOC.sub("", text), known=self.knows_attributes))
        place = lines[0].place
        made: list[str] = []
        for part in text.split("\n"):
            is_item = LIST_ITEM.match(part.lstrip())
            if is_item and made and made[-1].strip() and not self._in_list(made):
                made.append("")
            made.append(part)
        return self._outside_code(_reindented("\n".join(made)), lambda part: self._inline(part, place))

    @staticmethod
    def _in_list(made: Sequence[str]) -> bool:
        for line in reversed(made):
            if not line.strip():
                return False
            if LIST_ITEM.match(line.lstrip()):
                return True
        return False

    def element(self, lines: Sequence[Line]) -> str:
        """Raw HTML, without scripts and what kramdown alone knows."""
        text, place = folded(closed("\n".join(line.text for line in lines))), lines[0].place
        text = SCRIPTS.sub(lambda match: self._drop_script(match[0], place), text)
        text = self._untracked(text, place)
        if MARKED.search(text):
            text = marked_outside(re.sub(r"^[ \t]+(?=<)", "", text, flags=re.M))
            text = re.sub(r"(<(?:span|a|b|i|em|strong)\b[^<>]*?)" + MARKED.pattern, r"\1", text)
            text = self._blocks(text, place)
        text = self._figures(sized(_UNKNOWN.sub("", text)), place)
        text = _SOURCE.sub(lambda match: self._turned(match, place), text)
        return text if _SHOWS.search(_TAG.sub("", text)) or _SHOWING.search(text) else ""

    def _blocks(self, text: str, place: Location) -> str:
        lines = [Line(line, place.file, place.line or 1) for line in text.split("\n")]
        return self.text(lines) if lines else text

    def _inline(self, text: str, place: Location) -> str:
        text = re.sub(r"\\\\[ \t]*(?=\n|$)", "<br>", text)
        text = _LONE_STAR.sub(r"\\*", text).replace("\\(", "(").replace("\\)", ")")
        text = _MATH_MARK.sub(lambda match: f"<sup>{_MARKS.get(match[1], match[1])}</sup>", text)
        text = "\n".join(
            line if line.lstrip().startswith("|") else line.replace("\\|", "|") for line in text.split("\n")
        )
        text = self._untracked(self._figures(text, place), place)
        text = SCRIPTS.sub(lambda match: self._drop_script(match[0], place), text)
        text = _SOURCE.sub(lambda match: self._turned(match, place), sized(_UNKNOWN.sub("", text)))
        text = IMAGE.sub(lambda match: self._picture(match, place), text)
        return LINK.sub(lambda match: self._link(match, place), text)

    def _figures(self, text: str, place: Location) -> str:
        """Numbers that scripts wrote on the old page, as calls."""
        text = COUNT_LINK.sub(lambda match: self._count(match, place), text)
        text = TOTAL.sub(lambda _: self._total(), text)
        text = _SAID_AGAIN.sub(r"\1", text)
        text = with_stars(text)
        return CITATIONS.sub(lambda match: self._cited(match, place), text)

    def _total(self) -> str:
        return "{{ citations() }}"

    def _cited(self, match: re.Match[str], place: Location) -> str:
        message = "citations of a paper without a paper box cannot be shown; add the paper to data/papers.yml"
        self.addresses.site.note(place, message, "info")
        return ""

    def _count(self, match: re.Match[str], place: Location) -> str:
        """A linked picture of a number of citations: our own number where it is Google Scholar's, else the link."""
        url = html.unescape(match[1]).strip()
        if user := scholar_of(url):
            self.addresses.repaired[url] = service_link("scholar", user).url
            if number := self._total():
                return number
        message = "a number of citations is drawn by another server, so only its link stays"
        self.addresses.site.note(place, message, "info")
        return f"[{logo_of(match[2]) or 'Citations'}]({url})"

    def _untracked(self, text: str, place: Location) -> str:
        def drop(match: re.Match[str]) -> str:
            if not is_tracker(match[0]):
                return match[0]
            self.addresses.site.note(
                place, f"counts visitors with another server, so it is not copied: {match[0]}", "info"
            )
            return ""

        return _TRACKER.sub(drop, text)

    def _drop_script(self, text: str, place: Location) -> str:
        source = re.search(r"\bsrc\s*=\s*[\"']?([^\"'\s>]+)", text[: text.find(">") + 1])
        name = text[1:].split(maxsplit=1)[0].split(">", maxsplit=1)[0]
        what = f"a {name} element" + (f" with {source[1]}" if source else "")
        self.addresses.site.note(place, f"{what} is not copied; add it to the new site if you need it", "info")
        return ""

    def _turned(self, match: re.Match[str], place: Location) -> str:
        url = self.addresses.link(match[3], place)
        if url.partition("#")[0].endswith(".md") and ":" not in url:  # MkDocs leaves HTML as it is
            page = re.sub(r"(?:^|/)index\.md|\.md", "/", url, count=1)
            url = f"{self.below}{page.lstrip('/')}" or "./"
        elif self.below and url and ":" not in url and not url.startswith(("#", "/")):
            url = self.below + url
        return f"{match[1]}{match[2]}{url}{match[2]}"

    def _picture(self, match: re.Match[str], place: Location) -> str:
        url = self._from_here(self.addresses.file(match[2], place))
        return match[0].replace(match[2], url, 1) if url and url != match[2] else match[0]

    def _link(self, match: re.Match[str], place: Location) -> str:
        label = IMAGE.sub(lambda inner: self._picture(inner, place), match[1])
        url = self._from_here(self.addresses.link(match[2], place))
        if not url:
            return label
        start, end = match.start(2) - match.start(), match.end(2) - match.start()
        written = f"<{url}>" if (" " in url or "(" in url) and "<" not in match[0][start - 1 : start] else url
        return f"[{label}{match[0][1 + len(match[1]) : start]}{written}{match[0][end:]}"

    def _from_here(self, url: str) -> str:
        return self.above + url if self.above and url and ":" not in url and not url.startswith(("#", "/")) else url

    @staticmethod
    def _outside_code(text: str, change: Callable[[str], str]) -> str:
        parts: list[str] = []
        position = 0
        for match in _CODE.finditer(text):
            parts += [change(text[position : match.start()]), match[0]]
            position = match.end()
        return "".join([*parts, change(text[position:])])


def _reindented(text: str) -> str:
    """Nested lists with four spaces per level, which Python-Markdown requires; kramdown accepts fewer."""
    made: list[str] = []
    levels: list[int] = []
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip(" \t").expandtabs(4)) if line.strip() else 0
        match = LIST_ITEM.match(line.lstrip()) if line.strip() else None
        if not line.strip():
            made.append("")
        elif match:
            while levels and indent < levels[-1]:
                levels.pop()
            content = indent + len(match[0])
            made.append("    " * len(levels) + line.strip())
            levels.append(max(content - 1, indent + 1))
        elif levels and indent:
            while len(levels) > 1 and indent < levels[-1]:
                levels.pop()
            made.append("    " * len(levels) + line.strip())
        else:
            levels = [] if not made or not made[-1].strip() else levels
            made.append(line)
    return "\n".join(made)
