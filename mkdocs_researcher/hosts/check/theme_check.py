"""Settings that the theme and MkDocs take without a word although nothing comes of them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs_researcher.errors import Problem, did_you_mean
from mkdocs_researcher.fields.urls import is_external
from mkdocs_researcher.hosts.mkdocs.config_check import LoadedConfig
from mkdocs_researcher.rendering.urls import Urls

# Names of features and of colors, as the files of a theme ask for them.
_FEATURE = re.compile(r"[\"']([a-z]+(?:\.[a-z]+)+)[\"']")
_COLOR = re.compile(r"\[data-md-color-(primary|accent|scheme)=[\"']?([a-z-]+)")
# Settings of Material that it ignores if they are a single word.
_FORMS = {
    "palette": "must be settings such as 'primary: indigo', each on an indented line below it",
    "font": "must be settings such as 'text: Lato', each on an indented line below it, or false",
    "icon": "must be settings such as 'logo: material/school', each on an indented line below it",
}
_OWN_COLORS = frozenset({"custom", "default", "slate"})


def theme_problems(loaded: LoadedConfig, urls: Urls) -> Iterator[Problem]:
    """Features and colors that the theme does not have, and files of the configuration that do not exist."""
    theme = loaded.config.theme
    texts = tuple(folder for folder in theme.dirs if Path(folder, "assets").is_dir())
    features, colors = _known(texts)
    listed = theme.get("features") or ()
    for name in listed if isinstance(listed, list) and features else ():
        if isinstance(name, str) and name not in features:
            message = f"the theme has no feature '{name}'{did_you_mean(name, features, show_all=0)}"
            yield Problem(loaded.positions.locate("theme", "features", name), message, "features", "warning")
    for palette in _palettes(theme.get("palette")):
        for key, known in colors.items():
            name = palette.get(key)
            # Material writes "deep orange" as "deep-orange" itself.
            if isinstance(name, str) and name.replace(" ", "-") not in known | _OWN_COLORS:
                message = f"the theme has no {key} '{name}'{did_you_mean(name, known)}"
                yield Problem(loaded.positions.locate("theme", "palette", key), message, key, "warning")
    for key, form in _FORMS.items():
        if features and isinstance(theme.get(key), str | int) and theme.get(key) is not False:
            yield Problem(loaded.positions.locate("theme", key), form, key, "warning")
    yield from _missing_files(loaded, urls)


def _palettes(palette: Any) -> list[Mapping[str, Any]]:
    return [one for one in (palette if isinstance(palette, list) else [palette]) if isinstance(one, Mapping)]


@functools.lru_cache(maxsize=4)
def _known(folders: tuple[str, ...]) -> tuple[frozenset[str], Mapping[str, frozenset[str]]]:
    """Names of the features that templates and scripts ask for, and of the colors in style sheets."""
    features: set[str] = set()
    colors: dict[str, set[str]] = {}
    for folder in map(Path, folders):
        for pattern in ("**/*.html", "assets/javascripts/bundle*.js"):
            for path in folder.glob(pattern):
                features.update(_FEATURE.findall(path.read_text(encoding="utf-8", errors="replace")))
        for path in folder.glob("assets/stylesheets/*.css"):
            for kind, name in _COLOR.findall(path.read_text(encoding="utf-8", errors="replace")):
                colors.setdefault(kind, set()).add(name)
    return frozenset(features), {kind: frozenset(names) for kind, names in colors.items()}


def _missing_files(loaded: LoadedConfig, urls: Urls) -> Iterator[Problem]:
    config, theme = loaded.config, loaded.config.theme
    named: list[tuple[tuple[str, ...], Any]] = [(("theme", key), theme.get(key)) for key in ("logo", "favicon")]
    for setting in ("extra_css", "extra_javascript"):
        items: Iterable[Any] = config.get(setting) or ()
        named += [((setting, str(item)), str(item)) for item in items]
    for steps, path in named:
        if not isinstance(path, str) or is_external(path) or not urls.is_missing(path):
            continue
        if not any(Path(folder, path).is_file() for folder in theme.dirs):
            field = steps[0] if steps[0] != "theme" else steps[1]
            yield Problem(loaded.positions.locate(*steps), urls.missing_message(path), field, "warning")
