"""HTML elements of an old page that hold Markdown: folds, elements that are never closed, `markdown="1"`."""

from __future__ import annotations

import re

_FOLDED = re.compile(
    r"\A\s*<details\b([^<>]*)>\s*<summary\b[^<>]*>((?:(?!<details\b).)*?)</summary>((?:(?!<details\b).)*)</details>\s*\Z",
    re.I | re.S,
)
_OPENING = re.compile(
    r"<(/?)(div|section|details|center|article|aside|blockquote|table|tbody|tr|td|ul|ol|li|p)\b([^<>]*)>", re.I
)
MARKED = re.compile(r"\s*\bmarkdown\s*=\s*[\"']?(?:1|block|span)[\"']?", re.I)
# Signs that the text in a fold is Markdown, even where kramdown did not convert it.
_LIKE_MARKDOWN = re.compile(r"^[ \t]*[-*+][ \t]+\S|^[ \t]*\d+\.[ \t]|\]\([^()\s]+\)|\*\*[^\s*]", re.M)
_MUST_END = frozenset({"div", "section", "details", "center", "article", "aside", "blockquote", "table", "ul", "ol"})


def closed(text: str) -> str:
    """An element with the ends of what is never closed in it; else it would hold the rest of the page."""
    stack: list[str] = []
    for match in _OPENING.finditer(re.sub(r"<!--.*?-->", "", text, flags=re.S)):
        name = match[2].lower()
        if name not in _MUST_END or match[3].endswith("/"):
            continue
        if not match[1]:
            stack.append(name)
        elif name in stack:
            del stack[len(stack) - 1 - stack[::-1].index(name) :]
    return text.rstrip() + "".join(f"\n</{name}>" for name in reversed(stack)) if stack else text


def folded(text: str) -> str:
    """A fold with the look of our own; other text as it is."""
    return _FOLDED.sub(_fold, text)


def _fold(match: re.Match[str]) -> str:
    """A fold with the look of our own; Material makes a coloured note of every other."""
    is_markdown = MARKED.search(match[1]) or (
        _LIKE_MARKDOWN.search(match[3]) and not re.search(r"<(?:li|p)\b", match[3])
    )
    marked = ' markdown="1"' if is_markdown else ""
    is_open = " open" if re.search(r"\bopen\b", match[1], re.I) else ""
    return (
        f'<div class="rs">\n<details class="rs-more"{is_open}>\n<summary class="rs-btn">{match[2].strip()}</summary>\n'
        f'<div class="rs-more__body rs-text"{marked}>\n{match[3].strip()}\n</div>\n</details>\n</div>'
    )


def marked_outside(text: str) -> str:
    """Puts `markdown="1"` on all elements around one that has it; Python-Markdown does not look into others."""
    stack: list[list[object]] = []
    wanted: set[int] = set()
    for match in _OPENING.finditer(text):
        if match[1]:
            for index in range(len(stack) - 1, -1, -1):
                if stack[index][0] == match[2].lower():
                    del stack[index:]
                    break
            continue
        if MARKED.search(match[3]):
            wanted.update(int(str(start)) for _, start in stack)
        elif not match[3].endswith("/"):
            stack.append([match[2].lower(), match.end() - 1])
    return "".join(f' markdown="1"{letter}' if index in wanted else letter for index, letter in enumerate(text))
