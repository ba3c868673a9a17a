"""Attributes as kramdown takes them, `{: .name}`, where Python-Markdown takes them; the others are left out.

https://kramdown.gettalong.org/syntax.html#attribute-list-definitions: a list on a line of its own belongs to the block
above it, or else to the one below; behind plain words it is ignored.
"""

from __future__ import annotations

import re

from mkdocs_researcher.migration.text.pieces import LIST_ITEM

_OPTIONS = re.compile(r"\{:[:/][^}]*\}|^\{:[\w-]+:[^}]*\}[ \t]*$|(?<=\|\n)\{:[^}]*\}[ \t]*$", re.M)
_LINE = re.compile(r"[ \t]*\{:[^{}\n]*\}[ \t]*")
_TOC = re.compile(r"[ \t]*\{:\s*toc\b[^{}\n]*\}[ \t]*", re.I)
_CODE = r"((`+)(?!`).+?(?<!`)\2(?!`))"
_LOOSE = re.compile(rf"{_CODE}|(?<=\S)[ \t]+\{{:[^{{}}\n]*\}}|(?<=[\w.,;!?])\{{:[^{{}}\n]*\}}", re.S)
_ANY = re.compile(rf"{_CODE}|[ \t]*\{{:[^{{}}\n]*\}}", re.S)


def put_right(text: str, *, known: bool = True) -> str:
    """A text whose attribute lists are where Python-Markdown reads them.

    Args:
        text: paragraphs and lists.
        known: whether the site reads attributes at all.
    """
    if "{:" not in text:
        return text
    text = _OPTIONS.sub("", text)
    if not known:
        return _ANY.sub(lambda match: match[1] or "", text)
    made: list[str] = []
    waiting = ""
    for line in [*text.split("\n"), ""]:
        if _TOC.fullmatch(line):
            continue
        if _LINE.fullmatch(line):
            if not _above(made):
                waiting = line.strip()
            elif not _in_list(made):
                made.append(line.strip())
            continue
        if waiting and not line.strip() and _above(made):
            made += [] if _in_list(made) else [waiting]
            waiting = ""
        made.append(line)
    return _LOOSE.sub(lambda match: match[1] or "", "\n".join(made[:-1]))


def _above(made: list[str]) -> bool:
    return bool(made and made[-1].strip())


def _in_list(made: list[str]) -> bool:
    for line in reversed(made):
        if not line.strip():
            return False
        if LIST_ITEM.match(line.lstrip()) or line.lstrip().startswith("|"):
            return True
    return False
