"""Heights of pictures: themes set `height: auto`, which wins over the attribute, so they are written as a style."""

from __future__ import annotations

import re

_IMG = re.compile(r"<img\b[^<>]*>", re.I)
_HEIGHT = re.compile(r"\s+height\s*=\s*([\"']?)(\d{1,4})(?:px)?\1(?=[\s/>])", re.I)
_OTHER = re.compile(r"\s(?:width|style)\s*=", re.I)


def sized(text: str) -> str:
    """HTML in which pictures that give their height alone have it as a style."""
    return _IMG.sub(lambda match: _styled(match[0]), text) if "<" in text else text


def _styled(tag: str) -> str:
    return tag if _OTHER.search(tag) else _HEIGHT.sub(r' style="height: \2px"', tag, count=1)
