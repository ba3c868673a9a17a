"""The languages of a project that mkdocs-static-i18n builds, as far as `mkdocs.yml` says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from mkdocs_researcher.data.project_config import plugin_options


class PageLanguages(NamedTuple):
    """How files belong to languages.

    Attributes:
        default: the language at the root of the site; empty for a site of one language.
        every: all languages.
        in_folders: has each language a folder? Otherwise names of files end in the language: `index.de.md`.
    """

    default: str = ""
    every: tuple[str, ...] = ()
    in_folders: bool = False

    def of(self, path: str) -> str:
        """The language of a page below `docs_dir`; the default one for pages of all languages."""
        found = PurePosixPath(path).parts[0] if self.in_folders else PurePosixPath(path).stem.rpartition(".")[2]
        return found if found in self.every else self.default

    def candidates(self, path: str) -> Iterator[str]:
        """The files that a path in data or pages may mean, the likeliest first."""
        yield path
        if self.in_folders:
            first, _, rest = path.partition("/")
            names = [rest, path] if first in self.every else [path]
            yield from (f"{code}/{name}" for name in names for code in self.every)
            yield names[0]
        else:
            whole = PurePosixPath(path)
            yield from (str(whole.with_suffix(f".{code}{whole.suffix}")) for code in self.every)


def page_languages(config: dict[str, Any]) -> PageLanguages:
    """The languages of a project.

    Args:
        config: the content of `mkdocs.yml`.
    """
    options = plugin_options(config, "i18n")
    listed = options.get("languages")
    entries = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    built = {str(entry.get("locale")): entry for entry in entries if entry.get("build") is not False}
    default = next((code for code, entry in built.items() if entry.get("default") is True), "")
    return PageLanguages(default, tuple(built), options.get("docs_structure") == "folder")
