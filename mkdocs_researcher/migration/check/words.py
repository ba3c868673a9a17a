"""Words as they are compared between an old page and a new one."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_\u2139]+|[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2139\u2190-\u21ff\u2300-\u23ff]")
_ABOUT_LOOK = re.compile("[\u00ad\u200b-\u200d\u2060\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")


def words_of(text: str) -> list[str]:
    """The words and emoji of a text, regardless of case and of the characters between them."""
    # One of the two sides may have taken letters with accents apart.
    return _WORD.findall(unicodedata.normalize("NFC", _ABOUT_LOOK.sub("", text)).casefold())
