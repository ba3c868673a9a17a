"""Icons of the theme's bundled sets, as SVG in the page."""

from __future__ import annotations

import difflib
import functools
import heapq
import importlib.util
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from markupsafe import Markup, escape

from mkdocs_researcher.errors import MacroError

_OWN = Path(__file__).parent.parent / "assets" / "icons"
_NAME = r"[\w-]+(?:/[\w-]+)+"
_TAG = r"<svg\b[^>]*>"
_VIEW_BOX = r'viewBox="([^"]*)"'
# One visible character: a flag, or a character with its modifiers and joined characters.
_EMOJI = (
    "[\U0001f1e6-\U0001f1ff]{2}|.[\ufe0e\ufe0f\u20e3\u0300-\u036f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
    "(?:\u200d.[\ufe0f\U0001f3fb-\U0001f3ff]*)*"
)
_MAX_EMOJI = 4
_EXAMPLE = "a name such as material/star"


def bundled_icon_folders() -> tuple[Path, ...]:
    """The icon folders that come with Material for MkDocs, wherever it is installed; it is not imported."""
    spec = importlib.util.find_spec("material")
    folders = spec.submodule_search_locations if spec else None
    return tuple(Path(folder) / "templates" / ".icons" for folder in folders or ())


def icon_folders(theme_dirs: Sequence[str]) -> tuple[Path, ...]:
    """The folders with icon sets of a theme, the author's own first, then those that come with Material."""
    folders = [Path(folder) / ".icons" for folder in theme_dirs]
    return tuple(dict.fromkeys(folder for folder in (*folders, *bundled_icon_folders()) if folder.is_dir()))


class Icons:
    """Finds icons by names such as `material/school-outline` in folders of icon sets, the author's first."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = (*folders, _OWN)
        self.read = functools.cache(self._read)

    def _read(self, name: str) -> tuple[str, str] | None:
        if not re.fullmatch(_NAME, name):
            return None
        for folder in self.folders:
            try:
                text = (folder / f"{name}.svg").read_text(encoding="utf-8").strip()
            except (OSError, ValueError):  # missing, or not text
                continue
            tag, end = re.search(_TAG, text), text.rfind("</svg>")
            if tag and end > tag.end():
                box = re.search(_VIEW_BOX, tag[0])
                return (box[1] if box else "0 0 24 24"), text[tag.end() : end]
        return None

    def missing(self, name: str) -> str:
        """The message about a name that is not an icon; empty if it is one, as up to four emoji always are."""
        if not name.isascii():
            count = len(re.findall(_EMOJI, name))
            return "" if count <= _MAX_EMOJI else f"'{name}' is too long for an icon; write one emoji, or {_EXAMPLE}"
        if self.read(name) is not None:
            return ""
        return f"there is no icon '{name}'{self.hint(name) or f'; write {_EXAMPLE}, or an emoji'}"

    def svg(self, name: str) -> Markup:
        """The icon as inline SVG, hidden from screen readers; an emoji stays an emoji.

        Raises:
            MacroError: the icon does not exist.
        """
        if not name.isascii():
            if message := self.missing(name):
                raise MacroError(message, "icon")
            return Markup('<span class="rs-i rs-emoji" aria-hidden="true">{}</span>').format(name)
        found = self._found(name)
        return Markup(f'<svg class="rs-i" aria-hidden="true" viewBox="{escape(found[0])}">{found[1]}</svg>')

    def symbol(self, name: str) -> Markup:
        """The icon as a symbol that `shown_symbol` shows any number of times, which keeps long lists small."""
        found = self._found(name)
        return Markup(f'<symbol id="{symbol_id(name)}" viewBox="{escape(found[0])}">{found[1]}</symbol>')

    def _found(self, name: str) -> tuple[str, str]:
        found = self.read(name)
        if found is None:
            raise MacroError(self.missing(name), "icon")
        return found

    def hint(self, name: str) -> str:
        """Similar names as the end of a message; empty if there are none."""
        known = self._names
        close = close_names(name, known)
        if not close:
            last = name.rsplit("/", 1)[-1]
            close = [candidate for candidate in known if candidate.rsplit("/", 1)[-1] == last][:3]
        return f", did you mean {' or '.join(repr(match) for match in close)}?" if close else ""

    @functools.cached_property
    def _names(self) -> list[str]:
        return sorted({name for folder in self.folders for name in _names_below(str(folder))})


def _names_below(folder: str) -> Iterator[str]:
    """Names of the icons in a folder; `Path.rglob` takes eight times as long for the 14,000 of Material."""
    for parent, _, files in os.walk(folder):
        path = parent[len(folder) + 1 :].replace(os.sep, "/")
        for file in files:
            if file.endswith(".svg"):
                name = file.removesuffix(".svg")
                yield f"{path}/{name}" if path else name


def close_names(name: str, known: Iterable[str], limit: int = 3, cutoff: float = 0.6) -> list[str]:
    """The same as `difflib.get_close_matches`, nearest first, in a fifth of the time if many names are similar.

    The number of letters that two names share gives an upper bound of their similarity. Names are compared in the order
    of that bound, until no further name can be among the nearest.
    """
    letters = [(letter, name.count(letter)) for letter in set(name)]
    bounds = []
    for other in known:
        total = len(name) + len(other)
        if 2 * min(len(name), len(other)) >= cutoff * total:
            shared = 0
            for letter, count in letters:  # 14,000 times: `sum` and `min` would take twice as long
                found = other.count(letter)
                shared += found if found < count else count
            bounds.append((2 * shared / total, other))
    bounds.sort(reverse=True)
    matcher = difflib.SequenceMatcher()
    matcher.set_seq2(name)
    nearest: list[tuple[float, str]] = []
    for bound, other in bounds:
        if bound < (nearest[0][0] if len(nearest) == limit else cutoff):
            break
        matcher.set_seq1(other)
        if (ratio := matcher.ratio()) >= cutoff:
            heapq.heappush(nearest, (ratio, other))
            if len(nearest) > limit:
                heapq.heappop(nearest)
    return [other for _, other in sorted(nearest, reverse=True)]


def symbol_id(name: str) -> str:
    """Id of an icon's symbol on a page."""
    return f"rs-i-{name.replace('/', '-')}"


@functools.cache
def shown_symbol(name: str) -> Markup:
    """Shows the symbol of an icon.

    `xlink:href` and not `href`: Material's instant navigation sets `.href` on every element with that attribute, and
    fails at a `use`.
    """
    return Markup(f'<svg class="rs-i" aria-hidden="true"><use xlink:href="#{symbol_id(name)}"/></svg>')
