"""What a visitor sees of a page: words, links, pictures, targets of links, formulas.

Old pages become HTML by Python-Markdown, and nothing here is shared with what reads them for the new site; what is seen
is read from the HTML of both sides in one way.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from html.entities import html5
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin

import markdown
from lxml import html as trees
from lxml.html import HtmlElement

from mkdocs_researcher.migration.old_site import Line
from mkdocs_researcher.migration.words import is_tracker, spellings_of_date, spellings_of_word, words_of

_INLINE = frozenset(
    "a abbr audio b bdi bdo big br cite code del dfn em embed font i iframe img ins kbd label mark object q s samp "
    "small source span strike strong sub sup time tt u var video wbr".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_UNSEEN = frozenset("script style template noscript title head".split())
_KEPT = frozenset({"href", "src", "poster", "id", "class", "alt"})
# What browsers show in place of their content.
_SHOWN_ELSEWHERE = frozenset("video audio object iframe".split())
# Repeated content: for copying, for screen readers, as a link to a heading.
_AGAIN = frozenset({"rs-bibtex", "rs-sr", "headerlink"})
_CONTENT = frozenset({"md-content__inner", "rs-frame__side"})
_APART = frozenset({"sup", "sub", "time", "code"})
_PARTS = frozenset({"span", "time"})
_UNSEEN_SIGNS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ue000-\uf8ff\U000f0000-\U0010ffff]")
_PLAIN = re.compile(r"[<\[*_`&$\\{|]|https?:|:[a-z]|^[ ]{0,3}(?:#|[-+]\s|\d{1,9}[.)]\s|>)", re.M)
_COMMENT = re.compile(r"^ {0,3}\[(?://|comment|\^?_\^?)\]:[^\n]*$", re.M | re.I)
_CONTENTS = re.compile(r"^(?:[-*+]|1\.)[ \t]+\S[^\n]*\n\{:[^}\n]*\btoc\b[^}\n]*\}", re.M)
_SETTINGS = re.compile(
    r"^(?:> ?)?\[!\w+\][+-]?|\{::?/?[^{}\n]{0,200}\}|^\{[.#][\w-][^{}\n]*\}$|^\{[\w-]+=[^{}\n]*\}$", re.M
)
_HEADING_ID = re.compile(r"^(#{1,6}[ \t][^\n{]*)\{[ ]*#([\w:.-]+)[^{}\n]*\}[ \t]*$", re.M)
_TARGET = re.compile(r"^( {0,3}\[[^\]\n]+\]:[ \t]*)<([^<>\n]*)>", re.M)
_LINK_IN_SIGNS = re.compile(r"\]\(<([^<>\n]*)>")
_WITH_SPACES = re.compile(r"\]\((?:https?:/)?[/.][^()<>\"'\n]*[^()<>\"'\n ]\)")  # addresses as kramdown takes them
_CODE = re.compile(
    r"^(?P<lead>[ \t>]*)(?:(?:[-*+]|\d{1,9}\.)[ \t]+)?(?P<fence>`{3,}|~{3,})[^`\n]*(?P<lines>(?:\n[^\n]*)*?)"
    r"(?:\n(?:(?P=lead))? {0,3}(?P=fence)[`~]*[ \t]*$|\Z)|<pre\b(?:(?!<pre\b).)*?</pre|"
    r"(?<![\\`])(?P<ticks>`+)(?!`)(?P<within>(?:(?!\n\n).){1,3000}?)(?<!`)(?P=ticks)(?!`)",
    re.M | re.S | re.I,
)
_IN_CODE = re.compile(r"^(?: {4}|\t)\s*(?=#{1,6} |[-=]+\s*$)")  # before a remark or a rule in code that is indented
_TWO_RULES = re.compile(r"^[-=]{3,}\n(?=[-=]{3,}$)", re.M)
_EXPORTED = re.compile(r"\barXiv preprint (?=arXiv:)", re.I)  # as Google Scholar writes a preprint; pages say arXiv
_MANY = 10_000
_INITIALS = re.compile(r"(?:\b[^\W\d_]\.[ -]?){2,4}")
_NUMBER = re.compile(r"^((?:> ?)*)\d{1,9}[.)]\s+")
_SHORTCODE = re.compile(r"(?<!\S):[a-z][a-z0-9_+]+:")
_MARK_NAMES = re.compile(r"\$\^?\{?\\[A-Za-z]+\}?\$|\\(?:d?dag(?:ger)?|ddagger|ast|star|S|P)\b")
_NUMBERS = re.compile(r"img\.shields\.io/(?!badge/(?!dynamic)|static/)|gs_data_shieldsio", re.I)
_LEFT_BEHIND = re.compile("\x02?(?:wzxhzdk|klzzwxh):\\d+\x03?|\x02amp\x03")  # by Python-Markdown
_FORMULA_SIGNS = (("$$", "$$"), ("\\\\(", "\\\\)"), ("\\\\[", "\\\\]"))
_DATE = re.compile(
    r"(?<![\w/.-])((?:19|20)\d\d)-(?:01-01|(\d\d)-\d\d)(?![\w/-])"
)  # of which data often gives more than is known
_TOTAL = "total_cit"  # the number of citations, which a script writes
_EXTENSIONS = ("tables", "footnotes", "def_list")


@dataclass
class Seen:
    """What is seen.

    Attributes:
        spellings: further forms of the dates: `2025-07` is `07`, `jul` and `july`, too.
        links: addresses, as the page has them.
        drawn: pictures by other servers that show a number; the new site shows the number itself.
        inner: ids of blocks, which count only if a page links to them.
        source: the text without white space.
    """

    words: Counter[str] = field(default_factory=Counter)
    blocks: list[list[str]] = field(default_factory=list)
    spellings: Counter[str] = field(default_factory=Counter)
    links: Counter[str] = field(default_factory=Counter)
    images: Counter[str] = field(default_factory=Counter)
    drawn: Counter[str] = field(default_factory=Counter)
    trackers: Counter[str] = field(default_factory=Counter)
    anchors: set[str] = field(default_factory=set)
    inner: set[str] = field(default_factory=set)
    formulas: list[str] = field(default_factory=list)
    source: str = ""
    lines: list[Line] = field(default_factory=list)


def seen_before(lines: Sequence[Line]) -> Seen:
    """The lines of an old page."""
    text = _UNSEEN_SIGNS.sub("", "\n".join(line.text for line in lines))
    found = Seen(lines=list(lines))
    if not _PLAIN.search(text):
        found.blocks = [_old_words(line) for line in text.split("\n")]
        found.words.update(word for block in found.blocks for word in block)
        return found
    text = _flat(text)
    try:
        _Reader(found).read(tree_of(_html(text)))
    except (ValueError, RecursionError):
        return found
    found.formulas = _formulas_in(text)
    return found


def _old_words(text: str) -> list[str]:
    text = _DATE.sub(lambda match: " ".join(filter(None, match.groups())), text)
    return words_of(_EXPORTED.sub("", _MARK_NAMES.sub("", _SHORTCODE.sub("", text))))


def seen_after(html: str, here: str = "") -> Seen:
    """A new page: its content and the column beside it, but not the theme's header, navigation and footer.

    Args:
        html: the page.
        here: its path from the top of the site, so that addresses on pages at different depths compare equal.
    """
    found = Seen()
    _Reader(found, of_new=True, here=here).read(tree_of(html))
    return found


def tree_of(text: str) -> HtmlElement:
    """The body of a page; `ValueError` for one that is nested deeper than browsers show."""
    parser = trees.HTMLParser(encoding="utf-8")
    clean = _UNSEEN_SIGNS.sub("", text)
    document: HtmlElement = trees.document_fromstring(f"<html><body>{clean}</body></html>".encode(), parser=parser)
    if any("depth" in error.message for error in parser.error_log):
        raise ValueError("is nested too deep to be read")
    return document.body


def _flat(text: str) -> str:
    flat = _Flattener()
    text = _LINK_IN_SIGNS.sub(lambda match: f"]({match[1].replace(' ', '%20')}", text)
    text = _WITH_SPACES.sub(lambda match: match[0].replace(" ", "%20"), _TARGET.sub(r"\1\2", text))
    flat.feed(_with_code(_HEADING_ID.sub(r'<span id="\2" class="heading"></span>\n\n\1', _COMMENT.sub("", text))))
    flat.close()
    return "".join(flat.parts)


def _html(text: str) -> str:
    lines = [_NUMBER.sub(r"\1- ", _IN_CODE.sub(r"\\", line).strip()) for line in text.split("\n")]
    text = "\n".join("" if line == "-" else line for line in lines)
    text = _TWO_RULES.sub("", _SETTINGS.sub("", _CONTENTS.sub("", text)))
    text = re.sub(r"^(#{1,6})(?=[^\s#])", r"\\\1", text, flags=re.M)
    text = re.sub(r"(?<!\\)\\\\$", "<br>", text.replace("~~", ""), flags=re.M)
    return _LEFT_BEHIND.sub("", markdown.markdown(text, extensions=list(_EXTENSIONS)))


def _with_code(text: str) -> str:
    made, position = [], 0
    for code in _CODE.finditer(text):
        if code["fence"]:
            shown = f"\n\n<pre>{escape(code['lines'].removeprefix(chr(10)))}</pre>\n\n"
        else:
            shown = f"<code>{escape(unescape(code['within']))}</code>" if code["ticks"] else code[0]
        made += [_with_formulas(text[position : code.start()]), shown]
        position = code.end()
    return "".join([*made, _with_formulas(text[position:])])


def _with_formulas(text: str) -> str:
    text = re.sub(r"&(?!\w{1,30};|#|nbsp\b)", "&amp;", text)
    parts = text.split("$$")
    parts[1::2] = [part.replace("\\\\\n", " ").replace("<", "&lt;") for part in parts[1::2]]
    return "$$".join(parts)


def _formulas_in(text: str) -> list[str]:
    found = []
    for opened, closed in _FORMULA_SIGNS:
        at = text.find(opened)
        while at >= 0 and (end := text.find(closed, at + len(opened))) >= 0:
            found.append(re.sub(r"\s", "", unescape(text[at + len(opened) : end])))
            at = text.find(opened, end + len(closed))
    return [one for one in found if one]


class _Flattener(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self.silent = self.quoted = self.depth = self.replaced = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in _UNSEEN
        if self.silent:
            return
        self.quoted += tag in {"pre", "code"}
        self.replaced += tag in _SHOWN_ELSEWHERE
        values = dict(attrs)
        if lazy := values.get("data-src"):  # shown when it comes into view
            values["src"] = lazy
        kind = values.get("class") or ""
        name = values.get("id") or (values.get("name") if tag == "a" else None)
        if name and kind != "show_paper_citations":
            is_target = "anchor" in kind or (tag in _INLINE and not self.depth) or tag in _HEADINGS
            self.parts.append(f'<span id="{escape(name)}" class="{"target" if is_target else "block"}"></span>')
        if tag in _INLINE:
            kept = [f' {name}="{escape(value)}"' for name, value in values.items() if name in _KEPT and value]
            self.parts.append(f"<{tag}{''.join(kept)}>")
        else:
            self.depth += tag not in _VOID
            self.parts.append("\n\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.silent = max(0, self.silent - 1)
        elif not self.silent:
            self.quoted = max(0, self.quoted - (tag in {"pre", "code"}))
            self.replaced = max(0, self.replaced - (tag in _SHOWN_ELSEWHERE))
            self.depth = max(0, self.depth - (tag not in _INLINE))
            self.parts.append(f"</{tag}>" if tag in _INLINE else "\n\n")

    def handle_data(self, data: str) -> None:
        if not self.silent and not self.replaced:
            self.parts.append(_quoted(data) if self.quoted else data)

    def handle_entityref(self, name: str) -> None:
        written = f"&{name};" if f"{name};" in html5 else f"&{name}"
        self.handle_data(unescape(written) if self.quoted else written)

    def handle_charref(self, name: str) -> None:
        self.handle_data(unescape(f"&#{name};") if self.quoted else f"&#{name};")


def _quoted(code: str) -> str:
    """Code whose signs Markdown leaves alone."""
    return re.sub(r"[^\w\s]", lambda match: f"&#{ord(match[0])};", code)


class _Reader:
    def __init__(self, seen: Seen, *, of_new: bool = False, here: str = "") -> None:
        self.seen, self.of_new, self.here = seen, of_new, here
        self.text: list[str] = []
        self.block: list[str] = []
        self.used: set[str] = set()
        self.is_named = False

    def read(self, body: HtmlElement) -> None:
        self._walk(body, inside=not self.of_new, in_time=False)
        self._end_block()
        self.seen.source = re.sub(r"\s", "", "".join(self.text))

    def _walk(self, element: HtmlElement, *, inside: bool, in_time: bool) -> None:
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            return
        names = set(element.classes)
        self._anchor(element)
        if self._is_repeated(element, names):
            return
        inside, in_time = inside or bool(names & _CONTENT), in_time or element.tag == "time"
        self._edge(element)
        if inside:
            self._note(element, names)
            self._contents(element, in_time=in_time)
        else:
            for child in element:
                self._walk(child, inside=False, in_time=False)
        if element.tag not in _INLINE or element.tag in _APART:
            self._edge(element)

    def _contents(self, element: HtmlElement, *, in_time: bool) -> None:
        is_shown = element.tag not in _SHOWN_ELSEWHERE
        self._say(element.text or "" if is_shown else "", in_time=in_time)
        for child in element:
            self._walk(child, inside=True, in_time=in_time)
            self._say(child.tail or "" if is_shown else "", in_time=in_time)

    def _edge(self, element: HtmlElement) -> None:
        if element.tag not in _INLINE or element.tag == "br":
            self._end_block()
        elif element.tag in _APART or str(element.get("class")).startswith("rs-") or _is_next(element):
            self._say(" ")

    def _is_repeated(self, element: HtmlElement, names: set[str]) -> bool:
        if "rs-bibtex" in names:  # lists show neither volume nor pages, which the entry below a paper has
            said = words_of("".join(element.itertext()))
            self.seen.spellings.update(word for word in said if any(map(str.isdigit, word)))
        ours = element.tag == "button" and any(name.startswith(("rs-", "md-")) for name in names)
        return bool(names & _AGAIN) or ours or (element.get("id") == _TOTAL and not self.of_new)

    def _say(self, text: str, *, in_time: bool = False) -> None:
        self.text.append(text)
        self.block.append(text)
        if in_time:
            self.seen.spellings.update(form for word in words_of(text) for form in spellings_of_word(word))

    def _end_block(self) -> None:
        self.text.append(" ")
        text, self.block = "".join(self.block), []
        words = words_of(text) if self.of_new else _old_words(text)
        if self.of_new:  # references to several works of a year have a letter
            self.seen.spellings.update(word[:4] for word in words if re.fullmatch(r"(?:19|20)\d\d[a-z]", word))
        if words:
            self.seen.words.update(words)
            self.seen.blocks.append(words)

    def _anchor(self, element: HtmlElement) -> None:
        name = element.get("id") or (element.get("name") if element.tag == "a" else None)
        if self.of_new:
            self.seen.anchors.update([name] if name else [])
            return
        kind = element.get("class") or ""
        if name and kind in {"target", "block", "heading"}:
            if not name.startswith("fn") and name != _TOTAL:
                (self.seen.inner if kind == "block" else self.seen.anchors).add(name)
                self.used.add(name)
            self.is_named = kind == "heading"
        elif element.tag in _HEADINGS:
            if not self.is_named:
                self.seen.anchors.add(self._unused(_id_of("".join(element.itertext()))))
            self.is_named = False

    def _unused(self, name: str) -> str:
        numbered = itertools.chain([name], (f"{name}-{count}" for count in itertools.count(1)))
        unique = next(one for one in numbered if one not in self.used)
        self.used.add(unique)
        return unique

    def _note(self, element: HtmlElement, names: set[str]) -> None:
        tag = element.tag
        if tag == "a" and not (element.get("id") and str(element.get("href")).lstrip(".") == f"#{element.get('id')}"):
            self._address(element.get("href"), self.seen.links)
        elif tag in {"img", "video", "source", "iframe", "embed"}:
            self._address(element.get("src"), self.seen.images)
            self._address(element.get("poster"), self.seen.images)
        if names & {"twemoji", "emojione", "gemoji"}:
            self._say(element.get("alt") or "")
        if {"rs-auth", "rs-ref"} & names:
            self.seen.spellings.update(("and", "和"))  # a list of names says it without the word
            initials = _INITIALS.findall("".join(element.itertext()))  # an old page may write `Okasha PT`
            self.seen.spellings.update("".join(filter(str.isalpha, some)).casefold() for some in initials)
        if tag == "time":
            self.seen.spellings.update(spellings_of_date(element.get("datetime") or ""))
        elif self.of_new and tag in _HEADINGS:  # a year says it for everything below
            said = words_of("".join(element.itertext()))
            self.seen.spellings.update({word: _MANY for word in said if re.fullmatch(r"(?:19|20)\d\d", word)})

    def _address(self, written: str | None, listed: Counter[str]) -> None:
        url = (written or "").strip()
        if not url or url == "#" or url.startswith(("data:", "#fn", "javascript:")):
            return
        if not self.of_new and is_tracker(url):
            listed = self.seen.trackers
        elif not self.of_new and listed is self.seen.images and _NUMBERS.search(url):
            listed = self.seen.drawn
        listed[self._whole(url) if self.here else url] += 1

    def _whole(self, url: str) -> str:
        try:
            return url if ":" in url or url.startswith("#") else unquote(urljoin(self.here, url))
        except ValueError:
            return url


def _id_of(heading: str) -> str:
    """The id that Jekyll and Hugo give to a heading."""
    kept = (one for one in heading.strip().lower() if one in "-_ " or unicodedata.category(one)[0] in "LNM")
    return "".join(kept).replace(" ", "-") or "section"


def _is_next(element: HtmlElement) -> bool:
    """Parts of a line that style sheets separate: there is no space between them."""
    before = element.getprevious()
    return (
        element.tag in _PARTS
        and before is not None
        and before.tag in _PARTS
        and not before.tail
        and not element.get("class")
    )
