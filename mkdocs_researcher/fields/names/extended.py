"""Names in biblatex's extended format, `family=Berg, given=Kai, prefix=van den` (its manual, section 3.6)."""

from __future__ import annotations

import re

_KEYS = ("family", "given", "prefix", "suffix")
_START = rf"""(?i)\s*+(?:[{{"]\s*+)?(?:{"|".join(_KEYS)}|useprefix|juniorcomma|id)\s*="""
_KEY = re.compile(rf"""\b(?:{"|".join(_KEYS)})\s*=""", re.IGNORECASE)
_BRACED = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_PAIR = re.compile(
    rf"""\s*(?:"(?P<key>[A-Za-z][\w-]*)\s*=\s*(?P<value>[^"]*)"|(?P<bare>[A-Za-z][\w-]*)\s*=\s*"""
    rf"""(?P<rest>"(?:[^"{{}}]|{_BRACED})*"|(?:[^,"{{}}]|{_BRACED})*))\s*(?:,|\Z)"""
)


def has_extended(text: str) -> bool:
    """True if a text may contain names in the extended format."""
    return "=" in text and _KEY.search(text) is not None


def is_extended(text: str) -> bool:
    """True if a text starts with a part of a name in the extended format."""
    return "=" in text and re.match(_START, text) is not None


def read_extended(text: str) -> dict[str, str]:
    """The values of `family`, `given`, `prefix` and `suffix`, as far as they are given; options are passed over.

    Raises:
        ValueError: if the text has a part without `=`, or neither a family name nor a given name.
    """
    found: dict[str, str] = {}
    position = 0
    while position < len(text):
        pair = _PAIR.match(text, position)
        if not pair:
            raise ValueError(f"'{text[position:].strip()[:60]}' is not part of a name such as 'family=Berg, given=Kai'")
        value = pair["value"] or pair["rest"] or ""
        found.setdefault((pair["key"] or pair["bare"]).lower(), " ".join(value.strip().strip('"').split()))
        position = pair.end()
    if not (found.get("family") or found.get("given")):
        raise ValueError(f"'{text[:60]}' has neither family= nor given=")
    return {key: found[key] for key in _KEYS if found.get(key)}
