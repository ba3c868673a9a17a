"""Markdown of data fields as LaTeX, for BibTeX."""

from __future__ import annotations

import html
import re

from mkdocs_researcher.fields.text import one_line

_ESCAPES = {
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "$": r"\$",
    # BibTeX counts braces even after a backslash.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
}
_SPECIAL = re.compile(r"[&%#_${}\\~^<>]")
# Characters that mean something in Markdown or LaTeX.
_MAYBE = re.compile(r"[&%#_${}\\~^<>`*\[]")
_TAGS = "abbr|a|bdi|br|b|cite|code|del|em|ins|i|kbd|mark|q|small|span|strong|sub|sup|s|time|u|var|wbr"
_TOKEN = re.compile(
    r"(?P<code>(?<!`)(?P<ticks>`++)(?P<inside>.+?)(?<!`)(?P=ticks)(?!`))"
    r"|\\(?P<escaped>[\\`*_{}\[\]#+\-.!|$<>~^])"
    r"|(?P<math>\$(?![\s$])(?:\\.|[^$\\])+?(?<!\s)\$(?!\d)|\\\((?:(?!\\[()]).)+\\\))"
    r"|!?\[(?P<label>[^\]\[]*)\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+[\"'][^)]*)?\)"
    rf"|(?P<tag></?(?:{_TAGS})\b[^<>]*>)"
    r"|(?P<entity>&\#?\w+;)"
    r"|(?<![\w\\])(?P<sign>\*{1,3}|_{1,3})(?=\S)(?P<stressed>[^*_]+?)(?<=\S)(?P=sign)(?!\w)"
    rf"|(?P<special>{_SPECIAL.pattern})",
    re.DOTALL | re.IGNORECASE,
)
_INNER_CAPITAL = re.compile(r"\b\w+[^\W\da-z_]\w*")


def escape(text: str) -> str:
    """Plain text as LaTeX."""
    return _SPECIAL.sub(lambda match: _ESCAPES[match[0]], one_line(text))


def to_latex(text: str, *, protects: bool = False) -> str:
    """A line of Markdown as LaTeX with balanced braces.

    Args:
        text: emphasis and math are kept, links and code become their words.
        protects: put words with an inner capital in braces, so that every bibliography style keeps it.
    """
    text = one_line(text)
    if not _MAYBE.search(text):
        return _keep_capitals(text) if protects else text
    parts = []
    done = 0
    for match in _TOKEN.finditer(text):
        words = text[done : match.start()]
        parts += [_keep_capitals(words) if protects else words, _as_latex(match, protects)]
        done = match.end()
    rest = text[done:]
    return "".join([*parts, _keep_capitals(rest) if protects else rest])


def _as_latex(match: re.Match[str], protects: bool) -> str:
    kind = match.lastgroup
    groups = match.groupdict()
    if groups["math"]:
        return _math(groups["math"])
    if kind == "stressed" or groups["stressed"]:
        command = {1: r"\emph{%s}", 2: r"\textbf{%s}", 3: r"\textbf{\emph{%s}}"}[len(groups["sign"])]
        return command.replace("%s", to_latex(groups["stressed"], protects=protects))
    if groups["label"] is not None:
        return to_latex(groups["label"], protects=protects)
    if groups["tag"]:
        return ""
    if groups["entity"]:
        return escape(html.unescape(groups["entity"]))
    plain = escape(groups["inside"] or groups["escaped"] or groups["special"])
    return _keep_capitals(plain) if protects and groups["inside"] and "\\" not in plain else plain


def _math(text: str) -> str:
    """Math between dollar signs; as plain text if its braces do not match."""
    depth = 0
    for brace in re.findall(r"[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return escape(text)
    if depth:
        return escape(text)
    return f"${text[2:-2].strip()}$" if text.startswith("\\(") else text


def _keep_capitals(text: str) -> str:
    return _INNER_CAPITAL.sub(lambda match: f"{{{match[0]}}}" if _has_inner_capital(match[0]) else match[0], text)


def _has_inner_capital(word: str) -> bool:
    return any(letter.isupper() for letter in word[1:])
