"""Quotation marks around text of several paragraphs and lists."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

# What opens before the first word, and closes after the last one.
_BLOCKS = r"(?:p|ul|ol|li|blockquote|h[1-6])"
_BEFORE = re.compile(rf"(?:\s*<{_BLOCKS}(?:\s[^>]*)?>)*\s*")
_AFTER = re.compile(rf"\s*(?:</{_BLOCKS}>\s*)*\Z")


def quoted(html: Markup, start: str, end: str) -> Markup:
    """The HTML with a mark right before its first and one right after its last word, whatever they stand in.

    Args:
        html: paragraphs and lists.
        start: the mark that opens.
        end: the mark that closes.
    """
    text = str(html)
    before, after = _BEFORE.match(text), _AFTER.search(text)
    opened = before.end() if before else 0
    closed = after.start() if after else len(text)
    return Markup(text[:opened]) + escape(start) + Markup(text[opened:closed]) + escape(end) + Markup(text[closed:])
