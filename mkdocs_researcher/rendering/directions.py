"""Text whose direction of writing may differ from that of the page around it."""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import Markup

# Languages written from right to left (Unicode CLDR, `characterOrder` of their main locale).
_FROM_RIGHT = frozenset(["ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"])
# Letters of strong direction from right to left (Unicode Standard, annex 9, types R and AL).
_LETTERS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def isolator(language: str) -> Callable[[str], str]:
    """A filter for data that stands in a run of other text.

    Without it the letters of a name decide where the comma behind it goes, and names in two scripts change places.

    Args:
        language: language of the site, which gives the direction of its pages.

    Returns:
        A function that puts what may run the other way into a `bdi` element; all else stays as it is.
    """
    always = re.split(r"[-_]", language)[0].lower() in _FROM_RIGHT

    def isolated(text: str) -> str:
        if not text or (not always and (text.isascii() or not _LETTERS.search(text))):
            return text
        return Markup("<bdi>{}</bdi>").format(text)

    return isolated
