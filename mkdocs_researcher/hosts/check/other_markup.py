"""Markup of other programs and of Markdown extensions that a site lacks, and code that never ends: seen as written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from html.entities import html5
from typing import Any, NamedTuple

from mkdocs_researcher.errors import Severity
from mkdocs_researcher.fields.spans import CODE_SPAN, MATH
from mkdocs_researcher.macros import BY_NAME
from mkdocs_researcher.syntax.calls import find_calls, meant_macro, near_miss

Hint = tuple[str, Severity]


class _Sign(NamedTuple):
    """A sign of markup.

    Attributes:
        remedy: what to write in its place; empty if the extension is the only remedy.
        extension: the Markdown extension that gives it a meaning, and that is the advice; empty if there is none.
        also: other extensions and plugins that give it a meaning.
        effect: what readers see.
    """

    pattern: re.Pattern[str]
    remedy: str = ""
    extension: str = ""
    severity: Severity = "warning"
    also: tuple[str, ...] = ()
    effect: str = "is shown as text"


def _sign(pattern: str, remedy: str = "", **more: Any) -> _Sign:
    return _Sign(re.compile(pattern), remedy, **more)


_EXTRA = ("extra", "pymdownx.extra")
_WIKI = ("wikilinks", "roamlinks", "ezlinks", "obsidian-bridge")
_FENCE = re.compile(r"\s*(```+|~~~+)")
_MARK = re.compile(r"(?:<{7}|>{7}) ")
_CONFLICT = "keep one of the two versions of the conflict, and remove the marks"
_SIGNS = (
    _sign(r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]", "write !!! note, and the text below it, indented"),
    _sign(r"!?\[\[[^\[\]()\n]+\]\]", "write [words](page.md), or ![words](picture.png)", also=_WIKI),
    _sign(r"^\s*[-*+] \[[ xX]\](?= )", extension="pymdownx.tasklist", severity="info"),
    _sign(
        r"(?<!\S)~~[^\s~](?:[^~\n]*[^\s~])?~~",
        "write <del>…</del>",
        extension="pymdownx.tilde",
        also=("pymdownx.betterem",),
    ),
    _sign(r"(?<!\S)==[^\s=](?:[^=\n]*[^\s=])?==(?![=\w])", "write <mark>…</mark>", extension="pymdownx.mark"),
    _sign(r"\[\^[\w-]+\]", extension="footnotes", also=_EXTRA),
    _sign(r"^!!! \w+", extension="admonition"),
    _sign(r"^\?\?\?\+? \w+", extension="pymdownx.details"),
    _sign(r"^===[!+]? \"[^\"\n]+\"", extension="pymdownx.tabbed"),
    _sign(r"^\*\[[^\]\n]+\]:", extension="abbr", also=_EXTRA),
    _sign(r"^: {1,3}\S+", extension="def_list", severity="info", also=_EXTRA),
    _sign(r"^-{1,3}8<-{1,3} \"[^\"\n]+\"", extension="pymdownx.snippets"),
    _sign(r"^\.\. \w[\w-]*::", "that is reStructuredText; write Markdown"),
    _sign(r"\[(b|i|u|url|img)(?:=[^\]\n]*)?\][^\[\n]+\[/\1\]", "write **bold**, *italic* or [words](address)"),
    _sign(
        r"\\(?:begin|end)\{(?:itemize|enumerate|center|figure|table|tabular|quote|document)\*?\}|\\item\b",
        "that is LaTeX; write Markdown",
    ),
    _sign(r"\\(?:textbf|textit|emph|section|subsection|href|url)\{", "that is LaTeX; write Markdown"),
    _sign(r"^\*{2,6} \S+", "write ## before a heading, and four spaces before an item of an inner list"),
    _sign(r"^\d{1,2}\) \S+", "write a dot after the number of an item", severity="info"),
    _sign(r"\{[#.:][\w .#:=-]*$|\]\([^()\s]+\)\{[^{}\n]*$", "end it with }"),
    _sign(r"^\s*[•▪◦●] .*", "an item of a list starts with '- '", severity="info"),
    _sign(r"^#{1,6}\s*$", "write one after it, or remove it", severity="info", effect="is a heading without words"),
    _sign(r"^// \w+ \|.*", "a block starts and ends with ///"),
    _sign(r"\]\(<[^<>()\n]*\)", "end the address with >"),
    _sign(r"\]\([^()\s]+ \"[^\"()\n]*\)", "end the title of the link with a quote"),
    # The address may end on the next line.
    _sign(r"\]\((?:https?://[^()\s]+|[\w./-]+\.(?:md|pdf|html)) +[^()\"'\s][^()\n]*$", "end the address with )"),
    _sign(r"\]\(\((?:https?://|[\w./-]+\.\w)", "write one bracket before the address", effect="is no link"),
    _sign(
        r"(?<!!)\[\s*\]\([^()\s]+\)",
        "write its words between [ and ]",
        effect="is a link without words, so readers see nothing",
    ),
    _sign(
        r"!\[[^\[\]\n]*\]\([^()\s]+ =\d*x\d*\)",
        "write {width=…} directly behind the )",
        effect="is no picture, because of the size in it",
    ),
    _sign(
        r"^(?![#|]).*?\]\([^()\s]+\) +\{:? ?(?:[.#][\w-]|[\w-]+=)[^{}\n]*\}",
        "remove the space before {",
        effect="shows what is between { and }",
    ),
    _sign(r"^\((?:https?://[^\s()]+|[\w./-]+\.md)\)$", "write it directly after the ] of its words"),
    _sign(r"<\w[^<>\n]*?=[“”„‘’][^<>\n]*>", "write straight quotes in HTML"),
    _sign(r"<!-(?!-)[^\n]*", "a comment is <!-- … -->"),
    _sign(r"\]\((?:mailto|tel|https?):\s[^()\n]*\)", "remove the space after the colon"),
    _sign(
        r"!\[[^\[\]\n]*\]\([^()\s]+\.(?:mp4|webm|mov|avi|mkv)\)",
        "write <video src=… controls></video>, with the address of the video from the page",
        also=("mkdocs-video",),
        effect="is not a picture, so readers see nothing",
    ),
    _sign(
        r"(?i)^\s*<(?:!doctype html|html|body)\b[^<>]*>?",
        "keep only what is inside <body>, or give the file a name that ends with .html",
        effect="belongs to a whole document of HTML, and a page is only part of one",
    ),
)
# The first lines of code that is not to be shown as code.
_FENCES = (
    _sign(
        r"^\s*(?:```+|~~~+)\s*\{?\.?mermaid\b",
        "add a custom fence 'mermaid' below pymdownx.superfences in mkdocs.yml, as Material's manual describes",
        also=("mermaid", "mermaid2"),
        effect="starts a diagram that is shown as code",
    ),
    _sign(
        r"^\s*(?:```+|~~~+)\s*\{(?:\w[\w:-]*|=html)\}",
        "that is the Markdown of Sphinx, Quarto or Pandoc; write what Python-Markdown has in its place",
        effect="starts a block that is shown as code",
    ),
)
_BOLD = re.compile(r"\*\*(?=[^\s*])(?:[^*\n]|\*(?!\*)){1,500}(?<=\S)\*\*")
_SPACED = _sign(r"(?<![*\w])\*\* [^*\n]{1,99} \*\*(?![*\w])", "remove the spaces inside the stars")
_TEMPLATE = _sign(
    r"\{\{(?!\{)[^{}\n]*\}\}",
    "nothing replaces it; remove it",
    severity="info",
    also=("macros", "markdownextradata", "table-reader"),
)
MATHJAX = "https://cdn.jsdelivr.net/npm/mathjax@3/es5/tex-mml-chtml.js"
MATH_SCRIPT = "the script of MathJax or KaTeX below extra_javascript:"
_FORMULA = _Sign(
    MATH,
    f"add the extension pymdownx.arithmatex to mkdocs.yml, and {MATH_SCRIPT}",
    severity="info",
    also=("pymdownx.arithmatex", "mdx_math"),
)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30};)")
_EMOJI = re.compile(r"(?<![\w:/]):[a-z+-][\w+-]*:(?![\w:/])")
_ICON_SETS = ("material", "fontawesome", "octicons", "simple")
# An address that is written out in a text: not in a link, in < >, in an attribute of HTML, or as the words of a link.
_BARE_ADDRESS = re.compile(r"(?<!\]: )(?<![\w\](<\[\"'=/.:@-])(?:https?://|www\.)[\w-]+\.[^\s<>\"']+(?!\S*[\])]\()")
# Two to four bytes of UTF-8 that were read as Windows-1252.
_GARBLED = re.compile(r"[ÂÃÄÅâðÎÏÐÑ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,3}")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
# A word with the hyphen of a line break; in "pre- and post-training" the hyphen stands for a word.
_BROKEN_WORD = re.compile(
    r"(?<![\w-])([^\W\d_]{2,30})-\s{1,9}(?!(?:and|as|but|bis|e|eller|en|et|i|lub|nor|o|och|oder|of|og|or|ou|than|to|u"
    r"|und|versus|vs|y)\b)([^\W\d_]{2,30})(?![\w-])"
)
_NO_LINK = "the address is shown, but is not a link; write [words](https://…) or <https://…>"
_NO_EMOJI = "{} is shown as text; write the emoji itself, or add pymdownx.emoji with Material's emoji_generator"
_ITEM = re.compile(r"( *)(?:[-*+]|\d{1,2}\.) +\S")
_FIRST = re.compile(r"(?:[-*+]|1\.) +\S")
# Starts of lines that are no paragraphs, and of those that may have indented text below them.
_NO_PARAGRAPH = re.compile(r"\s|[-*+>|#=!?:/<{\[]|\d+[.)] ")
_MAY_INDENT = re.compile(r"\s|[-*+>=!?:/<\[]|\{(?!\{)|\d+[.)] ")
_PROSE = re.compile(r"(?: {4}|\t)[A-Z][\w'’-]*(?: [\w'’-]+,?){4,}[.,:;!?]?")
_NO_EMPTY_LINE = "is shown within the paragraph above; a list needs an empty line before it"
_ATTRIBUTES = re.compile(r"\{:? ?[.#][\w .#:=-]+\}")
_IS_HEADING = "is a heading because of the line below it; for a rule, write an empty line between the two"
_NO_ITEM = re.compile(r"[*+-](?=[^\W\d_])[^*]*$")
_NO_TABLE = "is shown as text; a table needs an empty line above it"
_NO_RULE = "is shown as text; a table needs a line such as | --- | --- | below its first row"
_INNER = "is an item of the outer list, because items of an inner list are indented by four spaces"
# A link whose address has no end in its paragraph; a title may be on the next line.
_OPEN_LINK = re.compile(r"\]\((?:https?://[^()\s]+|[\w./-]+\.(?:md|pdf|html))[ \t]*(?:\Z|\n(?![ \t]*[\"')]))")
_NO_LINK_END = "'{}' is shown as text; end the address with )"
_STARS = re.compile(r"(?<![\\*])\*{2,}(?=[^\W_]|[(\[\"“'‘$<·{])|(?<=[\w.,:;!?)\]\"”'’$>·}%])\*{2,}")
NO_SECOND = "{0} is shown as text, since there is no second one; write {0} before and after the words"
# What contains the indented lines below.
_OPENS = re.compile(r"(?:!!!|\?\?\?\+?|===) ?\S")
_EMPTY = "has no content, because the text below is not indented; write four spaces before each of its lines"
_INDENTED = "is shown as code, because it is indented by four spaces; remove them"


def other_markup(text: str, extensions: Container[str], *, is_page: bool, files: Container[str] = ()) -> Iterator[Hint]:
    """What readers see as it is written, of a line of a page or a text of the data.

    Args:
        is_page: is it a line of a page, where extensions count that data does without?
        files: names of data files, whose calls have a message of their own.
    """
    code_free = re.sub(CODE_SPAN, "·", text)  # a link without words is another matter
    plain = MATH.sub("·", code_free)
    if wrong := conflict_mark(text) or garbled(text):
        yield wrong, "warning"
    for sign in _SIGNS:
        if (is_page or sign.severity == "warning") and (found := sign.pattern.search(plain)):
            yield from _hint(sign, found, extensions)
    if found := _SPACED.pattern.search(_BOLD.sub("", plain)):
        yield from _hint(_SPACED, found, extensions)
    for sign, searched in ((_TEMPLATE, plain), (_FORMULA, code_free)) if is_page else ():
        shown = (found for found in sign.pattern.finditer(searched) if not found[0].startswith("$^"))  # marks of names
        if (first := next(shown, None)) and not _is_macro(first[0], files):
            yield from _hint(sign, first, extensions)
    if wrong := next((found for found in _ENTITY.findall(plain) if found not in html5), "") if "&" in plain else "":
        yield f"'&{wrong}' is shown as text, because HTML has no such character; write the character itself", "warning"
    if "pymdownx.emoji" not in extensions:
        yield from _of_emoji(plain)
    if "pymdownx.magiclink" not in extensions and _BARE_ADDRESS.search(plain):
        yield _NO_LINK, "info"


def _is_macro(text: str, files: Container[str]) -> bool:
    """Is it a call of a macro, or most likely meant as one, which has a message of its own?"""
    known = frozenset(BY_NAME)
    names = (text.strip("{}<>- "), *(call.name for call in find_calls(text)))
    is_near = any(name in known or name in files or near_miss(name, known) for name in names)
    return is_near or bool(meant_macro(text.strip("{}")))


def conflict_mark(line: str) -> str:
    """A message about a line with which Git marks a conflict; empty for any other."""
    return f"'{line}' comes from a Git conflict; {_CONFLICT}" if _MARK.match(line) else ""


def garbled(text: str) -> str:
    """A message about letters that another program read in the wrong encoding, or copied from a PDF; empty if none."""
    if "\ufffd" in text:
        return "\ufffd stands for a letter that another program could not read; write the letter"
    for word in _GARBLED.findall(text):
        try:
            right = word.encode("cp1252").decode("utf-8")
        except UnicodeError:
            continue
        return f"'{word}' was read in the wrong encoding; write '{right}', and save the file as UTF-8"
    if found := _LIGATURE.search(text):
        return (
            f"'{found[0]}' is one character, which no search finds; write '{unicodedata.normalize('NFKC', found[0])}'"
        )
    return broken_word(text)


def broken_word(text: str) -> str:
    """A message about a word with the hyphen of a line break, as copied from a PDF; empty if there is none."""
    found = _BROKEN_WORD.search(text)
    if not found or not found[2].islower():
        return ""
    word = f"{found[1]}{found[2]}"
    return f"'{found[1]}- {found[2]}' looks like a word from the end of a line; write '{word}', or remove the space"


def _of_emoji(text: str) -> Iterator[Hint]:
    for found in _EMOJI.finditer(text):
        from pymdownx.emoji1_db import emoji  # noqa: PLC0415 - a large table

        if found[0] in emoji or found[0][1:].startswith(tuple(f"{name}-" for name in _ICON_SETS)):
            yield _NO_EMOJI.format(found[0]), "warning"


def _hint(sign: _Sign, found: re.Match[str], extensions: Container[str]) -> Iterator[Hint]:
    if not any(name in extensions for name in (sign.extension, *sign.also)):
        advice = f"add the extension {sign.extension} to mkdocs.yml" if sign.extension else ""
        remedy = ", or ".join(filter(None, (advice, sign.remedy)))
        yield f"'{found[0].strip()}' {sign.effect}; {remedy}", sign.severity


def with_fences(text: str) -> Iterator[tuple[int, str, str]]:
    """The number of each line of a page, the line, and its part in code between fences: start, code, end or empty."""
    fence = ""
    for number, line in enumerate(text.splitlines(), 1):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
            yield number, line, "start"
        elif mark and mark[1].startswith(fence) and not line[mark.end() :].strip():
            fence = ""
            yield number, line, "end"
        else:
            yield number, line, "code" if fence else ""


def fences(text: str, extensions: Container[str]) -> Iterator[tuple[int, Hint]]:
    """The lines of a page that start code of a kind that the site shows as mere code."""
    for number, line, part in with_fences(text):
        for sign in _FENCES if part == "start" else ():
            if found := sign.pattern.match(line):
                for hint in _hint(sign, found, extensions):
                    yield number, hint


def unclosed(text: str) -> Iterator[tuple[int, str]]:
    """The line and a message for code and comments of a page that never end, so that the rest of it is not shown."""
    last, at, fence = "", 0, ""
    for number, line, part in with_fences(text):
        last = part
        if part == "start" and (mark := _FENCE.match(line)):
            at, fence = number, mark[1]
    if last in {"start", "code"}:
        yield at, f"the code is never closed, so the rest of the page is code; end it with a line {fence}"
    elif (start := text.rfind("<!--")) >= 0 and "-->" not in text[start:]:
        yield text.count("\n", 0, start) + 1, "the comment is never closed, so the rest of the page is hidden; add -->"


def misread_lines(lines: Iterable[tuple[int, str]], extensions: Container[str]) -> Iterator[tuple[int, Hint]]:
    """The lines that Markdown takes for something else because of what is above them: parts of lists, and code."""
    before = last = ""
    opened = ""  # the line that contains what is indented below
    outer, above = -1, 0  # the indent of the item above, and the number of the line above
    for number, line in lines:
        opened = opened if number == above + 1 else ""
        above = number
        if not line.strip():
            before = ""
            continue
        words = f"'{line.strip()[:30]}'"
        if opened and line[0] not in " \t" and (before or '"' not in opened):
            yield number, (f"'{opened.strip()[:30]}' {_EMPTY}", "warning")
        opened = line if _OPENS.match(line) else ""
        item = _ITEM.match(line)
        if item:
            indent = len(item[1])
            if outer >= 0 and 0 < indent - outer < 4 and "mdx_truly_sane_lists" not in extensions:
                yield number, (f"{words} {_INNER}", "info")
            outer = indent
        elif not line.startswith(" "):
            outer = -1
        if before and "-" in before[-1:] and (broken := broken_word(f"{before[-40:]}\n{line[:40]}")):
            yield number - 1, (broken, "warning")
        if before and _FIRST.match(line) and not _NO_PARAGRAPH.match(before) and not _ITEM.match(last):
            yield number, (f"{words} {_NO_EMPTY_LINE}", "info")
        if not before and _PROSE.fullmatch(line.rstrip()) and outer < 0 and not _MAY_INDENT.match(last):
            yield number, (f"{words} {_INDENTED}", "info")
        before = last = line


def unpaired(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, Hint]]:
    """The lines with the start of a link or of bold words that ends nowhere in its paragraph, or item of a list."""
    paragraphs: list[tuple[int, str]] = [(0, "")]
    above = 0
    for number, line in lines:
        start, text = paragraphs[-1]
        if text.strip() and line.strip() and number == above + 1 and not _NO_PARAGRAPH.match(line):
            paragraphs[-1] = start, f"{text}\n{line}"
        else:
            paragraphs.append((number, line))
        above = number
    for start, text in paragraphs:
        plain = MATH.sub(lambda formula: "·" + "\n" * formula[0].count("\n"), text)
        if found := _OPEN_LINK.search(plain):
            yield start + plain.count("\n", 0, found.start()), (_NO_LINK_END.format(found[0].strip()), "warning")
        if len(stars := [*_STARS.finditer(plain)]) % 2 and set(plain.strip()) != {"*"}:
            yield start + plain.count("\n", 0, stars[-1].start()), (NO_SECOND.format("**"), "warning")


def lost_lines(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, Hint]]:
    """Starts of tables and lists that Markdown takes for text, attributes of nothing, and lines that are headings."""
    before = above = ""
    rows = unspaced = 0
    for number, line in lines:
        text = line.strip()
        rows = rows + 1 if text.startswith("|") and text.endswith("|") and len(text) > 2 else 0
        if rows == 1:
            above = before
            rows = 3 if "|" in before else 1  # the table goes on
        elif rows == 2 and (above or not set(text) <= set("|:- ")):
            yield number - 1, (f"'{before[:30]}' {_NO_TABLE if above else _NO_RULE}", "warning")
        unspaced = unspaced + 1 if _NO_ITEM.match(text) else 0
        if unspaced == 2:
            yield number - 1, (f"'{before[:30]}' is shown as text; an item of a list starts with '- '", "warning")
        if not before and _ATTRIBUTES.fullmatch(text):
            yield number, (f"'{text[:30]}' is shown as text; write it directly below what it is for", "warning")
        if before[-1:] in {".", ",", ";"} and set(text) in ({"-"}, {"="}) and len(text) > 1:
            yield number - 1, (f"'{before[:30]}' {_IS_HEADING}", "info")
        before = text
