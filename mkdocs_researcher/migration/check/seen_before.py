"""The visible content of an old page: words, links and images, each with its line.

This knows nothing of how pages are migrated: it takes the signs of Markdown and HTML away, and all that is left must be
on the new page.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mkdocs_researcher.migration.check.words import words_of
from mkdocs_researcher.migration.old_site import Line
from mkdocs_researcher.migration.text.trackers import is_tracker

_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|^[ \t]*\[//\]:.*$|<(script|style|noscript|head|title)\b[^<>]*>.*?(?:</\1\s*>|\Z)"
    r"|[ \t]+\{#[^{}\n]*\}[ \t]*$|\{:[^{}\n]*\}|\{::[^{}\n]*\}|^[ \t]*(?:[-*+]|1\.)[ \t]+\S[^\n]*\n\{:\s*toc[^}]*\}",
    re.M | re.S | re.I,
)
_FENCED = re.compile(r"^[ \t]*(`{3,}|~{3,})[^\n`]*\n(.*?)(?:^[ \t]*\1[`~]*[ \t]*$|\Z)", re.M | re.S)
_OPENING = re.compile(r"\[(?=[^\[\]\n]*\x01)")
_PLACEHOLDER = re.compile(r"(<(?:span|strong|b)\b[^<>]*\bid\s*=\s*[\"']total_cit[\"'][^<>]*>)([^<]*)", re.I)
_IMAGE = re.compile(r"!\[[^\[\]]*\]\(\s*<?((?:[^()\s<>]|\([^()\s]*\))*)>?[^()\n]*\)")
_LINK_END = re.compile(
    r"\]\(\s*<?((?:[^()\s<>]|\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\))*)>?(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
_AUTOLINK = re.compile(r"<((?:https?|mailto|ftp):[^\s<>]+)>")
_REFERENCE = re.compile(r"^ {0,3}\[([^\]\n]+)\]:\s+(\S+).*$", re.M)
_LABELLED = re.compile(r"(!?)\[([^\[\]\n]+)\][ ]?\[([^\[\]\n]*)\]")
_FOOTNOTE = re.compile(r"\[\^[^\]\n]+\]:?")
_TAG = re.compile(r"<(/?)([a-z][\w:-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.I)
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "big",
        "cite",
        "code",
        "del",
        "em",
        "font",
        "highlight",
        "i",
        "ins",
        "kbd",
        "mark",
        "papertitle",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "tt",
        "u",
    ]
)
_NUMBER = re.compile(r"^([ \t]*)\d{1,9}[.)](?=\s)", re.M)
_SHORTCODE = re.compile(r"(?<!\S):[a-z][a-z0-9_+]+:")
_MARK_NAMES = re.compile(r"\\(?:d?dag(?:ger)?|ast|star|S|P)\b")
_STARS = re.compile(r"img\.shields\.io/github/stars/", re.I)
_FALLBACK = re.compile(r"(<(video|audio|object|iframe)\b[^<>]*>)(.*?)(?=</\2\s*>)", re.S | re.I)
_COUNTS = re.compile(r"img\.shields\.io/endpoint|gs_data_shieldsio", re.I)


class Seen(NamedTuple):
    """Something on a page, and where it is written."""

    what: str
    line: Line


class Before(NamedTuple):
    """The visible content of a page.

    Attributes:
        words: in order.
        links: URLs as written, without empty ones.
        images: addresses of pictures and videos.
        drawn: pictures by other servers that show a number; the new site shows the number itself.
        trackers: addresses of servers that count visitors.
    """

    words: list[Seen]
    links: list[Seen]
    images: list[Seen]
    drawn: list[Seen]
    trackers: list[Seen]

    def add(self, other: Before) -> None:
        """Adds what is seen elsewhere on the page."""
        for own, more in zip(self, other, strict=True):
            own.extend(more)


def seen_in_entry(fields: Iterable[Sequence[Line]]) -> Before:
    """The visible content of a data entry. Text that several fields share, such as title and citation, may occur once.

    Args:
        fields: the lines of each field, Markdown with HTML.
    """
    whole = Before([], [], [], [], [])
    for lines in fields:
        for kept, found in zip(whole, seen_before(lines), strict=True):
            known = Counter(seen.what for seen in kept)
            count: Counter[str] = Counter()
            for seen in found:
                count[seen.what] += 1
                if count[seen.what] > known[seen.what]:
                    kept.append(seen)
    return whole


def seen_before(lines: Sequence[Line]) -> Before:
    """The visible content of the lines of an old page."""
    return _Old(lines).read()


class _Old:
    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.starts = []
        position = 0
        for line in lines:
            self.starts.append(position)
            position += len(line.text) + 1
        self.text = "\n".join(line.text for line in lines)
        self.seen = Before([], [], [], [], [])
        self.labels: set[str] = set()

    def read(self) -> Before:
        if self.lines:
            self._take(_FENCED, self._code)
        self._blank(_UNSEEN)
        self.text = _FALLBACK.sub(self._without_fallback, self.text)
        self.text = _PLACEHOLDER.sub(lambda match: match[1] + " " * len(match[2]), self.text)
        self._take(_IMAGE, self._image)
        self._take(_AUTOLINK, self._autolink)
        self._take(_LINK_END, self._link)
        self.text = _OPENING.sub("\x01", self.text)  # there is no space, which matters in languages without spaces
        self._blank(_FOOTNOTE)
        self.labels = {match[1].casefold() for match in _REFERENCE.finditer(self.text)}
        self._take(_LABELLED, self._labelled)
        self._take(_REFERENCE, self._reference)
        self._take(_TAG, self._tag)
        if self.lines:
            self._words()
        return self.seen

    def _line(self, position: int) -> Line:
        return self.lines[max(0, bisect_right(self.starts, position) - 1)]

    def _blank(self, pattern: re.Pattern[str]) -> None:
        self.text = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), self.text)

    @staticmethod
    def _without_fallback(match: re.Match[str]) -> str:
        """A film without the words for browsers that show none; its sources stay."""
        return match[1] + "".join(
            part if part.startswith("<") else re.sub(r"[^\n]", " ", part) for part in re.split(r"(<[^<>]*>)", match[3])
        )

    def _take(self, pattern: re.Pattern[str], read: object) -> None:
        self.text = pattern.sub(read, self.text)  # type: ignore[call-overload]

    def _gap(self, match: re.Match[str], filler: str) -> str:
        """Something of the same length and lines, so that positions stay."""
        return re.sub(r"[^\n]", filler, match[0])

    def _note(self, url: str, position: int, *, image: bool) -> None:
        url = html.unescape(url).strip()
        if not url or url == "#":
            return
        seen = Seen(url, self._line(position))
        if is_tracker(url):
            self.seen.trackers.append(seen)
        elif image and (_STARS.search(url) or _COUNTS.search(url)):
            self.seen.drawn.append(seen)
        else:
            (self.seen.images if image else self.seen.links).append(seen)

    def _code(self, match: re.Match[str]) -> str:
        """Code is shown as it is, whatever it looks like; which language it is in, nobody sees."""
        position = match.start(2)
        for text in match[2].split("\n"):
            line = self._line(position)
            self.seen.words.extend(Seen(word, line) for word in words_of(text))
            position += len(text) + 1
        return self._gap(match, " ")

    def _image(self, match: re.Match[str]) -> str:
        self._note(match[1], match.start(), image=True)
        return self._gap(match, "\x01")

    def _autolink(self, match: re.Match[str]) -> str:
        self._note(match[1], match.start(), image=False)
        return f" {match[1]} "  # as long as before

    def _link(self, match: re.Match[str]) -> str:
        self._note(match[1], match.start(), image=False)
        return self._gap(match, "\x01")

    def _labelled(self, match: re.Match[str]) -> str:
        """A link or image whose URL is given elsewhere: the text of the link is visible, its label is not."""
        if (match[3] or match[2]).casefold() not in self.labels:
            return match[0]
        if match[1]:
            return self._gap(match, "\x01")
        rest = len(match[0]) - len(match[2]) - 1
        return f"\x01{match[2]}{chr(1) * rest}"

    def _reference(self, match: re.Match[str]) -> str:
        self._note(match[2], match.start(), image=False)
        return self._gap(match, " ")

    def _tag(self, match: re.Match[str]) -> str:
        name = match[2].lower()
        if not match[1]:
            values = {key.lower(): a or b or c for key, a, b, c in _ATTRIBUTE.findall(match[3])}
            if name == "a" and values.get("href"):
                self._note(values["href"], match.start(), image=False)
            elif name in {"img", "video", "source", "iframe", "embed"} and values.get("src"):
                self._note(values["src"], match.start(), image=True)
        return self._gap(match, "\x01" if name in _INLINE else " ")

    def _words(self) -> None:
        self._blank(_SHORTCODE)
        self._blank(_MARK_NAMES)
        self.text = _NUMBER.sub(lambda match: match[1] + " " * (len(match[0]) - len(match[1])), self.text)
        position = 0
        for text in self.text.split("\n"):
            line = self._line(position)
            position += len(text) + 1
            bare = html.unescape(text.replace("\x01", ""))
            self.seen.words.extend(Seen(word, line) for word in words_of(re.sub(r"[*\\`]", "", bare)))
