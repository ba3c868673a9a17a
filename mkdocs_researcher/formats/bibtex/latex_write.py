"""Markdown of data fields as LaTeX, for BibTeX."""

from __future__ import annotations

import html
import re

from mkdocs_researcher.fields.text import one_line
from mkdocs_researcher.formats.bibtex.entry_text import are_balanced

_SPACE = "\ue0a0"  # a space that does not break, which must not be taken for any other
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
    "`": r"\textasciigrave{}",
    _SPACE: "~",
}
# An entity as text, and signs that LaTeX joins, `--` to a dash, are kept apart by an empty group.
_SPECIAL = re.compile(rf"&(?=\#?\w+;)|-{{2,}}|'{{2,}}|[&%#_${{}}\\~^<>`{_SPACE}]")
# Characters that may mean something in LaTeX, and in Markdown or LaTeX.
_MAY_BE_SPECIAL = re.compile(rf"[&%#_${{}}\\~^<>`'{_SPACE}-]")
_MAY_BE_MARKED = re.compile(rf"[&%#_${{}}\\~^<>`*\['{_SPACE}-]")
_MARKED = re.compile(rf"[&%#_${{}}\\~^<>`*\[{_SPACE}]|--|''")
_BETWEEN_BLOCKS = r"\n[ \t]*\n\s*"
_ITEMS = r"\n(?=[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t])"
_TAGS = "abbr|a|bdi|br|b|cite|code|del|em|ins|i|kbd|mark|q|small|span|strong|sub|sup|s|time|u|var|wbr"
_TOKEN = re.compile(
    r"(?P<code>(?<!`)(?P<ticks>`++)(?P<inside>.+?)(?<!`)(?P=ticks)(?!`))"
    r"|\\(?P<escaped>[\\`*_{}\[\]#+\-.!|$<>~^])"
    r"|(?P<math>\$(?![\s$])(?:\\.|[^$\\])+?(?<!\s)\$(?!\d)|\\\((?:(?!\\[()]).)+\\\))"
    r"|!?\[(?P<label>[^\]\[]*)\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+[\"'][^)]*)?\)"
    r"|<(?P<pair>sub|sup|em|i|strong|b)>(?P<paired>(?:(?!</?(?P=pair)>).)+)</(?P=pair)>"
    rf"|(?P<tag></?(?:{_TAGS})\b[^<>]*>)"
    r"|(?P<entity>&\#?\w+;)"
    r"|(?<![\w\\])(?P<sign>\*{1,3}|_{1,3})(?=\S)(?P<stressed>[^*_]+?)(?<=\S)(?P=sign)(?!\w)"
    rf"|(?P<special>{_SPECIAL.pattern})",
    re.DOTALL | re.IGNORECASE,
)
_ENTITY_END = re.compile(r"#?\w+;")
_PAIRS = {"sub": r"\textsubscript{%s}", "sup": r"\textsuperscript{%s}"}
_PAIRS |= dict.fromkeys(("em", "i"), r"\emph{%s}") | dict.fromkeys(("strong", "b"), r"\textbf{%s}")
_STRESSED = {
    "*": r"\emph{%s}",
    "_": r"\emph{%s}",
    "**": r"\textbf{%s}",
    "__": r"\textbf{%s}",
    "***": r"\textbf{\emph{%s}}",
    "___": r"\textbf{\emph{%s}}",
}
_INNER_CAPITAL = re.compile(r"\b\w+[^\W\da-z_]\w*")


def escape(text: str) -> str:
    """Plain text as LaTeX."""
    text = _on_one_line(text) if text else ""
    return _SPECIAL.sub(_escaped, text) if _MAY_BE_SPECIAL.search(text) else text


def _on_one_line(text: str) -> str:
    return one_line(text.replace("\xa0", _SPACE) if "\xa0" in text else text)


def _escaped(match: re.Match[str]) -> str:
    if match[0] == "&" and _ENTITY_END.match(match.string, match.end()):
        return r"\&{}"
    return _ESCAPES.get(match[0]) or "{}".join(match[0])


def to_latex(text: str, *, protects: bool = False, hides: bool = False) -> str:
    """A line of Markdown as LaTeX with balanced braces; emphasis and math are kept, links and code become their words.

    Args:
        protects: put words with an inner capital in braces, so that every bibliography style keeps it.
        hides: put signs in braces that are escaped in Markdown, so that they are not read as Markdown again.
    """
    text = _on_one_line(text)
    if not _MAY_BE_MARKED.search(text) or not _MARKED.search(text):
        return _keep_capitals(text) if protects else text
    parts = []
    done = 0
    for match in _TOKEN.finditer(text):
        words = text[done : match.start()]
        sign = match["escaped"] if hides else ""
        latex = f"{{{sign}}}" if sign and sign in "*[" else _as_latex(match, protects)
        parts += [_keep_capitals(words) if protects else words, latex]
        done = match.end()
    rest = text[done:]
    return "".join([*parts, _keep_capitals(rest) if protects else rest])


def to_latex_paragraphs(text: str) -> str:
    """Block Markdown as LaTeX with empty lines between paragraphs; each item of a list stays in its line."""
    text = text.strip()
    if "\n" not in text:
        return to_latex(text, hides=True)
    blocks = (re.split(_ITEMS, block) for block in re.split(_BETWEEN_BLOCKS, text))
    return "\n\n".join("\n".join(to_latex(item, hides=True) for item in items) for items in blocks)


def _as_latex(match: re.Match[str], protects: bool) -> str:
    groups = match.groupdict()
    if groups["math"] or groups["tag"]:
        return _math(groups["math"]) if groups["math"] else ""
    if (inner := groups["stressed"] or groups["label"] or groups["paired"]) is not None:
        form = _PAIRS[groups["pair"].lower()] if groups["pair"] else _STRESSED.get(groups["sign"] or "", "%s")
        return form.replace("%s", to_latex(inner, protects=protects))
    if groups["special"]:
        return _escaped(match)
    if groups["entity"]:
        written = escape(html.unescape(groups["entity"]))
        return r"\&{}" if written == r"\&" and _ENTITY_END.match(match.string, match.end()) else written
    plain = escape(groups["inside"] or groups["escaped"])
    return _keep_capitals(plain) if protects and groups["inside"] and "\\" not in plain else plain


def _math(text: str) -> str:
    """Math between dollar signs; as plain text if its braces do not match."""
    if not are_balanced(text):
        return escape(text)
    return f"${text[2:-2].strip()}$" if text.startswith("\\(") else text


def _keep_capitals(text: str) -> str:
    if text[1:].islower():
        return text
    return _INNER_CAPITAL.sub(
        lambda match: f"{{{match[0]}}}" if any(map(str.isupper, match[0][1:])) else match[0], text
    )
