"""URLs and paths that authors write, checked and normalized; emails that harvesters cannot read; URLs of a site.

Data is untrusted: nothing that a browser could run as a script may get through, however it is disguised.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

SCHEMES = ("http", "https", "mailto", "tel", "ftp")

# Nearly every URL in real data has this form and needs no further checks.
_PLAIN = re.compile(r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?:[/?#][\w\-.~:/?#\[\]@!$&'()*+,;=%]*)?", re.A)
_SCHEME = r"(?ai)([a-z][a-z0-9+.-]*):"  # RFC 3986, section 3.1
_EXTERNAL = re.compile(rf"(?:{'|'.join(SCHEMES)}):|//", re.I | re.A)
_DRIVE = r"(?ia)[a-z]:[\\/]"
_HOST = r"[\w-]+(?:\.[\w-]+)*\.?"
_TELEPHONE = r"(?a)\+?(?=[().-]*[0-9])[0-9().-]++(?:;[\w=+.-]++)*+"  # RFC 3966
_LONGEST = 2000  # Typst takes at most 8,000 bytes, and a character may need nine of them
_MAILBOX = r"[^@?/]+@[^@?/]+"
# An address in Markdown, in angle brackets, or in the quotes of a word processor.
_WRAPPED = r"!?\[[^\[\]]*\]\(([^()]*)\)|<([^<>\s]+)>|[“„«‘'\"]([^”“»’'\"]*)[”“»’'\"]"
_JOINERS = "\u200c\u200d"  # part of words in Persian and in Indian scripts
_UNSAFE = rf"[\s<>\"`{{}}|^{_JOINERS}]"  # not allowed raw in a URI, RFC 3986, appendix A
_BARE_HOST = r"(?ai)(www\.)?(?:[a-z0-9-]+\.)+([a-z]{2,}|xn--[a-z0-9-]+)(?::[0-9]+)?"

# Most URLs of pages are letters and slashes, and need no parsing.
_SIMPLE_PATH = re.compile(r"(?:[\w-]+/)*", re.ASCII).fullmatch
_VIDEO = r"(?i)\.(?:mp4|m4v|mov|ogv|webm)(?=[?#]|$)"

_TLD = (
    r"com|org|net|edu|gov|mil|int|info|biz|name|pro|dev|app|blog|page|site|online|tech|cloud|xyz|link|science"
    r"|academy|university|college|education|school|institute|foundation|group|team|wiki|work|xn--.+"
)
# Two letters are a country, unless they are far more common as a file extension.
_TWO_LETTER_ENDING = r"cc|cs|gz|hs|jl|js|md|ml|nb|pl|ps|py|rb|rs|sh|so|ts|vb|xz"


class PublishedPaths(NamedTuple):
    """Pages and files that the host adds to the site, as paths below `docs_dir`; None where it adds none.

    Attributes:
        paper_pages: the page of each paper that has one, by the id of the paper.
        list_page: the page that lists all papers.
        team_page: the page with the members of a lab.
        bibtex_file: the BibTeX file with all papers.
        person_pages: the page of each person who has one, by the id of the person.
    """

    paper_pages: Mapping[str, str] = MappingProxyType({})
    list_page: str | None = None
    team_page: str | None = None
    bibtex_file: str | None = None
    cv_pdf: str | None = None
    person_pages: Mapping[str, str] = MappingProxyType({})


def quoted(text: str, limit: int = 60) -> str:
    """The text in quotes for messages: shortened, and with invisible characters escaped."""
    visible = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text[: limit + 1])
    return f"'{visible if len(text) <= limit else visible[:limit] + '…'}'"


def is_external(url: str) -> bool:
    """True if the URL points outside the site, that is, has an allowed scheme or only a host (`//x`)."""
    return _EXTERNAL.match(url) is not None


def looks_like_host(text: str) -> bool:
    """True if a text without scheme starts like a web address, such as `jane.github.io/x`."""
    start, slash, _ = text.partition("/")
    match = re.fullmatch(_BARE_HOST, re.split(r"[?#]", start)[0])
    if not match:
        return False
    ending = match[2].lower()
    if match[1] or re.fullmatch(_TLD, ending):
        return True
    return len(ending) == 2 and (bool(slash) or not re.fullmatch(_TWO_LETTER_ENDING, ending))


def is_video(url: str) -> bool:
    """True if the ending of a file or an address is that of a video that browsers play."""
    return re.search(_VIDEO, url) is not None


def check_url(text: str) -> str:
    """Checks a URL or a path relative to `docs_dir`, and normalizes it; the `ValueError` says how to fix it.

    Schemes are those of `SCHEMES`; the syntax is that of RFC 3986, with spaces percent-encoded and letters of other
    languages left readable. `./` and a leading `/` are removed from paths, spaces and `%20` are kept as written;
    `docs_dir` itself is `./`.
    """
    if len(text) > _LONGEST:
        raise ValueError(f"{quoted(text)} is longer than {_LONGEST} characters: shorten it")
    if _PLAIN.fullmatch(text) and text[-1] not in ",;":
        return text
    return _check_unusual(text.strip())


@lru_cache(maxsize=4096)
def _check_unusual(text: str) -> str:
    if not text:
        raise ValueError("the URL is empty: write https://… or a path in docs_dir")
    _refuse_invisible(text, text)
    _refuse_wrapped(text)
    if re.match(_DRIVE, text):
        raise ValueError(f"{quoted(text)} is a path on a Windows computer: write a path in docs_dir, with /")
    if "\\" in text:
        raise ValueError(f"{quoted(text)} contains a backslash: write /")
    if text.startswith("//"):
        raise ValueError(f"{quoted(text)} has no scheme: write {quoted('https:' + text)}")
    if (match := re.match(_SCHEME, text)) and match[1].lower() in SCHEMES:
        return _check_absolute(match[1].lower(), text[match.end() :])
    _refuse_scheme(text)
    if looks_like_host(text):
        raise ValueError(f"{quoted(text)} looks like a web address: write {quoted('https://' + text)}")
    if re.fullmatch(_MAILBOX, text):
        raise ValueError(f"{quoted(text)} looks like an email address: write {quoted('mailto:' + text)}")
    return _check_path(text)


def _refuse_wrapped(text: str) -> None:
    """Refuses an address in quotes, brackets, Markdown or HTML, with other signs at its end, or beside another one."""
    if wrapped := re.fullmatch(_WRAPPED, text):
        inner = next(filter(None, wrapped.groups()), "")
        raise ValueError(f"{quoted(text)} must be the address alone: write {quoted(inner)}")
    if re.match(r"<\w+\s", text):
        raise ValueError(f"{quoted(text)} is HTML: write only the address in it")
    if wide := re.match(r"(https?)[:：][/／]{2}", text, re.I):
        if not wide[0].isascii():
            raise ValueError(f"{quoted(text)} has a full-width colon or slash: write {wide[1]}://")
        if re.search(r"\shttps?://", text):
            raise ValueError(f"{quoted(text)} contains two addresses: write one of them")
        if text[-1] in ",;":
            raise ValueError(f"{quoted(text)} ends with '{text[-1]}': remove it")


def _refuse_invisible(part: str, text: str) -> None:
    for char in part:
        if not char.isprintable() and char not in _JOINERS and unicodedata.category(char) != "Zs":
            raise ValueError(f"{quoted(text)} contains an invisible character (U+{ord(char):04X}): remove it")


def _revealed(text: str) -> str:
    """The text as the most lenient reader could take it: entities, percent-encoding and white space removed."""
    for _ in range(5):  # no reader decodes more layers
        text = unquote(html.unescape(text))
    text = "".join(c for c in text if c.isprintable() and not c.isspace())
    return text.lower()


def _refuse_scheme(text: str) -> None:
    match = re.match(_SCHEME, _revealed(text))
    if not match:
        return
    scheme = match[1]
    if re.match(r"[0-9]{1,5}(?:[/?#]|$)", text.partition(":")[2]) and (scheme == "localhost" or "." in scheme):
        raise ValueError(f"{quoted(text)} looks like a web address: write {quoted('https://' + text)}")
    if scheme in SCHEMES:
        raise ValueError(f"{quoted(text)} hides its scheme: write {scheme}: in plain letters")
    known = ", ".join(SCHEMES)
    raise ValueError(f"{quoted(text)} has the scheme '{scheme}:': use {known}, or a path in docs_dir")


def _check_absolute(scheme: str, rest: str) -> str:
    url = f"{scheme}:{rest}"
    if scheme == "mailto":
        if not re.fullmatch(_MAILBOX, rest.partition("?")[0].strip()):
            raise ValueError(f"{quoted(url)} has no email address: write one such as mailto:jane@example.org")
        rest = rest.strip()
    elif scheme == "tel":
        rest = re.sub(r"\s+", "-", rest.strip())  # RFC 3966 separates by "-", not by spaces
        if not re.fullmatch(_TELEPHONE, rest):
            raise ValueError(f"{quoted(url)} is not a telephone number: write one such as tel:+44-20-7946-0123")
    elif not _has_host(url):
        raise ValueError(f"{quoted(url)} has no valid host: write one such as {scheme}://example.org/page")
    return f"{scheme}:" + re.sub(_UNSAFE, lambda unsafe: quote(unsafe[0]), rest)


def _has_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port  # reading the port checks it
    except ValueError:
        return False
    # urlsplit has checked the text in the brackets of an IPv6 host.
    return bool(re.fullmatch(_HOST, host)) or (":" in host and "[" in parts.netloc)


def _check_path(text: str) -> str:
    path = re.split(r"[?#]", text, maxsplit=1)[0]
    tail = text[len(path) :]
    _refuse_invisible(unquote(path), text)
    kept: list[str] = []
    for part in path.split("/"):
        plain = unquote(part)  # browsers read %2e%2e as ..
        if "/" in plain or "\\" in plain:
            raise ValueError(f"{quoted(text)} contains an encoded slash or backslash: write /")
        if plain == ".." and not kept:
            raise ValueError(f"{quoted(text)} leaves the project: paths start at docs_dir")
        if plain == "..":
            kept.pop()
        elif plain not in ("", "."):
            kept.append(part)
    if not kept:
        return ("./" if path else "") + tail
    clean = "/".join(kept) + ("/" if path.endswith(("/", "/.", "/..")) else "")
    # The part after "./" or "x/../" comes first now, so it is checked again.
    return clean + tail if clean == path else _check_unusual(clean.strip() + tail)


_LOCAL = re.compile(r"(?:mailto:)?[\w.+%-]{1,64}\Z")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+")


def hide_addresses(html: str) -> str:
    """The HTML with each address as character references, alternately decimal and hexadecimal.

    A browser, a screen reader and a copied text show the address without a script; a harvester that looks for `@` in
    the page's source finds none (HTML Standard, section 13.2.5.72 "Character reference state").
    """
    return _replace(html, _as_references)


def without_addresses(html: str) -> str:
    """The HTML without its addresses, for the site's search."""
    return _replace(html, lambda address: "")


def has_address(html: str) -> bool:
    """True if there is an address in the HTML."""
    return "@" in html and _replace(html, lambda address: "") != html


def _as_references(text: str) -> str:
    return "".join(f"&#{ord(c)};" if index % 2 else f"&#x{ord(c):x};" for index, c in enumerate(text))


def _replace(html: str, replacement: Callable[[str], str]) -> str:
    # Finding "@" first: a pattern that starts with any letter is slow on megabytes.
    parts: list[str] = []
    done = 0
    position = html.find("@")
    while position >= 0:
        domain = _DOMAIN.match(html, position + 1)
        local = domain and _LOCAL.search(html, max(done, position - 71), position)
        if local and domain:
            parts += [html[done : local.start()], replacement(html[local.start() : domain.end()])]
            done = domain.end()
        position = html.find("@", position + 1)
    return "".join([*parts, html[done:]])


class SiteFacts(NamedTuple):
    """The site; its URL ends in a slash, and may be empty. `resolve` makes a URL of data relative to its root."""

    name: str
    url: str = ""
    description: str = ""
    resolve: Callable[[str], str] = str

    def absolute(self, address: str) -> str:
        """The web URL of a file of the site or of the web; empty if unknown or not on the web."""
        if not is_external(address):
            address = urljoin(self.url, self.resolve(address)) if address and self.url else ""
        return address if address.startswith(("https://", "http://")) else ""

    def page(self, url: str) -> str:
        """The web URL of the page at a URL relative to the site's root; empty if that of the site is unknown."""
        if not self.url or (self.url.endswith("/") and _SIMPLE_PATH(url)):
            return self.url and self.url + url
        return urljoin(self.url, url)
