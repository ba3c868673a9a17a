"""Numbers that the old page had from elsewhere: stars of repositories, and citations from a script or as a picture."""

from __future__ import annotations

import re
from urllib.parse import unquote

_STARS = re.compile(
    r"https?://img\.shields\.io/github/stars/([\w.-]+/[\w.-]+?)(?:\.svg)?(?![\w.-])(?:[?&#][^\s)\"'>]*)?", re.I
)
TOTAL = re.compile(
    r"(?:<a\b[^<>]*>\s*)?<img\b[^<>]*img\.shields\.io/endpoint[^<>]*gs_data_shieldsio[^<>]*>(?:\s*</a>)?"
    r"|<(span|strong|b)\b[^<>]*\bid\s*=\s*[\"']total_cit[\"'][^<>]*>.*?</\1>",
    re.I,
)
COUNT_LINK = re.compile(
    r"<a\b[^<>]*\bhref\s*=\s*[\"']([^\"']+)[\"'][^<>]*>\s*(<img\b[^<>]*img\.shields\.io/endpoint[^<>]*>)\s*</a>", re.I
)
_SCHOLAR = re.compile(r"https?://scholar\.google\.[\w.]+/citations\?(?:[^#]*&)?user=([\w-]{12})(?![\w-])", re.I)
_LOGO = re.compile(r"[?&]logo=([^&\"']+)", re.I)
CITATIONS = re.compile(r"<span\b[^<>]*show_paper_citations[^<>]*>\s*</span>", re.I)
_STARS_IMAGE = re.compile(rf"(?:!\[[^\[\]]*\]\({_STARS.pattern}\)|<img\b[^<>]*{_STARS.pattern}[^<>]*>)", re.I)
# The number links to the repository by itself, and links cannot be nested.
_STARS_LINK = re.compile(
    rf"\[\s*(?:{_STARS_IMAGE.pattern})\s*\]\([^()\s]*\)|<a\b[^<>]*>\s*(?:{_STARS_IMAGE.pattern})\s*</a>", re.I
)
# A badge in front of the words of a link, in the link.
_STARS_IN_LINK = re.compile(rf"\[\s*(?:{_STARS_IMAGE.pattern})\s*(<br\s*/?>)?\s*(?=[^\[\]\n]+\]\()", re.I)


def with_stars(text: str) -> str:
    """A text with calls of `stars()` in place of badges; a call is not part of a link, because it is a link itself."""

    def call(match: re.Match[str]) -> str:
        return f'{{{{ stars("{next(filter(None, match.groups()))}") }}}}'

    if "/stars/" not in text:
        return text
    text = _STARS_LINK.sub(call, text)
    text = _STARS_IN_LINK.sub(lambda match: f"{call(match)}{match[3] or ' '}[", text)
    return _STARS_IMAGE.sub(call, text)


def scholar_of(url: str) -> str:
    """The id of a person at Google Scholar that an address holds; empty if there is none."""
    match = _SCHOLAR.match(url)
    return match[1] if match else ""


def logo_of(picture: str) -> str:
    """The name of the service whose number a picture shows, as far as its address says so."""
    match = _LOGO.search(picture)
    return unquote(match[1]) if match else ""
